/* Counts: how many stand where on a day, from the daily totals, and the lines that ask for action. None of it looks at people. */
#include "store/figures.h"

#include "bowline/map.h"
#include "store/today.h"

int bl__lens_state(enum bl_lens lens, int state) {
    if (lens != BL_LENS_MILESTONE || state == BL_NONE) return state;
    return state > BL_RANK_MAX ? bl_review_side(lens, state) : bl_milestone_of(state);
}

int bl__lens_track(enum bl_lens lens) {
    return lens == BL_LENS_MOMENT ? 2 : 1;
}

enum bl_status bl__tally(struct bl_store *store, enum bl_lens lens, bl_day lo, bl_day hi, struct bl__flows *flows, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALLY_BETWEEN, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":track", bl__lens_track(lens));
    bl__bind_int(stmt, ":lo", lo);
    bl__bind_int(stmt, ":hi", hi);
    *flows = (struct bl__flows){0};
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int src = sqlite3_column_int(stmt, 0), dst = sqlite3_column_int(stmt, 1);
        if (src < 0 || src >= BL_STATES || dst < 0 || dst >= BL_STATES) {
            status = bl_fail(err, BL_CORRUPT, "the totals name a state %d → %d that does not exist", src, dst);
            break;
        }
        src = bl__lens_state(lens, src);
        dst = bl__lens_state(lens, dst);
        if (src == dst) continue; /* two stages of one milestone */
        flows->in[dst] += sqlite3_column_int64(stmt, 2);
        flows->out[src] += sqlite3_column_int64(stmt, 2);
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl_store_stock(struct bl_store *store, enum bl_lens lens, bl_day as_of, int64_t counts[BL_STATES + 1],
                              struct bl_error *err) {
    struct bl__flows flows;
    enum bl_status status = bl__tally(store, lens, INT32_MIN, as_of, &flows, err);
    if (status != BL_OK) return status;
    counts[BL_NONE] = 0;
    for (int s = 1; s <= BL_STATES; s++) counts[s] = flows.in[s] - flows.out[s];
    return BL_OK;
}

static enum bl_status numbers(struct bl_store *store, sqlite3_stmt *stmt, int64_t *out, int n, struct bl_error *err) {
    bool row = false;
    enum bl_status status = bl__row(store, stmt, &row, err);
    for (int i = 0; status == BL_OK && row && i < n; i++) out[i] = sqlite3_column_int64(stmt, i);
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl_store_count(struct bl_store *store, int64_t *people, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_COUNT_PEOPLE, err);
    return stmt ? numbers(store, stmt, people, 1, err) : err->status;
}

/* Those in play who miss a moment their stage expects. */
static enum bl_status count_gaps(struct bl_store *store, int64_t *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ASKS_SEEN, err);
    int64_t gaps = 0;
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        if (bl_map_missing(sqlite3_column_int(stmt, 0), (unsigned)sqlite3_column_int(stmt, 1))) gaps += sqlite3_column_int64(stmt, 2);
    }
    sqlite3_reset(stmt);
    if (status == BL_OK) *out = gaps;
    return status;
}

static enum bl_status count_quiet(struct bl_store *store, int64_t *out, struct bl_error *err) {
    int days = 0;
    enum bl_status status = bl__quiet_days(store, &days, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_ASKS_QUIET, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":before", store->now.today - days);
    return numbers(store, stmt, out, 1, err);
}

static enum bl_status count_promises(struct bl_store *store, struct bl_asks *asks, struct bl_error *err) {
    int64_t due[2] = {0};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ASKS_PROMISES, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":today", store->now.today);
    enum bl_status status = numbers(store, stmt, due, 2, err);
    asks->overdue = due[0];
    asks->due_today = due[1];
    return status;
}

static enum bl_status count_one(struct bl_store *store, enum bl_sql sql, int64_t *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    return stmt ? numbers(store, stmt, out, 1, err) : err->status;
}

enum bl_status bl_store_asks(struct bl_store *store, struct bl_asks *out, struct bl_error *err) {
    struct bl_asks asks = {0};
    bool ours = false;
    enum bl_status status = bl__read_begin(store, &ours, err);
    if (status == BL_OK) status = bl_store_count(store, &asks.people, err);
    if (status == BL_OK) status = count_one(store, BL_SQL_ASKS_IN_PLAY, &asks.in_play, err);
    if (status == BL_OK) status = count_promises(store, &asks, err);
    if (status == BL_OK) status = count_one(store, BL_SQL_NO_NEXT_COUNT, &asks.no_next, err);
    if (status == BL_OK) status = count_quiet(store, &asks.quiet, err);
    if (status == BL_OK) status = count_gaps(store, &asks.gaps, err);
    bl__read_end(store, ours);
    if (status == BL_OK) *out = asks;
    return status;
}
