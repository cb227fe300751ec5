#!/bin/sh
# Reading, attacked: files that are changed while they are used, files that are no files, and files cut, doubled and glued. Never a crash, never a row that is not told.
. tests/cli/lib.sh

# ---- the file that is read is never written
printf 'Name,Email\nAnn,ann@x.example\nBob,b\n' >"$box/a.csv"
cp "$box/a.csv" "$box/same.csv"
for option in rejects report; do
    run import "$box/a.csv" --$option "$box/a.csv"
    exits 2 "--$option onto the file that is imported is refused"
    cmp -s "$box/a.csv" "$box/same.csv"
    ok "and the file is as it was"
done
ln "$box/a.csv" "$box/link.csv"
run import "$box/a.csv" --rejects "$box/link.csv"
exits 2 "under another name, too"
tells "is the file that is imported" "and says so"
run import "$box/a.csv" --rejects "$box/r.csv" --report "$box/r.csv"
exits 2 "rejects and report are two files"
[ ! -e "$BOWLINE_DB" ]
ok "nothing was imported"

# ---- changed while it is read
awk 'BEGIN { print "Name,Email"; for (i = 0; i < 400000; i++) printf "Ann %d,ann%d@x.example\n", i, i }' >"$box/grows.csv"
"$BOWLINE" import "$box/grows.csv" >"$box/out" 2>"$box/err" </dev/null &
pid=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    kill -0 "$pid" 2>/dev/null || break
    printf 'Zoe,zoe@x.example\n' >>"$box/grows.csv"
    sleep 0.02
done
wait "$pid"
code=$?
is "$code" 1 "a file that grows while it is read is refused"
tells "changed while it was read; nothing was imported" "and says so"
is "$(sqlite3 "$BOWLINE_DB" 'SELECT count(*) FROM person')" 0 "nobody is in"
rm -f "$BOWLINE_DB"* "$box/grows.csv"

# ---- no files
mkdir "$box/dir"
mkfifo "$box/fifo"
run import "$box/dir"
tells "is a directory" "a directory"
printf 'Name,Email\nAnn,ann@x.example\n' >"$box/fifo" &
run import "$box/fifo" -n
says "1 row would give: 1 new" "a pipe with a name"
wait
run import /dev/zero -n
tells "is no text" "what never ends is not read to its end"
: >"$box/nothing.csv"
run import "$box/nothing.csv"
tells "is empty" "nothing at all"

# ---- sizes
awk 'BEGIN { printf "Name,Email"; for (i = 0; i < 10000; i++) printf ",c%d", i; print ""; print "Ann,ann@x.example" }' >"$box/wide.csv"
run import "$box/wide.csv" -n
exits 2 "ten thousand columns"
tells "10002 columns, more than the 4096" "by their number"
tells "leave out" "with the way out"
awk 'BEGIN { print "Name,Email,Note"; printf "Ann,ann@x.example,\""; for (i = 0; i < 3000000; i++) print "y"; print "\"\nBob,bob@x.example,ok" }' >"$box/giant.csv"
run import "$box/giant.csv" --json --rejects "$box/r.csv"
is "$code $(json '$.rows') $(json '$.new') $(json '$.rejected')" "5 2 1 1" "a giant cell costs its row alone"
is "$(json '$.rejects[0].reason')" "longer than 1 MiB, as if a quote were opened and never closed" "with the reason"
[ "$(wc -c <"$box/r.csv")" -lt 100000 ]
ok "and its reject is one that can be opened"

# ---- fixtures cut, doubled, glued: rows add up, a rehearsal says the same, rejects stay out
rows_hold() { # NAME
    rm -f "$BOWLINE_DB"* "$box/r.csv" "$box/r2.csv"
    run import "$box/m.csv" --json -n
    first="$code $(sed 's/"seconds":[^,]*,"step":[^,]*,"dry_run":[^,]*//' "$box/out")"
    run import "$box/m.csv" --json --rejects "$box/r.csv"
    case $code in
    1 | 2)
        [ -s "$box/err" ] || echo "$1: refused without a word"
        return
        ;;
    0 | 5) ;;
    *)
        echo "$1: exit $code"
        return
        ;;
    esac
    [ "$first" = "$code $(sed 's/"seconds":[^,]*,"step":[^,]*,"dry_run":[^,]*//' "$box/out")" ] || echo "$1: the rehearsal said something else"
    [ "$(json '$.rows')" = $(($(json '$.new') + $(json '$.updated') + $(json '$.unchanged') + $(json '$.rejected') + $(json '$.skipped'))) ] || echo "$1: rows do not add up"
    [ "$code" = 5 ] || return
    rejected=$(json '$.rejected')
    rm -f "$BOWLINE_DB"*
    run import "$box/r.csv" --report "$box/report.csv"
    [ "$code" = 1 ] || echo "$1: of $rejected rejects some come in"
    rm -f "$box/report.csv"
}
: >"$box/wrong"
for f in tests/fixtures/wild/hubspot_view.csv tests/fixtures/wild/google_forms.csv tests/fixtures/wild/russian_cp1251.csv tests/fixtures/talks/messages_13.csv; do
    n=$(wc -c <"$f")
    name=$(basename "$f")
    for at in 3 5 7; do
        head -c $((n * at / 9)) "$f" >"$box/m.csv" && rows_hold "$name cut at $at/9"
        { head -c $((n * at / 9)) "$f"; printf '"'; tail -c +$((n * at / 9 + 1)) "$f"; } >"$box/m.csv" && rows_hold "$name with a quote at $at/9"
        { head -c $((n * at / 9)) "$f"; printf '\0\357\273\277'; tail -c +$((n * at / 9 + 1)) "$f"; } >"$box/m.csv" && rows_hold "$name with a NUL and a mark at $at/9"
    done
    { head -n 1 "$f"; head -n 1 "$f"; cat "$f"; } >"$box/m.csv" && rows_hold "$name with its header three times"
    awk '{ print; print }' "$f" >"$box/m.csv" && rows_hold "$name with every line twice"
    { printf '"'; cat "$f"; printf '"'; } >"$box/m.csv" && rows_hold "$name in quotes"
done >"$box/wrong"
is "$(cat "$box/wrong")" "" "cut, quoted, with NULs, marks, headers and lines twice"
finish
