/* Rows that are about to be deleted, written down as the change set of their deletion. */
#ifndef BL_STORE_GONE_H
#define BL_STORE_GONE_H

#include "store/internal.h"

/* What a statement that deletes rows of one table means by its parameters; those it lacks are not looked at. */
struct bl__gone_run {
    int64_t lo, hi, first, last;
};
/* Writes into *out (which is emptied) what `remove`, a statement DELETE FROM table WHERE …, would delete: the change set a session would have recorded. Empty: nothing. */
enum bl_status bl__gone_rows(struct bl_store *store, enum bl_sql remove, const struct bl__gone_run *run, struct bl_buf *out,
                             struct bl_error *err) BL_NODISCARD;

#endif
