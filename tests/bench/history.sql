-- Gives everybody in a file four moves in the last year, as years of use would have: the review is measured on five entries a person.
-- Written past the program for speed, in the shape its own writes have; the triggers keep the totals.
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TEMP TABLE plan (step INTEGER, stage_from INTEGER, stage_to INTEGER, moment_from INTEGER, moment_to INTEGER);
INSERT INTO plan VALUES (1, 1, 2, 1, 2), (2, 2, 3, 2, 3), (3, 3, 4, 3, 4), (4, 4, 5, 4, 5);
-- A day of its own for each step, spread by the id and never falling.
UPDATE entry SET day = (SELECT max(day) FROM entry) - 373 + person % 100 WHERE act = 1;
INSERT INTO entry (uid, person, day, act, stage, moment, recorded, cycle, stage_from, stage_to, moment_from, moment_to)
    SELECT randomblob(16), e.person, e.day + p.step * 60 + (e.person * 7 + p.step * 13) % 35, 2, p.stage_to, p.moment_to, e.recorded, 1,
           p.stage_from, p.stage_to, p.moment_from, p.moment_to
    FROM entry e, plan p WHERE e.act = 1 ORDER BY p.step, e.person;
UPDATE person SET stage = 5, moment = 5, furthest = 5, in_play = 1,
    opened_on = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    status_since = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    stage_since = (SELECT max(day) FROM entry e WHERE e.person = person.id),
    moment_since = (SELECT max(day) FROM entry e WHERE e.person = person.id);
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
