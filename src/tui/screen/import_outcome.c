/* 3 outcome: what the import would do, counted in words, with rows of each kind; all rows of one kind, page by page; and the import itself on its way. Kinds are a
 * table: another kind of news is a row more. */
#include "tui/screen/wizard_pages.h"

#include "tui/screen/pen.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { KIND_ASKED = BL_ROW_OUTCOMES, KIND_TALKS, KIND_JOBS, KIND_UNUSED, COUNT_COLS = 9, LINE_COLS = 9, SMALL = 60, TINY = 4 };

static const struct kind {
    int kind;
    const char *word, *meaning;
    unsigned char role;
} kinds[] = {
    {BL_ROW_NEW, "new", "people who are not in the book yet", ROLE_GOOD},
    {BL_ROW_UPDATED, "filled", "are in the book; the file knows more of them", ROLE_GOOD},
    {BL_ROW_UNCHANGED, "unchanged", "are in the book; the file says nothing new", ROLE_DIM},
    {KIND_TALKS, "conversations", "go to the people they were with", ROLE_GOOD},
    {KIND_JOBS, "changed jobs", "a reason to talk; replaced, the new job is taken over", ROLE_GOOD},
    {BL_ROW_CONFLICT, "in conflict", "the file says something else than the book", ROLE_WARN},
    {BL_ROW_MAYBE, "maybe the same", "of one name, but kept apart; the pairs come afterwards", ROLE_WARN},
    {BL_ROW_REJECTED, "rejected", "cannot be read, stay out", ROLE_WARN}, /* and the key that saves them */
    {BL_ROW_SKIPPED, "skipped", "hold nobody", ROLE_DIM},
    {KIND_ASKED, "left out", "not understood, or guessed where it may mean several", ROLE_WARN},
    {KIND_UNUSED, "not used", "columns with values that go nowhere", ROLE_DIM}, /* and the key that takes one in */
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const char *kind_word(int kind) {
    for (int i = 0; i < KINDS; i++)
        if (kinds[i].kind == kind) return kinds[i].word;
    return "";
}

int64_t kind_count(const struct import_data *data, int kind) {
    if (kind == KIND_TALKS) return data->talks;
    if (kind == KIND_JOBS) return data->job_changes;
    if (kind == KIND_UNUSED) return (int64_t)data->unused.n;
    return kind == KIND_ASKED ? (int64_t)data->asked.n : data->count[kind];
}

/* Kinds that are no rows of the file: sentences; NULL for those that are. */
static const struct bl_strs *sentences(const struct import_data *data, int kind) {
    return kind == KIND_UNUSED  ? &data->unused
           : kind == KIND_ASKED ? &data->asked
           : kind == KIND_TALKS ? &data->facts
           : kind == KIND_JOBS  ? &data->jobs
                                : NULL;
}

static bool there(const struct import_data *data, int i) {
    return kinds[i].kind == BL_ROW_NEW || kind_count(data, kinds[i].kind) > 0;
}

/* Row i of a kind: its line, 0 when it has none; NULL behind the last one kept. */
static const char *row_at(const struct import_data *data, int kind, size_t i, int64_t *line) {
    *line = 0;
    const struct bl_strs *said = sentences(data, kind);
    if (said) return i < said->n ? said->at[i] : NULL;
    if (i >= data->example_count[kind]) return NULL;
    *line = data->examples[kind][i].line;
    return data->examples[kind][i].text;
}

static size_t rows_kept(const struct import_data *data, int kind) {
    const struct bl_strs *said = sentences(data, kind);
    return said ? said->n : data->example_count[kind];
}

/* All rows of a kind, of which some are kept; sentences are all there. */
static int64_t rows_all(const struct import_data *data, int kind) {
    const struct bl_strs *said = sentences(data, kind);
    return said ? (int64_t)said->n : kind_count(data, kind);
}

void kind_begin(struct wizard *w) {
    for (int i = 0; i < KINDS && !kind_count(w->data, w->kind); i++) w->kind = kinds[i].kind;
    if (!kind_count(w->data, w->kind)) w->kind = BL_ROW_NEW;
}

/* ---- keys -------------------------------------------------------------------------------------------------------------------------------- */

static void next_kind(struct wizard *w, int by) {
    int at = 0;
    while (at < KINDS - 1 && kinds[at].kind != w->kind) at++;
    for (int i = at + by; w->data && i >= 0 && i < KINDS; i += by)
        if (there(w->data, i)) {
            w->kind = kinds[i].kind;
            return;
        }
}

static void all_rows(struct app *app) {
    struct wizard *w = &app->wizard;
    if (w->running || !w->data || !kind_count(w->data, w->kind)) return;
    import_data_free(&w->more);
    w->rows_from = 0;
    w->page = WIZARD_ROWS;
    w->rows = (struct choice){.n = (int)rows_kept(w->data, w->kind)};
}

bool outcome_act(struct app *app, enum action action, struct effects *effects) {
    struct wizard *w = &app->wizard;
    switch (action) {
    case ACT_UP:
    case ACT_KIND_BEFORE: next_kind(w, -1); return true;
    case ACT_DOWN:
    case ACT_KIND_NEXT: next_kind(w, 1); return true;
    case ACT_ALL_ROWS: all_rows(app); return true;
    case ACT_COLUMNS: w->page = WIZARD_MEANING; return true;
    case ACT_ON_CONFLICT:
        w->said.on_conflict = w->said.on_conflict == BL_CONFLICT_REPLACE ? BL_CONFLICT_KEEP : BL_CONFLICT_REPLACE;
        wizard_again(app, effects);
        return true;
    case ACT_PAGE_UP:
    case ACT_PAGE_DOWN:
    case ACT_TOP:
    case ACT_BOTTOM: return true;
    default: return false;
    }
}

static const struct import_data *rows_of(const struct wizard *w) {
    return w->more ? w->more : w->data;
}

/* The rows from there on; the first of them are at hand. */
static void rows_go(struct app *app, int64_t from, bool to_end, struct effects *effects) {
    struct wizard *w = &app->wizard;
    bool meets = to_end && from == 0 && w->rows_from < IMPORT_ROWS_KEPT; /* the rows before these overlap with them */
    int64_t last = meets ? w->rows_from - 1 : IMPORT_ROWS_KEPT - 1;
    w->rows = (struct choice){0};
    if (from > 0) {
        wizard_rows(app, from, effects);
        w->rows_end = to_end;
        return;
    }
    w->rows_from = 0;
    import_data_free(&w->more);
    int n = (int)rows_kept(w->data, w->kind);
    w->rows.at = to_end ? (int)last : 0;
    choice_clamp(&w->rows, n, app_body_rows(app) - 2);
}

/* Beyond what is kept the file is read once more, for the rows further on. */
bool rows_act(struct app *app, enum action action, struct effects *effects) {
    struct wizard *w = &app->wizard;
    const struct import_data *data = rows_of(w);
    int key = wizard_key(action), height = app_body_rows(app) - 2;
    if (!key || w->running || !data) return action == ACT_COLUMNS || key;
    int64_t kept = (int64_t)rows_kept(data, w->kind), all = rows_all(w->data, w->kind);
    bool at_end = w->rows.at >= (int)kept - 1, down = key == KEY_DOWN_ || key == KEY_PGDN_, up = key == KEY_UP_ || key == KEY_PGUP_;
    bool further = w->rows_from + kept<all, before = w->rows_from> 0;
    w->rows.n = (int)kept;
    if (key == KEY_END_ && further)
        rows_go(app, all > IMPORT_ROWS_KEPT ? all - IMPORT_ROWS_KEPT : 0, true, effects);
    else if (down && at_end && further)
        rows_go(app, w->rows_from + kept, false, effects);
    else if (key == KEY_HOME_ && before)
        rows_go(app, 0, false, effects);
    else if (up && w->rows.at == 0 && before)
        rows_go(app, w->rows_from > IMPORT_ROWS_KEPT ? w->rows_from - IMPORT_ROWS_KEPT : 0, true, effects);
    else
        choice_key(&w->rows, key, height > 1 ? height : 1);
    return true;
}

/* ---- progress ---------------------------------------------------------------------------------------------------------------------------- */

static void time_left(struct bl_buf *out, int64_t ms) {
    int64_t seconds = (ms + 999) / 1000;
    if (seconds >= 90)
        bl_buf_addf(out, " · about %" PRId64 " minutes left", (seconds + 30) / 60);
    else
        bl_buf_addf(out, " · about %" PRId64 " s left", seconds);
}

void progress_view(const struct app *app, struct area body, int row, const struct import_data *data) {
    int percent = data->bytes_total > 0 ? (int)(100 * data->bytes / data->bytes_total) : -1;
    if (percent < 0 || percent > 100) return;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_addf(&text, "%3d %%", percent);
    put_right(body, row, body.cols - 1, STYLE(ROLE_DIM), bl_buf_text(&text));
    bar(body, row, body.cols - 18, 10, STYLE(ROLE_GOOD), data->bytes, data->bytes_total);
    (void)app;
}

void run_view(const struct app *app, struct area body) {
    const struct wizard *w = &app->wizard;
    const struct import_data *data = w->run;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int width = body.cols - 16;
    put(body, 1, 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), "importing …");
    if (data && width > 4 && data->bytes_total > 0) {
        bar(body, 3, 1, width, STYLE(ROLE_GOOD), data->bytes, data->bytes_total);
        putf(body, 3, width + 2, STYLE(ROLE_DIM), "%3d %%", (int)(100 * data->bytes / data->bytes_total));
    }
    int64_t spent = app->now.ms - w->began_ms;
    if (data) bl_buf_addf(&text, "%" PRId64 " rows", data->rows);
    if (data && spent >= 500) bl_buf_addf(&text, ", %" PRId64 " a second", data->rows * 1000 / spent);
    if (data && spent >= 500 && data->bytes > 0 && data->bytes_total > data->bytes)
        time_left(&text, (data->bytes_total - data->bytes) * spent / data->bytes);
    put(body, 4, 1, STYLE(ROLE_DIM), bl_buf_text(&text));
    put(body, 6, 1, STYLE(ROLE_DIM), "It is one step: whoever stops it now has everything as it was before.");
}

/* ---- view -------------------------------------------------------------------------------------------------------------------------------- */

static void draw_row(struct area area, int row, const char *text, int64_t line) {
    BL_AUTO(bl_buf) struct bl_buf plain = {0};
    char number[24];
    wizard_cut_options(text, &plain);
    if (line) {
        snprintf(number, sizeof number, "%" PRId64, line);
        put_right(area, row, LINE_COLS, STYLE(ROLE_DIM), number);
    }
    put(area, row, LINE_COLS + 2, STYLE(ROLE_TEXT), bl_buf_text(&plain));
}

/* How many kinds above the one under the cursor have no room. */
static int hidden_kinds(const struct wizard *w, int rows) {
    int above = 0;
    for (int i = 0; i < KINDS && kinds[i].kind != w->kind; i++) above += there(w->data, i);
    return above >= rows ? above - rows + 1 : 0;
}

/* Behind the word of a kind: what becomes of its rows here. */
static void draw_meaning(const struct app *app, struct area body, int row, const struct kind *kind) {
    const struct wizard *w = &app->wizard;
    const struct import_data *data = w->data;
    int col = COUNT_COLS + 17;
    char key[16];
    if (kind->kind == BL_ROW_CONFLICT && w->said.on_conflict == BL_CONFLICT_KEEP)
        put(body, row, col, STYLE(ROLE_DIM), "the file says something else; what is known stays");
    else if (kind->kind == BL_ROW_CONFLICT)
        put(body, row, col, STYLE(ROLE_DIM), "you wrote something else by hand, and that stays");
    else if (kind->kind == BL_ROW_UPDATED && data->replaced)
        putf(body, row, col, STYLE(ROLE_WARN), "of them %" PRId64 " have something replaced", data->replaced);
    else if (kind->kind == BL_ROW_REJECTED && w->rejects.len)
        putf(body, row, col, STYLE(ROLE_GOOD), "in %s", bl_buf_text(&w->rejects));
    else if (kind->kind == BL_ROW_REJECTED && rejects_there(w))
        putf(body, row, col, STYLE(ROLE_DIM), "%s; %s saves them to be mended", kind->meaning,
             keymap_label(&app->keys, ACT_SAVE_REJECTS, app->unicode, key));
    else if (kind->kind == KIND_UNUSED)
        putf(body, row, col, STYLE(ROLE_DIM), "%s; %s takes one in", kind->meaning,
             keymap_label(&app->keys, ACT_COLUMNS, app->unicode, key));
    else if (kind->kind == BL_ROW_NEW && data->opens)
        put(body, row, col, STYLE(ROLE_WARN), data->opens);
    else
        put(body, row, col, STYLE(ROLE_DIM), kind->meaning);
}

static int draw_kinds(const struct app *app, struct area body, int row) {
    const struct wizard *w = &app->wizard;
    const struct import_data *data = w->data;
    int hidden = hidden_kinds(w, body.rows - row);
    for (int i = 0; i < KINDS && row < body.rows; i++) {
        if (!there(data, i) || hidden-- > 0) continue;
        bool at = kinds[i].kind == w->kind;
        int64_t n = kind_count(data, kinds[i].kind);
        char count[24];
        snprintf(count, sizeof count, "%" PRId64, n);
        put(body, row, 1, STYLE(ROLE_KEY), at ? "▌" : " ");
        put_right(body, row, COUNT_COLS, STYLE_OF(n ? kinds[i].role : ROLE_DIM, at ? STYLE_BOLD : 0), count);
        put(body, row, COUNT_COLS + 1, STYLE(n ? kinds[i].role : ROLE_DIM), kinds[i].word);
        if (body.cols >= SMALL) draw_meaning(app, body, row, &kinds[i]);
        if (at) restyle(body, row, 0, body.cols, STYLE_REVERSE);
        row++;
    }
    return row;
}

/* What is to be known of the kind besides its rows: what was cut beside its name, and of a shared address. */
static int draw_besides(const struct wizard *w, struct area area) {
    struct pen pen = {.area = area_sub(area, 0, LINE_COLS + 2, area.rows, area.cols)};
    const struct import_data *data = w->data;
    bool cut = w->kind == BL_ROW_NEW && data->opens && (area.cols < SMALL || bl_text_cells(data->opens) > area.cols - COUNT_COLS - 17);
    char rows[64];
    if (area.rows < TINY) return 0;
    if (cut) pen_wrap_most(&pen, 0, STYLE(ROLE_WARN), data->opens, area.rows / 2);
    if (w->kind == BL_ROW_CONFLICT && data->others) {
        BL_AUTO(bl_buf) struct bl_buf text = {0};
        bl_buf_addf(&text,
                    "%s the address of somebody of another name, and nobody was added for %s: who shares one is added by hand, without it",
                    counted(rows, data->others, "row has", "rows have"), data->others == 1 ? "it" : "them");
        pen_wrap_most(&pen, 0, STYLE(ROLE_WARN), bl_buf_text(&text), area.rows / 2);
    }
    return pen.line;
}

static void draw_examples(const struct wizard *w, struct area area) {
    int64_t line, all = rows_all(w->data, w->kind);
    int row = 0;
    const char *text;
    int besides = draw_besides(w, area);
    area = area_sub(area, besides, 0, area.rows - besides, area.cols);
    while (row < area.rows && (text = row_at(w->data, w->kind, (size_t)row, &line))) {
        bool last = row == area.rows - 1 && all > row + 1;
        if (last)
            putf(area, row, LINE_COLS + 2, STYLE(ROLE_DIM), "and %" PRId64 " more", all - row);
        else
            draw_row(area, row, text, line);
        row++;
    }
}

static void draw_head(const struct app *app, struct area body) {
    const struct wizard *w = &app->wizard;
    const struct import_data *data = w->data;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char rows[48], go[16], back[16];
    bool small = body.cols < SMALL;
    wizard_recognised(data, &text);
    put(body, 0, 1, STYLE(ROLE_DIM), bl_buf_text(&text));
    counted(rows, data->rows, "row", "rows");
    if (w->running) {
        bl_buf_cut(&text, 0);
        if (data->rows) bl_buf_str(&text, "from the ");
        if (data->rows) wizard_so_far(data, &text);
        bl_buf_str(&text, data->rows ? " …" : "looking at the file …");
        put(body, 1, 1, STYLE(ROLE_TEXT), bl_buf_text(&text));
        if (!small) progress_view(app, body, 1, data);
    } else if (data->phase == IMPORT_FAILED)
        put(body, 1, 1, STYLE(ROLE_WARN), data->error);
    else if (data->nameless) {
        bl_buf_cut(&text, 0);
        wizard_cut_options(data->nameless, &text);
        put(body, 1, 1, STYLE(ROLE_WARN), bl_buf_text(&text));
    } else if (!wizard_usable(data))
        putf(body, 1, 1, STYLE(ROLE_TEXT), small ? "%s, nothing new" : "%s, and nothing new in them: there is nothing to import", rows);
    else if (small)
        putf(body, 1, 1, STYLE(ROLE_TEXT), "%s", rows);
    else
        putf(body, 1, 1, STYLE(ROLE_TEXT), "%s. %s imports them as one step, %s leaves everything as it is.", rows,
             keymap_label(&app->keys, ACT_IMPORT_GO, app->unicode, go), keymap_label(&app->keys, ACT_ESCAPE, app->unicode, back));
}

void outcome_view(const struct app *app, struct area body) {
    const struct wizard *w = &app->wizard;
    if (!w->data) {
        put(body, 1, 1, STYLE(ROLE_DIM), "looking at the file …");
        return;
    }
    bool roomy = body.rows > 12, tiny = body.rows < TINY;
    if (!tiny) draw_head(app, body);
    int row = draw_kinds(app, body, roomy ? 3 : tiny ? 0 : 2);
    draw_examples(w, area_sub(body, row + roomy, 0, body.rows, body.cols));
}

void rows_view(const struct app *app, struct area body) {
    const struct wizard *w = &app->wizard;
    const struct import_data *data = rows_of(w);
    struct area list = area_sub(body, body.rows < TINY ? 1 : 2, 0, body.rows, body.cols);
    int64_t all = w->data ? kind_count(w->data, w->kind) : 0, line;
    if (w->running || !data) {
        put(body, 0, 1, STYLE(ROLE_DIM), "reading on …");
        if (data) progress_view(app, body, 0, data);
        return;
    }
    struct choice choice = w->rows;
    choice_clamp(&choice, (int)rows_kept(data, w->kind), list.rows);
    putf(body, 0, 1, STYLE(ROLE_TITLE), "%" PRId64 " %s", all, kind_word(w->kind));
    if (all && body.cols >= 30) {
        BL_AUTO(bl_buf) struct bl_buf place = {0};
        bl_buf_addf(&place, "%" PRId64 " of %" PRId64, w->rows_from + choice.at + 1, all);
        put_right(body, 0, body.cols - 1, STYLE(ROLE_DIM), bl_buf_text(&place));
        if (body.rows >= TINY) put(body, 1, 1, STYLE(ROLE_DIM), sentences(w->data, w->kind) ? "" : "    line");
    }
    for (int row = 0; row < list.rows; row++) {
        const char *text = row_at(data, w->kind, (size_t)(choice.top + row), &line);
        if (!text) break;
        draw_row(list, row, text, line);
        if (choice.top + row != choice.at) continue;
        put(list, row, 0, STYLE(ROLE_KEY), "▌");
        restyle(list, row, 0, list.cols, STYLE_REVERSE);
    }
}
