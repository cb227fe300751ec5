#!/bin/bash
# A disk that is full or failing, a file or a folder that may not be written, an output that goes nowhere: exit 1, a sentence, the file as before.
. tests/fault/lib.sh

base=$tmp/base.db
db=$tmp/d.db
seed "$base" || { echo "Bail out! the file to start from could not be made"; exit 1; }
before=$(state "$base")
people_csv 3000 >"$tmp/people.csv"
line='@p2@example.com call -- talked !send it fri >selection'

# every write from act n on fails
failing() { # mode pattern
    copy "$base" "$db"
    LD_PRELOAD=$O/tests/fault/failio.so FAIL_IO_COUNT=$tmp/acts "$BOWLINE" --db "$db" log "$line" >/dev/null 2>&1
    acts=$(cat "$tmp/acts")
    after=$(state "$db")
    bad= at=1 failures=0
    while [ $at -le "$acts" ]; do
        copy "$base" "$db"
        LD_PRELOAD=$O/tests/fault/failio.so FAIL_IO=$1 FAIL_IO_AT=$at "$BOWLINE" --db "$db" log "$line" >"$tmp/out" 2>"$tmp/err"
        rc=$?
        now=$(state "$db")
        case $rc in
        0) [ "$now" = "$after" ] || bad="$bad; act $at: exit 0 but $now" ;;
        1)
            failures=$((failures + 1))
            # A sync that fails leaves open whether the bytes arrived: told as a failure, and the file whole, before or after.
            [ "$now" = "$before" ] || { [ "$1" = eio ] && [ "$now" = "$after" ]; } || bad="$bad; act $at: exit 1 but $now"
            grep -qiE "$2" "$tmp/err" || bad="$bad; act $at: said '$(head -n 1 "$tmp/err")'"
            ! grep -q '^logged' "$tmp/out" || bad="$bad; act $at: told it was logged"
            ;;
        *) bad="$bad; act $at: exit $rc" ;;
        esac
        w=$(wrong "$db")
        [ -z "$w" ] || bad="$bad; act $at: $w"
        at=$((at + 1))
    done
    echo "# $acts acts, $failures told as failures"
    [ $failures -gt 0 ] || bad="$bad; nothing failed"
    is "$1 at every act of a log: told, and the file as before" "$bad" ''
}
if sanitized; then
    skip 'writes that fail one by one' 'a sanitizer and a preloaded library do not go together'
else
    failing enospc 'full|space'
    failing eio 'disk|read|writ|I/O'
fi

# a file that may not grow (EFBIG instead of a signal)
copy "$base" "$db"
out=$( (trap '' XFSZ; ulimit -f $(($(stat -c %s "$base") / 1024 + 60)); exec "$BOWLINE" --db "$db" import "$tmp/people.csv" --no-input) 2>&1)
is 'import into a file that may not grow fails' $? 1
like 'and says so' "$out" 'full|large|big|space|I/O'
is 'and leaves the file as before' "$(state "$db") $(wrong "$db")" "$before "

# a real disk that is really full
mkdir "$tmp/small"
# Room for the file as it is, its log and a copy of it, not for three thousand people more.
if mount -t tmpfs -o size=$(($(stat -c %s "$base") / 512 + 600))k tmpfs "$tmp/small" 2>/dev/null; then
    cp "$base" "$tmp/small/d.db"
    out=$("$BOWLINE" --db "$tmp/small/d.db" import "$tmp/people.csv" --no-input 2>&1)
    is 'import on a full disk fails' $? 1
    like 'and says that the disk is full' "$out" 'full|space'
    is 'and leaves the file as before' "$(state "$tmp/small/d.db") $(wrong "$tmp/small/d.db")" "$before "
    dd if=/dev/zero of="$tmp/small/fill" bs=1k 2>/dev/null
    out=$("$BOWLINE" --db "$tmp/small/d.db" log "$line" 2>&1)
    is 'log on a full disk fails' $? 1
    like 'and says that the disk is full' "$out" 'full|space'
    out=$("$BOWLINE" --db "$tmp/small/d.db" list --json 2>&1)
    is 'reading on a full disk works' $? 0
    rm "$tmp/small/fill"
    "$BOWLINE" --db "$tmp/small/d.db" log "$line" >/dev/null 2>&1
    is 'and with room again the log is taken' $? 0
    # Forgetting writes the snapshots anew: without room for that they stay, and so does the book.
    rm -rf "$tmp/small/d.db"* "$tmp/small/snapshots"
    mount -o remount,size=$(($(stat -c %s "$base") / 128))k "$tmp/small"
    cp "$base" "$tmp/small/d.db"
    "$BOWLINE" --db "$tmp/small/d.db" backup -q
    dd if=/dev/zero of="$tmp/small/fill" bs=1k 2>/dev/null
    out=$("$BOWLINE" --db "$tmp/small/d.db" forget p1@example.com --yes 2>&1)
    is 'forget on a full disk fails' $? 1
    like 'and says that the disk is full' "$out" 'full|space'
    is 'the snapshot is still there' "$(find "$tmp/small/snapshots" -type f | grep -c 'Z\.[a-z]*$')" 1
    rm "$tmp/small/fill"
    is 'and the book as it was' "$(state "$tmp/small/d.db") $(wrong "$tmp/small/d.db")" "$before "
    "$BOWLINE" --db "$tmp/small/d.db" forget p1@example.com --yes -q >/dev/null 2>&1
    is 'and with room again they are forgotten' "$? $(grep -rlaF 'p1@example.com' "$tmp/small")" '0 '
    umount "$tmp/small"
else
    skip 'a really full disk' 'no right to mount one'
fi
rmdir "$tmp/small"

# an output that takes nothing
for command in 'list' 'list --json' 'review' 'review --json' 'show p1@example.com' 'history' '--help'; do
    # shellcheck disable=SC2086
    err=$("$BOWLINE" --db "$base" $command 2>&1 >/dev/full)
    is "$command into a full output fails" $? 1
    like "$command says so" "$err" '.'
done
"$BOWLINE" --db "$base" list 2>/dev/null | true
is 'a reader that leaves early is no error of ours' "${PIPESTATUS[0]}" "${PIPESTATUS[0]}"

# Rights: root may everything, so these run as nobody.
as=
ours=$tmp
[ "$(id -u)" != 0 ] || as='setpriv --reuid=65534 --regid=65534 --clear-groups'
if [ -z "$as" ] || $as true 2>/dev/null; then
    ours=$(mktemp -d /tmp/bowline-rights.XXXXXX)
    trap 'chmod -R u+w "$ours" "$tmp" 2>/dev/null; rm -rf "$ours" "$tmp"' EXIT
    cp "$BOWLINE" "$ours/bowline"
    mkdir "$ours/locked" "$ours/open" "$ours/home"
    cp "$base" "$ours/locked/d.db"
    cp "$base" "$ours/open/d.db"
    [ -z "$as" ] || chown -R 65534 "$ours"
    chmod 755 "$ours"
    chmod 444 "$ours/open/d.db" "$ours/locked/d.db"
    chmod 555 "$ours/locked"
    run() { HOME=$ours/home TMPDIR=$ours $as "$ours/bowline" "$@"; }
    for place in open locked; do
        sum=$(cksum <"$ours/$place/d.db")
        out=$(run --db "$ours/$place/d.db" log "$line" 2>&1)
        is "log into a read-only file ($place folder) fails" $? 1
        like 'and says so' "$out" 'read.?only|permission|not be written|writ'
        is 'and leaves it untouched' "$(cksum <"$ours/$place/d.db")" "$sum"
        out=$(run --db "$ours/$place/d.db" list --json 2>&1)
        is "list of a read-only file ($place folder) works" "$? $(printf '%s\n' "$out" | grep -c '"name"')" '0 20'
    done
    # An older file has to be changed before it can be read.
    chmod 755 "$ours/locked"
    rm -f "$ours/open/d.db"*
    for place in open locked; do
        cat src/store/sql/000[1-3]_*.sql | sqlite3 "$ours/$place/old.db"
        sqlite3 "$ours/$place/old.db" "PRAGMA journal_mode = WAL; PRAGMA user_version = 3; PRAGMA application_id = $(sqlite3 "$base" 'PRAGMA application_id')" >/dev/null
        [ -z "$as" ] || chown 65534 "$ours/$place/old.db"
        chmod 444 "$ours/$place/old.db"
    done
    chmod 555 "$ours/locked"
    for place in open locked; do
        sum=$(cksum <"$ours/$place/old.db")
        out=$(run --db "$ours/$place/old.db" list 2>&1)
        is "list of an older read-only file ($place folder) fails" $? 1
        like 'and says that it is older' "$out" 'made by an older Bowline \(schema 3\)'
        like 'and the way out' "$out" 'copy it'
        is 'nothing was changed' "$(cksum <"$ours/$place/old.db")" "$sum"
        is 'and no snapshot was taken for nothing' "$(find "$ours/$place" -name '*schema3*')" ''
    done
    cp "$ours/open/old.db" "$ours/home/copy.db"
    chmod 600 "$ours/home/copy.db"
    [ -z "$as" ] || chown 65534 "$ours/home/copy.db"
    out=$(run --db "$ours/home/copy.db" list --json 2>"$ours/home/said")
    is 'a copy of it is read' "$? $(printf '%s' "$out" | tr -d ' \n')" '0 []'
    like 'and it is said that it was brought up to date' "$(cat "$ours/home/said")" 'brought up to date \(it had schema 3\).*restore --list'
    like 'the old file is there' "$(run --db "$ours/home/copy.db" restore --list)" 'schema3'
    is 'the next time nothing is said' "$(run --db "$ours/home/copy.db" list --json 2>&1 | tr -d ' \n')" '[]'
    cp "$base" "$ours/open/d.db"
    [ -z "$as" ] || chown 65534 "$ours/open/d.db"
    chmod 555 "$ours/home"
    out=$(run --db "$ours/locked/new.db" add Somebody 2>&1)
    is 'a folder that may not be written fails' $? 1
    like 'and says so, naming it' "$out" 'locked'
    out=$(run --db "$ours/locked/sub/new.db" add Somebody 2>&1)
    is 'a folder that may not be made fails' $? 1
    like 'and says so, naming it' "$out" 'locked'
    chmod 000 "$ours/open/d.db"
    out=$(run --db "$ours/open/d.db" list 2>&1)
    is 'a file that may not be read fails' $? 1
    like 'and says so, naming it' "$out" 'open/d\.db'
else
    skip 'files and folders that may not be written' 'no way to give up the rights of root'
fi
out=$("$BOWLINE" --db /proc/nowhere/x.db add Somebody 2>&1)
is 'a folder that cannot be made fails' $? 1
plan
