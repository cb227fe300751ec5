/* Reviews that were finished: a list, newest first, and one of them as a page: what it promised and what was kept of that, what its figures said, and where the book
 * says otherwise today. */
#include "tui/screen/pen.h"
#include "tui/screen/screens.h"

#include "tui/screen/home_parts.h"
#include "tui/screen/spots.h"

#include <stdio.h>

enum { NARROW = 60, NUMBERS = 4 };

static void ask(struct app *app, struct effects *effects) {
    const struct finished_data *data = app->finished.data;
    struct effect *effect = effects_add(effects, EFF_FINISHED);
    effect->serial = app->finished.serial = app_serial(app);
    if (app->finished.open && data && (size_t)app->finished.choice.at < data->n)
        effect->ids = effects_ids(effects, &data->rows[app->finished.choice.at].id, 1);
}

void finished_show(struct app *app, struct effects *effects) {
    app->finished.open = false;
    app->finished.choice = (struct choice){0};
    app_push(app, LAYER_FINISHED);
    ask(app, effects);
}

void finished_again(struct app *app, struct effects *effects) {
    app_push(app, LAYER_FINISHED);
    ask(app, effects);
}

void finished_ask(struct app *app, struct effects *effects) {
    ask(app, effects);
}

void finished_got(struct app *app, struct msg *msg) {
    if (msg->serial != app->finished.serial) return;
    finished_data_free(&app->finished.data);
    app->finished.data = msg->data.finished;
    msg->data.finished = NULL;
    if (app->finished.open && !app->finished.data->of) app->finished.open = false; /* it was undone */
    choice_clamp(&app->finished.choice, (int)app->finished.data->n, app_body_rows(app));
}

/* ---- one of them ------------------------------------------------------------------------------------------------------------------------- */

static void part_promises(struct pen *pen, const struct bl_finished *review) {
    for (size_t i = 0; i < review->promises.n; i++) {
        bool kept = review->kept >= 0 && (review->kept & 1 << i) != 0;
        put(pen->area, pen_row(pen), 3, STYLE(kept ? ROLE_GOOD : ROLE_WARN), kept ? "✓" : review->kept < 0 ? "!" : "·");
        pen_wrap(pen, 5, STYLE(kept ? ROLE_DIM : ROLE_TEXT), review->promises.at[i]);
    }
    if (!review->promises.n) pen_wrap(pen, 3, STYLE(ROLE_DIM), "nothing was promised");
    if (review->improve) {
        put(pen->area, pen_row(pen), 3, STYLE(ROLE_KEY), "↑");
        pen_wrap(pen, 5, STYLE(ROLE_TEXT), review->improve);
    }
    if (review->promises.n && review->kept < 0) pen_wrap(pen, 3, STYLE(ROLE_DIM), "what of it was kept, the next review says");
    pen->line++;
}

static bool differs(const struct bl_stock *a, const struct bl_stock *b) {
    return a->open != b->open || a->in != b->in || a->out != b->out || a->close != b->close;
}

/* A line of the table: which state it is of, over which days, and where its numbers stand. */
struct line {
    const struct bl_finished *review;
    const char *state;
    int word, step;
};

/* Who stands behind one of its numbers, as the book says it of those days. */
static void spot_stock(struct pen *pen, const struct line *line, int number, int col, int width) {
    static const char *const fields[NUMBERS] = {"was", "entered", "left", "was"};
    char from[BL_DATE_SIZE], to[BL_DATE_SIZE];
    bl_day_iso(number ? line->review->from : line->review->from - 1, from);
    bl_day_iso(line->review->as_of, to);
    if (number == 1 || number == 2)
        spot_filter(pen, col, width, "%s:%s@%s..%s", fields[number], line->state, from, to);
    else
        spot_filter(pen, col, width, "%s:%s@%s", fields[number], line->state, number ? to : from);
}

/* `spots`: its numbers are what the book says, so that they can be entered. */
static void put_stock(struct pen *pen, const struct line *line, const struct bl_stock *stock, const struct bl_stock *was, bool spots) {
    const int64_t numbers[NUMBERS] = {stock->open, stock->in, stock->out, stock->close};
    const int64_t before[NUMBERS] = {was->open, was->in, was->out, was->close};
    static const char *const signs[NUMBERS] = {"", "+", "−", ""};
    for (int i = 0; i < NUMBERS; i++) {
        char text[40], count[24];
        snprintf(text, sizeof text, "%s%s", numbers[i] ? signs[i] : "",
                 numbers[i] || i % 3 == 0 ? home_count(numbers[i], line->step - 2, count) : "·");
        unsigned char role = numbers[i] != before[i] ? ROLE_WARN : numbers[i] ? ROLE_TEXT : ROLE_DIM;
        int right = line->word + (i + 1) * line->step, begin = put_right(pen->area, pen_row(pen), right, STYLE(role), text);
        if (spots && numbers[i]) spot_stock(pen, line, i, begin, right - begin);
    }
}

/* Each state as it was said; where that is not what the book says now, the line below says so, and it is the one that can be entered. */
static void part_stock(struct pen *pen, enum bl_lens lens, const struct bl_finished *review, const struct finished_one *one) {
    static const char *const heads[NUMBERS] = {"opening", "in", "out", "closing"};
    enum bl_track track = lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE;
    int ranks = bl_track_ranks(track), word = pen->area.cols >= 36 ? 14 : 4,
        step = pen->area.cols >= NARROW ? 9
               : pen->area.cols >= 36   ? 6
                                        : 4;
    put(pen->area, pen_row(pen), 1, STYLE(ROLE_DIM), bl_lens_name((enum bl_lens)track));
    for (int i = 0; i < NUMBERS && step == 9; i++) put_right(pen->area, pen_row(pen), word + (i + 1) * step, STYLE(ROLE_DIM), heads[i]);
    pen->line++;
    for (int i = 1; i <= ranks + 4; i++) {
        int state = i <= ranks ? i : BL_PARKED + i - ranks - 1;
        const struct bl_stock *then = &one->then[track][state], *now = &one->now[track][state];
        const char *label =
            i > ranks ? bl_status_name(state) : home_word(lens == BL_LENS_MOMENT ? BL_LENS_MOMENT : BL_LENS_STAGE, i, word == 4 ? 2 : 0);
        put_in(pen->area, pen_row(pen), 1, word - 1, false, STYLE(i <= ranks ? state_role(i - 1, ranks) : ROLE_DIM), label);
        struct line line = {review, i > ranks ? bl_status_name(state) : bl_track_name(track, state), word, step};
        put_stock(pen, &line, then, then, !differs(then, now));
        pen->line++;
        if (!differs(then, now)) continue;
        put(pen->area, pen_row(pen), word > 4 ? 3 : 1, STYLE(ROLE_WARN), "now");
        put_stock(pen, &line, now, then, true);
        pen->line++;
    }
    pen->line++;
}

static void part_verdict(struct pen *pen, const struct bl_finished *review, const struct finished_one *one) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int n = 0;
    for (int track = 0; track < BL_TRACKS; track++)
        for (int state = 1; state < BL_STATES; state++) n += differs(&one->then[track][state], &one->now[track][state]);
    if (!n && !review->late_entries) {
        pen_wrap(pen, 1, STYLE(ROLE_GOOD), "The book says the same today.");
        return;
    }
    bl_buf_addf(&text, "%s%lld %s since for days it had spoken of%s", n ? "Restated: " : "", (long long)review->late_entries,
                review->late_entries == 1 ? "entry was added" : "entries were added", n ? "." : "; its numbers stand.");
    pen_wrap(pen, 1, STYLE(ROLE_WARN), bl_buf_text(&text));
}

static void page(const struct app *app, struct pen *pen) {
    const struct finished_data *data = app->finished.data;
    const struct bl_finished *review = &data->rows[app->finished.choice.at];
    BL_AUTO(bl_buf) struct bl_buf title = {0};
    char week[BL_DATE_SIZE], day[BL_DATE_SIZE];
    bl_buf_addf(&title, "Review of %s, as of %s", bl_week_name(review->from, week), bl_day_long(review->as_of, day));
    put(pen->area, pen_row(pen), 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), bl_buf_text(&title));
    pen->line++;
    part_verdict(pen, review, data->of);
    pen->line++;
    part_promises(pen, review);
    part_stock(pen, app->home.lens, review, data->of);
}

static void page_spots(const struct app *app, struct spots *spots) {
    struct surface none = {.cols = app->cols, .unicode = app->unicode};
    struct pen pen = {.area = {&none, 0, 0, 0, app->cols}, .spots = spots};
    *spots = (struct spots){.chosen = app->finished.spot};
    if (app->finished.data && app->finished.data->of) page(app, &pen);
}

static int page_lines(const struct app *app) {
    struct surface none = {.cols = app->cols, .unicode = app->unicode};
    struct pen pen = {.area = {&none, 0, 0, 0, app->cols}};
    if (app->finished.data && app->finished.data->of) page(app, &pen);
    return pen.line;
}

/* ---- the list ------------------------------------------------------------------------------------------------------------------------------ */

static void draw_row(const struct app *app, struct area area, int row, const struct bl_finished *review, bool here) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char week[BL_DATE_SIZE], day[BL_DATE_SIZE];
    int kept = 0;
    for (size_t i = 0; i < review->promises.n; i++) kept += review->kept >= 0 && (review->kept & 1 << i) != 0;
    put(area, row, 1, STYLE(ROLE_KEY), here ? "▌" : " ");
    put(area, row, 3, STYLE(ROLE_TITLE), bl_week_name(review->from, week));
    put_in(area, row, 13, 12, false, STYLE(ROLE_DIM), bl_day_short(review->as_of, app->now.today, day));
    if (review->kept >= 0 && review->promises.n) bl_buf_addf(&text, "%d/%zu kept · ", kept, review->promises.n);
    for (size_t i = 0; i < review->promises.n; i++) bl_buf_addf(&text, "%s%s", i ? "; " : "", review->promises.at[i]);
    if (!review->promises.n) bl_buf_str(&text, "nothing was promised");
    int end = area.cols - 1;
    if (review->late_entries && area.cols >= NARROW) {
        BL_AUTO(bl_buf) struct bl_buf late = {0};
        bl_buf_addf(&late, "%lld late", (long long)review->late_entries);
        end = put_right(area, row, end, STYLE(ROLE_WARN), bl_buf_text(&late)) - 2;
    }
    put_in(area, row, 25, end - 25, false, STYLE(ROLE_TEXT), bl_buf_text(&text));
    if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
}

static void draw_list(const struct app *app, struct area body) {
    const struct finished_data *data = app->finished.data;
    struct choice choice = app->finished.choice;
    choice_clamp(&choice, (int)data->n, body.rows);
    if (!data->n)
        put_in(body, body.rows > 2, 3, body.cols - 4, false, STYLE(ROLE_DIM),
               "No review was finished yet. The last part of one, Commit, does that.");
    for (int row = 0; row < body.rows && (size_t)(choice.top + row) < data->n; row++)
        draw_row(app, body, row, &data->rows[choice.top + row], choice.top + row == choice.at);
}

void finished_view(const struct app *app, struct area all) {
    struct area body = app_frame(app, all, "Past reviews", app->finished.open ? "then, and now" : "newest first");
    if (!app->finished.data) return;
    if (!app->finished.open || !app->finished.data->of) {
        draw_list(app, body);
        return;
    }
    struct spots spots = {.chosen = app->finished.spot};
    struct pen pen = {.area = body, .scroll = app->finished.scroll, .spots = &spots};
    page(app, &pen);
    bl_buf_free(&spots.filter);
    if (pen.line - pen.scroll > body.rows && body.cols >= NARROW) put(body, body.rows - 1, body.cols - 2, STYLE(ROLE_KEY), "↓");
}

/* ---- keys ---------------------------------------------------------------------------------------------------------------------------------- */

/* The cursor goes from number to number, and the page with it; above the first one there is only the page. */
static bool to_spot(struct app *app, int dx, int dy) {
    struct finished_page *finished = &app->finished;
    struct spots spots;
    if (!finished->spot && dy <= 0) return false;
    page_spots(app, &spots);
    bl_buf_free(&spots.filter);
    int to = spots_step(&spots, finished->spot, dx, dy, finished->scroll), rows = app_body_rows(app);
    if (to == finished->spot && dy > 0) return false; /* below the last one: the rest of the page */
    finished->spot = to;
    int line = to ? spots.at[to - 1].line : 0;
    if (to && line >= finished->scroll + rows) finished->scroll = line - rows + 1;
    if (line < finished->scroll + 1) finished->scroll = line > 1 ? line - 1 : 0;
    return true;
}

static void enter_spot(struct app *app, struct effects *effects) {
    struct spots spots;
    page_spots(app, &spots);
    if (spots.filter.len) people_behind(app, bl_buf_text(&spots.filter), (struct figure){spots.counted, spots.one, spots.many}, effects);
    bl_buf_free(&spots.filter);
}

static bool scroll(struct app *app, enum action action) {
    int rows = app_body_rows(app), most = page_lines(app) - rows, to = app->finished.scroll;
    bool steps = action == ACT_UP || action == ACT_DOWN, sides = action == ACT_LEFT || action == ACT_RIGHT;
    if (steps && to_spot(app, 0, action == ACT_UP ? -1 : 1)) return true;
    if (sides) return to_spot(app, action == ACT_LEFT ? -1 : 1, 0) || true;
    switch (action) {
    case ACT_UP: to--; break;
    case ACT_DOWN: to++; break;
    case ACT_PAGE_UP: to -= rows - 1; break;
    case ACT_PAGE_DOWN: to += rows - 1; break;
    case ACT_TOP: to = 0; break;
    case ACT_BOTTOM: to = most; break;
    default: return false;
    }
    if (!steps) app->finished.spot = 0;
    if (to > most) to = most;
    app->finished.scroll = to < 0 ? 0 : to;
    return true;
}

static bool choose(struct app *app, enum action action) {
    static const struct {
        enum action action;
        int key;
    } keys[] = {{ACT_UP, KEY_UP_},          {ACT_DOWN, KEY_DOWN_}, {ACT_PAGE_UP, KEY_PGUP_},
                {ACT_PAGE_DOWN, KEY_PGDN_}, {ACT_TOP, KEY_HOME_},  {ACT_BOTTOM, KEY_END_}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].action != action) continue;
        choice_key(&app->finished.choice, keys[i].key, app_body_rows(app));
        return true;
    }
    return false;
}

bool finished_matters(const struct app *app, enum action action) {
    bool open = app->finished.open && app->finished.data && app->finished.data->of;
    if (action == ACT_UP || action == ACT_PEOPLE_HERE || action == ACT_LENS) return open;
    return action != ACT_OPEN || !open;
}

bool finished_act(struct app *app, enum action action, struct effects *effects) {
    struct finished_page *finished = &app->finished;
    if (finished->open ? scroll(app, action) : choose(app, action)) return true;
    if (action == ACT_OPEN && !finished->open && finished->data && finished->data->n) {
        finished->open = true;
        finished->scroll = finished->spot = 0;
        ask(app, effects);
        return true;
    }
    if (action == ACT_PEOPLE_HERE) enter_spot(app, effects);
    if (action == ACT_ESCAPE && finished->open) {
        if (!finished->spot) finished->open = false;
        finished->spot = 0;
        return true;
    }
    return action == ACT_OPEN || action == ACT_PEOPLE_HERE || action == ACT_FINISHED;
}
