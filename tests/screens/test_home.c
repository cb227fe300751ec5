/* Home and the frame: pictures at all sizes as goldens, where the cursor goes, and storms of sizes. */
#include "screens/golden.h"

#include "bowline/text.h"
#include "tui/screen/frame.h"
#include "tui/screen/home.h"

static const bl_day today = 20413; /* 2025-11-21 */

static struct home four_hundred(enum bl_lens lens) {
    static const int64_t counts[] = {198, 88, 25, 3, 8, 27, 7, 1}, in[] = {14, 6, 3, 1, 1, 1, 0, 0}, out[] = {6, 3, 1, 1, 1, 0, 0, 0},
                         sides[] = {14, 31, 9, 2};
    struct home home = {.lens = lens, .as_of = today, .today = today};
    int ranks = lens == BL_LENS_STAGE ? 7 : lens == BL_LENS_MOMENT ? 6 : 8;
    for (int i = 0; i < ranks; i++)
        home.states[i + 1] = (struct bl_stock){.open = counts[i] - in[i] + out[i], .in = in[i], .out = out[i], .close = counts[i]};
    for (int i = 0; i < 4; i++) home.states[bl_review_side(lens, BL_PARKED + i)].close = sides[i];
    home.states[bl_review_side(lens, BL_PARKED)].in = 2;
    home.rates = lens != BL_LENS_MILESTONE;
    for (int i = 0; i < ranks; i++)
        for (int week = 0; week < HOME_WEEKS; week++)
            home.weeks[i + 1][week] = counts[i] * (i % 2 ? week + 1 : HOME_WEEKS - week) / HOME_WEEKS;
    static const int64_t reached[] = {412, 199, 95, 47, 44, 35, 7, 0};
    static const int medians[] = {14, 21, 19, 2, 19, BL_NO_DAYS, BL_NO_DAYS};
    for (int i = 0; home.rates && i < ranks; i++) {
        home.reached[i] = i + 1 < ranks ? reached[i] : 0;
        home.advanced[i] = i + 1 < ranks ? reached[i + 1] : 0;
        home.time[i] = (struct bl_time){.state = i + 1, .stays = i < 6 ? 40 : 0, .median = medians[i], .longest = i < 6 ? 61 : BL_NO_DAYS};
    }
    home.asks = (struct bl_asks){.people = 412, .in_play = 61, .overdue = 3, .due_today = 1, .no_next = 7, .quiet = 4, .gaps = 2};
    return home;
}

static void draw(struct surface *surface, const struct home *home, const char *toast) {
    static const struct frame_tab tabs[] = {{"1", "Bowtie"}, {"2", "People"}, {"3", "Today"}, {"4", "Map"}, {"5", "Review"}};
    const struct frame_hint hints[] = {{surface->unicode ? "↵" : "enter", "people here"},
                                       {surface->unicode ? "←→" : "left right", "stage"},
                                       {surface->unicode ? "⇥" : "tab", "lens"},
                                       {"c", "log"},
                                       {"i", "import"},
                                       {":", "palette"},
                                       {"?", "help"}};
    struct frame frame = {
        .tabs = tabs, .tab_count = 5, .hints = hints, .hint_count = 7, .rule = true, .toast = toast, .right = "412 people · W47"};
    struct area body;
    if (home->asks.people == 0) frame.right = NULL;
    frame_view(area_all(surface), &frame, &body);
    home_view(body, home);
}

static void shoot(struct bl_buf *out, const char *name, const struct home *home, int cols, int rows) {
    for (int unicode = 1; unicode >= 0; unicode--) {
        struct surface s = {0};
        char title[80];
        assert_true(surface_init(&s, rows, cols, unicode == 1));
        draw(&s, home, NULL);
        (void)snprintf(title, sizeof title, "%s, %dx%d%s", name, cols, rows, unicode == 1 ? "" : ", ASCII");
        golden_add(out, title, &s, unicode == 1);
        surface_free(&s);
    }
}

static void shoot_all(const char *golden, int cols, int rows) {
    struct bl_buf out = {0};
    struct home home = four_hundred(BL_LENS_STAGE), empty = {.as_of = today, .today = today},
                loading = {.as_of = today, .today = today, .loading = true};
    shoot(&out, "stages", &home, cols, rows);
    home.spot = BL_SELECTION;
    shoot(&out, "selection is selected", &home, cols, rows);
    home.spot = HOME_OVERDUE;
    shoot(&out, "overdue is selected", &home, cols, rows);
    home = four_hundred(BL_LENS_MOMENT);
    home.spot = bl_review_side(BL_LENS_MOMENT, BL_LOST);
    home.as_of = today - 60;
    home.asks.overdue = home.asks.due_today = home.asks.no_next = home.asks.quiet = home.asks.gaps = 0;
    shoot(&out, "moments, two months ago, lost is selected", &home, cols, rows);
    home = four_hundred(BL_LENS_MILESTONE);
    shoot(&out, "milestones", &home, cols, rows);
    home = four_hundred(BL_LENS_STAGE);
    for (int i = 1; i <= BL_STATES; i++) home.states[i].close *= 45678, home.states[i].in *= 1000, home.states[i].out *= 1000;
    home.asks = (struct bl_asks){.people = 14530220, .overdue = 13456, .due_today = 912, .no_next = 2345678};
    shoot(&out, "millions", &home, cols, rows);
    shoot(&out, "empty", &empty, cols, rows);
    shoot(&out, "loading", &loading, cols, rows);
    golden_check(golden, &out);
    bl_buf_free(&out);
}

static void test_160x50(void **state) {
    (void)state;
    shoot_all("home-160x50", 160, 50);
}
static void test_120x40(void **state) {
    (void)state;
    shoot_all("home-120x40", 120, 40);
}
static void test_80x24(void **state) {
    (void)state;
    shoot_all("home-80x24", 80, 24);
}
static void test_40x12(void **state) {
    (void)state;
    shoot_all("home-40x12", 40, 12);
}
static void test_20x6(void **state) {
    (void)state;
    shoot_all("home-20x6", 20, 6);
}

static void test_frame(void **state) {
    (void)state;
    struct bl_buf out = {0};
    static const int sizes[][2] = {{80, 6}, {40, 5}, {30, 4}, {20, 3}, {12, 2}, {8, 1}};
    struct home home = four_hundred(BL_LENS_STAGE);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct surface s = {0};
        char title[40];
        assert_true(surface_init(&s, sizes[i][1], sizes[i][0], true));
        draw(&s, &home, "undone: log call with \x1b[31mMaya\x1b[0m Chen, 2 promises, and what else there was in that step of yesterday");
        (void)snprintf(title, sizeof title, "toast, %dx%d", sizes[i][0], sizes[i][1]);
        golden_add(&out, title, &s, true);
        surface_free(&s);
    }
    golden_check("frame", &out);
    bl_buf_free(&out);
}

/* What a number is for must be on the screen as long as its line is: words, and the number itself. */
static void test_words_on_screen(void **state) {
    (void)state;
    struct home home = four_hundred(BL_LENS_STAGE);
    struct surface s = {0};
    struct bl_buf text = {0};
    assert_true(surface_init(&s, 24, 80, true));
    draw(&s, &home, NULL);
    surface_text(&s, &text);
    static const char *const want[] = {"awareness",
                                       "▸commitment◂",
                                       "growth",
                                       "198",
                                       "+14 −6",
                                       "parked 14 · lost 31 · disqualified 9 · churned 2",
                                       "3 promises overdue",
                                       "1 promise due today",
                                       "7 no next step   4 quiet   2 gaps",
                                       "height ∝ √people",
                                       "people by stage",
                                       "? help"};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        if (strstr(bl_buf_text(&text), want[i]) == NULL) fail_msg("“%s” is not on the screen", want[i]);
    }
    bl_buf_free(&text);
    surface_free(&s);
}

static void test_steps(void **state) {
    (void)state;
    struct home home = four_hundred(BL_LENS_STAGE);
    assert_int_equal(home_step(&home, 1, 0), 1);
    home.spot = 1;
    assert_int_equal(home_step(&home, -1, 0), 1);
    assert_int_equal(home_step(&home, 1, 0), 2);
    assert_int_equal(home_step(&home, 0, -1), 1);
    assert_int_equal(home_step(&home, 0, 1), BL_PARKED);
    home.spot = 7;
    assert_int_equal(home_step(&home, 1, 0), 7);
    assert_int_equal(home_step(&home, 0, 1), BL_CHURNED);
    home.spot = BL_CHURNED;
    assert_int_equal(home_step(&home, 0, 1), HOME_GAPS);
    home.spot = HOME_GAPS;
    assert_int_equal(home_step(&home, 0, 1), HOME_GAPS);
    home.asks.due_today = home.asks.no_next = home.asks.quiet = 0;
    assert_int_equal(home_step(&home, -1, 0), HOME_OVERDUE);
    home.asks.overdue = home.asks.gaps = 0;
    home.spot = BL_LOST;
    assert_int_equal(home_step(&home, 0, 1), BL_LOST);
    home.spot = 7;
    assert_int_equal(home_lens_spot(&home, BL_LENS_MOMENT), 6);
    home.spot = BL_LOST;
    assert_int_equal(home_lens_spot(&home, BL_LENS_MILESTONE), bl_review_side(BL_LENS_MILESTONE, BL_LOST));
    home.spot = HOME_NOWHERE;
    assert_int_equal(home_lens_spot(&home, BL_LENS_MOMENT), 1);
}

/* From everywhere the arrows lead to a spot that exists, in every lens. */
static void test_steps_stay_inside(void **state) {
    (void)state;
    for (int lens = 0; lens < BL_LENSES; lens++) {
        struct home home = four_hundred((enum bl_lens)lens);
        for (int spot = 0; spot < HOME_ASKS_END; spot++) {
            for (int way = 0; way < 4; way++) {
                home.spot = spot;
                assert_in_range(home_step(&home, way == 0 ? -1 : way == 1, way == 2 ? -1 : way == 3), 1, HOME_ASKS_END - 1);
                assert_in_range(home_lens_spot(&home, (enum bl_lens)(way % 3)), 0, HOME_ASKS_END - 1);
            }
        }
    }
}

/* Any size, any numbers, one surface resized over and over. */
static void test_resize_storm(void **state) {
    (void)state;
    struct surface s = {0};
    uint32_t seed = 3;
    assert_true(surface_init(&s, 1, 1, true));
    for (int round = 0; round < 1500; round++) {
        seed = seed * 1664525 + 1013904223;
        int rows = 1 + (int)((seed >> 8) % (round % 3 == 0 ? 100 : 30)), cols = 1 + (int)((seed >> 16) % (round % 3 == 0 ? 300 : 90));
        struct home home = four_hundred((enum bl_lens)(round % 3));
        for (int i = 1; i <= BL_STATES; i++) {
            seed = seed * 1664525 + 1013904223;
            home.states[i].close = round % 11 == 0 ? INT64_MAX : (int64_t)(seed >> (seed % 32));
            home.states[i].in = round % 13 == 0 ? INT64_MAX : seed % 3;
        }
        home.spot = (int)(seed >> 12) % HOME_ASKS_END;
        home.loading = round % 17 == 0;
        home.asks.people = round % 5;
        home.asks.overdue = round % 19 == 0 ? INT64_MAX : round % 4;
        assert_true(surface_resize(&s, rows, cols));
        s.unicode = round % 2 == 0;
        draw(&s, &home, round % 6 == 0 ? "x\x1b[0m山" : NULL);
        for (int i = 0; i < rows * cols; i++) {
            assert_true(bl_text_valid(s.cells[i].text, s.cells[i].len));
            if (s.cells[i].cells == 2) assert_true(i + 1 < rows * cols && s.cells[i + 1].cells == 0);
        }
    }
    surface_free(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_160x50),          cmocka_unit_test(test_120x40), cmocka_unit_test(test_80x24),
        cmocka_unit_test(test_40x12),           cmocka_unit_test(test_20x6),   cmocka_unit_test(test_frame),
        cmocka_unit_test(test_words_on_screen), cmocka_unit_test(test_steps),  cmocka_unit_test(test_steps_stay_inside),
        cmocka_unit_test(test_resize_storm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
