/* Text: cells, cutting, cleaning, folding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bowline/text.h"

static void assert_cells(const char *s, int want) {
    int got = bl_text_cells(s);
    if (got != want) fail_msg("“%s” takes %d cells, not %d", s, got, want);
}

static void test_width(void **state) {
    (void)state;
    assert_int_equal(bl_text_cells(NULL), 0);
    assert_cells("", 0);
    assert_cells("Maya Chen", 9);
    assert_cells("Zoë", 3);
    assert_cells("Zoe\u0308", 3);
    assert_cells("張偉", 4);
    assert_cells("한국", 4);
    assert_cells("\u1112\u1161\u11ab", 2); /* jamo join */
    assert_cells("ｶﾅ", 2);
    assert_cells("🚀", 2);
    assert_cells("👩‍🚀", 2);
    assert_cells("👨‍👩‍👧‍👦", 2);
    assert_cells("👍🏽", 2);
    assert_cells("🇩🇪🇫🇷", 4);
    assert_cells("🇩", 1);
    assert_cells("❤", 1);
    assert_cells("❤\uFE0F", 2);
    assert_cells("1\uFE0F\u20E3", 2);
    assert_cells("a\u00ADb", 3);
    assert_cells("\u0301", 0);
    assert_cells("±§°·×", 5); /* ambiguous is narrow */
    assert_cells("का", 2);
    assert_cells("a\xFF"
                 "b\xC3",
                 4); /* an invalid byte is a cell */
}

static void test_glyphs_of_the_screens(void **state) {
    (void)state;
    static const char *const glyphs[] = {"●", "○", "◉", "▸", "◂", "…", "—", "“", "”", "↵", "⇥", "␣", "▌", "─", "│", "┌", "┐",
                                         "└", "┘", "├", "┤", "┬", "┴", "┼", "═", "║", "╭", "╮", "╯", "╰", "╱", "╲", "╳", "█",
                                         "▓", "▒", "░", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "▏", "▎", "▍", "▋", "▊", "▉", "▐",
                                         "▀", "▖", "▗", "▘", "▝", "←", "→", "↑", "↓", "↔", "⇒", "▲", "▼", "◀", "▶", "◆", "◇",
                                         "■", "□", "✓", "✗", "·", "•", "≤", "≥", "≠", "∞", "⋯", "–", "‘", "’", "«", "»"};
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) assert_cells(glyphs[i], 1);
    for (int cp = 0x2500; cp <= 0x259F; cp++) {
        char s[4] = {(char)(0xE0 | cp >> 12), (char)(0x80 | (cp >> 6 & 63)), (char)(0x80 | (cp & 63)), '\0'};
        assert_cells(s, 1);
    }
    for (int cp = 0x2190; cp <= 0x21FF; cp++) {
        char s[4] = {(char)(0xE0 | cp >> 12), (char)(0x80 | (cp >> 6 & 63)), (char)(0x80 | (cp & 63)), '\0'};
        assert_cells(s, 1);
    }
}

static void test_graphemes(void **state) {
    (void)state;
    const char *s = "aé👩‍🚀🇩🇪e\u0308z\xFF張";
    static const size_t bytes[] = {1, 2, 11, 8, 3, 1, 1, 3};
    size_t n = strlen(s), at = 0, starts[8];
    for (size_t i = 0; i < 8; i++) {
        struct bl_grapheme g = bl_text_next(s + at, n - at);
        assert_int_equal(g.bytes, bytes[i]);
        starts[i] = at;
        at += g.bytes;
    }
    assert_int_equal(at, n);
    assert_int_equal(bl_text_next(s + n, 0).bytes, 0);
    for (size_t i = 8; i-- > 0; at = starts[i]) assert_int_equal(bl_text_prev(s, at), starts[i]);
    assert_int_equal(bl_text_prev(s, 0), 0);
    assert_int_equal(bl_text_next("\xF0\x9F\x9A", 3).bytes, 1); /* cut off in the middle */
    assert_int_equal(bl_text_prev("ab", 2), 1);
}

static void assert_cut(const char *s, int cells, bool unicode, const char *want) {
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    bl_text_cut(&buf, s, cells, unicode);
    assert_string_equal(bl_buf_text(&buf), want);
    assert_true(bl_text_cells(bl_buf_text(&buf)) <= cells || cells <= 0);
}

static void test_cut(void **state) {
    (void)state;
    assert_cut("Maya Chen", 9, true, "Maya Chen");
    assert_cut("Maya Chen", 8, true, "Maya Ch…");
    assert_cut("Maya Chen", 6, true, "Maya…");
    assert_cut("Maya Chen", 8, false, "Maya Ch~");
    assert_cut("張偉張", 6, true, "張偉張");
    assert_cut("張偉張", 5, true, "張偉…");
    assert_cut("張偉張", 4, true, "張…");
    assert_cut("張", 1, true, "…");
    assert_cut("ab", 1, true, "…");
    assert_cut("ab", 0, true, "");
    assert_cut("ab", -3, true, "");
    assert_cut(NULL, 5, true, "");
    assert_cut("e\u0308e\u0308e\u0308", 2, true, "e\u0308…");
    assert_cut("👩‍🚀👩‍🚀", 3, true, "👩‍🚀…");
    int used = -1;
    assert_int_equal(bl_text_fit("ab張", 5, 3, &used), 2);
    assert_int_equal(used, 2);
    assert_int_equal(bl_text_fit("abe\u0308", 5, 2, &used), 2);
    assert_int_equal(bl_text_fit("", 0, 3, NULL), 0);
}

static void assert_clean(const char *s, bool lines, const char *want) {
    BL_AUTO(bl_buf) struct bl_buf buf = {0}, again = {0};
    bl_text_clean(&buf, s, strlen(s), lines);
    assert_string_equal(bl_buf_text(&buf), want);
    bl_text_clean(&again, bl_buf_text(&buf), buf.len, lines);
    assert_string_equal(bl_buf_text(&again), want);
}

static void test_clean(void **state) {
    (void)state;
    assert_clean("", false, "");
    assert_clean("plain text", false, "plain text");
    assert_clean("a\nb\tc\r\nd", false, "a b c d");
    assert_clean("a\nb\tc\r\nd", true, "a\nb c\nd");
    assert_clean("a\rb", false, "a·b");
    assert_clean("\x1b[31mred\x1b[0m", false, "·red·");
    assert_clean("\x1b]0;title\aafter", false, "·after");
    assert_clean("\x1b]8;;http://x\x1b\\link", false, "·link");
    assert_clean("\x1b]0;never ends", false, "·]0;never ends");
    assert_clean("\x1b[999", false, "·[999");
    assert_clean("x\x1b", false, "x·");
    assert_clean("\x07\x08\x7f", false, "···");
    assert_clean("\xC2\x9B"
                 "31m",
                 false, "·31m");
    assert_clean("\u202Egpj.exe\u2066\u200E\u061C", false, "·gpj.exe···");
    assert_clean("a\u200Bb\uFEFFc\u2028d", false, "a·b·c·d");
    assert_clean("👩‍🚀 क्\u200Cष ❤\uFE0F", false, "👩‍🚀 क्\u200Cष ❤\uFE0F");
    assert_clean("\xC3(\xFF\xED\xA0\x80", false, "·(····");
    assert_clean("Zoë", false, "Zoë");
    struct bl_arena arena = {0};
    assert_null(bl_text_cleaned(&arena, NULL));
    assert_string_equal(bl_text_cleaned(&arena, "ok"), "ok");
    assert_string_equal(bl_text_cleaned(&arena, "o\x1bk"), "o·k");
    bl_arena_free(&arena);
    BL_AUTO(bl_buf) struct bl_buf buf = {0};
    bl_text_clean(&buf, "a\0b", 3, false);
    assert_string_equal(buf.data, "a·b");
    bl_text_clean(&buf, NULL, 0, false);
}

static void assert_fold(const char *s, const char *want) {
    struct bl_arena arena = {0};
    const char *got = bl_text_folded(&arena, s);
    if (strcmp(got, want) != 0) fail_msg("“%s” folds to “%s”, not “%s”", s, got, want);
    assert_string_equal(bl_text_folded(&arena, got), want); /* a key is its own key */
    bl_arena_free(&arena);
}

static void test_fold(void **state) {
    (void)state;
    assert_fold(NULL, "");
    assert_fold("", "");
    assert_fold("  Maya   CHEN ", "maya chen");
    assert_fold("Zoë Müller", "zoe muller");
    assert_fold("Zoe\u0308", "zoe");
    assert_fold("Łukasz Żółć", "lukasz zolc");
    assert_fold("Søren Ægir Œuvre Đặng", "soren aegir oeuvre dang");
    assert_fold("STRASSE straße STRAẞE", "strasse strasse strasse");
    assert_fold("İstanbul ılık", "istanbul ilik");
    assert_fold("O'Brien O’Brien", "o'brien o'brien");
    assert_fold("Anne-Marie Anne\u2010Marie", "anne-marie anne-marie");
    assert_fold("maya@x.example", "maya@x.example");
    assert_fold("a_b+c.d", "a_b+c.d");
    assert_fold("Chen, Maya (she/her)", "chen maya she her");
    assert_fold("Maya Chen 🚀", "maya chen");
    assert_fold("Acme™", "acme");
    assert_fold("ＡＣＭＥ\u00A0Ｌｔｄ", "acme ltd");
    assert_fold("ﬁne", "fine");
    assert_fold("張偉", "張偉");
    assert_fold("Ёлкин ЙОД", "елкин иод");
    assert_fold("Ά", "α");
    assert_fold("ΣΊΣΥΦΟΣ", "σισυφοσ");
    assert_fold("한국", "한국");
    assert_fold("!!!", "");
    assert_fold("a\xFF"
                "b é",
                "ab e");
    assert_fold("soft\u00ADhyphen zero\u200Bwidth", "softhyphen zerowidth");
    assert_fold("tab\tnew\nline", "tab new line");
}

static void test_fold_keeps_sounds_apart(void **state) {
    (void)state;
    struct bl_arena arena = {0};
    static const char *const apart[][2] = {{"か", "が"}, {"की", "का"}, {"Ana", "Ann"}, {"กา", "กี"}};
    for (size_t i = 0; i < 4; i++) assert_string_not_equal(bl_text_folded(&arena, apart[i][0]), bl_text_folded(&arena, apart[i][1]));
    assert_string_equal(bl_text_folded(&arena, "か\u3099"), bl_text_folded(&arena, "が"));
    assert_string_equal(bl_text_folded(&arena, "ガ"), bl_text_folded(&arena, "ｶﾞ"));
    bl_arena_free(&arena);
}

static void test_fold_of_long_text(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf in = {0}, out = {0};
    for (int i = 0; i < 5000; i++) bl_buf_str(&in, "Éa ﷺ ");
    bl_buf_str(&out, "before ");
    bl_text_fold(&out, in.data, in.len);
    assert_false(out.failed);
    assert_memory_equal(out.data, "before ea ", 10);
    assert_true(out.len > 5000 * 4);
    assert_true(bl_text_valid(out.data, out.len));
    assert_int_not_equal(out.data[out.len - 1], ' ');
}

/* Putting marks in order takes time by the square of their number: a letter with a hundred thousand of them must not stop an import. */
static void test_fold_of_many_marks(void **state) {
    (void)state;
    struct bl_buf in = {0}, once = {0}, twice = {0};
    bl_buf_str(&in, "x");
    for (int i = 0; i < 100000; i++) bl_buf_str(&in, "\xcc\x81\xcc\x96");
    bl_buf_str(&in, "y \xe0\xb8\x81\xe0\xb9\x88\xef\xb8\x8f\xe0\xb8\xb9"); /* Thai marks out of order around one that is dropped */
    bl_text_fold(&once, in.data, in.len);
    bl_text_fold(&twice, once.data, once.len);
    assert_int_equal(strncmp(once.data, "xy ", 3), 0);
    assert_string_equal(once.data, twice.data);
    bl_buf_free(&in);
    bl_buf_free(&once);
    bl_buf_free(&twice);
}

static void test_same(void **state) {
    (void)state;
    assert_true(bl_text_same("Stage", "sTAGE"));
    assert_false(bl_text_same("stage", "stages"));
    assert_false(bl_text_same("stages", "stage"));
    assert_true(bl_text_same("", ""));
    assert_true(bl_text_same_n("stages", "STAGE", 5));
    assert_false(bl_text_same_n("stabes", "STAGE", 5));
    assert_true(bl_text_same_n("ab", "AB", 99));
    assert_false(bl_text_same("\xc3\x84", "\xc3\xa4")); /* letters beyond ASCII: folding is for those */
}

static void test_distance(void **state) {
    (void)state;
    assert_int_equal(bl_text_distance("", ""), 0);
    assert_int_equal(bl_text_distance("list", "list"), 0);
    assert_int_equal(bl_text_distance("lsit", "list"), 1);
    assert_int_equal(bl_text_distance("", "abc"), 3);
    assert_int_equal(bl_text_distance("kitten", "sitting"), 3);
    assert_int_equal(bl_text_distance("ca", "abc"), 3); /* optimal string alignment, not the unrestricted distance */
    char longer[65];
    memset(longer, 'a', 64);
    longer[64] = '\0';
    assert_int_equal(bl_text_distance(longer, "a"), 99);
    static const char *const words[] = {"list", "log", "review", "revenue"};
    assert_string_equal(bl_text_nearest("lsit", words, 4), "list");
    assert_string_equal(bl_text_nearest("reveiw", words, 4), "review");
    assert_string_equal(bl_text_nearest("revanu", words, 4), "revenue");
    assert_null(bl_text_nearest("lo", words, 0));
    assert_null(bl_text_nearest("mist2", words, 1) ? NULL : bl_text_nearest("lmmt", words, 4));
    assert_null(bl_text_nearest("xyzzy", words, 4));
}

static void test_trim_and_valid(void **state) {
    (void)state;
    const char *s = " \t\u00A0\u3000 maya chen \u2003\n";
    size_t n = strlen(s);
    bl_text_trim(&s, &n);
    assert_int_equal(n, 9);
    assert_memory_equal(s, "maya chen", 9);
    s = " \n ";
    n = 3;
    bl_text_trim(&s, &n);
    assert_int_equal(n, 0);
    s = "Zoë";
    n = strlen(s);
    bl_text_trim(&s, &n);
    assert_int_equal(n, 4);
    assert_true(bl_text_valid("Zoë 張 🚀", strlen("Zoë 張 🚀")));
    assert_true(bl_text_valid("", 0));
    assert_false(bl_text_valid("a\0b", 3));
    assert_false(bl_text_valid("\xC3", 1));
    assert_false(bl_text_valid("\xC0\xAF", 2));
    assert_false(bl_text_valid("\xED\xA0\x80", 3));
    assert_false(bl_text_valid("\xF5\x80\x80\x80", 4));
}

/* Random bytes through everything: nothing crashes, loops, or comes out dirty. The seed is fixed. */
static void test_noise(void **state) {
    (void)state;
    static const char *const parts[] = {"a",      " ", "\x1b[", "\x1b]",  "\a", "\xC3",   "\xA9", "é",    "\u0301",
                                        "\u200D", "👩", "🇩",     "\uFE0F", "張", "\u202E", "\n",   "\xFF", "m"};
    unsigned seed = 12345;
    for (int round = 0; round < 3000; round++) {
        BL_AUTO(bl_buf) struct bl_buf in = {0}, out = {0}, again = {0}, key = {0};
        for (int i = 0; i < round % 40; i++) {
            seed = seed * 1103515245u + 12345u;
            bl_buf_str(&in, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
        }
        bl_text_clean(&out, bl_buf_text(&in), in.len, false);
        assert_true(bl_text_valid(bl_buf_text(&out), out.len));
        assert_null(strpbrk(bl_buf_text(&out), "\x1b\n\a"));
        bl_text_clean(&again, bl_buf_text(&out), out.len, false);
        assert_string_equal(bl_buf_text(&out), bl_buf_text(&again));
        bl_text_fold(&key, bl_buf_text(&in), in.len);
        assert_true(bl_text_valid(bl_buf_text(&key), key.len));
        size_t at = 0, before = 0;
        int cells = 0;
        while (at < out.len) {
            struct bl_grapheme g = bl_text_next(out.data + at, out.len - at);
            assert_in_range(g.bytes, 1, out.len - at);
            assert_in_range(g.cells, 0, 2);
            before = at;
            at += g.bytes;
            cells += g.cells;
            assert_int_equal(bl_text_prev(out.data, at), before);
        }
        assert_int_equal(bl_text_cells(bl_buf_text(&out)), cells);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_glyphs_of_the_screens),
        cmocka_unit_test(test_graphemes),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold_keeps_sounds_apart),
        cmocka_unit_test(test_fold_of_many_marks),
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_fold_of_long_text),
        cmocka_unit_test(test_trim_and_valid),
        cmocka_unit_test(test_noise),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
