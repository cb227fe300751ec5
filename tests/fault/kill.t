#!/bin/bash
# kill -9 during import, log, move and merge: the file is as before or complete, never between, it is sound, and the book balances. Two ways: at random moments
# of the clock, and (failio) at every single act on the disk, half-written ones included.
. tests/fault/lib.sh

base=$tmp/base.db
db=$tmp/k.db
seed "$base" || { echo "Bail out! the file to start from could not be made"; exit 1; }
before=$(state "$base")
people_csv 2000 >"$tmp/people.csv"
people_csv 40 >"$tmp/few.csv"
is 'the file to start from is sound' "$(wrong "$base")" ''
import() { "$@" "$BOWLINE" --db "$db" import "$tmp/people.csv" -q --no-input; }
few() { "$@" "$BOWLINE" --db "$db" import "$tmp/few.csv" -q --no-input; }
log() { "$@" "$BOWLINE" --db "$db" log '@p2@example.com call -- talked !send case study fri >selection +outcomes #pricing'; }
move() { "$@" "$BOWLINE" --db "$db" move p3@example.com --stage selection --moment outcomes --why 'asked for a price'; }
merge() { "$@" "$BOWLINE" --db "$db" merge p1@example.com p6@example.com -q; }

# Where a run of each ends.
complete() {
    copy "$base" "$db"
    $1 env >/dev/null 2>"$tmp/err" || sed 's/^/# /' "$tmp/err"
    state "$db"
}

# by_clock COMMAND: N kills between the start and a little after the usual end.
by_clock() {
    after=$(complete "$1")
    copy "$base" "$db"
    began=$(date +%s%N)
    $1 env >/dev/null 2>&1
    took=$(($(date +%s%N) - began))
    bad= killed=0 olds=0 i=0
    while [ $i -lt "$N" ]; do
        i=$((i + 1))
        copy "$base" "$db"
        wait=$(awk -v i=$i -v n="$N" -v t=$took -v s="${FAULT_SEED:-7}" 'BEGIN { srand(s * 1000 + i); printf "%.6f", 0.0005 + rand() * 1.15 * t / 1e9 }')
        # In the foreground, so that the shell does not report every death.
        (exec 2>/dev/null; $1 timeout --foreground -s KILL "$wait" >/dev/null 2>&1)
        [ $? = 0 ] || killed=$((killed + 1))
        now=$(state "$db")
        [ "$now" != "$before" ] || olds=$((olds + 1))
        [ "$now" = "$before" ] || [ "$now" = "$after" ] || bad="$bad; after $wait s: $now"
        w=$(wrong "$db")
        [ -z "$w" ] || bad="$bad; after $wait s: $w"
        # What comes after a crash works: the same command once more.
        if [ $((i % 10)) = 0 ]; then
            "$BOWLINE" --db "$db" log '@p4@example.com talk -- still here' -q >/dev/null 2>"$tmp/err" || bad="$bad; then log said $(cat "$tmp/err")"
        fi
    done
    echo "# $1: before $before, after $after; $killed of $N killed in time, $olds left the file as before"
    is "$1 killed at $N random moments: before or after, sound, and the book balances" "$bad" ''
}

# by_act COMMAND MODE STRIDE: killed at the acts on the disk, one by one.
by_act() {
    after=$(complete "$1")
    copy "$base" "$db"
    $1 env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO_COUNT="$tmp/acts" >/dev/null 2>&1
    acts=$(cat "$tmp/acts" 2>/dev/null || echo 0)
    bad= at=1 tried=0
    while [ $at -le "$acts" ]; do
        copy "$base" "$db"
        (exec 2>/dev/null; $1 env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO="$2" FAIL_IO_AT=$at >/dev/null 2>&1)
        rc=$?
        [ $rc = 137 ] || bad="$bad; at act $at: exit $rc"
        now=$(state "$db")
        [ "$now" = "$before" ] || [ "$now" = "$after" ] || bad="$bad; at act $at: $now"
        w=$(wrong "$db")
        [ -z "$w" ] || bad="$bad; at act $at: $w"
        at=$((at + $3))
        tried=$((tried + 1))
    done
    echo "# $1 touches the disk $acts times; $tried of them tried"
    [ "$acts" -gt 3 ] || bad="$bad; only $acts acts were seen"
    is "$1 killed ($2) at its acts on the disk: before or after, sound, and the book balances" "$bad" ''
}

for command in import log move merge; do by_clock $command; done
if sanitized || [ ! -e "$O/tests/fault/failio.so" ]; then
    skip 'killed at every act on the disk' 'a sanitizer and a preloaded library do not go together'
else
    for command in log move few merge; do
        stride=1
        [ $command != few ] || stride=$((1 + 100 / N))
        by_act $command kill $stride
        by_act $command torn $((stride * 2))
    done
fi
plan
