#!/bin/bash
# Allocation number n fails, for n from 1 up: a message and exit 1 (or none was needed), never a crash, and the file before or after.
. tests/fault/lib.sh
if sanitized; then
    skip 'allocations that fail' 'a sanitizer and a preloaded library do not go together'
    plan
    exit 0
fi
base=$tmp/base.db
db=$tmp/m.db
fail=$O/tests/fault/failmalloc.so
seed "$base" || { echo "Bail out! the file to start from could not be made"; exit 1; }
people_csv 30 >"$tmp/few.csv"
before=$(state "$base")

# starved NAME STICKY command...: N values of n spread over all the allocations there are, the first twenty always among them.
starved() {
    name=$1
    sticky=$2
    shift 2
    copy "$base" "$db"
    LD_PRELOAD=$fail FAIL_COUNT=$tmp/n "$BOWLINE" --db "$db" "$@" >/dev/null 2>&1
    all=$(cat "$tmp/n")
    after=$(state "$db")
    bad= tried=0 survived=0 at=1
    stride=$((all / N + 1))
    while [ $at -le "$all" ]; do
        copy "$base" "$db"
        (exec 2>/dev/null; [ -z "$sticky" ] || export FAIL_STICKY=1; LD_PRELOAD=$fail FAIL_AT=$at exec "$BOWLINE" --db "$db" "$@" >"$tmp/out" 2>"$tmp/err")
        rc=$?
        tried=$((tried + 1))
        now=$(state "$db")
        case $rc in
        0) survived=$((survived + 1)); [ "$now" = "$after" ] || bad="$bad; n=$at: exit 0 but $now" ;;
        1)
            # What fails after the commit is the telling: then the file is complete.
            [ "$now" = "$before" ] || [ "$now" = "$after" ] || bad="$bad; n=$at: exit 1 and $now"
            [ -s "$tmp/err" ] || bad="$bad; n=$at: exit 1 without a word"
            ;;
        *) bad="$bad; n=$at: exit $rc $(head -c 200 "$tmp/err")" ;;
        esac
        w=$(wrong "$db")
        [ -z "$w" ] || bad="$bad; n=$at: $w"
        if [ $at -lt 20 ]; then at=$((at + 1)); else at=$((at + stride)); fi
    done
    echo "# $name: $all allocations, $tried of them failed, $survived not needed"
    is "$name with one allocation after another failing${sticky:+ for good}" "$bad" ''
}
starved log '' log '@p2@example.com call -- talked, "so much" !send it fri >selection +outcomes #pricing'
starved log sticky log '@p2@example.com call -- talked !send it fri >selection'
starved move '' move p3@example.com --stage selection
starved import '' import "$tmp/few.csv" --no-input
starved list '' list --json
starved review '' review --json
starved undo '' undo
plan
