/* The care of the file at the level of the library: lines out and in, change sets taken apart, snapshots and their rules, forgetting beside undo. What the commands say is tested in
 * tests/cli; what a kill does in tests/fault. */
#include "store/sandbox.h"

#include "store/backup.h"
#include "store/black.h"
#include "store/changes.h"

static enum bl_status keep_text(void *to, const char *bytes, size_t n, struct bl_error *err) {
    bl_buf_add(to, bytes, n);
    return ((struct bl_buf *)to)->failed ? bl_nomem(err) : BL_OK;
}

static enum bl_status refuse_text(void *to, const char *bytes, size_t n, struct bl_error *err) {
    (void)bytes;
    ++*(int *)to;
    return bl_fail(err, BL_FAILED, "%zu bytes too many", n);
}

static int64_t count(struct sandbox *s, const char *sql) {
    int64_t n = -1;
    OK(s, bl__pragma_number(s->store, sql, &n, &s->err));
    return n;
}

static void talk(struct sandbox *s, int64_t a, int64_t b, const char *text) {
    int64_t ids[2] = {a, b};
    const char *quotes[] = {"a quote"};
    struct bl_log log = {.people = {ids, b ? 2 : 1}, .text = text, .day = BL_NO_DAY, .quotes = {quotes, 1}, .stage = BL_EDUCATION};
    struct bl_logged logged;
    STEP(s, "log", bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
}

/* ---- lines ---- */

/* Three reviews: of one two promises were kept, of one none, of one nobody has said. */
static void reviews(struct sandbox *s) {
    const char *promises[] = {"one", "two", "three"};
    int64_t id = 0;
    struct bl_finished review = {.as_of = sandbox_day(11, 1), .figures = "{}", .promises = {promises, 3}};
    for (int i = 0; i < 3; i++) STEP(s, "finish", bl_review_finish(s->store, &review, &id, &s->err));
    STEP(s, "kept", bl_review_kept(s->store, 1, 5, &s->err));
    STEP(s, "kept", bl_review_kept(s->store, 2, 0, &s->err));
}

static void lines_go_out_and_come_in(void **state) {
    struct sandbox *s = *state;
    reviews(s);
    int64_t ada = sandbox_add(s, "Ada Quark", sandbox_day(11, 1)), bob = sandbox_add(s, "Bob", sandbox_day(11, 2));
    talk(s, ada, bob, "with \"quotes\", a tab\t and \xff no UTF-8");
    struct bl_buf first = {0}, second = {0};
    int64_t records = 0;
    OK(s, bl_store_dump(s->store, NULL, keep_text, &first, &records, &s->err));
    assert_true(bl_text_valid(first.data, first.len));
    assert_int_equal(records, 2 + count(s, "SELECT count(*) FROM entry") + 1 + 3);
    assert_non_null(strstr(first.data, "\"kept\":[1,3]"));
    assert_non_null(strstr(first.data, "\"kept\":[]"));
    assert_non_null(strstr(first.data, "\"kept\":null"));

    struct sandbox other = {0};
    snprintf(other.path, sizeof other.path, "%s/data/other.db", s->dir);
    sandbox_open(&other);
    OK(&other, bl_store_fill_begin(other.store, &other.err));
    for (char *line = first.data, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        OK(&other, bl_store_fill_line(other.store, line, &other.err));
        *end = '\n';
    }
    OK(&other, bl_store_fill_end(other.store, &other.err));
    OK(&other, bl_store_dump(other.store, NULL, keep_text, &second, &records, &other.err));
    assert_string_equal(bl_buf_text(&first), bl_buf_text(&second));
    sandbox_balanced(&other);
    assert_int_equal(bl_store_fill_begin(other.store, &other.err), BL_REFUSED);
    bl_store_close(other.store);
    bl_arena_free(&other.arena);
    bl_buf_free(&first);
    bl_buf_free(&second);
}

static void a_line_that_is_none_changes_nothing(void **state) {
    struct sandbox *s = *state;
    static const char *const lines[] = {"",
                                        "x",
                                        "{}",
                                        "{\"type\":\"cat\"}",
                                        "{\"type\":\"person\"}",
                                        "{\"type\":\"person\",\"id\":1,\"uid\":\"no\",\"name\":\"A\",\"created_on\":\"2026-01-01\"}",
                                        "{\"type\":\"person\",\"id\":1,\"uid\":\"01a08f98-5400-7020-b82b-bf8e202a44b4\",\"name\":\"A\","
                                        "\"created_on\":\"2026-02-30\",\"in_play\":true}",
                                        "{\"type\":\"person\",\"id\":\"one\",\"uid\":\"01a08f98-5400-7020-b82b-bf8e202a44b4\",\"name\":"
                                        "\"A\",\"created_on\":\"2026-01-01\",\"in_play\":true}"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        OK(s, bl_store_fill_begin(s->store, &s->err));
        assert_int_equal(bl_store_fill_line(s->store, lines[i], &s->err), BL_USAGE);
        bl_step_rollback(s->store);
        assert_int_equal(count(s, "SELECT count(*) FROM person"), 0);
    }
    /* The triggers are on again. */
    sandbox_add(s, "Ada", sandbox_day(11, 1));
    sandbox_balanced(s);
}

static void a_sink_that_is_full_ends_it(void **state) {
    struct sandbox *s = *state;
    int times = 0;
    sandbox_add(s, "Ada", sandbox_day(11, 1));
    struct bl_export_options options = {.format = "csv"};
    assert_int_equal(bl_export(s->store, &options, refuse_text, &times, NULL, &s->err), BL_FAILED);
    assert_int_equal(times, 1);
    sandbox_add(s, "Bob", sandbox_day(11, 1)); /* nothing is held any more */
}

/* ---- change sets ---- */

static bool keep_all(void *data, const struct bl__change *change) {
    ++*(int *)data;
    return change->columns > 0;
}

static bool drop_all(void *data, const struct bl__change *change) {
    (void)data;
    (void)change;
    return false;
}

static void change_sets_are_written_as_they_were(void **state) {
    struct sandbox *s = *state;
    int64_t ada = sandbox_add(s, "Ada", sandbox_day(11, 1));
    talk(s, ada, 0,
         "a long text, longer than a hundred and twenty-eight bytes, so that its length takes two bytes in the form in which SQLite writes "
         "down how long it is");
    sqlite3_stmt *stmt = NULL;
    int seen = 0, parts = 0;
    struct bl__changes_visitor same = {.data = &seen, .keep = keep_all}, none = {.keep = drop_all};
    assert_int_equal(sqlite3_prepare_v2(s->store->db, "SELECT changes FROM step_part", -1, &stmt, NULL), SQLITE_OK);
    for (; sqlite3_step(stmt) == SQLITE_ROW; parts++) {
        const char *blob = sqlite3_column_blob(stmt, 0);
        size_t n = (size_t)sqlite3_column_bytes(stmt, 0);
        struct bl_buf out = {0};
        OK(s, bl__changes_rewrite(blob, n, &same, &out, &s->err));
        assert_int_equal(out.len, n);
        assert_memory_equal(out.data, blob, n);
        bl_buf_cut(&out, 0);
        OK(s, bl__changes_rewrite(blob, n, &none, &out, &s->err));
        assert_int_equal(out.len, 0);
        /* Cut short anywhere it is refused or a shorter set, and nothing beyond its end is read (ASan looks). */
        for (size_t cut = 0; cut < n; cut++) {
            char *piece = malloc(cut + 1);
            assert_non_null(piece);
            memcpy(piece, blob, cut);
            enum bl_status status = bl__changes_rewrite(piece, cut, &same, &out, &s->err);
            assert_true(status == BL_OK || status == BL_CORRUPT);
            free(piece);
        }
        bl_buf_free(&out);
    }
    sqlite3_finalize(stmt);
    assert_true(parts >= 2 && seen > 3);
}

/* The rewriting of the journal counts columns: where they stand is part of the schema. */
static void columns_stand_where_forgetting_looks(void **state) {
    struct sandbox *s = *state;
    static const char *const columns[] = {
        "person source 7",  "person note 8",   "person referred_by 9", "entry person 2",     "entry why 9",
        "promise person 2", "promise text 4",  "talk text 5",          "quote talk 1",       "quote text 2",
        "custom value 2",   "setting value 1", "talk_person person 0", "talk_person talk 1", "revenue person 2",
        "snooze person 0",  "snooze why 2",    "rested person 0",      "rested why 3",       "review figures 5",
        "review improve 9", "reading key 2",   "reading value 3",      "merged id 0",        "merged person 2",
        "apart a 0",        "apart b 1",       "talk_key talk 1"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char table[32], column[32], sql[200];
        int at;
        assert_int_equal(sscanf(columns[i], "%31s %31s %d", table, column, &at), 3);
        snprintf(sql, sizeof sql, "SELECT cid FROM pragma_table_info('%s') WHERE name = '%s'", table, column);
        assert_int_equal(count(s, sql), at);
    }
    /* A table that is journalled and unknown to forgetting, the export or the doctor would be a leak: whoever adds one adds it there, and here. */
    assert_int_equal(count(s, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE "
                              "'%_fts%' AND name NOT IN "
                              "('person', 'handle', 'tag', 'custom', 'entry', 'tally', 'talk', 'talk_person', 'quote', 'promise', "
                              "'setting', 'step', 'step_part', "
                              "'step_gone', 'draft', 'revenue', 'review', 'snooze', 'rested', 'total', 'origin', 'origin_day', 'reading', "
                              "'merged', 'apart', 'talk_key')"),
                     0);
}

/* ---- blacking out ---- */

static void words_are_blacked_out(void **state) {
    (void)state;
    static const char *far[] = {"Maya Chen", "maya@x.example"}, *near[] = {"Maya", "Chen"};
    struct bl__black black = {.far = {.at = far, .n = 2}, .near = {.at = near, .n = 2}};
    static const struct {
        const char *text, *far, *near;
    } cases[] = {{"call Maya Chen today", "call [forgotten] today", "call [forgotten] today"},
                 {"MAYA CHEN's plan", "[forgotten]'s plan", "[forgotten]'s plan"},
                 {"Maya and Chen", "Maya and Chen", "[forgotten] and [forgotten]"},
                 {"the Mayan calendar, Maya Chenault", "the Mayan calendar, Maya Chenault", "the Mayan calendar, [forgotten] Chenault"},
                 {"to maya@x.example.", "to [forgotten].", "to [forgotten]."},
                 {"", "", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int how = 0; how < 2; how++) {
            struct bl_buf out = {0};
            bool any = bl__black_text(&black, cases[i].text, strlen(cases[i].text), how, &out);
            assert_string_equal(bl_buf_text(&out), how ? cases[i].near : cases[i].far);
            assert_int_equal(any, strcmp(cases[i].text, bl_buf_text(&out)) != 0);
            bl_buf_free(&out);
        }
}

static void forgetting_leaves_undo_whole(void **state) {
    struct sandbox *s = *state;
    int64_t ada = sandbox_add(s, "Ada Quark", sandbox_day(11, 1)), bob = sandbox_add(s, "Bob", sandbox_day(11, 2));
    struct bl_person_edit edit = {.note = "sent by Ada Quark", .referred_by = ada};
    STEP(s, "edit Bob", bl_person_change(s->store, bob, &edit, &s->err));
    talk(s, ada, bob, "Ada said a quote, kept");
    talk(s, ada, 0, "hers alone");
    struct bl_forget told;
    OK(s, bl_forget_look(s->store, ada, &s->arena, &told, &s->err));
    assert_int_equal(told.talks, 1);
    assert_int_equal(told.shared, 1);
    assert_int_equal(told.referred, 1);
    assert_int_equal(told.steps, 3);
    OK(s, bl_forget(s->store, ada, &s->arena, &told, &s->err));
    assert_int_equal(told.steps_dropped, 2);
    assert_int_equal(bl_forget(s->store, ada, &s->arena, &told, &s->err), BL_NOT_FOUND);
    sandbox_balanced(s);
    const char *after = sandbox_dump(s);
    assert_null(strstr(after, "Quark"));
    assert_non_null(strstr(after, "[forgotten] said [forgotten], kept"));
    struct bl_step_row *rows;
    size_t n = 0, back = 0;
    OK(s, bl_undo(s->store, 99, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 3); /* add, edit, the conversation of both */
    assert_int_equal(count(s, "SELECT count(*) FROM person"), 0);
    OK(s, bl_redo(s->store, 99, &s->arena, &rows, &back, &s->err));
    assert_int_equal(back, 3);
    assert_string_equal(sandbox_dump(s), after);
}

/* ---- snapshots ---- */

static size_t snapshots(struct sandbox *s, struct bl_snapshot **rows) {
    size_t n = 0;
    OK(s, bl_snapshot_list(s->path, &s->arena, rows, &n, &s->err));
    return n;
}

static void snapshots_are_taken_when_needed(void **state) {
    struct sandbox *s = *state;
    struct bl_snapshot *rows;
    const char *path;
    OK(s, bl_snapshot_take(s->store, "import", false, &s->arena, &path, &s->err));
    assert_null(path); /* there is no file */
    sandbox_add(s, "Ada", sandbox_day(11, 1));
    OK(s, bl_snapshot_take(s->store, "import", false, &s->arena, &path, &s->err));
    assert_non_null(path);
    OK(s, bl_snapshot_take(s->store, "import", false, &s->arena, &path, &s->err));
    assert_null(path); /* nothing was done since */
    struct bl_step_row *undone;
    size_t n = 0;
    OK(s, bl_undo(s->store, 1, &s->arena, &undone, &n, &s->err));
    OK(s, bl_snapshot_take(s->store, "import", false, &s->arena, &path, &s->err));
    assert_non_null(path); /* to undo is to do */
    OK(s, bl_snapshot_take(s->store, "backup", true, &s->arena, &path, &s->err));
    assert_int_equal(snapshots(s, &rows), 3);
    assert_string_equal(rows[0].why, "backup");
    assert_true(rows[0].at_ms > rows[1].at_ms && rows[1].at_ms > rows[2].at_ms);
    for (int i = 0; i < 20; i++) OK(s, bl_snapshot_take(s->store, "backup", true, &s->arena, NULL, &s->err));
    assert_int_equal(snapshots(s, &rows), 7);
    struct bl_strs left;
    OK(s, bl__leftovers(s->path, &s->arena, &left, &s->err));
    assert_int_equal(left.n, 0);
}

static void restore_reaches_an_open_store(void **state) {
    struct sandbox *s = *state;
    struct bl_store_options options = {.now = bl_store_now(s->store), .seed = 9};
    struct bl_restored done;
    const char *path;
    sandbox_add(s, "Ada", sandbox_day(11, 1));
    OK(s, bl_snapshot_take(s->store, "backup", true, &s->arena, &path, &s->err));
    int64_t bob = sandbox_add(s, "Bob", sandbox_day(11, 2));
    int64_t version = bl_store_version(s->store);
    OK(s, bl_restore(s->path, &options, path, &s->arena, &done, &s->err));
    assert_int_equal(done.people, 1);
    assert_true(bl_store_version(s->store) != version);
    struct bl_person person;
    assert_int_equal(bl_store_person(s->store, bob, &s->arena, &person, &s->err), BL_NOT_FOUND);
    sandbox_add(s, "Cy", sandbox_day(11, 3)); /* what was open writes on */
    OK(s, bl_restore(s->path, &options, done.aside, &s->arena, &done, &s->err));
    OK(s, bl_store_person(s->store, bob, &s->arena, &person, &s->err));
    sandbox_balanced(s);
}

/* A file that goes away under an open store: what is written would be found by nobody. Another one under its name is the one that is meant. */
static void a_file_that_goes_away_takes_no_writing(void **state) {
    struct sandbox *s = *state;
    char other[160], away[160];
    snprintf(other, sizeof other, "%s/other.db", s->dir);
    snprintf(away, sizeof away, "%s/away.db", s->dir);
    int64_t ada = sandbox_add(s, "Ada", sandbox_day(11, 1)), bytes = 0;
    OK(s, bl_backup(s->store, other, &bytes, &s->err));
    int64_t bob = sandbox_add(s, "Bob", sandbox_day(11, 2)), version = bl_store_version(s->store);
    assert_int_equal(rename(s->path, away), 0);
    assert_int_equal(bl_step_begin(s->store, false, &s->err), BL_FAILED);
    assert_non_null(strstr(s->err.text, "not there any more"));
    assert_false(bl_step_open(s->store));
    struct bl_step_row *rows;
    size_t n;
    assert_int_equal(bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err), BL_FAILED);
    assert_int_equal(bl_draft_save(s->store, "log", "typed", &s->err), BL_FAILED);
    struct bl_person person;
    OK(s, bl_store_person(s->store, bob, &s->arena, &person, &s->err)); /* what was read can be read */
    assert_int_equal(bl_store_version(s->store), version);

    assert_int_equal(rename(away, s->path), 0); /* put back: nothing happened */
    sandbox_add(s, "Cy", sandbox_day(11, 3));
    version = bl_store_version(s->store);

    assert_int_equal(rename(s->path, away), 0);
    assert_int_equal(rename(other, s->path), 0); /* the one of before Bob */
    assert_true(bl_store_version(s->store) != version);
    assert_int_equal(bl_store_person(s->store, bob, &s->arena, &person, &s->err), BL_NOT_FOUND);
    OK(s, bl_store_person(s->store, ada, &s->arena, &person, &s->err));

    assert_int_equal(rename(away, other), 0);
    assert_int_equal(rename(other, s->path), 0); /* and back, noticed by who writes */
    int64_t dan = sandbox_add(s, "Dan", sandbox_day(11, 4));
    OK(s, bl_store_person(s->store, bob, &s->arena, &person, &s->err));
    bl_store_close(s->store);
    sandbox_open(s);
    OK(s, bl_store_person(s->store, dan, &s->arena, &person, &s->err));
    assert_string_equal(person.name, "Dan");
    sandbox_balanced(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_go_out_and_come_in, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_line_that_is_none_changes_nothing, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_sink_that_is_full_ends_it, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(change_sets_are_written_as_they_were, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(columns_stand_where_forgetting_looks, sandbox_setup, sandbox_teardown),
        cmocka_unit_test(words_are_blacked_out),
        cmocka_unit_test_setup_teardown(forgetting_leaves_undo_whole, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(snapshots_are_taken_when_needed, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(restore_reaches_an_open_store, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_file_that_goes_away_takes_no_writing, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
