/* Text: width in cells, cleaning for a terminal, folding for comparison. UTF-8 throughout; invalid bytes never crash and
 * never reach a terminal. The width function is the only one in the program (glibc and utf8proc disagree on 758 code points). */
#ifndef BOWLINE_TEXT_H
#define BOWLINE_TEXT_H

#include "bowline/memory.h"

/* One user-perceived character (extended grapheme cluster). */
struct bl_grapheme {
    size_t bytes; /* ≥ 1 while input remains; 0 at the end */
    int cells;    /* 0, 1 or 2; an invalid byte is 1 */
};
/* The grapheme that begins at s[0], looking at n bytes at most. */
struct bl_grapheme bl_text_next(const char *s, size_t n);
/* Start of the grapheme that ends at byte `pos` of s (0 at the beginning). For cursors. */
size_t bl_text_prev(const char *s, size_t pos);
/* Cells of n bytes of *clean* text. */
int bl_text_width(const char *s, size_t n);
int bl_text_cells(const char *s); /* same of a NUL-terminated text; NULL is 0 */
/* How many bytes of s fit into `cells` cells, never splitting a grapheme; *used (if not NULL) gets the cells taken. */
size_t bl_text_fit(const char *s, size_t n, int cells, int *used);
/* Adds s cut to `cells` cells with "…" (or "~" when !unicode) as the last one where something was cut; clean text in, clean out. */
void bl_text_cut(struct bl_buf *out, const char *s, int cells, bool unicode);

/* Adds s in a form that may be shown: C0, C1, DEL, escape sequences, bidi controls (U+202A–202E, U+2066–2069, U+200E/F, U+061C),
 * zero-width U+200B/U+FEFF/U+2028/U+2029 and invalid bytes become "·" each (a newline or tab becomes one space unless `lines`, then a newline
 * stays). ZWJ and ZWNJ and variation selectors stay. Idempotent. NULL adds nothing. */
void bl_text_clean(struct bl_buf *out, const char *s, size_t n, bool lines);
/* The same into an arena; NULL stays NULL… unless memory is out, which also gives NULL. */
const char *bl_text_cleaned(struct bl_arena *arena, const char *s);
/* True if n bytes are valid UTF-8 without NUL. */
bool bl_text_valid(const char *s, size_t n);
/* Adds the comparison key of s: NFKD, marks dropped, case folded, ł ø đ ı æ œ ß spelled out, runs of white space and punctuation
 * other than @ . - _ ' + as one space, trimmed. Invalid bytes are dropped. Two texts a person would call the same name get the same key. */
void bl_text_fold(struct bl_buf *out, const char *s, size_t n);
const char *bl_text_folded(struct bl_arena *arena, const char *s); /* NULL when memory is out; NULL in gives "" */
/* Damerau–Levenshtein (optimal string alignment) distance in bytes of two short ASCII words, for "did you mean"; 99 if longer than 63. */
int bl_text_distance(const char *a, const char *b);
/* The nearest of n words within a distance of 2 (1 for words under 5 letters), or NULL. */
const char *bl_text_nearest(const char *word, const char *const *words, size_t n);
/* Are two texts (their first n bytes at most) the same, ASCII letters by either case? No locale has a say, unlike in strcasecmp. */
bool bl_text_same(const char *a, const char *b);
bool bl_text_same_n(const char *a, const char *b, size_t n);
/* Trims ASCII and Unicode white space at both ends by moving the ends. */
void bl_text_trim(const char **s, size_t *n);

#endif
