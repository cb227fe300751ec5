#!/bin/sh
# What people pay: prices, changes, churn; the equation of the review; every refusal; undo gives the identical book.
. tests/cli/lib.sh
BOWLINE_NOW=2026-03-29T18:00
must add Ada --on 2026-01-05
must add Cleo --on 2026-01-12
must move Cleo --stage commitment --on 2026-02-03
must add Ben --on 2026-01-05
run revenue
exits 0 "nobody pays yet"
tells "nobody pays anything a month" "and said"
run revenue --json
is "$(json '$.mrr')|$(json '$.currency')|$(json '$.people')" "0.0|EUR|[]" "also as JSON"
dump >"$box/before"
run revenue Cleo
exits 0 "nothing recorded is no error"
tells "nothing is recorded that Cleo pays" "and said"
run revenue Cleo --list 300 --agreed 250 --on 2026-02-03
exits 0 "a price"
says "Cleo pays 250.00 EUR a month (list price 300.00)" "the answer says what is paid now"
dump >"$box/one"
must revenue Cleo --change +49.90 --on 2026-02-20
run revenue Cleo --change -20 --on 2026-03-24 --json
is "$(json '$.mrr')|$(json '$.list')|$(json '$.payments[2].counts')|$(json '$.payments[2].before')" "279.9|300.0|contraction|299.9" "JSON: what is paid, and as what each payment counts"
must revenue Ada --agreed 100 --on 2026-03-23
must revenue Ada --one-off 900 --on 2026-03-25
run show Cleo --json
is "$(json '$.mrr')" 279.9 "the person knows it"
run list 'mrr:>200' --json
is "$(json '$[0].name')|$(json '$[1].name')" "Cleo|" "a filter over money"
run list --sort -mrr --json
is "$(json '$[0].name')" Cleo "sorted by money"
run list --columns name,mrr --sort name
is "$(sed -n 2,3p "$box/out")" "Ada   100.00
Ben        —" "a column of lists"
run review --json
is "$(json '$.revenue.open') $(json '$.revenue.new') $(json '$.revenue.expansion') $(json '$.revenue.contraction') $(json '$.revenue.churn') $(json '$.revenue.close')" \
    "299.9 100.0 0.0 20.0 0.0 379.9" "R12: open + new + expansion - contraction - churn = close"
run revenue
is "$(cat "$box/out")" "id  name  company  a month
 2  Cleo            279.90
 1  Ada             100.00
total   2 people pay 379.90 EUR a month" "without WHO: who pays what, the most first, and the total"
run revenue --json
is "$(json '$.people[0].name') $(json '$.people[1].mrr') $(json '$.people[2]') $(json '$.mrr')" "Cleo 100.0  379.9" "also as JSON"
run revenue --as-of 2026-03-01
says "1 person pays 299.90 EUR a month" "as of a day"
run revenue Cleo --as-of 2026-03-01
says "Cleo pays 299.90 EUR a month" "one person as of a day"
run revenue Ada --agreed 5 --as-of 2026-03-01
exits 2 "nothing is recorded as of a day"
tells "takes --on" "with the way out"
run revenue --agreed 5
exits 2 "an amount of nobody"
tells "revenue of whom?" "asks whose"
run revenue Ada Cleo
exits 2 "two at once"
must close Cleo --as churned --why 'no result reached' --on 2026-03-27
run review --json
is "$(json '$.revenue.open') $(json '$.revenue.new') $(json '$.revenue.contraction') $(json '$.revenue.churn') $(json '$.revenue.close')" "299.9 100.0 20.0 279.9 100.0" \
    "churn takes what was paid just before"
run show Cleo --json
is "$(json '$.mrr')" 0.0 "and sets it to nothing"
run review --json --as-of 2026-03-26
is "$(json '$.revenue.churn') $(json '$.revenue.close')" "0.0 379.9" "the day before knows nothing of it"
run review
says "Recurring revenue, EUR" "the text has it"
must revenue Cleo --change +30.10 --on 2026-03-26
run review --json
is "$(json '$.revenue.expansion') $(json '$.revenue.contraction') $(json '$.revenue.churn') $(json '$.revenue.close')" "30.1 20.0 310.0 100.0" "a late change restates the churn"

run revenue Cleo --agreed 10
exits 1 "a closed journey pays nothing"
tells "closed" "and says so"
tells "reopen 2" "with the way out"
run revenue Ada --list 90
exits 1 "a list price below what was agreed"
tells "above the list price" "is refused"
run revenue Ada --change -100.01
exits 1 "less than nothing is refused"
run close Ben --as lost --why silent --on 2026-03-01
must revenue Ada --change -100
run close Ada --as lost --why silent --on 2026-02-01
exits 1 "a late close is refused where money follows it"
tells "revenue of" "naming it"
run revenue Ada --list 10 --change 5
exits 2 "a price and a change at once"
run revenue Ada --change 0
exits 2 "a change of nothing"
tells "is no payment" "is none"
run revenue Ada --agreed 1,000
exits 2 "an amount that is none"
tells "no amount of money" "is explained"
run revenue Ada --agreed 5 --on 2026-04-01
exits 1 "a day ahead"
run revenue Nobody --agreed 5
exits 3 "nobody of that name"
run revenue Ada --agreed 77 -n
exits 0 "a rehearsal"
run show Ada --json
is "$(json '$.mrr')" 0.0 "writes nothing"

must undo 8
dump >"$box/back"
cmp -s "$box/one" "$box/back"
ok "undo back to the first price gives the identical book"
must undo
dump >"$box/back"
cmp -s "$box/before" "$box/back"
ok "and without it as well"
must redo 9
run review --json
is "$(json '$.revenue.churn')" 310.0 "redo brings the money back"
must add Old --on 2026-02-01
run revenue Old --agreed 5 --on 2026-01-01
says "now begins on 2026-01-01" "money from before the journey moves its beginning"
finish
