/* Money of a person: payments recorded, and what follows from them kept true whenever the book of that person changes. */
#include "store/internal.h"

static int64_t cents(sqlite3_stmt *stmt, int col) {
    return sqlite3_column_type(stmt, col) == SQLITE_NULL ? BL_NO_MONEY : sqlite3_column_int64(stmt, col);
}

static void bind_cents(sqlite3_stmt *stmt, const char *name, int64_t value) {
    if (value != BL_NO_MONEY) bl__bind_int(stmt, name, value);
}

static enum bl_status read_payments(struct bl_store *store, int64_t person, struct bl__rows *rows, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PAYMENTS_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        struct bl_payment *p = bl__rows_add(rows, err);
        if (!p) {
            status = err->status;
            break;
        }
        *p = (struct bl_payment){sqlite3_column_int64(stmt, 0),
                                 sqlite3_column_int64(stmt, 1),
                                 bl__col_day(stmt, 2),
                                 (enum bl_pay)sqlite3_column_int(stmt, 3),
                                 cents(stmt, 4),
                                 cents(stmt, 5),
                                 cents(stmt, 6),
                                 sqlite3_column_int64(stmt, 7),
                                 sqlite3_column_int64(stmt, 8),
                                 (enum bl_money_counts)sqlite3_column_int(stmt, 9)};
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl_store_payments(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_payment **rows, size_t *n,
                                 struct bl_money *now, struct bl_error *err) {
    struct bl__rows payments = {.size = sizeof(struct bl_payment), .arena = arena}, entries;
    struct bl_money money = {0};
    enum bl_status status = read_payments(store, person, &payments, err);
    if (status == BL_OK) status = bl__entries(store, true, person, arena, &entries, err);
    if (status == BL_OK) status = bl_money_replay(entries.at, entries.n, payments.at, payments.n, &money, NULL, err);
    if (status != BL_OK) return status;
    *rows = payments.at;
    *n = payments.n;
    *now = money;
    return BL_OK;
}

static enum bl_status write_paid(struct bl_store *store, const struct bl_entry *entry, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ENTRY_PAID, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", entry->id);
    bl__bind_int(stmt, ":paid", entry->paid);
    return bl__run(store, stmt, err);
}

static enum bl_status write_payment(struct bl_store *store, const struct bl_payment *p, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PAYMENT_DERIVE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", p->id);
    bl__bind_int(stmt, ":before", p->before);
    bl__bind_int(stmt, ":after", p->after);
    bl__bind_int(stmt, ":counts", p->counts);
    return bl__run(store, stmt, err);
}

/* What was paid when somebody left is written where it is not what is there: only leaving has it, and whoever has no payments, or has none any more, paid nothing. */
static enum bl_status write_left(struct bl_store *store, const struct bl_entry *entries, const int64_t *were, size_t n,
                                 struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < n && status == BL_OK; i++)
        if (entries[i].paid != were[i]) status = write_paid(store, &entries[i], err);
    return status;
}

int64_t *bl__paid_apart(struct bl_entry *entries, size_t n, struct bl_arena *arena) {
    int64_t *were = bl_arena_array(arena, n + 1, sizeof *were);
    for (size_t i = 0; were && i < n; i++) {
        were[i] = entries[i].paid;
        entries[i].paid = 0;
    }
    return were;
}

enum bl_status bl__refresh_money(struct bl_store *store, int64_t person, struct bl_entry *entries, size_t n, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows rows = {.size = sizeof(struct bl_payment), .arena = &arena};
    struct bl_money money = {0};
    enum bl_status status = read_payments(store, person, &rows, err);
    if (status != BL_OK) return status;
    int64_t *were = bl__paid_apart(entries, n, &arena);
    if (!were) return bl_nomem(err);
    if (rows.n == 0) return write_left(store, entries, were, n, err);
    struct bl_payment *payments = rows.at;
    status = bl_money_replay(entries, n, payments, rows.n, &money, NULL, err);
    for (size_t i = 0; i < rows.n && status == BL_OK; i++) status = write_payment(store, &payments[i], err);
    if (status == BL_OK) status = write_left(store, entries, were, n, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_PERSON_PAYS, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    bl__bind_int(stmt, ":mrr", money.agreed);
    return bl__run(store, stmt, err);
}

static enum bl_status insert_payment(struct bl_store *store, const struct bl_payment *p, int64_t *id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PAYMENT_INSERT, err);
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__bind_uid(stmt, ":uid", &uid);
    bl__bind_int(stmt, ":person", p->person);
    bl__bind_day(stmt, ":day", p->day);
    bl__bind_int(stmt, ":kind", p->kind);
    bind_cents(stmt, ":list", p->kind == BL_PAY_PRICE ? p->list : BL_NO_MONEY);
    bind_cents(stmt, ":agreed", p->kind == BL_PAY_PRICE ? p->agreed : BL_NO_MONEY);
    bind_cents(stmt, ":amount", p->kind == BL_PAY_PRICE ? BL_NO_MONEY : p->amount);
    bl__bind_int(stmt, ":recorded", store->now.ms);
    enum bl_status status = bl__run(store, stmt, err);
    if (status == BL_OK) *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum bl_status bl_payment_record(struct bl_store *store, const struct bl_payment *payment, struct bl_payment *out, bl_day *opening_moved,
                                 struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_payment p = *payment, *rows = NULL;
    struct bl_money now;
    const char *name = NULL;
    bl_day moved = BL_NO_DAY;
    size_t n = 0;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK && p.kind == BL_PAY_PRICE && p.list == BL_NO_MONEY && p.agreed == BL_NO_MONEY)
        status = bl_fail(err, BL_USAGE, "a price needs a list price, an agreed price or both");
    if (status == BL_OK) status = bl__fact_day(store, p.day, &p.day, err);
    if (status == BL_OK) status = bl__person_name(store, p.person, &arena, &name, err);
    if (status == BL_OK) status = bl__open_by(store, p.person, p.day, &moved, err);
    if (status == BL_OK) status = insert_payment(store, &p, &p.id, err);
    if (status == BL_OK) status = bl__refresh_book(store, p.person, err);
    if (status == BL_OK) status = bl__into_play(store, p.person, err);
    if (status == BL_OK) status = bl_store_payments(store, p.person, &arena, &rows, &n, &now, err);
    if (status != BL_OK) return status;
    for (size_t i = 0; i < n; i++)
        if (rows[i].id == p.id) *out = rows[i];
    *opening_moved = moved;
    return BL_OK;
}
