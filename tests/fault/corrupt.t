#!/bin/bash
# Files that are damaged, foreign or from a newer program: exit 1, a sentence that names the file, and not a byte of it changed.
. tests/fault/lib.sh
base=$tmp/base.db
db=$tmp/c.db
seed "$base" || { echo "Bail out! the file to start from could not be made"; exit 1; }
people_csv 400 >"$tmp/people.csv"
"$BOWLINE" --db "$base" import "$tmp/people.csv" -q --no-input >/dev/null 2>&1
size=$(stat -c %s "$base")

# refused NAME PATTERN: reading and writing both fail, and the file stays.
refused() {
    sum=$(cksum <"$db")
    for command in "list" "log @p1@example.com call -- x" "review" "undo"; do
        # shellcheck disable=SC2086
        out=$("$BOWLINE" --db "$db" $command 2>&1)
        rc=$?
        if [ $rc = 1 ] && printf '%s' "$out" | grep -qE "$2" && [ "$(cksum <"$db")" = "$sum" ]; then continue; fi
        is "$1: ${command%% *}" "exit $rc, $out, $(cksum <"$db")" "exit 1, like $2, $sum"
        return
    done
    is "$1: reading and writing are refused, the file untouched" '' ''
}

cp "$base" "$db"; truncate -s $((size / 2)) "$db"
sum=$(cksum <"$db")
out=$("$BOWLINE" --db "$db" list --json 2>&1); rc=$?
is 'a file cut in half is told' "$rc" 1
like 'in words' "$out" 'damaged|corrupt|malformed'
"$BOWLINE" --db "$db" log '@p1@example.com call -- x' >/dev/null 2>&1
is 'and a log into it is refused' "$? $(cksum <"$db")" "1 $sum"
fresh "$db"; cp "$base" "$db"; truncate -s 1000 "$db"
refused 'a file cut in its first page' 'damaged|corrupt|malformed|not a'
fresh "$db"; head -c 20000 /dev/zero | tr '\0' 'x' >"$db"
refused 'a file that is no database' "not a"
fresh "$db"; printf 'name,email\nAda,ada@example.com\n' >"$db"
refused 'a CSV given as the file' "not a"
fresh "$db"; sql "$db" 'CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO person VALUES (1, "x")'
refused "somebody else's database" "not .*[Bb]owline"
fresh "$db"; sql "$db" 'PRAGMA application_id = 1234; PRAGMA user_version = 1; CREATE TABLE t (a)'
refused "another program's database" "not .*[Bb]owline"
fresh "$db"; cp "$base" "$db"; sql "$db" 'PRAGMA user_version = 999' >/dev/null
refused 'a file of a newer program' 'newer'
mkdir "$tmp/dir.db"
out=$("$BOWLINE" --db "$tmp/dir.db" list 2>&1)
is 'a folder given as the file fails' $? 1

# Bytes changed anywhere: whatever is read, it never crashes, and a refused write changes nothing that was not changed.
bad= told=0 i=0
while [ $i -lt "$N" ]; do
    i=$((i + 1))
    fresh "$db"; cp "$base" "$db"
    at=$(awk -v s=$i -v n="$size" 'BEGIN { srand(s); print int(rand() * (n - 64)) }')
    head -c 64 /dev/urandom | dd of="$db" bs=1 seek="$at" conv=notrunc 2>/dev/null
    for command in "list --json" "review --json" "search hello" "log @p1@example.com call -- x" "undo"; do
        # shellcheck disable=SC2086
        out=$("$BOWLINE" --db "$db" $command 2>&1)
        rc=$?
        [ $rc = 0 ] || told=$((told + 1))
        case $rc in 0 | 1 | 3 | 4) ;; *) bad="$bad; byte $at, $command: exit $rc" ;; esac
        [ $rc = 0 ] || [ -n "$out" ] || bad="$bad; byte $at, $command: exit $rc without a word"
    done
done
echo "# $told commands told of the damage"
is "random damage, $N times: never a crash" "$bad" ''
plan
