#!/bin/sh
# --json on every command: valid, nothing else on stdout, lists with one element a line, hostile text escaped.
. tests/cli/lib.sh
esc=$(printf '\033')
must add "Ada ${esc}[31m\"Byron\"" --note 'a
b' --company 'C\D'
must add Ben
must next 1 call --due fri
printf 'Name,Email\nCleo,cleo@x.example\n' >"$box/c.csv"
j() {
    run "$@" --json
    valid "bowline $* --json"
}
j list
j show 1
j show 1 2
j search ada
j history
j history 1
j review
j review --lens moment
j review --lens milestone
j add Dan
j edit 2 --company X
j edit --where company:X --title Y
j tag 2 t
j move 2 --stage education
j move 1 2 --stage selection
j park 2 --until 2w
j reopen 2
j close 2 --as lost --why timing
j next 1 more
j done 1
j done 2
j log -w 1 'hello "there" !deck fri'
j import "$box/c.csv"
is "$(json '$.rows') $(json '$.new')" "1 1" "import counts"
j undo
j redo
j undo --list
j where
j demo
j help
j help log
j completion bash
run list --json
[ "$(wc -l <"$box/out")" -gt 3 ]
ok "one element a line"
! grep -q "$esc" "$box/out"
ok "control characters are escaped"
is "$(json '$[0].name')" "Ada ${esc}[31m\"Byron\"" "and the value is what was stored"
run show 1 --json
for key in id uid name first_name last_name emails phones urls company title source referred_by tags note stage status moment stage_since moment_since cycle \
    created_on first_contact last_conversation next mrr in_play custom conversations promises quotes entries; do
    is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT)) WHERE key = '$key'")" 1 "a person has $key"
done
finish
