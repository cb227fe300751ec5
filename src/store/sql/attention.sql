-- Who asks for attention, what was said, what is paid (R4 to R6, R12).

-- :name since_counts
-- Active people in play, by state, who stand there since before a day.
SELECT coalesce(sum(n), 0) FROM total WHERE what = 10 AND track = :track AND a = :state AND day < :before

-- :name playing
SELECT coalesce(sum(n), 0) FROM total WHERE what = 10 AND track = 1

-- :name no_next_count
SELECT coalesce(sum(n), 0) FROM total WHERE what = 11 AND track = 0

-- :name no_next_ids
SELECT id FROM person INDEXED BY person_in_play WHERE in_play = 1 AND status = 0 AND next_id IS NULL ORDER BY id LIMIT :limit

-- :name stale_stage
-- Few of many: by age, then sorted. Many: by id, until enough are found.
SELECT id FROM person INDEXED BY person_stage_age WHERE in_play = 1 AND status = 0 AND stage = :state AND stage_since < :before ORDER BY id LIMIT :limit

-- :name stale_moment
SELECT id FROM person INDEXED BY person_moment_age WHERE in_play = 1 AND status = 0 AND moment = :state AND moment_since < :before ORDER BY id LIMIT :limit

-- :name stale_stage_walk
SELECT id FROM person NOT INDEXED WHERE in_play = 1 AND status = 0 AND stage = :state AND stage_since < :before ORDER BY id LIMIT :limit

-- :name stale_moment_walk
SELECT id FROM person NOT INDEXED WHERE in_play = 1 AND status = 0 AND moment = :state AND moment_since < :before ORDER BY id LIMIT :limit

-- :name overdue_then
-- Promises open on a day and due before it, the longest overdue first: those still open, and those kept later.
SELECT pr.id, pr.person, w.name, pr.text, pr.theirs, pr.due FROM (
    SELECT id, person, text, theirs, due FROM promise WHERE done_on IS NULL AND due < :day AND made_on <= :day
    UNION ALL
    SELECT id, person, text, theirs, due FROM promise WHERE done_on IS NOT NULL AND done_on > :day AND due < :day AND made_on <= :day) pr
JOIN person w ON w.id = pr.person ORDER BY pr.due, pr.id

-- :name talks_between
SELECT count(*) FROM talk WHERE day BETWEEN :lo AND :hi AND kind <> 'note'

-- :name talked_between
-- People in those talks, and those of them who were active and in play by the last day.
SELECT count(*), coalesce(sum(p.in_play = 1 AND p.played_on <= :hi AND coalesce((
    SELECT e.stage_to FROM entry e WHERE e.person = p.id AND e.day <= :hi AND e.voided_by = 0 ORDER BY e.day DESC, e.id DESC LIMIT 1), 0) BETWEEN 1 AND 7), 0)
FROM (SELECT DISTINCT tp.person AS id FROM talk t JOIN talk_person tp ON tp.talk = t.id WHERE t.day BETWEEN :lo AND :hi AND t.kind <> 'note') who
JOIN person p ON p.id = who.id

-- :name spoke_days
SELECT t.day, tp.person, p.name FROM talk t JOIN talk_person tp ON tp.talk = t.id JOIN person p ON p.id = tp.person
WHERE t.day BETWEEN :lo AND :hi AND t.kind <> 'note' GROUP BY t.day, tp.person ORDER BY t.day DESC, max(t.id) DESC, tp.pos LIMIT :limit

-- :name money_between
SELECT a, sum(n) FROM total WHERE what = 9 AND track = 0 AND day BETWEEN :lo AND :hi GROUP BY a

-- :name totals_between
-- Stays that began, or ranks that were reached, in a span of days.
SELECT day, a, b, c, n FROM total WHERE what = :what AND track = :track AND day BETWEEN :lo AND :hi AND n <> 0
