/* Done: what happened, the way back, and one question. People who came with a list stand in the book without asking for anything; those one has really talked to come
 * into play. The most promising are offered first, a window at a time. */
#include "tui/screen/wizard_pages.h"

#include <inttypes.h>
#include <string.h>

enum { HEAD_ROWS = 4, WINDOW = 120, SMALL = 60, LOW = 12, TINY = 4 };

/* Pairs and rejected rows each have a line when there are any; without them one is blank. */
static int more_rows(const struct wizard *w) {
    int n = w->done ? (w->done->count[BL_ROW_MAYBE] > 0) + (w->done->count[BL_ROW_REJECTED] > 0) : 0;
    return n > 1 ? n : 1;
}

static int head_rows(const struct wizard *w, int body) {
    return body > LOW ? HEAD_ROWS + more_rows(w) : body < TINY ? 1 : 2;
}

static int height(const struct app *app) {
    int body = app_body_rows(app), rows = body - head_rows(&app->wizard, body);
    return rows > 1 ? rows : 1;
}

static void ask(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    struct effect *effect = effects_add(effects, EFF_PROMISING);
    effect->text = effects_text(effects, bl_buf_text(&w->narrow.text));
    effect->ids = effects_ids(effects, &w->done->step, 1);
    w->talked_serial = effect->serial = app_serial(app);
}

void talked_open(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    w->page = WIZARD_TALKED;
    w->people = (struct choice){0};
    if (w->done->step) ask(app, effects);
}

void talked_free(struct wizard *w) {
    talked_data_free(&w->talked);
    list_data_free(&w->window);
    field_free(&w->narrow);
    marks_clear(&w->marks);
}

/* The people about the cursor, when they are not at hand. */
static void look(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (!w->talked || !w->talked->ids.n) return;
    size_t first = (size_t)w->people.top, last = first + (size_t)height(app), n = w->talked->ids.n;
    if (last > n) last = n;
    bool there = w->window && first >= w->window_from && last <= w->window_from + w->window->n;
    if (there) return;
    size_t from = first > WINDOW / 3 ? first - WINDOW / 3 : 0, count = n - from < WINDOW ? n - from : WINDOW;
    struct effect *effect = effects_add(effects, EFF_BRIEFS);
    effect->ids = effects_ids(effects, w->talked->ids.at + from, count);
    effect->count = (int)from;
    w->window_serial = effect->serial = app_serial(app);
}

void talked_got(struct app *app, struct msg *msg, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (w->page != WIZARD_TALKED) return;
    if (msg->kind == MSG_PROMISING && msg->serial == w->talked_serial) {
        talked_data_free(&w->talked);
        list_data_free(&w->window);
        w->talked = msg->data.talked;
        msg->data.talked = NULL;
        w->people = (struct choice){0};
        choice_clamp(&w->people, (int)w->talked->ids.n, height(app));
        look(app, effects);
    }
    if (msg->kind == MSG_BRIEFS && msg->serial == w->window_serial) {
        list_data_free(&w->window);
        w->window = msg->data.list;
        w->window_from = w->window->at;
        msg->data.list = NULL;
    }
}

static const struct bl_person *person_at(const struct wizard *w, int at) {
    size_t i = (size_t)at;
    if (!w->window || at < 0 || i < w->window_from || i - w->window_from >= w->window->n) return NULL;
    return &w->window->rows[i - w->window_from];
}

/* ---- keys -------------------------------------------------------------------------------------------------------------------------------- */

static void into_play(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (!w->marks.n && w->talked && w->talked->ids.n) { /* who presses it means somebody */
        char mark[16];
        app_toast(app, false, "nobody is marked yet");
        app_toast_hint(app, "%s marks, esc: nobody", keymap_label(&app->keys, ACT_MARK, app->unicode, mark));
        return;
    }
    if (!w->marks.n) {
        wizard_leave(app, effects, "nobody came into play; bowline edit --where import:last --in-play does it later");
        return;
    }
    int64_t *ids = bl_arena_array(&effects->arena, w->marks.n, sizeof *ids);
    if (!ids) return;
    for (size_t i = 0; i < w->marks.n; i++) ids[i] = w->marks.at[i].id;
    effects_add(effects, EFF_PLAY)->ids = (struct bl_ids){ids, w->marks.n};
}

static void stop_typing(struct wizard *w) {
    w->typing = false;
}

bool talked_act(struct app *app, enum action action, struct effects *effects) {
    struct wizard *w = &app->wizard;
    const struct bl_person *person = person_at(w, w->people.at);
    int key = wizard_key(action);
    switch (action) {
    case ACT_IN_PLAY: into_play(app, effects); return true;
    case ACT_DUPES: dupes_import(app, w->done->step, effects); return true;
    case ACT_MARK:
        if (!person) return true;
        marks_toggle(&w->marks, person->id, person->name);
        choice_key(&w->people, KEY_DOWN_, height(app));
        look(app, effects);
        return true;
    case ACT_FILTER: w->typing = true; return true;
    case ACT_KEEP_FILTER: stop_typing(w); return true;
    case ACT_COMPLETE: return true;
    case ACT_ESCAPE: /* only while typing: everybody again */
        stop_typing(w);
        if (!w->narrow.text.len) return true;
        field_set(&w->narrow, "");
        ask(app, effects);
        return true;
    default: break;
    }
    if (!key) return false;
    choice_key(&w->people, key, height(app));
    look(app, effects);
    return true;
}

void talked_type(struct app *app, int key, const char *text, size_t n, struct effects *effects) {
    struct wizard *w = &app->wizard;
    BL_AUTO(bl_buf) struct bl_buf was = {0};
    bl_buf_str(&was, bl_buf_text(&w->narrow.text));
    if (key)
        field_key(&w->narrow, key);
    else
        field_insert(&w->narrow, text, n);
    if (strcmp(bl_buf_text(&was), bl_buf_text(&w->narrow.text)) != 0) ask(app, effects);
}

/* ---- view -------------------------------------------------------------------------------------------------------------------------------- */

static void draw_person(const struct app *app, struct area area, int row, const struct bl_person *person, bool at) {
    bool marked = marks_has(&app->wizard.marks, person->id), wide = area.cols >= SMALL;
    int name = wide ? (area.cols - 20) * 2 / 5 : area.cols - 6, rest = area.cols - 20 - name;
    char day[BL_DATE_SIZE];
    put(area, row, 1, STYLE(ROLE_KEY), at ? "▌" : " ");
    put(area, row, 3, STYLE(ROLE_GOOD), marked ? "●" : "○");
    put_in(area, row, 5, name - 2, false, STYLE_OF(ROLE_TEXT, marked ? STYLE_BOLD : 0), person->name);
    if (wide) {
        BL_AUTO(bl_buf) struct bl_buf job = {0};
        if (person->title) bl_buf_str(&job, person->title);
        if (person->company) bl_buf_addf(&job, "%s%s", job.len ? ", " : "", person->company);
        put_in(area, row, 5 + name, rest, false, STYLE(ROLE_DIM), bl_buf_text(&job));
        if (person->first_contact != BL_NO_DAY)
            put_right(area, row, area.cols - 1, STYLE(ROLE_DIM), bl_day_short(person->first_contact, app->now.today, day));
    }
    if (at) restyle(area, row, 0, area.cols, STYLE_REVERSE);
}

static void draw_marks(const struct wizard *w, struct area body, int row) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_addf(&text, "%zu marked", w->marks.n);
    if (w->talked && !w->narrow.text.len) bl_buf_addf(&text, " of %" PRId64, w->talked->count);
    put_right(body, row, body.cols - 1, STYLE(w->marks.n ? ROLE_GOOD : ROLE_DIM), bl_buf_text(&text));
}

static void draw_narrow(const struct wizard *w, struct area body, int row) {
    if (w->typing || w->narrow.text.len) {
        struct field field = w->narrow;
        int col = put(body, row, 1, STYLE(ROLE_KEY), "/ ");
        field_draw(&field, area_sub(body, row, col, 1, body.cols / 2), w->typing, NULL, NULL);
    } else if (w->talked && w->talked->count > (int64_t)w->talked->ids.n)
        putf(body, row, 1, STYLE(ROLE_DIM), "the %zu most promising first; / finds the others", w->talked->ids.n);
    else
        put(body, row, 1, STYLE(ROLE_DIM), "the most promising first: who was met lately, of whom most is known");
}

/* Where they are, or the key that puts them there. */
static void draw_rejects(const struct app *app, struct area body, int row) {
    const struct wizard *w = &app->wizard;
    char rows[48], key[16];
    counted(rows, w->done->count[BL_ROW_REJECTED], "row was rejected", "rows were rejected");
    if (w->rejects.len)
        putf(body, row, 1, STYLE(ROLE_DIM), "%s, and saved in %s", rows, bl_buf_text(&w->rejects));
    else
        putf(body, row, 1, STYLE(ROLE_WARN), "%s; %s saves them to be mended", rows,
             keymap_label(&app->keys, ACT_SAVE_REJECTS, app->unicode, key));
}

static void draw_head(const struct app *app, struct area body, bool low) {
    const struct wizard *w = &app->wizard;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char undo[16];
    if (body.rows < TINY) {
        put(body, 0, 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), "talked to whom?");
        return;
    }
    bl_buf_str(&text, "imported: ");
    wizard_counts(w->done, NULL, &text);
    put(body, 0, 1, STYLE(ROLE_GOOD), bl_buf_text(&text));
    if (low) {
        put(body, 1, 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), "whom have you really talked to?");
        return;
    }
    int row = 2;
    if (w->done->count[BL_ROW_REJECTED]) draw_rejects(app, body, row++);
    if (w->done->count[BL_ROW_MAYBE])
        putf(body, row++, 1, STYLE(ROLE_WARN), "%" PRId64 " may be somebody who was here already; %s shows the pairs",
             w->done->count[BL_ROW_MAYBE], keymap_label(&app->keys, ACT_DUPES, app->unicode, undo));
    putf(body, 1, 1, STYLE(ROLE_DIM), "%s undoes it; import:%" PRId64 " lists these people later",
         keymap_label(&app->keys, ACT_UNDO, app->unicode, undo), w->done->step);
    row = 1 + more_rows(w) + 1;
    put(body, row, 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), "Who of these have you really talked to this quarter?");
    draw_marks(w, body, row);
    draw_narrow(w, body, row + 1);
}

void talked_view(const struct app *app, struct area body) {
    const struct wizard *w = &app->wizard;
    int head = head_rows(w, body.rows);
    struct area list = area_sub(body, head, 0, body.rows, body.cols);
    struct choice choice = w->people;
    if (!w->done) return;
    draw_head(app, body, head <= 2);
    choice_clamp(&choice, w->talked ? (int)w->talked->ids.n : 0, list.rows);
    if (!w->talked)
        put(list, 0, 3, STYLE(ROLE_DIM), w->done->step ? "looking who came …" : "nobody came with it");
    else if (!w->talked->ids.n)
        put(list, 0, 3, STYLE(ROLE_DIM), w->narrow.text.len ? "nobody of them is called so" : "everybody in it is in play already");
    for (int row = 0; row < list.rows && row < choice.n; row++) {
        const struct bl_person *person = person_at(w, choice.top + row);
        if (person) draw_person(app, list, row, person, choice.top + row == choice.at);
    }
}
