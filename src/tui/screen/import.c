/* The import wizard: which page is open, the job behind it, and the words the pages share. A rehearsal writes nothing; whatever is changed is rehearsed again at once.
 * Both run in slices and can be left at any time: until the last one the file is as before. */
#include "tui/screen/wizard_pages.h"

#include <inttypes.h>
#include <string.h>

/* ---- the job ----------------------------------------------------------------------------------------------------------------------- */

static struct effect *wish(struct app *app, bool rehearse, struct effects *effects) {
    struct wizard *w = &app->wizard;
    rejects_stop(app, effects); /* one reading at a time */
    struct effect *effect = effects_add(effects, EFF_IMPORT);
    effect->text = effects_text(effects, bl_buf_text(&w->path));
    effect->flag = rehearse;
    effect->serial = app_serial(app);
    said_wish(w, effects, &effect->import);
    w->running = true;
    w->began_ms = app->now.ms;
    return effect;
}

void wizard_again(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (w->data && w->data->phase == IMPORT_REHEARSED) {
        memcpy(w->was, w->data->count, sizeof w->was);
        w->changed = true;
    }
    import_data_free(&w->more);
    rejects_forget(w);
    w->rows_from = 0;
    w->serial = wish(app, true, effects)->serial;
}

void wizard_file(struct app *app, const char *path, struct effects *effects) {
    struct wizard *w = &app->wizard;
    bl_buf_cut(&w->path, 0);
    bl_buf_str(&w->path, path);
    import_data_free(&w->data);
    import_data_free(&w->more);
    said_begin(&w->said);
    rejects_forget(w);
    w->page = WIZARD_MEANING;
    w->items = w->rows = (struct choice){0};
    w->line = (struct meaning_line){ITEM_GO, 0};
    w->kind = BL_ROW_NEW;
    w->changed = false;
    w->serial = wish(app, true, effects)->serial;
}

void wizard_import(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    import_data_free(&w->run);
    w->page = WIZARD_RUN;
    w->serial = wish(app, false, effects)->serial;
}

void wizard_rows(struct app *app, int64_t from, struct effects *effects) {
    struct wizard *w = &app->wizard;
    import_data_free(&w->more);
    struct effect *effect = wish(app, true, effects);
    effect->import.from = w->rows_from = from;
    w->more_serial = effect->serial;
}

static void stop(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (w->running) effects_add(effects, EFF_IMPORT_STOP);
    w->running = false;
    rejects_stop(app, effects);
    w->serial = w->more_serial = app_serial(app);
}

int64_t wizard_usable(const struct import_data *data) {
    return data->count[BL_ROW_NEW] + data->count[BL_ROW_UPDATED];
}

static bool ready(const struct wizard *w) {
    return w->page == WIZARD_OUTCOME && !w->running && w->data && w->data->phase == IMPORT_REHEARSED && wizard_usable(w->data) > 0;
}

/* ---- coming and going ---------------------------------------------------------------------------------------------------------------- */

void import_open(struct app *app, struct effects *effects) {
    if (app_top(app) == LAYER_PROMPT) app_pop(app);
    app_push(app, LAYER_IMPORT);
    files_open(app, effects);
}

void import_close(struct app *app) {
    struct wizard *w = &app->wizard;
    files_free(w);
    talked_free(w);
    import_data_free(&w->data);
    import_data_free(&w->run);
    import_data_free(&w->more);
    import_data_free(&w->done);
    folder_data_free(&w->beside);
    bl_buf_free(&w->rejects);
    bl_arena_free(&w->said.arena);
    bl_buf_free(&w->path);
    bl_buf_free(&w->line_value);
    *w = (struct wizard){0};
}

void wizard_leave(struct app *app, struct effects *effects, const char *word) {
    stop(app, effects);
    app_pop(app);
    if (word) app_toast(app, false, "%s", word);
}

/* What was imported, with the way back. */
static void tell_done(struct app *app) {
    const struct import_data *done = app->wizard.done;
    char undo[16];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    wizard_counts(done, NULL, &text);
    app_toast(app, false, "imported: %s", bl_buf_text(&text));
    app_toast_hint(app, "%s undoes", keymap_label(&app->keys, ACT_UNDO, app->unicode, undo));
    if (done->count[BL_ROW_MAYBE]) app_toast_hint(app, " · %s: maybe the same", keymap_label(&app->keys, ACT_DUPES, app->unicode, undo));
}

static void escape(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    switch (w->page) {
    case WIZARD_FILE:
        if (!files_clear(app)) wizard_leave(app, effects, NULL);
        break;
    case WIZARD_MEANING:
    case WIZARD_OUTCOME: wizard_leave(app, effects, "nothing was imported"); break;
    case WIZARD_ROWS:
        if (w->running) stop(app, effects);
        w->page = WIZARD_OUTCOME;
        break;
    case WIZARD_RUN:
        stop(app, effects);
        w->page = WIZARD_OUTCOME;
        app_toast(app, false, "stopped: everything is as it was before");
        break;
    case WIZARD_TALKED:
        tell_done(app);
        wizard_leave(app, effects, NULL);
        break;
    }
}

/* ---- update -------------------------------------------------------------------------------------------------------------------------- */

bool import_act(struct app *app, enum action action, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (action == ACT_ESCAPE && !w->typing) {
        if (w->saving)
            rejects_stop(app, effects);
        else
            escape(app, effects);
        return true;
    }
    if (action == ACT_SAVE_REJECTS && !w->typing) {
        rejects_open(app, effects);
        return true;
    }
    if (action == ACT_IMPORT_GO) {
        if (ready(w))
            wizard_import(app, effects);
        else if (w->running && w->page == WIZARD_OUTCOME)
            app_toast(app, false, "the file is still being looked at");
        return true;
    }
    switch (w->page) {
    case WIZARD_FILE: return files_act(app, action, effects);
    case WIZARD_MEANING: return meaning_act(app, action, effects);
    case WIZARD_OUTCOME: return outcome_act(app, action, effects);
    case WIZARD_ROWS: return rows_act(app, action, effects);
    case WIZARD_TALKED: return talked_act(app, action, effects);
    case WIZARD_RUN: break;
    }
    return action != ACT_HELP && action != ACT_REPAINT && action != ACT_SUSPEND;
}

void import_type(struct app *app, int key, const char *text, size_t n, struct effects *effects) {
    if (app->wizard.page == WIZARD_FILE) files_type(app, key, text, n, effects);
    if (app->wizard.page == WIZARD_TALKED && app->wizard.typing) talked_type(app, key, text, n, effects);
}

static void take(struct import_data **place, struct msg *msg) {
    import_data_free(place);
    *place = msg->data.import;
    msg->data.import = NULL;
}

/* The import itself: on its way, done, or refused. */
static void got_run(struct app *app, struct msg *msg, struct effects *effects) {
    struct wizard *w = &app->wizard;
    enum import_phase phase = msg->data.import->phase;
    take(phase == IMPORT_DONE ? &w->done : &w->run, msg);
    w->running = phase == IMPORT_RUNNING;
    if (phase == IMPORT_DONE) {
        talked_open(app, effects);
        app_reload(app, effects);
    } else if (phase == IMPORT_FAILED) {
        w->page = WIZARD_OUTCOME;
        app_toast(app, true, "%s", w->run->error);
        if (w->run->hint) app_toast_hint(app, "%s", w->run->hint);
    }
}

static void got_import(struct app *app, struct msg *msg, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (msg->serial == w->more_serial) {
        take(&w->more, msg);
        w->running = w->more->phase == IMPORT_RUNNING;
        if (w->running) return;
        int n = (int)w->more->example_count[w->kind];
        if (w->rows_end) w->rows.at = n - 1;
        w->rows_end = false;
        choice_clamp(&w->rows, n, app_body_rows(app) - 2);
        return;
    }
    if (msg->serial != w->serial) return;
    if (!msg->data.import->dry) {
        got_run(app, msg, effects);
        return;
    }
    meaning_keep(msg->data.import, w->data);
    take(&w->data, msg);
    w->running = w->data->phase == IMPORT_RUNNING;
    if (!w->running) kind_begin(w);
    meaning_follow(w);
    choice_clamp(&w->items, (int)meaning_lines(w), app_body_rows(app));
}

void import_got(struct app *app, struct msg *msg, struct effects *effects) {
    bool there = false;
    for (int i = 0; i < app->depth; i++) there = there || app->stack[i] == LAYER_IMPORT;
    if (!there) return;
    if (msg->kind == MSG_REJECTS) rejects_got(app, msg);
    if (msg->kind == MSG_FOLDER) rejects_beside(app, msg);
    if (msg->kind == MSG_FOLDER && msg->data.folder) files_got(app, msg);
    if (msg->kind == MSG_IMPORT) got_import(app, msg, effects);
    if (msg->kind == MSG_PROMISING || msg->kind == MSG_BRIEFS) talked_got(app, msg, effects);
}

/* Undone from its own last page: there is nothing left to ask about. */
void import_stepped(struct app *app, const struct msg *msg) {
    bool asked = app_top(app) == LAYER_IMPORT && app->wizard.page == WIZARD_TALKED;
    if (asked && (msg->of == EFF_UNDO || msg->of == EFF_PLAY)) app_pop(app);
}

enum where import_where(const struct app *app) {
    switch (app->wizard.page) {
    case WIZARD_FILE: return W_FILES;
    case WIZARD_MEANING: return W_MEANING;
    case WIZARD_TALKED: return app->wizard.typing ? W_FILTER : W_TALKED;
    default: return W_IMPORT;
    }
}

bool import_matters(const struct app *app, enum action action) {
    const struct wizard *w = &app->wizard;
    bool stays = action == ACT_ESCAPE || action == ACT_HELP;
    const struct import_data *data = w->data;
    struct meaning_line line = meaning_line(w, (size_t)w->items.at);
    if (action == ACT_SAVE_REJECTS) return rejects_there(w);
    switch (w->page) {
    case WIZARD_ROWS:
    case WIZARD_RUN: return stays;
    case WIZARD_MEANING:
        if (action == ACT_SKIP_COLUMN) return line.item == ITEM_COLUMN;
        if (line.item == ITEM_GO && data && data->phase == IMPORT_FAILED) return action != ACT_CHANGE && action != ACT_OUTCOME;
        return action != ACT_OUTCOME || line.item != ITEM_GO;
    case WIZARD_OUTCOME:
        if (action == ACT_IMPORT_GO) return ready(w);
        if (action == ACT_ALL_ROWS) return data && kind_count(data, w->kind) > 0;
        if (action == ACT_ON_CONFLICT) return data && (data->count[BL_ROW_CONFLICT] || data->replaced || w->said.on_conflict);
        return true;
    case WIZARD_TALKED:
        if (action == ACT_DUPES) return w->done && w->done->count[BL_ROW_MAYBE] > 0;
        return stays || action == ACT_UNDO || w->talked == NULL || w->talked->count > 0 || w->narrow.text.len;
    case WIZARD_FILE: break;
    }
    return true;
}

const char *import_words(const struct app *app, enum action action) {
    const struct wizard *w = &app->wizard;
    bool leaves = w->page == WIZARD_MEANING || w->page == WIZARD_OUTCOME || w->page == WIZARD_FILE;
    if (action == ACT_ESCAPE)
        return leaves                                   ? "leave"
               : w->page == WIZARD_RUN                  ? "stop"
               : w->page == WIZARD_TALKED && !w->typing ? (w->marks.n ? "leave" : "nobody")
                                                        : "back";
    if (action == ACT_CHANGE && meaning_line(w, (size_t)w->items.at).item == ITEM_GO) return "see what would happen";
    if (action == ACT_ON_CONFLICT) return w->said.on_conflict == BL_CONFLICT_REPLACE ? "keep what is known" : "replace what differs";
    return action_row(action)->words;
}

int wizard_key(enum action action) {
    switch (action) {
    case ACT_UP:
    case ACT_MENU_UP: return KEY_UP_;
    case ACT_DOWN:
    case ACT_MENU_DOWN: return KEY_DOWN_;
    case ACT_PAGE_UP: return KEY_PGUP_;
    case ACT_PAGE_DOWN: return KEY_PGDN_;
    case ACT_TOP: return KEY_HOME_;
    case ACT_BOTTOM: return KEY_END_;
    default: return 0;
    }
}

/* ---- words --------------------------------------------------------------------------------------------------------------------------- */

void wizard_recognised(const struct import_data *data, struct bl_buf *out) {
    bl_buf_str(out, data->preset ? data->preset : data->column_count ? "a table" : "a list");
    if (!data->column_count) return;
    if (data->header_line == 0)
        bl_buf_str(out, " without a header: its columns have numbers");
    else
        bl_buf_addf(out, ", header on line %" PRId64 "%s", data->header_line,
                    data->header_line > 1 ? "; the lines above it are no table" : "");
}

void wizard_counts(const struct import_data *data, const int64_t *was, struct bl_buf *out) {
    static const int order[] = {BL_ROW_NEW,   BL_ROW_UPDATED,  BL_ROW_UNCHANGED, BL_ROW_CONFLICT,
                                BL_ROW_MAYBE, BL_ROW_REJECTED, BL_ROW_SKIPPED};
    size_t begin = out->len;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        int kind = order[i];
        int64_t n = data->count[kind], more = was ? n - was[kind] : 0;
        if (!n && !more && kind != BL_ROW_NEW) continue;
        bl_buf_addf(out, "%s%" PRId64 " %s", out->len > begin ? " · " : "", n, kind_word(kind));
        if (more) bl_buf_addf(out, " (%+" PRId64 ")", more);
    }
}

void wizard_so_far(const struct import_data *data, struct bl_buf *out) {
    int64_t about = data->bytes > 0 && data->bytes_total > data->bytes ? data->rows * data->bytes_total / data->bytes : 0, unit = 1;
    while (about / unit >= 100) unit *= 10;
    bl_buf_addf(out, "first %" PRId64, data->rows);
    if (about > data->rows) bl_buf_addf(out, " of about %" PRId64, (about + unit / 2) / unit * unit);
    bl_buf_str(out, " rows");
}

void wizard_cut_options(const char *text, struct bl_buf *out) {
    for (const char *s = text; *s;) {
        const char *end = strncmp(s, " (--", 4) == 0 ? strchr(s, ')') : NULL;
        if (strncmp(s, ": --", 4) == 0) end = s + strlen(s) - 1;
        if (end)
            s = end + 1;
        else
            bl_buf_chr(out, *s++);
    }
}

/* ---- view ---------------------------------------------------------------------------------------------------------------------------- */

static const char *steps_of(const struct wizard *w, int cols) {
    static const char *const wide[] = {"1 FILE ▸ 2 meaning ▸ 3 outcome ▸ done", "1 file ▸ 2 MEANING ▸ 3 outcome ▸ done",
                                       "1 file ▸ 2 meaning ▸ 3 OUTCOME ▸ done", "1 file ▸ 2 meaning ▸ 3 outcome ▸ DONE"};
    static const char *const small[] = {"1 file", "2 meaning", "3 outcome", "done"};
    int at = w->page == WIZARD_FILE ? 0 : w->page == WIZARD_MEANING ? 1 : w->page == WIZARD_TALKED ? 3 : 2;
    return cols < 72 ? small[at] : wide[at];
}

void import_view(const struct app *app, struct area all) {
    const struct wizard *w = &app->wizard;
    BL_AUTO(bl_buf) struct bl_buf title = {0};
    const char *path = bl_buf_text(&w->path), *slash = strrchr(path, '/');
    bl_buf_str(&title, "Import");
    if (w->page != WIZARD_FILE) bl_buf_addf(&title, "  %s", slash ? slash + 1 : path);
    struct area body = app_frame(app, all, bl_buf_text(&title), steps_of(w, all.cols));
    switch (w->page) {
    case WIZARD_FILE: files_view(app, body); break;
    case WIZARD_MEANING: meaning_view(app, body); break;
    case WIZARD_OUTCOME: outcome_view(app, body); break;
    case WIZARD_ROWS: rows_view(app, body); break;
    case WIZARD_RUN: run_view(app, body); break;
    case WIZARD_TALKED: talked_view(app, body); break;
    }
}
