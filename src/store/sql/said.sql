-- Conversations from files. Messages stand in temporary tables until all are there: who they are between, and whose file it is, only the whole file tells.

-- :name said_make
CREATE TEMP TABLE IF NOT EXISTS said_thread (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TEMP TABLE IF NOT EXISTS said_who (id INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_key TEXT NOT NULL, url TEXT, line INTEGER NOT NULL,
    me INTEGER NOT NULL DEFAULT 0, same INTEGER, person INTEGER NOT NULL DEFAULT 0, made INTEGER NOT NULL DEFAULT 0, touched INTEGER NOT NULL DEFAULT 0,
    play INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS temp.said_who_by_name ON said_who (name_key);
CREATE INDEX IF NOT EXISTS temp.said_who_by_touch ON said_who (touched, person);
CREATE TABLE IF NOT EXISTS temp.said_part (thread INTEGER NOT NULL, who INTEGER NOT NULL, PRIMARY KEY (thread, who)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS temp.said_part_by_who ON said_part (who);
CREATE TEMP TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, thread INTEGER NOT NULL, at INTEGER NOT NULL, day INTEGER NOT NULL, who INTEGER NOT NULL, line INTEGER NOT NULL,
    text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS temp.said_by_who ON said (who);

-- :name said_drop
DROP TABLE IF EXISTS temp.said;
DROP TABLE IF EXISTS temp.said_part;
DROP TABLE IF EXISTS temp.said_who;
DROP TABLE IF EXISTS temp.said_thread

-- :name said_thread_in
INSERT INTO said_thread (key) VALUES (:key) ON CONFLICT DO NOTHING

-- :name said_thread_of
SELECT id FROM said_thread WHERE key = :key

-- :name said_who_in
-- A name that was not known before is learnt.
INSERT INTO said_who (mark, name, name_key, url, line) VALUES (:mark, :name, :name_key, :url, :line)
ON CONFLICT DO UPDATE SET name = excluded.name, name_key = excluded.name_key WHERE name = '' AND excluded.name <> ''

-- :name said_who_of
SELECT id FROM said_who WHERE mark = :mark

-- :name said_part_in
INSERT INTO said_part (thread, who) VALUES (:thread, :who) ON CONFLICT DO NOTHING

-- :name said_in
INSERT INTO said (thread, at, day, who, line, text) VALUES (:thread, :at, :day, :who, :line, :text)

-- :name said_unify
-- Older files name those written to without their page: by name they are those who have one, where that is one.
UPDATE said_who SET same = (SELECT min(u.id) FROM said_who u WHERE u.name_key = said_who.name_key AND u.url IS NOT NULL HAVING count(*) = 1)
WHERE url IS NULL AND name_key <> ''

-- :name said_unify_parts
INSERT INTO said_part (thread, who) SELECT sp.thread, w.same FROM said_who w JOIN said_part sp ON sp.who = w.id WHERE w.same IS NOT NULL ON CONFLICT DO NOTHING

-- :name said_unify_out
DELETE FROM said_part WHERE who IN (SELECT id FROM said_who WHERE same IS NOT NULL)

-- :name said_unify_said
UPDATE said SET who = (SELECT same FROM said_who WHERE id = said.who) WHERE who IN (SELECT id FROM said_who WHERE same IS NOT NULL)

-- :name said_often
-- Those in most conversations, and among those in as many the one who wrote least.
SELECT w.id, w.name, w.url, n, (SELECT count(*) FROM said_thread), (SELECT count(*) FROM said WHERE who = w.id)
FROM (SELECT who, count(*) AS n FROM said_part GROUP BY who ORDER BY n DESC LIMIT :limit) JOIN said_who w ON w.id = who ORDER BY 4 DESC, 6, w.id

-- :name said_me
UPDATE said_who SET me = 1 WHERE (id = :id OR mark = :mark OR (name_key = :name_key AND name_key <> '')) AND same IS NULL

-- :name said_next
SELECT w.id, w.name, w.url, w.line FROM said_who w
WHERE w.id > :after AND w.me = 0 AND w.same IS NULL AND EXISTS (SELECT 1 FROM said_part WHERE who = w.id) ORDER BY w.id LIMIT 1

-- :name said_is
UPDATE said_who SET person = :person, made = :made WHERE id = :id

-- :name said_all
-- Every message in the order it was said; :way -1 for files that have the latest first.
SELECT s.thread, s.at, s.day, s.line, s.text, w.name, w.me, th.key, s.line IN (SELECT line FROM said_who WHERE made = 1), w.person
FROM said s JOIN said_who w ON w.id = s.who JOIN said_thread th ON th.id = s.thread ORDER BY s.thread, s.at, s.id * :way

-- :name said_people
SELECT w.person, w.id FROM said_part sp JOIN said_who w ON w.id = sp.who WHERE sp.thread = :thread AND w.me = 0 AND w.person > 0 ORDER BY w.id

-- :name said_touch
UPDATE said_who SET touched = 1, play = max(play, :play) WHERE id = :id

-- :name said_touched
SELECT person, max(play) FROM said_who WHERE touched = 1 AND person = (SELECT min(person) FROM said_who WHERE touched = 1 AND person > :after) GROUP BY person

-- :name talk_key_of
SELECT talk FROM talk_key WHERE key = :key

-- :name talk_key_in
INSERT INTO talk_key (key, talk) VALUES (:key, :talk) ON CONFLICT DO NOTHING

-- :name talk_text
SELECT text FROM talk WHERE id = :id

-- :name talk_longer
UPDATE talk SET text = :text WHERE id = :id

-- :name talk_fts_run
INSERT INTO talk_fts (rowid, text) SELECT id, text FROM talk WHERE id BETWEEN :lo AND :hi

-- :name person_met
-- The day of first contact, where nobody said another.
UPDATE person SET first_contact = (SELECT min(t.day) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = :id AND t.kind <> 'note')
WHERE id = :id AND first_contact IS NULL

-- :name range_talk
DELETE FROM talk WHERE id BETWEEN :lo AND :hi

-- :name range_talk_person
DELETE FROM talk_person WHERE talk BETWEEN :lo AND :hi

-- :name range_talk_key
DELETE FROM talk_key WHERE talk BETWEEN :lo AND :hi
