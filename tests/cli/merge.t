#!/bin/sh
# bowline merge: side by side before, exact undo after, nothing lost in silence, refusals with names; and nobody who was merged outlives being forgotten
. tests/cli/lib.sh
must add 'Maya Chen' --company Northwind --email maya@northwind.example --note 'met at the fair' --stage selection --on 2026-11-02
must add 'Maya Chan' --company 'Acme, Inc.' --email mchen@gmail.example --phone +46700000001 --title CTO --tag list --set dog=Rufus --on 2026-11-05
must add 'Tom Reed' --referred-by 'maya chan'
must log '@1 @2 call yesterday -- both of you "we lose a day"'
must log '@2 call -- only the second !send deck fri'
must export --format jsonl -o "$box/before.jsonl"
dump >"$box/before"

run merge 1 2 -n
exits 0 "-n"
says 'Maya Chen' "shows the first"
says 'Acme, Inc.' "and the second"
says 'kept' "what is kept"
says 'out of the book (1 entry), the other is further' "what leaves the book"
tells 'rehearsal only' "and writes nothing"
dump | cmp -s - "$box/before"
ok "nothing at all"
run merge 1 2 -n --json
valid "-n --json"
is "$(json '$.merged.dry_run') $(json '$.title')" "1 CTO" "shows the person as they would be"

run merge 1 2 --no-input
exits 0 "merge: done at once"
says 'merged  #2 Maya Chan into #1 Maya Chen' "says so"
says 'company: Northwind, not Acme, Inc.' "what differs is told"
says '[2026-11-21] merged with #2: name Maya Chan; company Acme, Inc.' "and kept in the note"
says '1 conversation, 1 conversation of both stays one, 1 promise' "what moved"
says 'undo' "and how to undo"
run restore --list
says merge "a snapshot was taken before"
run show 1 --json
is "$(json '$.emails[0]') $(json '$.emails[1]')" "maya@northwind.example mchen@gmail.example" "both addresses"
is "$(json '$.custom.dog') $(json '$.tags[0]') $(json '$.title')" "Rufus list CTO" "blanks are filled"
is "$(json '$.conversations[1].people')" "[1]" "a talk of both is a talk with one person"
is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT), '$.conversations')")" 2 "and one talk"
run show 3 --json
is "$(json '$.referred_by')" 1 "whom the second brought the first brought"
run show 2
exits 3 "the second's number"
tells '#2 Maya Chan was merged into #1 Maya Chen' "says where they are"
tells 'bowline show 1' "and what to type"
run history 1
says 'merged with #1 Maya Chen, whose journey is further' "the history says why entries are out"
run doctor
exits 0 "the book balances"
must export --format jsonl -o "$box/after.jsonl"
must undo
must export --format jsonl -o "$box/undone.jsonl"
cmp -s "$box/before.jsonl" "$box/undone.jsonl"
ok "undo gives the identical export"
dump | cmp -s - "$box/before"
ok "and the identical tables"
must redo
must export --format jsonl -o "$box/redone.jsonl"
cmp -s "$box/after.jsonl" "$box/redone.jsonl"
ok "redo the same again"
run restore "$box/after.jsonl" --db "$box/other.db"
exits 0 "restored elsewhere"
run export --format jsonl -o "$box/again.jsonl" --db "$box/other.db"
cmp -s "$box/after.jsonl" "$box/again.jsonl"
ok "gives the same lines"
run show 2 --db "$box/other.db"
tells 'was merged into #1' "and knows who was merged"
must undo

# ---- values chosen one by one ----
run merge 1 2 --take company --take email --json
exits 0 "--take"
valid "--json"
is "$(json '$.company') $(json '$.emails[0]') $(json '$.merged.name')" "Acme, Inc. mchen@gmail.example Maya Chan" "the second's company, the second's address first"
json '$.note' | grep -qF 'company Northwind'
ok "the first's is in the note"
must undo
run merge 1 2 --take colour
exits 2 "a field nobody has"
tells 'has no “colour” to take' "is told"
run merge 1 1
exits 2 "one person"
run merge 1
exits 2 "one word"
tells 'bowline dupes' "the way to find pairs"
run merge maya tom
exits 4 "a name of two"
tells 'bowline merge 1 tom' "and the candidates, each with its command"
run merge 1 99
exits 3 "nobody of that number"
dump | cmp -s - "$box/before"
ok "all refusals wrote nothing"

# ---- money that no journey would hold ----
must move 1 --stage growth
must revenue 2 --agreed 50 --on 2026-11-01
dump >"$box/paid"
run merge 1 2
exits 1 "a payment before the journey that stays"
tells 'Maya Chan paid on 2026-11-01, before the journey that stays began' "is named"
tells 'bowline move 1 --stage selection --on 2026-11-01' "with the way out"
dump | cmp -s - "$box/paid"
ok "and nothing was written"
must move 1 --stage selection --on 2026-11-01
must merge 1 2
run show 1 --json
is "$(json '$.mrr')" 50.0 "then it is possible"

# ---- forgetting somebody who was two ----
must add 'Zebulon Quark' --email zeb@quark.example --note zebnote --stage selection --on 2026-11-01
must add 'Quentin Zebu' --email qz@zebu.example --phone '+49 555 0123' --note quentnote --title quenttitle --tag quenttag
must add 'Bystander' --note 'knows Quentin Zebu and Zebulon Quark'
must log '@qz@zebu.example @bystander call -- Quentin said "quentquote" bystay'
must log '@qz@zebu.example call -- quentalone !quentpromise fri'
must backup
must merge zebulon quentin
must backup
must edit zebulon --note 'zebnote two'
mkdir "$box/book"
mv "$box/b.db" "$box/snapshots" "$box/book"
BOWLINE_DB=$box/book/b.db
run forget zebulon --yes
exits 0 "forget"
left=
for word in Zebulon Quark Quentin Zebu zeb@ qz@ 555 zebnote quentnote quenttitle quenttag quentquote quentalone quentpromise; do
    grep -rlaiF -e "$word" "$box/book" >/dev/null && left="$left $word"
done
is "$left" "" "no byte of either is left in any file"
grep -qaF bystay "$BOWLINE_DB"
ok "what is others' stays"
run show bystander --json
is "$(json '$.note')" "knows [forgotten] and [forgotten]" "both names are blacked out"
run doctor
exits 0 "the book balances without them"
n=0
while run undo && [ "$code" = 0 ] && [ $n -lt 40 ]; do n=$((n + 1)); done
run doctor
exits 0 "sound at the beginning"
is "$(sqlite3 "$BOWLINE_DB" 'SELECT count(*) FROM person')" 0 "which undo still reaches"
must redo $n
run doctor
exits 0 "and sound again at the end"

# ---- forgetting somebody whose merge was undone ----
must add 'Petra Solo' --note petranote
must add 'Pietra Soll' --email pietra@soll.example --note pietranote
must merge petra pietra
must backup
must undo
run forget pietra --yes
exits 0 "forget one of two who are two again"
left=
for word in Pietra Soll pietra@ pietranote; do grep -rlaiwF -e "$word" "$box/book" >/dev/null && left="$left $word"; done
is "$left" "" "no byte of her is left, in the undone merge and the snapshot of it neither"
run show petra --json
is "$(json '$.note')" petranote "the other is as she was"
run redo
exits 1 "half a merge is not brought back"
run doctor
exits 0 "sound"
finish
