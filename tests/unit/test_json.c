/* The JSON writer: commas, lines, escapes, numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bowline/json.h"

static void test_shapes(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    struct bl_json json;
    const char *tags[] = {"a", "b"};
    bl_json_open(&json, &buf);
    bl_json_object(&json);
    bl_json_key(&json, "id");
    bl_json_int(&json, INT64_MIN);
    bl_json_key(&json, "tags");
    bl_json_strs(&json, (struct bl_strs){tags, 2});
    bl_json_key(&json, "none");
    bl_json_array(&json);
    bl_json_end(&json, ']');
    bl_json_key(&json, "next");
    bl_json_object(&json);
    bl_json_key(&json, "theirs");
    bl_json_bool(&json, false);
    bl_json_key(&json, "due");
    bl_json_day(&json, bl_day_of(2026, 11, 27));
    bl_json_end(&json, '}');
    bl_json_key(&json, "day");
    bl_json_day(&json, BL_NO_DAY);
    bl_json_key(&json, "x");
    bl_json_null(&json);
    bl_json_key(&json, "s");
    bl_json_str(&json, NULL);
    bl_json_end(&json, '}');
    assert_string_equal(buf.data, "{\"id\":-9223372036854775808,\"tags\":[\"a\",\"b\"],\"none\":[],"
                                  "\"next\":{\"theirs\":false,\"due\":\"2026-11-27\"},\"day\":null,\"x\":null,\"s\":null}");
    assert_int_equal(json.depth, 0);
}

static void test_lines(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    struct bl_json json;
    bl_json_open(&json, &buf);
    bl_json_array(&json);
    for (int i = 0; i < 3; i++) {
        bl_json_line(&json);
        bl_json_object(&json);
        bl_json_key(&json, "n");
        bl_json_int(&json, i);
        bl_json_end(&json, '}');
    }
    bl_json_end(&json, ']');
    assert_string_equal(buf.data, "[\n{\"n\":0},\n{\"n\":1},\n{\"n\":2}\n]");
    bl_buf_cut(&buf, 0);
    bl_json_open(&json, &buf);
    bl_json_array(&json);
    bl_json_end(&json, ']');
    assert_string_equal(buf.data, "[]");
}

static void assert_string(const char *in, const char *want) {
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    struct bl_json json;
    bl_json_open(&json, &buf);
    bl_json_str(&json, in);
    assert_string_equal(buf.data, want);
}

static void test_escapes(void **state) {
    (void)state;
    assert_string("", "\"\"");
    assert_string("say \"hi\" \\ /", "\"say \\\"hi\\\" \\\\ /\"");
    assert_string("a\nb\tc\rd", "\"a\\nb\\tc\\rd\"");
    assert_string("\x01\x1b[31m\x7f", "\"\\u0001\\u001b[31m\\u007f\"");
    assert_string("\xC2\x9Bm", "\"\\u009bm\"");
    assert_string("Zo\xC3\xAB \xF0\x9F\x9A\x80", "\"Zo\xC3\xAB \xF0\x9F\x9A\x80\"");
    assert_string("a\xFF"
                  "b\xC3",
                  "\"a\xEF\xBF\xBD"
                  "b\xEF\xBF\xBD\"");
    assert_string("\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""); /* a surrogate is no character */
    assert_string("\xC0\xAF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void assert_num(double value, int decimals, const char *want) {
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    struct bl_json json;
    bl_json_open(&json, &buf);
    bl_json_num(&json, value, decimals);
    assert_string_equal(buf.data, want);
}

static void assert_cents(int64_t cents, const char *want) {
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    struct bl_json json;
    bl_json_open(&json, &buf);
    bl_json_cents(&json, cents);
    assert_string_equal(buf.data, want);
}

static void test_numbers(void **state) {
    (void)state;
    assert_num(12.345, 2, "12.35");
    assert_num(-0.001, 2, "0.00");
    assert_num(-1.5, 1, "-1.5");
    assert_num(3, 0, "3");
    assert_num(0.05, 1, "0.1");
    assert_num(1e18, 2, "1000000000000000000");
    assert_num(1.0 / 0.0, 2, "null");
    assert_num(0.0 / 0.0, 2, "null");
    assert_cents(1250, "12.50");
    assert_cents(-5, "-0.05");
    assert_cents(0, "0.00");
    assert_cents(INT64_MIN, "-92233720368547758.08");
}

static void test_too_deep(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    struct bl_json json;
    bl_json_open(&json, &buf);
    for (int i = 0; i < BL_JSON_DEPTH + 5; i++) bl_json_array(&json);
    assert_true(buf.failed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),  cmocka_unit_test(test_lines),    cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_too_deep),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
