/* The proof of the file: its pages and keys, what the schema should have (by making a new file in memory and laying them side by side), full text, the undo journal, the newest
 * snapshot, and who may read it. */
#include "store/changes.h"
#include "store/doctor.h"

#include <string.h>
#include <sys/stat.h>

/* ---- pages, keys ------------------------------------------------------------------------------------------------------------------- */

static enum bl_status query(struct bl__exam *exam, const char *sql, sqlite3_stmt **stmt, struct bl_error *err) {
    return sqlite3_prepare_v2(exam->store->db, sql, -1, stmt, NULL) == SQLITE_OK ? BL_OK
                                                                                 : bl__sqlite_error(exam->store, "look at the file", err);
}

static enum bl_status look_at_pages(struct bl__exam *exam, struct bl_error *err) {
    sqlite3_stmt *stmt = NULL;
    enum bl_status status = query(exam, "PRAGMA integrity_check(100)", &stmt, err);
    int rc = SQLITE_ROW;
    while (status == BL_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(stmt, 0);
        if (!text || strcmp(text, "ok") == 0) continue;
        bool index = strstr(text, "index") != NULL;
        if (index) exam->indexes = true;
        status = bl__found(exam, index ? BL__CHECK_INDEXES : BL__CHECK_FILE, index, err, "%s", text);
    }
    if (status == BL_OK && rc != SQLITE_DONE) status = bl__found(exam, BL__CHECK_FILE, false, err, "%s", sqlite3_errmsg(exam->store->db));
    sqlite3_finalize(stmt);
    return status;
}

static enum bl_status look_at_keys(struct bl__exam *exam, struct bl_error *err) {
    sqlite3_stmt *stmt = NULL;
    enum bl_status status = query(exam, "PRAGMA foreign_key_check", &stmt, err);
    while (status == BL_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(stmt, 0), *parent = (const char *)sqlite3_column_text(stmt, 2);
        status = bl__found(exam, BL__CHECK_KEYS, false, err, "a row of %s (%lld) speaks of a %s that is not there", table ? table : "?",
                           (long long)sqlite3_column_int64(stmt, 1), parent ? parent : "?");
    }
    sqlite3_finalize(stmt);
    return status;
}

/* ---- schema ----------------------------------------------------------------------------------------------------------------------- */

/* What the file has under this name; NULL when nothing. */
static const char *object_of(struct bl__exam *exam, const char *name, struct bl_arena *arena) {
    sqlite3_stmt *stmt = NULL;
    const char *sql = NULL;
    if (sqlite3_prepare_v2(exam->store->db, "SELECT sql FROM sqlite_schema WHERE name = ?1", -1, &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
        if (sqlite3_step(stmt) == SQLITE_ROW) sql = bl__col_text(stmt, 0, arena);
    }
    sqlite3_finalize(stmt);
    return sql;
}

static enum bl_status compare(struct bl__exam *exam, sqlite3_stmt *stmt, struct bl_error *err) {
    const char *type = (const char *)sqlite3_column_text(stmt, 0), *name = (const char *)sqlite3_column_text(stmt, 1);
    const char *want = bl__col_text(stmt, 2, exam->arena);
    if (!type || !name || !want) return bl_nomem(err);
    const char *have = object_of(exam, name, exam->arena);
    bool derived = strcmp(type, "table") != 0;
    if (have && strcmp(have, want) == 0) return BL_OK;
    if (derived) {
        const char **slot = bl__rows_add(&exam->objects, err);
        const char *anew = bl_arena_printf(exam->arena, "DROP %s IF EXISTS %s; %s", type, name, want);
        if (!slot || !anew) return bl_nomem(err);
        *slot = anew;
        exam->indexes = true;
        if (strcmp(type, "trigger") == 0) exam->search = exam->totals = true; /* what it should have kept is not to be trusted */
    }
    return bl__found(exam, derived ? BL__CHECK_INDEXES : BL__CHECK_FILE, derived, err,
                     have ? "the %s %s was changed by somebody" : "the %s %s is missing", type, name);
}

static enum bl_status look_at_schema(struct bl__exam *exam, struct bl_error *err) {
    sqlite3 *fresh = NULL;
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_open_v2(":memory:", &fresh, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
    for (int i = 0; i < bl__migration_count && rc == SQLITE_OK; i++) rc = sqlite3_exec(fresh, bl__migrations[i], NULL, NULL, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(fresh, bl__sql[BL_SQL_DOCTOR_SCHEMA], -1, &stmt, NULL);
    enum bl_status status =
        rc == SQLITE_OK ? BL_OK
                        : bl_fail(err, BL_FAILED, "cannot make a file to compare with: %s", fresh ? sqlite3_errmsg(fresh) : "no memory");
    while (status == BL_OK && sqlite3_step(stmt) == SQLITE_ROW) status = compare(exam, stmt, err);
    sqlite3_finalize(stmt);
    sqlite3_close(fresh);
    return status;
}

enum bl_status bl__exam_file(struct bl__exam *exam, struct bl_error *err) {
    enum bl_status status = look_at_pages(exam, err);
    if (status == BL_OK) status = look_at_keys(exam, err);
    return status == BL_OK ? look_at_schema(exam, err) : status;
}

/* ---- full text ------------------------------------------------------------------------------------------------------------------------ */

enum bl_status bl__exam_search(struct bl__exam *exam, struct bl_error *err) {
    static const char *const checks[][2] = {{"INSERT INTO person_fts (person_fts, rank) VALUES ('integrity-check', 1)", "people"},
                                            {"INSERT INTO talk_fts (talk_fts, rank) VALUES ('integrity-check', 1)", "conversations"},
                                            {"INSERT INTO quote_fts (quote_fts, rank) VALUES ('integrity-check', 1)", "quotes"},
                                            {"INSERT INTO promise_fts (promise_fts, rank) VALUES ('integrity-check', 1)", "promises"},
                                            {"INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)", "notes"}};
    enum bl_status status = BL_OK;
    if (!exam->store->exists || exam->store->still)
        return BL_OK; /* the check is written as an insert: it needs a file that can be written */
    for (size_t i = 0; i < sizeof checks / sizeof *checks && status == BL_OK; i++) {
        int rc = sqlite3_exec(exam->store->db, checks[i][0], NULL, NULL, NULL);
        if (rc == SQLITE_OK) continue;
        if ((rc & 0xff) != SQLITE_CORRUPT && (rc & 0xff) != SQLITE_ERROR)
            return bl__sqlite_error(exam->store, "look at the full text", err);
        exam->search = true;
        status = bl__found(exam, BL__CHECK_SEARCH, true, err, "the full text of %s does not fit them", checks[i][1]);
    }
    return status;
}

/* ---- journal -------------------------------------------------------------------------------------------------------------------------- */

static bool decodes(const void *changes, int size) {
    sqlite3_changeset_iter *iter = NULL;
    if (size == 0) return true;
    if (sqlite3changeset_start(&iter, size, (void *)(uintptr_t)changes) != SQLITE_OK) return false;
    int rc;
    while ((rc = sqlite3changeset_next(iter)) == SQLITE_ROW) continue;
    return sqlite3changeset_finalize(iter) == SQLITE_OK && rc == SQLITE_DONE;
}

/* SQLite trusts a change set's own lengths; ours are looked at first. */
static bool keep_nothing(void *data, const struct bl__change *change) {
    (void)data;
    (void)change;
    return false;
}

static bool sound_part(const void *changes, int size) {
    struct bl__changes_visitor visitor = {.keep = keep_nothing};
    struct bl_error ignored;
    return bl__changes_rewrite(changes, (size_t)size, &visitor, NULL, &ignored) == BL_OK && decodes(changes, size);
}

static bool known_table(const char *table) {
    static const char *const tables[] = {"handle", "tag", "custom", "entry", "person", "talk", "talk_person", "talk_key"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i], table) == 0) return true;
    return false;
}

static enum bl_status bad_part(struct bl__exam *exam, int64_t step, const char *what, struct bl_error *err) {
    if (step > exam->bad_step) exam->bad_step = step;
    return bl__found(exam, BL__CHECK_JOURNAL, true, err, "step #%lld cannot be undone, nor those before it: %s", (long long)step, what);
}

static enum bl_status look_at_parts(struct bl__exam *exam, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(exam->store, BL_SQL_DOCTOR_PARTS, err);
    enum bl_status status = stmt ? BL_OK : err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(exam->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *table = (const char *)sqlite3_column_text(stmt, 3);
        if (sqlite3_column_int64(stmt, 4) != sqlite3_column_int64(stmt, 1))
            status = bad_part(exam, sqlite3_column_int64(stmt, 0), "a part is missing", err);
        else if (table ? !known_table(table) : !sound_part(sqlite3_column_blob(stmt, 2), sqlite3_column_bytes(stmt, 2)))
            status = bad_part(exam, sqlite3_column_int64(stmt, 0), "a part cannot be read", err);
    }
    if (stmt) sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__exam_journal(struct bl__exam *exam, struct bl_error *err) {
    enum bl_status status = look_at_parts(exam, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(exam->store, BL_SQL_DOCTOR_GONE, err) : NULL;
    if (!stmt) return err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(exam->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        if (!sound_part(sqlite3_column_blob(stmt, 2), sqlite3_column_bytes(stmt, 2)))
            status = bad_part(exam, sqlite3_column_int64(stmt, 0), "what it took away cannot be read", err);
    }
    sqlite3_reset(stmt);
    return status;
}

/* ---- beside the file ---------------------------------------------------------------------------------------------------------------- */

static bool opens(const char *path) {
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    bool good = bl__open_still(path, &db) && sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
                sqlite3_step(stmt) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
    sqlite3_finalize(stmt);
    if (good && sqlite3_prepare_v2(db, "SELECT count(*) FROM person", -1, &stmt, NULL) == SQLITE_OK)
        good = sqlite3_step(stmt) == SQLITE_ROW;
    else
        good = false;
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return good;
}

static enum bl_status look_at_snapshots(struct bl__exam *exam, struct bl_error *err) {
    struct bl_snapshot *rows = NULL;
    struct bl_strs left = {0};
    size_t n = 0;
    enum bl_status status = bl_snapshot_list(exam->store->path, exam->arena, &rows, &n, err);
    for (size_t i = 0; i < n && status == BL_OK && !exam->seen.snapshot; i++) {
        if (opens(rows[i].path))
            exam->seen.snapshot = rows[i].name;
        else
            status = bl__found(exam, BL__CHECK_SNAPSHOTS, false, err, "the snapshot %s cannot be opened", rows[i].name);
    }
    if (status == BL_OK) status = bl__leftovers(exam->store->path, exam->arena, &left, err);
    for (size_t i = 0; i < left.n && status == BL_OK; i++)
        status = bl__found(exam, BL__CHECK_SNAPSHOTS, true, err, "%s is an unfinished copy", left.at[i]);
    return status;
}

enum bl_status bl__exam_beside(struct bl__exam *exam, struct bl_error *err) {
    struct stat st;
    enum bl_status status = look_at_snapshots(exam, err);
    if (status != BL_OK || !exam->store->exists || stat(exam->store->path, &st) != 0 || !(st.st_mode & 077)) return status;
    exam->rights = true;
    return bl__found(exam, BL__CHECK_RIGHTS, true, err, "%s can be read by others on this machine (mode %03o)", exam->store->path,
                     (unsigned)(st.st_mode & 0777));
}
