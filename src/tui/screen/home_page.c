/* Home as a screen: the cursor on its numbers, and what Enter on a number lists. The picture itself is home.c. */
#include "tui/screen/home_parts.h"
#include "tui/screen/screens.h"

#include <string.h>

/* Of how many people is the number under the cursor, where it counts moves, cycles, stays or promises? Asked when the cursor comes to it; until it is known nothing is
 * said of people. */
static void behind_ask(struct app *app, bool anew, struct effects *effects) {
    struct behind *behind = &app->behind;
    const char *one, *many;
    BL_AUTO(bl_buf) struct bl_buf filter = {0};
    if (home_counts(&app->home, &one, &many) < 2 || !home_filter(&app->home, &filter)) {
        bl_buf_cut(&behind->filter, 0);
        behind->people = -1;
        return;
    }
    if (!anew && strcmp(bl_buf_text(&filter), bl_buf_text(&behind->filter)) == 0) return;
    bl_buf_cut(&behind->filter, 0);
    bl_buf_str(&behind->filter, bl_buf_text(&filter));
    behind->people = -1;
    struct effect *effect = effects_add(effects, EFF_BEHIND);
    effect->text = effects_text(effects, bl_buf_text(&filter));
    effect->serial = behind->serial = app_serial(app);
}

void home_behind(struct app *app, struct effects *effects) {
    behind_ask(app, false, effects);
}

void behind_got(struct app *app, const struct msg *msg) {
    if (msg->serial == app->behind.serial) app->behind.people = msg->id;
}

void home_ask(struct app *app, struct effects *effects) {
    behind_ask(app, true, effects);
    effects_add(effects, EFF_HOME)->lens = app->home.lens;
    struct effect *figures = effects_add(effects, EFF_FIGURES); /* a moment later: the first paint does not wait for them */
    figures->lens = app->home.lens;
    figures->flag = app->stack[0] == LAYER_REVIEW;
    figures->serial = app->review.figures_serial = app_serial(app);
}

void home_figures(struct home *home, const struct figures_data *figures) {
    const struct bl_review *review = &figures->review;
    memset(home->reached, 0, sizeof home->reached);
    memset(home->advanced, 0, sizeof home->advanced);
    for (int i = 0; review->whole && i < review->conversions; i++) {
        home->reached[review->conversion[i].from - 1] = review->conversion[i].reached;
        home->advanced[review->conversion[i].from - 1] = review->conversion[i].advanced;
    }
    memcpy(home->time, review->time, sizeof home->time);
    memcpy(home->weeks, figures->weeks, sizeof home->weeks);
    home->window = review->window;
    home->rates = true;
}

void home_got(struct app *app, const struct msg *msg) {
    const struct home_data *data = msg->data.home;
    if (!data || data->lens != app->home.lens) return;
    app->lead = data->lead;
    memcpy(app->home.states, data->states, sizeof app->home.states);
    app->home.asks = data->asks;
    app->home.loading = false;
    app->home_shown = true;
}

static bool act(struct app *app, enum action action, struct effects *effects) {
    struct home *home = &app->home;
    BL_AUTO(bl_buf) struct bl_buf filter = {0};
    struct figure of = {0};
    switch (action) {
    case ACT_LEFT: home->spot = home_step(home, -1, 0); return true;
    case ACT_RIGHT: home->spot = home_step(home, 1, 0); return true;
    case ACT_UP: home->spot = home_step(home, 0, -1); return true;
    case ACT_DOWN: home->spot = home_step(home, 0, 1); return true;
    case ACT_TOP: home->spot = 1; return true;
    case ACT_BOTTOM: home->spot = home_ranks(home->lens); return true;
    case ACT_PEOPLE_HERE:
        of.n = home_counts(home, &of.one, &of.many);
        people_behind(app, home_filter(home, &filter) ? bl_buf_text(&filter) : "", of, effects);
        return true;
    case ACT_ESCAPE:
        if (home->spot == HOME_NOWHERE) return false;
        home->spot = HOME_NOWHERE;
        return true;
    default: return false;
    }
}

bool home_act(struct app *app, enum action action, struct effects *effects) {
    app->home.lines = home_shown(&app->home, app_body_rows(app), app->cols);
    if (!act(app, action, effects)) return false;
    if (app_top(app) == LAYER_HOME) behind_ask(app, false, effects);
    return true;
}

void home_page(const struct app *app, struct area all) {
    char import[16], add[16], log[16];
    struct area body = app_frame(app, all, NULL, NULL);
    struct home home = app->home;
    home.key_import = keymap_label(&app->keys, ACT_IMPORT, app->unicode, import);
    home.key_add = keymap_label(&app->keys, ACT_ADD, app->unicode, add);
    home.key_log = keymap_label(&app->keys, ACT_LOG, app->unicode, log);
    home.behind = app->behind.filter.len ? app->behind.people : -1;
    home.past = app->past.day != BL_NO_DAY;
    home_view(body, &home);
}
