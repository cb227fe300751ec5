#!/bin/sh
# bowline backup and restore: copies, snapshots, the way back, and what has the file open meanwhile
. tests/cli/lib.sh
people() { sqlite3 "$1" 'SELECT count(*) FROM person'; }
run backup "$box/x.db"
exits 3 "nothing to back up"
run restore --list --json
is "$(tr -d '\n' <"$box/out")" "[]" "no snapshots"
must add Ada
must add Bob
run backup "$box/copy.db"
exits 0 "a backup"
is "$(people "$box/copy.db") $(stat -c %a "$box/copy.db")" "2 600" "whole, for the user alone"
[ ! -e "$box/copy.db-wal" ]
ok "in one file"
run backup "$box/copy.db"
exits 1 "never over a file"
run backup "$box/none/copy.db"
exits 1 "nor into a directory that is not there"
run backup --json
valid "backup --json"
is "$(stat -c %a "$box/snapshots") $(people "$(json '$.path')")" "700 2" "without FILE a snapshot beside the book"

# ---- while somebody writes ----
BOWLINE=$BOWLINE box=$box sh -c 'sqlite3 "$BOWLINE_DB" "BEGIN IMMEDIATE; INSERT INTO draft VALUES (char(100), char(100), 1)" ".shell \"$BOWLINE\" backup \"$box/held.db\" >/dev/null 2>&1; echo \$? >\"$box/code\"" "ROLLBACK"'
is "$(cat "$box/code") $(people "$box/held.db") $(sqlite3 "$box/held.db" 'SELECT count(*) FROM draft')" "0 2 0" "a backup while another program writes holds what was committed"

# ---- snapshots by themselves ----
printf 'name,email\nImp One,one@x.example\n' >"$box/one.csv"
printf 'name,email\nImp Two,two@x.example\n' >"$box/two.csv"
rm -r "$box/snapshots"
run import -n "$box/one.csv"
[ ! -e "$box/snapshots" ]
ok "a rehearsed import takes no snapshot"
must import "$box/one.csv"
run restore --list --json
valid "restore --list --json"
is "$(json '$[0].why') $(json '$[1].why')" "import " "an import takes one"
is "$(people "$(json '$[0].path')")" 2 "from before it"
must undo
must redo
must import "$box/one.csv"
must import "$box/one.csv"
run restore --list --json
is "$(json '$[#-1].why') $(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('$box/out') AS TEXT))")" "import 2" "none where nothing was done since the last"
must import "$box/two.csv"
before=$(people "$BOWLINE_DB")

# ---- restore ----
run restore -n 1 --json
is "$(json '$.people') $(json '$.dry_run') $(people "$BOWLINE_DB")" "3 1 4" "a rehearsed restore changes nothing"
run restore 2
exits 0 "by number"
says "2 people" "says how many"
is "$(people "$BOWLINE_DB")" 2 "as it was"
run doctor
exits 0 "sound"
back=$(run restore --list --json; json '$[0].name')
run restore "$back"
is "$code $(people "$BOWLINE_DB")" "0 $before" "what was there came aside and comes back by name"
run undo
says "import two.csv" "with its undo list"
run restore "$box/copy.db"
is "$code $(people "$BOWLINE_DB")" "0 2" "a backup by its path"
run restore 99
exits 3 "no such number"
run restore "$box/nowhere"
exits 3 "no such file"
run restore "$box/one.csv"
exits 2 "a contact list is none"
tells "bowline import" "and says how it goes in"
run restore
exits 2 "restore what?"
run --db "$box/fresh/place.db" restore "$box/copy.db"
is "$code $(people "$box/fresh/place.db") $(stat -c %a "$box/fresh/place.db")" "0 2 600" "into an empty place"

# ---- what has the file open sees the new state, and what it writes is not lost ----
must restore "$back"
mkfifo "$box/pipe"
sqlite3 "$BOWLINE_DB" <"$box/pipe" >"$box/said" 2>&1 &
shell=$!
exec 3>"$box/pipe"
echo 'SELECT count(*) FROM person;' >&3
i=0
while [ ! -s "$box/said" ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
must restore "$box/copy.db"
echo "SELECT count(*) FROM person; INSERT INTO draft VALUES ('late', 'kept', 1);" >&3
exec 3>&-
wait $shell
is "$(tr '\n' ' ' <"$box/said")" "$before 2 " "an open program sees the restored state"
is "$(sqlite3 "$BOWLINE_DB" 'SELECT text FROM draft')" kept "and writes into it"

# ---- damage ----
dd if=/dev/urandom of="$BOWLINE_DB" bs=1024 seek=1 count=40 conv=notrunc 2>/dev/null
rm -f "$BOWLINE_DB-wal" "$BOWLINE_DB-shm"
run list
[ "$code" != 0 ]
ok "a damaged file is told"
run restore "$box/copy.db"
exits 0 "and replaced"
is "$(people "$BOWLINE_DB")" 2 "by what was restored"
ls "$box/snapshots" | grep -q damaged
ok "the damaged one is kept aside"
run doctor
exits 0 "all is well again"
head -c 4096 /dev/urandom >"$BOWLINE_DB"
run restore 1
exits 0 "even without a head, where snapshots bear its name"
printf 'a letter to my aunt, longer than a hundred bytes so that it might be anything at all, and not a book of ours, really' >"$box/letter.txt"
run --db "$box/letter.txt" restore "$box/copy.db"
exits 1 "somebody else's file is not replaced"
grep -q aunt "$box/letter.txt"
ok "nor touched"
head -c 6000 "$box/copy.db" >"$box/torn.db"
were=$(people "$BOWLINE_DB")
run restore "$box/torn.db"
[ "$code" = 1 ]
ok "a torn backup is refused"
is "$(people "$BOWLINE_DB")" "$were" "the book as it was"
ls "$box"/*.restore-* >/dev/null 2>&1
[ $? != 0 ]
ok "nothing unfinished lies about"

# ---- rotation ----
rm -r "$box/snapshots"
day=1
while [ $day -le 28 ]; do
    BOWLINE_NOW=$(printf '2026-09-%02dT09:00' $day)
    run add "Person $day"
    run backup
    day=$((day + 1))
done
BOWLINE_NOW=2026-11-21T09:00
run restore --list --json
is "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('$box/out') AS TEXT))")" 10 "seven and one of each week before are kept"
is "$(json '$[0].name' | cut -d. -f3) $(json '$[#-1].name' | cut -d. -f3)" "20260928T090000 20260906T090000" "the newest seven, then the last of each week"
BOWLINE_NOW=2026-08-01T09:00 run backup
run restore --list --json
is "$(json '$[0].name' | cut -d. -f3)" 20260928T090000 "a clock that runs back does not hide the newest"
finish
