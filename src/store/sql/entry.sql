-- :name entry_columns
e.id, e.uid, e.person, e.day, e.act, e.stage, e.moment, e.side, e.until, e.why, e.recorded, e.voided_by, e.cycle,
e.stage_from, e.stage_to, e.moment_from, e.moment_to

-- :name entries_of
SELECT
{entry_columns}
FROM entry e WHERE e.person = :person ORDER BY e.day, e.id

-- :name entries_holding
SELECT
{entry_columns}
FROM entry e WHERE e.person = :person AND e.voided_by = 0 ORDER BY e.day, e.id

-- :name entry_insert
INSERT INTO entry (uid, person, day, act, stage, moment, side, until, why, recorded, cycle, stage_from, stage_to, moment_from, moment_to)
VALUES (:uid, :person, :day, :act, :stage, :moment, :side, :until, :why, :recorded, :cycle, :stage_from, :stage_to, :moment_from, :moment_to)

-- :name entry_derive
UPDATE entry SET cycle = :cycle, stage_from = :stage_from, stage_to = :stage_to, moment_from = :moment_from, moment_to = :moment_to
WHERE id = :id

-- :name entry_void
UPDATE entry SET voided_by = :by WHERE id = :id AND voided_by = 0
