/* People: a window over an ordered, filtered list. Update holds about three screens of rows around the cursor and asks for the next ones before
 * the cursor reaches their edge, so a hundred thousand people cost what three screens cost. The filter is typed live; Esc brings the old one back. */
#include "tui/screen/screens.h"

#include <string.h>

enum { SIDE_COLS = 118, BRIEF_ROWS = 7, BRIEF_MIN = 15 };

/* ---- where things stand: one function for update and view -------------------------------------------------------------------- */

struct layout {
    int head;                                         /* rows above the first person: filter line, column names */
    int rows, cols;                                   /* of the list */
    int brief_row, brief_col, brief_rows, brief_cols; /* the person; brief_rows 0 = no room */
};

static struct layout layout_of(const struct app *app) {
    int height = app_body_rows(app);
    struct layout out = {.head = height >= 6 ? 2 : height >= 3 ? 1 : 0, .cols = app->cols};
    out.rows = height - out.head;
    if (app->cols >= SIDE_COLS && height >= 10) {
        out.cols = app->cols * 3 / 5;
        out.brief_col = out.cols + 2;
        out.brief_cols = app->cols - out.brief_col;
        out.brief_rows = height;
    } else if (height >= BRIEF_MIN) {
        out.rows -= BRIEF_ROWS;
        out.brief_row = out.head + out.rows;
        out.brief_rows = BRIEF_ROWS;
        out.brief_cols = app->cols;
    }
    if (out.rows < 1) out.rows = 1;
    return out;
}

const struct bl_person *people_cursor(const struct app *app) {
    const struct list_data *data = app->people.data;
    return data && app->people.at < data->n ? &data->rows[app->people.at] : NULL;
}

/* ---- asking for a window ------------------------------------------------------------------------------------------------------ */

static struct effect *ask(struct app *app, int64_t anchor, struct effects *effects) {
    struct people *people = &app->people;
    struct effect *effect = effects_add(effects, EFF_LIST);
    size_t rows = (size_t)layout_of(app).rows;
    people->serial = app_serial(app);
    people->asked_at = app->now.ms;
    effect->serial = people->serial;
    effect->text = effects_text(effects, bl_buf_text(&people->filter.text));
    effect->list = (struct list_wish){
        .sort = {people->sort}, .sorts = 1, .anchor = anchor, .before = anchor ? rows + rows / 2 : 0, .after = 2 * rows + 1};
    return effect;
}

static void ask_all(struct app *app, int64_t anchor, struct effects *effects) {
    app->people.counted = false;
    ask(app, anchor, effects)->list.count = true;
}

void people_seek(struct app *app, int64_t id, struct effects *effects) {
    ask_all(app, id, effects);
    app->people.jump = true;
    app->people.sought = id;
}

void people_ask(struct app *app, struct effects *effects) {
    const struct bl_person *person = people_cursor(app);
    ask_all(app, person ? person->id : 0, effects);
}

/* The person beside the list follows the cursor. */
static void follow(struct app *app, struct effects *effects) {
    const struct bl_person *person = people_cursor(app);
    if (person && (!app->person.data || app->person.data->person.id != person->id)) person_ask(app, person->id, effects);
}

/* Scrolls so that the cursor shows, and asks for more rows when it comes near an end of the window. */
static void settle(struct app *app, struct effects *effects) {
    struct people *people = &app->people;
    if (!people->data) return;
    int rows = layout_of(app).rows, at = (int)people->at, n = (int)people->data->n;
    if (at < people->top) people->top = at;
    if (at >= people->top + rows) people->top = at - rows + 1;
    if (people->top > n - rows) people->top = n - rows;
    if (people->top < 0) people->top = 0;
    bool near = (people->data->after && at + rows >= n) || (people->data->before && at < rows / 2);
    if (near && people->serial == people->window && n) ask(app, people->data->rows[at].id, effects);
    follow(app, effects);
}

void people_show(struct app *app, const char *filter, struct effects *effects) {
    app_main(app, LAYER_PEOPLE);
    struct people *people = &app->people;
    if (filter && strcmp(filter, bl_buf_text(&people->filter.text)) != 0) {
        field_set(&people->filter, filter);
        list_data_free(&people->data);
        people->at = 0;
        people->top = 0;
    }
    bl_buf_cut(&people->problem, 0);
    people->by_stage = false;
    people_ask(app, effects);
}

void people_behind(struct app *app, const char *filter, struct figure of, struct effects *effects) {
    enum layer from = app_top(app) == LAYER_FINISHED ? LAYER_FINISHED : app->stack[0];
    people_show(app, filter, effects);
    app->people.from = from;
    app->people.of = of;
    app->people.by_stage = from == LAYER_MAP;
    bl_buf_cut(&app->people.behind, 0);
    bl_buf_str(&app->people.behind, filter);
}

/* Is it still the list of those behind that number? */
static bool is_behind(const struct people *people) {
    return people->behind.len && strcmp(bl_buf_text(&people->behind), bl_buf_text(&people->filter.text)) == 0;
}

/* Back to the number they stand behind. */
static bool go_back(struct app *app, struct effects *effects) {
    static const enum action ways[LAYER_COUNT] = {
        [LAYER_HOME] = ACT_HOME, [LAYER_MAP] = ACT_MAP, [LAYER_REVIEW] = ACT_REVIEW, [LAYER_FINISHED] = ACT_REVIEW};
    struct people *people = &app->people;
    enum action way = ways[people->from];
    if (!is_behind(people) || way == ACT_NONE) return false;
    bl_buf_cut(&people->behind, 0);
    field_set(&people->filter, "");
    list_data_free(&people->data);
    act_run(app, way, effects);
    if (people->from == LAYER_FINISHED) finished_again(app, effects);
    return true;
}

/* ---- answers ------------------------------------------------------------------------------------------------------------------ */

static size_t find(const struct list_data *data, int64_t id) {
    for (size_t i = 0; id && i < data->n; i++)
        if (data->rows[i].id == id) return i;
    return data->at < data->n ? data->at : data->n ? data->n - 1 : 0;
}

static void got_list(struct app *app, struct msg *msg, struct effects *effects) {
    struct people *people = &app->people;
    if (msg->serial != people->serial) return;
    const struct bl_person *before = people_cursor(app);
    int64_t id = before && !people->jump ? before->id : 0;
    int offset = people->data ? (int)people->at - people->top : 0;
    struct list_data *data = msg->data.list;
    msg->data.list = NULL;
    people->at = find(data, id);
    list_data_free(&people->data);
    people->data = data;
    people->top = (int)people->at - offset;
    if (!data->partial) {
        people->window = people->serial;
        people->jump = false;
        if (people->sought && people->filter.text.len && (people->at >= data->n || data->rows[people->at].id != people->sought) &&
            app->toast.until)
            bl_buf_str(&app->toast.text, " · the filter hides them");
        people->sought = 0;
    }
    bl_buf_cut(&people->problem, 0);
    settle(app, effects);
}

/* "last:" or "(": it is still being typed, and nothing is wrong yet. */
static bool halfway(const struct people *people) {
    const char *text = bl_buf_text(&people->filter.text);
    return people->typing && people->filter.cursor == people->filter.text.len && *text &&
           strchr(":,(-<>=", text[people->filter.text.len - 1]);
}

void people_got(struct app *app, struct msg *msg, struct effects *effects) {
    struct people *people = &app->people;
    if (msg->kind == MSG_LIST)
        got_list(app, msg, effects);
    else if (msg->kind == MSG_COUNT && msg->serial <= people->serial) {
        people->matched = msg->id;
        people->counted = true;
    } else if (msg->kind == MSG_FAILED && msg->serial == people->serial) {
        people->window = people->serial;
        bl_buf_cut(&people->problem, 0);
        people->halfway = halfway(people);
        if (people->halfway)
            bl_buf_str(&people->problem, "go on: a value belongs here, like stage:selection, last:over30d, next:overdue");
        else
            bl_buf_str(&people->problem, msg->text);
    }
}

/* ---- keys ---------------------------------------------------------------------------------------------------------------------- */

static void move_to(struct app *app, int at, struct effects *effects) {
    struct people *people = &app->people;
    if (!people->data || !people->data->n) return;
    int last = (int)people->data->n - 1;
    people->at = (size_t)(at < 0 ? 0 : at > last ? last : at);
    settle(app, effects);
}

static void jump(struct app *app, bool end, struct effects *effects) {
    struct people *people = &app->people;
    bool there = people->data && !(end ? people->data->after : people->data->before);
    if (there) {
        move_to(app, end ? (int)people->data->n - 1 : 0, effects);
        return;
    }
    struct effect *effect = ask(app, 0, effects);
    people->jump = true;
    effect->list.end = end;
    if (end) effect->list.before = effect->list.after;
}

static void filter_begin(struct app *app) {
    struct people *people = &app->people;
    bl_buf_cut(&people->before, 0);
    bl_buf_str(&people->before, bl_buf_text(&people->filter.text));
    const struct bl_person *person = people_cursor(app);
    people->before_id = person ? person->id : 0;
    people->typing = true;
}

static void filter_restore(struct app *app, const char *text, int64_t id, struct effects *effects) {
    struct people *people = &app->people;
    people->typing = false;
    if (strcmp(text, bl_buf_text(&people->filter.text)) == 0 && !people->problem.len) return;
    field_set(&people->filter, text);
    bl_buf_cut(&people->problem, 0);
    list_data_free(&people->data); /* the cursor goes with the rows */
    people->at = 0;
    people->top = 0;
    ask_all(app, id, effects);
}

static void filter_changed(struct app *app, struct effects *effects) {
    app->people.jump = true;
    ask_all(app, 0, effects);
}

static bool escape(struct app *app, struct effects *effects) {
    struct people *people = &app->people;
    const struct bl_person *person = people_cursor(app);
    if (people->typing)
        filter_restore(app, bl_buf_text(&people->before), people->before_id, effects);
    else if (people->marks.n)
        marks_clear(&people->marks);
    else if (go_back(app, effects))
        return true;
    else if (people->filter.text.len)
        filter_restore(app, "", person ? person->id : 0, effects);
    else
        return false;
    return true;
}

static void mark(struct app *app, struct effects *effects) {
    const struct bl_person *person = people_cursor(app);
    if (!person) return;
    marks_toggle(&app->people.marks, person->id, person->name);
    move_to(app, (int)app->people.at + 1, effects);
}

bool people_act(struct app *app, enum action action, struct effects *effects) {
    struct people *people = &app->people;
    int at = (int)people->at, page = layout_of(app).rows;
    const struct bl_person *person = people_cursor(app);
    switch (action) {
    case ACT_UP: move_to(app, at - 1, effects); return true;
    case ACT_DOWN: move_to(app, at + 1, effects); return true;
    case ACT_PAGE_UP: move_to(app, at - page, effects); return true;
    case ACT_PAGE_DOWN: move_to(app, at + page, effects); return true;
    case ACT_TOP: jump(app, false, effects); return true;
    case ACT_BOTTOM: jump(app, true, effects); return true;
    case ACT_FILTER: filter_begin(app); return true;
    case ACT_KEEP_FILTER: people->typing = false; return true;
    case ACT_ESCAPE: return escape(app, effects);
    case ACT_COMPLETE:
        if (filter_complete(&people->filter)) filter_changed(app, effects);
        return true;
    case ACT_MARK: mark(app, effects); return true;
    case ACT_SORT: prompt_open(app, PROMPT_SORT, effects); return true;
    case ACT_OPEN:
        if (person) person_open(app, person->id, effects);
        return true;
    default: return false;
    }
}

void people_type(struct app *app, int key, const char *text, size_t n, struct effects *effects) {
    struct people *people = &app->people;
    if (!people->typing) return;
    if (key == KEY_DOWN_ || key == KEY_UP_) {
        move_to(app, (int)people->at + (key == KEY_DOWN_ ? 1 : -1), effects);
        return;
    }
    BL_AUTO(bl_buf) struct bl_buf was = {0};
    bl_buf_str(&was, bl_buf_text(&people->filter.text));
    if (key)
        field_key(&people->filter, key);
    else
        field_insert(&people->filter, text, n);
    if (strcmp(bl_buf_text(&was), bl_buf_text(&people->filter.text)) == 0) return;
    filter_changed(app, effects);
}

void people_click(struct app *app, int row, struct effects *effects) {
    struct layout layout = layout_of(app);
    int line = row - (app->rows < 5 ? 1 : 2) - layout.head;
    if (line >= 0 && line < layout.rows) move_to(app, app->people.top + line, effects);
}

void people_free(struct people *people) {
    bl_buf_free(&people->behind);
    field_free(&people->filter);
    bl_buf_free(&people->before);
    bl_buf_free(&people->problem);
    list_data_free(&people->data);
    marks_clear(&people->marks);
}

/* ---- view ---------------------------------------------------------------------------------------------------------------------- */

struct columns {
    int name, company, stage, moment, last, next; /* widths, 0 = not shown */
};

/* What the rows at hand would need of a column. */
static int needs(const struct people *people, char column, bl_day today) {
    int most = 0;
    for (size_t i = 0; people->data && i < people->data->n; i++) {
        const struct bl_person *p = &people->data->rows[i];
        char text[24] = "";
        if (column == 't' && p->next.id) ahead(text, p->next.due, today);
        const char *said = column == 'n' ? p->name : column == 'c' ? p->company : p->next.id ? p->next.text : NULL;
        int cells = said ? bl_text_cells(said) + (column != 't') : 0; /* nothing stands behind the last one */
        if (*text) cells += bl_text_cells(text) + 1;
        if (cells > most) most = cells;
    }
    return most;
}

static void lend(int *to, int need, int *from, int spare) {
    int more = need - *to < spare ? need - *to : spare;
    if (more <= 0) return;
    *to += more;
    *from -= more;
}

/* Where one column cuts and another has room to spare, it lends it; else nothing moves. */
static void settle_columns(const struct app *app, struct columns *out) {
    int name = needs(&app->people, 'n', 0), company = needs(&app->people, 'c', 0);
    if (out->company) lend(&out->name, name, &out->company, out->company - (company > 8 ? company : 8));
    if (out->company) lend(&out->company, company, &out->name, out->name - (name > 8 ? name : 8));
    if (!out->next) return;
    int next = needs(&app->people, 't', app->now.today);
    lend(&out->next, next, &out->name, out->name - (name > 8 ? name : 8));
    if (out->company) lend(&out->next, next, &out->company, out->company - (company > 8 ? company : 8));
}

/* What is least needed goes first when it gets narrow; the track of the lens stays longer than the other. */
static struct columns columns_of(const struct app *app, int cols) {
    struct columns out = {.stage = 12, .moment = 11, .last = 7, .next = 14};
    bool moment = app_lens(app) == BL_LENS_MOMENT;
    int *other = moment ? &out.stage : &out.moment, *track = moment ? &out.moment : &out.stage;
    if (cols < 76) *other = 0; /* beside the page of the person, which shows both, names need the room */
    if (cols < 58) out.next = 0;
    if (cols < 46) out.last = 0;
    if (cols < 34) *track = 0;
    int rest = cols - 4 - out.stage - out.moment - out.last - out.next;
    out.company = cols < 40 ? 0 : rest * 9 / 20;
    out.name = rest - out.company;
    settle_columns(app, &out);
    return out;
}

static void draw_state(struct area cell, enum bl_track track, const struct bl_person *person) {
    int state = track == BL_STAGE ? person->at.stage : person->at.moment;
    bool active = person->at.status == BL_ACTIVE;
    struct style style = active ? STYLE(state_role(state - 1, bl_track_ranks(track))) : STYLE(ROLE_DIM);
    put(cell, 0, 0, style, active || track == BL_MOMENT ? bl_track_label(track, state) : bl_status_name(person->at.status));
}

static void draw_next(struct area area, int row, int col, int width, const struct bl_person *person, bl_day today) {
    char text[24];
    if (!width) return;
    bool late = person->next.id && person->next.due != BL_NO_DAY && person->next.due < today;
    ahead(text, person->next.due, today);
    int end = put_in(area, row, col, width, false, STYLE(late ? ROLE_WARN : ROLE_TEXT), person->next.id ? text : "—");
    if (!person->next.id) return;
    int gap = end > col ? 1 : 0;
    if (end + gap < col + width) put_in(area, row, end + gap, col + width - end - gap, false, STYLE(ROLE_DIM), person->next.text);
}

static void draw_person(const struct app *app, struct area area, int row, const struct columns *columns, size_t i) {
    const struct bl_person *person = &app->people.data->rows[i];
    char last[24];
    bool here = i == app->people.at;
    struct style dim = STYLE(ROLE_DIM);
    put(area, row, 1, STYLE(ROLE_KEY), here ? "▌" : " ");
    put(area, row, 2, STYLE(ROLE_KEY), marks_has(&app->people.marks, person->id) ? "●" : " ");
    int col = 3;
    put_in(area, row, col, columns->name - 1, false, STYLE_OF(ROLE_TEXT, here ? STYLE_BOLD : 0), person->name);
    put_in(area, row, col += columns->name, columns->company - 1, false, dim, person->company ? person->company : "");
    draw_state(area_sub(area, row, col += columns->company, 1, columns->stage ? columns->stage - 1 : 0), BL_STAGE, person);
    draw_state(area_sub(area, row, col += columns->stage, 1, columns->moment ? columns->moment - 1 : 0), BL_MOMENT, person);
    col += columns->moment;
    if (columns->last) put_in(area, row, col, columns->last - 1, false, dim, ago(last, person->last_talk, app->now.today));
    draw_next(area, row, col + columns->last, columns->next, person, app->now.today);
    if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
}

static void draw_heads(const struct app *app, struct area area, int row, const struct columns *columns) {
    int col = 3;
    bool by_moment = app_lens(app) == BL_LENS_MOMENT;
    unsigned char stage = by_moment ? 0 : STYLE_UNDERLINE, moment = by_moment ? STYLE_UNDERLINE : 0;
    put_in(area, row, col, columns->name - 1, false, STYLE(ROLE_DIM), "name");
    put_in(area, row, col += columns->name, columns->company - 1, false, STYLE(ROLE_DIM), "company");
    put_in(area, row, col += columns->company, columns->stage - 1, false, STYLE_OF(ROLE_DIM, stage), "stage");
    put_in(area, row, col += columns->stage, columns->moment - 1, false, STYLE_OF(ROLE_DIM, moment), "moment");
    put_in(area, row, col += columns->moment, columns->last - 1, false, STYLE(ROLE_DIM), "last");
    put_in(area, row, col + columns->last, columns->next, false, STYLE(ROLE_DIM), "next");
}

/* "11 of 412", "3 marked", the order: what the list is. */
static int draw_count(const struct app *app, struct area area) {
    const struct people *people = &app->people;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char one[48];
    if (people->sort.key != BL_SORT_NAME || people->sort.descending)
        bl_buf_addf(&text, "by %s%s · ", bl_sort_name(people->sort.key), people->sort.descending ? " down" : "");
    if (people->problem.len)
        bl_buf_str(&text, "?");
    else if (people->serial != people->window && app->now.ms >= people->asked_at + PEOPLE_PATIENCE_MS)
        bl_buf_str(&text, "looking …");
    else if (people->counted && is_behind(people) && people->of.many && people->of.n != people->matched) {
        bl_buf_addf(&text, "%s of ", counted(one, people->of.n, people->of.one, people->of.many));
        bl_buf_str(&text, counted(one, people->matched, "person", "people"));
    } else if (people->counted && people->filter.text.len)
        bl_buf_addf(&text, "%lld of %lld", (long long)people->matched, (long long)app->home.asks.people);
    else if (people->counted)
        bl_buf_str(&text, counted(one, people->matched, "person", "people"));
    int begin = put_right(area, 0, area.cols - 1, STYLE(ROLE_DIM), bl_buf_text(&text));
    if (!people->marks.n) return begin;
    begin = put_right(area, 0, begin, STYLE(ROLE_DIM), " · ");
    return put_right(area, 0, begin, STYLE_OF(ROLE_MATCH, STYLE_BOLD), counted(one, (int64_t)people->marks.n, "marked", "marked"));
}

static void draw_filter(const struct app *app, struct area area) {
    const struct people *people = &app->people;
    char label[16];
    int end = draw_count(app, area);
    int col = put(area, 0, 1, STYLE(ROLE_KEY), keymap_label(&app->keys, ACT_FILTER, app->unicode, label)) + 1;
    if (people->typing) {
        struct field field = people->filter; /* drawing scrolls a field; this one is shown from its cursor */
        field_draw(&field, area_sub(area, 0, col, 1, end - col - 2), true, NULL, NULL);
    } else if (people->filter.text.len)
        put_in(area, 0, col, end - col - 2, false, STYLE(ROLE_INPUT), bl_buf_text(&people->filter.text));
    else
        put_in(area, 0, col, end - col - 2, false, STYLE(ROLE_DIM), "type / to filter: a name, stage:selection, last:over30d");
}

/* Rows of the complaint: under a caret, when it points at something. */
static int problem_rows(const struct people *people) {
    return !people->problem.len ? 0 : strchr(bl_buf_text(&people->problem), '^') ? 2 : 1;
}

/* The first line of the complaint, and the caret under the place in the filter line above. */
static void draw_problem(const struct app *app, struct area area, int row, bool pointing) {
    const char *text = bl_buf_text(&app->people.problem), *line = strrchr(text, '\n');
    size_t first = strcspn(text, "\n");
    int col = 3;
    if (pointing && line && strchr(line, '^')) {
        const char *source = line;
        while (source > text && source[-1] != '\n') source--;
        int caret = (int)strspn(line + 1, " ");
        put(area, row, col + caret < area.cols - 1 ? col + caret : area.cols - 1, STYLE(ROLE_WARN), "^");
        row++;
    }
    BL_AUTO(bl_buf) struct bl_buf message = {0};
    bl_buf_add(&message, text, first);
    put(area, row, col, STYLE(app->people.halfway ? ROLE_DIM : ROLE_WARN), bl_buf_text(&message));
}

static void draw_nobody(const struct app *app, struct area area, int row) {
    char add[16], import[16], escape_key[16];
    if (!app->people.data || app->people.problem.len) return; /* not that nobody fits: the filter is none yet */
    if (app->people.filter.text.len) {
        put(area, row, 3, STYLE(ROLE_TEXT), "Nobody fits this filter.");
        putf(area, row + 1, 3, STYLE(ROLE_DIM), "%s brings everybody back", keymap_label(&app->keys, ACT_ESCAPE, app->unicode, escape_key));
        return;
    }
    if (app->past.day != BL_NO_DAY) {
        put(area, row, 3, STYLE(ROLE_TEXT), "Nobody was here yet.");
        return;
    }
    put(area, row, 3, STYLE(ROLE_TEXT), "Nobody is here yet.");
    putf(area, row + 1, 3, STYLE(ROLE_DIM), "%s adds a person, %s imports a contact list",
         keymap_label(&app->keys, ACT_ADD, app->unicode, add), keymap_label(&app->keys, ACT_IMPORT, app->unicode, import));
}

void people_view(const struct app *app, struct area all) {
    struct area body = app_frame(app, all, NULL, NULL);
    struct layout layout = layout_of(app);
    struct area list = area_sub(body, 0, 0, layout.head + layout.rows, layout.cols);
    struct columns columns = columns_of(app, layout.cols);
    const struct list_data *data = app->people.data;
    int said = problem_rows(&app->people), top = app->people.top; /* the complaint pushes the list down and hides none of its head */
    if (said >= layout.rows && layout.rows > 1) said = 1;
    if (said >= layout.rows || !layout.head) said = 0;
    if (layout.head > 0) draw_filter(app, list);
    if (layout.head > 1) draw_heads(app, list, 1 + said, &columns);
    layout.head += said;
    layout.rows -= said;
    if (said && (int)app->people.at >= top + layout.rows) top = (int)app->people.at - layout.rows + 1;
    if (!data || !data->n) draw_nobody(app, list, layout.head + 1);
    for (int line = 0; data && line < layout.rows; line++) {
        size_t i = (size_t)(top + line);
        if (i < data->n) draw_person(app, list, layout.head + line, &columns, i);
    }
    if (said) draw_problem(app, list, 1, said > 1);
    if (!layout.brief_rows || !data || !data->n) return;
    struct area brief = area_sub(body, layout.brief_row, layout.brief_col, layout.brief_rows, layout.brief_cols);
    if (layout.brief_row) {
        hline(brief, 0, STYLE(ROLE_LINE));
        brief = area_sub(brief, 1, 0, layout.brief_rows, layout.brief_cols);
    } else
        for (int row = 0; row < layout.brief_rows; row++) put(body, row, layout.cols, STYLE(ROLE_LINE), "│");
    person_brief(app, brief);
}
