/* Shared within src/store only: a filter as SQL. The text holds no value of the user's: each is bound. */
#ifndef BL_STORE_FILTER_SQL_H
#define BL_STORE_FILTER_SQL_H

#include "bowline/filter.h"
#include "bowline/today.h"
#include "store/internal.h"

struct bl__value {
    const char *text; /* NULL: the number */
    int64_t number;
};
/* A condition on `person p`, with its values as ?1, ?2 … in the order of `values`. */
struct bl__where {
    struct bl_buf sql;
    struct bl__rows values;       /* of struct bl__value */
    struct bl_limits limits;      /* what stale and quiet mean in this book; set before a filter is added */
    const struct bl_store *store; /* where the imports a filter names stand, see touched.h; set likewise */
    int lead;                     /* when its weeks begin; the same */
    int window;                   /* days the figures look back; likewise */
};
void bl__where_free(struct bl__where *where);
/* "?N" for one more value. */
void bl__where_value(struct bl__where *where, struct bl__value value);
/* Binds all values; those a statement does not mention are left out. */
enum bl_status bl__where_bind(const struct bl__where *where, struct bl_store *store, sqlite3_stmt *stmt, struct bl_error *err) BL_NODISCARD;

/* Does it speak of stale or quiet people, so that where.limits has to be read first? */
bool bl__filter_needs_limits(const struct bl_filter *filter);
/* … of what was reached or how long somebody stayed, so that where.window has to? */
bool bl__filter_needs_window(const struct bl_filter *filter);

/* A day of a filter, now that it is known when weeks begin. */
int64_t bl__where_day(const struct bl__where *where, int64_t day, enum bl_week_day of);

/* filter_behind.c: the condition on `person p`; a sub-select of ids in brackets where few days hold all there are (false: not so, nothing was added). */
bool bl__behind_needs_window(const struct bl_behind *behind);
void bl__where_behind(struct bl__where *where, const struct bl_behind *behind);
bool bl__narrow_behind(struct bl__where *where, const struct bl_behind *behind);

/* Adds the condition of the whole filter; "1" for everybody. `where` begins zeroed but for values.arena. */
enum bl_status bl__filter_sql(const struct bl_filter *filter, bl_day today, struct bl__where *where, struct bl_error *err) BL_NODISCARD;

/* A part of the tree as a condition; its people as a sub-select of ids in brackets, where that is short and read from an index (false: not so, nothing was added). */
void bl__where_node(struct bl__where *where, const struct bl_node *node, bl_day today, bool any_status);
bool bl__where_ids(struct bl__where *where, const struct bl_node *node);

/* filter_narrow.c. Adds the part of the condition that the index by name can answer alone: the terms all people must meet that speak of names, companies and words. *there: is there
 * any; *whole: it is the whole condition. */
enum bl_status bl__filter_quick(const struct bl_filter *filter, struct bl__where *where, bool *there, bool *whole,
                                struct bl_error *err) BL_NODISCARD;

/* The words that everybody who matches has in full text, long enough to be worth asking for. */
enum bl_status bl__filter_words(const struct bl_filter *filter, struct bl_arena *arena, struct bl_strs *out,
                                struct bl_error *err) BL_NODISCARD;
/* Adds a sub-select of the ids of everybody who has all these words, in brackets. */
enum bl_status bl__narrow_words(struct bl_strs words, struct bl__where *where, struct bl_error *err) BL_NODISCARD;
/* Adds a sub-select of ids that holds everybody the filter matches and is read from an index, in brackets: number `turn` of those there are. *there says whether there
 * is one of that number. */
enum bl_status bl__filter_narrow(const struct bl_filter *filter, bl_day today, int turn, struct bl__where *where, bool *there,
                                 struct bl_error *err) BL_NODISCARD;

#endif
