#!/bin/sh
# The two log lines of DESIGN 3.1, in both spellings: everything they say happens, in one step, and one undo removes all of it.
. tests/cli/lib.sh
must add 'Maya Chen' --company Northwind --email maya@northwind.example --stage education --moment one_to_one --on 2026-11-01
must add 'Tom Reed' --company Northwind --stage education --moment one_to_one --on 2026-11-01
must log '@maya call 2026-11-09 -- first words' # 12 days ago
must next maya 'security answers' --due 2026-11-18
must next maya 'send deck' --due 2026-12-01
dump >"$box/before"

line='@maya @tom 40m call yesterday -- stuck on SSO, "we lose a day each week". !send case study fri >selection +outcomes #pricing'
run log "$line"
exits 0 "the line of signs is taken"
cat >"$box/want" <<'END'
logged  #2    2026-11-20  call, 40 min, with Maya Chen and Tom Reed
moved   education → selection, one_to_one → outcomes
tagged  #pricing
quote   “we lose a day each week”
promise #3    to Maya: send case study, due Fri 2026-11-27
before  last talk 12 days ago · 2 open promises to Maya (1 overdue: security answers, 3 d)
next    Tom has no next step: bowline next tom '…' --due fri
undo    bowline undo
END
is "$(cat "$box/out")" "$(cat "$box/want")" "the answer has the form of the example"
run show maya --json
valid "show gives JSON"
is "$(json '$.stage') $(json '$.moment')" "selection outcomes" "Maya moved on both tracks"
is "$(json '$.stage_since')" 2026-11-20 "on the day of the talk"
is "$(json '$.tags[0]')" pricing "and is tagged"
is "$(json '$.quotes[0].text')" "we lose a day each week" "her words are kept"
is "$(json '$.conversations[0].minutes') $(json '$.conversations[0].kind')" "40 call" "length and kind"
is "$(json '$.last_conversation')" 2026-11-20 "the last conversation"
run show tom --json
is "$(json '$.stage') $(json '$.moment') $(json '$.tags[0]')" "selection outcomes pricing" "Tom too"
is "$(json '$.next')" "" "the promise was to Maya"
run undo
exits 0 "one undo"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "gives back the exact former state"
run redo
run undo
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "redo and undo as well"

run log @maya call yesterday stuck on SSO todo: send case study fri stage:selection moment:outcomes tag:pricing
exits 0 "the line that is safe in any shell is taken"
says "logged  #" "it is told"
says "2026-11-20  call, with Maya Chen" "day, kind, person"
says "send case study, due Fri 2026-11-27" "promise"
run show maya --json
is "$(json '$.stage') $(json '$.moment') $(json '$.tags[0]')" "selection outcomes pricing" "the same happened"
is "$(json '$.conversations[0].text')" "stuck on SSO" "the text is what remains"
run undo
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "one undo gives back the exact former state"

# typed into a real interactive shell the printed line arrives whole
if command -v bash >/dev/null; then
    cat >"$box/typed" <<END
$BOWLINE log '@maya @tom 40m call yesterday -- stuck on SSO, "we lose a day each week". !send case study fri >selection +outcomes #pricing'
$BOWLINE log @maya call yesterday stuck on SSO todo: send case study fri stage:selection moment:outcomes tag:pricing
exit
END
    bash --norc --noprofile -i <"$box/typed" >"$box/out" 2>"$box/err"
    is "$(grep -c '^logged' "$box/out")" 2 "both lines arrive whole through an interactive bash"
    run show maya --json
    is "$(json '$.quotes[0].text')$(json '$.tags[0]')" "we lose a day each weekpricing" "nothing was eaten by the shell"
    must undo 2
fi

# options
run log -w maya -w tom --kind meeting --minutes 1h --on 2026-11-19 --next 'send deck 2' --due fri --json 'they nodded'
exits 0 "everything by options"
valid "log --json"
is "$(json '$.talk.kind') $(json '$.talk.minutes') $(json '$.talk.text')" "meeting 60 they nodded" "talk"
is "$(json '$.people[1].name')" "Tom Reed" "people"
is "$(json '$.promises[0].text') $(json '$.promises[0].due')" "send deck 2 2026-11-27" "promises"
[ "$(json '$.step')" -gt 0 ]
ok "step"
must undo
feed 'stuck again
on two lines' log -w maya -
exits 0 "- reads standard input"
run show maya --json
is "$(json '$.conversations[0].text')" "stuck again
on two lines" "both lines"
must undo
run log @maya -- call me back
run show maya --json
is "$(json '$.conversations[0].text') $(json '$.conversations[0].kind')" "call me back talk" "-- ends the head also when the shell splits the words"
must undo

# nothing half-done
dump >"$box/before"
run log '@nobody call -- hello'
exits 3 "an unknown person"
tells "--add" "the way out is named"
run log '@maya @nobody call -- hello >selection'
exits 3 "one of two unknown"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "nothing was written"
run log --add '@nora.lind call -- hello'
exits 0 "--add creates"
run show nora --json
is "$(json '$.name') $(json '$.in_play') $(json '$.conversations[0].text')" "nora lind 1 hello" "with the conversation, in one step"
must undo
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "one undo takes both"
run log hello there
exits 2 "a line without anybody"
run log
exits 2 "bare log without a terminal"
run log -n '@maya call -- hello >selection'
exits 0 "-n"
says "education → selection" "-n shows what would be"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "-n writes nothing"
run log '@maya 2026-11-22 -- from the future'
exits 1 "a day ahead is refused"
run log -w maya --on 2026-12-24 -- hello
exits 1 "--on ahead is refused"

# a closed person with a stage: refused, kept as a draft, the way out printed and true
must close tom --as lost --why timing
run log '@tom call -- they called back >selection'
exits 1 "a closed person with a stage is refused"
tells "draft" "the text is kept as a draft"
tells "bowline reopen" "the command that would do it"
grep -o 'bowline reopen .*' "$box/err" | sed "s#bowline #$BOWLINE #g" >"$box/way"
sh "$box/way" >"$box/out" 2>"$box/err"
ok "that command works"
run show tom --json
is "$(json '$.status') $(json '$.cycle') $(json '$.conversations[0].text')" "active 2 they called back" "and does what was meant"
finish
