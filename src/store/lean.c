/* The two indexes that grow at random places cost more than all else when a million people come or go one after the other: every page is read and written again and again.
 * Taken down and made anew, sorted, they cost a few seconds. */
#include "store/lean.h"

#include <stdlib.h>
#include <string.h>

enum { LEAN_FROM = 20000, LEAN_PART = 4 /* at least a fourth of the book */ };

static const char *const dropped[BL__LEAN_INDEXES] = {"person_by_name", "handle_by_key"};

/* Takes an index down and keeps the words that make it. */
static enum bl_status take_down(struct bl_store *store, struct bl__lean *lean, int i, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_BULK_INDEX_SQL, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":name", dropped[i]);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && !row) status = bl_fail(err, BL_CORRUPT, "the index %s is missing", dropped[i]);
    if (status == BL_OK && !(lean->sql[i] = strdup((const char *)sqlite3_column_text(stmt, 0)))) status = bl_nomem(err);
    sqlite3_reset(stmt);
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    bl_buf_addf(&sql, "DROP INDEX %s", dropped[i]);
    return status == BL_OK ? bl__exec(store, bl_buf_text(&sql), "write the file", err) : status;
}

enum bl_status bl__lean_down(struct bl_store *store, struct bl__lean *lean, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (int i = 0; i < BL__LEAN_INDEXES && status == BL_OK; i++)
        if (!lean->sql[i]) status = take_down(store, lean, i, err);
    return status;
}

enum bl_status bl__lean_up(struct bl_store *store, struct bl__lean *lean, struct bl_error *err) {
    enum bl_status status = BL_OK;
    bl__lean_savepoints(store, false); /* nor does the sorter take all memory */
    for (int i = 0; i < BL__LEAN_INDEXES && status == BL_OK; i++)
        if (lean->sql[i]) status = bl__exec(store, lean->sql[i], "write the file", err);
    if (status == BL_OK) bl__lean_free(lean);
    return status;
}

void bl__lean_free(struct bl__lean *lean) {
    for (int i = 0; i < BL__LEAN_INDEXES; i++) free(lean->sql[i]);
    *lean = (struct bl__lean){0};
}

enum bl_status bl__lean_for(struct bl_store *store, int64_t rows, struct bl__lean *lean, struct bl_error *err) {
    int64_t people = 0;
    if (rows < LEAN_FROM) return BL_OK;
    /* The sorter of the indexes takes as much again. */
    sqlite3_exec(store->db, "PRAGMA cache_size = -12288", NULL, NULL, NULL);
    enum bl_status status = bl_store_count(store, &people, err);
    if (status != BL_OK || rows * LEAN_PART < people) return status;
    return bl__lean_down(store, lean, err);
}

void bl__lean_rest(struct bl_store *store, struct bl__lean *lean) {
    bl__lean_free(lean);
    sqlite3_exec(store->db, "PRAGMA cache_size = -2000", NULL, NULL, NULL); /* SQLite's own measure again */
}

void bl__lean_savepoints(struct bl_store *store, bool in_memory) {
    sqlite3_exec(store->db, in_memory ? "PRAGMA temp_store = MEMORY" : "PRAGMA temp_store = DEFAULT", NULL, NULL, NULL);
}
