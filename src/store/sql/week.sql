-- Who moved where in a week, and who stayed. Numbers come from `total`; ids from indexes that hold them in order, so that the first fifty cost fifty.

-- :name week_moves
SELECT a, b, c, sum(n) FROM total WHERE what = 2 AND track = :track AND day BETWEEN :lo AND :hi GROUP BY a, b, c

-- :name week_counts
SELECT a, sum(n) FROM total WHERE what = :what AND track = :track AND day BETWEEN :lo AND :hi GROUP BY a

-- :name gross_stage
SELECT person FROM entry INDEXED BY entry_by_day
WHERE day = :day AND voided_by = 0 AND stage_from = :src AND stage_to = :dst ORDER BY person LIMIT :limit

-- :name gross_moment
SELECT person FROM entry INDEXED BY entry_by_moment
WHERE day = :day AND voided_by = 0 AND moment_from <> 0 AND moment_from = :src AND moment_to = :dst ORDER BY person LIMIT :limit

-- :name gross_moment_new
-- The stage an opening names comes first in its index.
SELECT person FROM entry INDEXED BY entry_by_day
WHERE day = :day AND voided_by = 0 AND stage_from = 0 AND stage_to = :stage AND moment_to = :dst ORDER BY person LIMIT :limit

-- :name net_stage
-- Those whose first move of the week was their last until :hi.
SELECT person FROM entry INDEXED BY entry_by_day
WHERE day = :day AND voided_by = 0 AND stage_from = :src AND stage_to = :dst AND stage_open = :src AND (stage_out IS NULL OR stage_out > :hi)
ORDER BY person LIMIT :limit

-- :name net_moment
SELECT person FROM entry INDEXED BY entry_by_moment
WHERE day = :day AND voided_by = 0 AND moment_from <> 0 AND moment_from = :src AND moment_to = :dst AND moment_open = :src
    AND (moment_out IS NULL OR moment_out > :hi)
ORDER BY person LIMIT :limit

-- :name net_moment_new
SELECT person FROM entry INDEXED BY entry_by_day
WHERE day = :day AND voided_by = 0 AND stage_from = 0 AND stage_to = :stage AND moment_to = :dst AND (moment_out IS NULL OR moment_out > :hi)
ORDER BY person LIMIT :limit

-- :name again_stage
-- Those who moved more than once; `src` is where the week found them.
SELECT person FROM entry INDEXED BY entry_again_stage
WHERE day = :day AND voided_by = 0 AND stage_open <> stage_from AND stage_from <> stage_to AND stage_open = :src AND stage_to = :dst AND (stage_out IS NULL OR stage_out > :hi)
ORDER BY person LIMIT :limit

-- :name again_moment
SELECT person FROM entry INDEXED BY entry_again_moment
WHERE day = :day AND voided_by = 0 AND moment_open <> moment_from AND moment_from <> moment_to AND moment_open = :src AND moment_to = :dst
    AND (moment_out IS NULL OR moment_out > :hi)
ORDER BY person LIMIT :limit

-- :name stayed_stage
SELECT id FROM person INDEXED BY person_stage_now WHERE status = 0 AND stage <> 1 AND stage = :state AND stage_since < :from ORDER BY id LIMIT :limit

-- :name stayed_moment
SELECT id FROM person INDEXED BY person_moment_now WHERE status = 0 AND moment <> 1 AND moment = :state AND moment_since < :from ORDER BY id LIMIT :limit

-- :name stayed_stage_base
SELECT id FROM person NOT INDEXED WHERE status = 0 AND stage = :state AND stage_since < :from ORDER BY id LIMIT :limit

-- :name stayed_moment_base
SELECT id FROM person NOT INDEXED WHERE status = 0 AND moment = :state AND moment_since < :from ORDER BY id LIMIT :limit

-- :name stayed_side
SELECT id FROM person INDEXED BY person_side_now WHERE status <> 0 AND status = :state AND status_since < :from ORDER BY id LIMIT :limit

-- :name stayed_stage_then
-- As of a day that later entries follow: everybody whose last change until :to lies before :from.
SELECT p.id, e.stage_to FROM person p JOIN entry e ON e.id = (
    SELECT l.id FROM entry l WHERE l.person = p.id AND l.day <= :to AND l.voided_by = 0 AND l.stage_from <> l.stage_to
    ORDER BY l.day DESC, l.id DESC LIMIT 1)
WHERE e.day < :from ORDER BY p.id

-- :name stayed_moment_then
SELECT p.id, e.moment_to FROM person p JOIN entry e ON e.id = (
    SELECT l.id FROM entry l WHERE l.person = p.id AND l.day <= :to AND l.voided_by = 0 AND l.moment_from <> l.moment_to
    ORDER BY l.day DESC, l.id DESC LIMIT 1)
WHERE e.day < :from ORDER BY p.id

-- :name last_day
SELECT coalesce(max(day), -2147483648) FROM entry WHERE voided_by = 0 AND day <= bl_last_day()
