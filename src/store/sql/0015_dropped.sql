-- A promise that was let go with the person: done with on that day, and not kept.
ALTER TABLE promise ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;
