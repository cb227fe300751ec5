/* The log line (DESIGN section 3.1): one line of text → people, kind, day, text, promises, moves, tags, quotes. Pure.
 * The parse never fails: what is not understood is text. Spans say what each part became, for the composer to colour. */
#ifndef BOWLINE_LOGLINE_H
#define BOWLINE_LOGLINE_H

#include "bowline/date.h"
#include "bowline/memory.h"

enum bl_token {
    BL_TOK_TEXT,
    BL_TOK_WHO,
    BL_TOK_KIND,
    BL_TOK_MINUTES,
    BL_TOK_DAY,
    BL_TOK_BREAK /* -- */,
    BL_TOK_MINE,
    BL_TOK_THEIRS,
    BL_TOK_STAGE,
    BL_TOK_MOMENT,
    BL_TOK_TAG,
    BL_TOK_QUOTE,
    BL_TOK_MENTION
};
struct bl_span {
    size_t at, len; /* bytes of the line; spans are in order and do not overlap */
    enum bl_token token;
};
struct bl_said_promise {
    const char *text;
    bl_day due; /* or BL_NO_DAY */
    bool theirs;
};
struct bl_logline {
    struct bl_strs who; /* without the @, dots between name parts as spaces unless it is an address */
    const char *kind;   /* a name of `kinds`, NULL = not named (then it is a talk) */
    int minutes;        /* 0 = not named */
    bl_day day;         /* BL_NO_DAY = not named */
    const char *text;   /* what remains after head, promises, moves and tags are taken out, trimmed; quotes stay in it */
    struct bl_said_promise *promises;
    size_t promise_count;
    int stage, moment;     /* last one named wins; 0 = none */
    struct bl_strs tags;   /* without the # */
    struct bl_strs quotes; /* without the quotation marks */
    struct bl_strs notes;  /* what looks like a slip and stayed text: ">selecton: did you mean >selection?"; short sentences, at most 8 */
    bool open_quote;       /* the last of the notes is about a quote that is not closed: while it is typed that is no slip */
    struct bl_span *spans;
    size_t span_count;
};

/* The built-in kinds; all but the last ("note") count as conversations. */
extern const char *const bl_talk_kinds[];
#define BL_TALK_KINDS 7

/* Parses a line (may hold newlines) of n bytes. `kinds`: built-in and own. BL_NOMEM is the only failure. */
enum bl_status bl_logline_parse(const char *line, size_t n, bl_day today, struct bl_strs kinds, struct bl_arena *arena,
                                struct bl_logline *out, struct bl_error *err) BL_NODISCARD;
/* The text of a promise without the day that ends it, if one does ("send the deck by fri"): *due gets it, and is not touched otherwise. NULL: no memory. */
const char *bl_promise_text(const char *s, size_t n, bl_day today, struct bl_arena *arena, bl_day *due);
/* Completion at byte `cursor`: which token is being typed there, and its beginning without the sign (borrowed from line, length in *len). */
enum bl_token bl_logline_at(const char *line, size_t n, size_t cursor, const char **part, size_t *len);

#endif
