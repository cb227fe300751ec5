/* The book as it was on a day.
 *
 * SQLite looks for an unqualified name among the temp tables first. So people and promises are copied into temp tables of the same shape, names and
 * indexes, with what is derived as of that day, and views cut off what has a day of its own: every statement, filter, list and figure then reads the past without
 * knowing it, by the plans it always had. Entries alone keep their table, whose indexes some figures name; their few readers that know no last day ask bl_last_day().
 *
 * Most people stand as they stood (nothing happened to them since) and go over in one statement. The others are replayed by the core, entry by entry, as
 * when they were written. Indexes come last, since a sorted one is made in a fifth of the time. It goes in pieces, so a screen stays alive and can give up; an index
 * is one piece, so whoever cannot wait for it is asked meanwhile and may break it off, to be begun again. One read lasts as long as the store, so that
 * all of it is of one moment. (Rejected: a second file, which would have to be filled and indexed for full text like the first; and answering each
 * question from the entries, which would need another statement for every one there is.) */
#include "bowline/past.h"

#include "store/past.h"

#include <stdlib.h>
#include <string.h>

enum part { PROMISES, PROMISE_INDEXES, PEOPLE, PEOPLE_INDEXES, PARTS };

struct bl__past {
    bl_day day;
    struct bl_past_pause pause;
    enum part part;
    int64_t at;                    /* the last one done of this part: a number, or how many indexes */
    int64_t ends[PARTS];           /* the last there is of each part */
    struct bl_arena arena;         /* of the index texts */
    struct bl_strs indexes[PARTS]; /* of the two parts that make indexes */
    sqlite3_stmt *hold, *promise, *still, *moved;
};

bl_day bl_store_day(const struct bl_store *store) {
    return store->past ? store->past->day : BL_NO_DAY;
}

static void sql_last_day(sqlite3_context *context, int argc, sqlite3_value **argv) {
    const struct bl_store *store = sqlite3_user_data(context);
    (void)argc;
    (void)argv;
    sqlite3_result_int(context, store->past ? store->past->day : INT32_MAX);
}

enum bl_status bl__past_function(struct bl_store *store, struct bl_error *err) {
    const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    if (sqlite3_create_function_v2(store->db, "bl_last_day", 0, how, store, sql_last_day, NULL, NULL, NULL) == SQLITE_OK) return BL_OK;
    return bl__sqlite_error(store, "open", err);
}

struct bl_now bl__past_now(const struct bl_store *store, struct bl_now now) {
    enum { DAY_MS = 24 * 3600 * 1000 };
    if (!store->past) return now;
    return (struct bl_now){store->past->day, now.ms - (int64_t)(now.today - store->past->day) * DAY_MS};
}

enum bl_status bl__past_refuses(const struct bl_store *store, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    if (!store->past) return BL_OK;
    bl_fail(err, BL_REFUSED, "this is the book as it was on %s: nothing is written there", bl_day_long(store->past->day, day));
    bl_hint(err, "do it in the present; a fact of that day takes --on %s", bl_day_iso(store->past->day, day));
    return BL_REFUSED;
}

void bl__past_close(struct bl_store *store) {
    if (!store->past) return;
    sqlite3_finalize(store->past->hold);
    sqlite3_finalize(store->past->promise);
    sqlite3_finalize(store->past->still);
    sqlite3_finalize(store->past->moved);
    bl_arena_free(&store->past->arena);
    free(store->past);
    store->past = NULL;
}

/* ---- the tables ------------------------------------------------------------------------------------------------------------------------- */

/* "CREATE INDEX person_by_name ON …" → "CREATE INDEX temp.person_by_name ON …". */
bool bl__into_temp(struct bl_buf *out, const char *sql) {
    static const char *const kinds[] = {" TABLE ", " INDEX ", " VIEW "};
    const char *at = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *found = strstr(sql, kinds[i]);
        if (found && (!at || found < at)) at = found + strlen(kinds[i]);
    }
    if (!at) return false;
    bl_buf_add(out, sql, (size_t)(at - sql));
    bl_buf_addf(out, "temp.%s", at);
    return !out->failed;
}

/* Makes what is a table or a view; indexes wait in past->indexes. */
static enum bl_status make_tables(struct bl_store *store, struct bl_error *err) {
    struct bl__past *past = store->past;
    struct bl_strs schema;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PAST_SCHEMA, err);
    enum bl_status status = stmt ? bl__texts(store, stmt, &past->arena, &schema, err) : err->status;
    if (status != BL_OK) return status;
    for (int part = PROMISE_INDEXES; part < PARTS; part += PEOPLE_INDEXES - PROMISE_INDEXES) {
        past->indexes[part].at = bl_arena_array(&past->arena, schema.n + 1, sizeof(char *));
        if (!past->indexes[part].at) return bl_nomem(err);
    }
    for (size_t i = 0; status == BL_OK && i < schema.n; i++) {
        BL_AUTO(bl_buf) struct bl_buf sql = {0};
        const char *text = bl__into_temp(&sql, schema.at[i]) ? bl_arena_str(&past->arena, bl_buf_text(&sql)) : NULL;
        if (!text) return bl_nomem(err);
        bool index = strncmp(text, "CREATE INDEX", strlen("CREATE INDEX")) == 0;
        struct bl_strs *list = &past->indexes[strstr(text, " ON promise") ? PROMISE_INDEXES : PEOPLE_INDEXES];
        if (index)
            list->at[list->n++] = text;
        else
            status = bl__exec(store, text, "look back", err);
    }
    return status;
}

/* ---- the statements that fill them ------------------------------------------------------------------------------------------------------ */

/* What is as of the day; every other column is today's. `still` is for those to whom nothing happened since, `moved` for those who are replayed (a parameter);
 * of these NULL: the same as of the others, BL_SQL_COUNT: today's. */
static const struct as_of {
    const char *table, *column;
    enum bl_sql still;
    const char *moved;
} as_of[] = {
    {"promise", "done_on", BL_SQL_PAST_PROMISE_DONE, NULL},
    {"person", "in_play", BL_SQL_PAST_IN_PLAY, NULL},
    {"person", "last_talk", BL_SQL_PAST_LAST_TALK, NULL},
    {"person", "talks", BL_SQL_PAST_TALKS, NULL},
    {"person", "next_id", BL_SQL_PAST_NEXT_ID, NULL},
    {"person", "next_due", BL_SQL_PAST_NEXT_DUE, NULL},
    {"person", "mrr", BL_SQL_COUNT, ":mrr"},
    {"person", "status", BL_SQL_COUNT, ":status"},
    {"person", "stage", BL_SQL_COUNT, ":stage"},
    {"person", "moment", BL_SQL_COUNT, ":moment"},
    {"person", "stage_since", BL_SQL_COUNT, ":stage_since"},
    {"person", "moment_since", BL_SQL_COUNT, ":moment_since"},
    {"person", "cycle", BL_SQL_COUNT, ":cycle"},
    {"person", "furthest", BL_SQL_COUNT, ":furthest"},
    {"person", "opened_on", BL_SQL_COUNT, ":opened_on"},
    {"person", "status_since", BL_SQL_COUNT, ":status_since"},
    {"person", "park_until", BL_SQL_COUNT, ":park_until"},
    {"person", "visited", BL_SQL_COUNT, ":visited"},
};

static void add_value(struct bl_buf *sql, const char *table, const char *column, bool moved) {
    for (size_t i = 0; i < sizeof as_of / sizeof *as_of; i++) {
        const struct as_of *row = &as_of[i];
        if (strcmp(row->table, table) != 0 || strcmp(row->column, column) != 0) continue;
        if (moved && row->moved) {
            bl_buf_str(sql, row->moved);
            return;
        }
        if (row->still != BL_SQL_COUNT) {
            bl_buf_str(sql, bl__sql[row->still]);
            return;
        }
    }
    bl_buf_addf(sql, "m.%s", column);
}

static enum bl_status prepare_copy(struct bl_store *store, const char *table, bool moved, const char *where, sqlite3_stmt **out,
                                   struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    struct bl_strs columns = {0};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PAST_COLUMNS, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":table", table);
    enum bl_status status = bl__texts(store, stmt, &arena, &columns, err);
    if (status != BL_OK) return status;
    bl_buf_addf(&sql, "INSERT INTO temp.%s (", table);
    for (size_t i = 0; i < columns.n; i++) bl_buf_addf(&sql, "%s%s", i ? ", " : "", columns.at[i]);
    bl_buf_str(&sql, ") SELECT ");
    for (size_t i = 0; i < columns.n; i++) {
        if (i) bl_buf_str(&sql, ", ");
        add_value(&sql, table, columns.at[i], moved);
    }
    bl_buf_addf(&sql, " FROM main.%s m WHERE %s", table, where);
    if (sql.failed) return bl_nomem(err);
    if (sqlite3_prepare_v3(store->db, sql.data, (int)sql.len, SQLITE_PREPARE_PERSISTENT, out, NULL) == SQLITE_OK) return BL_OK;
    return bl__sqlite_error(store, "look back", err);
}

static enum bl_status prepare_copies(struct bl_store *store, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf still = {0};
    bl_buf_addf(&still, "m.id > :after AND m.id <= :upto AND %s", bl__sql[BL_SQL_PAST_STILL]);
    if (still.failed) return bl_nomem(err);
    struct bl__past *past = store->past;
    enum bl_status status =
        prepare_copy(store, "promise", false, "m.id > :after AND m.id <= :upto AND m.made_on <= bl_last_day()", &past->promise, err);
    if (status == BL_OK) status = prepare_copy(store, "person", false, bl_buf_text(&still), &past->still, err);
    if (status == BL_OK) status = prepare_copy(store, "person", true, "m.id = :id", &past->moved, err);
    return status;
}

/* ---- opening ---------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status find_ends(struct bl_store *store, struct bl_error *err) {
    bool row = false;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PAST_ENDS, err);
    if (!stmt) return err->status;
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status != BL_OK || !row) return status;
    store->past->ends[PROMISES] = sqlite3_column_int64(stmt, 0);
    store->past->ends[PEOPLE] = sqlite3_column_int64(stmt, 1);
    store->past->ends[PROMISE_INDEXES] = (int64_t)store->past->indexes[PROMISE_INDEXES].n;
    store->past->ends[PEOPLE_INDEXES] = (int64_t)store->past->indexes[PEOPLE_INDEXES].n;
    sqlite3_reset(stmt);
    return BL_OK;
}

/* SQLite sorts as much at once as the main cache holds: what is sorted at once nobody can break off.
 *
 * A read that was begun and is never ended holds the file still. Not a transaction: breaking an index off would roll all of it back, and what was made before. */
static enum bl_status snapshot(struct bl_store *store, struct bl_error *err) {
    enum bl_status status = bl__exec(store,
                                     "PRAGMA temp_store = FILE; PRAGMA foreign_keys = OFF; PRAGMA temp.journal_mode = MEMORY;"
                                     "PRAGMA temp.cache_size = -8000; PRAGMA main.cache_size = -4000",
                                     "look back", err);
    if (status != BL_OK) return status;
    if (sqlite3_prepare_v2(store->db, bl__sql[BL_SQL_PAST_HOLD], -1, &store->past->hold, NULL) != SQLITE_OK ||
        sqlite3_step(store->past->hold) != SQLITE_ROW)
        return bl__sqlite_error(store, "look back", err);
    return BL_OK;
}

static enum bl_status prepare(struct bl_store *store, struct bl_error *err) {
    enum bl_status status = snapshot(store, err);
    if (status == BL_OK) status = bl__exec(store, bl__sql[BL_SQL_PAST_VIEWS], "look back", err);
    if (status == BL_OK) status = make_tables(store, err);
    if (status == BL_OK) status = prepare_copies(store, err);
    return status == BL_OK ? find_ends(store, err) : status;
}

static enum bl_status refuse_future(bl_day day, bl_day today, struct bl_error *err) {
    char ahead[BL_DATE_SIZE], now[BL_DATE_SIZE];
    if (day == BL_NO_DAY) return bl_fail(err, BL_USAGE, "looking back needs a day");
    if (day <= today) return BL_OK;
    bl_fail(err, BL_REFUSED, "%s lies ahead (today is %s): the book can be looked at as it was, not as it will be", bl_day_iso(day, ahead),
            bl_day_iso(today, now));
    bl_hint(err, "choose today or a day before it");
    return BL_REFUSED;
}

enum bl_status bl_past_open(const char *path, const struct bl_store_options *options, bl_day day, struct bl_store **out,
                            struct bl_error *err) {
    struct bl_store *store = NULL;
    enum bl_status status = refuse_future(day, options->now.today, err);
    if (status == BL_OK) status = bl_store_open(path, options, &store, err);
    if (status != BL_OK) return status;
    store->past = calloc(1, sizeof *store->past);
    if (store->past) {
        store->past->day = day;
        bl_store_set_now(store, options->now);
    }
    status = store->past ? prepare(store, err) : bl_nomem(err);
    if (status == BL_OK)
        *out = store;
    else
        bl_store_close(store);
    return status;
}

/* ---- a piece ---------------------------------------------------------------------------------------------------------------------------- */

/* The last number of the next piece; the end when no more rows follow. */
static enum bl_status piece_to(struct bl_store *store, int64_t budget, int64_t *upto, struct bl_error *err) {
    struct bl__past *past = store->past;
    bool row = false;
    *upto = past->ends[past->part];
    if (budget <= 0) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(store, past->part == PEOPLE ? BL_SQL_PAST_PEOPLE_TO : BL_SQL_PAST_PROMISES_TO, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":after", past->at);
    bl__bind_int(stmt, ":budget", budget);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row && sqlite3_column_type(stmt, 0) != SQLITE_NULL) *upto = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status copy_range(struct bl_store *store, sqlite3_stmt *stmt, int64_t upto, struct bl_error *err) {
    bl__bind_int(stmt, ":after", store->past->at);
    bl__bind_int(stmt, ":upto", upto);
    return bl__run(store, stmt, err);
}

static enum bl_status write_moved(struct bl_store *store, int64_t id, const struct bl_standing *at, unsigned visited, int64_t mrr,
                                  struct bl_error *err) {
    sqlite3_stmt *stmt = store->past->moved;
    bl__bind_int(stmt, ":id", id);
    bl__bind_standing(stmt, at);
    bl__bind_int(stmt, ":visited", visited);
    if (mrr == BL_NO_MONEY)
        sqlite3_bind_null(stmt, sqlite3_bind_parameter_index(stmt, ":mrr"));
    else
        bl__bind_int(stmt, ":mrr", mrr);
    return bl__run(store, stmt, err);
}

/* One person by replay of what there was by then; nobody when there was nothing. */
static enum bl_status replay(struct bl_store *store, int64_t id, bool pays, struct bl_arena *arena, struct bl_error *err) {
    struct bl__rows entries;
    struct bl_standing at;
    struct bl_payment *payments = NULL;
    struct bl_money money = {0};
    size_t paid = 0;
    enum bl_status status = bl__entries(store, true, id, arena, &entries, err);
    if (status != BL_OK || entries.n == 0) return status;
    status = bl_book_replay(entries.at, entries.n, &at, NULL, err);
    if (status == BL_OK && pays) status = bl_store_payments(store, id, arena, &payments, &paid, &money, err);
    unsigned visited = status == BL_OK ? bl__behind(entries.at, entries.n, &at) : 0;
    return status == BL_OK ? write_moved(store, id, &at, visited, paid ? money.agreed : BL_NO_MONEY, err) : status;
}

static enum bl_status replay_moved(struct bl_store *store, int64_t upto, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PAST_MOVED, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":after", store->past->at);
    bl__bind_int(stmt, ":upto", upto);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        status = replay(store, sqlite3_column_int64(stmt, 0), sqlite3_column_int(stmt, 1) != 0, &arena, err);
        bl_arena_free(&arena);
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status copy_people(struct bl_store *store, int64_t upto, struct bl_error *err) {
    sqlite3_stmt *still = store->past->still;
    enum bl_status status = copy_range(store, still, upto, err);
    if (status == BL_OK) status = replay_moved(store, upto, err);
    sqlite3_stmt *totals = status == BL_OK ? bl__stmt(store, BL_SQL_PAST_TOTALS, err) : NULL;
    return totals ? copy_range(store, totals, upto, err) : err->status;
}

/* SQLite asks every few thousand of its steps, about once in a millisecond. */
static int asked(void *data) {
    const struct bl_past_pause *pause = data;
    return pause->asked(pause->data);
}

/* One index more, unless somebody cannot wait: then it is begun again the next time. */
static enum bl_status make_index(struct bl_store *store, struct bl_error *err) {
    enum { STEPS = 20000 };
    struct bl__past *past = store->past;
    if (past->pause.asked) sqlite3_progress_handler(store->db, STEPS, asked, &past->pause);
    enum bl_status status = bl__exec(store, past->indexes[past->part].at[past->at], "look back", err);
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
    if (status == BL_INTERRUPTED && past->pause.asked) return BL_OK;
    if (status == BL_OK) past->at++;
    return status;
}

static enum bl_status piece(struct bl_store *store, int64_t budget, struct bl_error *err) {
    struct bl__past *past = store->past;
    if (past->part == PROMISE_INDEXES || past->part == PEOPLE_INDEXES) return make_index(store, err);
    int64_t upto = 0;
    enum bl_status status = piece_to(store, budget, &upto, err);
    if (status == BL_OK) status = bl__exec(store, "BEGIN", "look back", err); /* one for all of the piece: each costs more than a row */
    if (status == BL_OK) status = past->part == PEOPLE ? copy_people(store, upto, err) : copy_range(store, past->promise, upto, err);
    if (status == BL_OK) status = bl__exec(store, "COMMIT", "look back", err);
    if (status == BL_OK) past->at = upto;
    return status;
}

static enum bl_status next_piece(struct bl_store *store, int64_t budget, struct bl_error *err) {
    struct bl__past *past = store->past;
    enum bl_status status = past->at < past->ends[past->part] ? piece(store, budget, err) : BL_OK;
    if (status != BL_OK || past->at < past->ends[past->part]) return status;
    past->part++;
    past->at = 0;
    /* From here on the store only reads: a second lock behind bl__past_refuses. */
    return past->part == PARTS ? bl__exec(store, "PRAGMA query_only = ON", "look back", err) : BL_OK;
}

/* An index counts as a twentieth of those in it. */
static int64_t weight(const struct bl__past *past, int part, int64_t n) {
    if (part == PROMISE_INDEXES) return n * (past->ends[PROMISES] / 20);
    return part == PEOPLE_INDEXES ? n * (past->ends[PEOPLE] / 20) : n;
}

enum bl_status bl_past_step(struct bl_store *store, int64_t budget, struct bl_past_progress *out, struct bl_error *err) {
    struct bl__past *past = store->past;
    struct bl_past_progress progress = {0};
    enum bl_status status = past ? BL_OK : bl_fail(err, BL_FAILED, "this store is of the present");
    if (status == BL_OK && past->part < PARTS) status = next_piece(store, budget, err);
    while (status == BL_OK && budget <= 0 && past->part < PARTS) status = next_piece(store, budget, err);
    if (status != BL_OK) return status;
    for (int part = 0; part < PARTS; part++) {
        progress.all += weight(past, part, past->ends[part]);
        progress.seen += part < (int)past->part    ? weight(past, part, past->ends[part])
                         : part == (int)past->part ? weight(past, part, past->at)
                                                   : 0;
    }
    progress.done = past->part == PARTS;
    *out = progress;
    return BL_OK;
}

void bl_past_pauses(struct bl_store *store, struct bl_past_pause pause) {
    if (store->past) store->past->pause = pause;
}
