#!/bin/sh
# bowline import of conversations: messages, invitations, events; and the second list of connections, which names changes of job.
. tests/cli/lib.sh
fix=tests/fixtures/talks
run import "$fix/messages_13.csv" -n
exits 5 "a rehearsal with a rejected row"
says "you are Freya Founder" "whose messages they are"
says "5 conversations; 4 new people" "what would come of it"
says "3 people come into play: you wrote to them, not only they to you" "and who comes into play"
run list --json
is "$(tr -d '\n' <"$box/out")" "[]" "nothing was written"
run import "$fix/messages_13.csv" --json --rejects "$box/rejects.csv"
exits 5 "imported"
is "$(json '$.rows') $(json '$.new') $(json '$.updated') $(json '$.rejected') $(json '$.skipped')" "13 3 4 1 5" "every row is counted once"
is "$(json '$.conversations.new') $(json '$.conversations.people') $(json '$.conversations.into_play') $(json '$.conversations.me_certain')" "5 4 3 1" "conversations"
valid "JSON"
grep -q "yesterday.*is no date" "$box/rejects.csv"
ok "the rejected message with its reason"
run show ines --json
is "$(json '$.conversations[0].day') $(json '$.conversations[0].kind') $(json '$.last_conversation') $(json '$.in_play')" "2026-03-03 message 2026-03-03 1" "on her page"
is "$(json '$.stage') $(json '$.moment') $(json '$.created_on') $(json '$.first_contact')" "awareness connect 2026-11-21 2026-03-02" "not moved, not opened earlier"
run search "access rights"
says "We lose a day each week" "found by what was said"
run list said:rights --json
is "$(json '$[0].name')" "Ines Okafor" "and by a filter"
run undo --list
says "import messages_13.csv: 5 conversations, 4 people" "the step's name"
must export --format jsonl -o "$box/one.jsonl"
run import "$fix/messages_13.csv" --json
is "$(json '$.new') $(json '$.updated') $(json '$.unchanged') $(json '$.step')" "0 0 7 " "again"
must export --format jsonl -o "$box/two.jsonl"
cmp -s "$box/one.jsonl" "$box/two.jsonl"
ok "changes nothing"
BOWLINE_DB=$box/back.db
must restore "$box/one.jsonl"
must export --format jsonl -o "$box/two.jsonl"
cmp -s "$box/one.jsonl" "$box/two.jsonl"
ok "restored elsewhere, the same"
run import "$fix/messages_13.csv" --json
is "$(json '$.unchanged')" 7 "and there the messages are known too"
BOWLINE_DB=$box/b.db
run import "$fix/messages_next.csv"
exits 0 "the file of next month"
says "2 conversations, 1 more made longer; 0 new people" "adds what is new"
must doctor
must undo
must export --format jsonl -o "$box/two.jsonl"
cmp -s "$box/one.jsonl" "$box/two.jsonl"
ok "undone to the byte"
run show ines --json
is "$(json '$.conversations[0].text')" "me: Tuesday at ten suits me." "and as it was said"
must undo
run list --json
is "$(tr -d '\n' <"$box/out")" "[]" "undone"
TZ=America/Los_Angeles "$BOWLINE" import "$fix/messages_13.csv" -q >/dev/null 2>&1
run show pat --json
is "$(json '$.conversations[0].day')" "2025-11-20" "midnight of the west has passed"
"$BOWLINE" import "$fix/messages_13.csv" --json >"$box/out"
is "$(json '$.unchanged')" 7 "read in another time zone they are known"
must undo

# ---- one conversation: whose? ----
head -n 2 "$fix/messages_13.csv" >"$box/one.csv"
run import "$box/one.csv" --json
is "$(json '$.conversations.me_certain')" 0 "a doubt"
is "$(json '$.asked[0]' | grep -c -e '--me')" 1 "is asked"
must undo
run import "$box/one.csv" --me "Freya Founder" --json
is "$(json '$.conversations.me_certain') $(json '$.conversations.me')" "1 Freya Founder" "and answered"
run list --json
is "$(json '$[0].name') $(json '$[1].name')" "Ines Okafor " "the other one is the person"
must undo
run import "$box/one.csv" --me https://nowhere.example/in/x
exits 2 "nobody of that page"
tells "Freya Founder" "with those it may be"
run import tests/fixtures/csv/linkedin_Connections.csv --me x
exits 2 "--me is for messages"
run import tests/fixtures/csv/linkedin_messages_2026.csv --json
is "$(json '$.new') $(json '$.conversations.new')" "1 1" "a file of one message"
must undo

# ---- invitations, events ----
run import "$fix/Invitations.csv"
exits 5 "invitations"
says "2 conversations; 3 new people" "with a message they are conversations"
must undo
run import "$fix/calendly.csv"
exits 0 "events"
says "line 4: canceled, so it is no conversation" "canceled ones are told"
says "bowline next WHO call --due 2026-12-01" "and those that lie ahead"
run show ines --json
is "$(json '$.conversations[1].kind') $(json '$.conversations[1].minutes') $(json '$.conversations[0].kind')" "call 30 meeting" "kind and length"
run import "$fix/calendly.csv" --json
is "$(json '$.unchanged') $(json '$.conversations.new')" "5 0" "again nothing"
must undo

# ---- changes of job ----
cat >"$box/Connections.csv" <<'END'
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ines,Okafor,https://www.linkedin.com/in/ines-okafor,,Northwind,Data lead,08 Feb 2026
END
must import "$box/Connections.csv"
sed -i 's/Northwind,Data lead/Contoso,Head of Ops/' "$box/Connections.csv"
run import "$box/Connections.csv" -n
says "Ines Okafor: now Head of Ops at Contoso, was Data lead at Northwind" "a reason to talk"
says " --title 'Head of Ops' --company Contoso" "and the command that takes it over"
run import "$box/Connections.csv" --json
is "$(json '$.job_changes[0].title')|$(json '$.job_changes[0].company')" "Head of Ops|Contoso" "the parts of it"
is "$(json '$.job_changes[0].name')|$(json '$.job_changes[0].was')|$(json '$.job_changes[0].now')" "Ines Okafor|Data lead at Northwind|Head of Ops at Contoso" "in the JSON"
run show ines --json
is "$(json '$.company')" "Northwind" "what is known was kept"
run import "$box/Connections.csv" -n
eval "$(sed -n 's/^ *bowline \(edit [0-9]* --title .*\)/must \1/p' "$box/out")"
run show ines --json
is "$(json '$.title') at $(json '$.company')" "Head of Ops at Contoso" "the command works as it is printed"
run import "$box/Connections.csv" --json
is "$(json '$.conflicts') $(json '$.job_changes')" "0 []" "and then there is nothing to tell"
# ---- days as a spreadsheet rewrites them: the whole column says which is the month, never the year first
rm -f "$BOWLINE_DB"*
calls() { # calls DAY…: a list of events, one a day
    printf 'User Name,Invitee Name,Invitee Email,Event Type Name,Start Date & Time,End Date & Time\n' >"$box/calls.csv"
    for day; do printf 'Me,P %s,p%s@x.example,Intro,%s,\n' "${day%%[/-]*}" "${day%%[/-]*}" "$day" >>"$box/calls.csv"; done
}
calls '11/9/26 10:00' '25/10/2026 10:00'
run import "$box/calls.csv" --json
is "$(json '$.conversations.new') $(json '$.asked')" "2 []" "events: one that can only be day first decides for all"
run show p11@x.example --json
is "$(json '$.conversations[0].day')" 2026-09-11 "11/9/26 is the 11th of September then"
rm -f "$BOWLINE_DB"*
calls '3/4/26 10:00' '2026-11-01 10:00'
run import "$box/calls.csv" -n
says "may be day or month first (--date-order dmy or mdy)" "where none decides it is asked"
says "1 conversation;" "and not guessed"
run import "$box/calls.csv" --date-order mdy --json
is "$(json '$.conversations.new')" 2 "the answer is taken"
run show p3@x.example --json
is "$(json '$.conversations[0].day')" 2026-03-04 "as it was given"
rm -f "$BOWLINE_DB"*
calls '31/10/2026 9:00' '10/31/2026 9:00' '30/10/2026 9:00' '1/5/27 9:00'
run import "$box/calls.csv" -n
says "Start Date & Time: days are written both ways, day first in line 2" "both ways are told"
says "does not fit the order of days in its column" "and what does not fit"
says "lies ahead" "the year of an event may be one to come"
echo 'CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER' >"$box/short.csv"
for day in '"11/12/25, 10:00 AM"' '"25/12/25, 10:00 AM"'; do
    echo "c1,,Ann Li,https://www.linkedin.com/in/annli,Me Founder,https://www.linkedin.com/in/me,$day,,Hello,INBOX" >>"$box/short.csv"
done
run import "$box/short.csv" --me "Me Founder" --json
is "$(json '$.rejected') $(json '$.conversations.new')" "0 2" "messages: two days, day first"
run show ann --json
is "$(json '$.conversations[#-1].day') $(json '$.conversations[0].day')" "2025-12-11 2025-12-25" "those two"
sed -i 3d "$box/short.csv"
run import "$box/short.csv" --me "Me Founder" -n
tells "may be day or month first (--date-order dmy or mdy)" "one alone is asked about"
# ---- a group: names part as pages do
rm -f "$BOWLINE_DB"*
{
    head -1 "$box/short.csv"
    echo 'c2,Group,Me Founder,https://www.linkedin.com/in/me,"Bob Li,Cid Li","https://www.linkedin.com/in/bobli,https://www.linkedin.com/in/cidli",2026-11-11 10:30:00 UTC,,hey all,INBOX'
    echo 'c3,,Ann Li,https://www.linkedin.com/in/annli,Me Founder,https://www.linkedin.com/in/me,2026-11-12 10:30:00 UTC,,Hello,INBOX'
} >"$box/group.csv"
run import "$box/group.csv" --me "Me Founder" --json --report "$box/report.csv"
run list --sort name --json
is "$(json '$[0].name'), $(json '$[1].name'), $(json '$[2].name')" "Ann Li, Bob Li, Cid Li" "each is called by their name"
is "$(awk -F, 'NR > 1 { print $4 }' "$box/report.csv" | tr '\n' ' ')" " Ann Li " "the report calls nobody “me”"
finish
