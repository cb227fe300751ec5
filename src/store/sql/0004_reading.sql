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
