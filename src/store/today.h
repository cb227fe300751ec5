/* Shared within src/store only: what the map and Today count for other figures. */
#ifndef BL_STORE_TODAY_H
#define BL_STORE_TODAY_H

#include "store/internal.h"

/* Active people in play who have gone quiet; who miss a moment their stage expects. */
enum bl_status bl__count_quiet(struct bl_store *store, int64_t *n, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__count_gaps(struct bl_store *store, int64_t *n, struct bl_error *err) BL_NODISCARD;
/* The moments somebody was at in this cycle, the present one included, as a set. */
enum bl_status bl__visited(struct bl_store *store, int64_t person, unsigned *out, struct bl_error *err) BL_NODISCARD;

#endif
