/* Whom an import touched: the filter against what was really done, at a size where people are walked past as well as fetched; who is promising; coming into play. */
#include "store/sandbox.h"

enum { MANY = 3000 };

static void parse(struct sandbox *s, const char *text, struct bl_filter *out) {
    OK(s, bl_filter_parse(text, bl_store_now(s->store).today, (struct bl_strs){0}, &s->arena, out, &s->err));
}

static struct bl_ids select_where(struct sandbox *s, const char *text) {
    struct bl_filter filter;
    struct bl_ids ids = {0};
    parse(s, text, &filter);
    OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
    return ids;
}

static int64_t count_where(struct sandbox *s, const char *text) {
    struct bl_filter filter;
    int64_t after = 0, count = 0;
    parse(s, text, &filter);
    while (after >= 0) OK(s, bl_store_count_piece(s->store, &filter, 700, &after, &count, &s->err));
    return count;
}

/* Rows lo..hi: who is there gets a company, the others are added. */
static int64_t import(struct sandbox *s, int lo, int hi, const char *company) {
    struct bl_bulk *bulk = NULL;
    int64_t step = 0;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = lo; i <= hi; i++) {
        char name[40], address[40];
        const char *emails[] = {address};
        snprintf(name, sizeof name, "Person %d", i);
        snprintf(address, sizeof address, "p%d@x.example", i);
        struct bl_person_edit row = {
            .name = name, .company = company, .emails = {emails, 1}, .first_contact = sandbox_day(1 + i % 9, 1 + i % 28)};
        struct bl_bulk_match match;
        struct bl_bulk_filled filled;
        int64_t id;
        OK(s, bl_bulk_match(bulk, &row, &match, &s->err));
        if (match.id)
            OK(s, bl_bulk_fill(bulk, match.id, &row, &filled, &s->err));
        else
            OK(s, bl_bulk_insert(bulk, &row, 0, 0, &id, &s->err));
    }
    OK(s, bl_bulk_commit(bulk, "import", &step, &s->err));
    return step;
}

static void test_import(void **state) {
    struct sandbox *s = *state;
    int64_t first = import(s, 1, MANY, NULL);
    assert_int_equal(count_where(s, "import:last"), MANY);
    int64_t second = import(s, 2 * MANY / 3 + 1, MANY + 10, "Acme"); /* a third is filled, ten are new */
    char text[80];
    assert_int_equal(select_where(s, "import:last").n, MANY / 3 + 10);
    assert_int_equal(count_where(s, "import:last"), MANY / 3 + 10);
    assert_int_equal(count_where(s, "import:last company:acme"), MANY / 3 + 10);
    assert_int_equal(count_where(s, "not import:last"), 2 * MANY / 3);
    snprintf(text, sizeof text, "import:%lld", (long long)first);
    assert_int_equal(count_where(s, text), MANY);
    snprintf(text, sizeof text, "import:%lld import:%lld", (long long)first, (long long)second);
    assert_int_equal(count_where(s, text), MANY / 3);
    int64_t third = import(s, 1, MANY + 10, "Acme"); /* more than are fetched one by one */
    snprintf(text, sizeof text, "import:%lld", (long long)third);
    assert_int_equal(count_where(s, text), 2 * MANY / 3);
    assert_int_equal(select_where(s, text).n, 2 * MANY / 3);
    assert_int_equal(select_where(s, text).at[0], 1);
    /* the same again: nothing was done, so there is no step and the last one stays */
    assert_int_equal(import(s, 1, 10, "Acme"), 0);
    assert_int_equal(count_where(s, "import:last"), 2 * MANY / 3);
}

static void test_unknown(void **state) {
    struct sandbox *s = *state;
    struct bl_filter filter;
    struct bl_ids ids;
    parse(s, "import:last", &filter);
    assert_int_equal(bl_store_select(s->store, &filter, &s->arena, &ids, &s->err), BL_NOT_FOUND);
    int64_t step = import(s, 1, 3, NULL);
    parse(s, "import:999", &filter);
    assert_int_equal(bl_store_select(s->store, &filter, &s->arena, &ids, &s->err), BL_NOT_FOUND);
    assert_int_equal(select_where(s, "import:last").n, 3);
    struct bl_step_row *rows;
    size_t n;
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    char text[40];
    snprintf(text, sizeof text, "import:%lld", (long long)step);
    parse(s, text, &filter);
    assert_int_equal(bl_store_select(s->store, &filter, &s->arena, &ids, &s->err), BL_NOT_FOUND);
    assert_non_null(strstr(s->err.text, "undone"));
    OK(s, bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_int_equal(select_where(s, text).n, 3);
}

/* In pieces of any size the same people in the same order, as one by one. */
static void test_promising(void **state) {
    struct sandbox *s = *state;
    struct bl_filter filter;
    import(s, 1, MANY, NULL);
    import(s, 500, 600, "Acme");
    parse(s, "play:no", &filter);
    struct bl_promising whole[50], part[50];
    for (int64_t budget = 0; budget < 2000; budget = budget * 3 + 7) {
        struct bl_promising_list list = {.best = budget ? part : whole, .most = 50};
        for (int64_t after = 0; after >= 0;) OK(s, bl_store_promising(s->store, &filter, budget, &after, &list, &s->err));
        assert_int_equal(list.n, 50);
        assert_int_equal(list.count, MANY);
        if (budget) assert_memory_equal(part, whole, sizeof whole);
    }
    assert_int_equal(whole[0].since, sandbox_day(9, 28));
    assert_int_equal(whole[0].known, 2);
    assert_int_equal(whole[0].id, 503); /* of equal days the one of whom most is known, then the one who came first */
    for (int i = 1; i < 50; i++) {
        assert_true(whole[i].since <= whole[i - 1].since);
        if (whole[i].since == whole[i - 1].since) assert_true(whole[i].known <= whole[i - 1].known);
    }
}

static void test_play(void **state) {
    struct sandbox *s = *state;
    bool changed = false;
    struct bl_asks asks;
    import(s, 1, 5, NULL);
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_person_play(s->store, 2, &changed, &s->err));
    assert_true(changed);
    OK(s, bl_person_play(s->store, 2, &changed, &s->err));
    assert_false(changed);
    assert_int_equal(bl_person_play(s->store, 77, &changed, &s->err), BL_NOT_FOUND);
    OK(s, bl_step_commit(s->store, "in play", NULL, &s->err));
    OK(s, bl_store_asks(s->store, &asks, &s->err));
    assert_int_equal(asks.in_play, 1);
    assert_int_equal(asks.no_next, 1);
    assert_int_equal(bl_person_play(s->store, 3, &changed, &s->err), BL_FAILED); /* outside a step */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_import),
        TEST(test_unknown),
        TEST(test_promising),
        TEST(test_play),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
