#!/bin/sh
# Measures of functions and files: printed for the eye, and their limits held.
. tests/arch/tap.sh
find src -name '*.c' | sort | xargs awk -f tests/arch/measure.awk >"$tmp/functions"
find src include tests -name '*.[ch]' | sort | while read -r f; do echo "$f $(wc -l <"$f")"; done >"$tmp/files"
sort -k4,4n "$tmp/functions" | awk '{ l[NR] = $4; if ($4 <= 36) short++; if ($5 > p) p = $5; if ($6 > d) d = $6 } END {
    printf "# %d functions: median %d lines, nine of ten within %d, longest %d; %.1f %% within 36; most parameters %d; deepest braces %d\n",
        NR, l[int((NR + 1) / 2)], l[int(NR * 0.9 + 0.5)], l[NR], 100 * short / NR, p, d }'
awk '{ n += $2; if ($2 > m) { m = $2; f = $1 } } END { printf "# %d C files, %d lines, longest %s (%d)\n", NR, n, f, m }' "$tmp/files"
sort -k4,4nr "$tmp/functions" | head -n 5 | sed 's/^/# longest: /'
awk '$4 > 60 { print $1 ":" $2 ": " $3 " has " $4 " lines" }' "$tmp/functions" | none 'no function is longer than 60 lines'
# put_in and bar say where, how wide, how it looks and what: the one drawing call of every screen, whose words a struct would only hide.
awk '$5 > 6 && $3 !~ /^(put_in|bar)$/ { print $1 ":" $2 ": " $3 " takes " $5 " parameters" }' "$tmp/functions" | none 'no function takes more than 6 parameters (its error not counted)'
awk '$6 > 4 { print $1 ":" $2 ": " $3 " nests " $6 " deep" }' "$tmp/functions" | none 'no function nests deeper than 4'
awk '$1 ~ /^(src|include)/ && $2 > 600 { print $1 " has " $2 " lines" }' "$tmp/files" | none 'no source file is longer than 600 lines'
# The measure itself, on functions whose sizes are known.
cat >"$tmp/known.c" <<'EOF'
static int one(void) { return 1; }
enum bl_status two(struct a *a, int (*f)(int, int),
                   struct b *b) {
    if (a) {
        while (b) {
            f(1, 2);
        }
    }
    return 0;
}
static const int table[] = {
    1,
};
struct x {
    int y;
};
EOF
awk -f tests/arch/measure.awk "$tmp/known.c" | sed "s|$tmp/||" | diff - /dev/fd/3 3<<'EOF' | none 'the measure measures'
known.c 1 one 1 0 0
known.c 2 two 9 3 2
EOF
plan
