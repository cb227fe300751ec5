/* The lower half of the review as text: conversion, time in state, who asks for attention, money. Fractions come before percentages, percentages only where five or
 * more stand behind them, and what cannot be said is a dash, never a zero. */
#include "cli/review.h"

#include <string.h>

static const char *kept(const char *text) {
    return text ? text : "";
}

/* “7 of 8”, a dash for nothing of nothing. */
static const char *fraction(struct call *call, int64_t n, int64_t of) {
    return of ? kept(bl_arena_printf(&call->arena, "%lld of %lld", (long long)n, (long long)of)) : call_dash(call);
}

static const char *tenths(struct call *call, int64_t value) {
    return kept(bl_arena_printf(&call->arena, "%lld.%lld %%", (long long)(value / 10), (long long)(value % 10)));
}

static const char *percent(struct call *call, int64_t n, int64_t of) {
    int64_t value = bl_percent_tenths(n, of);
    return value < 0 ? "" : tenths(call, value);
}

/* A chance is a fraction of stays, so the same five have to stand behind it. */
static const char *chance(struct call *call, const struct bl_time *time) {
    if (!time->stays) return call_dash(call);
    return time->stays < 5 ? "" : tenths(call, (int64_t)(time->advance * 1000 + 0.5 + 1e-9));
}

static const char *median(struct call *call, const struct bl_time *time) {
    if (!time->stays) return call_dash(call);
    if (time->median == BL_NO_DAYS) return kept(bl_arena_printf(&call->arena, "over %d", time->longest));
    return kept(bl_arena_printf(&call->arena, "%d", time->median));
}

static const char *count(struct call *call, int64_t n) {
    return n ? kept(bl_arena_printf(&call->arena, "%lld", (long long)n)) : call->env->utf8 ? "·" : ".";
}

/* ---- a table, in three forms ------------------------------------------------------------------------------------------------ */

enum { WIDEST = 8 };

static void md_table(struct call *call, const struct col *cols, size_t ncols, const char *const *cells, size_t rows) {
    for (size_t c = 0; c < ncols; c++) out_fmt(&call->out, "| %s ", cols[c].head);
    out_str(&call->out, "|\n");
    for (size_t c = 0; c < ncols; c++) out_str(&call->out, cols[c].right ? "|--:" : "|---");
    out_str(&call->out, "|\n");
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < ncols; c++) out_fmt(&call->out, "| %s ", cells[r * ncols + c]);
        out_str(&call->out, "|\n");
    }
}

/* Each row as a sentence: the first cell, then every head with its cell. */
static void plain_table(struct call *call, const struct col *cols, size_t ncols, const char *const *cells, size_t rows) {
    for (size_t r = 0; r < rows; r++) {
        out_fmt(&call->out, "%s:", cells[r * ncols]);
        for (size_t c = 1, said = 0; c < ncols; c++) {
            const char *cell = cells[r * ncols + c];
            if (!*cell) continue;
            bool none = strcmp(cell, "·") == 0 || strcmp(cell, ".") == 0;
            out_fmt(&call->out, "%s%s%s%s", said++ ? ", " : " ", cols[c].head, *cols[c].head ? " " : "", none ? "0" : cell);
        }
        out_str(&call->out, ".\n");
    }
}

static void put_table(struct call *call, enum form form, const struct col *cols, size_t ncols, const char *const *cells, size_t rows) {
    struct table table = {.cols = cols, .ncols = ncols};
    if (form == FORM_MD)
        md_table(call, cols, ncols, cells, rows);
    else if (form == FORM_PLAIN)
        plain_table(call, cols, ncols, cells, rows);
    else
        out_table(&call->out, &table, cells, rows, call->env->columns);
}

static void part(struct call *call, enum form form, const char *text) {
    out_str(&call->out, "\n");
    review_heading(call, form, 2, text);
}

/* ---- conversion and time ------------------------------------------------------------------------------------------------------ */

static void conversion(struct call *call, const struct bl_review *review, enum form form) {
    static const struct col cols[] = {{"step", false, 0},  {"advanced", true, 0}, {"", true, 0},           {"left", true, 0},
                                      {"parked", true, 0}, {"open", true, 0},     {"in 28 days", true, 0}, {"too early", true, 0}};
    const char *cells[BL_RANK_MAX * WIDEST];
    for (int i = 0; i < review->conversions; i++) {
        const struct bl_conversion *row = &review->conversion[i];
        const char **at = cells + (size_t)i * WIDEST;
        at[0] = kept(bl_arena_printf(&call->arena, "%s %s %s", review_state(review->lens, row->from, review->ranks), call_arrow(call),
                                     review_state(review->lens, row->to, review->ranks)));
        at[1] = fraction(call, row->advanced, row->reached);
        at[2] = percent(call, row->advanced, row->reached);
        at[3] = count(call, row->left);
        at[4] = count(call, row->parked);
        at[5] = count(call, row->open);
        at[6] = fraction(call, row->in_time, row->of);
        at[7] = count(call, row->immature);
    }
    part(call, form, kept(bl_arena_printf(&call->arena, "Conversion, cycles of the last %d days", review->window)));
    put_table(call, form, cols, WIDEST, cells, (size_t)review->conversions);
}

static void time_table(struct call *call, const struct bl_review *review, enum form form) {
    enum { COLS = 6 };
    const struct col cols[COLS] = {
        {bl_lens_name(review->lens), false, 0}, {"stays", true, 0}, {"still there", true, 0}, {"median", true, 0}, {"longest", true, 0},
        {"forward in 28 days", true, 0}};
    const char *cells[BL_RANK_MAX * COLS];
    for (int i = 0; i < review->ranks; i++) {
        const struct bl_time *row = &review->time[i];
        const char **at = cells + (size_t)i * COLS;
        at[0] = review_state(review->lens, row->state, review->ranks);
        at[1] = count(call, row->stays);
        at[2] = count(call, row->open);
        at[3] = median(call, row);
        at[4] = row->longest == BL_NO_DAYS ? call_dash(call) : kept(bl_arena_printf(&call->arena, "%d", row->longest));
        at[5] = chance(call, row);
    }
    part(call, form, kept(bl_arena_printf(&call->arena, "Days in each %s", bl_lens_name(review->lens))));
    put_table(call, form, cols, COLS, cells, (size_t)review->ranks);
}

/* A line that names people. */
static void line(struct call *call, enum form form, const char *what, int64_t n, const char *who) {
    const char *dash = n ? who : call_dash(call);
    if (form == FORM_MD)
        out_fmt(&call->out, "- **%s** (%lld): %s\n", what, (long long)n, dash);
    else if (form == FORM_PLAIN)
        out_fmt(&call->out, "%s, %lld%s%s\n", what, (long long)n, n ? ": " : "", n ? who : "");
    else
        out_fmt(&call->out, "  %-20s %3lld%s%s\n", what, (long long)n, n ? "  " : "", n ? who : "");
}

void review_rates(struct call *call, const struct bl_review *review, enum form form) {
    if (!review->whole) return;
    conversion(call, review, form);
    time_table(call, review, form);
    out_str(&call->out, "\n");
    line(call, form, review->lens == BL_LENS_MOMENT ? "too long at moment" : "too long in a stage", review->stale.n,
         review_names(call, review->stale.ids, review->stale.n));
}

/* ---- attention, talks, money ---------------------------------------------------------------------------------------------------- */

static const char *overdue(struct call *call, const struct bl_review *review) {
    enum { SHOWN = 6 };
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    size_t n = 0;
    for (; n < review->overdue_given && n < SHOWN; n++) {
        const struct bl_overdue *late = &review->overdue[n];
        bl_buf_addf(&text, "%s%s (%s%s, %d %s)", n ? "; " : "", call_line(call, late->text), late->theirs ? "by " : "",
                    call_name(call, late->who), late->days, late->days == 1 ? "day" : "days");
    }
    if ((int64_t)n < review->overdue_count) bl_buf_addf(&text, " and %lld more", (long long)(review->overdue_count - (int64_t)n));
    return kept(bl_arena_str(&call->arena, bl_buf_text(&text)));
}

static const char *plural(int64_t n, const char *one, const char *many) {
    return n == 1 ? one : many;
}

static void attention(struct call *call, const struct bl_review *review, enum form form) {
    const struct bl_conversations *talks = &review->talks;
    part(call, form, "What asks for attention");
    line(call, form, "without a next step", review->no_next.n, review_names(call, review->no_next.ids, review->no_next.n));
    line(call, form, "promises overdue", review->overdue_count, overdue(call, review));
    part(call, form, "Conversations");
    const char *share = percent(call, talks->covered, talks->of);
    out_fmt(&call->out, "%s%lld %s with %lld %s; %s in play%s%s\n",
            form == FORM_TEXT ? "  "
            : form == FORM_MD ? "- "
                              : "",
            (long long)talks->n, plural(talks->n, "conversation", "conversations"), (long long)talks->people,
            plural(talks->people, "person", "people"), fraction(call, talks->covered, talks->of), *share ? ", " : "", share);
}

static enum bl_status money(struct call *call, const struct bl_review *review, enum form form, struct bl_error *err) {
    const struct bl_revenue *r = &review->revenue;
    if (!r->open && !r->started && !r->expansion && !r->contraction && !r->churn) return BL_OK;
    struct bl_setting currency;
    enum bl_status status = bl_setting_get(call->store, "currency", &call->arena, &currency, err);
    if (status != BL_OK) return status;
    static const struct col cols[] = {{"revenue", false, 0},    {"open", true, 0},  {"new", true, 0},  {"expansion", true, 0},
                                      {"contraction", true, 0}, {"churn", true, 0}, {"close", true, 0}};
    const int64_t sums[] = {r->open, r->started, r->expansion, r->contraction, r->churn, r->close};
    const char *cells[7] = {"a month"};
    for (size_t i = 0; i < 6; i++) {
        char text[BL_MONEY_SIZE];
        const char *sign = i == 0 || i == 5 || !sums[i] ? "" : i >= 3 ? (call->env->utf8 ? "−" : "-") : "+";
        cells[i + 1] =
            i && i < 5 && !sums[i] ? count(call, 0) : kept(bl_arena_printf(&call->arena, "%s%s", sign, bl_money_text(sums[i], text)));
    }
    part(call, form, kept(bl_arena_printf(&call->arena, "Recurring revenue, %s", call_text(call, currency.value))));
    put_table(call, form, cols, 7, cells, 1);
    return BL_OK;
}

/* “growth: 2 of 3 came by referral, 1 from LinkedIn”; percentages where five or more stand behind them. Only stages of whom something is known. */
static void origin_line(struct call *call, const struct bl_origin *origin, enum form form) {
    enum { MOST = 4 };
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int64_t told = 0;
    for (size_t i = 0; i < origin->count && i < MOST && *origin->from[i].key; i++) {
        const struct bl_source *source = &origin->from[i];
        const char *share = i ? "" : percent(call, source->n, origin->n);
        bl_buf_addf(&text, "%s%lld", i ? ", " : "", (long long)source->n);
        if (i == 0) bl_buf_addf(&text, " of %lld", (long long)origin->n);
        if (*share) bl_buf_addf(&text, " (%s)", share);
        bl_buf_addf(&text, " %s%s%s", i == 0 ? "came " : "", source->referral ? "by referral" : "from ",
                    source->referral ? "" : call_line(call, source->name));
        told += source->n;
    }
    if (told < origin->known) bl_buf_addf(&text, ", %lld from elsewhere", (long long)(origin->known - told));
    if (origin->known < origin->n) bl_buf_addf(&text, ", %lld not known", (long long)(origin->n - origin->known));
    const char *stage = bl_track_label(BL_STAGE, origin->stage), *line_text = bl_buf_text(&text);
    if (form == FORM_MD)
        out_fmt(&call->out, "- **%s**: %s\n", stage, line_text);
    else if (form == FORM_PLAIN)
        out_fmt(&call->out, "%s: %s.\n", stage, line_text);
    else
        out_fmt(&call->out, "  %-12s %s\n", stage, line_text);
}

static void origins(struct call *call, const struct bl_review *review, enum form form) {
    bool any = false;
    for (int i = 0; i < review->origin_count; i++) {
        if (!review->origins[i].known) continue;
        if (!any) part(call, form, "Where people in play came from");
        any = true;
        origin_line(call, &review->origins[i], form);
    }
}

/* “+3 in selection, −1 in education”. */
void review_since(struct call *call, const struct bl_review *review, enum form form) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char week[BL_DATE_SIZE];
    if (!review->since.review) return;
    const char *minus = call->env->utf8 ? "−" : "-";
    for (int i = 1; i <= review->ranks + 4; i++) {
        int state = i <= review->ranks ? i : BL_PARKED + i - review->ranks - 1;
        int64_t by = review->since.by[state];
        if (!by) continue;
        bl_buf_addf(&text, "%s%s%lld %s%s", text.len ? ", " : "", by > 0 ? "+" : minus, (long long)(by > 0 ? by : -by),
                    i <= review->ranks ? "in " : "", review_state(review->lens, i, review->ranks));
    }
    out_fmt(&call->out, "%ssince the review of %s: %s\n", form == FORM_MD ? "\n" : "", bl_week_name(review->since.from, week),
            text.len ? bl_buf_text(&text) : "the same numbers");
}

/* What was promised when the last review was finished, and whether its figures still stand. */
static enum bl_status last_review(struct call *call, const struct bl_review *review, enum form form, struct bl_error *err) {
    struct bl_finished last;
    char day[BL_DATE_SIZE];
    bool there = false;
    enum bl_status status = bl_review_last(call->store, &call->arena, &last, &there, err);
    if (status != BL_OK || !there) return status;
    const char *item = form == FORM_TEXT ? "  " : form == FORM_MD ? "- " : "";
    part(call, form, kept(bl_arena_printf(&call->arena, "Since the last review, as of %s", bl_day_iso(last.as_of, day))));
    for (size_t i = 0; i < last.promises.n; i++) out_fmt(&call->out, "%spromised: %s\n", item, call_text(call, last.promises.at[i]));
    if (last.improve) out_fmt(&call->out, "%sto do better: %s\n", item, call_text(call, last.improve));
    if (review->late_entries)
        out_fmt(&call->out, "%s%lld %s added for days it had spoken of\n", item, (long long)review->late_entries,
                plural(review->late_entries, "entry was", "entries were"));
    else
        out_fmt(&call->out, "%snothing was added for days it had spoken of\n", item);
    return BL_OK;
}

enum bl_status review_rest(struct call *call, const struct bl_review *review, enum form form, struct bl_error *err) {
    if (!review->whole) return BL_OK;
    origins(call, review, form);
    attention(call, review, form);
    enum bl_status status = money(call, review, form, err);
    return status == BL_OK ? last_review(call, review, form, err) : status;
}
