/* UUIDv7: shape, order by time, repeatable runs, no collisions in a crowd. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bowline/uuid.h"

static void test_shape(void **state) {
    (void)state;
    struct bl_error err;
    struct bl_entropy entropy;
    char text[BL_UUID_TEXT];
    assert_int_equal(bl_entropy_open(1, &entropy, &err), BL_OK);
    for (int i = 0; i < 1000; i++) {
        struct bl_uuid uuid = bl_uuid7(0x0123456789AB, &entropy), back;
        bl_uuid_text(&uuid, text);
        assert_int_equal(strlen(text), 36);
        assert_memory_equal(text, "01234567-89ab-7", 15);
        assert_non_null(strchr("89ab", text[19]));
        assert_int_equal(bl_uuid_parse(text, &back, &err), BL_OK);
        assert_memory_equal(&uuid, &back, sizeof uuid);
    }
    struct bl_uuid early = bl_uuid7(-5, &entropy);
    assert_memory_equal(bl_uuid_text(&early, text), "00000000-0000-7", 15);
}

static void test_seeds(void **state) {
    (void)state;
    struct bl_error err;
    struct bl_entropy a, b, c, d;
    assert_int_equal(bl_entropy_open(7, &a, &err), BL_OK);
    assert_int_equal(bl_entropy_open(7, &b, &err), BL_OK);
    assert_int_equal(bl_entropy_open(0, &c, &err), BL_OK);
    assert_int_equal(bl_entropy_open(0, &d, &err), BL_OK);
    assert_int_equal(bl_entropy_next(&a), bl_entropy_next(&b));
    assert_int_not_equal(bl_entropy_next(&c), bl_entropy_next(&d));
    assert_int_not_equal(bl_entropy_next(&a), bl_entropy_next(&c));
}

static int compare(const void *a, const void *b) {
    return memcmp(a, b, sizeof(struct bl_uuid));
}

static void test_crowd(void **state) {
    (void)state;
    enum { N = 100000 };
    struct bl_error err;
    struct bl_entropy entropy;
    struct bl_uuid *all = calloc(N, sizeof *all);
    assert_non_null(all);
    assert_int_equal(bl_entropy_open(42, &entropy, &err), BL_OK);
    for (int i = 0; i < N; i++) all[i] = bl_uuid7(1000, &entropy);
    qsort(all, N, sizeof *all, compare);
    for (int i = 1; i < N; i++) assert_int_not_equal(compare(&all[i - 1], &all[i]), 0);
    free(all);
    struct bl_uuid before = bl_uuid7(1000, &entropy), after = bl_uuid7(1001, &entropy);
    assert_true(compare(&before, &after) < 0);
}

static void test_refused(void **state) {
    (void)state;
    struct bl_error err;
    struct bl_uuid out = {{9}};
    static const char *const bad[] = {"",
                                      "01234567-89ab-7000-8000-00000000000",
                                      "01234567-89ab-7000-8000-0000000000000",
                                      "0123456789ab-7000-8000-000000000000-",
                                      "g1234567-89ab-7000-8000-000000000000",
                                      "01234567-89ab-7000-8000",
                                      NULL};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(bl_uuid_parse(bad[i], &out, &err), BL_USAGE);
    assert_int_equal(out.at[0], 9);
    assert_int_equal(bl_uuid_parse("01234567-89AB-7000-8000-00000000000F", &out, &err), BL_OK);
    assert_int_equal(out.at[15], 15);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shape), cmocka_unit_test(test_seeds), cmocka_unit_test(test_crowd),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
}
