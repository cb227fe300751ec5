/* Manners of the full screen: what a newcomer stumbles over. The palette offers what works here, a draft is never opened silently for somebody else, names
 * name whom they mean, and a key that does nothing says so. */
#include "begin.h"

#include "tui/screen/screens.h"

static const char *typed(const struct stage *stage) {
    return bl_buf_text(&stage->session.app.composer.field.text);
}

static enum action first_for(struct stage *stage, const char *screen_key, const char *text) {
    keys(stage, screen_key);
    keys(stage, ":");
    keys(stage, text);
    const struct menu *menu = &stage->session.app.menu;
    enum action found = menu->choice.n ? menu->found[0] : ACT_NONE;
    keys(stage, "<esc>");
    return found;
}

static void test_the_palette_offers_what_works_here(void **state) {
    static const struct {
        const char *screen, *typed;
        enum action action;
    } wanted[] = {
        {"2", "undo", ACT_UNDO},       {"H", "undo here", ACT_UNDO_HERE}, {"2", "park", ACT_PARK},
        {"2", "history", ACT_HISTORY}, {"2", "today", ACT_TODAY},         {"2", "map", ACT_MAP},
        {"2", "people", ACT_PEOPLE},   {"2", "stage", ACT_STAGE},         {"2", "import", ACT_IMPORT},
        {"2", "log", ACT_LOG},         {"2", "done", ACT_DONE},           {"2", "add", ACT_ADD},
    };
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        enum action found = first_for(&stage, wanted[i].screen, wanted[i].typed);
        if (found != wanted[i].action) fail_msg("\"%s\" on %s finds %s", wanted[i].typed, wanted[i].screen, action_row(found)->name);
        keys(&stage, "<esc>");
    }
    keys(&stage, "1:");
    const struct menu *menu = &stage.session.app.menu;
    bool moving = false;
    for (int i = 0; i < menu->choice.n; i++) {
        const struct action_row *row = action_row(menu->found[i]);
        assert_true(row->where & W_HOME);
        assert_false(moving && *row->words); /* first what can be done, then moving about */
        moving = moving || !*row->words;
    }
    assert_true(moving);
    stage_end(&stage);
}

static void test_the_composer_names_whom_it_means(void **state) {
    struct stage stage;
    (void)state;
    stage_folder(&stage);
    fill_book(reopen(&stage));
    struct bl_error err = {0};
    ok(bl_step_begin(stage.store, false, &err), &err);
    add_person(stage.store, "ana.ruiz@x.example", NULL, NULL, "ana.ruiz@x.example", "2026-11-20");
    int64_t first = add_person(stage.store, "Kim Twin", "One", NULL, NULL, "2026-11-20");
    int64_t second = add_person(stage.store, "Kim Twin", "Two", NULL, NULL, "2026-11-20");
    ok(bl_step_commit(stage.store, "three more", NULL, &err), &err);
    stage_start(&stage, 24, 80, true);
    settle(&stage);
    keys(&stage, "2/name:ana.ruiz<enter>c");
    assert_string_equal(typed(&stage), "@ana.ruiz@x.example ");
    hides(&stage, "(new?)");
    keys(&stage, "<esc>/<ctrl-u>kim<enter><space><space>c");
    char both[64];
    snprintf(both, sizeof both, "@%lld @%lld ", (long long)first, (long long)second);
    assert_string_equal(typed(&stage), both);
    shows(&stage, "Kim Twin, Kim Twin");
    keys(&stage, "-- hello both<enter>");
    assert_int_equal(count_where(&stage, "kim last:today"), 2);
    keys(&stage, "/<ctrl-u>evil<enter>c"); /* escape sequences and a line end in the name */
    hides(&stage, "(new?)");
    assert_int_equal(stage.session.app.composer.who->at[0].found_count, 1);
    stage_end(&stage);
}

/* Keys that waited for the rows are pressed in one go: the second Enter comes before the first is answered. */
static void test_enter_twice_logs_once(void **state) {
    struct stage stage;
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_talk *talks;
    size_t before = 0, n = 0;
    (void)state;
    begin(&stage, 24, 80);
    ok(bl_store_talks(stage.store, 2, 50, &arena, &talks, &before, &err), &err);
    keys(&stage, "2/tom<enter>c-- well<enter><enter>");
    ok(bl_store_talks(stage.store, 2, 50, &arena, &talks, &n, &err), &err);
    assert_int_equal(n, before + 1);
    stage_end(&stage);
}

static void test_a_draft_is_not_opened_for_another(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/maya<enter>");
    keys(&stage, "c-- half a thought<esc>");
    shows(&stage, "c goes on with it");
    tick(&stage, 400);
    keys(&stage, "c"); /* the same person: it simply goes on */
    assert_string_equal(typed(&stage), "@Maya.Chen -- half a thought");
    keys(&stage, "<esc>/<ctrl-u>tom<enter>c");
    shows(&stage, "left unfinished");
    shows(&stage, "half a thought");
    keys(&stage, "<enter>");
    assert_string_equal(typed(&stage), "@Maya.Chen -- half a thought");
    keys(&stage, "<esc>c2<enter>");
    assert_string_equal(typed(&stage), "@Tom.Reed ");
    keys(&stage, "-- hello tom");
    tick(&stage, 400);
    session_free(&stage.session); /* killed in the midst of the second: both are kept */
    session_start(&stage.session, stage.store, 24, 80, true);
    keys(&stage, "c");
    assert_string_equal(typed(&stage), "@Tom.Reed -- hello tom");
    keys(&stage, "<enter>");
    assert_int_equal(count_where(&stage, "tom last:today"), 1);
    shows(&stage, "the other text");
    keys(&stage, "c");
    assert_string_equal(typed(&stage), "@Maya.Chen -- half a thought");
    keys(&stage, "<esc>2/<ctrl-u>tom<enter>");
    keys(&stage, "c2<enter><esc>"); /* nothing was written: the other stands there again */
    keys(&stage, "1c");
    assert_string_equal(typed(&stage), "@Maya.Chen -- half a thought");
    keys(&stage, "<enter>");
    assert_int_equal(count_where(&stage, "maya last:today"), 1);
    keys(&stage, "1c");
    assert_string_equal(typed(&stage), "");
    stage_end(&stage);
}

static void test_the_composer_is_told_at_once(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@jose<tab>");
    shows(&stage, "first conversation");
    keys(&stage, "<ctrl-u>@maya <enter>");
    shows(&stage, "what was said?");
    assert_int_equal(count_where(&stage, "last:today"), 0);
    keys(&stage, "call<enter>"); /* a call without words is one */
    assert_int_equal(count_where(&stage, "maya last:today"), 1);
    stage_end(&stage);
}

static void test_a_closed_person_in_the_composer(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/ben<enter>c-- back again >selection<enter>");
    shows(&stage, "esc, then r: reopen");
    keys(&stage, "<esc>rc");
    assert_string_equal(typed(&stage), "@Ben.Lost -- back again >selection");
    hides(&stage, "then r: reopen");
    keys(&stage, "n");
    shows(&stage, "did you mean");
    keys(&stage, "<backspace>");
    keys(&stage, "<enter>");
    assert_int_equal(count_where(&stage, "ben stage:selection"), 1);
    stage_end(&stage);
}

static void test_keys_that_do_nothing_say_so(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "Q");
    shows(&stage, "Q does nothing here");
    keys(&stage, "t");
    shows(&stage, "t does nothing here");
    keys(&stage, "2/ma");
    hides(&stage, "does nothing");
    keys(&stage, "<esc>1G");
    assert_int_equal(stage.session.app.home.spot, bl_track_ranks(BL_STAGE));
    keys(&stage, "<home>");
    assert_int_equal(stage.session.app.home.spot, 1);
    stage_end(&stage);
}

static void test_words_are_stepped_over(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@maya said no");
    session_key(&stage.session, KEY_WORD_LEFT_);
    session_key(&stage.session, KEY_WORD_LEFT_);
    keys(&stage, "X");
    assert_string_equal(typed(&stage), "@maya Xsaid no");
    session_key(&stage.session, KEY_WORD_RIGHT_);
    keys(&stage, "Y");
    assert_string_equal(typed(&stage), "@maya XsaidY no");
    stage_end(&stage);
}

static void test_a_filter_half_typed_is_no_error(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/last:");
    shows(&stage, "go on: a value belongs here");
    hides(&stage, "Nobody fits");
    hides(&stage, "^");
    keys(&stage, "<ctrl-u>stage:selecton ");
    shows(&stage, "selecton");
    shows(&stage, "^");
    shows(&stage, "company"); /* the head of the list, and the first person */
    shows(&stage, "Ben Lost");
    keys(&stage, "<esc>");
    shows(&stage, "Ben Lost");
    stage_end(&stage);
}

static void test_a_page_does_not_contradict_itself(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 40, 120);
    keys(&stage, "2/petra<enter><enter>"); /* parked on the 12th, ten days ago; there since September */
    shows(&stage, "parked 10 d");
    shows(&stage, "park until another day");
    keys(&stage, "<esc>/<ctrl-u>maya<enter>");
    keys(&stage, "c-- well >selection<enter>");
    keys(&stage, "<enter>");
    hides(&stage, "22 Nov move\n");
    shows(&stage, "nothing changed");
    stage_end(&stage);
}

static void test_a_promise_ends_with_its_day(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/tom<enter>nsend the deck by friday<enter>");
    shows(&stage, "send the deck, due");
    keys(&stage, "nfriday<enter><enter>");
    shows(&stage, "friday");
    keys(&stage, "nask about #1 > 2 fri<enter>"); /* signs stay as they were typed */
    assert_int_equal(count_where(&stage, "next:none name:tom"), 0);
    stage_end(&stage);
}

static void test_adding_says_what_hides_it(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/maya<enter>aNew Person<enter>");
    shows(&stage, "the filter hides them");
    keys(&stage, "<esc>aMaya Chen<enter>");
    shows(&stage, "of that name");
    hides(&stage, "the filter hides");
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_palette_offers_what_works_here),
        cmocka_unit_test(test_the_composer_names_whom_it_means),
        cmocka_unit_test(test_enter_twice_logs_once),
        cmocka_unit_test(test_a_draft_is_not_opened_for_another),
        cmocka_unit_test(test_the_composer_is_told_at_once),
        cmocka_unit_test(test_a_closed_person_in_the_composer),
        cmocka_unit_test(test_keys_that_do_nothing_say_so),
        cmocka_unit_test(test_words_are_stepped_over),
        cmocka_unit_test(test_a_filter_half_typed_is_no_error),
        cmocka_unit_test(test_a_page_does_not_contradict_itself),
        cmocka_unit_test(test_a_promise_ends_with_its_day),
        cmocka_unit_test(test_adding_says_what_hides_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
