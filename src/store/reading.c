/* How lists are read, as the user said it: rows of text that only src/exchange/memory.c understands. They are facts like any other: written in the step of the import they
 * came with, taken back with it, and part of every export. */
#include "store/bulk.h"

static enum bl_status read_reading(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct bl_reading *row = slot;
    row->list = bl__col_text(stmt, 0, arena);
    row->what = bl__col_text(stmt, 1, arena);
    row->key = bl__col_text(stmt, 2, arena);
    row->value = bl__col_text(stmt, 3, arena);
    row->said = bl__col_day(stmt, 4);
    return row->list && row->what && row->key && row->value ? BL_OK : bl_nomem(err);
}

enum bl_status bl_reading_list(struct bl_store *store, struct bl_arena *arena, struct bl_reading **rows, size_t *n, struct bl_error *err) {
    struct bl__rows list = {.size = sizeof(struct bl_reading), .arena = arena};
    enum bl_status status = bl__collect(store, bl__stmt(store, BL_SQL_READING_LIST, err), read_reading, &list, err);
    if (status == BL_OK) *rows = list.at, *n = list.n;
    return status;
}

enum bl_status bl_reading_put(struct bl_store *store, const struct bl_reading *reading, bool *changed, struct bl_error *err) {
    enum bl_status status = bl__writing(store, err);
    if (status != BL_OK) return status;
    sqlite3_stmt *stmt = bl__stmt(store, reading->value ? BL_SQL_READING_PUT : BL_SQL_READING_DROP, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":list", reading->list);
    bl__bind_text(stmt, ":what", reading->what);
    bl__bind_text(stmt, ":key", reading->key);
    if (reading->value) {
        bl__bind_text(stmt, ":value", reading->value);
        bl__bind_day(stmt, ":said", store->now.today);
    }
    int64_t before = sqlite3_total_changes64(store->db);
    status = bl__run(store, stmt, err);
    if (status == BL_OK && changed) *changed = sqlite3_total_changes64(store->db) != before;
    return status;
}

enum bl_status bl_bulk_reading(struct bl_bulk *bulk, const struct bl_reading *reading, bool *changed, struct bl_error *err) {
    enum bl_status status = bl__bulk_record(bulk, err);
    if (status == BL_OK) status = bl_reading_put(bulk->store, reading, changed, err);
    return status == BL_OK ? bl__bulk_recorded(bulk, err) : status;
}
