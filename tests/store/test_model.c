/* The review against a slow model of its own: random histories, replayed here by hand from what was recorded, every figure counted person by person.
 * The seed is fixed; a failure names the round and the day. */
#include "store/chance.h"
#include "store/sandbox.h"

enum { PEOPLE = 14, ROUNDS = 12, DEEDS = 160, SPAN = 45 };

/* One random act; what the rules refuse is rolled back and forgotten. */
static bool act(struct sandbox *s, struct random *r, bl_day first) {
    struct bl_record record = {
        .act = (enum bl_act)(BL_ACT_MOVE + pick(r, 5)), .day = first + pick(r, SPAN), .until = BL_NO_DAY, .why = "because"};
    static const int sides[] = {BL_LOST, BL_DISQUALIFIED, BL_CHURNED};
    struct bl_recorded done;
    struct bl_error err;
    if (pick(r, 3)) record.act = BL_ACT_MOVE;
    if (record.act == BL_ACT_MOVE || record.act == BL_ACT_REOPEN) {
        record.stage = pick(r, 8);
        record.moment = pick(r, 7);
        if (!record.stage && !record.moment) record.stage = 1 + pick(r, 7);
    }
    if (record.act == BL_ACT_PARK) record.until = record.day + 10;
    if (record.act == BL_ACT_CLOSE) record.side = sides[pick(r, 3)];
    OK(s, bl_step_begin(s->store, false, &s->err));
    enum bl_status status = bl_entry_record(s->store, 1 + pick(r, PEOPLE), &record, &done, &err);
    if (status != BL_OK && status != BL_REFUSED) fail_msg("%s", err.text);
    if (status == BL_OK)
        OK(s, bl_step_commit(s->store, "act", NULL, &s->err));
    else
        bl_step_rollback(s->store);
    return status == BL_OK;
}

/* ---- the slow model ---- */

struct move {
    int64_t person;
    bl_day day;
    int from[2], to[2]; /* stage, moment */
};
struct model {
    struct move moves[PEOPLE * DEEDS];
    size_t n;
};

/* Rule by rule as the definitions have it: what an act makes of where somebody stands. */
static void replay(struct model *m, const struct bl_entry *entries, size_t n) {
    int status = 0, at[2] = {0, 0};
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        const struct bl_entry *e = &entries[i];
        if (e->voided_by) continue;
        struct move *move = &m->moves[m->n++];
        *move = (struct move){.person = e->person, .day = e->day};
        for (int t = 0; t < 2; t++) move->from[t] = !begun ? 0 : status ? status : at[t];
        begun = true;
        if (e->act == BL_ACT_PARK || e->act == BL_ACT_CLOSE)
            status = e->side;
        else {
            status = 0;
            if (e->stage) at[0] = e->stage;
            if (e->moment) at[1] = e->moment;
        }
        for (int t = 0; t < 2; t++) move->to[t] = status ? status : at[t];
    }
}

static int place(enum bl_lens lens, int state) {
    if (state > BL_RANK_MAX) return bl_review_side(lens, state);
    return lens == BL_LENS_MILESTONE && state ? bl_milestone_of(state) : state;
}

/* Where somebody stands at the end of a day, in the lens; 0 = not yet there. */
static int stands(const struct model *m, int64_t person, enum bl_lens lens, bl_day day) {
    int t = lens == BL_LENS_MOMENT, at = 0;
    for (size_t i = 0; i < m->n; i++)
        if (m->moves[i].person == person && m->moves[i].day <= day) at = place(lens, m->moves[i].to[t]);
    return at;
}

static int64_t flow_n(const struct bl_flow *flows, size_t n, int from, int to, const struct bl_flow **found) {
    *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (flows[i].from == from && flows[i].to == to) *found = &flows[i];
    return *found ? (*found)->n : 0;
}

static void assert_people(const struct bl_ids *ids, const bool who[PEOPLE + 1], const char *what, int round) {
    size_t at = 0;
    for (int64_t person = 1; person <= PEOPLE; person++) {
        if (!who[person]) continue;
        if (!ids || at >= ids->n || ids->at[at] != person) fail_msg("round %d: %s misses %lld", round, what, (long long)person);
        at++;
    }
    if (ids && at != ids->n) fail_msg("round %d: %s names %zu people, not %zu", round, what, ids->n, at);
}

static void compare_stock(const struct model *m, const struct bl_review *r, int round) {
    int64_t open[BL_STATES + 1] = {0}, close[BL_STATES + 1] = {0}, in[BL_STATES + 1] = {0}, out[BL_STATES + 1] = {0};
    int t = r->lens == BL_LENS_MOMENT;
    for (int64_t person = 1; person <= PEOPLE; person++) {
        open[stands(m, person, r->lens, r->from - 1)]++;
        close[stands(m, person, r->lens, r->to)]++;
    }
    for (size_t i = 0; i < m->n; i++) {
        const struct move *move = &m->moves[i];
        int from = place(r->lens, move->from[t]), to = place(r->lens, move->to[t]);
        if (move->day < r->from || move->day > r->to || from == to) continue;
        out[from]++;
        in[to]++;
    }
    for (int at = 1; at <= BL_STATES; at++) {
        const struct bl_stock *s = &r->states[at];
        if (s->open != open[at] || s->in != in[at] || s->out != out[at] || s->close != close[at])
            fail_msg("round %d, lens %d, place %d: %lld/%lld/%lld/%lld, not %lld/%lld/%lld/%lld", round, r->lens, at, (long long)s->open,
                     (long long)s->in, (long long)s->out, (long long)s->close, (long long)open[at], (long long)in[at], (long long)out[at],
                     (long long)close[at]);
    }
}

static void compare_flows(const struct model *m, const struct bl_review *r, int round) {
    int t = r->lens == BL_LENS_MOMENT;
    size_t pairs[2] = {0, 0};
    for (int from = 0; from <= BL_STATES; from++)
        for (int to = 1; to <= BL_STATES; to++) {
            bool gross[PEOPLE + 1] = {false}, net[PEOPLE + 1] = {false};
            int64_t moves = 0, people = 0;
            const struct bl_flow *found;
            for (size_t i = 0; i < m->n && from != to; i++) {
                const struct move *move = &m->moves[i];
                if (move->day < r->from || move->day > r->to || place(r->lens, move->from[t]) != from || place(r->lens, move->to[t]) != to)
                    continue;
                moves++;
                gross[move->person] = true;
            }
            for (int64_t person = 1; person <= PEOPLE; person++) {
                net[person] = stands(m, person, r->lens, r->from - 1) == from && stands(m, person, r->lens, r->to) == to;
                people += net[person];
            }
            assert_int_equal(flow_n(r->gross, r->gross_count, from, to, &found), moves);
            assert_people(found ? &found->ids : NULL, gross, "gross", round);
            assert_int_equal(flow_n(r->net, r->net_count, from, to, &found), people);
            assert_people(found ? &found->ids : NULL, net, "net", round);
            pairs[0] += moves > 0;
            pairs[1] += people > 0;
        }
    assert_int_equal(pairs[0], r->gross_count);
    assert_int_equal(pairs[1], r->net_count);
}

/* The kind of a move, by the words of R3. */
static enum bl_move_kind kind_of(int from, int to) {
    if (from == 0) return BL_KIND_NEW;
    if (to == BL_PARKED) return BL_KIND_PARKED;
    if (to == BL_LOST) return BL_KIND_LOST;
    if (to == BL_DISQUALIFIED) return BL_KIND_DISQUALIFIED;
    if (to == BL_CHURNED) return BL_KIND_CHURNED;
    if (from == BL_PARKED) return BL_KIND_RESUMED;
    if (from > BL_PARKED) return BL_KIND_RETURNED;
    return to < from ? BL_KIND_BACK : to == from + 1 ? BL_KIND_FORWARD : BL_KIND_SKIPPED;
}

static void compare_names(const struct model *m, const struct bl_review *r, int round) {
    int t = r->lens == BL_LENS_MOMENT;
    if (r->lens == BL_LENS_MILESTONE) return;
    for (int kind = 0; kind < BL_KINDS; kind++) {
        bool who[PEOPLE + 1] = {false};
        int64_t n = 0;
        for (size_t i = 0; i < m->n; i++) {
            const struct move *move = &m->moves[i];
            if (move->day < r->from || move->day > r->to || move->from[t] == move->to[t] ||
                (int)kind_of(move->from[t], move->to[t]) != kind)
                continue;
            n += !who[move->person];
            who[move->person] = true;
        }
        assert_int_equal(r->movements[kind].n, n);
        assert_people(&r->movements[kind].ids, who, bl_move_kind_name((enum bl_move_kind)kind), round);
    }
}

static void compare(struct sandbox *s, const struct model *m, bl_day day, int round) {
    for (int lens = 0; lens < BL_LENSES; lens++) {
        struct bl_review r;
        OK(s, bl_store_review(s->store, (enum bl_lens)lens, day, 0, &s->arena, &r, &s->err));
        compare_stock(m, &r, round);
        compare_flows(m, &r, round);
        compare_names(m, &r, round);
    }
}

static void read_model(struct sandbox *s, struct model *m) {
    m->n = 0;
    for (int64_t person = 1; person <= PEOPLE; person++) {
        struct bl_entry *entries;
        size_t n;
        OK(s, bl_store_entries(s->store, person, &s->arena, &entries, &n, &s->err));
        assert_true(m->n + n <= PEOPLE * DEEDS);
        replay(m, entries, n);
    }
}

static void random_histories(void **state) {
    struct sandbox *s = *state;
    bl_day first = sandbox_day(9, 20);
    struct model *m = calloc(1, sizeof *m);
    assert_non_null(m);
    int done = 0;
    struct random r = {88172645463325252u};
    for (int i = 0; i < PEOPLE; i++) {
        int64_t id;
        char name[32];
        snprintf(name, sizeof name, "Person %d", i + 1);
        struct bl_add add = {
            .edit = {.name = name}, .stage = 1 + pick(&r, 7), .moment = 1 + pick(&r, 6), .day = first + pick(&r, SPAN / 2)};
        STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < DEEDS / 8; i++) done += act(s, &r, first);
        read_model(s, m);
        for (int i = 0; i < 6; i++) compare(s, m, first - 3 + pick(&r, SPAN + 6), round);
        sandbox_balanced(s);
        bl_arena_free(&s->arena);
    }
    assert_true(done > ROUNDS * 4); /* the rules refuse many, not most of all */
    struct bl_step_row *rows;
    size_t n;
    while (done > 60) { /* and the book is right on the way back */
        OK(s, bl_undo(s->store, 13, &s->arena, &rows, &n, &s->err));
        done -= (int)n;
        read_model(s, m);
        for (int i = 0; i < 4; i++) compare(s, m, first + pick(&r, SPAN), -1);
        sandbox_balanced(s);
    }
    free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(random_histories, sandbox_setup, sandbox_teardown)};
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
