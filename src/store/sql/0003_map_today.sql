-- The map and Today. Moments that lie behind somebody in this cycle, without the one they stand at: bit 1 << moment, derived by replay like the
-- standing. The broad base of an imported list, opened and untouched, has none and stays out of the first index.
ALTER TABLE person ADD COLUMN visited INTEGER NOT NULL DEFAULT 0;
UPDATE person SET visited = coalesce((SELECT sum(DISTINCT 1 << e.moment_to) FROM entry e WHERE e.person = person.id AND e.voided_by = 0
    AND e.cycle = person.cycle AND e.moment_to BETWEEN 1 AND 6), 0) & ~(1 << moment)
WHERE id IN (SELECT person FROM entry WHERE act <> 1);
CREATE INDEX person_map ON person (stage, visited, moment, in_play) WHERE status = 0 AND (stage <> 1 OR moment <> 1 OR visited <> 0);
CREATE INDEX person_gap ON person (stage, stage_since, visited, moment) WHERE in_play = 1 AND status = 0;
-- All that judging somebody for Today looks at, so that a hundred thousand are judged without leaving the index.
CREATE INDEX person_today ON person (status, next_id, next_due, stage, stage_since, moment, moment_since, last_talk, opened_on, park_until, visited)
    WHERE in_play = 1;
CREATE INDEX person_quiet ON person (coalesce(last_talk, opened_on)) WHERE in_play = 1 AND status = 0;

-- Out of Today until a day, for a reason.
CREATE TABLE snooze (
    person INTEGER PRIMARY KEY REFERENCES person (id),
    until  INTEGER NOT NULL,
    why    TEXT,
    since  INTEGER NOT NULL
) STRICT;
