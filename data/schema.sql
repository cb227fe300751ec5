-- Bowline's file, first schema. Days are counted from 1970-01-01 (date(day * 86400, 'unixepoch') reads one), money is integer cents,
-- states are the small numbers of bowline/track.h: 0 none or active, 1..7 ranks, 8 parked, 9 lost, 10 disqualified, 11 churned.
-- No foreign key cascades: a change set that is undone carries every row by itself, and a cascade would take rows from under it.
-- Every row a user makes has an id for humans, never used again (AUTOINCREMENT), and a uid (UUIDv7) for machines.

CREATE TABLE person (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uid           BLOB    NOT NULL,
    name          TEXT    NOT NULL CHECK (name <> ''),
    first_name    TEXT,
    last_name     TEXT,
    company       TEXT,
    title         TEXT,
    source        TEXT,
    note          TEXT,
    referred_by   INTEGER REFERENCES person (id),
    created_on    INTEGER NOT NULL,
    first_contact INTEGER,
    in_play       INTEGER NOT NULL DEFAULT 0,
    mrr           INTEGER,                      -- cents a month
    by_hand       INTEGER NOT NULL DEFAULT 0,   -- bits 1 << bl_import_field: set by the user's own hand, an import never overwrites them
    -- Derived, rebuilt by bl__person_refresh from the rows below; kept here so that a list reads one table.
    name_key      TEXT    NOT NULL,             -- bl_text_fold of name
    company_key   TEXT    NOT NULL DEFAULT '',
    find          TEXT    NOT NULL DEFAULT '',  -- folded company, title, e-mail addresses, tags: what words of a filter look at besides name_key
    email         TEXT,                         -- the first address, for lists
    status        INTEGER NOT NULL DEFAULT 0,   -- 0 active, else the side state
    stage         INTEGER NOT NULL DEFAULT 0,   -- the rank, or the one it rests in
    moment        INTEGER NOT NULL DEFAULT 0,
    stage_since   INTEGER,
    moment_since  INTEGER,
    cycle         INTEGER NOT NULL DEFAULT 0,
    furthest      INTEGER NOT NULL DEFAULT 0,
    opened_on     INTEGER,
    status_since  INTEGER,
    park_until    INTEGER,
    last_talk     INTEGER,
    talks         INTEGER NOT NULL DEFAULT 0,
    next_id       INTEGER,                      -- the earliest open promise
    next_due      INTEGER
) STRICT;
-- With `find` a word typed into a list is looked for without leaving the index: thirty times as many rows in the same time.
CREATE INDEX person_by_name ON person (name_key, company_key, find);
CREATE INDEX person_by_last ON person (last_talk, name_key) WHERE last_talk IS NOT NULL;
CREATE INDEX person_by_next ON person (next_due, name_key) WHERE next_id IS NOT NULL;
CREATE INDEX person_in_play ON person (status, next_id) WHERE in_play = 1;
-- The broad base of an imported list stands in awareness and connect; the index holds the rest, so that it stays small.
CREATE INDEX person_by_stage ON person (stage, status, name_key) WHERE stage <> 1 OR status <> 0;
CREATE INDEX person_by_moment ON person (moment, status, name_key) WHERE moment <> 1 OR status <> 0;
CREATE INDEX person_by_referrer ON person (referred_by) WHERE referred_by IS NOT NULL;

-- Addresses: kind 1 e-mail, 2 phone, 3 url; key as bl_handle_key makes it, '' when it identifies nobody (a phone without country).
CREATE TABLE handle (
    person INTEGER NOT NULL REFERENCES person (id),
    kind   INTEGER NOT NULL,
    pos    INTEGER NOT NULL,
    value  TEXT    NOT NULL,
    key    TEXT    NOT NULL,
    PRIMARY KEY (person, kind, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX handle_by_key ON handle (key, kind) WHERE key <> '';

CREATE TABLE tag (
    person INTEGER NOT NULL REFERENCES person (id),
    name   TEXT    NOT NULL,
    PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_by_name ON tag (name);

CREATE TABLE custom (
    person INTEGER NOT NULL REFERENCES person (id),
    name   TEXT    NOT NULL,
    value  TEXT    NOT NULL,
    PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX custom_by_name ON custom (name);

-- The book. Entries are only added; voided_by takes one out. The lower half is derived by replay.
CREATE TABLE entry (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         BLOB    NOT NULL,
    person      INTEGER NOT NULL REFERENCES person (id),
    day         INTEGER NOT NULL,
    act         INTEGER NOT NULL,               -- 1 open 2 move 3 park 4 resume 5 close 6 reopen
    stage       INTEGER NOT NULL DEFAULT 0,     -- as named, 0 = not named
    moment      INTEGER NOT NULL DEFAULT 0,
    side        INTEGER NOT NULL DEFAULT 0,
    until       INTEGER,
    why         TEXT,
    recorded    INTEGER NOT NULL,               -- milliseconds since 1970
    voided_by   INTEGER NOT NULL DEFAULT 0,     -- the entry that took its place, 0 = it holds
    cycle       INTEGER NOT NULL DEFAULT 0,
    stage_from  INTEGER NOT NULL DEFAULT 0,
    stage_to    INTEGER NOT NULL DEFAULT 0,
    moment_from INTEGER NOT NULL DEFAULT 0,
    moment_to   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX entry_by_person ON entry (person, day);
-- A review reads the moves of a week from this index alone.
CREATE INDEX entry_by_day ON entry (day, person, stage_from, stage_to, moment_from, moment_to, voided_by);

-- How many moves from → to happened on a day, per track (1 stage, 2 moment): counts of any day come from here, never from counting people.
-- Kept by the triggers below, so that every way an entry changes (a step, its undo, its redo) keeps it true.
CREATE TABLE tally (
    track INTEGER NOT NULL,
    day   INTEGER NOT NULL,
    src   INTEGER NOT NULL,
    dst   INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (track, day, src, dst)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_in AFTER INSERT ON entry WHEN new.voided_by = 0 BEGIN
    INSERT INTO tally SELECT 1, new.day, new.stage_from, new.stage_to, 1 WHERE new.stage_from <> new.stage_to
        ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO tally SELECT 2, new.day, new.moment_from, new.moment_to, 1 WHERE new.moment_from <> new.moment_to
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER entry_out AFTER DELETE ON entry WHEN old.voided_by = 0 BEGIN
    INSERT INTO tally SELECT 1, old.day, old.stage_from, old.stage_to, -1 WHERE old.stage_from <> old.stage_to
        ON CONFLICT DO UPDATE SET n = n - 1;
    INSERT INTO tally SELECT 2, old.day, old.moment_from, old.moment_to, -1 WHERE old.moment_from <> old.moment_to
        ON CONFLICT DO UPDATE SET n = n - 1;
END;
CREATE TRIGGER entry_change AFTER UPDATE OF day, voided_by, stage_from, stage_to, moment_from, moment_to ON entry BEGIN
    INSERT INTO tally SELECT 1, old.day, old.stage_from, old.stage_to, -1 WHERE old.voided_by = 0 AND old.stage_from <> old.stage_to
        ON CONFLICT DO UPDATE SET n = n - 1;
    INSERT INTO tally SELECT 2, old.day, old.moment_from, old.moment_to, -1 WHERE old.voided_by = 0 AND old.moment_from <> old.moment_to
        ON CONFLICT DO UPDATE SET n = n - 1;
    INSERT INTO tally SELECT 1, new.day, new.stage_from, new.stage_to, 1 WHERE new.voided_by = 0 AND new.stage_from <> new.stage_to
        ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO tally SELECT 2, new.day, new.moment_from, new.moment_to, 1 WHERE new.voided_by = 0 AND new.moment_from <> new.moment_to
        ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- What was said.
CREATE TABLE talk (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      BLOB    NOT NULL,
    day      INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    minutes  INTEGER NOT NULL DEFAULT 0,
    text     TEXT    NOT NULL,
    recorded INTEGER NOT NULL
) STRICT;
CREATE INDEX talk_by_day ON talk (day);
CREATE TABLE talk_person (
    person INTEGER NOT NULL REFERENCES person (id),
    talk   INTEGER NOT NULL REFERENCES talk (id),
    pos    INTEGER NOT NULL,
    PRIMARY KEY (person, talk)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_person_by_talk ON talk_person (talk);
CREATE TABLE quote (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    talk INTEGER NOT NULL REFERENCES talk (id),
    text TEXT    NOT NULL
) STRICT;
CREATE INDEX quote_by_talk ON quote (talk);

CREATE TABLE promise (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    uid     BLOB    NOT NULL,
    person  INTEGER NOT NULL REFERENCES person (id),
    talk    INTEGER REFERENCES talk (id),
    text    TEXT    NOT NULL,
    due     INTEGER,
    theirs  INTEGER NOT NULL DEFAULT 0,
    made_on INTEGER NOT NULL,
    done_on INTEGER
) STRICT;
CREATE INDEX promise_by_person ON promise (person, due);
CREATE INDEX promise_open ON promise (due) WHERE done_on IS NULL;

-- What changes figures and travels with the file: own kinds of talk, limits, currency.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full text. External content: the words stand once, in their rows; text in person is folded already,
-- so splitting it at ASCII punctuation is all that is left to do.
CREATE VIRTUAL TABLE person_fts USING fts5 (name_key, find, content = 'person', content_rowid = 'id', detail = column,
    tokenize = "ascii");
CREATE TRIGGER person_fts_in AFTER INSERT ON person BEGIN
    INSERT INTO person_fts (rowid, name_key, find) VALUES (new.id, new.name_key, new.find);
END;
CREATE TRIGGER person_fts_out AFTER DELETE ON person BEGIN
    INSERT INTO person_fts (person_fts, rowid, name_key, find) VALUES ('delete', old.id, old.name_key, old.find);
END;
CREATE TRIGGER person_fts_change AFTER UPDATE OF name_key, find ON person WHEN old.name_key <> new.name_key OR old.find <> new.find BEGIN
    INSERT INTO person_fts (person_fts, rowid, name_key, find) VALUES ('delete', old.id, old.name_key, old.find);
    INSERT INTO person_fts (rowid, name_key, find) VALUES (new.id, new.name_key, new.find);
END;
CREATE VIRTUAL TABLE talk_fts USING fts5 (text, content = 'talk', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER talk_fts_in AFTER INSERT ON talk BEGIN
    INSERT INTO talk_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER talk_fts_out AFTER DELETE ON talk BEGIN
    INSERT INTO talk_fts (talk_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER talk_fts_change AFTER UPDATE OF text ON talk BEGIN
    INSERT INTO talk_fts (talk_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO talk_fts (rowid, text) VALUES (new.id, new.text);
END;

-- The undo journal. A step is one write by the user; its parts are undone in reverse order of seq. A part is either a change set of SQLite's
-- session extension (changes), or a run of ids that a bulk step inserted into one table (tbl, lo..hi).
CREATE TABLE step (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    uid    BLOB    NOT NULL,
    name   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE step_part (
    step    INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,
    changes BLOB,
    tbl     TEXT,
    lo      INTEGER,
    hi      INTEGER,
    PRIMARY KEY (step, seq)
) STRICT, WITHOUT ROWID;
-- What undoing the id runs of a bulk step removed, in the order of removal, so that redo can bring it back.
CREATE TABLE step_gone (
    step    INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,
    changes BLOB    NOT NULL,
    PRIMARY KEY (step, seq)
) STRICT, WITHOUT ROWID;

-- Typed but not yet saved; outside the journal.
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
-- The map and Today. Moments that lie behind somebody in this cycle, without the one they stand at: bit 1 << moment, derived by replay like the
-- standing. The broad base of an imported list, opened and untouched, has none and stays out of the first index.
ALTER TABLE person ADD COLUMN visited INTEGER NOT NULL DEFAULT 0;
UPDATE person SET visited = coalesce((SELECT sum(DISTINCT 1 << e.moment_to) FROM entry e WHERE e.person = person.id AND e.voided_by = 0
    AND e.cycle = person.cycle AND e.moment_to BETWEEN 1 AND 6), 0) & ~(1 << moment)
WHERE id IN (SELECT person FROM entry WHERE act <> 1);
CREATE INDEX person_map ON person (stage, visited, moment, in_play) WHERE status = 0 AND (stage <> 1 OR moment <> 1 OR visited <> 0);
CREATE INDEX person_gap ON person (stage, stage_since, visited, moment) WHERE in_play = 1 AND status = 0;
-- All that judging somebody for Today looks at, so that a hundred thousand are judged without leaving the index.
CREATE INDEX person_today ON person (status, next_id, next_due, stage, stage_since, moment, moment_since, last_talk, opened_on, park_until, visited)
    WHERE in_play = 1;
CREATE INDEX person_quiet ON person (coalesce(last_talk, opened_on)) WHERE in_play = 1 AND status = 0;

-- Out of Today until a day, for a reason.
CREATE TABLE snooze (
    person INTEGER PRIMARY KEY REFERENCES person (id),
    until  INTEGER NOT NULL,
    why    TEXT,
    since  INTEGER NOT NULL
) STRICT;
-- How lists are read: what the user once said about a kind of list, by the fingerprint of its header (or preset:KEY for the words of a status column), so that it need not be
-- said again. what: map stage delimiter encoding date_order header preset · key: the column, column=word of a stage, '' for what holds for the whole list.
CREATE TABLE reading (
    list  TEXT    NOT NULL,
    what  TEXT    NOT NULL,
    key   TEXT    NOT NULL,
    value TEXT    NOT NULL,
    said  INTEGER NOT NULL,
    PRIMARY KEY (list, what, key)
) STRICT, WITHOUT ROWID;
-- People who turned out to be one, and people who look like one and are not.

-- Whom somebody was merged into: their number and uid are never given to anybody else, and older snapshots still know them by it.
CREATE TABLE merged (
    id     INTEGER PRIMARY KEY,                      -- of the one that is gone
    uid    BLOB    NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),  -- who they are now
    name   TEXT    NOT NULL,                         -- as they were called
    also   TEXT,                                     -- what the other was called, where the name was taken from the one that is gone
    day    INTEGER NOT NULL
) STRICT;
CREATE INDEX merged_into ON merged (person);

-- Two who are not the same, whatever they have in common: a < b. Duplicates leaves such pairs out.
CREATE TABLE apart (
    a     INTEGER NOT NULL REFERENCES person (id),
    b     INTEGER NOT NULL REFERENCES person (id),
    since INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_by_b ON apart (b);
-- A step that takes back an earlier one says which, so that the history can tell and nothing is taken back twice.
ALTER TABLE step ADD COLUMN takes INTEGER;
CREATE INDEX step_by_takes ON step (takes) WHERE takes IS NOT NULL;
-- Lists by company and by what is paid, read a window at a time like those by name: sorting a million people for each window took a fifth of a second. The index by
-- company costs an import a twentieth of its time, that of payments nothing, since nobody who is imported pays yet. Lists by age and by day of entry are sorted: most of
-- an imported list came on one day.
CREATE INDEX person_by_company ON person (company_key, name_key) WHERE company_key <> '';
CREATE INDEX person_by_mrr ON person (mrr, name_key) WHERE mrr IS NOT NULL;
-- Conversations that came from files: what each is known by, so that the same file again adds nothing and a longer one only what is new. A key is a hash of what the
-- file says of one message (or of a day of a conversation, or of one event); a conversation of a day has one for each of its messages.
CREATE TABLE talk_key (
    key  INTEGER PRIMARY KEY,
    talk INTEGER NOT NULL REFERENCES talk (id)
) STRICT;
CREATE INDEX talk_key_by_talk ON talk_key (talk);
-- A conversation that goes is looked for among the promises made in one: a mailbox that is undone must not go through all promises for each of its conversations.
CREATE INDEX promise_by_talk ON promise (talk) WHERE talk IS NOT NULL;
-- Where people came from, by stage, and which promises of a review were kept.

-- Of active people in play: their stage, and how they came, `referral` where somebody sent them, else the source as it was written, without its case; '' = not known.
CREATE VIEW person_from (id, stage, source) AS
SELECT id, stage, CASE WHEN referred_by IS NOT NULL OR substr(lower(trim(source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(source)), '') END
FROM person WHERE in_play = 1 AND status = 0;
CREATE INDEX person_by_origin ON person (stage,
    CASE WHEN referred_by IS NOT NULL OR substr(lower(trim(source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(source)), '') END)
WHERE in_play = 1 AND status = 0;

-- How many of them there are of each kind: a review reads a few rows, however many people are in play. Kept by the triggers below; a bulk step, which runs without
-- them, counts anew at its end when it filled in what was blank.
CREATE TABLE origin (
    stage  INTEGER NOT NULL,
    source TEXT    NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (stage, source)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER origin_in AFTER INSERT ON person WHEN new.in_play = 1 BEGIN
    INSERT INTO origin SELECT stage, source, 1 FROM person_from WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER origin_out BEFORE DELETE ON person WHEN old.in_play = 1 BEGIN
    UPDATE origin SET n = n - 1 WHERE (stage, source) IN (SELECT stage, source FROM person_from WHERE id = old.id);
    DELETE FROM origin WHERE (stage, source) IN (SELECT stage, source FROM person_from WHERE id = old.id) AND n = 0;
END;
CREATE TRIGGER origin_before BEFORE UPDATE OF in_play, status, stage, source, referred_by ON person WHEN old.in_play = 1 BEGIN
    UPDATE origin SET n = n - 1 WHERE (stage, source) IN (SELECT stage, source FROM person_from WHERE id = old.id);
    DELETE FROM origin WHERE (stage, source) IN (SELECT stage, source FROM person_from WHERE id = old.id) AND n = 0;
END;
CREATE TRIGGER origin_after AFTER UPDATE OF in_play, status, stage, source, referred_by ON person WHEN new.in_play = 1 BEGIN
    INSERT INTO origin SELECT stage, source, 1 FROM person_from WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO origin SELECT stage, source, count(*) FROM person_from GROUP BY stage, source;

-- Which of its promises were kept, as the next review said: bits 1, 2, 4; NULL = nobody has said yet.
ALTER TABLE review ADD COLUMN kept INTEGER;
-- What was said and written down elsewhere than in the text of a conversation: the customer's own words, notes on people and promises. Full text like that of
-- conversations (0001), each beside its table, so that a search finds them too. Most people have no note, so those who have none have no row.
CREATE VIRTUAL TABLE quote_fts USING fts5 (text, content = 'quote', content_rowid = 'id', columnsize = 0, tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER quote_fts_in AFTER INSERT ON quote BEGIN
    INSERT INTO quote_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER quote_fts_out AFTER DELETE ON quote BEGIN
    INSERT INTO quote_fts (quote_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER quote_fts_change AFTER UPDATE OF text ON quote BEGIN
    INSERT INTO quote_fts (quote_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO quote_fts (rowid, text) VALUES (new.id, new.text);
END;

CREATE VIRTUAL TABLE promise_fts USING fts5 (text, content = 'promise', content_rowid = 'id', columnsize = 0, tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER promise_fts_in AFTER INSERT ON promise BEGIN
    INSERT INTO promise_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER promise_fts_out AFTER DELETE ON promise BEGIN
    INSERT INTO promise_fts (promise_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER promise_fts_change AFTER UPDATE OF text ON promise BEGIN
    INSERT INTO promise_fts (promise_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO promise_fts (rowid, text) VALUES (new.id, new.text);
END;

CREATE VIRTUAL TABLE note_fts USING fts5 (note, content = 'person', content_rowid = 'id', columnsize = 0, tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER note_fts_in AFTER INSERT ON person WHEN new.note IS NOT NULL BEGIN
    INSERT INTO note_fts (rowid, note) VALUES (new.id, new.note);
END;
CREATE TRIGGER note_fts_out AFTER DELETE ON person WHEN old.note IS NOT NULL BEGIN
    INSERT INTO note_fts (note_fts, rowid, note) VALUES ('delete', old.id, old.note);
END;
CREATE TRIGGER note_fts_change AFTER UPDATE OF note ON person WHEN old.note IS NOT new.note BEGIN
    INSERT INTO note_fts (note_fts, rowid, note) SELECT 'delete', old.id, old.note WHERE old.note IS NOT NULL;
    INSERT INTO note_fts (rowid, note) SELECT new.id, new.note WHERE new.note IS NOT NULL;
END;

INSERT INTO quote_fts (rowid, text) SELECT id, text FROM quote;
INSERT INTO promise_fts (rowid, text) SELECT id, text FROM promise;
INSERT INTO note_fts (rowid, note) SELECT id, note FROM person WHERE note IS NOT NULL;
-- The lines of home that ask for action, from totals as well: the first picture of a book costs the same whether its people were imported or are all in play.

-- Besides 10 and 11 (0002_figures.sql), `total` counts of the people in play, in their track 0:
-- 13    all of them, whatever their status
-- 14    the active ones, by the day somebody last talked with them, or else of their opening
-- 15    the active ones: stage, and the moments they were at in this cycle as a set (1 << moment)
-- and, of no person in particular:
-- 16    open promises by the day they are due
DROP TRIGGER person_total_in;
DROP TRIGGER person_total_out;
DROP TRIGGER person_total_before;
DROP TRIGGER person_total_after;
DROP VIEW person_total;

CREATE VIEW person_total (id, what, track, day, a, b, c, n) AS
SELECT id, 10, 1, coalesce(stage_since, 0), stage, 0, 0, 1 FROM person WHERE in_play = 1 AND status = 0
UNION ALL
SELECT id, 10, 2, coalesce(moment_since, 0), moment, 0, 0, 1 FROM person WHERE in_play = 1 AND status = 0
UNION ALL
SELECT id, 11, 0, 0, 0, 0, 0, 1 FROM person WHERE in_play = 1 AND status = 0 AND next_id IS NULL
UNION ALL
SELECT id, 13, 0, 0, 0, 0, 0, 1 FROM person WHERE in_play = 1
UNION ALL
SELECT id, 14, 0, coalesce(last_talk, opened_on), 0, 0, 0, 1 FROM person WHERE in_play = 1 AND status = 0 AND coalesce(last_talk, opened_on) IS NOT NULL
UNION ALL
SELECT id, 15, 0, 0, stage, visited | (1 << moment), 0, 1 FROM person WHERE in_play = 1 AND status = 0;

CREATE TRIGGER person_total_in AFTER INSERT ON person WHEN new.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, n FROM person_total WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER person_total_out BEFORE DELETE ON person WHEN old.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, -n FROM person_total WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER person_total_before
BEFORE UPDATE OF in_play, status, stage, moment, stage_since, moment_since, next_id, last_talk, opened_on, visited ON person WHEN old.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, -n FROM person_total WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER person_total_after
AFTER UPDATE OF in_play, status, stage, moment, stage_since, moment_since, next_id, last_talk, opened_on, visited ON person WHEN new.in_play = 1 BEGIN
    INSERT INTO total SELECT what, track, day, a, b, c, n FROM person_total WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

CREATE TRIGGER promise_total_in AFTER INSERT ON promise WHEN new.done_on IS NULL AND new.due IS NOT NULL BEGIN
    INSERT INTO total VALUES (16, 0, new.due, 0, 0, 0, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER promise_total_out AFTER DELETE ON promise WHEN old.done_on IS NULL AND old.due IS NOT NULL BEGIN
    INSERT INTO total VALUES (16, 0, old.due, 0, 0, 0, -1) ON CONFLICT DO UPDATE SET n = n - 1;
END;
CREATE TRIGGER promise_total_before AFTER UPDATE OF due, done_on ON promise WHEN old.done_on IS NULL AND old.due IS NOT NULL BEGIN
    INSERT INTO total VALUES (16, 0, old.due, 0, 0, 0, -1) ON CONFLICT DO UPDATE SET n = n - 1;
END;
CREATE TRIGGER promise_total_after AFTER UPDATE OF due, done_on ON promise WHEN new.done_on IS NULL AND new.due IS NOT NULL BEGIN
    INSERT INTO total VALUES (16, 0, new.due, 0, 0, 0, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

INSERT INTO total SELECT what, track, day, a, b, c, sum(n) FROM person_total WHERE what IN (13, 14, 15) GROUP BY what, track, day, a, b, c;
INSERT INTO total SELECT 16, 0, due, 0, 0, 0, count(*) FROM promise WHERE done_on IS NULL AND due IS NOT NULL GROUP BY due;
-- By which day somebody is in play, so that figures of a past day count those who were in play by then, at a cost that does not grow with history.

-- Derived (played.sql): the day of the first thing that was done with them; the lowest number there is for who was added by hand, or where nothing is known of it: from
-- the start. NULL while not in play.
ALTER TABLE person ADD COLUMN played_on INTEGER;
-- Whom an import brought was not added by hand, whatever was typed over their name since.
CREATE INDEX step_part_people ON step_part (lo, hi) WHERE changes IS NULL AND tbl = 'person';

UPDATE person AS m SET played_on = CASE
WHEN m.by_hand & 14 AND NOT EXISTS (SELECT 1 FROM step_part s WHERE s.changes IS NULL AND s.tbl = 'person' AND m.id BETWEEN s.lo AND s.hi) THEN -2147483648
ELSE coalesce((SELECT min(day) FROM (
    SELECT min(e.day) AS day FROM entry e WHERE e.person = m.id AND e.act BETWEEN 2 AND 6 AND e.why IS NOT 'as imported'
    UNION ALL SELECT min(t.day) FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = m.id
    UNION ALL SELECT min(x.made_on) FROM promise x WHERE x.person = m.id
    UNION ALL SELECT min(r.day) FROM revenue r WHERE r.person = m.id)), -2147483648) END
WHERE m.in_play = 1;
-- Rests that were ended or given another day: out of Today from `since` until the day before `ended` (or `until`, whichever came first). Today as of a day in between
-- knows of them; the present does not ask.
CREATE TABLE rested (
    person INTEGER NOT NULL REFERENCES person (id),
    since  INTEGER NOT NULL,
    until  INTEGER NOT NULL,
    why    TEXT,
    ended  INTEGER NOT NULL,
    PRIMARY KEY (person, since)
) STRICT, WITHOUT ROWID;
-- Who was in play where on any day, as counts by day, so that a review of a past day reads days and not people.

-- Stays of people in play, from the day they were in play: what 17 of `total`, as of every kind there (0002_figures.sql).
--  17    stays that began on `day`: state, day out (2147483647 = still there), day from which they were in play there
-- A stay that was over before they came into play is none.
CREATE VIEW stay_played (id, person, track, day, state, out, since, way_in) AS
SELECT m.id, m.person, m.track, m.day, m.dst, coalesce(m.out, 2147483647), max(m.day, p.played_on),
    CASE WHEN p.referred_by IS NOT NULL OR substr(lower(trim(p.source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(p.source)), '') END
FROM entry_move m CROSS JOIN person p ON p.id = m.person
WHERE m.dst <= 7 AND p.in_play = 1 AND coalesce(m.out, 2147483647) > max(m.day, p.played_on);

-- How many more of each kind of origin (0009_origin.sql) stood in a stage from a day on, fewer where it is negative: summed up to a day, those who stood there on it.
CREATE TABLE origin_day (
    stage  INTEGER NOT NULL,
    source TEXT    NOT NULL,
    day    INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (stage, source, day)
) STRICT, WITHOUT ROWID;
CREATE VIEW stay_from (id, person, stage, source, day, n) AS
SELECT id, person, state, way_in, since, 1 FROM stay_played WHERE track = 1
UNION ALL
SELECT id, person, state, way_in, out, -1 FROM stay_played WHERE track = 1 AND out < 2147483647;

-- Of an entry as of a person: what goes is taken out before, what comes is added after, so that each change keeps both true, in whatever order rows come and go.
CREATE TRIGGER entry_played_in AFTER INSERT ON entry WHEN new.voided_by = 0 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, 1 FROM stay_played WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO origin_day SELECT stage, source, day, n FROM stay_from WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE id = new.id);
END;
CREATE TRIGGER entry_played_out BEFORE DELETE ON entry WHEN old.voided_by = 0 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, -1 FROM stay_played WHERE id = old.id ON CONFLICT DO UPDATE SET n = n - 1;
    INSERT INTO origin_day SELECT stage, source, day, -n FROM stay_from WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE id = old.id);
END;
CREATE TRIGGER entry_played_before BEFORE UPDATE OF person, day, voided_by, stage_from, stage_to, moment_from, moment_to, stage_out, moment_out ON entry
WHEN old.voided_by = 0 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, -1 FROM stay_played WHERE id = old.id ON CONFLICT DO UPDATE SET n = n - 1;
    INSERT INTO origin_day SELECT stage, source, day, -n FROM stay_from WHERE id = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE id = old.id);
END;
CREATE TRIGGER entry_played_after AFTER UPDATE OF person, day, voided_by, stage_from, stage_to, moment_from, moment_to, stage_out, moment_out ON entry
WHEN new.voided_by = 0 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, 1 FROM stay_played WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO origin_day SELECT stage, source, day, n FROM stay_from WHERE id = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE id = new.id);
END;

CREATE TRIGGER person_played_in AFTER INSERT ON person WHEN new.in_play = 1 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, 1 FROM stay_played WHERE person = new.id ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO origin_day SELECT stage, source, day, n FROM stay_from WHERE person = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE person = new.id);
END;
CREATE TRIGGER person_played_out BEFORE DELETE ON person WHEN old.in_play = 1 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, -1 FROM stay_played WHERE person = old.id ON CONFLICT DO UPDATE SET n = n - 1;
    INSERT INTO origin_day SELECT stage, source, day, -n FROM stay_from WHERE person = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE person = old.id);
END;
CREATE TRIGGER person_played_before BEFORE UPDATE OF in_play, played_on, source, referred_by ON person WHEN old.in_play = 1 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, -1 FROM stay_played WHERE person = old.id ON CONFLICT DO UPDATE SET n = n - 1;
    INSERT INTO origin_day SELECT stage, source, day, -n FROM stay_from WHERE person = old.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE person = old.id);
END;
CREATE TRIGGER person_played_after AFTER UPDATE OF in_play, played_on, source, referred_by ON person WHEN new.in_play = 1 BEGIN
    INSERT INTO total SELECT 17, track, day, state, out, since, 1 FROM stay_played WHERE person = new.id ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO origin_day SELECT stage, source, day, n FROM stay_from WHERE person = new.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
    DELETE FROM origin_day WHERE n = 0 AND (stage, source, day) IN (SELECT stage, source, day FROM stay_from WHERE person = new.id);
END;

-- What is there already. Of millions of entries most are alike in all that counts here: those are put together first, in one pass in the order of the table; through the views above
-- each was fetched six times, and a book of a million people took many minutes.
CREATE TEMP TABLE alike (
    day        INTEGER NOT NULL,
    stage      INTEGER NOT NULL,
    stage_out  INTEGER NOT NULL,
    moment     INTEGER NOT NULL,
    moment_out INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    n          INTEGER NOT NULL,
    PRIMARY KEY (day, stage, stage_out, moment, moment_out, since, source)
) WITHOUT ROWID;
INSERT INTO alike
SELECT e.day, CASE WHEN e.stage_from <> e.stage_to AND e.stage_to <= 7 THEN e.stage_to ELSE -1 END, coalesce(e.stage_out, 2147483647),
    CASE WHEN e.moment_from <> e.moment_to AND e.moment_to <= 7 THEN e.moment_to ELSE -1 END, coalesce(e.moment_out, 2147483647), max(e.day, p.played_on),
    CASE WHEN p.referred_by IS NOT NULL OR substr(lower(trim(p.source)), 1, 5) = 'refer' THEN 'referral' ELSE coalesce(lower(trim(p.source)), '') END, 1
FROM entry e NOT INDEXED CROSS JOIN person p ON p.id = e.person WHERE e.voided_by = 0 AND p.in_play = 1 AND p.played_on IS NOT NULL
ON CONFLICT DO UPDATE SET n = n + 1;
INSERT INTO total SELECT 17, 1, day, stage, stage_out, since, sum(n) FROM alike WHERE stage >= 0 AND stage_out > since GROUP BY day, stage, stage_out, since;
INSERT INTO total SELECT 17, 2, day, moment, moment_out, since, sum(n) FROM alike WHERE moment >= 0 AND moment_out > since GROUP BY day, moment, moment_out, since;
INSERT INTO origin_day SELECT stage, source, day, sum(n) FROM (
    SELECT stage, source, since AS day, n FROM alike WHERE stage >= 0 AND stage_out > since
    UNION ALL
    SELECT stage, source, stage_out, -n FROM alike WHERE stage >= 0 AND stage_out > since AND stage_out < 2147483647)
GROUP BY stage, source, day HAVING sum(n) <> 0;
DROP TABLE alike;
-- A promise that was let go with the person: done with on that day, and not kept.
ALTER TABLE promise ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;
-- One LinkedIn profile under several addresses (de.linkedin.com/in/x, linkedin.com/in/x/en, …) has one key. What the user wrote stays; keys made before are made anew, here as
-- bl_handle_key makes them now.
UPDATE handle SET key = 'linkedin.com' || substr(key, instr(key || '/', '/')) WHERE kind = 3 AND substr(key, 1, instr(key || '/', '/') - 1) LIKE '%.linkedin.com';
UPDATE handle SET key = 'linkedin.com/in/' || substr(key, 24) WHERE kind = 3 AND key LIKE 'linkedin.com/mwlite/in/%';
UPDATE handle SET key = 'linkedin.com/in/' || substr(key, 19) WHERE kind = 3 AND key LIKE 'linkedin.com/m/in/%';
UPDATE handle SET key = substr(key, 1, 15 + instr(substr(key, 17) || '/', '/')) WHERE kind = 3 AND key LIKE 'linkedin.com/in/%/%';
UPDATE handle SET key = '' WHERE kind = 3 AND key IN ('linkedin.com', 'linkedin.com/in', 'linkedin.com/in/', 'linkedin.com/profile/view');
