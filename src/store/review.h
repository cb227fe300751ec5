/* Shared by the files that make a review: review.c puts together what week.c, movement.c, window.c and attention.c count. */
#ifndef BL_STORE_REVIEW_H
#define BL_STORE_REVIEW_H

#include "store/figures.h"

struct bl__review {
    struct bl_store *store;
    struct bl_review *out;
    struct bl_arena *arena;
    size_t limit; /* ids per list, 0 = all */
    bool now;     /* nothing was recorded for a day after as_of: what stands in the file now is what stood then */
};
/* Rows of a statement that gives ids, added to a list until it is as long as the limit (0 = no limit). */
enum bl_status bl__ids_add(struct bl__review *r, sqlite3_stmt *stmt, struct bl__rows *ids, struct bl_error *err) BL_NODISCARD;
/* In order, each once, cut to the limit. */
struct bl_ids bl__ids_settle(struct bl__review *r, struct bl__rows *ids);
int64_t bl__limit(const struct bl__review *r);             /* for LIMIT: −1 = all */
int64_t bl__wanted(const struct bl__review *r, int64_t n); /* how many of n ids are asked for */
/* One number of one row. */
enum bl_status bl__number(struct bl_store *store, sqlite3_stmt *stmt, int64_t *out, struct bl_error *err) BL_NODISCARD;

/* R2 and R3 (stock is there already): of a track, from the totals; of the milestones, from the entries of the week. */
enum bl_status bl__week_movement(struct bl__review *r, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__milestone_movement(struct bl__review *r, struct bl_error *err) BL_NODISCARD;
/* R7 to R11. */
enum bl_status bl__window_figures(struct bl__review *r, struct bl_error *err) BL_NODISCARD;
/* R10 and R11 alone. */
enum bl_status bl__time_figures(struct bl__review *r, struct bl_error *err) BL_NODISCARD;
/* R5: after how many days in a state somebody is stale, BL_NO_DAYS for never; needs R10. */
struct bl__limits {
    int days[BL_RANK_MAX + 1];
};
enum bl_status bl__stale_limits(struct bl__review *r, struct bl__limits *limits, struct bl_error *err) BL_NODISCARD;
/* The days the figures look back, by setting. */
enum bl_status bl__window_days(struct bl_store *store, int *days, struct bl_error *err) BL_NODISCARD;
/* Sets `now`. */
enum bl_status bl__review_is_now(struct bl__review *r, struct bl_error *err) BL_NODISCARD;
/* Where people came from (origin.c); the total of that counted anew; how many of its rows a recount does not give. */
enum bl_status bl__origin_figures(struct bl__review *r, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rebuild_origin(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rebuild_origin_days(struct bl_store *store, struct bl_error *err) BL_NODISCARD; /* of every day */
enum bl_status bl__odd_origins(struct bl_store *store, int64_t *odd, struct bl_error *err) BL_NODISCARD;
/* R4 to R6 and R12; needs R10. */
enum bl_status bl__attention_figures(struct bl__review *r, struct bl_error *err) BL_NODISCARD;

#endif
