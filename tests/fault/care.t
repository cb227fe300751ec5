#!/bin/bash
# kill -9 in the middle of backup, restore, forget and doctor --fix: the book is as before or complete, sound, and what a kill leaves is no snapshot and no secret.
. tests/fault/lib.sh

base=$tmp/base
seed "$tmp/seed.db" || { echo "Bail out! the file to start from could not be made"; exit 1; }
mkdir "$base" "$tmp/out"
cp "$tmp/seed.db" "$base/b.db"
"$BOWLINE" --db "$base/b.db" backup -q
"$BOWLINE" --db "$base/b.db" add 'Newly Added' -q
"$BOWLINE" --db "$base/b.db" export --format jsonl -o "$tmp/all.jsonl" -q
"$BOWLINE" --db "$base/b.db" add 'Only Here' --note herenote -q
"$BOWLINE" --db "$base/b.db" backup -q
place=$tmp/place
db=$place/b.db
lay() { rm -rf "$place" "$tmp/out" && cp -r "$base" "$place" && mkdir "$tmp/out"; }
lay
snapshot=$("$BOWLINE" --db "$db" restore --list --json | sed -n 's/.*"path":"\([^"]*\)".*/\1/p' | tail -n 1)
before=$(state "$db")

backup() { "$@" "$BOWLINE" --db "$db" backup "$tmp/out/copy.db" -q; }
restore() { "$@" "$BOWLINE" --db "$db" restore "$snapshot" -q; }
lines() { "$@" "$BOWLINE" --db "$db" restore "$tmp/all.jsonl" -q; }
fresh_place() { rm -f "$db"*; "$@" "$BOWLINE" --db "$db" restore "$tmp/all.jsonl" -q; }
forget() { "$@" "$BOWLINE" --db "$db" forget 'Only Here' --yes -q; }
fix() { sql "$db" "UPDATE tally SET n = n + 1; UPDATE person SET stage = 3; DROP INDEX talk_by_day"; "$@" "$BOWLINE" --db "$db" doctor --fix -q; }

# What must hold after a kill: the state is one of the two, no snapshot is half a file, and the same command goes through once more.
judge() { # command, state after
    if [ "$1" = fresh_place ]; then
        # A place where nothing is yet may hold a file without people; it reads as an empty book.
        now=$("$BOWLINE" --db "$db" list --json 2>&1 | grep -c '"id"')
        [ "$now" = 0 ] || [ "$now" = "${2%% *}" ] || echo "; $now people"
    else
        now=$(state "$db")
        [ "$now" = "$before" ] || [ "$now" = "$2" ] || echo "; $now"
    fi
    if [ "$1" != fix ] && [ -s "$db" ] && [ "$now" != 0 ]; then
        w=$(wrong "$db")
        [ -z "$w" ] || echo "; $w"
    fi
    for s in "$place"/snapshots/*Z.* "$tmp"/out/copy.db; do
        case $s in *.part | *-wal | *-shm | *-journal | *'*'*) continue ;; esac
        [ ! -e "$s" ] || [ "$(sql "$s" 'PRAGMA quick_check(1)' 2>&1)" = ok ] || echo "; $s is no snapshot"
    done
    [ -z "$(find "$place" "$tmp/out" -type f -perm /077)" ] || echo "; readable by others: $(find "$place" "$tmp/out" -type f -perm /077)"
}
again() {
    [ "$1" != backup ] || rm -f "$tmp/out/copy.db"
    [ "$1" != forget ] || [ "$(state "$db")" = "$before" ] || return 0
    "$1" env >/dev/null 2>"$tmp/err" || echo "; then once more: $(head -n 2 "$tmp/err")"
    [ "$(state "$db")" = "$2" ] || [ "$1" = fix ] || echo "; once more gives $(state "$db")"
}

by_act() { # command, mode, how many at most
    lay
    $1 env >/dev/null 2>"$tmp/err" || sed 's/^/# /' "$tmp/err"
    after=$(state "$db")
    lay
    $1 env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO_COUNT="$tmp/acts" >/dev/null 2>&1
    acts=$(cat "$tmp/acts" 2>/dev/null || echo 0)
    stride=$((acts / $3 + 1)) bad= at=1 tried=0
    while [ $at -le "$acts" ]; do
        lay
        (exec 2>/dev/null; $1 env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO="$2" FAIL_IO_AT=$at >/dev/null 2>&1)
        bad="$bad$(judge "$1" "$after" | sed "s/^; /; at act $at: /")"
        [ $((tried % 5)) != 0 ] || bad="$bad$(again "$1" "$after" | sed "s/^; /; at act $at, /")"
        at=$((at + stride))
        tried=$((tried + 1))
    done
    echo "# $1 touches the disk $acts times; $tried of them tried"
    [ "$acts" -gt 3 ] || bad="$bad; only $acts acts were seen"
    is "$1 killed ($2) at its acts on the disk: before or after, and sound" "$bad" ''
}

if sanitized || [ ! -e "$O/tests/fault/failio.so" ]; then
    skip 'killed at every act on the disk' 'a sanitizer and a preloaded library do not go together'
else
    for command in backup restore lines fresh_place forget fix; do
        by_act $command kill "$N"
        by_act $command torn $((N / 2))
    done
fi
# Forgotten after a kill: asked once more, nothing is left.
lay
(exec 2>/dev/null; LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO=kill FAIL_IO_AT=20 "$BOWLINE" --db "$db" forget 'Only Here' --yes -q >/dev/null 2>&1)
"$BOWLINE" --db "$db" forget 'Only Here' --yes -q 2>/dev/null
is 'forget killed and asked once more leaves nothing' "$(grep -rla -e herenote -e 'Only Here' "$place")" ''
plan
