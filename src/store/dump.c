/* The complete file as lines, and lines into an empty file (data/jsonl.md). The shape of a record is in dump.sql, next to the columns it comes from: SQLite writes
 * and reads the JSON, so no record ever stands in memory in two forms, and a file of any size passes through one line at a time. */
#include "store/internal.h"
#include "store/review.h"

#include <string.h>

enum { FLUSH_AT = 1 << 16 };

enum bl_status bl_store_hold(struct bl_store *store, struct bl_error *err) {
    if (store->step) return bl_fail(err, BL_FAILED, "a step is open already");
    if (store->past) return BL_OK; /* stands still by itself */
    enum bl_status status = bl__exec(store, "BEGIN", "read the file", err);
    int64_t version = 0;
    /* The moment seen is that of the first read. */
    return status == BL_OK ? bl__pragma_number(store, "PRAGMA user_version", &version, err) : status;
}

void bl_store_release(struct bl_store *store) {
    for (int i = 0; i < BL_SQL_COUNT; i++) sqlite3_reset(store->stmt[i]);
    if (!store->step && !store->past && !sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}

/* ---- out ------------------------------------------------------------------------------------------------------------------- */

struct dump {
    struct bl_store *store;
    bl_sink sink;
    void *to;
    struct bl_buf out;
    int64_t records;
};

static enum bl_status flush(struct dump *dump, struct bl_error *err) {
    if (dump->out.failed) return bl_nomem(err);
    if (!dump->out.len) return BL_OK;
    enum bl_status status = dump->sink(dump->to, dump->out.data, dump->out.len, err);
    bl_buf_cut(&dump->out, 0);
    return status;
}

/* A line as SQLite wrote it; a text that is no UTF-8 would make it no JSON, so stray bytes become U+FFFD. */
static void add_line(struct bl_buf *out, const char *line, size_t n) {
    if (bl_text_valid(line, n)) {
        bl_buf_add(out, line, n);
    } else {
        for (size_t i = 0, take; i < n; i += take) {
            for (take = n - i < 4 ? n - i : 4; take > 1 && !bl_text_valid(line + i, take); take--) continue;
            if (bl_text_valid(line + i, take))
                bl_buf_add(out, line + i, take);
            else
                bl_buf_str(out, "\xEF\xBF\xBD");
        }
    }
    bl_buf_chr(out, '\n');
}

static enum bl_status dump_with(struct dump *dump, enum bl_sql sql, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(dump->store, sql, err);
    if (!stmt) return err->status;
    if (sql == BL_SQL_DUMP_TALKS) bl__bind_int(stmt, ":all", !dump->store->picked);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(dump->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *line = (const char *)sqlite3_column_text(stmt, 0);
        if (!line) status = bl_nomem(err);
        if (line) add_line(&dump->out, line, (size_t)sqlite3_column_bytes(stmt, 0));
        dump->records++;
        if (status == BL_OK && dump->out.len >= FLUSH_AT) status = flush(dump, err);
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl_store_dump(struct bl_store *store, const struct bl_ids *people, bl_sink sink, void *to, int64_t *records,
                             struct bl_error *err) {
    /* The first three belong to nobody. */
    static const enum bl_sql kinds[] = {BL_SQL_DUMP_SETTINGS, BL_SQL_DUMP_READINGS, BL_SQL_DUMP_REVIEWS,  BL_SQL_DUMP_PEOPLE,
                                        BL_SQL_DUMP_ENTRIES,  BL_SQL_DUMP_TALKS,    BL_SQL_DUMP_PROMISES, BL_SQL_DUMP_REVENUE,
                                        BL_SQL_DUMP_SNOOZES,  BL_SQL_DUMP_RESTED,   BL_SQL_DUMP_MERGED,   BL_SQL_DUMP_APART};
    struct dump dump = {.store = store, .sink = sink, .to = to};
    enum bl_status status = BL_OK;
    store->picked = people;
    for (size_t i = people ? 3 : 0; i < sizeof kinds / sizeof *kinds && status == BL_OK; i++) status = dump_with(&dump, kinds[i], err);
    if (status == BL_OK) status = flush(&dump, err);
    store->picked = NULL;
    bl_buf_free(&dump.out);
    if (status == BL_OK && records) *records = dump.records;
    return status;
}

enum bl_status bl_store_custom_used(struct bl_store *store, const struct bl_ids *people, struct bl_arena *arena, struct bl_strs *out,
                                    struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_CUSTOM_USED, err);
    if (!stmt) return err->status;
    store->picked = people;
    enum bl_status status = bl__texts(store, stmt, arena, out, err);
    store->picked = NULL;
    return status;
}

/* ---- in -------------------------------------------------------------------------------------------------------------------- */

/* Takes down the indexes that nobody reads meanwhile, and keeps the words that make them. */
static enum bl_status indexes_down(struct bl_store *store, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf drop = {0};
    struct bl_buf make = {0};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_FILL_INDEXES, err);
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        bl_buf_addf(&drop, "DROP INDEX %s;\n", (const char *)sqlite3_column_text(stmt, 0));
        bl_buf_addf(&make, "%s;\n", (const char *)sqlite3_column_text(stmt, 1));
    }
    sqlite3_reset(stmt);
    if (status == BL_OK && (drop.failed || make.failed)) status = bl_nomem(err);
    if (status == BL_OK) status = bl__exec(store, bl_buf_text(&drop), "begin", err);
    store->indexes = status == BL_OK ? strdup(bl_buf_text(&make)) : NULL;
    bl_buf_free(&make);
    return status == BL_OK && !store->indexes ? bl_nomem(err) : status;
}

enum bl_status bl_store_fill_begin(struct bl_store *store, struct bl_error *err) {
    int64_t people = 0;
    enum bl_status status = bl__materialise(store, err);
    if (status == BL_OK) status = bl__begin(store, err);
    if (status == BL_OK) status = bl_store_count(store, &people, err);
    if (status == BL_OK && people) status = bl_fail(err, BL_REFUSED, "there are %lld people in %s already", (long long)people, store->path);
    /* A person may name a referrer who comes later. */
    if (status == BL_OK) status = bl__exec(store, "PRAGMA defer_foreign_keys = ON", "begin", err);
    if (status == BL_OK) status = indexes_down(store, err);
    if (status != BL_OK) {
        bl_step_rollback(store);
        return status;
    }
    /* Totals, full text and indexes are made at the end, in one go: kept row by row they cost thirty times as much. */
    store->step = store->bulk = true;
    bl__triggers(store, false);
    return BL_OK;
}

static enum bl_status run_on(struct bl_store *store, enum bl_sql sql, const char *line, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":line", line);
    int rc = sqlite3_step(stmt);
    enum bl_status status = BL_OK;
    if (rc != SQLITE_DONE) {
        int kind = rc & 0xff;
        status = kind == SQLITE_ERROR || kind == SQLITE_CONSTRAINT || kind == SQLITE_MISMATCH
                     ? bl_fail(err, BL_USAGE, "%s", sqlite3_errmsg(store->db))
                     : bl__sqlite_error(store, "write the file", err);
    }
    sqlite3_reset(stmt);
    return status;
}

static const struct {
    const char *type;
    enum bl_sql sql[4];
} types[] = {{"setting", {BL_SQL_FILL_SETTING, BL_SQL_COUNT}},
             {"person", {BL_SQL_FILL_PERSON, BL_SQL_FILL_HANDLES, BL_SQL_FILL_TAGS, BL_SQL_FILL_CUSTOM}},
             {"entry", {BL_SQL_FILL_ENTRY, BL_SQL_COUNT}},
             {"talk", {BL_SQL_FILL_TALK, BL_SQL_FILL_TALK_PEOPLE, BL_SQL_FILL_QUOTES, BL_SQL_FILL_TALK_KEYS}},
             {"promise", {BL_SQL_FILL_PROMISE, BL_SQL_COUNT}},
             {"revenue", {BL_SQL_FILL_REVENUE, BL_SQL_COUNT}},
             {"snooze", {BL_SQL_FILL_SNOOZE, BL_SQL_COUNT}},
             {"rested", {BL_SQL_FILL_RESTED, BL_SQL_COUNT}},
             {"merged", {BL_SQL_FILL_MERGED, BL_SQL_COUNT}},
             {"apart", {BL_SQL_FILL_APART, BL_SQL_COUNT}},
             {"review", {BL_SQL_FILL_REVIEW, BL_SQL_COUNT}},
             {"reading", {BL_SQL_FILL_READING, BL_SQL_COUNT}}};

/* What stands in a line when a statement has nothing to do. Inside a text the quotes would be escaped. */
static bool idle(enum bl_sql sql, const char *line) {
    static const struct {
        enum bl_sql sql;
        const char *none;
    } all[] = {{BL_SQL_FILL_TAGS, "\"tags\":[]"}, {BL_SQL_FILL_CUSTOM, "\"custom\":{}"}, {BL_SQL_FILL_QUOTES, "\"quotes\":[]"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].sql == sql) return strstr(line, all[i].none) != NULL;
    return false;
}

/* As our own export begins a line; any other order of the keys is read by SQLite. */
static bool type_in_front(const char *line, size_t *type) {
    static const char head[] = "{\"type\":\"";
    if (strncmp(line, head, sizeof head - 1) != 0) return false;
    const char *word = line + sizeof head - 1;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t n = strlen(types[i].type);
        if (strncmp(word, types[i].type, n) != 0 || word[n] != '"') continue;
        *type = i;
        return true;
    }
    return false;
}

static enum bl_status type_of(struct bl_store *store, const char *line, size_t *type, struct bl_error *err) {
    if (type_in_front(line, type)) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_FILL_TYPE, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":line", line);
    if (sqlite3_step(stmt) != SQLITE_ROW) {
        enum bl_status status = bl_fail(err, BL_USAGE, "%s", sqlite3_errmsg(store->db));
        sqlite3_reset(stmt);
        return status;
    }
    const char *word = (const char *)sqlite3_column_text(stmt, 0);
    size_t i = 0, n = sizeof types / sizeof *types;
    while (i < n && !(word && strcmp(types[i].type, word) == 0)) i++;
    enum bl_status status = i < n ? BL_OK : bl_fail(err, BL_USAGE, "a record of type “%.40s” is not known here", word ? word : "");
    sqlite3_reset(stmt);
    *type = i;
    return status;
}

enum bl_status bl_store_fill_line(struct bl_store *store, const char *line, struct bl_error *err) {
    size_t type = 0;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = type_of(store, line, &type, err);
    for (size_t i = 0; status == BL_OK && i < 4 && types[type].sql[i] != BL_SQL_COUNT; i++)
        if (!idle(types[type].sql[i], line)) status = run_on(store, types[type].sql[i], line, err);
    return status;
}

enum bl_status bl__refresh_person(struct bl_store *store, int64_t person, struct bl_error *err) {
    enum bl_status status = bl__refresh_book(store, person, err);
    if (status == BL_OK) status = bl__refresh_find(store, person, err);
    if (status == BL_OK) status = bl__refresh_talks(store, person, err);
    return status == BL_OK ? bl__refresh_promises(store, person, err) : status;
}

enum bl_status bl__next_person(struct bl_store *store, int64_t *id, bool *found, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_FILL_NEXT, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":after", *id);
    enum bl_status status = bl__row(store, stmt, found, err);
    if (status == BL_OK && *found && sqlite3_column_type(stmt, 0) == SQLITE_NULL) *found = false;
    if (status == BL_OK && *found) *id = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__rebuild_totals(struct bl_store *store, struct bl_error *err) {
    static const enum bl_sql all[] = {BL_SQL_DOCTOR_TOTALS_CLEAR, BL_SQL_DOCTOR_TOTALS_MEND, BL_SQL_DOCTOR_FIGURES_CLEAR,
                                      BL_SQL_DOCTOR_FIGURES_MEND};
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all && status == BL_OK; i++) status = bl__run_one(store, all[i], err);
    if (status == BL_OK) status = bl__rebuild_origin(store, err);
    return status == BL_OK ? bl__rebuild_origin_days(store, err) : status;
}

enum bl_status bl__rebuild_search(struct bl_store *store, struct bl_error *err) {
    return bl__exec(store,
                    "INSERT INTO person_fts (person_fts) VALUES ('rebuild'); INSERT INTO talk_fts (talk_fts) VALUES ('rebuild'); "
                    "INSERT INTO quote_fts (quote_fts) VALUES ('rebuild'); INSERT INTO promise_fts (promise_fts) VALUES ('rebuild'); "
                    "INSERT INTO note_fts (note_fts) VALUES ('rebuild');",
                    "rebuild the full text", err);
}

enum bl_status bl_store_fill_end(struct bl_store *store, struct bl_error *err) {
    enum bl_status status = bl__writing(store, err);
    int64_t id = INT64_MIN;
    for (bool found = true; status == BL_OK;) {
        status = bl__next_person(store, &id, &found, err);
        if (status != BL_OK || !found) break;
        status = bl__refresh_person(store, id, err);
    }
    if (status == BL_OK && store->indexes) status = bl__exec(store, store->indexes, "save", err);
    if (status == BL_OK) status = bl__rebuild_totals(store, err);
    if (status == BL_OK) status = bl__rebuild_search(store, err);
    if (status == BL_OK) status = bl__run_one(store, BL_SQL_FILL_NUMBERS, err);
    if (status == BL_OK) status = bl__exec(store, "COMMIT", "save", err);
    if (status == BL_OK)
        bl__end(store);
    else
        bl_step_rollback(store);
    return status;
}
