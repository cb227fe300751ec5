/* WHO: numbers, addresses, names in three tiers; completion; what was said. */
#include "store/sandbox.h"

static int64_t add(struct sandbox *s, const char *name, const char *company, const char *email) {
    int64_t id = 0;
    struct bl_add add = {.edit = {.name = name, .company = company}, .day = 0};
    if (email) add.edit.emails = (struct bl_strs){&email, 1};
    STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    return id;
}

static void talk(struct sandbox *s, int64_t id, bl_day day, const char *said) {
    struct bl_logged logged;
    struct bl_log log = {.people = {&id, 1}, .day = day, .text = said};
    STEP(s, "log", bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
}

struct found {
    struct bl_person *people;
    size_t n;
    enum bl_status status;
};
static struct found who(struct sandbox *s, const char *text) {
    struct found f = {0};
    f.status = bl_store_who(s->store, text, &s->arena, &f.people, &f.n, &s->err);
    return f;
}

static void assert_is(struct sandbox *s, const char *text, int64_t id) {
    struct found f = who(s, text);
    if (f.status != BL_OK) fail_msg("“%s”: %s (%s)", text, s->err.text, s->err.hint);
    assert_int_equal(f.n, 1);
    assert_int_equal(f.people[0].id, id);
}

static void assert_several(struct sandbox *s, const char *text, size_t n) {
    struct found f = who(s, text);
    if (f.status != BL_AMBIGUOUS || f.n != n) fail_msg("“%s”: %zu people, status %d, not %zu", text, f.n, f.status, n);
}

static void assert_nobody(struct sandbox *s, const char *text, const char *hint) {
    struct found f = who(s, text);
    assert_int_equal(f.status, BL_NOT_FOUND);
    assert_int_equal(f.n, 0);
    if (hint ? !strstr(s->err.hint, hint) : *s->err.hint != '\0') fail_msg("“%s”: the hint is “%s”", text, s->err.hint);
}

static void tiers(void **state) {
    struct sandbox *s = *state;
    int64_t maya = add(s, "Maya Chen", "Contoso", "Maya@X.example"), chen = add(s, "Chen", NULL, NULL),
            mayan = add(s, "Mayan Chenault", NULL, NULL);
    int64_t zoe = add(s, "Zoë Müller", NULL, NULL), brien = add(s, "Seán O’Brien-Smith", NULL, NULL),
            lukasz = add(s, "Łukasz Żółć", NULL, NULL);
    int64_t wei = add(s, "張偉", NULL, NULL), digits = add(s, "4711", NULL, NULL), hindi = add(s, "कविता शर्मा", NULL, NULL);
    assert_is(s, "1", maya);
    assert_is(s, "#2", chen);
    assert_is(s, "4711", digits);
    assert_nobody(s, "#4711", NULL);
    assert_nobody(s, "99", NULL);
    assert_is(s, "maya@x.example", maya);
    assert_is(s, " MAYA@X.EXAMPLE ", maya);
    assert_is(s, "maya chen", maya);
    assert_is(s, "@maya.chen", maya);
    assert_is(s, "chen maya", maya);
    assert_is(s, "chen", chen); /* a whole name beats whole words */
    assert_is(s, "maya", maya); /* whole words beat beginnings */
    assert_is(s, "mayan", mayan);
    assert_is(s, "chena", mayan);
    assert_several(s, "may", 2);
    assert_several(s, "may che", 2);
    assert_several(s, "maya che", 2);
    assert_is(s, "zoe muller", zoe);
    assert_is(s, "ZOË", zoe);
    assert_is(s, "o'brien", brien);
    assert_is(s, "smith", brien);
    assert_is(s, "sean", brien);
    assert_is(s, "lukasz zolc", lukasz);
    assert_is(s, "張偉", wei);
    assert_is(s, "張", wei);
    assert_is(s, "कविता", hindi);
    assert_is(s, "शर्मा", hindi);
    assert_int_equal(who(s, "").status, BL_USAGE);
    assert_int_equal(who(s, " @ ").status, BL_USAGE);
    assert_int_equal(who(s, NULL).status, BL_USAGE);
    assert_nobody(s, "!!!", NULL);
    assert_nobody(s, "nobody@x.example", NULL);
    assert_nobody(s, "\"maya\" OR *", NULL);
}

static void several(void **state) {
    struct sandbox *s = *state;
    int64_t first = add(s, "Tom Reed", "Acme", NULL), second = add(s, "Tom Reed", "Bolt", NULL);
    struct found f = who(s, "tom reed");
    assert_int_equal(f.status, BL_AMBIGUOUS);
    assert_int_equal(f.n, 2);
    talk(s, second, sandbox_day(11, 20), "met");
    f = who(s, "tom reed");
    assert_int_equal(f.people[0].id, second); /* who is in play comes first */
    assert_int_equal(f.people[1].id, first);
    for (int i = 0; i < 30; i++) add(s, "Tomas Many", NULL, NULL);
    assert_several(s, "tomas many", 20);
    assert_several(s, "tomas", 20);
    assert_non_null(strstr(s->err.text, "or more"));
    assert_several(s, "tom", 2);
}

static void near(void **state) {
    struct sandbox *s = *state;
    add(s, "Maya Chen", NULL, NULL);
    add(s, "Tom Reed", NULL, NULL);
    assert_nobody(s, "mya chen", "did you mean Maya Chen?");
    assert_nobody(s, "maja", "did you mean Maya Chen?");
    assert_nobody(s, "tom reid", "did you mean Tom Reed?");
    assert_nobody(s, "Bartholomew", NULL);
    add(s, "Maia Chen", NULL, NULL);
    assert_nobody(s, "maja chen", " or ");
}

static void completion(void **state) {
    struct sandbox *s = *state;
    int64_t maya = add(s, "Maya Chen", "Contoso", NULL), con = add(s, "Con Murphy", NULL, NULL),
            tom = add(s, "Tom Reed", "Contoso", "con@x.example");
    add(s, "Ana Silva", NULL, "contoso@x.example"); /* an address is no name */
    struct bl_person *people;
    size_t n;
    OK(s, bl_store_complete(s->store, "con", 10, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 3);
    assert_int_equal(people[0].id, con); /* a name before a company */
    assert_int_equal(people[1].id, maya);
    assert_int_equal(people[2].id, tom);
    OK(s, bl_store_complete(s->store, "cont ree", 10, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 1);
    assert_int_equal(people[0].id, tom);
    OK(s, bl_store_complete(s->store, "m", 10, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 2); /* Maya, and Con Murphy */
    OK(s, bl_store_complete(s->store, "", 10, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 0);
    talk(s, tom, sandbox_day(11, 2), "met");
    talk(s, maya, sandbox_day(11, 20), "met");
    OK(s, bl_store_complete(s->store, "", 1, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 1);
    assert_int_equal(people[0].id, maya);
    OK(s, bl_store_complete(s->store, "R", 10, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 1);
    assert_int_equal(people[0].id, tom); /* in play: any word of the name */
    OK(s, bl_store_complete(s->store, "co", 2, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 2);
    OK(s, bl_store_complete(s->store, "!!", 10, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 0);
}

static size_t said(struct sandbox *s, const char *words, size_t limit, struct bl_talk **rows) {
    struct bl_heard heard;
    OK(s, bl_store_said(s->store, words, limit, &s->arena, &heard, &s->err));
    *rows = heard.talks;
    return heard.talk_count;
}

static void conversations(void **state) {
    struct sandbox *s = *state;
    struct bl_talk *rows;
    int64_t maya = add(s, "Maya Chen", NULL, NULL), tom = add(s, "Tom Reed", NULL, NULL);
    talk(s, maya, sandbox_day(11, 10), "stuck on SSO; \"we lose a day each week\"");
    talk(s, tom, sandbox_day(11, 12), "SSO works, a day was lost on billing");
    talk(s, tom, sandbox_day(11, 11), "Café near the Größe office");
    assert_int_equal(said(s, "sso", 0, &rows), 2);
    assert_int_equal(rows[0].day, sandbox_day(11, 12)); /* newest first */
    assert_string_equal(rows[0].names.at[0], "Tom Reed");
    assert_int_equal(said(s, "sso", 1, &rows), 1);
    assert_int_equal(said(s, "ss bill", 0, &rows), 1);
    assert_int_equal(said(s, "\"lose a day\"", 0, &rows), 1);
    assert_int_equal(said(s, "“lose a day” sso", 0, &rows), 1);
    assert_int_equal(said(s, "\"day a lose\"", 0, &rows), 0);
    assert_int_equal(said(s, "cafe", 0, &rows), 1);
    assert_int_equal(said(s, "\"never closed", 0, &rows), 0);
    assert_int_equal(said(s, "\"lose a", 0, &rows), 1);
    assert_int_equal(said(s, "", 0, &rows), 0);
    assert_int_equal(said(s, " -- !! \"\" ", 0, &rows), 0);
    assert_int_equal(said(s, "NOT sso*", 0, &rows), 0);
    assert_int_equal(said(s, "AND", 0, &rows), 0);
    assert_int_equal(said(s, "x:sso ^a {b} NEAR(", 0, &rows), 0);
}

/* Quotes belong to their conversation; promises, the open ones first; notes on people. */
static void elsewhere(void **state) {
    struct sandbox *s = *state;
    struct bl_heard heard;
    struct bl_promise kept;
    int64_t maya = add(s, "Maya Chen", NULL, NULL), tom = add(s, "Tom Reed", NULL, NULL), first = 0, second = 0;
    const char *quotes[] = {"payroll waits for the macro", "the macro breaks"};
    struct bl_log log = {.people = {&maya, 1}, .text = "how they do it", .day = sandbox_day(11, 10), .quotes = {quotes, 2}};
    struct bl_logged logged;
    STEP(s, "log", bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
    STEP(s, "next", bl_promise_add(s->store, maya, "send the Macro study", BL_NO_DAY, false, &first, &s->err));
    STEP(s, "next", bl_promise_add(s->store, tom, "a macro of his", BL_NO_DAY, true, &second, &s->err));
    STEP(s, "done", bl_promise_done(s->store, second, BL_NO_DAY, &kept, &s->arena, &s->err));
    struct bl_person_edit edit = {.note = "Thinks in macros."};
    STEP(s, "edit", bl_person_change(s->store, tom, &edit, &s->err));
    OK(s, bl_store_said(s->store, "macro", 0, &s->arena, &heard, &s->err));
    assert_int_equal(heard.talk_count, 1); /* once, however many of its quotes say it */
    assert_int_equal(heard.talks[0].id, logged.talk);
    assert_int_equal(heard.promise_count, 2);
    assert_int_equal(heard.promises[0].id, first);
    assert_string_equal(heard.promises[1].who, "Tom Reed");
    assert_int_equal(heard.note_count, 1);
    assert_int_equal(heard.notes[0].person, tom);
    assert_string_equal(heard.notes[0].note, "Thinks in macros.");
    edit.note = "Thinks in rows.";
    STEP(s, "edit", bl_person_change(s->store, tom, &edit, &s->err));
    OK(s, bl_store_said(s->store, "macros", 0, &s->arena, &heard, &s->err));
    assert_int_equal(heard.talk_count + heard.promise_count + heard.note_count, 0);
    OK(s, bl_store_said(s->store, "rows", 1, &s->arena, &heard, &s->err));
    assert_int_equal(heard.note_count, 1);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {TEST(tiers), TEST(several), TEST(near), TEST(completion), TEST(conversations), TEST(elsewhere)};
    return cmocka_run_group_tests_name("who", tests, NULL, NULL);
}
