/* The weekly review: Clear, Current, Consider, Commit. Clear logs what was not logged; Current walks the people who need a decision, one key each; Consider
 * shows the book; Commit ends in promises and a snapshot. Where it stands is kept after each key, so it can be left at any time. */
#include "tui/screen/review_state.h"

#include "tui/screen/spots.h"

#include <stdlib.h>
#include <string.h>

void review_ask(struct app *app, struct effects *effects) {
    struct review_page *page = &app->review;
    struct effect *effect = effects_add(effects, EFF_REVIEW);
    effect->count = (int)page->handled_count;
    effect->flag = !page->loaded;
    effect->serial = page->serial = app_serial(app);
}

void review_show(struct app *app, struct effects *effects) {
    bl_day week = bl_week_start(app->now.today, app->lead);
    if (app->review.week != week) app->review.loaded = false;
    app_main(app, LAYER_REVIEW);
    review_ask(app, effects);
    home_ask(app, effects);
}

void review_free(struct review_page *page) {
    review_data_free(&page->data);
    figures_data_free(&page->figures);
    free(page->handled);
    for (int i = 0; i < REVIEW_WORDS; i++) bl_buf_free(&page->words[i]);
    *page = (struct review_page){0};
}

const struct bl_today_row *review_person(const struct app *app) {
    const struct review_page *page = &app->review;
    if (page->part != REVIEW_CURRENT || !page->loaded || !page->data) return NULL;
    size_t passed = app->past.day != BL_NO_DAY ? page->looked : 0;
    for (size_t i = 0; i < page->data->n; i++)
        if (!review_is_handled(page, page->data->rows[i].person.id) && !passed--) return &page->data->rows[i];
    return NULL;
}

int64_t review_left(const struct review_page *page) {
    int64_t left = page->data ? page->data->more : 0;
    for (size_t i = 0; page->data && i < page->data->n; i++) left += !review_is_handled(page, page->data->rows[i].person.id);
    return left;
}

/* The page of who stands there now: what they said is shown, and the questions need it. */
static void look_at(struct app *app, struct effects *effects) {
    const struct bl_today_row *row = review_person(app);
    if (row && (!app->person.data || app->person.data->person.id != row->person.id)) person_ask(app, row->person.id, effects);
}

/* What was promised and not kept is offered once more, until words of one's own were begun. */
static void carry_over(struct review_page *page) {
    if (page->worded || !page->data) return;
    const struct bl_strs *promises = &page->data->last.promises;
    int n = 0;
    for (int i = 0; i < REVIEW_WORDS; i++) bl_buf_cut(&page->words[i], 0);
    for (size_t i = 0; page->data->there && i < promises->n && n < BL_REVIEW_PROMISES; i++)
        if (!(page->ticked & 1u << i)) bl_buf_str(&page->words[n++], promises->at[i]);
}

void review_got(struct app *app, struct msg *msg, struct effects *effects) {
    struct review_page *page = &app->review;
    if (msg->serial != page->serial) return;
    review_data_free(&page->data);
    page->data = msg->data.review;
    msg->data.review = NULL;
    if (!page->loaded) review_read(page, page->data->draft, bl_week_start(app->now.today, app->lead));
    if (!page->loaded && !page->ticked && page->data->there && page->data->last.kept > 0) page->ticked = (unsigned)page->data->last.kept;
    page->loaded = true;
    if (page->decided && page->handled_count) page->handled[page->handled_count - 1].step = page->data->step;
    page->decided = false;
    page->looked = 0;
    look_at(app, effects);
}

void review_figures(struct app *app, struct msg *msg) {
    struct review_page *page = &app->review;
    if (msg->serial != page->figures_serial) return;
    figures_data_free(&page->figures);
    page->figures = msg->data.figures;
    msg->data.figures = NULL;
    home_figures(&app->home, page->figures);
}

/* A move, a parking, a promise, a letting go: that was the decision. A conversation or a kept promise may leave one to take. */
static bool decides(enum effect_kind kind) {
    return kind == EFF_MOVE || kind == EFF_RECORD || kind == EFF_PROMISE || kind == EFF_SNOOZE;
}

void review_stepped(struct app *app, const struct msg *msg, struct effects *effects) {
    struct review_page *page = &app->review;
    if (msg->of == EFF_REVIEW_FINISH) { /* what was promised is the last review's now */
        review_begin(page, bl_week_start(app->now.today, app->lead));
        if (app->stack[0] == LAYER_REVIEW) app_main(app, LAYER_HOME);
        return;
    }
    if (app->stack[0] != LAYER_REVIEW || page->part != REVIEW_CURRENT) return;
    const struct bl_today_row *row = review_person(app);
    if (msg->of == EFF_UNDO && page->handled_count && !page->handled[page->handled_count - 1].skipped) {
        int64_t step = page->handled[page->handled_count - 1].step;
        if (step && page->data && page->data->step != step) return; /* what was undone is another one, made since */
        page->handled_count--;
    } else if (!row || !decides(msg->of) || msg->id != row->person.id || !review_handle(page, msg->id, false))
        return;
    page->decided = msg->of != EFF_UNDO;
    review_keep(app, effects);
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------------------- */

static void go_to(struct app *app, int part, struct effects *effects) {
    struct review_page *page = &app->review;
    if (part < 0 || part >= REVIEW_PARTS || !page->loaded) return;
    page->part = (enum review_part)part;
    page->scroll = page->spot = 0;
    look_at(app, effects);
    review_keep(app, effects);
}

/* The past is only looked through. */
static void pass(struct app *app, int by, struct effects *effects) {
    struct review_page *page = &app->review;
    if (by < 0 && page->looked > 0) page->looked--;
    if (by > 0 && review_person(app)) page->looked++;
    look_at(app, effects);
}

static bool passing(const struct app *app) {
    return app->past.day != BL_NO_DAY && app->review.part == REVIEW_CURRENT;
}

bool review_undoes_decision(const struct review_page *page) {
    if (!page->handled_count || !page->data) return false;
    const struct handled *last = &page->handled[page->handled_count - 1];
    return last->skipped || (last->step && last->step == page->data->step);
}

static void skip(struct app *app, struct effects *effects) {
    const struct bl_today_row *row = review_person(app);
    if (passing(app)) {
        pass(app, 1, effects);
        return;
    }
    if (app->toast.until) app->toast.until = app->now.ms; /* what it says an undo does is not so any more: gone with this update's tick */
    if (!row || !review_handle(&app->review, row->person.id, true)) return;
    look_at(app, effects);
    review_keep(app, effects);
}

/* Undo after a skip takes the skip back: it is what was done last. */
static bool unskip(struct app *app, struct effects *effects) {
    struct review_page *page = &app->review;
    if (page->part != REVIEW_CURRENT || !page->handled_count || !page->handled[page->handled_count - 1].skipped) return false;
    page->handled_count--;
    look_at(app, effects);
    review_keep(app, effects);
    return true;
}

static int promised(const struct review_page *page) {
    return page->data && page->data->there ? (int)page->data->last.promises.n : 0;
}

static void tick(struct app *app, struct effects *effects) {
    struct review_page *page = &app->review;
    if (page->tick_at >= promised(page)) {
        app_toast(app, true, "nothing was promised in an earlier review");
        return;
    }
    page->ticked ^= 1u << page->tick_at;
    if (page->tick_at + 1 < promised(page)) page->tick_at++;
    review_keep(app, effects);
}

/* Consider: the cursor goes from number to number, and the page with it; above the first one there is only the page. */
static bool to_spot(struct app *app, int dx, int dy) {
    struct review_page *page = &app->review;
    struct spots spots;
    if (page->part != REVIEW_CONSIDER || (!page->spot && dy <= 0)) return false;
    review_spots(app, &spots);
    bl_buf_free(&spots.filter);
    int to = spots_step(&spots, page->spot, dx, dy, page->scroll), rows = app_body_rows(app) - 2;
    if (to == page->spot && dy > 0) page->scroll++; /* below the last one: the rest of the page */
    page->spot = to;
    int line = to ? spots.at[to - 1].line : 0, most = review_lines(app) - app_body_rows(app);
    if (to && line >= page->scroll + rows) page->scroll = line - rows + 1;
    if (line < page->scroll + 1) page->scroll = line > 1 ? line - 1 : 0;
    if (page->scroll > most) page->scroll = most > 0 ? most : 0;
    return true;
}

static void enter_spot(struct app *app, struct effects *effects) {
    struct spots spots;
    review_spots(app, &spots);
    if (spots.person)
        person_open(app, spots.person, effects);
    else
        people_behind(app, bl_buf_text(&spots.filter), (struct figure){spots.counted, spots.one, spots.many}, effects);
    bl_buf_free(&spots.filter);
}

/* Up and down: through what was promised where that is asked about, else through the page. */
static bool move(struct app *app, enum action action) {
    struct review_page *page = &app->review;
    int rows = app_body_rows(app), by = 0;
    if (action == ACT_UP || action == ACT_DOWN)
        if (to_spot(app, 0, action == ACT_UP ? -1 : 1)) return true;
    switch (action) {
    case ACT_UP: by = -1; break;
    case ACT_DOWN: by = 1; break;
    case ACT_PAGE_UP: by = -rows; break;
    case ACT_PAGE_DOWN: by = rows; break;
    case ACT_TOP: by = -100000; break;
    case ACT_BOTTOM: by = 100000; break;
    default: return false;
    }
    int n = promised(page);
    bool ticking = n > 1 && (by == 1 || by == -1) && (page->part == REVIEW_CLEAR || page->part == REVIEW_COMMIT);
    if (ticking && page->tick_at + by >= 0 && page->tick_at + by < n) {
        page->tick_at += by;
        return true;
    }
    page->spot = 0;
    page->scroll += by; /* the view knows where the end is */
    int most = review_lines(app) - rows;
    if (page->scroll > most) page->scroll = most;
    if (page->scroll < 0) page->scroll = 0;
    return true;
}

bool review_matters(const struct app *app, enum action action) {
    enum review_part part = app->review.part;
    if (action == ACT_LENS || action == ACT_UP) return part == REVIEW_CONSIDER;
    if (action == ACT_TICK) return promised(&app->review) > 0 && (part == REVIEW_CLEAR || part == REVIEW_COMMIT);
    return true;
}

bool review_act(struct app *app, enum action action, struct effects *effects) {
    struct review_page *page = &app->review;
    const struct bl_today_row *row = review_person(app);
    if (passing(app) && (action == ACT_UP || action == ACT_DOWN)) {
        pass(app, action == ACT_UP ? -1 : 1, effects);
        return true;
    }
    if (move(app, action)) return true;
    switch (action) {
    case ACT_LEFT:
    case ACT_RIGHT: return to_spot(app, action == ACT_LEFT ? -1 : 1, 0);
    case ACT_PEOPLE_HERE: enter_spot(app, effects); return true;
    case ACT_ESCAPE:
        if (!page->spot) return false;
        page->spot = 0;
        return true;
    case ACT_PART_BACK: go_to(app, (int)page->part - 1, effects); return true;
    case ACT_PART_ON: go_to(app, (int)page->part + 1, effects); return true;
    case ACT_SKIP: skip(app, effects); return true;
    case ACT_TICK: tick(app, effects); return true;
    case ACT_FINISHED: finished_show(app, effects); return true;
    case ACT_UNDO: return unskip(app, effects);
    case ACT_LOOK:
        if (row) person_open(app, row->person.id, effects);
        return true;
    case ACT_GO_ON:
        if (page->part != REVIEW_COMMIT) {
            go_to(app, (int)page->part + 1, effects);
            return true;
        }
        carry_over(page);
        if (page->loaded) prompt_open(app, PROMPT_REVIEW, effects);
        return true;
    default: return false;
    }
}
