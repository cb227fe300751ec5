-- The book as it was on a day: what depends on the day stands in temp tables and views under the names of the real ones, so that every other statement
-- reads it unchanged. bl_last_day() is that day; in the present it is the end of time.

-- :name past_hold
-- More rows than one, so that the read is not ended by its first.
SELECT name FROM main.sqlite_schema

-- :name past_views
CREATE TEMP VIEW talk AS SELECT * FROM main.talk WHERE day <= bl_last_day();
CREATE TEMP VIEW talk_person AS SELECT tp.person, tp.talk, tp.pos FROM main.talk_person tp JOIN main.talk t ON t.id = tp.talk WHERE t.day <= bl_last_day();
CREATE TEMP VIEW revenue AS SELECT * FROM main.revenue WHERE day <= bl_last_day();
CREATE TEMP VIEW snooze AS SELECT person, until, why, since FROM main.snooze WHERE since <= bl_last_day()
    UNION ALL SELECT person, until, why, since FROM main.rested WHERE since <= bl_last_day() AND ended > bl_last_day();
CREATE TEMP VIEW review AS SELECT * FROM main.review WHERE as_of <= bl_last_day();
CREATE TEMP VIEW origin AS SELECT stage, CASE WHEN referred_by IS NOT NULL OR substr(lower(trim(source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(source)), '') END AS source,
    count(*) AS n FROM person WHERE in_play = 1 AND status = 0 GROUP BY 1, 2;
CREATE TEMP VIEW tally AS SELECT * FROM main.tally WHERE day <= bl_last_day();
CREATE TEMP TABLE past_total (what INTEGER, track INTEGER, day INTEGER, a INTEGER, b INTEGER, c INTEGER, n INTEGER, PRIMARY KEY (what, track, day, a, b, c)) WITHOUT ROWID;
CREATE TEMP VIEW total AS SELECT what, track, day, a, b, c, n FROM main.total WHERE what NOT IN (10, 11, 13, 14, 15, 16) AND day <= bl_last_day()
    UNION ALL SELECT what, track, day, a, b, c, n FROM temp.past_total
    UNION ALL SELECT 16, 0, due, 0, 0, 0, 1 FROM promise WHERE done_on IS NULL AND due IS NOT NULL;

-- :name past_schema
-- The tables that are filled anew, with their indexes, and what they add to the totals.
SELECT sql FROM main.sqlite_schema WHERE tbl_name IN ('person', 'promise', 'person_total') AND type IN ('table', 'index', 'view') AND sql IS NOT NULL
ORDER BY rowid

-- :name past_columns
SELECT name FROM pragma_table_info(:table, 'main') ORDER BY cid

-- :name past_ends
SELECT (SELECT coalesce(max(id), 0) FROM main.promise), (SELECT coalesce(max(id), 0) FROM main.person)

-- :name past_promises_to
SELECT max(id) FROM (SELECT id FROM main.promise WHERE id > :after ORDER BY id LIMIT :budget)

-- :name past_people_to
SELECT max(id) FROM (SELECT id FROM main.person WHERE id > :after ORDER BY id LIMIT :budget)

-- :name past_still
-- Nothing happened since to whom this holds, so that they stand as they stood: every change of a state leaves its day behind. Not so a second parking,
-- and money has a history of its own.
m.status <> 8 AND m.mrr IS NULL AND max(m.stage_since, m.moment_since, m.status_since) <= bl_last_day()

-- :name past_moved
-- The others, without those whose first journey had not begun.
SELECT m.id, m.mrr IS NOT NULL FROM main.person m WHERE m.id > :after AND m.id <= :upto AND NOT ifnull(m.cycle = 1 AND m.opened_on > bl_last_day(), 0)
AND (
{past_still}
) IS NOT TRUE ORDER BY m.id

-- :name past_last_talk
CASE WHEN m.last_talk > bl_last_day() THEN (SELECT max(t.day) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = m.id AND t.kind <> 'note') ELSE m.last_talk END

-- :name past_talks
CASE WHEN m.last_talk > bl_last_day() THEN (SELECT count(*) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = m.id AND t.kind <> 'note') ELSE m.talks END

-- :name past_next_id
(SELECT pr.id FROM temp.promise pr WHERE pr.person = m.id AND pr.done_on IS NULL ORDER BY pr.due IS NULL, pr.due, pr.id LIMIT 1)

-- :name past_next_due
(SELECT pr.due FROM temp.promise pr WHERE pr.person = m.id AND pr.done_on IS NULL ORDER BY pr.due IS NULL, pr.due, pr.id LIMIT 1)

-- :name past_in_play
m.in_play = 1 AND m.played_on <= bl_last_day()

-- :name past_promise_done
CASE WHEN m.done_on <= bl_last_day() THEN m.done_on END

-- :name past_totals
INSERT INTO temp.past_total SELECT what, track, day, a, b, c, sum(n) FROM temp.person_total WHERE id > :after AND id <= :upto
GROUP BY what, track, day, a, b, c ON CONFLICT DO UPDATE SET n = n + excluded.n
