-- :name step_insert
INSERT INTO step (uid, name, at, made_by) VALUES (:uid, :name, :at, 4)

-- :name step_name
UPDATE step SET name = :name WHERE id = :id

-- :name step_drop_redo
DELETE FROM step WHERE undone = 1

-- :name step_columns
-- Which one it takes back, and which one took it back.
s.id, s.name, s.at, s.undone, coalesce(s.takes, 0), coalesce((SELECT max(t.id) FROM step t WHERE t.takes = s.id AND t.undone = 0), 0)

-- :name step_list
-- The redo tail first (its oldest step is redone first, so it stands nearest to the rest), then what can be undone; newest first either way.
SELECT
{step_columns}
FROM step s ORDER BY s.id DESC LIMIT :limit

-- :name step_last
SELECT
{step_columns}
FROM step s WHERE s.undone = 0 ORDER BY s.id DESC LIMIT 1

-- :name step_next
SELECT
{step_columns}
FROM step s WHERE s.undone = 1 ORDER BY s.id LIMIT 1

-- :name step_mark
UPDATE step SET undone = :undone WHERE id = :id

-- :name step_part_insert
INSERT INTO step_part (step, seq, changes, tbl, lo, hi) VALUES (:step, :seq, :changes, :tbl, :lo, :hi)

-- :name step_part_at
SELECT changes, tbl, lo, hi FROM step_part WHERE step = :step AND seq = :seq

-- :name step_part_count
SELECT count(*) FROM step_part WHERE step = :step

-- :name step_gone_insert
INSERT INTO step_gone (step, seq, changes) VALUES (:step, :seq, :changes)

-- :name step_gone_last
SELECT seq, changes FROM step_gone WHERE step = :step ORDER BY seq DESC LIMIT 1

-- :name step_gone_at
SELECT changes FROM step_gone WHERE step = :step AND seq = :seq

-- :name step_gone_delete
DELETE FROM step_gone WHERE step = :step AND seq = :seq

-- :name step_people
-- About how many people a step brought or took away: by the runs, else by the size of what it changed, three hundred bytes each.
SELECT coalesce((SELECT max(hi - lo + 1) FROM step_part WHERE step = :id AND tbl = 'person'), 0)
    + coalesce((SELECT sum(length(changes)) FROM step_part WHERE step = :id), 0) / 800

-- :name step_work
-- How much it is to undo a step, or to redo it (:redo): people of its run, and parts: a row for each id of a run whose table is large, two for people with their words, and three
-- hundred bytes of a change set.
SELECT coalesce((SELECT max(hi - lo + 1) FROM step_part WHERE step = :id AND tbl = 'person'), 0),
    coalesce((SELECT sum(length(changes)) FROM step_part WHERE step = :id), 0) / 300
    + CASE WHEN :redo THEN coalesce((SELECT sum(length(changes)) FROM step_gone WHERE step = :id), 0) / 300
      ELSE coalesce((SELECT sum((hi - lo + 1) * (1 + (tbl = 'person'))) FROM step_part WHERE step = :id AND tbl IN ('handle', 'entry', 'person')), 0) END

-- :name step_bulk_last
-- A bulk step journals a run of people, even an empty one.
SELECT coalesce(max(s.id), 0) FROM step s WHERE s.undone = 0 AND EXISTS (SELECT 1 FROM step_part p WHERE p.step = s.id AND p.tbl = 'person')

-- :name step_bulk
SELECT s.undone, p.lo, p.hi FROM step s JOIN step_part p ON p.step = s.id WHERE s.id = :id AND p.tbl = 'person'

-- :name step_changes
SELECT changes FROM step_part WHERE step = :step AND changes IS NOT NULL

-- :name step_made_by
SELECT made_by FROM step WHERE id = :id

-- :name gone_keys
-- The columns of a table: 0, or the place in its primary key.
SELECT pk FROM pragma_table_info(:table, 'main') ORDER BY cid

-- :name range_handle
DELETE FROM handle WHERE person BETWEEN :lo AND :hi

-- :name range_tag
DELETE FROM tag WHERE person BETWEEN :lo AND :hi

-- :name range_custom
DELETE FROM custom WHERE person BETWEEN :lo AND :hi

-- :name range_entry
DELETE FROM entry WHERE id BETWEEN :lo AND :hi

-- :name range_alike
-- Entries of a run that count for the same, one of each and how many: all that entry_move and entry_total look at.
SELECT min(id), count(*) FROM entry WHERE id BETWEEN :lo AND :hi AND voided_by = 0
GROUP BY day, paid, stage_from, stage_to, stage_open, stage_first, stage_top, stage_top_day, stage_out, stage_way,
    moment_from, moment_to, moment_open, moment_first, moment_top, moment_top_day, moment_out, moment_way LIMIT :limit

-- :name range_tally
-- What a run of entries counts for, added (:sign 1) or taken out (-1) at once: row by row the triggers take ten times as long.
INSERT INTO tally SELECT track, day, src, dst, :sign * count(*) FROM entry_move WHERE id BETWEEN :lo AND :hi GROUP BY track, day, src, dst
ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name range_total
INSERT INTO total SELECT what, track, day, a, b, c, :sign * sum(n) FROM entry_total WHERE id BETWEEN :lo AND :hi GROUP BY what, track, day, a, b, c
ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name range_played
INSERT INTO total SELECT 17, track, day, state, out, since, :sign * count(*) FROM stay_played WHERE id BETWEEN :lo AND :hi GROUP BY track, day, state, out, since
ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name range_from
INSERT INTO origin_day SELECT stage, source, day, :sign * sum(n) FROM stay_from WHERE id BETWEEN :lo AND :hi GROUP BY stage, source, day
ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name range_person
DELETE FROM person WHERE id BETWEEN :lo AND :hi

-- :name data_version
PRAGMA data_version

-- :name setting_get
SELECT value FROM setting WHERE key = :key

-- :name draft_save
INSERT INTO draft (name, text, at) VALUES (:name, :text, :at) ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at

-- :name draft_delete
DELETE FROM draft WHERE name = :name

-- :name draft_load
SELECT text FROM draft WHERE name = :name

-- :name step_state
-- What was done so far, in three numbers.
SELECT coalesce(max(id), 0), count(*), coalesce(sum(undone), 0) FROM step

-- :name read_begin
BEGIN

-- :name read_end
-- Nothing was written: this only lets go of the moment that was seen.
COMMIT
