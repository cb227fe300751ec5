/* Days: the calendar against a slow count, and what people type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bowline/date.h"

static bl_day day(const char *iso) {
    struct bl_error err;
    bl_day out = BL_NO_DAY;
    assert_int_equal(bl_day_parse(iso, 0, BL_PAST, &out, &err), BL_OK);
    return out;
}

static void assert_reads(const char *text, const char *today, enum bl_tense tense, const char *want) {
    struct bl_error err = {0};
    bl_day out = BL_NO_DAY;
    char got[BL_DATE_SIZE];
    if (bl_day_parse(text, day(today), tense, &out, &err) != BL_OK) fail_msg("“%s”: %s", text, err.text);
    if (strcmp(bl_day_iso(out, got), want) != 0) fail_msg("“%s” on %s read as %s, not %s", text, today, got, want);
}

static void assert_refused(const char *text, const char *says, const char *hint) {
    struct bl_error err = {0};
    bl_day out = 42;
    assert_int_equal(bl_day_parse(text, day("2026-11-21"), BL_PAST, &out, &err), BL_USAGE);
    assert_int_equal(out, 42);
    if (!strstr(err.text, says)) fail_msg("“%s”: “%s” does not say “%s”", text, err.text, says);
    if (!strstr(err.hint, hint)) fail_msg("“%s”: hint “%s” lacks “%s”", text, err.hint, hint);
}

static void test_calendar(void **state) {
    (void)state;
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bl_day expect = bl_day_of(1, 1, 1);
    int weekday = bl_day_weekday(expect);
    assert_int_equal(expect, -719162);
    for (int y = 1; y <= 9999; y++)
        for (int m = 1; m <= 12; m++) {
            int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
            int n = length[m - 1] + (m == 2 && leap);
            for (int d = 1; d <= n; d++, expect++, weekday = (weekday + 1) % 7) {
                int yy, mm, dd;
                if (bl_day_of(y, m, d) != expect) fail_msg("%d-%d-%d", y, m, d);
                bl_day_split(expect, &yy, &mm, &dd);
                if (yy != y || mm != m || dd != d || bl_day_weekday(expect) != weekday) fail_msg("%d-%d-%d back", y, m, d);
            }
            if (bl_day_of(y, m, n + 1) != BL_NO_DAY) fail_msg("%d-%d has too many days", y, m);
        }
    assert_int_equal(bl_day_of(1970, 1, 1), 0);
    assert_int_equal(bl_day_weekday(0), 3);
    assert_int_equal(bl_day_of(2026, 0, 1), BL_NO_DAY);
    assert_int_equal(bl_day_of(2026, 13, 1), BL_NO_DAY);
    assert_int_equal(bl_day_of(0, 1, 1), BL_NO_DAY);
    assert_int_equal(bl_day_of(10000, 1, 1), BL_NO_DAY);
}

static void test_weeks(void **state) {
    (void)state;
    static const struct {
        const char *day, *week;
    } cases[] = {{"2026-11-21", "2026-W47"}, {"2021-01-03", "2020-W53"}, {"2024-12-30", "2025-W01"}, {"2027-01-01", "2026-W53"},
                 {"2005-01-01", "2004-W53"}, {"2008-12-29", "2009-W01"}, {"2010-01-03", "2009-W53"}};
    char out[BL_DATE_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_string_equal(bl_day_isoweek(day(cases[i].day), out), cases[i].week);
    struct bl_error err;
    bl_day monday = 0;
    assert_int_equal(bl_week_parse("2026-W47", &monday, &err), BL_OK);
    assert_int_equal(monday, day("2026-11-16"));
    assert_int_equal(bl_week_parse("2026-W53", &monday, &err), BL_OK);
    assert_int_equal(monday, day("2026-12-28"));
    assert_int_equal(bl_week_parse("2025-W53", &monday, &err), BL_USAGE);
    assert_non_null(strstr(err.text, "W52"));
    assert_int_equal(bl_week_parse("2026-W00", &monday, &err), BL_USAGE);
    assert_int_equal(bl_week_parse("47", &monday, &err), BL_USAGE);
    assert_int_equal(bl_week_parse("", &monday, &err), BL_USAGE);
    assert_int_equal(monday, day("2026-12-28"));
    for (bl_day d = day("1999-12-20"); d < day("2030-01-10"); d++) { /* every week reads back to its Monday */
        bl_day back = 0;
        assert_int_equal(bl_week_parse(bl_day_isoweek(d, out), &back, &err), BL_OK);
        assert_int_equal(back, bl_day_monday(d));
    }
}

static void test_typed_weeks(void **state) {
    (void)state;
    static const struct {
        const char *text, *monday;
    } cases[] = {{"2026-W40", "2026-09-28"}, {"47", "2026-11-16"},   {"W46", "2026-11-09"},
                 {"48", "2025-11-24"},       {"last", "2026-11-09"}, {"this", "2026-11-16"}};
    struct bl_error err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bl_day monday = 0;
        assert_int_equal(bl_week_typed(cases[i].text, day("2026-11-21"), &monday, &err), BL_OK);
        assert_int_equal(monday, day(cases[i].monday));
    }
    bl_day monday = 7;
    assert_int_equal(bl_week_typed("0", day("2026-11-21"), &monday, &err), BL_USAGE);
    assert_int_equal(bl_week_typed("latest", day("2026-11-21"), &monday, &err), BL_USAGE);
    assert_int_equal(bl_week_typed("", day("2026-11-21"), &monday, &err), BL_USAGE);
    assert_int_equal(monday, 7);
}

static void test_phrases(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum bl_tense tense;
        const char *day; /* NULL: refused */
    } cases[] = {{"in 3 days", BL_FUTURE, "2026-11-24"},
                 {"in 2 weeks", BL_FUTURE, "2026-12-05"},
                 {"in 1 month", BL_FUTURE, "2026-12-21"},
                 {"next fri", BL_FUTURE, "2026-11-27"},
                 {"next week", BL_FUTURE, "2026-11-23"},
                 {"next month", BL_FUTURE, "2026-12-01"},
                 {"3 days ago", BL_PAST, "2026-11-18"},
                 {"last sat", BL_PAST, "2026-11-14"},
                 {"next week", BL_PAST, NULL},
                 {"3 days ago", BL_FUTURE, NULL},
                 {"in 3 days", BL_PAST, NULL},
                 {"in x days", BL_FUTURE, NULL}};
    struct bl_error err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bl_day out = 7;
        enum bl_status status = bl_day_parse(cases[i].text, day("2026-11-21"), cases[i].tense, &out, &err);
        assert_int_equal(status, cases[i].day ? BL_OK : BL_USAGE);
        assert_int_equal(out, cases[i].day ? day(cases[i].day) : 7);
    }
}

static void test_mistaken(void **state) {
    (void)state;
    static const struct {
        const char *text, *part; /* the end that is mistaken, "" for none */
    } cases[] = {{"send it fryday", "fryday"},
                 {"send it 31 feb", "31 feb"},
                 {"send it 03/04", "03/04"},
                 {"send it 2026-13-01", "2026-13-01"},
                 {"send it feb 30", "feb 30"},
                 {"send it friday", ""},
                 {"be there 24/7", ""},
                 {"send it someday", ""},
                 {"", ""},
                 {"   ", ""},
                 {"raise it to 3.5", ""},
                 {"send it 1 nov", ""}};
    struct bl_error err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i].text);
        assert_int_equal(bl_day_mistaken(cases[i].text, n, true, day("2026-11-21"), BL_FUTURE, &err), strlen(cases[i].part));
    }
    assert_int_equal(bl_day_mistaken("31 feb call", 11, false, day("2026-11-21"), BL_PAST, &err), 6);
}

static void test_facts_look_back(void **state) {
    (void)state;
    const char *sat = "2026-11-21";
    assert_reads("2026-11-27", sat, BL_PAST, "2026-11-27"); /* a future day is not refused here */
    assert_reads("today", sat, BL_PAST, "2026-11-21");
    assert_reads(" Yesterday ", sat, BL_PAST, "2026-11-20");
    assert_reads("tomorrow", sat, BL_PAST, "2026-11-22");
    assert_reads("sat", sat, BL_PAST, "2026-11-21");
    assert_reads("SUNDAY", sat, BL_PAST, "2026-11-15");
    assert_reads("fri", sat, BL_PAST, "2026-11-20");
    assert_reads("thurs", sat, BL_PAST, "2026-11-19");
    assert_reads("nov 21", sat, BL_PAST, "2026-11-21");
    assert_reads("nov 27", sat, BL_PAST, "2025-11-27");
    assert_reads("27 November", sat, BL_PAST, "2025-11-27");
    assert_reads("Nov 27, 2024", sat, BL_PAST, "2024-11-27");
    assert_reads("27th nov 2024", sat, BL_PAST, "2024-11-27");
    assert_reads("feb 29", sat, BL_PAST, "2024-02-29");
    assert_reads("sept 3", sat, BL_PAST, "2026-09-03");
    assert_reads("3d", sat, BL_PAST, "2026-11-18");
    assert_reads("-2w", sat, BL_PAST, "2026-11-07");
    assert_reads("+2w", sat, BL_PAST, "2026-12-05");
    assert_reads("1m", "2026-03-31", BL_PAST, "2026-02-28");
}

static void test_promises_look_ahead(void **state) {
    (void)state;
    const char *sat = "2026-11-21";
    assert_reads("sat", sat, BL_FUTURE, "2026-11-28");
    assert_reads("fri", sat, BL_FUTURE, "2026-11-27");
    assert_reads("nov 21", sat, BL_FUTURE, "2027-11-21");
    assert_reads("nov 22", sat, BL_FUTURE, "2026-11-22");
    assert_reads("1 jan", sat, BL_FUTURE, "2027-01-01");
    assert_reads("feb 29", sat, BL_FUTURE, "2028-02-29");
    assert_reads("3d", sat, BL_FUTURE, "2026-11-24");
    assert_reads("2w", sat, BL_FUTURE, "2026-12-05");
    assert_reads("-2w", sat, BL_FUTURE, "2026-11-07");
    assert_reads("1m", "2026-01-31", BL_FUTURE, "2026-02-28");
    assert_reads("1m", "2024-01-31", BL_FUTURE, "2024-02-29");
    assert_reads("13m", "2026-12-15", BL_FUTURE, "2028-01-15");
    assert_reads("today", sat, BL_FUTURE, "2026-11-21");
}

static void test_refused(void **state) {
    (void)state;
    assert_refused("03/04", "either way round", "2026-04-03 or 2026-03-04");
    assert_refused("3.4.2026", "either way round", "2026-04-03 or 2026-03-04");
    assert_refused("03-04-26", "either way round", "2026-04-03");
    assert_refused("27/11", "country to country", "2025-11-27");
    assert_refused("11/27/2026", "country to country", "2026-11-27");
    assert_refused("2026/11/27", "not a date in the form", "2026-11-27");
    assert_refused("2026-02-30", "no day of the calendar", "");
    assert_refused("40/50", "no day of the calendar", "");
    assert_refused("", "missing", "2026-11-27");
    assert_refused("soon", "not a day", "nov 27");
    assert_refused("feb 30", "not a day", "");
    assert_refused("nov", "not a day", "");
    assert_refused("nov 27 26", "not a day", "");
    assert_refused("99999d", "not a day", "");
    assert_refused("12y", "not a day", "");
    assert_refused("\xff\xfe", "not a day", "");
    assert_refused("today today", "not a day", "");
}

static void test_in_a_line(void **state) {
    (void)state;
    static const struct {
        const char *line, *rest, *iso;
    } tails[] = {{"send case study fri", "send case study ", "2026-11-27"},
                 {"send it 27 nov", "send it ", "2026-11-27"},
                 {"send it 27 nov 2027  ", "send it ", "2027-11-27"},
                 {"2026-12-01", "", "2026-12-01"},
                 {"send offer fri.", "send offer ", "2026-11-27"},
                 {"tomorrow", "", "2026-11-22"},
                 {"quote for 5 seats", "quote for 5 seats", NULL},
                 {"", "", NULL},
                 {"  ", "  ", NULL},
                 {"send 2026-02-30", "send 2026-02-30", NULL},
                 {"ask about dec 5", "ask about ", "2026-12-05"}};
    bl_day today = day("2026-11-21");
    char iso[BL_DATE_SIZE];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        bl_day out = BL_NO_DAY;
        size_t n = strlen(tails[i].line), at = bl_day_trailing(tails[i].line, n, today, BL_FUTURE, &out);
        assert_int_equal(at, strlen(tails[i].rest));
        assert_string_equal(bl_day_iso(out, iso), tails[i].iso ? tails[i].iso : "");
    }
    bl_day out = BL_NO_DAY;
    assert_int_equal(bl_day_leading("yesterday stuck on SSO", 22, today, BL_PAST, &out), 9);
    assert_int_equal(out, today - 1);
    assert_int_equal(bl_day_leading("nov 19 2025 met", 15, today, BL_PAST, &out), 11);
    assert_int_equal(out, day("2025-11-19"));
    assert_int_equal(bl_day_leading("nov 19 met", 10, today, BL_PAST, &out), 6);
    assert_int_equal(out, day("2026-11-19"));
    assert_int_equal(bl_day_leading("met her nov 19", 14, today, BL_PAST, &out), 0);
    assert_int_equal(bl_day_leading("", 0, today, BL_PAST, &out), 0);
}

static void test_written(void **state) {
    (void)state;
    char out[BL_DATE_SIZE];
    bl_day fri = day("2026-11-27");
    assert_string_equal(bl_day_iso(fri, out), "2026-11-27");
    assert_string_equal(bl_day_long(fri, out), "Fri 2026-11-27");
    assert_string_equal(bl_day_short(fri, day("2026-01-01"), out), "27 Nov");
    assert_string_equal(bl_day_short(fri, day("2027-01-01"), out), "27 Nov 2026");
    assert_string_equal(bl_day_iso(BL_NO_DAY, out), "");
    assert_string_equal(bl_day_long(BL_NO_DAY, out), "");
    assert_string_equal(bl_day_short(BL_NO_DAY, fri, out), "");
    assert_string_equal(bl_day_isoweek(BL_NO_DAY, out), "");
    assert_string_equal(bl_day_iso(INT32_MAX, out), out); /* any number stays inside the buffer */
}

static void test_clock(void **state) {
    (void)state;
    struct bl_error err;
    struct bl_now now = {0};
    assert_int_equal(bl_now_parse("2026-11-21T09:00", &now, &err), BL_OK);
    assert_int_equal(now.today, day("2026-11-21"));
    assert_int_equal(now.ms, ((int64_t)now.today * 86400 + 9 * 3600) * 1000);
    assert_int_equal(bl_now_parse("2026-11-21", &now, &err), BL_OK);
    assert_int_equal(now.ms % 86400000, 12 * 3600 * 1000);
    assert_int_equal(bl_now_parse("2026-11-21T09:00:07Z", &now, &err), BL_OK);
    static const char *const bad[] = {"",  "now", "2026-11-21T", "2026-11-21T25:00", "2026-02-30", "2026-11-21T09:00x", "2026-11-21 9:00",
                                      NULL};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(bl_now_parse(bad[i], &now, &err), BL_USAGE);
}

/* Every day of twelve years, whatever day weeks begin on: seven days in a row share a beginning and a name, and the name is that of most of them. */
static void weeks_that_begin_on_another_day(void **state) {
    (void)state;
    static const int weekdays[] = {0, 6, 5}; /* Monday, Sunday, Saturday */
    for (int lead = 0; lead <= BL_LEAD_MAX; lead++)
        for (bl_day d = bl_day_of(2019, 12, 1); d < bl_day_of(2032, 1, 20); d++) {
            char name[BL_DATE_SIZE], iso[BL_DATE_SIZE], other[BL_DATE_SIZE];
            bl_day start = bl_week_start(d, lead);
            int most = 0;
            assert_int_equal(bl_day_weekday(start), weekdays[lead]);
            assert_true(start <= d && d - start < 7);
            bl_week_name(start, name);
            for (int i = 0; i < 7; i++) most += strcmp(bl_day_isoweek(start + i, iso), name) == 0;
            assert_true(most >= 4);
            assert_string_equal(bl_day_isoweek(start + lead, iso), name); /* its Monday */
            assert_string_not_equal(bl_week_name(start + 7, other), name);
        }
    char out[BL_DATE_SIZE];
    assert_string_equal(bl_week_name(BL_NO_DAY, out), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(weeks_that_begin_on_another_day),
        cmocka_unit_test(test_typed_weeks),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_mistaken),
        cmocka_unit_test(test_facts_look_back),
        cmocka_unit_test(test_promises_look_ahead),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_in_a_line),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_clock),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
