-- Where people came from, by stage.

-- :name origin_now
SELECT stage, source, n FROM origin WHERE n > 0 ORDER BY stage, source = '', n DESC, source

-- :name origin_ids
-- The first of one kind, with the source as somebody wrote it.
SELECT id, trim(source) FROM person INDEXED BY person_by_origin
WHERE in_play = 1 AND status = 0 AND stage = :stage AND CASE WHEN referred_by IS NOT NULL OR substr(lower(trim(source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(source)), '') END = :source
ORDER BY id LIMIT :limit

-- :name origin_then
-- As they stood at the end of a day: one row each, those of one kind together.
-- The word is that of the first: beside min(id) a column is of the row that has it.
SELECT stage, source, count(*), group_concat(id, ' '), word, min(id) FROM (
    SELECT p.id, e.stage_to AS stage, trim(p.source) AS word, CASE WHEN p.referred_by IS NOT NULL OR substr(lower(trim(p.source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(p.source)), '') END AS source
    FROM person p INDEXED BY person_in_play JOIN entry e ON e.id = (
        SELECT l.id FROM entry l WHERE l.person = p.id AND l.day <= :day AND l.voided_by = 0 AND l.stage_from <> l.stage_to
        ORDER BY l.day DESC, l.id DESC LIMIT 1)
    WHERE p.in_play = 1 AND p.played_on <= :day AND e.stage_to <= 7 ORDER BY p.id)
GROUP BY stage, source ORDER BY stage, source = '', count(*) DESC, source

-- :name origin_clear
DELETE FROM origin

-- :name origin_fill
INSERT INTO origin (stage, source, n) SELECT stage, source, count(*) FROM person_from GROUP BY stage, source

-- :name origin_odd
-- How many kinds a recount does not give.
SELECT count(*) FROM (
    SELECT * FROM (SELECT stage, source, count(*) FROM person_from GROUP BY stage, source EXCEPT SELECT stage, source, n FROM origin)
    UNION ALL SELECT * FROM (SELECT stage, source, n FROM origin EXCEPT SELECT stage, source, count(*) FROM person_from GROUP BY stage, source))
