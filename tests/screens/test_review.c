/* The weekly review, key by key on a real file: every part of it, left half-way and taken up again, undone, and what is left in the book at its end. */
#include "begin.h"

#include "tui/screen/review_state.h"

/* The program ends, without a word or by a crash, and is started again. */
static void restart(struct stage *stage) {
    session_free(&stage->session);
    surface_free(&stage->surface);
    bl_store_close(stage->store);
    reopen(stage);
    stage_start(stage, 24, 80, true);
    settle(stage);
}

static const char *who(struct stage *stage) {
    const struct bl_today_row *row = review_person(&stage->session.app);
    return row ? row->person.name : "";
}

static int64_t left(struct stage *stage) {
    return review_left(&stage->session.app.review);
}

static size_t finished(struct stage *stage, struct bl_arena *arena, struct bl_finished **rows) {
    struct bl_error err = {0};
    size_t n = 0;
    ok(bl_review_list(stage->store, 0, 0, arena, rows, &n, &err), &err);
    return n;
}

static void test_one_key_a_decision(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5");
    shows(&stage, "Whom did you talk with?");
    keys(&stage, "<enter>");
    shows(&stage, "1 of 7 who need a decision");
    assert_string_equal(who(&stage), "Maya Chen"); /* overdue comes first */
    shows(&stage, "we lose a day each week");
    keys(&stage, ">");
    shows(&stage, "2 of ");
    shows(&stage, "commitment");
    assert_string_not_equal(who(&stage), "Maya Chen");
    keys(&stage, "u");
    assert_string_equal(who(&stage), "Maya Chen");
    shows(&stage, "1 of 7");
    keys(&stage, "ncall her<down>fri<enter>");
    shows(&stage, "2 of ");
    assert_string_not_equal(who(&stage), "Maya Chen");
    stage_end(&stage);
}

static void test_skip_and_its_undo(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5<enter>");
    char first[80], second[80];
    snprintf(first, sizeof first, "%s", who(&stage));
    keys(&stage, "<enter>");
    snprintf(second, sizeof second, "%s", who(&stage));
    assert_string_not_equal(first, second);
    shows(&stage, "2 of 7");
    keys(&stage, "u");
    assert_string_equal(who(&stage), first);
    shows(&stage, "1 of 7");
    keys(&stage, "<enter><enter>p2w<enter>"); /* the third is parked: who is at hand, not who was */
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error err = {0};
    struct bl_step_row *rows;
    size_t n = 0;
    ok(bl_step_list(stage.store, 1, &arena, &rows, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_non_null(strstr(rows[0].name, "park "));
    assert_null(strstr(rows[0].name, first));
    assert_null(strstr(rows[0].name, second));
    shows(&stage, "4 of 7");
    stage_end(&stage);
}

/* A conversation may leave the decision open: then the person stays. Once nothing is asked any more, the next one comes. */
static void test_a_talk_is_no_decision(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5<enter>c call -- asked again<enter>");
    assert_string_equal(who(&stage), "Maya Chen"); /* the deck is overdue still */
    shows(&stage, "1 of 7");
    keys(&stage, "d<enter>");
    assert_string_not_equal(who(&stage), "Maya Chen");
    shows(&stage, "1 of 6");
    keys(&stage, "<left>");
    shows(&stage, "Maya Chen"); /* in the week's conversations */
    hides(&stage, "who need a decision");
    stage_end(&stage);
}

static void test_left_half_way(void **state) {
    struct stage stage;
    char third[80];
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5<enter><enter>>");
    snprintf(third, sizeof third, "%s", who(&stage));
    shows(&stage, "3 of ");
    restart(&stage);
    keys(&stage, "5");
    shows(&stage, "3 of ");
    assert_string_equal(who(&stage), third);
    keys(&stage, "<right><right><enter>two demos<down>write to Ada");
    session_send(&stage.session, (struct msg){.kind = MSG_HANGUP});
    restart(&stage);
    keys(&stage, "5");
    shows(&stage, "Until the next review");
    shows(&stage, "two demos");
    shows(&stage, "write to Ada");
    keys(&stage, "<enter><esc>");
    shows(&stage, "two demos");
    stage.now.today += 7; /* a week later it begins anew, but what was written stays */
    bl_store_set_now(stage.store, stage.now);
    restart(&stage);
    keys(&stage, "5");
    shows(&stage, "Whom did you talk with?");
    assert_int_equal(stage.session.app.review.handled_count, 0);
    keys(&stage, "<right><right><right>");
    shows(&stage, "two demos");
    stage_end(&stage);
}

/* Whoever was talked with on two days of the week stands on both. */
static void test_talks_by_day(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5c@tom call -- hello<enter>");
    keys(&stage, "c@tom call yesterday -- hello<enter>");
    shows(&stage, " Sun  Tom Reed");
    shows(&stage, " Sat  Tom Reed");
    keys(&stage, "c@tom note yesterday -- not said to anybody<enter>");
    shows(&stage, " Sat  Tom Reed\n");
    stage_end(&stage);
}

static void test_the_book_foots_in_every_lens(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 40, 120);
    keys(&stage, "5<right><right>");
    for (int lens = 0; lens < BL_LENSES; lens++) {
        shows(&stage, "opening + in − out = closing");
        shows(&stage, "total                   7          +4          −2           9");
        hides(&stage, "does not foot");
        keys(&stage, "<tab>");
    }
    shows(&stage, "awareness → education           4/9");
    resize(&stage, 12, 80);
    hides(&stage, "How long they stay");
    keys(&stage, "G");
    shows(&stage, "with 0 people");
    keys(&stage, "g");
    shows(&stage, "awareness            2");
    stage_end(&stage);
}

static void test_a_whole_one_and_the_next(void **state) {
    struct stage stage;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_finished *rows = NULL;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5<enter>");
    for (int i = 0; left(&stage) > 0; i++) {
        assert_true(i < 20);
        keys(&stage, i % 2 ? "<enter>" : "nwrite<down>2d<enter>");
    }
    shows(&stage, "That was everybody.");
    keys(&stage, "<enter>");
    shows(&stage, "opening");
    keys(&stage, "<enter><enter>two demos booked<down>ask Ada for her story<enter><enter>listen longer<enter>");
    shows(&stage, "finish the review of 2026-W47");
    shows(&stage, "people by stage");
    assert_int_equal(finished(&stage, &arena, &rows), 1);
    assert_int_equal(rows[0].promises.n, 2);
    assert_string_equal(rows[0].promises.at[1], "ask Ada for her story");
    assert_string_equal(rows[0].improve, "listen longer");
    assert_non_null(strstr(rows[0].figures, "\"stage\""));

    stage.now.today += 7;
    bl_store_set_now(stage.store, stage.now);
    restart(&stage);
    keys(&stage, "5");
    shows(&stage, "in the review of");
    shows(&stage, "two demos booked");
    shows(&stage, "listen longer");
    keys(&stage, "<space>");
    shows(&stage, "✓ two demos booked");
    shows(&stage, "· ask Ada for her story");
    restart(&stage);
    keys(&stage, "5");
    shows(&stage, "✓ two demos booked");
    keys(&stage, "<right><right><right><enter>"); /* what was not kept is offered once more */
    assert_string_equal(bl_buf_text(&stage.session.app.prompt.fields[0].text), "ask Ada for her story");
    assert_int_equal(stage.session.app.prompt.fields[1].text.len, 0);
    keys(&stage, "<enter><enter><enter>"); /* on to the last line, past two that stay empty */
    assert_int_equal(finished(&stage, &arena, &rows), 1);
    keys(&stage, "<enter>");
    assert_int_equal(finished(&stage, &arena, &rows), 2);
    assert_int_equal(rows[0].promises.n, 1);
    keys(&stage, "u");
    assert_int_equal(finished(&stage, &arena, &rows), 1);
    stage_end(&stage);
}

/* What was kept stays with the review it was promised in; undo takes it back with the one that said so. */
static void test_kept_promises_stay(void **state) {
    struct stage stage;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_finished *rows = NULL;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "5<right><right><right><enter>one<down>two<down>three<enter><enter>");
    assert_int_equal(finished(&stage, &arena, &rows), 1);
    assert_int_equal(rows[0].kept, -1);
    stage.now.today += 7;
    bl_store_set_now(stage.store, stage.now);
    restart(&stage);
    keys(&stage, "5<space><down><space>"); /* the first and the third */
    shows(&stage, "✓ one");
    shows(&stage, "· two");
    shows(&stage, "✓ three");
    keys(&stage, "<right><right><right><enter><enter><enter><enter><enter>");
    assert_int_equal(finished(&stage, &arena, &rows), 2);
    assert_int_equal(rows[1].kept, 5);
    assert_int_equal(rows[0].kept, -1);
    keys(&stage, "5P");
    shows(&stage, "2/3 kept");
    keys(&stage, "<down><enter>");
    shows(&stage, "✓ one");
    shows(&stage, "· two");
    keys(&stage, "u");
    shows(&stage, "what of it was kept, the next review says");
    assert_int_equal(finished(&stage, &arena, &rows), 1);
    assert_int_equal(rows[0].kept, -1);
    stage_end(&stage);
}

static void late_move(struct stage *stage, const char *who, int to, bl_day day) {
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person *found = NULL;
    struct bl_recorded recorded;
    size_t n = 0;
    struct bl_record record = {.act = BL_ACT_MOVE, .stage = to, .day = day, .until = BL_NO_DAY};
    ok(bl_store_who(stage->store, who, &arena, &found, &n, &err), &err);
    ok(bl_step_begin(stage->store, false, &err), &err);
    ok(bl_entry_record(stage->store, found[0].id, &record, &recorded, &err), &err);
    ok(bl_step_commit(stage->store, "move", NULL, &err), &err);
}

/* The next review opens with the difference; the past one says where the book says otherwise now, and only there. */
static void test_past_reviews_and_since(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 40, 100);
    keys(&stage, "5P");
    shows(&stage, "No review was finished yet.");
    keys(&stage, "<enter><esc><right><right><right><enter>one<enter><enter><enter><enter>");
    keys(&stage, "5");
    shows(&stage, "since the review of W47, 22 Nov: the same numbers");
    keys(&stage, "P<enter>");
    shows(&stage, "The book says the same today.");
    hides(&stage, "now ");
    stage.now.today += 7;
    bl_store_set_now(stage.store, stage.now);
    late_move(&stage, "Tom Reed", BL_SELECTION, stage.now.today - 1);
    resize(&stage, 40, 100);
    keys(&stage, "15");
    shows(&stage, "+1 in selection");
    hides(&stage, "added for days it had spoken of");
    late_move(&stage, "Ines Okafor", BL_EDUCATION, stage.now.today - 8);
    keys(&stage, "15");
    shows(&stage, "1 entry was added for days it had spoken of");
    keys(&stage, "P<enter>");
    shows(&stage, "Restated: 1 entry was added since");
    shows(&stage, "now ");
    keys(&stage, "<tab>");
    hides(&stage, "now "); /* no moment was named */
    keys(&stage, "<esc><esc>");
    shows(&stage, "Whom did you talk with?");
    stage_end(&stage);
}

static void a_week_after_a_review(struct stage *stage) {
    begin(stage, 40, 100);
    keys(stage, "5<right><right><right><enter>one<enter><enter><enter><enter>");
    stage->now.today += 7;
    bl_store_set_now(stage->store, stage->now);
}

/* Each number of a past review lists who stood behind it on its days; Esc comes back to the page, Esc again to the list. */
static void test_numbers_of_a_past_review(void **state) {
    struct stage stage;
    (void)state;
    a_week_after_a_review(&stage);
    late_move(&stage, "Tom Reed", BL_SELECTION, stage.now.today - 1); /* he stands elsewhere now */
    restart(&stage);
    keys(&stage, "5P<enter>");
    shows(&stage, "numbers");
    hides(&stage, "people here");
    keys(&stage, "<down>");
    shows(&stage, "people here");
    keys(&stage, "<enter>");
    shows(&stage, "was:awareness@2026-11-15"); /* the opening of the first line: the day before the week */
    keys(&stage, "<esc>");
    shows(&stage, "then, and now");
    keys(&stage, "<right><right><right><enter>");
    shows(&stage, "@2026-11-22");
    keys(&stage, "<esc><tab><enter>"); /* through the other lens it is another state */
    shows(&stage, "was:connect@");
    keys(&stage, "<esc><esc>");
    hides(&stage, "people here");
    keys(&stage, "<esc>");
    shows(&stage, "newest first");
    stage_end(&stage);
}

/* Where the book says otherwise, the line of today is the one that can be entered: its numbers are of people there are. */
static void test_restated_numbers_are_those_of_now(void **state) {
    struct stage stage;
    (void)state;
    a_week_after_a_review(&stage);
    late_move(&stage, "Ines Okafor", BL_EDUCATION, stage.now.today - 8);
    restart(&stage);
    keys(&stage, "5P<enter>");
    shows(&stage, "Restated");
    bool found = false;
    for (int i = 0; i < 30 && !found; i++) {
        BL_AUTO(bl_buf) struct bl_buf text = {0};
        keys(&stage, "<down><right><right><right><enter>");
        found = strstr(screen(&stage, &text), "was:education@2026-11-22") != NULL;
        if (!found) keys(&stage, "<esc>");
    }
    assert_true(found);
    shows(&stage, "Ines Okafor");
    stage_end(&stage);
}

static void test_an_empty_book_stays_unwritten(void **state) {
    struct stage stage;
    (void)state;
    begin_empty(&stage, 24, 80);
    keys(&stage, "5<enter>");
    shows(&stage, "Nobody needs a decision.");
    keys(&stage, "<enter><enter>");
    assert_false(bl_store_exists(stage.store));
    stage_end(&stage);
}

static void test_found_in_the_palette(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, ":review<enter>");
    shows(&stage, "Review of week 47");
    stage_end(&stage);
}

/* What a draft may hold when somebody else wrote it. */
static void test_drafts_are_read_with_care(void **state) {
    struct review_page page = {0};
    bl_day week = bl_day_of(2026, 11, 16);
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    (void)state;
    review_read(&page, "week 2026-11-16\npart 9\nticked 5\nskip 12\ndone 13\nskip\nword9 x\nword3 do better\nnonsense\n\n", week);
    assert_int_equal(page.part, REVIEW_CLEAR);
    assert_int_equal(page.ticked, 5);
    assert_int_equal(page.handled_count, 2);
    assert_true(review_is_handled(&page, 12) && page.handled[0].skipped && !page.handled[1].skipped);
    assert_string_equal(bl_buf_text(&page.words[3]), "do better");
    page.part = REVIEW_CONSIDER;
    review_write(&page, &out);
    struct review_page again = {0};
    review_read(&again, bl_buf_text(&out), week);
    assert_int_equal(again.part, REVIEW_CONSIDER);
    assert_int_equal(again.handled_count, 2);
    assert_string_equal(bl_buf_text(&again.words[3]), "do better");
    review_read(&again, bl_buf_text(&out), week + 7);
    assert_int_equal(again.part, REVIEW_CLEAR);
    assert_int_equal(again.handled_count, 0);
    assert_string_equal(bl_buf_text(&again.words[3]), "do better");
    review_free(&page);
    review_free(&again);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_key_a_decision),
        cmocka_unit_test(test_skip_and_its_undo),
        cmocka_unit_test(test_a_talk_is_no_decision),
        cmocka_unit_test(test_left_half_way),
        cmocka_unit_test(test_the_book_foots_in_every_lens),
        cmocka_unit_test(test_a_whole_one_and_the_next),
        cmocka_unit_test(test_talks_by_day),
        cmocka_unit_test(test_kept_promises_stay),
        cmocka_unit_test(test_past_reviews_and_since),
        cmocka_unit_test(test_numbers_of_a_past_review),
        cmocka_unit_test(test_restated_numbers_are_those_of_now),
        cmocka_unit_test(test_an_empty_book_stays_unwritten),
        cmocka_unit_test(test_found_in_the_palette),
        cmocka_unit_test(test_drafts_are_read_with_care),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
