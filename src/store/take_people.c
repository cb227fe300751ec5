/* The people an import brought, but for those who are kept, out of every table: whatever is theirs came with it, or they would be kept. In runs of ids, each of them one part
 * of the new step, so that a million people cost no more memory than a few thousand. */
#include "store/gone.h"
#include "store/lean.h"
#include "store/review.h"
#include "store/take.h"

enum { CHUNK = 4000 };

/* In this order nothing points to what is gone; a table with rows of people of its own is a row here and in take_facts.c. */
static const enum bl_sql tables[] = {BL_SQL_TAKE_HANDLES, BL_SQL_TAKE_TAGS,    BL_SQL_TAKE_CUSTOM,    BL_SQL_TAKE_SNOOZES,
                                     BL_SQL_TAKE_RESTED,  BL_SQL_TAKE_REVENUE, BL_SQL_TAKE_PROMISES,  BL_SQL_TAKE_TALK_PEOPLE,
                                     BL_SQL_TAKE_MERGED,  BL_SQL_TAKE_APART,   BL_SQL_TAKE_ENTRY_RUN, BL_SQL_TAKE_ENTRIES,
                                     BL_SQL_TAKE_PEOPLE};

/* A run of entries counts for the totals at once; those of it that stay are counted again. */
static enum bl_status entry_run(struct bl__take *take, int64_t lo, int64_t hi, struct bl_error *err) {
    struct bl_store *store = take->store;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TAKE_ENTRY_RUN, err);
    if (!stmt) return err->status;
    enum bl_status status = bl__count_entries(store, -1, lo, hi, err);
    if (status != BL_OK) return status;
    bl__bind_int(stmt, ":lo", lo);
    bl__bind_int(stmt, ":hi", hi);
    bl__bind_int(stmt, ":first", take->lo);
    bl__bind_int(stmt, ":last", take->hi);
    bl__triggers(store, false);
    status = bl__run(store, stmt, err);
    bl__triggers(store, true);
    return status == BL_OK ? bl__count_entries(store, 1, lo, hi, err) : status;
}

/* The same for people: what they count for and the full text in one go each. */
static enum bl_status people_run(struct bl__take *take, int64_t lo, int64_t hi, struct bl_error *err) {
    struct bl_store *store = take->store;
    enum bl_status status = bl__run_range(store, BL_SQL_TAKE_TOTAL, lo, hi, err);
    if (status == BL_OK) status = bl__run_range(store, BL_SQL_TAKE_SEARCH, lo, hi, err);
    if (status == BL_OK) status = bl__run_range(store, BL_SQL_TAKE_NOTES, lo, hi, err);
    bl__triggers(store, false);
    if (status == BL_OK) status = bl__run_range(store, BL_SQL_TAKE_PEOPLE, lo, hi, err);
    bl__triggers(store, true);
    if (status == BL_OK) take->gone += sqlite3_changes64(store->db);
    return status;
}

/* What goes becomes a part of the step; whether there was something. */
static enum bl_status keep_run(struct bl__take *take, enum bl_sql sql, int64_t lo, int64_t hi, struct bl_buf *rows, struct bl_error *err) {
    const struct bl__gone_run run = {.lo = lo, .hi = hi, .first = take->lo, .last = take->hi};
    enum bl_status status = bl__gone_rows(take->store, sql, &run, rows, err);
    if (status != BL_OK || !rows->len) return status;
    return bl__part_write(take->store, &(struct bl__part){.changes = rows->data, .size = (int)rows->len}, err);
}

static enum bl_status remove_run(struct bl__take *take, enum bl_sql sql, struct bl_error *err) {
    bool entries = sql == BL_SQL_TAKE_ENTRY_RUN;
    int64_t first = entries ? take->entry_lo : take->lo, last = entries ? take->entry_hi : take->hi;
    int weight = entries || sql == BL_SQL_TAKE_HANDLES ? 1 : sql == BL_SQL_TAKE_PEOPLE ? 2 : 0; /* as in step_work */
    BL_AUTO(bl_buf) struct bl_buf rows = {0};
    enum bl_status status = BL_OK;
    for (int64_t lo = first; lo <= last && status == BL_OK; lo += CHUNK) {
        int64_t hi = lo + CHUNK - 1 < last ? lo + CHUNK - 1 : last;
        status = bl__work_on(take->store, weight * (hi - lo + 1), err);
        if (status == BL_OK) status = keep_run(take, sql, lo, hi, &rows, err);
        if (status != BL_OK || !rows.len) continue;
        if (entries)
            status = entry_run(take, lo, hi, err);
        else if (sql == BL_SQL_TAKE_PEOPLE)
            status = people_run(take, lo, hi, err);
        else
            status = bl__run_range(take->store, sql, lo, hi, err);
    }
    return status;
}

/* Until it is opened again nothing is recorded by itself: what goes is written down beforehand. */
static enum bl_status rest_session(struct bl_store *store, struct bl_error *err) {
    enum bl_status status = bl__part_flush(store, err);
    sqlite3session_delete(store->session);
    store->session = NULL;
    return status;
}

enum bl_status bl__take_people(struct bl__take *take, struct bl_error *err) {
    struct bl_ids kept;
    struct bl__lean lean = {0};
    enum bl_status status = bl__marks_ids(&take->kept, &kept, err);
    if (status != BL_OK) return status;
    take->store->picked = &kept;
    status = rest_session(take->store, err);
    if (status == BL_OK) status = bl__lean_for(take->store, take->hi - take->lo + 1, &lean, err);
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == BL_OK; i++) status = remove_run(take, tables[i], err);
    if (status == BL_OK) status = bl__lean_up(take->store, &lean, err);
    if (status == BL_OK && take->gone) status = bl__rebuild_origin(take->store, err); /* they went without its trigger */
    bl__lean_rest(take->store, &lean);
    take->store->picked = NULL;
    bl__ids_free(&kept);
    return status == BL_OK ? bl__session_open(take->store, err) : status;
}
