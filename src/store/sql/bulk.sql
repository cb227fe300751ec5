-- :name bulk_tally
INSERT INTO tally (track, day, src, dst, n) VALUES (:track, :day, 0, :dst, :n) ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name bulk_total
INSERT INTO total (what, track, day, a, b, c, n) VALUES (:what, :track, :day, :a, :b, :c, :n) ON CONFLICT DO UPDATE SET n = n + excluded.n

-- :name bulk_fts_in
INSERT INTO person_fts (rowid, name_key, find) SELECT id, name_key, find FROM person WHERE id BETWEEN :lo AND :hi

-- :name bulk_fts_out
INSERT INTO person_fts (person_fts, rowid, name_key, find) SELECT 'delete', id, name_key, find FROM person WHERE id = :id

-- :name bulk_note_in
INSERT INTO note_fts (rowid, note) SELECT id, note FROM person WHERE id BETWEEN :lo AND :hi AND note IS NOT NULL

-- :name bulk_note_out
INSERT INTO note_fts (note_fts, rowid, note) SELECT 'delete', id, note FROM person WHERE id = :id AND note IS NOT NULL

-- :name bulk_fill
-- Blanks only: what is there stays.
UPDATE person SET name = coalesce(:name, name), name_key = coalesce(:name_key, name_key), first_name = coalesce(first_name, :first_name), last_name = coalesce(last_name, :last_name), company = coalesce(company, :company),
    title = coalesce(title, :title), source = coalesce(source, :source), note = coalesce(note, :note), first_contact = coalesce(first_contact, :first_contact),
    company_key = coalesce(:company_key, company_key)
WHERE id = :id

-- :name bulk_hand
SELECT by_hand FROM person WHERE id = :id

-- :name bulk_replace
-- What is named takes the place of what is there; a new name takes its parts with it.
UPDATE person SET name = coalesce(:name, name), name_key = coalesce(:name_key, name_key),
    first_name = CASE WHEN :renamed THEN :first_name ELSE coalesce(:first_name, first_name) END,
    last_name = CASE WHEN :renamed THEN :last_name ELSE coalesce(:last_name, last_name) END,
    company = coalesce(:company, company), company_key = coalesce(:company_key, company_key), title = coalesce(:title, title),
    source = coalesce(:source, source), note = coalesce(:note, note), first_contact = coalesce(:first_contact, first_contact)
WHERE id = :id

-- :name bulk_index_sql
SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = :name

-- :name bulk_all_names
SELECT id, name_key, company_key FROM person ORDER BY id

-- :name bulk_all_handles
SELECT person, kind, key FROM handle WHERE key <> ''

-- :name bulk_all_uids
-- Those who were merged into somebody are known by their own, too.
SELECT id, uid FROM person UNION ALL SELECT person, uid FROM merged

-- :name bulk_has_uid
SELECT 1 FROM person WHERE id = :person AND uid = :uid UNION ALL SELECT 1 FROM merged WHERE person = :person AND uid = :uid

-- :name bulk_has_handle
SELECT 1 FROM handle WHERE person = :person AND kind = :kind AND key = :key

-- :name bulk_keys_of
SELECT name_key, company_key FROM person WHERE id = :id

-- :name bulk_out_of_play
-- Nobody comes into play by being imported.
UPDATE person SET in_play = 0, played_on = NULL WHERE id = :id
