#!/bin/sh
# bowline export, and the ways back: CSV through import, jsonl through restore
. tests/cli/lib.sh
q="'"
must add 'Maya Chen' --email maya@x.example --email m.chen@y.example --phone '+44 20 7946 0112' --phone '020; 7' --url 'https://x.example/in/maya;v=1' \
    --company None --title '=1+1' --source 'meetup, Lyon' --tag vip --tag 'big, one' --note "two
lines, \"quoted\"" --set 'team size=40' --set "odd=${q}=guarded" --stage selection --moment outcomes
must add 'Chris Lee'
must add 'Chris Lee'
must add 'n/a' --company '-' --note '+46701234567'
must add 'José Ñandú' --note "$(printf 'tab\there \033[31m')"
must add 'Lost One' --stage selection
must close lost --as lost --why 'no money'
must add 'Gone One' --stage growth
must close gone --as churned --why moved
must add 'Rest One'
must park rest --until 2027-01-05

run export
exits 0 "csv is what export writes"
says 'name,first_name,last_name,email,phone,url,company,title,source,tags,stage,moment,status,first_contact,note,custom.odd,custom.team size' "its header"
says 'maya@x.example; m.chen@y.example' "several addresses stand in one cell"
says '"two' "a newline is quoted"
silent 'https://x.example/in/maya;v' "a semicolon inside a value is marked"
cp "$box/out" "$box/one.csv"
run --db "$box/two.db" import "$box/one.csv" --json
is "$(json '$.preset') $(json '$.new') $(json '$.rejected')" "bowline 8 0" "an import knows it"
run --db "$box/two.db" export
cmp -s "$box/out" "$box/one.csv"
ok "export, import elsewhere, export: the same bytes"
run --db "$box/two.db" import "$box/one.csv" --json
is "$(json '$.new') $(json '$.updated') $(json '$.unchanged')" "0 0 8" "and once more changes nothing"
is "$(sqlite3 "$box/two.db" "SELECT group_concat(status || ' ' || in_play, ' ') FROM person WHERE name LIKE '% One' ORDER BY id")" "9 0 11 0 8 0" "who rests or has left does so there, out of play"
run --db "$box/two.db" doctor
exits 0 "and the book there balances"
must --db "$box/two.db" undo 1
is "$(sqlite3 "$box/two.db" 'SELECT count(*) FROM person')" 0 "one undo takes all of it back"
run export --safe
says ",$q=1+1," "--safe guards a formula"
says '+46701234567' "not a phone"
silent "$q+46701234567" "of plus and digits"
cp "$box/out" "$box/safe.csv"
must --db "$box/three.db" import "$box/safe.csv"
run --db "$box/three.db" export
cmp -s "$box/out" "$box/one.csv"
ok "a guarded file comes back the same"
run export maya -o "$box/maya.csv"
is "$(wc -l <"$box/maya.csv") $(stat -c %a "$box/maya.csv")" "3 600" "a filter, a file, for the user alone"
run export stage:selecton
exits 2 "a filter with a mistake"
run export --format cvs
exits 2 "no such format"
tells "did you mean --format csv" "said"
run export --safe --format json
exits 2 "--safe is for csv"
run export -o "$BOWLINE_DB"
exits 1 "never over the book itself"
run doctor
exits 0 "which is whole"

# ---- json, vCard ----
run export --json
valid "export --json"
cp "$box/out" "$box/a"
run list --sort id --json
cmp -s "$box/out" "$box/a"
ok "is the list"
run export --format vcard
says "VERSION:4.0" "vCard 4"
says 'NOTE:two\nlines\, "quoted"' "escaped"
is "$(grep -c '^BEGIN:VCARD' "$box/out") $(tr -d '\r' <"$box/out" | awk 'length > 75' | wc -l) $(grep -cv "$(printf '\r')$" "$box/out")" "8 0 0" "every line folded, every line CRLF"
must add "$(awk 'BEGIN { for (i = 0; i < 60; i++) printf "é" }')" -q
run export --format vcard
tr -d '\r' <"$box/out" | iconv -f utf-8 -t utf-8 >/dev/null 2>&1
ok "folding never parts a character"
is "$(tr -d '\r' <"$box/out" | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' | grep -c 'FN:é\{60\}$')" 1 "unfolded it is whole"

# ---- jsonl ----
must log '@maya @chris.lee2 40m call yesterday -- stuck "we lose a day" !send deck fri >commitment #pricing' --add
must next maya 'their answer' --theirs
must done 1
must move maya --stage onboarding --on 2026-11-19
must revenue maya --list 100 --agreed 90
must revenue maya --change +10
BOWLINE_NOW=2026-11-20T09:00 must snooze chris.lee2 --until 2026-12-05 --why 'on a boat'
must snooze chris.lee2 --until 2026-12-01
must set kinds 'demo, lunch'
must review --finish --promise 'call Maya' --improve 'log at once'
run export -o "$box/all.jsonl"
exits 0 "jsonl by the ending of the file"
sed -e 's/$/,/' -e '$s/,$/]/' -e '1s/^/[/' "$box/all.jsonl" >"$box/out"
valid "every line is JSON"
is "$(head -n 1 "$box/all.jsonl")" '{"type":"bowline","version":1}' "the first line says what it is"
is "$(tail -n 1 "$box/all.jsonl")" "{\"type\":\"end\",\"records\":$(($(wc -l <"$box/all.jsonl") - 2))}" "the last how many stand between"
for type in setting review person entry talk promise revenue snooze rested; do
    grep -a -m 1 "^{\"type\":\"$type\"" "$box/all.jsonl" >"$box/line"
    keys=$(sqlite3 :memory: "SELECT group_concat(key, ' ') FROM json_each(CAST(readfile('$box/line') AS TEXT)) WHERE key <> 'type'")
    missing=
    for key in $keys; do sed -n "/^## $type\$/,/^## /p" data/jsonl.md | grep -qE "[\`[:space:]]$key[\`[:space:]]" || missing="$missing $key"; done
    [ -n "$keys" ] || missing="no $type was written"
    is "$missing" "" "jsonl.md tells every key of $type"
done
run --db "$box/four.db" restore "$box/all.jsonl"
exits 0 "restored into an empty place"
run --db "$box/four.db" export --format jsonl
cmp -s "$box/out" "$box/all.jsonl"
ok "it gives the same export, byte for byte"
# What an entry led to while it held is left in its row when it is voided, and rebuilt for nobody.
all_of() {
    for table in person handle tag custom "entry WHERE voided_by = 0" talk talk_person promise setting revenue review snooze rested "tally WHERE n <> 0" "total WHERE n <> 0"; do
        sqlite3 "$1" "SELECT '${table%% *}', * FROM $table" | sort
    done
    sqlite3 "$1" "SELECT id, uid, person, day, act, stage, moment, side, until, why, recorded, voided_by FROM entry" "SELECT talk, text FROM quote ORDER BY id"
}
all_of "$BOWLINE_DB" >"$box/here"
all_of "$box/four.db" >"$box/there"
diff "$box/here" "$box/there" >"$box/out" 2>"$box/err"
ok "every row of every table, and what follows from them, is the same"
is "$(stat -c %a "$box/four.db")" 600 "for the user alone"
run --db "$box/four.db" doctor
exits 0 "and the book balances"
run export maya --format jsonl
is "$(grep -c '"type":"person"' "$box/out") $(grep -c '"type":"review"' "$box/out")" "1 0" "with a filter only theirs"
cp "$box/out" "$box/one.jsonl"
run --db "$box/five.db" restore "$box/one.jsonl"
exits 0 "which can be restored as well"
head -n 20 "$box/all.jsonl" >"$box/cut.jsonl"
run --db "$box/six.db" restore "$box/cut.jsonl"
exits 2 "a file cut short"
tells "cut short" "is known as such"
[ ! -e "$box/six.db" ]
ok "and leaves nothing behind"
sed 's/"act":"open"/"act":"opne"/' "$box/all.jsonl" >"$box/bad.jsonl"
run --db "$box/six.db" restore "$box/bad.jsonl"
exits 2 "a word that is none"
tells "is no act" "is named"
tells "line " "with its line"
sed '3s/}$//' "$box/all.jsonl" >"$box/bad.jsonl"
run --db "$box/six.db" restore "$box/bad.jsonl"
exits 2 "broken JSON"
tells "line 3" "with its line"
sed '1s/1}/2}/' "$box/all.jsonl" >"$box/new.jsonl"
run --db "$box/six.db" restore "$box/new.jsonl"
tells "newer" "a newer version is refused"
run --db "$box/none.db" export
exits 0 "a place without a file is an empty book"
is "$(wc -l <"$box/out")" 1 "a header and nobody"
[ ! -e "$box/none.db" ]
ok "and none is made"
ls "$box"/*.restore-* >/dev/null 2>&1
[ $? != 0 ]
ok "nothing unfinished lies about"
# What a list of people cannot carry is said.
BOWLINE_DB=$box/kin.db
must add Ann
must add Bob --referred-by ann
must revenue ann --agreed 100
run export
tells "2 of them have a referrer or pay, which csv has no place for: --format jsonl carries everything" "referrers and money stay behind, and it is said"
run export bob
tells "1 of them has a referrer or pays" "of one as well"
run export --format jsonl
silent "no place" "the complete records carry them"
finish
