/* Looking for duplicates, against a slow model that compares everybody with everybody; crowds, slices, and what happens between finding a pair and reading it. The pure
 * judges (bowline/alike.h) are tried on their own. */
#include "store/chance.h"
#include "store/sandbox.h"

#include "store/dupes.h"

/* ---- judges ---- */

static struct bl_name_words split(const char *name) {
    struct bl_name_words words;
    bl_name_split(name, &words);
    return words;
}

static void names_are_judged(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        bool words, edit, initial;
    } cases[] = {{"maya chen", "chen maya", true, false, false},
                 {"maya chen", "dr. maya chen", true, false, false},
                 {"maya chen", "maya chen phd", true, false, false},
                 {"maya chen", "maya chan", false, true, false},
                 {"maya chen", "maya chne", false, true, false},
                 {"maya chen", "maya che", false, true, false},
                 {"maya chen", "maya", false, false, false},
                 {"maya chen", "mayo chan", false, false, false},
                 {"jon smith", "john smith", false, true, false},
                 {"tim lee", "jim lee", false, false, false},
                 {"m. chen", "maya chen", false, false, true},
                 {"m chen", "maya lin chen", false, false, true},
                 {"m. chen", "m chen", true, false, false},
                 {"m. chen", "tom chen", false, false, false},
                 {"jan", "jane", false, true, false},
                 {"", "", false, false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bl_name_words a = split(cases[i].a), b = split(cases[i].b);
        bool words = bl_name_same_words(&a, &b), edit = bl_name_one_edit(&a, &b), initial = bl_name_initial(&a, &b);
        if (words != cases[i].words || edit != cases[i].edit || initial != cases[i].initial)
            fail_msg("%s / %s: words %d, edit %d, initial %d", cases[i].a, cases[i].b, words, edit, initial);
        assert_int_equal(words, bl_name_same_words(&b, &a));
        assert_int_equal(edit, bl_name_one_edit(&b, &a));
        assert_int_equal(initial, bl_name_initial(&b, &a));
        if (words) assert_true(bl_name_print(&a) == bl_name_print(&b));
    }
    struct bl_name_words maya = split("maya o'chen-lee");
    assert_true(bl_email_print("maya.ochen_lee@x.example") == bl_name_print_joined(&maya, false));
    assert_true(bl_email_print("ochenlee.maya+list@x.example") == bl_name_print_joined(&maya, true));
    assert_true(bl_email_print("info@x.example") == 0);
}

static void phones_are_judged(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {{"+46 70 000 00 01", "070-000 00 01", true},
                 {"0046700000001", "0700000001", true},
                 {"+46 70 000 00 01", "+47 70 000 00 01", false},
                 {"070 000 00 01", "0700000001", true},
                 {"070 000 00 01", "070 000 00 02", false},
                 {"12345", "12345", false},
                 {"+1 (555) 010-0199", "555-010-0199", true},
                 {"+46 (0)70 000 00 01", "070 000 00 01", true},
                 {"", "", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (bl_phone_same_tail(cases[i].a, cases[i].b) != cases[i].same) fail_msg("%s / %s", cases[i].a, cases[i].b);
        assert_int_equal(bl_phone_same_tail(cases[i].b, cases[i].a), cases[i].same);
        if (cases[i].same) assert_true(bl_phone_print(cases[i].a) == bl_phone_print(cases[i].b));
    }
}

/* ---- against everybody with everybody ---- */

static void crowd_of(struct sandbox *s, struct random *r, int people) {
    static const char *const firsts[] = {"Maya", "Mayo", "M.", "Tom", "Thom", "Ines", "Dr. Ines", "José", "Jose", "Anna", "Ana"};
    static const char *const lasts[] = {"Chen", "Chan", "Reed", "Read", "Núñez", "Okafor", "Smith", "Smyth"};
    static const char *const firms[] = {"Northwind", "Acme, Inc.", "Contoso", NULL, NULL};
    OK(s, bl_step_begin(s->store, false, &s->err));
    for (int i = 0; i < people; i++) {
        char name[64], mail[64], phone[32], url[64];
        const char *mails[] = {mail}, *phones[] = {phone}, *urls[] = {url};
        const char *first = firsts[pick(r, 11)], *last = lasts[pick(r, 8)];
        bool turned = pick(r, 4) == 0;
        snprintf(name, sizeof name, "%s%s %s", turned ? last : first, turned ? "," : "", turned ? first : last);
        snprintf(mail, sizeof mail, "%s.%s@firm%d.example", pick(r, 2) ? "maya" : "tom", pick(r, 2) ? "chen" : "reed", pick(r, 30));
        snprintf(phone, sizeof phone, "%s70 000 0%03d", pick(r, 2) ? "+46 " : "0", pick(r, 60));
        snprintf(url, sizeof url, "https://linkedin.com/in/p%d", pick(r, 60));
        struct bl_add add = {.edit = {.name = name, .company = firms[pick(r, 5)]}, .day = sandbox_day(11, 1)};
        if (pick(r, 4) == 0) add.edit.emails = (struct bl_strs){mails, 1};
        if (pick(r, 4) == 0) add.edit.phones = (struct bl_strs){phones, 1};
        if (pick(r, 4) == 0) add.edit.urls = (struct bl_strs){urls, 1};
        int64_t id;
        OK(s, bl_person_add(s->store, &add, &id, &s->err));
    }
    OK(s, bl_step_commit(s->store, "people", NULL, &s->err));
}

static struct bl_dupes *look(struct sandbox *s, int64_t slice) {
    struct bl_dupes *d = NULL;
    bool done = false;
    int last = 0;
    OK(s, bl_dupes_open(s->store, NULL, &d, &s->err));
    for (int i = 0; !done; i++) {
        struct bl_dupes_seen seen;
        assert_true(i < 1000000);
        OK(s, bl_dupes_step(d, slice, &done, &s->err));
        bl_dupes_look(d, &seen);
        assert_true(seen.permille >= last && seen.permille <= 1000);
        last = seen.permille;
    }
    return d;
}

static const struct bl_dupe *found(const struct bl_dupe *rows, size_t n, int64_t a, int64_t b) {
    for (size_t i = 0; i < n; i++)
        if ((rows[i].first.id == a && rows[i].second.id == b) || (rows[i].first.id == b && rows[i].second.id == a)) return &rows[i];
    return NULL;
}

/* Few enough that nothing is a crowd: what the blocks find is what comparing all with all finds, reason by reason. */
static void blocks_find_what_comparing_all_finds(void **state) {
    (void)state;
    struct random r = {88172645463325252u};
    int64_t pairs = 0;
    for (int round = 0; round < 16; round++) {
        void *box = NULL;
        assert_int_equal(sandbox_setup(&box), 0);
        struct sandbox *s = box;
        int people = 24;
        crowd_of(s, &r, people);
        struct bl_dupes *d = look(s, 1 + pick(&r, 40));
        struct bl_dupes_seen seen;
        struct bl_dupe *rows;
        size_t n, next = 0;
        bl_dupes_look(d, &seen);
        OK(s, bl_dupes_read(d, &next, 0, &s->arena, &rows, &n, &s->err));
        assert_int_equal(n, seen.pairs);
        if (seen.crowds == 0)
            for (int64_t a = 1; a <= people; a++)
                for (int64_t b = a + 1; b <= people; b++) {
                    unsigned why = 0;
                    bool against = false;
                    OK(s, bl__alike_all(s->store, a, b, &why, &against, &s->err));
                    const struct bl_dupe *pair = found(rows, n, a, b);
                    if ((pair ? pair->why : 0) != why)
                        fail_msg("round %d, #%lld and #%lld: %x, comparing all says %x (%s)", round, (long long)a, (long long)b,
                                 pair ? pair->why : 0, why, pair ? pair->words : "");
                    pairs += why != 0;
                    if (why) assert_int_equal(pair->against, against);
                }
        for (size_t i = 1; i < n; i++) { /* strongest first, what speaks against last */
            assert_true(rows[i - 1].against <= rows[i].against);
            if (rows[i - 1].against == rows[i].against) assert_true((rows[i - 1].why & -rows[i - 1].why) <= (rows[i].why & -rows[i].why));
        }
        bl_dupes_close(d);
        assert_int_equal(sandbox_teardown(&box), 0);
    }
    print_message("%lld pairs compared\n", (long long)pairs);
    assert_true(pairs > 100);
}

static void slices_make_no_difference(void **state) {
    struct sandbox *s = *state;
    struct random r = {42};
    crowd_of(s, &r, 300);
    struct bl_dupe *rows[2];
    size_t n[2];
    for (int i = 0; i < 2; i++) {
        struct bl_dupes *d = look(s, i ? 7 : 100000);
        size_t next = 0;
        OK(s, bl_dupes_read(d, &next, 0, &s->arena, &rows[i], &n[i], &s->err));
        bl_dupes_close(d);
    }
    assert_int_equal(n[0], n[1]);
    assert_true(n[0] > 100);
    for (size_t i = 0; i < n[0]; i++) {
        assert_int_equal(rows[0][i].first.id, rows[1][i].first.id);
        assert_int_equal(rows[0][i].second.id, rows[1][i].second.id);
        assert_string_equal(rows[0][i].words, rows[1][i].words);
    }
}

/* Other writes may come between the slices: whoever goes meanwhile is passed over. */
static void people_may_go_meanwhile(void **state) {
    struct sandbox *s = *state;
    struct random r = {7};
    crowd_of(s, &r, 60);
    struct bl_dupes *d = NULL;
    struct bl_merge m;
    bool done = false;
    OK(s, bl_dupes_open(s->store, NULL, &d, &s->err));
    int64_t gone = 60;
    while (!done) {
        OK(s, bl_dupes_step(d, 5, &done, &s->err));
        if (gone > 40) STEP(s, "merge", bl_merge(s->store, gone - 20, gone, (struct bl_strs){0}, &s->arena, &m, &s->err));
        if (gone > 40) gone--;
    }
    struct bl_dupe *rows;
    size_t n, next = 0;
    OK(s, bl_dupes_read(d, &next, 0, &s->arena, &rows, &n, &s->err));
    for (size_t i = 0; i < n; i++) assert_true(rows[i].first.id <= 40 && rows[i].second.id <= 40 && rows[i].first.id != rows[i].second.id);
    bl_dupes_close(d);
}

static void a_merged_one_is_who_they_are_now(void **state) {
    struct sandbox *s = *state;
    int64_t id;
    struct bl_person_edit people[] = {
        {.name = "Maya Chen", .company = "Acme"}, {.name = "Maya Chan", .company = "Acme"}, {.name = "M. Chan", .company = "Acme"}};
    for (int i = 0; i < 3; i++) {
        struct bl_add add = {.edit = people[i], .day = sandbox_day(11, 1)};
        STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    }
    struct bl_dupes *d = look(s, 100);
    struct bl_dupe *rows;
    struct bl_merge m;
    size_t n, next = 0;
    OK(s, bl_dupes_read(d, &next, 0, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 2); /* 1–2 one letter, 2–3 an initial */
    STEP(s, "merge", bl_merge(s->store, 1, 2, (struct bl_strs){0}, &s->arena, &m, &s->err));
    next = 0;
    OK(s, bl_dupes_read(d, &next, 0, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 1);
    assert_non_null(found(rows, n, 1, 3)); /* what was found of the second is asked of the first */
    bl_dupes_close(d);
}

/* A million of one name would be a list of half a billion pairs; a few thousand show that it is not made. */
static void a_crowd_is_counted(void **state) {
    struct sandbox *s = *state;
    enum { MANY = 4000 };
    int64_t id;
    OK(s, bl_step_begin(s->store, false, &s->err));
    for (int i = 0; i < MANY; i++) {
        struct bl_add add = {.edit = {.name = "Info", .company = i % 2 ? "Google" : NULL}, .day = sandbox_day(11, 1)};
        OK(s, bl_person_add(s->store, &add, &id, &s->err));
    }
    struct bl_add twin = {.edit = {.name = "Info", .company = "Tiny"}, .day = sandbox_day(11, 1)};
    OK(s, bl_person_add(s->store, &twin, &id, &s->err));
    OK(s, bl_person_add(s->store, &twin, &id, &s->err));
    OK(s, bl_step_commit(s->store, "people", NULL, &s->err));
    struct bl_dupes *d = look(s, 1000);
    struct bl_dupes_seen seen;
    struct bl_dupe *rows;
    size_t n, next = 0;
    bl_dupes_look(d, &seen);
    assert_true(seen.pairs < 200);
    assert_int_equal(seen.largest, MANY + 2);
    assert_true(seen.crowds >= 2);
    OK(s, bl_dupes_read(d, &next, 0, &s->arena, &rows, &n, &s->err));
    assert_non_null(found(rows, n, id - 1, id)); /* two of one name and company stand out of the crowd */
    bl_dupes_close(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_judged),
        cmocka_unit_test(phones_are_judged),
        cmocka_unit_test(blocks_find_what_comparing_all_finds),
        cmocka_unit_test_setup_teardown(slices_make_no_difference, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(people_may_go_meanwhile, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_merged_one_is_who_they_are_now, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_crowd_is_counted, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("dupes", tests, NULL, NULL);
}
