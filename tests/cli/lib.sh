# For the tests of the command line: a sandbox, a fixed clock, and small checks that speak TAP. Sourced by every *.t here, which runs in the root of the tree.
# shellcheck shell=sh
set -u
BOWLINE=${BOWLINE:-$PWD/build/bowline}
box=$(mktemp -d "${TMPDIR:-/tmp}/bowline-cli.XXXXXX") || exit 1
trap 'chmod -R u+w "$box" 2>/dev/null; rm -rf "$box"' EXIT
mkdir "$box/home" "$box/tmp"
HOME=$box/home
TMPDIR=$box/tmp
BOWLINE_DB=$box/b.db
BOWLINE_NOW=2026-11-21T09:00
LC_ALL=C.UTF-8
TZ=UTC
export HOME TMPDIR BOWLINE_DB BOWLINE_NOW LC_ALL TZ
unset XDG_CONFIG_HOME XDG_DATA_HOME NO_COLOR COLUMNS 2>/dev/null
tests=0
bad=0

# run ARGS…: the program without a terminal; what it said is in $box/out and $box/err, how it ended in $code.
run() {
    "$BOWLINE" "$@" >"$box/out" 2>"$box/err" </dev/null
    code=$?
}
# feed TEXT ARGS…: the same with something on standard input.
feed() {
    text=$1
    shift
    printf '%s' "$text" | "$BOWLINE" "$@" >"$box/out" 2>"$box/err"
    code=$?
}
# must ARGS…: a step on the way that has to work.
must() {
    run "$@"
    [ "$code" = 0 ] || { echo "# bowline $*: exit $code"; sed 's/^/#   /' "$box/err"; }
}

ok() { # ok NAME: is the last command's status 0?
    rc=$?
    tests=$((tests + 1))
    if [ $rc = 0 ]; then
        echo "ok $tests - $1"
    else
        bad=$((bad + 1))
        echo "not ok $tests - $1"
        for f in out err; do [ -s "$box/$f" ] && head -c 2000 "$box/$f" | sed "s/^/#   $f: /"; done
    fi
}
is() { # is GOT WANTED NAME
    [ "$1" = "$2" ]
    ok "$3" || :
    [ "$1" = "$2" ] || { echo "$1" | sed 's/^/#   got    /'; echo "$2" | sed 's/^/#   wanted /'; }
}
exits() { is "$code" "$1" "$2"; }
says() { grep -qF -e "$1" "$box/out"; ok "$2"; }
tells() { grep -qF -e "$1" "$box/err"; ok "$2"; }
silent() { ! grep -qF -e "$1" "$box/out" "$box/err"; ok "$2"; }

# json PATH: one value of what was printed, as sqlite3 reads it ($.name, $[0].id, …).
json() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('$box/out') AS TEXT), '$1')"; }
# valid NAME: what was printed is JSON.
valid() {
    is "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('$box/out') AS TEXT))")" 1 "$1"
}
# dump: every row a user can see, without what only counts or journals; two equal dumps are the same book.
dump() {
    [ -e "$BOWLINE_DB" ] || { echo "no file"; return; }
    for table in person handle tag custom entry talk talk_person quote promise setting reading revenue review origin snooze rested merged apart "tally WHERE n <> 0" "total WHERE n <> 0"; do
        sqlite3 "$BOWLINE_DB" "SELECT '${table%% *}', * FROM $table" 2>/dev/null | sort
    done
}

finish() {
    echo "1..$tests"
    [ $bad = 0 ]
    exit
}
