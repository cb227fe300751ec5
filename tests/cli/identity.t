#!/bin/sh
# Who is who in an import: one profile under its many addresses, names turned round, addresses within names, firms without a person.
. tests/cli/lib.sh
fresh() { rm -f "$BOWLINE_DB"*; }
# import TEXT OPTIONS…: a small file, and the people after it as name|first/last|emails|company.
import() {
    printf '%s' "$1" >"$box/f.csv"
    shift
    run import "$box/f.csv" --json "$@"
    cp "$box/out" "$box/summary"
    cp "$box/err" "$box/said"
}
people() {
    run list --sort id --json
    sqlite3 :memory: "SELECT group_concat(printf('%s (%s/%s) %s %s', value ->> 'name', coalesce(value ->> 'first_name', ''), coalesce(value ->> 'last_name', ''),
        value -> 'emails', coalesce(value ->> 'company', '-')), '; ') FROM json_each(CAST(readfile('$box/out') AS TEXT))"
}
summary() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('$box/summary') AS TEXT), '$1')"; }

# ---- one profile, many addresses
import 'Name,LinkedIn,Company
Maya Chen,https://www.linkedin.com/in/maya-chen,Lumen
M. Chen,https://de.linkedin.com/in/Maya-Chen/,
,linkedin.com/in/maya%2Dchen?trk=people,
Maya C,https://www.linkedin.com/in/maya-chen/de,
Tom Reed,https://uk.linkedin.com/in/tom-reed-12345/en,Reed
Tom Reed,https://www.linkedin.com/mwlite/in/tom-reed-12345,Reed
'
is "$(summary '$.new') $(summary '$.rejected')" '2 1' 'one profile under many addresses is one person within a file'
run list --sort id --json
is "$(json '$[0].urls')" '["https://www.linkedin.com/in/maya-chen"]' 'the first address written stays as it was'
import 'Name,LinkedIn
Anna Other,https://www.linkedin.com/in/tom-reed-12345
'
is "$(summary '$.new') $(summary '$.conflicts')" '0 1' 'and against the book'
must doctor
fresh

# ---- last name first, here and there
import 'Name,Email,Company
"Chen, Maya",maya@lumen.example,Lumen
Omar Haddad,omar@haddad.example,Haddad
"Acme, Inc.",info@acme.example,
"Smith, Jr.",smith@x.example,
"Maya Chen, PhD",m@y.example,
"Lumen, Oslo",hei@lumen.example,
"Northwind, Sam",post@northwind.example,Northwind AS
"Garcia Lopez, Ana",ana@z.example,Zeta
"van der Berg, Tom",tom@berg.example,Berg
Ann Lee,ann@lee.example,Lee
Ben Ray,ben@ray.example,Ray
Cid Fox,cid@fox.example,Fox
'
is "$(people)" 'Maya Chen (Maya/Chen) ["maya@lumen.example"] Lumen; Omar Haddad (/) ["omar@haddad.example"] Haddad; Acme, Inc. (/) ["info@acme.example"] -; Smith, Jr. (/) ["smith@x.example"] -; Maya Chen, PhD (/) ["m@y.example"] -; Lumen, Oslo (/) ["hei@lumen.example"] -; Northwind, Sam (/) ["post@northwind.example"] Northwind AS; Garcia Lopez, Ana (/) ["ana@z.example"] Zeta; Tom van der Berg (Tom/van der Berg) ["tom@berg.example"] Berg; Ann Lee (/) ["ann@lee.example"] Lee; Ben Ray (/) ["ben@ray.example"] Ray; Cid Fox (/) ["cid@fox.example"] Fox' \
    'a clear name is turned, a firm, a suffix and a town are not'
is "$(summary '$.asked[0]')" 'Name, line 2 (2 rows): “Chen, Maya” was read as last name first (--map full_name=COLUMN takes names as written)' 'it is told, with the way to say otherwise'
is "$(summary '$.asked[1]')" 'Name, line 7 (3 rows): “Lumen, Oslo” may be last name first, taken as written (--map last_first=COLUMN turns it round)' 'and what may be a name and was left'
run import "$box/f.csv" -n
says 'guessed: Name, line 2 (2 rows)' 'in the rehearsal, too'
fresh
run import "$box/f.csv" --json --map full_name=Name
run list chen --sort id --json
is "$(json '$[0].name')" 'Chen, Maya' 'as written, when that is said'
run list --json
before=$(json '$[0].name')
run import "$box/f.csv" --json
is "$(json '$.new') $(json '$.remembered[0].is')" '0 full_name' 'it is remembered'
fresh
run import "$box/f.csv" --json --map last_first=Name
run list garcia --json
is "$(json '$[0].name')" 'Ana Garcia Lopez' 'turned, when that is said'
run list acme --json
is "$(json '$[0].name')" 'Acme, Inc.' 'but for what cannot be a name'
fresh

# ---- an address within a name
import 'Name,Phone,Company
Jane Doe <jane@x.example>,+4711111111,Xen
ann@x.example (Ann Lee),+4711111112,Xen
"""Ray, Bob"" <bob@x.example>",,Xen
cy@x.example,,Xen
"Dan Fox, dan@x.example",,
Eva Eng [mailto:eva@x.example],,
Fay @ Lumen,+4711111113,
gil@gil.example <gil@gil.example>,,
'
is "$(people)" 'Jane Doe (/) ["jane@x.example"] Xen; Ann Lee (/) ["ann@x.example"] Xen; Bob Ray (Bob/Ray) ["bob@x.example"] Xen; cy@x.example (/) ["cy@x.example"] Xen; Dan Fox (/) ["dan@x.example"] -; Eva Eng (/) ["eva@x.example"] -; Fay @ Lumen (/) [] -; gil@gil.example (/) ["gil@gil.example"] -' \
    'an address in a name becomes the e-mail, and the name is without it'
run import "$box/f.csv" --json
is "$(json '$.unchanged')" 8 'a second run changes nothing'
fresh
import 'Name,Email
Jane Doe <jane@x.example>,jane@x.example
Ann Lee <ann@home.example>,ann@work.example
'
is "$(people)" 'Jane Doe (/) ["jane@x.example"] -; Ann Lee (/) ["ann@work.example","ann@home.example"] -' 'beside a column of addresses it is a second one, or the same'
fresh
import 'Subject,From,Email,Name
Hi,a,"Ann Lee <ann@x.example>, Bob Ray <bob@y.example>",
Ho,b,"Ann Lee <ann@x.example>, Bob Ray <bob@y.example>",Bob Ray
Hu,c,"Ann Lee <ann@x.example>, Bob Ray <bob@y.example>",Cid Fox
He,d,"Maya Chen <maya@x.example>; M. Chen <maya@home.example>",
'
is "$(people)" 'Bob Ray (/) ["bob@y.example"] -; Cid Fox (/) [] -; maya@x.example (/) ["maya@x.example","maya@home.example"] -' 'addresses of several people are never put on one'
is "$(summary '$.rejected') $(summary '$.rejects[0].line') $(summary '$.rejects[0].column')" '1 2 Email' 'a row that names nobody of them is rejected, with its column'
is "$(summary '$.asked[0]')" "Email, line 4: “Ann Lee <ann@x.example>, Bob Ray <bob@y.example>” holds addresses of several people, none of them the row's own" 'one that is somebody else is told'
fresh

# ---- firms without a person
firms='Just Acme (/) [] Just Acme; Hello AG (/) ["info@hello.example"] Hello AG; bob@work.example (/) ["bob@work.example"] Work Ltd; Ann Lee (Ann/Lee) ["ann@lee.example"] Lee'
import 'First Name,Last Name,Company,Email,Phone
,,Just Acme,,+4711111111
,,Hello AG,info@hello.example,
,,Work Ltd,bob@work.example,
,,Nothing Inc,,
Ann,Lee,Lee,ann@lee.example,
'
is "$(people)" "$firms" 'a firm with a way to reach it is called by its name; one’s own address is a person’s'
is "$(summary '$.firms') $(summary '$.rejects[0].line') $(summary '$.rejects[0].reason')" '2 5 a company alone: no person and no way to reach it' 'counted, and a company alone is rejected'
run import "$box/f.csv" -n
dump >"$box/one"
run import "$box/f.csv" --json
is "$(json '$.new') $(json '$.updated') $(json '$.unchanged')" '0 0 4' 'again changes nothing'
fresh
run import "$box/f.csv" -n
says '2 firms without a person, named by the company' 'told in the rehearsal'
import 'First Name,Middle Name,Last Name,Organization Name,Labels,File As,E-mail 1 - Value,Phone 1 - Value
,,,Just Acme,,,,+4711111111
,,,Hello AG,,,info@hello.example,
,,,Work Ltd,,,bob@work.example,
,,,Nothing Inc,,,,
Ann,,Lee,Lee,,,ann@lee.example,
'
is "$(summary '$.preset') $(people)" "google_contacts_new $firms" 'Google Contacts: the same'
fresh
import '"First Name","Last Name","Company","Business Street","Business Phone","Categories","E-mail Address"
"","","Just Acme","","+4711111111","",""
"","","Hello AG","","","","info@hello.example"
"","","Work Ltd","","","","bob@work.example"
"","","Nothing Inc","","","",""
"Ann","Lee","Lee","","","","ann@lee.example"
'
is "$(summary '$.preset') $(people)" "outlook_classic $firms" 'Outlook: the same'
fresh
import 'BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Just Acme
ORG:Just Acme;
X-ABShowAs:COMPANY
TEL:+4711111111
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Hello AG
ORG:Hello AG
EMAIL:info@hello.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;;;;
ORG:Work Ltd
EMAIL:bob@work.example
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Nothing Inc
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Lee;Ann;;;
FN:Ann Lee
ORG:Lee
EMAIL:ann@lee.example
END:VCARD
'
is "$(summary '$.preset') $(people)" "vcard $firms" 'vCards: the same'
is "$(summary '$.firms') $(summary '$.rejects[0].reason')" '2 a company alone: no person and no way to reach it' 'and as told'
import 'Name,Company,Email
Hedda Lund,Hello AG,info@hello.example
'
run list hedda --json
is "$(json '$[0].name') $(json '$[0].emails[0]') $(summary '$.conflicts')" 'Hedda Lund info@hello.example 0' 'a name that comes later is no conflict: a firm in its place was a blank'
must doctor
fresh

# ---- birthdays
import 'Name;Geburtstag
Ann Lee;12.04.1987
Bob Ray;3.4.
Cid Fox;29.02.
Dan Orr;0/0/00
Eva Eng;1604-05-06
Fay Gil;--07-08
Gil Hay;morgen
Hal Ivo;4. Mai
'
birthdays() { run list --sort id --json; sqlite3 :memory: "SELECT group_concat(coalesce(value ->> '$.custom.birthday', '-'), ' ') FROM json_each(CAST(readfile('$box/out') AS TEXT))"; }
is "$(birthdays)" '1987-04-12 --04-03 --02-29 - --05-06 --07-08 - --05-04' 'days with a year and without'
is "$(summary '$.asked[0]')" 'Geburtstag, line 8: “morgen” is no date (write it as 2026-03-31)' 'what is none is told'
run import "$box/f.csv" --json
is "$(json '$.unchanged')" 8 'a second run changes nothing'
want=$(birthdays)
for how in csv vcard jsonl; do
    run export --format $how -o "$box/out.$how"
    BOWLINE_DB=$box/other.db
    if [ $how = jsonl ]; then must restore "$box/out.$how"; else must import "$box/out.$how"; fi
    is "$(birthdays)" "$want" "out and in again as $how"
    rm -f "$BOWLINE_DB"*
    BOWLINE_DB=$box/b.db
done
fresh
import 'Name,Date of Birth
Ann Lee,04/12/1987
Bob Ray,12/31/1990
'
is "$(birthdays)" '1987-04-12 1990-12-31' 'the column decides which is the month'
fresh
import 'Name,DOB
Ann Lee,04/12
Bob Ray,05/06/1990
'
is "$(birthdays) $(summary '$.questions[0].kind')" '- - date_order' 'where it does not, it is asked'
run import "$box/f.csv" --json --date-order dmy
is "$(birthdays)" '--12-04 1990-06-05' 'and answered'
fresh
import 'Name,Anniversaire,Дата рождения,生日
Ann Lee,1987-04-12,,
Bob Ray,,13.05.1990,
Cid Fox,,,1991-01-02
'
is "$(birthdays)" '1987-04-12 1990-05-13 1991-01-02' 'in other languages'
fresh

# ---- notes
import 'Name,Email,Note
Ann Lee,ann@x.example,Met at the fair
Bob Ray,bob@x.example,Short
Ann Lee,ann@x.example,Wants a demo
'
import 'Name,Email,Note
Ann Lee,ann@x.example,met at the fair
Bob Ray,bob@x.example,"Short, and then longer"
Ann Lee,ann@x.example,Has a budget
'
is "$(summary '$.updated') $(summary '$.unchanged') $(summary '$.conflicts')" '2 1 0' 'a longer note, and one more, are no conflicts'
run list --sort id --json
is "$(json '$[0].note')|$(json '$[1].note')" 'Met at the fair
Wants a demo
Has a budget|Short, and then longer' 'nothing of either is lost'
run import "$box/f.csv" --json
is "$(json '$.updated') $(json '$.conflicts')" '0 0' 'a second run changes nothing'
run search budget --json
is "$(json '$[0].note.who')" 'Ann Lee' 'what was joined is found'
must undo
run list --sort id --json
is "$(json '$[0].note')|$(json '$[1].note')" 'Met at the fair
Wants a demo|Short' 'undo gives the former notes'
must edit ann --note 'My own words'
run import "$box/f.csv" --json
run show ann --json
is "$(json '$.note')" 'My own words' 'what was written by hand stays'
must doctor

finish
