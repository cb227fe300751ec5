/* Reading that takes its time: one call sees the file at one moment, whatever others write meanwhile, and can be stopped from outside. SQLite asks every few thousand
 * of its instructions, which is less than a millisecond, so whoever waits for a key need not cut the work into pieces: it stops, and is begun again later. */
#include "store/internal.h"

enum { LOOK_EVERY = 2000 };

static int stops(void *data) {
    struct bl_store *store = data;
    return store->watch.stop(store->watch.data);
}

void bl_store_watch(struct bl_store *store, bool (*stop)(void *data), void *data) {
    store->watch.stop = stop;
    store->watch.data = data;
    sqlite3_progress_handler(store->db, stop ? LOOK_EVERY : 0, stop ? stops : NULL, store);
}

enum bl_status bl__read_begin(struct bl_store *store, bool *ours, struct bl_error *err) {
    *ours = false;
    if (!sqlite3_get_autocommit(store->db)) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_READ_BEGIN, err);
    if (!stmt) return err->status;
    enum bl_status status = bl__run(store, stmt, err);
    *ours = status == BL_OK;
    return status;
}

void bl__read_end(struct bl_store *store, bool ours) {
    struct bl_error ignored;
    sqlite3_stmt *stmt = ours && !sqlite3_get_autocommit(store->db) ? bl__stmt(store, BL_SQL_READ_END, &ignored) : NULL;
    if (!stmt) return;
    sqlite3_progress_handler(store->db, 0, NULL, NULL); /* the end is not stopped */
    sqlite3_step(stmt);
    sqlite3_reset(stmt);
    if (store->watch.stop) sqlite3_progress_handler(store->db, LOOK_EVERY, stops, store);
}
