#!/bin/sh
# A rehearsal says what the import then does, to the letter, and keeps nobody from writing meanwhile.
. tests/cli/lib.sh

# What was said, without what differs between the two: the step and the clock.
told() { sed 's/"seconds":[0-9.e-]*//; s/"step":[a-z0-9]*//; s/"dry_run":[a-z]*//' "$box/out"; }
same_as_earnest() { # NAME ARGS…
    name=$1
    shift
    dump >"$box/before"
    run import "$@" -n --json
    dry=$code
    told >"$box/dry"
    dump >"$box/after"
    cmp -s "$box/before" "$box/after"
    ok "$name: a rehearsal writes nothing"
    run import "$@" --json
    told >"$box/earnest"
    cmp -s "$box/dry" "$box/earnest"
    ok "$name: the import does what was rehearsed"
    is "$dry" "$code" "$name: and ends the same way"
}

# All into one book, so that each meets people of the files before it; then all again.
for f in tests/fixtures/csv/*.csv tests/fixtures/talks/*.csv tests/fixtures/vcard/*.vcf; do same_as_earnest "$(basename "$f")" "$f"; done
for f in tests/fixtures/csv/*.csv tests/fixtures/talks/*.csv tests/fixtures/vcard/*.vcf; do same_as_earnest "$(basename "$f") again" "$f"; done
[ "$(sqlite3 "$BOWLINE_DB" "SELECT count(*) FROM person")" -gt 25 ]
ok "there are people in that book"

# People who go on, change their job, are called otherwise, and come back within the file.
BOWLINE_DB=$box/2.db
printf 'Name,Email,Company,Title,Stage,Phone\nAda Byron,ada@x.example,Northwind,Lead,education,\nMaya Chen,,Acme,,,\nTom Reed,tom@x.example,,,,+4670000001\n' >"$box/a.csv"
printf 'Name,Email,Company,Title,Stage,Phone\nAda King,ada@x.example,Contoso,CTO,selection,\nmaya chen,maya@x.example,ACME,Founder,,\nMaya Chen,,Acme,,,+4670000002\nTom Reed,,Globex,,,\nTom Reed,tom@x.example,Globex,,commitment,\nAda King,,Contoso,,,\nNew One,n@x.example,,,parked,\nNew One,n@x.example,Initech,,,\n' >"$box/b.csv"
must import "$box/a.csv"
must log '@ada call -- hello !send it fri'
must revenue tom --agreed 100 --on today
same_as_earnest "kept" "$box/b.csv"
must undo
same_as_earnest "replaced" "$box/b.csv" --on-conflict replace
must export -o "$box/own.csv"
must edit ada --company Initech
same_as_earnest "our own export" "$box/own.csv"
BOWLINE_DB=$box/3.db
same_as_earnest "our own export, elsewhere" "$box/own.csv"

# A row names somebody who was referred by somebody whom no row concerns; two are alike, or share an address: the lower number counts, whoever is met first.
BOWLINE_DB=$box/4.db
must add Ada
must add Ben --email ben@x.example --referred-by Ada
printf 'Name,Email,Title\nBen,ben@x.example,CTO\n' >"$box/c.csv"
same_as_earnest "referred" "$box/c.csv"
BOWLINE_DB=$box/5.db
must add 'Ada Roe' --title CEO
must add 'Ada Roe' --email ada@x.example
printf 'Name,Email,Title\nAda Roe,ada@x.example,\nAda Roe,,CEO\n' >"$box/c.csv"
same_as_earnest "two of one name" "$box/c.csv"
BOWLINE_DB=$box/6.db
must add 'Ada Roe' --email e@x.example --title CEO
must add 'Ben Poe' --email e@x.example
printf 'Name,Email,Title\nBen Poe,,\nX,e@x.example,CTO\n' >"$box/c.csv"
same_as_earnest "two of one address" "$box/c.csv"
BOWLINE_DB=$box/3.db

# In the middle of a rehearsal somebody else writes. What went through the pipe beyond what a pipe and the first look hold was read as rows.
awk 'BEGIN { print "Name,Email,Company"; for (i = 1; i <= 60000; i++) printf "Person %d,p%d@x.example,Company %d\n", i, i, i % 700 }' >"$box/many.csv"
head -n 30000 "$box/many.csv" >"$box/half.csv"
tail -n +30001 "$box/many.csv" >"$box/rest.csv"
mkfifo "$box/pipe"
"$BOWLINE" import -n - --json <"$box/pipe" >"$box/rehearsed" 2>"$box/said" &
exec 3>"$box/pipe"
cat "$box/half.csv" >&3
run log --add '@newcomer call -- while somebody rehearses'
exits 0 "another window logs while a list is rehearsed"
run undo
exits 0 "and undoes"
cat "$box/rest.csv" >&3
exec 3>&-
wait
cp "$box/rehearsed" "$box/out"
is "$(json '$.new') $(json '$.dry_run')" '60000 1' "the rehearsal went on to its end"
is "$(ls -A "$box/tmp")" '' "no temporary file is left"
must doctor

# A file that may only be read can be rehearsed too.
chmod 400 "$BOWLINE_DB"
run import -n "$box/b.csv" --json
is "$code $(json '$.rows')" '0 8' "a file without leave to write"
finish
