#!/bin/sh
# Replays every corpus with the plain driver: each target takes its files, and every beginning of them.
cd "$(dirname "$0")/../.." || exit 1
n=0
for source in tests/fuzz/fuzz_*.c; do
    name=${source#tests/fuzz/fuzz_}
    name=${name%.c}
    n=$((n + 1))
    if said=$("$O/tests/fuzz/fuzz_$name" "tests/fuzz/corpus/$name" 2>&1); then
        echo "ok $n - $name: $(echo "$said" | sed -n 's/.*: //p')"
    else
        echo "not ok $n - $name"
        echo "$said" | sed 's/^/# /'
    fi
done
echo "1..$n"
