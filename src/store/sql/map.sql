-- The map: who has been where.

-- :name person_visited
UPDATE person SET visited = :visited WHERE id = :id AND visited <> :visited

-- :name visited_of
SELECT visited | (1 << moment) FROM person WHERE id = :id

-- :name map_cells
-- Active people by stage and the moments they were at; those who were opened and never moved are told by the totals.
SELECT stage, visited | (1 << moment) AS seen, count(*) FROM person INDEXED BY person_map
WHERE status = 0 AND (stage <> 1 OR moment <> 1 OR visited <> 0) GROUP BY stage, visited, moment

-- :name map_in_play
SELECT stage, visited | (1 << moment) AS seen, count(*) FROM person INDEXED BY person_gap WHERE in_play = 1 AND status = 0 GROUP BY 1, 2

-- :name map_first
-- Those longest in a stage who never were at a moment.
SELECT p.id, p.name FROM person p INDEXED BY person_gap
WHERE p.in_play = 1 AND p.status = 0 AND p.stage = :stage AND (p.visited | (1 << p.moment)) & (1 << :moment) = 0
ORDER BY p.stage_since LIMIT :limit

-- :name map_gaps
-- How many have a gap at all: :s1 … :s7 are the moments each stage expects, as bits.
SELECT count(*) FROM person INDEXED BY person_gap WHERE in_play = 1 AND status = 0
AND (visited | (1 << moment)) & CASE stage WHEN 1 THEN :s1 WHEN 2 THEN :s2 WHEN 3 THEN :s3 WHEN 4 THEN :s4 WHEN 5 THEN :s5 WHEN 6 THEN :s6 ELSE :s7 END
    <> CASE stage WHEN 1 THEN :s1 WHEN 2 THEN :s2 WHEN 3 THEN :s3 WHEN 4 THEN :s4 WHEN 5 THEN :s5 WHEN 6 THEN :s6 ELSE :s7 END
