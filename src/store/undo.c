/* Undo and redo. A change set is applied backwards (undo) or as it was (redo); a bulk step's id runs are deleted in chunks whose rows are kept in
 * step_gone until redo brings them back. Since steps are undone strictly last first, the rows always are as the step left them, and any
 * conflict means a damaged journal: then nothing is changed. */
#include "store/gone.h"
#include "store/lean.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 2000 };                                        /* ids removed per change set: bounds memory while a large import is undone */
enum { WITH_TRAILS = 2, WITH_PLAYED = 3, WITH_PROFILES = 4 }; /* made_by of a step */

/* Keys of addresses may have been made anew since (a migration): an address that differs in nothing else is the one that is meant. */
bool bl__only_key_differs(sqlite3_changeset_iter *iter) {
    enum { KEY = 4, COLUMNS = 5 };
    const char *table = NULL;
    int columns = 0, op = 0, indirect = 0;
    if (sqlite3changeset_op(iter, &table, &columns, &op, &indirect) != SQLITE_OK || strcmp(table, "handle") != 0 || columns != COLUMNS ||
        op == SQLITE_INSERT)
        return false;
    for (int i = 0; i < KEY; i++) {
        sqlite3_value *was = NULL, *is = NULL;
        if (sqlite3changeset_old(iter, i, &was) != SQLITE_OK || sqlite3changeset_conflict(iter, i, &is) != SQLITE_OK || !is) return false;
        if (!was) continue; /* the change does not speak of it */
        int n = sqlite3_value_bytes(was);
        if (n != sqlite3_value_bytes(is) || memcmp(sqlite3_value_text(was), sqlite3_value_text(is), (size_t)n) != 0) return false;
    }
    return true;
}

static int on_conflict(void *data, int kind, sqlite3_changeset_iter *iter) {
    *(int *)data = kind;
    return kind == SQLITE_CHANGESET_DATA && bl__only_key_differs(iter) ? SQLITE_CHANGESET_REPLACE : SQLITE_CHANGESET_ABORT;
}

static enum bl_status apply(struct bl_store *store, const void *changes, int size, bool backwards, struct bl_error *err) {
    void *inverse = NULL;
    int inverse_size = 0, conflict = 0;
    if (!size) return BL_OK; /* all it held was of somebody forgotten */
    if (backwards && sqlite3changeset_invert(size, changes, &inverse_size, &inverse) != SQLITE_OK) return bl_nomem(err);
    int rc = backwards ? sqlite3changeset_apply(store->db, inverse_size, inverse, NULL, on_conflict, &conflict)
                       : sqlite3changeset_apply(store->db, size, (void *)(uintptr_t)changes, NULL, on_conflict, &conflict);
    sqlite3_free(inverse);
    if (rc == SQLITE_OK) return BL_OK;
    if (rc == SQLITE_INTERRUPT) return bl_fail(err, BL_INTERRUPTED, "interrupted; nothing was changed");
    if (rc != SQLITE_ABORT) return bl__sqlite_error(store, "undo", err);
    bl_fail(err, BL_FAILED, "the undo journal does not fit the file (conflict %d); nothing was changed", conflict);
    bl_hint(err, "look at it with: bowline undo --list");
    return BL_FAILED;
}

/* ---- how far it is --------------------------------------------------------------------------------------------------------- */

enum bl_status bl__step_work(struct bl_store *store, int64_t step, bool redo, struct bl_work *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_WORK, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", step);
    bl__bind_int(stmt, ":redo", redo);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row)
        *out = (struct bl_work){.what = "people", .of = sqlite3_column_int64(stmt, 0), .total = sqlite3_column_int64(stmt, 1)};
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status begin_work(struct bl_store *store, int64_t step, bool redo, struct bl_error *err) {
    struct bl_work work = {0};
    enum bl_status status = bl__step_work(store, step, redo, &work, err);
    return status == BL_OK ? bl__work(store, work, err) : status;
}

/* ---- id runs of bulk steps ------------------------------------------------------------------------------------------------ */

/* weight: parts of the work for each id, as step_work has it */
static const struct {
    const char *table;
    enum bl_sql sql;
    int weight;
} ranges[] = {{"handle", BL_SQL_RANGE_HANDLE, 1},           {"tag", BL_SQL_RANGE_TAG, 0},
              {"custom", BL_SQL_RANGE_CUSTOM, 0},           {"entry", BL_SQL_RANGE_ENTRY, 1},
              {"person", BL_SQL_RANGE_PERSON, 2},           {"talk", BL_SQL_RANGE_TALK, 0},
              {"talk_person", BL_SQL_RANGE_TALK_PERSON, 0}, {"talk_key", BL_SQL_RANGE_TALK_KEY, 0}};

static enum bl_status keep_gone(struct bl_store *store, int64_t step, const struct bl_buf *rows, int64_t *seq, struct bl_error *err) {
    if (!rows->len) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_GONE_INSERT, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", step);
    bl__bind_int(stmt, ":seq", (*seq)++);
    sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":changes"), bl_buf_text(rows), (int)rows->len, SQLITE_STATIC);
    return bl__run(store, stmt, err);
}

static enum bl_status count_run(struct bl_store *store, const enum bl_sql sql[2], int64_t sign, const int64_t run[2],
                                struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < 2 && status == BL_OK; i++) {
        sqlite3_stmt *stmt = bl__stmt(store, sql[i], err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":sign", sign);
        bl__bind_int(stmt, ":lo", run[0]);
        bl__bind_int(stmt, ":hi", run[1]);
        status = bl__run(store, stmt, err);
    }
    return status;
}

/* The moves. Those of an import are nearly all alike: one of each kind is counted as often as there are; where they differ much, all are. */
static enum bl_status count_moves(struct bl_store *store, int sign, const int64_t run[2], struct bl_error *err) {
    static const enum bl_sql moves[2] = {BL_SQL_RANGE_TALLY, BL_SQL_RANGE_TOTAL};
    enum { KINDS = 32 };
    struct {
        int64_t id[2], n;
    } kind[KINDS];
    size_t n = 0;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_RANGE_ALIKE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":lo", run[0]);
    bl__bind_int(stmt, ":hi", run[1]);
    bl__bind_int(stmt, ":limit", KINDS);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK && n < KINDS;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        kind[n].id[0] = kind[n].id[1] = sqlite3_column_int64(stmt, 0);
        kind[n++].n = sqlite3_column_int64(stmt, 1);
    }
    sqlite3_reset(stmt);
    if (status == BL_OK && n == KINDS) return count_run(store, moves, sign, run, err);
    for (size_t i = 0; i < n && status == BL_OK; i++) status = count_run(store, moves, sign * kind[i].n, kind[i].id, err);
    return status;
}

/* Entries have no full text of their own, so that their triggers can rest while the totals are mended in one go: row by row that takes several times as long. What they
 * count for as of past days goes with who they are of. */
enum bl_status bl__count_entries(struct bl_store *store, int sign, int64_t lo, int64_t hi, struct bl_error *err) {
    static const enum bl_sql stays[2] = {BL_SQL_RANGE_PLAYED, BL_SQL_RANGE_FROM};
    const int64_t run[2] = {lo, hi};
    enum bl_status status = count_moves(store, sign, run, err);
    if (status == BL_OK) status = count_run(store, stays, sign, run, err);
    sqlite3_stmt *none = status == BL_OK ? bl__stmt(store, BL_SQL_ORIGIN_DAY_NONE, err) : NULL;
    return none ? bl__run(store, none, err) : err->status;
}

static enum bl_status remove_chunk(struct bl_store *store, enum bl_sql sql, int64_t lo, int64_t hi, struct bl_error *err) {
    if (sql != BL_SQL_RANGE_ENTRY) return bl__run_range(store, sql, lo, hi, err);
    enum bl_status status = bl__count_entries(store, -1, lo, hi, err);
    bl__triggers(store, false);
    if (status == BL_OK) status = bl__run_range(store, sql, lo, hi, err);
    bl__triggers(store, true);
    return status;
}

/* Does a change set only bring or remove entries, of a run without large gaps? Then their first and last id. */
static bool only_entries(const void *changes, int size, int64_t *lo, int64_t *hi) {
    sqlite3_changeset_iter *iter = NULL;
    if (sqlite3changeset_start(&iter, size, (void *)(uintptr_t)changes) != SQLITE_OK) return false;
    bool only = true;
    int64_t n = 0;
    *lo = INT64_MAX;
    *hi = 0;
    while (only && sqlite3changeset_next(iter) == SQLITE_ROW) {
        const char *table = NULL;
        int columns = 0, what = 0, indirect = 0;
        sqlite3_value *id = NULL;
        only = sqlite3changeset_op(iter, &table, &columns, &what, &indirect) == SQLITE_OK && strcmp(table, "entry") == 0 &&
               what != SQLITE_UPDATE &&
               (what == SQLITE_DELETE ? sqlite3changeset_old(iter, 0, &id) : sqlite3changeset_new(iter, 0, &id)) == SQLITE_OK && id;
        if (!only) break;
        if (sqlite3_value_int64(id) < *lo) *lo = sqlite3_value_int64(id);
        if (sqlite3_value_int64(id) > *hi) *hi = sqlite3_value_int64(id);
        n++;
    }
    return sqlite3changeset_finalize(iter) == SQLITE_OK && only && *hi >= *lo && *hi - *lo < 4 * n + CHUNK;
}

/* Entries in a run are counted out before and in again after, whatever else stands between them. */
static enum bl_status apply_lean(struct bl_store *store, const void *changes, int size, bool backwards, struct bl_error *err) {
    int64_t lo = 0, hi = 0;
    if (!only_entries(changes, size, &lo, &hi)) return apply(store, changes, size, backwards, err);
    enum bl_status status = bl__count_entries(store, -1, lo, hi, err);
    bl__triggers(store, false);
    if (status == BL_OK) status = apply(store, changes, size, backwards, err);
    bl__triggers(store, true);
    return status == BL_OK ? bl__count_entries(store, 1, lo, hi, err) : status;
}

static enum bl_status remove_range(struct bl_store *store, int64_t step, const struct bl__part *part, int64_t *seq, struct bl_error *err) {
    enum bl_sql sql = BL_SQL_COUNT;
    int weight = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (strcmp(ranges[i].table, part->table) == 0) sql = ranges[i].sql, weight = ranges[i].weight;
    if (sql == BL_SQL_COUNT) return bl_fail(err, BL_CORRUPT, "the undo journal names an unknown table %s", part->table);
    BL_AUTO(bl_buf) struct bl_buf rows = {0};
    enum bl_status status = BL_OK;
    for (int64_t lo = part->lo; lo <= part->hi && status == BL_OK; lo += CHUNK) {
        int64_t hi = lo + CHUNK - 1 < part->hi ? lo + CHUNK - 1 : part->hi;
        const struct bl__gone_run run = {.lo = lo, .hi = hi};
        status = bl__gone_rows(store, sql, &run, &rows, err);
        if (status == BL_OK) status = keep_gone(store, step, &rows, seq, err);
        if (status == BL_OK && rows.len) status = remove_chunk(store, sql, lo, hi, err);
        if (status == BL_OK) status = bl__work_on(store, weight * (hi - lo + 1), err);
    }
    return status;
}

static enum bl_status bring_back(struct bl_store *store, int64_t step, struct bl_error *err) {
    for (;;) {
        sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_GONE_LAST, err);
        bool row = false;
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":step", step);
        enum bl_status status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) return status;
        int64_t seq = sqlite3_column_int64(stmt, 0);
        int size = sqlite3_column_bytes(stmt, 1);
        status = apply_lean(store, sqlite3_column_blob(stmt, 1), size, true, err);
        sqlite3_reset(stmt);
        if (status == BL_OK) status = bl__work_on(store, size / BL__WORK_BYTES, err);
        sqlite3_stmt *gone = status == BL_OK ? bl__stmt(store, BL_SQL_STEP_GONE_DELETE, err) : NULL;
        if (!gone) return err->status;
        bl__bind_int(gone, ":step", step);
        bl__bind_int(gone, ":seq", seq);
        status = bl__run(store, gone, err);
        if (status != BL_OK) return status;
    }
}

/* ---- one step ------------------------------------------------------------------------------------------------------------- */

static enum bl_status count_parts(struct bl_store *store, int64_t step, int64_t *n, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_PART_COUNT, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", step);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK) *n = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

/* Does part `seq` of a step, backwards or forwards. The blob is borrowed from the statement while it is applied. */
static enum bl_status do_part(struct bl_store *store, int64_t step, int64_t seq, bool backwards, int64_t *gone, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_PART_AT, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", step);
    bl__bind_int(stmt, ":seq", seq);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status != BL_OK) return status;
    if (!row) return bl_fail(err, BL_CORRUPT, "part %lld of step %lld is missing from the undo journal", (long long)seq, (long long)step);
    const char *table = (const char *)sqlite3_column_text(stmt, 1);
    if (table) {
        char name[32] = "";
        strncat(name, table, sizeof name - 1);
        struct bl__part part = {.table = name, .lo = sqlite3_column_int64(stmt, 2), .hi = sqlite3_column_int64(stmt, 3)};
        sqlite3_reset(stmt);
        return backwards ? remove_range(store, step, &part, gone, err) : BL_OK; /* forwards: bring_back did it */
    }
    int size = sqlite3_column_bytes(stmt, 0);
    status = apply_lean(store, sqlite3_column_blob(stmt, 0), size, backwards, err);
    sqlite3_reset(stmt);
    return status == BL_OK ? bl__work_on(store, size / BL__WORK_BYTES, err) : status;
}

static enum bl_status mark(struct bl_store *store, int64_t step, bool undone, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_MARK, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", step);
    bl__bind_int(stmt, ":undone", undone);
    return bl__run(store, stmt, err);
}

static enum bl_status run(struct bl_store *store, enum bl_sql sql, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    return stmt ? bl__run(store, stmt, err) : err->status;
}

/* What a step from before trails brought back stands in the file without them; the same of the day somebody came into play, and of the one key of a profile. */
enum bl_status bl__mend_old(struct bl_store *store, int64_t step, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_MADE_BY, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", step);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status != BL_OK || !row) return status;
    int made_by = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    if (made_by < WITH_TRAILS) status = bl__refresh_all(store, err);
    if (status == BL_OK && made_by < WITH_PLAYED) status = run(store, BL_SQL_EVERYBODY_PLAYED, err);
    return status == BL_OK && made_by < WITH_PROFILES ? run(store, BL_SQL_DOCTOR_HANDLES_MEND, err) : status;
}

/* A step that brought or took away much of the book, lean. */
static enum bl_status lean_for(struct bl_store *store, int64_t step, struct bl__lean *lean, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_PEOPLE, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", step);
    enum bl_status status = bl__row(store, stmt, &row, err);
    int64_t people = status == BL_OK && row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status == BL_OK ? bl__lean_for(store, people, lean, err) : status;
}

static enum bl_status undo_step(struct bl_store *store, int64_t step, struct bl_error *err) {
    struct bl__lean lean = {0};
    int64_t n = 0, gone = 0;
    enum bl_status status = begin_work(store, step, false, err);
    if (status == BL_OK) status = lean_for(store, step, &lean, err);
    if (status == BL_OK) status = count_parts(store, step, &n, err);
    for (int64_t seq = n - 1; seq >= 0 && status == BL_OK; seq--) status = do_part(store, step, seq, true, &gone, err);
    if (status == BL_OK) status = bl__lean_up(store, &lean, err);
    if (status == BL_OK) status = bl__mend_old(store, step, err);
    bl__lean_rest(store, &lean);
    return status == BL_OK ? mark(store, step, true, err) : status;
}

static enum bl_status redo_step(struct bl_store *store, int64_t step, struct bl_error *err) {
    struct bl__lean lean = {0};
    int64_t n = 0;
    enum bl_status status = begin_work(store, step, true, err);
    if (status == BL_OK) status = lean_for(store, step, &lean, err);
    if (status == BL_OK) status = bring_back(store, step, err);
    if (status == BL_OK) status = count_parts(store, step, &n, err);
    for (int64_t seq = 0; seq < n && status == BL_OK; seq++) status = do_part(store, step, seq, false, NULL, err);
    if (status == BL_OK) status = bl__lean_up(store, &lean, err);
    if (status == BL_OK) status = bl__mend_old(store, step, err);
    bl__lean_rest(store, &lean);
    return status == BL_OK ? mark(store, step, false, err) : status;
}

enum bl_status bl__undo_one(struct bl_store *store, int64_t step, struct bl_error *err) {
    return undo_step(store, step, err);
}

/* ---- the calls ------------------------------------------------------------------------------------------------------------ */

enum bl_status bl__step_row(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct bl_step_row *row = slot;
    row->id = sqlite3_column_int64(stmt, 0);
    row->name = bl__col_text(stmt, 1, arena);
    row->at_ms = sqlite3_column_int64(stmt, 2);
    row->undone = sqlite3_column_int(stmt, 3) != 0;
    row->takes = sqlite3_column_int64(stmt, 4);
    row->taken_by = sqlite3_column_int64(stmt, 5);
    return row->name ? BL_OK : bl_nomem(err);
}

/* The step that is next in this direction; *found false when there is none. */
static enum bl_status next_step(struct bl_store *store, bool backwards, struct bl_arena *arena, struct bl_step_row *row, bool *found,
                                struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, backwards ? BL_SQL_STEP_LAST : BL_SQL_STEP_NEXT, err);
    if (!stmt) return err->status;
    enum bl_status status = bl__row(store, stmt, found, err);
    if (status == BL_OK && *found) status = bl__step_row(stmt, arena, row, err);
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status travel_steps(struct bl_store *store, bool backwards, int64_t count, struct bl_arena *arena, struct bl__rows *done,
                                   struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (bool found = true; status == BL_OK && (int64_t)done->n < count;) {
        struct bl_step_row row;
        status = next_step(store, backwards, arena, &row, &found, err);
        if (status != BL_OK || !found) return status;
        status = backwards ? undo_step(store, row.id, err) : redo_step(store, row.id, err);
        row.undone = backwards;
        struct bl_step_row *kept = bl__rows_add(done, err);
        if (!kept) return err->status;
        *kept = row;
    }
    return status;
}

static enum bl_status travel_within(struct bl_store *store, bool backwards, int64_t count, struct bl_arena *arena, struct bl__rows *done,
                                    struct bl_error *err) {
    enum bl_status status = travel_steps(store, backwards, count, arena, done, err);
    if (status == BL_OK && done->n == 0) status = bl_fail(err, BL_REFUSED, backwards ? "nothing to undo" : "nothing to redo");
    if (status == BL_OK) status = bl__work_saving(store, err);
    if (status == BL_OK) status = bl__exec(store, "COMMIT", "save", err);
    if (status != BL_OK) bl_step_rollback(store);
    bl__work_done(store);
    return status;
}

static enum bl_status travel(struct bl_store *store, bool backwards, int64_t count, struct bl_arena *arena, struct bl__rows *done,
                             struct bl_error *err) {
    bl__lean_savepoints(store, true);
    enum bl_status status = bl__begin(store, err);
    if (status == BL_OK) status = travel_within(store, backwards, count, arena, done, err);
    bl__lean_savepoints(store, false);
    return status;
}

enum bl_status bl_undo(struct bl_store *store, int64_t count, struct bl_arena *arena, struct bl_step_row **rows, size_t *n,
                       struct bl_error *err) {
    struct bl__rows done = {.size = sizeof(struct bl_step_row), .arena = arena};
    enum bl_status status = travel(store, true, count, arena, &done, err);
    if (status == BL_OK) *rows = done.at, *n = done.n;
    return status;
}

enum bl_status bl_redo(struct bl_store *store, int64_t count, struct bl_arena *arena, struct bl_step_row **rows, size_t *n,
                       struct bl_error *err) {
    struct bl__rows done = {.size = sizeof(struct bl_step_row), .arena = arena};
    enum bl_status status = travel(store, false, count, arena, &done, err);
    if (status == BL_OK) *rows = done.at, *n = done.n;
    return status;
}

enum bl_status bl_step_list(struct bl_store *store, int64_t limit, struct bl_arena *arena, struct bl_step_row **rows, size_t *n,
                            struct bl_error *err) {
    struct bl__rows list = {.size = sizeof(struct bl_step_row), .arena = arena};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_LIST, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":limit", limit > 0 ? limit : -1);
    enum bl_status status = bl__collect(store, stmt, bl__step_row, &list, err);
    if (status == BL_OK) *rows = list.at, *n = list.n;
    return status;
}
