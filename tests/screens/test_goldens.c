/* Whole screens as text at four sizes, and the colours of one. A golden changes only when somebody has looked at the new one: BLESS=1 writes them. */
#include "book.h"

static const struct size { int rows, cols; } sizes[] = {{24, 80}, {40, 120}, {12, 40}, {6, 20}};

static void begin(struct stage *stage, bool unicode) {
    stage_folder(stage);
    fill_book(reopen(stage));
    stage_start(stage, 24, 80, unicode);
    settle(stage);
}

/* Types `text`, then takes the screen at every size. */
static void shots(const char *name, const char *text, bool unicode) {
    struct stage stage;
    BL_AUTO(bl_buf) struct bl_buf all = {0}, one = {0};
    begin(&stage, unicode);
    keys(&stage, text);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&stage, sizes[i].rows, sizes[i].cols);
        bl_buf_addf(&all, "== %d x %d\n%s", sizes[i].cols, sizes[i].rows, screen(&stage, &one));
        for (const char *s = bl_buf_text(&one); *s; s++) assert_true(unicode || (unsigned char)*s < 0x80);
    }
    golden(name, &all);
    stage_end(&stage);
}

static void colours(const char *name, const char *text) {
    struct stage stage;
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    begin(&stage, true);
    keys(&stage, text);
    app_view(&stage.session.app, &stage.surface);
    surface_roles(&stage.surface, &out);
    golden(name, &out);
    stage_end(&stage);
}

#define SCREEN(name, typed)                                                                                                                \
    static void test_##name(void **state) {                                                                                                \
        (void)state;                                                                                                                       \
        shots(#name ".txt", typed, true);                                                                                                  \
    }
SCREEN(people, "2jjjj")
SCREEN(people_filter, "2/northwind")
SCREEN(people_problem, "2/stage:selektion")
SCREEN(person, "2/maya<enter><enter>")
SCREEN(person_closed, "2/ben<enter><enter>")
SCREEN(composer, "2c@maya @tom 40m call yesterday -- stuck on SSO, \"we lose a day\". !send study fri >commitment +outcomes #pricing")
SCREEN(composer_unknown, "2c@zed hello<enter>")
SCREEN(completion, "2c@no<tab>")
SCREEN(history, "2aZoe<enter>aYann<enter>uH")
SCREEN(help, "2?")
SCREEN(palette, "2:park")
SCREEN(prompt_stage, "2/maya<enter>s")
SCREEN(prompt_add, "2aZoe<tab>Kite")
SCREEN(prompt_next, "2/maya<enter>nshow it<tab>fri")
SCREEN(prompt_close, "2/maya<enter>x<enter>")
SCREEN(toast, "2/maya<enter>>")
/* The review, each of its parts; somebody skipped on the way. */
SCREEN(review_clear, "5")
SCREEN(review_current, "5<enter><enter>")
SCREEN(review_consider, "5<right><right>")
SCREEN(review_commit, "5<right><right><right>")
SCREEN(review_promises, "5<right><right><right><enter>two demos booked<down><down><down>listen longer")

SCREEN(today, "3jj")
SCREEN(map, "4lljjjj")
SCREEN(map_gap, "4G")
SCREEN(prompt_snooze, "3z1w<tab>on holiday")

/* Three weeks later: the few that matter first, then the rest at rest. */
static void test_today_lapse(void **state) {
    (void)state;
    struct stage stage;
    BL_AUTO(bl_buf) struct bl_buf all = {0}, one = {0};
    begin(&stage, true);
    stage.now.today += 23;
    tick(&stage, (int64_t)23 * 86400000);
    keys(&stage, "3");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&stage, sizes[i].rows, sizes[i].cols);
        bl_buf_addf(&all, "== %d x %d\n%s", sizes[i].cols, sizes[i].rows, screen(&stage, &one));
    }
    resize(&stage, 24, 80);
    keys(&stage, "Z");
    bl_buf_addf(&all, "== after Z\n%s", screen(&stage, &one));
    golden("today_lapse.txt", &all);
    stage_end(&stage);
}

static void test_ascii(void **state) {
    (void)state;
    shots("ascii_people.txt", "2jjjj", false);
    shots("ascii_person.txt", "2/maya<enter><enter>", false);
    shots("ascii_today.txt", "3jj", false);
    shots("ascii_map.txt", "4lljjjj", false);
    shots("ascii_composer.txt", "2c@maya 40m -- stuck, \"we lose a day\". !send study fri >commitment", false);
}

static void test_colours(void **state) {
    (void)state;
    colours("people.roles", "2jjjj");
    colours("today.roles", "3jj");
    colours("map.roles", "4lljjjj");
    colours("person.roles", "2/maya<enter><enter>");
    colours("composer.roles", "2c@maya @zed 40m call yesterday -- stuck on SSO, \"we lose a day\". !send study fri >commitment #pricing");
}

/* For tests/pty: the same book as a file, so that the real program's screen can be held against these goldens. */
static int leave_book(const char *path) {
    struct stage stage = {0};
    struct bl_error err = {0};
    if (bl_now_parse(TODAY, &stage.now, &err) != BL_OK || strlen(path) >= sizeof stage.path) return 1;
    memcpy(stage.path, path, strlen(path) + 1);
    fill_book(reopen(&stage));
    bl_store_close(stage.store);
    return 0;
}

int main(void) {
    if (getenv("LEAVE_BOOK")) return leave_book(getenv("LEAVE_BOOK"));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_people_filter),
        cmocka_unit_test(test_people_problem),
        cmocka_unit_test(test_person),
        cmocka_unit_test(test_person_closed),
        cmocka_unit_test(test_composer),
        cmocka_unit_test(test_composer_unknown),
        cmocka_unit_test(test_completion),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_palette),
        cmocka_unit_test(test_prompt_stage),
        cmocka_unit_test(test_prompt_add),
        cmocka_unit_test(test_prompt_next),
        cmocka_unit_test(test_prompt_close),
        cmocka_unit_test(test_toast),
        cmocka_unit_test(test_review_clear),
        cmocka_unit_test(test_review_current),
        cmocka_unit_test(test_review_consider),
        cmocka_unit_test(test_review_commit),
        cmocka_unit_test(test_review_promises),
        cmocka_unit_test(test_today),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_map_gap),
        cmocka_unit_test(test_prompt_snooze),
        cmocka_unit_test(test_today_lapse),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
