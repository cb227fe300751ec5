/* The bowtie: pictures at many sizes as goldens, and what must hold for any counts. */
#include "screens/golden.h"

#include "tui/kit/widgets.h"

struct sample {
    const char *name;
    int64_t counts[8];
    int n, knot, selected;
};
static const struct sample samples[] = {
    {"nobody", {0}, 7, 3, -1},
    {"one", {1}, 7, 3, 0},
    {"four hundred", {198, 88, 25, 3, 8, 27, 7}, 7, 3, 2},
    {"huge first", {3000000, 20, 4, 1, 1, 2, 0}, 7, 3, -1},
    {"growing after the knot", {12, 20, 9, 3, 40, 160, 320}, 7, 3, 6},
    {"moments", {90, 60, 33, 12, 9, 4}, 6, -1, -1},
    {"milestones", {198, 113, 0, 3, 8, 27, 7, 0}, 8, 3, -1},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static struct surface drawn(const struct sample *sample, int rows, int cols, bool unicode) {
    struct surface surface = {0};
    assert_true(surface_init(&surface, rows, cols, unicode));
    bowtie_draw(area_all(&surface),
                &(struct bowtie){.counts = sample->counts, .n = sample->n, .knot = sample->knot, .selected = sample->selected});
    return surface;
}

static void shoot(const char *name, int rows, int cols) {
    struct bl_buf out = {0};
    for (int i = 0; i < SAMPLES; i++) {
        for (int unicode = 1; unicode >= 0; unicode--) {
            char title[80];
            struct surface s = drawn(&samples[i], rows, cols, unicode == 1);
            (void)snprintf(title, sizeof title, "%s, %dx%d%s", samples[i].name, cols, rows, unicode == 1 ? "" : ", ASCII");
            golden_add(&out, title, &s, unicode == 1);
            surface_free(&s);
        }
    }
    golden_check(name, &out);
    bl_buf_free(&out);
}

static void test_tall(void **state) {
    (void)state;
    shoot("bowtie-158x33", 33, 158);
}
static void test_usual(void **state) {
    (void)state;
    shoot("bowtie-78x13", 13, 78);
}
static void test_small(void **state) {
    (void)state;
    shoot("bowtie-40x5", 5, 40);
}
static void test_bars(void **state) {
    (void)state;
    shoot("bowtie-38x6", 6, 38);
}
static void test_flat(void **state) {
    (void)state;
    shoot("bowtie-20x3", 3, 20);
}

/* Eighths of a column that are filled, above and below the axis: read back from the cells. */
static int ink(const struct surface *s, int row, int col) {
    static const char *const lower[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const struct cell *cell = &s->cells[row * s->cols + col];
    bool reverse = cell->style.flags & STYLE_REVERSE;
    if (strcmp(cell->text, "▉") == 0 || strcmp(cell->text, "◆") == 0) return 8;
    if (strcmp(cell->text, "━") == 0 || strcmp(cell->text, "─") == 0) return 2;
    for (int i = 0; i <= 8; i++) {
        if (strcmp(cell->text, lower[i]) == 0) return reverse ? 8 - i : i;
    }
    return 0;
}

static int height(const struct surface *s, int col) {
    int sum = 0;
    for (int row = 0; row < s->rows; row++) sum += ink(s, row, col);
    return sum;
}

static void assert_mirrored(const struct surface *s) {
    for (int row = 0; row < s->rows / 2; row++) {
        for (int col = 0; col < s->cols; col++) assert_int_equal(ink(s, row, col), ink(s, s->rows - 1 - row, col));
    }
}

static void test_heights(void **state) {
    (void)state;
    static const struct sample squares = {"", {100, 64, 36, 4, 16, 36, 49}, 7, 3, -1};
    struct surface s = drawn(&squares, 25, 140, true);
    static const int want[] = {200, 160, 120, 40, 80, 120, 140}; /* 25 rows of 8, by the root */
    for (int i = 0; i < 7; i++) {
        int got = height(&s, 20 * i + 10);
        if (abs(got - want[i]) > 2) fail_msg("state %d is %d high, not %d", i, got, want[i]);
        assert_int_equal(s.cells[12 * 140 + 20 * i + 5].style.role, ROLE_STAGE1 + i);
    }
    for (int i = 0; i + 1 < 7; i++) { /* between two middles the height runs from one to the other, no humps */
        int a = want[i], b = want[i + 1], low = a < b ? a : b, high = a < b ? b : a;
        for (int col = 20 * i + 10; col < 20 * i + 30; col++) assert_in_range(height(&s, col), low - 2, high + 2);
    }
    assert_mirrored(&s);
    surface_free(&s);
}

static void test_little_shows(void **state) {
    (void)state;
    static const struct sample steep = {"", {INT64_MAX, 1, 0, 0, 1, INT64_MAX / 2, 1}, 7, 3, -1};
    struct surface s = drawn(&steep, 13, 77, true);
    for (int i = 0; i < 7; i++) {
        int h = height(&s, 11 * i + 5);
        if (i == 2) continue; /* nobody, beside the knot */
        assert_true(h > 0);
    }
    assert_string_equal(s.cells[6 * 77 + 38].text, "◆");
    assert_true(height(&s, 38) >= 8);
    assert_int_equal(s.cells[6 * 77 + 38].style.role, ROLE_STAGE4);
    surface_free(&s);
}

static void test_spans_cover(void **state) {
    (void)state;
    for (int n = 1; n <= 8; n++) {
        for (int cols = 0; cols < 400; cols += 7) {
            int next = 0, col = 0, width = 0;
            for (int i = 0; i < n; i++) {
                bowtie_span(cols, n, i, &col, &width);
                assert_int_equal(col, next);
                next = col + width;
            }
            assert_int_equal(next, cols);
        }
    }
    assert_int_equal(state_role(3, 7), ROLE_STAGE4);
    assert_int_equal(state_role(3, 8), ROLE_STAGE4);
    assert_int_equal(state_role(5, 6), ROLE_STAGE7);
    assert_int_equal(state_role(7, 7), ROLE_DIM);
}

/* Any counts in any area: inside it, symmetrical, never a lost cell. */
static void test_storm(void **state) {
    (void)state;
    uint32_t seed = 11;
    for (int round = 0; round < 600; round++) {
        struct sample sample = {"", {0}, 6 + round % 3, round % 2 == 0 ? 3 : -1, round % 10 - 1};
        for (int i = 0; i < 8; i++) {
            seed = seed * 1664525 + 1013904223;
            sample.counts[i] = (int64_t)(seed >> 8) >> (seed % 25);
        }
        int rows = 1 + (int)((seed >> 9) % 60), cols = 1 + (int)((seed >> 16) % 300);
        struct surface s = {0};
        assert_true(surface_init(&s, rows + 4, cols + 4, round % 5 != 0));
        bowtie_draw(area_sub(area_all(&s), 2, 2, rows, cols),
                    &(struct bowtie){
                        .counts = sample.counts, .n = sample.n, .knot = sample.knot, .selected = sample.selected, .ghost = round % 7 == 0});
        for (int row = 0; row < s.rows; row++) {
            for (int col = 0; col < s.cols; col++) {
                bool inside = row >= 2 && row < 2 + rows && col >= 2 && col < 2 + cols;
                if (!inside) assert_string_equal(s.cells[row * s.cols + col].text, " ");
            }
        }
        surface_free(&s);
        if (rows < 5 || cols < 40 || sample.knot < 0) continue;
        s = drawn(&sample, rows | 1, cols, true);
        assert_mirrored(&s);
        surface_free(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tall),         cmocka_unit_test(test_usual),       cmocka_unit_test(test_small),
        cmocka_unit_test(test_bars),         cmocka_unit_test(test_flat),        cmocka_unit_test(test_heights),
        cmocka_unit_test(test_little_shows), cmocka_unit_test(test_spans_cover), cmocka_unit_test(test_storm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
