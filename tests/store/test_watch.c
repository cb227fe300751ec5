/* Long writes that are watched: they say how far they are, and stopped at any moment they leave the file as it was. */
#include "store/sandbox.h"

#include "bowline/care.h"
#include "bowline/takeback.h"

#include "store/internal.h"

enum { MANY = 4500, MOMENTS = 16 };

struct watcher {
    struct sandbox *s;
    int asked, stop_at; /* 0: never */
    int told, moved;    /* with something under way; and further than the time before */
    bool back, beyond;
    struct bl_work last;
};

static bool asked(void *data) {
    struct watcher *w = data;
    struct bl_work now = bl_store_work(w->s->store);
    w->asked++;
    if (now.what) {
        w->told++;
        w->moved += now.done > w->last.done;
        if (now.done < w->last.done) w->back = true;
        if (now.done > now.total || now.at > now.of) w->beyond = true;
        w->last = now;
    }
    return w->stop_at && w->asked >= w->stop_at;
}

static void import_many(struct sandbox *s) {
    struct bl_bulk *bulk;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 0; i < MANY; i++) {
        char name[32], url[64];
        const char *urls[] = {url};
        int64_t id;
        snprintf(name, sizeof name, "Maya Chen%d", i);
        snprintf(url, sizeof url, "https://www.linkedin.com/in/maya-%d", i);
        struct bl_person_edit row = {.name = name, .urls = {urls, 1}};
        OK(s, bl_bulk_insert(bulk, &row, 0, 0, &id, &s->err));
    }
    OK(s, bl_bulk_commit(bulk, "import many.csv", NULL, &s->err));
}

enum act { UNDO, REDO, TAKE_BACK, FORGET };

static enum bl_status act_on(struct sandbox *s, enum act act, struct watcher *w) {
    struct bl_step_row *rows;
    struct bl_taken taken;
    struct bl_forget told;
    size_t n;
    bl_store_watch(s->store, asked, w);
    enum bl_status status = act == UNDO        ? bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err)
                            : act == REDO      ? bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err)
                            : act == TAKE_BACK ? bl_step_take_back(s->store, 1, false, &s->arena, &taken, &s->err)
                                               : bl_forget(s->store, 5, &s->arena, &told, &s->err);
    bl_store_watch(s->store, NULL, NULL);
    assert_null(bl_store_work(s->store).what);
    return status;
}

/* Stopped at moments spread over the whole of it, then let go. */
static void stopped_and_let_go(struct sandbox *s, enum act act, const char *what) {
    char *before = sandbox_dump(s);
    struct watcher w = {.s = s};
    for (int moment = 0, at = 1; moment < MOMENTS; moment++, at = at * 3 + 1) {
        w = (struct watcher){.s = s, .stop_at = at};
        if (act_on(s, act, &w) == BL_OK) break;
        assert_int_equal(s->err.status, BL_INTERRUPTED);
        assert_string_equal(sandbox_dump(s), before);
        if (moment == MOMENTS - 1) fail_msg("%s: never came to its end", what);
    }
    assert_true(w.asked < w.stop_at ||
                act == FORGET); /* it went through because it was done; what can no longer be stopped, in spite of it */
    assert_string_not_equal(sandbox_dump(s), before);
    sandbox_balanced(s);
}

static void tells_how_far(struct sandbox *s, enum act act, int64_t of) {
    struct watcher w = {.s = s};
    OK(s, act_on(s, act, &w));
    assert_true(w.moved >= 4);
    assert_false(w.back);
    assert_false(w.beyond);
    assert_string_equal(w.last.what, "saving");
    assert_int_equal(w.last.of, of);
    assert_int_equal(w.last.done, w.last.total);
}

static void undo_tells_and_stops(void **state) {
    struct sandbox *s = *state;
    import_many(s);
    tells_how_far(s, UNDO, MANY);
    tells_how_far(s, REDO, MANY);
    stopped_and_let_go(s, UNDO, "undo");
    stopped_and_let_go(s, REDO, "redo");
}

static void taking_back_tells_and_stops(void **state) {
    struct sandbox *s = *state;
    struct bl_step_row *rows;
    size_t n;
    import_many(s);
    sandbox_add(s, "Tom Reed", 0);
    tells_how_far(s, TAKE_BACK, MANY);
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    stopped_and_let_go(s, TAKE_BACK, "take back");
}

/* The snapshots go first: stopped there, they are as many as before and sound, and the book still holds the person. */
static void forgetting_tells_and_stops(void **state) {
    struct sandbox *s = *state;
    struct bl_snapshot *rows;
    struct watcher w = {.s = s};
    size_t n;
    import_many(s);
    for (int i = 0; i < 3; i++) OK(s, bl_snapshot_take(s->store, "test", true, &s->arena, NULL, &s->err));
    OK(s, bl_snapshot_list(s->path, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 3);
    stopped_and_let_go(s, FORGET, "forget");
    OK(s, bl_snapshot_list(s->path, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 3);
    char command[300];
    for (size_t i = 0; i < n; i++) {
        snprintf(command, sizeof command, "test \"$(sqlite3 '%s' 'PRAGMA integrity_check')\" = ok && ! grep -qa 'Maya Chen4[^0-9]' '%s'",
                 rows[i].path, rows[i].path);
        assert_int_equal(system(command), 0);
    }
    sandbox_add(s, "Tom Reed", 0);
    struct bl_forget told;
    int64_t tom;
    STEP(s, "add", bl_person_add(s->store, &(struct bl_add){.edit = {.name = "Ada"}}, &tom, &s->err));
    bl_store_watch(s->store, asked, &w);
    OK(s, bl_forget(s->store, tom, &s->arena, &told, &s->err));
    bl_store_watch(s->store, NULL, NULL);
    assert_int_equal(told.snapshots, 3);
    assert_true(w.moved >= 3);
    assert_false(w.back);
    assert_string_equal(w.last.what, "the book");
}

static bool held(void *data) {
    struct watcher *w = data;
    w->asked++;
    w->told += sqlite3_get_autocommit(w->s->store->db) == 0;
    return false;
}

/* A slice of looking for duplicates asks thousands of small questions: all of them in one reading, or the file is locked and let go for each. */
static void duplicates_lock_once_a_slice(void **state) {
    struct sandbox *s = *state;
    struct watcher w = {.s = s};
    struct bl_dupes *dupes;
    bool done = false;
    import_many(s);
    OK(s, bl_dupes_open(s->store, NULL, &dupes, &s->err));
    bl_store_watch(s->store, held, &w);
    while (!done) OK(s, bl_dupes_step(dupes, 2000, &done, &s->err));
    bl_store_watch(s->store, NULL, NULL);
    bl_dupes_close(dupes);
    assert_true(w.asked > 20);
    assert_true(w.told * 10 > w.asked * 9); /* but for the beginnings and ends of slices */
    assert_true(sqlite3_get_autocommit(s->store->db));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(undo_tells_and_stops, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(taking_back_tells_and_stops, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(forgetting_tells_and_stops, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(duplicates_lock_once_a_slice, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("store/watch", tests, NULL, NULL);
}
