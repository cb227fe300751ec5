/* The last row: which keys matter now and what they are called here; and what was said last, in the thin line above them. What is said has its decisive word anywhere and
 * its way back ("u undoes") at the end, so where one row is too short for it, it takes that of the keys as well, and nothing of it is cut that fits in two. */
#include "tui/screen/footer.h"

#include "tui/screen/past.h"
#include "tui/screen/prompt.h"
#include "tui/screen/screens.h"

#include <string.h>

enum { HELP_CELLS = 12 /* of "? help" beside a toast, with its margins */, KEY_CELLS = 16 /* of "ctrl-r redoes", and a little */ };

/* The person whom the keys of this screen are for now, NULL when there is none. */
static const struct bl_person *at_hand(const struct app *app, enum where where) {
    if (where == W_PEOPLE) return people_cursor(app);
    if (where == W_DECIDE) return review_person(app) ? &review_person(app)->person : NULL;
    if (where == W_TODAY) return today_cursor(app) ? &today_cursor(app)->person : NULL;
    return where == W_PERSON && app->person.data ? &app->person.data->person : NULL;
}

/* People and Today with nobody in them: what is done to somebody cannot be done. Rows that are still being read are no answer yet. */
static bool nobody_at_hand(const struct app *app) {
    if (app_top(app) == LAYER_TODAY) return app->today.data != NULL;
    return app_top(app) == LAYER_PEOPLE && app->people.data != NULL && !app->people.marks.n;
}

static bool person_only(enum action action) {
    static const enum action those[] = {ACT_FORWARD, ACT_BACK, ACT_STAGE, ACT_MOMENT, ACT_NEXT,   ACT_DONE, ACT_TAG,
                                        ACT_EDIT,    ACT_PARK, ACT_CLOSE, ACT_MARK,   ACT_SNOOZE, ACT_SORT, ACT_REST};
    for (size_t i = 0; i < sizeof those / sizeof *those; i++)
        if (those[i] == action) return true;
    return false;
}

/* Does this key matter now? A closed person can only be reopened, an active one cannot; an import is agreed to once it was rehearsed. */
static bool matters(const struct app *app, enum action action, const struct bl_person *person) {
    int status = person ? person->at.status : BL_ACTIVE;
    if (app_top(app) == LAYER_REVIEW && !review_matters(app, action)) return false;
    if (app_top(app) == LAYER_FINISHED && !finished_matters(app, action)) return false;
    if (app_top(app) == LAYER_DUPES && !dupes_matters(app, action)) return false;
    if (app_top(app) == LAYER_IMPORT) return import_matters(app, action);
    if (!person && nobody_at_hand(app) && (person_only(action) || action == ACT_OPEN)) return false;
    if (action == ACT_REOPEN) return status != BL_ACTIVE;
    return status <= BL_PARKED || (action != ACT_FORWARD && action != ACT_STAGE && action != ACT_MOMENT && action != ACT_PARK);
}

/* Words that say what is meant here: which track a step on is on, which states the arrows go through. */
static const char *words_of(const struct app *app, enum where where, enum action action) {
    bool moment = app_lens(app) == BL_LENS_MOMENT;
    if (app_top(app) == LAYER_IMPORT) return import_words(app, action);
    if (action == ACT_FORWARD) return moment ? "moment on" : "stage on";
    if (action == ACT_GO_ON && app->review.part == REVIEW_COMMIT) return "write";
    if (action == ACT_SKIP && app->past.day != BL_NO_DAY) return "next";
    if (action == ACT_SAVE && where == W_PROMPT && prompt_goes_on(app)) return "next line";
    if (action == ACT_SAVE && where == W_PROMPT && app->prompt.kind == PROMPT_REVIEW) return "finish";
    if (action == ACT_SAVE && where == W_PROMPT && app->prompt.kind == PROMPT_VOID) return "take it out";
    if (action == ACT_UP && where == W_MAP) return "moment, gaps";
    if (action == ACT_LEFT && where == W_HOME) return bl_lens_name(app->home.lens);
    if (action == ACT_PEOPLE_HERE && where == W_HOME && app->home.spot == HOME_NOWHERE) return "everybody";
    return action_row(action)->words;
}

void footer_hints(const struct app *app, enum where where, struct hints *hints) {
    const struct bl_person *person = at_hand(app, where);
    hints->n = 0;
    if (app->past.day != BL_NO_DAY && app->keys.keys[ACT_TRAVEL][0]) { /* the way back comes first */
        keymap_label(&app->keys, ACT_TRAVEL, app->unicode, hints->keys[0]);
        hints->at[hints->n++] = (struct frame_hint){hints->keys[0], "today"};
    }
    for (int i = 1; i < ACT_COUNT && hints->n < HINTS_MAX; i++) {
        const struct action_row *row = action_row((enum action)i);
        bool begins = !person && nobody_at_hand(app) && app->home_shown && !app->home.asks.people && (i == ACT_ADD || i == ACT_IMPORT);
        if ((!(row->footer & (unsigned)where) && !begins) || !app->keys.keys[i][0]) continue;
        if (!matters(app, (enum action)i, person) || past_refuses(app, (enum action)i)) continue;
        char one[16], two[16] = "";
        keymap_label(&app->keys, (enum action)i, app->unicode, one);
        if (row->pair != ACT_NONE) keymap_label(&app->keys, row->pair, app->unicode, two);
        char *key = hints->keys[hints->n];
        size_t len = strlen(one), gap = *two && !app->unicode; /* "←→", but "left/right" */
        memcpy(key, one, len);
        if (gap) key[len] = '/';
        memcpy(key + len + gap, two, strlen(two) + 1);
        bool again = i == ACT_PARK && person && person->at.status == BL_PARKED;
        hints->at[hints->n] = (struct frame_hint){key, again ? "park until another day" : words_of(app, where, (enum action)i)};
        hints->n++;
    }
}

/* Bytes of a line of at most so many cells: up to the last blank before they are full. */
static size_t line_of(const char *text, int cells) {
    size_t n = strlen(text), fit = bl_text_fit(text, n, cells, NULL), cut = fit;
    if (fit >= n) return n;
    while (cut > 0 && text[cut] != ' ') cut--;
    return cut ? cut : fit;
}

void footer_toast(const struct app *app, struct footer_room room, struct bl_buf *above, struct bl_buf *out) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    const char *hint = bl_buf_text(&app->toast.hint), *gap = app->toast.hint.len ? " · " : "";
    int width = room.cols - HELP_CELLS, end = bl_text_cells(hint) + bl_text_cells(gap);
    if (!app->toast.until) return;
    bl_text_clean(&clean, bl_buf_text(&app->toast.text), app->toast.text.len, false);
    const char *text = bl_buf_text(&clean);
    if (room.two && bl_text_cells(text) + end <= room.cols - 2) { /* the keys stay in sight */
        bl_buf_addf(above, "%s%s%s", text, *text ? gap : "", hint);
        return;
    }
    if (room.two && bl_text_cells(text) + end > width && width > 0) {
        size_t n = line_of(text, room.cols - 2);
        bl_buf_add(above, text, n);
        text += n;
        while (*text == ' ') text++;
        if (!*text) gap = "";
    }
    bool advice = bl_text_cells(hint) > KEY_CELLS; /* more than a key and its word: what happened comes first */
    int left = width - (advice ? 0 : bl_text_cells(hint) + bl_text_cells(gap));
    if (left > 0 && *text) bl_text_cut(out, text, left, app->unicode);
    bl_buf_addf(out, "%s%s", out->len ? gap : "", hint); /* advice goes on as far as there is room */
}
