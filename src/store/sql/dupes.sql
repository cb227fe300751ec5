-- Looking for people who may be one: walks over all, in pieces.

-- :name dupes_people
SELECT id, name_key, company_key FROM person WHERE id > :after ORDER BY id LIMIT :limit

-- :name dupes_handles
SELECT person, kind, pos, value, key FROM handle WHERE (person, kind, pos) > (:after, :kind, :pos) ORDER BY person, kind, pos LIMIT :limit

-- :name dupes_handles_of
SELECT value, key FROM handle WHERE person = :person AND kind = :kind ORDER BY pos
