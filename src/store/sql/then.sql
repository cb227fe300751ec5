-- Who stood where on a day that later ones follow: how many, from counts by day; who, from the entries of those days where they are few, else person by person until
-- enough are found.

-- :name then_stays
-- Active people in play by a day, by where they stood on it and since when.
SELECT a, day, sum(n) FROM total WHERE what = 17 AND track = :track AND day <= :day AND b > :day AND c <= :day GROUP BY a, day HAVING sum(n) > 0 ORDER BY a, day

-- :name then_stays_all
-- Everybody who was active and there since before the week.
SELECT a, day, sum(n) FROM total WHERE what = 1 AND track = :track AND day < :from AND b > :day GROUP BY a, day HAVING sum(n) > 0 ORDER BY a, day

-- :name then_sides
-- Days on which somebody came to rest or was lost.
SELECT dst, day, n FROM tally WHERE track = :track AND dst > 7 AND day < :from AND n > 0

-- :name then_came
-- How many moved to a state on a day.
SELECT coalesce(sum(n), 0) FROM tally WHERE track = :track AND day = :on AND dst = :state

-- :name then_who_stage
-- Those of them who were still there, and how they came; `played`: in play by then.
SELECT e.person, CASE WHEN p.referred_by IS NOT NULL OR substr(lower(trim(p.source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(p.source)), '') END
FROM entry e INDEXED BY entry_by_day CROSS JOIN person p ON p.id = e.person
WHERE e.day = :on AND e.voided_by = 0 AND e.stage_to = :state AND e.stage_from <> e.stage_to AND (e.stage_out IS NULL OR e.stage_out > :day)
    AND (:played = 0 OR p.in_play = 1 AND p.played_on <= :day)

-- :name then_who_moment
SELECT e.person FROM entry e INDEXED BY entry_by_day CROSS JOIN person p ON p.id = e.person
WHERE e.day = :on AND e.voided_by = 0 AND e.moment_to = :state AND e.moment_from <> e.moment_to AND (e.moment_out IS NULL OR e.moment_out > :day)
    AND (:played = 0 OR p.in_play = 1 AND p.played_on <= :day)

-- :name then_move_stage
JOIN entry e ON e.id = (
    SELECT l.id FROM entry l WHERE l.person = p.id AND l.day <= :day AND l.voided_by = 0 AND l.stage_from <> l.stage_to
    ORDER BY l.day DESC, l.id DESC LIMIT 1)
WHERE p.in_play = 1 AND p.played_on <= :day AND e.stage_to <= 7

-- :name then_move_moment
JOIN entry e ON e.id = (
    SELECT l.id FROM entry l WHERE l.person = p.id AND l.day <= :day AND l.voided_by = 0 AND l.moment_from <> l.moment_to
    ORDER BY l.day DESC, l.id DESC LIMIT 1)
WHERE p.in_play = 1 AND p.played_on <= :day AND e.moment_to <= 7

-- :name then_how
CASE WHEN p.referred_by IS NOT NULL OR substr(lower(trim(p.source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(p.source)), '') END

-- :name then_few_stage
-- Active people in play by a day, in the order of ids: few of many from their index, many from the table.
SELECT p.id, e.stage_to, e.day,
{then_how}
FROM person p INDEXED BY person_in_play
{then_move_stage}
ORDER BY p.id

-- :name then_many_stage
SELECT p.id, e.stage_to, e.day,
{then_how}
FROM person p NOT INDEXED
{then_move_stage}
ORDER BY p.id

-- :name then_few_moment
SELECT p.id, e.moment_to, e.day FROM person p INDEXED BY person_in_play
{then_move_moment}
ORDER BY p.id

-- :name then_many_moment
SELECT p.id, e.moment_to, e.day FROM person p NOT INDEXED
{then_move_moment}
ORDER BY p.id

-- :name then_promised
-- Had a promise open on that day.
SELECT EXISTS (SELECT 1 FROM promise r WHERE r.person = :id AND r.made_on <= :day AND (r.done_on IS NULL OR r.done_on > :day))

-- :name then_promised_count
-- Active people in play by a day with a promise open on it: those still open, and those kept later.
SELECT count(*) FROM (
    SELECT person FROM promise INDEXED BY promise_open WHERE done_on IS NULL AND made_on <= :day
    UNION
    SELECT person FROM promise INDEXED BY promise_kept WHERE done_on IS NOT NULL AND done_on > :day AND made_on <= :day) w
CROSS JOIN person p ON p.id = w.person
WHERE p.in_play = 1 AND p.played_on <= :day AND coalesce((
    SELECT l.stage_to FROM entry l WHERE l.person = p.id AND l.day <= :day AND l.voided_by = 0 AND l.stage_from <> l.stage_to
    ORDER BY l.day DESC, l.id DESC LIMIT 1), 0) BETWEEN 1 AND 7

-- :name then_origins
SELECT stage, source, sum(n) FROM origin_day WHERE day <= :day GROUP BY stage, source HAVING sum(n) > 0 ORDER BY stage, source = '', sum(n) DESC, source

-- :name then_source
SELECT trim(source) FROM person WHERE id = :id
