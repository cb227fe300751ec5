-- :name person_columns
p.id, p.uid, p.name, p.first_name, p.last_name, p.company, p.title, p.source, p.note, p.referred_by,
p.created_on, p.first_contact, p.in_play, p.mrr, p.email, p.status, p.stage, p.moment, p.stage_since, p.moment_since,
p.cycle, p.furthest, p.opened_on, p.status_since, p.park_until, p.last_talk, p.talks,
n.id, n.text, n.due, n.theirs, p.name_key, p.company_key, p.played_on

-- :name person_by_id
SELECT
{person_columns}
FROM person p LEFT JOIN promise n ON n.id = p.next_id WHERE p.id = :id

-- :name person_name
SELECT name FROM person WHERE id = :id

-- :name person_found_by
SELECT find, visited FROM person WHERE id = :id

-- :name person_insert
INSERT INTO person (uid, name, first_name, last_name, company, title, source, note, referred_by, created_on, first_contact, in_play, by_hand,
                    name_key, company_key, find, email, stage, moment, stage_since, moment_since, cycle, furthest, opened_on, status_since)
VALUES (:uid, :name, :first_name, :last_name, :company, :title, :source, :note, :referred_by, :created_on, :first_contact, :in_play, :by_hand,
        :name_key, :company_key, :find, :email, :stage, :moment, :opened_on, :opened_on, :cycle, :stage, :opened_on, :opened_on)

-- :name person_facts
-- What the user can edit: NULL in a parameter writes NULL.
UPDATE person SET name = :name, first_name = :first_name, last_name = :last_name, company = :company, title = :title, source = :source, note = :note,
    referred_by = :referred_by, first_contact = :first_contact, by_hand = by_hand | :by_hand, name_key = :name_key, company_key = :company_key
WHERE id = :id

-- :name person_find
UPDATE person SET find = :find, email = :email WHERE id = :id AND (find IS NOT :find OR email IS NOT :email)

-- :name person_standing
UPDATE person SET status = :status, stage = :stage, moment = :moment, stage_since = :stage_since, moment_since = :moment_since, cycle = :cycle,
    furthest = :furthest, opened_on = :opened_on, status_since = :status_since, park_until = :park_until
WHERE id = :id

-- :name person_talked
UPDATE person SET
    last_talk = (SELECT max(t.day) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = :id AND t.kind <> 'note'),
    talks = (SELECT count(*) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = :id AND t.kind <> 'note')
WHERE id = :id

-- :name person_promised
-- The next step is the earliest open promise; one without a day comes after those with one.
UPDATE person SET (next_id, next_due) =
    (SELECT pr.id, pr.due FROM promise pr WHERE pr.person = :id AND pr.done_on IS NULL ORDER BY pr.due IS NULL, pr.due, pr.id LIMIT 1)
WHERE id = :id

-- :name person_play
UPDATE person SET in_play = 1 WHERE id = :id AND in_play = 0

-- :name person_created
UPDATE person SET created_on = :day WHERE id = :id AND created_on > :day

-- :name handles_of
SELECT kind, value, key, pos FROM handle WHERE person = :person ORDER BY kind, pos

-- :name handle_insert
INSERT INTO handle (person, kind, pos, value, key) VALUES (:person, :kind, :pos, :value, :key)

-- :name handle_append
-- Adds an address the person does not have yet, after the others of its kind. An address without a key is compared by its text.
INSERT INTO handle (person, kind, pos, value, key)
SELECT :person, :kind, coalesce((SELECT max(pos) + 1 FROM handle WHERE person = :person AND kind = :kind), 0), :value, :key
WHERE NOT EXISTS (SELECT 1 FROM handle WHERE person = :person AND kind = :kind AND (key = :key AND key <> '' OR value = :value))

-- :name handle_delete_kind
DELETE FROM handle WHERE person = :person AND kind = :kind

-- :name handle_owner
SELECT person FROM handle WHERE key = :key AND key <> '' AND kind = :kind ORDER BY person LIMIT 1

-- :name tags_of
SELECT name FROM tag WHERE person = :person ORDER BY name

-- :name tag_insert
INSERT INTO tag (person, name) VALUES (:person, :name) ON CONFLICT DO NOTHING

-- :name tag_delete
DELETE FROM tag WHERE person = :person AND name = :name

-- :name tag_names
SELECT DISTINCT name FROM tag ORDER BY name

-- :name custom_of
SELECT name, value FROM custom WHERE person = :person ORDER BY name

-- :name custom_set
INSERT INTO custom (person, name, value) VALUES (:person, :name, :value) ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value

-- :name custom_unset
DELETE FROM custom WHERE person = :person AND name = :name

-- :name custom_names
SELECT DISTINCT name FROM custom ORDER BY name

-- :name people_named
-- Everybody of exactly this name and company, for an import that has no address to go by.
SELECT id FROM person WHERE name_key = :name_key AND company_key = :company_key ORDER BY id LIMIT :limit

-- :name people_called
SELECT id, company_key FROM person WHERE name_key = :name_key ORDER BY id LIMIT :limit
