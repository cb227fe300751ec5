/* Side states stand behind the ranks of a lens, whatever their number. */
#include "bowline/review.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sides_follow_the_ranks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
