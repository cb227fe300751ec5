/* Shared within src/store only: what the map and Today count for other figures. */
#ifndef BL_STORE_TODAY_H
#define BL_STORE_TODAY_H

#include "store/internal.h"

/* After how many days without a conversation somebody has gone quiet. */
enum bl_status bl__quiet_days(struct bl_store *store, int *out, struct bl_error *err) BL_NODISCARD;
/* The moments somebody was at in this cycle, the present one included, as a set. */
enum bl_status bl__visited(struct bl_store *store, int64_t person, unsigned *out, struct bl_error *err) BL_NODISCARD;

#endif
