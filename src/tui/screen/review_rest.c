/* The lower end of Consider: who asks for attention, what was said, what is paid, where people came from. Each number is a spot, as above it. */
#include "tui/screen/review_state.h"

#include "tui/screen/spots.h"

#include "bowline/text.h"
#include "tui/screen/home_parts.h"

#include <stdio.h>
#include <string.h>

enum { FIFTH = 5 /* no percentage of fewer */ };

/* “7 ”, a spot when it is one of somebody, then the words behind it; the column after them. */
static int count(struct pen *pen, int col, int64_t n, const char *words, const char *filter) {
    int end = pen_putf(pen, col, STYLE(n ? ROLE_TITLE : ROLE_DIM), "%lld", (long long)n);
    if (n && filter) spot_filter(pen, col, end - col, "%s", filter);
    return pen_put(pen, end, STYLE(n ? ROLE_TEXT : ROLE_DIM), words);
}

/* Beside the one before it where there is room, else below. */
static int next(struct pen *pen, int col, int cells) {
    if (col + 3 + cells < pen->area.cols) return col + 3;
    pen->line++;
    return 1;
}

static void part_attention(struct pen *pen, const struct bl_review *review) {
    bool moment = review->lens == BL_LENS_MOMENT; /* Today counts who is too long in either of the two */
    const char *stale = moment ? "stale:moment" : "stale:stage";
    book_heading(pen, "What asks for attention");
    int col = count(pen, 1, review->overdue_count, review->overdue_count == 1 ? " promise overdue" : " promises overdue", "overdue:yes");
    spot_counts(pen, review->overdue_count, "promise", "promises");
    col = count(pen, next(pen, col, 22), review->no_next.n, " without a next step", "next:none status:active play:yes");
    count(pen, next(pen, col, 28), review->stale.n, moment ? " too long at their moment" : " too long in their stage", stale);
    pen->line++;
}

static void part_talks(struct pen *pen, const struct bl_conversations *talks) {
    book_heading(pen, "Conversations");
    int col = count(pen, 1, talks->n, " with ", "spoke:this");
    spot_counts(pen, talks->n, "conversation", "conversations");
    col = count(pen, col, talks->people, talks->people == 1 ? " person" : " people", "spoke:this");
    col = count(pen, next(pen, col, 18), talks->covered, " of ", "spoke:this status:active play:yes");
    count(pen, col, talks->of, " in play", "status:active play:yes");
    pen->line++;
}

static int money(struct pen *pen, int col, const char *sign, int64_t cents, const char *filter) {
    char text[BL_MONEY_SIZE];
    int begin = pen_put(pen, col, STYLE(ROLE_DIM), sign);
    int end = pen_put(pen, begin, STYLE(cents ? ROLE_TEXT : ROLE_DIM), bl_money_text(cents, text));
    if (cents) spot_filter(pen, begin, end - begin, "%s", filter);
    return end;
}

static void part_money(struct pen *pen, const struct bl_review *review) {
    const struct bl_revenue *r = &review->revenue;
    if (!r->open && !r->started && !r->expansion && !r->contraction && !r->churn && !r->close) return;
    char eve[BL_DATE_SIZE], opening[40];
    snprintf(opening, sizeof opening, "pays:yes@%s", bl_day_iso(review->from - 1, eve));
    book_heading(pen, "Recurring revenue");
    int col = money(pen, 1, "", r->open, opening);
    const struct {
        const char *sign, *filter;
        int64_t cents;
    } parts[] = {{" + ", "pays:new", r->started},
                 {" + ", "pays:expansion", r->expansion},
                 {" − ", "pays:contraction", r->contraction},
                 {" − ", "pays:churn", r->churn}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].cents) col = money(pen, col, parts[i].sign, parts[i].cents, parts[i].filter);
    col = money(pen, col, " = ", r->close, "pays:yes");
    pen_put(pen, col, STYLE(ROLE_DIM), " a month");
    pen->line++;
}

/* “growth  2 of 3 by referral, 1 from LinkedIn, 1 not known”: each number a spot; a percentage behind the first where five or more stand behind it. */
static void origin_line(struct pen *pen, const struct bl_origin *origin) {
    const char *stage = bl_track_name(BL_STAGE, origin->stage);
    bool wide = pen->area.cols >= 60;
    int left = wide ? 14 : 1, col = left;
    pen_put(pen, 1, STYLE(state_role(origin->stage - 1, BL_RANK_MAX)), bl_track_label(BL_STAGE, origin->stage));
    if (!wide) pen->line++;
    for (size_t i = 0; i < origin->count; i++) {
        const struct bl_source *source = &origin->from[i];
        BL_AUTO(bl_buf) struct bl_buf number = {0}, words = {0}, clean = {0};
        bl_text_clean(&clean, source->name, strlen(source->name), false);
        bl_buf_addf(&number, "%lld", (long long)source->n);
        if (i == 0) bl_buf_addf(&words, " of %lld", (long long)origin->n);
        int64_t tenths = i || origin->n < FIFTH ? -1 : bl_percent_tenths(source->n, origin->n);
        if (tenths >= 0) bl_buf_addf(&words, " (%lld.%lld %%)", (long long)(tenths / 10), (long long)(tenths % 10));
        if (source->referral)
            bl_buf_str(&words, " by referral");
        else if (*source->key)
            bl_buf_addf(&words, " from %s", bl_buf_text(&clean));
        else
            bl_buf_str(&words, " not known");
        bool last = i + 1 == origin->count;
        int cells = (int)number.len + bl_text_cells(bl_buf_text(&words)) + !last;
        if (col > left && col + cells > pen->area.cols - 1) {
            pen->line++;
            col = left;
        }
        int end = pen_put(pen, col, STYLE(ROLE_TEXT), bl_buf_text(&number));
        if (!strpbrk(source->key, "\"\\"))
            spot_filter(pen, col, end - col, *source->key ? "stage:%s play:yes origin=\"%s\"" : "stage:%s play:yes origin:none%s", stage,
                        source->key);
        end = pen_put(pen, end, STYLE(ROLE_DIM), bl_buf_text(&words));
        col = pen_put(pen, end, STYLE(ROLE_DIM), last ? "" : ",") + 1;
    }
    pen->line++;
}

static void part_origins(struct pen *pen, const struct bl_review *review) {
    bool any = false;
    for (int i = 0; i < review->origin_count; i++) {
        if (!review->origins[i].known) continue;
        if (!any) book_heading(pen, pen->area.cols >= 40 ? "Where people in play came from" : "Came from");
        any = true;
        origin_line(pen, &review->origins[i]);
    }
}

static void part_late(const struct app *app, struct pen *pen, const struct bl_review *review) {
    if (!app->review.data || !app->review.data->there || !review->late_entries) return;
    pen->line++;
    count(pen, 1, review->late_entries,
          review->late_entries == 1 ? " entry was added for a day the last review had spoken of"
                                    : " entries were added for days the last review had spoken of",
          "restated:yes");
    spot_counts(pen, review->late_entries, "entry", "entries");
    pen->line++;
}

void book_rest(const struct app *app, struct pen *pen, const struct bl_review *review) {
    part_attention(pen, review);
    part_talks(pen, &review->talks);
    part_money(pen, review);
    part_origins(pen, review);
    part_late(app, pen, review);
}
