/* The pure parts of the review: where a side state stands, conversion, survival, limits and percentages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bowline/review.h"

static void test_sides_follow_the_ranks(void **unused) {
    (void)unused;
    struct bl_review review = {.lens = BL_LENS_STAGE};
    for (int side = BL_PARKED; side <= BL_CHURNED; side++) {
        assert_int_equal(bl_review_side(BL_LENS_STAGE, side), side);
        assert_int_equal(bl_review_side(BL_LENS_MOMENT, side), side);
        assert_int_equal(bl_review_side(BL_LENS_MILESTONE, side), BL_MILESTONES + 1 + side - BL_PARKED);
        assert_true((size_t)bl_review_side(BL_LENS_MILESTONE, side) < sizeof review.states / sizeof review.states[0]);
    }
}

enum { DAYS = 365, NOW = 1000 };

static struct bl_time measure(const int (*stays)[3], size_t n) { /* days, did it end, in a higher rank */
    static int64_t ended[DAYS], advanced[DAYS], still[DAYS];
    struct bl_lengths lengths = {DAYS, ended, advanced, still};
    struct bl_window window = {NOW, DAYS};
    struct bl_time time = {0};
    for (int i = 0; i < DAYS; i++) ended[i] = advanced[i] = still[i] = 0;
    for (size_t i = 0; i < n; i++)
        bl_lengths_add(&lengths, &window, NOW - stays[i][0] - (stays[i][1] ? 5 : 0), stays[i][1] ? NOW - 5 : BL_NO_DAY, stays[i][2], 1);
    bl_survival(&lengths, &time);
    return time;
}

/* one_to_one of the worked example: those still there make it 14 where the finished stays alone say 13. */
static void test_those_still_there_count(void **unused) {
    (void)unused;
    static const int stays[][3] = {{12, 1, 1}, {14, 1, 1}, {14, 1, 1}, {10, 1, 0}, {41, 0, 0}, {4, 0, 0}, {3, 0, 0}};
    struct bl_time time = measure(stays, 7);
    assert_int_equal(time.median, 14);
    assert_int_equal(time.stays, 7);
    assert_int_equal(time.open, 3);
    assert_int_equal(time.longest, 41);
    assert_true(time.advance > 0.6 - 1e-9 && time.advance < 0.6 + 1e-9);
}

static void test_median_at_ties(void **unused) {
    (void)unused;
    /* Nothing there, and nobody who left. */
    struct bl_time time = measure(NULL, 0);
    assert_int_equal(time.median, BL_NO_DAYS);
    assert_int_equal(time.longest, BL_NO_DAYS);
    assert_true(time.advance < 0);
    static const int one[][3] = {{13, 0, 0}};
    time = measure(one, 1);
    assert_int_equal(time.median, BL_NO_DAYS);
    assert_true(time.advance >= 0 && time.advance <= 0);
    /* On one day an exit comes before somebody who is only known to be there so long: S is exactly one half. */
    static const int tie[][3] = {{7, 1, 0}, {7, 0, 0}};
    assert_int_equal(measure(tie, 2).median, 7);
    /* Products of fractions that are one half, and are not in doubles: (n − 1)/n from 2m down to m. */
    for (int m = 1; m <= 60; m++) {
        static int many[120][3];
        for (int i = 0; i < 2 * m; i++) many[i][0] = i + 1, many[i][1] = 1, many[i][2] = 0;
        assert_int_equal(measure((const int(*)[3])many, (size_t)(2 * m)).median, m);
    }
    static const int days[][3] = {{0, 1, 1}, {0, 1, 0}, {28, 1, 1}, {29, 1, 1}}; /* a stay of no days is one; the 28th day still counts */
    time = measure(days, 4);
    assert_int_equal(time.median, 0);
    assert_true(time.advance > 0.5 - 1e-9 && time.advance < 0.5 + 1e-9);
}

static void test_window(void **unused) {
    (void)unused;
    int64_t ended[3] = {0}, advanced[3] = {0}, still[3] = {0};
    struct bl_lengths lengths = {3, ended, advanced, still};
    struct bl_window window = {NOW, 3};
    bl_lengths_add(&lengths, &window, NOW - 3, NOW - 2, true, 1);    /* began too early */
    bl_lengths_add(&lengths, &window, NOW + 1, BL_NO_DAY, false, 1); /* not yet */
    bl_lengths_add(&lengths, &window, NOW - 2, NOW + 1, true, 4);    /* has not ended yet */
    bl_lengths_add(&lengths, &window, NOW - 2, NOW, true, 2);
    assert_int_equal(still[2], 4);
    assert_int_equal(ended[2], 2);
    assert_int_equal(advanced[2], 2);
    assert_int_equal(ended[0] + ended[1] + still[0] + still[1], 0);
}

static void test_conversion(void **unused) {
    (void)unused;
    struct bl_conversion rows[6] = {{0}};
    struct bl_window window = {NOW, DAYS};
    const struct bl_pass passes[] = {
        {BL_PASS_REACHED, 3, NOW - 28, NOW - 28, 10},  {BL_PASS_REACHED, 3, NOW - 27, NOW - 27, 2},
        {BL_PASS_REACHED, 3, NOW - 365, NOW - 365, 9},                                              /* too long ago */
        {BL_PASS_ADVANCED, 3, NOW - 28, NOW, 3},       {BL_PASS_ADVANCED, 3, NOW - 28, NOW + 1, 1}, /* after the day */
        {BL_PASS_LEFT, 3, NOW - 28, NOW - 1, 2},       {BL_PASS_PARKED, 3, NOW - 28, NOW - 9, 2},
        {BL_PASS_UNPARKED, 3, NOW - 28, NOW - 1, 1},   {BL_PASS_ADVANCED, 3, NOW - 27, NOW - 1, 1},
        {BL_PASS_REACHED, 7, NOW - 1, NOW - 1, 5}, /* nothing follows the last rank */
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) bl_conversion_add(rows, 7, &window, &passes[i]);
    bl_conversion_end(rows, 7);
    const struct bl_conversion *r = &rows[2];
    assert_int_equal(r->from, 3);
    assert_int_equal(r->to, 4);
    assert_int_equal(r->reached, 12);
    assert_int_equal(r->advanced, 4);
    assert_int_equal(r->left, 2);
    assert_int_equal(r->parked, 1);
    assert_int_equal(r->open, 5);
    assert_int_equal(r->of, 10);
    assert_int_equal(r->in_time, 3);
    assert_int_equal(r->immature, 2);
    assert_int_equal(rows[5].reached, 0);
}

static void test_limits_and_percentages(void **unused) {
    (void)unused;
    struct bl_time few = {.stays = 5, .open = 3, .median = 40}, enough = {.stays = 5, .open = 2, .median = 20},
                   quick = {.stays = 9, .median = 1}, none = {.stays = 9, .open = 5, .median = BL_NO_DAYS};
    assert_int_equal(bl_stale_limit(BL_STAGE, BL_SELECTION, &few, BL_NO_DAYS), 30);
    assert_int_equal(bl_stale_limit(BL_STAGE, BL_SELECTION, &few, 12), 12);
    assert_int_equal(bl_stale_limit(BL_STAGE, BL_SELECTION, &enough, 12), 40);
    assert_int_equal(bl_stale_limit(BL_STAGE, BL_SELECTION, &quick, 12), 7);
    assert_int_equal(bl_stale_limit(BL_STAGE, BL_SELECTION, &none, 12), 12);
    assert_int_equal(bl_stale_limit(BL_STAGE, BL_GROWTH, &enough, 12), BL_NO_DAYS);
    assert_int_equal(bl_stale_limit(BL_STAGE, BL_UTILIZATION, &enough, 12), BL_NO_DAYS);
    assert_int_equal(bl_stale_limit(BL_MOMENT, BL_BADASS, &enough, 12), BL_NO_DAYS);
    assert_int_equal(bl_stale_limit(BL_MOMENT, BL_EDUCATE, NULL, BL_NO_DAYS), 30);
    assert_int_equal(bl_percent_tenths(7, 8), 875);
    assert_int_equal(bl_percent_tenths(5, 8), 625);
    assert_int_equal(bl_percent_tenths(1, 16), 63); /* 6.25: half goes up */
    assert_int_equal(bl_percent_tenths(2, 3), -1);
    assert_int_equal(bl_percent_tenths(0, 0), -1);
    assert_int_equal(bl_percent_tenths(5, 5), 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sides_follow_the_ranks),
        cmocka_unit_test(test_those_still_there_count),
        cmocka_unit_test(test_median_at_ties),
        cmocka_unit_test(test_window),
        cmocka_unit_test(test_conversion),
        cmocka_unit_test(test_limits_and_percentages),
    };
    return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
