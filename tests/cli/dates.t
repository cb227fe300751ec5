#!/bin/sh
# Days: facts lie in the past, promises ahead; what was understood is always echoed. Today is Saturday 2026-11-21.
. tests/cli/lib.sh
must add Ada --on 2026-01-01
fact() { # fact TEXT DAY
    run move ada --moment connect --on "$1"
    says "$2" "--on '$1' is $2"
}
ahead() {
    run next ada x --due "$1"
    says "$2" "--due '$1' is $2"
}
fact 2026-11-02 2026-11-02
fact today 2026-11-21
fact yesterday 2026-11-20
fact fri 2026-11-20
fact sat 2026-11-21
fact 'nov 2' 2026-11-02
fact '2 nov' 2026-11-02
fact 3d 2026-11-18
fact 2w 2026-11-07
fact -2w 2026-11-07
ahead fri 'Fri 2026-11-27'
ahead sat 'Sat 2026-11-28'
ahead tomorrow 'Sun 2026-11-22'
ahead 'nov 2' 'Tue 2027-11-02'
ahead 3d 'Tue 2026-11-24'
ahead 2w 'Sat 2026-12-05'
ahead 2028-02-29 'Tue 2028-02-29'
run move ada --stage education --on 03/04
exits 2 "03/04 is refused"
tells 2026 "with what to type"
run move ada --stage education --on 2026-02-30
exits 2 "a day that is none"
run move ada --stage education --on 2026-11-22
exits 1 "a fact ahead"
tells 2026-11-22 "is named"
run move ada --stage education --on 'dec 24'
[ "$code" = 0 ]
ok "a day without a year is the latest one past"
BOWLINE_NOW=someday run list
BOWLINE_NOW=someday
run list
exits 2 "BOWLINE_NOW that is no time"
BOWLINE_NOW=2027-01-01T00:30
run review --json
is "$(json '$.week')" 2026-W53 "the week across New Year, ISO week 53"
unset BOWLINE_NOW
run where --json
is "$(json '$.today')" "$(date +%Y-%m-%d)" "without BOWLINE_NOW the clock"
finish
