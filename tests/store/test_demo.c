/* The demo is what most people see first: sixty people, a book that balances, nothing that cannot have happened, the same every time. */
#include "store/sandbox.h"

static void fill(struct sandbox *s) {
    OK(s, bl_demo_fill(s->store, &s->err));
}

static struct bl_person *everybody(struct sandbox *s, size_t *n) {
    struct bl_list_query query = {0};
    struct bl_list_page page;
    OK(s, bl_store_list(s->store, &query, &s->arena, &page, &s->err));
    *n = page.n;
    return page.rows;
}

static int64_t who(struct sandbox *s, const char *name) {
    struct bl_person *found;
    size_t n;
    OK(s, bl_store_who(s->store, name, &s->arena, &found, &n, &s->err));
    return found[0].id;
}

static void sixty_people(void **state) {
    struct sandbox *s = *state;
    struct bl_step_row *rows;
    size_t n;
    fill(s);
    struct bl_person *people = everybody(s, &n);
    assert_int_equal(n, 60);
    for (size_t i = 0; i < n; i++) {
        assert_non_null(people[i].company);
        assert_non_null(people[i].email);
        assert_non_null(strstr(people[i].email, ".example"));
        assert_non_null(people[i].source);
        for (size_t j = 0; j < i; j++) assert_string_not_equal(people[i].email, people[j].email);
    }
    OK(s, bl_step_list(s->store, 0, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].name, "demo");
    assert_int_equal(rows[0].at_ms, bl_store_now(s->store).ms);
    /* The clock is back, and one undo takes all of it. */
    assert_int_equal(bl_store_now(s->store).today, bl_day_of(2026, 11, 21));
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    int64_t left = -1;
    OK(s, bl_store_count(s->store, &left, &s->err));
    assert_int_equal(left, 0);
}

static void refuses_company(void **state) {
    struct sandbox *s = *state;
    sandbox_add(s, "Real Person", BL_NO_DAY);
    assert_int_equal(bl_demo_fill(s->store, &s->err), BL_REFUSED);
    assert_non_null(strstr(s->err.hint, "demo"));
    int64_t people;
    OK(s, bl_store_count(s->store, &people, &s->err));
    assert_int_equal(people, 1);
}

/* Every state of both tracks is lived in, and the picture is a bowtie: broad, a knot, broader again. */
static void every_state_is_populated(void **state) {
    struct sandbox *s = *state;
    int64_t stage[BL_STATES + 1];
    int64_t moment[BL_STATES + 1];
    fill(s);
    OK(s, bl_store_stock(s->store, BL_LENS_STAGE, bl_store_now(s->store).today, stage, &s->err));
    OK(s, bl_store_stock(s->store, BL_LENS_MOMENT, bl_store_now(s->store).today, moment, &s->err));
    int64_t total = 0;
    for (int state_of = 1; state_of < BL_STATES; state_of++) {
        if (stage[state_of] == 0) fail_msg("nobody in %s", bl_track_name(BL_STAGE, state_of));
        if (moment[state_of] == 0 && state_of != BL_RANK_MAX) fail_msg("nobody in %s", bl_track_name(BL_MOMENT, state_of));
        total += stage[state_of];
    }
    assert_int_equal(total, 60);
    assert_true(stage[BL_AWARENESS] > stage[BL_EDUCATION]);
    assert_true(stage[BL_EDUCATION] > stage[BL_SELECTION]);
    assert_true(stage[BL_SELECTION] > stage[BL_COMMITMENT]);
    assert_true(stage[BL_ONBOARDING] > stage[BL_COMMITMENT]);
    assert_true(stage[BL_GROWTH] >= 3);
}

static void check_entries(struct sandbox *s, const struct bl_person *p, bl_day today) {
    struct bl_entry *entries;
    size_t n;
    OK(s, bl_store_entries(s->store, p->id, &s->arena, &entries, &n, &s->err));
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        const struct bl_entry *e = &entries[i];
        bl_day recorded = (bl_day)(e->recorded_ms / 86400000);
        if (e->stage_from == e->stage_to && e->moment_from == e->moment_to)
            fail_msg("%s: the %s of %d moves nothing", p->name, bl_act_name(e->act), e->day);
        assert_int_equal(e->voided_by, 0);
        assert_true(e->day <= today);
        assert_true(bl_day_weekday(e->day) < 5);
        assert_true(e->recorded_ms < bl_store_now(s->store).ms);
        assert_true(recorded - e->day <= 1 && e->day - recorded <= 1);
        if (e->act == BL_ACT_CLOSE) assert_true(e->why && e->why[0]);
    }
    assert_int_equal(entries[0].day, p->created_on);
}

static void check_promises(struct sandbox *s, const struct bl_person *p, bl_day today) {
    struct bl_promise *promises;
    size_t n;
    OK(s, bl_store_promises(s->store, p->id, false, &s->arena, &promises, &n, &s->err));
    for (size_t i = 0; i < n; i++) {
        const struct bl_promise *promise = &promises[i];
        assert_true(promise->text && promise->text[0]);
        assert_true(promise->made_on <= today && promise->made_on >= p->created_on);
        assert_true(promise->due == BL_NO_DAY || promise->due >= promise->made_on);
        assert_true(promise->done_on == BL_NO_DAY || (promise->done_on <= today && promise->done_on >= promise->made_on));
        if (p->at.status >= BL_LOST && promise->done_on == BL_NO_DAY) fail_msg("%s left with a promise open", p->name);
    }
}

static void check_talks(struct sandbox *s, const struct bl_person *p, bl_day today) {
    struct bl_talk *talks;
    size_t n;
    OK(s, bl_store_talks(s->store, p->id, 0, &s->arena, &talks, &n, &s->err));
    for (size_t i = 0; i < n; i++) {
        assert_true(talks[i].text && talks[i].text[0]);
        assert_true(talks[i].day <= today && talks[i].day >= p->created_on);
        for (size_t q = 0; q < talks[i].quotes.n; q++) assert_true(talks[i].quotes.at[q][0]);
    }
}

/* A week without movement would be a dull first sight. */
static void check_week(struct sandbox *s, bl_day today) {
    struct bl_review review;
    for (int lens = BL_LENS_STAGE; lens <= BL_LENS_MOMENT; lens++) {
        OK(s, bl_store_review(s->store, (enum bl_lens)lens, today, 0, &s->arena, &review, &s->err));
        for (int st = 1; st < BL_STATES; st++) {
            const struct bl_stock *stock = &review.states[st];
            assert_int_equal(stock->open + stock->in - stock->out, stock->close);
        }
        assert_int_equal(review.total_close, 60);
        assert_true(review.movements[BL_KIND_NEW].n >= 1);
        assert_true(review.movements[BL_KIND_PARKED].n >= 1);
        assert_true(review.movements[BL_KIND_FORWARD].n + review.movements[BL_KIND_SKIPPED].n >= 1);
    }
}

/* On whichever weekday the demo is made, and across the turn of a year: everything lies where it can, and the week so far has movement. */
static void any_weekday_will_do(void **state) {
    struct sandbox *s = *state;
    for (int shift = 0; shift < 7; shift++) {
        bl_day today = bl_day_of(2027, 1, 4) + shift;
        struct bl_step_row *rows;
        size_t n;
        bl_store_set_now(s->store, (struct bl_now){today, ((int64_t)today * 24 + 12) * 3600000});
        fill(s);
        struct bl_person *people = everybody(s, &n);
        for (size_t i = 0; i < n; i++) {
            check_entries(s, &people[i], today);
            check_promises(s, &people[i], today);
            check_talks(s, &people[i], today);
        }
        check_week(s, today);
        sandbox_balanced(s);
        OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
        bl_arena_free(&s->arena);
    }
}

/* The people of the printed examples stand where the examples begin. */
static void maya_and_tom(void **state) {
    struct sandbox *s = *state;
    struct bl_person maya;
    struct bl_person tom;
    struct bl_promise *promises;
    size_t n;
    fill(s);
    OK(s, bl_store_person(s->store, who(s, "maya"), &s->arena, &maya, &s->err));
    OK(s, bl_store_person(s->store, who(s, "tom"), &s->arena, &tom, &s->err));
    assert_string_equal(maya.company, "Northwind");
    assert_int_equal(maya.at.stage, BL_EDUCATION);
    assert_int_equal(maya.at.moment, BL_ONE_TO_ONE);
    assert_int_equal(tom.at.stage, BL_EDUCATION);
    assert_int_equal(tom.at.moment, BL_ONE_TO_ONE);
    assert_int_equal(tom.referred_by, maya.id);
    assert_int_equal(maya.last_talk, tom.last_talk);
    assert_int_equal(tom.next.id, 0);
    OK(s, bl_store_promises(s->store, maya.id, true, &s->arena, &promises, &n, &s->err));
    assert_int_equal(n, 2);
    assert_string_equal(promises[0].text, "security answers");
    assert_true(promises[0].due < bl_store_now(s->store).today);
    assert_true(promises[0].talk > 0);
}

static void somebody_returned(void **state) {
    struct sandbox *s = *state;
    size_t n;
    int returned = 0;
    int conversations = 0;
    int64_t asked = 0;
    struct bl_asks asks;
    fill(s);
    struct bl_person *people = everybody(s, &n);
    for (size_t i = 0; i < n; i++) {
        returned += people[i].at.cycle == 2 && people[i].at.status == BL_ACTIVE;
        conversations += (int)people[i].talks;
        asked += people[i].next.id != 0;
    }
    assert_int_equal(returned, 1);
    assert_true(conversations >= 150);
    OK(s, bl_store_asks(s->store, &asks, &s->err));
    assert_int_equal(asks.people, 60);
    assert_true(asks.in_play < 60 && asks.in_play > 40);
    assert_true(asks.overdue >= 3 && asks.overdue <= 8);
    assert_true(asks.due_today >= 1);
    assert_true(asks.no_next >= 4 && asks.no_next <= 12);
    assert_true(asked > 30);
    assert_true(who(s, "José Núñez") != who(s, "陳美玲"));
}

static void same_every_time(void **state) {
    struct sandbox *s = *state;
    struct sandbox *other;
    fill(s);
    char *dump = sandbox_dump(s);
    assert_true(strlen(dump) > 40000);
    assert_int_equal(sandbox_setup((void **)&other), 0);
    fill(other);
    assert_string_equal(dump, sandbox_dump(other));
    sandbox_teardown((void **)&other);
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {
        CASE(sixty_people), CASE(refuses_company),   CASE(every_state_is_populated), CASE(any_weekday_will_do),
        CASE(maya_and_tom), CASE(somebody_returned), CASE(same_every_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
