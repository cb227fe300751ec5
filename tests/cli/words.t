#!/bin/sh
# What the answers say: whose promises are open, whom an address belongs to, what an act did, what a person is called.
. tests/cli/lib.sh
must add 'Dr. Anna Klein, PhD' --email anna@x.example
run add 'Anna Small' --email ANNA@x.example
exits 0 "the same address again is no error"
tells "belongs to Dr. Anna Klein, PhD already: #1" "but it is said"
must add 'Tom Reed'
run doctor
says "the book balances in its week" "one week is no plural"

must next tom 'send the deck'
must next tom 'answers' --theirs
run log '@tom call -- nothing new'
says "1 open promise to Tom · waiting for 1 from Tom" "mine and theirs are told apart"
run log '@tom call -- both' -w 1
says "with Tom Reed; Dr. Anna Klein, PhD" "a name with a comma does not run into another"
says "Anna has no next step" "a title is no first name"
run log @tom
exits 2 "people and nothing else is no conversation"
tells "what was said?" "it says what is missing"
run log @tom call
exits 0 "a kind is enough"

run next anna-klein x
run next 1 'call her by fri'
says "call her, due Fri 2026-11-27" "a day at the end of the text"
says "was read from the end" "and that it was read there"
run next 1 'call her fri' --due 2026-12-01
says "call her fri, due Tue 2026-12-01" "not where --due says one"
run done 1 99
exits 3 "no such promise"
tells "list next:any" "how to find them"
run done 'Tom Reed'
exits 4 "two are open"
tells "bowline done 1" "both are listed"
must done 1
run done 'Tom Reed'
exits 0 "the only one"
says "answers, kept" "is done"
run done 'Tom Reed'
exits 1 "none is left"

run log '@tom 26h call -- hm'
says "unread  26h: read as text" "a length that was not taken is told"
run show tom tom 'Tom Reed'
is "$(grep -c '^Tom Reed' "$box/out")" 1 "named thrice, told once"
for day in 2026-11-01 yesterday today; do
    run park tom --until $day
    exits 2 "parked until a day that does not lie ahead: $day"
    tells "bowline park WHO --until 2w" "with the way out"
done
run park tom --until 2026-11-01 --on 2026-11-05
exits 2 "… nor behind the day it begins"
run park tom --until 2026-11-12 --on 2026-11-05
exits 0 "a rest that was, and is over"
says "due at once" "and told so"
must undo
run move tom --moment outcomes
says "(skips community, one to one)" "all that was passed over"
run close tom --as gone --why x
exits 2 "no such end"
tells "lost, disqualified or churned" "the three ends"
silent "parked" "and no other word"
run edit tom --company Acme --note 'one
two' --tag vip
says "company Acme" "what changed"
says "#vip" "tags too"
run edit tom --company Bolt
says "company Acme → Bolt" "from what to what"
run show tom
says "note       one" "the first line of the note"
says "           two" "the second under it"
run undo --list --json
is "$(json '$[0].name')" "edit Tom Reed: company Acme → Bolt" "steps say what happened"
run tag tom hot
run undo --list --json
is "$(json '$[0].name')" "tag Tom Reed: #hot" "tags in the name of the step"
run close tom --as lost --why price
run undo --list --json
is "$(json '$[0].name')" "close Tom Reed: lost" "how it ended"

{
    echo "First Name,Last Name,Email Address"
    i=0
    while [ $i -lt 60 ]; do
        echo "P$i,Q,p$i@y.example"
        i=$((i + 1))
    done
} >"$box/many.csv"
must import "$box/many.csv"
run review
says "60 more (bowline list created:2026-11-16..2026-11-21)" "the imported are a number"
says "Tom Reed" "those in play have a name"
run review --week last
says "Review of 2026-W46" "last week"
run review --week 46
says "Review of 2026-W46" "by its number"
for topic in dates who filter; do
    run help $topic
    exits 0 "help $topic"
done
finish
