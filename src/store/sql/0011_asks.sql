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
