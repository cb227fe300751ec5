#!/bin/sh
# bowline import of a vCard file: recognised by content, counted and told like a list, out and in again the same.
. tests/cli/lib.sh
fix=tests/fixtures/vcard
cp "$fix/apple_icloud.vcf" "$box/contacts"
run import "$box/contacts" -n
exits 0 "a vCard by any name"
says "contacts: vCard, utf-8" "recognised by content"
says "4 rows would give: 3 new, 0 updated, 0 unchanged, 0 rejected, 1 skipped" "rehearsed"
says "1 firm without a person, named by the company" "a firm is told"
run list --json
is "$(tr -d '\n' <"$box/out")" "[]" "a rehearsal writes nothing"
run import "$box/contacts" --json --tag book
exits 0 "imported"
is "$(json '$.preset') $(json '$.delimiter') $(json '$.new') $(json '$.skipped')" "vcard  3 1" "counted"
is "$(json '$.mapping[0].column') $(json '$.mapping[0].field')" "FN name" "its properties are the columns"
valid "JSON"
run show ines --json
is "$(json '$.emails[0]') $(json '$.company') $(json '$.tags[0]')" "ines@northwind.example Northwind Analytics book" "the person"
dump >"$box/before"
run import "$box/contacts" --tag book
says "0 new, 0 updated, 3 unchanged" "again"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "changes nothing"
"$BOWLINE" import - --tag book <"$box/contacts" >"$box/out" 2>"$box/err"
is $? 0 "from standard input"
must undo
run list --json
is "$(tr -d '\n' <"$box/out")" "[]" "one undo takes it back"

run import "$fix/broken.vcf" --rejects "$box/rejects.vcf"
exits 5 "broken cards cost only themselves"
says "rejected  line 1: the card has no end" "told with the line"
says "line 12, column EMAIL" "and the property"
is "$(grep -c '^BEGIN:VCARD' "$box/rejects.vcf") $(grep -c '^END:VCARD' "$box/rejects.vcf") $(grep -c '^X-BOWLINE-REASON:line' "$box/rejects.vcf")" "5 5 5" "rejects are cards with the reason"
sed 's/bob@@x/bob@x.example/' "$box/rejects.vcf" >"$box/mended.vcf"
run import "$box/mended.vcf"
says "5 rows: 3 new" "mended they come in"
run import "$box/contacts" --map name=1
exits 2 "a vCard has no columns"
tells "--map" "the way out"
must undo 2

# ---- ours, out and in again ----
cat >"$box/book.csv" <<'END'
name,first_name,last_name,email,phone,url,company,title,source,tags,stage,moment,status,first_contact,note,custom.budget
Ann Berg,Ann,Berg,ann@x.example; ann@y.example,+49 30 555,https://x.example,"Berg; KG",CEO,fair,beta; vip,selection,outcomes,,2025-01-02,"two
lines",5
Sam Same,,,,,,,,,,,,,,,
Sam Same,,,,,,,,,,,,,,,
Pia Parked,,,pia@x.example,,,,,,,education,connect,parked until 2026-12-24,,,
END
must import "$box/book.csv"
must export --format vcard -o "$box/one.vcf"
BOWLINE_DB=$box/other.db
run import "$box/one.vcf"
says "4 rows: 4 new" "namesakes stay apart"
must export --format vcard -o "$box/two.vcf"
cmp -s "$box/one.vcf" "$box/two.vcf"
ok "out, in and out again: the same bytes"
run import "$box/one.vcf" --json
is "$(json '$.unchanged') $(json '$.step')" "4 " "and again nothing"
# ---- what a card says beyond our fields
BOWLINE_DB=$box/more.db
run import "$fix/apple_more.vcf" --json
is "$(json '$.new')/$(json '$.asked[1]')" '2/X-PHONETIC-LAST-NAME, line 1 (2 times): is not used' "what is not used is told and counted"
is "$(json '$.asked[#-1]')" 'GENDER, line 1: is not used' "each property by itself, and none of the program's own"
run show maya --json
is "$(json '$.custom.address')/$(json '$.custom.address 2')" "Storgatan 1 Box 2, Malmö, 211 20, Sweden/Main St 1, Oslo, 0150, Norway" "addresses are kept, both"
is "$(json '$.custom.birthday')/$(json '$.custom.anniversary')/$(json '$.custom.spouse')/$(json '$.custom.chat')" "--03-14/2015-06-01/Tom Reed/skype:maya.chen" "days, relations and chat under their names"
run import "$fix/apple_more.vcf" --json
is "$(json '$.unchanged')" 2 "the second time nothing is new"
must export --format vcard -o "$box/more1.vcf"
BOWLINE_DB=$box/more2.db
must import "$box/more1.vcf"
must export --format vcard -o "$box/more2.vcf"
cmp -s "$box/more1.vcf" "$box/more2.vcf"
ok "and out and in again is the same"
awk 'BEGIN { print "BEGIN:VCARD\nVERSION:3.0\nFN:Big Face"; printf "PHOTO;ENCODING=b;TYPE=JPEG:"; for (i = 0; i < 200000; i++) printf "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo"; print "\nEND:VCARD" }' >"$box/face.vcf"
BOWLINE_DB=$box/face.db
run import "$box/face.vcf" --json
is "$(json '$.new')/$(json '$.asked[0]')" "1/PHOTO, line 1: pictures are not kept" "seven megabytes of picture are told"
[ "$(wc -c <"$box/face.db")" -lt 600000 ]
ok "and not stored"

finish
