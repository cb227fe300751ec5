#!/bin/sh
# Every file of tests/fixtures/csv: a second run changes nothing, undo leaves nothing, and people → csv → people → csv gives the same bytes.
. tests/cli/lib.sh
for f in tests/fixtures/csv/*.csv; do
    name=$(basename "$f" .csv)
    BOWLINE_DB=$box/$name.db
    run import "$f" --json
    case $code in
    0 | 5) ;;
    *)
        is "$(wc -l <"$box/out" | tr -d ' ')" 0 "$name: no list of people, and nothing made of it"
        continue
        ;;
    esac
    people=$(json '$.new')
    run list --json
    is "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('$box/out') AS TEXT))")" "$people" "$name: as many people as were told"
    dump >"$box/before"
    run import "$f" --json
    is "$(json '$.new') $(json '$.updated') $(json '$.step')" "0 0 " "$name: a second run changes nothing"
    dump >"$box/after"
    cmp -s "$box/before" "$box/after"
    ok "$name: nothing at all"
    run export -o "$box/1.csv"
    BOWLINE_DB=$box/$name.2.db
    run import "$box/1.csv" --json
    is "$code $(json '$.new')" "0 $people" "$name: what goes out comes in"
    run export -o "$box/2.csv"
    cmp -s "$box/1.csv" "$box/2.csv"
    ok "$name: and goes out the same"
    BOWLINE_DB=$box/$name.db
    must undo
    run list --json
    is "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('$box/out') AS TEXT))")" 0 "$name: undo leaves nobody"
    must doctor
done
finish
