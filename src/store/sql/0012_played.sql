-- By which day somebody is in play, so that figures of a past day count those who were in play by then, at a cost that does not grow with history.

-- Derived (played.sql): the day of the first thing that was done with them; the lowest number there is for who was added by hand, or where nothing is known of it: from
-- the start. NULL while not in play.
ALTER TABLE person ADD COLUMN played_on INTEGER;
-- Whom an import brought was not added by hand, whatever was typed over their name since.
CREATE INDEX step_part_people ON step_part (lo, hi) WHERE changes IS NULL AND tbl = 'person';

UPDATE person AS m SET played_on = CASE
WHEN m.by_hand & 14 AND NOT EXISTS (SELECT 1 FROM step_part s WHERE s.changes IS NULL AND s.tbl = 'person' AND m.id BETWEEN s.lo AND s.hi) THEN -2147483648
ELSE coalesce((SELECT min(day) FROM (
    SELECT min(e.day) AS day FROM entry e WHERE e.person = m.id AND e.act BETWEEN 2 AND 6 AND e.why IS NOT 'as imported'
    UNION ALL SELECT min(t.day) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = m.id
    UNION ALL SELECT min(x.made_on) FROM promise x WHERE x.person = m.id
    UNION ALL SELECT min(r.day) FROM revenue r WHERE r.person = m.id)), -2147483648) END
WHERE m.in_play = 1;
