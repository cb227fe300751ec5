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
