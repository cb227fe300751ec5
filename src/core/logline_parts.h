/* Shared by the logline_*.c files only: where words begin and end, which token stands at a place, and how the rest is joined again. */
#ifndef BL_LOGLINE_PARTS_H
#define BL_LOGLINE_PARTS_H

#include "bowline/logline.h"

struct bl__line {
    const char *s;
    size_t n;
};

/* ---- logline_word.c: letters, spaces, words ---- */
bool bl__letter_at(struct bl__line line, size_t at);             /* a sign counts only before one */
size_t bl__wordchar_at(struct bl__line line, size_t at);         /* bytes of the letter or digit there, 0 = neither */
size_t bl__space_at(struct bl__line line, size_t at);            /* bytes of the white space there, 0 = none */
size_t bl__skip_spaces(struct bl__line line, size_t at);         /* first place at or after `at` that is no white space */
bool bl__word_start(struct bl__line line, size_t at);            /* may a token begin here */
bool bl__word_end(struct bl__line line, size_t at);              /* may a token end here: white space, end, or punctuation that closes */
bool bl__starts(struct bl__line line, size_t at, const char *s); /* does s stand there, ASCII case ignored */
bool bl__sentence_end(struct bl__line line, size_t at);          /* does the character there end a sentence */

/* ---- logline_token.c ---- */
struct bl__token {
    enum bl_token token;
    size_t len;            /* bytes of the token; of a promise only its sign or key */
    size_t body, body_len; /* the part that matters; of a promise body is where its text begins, body_len 0 */
    int rank;              /* of a stage or moment */
    int minutes;
    bl_day day;
    const char *kind;
};
/* The token that may stand anywhere (not of the head) at the word that begins at `at`. */
bool bl__token_at(struct bl__line line, size_t at, struct bl__token *out);
/* Which sign or key the word begins with, whether or not it is complete (completion); *lead gets its bytes. BL_TOK_TEXT: none. */
enum bl_token bl__lead_at(struct bl__line line, size_t at, size_t *lead);
/* What the head may hold: one kind, one length, one day, any number of people. */
struct bl__head {
    struct bl_strs kinds;
    bl_day today;
    bool kind, minutes, day; /* already seen */
};
/* The item of the head at `at`, or the break that ends it (BL_TOK_BREAK). */
bool bl__head_at(struct bl__line line, size_t at, const struct bl__head *head, struct bl__token *out);
/* From the end of an item to the beginning of the next: commas and white space; a line break ends the head unless a person follows.
 * Returns line.n or the place; *ended says the head is over. */
size_t bl__head_next(struct bl__line line, size_t at, bool *ended);
/* Where the text of a promise that begins at `at` ends. */
size_t bl__promise_end(struct bl__line line, size_t at);

/* ---- logline_note.c: near misses, when all else is known ---- */
bool bl__notes(struct bl__line line, bl_day today, struct bl_strs kinds, struct bl_arena *arena,
               struct bl_logline *out); /* false: no memory */

/* ---- logline_rest.c: what remains when tokens are taken out ---- */
struct bl__rest {
    struct bl_buf out;
    bool gap; /* something was taken out where the next piece joins */
};
void bl__rest_keep(struct bl__rest *rest, struct bl__line line, size_t from, size_t to);
void bl__rest_finish(struct bl__rest *rest);

#endif
