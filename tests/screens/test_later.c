/* A large book: pages that take long make way for a key and come later, the same as without one; what is stopped stops soon. And weeks that begin on Sunday, on screen. */
#include "session.h"

enum { PEOPLE = 1500 };

static struct {
    bool waits;      /* a key waits */
    int asked, told; /* how often that was asked, and how often the answer was yes */
    int after;       /* asked so often, one comes; 0 = never */
} key;

static bool key_waits(void *data) {
    (void)data;
    key.asked++;
    bool yes = key.waits || (key.after && key.asked >= key.after);
    key.told += yes;
    return yes;
}

static void large_book(struct stage *stage) {
    struct bl_error err = {0};
    stage_folder(stage);
    reopen(stage);
    ok(bl_step_begin(stage->store, false, &err), &err);
    for (int i = 0; i < PEOPLE; i++) {
        char name[40];
        int64_t id = 0;
        struct bl_recorded done;
        snprintf(name, sizeof name, "Person %c%c Number%d", 'A' + i * 7 % 26, 'a' + i * 11 % 26, i);
        struct bl_add add = {
            .edit = {.name = name, .company = i % 3 ? "Northwind" : NULL}, .day = stage->now.today - 200 + i % 50, .by_hand = i % 10 != 0};
        struct bl_record move = {.act = BL_ACT_MOVE, .stage = 2 + i % 4, .day = stage->now.today - 100 + i % 90, .until = BL_NO_DAY};
        ok(bl_person_add(stage->store, &add, &id, &err), &err);
        if (i % 2) ok(bl_entry_record(stage->store, id, &move, &done, &err), &err);
    }
    ok(bl_step_commit(stage->store, "many", NULL, &err), &err);
}

static void start_watched(struct stage *stage) {
    assert_true(surface_init(&stage->surface, 24, 80, true));
    memset(&key, 0, sizeof key);
    session_start_watched(&stage->session, stage->store, 24, 80, true, key_waits);
}

/* One key, and nothing of what is put off. */
static void press(struct stage *stage, int at) {
    session_key(&stage->session, at);
}

static char *picture(struct stage *stage) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    char *copy = strdup(screen(stage, &out));
    assert_non_null(copy);
    return copy;
}

/* Every main screen, as it is when nothing is put off, and when a key waits at first. */
static void pages_come_later(void **state) {
    static const char screens[] = "13451";
    char *wanted[sizeof screens];
    struct stage stage;
    (void)state;
    large_book(&stage);
    stage_start(&stage, 24, 80, true);
    for (size_t i = 0; screens[i]; i++) {
        press(&stage, screens[i]);
        settle(&stage);
        wanted[i] = picture(&stage);
    }
    session_free(&stage.session);
    surface_free(&stage.surface);
    start_watched(&stage);
    settle(&stage);
    for (size_t i = 0; screens[i]; i++) {
        key.waits = true;
        press(&stage, screens[i]);
        if (screens[i] != '1') assert_true(stage.session.performer.later_count > 0);
        if (screens[i] != '1') shows(&stage, "looking …");
        for (int turn = 0; turn < 5; turn++) session_work(&stage.session); /* a key still waits: nothing comes of it */
        if (screens[i] != '1') assert_true(stage.session.performer.later_count > 0);
        key.waits = false;
        settle(&stage);
        assert_int_equal(stage.session.performer.later_count, 0);
        char *got = picture(&stage);
        assert_string_equal(got, wanted[i]);
        free(got);
        free(wanted[i]);
    }
    assert_true(key.told > 10);
    stage_end(&stage);
}

/* Home shows at once what the totals know, and that is all of it. */
static void home_shows_the_counts_at_once(void **state) {
    struct stage stage;
    (void)state;
    large_book(&stage);
    assert_true(surface_init(&stage.surface, 24, 80, true));
    memset(&key, 0, sizeof key);
    key.waits = true;
    session_start_watched(&stage.session, stage.store, 24, 80, true, key_waits);
    shows(&stage, "1500 people");
    shows(&stage, "without a next step");
    shows(&stage, "quiet");
    shows(&stage, "with gaps");
    assert_int_equal(stage.session.performer.later_count, 0);
    stage_end(&stage);
}

/* Once a key waits, a reading ends before it is asked again; and it is asked at least once for every 250 people. */
static void what_is_stopped_stops_soon(void **state) {
    struct stage stage;
    (void)state;
    large_book(&stage);
    start_watched(&stage);
    settle(&stage);
    struct performer *performer = &stage.session.performer;
    press(&stage, '3');
    settle(&stage);
    memset(&key, 0, sizeof key);
    perform_watch(performer, false);
    struct bl_today today;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error err = {0};
    ok(bl_store_today(stage.store, 30, true, &arena, &today, &err), &err);
    int all = key.asked;
    assert_true(all >= PEOPLE / 250);
    for (int at = 1; at <= all; at += all / 7 + 1) {
        memset(&key, 0, sizeof key);
        key.after = at;
        assert_int_equal(bl_store_today(stage.store, 30, true, &arena, &today, &err), BL_INTERRUPTED);
        assert_int_equal(key.asked, at);
        assert_int_equal(key.told, 1);
    }
    memset(&key, 0, sizeof key);
    ok(bl_store_today(stage.store, 30, true, &arena, &today, &err), &err); /* and works again */
    perform_unwatch(performer);
    memset(&key, 0, sizeof key);
    ok(bl_store_today(stage.store, 30, true, &arena, &today, &err), &err);
    assert_int_equal(key.asked, 0);
    stage_end(&stage);
}

/* A reading of a few rows may be over before it is asked whether a key waits. */
static size_t list_of(struct stage *stage, const struct effect *wish, bool stopped, int64_t *ids) {
    bool long_one = wish->list.sort[0].key != BL_SORT_NAME;
    struct msg answer = {0};
    struct performer *performer = &stage->session.performer;
    key.waits = stopped;
    bool come = performer_do(performer, wish, &answer);
    for (int i = 0; i < 3 && stopped && (long_one || !come); i++) {
        assert_false(come);
        assert_true(performer->list.on);
        come = performer_work(performer, &answer);
    }
    key.waits = false;
    for (int i = 0; !come || answer.kind != MSG_LIST; i++) {
        assert_true(i < 10000);
        come = performer_work(performer, &answer);
    }
    size_t n = answer.data.list->n;
    for (size_t i = 0; i < n; i++) ids[i] = answer.data.list->rows[i].id;
    list_data_free(&answer.data.list);
    return n;
}

/* Lists that no index gives in order, and those a rare word is looked for in. */
static void lists_come_later(void **state) {
    static const struct {
        const char *filter;
        enum bl_sort_key sort;
    } cases[] = {{"", BL_SORT_CREATED},
                 {"", BL_SORT_AGE},
                 {"nobody", BL_SORT_NAME},
                 {"number29 stage:selection", BL_SORT_NAME},
                 {"northwind", BL_SORT_AGE}};
    struct stage stage;
    (void)state;
    large_book(&stage);
    start_watched(&stage);
    settle(&stage);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t wanted[100], got[100];
        struct effect wish = {.kind = EFF_LIST, .serial = 1, .text = cases[i].filter};
        wish.list = (struct list_wish){.sort = {{cases[i].sort, false}}, .sorts = 1, .after = 90};
        size_t n = list_of(&stage, &wish, false, wanted);
        assert_int_equal(list_of(&stage, &wish, true, got), n);
        assert_memory_equal(got, wanted, n * sizeof *got);
        assert_true(n == 0 || *cases[i].filter == 'n' || n == 90);
    }
    stage_end(&stage);
}

/* Sunday 22 November begins week 48 where weeks begin on Sunday. */
static void weeks_on_screen(void **state) {
    struct bl_error err = {0};
    struct stage stage;
    (void)state;
    large_book(&stage);
    stage_start(&stage, 24, 120, true);
    shows(&stage, "W47");
    ok(bl_step_begin(stage.store, false, &err), &err);
    ok(bl_setting_put(stage.store, "first-day", "sunday", &err), &err);
    ok(bl_step_commit(stage.store, "weeks", NULL, &err), &err);
    session_send(&stage.session, (struct msg){.kind = MSG_CHANGED});
    settle(&stage);
    shows(&stage, "W48");
    keys(&stage, "5");
    shows(&stage, "Review of week 48");
    shows(&stage, "22 Nov to 28 Nov");
    shows(&stage, "Sun");
    hides(&stage, "Mon");
    keys(&stage, "1u");
    shows(&stage, "W47");
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_come_later), cmocka_unit_test(home_shows_the_counts_at_once),
                                       cmocka_unit_test(what_is_stopped_stops_soon), cmocka_unit_test(lists_come_later),
                                       cmocka_unit_test(weeks_on_screen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
