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
