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
