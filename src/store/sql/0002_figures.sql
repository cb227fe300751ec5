-- Figures of any week at a cost that does not grow with history: every entry knows what it began and ended (its trail, by replay), and `total`
-- counts entries by that, one row for each kind of thing and day. Also here: money, settings that count, reviews that were finished.

-- The trail of an entry on each track, for entries that moved somebody there (bowline/book.h, struct bl_trail):
-- open: the state at the end of the day before the Monday of its week · first: its kind + 1 when it is the first move of that kind in its week, 100 more
-- when it is the first at all, else 0 · top: the highest rank reached in this cycle before it, 0 when it begins the cycle · top_day: the day of that ·
-- out: the day of the next change, NULL while there is none · way: the state it went to then.
ALTER TABLE entry ADD COLUMN stage_open    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN stage_first   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN stage_top     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN stage_top_day INTEGER;
ALTER TABLE entry ADD COLUMN stage_out     INTEGER;
ALTER TABLE entry ADD COLUMN stage_way     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN moment_open    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN moment_first   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN moment_top     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN moment_top_day INTEGER;
ALTER TABLE entry ADD COLUMN moment_out     INTEGER;
ALTER TABLE entry ADD COLUMN moment_way     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN paid          INTEGER NOT NULL DEFAULT 0; -- of a close: what they paid a month just before, in cents

-- Who moved where in a week, in the order of ids, without reading entries. Openings are most of an imported list: the second index leaves them to the first.
DROP INDEX entry_by_day;
CREATE INDEX entry_by_day ON entry (day, stage_from, stage_to, person, moment_to) WHERE voided_by = 0;
CREATE INDEX entry_by_moment ON entry (day, moment_from, moment_to, person) WHERE voided_by = 0 AND moment_from <> 0;
-- Second and further moves of a week by the same person.
CREATE INDEX entry_again_stage ON entry (day, stage_open, stage_to, person) WHERE voided_by = 0 AND stage_open <> stage_from AND stage_from <> stage_to;
CREATE INDEX entry_again_moment ON entry (day, moment_open, moment_to, person) WHERE voided_by = 0 AND moment_open <> moment_from AND moment_from <> moment_to;
-- Who stands where now, in the order of ids; the base of an imported list is left to the table itself.
CREATE INDEX person_stage_now ON person (stage) WHERE status = 0 AND stage <> 1;
CREATE INDEX person_moment_now ON person (moment) WHERE status = 0 AND moment <> 1;
CREATE INDEX person_side_now ON person (status) WHERE status <> 0;
CREATE INDEX person_stage_age ON person (stage, stage_since) WHERE in_play = 1 AND status = 0;
CREATE INDEX person_moment_age ON person (moment, moment_since) WHERE in_play = 1 AND status = 0;
CREATE INDEX promise_kept ON promise (done_on) WHERE done_on IS NOT NULL;

-- Money in cents a month. kind 1: a price (list, agreed), 2: a change (amount), 3: paid once (amount). The lower half is derived by replay: what was paid
-- before and after, and as what it counts (1 new, 2 expansion, 3 contraction, 0 nothing).
CREATE TABLE revenue (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      BLOB    NOT NULL,
    person   INTEGER NOT NULL REFERENCES person (id),
    day      INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    list     INTEGER,
    agreed   INTEGER,
    amount   INTEGER,
    recorded INTEGER NOT NULL,
    before   INTEGER NOT NULL DEFAULT 0,
    after    INTEGER NOT NULL DEFAULT 0,
    counts   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX revenue_by_person ON revenue (person, day);

-- Reviews that were finished: what the figures said on that day, and what was promised.
CREATE TABLE review (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid        BLOB    NOT NULL,
    as_of      INTEGER NOT NULL,
    at         INTEGER NOT NULL,  -- milliseconds since 1970
    last_entry INTEGER NOT NULL,  -- the newest entry of the book then: later ones for earlier days restate it
    figures    TEXT    NOT NULL,  -- JSON
    promise_1  TEXT,
    promise_2  TEXT,
    promise_3  TEXT,
    improve    TEXT
) STRICT;

-- what  a, b, c of it, and what n counts
--  1    stays that began on `day`: state, day out (2147483647 = still there), 1 when they left for a higher rank
--  2    moves: state at the beginning of the week, from, to
--  3    people whose first move of that kind in the week it is: kind + 1
--  4    cycles that reached a rank on `day`: rank
--  5-8  of those that reached rank a on `day`: advanced, closed, parked, no longer parked on day b
--  9    money: 1 new 2 expansion 3 contraction 4 churn; n in cents
-- 10    active people in play now, in their state since `day`: state
-- 11    active people in play now without an open promise
-- 12    people whose first move of the week it is: state at the beginning of the week
-- track 1 stage, 2 moment, 0 where it makes no difference. Kept by the triggers below in every way a row changes: a step, its undo, its redo.
CREATE TABLE total (
    what  INTEGER NOT NULL,
    track INTEGER NOT NULL,
    day   INTEGER NOT NULL,
    a     INTEGER NOT NULL,
    b     INTEGER NOT NULL,
    c     INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (what, track, day, a, b, c)
) STRICT, WITHOUT ROWID;

CREATE VIEW entry_move (id, person, day, track, src, dst, open, first, top, top_day, out, way) AS
SELECT id, person, day, 1, stage_from, stage_to, stage_open, stage_first, stage_top, stage_top_day, stage_out, stage_way FROM entry
WHERE voided_by = 0 AND stage_from <> stage_to
UNION ALL
SELECT id, person, day, 2, moment_from, moment_to, moment_open, moment_first, moment_top, moment_top_day, moment_out, moment_way FROM entry
WHERE voided_by = 0 AND moment_from <> moment_to;

-- What each entry adds to `total`: the one definition, for the triggers, for a run of entries that goes at once, and for rebuilding.
CREATE VIEW entry_total (id, what, track, day, a, b, c, n) AS
SELECT id, 1, track, day, dst, coalesce(out, 2147483647), way BETWEEN dst + 1 AND 7, 1 FROM entry_move WHERE dst <= 7
UNION ALL
SELECT id, 2, track, day, open, src, dst, 1 FROM entry_move
UNION ALL
SELECT id, 3, track, day, first % 100, 0, 0, 1 FROM entry_move WHERE first > 0
UNION ALL
SELECT id, 12, track, day, open, 0, 0, 1 FROM entry_move WHERE first > 100
UNION ALL
SELECT id, 4, track, day, r.column1, 0, 0, 1 FROM entry_move CROSS JOIN (VALUES (1), (2), (3), (4), (5), (6), (7)) r
WHERE dst <= 7 AND r.column1 <= dst AND r.column1 >= CASE top WHEN 0 THEN dst ELSE top + 1 END
UNION ALL
SELECT id, 5, track, day, r.column1, day, 0, 1 FROM entry_move CROSS JOIN (VALUES (1), (2), (3), (4), (5), (6), (7)) r
WHERE dst <= 7 AND r.column1 < dst AND top > 0 AND r.column1 > top
UNION ALL
SELECT id, 5, track, top_day, top, day, 0, 1 FROM entry_move WHERE top > 0 AND dst > top AND dst <= 7
UNION ALL
SELECT id, CASE dst WHEN 8 THEN 7 ELSE 6 END, track, top_day, top, day, 0, 1 FROM entry_move WHERE dst > 7 AND top > 0
UNION ALL
SELECT id, 8, track, top_day, top, day, 0, 1 FROM entry_move WHERE src = 8 AND top > 0
UNION ALL
SELECT id, 9, 0, day, 4, 0, 0, paid FROM entry WHERE voided_by = 0 AND paid <> 0;

CREATE TRIGGER entry_total_in AFTER INSERT ON entry WHEN new.voided_by = 0 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, n FROM entry_total WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER entry_total_out BEFORE DELETE ON entry WHEN old.voided_by = 0 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, -n FROM entry_total WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER entry_total_before BEFORE UPDATE ON entry WHEN old.voided_by = 0 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, -n FROM entry_total WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER entry_total_after AFTER UPDATE ON entry WHEN new.voided_by = 0 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, n FROM entry_total WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

CREATE VIEW person_total (id, what, track, day, a, b, c, n) AS
SELECT id, 10, 1, coalesce(stage_since, 0), stage, 0, 0, 1 FROM person WHERE in_play = 1 AND status = 0
UNION ALL
SELECT id, 10, 2, coalesce(moment_since, 0), moment, 0, 0, 1 FROM person WHERE in_play = 1 AND status = 0
UNION ALL
SELECT id, 11, 0, 0, 0, 0, 0, 1 FROM person WHERE in_play = 1 AND status = 0 AND next_id IS NULL;

CREATE TRIGGER person_total_in AFTER INSERT ON person WHEN new.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, n FROM person_total WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER person_total_out BEFORE DELETE ON person WHEN old.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, -n FROM person_total WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER person_total_before BEFORE UPDATE OF in_play, status, stage, moment, stage_since, moment_since, next_id ON person
WHEN old.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, -n FROM person_total WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER person_total_after AFTER UPDATE OF in_play, status, stage, moment, stage_since, moment_since, next_id ON person
WHEN new.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, n FROM person_total WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

CREATE TRIGGER revenue_in AFTER INSERT ON revenue WHEN new.counts > 0 BEGIN
    INSERT INTO total SELECT 9, 0, new.day, new.counts, 0, 0, abs(new.after - new.before) WHERE true ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER revenue_out AFTER DELETE ON revenue WHEN old.counts > 0 BEGIN
    INSERT INTO total SELECT 9, 0, old.day, old.counts, 0, 0, -abs(old.after - old.before) WHERE true ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER revenue_change AFTER UPDATE ON revenue BEGIN
    INSERT INTO total SELECT 9, 0, old.day, old.counts, 0, 0, -abs(old.after - old.before) WHERE old.counts > 0 ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO total SELECT 9, 0, new.day, new.counts, 0, 0, abs(new.after - new.before) WHERE new.counts > 0 ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

-- What is there already counts, as far as it knows what it began; the trails follow by replay once this has run (bl__refresh_all), and the triggers above mend the counts.
INSERT INTO total SELECT what, track, day, a, b, c, sum(n) FROM person_total GROUP BY what, track, day, a, b, c;
INSERT INTO total SELECT what, track, day, a, b, c, sum(n) FROM entry_total WHERE day IS NOT NULL GROUP BY what, track, day, a, b, c;
-- Steps from before know nothing of trails: 1.
ALTER TABLE step ADD COLUMN made_by INTEGER NOT NULL DEFAULT 1;
