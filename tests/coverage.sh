#!/bin/sh
# What of src the tests reached, from gcov alone: coverage.sh BUILD-DIR. Worst files first.
dir=$1
find "$dir/obj" -name '*.gcda' | while read -r f; do gcov -n -r -s . "$f" 2>/dev/null; done | awk '
    /^File / { file = $2; gsub(/\x27/, "", file) }
    /^Lines executed:/ && file ~ /^src\// { split($0, p, /[:% ]+/); n = $NF; hit = p[3] * n / 100; lines[file] = n; got[file] = hit; file = "" }
    END { for (f in lines) { printf "%6.1f %% of %4d  %s\n", 100 * got[f] / lines[f], lines[f], f; a += lines[f]; b += got[f] }
          if (a) printf "%6.1f %% of %4d  in all\n", 100 * b / a, a }' | sort -n
