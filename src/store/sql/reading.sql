-- Twin of reading.c.

-- :name reading_list
SELECT list, what, key, value, said FROM reading ORDER BY list, what, key

-- :name reading_put
INSERT INTO reading (list, what, key, value, said) VALUES (:list, :what, :key, :value, :said)
ON CONFLICT DO UPDATE SET value = excluded.value, said = excluded.said WHERE value <> excluded.value

-- :name reading_drop
DELETE FROM reading WHERE list = :list AND what = :what AND key = :key
