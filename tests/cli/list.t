#!/bin/sh
# bowline list, show, search
. tests/cli/lib.sh
run list
exits 0 "an empty book"
is "$(cat "$box/out")" "" "no data"
tells "bowline add" "what to do is said"
run list --json
is "$(cat "$box/out" | tr -d '\n')" "[]" "an empty array"
[ ! -e "$BOWLINE_DB" ]
ok "reading made no file"
must add 'Maya Chen' --company Northwind --stage selection --tag pricing
must add 'José Núñez' --company 'Acme, Inc.' --email jose@acme.example
must add 'Tom Reed' --company Northwind
must log '@maya call yesterday -- stuck on SSO, "we lose a day each week"'
must next tom 'send deck' --due 2026-11-20
run list
exits 0 "list"
is "$(sed 1d "$box/out" | awk '{print $2}' | tr '\n' ' ')" "José Maya Tom " "by name"
run list --sort -name --json
is "$(json '$[0].name')" "Tom Reed" "the other way"
is "$(wc -l <"$box/out" | tr -d ' ')" 5 "one element a line, within brackets"
run list stage:selection --json
is "$(json '$[0].name') $(json '$[1].name')" "Maya Chen " "a filter"
run list jose
says "José" "accents do not matter"
run list next:overdue --columns name,next
says "1 d overdue: send deck" "overdue"
run list --limit 1 --json
is "$(json '$[1]')" "" "--limit"
run list --columns id,name,tags,email
says "pricing" "tags"
run list --columns nmae
exits 2 "an unknown column"
tells "name" "did you mean"
run list --sort nmae
exits 2 "an unknown order"
run list stge:selection
exits 2 "a mistake in a filter"
tells "^" "has a caret under it"
tells "stage" "and did you mean"
run list 'company:"Acme, Inc."' --json
is "$(json '$[0].name')" "José Núñez" "quotes around spaces"
run list nobodyatall
exits 0 "nobody matches"
run ls
exits 0 "the short name"
i=0
while [ $i -lt 5 ]; do
    i=$((i + 1))
    must add "Person $i"
done
run list
is "$(wc -l <"$box/out" | tr -d ' ')" 9 "without a filter everybody"

run show maya
exits 0 "show"
says "selection" "stage"
says "stuck on SSO" "what was said"
says "“we lose a day each week”" "quotes"
run show maya --json
valid "show --json"
is "$(json '$.conversations[0].kind') $(json '$.entries[0].act')" "call open" "with conversations and entries"
run show maya tom --json
valid "show of two --json"
is "$(json '$[1].promises[0].text')" "send deck" "is an array"
run show 1
says "Maya Chen" "by id"
run show
exits 2 "whom?"

run search sso
exits 0 "search"
says "stuck on SSO" "finds what was said"
run search nort --json
valid "search --json"
is "$(json '$[0].person.company')" Northwind "finds people"
run search sso --json
is "$(json '$[0].conversation.text')" 'stuck on SSO, "we lose a day each week"' "finds conversations"
run search 'or ( : not'
exits 0 "words of a search are never operators"
run search
exits 2 "for what?"
run search zzzz
exits 0 "nothing found"
finish
