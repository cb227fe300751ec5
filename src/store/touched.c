/* Whom an import added or filled: the undo journal knows. New people are a run of ids, those filled stand in change sets, which are read once and kept as a sorted
 * list: a step's number is never used again, so what is kept stays true. A table of its own would cost every import a row for each person. */
#include "store/touched.h"

#include "store/changes.h"

#include <stdlib.h>
#include <string.h>

enum { LISTED = 2000 /* people who are fetched one by one rather than walked past */ };

struct reading {
    const struct bl__touched *run;
    int64_t *ids;
    size_t n, cap;
    bool failed;
};

static int by_id(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static size_t unique(int64_t *ids, size_t n) {
    size_t kept = 0;
    if (n) qsort(ids, n, sizeof *ids, by_id);
    for (size_t i = 0; i < n; i++)
        if (!kept || ids[kept - 1] != ids[i]) ids[kept++] = ids[i];
    return kept;
}

static void add(struct reading *r, int64_t id) {
    bool new = id >= r->run->lo &&id <= r->run->hi;
    if (new || (r->n && r->ids[r->n - 1] == id)) return;
    if (r->n == r->cap) {
        r->n = unique(r->ids, r->n); /* a person has changes in several tables */
        size_t cap = !r->cap ? 256 : r->n * 2 > r->cap ? 2 * r->cap : r->cap;
        int64_t *grown = cap > r->cap ? realloc(r->ids, cap * sizeof *grown) : r->ids;
        if (!grown) {
            r->failed = true;
            return;
        }
        r->ids = grown;
        r->cap = cap;
    }
    r->ids[r->n++] = id;
}

/* The column that names the person of a row; -1: none does, or their own row changes with it. */
static int person_column(const struct bl__change *change) {
    static const char *const first[] = {"person", "handle", "tag", "custom", "talk_person"};
    static const char *const third[] = {"entry", "promise"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (strcmp(change->table, first[i]) == 0) return 0;
    for (size_t i = 0; i < sizeof third / sizeof *third; i++)
        if (strcmp(change->table, third[i]) == 0) return change->op == SQLITE_UPDATE ? -1 : 2;
    return -1;
}

static bool look(void *data, const struct bl__change *change) {
    int column = person_column(change);
    const struct bl__value *value = column < 0 ? NULL : bl__change_value(change, column);
    if (value && value->type == SQLITE_INTEGER) add(data, value->number);
    return false;
}

static enum bl_status read_changes(struct bl_store *store, int64_t step, struct reading *r, struct bl_error *err) {
    const struct bl__changes_visitor visitor = {.data = r, .keep = look};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_CHANGES, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", step);
    bool row = true;
    enum bl_status status = BL_OK;
    while (status == BL_OK && !r->failed) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        status = bl__changes_rewrite(sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), &visitor, NULL, err);
    }
    sqlite3_reset(stmt);
    return status == BL_OK && r->failed ? bl_nomem(err) : status;
}

static bool write_list(struct bl__touched *touched) {
    struct bl_buf text = {0};
    if (touched->n > LISTED) return true;
    bl_buf_chr(&text, '[');
    for (size_t i = 0; i < touched->n; i++) bl_buf_addf(&text, "%s%lld", i ? "," : "", (long long)touched->ids[i]);
    bl_buf_chr(&text, ']');
    touched->list = text.failed ? NULL : strdup(bl_buf_text(&text));
    bl_buf_free(&text);
    return touched->list != NULL;
}

static void free_one(struct bl__touched *touched) {
    free(touched->ids);
    free(touched->list);
    free(touched);
}

static enum bl_status last_import(struct bl_store *store, int64_t *step, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_BULK_LAST, err);
    bool row = false;
    enum bl_status status = stmt ? bl__row(store, stmt, &row, err) : err->status;
    *step = status == BL_OK && row ? sqlite3_column_int64(stmt, 0) : 0;
    if (stmt) sqlite3_reset(stmt);
    if (status == BL_OK && !*step) {
        status = bl_fail(err, BL_NOT_FOUND, "nothing was imported yet, so there is no last import");
        bl_hint(err, "bowline import FILE.csv");
    }
    return status;
}

static enum bl_status run_of(struct bl_store *store, struct bl__touched *touched, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_STEP_BULK, err);
    bool row = false, undone = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", touched->step);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row) {
        undone = sqlite3_column_int(stmt, 0) != 0;
        touched->lo = sqlite3_column_int64(stmt, 1);
        touched->hi = sqlite3_column_int64(stmt, 2);
    }
    sqlite3_reset(stmt);
    if (status != BL_OK || (row && !undone)) return status;
    status = bl_fail(err, BL_NOT_FOUND, row ? "step %lld was undone: nobody is here because of it" : "step %lld is no import",
                     (long long)touched->step);
    bl_hint(err, "bowline undo --list has the steps; import:last is the last import");
    return status;
}

const struct bl__touched *bl__touched_of(const struct bl_store *store, int64_t step) {
    const struct bl__touched *touched = store ? store->touched : NULL;
    if (!step) step = store ? store->last_import : 0;
    while (touched && touched->step != step) touched = touched->next;
    return touched;
}

static enum bl_status load_step(struct bl_store *store, int64_t step, struct bl_error *err) {
    struct bl__touched *touched = calloc(1, sizeof *touched);
    if (!touched) return bl_nomem(err);
    touched->step = step;
    enum bl_status status = run_of(store, touched, err);
    struct reading r = {.run = touched};
    bool known = status != BL_OK || bl__touched_of(store, step);
    if (!known) status = read_changes(store, step, &r, err);
    if (known || status != BL_OK) {
        free(r.ids);
        free_one(touched);
        return status;
    }
    touched->n = unique(r.ids, r.n);
    touched->ids = r.ids;
    if (!write_list(touched)) {
        free_one(touched);
        return bl_nomem(err);
    }
    touched->next = store->touched;
    store->touched = touched;
    return BL_OK;
}

enum bl_status bl__touched_load(struct bl_store *store, const struct bl_node *node, struct bl_error *err) {
    if (!node || node->kind == BL_NODE_WORD) return BL_OK;
    if (node->kind == BL_NODE_TEST) {
        int64_t step = node->lo;
        if (node->field != BL_F_IMPORT) return BL_OK;
        enum bl_status status = step ? BL_OK : last_import(store, &step, err);
        if (status == BL_OK && !node->lo) store->last_import = step;
        return status == BL_OK ? load_step(store, step, err) : status;
    }
    enum bl_status status = bl__touched_load(store, node->left, err);
    return status == BL_OK ? bl__touched_load(store, node->right, err) : status;
}

static void sql_touched(sqlite3_context *context, int argc, sqlite3_value **argv) {
    (void)argc;
    const struct bl__touched *touched = bl__touched_of(sqlite3_user_data(context), sqlite3_value_int64(argv[0]));
    int64_t id = sqlite3_value_int64(argv[1]);
    sqlite3_result_int(context, touched && touched->n && bsearch(&id, touched->ids, touched->n, sizeof id, by_id) != NULL);
}

enum bl_status bl__touched_use(struct bl_store *store, struct bl_error *err) {
    const int how = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    if (sqlite3_create_function_v2(store->db, "bl_touched", 2, how, store, sql_touched, NULL, NULL, NULL) == SQLITE_OK) return BL_OK;
    return bl__sqlite_error(store, "open", err);
}

void bl__touched_free(struct bl_store *store) {
    while (store->touched) {
        struct bl__touched *next = store->touched->next;
        free_one(store->touched);
        store->touched = next;
    }
    store->last_import = 0;
}
