#!/bin/sh
# bowline move, park, close, reopen: the acts of the book
. tests/cli/lib.sh
must add Ada --on 2026-11-01
must add Ben --on 2026-11-01
must add Cleo --on 2026-11-10
run move ada --stage edu --moment community --on 2026-11-05 --why 'came to the meetup'
exits 0 "move"
says "awareness → education, connect → community, came to the meetup" "told"
says "2026-11-05" "with the day"
run move ada --stage selection --on 2026-11-06 --json
valid "move --json"
is "$(json '$.stage') $(json '$.stage_since')" "selection 2026-11-06" "JSON"
run move ada --stage growth
says "skips commitment" "a skip is noted"
must undo
run move ada --stage selection
exits 0 "where she is already"
says "already there" "is said and no error"
must undo
run move ada --moment connect --on 2026-11-03
exits 0 "a late entry"
run history ada --json
valid "history --json"
is "$(json '$[1].on')$(json '$[1].day')" "2026-11-03" "stands in order of its day"
run move ada --moment connect --on 2026-11-03 --json
tells "already there" "what JSON has no place for is said on stderr"
run move cleo --stage education --on 2026-11-02
exits 0 "before the journey began"
says "now begins on 2026-11-02" "the beginning moves back, and it is said"
run move ada ben --stage education --on 2026-11-20 --json
is "$(json '$[0].stage') $(json '$[1].stage')" "education education" "several people, an array"
tells "2 people" "saying how many"
run move --where stage:education --stage selection
exits 0 "by filter"
tells "3 people" "saying how many"
must undo
run move --stage selection
exits 2 "nobody named"
run move ada
exits 2 "no state named"
run move ada --stage nowhere
exits 2 "no such state"
run move ada --stage education --on 2026-12-01
exits 1 "a day ahead"
run move ada nobody --stage growth
exits 3 "one unknown"

run park ben --until 2w --json
valid "park --json"
is "$(json '$.status') $(json '$.stage')" "parked education" "parked where he rests"
run park ben --until 'jan 11'
says "until Mon 2027-01-11" "a day without a year lies ahead, echoed in full"
run park ben
exits 2 "until when?"

# ---- what was promised does not end by itself ----
must add Pia
must next pia 'send the deck' --due 2026-11-27
must next pia 'security answers' --theirs
deck=$(sqlite3 "$BOWLINE_DB" "SELECT id FROM promise WHERE text = 'send the deck'") answers=$((deck + 1))
before=$(dump | cksum)
run park pia --until 2w
says "open    #$deck" "what stays open is named"
says "bowline done $deck $answers --drop" "with the command that drops it"
is "$(sqlite3 "$BOWLINE_DB" "SELECT count(*) FROM promise WHERE done_on IS NULL AND id >= $deck")" 2 "and stays"
must undo
is "$(dump | cksum)" "$before" "undone"
run park pia --until 2w --drop-promises
says "dropped #$deck" "dropped with the parking, where that is asked for"
is "$(sqlite3 "$BOWLINE_DB" "SELECT count(*) FROM promise WHERE dropped = 1 AND done_on IS NOT NULL AND id >= $deck")" 2 "both sides"
run show pia
says "dropped 2026-" "it does not say kept"
must undo
is "$(dump | cksum)" "$before" "one step, one undo"
run close pia --as lost --why silent --drop-promises -n
is "$(dump | cksum)" "$before" "a rehearsal drops nothing"
run done $deck --drop --json
valid "done --drop --json"
is "$(json '$.dropped')" 1 "dropped"
run done $deck
exits 1 "once"
tells "was dropped on" "and how is said"
run close pia --as lost --why silent
says "open    #$answers" "closing names what is left"
run list pia overdue:yes --json
run undo 2
is "$(dump | cksum)" "$before" "undone"
run reopen ben --json
is "$(json '$.status') $(json '$.stage') $(json '$.cycle')" "active education 1" "a parked person resumes where he rested"
run close ben --as lost --why 'no decision' --json
valid "close --json"
is "$(json '$.status')" lost "closed"
run close ada --as churned --why x
exits 1 "churned only after commitment"
run close ada --as lost
exits 2 "why?"
tells "no decision" "the reasons are offered"
run close ada --as parked --why x
exits 2 "parked is no way to close"
run close ada --as nothing --why x
exits 2 "nor is nothing"
run move ben --stage selection
exits 1 "a closed journey does not move"
tells "reopen" "with the way out"
run move ada ben --stage selection
exits 1 "one of two refused"
tells "Ben" "is named"
run show ada --json
is "$(json '$.stage')" education "and the other was not touched"
run reopen ben --stage selection --moment one-to-one --json
is "$(json '$.cycle') $(json '$.stage') $(json '$.moment')" "2 selection one_to_one" "reopen begins a new cycle"
run reopen ben
exits 1 "an open journey cannot be reopened"
finish
