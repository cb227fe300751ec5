/* The four parts of the review as pages of lines. The first line says which week it is and where one stands; in a low window it goes first. */
#include "tui/screen/review_state.h"

#include "tui/screen/spots.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { HEAD_MIN = 4, LABEL_COL = 12, NARROW = 60 };

static const char *const part_names[REVIEW_PARTS] = {"Clear", "Current", "Consider", "Commit"};

static void say(struct pen *pen, int col, struct style style, const char *text) {
    put(pen->area, pen_row(pen), col, style, text);
    pen->line++;
}

BL_PRINTF(3, 4) static void wrapf(struct pen *pen, struct style style, const char *fmt, ...) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(&text, fmt, ap);
    va_end(ap);
    pen_wrap_most(pen, 1, style, bl_buf_text(&text), 4);
}

static void draw_head(const struct app *app, struct area row) {
    const struct review_page *page = &app->review;
    char from[BL_DATE_SIZE], to[BL_DATE_SIZE];
    int year, week, at;
    bl_day_week(app->now.today + app->lead, &year, &week);
    BL_AUTO(bl_buf) struct bl_buf parts = {0}, title = {0};
    for (int i = 0; i < REVIEW_PARTS; i++)
        bl_buf_addf(&parts, "%s%s %s", i ? "  " : "", part_names[i], i < (int)page->part ? "●" : i == (int)page->part ? "◉" : "○");
    bl_day start = bl_week_start(app->now.today, app->lead);
    bl_buf_addf(&title, "Review of week %d", week);
    if (row.cols >= 84)
        bl_buf_addf(&title, " · %s to %s", bl_day_short(start, app->now.today, from), bl_day_short(start + 6, app->now.today, to));
    if (row.cols < NARROW) {
        at = putf(row, 0, 1, STYLE(ROLE_DIM), "%d of %d", (int)page->part + 1, (int)REVIEW_PARTS);
        put(row, 0, at + 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), part_names[page->part]);
        put_right(row, 0, row.cols - 1, STYLE(ROLE_DIM), row.cols >= 36 ? bl_buf_text(&title) : "");
        return;
    }
    put(row, 0, 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), bl_buf_text(&title));
    at = put_right(row, 0, row.cols - 1, STYLE(ROLE_DIM), bl_buf_text(&parts));
    for (int i = 0; i < (int)page->part; i++) at += (int)strlen(part_names[i]) + 4;
    put(row, 0, at, STYLE_OF(ROLE_TITLE, STYLE_BOLD), part_names[page->part]);
}

/* What was promised in the last review, each with whether it was kept. */
static void part_promised(const struct app *app, struct pen *pen, bool cursor) {
    const struct review_page *page = &app->review;
    const struct bl_finished *last = &page->data->last;
    char key[16], day[BL_DATE_SIZE];
    if (!page->data->there || (!last->promises.n && !last->improve)) return;
    int col = putf(pen->area, pen_row(pen), 1, STYLE(ROLE_TITLE), "in the review of %s you promised",
                   bl_day_short(last->as_of, app->now.today, day));
    if (cursor && last->promises.n && pen->area.cols >= NARROW)
        putf(pen->area, pen_row(pen), col, STYLE(ROLE_DIM), " · %s ticks what was kept",
             keymap_label(&app->keys, ACT_TICK, app->unicode, key));
    pen->line++;
    for (size_t i = 0; i < last->promises.n; i++) {
        bool kept = (page->ticked & 1u << i) != 0, here = cursor && (int)i == page->tick_at;
        put(pen->area, pen_row(pen), 1, STYLE(ROLE_KEY), here ? "▌" : " ");
        put(pen->area, pen_row(pen), 3, STYLE(kept ? ROLE_GOOD : ROLE_WARN), kept ? "✓" : "·");
        put(pen->area, pen_row(pen), 5, STYLE(kept ? ROLE_DIM : ROLE_TEXT), last->promises.at[i]);
        pen->line++;
    }
    if (last->improve) {
        put(pen->area, pen_row(pen), 3, STYLE(ROLE_DIM), "↑");
        say(pen, 5, STYLE(ROLE_DIM), last->improve);
    }
    pen->line++;
}

/* What stands otherwise than in the last review: “+3 in selection, −1 in education”. The figures come a moment after the page. */
static void part_since(const struct app *app, struct pen *pen) {
    const struct figures_data *figures = app->review.figures;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char week[BL_DATE_SIZE], day[BL_DATE_SIZE];
    if (!figures || figures->review.lens != app->home.lens || !figures->review.since.review) return;
    const struct bl_review *review = &figures->review;
    bl_buf_addf(&text, "since the review of %s, %s: ", bl_week_name(review->since.from, week) + 5,
                bl_day_short(review->since.as_of, app->now.today, day));
    size_t before = text.len;
    for (int state = 1; state < BL_STATES; state++) {
        long long by = (long long)review->since.by[state];
        if (!by) continue;
        bool rank = state <= BL_RANK_MAX;
        bl_buf_addf(&text, "%s%s%lld %s%s", text.len > before ? ", " : "", by > 0 ? "+" : "−", by > 0 ? by : -by, rank ? "in " : "",
                    bl_track_label(review->lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE, state));
    }
    if (text.len == before) bl_buf_str(&text, "the same numbers");
    pen_wrap_most(pen, 1, STYLE(ROLE_TITLE), bl_buf_text(&text), 3);
    if (review->late_entries) {
        bl_buf_cut(&text, 0);
        bl_buf_addf(&text, "%lld %s added for days it had spoken of", (long long)review->late_entries,
                    review->late_entries == 1 ? "entry was" : "entries were");
        pen_wrap(pen, 1, STYLE(ROLE_WARN), bl_buf_text(&text));
    }
    pen->line++;
}

/* ---- clear ---------------------------------------------------------------------------------------------------------------------------- */

static void part_day(const struct app *app, struct pen *pen, bl_day day) {
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const struct review_data *data = app->review.data;
    BL_AUTO(bl_buf) struct bl_buf who = {0};
    for (size_t i = 0; i < data->talk_count; i++)
        if (data->talks[i].day == day) bl_buf_addf(&who, "%s%s", who.len ? ", " : "", data->talks[i].name);
    put(pen->area, pen_row(pen), 1, STYLE(ROLE_KEY), names[bl_day_weekday(day)]);
    if (who.len)
        pen_wrap_most(pen, 6, STYLE(ROLE_TEXT), bl_buf_text(&who), 3);
    else
        say(pen, 6, STYLE(ROLE_DIM), "—");
}

static void part_clear(const struct app *app, struct pen *pen) {
    const struct review_page *page = &app->review;
    char key[16], go[16], day[BL_DATE_SIZE];
    if (page->data->there && page->data->last.as_of >= page->week)
        wrapf(pen, STYLE(ROLE_DIM), "This week's review was finished on %s. Another one may follow it.",
              bl_day_short(page->data->last.as_of, app->now.today, day));
    part_since(app, pen);
    part_promised(app, pen, true);
    say(pen, 1, STYLE(ROLE_TITLE), "Whom did you talk with?");
    for (bl_day at = bl_week_start(app->now.today, app->lead); at <= app->now.today; at++) part_day(app, pen, at);
    if (page->data->talks_more) say(pen, 6, STYLE(ROLE_DIM), "… and more");
    pen->line++;
    keymap_label(&app->keys, ACT_LOG, app->unicode, key);
    keymap_label(&app->keys, ACT_GO_ON, app->unicode, go);
    if (app->past.day == BL_NO_DAY)
        wrapf(pen, STYLE(ROLE_TEXT), "%s logs what is not there yet. When the week is whole, %s goes on.", key, go);
}

/* ---- current --------------------------------------------------------------------------------------------------------------------------- */

static const char *last_quote(const struct app *app, int64_t id) {
    const struct person_data *data = app->person.data;
    if (!data || data->person.id != id) return NULL;
    for (size_t i = 0; i < data->talk_count; i++)
        if (data->talks[i].quotes.n) return data->talks[i].quotes.at[0];
    return NULL;
}

static void part_name(const struct app *app, struct pen *pen, const struct bl_person *person) {
    BL_AUTO(bl_buf) struct bl_buf state = {0};
    bool active = person->at.status == BL_ACTIVE;
    int days = app->now.today - (active ? person->at.stage_since : person->at.status_since), end = pen->area.cols - 1;
    bl_buf_addf(&state, "%s for %d %s", active ? bl_track_label(BL_STAGE, person->at.stage) : bl_status_name(person->at.status), days,
                days == 1 ? "day" : "days");
    struct style style = active ? STYLE(state_role(person->at.stage - 1, BL_RANK_MAX)) : STYLE(ROLE_DIM);
    bool beside = pen->area.cols >= NARROW;
    if (beside) end = put_right(pen->area, pen_row(pen), end, style, bl_buf_text(&state)) - 2;
    struct area left = area_sub(pen->area, 0, 0, pen->area.rows, end);
    int col = put(left, pen_row(pen), 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), person->name);
    if (person->company) putf(left, pen_row(pen), col, STYLE(ROLE_DIM), ", %s", person->company);
    pen->line++;
    if (!beside && pen->area.rows != 1) say(pen, 1, style, bl_buf_text(&state));
}

static void part_suggestion(struct pen *pen, const struct bl_today_row *row) {
    if (!*row->move) return;
    bool beside = pen->area.cols >= NARROW;
    put(pen->area, pen_row(pen), 1, STYLE(ROLE_KEY), beside ? "suggestion" : "▸");
    pen_wrap(pen, beside ? LABEL_COL + 1 : 3, STYLE(ROLE_TEXT), row->move);
    if (*row->because) pen_wrap(pen, beside ? LABEL_COL + 1 : 3, STYLE(ROLE_DIM), row->because);
}

/* An undo that takes back something else than the last answer says what. */
static void part_undo(const struct app *app, struct pen *pen, int col) {
    char key[16];
    const struct review_page *page = &app->review;
    if (review_undoes_decision(page) || !page->data || !page->data->step || !app->keys.keys[ACT_UNDO][0]) return;
    BL_AUTO(bl_buf) struct bl_buf words = {0};
    bl_buf_addf(&words, "undoes: %s", page->data->step_name);
    put(pen->area, pen_row(pen), 1, STYLE(ROLE_KEY), keymap_label(&app->keys, ACT_UNDO, app->unicode, key));
    put_in(pen->area, pen_row(pen), col, pen->area.cols - col - 1, false, STYLE(ROLE_DIM), bl_buf_text(&words));
    pen->line++;
}

/* Every answer with its key, where there is room: the last row shows only the most usual ones. */
static void part_answers(const struct app *app, struct pen *pen, const struct bl_today_row *row) {
    enum { WIDTH = 26, KEY_COLS = 3 };
    int status = row->person.at.status;
    bool active = status == BL_ACTIVE, open = status <= BL_PARKED, moment = app->home.lens == BL_LENS_MOMENT;
    const struct {
        enum action action;
        bool now;
        const char *words;
    } answers[] = {{ACT_DONE, row->person.next.id != 0, "the promise is kept"},
                   {ACT_NEXT, open, "write a next step"},
                   {ACT_LOG, true, "log a conversation"},
                   {ACT_FORWARD, active, moment ? "one moment on" : "one stage on"},
                   {ACT_BACK, active, moment ? "one moment back" : "one stage back"},
                   {ACT_REOPEN, !active, "reopen"},
                   {ACT_PARK, open, active ? "park until a day" : "park until another day"},
                   {ACT_CLOSE, open, "let go"},
                   {ACT_LOOK, true, "their page"},
                   {ACT_SKIP, true, "leave as it is"},
                   {ACT_UNDO, review_undoes_decision(&app->review), "take the last one back"}};
    int across = (pen->area.cols - 1) / WIDTH, n = 0;
    if (app->past.day != BL_NO_DAY || across < 2 || pen->area.rows - pen->line < 7) return;
    pen->line++;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char key[16];
        if (!answers[i].now || !app->keys.keys[answers[i].action][0]) continue;
        int col = 1 + n++ % across * WIDTH;
        if (n > 1 && col == 1) pen->line++;
        put(pen->area, pen_row(pen), col, STYLE(ROLE_KEY), keymap_label(&app->keys, answers[i].action, app->unicode, key));
        put(pen->area, pen_row(pen), col + KEY_COLS, STYLE(ROLE_DIM), answers[i].words);
    }
    pen->line++;
    part_undo(app, pen, 1 + KEY_COLS);
}

static void part_nobody(const struct app *app, struct pen *pen) {
    const struct review_page *page = &app->review;
    char key[16];
    size_t skipped = 0;
    for (size_t i = 0; i < page->handled_count; i++) skipped += page->handled[i].skipped;
    pen_wrap(pen, 1, STYLE(ROLE_GOOD), page->handled_count || page->looked ? "That was everybody." : "Nobody needs a decision.");
    if (page->handled_count) wrapf(pen, STYLE(ROLE_DIM), "%zu decided, %zu skipped", page->handled_count - skipped, skipped);
    pen->line++;
    wrapf(pen, STYLE(ROLE_TEXT), "%s goes on to the book of the week.", keymap_label(&app->keys, ACT_GO_ON, app->unicode, key));
}

static void part_current(const struct app *app, struct pen *pen) {
    const struct review_page *page = &app->review;
    const struct bl_today_row *row = review_person(app);
    if (!row) {
        part_nobody(app, pen);
        return;
    }
    bool airy = pen->area.rows >= 12 || pen->area.rows == 0;
    long long passed = app->past.day != BL_NO_DAY ? (long long)page->looked : 0;
    long long at = (long long)page->handled_count + 1 + passed, of = (long long)page->handled_count + (long long)review_left(page);
    if (pen->area.rows == 0 || pen->area.rows > 2) {
        putf(pen->area, pen_row(pen), 1, STYLE(ROLE_DIM), "%lld of %lld who need a decision", at, of);
        pen->line += 1 + airy;
    }
    part_name(app, pen, &row->person);
    pen_wrap(pen, 1, STYLE(row->need == BL_NEED_OVERDUE ? ROLE_WARN : ROLE_TEXT), row->why);
    const char *quote = last_quote(app, row->person.id);
    if (quote) wrapf(pen, STYLE(ROLE_QUOTE), "“%s”", quote);
    if (airy) pen->line++;
    part_suggestion(pen, row);
    part_answers(app, pen, row);
}

/* ---- commit ------------------------------------------------------------------------------------------------------------------------------ */

static void part_commit(const struct app *app, struct pen *pen) {
    const struct review_page *page = &app->review;
    char key[16];
    part_promised(app, pen, true);
    say(pen, 1, STYLE(ROLE_TITLE), "Until the next review");
    bool any = false;
    for (int i = 0; page->worded && i < REVIEW_WORDS; i++) {
        if (!page->words[i].len) continue;
        any = true;
        put(pen->area, pen_row(pen), 3, STYLE(ROLE_KEY), i < BL_REVIEW_PROMISES ? "!" : "↑");
        pen_wrap(pen, 5, STYLE(ROLE_TEXT), bl_buf_text(&page->words[i]));
    }
    if (!any) pen_wrap(pen, 3, STYLE(ROLE_DIM), "up to three promises, and one thing to do better");
    pen->line++;
    keymap_label(&app->keys, ACT_GO_ON, app->unicode, key);
    wrapf(pen, STYLE(ROLE_TEXT), "%s %s", key,
          any ? "goes on writing; saving finishes the review." : "writes them down and finishes the review.");
    if (pen->area.cols >= NARROW || pen->area.rows == 0)
        pen_wrap(pen, 1, STYLE(ROLE_DIM), "The figures of this day are kept with it, so that the next one can be held against them.");
}

/* ---- the page ----------------------------------------------------------------------------------------------------------------------------- */

static void draw_part(const struct app *app, struct pen *pen) {
    static void (*const draws[REVIEW_PARTS])(const struct app *, struct pen *) = {part_clear, part_current, review_book, part_commit};
    draws[app->review.part](app, pen);
}

int review_lines(const struct app *app) {
    struct surface none = {.cols = app->cols, .unicode = app->unicode};
    struct pen pen = {.area = {&none, 0, 0, 0, app->cols}};
    if (!app->review.data || !app->review.loaded) return 0;
    draw_part(app, &pen);
    return pen.line + 2;
}

void review_spots(const struct app *app, struct spots *spots) {
    struct surface none = {.cols = app->cols, .unicode = app->unicode};
    struct pen pen = {.area = {&none, 0, 0, 0, app->cols}, .spots = spots};
    *spots = (struct spots){.chosen = app->review.spot};
    if (app->review.data && app->review.loaded) draw_part(app, &pen);
}

void review_view(const struct app *app, struct area all) {
    struct area body = app_frame(app, all, NULL, NULL);
    const struct review_page *page = &app->review;
    bool head = body.rows >= HEAD_MIN;
    if (head) draw_head(app, area_sub(body, 0, 0, 1, body.cols));
    int top = head ? body.rows >= 12 ? 2 : 1 : 0;
    struct pen pen = {.area = area_sub(body, top, 0, body.rows - top, body.cols), .scroll = page->scroll};
    struct spots spots = {.chosen = page->spot};
    pen.spots = &spots;
    if (page->data && page->loaded)
        draw_part(app, &pen);
    else
        say(&pen, 1, STYLE(ROLE_DIM), "looking …");
    bl_buf_free(&spots.filter);
    if (pen.line - pen.scroll > pen.area.rows && pen.area.cols >= NARROW)
        put(pen.area, pen.area.rows - 1, pen.area.cols - 2, STYLE(ROLE_KEY), "↓");
}
