-- The proof: what is derived, compared with what it follows from. Each of the doctor_… that gives ids gives those of people whose row is wrong.

-- :name doctor_keys
SELECT id FROM person WHERE name_key <> bl_in('fold', name) OR company_key <> coalesce(bl_in('fold', company), '') ORDER BY id

-- :name doctor_keys_mend
UPDATE person SET name_key = bl_in('fold', name), company_key = coalesce(bl_in('fold', company), '')
WHERE name_key <> bl_in('fold', name) OR company_key <> coalesce(bl_in('fold', company), '')

-- :name doctor_handles
SELECT DISTINCT person FROM handle WHERE key <> bl_in(CASE kind WHEN 1 THEN 'email' WHEN 2 THEN 'phone' ELSE 'url' END, value) ORDER BY person

-- :name doctor_handles_mend
UPDATE handle SET key = bl_in(CASE kind WHEN 1 THEN 'email' WHEN 2 THEN 'phone' ELSE 'url' END, value)
WHERE key <> bl_in(CASE kind WHEN 1 THEN 'email' WHEN 2 THEN 'phone' ELSE 'url' END, value)

-- :name doctor_talks
SELECT p.id FROM person p WHERE (p.last_talk, p.talks) IS NOT
    (SELECT max(t.day), count(t.id) FROM talk_person tp JOIN talk t ON t.id = tp.talk AND t.kind <> 'note' WHERE tp.person = p.id) ORDER BY p.id

-- :name doctor_unpaid
-- Who is said to have paid when they left, and has no payments.
SELECT DISTINCT e.person FROM entry e WHERE e.paid <> 0 AND e.voided_by = 0 AND NOT EXISTS (SELECT 1 FROM revenue r WHERE r.person = e.person) ORDER BY e.person

-- :name doctor_promises
SELECT p.id FROM person p WHERE p.next_id IS NOT
    (SELECT pr.id FROM promise pr WHERE pr.person = p.id AND pr.done_on IS NULL ORDER BY pr.due IS NULL, pr.due, pr.id LIMIT 1)
    OR p.next_due IS NOT (SELECT pr.due FROM promise pr WHERE pr.id = p.next_id) ORDER BY p.id

-- :name doctor_recount
SELECT 1 AS track, day, stage_from AS src, stage_to AS dst, count(*) AS n FROM entry WHERE voided_by = 0 AND stage_from <> stage_to GROUP BY 2, 3, 4
UNION ALL
SELECT 2, day, moment_from, moment_to, count(*) FROM entry WHERE voided_by = 0 AND moment_from <> moment_to GROUP BY 2, 3, 4

-- :name doctor_totals
-- Totals that a recount of the entries does not give: day, what the totals say, what the entries say.
WITH counted AS (
{doctor_recount}
), kept AS (SELECT track, day, src, dst, n FROM tally WHERE n <> 0)
SELECT k.track, k.day, k.src, k.dst, k.n, coalesce(c.n, 0) FROM kept k LEFT JOIN counted c USING (track, day, src, dst) WHERE k.n IS NOT c.n
UNION ALL
SELECT c.track, c.day, c.src, c.dst, 0, c.n FROM counted c WHERE NOT EXISTS (SELECT 1 FROM kept k WHERE k.track = c.track AND k.day = c.day
    AND k.src = c.src AND k.dst = c.dst)
ORDER BY 2, 1, 3, 4

-- :name doctor_totals_clear
DELETE FROM tally

-- :name doctor_totals_mend
INSERT INTO tally (track, day, src, dst, n)
{doctor_recount}

-- :name doctor_refigure
-- id > 0: in the order of the table. Left to itself SQLite goes through an index that lacks what is counted, and fetches every entry from somewhere else in the file.
SELECT what, track, day, a, b, c, sum(n) AS n FROM (
    SELECT what, track, day, a, b, c, n FROM entry_total WHERE id > 0
    UNION ALL SELECT what, track, day, a, b, c, n FROM person_total
    UNION ALL SELECT 17, track, day, state, out, since, 1 FROM stay_played WHERE id > 0
    UNION ALL SELECT 9, 0, day, counts, 0, 0, abs(after - before) FROM revenue WHERE counts > 0
    UNION ALL SELECT 16, 0, due, 0, 0, 0, 1 FROM promise WHERE done_on IS NULL AND due IS NOT NULL)
GROUP BY what, track, day, a, b, c

-- :name doctor_figures
-- Kinds of figures that a recount does not give: how many counts, and the first day.
WITH counted AS (
{doctor_refigure}
), kept AS (SELECT what, track, day, a, b, c, n FROM total WHERE n <> 0), odd AS (
    SELECT * FROM (SELECT * FROM counted WHERE n <> 0 EXCEPT SELECT * FROM kept)
    UNION SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted))
SELECT what, count(*), min(day) FROM odd GROUP BY what ORDER BY what

-- :name doctor_figures_clear
DELETE FROM total

-- :name doctor_figures_mend
INSERT INTO total (what, track, day, a, b, c, n)
{doctor_refigure}

-- :name doctor_payers
SELECT DISTINCT person FROM revenue ORDER BY person

-- :name doctor_payment
SELECT before, after, counts FROM revenue WHERE id = :id

-- :name doctor_walk
SELECT person, day, stage_from, stage_to, moment_from, moment_to, id FROM entry WHERE voided_by = 0 ORDER BY day, id

-- :name doctor_last
SELECT coalesce(max(id), 0), (SELECT count(*) FROM entry), (SELECT count(*) FROM step WHERE undone = 0) FROM person

-- :name doctor_parts
-- Parts of the journal, with how many stand before each in its step.
SELECT step, seq, changes, tbl, (SELECT count(*) FROM step_part b WHERE b.step = a.step AND b.seq < a.seq) FROM step_part a ORDER BY step, seq

-- :name doctor_gone
SELECT step, seq, changes FROM step_gone ORDER BY step, seq

-- :name doctor_drop_steps
DELETE FROM step WHERE id <= :id

-- :name doctor_schema
SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END, name
