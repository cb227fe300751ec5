#!/bin/sh
# bowline add
. tests/cli/lib.sh
run add Maya Chen --company Northwind --title 'Head of Ops' --email maya@northwind.example --email m@x.example --phone +46700000001 \
    --url https://linkedin.com/in/mayachen --source meetup --tag beta --tag '#pricing' --note 'likes tea' --set size=12 --stage sel --moment 1:1 --on 2026-11-02 --json
exits 0 "everything at once"
valid "add --json"
is "$(json '$.name')" "Maya Chen" "words make the name"
is "$(json '$.company') $(json '$.title') $(json '$.source') $(json '$.note')" "Northwind Head of Ops meetup likes tea" "fields"
is "$(json '$.emails[0]') $(json '$.emails[1]')" "maya@northwind.example m@x.example" "addresses in order"
is "$(json '$.phones[0]')" "+46700000001" "phone"
is "$(json '$.tags')" '["beta","pricing"]' "tags"
is "$(json '$.custom.size')" 12 "a field of one's own"
is "$(json '$.stage') $(json '$.moment') $(json '$.stage_since') $(json '$.in_play')" "selection one_to_one 2026-11-02 1" "states"
run add 'Maya Chen'
exits 0 "a second person of that name is no error"
tells "there is another Maya Chen: #1, Northwind" "and is said"
says "added   #2" "the answer names the id"
says "bowline undo" "and the way back"
run add Tom --referred-by 1 --json
is "$(json '$.referred_by')" 1 "referred by"
run add Ulf --referred-by nobody
exits 3 "referred by nobody known"
run add
exits 2 "without a name"
run add '  '
exits 2 "with an empty name"
# A host without a dot is mostly a slip: a list's row is refused for it and says how to insist; by hand it is taken, and said.
run add Host Less --email x@host --json
exits 0 "by hand an address without a dot behind the @ is taken"
is "$(json '$.emails[0]')" x@host "as it was written"
tells "x@host has no dot behind the @; taken as you wrote it" "and said"
run edit 'Host Less' --email y@host
tells "y@host has no dot behind the @" "edit says so, too"
run add Root --email root@localhost
silent "has no dot" "localhost is a host"
printf 'Name,Email\nAnn,ann@ok.example\nMax,max@gmail\n' >"$box/dotless.csv"
run import "$box/dotless.csv"
says "line 3, column Email: “max@gmail” has no dot behind the @ (if that is right, add it by hand: bowline add, or edit)" "of a list it is refused, with the way out"
must undo 4
run add Bo --email 'not an address'
exits 2 "an e-mail address that is none"
run add Bo --stage selektion
exits 2 "an unknown stage"
tells selection "did you mean"
run add Bo --on tomorrow
exits 1 "a day ahead is refused"
run add Bo --set stage=growth
exits 2 "--set of a word of the program's own"
run add Bo --set company=Acme --json
is "$(json '$.company')" Acme "--set of a known field"
run list --json
is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT))")" 4 "what failed added nobody"
run add -q Quiet
is "$(cat "$box/out" "$box/err")" "" "-q is silent"
run add -- --dashed
exits 0 "after -- a name may begin with a dash"
run undo
says "undone" "undo"
finish
