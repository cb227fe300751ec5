#!/bin/sh
# bowline dupes: pairs by what people have in common, strongest first, with reasons and the command; what was said not to be the same stays out
. tests/cli/lib.sh
cat >"$box/p.csv" <<'END'
name,email,phone,company,url
Maya Chen,maya.chen@northwind.example,+46 70 000 00 01,Northwind,https://linkedin.com/in/maya
"Chen, Maya",,,Northwind,
M. Chen,,,Northwind,
Maya Chan,,,Northwind,
Someone Else,,070-000 00 01,Zeta,
Jon Smith,,,Acme,
John Smith,,,,
Maya Chen,,,Other Ltd,https://linkedin.com/in/maya2
Ann Other,maya.chen@other.example,,Alpha,
Dr. Hans Meier,,,Beta,
Hans Meier,,,Beta,
Nobody Like,n@like.example,,Gamma,
END
must import "$box/p.csv" --map full_name=name
says 'bowline dupes import:1 shows the pairs' "an import that found a maybe says where"
# pair A B: the reasons of that pair, "" when it is not listed
pair() { sqlite3 :memory: "SELECT value ->> 'why' FROM json_each(CAST(readfile('$box/out') AS TEXT)) WHERE min(value ->> '$.first.id', value ->> '$.second.id') = $1
    AND max(value ->> '$.first.id', value ->> '$.second.id') = $2"; }
run dupes --json
exits 0 "dupes"
valid "--json"
is "$(pair 1 2)" '["words"]' "the parts of a name in another order"
is "$(pair 1 3)" '["initial"]' "an initial"
is "$(pair 1 4)" '["letter"]' "one letter apart, one company"
is "$(pair 1 5)" '["phone_tail"]' "a phone number without its country"
is "$(pair 6 7)" '["letter_blank"]' "one letter apart, one without a company"
is "$(pair 1 8)" '["name_other_company"]' "one name, two companies"
is "$(pair 8 9)" '["email_spells_name"]' "an address that spells the name of another"
is "$(pair 10 11)" '["words"]' "a title makes no other name"
is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT)) WHERE value LIKE '%Nobody Like%'")" 0 "somebody alone is in no pair"
is "$(json '$[#-1].against')" 1 "what speaks against it comes last"
is "$(json '$[0].merge')" "bowline merge $(json '$[0].first.id') $(json '$[0].second.id')" "each with its command"
n=$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT))")
run dupes --limit 2
is "$(grep -c '^  bowline merge' "$box/out")" 2 "--limit"
tells "$((n - 2)) more are not shown" "says how many more"
run dupes
says 'the same phone number but for the country code (+46 70 000 00 01)' "reasons in words"
says 'but their profiles are different ones' "and what speaks against"
run dupes company:acme
is "$(grep -c '^  bowline merge' "$box/out")" 1 "a filter: pairs with one who matches"
says 'Jon Smith' "this one"
run dupes nosuch:field
exits 2 "a filter that is none"

# ---- addresses ----
must edit 12 --email N@Like.Example
must add 'Somebody' --email n@like.example
run dupes --json
is "$(json '$[0].why')" '["email"]' "one address, however it is written, is first"
is "$(json '$[0].reasons')" 'the same e-mail address (n@like.example)' "and named"
must add 'Acme Shop' --url https://acme.example
must add 'Acme Office' --url https://www.acme.example/
must add 'Proba Ile' --url https://linkedin.com/in/ile
must add 'Ile Zwei' --url http://www.linkedin.com/in/ile/
run dupes name:acme --json
is "$(cat "$box/out" | tr -d '\n')" "[]" "a company's front page is nobody's profile"
run dupes name:ile --json
is "$(json '$[0].why')" '["url"]' "a profile is"

# ---- not the same ----
dump >"$box/before"
run dupes --not 1 2 -n
dump | cmp -s - "$box/before"
ok "--not -n writes nothing"
run dupes --not 1 2
exits 0 "--not"
says 'are not the same' "is said"
run dupes --json
is "$(pair 1 2)" "" "and left out"
must export --format jsonl -o "$box/a.jsonl"
run restore "$box/a.jsonl" --db "$box/other.db"
run dupes --json --db "$box/other.db"
is "$(pair 1 2)" "" "in a file that was written out and read in, too"
must undo
dump | cmp -s - "$box/before"
ok "undo forgets it exactly"
must redo
run dupes --again 1 2
exits 0 "--again"
run dupes --json
is "$(pair 1 2)" '["words"]' "brings the pair back"
must dupes --not 1 2
must dupes --not 2 4
run dupes --not 1
exits 2 "--not takes two"
run dupes --not 1 1
exits 2 "of two people"
run dupes --not 1 2 --again
exits 2 "--not or --again"
must merge 3 2
run dupes --json
is "$(pair 1 3)" "" "who is not the same as the second is not the same as the first"
must forget 4 --yes
is "$(sqlite3 "$BOWLINE_DB" 'SELECT count(*) FROM apart WHERE a = 4 OR b = 4')" 0 "forgetting takes it along"
run doctor
exits 0 "sound"

# ---- a crowd ----
awk 'BEGIN { print "name,company"; for (i = 0; i < 3000; i++) printf "Info,Firm %d\n", i; print "Jon Crowd,Google"; for (i = 0; i < 500; i++) print "Someone" i " Crowd,Google"; print "Jonn Crowd,Google" }' >"$box/c.csv"
BOWLINE_DB=$box/crowd.db
must import "$box/c.csv" -q
run dupes --limit 0 --json
[ "$(grep -c first "$box/out")" -lt 2000 ]
ok "three thousand of one name do not make a list of their square"
grep -q 'Jonn Crowd' "$box/out"
ok "and in a crowd of one company those one letter apart meet"
run dupes
tells 'only some pairs are listed; most share the name info (3000 people)' "which is said"
rm -f "$box/crowd.db"
run dupes
exits 0 "an empty book"
finish
