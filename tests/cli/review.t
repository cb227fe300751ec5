#!/bin/sh
# Reviews that were finished: promises, late entries, what was restated; settings that change figures; the empty book; weeks at the turn of the year.
. tests/cli/lib.sh
run review --json
exits 0 "an empty book has a review"
valid "as JSON"
is "$(json '$.time[0].median_days')|$(json '$.time[0].advance_28d')|$(json '$.conversion[0].reached')|$(json '$.late_entries')" "||0|0" "nulls and zeros"
run review --lens moment
exits 0 "and as text"
says "—" "a dash for nothing of nothing"
silent "%" "no percentage"
silent nan "no number that is none"

BOWLINE_NOW=2026-03-22T18:00
must add Ada --on 2026-01-05
must add Gus --on 2026-03-02
must move Ada --stage selection --on 2026-02-01
must log @ada call -- hello !send deck mon
run review --finish --promise 'call Ada' --promise 'write to Gus' --improve 'shorter talks' --json
exits 0 "a review is finished"
is "$(json '$.id')|$(json '$.as_of')|$(json '$.week')|$(json '$.promises[1]')|$(json '$.improve')" "1|2026-03-22|2026-W12|write to Gus|shorter talks" "it is kept with its promises"
run review --finish
exits 0 "a second one in the same week"
tells "2026-W12 was reviewed already, on Sun 2026-03-22 (#1)" "is said to be one"
says "promise call Ada" "and what the first one promised goes on"
says "improve shorter talks" "with the improvement"
run review --finish --kept 1
says "promise write to Gus" "what was kept in between does not"
silent "promise call Ada" "go on"
run review --finish --promise 'three calls' --json
is "$(json '$.promises[0]')|$(json '$.promises[1]')|$(json '$.improve')" "three calls||" "what a second one promises itself is all it promises"
must undo 3
run review --finish --promise a --promise b --promise c --promise d
exits 2 "four promises are one too many"
run review --promise a
exits 2 "a promise without --finish"
tells "--finish" "says how"
run review --finish -n --promise x
exits 0 "a rehearsal of it"
run review --past --json
is "$(json '$[0].id')|$(json '$[1].id')" "1|" "writes nothing"

BOWLINE_NOW=2026-03-29T18:00
must move Gus --stage education --on 2026-03-29
run review --json
is "$(json '$.late_entries')" 0 "an entry of today is not late"
must move Gus --stage education --moment community --on 2026-03-20
run review --json
is "$(json '$.late_entries')" 1 "an entry recorded on 03-29 for 03-20 is"
is "$(json '$.attention.overdue.n')|$(json '$.attention.overdue.promises[0].days')|$(json '$.attention.overdue.promises[0].who')" "1|6|Ada" "the promise due on Monday is six days over"
run review --json --as-of 2026-03-22
is "$(json '$.states[1].in')|$(json '$.conversations.n')|$(json '$.conversations.coverage.n')|$(json '$.attention.no_next.people')" "1|1|1|[2]" "the past is restated, and its talks and promises are those of then"
run review
says "promised: call Ada" "the next review opens with what was promised"
says "1 entry was added" "and says what was added since"
run review --past 1
says "restated" "held against the book of today it says so"
says "stage education: 0/0/0/0 then, 0/1/0/1 now" "state by state"
run review --past 1 --json
valid "the snapshot is JSON"
is "$(json '$.figures.stage.states[1].close')|$(json '$.figures.moment.lens')" "0|moment" "with the figures of then"
run review --past 7
exits 3 "there is no such review"
must undo 2
run review --past 1
says "the book says the same today" "taken back, it stands again"
dump >"$box/with"
must undo
run review --past
tells "no review was finished" "the review itself is a step that undo takes back"
must redo
dump >"$box/again"
cmp -s "$box/with" "$box/again"
ok "and redo brings back"

# ---- what was kept, what changed since, where people came from ----
BOWLINE_NOW=2026-04-05T18:00
run review --finish --kept 2 --kept 9 --promise z
exits 3 "a promise the last review does not have"
tells "no promise number 9" "is named"
run review --kept 1
exits 2 "--kept goes with --finish"
must move Gus --stage education --on 2026-03-20
run review
says "since the review of 2026-W12: −1 in awareness, +1 in education" "what stands otherwise than in the last review"
dump >"$box/unkept"
must review --finish --kept 2 --promise 'three calls'
run review --past 1
says "promise not kept: call Ada" "what was not kept"
says "promise ✓ write to Gus" "what was"
run review --past --json
is "$(json '$[1].kept[0]')$(json '$[1].kept[1]')|$(json '$[0].kept')" "01|" "as truth values; of the newest nobody has said"
must undo
dump >"$box/unkept2"
cmp -s "$box/unkept" "$box/unkept2"
ok "undo takes back the review and what it said of the one before"
must edit Ada --source LinkedIn
must edit Gus --referred-by Ada
must add Hal --source ' linkedin' --stage education
run review
says "education    1 of 2 came from linkedin" "where those in a stage came from"
run review --json
valid "as JSON"
is "$(json '$.sources[0].stage')|$(json '$.sources[0].from[0].source')|$(json '$.sources[0].from[0].people')" "education|linkedin|[3]" "with ids"
is "$(json '$.sources[0].from[1].source')|$(json '$.sources[0].n')|$(json '$.sources[0].known')" "referral|2|2" "who was sent by somebody came by referral"
run review --format md
says "**education**: 1 of 2 came" "in an update"
run review --plain
says "education: 1 of 2 came" "read aloud"
run list origin:referral --json
is "$(json '$[0].name')|$(json '$[1].name')" "Gus|" "the list says who"
must undo 3

# ---- the figures name people ----
run review --json --lens stage
is "$(json '$.conversion[0].who.advanced')|$(json '$.conversion[0].reached')|$(json '$.conversion[0].who.reached')" "[1,2]|2|[1,2]" "who went on"
is "$(json '$.states[2].who.close')|$(json '$.time[2].who.open')" "[1]|[1]" "who stands there"
run list advanced:awareness --json
is "$(json '$[0].name')|$(json '$[1].name')" "Ada|Gus" "the list takes the same selection"
run list 'entered:education@2026-W12' --json
is "$(json '$[0].name')|$(json '$[1].name')" "Gus|" "of a week"
run list was:awareness@2026-03-02 --json
is "$(json '$[0].name')" "Gus" "of a day"
run list 'moved:awareness>selection@2026-02-01' --json
is "$(json '$[0].name')" "Ada" "of a pair"
run list moved:skipped.moment@2026-W05
exits 0 "on one track"
tells "nobody" "nobody skipped a moment there"
run list reached:commit --json
is "$(json '$[0].name')" "" "nobody came so far"
run list entered:edu
exits 2 "a beginning that two states share"
tells "may be a stage or a moment" "is asked about"
run list reached:parked
exits 2 "a side state is not reached"
run list moved:forward.week
exits 2 "what it does not know"
tells "moved:KIND.stage" "it says how"
run list spoke:2026-W13..x
exits 2 "a week is no end of a range"
run list restated:yes --json
is "$(json '$[0].name')|$(json '$[1].name')" "Gus|" "whose entry restates what the last review said"
must undo
BOWLINE_NOW=2026-03-29T18:00

# ---- settings ----
dump >"$box/before"
run set --json
valid "settings are listed"
is "$(json '$[0].key')|$(json '$[0].default')" "currency|EUR" "with their defaults"
must set stale.selection 90
must set stale.selection 5
run review --json --lens stage
is "$(json '$.attention.stale.people')" "[1]" "a limit that was set holds"
must set window 30
run review --json
is "$(json '$.window_days')|$(json '$.time[2].stays')|$(json '$.conversion[0].reached')" "30|0|1" "the window is shorter"
must set kinds 'lunch, demo call'
run log @ada lunch -- good
says "lunch, with Ada" "a kind of one's own"
must undo
run set window 0
exits 2 "a window of no days"
run set colour red
exits 2 "an unknown setting"
tells "no setting" "is told"
run set currency CHF
says "currency = CHF" "the currency"
must set currency --default
run set currency
says EUR "back to what it is by itself"
must undo 6
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "undo of settings gives the identical book"

# ---- the turn of the year, week 53, a leap day ----
BOWLINE_DB=$box/year.db
BOWLINE_NOW=2028-03-05T09:00
must add Ivo --on 2026-12-30
must move Ivo --stage education --on 2027-01-02
must move Ivo --stage selection --on 2028-02-29
run review --json --as-of 2027-01-02
is "$(json '$.week')|$(json '$.from')|$(json '$.movements.new.n')|$(json '$.movements.forward.n')" "2026-W53|2026-12-28|1|1" "a week across New Year is one week, the 53rd"
run review --json --week 2026-W53
is "$(json '$.as_of')|$(json '$.states[1].close')" "2027-01-03|1" "by its name as well"
run review --json --as-of 2028-02-29
is "$(json '$.states[2].in')|$(json '$.time[1].stays')|$(json '$.time[2].longest_days')" "1|0|0" "29 February is a day; a stay that began more than a year before is out of the window"
must set window 800
run review --json --as-of 2028-02-29
is "$(json '$.time[1].longest_days')" 423 "days are counted over leap days"

# ---- within one week ----
BOWLINE_DB=$box/week.db
BOWLINE_NOW=2026-03-29T18:00
must add Jo --on 2026-03-23
must move Jo --stage commitment --on 2026-03-24
must close Jo --as churned --why silent --on 2026-03-26
must add Kim --on 2026-03-02
must park Kim --until 2026-04-10 --on 2026-03-24
must reopen Kim --on 2026-03-27
run review --json --lens stage
is "$(json '$.movements.churned.people')|$(json '$.movements.skipped.people')|$(json '$.states[3].in')/$(json '$.states[3].out')" "[1]|[1]|1/1" "a commitment and a churn in the same week"
is "$(json '$.movements.parked.people')|$(json '$.movements.resumed.people')|$(json '$.states[0].close')|$(json '$.states[7].close')" "[2]|[2]|1|0" "parked and resumed in one week"
is "$(json '$.net[1].from')>$(json '$.net[1].to')$(json '$.net[1].people')" "awareness>awareness[2]" "who comes and goes is net where they were"
finish
