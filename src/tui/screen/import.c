/* Import: first a rehearsal that writes nothing and shows what would happen, then, on Enter, the same in earnest. Both run in slices and can be left at any
 * time; until the last one the file is as before. */
#include "tui/screen/screens.h"

#include <inttypes.h>
#include <string.h>

static void run(struct app *app, bool rehearse, struct effects *effects) {
    struct effect *effect = effects_add(effects, EFF_IMPORT);
    effect->text = effects_text(effects, bl_buf_text(&app->import.path));
    effect->flag = rehearse;
    app->import.serial = effect->serial = app_serial(app);
    app->import.running = true;
}

void import_begin(struct app *app, const char *path, struct effects *effects) {
    bl_buf_cut(&app->import.path, 0);
    bl_buf_str(&app->import.path, path);
    import_data_free(&app->import.data);
    app->import.choice = (struct choice){0};
    if (app_top(app) == LAYER_PROMPT) app_pop(app);
    app_push(app, LAYER_IMPORT);
    run(app, true, effects);
}

static int64_t usable(const struct import_data *data) {
    return data->count[BL_ROW_NEW] + data->count[BL_ROW_UPDATED];
}

bool import_ready(const struct app *app) {
    const struct import_data *data = app->import.data;
    return data && data->phase == IMPORT_REHEARSED && usable(data) > 0;
}

static void done(struct app *app, struct effects *effects) {
    const struct import_data *data = app->import.data;
    char undo[16], news[48];
    const char *key = keymap_label(&app->keys, ACT_UNDO, app->unicode, undo);
    app_toast(app, false, "imported %s · %" PRId64 " updated · %" PRId64 " unchanged · %" PRId64 " rejected · %" PRId64 " skipped",
              counted(news, data->count[BL_ROW_NEW], "new person", "new people"), data->count[BL_ROW_UPDATED],
              data->count[BL_ROW_UNCHANGED], data->count[BL_ROW_REJECTED], data->count[BL_ROW_SKIPPED]);
    app_toast_hint(app, "%s undoes", key);
    if (data->count[BL_ROW_MAYBE]) app_toast_hint(app, " · %s: maybe the same", keymap_label(&app->keys, ACT_DUPES, app->unicode, news));
    if (app_top(app) == LAYER_IMPORT) app_pop(app);
    app_reload(app, effects);
}

void import_got(struct app *app, struct msg *msg, struct effects *effects) {
    struct import_page *page = &app->import;
    if (msg->serial != page->serial || app_top(app) != LAYER_IMPORT) return;
    import_data_free(&page->data);
    page->data = msg->data.import;
    msg->data.import = NULL;
    page->running = page->data->phase == IMPORT_RUNNING;
    if (page->data->phase == IMPORT_DONE) done(app, effects);
}

static void leave(struct app *app, struct effects *effects) {
    if (app->import.running) effects_add(effects, EFF_IMPORT_STOP);
    app->import.running = false;
    app->import.serial = app_serial(app);
    app_pop(app);
    app_toast(app, false, "nothing was imported");
}

bool import_act(struct app *app, enum action action, struct effects *effects) {
    struct import_page *page = &app->import;
    switch (action) {
    case ACT_ESCAPE: leave(app, effects); return true;
    case ACT_IMPORT_GO:
        if (import_ready(app)) run(app, false, effects);
        return true;
    case ACT_UP: page->choice.top -= page->choice.top > 0; return true;
    case ACT_DOWN: page->choice.top++; return true;
    case ACT_PAGE_UP: page->choice.top = page->choice.top > 10 ? page->choice.top - 10 : 0; return true;
    case ACT_PAGE_DOWN: page->choice.top += 10; return true;
    case ACT_TOP: page->choice.top = 0; return true;
    default: return false;
    }
}

/* ---- view -------------------------------------------------------------------------------------------------------------------------- */

static void draw_progress(const struct app *app, struct area area, int row) {
    const struct import_data *data = app->import.data;
    int width = area.cols - 16;
    put(area, row, 1, STYLE(ROLE_TEXT), data && !data->dry ? "importing …" : "looking at the file …");
    if (!data) return;
    if (width > 4 && data->bytes_total > 0) {
        bar(area, row + 1, 1, width, STYLE(ROLE_GOOD), data->bytes, data->bytes_total);
        putf(area, row + 1, width + 2, STYLE(ROLE_DIM), "%3d %%", (int)(100 * data->bytes / data->bytes_total));
    }
    putf(area, row + 2, 1, STYLE(ROLE_DIM), "%" PRId64 " rows; leaving now keeps everything as it was", data->rows);
}

static void draw_meaning(const struct import_data *data, struct area area) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_addf(&text, "%s, %s, %s", data->preset ? data->preset : "a table with a heading", data->encoding ? data->encoding : "?",
                data->delimiter);
    if (data->header_line > 1) bl_buf_addf(&text, ", heading on line %" PRId64, data->header_line);
    put(area, 0, 1, STYLE(ROLE_TEXT), bl_buf_text(&text));
}

static void draw_counts(const struct import_data *data, struct area area, int row) {
    static const char *const names[BL_ROW_OUTCOMES] = {"new",     "get blanks filled",     "unchanged", "rejected",
                                                       "skipped", "maybe the same person", "conflicts"};
    static const unsigned char roles[BL_ROW_OUTCOMES] = {ROLE_GOOD, ROLE_GOOD, ROLE_DIM, ROLE_WARN, ROLE_DIM, ROLE_WARN, ROLE_WARN};
    int col = 3;
    for (int i = 0; i < BL_ROW_OUTCOMES; i++) {
        if (!data->count[i] && i > BL_ROW_UNCHANGED) continue;
        if (col > 3) col = put(area, row, col, STYLE(ROLE_DIM), " · ");
        col = putf(area, row, col, STYLE(data->count[i] ? roles[i] : ROLE_DIM), "%" PRId64 " %s", data->count[i], names[i]);
    }
}

/* "left <tab> right" → two columns. */
static void draw_pair(struct area area, int row, const char *line, int col, unsigned char role) {
    const char *tab = strchr(line, '\t');
    BL_AUTO(bl_buf) struct bl_buf left = {0};
    bl_buf_add(&left, line, tab ? (size_t)(tab - line) : strlen(line));
    put_in(area, row, 3, col - 4, false, STYLE(role), bl_buf_text(&left));
    if (tab) put(area, row, col, STYLE(ROLE_TEXT), tab + 1);
}

static void draw_lines(const struct app *app, struct area area) {
    const struct import_data *data = app->import.data;
    size_t n = data->lines.n + data->columns.n + 1;
    size_t top = (size_t)app->import.choice.top < n ? (size_t)app->import.choice.top : n - 1;
    for (int row = 0; row < area.rows && top + (size_t)row < n; row++) {
        size_t i = top + (size_t)row;
        if (i < data->lines.n)
            draw_pair(area, row, data->lines.at[i], 14, ROLE_DIM);
        else if (i > data->lines.n)
            draw_pair(area, row, data->columns.at[i - data->lines.n - 1], area.cols / 3, ROLE_KEY);
    }
}

static void draw_outcome(const struct app *app, struct area body) {
    const struct import_data *data = app->import.data;
    char go[16], back[16];
    draw_meaning(data, body);
    draw_counts(data, body, 1);
    if (!usable(data))
        put(body, 2, 1, STYLE(ROLE_DIM), "nothing new in it: there is nothing to import");
    else if (body.cols >= 60)
        putf(body, 2, 1, STYLE(ROLE_DIM), "%s imports %" PRId64 ", %s leaves everything as it is",
             keymap_label(&app->keys, ACT_IMPORT_GO, app->unicode, go), usable(data),
             keymap_label(&app->keys, ACT_ESCAPE, app->unicode, back));
    draw_lines(app, area_sub(body, 4, 0, body.rows, body.cols));
}

void import_view(const struct app *app, struct area all) {
    const struct import_data *data = app->import.data;
    BL_AUTO(bl_buf) struct bl_buf title = {0};
    const char *path = bl_buf_text(&app->import.path), *slash = strrchr(path, '/');
    bl_buf_addf(&title, "Import  %s", slash ? slash + 1 : path);
    const char *where = app->import.running ? (data && !data->dry ? "importing" : "rehearsal") : "nothing is written yet";
    struct area body = app_frame(app, all, bl_buf_text(&title), where);
    if (app->import.running || !data)
        draw_progress(app, body, 1);
    else if (data->phase == IMPORT_FAILED) {
        put(body, 1, 1, STYLE(ROLE_WARN), data->error);
        if (data->hint) put(body, 2, 1, STYLE(ROLE_DIM), data->hint);
    } else
        draw_outcome(app, body);
}
