/* Shared within src/store only: a store that stands on a day of the past. */
#ifndef BL_STORE_PAST_H
#define BL_STORE_PAST_H

#include "store/internal.h"

/* Registers bl_last_day(): the last day whose facts count. */
enum bl_status bl__past_function(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
/* The clock of a store of the past: the same hour on its day. */
struct bl_now bl__past_now(const struct bl_store *store, struct bl_now now);
/* BL_REFUSED in words when the store is of the past. */
enum bl_status bl__past_refuses(const struct bl_store *store, struct bl_error *err) BL_NODISCARD;
/* "CREATE TABLE person …" → "CREATE TABLE temp.person …", and so for an index or a view. False: it is none of these, or memory is out. */
bool bl__into_temp(struct bl_buf *out, const char *sql);
void bl__past_close(struct bl_store *store);

#endif
