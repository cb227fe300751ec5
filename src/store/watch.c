/* Reading that takes its time: one call sees the file at one moment, whatever others write meanwhile, and can be stopped from outside. SQLite asks every few thousand
 * of its instructions, which is less than a millisecond, so whoever waits for a key need not cut the work into pieces: it stops, and is begun again later.
 * A write of minutes is watched the same way: whoever is asked whether it should stop also sees how far it is. */
#include "store/internal.h"

enum { LOOK_EVERY = 2000 };

static int stops(void *data) {
    struct bl_store *store = data;
    bool stop = store->watch.stop(store->watch.data);
    return stop && !store->watch.late;
}

void bl_store_watch(struct bl_store *store, bool (*stop)(void *data), void *data) {
    store->watch.stop = stop;
    store->watch.data = data;
    sqlite3_progress_handler(store->db, stop ? LOOK_EVERY : 0, stop ? stops : NULL, store);
}

struct bl_work bl_store_work(const struct bl_store *store) {
    return store->work;
}

bool bl__work_stops(const struct bl_store *store) {
    return store->watch.stop && store->watch.stop(store->watch.data) && !store->watch.late;
}

enum bl_status bl__work(struct bl_store *store, struct bl_work work, struct bl_error *err) {
    store->work = work;
    if (!bl__work_stops(store)) return BL_OK;
    return bl_fail(err, BL_INTERRUPTED, "interrupted; nothing was changed");
}

enum bl_status bl__work_on(struct bl_store *store, int64_t parts, struct bl_error *err) {
    struct bl_work work = store->work;
    work.done += parts;
    if (work.done > work.total) work.done = work.total;
    work.at = work.total ? (int64_t)((double)work.done / (double)work.total * (double)work.of) : 0;
    return bl__work(store, work, err);
}

enum bl_status bl__work_saving(struct bl_store *store, struct bl_error *err) {
    struct bl_work work = store->work;
    work.what = "saving";
    work.done = work.total;
    return bl__work(store, work, err);
}

void bl__work_done(struct bl_store *store) {
    store->work = (struct bl_work){0};
}

void bl__work_for(const struct bl_store *store, struct bl_store *other) {
    if (store->watch.stop) bl_store_watch(other, store->watch.stop, store->watch.data);
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
