/* The figures of the review, against the worked example of the definitions: eight people, as of Sunday 29 March 2026 (W13). */
#include "store/sandbox.h"

enum { ADA = 1, BEN, CLEO, DAN, EVE, FAY, GUS, HAL };
static const char *const names[] = {"", "Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal"};

static const struct deed {
    int month, day, who;
    enum bl_act act;
    int stage, moment, side;
} history[] = {
    {1, 5, ADA, BL_ACT_OPEN, 1, 1, 0},
    {1, 5, BEN, BL_ACT_OPEN, 1, 1, 0},
    {1, 12, ADA, BL_ACT_MOVE, 2, 2, 0},
    {1, 12, CLEO, BL_ACT_OPEN, 1, 1, 0},
    {1, 15, CLEO, BL_ACT_MOVE, 3, 3, 0},
    {1, 19, BEN, BL_ACT_MOVE, 2, 2, 0},
    {1, 19, DAN, BL_ACT_OPEN, 1, 1, 0},
    {1, 22, ADA, BL_ACT_MOVE, 3, 3, 0},
    {1, 27, CLEO, BL_ACT_MOVE, 0, 4, 0},
    {2, 2, BEN, BL_ACT_MOVE, 3, 3, 0},
    {2, 2, DAN, BL_ACT_MOVE, 2, 2, 0},
    {2, 2, EVE, BL_ACT_OPEN, 1, 1, 0},
    {2, 3, CLEO, BL_ACT_MOVE, 4, 5, 0},
    {2, 5, ADA, BL_ACT_MOVE, 0, 4, 0},
    {2, 6, CLEO, BL_ACT_MOVE, 5, 0, 0},
    {2, 9, FAY, BL_ACT_OPEN, 1, 1, 0},
    {2, 16, BEN, BL_ACT_MOVE, 0, 4, 0},
    {2, 16, DAN, BL_ACT_MOVE, 0, 3, 0},
    {2, 16, FAY, BL_ACT_MOVE, 2, 2, 0},
    {2, 20, EVE, BL_ACT_MOVE, 2, 2, 0},
    {2, 23, ADA, BL_ACT_MOVE, 4, 5, 0},
    {2, 25, ADA, BL_ACT_MOVE, 5, 0, 0},
    {3, 2, FAY, BL_ACT_MOVE, 3, 3, 0},
    {3, 2, GUS, BL_ACT_OPEN, 1, 1, 0},
    {3, 9, BEN, BL_ACT_CLOSE, 0, 0, BL_LOST},
    {3, 12, FAY, BL_ACT_MOVE, 2, 2, 0},
    {3, 16, ADA, BL_ACT_MOVE, 6, 6, 0},
    {3, 23, FAY, BL_ACT_PARK, 0, 0, BL_PARKED},
    {3, 23, GUS, BL_ACT_MOVE, 2, 2, 0},
    {3, 24, ADA, BL_ACT_MOVE, 7, 0, 0},
    {3, 24, EVE, BL_ACT_CLOSE, 0, 0, BL_DISQUALIFIED},
    {3, 25, BEN, BL_ACT_REOPEN, 3, 3, 0},
    {3, 26, GUS, BL_ACT_MOVE, 3, 3, 0},
    {3, 26, HAL, BL_ACT_OPEN, 1, 1, 0},
    {3, 27, CLEO, BL_ACT_CLOSE, 0, 0, BL_CHURNED},
};

static void record(struct sandbox *s, const struct deed *d) {
    struct bl_recorded done;
    struct bl_record record = {
        .act = d->act, .stage = d->stage, .moment = d->moment, .side = d->side, .day = sandbox_day(d->month, d->day), .until = BL_NO_DAY};
    if (d->act == BL_ACT_PARK) record.until = sandbox_day(5, 4);
    if (d->act == BL_ACT_CLOSE) record.why = "no decision";
    OK(s, bl_entry_record(s->store, d->who, &record, &done, &s->err));
}

static void open_journey(struct sandbox *s, const struct deed *d) {
    int64_t id = 0;
    struct bl_add add = {
        .edit = {.name = names[d->who]}, .stage = d->stage, .moment = d->moment, .day = sandbox_day(d->month, d->day), .by_hand = true};
    OK(s, bl_person_add(s->store, &add, &id, &s->err));
    assert_int_equal(id, d->who);
}

/* People get their numbers by name, whatever the order of their days. */
static void play(struct sandbox *s) {
    bl_store_set_now(s->store, (struct bl_now){sandbox_day(3, 29), 1774771200000});
    OK(s, bl_step_begin(s->store, false, &s->err));
    for (int who = ADA; who <= HAL; who++)
        for (size_t i = 0; i < sizeof history / sizeof *history; i++)
            if (history[i].who == who && history[i].act == BL_ACT_OPEN) open_journey(s, &history[i]);
    for (size_t i = 0; i < sizeof history / sizeof *history; i++)
        if (history[i].act != BL_ACT_OPEN) record(s, &history[i]);
    OK(s, bl_step_commit(s->store, "the worked example", NULL, &s->err));
}

static struct bl_review review(struct sandbox *s, enum bl_lens lens, bl_day as_of, size_t limit) {
    struct bl_review r;
    OK(s, bl_store_review(s->store, lens, as_of, limit, &s->arena, &r, &s->err));
    int64_t open = 0, close = 0;
    for (int at = 1; at <= BL_STATES; at++) { /* always, for every period */
        const struct bl_stock *stock = &r.states[at];
        assert_int_equal(stock->open + stock->in - stock->out, stock->close);
        open += stock->open;
        close += stock->close;
    }
    assert_int_equal(r.total_open, open);
    assert_int_equal(r.total_close, close);
    int64_t counts[BL_STATES + 1];
    OK(s, bl_store_stock(s->store, lens, as_of, counts, &s->err));
    for (int at = 1; at <= BL_STATES; at++) assert_int_equal(counts[at], r.states[at].close);
    int64_t net = 0;
    for (size_t i = 0; i < r.net_count; i++) net += r.net[i].n;
    assert_int_equal(net, close); /* everybody in the book stands in one net pair */
    return r;
}

/* "open/in/out/close" of every state in order, sides last. */
static void assert_stock(const struct bl_review *r, const char *want) {
    char got[400] = "";
    for (int i = 1; i <= r->ranks + 4; i++) {
        int at = i <= r->ranks ? i : bl_review_side(r->lens, BL_PARKED + i - r->ranks - 1);
        const struct bl_stock *s = &r->states[at];
        size_t len = strlen(got);
        snprintf(got + len, sizeof got - len, "%s%d/%d/%d/%d", i > 1 ? " " : "", (int)s->open, (int)s->in, (int)s->out, (int)s->close);
    }
    assert_string_equal(got, want);
}

static const char *place(enum bl_lens lens, int at, char out[32]) {
    for (int side = BL_PARKED; side <= BL_CHURNED; side++)
        if (bl_review_side(lens, side) == at) return bl_track_name(BL_STAGE, side);
    if (at == 0) return "new";
    if (lens == BL_LENS_MILESTONE) return bl_milestone_name(at);
    snprintf(out, 32, "%s", bl_track_name(lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE, at));
    return out;
}

static void add_people(struct bl_buf *out, int64_t n, struct bl_ids ids) {
    bl_buf_addf(out, " %lld:", (long long)n);
    for (size_t i = 0; i < ids.n; i++) bl_buf_addf(out, "%s%s", i ? "," : "", names[ids.at[i]]);
}

static void assert_flows(enum bl_lens lens, const struct bl_flow *flows, size_t n, const char *want) {
    struct bl_buf got = {0};
    char from[32], to[32];
    for (size_t i = 0; i < n; i++) {
        bl_buf_addf(&got, "%s>%s", place(lens, flows[i].from, from), place(lens, flows[i].to, to));
        add_people(&got, flows[i].n, flows[i].ids);
        bl_buf_str(&got, "; ");
    }
    assert_string_equal(bl_buf_text(&got), want);
    bl_buf_free(&got);
}

static void assert_movements(const struct bl_review *r, const char *want) {
    struct bl_buf got = {0};
    for (int kind = 0; kind < BL_KINDS; kind++) {
        if (!r->movements[kind].n) continue;
        bl_buf_str(&got, bl_move_kind_name((enum bl_move_kind)kind));
        add_people(&got, r->movements[kind].n, r->movements[kind].ids);
        bl_buf_str(&got, "; ");
    }
    assert_string_equal(bl_buf_text(&got), want);
    bl_buf_free(&got);
}

static void worked_example_by_moment(void **state) {
    struct sandbox *s = *state;
    play(s);
    struct bl_review r = review(s, BL_LENS_MOMENT, sandbox_day(3, 29), 50);
    assert_int_equal(r.from, sandbox_day(3, 23));
    assert_int_equal(r.to, sandbox_day(3, 29));
    assert_int_equal(r.total_open, 7);
    assert_int_equal(r.total_close, 8);
    assert_stock(&r, "1/1/1/1 2/1/3/0 1/2/0/3 0/0/0/0 1/0/1/0 1/0/0/1 0/1/0/1 1/0/1/0 0/1/0/1 0/1/0/1");
    assert_flows(
        r.lens, r.gross, r.gross_count,
        "new>connect 1:Hal; connect>community 1:Gus; community>one_to_one 1:Gus; community>parked 1:Fay; community>disqualified 1:Eve; "
        "educate>churned 1:Cleo; lost>one_to_one 1:Ben; ");
    assert_flows(
        r.lens, r.net, r.net_count,
        "new>connect 1:Hal; connect>one_to_one 1:Gus; community>parked 1:Fay; community>disqualified 1:Eve; one_to_one>one_to_one 1:Dan; "
        "educate>churned 1:Cleo; badass>badass 1:Ada; lost>one_to_one 1:Ben; ");
    assert_movements(&r, "new 1:Hal; forward 1:Gus; returned 1:Ben; parked 1:Fay; disqualified 1:Eve; churned 1:Cleo; ");
}

static void worked_example_by_stage(void **state) {
    struct sandbox *s = *state;
    play(s);
    struct bl_review r = review(s, BL_LENS_STAGE, sandbox_day(3, 29), 50);
    assert_int_equal(r.total_open, 7);
    assert_int_equal(r.total_close, 8);
    assert_stock(&r, "1/1/1/1 3/1/3/1 0/2/0/2 0/0/0/0 1/0/1/0 1/0/1/0 0/1/0/1 0/1/0/1 1/0/1/0 0/1/0/1 0/1/0/1");
    assert_movements(&r, "new 1:Hal; forward 2:Ada,Gus; returned 1:Ben; parked 1:Fay; disqualified 1:Eve; churned 1:Cleo; ");
    assert_flows(
        r.lens, r.net, r.net_count,
        "new>awareness 1:Hal; awareness>selection 1:Gus; education>education 1:Dan; education>parked 1:Fay; education>disqualified 1:Eve; "
        "onboarding>churned 1:Cleo; utilization>growth 1:Ada; lost>selection 1:Ben; ");
}

/* Education and selection are one milestone: a move between them is none there. */
static void worked_example_by_milestone(void **state) {
    struct sandbox *s = *state;
    play(s);
    struct bl_review r = review(s, BL_LENS_MILESTONE, sandbox_day(3, 29), 50);
    assert_int_equal(r.ranks, 8);
    assert_stock(&r, "1/1/1/1 3/2/2/3 0/0/0/0 0/0/0/0 1/0/1/0 1/0/1/0 0/1/0/1 0/0/0/0 0/1/0/1 1/0/1/0 0/1/0/1 0/1/0/1");
    assert_flows(r.lens, r.gross, r.gross_count,
                 "new>awareness 1:Hal; awareness>consideration 1:Gus; consideration>parked 1:Fay; consideration>disqualified 1:Eve; "
                 "adoption>churned 1:Cleo; "
                 "performance>transformation 1:Ada; lost>consideration 1:Ben; ");
    assert_flows(r.lens, r.net, r.net_count,
                 "new>awareness 1:Hal; awareness>consideration 1:Gus; consideration>consideration 1:Dan; consideration>parked 1:Fay; "
                 "consideration>disqualified 1:Eve; adoption>churned 1:Cleo; performance>transformation 1:Ada; lost>consideration 1:Ben; ");
}

/* What came after a day does not count for it: every day reviewed as it was, whatever followed. */
static void time_travel(void **state) {
    struct sandbox *s = *state;
    play(s);
    struct bl_review r = review(s, BL_LENS_MOMENT, sandbox_day(3, 25), 50); /* week so far, on Wednesday */
    assert_stock(&r, "1/0/1/0 2/1/2/1 1/1/0/2 0/0/0/0 1/0/0/1 1/0/0/1 0/1/0/1 1/0/1/0 0/1/0/1 0/0/0/0");
    assert_flows(r.lens, r.net, r.net_count,
                 "connect>community 1:Gus; community>parked 1:Fay; community>disqualified 1:Eve; one_to_one>one_to_one 1:Dan; "
                 "educate>educate 1:Cleo; "
                 "badass>badass 1:Ada; lost>one_to_one 1:Ben; ");
    r = review(s, BL_LENS_STAGE, sandbox_day(1, 18), 50); /* Ada, Ben and Cleo; Cleo skipped */
    assert_flows(r.lens, r.net, r.net_count, "new>selection 1:Cleo; awareness>awareness 1:Ben; awareness>education 1:Ada; ");
    assert_movements(&r, "new 1:Cleo; forward 1:Ada; skipped 1:Cleo; ");
    r = review(s, BL_LENS_MOMENT, sandbox_day(3, 15), 50);
    assert_movements(&r, "back 1:Fay; lost 1:Ben; ");
    r = review(s, BL_LENS_STAGE, bl_day_of(2025, 12, 31), 50);
    assert_int_equal(r.total_close, 0);
    assert_int_equal(r.gross_count + r.net_count, 0);
    for (bl_day day = sandbox_day(1, 1); day <= sandbox_day(4, 10); day++)
        for (int lens = 0; lens < BL_LENSES; lens++) review(s, (enum bl_lens)lens, day, (size_t)day % 3);
}

/* A step back on the same day counts twice, and once by name; who comes and goes within the week is net unmoved. */
static void there_and_back(void **state) {
    struct sandbox *s = *state;
    play(s);
    static const struct deed more[] = {{3, 28, DAN, BL_ACT_MOVE, 3, 0, 0},  {3, 28, DAN, BL_ACT_MOVE, 2, 0, 0},
                                       {3, 28, DAN, BL_ACT_MOVE, 3, 0, 0},  {3, 29, DAN, BL_ACT_MOVE, 2, 0, 0},
                                       {3, 27, HAL, BL_ACT_MOVE, 3, 0, 0},  {3, 28, HAL, BL_ACT_PARK, 0, 0, BL_PARKED},
                                       {3, 29, HAL, BL_ACT_RESUME, 0, 0, 0}};
    OK(s, bl_step_begin(s->store, false, &s->err));
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) record(s, &more[i]);
    OK(s, bl_step_commit(s->store, "more", NULL, &s->err));
    struct bl_review r = review(s, BL_LENS_STAGE, sandbox_day(3, 29), 50);
    assert_stock(&r, "1/1/2/0 3/3/5/1 0/6/3/3 0/0/0/0 1/0/1/0 1/0/1/0 0/1/0/1 0/2/1/1 1/0/1/0 0/1/0/1 0/1/0/1");
    assert_flows(
        r.lens, r.net, r.net_count,
        "new>selection 1:Hal; awareness>selection 1:Gus; education>education 1:Dan; education>parked 1:Fay; education>disqualified 1:Eve; "
        "onboarding>churned 1:Cleo; utilization>growth 1:Ada; lost>selection 1:Ben; ");
    assert_movements(&r, "new 1:Hal; forward 3:Ada,Dan,Gus; skipped 1:Hal; back 1:Dan; returned 1:Ben; parked 2:Fay,Hal; resumed 1:Hal; "
                         "disqualified 1:Eve; churned 1:Cleo; ");
}

/* An entry written later for a day before the week restates the past. */
static void late_entry(void **state) {
    struct sandbox *s = *state;
    play(s);
    OK(s, bl_step_begin(s->store, false, &s->err));
    record(s, &(struct deed){3, 20, DAN, BL_ACT_MOVE, 3, 4, 0});
    OK(s, bl_step_commit(s->store, "late", NULL, &s->err));
    struct bl_review r = review(s, BL_LENS_MOMENT, sandbox_day(3, 29), 50);
    assert_stock(&r, "1/1/1/1 2/1/3/0 0/2/0/2 1/0/0/1 1/0/1/0 1/0/0/1 0/1/0/1 1/0/1/0 0/1/0/1 0/1/0/1");
    struct bl_step_row *rows;
    size_t n;
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    r = review(s, BL_LENS_MOMENT, sandbox_day(3, 29), 50);
    assert_stock(&r, "1/1/1/1 2/1/3/0 1/2/0/3 0/0/0/0 1/0/1/0 1/0/0/1 0/1/0/1 1/0/1/0 0/1/0/1 0/1/0/1");
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    r = review(s, BL_LENS_MOMENT, sandbox_day(3, 29), 50);
    assert_int_equal(r.total_close, 0);
}

/* The first ids in order, never more than asked for, while the numbers stay whole. */
static void limits(void **state) {
    struct sandbox *s = *state;
    OK(s, bl_step_begin(s->store, false, &s->err));
    for (int i = 0; i < 60; i++) {
        int64_t id;
        struct bl_add add = {
            .edit = {.name = "One"}, .stage = i % 2 ? 2 : 1, .day = i < 40 ? sandbox_day(3, 2) : sandbox_day(3, 24 + i % 3)};
        OK(s, bl_person_add(s->store, &add, &id, &s->err));
    }
    OK(s, bl_step_commit(s->store, "many", NULL, &s->err));
    struct bl_review r = review(s, BL_LENS_STAGE, sandbox_day(3, 29), 3);
    assert_int_equal(r.gross_count, 2);
    assert_int_equal(r.net_count, 4);
    assert_int_equal(r.movements[BL_KIND_NEW].n, 20);
    assert_int_equal(r.movements[BL_KIND_NEW].ids.n, 3);
    assert_int_equal(r.movements[BL_KIND_NEW].ids.at[0], 41);
    assert_int_equal(r.movements[BL_KIND_NEW].ids.at[2], 43);
    for (size_t i = 0; i < r.net_count; i++) {
        const struct bl_flow *f = &r.net[i];
        int64_t first = (f->from ? 1 : 41) + (f->to == 2);
        assert_int_equal(f->n, f->from ? 20 : 10);
        assert_int_equal(f->ids.n, 3);
        for (size_t k = 0; k < 3; k++) assert_int_equal(f->ids.at[k], first + 2 * (int64_t)k);
    }
    r = review(s, BL_LENS_STAGE, sandbox_day(3, 29), 0);
    assert_int_equal(r.movements[BL_KIND_NEW].ids.n, 20);
    assert_int_equal(r.net[0].ids.n, 10);
}

static void asks(void **state) {
    struct sandbox *s = *state;
    struct bl_asks asks;
    int64_t id, people = -1;
    OK(s, bl_store_asks(s->store, &asks, &s->err));
    assert_int_equal(asks.people + asks.in_play + asks.overdue + asks.due_today + asks.no_next, 0);
    play(s);
    bl_day today = sandbox_day(3, 29);
    STEP(s, "p", bl_promise_add(s->store, ADA, "late", today - 1, false, &id, &s->err));
    STEP(s, "p", bl_promise_add(s->store, ADA, "now", today, false, &id, &s->err));
    STEP(s, "p", bl_promise_add(s->store, DAN, "some day", BL_NO_DAY, true, &id, &s->err));
    STEP(s, "p", bl_promise_add(s->store, GUS, "late", today - 5, false, &id, &s->err));
    struct bl_promise done;
    STEP(s, "d", bl_promise_done(s->store, id, BL_NO_DAY, &done, &s->arena, &s->err));
    struct bl_add import = {.edit = {.name = "Not in play"}};
    STEP(s, "a", bl_person_add(s->store, &import, &id, &s->err));
    OK(s, bl_store_asks(s->store, &asks, &s->err));
    assert_int_equal(asks.people, 9);
    assert_int_equal(asks.in_play, 8);
    assert_int_equal(asks.overdue, 1);
    assert_int_equal(asks.due_today, 1);
    assert_int_equal(asks.no_next, 3); /* Ben, Gus and Hal: Ada and Dan have a next step, the others rest */
    OK(s, bl_store_count(s->store, &people, &s->err));
    assert_int_equal(people, 9);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {
        TEST(worked_example_by_moment),
        TEST(worked_example_by_stage),
        TEST(worked_example_by_milestone),
        TEST(time_travel),
        TEST(there_and_back),
        TEST(late_entry),
        TEST(limits),
        TEST(asks),
    };
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
