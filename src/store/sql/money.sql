-- Money: prices a month and single payments; what counts as what follows by replay.

-- :name payments_of
SELECT id, person, day, kind, list, agreed, amount, before, after, counts FROM revenue WHERE person = :person ORDER BY day, id

-- :name payment_insert
INSERT INTO revenue (uid, person, day, kind, list, agreed, amount, recorded) VALUES (:uid, :person, :day, :kind, :list, :agreed, :amount, :recorded)

-- :name payment_derive
UPDATE revenue SET before = :before, after = :after, counts = :counts WHERE id = :id AND (before <> :before OR after <> :after OR counts <> :counts)

-- :name person_pays
UPDATE person SET mrr = :mrr WHERE id = :id AND mrr IS NOT :mrr
