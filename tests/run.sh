#!/bin/sh
# Runs the tests that are built and counts them. Every kind speaks TAP (cmocka can too), so one small counter serves all; it needs no perl.
#   tests/run.sh [KIND|FILE]...     KIND: unit store screens cli pty arch fault fuzz (all of them without arguments)
#   O=build  JOBS=2  WRAP='valgrind …' (for the cmocka programs)  V=1 (say every program's time)
# Each program runs in the root of the tree with a sandbox of its own as HOME and TMPDIR, which must be empty again at the end.
# The last line is `N passed, N failed`; the exit code says whether N failed is 0.
set -u
cd "$(dirname "$0")/.." || exit 1
O=${O:-build}
case $O in /*) ;; *) O=$PWD/$O ;; esac
JOBS=${JOBS:-2}
LC_ALL=C.UTF-8
TERM=xterm-256color
TZ=UTC
export O JOBS LC_ALL TERM TZ
unset BOWLINE_DB BOWLINE_NOW NO_COLOR CLICOLOR CLICOLOR_FORCE EDITOR VISUAL LINES COLUMNS LANGUAGE XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME TMUX
BOWLINE=$O/bowline
CMOCKA_MESSAGE_OUTPUT=tap
export BOWLINE CMOCKA_MESSAGE_OUTPUT

# Counts TAP on stdin: passed failed skipped. A plan that is missing or not kept is a failure, for a crash must not pass unseen.
count() {
    awk -v rc="$1" -v left="$2" '
        /^1\.\.[0-9]+/ { plan += substr($1, 4); plans++ }
        /^(not )?ok( |$)/ {
            seen++
            if ($0 ~ /# *(SKIP|skip|TODO)/) skipped++
            else if ($1 == "ok") passed++
            else failed++
        }
        END {
            if (!plans || plan != seen) failed += plan > seen ? plan - seen : 1
            if (rc != 0 && !failed) failed++
            failed += left
            print passed + 0, failed + 0, skipped + 0
        }'
}

# One program: its output and its counts go to files, so that many can run at once.
one() {
    file=$1
    case $file in "$O"/*) name=${file#"$O"/tests/} ;; *) name=${file#tests/} ;; esac
    out=$LOGS/$(echo "$name" | tr / -)
    box=$(mktemp -d "$LOGS/XXXXXX") || return # short: names of sockets and fixed buffers end up below it
    mkdir "$box/home"
    limit=
    command -v timeout >/dev/null 2>&1 && limit="timeout -k 5 ${LIMIT:-600}"
    began=$(date +%s)
    case $file in
    # shellcheck disable=SC2086
    *.t) HOME=$box/home TMPDIR=$box $limit "$file" >"$out.tap" 2>"$out.err" </dev/null ;;
    # shellcheck disable=SC2086
    */fuzz_*) HOME=$box/home TMPDIR=$box $limit "$file" "tests/fuzz/corpus/${file##*/fuzz_}" >"$out.tap" 2>"$out.err" </dev/null ;;
    # shellcheck disable=SC2086
    *) HOME=$box/home TMPDIR=$box $limit ${WRAP:-} "$file" >"$out.tap" 2>"$out.err" </dev/null ;;
    esac
    rc=$?
    rmdir "$box/home" 2>/dev/null
    left=0
    rmdir "$box" 2>/dev/null || { left=1; find "$box" -mindepth 1 | sed 's/^/# left behind: /' >>"$out.tap"; chmod -R u+w "$box"; rm -rf "$box"; }
    counts=$(count $rc $left <"$out.tap")
    echo "$counts $(($(date +%s) - began)) $rc $name" >"$out.sum"
    # shellcheck disable=SC2086
    set -- $counts
    if [ "$2" != 0 ]; then
        printf 'FAIL %s: %s of %s failed (exit %s)\n' "$name" "$2" "$(($1 + $2))" $rc
        { grep -A12 -E '^not ok|^# left behind|^Bail' "$out.tap" | head -60; tail -n 30 "$out.err"; } | sed 's/^/     /'
    elif [ -n "${V:-}" ]; then
        printf 'ok   %s: %s (%s s)\n' "$name" "$1" "$(($(date +%s) - began))"
    fi
}

if [ "${1:-}" = --one ]; then
    one "$2"
    exit 0
fi

# The programs of a kind; a cmocka program is looked for by its source, so that one that was not built is a failure and not an absence.
files_of() {
    case $1 in
    unit | store | screens) for c in tests/"$1"/test_*.c; do [ -e "$c" ] && echo "$O/${c%.c}"; done ;;
    cli | pty | arch | fault) for t in tests/"$1"/*.t; do [ -e "$t" ] && echo "$t"; done ;;
    fuzz) for c in tests/fuzz/fuzz_*.c; do [ -e "$c" ] && echo "$O/${c%.c}"; done ;;
    *.t) echo "$1" ;;
    *test_*.c) echo "$O/${1%.c}" ;;
    *) echo "$1" ;;
    esac
}

LOGS=$(mktemp -d "${TMPDIR:-/tmp}/bl.XXXXXX") || exit 1
export LOGS
trap 'chmod -R u+w "$LOGS" 2>/dev/null; rm -rf "$LOGS"' EXIT
trap 'exit 130' INT TERM
began=$(date +%s)

[ $# -gt 0 ] || set -- unit store screens cli fuzz arch fault pty
# What measures time or a terminal runs alone, after the rest.
for kind in "$@"; do
    case $kind in pty | tests/pty/*) files_of "$kind" >>"$LOGS/alone" ;; *) files_of "$kind" >>"$LOGS/many" ;; esac
done
for list in many:$JOBS alone:1; do
    [ -s "$LOGS/${list%:*}" ] || continue
    tr '\n' '\0' <"$LOGS/${list%:*}" | xargs -0 -n 1 -P "${list#*:}" tests/run.sh --one
done

cat "$LOGS"/*.sum 2>/dev/null | sort -rn -k 4 | head -n 8 | awk '{ printf "%s%s %s s", NR == 1 ? "slowest: " : ", ", $6, $4 } END { if (NR) print "" }'
cat "$LOGS"/*.sum 2>/dev/null | awk -v t="$(($(date +%s) - began))" '
    { passed += $1; failed += $2; skipped += $3; n++; split($6, part, "/"); kind[part[1]] += $1 + $2; time[part[1]] += $4 }
    END {
        line = ""
        for (k in kind) line = line (line == "" ? "" : ", ") k " " kind[k] " in " time[k] " s"
        print line
        printf "%d programs, %d skipped, %d s\n", n, skipped, t
        if (!n) failed++
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0
    }'
