#!/bin/sh
# Whom of an import one has talked to: the filter import:, coming into play by command, and the question on a terminal.
. tests/cli/lib.sh
printf 'Name,Email,Connected On,Company\nAnn Lee,ann@x.example,2026-05-01,Acme\nBob Ray,bob@x.example,2026-07-01,\nCleo,cleo@x.example,,Zed\n' >"$box/a.csv"
printf 'Name,Email,Phone\nZed Own,,+46700000001\nDora,dora@x.example,\nAnn Lee,ann@x.example,\n' >"$box/b.csv"
ids() { run list "$@" --sort id --json; sqlite3 :memory: "SELECT group_concat(value ->> 'id', ' ') FROM json_each(CAST(readfile('$box/out') AS TEXT))"; }

run list import:last
exits 3 "nothing was imported yet"
tells "bowline import FILE.csv" "and what to do is said"
must add 'Zed Own'
must import "$box/a.csv"
is "$(ids import:last)" "2 3 4" "import:last lists whom it added"
must import "$box/b.csv"
is "$(ids import:last)" "1 5" "and whom it filled, without those of whom it said nothing new"
is "$(ids import:2)" "2 3 4" "a step by its number"
is "$(ids import:2,3)" "1 2 3 4 5" "several"
is "$(ids 'import!=2')" "1 5" "everybody else"
is "$(ids import:2 company:acme)" "2" "together with another test"
run list import:1
exits 3 "a step that is no import"
tells "step 1 is no import" "is said so"
run list 'import:>2'
exits 2 "it cannot be compared"
run list import:soon
exits 2 "nor be a word"
tells "import is last, or the number of a step" "and what it can be is said"
must undo
run list import:3
exits 3 "an import that was undone"
is "$(ids import:last)" "2 3 4" "is not the last one"
must forget 'Bob Ray' --yes
is "$(ids import:2)" "2 4" "somebody forgotten is gone from it"

is "$(ids play:yes)" "1" "nobody comes into play by being imported"
dump >"$box/before"
run edit --where 'import:last company:acme' --in-play -n
exits 0 "a rehearsal"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "writes nothing"
run edit --where 'import:last company:acme' --in-play
exits 0 "edit --in-play"
says "Ann Lee: in play" "says who"
is "$(ids play:yes)" "1 2" "they are in play"
run edit ann --in-play
says "nothing changed" "once is enough"
run undo --list
says "in play: Ann Lee" "a step of its own"
must edit --where import:2 --in-play
run undo --list
says "in play: 2 people" "or of several"
must undo 2
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "undo gives the former state"
run edit ann --in-play --json
is "$(json '$.in_play')" 1 "as JSON"
must undo

if command -v script >/dev/null && script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    TERM=xterm
    export TERM
    # answer WORD…: imports on a terminal; each WORD is typed when a question stands.
    answer() {
        file=$1
        shift
        : >"$box/out"
        rm -f "$box/keys"
        mkfifo "$box/keys"
        script -qec "stty cols 80 rows 24; $BOWLINE import '$file'" /dev/null <"$box/keys" >"$box/out" 2>&1 &
        pid=$!
        exec 3>"$box/keys"
        for word in "$@"; do
            i=0
            while [ $i -lt 200 ] && kill -0 $pid 2>/dev/null; do
                tail -c 60 "$box/out" | grep -q '[])] [a-z]* *$' && break
                sleep 0.05
                i=$((i + 1))
            done
            printf '%b' "$word" >&3
            sleep 0.1
        done
        wait $pid
        code=$?
        exec 3>&-
    }
    export BOWLINE_DB="$box/two.db"
    answer "$box/a.csv" 'y\n' '\n'
    exits 0 "the question, left with Enter"
    says "Who of these have you really talked to this quarter?" "is asked"
    grep -q '1  Bob Ray' "$box/out"
    ok "the latest contact first"
    is "$(ids play:yes)" "" "and nobody comes into play"
    must undo
    answer "$box/a.csv" 'y\n' '7\n' '1-2\n' 'cle\n' '1\n' '\n'
    exits 0 "numbers, a range, a name"
    says "the numbers go from 1 to 3" "a number that is none is told"
    says "in play 3 people" "they come into play"
    is "$(ids play:yes)" "4 5 6" "all three"
    run undo
    says "in play: 3 people" "as one step"
    must undo
    run import "$box/a.csv" --yes
    silent "really talked" "without a terminal nothing is asked"
fi
finish
