#!/bin/sh
# bowline doctor: says what is wrong, in words, and mends what follows from something else
. tests/cli/lib.sh
run doctor
exits 0 "an empty place is sound"
[ ! -e "$BOWLINE_DB" ]
ok "and stays empty"
must demo --keep "$box/demo.db"
cp "$box/demo.db" "$BOWLINE_DB"
must log '@ada call -- about "things" !send it fri #x'
must move ada --stage utilization
must revenue ada --list 100 --agreed 80
must revenue ada --change +10
cp "$BOWLINE_DB" "$box/sound.db"
run doctor
exits 0 "the demo is sound"
says "opening + in - out = closing" "and balances"
run doctor --json
valid "doctor --json"
is "$(json '$.sound') $(json '$.people')" "1 60" "in JSON"
dump >"$box/before"

# broken NAME WORDS SQL: the damage is found and told in WORDS, --fix mends it, everything is as before, and stays so through undo and redo.
broken() {
    rm -f "$BOWLINE_DB"*
    cp "$box/sound.db" "$BOWLINE_DB"
    sqlite3 "$BOWLINE_DB" "$3" >"$box/out" 2>&1 || echo "# $1: $(cat "$box/out")"
    chmod 600 "$BOWLINE_DB"
    run doctor
    is "$code" 1 "$1: found"
    says "$2" "$1: told"
    run doctor --fix
    is "$code" 0 "$1: mended"
    run doctor
    is "$code" 0 "$1: for good"
    dump >"$box/now"
    cmp -s "$box/before" "$box/now"
    ok "$1: all as before"
    case $1 in "a broken journal"*) return ;; esac
    run undo 99
    run redo 99
    run doctor
    is "$code" 0 "$1: also through undo and redo"
}
broken "a stage" "#3 Priya Raghunathan stands in education" "UPDATE person SET stage = 2 WHERE id = 3"
broken "a moment" "the entries say" "UPDATE person SET moment = 6 WHERE id = 9"
broken "a status" "(lost), the entries say" "UPDATE person SET status = 9 WHERE id = 3"
broken "a day" "a day, cycle or moment" "UPDATE person SET stage_since = stage_since - 1 WHERE id = 4"
broken "an entry's move" "by replay" "UPDATE entry SET stage_to = 5 WHERE id = (SELECT max(id) FROM entry WHERE stage_to = 6)"
broken "what an entry began" "what entry #" "UPDATE entry SET stage_top = stage_top + 1 WHERE id = (SELECT max(id) FROM entry WHERE stage_top BETWEEN 1 AND 5)"
broken "the totals" "the totals say" "UPDATE tally SET n = n + 3 WHERE track = 1 AND day = (SELECT min(day) FROM tally)"
broken "the balance" "people stand there" "DELETE FROM tally WHERE track = 2 AND src <> 0"
broken "a payment" "counts as something else" "UPDATE revenue SET after = after + 100 WHERE id = 1"
broken "the figures" "figures of kind" "UPDATE total SET n = n + 1 WHERE what = 5"
broken "a name's key" "cannot be found by its key" "UPDATE person SET name_key = 'zzz' WHERE id = 5"
broken "an address's key" "an address cannot be found" "UPDATE handle SET key = 'x' WHERE person = 7"
broken "what a search reads" "what a search looks at" "UPDATE person SET find = 'nothing' WHERE id = 6"
broken "the last conversation" "the last conversation" "UPDATE person SET last_talk = NULL WHERE last_talk IS NOT NULL"
broken "the next step" "the next step" "UPDATE person SET next_id = NULL, next_due = NULL WHERE id = 1"
broken "an index" "the index talk_by_day is missing" "DROP INDEX talk_by_day"
broken "a trigger" "the trigger entry_in is missing" "DROP TRIGGER entry_in"
broken "full text of people" "the full text of people" "INSERT INTO person_fts (person_fts, rowid, name_key, find) VALUES ('delete', 2, 'x', 'y')"
broken "full text of quotes" "the full text of quotes" "INSERT INTO quote_fts (quote_fts) VALUES ('delete-all')"
broken "full text of promises" "the full text of promises" "INSERT INTO promise_fts (promise_fts, rowid, text) VALUES ('delete', 1, 'x')"
broken "full text of notes" "the full text of notes" "INSERT INTO note_fts (note_fts, rowid, note) VALUES ('delete', 1, 'x')"
broken "full text of talks" "the full text of conversations" "INSERT INTO talk_fts (talk_fts) VALUES ('delete-all')"
broken "a broken journal part" "cannot be undone" "UPDATE step_part SET changes = x'540101' WHERE step = (SELECT max(step) FROM step_part)"
broken "a broken journal chain" "a part is missing" "UPDATE step_part SET seq = seq + 1 WHERE step = (SELECT max(step) FROM step_part)"
broken "an index that lies" "index" "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'talk (day)', 'talk (minutes)') WHERE name = 'talk_by_day'"
broken "a trigger that does less" "was changed by somebody" "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'n = n + 1', 'n = n') WHERE name = 'entry_in'"

# ---- what cannot be mended is told ----
told() {
    rm -f "$BOWLINE_DB"*
    cp "$box/sound.db" "$BOWLINE_DB"
    sqlite3 "$BOWLINE_DB" "$3" >"$box/out" 2>&1
    run doctor --fix
    is "$code" 1 "$1: not mended"
    says "$2" "$1: told"
    tells "restore --list" "$1: with the way out"
}
told "an impossible history" "cannot have happened" "UPDATE entry SET act = 5, side = 9, stage = 0, moment = 0 WHERE id = (SELECT min(id) FROM entry WHERE person = 1 AND act = 2)"
told "a key into nothing" "that is not there" "PRAGMA foreign_keys = OFF; INSERT INTO tag VALUES (999, 'x')"
told "a journey without a beginning" "no entry that opens" "DELETE FROM entry WHERE person = 10"
told "a missing table" "the table draft is missing" "DROP TABLE draft"

# ---- rights, what a kill left, snapshots ----
cp "$box/sound.db" "$BOWLINE_DB"
chmod 644 "$BOWLINE_DB"
: >"$BOWLINE_DB.restore-x1"
run doctor
says "can be read by others" "rights"
says "unfinished copy" "what a kill left"
run doctor --fix
exits 0 "mended"
is "$(stat -c %a "$BOWLINE_DB") $(ls "$box" | grep -c restore-)" "600 0" "both"
must backup
run doctor --json
is "$(json '$.snapshot' | cut -c1-4)" "b.db" "the newest snapshot opens"
head -c 3000 /dev/urandom >"$box/snapshots/$(ls "$box/snapshots")"
run doctor
exits 1 "a snapshot that does not open"
says "cannot be opened" "is told"

# ---- pages ----
rm -rf "$box/snapshots" "$BOWLINE_DB"*
cp "$box/sound.db" "$BOWLINE_DB"
dd if=/dev/urandom of="$BOWLINE_DB" bs=4096 seek=20 count=8 conv=notrunc 2>/dev/null
run doctor
exits 1 "broken pages"
tells "restore --list" "lead to the snapshots"
run doctor --fix
exits 1 "and are not mended"
run doctor now
exits 2 "doctor takes no words"
finish
