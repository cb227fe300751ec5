-- Where people came from, by stage.

-- :name origin_now
SELECT stage, source, n FROM origin WHERE n > 0 ORDER BY stage, source = '', n DESC, source

-- :name origin_ids
-- The first of one kind, with the source as somebody wrote it.
SELECT id, trim(source) FROM person INDEXED BY person_by_origin
WHERE in_play = 1 AND status = 0 AND stage = :stage AND CASE WHEN referred_by IS NOT NULL OR substr(lower(trim(source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(source)), '') END = :source
ORDER BY id LIMIT :limit

-- :name origin_clear
DELETE FROM origin

-- :name origin_fill
INSERT INTO origin (stage, source, n) SELECT stage, source, count(*) FROM person_from GROUP BY stage, source

-- :name origin_day_clear
DELETE FROM origin_day

-- :name origin_day_fill
INSERT INTO origin_day (stage, source, day, n) SELECT stage, source, day, sum(n) FROM stay_from WHERE id > 0 GROUP BY stage, source, day HAVING sum(n) <> 0

-- :name origin_person
-- What one person counts for by days, taken out (:sign -1) before something of it changes where triggers rest, and added (1) after.
INSERT INTO origin_day SELECT stage, source, day, :sign * n FROM stay_from WHERE person = :id ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name origin_day_none
DELETE FROM origin_day WHERE n = 0

-- :name origin_odd
-- How many kinds a recount does not give, of today and of every day. id > 0: in the order of the table.
WITH counted AS MATERIALIZED (SELECT stage, source, day, sum(n) FROM stay_from WHERE id > 0 GROUP BY stage, source, day HAVING sum(n) <> 0)
SELECT count(*) FROM (
    SELECT * FROM (SELECT * FROM counted EXCEPT SELECT stage, source, day, n FROM origin_day)
    UNION ALL SELECT * FROM (SELECT stage, source, day, n FROM origin_day EXCEPT SELECT * FROM counted)
    UNION ALL
    SELECT stage, source, 0, n FROM (SELECT stage, source, count(*) AS n FROM person_from GROUP BY stage, source EXCEPT SELECT stage, source, n FROM origin)
    UNION ALL SELECT stage, source, 0, n FROM (SELECT stage, source, n FROM origin EXCEPT SELECT stage, source, count(*) FROM person_from GROUP BY stage, source))
