/* What is written of rows that are about to be deleted is what a session records as they go; and a run of entries counts for the same however it is counted. */
#include "store/sandbox.h"

#include "store/changes.h"
#include "store/gone.h"

/* The changes of a set as words, in an order of their own: a session gives them in that of its hash table. */
struct words {
    char *line[64];
    size_t n;
    struct bl_arena *arena;
};

static bool collect(void *data, const struct bl__change *change) {
    struct words *words = data;
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    bl_buf_addf(&line, "%s %d", change->table, change->op);
    for (int i = 0; i < change->columns; i++) {
        bl_buf_addf(&line, " %d:", change->pk[i]);
        for (size_t k = 0; k < change->before[i].size; k++) bl_buf_addf(&line, "%02x", change->before[i].at[k]);
    }
    assert_true(words->n < 64);
    words->line[words->n++] = bl_arena_str(words->arena, bl_buf_text(&line));
    return false;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void words_of(struct sandbox *s, const void *changes, size_t size, struct words *out) {
    *out = (struct words){.arena = &s->arena};
    const struct bl__changes_visitor visitor = {.data = out, .keep = collect};
    OK(s, bl__changes_rewrite(changes, size, &visitor, NULL, &s->err));
    qsort(out->line, out->n, sizeof *out->line, by_text);
}

static void fill(struct sandbox *s) {
    const char *emails[] = {"maya@x.example", "m2@x.example"}, *tags[] = {"vip", "beta"};
    struct bl_pair custom[] = {{"dog", "Rufus"}};
    for (int i = 0; i < 5; i++) {
        struct bl_add add = {.edit = {.name = bl_arena_printf(&s->arena, "Maya Chén %d", i),
                                      .company = i ? "Northwind" : NULL,
                                      .note = i == 2 ? bl_arena_printf(&s->arena, "%0300d", 7) : NULL,
                                      .emails = {emails, i < 2 ? 2u : 0u},
                                      .tags = {tags, 2},
                                      .custom = {custom, i == 3}},
                             .stage = i};
        emails[0] = bl_arena_printf(&s->arena, "maya%d@x.example", i);
        emails[1] = bl_arena_printf(&s->arena, "m%d@x.example", i);
        int64_t id;
        STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    }
}

static void as_a_session_has_it(void **state) {
    struct sandbox *s = *state;
    static const enum bl_sql removes[] = {BL_SQL_RANGE_HANDLE, BL_SQL_RANGE_TAG, BL_SQL_RANGE_CUSTOM, BL_SQL_RANGE_ENTRY,
                                          BL_SQL_RANGE_PERSON};
    const struct bl__gone_run run = {.lo = 2, .hi = 4}, nobody = {.lo = 50, .hi = 60};
    fill(s);
    for (size_t i = 0; i < sizeof removes / sizeof *removes; i++) {
        BL_AUTO(bl_buf) struct bl_buf ours = {0};
        struct words one, two;
        void *changes = NULL;
        int size = 0;
        OK(s, bl_step_begin(s->store, true, &s->err));
        OK(s, bl__exec(s->store, "PRAGMA defer_foreign_keys = ON", "test", &s->err));
        OK(s, bl__gone_rows(s->store, removes[i], &nobody, &ours, &s->err));
        assert_int_equal(ours.len, 0);
        OK(s, bl__gone_rows(s->store, removes[i], &run, &ours, &s->err));
        sqlite3_stmt *stmt = bl__stmt(s->store, removes[i], &s->err);
        assert_non_null(stmt);
        bl__bind_int(stmt, ":lo", run.lo);
        bl__bind_int(stmt, ":hi", run.hi);
        OK(s, bl__run(s->store, stmt, &s->err));
        assert_int_equal(sqlite3session_changeset(s->store->session, &size, &changes), SQLITE_OK);
        words_of(s, bl_buf_text(&ours), ours.len, &one);
        words_of(s, changes, (size_t)size, &two);
        assert_true(one.n > 0);
        assert_int_equal(one.n, two.n);
        for (size_t k = 0; k < one.n; k++) assert_string_equal(one.line[k], two.line[k]);
        sqlite3_free(changes);
        bl_step_rollback(s->store);
    }
}

static char *totals(struct sandbox *s) {
    sqlite3_stmt *stmt = NULL;
    char *text = NULL;
    const char *sql = "SELECT group_concat(line, x'0a') FROM (SELECT 'total ' || what || ' ' || track || ' ' || day || ' ' || a || ' ' || "
                      "b || ' ' || c || ' = ' || n AS line "
                      "FROM total WHERE n <> 0 UNION ALL SELECT 'tally ' || track || ' ' || day || ' ' || src || ' ' || dst || ' = ' || n "
                      "FROM tally WHERE n <> 0 ORDER BY 1)";
    assert_int_equal(sqlite3_prepare_v2(s->store->db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    const char *got = (const char *)sqlite3_column_text(stmt, 0);
    text = bl_arena_str(&s->arena, got ? got : "");
    sqlite3_finalize(stmt);
    return text;
}

/* Entries alike, entries of many kinds, and both: what triggers counted is taken out to the last, and comes back. */
static void a_run_counts_for_what_its_entries_do(void **state) {
    struct sandbox *s = *state;
    for (int i = 0; i < 120; i++) {
        struct bl_add add = {.edit = {.name = bl_arena_printf(&s->arena, "Person %d", i)}};
        int64_t id;
        bl_day day = bl_store_now(s->store).today - (i < 60 ? 0 : i % 3);
        if (i >= 60) add.stage = 1 + i % 7, add.moment = 1 + i % 6, add.day = day;
        STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    }
    char *before = totals(s);
    static const int64_t runs[][2] = {{1, 60}, {1, 70}, {61, 75}, {1, 120}, {1, 1000}};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        OK(s, bl_step_begin(s->store, true, &s->err));
        OK(s, bl__count_entries(s->store, -1, runs[i][0], runs[i][1], &s->err));
        assert_string_not_equal(totals(s), before);
        if (i > 2) assert_null(strstr(totals(s), "tally"));
        OK(s, bl__count_entries(s->store, 1, runs[i][0], runs[i][1], &s->err));
        assert_string_equal(totals(s), before);
        bl_step_rollback(s->store);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(as_a_session_has_it, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_run_counts_for_what_its_entries_do, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("store/gone", tests, NULL, NULL);
}
