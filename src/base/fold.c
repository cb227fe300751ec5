/* Folding: the key under which two spellings of one name meet.
 *
 * Compatibility decomposition and full case folding by utf8proc, then the accents of Latin, Greek, Cyrillic, Hebrew and Arabic are dropped.
 * Marks that carry the sound of a syllable (Indic vowel signs, kana voicing, Thai vowels) are kept and put together again: without
 * them different names would meet. Names are mostly ASCII, so that has a path of its own which a million imported rows take. */
#include "bowline/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
    HERE = 160,
    MARKS_MOST = 30, /* on one letter, as UAX 15 has it: putting marks in order takes time by the square of their number */
    KEPT_MOST = 8    /* of them in a key */
};

/* Collects the key: separators wait until a character follows them, so the ends come trimmed. */
struct key {
    struct bl_buf *out;
    size_t start;
    bool gap;
};

static void key_add(struct key *key, const char *bytes, size_t n) {
    if (key->gap && key->out->len > key->start) bl_buf_chr(key->out, ' ');
    key->gap = false;
    bl_buf_add(key->out, bytes, n);
}

static bool kept_sign(int32_t c) {
    return c == '@' || c == '.' || c == '-' || c == '_' || c == '\'' || c == '+';
}

static char ascii_key(unsigned char c) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || kept_sign(c)) return (char)c;
    if (c >= 'A' && c <= 'Z') return (char)(c + ('a' - 'A'));
    return ' ';
}

/* Before decomposition: signs that people type in several shapes, and marks of trade that are no part of a name. */
static utf8proc_int32_t unify(utf8proc_int32_t cp) {
    switch (cp) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x02B9:
    case 0x00B4:
    case 0x0060:
    case 0x2032:
    case 0xFF07: return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2212:
    case 0xFF0D: return '-';
    case 0x2026:
    case 0x2120:
    case 0x2122: return ' ';
    default: return cp;
    }
}

/* What decomposition is fed: beyond the most marks of a letter a joiner that is dropped later. */
static utf8proc_int32_t feed(utf8proc_int32_t cp, void *data) {
    int *marks = data;
    *marks = utf8proc_get_property(cp)->combining_class == 0 ? 0 : *marks + 1;
    return *marks > MARKS_MOST ? 0x034F : unify(cp);
}

/* After it: letters without a decomposition that people type without their stroke. */
static const char *spelled(int32_t cp) {
    switch (cp) {
    case 0x0142: return "l";
    case 0x00F8: return "o";
    case 0x0111:
    case 0x00F0: return "d";
    case 0x0127: return "h";
    case 0x0167: return "t";
    case 0x0131: return "i";
    case 0x00E6: return "ae";
    case 0x0153: return "oe";
    case 0x00FE: return "th";
    case 0x00DF: return "ss";
    default: return NULL;
    }
}

static bool dropped_mark(int32_t cp, const utf8proc_property_t *is) {
    int class = is->combining_class;
    switch (is->category) {
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF: return true;
    case UTF8PROC_CATEGORY_MN: break;
    default: return false;
    }
    if (class == 0) return cp == 0x034F || (cp >= 0xFE00 && cp <= 0xFE0F) || cp >= 0xE0100;
    return class == 1 || (class >= 10 && class <= 36) || class >= 202;
}

static bool separator(const utf8proc_property_t *is) {
    return (is->category >= UTF8PROC_CATEGORY_PC && is->category <= UTF8PROC_CATEGORY_CC) || is->category == UTF8PROC_CATEGORY_CS;
}

/* Where a mark of that class belongs behind the `marks` before cps[left]: what was dropped may have stood between marks in the wrong order. */
static utf8proc_ssize_t place(utf8proc_int32_t *cps, utf8proc_ssize_t left, int marks, int class) {
    for (; marks > 0 && utf8proc_get_property(cps[left - 1])->combining_class > class; marks--, left--) cps[left] = cps[left - 1];
    return left;
}

/* Keeps what belongs to a key, a separator as a space; returns how many are left. */
static utf8proc_ssize_t sift(utf8proc_int32_t *cps, utf8proc_ssize_t n) {
    utf8proc_ssize_t left = 0;
    int marks = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        utf8proc_int32_t cp = unify(cps[i]); /* decomposition brings such signs forth too */
        const utf8proc_property_t *is = utf8proc_get_property(cp);
        if (dropped_mark(cp, is) || (is->combining_class != 0 && marks >= KEPT_MOST)) continue;
        if (!kept_sign(cp) && separator(is)) cp = ' ';
        cps[is->combining_class == 0 ? left : place(cps, left, marks, is->combining_class)] = cp;
        marks = is->combining_class == 0 ? 0 : marks + 1;
        left++;
    }
    return utf8proc_normalize_utf32(cps, left, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}

static void add_cps(struct key *key, const utf8proc_int32_t *cps, utf8proc_ssize_t n) {
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        utf8proc_uint8_t bytes[4];
        const char *plain = spelled(cps[i]);
        if (cps[i] == ' ')
            key->gap = true;
        else if (plain)
            key_add(key, plain, strlen(plain));
        else
            key_add(key, (const char *)bytes, (size_t)utf8proc_encode_char(cps[i], bytes));
    }
}

/* A run of valid UTF-8 that is not all ASCII. */
static void fold_run(struct key *key, const char *s, size_t n) {
    const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE;
    utf8proc_int32_t here[HERE], *cps = here;
    utf8proc_ssize_t cap = HERE;
    int marks = 0;
    utf8proc_ssize_t got = utf8proc_decompose_custom((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, cps, cap, how, feed, &marks);
    if (got > cap) {
        cap = got;
        cps = malloc((size_t)cap * sizeof *cps);
        marks = 0;
        got = cps ? utf8proc_decompose_custom((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, cps, cap, how, feed, &marks) : -1;
    }
    if (got < 0 || got > cap)
        key->out->failed = true;
    else
        add_cps(key, cps, sift(cps, got));
    if (cps != here) free(cps);
}

static size_t valid_run(const char *s, size_t n) {
    size_t i = 0;
    while (i < n) {
        utf8proc_int32_t cp;
        utf8proc_ssize_t len =
            (unsigned char)s[i] < 0x80 ? 1 : utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &cp);
        if (len <= 0) break;
        i += (size_t)len;
    }
    return i;
}

/* Written straight into the buffer: a key is never longer than an ASCII text it comes from. */
static void fold_ascii(struct bl_buf *out, const char *s, size_t n) {
    size_t start = out->len;
    bl_buf_add(out, s, n);
    if (out->failed) return;
    char *to = out->data + start;
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        char c = ascii_key((unsigned char)s[i]);
        if (c == ' ' && (len == 0 || to[len - 1] == ' ')) continue;
        to[len++] = c;
    }
    if (len > 0 && to[len - 1] == ' ') len--;
    bl_buf_cut(out, start + len);
}

void bl_text_fold(struct bl_buf *out, const char *s, size_t n) {
    if (!s) return;
    size_t plain = 0;
    while (plain < n && (unsigned char)s[plain] < 0x80) plain++;
    if (plain == n) {
        fold_ascii(out, s, n);
        return;
    }
    BL_AUTO(bl_buf) struct bl_buf valid = {0};
    struct key key = {.out = out, .start = out->len};
    if (valid_run(s, n) < n) { /* what stands on both sides of a dropped byte may belong together */
        for (size_t i = 0; i < n; i++) {
            size_t run = valid_run(s + i, n - i);
            bl_buf_add(&valid, s + i, run);
            i += run;
        }
        out->failed = out->failed || valid.failed;
        s = bl_buf_text(&valid);
        n = valid.len;
    }
    if (n > 0 && !out->failed) fold_run(&key, s, n);
}

const char *bl_text_folded(struct bl_arena *arena, const char *s) {
    if (!s) return "";
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    bl_text_fold(&buf, s, strlen(s));
    return buf.failed ? NULL : bl_arena_copy(arena, bl_buf_text(&buf), buf.len);
}
