-- A step that takes back an earlier one says which, so that the history can tell and nothing is taken back twice.
ALTER TABLE step ADD COLUMN takes INTEGER;
CREATE INDEX step_by_takes ON step (takes) WHERE takes IS NOT NULL;
