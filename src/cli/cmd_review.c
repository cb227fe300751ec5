/* bowline review: the book of the week. The same figures as tables, as linear text for screen readers, as markdown to paste, and as JSON. */
#include "cli/review.h"

#include <string.h>

const struct opt cmd_review_opts[] = {
    {"week", 'w', "WEEK", "an earlier week: 2026-W47, 47 or last", OPT_TEXT, NULL},
    {"as-of", 0, "DATE", "as things stood at the end of that day", OPT_TEXT, NULL},
    {"lens", 'l', "LENS", "stage, moment or milestone (text: stage and moment)", OPT_LENS, NULL},
    {"format", 'f', "FORMAT", "text, md or json", OPT_WORDS, "text md json"},
    {"plain", 0, NULL, "sentences instead of tables", OPT_TEXT, NULL},
    {"people", 0, NULL, "all ids in JSON, not the first 50 of each list", OPT_TEXT, NULL},
    {"finish", 0, NULL, "keep the review, and what you promise until the next one", OPT_TEXT, NULL},
    {"promise", 0, "TEXT", "with --finish: something to do, up to three", OPT_TEXT, NULL},
    {"improve", 0, "TEXT", "with --finish: one thing to do better", OPT_TEXT, NULL},
    {"kept", 0, "N", "with --finish: promise N of the last review was kept", OPT_TEXT, NULL},
    {"past", 0, NULL, "the reviews that were finished, or the one of that number", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

const char *review_state(enum bl_lens lens, int index, int ranks) {
    if (index > ranks) return bl_status_name(BL_PARKED + (index - ranks - 1));
    if (lens == BL_LENS_MILESTONE) return bl_milestone_name(index);
    return bl_track_label(lens == BL_LENS_STAGE ? BL_STAGE : BL_MOMENT, index);
}

/* State of a flow (bowline/track.h numbers; in the milestone lens ranks 1 … 8 and sides from 9 on) → word. */
static const char *flow_label(enum bl_lens lens, int state, int ranks) {
    if (state == BL_NONE) return "new";
    if (lens == BL_LENS_MILESTONE) return review_state(lens, state, ranks);
    return bl_track_label(lens == BL_LENS_STAGE ? BL_STAGE : BL_MOMENT, state);
}

static int state_index(const struct bl_review *review, int i) {
    return i <= review->ranks ? i : bl_review_side(review->lens, BL_PARKED + (i - review->ranks - 1));
}

enum { SHOWN = 12, FEW = 5, LOOKED = 50 };

/* Names that hold a comma ("Klein, Anna") are parted by something else. */
static const char *joined(struct call *call, const char *const *at, size_t n, int64_t of, const char *where) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    const char *glue = ", ";
    for (size_t i = 0; i < n; i++) glue = strchr(at[i], ',') ? "; " : glue;
    for (size_t i = 0; i < n; i++) bl_buf_addf(&text, "%s%s", i ? glue : "", at[i]);
    if ((int64_t)n < of)
        bl_buf_addf(&text, "%s%lld %s", n ? " and " : "", (long long)(of - (int64_t)n), n ? "more" : "people, none of them in play");
    if ((int64_t)n < of && where) bl_buf_addf(&text, " (%s list %s)", call_self(call), where);
    const char *kept = bl_arena_str(&call->arena, bl_buf_text(&text));
    return kept ? kept : "";
}

/* All of a short list; of a long one a few who are in play (`played` when given, else from among the ids), and how many more there are. */
static const char *names_of(struct call *call, struct bl_ids ids, int64_t n, const struct bl_ids *played, const char *where) {
    const char *at[SHOWN];
    size_t shown = 0, most = n > SHOWN ? FEW : SHOWN;
    struct bl_ids from = n > SHOWN && played ? *played : ids;
    for (size_t i = 0; i < from.n && i < LOOKED && shown < most; i++) {
        struct bl_person person;
        struct bl_error ignored = {0};
        bool known = bl_store_person(call->store, from.at[i], &call->arena, &person, &ignored) == BL_OK;
        if (n > SHOWN && !(known && person.in_play)) continue;
        at[shown++] = known ? call_name(call, person.name) : "?";
    }
    return joined(call, at, shown, n, where);
}

const char *review_names(struct call *call, struct bl_ids ids, int64_t n) {
    return names_of(call, ids, n, NULL, NULL);
}

/* Where the people of a long list can be had: those added in the week, or those who moved in it. */
static const char *where_of(struct call *call, const struct bl_review *review, bool added) {
    char from[BL_DATE_SIZE], to[BL_DATE_SIZE];
    if (added) return bl_arena_printf(&call->arena, "created:%s..%s", bl_day_iso(review->from, from), bl_day_iso(review->as_of, to));
    return bl_arena_printf(&call->arena, "moved:%s", bl_week_name(review->from, from));
}

/* The people in play among those added in the week; of one state they began in, or of all (0). The ids of a review are the first of thousands. */
static struct bl_ids played_of(struct call *call, const struct bl_review *review, int state) {
    struct bl_filter filter;
    struct bl_list_page page = {0};
    struct bl_error ignored = {0};
    struct bl_ids out = {bl_arena_array(&call->arena, LOOKED, sizeof *out.at), 0};
    const char *text = bl_arena_printf(&call->arena, "%s play:yes", where_of(call, review, true));
    struct bl_list_query query = {.filter = &filter, .limit = LOOKED};
    if (!out.at || !text || value_filter(call, text, &filter, &ignored) != BL_OK) return (struct bl_ids){0};
    if (bl_store_list(call->store, &query, &call->arena, &page, &ignored) != BL_OK) return (struct bl_ids){0};
    for (size_t i = 0; i < page.n; i++) {
        struct bl_entry *entries = NULL;
        size_t n = 0, at = 0;
        if (page.rows[i].played_on > review->as_of) continue; /* later than the review speaks of */
        if (state && bl_store_entries(call->store, page.rows[i].id, &call->arena, &entries, &n, &ignored) != BL_OK) continue;
        while (at < n && entries[at].voided_by) at++;
        int began = at < n ? (review->lens == BL_LENS_MOMENT ? entries[at].moment_to : entries[at].stage_to) : 0;
        if (!state || began == state) out.at[out.n++] = page.rows[i].id;
    }
    return out;
}

static const char *sign(struct call *call, const char *mark, int64_t n) {
    return n ? bl_arena_printf(&call->arena, "%s%lld", mark, (long long)n) : call->env->utf8 ? "·" : ".";
}

static const char *number(struct call *call, int64_t n) {
    return bl_arena_printf(&call->arena, "%lld", (long long)n);
}

static struct bl_stock total(const struct bl_review *review) {
    struct bl_stock sum = {review->total_open, 0, 0, review->total_close};
    for (int i = 1; i <= review->ranks + 4; i++) {
        sum.in += review->states[state_index(review, i)].in;
        sum.out += review->states[state_index(review, i)].out;
    }
    return sum;
}

/* open + in − out = close on every line, and on the last. */
static void stock_table(struct call *call, const struct bl_review *review) {
    const struct col cols[] = {
        {bl_lens_name(review->lens), false, 0}, {"open", true, 0}, {"in", true, 0}, {"out", true, 0}, {"close", true, 0}};
    const char *cells[(BL_STATES + 2) * 5];
    int rows = 0;
    for (int i = 1; i <= review->ranks + 5; i++) {
        bool sum = i == review->ranks + 5;
        const struct bl_stock stock = sum ? total(review) : review->states[state_index(review, i)];
        const char **row = cells + 5 * rows++;
        row[0] = sum ? "total" : review_state(review->lens, i, review->ranks);
        row[1] = number(call, stock.open);
        row[2] = sign(call, "+", stock.in);
        row[3] = sign(call, call->env->utf8 ? "−" : "-", stock.out);
        row[4] = number(call, stock.close);
    }
    struct table table = {.cols = cols, .ncols = 5};
    out_table(&call->out, &table, cells, (size_t)rows, call->env->columns);
}

static void stock_md(struct call *call, const struct bl_review *review) {
    out_fmt(&call->out, "| %s | open | in | out | close |\n|---|--:|--:|--:|--:|\n", bl_lens_name(review->lens));
    for (int i = 1; i <= review->ranks + 5; i++) {
        bool sum = i == review->ranks + 5;
        const struct bl_stock stock = sum ? total(review) : review->states[state_index(review, i)];
        const char *bold = sum ? "**" : "";
        out_fmt(&call->out, "| %s%s%s | %lld | %lld | %lld | %lld |\n", bold, sum ? "total" : review_state(review->lens, i, review->ranks),
                bold, (long long)stock.open, (long long)stock.in, (long long)stock.out, (long long)stock.close);
    }
}

static void stock_plain(struct call *call, const struct bl_review *review) {
    for (int i = 1; i <= review->ranks + 4; i++) {
        const struct bl_stock *stock = &review->states[state_index(review, i)];
        out_fmt(&call->out, "%s: open %lld, in %lld, out %lld, close %lld.\n", review_state(review->lens, i, review->ranks),
                (long long)stock->open, (long long)stock->in, (long long)stock->out, (long long)stock->close);
    }
    out_fmt(&call->out, "Total: open %lld, close %lld.\n", (long long)review->total_open, (long long)review->total_close);
}

static void movements(struct call *call, const struct bl_review *review, enum form form) {
    bool any = false;
    for (int kind = 0; kind < BL_KINDS; kind++) {
        const struct bl_people_list *list = &review->movements[kind];
        const char *name = bl_move_kind_name((enum bl_move_kind)kind);
        if (!list->n) continue;
        any = true;
        if (form == FORM_MD)
            out_fmt(&call->out, "- **%s** (%lld): ", name, (long long)list->n);
        else if (form == FORM_PLAIN)
            out_fmt(&call->out, "%s, %lld: ", name, (long long)list->n);
        else
            out_fmt(&call->out, "  %-12s %3lld  ", name, (long long)list->n);
        bool added = kind == BL_KIND_NEW && list->n > SHOWN;
        struct bl_ids played = added ? played_of(call, review, 0) : (struct bl_ids){0};
        out_fmt(&call->out, "%s\n", names_of(call, list->ids, list->n, added ? &played : NULL, where_of(call, review, added)));
    }
    if (!any) out_fmt(&call->out, "%snobody moved\n", form == FORM_TEXT ? "  " : form == FORM_MD ? "- " : "");
}

/* Names of a flow: its n counts moves, and one may move twice; the ids are distinct, and all there while they are fewer than were asked for. */
static const char *flow_names(struct call *call, const struct bl_review *review, const struct bl_flow *flow) {
    int64_t n = flow->ids.n < REVIEW_IDS ? (int64_t)flow->ids.n : flow->n;
    bool added = flow->from == BL_NONE && n > SHOWN && review->lens != BL_LENS_MILESTONE;
    struct bl_ids played = added ? played_of(call, review, flow->to) : (struct bl_ids){0};
    return names_of(call, flow->ids, n, added ? &played : NULL, where_of(call, review, added));
}

static void gross_table(struct call *call, const struct bl_review *review) {
    static const struct col cols[] = {{NULL, false, 0}, {NULL, true, 0}, {NULL, false, 0}};
    const char **cells = bl_arena_array(&call->arena, 3 * review->gross_count, sizeof *cells);
    if (!cells) return;
    for (size_t i = 0; i < review->gross_count; i++) {
        const struct bl_flow *flow = &review->gross[i];
        cells[3 * i] = bl_arena_printf(&call->arena, "  %s %s %s", flow_label(review->lens, flow->from, review->ranks), call_arrow(call),
                                       flow_label(review->lens, flow->to, review->ranks));
        cells[3 * i + 1] = number(call, flow->n);
        cells[3 * i + 2] = flow_names(call, review, flow);
    }
    struct table table = {.cols = cols, .ncols = 3};
    out_table(&call->out, &table, cells, review->gross_count, call->env->columns);
}

static void gross(struct call *call, const struct bl_review *review, enum form form) {
    if (form == FORM_TEXT) {
        gross_table(call, review);
        return;
    }
    for (size_t i = 0; i < review->gross_count; i++) {
        const struct bl_flow *flow = &review->gross[i];
        const char *from = flow_label(review->lens, flow->from, review->ranks), *to = flow_label(review->lens, flow->to, review->ranks);
        if (form == FORM_PLAIN)
            out_fmt(&call->out, "from %s to %s, %lld: ", from, to, (long long)flow->n);
        else
            out_fmt(&call->out, "- %s %s %s (%lld): ", from, call_arrow(call), to, (long long)flow->n);
        out_fmt(&call->out, "%s\n", flow_names(call, review, flow));
    }
}

void review_heading(struct call *call, enum form form, int level, const char *text) {
    if (form == FORM_MD)
        out_fmt(&call->out, "%s %s\n\n", level == 1 ? "##" : "###", text);
    else
        out_fmt(&call->out, S_BOLD "%s" S_OFF "\n", text);
}

static void print_lens(struct call *call, const struct bl_review *review, enum form form) {
    out_str(&call->out, "\n");
    review_heading(call, form, 2, bl_arena_printf(&call->arena, "By %s", bl_lens_name(review->lens)));
    if (form == FORM_MD)
        stock_md(call, review);
    else if (form == FORM_PLAIN)
        stock_plain(call, review);
    else
        stock_table(call, review);
    if (review->whole) review_since(call, review, form);
    out_str(&call->out, "\n");
    review_heading(call, form, 2, "Movements by name");
    movements(call, review, form);
    if (review->gross_count) {
        out_str(&call->out, "\n");
        review_heading(call, form, 2, "Moves");
        gross(call, review, form);
    }
    review_rates(call, review, form);
}

static void print_head(struct call *call, const struct bl_review *review, enum form form) {
    char week[BL_DATE_SIZE], from[BL_DATE_SIZE], to[BL_DATE_SIZE];
    bool whole = review->as_of == review->from + 6;
    const char *text = bl_arena_printf(&call->arena, "Review of %s, %s to %s%s", bl_week_name(review->from, week),
                                       bl_day_iso(review->from, from), bl_day_iso(review->to, to), whole ? "" : " (week so far)");
    review_heading(call, form, 1, text ? text : "Review");
}

/* ---- what was asked for ---------------------------------------------------------------------------------------------------- */

struct asked {
    bl_day as_of;
    enum bl_lens lenses[2];
    int lens_count;
    enum form form;
    bool json;
    size_t id_limit;
};

static enum bl_status read_days(struct call *call, struct asked *asked, struct bl_error *err) {
    const char *week = opt_value(&call->args, "week");
    bl_day today = call->env->now.today, start = BL_NO_DAY;
    int lead = 0;
    asked->as_of = today;
    if (week && opt_value(&call->args, "as-of")) return bl_fail(err, BL_USAGE, "--week or --as-of, not both");
    if (week) {
        enum bl_status status = call_open(call, err);
        if (status == BL_OK) status = bl_store_lead(call->store, &lead, err);
        if (status == BL_OK) status = bl_week_typed(week, today + lead, &start, err);
        if (status != BL_OK) return status;
        start -= lead;
        if (start > today) return bl_fail(err, BL_REFUSED, "week %s lies ahead; there is nothing to review in it yet", week);
        asked->as_of = start + 6 < today ? start + 6 : today;
        return BL_OK;
    }
    bl_day as_of;
    enum bl_status status = value_fact(call, "as-of", &as_of, err);
    if (status == BL_OK && as_of != BL_NO_DAY) asked->as_of = as_of;
    if (status != BL_REFUSED) return status;
    bl_fail(err, status, "--as-of %s lies ahead: the book can be looked at as it was, not as it will be", opt_value(&call->args, "as-of"));
    bl_hint(err, "choose today or a day before it");
    return status;
}

static enum bl_status read_asked(struct call *call, struct asked *asked, struct bl_error *err) {
    const char *lens = opt_value(&call->args, "lens"), *format = opt_value(&call->args, "format");
    if (call->args.words.n) return bl_fail(err, BL_USAGE, "review takes no words, only options: \"%.100s\"", call->args.words.at[0]);
    enum bl_status status = read_days(call, asked, err);
    if (status != BL_OK) return status;
    asked->json = call->json || (format && strcmp(format, "json") == 0);
    asked->form = opt_flag(&call->args, "plain") ? FORM_PLAIN : FORM_TEXT;
    if (format && strcmp(format, "md") == 0)
        asked->form = FORM_MD;
    else if (format && !asked->json && strcmp(format, "text") != 0)
        return bl_fail(err, BL_USAGE, "--format is text, md or json, not \"%.100s\"", format);
    asked->id_limit = asked->json && opt_flag(&call->args, "people") ? 0 : REVIEW_IDS;
    asked->lenses[0] = BL_LENS_STAGE;
    asked->lenses[1] = BL_LENS_MOMENT;
    asked->lens_count = lens || asked->json ? 1 : 2;
    return lens ? bl_lens_parse(lens, &asked->lenses[0], err) : BL_OK;
}

static enum bl_status print_json(struct call *call, const struct bl_review *review, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    call->out.raw = true;
    bl_json_open(&json, &out);
    bl_json_review(&json, review);
    return json_put(call, &out, err);
}

static enum bl_status print_asked(struct call *call, const struct asked *asked, struct bl_error *err) {
    enum bl_status status = call_open(call, err);
    for (int i = 0; status == BL_OK && i < asked->lens_count; i++) {
        struct bl_review review = {0};
        status = bl_store_review(call->store, asked->lenses[i], asked->as_of, asked->id_limit, &call->arena, &review, err);
        if (status != BL_OK) return status;
        if (asked->json) status = bl_store_review_who(call->store, &review, asked->id_limit, &call->arena, err);
        if (status != BL_OK) return status;
        if (asked->json) return print_json(call, &review, err);
        if (i == 0) print_head(call, &review, asked->form);
        print_lens(call, &review, asked->form);
        if (i + 1 == asked->lens_count) status = review_rest(call, &review, asked->form, err);
    }
    return status;
}

enum bl_status cmd_review(struct call *call, struct bl_error *err) {
    struct asked asked = {0};
    bool finish = opt_flag(&call->args, "finish");
    if (opt_flag(&call->args, "past")) return finish ? bl_fail(err, BL_USAGE, "--past or --finish, not both") : review_past(call, err);
    if (!finish && (opt_value(&call->args, "promise") || opt_value(&call->args, "improve") || opt_value(&call->args, "kept"))) {
        bl_fail(err, BL_USAGE, "--promise, --improve and --kept are kept when a review is finished");
        bl_hint(err, "bowline review --finish --promise TEXT");
        return BL_USAGE;
    }
    enum bl_status status = read_asked(call, &asked, err);
    if (status == BL_OK && finish) return review_finish(call, asked.as_of, err);
    return status == BL_OK ? print_asked(call, &asked, err) : status;
}

/* The review of the week for another command (demo). */
enum bl_status review_run(struct call *call, bl_day as_of, struct bl_error *err) {
    struct asked asked = {.as_of = as_of,
                          .lenses = {BL_LENS_STAGE, BL_LENS_MOMENT},
                          .lens_count = call->json ? 1 : 2,
                          .json = call->json,
                          .id_limit = REVIEW_IDS};
    return print_asked(call, &asked, err);
}
