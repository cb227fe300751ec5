/* Movement of a week on a track (R2, R3 of journey.md section 4). Numbers are sums of the daily totals. Ids come from indexes in which they stand in order:
 * as many as are asked for are read, whoever else moved. */
#include "store/then.h"

#include <stdlib.h>
#include <string.h>

struct week {
    struct bl__review *r;
    bool stage;
    int64_t gross[BL_STATES][BL_STATES], net[BL_STATES][BL_STATES];
    int64_t kinds[BL_KINDS + 1], movers[BL_STATES];
    struct bl__rows by_kind[BL_KINDS];
};

/* ---- lists of ids ------------------------------------------------------------------------------------------------------------------ */

enum bl_status bl__ids_add(struct bl__review *r, sqlite3_stmt *stmt, struct bl__rows *ids, struct bl_error *err) {
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    ids->size = sizeof(int64_t);
    ids->arena = r->arena;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int64_t *slot = bl__rows_add(ids, err);
        if (slot)
            *slot = sqlite3_column_int64(stmt, 0);
        else
            status = err->status;
    }
    sqlite3_reset(stmt);
    return status;
}

static int by_id(const void *left, const void *right) {
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

struct bl_ids bl__ids_settle(struct bl__review *r, struct bl__rows *ids) {
    int64_t *at = ids->at;
    size_t n = 0;
    if (ids->n > 1) qsort(at, ids->n, sizeof *at, by_id);
    for (size_t i = 0; i < ids->n; i++)
        if (n == 0 || at[n - 1] != at[i]) at[n++] = at[i];
    ids->n = r->limit && n > r->limit ? r->limit : n;
    return (struct bl_ids){at, ids->n};
}

int64_t bl__limit(const struct bl__review *r) {
    return r->limit ? (int64_t)r->limit : -1;
}

int64_t bl__wanted(const struct bl__review *r, int64_t n) {
    return r->limit && (int64_t)r->limit < n ? (int64_t)r->limit : n;
}

/* ---- numbers ----------------------------------------------------------------------------------------------------------------------- */

static sqlite3_stmt *of_week(struct week *w, enum bl_sql sql, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(w->r->store, sql, err);
    if (!stmt) return NULL;
    bl__bind_int(stmt, ":track", w->stage ? 1 : 2);
    bl__bind_day(stmt, ":lo", w->r->out->from);
    bl__bind_day(stmt, ":hi", w->r->out->to);
    return stmt;
}

static enum bl_status broken(sqlite3_stmt *stmt, struct bl_error *err) {
    sqlite3_reset(stmt);
    return bl_fail(err, BL_CORRUPT, "the totals name a state that does not exist");
}

static enum bl_status count_moves(struct week *w, struct bl_error *err) {
    sqlite3_stmt *stmt = of_week(w, BL_SQL_WEEK_MOVES, err);
    if (!stmt) return err->status;
    for (bool row = true;;) {
        enum bl_status status = bl__row(w->r->store, stmt, &row, err);
        if (status != BL_OK || !row) return status;
        int open = sqlite3_column_int(stmt, 0), src = sqlite3_column_int(stmt, 1), dst = sqlite3_column_int(stmt, 2);
        int64_t n = sqlite3_column_int64(stmt, 3);
        if (open < 0 || src < 0 || dst < 0 || open >= BL_STATES || src >= BL_STATES || dst >= BL_STATES) return broken(stmt, err);
        w->gross[src][dst] += n;
        w->net[open][dst] += n;
        w->net[open][src] -= n;
    }
}

static enum bl_status count_by(struct week *w, int what, int64_t *out, int n, struct bl_error *err) {
    sqlite3_stmt *stmt = of_week(w, BL_SQL_WEEK_COUNTS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":what", what);
    for (bool row = true;;) {
        enum bl_status status = bl__row(w->r->store, stmt, &row, err);
        if (status != BL_OK || !row) return status;
        int at = sqlite3_column_int(stmt, 0);
        if (at < 0 || at >= n) return broken(stmt, err);
        out[at] = sqlite3_column_int64(stmt, 1);
    }
}

/* ---- who moved --------------------------------------------------------------------------------------------------------------------- */

struct ask { /* people of one pair on one day */
    enum bl_sql sql;
    int src, dst, stage;
    bl_day day;
};

static enum bl_status ask(struct week *w, const struct ask *a, struct bl__rows *ids, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(w->r->store, a->sql, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":day", a->day);
    bl__bind_int(stmt, ":dst", a->dst);
    bl__bind_int(stmt, ":limit", bl__limit(w->r));
    if (a->stage)
        bl__bind_int(stmt, ":stage", a->stage);
    else
        bl__bind_int(stmt, ":src", a->src);
    if (sqlite3_bind_parameter_index(stmt, ":hi")) bl__bind_day(stmt, ":hi", w->r->out->to); /* gross does not ask what came after */
    return bl__ids_add(w->r, stmt, ids, err);
}

/* All days of the week; openings stand in their index by the stage they name, whatever the moment. */
static enum bl_status ask_week(struct week *w, struct ask a, enum bl_sql opening, struct bl__rows *ids, struct bl_error *err) {
    bool new_moment = !w->stage && a.src == BL_NONE && opening != BL_SQL_COUNT;
    enum bl_status status = BL_OK;
    if (new_moment) a.sql = opening;
    for (a.day = w->r->out->from; a.day <= w->r->out->to; a.day++)
        for (a.stage = new_moment ? 1 : 0; a.stage <= (new_moment ? BL_RANK_MAX : 0) && status == BL_OK; a.stage++)
            status = ask(w, &a, ids, err);
    return status;
}

static enum bl_status gross_ids(struct week *w, int src, int dst, struct bl__rows *ids, struct bl_error *err) {
    struct ask a = {.sql = w->stage ? BL_SQL_GROSS_STAGE : BL_SQL_GROSS_MOMENT, .src = src, .dst = dst};
    return ask_week(w, a, BL_SQL_GROSS_MOMENT_NEW, ids, err);
}

/* Those who went there straight, and those who got there by a later move of the week. */
static enum bl_status net_ids(struct week *w, int src, int dst, struct bl__rows *ids, struct bl_error *err) {
    struct ask straight = {.sql = w->stage ? BL_SQL_NET_STAGE : BL_SQL_NET_MOMENT, .src = src, .dst = dst};
    struct ask again = {.sql = w->stage ? BL_SQL_AGAIN_STAGE : BL_SQL_AGAIN_MOMENT, .src = src, .dst = dst};
    enum bl_status status = src == dst ? BL_OK : ask_week(w, straight, BL_SQL_NET_MOMENT_NEW, ids, err);
    return status == BL_OK ? ask_week(w, again, BL_SQL_COUNT, ids, err) : status;
}

static enum bl_status put_gross(struct week *w, struct bl_error *err) {
    struct bl__rows flows = {.size = sizeof(struct bl_flow), .arena = w->r->arena};
    for (int from = 0; from < BL_STATES; from++)
        for (int to = 0; to < BL_STATES; to++) {
            if (!w->gross[from][to]) continue;
            struct bl__rows ids = {0};
            enum bl_status status = gross_ids(w, from, to, &ids, err);
            struct bl_flow *flow = status == BL_OK ? bl__rows_add(&flows, err) : NULL;
            if (!flow) return err->status;
            *flow = (struct bl_flow){from, to, w->gross[from][to], bl__ids_settle(w->r, &ids)};
            struct bl__rows *kind = &w->by_kind[bl_move_kind(from, to)];
            *kind = (struct bl__rows){kind->at, kind->n, kind->cap, sizeof(int64_t), w->r->arena};
            for (size_t i = 0; i < flow->ids.n; i++) {
                int64_t *slot = bl__rows_add(kind, err);
                if (!slot) return err->status;
                *slot = flow->ids.at[i];
            }
        }
    w->r->out->gross = flows.at;
    w->r->out->gross_count = flows.n;
    for (int kind = 0; kind < BL_KINDS; kind++)
        w->r->out->movements[kind] = (struct bl_people_list){w->kinds[kind + 1], bl__ids_settle(w->r, &w->by_kind[kind])};
    return BL_OK;
}

/* ---- who stayed -------------------------------------------------------------------------------------------------------------------- */

static enum bl_sql stayed_sql(const struct week *w, int state) {
    if (state > BL_RANK_MAX) return BL_SQL_STAYED_SIDE;
    if (state == 1) return w->stage ? BL_SQL_STAYED_STAGE_BASE : BL_SQL_STAYED_MOMENT_BASE;
    return w->stage ? BL_SQL_STAYED_STAGE : BL_SQL_STAYED_MOMENT;
}

static enum bl_status stayed_now(struct week *w, int state, int64_t n, struct bl__rows *ids, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(w->r->store, stayed_sql(w, state), err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":state", state);
    bl__bind_day(stmt, ":from", w->r->out->from);
    bl__bind_int(stmt, ":limit", w->r->limit && (int64_t)w->r->limit < n ? (int64_t)w->r->limit : n);
    return bl__ids_add(w->r, stmt, ids, err);
}

/* Of a past day: a state where few stayed by the days they came on; the others person by person, until as many are found as are asked for. */
struct staying {
    struct week *w;
    struct bl__rows *ids; /* by state */
};

static enum bl_status see(void *data, const struct bl__stood *who, bool *enough, struct bl_error *err) {
    struct staying *s = data;
    struct bl__rows *ids = &s->ids[who->state];
    ids->size = sizeof(int64_t);
    ids->arena = s->w->r->arena;
    int64_t *slot = bl__rows_add(ids, err);
    if (!slot) return err->status;
    *slot = who->id;
    *enough = false;
    return BL_OK;
}

static enum bl_status of_state(struct week *w, const struct bl__rows *all, int state, struct bl__rows *out, struct bl_error *err) {
    const struct bl__stay *stays = all->at;
    *out = (struct bl__rows){.size = sizeof(struct bl__stay), .arena = w->r->arena};
    for (size_t i = 0; i < all->n; i++) {
        if (stays[i].state != state) continue;
        struct bl__stay *slot = bl__rows_add(out, err);
        if (!slot) return err->status;
        *slot = stays[i];
    }
    return BL_OK;
}

static enum bl_status stayed_days(struct week *w, const int64_t stayed[], int64_t want[], struct bl__rows ids[], struct bl_error *err) {
    struct bl__rows all = {0}, stays;
    struct staying s = {w, ids};
    int64_t people = 0;
    enum bl_status status = bl__then_all(w->r, &all, err);
    if (status == BL_OK) status = bl_store_count(w->r->store, &people, err);
    for (int state = 1; state < BL_STATES && status == BL_OK; state++) {
        bool by_days = false;
        if (!want[state]) continue;
        status = of_state(w, &all, state, &stays, err);
        struct bl__sought sought = {stays.at, stays.n, stayed[state], want[state], people, bl__lens_track(w->r->out->lens), false};
        if (status == BL_OK) status = bl__then_by_days(w->r, &sought, &by_days, err);
        if (status != BL_OK || !by_days) continue;
        status = bl__then_days(w->r, &sought, (struct bl__seer){see, &s}, err);
        want[state] = 0;
    }
    return status;
}

static enum bl_status stayed_walk(struct week *w, const int64_t want[], int64_t missing, struct bl__rows ids[], struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(w->r->store, w->stage ? BL_SQL_STAYED_STAGE_THEN : BL_SQL_STAYED_MOMENT_THEN, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":from", w->r->out->from);
    bl__bind_day(stmt, ":to", w->r->out->to);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK && missing > 0;) {
        status = bl__row(w->r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int s = sqlite3_column_int(stmt, 1);
        if (s < 1 || s >= BL_STATES || (int64_t)ids[s].n >= want[s]) continue;
        ids[s].size = sizeof(int64_t);
        ids[s].arena = w->r->arena;
        int64_t *slot = bl__rows_add(&ids[s], err);
        if (!slot) status = err->status;
        if (slot) *slot = sqlite3_column_int64(stmt, 0), missing--;
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status stayed_then(struct week *w, const int64_t stayed[], struct bl__rows ids[], struct bl_error *err) {
    int64_t missing = 0, want[BL_STATES] = {0};
    for (int s = 1; s < BL_STATES; s++)
        want[s] = stayed[s] <= 0 ? 0 : w->r->limit && (int64_t)w->r->limit < stayed[s] ? (int64_t)w->r->limit : stayed[s];
    enum bl_status status = stayed_days(w, stayed, want, ids, err);
    for (int s = 1; s < BL_STATES; s++) missing += want[s];
    return status == BL_OK && missing ? stayed_walk(w, want, missing, ids, err) : status;
}

static enum bl_status find_stayed(struct week *w, struct bl__rows ids[], struct bl_error *err) {
    int64_t stayed[BL_STATES] = {0};
    enum bl_status status = BL_OK;
    for (int s = 1; s < BL_STATES; s++) {
        stayed[s] = w->r->out->states[s].open - w->movers[s];
        w->net[s][s] += w->r->out->states[s].open;
    }
    if (!w->r->now) return stayed_then(w, stayed, ids, err);
    for (int s = 1; s < BL_STATES && status == BL_OK; s++)
        if (stayed[s] > 0) status = stayed_now(w, s, stayed[s], &ids[s], err);
    return status;
}

static enum bl_status put_net(struct week *w, struct bl_error *err) {
    struct bl__rows flows = {.size = sizeof(struct bl_flow), .arena = w->r->arena};
    struct bl__rows stayed[BL_STATES] = {0};
    enum bl_status status = find_stayed(w, stayed, err);
    if (status != BL_OK) return status;
    for (int from = 0; from < BL_STATES; from++)
        for (int to = 1; to < BL_STATES; to++) {
            if (w->net[from][to] <= 0) continue;
            struct bl__rows none = {0}, *ids = from == to ? &stayed[to] : &none;
            status = net_ids(w, from, to, ids, err);
            struct bl_flow *flow = status == BL_OK ? bl__rows_add(&flows, err) : NULL;
            if (!flow) return err->status;
            *flow = (struct bl_flow){from, to, w->net[from][to], bl__ids_settle(w->r, ids)};
        }
    w->r->out->net = flows.at;
    w->r->out->net_count = flows.n;
    return BL_OK;
}

enum bl_status bl__week_movement(struct bl__review *r, struct bl_error *err) {
    struct week *w = bl_arena_alloc(r->arena, sizeof *w);
    if (!w) return bl_nomem(err);
    w->r = r;
    w->stage = r->out->lens == BL_LENS_STAGE;
    enum bl_status status = count_moves(w, err);
    if (status == BL_OK) status = count_by(w, 3, w->kinds, BL_KINDS + 1, err);
    if (status == BL_OK) status = count_by(w, 12, w->movers, BL_STATES, err);
    if (status == BL_OK) status = put_gross(w, err);
    return status == BL_OK ? put_net(w, err) : status;
}
