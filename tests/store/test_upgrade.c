/* A file of the first schema, opened by this program: what its entries began and ended is made from them, and every figure is there. */
#include "store/sandbox.h"

#include "store/internal.h"

/* Two people, as the first schema kept them: Ada goes up and comes back from a rest, Ben is lost. Days from 20500 (2026-02-16, a Monday). */
static const char *const rows =
    "INSERT INTO person (id, uid, name, created_on, in_play, name_key, status, stage, moment, stage_since, moment_since, cycle, furthest, "
    "opened_on, status_since) VALUES "
    "(1, x'00000000000000000000000000000001', 'Ada', 20500, 1, 'ada', 0, 3, 2, 20530, 20530, 1, 3, 20500, 20530),"
    "(2, x'00000000000000000000000000000002', 'Ben', 20500, 1, 'ben', 9, 1, 1, 20500, 20500, 1, 1, 20500, 20510);"
    "INSERT INTO entry (uid, person, day, act, stage, moment, side, until, recorded, cycle, stage_from, stage_to, moment_from, moment_to) "
    "VALUES "
    "(x'00000000000000000000000000000011', 1, 20500, 1, 1, 1, 0, NULL, 0, 1, 0, 1, 0, 1),"
    "(x'00000000000000000000000000000012', 2, 20500, 1, 1, 1, 0, NULL, 0, 1, 0, 1, 0, 1),"
    "(x'00000000000000000000000000000013', 1, 20508, 2, 3, 2, 0, NULL, 0, 1, 1, 3, 1, 2),"
    "(x'00000000000000000000000000000014', 2, 20510, 5, 0, 0, 9, NULL, 0, 1, 1, 9, 1, 9),"
    "(x'00000000000000000000000000000015', 1, 20520, 3, 0, 0, 8, 20530, 0, 1, 3, 8, 2, 8),"
    "(x'00000000000000000000000000000016', 1, 20530, 4, 0, 0, 0, NULL, 0, 1, 8, 3, 8, 2);"
    "INSERT INTO step (uid, name, at) VALUES (x'00000000000000000000000000000021', 'from before', 0);";

static void make_old(struct sandbox *s) {
    sqlite3 *db;
    char sql[80], dir[160];
    snprintf(dir, sizeof dir, "%s/data", s->dir);
    mkdir(dir, 0700);
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = 1;", BL__APPLICATION_ID);
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, bl__migrations[0], NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, rows, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void first_schema(void **state) {
    struct sandbox *s = *state;
    struct bl_review r;
    bl_store_close(s->store);
    make_old(s);
    sandbox_open(s);
    OK(s, bl_store_review(s->store, BL_LENS_STAGE, 20540, 0, &s->arena, &r, &s->err));
    assert_int_equal(r.conversion[0].reached, 2);
    assert_int_equal(r.conversion[0].advanced, 1);
    assert_int_equal(r.conversion[0].left, 1);
    assert_int_equal(r.conversion[1].reached, 1); /* passed over, and reached all the same */
    assert_int_equal(r.conversion[2].open, 1);
    assert_int_equal(r.time[0].median, 8);
    assert_int_equal(r.time[2].stays, 2);
    assert_int_equal(r.time[2].open, 1);
    assert_int_equal(r.time[2].median, 12);
    assert_int_equal(r.no_next.n, 1);
    sandbox_balanced(s);
    OK(s, bl_store_review(s->store, BL_LENS_MOMENT, 20520, 0, &s->arena, &r, &s->err)); /* the day Ada came to rest */
    assert_int_equal(r.conversion[1].parked, 1);
    assert_int_equal(r.movements[BL_KIND_PARKED].n, 1);
}

/* ---- many people, before it was counted who was in play where on any day -------------------------------------------------------------------- */

enum { BEFORE_DAYS = 13 /* schemas */ };

/* Histories of any kind, as the columns can hold them: places left and not left, for each rank and the sides, out of the book, in play from before, from the midst, from after. */
static const char *const crowd =
    "INSERT INTO person (id, uid, name, name_key, created_on, in_play, played_on, source, referred_by, status) "
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
    "SELECT i, randomblob(16), 'P' || i, 'p' || i, 20000, i % 5 > 0, "
    "CASE i % 4 WHEN 0 THEN -2147483648 WHEN 1 THEN NULL ELSE 20400 + i % 90 END, "
    "CASE i % 6 WHEN 0 THEN NULL WHEN 1 THEN ' Referred by Tom ' WHEN 2 THEN 'LinkedIn' WHEN 3 THEN 'linkedin ' ELSE 'Event ' || (i % 3) "
    "END, "
    "CASE WHEN i % 11 = 0 AND i > 20 THEN i - 20 END, 0 FROM n;"
    "INSERT INTO entry (uid, person, day, act, recorded, voided_by, cycle, stage_from, stage_to, moment_from, moment_to, stage_out, "
    "moment_out) "
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 14999) "
    "SELECT randomblob(16), 1 + i % 3000, 20400 + i * 7 % 97, 2, 0, i % 13 = 0, 1, i % 5, (i / 3) % 12, i % 7, (i / 5) % 12, "
    "CASE i % 3 WHEN 0 THEN NULL ELSE 20400 + i * 7 % 97 + i % 30 END, CASE i % 4 WHEN 0 THEN NULL ELSE 20400 + i * 7 % 97 + i % 40 END "
    "FROM n;";

static void many_before_days(void **state) {
    struct sandbox *s = *state;
    sqlite3 *db;
    char sql[160];
    bl_store_close(s->store);
    unlink(s->path);
    snprintf(sql, sizeof sql, "%s/data", s->dir);
    mkdir(sql, 0700);
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    for (int i = 0; i < BEFORE_DAYS; i++) assert_int_equal(sqlite3_exec(db, bl__migrations[i], NULL, NULL, NULL), SQLITE_OK);
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", BL__APPLICATION_ID, BEFORE_DAYS);
    assert_int_equal(sqlite3_exec(db, crowd, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    sandbox_open(s);
    /* The views say what counts, the tables how often: as the triggers would have it. */
    sandbox_none(
        s, "WITH it AS (SELECT track, day, state, out, since, count(*) AS n FROM stay_played GROUP BY 1, 2, 3, 4, 5), "
           "kept AS (SELECT track, day, a, b, c, n FROM total WHERE what = 17) "
           "SELECT (SELECT count(*) FROM (SELECT * FROM it EXCEPT SELECT * FROM kept)) + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT "
           "SELECT * FROM it)) + (SELECT count(*) < 1000 FROM it)");
    sandbox_none(
        s, "WITH it AS (SELECT stage, source, day, sum(n) AS n FROM stay_from GROUP BY 1, 2, 3 HAVING sum(n) <> 0), "
           "kept AS (SELECT stage, source, day, n FROM origin_day) "
           "SELECT (SELECT count(*) FROM (SELECT * FROM it EXCEPT SELECT * FROM kept)) + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT "
           "SELECT * FROM it)) + (SELECT count(*) < 500 FROM it)");
}

/* What the fill reads it reads in the order of the tables: through an index each of millions of entries is fetched from somewhere else. */
static void the_fill_reads_in_order(void **state) {
    struct sandbox *s = *state;
    const char *from = strstr(bl__migrations[BEFORE_DAYS], "FROM entry e "), *end = from ? strstr(from, "ON CONFLICT") : NULL;
    assert_non_null(end);
    sqlite3_stmt *stmt = NULL;
    const char *sql = bl_arena_printf(&s->arena, "EXPLAIN QUERY PLAN SELECT 1 %.*s", (int)(end - from), from);
    assert_int_equal(sqlite3_prepare_v2(s->store->db, sql, -1, &stmt, NULL), SQLITE_OK);
    int lines = 0;
    for (; sqlite3_step(stmt) == SQLITE_ROW; lines++) {
        const char *step = (const char *)sqlite3_column_text(stmt, 3);
        if (strstr(step, "INDEX")) fail_msg("%s", step);
    }
    assert_true(lines >= 2);
    sqlite3_finalize(stmt);
}

/* ---- the key of a profile --------------------------------------------------------------------------------------------------------------- */

static void handle(struct sandbox *s, int pos, const char *value, const char *key) {
    char sql[400];
    snprintf(sql, sizeof sql, "INSERT INTO handle VALUES (1, 3, %d, '%s', '%s')", pos, value, key);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static int64_t number(struct sandbox *s, const char *sql) {
    int64_t n = -1;
    OK(s, bl__pragma_number(s->store, sql, &n, &s->err));
    return n;
}

/* An older book has the keys as they were made then: the values stay, the keys are those of today. */
static void profiles(void **state) {
    static const char *const was[][3] = {
        {"https://de.linkedin.com/in/ada/", "de.linkedin.com/in/ada", "linkedin.com/in/ada"},
        {"https://www.linkedin.com/in/ada-l/en?x=1", "linkedin.com/in/ada-l/en", "linkedin.com/in/ada-l"},
        {"linkedin.com/in/j%C3%B6rg", "linkedin.com/in/j\u00f6rg", "linkedin.com/in/j\u00f6rg"},
        {"https://fr.linkedin.com/mwlite/in/ada/fr", "fr.linkedin.com/mwlite/in/ada/fr", "linkedin.com/in/ada"},
        {"https://touch.linkedin.com/m/in/ada", "touch.linkedin.com/m/in/ada", "linkedin.com/in/ada"},
        {"https://www.linkedin.com/profile/view?id=7", "linkedin.com/profile/view", ""},
        {"https://linkedin.com/in/", "linkedin.com/in", ""},
        {"https://it.linkedin.com/pub/ada/1/2", "it.linkedin.com/pub/ada/1/2", "linkedin.com/pub/ada/1/2"},
        {"https://de.linkedin.com", "de.linkedin.com", ""},
        {"https://ada.example/in/ada/de", "ada.example/in/ada/de", "ada.example/in/ada/de"}};
    const int n = sizeof was / sizeof *was;
    struct sandbox *s = *state;
    bl_store_close(s->store);
    make_old(s);
    for (int i = 0; i < n; i++) handle(s, i, was[i][0], was[i][1]);
    sandbox_open(s);
    for (int i = 0; i < n; i++) {
        char sql[400];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM handle WHERE pos = %d AND value = '%s' AND key = '%s'", i, was[i][0], was[i][2]);
        if (number(s, sql) != 1) fail_msg("%s has not the key %s", was[i][0], was[i][2]);
    }
    assert_int_equal(number(s, "SELECT count(*) FROM handle WHERE key <> bl_in('url', value)"), 0);
}

/* The journal of such a book remembers the keys of then. Undo finds the rows all the same, and what redo brings back has the keys of today. */
static void undo_of_then(void **state) {
    static const char key[] = "linkedin.com/in/ada", old[] = "linkedin.com/IN/ada";
    struct sandbox *s = *state;
    const char *urls[] = {"https://de.linkedin.com/in/ada"};
    const struct bl_add ada = {.edit = {.name = "Ada", .urls = {urls, 1}, .first_contact = BL_NO_DAY}};
    int64_t id = 0, step = 0;
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_person_add(s->store, &ada, &id, &s->err));
    OK(s, bl_step_commit(s->store, "add Ada", &step, &s->err));
    sqlite3_stmt *stmt;
    char bytes[4096];
    int at = -1;
    assert_int_equal(sqlite3_prepare_v2(s->store->db, "SELECT changes FROM step_part", -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int size = sqlite3_column_bytes(stmt, 0);
    assert_true(size < (int)sizeof bytes);
    memcpy(bytes, sqlite3_column_blob(stmt, 0), (size_t)size);
    sqlite3_finalize(stmt);
    for (int i = 0; i + (int)sizeof key - 1 <= size; i++)
        if (memcmp(bytes + i, key, sizeof key - 1) == 0) at = i; /* the last: the value stands in front of its key */
    assert_true(at > 0);
    memcpy(bytes + at, old, sizeof old - 1);
    assert_int_equal(sqlite3_prepare_v2(s->store->db, "UPDATE step_part SET changes = ?1", -1, &stmt, NULL), SQLITE_OK);
    sqlite3_bind_blob(stmt, 1, bytes, size, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
    assert_int_equal(sqlite3_exec(s->store->db, "UPDATE step SET made_by = 3", NULL, NULL, NULL), SQLITE_OK);
    struct bl_step_row *steps;
    size_t n = 0;
    OK(s, bl_undo(s->store, 1, &s->arena, &steps, &n, &s->err));
    assert_int_equal(number(s, "SELECT count(*) FROM handle"), 0);
    OK(s, bl_redo(s->store, 1, &s->arena, &steps, &n, &s->err));
    assert_int_equal(number(s, "SELECT count(*) FROM handle WHERE key = 'linkedin.com/in/ada'"), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(first_schema, sandbox_setup, sandbox_teardown),
                                       cmocka_unit_test_setup_teardown(many_before_days, sandbox_setup, sandbox_teardown),
                                       cmocka_unit_test_setup_teardown(the_fill_reads_in_order, sandbox_setup, sandbox_teardown),
                                       cmocka_unit_test_setup_teardown(profiles, sandbox_setup, sandbox_teardown),
                                       cmocka_unit_test_setup_teardown(undo_of_then, sandbox_setup, sandbox_teardown)};
    return cmocka_run_group_tests_name("upgrade", tests, NULL, NULL);
}
