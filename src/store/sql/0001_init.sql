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
