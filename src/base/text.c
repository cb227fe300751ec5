/* Text as cells: graphemes, widths, cutting, cleaning. Folding is fold.c, the other user of utf8proc.
 *
 * Terminals, glibc and utf8proc disagree about hundreds of code points; this file is the program's only opinion, and screens are painted
 * cell by cell at their own coordinates so that a terminal of another opinion breaks one character and not the line. The opinion: ambiguous
 * width is 1, emoji are 2 (by presentation selector too), marks 0, code points newer than utf8proc's tables by the block they stand in.
 * Everything has a path for plain ASCII that never asks utf8proc: lists and imports are mostly that. */
#include "bowline/text.h"

#include <string.h>
#include <utf8proc.h>

#define DOT "\xC2\xB7"
#define ELLIPSIS "\xE2\x80\xA6"

/* Where utf8proc's charwidth is not what terminals do. Sorted; ranges do not overlap. */
static const struct {
    int32_t lo, hi;
    int8_t cells;
} WIDTHS[] = {
    {0x00AD, 0x00AD, 1},   /* soft hyphen: terminals draw it */
    {0x1160, 0x11FF, 0},   /* Hangul vowels and finals join the syllable before */
    {0x2190, 0x21FF, 1},   /* arrows */
    {0x2400, 0x2426, 1},   /* control pictures */
    {0x2500, 0x25FC, 1},   /* box drawing, blocks, geometric shapes up to the two wide squares */
    {0xD7B0, 0xD7FF, 0},   /* Hangul jamo extended B */
    {0xE000, 0xF8FF, 1},   /* private use: terminal fonts keep their icons there */
    {0xFE00, 0xFE0F, 0},   /* variation selectors */
    {0xFFFC, 0xFFFD, 1},   /* the replacement characters */
    {0x1F1E6, 0x1F1FF, 1}, /* a regional indicator alone; a pair is a flag of 2 */
    {0xE0000, 0xE0FFF, 0}, /* tags and more selectors */
};

static int table_width(int32_t cp) {
    size_t lo = 0, hi = sizeof WIDTHS / sizeof *WIDTHS;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cp > WIDTHS[mid].hi)
            lo = mid + 1;
        else if (cp < WIDTHS[mid].lo)
            hi = mid;
        else
            return WIDTHS[mid].cells;
    }
    return -1;
}

static int width_of(int32_t cp) {
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) return 0;
    if (cp < 0x300 && cp != 0xAD) return 1;
    int known = table_width(cp);
    if (known >= 0) return known;
    utf8proc_category_t category = utf8proc_category(cp);
    if (category == UTF8PROC_CATEGORY_MC) return 1; /* a spacing vowel sign takes its own cell, in glibc too */
    if (category == UTF8PROC_CATEGORY_CN)           /* newer than the table: emoji blocks and CJK planes are wide */
        return (cp >= 0x1F300 && cp <= 0x1FAFF) || (cp >= 0x20000 && cp <= 0x3FFFD) ? 2 : 1;
    return utf8proc_charwidth(cp);
}

/* Can the presentation selector VS16 turn it into a two-cell emoji? */
static bool pictographic(int32_t cp) {
    if (cp == '#' || cp == '*' || (cp >= '0' && cp <= '9')) return true;
    return utf8proc_get_property(cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool regional(int32_t cp) {
    return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

static size_t read_char(const char *s, size_t n, int32_t *cp) {
    utf8proc_ssize_t got = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, cp);
    return got > 0 ? (size_t)got : 0;
}

/* Cells of a cluster once `cp` has joined what had `cells` so far. */
static int joined_cells(int cells, int32_t last, int32_t cp) {
    if (cp == 0xFE0F) return pictographic(last) ? 2 : cells;
    if (cp == 0xFE0E) return cells;
    if (regional(cp)) return 2;
    int own = width_of(cp);
    if (last == 0x200D && own == 2) return 2;
    if (utf8proc_category(cp) == UTF8PROC_CATEGORY_MC) return cells + own > 2 ? 2 : cells + own;
    if (cp >= 0x1F3FB && cp <= 0x1F3FF) return 2;
    return own > cells ? own : cells;
}

struct bl_grapheme bl_text_next(const char *s, size_t n) {
    struct bl_grapheme g = {0, 0};
    if (n == 0) return g;
    unsigned char first = (unsigned char)s[0];
    if (first < 0x80 && (n == 1 || (unsigned char)s[1] < 0x80)) return (struct bl_grapheme){1, first >= 0x20 && first != 0x7F ? 1 : 0};
    int32_t base = 0, last, cp = 0;
    g.bytes = read_char(s, n, &base);
    if (g.bytes == 0) return (struct bl_grapheme){1, 1};
    g.cells = width_of(base);
    if (first < 0x20 || first == 0x7F) return g; /* a control never takes a mark */
    utf8proc_int32_t state = 0;
    for (last = base; g.bytes < n; last = cp) {
        size_t more = read_char(s + g.bytes, n - g.bytes, &cp);
        if (more == 0 || utf8proc_grapheme_break_stateful(last, cp, &state)) break;
        g.cells = joined_cells(g.cells, last, cp);
        g.bytes += more;
    }
    return g;
}

size_t bl_text_prev(const char *s, size_t pos) {
    if (pos == 0) return 0;
    size_t at = pos - 1;
    /* Between two ASCII bytes there is always a boundary: begin there and walk on to the last one before pos. */
    while (at > 0 && !((unsigned char)s[at] < 0x80 && (unsigned char)s[at - 1] < 0x80)) at--;
    size_t start = at;
    while (at < pos) {
        start = at;
        at += bl_text_next(s + at, pos - at).bytes;
    }
    return start;
}

/* Length of the run of printable ASCII whose last byte is not joined by what follows. */
static size_t ascii_run(const char *s, size_t n) {
    size_t i = 0;
    while (i < n && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x7F) i++;
    return i > 0 && i < n && (unsigned char)s[i] >= 0x80 ? i - 1 : i;
}

int bl_text_width(const char *s, size_t n) {
    int cells = 0;
    bl_text_fit(s, n, INT32_MAX, &cells);
    return cells;
}

int bl_text_cells(const char *s) {
    return s ? bl_text_width(s, strlen(s)) : 0;
}

size_t bl_text_fit(const char *s, size_t n, int cells, int *used) {
    size_t at = 0;
    int taken = 0;
    while (at < n) {
        size_t run = ascii_run(s + at, n - at), room = (size_t)(cells > taken ? cells - taken : 0);
        if (run > room) run = room;
        at += run;
        taken += (int)run;
        if (at >= n) break;
        struct bl_grapheme g = bl_text_next(s + at, n - at);
        if (g.cells > cells - taken) break;
        at += g.bytes;
        taken += g.cells;
    }
    if (used) *used = taken;
    return at;
}

void bl_text_cut(struct bl_buf *out, const char *s, int cells, bool unicode) {
    if (!s || cells <= 0) return;
    size_t n = strlen(s);
    size_t fits = bl_text_fit(s, n, cells, NULL);
    if (fits >= n) {
        bl_buf_add(out, s, n);
        return;
    }
    fits = bl_text_fit(s, n, cells - 1, NULL);
    while (fits > 0 && s[fits - 1] == ' ') fits--; /* "Maya…", not "Maya …" */
    bl_buf_add(out, s, fits);
    bl_buf_str(out, unicode ? ELLIPSIS : "~");
}

/* ---- cleaning ------------------------------------------------------------------------------------------------------------ */

/* Bytes of a whole control sequence (CSI or a terminated string such as OSC) at the ESC s[0]; 1 when it is a bare ESC. */
static size_t escape_length(const char *s, size_t n) {
    if (n < 2) return 1;
    size_t i = 2;
    if (s[1] == '[') {
        while (i < n && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] <= 0x3F) i++;
        return i < n && (unsigned char)s[i] >= 0x40 && (unsigned char)s[i] <= 0x7E ? i + 1 : 1;
    }
    if (!strchr("]PX^_", s[1]) || s[1] == '\0') return 1;
    for (; i < n && s[i] != '\n'; i++) {
        if (s[i] == '\a') return i + 1;
        if (s[i] == '\x1B') return i + 1 < n && s[i + 1] == '\\' ? i + 2 : 1;
    }
    return 1; /* not terminated: do not swallow the rest of the text */
}

static bool harmful(int32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E ||
           cp == 0x200F || cp == 0x061C || cp == 0x200B || cp == 0xFEFF || cp == 0x2028 || cp == 0x2029 || (cp & 0xFFFE) == 0xFFFE ||
           (cp >= 0xFDD0 && cp <= 0xFDEF);
}

/* Handles what is not printable ASCII at s; returns the bytes taken. */
static size_t clean_one(struct bl_buf *out, const char *s, size_t n, bool lines) {
    char c = s[0];
    if (c == '\r' && n > 1 && s[1] == '\n') return 1;
    if (c == '\n' || c == '\t') {
        bl_buf_chr(out, lines && c == '\n' ? '\n' : ' ');
        return 1;
    }
    if (c == '\x1B') {
        bl_buf_str(out, DOT);
        return escape_length(s, n);
    }
    int32_t cp = 0;
    size_t len = read_char(s, n, &cp);
    if (len == 0 || harmful(cp))
        bl_buf_str(out, DOT);
    else
        bl_buf_add(out, s, len);
    return len ? len : 1;
}

void bl_text_clean(struct bl_buf *out, const char *s, size_t n, bool lines) {
    if (!s) return;
    for (size_t i = 0; i < n;) {
        size_t run = i;
        while (run < n && (unsigned char)s[run] >= 0x20 && (unsigned char)s[run] < 0x7F) run++;
        bl_buf_add(out, s + i, run - i);
        i = run;
        if (i < n) i += clean_one(out, s + i, n - i, lines);
    }
}

const char *bl_text_cleaned(struct bl_arena *arena, const char *s) {
    if (!s) return NULL;
    size_t n = strlen(s), i = 0;
    while (i < n && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x7F) i++;
    if (i == n) return bl_arena_copy(arena, s, n);
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    bl_text_clean(&buf, s, n, false);
    return buf.failed ? NULL : bl_arena_copy(arena, bl_buf_text(&buf), buf.len);
}

bool bl_text_valid(const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i];
        if (c == 0) return false;
        if (c < 0x80) {
            i++;
            continue;
        }
        int32_t cp = 0;
        size_t len = read_char(s + i, n - i, &cp);
        if (len == 0) return false;
        i += len;
    }
    return true;
}

/* ---- nearness and ends --------------------------------------------------------------------------------------------------- */

#define WORD_MOST 63

static int least(int a, int b) {
    return a < b ? a : b;
}

int bl_text_distance(const char *a, const char *b) {
    size_t la = strlen(a), lb = strlen(b);
    if (la > WORD_MOST || lb > WORD_MOST) return 99;
    int rows[3][WORD_MOST + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= lb; j++) before[j] = last[j] = (int)j;
    for (size_t i = 1; i <= la; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= lb; j++) {
            int best = least(last[j], now[j - 1]) + 1;
            best = least(best, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = least(best, before[j - 2] + 1);
            now[j] = best;
        }
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[lb];
}

const char *bl_text_nearest(const char *word, const char *const *words, size_t n) {
    const char *best = NULL;
    int nearest = strlen(word) < 5 ? 2 : 3;
    for (size_t i = 0; i < n; i++) {
        int distance = bl_text_distance(word, words[i]);
        if (distance >= nearest) continue;
        nearest = distance;
        best = words[i];
    }
    return best;
}

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool bl_text_same_n(const char *a, const char *b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (small(a[i]) != small(b[i])) return false;
        if (a[i] == '\0') return true;
    }
    return true;
}

bool bl_text_same(const char *a, const char *b) {
    return bl_text_same_n(a, b, SIZE_MAX);
}

static bool space_at(const char *s, size_t n, size_t *bytes) {
    unsigned char c = (unsigned char)s[0];
    *bytes = 1;
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    int32_t cp = 0;
    *bytes = read_char(s, n, &cp);
    if (*bytes == 0) return false;
    return cp == 0x85 || cp == 0x2028 || cp == 0x2029 || utf8proc_category(cp) == UTF8PROC_CATEGORY_ZS;
}

void bl_text_trim(const char **s, size_t *n) {
    size_t bytes;
    while (*n > 0 && space_at(*s, *n, &bytes)) {
        *s += bytes;
        *n -= bytes;
    }
    while (*n > 0) {
        size_t start = *n - 1;
        while (start > 0 && ((unsigned char)(*s)[start] & 0xC0) == 0x80) start--;
        if (!space_at(*s + start, *n - start, &bytes) || start + bytes != *n) return;
        *n = start;
    }
}
