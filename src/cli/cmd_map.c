/* bowline map: stages across, moments down. A cell counts those now in the stage who were at the moment; behind it, how many passed over it where that is
 * a gap. The gaps follow as sentences, each with the command that lists it. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_map_opts[] = {
    {"gap", 'g', "STAGE MOMENT", "the people of one gap, or with only a STAGE or MOMENT of several", OPT_TEXT, NULL},
    {"plain", 0, NULL, "sentences instead of a table", OPT_TEXT, NULL},
    OPT_AS_OF,
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static void map_table(struct call *call, const struct bl_map *map) {
    struct col cols[BL_RANK_MAX + 1] = {{"", false, 0}};
    const char *cells[(BL_MOMENTS + 1) * (BL_RANK_MAX + 1)];
    const char *mark = call->env->utf8 ? "○" : "o";
    size_t n = 0;
    for (int stage = 1; stage <= BL_RANK_MAX; stage++) cols[stage] = (struct col){bl_track_label(BL_STAGE, stage), true, 0};
    for (int moment = 0; moment <= BL_MOMENTS; moment++) {
        cells[n++] = moment ? bl_track_label(BL_MOMENT, moment) : "people";
        for (int stage = 1; stage <= BL_RANK_MAX; stage++) {
            int64_t count = moment ? map->visited[stage][moment] : map->stages[stage], missing = moment ? map->missing[stage][moment] : 0;
            cells[n++] = missing ? bl_arena_printf(&call->arena, "%lld %s%lld", (long long)count, mark, (long long)missing)
                                 : bl_arena_printf(&call->arena, "%lld", (long long)count);
        }
    }
    struct table table = {.cols = cols, .ncols = BL_RANK_MAX + 1};
    out_table(&call->out, &table, cells, BL_MOMENTS + 1, call->env->columns);
}

static void map_plain(struct call *call, const struct bl_map *map) {
    for (int stage = 1; stage <= BL_RANK_MAX; stage++) {
        out_fmt(&call->out, "%s: %lld", bl_track_label(BL_STAGE, stage), (long long)map->stages[stage]);
        for (int moment = 1; moment <= BL_MOMENTS && map->stages[stage]; moment++)
            out_fmt(&call->out, ", %s %lld", bl_track_label(BL_MOMENT, moment), (long long)map->visited[stage][moment]);
        out_str(&call->out, ".\n");
    }
}

static const char *first_names(struct call *call, const struct bl_map_gap *gap) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    for (size_t i = 0; i < gap->names.n; i++) bl_buf_addf(&text, "%s%s", i ? ", " : "", call_name(call, gap->names.at[i]));
    if (gap->n > (int64_t)gap->names.n) bl_buf_addf(&text, " and %lld more", (long long)(gap->n - (int64_t)gap->names.n));
    const char *kept = bl_arena_str(&call->arena, bl_buf_text(&text));
    return kept ? kept : "";
}

static enum bl_status map_gaps(struct call *call, const struct bl_map *map, bool plain, struct bl_error *err) {
    const char *begin = NULL;
    enum bl_status status = map->gap_count ? BL_OK : call_beginning(call, &begin, err);
    if (status != BL_OK) return status;
    for (size_t i = 0; i < map->gap_count; i++) {
        const struct bl_map_gap *gap = &map->gaps[i];
        out_fmt(&call->out, plain ? "%lld in %s %s: %s.\n" : "%lld in %s %s: %s\n", (long long)gap->n, bl_track_label(BL_STAGE, gap->stage),
                bl_map_gap_words(gap->moment), first_names(call, gap));
        if (!plain)
            out_fmt(&call->out, S_DIM "    %s map --gap %s %s%s" S_OFF "\n", call_self(call), bl_track_name(BL_STAGE, gap->stage),
                    bl_track_name(BL_MOMENT, gap->moment), call_then(call));
    }
    if (!map->gap_count)
        out_str(&call->out, begin ? begin : plain ? "No gaps.\n" : "no gaps: nobody in play passed over what their stage expects\n");
    return BL_OK;
}

/* "selection outcomes", "selection/outcomes", one of the two: as a filter. */
static enum bl_status gap_filter(struct call *call, const char *first, struct bl_buf *out, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf words = {0};
    bl_buf_addf(&words, "%s %s", first, call_words(call, 0));
    int stage = 0, moment = 0;
    char word[40];
    for (const char *s = bl_buf_text(&words); *s;) {
        size_t n = strcspn(s, " /");
        struct bl_error unused;
        size_t fit = n < sizeof word ? n : sizeof word - 1;
        memcpy(word, s, fit);
        word[fit] = '\0';
        if (n && !stage && bl_track_parse(BL_STAGE, word, &stage, &unused) == BL_OK)
            n += 0;
        else if (n && bl_track_parse(BL_MOMENT, word, &moment, err) != BL_OK) {
            bl_hint(err, "bowline map --gap selection outcomes");
            return err->status;
        }
        s += n + strspn(s + n, " /");
    }
    if (stage) bl_buf_addf(out, "stage:%s ", bl_track_name(BL_STAGE, stage));
    bl_buf_addf(out, "gap:%s", moment ? bl_track_name(BL_MOMENT, moment) : "yes");
    return out->failed ? bl_nomem(err) : BL_OK;
}

enum bl_status cmd_map(struct call *call, struct bl_error *err) {
    const char *gap = opt_value(&call->args, "gap");
    BL_AUTO(bl_buf) struct bl_buf filter = {0};
    if (gap) {
        enum bl_status status = gap_filter(call, gap, &filter, err);
        return status == BL_OK ? list_run(call, bl_buf_text(&filter), err) : status;
    }
    if (call->args.words.n) return bl_fail(err, BL_USAGE, "map takes no words, only options: \"%.100s\"", call->args.words.at[0]);
    struct bl_map map;
    enum bl_status status = call_open_then(call, err);
    if (status == BL_OK) status = bl_store_map(call->store, &call->arena, &map, err);
    if (status != BL_OK) return status;
    if (call->json) {
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        struct bl_json json;
        bl_json_open(&json, &out);
        bl_json_map(&json, &map);
        return json_put(call, &out, err);
    }
    bool plain = opt_flag(&call->args, "plain");
    if (plain)
        map_plain(call, &map);
    else
        map_table(call, &map);
    if (!plain) out_str(&call->out, "\n");
    return map_gaps(call, &map, plain, err);
}
