#!/bin/sh
# The past: the worked example of the journey at five dates, read long after, through list, show, map, export and search; both lenses against the review of
# the day. Later facts lie behind each date, and must not show through.
. tests/cli/lib.sh
BOWLINE_NOW=2026-06-01T09:00
. tests/cli/journey.sh
# What came after the example.
t move Dan --stage commitment --moment educate --on 2026-04-10
t add Zoe --on 2026-04-02
t log '@dan 30m call 2026-02-17 -- about pricing, "we lose a day". !send the study 2026-02-20'
t log '@dan 30m call 2026-04-12 -- about seats, "now it flies"'
t done 1 --on 2026-03-01
t revenue Ada --list 100 --agreed 80 --on 2026-02-23
t revenue Ada --change 20 --on 2026-03-25
t revenue Cleo --list 50 --agreed 50 --on 2026-02-03
is "$failed" 0 "every act is taken"

rows() { # who stands where, as list --json has it
    sqlite3 :memory: "SELECT group_concat(x, ' ') FROM (SELECT $1 AS x FROM json_each(CAST(readfile('$box/out') AS TEXT)) ORDER BY json_extract(value, '\$.id'))"
}
v() { printf "json_extract(value, '\$.%s')" "$1"; }
standing="$(v name) || ':' || $(v stage) || '/' || $(v moment) || iif($(v status) = 'active', '', '/' || $(v status)) || iif($(v cycle) = 1, '', '/' || $(v cycle))"
at() { # at DATE STANDINGS
    run list --sort id --json --as-of "$1"
    exits 0 "list --as-of $1"
    is "$(rows "$standing")" "$2" "who stands where on $1"
}
at 2026-01-15 "Ada:education/community Ben:awareness/connect Cleo:selection/one_to_one"
at 2026-02-06 "Ada:selection/outcomes Ben:selection/one_to_one Cleo:onboarding/educate Dan:education/community Eve:awareness/connect"
at 2026-02-28 "Ada:onboarding/educate Ben:selection/outcomes Cleo:onboarding/educate Dan:education/one_to_one Eve:education/community Fay:education/community"
at 2026-03-12 "Ada:onboarding/educate Ben:selection/outcomes/lost Cleo:onboarding/educate Dan:education/one_to_one Eve:education/community Fay:education/community Gus:awareness/connect"
at 2026-03-29 "Ada:growth/badass Ben:selection/one_to_one/2 Cleo:onboarding/educate/churned Dan:education/one_to_one Eve:education/community/disqualified Fay:education/community/parked Gus:selection/one_to_one Hal:awareness/connect"
at 2026-01-04 ""

# ---- the same by the review of the day, state by state, and by filter ----
for day in 2026-01-15 2026-02-06 2026-02-28 2026-03-12 2026-03-29; do
    for lens in stage moment; do
        wrong=
        run review --json --lens $lens --as-of $day
        sqlite3 :memory: "SELECT json_extract(value, '\$.state'), json_extract(value, '\$.close') FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.states')" |
            tr '|' ' ' >"$box/stock"
        while read -r state n; do
            case $state in parked | lost | disqualified | churned) filter=status:$state ;; *) filter=$lens:$state ;; esac
            run list "$filter" --json --as-of $day
            [ "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('$box/out') AS TEXT))")" = "$n" ] || wrong="$wrong $filter"
        done <"$box/stock"
        is "$wrong" "" "the list counts what the review of $day counts, by $lens"
    done
done

# ---- a person: talks, promises, entries, money ----
run show dan --json --as-of 2026-02-28
is "$(json '$.conversations[0].text' | cut -c1-13) $(json '$.conversations[1]') $(json '$.quotes[0].text') $(json '$.quotes[1]')" \
    "about pricing  we lose a day " "what was said by then"
is "$(json '$.next.text') $(json '$.promises[0].done_on') $(json '$.promises[0].days_overdue')" "send the study  8" "the promise was open then, and overdue for eight days"
is "$(json '$.entries[#-1].stage_to') $(json '$.entries[#-1].moment_to') $(json '$.entries[3]')" "education one_to_one " "entries end there"
run show dan --json --as-of 2026-03-01
is "$(json '$.next') $(json '$.promises[0].done_on')" " 2026-03-01" "kept on the day itself"
run show dan --as-of 2026-02-28
says "(12 d)" "days are counted to that day"
tells "the book as of Sat 2026-02-28" "which is said"
run show dan --json --as-of 2026-02-16
is "$(json '$.last_conversation') $(json '$.promises[0].id')" " " "the day before nothing was said and nothing promised"
run list mrr:any --json --as-of 2026-03-24
is "$(rows "$(v name) || $(v mrr)")" "Ada80.0 Cleo50.0" "money of the day"
run list mrr:any --json --as-of 2026-03-29
is "$(rows "$(v name) || $(v mrr)")" "Ada100.0 Cleo0.0" "and after a change and a churn"
run list mrr:any --json --as-of 2026-02-01
is "$(rows "$(v name)")" "" "nobody paid before"
run show hal --as-of 2026-03-25
exits 3 "who came later is not there"
tells "as of Wed 2026-03-25" "and why is said"
run brief dan --as-of 2026-02-28
exits 0 "brief, too"
says "send the study" "with what was open"
silent "seats" "and nothing of what came later"

# ---- filters speak of that day ----
run list last:over10d --json --as-of 2026-02-28
is "$(rows "$(v name)")" "Dan" "last:over10d"
run list overdue:yes --json --as-of 2026-02-28
is "$(rows "$(v name)")" "Dan" "overdue:yes"
run list said:seats --json --as-of 2026-04-11
is "$(rows "$(v name)")" "" "said: nothing of tomorrow"
run list said:seats --json --as-of 2026-04-12
is "$(rows "$(v name)")" "Dan" "said: on the day"
run list moved:2026-W11 --json --as-of 2026-03-10
is "$(rows "$(v name)")" "Ben" "moved: up to that day"
run list 'status:parked until:2026-05-04' --json --as-of 2026-03-29
is "$(rows "$(v name)")" "Fay" "parked until"
run list play:yes --json --as-of 2026-01-05
is "$(rows "$(v name)")" "Ada Ben" "in play from the start, who was added by hand"

# ---- search, map, today, export ----
run search seats --json --as-of 2026-03-29
is "$(json '$')" "[]" "search finds nothing of later"
run search pricing --json --as-of 2026-03-29
is "$(json '$[0].conversation.text' | cut -c1-13)" "about pricing" "and what was said by then"
run map --json --as-of 2026-03-29
valid "the map of that day"
is "$(sqlite3 :memory: "SELECT sum(json_extract(value, '$.people')) FROM json_each(CAST(readfile('$box/out') AS TEXT), '$.stages')")" 5 "five were active"
run map --as-of 2026-03-29 --gap selection outcomes
says "Ben" "the people of a gap"
run map --as-of 2026-03-29
says "--as-of 2026-03-29" "and the commands that are printed look at the same day"
run today --json --as-of 2026-02-28
is "$(json '$.as_of')" 2026-02-28 "today is that day"
run today --as-of 2026-02-28
says "send the study" "with what was overdue"
silent "bowline done" "and no command that would do it now"
run today --as-of 2026-02-28 --rest
exits 2 "nobody is put to rest in the past"
run export --format csv --as-of 2026-02-06
is "$(wc -l <"$box/out" | tr -d ' ')" 6 "five people and a header"
grep -q '^Cleo,.*onboarding' "$box/out"
ok "csv has the stage of then"
run export --format json --as-of 2026-02-06
cp "$box/out" "$box/exported"
run list --json --as-of 2026-02-06
cmp -s "$box/out" "$box/exported"
ok "json is what list prints"
run export --format vcard --as-of 2026-01-15
is "$(grep -c BEGIN:VCARD "$box/out")" 3 "vcard"
run export --format jsonl --as-of 2026-01-15
exits 2 "jsonl has all days"
tells "--as-of is for csv, json and vcard" "and says so"
run export name:ada --format json --as-of 2026-01-15
is "$(json '$[0].stage')" education "with a filter"

# ---- as of today it is what it is ----
for what in "list" "list stage:selection..growth" "map" "today" "search pricing" "show dan" "brief dan" "export --format json" "list stale:yes or quiet:yes or gap:yes or next:none"; do
    # shellcheck disable=SC2086 # words
    run $what --json
    cp "$box/out" "$box/now"
    # shellcheck disable=SC2086
    run $what --json --as-of today
    cmp -s "$box/out" "$box/now"
    ok "$what: the same as of today"
done

# ---- a late entry restates it, a voided one too ----
must move gus --stage education --moment community --on 2026-03-10
at 2026-03-12 "Ada:onboarding/educate Ben:selection/outcomes/lost Cleo:onboarding/educate Dan:education/one_to_one Eve:education/community Fay:education/community Gus:education/community"
must undo
must history gus --json
run list gus --json --as-of 2026-03-26
is "$(rows "$(v stage)")" selection "the 26th of March"
entry=$(sqlite3 "$BOWLINE_DB" "SELECT e.id FROM entry e JOIN person p ON p.id = e.person WHERE p.name = 'Gus' AND e.act = 2 ORDER BY e.day DESC LIMIT 1")
must history gus --void "$entry"
run list gus --json --as-of 2026-03-26
is "$(rows "$(v stage)")" education "voided later, it never was"

# ---- who was imported is in play from the first thing done with them, in the review as in the lists ----
printf 'First Name,Last Name,Company\nIda,Imported,Acme\nIvo,Imported,Acme\nIra,Imported,Acme\n' >"$box/list.csv"
BOWLINE_NOW=2026-04-20T09:00 t import "$box/list.csv" --source LinkedIn
t log '@ida 2026-04-22 -- about seats'
t next ivo 'call back' --due 2026-05-20
t move ira --stage education --on 2026-05-03
is "$failed" 0 "every act is taken"
for day in 2026-04-21 2026-04-22 2026-05-02 2026-05-03 2026-05-31; do
    run review --json --people --as-of $day
    none=$(json '$.attention.no_next.people') of=$(json '$.conversations.coverage.of')
    from=$(sqlite3 :memory: "SELECT coalesce(sum(json_extract(value, '\$.n')), 0) FROM json_tree(CAST(readfile('$box/out') AS TEXT), '\$.sources') WHERE type = 'object' AND lower(json_extract(value, '\$.source')) = 'linkedin'")
    run list 'next:none status:active play:yes' --sort id --json --as-of $day
    is "[$(rows "$(v id)" | tr ' ' ,)]" "$none" "without a next step on $day: the same people"
    run list 'status:active play:yes' --json --as-of $day
    is "$(rows "$(v id)" | wc -w | tr -d ' ')" "$of" "in play on $day: as many"
    run list 'status:active play:yes origin=linkedin' --json --as-of $day
    is "$(rows "$(v id)" | wc -w | tr -d ' ')" "$from" "from LinkedIn on $day: as many"
done

# ---- what is refused ----
run list --as-of 2026-06-02
exits 1 "a day that lies ahead"
tells "2026-06-02 lies ahead (today is 2026-06-01)" "is named"
run list --as-of 03/04
exits 2 "a day that may be read two ways"
run list --as-of nonsense
exits 2 "no day"
tells "--as-of:" "the option is named"
run add Uma --as-of 2026-01-01
exits 2 "what writes does not have it"
before=$(dump | cksum)
run list --as-of 2026-01-15
run map --as-of 2026-01-15
run today --as-of 2026-01-15
is "$(dump | cksum)" "$before" "looking back changes nothing"
is "$(ls -A "$box/tmp")" "" "and leaves nothing behind"
BOWLINE_DB=$box/none.db
run list --json --as-of 2026-01-15
exits 0 "a place without a file is an empty book on every day"
is "$(json '$')" "[]" "nobody"
[ ! -e "$box/none.db" ]
ok "and stays without"
# today --count has one shape, whatever day it is of: what there is none of is left out of the line, and is zero in JSON.
for d in today 2026-03-10 2026-01-01; do
    run today --count --as-of "$d"
    exits 0 "today --count as of $d"
    is "$(grep -cE '^((([0-9]+ (overdue|due|to look after))(, )?)+|nothing due)$' "$box/out")$(grep -c '\<0 ' "$box/out")" 10 "the same line"
    run today --count --json --as-of "$d"
    is "$(grep -o '"[a-z_]*":' "$box/out" | tr -d '":' | tr '\n' ' ')" "as_of away_days counts overdue due parked stale quiet no_next total resting " "the same keys"
done
run today --count
cp "$box/out" "$box/now"
run today --count --as-of today
cmp -s "$box/now" "$box/out"
ok "as of today it is what it is today"
finish
