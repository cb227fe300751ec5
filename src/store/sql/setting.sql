-- Settings that travel with the file.

-- :name setting_put
INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value

-- :name setting_drop
DELETE FROM setting WHERE key = :key
