-- Gives everybody in a file four moves in the last year, as years of use would have: the review is measured on five entries a person.
-- Written past the program for speed, in the shape its own writes have: triggers rest meanwhile, and the totals are made at the end. `bowline doctor` finds
-- nothing to mend in the result.
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
UPDATE person SET stage = 5, moment = 5, furthest = 5, visited = 30 /* moments 1 to 4 */, in_play = 1, played_on = (SELECT min(day) FROM entry e WHERE e.person = person.id AND e.act = 2),
    created_on = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    opened_on = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    played_on = (SELECT min(day) FROM entry e WHERE e.person = person.id AND act = 2),
    status_since = (SELECT min(day) FROM entry e WHERE e.person = person.id),
    stage_since = (SELECT max(day) FROM entry e WHERE e.person = person.id),
    moment_since = (SELECT max(day) FROM entry e WHERE e.person = person.id);
-- The totals, as the views of the schema would make them: here both tracks go together and every move is one rank up, so that one pass is enough.
CREATE TEMP TABLE kinds AS SELECT day, stage_from AS src, stage_to AS dst, stage_top_day AS before, stage_out AS after, count(*) AS n
    FROM entry GROUP BY 1, 2, 3, 4, 5;
CREATE TEMP TABLE track (id INTEGER);
INSERT INTO track VALUES (1), (2);
DELETE FROM tally;
INSERT INTO tally SELECT t.id, day, src, dst, sum(n) FROM track t, kinds GROUP BY 1, 2, 3, 4;
DELETE FROM total;
INSERT INTO total SELECT 1, t.id, day, dst, coalesce(after, 2147483647), after IS NOT NULL, sum(n) FROM track t, kinds GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO total SELECT 2, t.id, day, src, src, dst, sum(n) FROM track t, kinds GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO total SELECT 3, t.id, day, iif(src = 0, 1, 2), 0, 0, sum(n) FROM track t, kinds GROUP BY 1, 2, 3, 4;
INSERT INTO total SELECT 4, t.id, day, dst, 0, 0, sum(n) FROM track t, kinds GROUP BY 1, 2, 3, 4;
INSERT INTO total SELECT 5, t.id, before, src, day, 0, sum(n) FROM track t, kinds WHERE src > 0 GROUP BY 1, 2, 3, 4, 5;
INSERT INTO total SELECT 12, t.id, day, src, 0, 0, sum(n) FROM track t, kinds GROUP BY 1, 2, 3, 4;
INSERT INTO total SELECT 10, t.id, stage_since, 5, 0, 0, count(*) FROM track t, person GROUP BY 1, 2, 3;
INSERT INTO total SELECT 11, 0, 0, 0, 0, 0, count(*) FROM person;
INSERT INTO total SELECT 13, 0, 0, 0, 0, 0, count(*) FROM person;
INSERT INTO total SELECT 14, 0, opened_on, 0, 0, 0, count(*) FROM person GROUP BY opened_on;
INSERT INTO total SELECT 15, 0, 0, 5, 62 /* all five */, 0, count(*) FROM person;
-- In play from their first move on: the stay before it counts from then, which is when it ends, and so for nothing.
INSERT INTO total SELECT 17, t.id, day, dst, coalesce(after, 2147483647), day, sum(n) FROM track t, kinds WHERE src > 0 GROUP BY 1, 2, 3, 4, 5, 6;
DELETE FROM origin_day;
INSERT INTO origin_day SELECT dst, (SELECT lower(trim(source)) FROM person LIMIT 1), day, sum(n) FROM (
    SELECT dst, day, n FROM kinds WHERE src > 0 UNION ALL SELECT dst, after, -n FROM kinds WHERE src > 0 AND after IS NOT NULL) GROUP BY 1, 2, 3 HAVING sum(n) <> 0;
DELETE FROM origin;
INSERT INTO origin SELECT stage, source, count(*) FROM person_from GROUP BY 1, 2;
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
