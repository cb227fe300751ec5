#!/bin/sh
# Lines that src/README.md lacks, drafted from each file's own first sentence, and the names in it that are gone. To be read, shortened and put in by hand.
cd "$(dirname "$0")/../.." || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
find src -type f ! -name README.md | sed 's|^src/||' | sort >"$tmp/have"
sed -n 's/^[*-] `\([^`]*\)` ..*/\1/p' src/README.md | sort >"$tmp/map"
comm -23 "$tmp/have" "$tmp/map" | while read -r f; do
    awk -v f="$f" '
        NR == 1 && !/^(\/\*|--|#)/ { exit }
        { line = $0; end = line ~ /\*\//; sub(/^(\/\*| \*|--|#)[ ]*/, "", line); sub(/[ ]*\*\/.*/, "", line); text = text (text == "" ? "" : " ") line
          if (end || (text ~ /[.:]( |$)/ && /[.]( |$)/) || NR > 4) exit }
        END { if (i = index(text, ". ")) text = substr(text, 1, i - 1); sub(/[.]$/, "", text); print "* `" f "` " tolower(substr(text, 1, 1)) substr(text, 2) }' "src/$f"
done
comm -13 "$tmp/have" "$tmp/map" | sed 's/^/gone: /'
