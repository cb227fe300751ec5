#!/bin/sh
# The worked example of the journey, typed in through the commands: the review of both lenses must give the figures of its text, to the last one.
. tests/cli/lib.sh
BOWLINE_NOW=2026-03-29T18:00
failed=0
t() {
    "$BOWLINE" "$@" >"$box/out" 2>"$box/err" </dev/null || {
        failed=$((failed + 1))
        echo "# bowline $*: $(head -1 "$box/err")"
    }
}
t add Ada --on 2026-01-05 --source meetup
t add Ben --on 2026-01-05 --source linkedin
t move Ada --stage education --moment community --on 2026-01-12
t add Cleo --on 2026-01-12 --source conference
t move Cleo --stage selection --moment one_to_one --on 2026-01-15
t move Ben --stage education --moment community --on 2026-01-19
t add Dan --on 2026-01-19 --source podcast
t move Ada --stage selection --moment one_to_one --on 2026-01-22
t move Cleo --moment outcomes --on 2026-01-27
t move Ben --stage selection --moment one_to_one --on 2026-02-02
t move Dan --stage education --moment community --on 2026-02-02
t add Eve --on 2026-02-02 --source linkedin
t move Cleo --stage commitment --moment educate --on 2026-02-03
t move Ada --moment outcomes --on 2026-02-05
t move Cleo --stage onboarding --on 2026-02-06
t add Fay --on 2026-02-09 --source podcast
t move Ben --moment outcomes --on 2026-02-16
t move Dan --moment one_to_one --on 2026-02-16
t move Fay --stage education --moment community --on 2026-02-16
t move Eve --stage education --moment community --on 2026-02-20
t move Ada --stage commitment --moment educate --on 2026-02-23
t move Ada --stage onboarding --on 2026-02-25
t move Fay --stage selection --moment one_to_one --on 2026-03-02
t add Gus --on 2026-03-02 --source meetup
t close Ben --as lost --why 'no decision' --on 2026-03-09
t move Fay --stage education --moment community --on 2026-03-12
t move Ada --stage utilization --moment badass --on 2026-03-16
t park Fay --until 2026-05-04 --on 2026-03-23
t move Gus --stage education --moment community --on 2026-03-23
t move Ada --stage growth --on 2026-03-24
t close Eve --as disqualified --why 'outside profile' --on 2026-03-24
t reopen Ben --stage selection --moment one_to_one --on 2026-03-25
t move Gus --stage selection --moment one_to_one --on 2026-03-26
t add Hal --on 2026-03-26 --referred-by Ada
t close Cleo --as churned --why 'no result reached' --on 2026-03-27
is "$failed" 0 "all 35 acts of the table are taken"

states() {
    sqlite3 :memory: "SELECT group_concat(x, ' ') FROM (SELECT json_extract(value, '\$.state') || ' ' || json_extract(value, '\$.open') || '/' ||
        json_extract(value, '\$.in') || '/' || json_extract(value, '\$.out') || '/' || json_extract(value, '\$.close') AS x
        FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.states') ORDER BY key)"
}
flows() { # gross or net: from>to:n(people)
    sqlite3 :memory: "SELECT group_concat(x, ' ') FROM (SELECT coalesce(json_extract(value, '\$.from'), 'new') || '>' || json_extract(value, '\$.to') || ':' ||
        json_extract(value, '\$.n') || json_extract(value, '\$.people') AS x
        FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.$1') ORDER BY x)"
}
names() {
    sqlite3 :memory: "SELECT group_concat(x, ' ') FROM (SELECT key || ':' || json_extract(value, '\$.n') || json_extract(value, '\$.people') AS x
        FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.movements') ORDER BY x)"
}
# 1 Ada 2 Ben 3 Cleo 4 Dan 5 Eve 6 Fay 7 Gus 8 Hal
run review --json --lens moment --as-of 2026-03-29
exits 0 "review, moment lens"
valid "it is JSON"
is "$(json '$.week') $(json '$.from') $(json '$.to') $(json '$.lens')" "2026-W13 2026-03-23 2026-03-29 moment" "the week"
is "$(states)" "connect 1/1/1/1 community 2/1/3/0 one_to_one 1/2/0/3 outcomes 0/0/0/0 educate 1/0/1/0 badass 1/0/0/1 parked 0/1/0/1 lost 1/0/1/0 disqualified 0/1/0/1 churned 0/1/0/1" \
    "R1: stock of the moments"
is "$(json '$.total.open') $(json '$.total.close')" "7 8" "R1: total"
is "$(flows gross)" "community>disqualified:1[5] community>one_to_one:1[7] community>parked:1[6] connect>community:1[7] educate>churned:1[3] lost>one_to_one:1[2] new>connect:1[8]" \
    "R2: seven gross moves"
is "$(flows net)" "badass>badass:1[1] community>disqualified:1[5] community>parked:1[6] connect>one_to_one:1[7] educate>churned:1[3] lost>one_to_one:1[2] new>connect:1[8] one_to_one>one_to_one:1[4]" \
    "R2: net"
is "$(names)" "back:0[] churned:1[3] disqualified:1[5] forward:1[7] lost:0[] new:1[8] parked:1[6] resumed:0[] returned:1[2] skipped:0[]" "R3: by name"

run review --json --as-of 2026-03-29
is "$(json '$.lens')" stage "JSON without a lens is the stage"
is "$(states)" "awareness 1/1/1/1 education 3/1/3/1 selection 0/2/0/2 commitment 0/0/0/0 onboarding 1/0/1/0 utilization 1/0/1/0 growth 0/1/0/1 parked 0/1/0/1 lost 1/0/1/0 disqualified 0/1/0/1 churned 0/1/0/1" \
    "R1: stock of the stages"
is "$(json '$.total.open') $(json '$.total.close')" "7 8" "R1: total"
is "$(flows gross)" "awareness>education:1[7] education>disqualified:1[5] education>parked:1[6] education>selection:1[7] lost>selection:1[2] new>awareness:1[8] onboarding>churned:1[3] utilization>growth:1[1]" \
    "R2: gross"
is "$(names)" "back:0[] churned:1[3] disqualified:1[5] forward:2[1,7] lost:0[] new:1[8] parked:1[6] resumed:0[] returned:1[2] skipped:0[]" "R3: by name"

run review --week 2026-W13
says "Ada, Gus" "the text names those who went forward"
says "By stage" "both tracks in text: stage"
says "By moment" "both tracks in text: moment"
run review --plain --lens moment --as-of 2026-03-29
says "community: open 2, in 1, out 3, close 0." "--plain says a state in a sentence"
run review --format md --lens moment --as-of 2026-03-29
says "| community | 2 | 1 | 3 | 0 |" "--format md is a markdown table"
run review --json --lens moment --as-of 2026-03-22
is "$(json '$.total.close')" 7 "time travel: a week earlier there were seven"
run review --as-of 2026-04-01
exits 1 "a day ahead is refused"
run review --week 2026-W20
exits 1 "a week ahead is refused"
finish
