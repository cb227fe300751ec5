/* The tables of states: every name can be typed back, words are forgiving in the ways that were promised and in no other. */
#include "bowline/track.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int parsed(enum bl_track track, const char *word) {
    struct bl_error err = {0};
    int rank = -1;
    enum bl_status status = bl_track_parse(track, word, &rank, &err);
    if (status == BL_OK) return rank;
    assert_int_equal(status, BL_USAGE);
    assert_int_equal(err.status, BL_USAGE);
    assert_int_equal(rank, -1);
    assert_true(err.text[0] != '\0');
    return 0;
}

static const char *hint_for(enum bl_track track, const char *word, struct bl_error *err) {
    int rank = -1;
    assert_int_equal(bl_track_parse(track, word, &rank, err), BL_USAGE);
    return err->hint;
}

static void test_names_parse_back(void **unused) {
    (void)unused;
    for (int t = 0; t < BL_TRACKS; t++) {
        enum bl_track track = (enum bl_track)t;
        assert_int_equal(bl_track_ranks(track), track == BL_STAGE ? 7 : 6);
        for (int rank = 1; rank <= bl_track_ranks(track); rank++) {
            assert_int_equal(parsed(track, bl_track_name(track, rank)), rank);
            assert_int_equal(parsed(track, bl_track_label(track, rank)), rank);
            assert_true(strlen(bl_track_meaning(track, rank)) > 20);
            assert_null(strchr(bl_track_label(track, rank), '_'));
        }
    }
}

static void test_spellings(void **unused) {
    (void)unused;
    assert_int_equal(parsed(BL_MOMENT, "1:1"), BL_ONE_TO_ONE);
    assert_int_equal(parsed(BL_MOMENT, "One-To One"), BL_ONE_TO_ONE);
    assert_int_equal(parsed(BL_MOMENT, " one_to_one "), BL_ONE_TO_ONE);
    assert_int_equal(parsed(BL_MOMENT, "jtbd"), BL_OUTCOMES);
    assert_int_equal(parsed(BL_MOMENT, "jobs"), BL_OUTCOMES);
    assert_int_equal(parsed(BL_MOMENT, "com"), BL_COMMUNITY);
    assert_int_equal(parsed(BL_MOMENT, "con"), BL_CONNECT);
    assert_int_equal(parsed(BL_STAGE, "com"), BL_COMMITMENT);
    assert_int_equal(parsed(BL_STAGE, "COMMIT"), BL_COMMITMENT);
    assert_int_equal(parsed(BL_STAGE, "retention"), BL_UTILIZATION);
    assert_int_equal(parsed(BL_STAGE, "utilisation"), BL_UTILIZATION);
    assert_int_equal(parsed(BL_STAGE, "uti"), BL_UTILIZATION);
    assert_int_equal(parsed(BL_STAGE, "expansion"), BL_GROWTH);
    assert_int_equal(parsed(BL_STAGE, "Sel"), BL_SELECTION);
}

static void test_unknown_words(void **unused) {
    (void)unused;
    static const char *const bad[] = {"",
                                      "se",
                                      "1",
                                      "o",
                                      "selectionist",
                                      "selections",
                                      "sélection",
                                      "parked",
                                      "none",
                                      "active",
                                      "a word that is longer than any there could ever be in a table"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(parsed(BL_STAGE, bad[i]), 0);
        assert_int_equal(parsed(BL_MOMENT, bad[i]), 0);
    }
}

static void test_ways_out(void **unused) {
    (void)unused;
    struct bl_error err = {0};
    assert_non_null(strstr(hint_for(BL_STAGE, "selectoin", &err), "did you mean selection"));
    assert_non_null(strstr(err.text, "awareness"));
    assert_non_null(strstr(err.text, "or growth"));
    assert_non_null(strstr(hint_for(BL_STAGE, "badass", &err), "--moment badass"));
    assert_non_null(strstr(hint_for(BL_MOMENT, "selection", &err), "--stage selection"));
    assert_non_null(strstr(hint_for(BL_STAGE, "parked", &err), "bowline park"));
    assert_non_null(strstr(hint_for(BL_STAGE, "lost", &err), "--as lost"));
    assert_string_equal(hint_for(BL_STAGE, "zebra crossing", &err), "");
}

static void test_sides_and_edges(void **unused) {
    (void)unused;
    assert_string_equal(bl_track_name(BL_STAGE, BL_PARKED), "parked");
    assert_string_equal(bl_track_name(BL_MOMENT, BL_CHURNED), "churned");
    assert_string_equal(bl_track_name(BL_MOMENT, 7), "");
    assert_string_equal(bl_track_name(BL_STAGE, BL_NONE), "");
    assert_string_equal(bl_track_name(BL_STAGE, -1), "");
    assert_string_equal(bl_track_name(BL_STAGE, BL_STATES), "");
    assert_string_equal(bl_track_label(BL_MOMENT, BL_ONE_TO_ONE), "one to one");
    assert_string_equal(bl_status_name(BL_ACTIVE), "active");
    assert_string_equal(bl_status_name(BL_DISQUALIFIED), "disqualified");
}

static void test_status_and_lens(void **unused) {
    (void)unused;
    struct bl_error err = {0};
    for (int status = BL_PARKED; status <= BL_CHURNED; status++) {
        int got = -1;
        assert_int_equal(bl_status_parse(bl_status_name(status), &got, &err), BL_OK);
        assert_int_equal(got, status);
    }
    int got = -1;
    assert_int_equal(bl_status_parse("Active", &got, &err), BL_OK);
    assert_int_equal(got, BL_ACTIVE);
    assert_int_equal(bl_status_parse("dis", &got, &err), BL_OK);
    assert_int_equal(got, BL_DISQUALIFIED);
    assert_int_equal(bl_status_parse("closed", &got, &err), BL_USAGE);
    for (int l = 0; l < BL_LENSES; l++) {
        enum bl_lens lens = BL_LENS_MOMENT;
        assert_int_equal(bl_lens_parse(bl_lens_name((enum bl_lens)l), &lens, &err), BL_OK);
        assert_int_equal(lens, l);
    }
    enum bl_lens lens = BL_LENS_STAGE;
    assert_int_equal(bl_lens_parse("moments", &lens, &err), BL_OK);
    assert_int_equal(lens, BL_LENS_MOMENT);
    assert_int_equal(bl_lens_parse("funnel", &lens, &err), BL_USAGE);
    assert_int_equal(lens, BL_LENS_MOMENT);
}

static void test_milestones(void **unused) {
    (void)unused;
    static const char *const of[] = {"",         "awareness", "consideration", "consideration",
                                     "decision", "adoption",  "performance",   "transformation"};
    for (int stage = 0; stage <= BL_GROWTH; stage++) assert_string_equal(bl_milestone_name(bl_milestone_of(stage)), of[stage]);
    assert_string_equal(bl_milestone_name(3), "trial");
    assert_string_equal(bl_milestone_name(BL_MILESTONES), "advocacy");
    assert_string_equal(bl_milestone_name(9), "");
    assert_int_equal(bl_milestone_of(BL_PARKED), 0);
}

static void test_questions_and_reasons(void **unused) {
    (void)unused;
    for (int rank = 1; rank <= 6; rank++) {
        const char *first = bl_track_question(BL_MOMENT, rank, 0);
        assert_int_equal(first[strlen(first) - 1], '?');
        assert_string_not_equal(first, bl_track_question(BL_MOMENT, rank, 1));
        assert_string_equal(first, bl_track_question(BL_MOMENT, rank, 3));
    }
    assert_true(strlen(bl_track_question(BL_STAGE, BL_LOST, 5)) > 5);
    assert_string_equal(bl_track_question(BL_STAGE, 0, 0), "");
    size_t n = 0;
    while (bl_close_reason(n)) n++;
    assert_int_equal(n, 12);
    assert_string_equal(bl_close_reason(0), "no decision");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_parse_back), cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_unknown_words),    cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_sides_and_edges),  cmocka_unit_test(test_status_and_lens),
        cmocka_unit_test(test_milestones),       cmocka_unit_test(test_questions_and_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
