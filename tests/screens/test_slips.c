/* Small slips of the screens, each as somebody met it. */
#include "book.h"

static void begin(struct stage *stage, int rows, int cols) {
    stage_folder(stage);
    fill_book(reopen(stage));
    stage_start(stage, rows, cols, true);
    settle(stage);
}

/* A name is not cut while the company beside it has room, nor a promise while names have. */
static void columns_lend_room(void **state) {
    struct stage stage;
    struct bl_error err = {0};
    (void)state;
    stage_folder(&stage);
    struct bl_store *store = reopen(&stage);
    ok(bl_step_begin(store, false, &err), &err);
    int64_t id = add_person(store, "Wilhelmina Feather-Boa", "Acme", NULL, NULL, "2026-11-01"), promise = 0;
    ok(bl_promise_add(store, id, "the deck", day_of("2026-11-20"), false, &promise, &err), &err);
    ok(bl_step_commit(store, "one", NULL, &err), &err);
    stage_start(&stage, 24, 80, true);
    keys(&stage, "2");
    shows(&stage, "Wilhelmina Feather-Boa Acme");
    stage_end(&stage);
    stage_folder(&stage);
    store = reopen(&stage);
    ok(bl_step_begin(store, false, &err), &err);
    id = add_person(store, "Al Bo", "Acme", NULL, NULL, "2026-11-01");
    ok(bl_promise_add(store, id, "send the long answer about prices", day_of("2026-11-20"), false, &promise, &err), &err);
    ok(bl_step_commit(store, "one", NULL, &err), &err);
    stage_start(&stage, 24, 80, true);
    keys(&stage, "2");
    shows(&stage, "!2 d send the long answer");
    stage_end(&stage);
}

static void a_rest_lies_ahead(void **state) {
    static const char *const days[] = {"yesterday", "today", "2026-11-01"};
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/tom<enter>");
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        keys(&stage, "p");
        keys(&stage, days[i]);
        keys(&stage, "<enter>");
        shows(&stage, "that day does not lie ahead");
        keys(&stage, "<esc>");
    }
    keys(&stage, "ptomorrow<enter>");
    hides(&stage, "does not lie ahead");
    shows(&stage, "park Tom Reed");
    stage_end(&stage);
}

/* Of several who take part, a promise is with the first. */
static void a_promise_says_to_whom(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@maya.chen @tom.reed call -- ok !send deck fri ~answers");
    tick(&stage, 1000);
    settle(&stage);
    shows(&stage, "mine    to Maya Chen: send deck, due Fri 2026-11-27");
    shows(&stage, "theirs  from Maya Chen: answers");
    keys(&stage, "<c-u>");
    stage_end(&stage);
    begin(&stage, 24, 80);
    keys(&stage, "c@tom.reed call -- ok !send deck fri");
    tick(&stage, 1000);
    settle(&stage);
    shows(&stage, "mine    send deck, due");
    stage_end(&stage);
}

/* A quote that is being written is no slip; one that was left open is. */
static void an_open_quote_is_told_when_left(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@tom.reed call -- he said \"we will");
    hides(&stage, "is not closed");
    keys(&stage, "<left>");
    shows(&stage, "the quote is not closed");
    stage_end(&stage);
}

/* The keys stay in sight while something is said. */
static void keys_stay_under_a_message(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/maya<enter>>");
    shows(&stage, "u undoes");
    shows(&stage, "c log");
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_lend_room),         cmocka_unit_test(a_rest_lies_ahead),
        cmocka_unit_test(a_promise_says_to_whom),    cmocka_unit_test(an_open_quote_is_told_when_left),
        cmocka_unit_test(keys_stay_under_a_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
