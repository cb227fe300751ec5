/* A monkey at the keyboard: random keys, pastes, sizes, clicks and clocks into update and view, on a real store, with a fixed seed. What must hold after each:
 * nothing crashes (run under ASan in CI), the grid is clean text, the screen below is always a main one, and the book still adds up at the end. */
#include "book.h"

#define STEPS 6000

static uint64_t next(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static const char *const pastes[] = {
    "@maya ",
    "hello\nthere",
    "\x1b[31m\xff\xfe",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
    "e\xcc\x81\xcc\x81",
    "stage:selection",
    "(((",
    ("\xe2\x80\xae"
     "abc"),
    "\"never closed",
    "!promise fri ~theirs >growth +badass #tag",
    "2w",
    "03/04",
    "山田",
    "not -name:x or",
    "/no/such/file",
    "@zed @tom 40m call --",
    ":::::",
    "%s%n%d",
    "yesterday",
    "2026-11-10",
};
static const int specials[] = {KEY_UP_,  KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_PGUP_, KEY_PGDN_, KEY_HOME_, KEY_END_,
                               KEY_DEL_, KEY_BTAB_, KEY_F1_,   '\r',       '\r',      '\t',      27,        27,
                               127,      ' ',       '\n',      'D',        'M',       '<'};

static struct msg any_message(uint64_t *seed) {
    uint64_t pick = next(seed) % 100;
    if (pick < 50) return (struct msg){.kind = MSG_KEY, .key = ' ' + (int)(next(seed) % 95)};
    if (pick < 75) return (struct msg){.kind = MSG_KEY, .key = specials[next(seed) % (sizeof specials / sizeof *specials)]};
    if (pick < 82) return (struct msg){.kind = MSG_KEY, .key = 1 + (int)(next(seed) % 26)};
    if (pick < 90) {
        const char *text = pastes[next(seed) % (sizeof pastes / sizeof *pastes)];
        return (struct msg){.kind = MSG_PASTE, .text = text, .len = strlen(text)};
    }
    if (pick < 94) return (struct msg){.kind = MSG_RESIZE, .row = 1 + (int)(next(seed) % 50), .col = 1 + (int)(next(seed) % 130)};
    if (pick < 96)
        return (struct msg){
            .kind = MSG_CLICK, .key = next(seed) % 2 ? 1 : 5, .row = (int)(next(seed) % 60), .col = (int)(next(seed) % 140)};
    if (pick < 97) return (struct msg){.kind = MSG_CHANGED};
    if (pick < 98) /* of a way that was left long ago, mostly */
        return (struct msg){
            .kind = MSG_PAST, .serial = (unsigned)(next(seed) % 300), .seen = 5, .all = (int64_t)(next(seed) % 10), .done = next(seed) % 2};
    return (struct msg){.kind = MSG_TICK};
}

/* A home with a few lists, so that the import wizard has files to walk about in, and only these. */
static void furnish(struct stage *stage) {
    static const char *const names[] = {"hubspot.csv", "linkedin_Connections.csv", "luma.csv", "unterminated_quote.csv"};
    char command[900];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(command, sizeof command, "mkdir -p '%s/Downloads/more' && cp 'tests/fixtures/csv/%s' '%s/Downloads/'", stage->dir,
                 names[i], stage->dir);
        assert_int_equal(system(command), 0);
    }
    stage->session.performer.home = stage->dir;
}

/* Straight into the wizard, as far as the seed says; what is typed then is the monkey's own. */
static void wander(struct stage *stage, uint64_t *seed) {
    for (int i = 0; i < 4; i++) session_key(&stage->session, 27);
    session_key(&stage->session, '1');
    session_key(&stage->session, 'i');
    for (uint64_t n = next(seed) % 4; n > 0; n--) session_key(&stage->session, next(seed) % 2 ? KEY_DOWN_ : KEY_UP_);
    for (uint64_t pages = next(seed) % 4; pages > 0; pages--) {
        session_key(&stage->session, '\r');
        for (uint64_t slices = next(seed) % 8; slices > 0 && session_work(&stage->session); slices--) {
        }
    }
}

static void check(struct stage *stage) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    const struct app *app = &stage->session.app;
    if (stage->surface.rows != app->rows || stage->surface.cols != app->cols)
        assert_true(surface_resize(&stage->surface, app->rows, app->cols));
    const char *text = screen(stage, &out);
    assert_true(bl_text_valid(text, out.len));
    for (size_t i = 0; i < out.len; i++) assert_true((unsigned char)text[i] >= ' ' || text[i] == '\n');
    assert_true(app->depth >= 1 && app->depth <= 8);
    enum layer main = app->stack[0];
    assert_true(main == LAYER_HOME || main == LAYER_PEOPLE || main == LAYER_TODAY || main == LAYER_MAP || main == LAYER_REVIEW);
}

/* Steps that were made or unmade: while the past is looked at there is none. */
static int64_t steps(struct stage *stage) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error err = {0};
    struct bl_step_row *rows;
    size_t n = 0;
    int64_t undone = 0;
    ok(bl_step_list(stage->store, 50, &arena, &rows, &n, &err), &err);
    for (size_t i = 0; i < n; i++) undone += rows[i].undone;
    return n ? rows[0].id * 100 + undone : 0;
}

static void balance(struct stage *stage) {
    struct bl_error err = {0};
    int64_t people = 0, counts[BL_STATES + 1] = {0}, sum = 0;
    ok(bl_store_count(stage->store, &people, &err), &err);
    ok(bl_store_stock(stage->store, BL_LENS_STAGE, bl_store_now(stage->store).today, counts, &err), &err);
    for (int i = 1; i < BL_STATES; i++) sum += counts[i];
    assert_int_equal(sum, people);
}

/* What a monkey types too seldom by itself. */
static void look_back(struct stage *stage) {
    const char *day = "2026-11-10";
    session_key(&stage->session, 27);
    session_key(&stage->session, 'T');
    session_send(&stage->session, (struct msg){.kind = MSG_PASTE, .text = day, .len = strlen(day)});
    session_key(&stage->session, '\r');
}

/* So that there are pairs to be settled. */
static void fill_twins(struct bl_store *store) {
    struct bl_error err = {0};
    ok(bl_step_begin(store, false, &err), &err);
    add_person(store, "Chen, Maya", "Northwind", "Chief of Staff", "maya@home.example", "2026-11-18");
    add_person(store, "Tom Read", "Northwind", NULL, NULL, "2026-11-18");
    add_person(store, "José Nuñez", NULL, NULL, "jose@acme.example", "2026-11-18");
    add_person(store, "B. Lost", "Gone Ltd", NULL, NULL, "2026-11-18");
    ok(bl_step_commit(store, "twins", NULL, &err), &err);
}

/* How many messages the past had to bear. */
static int run(uint64_t seed) {
    struct stage stage;
    int times = 0;
    stage_folder(&stage);
    fill_book(reopen(&stage));
    fill_twins(stage.store);
    stage_start(&stage, 24, 80, seed % 2 == 0);
    furnish(&stage);
    for (int i = 0; i < STEPS; i++) {
        struct msg msg = any_message(&seed);
        if (i % 97 == 0) wander(&stage, &seed);
        if (next(&seed) % 100 == 0) look_back(&stage);
        if (next(&seed) % 8 == 0) {
            stage.now.ms += (int64_t)(next(&seed) % 2000);
            bl_store_set_now(stage.store, stage.now);
        }
        bool past = stage.session.app.past.day != BL_NO_DAY;
        int64_t before = past ? steps(&stage) : 0;
        times += past;
        session_send(&stage.session, msg);
        if (past) assert_int_equal(steps(&stage), before);
        for (uint64_t slices = next(&seed) % 4; slices > 0 && session_work(&stage.session); slices--) {
        }
        if (i % 4 == 0) check(&stage);
        stage.session.performer.quit = stage.session.performer.edit = stage.session.performer.suspend = false;
    }
    settle(&stage);
    balance(&stage);
    stage_end(&stage);
    return times;
}

static void test_monkey(void **state) {
    (void)state;
    int times = 0;
    for (uint64_t seed = 1; seed <= 6; seed++) times += run(seed * 0x9E3779B97F4A7C15u);
    assert_true(times > 1000); /* it was there, and long enough */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_monkey)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
