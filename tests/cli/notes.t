#!/bin/sh
# Slips in a log line: what is no known word stays text, and it is said. And that ordinary lines say nothing of the kind.
. tests/cli/lib.sh
must add 'Jurgen Klein'
must add 'Maya Chen'

run log '@jurgen 45m call yesteday -- talked >selecton !send offer fryday'
exits 0 "the line is taken"
says "unread  yesteday: did you mean yesterday?" "a day of the head"
says "unread  >selecton: did you mean >selection?" "a state"
says "unread  fryday: did you mean friday?" "the day of a promise"
says "promise #" "the promise is kept"
silent "moved" "nobody is moved"
run log --json '@jurgen -- talked >selecton stage:educaton'
valid "JSON"
is "$(json '$.notes[0]')" ">selecton: did you mean >selection?" "notes in JSON"
is "$(json '$.notes[1]')" "stage:educaton: did you mean stage:education?" "the other spelling"

# TEXT that has to be told, and what of it
slip() {
    run log "$1"
    exits 0 "taken: $1"
    says "$2" "told: $2"
}
slip '@jurgen meetng -- numbers' 'meetng: did you mean meeting?'
slip '@jurgen 03/04 call -- numbers' '03/04: write '
slip '@jurgen 31 feb -- numbers' '31 feb: there is no such day'
slip '@jurgen 2026-13-01 numbers' '2026-13-01: there is no such day'
slip '@jurgen call -- x !send it 31 feb' '31 feb: there is no such day'
slip '@jurgen call -- x !send it 03/04' '03/04: write '
slip '@jurgen call -- x !send it tommorow' 'tommorow: did you mean tomorrow?'
slip '@jurgen -- x +outcoms' '+outcoms: did you mean +outcomes?'
slip '@jurgen -- x >education >selection' '>education: another stage is named later, selection counts'
slip '@jurgen -- x >outcomes' '>outcomes: outcomes is a moment: moment:outcomes'

quiet_line() {
    run log "$1"
    exits 0 "taken: $1"
    silent "unread" "nothing to say of: $1"
}
quiet_line '@maya called about the price, she not sure even of 24/7 support'
quiet_line '@maya call yesterday -- mondays are bad. !ring back at 3.5 percent #pricing "we >sell it"'
quiet_line '@maya not interested -- she said > 50 seats and +1'
quiet_line '@maya call -- went from a > b >bigger than >ever !send the deck someday'
quiet_line '@maya 3 days ago call -- fine !send deck in 3 days ~answers next week'
says "promise #" "three days ahead"
says "due Tue 2026-11-24" "in 3 days"
says "due Mon 2026-11-23" "next week"
says "2026-11-18" "3 days ago"

run log '@maya @jurgen call -- "we lose a day" !send case study fri ~numbers mon #pricing #beta'
says "tagged  #pricing #beta" "tags are told"
says "quote   “we lose a day”" "the quote is told"
says "to Maya: send case study, due Fri 2026-11-27" "to whom"
says "for Maya: numbers" "from whom"
run log '@maya call -- x !send case study 2026-11-01'
says "overdue from the start" "a promise in the past"
finish
