-- Looking for people and for what was said. Full text answers with ids; how well a name fits is judged in C.

-- :name who_handle
SELECT DISTINCT person FROM handle WHERE key = :key AND key <> '' AND kind = :kind ORDER BY person LIMIT :limit

-- :name who_named
SELECT id, name_key, company_key, in_play, last_talk FROM person WHERE name_key = :key ORDER BY in_play DESC, last_talk DESC, id LIMIT :limit

-- :name who_matching
-- The columns of `candidate` in search.c.
SELECT p.id, p.name_key, p.company_key, p.in_play, p.last_talk FROM person_fts f CROSS JOIN person p ON p.id = f.rowid
WHERE f.person_fts MATCH :match LIMIT :limit

-- :name who_scanned
SELECT p.id, p.name_key, p.company_key, p.in_play, p.last_talk FROM person p WHERE bl_words(p.name_key, p.company_key, :word) LIMIT :limit

-- :name who_beginning
SELECT p.id, p.name_key, p.company_key, p.in_play, p.last_talk FROM person p
WHERE p.name_key >= :part AND p.name_key < :end ORDER BY p.name_key LIMIT :limit

-- :name who_lately
-- Those talked to last.
SELECT p.id, p.name_key, p.company_key, p.in_play, p.last_talk FROM person p INDEXED BY person_by_last
WHERE p.last_talk IS NOT NULL ORDER BY p.last_talk DESC LIMIT :limit

-- :name who_in_index
-- Somebody, for words that too many begin with: as many as are found in a stretch of the index by name.
SELECT p.id, p.name_key, p.company_key, p.in_play, p.last_talk
FROM (SELECT id FROM (SELECT id, name_key, company_key FROM person INDEXED BY person_by_name ORDER BY name_key LIMIT :stretch)
      WHERE bl_words(name_key, company_key, :word) LIMIT :limit) s CROSS JOIN person p ON p.id = s.id

-- :name who_anybody
SELECT p.id, p.name_key, p.company_key, p.in_play, p.last_talk FROM person p ORDER BY p.id LIMIT :limit

-- :name who_recent
SELECT p.id FROM person p INDEXED BY person_by_last WHERE p.last_talk IS NOT NULL ORDER BY p.last_talk DESC, p.name_key LIMIT :limit

-- :name said
SELECT
{talk_columns}
FROM (SELECT rowid AS id FROM talk_fts WHERE talk_fts MATCH :match
    UNION SELECT q.talk FROM quote_fts f CROSS JOIN quote q ON q.id = f.rowid WHERE f.quote_fts MATCH :match) f
CROSS JOIN talk t ON t.id = f.id ORDER BY t.day DESC, t.id DESC LIMIT :limit

-- :name said_promises
SELECT
{promise_columns}
FROM promise_fts f CROSS JOIN promise pr ON pr.id = f.rowid JOIN person w ON w.id = pr.person WHERE f.promise_fts MATCH :match
ORDER BY pr.done_on IS NOT NULL, pr.made_on DESC, pr.id DESC LIMIT :limit

-- :name said_notes
SELECT p.id, p.name, p.note FROM note_fts f CROSS JOIN person p ON p.id = f.rowid WHERE f.note_fts MATCH :match ORDER BY p.name_key, p.id LIMIT :limit

-- :name person_last
SELECT max(id) FROM person

-- :name word_sample
-- How many of two thousand people, taken at eight places of the book, have a word that begins so.
WITH places (at) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7))
SELECT count(*) FROM places CROSS JOIN person p ON p.id > at * :stride AND p.id <= at * :stride + 250 WHERE bl_words(p.name_key, p.find, :word)
