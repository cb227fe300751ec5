#!/bin/sh
# bowline undo, redo, history
. tests/cli/lib.sh
run undo
exits 1 "nothing to undo"
[ ! -e "$BOWLINE_DB" ]
ok "and no file made"
run undo --list --json
is "$(tr -d '\n' <"$box/out")" "[]" "an empty list"
must add Ada
dump >"$box/one"
must move ada --stage education
must tag ada beta
dump >"$box/three"
run undo --list
says "tag Ada" "the list names the steps"
run undo --list --json
valid "undo --list --json"
is "$(json '$[0].name') $(json '$[0].undone')" "tag Ada: #beta 0" "newest first"
run undo 2 --json
valid "undo --json"
is "$(json '$.steps[0].name') $(json '$.steps[1].name')" "tag Ada: #beta move Ada: awareness → education" "two steps, in the order taken"
dump >"$box/now"
cmp -s "$box/one" "$box/now"
ok "as before them"
run history --json
is "$(json '$[0].undone')" 1 "history without WHO is the same list, the undone ones in it"
run redo 2 --json
valid "redo --json"
is "$(json '$.steps[0].name')" "move Ada: awareness → education" "redo in the order they were made"
dump >"$box/now"
cmp -s "$box/three" "$box/now"
ok "as it was"
run redo
exits 1 "nothing to redo"
must undo
must tag ada gamma
run redo
exits 1 "a new write drops the redo tail"
run undo 99
exits 0 "more than there are"
tells "only 3" "is said"
run undo x
exits 2 "not a number"
run undo 0
exits 2 "nor nothing"
must redo 3
run undo -n
says "tag Ada" "-n says what would be undone"
run show ada --json
is "$(json '$.tags[0]')" gamma "and does nothing"
run redo -n
exits 1 "redo -n with nothing to bring back"
must undo 2
run redo -n
says "move Ada" "redo -n names the next one"
run history ada
exits 0 "history of a person"
says "new → awareness" "entries"
run history nobody
exits 3 "of nobody"
finish
