#!/bin/sh
# The conversation of an import on a terminal: questions once each, any guess changed with the rehearsal shown again, agreement, leaving. script(1) makes the terminal.
. tests/cli/lib.sh
if ! command -v script >/dev/null || ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    echo "1..0 # SKIP no script(1) that takes -qec"
    exit 0
fi
# talk LINES ARGS…: a terminal of 110 columns; each line is typed once another question stands.
talk() {
    lines=$1
    shift
    command=$BOWLINE
    for word in "$@"; do command="$command '$word'"; done
    : >"$box/out"
    : >"$box/err"
    rm -f "$box/keys"
    mkfifo "$box/keys"
    timeout 30 script -qec "stty cols 110 rows 50 -echo; $command" /dev/null <"$box/keys" >"$box/out" 2>"$box/err" &
    pid=$!
    exec 3>"$box/keys"
    seen=0
    printf '%s\n' "$lines" >"$box/lines"
    while IFS= read -r line; do
        i=0
        while [ $i -lt 200 ] && kill -0 $pid 2>/dev/null; do
            n=$(wc -c <"$box/out")
            [ "$n" -gt "$seen" ] && tail -c 2 "$box/out" | grep -q '[])] $' && break
            sleep 0.02
            i=$((i + 1))
        done
        seen=$(wc -c <"$box/out")
        printf '%s\n' "$line" >&3 2>/dev/null
    done <"$box/lines"
    wait $pid
    code=$?
    exec 3>&-
}
trap '' PIPE
TERM=xterm
export TERM
cat >"$box/a.csv" <<'EOF'
Name,Email,Title,Stage,Connected on
Maya Chen,maya@x.example,Ops,Warm,03/04/2024
Tom Reed,tom@x.example,CTO,Cold,05/06/2024
Ann Lee,ann@x.example,CFO,Warm,07/08/2024
EOF
dump >"$box/before"
talk '


n' import "$box/a.csv"
exits 0 "all left open, and no"
says 'Stage, 2 rows: "Warm" is no stage' "an unknown status is asked about, with its rows"
says 'Connected on, line 2: "03/04/2024" may be day or month first' "and days that may be either way round"
is "$(grep -c 'which stage?' "$box/out")" 2 "each once"
is "$(grep -c 'would give' "$box/out")" 1 "nothing said, nothing rehearsed again"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "no is no"
talk 'wurm
selection
none
m
y
' import "$box/a.csv"
exits 0 "answers"
says "it is one of awareness" "what is no stage is asked again"
is "$(grep -c 'would give' "$box/out")" 2 "the rehearsal is shown again"
is "$(awk '/would give/ { n++ } n == 2 && /left out/' "$box/out")" "" "with nothing left out"
run show maya --json
is "$(json '$.stage')" selection "the answer moves"
is "$(json '$.first_contact')" 2024-03-04 "days are read as said"
run show tom --json
is "$(json '$.stage')" awareness "none is none"
printf 'Name,Email,Title,Stage,Connected on\nBob Ray,bob@x.example,CEO,Cold,01/02/2024\n' >"$box/b.csv"
talk 'y
' import "$box/b.csv"
exits 0 "the next such list"
silent "which stage?" "asks none of it again"
says 'as you said on 21 Nov: "Cold" in Stage is none' "and says why"
# Changing guesses.
printf 'Name;Mail;Where;Since;Mood\nEl\366 Fay;elo@x.example;Acme;03.04.2024;Odd\n' >"$box/c.csv"
talk 'c
3 company
5 = custom.mood
encoding iso-8859-1
9 email
Mood = nonsense

c
delimiter ,

c
Mood = skip
conflicts replace

y
' import "$box/c.csv"
exits 0 "changes"
says 'there is no column "9"' "a column that is not there is told"
is "$(grep -c 'would give' "$box/out")" 4 "each round is rehearsed; one that cannot be is taken back"
says "the file has no such column" "with its reason"
run show elo --json
is "$(json '$.name')" "Elö Fay" "another encoding"
is "$(json '$.company')" Acme "another field"
is "$(json '$.custom.mood')$(json '$.custom.nonsense')" "" "a change may be changed again"
run export --format jsonl
grep -q '"what":"map","key":"where","value":"company"' "$box/out"
ok "what was changed is remembered"
printf 'Name;Mail;Where;Since;Mood\nFay Oak;fay@x.example;Acme;03.04.2024;Odd\n' >"$box/c.csv"
talk 'c
afresh

n' import "$box/c.csv"
says "as you said on 21 Nov" "it is used"
is "$(tr -d '\r' <"$box/out" | grep -c '3  *Where *not used')" 1 "until one begins afresh"
# A file nobody understands.
printf 'pear,red\nplum,blue\n' >"$box/d.csv"
talk '1

y
' import "$box/d.csv"
exits 0 "a file without any known column is asked about"
run list plum --json
is "$(json '$[0].name')" plum "and goes in"
talk '

' import "$box/d.csv" --afresh
exits 2 "nothing said: it fails"
# Many unknown words: a dozen are asked about.
awk 'BEGIN { print "Name,Email,Stage"; for (i = 0; i < 20; i++) print "P" i " Q,pq" i "@x.example,word " i }' >"$box/m.csv"
talk '











growth
n' import "$box/m.csv"
is "$(grep -c 'which stage?' "$box/out")" 12 "not everything is asked"
says "8 more words of that kind are left out" "and it is said"
says "stages: awareness education" "which stages there are stands above"
# Nobody is asked without a terminal, or with --no-input.
run import "$box/a.csv" --afresh
silent "which" "no terminal, no question"
exits 0 "and no failure"
talk '' import "$box/a.csv" --afresh --no-input
silent "which" "--no-input never asks"
# Progress: on a terminal only, and Ctrl-C leaves everything as it was.
awk 'BEGIN { print "First Name,Last Name,URL,Email Address,Company,Position,Connected On"; for (i = 0; i < 150000; i++) print "P" i ",Lee,https://www.linkedin.com/in/p" i ",,Acme " i % 999 ",CTO,12 Mar 2024" }' >"$box/big.csv"
dump >"$box/before"
rm -f "$box/keys"
mkfifo "$box/keys"
: >"$box/out"
timeout 120 script -qec "stty cols 110 rows 50 -echo; $BOWLINE import $box/big.csv -y" /dev/null <"$box/keys" >"$box/out" 2>"$box/err" &
pid=$!
exec 3>"$box/keys"
i=0
while [ $i -lt 1000 ] && kill -0 $pid 2>/dev/null; do
    grep -q ' rows, [0-9]* a second, [0-9]* s left' "$box/out" && break
    sleep 0.02
    i=$((i + 1))
done
printf '\003' >&3
wait $pid
code=$?
exec 3>&-
grep -q ' rows, [0-9]* a second, [0-9]* s left' "$box/out"
ok "rows, rate and time left"
exits 130 "Ctrl-C interrupts"
says "the file is as it was before" "and says so"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "it is"
run import "$box/big.csv" -n
exits 0 "no terminal"
silent "a second" "no progress"
run doctor
exits 0 "the book balances"
finish
