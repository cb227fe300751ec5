-- The map: who has been where.

-- :name person_visited
UPDATE person SET visited = :visited WHERE id = :id AND visited <> :visited

-- :name visited_of
SELECT visited | (1 << moment) FROM person WHERE id = :id

-- :name map_cells
-- Active people by stage, the moments they were at, and whether they are in play; those who were opened and never moved are told by the totals.
SELECT stage, visited | (1 << moment) AS seen, count(*), in_play FROM person INDEXED BY person_map
WHERE status = 0 AND (stage <> 1 OR moment <> 1 OR visited <> 0) GROUP BY stage, visited, moment, in_play

-- :name map_first
-- Those longest in a stage who never were at a moment.
SELECT p.id, p.name FROM person p INDEXED BY person_gap
WHERE p.in_play = 1 AND p.status = 0 AND p.stage = :stage AND (p.visited | (1 << p.moment)) & (1 << :moment) = 0
ORDER BY p.stage_since LIMIT :limit
