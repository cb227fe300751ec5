/* Conversations an import brought as a run: they go, but for those of somebody who is kept, and those that a later step touched or made a promise in. Whoever took part in one that
 * goes is as if it had not been. */
#include "store/take.h"

enum { CHUNK = 4000 };

/* What hangs on a conversation goes before it; a table of such rows is a row here. */
static const enum bl_sql tables[] = {BL_SQL_TAKE_TALK_QUOTES, BL_SQL_TAKE_TALK_KEYS, BL_SQL_TAKE_TALK_PARTS, BL_SQL_TAKE_TALKS};

static enum bl_status each(struct bl__take *take, enum bl_sql sql, struct bl__marks *into, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(take->store, sql, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":lo", take->talk_lo);
    bl__bind_int(stmt, ":hi", take->talk_hi);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(take->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        status = bl__mark(into, (uint64_t)sqlite3_column_int64(stmt, 0), 1, 0, err);
    }
    sqlite3_reset(stmt);
    bl__marks_settle(into);
    return status;
}

static enum bl_status remove_run(struct bl__take *take, enum bl_sql sql, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (int64_t lo = take->talk_lo; lo <= take->talk_hi && status == BL_OK; lo += CHUNK) {
        sqlite3_stmt *stmt = bl__stmt(take->store, sql, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":lo", lo);
        bl__bind_int(stmt, ":hi", lo + CHUNK - 1 < take->talk_hi ? lo + CHUNK - 1 : take->talk_hi);
        status = bl__run(take->store, stmt, err);
        if (status == BL_OK) status = bl__take_flush(take, err);
    }
    return status;
}

static enum bl_status remove_talks(struct bl__take *take, struct bl__marks *met, struct bl_error *err) {
    struct bl_ids stay;
    enum bl_status status = bl__marks_ids(&take->talks, &stay, err);
    if (status != BL_OK) return status;
    take->store->picked = &stay;
    status = each(take, BL_SQL_TAKE_TALK_MET, met, err);
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == BL_OK; i++) status = remove_run(take, tables[i], err);
    take->store->picked = NULL;
    bl__ids_free(&stay);
    return status;
}

enum bl_status bl__take_talks(struct bl__take *take, struct bl_error *err) {
    struct bl__marks met = {0};
    struct bl_ids kept;
    if (take->talk_hi < take->talk_lo) return BL_OK;
    enum bl_status status = bl__marks_ids(&take->kept, &kept, err);
    if (status != BL_OK) return status;
    take->store->picked = &kept;
    status = each(take, BL_SQL_TAKE_TALKS_KEPT, &take->talks, err);
    take->store->picked = NULL;
    bl__ids_free(&kept);
    if (status == BL_OK) status = remove_talks(take, &met, err);
    for (size_t i = 0; i < met.n && status == BL_OK; i++) {
        int64_t person = (int64_t)met.at[i].key;
        if (bl__take_in_run(take, person) && !bl__marks_bits(&take->kept, met.at[i].key)) continue; /* they go themselves */
        status = bl__refresh_talks(take->store, person, err);
        if (status == BL_OK) status = bl__mark(&take->turned, met.at[i].key, 1, 0, err);
        if (status == BL_OK && i % 500 == 499) status = bl__take_flush(take, err);
    }
    bl__marks_settle(&take->turned);
    bl__marks_free(&met);
    return status == BL_OK ? bl__take_flush(take, err) : status;
}
