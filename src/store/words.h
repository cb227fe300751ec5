/* Shared within src/store only: words of a query, looked for by prefix, in full text and row by row. */
#ifndef BL_STORE_WORDS_H
#define BL_STORE_WORDS_H

#include "bowline/memory.h"

/* Does a word of `text` begin with `query`? Words begin where letters or digits do; the query may go on over several words. Both are folded. */
bool bl__begins_word(const char *text, size_t n, const char *query, size_t m);

/* The first word of `s`, its length in *n; NULL when there is none. */
const char *bl__word_next(const char *s, size_t *n);

/* Adds the full-text form of a folded query, all its words (`"maya"* AND "chen"*`), after " AND " when the buffer holds something already. Words under `least` bytes
 * are left out, so what is found is a superset. `prefix`: beginnings of words, else whole ones. Adds nothing when no word is left. */
void bl__match_words(struct bl_buf *out, const char *folded, size_t least, bool prefix);
/* The same of what a user looks for in conversations: words by prefix, "…" and “…” a phrase. */
void bl__match_said(struct bl_buf *out, const char *text);
/* All of the text as one phrase, its last word by prefix or whole. */
void bl__match_phrase(struct bl_buf *out, const char *text, bool prefix);

#endif
