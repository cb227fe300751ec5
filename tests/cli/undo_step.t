#!/bin/sh
# bowline undo --step: one earlier step, and an import of which later steps touched some people
. tests/cli/lib.sh
cat >"$box/s.csv" <<'CSV'
First Name,Last Name,Email Address,Company,Position
Maya,Chen,maya@x.example,Northwind,CEO
Tom,Reed,tom@x.example,Contoso,CTO
Ada,Byron,ada@x.example,Acme,Eng
Ben,Old,ben@x.example,Oldco,VP
CSV
must add 'Ben Old' --email ben@x.example
must import "$box/s.csv" --no-input
must log '@maya call -- hello !send it fri'
must tag tom beta
dump >"$box/before"
run undo --step 2 -n --json
valid "a rehearsal"
is "$(json '$.gone') $(json '$.kept[0].name') $(json '$.dry_run')" "1 Maya Chen 1" "says who would be kept"
dump >"$box/now"
cmp -s "$box/before" "$box/now"
ok "and writes nothing"
run undo --step 2
exits 0 "an import with later steps is taken back"
says "gone    1 person" "who goes is counted"
says "#2 Maya Chen: talked to, promised" "who stays is named, with the reason"
says "#3 Tom Reed: tagged" "all of them"
says "bowline undo" "and the way back"
run list --json
is "$(json '$[0].id') $(json '$[1].id') $(json '$[2].id') $(json '$[3].id')" "1 2 3 " "they are there, nobody else"
run show ben --json
is "$(json '$.company')$(json '$.title')" "" "what it filled went back"
run doctor
exits 0 "the book is sound"
run undo --list --json
is "$(json '$[0].takes') $(json '$[3].taken_by')" "2 5" "the list says which step took back which"
is "$(json '$[0].name')" "take back import s.csv: 3 people, 1 updated, 2 kept" "and how many were kept"
run undo --list
says "taken back by #5" "in words too"
run undo --step 2
exits 1 "not twice"
tells "bowline undo --step 5" "the way out is told"
must undo
dump >"$box/now"
cmp -s "$box/before" "$box/now"
ok "undo of it brings everything back to the byte"
run redo --json
is "$(json '$.steps[0].id')" 5 "redo takes back again"
must edit tom --title Boss
must edit tom --title Chief
run undo --step 6
exits 1 "a step whose fact was changed later"
tells "#7" "is refused, with the step in the way"
tells "undo --step 7" "and the way out"
run undo --step 7 --json
valid "the last step"
is "$(json '$.undone') $(json '$.step')" "1 " "is simply undone"
run undo --step 99
exits 3 "a step there never was"
run undo --step x
exits 2 "no number"
run undo --step 3 2
exits 2 "and not with how many"
# Everybody touched: nothing is left to take back.
must --db "$box/all.db" import "$box/s.csv" --no-input
must --db "$box/all.db" tag --where id:1..9 beta
run --db "$box/all.db" undo --step 1
exits 1 "nothing left to take back is told"
tells "nothing of step #1 is left" "in words"
finish
