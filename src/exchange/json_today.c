/* Today and the map as JSON. The words of a reason are for people; what a program needs stands beside them as data. */
#include "bowline/export.h"

static void put_int(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    bl_json_int(json, value);
}

static void put_str(struct bl_json *json, const char *key, const char *value) {
    bl_json_key(json, key);
    bl_json_str(json, value);
}

static void put_next(struct bl_json *json, const struct bl_next *next) {
    bl_json_key(json, "promise");
    if (!next->id) {
        bl_json_null(json);
        return;
    }
    bl_json_object(json);
    put_int(json, "id", next->id);
    put_str(json, "text", next->text);
    bl_json_key(json, "due");
    bl_json_day(json, next->due);
    bl_json_key(json, "theirs");
    bl_json_bool(json, next->theirs);
    bl_json_end(json, '}');
}

static void put_row(struct bl_json *json, const struct bl_today_row *row) {
    bl_json_object(json);
    put_int(json, "id", row->person.id);
    put_str(json, "name", row->person.name);
    put_str(json, "company", row->person.company);
    put_str(json, "need", bl_need_name(row->need));
    bl_json_key(json, "needs");
    bl_json_array(json);
    for (int need = 0; need < BL_NEEDS; need++)
        if (row->needs & (1u << need)) bl_json_str(json, bl_need_name((enum bl_need)need));
    bl_json_end(json, ']');
    put_str(json, "why", row->why);
    put_next(json, &row->person.next);
    put_str(json, "suggestion", row->move);
    put_str(json, "because", row->because);
    bl_json_end(json, '}');
}

void bl_json_today(struct bl_json *json, const struct bl_today *today, bool people) {
    bl_json_object(json);
    bl_json_key(json, "as_of");
    bl_json_day(json, today->as_of);
    bl_json_key(json, "away_days");
    if (today->away)
        bl_json_int(json, today->away);
    else
        bl_json_null(json);
    bl_json_key(json, "counts");
    bl_json_object(json);
    for (int need = 0; need < BL_NEEDS; need++) put_int(json, bl_need_name((enum bl_need)need), today->counts[need]);
    bl_json_end(json, '}');
    put_int(json, "total", today->total);
    put_int(json, "resting", today->resting);
    if (people) {
        bl_json_key(json, "people");
        bl_json_array(json);
        for (size_t i = 0; i < today->n; i++) {
            bl_json_line(json);
            put_row(json, &today->rows[i]);
        }
        bl_json_end(json, ']');
    }
    bl_json_end(json, '}');
}

/* ---- the map ------------------------------------------------------------------------------------------------------------------------ */

static void put_cells(struct bl_json *json, const char *key, const int64_t cells[BL_MOMENTS + 1]) {
    bl_json_key(json, key);
    bl_json_object(json);
    for (int moment = 1; moment <= BL_MOMENTS; moment++) put_int(json, bl_track_name(BL_MOMENT, moment), cells[moment]);
    bl_json_end(json, '}');
}

static void put_gap(struct bl_json *json, const struct bl_map_gap *gap) {
    bl_json_object(json);
    put_str(json, "stage", bl_track_name(BL_STAGE, gap->stage));
    put_str(json, "moment", bl_track_name(BL_MOMENT, gap->moment));
    put_int(json, "n", gap->n);
    bl_json_key(json, "longest");
    bl_json_array(json);
    for (size_t i = 0; i < gap->first.n; i++) bl_json_int(json, gap->first.at[i]);
    bl_json_end(json, ']');
    bl_json_end(json, '}');
}

void bl_json_map(struct bl_json *json, const struct bl_map *map) {
    bl_json_object(json);
    bl_json_key(json, "stages");
    bl_json_array(json);
    for (int stage = 1; stage <= BL_RANK_MAX; stage++) {
        bl_json_line(json);
        bl_json_object(json);
        put_str(json, "stage", bl_track_name(BL_STAGE, stage));
        put_int(json, "people", map->stages[stage]);
        put_cells(json, "visited", map->visited[stage]);
        put_cells(json, "gaps", map->missing[stage]);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
    bl_json_key(json, "gaps");
    bl_json_array(json);
    for (size_t i = 0; i < map->gap_count; i++) {
        bl_json_line(json);
        put_gap(json, &map->gaps[i]);
    }
    bl_json_end(json, ']');
    bl_json_end(json, '}');
}
