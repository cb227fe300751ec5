#!/bin/sh
# Files as they really come: each line of what reading has to stand, one file each, and the people it must make.
. tests/cli/lib.sh
n=0
# file TEXT: a fresh file; text as printf has it.
file() {
    n=$((n + 1))
    f=$box/$n.csv
    # shellcheck disable=SC2059
    printf "$1" >"$f"
}
# takes NAMES CONFLICT-FREE NAME [OPTIONS…]: an import into an empty book makes exactly these people, in order.
takes() {
    want=$1 name=$2
    shift 2
    rm -f "$BOWLINE_DB"*
    run import "$f" --json "$@"
    cp "$box/out" "$box/summary"
    run list --sort id --json
    is "$(sqlite3 :memory: "SELECT group_concat(json_extract(value, '\$.name'), '|') FROM json_each(CAST(readfile('$box/out') AS TEXT))")" "$want" "$name"
}
summary() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('$box/summary') AS TEXT), '$1')"; }
person() { # person WHO PATH
    run show "$1" --json
    json "$2"
}
# ---- quotes
file 'Name,Email,Note\nTall Tim,t@x.example,he is 5'"'"'10" tall\nAnn,a@x.example,ok\n'
takes 'Tall Tim|Ann' 'a quote inside a cell'
is "$(person tim '$.note')" "he is 5'10\" tall" "stays there"
file 'Name,Email,Note\nBack,b@x.example,"she said \\"yes\\" twice"\nAnn,a@x.example,ok\n'
takes 'Back|Ann' 'backslashes before quotes'
is "$(person back '$.note')" 'she said \"yes\" twice' "cost nothing"
file 'Name,Email,Note\nBack,b@x.example,"ends in \\"\nAnn,a@x.example,ok\n'
takes 'Back|Ann' 'a backslash before the last quote'
file 'Name,Email,Note\nBack,b@x.example,"a \\"b, c\\" d"\nAnn,a@x.example,ok\n'
takes 'Back|Ann' 'backslashes and a comma inside'
file 'Name,Email,Note\nOpen,o@x.example,"never closed\nAnn,a@x.example,ok\nBob,b@x.example,ok\n'
takes 'Ann|Bob' 'a quote that never closes costs its row'
is "$(summary '$.rejects[0].line')" 2 "and its line is told"
file 'Name,Email,Note\nLast,l@x.example,"two\nlines"\nAnn,a@x.example,"never closed\n'
takes 'Last' 'the same in the last row'
file 'Name,Email,Note\nCell,c@x.example,"a,""b"",c\n1,2"\nAnn,a@x.example,\n'
takes 'Cell|Ann' 'CSV inside a cell'
is "$(person cell '$.note')" "$(printf 'a,"b",c\n1,2')" "is text"
file "Name,Email\n'Ann','a@x.example'\n"
takes "'Ann'" 'apostrophes are no quotes'
file '"Name","Email"\n"Ann" ,"a@x.example"\n "Bob", "b@x.example"\n'
takes 'Ann|Bob' 'spaces around quotes'
# ---- line ends
file 'Name,Email\r\nAnn,a@x.example\r\nBob,b@x.example\r\n'
takes 'Ann|Bob' 'CR LF'
file 'Name,Email\rAnn,a@x.example\rBob,b@x.example\r'
takes 'Ann|Bob' 'CR'
file 'Name,Email,Note\r\nAnn,a@x.example,"x\ny"\nBob,b@x.example,"x\r\ny"\rCat,c@x.example,z'
takes 'Ann|Bob|Cat' 'mixed line ends, none at the end'
is "$(summary '$.rows')" 3 "rows counted as they are"
file '\n\nName,Email\n\n  \nAnn,a@x.example\n\n\nBob,b@x.example\n\n'
takes 'Ann|Bob' 'blank lines'
# ---- encodings
both() { printf 'Name,Email,Company\nZo\303\253 \305\275i\305\276ek,z@x.example,\346\235\261\344\272\254\n'; }
both | iconv -f utf-8 -t utf-16le >"$box/16le"
both | iconv -f utf-8 -t utf-16be >"$box/16be"
f=$box/16le
takes 'Zoë Žižek' 'UTF-16, little end first, no mark'
f=$box/16be
takes 'Zoë Žižek' 'UTF-16, big end first, no mark'
{ printf '\377\376'; cat "$box/16le"; } >"$box/m16le"
f=$box/m16le
takes 'Zoë Žižek' 'with a mark'
is "$(person zoë '$.company')" 東京 "all of it"
{ printf '\376\377'; cat "$box/16be"; } >"$box/m16be"
f=$box/m16be
takes 'Zoë Žižek' 'the other one with a mark'
is "$(summary '$.encoding')" utf-16be "as it is told"
{ printf '\357\273\277'; both; } >"$box/8"
f=$box/8
takes 'Zoë Žižek' 'UTF-8 with a mark'
{ printf '\357\273\277"Name, full","Email"\n"Ann","a@x.example"\n'; } >"$box/q8"
f=$box/q8
takes 'Ann' 'a mark before a quoted header'
file 'Name,Email,Note\nJos\351 \226 Fran\347ois,j@x.example,\200 5\n'
takes 'José – François' 'Windows-1252'
is "$(summary '$.encoding')" windows-1252 "as it is told"
is "$(person jos '$.note')" "€ 5" "with its own signs"
takes 'José'"$(printf ' \302\226 ')"'François' 'Latin-1 when it is said' --encoding iso-8859-1
# ---- delimiters
file 'sep=;\nName;Email\nAnn;a@x.example\n'
takes 'Ann' 'sep='
is "$(summary '$.delimiter')" ';' "is obeyed"
file 'Name\tEmail\tNote\nAnn\ta@x.example\ta, b; c\n'
takes 'Ann' 'tabs'
file 'Name|Email|Note\nAnn|a@x.example|a, b; c\n'
takes 'Ann' 'bars'
file 'Name;Email;Amount\nAnn;a@x.example;1,5\nBob;b@x.example;2,5\n'
takes 'Ann|Bob' 'semicolons with commas in numbers'
# ---- headers
file 'Notes:\n"a long, long sentence"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Lee,https://www.linkedin.com/in/ann,,Acme,CTO,12 Mar 2024\n,,,,,,07 Jun 2026\n'
takes 'Ann Lee' 'a preamble'
is "$(summary '$.header_line')$(summary '$.skipped')" 41 "and a hidden row"
file 'Report: My Contacts\nAs of 2026-11-01\n\n"Salutation","First Name","Last Name","Title","Mailing Street","Mailing City","Phone","Mobile","Email","Account Owner","Account Name"\n"Ms.","Ann","Lee","CTO","1 Main St\r\nFloor 2","Springfield","(555) 010-1234","","ann@x.example","Sam","Acme"\n\n"My Contacts"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n"Generated By:  Sam Owner  11/20/2026 5:01 PM"\n"Acme Inc"\n'
takes 'Ann Lee' "a report's footer"
is "$(summary '$.rejected')$(summary '$.skipped')" 05 "is no person, and is told"
is "$(summary '$.preset')" salesforce_contacts "the report is recognised"
file 'First Name,Last Name,Email,Account Name,Mailing City\nAnn,Lee,ann@x.example,Acme,Rome\nGrand Totals (1 records),,,,\n\nContacts Report,,,,\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.",,,,\nConfidential Information - Do Not Distribute,,,,\nGenerated By: Sam 11/20/2026,,,,\n'
takes 'Ann Lee' 'a footer padded to the width of the table'
file 'Maya Chen,maya@x.example,Acme GmbH\nTom Reed,tom@x.example,Beta Ltd\n'
takes 'Maya Chen|Tom Reed' 'no header at all'
is "$(summary '$.header_line')" "" "none is made up"
file 'Name,Email,Email,Phone,Phone\nAnn,a@x.example,b@x.example,+49 1 234567,+49 1 234568\n'
takes 'Ann' 'a header twice'
is "$(person ann '$.emails[1]')$(person ann '$.phones[1]')" 'b@x.example+49 1 234568' "both are read"
file 'Name,,Email,\nAnn,x,a@x.example,y\nBob,,b@x.example,\n'
takes 'Ann|Bob' 'empty headers with data'
is "$(summary '$.mapping[1].column')" 'column 2' "are columns by their number"
file 'Name,Email,Title,Job title\nAnn,a@x.example,CTO,Boss\nBob,b@x.example,CEO,\n'
takes 'Ann|Bob' 'two columns for one field'
is "$(person ann '$.title')" Boss "the surer one is taken"
is "$(summary '$.mapping[2].reason')" 'not used: “Job title” is the title already' "and the other is told so"
file 'Name,Email,A,B\nAnn,a@x.example,one,two\nBob,b@x.example,,two\nCat,c@x.example,same,same\n'
takes 'Ann|Bob|Cat' 'two columns put on one field' --map title=A --map title=B
is "$(person ann '$.title')$(person bob '$.title')" onetwo "the first that says something"
is "$(summary '$.asked[0]')" 'B, line 2: “two” differs from what another column has for the same field, which was kept' "and what was left out is told"
takes 'Ann|Bob|Cat' 'two notes' --map note=A --map note=B
is "$(person ann '$.note')" "$(printf 'one\ntwo')" "both are kept"
is "$(person cat '$.note')" same "once when they are the same"
file 'Name,Email,Note\nAnn\nBob,b@x.example\nCat,c@x.example,x,,\nDan,d@x.example,x,y\n'
takes 'Ann|Bob|Cat' 'ragged rows'
is "$(summary '$.rejects[0].line')" 5 "only what cannot be told apart is refused"
# ---- cells
file 'Name,Email,Note\nNul,n@x.example,a\000b\nAnn,a@x.example,ok\n'
takes 'Ann' 'a NUL costs its row'
is "$(summary '$.rejects[0].column')" Note "by its column"
awk 'BEGIN { print "Name,Email,Note"; printf "Big,b@x.example,"; for (i = 0; i < 900000; i++) printf "y"; print ""; printf "Huge,h@x.example,"; for (i = 0; i < 3000000; i++) printf "y"; print "\nAnn,a@x.example,ok" }' >"$box/big.csv"
f=$box/big.csv
takes 'Big|Ann' 'a giant cell; a larger one costs its row'
file 'Name,Email,Note\n"=1+1",a@x.example,"'"'"'+44 20 7946 0958"\n'
takes '=1+1' 'formulas are text'
is "$(person =1+1 '$.note')" '+44 20 7946 0958' "the guard is taken off"
file 'Name,Email\nAnn,a@x.example\nName,Email\nBob,b@x.example\n'
takes 'Ann|Bob' 'glued files repeat their header'
is "$(summary '$.skipped')" 1 "which is told"
# ---- values
file 'Name,Email,Phone\nAnn,a@x.example,'"'"'+44 194 387 3181\nBob,b@x.example,4.47E+11\nCat,c@x.example,p:+5511912345678\nDan,d@x.example,+1 555 0199 ::: (555) 010-1234\nEve,e@x.example,04 50 11 22 33\nFay,f@x.example,4155551212\n'
takes 'Ann|Bob|Cat|Dan|Eve|Fay' 'phones'
is "$(person ann '$.phones[0]')$(person cat '$.phones[0]')" '+44 194 387 3181+5511912345678' "guards and prefixes come off"
is "$(person bob '$.phones[0]')" '' "what a spreadsheet ruined is no number"
is "$(summary '$.asked[0]')" 'Phone, line 3: “4.47E+11” is a phone number that a spreadsheet has ruined' "and is told"
is "$(person dan '$.phones[1]')" '(555) 010-1234' "several in a cell"
is "$(person eve '$.phones[0]')$(person fay '$.phones[0]')" '04 50 11 22 334155551212' "no country is guessed"
file 'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,TAGS\na@x.example,Ann,Lee,2,2024-01-02 10:00:00,1,"""VIP"",""Blog & more"",""say """"hi"""""""\n'
takes 'Ann Lee' 'tags as CSV in a cell'
is "$(person ann '$.tags[0]')/$(person ann '$.tags[1]')/$(person ann '$.tags[2]')" 'Blog & more/VIP/say "hi"' "each by itself, its own quotes whole"
file 'First Name,Last Name,Labels,File As,E-mail 1 - Value,Phone 1 - Value\nAnn,Lee,* myContacts ::: VIP ::: * starred ::: Fair,,a@x.example ::: a2@x.example,+1 555 0100 ::: +1 555 0199\n'
takes 'Ann Lee' 'lists of Google'
is "$(person ann '$.tags')$(person ann '$.emails[1]')$(person ann '$.phones[1]')" '["Fair","VIP"]a2@x.example+1 555 0199' "its own labels are left out"
file 'id\tcreated_time\tad_id\tform_id\tis_organic\tplatform\temail\tphone_number\tfull_name\tlead_status\nl:1\t2026-03-14T18:22:10-03:00\tag:1\tf:1\tfalse\tfb\tann@x.example\tp:+5511912345678\tAnn Lee\tCREATED\nl:2\t2026-03-14T18:22:10-03:00\tag:1\tf:1\tfalse\tfb\ttest@meta.com\tp:+15550100\t<test lead: dummy data for full_name>\tCREATED\nl:3\t2026-03-14T18:22:10-03:00\tag:1\tf:1\tfalse\tfb\ttest@meta.com\t<test lead: dummy data for phone_number>\tBob\tCREATED\n'
takes 'Ann Lee' 'leads of Meta'
is "$(person ann '$.phones[0]')$(person ann '$.first_contact')$(summary '$.skipped')" '+55119123456782026-03-142' "without their prefixes; a test is nobody"
file 'Name,Email,Created\nAnn,a@x.example,1/29/26 2:37 PM\nBob,b@x.example,0/0/00\nCat,c@x.example,2026/05/28 7:01:33 PM GMT+2\nDan,d@x.example,"January 5, 2026 10:40 AM"\nEve,e@x.example,2026-01-02T10:00:00.000Z\nFay,f@x.example,2025-03-03 11:00 am\nGus,g@x.example,12 Mar 2024 → 15 Mar 2024\nHal,h@x.example,45292\n'
takes 'Ann|Bob|Cat|Dan|Eve|Fay|Gus|Hal' 'days'
is "$(person ann '$.first_contact') $(person cat '$.first_contact') $(person dan '$.first_contact') $(person eve '$.first_contact') $(person gus '$.first_contact')" '2026-01-29 2026-05-28 2026-01-05 2026-01-02 2024-03-12' "as they are written"
is "$(person bob '$.first_contact')" "" "a spreadsheet's blank is blank"
# ---- no table at all
printf 'PK\003\004xl/workbook.xml' >"$box/x.csv"
run import "$box/x.csv"
tells "Excel workbook" "a workbook is named"
printf 'PK\003\004mails.csv' >"$box/x.csv"
run import "$box/x.csv"
tells "zip archive" "a zip is named"
printf '' >"$box/x.csv"
run import "$box/x.csv"
exits 1 "an empty file is no success"
tells "empty" "and is told"
printf 'Name,Email\n' >"$box/x.csv"
run import "$box/x.csv"
exits 1 "a header alone neither"
run import "$box"
exits 1 "a directory neither"
printf 'Channel Id,Channel Url,Channel Title\nUC1,http://www.youtube.com/channel/UC1,Cats\n' >"$box/x.csv"
run import "$box/x.csv"
exits 2 "channels are no people"
tells "channels you follow" "and are named"
# ---- lines within a cell end with LF, however they were written; our own export gives every byte back
rm -f "$BOWLINE_DB"*
printf 'Name,Email,Note,Title\r\nAnn,ann@lines.example,"one\r\ntwo\rthree\nfour\r\n\r\nfive","a\rb"\r\n' >"$box/lines.csv"
must import "$box/lines.csv"
run show ann@lines.example --json
is "$(sqlite3 "$BOWLINE_DB" "SELECT hex(note), hex(title) FROM person")" "6F6E650A74776F0A74687265650A666F75720A0A66697665|610A62" "CR LF and CR within a note are LF"
run import "$box/lines.csv" --json
is "$(json '$.unchanged')" 1 "and the same file again changes nothing"
run export -o "$box/lines1.csv"
rm -f "$BOWLINE_DB"*
must import "$box/lines1.csv"
run export -o "$box/lines2.csv"
cmp -s "$box/lines1.csv" "$box/lines2.csv"
ok "what goes out comes in the same"
rm -f "$BOWLINE_DB"*
must add Cr --note "$(printf 'a\rb')"
run export -o "$box/lines1.csv"
rm -f "$BOWLINE_DB"*
must import "$box/lines1.csv"
run export -o "$box/lines2.csv"
cmp -s "$box/lines1.csv" "$box/lines2.csv"
ok "also a CR somebody typed"
finish
