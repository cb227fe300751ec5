-- From which day somebody is in play.

-- :name played_from
-- Who was added by hand is in play from the start: their name was typed (14: the three bits of a name), and no import brought them. The others came into play with the
-- first thing that was done with them; where nothing is known of that, with their opening.
CASE WHEN m.in_play = 0 THEN NULL
WHEN m.by_hand & 14 AND NOT EXISTS (SELECT 1 FROM step_part s WHERE s.changes IS NULL AND s.tbl = 'person' AND m.id BETWEEN s.lo AND s.hi) THEN -2147483648
ELSE coalesce((SELECT min(day) FROM (
    SELECT min(e.day) AS day FROM entry e WHERE e.person = m.id AND e.act BETWEEN 2 AND 6 AND e.why IS NOT 'as imported'
    UNION ALL SELECT min(t.day) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = m.id
    UNION ALL SELECT min(x.made_on) FROM promise x WHERE x.person = m.id
    UNION ALL SELECT min(r.day) FROM revenue r WHERE r.person = m.id)), -2147483648) END

-- :name person_played
UPDATE person AS m SET played_on =
{played_from}
WHERE m.id = :id AND (m.in_play = 1 OR m.played_on IS NOT NULL) AND m.played_on IS NOT
{played_from}

-- :name everybody_played
-- After a step from before there was this column.
UPDATE person AS m SET played_on =
{played_from}
WHERE (m.in_play = 1 OR m.played_on IS NOT NULL) AND m.played_on IS NOT
{played_from}

-- :name doctor_played
-- Nothing is known for sure of who was added by hand once the journal is gone; the others are in play from the first thing done with them.
SELECT m.id FROM person m WHERE (m.in_play = 0) <> (m.played_on IS NULL) OR m.played_on > -2147483648 AND m.played_on IS NOT (SELECT min(day) FROM (
    SELECT min(e.day) AS day FROM entry e WHERE e.person = m.id AND e.act BETWEEN 2 AND 6 AND e.why IS NOT 'as imported'
    UNION ALL SELECT min(t.day) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = m.id
    UNION ALL SELECT min(x.made_on) FROM promise x WHERE x.person = m.id
    UNION ALL SELECT min(r.day) FROM revenue r WHERE r.person = m.id)) ORDER BY m.id
