/* Keys of addresses, joined names and how well words name a person. */
#include "bowline/person.h"
#include "bowline/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct key_case {
    const char *value, *key;
};

static void check_keys(enum bl_handle_kind kind, const struct key_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        BL_AUTO(bl_buf) struct bl_buf key = {0};
        bl_buf_str(&key, "|");
        bl_handle_key(&key, kind, cases[i].value);
        if (strcmp(bl_buf_text(&key) + 1, cases[i].key) != 0) print_error("“%s”\n", cases[i].value ? cases[i].value : "NULL");
        assert_string_equal(bl_buf_text(&key) + 1, cases[i].key);
    }
}

#define CHECK_KEYS(kind, cases) check_keys(kind, cases, sizeof(cases) / sizeof((cases)[0]))

static void test_email_keys(void **unused) {
    (void)unused;
    static const struct key_case cases[] = {
        {"Maya@Northwind.Example", "maya@northwind.example"},
        {"  <maya@x.example> ", "maya@x.example"},
        {"mailto:Maya@x.example", "maya@x.example"},
        {"josé@münchen.example", "josé@münchen.example"},
        {"root@localhost", "root@localhost"},
        {"n/a", ""},
        {"", ""},
        {"ann@@x", ""},
        {NULL, ""},
    };
    CHECK_KEYS(BL_EMAIL, cases);
}

static void test_email_valid(void **unused) {
    (void)unused;
    static const char *const good[] = {"a@b", "a.b+c@d-e.example", "o'brien@x.example", "ü@ü.example"};
    static const char *const bad[] = {"",        "a",          "@",    "a@",     "@b",      "a@@b",    "a@b@c", "a b@c",
                                      "a@b c",   "a@.b",       "a@b.", "a@b..c", "a@b,c@d", "a@b;c@d", "<a@b>", "a@b\n",
                                      "a@b\x7f", "\x1b[31m@x", "a@-b", "a@b/c",  ";@x",     "a@b-"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) assert_true(bl_email_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (bl_email_valid(bad[i], strlen(bad[i]))) fail_msg("“%s” passes", bad[i]);
    }
    assert_true(bl_email_dotless("max@gmail", 9));
    assert_false(bl_email_dotless("max@gmail.example", 17));
    assert_false(bl_email_dotless("root@LOCALHOST", 14));
    assert_false(bl_email_valid(NULL, 0));
    assert_false(bl_email_valid("a@b\0c", 5));
    assert_true(bl_email_valid("a@b c", 3));
}

static void test_phone_keys(void **unused) {
    (void)unused;
    static const struct key_case cases[] = {
        {"+46 70 000 00 01", "+46700000001"},
        {"0046-70/000.00.01", "+46700000001"},
        {"+44 (0)20 7946 0000", "+442079460000"},
        {"tel:+1-555-010-1234", "+15550101234"},
        {"+1 555 0101234 ext. 12", "+15550101234x12"},
        {"+1 555 0101234 x12", "+15550101234x12"},
        {"+1 555 0101234 x", "+15550101234"},
        {"+1\xc2\xa0"
         "555\xe2\x80\x91"
         "0101234",
         "+15550101234"},
        {"(555) 010-1234", ""},
        {"04 50 11 22 33", ""},
        {"4155551212", ""},
        {"4.47E+11", ""},
        {"+1 800 FLOWERS", ""},
        {"+12 34", ""},
        {"+1234567890123456", ""},
        {"+0 123 456 789", ""},
        {"+", ""},
        {"", ""},
        {NULL, ""},
    };
    CHECK_KEYS(BL_PHONE, cases);
    char endless[400];
    memset(endless, '7', sizeof endless - 1);
    endless[0] = '+';
    endless[sizeof endless - 1] = '\0';
    const struct key_case more[] = {{endless, ""}};
    CHECK_KEYS(BL_PHONE, more);
}

static void test_url_keys(void **unused) {
    (void)unused;
    static const struct key_case cases[] = {
        {"https://www.LinkedIn.com/in/Maya-Chen/?trk=x#top", "linkedin.com/in/maya-chen"},
        {"linkedin.com/in/maya-chen", "linkedin.com/in/maya-chen"},
        {"HTTP://linkedin.com/in/jos%C3%A9-n%c3%BA%C3%B1ez//", "linkedin.com/in/josé-núñez"},
        {"https://de.linkedin.com/in/Maya-Chen/", "linkedin.com/in/maya-chen"},
        {"linkedin.com/in/maya-chen?trk=people-guest", "linkedin.com/in/maya-chen"},
        {"https://www.linkedin.com/in/maya-chen-12345/de", "linkedin.com/in/maya-chen-12345"},
        {"https://uk.linkedin.com/in/maya%2Dchen/details/experience/", "linkedin.com/in/maya-chen"},
        {"https://www.linkedin.com/mwlite/in/maya-chen", "linkedin.com/in/maya-chen"},
        {"https://m.linkedin.com/m/in/maya-chen", "linkedin.com/in/maya-chen"},
        {"https://de.linkedin.com/pub/maya-chen/1a/2b/3c", "linkedin.com/pub/maya-chen/1a/2b/3c"},
        {"https://www.linkedin.com/company/lumen/about", "linkedin.com/company/lumen/about"},
        {"https://www.linkedin.com/profile/view?id=12345", ""}, /* what tells them apart was behind the question mark */
        {"https://www.linkedin.com/in/", ""},
        {"https://www.linkedin.com", ""},
        {"https://notlinkedin.com/in/maya/de", "notlinkedin.com/in/maya/de"},
        {"https://linkedin.com.example/in/maya/de", "linkedin.com.example/in/maya/de"},
        {"https://example.org/linkedin.com/in/maya/de", "example.org/linkedin.com/in/maya/de"},
        {"//example.org/a", "example.org/a"},
        {"example.org:8080/a", "example.org:8080/a"},
        {"https://example.org/%00%0a%7f%2", "example.org/%00%0a%7f%2"},
        {"https://example.org/%ff%41", "example.org/%ff%41"},
        {"https://example.org/%zz", "example.org/%zz"},
        {"https://", ""},
        {"www.", ""},
        {" ", ""},
        {NULL, ""},
    };
    CHECK_KEYS(BL_URL, cases);
}

static void test_joined(void **unused) {
    (void)unused;
    struct bl_arena arena = {0};
    assert_string_equal(bl_person_joined(&arena, "Maya", "Chen"), "Maya Chen");
    assert_string_equal(bl_person_joined(&arena, " José ", "\tNúñez "), "José Núñez");
    assert_string_equal(bl_person_joined(&arena, NULL, "Chen, Maya"), "Chen, Maya");
    assert_string_equal(bl_person_joined(&arena, "陳美玲", ""), "陳美玲");
    assert_null(bl_person_joined(&arena, NULL, NULL));
    assert_null(bl_person_joined(&arena, " ", "\xc2\xa0"));
    bl_arena_free(&arena);
}

static int rank(const char *name, const char *query) {
    BL_AUTO(bl_buf) struct bl_buf name_key = {0};
    BL_AUTO(bl_buf) struct bl_buf query_key = {0};
    bl_text_fold(&name_key, name, strlen(name));
    bl_text_fold(&query_key, query, strlen(query));
    return bl_who_rank(bl_buf_text(&name_key), bl_buf_text(&query_key));
}

static void test_who(void **unused) {
    (void)unused;
    assert_int_equal(rank("Maya Chen", "maya chen"), 3);
    assert_int_equal(rank("Maya Chen", "Maya.Chen"), 3);
    assert_int_equal(rank("José Núñez", "jose nunez"), 3);
    assert_int_equal(rank("Maya Chen", "chen maya"), 2);
    assert_int_equal(rank("Maya Chen", "chen"), 2);
    assert_int_equal(rank("Maya Chen", "ma"), 1);
    assert_int_equal(rank("Maya Chen", "c m"), 1);
    assert_int_equal(rank("Maya Chen", "aya"), 0);
    assert_int_equal(rank("Maya Chen", "maya chen x"), 0);
    assert_int_equal(rank("Maya Chen", ""), 0);
    assert_int_equal(rank("", "maya"), 0);
    assert_int_equal(rank("Ines Okafor-Lindqvist", "lindqvist"), 2);
    assert_int_equal(rank("Ines Okafor-Lindqvist", "okafor-lindqvist"), 2);
    assert_int_equal(rank("Ines Okafor-Lindqvist", "okafor-l"), 1);
    assert_int_equal(rank("Siobhán O'Brien", "o'brien"), 2);
    assert_int_equal(rank("Siobhán O'Brien", "brien"), 2);
    assert_int_equal(rank("陳美玲", "陳"), 1);
}

/* Each word of the query needs a word of its own, and the right one is found whatever the order. */
static void test_who_words_apart(void **unused) {
    (void)unused;
    assert_int_equal(rank("Maya Chen", "maya maya"), 0);
    assert_int_equal(rank("Maya Maya Chen", "maya maya"), 2);
    assert_int_equal(rank("Maya Mark", "m maya"), 1);
    assert_int_equal(rank("Mark Maya", "ma m"), 1);
    assert_int_equal(rank("Maya Mark", "m m m"), 0);
    assert_int_equal(rank("An Ana Anabel", "a an ana"), 1);
    assert_int_equal(rank("An Ana Anabel", "anab an ana"), 1);
}

/* ---- random input: whatever comes, a key is text, and the key of a key is itself ------------------------------------------------- */

static uint64_t next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static void some_text(uint64_t *seed, char *out, size_t size) {
    static const char *const bits[] = {"a",    "B",   "7",   "0", "@", ".", "-",  "+",    "/", "%", "%41", "%e9",
                                       "www.", "://", "(0)", "x", " ", "é", "陳", "\xff", "?", "#", "'"};
    size_t n = next(seed) % 12;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const char *bit = bits[next(seed) % (sizeof bits / sizeof bits[0])];
        if (strlen(out) + strlen(bit) + 1 < size) strcat(out, bit);
    }
}

static void test_random_keys(void **unused) {
    (void)unused;
    uint64_t seed = 2026;
    for (int i = 0; i < 20000; i++) {
        char value[80];
        some_text(&seed, value, sizeof value);
        for (int kind = BL_EMAIL; kind <= BL_URL; kind++) {
            BL_AUTO(bl_buf) struct bl_buf key = {0};
            BL_AUTO(bl_buf) struct bl_buf again = {0};
            bl_handle_key(&key, (enum bl_handle_kind)kind, value);
            if (bl_text_valid(value, strlen(value)) && !bl_text_valid(bl_buf_text(&key), key.len))
                fail_msg("key of “%s” is no text", value);
            if (kind == BL_URL) continue; /* %2541 is %41 is a: an address is decoded once, as a browser does */
            bl_handle_key(&again, (enum bl_handle_kind)kind, bl_buf_text(&key));
            if (strcmp(bl_buf_text(&key), bl_buf_text(&again)) != 0)
                fail_msg("“%s”: %s, then %s", value, bl_buf_text(&key), bl_buf_text(&again));
        }
    }
}

/* Words of the name in any order name it; so do beginnings of all of them, given each a word. */
static void test_random_names(void **unused) {
    (void)unused;
    static const char *const words[] = {"an", "ana", "anabel", "bo", "chen", "chenoa", "de", "la", "lara"};
    uint64_t seed = 7;
    for (int i = 0; i < 5000; i++) {
        BL_AUTO(bl_buf) struct bl_buf name = {0};
        BL_AUTO(bl_buf) struct bl_buf turned = {0};
        BL_AUTO(bl_buf) struct bl_buf begun = {0};
        const char *chosen[4];
        size_t n = 1 + next(&seed) % 4;
        for (size_t w = 0; w < n; w++) {
            chosen[w] = words[next(&seed) % (sizeof words / sizeof words[0])];
            bl_buf_addf(&name, "%s%s", w ? " " : "", chosen[w]);
        }
        for (size_t w = n; w-- > 0;) {
            bl_buf_addf(&turned, "%s ", chosen[w]);
            bl_buf_addf(&begun, "%.*s ", (int)(1 + next(&seed) % strlen(chosen[w])), chosen[w]);
        }
        assert_int_equal(bl_who_rank(bl_buf_text(&name), bl_buf_text(&name)), 3);
        assert_true(bl_who_rank(bl_buf_text(&name), bl_buf_text(&turned)) >= 2);
        assert_true(bl_who_rank(bl_buf_text(&name), bl_buf_text(&begun)) >= 1);
        bl_buf_str(&turned, "zzz");
        assert_int_equal(bl_who_rank(bl_buf_text(&name), bl_buf_text(&turned)), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_email_keys),      cmocka_unit_test(test_email_valid), cmocka_unit_test(test_phone_keys),
        cmocka_unit_test(test_url_keys),        cmocka_unit_test(test_joined),      cmocka_unit_test(test_who),
        cmocka_unit_test(test_who_words_apart), cmocka_unit_test(test_random_keys), cmocka_unit_test(test_random_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
