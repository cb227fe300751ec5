/* 2 meaning: what was recognised and why, every guess a line that can be changed. The first line leads on, so that Enter alone is the way of a file that was
 * understood. */
#include "tui/screen/wizard_pages.h"

#include <inttypes.h>
#include <string.h>

enum { LABEL_COLS = 13, FIRST = 3 /* column where lines begin, behind the cursor */ };

/* ---- the lines --------------------------------------------------------------------------------------------------------------------------- */

static bool stage_question(const struct import_data *data, size_t i) {
    return data->questions[i].kind == BL_QUESTION_STAGE;
}

static size_t open_values(const struct wizard *w) {
    size_t n = 0;
    for (size_t i = 0; w->data && i < w->data->question_count; i++) n += stage_question(w->data, i);
    return n;
}

/* Answer i of earlier that nothing was said against now; NULL: there are no more. */
static const struct remembered_value *earlier(const struct wizard *w, size_t i) {
    for (size_t k = 0; w->data && !w->said.afresh && k < w->data->value_count; k++) {
        bool anew = false;
        for (size_t s = 0; s < w->said.stage_count && !anew; s++) anew = bl_text_same(w->said.stages[s].name, w->data->values[k].value);
        if (!anew && i-- == 0) return &w->data->values[k];
    }
    return NULL;
}

/* Values nobody knows first, then those that were answered, now or earlier: an answer can be changed again. */
size_t meaning_values(const struct wizard *w) {
    size_t n = open_values(w) + w->said.stage_count, before = 0;
    while (earlier(w, before)) before++;
    return n + before;
}

struct meaning_value meaning_value(const struct wizard *w, size_t at) {
    size_t open = open_values(w);
    if (at >= open + w->said.stage_count) {
        const struct remembered_value *value = earlier(w, at - open - w->said.stage_count);
        return value ? (struct meaning_value){.column = "", .value = value->value, .answer = value->is, .said = value->said}
                     : (struct meaning_value){.value = "", .said = BL_NO_DAY};
    }
    if (at >= open) {
        const struct bl_pair *pair = &w->said.stages[at - open];
        return (struct meaning_value){.column = "", .value = pair->name, .answer = pair->value, .said = BL_NO_DAY};
    }
    for (size_t i = 0; i < w->data->question_count; i++) {
        const struct bl_import_question *q = &w->data->questions[i];
        if (stage_question(w->data, i) && at-- == 0) return (struct meaning_value){q->column, q->value, NULL, q->rows, q->guess, BL_NO_DAY};
    }
    return (struct meaning_value){0};
}

static bool offers_afresh(const struct wizard *w) {
    return w->said.afresh || (w->data && w->data->remembered);
}

/* A file that is no table has nothing to be changed, unless what was said made it none; a list without columns has a source and a tag; messages somebody whose they are. */
enum { SETTINGS = ITEM_AFRESH + 1 };
static size_t settings_of(const struct wizard *w, enum wizard_item items[SETTINGS]) {
    const struct wizard_said *said = &w->said;
    const struct import_data *data = w->data;
    bool messages = said->me || (data && data->me), failed = data && data->phase == IMPORT_FAILED;
    bool changed = said->encoding || said->delimiter || said->date_order || said->afresh;
    bool table = !data || data->column_count || changed || (w->running && !messages);
    size_t n = 0;
    items[n++] = ITEM_GO;
    for (enum wizard_item item = ITEM_ENCODING; table && item <= ITEM_DATES; item++) items[n++] = item;
    if (messages) items[n++] = ITEM_ME;
    if (table || !failed) items[n++] = ITEM_SOURCE;
    if (table || !failed) items[n++] = ITEM_TAG;
    if (table && offers_afresh(w)) items[n++] = ITEM_AFRESH;
    return n;
}

static size_t settings(const struct wizard *w) {
    enum wizard_item items[SETTINGS];
    return settings_of(w, items);
}

size_t meaning_lines(const struct wizard *w) {
    return settings(w) + meaning_values(w) + (w->data ? w->data->column_count : 0);
}

struct meaning_line meaning_line(const struct wizard *w, size_t i) {
    enum wizard_item items[SETTINGS];
    size_t n = settings_of(w, items), values = meaning_values(w);
    if (i < n) return (struct meaning_line){items[i], 0};
    if (i < n + values) return (struct meaning_line){ITEM_QUESTION, i - n};
    if (w->data && i - n - values < w->data->column_count) return (struct meaning_line){ITEM_COLUMN, i - n - values};
    return (struct meaning_line){ITEM_GO, 0};
}

/* Where a line stands in the part that scrolls, below the first one: before values and columns a blank; before columns also their heading. */
static int page_row(const struct wizard *w, size_t i) {
    size_t n = settings(w), values = meaning_values(w);
    return (int)i - 1 + (i >= n && values) + (i >= n + values ? 2 : 0);
}

/* ---- the cursor -------------------------------------------------------------------------------------------------------------------------- */

/* The user put it there. */
static void put_cursor(struct wizard *w) {
    w->line = meaning_line(w, (size_t)w->items.at);
    bl_buf_cut(&w->line_value, 0);
    if (w->line.item == ITEM_QUESTION) bl_buf_str(&w->line_value, meaning_value(w, w->line.at).value);
}

static bool same_line(const struct wizard *w, struct meaning_line line) {
    if (line.item != w->line.item) return false;
    if (line.item == ITEM_QUESTION) return strcmp(meaning_value(w, line.at).value, bl_buf_text(&w->line_value)) == 0;
    return line.at == w->line.at;
}

void meaning_follow(struct wizard *w) {
    size_t n = meaning_lines(w);
    for (size_t i = 0; i < n; i++)
        if (same_line(w, meaning_line(w, i))) {
            w->items.at = (int)i;
            return;
        }
    if (w->items.at >= (int)n) w->items.at = (int)n - 1;
}

/* How many rows ask is known when all were read. */
void meaning_keep(struct import_data *to, const struct import_data *from) {
    if (!from || to->phase != IMPORT_RUNNING) return;
    if (!to->me && from->me) to->me = bl_arena_str(&to->arena, from->me);
    if (to->question_count || !from->question_count) return;
    to->questions = bl_arena_array(&to->arena, from->question_count, sizeof *to->questions);
    for (size_t i = 0; to->questions && i < from->question_count; i++) {
        struct bl_import_question *q = &to->questions[i];
        *q = from->questions[i];
        q->column = bl_arena_str(&to->arena, q->column ? q->column : "");
        q->value = bl_arena_str(&to->arena, q->value ? q->value : "");
        q->rows = 0;
        if (!q->column || !q->value) return;
        to->question_count = i + 1;
    }
}

/* ---- keys -------------------------------------------------------------------------------------------------------------------------------- */

static void go_on(struct app *app) {
    struct wizard *w = &app->wizard;
    if (!w->data || w->data->phase == IMPORT_FAILED) {
        app_toast(app, true, "%s",
                  w->data && w->data->column_count ? "nothing can be imported yet: say which column holds a name or an e-mail address"
                                                   : "nothing can be imported from this file");
        return;
    }
    w->page = WIZARD_OUTCOME;
}

bool meaning_act(struct app *app, enum action action, struct effects *effects) {
    struct wizard *w = &app->wizard;
    struct meaning_line line = meaning_line(w, (size_t)w->items.at);
    int key = wizard_key(action);
    switch (action) {
    case ACT_OUTCOME: go_on(app); return true;
    case ACT_FILES: files_open(app, effects); return true;
    case ACT_SKIP_COLUMN:
        if (line.item == ITEM_COLUMN) change_toggle(app, line.at, effects);
        return true;
    case ACT_CHANGE:
        if (line.item == ITEM_GO)
            go_on(app);
        else
            change_open(app, line, effects);
        return true;
    default: break;
    }
    w->items.n = (int)meaning_lines(w);
    if (key) choice_key(&w->items, key, app_body_rows(app) - 4);
    if (key) put_cursor(w);
    return key != 0;
}

/* ---- words ------------------------------------------------------------------------------------------------------------------------------- */

const char *delimiter_word(char c) {
    switch (c) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    case '|': return "bar";
    default: return "one column";
    }
}

const char *order_words(const char *order) {
    if (!order) return "as they are written";
    if (strcmp(order, "dmy") == 0) return "day first: 31/12/2026";
    if (strcmp(order, "mdy") == 0) return "month first: 12/31/2026";
    return "year first: 2026-12-31";
}

const char *field_word(enum bl_import_field field) {
    static const char *const words[BL_IF_COUNT] = {"not used",      "name",    "first name", "last name", "e-mail", "phone",
                                                   "link",          "company", "title",      "source",    "note",   "tags",
                                                   "first contact", "stage",   "moment",     "own field"};
    return words[field];
}

static bool dates_asked(const struct import_data *data) {
    for (size_t i = 0; i < data->question_count; i++)
        if (data->questions[i].kind == BL_QUESTION_DATES) return true;
    return false;
}

static void me_words(const struct wizard *w, struct bl_buf *out) {
    const struct import_data *data = w->data;
    if (w->said.me)
        bl_buf_addf(out, "%s · as you said", w->said.me);
    else if (data && data->me_doubt && !w->running)
        wizard_cut_options(data->me_doubt, out);
    else if (data && data->me)
        bl_buf_str(out, data->me);
}

static void setting_words(const struct app *app, enum wizard_item item, struct bl_buf *out, bool *asks) {
    const struct wizard *w = &app->wizard;
    const struct import_data *data = w->data;
    const struct wizard_said *said = &w->said;
    char day[BL_DATE_SIZE], n[48];
    const char *as_said = " · as you said";
    switch (item) {
    case ITEM_ENCODING:
        *asks = data && data->unsure && !said->encoding;
        bl_buf_addf(out, "%s%s",
                    data && data->encoding ? data->encoding
                    : said->encoding       ? said->encoding
                                           : "…",
                    said->encoding ? as_said
                    : *asks        ? " · "
                                   : "");
        if (*asks) wizard_cut_options(data->unsure, out);
        break;
    case ITEM_DELIMITER:
        bl_buf_addf(out, "%s%s", data && data->delimiter ? delimiter_word(data->delimiter) : "…", said->delimiter ? as_said : "");
        break;
    case ITEM_DATES:
        *asks = data && dates_asked(data);
        bl_buf_addf(out, "%s%s",
                    *asks ? "day or month first? some may be either, and are left out" : order_words(data ? data->date_order : NULL),
                    said->date_order ? as_said : "");
        break;
    case ITEM_ME:
        *asks = data && data->me_doubt && !w->running;
        me_words(w, out);
        break;
    case ITEM_SOURCE: bl_buf_str(out, said->source ? said->source : data && data->preset ? "as the preset says" : "none"); break;
    case ITEM_TAG: bl_buf_addf(out, "%s%s", said->tag ? "#" : "", said->tag ? said->tag : "none"); break;
    case ITEM_AFRESH:
        if (said->afresh)
            bl_buf_str(out, "left aside: the file is read as if it were the first of its kind");
        else
            bl_buf_addf(out, "%s, the last on %s", counted(n, (int64_t)data->remembered, "answer", "answers"),
                        bl_day_short(data->remembered_on, app->now.today, day));
        break;
    default: break;
    }
}

/* ---- view -------------------------------------------------------------------------------------------------------------------------------- */

static const char nobody_named[] = "which column is a name or an e-mail? Choose it below";

/* Does a column make people of the rows? A file that could not be opened has none, and its own word for why. */
static bool usable_columns(const struct import_data *data) {
    for (size_t i = 0; i < data->column_count; i++) {
        enum bl_import_field field = data->columns[i].field;
        if (field == BL_IF_NAME || field == BL_IF_FIRST || field == BL_IF_LAST || field == BL_IF_EMAIL) return true;
    }
    return !data->column_count;
}

/* Nothing is said before there is something to say; then of how much it is true. */
static void draw_so_far(const struct wizard *w, struct area area, int row, int col) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (!w->data->rows) {
        put(area, row, col, STYLE(ROLE_DIM), "looking at the file …");
        return;
    }
    wizard_so_far(w->data, &text);                /* in front, where it is never cut off */
    bl_buf_str(&text, w->data->me ? " …" : ": "); /* of messages nothing is told before the last was read */
    if (!w->data->me) wizard_counts(w->data, NULL, &text);
    put(area, row, col, STYLE(ROLE_GOOD), bl_buf_text(&text));
}

static void draw_go(const struct app *app, struct area area, int row) {
    const struct wizard *w = &app->wizard;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int col = put(area, row, FIRST, STYLE_OF(ROLE_TITLE, STYLE_BOLD), "go on") + 2;
    if (!w->data) {
        put(area, row, col, STYLE(ROLE_DIM), "looking at the file …");
        return;
    }
    if (w->running) {
        draw_so_far(w, area, row, col);
        return;
    }
    if (w->data->phase == IMPORT_FAILED) {
        put(area, row, FIRST, STYLE(ROLE_WARN), usable_columns(w->data) ? w->data->error : nobody_named);
        return;
    }
    wizard_counts(w->data, w->changed ? w->was : NULL, &text);
    size_t open = open_values(w) + dates_asked(w->data) + (w->data->unsure && !w->said.encoding) + (w->data->me_doubt != NULL);
    char n[48];
    if (open) col = putf(area, row, col, STYLE(ROLE_WARN), "%s below", counted(n, (int64_t)open, "doubt", "doubts")); /* never cut off */
    if (open) col = put(area, row, col, STYLE(ROLE_DIM), " · ");
    put(area, row, col, STYLE(ROLE_GOOD), bl_buf_text(&text));
}

static void draw_setting(const struct app *app, struct area area, int row, enum wizard_item item) {
    static const char *const labels[] = {[ITEM_ENCODING] = "encoding", [ITEM_DELIMITER] = "delimiter", [ITEM_DATES] = "days",
                                         [ITEM_ME] = "you are",        [ITEM_SOURCE] = "source",       [ITEM_TAG] = "tag",
                                         [ITEM_AFRESH] = "remembered"};
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bool asks = false;
    setting_words(app, item, &text, &asks);
    put(area, row, FIRST, STYLE(ROLE_DIM), labels[item]);
    put(area, row, FIRST + LABEL_COLS, STYLE(asks ? ROLE_WARN : ROLE_TEXT), bl_buf_text(&text));
}

static void draw_value(const struct app *app, struct area area, int row, size_t at) {
    struct meaning_value value = meaning_value(&app->wizard, at);
    char rows[48], day[BL_DATE_SIZE];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    put(area, row, FIRST, STYLE(ROLE_DIM), "stage");
    bl_buf_addf(&text, "“%.60s”", value.value);
    int col = put(area, row, FIRST + LABEL_COLS, STYLE(ROLE_TEXT), bl_buf_text(&text));
    bl_buf_cut(&text, 0);
    if (value.answer)
        bl_buf_addf(&text, " is %s, as you said%s%s", strcmp(value.answer, "none") == 0 ? "no stage" : value.answer,
                    value.said == BL_NO_DAY ? "" : " on ", value.said == BL_NO_DAY ? "" : bl_day_short(value.said, app->now.today, day));
    else if (value.guess)
        bl_buf_addf(&text, " may mean several; %s for now", bl_track_name(BL_STAGE, value.guess));
    else
        bl_buf_str(&text, ": which stage?");
    if (value.rows) bl_buf_addf(&text, " (%s)", counted(rows, value.rows, "row", "rows"));
    put(area, row, col, STYLE(value.answer ? ROLE_GOOD : ROLE_WARN), bl_buf_text(&text));
}

/* Columns of the table: what is in the file, what it becomes, why, for example. Narrow screens lose the reason. */
struct table {
    int is, why, sample, edge;
};
static struct table table_of(int cols) {
    if (cols < 60) return (struct table){cols * 2 / 5, 0, cols * 2 / 5 + 14, cols};
    int is = FIRST + (cols - 2) / 4, why = is + 15;
    return (struct table){is, why, why + (cols >= 100 ? 32 : 19), cols};
}

static void draw_heading(struct area area, int row) {
    struct table table = table_of(area.cols);
    struct style style = STYLE(ROLE_DIM);
    put(area, row, FIRST, style, "column");
    put(area, row, table.is, style, "is");
    if (table.why) put(area, row, table.why, style, "because");
    put(area, row, table.sample, style, "for example");
}

static void draw_column(const struct wizard *w, struct area area, int row, size_t at) {
    const struct bl_import_mapping *map = &w->data->columns[at];
    struct table table = table_of(area.cols);
    bool used = map->field != BL_IF_SKIP, said = at < w->said.column_count && w->said.columns[at];
    BL_AUTO(bl_buf) struct bl_buf samples = {0};
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    put_in(area, row, FIRST, table.is - FIRST - 1, false, STYLE(used ? ROLE_TEXT : ROLE_DIM), map->column);
    const char *is = map->field == BL_IF_CUSTOM && map->custom ? map->custom : field_word(map->field);
    int end = table.why ? table.why : table.sample;
    put_in(area, row, table.is, end - table.is - 1, false, STYLE(used ? ROLE_KEY : ROLE_DIM), used ? is : "—");
    const char *why = map->reason && strncmp(map->reason, "not used: ", 10) == 0 ? map->reason + 10 : map->reason ? map->reason : "";
    if (table.why)
        put_in(area, row, table.why, table.sample - table.why - 1, false, STYLE(said ? ROLE_GOOD : ROLE_DIM),
               !used && strcmp(why, "not used") == 0 ? "not recognised" : why);
    for (size_t i = 0; i < BL_IMPORT_SAMPLES && map->samples[i]; i++) {
        bl_buf_cut(&clean, 0);
        bl_text_clean(&clean, map->samples[i], strlen(map->samples[i]), false);
        bl_buf_addf(&samples, "%s%.60s", i ? " · " : "", bl_buf_text(&clean));
    }
    put(area, row, table.sample, STYLE(ROLE_DIM), bl_buf_text(&samples));
}

static void draw_line(const struct app *app, struct area area, int row, struct meaning_line line) {
    switch (line.item) {
    case ITEM_GO: draw_go(app, area, row); break;
    case ITEM_QUESTION: draw_value(app, area, row, line.at); break;
    case ITEM_COLUMN: draw_column(&app->wizard, area, row, line.at); break;
    default: draw_setting(app, area, row, line.item); break;
    }
}

static void draw_top(const struct wizard *w, struct area body) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (!w->data || (w->data->phase == IMPORT_FAILED && !w->data->column_count)) {
        if (w->data && w->data->hint) put(body, 0, 1, STYLE(ROLE_DIM), w->data->hint);
        return;
    }
    wizard_recognised(w->data, &text);
    put(body, 0, 1, STYLE(ROLE_TEXT), bl_buf_text(&text));
}

/* All there is to say about the column under the cursor. */
static void draw_detail(const struct import_data *data, struct area body, size_t at) {
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    bl_buf_addf(&line, "%.80s: %s", data->columns[at].column, data->columns[at].reason ? data->columns[at].reason : "");
    for (size_t i = 0; i < BL_IMPORT_SAMPLES && data->columns[at].samples[i]; i++)
        bl_buf_addf(&line, "%s%.100s", i ? " · " : " · for example ", data->columns[at].samples[i]);
    put(body, body.rows - 1, 1, STYLE(ROLE_DIM), bl_buf_text(&line));
}

void meaning_view(const struct app *app, struct area body) {
    const struct wizard *w = &app->wizard;
    struct meaning_line line = meaning_line(w, (size_t)w->items.at);
    if (w->data && line.item == ITEM_COLUMN && body.rows > 12) {
        draw_detail(w->data, body, line.at);
        body.rows -= 2;
    }
    size_t n = meaning_lines(w), at = (size_t)w->items.at < n ? (size_t)w->items.at : n - 1;
    bool roomy = body.rows > 6;
    struct area first = area_sub(body, roomy ? 2 : 0, 0, 1, body.cols), list = area_sub(body, roomy ? 4 : 1, 0, body.rows, body.cols);
    int last = page_row(w, n - 1), here = page_row(w, at), top = here - list.rows / 2;
    if (top > last - list.rows + 1) top = last - list.rows + 1;
    if (top < 0) top = 0;
    if (roomy) draw_top(w, body);
    if (w->data && w->data->column_count) {
        int heading = page_row(w, n - w->data->column_count) - 1 - top;
        if (heading >= 0 && heading < list.rows) draw_heading(list, heading);
    }
    for (size_t i = 0; i < n; i++) {
        struct area area = i ? list : first;
        int row = i ? page_row(w, i) - top : 0;
        if (row < 0 || row >= area.rows) continue;
        draw_line(app, area, row, meaning_line(w, i));
        if (i != at) continue;
        put(area, row, 1, STYLE(ROLE_KEY), "▌");
        restyle(area, row, 0, area.cols, STYLE_REVERSE);
    }
    if (w->running && w->data && body.cols >= 60) progress_view(app, body, 0, w->data);
}
