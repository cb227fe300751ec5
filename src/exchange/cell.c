/* What a cell holds once that is off which programs put around it: spaces, signs nobody sees, guards of spreadsheets. And its parts, where several values share it.
 *
 * Two guards are known. An apostrophe in front of = + - @ keeps a formula from running, and our own --safe writes it. ="0123" keeps Excel from making a number of a
 * text. A formula that says more than that (=A1&"x") is nobody's guard and stays as it is. */
#include "exchange/internal.h"

#include <string.h>

enum { WHOLE_NUMBER = 6 }; /* digits from which on a phone number stands by itself: "030 / 1234567" is one, not two */

/* ---- around the cell ---------------------------------------------------------------------------------------------------------- */

/* What programs put where nothing is. */
bool bl__cell_placeholder(const char *s, size_t n) {
    static const char *const words[] = {"-",      "--",      "\xE2\x80\x94", "\xE2\x80\x93",   "n/a",   "#n/a",
                                        "(null)", "(blank)", "null",         "[not provided]", "[n/a]", "[null]"};
    if (n > 14 || !n) return !n;
    return BL__AMONG(s, n, words);
}

/* Blank in other words, some of which may be meant where the cell is free text: "Allergies: none". */
bool bl__cell_blank(const char *s, size_t n) {
    static const char *const words[] = {"none", "undefined", "nan"};
    return (n <= 9 && BL__AMONG(s, n, words)) || bl__cell_placeholder(s, n);
}

/* 0/0/00 and the like: a spreadsheet's blank. */
bool bl__cell_zeroes(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!bl__ascii_sign(s[i], "0/-.: T")) return false;
    return true;
}

/* Signs that only steer how text runs, and spaces without width: phones put them around numbers, web pages around everything. All are of three bytes. */
static bool unseen(const char *s) {
    unsigned char b = (unsigned char)s[1], c = (unsigned char)s[2];
    if ((unsigned char)s[0] == 0xEF) return b == 0xBB && c == 0xBF;
    if ((unsigned char)s[0] != 0xE2) return false;
    return b == 0x80 ? c == 0x8B || c == 0x8E || c == 0x8F || (c >= 0xAA && c <= 0xAE)
                     : b == 0x81 && (c == 0xA0 || (c >= 0xA6 && c <= 0xA9));
}

static void trim(const char **s, size_t *n) {
    for (;;) {
        bl_text_trim(s, n);
        if (*n >= 3 && unseen(*s))
            *s += 3, *n -= 3;
        else if (*n >= 3 && unseen(*s + *n - 3))
            *n -= 3;
        else
            return;
    }
}

void bl__cell_unquote(const char **s, size_t *n) {
    bl_text_trim(s, n);
    size_t quotes = 0;
    while (quotes < *n && (*s)[quotes] == '\'') quotes++;
    if (quotes && quotes < *n && (*s)[quotes] && strchr("=+-@\t\r", (*s)[quotes])) {
        ++*s;
        --*n;
        bl_text_trim(s, n);
    }
}

/* ="…" and nothing beside it; *twice: a quote of the text stands doubled in it. */
static bool text_guard(const char *s, size_t n, bool *twice) {
    *twice = false;
    if (n < 3 || s[0] != '=' || s[1] != '"' || s[n - 1] != '"') return false;
    for (size_t i = 2; i + 1 < n; i++) {
        if (s[i] != '"') continue;
        if (i + 2 >= n || s[i + 1] != '"') return false;
        *twice = true;
        i++;
    }
    return true;
}

/* '0171 2345678: text to a spreadsheet, a number to us. */
static bool number_guard(const char *s, size_t n) {
    if (n < 2 || *s != '\'' || s[1] < '0' || s[1] > '9') return false;
    for (size_t i = 2; i < n; i++)
        if (!((s[i] >= '0' && s[i] <= '9') || (s[i] && strchr(" ()/.-", s[i])))) return false;
    return true;
}

bool bl__value_bare(const char **s, size_t *n) {
    bool twice;
    trim(s, n);
    if (number_guard(*s, *n)) ++*s, --*n;
    if (!text_guard(*s, *n, &twice)) {
        bl__cell_unquote(s, n);
        return false;
    }
    *s += 2;
    *n -= 3;
    trim(s, n);
    return twice;
}

/* ---- its parts ------------------------------------------------------------------------------------------------------------------ */

/* " ::: " parts as well, its colons being trimmed off. */
bool bl__cell_part(const char **s, size_t *n, const char *separators, const char **part, size_t *len) {
    while (*n) {
        size_t k = 0;
        while (k < *n && !bl__ascii_sign((*s)[k], separators) && !(k + 3 <= *n && memcmp(*s + k, ":::", 3) == 0)) k++;
        *part = *s;
        *len = k;
        size_t step = k < *n ? ((*s)[k] == ':' ? k + 3 : k + 1) : k;
        *s += step;
        *n -= step;
        bl__value_bare(part, len);
        if (*len) return true;
    }
    return false;
}

/* ---- phones ----------------------------------------------------------------------------------------------------------------------- */

/* A digit at s: its bytes, 3 of one as wide as a Chinese character; 0 when there is none. */
static size_t digit_at(const char *s, size_t n) {
    if (*s >= '0' && *s <= '9') return 1;
    return n >= 3 && memcmp(s, "\xEF\xBC", 2) == 0 && (unsigned char)s[2] >= 0x90 && (unsigned char)s[2] <= 0x99 ? 3 : 0;
}

size_t bl__phone_digits(const char *s, size_t n) {
    size_t digits = 0;
    for (size_t i = 0; i < n; i++) digits += digit_at(s + i, n - i) != 0;
    return digits;
}

/* A word between two numbers: its bytes, or 0. */
static size_t between(const char *s, size_t n) {
    static const char *const words[] = {"/", "//", "&", "or", "and", "oder", "und", "ou", "et", "o", "y", "e", "of", "en", "bzw."};
    size_t len = 0;
    while (len < n && s[len] != ' ') len++;
    return len < n && BL__AMONG(s, len, words) ? len : 0;
}

bool bl__phone_part(const char **s, size_t *n, const char **part, size_t *len) {
    if (!*n) return false;
    size_t cut = *n, next = *n;
    for (size_t i = 1; i + 1 < *n && cut == *n; i++) {
        bool space = (*s)[i] == ' ', slash = (*s)[i] == '/' && (*s)[i + 1] == '+';
        size_t word = space ? between(*s + i + 1, *n - i - 1) : 0;
        bool plus = space && (*s)[i + 1] == '+';
        if (!word && !plus && !slash) continue;
        size_t from = i + 1 + word;
        if (bl__phone_digits(*s, i) < WHOLE_NUMBER || bl__phone_digits(*s + from, *n - from) < WHOLE_NUMBER) continue;
        cut = i;
        next = from;
    }
    *part = *s;
    *len = cut;
    *s += next;
    *n -= next;
    bl__value_bare(part, len);
    bl__value_bare(s, n);
    return true;
}

/* Written as wide as Chinese characters: made narrow, because a number is looked for by its digits. */
const char *bl__cell_narrow(struct bl__values *values, const char *s, size_t n) {
    bool wide = false;
    for (size_t i = 0; i + 2 < n && !wide; i++) wide = digit_at(s + i, n - i) == 3;
    char *copy = wide ? bl__values_room(values, n) : NULL;
    if (!copy) return bl__values_text(values, s, n);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char b = i + 2 < n ? (unsigned char)s[i + 1] : 0, c = i + 2 < n ? (unsigned char)s[i + 2] : 0;
        bool form = (unsigned char)s[i] == 0xEF && ((b == 0xBC && c >= 0x81) || (b == 0xBD && c <= 0x9E)); /* U+FF01 … U+FF5E */
        copy[len++] = form ? (char)((b == 0xBC ? c - 0x80 : c - 0x80 + 0x40) + 0x20) : s[i];
        i += form ? 2 : 0;
    }
    copy[len] = '\0';
    return copy;
}

/* A column of numbers saved as numbers: 491712345678.0 */
size_t bl__cell_number(const char *s, size_t n) {
    if (n < 3 || s[n - 1] != '0' || s[n - 2] != '.') return n;
    for (size_t i = 0; i + 2 < n; i++)
        if (s[i] < '0' || s[i] > '9') return n;
    return n - 2;
}
