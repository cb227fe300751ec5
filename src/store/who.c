/* The people behind the figures of a review, for whoever asks for ids. Figures come from totals that know nobody; here the entries of the days are read from the latest
 * day back until as many are found as are asked for, which is soon where many are and a year of days at most where few are. */
#include "store/then.h"

#include <stddef.h>
#include <string.h>

struct who {
    struct bl__review *r;
    struct bl_review_who *out;
    int track;   /* as in the tables */
    bl_day lo;   /* the window begins */
    struct day { /* what may have happened on it: bit 1 << rank */
        bl_day day;
        unsigned reached, advanced, ended, parked, came;
    } * days;
    size_t day_count;
};

/* Ranks lo..hi as bits. */
static unsigned ranks(int lo, int hi) {
    return lo > hi ? 0 : ((1u << (hi + 1)) - 1) & ~((1u << lo) - 1);
}

/* What a move may have meant. How far the cycle had come is known to the entry alone; it was no less far than where the move began. */
static void note_move(struct day *day, int src, int dst) {
    bool begins = src == BL_NONE || src > BL_PARKED, rested = src == BL_PARKED;
    if (dst > BL_PARKED) day->ended |= rested ? ranks(1, BL_RANK_MAX) : ranks(src, BL_RANK_MAX);
    if (dst == BL_PARKED) day->parked |= ranks(src, BL_RANK_MAX);
    if (dst > BL_RANK_MAX) return;
    day->came |= 1u << dst;
    day->reached |= begins ? 1u << dst : ranks(rested ? 1 : src + 1, dst);
    if (!begins) day->advanced |= ranks(rested ? 1 : src, dst - 1);
}

static enum bl_status read_days(struct who *w, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof *w->days, .arena = w->r->arena};
    struct day *at = NULL;
    sqlite3_stmt *stmt = bl__stmt(w->r->store, BL_SQL_WHO_DAYS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":track", w->track);
    bl__bind_day(stmt, ":lo", w->lo);
    bl__bind_day(stmt, ":hi", w->r->out->as_of);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(w->r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        bl_day day = bl__col_day(stmt, 0);
        if (!at || at->day != day) at = bl__rows_add(&rows, err);
        if (!at) {
            status = err->status;
            break;
        }
        at->day = day;
        note_move(at, sqlite3_column_int(stmt, 1), sqlite3_column_int(stmt, 2));
    }
    sqlite3_reset(stmt);
    w->days = rows.at;
    w->day_count = rows.n;
    return status;
}

/* ---- cycles and stays ------------------------------------------------------------------------------------------------------------------- */

/* One list: which statement, over which days, and what it asks. */
struct ask {
    enum bl_sql sql;
    size_t when;           /* where struct day says on which days it may have happened */
    int rank, first, last; /* first, last: sides */
    bl_day from, to;       /* of those days */
    bl_day lo, hi;         /* of the day the rank was reached */
    int within;
    bool open;
};
#define ON(member) offsetof(struct day, member)

static bool may_have(const struct ask *a, const struct day *day) {
    unsigned bits;
    memcpy(&bits, (const char *)day + a->when, sizeof bits);
    return day->day >= a->from && day->day <= a->to && (bits & 1u << a->rank) != 0;
}

static void bind(sqlite3_stmt *stmt, const char *name, int64_t value) {
    if (sqlite3_bind_parameter_index(stmt, name)) bl__bind_int(stmt, name, value);
}

static enum bl_status ask_day(struct who *w, const struct ask *a, bl_day day, struct bl__rows *ids, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(w->r->store, a->sql, err);
    if (!stmt) return err->status;
    bind(stmt, ":track", w->track);
    bind(stmt, ":day", day);
    bind(stmt, ":rank", a->rank);
    bind(stmt, ":open", a->open);
    bind(stmt, ":as_of", w->r->out->as_of);
    bind(stmt, ":lo", a->lo);
    bind(stmt, ":hi", a->hi);
    bind(stmt, ":within", a->within);
    bind(stmt, ":first", a->first);
    bind(stmt, ":last", a->last);
    bind(stmt, ":limit", bl__limit(w->r));
    return bl__ids_add(w->r, stmt, ids, err);
}

static enum bl_status ask_days(struct who *w, const struct ask *a, struct bl_ids *out, struct bl_error *err) {
    struct bl__rows ids = {.size = sizeof(int64_t), .arena = w->r->arena};
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < w->day_count && status == BL_OK; i++) {
        if (!may_have(a, &w->days[i])) continue;
        status = ask_day(w, a, w->days[i].day, &ids, err);
        *out = bl__ids_settle(w->r, &ids);
        if (w->r->limit && out->n >= w->r->limit) break;
    }
    return status;
}

static enum bl_status of_cycles(struct who *w, const struct bl_conversion *row, struct bl_error *err) {
    bl_day as_of = w->r->out->as_of, lo = w->lo, ripe = as_of - BL_COHORT_DAYS;
    int k = row->from;
    const struct {
        enum bl_who who;
        int64_t n;
        struct ask ask;
    } lists[] = {
        {BL_WHO_REACHED, row->reached, {BL_SQL_WHO_REACHED, ON(reached), k, 0, 0, lo, as_of, 0, 0, 0, false}},
        {BL_WHO_OPEN, row->open, {BL_SQL_WHO_REACHED, ON(reached), k, 0, 0, lo, as_of, 0, 0, 0, true}},
        {BL_WHO_OF, row->of, {BL_SQL_WHO_REACHED, ON(reached), k, 0, 0, lo, ripe, 0, 0, 0, false}},
        {BL_WHO_IMMATURE, row->immature, {BL_SQL_WHO_REACHED, ON(reached), k, 0, 0, lo > ripe ? lo : ripe + 1, as_of, 0, 0, 0, false}},
        {BL_WHO_ADVANCED, row->advanced, {BL_SQL_WHO_ADVANCED, ON(advanced), k, 0, 0, lo, as_of, lo, as_of, w->r->out->window, false}},
        {BL_WHO_IN_TIME, row->in_time, {BL_SQL_WHO_ADVANCED, ON(advanced), k, 0, 0, lo, as_of, lo, ripe, BL_COHORT_DAYS, false}},
        {BL_WHO_LEFT, row->left, {BL_SQL_WHO_RESTED, ON(ended), k, BL_LOST, BL_CHURNED, lo, as_of, lo, as_of, 0, false}},
        {BL_WHO_PARKED, row->parked, {BL_SQL_WHO_RESTED, ON(parked), k, BL_PARKED, BL_PARKED, lo, as_of, lo, as_of, 0, false}},
    };
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == BL_OK; i++)
        if (lists[i].n > 0) status = ask_days(w, &lists[i].ask, &w->out->cycles[lists[i].who][k], err);
    return status;
}

static enum bl_status of_stays(struct who *w, const struct bl_time *time, struct bl_error *err) {
    int k = time->state;
    struct ask ask = {BL_SQL_WHO_STAYED, ON(came), k, 0, 0, w->lo, w->r->out->as_of, 0, 0, 0, false};
    enum bl_status status = time->stays ? ask_days(w, &ask, &w->out->cycles[BL_WHO_STAYS][k], err) : BL_OK;
    ask.open = true;
    return status == BL_OK && time->open ? ask_days(w, &ask, &w->out->cycles[BL_WHO_STAYING][k], err) : status;
}

/* ---- states: whom the flows name -------------------------------------------------------------------------------------------------------- */

static enum bl_status collect(struct who *w, const struct bl_flow *flows, size_t n, int state, bool to, struct bl_ids *out,
                              struct bl_error *err) {
    struct bl__rows ids = {.size = sizeof(int64_t), .arena = w->r->arena};
    for (size_t i = 0; i < n; i++) {
        if ((to ? flows[i].to : flows[i].from) != state) continue;
        for (size_t k = 0; k < flows[i].ids.n; k++) {
            int64_t *slot = bl__rows_add(&ids, err);
            if (!slot) return err->status;
            *slot = flows[i].ids.at[k];
        }
    }
    *out = bl__ids_settle(w->r, &ids);
    return BL_OK;
}

static enum bl_status of_states(struct who *w, struct bl_error *err) {
    const struct bl_review *review = w->r->out;
    enum bl_status status = BL_OK;
    for (int s = 1; s <= BL_STATES && status == BL_OK; s++) {
        status = collect(w, review->net, review->net_count, s, false, &w->out->open[s], err);
        if (status == BL_OK) status = collect(w, review->net, review->net_count, s, true, &w->out->close[s], err);
        if (status == BL_OK) status = collect(w, review->gross, review->gross_count, s, true, &w->out->in[s], err);
        if (status == BL_OK) status = collect(w, review->gross, review->gross_count, s, false, &w->out->left[s], err);
    }
    return status;
}

/* ---- talks, money, promises --------------------------------------------------------------------------------------------------------------- */

struct plain {
    enum bl_sql sql;
    bl_day lo, hi;
    int value; /* :playing or :counts */
};

static enum bl_status ask_plain(struct who *w, const struct plain *p, struct bl_ids *out, struct bl_error *err) {
    struct bl__rows ids = {.size = sizeof(int64_t), .arena = w->r->arena};
    sqlite3_stmt *stmt = bl__stmt(w->r->store, p->sql, err);
    if (!stmt) return err->status;
    bind(stmt, ":lo", p->lo);
    bind(stmt, ":hi", p->hi);
    bind(stmt, ":day", p->hi);
    bind(stmt, ":playing", p->value);
    bind(stmt, ":counts", p->value);
    bind(stmt, ":limit", bl__limit(w->r));
    enum bl_status status = bl__ids_add(w->r, stmt, &ids, err);
    *out = bl__ids_settle(w->r, &ids);
    return status;
}

struct played {
    struct who *w;
    struct bl__rows ids;
};

static enum bl_status see_played(void *data, const struct bl__stood *who, bool *enough, struct bl_error *err) {
    struct played *p = data;
    int64_t *slot = bl__rows_add(&p->ids, err);
    if (!slot) return err->status;
    *slot = who->id;
    *enough = p->w->r->limit && p->ids.n >= p->w->r->limit;
    return BL_OK;
}

/* Active people in play as they stood on a past day are walked one by one, until as many are found. */
static enum bl_status played_then(struct who *w, struct bl_ids *out, struct bl_error *err) {
    struct played p = {.w = w, .ids = {.size = sizeof(int64_t), .arena = w->r->arena}};
    enum bl_status status = bl__then_walk(w->r, 1, w->r->out->talks.of, (struct bl__seer){see_played, &p}, err);
    *out = bl__ids_settle(w->r, &p.ids);
    return status;
}

static enum bl_status of_week(struct who *w, struct bl_error *err) {
    enum { FEW = 5000 };
    const struct bl_review *v = w->r->out;
    const struct bl_revenue *m = &v->revenue;
    bl_day from = v->from, to = v->to;
    const struct {
        struct bl_ids *out;
        int64_t n;
        struct plain ask;
    } lists[] = {
        {&w->out->talked, v->talks.people, {BL_SQL_WHO_TALKED, from, to, 0}},
        {&w->out->covered, v->talks.covered, {BL_SQL_WHO_TALKED, from, to, 1}},
        {&w->out->playing, w->r->now ? v->talks.of : 0, {v->talks.of > FEW ? BL_SQL_WHO_PLAYS_WALK : BL_SQL_WHO_PLAYS, from, to, 0}},
        {&w->out->money[BL_WHO_PAYS_OPEN], m->open, {BL_SQL_WHO_PAYS, from, from - 1, 0}},
        {&w->out->money[BL_WHO_NEW], m->started, {BL_SQL_WHO_PAID, from, to, 1}},
        {&w->out->money[BL_WHO_EXPANSION], m->expansion, {BL_SQL_WHO_PAID, from, to, 2}},
        {&w->out->money[BL_WHO_CONTRACTION], m->contraction, {BL_SQL_WHO_PAID, from, to, 3}},
        {&w->out->money[BL_WHO_CHURN], m->churn, {BL_SQL_WHO_CHURNED, from, to, 0}},
        {&w->out->money[BL_WHO_PAYS_CLOSE], m->close, {BL_SQL_WHO_PAYS, from, to, 0}},
        {&w->out->late, v->late_entries, {BL_SQL_WHO_LATE, from, to, 0}},
        {&w->out->overdue, v->overdue_count, {BL_SQL_WHO_OVERDUE, from, v->as_of, 0}},
    };
    enum bl_status status = w->r->now || !v->talks.of ? BL_OK : played_then(w, &w->out->playing, err);
    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == BL_OK; i++)
        if (lists[i].n > 0) status = ask_plain(w, &lists[i].ask, lists[i].out, err);
    return status;
}

enum bl_status bl_store_review_who(struct bl_store *store, struct bl_review *review, size_t id_limit, struct bl_arena *arena,
                                   struct bl_error *err) {
    struct bl__review r = {.store = store, .out = review, .arena = arena, .limit = id_limit};
    struct who w = {.r = &r, .track = bl__lens_track(review->lens), .lo = review->as_of - review->window + 1};
    w.out = bl_arena_alloc(arena, sizeof *w.out);
    if (!w.out) return bl_nomem(err);
    memset(w.out, 0, sizeof *w.out);
    enum bl_status status = bl__review_is_now(&r, err);
    if (status == BL_OK) status = of_states(&w, err);
    if (status == BL_OK && review->whole) status = read_days(&w, err);
    for (int i = 0; status == BL_OK && review->whole && i < review->conversions; i++) status = of_cycles(&w, &review->conversion[i], err);
    for (int i = 0; status == BL_OK && review->whole && i < review->ranks; i++) status = of_stays(&w, &review->time[i], err);
    if (status == BL_OK && review->whole) status = of_week(&w, err);
    if (status == BL_OK) review->who = w.out;
    return status;
}
