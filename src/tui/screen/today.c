/* Today: who needs something now, the most pressing first, each with the reason in words and the key that settles it. Under the list the person under
 * the cursor with a suggested next move and what it rests on. After a time away only the few that matter first are shown, and one key lets the rest
 * rest: coming back is no punishment. */
#include "tui/screen/pen.h"
#include "tui/screen/screens.h"

#include <stdio.h>
#include <string.h>

enum { LINE_WELCOME, LINE_HEAD, LINE_ROW, LINE_MORE, LINE_WAIT, LINE_RESTING, LINE_GAP };
enum {
    DETAIL_ROWS = 5,
    DETAIL_MIN = 13,
    LOW_ROWS = 3 /* of the detail in a low window */,
    LOW_MIN = 7,
    DUE_COLS = 6,
    COMPANY_COLS = 76 /* from here on the company stands with the name */,
    SIDE_COLS = 118,
    REST_DAYS = 7
};

/* ---- the lines of the page ----------------------------------------------------------------------------------------------------------- */

static bool enterable(const struct today_line *line) {
    return line->kind == LINE_ROW || line->kind == LINE_MORE || line->kind == LINE_RESTING;
}

static void add_line(struct today_data *data, int kind, size_t row, enum bl_need need) {
    data->lines[data->line_count++] = (struct today_line){kind, row, need};
}

static void few_lines(struct today_data *data) {
    add_line(data, LINE_WELCOME, 0, BL_NEEDS);
    for (size_t i = 0; i < data->today.n; i++) add_line(data, LINE_ROW, i, data->today.rows[i].need);
    if (data->today.total > (int64_t)data->today.n) add_line(data, LINE_WAIT, 0, BL_NEEDS);
}

static void section_lines(struct today_data *data, bool airy) {
    size_t i = 0;
    data->line_count = 0;
    for (int need = 0; need < BL_NEEDS; need++) {
        size_t from = i;
        if (!data->today.counts[need]) continue;
        if (airy && data->line_count) add_line(data, LINE_GAP, 0, (enum bl_need)need);
        add_line(data, LINE_HEAD, 0, (enum bl_need)need);
        for (; i < data->today.n && data->today.rows[i].need == (enum bl_need)need; i++) add_line(data, LINE_ROW, i, (enum bl_need)need);
        if (data->today.counts[need] > (int64_t)(i - from)) add_line(data, LINE_MORE, i - from, (enum bl_need)need);
    }
}

/* Sections part where there is room for all of them. */
static bool lay_out(struct today_data *data, int rows) {
    struct today_line *lines = bl_arena_array(&data->arena, data->today.n + 3 * BL_NEEDS + 4, sizeof *lines);
    if (!lines) return false;
    data->lines = lines;
    data->line_count = 0;
    if (data->today.away && data->today.n)
        few_lines(data);
    else {
        section_lines(data, true);
        if ((int)data->line_count >= rows) section_lines(data, false);
    }
    if (data->today.resting) add_line(data, LINE_RESTING, 0, BL_NEEDS);
    return true;
}

/* ---- asking, hearing, moving ----------------------------------------------------------------------------------------------------------- */

void today_ask(struct app *app, struct effects *effects) {
    struct effect *effect = effects_add(effects, EFF_TODAY);
    effect->flag = app->today.all;
    effect->serial = app->today.serial = app_serial(app);
}

void today_show(struct app *app, struct effects *effects) {
    app_main(app, LAYER_TODAY);
    today_ask(app, effects);
}

const struct bl_today_row *today_cursor(const struct app *app) {
    const struct today_data *data = app->today.data;
    if (!data || app->today.at >= data->line_count || data->lines[app->today.at].kind != LINE_ROW) return NULL;
    return &data->today.rows[data->lines[app->today.at].row];
}

/* Rows of the list, and of what is under it. */
static int list_rows(const struct app *app) {
    int height = app_body_rows(app);
    return height >= DETAIL_MIN ? height - DETAIL_ROWS : height >= LOW_MIN ? height - LOW_ROWS : height;
}

/* The first line shown: such that the cursor is, wherever it last was and however small the window has become. */
static int top_of(const struct app *app) {
    const struct today_page *page = &app->today;
    int rows = list_rows(app), at = (int)page->at, n = page->data ? (int)page->data->line_count : 0, top = page->top;
    bool headed = at > 0 && (page->data->lines[at - 1].kind == LINE_HEAD || page->data->lines[at - 1].kind == LINE_WELCOME);
    int first = headed && rows > 1 ? at - 1 : at; /* a heading is shown with its first row */
    if (first < top) top = first;
    if (at >= top + rows) top = at - rows + 1;
    if (top > n - rows) top = n - rows;
    return top < 0 ? 0 : top;
}

static void settle(struct app *app, struct effects *effects) {
    app->today.top = top_of(app);
    const struct bl_today_row *row = today_cursor(app);
    if (row && (!app->person.data || app->person.data->person.id != row->person.id)) person_ask(app, row->person.id, effects);
}

/* The cursor goes over lines that can be entered only. */
static void move_by(struct app *app, int by, struct effects *effects) {
    struct today_page *page = &app->today;
    if (!page->data || !page->data->line_count) return;
    int n = (int)page->data->line_count, at = (int)page->at, step = by < 0 ? -1 : 1, last = at;
    for (int left = by < 0 ? -by : by; left > 0 && at + step >= 0 && at + step < n;) {
        at += step;
        if (!enterable(&page->data->lines[at])) continue;
        last = at;
        left--;
    }
    page->at = (size_t)last;
    settle(app, effects);
}

static const struct bl_today_row *row_at(const struct today_data *data, size_t i) {
    return data->lines[i].kind == LINE_ROW ? &data->today.rows[data->lines[i].row] : NULL;
}

/* The line of somebody, in the section that speaks of this need. */
static bool find_row(const struct today_data *data, int64_t id, enum bl_need need, size_t *at) {
    for (size_t i = 0; i < data->line_count; i++) {
        const struct bl_today_row *row = row_at(data, i);
        if (!row || row->person.id != id || row->need != need) continue;
        *at = i;
        return true;
    }
    return false;
}

/* Where the cursor was. What is settled leaves its section, and may come up again further down: the cursor does not run after it, it goes on to the next
 * that stood below it and still stands, else it stays in its line. */
static size_t find(const struct today_data *data, const struct today_data *before, size_t at) {
    size_t found = 0;
    for (size_t i = at; before && i < before->line_count; i++) {
        const struct bl_today_row *row = row_at(before, i);
        if (row && find_row(data, row->person.id, row->need, &found)) return found;
        if (!row && i == at) break; /* it stood on a line of words */
    }
    if (at >= data->line_count) at = data->line_count ? data->line_count - 1 : 0;
    for (size_t i = at; i < data->line_count; i++)
        if (enterable(&data->lines[i])) return i;
    while (at > 0 && !enterable(&data->lines[at])) at--;
    return at;
}

void today_resized(struct app *app) {
    struct today_page *page = &app->today;
    if (!page->data || page->at >= page->data->line_count) return;
    struct today_line was = page->data->lines[page->at];
    if (!lay_out(page->data, list_rows(app))) return;
    page->at = 0;
    for (size_t i = 0; i < page->data->line_count; i++) {
        const struct today_line *line = &page->data->lines[i];
        if (line->kind == was.kind && line->row == was.row && line->need == was.need) page->at = i;
    }
    page->top = top_of(app);
}

void today_got(struct app *app, struct msg *msg, struct effects *effects) {
    if (msg->serial != app->today.serial || !lay_out(msg->data.today, list_rows(app))) return;
    struct today_page *page = &app->today;
    const struct bl_today_row *row = today_cursor(app);
    size_t at = find(msg->data.today, page->data, page->at), back = 0;
    bool was = page->gone && page->data && find_row(page->data, page->gone, page->gone_need, &back);
    if (page->gone && !was && find_row(msg->data.today, page->gone, page->gone_need, &back)) { /* undone: there it was */
        at = back;
        page->gone = 0;
    } else if (row && !find_row(msg->data.today, row->person.id, row->need, &back)) {
        page->gone = row->person.id;
        page->gone_need = row->need;
    }
    today_data_free(&app->today.data);
    app->today.data = msg->data.today;
    msg->data.today = NULL;
    app->today.at = at;
    if (app_top(app) == LAYER_TODAY) settle(app, effects);
}

/* ---- actions ------------------------------------------------------------------------------------------------------------------------------ */

static void enter(struct app *app, struct effects *effects) {
    const struct today_page *page = &app->today;
    const struct bl_today_row *row = today_cursor(app);
    if (row)
        person_open(app, row->person.id, effects);
    else if (page->data && page->at < page->data->line_count && enterable(&page->data->lines[page->at]))
        people_show(app,
                    page->data->lines[page->at].kind == LINE_RESTING ? "snoozed:yes" : bl_need_filter(page->data->lines[page->at].need),
                    effects);
}

static void rest(struct app *app, struct effects *effects) {
    const struct today_data *data = app->today.data;
    if (!data || data->today.total <= BL_TODAY_FEW) {
        app_toast(app, true, "there are few enough: nothing has to rest");
        return;
    }
    effects_add(effects, EFF_REST)->day = app->now.today + REST_DAYS;
    app->today.all = false;
}

/* The promise the line is about is kept by one key, without a question. */
static bool keep(const struct app *app, struct effects *effects) {
    const struct bl_today_row *row = today_cursor(app);
    if (!row || row->need > BL_NEED_DUE || !row->person.next.id) return false;
    effects_add(effects, EFF_KEEP)->ids = effects_ids(effects, &row->person.next.id, 1);
    return true;
}

bool today_act(struct app *app, enum action action, struct effects *effects) {
    int page = list_rows(app);
    switch (action) {
    case ACT_UP: move_by(app, -1, effects); return true;
    case ACT_DOWN: move_by(app, 1, effects); return true;
    case ACT_PAGE_UP: move_by(app, -page, effects); return true;
    case ACT_PAGE_DOWN: move_by(app, page, effects); return true;
    case ACT_TOP: move_by(app, -100000, effects); return true;
    case ACT_BOTTOM: move_by(app, 100000, effects); return true;
    case ACT_OPEN: enter(app, effects); return true;
    case ACT_REST: rest(app, effects); return true;
    case ACT_DONE: return keep(app, effects);
    case ACT_SHOW_ALL:
        app->today.all = !app->today.all;
        today_ask(app, effects);
        return true;
    default: return false;
    }
}

/* ---- view ---------------------------------------------------------------------------------------------------------------------------------- */

/* The action that settles a need. */
static enum action settles(enum bl_need need) {
    switch (need) {
    case BL_NEED_OVERDUE:
    case BL_NEED_DUE: return ACT_DONE;
    case BL_NEED_PARKED: return ACT_REOPEN;
    case BL_NEED_NO_NEXT: return ACT_NEXT;
    default: return ACT_LOG;
    }
}

static int key_hint(const struct app *app, struct area area, int row, enum bl_need need) {
    char label[16];
    enum action action = settles(need);
    int begin = put_right(area, row, area.cols - 1, STYLE(ROLE_DIM), action_row(action)->words);
    return put_right(area, row, begin - 1, STYLE(ROLE_KEY), keymap_label(&app->keys, action, app->unicode, label));
}

/* Why they are here, between two columns. Of a promise first how late it is, which must not be cut; all of it stands under the list. */
static void draw_why(const struct app *app, struct area area, int row, int col, const struct bl_today_row *who) {
    char due[24];
    bool overdue = who->need == BL_NEED_OVERDUE, bare = who->needs == 1u << BL_NEED_NO_NEXT && *who->move;
    struct style style = STYLE(overdue ? ROLE_WARN : ROLE_TEXT);
    if (bare) { /* the heading has said it: what could be done says more */
        putf(area, row, col, STYLE(ROLE_DIM), "▸ %s", who->move);
        return;
    }
    if (who->need > BL_NEED_DUE || !who->person.next.id) {
        put(area, row, col, style, who->why);
        return;
    }
    if (overdue) put(area, row, col, style, ahead(due, who->person.next.due, app->now.today));
    putf(area, row, col + (overdue ? DUE_COLS : 0), STYLE(ROLE_TEXT), "%s%s", who->person.next.theirs ? "theirs: " : "",
         who->person.next.text);
}

static void draw_row(const struct app *app, struct area area, int row, const struct bl_today_row *who, bool here) {
    int end = area.cols >= 60 && app->past.day == BL_NO_DAY ? key_hint(app, area, row, who->need) - 2 : area.cols - 1;
    bool beside = app->cols >= SIDE_COLS && area.cols < app->cols; /* there the company stands beside the list */
    int name = area.cols >= 100 ? 36 : area.cols >= COMPANY_COLS || beside ? 26 : area.cols >= 60 ? 22 : area.cols * 2 / 5;
    BL_AUTO(bl_buf) struct bl_buf both = {0};
    bl_buf_str(&both, who->person.name);
    if (who->person.company && area.cols >= COMPANY_COLS && !beside) bl_buf_addf(&both, ", %s", who->person.company);
    put(area, row, 1, STYLE(ROLE_KEY), here ? "▌" : " ");
    put_in(area, row, 3, name - 4, false, STYLE_OF(ROLE_TEXT, here ? STYLE_BOLD : 0), bl_buf_text(&both));
    draw_why(app, area_sub(area, 0, 0, area.rows, end), row, name, who);
    if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
}

static void welcome(const struct app *app, struct area area, int row) {
    int away = app->today.data->today.away;
    if (area.cols >= 74)
        putf(area, row, 1, STYLE(ROLE_GOOD), "Welcome back: nothing was written for %d days. These matter first.", away);
    else
        putf(area, row, 1, STYLE(ROLE_GOOD), area.cols >= 36 ? "After %d days away, these first." : "%d d away", away);
}

static void waiting(const struct app *app, struct area area, int row) {
    char rest_key[16], all_key[16];
    const struct bl_today *today = &app->today.data->today;
    long long others = (long long)(today->total - (int64_t)today->n);
    keymap_label(&app->keys, ACT_REST, app->unicode, rest_key);
    keymap_label(&app->keys, ACT_SHOW_ALL, app->unicode, all_key);
    if (area.cols >= 60)
        putf(area, row, 3, STYLE(ROLE_DIM), "%lld more can wait: %s lets them rest for a week, %s shows them", others, rest_key, all_key);
    else
        putf(area, row, 1, STYLE(ROLE_DIM), area.cols >= 36 ? "%lld more can wait: %s rest, %s all" : "%lld more %s %s", others, rest_key,
             all_key);
}

static void draw_line(const struct app *app, struct area area, int row, size_t i) {
    const struct today_data *data = app->today.data;
    const struct today_line *line = &data->lines[i];
    bool here = i == app->today.at;
    switch (line->kind) {
    case LINE_ROW: draw_row(app, area, row, &data->today.rows[line->row], here); return;
    case LINE_WELCOME: welcome(app, area, row); return;
    case LINE_WAIT: waiting(app, area, row); return;
    case LINE_GAP: return;
    case LINE_HEAD: {
        int col =
            put(area, row, 1, STYLE_OF(line->need == BL_NEED_OVERDUE ? ROLE_WARN : ROLE_TITLE, STYLE_BOLD), bl_need_title(line->need));
        putf(area, row, col + 1, STYLE(ROLE_DIM), "%lld", (long long)data->today.counts[line->need]);
        return;
    }
    case LINE_MORE:
        putf(area, row, 3, STYLE(ROLE_DIM), "and %lld more", (long long)(data->today.counts[line->need] - (int64_t)line->row));
        break;
    default: putf(area, row, 3, STYLE(ROLE_DIM), "%lld resting until their day", (long long)data->today.resting); break;
    }
    put(area, row, 1, STYLE(ROLE_KEY), here ? "▌" : " ");
    if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
}

/* The person under the cursor: all reasons, and a move with what it rests on. */
static void draw_detail(const struct app *app, struct area area) {
    const struct bl_today_row *row = today_cursor(app);
    hline(area, 0, STYLE(ROLE_LINE));
    if (!row) return;
    const struct bl_person *person = &row->person;
    bool active = person->at.status == BL_ACTIVE;
    if (area.rows < DETAIL_ROWS) { /* the whole reason, and no more */
        struct pen pen = {.area = area, .line = 1};
        pen_wrap_most(&pen, 1, STYLE(row->need == BL_NEED_OVERDUE ? ROLE_WARN : ROLE_TEXT), row->why, LOW_ROWS - 1);
        if (pen.line < area.rows && *row->move) putf(area, pen.line, 1, STYLE(ROLE_DIM), "▸ %s", row->move);
        return;
    }
    int col = put(area, 1, 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), person->name);
    if (person->company) col = putf(area, 1, col, STYLE(ROLE_DIM), ", %s", person->company);
    col = put(area, 1, col, STYLE(ROLE_DIM), " · ");
    struct style style = active ? STYLE(state_role(person->at.stage - 1, BL_RANK_MAX)) : STYLE(ROLE_DIM);
    col = put(area, 1, col, style, active ? bl_track_label(BL_STAGE, person->at.stage) : bl_status_name(person->at.status));
    putf(area, 1, col, STYLE(ROLE_DIM), ", %s", bl_track_label(BL_MOMENT, person->at.moment));
    struct pen pen = {.area = area, .line = 2};
    pen_wrap_most(&pen, 1, STYLE(row->need == BL_NEED_OVERDUE ? ROLE_WARN : ROLE_TEXT), row->why, 2);
    put(area, pen.line, 1, STYLE(ROLE_KEY), "▸");
    col = put_in(area, pen.line, 3, area.cols - 4, false, STYLE(ROLE_TEXT), row->move);
    if (pen.line + 1 < area.rows)
        put_in(area, pen.line + 1, 3, area.cols - 4, false, STYLE(ROLE_DIM), row->because);
    else if (*row->because && col + 3 < area.cols)
        putf(area, pen.line, col, STYLE(ROLE_DIM), " · %s", row->because);
}

/* Where there is room, the person beside the list, as in People. */
static void draw_side(const struct app *app, struct area area) {
    for (int row = 0; row < area.rows; row++) put(area, row, 0, STYLE(ROLE_LINE), "│");
    if (today_cursor(app)) person_brief(app, area_sub(area, 0, 2, area.rows, area.cols - 2));
}

static void nobody(const struct app *app, struct area body) {
    char people[16];
    if (body.rows < 3) {
        put(body, 0, 1, STYLE(ROLE_GOOD), "Nothing is due.");
        return;
    }
    if (app->past.day == BL_NO_DAY && app->home_shown && !app->home.asks.in_play) { /* that nobody has a next step is no praise */
        char one[16], two[16];
        bool empty = !app->home.asks.people;
        put(body, 1, 3, STYLE(ROLE_TEXT), empty ? "Nobody is here yet." : "Nobody is in play yet.");
        putf(body, 2, 3, STYLE(ROLE_DIM),
             empty             ? "%s adds a person, %s imports a contact list"
             : body.cols >= 60 ? "Who you talk with comes into play: %s logs it, %s lists everybody"
                               : "%s logs a talk, %s lists all",
             keymap_label(&app->keys, empty ? ACT_ADD : ACT_LOG, app->unicode, one),
             keymap_label(&app->keys, empty ? ACT_IMPORT : ACT_PEOPLE, app->unicode, two));
        return;
    }
    put(body, 1, 3, STYLE(ROLE_GOOD), body.cols >= 60 ? "Nothing is due, and everybody in play has a next step." : "Nothing is due.");
    putf(body, 2, 3, STYLE(ROLE_DIM), body.cols >= 40 ? "%s lists everybody" : "%s: all",
         keymap_label(&app->keys, ACT_PEOPLE, app->unicode, people));
}

void today_view(const struct app *app, struct area all) {
    struct area body = app_frame(app, all, NULL, NULL);
    const struct today_data *data = app->today.data;
    int rows = list_rows(app);
    if (!data) {
        put(body, 1, 3, STYLE(ROLE_DIM), app->unicode ? "looking …" : "looking ...");
        return;
    }
    if (!data->line_count) {
        nobody(app, body);
        return;
    }
    bool side = body.cols >= SIDE_COLS && body.rows >= DETAIL_MIN;
    int cols = side ? body.cols * 3 / 5 : body.cols, top = top_of(app);
    struct area list = area_sub(body, 0, 0, rows, cols);
    for (int row = 0; row < rows && (size_t)(top + row) < data->line_count; row++) draw_line(app, list, row, (size_t)(top + row));
    if (side) draw_side(app, area_sub(body, 0, cols, rows, body.cols - cols));
    if (rows < body.rows) draw_detail(app, area_sub(body, rows, 0, body.rows - rows, body.cols));
}
