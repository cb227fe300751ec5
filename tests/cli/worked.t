#!/bin/sh
# The worked example of the journey, typed in through the commands: the review of both lenses must give the figures of its text, to the last one.
. tests/cli/lib.sh
BOWLINE_NOW=2026-03-29T18:00
. tests/cli/journey.sh
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

# ---- R1 and R4 to R11 at five dates, both lenses; the right side was worked out from the definitions alone, not with the program ----
conversion() { # state reached/advanced/left/parked/open advanced-of-cohort immature
    sqlite3 :memory: "SELECT group_concat(x, '; ') FROM (SELECT json_extract(value, '\$.from') || ' ' || json_extract(value, '\$.reached') || '/' ||
        json_extract(value, '\$.advanced') || '/' || json_extract(value, '\$.left') || '/' || json_extract(value, '\$.parked') || '/' || json_extract(value, '\$.open') || ' ' ||
        json_extract(value, '\$.cohort.advanced') || 'of' || json_extract(value, '\$.cohort.of') || ' ' || json_extract(value, '\$.cohort.immature') AS x
        FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.conversion') ORDER BY key)"
}
stays() { # state stays/open/median/longest/chance
    sqlite3 :memory: "SELECT group_concat(x, '; ') FROM (SELECT json_extract(value, '\$.state') || ' ' || json_extract(value, '\$.stays') || '/' ||
        json_extract(value, '\$.open') || '/' || coalesce(json_extract(value, '\$.median_days'), '-') || '/' || coalesce(json_extract(value, '\$.longest_days'), '-') || '/' ||
        iif(json_extract(value, '\$.advance_28d') IS NULL, '-', printf('%.6f', json_extract(value, '\$.advance_28d'))) AS x
        FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.time') ORDER BY key)"
}
asks() {
    echo "no next $(json '$.attention.no_next.n')$(json '$.attention.no_next.people') stale $(json '$.attention.stale.n')$(json '$.attention.stale.people')" \
        "covered $(json '$.conversations.coverage.n')/$(json '$.conversations.coverage.of') late $(json '$.late_entries')"
}
while read -r lens day figure want; do
    run review --json --lens "$lens" --as-of "$day"
    case $figure in
    R1:) is "$(states)" "$want" "R1, $lens, $day" ;;
    R8:) is "$(conversion)" "$want" "R7 to R9, $lens, $day" ;;
    R10:) is "$(stays)" "$want" "R10 and R11, $lens, $day" ;;
    R4:) is "$(asks)" "$want" "R4 to R6, $lens, $day" ;;
    esac
done <<EOF
stage 2026-01-18 R10: awareness 3/1/7/13/0.666667; education 1/1/-/6/0.000000; selection 1/1/-/3/0.000000; commitment 0/0/-/-/-; onboarding 0/0/-/-/-; utilization 0/0/-/-/-; growth 0/0/-/-/-
stage 2026-01-18 R1: awareness 2/1/2/1 education 0/1/0/1 selection 0/1/0/1 commitment 0/0/0/0 onboarding 0/0/0/0 utilization 0/0/0/0 growth 0/0/0/0 parked 0/0/0/0 lost 0/0/0/0 disqualified 0/0/0/0 churned 0/0/0/0
stage 2026-01-18 R4: no next 3[1,2,3] stale 0[] covered 0/3 late 0
stage 2026-01-18 R8: awareness 3/2/0/0/1 0of0 3; education 2/1/0/0/1 0of0 2; selection 1/0/0/0/1 0of0 1; commitment 0/0/0/0/0 0of0 0; onboarding 0/0/0/0/0 0of0 0; utilization 0/0/0/0/0 0of0 0
moment 2026-01-18 R10: connect 3/1/7/13/0.666667; community 1/1/-/6/0.000000; one_to_one 1/1/-/3/0.000000; outcomes 0/0/-/-/-; educate 0/0/-/-/-; badass 0/0/-/-/-
moment 2026-01-18 R1: connect 2/1/2/1 community 0/1/0/1 one_to_one 0/1/0/1 outcomes 0/0/0/0 educate 0/0/0/0 badass 0/0/0/0 parked 0/0/0/0 lost 0/0/0/0 disqualified 0/0/0/0 churned 0/0/0/0
moment 2026-01-18 R4: no next 3[1,2,3] stale 0[] covered 0/3 late 0
moment 2026-01-18 R8: connect 3/2/0/0/1 0of0 3; community 2/1/0/0/1 0of0 2; one_to_one 1/0/0/0/1 0of0 1; outcomes 0/0/0/0/0 0of0 0; educate 0/0/0/0/0 0of0 0
stage 2026-02-15 R10: awareness 6/2/14/14/1.000000; education 3/1/14/14/1.000000; selection 3/2/19/24/0.500000; commitment 1/0/3/3/1.000000; onboarding 1/1/-/9/0.000000; utilization 0/0/-/-/-; growth 0/0/-/-/-
stage 2026-02-15 R1: awareness 1/1/0/2 education 1/0/0/1 selection 2/0/0/2 commitment 0/0/0/0 onboarding 1/0/0/1 utilization 0/0/0/0 growth 0/0/0/0 parked 0/0/0/0 lost 0/0/0/0 disqualified 0/0/0/0 churned 0/0/0/0
stage 2026-02-15 R4: no next 6[1,2,3,4,5,6] stale 0[] covered 0/6 late 0
stage 2026-02-15 R8: awareness 6/4/0/0/2 3of3 3; education 4/3/0/0/1 2of2 2; selection 3/1/0/0/2 1of1 2; commitment 1/1/0/0/0 0of0 1; onboarding 1/0/0/0/1 0of0 1; utilization 0/0/0/0/0 0of0 0
moment 2026-02-15 R10: connect 6/2/14/14/1.000000; community 3/1/14/14/1.000000; one_to_one 3/1/14/14/1.000000; outcomes 2/1/7/10/0.500000; educate 1/1/-/12/0.000000; badass 0/0/-/-/-
moment 2026-02-15 R1: connect 1/1/0/2 community 1/0/0/1 one_to_one 1/0/0/1 outcomes 1/0/0/1 educate 1/0/0/1 badass 0/0/0/0 parked 0/0/0/0 lost 0/0/0/0 disqualified 0/0/0/0 churned 0/0/0/0
moment 2026-02-15 R4: no next 6[1,2,3,4,5,6] stale 0[] covered 0/6 late 0
moment 2026-02-15 R8: connect 6/4/0/0/2 3of3 3; community 4/3/0/0/1 2of2 2; one_to_one 3/2/0/0/1 1of1 2; outcomes 2/1/0/0/1 0of0 2; educate 1/0/0/0/1 0of0 1
stage 2026-03-15 R10: awareness 7/1/14/18/1.000000; education 6/3/14/41/0.600000; selection 4/0/19/35/0.250000; commitment 2/0/2/3/1.000000; onboarding 2/2/-/37/0.000000; utilization 0/0/-/-/-; growth 0/0/-/-/-
stage 2026-03-15 R1: awareness 1/0/0/1 education 2/1/0/3 selection 2/0/2/0 commitment 0/0/0/0 onboarding 2/0/0/2 utilization 0/0/0/0 growth 0/0/0/0 parked 0/0/0/0 lost 0/1/0/1 disqualified 0/0/0/0 churned 0/0/0/0
stage 2026-03-15 R4: no next 6[1,3,4,5,6,7] stale 2[3,4] covered 0/6 late 0
stage 2026-03-15 R8: awareness 7/6/0/0/1 6of6 1; education 6/4/0/0/2 3of4 2; selection 4/2/1/0/1 1of3 1; commitment 2/2/0/0/0 1of1 1; onboarding 2/0/0/0/2 0of1 1; utilization 0/0/0/0/0 0of0 0
moment 2026-03-15 R10: connect 7/1/14/18/1.000000; community 6/2/14/23/0.800000; one_to_one 5/1/14/27/0.600000; outcomes 3/0/18/21/0.666667; educate 2/2/-/40/0.000000; badass 0/0/-/-/-
moment 2026-03-15 R1: connect 1/0/0/1 community 1/1/0/2 one_to_one 2/0/1/1 outcomes 1/0/1/0 educate 2/0/0/2 badass 0/0/0/0 parked 0/0/0/0 lost 0/1/0/1 disqualified 0/0/0/0 churned 0/0/0/0
moment 2026-03-15 R4: no next 6[1,3,4,5,6,7] stale 1[3] covered 0/6 late 0
moment 2026-03-15 R8: connect 7/6/0/0/1 6of6 1; community 6/5/0/0/1 4of4 2; one_to_one 5/3/0/0/2 3of3 2; outcomes 3/2/1/0/0 2of2 1; educate 2/0/0/0/2 0of1 1
stage 2026-03-25 R10: awareness 7/0/14/21/1.000000; education 7/2/14/51/0.500000; selection 5/1/19/35/0.250000; commitment 2/0/2/3/1.000000; onboarding 2/1/19/47/0.500000; utilization 1/0/8/8/1.000000; growth 1/1/-/1/0.000000
stage 2026-03-25 R1: awareness 1/0/1/0 education 3/1/2/2 selection 0/1/0/1 commitment 0/0/0/0 onboarding 1/0/0/1 utilization 1/0/1/0 growth 0/1/0/1 parked 0/1/0/1 lost 1/0/1/0 disqualified 0/1/0/1 churned 0/0/0/0
stage 2026-03-25 R4: no next 5[1,2,3,4,7] stale 2[3,4] covered 0/5 late 0
stage 2026-03-25 R8: awareness 7/7/0/0/0 6of6 1; education 7/4/1/0/2 4of6 1; selection 5/2/1/1/1 1of3 2; commitment 2/2/0/0/0 2of2 0; onboarding 2/1/0/0/1 1of2 0; utilization 1/1/0/0/0 0of0 1
moment 2026-03-25 R10: connect 7/0/14/21/1.000000; community 7/1/14/32/0.666667; one_to_one 6/2/14/37/0.600000; outcomes 3/0/18/21/0.666667; educate 2/1/21/50/0.500000; badass 1/1/-/9/0.000000
moment 2026-03-25 R1: connect 1/0/1/0 community 2/1/2/1 one_to_one 1/1/0/2 outcomes 0/0/0/0 educate 1/0/0/1 badass 1/0/0/1 parked 0/1/0/1 lost 1/0/1/0 disqualified 0/1/0/1 churned 0/0/0/0
moment 2026-03-25 R4: no next 5[1,2,3,4,7] stale 2[3,4] covered 0/5 late 0
moment 2026-03-25 R8: connect 7/7/0/0/0 6of6 1; community 7/5/1/0/1 5of6 1; one_to_one 6/3/0/1/2 3of4 2; outcomes 3/2/1/0/0 2of3 0; educate 2/1/0/0/1 1of2 0
stage 2026-03-29 R10: awareness 8/1/14/21/1.000000; education 7/1/14/55/0.571429; selection 6/2/19/35/0.250000; commitment 2/0/2/3/1.000000; onboarding 2/0/19/49/0.500000; utilization 1/0/8/8/1.000000; growth 1/1/-/5/0.000000
stage 2026-03-29 R1: awareness 1/1/1/1 education 3/1/3/1 selection 0/2/0/2 commitment 0/0/0/0 onboarding 1/0/1/0 utilization 1/0/1/0 growth 0/1/0/1 parked 0/1/0/1 lost 1/0/1/0 disqualified 0/1/0/1 churned 0/1/0/1
stage 2026-03-29 R4: no next 5[1,2,4,7,8] stale 1[4] covered 0/5 late 0
stage 2026-03-29 R8: awareness 8/7/0/0/1 6of6 2; education 7/5/1/0/1 4of6 1; selection 6/2/1/1/2 1of3 3; commitment 2/2/0/0/0 2of2 0; onboarding 2/1/1/0/0 1of2 0; utilization 1/1/0/0/0 0of0 1
moment 2026-03-29 R10: connect 8/1/14/21/1.000000; community 7/0/14/32/0.714286; one_to_one 7/3/14/41/0.600000; outcomes 3/0/18/21/0.666667; educate 2/0/21/52/0.500000; badass 1/1/-/13/0.000000
moment 2026-03-29 R1: connect 1/1/1/1 community 2/1/3/0 one_to_one 1/2/0/3 outcomes 0/0/0/0 educate 1/0/1/0 badass 1/0/0/1 parked 0/1/0/1 lost 1/0/1/0 disqualified 0/1/0/1 churned 0/1/0/1
moment 2026-03-29 R4: no next 5[1,2,4,7,8] stale 1[4] covered 0/5 late 0
moment 2026-03-29 R8: connect 8/7/0/0/1 6of6 2; community 7/6/1/0/0 5of6 1; one_to_one 7/3/0/1/3 3of4 3; outcomes 3/2/1/0/0 2of3 0; educate 2/1/1/0/0 1of2 0
EOF

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
