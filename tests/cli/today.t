#!/bin/sh
# bowline today and bowline snooze
. tests/cli/lib.sh
run today
exits 0 "today without a file"
says "nobody is here yet: bowline add NAME, or bowline import FILE" "says how to begin"
run today --as-of 2026-01-01
says "nobody was here yet" "and of a day past that nobody was"
printf 'Name,Email\nBo Ek,bo@x.example\n' >"$box/one.csv"
must import "$box/one.csv"
run today
says "nobody is in play yet, 1 person is only imported: bowline log @NAME … brings in whom you talk to" "a list that was imported and no more"
must add Eva
must next eva 'send deck' --due 3d
run today
says "nobody needs anything; everybody in play has a next step" "or that all is well"
rm -f "$BOWLINE_DB"*
run today --count
says "nothing due" "one line for a prompt"
BOWLINE_NOW=2026-10-15T09:00 run add 'Maya Chen' --company Northwind --stage selection --moment one-to-one
BOWLINE_NOW=2026-11-20T09:00
run add 'Tom Reed'
run add 'Jan Park' --stage selection --moment outcomes
run log '@maya call today -- SSO'
run log '@tom call today -- hello'
run log '@jan call today -- hello'
run next maya 'send deck' --due 2026-11-21
run next jan answers --theirs --due 2026-11-24
BOWLINE_NOW=2026-11-24T09:00
run today
says "overdue (1)" "a heading with its number"
says "Maya Chen, Northwind  “send deck”, 3 days overdue · 40 days in selection (limit 30)" "all reasons in words"
says "theirs: “answers”, due today" "a promise of theirs"
says "done 1" "the command that settles it"
says "without a next step (1)" "somebody without a next step"
says "next tom TEXT --due DATE" "and what to do about it"
run today --plain
says "overdue: Maya Chen, Northwind; “send deck”, 3 days overdue · 40 days in selection (limit 30). Suggestion: do it, or name a new day; because you promised it for 21 Nov." "a sentence a person"
run today --count
is "$(cat "$box/out")" "1 overdue, 1 due, 1 to look after" "one line"
run today --json
valid "today --json"
is "$(json '$.total') $(json '$.people[0].need') $(json '$.people[0].needs[1]') $(json '$.people[0].promise.due')" "3 overdue stale 2026-11-21" "as data"
run today --count --json
valid "today --count --json"
is "$(json '$.counts.overdue') $(json '$.people')" "1 " "counts alone"
run today maya
exits 2 "no words"
run today --until fri
exits 2 "--until goes with --rest"

# ---- every number is a list ----
for f in overdue:yes stale:yes stale:stage next:today 'next:none status:active play:yes' 'moved:2026-W42'; do
    run list "$f" --json
    is "$f $(json 'json_array_length($)' 2>/dev/null || grep -c '"id":' "$box/out")" "$f $(grep -c '^{"id":' "$box/out")" "list $f"
    [ "$(grep -c '^{"id":' "$box/out")" = 1 ] || [ "$f" = 'moved:2026-W42' ]
    ok "one person"
done
run list moved:2026-W42
says "Maya Chen" "who moved in a week"
silent "Tom Reed" "nobody else"
run list moved:2026-W47
silent "Maya Chen" "who moved in another"
run list stale:perhaps
exits 2 "stale is yes or no"

# ---- snoozing ----
run snooze maya
exits 2 "until when?"
run snooze maya --until yesterday
exits 2 "a day that lies ahead"
run snooze nobody --until 1w
exits 3 "whom?"
run export --format jsonl -o "$box/before"
run snooze maya --until 1w --why 'on holiday'
exits 0 "snooze"
says "snooze Maya Chen until 2026-12-01" "told"
run today
silent "Maya Chen" "out of today"
says "1 resting" "and said so"
run list snoozed:yes
says "Maya Chen" "entered as a list"
run list overdue:yes
says "Maya Chen" "the figures do not know of it"
BOWLINE_NOW=2026-12-01T09:00 run today --all
says "Maya Chen" "back when the day is reached"
run snooze maya --wake
exits 0 "back before"
run today
says "Maya Chen" "is back"
must undo 2
run export --format jsonl -o "$box/after"
cmp -s "$box/before" "$box/after"
ok "undo gives the identical export"
run snooze maya tom --until 3d --json
valid "snooze --json"
is "$(json '$[1].name')" "Tom Reed" "several, as list gives them"
must undo
run snooze maya --until 1w -n
run list snoozed:yes
silent "Maya" "a rehearsal writes nothing"

# ---- after a lapse ----
i=0
while [ $i -lt 9 ]; do
    run add "Crowd $i"
    i=$((i + 1))
done
BOWLINE_NOW=2026-12-17T09:00
run today
says "nothing was written for 23 days" "welcome back"
says "Maya Chen" "what matters is there"
is "$(grep -c '^  [A-Z]' "$box/out")" 5 "the few"
says "7 more can wait" "and how many can wait"
run today --all
silent "Welcome" "everybody, asked for"
run today --rest
exits 0 "the rest rests"
says "7 rest until Thu 2026-12-24" "for a week"
run today
says "7 resting" "they do"
silent "can wait" "nobody waits any more"
run today --json
is "$(json '$.away_days') $(json '$.total') $(json '$.resting')" "23 5 7" "as data"
must undo
run today --count
is "$(cat "$box/out")" "2 overdue, 10 to look after" "one undo takes it back"
run today --rest -n --json
is "$(json '$.dry_run')|$(json '$.rest')|$(json '$.until')" "1|7|2026-12-24" "a rehearsal of letting the rest rest is JSON as well"
# ---- a rest that was ended, or given another day, is known as of the days between ----
BOWLINE_DB=$box/rest.db
BOWLINE_NOW=2026-10-01T09:00 must add 'Rhea Stone'
BOWLINE_NOW=2026-10-01T10:00 must add 'Rhea Again'
dump >"$box/before"
BOWLINE_NOW=2026-10-10T09:00 must snooze 'rhea stone' --until 2026-10-30 --why 'on a boat'
BOWLINE_NOW=2026-10-15T09:00 must snooze 'rhea stone' --until 2026-11-10 --why 'still on it'
BOWLINE_NOW=2026-10-20T09:00 must snooze 'rhea stone' --wake
BOWLINE_NOW=2026-10-25T09:00 must snooze 'rhea stone' --until 2026-11-01
BOWLINE_NOW=2026-10-25T10:00 must snooze 'rhea stone' --wake
rests() { # DAY: who was out of Today
    run list snoozed:yes --as-of "$1" --json
    echo "$(json '$[0].name')$(json '$[1].name')"
}
is "$(rests 2026-10-09)|$(rests 2026-10-10)|$(rests 2026-10-14)|$(rests 2026-10-15)|$(rests 2026-10-19)|$(rests 2026-10-20)|$(rests 2026-10-25)" "|Rhea Stone|Rhea Stone|Rhea Stone|Rhea Stone||" "list snoozed:yes as of each day"
run today --json --as-of 2026-10-16
is "$(json '$.resting')|$(json '$.total')|$(json '$.people[0].name')" "1|1|Rhea Again" "Today of then leaves them out"
run today --json --as-of 2026-10-22
is "$(json '$.resting')|$(json '$.total')" "0|2" "and has them again"
run doctor
exits 0 "the doctor has nothing to say"
dump >"$box/with"
must export --format jsonl -o "$box/rest.jsonl"
must undo 5
dump >"$box/back"
cmp -s "$box/before" "$box/back"
ok "undo takes all of it back"
must redo 5
dump >"$box/back"
cmp -s "$box/with" "$box/back"
ok "and redo brings it"
must --db "$box/other.db" restore "$box/rest.jsonl"
must --db "$box/other.db" export --format jsonl -o "$box/other.jsonl"
cmp -s "$box/rest.jsonl" "$box/other.jsonl"
ok "it travels"
must merge 'rhea again' 'rhea stone'
is "$(rests 2026-10-12)" "Rhea Again" "and follows a merge"
finish
