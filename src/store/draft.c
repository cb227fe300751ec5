/* Drafts: what was typed and not yet saved. Outside the journal, one small transaction each, so that a crash or a hang-up loses nothing. */
#include "store/internal.h"

enum bl_status bl_draft_save(struct bl_store *store, const char *name, const char *text, struct bl_error *err) {
    if (!text && !store->exists) return BL_OK;
    enum bl_status status = store->step ? BL_OK : bl__materialise(store, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, text ? BL_SQL_DRAFT_SAVE : BL_SQL_DRAFT_DELETE, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":name", name);
    if (text) {
        bl__bind_text(stmt, ":text", text);
        bl__bind_int(stmt, ":at", store->now.ms);
    }
    return bl__run(store, stmt, err);
}

enum bl_status bl_draft_load(struct bl_store *store, const char *name, struct bl_arena *arena, const char **text, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_DRAFT_LOAD, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":name", name);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status != BL_OK) return status;
    const char *found = row ? bl__col_text(stmt, 0, arena) : NULL;
    sqlite3_reset(stmt);
    if (row && !found) return bl_nomem(err);
    *text = found;
    return BL_OK;
}
