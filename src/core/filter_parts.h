/* Shared by the filter_*.c files only: the parser's state, errors with a caret, and the meaning of one test. */
#ifndef BL_FILTER_PARTS_H
#define BL_FILTER_PARTS_H

#include "bowline/filter.h"

enum { BL__TERMS_MOST = 200 };

/* One piece of the source. */
struct bl__piece {
    size_t at, len;
    bool quoted; /* stood in quotation marks, which are not part of it: never a keyword */
};

struct bl__filtering {
    const char *src;
    size_t n, at;
    bl_day today;
    struct bl_strs custom;
    struct bl_arena *arena;
    struct bl_error *err;
    int depth; /* brackets and nots that are open */
    int terms; /* words and tests so far */
    bool names_status;
    struct bl__piece empty; /* the last word that says nothing */
};

/* ---- filter_error.c ---- */

/* The message, then the source on a line of its own (a window of it when it is long), then a caret under byte `at`. Returns BL_USAGE. */
enum bl_status bl__filter_fail(struct bl__filtering *f, size_t at, const char *fmt, ...) BL_PRINTF(3, 4);
/* The same around an error another parser has told in f->err; its hint stays. */
enum bl_status bl__filter_point(struct bl__filtering *f, size_t at);

/* The last word that says nothing stands where one must say something. */
enum bl_status bl__filter_empty(struct bl__filtering *f);

/* ---- filter_field.c ---- */

enum bl__field_kind {
    BL__TEXT,
    BL__NAME,
    BL__SAID,
    BL__NUMBER,
    BL__MONEY,
    BL__STAGE,
    BL__MOMENT,
    BL__MILESTONE,
    BL__STATUS,
    BL__SINCE,
    BL__DUE,
    BL__LENGTH,
    BL__CREATED,
    BL__YESNO,
    BL__STALE,
    BL__GAP,
    BL__VISITED,
    BL__MOVED,
    BL__BEHIND,
    BL__IMPORT,
    BL__CUSTOM
};
struct bl__field {
    const char *name;
    enum bl_field field;
    enum bl__field_kind kind;
};
/* The field of that name: built-in, then custom (*custom gets its folded name), then what people call one. Unknown: BL_USAGE with "did you mean". */
enum bl_status bl__filter_field(struct bl__filtering *f, struct bl__piece name, struct bl__field *out, const char **custom) BL_NODISCARD;

/* ---- filter_scalar.c: one value of a field ---- */

/* Days in "30d", "2w", "3m", "1y" or a bare number; false when it is none of them. */
bool bl__filter_length(const struct bl__filtering *f, const char *text, int64_t *days);
/* Rank, status, number, cents, length or day, as the field's kind has it; a length of a dated field comes as a day. */
enum bl_status bl__filter_scalar(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at,
                                 int64_t *out) BL_NODISCARD;

/* ---- filter_week.c: a week where a day may stand ---- */

/* First and last day of a week; of: BL_A_DAY when it is no week. */
struct bl__days {
    bl_day lo, hi;
    enum bl_week_day of;
};
/* A mistaken week ("2026-W54") is told; what is no week at all is BL_OK with out->of = BL_A_DAY. */
enum bl_status bl__filter_week(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at,
                               struct bl__days *out) BL_NODISCARD;

/* ---- filter_behind.c: the people behind a figure ---- */

/* WHAT[.MORE][@WHEN] of such a field, or of `moved`, into node->behind. */
enum bl_status bl__filter_behind(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at,
                                 struct bl_node *node) BL_NODISCARD;
/* Is this value of `moved` a kind of move or a pair of states, not a day? */
bool bl__filter_is_move(const char *text);

/* ---- filter_value.c ---- */

struct bl__test {
    struct bl__piece name, value;
    enum bl_op op;
};
/* A test as it stands → a node (a NOT above it where an operator asks for one). */
enum bl_status bl__filter_test(struct bl__filtering *f, const struct bl__test *test, struct bl_node **out) BL_NODISCARD;
/* A bare or quoted word → a node; NULL for one that says nothing ("&"): it is passed over where another word stands beside it. */
enum bl_status bl__filter_word(struct bl__filtering *f, struct bl__piece word, struct bl_node **out) BL_NODISCARD;

#endif
