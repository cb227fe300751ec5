/* Two people side by side as used: pairs of the book, each answer by one key, undo back to the pair, two who were marked, one and another found by name. */
#include "book.h"

static void add_again(struct bl_store *store) {
    struct bl_error err = {0};
    const char *phones[] = {"+46 70 000 00 01"}, *tags[] = {"list"};
    int64_t id = 0;
    ok(bl_step_begin(store, false, &err), &err);
    struct bl_add add = {.edit = {.name = "Chen, Maya",
                                  .company = "Northwind",
                                  .title = "Chief of Staff",
                                  .note = "from the newsletter of a friend",
                                  .phones = {phones, 1},
                                  .tags = {tags, 1},
                                  .first_contact = day_of("2024-03-12")},
                         .day = day_of("2026-11-18")};
    ok(bl_person_add(store, &add, &id, &err), &err);
    add.edit = (struct bl_person_edit){.name = "Tom Read", .company = "Northwind"};
    ok(bl_person_add(store, &add, &id, &err), &err);
    ok(bl_step_commit(store, "an import", NULL, &err), &err);
}

static void begin_at(struct stage *stage, int rows, int cols, bool unicode) {
    stage_folder(stage);
    fill_book(reopen(stage));
    add_again(stage->store);
    stage_start(stage, rows, cols, unicode);
    settle(stage);
}

static void begin(struct stage *stage) {
    begin_at(stage, 24, 80, true);
}

static int64_t people(struct stage *stage) {
    struct bl_error err = {0};
    int64_t n = 0;
    ok(bl_store_count(stage->store, &n, &err), &err);
    return n;
}

static void test_pairs_are_settled_by_one_key(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage);
    keys(&stage, "D");
    shows(&stage, "1 of 2");
    shows(&stage, "the same name written another way");
    shows(&stage, "Maya Chen #1");
    shows(&stage, "out: awareness since 18 Nov");
    keys(&stage, "<lt>");
    shows(&stage, "merge Chen, Maya (#10) into Maya Chen · u undoes");
    shows(&stage, "2 of 2");
    shows(&stage, "names one letter apart, the same company");
    assert_int_equal(people(&stage), 10);
    keys(&stage, "u");
    shows(&stage, "undone: merge Chen, Maya");
    shows(&stage, "1 of 2"); /* back at the pair that is there again */
    assert_int_equal(people(&stage), 11);
    keys(&stage, "<enter>x");
    shows(&stage, "Tom Reed and Tom Read are not the same");
    shows(&stage, "That was the last pair.");
    keys(&stage, "b");
    shows(&stage, "1 of 2");
    keys(&stage, ">");
    shows(&stage, "merge Maya Chen (#1) into Chen, Maya");
    keys(&stage, "q");
    shows(&stage, "1 Bowtie");
    keys(&stage, "D");
    shows(&stage, "Nobody here looks like somebody else.");
    stage_end(&stage);
}

static void test_values_are_chosen(void **state) {
    (void)state;
    struct stage stage;
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    begin(&stage);
    keys(&stage, "D");
    shows(&stage, "“Maya Chen” stays, “Chen, Maya” goes into the note");
    keys(&stage, "jj<space>");
    shows(&stage, "“Chief of Staff” stays, “Head of Ops” goes into the note");
    keys(&stage, "<lt>");
    ok(bl_store_person(stage.store, 1, &arena, &p, &err), &err);
    assert_string_equal(p.title, "Chief of Staff");
    assert_string_equal(p.name, "Maya Chen");
    assert_non_null(strstr(p.note, "title Head of Ops"));
    assert_int_equal(p.phones.n, 1);
    keys(&stage, "u<space>>"); /* the right one is kept, but for the name */
    ok(bl_store_person(stage.store, 10, &arena, &p, &err), &err);
    stage_end(&stage);
}

static void test_two_marked_and_one_found(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage);
    keys(&stage, "2/tom<enter><space>j<space>M");
    shows(&stage, "One person or two?");
    shows(&stage, "Tom Read");
    keys(&stage, "<lt>");
    shows(&stage, "merge Tom Read (#11) into Tom Reed");
    shows(&stage, "2 People");
    shows(&stage, "1 of 10");
    keys(&stage, "u/<ctrl-u>maya<enter>gM");
    shows(&stage, "who is the same person as");
    keys(&stage, "nobody of that name");
    shows(&stage, "who is the same");
    keys(&stage, "<enter>");
    shows(&stage, "none of these");
    keys(&stage, "<ctrl-u>read<enter>"); /* Tom Reed is marked still: with whom? */
    shows(&stage, "names one letter apart, the same company");
    keys(&stage, "<esc>");
    shows(&stage, "2 People");
    keys(&stage, "<enter>M");
    shows(&stage, "who is the same person as");
    stage_end(&stage);
}

/* The page of somebody who goes becomes the page of who they are. */
static void test_the_page_follows(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage);
    keys(&stage, "2/title:chief<enter><enter>");
    shows(&stage, "from the newsletter");
    keys(&stage, "Mmaya<enter>>");
    shows(&stage, "merge Chen, Maya (#10) into Maya Chen");
    shows(&stage, "Head of Ops, Northwind");
    shows(&stage, "stuck on SSO");
    stage_end(&stage);
}

static void test_refused_is_said(void **state) {
    (void)state;
    struct stage stage;
    struct bl_error err = {0};
    struct bl_payment pay = {.person = 10, .kind = BL_PAY_PRICE, .list = 100, .agreed = 100, .day = day_of("2026-09-01")}, out;
    bl_day moved;
    begin(&stage);
    ok(bl_step_begin(stage.store, false, &err), &err);
    ok(bl_payment_record(stage.store, &pay, &out, &moved, &err), &err);
    ok(bl_step_commit(stage.store, "pay", NULL, &err), &err);
    keys(&stage, "D");
    shows(&stage, "paid on 2026-09-01, before the journey that stays began");
    shows(&stage, "let it begin then: bowline move 1");
    hides(&stage, "keep left");
    keys(&stage, "<lt>>");
    assert_int_equal(people(&stage), 11);
    keys(&stage, "x");
    shows(&stage, "are not the same");
    stage_end(&stage);
}

static void test_looking_can_be_left(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage);
    session_key(&stage.session, 'D');
    shows(&stage, "looking for people who may be one");
    session_key(&stage.session, 27);
    shows(&stage, "1 Bowtie");
    settle(&stage);
    keys(&stage, "D3");
    shows(&stage, "3 Today");
    stage_end(&stage);
}

/* Nobody is merged in the past, and a look back from a pair comes home to it. */
static void test_not_in_the_past(void **state) {
    (void)state;
    struct stage stage;
    begin(&stage);
    keys(&stage, "D");
    shows(&stage, "1 of 2");
    keys(&stage, "T2026-11-10<enter>");
    keys(&stage, "<lt>");
    shows(&stage, "nothing is written in the past");
    assert_int_equal(people(&stage), 11);
    keys(&stage, "T");
    keys(&stage, "<lt>");
    shows(&stage, "merge Chen, Maya");
    assert_int_equal(people(&stage), 10);
    stage_end(&stage);
}

/* What both have done stands side by side: journeys in one line, what is paid, what is promised, what was said. */
static void test_both_with_a_history(void **state) {
    (void)state;
    struct stage stage;
    struct bl_error err = {0};
    struct bl_payment told;
    const struct bl_payment pay = {.person = 10, .day = day_of("2026-11-19"), .kind = BL_PAY_PRICE, .list = 5000, .agreed = 4000};
    bl_day moved = BL_NO_DAY;
    begin(&stage);
    ok(bl_step_begin(stage.store, false, &err), &err);
    record(stage.store, 10, BL_ACT_MOVE, BL_COMMITMENT, BL_OUTCOMES, 0, "2026-11-19");
    ok(bl_payment_record(stage.store, &pay, &told, &moved, &err), &err);
    say(stage.store, "@chen.maya 19 nov call -- signed, \"at last\". !send the invoice 25 nov");
    ok(bl_step_commit(stage.store, "a history", NULL, &err), &err);
    keys(&stage, "D");
    keys(&stage, "G");
    shows(&stage, "journey       out: selection since 1 Oct        commitment since 18 Nov");
    shows(&stage, "revenue       —                              ▸  40.00 a month");
    shows(&stage, "promised      send deck, due 18 Nov          +  send the invoice, due 25 Nov");
    shows(&stage, "said          2 conversations                +  1 conversation");
    stage_end(&stage);
}

/* Two of one name are told apart by their numbers; a note nobody has yet says what would stand in it. */
static void test_two_of_one_name(void **state) {
    (void)state;
    struct stage stage;
    struct bl_error err = {0};
    begin(&stage);
    ok(bl_step_begin(stage.store, false, &err), &err);
    add_person(stage.store, "Petra Parked", "Elsewhere", NULL, NULL, "2026-11-01");
    add_person(stage.store, "Tom Reed", "Northwind", "Chief", NULL, "2026-11-01");
    ok(bl_step_commit(stage.store, "again", NULL, &err), &err);
    keys(&stage, "D");
    shows(&stage, "Tom Reed #2");
    shows(&stage, "note          [2026-11-22] merged with #");
    keys(&stage, "x");
    shows(&stage, "Tom Reed (#2) and Tom Reed (#13) are not the same");
    stage_end(&stage);
}

static void test_goldens(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int rows, cols;
        bool unicode;
    } sizes[] = {
        {"80x24", 24, 80, true}, {"120x40", 40, 120, true}, {"40x12", 12, 40, true}, {"20x6", 6, 20, true}, {"ascii", 24, 80, false}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct stage stage;
        char name[64];
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        begin_at(&stage, sizes[i].rows, sizes[i].cols, sizes[i].unicode);
        keys(&stage, "D");
        keys(&stage, "jj<space>");
        (void)screen(&stage, &out);
        surface_roles(&stage.surface, &out);
        snprintf(name, sizeof name, "dupes-%s.txt", sizes[i].name);
        golden(name, &out);
        stage_end(&stage);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_are_settled_by_one_key),
        cmocka_unit_test(test_values_are_chosen),
        cmocka_unit_test(test_two_marked_and_one_found),
        cmocka_unit_test(test_the_page_follows),
        cmocka_unit_test(test_refused_is_said),
        cmocka_unit_test(test_looking_can_be_left),
        cmocka_unit_test(test_not_in_the_past),
        cmocka_unit_test(test_both_with_a_history),
        cmocka_unit_test(test_two_of_one_name),
        cmocka_unit_test(test_goldens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
