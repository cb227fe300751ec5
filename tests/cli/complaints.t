#!/bin/sh
# What people say of other importers (tests/README.md has the list), tried here.
. tests/cli/lib.sh
fresh() { rm -rf "$BOWLINE_DB"*; }
count() { sqlite3 :memory: "SELECT json_array_length(CAST(readfile('$box/out') AS TEXT))"; }
people() {
    run list --json
    count
}
# 1: the same people under another id are the same people.
fresh
printf 'Record ID,First Name,Last Name,Email,Lead Status\n1,Ann,Lee,ann@x.example,NEW\n' >"$box/a.csv"
printf 'Record ID,First Name,Last Name,Email,Lead Status\n977,Ann,Lee,ANN@x.example,NEW\n' >"$box/b.csv"
must import "$box/a.csv"
run import "$box/b.csv" --json
is "$(json '$.unchanged')$(people)" 11 "1: known by the address, not by a foreign id"
# 2: the same address or phone twice within one file is one person, who can be edited.
fresh
printf 'Name,Email,Phone\nAnn,ann@x.example,+49 30 1234567\nAnn Lee,Ann@X.example,\nA. Lee,,+493012 34567\n' >"$box/a.csv"
run import "$box/a.csv" --json
is "$(json '$.new') $(people)" "1 1" "2: twice in one file is once in the book"
must edit 1 --title CTO
run show 1 --json
is "$(json '$.title')" CTO "2: and may be edited"
# 3: one undo, however many.
fresh
awk 'BEGIN { print "Name,Email"; for (i = 0; i < 6000; i++) print "P " i ",p" i "@x.example" }' >"$box/many.csv"
must add 'Maya Chen'
dump >"$box/before"
must import "$box/many.csv"
must add 'Tom Reed'
must undo
must undo
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "3: six thousand rows are taken back at once"
# 4 and 5: bad rows stop nothing, and every one is told.
fresh
awk 'BEGIN { print "Name,Email"; for (i = 0; i < 1500; i++) print "P " i "," (i % 3 ? "p" i "@x.example" : "bad " i) }' >"$box/bad.csv"
run import "$box/bad.csv" --json --rejects "$box/rejects.csv" --report "$box/report.csv"
is "$code $(json '$.new') $(json '$.rejected')" "5 1000 500" "4: a bad row costs itself"
is "$(wc -l <"$box/rejects.csv" | tr -d ' ')" 501 "5: all of them are in the file of rejects"
is "$(grep -c '^[0-9]*,rejected,.*is not an e-mail address' "$box/report.csv")" 500 "5: and in the report, with the reason"
is "$(json '$.rejects[499].line')" 1499 "5: and in the summary, with their lines"
# 6: what cannot be read is left out and told, never bent.
fresh
printf 'Name,Email,Created\nAnn,ann@x.example,soon\nBob,bob@x.example,31.02.2024\nCat,cat@x.example,2030-01-01\n' >"$box/a.csv"
run import "$box/a.csv" --json
is "$(json '$.asked[0]')" 'Created, line 2 (2 rows): “soon” is no date (write it as 2026-03-31)' "6: no date is told"
is "$(json '$.asked[1]')" 'Created, line 4: “2030-01-01” lies in the future (--date-order, if day and month are swapped)' "6: nor one that cannot have been"
run list --json
is "$(json '$[0].first_contact')$(json '$[1].first_contact')$(json '$[2].first_contact')" "" "6: and nobody was met on a made-up day"
# 7: counts are true.
fresh
printf 'Name,Email\nAnn,ann@x.example\nAnn,ann@x.example\n,\nBob,not an address\nCat,cat@x.example\n' >"$box/a.csv"
run import "$box/a.csv" --json
is "$(json '$.rows') $(json '$.new') $(json '$.updated') $(json '$.unchanged') $(json '$.rejected') $(json '$.skipped') $(people)" "5 2 0 1 1 1 2" "7: rows add up, and people are as many"
# 8: nothing usable is no success.
fresh
printf 'Notes:\n"Some long words, about connections"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Lee,,,Acme,CTO,12 Mar 2024\n' >"$box/a.csv"
run import "$box/a.csv" --json
is "$code $(json '$.new')" "0 1" "8: a preamble is passed over"
printf 'Name,Email\nBob,nope\n' >"$box/a.csv"
run import "$box/a.csv"
exits 1 "8: no row taken is no success"
tells "no row can be used" "8: and says so"
# 12: the order of days is one for the whole column; years of two digits lie behind us.
fresh
printf 'Name,Email,Created\nAnn,ann@x.example,03/04/2024\nBob,bob@x.example,05/06/2024\nCat,cat@x.example,25/12/2023\nDan,dan@x.example,07/08/98\nEve,eve@x.example,1 Mar 2024\n' >"$box/a.csv"
run import "$box/a.csv" --json
is "$(json '$.date_order')" dmy "12: one value decides for all"
run list --sort id --json
is "$(json '$[0].first_contact') $(json '$[1].first_contact') $(json '$[3].first_contact') $(json '$[4].first_contact')" "2024-04-03 2024-06-05 1998-08-07 2024-03-01" "12: no row flips, no year to come"
printf 'Name,Email,Created\nFay,fay@x.example,03/04/2024\n' >"$box/b.csv"
run import "$box/b.csv" --json
is "$(json '$.questions[0].kind')" date_order "12: and where none decides it is asked"
# 14: zeros in front stay, a ruined number is told.
fresh
printf 'Name,Email,Phone,Customer no\nAnn,ann@x.example,0301234567,000123\nBob,bob@x.example,4.47E+11,7\n' >"$box/a.csv"
run import "$box/a.csv" --map 'custom.number=Customer no' --json
is "$(json '$.asked[0]')" 'Phone, line 3: “4.47E+11” is a phone number that a spreadsheet has ruined (make its column text there, and enter it again)' "14: what a spreadsheet ruined is told"
run show ann --json
is "$(json '$.phones[0]')$(json '$.custom.number')" 0301234567000123 "14: zeros stay"
# 15: a column is a field or is told as not used; no field of one's own is made by itself.
fresh
printf 'Name,E-mail,Mobile Phone,Shoe size\nAnn,ann@x.example,+49 30 1,38\n' >"$box/a.csv"
run import "$box/a.csv" --json
is "$(json '$.mapping[2].field') $(json '$.mapping[3].field') $(json '$.mapping[3].reason')" "phone  not used" "15: phones are phones, the rest is said to be unused"
run show ann --json
is "$(json '$.custom')" "{}" "15: and nothing was made up"
# 18: consent is not read from a file, and nobody who left comes back by one.
fresh
printf 'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS\nann@x.example,Ann,Lee,2,2024-01-02 10:00:00,2024-02-02 10:00:00,May,1,x,,1,2,,\nbob@x.example,Bob,Ray,2,2024-01-02 10:00:00,2024-02-02 10:00:00,May,1,x,,1,2,,\n' >"$box/a.csv"
must add 'Ann Lee' --email ann@x.example --stage selection
must close ann --as lost --why "asked to be left alone"
run import "$box/a.csv" --json
run show ann --json
is "$(json '$.status')" lost "18: who was let go stays so"
run show bob --json
is "$(json '$.stage')$(json '$.in_play')" awareness0 "18: a list says nothing of consent, and brings nobody into play"
# 19: no limit of rows (see also the bench).
fresh
awk 'BEGIN { print "Name,Email"; for (i = 0; i < 30000; i++) print "P " i ",p" i "@x.example" }' >"$box/many.csv"
run import "$box/many.csv" --json
is "$(json '$.new')" 30000 "19: as many rows as there are"
# 20: a rehearsal is the import.
for options in "" "--delimiter ;" "--encoding windows-1252" "--date-order dmy"; do
    for f in tests/fixtures/csv/*.csv "$box/bad.csv" "$box/a.csv"; do
        fresh
        # shellcheck disable=SC2086
        run import "$f" --json -n $options
        a="$code $(sed 's/"seconds":[^,]*,"step":[^,]*,"dry_run":[^,]*//' "$box/out")"
        # shellcheck disable=SC2086
        run import "$f" --json $options
        [ "$a" = "$code $(sed 's/"seconds":[^,]*,"step":[^,]*,"dry_run":[^,]*//' "$box/out")" ] || echo "$f $options" >>"$box/differ"
    done
done
[ ! -s "$box/differ" ]
ok "20: a rehearsal says what the import does"
# And: an empty header, tags with signs in them.
fresh
printf ',Email,Tags\nAnn,ann@x.example,"R&D, ""quoted"", a;b"\n' >"$box/a.csv"
run import "$box/a.csv" --json
is "$(json '$.new')" 1 "+: an empty header cell stops nothing"
run import "$box/a.csv" --json
is "$(json '$.unchanged')" 1 "+: and tags with signs are the same the second time"
run doctor
exits 0 "+: what a search looks at is what stands in the row"
finish
