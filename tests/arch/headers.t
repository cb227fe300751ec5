#!/bin/sh
# Each public header stands alone, as C17 and as C++17, under flags harsher than the build's own; private ones at least compile alone.
. tests/arch/tap.sh
warn='-Wall -Wextra -Wpedantic -Werror -Wconversion -Wundef -Wwrite-strings -Wcast-qual -Wcast-align -Wredundant-decls -Wvla'
for h in include/bowline/*.h; do
    name=bowline/${h##*/}
    # Twice, so that a guard that does not guard is seen.
    printf '#include "%s"\n#include "%s"\nint main(void) { return 0; }\n' "$name" "$name" >"$tmp/h.c"
    cp "$tmp/h.c" "$tmp/h.cc"
    # shellcheck disable=SC2086
    ${CC:-cc} -std=c17 $warn -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Iinclude -fsyntax-only "$tmp/h.c" 2>&1 | none "$name alone as C17"
    # shellcheck disable=SC2086
    ${CXX:-c++} -std=c++17 $warn -Iinclude -fsyntax-only "$tmp/h.cc" 2>&1 | none "$name alone as C++17"
done
flags="$(pkg-config --cflags sqlite3 ncursesw libutf8proc)"
find src -name '*.h' | sort | while read -r h; do
    printf '#include "%s"\nint main(void) { return 0; }\n' "${h#src/}" >"$tmp/p.c"
    # shellcheck disable=SC2086
    ${CC:-cc} -std=c17 -Wall -Wextra -Werror -D_GNU_SOURCE -Iinclude -Isrc -I"$O/gen" $flags -fsyntax-only "$tmp/p.c" 2>&1 | head -n 3
done | none 'each private header compiles alone'
plan
