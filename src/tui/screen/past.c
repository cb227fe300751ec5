/* Time travel. The screens know of one day, the one they call today; in the past it is another, and the lists and figures that come are of that day. So
 * hardly any screen knows of it. What writes is refused before a screen hears of the key, with the way back; the library would refuse it too. */
#include "tui/screen/past.h"

#include "tui/screen/screens.h"

static bool there(const struct app *app) {
    return app->past.day != BL_NO_DAY;
}

/* On the way to another day; the day shown is read anew in silence. */
static bool going(const struct app *app) {
    return app->past.going != BL_NO_DAY && app->past.going != app->past.day;
}

void past_clock(struct app *app, struct bl_now now) {
    app->present = now.today;
    app->now = now;
    if (there(app)) app->now.today = app->past.day;
}

/* Everything shown is of another day from here on: what was marked may not be there, and where the review stands is asked for anew. */
static void stand_on(struct app *app, bl_day day, struct effects *effects) {
    app->past.day = day;
    app->past.going = BL_NO_DAY;
    app->now.today = there(app) ? day : app->present;
    app->home.today = app->home.as_of = app->now.today;
    app->home.rates = false;
    app->review.loaded = false;
    marks_clear(&app->people.marks);
    app_reload(app, effects);
}

static void forget_job(struct app *app, struct effects *effects) {
    app->past.going = BL_NO_DAY;
    app->past.serial = app_serial(app);
    effects_add(effects, EFF_PAST_STOP);
}

void past_go(struct app *app, bl_day day, struct effects *effects) {
    char text[BL_DATE_SIZE];
    if (day != BL_NO_DAY && day < app->present) {
        struct effect *effect = effects_add(effects, EFF_PAST);
        effect->day = day;
        effect->serial = app->past.serial = app_serial(app);
        app->past.going = day;
        app->past.seen = app->past.all = 0;
        return;
    }
    bool was = there(app);
    forget_job(app, effects);
    effects_add(effects, EFF_PRESENT);
    if (was) stand_on(app, BL_NO_DAY, effects);
    app_toast(app, false, "today, %s", bl_day_long(app->present, text));
}

void past_key(struct app *app, struct effects *effects) {
    if (there(app))
        past_go(app, BL_NO_DAY, effects);
    else
        prompt_open(app, PROMPT_PAST, effects);
}

void past_got(struct app *app, const struct msg *msg, struct effects *effects) {
    if (msg->serial != app->past.serial || app->past.going == BL_NO_DAY) return;
    app->past.seen = msg->seen;
    app->past.all = msg->all;
    if (msg->done) stand_on(app, app->past.going, effects);
}

void past_failed(struct app *app, const struct msg *msg, struct effects *effects) {
    if (msg->serial == app->past.serial) forget_job(app, effects);
}

void past_changed(struct app *app, struct effects *effects) {
    if (app->past.going != BL_NO_DAY)
        past_go(app, app->past.going, effects);
    else if (there(app))
        past_go(app, app->past.day, effects);
    if (!there(app)) app_reload(app, effects);
}

/* ---- keys --------------------------------------------------------------------------------------------------------------------------------- */

static const bool writes[ACT_COUNT] = {
    [ACT_LOG] = true,        [ACT_FORWARD] = true,   [ACT_BACK] = true,      [ACT_REOPEN] = true,  [ACT_STAGE] = true,
    [ACT_MOMENT] = true,     [ACT_NEXT] = true,      [ACT_DONE] = true,      [ACT_TAG] = true,     [ACT_IMPORT] = true,
    [ACT_ADD] = true,        [ACT_EDIT] = true,      [ACT_PARK] = true,      [ACT_SNOOZE] = true,  [ACT_REST] = true,
    [ACT_CLOSE] = true,      [ACT_UNDO] = true,      [ACT_REDO] = true,      [ACT_HISTORY] = true, [ACT_TICK] = true,
    [ACT_UNDO_HERE] = true,  [ACT_IMPORT_GO] = true, [ACT_MERGE] = true,     [ACT_DUPES] = true,   [ACT_KEEP_LEFT] = true,
    [ACT_KEEP_RIGHT] = true, [ACT_NOT_SAME] = true,  [ACT_TAKE_BACK] = true, [ACT_VOID] = true,
};

bool past_refuses(const struct app *app, enum action action) {
    if (!there(app)) return false;
    return writes[action] || (action == ACT_GO_ON && app->review.part == REVIEW_COMMIT);
}

bool past_first(struct app *app, enum action action, struct effects *effects) {
    char label[16], day[BL_DATE_SIZE];
    if (action == ACT_ESCAPE && going(app) && app_where(app) != W_PROMPT) {
        forget_job(app, effects);
        app_toast(app, false, "stayed here");
        return true;
    }
    if (!past_refuses(app, action)) return false;
    app_toast(app, true, "nothing is written in the past (%s)", bl_day_long(app->past.day, day));
    app_toast_hint(app, "%s returns to today", keymap_label(&app->keys, ACT_TRAVEL, app->unicode, label));
    return true;
}

/* ---- the sign ----------------------------------------------------------------------------------------------------------------------------- */

void past_sign(const struct app *app, int cols, struct bl_buf *out) {
    enum { WORDS = 56, SHORT = 34, BARE = 24 };
    char day[BL_DATE_SIZE], label[16];
    if (going(app)) {
        const char *esc = keymap_label(&app->keys, ACT_ESCAPE, app->unicode, label);
        int part = app->past.all > 0 ? (int)(100 * app->past.seen / app->past.all) : 0;
        bl_buf_addf(out, cols >= WORDS ? "going back to %s: %d %% · %s stays here" : "to %s: %d %%", bl_day_long(app->past.going, day),
                    part, esc);
    } else if (there(app)) {
        const char *key = keymap_label(&app->keys, ACT_TRAVEL, app->unicode, label);
        bl_buf_addf(out,
                    cols >= WORDS   ? "the book as it was on %s · %s returns to today"
                    : cols >= SHORT ? "as of %s · %s: today"
                                    : "%s · %s",
                    cols >= BARE ? bl_day_long(app->past.day, day) : bl_day_iso(app->past.day, day), key);
    }
}
