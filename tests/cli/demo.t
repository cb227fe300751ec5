#!/bin/sh
# bowline demo: never the user's file, nothing left behind
. tests/cli/lib.sh
run demo
exits 0 "without a terminal"
says "Review of 2026-W47" "the weekly review"
[ ! -e "$BOWLINE_DB" ]
ok "the user's file was not made"
is "$(ls -A "$box/tmp")" "" "nothing is left behind"
run demo --review
exits 0 "--review"
run demo --json
valid "--json is the review"
[ "$(json '$.total.close')" -ge 40 ]
ok "with people in it"
run demo --keep "$box/kept.db"
exits 0 "--keep"
run --db "$box/kept.db" list --json
is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT))")" 60 "sixty people"
run demo --keep "$box/kept.db"
exits 1 "never over a file that is there"
run demo --keep "$box/kept2.db" --json
valid "--keep --json"
is "$(json '$.people')" 60 "says how many"
run demo x
exits 2 "no words"
finish
