# Sourced by the tests of this folder: named checks, whose input lines are what is wrong (none is right). $tmp is a folder of the test's own.
# The count lives in a file, for the end of a pipe is a shell of its own.
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
: >"$tmp/count"
none() { # name; the offenders come on stdin
    echo >>"$tmp/count"
    number=$(wc -l <"$tmp/count")
    offenders=$(cat)
    if [ -z "$offenders" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        echo "$offenders" | head -n 40 | sed 's/^/#   /'
    fi
}
plan() { echo "1..$(wc -l <"$tmp/count")"; }
