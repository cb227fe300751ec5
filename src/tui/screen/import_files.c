/* 1 file: the folder where files land, the newest table on top; what is typed narrows the list, and a path is followed slash by slash. What the system calls a file is
 * kept byte by byte beside what is shown of it. */
#include "tui/screen/wizard_pages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_ROWS = 2 /* the path, and what is wrong with it */, SIZE_COLS = 9, DAY_COLS = 12 };

static const char *typed(const struct wizard *w) {
    return bl_buf_text(&w->field.text);
}

static int height(const struct app *app) {
    int rows = app_body_rows(app) - HEAD_ROWS;
    return rows > 1 ? rows : 1;
}

static void problem(struct wizard *w, const char *text) {
    bl_buf_cut(&w->problem, 0);
    if (text) bl_buf_str(&w->problem, text);
}

void files_free(struct wizard *w) {
    field_free(&w->field);
    folder_data_free(&w->folder);
    bl_buf_free(&w->problem);
    free(w->shown);
    w->shown = NULL;
    w->shown_count = 0;
}

/* ---- narrowing ----------------------------------------------------------------------------------------------------------------------- */

/* Is `part` in the name, ASCII letters of both cases being the same? 1 at its beginning, 2 further on, 0 no. */
static int fits(const char *name, const char *part) {
    size_t n = strlen(part);
    if (begins(name, part, n)) return 1;
    for (const char *s = name; *s; s++)
        if (begins(s, part, n)) return 2;
    return 0;
}

/* Hidden names are for those who ask for them by their dot. */
static void narrow(struct wizard *w, int rows) {
    const struct folder_data *folder = w->folder;
    const char *part = typed(w);
    int first = -1;
    w->shown_count = 0;
    for (size_t i = 0; folder && w->shown && i < folder->n; i++) {
        const char *name = folder->at[i].name;
        int how = (name[0] == '.') == (part[0] == '.') ? fits(name, part) : 0;
        if (!how) continue;
        if (how == 1 && first < 0 && *part) first = (int)w->shown_count;
        w->shown[w->shown_count++] = (uint32_t)i;
    }
    w->files.at = first > 0 ? first : 0;
    choice_clamp(&w->files, (int)w->shown_count, rows);
}

static const struct folder_entry *here(const struct wizard *w) {
    return w->folder && (size_t)w->files.at < w->shown_count ? &w->folder->at[w->shown[w->files.at]] : NULL;
}

bool files_clear(struct app *app) {
    struct wizard *w = &app->wizard;
    if (!w->field.text.len) return false;
    field_set(&w->field, "");
    problem(w, NULL);
    narrow(w, height(app));
    return true;
}

/* ---- asking ---------------------------------------------------------------------------------------------------------------------------- */

static void ask(struct app *app, const char *path, bool exact, struct effects *effects) {
    struct wizard *w = &app->wizard;
    struct effect *effect = effects_add(effects, EFF_FOLDER);
    effect->text = effects_text(effects, path);
    effect->flag = exact;
    effect->within = w->folder ? effects_text(effects, w->folder->path) : NULL;
    w->folder_serial = effect->serial = app_serial(app);
}

void files_open(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    w->page = WIZARD_FILE;
    ask(app, w->path.len ? bl_buf_text(&w->path) : NULL, true, effects); /* back to the file one came from */
}

void files_got(struct app *app, struct msg *msg) {
    struct wizard *w = &app->wizard;
    struct folder_data *data = msg->data.folder;
    if (msg->serial != w->folder_serial) return;
    problem(w, data->problem);
    if (!data->path) return; /* what was typed stands, beside what is wrong with it */
    uint32_t *shown = realloc(w->shown, (data->n ? data->n : 1) * sizeof *shown);
    if (!shown) return;
    w->shown = shown;
    folder_data_free(&w->folder);
    w->folder = data;
    msg->data.folder = NULL;
    field_set(&w->field, "");
    narrow(w, height(app));
    for (size_t i = 0; data->rest && i < data->n; i++) { /* where one came from, or the file that was named */
        if (strcmp(data->at[i].name, data->rest) != 0 || data->rest[0] == '.') continue;
        for (size_t k = 0; k < w->shown_count; k++)
            if (w->shown[k] == i) w->files.at = (int)k;
        choice_clamp(&w->files, (int)w->shown_count, height(app));
        return;
    }
    if (!data->rest) return;
    field_set(&w->field, data->rest);
    narrow(w, height(app));
}

static void up(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (!w->folder || strcmp(w->folder->path, "/") == 0) return;
    ask(app, "..", true, effects);
}

static void enter(struct app *app, bool only_folders, struct effects *effects) {
    struct wizard *w = &app->wizard;
    const struct folder_entry *entry = here(w);
    bool path = strchr(typed(w), '/') || strcmp(typed(w), "~") == 0 || strcmp(typed(w), "..") == 0;
    if (path || (!entry && *typed(w))) {
        ask(app, typed(w), false, effects);
        return;
    }
    if (!entry || (only_folders && entry->kind != FOLDER_FOLDER)) return;
    BL_AUTO(bl_buf) struct bl_buf full = {0};
    bl_buf_addf(&full, "%s%s%s", w->folder->path, entry->name, entry->kind == FOLDER_FOLDER ? "/" : "");
    if (entry->kind == FOLDER_FOLDER)
        ask(app, bl_buf_text(&full), true, effects);
    else
        wizard_file(app, bl_buf_text(&full), effects);
}

/* As far as all that begin so are the same; one folder is opened. */
static void complete(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    const char *part = typed(w);
    size_t have = strlen(part), same = 0, n = 0;
    const struct folder_entry *first = NULL;
    for (size_t i = 0; i < w->shown_count; i++) {
        const struct folder_entry *entry = &w->folder->at[w->shown[i]];
        if (!begins(entry->name, part, have)) continue;
        if (!n++) {
            first = entry;
            same = strlen(entry->name);
        }
        while (same > have && strncmp(first->name, entry->name, same) != 0) same--;
        while (same > have && (first->name[same] & 0xC0) == 0x80) same--; /* no half characters */
    }
    if (strcmp(part, "~") == 0) {
        ask(app, part, false, effects);
    } else if (n == 1 && first->kind == FOLDER_FOLDER) {
        BL_AUTO(bl_buf) struct bl_buf full = {0};
        bl_buf_addf(&full, "%s%s/", w->folder->path, first->name);
        ask(app, bl_buf_text(&full), true, effects);
    } else if (n && same > have) {
        BL_AUTO(bl_buf) struct bl_buf word = {0};
        bl_buf_add(&word, first->name, same);
        field_set(&w->field, bl_buf_text(&word));
        narrow(w, height(app));
    } else
        choice_key(&w->files, KEY_DOWN_, height(app));
}

/* ---- keys -------------------------------------------------------------------------------------------------------------------------------- */

bool files_act(struct app *app, enum action action, struct effects *effects) {
    struct wizard *w = &app->wizard;
    int key = wizard_key(action);
    switch (action) {
    case ACT_FILE_OPEN: enter(app, false, effects); return true;
    case ACT_COMPLETE: complete(app, effects); return true;
    case ACT_FOLDER_UP:
        if (w->field.text.len)
            field_key(&w->field, KEY_LEFT_);
        else
            up(app, effects);
        return true;
    default: break;
    }
    if (key) choice_key(&w->files, key, height(app));
    return key != 0;
}

void files_type(struct app *app, int key, const char *text, size_t n, struct effects *effects) {
    struct wizard *w = &app->wizard;
    BL_AUTO(bl_buf) struct bl_buf was = {0};
    bl_buf_str(&was, typed(w));
    if (!w->field.text.len && key == 127) {
        up(app, effects);
        return;
    }
    if (!w->field.text.len && key == KEY_RIGHT_) {
        enter(app, true, effects);
        return;
    }
    if (key)
        field_key(&w->field, key);
    else
        field_insert(&w->field, text, n);
    if (strcmp(bl_buf_text(&was), typed(w)) == 0) return;
    problem(w, NULL);
    if (strchr(typed(w), '/') && (!key || key == '/'))
        ask(app, typed(w), false, effects);
    else
        narrow(w, height(app));
}

/* ---- view -------------------------------------------------------------------------------------------------------------------------------- */

static void size_words(char out[16], int64_t bytes) {
    static const char units[] = "kMGT";
    double n = (double)bytes;
    int unit = -1;
    while (n >= 1000 && unit < 3) {
        n /= 1000;
        unit++;
    }
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (unit < 0)
        bl_buf_addf(&text, "%" PRId64 " B", bytes);
    else
        bl_buf_addf(&text, n < 10 ? "%.1f %cB" : "%.0f %cB", n, units[unit]);
    out[0] = '\0';
    if (!text.failed && text.len < 16) memcpy(out, bl_buf_text(&text), text.len + 1);
}

static void draw_entry(const struct app *app, struct area area, int row, const struct folder_entry *entry, bool at) {
    static const unsigned char roles[] = {[FOLDER_TABLE] = ROLE_TEXT, [FOLDER_FOLDER] = ROLE_KEY, [FOLDER_OTHER] = ROLE_DIM};
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    char size[16], day[BL_DATE_SIZE];
    bool wide = area.cols >= 60;
    int right = area.cols - 1, room = right - 3 - (wide ? SIZE_COLS + DAY_COLS : 0);
    bl_text_clean(&name, entry->name, strlen(entry->name), false);
    if (entry->kind == FOLDER_FOLDER) bl_buf_chr(&name, '/');
    put(area, row, 1, STYLE(ROLE_KEY), at ? "▌" : " ");
    put_in(area, row, 3, room, false, STYLE(roles[entry->kind]), bl_buf_text(&name));
    if (wide && entry->kind != FOLDER_FOLDER) {
        size_words(size, entry->size);
        put_right(area, row, right - DAY_COLS, STYLE(ROLE_DIM), size);
    }
    if (wide && entry->day != BL_NO_DAY) put_right(area, row, right, STYLE(ROLE_DIM), bl_day_short(entry->day, app->now.today, day));
    if (at) restyle(area, row, 0, area.cols, STYLE_REVERSE);
}

/* The end of a path says more than its beginning. */
static int draw_path(const struct wizard *w, struct area area) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    const char *path = w->folder ? w->folder->shown : "";
    bl_text_clean(&clean, path, strlen(path), false);
    const char *s = bl_buf_text(&clean);
    int room = area.cols > 50 ? area.cols - 30 : area.cols / 2, col = 1;
    bool cut = false;
    for (size_t left = clean.len; left && bl_text_cells(s) > room; cut = true) {
        size_t bytes = bl_text_next(s, left).bytes;
        s += bytes;
        left -= bytes;
    }
    if (cut) col = put(area, 0, col, STYLE(ROLE_DIM), "…");
    return put(area, 0, col, STYLE(ROLE_TITLE), s);
}

static void draw_nothing(const struct wizard *w, struct area list) {
    if (!w->folder)
        put(list, 0, 3, STYLE(ROLE_DIM), w->problem.len ? "type the path of a file" : "looking …");
    else if (w->field.text.len)
        put(list, 0, 3, STYLE(ROLE_DIM), "nothing here has that in its name; a path with / leads elsewhere");
    else
        put(list, 0, 3, STYLE(ROLE_DIM), "this folder is empty");
}

void files_view(const struct app *app, struct area body) {
    const struct wizard *w = &app->wizard;
    struct field field = w->field;
    struct choice choice = w->files;
    struct area list = area_sub(body, HEAD_ROWS, 0, body.rows, body.cols);
    int col = draw_path(w, body);
    if (!field.text.len && body.cols - col > 30)
        put(body, 0, col + 2, STYLE(ROLE_DIM), body.cols - col > 46 ? "type to narrow, or a path; tab completes" : "type to narrow");
    field_draw(&field, area_sub(body, 0, col, 1, field.text.len ? body.cols - col - 1 : 1), true, NULL, NULL);
    if (w->problem.len)
        put(body, 1, 1, STYLE(ROLE_WARN), bl_buf_text(&w->problem));
    else if (w->folder && w->folder->more)
        put(body, 1, 1, STYLE(ROLE_DIM), "there are more files than are shown; type the name of the one you want");
    choice_clamp(&choice, (int)w->shown_count, list.rows);
    if (!w->shown_count) draw_nothing(w, list);
    for (int row = 0; row < list.rows && (size_t)(choice.top + row) < w->shown_count; row++)
        draw_entry(app, list, row, &w->folder->at[w->shown[choice.top + row]], choice.top + row == choice.at);
}
