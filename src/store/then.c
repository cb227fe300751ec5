/* Who stood where on a day that later ones follow.
 *
 * How many is known from counts by day, whose size is days times moves. Who, where few are asked for of many, is found by walking along the people until there are
 * enough; where there are few at all, by the days on which they came: an index holds everybody who moved on a day. Whichever is shorter is taken, since either may be
 * a way through the whole book. */
#include "store/then.h"

static enum bl_status read_stay(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    (void)arena, (void)err;
    *(struct bl__stay *)slot = (struct bl__stay){sqlite3_column_int(stmt, 0), bl__col_day(stmt, 1), sqlite3_column_int64(stmt, 2)};
    return BL_OK;
}

static enum bl_status read_stays(struct bl__review *r, enum bl_sql sql, int track, struct bl__rows *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(r->store, sql, err);
    if (!stmt) return err->status;
    out->size = sizeof(struct bl__stay);
    out->arena = r->arena;
    bl__bind_int(stmt, ":track", track);
    if (sqlite3_bind_parameter_index(stmt, ":day")) bl__bind_day(stmt, ":day", r->out->as_of);
    if (sqlite3_bind_parameter_index(stmt, ":from")) bl__bind_day(stmt, ":from", r->out->from);
    return bl__collect(r->store, stmt, read_stay, out, err);
}

enum bl_status bl__then_played(struct bl__review *r, int track, struct bl__rows *out, struct bl_error *err) {
    return read_stays(r, BL_SQL_THEN_STAYS, track, out, err);
}

enum bl_status bl__then_all(struct bl__review *r, struct bl__rows *out, struct bl_error *err) {
    int track = bl__lens_track(r->out->lens);
    enum bl_status status = read_stays(r, BL_SQL_THEN_STAYS_ALL, track, out, err);
    return status == BL_OK ? read_stays(r, BL_SQL_THEN_SIDES, track, out, err) : status;
}

/* ---- which way ---------------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__then_by_days(struct bl__review *r, const struct bl__sought *sought, bool *yes, struct bl_error *err) {
    enum { STEP = 3 /* one person of a walk costs as much as so many of a day */ };
    int64_t walk = sought->people > 0 ? STEP * sought->want * (sought->of / sought->people + 1) : 0, days = 0;
    for (size_t i = 0; i < sought->n && days <= walk; i++) {
        int64_t came = 0;
        sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_THEN_CAME, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":track", sought->track);
        bl__bind_day(stmt, ":on", sought->stays[i].since);
        bl__bind_int(stmt, ":state", sought->stays[i].state);
        enum bl_status status = bl__number(r->store, stmt, &came, err);
        if (status != BL_OK) return status;
        days += came;
    }
    *yes = days <= walk;
    return BL_OK;
}

/* ---- by days ------------------------------------------------------------------------------------------------------------------------------ */

static enum bl_status each(struct bl__review *r, sqlite3_stmt *stmt, const struct bl__stay *stay, struct bl__seer seer, bool *enough,
                           struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK && !*enough;) {
        status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        struct bl__stood who = {.id = sqlite3_column_int64(stmt, 0)};
        int how = stay ? 1 : 3;
        who.state = stay ? stay->state : sqlite3_column_int(stmt, 1);
        who.since = stay ? stay->since : bl__col_day(stmt, 2);
        if (sqlite3_column_count(stmt) > how) who.how = (const char *)sqlite3_column_text(stmt, how);
        status = seer.see(seer.data, &who, enough, err);
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__then_days(struct bl__review *r, const struct bl__sought *sought, struct bl__seer seer, struct bl_error *err) {
    enum bl_sql sql = sought->track == 1 ? BL_SQL_THEN_WHO_STAGE : BL_SQL_THEN_WHO_MOMENT;
    enum bl_status status = BL_OK;
    bool enough = false;
    for (size_t i = 0; i < sought->n && status == BL_OK && !enough; i++) {
        sqlite3_stmt *stmt = bl__stmt(r->store, sql, err);
        if (!stmt) return err->status;
        bl__bind_day(stmt, ":on", sought->stays[i].since);
        bl__bind_int(stmt, ":state", sought->stays[i].state);
        bl__bind_day(stmt, ":day", r->out->as_of);
        bl__bind_int(stmt, ":played", sought->played);
        status = each(r, stmt, &sought->stays[i], seer, &enough, err);
    }
    return status;
}

/* ---- along the people --------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__then_walk(struct bl__review *r, int track, int64_t of, struct bl__seer seer, struct bl_error *err) {
    enum { PART = 20 }; /* fewer than one in so many: not the table, but their index, which has to be sorted */
    int64_t people = 0;
    bool enough = false;
    enum bl_status status = bl_store_count(r->store, &people, err);
    if (status != BL_OK) return status;
    bool few = of < people / PART;
    enum bl_sql sql = track == 1 ? few ? BL_SQL_THEN_FEW_STAGE : BL_SQL_THEN_MANY_STAGE
                      : few      ? BL_SQL_THEN_FEW_MOMENT
                                 : BL_SQL_THEN_MANY_MOMENT;
    sqlite3_stmt *stmt = bl__stmt(r->store, sql, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":day", r->out->as_of);
    return each(r, stmt, NULL, seer, &enough, err);
}
