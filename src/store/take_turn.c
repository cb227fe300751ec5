/* The change sets of a step turned back while later steps stay: written anew without what those touched, then applied backwards. What follows from the rows that went back is
 * made anew afterwards for their people; where a book would become impossible, its person is stuck: everything begins again without touching their book. */
#include "store/take.h"

#include <string.h>

enum { REFRESH_EVERY = 500 };

struct turn {
    struct bl__take *take;
    uint64_t drop;      /* columns of the update at hand that stay as they are */
    int64_t hand, bits; /* fields set by hand, as it is now; those the step added */
    enum bl_status status;
    struct bl_error *err;
};

/* ---- what stands against it ------------------------------------------------------------------------------------------------------------ */

/* A later step touched the same: an import leaves it and says of whom, anything else is refused and says by which steps. */
static enum bl_status against(struct bl__take *take, const struct bl__marks *marks, uint64_t key, int64_t owner, uint64_t columns,
                              struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = bl__marks_first(marks, key); i < marks->n && marks->at[i].key == key && status == BL_OK; i++)
        if (marks->at[i].bits & columns) status = bl__mark(&take->way, (uint64_t)marks->at[i].step, 1, 0, err);
    if (status == BL_OK && owner) status = bl__mark(&take->held, (uint64_t)owner, bl__marks_bits(&take->people, (uint64_t)owner), 0, err);
    return status;
}

static bool is(const struct bl__change *change, const char *table) {
    return strcmp(change->table, table) == 0;
}

/* Columns of a person's row that go with another: their keys; and those that a later step made mean something else. */
static uint64_t follow(const struct bl__take *take, int64_t owner, uint64_t stay) {
    const uint64_t booked = BL_KEPT_TALKED | BL_KEPT_MOVED | BL_KEPT_PROMISED | BL_KEPT_PAID;
    uint64_t since = bl__marks_bits(&take->people, (uint64_t)owner);
    if (stay & BL__FACT_BIT(BL__PERSON_NAME)) stay |= BL__FACT_BIT(BL__PERSON_NAME_KEY);
    if (stay & BL__FACT_BIT(BL__PERSON_COMPANY)) stay |= BL__FACT_BIT(BL__PERSON_COMPANY_KEY);
    if (since & booked) stay |= BL__FACT_BIT(BL__PERSON_IN_PLAY);
    return stay;
}

/* Each field set by hand is a bit of its own: only those the step added go back, whatever was added since. */
static bool hand_goes(struct turn *turn, const struct bl__change *change, int64_t owner) {
    sqlite3_stmt *stmt = bl__stmt(turn->take->store, BL_SQL_TAKE_HAND, turn->err);
    bool row = false;
    if (!stmt) turn->status = turn->err->status;
    if (!stmt) return false;
    bl__bind_int(stmt, ":id", owner);
    turn->status = bl__row(turn->take->store, stmt, &row, turn->err);
    turn->hand = turn->status == BL_OK && row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    turn->bits = change->after[BL__PERSON_BY_HAND].number & ~change->before[BL__PERSON_BY_HAND].number & turn->hand;
    return turn->bits != 0;
}

static bool keep_update(struct turn *turn, const struct bl__fact *fact, const struct bl__change *change, int64_t owner) {
    const uint64_t booked = BL_KEPT_TALKED | BL_KEPT_MOVED | BL_KEPT_PROMISED | BL_KEPT_PAID, hand = BL__FACT_BIT(BL__PERSON_BY_HAND);
    struct bl__take *take = turn->take;
    uint64_t columns = bl__fact_columns(change) & ~fact->derived, key = bl__fact_key(change);
    uint64_t later = bl__marks_bits(&take->rows, key), clash = columns & later & ~fact->soft;
    bool person = is(change, "person");
    if (clash) turn->status = against(take, &take->rows, key, owner, clash, turn->err);
    /* The day a journey began belongs to the book: who was met since stays met. */
    if (person && columns & BL__FACT_BIT(BL__PERSON_CREATED) && bl__marks_bits(&take->people, (uint64_t)owner) & booked) {
        clash |= BL__FACT_BIT(BL__PERSON_CREATED);
        if (turn->status == BL_OK) turn->status = against(take, &take->people, (uint64_t)owner, owner, booked, turn->err);
    }
    uint64_t stay = clash | (columns & later & fact->soft & ~hand);
    if (person) stay = follow(take, owner, stay);
    if (person && columns & hand && turn->status == BL_OK && !hand_goes(turn, change, owner)) stay |= hand;
    if (person && bl__marks_bits(&take->stuck, (uint64_t)owner)) stay |= BL__FACT_BIT(BL__PERSON_CREATED);
    turn->drop = stay | fact->derived;
    return (columns & ~stay) != 0;
}

/* Inserted or deleted: whole, or not at all. Somebody it added goes only when nothing at all came later. */
static bool keep_row(struct turn *turn, const struct bl__change *change, int64_t owner) {
    struct bl__take *take = turn->take;
    uint64_t key = bl__fact_key(change);
    const struct bl__fact *fact = bl__fact_of(change->table);
    if (is(change, "person") && bl__marks_first(&take->people, (uint64_t)owner) < take->people.n) {
        turn->status = against(take, &take->people, (uint64_t)owner, owner, ~UINT64_C(0), turn->err);
        return false;
    }
    if (!(bl__marks_bits(&take->rows, key) & ~fact->derived & ~fact->soft)) return true;
    turn->status = against(take, &take->rows, key, owner, ~fact->derived & ~fact->soft, turn->err);
    return false;
}

static bool keep(void *data, const struct bl__change *change) {
    struct turn *turn = data;
    struct bl__take *take = turn->take;
    const struct bl__fact *fact = bl__fact_of(change->table);
    int64_t owner = 0;
    if (turn->status != BL_OK || !fact) return false;
    turn->drop = 0;
    turn->status = bl__take_owner(take, fact, change, &owner, turn->err);
    if (turn->status != BL_OK) return false;
    if (owner && bl__take_in_run(take, owner)) return false; /* they go, or are kept, whole */
    bool book = is(change, "entry") && owner && bl__marks_bits(&take->stuck, (uint64_t)owner);
    if (book) turn->status = bl__mark(&take->held, (uint64_t)owner, BL_KEPT_BOOK, 0, turn->err);
    if (book) return false;
    bool back = change->op == SQLITE_UPDATE ? keep_update(turn, fact, change, owner) : keep_row(turn, change, owner);
    if (back && owner && turn->status == BL_OK) turn->status = bl__mark(&take->turned, (uint64_t)owner, 1, 0, turn->err);
    return back && turn->status == BL_OK;
}

/* A column that stays is written as one the change does not speak of. */
static bool value(void *data, const struct bl__change *change, int column, const struct bl__value *value, struct bl_buf *out) {
    const struct turn *turn = data;
    if (change->op != SQLITE_UPDATE || change->pk[column]) return false;
    if (turn->drop & BL__FACT_BIT(column)) {
        bl_buf_chr(out, '\0');
        return true;
    }
    if (column != BL__PERSON_BY_HAND || !is(change, "person")) return false;
    bl__changes_int(out, value == &change->before[column] ? turn->hand & ~turn->bits : turn->hand);
    return true;
}

/* ---- applied -------------------------------------------------------------------------------------------------------------------------------- */

/* What follows from other rows may differ in a row that goes; nothing else may. */
static int on_conflict(void *data, int kind, sqlite3_changeset_iter *iter) {
    const char *table = NULL;
    int columns = 0, op = 0, indirect = 0;
    *(int *)data = kind;
    if (kind != SQLITE_CHANGESET_DATA || sqlite3changeset_op(iter, &table, &columns, &op, &indirect) != SQLITE_OK)
        return SQLITE_CHANGESET_ABORT;
    return op == SQLITE_DELETE || bl__only_key_differs(iter) ? SQLITE_CHANGESET_REPLACE : SQLITE_CHANGESET_ABORT;
}

static enum bl_status apply(struct bl__take *take, const struct bl_buf *changes, struct bl_error *err) {
    void *inverse = NULL;
    int size = 0, conflict = 0;
    if (!changes->len) return BL_OK;
    if (sqlite3changeset_invert((int)changes->len, changes->data, &size, &inverse) != SQLITE_OK) return bl_nomem(err);
    int rc = sqlite3changeset_apply(take->store->db, size, inverse, NULL, on_conflict, &conflict);
    sqlite3_free(inverse);
    if (rc == SQLITE_OK) return BL_OK;
    if (rc == SQLITE_NOMEM) return bl_nomem(err);
    if (rc == SQLITE_INTERRUPT) return bl_fail(err, BL_INTERRUPTED, "interrupted; nothing was changed");
    if (rc != SQLITE_ABORT && rc != SQLITE_CONSTRAINT) return bl__sqlite_error(take->store, "undo", err);
    if (conflict == SQLITE_CHANGESET_FOREIGN_KEY || rc == SQLITE_CONSTRAINT)
        return bl_fail(err, BL_REFUSED, "step #%lld cannot go by itself: what came later builds on it", (long long)take->step);
    bl_fail(err, BL_FAILED, "the undo journal does not fit the file (conflict %d); nothing was changed", conflict);
    bl_hint(err, "look at it with: bowline doctor");
    return BL_FAILED;
}

static enum bl_status turn_part(struct bl__take *take, int64_t seq, struct bl_buf *changes, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(take->store, BL_SQL_TAKE_PART, err);
    bool row = false;
    int size = 0;
    if (!stmt) return err->status;
    struct turn turn = {.take = take, .err = err};
    struct bl__changes_visitor visitor = {.data = &turn, .keep = keep, .value = value};
    bl__bind_int(stmt, ":id", take->step);
    bl__bind_int(stmt, ":seq", seq);
    bl_buf_cut(changes, 0);
    enum bl_status status = bl__row(take->store, stmt, &row, err);
    if (status == BL_OK && row) size = sqlite3_column_bytes(stmt, 0);
    if (status == BL_OK && row) status = bl__changes_rewrite(sqlite3_column_blob(stmt, 0), (size_t)size, &visitor, changes, err);
    sqlite3_reset(stmt);
    if (status == BL_OK) status = bl__work_on(take->store, size / BL__WORK_BYTES, err);
    if (status == BL_OK) status = turn.status;
    if (status == BL_OK && take->way.n && !take->bulk) return BL_OK; /* it will be refused */
    if (status == BL_OK) status = apply(take, changes, err);
    return status == BL_OK ? bl__take_flush(take, err) : status;
}

static enum bl_status list_parts(struct bl__take *take, struct bl__rows *seqs, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(take->store, BL_SQL_TAKE_PARTS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", take->step);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(take->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int64_t *seq = bl__rows_add(seqs, err);
        if (seq)
            *seq = sqlite3_column_int64(stmt, 1);
        else
            status = err->status;
    }
    sqlite3_reset(stmt);
    return status;
}

/* ---- made true again ---------------------------------------------------------------------------------------------------------------------- */

static enum bl_status stuck(struct bl__take *take, int64_t person, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error why = *err;
    const char *name = NULL;
    if (take->bulk) return bl__mark(&take->stuck, (uint64_t)person, 1, 0, err);
    enum bl_status status = bl__person_name(take->store, person, &arena, &name, err);
    if (status != BL_OK) return status;
    bl_fail(err, BL_REFUSED, "step #%lld cannot go by itself: of %s, %s", (long long)take->step, name, why.text);
    bl_hint(err, "bowline history %lld shows what came later", (long long)person);
    return BL_REFUSED;
}

static enum bl_status refresh_one(struct bl__take *take, int64_t person, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name = NULL;
    struct bl_error ignored;
    if (bl__person_name(take->store, person, &arena, &name, &ignored) == BL_NOT_FOUND) return BL_OK; /* went with it */
    enum bl_status status = bl__refresh_person(take->store, person, err);
    return status == BL_REFUSED ? stuck(take, person, err) : status;
}

static enum bl_status refresh(struct bl__take *take, struct bl_error *err) {
    enum bl_status status = BL_OK;
    bl__marks_settle(&take->turned);
    for (size_t i = 0; i < take->turned.n && status == BL_OK; i++) {
        status = refresh_one(take, (int64_t)take->turned.at[i].key, err);
        if (status == BL_OK && i % REFRESH_EVERY == REFRESH_EVERY - 1) status = bl__take_flush(take, err);
    }
    return status == BL_OK ? bl__take_flush(take, err) : status;
}

static enum bl_status turn_once(struct bl__take *take, const struct bl__rows *seqs, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf changes = {0};
    const int64_t *at = seqs->at;
    enum bl_status status = bl__take_flush(take, err);
    take->turned.n = take->held.n = 0;
    for (size_t i = 0; i < seqs->n && status == BL_OK; i++) status = turn_part(take, at[i], &changes, err);
    if (status != BL_OK || (take->way.n && !take->bulk)) return status;
    return refresh(take, err);
}

enum bl_status bl__take_turn(struct bl__take *take, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_store *store = take->store;
    struct bl__rows seqs = {.size = sizeof(int64_t), .arena = &arena};
    enum bl_status status = list_parts(take, &seqs, err);
    for (size_t before = 1, after = 0; before != after && status == BL_OK;) {
        before = take->stuck.n;
        status = bl__exec(store, "SAVEPOINT take", "undo", err);
        if (status == BL_OK) status = turn_once(take, &seqs, err);
        after = take->stuck.n;
        if (status != BL_OK || before == after) break;
        /* Somebody's book would not hold: once more from the beginning, without them. */
        bl__marks_settle(&take->stuck);
        after = take->stuck.n;
        sqlite3session_delete(store->session);
        store->session = NULL;
        for (int i = 0; i < BL_SQL_COUNT; i++) sqlite3_reset(store->stmt[i]);
        status = bl__exec(store, "ROLLBACK TO take; RELEASE take", "undo", err);
        store->parts = 0;
        store->step_id = 0;
    }
    return status == BL_OK ? bl__exec(store, "RELEASE take", "undo", err) : status;
}
