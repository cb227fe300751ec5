/* Movement of a week by milestones (R2, R3 of journey.md section 4). A milestone joins stages, so the totals of a track do not fit; who moved comes from the
 * entries of that week alone, and those who stayed are counted by subtraction and looked up only as far as ids are asked for. */
#include "store/review.h"

#include <string.h>

/* One growing list of distinct ids; people arrive in ascending order, so the last one is enough to know a repetition. */
struct tally {
    int64_t n;      /* moves, or people */
    int64_t people; /* distinct */
    int64_t last;
    struct bl__rows ids;
};

struct count {
    struct bl_store *store;
    struct bl_review *review;
    struct bl_arena *arena;
    size_t limit; /* ids per list, 0 = all */
    struct tally gross[BL__LENS_STATES][BL__LENS_STATES], net[BL__LENS_STATES][BL__LENS_STATES], kinds[BL_KINDS];
    int64_t moved[BL__LENS_STATES]; /* people who began the week in this state and moved */
    struct bl__rows movers;         /* their ids, ascending */
};

static enum bl_status note(struct count *c, struct tally *t, int64_t person, struct bl_error *err) {
    t->n++;
    if (t->people && t->last == person) return BL_OK;
    t->people++;
    t->last = person;
    if (c->limit && t->ids.n >= c->limit) return BL_OK;
    t->ids.size = sizeof(int64_t);
    t->ids.arena = c->arena;
    int64_t *slot = bl__rows_add(&t->ids, err);
    if (!slot) return err->status;
    *slot = person;
    return BL_OK;
}

static struct bl_ids ids_of(const struct tally *t) {
    return (struct bl_ids){t->ids.at, t->ids.n};
}

/* ---- who moved ------------------------------------------------------------------------------------------------------------------- */

struct mover {
    int64_t person;
    int first, last; /* state before the first and after the last move of the week */
};

static enum bl_status end_mover(struct count *c, const struct mover *m, struct bl_error *err) {
    if (!m->person) return BL_OK;
    c->moved[m->first]++;
    int64_t *slot = bl__rows_add(&c->movers, err);
    if (!slot) return err->status;
    *slot = m->person;
    return note(c, &c->net[m->first][m->last], m->person, err);
}

/* The kind is a matter of the track's own states: a milestone hides moves between two of its stages, it does not rename the others. */
static enum bl_status one_move(struct count *c, struct mover *m, sqlite3_stmt *stmt, struct bl_error *err) {
    int64_t person = sqlite3_column_int64(stmt, 0);
    int src = sqlite3_column_int(stmt, 1), dst = sqlite3_column_int(stmt, 2);
    int from = bl__lens_state(c->review->lens, src), to = bl__lens_state(c->review->lens, dst);
    enum bl_status status = BL_OK;
    if (from == to) return BL_OK;
    if (m->person != person) {
        status = end_mover(c, m, err);
        *m = (struct mover){person, from, to};
    }
    m->last = to;
    if (status == BL_OK) status = note(c, &c->gross[from][to], person, err);
    return status == BL_OK ? note(c, &c->kinds[bl_move_kind(src, dst)], person, err) : status;
}

static enum bl_status read_moves(struct count *c, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(c->store, BL_SQL_MOVES_BETWEEN, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":lo", c->review->from);
    bl__bind_day(stmt, ":hi", c->review->to);
    struct mover mover = {0};
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(c->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        status = one_move(c, &mover, stmt, err);
    }
    sqlite3_reset(stmt);
    return status == BL_OK ? end_mover(c, &mover, err) : status;
}

/* ---- who stayed ------------------------------------------------------------------------------------------------------------------ */

/* How many ids of those who stayed are given. */
static int64_t wanted(const struct count *c, int64_t stayed) {
    int64_t room = c->limit ? (int64_t)c->limit : stayed;
    return stayed < room ? stayed : room;
}

static enum bl_status find_stayers(struct count *c, const int64_t stayed[], struct tally found[], struct bl_error *err) {
    int64_t missing = 0;
    for (int s = 1; s < BL__LENS_STATES; s++) missing += wanted(c, stayed[s]);
    if (!missing) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(c->store, BL_SQL_STATES_AT, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":track", bl__lens_track(c->review->lens));
    bl__bind_day(stmt, ":day", c->review->to);
    const int64_t *movers = c->movers.at;
    size_t next = 0;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK && missing > 0;) {
        status = bl__row(c->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int64_t person = sqlite3_column_int64(stmt, 0);
        while (next < c->movers.n && movers[next] < person) next++;
        int s = bl__lens_state(c->review->lens, sqlite3_column_int(stmt, 1));
        if (s == BL_NONE || (next < c->movers.n && movers[next] == person) || found[s].people >= wanted(c, stayed[s])) continue;
        status = note(c, &found[s], person, err);
        missing--;
    }
    sqlite3_reset(stmt);
    return status;
}

/* Two ascending lists of distinct ids into one, cut to the limit. */
static enum bl_status merge_ids(struct count *c, const struct tally *a, const struct tally *b, struct bl_ids *out, struct bl_error *err) {
    const int64_t *x = a->ids.at, *y = b->ids.at;
    size_t i = 0, k = 0, n = 0, room = a->ids.n + b->ids.n;
    if (c->limit && room > c->limit) room = c->limit;
    int64_t *ids = bl_arena_array(c->arena, room + 1, sizeof *ids);
    if (!ids) return bl_nomem(err);
    while (n < room) ids[n++] = k == b->ids.n || (i < a->ids.n && x[i] < y[k]) ? x[i++] : y[k++];
    *out = (struct bl_ids){ids, n};
    return BL_OK;
}

/* ---- into the review -------------------------------------------------------------------------------------------------------------- */

static enum bl_status put_gross(struct count *c, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_flow), .arena = c->arena};
    for (int from = 0; from < BL__LENS_STATES; from++)
        for (int to = 0; to < BL__LENS_STATES; to++) {
            const struct tally *t = &c->gross[from][to];
            if (!t->n) continue;
            struct bl_flow *flow = bl__rows_add(&rows, err);
            if (!flow) return err->status;
            *flow = (struct bl_flow){from, to, t->n, ids_of(t)};
        }
    c->review->gross = rows.at;
    c->review->gross_count = rows.n;
    return BL_OK;
}

static enum bl_status put_net(struct count *c, const int64_t stayed[], const struct tally found[], struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_flow), .arena = c->arena};
    for (int from = 0; from < BL__LENS_STATES; from++)
        for (int to = 0; to < BL__LENS_STATES; to++) {
            const struct tally *t = &c->net[from][to];
            int64_t still = from == to ? stayed[from] : 0;
            if (t->people + still == 0) continue;
            struct bl_flow *flow = bl__rows_add(&rows, err);
            if (!flow) return err->status;
            *flow = (struct bl_flow){from, to, t->people + still, ids_of(t)};
            enum bl_status status = from == to ? merge_ids(c, t, &found[from], &flow->ids, err) : BL_OK;
            if (status != BL_OK) return status;
        }
    c->review->net = rows.at;
    c->review->net_count = rows.n;
    return BL_OK;
}

static enum bl_status count_net(struct count *c, struct bl_error *err) {
    int64_t stayed[BL__LENS_STATES] = {0};
    struct tally *found = bl_arena_array(c->arena, BL__LENS_STATES, sizeof *found);
    if (!found) return bl_nomem(err);
    for (int s = 1; s < BL__LENS_STATES; s++) stayed[s] = c->review->states[s].open - c->moved[s];
    enum bl_status status = find_stayers(c, stayed, found, err);
    return status == BL_OK ? put_net(c, stayed, found, err) : status;
}

enum bl_status bl__milestone_movement(struct bl__review *r, struct bl_error *err) {
    struct count *c = bl_arena_alloc(r->arena, sizeof *c);
    if (!c) return bl_nomem(err);
    *c = (struct count){.store = r->store, .review = r->out, .arena = r->arena, .limit = r->limit};
    c->movers = (struct bl__rows){.size = sizeof(int64_t), .arena = r->arena};
    enum bl_status status = read_moves(c, err);
    if (status == BL_OK) status = count_net(c, err);
    if (status == BL_OK) status = put_gross(c, err);
    if (status != BL_OK) return status;
    for (int kind = 0; kind < BL_KINDS; kind++)
        r->out->movements[kind] = (struct bl_people_list){c->kinds[kind].people, ids_of(&c->kinds[kind])};
    return BL_OK;
}
