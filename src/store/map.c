/* The map: people of a stage by the moments they were at. Counted in an index that leaves out whoever was only ever opened at the beginning: those are
 * the rest of the stage's stock, so a million imported people cost nothing. */
#include "bowline/map.h"

#include "store/today.h"

static bool there(int stage, int64_t seen) {
    return stage >= 1 && stage <= BL_RANK_MAX && seen > 0;
}

static void add_cells(int64_t row[BL_MOMENTS + 1], unsigned set, int64_t n) {
    for (int moment = 1; moment <= BL_MOMENTS; moment++)
        if (set & BL_SEEN(moment)) row[moment] += n;
}

/* Adds up the groups: those who were at the moments of a set, and of those in play those who miss what their stage expects. */
static enum bl_status groups(struct bl_store *store, struct bl_map *map, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_MAP_CELLS, err);
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int stage = sqlite3_column_int(stmt, 0);
        int64_t seen = sqlite3_column_int64(stmt, 1), n = sqlite3_column_int64(stmt, 2);
        if (!there(stage, seen)) continue;
        map->stages[stage] += n;
        add_cells(map->visited[stage], (unsigned)seen, n);
        unsigned missing = sqlite3_column_int(stmt, 3) ? bl_map_missing(stage, (unsigned)seen) : 0;
        add_cells(map->missing[stage], missing, n);
    }
    sqlite3_reset(stmt);
    return status;
}

/* Those longest in the stage who miss the moment. */
static enum bl_status first_of(struct bl_store *store, struct bl_arena *arena, struct bl_map_gap *gap, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_MAP_FIRST, err);
    gap->first.at = bl_arena_array(arena, BL_GAP_NAMES, sizeof *gap->first.at);
    gap->names.at = bl_arena_array(arena, BL_GAP_NAMES, sizeof *gap->names.at);
    if (!stmt) return err->status;
    if (!gap->first.at || !gap->names.at) return bl_nomem(err);
    bl__bind_int(stmt, ":stage", gap->stage);
    bl__bind_int(stmt, ":moment", gap->moment);
    bl__bind_int(stmt, ":limit", BL_GAP_NAMES);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK && gap->first.n < BL_GAP_NAMES;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *name = bl__col_text(stmt, 1, arena);
        if (!name) status = bl_nomem(err);
        gap->first.at[gap->first.n++] = sqlite3_column_int64(stmt, 0);
        gap->names.at[gap->names.n++] = name;
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status list_gaps(struct bl_store *store, struct bl_arena *arena, struct bl_map *map, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_map_gap), .arena = arena};
    for (int stage = 1; stage <= BL_RANK_MAX; stage++)
        for (int moment = 1; moment <= BL_MOMENTS; moment++) {
            if (map->missing[stage][moment] <= 0) continue;
            struct bl_map_gap *gap = bl__rows_add(&rows, err);
            if (!gap) return err->status;
            *gap = (struct bl_map_gap){.stage = stage, .moment = moment, .n = map->missing[stage][moment]};
            enum bl_status status = first_of(store, arena, gap, err);
            if (status != BL_OK) return status;
        }
    map->gaps = rows.at;
    map->gap_count = rows.n;
    return BL_OK;
}

enum bl_status bl_store_map(struct bl_store *store, struct bl_arena *arena, struct bl_map *out, struct bl_error *err) {
    struct bl_map map = {0};
    int64_t stock[BL_STATES + 1];
    bool ours = false;
    enum bl_status status = bl__read_begin(store, &ours, err);
    if (status == BL_OK) status = bl_store_stock(store, BL_LENS_STAGE, store->now.today, stock, err);
    if (status == BL_OK) status = groups(store, &map, err);
    if (status == BL_OK) status = list_gaps(store, arena, &map, err);
    bl__read_end(store, ours);
    if (status != BL_OK) return status;
    int64_t untouched = stock[BL_AWARENESS] - map.stages[BL_AWARENESS];
    if (untouched > 0) {
        map.stages[BL_AWARENESS] += untouched;
        map.visited[BL_AWARENESS][BL_CONNECT] += untouched;
    }
    *out = map;
    return BL_OK;
}
