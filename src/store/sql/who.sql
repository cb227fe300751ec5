-- The people behind the figures of a review, day by day from the latest on, so that the first fifty cost little however many there are.

-- :name who_days
-- Which moves there were on which day.
SELECT day, src, dst FROM tally WHERE track = :track AND day BETWEEN :lo AND :hi AND n > 0 ORDER BY day DESC

-- :name who_reached
-- Reached a rank on that day; `open`: and nothing has come of it yet. What src and dst already rule out needs no look at the entry itself.
SELECT m.person FROM entry_move m WHERE m.track = :track AND m.day = :day AND m.dst BETWEEN :rank AND 7 AND (m.src < :rank OR m.src > 7) AND (m.top = 0 AND m.dst = :rank OR m.top > 0 AND m.top < :rank)
    AND (:open = 0 OR EXISTS (SELECT 1 FROM entry_move l WHERE l.track = :track AND l.person = m.person AND l.day BETWEEN m.day AND :as_of
        AND (l.out IS NULL OR l.out > :as_of) AND l.dst <= 7 AND max(l.top, l.dst) = :rank))
LIMIT :limit

-- :name who_advanced
-- Went on that day from a rank reached between two others.
SELECT m.person FROM entry_move m WHERE m.track = :track AND m.day = :day AND m.dst > :rank AND m.dst <= 7 AND (m.src <= :rank OR m.src > 7) AND m.top > 0
    AND (m.top < :rank AND m.day BETWEEN :lo AND :hi OR m.top = :rank AND m.top_day BETWEEN :lo AND :hi AND m.day - m.top_day <= :within)
LIMIT :limit

-- :name who_rested
-- Closed, or parked until now, on that day, with that rank as the furthest.
SELECT m.person FROM entry_move m WHERE m.track = :track AND m.day = :day AND m.dst BETWEEN :first AND :last AND (m.src <= :rank OR m.src > 7) AND m.top = :rank AND m.top_day BETWEEN :lo AND :hi
    AND (m.dst <> 8 OR m.out IS NULL OR m.out > :as_of)
LIMIT :limit

-- :name who_stayed
-- Came to a state on that day; `open`: and is still there.
SELECT m.person FROM entry_move m WHERE m.track = :track AND m.day = :day AND m.dst = :rank AND (:open = 0 OR m.out IS NULL OR m.out > :as_of) LIMIT :limit

-- :name who_talked
-- In a conversation of those days; `playing`: those of them who were active and in play by their end.
SELECT DISTINCT tp.person FROM talk t JOIN talk_person tp ON tp.talk = t.id JOIN person p ON p.id = tp.person
WHERE t.day BETWEEN :lo AND :hi AND t.kind <> 'note' AND (:playing = 0 OR p.in_play = 1 AND p.played_on <= :hi AND coalesce((
    SELECT e.stage_to FROM entry e WHERE e.person = p.id AND e.day <= :hi AND e.voided_by = 0 ORDER BY e.day DESC, e.id DESC LIMIT 1), 0) BETWEEN 1 AND 7)
ORDER BY tp.person LIMIT :limit

-- :name who_plays
-- Active people in play: few of many from their index.
SELECT id FROM person INDEXED BY person_in_play WHERE in_play = 1 AND status = 0 ORDER BY id LIMIT :limit

-- :name who_plays_walk
SELECT id FROM person NOT INDEXED WHERE in_play = 1 AND status = 0 ORDER BY id LIMIT :limit

-- :name who_paid
SELECT DISTINCT person FROM revenue WHERE counts = :counts AND day BETWEEN :lo AND :hi ORDER BY person LIMIT :limit

-- :name who_churned
SELECT DISTINCT person FROM entry WHERE voided_by = 0 AND day BETWEEN :lo AND :hi AND stage_to = 11 AND paid <> 0 ORDER BY person LIMIT :limit

-- :name who_pays
SELECT r.person FROM revenue r WHERE r.counts > 0 AND r.day <= :day GROUP BY r.person HAVING sum(r.after - r.before) > ifnull((
    SELECT sum(e.paid) FROM entry e WHERE e.person = r.person AND e.voided_by = 0 AND e.day <= :day), 0)
ORDER BY r.person LIMIT :limit

-- :name who_late
SELECT DISTINCT e.person FROM entry e WHERE e.voided_by = 0 AND e.id > (SELECT last_entry FROM review ORDER BY id DESC LIMIT 1)
    AND e.day <= (SELECT as_of FROM review ORDER BY id DESC LIMIT 1) ORDER BY e.person LIMIT :limit

-- :name who_overdue
SELECT DISTINCT person FROM (
    SELECT person FROM promise WHERE done_on IS NULL AND due < :day AND made_on <= :day
    UNION ALL
    SELECT person FROM promise WHERE done_on IS NOT NULL AND done_on > :day AND due < :day AND made_on <= :day)
ORDER BY person LIMIT :limit
