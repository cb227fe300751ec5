/* Consider: the book of the week. The table foots where everybody can see it: opening + in − out = closing on each line and on the last. Then who moved, what
 * became of those who came so far, and how long it takes; fractions, so that few people are never a percentage. */
#include "tui/screen/review_state.h"

#include "tui/screen/home_parts.h"

#include <stdio.h>

enum { NUMBERS = 4, FIFTH = 5 /* no percentage of fewer */ };

struct columns {
    int word, right[NUMBERS];
};

static void heading(struct pen *pen, const char *text) {
    pen->line++;
    put(pen->area, pen_row(pen), 1, STYLE_OF(ROLE_TITLE, STYLE_BOLD), text);
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

static void put_count(struct pen *pen, const struct columns *c, int i, struct style style, const char *sign, int64_t n) {
    char text[40], count[24];
    int room = c->right[0] - c->word - 2;
    snprintf(text, sizeof text, "%s%s", n ? sign : "", n || i == 0 || i == NUMBERS - 1 ? home_count(n, room > 2 ? room : 2, count) : "·");
    put_right(pen->area, pen_row(pen), c->right[i], n ? style : STYLE(ROLE_DIM), text);
}

static void stock_line(struct pen *pen, const struct columns *c, const char *word, struct style style, const struct bl_stock *stock) {
    put_in(pen->area, pen_row(pen), 1, c->word - 1, false, style, word);
    put_count(pen, c, 0, STYLE(ROLE_TEXT), "", stock->open);
    put_count(pen, c, 1, STYLE(ROLE_GOOD), "+", stock->in);
    put_count(pen, c, 2, STYLE(ROLE_WARN), "−", stock->out);
    put_count(pen, c, 3, STYLE_OF(ROLE_TITLE, STYLE_BOLD), "", stock->close);
    pen->line++;
}

static void part_stock(struct pen *pen, const struct bl_review *review) {
    static const char *const heads[NUMBERS] = {"opening", "in", "out", "closing"}, *const brief[NUMBERS] = {"open", "in", "out", "now"};
    struct columns c = columns_of(pen->area.cols);
    struct bl_stock sum = {0};
    int end = c.right[NUMBERS - 1], form = pen->area.cols >= 36 ? 0 : 2;
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
        stock_line(pen, &c, state_word(review, i, form), i <= review->ranks ? STYLE(state_role(i - 1, review->ranks)) : STYLE(ROLE_DIM),
                   stock);
    }
    for (int col = 1; col < end; col++) put(pen->area, pen_row(pen), col, STYLE(ROLE_LINE), "─");
    pen->line++;
    stock_line(pen, &c, "total", STYLE(ROLE_TITLE), &sum);
    if (pen->area.cols < 60) return;
    const char *verdict =
        sum.open + sum.in - sum.out == sum.close ? "opening + in − out = closing, on each line" : "this book does not foot: run doctor";
    put(pen->area, pen_row(pen), 1, STYLE(ROLE_DIM), verdict);
    pen->line++;
}

static void part_movement(struct pen *pen, const struct figures_data *figures) {
    const struct bl_review *review = &figures->review;
    bool any = false;
    heading(pen, "Who moved");
    for (int kind = 0; kind < BL_KINDS; kind++) {
        const struct bl_people_list *list = &review->movements[kind];
        if (!list->n) continue;
        any = true;
        int col =
            putf(pen->area, pen_row(pen), 1, STYLE(ROLE_KEY), "%s %lld", bl_move_kind_name((enum bl_move_kind)kind), (long long)list->n);
        if (figures->names[kind] && pen->area.cols >= 36)
            pen_wrap_most(pen, col + 2 > 18 ? col + 2 : 18, STYLE(ROLE_TEXT), figures->names[kind], 4);
        else
            pen->line++;
    }
    if (!any) pen_wrap(pen, 1, STYLE(ROLE_DIM), "nobody moved");
}

static void conversion_line(struct pen *pen, const struct bl_review *review, const struct bl_conversion *row) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int form = pen->area.cols >= 60 ? 0 : 2;
    bl_buf_addf(&text, "%s → %s", home_word(review->lens, row->from, form), home_word(review->lens, row->to, form));
    put(pen->area, pen_row(pen), 1, STYLE(state_role(row->from - 1, review->ranks)), bl_buf_text(&text));
    bl_buf_cut(&text, 0);
    bl_buf_addf(&text, "%lld/%lld", (long long)row->advanced, (long long)row->reached);
    int right = pen->area.cols >= 60 ? 36 : 19;
    put_right(pen->area, pen_row(pen), right, STYLE(row->reached ? ROLE_TEXT : ROLE_DIM), bl_buf_text(&text));
    int64_t tenths = row->reached >= FIFTH ? bl_percent_tenths(row->advanced, row->reached) : -1;
    if (tenths >= 0 && pen->area.cols >= 36)
        putf(pen->area, pen_row(pen), right + 2, STYLE(ROLE_DIM), "%lld.%lld %%", (long long)(tenths / 10), (long long)(tenths % 10));
    if (pen->area.cols >= 76 && row->reached)
        putf(pen->area, pen_row(pen), right + 11, STYLE(ROLE_DIM), "%lld left, %lld parked, %lld still there", (long long)row->left,
             (long long)row->parked, (long long)row->open);
    pen->line++;
}

static void part_conversion(struct pen *pen, const struct bl_review *review) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_addf(&text, pen->area.cols >= 60 ? "Went on, of those who came so far in %d days" : "Went on, %d days", review->window);
    heading(pen, bl_buf_text(&text));
    for (int i = 0; i < review->conversions; i++) conversion_line(pen, review, &review->conversion[i]);
}

static void time_line(struct pen *pen, const struct bl_review *review, const struct bl_time *time) {
    char text[24];
    put(pen->area, pen_row(pen), 1, STYLE(state_role(time->state - 1, review->ranks)),
        home_word(review->lens, time->state, pen->area.cols >= 36 ? 0 : 2));
    put_right(pen->area, pen_row(pen), pen->area.cols >= 36 ? 24 : 14, STYLE(time->stays ? ROLE_TEXT : ROLE_DIM), home_stay(time, text));
    if (pen->area.cols >= 60 && time->stays)
        putf(pen->area, pen_row(pen), 28, STYLE(ROLE_DIM), "%lld %s, %lld still there, longest %d d", (long long)time->stays,
             time->stays == 1 ? "stay" : "stays", (long long)time->open, time->longest);
    pen->line++;
}

static void part_time(struct pen *pen, const struct bl_review *review) {
    heading(pen, "How long they stay, median");
    for (int i = 0; i < review->ranks; i++) time_line(pen, review, &review->time[i]);
}

static void part_rest(const struct app *app, struct pen *pen, const struct bl_review *review) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    const struct bl_conversations *talks = &review->talks;
    heading(pen, "Conversations");
    bl_buf_addf(&text, "%lld with %lld people; %lld of %lld in play", (long long)talks->n, (long long)talks->people,
                (long long)talks->covered, (long long)talks->of);
    pen_wrap(pen, 1, STYLE(ROLE_TEXT), bl_buf_text(&text));
    const struct bl_revenue *r = &review->revenue;
    if (r->open || r->started || r->expansion || r->contraction || r->churn || r->close) {
        char open[BL_MONEY_SIZE], add[BL_MONEY_SIZE], less[BL_MONEY_SIZE], close[BL_MONEY_SIZE];
        bl_buf_cut(&text, 0);
        bl_buf_addf(&text, "%s + %s − %s = %s a month", bl_money_text(r->open, open), bl_money_text(r->started + r->expansion, add),
                    bl_money_text(r->contraction + r->churn, less), bl_money_text(r->close, close));
        heading(pen, "Recurring revenue");
        pen_wrap(pen, 1, STYLE(ROLE_TEXT), bl_buf_text(&text));
    }
    if (!app->review.data->there) return;
    bl_buf_cut(&text, 0);
    bl_buf_addf(&text, "%lld %s added for days the last review had spoken of", (long long)review->late_entries,
                review->late_entries == 1 ? "entry was" : "entries were");
    pen->line++;
    if (review->late_entries) pen_wrap(pen, 1, STYLE(ROLE_WARN), bl_buf_text(&text));
}

void review_book(const struct app *app, struct pen *pen) {
    const struct figures_data *figures = app->review.figures;
    if (!figures || figures->review.lens != app->home.lens) {
        put(pen->area, pen_row(pen), 1, STYLE(ROLE_DIM), "reading …");
        pen->line++;
        return;
    }
    part_stock(pen, &figures->review);
    part_movement(pen, figures);
    if (!figures->review.whole) return;
    part_conversion(pen, &figures->review);
    part_time(pen, &figures->review);
    part_rest(app, pen, &figures->review);
}
