-- Today: everybody in play, judged in C.

-- :name today_people
SELECT id, status, next_id, next_due, stage, stage_since, moment, moment_since, last_talk, opened_on, park_until, visited
FROM person INDEXED BY person_today WHERE in_play = 1

-- :name snoozes_open
SELECT person FROM snooze WHERE until > :today ORDER BY person

-- :name snooze_of
SELECT until, why FROM snooze WHERE person = :person

-- :name snooze_keep
-- What ends today is remembered; of one day nothing is: at its end nobody rested.
INSERT INTO rested (person, since, until, why, ended) SELECT person, since, until, why, :today FROM snooze WHERE person = :person AND since < :today
ON CONFLICT DO UPDATE SET until = excluded.until, why = excluded.why, ended = excluded.ended

-- :name snooze_put
INSERT INTO snooze (person, until, why, since) VALUES (:person, :until, :why, :since)
ON CONFLICT DO UPDATE SET until = excluded.until, why = excluded.why, since = excluded.since

-- :name snooze_drop
DELETE FROM snooze WHERE person = :person

-- :name written_before
-- The last step before a time of day: steps of this sitting do not hide that there was none for weeks.
SELECT at FROM step WHERE at < :before ORDER BY id DESC LIMIT 1
