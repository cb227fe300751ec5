/* Money by replay: what counts as what, what is refused, and amounts as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "bowline/money.h"

#define PRICE(day_, list_, agreed_)                                                                                                        \
    { .day = (day_), .kind = BL_PAY_PRICE, .list = (list_), .agreed = (agreed_) }
#define CHANGE(day_, amount_)                                                                                                              \
    { .day = (day_), .kind = BL_PAY_CHANGE, .amount = (amount_) }

static void what_counts_as_what(void **state) {
    (void)state;
    struct bl_entry book[] = {{.day = 10, .act = BL_ACT_OPEN},
                              {.day = 20, .act = BL_ACT_MOVE},
                              {.day = 60, .act = BL_ACT_CLOSE, .side = BL_CHURNED},
                              {.day = 70, .act = BL_ACT_REOPEN}};
    struct bl_payment p[] = {PRICE(20, 50000, 45000),   CHANGE(30, -5000),
                             CHANGE(30, 7000),          {.day = 40, .kind = BL_PAY_ONCE, .amount = 90000},
                             CHANGE(60, 1000),          PRICE(70, BL_NO_MONEY, 30000),
                             PRICE(71, BL_NO_MONEY, 0), CHANGE(72, 100)};
    static const int64_t after[] = {45000, 40000, 47000, 47000, 48000, 30000, 0, 100};
    static const enum bl_money_counts counts[] = {BL_COUNTS_NEW,       BL_COUNTS_CONTRACTION, BL_COUNTS_EXPANSION,   BL_COUNTS_NOTHING,
                                                  BL_COUNTS_EXPANSION, BL_COUNTS_NEW,         BL_COUNTS_CONTRACTION, BL_COUNTS_EXPANSION};
    struct bl_money now;
    struct bl_error err;
    assert_int_equal(bl_money_replay(book, 4, p, 8, &now, NULL, &err), BL_OK);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(p[i].after, after[i]);
        assert_int_equal(p[i].counts, counts[i]);
        /* A journey begun anew begins with nothing. */
        assert_int_equal(p[i].before, i == 0 || i == 5 ? 0 : after[i - 1]);
    }
    assert_int_equal(book[2].paid, 48000); /* what was paid on the day of the close came before it */
    assert_int_equal(now.agreed, 100);
    assert_int_equal(now.list, 30000);
}

static void refuses(struct bl_payment *p, size_t n, size_t culprit, const char *words) {
    struct bl_entry book[] = {{.day = 10, .act = BL_ACT_OPEN}, {.day = 60, .act = BL_ACT_CLOSE, .side = BL_LOST}};
    struct bl_money now = {-1, -1};
    struct bl_error err = {0};
    size_t at = 99;
    assert_int_equal(bl_money_replay(book, 2, p, n, &now, &at, &err), BL_REFUSED);
    assert_int_equal(at, culprit);
    assert_int_equal(now.agreed, -1);
    if (!strstr(err.text, words)) fail_msg("“%s” does not say “%s”", err.text, words);
}

static void rules(void **state) {
    (void)state;
    refuses((struct bl_payment[]){PRICE(11, 100, 101)}, 1, 0, "above the list price");
    refuses((struct bl_payment[]){PRICE(11, 100, 100), PRICE(12, 90, BL_NO_MONEY)}, 2, 1, "above the list price");
    refuses((struct bl_payment[]){PRICE(11, 100, 100), CHANGE(12, -101)}, 2, 1, "less than nothing");
    refuses((struct bl_payment[]){PRICE(11, 100, 100), CHANGE(61, 1)}, 2, 1, "closed");
    refuses((struct bl_payment[]){CHANGE(9, 1)}, 1, 0, "closed");
    struct bl_entry book[] = {{.day = 10, .act = BL_ACT_OPEN}};
    struct bl_payment up[] = {PRICE(11, 100, 80), CHANGE(12, 50)}; /* the list price is never less than what is agreed */
    struct bl_money now;
    struct bl_error err;
    assert_int_equal(bl_money_replay(book, 1, up, 2, &now, NULL, &err), BL_OK);
    assert_int_equal(now.list, 130);
    assert_int_equal(bl_money_replay(book, 1, NULL, 0, &now, NULL, &err), BL_OK);
    assert_int_equal(now.agreed, 0);
}

static void amounts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool sign;
        int64_t cents; /* BL_NO_MONEY: none */
    } cases[] = {{"0", false, 0},
                 {"1200", false, 120000},
                 {"49.9", false, 4990},
                 {"49.90", false, 4990},
                 {"-50", true, -5000},
                 {"+50.05", true, 5005},
                 {"-50", false, BL_NO_MONEY},
                 {"1,200", false, BL_NO_MONEY},
                 {"1.234", false, BL_NO_MONEY},
                 {"", false, BL_NO_MONEY},
                 {".5", false, BL_NO_MONEY},
                 {"5.", false, BL_NO_MONEY},
                 {"1e3", false, BL_NO_MONEY},
                 {"12 ", false, BL_NO_MONEY},
                 {"+-5", true, BL_NO_MONEY},
                 {"9999999999999", false, BL_NO_MONEY},
                 {"999999999999.99", false, 99999999999999}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t cents = BL_NO_MONEY;
        struct bl_error err;
        enum bl_status status = bl_money_parse(cases[i].text, cases[i].sign, &cents, &err);
        if (cents != cases[i].cents || (status == BL_OK) != (cases[i].cents != BL_NO_MONEY))
            fail_msg("\"%s\": %lld", cases[i].text, (long long)cents);
    }
    char text[BL_MONEY_SIZE];
    assert_string_equal(bl_money_text(5, text), "0.05");
    assert_string_equal(bl_money_text(-12345, text), "-123.45");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_counts_as_what), cmocka_unit_test(rules), cmocka_unit_test(amounts)};
    return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
