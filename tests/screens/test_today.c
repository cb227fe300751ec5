/* Today and the map as used: each need settled by its key, rows that go when they are settled, snoozing, rest after a lapse, numbers that are lists. */
#include "begin.h"

static void test_a_promise_is_settled_by_its_key(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage, 24, 80);
    keys(&stage, "3");
    shows(&stage, "overdue 1");
    shows(&stage, "“send deck”, 4 days overdue");
    shows(&stage, "do it, or name a new day");
    keys(&stage, "d");
    shows(&stage, "done: send deck");
    hides(&stage, "days overdue");
    keys(&stage, "u");
    shows(&stage, "“send deck”, 4 days overdue");
    stage_end(&stage);
}

static void test_a_next_step_takes_somebody_off(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage, 24, 80);
    keys(&stage, "3jj");
    shows(&stage, "▌ Tom Reed");
    shows(&stage, "without a next step 5");
    keys(&stage, "ncall him<tab>fri<enter>");
    shows(&stage, "promise to Tom Reed");
    hides(&stage, "▌ Tom Reed");
    shows(&stage, "without a next step 4");
    keys(&stage, "<enter>");
    shows(&stage, "no. 4 · since"); /* the page of who stands there now */
    keys(&stage, "<esc>");
    shows(&stage, "3 Today");
    stage_end(&stage);
}

static void test_snooze_asks_for_a_day_ahead(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage, 24, 80);
    keys(&stage, "3z<enter>");
    shows(&stage, "until when?");
    keys(&stage, "yesterday<enter>");
    shows(&stage, "until when?");
    keys(&stage, "<esc>z1w<tab>on holiday<enter>");
    shows(&stage, "snooze Maya Chen: until");
    hides(&stage, "send deck");
    keys(&stage, "G");
    shows(&stage, "1 resting until their day");
    keys(&stage, "<enter>");
    shows(&stage, "/ snoozed:yes");
    shows(&stage, "Maya Chen");
    keys(&stage, "u3");
    shows(&stage, "send deck");
    stage_end(&stage);
}

static void test_after_a_lapse(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage, 24, 80);
    stage.now.today += 23;
    tick(&stage, (int64_t)23 * 86400000);
    keys(&stage, "3");
    shows(&stage, "nothing was written for 23 days");
    shows(&stage, "2 more can wait");
    keys(&stage, "A");
    hides(&stage, "can wait");
    shows(&stage, "gone quiet");
    keys(&stage, "A");
    shows(&stage, "can wait");
    keys(&stage, "Z");
    shows(&stage, "2 resting");
    keys(&stage, "Z");
    shows(&stage, "few enough");
    keys(&stage, "<esc>u3");
    shows(&stage, "2 more can wait");
    stage_end(&stage);
}

static void test_map_numbers_are_lists(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage, 24, 80);
    keys(&stage, "4");
    shows(&stage, "3 in awareness now");
    keys(&stage, "<enter>");
    shows(&stage, "/ stage:awareness");
    shows(&stage, "3 of 9");
    keys(&stage, "4lljjjj");
    shows(&stage, "0 of 1 in selection were at outcomes; 1 passed it over");
    keys(&stage, "<enter>");
    shows(&stage, "/ stage:selection visited:outcomes");
    shows(&stage, "Nobody fits");
    keys(&stage, "4G<enter>");
    shows(&stage, "/ stage:selection gap:outcomes");
    shows(&stage, "Maya Chen");
    shows(&stage, "1 of 9");
    stage_end(&stage);
}

static void test_map_logs_the_talk_that_is_missing(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage, 24, 80);
    keys(&stage, "4Gc");
    shows(&stage, "@Maya.Chen +outcomes");
    keys(&stage, "call today -- agreed on june<enter>");
    shows(&stage, "No gaps");
    keys(&stage, "u");
    shows(&stage, "1 in selection never had an outcomes talk");
    keys(&stage, "1");
    shows(&stage, "gap");
    stage_end(&stage);
}

/* Every cell and every gap can be reached and left again at any size. */
static void test_cursors_stay_inside(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}, {6, 20}, {3, 10}, {1, 1}, {60, 200}};
    struct stage stage;
    begin(&stage, 24, 80);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&stage, sizes[i][0], sizes[i][1]);
        keys(&stage, "4hhhllllllllljjjjjjjjjjjjkkkkkkkkkkkkkkgG3jjjjjjjjjjjjjjkkkkkkkkkkkkkkkgG");
        const struct app *app = &stage.session.app;
        assert_true(app->map.stage >= 1 && app->map.stage <= 7 && app->map.moment >= 0 && app->map.moment <= 6);
        assert_true(app->today.at < app->today.data->line_count);
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        (void)screen(&stage, &out);
    }
    stage_end(&stage);
}

static void test_empty_book(void **state) {
    (void)state;
    struct stage stage;
    begin_empty(&stage, 24, 80);
    keys(&stage, "3");
    shows(&stage, "a adds a person");
    keys(&stage, "jk<enter>d4jjjjjjjjj<enter>");
    shows(&stage, "Nobody");
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_promise_is_settled_by_its_key),
        cmocka_unit_test(test_a_next_step_takes_somebody_off),
        cmocka_unit_test(test_snooze_asks_for_a_day_ahead),
        cmocka_unit_test(test_after_a_lapse),
        cmocka_unit_test(test_map_numbers_are_lists),
        cmocka_unit_test(test_map_logs_the_talk_that_is_missing),
        cmocka_unit_test(test_cursors_stay_inside),
        cmocka_unit_test(test_empty_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
