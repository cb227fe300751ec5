#!/bin/bash
# kill -9 at acts on the disk while an older file is brought up to date: it is as it was or complete, and the next opening makes of it what the first would have.
. tests/fault/lib.sh

if sanitized || [ ! -e "$O/tests/fault/failio.so" ]; then
    skip 'killed while a file is brought up to date' 'a sanitizer and a preloaded library do not go together'
    plan
    exit 0
fi
base=$tmp/base
db=$tmp/place/b.db
mkdir "$base"
# Schema 13: before it was counted who was in play where on any day.
cat src/store/sql/000[1-9]_*.sql src/store/sql/001[0-3]_*.sql | sqlite3 "$base/b.db"
id=$((0x424f5731))
sqlite3 "$base/b.db" >/dev/null <<EOF
PRAGMA journal_mode = WAL;
INSERT INTO person (id, uid, name, name_key, created_on, in_play, played_on, source, cycle, stage, moment, opened_on)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
    SELECT i, randomblob(16), 'P' || i, 'p' || i, 20400, i % 5 > 0, 20400 + i % 60, 'Event ' || (i % 3), 1, 2, 2, 20400 FROM n;
INSERT INTO entry (uid, person, day, act, recorded, cycle, stage_from, stage_to, moment_from, moment_to)
    SELECT randomblob(16), id, 20400 + id % 70, 1, 0, 1, 0, 2, 0, 2 FROM person;
PRAGMA application_id = $id;
PRAGMA user_version = 13;
EOF
lay() { rm -rf "$tmp/place" && cp -r "$base" "$tmp/place"; }
is_now() { sqlite3 "$db" 'SELECT * FROM person' 'SELECT * FROM entry' 'SELECT * FROM total WHERE n <> 0' 2>&1 | cksum; }
has_days() { sqlite3 "$db" "SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'origin_day') || (SELECT user_version > 13 FROM pragma_user_version) || (SELECT count(*) > 0 FROM total WHERE what = 17)" 2>&1; }
open_it() { "$@" "$BOWLINE" --db "$db" list --limit 1 -q; }

lay
before=$(is_now)
open_it env >/dev/null 2>&1
after=$(is_now)
is 'an older file is brought up to date' "$(has_days)" 111
lay
open_it env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO_COUNT="$tmp/acts" >/dev/null 2>&1
acts=$(cat "$tmp/acts" 2>/dev/null || echo 0)
for mode in kill torn; do
    bad= tried=0 olds=0
    while [ $tried -lt "$N" ]; do
        at=$((1 + tried * acts / N))
        lay
        (exec 2>/dev/null; open_it env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO=$mode FAIL_IO_AT=$at >/dev/null 2>&1)
        now=$(is_now)
        case "$(has_days) $now" in
        "111 $after") ;;
        "000 $before") olds=$((olds + 1)) ;;
        *) bad="$bad; at act $at: $(has_days) $now" ;;
        esac
        open_it env >/dev/null 2>"$tmp/err" || bad="$bad; at act $at, then: $(head -n 1 "$tmp/err")"
        [ "$(has_days) $(is_now)" = "111 $after" ] || bad="$bad; at act $at, then $(has_days) $(is_now)"
        tried=$((tried + 1))
    done
    echo "# $acts acts, $tried tried, $olds left the file as it was"
    [ $olds -gt 0 ] || bad="$bad; it was never killed in time"
    is "killed ($mode) while it is brought up to date: as it was or complete" "$bad" ''
done
plan
