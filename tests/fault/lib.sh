# Sourced by the tests of this folder: TAP, a folder of the test's own, and what must always be true of a file of Bowline's.
# FAULT_N is how many times each thing that is left to chance is tried; CI asks for more than a run at the desk.
N=${FAULT_N:-34}
BOWLINE=${BOWLINE:-$PWD/build/bowline}
O=${O:-$PWD/build}
export BOWLINE_NOW=2026-11-21T09:00 LC_ALL=C.UTF-8
tmp=$(mktemp -d) || exit 1
tmp=$(cd "$tmp" && pwd)
export TMPDIR="$tmp" # where SQLite's own files go: one that is killed between making such a file and taking its name away leaves it
trap 'chmod -R u+w "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
points=0
fresh() { rm -f "$1" "$1"-wal "$1"-shm "$1"-journal; }
copy() { fresh "$2"; cp "$1" "$2"; }
is() { # name got wanted
    points=$((points + 1))
    if [ "$2" = "$3" ]; then echo "ok $points - $1"; else echo "not ok $points - $1"; printf '#   got    %s\n#   wanted %s\n' "$2" "$3"; fi
}
like() { # name text pattern
    points=$((points + 1))
    if printf '%s\n' "$2" | grep -qE -e "$3"; then echo "ok $points - $1"; else echo "not ok $points - $1"; printf '%s\n' "$2" | head -n 12 | sed 's/^/#   /'; echo "#   lacks $3"; fi
}
skip() { points=$((points + 1)); echo "ok $points - $1 # SKIP $2"; }
plan() { echo "1..$points"; }
sql() { sqlite3 -batch -noheader -cmd '.timeout 5000' "$@"; }
sanitized() { nm "$BOWLINE" 2>/dev/null | grep -q __asan_init; }

# What is wrong with a file; nothing when all is well. The book is recounted here in plain SQL, knowing nothing of the program.
wrong() {
    sql "$1" "
        SELECT 'integrity: ' || integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok';
        SELECT 'foreign key of ' || \"table\" || ' ' || rowid FROM pragma_foreign_key_check;
        CREATE TEMP VIEW recount AS
            SELECT 1 AS track, day, stage_from AS src, stage_to AS dst, count(*) AS n FROM entry WHERE voided_by = 0 AND stage_from <> stage_to GROUP BY 2, 3, 4
            UNION ALL
            SELECT 2, day, moment_from, moment_to, count(*) FROM entry WHERE voided_by = 0 AND moment_from <> moment_to GROUP BY 2, 3, 4;
        SELECT 'tally lacks ' || track || ' ' || day || ' ' || src || ' ' || dst || ' ' || n FROM (SELECT * FROM recount EXCEPT SELECT * FROM tally);
        SELECT 'tally has ' || track || ' ' || day || ' ' || src || ' ' || dst || ' ' || n FROM (SELECT * FROM tally WHERE n <> 0 EXCEPT SELECT * FROM recount);
        SELECT 'person ' || p.id || ' stands elsewhere than the book says' FROM person p WHERE p.status = 0 AND (p.stage, p.moment) <>
            (SELECT e.stage_to, e.moment_to FROM entry e WHERE e.person = p.id AND e.voided_by = 0 ORDER BY e.day DESC, e.id DESC LIMIT 1);
        SELECT 'person ' || id || ' has no entry' FROM person p WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.person = p.id);
        SELECT 'next of person ' || p.id FROM person p WHERE p.next_id IS NOT (SELECT q.id FROM promise q WHERE q.person = p.id AND q.done_on IS NULL
            ORDER BY q.due IS NULL, q.due, q.id LIMIT 1);
        SELECT 'step ' || step || ' is missing' FROM step_part WHERE step NOT IN (SELECT id FROM step);
        INSERT INTO person_fts (person_fts, rank) VALUES ('integrity-check', 1);
        INSERT INTO talk_fts (talk_fts, rank) VALUES ('integrity-check', 1);
        INSERT INTO quote_fts (quote_fts, rank) VALUES ('integrity-check', 1);
        INSERT INTO promise_fts (promise_fts, rank) VALUES ('integrity-check', 1);
        INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1);" 2>&1 | head -n 5
}

# A file with twenty people and a little history, and a CSV of N more.
seed() {
    fresh "$1"
    i=0
    while [ $i -lt 20 ]; do
        i=$((i + 1))
        "$BOWLINE" --db "$1" add "Person Number$i" --email "p$i@example.com" --company "Firm $((i % 5))" -q || return 1
    done
    "$BOWLINE" --db "$1" log '@p1@example.com call -- hello !send it fri >education' -q
}
people_csv() { # how many
    awk -v n="$1" 'BEGIN {
        print "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
        for (i = 1; i <= n; i++) printf "Import%d,Test%d,https://www.linkedin.com/in/import-%d,import%d@example.org,\"Company, %d\",Head of Ops,%02d Mar 2024\n", i, i, i, i, i % 97, i % 28 + 1
    }'
}
messages_csv() { # how many people, five messages with each
    awk -v n="$1" 'BEGIN {
        print "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
        for (i = 1; i <= n; i++) for (k = 0; k < 5; k++) printf "c%d,,Me Founder,https://www.linkedin.com/in/me-founder,Talk%d Test,https://www.linkedin.com/in/talk-%d,2026-03-%02d 10:00:0%d UTC,,words %d,INBOX\n", i, i, i, 1 + k / 2, k, k
    }'
}
# What can be counted from outside: people, talks, promises, entries, steps.
state() { sql "$1" "SELECT (SELECT count(*) FROM person) || ' ' || (SELECT count(*) FROM talk) || ' ' || (SELECT count(*) FROM promise) || ' ' ||
    (SELECT count(*) FROM entry) || ' ' || (SELECT count(*) FROM step)" 2>&1; }
