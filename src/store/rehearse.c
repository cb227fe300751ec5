/* A bulk step that is only rehearsed. An import of a long list takes seconds, and who merely looks what would happen must not keep a conversation from being logged in
 * another window meanwhile. So a rehearsal opens the file once more, for reading only, and what it would write goes into temp tables: SQLite looks for a name among those
 * first, so every statement of an import works on them unchanged. They begin empty. Before a row is looked for, whom it may concern is taken over from the book, which the
 * indexes of the book answer; from then on they are as the rehearsal left them. One read lasts from the first row to the last, so that all of it is of one moment.
 *
 * (Rejected: a copy of the file, which takes as long as the book is large; the lock given back between slices, for a transaction cannot be put aside; and counting
 * without writing, which would be a second import that has to agree with the first.) */
#include "store/rehearse.h"
#include "store/past.h"

#include <string.h>

enum { ALIKE = 32 /* of one name, as many as are looked at */ };

bool bl__rehearsed(const struct bl_bulk *bulk) {
    return bulk->store->dry;
}

/* ---- the tables ------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status make_tables(struct bl_store *beside, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_strs schema;
    sqlite3_stmt *stmt = bl__stmt(beside, BL_SQL_REHEARSE_SCHEMA, err);
    enum bl_status status = stmt ? bl__texts(beside, stmt, &arena, &schema, err) : err->status;
    for (size_t i = 0; status == BL_OK && i < schema.n; i++) {
        BL_AUTO(bl_buf) struct bl_buf sql = {0};
        status = bl__into_temp(&sql, schema.at[i]) ? bl__exec(beside, bl_buf_text(&sql), "rehearse", err) : bl_nomem(err);
    }
    return status == BL_OK ? bl__exec(beside, bl__sql[BL_SQL_REHEARSE_NUMBERS], "rehearse", err) : status;
}

enum bl_status bl__rehearsal_open(struct bl_store *store, struct bl_store **out, struct bl_error *err) {
    struct bl_store *beside = NULL;
    enum bl_status status = bl__past_refuses(store, err);
    if (status == BL_OK) status = bl__open_beside(store, &beside, err);
    if (status != BL_OK) return status;
    /* People who are not taken over may be named by one who is; the temp tables are thrown away whole. */
    status = bl__exec(beside, "PRAGMA foreign_keys = OFF; PRAGMA main.cache_size = -4096; PRAGMA temp.cache_size = -4096; BEGIN",
                      "rehearse", err);
    if (status == BL_OK) status = make_tables(beside, err);
    if (status != BL_OK) {
        bl_store_close(beside);
        return status;
    }
    beside->step = beside->dry = beside->bulk = true;
    *out = beside;
    return BL_OK;
}

/* ---- taken over -------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status run_all(struct bl_store *store, const enum bl_sql *sql, size_t n, int64_t id, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < n && status == BL_OK; i++) status = bl__run_for(store, sql[i], id, err);
    return status;
}

/* The fingerprints by which somebody taken over is found. */
static enum bl_status know(struct bl_bulk *bulk, int64_t person, struct bl_error *err) {
    enum bl_status status = bl__bulk_know_again(bulk, person, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(bulk->store, BL_SQL_HANDLES_OF, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    for (bool row = true; status == BL_OK;) {
        status = bl__row(bulk->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *key = (const char *)sqlite3_column_text(stmt, 2);
        status = bl__bulk_know_handle(bulk, person, sqlite3_column_int(stmt, 0), key ? key : "", err);
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__rehearse_person(struct bl_bulk *bulk, int64_t person, struct bl_error *err) {
    static const enum bl_sql rows[] = {BL_SQL_REHEARSE_PERSON, BL_SQL_REHEARSE_HANDLES, BL_SQL_REHEARSE_TAGS, BL_SQL_REHEARSE_CUSTOMS};
    if (!bl__rehearsed(bulk)) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_REHEARSE_THERE, err);
    bool there = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    enum bl_status status = bl__row(bulk->store, stmt, &there, err);
    sqlite3_reset(stmt);
    if (status != BL_OK || there) return status;
    status = run_all(bulk->store, rows, sizeof rows / sizeof *rows, person, err);
    return status == BL_OK ? know(bulk, person, err) : status;
}

/* All whom a bound statement names. They are gathered first: the fingerprints of one may need the same statements. */
static enum bl_status people_of(struct bl_bulk *bulk, sqlite3_stmt *stmt, struct bl_error *err) {
    int64_t ids[ALIKE];
    size_t n = 0;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK && n < ALIKE;) {
        status = bl__row(bulk->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        ids[n++] = sqlite3_column_int64(stmt, 0);
    }
    sqlite3_reset(stmt);
    for (size_t i = 0; i < n && status == BL_OK; i++) status = bl__rehearse_person(bulk, ids[i], err);
    return status;
}

enum bl_status bl__rehearse_address(struct bl_bulk *bulk, int kind, const char *key, struct bl_error *err) {
    if (!bl__rehearsed(bulk)) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_REHEARSE_OWNERS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":kind", kind);
    bl__bind_text(stmt, ":key", key);
    return people_of(bulk, stmt, err);
}

static enum bl_status by_name(struct bl_bulk *bulk, enum bl_sql sql, struct bl_error *err) {
    if (!bl__rehearsed(bulk)) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(bulk->store, sql, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":name_key", bl_buf_text(&bulk->name_key));
    if (sql == BL_SQL_REHEARSE_NAMED) bl__bind_text(stmt, ":company_key", bl_buf_text(&bulk->company_key));
    bl__bind_int(stmt, ":limit", ALIKE);
    return people_of(bulk, stmt, err);
}

enum bl_status bl__rehearse_namesakes(struct bl_bulk *bulk, struct bl_error *err) {
    return by_name(bulk, BL_SQL_REHEARSE_NAMED, err);
}

enum bl_status bl__rehearse_called(struct bl_bulk *bulk, struct bl_error *err) {
    return by_name(bulk, BL_SQL_REHEARSE_CALLED, err);
}

enum bl_status bl__rehearse_journey(struct bl_bulk *bulk, int64_t person, struct bl_error *err) {
    static const enum bl_sql rows[] = {BL_SQL_REHEARSE_ENTRIES, BL_SQL_REHEARSE_PAYMENTS};
    return bl__rehearsed(bulk) ? run_all(bulk->store, rows, 2, person, err) : BL_OK;
}

enum bl_status bl__rehearse_talks(struct bl_bulk *bulk, int64_t person, struct bl_error *err) {
    static const enum bl_sql rows[] = {BL_SQL_REHEARSE_TALKS, BL_SQL_REHEARSE_PARTS};
    return bl__rehearsed(bulk) ? run_all(bulk->store, rows, 2, person, err) : BL_OK;
}

enum bl_status bl__rehearse_talk(struct bl_bulk *bulk, int64_t key, struct bl_error *err) {
    static const enum bl_sql rows[] = {BL_SQL_REHEARSE_TALK, BL_SQL_REHEARSE_KEYS};
    if (!bl__rehearsed(bulk)) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_REHEARSE_TALK_OF, err);
    bool found = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", key);
    enum bl_status status = bl__row(bulk->store, stmt, &found, err);
    int64_t talk = status == BL_OK && found ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return talk ? run_all(bulk->store, rows, 2, talk, err) : status;
}
