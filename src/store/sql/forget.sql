-- Erasing a person. bl_black(text, near): names blacked out; near: also the first and last name alone, and quotes (forget.c).

-- :name forget_book
-- Entries of a person, moves on the stages among those that hold, and the days they span.
SELECT count(*), coalesce(sum(voided_by = 0 AND stage_from <> stage_to), 0), min(day), max(day) FROM entry WHERE person = :id

-- :name forget_alone
-- Conversations with nobody else, and those with somebody else too.
SELECT coalesce(sum(NOT EXISTS (SELECT 1 FROM talk_person b WHERE b.talk = a.talk AND b.person <> a.person)), 0), count(*),
    (SELECT count(*) FROM quote WHERE talk IN (SELECT talk FROM talk_person WHERE person = :id)),
    (SELECT count(*) FROM promise WHERE person = :id), (SELECT count(*) FROM person WHERE referred_by = :id)
FROM talk_person a WHERE a.person = :id

-- :name forget_mine
-- What belongs to the person by its own id: 1 entries, 2 promises, 3 conversations with nobody else, 4 with somebody else, 5 quotes, 6 money.
SELECT 1, id FROM entry WHERE person = :id
UNION ALL SELECT 2, id FROM promise WHERE person = :id
UNION ALL SELECT iif(EXISTS (SELECT 1 FROM talk_person b WHERE b.talk = a.talk AND b.person <> :id), 4, 3), a.talk FROM talk_person a WHERE a.person = :id
UNION ALL SELECT 5, q.id FROM quote q JOIN talk_person a ON a.talk = q.talk WHERE a.person = :id
UNION ALL SELECT 6, id FROM revenue WHERE person = :id

-- :name forget_quoted
SELECT q.text FROM quote q JOIN talk_person a ON a.talk = q.talk WHERE a.person = :id
    AND EXISTS (SELECT 1 FROM talk_person b WHERE b.talk = a.talk AND b.person <> :id)

-- :name forget_names
-- All a person is called or reached by.
SELECT name FROM person WHERE id = :id UNION SELECT value FROM handle WHERE person = :id
UNION SELECT name FROM merged WHERE person = :id UNION SELECT also FROM merged WHERE person = :id AND also IS NOT NULL

-- :name forget_called
-- The names whose parts may stand alone where a text is known to speak of the person.
SELECT name FROM person WHERE id = :id
UNION SELECT name FROM merged WHERE person = :id UNION SELECT also FROM merged WHERE person = :id AND also IS NOT NULL

-- :name forget_parts_of_name
SELECT first_name FROM person WHERE id = :id AND first_name <> '' UNION SELECT last_name FROM person WHERE id = :id AND last_name <> ''

-- :name forget_by_uid
SELECT id FROM person WHERE uid = :uid

-- :name forget_merged_by_uid
-- Are they one with somebody else in this file?
SELECT person FROM merged WHERE uid = :uid

-- :name forget_namesake
-- Does somebody else bear this word in their name?
SELECT 1 FROM person WHERE id <> :id AND bl_words(name_key, '', :key) LIMIT 1

-- :name black_talks_near
UPDATE talk SET text = bl_black(text, 1) WHERE id IN (SELECT talk FROM talk_person WHERE person = :id) AND text <> bl_black(text, 1)

-- :name black_talks
UPDATE talk SET text = bl_black(text, 0) WHERE text <> bl_black(text, 0)

-- :name black_quotes
UPDATE quote SET text = bl_black(text, 0) WHERE text <> bl_black(text, 0)

-- :name black_promises
UPDATE promise SET text = bl_black(text, 0) WHERE text <> bl_black(text, 0)

-- :name black_entries
UPDATE entry SET why = bl_black(why, 0) WHERE why <> bl_black(why, 0)

-- :name black_people
UPDATE person SET note = bl_black(note, 0), source = bl_black(source, 0) WHERE note <> bl_black(note, 0) OR source <> bl_black(source, 0)

-- :name black_custom
UPDATE custom SET value = bl_black(value, 0) WHERE value <> bl_black(value, 0)

-- :name black_settings
UPDATE setting SET value = bl_black(value, 0) WHERE value <> bl_black(value, 0)

-- :name black_readings
UPDATE OR REPLACE reading SET key = bl_black(key, 0), value = bl_black(value, 0) WHERE key <> bl_black(key, 0) OR value <> bl_black(value, 0)

-- :name black_reviews
UPDATE review SET figures = bl_black(figures, 0), promise_1 = bl_black(promise_1, 0), promise_2 = bl_black(promise_2, 0), promise_3 = bl_black(promise_3, 0),
    improve = bl_black(improve, 0)
WHERE figures <> bl_black(figures, 0) OR promise_1 <> bl_black(promise_1, 0) OR promise_2 <> bl_black(promise_2, 0) OR promise_3 <> bl_black(promise_3, 0)
    OR improve <> bl_black(improve, 0)

-- :name black_snoozes
UPDATE snooze SET why = bl_black(why, 0) WHERE why <> bl_black(why, 0)

-- :name black_rested
UPDATE rested SET why = bl_black(why, 0) WHERE why <> bl_black(why, 0)

-- :name black_drafts
UPDATE draft SET text = bl_black(text, 1) WHERE text <> bl_black(text, 1)

-- :name black_steps
UPDATE step SET name = bl_black(name, 0) WHERE name <> bl_black(name, 0)

-- :name black_step
UPDATE step SET name = bl_black(name, 1) WHERE id = :step

-- :name forget_search
-- The segments of the full text merged into one, in which nothing is left of what was taken out; the small ones made anew.
INSERT INTO person_fts (person_fts) VALUES ('optimize');
INSERT INTO talk_fts (talk_fts) VALUES ('optimize');
INSERT INTO quote_fts (quote_fts) VALUES ('rebuild');
INSERT INTO promise_fts (promise_fts) VALUES ('rebuild');
INSERT INTO note_fts (note_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE IF NOT EXISTS temp.person_words USING fts5vocab (main, person_fts, 'instance');
CREATE VIRTUAL TABLE IF NOT EXISTS temp.talk_words USING fts5vocab (main, talk_fts, 'instance')

-- :name forget_search_end
DROP TABLE IF EXISTS temp.person_words;
DROP TABLE IF EXISTS temp.talk_words

-- :name forget_words_left
SELECT 1 FROM temp.person_words WHERE doc = :id LIMIT 1

-- :name forget_talk_words_left
SELECT 1 FROM temp.talk_words w WHERE NOT EXISTS (SELECT 1 FROM main.talk WHERE id = w.doc) LIMIT 1

-- :name forget_quotes
DELETE FROM quote WHERE talk IN (SELECT talk FROM talk_person WHERE person = :id)

-- :name forget_promises
DELETE FROM promise WHERE person = :id

-- :name forget_promised_in
UPDATE promise SET talk = NULL WHERE talk IN (SELECT a.talk FROM talk_person a WHERE a.person = :id
    AND NOT EXISTS (SELECT 1 FROM talk_person b WHERE b.talk = a.talk AND b.person <> :id))

-- :name forget_parts
DELETE FROM talk_person WHERE person = :id

-- :name forget_talk_keys
DELETE FROM talk_key WHERE talk = :talk AND NOT EXISTS (SELECT 1 FROM talk_person WHERE talk = :talk)

-- :name forget_talks
-- After the parts: what has no quotes, promises or people any more and was the person's.
DELETE FROM talk WHERE id = :talk AND NOT EXISTS (SELECT 1 FROM talk_person WHERE talk = :talk)

-- :name forget_entries
DELETE FROM entry WHERE person = :id

-- :name forget_revenue
DELETE FROM revenue WHERE person = :id

-- :name forget_snooze
DELETE FROM snooze WHERE person = :id

-- :name forget_rested
DELETE FROM rested WHERE person = :id

-- :name forget_merged
DELETE FROM merged WHERE person = :id

-- :name forget_apart
DELETE FROM apart WHERE a = :id OR b = :id

-- :name forget_handles
DELETE FROM handle WHERE person = :id

-- :name forget_tags
DELETE FROM tag WHERE person = :id

-- :name forget_custom
DELETE FROM custom WHERE person = :id

-- :name forget_referred
UPDATE person SET referred_by = NULL WHERE referred_by = :id

-- :name forget_person
DELETE FROM person WHERE id = :id

-- :name journal_parts
-- Every change set there is: of the steps, and of what undoing removed.
SELECT step, seq, 0, changes, undone FROM step_part JOIN step ON id = step WHERE changes IS NOT NULL
UNION ALL SELECT step, seq, 1, changes, undone FROM step_gone JOIN step ON id = step ORDER BY 1, 3, 2

-- :name journal_part_set
UPDATE step_part SET changes = :changes WHERE step = :step AND seq = :seq

-- :name journal_gone_set
UPDATE step_gone SET changes = :changes WHERE step = :step AND seq = :seq

-- :name journal_hollow
-- Steps of which nothing is left.
DELETE FROM step WHERE id = :step AND NOT EXISTS (SELECT 1 FROM step_part WHERE step = :step AND (tbl IS NOT NULL OR length(changes) > 0))
