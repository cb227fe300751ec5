/* Today: one walk over an index that holds all that judging needs, the judging itself in core. Of each need only the rows that will be shown are kept
 * while walking, so that a hundred thousand people in play cost one pass and no memory. */
#include "bowline/today.h"

#include "store/review.h"
#include "store/today.h"

#include <stdlib.h>
#include <string.h>

enum { SITTING_MS = 18 * 3600 * 1000, DAY_MS = 24 * 3600 * 1000 };

/* ---- the best so far ------------------------------------------------------------------------------------------------------------ */

struct candidate {
    int64_t id;
    unsigned needs;
    enum bl_need need;
    int days, weight;
};
struct best {
    struct candidate *at;
    size_t n, most;
};

static int compare(int a, int b) {
    return a < b ? 1 : a > b ? -1 : 0; /* more comes first */
}

/* Within a need: what was promised by its day, the rest by what is at stake. */
static int by_day(const struct candidate *a, const struct candidate *b) {
    bool dated = a->need <= BL_NEED_PARKED;
    int order = dated ? 0 : compare(a->weight, b->weight);
    return order ? order : compare(a->days, b->days);
}

/* Across needs: what is at stake, then the need. */
static int by_weight(const struct candidate *a, const struct candidate *b) {
    int order = compare(a->weight, b->weight);
    if (!order) order = compare((int)b->need, (int)a->need);
    return order ? order : compare(a->days, b->days);
}

static bool best_open(struct best *best, size_t most, struct bl_arena *arena) {
    best->most = most;
    best->at = most ? bl_arena_array(arena, most + 1, sizeof *best->at) : NULL;
    return best->at || !most;
}

/* Puts one in its place among those kept; the last one falls off. Equals stay in the order they came. */
static void best_add(struct best *best, const struct candidate *c, int (*order)(const struct candidate *, const struct candidate *)) {
    size_t lo = 0, hi = best->n;
    if (!best->most || (best->n == best->most && order(&best->at[best->n - 1], c) <= 0)) return;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (order(&best->at[mid], c) <= 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    memmove(&best->at[lo + 1], &best->at[lo], (best->n - lo) * sizeof *best->at);
    best->at[lo] = *c;
    if (best->n < best->most) best->n++;
}

/* ---- the walk --------------------------------------------------------------------------------------------------------------------- */

struct walk {
    struct bl_store *store;
    struct bl_arena *arena;
    struct bl_limits limits;
    struct bl_today out;
    struct best best[BL_NEEDS], few;
    struct bl__rows everybody; /* ids, when they are wanted */
    bool ids;
    int64_t *snoozed; /* ascending */
    size_t snoozed_count;
};

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static enum bl_status read_snoozes(struct walk *w, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(int64_t), .arena = w->arena};
    sqlite3_stmt *stmt = bl__stmt(w->store, BL_SQL_SNOOZES_OPEN, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":today", w->store->now.today);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(w->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int64_t *slot = bl__rows_add(&rows, err);
        if (!slot)
            status = err->status;
        else
            *slot = sqlite3_column_int64(stmt, 0);
    }
    sqlite3_reset(stmt);
    w->snoozed = rows.at;
    w->snoozed_count = rows.n;
    return status;
}

/* The columns of today_people. */
static void read_facts(sqlite3_stmt *stmt, struct bl_facts *facts) {
    facts->status = sqlite3_column_int(stmt, 1);
    facts->has_next = sqlite3_column_int64(stmt, 2) != 0;
    facts->next_due = bl__col_day(stmt, 3);
    facts->stage = sqlite3_column_int(stmt, 4);
    facts->stage_since = bl__col_day(stmt, 5);
    facts->moment = sqlite3_column_int(stmt, 6);
    facts->moment_since = bl__col_day(stmt, 7);
    facts->last_talk = bl__col_day(stmt, 8);
    facts->opened_on = bl__col_day(stmt, 9);
    facts->park_until = bl__col_day(stmt, 10);
    if (facts->stage < 0 || facts->stage > BL_RANK_MAX) facts->stage = 0;
    if (facts->moment < 0 || facts->moment > BL_RANK_MAX) facts->moment = 0;
}

/* The same of a person already read. */
static struct bl_facts facts_of(const struct bl_person *person) {
    return (struct bl_facts){.status = person->at.status,
                             .stage = person->at.stage,
                             .moment = person->at.moment,
                             .stage_since = person->at.stage_since,
                             .moment_since = person->at.moment_since,
                             .opened_on = person->at.opened_on,
                             .last_talk = person->last_talk,
                             .park_until = person->at.park_until,
                             .has_next = person->next.id != 0,
                             .next_due = person->next.due};
}

static enum bl_status judge(struct walk *w, sqlite3_stmt *stmt, struct bl_error *err) {
    struct bl_facts facts;
    bl_day today = w->store->now.today;
    read_facts(stmt, &facts);
    struct candidate c = {.id = sqlite3_column_int64(stmt, 0), .needs = bl_needs(&facts, &w->limits, today)};
    if (!c.needs) return BL_OK;
    if (w->snoozed_count && bsearch(&c.id, w->snoozed, w->snoozed_count, sizeof c.id, by_id)) {
        w->out.resting++;
        return BL_OK;
    }
    c.need = bl_needs_first(c.needs);
    c.days = bl_need_days(c.need, &facts, &w->limits, today);
    c.weight = facts.status == BL_ACTIVE ? bl_stage_weight(facts.stage) : 0;
    w->out.counts[c.need]++;
    w->out.total++;
    best_add(&w->best[c.need], &c, by_day);
    best_add(&w->few, &c, by_weight);
    if (!w->ids) return BL_OK;
    int64_t *slot = bl__rows_add(&w->everybody, err);
    if (!slot) return err->status;
    *slot = c.id;
    return BL_OK;
}

static enum bl_status walk_people(struct walk *w, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(w->store, BL_SQL_TODAY_PEOPLE, err);
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(w->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        status = judge(w, stmt, err);
    }
    sqlite3_reset(stmt);
    return status;
}

/* For how many days nothing was written, before this sitting; 0 when that is not long. */
static enum bl_status away(struct walk *w, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(w->store, BL_SQL_WRITTEN_BEFORE, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":before", w->store->now.ms - SITTING_MS);
    enum bl_status status = bl__row(w->store, stmt, &row, err);
    int64_t days = status == BL_OK && row ? (w->store->now.ms - sqlite3_column_int64(stmt, 0)) / DAY_MS : 0;
    sqlite3_reset(stmt);
    w->out.away = days >= BL_AWAY_DAYS && days < INT32_MAX ? (int)days : 0;
    return status;
}

static enum bl_status walk_open(struct walk *w, struct bl_store *store, size_t limit, struct bl_arena *arena, struct bl_error *err) {
    *w = (struct walk){.store = store, .arena = arena, .out = {.as_of = store->now.today}};
    w->everybody = (struct bl__rows){.size = sizeof(int64_t), .arena = arena};
    bool room = best_open(&w->few, limit ? BL_TODAY_FEW : 0, arena);
    for (int need = 0; need < BL_NEEDS; need++) room = best_open(&w->best[need], limit, arena) && room;
    if (!room) return bl_nomem(err);
    enum bl_status status = bl_store_limits(store, &w->limits, err);
    if (status == BL_OK) status = read_snoozes(w, err);
    return status == BL_OK ? away(w, err) : status;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------------- */

static const char *reasons(struct walk *w, const struct bl_today_row *row) {
    BL_AUTO(bl_buf) struct bl_buf why = {0};
    for (int need = 0; need < BL_NEEDS; need++) {
        if (!(row->needs & (1u << need))) continue;
        if (why.len) bl_buf_str(&why, " · ");
        bl_need_words(&why, (enum bl_need)need, &row->person, &w->limits, w->out.as_of);
    }
    return why.failed ? NULL : bl_arena_str(w->arena, bl_buf_text(&why));
}

enum bl_status bl__visited(struct bl_store *store, int64_t person, unsigned *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_VISITED_OF, err);
    bool there = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    enum bl_status status = bl__row(store, stmt, &there, err);
    if (status == BL_OK) *out = there ? (unsigned)sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status put_row(struct walk *w, const struct candidate *c, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf move = {0};
    BL_AUTO(bl_buf) struct bl_buf because = {0};
    struct bl_today_row *row = &w->out.rows[w->out.n];
    unsigned visited = 0;
    enum bl_status status = bl__person_brief(w->store, c->id, w->arena, &row->person, err);
    if (status == BL_OK) status = bl__visited(w->store, c->id, &visited, err);
    if (status != BL_OK) return status;
    row->need = c->need;
    row->needs = c->needs;
    bl_suggest(&move, &because, c->needs, &row->person, visited, w->out.as_of);
    row->why = reasons(w, row);
    row->move = move.failed ? NULL : bl_arena_str(w->arena, bl_buf_text(&move));
    row->because = because.failed ? NULL : bl_arena_str(w->arena, bl_buf_text(&because));
    if (!row->why || !row->move || !row->because) return bl_nomem(err);
    w->out.n++;
    return BL_OK;
}

static enum bl_status put_rows(struct walk *w, struct bl_error *err) {
    size_t room = w->few.n;
    for (int need = 0; need < BL_NEEDS; need++) room += w->best[need].n;
    w->out.rows = bl_arena_array(w->arena, room + 1, sizeof *w->out.rows);
    if (!w->out.rows) return bl_nomem(err);
    enum bl_status status = BL_OK;
    for (size_t i = 0; status == BL_OK && w->out.away && i < w->few.n; i++) status = put_row(w, &w->few.at[i], err);
    for (int need = 0; need < BL_NEEDS && !w->out.away; need++)
        for (size_t i = 0; status == BL_OK && i < w->best[need].n; i++) status = put_row(w, &w->best[need].at[i], err);
    return status;
}

enum bl_status bl_store_today(struct bl_store *store, size_t limit, bool all, struct bl_arena *arena, struct bl_today *out,
                              struct bl_error *err) {
    struct walk walk;
    bool ours = false;
    enum bl_status status = bl__read_begin(store, &ours, err);
    if (status == BL_OK) status = walk_open(&walk, store, limit, arena, err);
    if (all && status == BL_OK) walk.out.away = 0;
    if (status == BL_OK) status = walk_people(&walk, err);
    if (status == BL_OK && limit) status = put_rows(&walk, err);
    bl__read_end(store, ours);
    if (status == BL_OK) *out = walk.out;
    return status;
}

/* One person judged as the walk judges everybody; a snooze keeps nobody from being asked about. */
enum bl_status bl_store_today_of(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_today_row *out,
                                 unsigned *visited, struct bl_error *err) {
    struct walk walk;
    struct bl_person row;
    struct candidate c = {.id = person};
    enum bl_status status = walk_open(&walk, store, 0, arena, err);
    if (status == BL_OK) status = bl__person_brief(store, person, arena, &row, err);
    if (status != BL_OK) return status;
    struct bl_facts facts = facts_of(&row);
    if (row.in_play) c.needs = bl_needs(&facts, &walk.limits, store->now.today);
    c.need = bl_needs_first(c.needs);
    walk.out.rows = bl_arena_array(arena, 1, sizeof *walk.out.rows);
    if (!walk.out.rows) return bl_nomem(err);
    status = put_row(&walk, &c, err);
    if (status == BL_OK) status = bl__visited(store, person, visited, err);
    if (status == BL_OK) *out = walk.out.rows[0];
    return status;
}

/* ---- limits, and how many have gone quiet -------------------------------------------------------------------------------------------- */

/* The limits of one track as the review of today has them (R5). */
static enum bl_status track_limits(struct bl_store *store, enum bl_lens lens, int *days, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_review review = {.lens = lens, .as_of = store->now.today};
    struct bl__review r = {.store = store, .out = &review, .arena = &arena};
    struct bl__limits limits;
    review.ranks = bl_track_ranks(lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE);
    enum bl_status status = bl__window_days(store, &review.window, err);
    if (status == BL_OK) status = bl__time_figures(&r, err);
    if (status == BL_OK) status = bl__stale_limits(&r, &limits, err);
    for (int rank = 1; status == BL_OK && rank <= review.ranks; rank++)
        days[rank] = limits.days[rank] == BL_NO_DAYS ? 0 : limits.days[rank];
    return status;
}

enum bl_status bl__quiet_days(struct bl_store *store, int *days, struct bl_error *err) {
    struct bl_limits usual;
    int set = BL_NO_DAYS;
    enum bl_status status = bl__setting_days(store, "quiet", &set, err);
    bl_limits_default(&usual);
    if (status == BL_OK) *days = set == BL_NO_DAYS ? usual.quiet : set;
    return status;
}

enum bl_status bl_store_limits(struct bl_store *store, struct bl_limits *out, struct bl_error *err) {
    struct bl_limits limits = {0};
    enum bl_status status = track_limits(store, BL_LENS_STAGE, limits.stage, err);
    if (status == BL_OK) status = track_limits(store, BL_LENS_MOMENT, limits.moment, err);
    if (status == BL_OK) status = bl__quiet_days(store, &limits.quiet, err);
    if (status == BL_OK) *out = limits;
    return status;
}

/* ---- snoozing ------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status keep_rested(struct bl_store *store, int64_t person, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_SNOOZE_KEEP, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_day(stmt, ":today", store->now.today);
    return bl__run(store, stmt, err);
}

static enum bl_status put_snooze(struct bl_store *store, int64_t person, bl_day until, const char *why, struct bl_error *err) {
    enum bl_status status = keep_rested(store, person, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_SNOOZE_PUT, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_day(stmt, ":until", until);
    bl__bind_text(stmt, ":why", why && *why ? why : NULL);
    bl__bind_day(stmt, ":since", store->now.today);
    return bl__run(store, stmt, err);
}

static enum bl_status ahead(const struct bl_store *store, bl_day until, struct bl_error *err) {
    if (until != BL_NO_DAY && until > store->now.today) return BL_OK;
    bl_fail(err, BL_USAGE, "until when? It takes a day that lies ahead");
    bl_hint(err, "like tomorrow, fri, 1w or 2026-12-01");
    return BL_USAGE;
}

enum bl_status bl_snooze_set(struct bl_store *store, int64_t person, bl_day until, const char *why, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name = NULL;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = ahead(store, until, err);
    if (status == BL_OK) status = bl__person_name(store, person, &arena, &name, err);
    return status == BL_OK ? put_snooze(store, person, until, why, err) : status;
}

enum bl_status bl_snooze_end(struct bl_store *store, int64_t person, bool *was, struct bl_error *err) {
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = keep_rested(store, person, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_SNOOZE_DROP, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    status = bl__run(store, stmt, err);
    if (status == BL_OK) *was = sqlite3_changes(store->db) > 0;
    return status;
}

enum bl_status bl_store_snooze(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_snooze *out,
                               struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_SNOOZE_OF, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status != BL_OK) return status;
    struct bl_snooze snooze = {.until = row ? bl__col_day(stmt, 0) : BL_NO_DAY, .why = row ? bl__col_text(stmt, 1, arena) : NULL};
    if (snooze.until != BL_NO_DAY && snooze.until <= store->now.today) snooze = (struct bl_snooze){.until = BL_NO_DAY};
    sqlite3_reset(stmt);
    *out = snooze;
    return BL_OK;
}

static bool among(const struct best *few, int64_t id) {
    for (size_t i = 0; i < few->n; i++)
        if (few->at[i].id == id) return true;
    return false;
}

enum bl_status bl_today_rest(struct bl_store *store, bl_day until, const char *why, int64_t *n, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct walk walk;
    int64_t count = 0;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = ahead(store, until, err);
    if (status == BL_OK) status = walk_open(&walk, store, 1, &arena, err);
    if (status != BL_OK) return status;
    walk.ids = true;
    status = walk_people(&walk, err);
    const int64_t *ids = walk.everybody.at;
    for (size_t i = 0; status == BL_OK && i < walk.everybody.n; i++) {
        if (among(&walk.few, ids[i])) continue;
        status = put_snooze(store, ids[i], until, why, err);
        count++;
    }
    if (status == BL_OK) *n = count;
    return status;
}
