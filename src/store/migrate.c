/* The schema: numbered migrations, run in one transaction; the file's user_version says how many it has had.
 * A foreign file and one from a newer program are refused untouched; before an old one is changed it is copied aside. */
#include "store/internal.h"

#include <stdio.h>

enum bl_status bl__pragma_number(struct bl_store *store, const char *sql, int64_t *out, struct bl_error *err) {
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) != SQLITE_OK) return bl__sqlite_error(store, "read the file", err);
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW) *out = sqlite3_column_int64(stmt, 0);
    enum bl_status status = rc == SQLITE_ROW ? BL_OK : bl__sqlite_error(store, "read the file", err);
    sqlite3_finalize(stmt);
    return status;
}

struct seen {
    int64_t application, version, objects;
};

static enum bl_status look(struct bl_store *store, struct seen *seen, struct bl_error *err) {
    enum bl_status status = bl__pragma_number(store, "PRAGMA application_id", &seen->application, err);
    if (status == BL_OK) status = bl__pragma_number(store, "PRAGMA user_version", &seen->version, err);
    if (status == BL_OK) status = bl__pragma_number(store, "SELECT count(*) FROM sqlite_schema", &seen->objects, err);
    return status;
}

static enum bl_status judge(struct bl_store *store, const struct seen *seen, struct bl_error *err) {
    if (seen->application != BL__APPLICATION_ID && (seen->application != 0 || seen->objects > 0)) {
        bl_fail(err, BL_CORRUPT, "%s is not a Bowline file; it was left as it is", store->path);
        bl_hint(err, "choose another with --db PATH");
        return BL_CORRUPT;
    }
    if (seen->version > bl__migration_count) {
        bl_fail(err, BL_CORRUPT, "%s is from a newer Bowline (schema %lld, this one knows %d); it was left as it is", store->path,
                (long long)seen->version, bl__migration_count);
        bl_hint(err, "install the newer Bowline, or choose another file with --db PATH");
        return BL_CORRUPT;
    }
    return BL_OK;
}

/* An old file is copied to the snapshots before it is changed. */
static enum bl_status copy_aside(struct bl_store *store, int64_t version, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    char why[32];
    snprintf(why, sizeof why, "schema%lld", (long long)version);
    return bl_snapshot_take(store, why, true, &arena, NULL, err);
}

enum { WITH_TRAILS = 2 }; /* the first schema whose entries have trails, which follow by replay and not by SQL */

static enum bl_status upgrade(struct bl_store *store, int64_t from, struct bl_error *err) {
    for (int64_t i = from; i < bl__migration_count; i++) {
        enum bl_status status = bl__exec(store, bl__migrations[i], "bring the file up to date", err);
        if (status != BL_OK) return status;
    }
    enum bl_status status = from > 0 && from < WITH_TRAILS ? bl__refresh_all(store, err) : BL_OK;
    if (status != BL_OK) return status;
    char sql[128];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", BL__APPLICATION_ID, bl__migration_count);
    return bl__exec(store, sql, "bring the file up to date", err);
}

/* SQLite does not wait for another connection that changes the mode at the same moment (two programs make the file at once), so the waiting is done here. */
static enum bl_status go_wal(struct bl_store *store, struct bl_error *err) {
    enum { PAUSE_MS = 10 };
    enum bl_status status = bl__exec(store, "PRAGMA journal_mode = WAL", "open", err);
    for (int waited = 0; status == BL_BUSY && waited < store->busy_ms; waited += PAUSE_MS) {
        sqlite3_sleep(PAUSE_MS);
        status = bl__exec(store, "PRAGMA journal_mode = WAL", "open", err);
    }
    return status;
}

/* Reading an old file changes it, so who cannot write it is told why that was asked for. */
static enum bl_status fail_old(struct bl_store *store, int64_t version, enum bl_status status, struct bl_error *err) {
    struct bl_error why = *err;
    if (status != BL_FAILED) return status;
    store->too_old = true;
    bl_fail(err, status, "%s was made by an older Bowline (schema %lld) and has to be brought up to date before it is read: %s",
            store->path, (long long)version, why.text);
    bl_hint(err, "copy it to where you may write, and name the copy with --db PATH");
    return status;
}

static enum bl_status bring_up(struct bl_store *store, struct seen *seen, struct bl_error *err) {
    if (sqlite3_db_readonly(store->db, "main") == 1) return bl_fail(err, BL_FAILED, "it cannot be written (read-only file or directory)");
    enum bl_status status = store->exists ? go_wal(store, err) : BL_OK;
    if (status == BL_OK && seen->version > 0 && store->exists) status = copy_aside(store, seen->version, err);
    if (status == BL_OK) status = bl__exec(store, "PRAGMA cache_size = -32768; BEGIN IMMEDIATE", "bring the file up to date", err);
    if (status != BL_OK) return status;
    status = look(store, seen, err); /* another process may have been faster */
    if (status == BL_OK && seen->version < bl__migration_count) status = upgrade(store, seen->version, err);
    if (status == BL_OK) status = bl__exec(store, "COMMIT", "bring the file up to date", err);
    if (status != BL_OK && !sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_exec(store->db, "PRAGMA cache_size = -2000", NULL, NULL, NULL); /* SQLite's own measure again */
    return status;
}

enum bl_status bl__migrate(struct bl_store *store, struct bl_error *err) {
    struct seen seen = {0};
    enum bl_status status = look(store, &seen, err);
    if (status == BL_OK) status = judge(store, &seen, err);
    if (status != BL_OK || seen.version == bl__migration_count) return status;
    int64_t version = seen.version;
    status = bring_up(store, &seen, err);
    if (version == 0 || !store->exists) return status;
    if (status == BL_OK) store->upgraded_from = (int)version;
    return status == BL_OK ? BL_OK : fail_old(store, version, status, err);
}
