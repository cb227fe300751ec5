#!/bin/sh
# bowline next and bowline done
. tests/cli/lib.sh
must add 'Maya Chen'
run next maya send the deck --due fri
exits 0 "next"
says "promise #1    send the deck, due Fri 2026-11-27 (to Maya Chen)" "told, with the day in full"
run next maya 'security answers' --theirs --due 3d --json
valid "next --json"
is "$(json '$.text') $(json '$.due') $(json '$.theirs')" "security answers 2026-11-24 1" "theirs"
run show maya --json
is "$(json '$.next.id') $(json '$.next.text')" "2 security answers" "the next step is the earliest"
run next maya
exits 2 "promise what?"
run next nobody call
exits 3 "to whom?"
run next maya x --due 03/04
exits 2 "a day that may be either way round"
run done 2 --json
valid "done --json"
is "$(json '$.done_on')$(json '$.done')" "2026-11-21" "done today"
run done 2
exits 1 "done twice"
run done 99
exits 3 "no such promise"
run done
exits 2 "which?"
run done deck
exits 3 "a promise is a number or a person"
run done 1 --on tomorrow
exits 1 "kept ahead of time"
run done '#1' --on yesterday
exits 0 "kept yesterday"
says "kept Fri 2026-11-20" "told"
must next maya one
must next maya two
run done 3 4 --json
is "$(json '$[1].text')" two "several at once, an array"
must undo
run show maya --json
is "$(json '$.next.text')" one "one undo for both"
run done 3 99
exits 3 "one of two unknown"
run show maya --json
is "$(json '$.next.text')" one "nothing was done"
must add 'Una Vale'
must next una 'send the deck' --due fri --json
id=$(json '$.id')
run done "$id" "$id" --json
exits 0 "a promise named twice"
is "$(json '$[0].id')|$(json '$[1].id')" "$id|" "is kept once"
finish
