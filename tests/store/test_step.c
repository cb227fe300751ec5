/* Steps: every kind of write can be undone to the byte, redone to the byte, across restarts; a new write drops the redo tail. */
#include "store/sandbox.h"

static struct bl_recorded record(struct sandbox *s, int64_t id, struct bl_record what) {
    struct bl_recorded out;
    STEP(s, "move", bl_entry_record(s->store, id, &what, &out, &s->err));
    return out;
}

static void no_file_until_written(void **state) {
    struct sandbox *s = *state;
    struct bl_step_row *rows;
    size_t n;
    int64_t people = -1;
    assert_false(bl_store_exists(s->store));
    assert_int_equal(access(s->path, F_OK), -1);
    OK(s, bl_step_list(s->store, 0, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 0);
    OK(s, bl_store_count(s->store, &people, &s->err));
    assert_int_equal(people, 0);
    struct bl_add add = {.edit = {.name = "Dry Run"}};
    int64_t id;
    OK(s, bl_step_begin(s->store, true, &s->err));
    OK(s, bl_person_add(s->store, &add, &id, &s->err));
    OK(s, bl_step_commit(s->store, "add", NULL, &s->err));
    assert_int_equal(access(s->path, F_OK), -1);
    sandbox_add(s, "Maya Chen", 0);
    struct stat st;
    assert_int_equal(stat(s->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    char dir[160];
    snprintf(dir, sizeof dir, "%s/data", s->dir);
    assert_int_equal(stat(dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
}

/* The history that the undo test walks through: one step of every kind. */
static int history(struct sandbox *s, char *dumps[]) {
    int n = 0;
    int64_t id = 0, other, promise;
    struct bl_promise done;
    bool changed;
    const char *emails[] = {"maya@northwind.example", "Maya.Chen@example.org"}, *tags[] = {"beta"}, *company[] = {"company"};
    dumps[n++] = sandbox_dump(s);
    struct bl_add add = {.edit = {.name = "Maya Chen", .company = "Northwind", .emails = {emails, 2}, .tags = {tags, 1}},
                         .by_hand = true,
                         .day = sandbox_day(10, 1)};
    STEP(s, "add Maya", bl_person_add(s->store, &add, &id, &s->err));
    dumps[n++] = sandbox_dump(s);
    other = sandbox_add(s, "Tom Reed", sandbox_day(10, 2));
    dumps[n++] = sandbox_dump(s);
    record(s, id, (struct bl_record){.act = BL_ACT_MOVE, .stage = BL_SELECTION, .day = sandbox_day(11, 2)});
    dumps[n++] = sandbox_dump(s);
    record(s, id, (struct bl_record){.act = BL_ACT_MOVE, .moment = BL_COMMUNITY, .day = sandbox_day(10, 20)}); /* late */
    dumps[n++] = sandbox_dump(s);
    record(s, other, (struct bl_record){.act = BL_ACT_MOVE, .stage = BL_EDUCATION, .day = sandbox_day(9, 1)}); /* before the opening */
    dumps[n++] = sandbox_dump(s);
    int64_t both[] = {id, other};
    const char *quotes[] = {"we lose a day each week"};
    struct bl_said_promise promises[] = {{"send case study", sandbox_day(11, 27), false}, {"security answers", BL_NO_DAY, true}};
    struct bl_log log = {.people = {both, 2},
                         .kind = "call",
                         .minutes = 40,
                         .text = "stuck on SSO",
                         .quotes = {quotes, 1},
                         .tags = {tags, 1},
                         .promises = promises,
                         .promise_count = 2,
                         .stage = BL_COMMITMENT};
    struct bl_logged logged;
    STEP(s, "log", bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
    dumps[n++] = sandbox_dump(s);
    STEP(s, "done", bl_promise_done(s->store, logged.promises.at[0], BL_NO_DAY, &done, &s->arena, &s->err));
    dumps[n++] = sandbox_dump(s);
    STEP(s, "next", bl_promise_add(s->store, other, "call back", sandbox_day(12, 1), false, &promise, &s->err));
    dumps[n++] = sandbox_dump(s);
    struct bl_person_edit edit = {.title = "Head of Ops", .unset = {company, 1}};
    STEP(s, "edit", bl_person_change(s->store, id, &edit, &s->err));
    dumps[n++] = sandbox_dump(s);
    STEP(s, "tag", bl_person_tag(s->store, other, (struct bl_strs){0}, (struct bl_strs){tags, 1}, &changed, &s->err));
    dumps[n++] = sandbox_dump(s);
    record(s, other, (struct bl_record){.act = BL_ACT_PARK, .until = sandbox_day(12, 24)});
    dumps[n++] = sandbox_dump(s);
    record(s, id, (struct bl_record){.act = BL_ACT_CLOSE, .side = BL_CHURNED, .why = "no result reached"});
    dumps[n++] = sandbox_dump(s);
    record(s, id, (struct bl_record){.act = BL_ACT_REOPEN});
    dumps[n++] = sandbox_dump(s);
    return n;
}

static void every_write_undone_and_redone(void **state) {
    struct sandbox *s = *state;
    char *dumps[32];
    struct bl_step_row *rows;
    size_t done;
    int n = history(s, dumps);
    for (int i = 1; i < n; i++) assert_string_not_equal(dumps[i - 1], dumps[i]);
    sandbox_balanced(s);
    for (int i = n - 2; i >= 1; i--) {
        OK(s, bl_undo(s->store, 1, &s->arena, &rows, &done, &s->err));
        assert_int_equal(done, 1);
        assert_string_equal(sandbox_dump(s), dumps[i]);
        sandbox_balanced(s);
        if (i % 3 == 0) { /* undo survives restarts */
            bl_store_free(&s->store);
            sandbox_open(s);
        }
    }
    OK(s, bl_undo(s->store, 99, &s->arena, &rows, &done, &s->err));
    assert_int_equal(done, 1);
    assert_int_equal(bl_undo(s->store, 1, &s->arena, &rows, &done, &s->err), BL_REFUSED);
    for (int i = 1; i < n; i++) {
        OK(s, bl_redo(s->store, 1, &s->arena, &rows, &done, &s->err));
        assert_string_equal(sandbox_dump(s), dumps[i]);
        sandbox_balanced(s);
    }
    assert_int_equal(bl_redo(s->store, 1, &s->arena, &rows, &done, &s->err), BL_REFUSED);
}

static void new_write_drops_the_redo_tail(void **state) {
    struct sandbox *s = *state;
    struct bl_step_row *rows;
    size_t n;
    int64_t first = sandbox_add(s, "Maya Chen", 0), second = sandbox_add(s, "Tom Reed", 0);
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    OK(s, bl_step_list(s->store, 0, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 2);
    assert_true(rows[0].undone);
    int64_t third = sandbox_add(s, "Ada Byron", 0);
    assert_true(third > second && second > first); /* ids are never used again */
    OK(s, bl_step_list(s->store, 0, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 2);
    assert_false(rows[0].undone);
    assert_int_equal(bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err), BL_REFUSED);
}

static void a_step_without_change_is_none(void **state) {
    struct sandbox *s = *state;
    int64_t id = sandbox_add(s, "Maya Chen", 0), step = 42;
    struct bl_person_edit edit = {.name = "Maya Chen"};
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_person_change(s->store, id, &edit, &s->err));
    OK(s, bl_step_commit(s->store, "edit", &step, &s->err));
    assert_int_equal(step, 0);
}

static void a_failed_write_leaves_nothing(void **state) {
    struct sandbox *s = *state;
    int64_t id = sandbox_add(s, "Maya Chen", 0);
    char *before = sandbox_dump(s);
    struct bl_recorded out;
    struct bl_record churn = {.act = BL_ACT_CLOSE, .side = BL_CHURNED, .why = "x"};
    OK(s, bl_step_begin(s->store, false, &s->err));
    assert_int_equal(bl_entry_record(s->store, id, &churn, &out, &s->err), BL_REFUSED);
    assert_non_null(strstr(s->err.text, "Maya Chen"));
    bl_step_rollback(s->store);
    struct bl_record future = {.act = BL_ACT_MOVE, .stage = 2, .day = sandbox_day(11, 22)};
    OK(s, bl_step_begin(s->store, false, &s->err));
    assert_int_equal(bl_entry_record(s->store, id, &future, &out, &s->err), BL_REFUSED);
    bl_step_rollback(s->store);
    assert_string_equal(sandbox_dump(s), before);
    assert_int_equal(bl_entry_record(s->store, id, &churn, &out, &s->err), BL_FAILED); /* no step is open */
}

static void closed_person_says_reopen(void **state) {
    struct sandbox *s = *state;
    int64_t id = sandbox_add(s, "Ben", sandbox_day(10, 1));
    struct bl_recorded out = record(s, id, (struct bl_record){.act = BL_ACT_CLOSE, .side = BL_LOST, .why = "no decision"});
    assert_int_equal(out.after.status, BL_LOST);
    struct bl_record move = {.act = BL_ACT_MOVE, .stage = BL_SELECTION};
    OK(s, bl_step_begin(s->store, false, &s->err));
    assert_int_equal(bl_entry_record(s->store, id, &move, &out, &s->err), BL_REFUSED);
    bl_step_rollback(s->store);
    assert_string_equal(s->err.hint, "bowline reopen 1 --stage selection");
    out = record(s, id, (struct bl_record){.act = BL_ACT_REOPEN});
    assert_int_equal(out.after.cycle, 2);
    assert_int_equal(out.after.stage, BL_AWARENESS);
}

static void yesterdays_talk_moves_the_opening(void **state) {
    struct sandbox *s = *state;
    int64_t id = sandbox_add(s, "Maya Chen", 0);
    struct bl_log log = {.people = {&id, 1}, .text = "hi", .day = sandbox_day(11, 20)};
    struct bl_logged logged;
    STEP(s, "log", bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
    assert_int_equal(logged.people[0].opening_moved, sandbox_day(11, 20));
    struct bl_person p;
    OK(s, bl_store_person(s->store, id, &s->arena, &p, &s->err));
    assert_int_equal(p.at.opened_on, sandbox_day(11, 20));
    assert_int_equal(p.last_talk, sandbox_day(11, 20));
    sandbox_balanced(s);
}

static void an_empty_file_is_an_empty_book(void **state) {
    struct sandbox *s = *state;
    bl_store_free(&s->store);
    char command[400];
    snprintf(command, sizeof command, "mkdir -p '%s/data' && : > '%s'", s->dir, s->path);
    assert_int_equal(system(command), 0);
    sandbox_open(s);
    sandbox_add(s, "Maya Chen", 0);
    assert_true(bl_store_exists(s->store));
}

static void foreign_and_newer_files_are_refused(void **state) {
    struct sandbox *s = *state;
    struct bl_store *store = NULL;
    struct bl_store_options options = {.now = {20000, 0}, .seed = 1};
    char command[400];
    snprintf(command, sizeof command, "sqlite3 '%s/foreign.db' 'CREATE TABLE t (a)'", s->dir);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "%s/foreign.db", s->dir);
    assert_int_equal(bl_store_open(command, &options, &store, &s->err), BL_CORRUPT);
    sandbox_add(s, "Maya Chen", 0);
    bl_store_free(&s->store);
    snprintf(command, sizeof command, "sqlite3 '%s' 'PRAGMA user_version = 99'", s->path);
    assert_int_equal(system(command), 0);
    assert_int_equal(bl_store_open(s->path, &options, &store, &s->err), BL_CORRUPT);
    assert_non_null(strstr(s->err.text, "newer"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_file_until_written, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(every_write_undone_and_redone, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(new_write_drops_the_redo_tail, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_step_without_change_is_none, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_failed_write_leaves_nothing, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(closed_person_says_reopen, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(yesterdays_talk_moves_the_opening, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(an_empty_file_is_an_empty_book, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(foreign_and_newer_files_are_refused, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("store/step", tests, NULL, NULL);
}
