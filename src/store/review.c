/* The weekly review put together, and the reviews that were finished: dated snapshots of what the figures said and what was promised. */
#include "store/review.h"

#include <string.h>

enum { WINDOW = 365 };

static enum bl_status count_stock(struct bl_store *store, struct bl_review *review, struct bl_error *err) {
    struct bl__flows before, week;
    enum bl_status status = bl__tally(store, review->lens, INT32_MIN, review->from - 1, &before, err);
    if (status == BL_OK) status = bl__tally(store, review->lens, review->from, review->to, &week, err);
    if (status != BL_OK) return status;
    for (int s = 1; s < BL__LENS_STATES; s++) {
        struct bl_stock *stock = &review->states[s];
        *stock = (struct bl_stock){.open = before.in[s] - before.out[s], .in = week.in[s], .out = week.out[s]};
        stock->close = stock->open + stock->in - stock->out;
        review->total_open += stock->open;
        review->total_close += stock->close;
    }
    return BL_OK;
}

enum bl_status bl_store_week(struct bl_store *store, enum bl_lens lens, bl_day as_of, struct bl_stock states[BL_STATES + 1],
                             struct bl_error *err) {
    int lead = 0;
    enum bl_status status = bl_store_lead(store, &lead, err);
    return status == BL_OK ? bl_store_span(store, lens, bl_week_start(as_of, lead), as_of, states, err) : status;
}

enum bl_status bl_store_span(struct bl_store *store, enum bl_lens lens, bl_day from, bl_day to, struct bl_stock states[BL_STATES + 1],
                             struct bl_error *err) {
    struct bl_review review = {.lens = lens, .as_of = to, .from = from, .to = to};
    enum bl_status status = count_stock(store, &review, err);
    if (status == BL_OK) memcpy(states, review.states, sizeof review.states);
    return status;
}

/* Is as_of the present: nothing was recorded for a later day, and no promise can have been kept on one? */
enum bl_status bl__review_is_now(struct bl__review *r, struct bl_error *err) {
    int64_t last = 0;
    enum bl_status status = bl__number(r->store, bl__stmt(r->store, BL_SQL_LAST_DAY, err), &last, err);
    r->now = last <= r->out->as_of && r->store->now.today <= r->out->as_of;
    return status;
}

enum bl_status bl__window_days(struct bl_store *store, int *days, struct bl_error *err) {
    int window = BL_NO_DAYS;
    enum bl_status status = bl__setting_days(store, "window", &window, err);
    if (status == BL_OK) *days = window == BL_NO_DAYS ? WINDOW : window;
    return status;
}

/* What the last review said of each state, against what stands now. */
static enum bl_status count_since(struct bl__review *r, struct bl_error *err) {
    struct bl_since *since = &r->out->since;
    struct bl_stock then[BL_STATES + 1];
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_REVIEW_BEFORE, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":as_of", r->out->as_of);
    int lead = 0;
    enum bl_status status = bl__row(r->store, stmt, &row, err);
    if (status == BL_OK && row) *since = (struct bl_since){.review = sqlite3_column_int64(stmt, 0), .as_of = bl__col_day(stmt, 1)};
    sqlite3_reset(stmt);
    if (status == BL_OK) status = bl_store_lead(r->store, &lead, err);
    if (status != BL_OK || !row) return status;
    since->from = bl_week_start(since->as_of, lead);
    status = bl_review_then(r->store, since->review, r->out->lens, then, err);
    for (int s = 1; status == BL_OK && s < BL_STATES; s++) since->by[s] = r->out->states[s].close - then[s].close;
    return status;
}

static enum bl_status count_track(struct bl__review *r, struct bl_error *err) {
    enum bl_status status = bl__review_is_now(r, err);
    if (status == BL_OK) status = bl__window_days(r->store, &r->out->window, err);
    if (status != BL_OK) return status;
    r->out->whole = true;
    status = bl__week_movement(r, err);
    if (status == BL_OK) status = bl__window_figures(r, err);
    if (status == BL_OK) status = bl__attention_figures(r, err);
    if (status == BL_OK) status = bl__origin_figures(r, err);
    return status == BL_OK ? count_since(r, err) : status;
}

enum bl_status bl_store_review(struct bl_store *store, enum bl_lens lens, bl_day as_of, size_t id_limit, struct bl_arena *arena,
                               struct bl_review *out, struct bl_error *err) {
    struct bl_review review = {.lens = lens, .as_of = as_of, .to = as_of, .window = WINDOW};
    int lead = 0;
    review.ranks = lens == BL_LENS_MILESTONE ? BL_MILESTONES : bl_track_ranks(lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE);
    struct bl__review r = {.store = store, .out = &review, .arena = arena, .limit = id_limit};
    bool ours = false;
    enum bl_status status = bl__read_begin(store, &ours, err);
    if (status == BL_OK) status = bl_store_lead(store, &lead, err);
    review.from = bl_week_start(as_of, lead);
    if (status == BL_OK) status = count_stock(store, &review, err);
    if (status == BL_OK) status = lens == BL_LENS_MILESTONE ? bl__milestone_movement(&r, err) : count_track(&r, err);
    bl__read_end(store, ours);
    if (status == BL_OK) *out = review;
    return status;
}

/* ---- finished reviews ------------------------------------------------------------------------------------------------------------------ */

enum bl_status bl_review_finish(struct bl_store *store, const struct bl_finished *review, int64_t *id, struct bl_error *err) {
    static const char *const names[BL_REVIEW_PROMISES] = {":promise_1", ":promise_2", ":promise_3"};
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK && review->promises.n > BL_REVIEW_PROMISES) {
        status = bl_fail(err, BL_USAGE, "a review ends in at most %d promises, not %zu", BL_REVIEW_PROMISES, review->promises.n);
        bl_hint(err, "what matters most this week? leave the rest out");
    }
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_REVIEW_INSERT, err) : NULL;
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__bind_uid(stmt, ":uid", &uid);
    bl__bind_day(stmt, ":as_of", review->as_of);
    bl__bind_int(stmt, ":at", store->now.ms);
    bl__bind_text(stmt, ":figures", review->figures ? review->figures : "{}");
    for (size_t i = 0; i < review->promises.n; i++) bl__bind_text(stmt, names[i], review->promises.at[i]);
    if (review->improve && *review->improve) bl__bind_text(stmt, ":improve", review->improve);
    status = bl__run(store, stmt, err);
    if (status == BL_OK) *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum bl_status bl_review_kept(struct bl_store *store, int64_t id, unsigned kept, struct bl_error *err) {
    enum bl_status status = bl__writing(store, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_REVIEW_KEPT, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    bl__bind_int(stmt, ":kept", kept & ((1u << BL_REVIEW_PROMISES) - 1));
    return bl__run(store, stmt, err);
}

static enum bl_status read_finished(sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_finished *out, struct bl_error *err) {
    struct bl_finished f = {.id = sqlite3_column_int64(stmt, 0),
                            .as_of = bl__col_day(stmt, 1),
                            .from = bl__col_day(stmt, 10),
                            .at_ms = sqlite3_column_int64(stmt, 2),
                            .last_entry = sqlite3_column_int64(stmt, 3),
                            .figures = bl__col_text(stmt, 4, arena),
                            .improve = bl__col_text(stmt, 8, arena),
                            .late_entries = sqlite3_column_int64(stmt, 9),
                            .kept = sqlite3_column_type(stmt, 11) == SQLITE_NULL ? -1 : sqlite3_column_int(stmt, 11)};
    f.promises.at = bl_arena_array(arena, BL_REVIEW_PROMISES, sizeof(char *));
    if (!f.promises.at || !f.figures) return bl_nomem(err);
    for (int i = 0; i < BL_REVIEW_PROMISES; i++) {
        const char *promise = bl__col_text(stmt, 5 + i, arena);
        if (promise) f.promises.at[f.promises.n++] = promise;
    }
    *out = f;
    return BL_OK;
}

enum bl_status bl_review_list(struct bl_store *store, int64_t id, size_t limit, struct bl_arena *arena, struct bl_finished **rows,
                              size_t *n, struct bl_error *err) {
    struct bl__rows list = {.size = sizeof(struct bl_finished), .arena = arena};
    int lead = 0;
    enum bl_status status = bl_store_lead(store, &lead, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_REVIEW_LIST, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    bl__bind_int(stmt, ":limit", limit ? (int64_t)limit : -1);
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        struct bl_finished *slot = bl__rows_add(&list, err);
        status = slot ? read_finished(stmt, arena, slot, err) : err->status;
        if (slot && slot->from == BL_NO_DAY) slot->from = bl_week_start(slot->as_of, lead); /* a snapshot that does not say */
    }
    sqlite3_reset(stmt);
    if (status == BL_OK && id && list.n == 0) {
        bl_fail(err, BL_NOT_FOUND, "there is no finished review #%lld", (long long)id);
        bl_hint(err, "bowline review --past lists them");
        return BL_NOT_FOUND;
    }
    if (status == BL_OK) *rows = list.at, *n = list.n;
    return status;
}

enum bl_status bl_review_last(struct bl_store *store, struct bl_arena *arena, struct bl_finished *out, bool *there, struct bl_error *err) {
    struct bl_finished *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_review_list(store, 0, 1, arena, &rows, &n, err);
    if (status != BL_OK) return status;
    *there = n > 0;
    if (n) *out = rows[0];
    return BL_OK;
}

enum bl_status bl_review_then(struct bl_store *store, int64_t id, enum bl_lens lens, struct bl_stock states[BL_STATES + 1],
                              struct bl_error *err) {
    int ranks = bl_track_ranks(lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE);
    struct bl_stock then[BL_STATES + 1] = {{0}};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_REVIEW_STOCK, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    bl__bind_text(stmt, ":lens", bl_lens_name(lens));
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int at = sqlite3_column_int(stmt, 0) + 1;
        int state = at <= ranks ? at : BL_PARKED + at - ranks - 1;
        if (state < 1 || state >= BL_STATES) continue;
        then[state] = (struct bl_stock){sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3),
                                        sqlite3_column_int64(stmt, 4)};
    }
    sqlite3_reset(stmt);
    if (status == BL_OK) memcpy(states, then, sizeof then);
    return status;
}
