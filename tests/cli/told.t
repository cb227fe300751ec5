#!/bin/sh
# What an import says of itself beyond its counts: where new people open, what was left out of each row, whom a message was with; and that a backup it came from stays as it is.
. tests/cli/lib.sh
wild=tests/fixtures/wild
# ---- where new people open
run import "$wild/stripe_customers.csv" -n
says "2 open in utilization, 1 in commitment, the others in awareness; of them 1 has left already and is closed" "a rehearsal says where people open"
run import "$wild/stripe_customers.csv" --json
is "$(json '$.opened.utilization') $(json '$.opened.commitment') $(json '$.opened.awareness') $(json '$.closed') $(json '$.forward')" "2 1 1 1 0" "so does the JSON"
run list stage:utilization --json
is "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('$box/out') AS TEXT))")" 2 "and there they stand"
rm -f "$BOWLINE_DB"*
awk 'BEGIN { print "Record ID,Email,Lifecycle Stage"; for (i = 0; i < 12; i++) print i ",p" i "@x.example,Evangelist" }' >"$box/h.csv"
run import "$box/h.csv" -n
says "12 open in growth" "a list of advocates opens them in growth, and says so"
printf 'Name,Email\nAnn,ann@x.example\n' >"$box/a.csv"
run import "$box/a.csv" -n
silent "open in" "a list that says nothing of stages does not"
must import "$box/a.csv"
must edit ann --in-play
printf 'Name,Email,Stage\nAnn,ann@x.example,selection\n' >"$box/a.csv"
run import "$box/a.csv" -n
says "1 already here goes forward" "who goes forward is counted"
run import "$box/a.csv" -n --source fair --tag berlin --json
is "$code $(json '$.updated')" "0 1" "a rehearsal fills the source of somebody in play, too"
rm -f "$BOWLINE_DB"*
run import "$wild/calendly.csv"
says "2 open in selection, the others in awareness" "of events too"
says "no moment is set by it" "only the moment is left to the user"
silent "nobody is moved" "and nobody says otherwise"
# ---- every row
rm -f "$BOWLINE_DB"*
run import "$wild/dates_majority.csv" --json --report "$box/report.csv"
grep -q '^3,new,2,Bob,,,,left out: First contact: “05/26/2026” does not fit the order of days in its column$' "$box/report.csv"
ok "the report says what was left out of a row"
is "$(grep -c 'left out' "$box/report.csv")" 1 "and of no other"
run import "$wild/dates_majority.csv" --date-order mdy --json
is "$(json '$.asked[#-1]')" 'First contact, line 4 (3 rows): “31/12/2025” does not fit the order of days in its column (--date-order says another)' "said otherwise, the others do not fit"
rm -f "$BOWLINE_DB"*
run import tests/fixtures/talks/messages_13.csv --report "$box/report.csv"
is "$(awk -F, 'NR > 1 && ($2 == "new" || $2 == "updated") && $3 == ""' "$box/report.csv")" "" "every message taken says with whom it was"
run show "$(awk -F, '$4 ~ "Ines Okafor" { print $3; exit }' "$box/report.csv")" --json
is "$(json '$.name')" "Ines Okafor" "by the person's number"
# ---- a list of mails
rm -f "$BOWLINE_DB"*
printf '%s\n' ann@m.example bob.smith@m.example 'Carl Jones <carl@m.example>' '"Dahl, Eva" <eva@m.example>' ANN@m.example notamail 'frank@only,example' >"$box/mails.txt"
run import "$box/mails.txt" --json --rejects "$box/mails.rejects"
is "$(json '$.new') $(json '$.unchanged') $(json '$.rejected')" "4 1 2" "a line that is none costs itself"
is "$(json '$.rejects[0].line') $(json '$.rejects[1].line')" "6 7" "by its line"
run list email:eva@m.example --json
is "$(json '$[0].name')" "Eva Dahl" "and a quoted name swallows nobody"
run import "$box/mails.rejects" -n
exits 1 "unmended none of it comes in"
printf '%s\n' 'ann@o.example, bob@o.example; "Carl J" <carl@o.example>' >"$box/to.txt"
run import "$box/to.txt" -n
exits 2 "a pasted line of recipients is not one person"
tells "line 1 holds several addresses" "and says why"
# ---- a shared mailbox
rm -f "$BOWLINE_DB"*
printf 'Name,Email\nAnn Same,office@s.example\nBob Same,office@s.example\nA. Same,office@s.example\n' >"$box/shared.csv"
run import "$box/shared.csv" -n
says "conflict  line 3: Bob Same has the address of Ann Same and was not added" "a rehearsal says who would stand nowhere"
run import "$box/shared.csv" -n --json
is "$(json '$.others') $(json '$.others_all')" '[{"line":3,"name":"Bob Same","person":1,"here":"Ann Same"}] 1' "by name as JSON, too"
run import "$box/shared.csv" --report "$box/shared.report"
says "conflict  line 3: Bob Same has the address of Ann Same and was not added" "and so does the import"
silent "A. Same has" "an initial is not somebody else"
grep -q '^3,unchanged,1,Ann Same,,,name,Bob Same has the address of Ann Same and was not added$' "$box/shared.report"
ok "and the report"
# ---- people without a name, out and in
rm -f "$BOWLINE_DB"*
printf 'email\nann@n.example\nbob@n.example\n' >"$box/n.csv"
must import "$box/n.csv"
for format in csv vcard; do
    run export --format "$format" -o "$box/again.$format"
    run import "$box/again.$format" --json
    is "$(json '$.updated') $(json '$.unchanged')" "0 2" "$format: people called by their address go out and come in unchanged"
done
# ---- numbers as spreadsheets leave them
rm -f "$BOWLINE_DB"*
cat >"$box/p.csv" <<'END'
Name,Email,Phone
'Bob Guard,bob@p.example,'0171 2345678
Bob Guard,bob@p.example,0171-2345678
'Zoe',zoe@p.example,491712345678.0
'T Hooft's,hooft@p.example,01.02.2026
't Hooft,small@p.example,0171 1; 0171-1
END
run import "$box/p.csv" --json
is "$(json '$.new') $(json '$.updated') $(json '$.unchanged')" "4 0 1" "one number in two spellings is nothing new"
run list --sort id --json
is "$(json '$[0].name')|$(json '$[0].phones')" 'Bob Guard|["0171 2345678"]' "an apostrophe in front is a guard"
is "$(json '$[1].name')|$(json '$[1].phones')" "'Zoe'|[\"491712345678\"]" "but not in front of a quote; a number loses its .0"
is "$(json '$[2].phones')" "[]" "a day is no phone number"
is "$(json '$[3].name')|$(json '$[3].phones')" "'t Hooft|[\"0171 1\"]" "and 't Hooft keeps it"
# ---- what goes nowhere, to the last column; what a word was taken for
rm -f "$BOWLINE_DB"*
printf 'Name,Email,Aa,Bb,Cc,Dd,Ee,Ff,Gg,Hh,Ii,Jj,Kk\nAnn,ann@u.example,1,2,3,4,5,6,7,8,9,10,11\n' >"$box/u.csv"
run import "$box/u.csv" -n
says "Aa, Bb, Cc, Dd, Ee, Ff, Gg, Hh, Ii, Jj, Kk (--map" "every column that is not used is named"
must import "$box/u.csv"
# ---- letters of old machines
rm -f "$BOWLINE_DB"*
printf 'Name;Firma;E-Mail\nJ\237rgen Gr\232\247e;M\237ller & S\232hne;j@mac.example\n' >"$box/mac.csv"
run import "$box/mac.csv" -n --json
is "$(json '$.encoding')" macintosh "single letters among others are no Japanese"
is "$(json '$.encoding_doubt')" "by its names the text is taken for macintosh: “Jürgen Größe”, not “JŸrgen Grš§e” as windows-1252 (--encoding NAME says otherwise)" "and that it is a guess is said"
run import "$box/mac.csv" -n
says "look here: by its names the text is taken for macintosh: “Jürgen Größe”" "also in words"
must import "$box/mac.csv" --encoding macroman
run list email:j@mac.example --json
is "$(json '$[0].name')" "Jürgen Größe" "macroman is macintosh"
# ---- a backup stays as it is
must backup "$box/copy.db"
mkdir "$box/shelf"
cp "$box/copy.db" "$box/shelf/copy.db"
chmod 500 "$box/shelf"
BOWLINE_DB=$box/other.db
must restore "$box/shelf/copy.db" -n
must restore "$box/shelf/copy.db"
chmod 700 "$box/shelf"
must restore "$box/shelf/copy.db"
is "$(ls "$box/shelf")" copy.db "nothing is left beside a backup that was restored"
cmp -s "$box/copy.db" "$box/shelf/copy.db"
ok "and its bytes are the same"
# A book that was copied with its log, of a program that was killed: what stands in the log counts.
BOWLINE_DB=$box/b.db
sqlite3 "$BOWLINE_DB" "PRAGMA wal_autocheckpoint = 0; UPDATE person SET title = 'from the log' WHERE id = 1; SELECT 1" ".shell cp '$BOWLINE_DB' '$box/shelf/killed.db'; cp '$BOWLINE_DB-wal' '$box/shelf/killed.db-wal'" >/dev/null 2>&1
sum=$(cat "$box/shelf/killed.db" "$box/shelf/killed.db-wal" | cksum)
BOWLINE_DB=$box/third.db
must restore "$box/shelf/killed.db"
run show 1 --json
is "$(json '$.title')" "from the log" "what stands in a log beside it counts"
is "$(cat "$box/shelf/killed.db" "$box/shelf/killed.db-wal" | cksum) $(ls "$box/shelf" | tr '\n' ' ')" "$sum copy.db killed.db killed.db-wal " "and is left as it was"
# ---- whose name it is
rm -f "$BOWLINE_DB"*
printf 'Order no.,First Name,Last Name,Email,Buyer Name,Buyer Email\n1,Ann,At,ann@at.example,Boss One,boss@at.example\n' >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.mapping[4].field') $(json '$.mapping[4].reason')" " not used: “First Name” has the name already" "who bought the ticket is not who comes"
run show ann@at.example --json
is "$(json '$.name')" "Ann At" "who is called by first and last name"
printf 'E-mail;Vor- und Nachname;Ansprechpartner;Firma\na@en.example;Ann En;Bob Assist;Acme\n' >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.mapping[2].reason')" "not used: “Vor- und Nachname” is the name already" "the full name wins"
run show a@en.example --json
is "$(json '$.name')" "Ann En" "wherever it stands"
printf 'Ansprechpartner;E-Mail\nBob As;bob@as.example\n' >"$box/n.csv"
must import "$box/n.csv"
run show bob@as.example --json
is "$(json '$.name')" "Bob As" "alone, a contact person is the person"
# ---- an address that only a mail server understands
printf 'Vorname;Nachname;E-Mail-Adresse;E-Mail-Typ\nAnke;Weiss;/o=ExchangeLabs/ou=Exchange/cn=Recipients/cn=anke;EX\n' >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.new') $(json '$.rejected')" "1 0" "costs nobody their place"
says "cn=anke” is no e-mail address" "and is told"
# ---- two lines of headers
rm -f "$BOWLINE_DB"*
printf 'Person,,Company,\nName,Email,Name,Phone\nAnn Th,ann@th.example,Acme,030 1234567\n' >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.rows') $(json '$.new') $(json '$.header_line')" "1 1 2" "a line of headings over the header is nobody"
run show ann@th.example --json
is "$(json '$.name') $(json '$.phones[0]')" "Ann Th 030 1234567" "and the header under it says more"
printf 'Name,Email\nName,\nAnn,ann@h.example\n' >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.header_line')" 1 "a header that says more than the line under it stays"
# ---- a last name, and beside it the rest
printf 'Surname,Name,E mail\nDoe,Jane,jane@sur.example\n"van der Berg",Kees,kees@sur.example\n' >"$box/n.csv"
must import "$box/n.csv"
run show kees@sur.example --json
is "$(json '$.name')" "Kees van der Berg" "Name beside Surname is the first name"
printf 'Surname,Name,E mail\nRoe,Jim Roe,jim@whole.example\nPoe,Ed Poe,ed@whole.example\n' >"$box/n.csv"
must import "$box/n.csv"
run show jim@whole.example --json
is "$(json '$.name')" "Jim Roe" "unless it has whole names"
# ---- the status of a lead, of a customer
rm -f "$BOWLINE_DB"*
printf 'Record ID,First Name,Last Name,Email,Lifecycle Stage,Lead Status\n2,Bob,Hub,bob@hub.example,Customer,Unqualified\n3,Cid,Hub,cid@hub.example,Lead,Unqualified\n' >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.preset') $(json '$.closed')" "hubspot 1" "closes a lead, not a customer"
is "$(json '$.asked[0]')" "Lead Status, line 2: “Unqualified” is the status of a lead, of somebody who is a customer" "and is told"
run show bob@hub.example --json
is "$(json '$.status') $(json '$.stage')" "active onboarding" "who stays one"
# ---- rows that are nobody
rm -f "$BOWLINE_DB"*
{
    echo 'Name,Email,Amount,Company'
    printf '%s,,,\n' - N/A n/a Unknown '[not provided]' 'Subtotal Acme' 'Count: 2'
    echo 'Unknown,who@n.example,,[not provided]'
    echo 'Ben Null,ben@n.example,-,n/a'
} >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.new') $(json '$.skipped') $(json '$.rejected')" "2 7 0" "signs for nothing, and lines of sums, are nobody"
is "$(json '$.rejects[3].reason')" "“Unknown” is no name, and there is no address and no phone number" "with the reason"
run list --json
is "$(json '$[0].name') $(json '$[0].company') $(json '$[1].name') $(json '$[1].company')" "Ben Null  Unknown " "who can be reached stays, and no company is called n/a"
# ---- a word may mean that they have left, or rest
rm -f "$BOWLINE_DB"*
printf 'Name,Email,Status\nAnn,a@s.example,Active lead\nBob,b@s.example,Dormant\nCid,c@s.example,Asleep\nDee,d@s.example,selection\n' >"$box/n.csv"
run import "$box/n.csv" --map stage=Status --stage-map Dormant=lost --stage-map Asleep=disqualified --stage-map 'Active lead=education' --json
is "$(json '$.new') $(json '$.closed') $(json '$.asked')" "4 2 []" "as the user says"
run show bob --json
is "$(json '$.status')" lost "lost"
run show cid --json
is "$(json '$.status') $(json '$.stage')" "disqualified awareness" "and disqualified"
printf 'Name,Email,Status\nEve,e@s.example,Dormant\n' >"$box/n.csv"
run import "$box/n.csv" --json
is "$(json '$.closed') $(json '$.remembered[3].is')" "1 lost" "and so the next time"
run import "$box/n.csv" --stage-map Dormant=gone
tells "gone" "a word that means neither is refused"
finish
