/* Update and view of the whole program: which screen gets a message, and in which order they are drawn. One row per screen says what it is made of, so
 * a new screen is a row and a file. What a key means stands in action.def; here is only who is asked: first the screen, then app_run in act.c. */
#include "tui/app.h"

#include "tui/screen/footer.h"
#include "tui/screen/frame.h"
#include "tui/screen/past.h"
#include "tui/screen/screens.h"

#include <stdarg.h>
#include <string.h>

enum { TOAST_MS = 8000, WARN_MS = 15000, NARROW = 50 };

struct layer_row {
    enum where where;
    bool full; /* covers the whole screen; else a panel over the one below */
    bool (*act)(struct app *, enum action, struct effects *);
    void (*type)(struct app *, int key, const char *text, size_t n, struct effects *);
    void (*view)(const struct app *, struct area);
};
static const struct layer_row layers[LAYER_COUNT] = {
    [LAYER_HOME] = {W_HOME, true, home_act, NULL, home_page},
    [LAYER_PEOPLE] = {W_PEOPLE, true, people_act, people_type, people_view},
    [LAYER_PERSON] = {W_PERSON, true, person_act, NULL, person_view},
    [LAYER_HISTORY] = {W_HISTORY, true, history_act, NULL, history_view},
    [LAYER_HELP] = {W_HELP, true, menu_act, menu_type, help_view},
    [LAYER_PALETTE] = {W_PALETTE, false, menu_act, menu_type, palette_view},
    [LAYER_COMPOSER] = {W_COMPOSER, false, composer_act, composer_type, composer_view},
    [LAYER_PROMPT] = {W_PROMPT, false, prompt_act, prompt_type, prompt_view},
    [LAYER_IMPORT] = {W_IMPORT, true, import_act, import_type, import_view},
    [LAYER_TODAY] = {W_TODAY, true, today_act, NULL, today_view},
    [LAYER_MAP] = {W_MAP, true, map_act, NULL, map_view},
    [LAYER_REVIEW] = {W_REVIEW, true, review_act, NULL, review_view},
    [LAYER_FINISHED] = {W_FINISHED, true, finished_act, NULL, finished_view},
    [LAYER_DUPES] = {W_DUPES, true, dupes_act, NULL, dupes_view},
};

/* ---- the stack ------------------------------------------------------------------------------------------------------------- */

enum layer app_top(const struct app *app) {
    return app->stack[app->depth - 1];
}

static enum where where_of(const struct app *app, enum layer layer) {
    if (layer == LAYER_REVIEW && review_person(app)) return W_DECIDE;
    if (layer == LAYER_REVIEW && app->review.spot) return W_BOOK;
    if (layer == LAYER_FINISHED && app->finished.open && app->finished.spot) return W_BOOK;
    if (layer == LAYER_PERSON && app->person.entry) return W_ENTRIES;
    if (layer == LAYER_IMPORT) return import_where(app);
    return layer == LAYER_PEOPLE && app->people.typing ? W_FILTER : layers[layer].where;
}

enum where app_where(const struct app *app) {
    return where_of(app, app_top(app));
}

void app_push(struct app *app, enum layer layer) {
    for (int i = 0; i < app->depth; i++)
        if (app->stack[i] == layer) {
            while (app->depth > i + 1) app_pop(app);
            return;
        }
    if (app->depth < (int)(sizeof app->stack / sizeof *app->stack)) app->stack[app->depth++] = layer;
}

void app_pop(struct app *app) {
    if (app->depth <= 1) return;
    enum layer gone = app->stack[--app->depth];
    if (gone == LAYER_PROMPT) prompt_close(&app->prompt);
    if (gone == LAYER_HISTORY) steps_data_free(&app->history.data);
    if (gone == LAYER_IMPORT) import_close(app);
    if (gone == LAYER_HELP || gone == LAYER_PALETTE) field_free(&app->menu.field);
    if (gone == LAYER_COMPOSER) completion_close(&app->composer.completion);
}

enum bl_lens app_lens(const struct app *app) {
    return app->stack[0] == LAYER_PEOPLE && app->people.by_stage ? BL_LENS_STAGE : app->home.lens;
}

void app_main(struct app *app, enum layer layer) {
    while (app->depth > 1) app_pop(app);
    app->people.typing = false;
    app->stack[0] = layer;
}

/* ---- beginning and end ------------------------------------------------------------------------------------------------------- */

void app_init(struct app *app, int rows, int cols, bool unicode, struct bl_now now) {
    memset(app, 0, sizeof *app);
    app->rows = rows;
    app->cols = cols;
    app->unicode = unicode;
    app->past = (struct past){.day = BL_NO_DAY, .going = BL_NO_DAY};
    past_clock(app, now);
    app->stack[0] = LAYER_HOME;
    app->depth = 1;
    app->home = (struct home){.lens = BL_LENS_STAGE, .as_of = now.today, .today = now.today, .loading = true};
    app->composer.field.multiline = true;
    keymap_defaults(&app->keys);
}

void app_start(struct app *app, struct effects *effects) {
    home_ask(app, effects);
    effects_add(effects, EFF_DRAFT_LOAD);
}

void app_start_composer(struct app *app, const char *text, struct effects *effects) {
    app->composer.alone = true;
    composer_open(app, text, effects);
}

void app_free(struct app *app) {
    while (app->depth > 1) app_pop(app);
    people_free(&app->people);
    bl_buf_free(&app->behind.filter);
    bl_buf_free(&app->person.follows);
    person_data_free(&app->person.data);
    today_data_free(&app->today.data);
    map_data_free(&app->map.data);
    review_free(&app->review);
    finished_data_free(&app->finished.data);
    dupes_free(&app->dupes);
    composer_free(&app->composer);
    bl_buf_free(&app->toast.text);
    bl_buf_free(&app->toast.hint);
}

/* ---- what was said last ------------------------------------------------------------------------------------------------------ */

void app_toast(struct app *app, bool warn, const char *fmt, ...) {
    va_list ap;
    bl_buf_free(&app->toast.text);
    bl_buf_free(&app->toast.hint);
    va_start(ap, fmt);
    bl_buf_vaddf(&app->toast.text, fmt, ap);
    va_end(ap);
    app->toast.warn = warn;
    app->toast.brief = false;
    app->toast.until = app->now.ms + (warn ? WARN_MS : TOAST_MS);
}

void app_toast_hint(struct app *app, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(&app->toast.hint, fmt, ap);
    va_end(ap);
}

unsigned app_serial(struct app *app) {
    return ++app->serial;
}

int64_t app_wakes(const struct app *app) {
    int64_t at = app->toast.until ? app->toast.until : INT64_MAX;
    if (app->composer.changed && app->composer.keep_at < at) at = app->composer.keep_at;
    const struct people *people = &app->people;
    int64_t patience = people->asked_at + PEOPLE_PATIENCE_MS;
    if (people->serial != people->window && app->now.ms < patience && patience < at) at = patience;
    if (app->composer.resolve_at && app->composer.resolve_at < at) at = app->composer.resolve_at;
    return at;
}

void app_reload(struct app *app, struct effects *effects) {
    unsigned asked = app->person.serial;
    if (!app->composer.alone) home_ask(app, effects);
    for (int i = 0; i < app->depth; i++) {
        if (app->stack[i] == LAYER_PEOPLE) {
            const struct bl_person *person = people_cursor(app);
            bool page =
                i + 1 < app->depth && app->stack[i + 1] == LAYER_PERSON; /* which may be of somebody else by now: they were merged */
            people_ask(app, effects);
            if (person && !page) person_ask(app, person->id, effects);
        }
        if (app->stack[i] == LAYER_HISTORY) effects_add(effects, EFF_STEPS);
        if (app->stack[i] == LAYER_TODAY) {
            today_ask(app, effects);
            if (today_cursor(app)) person_ask(app, today_cursor(app)->person.id, effects);
        }
        if (app->stack[i] == LAYER_MAP) map_ask(effects);
        if (app->stack[i] == LAYER_REVIEW) review_ask(app, effects);
        if (app->stack[i] == LAYER_FINISHED) finished_ask(app, effects);
        if (app->stack[i] == LAYER_DUPES) dupes_ask(app, effects);
        if (app->stack[i] == LAYER_PERSON) person_ask(app, app->person.id, effects);
    }
    if (app->person.serial == asked) person_gone(app); /* what is known of somebody who is not in sight is old now */
}

/* ---- update ------------------------------------------------------------------------------------------------------------------ */

static void on_tick(struct app *app, struct effects *effects) {
    if (app->toast.until && app->now.ms >= app->toast.until) {
        bl_buf_free(&app->toast.text);
        app->toast.until = 0;
    }
    if (app->home.today != app->now.today) { /* midnight passed: every "12 d" is another */
        app->home.today = app->home.as_of = app->now.today;
        app_reload(app, effects);
    }
    composer_tick(app, effects);
}

static void on_key(struct app *app, int key, struct effects *effects) {
    enum where where = app_where(app);
    enum action action = keymap_find(&app->keys, where, key);
    if (app->toast.brief) app->toast.until = 0;
    if (action != ACT_NONE) {
        int64_t until = app->toast.until;
        app_run(app, action, effects);
        /* What was said on one page does not stand on the keys of the next. */
        if (app_where(app) != where && app->toast.until == until) app->toast.until = 0;
        return;
    }
    const struct layer_row *layer = &layers[app_top(app)];
    char label[16];
    if ((app_where(app) & W_LISTS) && key_label(key, app->unicode, label)[0]) {
        app_toast(app, false, "%s does nothing here", label);
        app->toast.brief = true;
    } else if (layer->type)
        layer->type(app, key, NULL, 0, effects);
}

/* While the rows of a new filter are still being read, the cursor stands on nobody in particular. A key pressed meanwhile waits for them, and all that follow
 * it: what was meant for the first of the new list is never done to somebody of the old one. Esc takes them back. */
static bool hold(struct app *app, int key) {
    struct people *people = &app->people;
    bool reading = app_where(app) == W_PEOPLE && people->jump && people->serial != people->window;
    if (!reading) app->held_count = 0;
    enum action action = keymap_find(&app->keys, app_where(app), key);
    bool leaves = action == ACT_FILTER || action == ACT_HOME || action == ACT_SUSPEND || action == ACT_REPAINT;
    if (!reading || action == ACT_ESCAPE || (leaves && !app->held_count)) {
        app->held_count = 0;
        return false;
    }
    if (app->held_count < HELD_KEYS) app->held[app->held_count++] = key;
    return true;
}

static void press(struct app *app, int key, struct effects *effects) {
    if (!hold(app, key)) on_key(app, key, effects);
}

/* The rows have come, and the person under the cursor: now for what was pressed. */
static void release(struct app *app, struct effects *effects) {
    if (app->person.serial != app->person.got) return;
    int keys[HELD_KEYS], n = app->held_count;
    memcpy(keys, app->held, sizeof keys);
    app->held_count = 0;
    for (int i = 0; i < n; i++) press(app, keys[i], effects);
}

static void on_paste(struct app *app, const struct msg *msg, struct effects *effects) {
    const struct layer_row *layer = &layers[app_top(app)];
    if (layer->type && (app_where(app) & W_TYPING)) layer->type(app, 0, msg->text, msg->len, effects);
}

static void on_click(struct app *app, const struct msg *msg, struct effects *effects) {
    if (msg->key == 4 || msg->key == 5)
        app_run(app,
                app_where(app) & (W_MENUS | W_FILES) ? (msg->key == 4 ? ACT_MENU_UP : ACT_MENU_DOWN) : (msg->key == 4 ? ACT_UP : ACT_DOWN),
                effects);
    else if (app_top(app) == LAYER_PEOPLE)
        people_click(app, msg->row, effects);
}

static void on_stepped(struct app *app, struct msg *msg, struct effects *effects) {
    char label[16];
    if (app_top(app) == LAYER_PROMPT) app_pop(app);
    if (msg->of == EFF_LOG) composer_got(app, msg, effects);
    const char *undo = keymap_label(&app->keys, msg->of == EFF_UNDO ? ACT_REDO : ACT_UNDO, app->unicode, label);
    const char *how = msg->of == EFF_UNDO ? "redoes" : "undoes";
    if (msg->more)
        app_toast(app, false, "%s · %s", msg->text, msg->more);
    else
        app_toast(app, false, "%s", msg->text);
    app_toast_hint(app, "%s %s", undo, how);
    if (msg->of == EFF_LOG && app->composer.kept)
        app_toast_hint(app, " · %s goes on with the other text", keymap_label(&app->keys, ACT_LOG, app->unicode, label));
    review_stepped(app, msg, effects);
    dupes_stepped(app, msg, effects);
    import_stepped(app, msg);
    app_reload(app, effects);
    if (msg->of == EFF_ADD && msg->id && app_top(app) == LAYER_PEOPLE) people_seek(app, msg->id, effects);
}

/* The library names the command that would do it; here that is a key. */
static const char *way_out(const struct app *app, const char *hint, bool typing, struct bl_buf *out) {
    static const char program[] = "bowline ";
    char word[24] = "", label[16];
    if (!hint || strncmp(hint, program, sizeof program - 1) != 0) return hint;
    size_t n = strcspn(hint + sizeof program - 1, " ");
    if (n < sizeof word) memcpy(word, hint + sizeof program - 1, n);
    enum action action = action_named(word);
    if (action == ACT_NONE) return hint;
    if (typing) bl_buf_addf(out, "%s, then ", keymap_label(&app->keys, ACT_ASIDE, app->unicode, label)); /* letters are text there */
    bl_buf_addf(out, "%s: %s", keymap_label(&app->keys, action, app->unicode, label), action_row(action)->words);
    return bl_buf_text(out);
}

static void on_failed(struct app *app, struct msg *msg, struct effects *effects) {
    if (msg->of == EFF_PERSON) {
        person_gone(app);
        release(app, effects);
        return;
    }
    if (msg->of == EFF_VOID && app_top(app) == LAYER_PERSON) {
        person_follows(app, msg, effects);
        return;
    }
    if (msg->of == EFF_PAST) past_failed(app, msg, effects);
    BL_AUTO(bl_buf) struct bl_buf way = {0};
    msg->more = way_out(app, msg->more, msg->of == EFF_LOG, &way);
    if (msg->of == EFF_LIST) {
        people_got(app, msg, effects);
        release(app, effects);
    }
    if (msg->of == EFF_LOG || msg->of == EFF_DRAFT_SAVE || msg->of == EFF_EDITOR) composer_got(app, msg, effects);
    if (msg->of == EFF_LIST || msg->of == EFF_LOG || msg->of == EFF_EDITOR) return; /* said beside what was typed */
    if (app_top(app) == LAYER_PROMPT)
        prompt_got(app, msg);
    else {
        app_toast(app, true, "%s", msg->text);
        if (msg->more && *msg->more) app_toast_hint(app, "%s", msg->more);
    }
}

/* The part of update that hears results; each takes msg->data over. */
static void on_result(struct app *app, struct msg *msg, struct effects *effects) {
    switch (msg->kind) {
    case MSG_HOME: home_got(app, msg); break;
    case MSG_LIST:
        people_got(app, msg, effects);
        release(app, effects);
        break;
    case MSG_COUNT:
        if (msg->of == EFF_BEHIND)
            behind_got(app, msg);
        else
            people_got(app, msg, effects);
        break;
    case MSG_PERSON:
        person_got(app, msg);
        release(app, effects);
        break;
    case MSG_WORDS:
    case MSG_RESOLVED:
    case MSG_DRAFT:
    case MSG_EDITED: composer_got(app, msg, effects); break;
    case MSG_COMPLETED:
        if (app_top(app) == LAYER_PROMPT)
            prompt_got(app, msg);
        else
            composer_got(app, msg, effects);
        break;
    case MSG_DUPES: dupes_got(app, msg, effects); break;
    case MSG_PAIR: pair_got(app, msg, effects); break;
    case MSG_STEPS: history_got(app, msg); break;
    case MSG_PAST: past_got(app, msg, effects); break;
    case MSG_TODAY: today_got(app, msg, effects); break;
    case MSG_MAP: map_got(app, msg); break;
    case MSG_REVIEW: review_got(app, msg, effects); break;
    case MSG_FIGURES:
        review_figures(app, msg);
        home_behind(app, effects);
        break;
    case MSG_FINISHED: finished_got(app, msg); break;
    case MSG_STEPPED: on_stepped(app, msg, effects); break;
    case MSG_FOLLOWS: person_follows(app, msg, effects); break;
    case MSG_IMPORT:
    case MSG_REJECTS:
    case MSG_FOLDER:
    case MSG_PROMISING:
    case MSG_BRIEFS: import_got(app, msg, effects); break;
    case MSG_FAILED: on_failed(app, msg, effects); break;
    default: break;
    }
}

/* Results that no screen took over. */
static void drop(struct msg *msg) {
    switch (msg->kind) {
    case MSG_HOME: home_data_free(&msg->data.home); break;
    case MSG_LIST: list_data_free(&msg->data.list); break;
    case MSG_PERSON: person_data_free(&msg->data.person); break;
    case MSG_WORDS: words_data_free(&msg->data.words); break;
    case MSG_RESOLVED:
    case MSG_COMPLETED: who_data_free(&msg->data.who); break;
    case MSG_DUPES: dupes_data_free(&msg->data.dupes); break;
    case MSG_PAIR: pair_data_free(&msg->data.pair); break;
    case MSG_FOLDER: folder_data_free(&msg->data.folder); break;
    case MSG_PROMISING: talked_data_free(&msg->data.talked); break;
    case MSG_BRIEFS: list_data_free(&msg->data.list); break;
    case MSG_STEPS: steps_data_free(&msg->data.steps); break;
    case MSG_TODAY: today_data_free(&msg->data.today); break;
    case MSG_MAP: map_data_free(&msg->data.map); break;
    case MSG_REVIEW: review_data_free(&msg->data.review); break;
    case MSG_FIGURES: figures_data_free(&msg->data.figures); break;
    case MSG_FINISHED: finished_data_free(&msg->data.finished); break;
    case MSG_IMPORT: import_data_free(&msg->data.import); break;
    default: break;
    }
}

void app_update(struct app *app, const struct msg *msg, struct effects *effects) {
    struct msg own = *msg;
    if (msg->now.ms) past_clock(app, msg->now);
    switch (msg->kind) {
    case MSG_KEY: press(app, msg->key, effects); break;
    case MSG_PASTE: on_paste(app, msg, effects); break;
    case MSG_CLICK: on_click(app, msg, effects); break;
    case MSG_RESIZE:
        app->rows = msg->row;
        app->cols = msg->col;
        if (app->depth && app->stack[0] == LAYER_PEOPLE) people_ask(app, effects);
        today_resized(app);
        break;
    case MSG_CHANGED: past_changed(app, effects); break;
    case MSG_HANGUP:
        composer_keep(app, effects);
        review_words(app, effects);
        effects_add(effects, EFF_QUIT);
        break;
    default: on_result(app, &own, effects); break;
    }
    on_tick(app, effects);
    drop(&own);
}

/* ---- view -------------------------------------------------------------------------------------------------------------------- */

/* The screens on the number keys, as they stand in the first row. */
enum { TABS = 5 };
static const struct {
    enum layer layer;
    enum action action;
} mains[TABS] = {
    {LAYER_HOME, ACT_HOME}, {LAYER_PEOPLE, ACT_PEOPLE}, {LAYER_TODAY, ACT_TODAY}, {LAYER_MAP, ACT_MAP}, {LAYER_REVIEW, ACT_REVIEW}};

struct area app_frame(const struct app *app, struct area all, const char *title, const char *right) {
    struct hints hints;
    char keys[TABS][16], week[48] = "", people[48];
    enum layer full = app_top(app);
    for (int i = app->depth; i-- > 0 && !layers[full = app->stack[i]].full;) {
    }
    footer_hints(app, where_of(app, full), &hints);
    struct frame_tab tabs[TABS];
    int tab = -1;
    for (int i = 0; i < TABS; i++) {
        tabs[i] = (struct frame_tab){keymap_label(&app->keys, mains[i].action, app->unicode, keys[i]), action_row(mains[i].action)->words};
        if (mains[i].layer == full) tab = i;
    }
    if (app->home_shown) {
        int year, number;
        bl_day_week(app->now.today + app->lead, &year, &number);
        struct bl_buf text = {0};
        if (all.cols >= NARROW) bl_buf_addf(&text, "%s · ", counted(people, app->home.asks.people, "person", "people"));
        bl_buf_addf(&text, "W%d", number);
        if (text.data && text.len < sizeof week) memcpy(week, text.data, text.len + 1);
        bl_buf_free(&text);
    }
    struct frame frame = {.tabs = tabs, .tab_count = TABS, .tab = tab, .title = title};
    frame.right = right ? right : week;
    frame.hints = hints.at;
    frame.hint_count = hints.n;
    BL_AUTO(bl_buf) struct bl_buf above = {0}, toast = {0};
    footer_toast(app, (struct footer_room){all.cols, all.rows >= 5}, &above, &toast);
    frame.toast = app->toast.until && (toast.len || !above.len) ? bl_buf_text(&toast) : NULL;
    frame.toast_above = above.len ? bl_buf_text(&above) : NULL;
    frame.toast_warn = app->toast.warn;
    frame.rule = true;
    BL_AUTO(bl_buf) struct bl_buf sign = {0};
    past_sign(app, all.cols, &sign);
    frame.sign = sign.len ? bl_buf_text(&sign) : NULL;
    struct area body;
    frame_view(all, &frame, &body);
    return body;
}

int app_body_rows(const struct app *app) {
    if (app->rows < 2) return app->rows;
    if (app->rows < 3) return app->rows - 1;
    return app->rows < 5 ? app->rows - 2 : app->rows - 4;
}

/* The keys of a panel, in its lower edge, as many as fit. */
static void panel_keys(const struct app *app, struct area edge, int row) {
    struct hints hints;
    footer_hints(app, app_where(app), &hints);
    int col = 2;
    for (int i = 0; i < hints.n; i++) {
        int need = bl_text_cells(hints.at[i].key) + 1 + bl_text_cells(hints.at[i].words) + 2;
        if (col + need > edge.cols - 1) break;
        col = put(edge, row, col, STYLE(ROLE_TEXT), " ");
        col = put(edge, row, col, STYLE(ROLE_KEY), hints.at[i].key);
        col = put(edge, row, col, STYLE(ROLE_DIM), " ");
        col = put(edge, row, col, STYLE(ROLE_DIM), hints.at[i].words);
        col = put(edge, row, col, STYLE(ROLE_DIM), " ");
    }
}

static void panel_edges(struct area edge, const char *title, const char *right) {
    struct style line = STYLE(ROLE_LINE);
    int last = edge.rows - 1, end = edge.cols - 1;
    for (int row = 1; row < last; row++) {
        put(edge, row, 0, line, "│");
        put(edge, row, end, line, "│");
    }
    for (int row = 0; row <= last; row += last) {
        for (int col = 1; col < end; col++) put(edge, row, col, line, "─");
        put(edge, row, 0, line, row ? "└" : "┌");
        put(edge, row, end, line, row ? "┘" : "┐");
    }
    int col = put(edge, 0, 2, STYLE(ROLE_TEXT), " ");
    col = put_in(edge, 0, col, edge.cols - col - 4, false, STYLE_OF(ROLE_TITLE, STYLE_BOLD), title);
    put(edge, 0, col, STYLE(ROLE_TEXT), " ");
    if (right && col + bl_text_cells(right) + 6 < end) {
        int begin = put_right(edge, 0, end - 2, STYLE(ROLE_DIM), right);
        put(edge, 0, begin - 1, STYLE(ROLE_TEXT), " ");
        put(edge, 0, end - 2, STYLE(ROLE_TEXT), " ");
    }
}

struct area app_panel(const struct app *app, struct area all, int rows, const char *title, const char *right) {
    all.surface->cursor_row = all.surface->cursor_col = -1;
    if (all.rows < 10 || all.cols < 30) { /* no room for edges: the whole screen, a title, the keys */
        fill(all, STYLE(ROLE_TEXT), " ");
        put(all, 0, 0, STYLE_OF(ROLE_TITLE, STYLE_BOLD), title);
        if (all.rows < 4) return area_sub(all, 1, 0, all.rows, all.cols);
        panel_keys(app, all, all.rows - 1);
        return area_sub(all, 1, 0, all.rows - 2, all.cols);
    }
    int height = rows + 2 < all.rows - 1 ? rows + 2 : all.rows - 1;
    struct area edge = area_sub(all, all.rows - height, 0, height, all.cols);
    fill(edge, STYLE(ROLE_TEXT), " ");
    panel_edges(edge, title, right);
    panel_keys(app, edge, height - 1);
    return area_sub(edge, 1, 2, height - 2, edge.cols - 4);
}

void app_view(const struct app *app, struct surface *surface) {
    surface_clear(surface);
    surface->cursor_row = surface->cursor_col = -1;
    struct area all = area_all(surface);
    int from = app->depth - 1;
    bool alone = app->composer.alone && app_top(app) == LAYER_COMPOSER;
    while (from > 0 && !alone && !layers[app->stack[from]].full) from--;
    for (int i = from; i < app->depth; i++) layers[app->stack[i]].view(app, all);
}

/* ---- actions ------------------------------------------------------------------------------------------------------------------ */

void app_run(struct app *app, enum action action, struct effects *effects) {
    if (past_first(app, action, effects) || layers[app_top(app)].act(app, action, effects)) return;
    act_run(app, action, effects);
}
