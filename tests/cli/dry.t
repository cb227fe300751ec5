#!/bin/sh
# -n on every write: it says what would be, and writes nothing, not even a file.
. tests/cli/lib.sh
run add -n Ada
exits 0 "add -n on an empty place"
says "Ada" "shows what would be"
tells "nothing was written" "says that it was not"
[ ! -e "$BOWLINE_DB" ]
ok "made no file"
run add -n Ada --json
valid "add -n --json"
[ ! -e "$BOWLINE_DB" ]
ok "made no file"
printf 'First Name,Last Name,Email\nAda,Byron,ada@x.example\n' >"$box/a.csv"
run import -n "$box/a.csv"
exits 0 "import -n on an empty place"
[ ! -e "$BOWLINE_DB" ]
ok "made no file"
must add Ada
must add Ben --stage selection
must next ada call --due fri
must close ben --as lost --why timing
must tag ada x
must undo
dump >"$box/before"
try() {
    run "$@"
    exits 0 "bowline $*"
    dump >"$box/after"
    cmp -s "$box/before" "$box/after"
    ok "  wrote nothing"
}
try add -n Cleo
try edit -n ada --company Acme
try tag -n ada beta
try move -n ada --stage education
try park -n ada --until 2w
try close -n ada --as lost --why timing
try reopen -n ben
try next -n ada 'send deck'
try done -n 1
try log -n '@ada call -- hello !deck fri >selection #x'
try log -n --add '@newone call -- hello'
try undo -n
try redo -n
try import -n "$box/a.csv"
run redo
exits 0 "and the redo tail is still there"
run log -n '@ben -- back >selection'
exits 1 "a refusal in a rehearsal"
is "$(sqlite3 "$BOWLINE_DB" "SELECT count(*) FROM draft" 2>/dev/null)" 0 "keeps no draft"
finish
