/* The rules of the book one by one, and the worked example: eight people, thirteen weeks, every figure of stock and movement. */
#include "bowline/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bl_day on(int month, int day) {
    return bl_day_of(2026, month, day);
}

/* ---- a small history, written down ----------------------------------------------------------------------------------------- */

enum { ROOM = 40 };

struct book {
    struct bl_entry at[ROOM];
    size_t n;
    struct bl_entry scratch[ROOM + 2];
    struct bl_late late;
    struct bl_standing now;
    struct bl_error err;
};

static struct bl_entry act(enum bl_act what, bl_day day, int stage, int moment) {
    return (struct bl_entry){.act = what, .day = day, .stage = stage, .moment = moment, .until = BL_NO_DAY};
}
static struct bl_entry park(bl_day day, bl_day until) {
    return (struct bl_entry){.act = BL_ACT_PARK, .day = day, .side = BL_PARKED, .until = until};
}
static struct bl_entry close_as(bl_day day, int side) {
    return (struct bl_entry){.act = BL_ACT_CLOSE, .day = day, .side = side, .until = BL_NO_DAY, .why = "no decision"};
}

static enum bl_status try(struct book *book, struct bl_entry add) {
    memset(&book->err, 0, sizeof book->err);
    return bl_book_try(book->at, book->n, &add, book->scratch, &book->late, &book->err);
}

/* Records an entry that must be possible. */
static void put(struct book *book, struct bl_entry add) {
    add.id = (int64_t)book->n + 1;
    assert_true(book->n < ROOM);
    if (try(book, add) != BL_OK) fail_msg("refused: %s", book->err.text);
    book->n++;
    memcpy(book->at, book->scratch, book->n * sizeof book->at[0]);
    book->now = book->late.after;
}

static void refused(struct book *book, struct bl_entry add, const char *words, const char *hint) {
    struct bl_late before = book->late;
    assert_int_equal(try(book, add), BL_REFUSED);
    assert_int_equal(book->err.status, BL_REFUSED);
    if (!strstr(book->err.text, words)) fail_msg("“%s” lacks “%s”", book->err.text, words);
    if (!strstr(book->err.hint, hint)) fail_msg("hint “%s” lacks “%s”", book->err.hint, hint);
    assert_memory_equal(&before, &book->late, sizeof before);
}

static void check_moves(const struct bl_entry *e, int stage_from, int stage_to, int moment_from, int moment_to) {
    assert_int_equal(e->stage_from, stage_from);
    assert_int_equal(e->stage_to, stage_to);
    assert_int_equal(e->moment_from, moment_from);
    assert_int_equal(e->moment_to, moment_to);
}

/* ---- the rules ---------------------------------------------------------------------------------------------------------------- */

static void test_empty(void **unused) {
    (void)unused;
    struct bl_standing zero;
    struct bl_standing got = {.cycle = 9};
    struct bl_error err = {0};
    memset(&zero, 0, sizeof zero);
    assert_int_equal(bl_book_replay(NULL, 0, &got, NULL, &err), BL_OK);
    assert_memory_equal(&got, &zero, sizeof got);
    struct book book = {0};
    refused(&book, act(BL_ACT_MOVE, on(1, 5), 2, 0), "no journey", "");
    refused(&book, act(BL_ACT_REOPEN, on(1, 5), 2, 2), "no journey", "");
    refused(&book, park(on(1, 5), on(2, 1)), "no journey", "");
}

static void test_open_and_move(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 1, 1));
    assert_false(book.late.late);
    assert_int_equal(book.late.open_to, BL_NO_DAY);
    check_moves(&book.at[0], 0, 1, 0, 1);
    put(&book, act(BL_ACT_MOVE, on(1, 9), 3, 0));
    assert_true(book.late.moved_stage);
    assert_false(book.late.moved_moment);
    check_moves(&book.at[1], 1, 3, 1, 1);
    put(&book, act(BL_ACT_MOVE, on(1, 12), 3, 2));
    assert_false(book.late.moved_stage);
    assert_true(book.late.moved_moment);
    assert_int_equal(book.now.stage_since, on(1, 9));
    assert_int_equal(book.now.moment_since, on(1, 12));
    put(&book, act(BL_ACT_MOVE, on(1, 20), 2, 0));
    assert_int_equal(book.now.stage, BL_EDUCATION);
    assert_int_equal(book.now.furthest_stage, BL_SELECTION);
    assert_int_equal(book.now.cycle, 1);
    assert_int_equal(book.now.opened_on, on(1, 5));
    assert_int_equal(book.now.status_since, on(1, 5));
    assert_int_equal(book.now.park_until, BL_NO_DAY);
    refused(&book, act(BL_ACT_OPEN, on(1, 1), 1, 1), "2026-01-05", "bowline move");
    refused(&book, act(BL_ACT_MOVE, on(1, 21), 0, 0), "names", "--stage");
    refused(&book, act(BL_ACT_MOVE, on(1, 21), 8, 0), "stage", "");
    refused(&book, act(BL_ACT_MOVE, on(1, 21), 0, 7), "moment", "");
    refused(&book, act(BL_ACT_MOVE, BL_NO_DAY, 1, 0), "no day", "");
    refused(&book, act(BL_ACT_REOPEN, on(1, 21), 1, 1), "live", "bowline move");
}

static void test_what_holds_already(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 2, 2));
    put(&book, act(BL_ACT_MOVE, on(1, 9), 2, 2));
    assert_false(book.late.moved_stage || book.late.moved_moment);
    check_moves(&book.at[1], 2, 2, 2, 2);
    assert_int_equal(book.now.stage_since, on(1, 5));
    put(&book, act(BL_ACT_RESUME, on(1, 10), 0, 0));
    assert_false(book.late.moved_stage || book.late.moved_moment);
}

static void test_park_and_resume(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 3, 2));
    refused(&book, park(on(1, 9), BL_NO_DAY), "day to return", "--until");
    put(&book, park(on(1, 9), on(3, 1)));
    check_moves(&book.at[1], 3, BL_PARKED, 2, BL_PARKED);
    assert_int_equal(book.now.status, BL_PARKED);
    assert_int_equal(book.now.stage, 3);
    assert_int_equal(book.now.stage_since, on(1, 5));
    put(&book, park(on(1, 20), on(1, 2)));
    check_moves(&book.at[2], BL_PARKED, BL_PARKED, BL_PARKED, BL_PARKED);
    assert_int_equal(book.now.park_until, on(1, 2));
    assert_int_equal(book.now.status_since, on(1, 9));
    refused(&book, act(BL_ACT_REOPEN, on(1, 21), 1, 1), "resumes", "");
    put(&book, act(BL_ACT_RESUME, on(2, 1), 0, 0));
    check_moves(&book.at[3], BL_PARKED, 3, BL_PARKED, 2);
    assert_int_equal(book.now.stage_since, on(2, 1));
    assert_int_equal(book.now.status_since, on(2, 1));
    assert_int_equal(book.now.park_until, BL_NO_DAY);
    put(&book, park(on(2, 2), on(3, 1)));
    put(&book, act(BL_ACT_MOVE, on(2, 3), 4, 0));
    check_moves(&book.at[5], BL_PARKED, 4, BL_PARKED, 2);
    put(&book, park(on(2, 4), on(3, 1)));
    put(&book, close_as(on(2, 5), BL_CHURNED));
    check_moves(&book.at[7], BL_PARKED, BL_CHURNED, BL_PARKED, BL_CHURNED);
    assert_int_equal(book.now.park_until, BL_NO_DAY);
}

static void test_close(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 3, 3));
    refused(&book, close_as(on(3, 9), BL_CHURNED), "lost", "--as lost");
    refused(&book, close_as(on(3, 9), 0), "lost, disqualified or churned", "bowline close");
    struct bl_entry silent = close_as(on(3, 9), BL_LOST);
    silent.why = "";
    refused(&book, silent, "reason", "--as lost --why");
    put(&book, close_as(on(3, 9), BL_LOST));
    refused(&book, act(BL_ACT_MOVE, on(3, 10), 4, 0), "lost on 2026-03-09", "bowline reopen");
    refused(&book, park(on(3, 10), on(4, 1)), "lost on 2026-03-09", "bowline reopen");
    refused(&book, act(BL_ACT_RESUME, on(3, 10), 0, 0), "lost on 2026-03-09", "bowline reopen");
    refused(&book, close_as(on(3, 9), BL_LOST), "lost on 2026-03-09", "bowline reopen");
    refused(&book, act(BL_ACT_MOVE, on(3, 9), 4, 0), "lost on 2026-03-09", "bowline reopen");
    put(&book, act(BL_ACT_REOPEN, on(3, 25), 4, 3));
    check_moves(&book.at[2], BL_LOST, 4, BL_LOST, 3);
    assert_int_equal(book.now.cycle, 2);
    assert_int_equal(book.at[2].cycle, 2);
    assert_int_equal(book.now.opened_on, on(3, 25));
    refused(&book, close_as(on(3, 26), BL_LOST), "churned", "--as churned");
    refused(&book, close_as(on(3, 26), BL_DISQUALIFIED), "churned", "--as churned");
    put(&book, act(BL_ACT_MOVE, on(3, 26), 2, 0));
    put(&book, close_as(on(3, 27), BL_CHURNED));
    put(&book, act(BL_ACT_REOPEN, on(3, 28), 2, 2));
    assert_int_equal(book.now.furthest_stage, BL_EDUCATION);
    refused(&book, act(BL_ACT_REOPEN, on(3, 29), 0, 2), "begins with", "");
}

static void test_reopen_states(void **unused) {
    (void)unused;
    struct bl_standing at = {.status = BL_LOST, .stage = BL_EDUCATION, .moment = BL_OUTCOMES};
    int stage = 0;
    int moment = 0;
    bl_book_reopen_at(&at, &stage, &moment);
    assert_int_equal(stage, BL_EDUCATION);
    assert_int_equal(moment, BL_OUTCOMES);
    at.status = BL_CHURNED;
    at.stage = BL_GROWTH;
    stage = 0;
    moment = BL_CONNECT;
    bl_book_reopen_at(&at, &stage, &moment);
    assert_int_equal(stage, BL_SELECTION);
    assert_int_equal(moment, BL_CONNECT);
    stage = BL_ONBOARDING;
    bl_book_reopen_at(&at, &stage, &moment);
    assert_int_equal(stage, BL_ONBOARDING);
}

/* ---- late entries ---------------------------------------------------------------------------------------------------------------- */

static void test_late_is_replayed(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 1, 1));
    put(&book, act(BL_ACT_MOVE, on(1, 20), 2, 0));
    put(&book, act(BL_ACT_MOVE, on(1, 10), 2, 3));
    assert_true(book.late.late);
    assert_int_equal(book.late.where, 1);
    assert_true(book.late.moved_stage && book.late.moved_moment);
    check_moves(&book.at[2], 2, 2, 3, 3);
    assert_int_equal(book.now.stage_since, on(1, 10));
    assert_int_equal(book.now.moment, 3);
    /* The same day: behind what stands there, before the days that follow. */
    put(&book, act(BL_ACT_MOVE, on(1, 10), 4, 0));
    assert_int_equal(book.late.where, 2);
    check_moves(&book.at[3], 4, 2, 3, 3);
    assert_int_equal(book.now.furthest_stage, 4);
}

static void test_opening_moves_back(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 1, 1));
    put(&book, act(BL_ACT_MOVE, on(1, 20), 2, 0));
    put(&book, act(BL_ACT_MOVE, on(1, 2), 0, 3));
    assert_int_equal(book.late.open_to, on(1, 2));
    assert_int_equal(book.late.where, 1);
    assert_true(book.late.late);
    assert_int_equal(book.at[0].day, on(1, 2));
    assert_int_equal(book.at[0].act, BL_ACT_OPEN);
    assert_int_equal(book.now.opened_on, on(1, 2));
    assert_int_equal(book.now.moment_since, on(1, 2));
    put(&book, act(BL_ACT_MOVE, on(1, 2), 0, 4));
    assert_int_equal(book.late.open_to, BL_NO_DAY);
    refused(&book, act(BL_ACT_REOPEN, on(1, 1), 1, 1), "live", "");
}

static void test_after_the_close(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 2, 1));
    put(&book, close_as(on(2, 9), BL_LOST));
    put(&book, act(BL_ACT_REOPEN, on(3, 25), 3, 3));
    refused(&book, act(BL_ACT_MOVE, on(2, 20), 3, 0), "lost on 2026-02-09", "reopen");
    assert_non_null(strstr(book.err.text, "2026-03-25"));
    refused(&book, act(BL_ACT_REOPEN, on(2, 20), 3, 3), "the reopen of 2026-03-25", "history");
    refused(&book, act(BL_ACT_MOVE, on(2, 1), 4, 0), "the close (lost) of 2026-02-09", "history");
    put(&book, act(BL_ACT_MOVE, on(2, 1), 3, 0));
    assert_int_equal(book.at[1].cycle, 1);
    assert_int_equal(book.now.cycle, 2);
    refused(&book, close_as(on(1, 20), BL_LOST), "the move of 2026-02-01", "history");
}

static void test_inside_a_rest(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 2, 1));
    put(&book, park(on(1, 10), on(3, 1)));
    put(&book, park(on(1, 20), on(4, 1)));
    refused(&book, act(BL_ACT_MOVE, on(1, 15), 3, 0), "the park of 2026-01-20", "");
    put(&book, park(on(1, 24), on(4, 2)));
    refused(&book, act(BL_ACT_MOVE, on(1, 15), 3, 0), "the park of 2026-01-20", "");
    put(&book, act(BL_ACT_RESUME, on(2, 1), 0, 0));
    refused(&book, act(BL_ACT_MOVE, on(1, 15), 3, 0), "the resume of 2026-02-01", "");
    refused(&book, act(BL_ACT_MOVE, on(1, 10), 3, 0), "the resume of 2026-02-01", "");
    refused(&book, act(BL_ACT_RESUME, on(1, 25), 0, 0), "the resume of 2026-02-01", "");
    put(&book, park(on(1, 25), on(5, 1)));
    check_moves(&book.at[4], BL_PARKED, BL_PARKED, BL_PARKED, BL_PARKED);
    put(&book, act(BL_ACT_MOVE, on(2, 1), 3, 0));
    put(&book, act(BL_ACT_MOVE, on(1, 7), 0, 4));
    assert_int_equal(book.now.moment, 4);
}

static void test_one_day(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 1, 1));
    put(&book, act(BL_ACT_MOVE, on(1, 5), 2, 0));
    put(&book, act(BL_ACT_MOVE, on(1, 5), 4, 0));
    put(&book, park(on(1, 5), on(1, 5)));
    put(&book, act(BL_ACT_RESUME, on(1, 5), 0, 0));
    put(&book, close_as(on(1, 5), BL_CHURNED));
    put(&book, act(BL_ACT_REOPEN, on(1, 5), 1, 1));
    static const int path[] = {0, 1, 2, 4, BL_PARKED, 4, BL_CHURNED, 1};
    for (size_t i = 0; i < book.n; i++) {
        assert_int_equal(book.at[i].stage_from, path[i]);
        assert_int_equal(book.at[i].stage_to, path[i + 1]);
    }
    assert_int_equal(book.now.cycle, 2);
}

static void test_replay_names_the_impossible(void **unused) {
    (void)unused;
    struct book book = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 5), 1, 1));
    put(&book, act(BL_ACT_MOVE, on(1, 9), 4, 0));
    put(&book, close_as(on(2, 9), BL_CHURNED));
    /* The move to commitment is voided: the churn no longer can be. */
    struct bl_entry rest[] = {book.at[0], book.at[2]};
    struct bl_standing out = {.cycle = 7};
    size_t at = 99;
    struct bl_error err = {0};
    assert_int_equal(bl_book_replay(rest, 2, &out, &at, &err), BL_REFUSED);
    assert_int_equal(at, 1);
    assert_int_equal(out.cycle, 7);
    assert_non_null(strstr(err.text, "the close (churned) of 2026-02-09"));
    assert_int_equal(bl_book_replay(rest + 1, 1, &out, NULL, &err), BL_REFUSED);
    rest[1] = act((enum bl_act)9, on(3, 1), 0, 0);
    assert_int_equal(bl_book_replay(rest, 2, &out, &at, &err), BL_REFUSED);
}

static void test_order(void **unused) {
    (void)unused;
    struct bl_entry e[] = {{.day = 5, .id = 0}, {.day = 7, .id = 1}, {.day = 5, .id = 9}, {.day = 5, .id = 2}, {.day = -3, .id = 8}};
    static const int64_t want[] = {8, 2, 9, 0, 1};
    bl_book_sort(e, 5);
    for (size_t i = 0; i < 5; i++) assert_int_equal(e[i].id, want[i]);
    bl_book_sort(NULL, 0);
}

static void test_kinds(void **unused) {
    (void)unused;
    static const struct {
        int from, to;
        enum bl_move_kind kind;
        const char *name;
    } cases[] = {
        {BL_NONE, 1, BL_KIND_NEW, "new"},
        {BL_NONE, 5, BL_KIND_NEW, "new"},
        {1, 2, BL_KIND_FORWARD, "forward"},
        {1, 3, BL_KIND_SKIPPED, "skipped"},
        {7, 1, BL_KIND_BACK, "back"},
        {BL_LOST, 3, BL_KIND_RETURNED, "returned"},
        {BL_CHURNED, 1, BL_KIND_RETURNED, "returned"},
        {3, BL_PARKED, BL_KIND_PARKED, "parked"},
        {BL_PARKED, 7, BL_KIND_RESUMED, "resumed"},
        {3, BL_LOST, BL_KIND_LOST, "lost"},
        {BL_PARKED, BL_LOST, BL_KIND_LOST, "lost"},
        {1, BL_DISQUALIFIED, BL_KIND_DISQUALIFIED, "disqualified"},
        {7, BL_CHURNED, BL_KIND_CHURNED, "churned"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(bl_move_kind(cases[i].from, cases[i].to), cases[i].kind);
        assert_string_equal(bl_move_kind_name(cases[i].kind), cases[i].name);
    }
    assert_int_equal(bl_move_kind(3, 3), BL_KINDS);
    assert_string_equal(bl_act_name(BL_ACT_REOPEN), "reopen");
    assert_string_equal(bl_act_name((enum bl_act)0), "");
}

static void test_without(void **unused) {
    (void)unused;
    struct book book = {0};
    struct bl_standing after = {0};
    put(&book, act(BL_ACT_OPEN, on(1, 1), 1, 1));
    put(&book, act(BL_ACT_MOVE, on(1, 5), 4, 3));
    put(&book, act(BL_ACT_MOVE, on(1, 6), 5, 0));
    put(&book, close_as(on(1, 9), BL_CHURNED));
    put(&book, act(BL_ACT_REOPEN, on(1, 20), 3, 3));
    assert_int_equal(bl_book_without(book.at, book.n, 2, book.scratch, &after, &book.err), BL_OK);
    assert_int_equal(after.stage, 3);
    assert_int_equal(after.cycle, 2);
    check_moves(&book.scratch[2], 4, BL_CHURNED, 3, BL_CHURNED);
    after.stage = 99;
    assert_int_equal(bl_book_without(book.at, book.n, 0, book.scratch, &after, &book.err), BL_REFUSED);
    assert_non_null(strstr(book.err.text, "journey begins"));
    assert_int_equal(bl_book_without(book.at, book.n, 3, book.scratch, &after, &book.err), BL_REFUSED);
    assert_non_null(strstr(book.err.text, "the reopen of 2026-01-20 (#5)"));
    book.n = 4;
    book.at[2].stage = 3; /* then only the first move reached commitment */
    assert_int_equal(bl_book_without(book.at, book.n, 1, book.scratch, &after, &book.err), BL_REFUSED);
    assert_non_null(strstr(book.err.text, "the close (churned) of 2026-01-09 (#4)"));
    assert_int_equal(after.stage, 99);
}

/* ---- the worked example -------------------------------------------------------------------------------------------------------- */

enum { ADA = 1, BEN, CLEO, DAN, EVE, FAY, GUS, HAL, EIGHT = HAL };

struct line {
    int who, month, day;
    enum bl_act act;
    int stage, moment, side;
};

static const struct line worked[] = {
    {ADA, 1, 5, BL_ACT_OPEN, 1, 1, 0},
    {BEN, 1, 5, BL_ACT_OPEN, 1, 1, 0},
    {ADA, 1, 12, BL_ACT_MOVE, 2, 2, 0},
    {CLEO, 1, 12, BL_ACT_OPEN, 1, 1, 0},
    {CLEO, 1, 15, BL_ACT_MOVE, 3, 3, 0},
    {BEN, 1, 19, BL_ACT_MOVE, 2, 2, 0},
    {DAN, 1, 19, BL_ACT_OPEN, 1, 1, 0},
    {ADA, 1, 22, BL_ACT_MOVE, 3, 3, 0},
    {CLEO, 1, 27, BL_ACT_MOVE, 0, 4, 0},
    {BEN, 2, 2, BL_ACT_MOVE, 3, 3, 0},
    {DAN, 2, 2, BL_ACT_MOVE, 2, 2, 0},
    {EVE, 2, 2, BL_ACT_OPEN, 1, 1, 0},
    {CLEO, 2, 3, BL_ACT_MOVE, 4, 5, 0},
    {ADA, 2, 5, BL_ACT_MOVE, 0, 4, 0},
    {CLEO, 2, 6, BL_ACT_MOVE, 5, 0, 0},
    {FAY, 2, 9, BL_ACT_OPEN, 1, 1, 0},
    {BEN, 2, 16, BL_ACT_MOVE, 0, 4, 0},
    {DAN, 2, 16, BL_ACT_MOVE, 0, 3, 0},
    {FAY, 2, 16, BL_ACT_MOVE, 2, 2, 0},
    {EVE, 2, 20, BL_ACT_MOVE, 2, 2, 0},
    {ADA, 2, 23, BL_ACT_MOVE, 4, 5, 0},
    {ADA, 2, 25, BL_ACT_MOVE, 5, 0, 0},
    {FAY, 3, 2, BL_ACT_MOVE, 3, 3, 0},
    {GUS, 3, 2, BL_ACT_OPEN, 1, 1, 0},
    {BEN, 3, 9, BL_ACT_CLOSE, 0, 0, BL_LOST},
    {FAY, 3, 12, BL_ACT_MOVE, 2, 2, 0},
    {ADA, 3, 16, BL_ACT_MOVE, 6, 6, 0},
    {FAY, 3, 23, BL_ACT_PARK, 0, 0, BL_PARKED},
    {GUS, 3, 23, BL_ACT_MOVE, 2, 2, 0},
    {ADA, 3, 24, BL_ACT_MOVE, 7, 0, 0},
    {EVE, 3, 24, BL_ACT_CLOSE, 0, 0, BL_DISQUALIFIED},
    {BEN, 3, 25, BL_ACT_REOPEN, 3, 3, 0},
    {GUS, 3, 26, BL_ACT_MOVE, 3, 3, 0},
    {HAL, 3, 26, BL_ACT_OPEN, 1, 1, 0},
    {CLEO, 3, 27, BL_ACT_CLOSE, 0, 0, BL_CHURNED},
};
enum { LINES = sizeof worked / sizeof worked[0] };

struct stock {
    int open, in, out, close;
};

static void example(struct book people[EIGHT + 1]) {
    for (size_t i = 0; i < LINES; i++) {
        const struct line *l = &worked[i];
        struct bl_entry e = act(l->act, on(l->month, l->day), l->stage, l->moment);
        e.side = l->side;
        e.why = "as it was";
        if (l->act == BL_ACT_PARK) e.until = on(5, 4);
        put(&people[l->who], e);
    }
}

/* Stock from moves alone, and the number of moves in the week: what the store's daily totals do. */
static int foot(const struct book people[EIGHT + 1], enum bl_track track, bl_day open, bl_day close, struct stock out[BL_STATES]) {
    int moves = 0;
    for (int p = 1; p <= EIGHT; p++) {
        for (size_t i = 0; i < people[p].n; i++) {
            const struct bl_entry *e = &people[p].at[i];
            int from = track == BL_STAGE ? e->stage_from : e->moment_from;
            int to = track == BL_STAGE ? e->stage_to : e->moment_to;
            if (from == to || e->day > close) continue;
            bool in_week = e->day > open;
            moves += in_week;
            out[from].out += in_week;
            out[to].in += in_week;
            out[from].open -= !in_week;
            out[to].open += !in_week;
            out[from].close--;
            out[to].close++;
        }
    }
    return moves;
}

static void check_stock(enum bl_track track, int moves, const struct stock want[BL_STATES]) {
    struct book people[EIGHT + 1] = {0};
    struct stock got[BL_STATES] = {0};
    example(people);
    assert_int_equal(foot(people, track, on(3, 22), on(3, 29), got), moves);
    for (int s = 1; s < BL_STATES; s++) {
        if (memcmp(&got[s], &want[s], sizeof got[s]) == 0) continue;
        fail_msg("%s: %d/%d/%d/%d, not %d/%d/%d/%d", bl_track_name(track, s), got[s].open, got[s].in, got[s].out, got[s].close,
                 want[s].open, want[s].in, want[s].out, want[s].close);
    }
}

static void test_worked_moments(void **unused) {
    (void)unused;
    static const struct stock want[BL_STATES] = {
        [BL_CONNECT] = {1, 1, 1, 1}, [BL_COMMUNITY] = {2, 1, 3, 0},    [BL_ONE_TO_ONE] = {1, 2, 0, 3},
        [BL_EDUCATE] = {1, 0, 1, 0}, [BL_BADASS] = {1, 0, 0, 1},       [BL_PARKED] = {0, 1, 0, 1},
        [BL_LOST] = {1, 0, 1, 0},    [BL_DISQUALIFIED] = {0, 1, 0, 1}, [BL_CHURNED] = {0, 1, 0, 1},
    };
    check_stock(BL_MOMENT, 7, want);
}

static void test_worked_stages(void **unused) {
    (void)unused;
    static const struct stock want[BL_STATES] = {
        [BL_AWARENESS] = {1, 1, 1, 1},    [BL_EDUCATION] = {3, 1, 3, 1}, [BL_SELECTION] = {0, 2, 0, 2}, [BL_ONBOARDING] = {1, 0, 1, 0},
        [BL_UTILIZATION] = {1, 0, 1, 0},  [BL_GROWTH] = {0, 1, 0, 1},    [BL_PARKED] = {0, 1, 0, 1},    [BL_LOST] = {1, 0, 1, 0},
        [BL_DISQUALIFIED] = {0, 1, 0, 1}, [BL_CHURNED] = {0, 1, 0, 1},
    };
    check_stock(BL_STAGE, 8, want);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_without),
        cmocka_unit_test(test_open_and_move),
        cmocka_unit_test(test_what_holds_already),
        cmocka_unit_test(test_park_and_resume),
        cmocka_unit_test(test_close),
        cmocka_unit_test(test_reopen_states),
        cmocka_unit_test(test_late_is_replayed),
        cmocka_unit_test(test_opening_moves_back),
        cmocka_unit_test(test_after_the_close),
        cmocka_unit_test(test_inside_a_rest),
        cmocka_unit_test(test_one_day),
        cmocka_unit_test(test_replay_names_the_impossible),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_worked_moments),
        cmocka_unit_test(test_worked_stages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
