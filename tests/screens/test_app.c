/* The whole program, key by key: what each screen shows, what each key does to the book, and that Esc, undo and drafts keep their word. */
#include "begin.h"

#include "tui/screen/screens.h"

static void test_screens_by_number(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    shows(&stage, "9 people");
    shows(&stage, "commitment");
    keys(&stage, "2");
    shows(&stage, "Maya Chen");
    shows(&stage, "name");
    keys(&stage, "1");
    hides(&stage, "Maya Chen");
    stage_end(&stage);
}

static void test_enter_on_a_number_lists_its_people(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "<right><right><right><enter>");
    shows(&stage, "stage:");
    shows(&stage, "of 9");
    keys(&stage, "<esc>"); /* one level back: to the number */
    shows(&stage, "people by stage");
    keys(&stage, "<enter>/kim<enter><esc>"); /* a filter of one's own goes first */
    shows(&stage, "Ben Lost");
    keys(&stage, "<esc>");
    stage_end(&stage);
}

static size_t entries(struct stage *stage, const char *who, struct bl_entry **rows, struct bl_arena *arena) {
    struct bl_error err = {0};
    struct bl_person *found = NULL;
    size_t n = 0;
    ok(bl_store_who(stage->store, who, arena, &found, &n, &err), &err);
    ok(bl_store_entries(stage->store, found[0].id, arena, rows, &n, &err), &err);
    return n;
}

static void test_an_entry_is_taken_out(void **state) {
    struct stage stage;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_entry *rows = NULL;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/tom<enter><enter>>>"); /* two moves on */
    size_t before = entries(&stage, "Tom Reed", &rows, &arena);
    keys(&stage, "V");
    shows(&stage, "take out");
    keys(&stage, "<down><enter>"); /* the older of the two */
    shows(&stage, "take an entry out of the book");
    shows(&stage, "stands where they do now");
    keys(&stage, "<esc>");
    assert_int_equal(entries(&stage, "Tom Reed", &rows, &arena), before); /* nothing was written to know it */
    keys(&stage, "<up><enter>");
    shows(&stage, "would stand in");
    shows(&stage, "may stay empty");
    shows(&stage, "take it out");
    keys(&stage, "it was Anna<enter>");
    shows(&stage, "void the move of 2026-11-22 of Tom");
    size_t last = entries(&stage, "Tom Reed", &rows, &arena) - 1;
    while (last && rows[last].act != BL_ACT_VOID) last--;
    assert_string_equal(rows[last].why, "it was Anna");
    assert_int_equal(entries(&stage, "Tom Reed", &rows, &arena), before + 1); /* the correction is an entry */
    assert_int_equal(stage.session.app.person.data->entry_count, before - 1);
    keys(&stage, "u");
    assert_int_equal(entries(&stage, "Tom Reed", &rows, &arena), before);
    assert_int_equal(stage.session.app.person.data->entry_count, before);
    keys(&stage, "G<enter>"); /* the opening: without it there is no journey */
    shows(&stage, "is where the journey begins");
    hides(&stage, "take it out");
    keys(&stage, "<enter>");
    assert_int_equal(entries(&stage, "Tom Reed", &rows, &arena), before);
    keys(&stage, "<esc>");
    assert_int_equal(stage.session.app.person.entry, 0);
    stage_end(&stage);
}

/* What becomes impossible without it is named. */
static void test_entries_in_the_way_are_named(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/tom<enter><enter>scommit<enter>");
    keys(&stage, "x<enter>");
    shows(&stage, "why?");
    keys(&stage, "silent<enter>");
    shows(&stage, "churned");
    keys(&stage, "V<down><enter>");
    shows(&stage, "close (churned)");
    shows(&stage, "impossible");
    hides(&stage, "take it out");
    stage_end(&stage);
}

static void test_live_filter_and_esc(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2jjj");
    const struct bl_person *at = &stage.session.app.people.data->rows[stage.session.app.people.at];
    int64_t before = at->id;
    keys(&stage, "/may");
    shows(&stage, "Maya Chen");
    hides(&stage, "Tom Reed  ");
    shows(&stage, "1 of 9");
    keys(&stage, "<esc>");
    shows(&stage, "Tom Reed");
    at = &stage.session.app.people.data->rows[stage.session.app.people.at];
    assert_int_equal(at->id, before);
    keys(&stage, "/stage:selektion");
    shows(&stage, "^");
    shows(&stage, "selection"); /* did you mean */
    keys(&stage, "<esc>/nobodyatall<enter>");
    shows(&stage, "Nobody fits");
    stage_end(&stage);
}

static void test_the_filter_completes(void **state) {
    struct stage stage;
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/sta<tab>");
    assert_string_equal(bl_buf_text(&stage.session.app.people.filter.text), "sta"); /* stage: or status: */
    keys(&stage, "g<tab>sel<tab>");
    assert_string_equal(bl_buf_text(&stage.session.app.people.filter.text), "stage:selection ");
    shows(&stage, "1 of 9");
    for (size_t i = 0; filter_field(i); i++) { /* what it offers, the language knows */
        struct bl_filter filter;
        char text[40];
        snprintf(text, sizeof text, "%sany", filter_field(i));
        enum bl_status status = bl_filter_parse(text, stage.now.today, (struct bl_strs){0}, &arena, &filter, &err);
        if (status != BL_OK) assert_null(strstr(err.text, "unknown field"));
    }
    stage_end(&stage);
}

static void test_the_book_may_lose_the_person_shown(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2aZoe<enter>");
    assert_string_equal(people_cursor(&stage.session.app)->name, "Zoe");
    keys(&stage, "<enter>");
    shows(&stage, "nothing was said yet");
    keys(&stage, "u");
    shows(&stage, "undone: add Zoe");
    shows(&stage, "Tom Reed");
    keys(&stage, "<enter>q");
    assert_false(stage.session.performer.quit); /* q leaves a page, not the program */
    stage_end(&stage);
}

static void test_log_from_the_composer_and_undo(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@maya 40m call yesterday -- stuck, \"too slow\" !send study fri >commitment #hot");
    shows(&stage, "Maya Chen");
    shows(&stage, "selection → commitment");
    shows(&stage, "send study, due Fri 2026-11-27");
    shows(&stage, "“too slow”");
    keys(&stage, "<enter>");
    shows(&stage, "u undoes");
    assert_int_equal(count_where(&stage, "stage:commitment"), 1);
    assert_int_equal(count_where(&stage, "tag:hot"), 1);
    keys(&stage, "u");
    shows(&stage, "undone");
    assert_int_equal(count_where(&stage, "stage:commitment"), 0);
    assert_int_equal(count_where(&stage, "tag:hot"), 0);
    keys(&stage, "<ctrl-r>");
    assert_int_equal(count_where(&stage, "stage:commitment"), 1);
    stage_end(&stage);
}

static void test_composer_asks_before_it_adds(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@zed hello<enter>");
    shows(&stage, "zed is not in your book");
    assert_int_equal(count_where(&stage, "zed"), 0);
    keys(&stage, "<enter>");
    assert_int_equal(count_where(&stage, "zed"), 1);
    keys(&stage, "cno people here<enter>");
    shows(&stage, "with whom?");
    stage_end(&stage);
}

static void test_a_refused_line_keeps_its_text(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@ben.lost -- back again >selection");
    shows(&stage, "reopen first");
    keys(&stage, "<enter>");
    shows(&stage, "back again");
    assert_string_equal(bl_buf_text(&stage.session.app.composer.field.text), "@ben.lost -- back again >selection");
    assert_int_equal(count_where(&stage, "last:today"), 0);
    stage_end(&stage);
}

static void test_draft_survives(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@maya something worth");
    tick(&stage, 100);
    assert_false(stage.session.app.composer.kept);
    tick(&stage, 300);
    assert_true(stage.session.app.composer.kept);
    session_free(&stage.session); /* as if killed: nobody says goodbye */
    bl_store_close(stage.store);
    session_start(&stage.session, reopen(&stage), 24, 80, true);
    shows(&stage, "left unfinished");
    keys(&stage, "c");
    shows(&stage, "something worth");
    keys(&stage, " keeping");
    session_send(&stage.session, (struct msg){.kind = MSG_HANGUP});
    assert_true(stage.session.performer.quit);
    session_free(&stage.session);
    bl_store_close(stage.store);
    session_start_composer(&stage.session, reopen(&stage), 24, 80, true, NULL);
    shows(&stage, "something worth keeping");
    keys(&stage, "<enter>");
    assert_true(stage.session.performer.quit && stage.session.performer.logged);
    assert_non_null(strstr(bl_buf_text(&stage.session.performer.answer), "logged"));
    session_free(&stage.session);
    session_start(&stage.session, stage.store, 24, 80, true);
    hides(&stage, "left unfinished");
    stage_end(&stage);
}

static void test_esc_puts_aside_and_c_goes_on(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@tom half a thought<esc>");
    shows(&stage, "c goes on with it");
    keys(&stage, "2c<enter>"); /* asked, for somebody else is under the cursor */
    assert_string_equal(bl_buf_text(&stage.session.app.composer.field.text), "@tom half a thought");
    keys(&stage, "<ctrl-u><esc>2jjc"); /* emptied: the person under the cursor is offered */
    hides(&stage, "half a thought");
    keys(&stage, "@");
    assert_string_equal(bl_buf_text(&stage.session.app.composer.field.text), "@");
    stage_end(&stage);
}

static void test_completion(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "c@ma<tab>");
    assert_string_equal(bl_buf_text(&stage.session.app.composer.field.text), "@Maya.Chen ");
    keys(&stage, "cal<tab>-- x #pri<tab>>sel<tab>+out<tab>");
    assert_string_equal(bl_buf_text(&stage.session.app.composer.field.text), "@Maya.Chen call -- x #pricing >selection +outcomes ");
    keys(&stage, "<ctrl-u>@n<tab><tab>"); /* Northwind has two */
    keys(&stage, "<enter>");
    stage_end(&stage);
}

static void test_marks_and_bulk(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/northwind<enter>");
    keys(&stage, "<space><space>");
    shows(&stage, "2 marked");
    keys(&stage, "tvip -beta<enter>");
    assert_int_equal(count_where(&stage, "tag:vip"), 2);
    assert_int_equal(count_where(&stage, "tag:beta"), 0);
    keys(&stage, "u");
    assert_int_equal(count_where(&stage, "tag:vip"), 0);
    assert_int_equal(count_where(&stage, "tag:beta"), 2);
    keys(&stage, "e");
    shows(&stage, "one person at a time");
    keys(&stage, "<esc>");
    hides(&stage, "2 marked");
    stage_end(&stage);
}

static void test_one_step_on_and_back(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/maya<enter>>");
    shows(&stage, "selection → commitment");
    assert_int_equal(count_where(&stage, "stage:commitment"), 1);
    keys(&stage, "<lt><lt>");
    assert_int_equal(count_where(&stage, "maya stage:education"), 1);
    keys(&stage, "<tab>>"); /* now the lens is moment */
    assert_int_equal(count_where(&stage, "maya moment:outcomes"), 1);
    keys(&stage, "<esc>/ben<enter>>");
    shows(&stage, "reopen");
    keys(&stage, "r");
    assert_int_equal(count_where(&stage, "ben stage:awareness"), 1);
    stage_end(&stage);
}

/* Whoever types faster than rows are found means the rows to come, not those that stand there. */
static void test_keys_wait_for_the_rows_they_mean(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2");
    for (const char *s = "/maya\r>"; *s; s++) session_key(&stage.session, *s);
    assert_int_equal(count_where(&stage, "ben stage:education"), 0);
    assert_int_equal(count_where(&stage, "maya stage:commitment"), 0);
    settle(&stage);
    assert_int_equal(count_where(&stage, "maya stage:commitment"), 1);
    for (const char *s = "\33/tom\r>\33"; *s; s++) session_key(&stage.session, *s); /* Esc takes it back */
    settle(&stage);
    assert_int_equal(count_where(&stage, "tom stage:education"), 1);
    stage_end(&stage);
}

static void test_prompts(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "aZoe Quist<tab>Kite<tab><tab>zoe@kite.example<enter>");
    assert_int_equal(count_where(&stage, "company:kite email:zoe@kite.example"), 1);
    keys(&stage, "2/zoe<enter>s5<enter>");
    assert_int_equal(count_where(&stage, "zoe stage:onboarding"), 1);
    keys(&stage, "mone<enter>");
    assert_int_equal(count_where(&stage, "zoe moment:one_to_one"), 1);
    keys(&stage, "nshow the kite<tab>fri<enter>");
    assert_int_equal(count_where(&stage, "zoe next:2026-11-27"), 1);
    keys(&stage, "d");
    assert_int_equal(count_where(&stage, "zoe next:none"), 1);
    keys(&stage, "p<enter>");
    shows(&stage, "until when?");
    keys(&stage, "2w<tab>on holiday<enter>");
    assert_int_equal(count_where(&stage, "zoe status:parked"), 1);
    keys(&stage, "r");
    assert_int_equal(count_where(&stage, "zoe status:active"), 1);
    keys(&stage, "x<enter>price<enter>"); /* was committed: churned is the only way */
    assert_int_equal(count_where(&stage, "zoe status:churned"), 1);
    keys(&stage, "e<ctrl-u>Zoe Quist-Kite<tab><ctrl-u><enter>");
    assert_int_equal(count_where(&stage, "name:quist-kite company:none"), 1);
    stage_end(&stage);
}

/* Parked or let go: what was promised ends with it on one key more, in the same step, or stays. Who has nothing open is not asked. */
static void test_promises_of_whom_one_lets_go(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/tom<enter><enter>nsend the deck<tab>fri<enter>");
    keys(&stage, "nand the price<enter><enter>");
    shows(&stage, "and the price");
    int64_t promised = count_where(&stage, "tom promised:any");
    assert_int_equal(promised, 1);
    keys(&stage, "p2w<tab>on holiday<enter>");
    shows(&stage, "open promises with");
    shows(&stage, "drop");
    shows(&stage, "keep them");
    assert_int_equal(count_where(&stage, "tom status:parked"), 0); /* nothing yet */
    keys(&stage, "<enter>");
    assert_int_equal(count_where(&stage, "tom status:parked promised:none"), 1);
    shows(&stage, "dropped");
    keys(&stage, "u");
    assert_int_equal(count_where(&stage, "tom status:active promised:any"), 1);
    keys(&stage, "p2w<enter><down><enter>");
    assert_int_equal(count_where(&stage, "tom status:parked promised:any"), 1);
    keys(&stage, "rx<enter>silent<enter>");
    shows(&stage, "open promises with");
    keys(&stage, "<esc><esc><esc>"); /* back through the questions, and left: he is not closed */
    assert_int_equal(count_where(&stage, "tom status:active promised:any"), 1);
    keys(&stage, "x<enter>silent<enter><enter>");
    assert_int_equal(count_where(&stage, "tom status:lost promised:none"), 1);
    stage_end(&stage);
}

static void test_a_refused_prompt_keeps_its_text(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2/maya<enter>nsome promise<tab>03/04<enter>");
    shows(&stage, "some promise");
    assert_int_equal(count_where(&stage, "maya next:2026-11-18"), 1);
    keys(&stage, "<esc><esc>a<enter>");
    shows(&stage, "a name is needed");
    stage_end(&stage);
}

static void test_history_goes_back_to_a_step(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "aOne<enter>aTwo<enter>aThree<enter>H");
    shows(&stage, "add Three");
    keys(&stage, "j<enter>");
    shows(&stage, "undone 2 steps");
    assert_int_equal(count_where(&stage, "name:two"), 0);
    assert_int_equal(count_where(&stage, "name:one"), 1);
    keys(&stage, "g<enter>");
    assert_int_equal(count_where(&stage, "name:three"), 1);
    stage_end(&stage);
}

static void test_history_takes_back_one_step_alone(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "aOne<enter>aTwo<enter>aThree<enter>2/two<enter>tbeta<enter>");
    keys(&stage, "Hjjx"); /* add Two, which was tagged since */
    shows(&stage, "changed later by #5");
    assert_int_equal(count_where(&stage, "name:two"), 1);
    keys(&stage, "jx"); /* add One */
    shows(&stage, "taken back: add One");
    assert_int_equal(count_where(&stage, "name:one"), 0);
    assert_int_equal(count_where(&stage, "name:two"), 1);
    keys(&stage, "u");
    assert_int_equal(count_where(&stage, "name:one"), 1);
    keys(&stage, "gx");
    shows(&stage, "undone already");
    stage_end(&stage);
}

static void test_palette_and_help_run_what_they_show(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, ":histo<enter>");
    shows(&stage, "History");
    keys(&stage, "<esc>2/maya<enter>?park");
    shows(&stage, "Park:");
    keys(&stage, "<enter>");
    shows(&stage, "until");
    keys(&stage, "<esc>1:choose the stage");
    shows(&stage, "no such action"); /* it needs a person */
    keys(&stage, "<esc>2:choose the stage<enter>");
    shows(&stage, "commitment");
    stage_end(&stage);
}

static void test_refresh_when_another_writes(void **state) {
    struct stage stage;
    struct bl_error err = {0};
    struct bl_store *other = NULL;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2");
    const struct bl_store_options options = {.now = stage.now, .seed = 9};
    ok(bl_store_open(stage.path, &options, &other, &err), &err);
    ok(bl_step_begin(other, false, &err), &err);
    add_person(other, "Aaron Aside", NULL, NULL, NULL, "2026-11-22");
    ok(bl_step_commit(other, "add Aaron Aside", NULL, &err), &err);
    bl_store_close(other);
    hides(&stage, "Aaron Aside");
    session_look(&stage.session);
    settle(&stage);
    keys(&stage, "g");
    shows(&stage, "Aaron Aside");
    shows(&stage, "10 people");
    stage_end(&stage);
}

static void test_import_is_rehearsed_then_undone(void **state) {
    struct stage stage;
    char typed[200];
    (void)state;
    begin(&stage, 24, 80);
    snprintf(typed, sizeof typed, "itests/fixtures/csv/linkedin_Connections.csv<enter>");
    keys(&stage, typed);
    shows(&stage, "2 new");
    shows(&stage, "1 skipped");
    keys(&stage, "<enter>");
    assert_int_equal(count_where(&stage, "source:linkedin"), 0);
    keys(&stage, "<enter>");
    shows(&stage, "imported: 2 new");
    keys(&stage, "<esc>");
    shows(&stage, "11 people");
    shows(&stage, "imported: 2 new");
    keys(&stage, "u");
    shows(&stage, "9 people");
    stage_end(&stage);
}

static void test_an_empty_book_says_what_to_press(void **state) {
    struct stage stage;
    (void)state;
    begin_empty(&stage, 24, 80);
    shows(&stage, "i");
    keys(&stage, "2");
    shows(&stage, "Nobody is here yet");
    shows(&stage, "a adds a person");
    keys(&stage, "jjGg<enter> >sdH");
    keys(&stage, "u");
    shows(&stage, "nothing to undo");
    assert_int_not_equal(access(stage.path, F_OK), 0); /* looking makes no file */
    keys(&stage, "<esc>aFirst<enter>");
    shows(&stage, "First");
    stage_end(&stage);
}

static void test_a_file_made_by_another_is_seen(void **state) {
    struct stage stage;
    struct bl_error err = {0};
    struct bl_store *other = NULL;
    (void)state;
    begin_empty(&stage, 24, 80);
    keys(&stage, "2");
    const struct bl_store_options options = {.now = stage.now, .seed = 9};
    ok(bl_store_open(stage.path, &options, &other, &err), &err);
    fill_book(other);
    bl_store_close(other);
    session_look(&stage.session);
    settle(&stage);
    shows(&stage, "Maya Chen");
    stage_end(&stage);
}

static void test_esc_never_leaves_and_q_does(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    keys(&stage, "2<enter>?<esc><esc><esc><esc><esc><esc>");
    assert_false(stage.session.performer.quit);
    shows(&stage, "q leaves");
    keys(&stage, "q");
    assert_true(stage.session.performer.quit);
    stage_end(&stage);
}

static void test_hostile_names_stay_harmless(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80);
    const char *places[] = {"2/evil<enter>", "<enter>", "<esc>c", "<esc>s", "<esc>e", "<esc>>H", "<esc>u"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        keys(&stage, places[i]);
        const char *text = screen(&stage, &out);
        assert_true(bl_text_valid(text, out.len));
        for (size_t at = 0; at < out.len; at++) assert_true((unsigned char)text[at] >= ' ' || text[at] == '\n');
        assert_null(strstr(text, "\xe2\x80\xae"));
        assert_null(strstr(text, "\xc2\x9b"));
    }
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screens_by_number),
        cmocka_unit_test(test_enter_on_a_number_lists_its_people),
        cmocka_unit_test(test_an_entry_is_taken_out),
        cmocka_unit_test(test_entries_in_the_way_are_named),
        cmocka_unit_test(test_live_filter_and_esc),
        cmocka_unit_test(test_the_filter_completes),
        cmocka_unit_test(test_the_book_may_lose_the_person_shown),
        cmocka_unit_test(test_log_from_the_composer_and_undo),
        cmocka_unit_test(test_composer_asks_before_it_adds),
        cmocka_unit_test(test_a_refused_line_keeps_its_text),
        cmocka_unit_test(test_draft_survives),
        cmocka_unit_test(test_esc_puts_aside_and_c_goes_on),
        cmocka_unit_test(test_completion),
        cmocka_unit_test(test_marks_and_bulk),
        cmocka_unit_test(test_one_step_on_and_back),
        cmocka_unit_test(test_keys_wait_for_the_rows_they_mean),
        cmocka_unit_test(test_prompts),
        cmocka_unit_test(test_promises_of_whom_one_lets_go),
        cmocka_unit_test(test_a_refused_prompt_keeps_its_text),
        cmocka_unit_test(test_history_goes_back_to_a_step),
        cmocka_unit_test(test_history_takes_back_one_step_alone),
        cmocka_unit_test(test_palette_and_help_run_what_they_show),
        cmocka_unit_test(test_refresh_when_another_writes),
        cmocka_unit_test(test_import_is_rehearsed_then_undone),
        cmocka_unit_test(test_an_empty_book_says_what_to_press),
        cmocka_unit_test(test_a_file_made_by_another_is_seen),
        cmocka_unit_test(test_esc_never_leaves_and_q_does),
        cmocka_unit_test(test_hostile_names_stay_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
