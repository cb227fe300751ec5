/* Shared within src/store only: the orders a list can stand in, as pieces that an index can walk one after the other. */
#ifndef BL_STORE_ORDER_H
#define BL_STORE_ORDER_H

#include "bowline/filter.h"

enum { BL__KEYS = 16, BL__SEGMENTS = 48 };

struct bl__key {
    const char *sql; /* never NULL for a row of its segment */
    bool descending;
};
/* People of one condition, ordered by keys; the segments of an order follow one another and hold everybody once. */
struct bl__segment {
    bool walk;         /* rows come in order as they are read: looking can stop at any of them. Otherwise they are sorted first */
    const char *index; /* the index walked, or NULL: the planner's choice */
    char where[120];   /* or "1" */
    struct bl__key keys[BL__KEYS];
    size_t n;
};
struct bl__order {
    struct bl__segment at[BL__SEGMENTS];
    size_t n;
};

/* For large tables: walked wherever an index allows. */
void bl__order_walked(const struct bl_sort *sorts, size_t n, struct bl__order *out);
/* The same order as one segment to be sorted, for when few rows are left. */
void bl__order_sorted(const struct bl_sort *sorts, size_t n, struct bl__order *out);

/* Adds " AND (…)": rows after the row whose keys are bound as ?base … (before it when backwards), that row included when `from`. */
void bl__order_after(struct bl_buf *sql, const struct bl__segment *segment, size_t base, bool backwards, bool from);
/* Adds " ORDER BY …". */
void bl__order_by(struct bl_buf *sql, const struct bl__segment *segment, bool backwards);

#endif
