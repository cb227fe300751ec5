#!/bin/sh
# bowline forget: nothing of the person is left in the bytes of any file, and all that is not theirs stays, undo included
. tests/cli/lib.sh
must add 'Zebulon Quarkstein' --email zeb@quark.example --phone '+49 555 0123' --url https://x.example/in/zebq --company 'Quark Foods' --title Zebtitle \
    --note 'secretnoteword' --set 'dog=Rufusdogname' --tag zebtag
must add 'Tom Reed' --email tom@reed.example --note 'intro by Zebulon Quarkstein, keepnote' --referred-by zeb
must add 'Ann Lee'
must log '@zeb call -- onlyhistext zebsecret "zebquoteone" !send zebpromise fri >education'
must log '@zeb @tom meeting -- Zebulon and Tom said "sharedquotetext" about the QUARKSTEIN budget sharedkeep !zebdeck mon'
must log '@tom call -- talked of zebulon quarkstein, mail zeb@quark.example tomkeep'
must move zeb --stage selection --why 'whyzeb'
must move tom --stage education --why 'as Zebulon Quarkstein said'
must tag -w zeb vipzebtag
must edit zeb --note 'secretnoteword two'
must revenue zeb --list 77 --agreed 77
BOWLINE_NOW=2026-11-20T09:00 must snooze zeb --until 2026-12-05 --why 'zebrested'
must snooze zeb --until 2026-12-01 --why 'zebsnooze'
printf 'name,email\nImp One,imp1@x.example\nZebulon Quarkstein,zeb@quark.example\n' >"$box/i.csv"
must import "$box/i.csv"
printf 'name,email\nImp Two,imp2@x.example\n' >"$box/i2.csv"
must import "$box/i2.csv"
must backup
must undo
must log '@zeb @tom call -- undonetext of Zebulon'
must undo
mkdir "$box/book"
mv "$box/b.db" "$box/snapshots" "$box/book"
BOWLINE_DB=$box/book/b.db
dump >"$box/before"

run forget zeb -n
exits 0 "-n"
says "1 conversation, 2 promises" "says what goes"
says "1 conversation with others stays" "what stays"
says "2026-W47" "and which figures change"
run forget zeb
exits 2 "without a terminal --yes is needed"
tells "--yes" "and named"
run forget
exits 2 "forget whom?"
run forget nobody --yes
exits 3 "nobody of that name"
dump | cmp -s - "$box/before"
ok "so far nothing was changed"
run forget zeb --yes --json
exits 0 "forgotten"
valid "forget --json"
is "$(json '$.name') $(json '$.snapshots') $(json '$.shared') $(json '$.log_left')" "Zebulon Quarkstein 3 1 0" "told in JSON"

left=
for word in Zebulon Quarkstein QUARKSTEIN quarkstein zeb@ 555 zebq secretnote Rufusdog onlyhistext zebsecret zebquote zebpromise zebdeck sharedquote whyzeb vipzebtag zebtag Zebtitle \
    'Quark Foods' quark zebsnooze zebrested; do
    grep -rlaiF -e "$word" "$box/book" >/dev/null && left="$left $word"
done
is "$left" "" "no byte of the person is left in any file"
for word in sharedkeep tomkeep keepnote 'imp1@x.example' 'Ann Lee'; do
    grep -qaF -e "$word" "$BOWLINE_DB"
    ok "what is not theirs stays: $word"
done
run show tom --json
says 'intro by [forgotten], keepnote' "a note that named them is blacked out"
says '[forgotten] and Tom said' "a conversation shared stays with the other"
is "$(json '$.referred_by')" "" "nobody is referred by somebody who is not there"
run search sharedkeep --json
says sharedkeep "and is found"
run search zebulon
silent Zebulon "the name is not"
run show zeb
exits 3 "nor the person"
run doctor
exits 0 "the book balances without them"

# ---- the undo list still works, to the beginning and back ----
dump >"$box/after"
n=0
while run undo && [ "$code" = 0 ] && [ $n -lt 30 ]; do n=$((n + 1)); done
exits 1 "undo until nothing is left"
is "$(sqlite3 "$BOWLINE_DB" 'SELECT count(*) FROM person')" 0 "goes back to the beginning"
run doctor
exits 0 "sound"
must redo $n
dump | cmp -s - "$box/after"
ok "and redo brings all of it again"
for snapshot in 1 2 3; do
    run restore $snapshot
    exits 0 "snapshot $snapshot opens"
    run show zeb
    exits 3 "and does not know them"
    run doctor
    exits 0 "and balances"
done

# ---- a terminal asks for the word; two people at once; a book that another program holds open ----
must add 'Yvo Xylander' --note yvonote
must add 'Walt Xylander' --note waltnote
run forget 'yvo xylander' 'walt xylander' --yes --json
is "$(json '$[0].name') $(json '$[1].name')" "Yvo Xylander Walt Xylander" "several at once"
! grep -rqa -e Xylander -e yvonote -e waltnote "$box/book"
ok "both gone"
# ---- a full text that is not that of the rows: words no row has any more are looked for, too ----
must add 'Stale Wordling'
stale=$(sqlite3 "$BOWLINE_DB" "SELECT id FROM person WHERE name = 'Stale Wordling'")
must log '@wordling call -- saidstale'
said=$(sqlite3 "$BOWLINE_DB" 'SELECT max(id) FROM talk')
sqlite3 "$BOWLINE_DB" "INSERT INTO person_fts (rowid, name_key, find) VALUES ($stale, 'formername', ''); INSERT INTO talk_fts (rowid, text) VALUES ($said, 'formertalk')"
must forget 'stale wordling' --yes
! grep -rqa -e formername -e formertalk -e saidstale -e wordling "$box/book"
ok "words that only the full text still had are gone"
must doctor
must add 'Held Open' --note heldnote
sqlite3 "$BOWLINE_DB" 'BEGIN; SELECT count(*) FROM person;' ".shell '$BOWLINE' forget 'held open' --yes >'$box/out' 2>'$box/err'; echo \$? >'$box/code'" 'COMMIT' >/dev/null
is "$(cat "$box/code")" 0 "forgotten while another program reads"
tells "another program holds the book open" "which is said"
run doctor --fix
run list
! grep -rqa -e heldnote "$box/book"
ok "and gone once that one is closed"
finish
