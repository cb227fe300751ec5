#!/bin/sh
# history WHO --void ENTRY: a correction takes an entry out of the book, the rest is replayed, and undo brings it back.
. tests/cli/lib.sh
must add Gus --on 2026-03-02
must move gus --stage education --moment community --on 2026-03-23
must move gus --stage selection --moment one_to_one --on 2026-03-26
dump >"$box/before"

run history gus --void 3 --why 'wrong Gus'
exits 0 "an entry is voided"
says "the move of 2026-03-26 is out of the book" "it is told"
says "Gus: active, education, community" "and where that leaves them"
run show gus --json
is "$(json '$.stage') $(json '$.moment') $(json '$.stage_since')" "education community 2026-03-23" "the rest is replayed"
is "$(json '$.entries[2].voided_by') $(json '$.entries[3].act') $(json '$.entries[3].why')" "4 void wrong Gus" "the correction is an entry"
run history gus
says "move, void" "the history shows it as void"
says "out of the book by #4" "by which correction"
says "takes out #3" "and the correction"
run review --week 2026-W13 --json
is "$(json '$.as_of')" 2026-03-29 "the week"
is "$(json '$.states[1].close')$(json '$.states[2].close')" "10" "the figures of the past are restated"
run doctor
exits 0 "the book still balances"
run export --format jsonl -o "$box/all.jsonl"
exits 0 "it is exported"
BOWLINE_DB=$box/other.db
run restore "$box/all.jsonl"
exits 0 "and restored elsewhere"
run show gus --json
is "$(json '$.stage')" education "the same there"
BOWLINE_DB=$box/b.db
run history gus --void 3
exits 1 "not twice"
tells "out of the book already" "it says why"
run history gus --void 4
exits 1 "no correction of a correction"
run undo
exits 0 "undo"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "gives back the exact former state"
run history --json
is "$(json '$[0].name')" "void the move of 2026-03-26 of Gus: education → selection, community → one_to_one" "the step has a name"

run history gus --void 1
exits 1 "the opening stays"
tells "journey begins" "it says why"
must close gus --as lost --why price --on 2026-04-01
must reopen gus --on 2026-04-10
run history gus --json
run history gus --void "$(json '$[3].id')"
exits 1 "what would become impossible is refused"
tells "the reopen of 2026-04-10" "naming the entry in the way"
run show gus --json
is "$(json '$.status') $(json '$.cycle')" "active 2" "and nothing is changed"
run history gus --void 99
exits 3 "no such entry"
run history --void 3
exits 2 "WHO is needed"
run history gus --void 2 -n
exits 0 "a rehearsal"
tells "nothing was written" "writes nothing"

must add Hal --stage selection
must move hal --stage commitment
run close hal --as lost --why price
exits 1 "closed as lost after commitment is refused"
tells "bowline undo" "the way back from a slip"
tells "--void ENTRY" "also when it was not the last step"
finish
