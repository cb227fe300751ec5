/* What a step did, and what later ones touched of it: read from their change sets, kept as numbers. Facts are compared, not rows: that somebody's next step or the trail of an
 * entry followed from something else is no reason to keep them. */
#include "store/take.h"

#include <stdlib.h>
#include <string.h>

/* ---- marks ---------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__mark(struct bl__marks *marks, uint64_t key, uint64_t bits, int64_t step, struct bl_error *err) {
    struct bl__mark *last = marks->n ? &marks->at[marks->n - 1] : NULL;
    if (last && last->key == key && last->step == step) {
        last->bits |= bits;
        return BL_OK;
    }
    if (marks->n == marks->cap) {
        size_t cap = marks->cap ? marks->cap + marks->cap / 2 : 256;
        struct bl__mark *at = realloc(marks->at, cap * sizeof *at);
        if (!at) return bl_nomem(err);
        marks->at = at;
        marks->cap = cap;
    }
    marks->at[marks->n++] = (struct bl__mark){key, bits, step};
    return BL_OK;
}

static int by_key(const void *a, const void *b) {
    const struct bl__mark *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->step < y->step ? -1 : x->step > y->step;
}

void bl__marks_settle(struct bl__marks *marks) {
    size_t kept = 0;
    if (marks->n) qsort(marks->at, marks->n, sizeof *marks->at, by_key);
    for (size_t i = 0; i < marks->n; i++) {
        struct bl__mark *last = kept ? &marks->at[kept - 1] : NULL;
        if (last && last->key == marks->at[i].key && last->step == marks->at[i].step)
            last->bits |= marks->at[i].bits;
        else
            marks->at[kept++] = marks->at[i];
    }
    marks->n = kept;
}

size_t bl__marks_first(const struct bl__marks *marks, uint64_t key) {
    size_t lo = 0, hi = marks->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (marks->at[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < marks->n && marks->at[lo].key == key ? lo : marks->n;
}

uint64_t bl__marks_bits(const struct bl__marks *marks, uint64_t key) {
    uint64_t bits = 0;
    for (size_t i = bl__marks_first(marks, key); i < marks->n && marks->at[i].key == key; i++) bits |= marks->at[i].bits;
    return bits;
}

void bl__marks_free(struct bl__marks *marks) {
    free(marks->at);
    *marks = (struct bl__marks){0};
}

enum bl_status bl__marks_ids(const struct bl__marks *marks, struct bl_ids *out, struct bl_error *err) {
    struct bl_ids ids = {malloc((marks->n + 1) * sizeof *ids.at), 0};
    if (!ids.at) return bl_nomem(err);
    for (size_t i = 0; i < marks->n; i++)
        if (!ids.n || ids.at[ids.n - 1] != (int64_t)marks->at[i].key) ids.at[ids.n++] = (int64_t)marks->at[i].key;
    *out = ids;
    return BL_OK;
}

void bl__ids_free(struct bl_ids *ids) {
    free(ids->at);
    *ids = (struct bl_ids){0};
}

/* ---- tables ------------------------------------------------------------------------------------------------------------------------ */

#define FROM(column) (~UINT64_C(0) << (column))

static const struct bl__fact facts[] = {
    /* What is paid is soft: who has payments left gets it anew, who has none is as before. */
    {"person", 0, BL__PERSON_REFERRED, BL_KEPT_REFERRED, BL_SQL_COUNT, FROM(17), BL__FACT_BIT(12) | BL__FACT_BIT(13) | BL__FACT_BIT(14),
     BL_KEPT_EDITED},
    {"handle", 0, -1, 0, BL_SQL_COUNT, 0, 0, BL_KEPT_EDITED},
    {"tag", 0, -1, 0, BL_SQL_COUNT, 0, 0, BL_KEPT_TAGGED},
    {"custom", 0, -1, 0, BL_SQL_COUNT, 0, 0, BL_KEPT_EDITED},
    {"snooze", 0, -1, 0, BL_SQL_COUNT, 0, 0, BL_KEPT_SNOOZED},
    {"rested", 0, -1, 0, BL_SQL_COUNT, 0, 0, BL_KEPT_SNOOZED},
    {"entry", 2, -1, 0, BL_SQL_TAKE_ENTRY_OWNER, FROM(12), 0, BL_KEPT_MOVED},
    {"revenue", 2, -1, 0, BL_SQL_TAKE_REVENUE_OWNER, FROM(9), 0, BL_KEPT_PAID},
    {"promise", 2, -1, 0, BL_SQL_TAKE_PROMISE_OWNER, 0, 0, BL_KEPT_PROMISED},
    {"talk_person", 0, -1, 0, BL_SQL_COUNT, 0, 0, BL_KEPT_TALKED},
    {"merged", 2, -1, 0, BL_SQL_TAKE_MERGED_OWNER, 0, 0, BL_KEPT_MERGED},
    {"apart", 0, 1, BL_KEPT_APART, BL_SQL_COUNT, 0, 0, BL_KEPT_APART},
    {"talk", -1, -1, 0, BL_SQL_COUNT, 0, 0, 0},
    {"quote", -1, -1, 0, BL_SQL_COUNT, 0, 0, 0},
    {"talk_key", -1, -1, 0, BL_SQL_COUNT, 0, 0, 0},
    {"setting", -1, -1, 0, BL_SQL_COUNT, 0, 0, 0},
    {"reading", -1, -1, 0, BL_SQL_COUNT, 0, 0, 0},
    {"review", -1, -1, 0, BL_SQL_COUNT, 0, 0, 0},
};

const struct bl__fact *bl__fact_of(const char *table) {
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (strcmp(facts[i].table, table) == 0) return &facts[i];
    return NULL;
}

uint64_t bl__fact_columns(const struct bl__change *change) {
    uint64_t columns = 0;
    if (change->op != SQLITE_UPDATE) return ~UINT64_C(0);
    for (int i = 0; i < change->columns; i++)
        if (!change->pk[i] && change->after[i].type) columns |= BL__FACT_BIT(i);
    return columns;
}

/* FNV-1a of 64 bits: two rows of one number are as likely as a page that the disk got wrong. */
uint64_t bl__fact_key(const struct bl__change *change) {
    uint64_t h = 14695981039346656037u;
    for (const char *c = change->table; *c; c++) h = (h ^ (unsigned char)*c) * 1099511628211u;
    for (int i = 0; i < change->columns; i++) {
        const struct bl__value *value = bl__change_value(change, i);
        for (size_t k = 0; change->pk[i] && k < value->size; k++) h = (h ^ value->at[k]) * 1099511628211u;
    }
    return h;
}

enum bl_status bl__take_owner(struct bl__take *take, const struct bl__fact *fact, const struct bl__change *change, int64_t *owner,
                              struct bl_error *err) {
    const struct bl__value *value = bl__change_value(change, fact->owner);
    *owner = value->type == SQLITE_INTEGER ? value->number : 0;
    if (*owner || fact->owner < 0 || fact->owner_sql == BL_SQL_COUNT) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(take->store, fact->owner_sql, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", bl__change_value(change, 0)->number);
    enum bl_status status = bl__row(take->store, stmt, &row, err);
    if (status == BL_OK && row) *owner = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

/* ---- the step, and those after it ---------------------------------------------------------------------------------------------------- */

struct look {
    struct bl__take *take;
    int64_t step; /* the later step at hand; 0: the step itself */
    enum bl_status status;
    struct bl_error *err;
};

static enum bl_status own(struct bl__take *take, const struct bl__fact *fact, const struct bl__change *change, struct bl_error *err) {
    int64_t owner = 0;
    enum bl_status status = bl__take_owner(take, fact, change, &owner, err);
    if (status != BL_OK || !owner || bl__take_in_run(take, owner)) return status;
    return bl__mark(&take->owners, (uint64_t)owner, 1, 0, err);
}

/* Somebody else whom a later step names: as the referrer, as not the same as another. */
static enum bl_status other(struct look *look, const struct bl__fact *fact, const struct bl__change *change, struct bl_error *err) {
    struct bl__take *take = look->take;
    if (fact->other < 0 || change->after[fact->other].type != SQLITE_INTEGER) return BL_OK;
    int64_t who = change->after[fact->other].number;
    if (!bl__take_in_run(take, who) && !bl__marks_bits(&take->owners, (uint64_t)who)) return BL_OK;
    return bl__mark(&take->people, (uint64_t)who, fact->other_why, look->step, err);
}

/* A conversation of the run that a later step changed, or whose people it changed. */
static enum bl_status talk_stays(struct bl__take *take, const struct bl__change *change, struct bl_error *err) {
    bool talk = strcmp(change->table, "talk") == 0;
    if (!talk && strcmp(change->table, "talk_person") != 0) return BL_OK;
    int64_t id = bl__change_value(change, talk ? 0 : 1)->number;
    if (id < take->talk_lo || id > take->talk_hi) return BL_OK;
    return bl__mark(&take->talks, (uint64_t)id, 1, 0, err);
}

static enum bl_status later(struct look *look, const struct bl__fact *fact, const struct bl__change *change, struct bl_error *err) {
    struct bl__take *take = look->take;
    int64_t owner = 0;
    uint64_t columns = bl__fact_columns(change);
    enum bl_status status = bl__take_owner(take, fact, change, &owner, err);
    if (status == BL_OK) status = other(look, fact, change, err);
    if (status == BL_OK) status = talk_stays(take, change, err);
    if (status != BL_OK) return status;
    bool in_run = owner && bl__take_in_run(take, owner);
    if (owner && !in_run && !bl__marks_bits(&take->owners, (uint64_t)owner)) return BL_OK;
    /* The highest bit stands for a touch that changed no fact. */
    bool fact_changed = (columns & ~fact->derived & ~fact->soft) != 0;
    if (owner) status = bl__mark(&take->people, (uint64_t)owner, fact_changed ? fact->why : UINT64_C(1) << 63, look->step, err);
    if (status != BL_OK || in_run) return status;
    return bl__mark(&take->rows, bl__fact_key(change), columns, look->step, err);
}

static bool look_at(void *data, const struct bl__change *change) {
    struct look *look = data;
    const struct bl__fact *fact = bl__fact_of(change->table);
    if (look->status != BL_OK) return false;
    if (!fact)
        look->status = bl_fail(look->err, BL_CORRUPT, "the undo journal names an unknown table %s", change->table);
    else
        look->status = look->step ? later(look, fact, change, look->err) : own(look->take, fact, change, look->err);
    return false;
}

/* Every change of the parts a statement gives: its column 0 is the step, `changes` the change set. */
static enum bl_status each(struct bl__take *take, enum bl_sql sql, int changes, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(take->store, sql, err);
    if (!stmt) return err->status;
    struct look look = {.take = take, .err = err};
    struct bl__changes_visitor visitor = {.data = &look, .keep = look_at};
    bl__bind_int(stmt, ":id", take->step);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(take->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        look.step = sql == BL_SQL_TAKE_LATER ? sqlite3_column_int64(stmt, 0) : 0;
        status = bl__changes_rewrite(sqlite3_column_blob(stmt, changes), (size_t)sqlite3_column_bytes(stmt, changes), &visitor, NULL, err);
        if (status == BL_OK) status = look.status;
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status runs(struct bl__take *take, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(take->store, BL_SQL_TAKE_RUNS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", take->step);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(take->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *table = (const char *)sqlite3_column_text(stmt, 0);
        take->bulk = true;
        if (strcmp(table, "person") == 0) take->lo = sqlite3_column_int64(stmt, 1), take->hi = sqlite3_column_int64(stmt, 2);
        if (strcmp(table, "entry") == 0) take->entry_lo = sqlite3_column_int64(stmt, 1), take->entry_hi = sqlite3_column_int64(stmt, 2);
        if (strcmp(table, "talk") == 0) take->talk_lo = sqlite3_column_int64(stmt, 1), take->talk_hi = sqlite3_column_int64(stmt, 2);
        if (!bl__fact_of(table)) status = bl_fail(err, BL_CORRUPT, "the undo journal names an unknown table %s", table);
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status keep_touched(struct bl__take *take, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < take->people.n && status == BL_OK; i++) {
        const struct bl__mark *mark = &take->people.at[i];
        if (bl__take_in_run(take, (int64_t)mark->key)) status = bl__mark(&take->kept, mark->key, mark->bits, 0, err);
    }
    bl__marks_settle(&take->kept);
    return status;
}

/* Whom something points to that stays, stays too; which may make others stay. */
static enum bl_status keep_pointed(struct bl__take *take, size_t *found, struct bl_error *err) {
    struct bl_ids ids;
    sqlite3_stmt *stmt = bl__stmt(take->store, BL_SQL_TAKE_POINTED, err);
    enum bl_status status = stmt ? bl__marks_ids(&take->kept, &ids, err) : err->status;
    if (status != BL_OK) return status;
    take->store->picked = &ids;
    bl__bind_int(stmt, ":lo", take->lo);
    bl__bind_int(stmt, ":hi", take->hi);
    *found = 0;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(take->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        uint64_t why = sqlite3_column_int(stmt, 1) == 1 ? BL_KEPT_REFERRED : BL_KEPT_TALKED;
        status = bl__mark(&take->kept, (uint64_t)sqlite3_column_int64(stmt, 0), why, 0, err);
        ++*found;
    }
    sqlite3_reset(stmt);
    take->store->picked = NULL;
    bl__ids_free(&ids);
    bl__marks_settle(&take->kept);
    return status;
}

enum bl_status bl__take_look(struct bl__take *take, struct bl_error *err) {
    take->lo = take->entry_lo = take->talk_lo = 1;
    enum bl_status status = runs(take, err);
    if (status == BL_OK) status = each(take, BL_SQL_TAKE_PARTS, 2, err);
    bl__marks_settle(&take->owners);
    if (status == BL_OK) status = each(take, BL_SQL_TAKE_LATER, 1, err);
    bl__marks_settle(&take->people);
    bl__marks_settle(&take->rows);
    bl__marks_settle(&take->talks);
    if (status == BL_OK) status = keep_touched(take, err);
    for (size_t found = take->bulk; found && status == BL_OK;) status = keep_pointed(take, &found, err);
    return status;
}
