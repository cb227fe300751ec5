-- :name entry_columns
e.id, e.uid, e.person, e.day, e.act, e.stage, e.moment, e.side, e.until, e.why, e.recorded, e.voided_by, e.cycle,
e.stage_from, e.stage_to, e.moment_from, e.moment_to,
e.stage_open, e.stage_first, e.stage_top, e.stage_top_day, e.stage_out, e.stage_way,
e.moment_open, e.moment_first, e.moment_top, e.moment_top_day, e.moment_out, e.moment_way, e.paid

-- :name entries_of
SELECT
{entry_columns}
FROM entry e WHERE e.person = :person AND e.day <= bl_last_day() ORDER BY e.day, e.id

-- :name entries_holding
SELECT
{entry_columns}
FROM entry e WHERE e.person = :person AND e.voided_by = 0 AND e.day <= bl_last_day() ORDER BY e.day, e.id

-- :name entry_insert
-- The trail follows by replay; that of an opening nobody has added to yet is this one.
INSERT INTO entry (uid, person, day, act, stage, moment, side, until, why, recorded, cycle, stage_from, stage_to, moment_from, moment_to,
                   stage_first, moment_first)
VALUES (:uid, :person, :day, :act, :stage, :moment, :side, :until, :why, :recorded, :cycle, :stage_from, :stage_to, :moment_from, :moment_to,
        CASE :act WHEN 1 THEN 101 ELSE 0 END, CASE :act WHEN 1 THEN 101 ELSE 0 END)

-- :name entry_derive
UPDATE entry SET cycle = :cycle, stage_from = :stage_from, stage_to = :stage_to, moment_from = :moment_from, moment_to = :moment_to,
    stage_open = :stage_open, stage_first = :stage_first, stage_top = :stage_top, stage_top_day = :stage_top_day, stage_out = :stage_out,
    stage_way = :stage_way, moment_open = :moment_open, moment_first = :moment_first, moment_top = :moment_top,
    moment_top_day = :moment_top_day, moment_out = :moment_out, moment_way = :moment_way
WHERE id = :id

-- :name entry_owner
SELECT person, voided_by FROM entry WHERE id = :id

-- :name entry_void
UPDATE entry SET voided_by = :by WHERE id = :id AND voided_by = 0

-- :name entry_paid
UPDATE entry SET paid = :paid WHERE id = :id AND paid <> :paid

-- :name entry_people_after
-- The next person with entries, for rebuilding what follows from all of them.
SELECT person FROM entry WHERE person > :after ORDER BY person LIMIT 1

-- :name entry_last
SELECT coalesce(max(id), 0) FROM entry
