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
