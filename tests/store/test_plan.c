/* Every statement prepares; and those a keystroke or a command waits for are answered by an index: their plans are read here, those put together by
 * lists included (caught as SQLite runs them). */
#include "store/sandbox.h"

#include "store/internal.h"

/* Statements that may go through a whole table, and why. */
static const struct {
    enum bl_sql sql;
    const char *why;
} may_scan[] = {
    {BL_SQL_WHO_ANYBODY, "a misspelt name, in a small book only"},
    {BL_SQL_WHO_SCANNED, "a script whose words full text parts at their marks"},
    {BL_SQL_STATES_AT, "stops when it has the names asked for"},
    {BL_SQL_STAYED_STAGE_BASE, "the base of the book, which is most of it: stops when it has the names asked for"},
    {BL_SQL_STAYED_MOMENT_BASE, "the same"},
    {BL_SQL_STAYED_STAGE_THEN, "a past day; stops when it has the names asked for"},
    {BL_SQL_STAYED_MOMENT_THEN, "the same"},
    {BL_SQL_THEN_MANY_STAGE, "the same, where many are in play; where few are, their index"},
    {BL_SQL_THEN_MANY_MOMENT, "the same"},
    {BL_SQL_EVERYBODY_PLAYED, "once, after a step from before there was that column"},
    {BL_SQL_DOCTOR_PLAYED, "the proof"},
    {BL_SQL_ORIGIN_DAY_FILL, "the counts made anew"},
    {BL_SQL_ORIGIN_ODD, "the proof"},
    {BL_SQL_STALE_STAGE_WALK, "only where many are stale; stops when it has the names asked for"},
    {BL_SQL_STALE_MOMENT_WALK, "the same"},
    {BL_SQL_BULK_ALL_UIDS, "rows of a book of ours, once"},
    {BL_SQL_BULK_ALL_NAMES, "a bulk step that outgrows the indexes"},
    {BL_SQL_WHO_PLAYS_WALK, "only where many are in play, until fifty are found"},
};

/* The same by how they begin: the dump writes the whole file out, and a talk that is inserted makes SQLite name its check of who refers to it. */
static bool may_by_nature(const char *sql) {
    static const char *const beginnings[] = {"PRAGMA", "CREATE", "DROP", "BEGIN", "COMMIT", "INSERT INTO talk "};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(sql, beginnings[i], strlen(beginnings[i])) == 0) return true;
    return false;
}

/* Whole files of statements that look at everything on purpose: the proof, the complete export, forgetting. */
static bool may_by_file(int sql) {
    return (sql >= BL_SQL_DOCTOR_KEYS && sql <= BL_SQL_DOCTOR_SCHEMA) || (sql >= BL_SQL_DUMP_SETTINGS && sql <= BL_SQL_CUSTOM_USED) ||
           (sql >= BL_SQL_FORGET_BOOK && sql <= BL_SQL_JOURNAL_HOLLOW);
}

/* Of the past and of rehearsals: on temp tables that are there only then; test_past and test_known run them. */
static bool of_the_past(int sql) {
    return (sql >= BL_SQL_PAST_HOLD && sql <= BL_SQL_PAST_TOTALS) || (sql >= BL_SQL_REHEARSE_SCHEMA && sql <= BL_SQL_REHEARSE_KEYS);
}

static bool prepares(struct sandbox *s, const char *sql, sqlite3_stmt **stmt) {
    return sqlite3_prepare_v2(s->store->db, sql, -1, stmt, NULL) == SQLITE_OK;
}

static bool is_statement(const char *sql) {
    static const char *const verbs[] = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "PRAGMA", "CREATE", "DROP"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strncmp(sql + strspn(sql, " \n"), verbs[i], strlen(verbs[i])) == 0) return true;
    return false;
}

/* The plan, one step a line. */
static char *plan_of(struct sandbox *s, const char *sql) {
    struct bl_buf text = {0}, plan = {0};
    sqlite3_stmt *stmt = NULL;
    bl_buf_addf(&text, "EXPLAIN QUERY PLAN %s", sql);
    if (!prepares(s, text.data, &stmt)) fail_msg("%s: %s", sqlite3_errmsg(s->store->db), sql);
    while (sqlite3_step(stmt) == SQLITE_ROW) bl_buf_addf(&plan, "%s\n", (const char *)sqlite3_column_text(stmt, 3));
    sqlite3_finalize(stmt);
    char *copy = bl_arena_str(&s->arena, bl_buf_text(&plan));
    bl_buf_free(&text);
    bl_buf_free(&plan);
    assert_non_null(copy);
    return copy;
}

/* A step that reads a table of people's things from its beginning to its end, by no index. */
static bool scans(const char *plan, const char *table) {
    char step[64];
    int n = snprintf(step, sizeof step, "SCAN %s", table);
    for (const char *at = plan; (at = strstr(at, step)) != NULL; at++)
        if (at[n] == '\n') return true;
    return false;
}

static void statements_prepare(void **state) {
    struct sandbox *s = *state;
    assert_int_equal(sqlite3_exec(s->store->db, bl__sql[BL_SQL_SAID_MAKE], NULL, NULL, NULL), SQLITE_OK); /* temporary tables */
    assert_int_equal(sqlite3_exec(s->store->db, bl__sql[BL_SQL_FORGET_SEARCH], NULL, NULL, NULL), SQLITE_OK);
    for (int i = 0; i < BL_SQL_COUNT; i++) {
        sqlite3_stmt *stmt = NULL;
        if (!is_statement(bl__sql[i]) || of_the_past(i)) continue; /* columns that others name */
        if (!prepares(s, bl__sql[i], &stmt)) fail_msg("%s: %s", sqlite3_errmsg(s->store->db), bl__sql[i]);
        sqlite3_finalize(stmt);
    }
}

/* A full text that is new has to be known to whoever forgets somebody. */
static void forgetting_knows_every_full_text(void **state) {
    struct sandbox *s = *state;
    sqlite3_stmt *stmt = NULL;
    int n = 0;
    assert_true(prepares(s, "SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5 %'", &stmt));
    for (; sqlite3_step(stmt) == SQLITE_ROW; n++) {
        char insert[80];
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        snprintf(insert, sizeof insert, "INSERT INTO %s (%s)", name, name);
        if (!strstr(bl__sql[BL_SQL_FORGET_SEARCH], insert)) fail_msg("forget_search leaves %s as it is", name);
    }
    sqlite3_finalize(stmt);
    assert_true(n >= 2);
}

static void statements_use_indexes(void **state) {
    struct sandbox *s = *state;
    static const char *const tables[] = {"p", "person",  "e",  "entry", "x",    "o",           "handle",
                                         "h", "promise", "pr", "t",     "talk", "talk_person", "tp"};
    assert_int_equal(sqlite3_exec(s->store->db, bl__sql[BL_SQL_SAID_MAKE], NULL, NULL, NULL), SQLITE_OK);
    for (int i = 0; i < BL_SQL_COUNT; i++) {
        bool may = !is_statement(bl__sql[i]) || may_by_nature(bl__sql[i]) || may_by_file(i) || of_the_past(i);
        for (size_t k = 0; k < sizeof may_scan / sizeof *may_scan; k++) may |= (int)may_scan[k].sql == i;
        if (may) continue;
        const char *plan = plan_of(s, bl__sql[i]);
        for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
            if (scans(plan, tables[k])) fail_msg("%s\ngoes through all of %s:\n%s", bl__sql[i], tables[k], plan);
    }
}

/* The first picture: a million people in play cost what ten do. */
/* What recounts every entry reads them in the order of the table: through the index of those that hold, each was fetched from somewhere else in the file, a dozen times over. */
static void recounts_read_in_order(void **state) {
    struct sandbox *s = *state;
    static const enum bl_sql all[] = {BL_SQL_DOCTOR_FIGURES, BL_SQL_DOCTOR_FIGURES_MEND, BL_SQL_ORIGIN_DAY_FILL, BL_SQL_ORIGIN_ODD};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sqlite3_stmt *stmt;
        int seen = 0;
        assert_true(prepares(s, bl_arena_printf(&s->arena, "EXPLAIN QUERY PLAN %s", bl__sql[all[i]]), &stmt));
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(stmt, 3);
            seen += strcmp(step, "SEARCH entry USING INTEGER PRIMARY KEY (rowid>?)") == 0;
            if (strstr(step, "entry USING INDEX")) fail_msg("%s: %s", bl__sql[all[i]], step);
        }
        assert_true(seen > 0);
        sqlite3_finalize(stmt);
    }
}

static void home_reads_totals_only(void **state) {
    struct sandbox *s = *state;
    static const enum bl_sql asked[] = {BL_SQL_TALLY_BETWEEN, BL_SQL_COUNT_PEOPLE, BL_SQL_ASKS_PROMISES, BL_SQL_ASKS_IN_PLAY,
                                        BL_SQL_ASKS_QUIET,    BL_SQL_ASKS_SEEN,    BL_SQL_NO_NEXT_COUNT};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const char *plan = plan_of(s, bl__sql[asked[i]]);
        if (strstr(plan, "person") || strstr(plan, "promise") || strstr(plan, "entry")) fail_msg("%s\n%s", bl__sql[asked[i]], plan);
    }
}

/* Positions of parameters are those SQLite gives them. */
static void positions_are_known(void **state) {
    struct sandbox *s = *state;
    static const struct {
        enum bl_sql sql;
        int at;
        const char *name;
    } cases[] = {{BL_SQL_PERSON_INSERT, BL_AT(PERSON_INSERT, UID), ":uid"},
                 {BL_SQL_PERSON_INSERT, BL_AT(PERSON_INSERT, REFERRED_BY), ":referred_by"},
                 {BL_SQL_PERSON_INSERT, BL_AT(PERSON_INSERT, CYCLE), ":cycle"},
                 {BL_SQL_PERSON_INSERT, BL_AT(PERSON_INSERT, OPENED_ON), ":opened_on"},
                 {BL_SQL_ENTRY_INSERT, BL_AT(ENTRY_INSERT, PERSON), ":person"},
                 {BL_SQL_ENTRY_INSERT, BL_AT(ENTRY_INSERT, MOMENT_TO), ":moment_to"},
                 {BL_SQL_ASKS_QUIET, BL_AT(ASKS_QUIET, BEFORE), ":before"},
                 {BL_SQL_PERSON_FIND, BL_AT(PERSON_FIND, FIND), ":find"},
                 {BL_SQL_REVIEW_STOCK, BL_AT(REVIEW_STOCK, ID), ":id"}}; /* after a text with a sign in it */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sqlite3_stmt *stmt = NULL;
        assert_true(prepares(s, bl__sql[cases[i].sql], &stmt));
        assert_int_equal(sqlite3_bind_parameter_index(stmt, cases[i].name), cases[i].at);
        sqlite3_finalize(stmt);
    }
}

/* ---- what lists put together ---- */

struct caught {
    char *sql[40];
    size_t n;
};

static int catch_sql(unsigned what, void *data, void *stmt, void *sql) {
    struct caught *c = data;
    (void)what;
    (void)sql;
    const char *text = sqlite3_sql(stmt);
    if (text && strncmp(text, "SELECT p.id", 11) == 0 && strstr(text, "ORDER BY") && c->n < 40) c->sql[c->n++] = strdup(text);
    return 0;
}

static void catch_list(struct sandbox *s, const struct bl_list_query *query, struct caught *c) {
    struct bl_list_page page;
    *c = (struct caught){.n = 0};
    sqlite3_trace_v2(s->store->db, SQLITE_TRACE_STMT, catch_sql, c);
    OK(s, bl_store_list(s->store, query, &s->arena, &page, &s->err));
    sqlite3_trace_v2(s->store->db, 0, NULL, NULL);
    assert_true(c->n > 0);
}

static void release(struct caught *c) {
    for (size_t i = 0; i < c->n; i++) free(c->sql[i]);
}

static void lists_walk(void **state) {
    struct sandbox *s = *state;
    static const enum bl_sort_key keys[] = {BL_SORT_NAME,   BL_SORT_LAST,    BL_SORT_NEXT, BL_SORT_STAGE,
                                            BL_SORT_MOMENT, BL_SORT_COMPANY, BL_SORT_MRR,  BL_SORT_ID};
    int64_t anchor = sandbox_add(s, "Maya Chen", 0);
    struct bl_filter filter;
    OK(s, bl_filter_parse("maya not stage:growth", sandbox_day(11, 21), (struct bl_strs){0}, &s->arena, &filter, &s->err));
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (int i = 0; i < 16; i++) {
            struct bl_list_query query = {.sort = {{keys[k], i & 1}}, .sorts = 1, .limit = 20, .backwards = (i & 2) != 0, .budget = 100};
            struct caught c;
            if (i & 4) query.anchor = anchor;
            bool few = (i & 8) != 0; /* a rare word: those who have it are fetched and sorted */
            if (few) query.filter = &filter;
            catch_list(s, &query, &c);
            for (size_t n = 0; n < c.n; n++) {
                const char *plan = plan_of(s, c.sql[n]);
                if (few ? scans(plan, "p") : strstr(plan, "FOR ORDER BY") || (scans(plan, "p") && keys[k] != BL_SORT_ID))
                    fail_msg("%s\n%s", c.sql[n], plan);
            }
            release(&c);
        }
}

/* A word in the list by name is looked for without reading a row of the table. */
static void words_stay_in_the_index(void **state) {
    struct sandbox *s = *state;
    struct bl_filter filter;
    struct caught c;
    sandbox_add(s, "Maya Chen", 0);
    OK(s, bl_filter_parse("ma or company:co", sandbox_day(11, 21), (struct bl_strs){0}, &s->arena, &filter, &s->err));
    struct bl_list_query query = {.filter = &filter, .limit = 20, .budget = 100};
    catch_list(s, &query, &c);
    for (size_t n = 0; n < c.n; n++)
        if (!strstr(plan_of(s, c.sql[n]), "USING COVERING INDEX person_by_name")) fail_msg("%s\n%s", c.sql[n], plan_of(s, c.sql[n]));
    release(&c);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {TEST(statements_prepare),      TEST(forgetting_knows_every_full_text),
                                       TEST(statements_use_indexes),  TEST(home_reads_totals_only),
                                       TEST(positions_are_known),     TEST(lists_walk),
                                       TEST(words_stay_in_the_index), TEST(recounts_read_in_order)};
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
