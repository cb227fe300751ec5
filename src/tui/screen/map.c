/* The map: stages across, moments down. A cell says how many of those now in the stage were at the moment, and behind a ring how many passed over it
 * where their stage expects it. Under it the gaps as sentences; every number is entered as a list, and the key of the log begins the talk that is missing. */
#include "tui/screen/pen.h"
#include "tui/screen/screens.h"

#include "bowline/map.h"
#include "tui/screen/home_parts.h"

#include <stdio.h>

enum { LABELS = 12, LABELS_SHORT = 5, NARROW = 36, WIDE = 66 };

void map_ask(struct effects *effects) {
    effects_add(effects, EFF_MAP);
}

void map_show(struct app *app, struct effects *effects) {
    app_main(app, LAYER_MAP);
    if (!app->map.stage) app->map = (struct map_page){.data = app->map.data, .stage = 1, .gap = -1};
    map_ask(effects);
}

void map_got(struct app *app, struct msg *msg) {
    map_data_free(&app->map.data);
    app->map.data = msg->data.map;
    msg->data.map = NULL;
    int gaps = (int)app->map.data->map.gap_count;
    if (app->map.gap >= gaps) app->map.gap = gaps - 1;
}

/* ---- the cursor -------------------------------------------------------------------------------------------------------------------- */

static void up_down(struct map_page *page, int by) {
    int gaps = page->data ? (int)page->data->map.gap_count : 0;
    if (page->gap >= 0) {
        page->gap += by;
        if (page->gap >= gaps) page->gap = gaps - 1;
        return; /* −1: back in the table, where the cursor left it */
    }
    page->moment += by;
    if (page->moment > BL_MOMENTS && gaps) page->gap = 0;
    if (page->moment > BL_MOMENTS) page->moment = BL_MOMENTS;
    if (page->moment < 0) page->moment = 0;
}

static void left_right(struct map_page *page, int by) {
    if (page->gap >= 0) return;
    page->stage += by;
    if (page->stage < 1) page->stage = 1;
    if (page->stage > BL_RANK_MAX) page->stage = BL_RANK_MAX;
}

/* The gap the cursor is on, in the list or in its cell; NULL where there is none. */
static const struct bl_map_gap *gap_here(const struct map_page *page) {
    if (!page->data) return NULL;
    const struct bl_map *map = &page->data->map;
    if (page->gap >= 0) return (size_t)page->gap < map->gap_count ? &map->gaps[page->gap] : NULL;
    for (size_t i = 0; i < map->gap_count; i++)
        if (map->gaps[i].stage == page->stage && map->gaps[i].moment == page->moment) return &map->gaps[i];
    return NULL;
}

static void people_here(struct app *app, struct effects *effects) {
    const struct map_page *page = &app->map;
    BL_AUTO(bl_buf) struct bl_buf filter = {0};
    const struct bl_map_gap *gap = page->gap >= 0 ? gap_here(page) : NULL;
    bl_buf_addf(&filter, "stage:%s", bl_track_name(BL_STAGE, gap ? gap->stage : page->stage));
    if (gap)
        bl_buf_addf(&filter, " gap:%s", bl_track_name(BL_MOMENT, gap->moment));
    else if (page->moment)
        bl_buf_addf(&filter, " visited:%s", bl_track_name(BL_MOMENT, page->moment));
    people_behind(app, bl_buf_text(&filter), (struct figure){0}, effects);
}

/* The talk that is missing, with whoever has been longest in the stage. */
static bool log_gap(struct app *app, struct effects *effects) {
    const struct bl_map_gap *gap = gap_here(&app->map);
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (!gap || !gap->names.n) return false;
    composer_at(&text, gap->names.at[0]);
    bl_buf_addf(&text, "+%s ", bl_track_name(BL_MOMENT, gap->moment));
    composer_with(app, bl_buf_text(&text), (struct bl_ids){0}, effects);
    return true;
}

bool map_act(struct app *app, enum action action, struct effects *effects) {
    struct map_page *page = &app->map;
    switch (action) {
    case ACT_UP: up_down(page, -1); return true;
    case ACT_DOWN: up_down(page, 1); return true;
    case ACT_LEFT: left_right(page, -1); return true;
    case ACT_RIGHT: left_right(page, 1); return true;
    case ACT_TOP:
    case ACT_PAGE_UP:
        page->gap = -1;
        page->moment = 0;
        return true;
    case ACT_BOTTOM:
    case ACT_PAGE_DOWN:
        page->moment = BL_MOMENTS;
        if (page->data && page->data->map.gap_count) page->gap = action == ACT_BOTTOM ? (int)page->data->map.gap_count - 1 : 0;
        return true;
    case ACT_PEOPLE_HERE: people_here(app, effects); return true;
    case ACT_LOG: return log_gap(app, effects);
    default: return false;
    }
}

/* ---- the table ---------------------------------------------------------------------------------------------------------------------- */

static const char *moment_label(int moment, int room) {
    if (!moment) return room >= LABELS ? "people" : "all";
    return room >= LABELS ? bl_track_label(BL_MOMENT, moment) : home_word(BL_LENS_MOMENT, moment, 2);
}

/* “7” or “7 ○4”, the ring in the colour of a warning; right-aligned in the cell. */
static void draw_cell(struct area cell, const struct bl_map *map, int stage, int moment, bool here) {
    char count[24], gap[24] = "", number[24];
    int64_t n = moment ? map->visited[stage][moment] : map->stages[stage], missing = moment ? map->missing[stage][moment] : 0;
    int end = cell.cols - 1, room = end;
    if (missing) {
        (void)snprintf(gap, sizeof gap, "○%s", home_count(missing, 3, number));
        int begin = put_right(cell, 0, end, STYLE_OF(ROLE_WARN, STYLE_BOLD), gap);
        room = begin - 1;
        end = begin - 1;
    }
    if (room >= 1 || !missing) {
        struct style style = n ? STYLE_OF(state_role(stage - 1, BL_RANK_MAX), moment ? 0 : STYLE_BOLD) : STYLE(ROLE_DIM);
        put_right(cell, 0, end, style, n || !moment ? home_count(n, room, count) : "·");
    }
    if (here) restyle(cell, 0, 0, cell.cols, STYLE_REVERSE);
}

struct grid {
    int label, width; /* columns of the labels, and of one stage */
};

static struct grid grid_of(const struct area *body) {
    struct grid grid = {.label = body->cols >= WIDE ? LABELS + 1 : LABELS_SHORT};
    grid.width = (body->cols - grid.label - 1) / BL_RANK_MAX;
    if (grid.width > 15) grid.width = 15;
    return grid;
}

static void draw_names(struct area row, const struct map_page *page, const struct grid *grid) {
    for (int stage = 1; stage <= BL_RANK_MAX; stage++) {
        const char *word = "";
        for (int form = 0; form < 3; form++) {
            word = home_word(BL_LENS_STAGE, stage, form);
            if (bl_text_cells(word) < grid->width) break;
        }
        unsigned char flags = page->gap < 0 && page->stage == stage ? STYLE_BOLD | STYLE_UNDERLINE : 0;
        int end = grid->label + stage * grid->width - 1;
        put_right(row, 0, end, STYLE_OF(state_role(stage - 1, BL_RANK_MAX), flags), word);
    }
}

static void draw_moment(struct area row, const struct map_page *page, const struct grid *grid, int moment) {
    bool here = page->gap < 0 && page->moment == moment;
    put_in(row, 0, 1, grid->label - 1, false, STYLE_OF(moment ? ROLE_TEXT : ROLE_DIM, here ? STYLE_BOLD : 0),
           moment_label(moment, grid->label));
    for (int stage = 1; stage <= BL_RANK_MAX; stage++) {
        struct area cell = area_sub(row, 0, grid->label + (stage - 1) * grid->width, 1, grid->width);
        draw_cell(cell, &page->data->map, stage, moment, here && page->stage == stage);
    }
}

/* ---- words ---------------------------------------------------------------------------------------------------------------------------- */

static void gap_words(struct bl_buf *out, const struct bl_map_gap *gap, bool names) {
    bl_buf_addf(out, "%lld in %s %s", (long long)gap->n, bl_track_label(BL_STAGE, gap->stage), bl_map_gap_words(gap->moment));
    if (!names) return;
    for (size_t i = 0; i < gap->names.n; i++) bl_buf_addf(out, "%s%s", i ? ", " : ": ", gap->names.at[i]);
    if (gap->n > (int64_t)gap->names.n) bl_buf_addf(out, " and %lld more", (long long)(gap->n - (int64_t)gap->names.n));
}

/* What the number under the cursor says, in a sentence; and what is worth asking there. */
static void draw_words(struct area area, const struct map_page *page) {
    const struct bl_map *map = &page->data->map;
    BL_AUTO(bl_buf) struct bl_buf text = {0}, more = {0};
    const struct bl_map_gap *gap = gap_here(page);
    int stage = gap ? gap->stage : page->stage, moment = gap ? gap->moment : page->moment;
    const char *where = bl_track_label(BL_STAGE, stage);
    if (moment) {
        bl_buf_addf(&text, "%lld of %lld in %s were at %s", (long long)map->visited[stage][moment], (long long)map->stages[stage], where,
                    bl_track_label(BL_MOMENT, moment));
        if (gap) bl_buf_addf(&text, "; %lld passed it over", (long long)gap->n);
        if (gap && page->gap < 0) bl_buf_str(&text, ", listed below (↓)");
    } else
        bl_buf_addf(&text, "%lld in %s now", (long long)map->stages[stage], where);
    put_in(area, 0, 1, area.cols - 2, false, STYLE(gap ? ROLE_WARN : ROLE_TEXT), bl_buf_text(&text));
    bl_buf_addf(&more, "%s %s", moment ? bl_track_meaning(BL_MOMENT, moment) : bl_track_meaning(BL_STAGE, stage),
                gap ? bl_track_question(BL_MOMENT, moment, 1) : "");
    if (area.rows > 1) put_in(area, 1, 1, area.cols - 2, false, STYLE(ROLE_DIM), bl_buf_text(&more));
}

/* The same in few words, for a low window: in the thin line above the keys, unless something was said there. */
static void draw_brief(struct area line, const struct map_page *page) {
    const struct bl_map *map = &page->data->map;
    const struct bl_map_gap *gap = gap_here(page);
    int stage = gap ? gap->stage : page->stage, moment = gap ? gap->moment : page->moment;
    const char *where = bl_track_label(BL_STAGE, stage), *at = moment ? bl_track_label(BL_MOMENT, moment) : "";
    long long all = (long long)map->stages[stage];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (gap)
        bl_buf_addf(&text, " ○ %lld of %lld in %s: no %s ", (long long)gap->n, all, where, at);
    else if (moment)
        bl_buf_addf(&text, " %lld of %lld in %s: %s ", (long long)map->visited[stage][moment], all, where, at);
    else
        bl_buf_addf(&text, " %lld in %s now ", all, where);
    put_in(line, 0, 1, line.cols - 2, false, STYLE(gap ? ROLE_WARN : ROLE_TEXT), bl_buf_text(&text));
}

static bool map_is_empty(const struct bl_map *map) {
    int64_t all = 0;
    for (int stage = 1; stage <= BL_RANK_MAX; stage++) all += map->stages[stage];
    return all == 0;
}

/* Every sentence whole, on as many lines as it needs; false and nothing drawn where there is no room for that. */
static bool draw_whole_gaps(struct area area, const struct map_page *page) {
    const struct bl_map *map = &page->data->map;
    struct surface none = {.cols = area.cols, .unicode = area.surface->unicode};
    struct pen dry = {.area = {&none, 0, 0, 0, area.cols}}, pen = {.area = area};
    for (int pass = 0; pass < 2; pass++) {
        struct pen *to = pass ? &pen : &dry;
        for (size_t i = 0; i < map->gap_count; i++) {
            BL_AUTO(bl_buf) struct bl_buf text = {0};
            int first = to->line;
            gap_words(&text, &map->gaps[i], area.cols >= NARROW);
            if (pass) put(area, first, 1, STYLE_OF(ROLE_WARN, STYLE_BOLD), "○");
            pen_wrap(to, 3, STYLE(ROLE_TEXT), bl_buf_text(&text));
            for (int row = first; pass && (int)i == page->gap && row < to->line; row++) restyle(area, row, 0, area.cols, STYLE_REVERSE);
        }
        if (dry.line > area.rows) return false;
    }
    return true;
}

static void draw_gaps(struct area area, const struct map_page *page) {
    const struct bl_map *map = &page->data->map;
    struct choice choice = {.at = page->gap < 0 ? 0 : page->gap, .n = (int)map->gap_count};
    if (!map->gap_count)
        put_in(area, 0, 1, area.cols - 2, false, STYLE(ROLE_GOOD),
               map_is_empty(map) ? "Nobody is here yet." : "No gaps: nobody in play passed over what their stage expects.");
    if (draw_whole_gaps(area, page)) return;
    choice_clamp(&choice, (int)map->gap_count, area.rows);
    for (int row = 0; row < area.rows && (size_t)(choice.top + row) < map->gap_count; row++) {
        BL_AUTO(bl_buf) struct bl_buf text = {0};
        bool here = choice.top + row == page->gap;
        gap_words(&text, &map->gaps[choice.top + row], area.cols >= NARROW);
        put(area, row, 1, STYLE_OF(ROLE_WARN, STYLE_BOLD), "○");
        put_in(area, row, 3, area.cols - 4, false, STYLE(ROLE_TEXT), bl_buf_text(&text));
        if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
    }
}

/* ---- narrow: one stage at a time ------------------------------------------------------------------------------------------------------- */

static void draw_stage(struct area body, const struct map_page *page) {
    const struct bl_map *map = &page->data->map;
    int last = page->gap >= 0 ? BL_MOMENTS + 1 + page->gap : page->moment, top = last >= body.rows - 1 ? last - body.rows + 2 : 0;
    putf(body, 0, 1, STYLE_OF(state_role(page->stage - 1, BL_RANK_MAX), STYLE_BOLD), "‹ %s ›", bl_track_label(BL_STAGE, page->stage));
    for (int row = 1; row < body.rows; row++) {
        int i = top + row - 1, gap = i - BL_MOMENTS - 1;
        struct area line = area_sub(body, row, 0, 1, body.cols);
        if (gap >= (int)map->gap_count) break;
        if (gap >= 0) {
            BL_AUTO(bl_buf) struct bl_buf text = {0};
            gap_words(&text, &map->gaps[gap], false);
            put_in(line, 0, 1, line.cols - 1, false, STYLE(ROLE_WARN), bl_buf_text(&text));
            if (gap == page->gap) restyle(line, 0, 0, line.cols, STYLE_REVERSE);
            continue;
        }
        bool here = page->gap < 0 && page->moment == i;
        put(line, 0, 1, STYLE(ROLE_TEXT), moment_label(i, LABELS));
        draw_cell(area_sub(line, 0, line.cols - 8, 1, 8), map, page->stage, i, false);
        if (here) restyle(line, 0, 0, line.cols, STYLE_REVERSE);
    }
}

void map_view(const struct app *app, struct area all) {
    struct area body = app_frame(app, all, NULL, NULL);
    const struct map_page *page = &app->map;
    if (!page->data) {
        put(body, 1, 3, STYLE(ROLE_DIM), app->unicode ? "looking …" : "looking ...");
        return;
    }
    if (body.cols < NARROW || body.rows < BL_MOMENTS + 2) {
        draw_stage(body, page);
        return;
    }
    struct grid grid = grid_of(&body);
    bool airy = body.rows >= 28, roomy = body.rows >= 15;
    int row = roomy ? 1 : 0;
    if (roomy) {
        put(body, 0, 1, STYLE(ROLE_DIM), body.cols >= WIDE ? "people now in a stage, by the moments they were at" : "by moments");
        put_right(body, 0, body.cols - 1, STYLE(ROLE_DIM), "○ passed over");
    }
    draw_names(area_sub(body, row++, 0, 1, body.cols), page, &grid);
    for (int moment = 0; moment <= BL_MOMENTS; moment++, row += airy ? 2 : 1)
        draw_moment(area_sub(body, row, 0, 1, body.cols), page, &grid, moment);
    if (roomy) {
        hline(body, row++, STYLE(ROLE_LINE));
        draw_words(area_sub(body, row, 0, 2, body.cols), page);
        row += 3;
    } else if (all.rows >= 5 && !app->toast.until)
        draw_brief(area_sub(all, all.rows - 2, 0, 1, all.cols), page);
    if (row >= body.rows && page->gap >= 0) { /* no room for them all, but for the one under the cursor */
        row = body.rows - 1;
        fill(area_sub(body, row, 0, 1, body.cols), STYLE(ROLE_TEXT), " ");
    }
    if (row < body.rows) draw_gaps(area_sub(body, row, 0, body.rows - row, body.cols), page);
}
