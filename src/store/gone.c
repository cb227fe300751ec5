/* A session keeps every row that goes in memory as it goes, and asks for each once more when the change set is made: of an undo of a million people that was most of the time.
 * What goes is known beforehand here, so it is read in one sweep, by the very condition of the statement that deletes it, and written in the form of a change set. */
#include "store/gone.h"
#include "store/changes.h"

#include <string.h>

static const char verb[] = "DELETE ", table_of[] = "FROM ";

/* The statement that reads what `remove` deletes, bound. */
static enum bl_status prepare(struct bl_store *store, enum bl_sql remove, const struct bl__gone_run *run, sqlite3_stmt **out,
                              struct bl_error *err) {
    const struct {
        const char *name;
        int64_t value;
    } values[] = {{":lo", run->lo}, {":hi", run->hi}, {":first", run->first}, {":last", run->last}};
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    const char *from = strstr(bl__sql[remove], verb);
    if (!from) return bl_fail(err, BL_FAILED, "a statement that deletes nothing");
    bl_buf_addf(&sql, "SELECT * %s", from + strlen(verb));
    if (sql.failed) return bl_nomem(err);
    if (sqlite3_prepare_v2(store->db, bl_buf_text(&sql), -1, out, NULL) != SQLITE_OK) return bl__sqlite_error(store, "undo", err);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        int at = sqlite3_bind_parameter_index(*out, values[i].name);
        if (at) sqlite3_bind_int64(*out, at, values[i].value);
    }
    return BL_OK;
}

/* 'T', the columns, which of them are the key, the table. */
static enum bl_status write_head(struct bl_store *store, enum bl_sql remove, sqlite3_stmt *rows, struct bl_buf *out, struct bl_error *err) {
    const char *from = strstr(bl__sql[remove], table_of), *word = from ? from + strlen(table_of) : "";
    char table[32];
    int columns = sqlite3_column_count(rows), seen = 0;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_GONE_KEYS, err);
    if (!stmt) return err->status;
    size_t n = strcspn(word, " \n");
    if (!n || n >= sizeof table || columns > 127) return bl_fail(err, BL_FAILED, "a table that is not undone like that");
    memcpy(table, word, n);
    table[n] = '\0';
    bl_buf_chr(out, 'T');
    bl_buf_chr(out, (char)columns); /* below 128 a variable-length number is its byte */
    bl__bind_text(stmt, ":table", table);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        bl_buf_chr(out, (char)sqlite3_column_int(stmt, 0));
        seen++;
    }
    sqlite3_reset(stmt);
    bl_buf_add(out, table, strlen(table) + 1);
    return status != BL_OK || seen == columns ? status : bl_fail(err, BL_FAILED, "the columns of %s are not those of its rows", table);
}

static void write_value(sqlite3_stmt *stmt, int column, struct bl_buf *out) {
    double real;
    uint64_t bits;
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER: bl__changes_int(out, sqlite3_column_int64(stmt, column)); break;
    case SQLITE_FLOAT:
        real = sqlite3_column_double(stmt, column);
        memcpy(&bits, &real, sizeof bits);
        bl__changes_eight(out, SQLITE_FLOAT, bits);
        break;
    case SQLITE_TEXT:
        bl__changes_text(out, (const char *)sqlite3_column_text(stmt, column), (size_t)sqlite3_column_bytes(stmt, column));
        break;
    case SQLITE_BLOB: bl__changes_blob(out, sqlite3_column_blob(stmt, column), (size_t)sqlite3_column_bytes(stmt, column)); break;
    default: bl__changes_null(out); break;
    }
}

static enum bl_status write_rows(struct bl_store *store, enum bl_sql remove, sqlite3_stmt *rows, struct bl_buf *out, struct bl_error *err) {
    static const char deleted[2] = {SQLITE_DELETE, 0};
    int columns = sqlite3_column_count(rows);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, rows, &row, err);
        if (status != BL_OK || !row) break;
        if (!out->len) status = write_head(store, remove, rows, out, err);
        bl_buf_add(out, deleted, sizeof deleted);
        for (int i = 0; i < columns; i++) write_value(rows, i, out);
    }
    return status == BL_OK && out->failed ? bl_nomem(err) : status;
}

enum bl_status bl__gone_rows(struct bl_store *store, enum bl_sql remove, const struct bl__gone_run *run, struct bl_buf *out,
                             struct bl_error *err) {
    sqlite3_stmt *rows = NULL;
    bl_buf_cut(out, 0);
    enum bl_status status = prepare(store, remove, run, &rows, err);
    if (status == BL_OK) status = write_rows(store, remove, rows, out, err);
    sqlite3_finalize(rows);
    return status;
}
