/* Who asks for attention, what was said this week, what is paid (R4 to R6 and R12 of journey.md section 4). As of today the numbers come from totals and the ids from
 * indexes; as of a day that later ones follow, from counts by day and from then.c. */
#include "store/then.h"

enum bl_status bl__number(struct bl_store *store, sqlite3_stmt *stmt, int64_t *out, struct bl_error *err) {
    bool row = false;
    if (!stmt) return err->status;
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK) *out = row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

/* ---- stale and without a next step --------------------------------------------------------------------------------------------------- */

enum bl_status bl__stale_limits(struct bl__review *r, struct bl__limits *limits, struct bl_error *err) {
    enum bl_track track = r->out->lens == BL_LENS_STAGE ? BL_STAGE : BL_MOMENT;
    for (int rank = 1; rank <= r->out->ranks; rank++) {
        int setting = BL_NO_DAYS;
        BL_AUTO(bl_buf) struct bl_buf key = {0};
        bl_buf_addf(&key, "stale.%s", bl_track_name(track, rank));
        if (key.failed) return bl_nomem(err);
        bool has = bl_stale_default(track, rank) != BL_NO_DAYS;
        enum bl_status status = has ? bl__setting_days(r->store, bl_buf_text(&key), &setting, err) : BL_OK;
        if (status != BL_OK) return status;
        limits->days[rank] = bl_stale_limit(track, rank, &r->out->time[rank - 1], setting);
    }
    return BL_OK;
}

/* Few of many are read by age and sorted, many by id until enough are found; either way some thousand rows at most. */
static enum bl_sql stale_sql(const struct bl__review *r, int64_t n, int64_t people) {
    bool walk = r->limit && n > 0 && n > (int64_t)r->limit * people / n;
    if (r->out->lens == BL_LENS_STAGE) return walk ? BL_SQL_STALE_STAGE_WALK : BL_SQL_STALE_STAGE;
    return walk ? BL_SQL_STALE_MOMENT_WALK : BL_SQL_STALE_MOMENT;
}

static enum bl_status stale_in(struct bl__review *r, int state, bl_day before, struct bl__rows *ids, struct bl_error *err) {
    int64_t n = 0, people = 0;
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_SINCE_COUNTS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":track", bl__lens_track(r->out->lens));
    bl__bind_int(stmt, ":state", state);
    bl__bind_day(stmt, ":before", before);
    enum bl_status status = bl__number(r->store, stmt, &n, err);
    if (status == BL_OK) status = bl_store_count(r->store, &people, err);
    if (status != BL_OK || n <= 0) return status;
    r->out->stale.n += n;
    stmt = bl__stmt(r->store, stale_sql(r, n, people), err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":state", state);
    bl__bind_day(stmt, ":before", before);
    bl__bind_int(stmt, ":limit", bl__limit(r));
    return bl__ids_add(r, stmt, ids, err);
}

static enum bl_status attention_now(struct bl__review *r, const struct bl__limits *limits, struct bl_error *err) {
    struct bl__rows stale = {0}, no_next = {0};
    enum bl_status status = BL_OK;
    for (int rank = 1; rank <= r->out->ranks && status == BL_OK; rank++)
        if (limits->days[rank] != BL_NO_DAYS) status = stale_in(r, rank, r->out->as_of - limits->days[rank], &stale, err);
    if (status == BL_OK) status = bl__number(r->store, bl__stmt(r->store, BL_SQL_PLAYING, err), &r->out->talks.of, err);
    if (status == BL_OK) status = bl__number(r->store, bl__stmt(r->store, BL_SQL_NO_NEXT_COUNT, err), &r->out->no_next.n, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(r->store, BL_SQL_NO_NEXT_IDS, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":limit", bl__limit(r));
    status = bl__ids_add(r, stmt, &no_next, err);
    r->out->stale.ids = bl__ids_settle(r, &stale);
    r->out->no_next.ids = bl__ids_settle(r, &no_next);
    return status;
}

/* ---- as of a past day --------------------------------------------------------------------------------------------------------------------- */

struct seeking {
    struct bl__review *r;
    const struct bl__limits *limits;
    struct bl__rows stale, no_next;
    int64_t want_stale, want_no_next; /* still */
};

static enum bl_status note(struct bl__review *r, struct bl__rows *ids, int64_t person, struct bl_error *err) {
    ids->size = sizeof person;
    ids->arena = r->arena;
    int64_t *slot = bl__rows_add(ids, err);
    if (!slot) return err->status;
    *slot = person;
    return BL_OK;
}

static bool is_stale(const struct seeking *s, int state, bl_day since) {
    const struct bl_review *v = s->r->out;
    return state >= 1 && state <= v->ranks && s->limits->days[state] != BL_NO_DAYS && v->as_of - since > s->limits->days[state];
}

static enum bl_status promised(struct bl__review *r, int64_t person, int64_t *yes, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_THEN_PROMISED, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    bl__bind_day(stmt, ":day", r->out->as_of);
    return bl__number(r->store, stmt, yes, err);
}

static enum bl_status see(void *data, const struct bl__stood *who, bool *enough, struct bl_error *err) {
    struct seeking *s = data;
    enum bl_status status = BL_OK;
    int64_t yes = 1;
    if (s->want_stale > 0 && is_stale(s, who->state, who->since)) {
        s->want_stale--;
        status = note(s->r, &s->stale, who->id, err);
    }
    if (status == BL_OK && s->want_no_next > 0) status = promised(s->r, who->id, &yes, err);
    if (status == BL_OK && !yes) {
        s->want_no_next--;
        status = note(s->r, &s->no_next, who->id, err);
    }
    *enough = s->want_stale <= 0 && s->want_no_next <= 0;
    return status;
}

/* By the days they came on nobody comes before another: all of them are needed. */
static enum bl_status see_stale(void *data, const struct bl__stood *who, bool *enough, struct bl_error *err) {
    struct seeking *s = data;
    *enough = false;
    return note(s->r, &s->stale, who->id, err);
}

static enum bl_status find_ids(struct seeking *s, const struct bl__sought *stale, struct bl_error *err) {
    struct bl__review *r = s->r;
    bool by_days = false;
    enum bl_status status = stale->people ? bl__then_by_days(r, stale, &by_days, err) : BL_OK;
    if (status == BL_OK && by_days) {
        s->want_stale = 0;
        status = bl__then_days(r, stale, (struct bl__seer){see_stale, s}, err);
    }
    if (status == BL_OK && (s->want_stale || s->want_no_next))
        status = bl__then_walk(r, bl__lens_track(r->out->lens), r->out->talks.of, (struct bl__seer){see, s}, err);
    r->out->stale.ids = bl__ids_settle(r, &s->stale);
    r->out->no_next.ids = bl__ids_settle(r, &s->no_next);
    return status;
}

static enum bl_status attention_then(struct bl__review *r, const struct bl__limits *limits, struct bl_error *err) {
    struct seeking s = {.r = r, .limits = limits};
    struct bl__rows rows = {0}, stale = {.size = sizeof(struct bl__stay), .arena = r->arena};
    int64_t promised_people = 0;
    enum bl_status status = bl__then_played(r, bl__lens_track(r->out->lens), &rows, err);
    const struct bl__stay *stays = rows.at;
    for (size_t i = 0; i < rows.n && status == BL_OK; i++) {
        r->out->talks.of += stays[i].n;
        if (!is_stale(&s, stays[i].state, stays[i].since)) continue;
        struct bl__stay *slot = bl__rows_add(&stale, err);
        if (!slot) return err->status;
        *slot = stays[i];
        r->out->stale.n += stays[i].n;
    }
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(r->store, BL_SQL_THEN_PROMISED_COUNT, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":day", r->out->as_of);
    status = bl__number(r->store, stmt, &promised_people, err);
    if (status != BL_OK) return status;
    r->out->no_next.n = r->out->talks.of - promised_people;
    s.want_stale = bl__wanted(r, r->out->stale.n);
    s.want_no_next = bl__wanted(r, r->out->no_next.n);
    struct bl__sought sought = {stale.at, stale.n, r->out->stale.n, s.want_stale, r->out->talks.of, bl__lens_track(r->out->lens), true};
    return find_ids(&s, &sought, err);
}

/* ---- promises, conversations, money ---------------------------------------------------------------------------------------------------- */

static enum bl_status find_overdue(struct bl__review *r, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_overdue), .arena = r->arena};
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_OVERDUE_THEN, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":day", r->out->as_of);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        r->out->overdue_count++;
        if (r->limit && rows.n >= r->limit) continue;
        struct bl_overdue *late = bl__rows_add(&rows, err);
        if (!late) {
            status = err->status;
            break;
        }
        *late = (struct bl_overdue){sqlite3_column_int64(stmt, 0),
                                    sqlite3_column_int64(stmt, 1),
                                    bl__col_text(stmt, 2, r->arena),
                                    bl__col_text(stmt, 3, r->arena),
                                    sqlite3_column_int(stmt, 4) != 0,
                                    bl__col_day(stmt, 5),
                                    0};
        late->days = r->out->as_of - late->due;
        if (!late->who || !late->text) status = bl_nomem(err);
    }
    sqlite3_reset(stmt);
    r->out->overdue = rows.at;
    r->out->overdue_given = rows.n;
    return status;
}

static enum bl_status count_talks(struct bl__review *r, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_TALKS_BETWEEN, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":lo", r->out->from);
    bl__bind_day(stmt, ":hi", r->out->to);
    enum bl_status status = bl__number(r->store, stmt, &r->out->talks.n, err);
    stmt = status == BL_OK ? bl__stmt(r->store, BL_SQL_TALKED_BETWEEN, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":lo", r->out->from);
    bl__bind_day(stmt, ":hi", r->out->to);
    status = bl__row(r->store, stmt, &row, err);
    if (status != BL_OK || !row) return status;
    r->out->talks.people = sqlite3_column_int64(stmt, 0);
    r->out->talks.covered = sqlite3_column_int64(stmt, 1);
    sqlite3_reset(stmt);
    return BL_OK;
}

static enum bl_status sum_money(struct bl__review *r, bl_day lo, bl_day hi, int64_t sums[5], struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_MONEY_BETWEEN, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":lo", lo);
    bl__bind_int(stmt, ":hi", hi);
    for (bool row = true;;) {
        enum bl_status status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) return status;
        int counts = sqlite3_column_int(stmt, 0);
        if (counts >= 1 && counts <= 4) sums[counts] = sqlite3_column_int64(stmt, 1);
    }
}

static enum bl_status count_money(struct bl__review *r, struct bl_error *err) {
    int64_t before[5] = {0}, week[5] = {0};
    enum bl_status status = sum_money(r, INT32_MIN, r->out->from - 1, before, err);
    if (status == BL_OK) status = sum_money(r, r->out->from, r->out->to, week, err);
    if (status != BL_OK) return status;
    struct bl_revenue *m = &r->out->revenue;
    *m = (struct bl_revenue){.open = before[1] + before[2] - before[3] - before[4],
                             .started = week[1],
                             .expansion = week[2],
                             .contraction = week[3],
                             .churn = week[4]};
    m->close = m->open + m->started + m->expansion - m->contraction - m->churn;
    return BL_OK;
}

enum bl_status bl__attention_figures(struct bl__review *r, struct bl_error *err) {
    struct bl__limits limits = {{0}};
    enum bl_status status = bl__stale_limits(r, &limits, err);
    if (status == BL_OK) status = r->now ? attention_now(r, &limits, err) : attention_then(r, &limits, err);
    if (status == BL_OK) status = find_overdue(r, err);
    if (status == BL_OK) status = count_talks(r, err);
    if (status == BL_OK) status = count_money(r, err);
    return status == BL_OK ? bl__number(r->store, bl__stmt(r->store, BL_SQL_LATE_ENTRIES, err), &r->out->late_entries, err) : status;
}

enum bl_status bl_store_spoke(struct bl_store *store, const bl_day span[2], size_t limit, struct bl_arena *arena, struct bl_spoke **rows,
                              size_t *n, struct bl_error *err) {
    struct bl__rows found = {.size = sizeof(struct bl_spoke), .arena = arena};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_SPOKE_DAYS, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":lo", span[0]);
    bl__bind_day(stmt, ":hi", span[1]);
    bl__bind_int(stmt, ":limit", limit ? (int64_t)limit : -1);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        struct bl_spoke *spoke = bl__rows_add(&found, err);
        if (!spoke) {
            status = err->status;
            break;
        }
        *spoke = (struct bl_spoke){bl__col_day(stmt, 0), sqlite3_column_int64(stmt, 1), bl__col_text(stmt, 2, arena)};
        if (!spoke->name) status = bl_nomem(err);
    }
    sqlite3_reset(stmt);
    if (status != BL_OK) return status;
    *rows = found.at;
    *n = found.n;
    return BL_OK;
}
