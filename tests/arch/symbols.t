#!/bin/sh
# The law of the layers as the linker sees it: what include lines cannot hide.
. tests/arch/tap.sh
obj=$O/obj

objects() { find "$obj/$1" -name '*.o' 2>/dev/null | sort; }
# object symbol, of what is used from outside / defined for others to use
for room in base core store exchange gen tui term cli; do
    : >"$tmp/$room.used"
    : >"$tmp/$room.defined"
    objects $room | while read -r o; do
        # Only objects whose source is still there: a tree that has been built before may hold older ones.
        src=src/${o#"$obj/"}
        [ -e "${src%.o}.c" ] || [ $room = gen ] || continue
        nm -u "$o" | awk -v o="${o#"$obj/"}" '{ print o, $NF }' >>"$tmp/$room.used"
        nm -g --defined-only "$o" | awk -v o="${o#"$obj/"}" 'NF > 2 { print o, $NF }' >>"$tmp/$room.defined"
    done
done
for room in base core store exchange tui term cli; do [ -s "$tmp/$room.used" ] || echo "$room has no objects in $obj"; done | none 'every room is built'

# foreign PATTERN ROOM...: uses of a library's symbols from rooms that may not know it.
foreign() {
    pattern=$1
    name=$2
    shift 2
    for room in "$@"; do awk -v p="$pattern" '$2 ~ p { print $1 " uses " $2 }' "$tmp/$room.used"; done | none "$name"
}
foreign '^sqlite3' 'SQLite is used in store only' base core exchange tui term cli
foreign '^csv_' 'libcsv is used in exchange only' base core store tui term cli
foreign '^utf8proc_' 'utf8proc is used in base only' core store exchange tui term cli
grep -vE '^base/(text|fold)\.o ' "$tmp/base.used" | grep utf8proc_ | none 'utf8proc is used in base/text.c and base/fold.c only'
# Every symbol of ncurses (the library's own word), so that none is forgotten.
curses=$(pkg-config --variable=libdir ncursesw 2>/dev/null)
for lib in "$curses"/libncursesw.so "$curses"/libtinfo.so "$curses"/libncursesw.dylib /usr/lib/*/libncursesw.so.6 /usr/lib/*/libtinfo.so.6 /lib/*/libncursesw.so.6 /lib/*/libtinfo.so.6; do
    [ -e "$lib" ] && nm -gD --defined-only "$lib" 2>/dev/null
done | awk 'NF > 2 { sub(/@.*/, "", $3); print $3 }' | sort -u >"$tmp/curses"
[ "$(wc -l <"$tmp/curses")" -gt 200 ] || echo "the list of ncurses' symbols is too short to mean anything" >>"$tmp/cursesbad"
touch "$tmp/cursesbad"
# (A name of curses that is also one of ours, like hline, is ours.)
cat "$tmp"/*.defined | awk '{ print $2 }' | sort -u >"$tmp/ours"
comm -23 "$tmp/curses" "$tmp/ours" >"$tmp/theirs"
for room in base core store exchange tui cli; do awk 'NR == FNR { c[$1] = 1; next } $2 in c { print $1 " uses " $2 }' "$tmp/theirs" "$tmp/$room.used"; done |
    cat - "$tmp/cursesbad" | none 'curses is used in term only'

# The library answers; it does not act on the process, speak, or ask the surroundings. (assert is the exception: a bug of ours.)
act='^(exit|_exit|_Exit|quick_exit|abort|atexit|signal|sigaction|raise|kill|fork|vfork|exec.*|posix_spawn.*|system|popen|pthread_.*)$'
speak='^(printf|vprintf|puts|putchar|putc_unlocked|perror|psignal|err|errx|warn|warnx|vwarn|stdout|stderr|stdin|__printf_chk|__vprintf_chk|scanf|getchar|gets)$'
ask='^(getenv|secure_getenv|__secure_getenv|environ|__environ|setenv|putenv|time|gettimeofday|clock|clock_gettime|timespec_get|localtime|localtime_r|mktime|ctime|strftime|tzset|setlocale|newlocale|nl_langinfo|getpwuid|getlogin|isatty|rand|random|srand)$'
foreign "$act" 'the library neither exits nor forks nor signals' base core store exchange
foreign "$speak" 'the library prints nothing' base core store exchange
foreign "$ask" 'the library reads no environment, locale or clock' base core store exchange
foreign "$act|$speak|$ask" 'the screens neither act, print nor ask' tui
foreign '^(f?open(at)?(64)?|creat|fdopen|fopen64|freopen|tmpfile|mkstemp|mkdtemp|opendir|stat|fstat|lstat|access|unlink|rename|mkdir|read|write|pread|pwrite|socket|connect)$' \
    'base, core and tui touch no file' core tui
foreign '^(strcpy|strcat|sprintf|vsprintf|gets|strtok|asctime|ctime|gmtime|localtime|getpwnam|tmpnam|mktemp|alloca|wcwidth|wcswidth|tolower|toupper|strcasecmp|strncasecmp|__ctype_.*_loc|isw.*|tow.*|atoi|atol|atof)$' \
    'no function that overruns, keeps state or hangs on the locale' base core store exchange tui

# A room uses what lies below it; shared names (bl__) stay in their room.
below() {
    room=$1
    shift
    for other in base core store exchange tui term cli; do
        case " $room $* " in *" $other "*) continue ;; esac
        awk -v r="$other" 'NR == FNR { d[$2] = 1; next } $2 in d { print $1 " uses " $2 " of " r }' "$tmp/$other.defined" "$tmp/$room.used"
    done | none "$room uses only: $room $*"
}
below base
below core base
below store core base
below exchange store core base
below tui core base
below term tui exchange store core base
below cli exchange store core base
# (What the generators make belongs to the room it is made for.)
for room in base core store exchange tui term cli; do
    cat "$tmp/$room.defined" "$tmp/gen.defined" >"$tmp/own"
    awk 'NR == FNR { d[$2] = 1; next } $2 ~ /^bl__/ && !($2 in d) { print $1 " uses " $2 " of another room" }' "$tmp/own" "$tmp/$room.used"
done | none 'names shared in a room (bl__) are used in that room only'

# What the archive gives away is what the headers promise: neither more nor less.
nm -g --defined-only "$O/libbowline.a" | awk 'NF > 2 { print $3 }' | grep -v '^bl__' | sort -u >"$tmp/given"
cat include/bowline/*.h | awk '
    { text = text $0 "\n" }
    END {
        while ((i = index(text, "/*")) > 0) { rest = substr(text, i + 2); text = substr(text, 1, i - 1) " " substr(rest, index(rest, "*/") + 2) }
        n = split(text, line, "\n"); text = ""
        for (i = 1; i <= n; i++) {
            hash = hash || line[i] ~ /^[ \t]*#/
            if (!hash) { sub(/\/\/.*/, "", line[i]); text = text line[i] " " }
            if (line[i] !~ /\\$/) hash = 0
        }
        # Statements at the outermost level; bodies of structs and inline functions are skipped.
        for (i = 1; i <= length(text); i++) {
            c = substr(text, i, 1)
            if (c == "{") depth++
            else if (c == "}") { depth--; if (s ~ /static inline/) s = "" }
            else if (c == ";" && !depth) { print s; s = "" }
            else if (!depth) s = s c
        }
    }' | awk '
    /typedef|static/ { next }
    /extern/ { if (match($0, /bl_[a-z0-9_]+[ ]*(\[|$)/)) { t = substr($0, RSTART, RLENGTH); gsub(/[ \[]/, "", t); print t; next } }
    match($0, /bl_[a-z0-9_]+ *\(/) { t = substr($0, RSTART, RLENGTH); gsub(/[ (]/, "", t); print t }' | sort -u >"$tmp/promised"
comm -13 "$tmp/given" "$tmp/promised" | none 'every function of the public headers is in the library'
comm -23 "$tmp/given" "$tmp/promised" | none 'every name the library gives away is in a public header'

# No mutable state but what a caller owns. (.data.rel.ro is constant: tables of pointers in a position-independent program.)
for room in base core store exchange gen tui; do
    objects $room | while read -r o; do
        objdump -t "$o" | awk -v o="${o#"$obj/"}" 'NF > 3 && $(NF - 2) ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)(\.|$)/ && $(NF - 2) !~ /^\.data\.rel\.ro/ && $0 ~ / O / { print o " has " $NF " in " $(NF - 2) }'
    done
done | none 'no mutable globals or function statics in the library and the screens'
plan
