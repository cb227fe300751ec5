#!/bin/sh
# Who may include what: ARCHITECTURE's picture as a table. Arrows point down only.
. tests/arch/tap.sh

# file:line:target of every include; a quoted name without a folder is the file's own folder.
includes() {
    find src include -name '*.[ch]' | sort | while read -r f; do
        awk -v f="$f" '/^[ \t]*#[ \t]*include/ {
            t = $0; sub(/^[ \t]*#[ \t]*include[ \t]*/, "", t); quoted = t ~ /^"/; gsub(/[<>"].*$/, "", t)
            t = $0; match(t, /[<"][^>"]*[>"]/); t = substr(t, RSTART + 1, RLENGTH - 2)
            if (quoted && t !~ /\// && t != "sql_gen.h") { d = f; sub(/\/[^\/]*$/, "", d); sub(/^src\//, "", d); sub(/^include\//, "", d); t = d "/" t }
            print f ":" FNR ":" t ":" (quoted ? "q" : "s")
        }' "$f"
    done
}
all=$(includes)

# A quoted include names one of ours; which rooms each room may enter.
echo "$all" | awk -F: '
    function room(f) { if (f !~ /^src\/[^\/]*\//) return f ~ /^include/ ? "include" : "main"; sub(/^src\//, "", f); sub(/\/.*/, "", f); return f }
    BEGIN {
        may["include"] = "bowline"; may["base"] = "bowline base"; may["core"] = "bowline core base"; may["store"] = "bowline store sql_gen.h"
        may["exchange"] = "bowline exchange"; may["tui"] = "bowline tui"; may["term"] = "bowline term tui"; may["cli"] = "bowline cli"
        may["main"] = "bowline cli term"; may["gen"] = ""
    }
    $4 == "q" {
        to = $3; sub(/\/.*/, "", to)
        if (index(" " may[room($1)] " ", " " to " ") == 0) print $1 ":" $2 " includes " $3
    }' | none 'every room includes only itself and what lies below it'

only() { # header-pattern path-pattern
    echo "$all" | awk -F: -v h="$1" -v p="$2" '$3 ~ h && $1 !~ p { print $1 ":" $2 " includes " $3 }' | none "only $2 includes $1"
}
only '^sqlite3(ext)?[.]h$' '^src/store/'
only '^csv[.]h$' '^src/exchange/'
only '^utf8proc[.]h$' '^src/base/(text|fold)[.]c$'
only '^(n?curses(w/.*)?|ncursesw?/.*|term|panel|form|menu)[.]h$' '^src/term/'
only '^(termios|sys/ioctl|poll|sys/select|pty)[.]h$' '^src/(term|cli|main)'

# The library and the screens live without clock, signals, processes and environment, so their headers are not wanted either.
echo "$all" | awk -F: '$1 ~ /^src\/(base|core|tui)\// && $3 ~ /^(time|sys\/time|signal|sys\/wait|pthread|dirent|sys\/socket|netdb|locale)[.]h$/ { print $1 ":" $2 " includes " $3 }' |
    none 'base, core and tui include no clock, signal, process or network header'
echo "$all" | awk -F: '$3 ~ /^(sys\/socket|netdb|netinet\/.*|arpa\/.*|curl\/.*)[.]h$/ { print $1 ":" $2 " includes " $3 }' |
    none 'nothing includes a network header'

grep -nE '^[ \t]*#[ \t]*(el)?if.*(__APPLE__|__linux__|__FreeBSD__|__OpenBSD__|__NetBSD__|_WIN32|__sun|__GLIBC__)' -r src include --include='*.[ch]' | grep -v '^src/base/compat\.c:' |
    none 'only src/base/compat.c asks which platform it is'
for h in include/bowline/*.h; do
    [ "$h" = include/bowline/bowline.h ] || grep -q "\"bowline/${h##*/}\"" include/bowline/bowline.h || echo "$h"
done | none 'bowline.h includes every public header'
plan
