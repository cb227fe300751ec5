#!/bin/sh
# bowline map
. tests/cli/lib.sh
run map
exits 0 "a map without a file"
says "nobody is here yet: bowline add NAME" "says how to begin"
must add Maya --stage selection --moment one-to-one --on 2026-11-01
run map
says "1 in selection never had an outcomes talk" "a map of one"
must add Tom --stage selection --moment connect --on 2026-11-02
must add Ada --stage awareness --on 2026-11-01
must move tom --moment outcomes
must add Gus --stage growth --moment educate --on 2026-11-03
must add Hal --stage selection --moment outcomes --on 2026-11-03
must close hal --as lost --why timing
run map
says "one to one          0          0       1 ○1" "a cell, and who passed over it"
says "1 in selection never had an outcomes talk: Maya" "a gap is a sentence"
says "1 in selection never had a one-to-one: Tom" "each moment by itself"
says "1 in growth never confirmed a result of their own: Gus" "and each stage"
says "map --gap selection outcomes" "with the command that lists it"
run map --plain
says "selection: 2, connect 1, community 0, one to one 1, outcomes 1, educate 0, badass 0." "sentences"
run map --gap selection outcomes
says "Maya" "the people of a gap"
silent "Tom" "and nobody else"
run map --gap selection/one-to-one
says "Tom" "written in one"
run map --gap selection
says "Maya" "all gaps of a stage"
says "Tom" "all of them"
run map --gap badass
says "Gus" "a moment wherever it was passed over"
run map --gap selection nowhere
exits 2 "no such moment"
run map there
exits 2 "no words"
run map --json
valid "map --json"
is "$(json '$.stages[2].people') $(json '$.stages[2].visited.outcomes') $(json '$.stages[2].gaps.outcomes') $(json '$.gaps[0].moment') $(json '$.gaps[0].longest[0]')" \
    "2 1 1 one_to_one 2" "as data"

# ---- the numbers are lists ----
run list stage:selection visited:outcomes
says "Tom" "a cell as a filter"
silent "Maya" "nobody else"
run list stage:selection visited!=outcomes
says "Maya" "the others"
run list gap:yes
says "Maya" "everybody with a gap"
silent "Ada" "nobody without"
run list gap:no stage:awareness
says "Ada" "nobody is missed too early"
run list 'gap:outcomes or gap:badass'
says "Gus" "gaps by moment"
run list 'visited:>outcomes'
exits 2 "a moment that was visited has no order"

# ---- a passed-over moment made good, and undone ----
must log '@maya call today -- agreed on a date +outcomes'
run map --gap selection outcomes
silent "Maya" "made good"
must undo
run map --gap selection outcomes
says "Maya" "and taken back"
# a new cycle begins with nothing behind it
must reopen hal --stage selection --moment one-to-one
run list gap:outcomes
says "Hal" "what was in an earlier cycle does not count"
finish
