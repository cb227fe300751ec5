/* The numbers name people: every number of home, map and Consider is entered, in each lens, and who is listed is whom it counts. The book of the demo, and the small one. */
#include "begin.h"

#include "tui/screen/home_parts.h"
#include "tui/screen/review_state.h"
#include "tui/screen/spots.h"

/* The number a spot of home shows. */
static int64_t shown(const struct home *home, int spot) {
    int state = home_spot_state(spot);
    switch (spot - state) {
    case HOME_IN: return home->states[state].in;
    case HOME_OUT: return home->states[state].out;
    case HOME_ADVANCED: return home->advanced[state - 1];
    case HOME_REACHED: return home->reached[state - 1];
    case HOME_STAY: return home->time[state - 1].stays;
    default: break;
    }
    return spot <= HOME_STATES ? home->states[spot].close : home_ask_count(&home->asks, spot);
}

/* Moves, cycles, stays and promises may be several of one person; the rest counts people. */
static bool counts_people(int spot) {
    return spot <= HOME_STATES || spot == HOME_NO_NEXT || spot == HOME_QUIET || spot == HOME_GAPS;
}

static void enter_home(struct stage *stage, int spot) {
    struct app *app = &stage->session.app;
    BL_AUTO(bl_buf) struct bl_buf filter = {0};
    int64_t n = shown(&app->home, spot);
    assert_int_equal(app->home.spot, spot);
    assert_true(home_filter(&app->home, &filter));
    keys(stage, "<enter>");
    assert_string_equal(bl_buf_text(&app->people.filter.text), bl_buf_text(&filter));
    int64_t listed = app->people.matched;
    assert_true(app->people.counted);
    if (counts_people(spot) ? listed != n : listed > n || (n > 0) != (listed > 0))
        fail_msg("%s: %lld people for %lld", bl_buf_text(&filter), (long long)listed, (long long)n);
    keys(stage, "<esc>");
    assert_int_equal(app->stack[0], LAYER_HOME);
    assert_int_equal(app->home.spot, spot);
}

static int walk_home(struct stage *stage) {
    struct app *app = &stage->session.app;
    int visited = 0;
    keys(stage, "g");
    for (int line = 0; line < HOME_LINES; line++) {
        for (int before = -1; before != app->home.spot;) {
            before = app->home.spot;
            enter_home(stage, before);
            visited++;
            keys(stage, "<right>");
        }
        int last = app->home.spot;
        for (int i = 0; i < HOME_LINE_MAX; i++) keys(stage, "<left>");
        keys(stage, "<down>");
        if (app->home.spot == last) break;
    }
    return visited;
}

static void test_home(void **state) {
    struct stage stage;
    (void)state;
    begin_demo(&stage, 40, 120);
    int stages = walk_home(&stage);
    assert_true(stages > 7 + 12 + 12 + 7 + 4 + 3); /* states, weeks, rates, stays, sides, what asks */
    keys(&stage, "<tab>");
    assert_true(walk_home(&stage) > 6 + 8 + 10 + 6 + 4);
    keys(&stage, "<tab>");
    assert_true(walk_home(&stage) > 8 + 4);
    stage_end(&stage);
}

/* In a low window the further lines are not drawn, and the cursor does not go where nothing is. */
static void test_home_goes_where_it_is_drawn(void **state) {
    struct stage stage;
    (void)state;
    begin_demo(&stage, 12, 80);
    keys(&stage, "<right><down><down><down><down>");
    int spot = stage.session.app.home.spot;
    assert_int_equal(home_spot_state(spot) && spot >= HOME_ADVANCED, false);
    resize(&stage, 24, 80);
    keys(&stage, "g<down><down>");
    assert_int_equal(stage.session.app.home.spot, HOME_ADVANCED + 1);
    shows(&stage, " who reached awareness in 365 days went on");
    resize(&stage, 12, 40); /* what is selected stays in sight as long as there is room for it */
    shows(&stage, "34/51");
    stage_end(&stage);
}

/* ---- the map ------------------------------------------------------------------------------------------------------------------------------- */

static void test_map(void **state) {
    struct stage stage;
    (void)state;
    begin_demo(&stage, 24, 80);
    struct app *app = &stage.session.app;
    for (int stage_at = 1; stage_at <= BL_RANK_MAX; stage_at++)
        for (int moment = 0; moment <= BL_MOMENTS; moment++) {
            keys(&stage, "4g");
            for (int i = 0; i < BL_RANK_MAX; i++) keys(&stage, "<left>");
            for (int i = 1; i < stage_at; i++) keys(&stage, "<right>");
            for (int i = 0; i < moment; i++) keys(&stage, "<down>");
            const struct bl_map *map = &app->map.data->map;
            int64_t n = moment ? map->visited[stage_at][moment] : map->stages[stage_at];
            keys(&stage, "<enter>");
            assert_int_equal(app->people.matched, n);
        }
    keys(&stage, "4");
    size_t gaps = app->map.data->map.gap_count;
    assert_true(gaps > 0);
    for (size_t i = 0; i < gaps; i++) {
        keys(&stage, "4G");
        for (size_t k = i + 1; k < gaps; k++) keys(&stage, "<up>");
        int64_t n = app->map.data->map.gaps[i].n;
        keys(&stage, "<enter>");
        assert_int_equal(app->people.matched, n);
        keys(&stage, "<esc>");
        assert_int_equal(app->stack[0], LAYER_MAP);
    }
    stage_end(&stage);
}

/* ---- Consider -------------------------------------------------------------------------------------------------------------------------------- */

/* The number that stands in the cells of a spot. */
static long long number_at(struct stage *stage, const struct spot *spot, int top) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    char digits[32] = "";
    size_t n = 0;
    const char *line = screen(stage, &out);
    for (int row = spot->line - stage->session.app.review.scroll + top; row > 0 && line; row--) line = strchr(line, '\n') + 1;
    int col = 0;
    while (line && *line && *line != '\n' && col < spot->col + spot->width) {
        struct bl_grapheme g = bl_text_next(line, strlen(line));
        if (col >= spot->col && *line >= '0' && *line <= '9' && n + 1 < sizeof digits) digits[n++] = *line;
        if (col >= spot->col && (*line == ' ' || *line == 'd') && n) break; /* "24 d" */
        col += g.cells;
        line += g.bytes;
    }
    return atoll(digits);
}

/* Behind these stand moves, cycles, stays, talks or promises, or money, or a length of time. */
static bool of_people(const char *filter) {
    static const char *const many[] = {
        "entered:", "left:", "moved:any", "moved:on", "reached:", "advanced:", "stayed:", "overdue:", "spoke:this", "pays:", "restated:"};
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        if (strncmp(filter, many[i], strlen(many[i])) == 0) return strstr(filter, " status:") != NULL;
    return true;
}

static int enter_all(struct stage *stage) {
    struct app *app = &stage->session.app;
    struct spots spots;
    review_spots(app, &spots);
    int n = spots.n, people = 0;
    bl_buf_free(&spots.filter);
    for (int i = 1; i <= n; i++) {
        app->review.spot = i;
        review_spots(app, &spots);
        app->review.scroll = spots.at[i - 1].line;
        long long shown_n = number_at(stage, &spots.at[i - 1], 4);
        if (spots.person) {
            keys(stage, "<enter>");
            assert_int_equal(app_top(app), LAYER_PERSON);
            assert_int_equal(app->person.id, spots.person);
            keys(stage, "<esc>");
            people++;
        } else {
            const char *filter = bl_buf_text(&spots.filter);
            int64_t listed = count_where(stage, filter);
            bool exact = of_people(filter), days = strncmp(filter, "stayed:", 7) == 0 || strncmp(filter, "pays:", 5) == 0;
            if (listed <= 0 || (exact ? listed != shown_n : !days && listed > shown_n))
                fail_msg("%s: %lld people for %lld", filter, (long long)listed, shown_n);
        }
        bl_buf_free(&spots.filter);
    }
    assert_true(app->home.lens == BL_LENS_MILESTONE || people > 5);
    app->review.spot = 0;
    return n;
}

static void test_consider(void **state) {
    struct stage stage;
    (void)state;
    begin_demo(&stage, 30, 120);
    keys(&stage, "5<right><right>");
    assert_true(enter_all(&stage) > 120);
    keys(&stage, "<tab>");
    assert_true(enter_all(&stage) > 90);
    keys(&stage, "<tab>");
    assert_true(enter_all(&stage) > 30);
    stage_end(&stage);
}

static void test_consider_keys(void **state) {
    struct stage stage;
    struct app *app = &stage.session.app;
    (void)state;
    begin_demo(&stage, 24, 80);
    keys(&stage, "5<right><right>");
    shows(&stage, "↑↓ numbers");
    keys(&stage, "<down><right><right>");
    assert_int_equal(app->review.spot, 3);
    shows(&stage, "people here");
    keys(&stage, "<enter>");
    shows(&stage, "left:awareness");
    keys(&stage, "<esc>");
    shows(&stage, "Consider ◉");
    assert_int_equal(app->review.spot, 3);
    keys(&stage, "<up>");
    assert_int_equal(app->review.spot, 0);
    for (int i = 0; i < 60; i++) keys(&stage, "<down>"); /* down to the last number, and the page with it */
    struct spots spots;
    review_spots(app, &spots);
    bl_buf_free(&spots.filter);
    assert_int_equal(spots.at[app->review.spot - 1].line, spots.at[spots.n - 1].line);
    shows(&stage, "growth");
    keys(&stage, "<esc>");
    assert_int_equal(app->review.spot, 0);
    keys(&stage, "<right>");
    shows(&stage, "Until the next review");
    stage_end(&stage);
}

/* The small book holds what is hostile: it must not upset the counting of cells. */
static void test_small_sizes(void **state) {
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}, {6, 20}, {3, 30}};
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&stage, sizes[i][0], sizes[i][1]);
        keys(&stage, "5g<right><right>");
        for (int k = 0; k < 40; k++) keys(&stage, k % 3 ? "<down>" : "<right>");
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        screen(&stage, &out);
        keys(&stage, "<esc><left><left>1g<down><down><down><down><down><enter><esc>");
        screen(&stage, &out);
    }
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_home),          cmocka_unit_test(test_home_goes_where_it_is_drawn),
        cmocka_unit_test(test_map),           cmocka_unit_test(test_consider),
        cmocka_unit_test(test_consider_keys), cmocka_unit_test(test_small_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
