/* Where people came from, by stage: as of today from a total that triggers keep, as of a day that later ones follow by looking at the people in play. Only people in
 * play, like all that asks for attention: an imported list has one source for thousands, and would say nothing else. */
#include "store/review.h"

#include <stdlib.h>
#include <string.h>

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

static enum bl_status parse_ids(struct bl__review *r, struct bl_source *source, const char *text, struct bl_error *err) {
    struct bl__rows ids = {.size = sizeof(int64_t), .arena = r->arena};
    for (char *end = NULL; text && *text && (!r->limit || ids.n < r->limit); text = end + (*end == ' ')) {
        int64_t *slot = bl__rows_add(&ids, err);
        if (!slot) return err->status;
        *slot = strtoll(text, &end, 10);
    }
    source->ids = (struct bl_ids){ids.at, ids.n};
    return BL_OK;
}

static enum bl_status read_rows(struct bl__review *r, sqlite3_stmt *stmt, struct bl_error *err) {
    struct bl__rows rows = {0};
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(r->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *key = (const char *)sqlite3_column_text(stmt, 1);
        struct bl_source *slot = add_source(r, &rows, sqlite3_column_int(stmt, 0), key ? key : "", sqlite3_column_int64(stmt, 2));
        if (!slot) status = bl_nomem(err);
        if (slot && !r->now) status = parse_ids(r, slot, (const char *)sqlite3_column_text(stmt, 3), err);
        if (slot && !r->now && status == BL_OK) status = name_it(r, slot, (const char *)sqlite3_column_text(stmt, 4), err);
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__origin_figures(struct bl__review *r, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(r->store, r->now ? BL_SQL_ORIGIN_NOW : BL_SQL_ORIGIN_THEN, err);
    if (!stmt) return err->status;
    if (!r->now) bl__bind_day(stmt, ":day", r->out->as_of);
    enum bl_status status = read_rows(r, stmt, err);
    for (int i = 0; r->now && i < r->out->origin_count; i++)
        for (size_t k = 0; k < r->out->origins[i].count && status == BL_OK; k++)
            status = read_ids(r, r->out->origins[i].stage, &r->out->origins[i].from[k], err);
    return status;
}

/* ---- the total ---------------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__rebuild_origin(struct bl_store *store, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ORIGIN_CLEAR, err);
    enum bl_status status = stmt ? bl__run(store, stmt, err) : err->status;
    stmt = status == BL_OK ? bl__stmt(store, BL_SQL_ORIGIN_FILL, err) : NULL;
    return stmt ? bl__run(store, stmt, err) : err->status;
}

enum bl_status bl__odd_origins(struct bl_store *store, int64_t *odd, struct bl_error *err) {
    return bl__number(store, bl__stmt(store, BL_SQL_ORIGIN_ODD, err), odd, err);
}
