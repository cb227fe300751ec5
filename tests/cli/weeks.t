#!/bin/sh
# When weeks begin: on Monday by themselves, on Sunday or Saturday by the setting first-day. One person who moves on a Sunday, a Monday, a Saturday and a Sunday tells them apart.
. tests/cli/lib.sh
BOWLINE_NOW=2026-03-29T18:00
dump() { "$BOWLINE" export --format jsonl; }
flows() { # gross or net: from>to:n
    sqlite3 :memory: "SELECT group_concat(x, ' ') FROM (SELECT coalesce(json_extract(value, '\$.from'), 'new') || '>' || json_extract(value, '\$.to') || ':' ||
        json_extract(value, '\$.n') AS x FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.$1') ORDER BY x)"
}
week() { echo "$(json '$.week') $(json '$.from') $(json '$.to')"; }
must add Gus --on 2026-03-22
must move Gus --stage education --on 2026-03-23
must move Gus --stage selection --on 2026-03-28
must move Gus --stage commitment --on 2026-03-29

# ---- Monday ----
run set first-day
says monday "weeks begin on Monday by themselves"
run review --json
is "$(week)" "2026-W13 2026-03-23 2026-03-29" "Monday to Sunday"
is "$(flows net)" "awareness>commitment:1" "found in awareness, left in commitment"
must list moved:2026-W12 --json
is "$(json '$[0].name')" Gus "who came on Sunday moved in the week before"
must list moved:2026-W14 --json
is "$(json '$[0].name')" "" "nobody moved in the week to come"
run review --week 2026-W14
exits 1 "which lies ahead"
who() { must list "$1" --json; json '$[0].name'; }
for q in moved:this moved:2026-W12..2026-W13 moved:W13..this moved:last moved:..W12 moved:forward@W12..W13 entered:awareness@last created:last created:W12..this 'created:<this' spoke:none; do
    case $q in spoke:none) run list spoke:2026-W13 --json && is "$(json '$[0].name')" "" "$q: nobody was spoken with" ;;
    *) is "$(who "$q")" Gus "$q: a week where a day may stand" ;; esac
done
for q in moved:W10..W11 entered:commitment@W12 created:this 'created:>last' last:this next:this; do is "$(who "$q")" "" "$q: and nobody in another"; done
run list moved:2026-W54
exits 2 "a week that is none"
tells "run from W01 to W53" "is told as that"
must review --finish --promise 'call Gus'
must review --json
cp "$box/out" "$box/monday.json"
dump >"$box/monday.jsonl"

# ---- Sunday ----
must set first-day Sun
says "first-day = sunday" "the beginning of a day is enough"
run review --json --as-of 2026-03-28
is "$(week)" "2026-W13 2026-03-22 2026-03-28" "Sunday to Saturday, named by the ISO week of its Monday"
is "$(flows net)|$(flows gross)" "new>selection:1|awareness>education:1 education>selection:1 new>awareness:1" "and what moved in it"
run review --json
is "$(week)" "2026-W14 2026-03-29 2026-03-29" "the Sunday begins the next one"
is "$(flows net)" "selection>commitment:1" "which found Gus in selection"
run review
says "Review of 2026-W14, 2026-03-29 to 2026-03-29 (week so far)" "so far, in words"
run review --week 14 --json
is "$(week)" "2026-W14 2026-03-29 2026-03-29" "it can be asked for by its number"
run review --week last --json
is "$(week)" "2026-W13 2026-03-22 2026-03-28" "and the one before it"
must list moved:2026-W14 --json
is "$(json '$[0].name')" Gus "moved: means the same weeks"
names() { must list "$1" --json; json '$[0].name'; }
is "$(names 'entered:commitment')" Gus "entered: without a week is the one that began this Sunday"
is "$(names 'entered:selection')" "" "the Saturday was the week before"
is "$(names 'entered:selection@2026-W13')" Gus "a week by its number begins on Sunday as well"
is "$(names 'entered:awareness@2026-W13')" Gus "with its Sunday"
is "$(names 'entered:commitment@2026-W13')" "" "and without the next"
is "$(names 'entered:education@last')" Gus "last week"
is "$(names 'was:selection')" Gus "before this week"
is "$(names 'was:commitment@this')" Gus "in this week so far"
is "$(names moved:this)|$(names moved:last)|$(names moved:W14..W14)" "Gus|Gus|Gus" "moved: this and last are these weeks"
is "$(names created:W13)|$(names created:last)|$(names created:W12)|$(names created:this)" "Gus|Gus||" "created: too: the Sunday begins the week of its Monday"
is "$(names 'created:<W13')|$(names 'created:<=W13')|$(names 'created:>=W13')|$(names 'created:>W12')" "|Gus|Gus|Gus" "before, until, from, after"
must list moved:2026-W12 --json
is "$(json '$[0].name')" "" "of which the Sunday before the Monday is none"
run doctor
exits 0 "doctor: the book balances, and every trail follows by replay"
run review --past 1 --json
is "$(json '$.week')|$(json '$.figures.stage.from')" "2026-W13|2026-03-23" "a review that was finished keeps its week"
run review --past 1
says "the book says the same today" "and is held against the same days"
dump >"$box/sunday.jsonl"

# ---- Saturday ----
must set first-day saturday
run review --json --as-of 2026-03-27
is "$(week)|$(flows net)" "2026-W13 2026-03-21 2026-03-27|new>education:1" "Saturday to Friday"
run review --json
is "$(week)|$(flows net)" "2026-W14 2026-03-28 2026-03-29|education>commitment:1" "and the Saturday after"
run doctor
exits 0 "the book balances"
must undo
dump >"$box/again.jsonl"
cmp -s "$box/sunday.jsonl" "$box/again.jsonl"
ok "undo gives back the Sundays"
must undo
must review --json
cmp -s "$box/monday.json" "$box/out"
ok "and the Mondays, every figure"
dump >"$box/again.jsonl"
cmp -s "$box/monday.jsonl" "$box/again.jsonl"
ok "and the identical book"
must redo
dump >"$box/again.jsonl"
cmp -s "$box/sunday.jsonl" "$box/again.jsonl"
ok "redo brings it again"
run -n set first-day saturday
dump >"$box/again.jsonl"
cmp -s "$box/sunday.jsonl" "$box/again.jsonl"
ok "a rehearsal changes nothing"

# ---- elsewhere ----
run review --json
cp "$box/out" "$box/sunday.json"
must --db "$box/other.db" restore "$box/sunday.jsonl"
run --db "$box/other.db" review --json
cmp -s "$box/sunday.json" "$box/out"
ok "a restored file has its weeks and their figures"
run --db "$box/other.db" doctor
exits 0 "and balances"
"$BOWLINE" --db "$box/other.db" export --format jsonl >"$box/again.jsonl"
cmp -s "$box/sunday.jsonl" "$box/again.jsonl"
ok "and exports the same bytes"
sqlite3 "$box/other.db" "UPDATE setting SET value = 'monday' WHERE key = 'first-day'"
run --db "$box/other.db" doctor
exits 1 "a setting changed behind the program's back is found"
says "by replay" "in the book"
run --db "$box/other.db" doctor --fix
exits 0 "and mended"
run --db "$box/other.db" review --json
is "$(week)|$(flows net)" "2026-W13 2026-03-23 2026-03-29|awareness>commitment:1" "to what the setting says"

# ---- mistakes ----
run set first-day tuesday
exits 2 "no week begins on Tuesday"
tells "monday, sunday or saturday" "it says which there are"
run set first-day s
exits 2 "one letter is not enough"
finish
