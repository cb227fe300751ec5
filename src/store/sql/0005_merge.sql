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
