#!/bin/bash
# Two and more writers at once: everything arrives, nothing twice, nobody is told busy.
. tests/fault/lib.sh
db=$tmp/w.db
seed "$db" || { echo "Bail out! the file to start from could not be made"; exit 1; }
talks=$(sql "$db" 'SELECT count(*) FROM talk')
steps=$(sql "$db" 'SELECT count(*) FROM step')

loop() { # who times
    i=0
    while [ $i -lt "$2" ]; do
        i=$((i + 1))
        "$BOWLINE" --db "$db" log "@p$1@example.com call -- writer$1 line$i !answer $1 $i fri" -q >/dev/null 2>>"$tmp/err.$1" || echo "line $i: exit $?" >>"$tmp/err.$1"
    done
}
for who in 1 2 3; do loop $who "$N" & done
people_csv 1500 >"$tmp/people.csv"
"$BOWLINE" --db "$db" import "$tmp/people.csv" -q --no-input >/dev/null 2>"$tmp/err.import" &
wait
is 'nobody was refused' "$(cat "$tmp"/err.*)" ''
is 'every line arrived' "$(sql "$db" 'SELECT count(*) FROM talk')" "$((talks + 3 * N))"
for who in 1 2 3; do
    is "the lines of writer $who stand in their order, each once" \
        "$(sql "$db" "SELECT text FROM talk WHERE text LIKE 'writer$who %' ORDER BY id" | awk -v w=$who '$1 " " $2 != "writer" w " line" NR { print "line " NR ": " $0 } END { print NR }')" "$N"
done
is 'every promise arrived' "$(sql "$db" "SELECT count(*) FROM promise WHERE text LIKE 'answer%'")" "$((3 * N))"
is 'every write is a step of its own' "$(sql "$db" 'SELECT count(*) FROM step')" "$((steps + 3 * N + 1))"
is 'the import arrived whole' "$(sql "$db" "SELECT count(*) FROM person WHERE name LIKE 'Import%'")" 1500
is 'the file is sound and the book balances' "$(wrong "$db")" ''

# The first write of all: two that make the file at once.
for round in 1 2 3 4 5; do
    new=$tmp/new$round/deep/n.db
    "$BOWLINE" --db "$new" add 'Ada One' -q >/dev/null 2>>"$tmp/err.new" &
    "$BOWLINE" --db "$new" add 'Ben Two' -q >/dev/null 2>>"$tmp/err.new" &
    wait
    echo "$(sql "$new" "SELECT group_concat(name, '+') FROM (SELECT name FROM person ORDER BY name)") $(wrong "$new")"
done >"$tmp/made"
is 'two that make the file at once both arrive' "$(sort -u "$tmp/made") $(cat "$tmp/err.new")" 'Ada One+Ben Two  '

# A writer that holds the lock for long: the other one says so in words, and writes nothing.
before=$(state "$db")
{ echo 'BEGIN IMMEDIATE;'; sleep 7; echo 'ROLLBACK;'; } | sql "$db" &
sleep 0.5
out=$("$BOWLINE" --db "$db" log '@p4@example.com call -- too early' 2>&1)
is 'a file that stays busy fails' $? 1
like 'and says so' "$out" 'busy|another|locked'
"$BOWLINE" --db "$db" list --limit 1 --json >/dev/null 2>&1
is 'reading goes on meanwhile' $? 0
wait
is 'and nothing was written' "$(state "$db")" "$before"
plan
