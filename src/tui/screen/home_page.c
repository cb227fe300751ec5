/* Home as a screen: the cursor on its numbers, and what Enter on a number lists. The picture itself is home.c. */
#include "tui/screen/home_parts.h"
#include "tui/screen/screens.h"

#include <string.h>

void home_ask(struct app *app, struct effects *effects) {
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
    home->rates = true;
}

void home_got(struct app *app, const struct msg *msg) {
    const struct home_data *data = msg->data.home;
    if (!data || data->lens != app->home.lens) return;
    memcpy(app->home.states, data->states, sizeof app->home.states);
    app->home.asks = data->asks;
    app->home.loading = false;
    app->home_shown = true;
}

/* The filter that names the people behind a number. */
static bool filter_of(const struct home *home, struct bl_buf *out) {
    int ranks = home->lens == BL_LENS_MILESTONE ? BL_MILESTONES : bl_track_ranks(home->lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE);
    if (home->spot == HOME_OVERDUE)
        bl_buf_str(out, "next:overdue");
    else if (home->spot == HOME_DUE_TODAY)
        bl_buf_str(out, "next:today");
    else if (home->spot == HOME_NO_NEXT)
        bl_buf_str(out, "next:none status:active play:yes");
    else if (home->spot == HOME_QUIET)
        bl_buf_str(out, "quiet:yes");
    else if (home->spot == HOME_GAPS)
        bl_buf_str(out, "gap:yes");
    else if (home->spot >= 1 && home->spot <= ranks && home->lens == BL_LENS_MILESTONE)
        bl_buf_addf(out, "milestone:%s", bl_milestone_name(home->spot));
    else if (home->spot >= 1 && home->spot <= ranks)
        bl_buf_addf(out, "%s:%s", bl_lens_name(home->lens), bl_track_name((enum bl_track)home->lens, home->spot));
    for (int side = BL_PARKED; side <= BL_CHURNED; side++)
        if (home->spot > ranks && home->spot == bl_review_side(home->lens, side)) bl_buf_addf(out, "status:%s", bl_status_name(side));
    return out->len > 0;
}

bool home_act(struct app *app, enum action action, struct effects *effects) {
    struct home *home = &app->home;
    BL_AUTO(bl_buf) struct bl_buf filter = {0};
    switch (action) {
    case ACT_LEFT: home->spot = home_step(home, -1, 0); return true;
    case ACT_RIGHT: home->spot = home_step(home, 1, 0); return true;
    case ACT_UP: home->spot = home_step(home, 0, -1); return true;
    case ACT_DOWN: home->spot = home_step(home, 0, 1); return true;
    case ACT_TOP: home->spot = 1; return true;
    case ACT_BOTTOM: home->spot = home_ranks(home->lens); return true;
    case ACT_PEOPLE_HERE: people_show(app, filter_of(home, &filter) ? bl_buf_text(&filter) : "", effects); return true;
    case ACT_ESCAPE:
        if (home->spot == HOME_NOWHERE) return false;
        home->spot = HOME_NOWHERE;
        return true;
    default: return false;
    }
}

void home_page(const struct app *app, struct area all) {
    char import[16], add[16], log[16];
    struct area body = app_frame(app, all, NULL, NULL);
    struct home home = app->home;
    home.key_import = keymap_label(&app->keys, ACT_IMPORT, app->unicode, import);
    home.key_add = keymap_label(&app->keys, ACT_ADD, app->unicode, add);
    home.key_log = keymap_label(&app->keys, ACT_LOG, app->unicode, log);
    home.past = app->past.day != BL_NO_DAY;
    home_view(body, &home);
}
