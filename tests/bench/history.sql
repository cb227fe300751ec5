-- Gives everybody in a file four moves in the last year, as years of use would have: the review is measured on five entries a person.
-- Written past the program for speed, in the shape its own writes have: triggers rest meanwhile, and the totals are made at the end, from the views that the
-- triggers use. `bowline doctor` finds nothing to mend in the result.
.dbconfig enable_trigger off
PRAGMA foreign_keys = OFF;
PRAGMA cache_size = -400000;
BEGIN;
CREATE TEMP TABLE plan (step INTEGER, rank INTEGER);
INSERT INTO plan VALUES (1, 2), (2, 3), (3, 4), (4, 5);
-- A day of its own for each step, spread by the id, never falling, and no two in one week.
UPDATE entry SET day = (SELECT max(day) FROM entry) - 373 + person % 100 WHERE act = 1;
INSERT INTO entry (uid, person, day, act, stage, moment, recorded, cycle, stage_from, stage_to, moment_from, moment_to,
                   stage_open, stage_first, stage_top, stage_top_day, stage_out, stage_way,
                   moment_open, moment_first, moment_top, moment_top_day, moment_out, moment_way)
    SELECT randomblob(16), person, day, 2, rank, rank, recorded, 1, rank - 1, rank, rank - 1, rank,
           rank - 1, 102, rank - 1, before, after, iif(after IS NULL, 0, rank + 1),
           rank - 1, 102, rank - 1, before, after, iif(after IS NULL, 0, rank + 1)
    FROM (SELECT e.person, e.recorded, p.step, p.rank,
                 e.day + p.step * 60 + (e.person * 7 + p.step * 13) % 35 AS day,
                 e.day + iif(p.step = 1, 0, (p.step - 1) * 60 + (e.person * 7 + (p.step - 1) * 13) % 35) AS before,
                 iif(p.step = 4, NULL, e.day + (p.step + 1) * 60 + (e.person * 7 + (p.step + 1) * 13) % 35) AS after
          FROM entry e, plan p WHERE e.act = 1 ORDER BY p.step, e.person);
UPDATE entry SET stage_first = 101, moment_first = 101, stage_way = 2, moment_way = 2,
    stage_out = day + 60 + (person * 7 + 13) % 35, moment_out = day + 60 + (person * 7 + 13) % 35 WHERE act = 1;
UPDATE person SET stage = 5, moment = 5, furthest = 5, in_play = 1, created_on = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    opened_on = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    status_since = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    stage_since = (SELECT max(day) FROM entry e WHERE e.person = person.id),
    moment_since = (SELECT max(day) FROM entry e WHERE e.person = person.id);
DELETE FROM tally;
INSERT INTO tally SELECT track, day, src, dst, count(*) FROM entry_move GROUP BY track, day, src, dst;
DELETE FROM total;
INSERT INTO total SELECT what, track, day, a, b, c, sum(n)
    FROM (SELECT what, track, day, a, b, c, n FROM entry_total UNION ALL SELECT what, track, day, a, b, c, n FROM person_total)
    GROUP BY what, track, day, a, b, c;
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
