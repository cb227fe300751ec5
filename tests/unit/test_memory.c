/* Arena, buffer and the error record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bowline/memory.h"

static void test_arena_keeps_everything(void **state) {
    (void)state;
    struct bl_arena arena = {0};
    enum { N = 3000 };
    unsigned char *at[N];
    size_t size[N];
    for (size_t i = 0; i < N; i++) {
        size[i] = i % 97 == 0 ? i * 40 : i % 50;
        at[i] = bl_arena_alloc(&arena, size[i]);
        assert_non_null(at[i]);
        assert_int_equal((uintptr_t)at[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size[i]; k++)
            if (at[i][k]) fail_msg("piece %zu is not zeroed", i);
        memset(at[i], (int)(i % 251) + 1, size[i]);
    }
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < size[i]; k++)
            if (at[i][k] != i % 251 + 1) fail_msg("piece %zu was written over", i);
    assert_true(arena.used > 0);
    bl_arena_free(&arena);
    assert_int_equal(arena.used, 0);
    assert_string_equal(bl_arena_str(&arena, "again"), "again");
    bl_arena_free(&arena);
    bl_arena_free(&arena);
}

static void test_arena_refuses_the_impossible(void **state) {
    (void)state;
    struct bl_arena arena = {0};
    assert_null(bl_arena_alloc(&arena, SIZE_MAX));
    assert_null(bl_arena_alloc(&arena, SIZE_MAX / 2));
    assert_null(bl_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(bl_arena_copy(&arena, NULL, 3));
    assert_null(bl_arena_copy(&arena, "x", SIZE_MAX));
    assert_null(bl_arena_str(&arena, NULL));
    assert_string_equal(bl_arena_copy(&arena, "abcdef", 3), "abc");
    assert_string_equal(bl_arena_printf(&arena, "%d %s", 7, "days"), "7 days");
    assert_non_null(bl_arena_array(&arena, 0, 8));
    bl_arena_free(&arena);
}

static void test_buf_grows(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    assert_string_equal(bl_buf_text(&buf), "");
    bl_buf_str(&buf, NULL);
    bl_buf_str(&buf, "one");
    bl_buf_chr(&buf, ' ');
    bl_buf_addf(&buf, "%03d", 7);
    bl_buf_fill(&buf, '-', 3);
    bl_buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.len, 13);
    assert_memory_equal(buf.data, "one 007---a\0b", 14);
    bl_buf_cut(&buf, 3);
    assert_string_equal(bl_buf_text(&buf), "one");
    bl_buf_cut(&buf, 30);
    assert_int_equal(buf.len, 3);
    for (int i = 0; i < 10000; i++) bl_buf_addf(&buf, "%d,", i);
    assert_int_equal(buf.len, 3 + 10 * 2 + 90 * 3 + 900 * 4 + 9000 * 5);
    assert_string_equal(buf.data + buf.len - 5, "9999,");
    assert_false(buf.failed);
}

static void test_buf_remembers_failure(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    bl_buf_str(&buf, "kept");
    bl_buf_fill(&buf, 'x', SIZE_MAX - 4);
    assert_true(buf.failed);
    bl_buf_str(&buf, "dropped");
    assert_string_equal(bl_buf_text(&buf), "kept");
}

static void test_errors(void **state) {
    (void)state;
    struct bl_error err;
    assert_int_equal(bl_fail(&err, BL_USAGE, "column %d", 3), BL_USAGE);
    assert_int_equal(err.status, BL_USAGE);
    bl_hint(&err, "write %s", "3");
    bl_fail(&err, BL_FAILED, "people.csv: %s", err.text); /* wraps itself */
    assert_string_equal(err.text, "people.csv: column 3");
    assert_string_equal(err.hint, "");
    char lots[2000];
    memset(lots, 'x', sizeof lots);
    lots[sizeof lots - 1] = '\0';
    for (size_t i = 0; i + 1 < sizeof lots - 1; i += 2) memcpy(lots + i, "\xC3\xA9", 2);
    bl_fail(&err, BL_FAILED, ".%s", lots);
    assert_true(strlen(err.text) < sizeof err.text && strlen(err.text) > sizeof err.text - 4);
    assert_int_equal((unsigned char)err.text[strlen(err.text) - 1], 0xA9); /* never half a character */
    bl_hint(&err, "%s", lots);
    assert_true(strlen(err.hint) < sizeof err.hint);
    assert_int_equal((unsigned char)err.hint[strlen(err.hint) - 1], 0xA9);
    assert_int_equal(bl_nomem(&err), BL_NOMEM);
}

static void test_exit_codes(void **state) {
    (void)state;
    static const int want[] = {
        [BL_OK] = 0,      [BL_FAILED] = 1, [BL_REFUSED] = 1, [BL_USAGE] = 2, [BL_NOT_FOUND] = 3,    [BL_AMBIGUOUS] = 4,
        [BL_REJECTS] = 5, [BL_BUSY] = 1,   [BL_CORRUPT] = 1, [BL_NOMEM] = 1, [BL_INTERRUPTED] = 130};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) assert_int_equal(bl_status_exit((enum bl_status)i), want[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_keeps_everything),
        cmocka_unit_test(test_arena_refuses_the_impossible),
        cmocka_unit_test(test_buf_grows),
        cmocka_unit_test(test_buf_remembers_failure),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_exit_codes),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
