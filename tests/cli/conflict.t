#!/bin/sh
# What differs, what becomes of it, and the two files an import writes: rows it refused, and what became of every row.
. tests/cli/lib.sh
must add 'Maya Chen' --email maya@x.example --company Northwind
cat >"$box/old.csv" <<'EOF'
First Name,Last Name,Email,Company,Title,Note,Team,Tags,Created
Tom,Reed,tom@x.example,Acme,CTO,met at the fair,red,a,2024-05-01
Ann,Lee,ann@x.example,Acme,,,,,
EOF
cat >"$box/new.csv" <<'EOF'
First Name,Last Name,Email,Company,Title,Note,Team,Tags,Created
Tommy,Reed,tom@x.example,Beta,CEO,left Acme,blue,b,2023-04-02
Ann,Lee,ann@x.example,,CFO,,,,
Maya,Chen,maya@x.example,Southwind,COO,,,,
EOF
must import "$box/old.csv" --map custom.team=Team
run import "$box/new.csv" --json
is "$(json '$.conflicts')$(json '$.replaced')" 20 "by itself what is known is kept"
run show tom --json
is "$(json '$.company')$(json '$.title')$(json '$.note')$(json '$.custom.team')" "AcmeCTOmet at the fair
left Acmered" "every field of it, but a note, which is written under the one there"
is "$(json '$.tags[1]')" b "tags come together"
run show ann --json
is "$(json '$.title')$(json '$.company')" CFOAcme "blanks are filled, blank cells erase nothing"
must undo
run import "$box/new.csv" --json --on-conflict keep
is "$(json '$.conflicts')$(json '$.on_conflict')" 2keep "keep is that, said aloud"
must undo
run import "$box/new.csv" --json --on-conflict fill
is "$(json '$.conflicts')$(json '$.updated')$(json '$.replaced')" 230 "fill fills blanks"
must undo
must edit tom --title 'CTO of all' --unset company
run export --format jsonl
cp "$box/out" "$box/before.jsonl"
dump >"$box/before"
run import "$box/new.csv" --json --on-conflict replace -n
is "$(json '$.replaced')" 1 "a rehearsal says how many would be replaced"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "and replaces nobody"
run import "$box/new.csv" --json --on-conflict replace --report "$box/report.csv"
is "$(json '$.conflicts')$(json '$.replaced')$(json '$.updated')" 213 "replace replaces"
run show tom --json
is "$(json '$.name')" "Tommy Reed" "a name with its parts"
is "$(json '$.note')$(json '$.custom.team')$(json '$.first_contact')" "left Acmeblue2023-04-02" "notes, own fields, the first day"
is "$(json '$.title')" "CTO of all" "a field set by hand wins"
is "$(json '$.company')" "" "a field emptied by hand, too"
run show maya --json
is "$(json '$.company')" Northwind "and what was typed when they were added"
run list tommy --json
is "$(json '$[0].name')" "Tommy Reed" "who was renamed is found by the new name"
run list team:blue --json
is "$(json '$[0].name')" "Tommy Reed" "and by the new value"
cat >"$box/want" <<'EOF'
line,outcome,id,name,filled,replaced,conflicts,reason
2,updated,2,Tommy Reed,tags,name first_name note first_contact custom,company title,
3,updated,3,Ann Lee,title,,,
4,updated,1,Maya Chen,first_name last_name title,,company,
EOF
is "$(cat "$box/report.csv")" "$(cat "$box/want")" "the report says it row by row"
is "$(stat -c %a "$box/report.csv")" 600 "nobody else reads it"
run import "$box/new.csv" --json --on-conflict replace
is "$(json '$.unchanged')$(json '$.step')" 3 "a second time nothing changes"
must undo
run export --format jsonl
cmp -s "$box/out" "$box/before.jsonl"
ok "undo gives back what was replaced"
must redo
must doctor
run import "$box/new.csv" --on-conflict never
exits 2 "another rule is none"
# Every row's outcome.
cat >"$box/all.csv" <<'EOF'
Name,Email,Company
Zed,zed@x.example,Acme
Zed,zed@x.example,Acme
Tommy Reed,tom@x.example,Gamma
,,
Bad,not an address,Acme
Zed,zed2@x.example,Acme
Long,long@x.example,Acme,more
EOF
run import "$box/all.csv" -n --report "$box/none.csv" --rejects "$box/none2.csv"
[ ! -e "$box/none.csv" ] && [ ! -e "$box/none2.csv" ]
ok "a rehearsal writes no file"
run import "$box/all.csv" --report "$box/report.csv" --rejects "$box/rejects.csv"
exits 5 "rows are refused"
cut -d, -f1,2,4- "$box/report.csv" >"$box/out"
cat >"$box/want" <<'EOF'
line,outcome,name,filled,replaced,conflicts,reason
2,new,Zed,,,,
3,unchanged,Zed,,,,
4,unchanged,Tommy Reed,,,company,
5,skipped,,,,,empty row
6,rejected,,,,,Email: “not an address” is not an e-mail address
7,new,Zed,,,,of the same name as somebody here; kept apart
8,rejected,,,,,4 cells where the header has 3
EOF
is "$(cat "$box/out")" "$(cat "$box/want")" "every row is in the report, each with its reason"
is "$(stat -c %a "$box/rejects.csv")" 600 "the file of rejects is private"
run import "$box/all.csv" --report "$box/nowhere/report.csv"
exits 1 "a report that cannot be written is said before anything is done"
tells "nowhere/report.csv" "by its name"
# mend FILE HEADER… : refused rows, mended as one would in a spreadsheet, go in cleanly.
mended() { # NAME SED-PROGRAM FILE
    rm -f "$box/r.csv"
    run import "$3" --rejects "$box/r.csv"
    is "$code" 5 "$1: refused"
    sed "$2" "$box/r.csv" >"$box/m.csv"
    run import "$box/m.csv" --json
    is "$code$(json '$.rejected')" 00 "$1: mended, it goes in"
}
printf 'Name,Email\nA One,a1@x.example\nB One,b1 at x\n' >"$box/1.csv"
mended "an address that is none" 's/,b1 at x$/,b1@x.example/' "$box/1.csv"
printf 'Name,Email,Note\nA Two,a2@x.example,hi\nB Two,b2@x.example,one,two\n' >"$box/2.csv"
mended "a cell too many" 's/,two$//' "$box/2.csv"
printf 'Name,Email,Phone\nA Three,,\n,,+49 30 7\n' >"$box/3.csv"
mended "nobody's name" 's/address,,,/address,C Three,,/' "$box/3.csv"
printf 'Name,Email,Note\nA Four,a4@x.example,x\nB Four,b4@x.example,"never closed\nC Four,c4@x.example,y\n' >"$box/4.csv"
mended "a quote never closed" 's/,"as it stood: .*$//' "$box/4.csv"
printf 'Name,Email,Note\nA Five,a5@x.example,x\nB Fi\000ve,b5@x.example,y\n' >"$box/5.csv"
mended "a NUL" 's/,"as it stood: .*$//' "$box/5.csv"
printf 'Name;Email\nA Six;a6@x.example\nB Six;b6 x\n' >"$box/6.csv"
mended "semicolons" 's/;b6 x$/;b6@x.example/' "$box/6.csv"
printf 'Name,Email\nA Sev\351n,a7@x.example\nB Sev\351n,b7\n' >"$box/7.csv"
mended "another encoding" 's/,b7$/,b7@x.example/' "$box/7.csv"
run list 'email:b7@x.example' --json
is "$(json '$[0].name')" "B Sevén" "its letters whole"
awk 'BEGIN { print "Name,Email,Note\nA Eight,a8@x.example,x"; printf "B Eight,b8@x.example,"; for (i = 0; i < 1100000; i++) printf "y"; print "" }' >"$box/8.csv"
mended "a record too long" 's/,y*,"as it stood: .*$/,short/' "$box/8.csv"
printf 'Name,Email,Email\nA Nine,a9@x.example,\nB Nine,b9@x.example,bad\n' >"$box/9.csv"
mended "a header twice" 's/,bad$/,b9b@x.example/' "$box/9.csv"
run list 'email:b9b@x.example' --json
is "$(json '$[0].emails[0]')" b9@x.example "both columns are read"
printf 'A Ten,a10@x.example\nB Ten,b10\n' >"$box/10.csv"
rm -f "$box/r.csv"
run import "$box/10.csv" --rejects "$box/r.csv" --map name=1 --map email=2
sed 's/,b10$/,b10@x.example/' "$box/r.csv" >"$box/m.csv"
run import "$box/m.csv" --json
is "$(json '$.new')$(json '$.rejected')" 10 "no header: mended, it goes in"
is "$(json '$.mapping[0].reason')" "as you said on 21 Nov" "as the file it came from"
printf 'not imported because,column 1,column 2\nline 2: x,C Ten,still bad\nline 3: y,D Ten,d10@x.example\n' >"$box/13.csv"
rm -f "$box/r.csv"
run import "$box/13.csv" --rejects "$box/r.csv"
is "$(head -n 1 "$box/r.csv" | tail -c +4)" "not imported because,column 1,column 2" "and as often as it takes"
printf 'Ann Fourteen,a14@x.example,Acme GmbH\nBob Fourteen,b14@x.example,Beta AG\nCid Fourteen,bad,Delta Inc\n' >"$box/14.csv"
rm -f "$box/r.csv" "$box/r2.csv"
run import "$box/14.csv" --rejects "$box/r.csv"
is "$(head -n 1 "$box/r.csv" | tail -c +4)" "not imported because,name,email,company" "no header, nothing said: the rejects say what the columns were taken for"
run import "$box/r.csv" -n
tells "“bad” is not an e-mail address" "unmended they are rejected again"
sed 's/,bad,Delta/,c14@x.example,Delta/' "$box/r.csv" >"$box/m.csv"
must import "$box/m.csv"
run list email:c14@x.example --json
is "$(json '$[0].name'), $(json '$[0].company')" "Cid Fourteen, Delta Inc" "mended, they are who they are, and the reason is nobody's company"
printf 'Name,Email,Company\nAnn Wide,wide@x.example,A\nBob Wide,wide2@x.example,B, Inc.\n' >"$box/15.csv"
rm -f "$box/r.csv"
run import "$box/15.csv" --rejects "$box/r.csv"
run import "$box/r.csv" -n
tells "line 2: 4 cells where the header has 3" "a row too wide has the same reason when it is fed back"
printf 'column 1,column 2,column 3,not imported because\n,e16@x.example,,line 4: a quote is opened and never closed\n' >"$box/16.csv"
run import "$box/16.csv" -n --json
is "$(json '$.mapping[3].field')" "" "a reason is no company, whatever it looks like"
printf 'Wer,Wo\nA Twelve,a12@x.example\nB Twelve,bad\n' >"$box/12.csv"
rm -f "$box/r.csv"
run import "$box/12.csv" --rejects "$box/r.csv" --map name=Wer --map email=Wo
sed 's/,bad$/,b12@x.example/' "$box/r.csv" >"$box/m.csv"
run import "$box/m.csv" --json
is "$(json '$.new')$(json '$.mapping[1].reason')" "1as you said on 21 Nov" "what was said of a file holds for its rejects"
run import "$box/12.csv" --map name=Wer --map email=Wer
exits 2 "one column is one thing"
tells "something else already" "or it is refused"
printf 'reason,Name,Email\nwhy not,A Eleven,bad\nx,B Eleven,b11@x.example\n' >"$box/11.csv"
mended "a column called reason" 's/,bad$/,a11@x.example/' "$box/11.csv"
must doctor

# ---- a name that is replaced is found by the new one; the same list again does not overrule the user ----
rm -f "$BOWLINE_DB"*
printf 'Name,Email,Company\nAnna Berg,a@x.example,Volvo\n' >"$box/m1.csv"
printf 'Name,Email,Company\nAnna Svensson,a@x.example,Volvo\n' >"$box/m2.csv"
must import "$box/m1.csv"
must import "$box/m2.csv" --on-conflict replace
run list svensson
says "Anna Svensson" "replaced name: found"
run list berg
silent "Anna" "replaced name: the old one is gone"
run doctor
exits 0 "replaced name: full text fits"
printf 'Name,Email,Stage,Moment\nAl One,al@x.example,utilization,educate\n' >"$box/st.csv"
must import "$box/st.csv"
must move 'Al One' --stage selection --moment one-to-one --why 'they stepped back'
must import "$box/st.csv" --json
is "$(json '$.unchanged')|$(json '$.updated')" "1|0" "led back by hand: the same list again changes nothing"
must show 'Al One' --json
is "$(json '$.stage') $(json '$.moment')" "selection one_to_one" "led back by hand: stays there"
printf 'Name,Email,Stage\nAl One,al@x.example,growth\n' >"$box/st2.csv"
must import "$box/st2.csv"
must show 'Al One' --json
is "$(json '$.stage')" growth "a stage they were never in is news"
finish
