/* The one place through which every write goes: a step is one transaction, named, with the change set that takes it back.
 * SQLite's session extension records the rows of the base tables; tallies and full text follow by trigger, in both directions. */
#include "store/past.h"

#include <stdlib.h>
#include <string.h>

static const char *const journalled[] = {"person",  "handle",  "tag",    "custom", "entry",  "talk",    "talk_person", "quote", "promise",
                                         "setting", "revenue", "review", "snooze", "rested", "reading", "merged",      "apart", "talk_key"};

enum bl_status bl__session_open(struct bl_store *store, struct bl_error *err) {
    if (sqlite3session_create(store->db, "main", &store->session) != SQLITE_OK) return bl_nomem(err);
    for (size_t i = 0; i < sizeof journalled / sizeof *journalled; i++)
        if (sqlite3session_attach(store->session, journalled[i]) != SQLITE_OK) return bl_nomem(err);
    return BL_OK;
}

enum bl_status bl__begin(struct bl_store *store, struct bl_error *err) {
    if (store->step) return bl_fail(err, BL_FAILED, "a step is open already");
    enum bl_status status = bl__past_refuses(store, err);
    if (status == BL_OK) status = bl__stay(store, err);
    return status == BL_OK ? bl__exec(store, "BEGIN IMMEDIATE", "begin", err) : status;
}

void bl__end(struct bl_store *store) {
    if (store->session) sqlite3session_delete(store->session);
    store->session = NULL;
    if (store->bulk) {
        bl__triggers(store, true);
        sqlite3_exec(store->db, "PRAGMA cache_size = -2000", NULL, NULL, NULL); /* SQLite's own measure again */
    }
    free(store->indexes);
    store->indexes = NULL;
    store->step = store->dry = store->bulk = false;
    store->parts = 0;
    store->step_id = 0;
}

enum bl_status bl_step_begin(struct bl_store *store, bool dry, struct bl_error *err) {
    enum bl_status status = dry ? BL_OK : bl__materialise(store, err);
    if (status == BL_OK) status = bl__begin(store, err);
    if (status != BL_OK) return status;
    store->step = true;
    store->dry = dry;
    status = bl__session_open(store, err);
    if (status != BL_OK) bl_step_rollback(store);
    return status;
}

bool bl_step_open(const struct bl_store *store) {
    return store->step;
}

enum bl_status bl__writing(struct bl_store *store, struct bl_error *err) {
    return store->step ? BL_OK : bl_fail(err, BL_FAILED, "no step is open for writing");
}

void bl_step_rollback(struct bl_store *store) {
    for (int i = 0; i < BL_SQL_COUNT; i++) sqlite3_reset(store->stmt[i]);
    if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    bl__end(store);
}

/* The step's own row, made when its first part is written; a new step drops what could be redone. */
static enum bl_status step_row(struct bl_store *store, struct bl_error *err) {
    if (store->step_id) return BL_OK;
    sqlite3_stmt *drop = bl__stmt(store, BL_SQL_STEP_DROP_REDO, err);
    if (!drop) return err->status;
    enum bl_status status = bl__run(store, drop, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_STEP_INSERT, err) : NULL;
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__bind_uid(stmt, ":uid", &uid);
    bl__bind_text(stmt, ":name", "");
    bl__bind_int(stmt, ":at", store->now.ms);
    status = bl__run(store, stmt, err);
    if (status == BL_OK) store->step_id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum bl_status bl__part_write(struct bl_store *store, const struct bl__part *part, struct bl_error *err) {
    enum bl_status status = step_row(store, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_STEP_PART_INSERT, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", store->step_id);
    bl__bind_int(stmt, ":seq", store->parts);
    if (part->table) {
        bl__bind_text(stmt, ":tbl", part->table);
        bl__bind_int(stmt, ":lo", part->lo);
        bl__bind_int(stmt, ":hi", part->hi);
    } else {
        sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":changes"), part->changes, part->size, SQLITE_STATIC);
    }
    status = bl__run(store, stmt, err);
    if (status == BL_OK) store->parts++;
    return status;
}

enum bl_status bl__part_flush(struct bl_store *store, struct bl_error *err) {
    struct bl__part part = {0};
    if (!store->session || sqlite3session_isempty(store->session)) return BL_OK;
    int rc = sqlite3session_changeset(store->session, &part.size, &part.changes);
    if (rc != SQLITE_OK) return rc == SQLITE_NOMEM ? bl_nomem(err) : bl__sqlite_error(store, "record the step", err);
    enum bl_status status = part.size ? bl__part_write(store, &part, err) : BL_OK;
    sqlite3_free(part.changes);
    return status;
}

static enum bl_status name_step(struct bl_store *store, const char *name, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_NAME, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", store->step_id);
    bl__bind_text(stmt, ":name", name);
    return bl__run(store, stmt, err);
}

enum bl_status bl_step_commit(struct bl_store *store, const char *name, int64_t *id, struct bl_error *err) {
    enum bl_status status = bl__writing(store, err);
    if (status != BL_OK) return status;
    status = bl__part_flush(store, err);
    bool keep = status == BL_OK && store->parts > 0 && !store->dry;
    if (keep) status = name_step(store, name, err);
    if (keep && status == BL_OK) status = bl__exec(store, "COMMIT", "save", err);
    if (status == BL_OK && id) *id = keep ? store->step_id : 0;
    if (keep && status == BL_OK)
        bl__end(store);
    else
        bl_step_rollback(store);
    return status;
}
