/* Shared within src/store only: a filter as SQL. The text holds no value of the user's: each is bound. */
#ifndef BL_STORE_FILTER_SQL_H
#define BL_STORE_FILTER_SQL_H

#include "bowline/filter.h"
#include "store/internal.h"

struct bl__value {
    const char *text; /* NULL: the number */
    int64_t number;
};
/* A condition on `person p`, with its values as ?1, ?2 … in the order of `values`. */
struct bl__where {
    struct bl_buf sql;
    struct bl__rows values; /* of struct bl__value */
};
void bl__where_free(struct bl__where *where);
/* "?N" for one more value. */
void bl__where_value(struct bl__where *where, struct bl__value value);
/* Binds all values; those a statement does not mention are left out. */
enum bl_status bl__where_bind(const struct bl__where *where, struct bl_store *store, sqlite3_stmt *stmt, struct bl_error *err) BL_NODISCARD;

/* Adds the condition of the whole filter; "1" for everybody. `where` begins zeroed but for values.arena. */
enum bl_status bl__filter_sql(const struct bl_filter *filter, bl_day today, struct bl__where *where, struct bl_error *err) BL_NODISCARD;

/* A sub-select of ids that holds everybody the filter matches and can be walked by an index: number `turn` of those this filter offers, best first.
 * *there says whether there is one of that number; the text is added to `where`, in brackets. */
enum bl_status bl__filter_narrow(const struct bl_filter *filter, bl_day today, int turn, struct bl__where *where, bool *there, struct bl_error *err) BL_NODISCARD;

#endif
