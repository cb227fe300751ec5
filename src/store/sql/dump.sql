-- The complete file as lines and back (data/jsonl.md). A column that follows from others is not written: it is rebuilt. bl_out and bl_in: codec.c.

-- :name dump_settings
SELECT json_object('type', 'setting', 'key', key, 'value', value) FROM setting ORDER BY key

-- :name dump_readings
SELECT json_object('type', 'reading', 'list', list, 'what', what, 'key', key, 'value', value, 'said', bl_out('day', said))
FROM reading ORDER BY list, what, key

-- :name dump_people
SELECT json_object('type', 'person', 'id', p.id, 'uid', bl_out('uid', p.uid), 'name', p.name, 'first_name', p.first_name, 'last_name', p.last_name,
    'emails', json((SELECT json_group_array(value) FROM (SELECT value FROM handle WHERE person = p.id AND kind = 1 ORDER BY pos))),
    'phones', json((SELECT json_group_array(value) FROM (SELECT value FROM handle WHERE person = p.id AND kind = 2 ORDER BY pos))),
    'urls', json((SELECT json_group_array(value) FROM (SELECT value FROM handle WHERE person = p.id AND kind = 3 ORDER BY pos))),
    'company', p.company, 'title', p.title, 'source', p.source,
    'referred_by', CASE WHEN bl_picked(p.referred_by) THEN p.referred_by END,
    'tags', json((SELECT json_group_array(name) FROM (SELECT name FROM tag WHERE person = p.id ORDER BY name))),
    'note', p.note, 'created_on', bl_out('day', p.created_on), 'first_contact', bl_out('day', p.first_contact),
    'in_play', json(iif(p.in_play, 'true', 'false')), 'mrr_cents', p.mrr, 'by_hand', bl_out('hand', p.by_hand),
    'custom', json((SELECT json_group_object(name, value) FROM (SELECT name, value FROM custom WHERE person = p.id ORDER BY name))))
FROM person p WHERE bl_picked(p.id) ORDER BY p.id

-- :name dump_entries
SELECT json_object('type', 'entry', 'id', id, 'uid', bl_out('uid', uid), 'person', person, 'day', bl_out('day', day), 'act', bl_out('act', act),
    'stage', bl_out('stage', stage), 'moment', bl_out('moment', moment), 'side', bl_out('side', side), 'until', bl_out('day', until), 'why', why,
    'recorded', bl_out('instant', recorded), 'voided_by', nullif(voided_by, 0))
FROM entry WHERE bl_picked(person) ORDER BY id

-- :name dump_talks
SELECT json_object('type', 'talk', 'id', t.id, 'uid', bl_out('uid', t.uid), 'day', bl_out('day', t.day), 'kind', t.kind, 'minutes', nullif(t.minutes, 0),
    'text', t.text, 'recorded', bl_out('instant', t.recorded),
    'people', json((SELECT json_group_array(person) FROM (SELECT person FROM talk_person WHERE talk = t.id AND bl_picked(person) ORDER BY pos, person))),
    'quotes', json((SELECT json_group_array(text) FROM (SELECT text FROM quote WHERE talk = t.id ORDER BY id))),
    'keys', json((SELECT json_group_array(key) FROM (SELECT key FROM talk_key WHERE talk = t.id ORDER BY key))))
FROM talk t WHERE EXISTS (SELECT 1 FROM talk_person WHERE talk = t.id AND bl_picked(person)) OR :all ORDER BY t.id

-- :name dump_promises
SELECT json_object('type', 'promise', 'id', id, 'uid', bl_out('uid', uid), 'person', person, 'talk', talk, 'text', text, 'due', bl_out('day', due),
    'theirs', json(iif(theirs, 'true', 'false')), 'made_on', bl_out('day', made_on), 'done_on', bl_out('day', done_on),
    'dropped', json(iif(dropped, 'true', 'false')))
FROM promise WHERE bl_picked(person) ORDER BY id

-- :name dump_revenue
SELECT json_object('type', 'revenue', 'id', id, 'uid', bl_out('uid', uid), 'person', person, 'day', bl_out('day', day), 'kind', bl_out('pay', kind),
    'list_cents', list, 'agreed_cents', agreed, 'amount_cents', amount, 'recorded', bl_out('instant', recorded))
FROM revenue WHERE bl_picked(person) ORDER BY id

-- :name dump_snoozes
SELECT json_object('type', 'snooze', 'person', person, 'until', bl_out('day', until), 'why', why, 'since', bl_out('day', since))
FROM snooze WHERE bl_picked(person) ORDER BY person

-- :name dump_rested
SELECT json_object('type', 'rested', 'person', person, 'since', bl_out('day', since), 'until', bl_out('day', until), 'why', why, 'ended', bl_out('day', ended))
FROM rested WHERE bl_picked(person) ORDER BY person, since

-- :name dump_merged
SELECT json_object('type', 'merged', 'id', id, 'uid', bl_out('uid', uid), 'into', person, 'name', name, 'also', also, 'day', bl_out('day', day))
FROM merged WHERE bl_picked(person) ORDER BY id

-- :name dump_apart
SELECT json_object('type', 'apart', 'people', json_array(a, b), 'since', bl_out('day', since)) FROM apart WHERE bl_picked(a) AND bl_picked(b) ORDER BY a, b

-- :name dump_reviews
SELECT json_object('type', 'review', 'id', id, 'uid', bl_out('uid', uid), 'as_of', bl_out('day', as_of), 'at', bl_out('instant', at), 'last_entry', last_entry,
    'figures', json(iif(json_valid(figures), figures, json_quote(figures))), 'promises', json_array(promise_1, promise_2, promise_3), 'improve', improve,
    'kept', json(iif(kept IS NULL, 'null', (SELECT json_group_array(i.column1) FROM (VALUES (1), (2), (3)) i WHERE (kept & (1 << (i.column1 - 1))) <> 0))))
FROM review ORDER BY id

-- :name fill_type
SELECT json_extract(:line, '$.type')

-- :name fill_setting
INSERT INTO setting (key, value) VALUES (json_extract(:line, '$.key'), json_extract(:line, '$.value'))

-- :name fill_person
INSERT INTO person (id, uid, name, first_name, last_name, company, title, source, note, referred_by, created_on, first_contact, in_play, mrr, by_hand, name_key,
                    company_key)
SELECT j ->> 'id', bl_in('uid', j ->> 'uid'), j ->> 'name', j ->> 'first_name', j ->> 'last_name', j ->> 'company', j ->> 'title', j ->> 'source', j ->> 'note',
    j ->> 'referred_by', bl_in('day', j ->> 'created_on'), bl_in('day', j ->> 'first_contact'), j ->> 'in_play', j ->> 'mrr_cents',
    coalesce(bl_in('hand', j ->> 'by_hand'), 0), bl_in('fold', j ->> 'name'), coalesce(bl_in('fold', j ->> 'company'), '')
FROM (SELECT :line AS j)

-- :name fill_handles
INSERT INTO handle (person, kind, pos, value, key)
SELECT :line ->> 'id', 1, key, value, bl_in('email', value) FROM json_each(:line, '$.emails')
UNION ALL SELECT :line ->> 'id', 2, key, value, bl_in('phone', value) FROM json_each(:line, '$.phones')
UNION ALL SELECT :line ->> 'id', 3, key, value, bl_in('url', value) FROM json_each(:line, '$.urls')

-- :name fill_tags
INSERT INTO tag (person, name) SELECT :line ->> 'id', value FROM json_each(:line, '$.tags')

-- :name fill_custom
INSERT INTO custom (person, name, value) SELECT :line ->> 'id', key, value FROM json_each(:line, '$.custom')

-- :name fill_entry
INSERT INTO entry (id, uid, person, day, act, stage, moment, side, until, why, recorded, voided_by)
SELECT j ->> 'id', bl_in('uid', j ->> 'uid'), j ->> 'person', bl_in('day', j ->> 'day'), bl_in('act', j ->> 'act'),
    coalesce(bl_in('stage', j ->> 'stage'), 0), coalesce(bl_in('moment', j ->> 'moment'), 0), coalesce(bl_in('side', j ->> 'side'), 0),
    bl_in('day', j ->> 'until'), j ->> 'why', bl_in('instant', j ->> 'recorded'), coalesce(j ->> 'voided_by', 0)
FROM (SELECT :line AS j)

-- :name fill_talk
INSERT INTO talk (id, uid, day, kind, minutes, text, recorded)
SELECT j ->> 'id', bl_in('uid', j ->> 'uid'), bl_in('day', j ->> 'day'), j ->> 'kind', coalesce(j ->> 'minutes', 0), j ->> 'text',
    bl_in('instant', j ->> 'recorded')
FROM (SELECT :line AS j)

-- :name fill_talk_people
INSERT INTO talk_person (person, talk, pos) SELECT value, :line ->> 'id', key FROM json_each(:line, '$.people')

-- :name fill_quotes
INSERT INTO quote (talk, text) SELECT :line ->> 'id', value FROM json_each(:line, '$.quotes') ORDER BY key

-- :name fill_talk_keys
INSERT INTO talk_key (key, talk) SELECT value, :line ->> 'id' FROM json_each(:line, '$.keys')

-- :name fill_promise
INSERT INTO promise (id, uid, person, talk, text, due, theirs, made_on, done_on, dropped)
SELECT j ->> 'id', bl_in('uid', j ->> 'uid'), j ->> 'person', j ->> 'talk', j ->> 'text', bl_in('day', j ->> 'due'), j ->> 'theirs',
    bl_in('day', j ->> 'made_on'), bl_in('day', j ->> 'done_on'), coalesce(j ->> 'dropped', 0)
FROM (SELECT :line AS j)

-- :name fill_revenue
INSERT INTO revenue (id, uid, person, day, kind, list, agreed, amount, recorded)
SELECT j ->> 'id', bl_in('uid', j ->> 'uid'), j ->> 'person', bl_in('day', j ->> 'day'), bl_in('pay', j ->> 'kind'), j ->> 'list_cents', j ->> 'agreed_cents',
    j ->> 'amount_cents', bl_in('instant', j ->> 'recorded')
FROM (SELECT :line AS j)

-- :name fill_snooze
INSERT INTO snooze (person, until, why, since)
SELECT j ->> 'person', bl_in('day', j ->> 'until'), j ->> 'why', bl_in('day', j ->> 'since') FROM (SELECT :line AS j)

-- :name fill_rested
INSERT INTO rested (person, since, until, why, ended)
SELECT j ->> 'person', bl_in('day', j ->> 'since'), bl_in('day', j ->> 'until'), j ->> 'why', bl_in('day', j ->> 'ended') FROM (SELECT :line AS j)

-- :name fill_merged
INSERT INTO merged (id, uid, person, name, also, day)
SELECT j ->> 'id', bl_in('uid', j ->> 'uid'), j ->> 'into', j ->> 'name', j ->> 'also', bl_in('day', j ->> 'day') FROM (SELECT :line AS j)

-- :name fill_apart
INSERT INTO apart (a, b, since) SELECT j ->> '$.people[0]', j ->> '$.people[1]', bl_in('day', j ->> 'since') FROM (SELECT :line AS j)

-- :name fill_numbers
-- The numbers of those who were merged are not given away.
UPDATE sqlite_sequence SET seq = max(seq, (SELECT coalesce(max(id), 0) FROM merged)) WHERE name = 'person'

-- :name fill_review
INSERT INTO review (id, uid, as_of, at, last_entry, figures, promise_1, promise_2, promise_3, improve, kept)
SELECT j ->> 'id', bl_in('uid', j ->> 'uid'), bl_in('day', j ->> 'as_of'), bl_in('instant', j ->> 'at'), j ->> 'last_entry', j ->> 'figures',
    j ->> '$.promises[0]', j ->> '$.promises[1]', j ->> '$.promises[2]', j ->> 'improve',
    CASE json_type(j, '$.kept') WHEN 'array' THEN (SELECT coalesce(sum(1 << (k.value - 1)), 0) FROM json_each(j, '$.kept') k) END
FROM (SELECT :line AS j)

-- :name fill_indexes
-- All that is not needed while the file is filled: made at the end, sorted.
SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE 'step%'
    AND name NOT LIKE '%_by_person' AND name NOT LIKE '%_by_talk'

-- :name fill_reading
INSERT INTO reading (list, what, key, value, said)
SELECT j ->> 'list', j ->> 'what', j ->> 'key', j ->> 'value', bl_in('day', j ->> 'said') FROM (SELECT :line AS j)

-- :name fill_next
SELECT min(id) FROM person WHERE id > :after

-- :name custom_used
SELECT DISTINCT name FROM custom WHERE bl_picked(person) ORDER BY name
