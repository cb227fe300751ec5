/* History: every step, newest first; those undone stand above the line and can be redone. Enter goes back (or forward) to the step under the cursor,
 * x takes back that one alone. */
#include "tui/screen/screens.h"

#include <inttypes.h>
#include <stdio.h>

void history_open(struct app *app, struct effects *effects) {
    app_push(app, LAYER_HISTORY);
    app->history.choice = (struct choice){0};
    effects_add(effects, EFF_STEPS);
}

void history_got(struct app *app, struct msg *msg) {
    if (app_top(app) != LAYER_HISTORY && app_top(app) != LAYER_PROMPT) return;
    struct history *history = &app->history;
    const struct steps_data *was = history->data;
    int at = history->choice.at;
    int64_t id = was && (size_t)at < was->n ? was->rows[at].id : 0;
    steps_data_free(&history->data);
    history->data = msg->data.steps;
    msg->data.steps = NULL;
    for (size_t i = 0; id && i < history->data->n; i++) /* rows come in above it: the cursor stays with its step */
        if (history->data->rows[i].id == id) history->choice.at = (int)i;
    choice_clamp(&history->choice, (int)history->data->n, app_body_rows(app) - 1);
}

/* Steps from the newest done one down to the cursor are undone; from the cursor up to the newest undone one are redone. */
static void go_to(struct app *app, struct effects *effects) {
    const struct steps_data *data = app->history.data;
    size_t at = (size_t)app->history.choice.at;
    int count = 0;
    if (!data || at >= data->n) return;
    bool redo = data->rows[at].undone;
    for (size_t i = 0; i < data->n; i++) count += data->rows[i].undone == redo && (redo ? i >= at : i <= at);
    effects_add(effects, redo ? EFF_REDO : EFF_UNDO)->count = count;
}

/* Only the step under the cursor; the store knows what later ones touched. */
static void take_back(struct app *app, struct effects *effects) {
    const struct steps_data *data = app->history.data;
    size_t at = (size_t)app->history.choice.at;
    if (!data || at >= data->n) return;
    const struct bl_step_row *row = &data->rows[at];
    if (row->undone)
        app_toast(app, true, "It is undone already");
    else if (row->taken_by)
        app_toast(app, true, "It was taken back already; that is a step of its own, further up");
    else
        effects_add(effects, EFF_TAKE_BACK)->ids = effects_ids(effects, &row->id, 1);
}

/* Scrolling keys, as the widget knows them. */
static int key_of(enum action action) {
    switch (action) {
    case ACT_UP: return KEY_UP_;
    case ACT_DOWN: return KEY_DOWN_;
    case ACT_PAGE_UP: return KEY_PGUP_;
    case ACT_PAGE_DOWN: return KEY_PGDN_;
    case ACT_TOP: return KEY_HOME_;
    case ACT_BOTTOM: return KEY_END_;
    default: return 0;
    }
}

bool history_act(struct app *app, enum action action, struct effects *effects) {
    if (action == ACT_UNDO_HERE) {
        go_to(app, effects);
        return true;
    }
    if (action == ACT_TAKE_BACK) {
        take_back(app, effects);
        return true;
    }
    int key = key_of(action);
    if (!key) return false;
    choice_key(&app->history.choice, key, app_body_rows(app) - 1);
    return true;
}

/* When, in the words of a list: minutes and hours of today, then days. */
static const char *when(char out[24], int64_t at_ms, int64_t now_ms) {
    int64_t minutes = (now_ms - at_ms) / 60000;
    if (minutes < 1)
        snprintf(out, 24, "now");
    else if (minutes < 60)
        snprintf(out, 24, "%" PRId64 " min", minutes);
    else if (minutes < 24 * 60)
        snprintf(out, 24, "%" PRId64 " h", minutes / 60);
    else
        snprintf(out, 24, "%" PRId64 " d", minutes / (24 * 60));
    return out;
}

static void draw_step(const struct app *app, struct area area, int row, const struct bl_step_row *step, bool here) {
    char ago_text[24];
    unsigned char role = step->undone || step->taken_by ? ROLE_DIM : ROLE_TEXT;
    put(area, row, 1, STYLE(ROLE_KEY), here ? "▌" : " ");
    put_right(area, row, 10, STYLE(ROLE_DIM), when(ago_text, step->at_ms, app->now.ms));
    int col = put(area, row, 12, STYLE(ROLE_DIM), step->undone ? "undone " : step->taken_by ? "taken back " : "");
    put(area, row, col, STYLE(role), step->name);
    if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
}

void history_view(const struct app *app, struct area all) {
    struct area body = app_frame(app, all, "History", "newest first");
    const struct steps_data *data = app->history.data;
    struct choice choice = app->history.choice;
    if (!data) return;
    choice_clamp(&choice, (int)data->n, body.rows);
    if (!data->n) put(body, 1, 3, STYLE(ROLE_DIM), "Nothing was done yet; whatever you do can be taken back here.");
    for (int row = 0; row < body.rows && (size_t)(choice.top + row) < data->n; row++)
        draw_step(app, body, row, &data->rows[choice.top + row], choice.top + row == choice.at);
}
