/* The map against a recount of every person's entries, over random histories; every number of it entered as a list; and undo. */
#include "store/sandbox.h"

enum { PEOPLE = 60, ENTRIES = 700 };

static unsigned next_random(unsigned *seed) {
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) & 0x7fff;
}

/* One random entry; what the book refuses is simply not done. */
static void random_entry(struct sandbox *s, unsigned *seed, bl_day day) {
    struct bl_recorded done;
    int64_t who = 1 + next_random(seed) % PEOPLE;
    struct bl_record record = {.act = BL_ACT_MOVE, .day = day - (bl_day)(next_random(seed) % 3), .until = BL_NO_DAY};
    unsigned what = next_random(seed) % 12;
    if (what < 8) {
        record.stage = (int)(next_random(seed) % 8);
        record.moment = (int)(next_random(seed) % 7);
        if (!record.stage && !record.moment) record.moment = 2;
    } else if (what < 10) {
        record.act = BL_ACT_CLOSE;
        record.side = next_random(seed) % 2 ? BL_LOST : BL_CHURNED;
        record.why = "timing";
    } else {
        record.act = what == 10 ? BL_ACT_PARK : BL_ACT_REOPEN;
        record.until = day + 10;
    }
    enum bl_status status = bl_entry_record(s->store, who, &record, &done, &s->err);
    assert_true(status == BL_OK || status == BL_REFUSED || status == BL_USAGE);
}

static void play(struct sandbox *s, unsigned seed) {
    char name[32];
    for (int i = 1; i <= PEOPLE; i++) {
        snprintf(name, sizeof name, "Person %d", i);
        int64_t id = 0;
        struct bl_add add = {.edit = {.name = name}, .day = sandbox_day(1, 5), .by_hand = i % 3 != 0};
        STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
        assert_int_equal(id, i);
    }
    OK(s, bl_step_begin(s->store, false, &s->err));
    for (int i = 0; i < ENTRIES; i++) random_entry(s, &seed, sandbox_day(1, 10) + i / 3);
    OK(s, bl_step_commit(s->store, "a year", NULL, &s->err));
}

/* The slow model: from the raw entries of a person, in book order, by the words of the definition. */
static unsigned seen_by(struct sandbox *s, int64_t id, int *stage, int *status, bool *in_play) {
    struct bl_entry *rows;
    struct bl_person person;
    size_t n = 0;
    unsigned seen = 0;
    int moment = 0;
    OK(s, bl_store_entries(s->store, id, &s->arena, &rows, &n, &s->err));
    OK(s, bl_store_person(s->store, id, &s->arena, &person, &s->err));
    *in_play = person.in_play;
    *stage = *status = 0;
    for (size_t i = 0; i < n; i++) {
        const struct bl_entry *e = &rows[i];
        if (e->voided_by) continue;
        if (e->act == BL_ACT_OPEN || e->act == BL_ACT_REOPEN) seen = 0, *stage = *status = moment = 0;
        if (e->act == BL_ACT_PARK || e->act == BL_ACT_CLOSE) {
            *status = e->side;
            continue;
        }
        *status = 0;
        if (e->stage) *stage = e->stage;
        if (e->moment) moment = e->moment;
        seen |= 1u << moment;
    }
    return seen;
}

static int64_t matching(struct sandbox *s, const char *text) {
    struct bl_filter filter;
    struct bl_ids ids;
    OK(s, bl_filter_parse(text, bl_store_now(s->store).today, (struct bl_strs){0}, &s->arena, &filter, &s->err));
    OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
    return (int64_t)ids.n;
}

static void recount(struct sandbox *s, struct bl_map *want) {
    memset(want, 0, sizeof *want);
    for (int64_t id = 1; id <= PEOPLE; id++) {
        int stage, status;
        bool in_play;
        unsigned seen = seen_by(s, id, &stage, &status, &in_play);
        if (status) continue;
        want->stages[stage]++;
        for (int m = 1; m <= BL_MOMENTS; m++) {
            bool expected = (stage == 3 && (m == 3 || m == 4)) || ((stage == 4 || stage == 5) && m == 4) || (stage == 6 && m == 5) ||
                            (stage == 7 && m == 6);
            want->visited[stage][m] += (seen >> m) & 1;
            want->missing[stage][m] += in_play && expected && !((seen >> m) & 1);
        }
    }
}

static void equals_recount(void **state) {
    struct sandbox *s = *state;
    play(s, 4711);
    struct bl_map map, want;
    char text[80];
    OK(s, bl_store_map(s->store, &s->arena, &map, &s->err));
    recount(s, &want);
    int64_t gaps = 0, filled = 0;
    for (int stage = 1; stage <= 7; stage++) {
        assert_int_equal(map.stages[stage], want.stages[stage]);
        for (int m = 1; m <= BL_MOMENTS; m++) {
            assert_int_equal(map.visited[stage][m], want.visited[stage][m]);
            assert_int_equal(map.missing[stage][m], want.missing[stage][m]);
            gaps += want.missing[stage][m] > 0;
            filled += want.visited[stage][m] > 0;
            snprintf(text, sizeof text, "stage:%s visited:%s", bl_track_name(BL_STAGE, stage), bl_track_name(BL_MOMENT, m));
            assert_int_equal(matching(s, text), want.visited[stage][m]);
            snprintf(text, sizeof text, "stage:%s gap:%s", bl_track_name(BL_STAGE, stage), bl_track_name(BL_MOMENT, m));
            assert_int_equal(matching(s, text), want.missing[stage][m]);
        }
    }
    assert_true(gaps >= 4 && filled >= 20); /* the histories are worth the comparison */
    assert_int_equal((int64_t)map.gap_count, gaps);
}

static void gaps_name_the_longest(void **state) {
    struct sandbox *s = *state;
    play(s, 99);
    struct bl_map map;
    OK(s, bl_store_map(s->store, &s->arena, &map, &s->err));
    int64_t people = 0;
    struct bl_asks asks;
    for (size_t i = 0; i < map.gap_count; i++) {
        const struct bl_map_gap *gap = &map.gaps[i];
        struct bl_person last = {0};
        assert_int_equal(gap->first.n, gap->n < BL_GAP_NAMES ? gap->n : BL_GAP_NAMES);
        for (size_t k = 0; k < gap->first.n; k++) {
            struct bl_person person;
            OK(s, bl_store_person(s->store, gap->first.at[k], &s->arena, &person, &s->err));
            assert_string_equal(person.name, gap->names.at[k]);
            assert_int_equal(person.at.stage, gap->stage);
            assert_true(k == 0 || last.at.stage_since <= person.at.stage_since);
            last = person;
        }
    }
    OK(s, bl_store_asks(s->store, &asks, &s->err));
    people = matching(s, "gap:yes");
    assert_int_equal(asks.gaps, people);
    assert_int_equal(matching(s, "gap:no") + people, PEOPLE);
    assert_int_equal(asks.quiet, matching(s, "quiet:yes"));
}

static void undo_restores(void **state) {
    struct sandbox *s = *state;
    play(s, 5);
    char *before = sandbox_dump(s);
    struct bl_recorded done;
    struct bl_step_row *rows;
    size_t n = 0;
    struct bl_record record = {.act = BL_ACT_MOVE, .moment = 6, .stage = 7, .day = BL_NO_DAY, .until = BL_NO_DAY};
    int64_t id = 0, active = 0;
    for (int64_t i = 1; i <= PEOPLE && !active; i++) {
        struct bl_person person;
        OK(s, bl_store_person(s->store, i, &s->arena, &person, &s->err));
        if (person.at.status == BL_ACTIVE && person.at.moment != 6) active = i;
    }
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_entry_record(s->store, active, &record, &done, &s->err));
    OK(s, bl_step_commit(s->store, "move", &id, &s->err));
    assert_string_not_equal(before, sandbox_dump(s));
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(before, sandbox_dump(s));
}

/* Imported and untouched: they stand in the first cell and in no index. */
static void imported_people_count(void **state) {
    struct sandbox *s = *state;
    struct bl_bulk *bulk;
    struct bl_map map;
    int64_t id = 0;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 0; i < 50; i++) {
        char name[32];
        snprintf(name, sizeof name, "Import %d", i);
        struct bl_person_edit row = {.name = name};
        OK(s, bl_bulk_insert(bulk, &row, i < 40 ? 0 : 3, i < 40 ? 0 : 3, &id, &s->err));
    }
    OK(s, bl_bulk_commit(bulk, "import", NULL, &s->err));
    OK(s, bl_store_map(s->store, &s->arena, &map, &s->err));
    assert_int_equal(map.stages[1], 40);
    assert_int_equal(map.visited[1][1], 40);
    assert_int_equal(map.visited[3][3], 10);
    assert_int_equal(map.visited[3][1], 0);
    assert_int_equal(map.gap_count, 0); /* nobody is in play yet */
}

static void nobody(void **state) {
    struct sandbox *s = *state;
    struct bl_map map;
    OK(s, bl_store_map(s->store, &s->arena, &map, &s->err));
    assert_int_equal(map.stages[1], 0);
    assert_int_equal(map.gap_count, 0);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {TEST(equals_recount), TEST(gaps_name_the_longest), TEST(undo_restores), TEST(imported_people_count),
                                       TEST(nobody)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
