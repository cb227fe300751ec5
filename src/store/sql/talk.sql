-- :name talk_insert
INSERT INTO talk (uid, day, kind, minutes, text, recorded) VALUES (:uid, :day, :kind, :minutes, :text, :recorded)

-- :name talk_person_insert
INSERT INTO talk_person (person, talk, pos) VALUES (:person, :talk, :pos) ON CONFLICT DO NOTHING

-- :name quote_insert
INSERT INTO quote (talk, text) VALUES (:talk, :text)

-- :name talk_columns
t.id, t.uid, t.day, t.kind, t.minutes, t.text

-- :name talks_of
SELECT
{talk_columns}
FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = :person ORDER BY t.day DESC, t.id DESC LIMIT :limit

-- :name talk_people
SELECT p.id, p.name FROM talk_person tp JOIN person p ON p.id = tp.person WHERE tp.talk = :talk ORDER BY tp.pos, p.id

-- :name talk_quotes
SELECT text FROM quote WHERE talk = :talk ORDER BY id

-- :name promise_insert
INSERT INTO promise (uid, person, talk, text, due, theirs, made_on) VALUES (:uid, :person, :talk, :text, :due, :theirs, :made_on)

-- :name promise_columns
pr.id, pr.uid, pr.person, w.name, pr.text, pr.due, pr.made_on, pr.done_on, pr.theirs, pr.talk, pr.dropped

-- :name promise_by_id
SELECT
{promise_columns}
FROM promise pr JOIN person w ON w.id = pr.person WHERE pr.id = :id

-- :name promises_of
SELECT
{promise_columns}
FROM promise pr JOIN person w ON w.id = pr.person WHERE pr.person = :person AND (:open_only = 0 OR pr.done_on IS NULL)
ORDER BY pr.done_on IS NOT NULL, CASE WHEN pr.done_on IS NULL THEN pr.due IS NULL END, CASE WHEN pr.done_on IS NULL THEN pr.due END, pr.done_on DESC, pr.id

-- :name promise_done
UPDATE promise SET done_on = :day WHERE id = :id

-- :name promise_drop
UPDATE promise SET done_on = :day, dropped = 1 WHERE id = :id

-- :name promise_burden
-- Open promises of a person, how many of them are overdue, and the one overdue for longest.
SELECT count(*), coalesce(sum(due < :today), 0), coalesce(sum(theirs), 0) FROM promise WHERE person = :person AND done_on IS NULL

-- :name promise_oldest
SELECT text, due FROM promise WHERE person = :person AND done_on IS NULL AND due < :today ORDER BY due, id LIMIT 1
