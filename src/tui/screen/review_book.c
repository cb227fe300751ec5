/* Consider: the book of the week. The table foots where everybody can see it: opening + in − out = closing on each line and on the last. Then who moved, what
 * became of those who came so far, and how long it takes; fractions, so that few people are never a percentage. Every number is a spot the cursor can go to,
 * with the filter that lists who stands behind it. */
#include "tui/screen/review_state.h"

#include "tui/screen/home_parts.h"
#include "tui/screen/spots.h"

#include <stdio.h>
#include <string.h>

enum { NUMBERS = 4, FIFTH = 5 /* no percentage of fewer */ };

struct columns {
    int word, right[NUMBERS];
};

void book_heading(struct pen *pen, const char *text) {
    pen->line++;
    pen_put(pen, 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), text);
    pen->line++;
}

static const char *state_word(const struct bl_review *review, int index, int form) {
    return index <= review->ranks ? home_word(review->lens, index, form) : bl_status_name(BL_PARKED + index - review->ranks - 1);
}

static int state_at(const struct bl_review *review, int i) {
    return i <= review->ranks ? i : bl_review_side(review->lens, BL_PARKED + i - review->ranks - 1);
}

static struct columns columns_of(int cols) {
    int step = cols >= 100 ? 12 : cols >= 60 ? 9 : cols >= 36 ? 6 : 4, word = cols >= 36 ? 14 : 4;
    struct columns out = {.word = word};
    for (int i = 0; i < NUMBERS; i++) out.right[i] = word + (i + 1) * step;
    return out;
}

/* A state as the filter calls it; the field that asks for those who stand in it now. */
static const char *state_name(const struct bl_review *review, int index) {
    if (index > review->ranks) return bl_status_name(BL_PARKED + index - review->ranks - 1);
    return review->lens == BL_LENS_MILESTONE ? bl_milestone_name(index) : bl_track_name((enum bl_track)review->lens, index);
}

static const char *state_field(const struct bl_review *review, int index) {
    return index > review->ranks ? "status" : bl_lens_name(review->lens);
}

/* One of the four numbers of a line, and who stands behind it; index 0 is the line of the sums. */
struct entry {
    int column, index;
    int64_t n;
};

static void spot_stock(struct pen *pen, const struct bl_review *review, const struct entry *e, int col, int width) {
    static const char *const fields[NUMBERS] = {"was", "entered", "left", NULL};
    const char *lens = bl_lens_name(review->lens);
    if (!e->n) return;
    if (e->index && e->column < NUMBERS - 1)
        spot_filter(pen, col, width, "%s:%s", fields[e->column], state_name(review, e->index));
    else if (e->index)
        spot_filter(pen, col, width, "%s:%s", state_field(review, e->index), state_name(review, e->index));
    else if (e->column == 0)
        spot_filter(pen, col, width, "was:any");
    else if (e->column == NUMBERS - 1)
        spot_filter(pen, col, width, "was:any@today");
    else
        spot_filter(pen, col, width, "moved:%s.%s", e->column == 1 ? "any" : "on", lens);
    if (e->column == 1 || e->column == 2) spot_counts(pen, e->n, "move", "moves");
}

static void put_count(struct pen *pen, const struct columns *c, const struct bl_review *review, const struct entry *e) {
    static const char *const signs[NUMBERS] = {"", "+", "−", ""};
    static const unsigned char roles[NUMBERS] = {ROLE_TEXT, ROLE_GOOD, ROLE_WARN, ROLE_TITLE};
    char text[40], count[24];
    bool end = e->column == 0 || e->column == NUMBERS - 1;
    int room = c->right[0] - c->word - 2;
    snprintf(text, sizeof text, "%s%s", e->n ? signs[e->column] : "", e->n || end ? home_count(e->n, room > 2 ? room : 2, count) : "·");
    struct style style = STYLE_OF(e->n ? roles[e->column] : ROLE_DIM, e->column == NUMBERS - 1 && e->n ? STYLE_BOLD : 0);
    int begin = put_right(pen->area, pen_row(pen), c->right[e->column], style, text);
    spot_stock(pen, review, e, begin, c->right[e->column] - begin);
}

static void stock_line(struct pen *pen, const struct columns *c, const struct bl_review *review, int index, const struct bl_stock *stock) {
    const int64_t numbers[NUMBERS] = {stock->open, stock->in, stock->out, stock->close};
    unsigned char role = !index ? ROLE_TITLE : index <= review->ranks ? state_role(index - 1, review->ranks) : ROLE_DIM;
    put_in(pen->area, pen_row(pen), 1, c->word - 1, false, STYLE(role),
           index ? state_word(review, index, pen->area.cols >= 36 ? 0 : 2) : "total");
    for (int i = 0; i < NUMBERS; i++) put_count(pen, c, review, &(struct entry){i, index, numbers[i]});
    pen->line++;
}

static void part_stock(struct pen *pen, const struct bl_review *review) {
    static const char *const heads[NUMBERS] = {"opening", "in", "out", "closing"}, *const brief[NUMBERS] = {"open", "in", "out", "now"};
    struct columns c = columns_of(pen->area.cols);
    struct bl_stock sum = {0};
    int end = c.right[NUMBERS - 1];
    for (int i = 0; i < NUMBERS; i++)
        put_right(pen->area, pen_row(pen), c.right[i], STYLE(ROLE_DIM),
                  pen->area.cols >= 60   ? heads[i]
                  : pen->area.cols >= 36 ? brief[i]
                  : i == 1               ? "+"
                  : i == 2               ? "−"
                                         : "");
    put_in(pen->area, pen_row(pen), 1, c.word - 1, false, STYLE(ROLE_DIM), bl_lens_name(review->lens));
    pen->line++;
    for (int i = 1; i <= review->ranks + 4; i++) {
        const struct bl_stock *stock = &review->states[state_at(review, i)];
        sum = (struct bl_stock){sum.open + stock->open, sum.in + stock->in, sum.out + stock->out, sum.close + stock->close};
        stock_line(pen, &c, review, i, stock);
    }
    for (int col = 1; col < end; col++) pen_put(pen, col, STYLE(ROLE_LINE), "─");
    pen->line++;
    stock_line(pen, &c, review, 0, &sum);
    if (pen->area.cols < 60) return;
    const char *verdict =
        sum.open + sum.in - sum.out == sum.close ? "opening + in − out = closing, on each line" : "this book does not foot: run doctor";
    pen_put(pen, 1, STYLE(ROLE_DIM), verdict);
    pen->line++;
}

/* Names in lines between two columns, each of them a person to open; at most `most` lines. */
static void put_names(struct pen *pen, int left, struct bl_strs names, struct bl_ids ids, int64_t n) {
    int col = left, end = pen->area.cols - 1;
    for (size_t i = 0; i < names.n; i++) {
        int cells = bl_text_cells(names.at[i]), most = end - left;
        if (cells > most) cells = most;
        bool last = i + 1 == names.n && n == (int64_t)names.n;
        if (col > left && col + cells + !last > end) {
            pen->line++;
            col = left;
        }
        put_in(pen->area, pen_row(pen), col, cells, false, STYLE(ROLE_TEXT), names.at[i]);
        if (i < ids.n) spot_person(pen, col, cells, ids.at[i]);
        col += cells;
        if (!last) pen_put(pen, col, STYLE(ROLE_DIM), ",");
        col += 2;
    }
    if (n > (int64_t)names.n) {
        if (col > left && col + 14 > end) {
            pen->line++;
            col = left;
        }
        pen_putf(pen, col, STYLE(ROLE_DIM), "and %lld more", (long long)(n - (int64_t)names.n));
    }
    pen->line++;
}

static void part_movement(struct pen *pen, const struct figures_data *figures) {
    const struct bl_review *review = &figures->review;
    bool any = false;
    book_heading(pen, "Who moved");
    for (int kind = 0; kind < BL_KINDS; kind++) {
        const struct bl_people_list *list = &review->movements[kind];
        const char *name = bl_move_kind_name((enum bl_move_kind)kind);
        if (!list->n) continue;
        any = true;
        int col = pen_putf(pen, 1, STYLE(ROLE_KEY), "%s ", name), from = col;
        col = pen_putf(pen, col, STYLE(ROLE_KEY), "%lld", (long long)list->n);
        spot_filter(pen, from, col - from, "moved:%s.%s", name, bl_lens_name(review->lens));
        spot_counts(pen, list->n, "move", "moves");
        if (figures->names[kind].n && pen->area.cols >= 36)
            put_names(pen, col + 2 > 18 ? col + 2 : 18, figures->names[kind], list->ids, list->n);
        else
            pen->line++;
    }
    if (!any) pen_wrap(pen, 1, STYLE(ROLE_DIM), "nobody moved");
}

/* A number that is a spot when it is one of somebody; the column after it. */
static int put_number(struct pen *pen, int col, int64_t n, const char *field, const char *state, const char *more) {
    int end = pen_putf(pen, col, STYLE(n ? ROLE_TEXT : ROLE_DIM), "%lld", (long long)n);
    bool stays = strcmp(field, "stayed") == 0;
    if (n) spot_filter(pen, col, end - col, "%s:%s%s", field, state, more);
    if (n) spot_counts(pen, n, stays ? "stay" : "cycle", stays ? "stays" : "cycles");
    return end;
}

static void conversion_line(struct pen *pen, const struct bl_review *review, const struct bl_conversion *row) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int form = pen->area.cols >= 60 ? 0 : 2, right = pen->area.cols >= 60 ? 36 : 19;
    const char *name = state_name(review, row->from);
    char advanced[24];
    bl_buf_addf(&text, "%s → %s", home_word(review->lens, row->from, form), home_word(review->lens, row->to, form));
    pen_put(pen, 1, STYLE(state_role(row->from - 1, review->ranks)), bl_buf_text(&text));
    bl_buf_cut(&text, 0);
    snprintf(advanced, sizeof advanced, "%lld", (long long)row->advanced);
    bl_buf_addf(&text, "%s/%lld", advanced, (long long)row->reached);
    int begin = put_right(pen->area, pen_row(pen), right, STYLE(row->reached ? ROLE_TEXT : ROLE_DIM), bl_buf_text(&text));
    int slash = begin + (int)strlen(advanced);
    if (row->advanced) {
        spot_filter(pen, begin, slash - begin, "advanced:%s", name);
        spot_counts(pen, row->advanced, "cycle", "cycles");
    }
    if (row->reached) {
        spot_filter(pen, slash + 1, right - slash - 1, "reached:%s", name);
        spot_counts(pen, row->reached, "cycle", "cycles");
    }
    int64_t tenths = row->reached >= FIFTH ? bl_percent_tenths(row->advanced, row->reached) : -1;
    if (tenths >= 0 && pen->area.cols >= 36)
        pen_putf(pen, right + 2, STYLE(ROLE_DIM), "%lld.%lld %%", (long long)(tenths / 10), (long long)(tenths % 10));
    if (pen->area.cols >= 76 && row->reached) {
        int at = put_number(pen, right + 11, row->left, "reached", name, ".left");
        at = put_number(pen, pen_put(pen, at, STYLE(ROLE_DIM), " left, "), row->parked, "reached", name, ".parked");
        at = put_number(pen, pen_put(pen, at, STYLE(ROLE_DIM), " parked, "), row->open, "reached", name, ".open");
        pen_put(pen, at, STYLE(ROLE_DIM), " not yet on");
    }
    pen->line++;
}

static void part_conversion(struct pen *pen, const struct bl_review *review) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_addf(&text, pen->area.cols >= 60 ? "Went on, of those who came so far in %d days" : "Went on, %d days", review->window);
    book_heading(pen, bl_buf_text(&text));
    for (int i = 0; i < review->conversions; i++) conversion_line(pen, review, &review->conversion[i]);
}

static void time_line(struct pen *pen, const struct bl_review *review, const struct bl_time *time) {
    char text[24];
    const char *name = state_name(review, time->state);
    int right = pen->area.cols >= 36 ? 24 : 14;
    pen_put(pen, 1, STYLE(state_role(time->state - 1, review->ranks)), home_word(review->lens, time->state, pen->area.cols >= 36 ? 0 : 2));
    int begin = put_right(pen->area, pen_row(pen), right, STYLE(time->stays ? ROLE_TEXT : ROLE_DIM), home_stay(time, text));
    if (time->stays) {
        spot_filter(pen, begin, right - begin, "stayed:%s", name);
        spot_counts(pen, time->stays, "stay", "stays");
    }
    if (pen->area.cols >= 60 && time->stays) {
        int at = put_number(pen, 28, time->stays, "stayed", name, "");
        at = pen_put(pen, at, STYLE(ROLE_DIM), time->stays == 1 ? " stay, " : " stays, ");
        at = put_number(pen, at, time->open, "stayed", name, ".open");
        pen_putf(pen, at, STYLE(ROLE_DIM), " still there, longest %d d", time->longest);
    }
    pen->line++;
}

static void part_time(struct pen *pen, const struct bl_review *review) {
    book_heading(pen, "How long they stay, median");
    for (int i = 0; i < review->ranks; i++) time_line(pen, review, &review->time[i]);
}

/* ---- what no lens changes: book_rest.c ------------------------------------------------------------------------------------------------- */

void review_book(const struct app *app, struct pen *pen) {
    const struct figures_data *figures = app->review.figures;
    if (!figures || figures->review.lens != app->home.lens) {
        pen_put(pen, 1, STYLE(ROLE_DIM), "reading …");
        pen->line++;
        return;
    }
    part_stock(pen, &figures->review);
    part_movement(pen, figures);
    if (!figures->review.whole) return;
    part_conversion(pen, &figures->review);
    part_time(pen, &figures->review);
    book_rest(app, pen, &figures->review);
}
