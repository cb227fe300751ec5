/* Prepared statements, bindings by name, and what SQLite's errors mean to a user. */
#include "store/internal.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

sqlite3_stmt *bl__stmt(struct bl_store *store, enum bl_sql sql, struct bl_error *err) {
    sqlite3_stmt *stmt = store->stmt[sql];
    if (!stmt) {
        if (sqlite3_prepare_v3(store->db, bl__sql[sql], -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK) {
            bl__sqlite_error(store, "read the file", err);
            return NULL;
        }
        store->stmt[sql] = stmt;
        return stmt;
    }
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return stmt;
}

static int index_of(sqlite3_stmt *stmt, const char *name) {
    int at = sqlite3_bind_parameter_index(stmt, name);
    assert(at > 0);
    return at;
}

/* A failed bind (no memory) leaves NULL bound, and the statement's step then reports the connection's error; so the code is not carried. */
void bl__put_int(sqlite3_stmt *stmt, int at, int64_t value) {
    sqlite3_bind_int64(stmt, at, value);
}

void bl__put_day(sqlite3_stmt *stmt, int at, bl_day day) {
    if (day == BL_NO_DAY)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_int(stmt, at, day);
}

void bl__put_text(sqlite3_stmt *stmt, int at, const char *value) {
    sqlite3_bind_text(stmt, at, value, -1, SQLITE_STATIC);
}

void bl__put_uid(sqlite3_stmt *stmt, int at, const struct bl_uuid *uid) {
    sqlite3_bind_blob(stmt, at, uid->at, sizeof uid->at, SQLITE_TRANSIENT);
}

void bl__bind_int(sqlite3_stmt *stmt, const char *name, int64_t value) {
    bl__put_int(stmt, index_of(stmt, name), value);
}

void bl__bind_day(sqlite3_stmt *stmt, const char *name, bl_day day) {
    bl__put_day(stmt, index_of(stmt, name), day);
}

void bl__bind_text(sqlite3_stmt *stmt, const char *name, const char *value) {
    bl__put_text(stmt, index_of(stmt, name), value);
}

void bl__bind_uid(sqlite3_stmt *stmt, const char *name, const struct bl_uuid *uid) {
    bl__put_uid(stmt, index_of(stmt, name), uid);
}

enum bl_status bl__row(struct bl_store *store, sqlite3_stmt *stmt, bool *row, struct bl_error *err) {
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE) {
        *row = rc == SQLITE_ROW;
        if (rc == SQLITE_DONE) sqlite3_reset(stmt);
        return BL_OK;
    }
    enum bl_status status = bl__sqlite_error(store, "read the file", err);
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__run(struct bl_store *store, sqlite3_stmt *stmt, struct bl_error *err) {
    int rc = sqlite3_step(stmt);
    enum bl_status status = rc == SQLITE_DONE || rc == SQLITE_ROW ? BL_OK : bl__sqlite_error(store, "write the file", err);
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__run_one(struct bl_store *store, enum bl_sql sql, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    return stmt ? bl__run(store, stmt, err) : err->status;
}

enum bl_status bl__run_for(struct bl_store *store, enum bl_sql sql, int64_t id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    return bl__run(store, stmt, err);
}

enum bl_status bl__run_range(struct bl_store *store, enum bl_sql sql, int64_t lo, int64_t hi, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":lo", lo);
    bl__bind_int(stmt, ":hi", hi);
    return bl__run(store, stmt, err);
}

void bl__triggers(struct bl_store *store, bool on) {
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, on, NULL);
}

enum bl_status bl__exec(struct bl_store *store, const char *sql, const char *doing, struct bl_error *err) {
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? BL_OK : bl__sqlite_error(store, doing, err);
}

bl_day bl__col_day(sqlite3_stmt *stmt, int col) {
    return sqlite3_column_type(stmt, col) == SQLITE_NULL ? BL_NO_DAY : (bl_day)sqlite3_column_int(stmt, col);
}

const char *bl__col_text(sqlite3_stmt *stmt, int col, struct bl_arena *arena) {
    const char *text = (const char *)sqlite3_column_text(stmt, col);
    return text ? bl_arena_copy(arena, text, (size_t)sqlite3_column_bytes(stmt, col)) : NULL;
}

struct bl_uuid bl__col_uid(sqlite3_stmt *stmt, int col) {
    struct bl_uuid uid = {{0}};
    const void *blob = sqlite3_column_blob(stmt, col);
    if (blob && sqlite3_column_bytes(stmt, col) == (int)sizeof uid.at) memcpy(uid.at, blob, sizeof uid.at);
    return uid;
}

void *bl__rows_add(struct bl__rows *rows, struct bl_error *err) {
    if (rows->n == rows->cap) {
        size_t cap = rows->cap ? rows->cap * 2 : 16;
        void *grown = bl_arena_array(rows->arena, cap, rows->size);
        if (!grown) {
            bl_nomem(err);
            return NULL;
        }
        if (rows->n) memcpy(grown, rows->at, rows->n * rows->size);
        rows->at = grown;
        rows->cap = cap;
    }
    return (char *)rows->at + rows->n++ * rows->size;
}

enum bl_status bl__collect(struct bl_store *store, sqlite3_stmt *stmt, bl__reader read, struct bl__rows *rows, struct bl_error *err) {
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        void *slot = bl__rows_add(rows, err);
        status = slot ? read(stmt, rows->arena, slot, err) : err->status;
    }
    sqlite3_reset(stmt);
    return status;
}

struct bl_uuid bl__new_uid(struct bl_store *store) {
    return bl_uuid7(store->now.ms, &store->entropy);
}

enum bl_status bl__sqlite_error(struct bl_store *store, const char *doing, struct bl_error *err) {
    int code = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_NOMEM;
    const char *path = store->path ? store->path : "";
    if (code == SQLITE_IOERR_NOMEM) code = SQLITE_NOMEM;
    if ((code & 0xff) == SQLITE_IOERR && sqlite3_system_errno(store->db) == ENOSPC) code = SQLITE_FULL;
    switch (code & 0xff) {
    case SQLITE_NOMEM: return bl_nomem(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        bl_fail(err, BL_BUSY, "%s is held by another program that writes; nothing was changed", path);
        bl_hint(err, "try again in a moment");
        return BL_BUSY;
    case SQLITE_INTERRUPT: return bl_fail(err, BL_INTERRUPTED, "interrupted; nothing was changed");
    case SQLITE_FULL:
        store->no_room = true;
        bl_fail(err, BL_FAILED, "the disk is full: nothing was changed in %s", path);
        bl_hint(err, "make room and do it again");
        return BL_FAILED;
    case SQLITE_READONLY:
        bl_fail(err, BL_FAILED, "%s cannot be written (read-only file or directory); nothing was changed", path);
        bl_hint(err, "give yourself the right to write it, or choose another with --db PATH");
        return BL_FAILED;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return bl_fail(err, BL_FAILED, "cannot open %s: %s", path, sqlite3_errmsg(store->db));
    case SQLITE_CORRUPT:
        bl_fail(err, BL_CORRUPT, "%s is damaged (%s); it was left as it is", path, sqlite3_errmsg(store->db));
        bl_hint(err, "keep a copy of it, then go back to a backup");
        return BL_CORRUPT;
    case SQLITE_NOTADB:
        bl_fail(err, BL_CORRUPT, "%s is not a Bowline file; it was left as it is", path);
        bl_hint(err, "choose another with --db PATH");
        return BL_CORRUPT;
    default: return bl_fail(err, BL_FAILED, "could not %s (%s): %s", doing, path, sqlite3_errmsg(store->db));
    }
}
