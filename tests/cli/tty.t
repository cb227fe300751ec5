#!/bin/sh
# On a terminal: the picker, the questions, the rehearsal of an import, colours. script(1) makes the terminal; what is typed comes once the question stands.
. tests/cli/lib.sh
if ! command -v script >/dev/null || ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    echo "1..0 # SKIP no script(1) that takes -qec"
    exit 0
fi
# typed TEXT ARGS…: runs on a terminal of 80 columns and types TEXT once something was printed that looks like a question.
typed() {
    text=$1
    shift
    command=$BOWLINE
    for word in "$@"; do command="$command '$word'"; done
    : >"$box/out"
    : >"$box/err"
    rm -f "$box/keys"
    mkfifo "$box/keys"
    script -qec "stty cols 80 rows 24; $command" /dev/null <"$box/keys" >"$box/out" 2>"$box/err" &
    pid=$!
    exec 3>"$box/keys"
    i=0
    while [ $i -lt 100 ] && kill -0 $pid 2>/dev/null; do
        grep -q '[?)\]] *$' "$box/out" && break
        tail -c 20 "$box/out" | grep -q '[])] $' && break
        sleep 0.05
        i=$((i + 1))
    done
    printf '%b' "$text" >&3
    wait $pid
    code=$?
    exec 3>&-
}
TERM=xterm
export TERM
must add 'Maya Chen' --company Northwind
must add 'Maya Lind'
typed '2\n' move maya --stage education
exits 0 "a number chooses"
says "1  Maya Chen, Northwind (#1, awareness)" "the first is offered"
says "2  Maya Lind (#2, awareness)" "the second too"
run show 2 --json
is "$(json '$.stage')" education "the chosen one moved"
run show 1 --json
is "$(json '$.stage')" awareness "the other did not"
typed '\n' move maya --stage selection
exits 4 "Enter leaves"
typed '9\n1\n' show maya
exits 0 "a number that is none is asked again"
typed '' move maya --stage selection --no-input
exits 4 "--no-input never asks"
says "bowline move 1 --stage selection --no-input" "and prints the commands"
dump >"$box/before"
typed 'n\n' log '@nora call -- hello'
exits 3 "an unknown person: no"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "nothing was written"
typed 'y\n' log '@nora call -- hello'
exits 0 "yes"
run show nora --json
is "$(json '$.conversations[0].text')" hello "is added, with the conversation"
printf 'Name,Email\nAnn,ann@x.example\nBob,bob@x.example\n' >"$box/a.csv"
dump >"$box/before"
typed 'n\n' import "$box/a.csv"
exits 0 "an import is rehearsed; no"
says "2 rows would give: 2 new" "what would happen is shown"
says "because" "with the mapping and its reasons"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "nothing was written"
typed 'y\n\n' import "$box/a.csv"
exits 0 "yes"
run show ann --json
is "$(json '$.emails[0]')" ann@x.example "is imported"
typed '' import "$box/a.csv"
exits 0 "the same file again asks nothing"
says "nothing would change" "and says so"
printf 'Name\nCarl\n' >"$box/c.csv"
typed '' import "$box/c.csv" -y
exits 0 "-y asks nothing"
esc=$(printf '\033')
typed '' list
grep -q "$esc\[" "$box/out"
ok "colours on a terminal"
typed '' list --no-color
! grep -q "$esc\[" "$box/out"
ok "--no-color"
TERM=dumb
typed '' list
! grep -q "$esc\[" "$box/out"
ok "TERM=dumb"
TERM=xterm
NO_COLOR=1
export NO_COLOR
typed '' list
! grep -q "$esc\[" "$box/out"
ok "NO_COLOR"
awk -v n=200 'BEGIN { for (i = 0; i < n; i++) printf "x" }' >"$box/x"
must add "Wide $(cat "$box/x")" --company "$(cat "$box/x")" --email wide@x.example
typed '' list
is "$(tr -d '\r' <"$box/out" | sed 's/[—…]/x/g' | awk 'length($0) > 82' | wc -l | tr -d ' ')" 0 "a list keeps within the window"
finish
