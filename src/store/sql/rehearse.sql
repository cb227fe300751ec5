-- A rehearsal: what an import would write goes into temp tables under the names of the real ones, and whom a row may concern is taken over into them first. Only the temp tables
-- are ever written.

-- :name rehearse_schema
-- Of the indexes those by which rows of one person are found; names and addresses are known by fingerprints.
SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND (name IN ('entry_by_person', 'revenue_by_person', 'talk_person_by_talk')
    OR (type = 'table' AND name IN ('person', 'handle', 'tag', 'custom', 'entry', 'revenue', 'talk', 'talk_person', 'talk_key'))) ORDER BY rowid

-- :name rehearse_numbers
-- New rows have numbers of their own, behind those there are.
INSERT INTO temp.sqlite_sequence (name, seq) SELECT name, seq FROM main.sqlite_sequence WHERE name IN ('person', 'entry', 'talk')

-- :name rehearse_owners
SELECT person FROM main.handle WHERE key = :key AND key <> '' AND kind = :kind ORDER BY person

-- :name rehearse_named
SELECT id FROM main.person WHERE name_key = :name_key AND company_key = :company_key ORDER BY id LIMIT :limit

-- :name rehearse_called
SELECT id FROM main.person WHERE name_key = :name_key ORDER BY id LIMIT :limit

-- :name rehearse_uids
SELECT id, uid FROM main.person UNION ALL SELECT person, uid FROM main.merged

-- :name rehearse_there
SELECT 1 FROM temp.person WHERE id = :id

-- :name rehearse_person
INSERT INTO temp.person SELECT * FROM main.person WHERE id = :id

-- :name rehearse_handles
INSERT INTO temp.handle SELECT * FROM main.handle WHERE person = :id

-- :name rehearse_tags
INSERT INTO temp.tag SELECT * FROM main.tag WHERE person = :id

-- :name rehearse_customs
INSERT INTO temp.custom SELECT * FROM main.custom WHERE person = :id

-- :name rehearse_entries
INSERT INTO temp.entry SELECT * FROM main.entry WHERE person = :id AND NOT EXISTS (SELECT 1 FROM temp.entry WHERE person = :id)

-- :name rehearse_payments
INSERT INTO temp.revenue SELECT * FROM main.revenue WHERE person = :id AND NOT EXISTS (SELECT 1 FROM temp.revenue WHERE person = :id)

-- :name rehearse_talks
INSERT OR IGNORE INTO temp.talk SELECT t.* FROM main.talk_person tp JOIN main.talk t ON t.id = tp.talk WHERE tp.person = :id

-- :name rehearse_parts
INSERT OR IGNORE INTO temp.talk_person SELECT * FROM main.talk_person WHERE person = :id

-- :name rehearse_talk_of
SELECT talk FROM main.talk_key WHERE key = :id

-- :name rehearse_talk
INSERT OR IGNORE INTO temp.talk SELECT * FROM main.talk WHERE id = :id

-- :name rehearse_keys
INSERT OR IGNORE INTO temp.talk_key SELECT * FROM main.talk_key WHERE talk = :id
