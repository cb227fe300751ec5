/* Where people came from, by stage: as of today from a total that triggers keep, as of a day that later ones follow from another, by days. Only people in
 * play, like all that asks for attention: an imported list has one source for thousands, and would say nothing else. */
#include "store/then.h"

#include <stdlib.h>
#include <string.h>

enum { STAGES = 1 /* their track: the review may be of moments */ };

static struct bl_source *add_source(struct bl__review *r, struct bl__rows *rows, int stage, const char *source, int64_t n) {
    struct bl_review *out = r->out;
    struct bl_error err;
    if (!out->origin_count || out->origins[out->origin_count - 1].stage != stage) {
        if (out->origin_count >= BL_RANK_MAX) return NULL;
        *rows = (struct bl__rows){.size = sizeof(struct bl_source), .arena = r->arena};
        out->origins[out->origin_count++] = (struct bl_origin){.stage = stage};
    }
    struct bl_origin *origin = &out->origins[out->origin_count - 1];
    struct bl_source *slot = bl__rows_add(rows, &err);
    if (!slot) return NULL;
    *slot = (struct bl_source){.n = n, .referral = strcmp(source, "referral") == 0, .key = bl_arena_str(r->arena, source)};
    slot->name = slot->key;
    origin->n += n;
    origin->known += *source ? n : 0;
    origin->from = rows->at;
    origin->count = rows->n;
    return slot->key ? slot : NULL;
}

/* The word of somebody who wrote it stands for all spellings. */
static enum bl_status name_it(struct bl__review *r, struct bl_source *source, const char *word, struct bl_error *err) {
    if (source->referral || !*source->key || !word || !*word) return BL_OK;
    source->name = bl_arena_str(r->arena, word);
    return source->name ? BL_OK : bl_nomem(err);
}

static enum bl_status read_ids(struct bl__review *r, int stage, struct bl_source *source, struct bl_error *err) {
    struct bl__rows ids = {.size = sizeof(int64_t), .arena = r->arena};
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_ORIGIN_IDS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":stage", stage);
    bl__bind_text(stmt, ":source", source->key);
    bl__bind_int(stmt, ":limit", bl__limit(r));
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int64_t *slot = bl__rows_add(&ids, err);
        if (!slot) status = err->status;
        if (slot) *slot = sqlite3_column_int64(stmt, 0);
        if (slot && ids.n == 1) status = name_it(r, source, (const char *)sqlite3_column_text(stmt, 1), err);
    }
    sqlite3_reset(stmt);
    source->ids = (struct bl_ids){ids.at, ids.n};
    return status;
}

static enum bl_status read_rows(struct bl__review *r, sqlite3_stmt *stmt, struct bl_error *err) {
    struct bl__rows rows = {0};
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *key = (const char *)sqlite3_column_text(stmt, 1);
        if (!add_source(r, &rows, sqlite3_column_int(stmt, 0), key ? key : "", sqlite3_column_int64(stmt, 2))) status = bl_nomem(err);
    }
    sqlite3_reset(stmt);
    return status;
}

/* ---- as of a past day --------------------------------------------------------------------------------------------------------------------- */

/* The kinds of a stage in the order of their keys, and who was found of each. */
struct kind {
    struct bl_source *source;
    struct bl__rows ids;
    int64_t want;
};
struct seeking {
    struct bl__review *r;
    struct kind *of[BL_RANK_MAX + 1];
    size_t n[BL_RANK_MAX + 1];
    bool by_days[BL_RANK_MAX + 1];
    int64_t want; /* still, of those who are walked along */
};

static int by_key(const void *a, const void *b) {
    return strcmp(((const struct kind *)a)->source->key, ((const struct kind *)b)->source->key);
}

static struct kind *kind_of(const struct seeking *s, int stage, const char *key) {
    struct bl_source source = {.key = key ? key : ""};
    struct kind like = {.source = &source};
    bool known = stage >= 1 && stage <= BL_RANK_MAX && s->n[stage];
    return known ? bsearch(&like, s->of[stage], s->n[stage], sizeof like, by_key) : NULL;
}

static enum bl_status see(void *data, const struct bl__stood *who, bool *enough, struct bl_error *err) {
    struct seeking *s = data;
    struct kind *kind = kind_of(s, who->state, who->how);
    bool by_days = kind && s->by_days[who->state];
    if (!kind || (!by_days && (int64_t)kind->ids.n >= kind->want)) return BL_OK;
    int64_t *slot = bl__rows_add(&kind->ids, err);
    if (!slot) return err->status;
    *slot = who->id;
    if (!by_days) *enough = --s->want <= 0;
    return BL_OK;
}

/* A stage where few stood, by the days they came on: then nobody comes before another, and all are needed. */
static enum bl_status see_day(void *data, const struct bl__stood *who, bool *enough, struct bl_error *err) {
    enum bl_status status = see(data, who, enough, err);
    *enough = false;
    return status;
}

static enum bl_status prepare_kinds(struct seeking *s, struct bl_error *err) {
    struct bl_review *out = s->r->out;
    for (int i = 0; i < out->origin_count; i++) {
        struct bl_origin *origin = &out->origins[i];
        struct kind *kinds = bl_arena_array(s->r->arena, origin->count, sizeof *kinds);
        if (!kinds) return bl_nomem(err);
        for (size_t k = 0; k < origin->count; k++) {
            kinds[k] = (struct kind){.source = &origin->from[k],
                                     .ids = {.size = sizeof(int64_t), .arena = s->r->arena},
                                     .want = bl__wanted(s->r, origin->from[k].n)};
        }
        qsort(kinds, origin->count, sizeof *kinds, by_key);
        s->of[origin->stage] = kinds;
        s->n[origin->stage] = origin->count;
    }
    return BL_OK;
}

static enum bl_status one_stage(struct seeking *s, const struct bl_origin *origin, const struct bl__rows *stays, int64_t all,
                                struct bl_error *err) {
    const struct bl__stay *at = stays->at;
    struct bl__sought sought = {.people = origin->n, .of = all, .track = STAGES, .played = true};
    size_t first = 0;
    int64_t want = 0;
    while (first < stays->n && at[first].state != origin->stage) first++;
    while (first + sought.n < stays->n && at[first + sought.n].state == origin->stage) sought.n++;
    sought.stays = at + first;
    for (size_t k = 0; k < s->n[origin->stage]; k++) want += s->of[origin->stage][k].want;
    sought.want = want;
    enum bl_status status = bl__then_by_days(s->r, &sought, &s->by_days[origin->stage], err);
    if (status != BL_OK || s->by_days[origin->stage])
        return status == BL_OK ? bl__then_days(s->r, &sought, (struct bl__seer){see_day, s}, err) : status;
    s->want += want;
    return BL_OK;
}

static enum bl_status settle(struct bl__review *r, struct kind *kind, struct bl_error *err) {
    bool row = false;
    kind->source->ids = bl__ids_settle(r, &kind->ids);
    sqlite3_stmt *stmt = kind->source->ids.n ? bl__stmt(r->store, BL_SQL_THEN_SOURCE, err) : NULL;
    if (!kind->source->ids.n) return BL_OK;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", kind->source->ids.at[0]);
    enum bl_status status = bl__row(r->store, stmt, &row, err);
    if (status == BL_OK && row) status = name_it(r, kind->source, (const char *)sqlite3_column_text(stmt, 0), err);
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status origins_then(struct bl__review *r, struct bl_error *err) {
    struct seeking s = {.r = r};
    struct bl__rows stays = {0};
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_THEN_ORIGINS, err);
    int64_t all = 0;
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":day", r->out->as_of);
    enum bl_status status = read_rows(r, stmt, err);
    if (status == BL_OK) status = prepare_kinds(&s, err);
    if (status == BL_OK) status = bl__then_played(r, STAGES, &stays, err);
    for (int i = 0; i < r->out->origin_count; i++) all += r->out->origins[i].n;
    for (int i = 0; i < r->out->origin_count && status == BL_OK; i++) status = one_stage(&s, &r->out->origins[i], &stays, all, err);
    if (status == BL_OK && s.want) status = bl__then_walk(r, STAGES, all, (struct bl__seer){see, &s}, err);
    for (int stage = 1; stage <= BL_RANK_MAX; stage++)
        for (size_t k = 0; k < s.n[stage] && status == BL_OK; k++) status = settle(r, &s.of[stage][k], err);
    return status;
}

enum bl_status bl__origin_figures(struct bl__review *r, struct bl_error *err) {
    if (!r->now) return origins_then(r, err);
    sqlite3_stmt *stmt = bl__stmt(r->store, BL_SQL_ORIGIN_NOW, err);
    if (!stmt) return err->status;
    enum bl_status status = read_rows(r, stmt, err);
    for (int i = 0; i < r->out->origin_count; i++)
        for (size_t k = 0; k < r->out->origins[i].count && status == BL_OK; k++)
            status = read_ids(r, r->out->origins[i].stage, &r->out->origins[i].from[k], err);
    return status;
}

/* ---- the total ---------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status run_both(struct bl_store *store, const enum bl_sql sql[2], struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (int i = 0; i < 2 && status == BL_OK; i++) {
        sqlite3_stmt *stmt = bl__stmt(store, sql[i], err);
        status = stmt ? bl__run(store, stmt, err) : err->status;
    }
    return status;
}

enum bl_status bl__rebuild_origin(struct bl_store *store, struct bl_error *err) {
    return run_both(store, (const enum bl_sql[]){BL_SQL_ORIGIN_CLEAR, BL_SQL_ORIGIN_FILL}, err);
}

enum bl_status bl__rebuild_origin_days(struct bl_store *store, struct bl_error *err) {
    return run_both(store, (const enum bl_sql[]){BL_SQL_ORIGIN_DAY_CLEAR, BL_SQL_ORIGIN_DAY_FILL}, err);
}

enum bl_status bl__odd_origins(struct bl_store *store, int64_t *odd, struct bl_error *err) {
    return bl__number(store, bl__stmt(store, BL_SQL_ORIGIN_ODD, err), odd, err);
}
