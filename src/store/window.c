/* Conversion and time in state (R7 to R11 of journey.md section 4): the daily totals of the window, handed to the pure functions of core. */
#include "store/review.h"

/* Where stays of what and passes of a kind stand in `total`. */
enum { WHAT_STAYS = 1, WHAT_REACHED = 4 };

typedef void (*each)(void *data, const int64_t row[5]);

/* Every row of one what within the window: day, a, b, c, n. */
static enum bl_status read_totals(struct bl__review *r, int what, each take, void *data, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_TOTALS_BETWEEN, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":what", what);
    bl__bind_int(stmt, ":track", bl__lens_track(r->out->lens));
    bl__bind_day(stmt, ":lo", r->out->as_of - r->out->window + 1);
    bl__bind_day(stmt, ":hi", r->out->as_of);
    for (bool row = true;;) {
        int64_t columns[5];
        enum bl_status status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) return status;
        for (int i = 0; i < 5; i++) columns[i] = sqlite3_column_int64(stmt, i);
        take(data, columns);
    }
}

struct counting {
    struct bl__review *r;
    struct bl_window window;
    enum bl_pass_kind kind;
    struct bl_lengths lengths[BL_RANK_MAX + 1];
};

static void take_pass(void *data, const int64_t row[5]) {
    struct counting *c = data;
    bl_day at = (bl_day)row[0];
    struct bl_pass pass = {c->kind, (int)row[1], at, c->kind == BL_PASS_REACHED ? at : (bl_day)row[2], row[4]};
    bl_conversion_add(c->r->out->conversion, c->r->out->ranks, &c->window, &pass);
}

static void take_stay(void *data, const int64_t row[5]) {
    struct counting *c = data;
    if (row[1] < 1 || row[1] > c->r->out->ranks) return;
    bl_day out = row[2] >= INT32_MAX ? BL_NO_DAY : (bl_day)row[2];
    bl_lengths_add(&c->lengths[row[1]], &c->window, (bl_day)row[0], out, row[3] == 1, row[4]);
}

static enum bl_status make_room(struct counting *c, struct bl_arena *arena, struct bl_error *err) {
    for (int rank = 1; rank <= c->r->out->ranks; rank++) {
        struct bl_lengths *l = &c->lengths[rank];
        l->days = c->window.days;
        l->ended = bl_arena_array(arena, (size_t)l->days * 3, sizeof(int64_t));
        if (!l->ended) return bl_nomem(err);
        l->advanced = l->ended + l->days;
        l->still = l->advanced + l->days;
    }
    return BL_OK;
}

static enum bl_status count_conversion(struct counting *c, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (int kind = BL_PASS_REACHED; kind <= BL_PASS_UNPARKED && status == BL_OK; kind++) {
        c->kind = (enum bl_pass_kind)kind;
        status = read_totals(c->r, WHAT_REACHED + kind, take_pass, c, err);
    }
    bl_conversion_end(c->r->out->conversion, c->r->out->ranks);
    c->r->out->conversions = c->r->out->ranks - 1;
    return status;
}

enum bl_status bl__window_figures(struct bl__review *r, struct bl_error *err) {
    struct counting c = {.r = r, .window = {r->out->as_of, r->out->window}};
    enum bl_status status = count_conversion(&c, err);
    return status == BL_OK ? bl__time_figures(r, err) : status;
}

enum bl_status bl__time_figures(struct bl__review *r, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct counting c = {.r = r, .window = {r->out->as_of, r->out->window}};
    enum bl_status status = make_room(&c, &arena, err);
    if (status == BL_OK) status = read_totals(r, WHAT_STAYS, take_stay, &c, err);
    for (int rank = 1; rank <= r->out->ranks && status == BL_OK; rank++) {
        r->out->time[rank - 1].state = rank;
        bl_survival(&c.lengths[rank], &r->out->time[rank - 1]);
    }
    return status;
}
