#!/bin/sh
# The counter of tests/run.sh itself: a crash, a broken plan, a left-over file and a silent program must all count as failures.
n=0
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
check() { # name expected-last-line expected-exit script
    n=$((n + 1))
    printf '#!/bin/sh\n%s\n' "$4" >"$dir/t.t"
    chmod +x "$dir/t.t"
    last=$(TMPDIR=$dir tests/run.sh "$dir/t.t" 2>&1 | tail -n 1)
    TMPDIR=$dir tests/run.sh "$dir/t.t" >/dev/null 2>&1
    rc=$?
    if [ "$last" = "$2" ] && [ $rc = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "# got '$last', exit $rc"; fi
}
check 'passes are counted' '2 passed, 0 failed' 0 'echo 1..2; echo ok 1; echo ok 2 - b'
check 'a failure is counted' '1 passed, 1 failed' 1 'echo ok 1; echo not ok 2; echo 1..2'
check 'a skip is neither' '1 passed, 0 failed' 0 'echo 1..2; echo ok 1; echo "not ok 2 # SKIP x"'
check 'a missing plan fails' '1 passed, 1 failed' 1 'echo ok 1'
check 'a plan not kept fails' '1 passed, 2 failed' 1 'echo 1..3; echo ok 1'
check 'a crash after the last test fails' '1 passed, 1 failed' 1 'echo 1..1; echo ok 1; kill -SEGV $$'
check 'silence fails' '0 passed, 1 failed' 1 ':'
check 'a left-over file fails' '1 passed, 1 failed' 1 'echo 1..1; echo ok 1; : >"$TMPDIR/left"'
check 'a program that is not there fails' '0 passed, 1 failed' 1 'exec /nonexistent/program'
echo "1..$n"
