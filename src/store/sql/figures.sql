-- :name tally_between
-- Moves from → to of a track in a span of days.
SELECT src, dst, sum(n) FROM tally WHERE track = :track AND day BETWEEN :lo AND :hi GROUP BY src, dst

-- :name count_people
-- Everybody who ever came in: the one move each that comes from nowhere.
SELECT coalesce(sum(n), 0) FROM tally WHERE track = 1 AND src = 0

-- :name asks_promises
SELECT coalesce(sum(iif(day < :today, n, 0)), 0), coalesce(sum(iif(day = :today, n, 0)), 0) FROM total WHERE what = 16 AND track = 0 AND day <= :today

-- :name asks_in_play
SELECT coalesce(sum(n), 0) FROM total WHERE what = 13 AND track = 0

-- :name asks_quiet
SELECT coalesce(sum(n), 0) FROM total WHERE what = 14 AND track = 0 AND day < :before

-- :name asks_seen
-- Active people in play by stage and the moments they were at.
SELECT a, b, n FROM total WHERE what = 15 AND track = 0 AND n <> 0

-- :name moves_between
-- Entries of a span of days that moved somebody on the stage, person by person in book order, from one index.
SELECT person, stage_from, stage_to FROM entry INDEXED BY entry_by_day
WHERE day BETWEEN :lo AND :hi AND voided_by = 0 AND stage_from <> stage_to ORDER BY person, day, id

-- :name states_at
-- Everybody's state at the end of a day, in the order of ids; NULL for those who came later.
SELECT p.id, (SELECT CASE :track WHEN 1 THEN e.stage_to ELSE e.moment_to END FROM entry e
              WHERE e.person = p.id AND e.day <= :day AND e.voided_by = 0 ORDER BY e.day DESC, e.id DESC LIMIT 1)
FROM person p ORDER BY p.id
