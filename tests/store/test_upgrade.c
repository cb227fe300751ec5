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
    char sql[80], dir[80];
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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(first_schema, sandbox_setup, sandbox_teardown)};
    return cmocka_run_group_tests_name("upgrade", tests, NULL, NULL);
}
