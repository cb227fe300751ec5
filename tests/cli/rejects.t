#!/bin/sh
# The file of rejects. As it was written it brings nobody in: every row is refused again, for the same reason, and stays one row. Mended by hand the rows come in whole.
. tests/cli/lib.sh
plain() { sed 's/^"*line [0-9]*: //' "$1"; } # without the numbers of lines, which differ
fresh() { rm -f "$BOWLINE_DB"* "$box"/r.csv "$box"/r2.csv "$box"/m.csv; }
title='not imported because'

# ---- every fixture that has rejects ----
unmended() { # FILE NAME
    fresh
    run import "$1" --json --rejects "$box/r.csv"
    [ "$code" = 5 ] || return 0
    rejected=$(json '$.rejected')
    withal=$((withal + 1))
    rm -f "$BOWLINE_DB"*
    run import "$box/r.csv" --rejects "$box/r2.csv" --report "$box/report.csv"
    is "$code $(grep -c '^[0-9]*,rejected,' "$box/report.csv") $(grep -vc '^[0-9]*,rejected,' "$box/report.csv")" "1 $rejected 1" "$2: each reject is one row, and nobody comes in"
    plain "$box/r.csv" >"$box/out"
    plain "$box/r2.csv" >"$box/err"
    cmp -s "$box/out" "$box/err"
    ok "$2: for the same reasons, with the same cells"
}
withal=0
for f in tests/fixtures/csv/*.csv tests/fixtures/wild/* tests/fixtures/many/*.csv tests/fixtures/talks/*.csv; do
    case $f in */people.txt) continue ;; esac
    unmended "$f" "$(basename "$f")"
done
[ $withal -ge 10 ]
ok "at least ten fixtures have rejects ($withal)"

# ---- every way to be refused ----
make_all() { # DELIMITER: a row of each kind; only Ann and Zoe are in order
    printf 'Name;Email;Phone;Note\nAnn Alpha;ann@x.example;;fine\nBob Beta;bob at x;;mail\nCid Gamma;cid@x.example;;one;two;three\n;;+49 30 1234567;nobody\nDee Delta;dee@x.example;;"open\nEva Epsilon;eva@x.example;;fine\nFay \000Zeta;fay@x.example;;nul\n"Gus" Eta;gus@x.example;"a"b"c\n' | tr ';' "$1"
    awk -v d="$1" 'BEGIN { printf "Hal Theta%shal@x.example%s%s", d, d, d; for (i = 0; i < 1100000; i++) printf "y"; print "" }'
    awk -v d="$1" 'BEGIN { printf "Ida Iota"; for (i = 0; i < 5000; i++) printf "%sz", d; print "" }'
    printf 'Zoe Omega;zoe@x.example;;last\n' | tr ';' "$1"
}
for d in , ';' "$(printf '\t')"; do
    fresh
    make_all "$d" >"$box/all.csv"
    run import "$box/all.csv" --rejects "$box/r.csv" --json
    rejected=$(json '$.rejected')
    is "$code $(json '$.rows') $(json '$.new') $((rejected >= 7))" "5 11 $((11 - rejected)) 1" "each kind is refused ($d)"
    rm -f "$BOWLINE_DB"*
    run import "$box/r.csv" --rejects "$box/r2.csv" --report "$box/report.csv"
    is "$code $(grep -c ,rejected, "$box/report.csv")" "1 $rejected" "and again as it was written ($d)"
    plain "$box/r.csv" >"$box/out"
    plain "$box/r2.csv" >"$box/err"
    cmp -s "$box/out" "$box/err"
    ok "for the same reasons ($d)"
done

# ---- mended by hand ----
comes_in() { # NAME SED: the rejects of list.csv, mended, are all in, and nothing of the reasons is
    run import "$box/list.csv" --rejects "$box/r.csv"
    is "$code" 5 "$1: refused"
    sed "$2" "$box/r.csv" >"$box/m.csv"
    run import "$box/m.csv" --json
    is "$code $(json '$.rejected') $(json '$.skipped')" "0 0 0" "$1: mended, it comes in"
    is "$(sqlite3 "$BOWLINE_DB" "SELECT count(*) FROM custom"; sqlite3 "$BOWLINE_DB" "SELECT count(*) FROM person WHERE coalesce(note,'') || name || coalesce(company,'') LIKE '%line %'")" "0
0" "$1: the reason is nobody's"
}
who() { run list "email:$1" --json; echo "$(json '$[0].name')|$(json '$[0].company')|$(json '$[0].phones[0]')|$(json '$[0].note')"; }
fresh
printf 'Name,Email,Phone,Company,Note\nAnn Alpha,ann@x.example,+49 30 1111111,Acme,hi\nBob Beta,bob at x,+49 30 2222222,Beta,note\n' >"$box/list.csv"
comes_in "an address" 's/,bob at x,/,bob@x.example,/'
is "$(who bob@x.example)" "Bob Beta|Beta|+49 30 2222222|note" "whole"
fresh
printf 'Name,Email,Phone,Company,Note\nAnn Alpha,ann@x.example,+49 30 1111111,Acme,hi\nBob Beta,bob@x.example,+49 30 2222222,Beta, Inc.,note\n' >"$box/list.csv"
comes_in "a cell too many" 's/,Beta,Inc\.,/,"Beta, Inc.",/'
is "$(who bob@x.example)" "Bob Beta|Beta, Inc.|+49 30 2222222|note" "whole"
fresh
printf 'Name,Email,Phone,Company,Note\nAnn Alpha,ann@x.example,+49 30 1111111,Acme,hi\nBob Beta,bob@x.example,+49 30 2222222,Beta,"called\nCid Gamma,cid@x.example,,,\n' >"$box/list.csv"
comes_in "a quote never closed" 's/,"as it stood: .*$//'
is "$(who bob@x.example)" "Bob Beta|Beta|+49 30 2222222|called" "whole"
fresh
printf 'Name,Email,Phone,Company,Note\nAnn Alpha,ann@x.example,+49 30 1111111,Acme,hi\nBob\000 Beta,bob@x.example,+49 30 2222222,Beta,note\n' >"$box/list.csv"
comes_in "a NUL" 's/,"as it stood: .*$//'
is "$(who bob@x.example)" "Bob Beta|Beta|+49 30 2222222|note" "whole"
fresh
printf 'Name;Email;Phone;Company;Note\nAnn Alpha;ann@x.example;+49 30 1111111;Acme;hi\n;;+49 30 2222222;Beta;a, b\n' >"$box/list.csv"
comes_in "nobody's name, and semicolons" 's/: ;;;/: ;Bob Beta;bob@x.example;/; s/address;;;/address;Bob Beta;bob@x.example;/'
is "$(who bob@x.example)" "Bob Beta|Beta|+49 30 2222222|a, b" "whole"

# ---- the file itself ----
is "$(head -n 1 "$box/r.csv")" "$(printf '\357\273\277')$title;Name;Email;Phone;Company;Note" "the reason first, a mark for spreadsheets, semicolons where the list had them"
run import "$box/m.csv" -n --json
is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT), '\$.mapping') WHERE value ->> 'column' LIKE '%because%'") $(json '$.header_line')" "0 1" "the reasons are no column"
# A list of the user's own with a column called so at its end is a list like any other: its column is theirs.
fresh
printf 'Name,Email,Reason\nAnn Alpha,ann@x.example,asked\nBob Beta,bob,moved\n' >"$box/list.csv"
run import "$box/list.csv" --rejects "$box/r.csv"
grep -q 'Bob Beta,bob,moved$' "$box/r.csv"
ok "a column Reason of the user's own is kept"
# What was said of the list's encoding is not said of its rejects, which are UTF-8.
fresh
printf 'Name,Email\nJos\216 Alpha,jose@x.example\nRen\216 Beta,rene\n' >"$box/list.csv"
run import "$box/list.csv" --encoding macintosh --rejects "$box/r.csv"
sed 's/,rene$/,rene@x.example/' "$box/r.csv" >"$box/m.csv"
must import "$box/m.csv"
is "$(who rene@x.example)" "René Beta|||" "rejects of a list in another encoding are read as what they are"
tail -c +4 "$box/m.csv" | sed 's/rene@/rene2@/; s/Beta/Zwei/' >"$box/m2.csv"
must import "$box/m2.csv"
is "$(who rene2@x.example)" "René Zwei|||" "also when a spreadsheet took the mark off"
# The column moved to the end by hand.
fresh
printf 'Name,Email,%s\nAnn Alpha,ann@x.example,line 2: Acme GmbH\nBob Beta,bob@x.example,line 3: Beta Inc\n' "$title" >"$box/m.csv"
run import "$box/m.csv" --json
is "$code $(json '$.mapping[2].field')" "0 " "moved elsewhere, the reasons are still nobody's"
finish
