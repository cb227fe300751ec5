/* Where people came from: the total kept by triggers equals a recount whatever is done and undone, and the review says it, today and of a past day. */
#include "store/sandbox.h"

#include "bowline/care.h"
#include "bowline/export.h"

static int64_t add(struct sandbox *s, const char *name, const char *source, int64_t referrer, int stage) {
    int64_t id = 0;
    struct bl_add who = {
        .edit = {.name = name, .source = source, .referred_by = referrer}, .stage = stage, .day = sandbox_day(10, 1), .by_hand = true};
    STEP(s, name, bl_person_add(s->store, &who, &id, &s->err));
    sandbox_balanced(s);
    return id;
}

static const struct bl_origin *origin_at(struct sandbox *s, bl_day day, int stage, struct bl_review *out) {
    OK(s, bl_store_review(s->store, BL_LENS_STAGE, day, 0, &s->arena, out, &s->err));
    for (int i = 0; i < out->origin_count; i++)
        if (out->origins[i].stage == stage) return &out->origins[i];
    return NULL;
}

static void undo(struct sandbox *s, int64_t n) {
    struct bl_step_row *rows;
    size_t count;
    OK(s, bl_undo(s->store, n, &s->arena, &rows, &count, &s->err));
    sandbox_balanced(s);
}

static void two_of_three_by_referral(void **state) {
    struct sandbox *s = *state;
    struct bl_review review;
    int64_t ada = add(s, "Ada", "LinkedIn", 0, BL_GROWTH);
    int64_t ben = add(s, "Ben", NULL, ada, BL_GROWTH);
    int64_t cleo = add(s, "Cleo", " Referred by a friend ", 0, BL_GROWTH);
    add(s, "Dan", "linkedin", 0, BL_SELECTION);
    add(s, "Eve", NULL, 0, BL_SELECTION);
    const struct bl_origin *growth = origin_at(s, sandbox_day(11, 21), BL_GROWTH, &review);
    assert_non_null(growth);
    assert_int_equal(growth->n, 3);
    assert_int_equal(growth->known, 3);
    assert_int_equal(growth->count, 2);
    assert_true(growth->from[0].referral);
    assert_int_equal(growth->from[0].n, 2);
    assert_int_equal(growth->from[0].ids.n, 2);
    assert_int_equal(growth->from[0].ids.at[0], ben);
    assert_int_equal(growth->from[0].ids.at[1], cleo);
    assert_string_equal(growth->from[1].name, "LinkedIn"); /* as it was written */
    const struct bl_origin *selection = origin_at(s, sandbox_day(11, 21), BL_SELECTION, &review);
    assert_int_equal(selection->known, 1);
    assert_int_equal(selection->n, 2);
    assert_string_equal(selection->from[1].key, "");                  /* what is not known comes last */
    assert_null(origin_at(s, sandbox_day(9, 1), BL_GROWTH, &review)); /* nobody was there yet */
}

static void changes_and_their_undo(void **state) {
    struct sandbox *s = *state;
    struct bl_review review;
    struct bl_recorded recorded;
    int64_t ada = add(s, "Ada", "fair", 0, BL_AWARENESS);
    char *before = sandbox_dump(s);
    struct bl_person_edit edit = {.source = "podcast"};
    STEP(s, "edit", bl_person_change(s->store, ada, &edit, &s->err));
    sandbox_balanced(s);
    struct bl_record move = {.act = BL_ACT_MOVE, .stage = BL_SELECTION, .day = sandbox_day(11, 20), .until = BL_NO_DAY};
    STEP(s, "move", bl_entry_record(s->store, ada, &move, &recorded, &s->err));
    sandbox_balanced(s);
    assert_string_equal(origin_at(s, sandbox_day(11, 21), BL_SELECTION, &review)->from[0].name, "podcast");
    const struct bl_origin *then = origin_at(s, sandbox_day(11, 19), BL_AWARENESS, &review); /* where they stood on that day */
    assert_non_null(then);
    assert_int_equal(then->from[0].ids.at[0], ada);
    struct bl_record park = {.act = BL_ACT_PARK, .day = sandbox_day(11, 21), .until = sandbox_day(12, 21)};
    STEP(s, "park", bl_entry_record(s->store, ada, &park, &recorded, &s->err));
    sandbox_balanced(s);
    assert_null(origin_at(s, sandbox_day(11, 21), BL_SELECTION, &review)); /* at rest they stand in no stage */
    undo(s, 3);
    assert_string_equal(before, sandbox_dump(s));
    undo(s, 1);
    sandbox_none(s, "SELECT count(*) FROM origin"); /* no row stays behind with the words of somebody who is gone */
}

/* An import runs without triggers: blanks it fills move people from one count to another all the same, and back. */
static void an_import_fills_a_source(void **state) {
    struct sandbox *s = *state;
    struct bl_review review;
    struct bl_bulk *bulk = NULL;
    struct bl_bulk_filled filled;
    int64_t step = 0, ada = add(s, "Ada", NULL, 0, BL_SELECTION), id = 0;
    char *before = sandbox_dump(s);
    const struct bl_person_edit row = {.name = "Ada", .source = "newsletter"}, other = {.name = "Zed", .source = "list"};
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    OK(s, bl_bulk_fill(bulk, ada, &row, &filled, &s->err));
    OK(s, bl_bulk_insert(bulk, &other, 0, 0, &id, &s->err));
    OK(s, bl_bulk_commit(bulk, "import", &step, &s->err));
    sandbox_balanced(s);
    assert_string_equal(origin_at(s, sandbox_day(11, 21), BL_SELECTION, &review)->from[0].name, "newsletter");
    assert_null(origin_at(s, sandbox_day(11, 21), BL_AWARENESS, &review)); /* who was only imported is not in play */
    undo(s, 1);
    assert_string_equal(before, sandbox_dump(s));
}

static void the_doctor_counts_anew(void **state) {
    struct sandbox *s = *state;
    struct bl_diagnosis report;
    char command[200];
    add(s, "Ada", "fair", 0, BL_SELECTION);
    snprintf(command, sizeof command, "sqlite3 '%s' \"UPDATE origin SET n = 7\"", s->path);
    assert_int_equal(system(command), 0);
    OK(s, bl_doctor(s->store, false, &s->arena, &report, &s->err));
    assert_int_equal(report.n, 1);
    assert_non_null(strstr(report.at[0].text, "where people came from"));
    OK(s, bl_doctor(s->store, true, &s->arena, &report, &s->err));
    sandbox_balanced(s);
}

/* What was said of a review when it was finished, and what became of it. */
static void since_the_last_review(void **state) {
    struct sandbox *s = *state;
    struct bl_review review, moment;
    struct bl_recorded recorded;
    BL_AUTO(bl_buf) struct bl_buf figures = {0};
    int64_t ada = add(s, "Ada", NULL, 0, BL_SELECTION), id = 0;
    OK(s, bl_store_review(s->store, BL_LENS_STAGE, sandbox_day(11, 15), 50, &s->arena, &review, &s->err));
    OK(s, bl_store_review(s->store, BL_LENS_MOMENT, sandbox_day(11, 15), 50, &s->arena, &moment, &s->err));
    assert_int_equal(review.since.review, 0);
    bl_json_snapshot(&figures, &review, &moment);
    struct bl_finished finished = {.as_of = sandbox_day(11, 15), .figures = bl_buf_text(&figures)};
    STEP(s, "finish", bl_review_finish(s->store, &finished, &id, &s->err));
    struct bl_record move = {.act = BL_ACT_MOVE, .stage = BL_COMMITMENT, .day = sandbox_day(11, 20), .until = BL_NO_DAY};
    STEP(s, "move", bl_entry_record(s->store, ada, &move, &recorded, &s->err));
    OK(s, bl_store_review(s->store, BL_LENS_STAGE, sandbox_day(11, 21), 50, &s->arena, &review, &s->err));
    assert_int_equal(review.since.review, id);
    for (int state_ = 1; state_ < BL_STATES; state_++)
        assert_int_equal(review.since.by[state_], state_ == BL_SELECTION ? -1 : state_ == BL_COMMITMENT ? 1 : 0);
    OK(s, bl_store_review(s->store, BL_LENS_STAGE, sandbox_day(11, 14), 50, &s->arena, &review, &s->err));
    assert_int_equal(review.since.review, 0); /* of that day there was none yet */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_of_three_by_referral, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(changes_and_their_undo, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(an_import_fills_a_source, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(the_doctor_counts_anew, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(since_the_last_review, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
