/* The weekly review as JSON, keys and order of journey.md section 4; and two of them as the snapshot a finished review keeps. */
#include "bowline/export.h"

static void put_day(struct bl_json *json, const char *key, bl_day day) {
    bl_json_key(json, key);
    bl_json_day(json, day);
}

static void put_int(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    bl_json_int(json, value);
}

static void put_who(struct bl_json *json, const char *key, const struct bl_ids *ids) {
    bl_json_key(json, key);
    bl_json_array(json);
    for (size_t i = 0; i < ids->n; i++) bl_json_int(json, ids->at[i]);
    bl_json_end(json, ']');
}

static void put_ids(struct bl_json *json, const struct bl_ids *ids) {
    put_who(json, "people", ids);
}

/* "who":{"in":[ids], …} */
static void open_who(struct bl_json *json) {
    bl_json_key(json, "who");
    bl_json_object(json);
}

/* A state as the lens calls it; NULL for none. In the milestone lens there are eight ranks, so the sides stand one further (bl_review_side). */
static const char *state_name(enum bl_lens lens, int state) {
    if (state == BL_NONE) return NULL;
    if (lens != BL_LENS_MILESTONE) return bl_track_name(lens == BL_LENS_STAGE ? BL_STAGE : BL_MOMENT, state);
    return state <= BL_MILESTONES ? bl_milestone_name(state) : bl_status_name(state - (BL_MILESTONES - BL_RANK_MAX));
}

static void put_state(struct bl_json *json, const struct bl_review *review, int state) {
    const struct bl_stock *stock = &review->states[state];
    bl_json_object(json);
    bl_json_key(json, "state");
    bl_json_str(json, state_name(review->lens, state));
    put_int(json, "open", stock->open);
    put_int(json, "in", stock->in);
    put_int(json, "out", stock->out);
    put_int(json, "close", stock->close);
    if (review->who) {
        open_who(json);
        put_who(json, "open", &review->who->open[state]);
        put_who(json, "in", &review->who->in[state]);
        put_who(json, "out", &review->who->left[state]);
        put_who(json, "close", &review->who->close[state]);
        bl_json_end(json, '}');
    }
    bl_json_end(json, '}');
}

static void put_flows(struct bl_json *json, const char *key, const struct bl_review *review, const struct bl_flow *flows, size_t n) {
    bl_json_key(json, key);
    bl_json_array(json);
    for (size_t i = 0; i < n; i++) {
        bl_json_object(json);
        bl_json_key(json, "from");
        bl_json_str(json, state_name(review->lens, flows[i].from));
        bl_json_key(json, "to");
        bl_json_str(json, state_name(review->lens, flows[i].to));
        put_int(json, "n", flows[i].n);
        put_ids(json, &flows[i].ids);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_list(struct bl_json *json, const char *key, const struct bl_people_list *people) {
    bl_json_key(json, key);
    bl_json_object(json);
    put_int(json, "n", people->n);
    put_ids(json, &people->ids);
    bl_json_end(json, '}');
}

static void put_movements(struct bl_json *json, const struct bl_review *review) {
    static const enum bl_move_kind order[BL_KINDS] = {BL_KIND_NEW,          BL_KIND_FORWARD, BL_KIND_SKIPPED, BL_KIND_BACK,
                                                      BL_KIND_RETURNED,     BL_KIND_PARKED,  BL_KIND_RESUMED, BL_KIND_LOST,
                                                      BL_KIND_DISQUALIFIED, BL_KIND_CHURNED};
    bl_json_key(json, "movements");
    bl_json_object(json);
    for (int i = 0; i < BL_KINDS; i++) {
        const struct bl_people_list *people = &review->movements[order[i]];
        put_list(json, bl_move_kind_name(order[i]), people);
    }
    bl_json_end(json, '}');
}

static void put_cycles(struct bl_json *json, const struct bl_review *review, int rank, bool cohort) {
    static const struct {
        const char *key;
        enum bl_who who;
        bool cohort;
    } lists[] = {{"reached", BL_WHO_REACHED, false}, {"advanced", BL_WHO_ADVANCED, false}, {"left", BL_WHO_LEFT, false},
                 {"parked", BL_WHO_PARKED, false},   {"open", BL_WHO_OPEN, false},         {"of", BL_WHO_OF, true},
                 {"advanced", BL_WHO_IN_TIME, true}, {"immature", BL_WHO_IMMATURE, true}};
    if (!review->who) return;
    open_who(json);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (lists[i].cohort == cohort) put_who(json, lists[i].key, &review->who->cycles[lists[i].who][rank]);
    bl_json_end(json, '}');
}

static void put_conversion(struct bl_json *json, const struct bl_review *review) {
    bl_json_key(json, "conversion");
    bl_json_array(json);
    for (int i = 0; i < review->conversions; i++) {
        const struct bl_conversion *row = &review->conversion[i];
        bl_json_object(json);
        bl_json_key(json, "from");
        bl_json_str(json, state_name(review->lens, row->from));
        bl_json_key(json, "to");
        bl_json_str(json, state_name(review->lens, row->to));
        put_int(json, "reached", row->reached);
        put_int(json, "advanced", row->advanced);
        put_int(json, "left", row->left);
        put_int(json, "parked", row->parked);
        put_int(json, "open", row->open);
        bl_json_key(json, "cohort");
        bl_json_object(json);
        put_int(json, "days", BL_COHORT_DAYS);
        put_int(json, "of", row->of);
        put_int(json, "advanced", row->in_time);
        put_int(json, "immature", row->immature);
        put_cycles(json, review, row->from, true);
        bl_json_end(json, '}');
        put_cycles(json, review, row->from, false);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_days(struct bl_json *json, const char *key, int days) {
    bl_json_key(json, key);
    if (days == BL_NO_DAYS)
        bl_json_null(json);
    else
        bl_json_int(json, days);
}

static void put_time(struct bl_json *json, const struct bl_review *review) {
    bl_json_key(json, "time");
    bl_json_array(json);
    for (int i = 0; i < review->ranks; i++) {
        const struct bl_time *row = &review->time[i];
        bl_json_object(json);
        bl_json_key(json, "state");
        bl_json_str(json, state_name(review->lens, row->state));
        put_int(json, "stays", row->stays);
        put_int(json, "open", row->open);
        put_days(json, "median_days", row->median);
        put_days(json, "longest_days", row->longest);
        bl_json_key(json, "advance_28d");
        if (row->stays)
            bl_json_num(json, row->advance, 6);
        else
            bl_json_null(json);
        if (review->who) {
            open_who(json);
            put_who(json, "stays", &review->who->cycles[BL_WHO_STAYS][row->state]);
            put_who(json, "open", &review->who->cycles[BL_WHO_STAYING][row->state]);
            bl_json_end(json, '}');
        }
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_attention(struct bl_json *json, const struct bl_review *review) {
    bl_json_key(json, "attention");
    bl_json_object(json);
    put_list(json, "no_next", &review->no_next);
    bl_json_key(json, "overdue");
    bl_json_object(json);
    put_int(json, "n", review->overdue_count);
    bl_json_key(json, "promises");
    bl_json_array(json);
    for (size_t i = 0; i < review->overdue_given; i++) {
        const struct bl_overdue *late = &review->overdue[i];
        bl_json_object(json);
        put_int(json, "id", late->id);
        put_int(json, "person", late->person);
        bl_json_key(json, "who");
        bl_json_str(json, late->who);
        bl_json_key(json, "text");
        bl_json_str(json, late->text);
        bl_json_key(json, "theirs");
        bl_json_bool(json, late->theirs);
        put_day(json, "due", late->due);
        put_int(json, "days", late->days);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
    if (review->who) put_ids(json, &review->who->overdue);
    bl_json_end(json, '}');
    put_list(json, "stale", &review->stale);
    bl_json_end(json, '}');
}

static void put_cents(struct bl_json *json, const char *key, int64_t cents) {
    bl_json_key(json, key);
    bl_json_cents(json, cents);
}

static void put_origins(struct bl_json *json, const struct bl_review *review) {
    bl_json_key(json, "sources");
    bl_json_array(json);
    for (int i = 0; i < review->origin_count; i++) {
        const struct bl_origin *origin = &review->origins[i];
        bl_json_object(json);
        bl_json_key(json, "stage");
        bl_json_str(json, bl_track_name(BL_STAGE, origin->stage));
        put_int(json, "n", origin->n);
        put_int(json, "known", origin->known);
        bl_json_key(json, "from");
        bl_json_array(json);
        for (size_t k = 0; k < origin->count; k++) {
            bl_json_object(json);
            bl_json_key(json, "source");
            bl_json_str(json, *origin->from[k].key ? origin->from[k].name : NULL);
            put_int(json, "n", origin->from[k].n);
            put_ids(json, &origin->from[k].ids);
            bl_json_end(json, '}');
        }
        bl_json_end(json, ']');
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_since(struct bl_json *json, const struct bl_review *review) {
    bl_json_key(json, "since");
    if (!review->since.review) {
        bl_json_null(json);
        return;
    }
    bl_json_object(json);
    put_int(json, "review", review->since.review);
    put_day(json, "as_of", review->since.as_of);
    bl_json_key(json, "states");
    bl_json_array(json);
    for (int state = 1; state < BL_STATES; state++) {
        if (!review->since.by[state]) continue;
        bl_json_object(json);
        bl_json_key(json, "state");
        bl_json_str(json, state_name(review->lens, state));
        put_int(json, "by", review->since.by[state]);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
    bl_json_end(json, '}');
}

static void put_rest(struct bl_json *json, const struct bl_review *review) {
    put_conversion(json, review);
    put_time(json, review);
    put_attention(json, review);
    bl_json_key(json, "conversations");
    bl_json_object(json);
    put_int(json, "n", review->talks.n);
    put_int(json, "people", review->talks.people);
    bl_json_key(json, "coverage");
    bl_json_object(json);
    put_int(json, "n", review->talks.covered);
    put_int(json, "of", review->talks.of);
    bl_json_end(json, '}');
    if (review->who) {
        open_who(json);
        put_who(json, "people", &review->who->talked);
        put_who(json, "covered", &review->who->covered);
        put_who(json, "of", &review->who->playing);
        bl_json_end(json, '}');
    }
    bl_json_end(json, '}');
    bl_json_key(json, "revenue");
    bl_json_object(json);
    put_cents(json, "open", review->revenue.open);
    put_cents(json, "new", review->revenue.started);
    put_cents(json, "expansion", review->revenue.expansion);
    put_cents(json, "contraction", review->revenue.contraction);
    put_cents(json, "churn", review->revenue.churn);
    put_cents(json, "close", review->revenue.close);
    if (review->who) {
        static const char *const keys[BL_WHO_MONEY] = {"open", "new", "expansion", "contraction", "churn", "close"};
        open_who(json);
        for (int i = 0; i < BL_WHO_MONEY; i++) put_who(json, keys[i], &review->who->money[i]);
        bl_json_end(json, '}');
    }
    bl_json_end(json, '}');
    put_int(json, "late_entries", review->late_entries);
    if (review->who) put_who(json, "late_people", &review->who->late);
    put_origins(json, review);
    put_since(json, review);
}

void bl_json_review(struct bl_json *json, const struct bl_review *review) {
    char week[BL_DATE_SIZE];
    bl_json_object(json);
    put_day(json, "as_of", review->as_of);
    bl_json_key(json, "week");
    bl_json_str(json, bl_week_name(review->from, week));
    put_day(json, "from", review->from);
    put_day(json, "to", review->to);
    bl_json_key(json, "lens");
    bl_json_str(json, bl_lens_name(review->lens));
    put_int(json, "window_days", review->window);
    bl_json_key(json, "states");
    bl_json_array(json);
    for (int rank = 1; rank <= review->ranks; rank++) put_state(json, review, rank);
    for (int side = BL_PARKED; side <= BL_CHURNED; side++) put_state(json, review, bl_review_side(review->lens, side));
    bl_json_end(json, ']');
    bl_json_key(json, "total");
    bl_json_object(json);
    put_int(json, "open", review->total_open);
    put_int(json, "close", review->total_close);
    bl_json_end(json, '}');
    put_flows(json, "gross", review, review->gross, review->gross_count);
    put_flows(json, "net", review, review->net, review->net_count);
    put_movements(json, review);
    if (review->whole) put_rest(json, review);
    bl_json_end(json, '}');
}

void bl_json_snapshot(struct bl_buf *out, const struct bl_review *stage, const struct bl_review *moment) {
    struct bl_json json;
    bl_json_open(&json, out);
    bl_json_object(&json);
    bl_json_key(&json, "stage");
    bl_json_review(&json, stage);
    bl_json_key(&json, "moment");
    bl_json_review(&json, moment);
    bl_json_end(&json, '}');
}

void bl_json_finished(struct bl_json *json, const struct bl_finished *review, bool whole) {
    char week[BL_DATE_SIZE];
    bl_json_object(json);
    put_int(json, "id", review->id);
    put_day(json, "as_of", review->as_of);
    bl_json_key(json, "week");
    bl_json_str(json, bl_week_name(review->from, week));
    bl_json_key(json, "promises");
    bl_json_strs(json, review->promises);
    bl_json_key(json, "improve");
    bl_json_str(json, review->improve);
    bl_json_key(json, "kept");
    if (review->kept < 0)
        bl_json_null(json);
    else {
        bl_json_array(json);
        for (size_t i = 0; i < review->promises.n; i++) bl_json_bool(json, (review->kept & 1 << i) != 0);
        bl_json_end(json, ']');
    }
    put_int(json, "late_entries", review->late_entries);
    if (whole) {
        bl_json_key(json, "figures");
        bl_json_raw(json, review->figures);
    }
    bl_json_end(json, '}');
}

void bl_json_payment(struct bl_json *json, const struct bl_payment *payment) {
    static const char *const kinds[] = {"", "price", "change", "one_off"}, *const counts[] = {NULL, "new", "expansion", "contraction",
                                                                                              "churn"};
    const struct {
        const char *key;
        int64_t cents;
    } money[] = {{"list", payment->list},
                 {"agreed", payment->agreed},
                 {"amount", payment->amount},
                 {"before", payment->before},
                 {"after", payment->after}};
    bl_json_object(json);
    put_int(json, "id", payment->id);
    put_day(json, "day", payment->day);
    bl_json_key(json, "kind");
    bl_json_str(json, kinds[payment->kind >= BL_PAY_PRICE && payment->kind <= BL_PAY_ONCE ? payment->kind : 0]);
    for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
        bl_json_key(json, money[i].key);
        if (money[i].cents == BL_NO_MONEY)
            bl_json_null(json);
        else
            bl_json_cents(json, money[i].cents);
    }
    bl_json_key(json, "counts");
    bl_json_str(json, counts[payment->counts <= BL_COUNTS_CHURN ? payment->counts : 0]);
    bl_json_end(json, '}');
}
