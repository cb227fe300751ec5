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
# Forgotten after an import was taken back, and that undone: out of both steps, in the bytes of every file; and the way back and forth stays open.
mkdir "$box/f"
printf 'name,email,company\nZebulon Quarkstein,zeb@quark.example,Quark Foods\nImp Two,imp2@x.example,Two\nImp Three,imp3@x.example,Three\n' >"$box/z.csv"
must --db "$box/f/f.db" add 'First Person'
must --db "$box/f/f.db" import "$box/z.csv" --no-input
must --db "$box/f/f.db" tag imp2@x.example later
must --db "$box/f/f.db" backup
must --db "$box/f/f.db" undo --step 2
must --db "$box/f/f.db" undo
grep -qa 'Quark Foods' "$box/f/f.db"
ok "somebody who went and came back stands in the book and in two steps"
must --db "$box/f/f.db" forget zeb --yes
! grep -rqaiF -e quarkstein -e zeb@quark -e 'quark foods' "$box/f"
ok "forgotten: nothing is left in the book, its log, its snapshots"
run --db "$box/f/f.db" redo
exits 0 "the taking back can still be brought again"
run --db "$box/f/f.db" list --json
is "$(json '$[0].name') $(json '$[1].name') $(json '$[2].name')" "First Person Imp Two " "and takes the rest with it"
must --db "$box/f/f.db" undo
must --db "$box/f/f.db" undo 2
run --db "$box/f/f.db" doctor
exits 0 "the book is sound, back to before the import"
# Everybody touched: nothing is left to take back.
must --db "$box/all.db" import "$box/s.csv" --no-input
must --db "$box/all.db" tag --where id:1..9 beta
run --db "$box/all.db" undo --step 1
exits 1 "nothing left to take back is told"
tells "nothing of step #1 is left" "in words"
# What follows from facts that went back: weeks, what was paid before leaving, where people came from.
sound() { run --db "$db" doctor; exits 0 "$1"; }
there_and_back() { # name: undo and redo of the last step leave a sound book, and the same one
    "$BOWLINE" --db "$db" export --format jsonl >"$box/after"
    must --db "$db" undo
    sound "$1: undone"
    must --db "$db" redo
    "$BOWLINE" --db "$db" export --format jsonl | cmp -s - "$box/after"
    ok "$1: and brought again"
}
db=$box/week.db
must --db "$db" add A --on 2026-11-01
must --db "$db" move 1 --stage education --on 2026-11-14
must --db "$db" move 1 --stage selection --on 2026-11-15
must --db "$db" set first-day sunday
must --db "$db" add C
must --db "$db" undo --step 4
sound "the first day of the week: all that hangs on weeks follows"
there_and_back "the first day of the week"
db=$box/paid.db
must --db "$db" add A --on 2026-10-01 --stage growth
must --db "$db" revenue A --list 100 --agreed 80 --on 2026-10-05
must --db "$db" close A --as churned --why silent --on 2026-11-17
must --db "$db" add B
must --db "$db" undo --step 2
run --db "$db" review --json --as-of 2026-11-17
is "$(json '$.revenue.churn') $(json '$.revenue.close')" "0.0 0.0" "the only payment: who never paid takes nothing along"
sound "the only payment"
sqlite3 "$db" "UPDATE entry SET paid = 8000 WHERE act = 5"
run --db "$db" doctor
says "left with something paid, and has no payments" "and the doctor would see it"
must --db "$db" doctor --fix
db=$box/said.db
run --db "$db" import tests/fixtures/talks/messages_13.csv --no-input
must --db "$db" add Z
must --db "$db" undo --step 1
sound "conversations of a file: nobody is counted who is gone"
there_and_back "conversations of a file"

# ---- somebody it brought, or filled, was merged since: who has what was theirs is named, and stays whole
rm -f "$BOWLINE_DB"*
cat >"$box/m.csv" <<'CSV'
First Name,Last Name,Email Address,Company,Position
Maya,Chen,maya@x.example,Northwind,CEO
M.,Chen,m@home.example,Northwind,CEO
Tom,Reed,tom@x.example,Contoso,CTO
Ada,Byron,ada@x.example,Acme,Eng
Ben,Old,ben@x.example,Oldco,VP
CSV
must add 'Hand Made' --email h@h.example
must add 'Ben Old' --email ben@x.example
must add 'Somebody Else' --email s@s.example
must import "$box/m.csv" --no-input
must merge 1 4
must merge 5 6
must merge 3 2
run export name:made or name:else -o "$box/stay1"
run undo --step 4 -n --json
is "$(json '$.gone') $(json '$.kept[0].id') $(json '$.kept[1].id') $(json '$.kept[2].id')" "1 1 3 5" "merged since: the rehearsal names those who have what was theirs"
run undo --step 4
exits 0 "it goes all the same"
says "#1 Hand Made: merged" "somebody from before it who has one of its people"
says "#5 M. Chen: " "two of its people who are one now"
says "#3 Somebody Else: merged" "somebody whom one it had filled was merged into"
run export name:made or name:else -o "$box/stay2"
cmp -s "$box/stay1" "$box/stay2"
ok "who stays is as before"
run list --sort id --json
is "$(json '$[0].name') $(json '$[1].name') $(json '$[2].name') $(json '$[3].name')" "Hand Made Somebody Else M. Chen " "the rest is gone"
run doctor
exits 0 "the book is sound"
must undo
run list --json
is "$(json '$[0].name')" "Ada Byron" "and everything can come back"

finish
