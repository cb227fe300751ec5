/* Today: each need by its rule, the same people through the filter; the few after a lapse; snoozing and its undo. */
#include "store/sandbox.h"

enum { TODAY_MONTH = 11, TODAY_DAY = 21 };

static int64_t person_at(struct sandbox *s, const char *name, int stage, int moment, bl_day since) {
    int64_t id = 0;
    struct bl_add add = {.edit = {.name = name}, .stage = stage, .moment = moment, .day = since, .by_hand = true};
    STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    return id;
}

static void talk(struct sandbox *s, int64_t id, bl_day day) {
    struct bl_logged done;
    struct bl_log log = {.people = {&id, 1}, .day = day, .text = "hello"};
    STEP(s, "log", bl_talk_log(s->store, &log, &s->arena, &done, &s->err));
}

static void owe(struct sandbox *s, int64_t id, const char *text, bl_day due, bool theirs) {
    int64_t promise = 0;
    STEP(s, "next", bl_promise_add(s->store, id, text, due, theirs, &promise, &s->err));
}

static struct bl_today today(struct sandbox *s, bool all) {
    struct bl_today out;
    OK(s, bl_store_today(s->store, 20, all, &s->arena, &out, &s->err));
    return out;
}

static const struct bl_today_row *row_of(const struct bl_today *today, int64_t id) {
    for (size_t i = 0; i < today->n; i++)
        if (today->rows[i].person.id == id) return &today->rows[i];
    return NULL;
}

static int64_t matching(struct sandbox *s, const char *text) {
    struct bl_filter filter;
    struct bl_ids ids;
    OK(s, bl_filter_parse(text, bl_store_now(s->store).today, (struct bl_strs){0}, &s->arena, &filter, &s->err));
    OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
    return (int64_t)ids.n;
}

static bl_day ago(int days) {
    return sandbox_day(TODAY_MONTH, TODAY_DAY) - days;
}

static void each_need_by_its_rule(void **state) {
    struct sandbox *s = *state;
    int64_t late = person_at(s, "Late", 3, 3, ago(5)), due = person_at(s, "Due", 3, 3, ago(5)), old = person_at(s, "Old", 3, 3, ago(31));
    int64_t fine = person_at(s, "Fine", 3, 4, ago(30)), still = person_at(s, "Still", 2, 2, ago(40)),
            bare = person_at(s, "Bare", 1, 1, ago(2));
    int64_t moment = person_at(s, "Moment", 1, 1, ago(22)), grown = person_at(s, "Grown", 7, 6, ago(900));
    int64_t all[] = {late, due, old, fine, moment, grown, bare};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) talk(s, all[i], ago(1));
    talk(s, still, ago(31));
    owe(s, late, "send deck", ago(3), false);
    owe(s, due, "answers", ago(0), true);
    owe(s, old, "call", ago(-4), false);
    owe(s, fine, "call", ago(-4), false);
    owe(s, still, "call", BL_NO_DAY, false);
    owe(s, moment, "call", ago(-4), false);
    owe(s, grown, "story", ago(-4), false);
    struct bl_today t = today(s, false);
    assert_int_equal(t.total, 6);
    assert_int_equal(row_of(&t, late)->need, BL_NEED_OVERDUE);
    assert_string_equal(row_of(&t, late)->why, "“send deck”, 3 days overdue");
    assert_int_equal(row_of(&t, due)->need, BL_NEED_DUE);
    assert_string_equal(row_of(&t, due)->why, "theirs: “answers”, due today");
    assert_int_equal(row_of(&t, old)->need, BL_NEED_STALE);
    assert_string_equal(row_of(&t, old)->why, "31 days in selection (limit 30)");
    assert_int_equal(row_of(&t, moment)->need, BL_NEED_STALE);
    assert_string_equal(row_of(&t, moment)->why, "22 days at connect (limit 21)");
    assert_int_equal(row_of(&t, still)->need, BL_NEED_QUIET);
    assert_string_equal(row_of(&t, still)->why, "last talk 31 days ago");
    assert_int_equal(row_of(&t, bare)->need, BL_NEED_NO_NEXT);
    assert_null(row_of(&t, fine)); /* on the limit is not beyond it */
    assert_null(row_of(&t, grown));
    assert_int_equal(t.rows[0].person.id, late); /* what was promised comes first */
    assert_int_equal(matching(s, "overdue:yes"), 1);
    assert_int_equal(matching(s, "next:today"), 1);
    assert_int_equal(matching(s, "stale:yes"), 2);
    assert_int_equal(matching(s, "stale:stage"), 1);
    assert_int_equal(matching(s, "stale:moment"), 2); /* one to one for 31 days, connect for 22 */
    assert_int_equal(matching(s, "stale:no"), 6);
    assert_int_equal(matching(s, "quiet:yes"), 1);
}

/* Bits of needs and filters agree for everybody, whatever the combination. */
static void filters_agree(void **state) {
    struct sandbox *s = *state;
    struct bl_recorded done;
    int64_t count[BL_NEEDS] = {0};
    for (int i = 0; i < 84; i++) {
        int64_t id = person_at(s, "Somebody", 1 + i % 7, 1 + i % 6, ago(i * 3 % 100));
        if (i % 3 == 0) talk(s, id, ago(i % 50));
        if (i % 4 == 0) owe(s, id, "x", ago(i % 9 - 4), i % 8 == 0);
        struct bl_record park = {.act = BL_ACT_PARK, .day = BL_NO_DAY, .until = ago(i % 11 - 5)};
        if (i % 10 == 0) STEP(s, "park", bl_entry_record(s->store, id, &park, &done, &s->err));
    }
    struct bl_today t = today(s, false);
    OK(s, bl_store_today(s->store, 200, false, &s->arena, &t, &s->err));
    for (size_t i = 0; i < t.n; i++)
        for (int need = 0; need < BL_NEEDS; need++) count[need] += (t.rows[i].needs >> need) & 1;
    for (int need = 0; need < BL_NEEDS; need++) {
        assert_int_equal(count[need], matching(s, bl_need_filter((enum bl_need)need)));
        assert_true(count[need] > 0);
    }
    assert_int_equal(t.n, t.total);
    struct bl_asks asks;
    OK(s, bl_store_asks(s->store, &asks, &s->err));
    assert_int_equal(asks.quiet, count[BL_NEED_QUIET]);
    assert_int_equal(asks.no_next, count[BL_NEED_NO_NEXT]);
}

static void few_of_many_are_the_right_ones(void **state) {
    struct sandbox *s = *state;
    for (int i = 0; i < 30; i++) (void)person_at(s, "Somebody", 1, 1, ago(2 + i % 15));
    struct bl_today t;
    OK(s, bl_store_today(s->store, 4, false, &s->arena, &t, &s->err));
    assert_int_equal(t.n, 4);
    assert_int_equal(t.counts[BL_NEED_NO_NEXT], 30);
    for (size_t i = 0; i < t.n; i++) assert_int_equal(t.rows[i].person.at.opened_on, ago(i < 2 ? 16 : 15));
}

static void later(struct sandbox *s, int days) {
    struct bl_now now = bl_store_now(s->store);
    now.today += days;
    now.ms += (int64_t)days * 86400000;
    bl_store_set_now(s->store, now);
}

static void after_a_lapse_the_few(void **state) {
    struct sandbox *s = *state;
    int64_t n = 0;
    for (int i = 0; i < 20; i++) (void)person_at(s, "Crowd", 1, 1, ago(2));
    int64_t knot = person_at(s, "Knot", 4, 4, ago(2)), choosing = person_at(s, "Choosing", 3, 3, ago(2));
    later(s, 13);
    assert_int_equal(today(s, false).away, 0);
    later(s, 1);
    struct bl_today t = today(s, false);
    assert_int_equal(t.away, 14);
    assert_int_equal(t.n, BL_TODAY_FEW);
    assert_int_equal(t.total, 22);
    assert_int_equal(t.rows[0].person.id, knot);
    assert_int_equal(t.rows[1].person.id, choosing);
    t = today(s, true);
    assert_int_equal(t.n, 21); /* the knot is stale by now; the others as if nobody had been away: as many as were asked for */
    char *before = sandbox_dump(s);
    STEP(s, "rest", bl_today_rest(s->store, bl_store_now(s->store).today + 7, "away", &n, &s->err));
    assert_int_equal(n, 17);
    t = today(s, false);
    assert_int_equal(t.away, 14); /* what was written in this sitting does not end it */
    assert_int_equal(t.total, 5);
    assert_int_equal(t.resting, 17);
    assert_int_equal(matching(s, "snoozed:yes"), 17);
    struct bl_step_row *rows;
    size_t count = 0;
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &count, &s->err));
    assert_string_equal(before, sandbox_dump(s));
    later(s, 1);
    OK(s, bl_redo(s->store, 1, &s->arena, &rows, &count, &s->err));
    later(s, 7);
    assert_int_equal(today(s, false).resting, 0); /* the day is reached */
    assert_int_equal(today(s, true).total, 22);
}

static void snooze_needs_a_day_ahead(void **state) {
    struct sandbox *s = *state;
    int64_t id = person_at(s, "Maya", 3, 3, ago(60));
    struct bl_snooze snooze;
    bool was = false;
    OK(s, bl_step_begin(s->store, false, &s->err));
    assert_int_equal(bl_snooze_set(s->store, id, ago(0), "x", &s->err), BL_USAGE);
    assert_int_equal(bl_snooze_set(s->store, 77, ago(-3), "x", &s->err), BL_NOT_FOUND);
    OK(s, bl_snooze_set(s->store, id, ago(-3), "on holiday", &s->err));
    OK(s, bl_step_commit(s->store, "snooze", NULL, &s->err));
    assert_int_equal(today(s, true).total, 0);
    assert_int_equal(today(s, true).resting, 1);
    assert_int_equal(matching(s, "stale:yes"), 1); /* the figures do not know of it */
    OK(s, bl_store_snooze(s->store, id, &s->arena, &snooze, &s->err));
    assert_int_equal(snooze.until, ago(-3));
    assert_string_equal(snooze.why, "on holiday");
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_snooze_end(s->store, id, &was, &s->err));
    OK(s, bl_step_commit(s->store, "wake", NULL, &s->err));
    assert_true(was);
    assert_int_equal(today(s, true).total, 1);
}

/* What is suggested rests on facts: a gap before what merely grows old. */
static void suggestions(void **state) {
    struct sandbox *s = *state;
    int64_t passed = person_at(s, "Passed", 3, 3, ago(40)), at_it = person_at(s, "At it", 3, 4, ago(40));
    struct bl_recorded done;
    struct bl_record back = {.act = BL_ACT_MOVE, .moment = 3, .day = ago(39), .until = BL_NO_DAY};
    STEP(s, "back", bl_entry_record(s->store, at_it, &back, &done, &s->err));
    struct bl_today t = today(s, false);
    assert_string_equal(row_of(&t, passed)->because, "in selection, but they never had an outcomes talk");
    assert_string_equal(row_of(&t, passed)->move, "ask by when they need it, and what if not");
    assert_string_equal(row_of(&t, at_it)->because, "in selection, at one to one for long");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {TEST(each_need_by_its_rule),          TEST(filters_agree),
                                       TEST(few_of_many_are_the_right_ones), TEST(after_a_lapse_the_few),
                                       TEST(snooze_needs_a_day_ahead),       TEST(suggestions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
