#!/bin/sh
# Files as people have them (tests/fixtures/wild): what each becomes stands in people.txt there, a golden to be read (BLESS=1 writes it anew). Of each: the counts add up, the
# report has a line for every row, a rehearsal says what the import does, a second run changes nothing, rejects are read the way the file was, what goes out comes in the
# same, and undo leaves nobody.
. tests/cli/lib.sh
wild=tests/fixtures/wild
fresh() { rm -rf "$BOWLINE_DB"* "$box"/*.csv "$box"/before "$box"/after; }
# What was recognised, and a line for each person.
became() {
    sqlite3 :memory: "WITH j(j) AS (SELECT CAST(readfile('$box/summary') AS TEXT))
        SELECT printf('%s, %s, %s, header %s, days %s: %d rows, %d new, %d updated, %d unchanged, %d rejected, %d skipped, %d maybe, %d conflicts', coalesce(j ->> 'preset', 'no preset'),
            j ->> 'encoding', replace(coalesce(j ->> 'delimiter', 'none'), char(9), 'tab'), coalesce(j ->> 'header_line', 'none'), coalesce(j ->> 'date_order', '-'), j ->> 'rows', j ->> 'new',
            j ->> 'updated', j ->> 'unchanged', j ->> 'rejected', j ->> 'skipped', j ->> 'maybe', j ->> 'conflicts') FROM j;
        WITH j(j) AS (SELECT CAST(readfile('$box/summary') AS TEXT)) SELECT '    not taken: line ' || (value ->> 'line') || coalesce(', ' || (value ->> 'column'), '') || ': ' || (value ->> 'reason') FROM j, json_each(j, '\$.rejects');
        WITH j(j) AS (SELECT CAST(readfile('$box/summary') AS TEXT)) SELECT '    told: ' || value FROM j, json_each(j, '\$.asked');"
    run list --sort id --json --limit 12
    sqlite3 :memory: "SELECT printf('    %s (%s/%s) %s %s %s, %s, %s %s %s %s %s %s %s', value ->> 'name', coalesce(value ->> 'first_name', ''), coalesce(value ->> 'last_name', ''), value -> 'emails',
        value -> 'phones', value -> 'urls', coalesce(value ->> 'company', '-'), coalesce(value ->> 'title', '-'), value -> 'tags', value ->> 'stage', value ->> 'status',
        coalesce(value ->> 'first_contact', '-'), coalesce(value -> 'note', '-'), value -> 'custom') FROM json_each(CAST(readfile('$box/out') AS TEXT))"
}
same_summary() { sed 's/"seconds":[^,]*,"step":[^,]*,"dry_run":[^,]*//' "$1"; }
whole() { # whole FILE NAME: what must hold of every file that can be read
    run import "$1" --json -n
    same_summary "$box/out" >"$box/rehearsed"
    [ ! -e "$BOWLINE_DB" ] || echo "$2: a rehearsal wrote"
    run import "$1" --json --report "$box/report.csv" --rejects "$box/rejects.csv"
    cp "$box/out" "$box/summary"
    same_summary "$box/out" | cmp -s - "$box/rehearsed" || echo "$2: the rehearsal said something else"
    sqlite3 :memory: "WITH j(j) AS (SELECT CAST(readfile('$box/out') AS TEXT)) SELECT '$2: rows do not add up' FROM j WHERE (j ->> 'rows') <> (j ->> 'new') + (j ->> 'updated') + (j ->> 'unchanged') + (j ->> 'rejected') + (j ->> 'skipped')"
    rows=$(json '$.rows') rejected=$(json '$.rejected') new=$(json '$.new')
    told=$(grep -cE '^[0-9]+,(new|updated|unchanged|rejected|skipped),' "$box/report.csv")
    [ "$told" = "$rows" ] || echo "$2: $told rows in the report, $rows in the file"
    became >"$box/became"
    run export --format jsonl -o "$box/before"
    run import "$1" --json
    [ "$(json '$.new') $(json '$.updated') $(json '$.step')" = "0 0 " ] || echo "$2: a second run changes something"
    run export --format jsonl -o "$box/after"
    cmp -s "$box/before" "$box/after" || echo "$2: the second run left something"
    if [ "$rejected" -gt 0 ]; then
        run import "$box/rejects.csv" --json -n
        [ "$code" = 1 ] || [ "$(json '$.rows')" = "$rejected" ] || echo "$2: the rejects have other rows than were rejected"
    fi
    run export -o "$box/1.csv"
    BOWLINE_DB=$box/other.db
    run import "$box/1.csv" --json
    [ "$code $(json '$.new')" = "0 $new" ] || echo "$2: what goes out does not come in"
    run export -o "$box/2.csv"
    cmp -s "$box/1.csv" "$box/2.csv" || echo "$2: what came in does not go out the same"
    rm -f "$BOWLINE_DB"*
    BOWLINE_DB=$box/b.db
    run undo
    run list --json
    [ "$(tr -d ' \n' <"$box/out")" = '[]' ] || echo "$2: undo leaves somebody"
}
: >"$box/people"
for f in "$wild"/*; do
    name=$(basename "$f")
    case $name in people.txt | own_*) continue ;; esac
    fresh
    run import "$f" --json -n
    echo "$name" >>"$box/people"
    case $code in
    0 | 5)
        whole "$f" "$name" >"$box/wrong"
        cat "$box/became" >>"$box/people"
        cp "$box/wrong" "$box/err"
        [ ! -s "$box/wrong" ]
        ok "$name"
        ;;
    *)
        sed "s|$wild/||; s/^bowline: /    /" "$box/err" >>"$box/people"
        [ ! -e "$BOWLINE_DB" ]
        ok "$name: refused, nothing written"
        ;;
    esac
done
[ -z "${BLESS:-}" ] || cp "$box/people" "$wild/people.txt"
diff "$wild/people.txt" "$box/people" >"$box/err"
ok "each becomes what people.txt says"
finish
