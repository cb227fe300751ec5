/* Every figure of the review against a slow model written from its definitions (journey.md sections 3 and 4): crowds of random histories, recorded through the
 * store with late entries, parking, returns, skips, steps back and several moves a day, looked at on several days through both lenses. The model reads
 * what was recorded and nothing that follows from it. */
#include "store/crowd.h"

enum { CROWDS = 12 };

struct seen {
    const struct crowd *c;
    const struct bl_review *r;
    int track;
    bl_day before; /* O */
};

#define AGREE(what, got, want)                                                                                                             \
    do {                                                                                                                                   \
        long long got_ = (long long)(got), want_ = (long long)(want);                                                                      \
        char day_[BL_DATE_SIZE];                                                                                                           \
        if (got_ != want_)                                                                                                                 \
            fail_msg("%s, as of %s, %s lens: the review says %lld, the model %lld", what, bl_day_iso(v->r->as_of, day_),                   \
                     bl_lens_name(v->r->lens), got_, want_);                                                                               \
    } while (0)

static void same_people(const struct seen *v, const char *what, struct bl_ids got, const bool *in) {
    size_t n = 0;
    for (int who = 0; who < PEOPLE; who++) {
        if (!in[who]) continue;
        if (n >= got.n) fail_msg("%s: somebody is missing", what);
        AGREE(what, got.at[n], v->c->people[who].id);
        n++;
    }
    AGREE(what, got.n, n);
}

static void check_stock(const struct seen *v) {
    for (int s = 1; s < BL_STATES; s++) {
        int open = 0, in = 0, out = 0, close = 0;
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            open += state_on(p, v->before, v->track) == s;
            close += state_on(p, v->r->as_of, v->track) == s;
            for (int i = 0; i < (int)p->n; i++) {
                if (p->at[i].day <= v->before || p->at[i].day > v->r->as_of || !moves(p, i, v->track)) continue;
                in += state_after(p, i, v->track) == s;
                out += state_after(p, i - 1, v->track) == s;
            }
        }
        AGREE("open", v->r->states[s].open, open);
        AGREE("in", v->r->states[s].in, in);
        AGREE("out", v->r->states[s].out, out);
        AGREE("close", v->r->states[s].close, close);
        AGREE("balance", open + in - out, close);
    }
}

static const struct bl_flow *flow_of(const struct bl_flow *flows, size_t n, int from, int to) {
    for (size_t i = 0; i < n; i++)
        if (flows[i].from == from && flows[i].to == to) return &flows[i];
    return NULL;
}

static void check_gross(const struct seen *v) {
    size_t pairs = 0;
    for (int from = 0; from < BL_STATES; from++)
        for (int to = 1; to < BL_STATES; to++) {
            bool in[PEOPLE] = {false};
            int n = 0;
            for (int who = 0; who < PEOPLE; who++) {
                const struct person *p = &v->c->people[who];
                for (int i = 0; i < (int)p->n; i++) {
                    if (p->at[i].day <= v->before || p->at[i].day > v->r->as_of || !moves(p, i, v->track)) continue;
                    if (state_after(p, i - 1, v->track) != from || state_after(p, i, v->track) != to) continue;
                    n++;
                    in[who] = true;
                }
            }
            const struct bl_flow *flow = flow_of(v->r->gross, v->r->gross_count, from, to);
            AGREE("gross", flow ? flow->n : 0, n);
            if (flow) same_people(v, "gross, people", flow->ids, in);
            pairs += n > 0;
        }
    AGREE("gross pairs", v->r->gross_count, pairs);
}

static void check_net(const struct seen *v) {
    size_t pairs = 0;
    for (int from = 0; from < BL_STATES; from++)
        for (int to = 1; to < BL_STATES; to++) {
            bool in[PEOPLE];
            int n = 0;
            for (int who = 0; who < PEOPLE; who++) {
                const struct person *p = &v->c->people[who];
                in[who] = state_on(p, v->before, v->track) == from && state_on(p, v->r->as_of, v->track) == to;
                n += in[who];
            }
            const struct bl_flow *flow = flow_of(v->r->net, v->r->net_count, from, to);
            AGREE("net", flow ? flow->n : 0, n);
            if (flow) same_people(v, "net, people", flow->ids, in);
            pairs += n > 0;
        }
    AGREE("net pairs", v->r->net_count, pairs);
}

static void check_names(const struct seen *v) {
    for (int kind = 0; kind < BL_KINDS; kind++) {
        const char *name = bl_move_kind_name((enum bl_move_kind)kind);
        bool in[PEOPLE] = {false};
        int n = 0;
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            for (int i = 0; i < (int)p->n; i++) {
                if (p->at[i].day <= v->before || p->at[i].day > v->r->as_of || !moves(p, i, v->track)) continue;
                if (strcmp(kind_name(state_after(p, i - 1, v->track), state_after(p, i, v->track)), name) == 0) in[who] = true;
            }
            n += in[who];
        }
        AGREE(name, v->r->movements[kind].n, n);
        same_people(v, name, v->r->movements[kind].ids, in);
    }
}

static void check_conversion(const struct seen *v) {
    int ranks = bl_track_ranks((enum bl_track)v->track);
    AGREE("conversions", v->r->conversions, ranks - 1);
    for (int k = 1; k < ranks; k++) {
        struct bl_conversion want = {0};
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            for (int cycle = 1; cycle <= p->cycle[p->n - 1]; cycle++) {
                struct reach here = reaches(p, cycle, k, v->track, v->r->as_of);
                if (!here.reached || here.day <= v->r->as_of - 365) continue;
                struct reach there = reaches(p, cycle, k + 1, v->track, v->r->as_of);
                int status = cycle_status(p, cycle, v->r->as_of);
                want.reached++;
                if (there.reached)
                    want.advanced++;
                else if (status > BL_PARKED)
                    want.left++;
                else if (status == BL_PARKED)
                    want.parked++;
                else
                    want.open++;
                if (here.day > v->r->as_of - 28) continue;
                want.of++;
                want.in_time += there.reached && there.day - here.day <= 28;
            }
        }
        const struct bl_conversion *got = &v->r->conversion[k - 1];
        AGREE("from", got->from, k);
        AGREE("to", got->to, k + 1);
        AGREE("reached", got->reached, want.reached);
        AGREE("advanced", got->advanced, want.advanced);
        AGREE("left", got->left, want.left);
        AGREE("parked", got->parked, want.parked);
        AGREE("open cycles", got->open, want.open);
        AGREE("cohort", got->of, want.of);
        AGREE("cohort advanced", got->in_time, want.in_time);
        AGREE("immature", got->immature, want.reached - want.of);
    }
}

/* ---- time --------------------------------------------------------------------------------------------------------------------------------- */

struct stay {
    int days;
    bool ended, advanced;
};

static int stays_in(const struct seen *v, int rank, struct stay *out) {
    int n = 0;
    for (int who = 0; who < PEOPLE; who++) {
        const struct person *p = &v->c->people[who];
        for (int i = 0; i < (int)p->n; i++) {
            if (state_after(p, i, v->track) != rank || !moves(p, i, v->track)) continue;
            if (p->at[i].day > v->r->as_of || p->at[i].day <= v->r->as_of - 365) continue;
            struct stay stay = {v->r->as_of - p->at[i].day, false, false};
            for (int j = i + 1; j < (int)p->n && p->at[j].day <= v->r->as_of; j++) {
                if (!moves(p, j, v->track)) continue;
                int to = state_after(p, j, v->track);
                stay = (struct stay){p->at[j].day - p->at[i].day, true, to <= BL_RANK_MAX && to > rank};
                break;
            }
            out[n++] = stay;
        }
    }
    return n;
}

/* By the book: S falls at each time somebody left, by the share of those who were still there. */
static void slow_survival(const struct stay *stays, int n, struct bl_time *want) {
    long double s = 1, chance = 0;
    *want = (struct bl_time){.stays = n, .median = -1, .longest = -1, .advance = -1};
    for (int i = 0; i < n; i++) {
        want->open += !stays[i].ended;
        if (stays[i].days > want->longest) want->longest = stays[i].days;
    }
    for (int t = 0; t <= 400; t++) {
        int there = 0, left = 0, up = 0;
        for (int i = 0; i < n; i++) {
            there += stays[i].days >= t;
            left += stays[i].days == t && stays[i].ended;
            up += stays[i].days == t && stays[i].advanced;
        }
        if (!left) continue;
        if (t <= 28) chance += s * up / there;
        s = s * (there - left) / there;
        if (want->median < 0 && s <= 0.5L + 1e-12L) want->median = t;
    }
    if (n) want->advance = (double)chance;
}

static int stale_after(const struct seen *v, int rank, const struct bl_time *time) {
    static const int stages[] = {0, 60, 45, 30, 14, 30}, moments[] = {0, 21, 45, 21, 30, 30};
    if (rank > 5) return -1;
    if (time->stays - time->open >= 3 && time->median >= 0) return time->median * 2 > 7 ? time->median * 2 : 7;
    return v->track == BL_STAGE ? stages[rank] : moments[rank];
}

static void check_time(const struct seen *v, int limits[BL_RANK_MAX + 1]) {
    static struct stay stays[PEOPLE * ROOM];
    for (int rank = 1; rank <= v->r->ranks; rank++) {
        struct bl_time want, got = v->r->time[rank - 1];
        slow_survival(stays, stays_in(v, rank, stays), &want);
        AGREE("state", got.state, rank);
        AGREE("stays", got.stays, want.stays);
        AGREE("still there", got.open, want.open);
        AGREE("median", got.median, want.median);
        AGREE("longest", got.longest, want.longest);
        if (got.advance - want.advance > 1e-9 || want.advance - got.advance > 1e-9)
            fail_msg("chance to advance: %f, the model %f", got.advance, want.advance);
        limits[rank] = stale_after(v, rank, &want);
    }
}

/* ---- attention and talks ------------------------------------------------------------------------------------------------------------------ */

static bl_day since(const struct person *p, bl_day day, int track) {
    int i = last_until(p, day);
    while (i >= 0 && !moves(p, i, track)) i--;
    return p->at[i].day;
}

static void check_attention(const struct seen *v, const int limits[]) {
    bool no_next[PEOPLE] = {false}, stale[PEOPLE] = {false};
    int without = 0, old = 0, overdue = 0, days = 0;
    for (int who = 0; who < PEOPLE; who++) {
        const struct person *p = &v->c->people[who];
        int state = state_on(p, v->r->as_of, v->track);
        if (!plays(v->c, who, v->r->as_of) || state == 0 || state > BL_RANK_MAX) continue;
        no_next[who] = !vowed(v->c, who, v->r->as_of);
        stale[who] = limits[state] >= 0 && v->r->as_of - since(p, v->r->as_of, v->track) > limits[state];
        without += no_next[who];
        old += stale[who];
    }
    for (int i = 0; i < v->c->vow_count; i++) {
        const struct vow *o = &v->c->vows[i];
        if (o->due == BL_NO_DAY || o->due >= v->r->as_of || o->made > v->r->as_of) continue;
        if (o->done != BL_NO_DAY && o->done <= v->r->as_of) continue;
        overdue++;
        days += v->r->as_of - o->due;
    }
    AGREE("without a next step", v->r->no_next.n, without);
    same_people(v, "without a next step", v->r->no_next.ids, no_next);
    AGREE("stale", v->r->stale.n, old);
    same_people(v, "stale", v->r->stale.ids, stale);
    AGREE("overdue", v->r->overdue_count, overdue);
    for (size_t i = 0; i < v->r->overdue_given; i++) days -= v->r->overdue[i].days;
    AGREE("days overdue", days, 0);
}

static void check_talks(const struct seen *v) {
    bool in[PEOPLE] = {false};
    int n = 0, people = 0, covered = 0, of = 0;
    for (int i = 0; i < v->c->talk_count; i++) {
        const struct talk *t = &v->c->talks[i];
        if (t->note || t->day <= v->before || t->day > v->r->as_of) continue;
        n++;
        in[t->who] = true;
    }
    for (int who = 0; who < PEOPLE; who++) {
        const struct person *p = &v->c->people[who];
        int state = state_on(p, v->r->as_of, BL_STAGE);
        bool there = plays(v->c, who, v->r->as_of) && state >= 1 && state <= BL_RANK_MAX;
        people += in[who];
        covered += in[who] && there;
        of += there;
    }
    AGREE("talks", v->r->talks.n, n);
    AGREE("people talked to", v->r->talks.people, people);
    AGREE("covered", v->r->talks.covered, covered);
    AGREE("of", v->r->talks.of, of);
}

/* ---- origins ----------------------------------------------------------------------------------------------------------------------------- */

static void check_origin(const struct seen *v, const struct bl_origin *origin) {
    int64_t n = 0, known = 0;
    for (size_t i = 0; i < origin->count; i++) {
        bool in[PEOPLE] = {false};
        int here = 0;
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            in[who] = plays(v->c, who, v->r->as_of) && state_on(p, v->r->as_of, BL_STAGE) == origin->stage &&
                      strcmp(p->source, origin->from[i].key) == 0;
            here += in[who];
        }
        assert_true(here > 0);
        AGREE("from a source", origin->from[i].n, here);
        same_people(v, "from a source", origin->from[i].ids, in);
        n += here;
        known += *origin->from[i].key ? here : 0;
    }
    AGREE("of a stage", origin->n, n);
    AGREE("known", origin->known, known);
}

static void check_origins(const struct seen *v) {
    int64_t n = 0, of = 0;
    for (int i = 0; i < v->r->origin_count; i++) {
        check_origin(v, &v->r->origins[i]);
        n += v->r->origins[i].n;
    }
    for (int who = 0; who < PEOPLE; who++) {
        int state = state_on(&v->c->people[who], v->r->as_of, BL_STAGE);
        of += plays(v->c, who, v->r->as_of) && state >= 1 && state <= BL_RANK_MAX;
    }
    AGREE("everybody comes from somewhere", n, of);
}

/* ---- crowds ---------------------------------------------------------------------------------------------------------------------------------- */

static const char *const first_days[] = {"monday", "sunday", "saturday"};
static const int first_weekdays[] = {0, 6, 5};

static void check_day(struct crowd *c, enum bl_lens lens, bl_day day) {
    struct bl_review r;
    OK(c->s, bl_store_review(c->s->store, lens, day, 0, &c->s->arena, &r, &c->s->err));
    struct seen view = {c, &r, lens == BL_LENS_STAGE ? BL_STAGE : BL_MOMENT, r.from - 1};
    const struct seen *v = &view;
    int limits[BL_RANK_MAX + 1] = {0};
    AGREE("the first day", bl_day_weekday(r.from), first_weekdays[c->first]);
    assert_true(r.from <= day && day - r.from < 7);
    assert_true(r.whole);
    check_stock(v);
    check_gross(v);
    check_net(v);
    check_names(v);
    check_conversion(v);
    check_time(v, limits);
    check_attention(v, limits);
    check_talks(v);
    check_origins(v);
}

/* Another step on top, and back again: the totals must come back with it. */
static void more_and_undo(struct crowd *c) {
    struct bl_step_row *rows;
    size_t n;
    OK(c->s, bl_step_begin(c->s->store, false, &c->s->err));
    for (int i = 0; i < 60; i++) act(c, below(&c->seed, PEOPLE));
    OK(c->s, bl_step_commit(c->s->store, "more", NULL, &c->s->err));
    OK(c->s, bl_undo(c->s->store, 1, &c->s->arena, &rows, &n, &c->s->err));
    OK(c->s, bl_redo(c->s->store, 1, &c->s->arena, &rows, &n, &c->s->err));
    sandbox_balanced(c->s);
    if (below(&c->seed, 2)) OK(c->s, bl_undo(c->s->store, 1, &c->s->arena, &rows, &n, &c->s->err));
}

static void begin_weeks(struct crowd *c, int first) {
    STEP(c->s, "first day", bl_setting_put(c->s->store, "first-day", first_days[first], &c->s->err));
    c->first = first;
}

static void check_days(struct crowd *c, int n) {
    for (int i = 0; i < n; i++) {
        bl_day day = i == 0 ? c->today : i == 1 ? c->today - 1 : c->start + below(&c->seed, c->span);
        check_day(c, BL_LENS_STAGE, day);
        check_day(c, BL_LENS_MOMENT, day);
    }
}

/* The book as it stands, with weeks that begin on each of the other days; undone, it is what it was, and done again what it became. */
static void other_weeks(struct crowd *c) {
    struct bl_step_row *rows;
    size_t n;
    for (int turn = 1; turn <= 2; turn++) {
        const char *before = sandbox_dump(c->s);
        int was = c->first;
        begin_weeks(c, (was + 1) % 3);
        sandbox_balanced(c->s);
        check_days(c, 4);
        const char *after = sandbox_dump(c->s);
        OK(c->s, bl_undo(c->s->store, 1, &c->s->arena, &rows, &n, &c->s->err));
        assert_string_equal(sandbox_dump(c->s), before);
        c->first = was;
        check_days(c, 2);
        OK(c->s, bl_redo(c->s->store, 1, &c->s->arena, &rows, &n, &c->s->err));
        assert_string_equal(sandbox_dump(c->s), after);
        c->first = (was + 1) % 3;
    }
}

static void one_crowd(uint64_t seed) {
    void *state = NULL;
    struct crowd *c = calloc(1, sizeof *c);
    assert_int_equal(sandbox_setup(&state), 0);
    c->s = state;
    c->seed = seed * 7919;
    c->start = bl_day_of(2026, 12, 1) - (int)seed * 37; /* so that New Year, leap days and week 53 come by */
    c->span = seed % 2 ? 430 : 50;                      /* a year and more, and a few crowded weeks */
    c->today = c->start + c->span;
    bl_store_set_now(c->s->store, (struct bl_now){c->today, 1795251600000});
    if (seed % 3) begin_weeks(c, (int)(seed % 3)); /* else weeks begin on Monday by themselves */
    fill(c);
    more_and_undo(c);
    read_back(c);
    sandbox_balanced(c->s);
    check_days(c, 7);
    other_weeks(c);
    /* The present in mid-week as well: the file is looked at on the last day something happened, and a little later. */
    check_day(c, BL_LENS_STAGE, c->today + 5);
    check_day(c, BL_LENS_MOMENT, c->today + 9);
    assert_int_equal(sandbox_teardown(&state), 0);
    free(c);
}

static void crowds_agree_with_the_model(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CROWDS; seed++) one_crowd(seed);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(crowds_agree_with_the_model)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
