/* A store in a directory of its own, removed at the end; and short words for what tests do all the time. */
#ifndef TESTS_STORE_SANDBOX_H
#define TESTS_STORE_SANDBOX_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bowline/bowline.h"

struct sandbox {
    char dir[128];
    char path[160];
    struct bl_store *store;
    struct bl_arena arena;
    struct bl_error err;
};

#define OK(sandbox, call)                                                                                                                  \
    do {                                                                                                                                   \
        enum bl_status status_ = (call);                                                                                                   \
        if (status_ != BL_OK) fail_msg("%s: %s (%s)", #call, (sandbox)->err.text, (sandbox)->err.hint);                                    \
    } while (0)

static inline bl_day sandbox_day(int month, int day) {
    return bl_day_of(2026, month, day);
}

static inline void sandbox_open(struct sandbox *s) {
    struct bl_store_options options = {.now = {bl_day_of(2026, 11, 21), 1795251600000}, .seed = 7, .busy_ms = 200};
    OK(s, bl_store_open(s->path, &options, &s->store, &s->err));
}

static inline int sandbox_setup(void **state) {
    struct sandbox *s = calloc(1, sizeof *s);
    const char *tmp = getenv("TMPDIR");
    snprintf(s->dir, sizeof s->dir, "%.100s/bowline-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(s->dir));
    snprintf(s->path, sizeof s->path, "%s/data/bowline.db", s->dir);
    sandbox_open(s);
    *state = s;
    return 0;
}

static inline int sandbox_teardown(void **state) {
    struct sandbox *s = *state;
    char command[160];
    bl_store_close(s->store);
    bl_arena_free(&s->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", s->dir);
    int rc = system(command);
    free(s);
    return rc;
}

/* How many rounds of something random: ROUNDS in the environment is how long to look, in percent of the usual (300 at the desk; less where every round is dear). */
static inline int sandbox_rounds(int usual) {
    const char *percent = getenv("ROUNDS");
    int rounds = percent ? usual * atoi(percent) / 100 : usual;
    return rounds > 0 ? rounds : 1;
}

/* One step around one call: `STEP(s, "name", bl_…(s->store, …, &s->err))`. */
#define STEP(sandbox, name, call)                                                                                                          \
    do {                                                                                                                                   \
        OK(sandbox, bl_step_begin((sandbox)->store, false, &(sandbox)->err));                                                              \
        OK(sandbox, call);                                                                                                                 \
        OK(sandbox, bl_step_commit((sandbox)->store, name, NULL, &(sandbox)->err));                                                        \
    } while (0)

static inline int64_t sandbox_add(struct sandbox *s, const char *name, bl_day day) {
    int64_t id = 0;
    struct bl_add add = {.edit = {.name = name}, .day = day, .by_hand = true};
    STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    return id;
}

/* Everything in the tables of the file, as text: two equal dumps are two equal states. Steps, drafts and counters are left out. */
static inline char *sandbox_dump(struct sandbox *s) {
    char command[1600];
    snprintf(command, sizeof command,
             "sqlite3 '%s' 'SELECT * FROM person' 'SELECT * FROM handle' 'SELECT * FROM tag' 'SELECT * FROM custom' 'SELECT * FROM entry' "
             "'SELECT * FROM talk' 'SELECT * FROM talk_person' 'SELECT * FROM talk_key' 'SELECT * FROM quote' 'SELECT * FROM promise' "
             "'SELECT * FROM setting' "
             "'SELECT * FROM snooze' 'SELECT * FROM rested' 'SELECT * FROM merged' 'SELECT * FROM apart' 'SELECT * FROM origin' "
             "'SELECT * FROM tally WHERE n <> 0' 'SELECT * FROM total WHERE n <> 0' 'SELECT * FROM revenue' 'SELECT * FROM review' "
             "\"SELECT rowid FROM person_fts WHERE person_fts MATCH 'm*' ORDER BY 1\" "
             "\"SELECT rowid FROM talk_fts WHERE talk_fts MATCH 'm*' ORDER BY 1\" "
             "\"SELECT rowid FROM quote_fts WHERE quote_fts MATCH 'm*' ORDER BY 1\" "
             "\"SELECT rowid FROM promise_fts WHERE promise_fts MATCH 'm*' ORDER BY 1\" "
             "\"SELECT rowid FROM note_fts WHERE note_fts MATCH 'm*' ORDER BY 1\" 2>&1",
             s->path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    struct bl_buf out = {0};
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;) bl_buf_add(&out, chunk, n);
    pclose(pipe);
    char *copy = bl_arena_str(&s->arena, bl_buf_text(&out));
    bl_buf_free(&out);
    assert_non_null(copy);
    return copy;
}

/* A query of the file that must say 0 and nothing else. */
static inline void sandbox_none(struct sandbox *s, const char *sql) {
    char command[2000];
    snprintf(command, sizeof command, "sqlite3 '%s' \"%s\" 2>&1", s->path, sql);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char line[256];
    int lines = 0;
    while (fgets(line, sizeof line, pipe)) {
        assert_string_equal(line, "0\n");
        lines++;
    }
    pclose(pipe);
    assert_int_equal(lines, 1);
}

/* Does the book balance: do the totals equal a recount of the entries, of the people, of the money, of where they came from? */
static inline void sandbox_balanced(struct sandbox *s) {
    sandbox_none(s,
                 "WITH counted AS (SELECT stage, source, count(*) AS n FROM person_from GROUP BY 1, 2) "
                 "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM origin) UNION ALL SELECT * FROM (SELECT "
                 "* FROM origin EXCEPT SELECT * FROM counted))");
    sandbox_none(s, "WITH counted AS (SELECT stage, source, day, sum(n) AS n FROM stay_from GROUP BY 1, 2, 3 HAVING sum(n) <> 0) "
                    "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM origin_day) UNION ALL SELECT * FROM "
                    "(SELECT * FROM origin_day EXCEPT SELECT * FROM counted))");
    sandbox_none(s, "WITH counted AS (SELECT track, day, src, dst, count(*) AS n FROM entry_move GROUP BY 1, 2, 3, 4), kept AS (SELECT * "
                    "FROM tally WHERE n <> 0) "
                    "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept) UNION ALL SELECT * FROM (SELECT "
                    "* FROM kept EXCEPT SELECT * FROM counted))");
    sandbox_none(s, "WITH parts AS (SELECT what, track, day, a, b, c, n FROM entry_total UNION ALL SELECT what, track, day, a, b, c, n "
                    "FROM person_total "
                    "UNION ALL SELECT 17, track, day, state, out, since, 1 FROM stay_played "
                    "UNION ALL SELECT 9, 0, day, counts, 0, 0, abs(after - before) FROM revenue WHERE counts > 0 "
                    "UNION ALL SELECT 16, 0, due, 0, 0, 0, 1 FROM promise WHERE done_on IS NULL AND due IS NOT NULL), "
                    "counted AS (SELECT what, track, day, a, b, c, sum(n) AS n FROM parts GROUP BY 1, 2, 3, 4, 5, 6), kept AS (SELECT * "
                    "FROM total WHERE n <> 0) "
                    "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept) UNION ALL SELECT * FROM (SELECT "
                    "* FROM kept EXCEPT SELECT * FROM counted))");
}

#endif
