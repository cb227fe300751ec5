-- Two people become one: what is the second's becomes the first's, row by row, so that undo carries every row.

-- :name merge_row
SELECT by_hand, in_play, mrr, created_on FROM person WHERE id = :id

-- :name merge_act
UPDATE entry SET act = :act WHERE id = :id

-- :name merge_entries
UPDATE entry SET person = :first WHERE person = :second

-- :name merge_promises
UPDATE promise SET person = :first WHERE person = :second

-- :name merge_revenue
UPDATE revenue SET person = :first WHERE person = :second

-- :name merge_talks
-- A talk both took part in stays one talk with one person.
UPDATE talk_person SET person = :first WHERE person = :second AND talk NOT IN (SELECT talk FROM talk_person WHERE person = :first)

-- :name merge_talks_shared
DELETE FROM talk_person WHERE person = :second

-- :name merge_tags
INSERT INTO tag (person, name) SELECT :first, name FROM tag WHERE person = :second ON CONFLICT DO NOTHING

-- :name merge_tags_gone
DELETE FROM tag WHERE person = :second

-- :name merge_handles_gone
DELETE FROM handle WHERE person = :second

-- :name merge_custom_gone
DELETE FROM custom WHERE person = :second

-- :name merge_snooze_gone
DELETE FROM snooze WHERE person = :second

-- :name merge_rested
INSERT INTO rested (person, since, until, why, ended) SELECT :first, since, until, why, ended FROM rested WHERE person = :second ON CONFLICT DO NOTHING

-- :name merge_rested_gone
DELETE FROM rested WHERE person = :second

-- :name merge_snooze_move
UPDATE snooze SET person = :first WHERE person = :second

-- :name merge_referred
UPDATE person SET referred_by = :first WHERE referred_by = :second AND id <> :first

-- :name merge_apart
INSERT INTO apart (a, b, since) SELECT min(:first, other), max(:first, other), since
FROM (SELECT iif(a = :second, b, a) AS other, since FROM apart WHERE a = :second OR b = :second) WHERE other <> :first ON CONFLICT DO NOTHING

-- :name merge_apart_gone
DELETE FROM apart WHERE a = :second OR b = :second

-- :name merge_earlier
UPDATE merged SET person = :first WHERE person = :second

-- :name merge_note
INSERT INTO merged (id, uid, person, name, also, day) VALUES (:id, :uid, :person, :name, :also, :day)

-- :name merge_facts
-- All that one row says of both.
UPDATE person SET name = :name, first_name = :first_name, last_name = :last_name, company = :company, title = :title, source = :source, note = :note,
    referred_by = :referred_by, first_contact = :first_contact, created_on = :created_on, in_play = :in_play, mrr = :mrr, by_hand = :by_hand,
    name_key = :name_key, company_key = :company_key
WHERE id = :id

-- :name merge_gone
DELETE FROM person WHERE id = :second

-- :name merge_counts
-- Of the second: conversations, those the first took part in too, promises, payments, people referred.
SELECT (SELECT count(*) FROM talk_person WHERE person = :second),
    (SELECT count(*) FROM talk_person a JOIN talk_person b ON b.talk = a.talk AND b.person = :first WHERE a.person = :second),
    (SELECT count(*) FROM promise WHERE person = :second), (SELECT count(*) FROM revenue WHERE person = :second),
    (SELECT count(*) FROM person WHERE referred_by = :second AND id <> :first)

-- :name merged_into
SELECT person, name FROM merged WHERE id = :id

-- :name merged_of
SELECT id, uid, name FROM merged WHERE person = :person ORDER BY id

-- :name apart_put
INSERT INTO apart (a, b, since) VALUES (:a, :b, :since) ON CONFLICT DO NOTHING

-- :name apart_drop
DELETE FROM apart WHERE a = :a AND b = :b

-- :name apart_is
SELECT 1 FROM apart WHERE a = :a AND b = :b

-- :name apart_all
SELECT a, b FROM apart ORDER BY a, b
