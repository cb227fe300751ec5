-- Reviews that were finished.

-- :name review_insert
INSERT INTO review (uid, as_of, at, last_entry, figures, promise_1, promise_2, promise_3, improve)
VALUES (:uid, :as_of, :at, (SELECT coalesce(max(id), 0) FROM entry), :figures, :promise_1, :promise_2, :promise_3, :improve)

-- :name review_list
-- Newest first.
SELECT id, as_of, at, last_entry, figures, promise_1, promise_2, promise_3, improve,
    (SELECT count(*) FROM entry e WHERE e.id > review.last_entry AND e.day <= review.as_of AND e.voided_by = 0),
    iif(json_valid(figures), CAST(julianday(figures ->> '$.stage.from') - 2440587.5 AS INTEGER), NULL), kept
FROM review WHERE :id = 0 OR id = :id ORDER BY id DESC LIMIT :limit

-- :name review_kept
UPDATE review SET kept = :kept WHERE id = :id

-- :name review_before
SELECT id, as_of FROM review WHERE as_of <= :as_of ORDER BY id DESC LIMIT 1

-- :name late_entries
-- Recorded after the last finished review, for days it had spoken of.
SELECT count(*) FROM entry e WHERE e.voided_by = 0 AND e.id > (SELECT last_entry FROM review ORDER BY id DESC LIMIT 1)
    AND e.day <= (SELECT as_of FROM review ORDER BY id DESC LIMIT 1)

-- :name review_stock
-- What a finished review said of each state, in the order of its lens.
SELECT s.key, s.value ->> 'open', s.value ->> 'in', s.value ->> 'out', s.value ->> 'close'
FROM review r, json_each(r.figures, '$.' || :lens || '.states') s WHERE r.id = :id
