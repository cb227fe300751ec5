/* Time travel on the screens: each of the five as it was on a day, at four sizes; what is refused there, and every way back. */
#include "begin.h"

#define THEN "T2026-11-09<enter>"

static void shots(const char *name, const char *text) {
    static const struct size { int rows, cols; } sizes[] = {{24, 80}, {40, 120}, {12, 40}, {6, 20}, {4, 30}};
    struct stage stage;
    BL_AUTO(bl_buf) struct bl_buf all = {0}, one = {0};
    begin(&stage, 24, 80);
    keys(&stage, THEN);
    keys(&stage, text);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&stage, sizes[i].rows, sizes[i].cols);
        bl_buf_addf(&all, "== %d x %d\n%s", sizes[i].cols, sizes[i].rows, screen(&stage, &one));
        shows(&stage, "2026-11-09"); /* on every screen, at every size: where in time we stand */
    }
    golden(name, &all);
    stage_end(&stage);
}

static void five_screens(void **state) {
    (void)state;
    shots("past_home.txt", "");
    shots("past_people.txt", "2/maya<enter>");
    shots("past_today.txt", "3");
    shots("past_map.txt", "4lljjjj");
    shots("past_review.txt", "5<right><right>");
    shots("past_person.txt", "2/maya<enter><enter>");
}

static int64_t last_step(struct stage *stage) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error err = {0};
    struct bl_step_row *rows;
    size_t n = 0;
    ok(bl_step_list(stage->store, 1, &arena, &rows, &n, &err), &err);
    return n ? rows[0].id : 0;
}

static void it_is_as_it_was(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/tom<enter><enter>");
    shows(&stage, "education");
    keys(&stage, "<esc>"
                 "T2026-11-04<enter>"); /* Tom moved on the 5th */
    keys(&stage, "<enter>");
    shows(&stage, "awareness");
    hides(&stage, "stuck on SSO");
    keys(&stage, "T");
    shows(&stage, "stuck on SSO");
    hides(&stage, "as it was");
    stage_end(&stage);
}

/* Who came later is not there: the list is without them, their open page closes. */
static void who_came_later_is_not_there(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/family<enter><enter>");
    shows(&stage, "Söhne");
    keys(&stage, "T2026-11-09<enter>");
    hides(&stage, "Söhne");
    keys(&stage, "T");
    shows(&stage, "Söhne");
    stage_end(&stage);
}

static void nothing_is_written(void **state) {
    static const char *const writes[] = {"c", ">", "<lt>", "s", "m", "n", "d", "t", "e",
                                         "p", "x", "z",    "a", "i", "u", "H", "r", "<ctrl-r>"};
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    int64_t before = last_step(&stage);
    keys(&stage, THEN);
    for (int main = 1; main <= 5; main++) {
        char screen_key[2] = {(char)('0' + main), 0};
        for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
            keys(&stage, screen_key);
            if (main == 2) keys(&stage, "/maya<enter>");
            if (main == 5) keys(&stage, "<right>");
            if ((main == 1 || main == 4) && strchr("><smndtepxzr", writes[i][0]) && writes[i][1] != 'c') continue; /* no person there */
            keys(&stage, writes[i]);
            shows(&stage, "T returns to today");
            assert_int_equal(stage.session.app.depth, 1);
        }
    }
    assert_int_equal(last_step(&stage), before);
    keys(&stage, "T3c@maya hello<enter>"); /* and in the present it is */
    assert_int_not_equal(last_step(&stage), before);
    stage_end(&stage);
}

static void ways_back(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, THEN);
    keys(&stage, "2");
    shows(&stage, "as it was on Mon 2026-11-09");
    keys(&stage, "T");
    hides(&stage, "as it was");
    shows(&stage, "today, Sun 2026-11-22");
    keys(&stage, "T<enter>"); /* no day is today */
    hides(&stage, "as it was");
    keys(&stage, "Ttoday<enter>");
    hides(&stage, "as it was");
    keys(&stage, "T2026-12-24");
    shows(&stage, "lies ahead");
    keys(&stage, "<enter>");
    shows(&stage, "lies ahead: only what was can be looked at");
    keys(&stage, "<esc>");
    hides(&stage, "as it was");
    keys(&stage, "Tnonsense<enter>");
    shows(&stage, "is not a day");
    stage_end(&stage);
}

/* On the way, before it is reached: the sign says how far, and Esc stays. */
static void esc_stays(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    for (const char *c = "T2026-11-09"; *c; c++) session_key(&stage.session, (unsigned char)*c);
    session_key(&stage.session, '\r');
    shows(&stage, "going back to Mon 2026-11-09: 0 % · esc stays here");
    session_key(&stage.session, 27);
    settle(&stage);
    hides(&stage, "going back");
    hides(&stage, "as it was");
    shows(&stage, "stayed here");
    /* One day after the other: the last one counts. */
    for (const char *c = "T2026-11-09"; *c; c++) session_key(&stage.session, (unsigned char)*c);
    session_key(&stage.session, '\r');
    keys(&stage, "T2026-11-10<enter>");
    shows(&stage, "as it was on Tue 2026-11-10");
    stage_end(&stage);
}

/* Keys are answered in the midst of a piece that cannot be made small: one stays, one wishes for another day. */
struct midst {
    struct stage *stage;
    const char *typed;
    int times;
};

static bool in_the_midst(void *data) {
    struct midst *midst = data;
    if (midst->times++) return false;
    for (const char *c = midst->typed; *c; c++) session_key(&midst->stage->session, *c == '!' ? '\r' : *c == '^' ? 27 : (unsigned char)*c);
    return false;
}

static void fill_many(struct stage *stage) {
    struct bl_error err = {0};
    struct bl_bulk *bulk = NULL;
    int64_t id, step;
    ok(bl_bulk_begin(stage->store, false, &bulk, &err), &err);
    for (int i = 0; i < 8000; i++) {
        char name[32];
        snprintf(name, sizeof name, "Person %d", (i * 7919) % 8000);
        struct bl_person_edit row = {.name = name};
        ok(bl_bulk_insert(bulk, &row, 0, 0, &id, &err), &err);
    }
    ok(bl_bulk_commit(bulk, "import", &step, &err), &err);
    bl_store_set_now(stage->store, (struct bl_now){stage->now.today + 3, stage->now.ms + 3 * 24 * 3600 * 1000LL});
}

static void keys_in_the_midst(void **state) {
    static const struct {
        const char *typed, *shown;
    } cases[] = {{"^", "stayed here"},
                 {"T2026-11-23!", "as it was on Mon 2026-11-23"},
                 {"2T!", "today, Wed 2026-11-25"},
                 {"2", "as it was on Tue 2026-11-24"}};
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    fill_many(&stage);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct midst midst = {&stage, cases[i].typed, 0};
        stage.session.performer.breathe = in_the_midst;
        stage.session.performer.breathe_data = &midst;
        keys(&stage, "1T2026-11-24<enter>");
        assert_true(midst.times > 0);
        shows(&stage, cases[i].shown);
        if (stage.session.app.past.day != BL_NO_DAY) keys(&stage, "T");
        assert_null(stage.session.performer.way.store);
        assert_null(stage.session.performer.past);
    }
    stage_end(&stage);
}

/* Another program records a late entry while somebody looks at the past: it is restated. */
static void others_restate_it(void **state) {
    struct stage stage;
    struct bl_error err = {0};
    struct bl_store *other = NULL;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, THEN "2/tom<enter>");
    shows(&stage, "education");
    const struct bl_store_options options = {.now = stage.now, .seed = 9};
    ok(bl_store_open(stage.path, &options, &other, &err), &err);
    ok(bl_step_begin(other, false, &err), &err);
    record(other, 2, BL_ACT_MOVE, BL_SELECTION, 0, 0, "2026-11-08");
    ok(bl_step_commit(other, "late", NULL, &err), &err);
    bl_store_close(other);
    session_look(&stage.session);
    shows(&stage, "as it was on Mon 2026-11-09"); /* until it is read anew it stays as it is */
    settle(&stage);
    shows(&stage, "selection");
    shows(&stage, "as it was on Mon 2026-11-09");
    stage_end(&stage);
}

/* A review half-way is where it was after a look at the past, and nothing that was looked at there is kept of it. */
static void the_review_goes_on(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5<enter><enter>"); /* Clear, then one skipped */
    shows(&stage, "Current ◉");
    size_t handled = stage.session.app.review.handled_count;
    assert_int_equal(handled, 1);
    keys(&stage, THEN);
    keys(&stage, "5<right><right>");
    shows(&stage, "week 46");
    keys(&stage, "T");
    shows(&stage, "Current ◉");
    assert_int_equal(stage.session.app.review.handled_count, handled);
    stage_end(&stage);
}

/* Midnight passes while one looks back: today is another when one returns. */
static void midnight(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, THEN);
    stage.now.today++;
    tick(&stage, 1000);
    settle(&stage);
    shows(&stage, "as it was on Mon 2026-11-09");
    keys(&stage, "T");
    shows(&stage, "today, Mon 2026-11-23");
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(five_screens),
                                       cmocka_unit_test(it_is_as_it_was),
                                       cmocka_unit_test(who_came_later_is_not_there),
                                       cmocka_unit_test(nothing_is_written),
                                       cmocka_unit_test(ways_back),
                                       cmocka_unit_test(esc_stays),
                                       cmocka_unit_test(keys_in_the_midst),
                                       cmocka_unit_test(others_restate_it),
                                       cmocka_unit_test(the_review_goes_on),
                                       cmocka_unit_test(midnight)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
