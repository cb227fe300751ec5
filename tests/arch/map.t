#!/bin/sh
# The map src/README.md names every source file exactly once and nothing that is gone; the tree holds no litter.
. tests/arch/tap.sh
find src -type f ! -name README.md | sed 's|^src/||' | sort >"$tmp/have"
# A line of the map: "* `store/step.c` what it does". Paths are relative to src.
sed -n 's/^[*-] `\([^`]*\)` ..*/\1/p' src/README.md | sort >"$tmp/map"
uniq -d "$tmp/map" | none 'no file stands twice in src/README.md'
comm -23 "$tmp/have" "$tmp/map" | none 'every file of src has its line in src/README.md (tests/arch/map_draft.sh drafts one)'
sort -u "$tmp/map" | comm -13 "$tmp/have" - | none 'src/README.md names nothing that is gone'

for f in $(find src -name '*.c'); do head -n 1 "$f" | grep -qE '^/\*' || echo "$f"; done | none 'every C file begins by saying what it is'
cat src/store/sql/[0-9]*.sql | diff - data/schema.sql | none 'data/schema.sql is the schema (make schema)'
# The manual knows every command.
if [ -x "$O/bowline" ]; then
    sed -n 's/^    {"\([a-z]*\)", .*cmd_[a-z]*},*$/\1/p; s/^    {"\([a-z]*\)", \(NULL\|"[a-z]*"\), "\(capture\|read\|files\|care\)",.*/\1/p' src/cli/cli.c | sort -u >"$tmp/commands"
    [ "$(wc -l <"$tmp/commands")" -gt 15 ] || echo 'the table of commands was not found in src/cli/cli.c'
    while read -r c; do grep -q "Ic $c\( \|\$\)" data/man/bowline.1 || echo "$c"; done <"$tmp/commands"
fi | none 'the manual page names every command'
# The README's picture of home is the one the tests hold the program to.
if [ -e tests/screens/golden/home-80x24.txt ]; then
    sed -n '2,25p' tests/screens/golden/home-80x24.txt >"$tmp/home"
    awk 'NR == FNR { want = want $0 "\n"; next } { all = all $0 "\n" } END { if (!index(all, want)) print "the README shows another home than tests/screens/golden/home-80x24.txt" }' "$tmp/home" README.md
fi | none 'the picture of home in the README is what home looks like'
# Top level: what ARCHITECTURE lists and nothing else (build trees are not part of it).
for f in * .[!.]*; do
    case $f in src | include | tests | data | Makefile | README.md | LICENSE | .ci | .github | .clang-format | .editorconfig | .gitignore | .gitattributes | .git | build | build-*) ;;
    *) [ ! -e "$f" ] || [ "$O" = "$PWD/$f" ] || echo "$f" ;; esac
done | none 'nothing else lies at the top'
# Every fixture is used: its name (or its folder's) stands in some test.
find tests/fixtures -type f 2>/dev/null | sort | while read -r f; do
    base=${f##*/}
    dir=$(basename "$(dirname "$f")")
    grep -rqF --include='*.c' --include='*.h' --include='*.t' --include='*.sh' --include='*.mk' -e "$base" tests src/exchange Makefile && continue
    grep -rqE --include='*.c' --include='*.h' --include='*.t' --include='*.sh' --include='*.mk' -e "$dir(/[*\"]|\"|$)" tests src/exchange Makefile || echo "$f"
done | none 'every fixture is used by a test'
# Words of one workplace have no place in a tree that anyone may clone.
grep -rnE '(^|[^a-zA-Z0-9_.])/(work|home/[a-z]+|Users)/' --exclude=.git --exclude-dir=.git --exclude-dir='build*' . 2>/dev/null | grep -vE '^\./tests/(arch/map\.t|fixtures/)' |
    none 'no path of somebody'"'"'s machine'
grep -rnE '(^|[^a-zA-Z])(TO''DO|FIX''ME|XX''X)([^a-zA-Z]|$)' src include --include='*.[ch]' | none 'nothing is left for later in the sources'
find src include tests -name '*.[ch]' -o -name '*.t' -o -name '*.sh' -o -name '*.sql' | xargs grep -nE '[ 	]+$' | grep -v '^tests/fixtures' | none 'no trailing blanks'
find tests -name '*.t' ! -perm -u+x | none 'every .t can be run'
plan
