-- Taking back one earlier step (take.c). bl_picked(id): people it brought who are kept.

-- :name take_step
-- The step itself, and how many others came later and stand.
SELECT
{step_columns}
    , (SELECT count(*) FROM step b WHERE b.id > s.id AND b.undone = 0)
FROM step s WHERE s.id = :id

-- :name take_mark
UPDATE step SET takes = :takes WHERE id = :id

-- :name take_hand
SELECT by_hand FROM person WHERE id = :id

-- :name take_runs
SELECT tbl, lo, hi FROM step_part WHERE step = :id AND tbl IS NOT NULL ORDER BY seq

-- :name take_parts
SELECT step, seq, changes FROM step_part WHERE step = :id AND changes IS NOT NULL ORDER BY seq DESC

-- :name take_part
SELECT changes FROM step_part WHERE step = :id AND seq = :seq

-- :name take_later
-- What was done since, each part by itself.
SELECT p.step, p.changes FROM step_part p JOIN step s ON s.id = p.step WHERE p.step > :id AND s.undone = 0 AND p.changes IS NOT NULL ORDER BY p.step, p.seq

-- :name take_entry_owner
SELECT person FROM entry WHERE id = :id

-- :name take_promise_owner
SELECT person FROM promise WHERE id = :id

-- :name take_revenue_owner
SELECT person FROM revenue WHERE id = :id

-- :name take_merged_owner
SELECT person FROM merged WHERE id = :id

-- :name take_pointed
-- People of a run whom something points to that does not go with them: what no change set tells (a run of a later import), and who is referred by whom.
-- 1: somebody they referred stays.
SELECT DISTINCT p.referred_by, 1 FROM person p WHERE p.referred_by BETWEEN :lo AND :hi AND NOT bl_picked(p.referred_by)
    AND (p.id NOT BETWEEN :lo AND :hi OR bl_picked(p.id))

-- :name take_handles
DELETE FROM handle WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_tags
DELETE FROM tag WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_custom
DELETE FROM custom WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_snoozes
DELETE FROM snooze WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_revenue
DELETE FROM revenue WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_promises
DELETE FROM promise WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_talk_people
DELETE FROM talk_person WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_merged
DELETE FROM merged WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_rested
DELETE FROM rested WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_apart
DELETE FROM apart WHERE a BETWEEN :lo AND :hi AND NOT bl_picked(a)

-- :name take_entry_run
-- The entries of a run that belong to those who go; it may hold some of people who were there before.
DELETE FROM entry WHERE id BETWEEN :lo AND :hi AND person BETWEEN :first AND :last AND NOT bl_picked(person)

-- :name take_entries
DELETE FROM entry WHERE person BETWEEN :lo AND :hi AND NOT bl_picked(person)

-- :name take_search
INSERT INTO person_fts (person_fts, rowid, name_key, find)
SELECT 'delete', id, name_key, find FROM person WHERE id BETWEEN :lo AND :hi AND NOT bl_picked(id)

-- :name take_notes
INSERT INTO note_fts (note_fts, rowid, note)
SELECT 'delete', id, note FROM person WHERE id BETWEEN :lo AND :hi AND note IS NOT NULL AND NOT bl_picked(id)

-- :name take_total
INSERT INTO total SELECT what, track, day, a, b, c, -sum(n) FROM person_total WHERE id BETWEEN :lo AND :hi AND NOT bl_picked(id)
GROUP BY what, track, day, a, b, c ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name take_people
DELETE FROM person WHERE id BETWEEN :lo AND :hi AND NOT bl_picked(id)

-- :name take_talks_kept
-- Conversations of a run with somebody who is kept, and those a promise was made in.
SELECT talk FROM talk_person WHERE talk BETWEEN :lo AND :hi AND bl_picked(person)
UNION SELECT talk FROM promise WHERE talk BETWEEN :lo AND :hi

-- :name take_talk_met
-- From here on bl_picked(id) are the conversations that stay.
SELECT DISTINCT person FROM talk_person WHERE talk BETWEEN :lo AND :hi AND NOT bl_picked(talk)

-- :name take_talk_quotes
DELETE FROM quote WHERE talk BETWEEN :lo AND :hi AND NOT bl_picked(talk)

-- :name take_talk_keys
DELETE FROM talk_key WHERE talk BETWEEN :lo AND :hi AND NOT bl_picked(talk)

-- :name take_talk_parts
DELETE FROM talk_person WHERE talk BETWEEN :lo AND :hi AND NOT bl_picked(talk)

-- :name take_talks
DELETE FROM talk WHERE id BETWEEN :lo AND :hi AND NOT bl_picked(id)
