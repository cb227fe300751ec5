/* The log line: every row of the token table of DESIGN section 3.1, and what must stay text. */
#include "bowline/logline.h"

#include "bowline/text.h"
#include "bowline/track.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TODAY bl_day_of(2026, 11, 21) /* a Saturday */

struct line {
    struct bl_arena arena;
    struct bl_logline said;
    const char *src;
};

static void parse_kinds(struct line *l, const char *src, struct bl_strs kinds) {
    struct bl_error err;
    bl_arena_free(&l->arena);
    l->src = src;
    assert_int_equal(bl_logline_parse(src, strlen(src), TODAY, kinds, &l->arena, &l->said, &err), BL_OK);
    size_t end = 0;
    for (size_t i = 0; i < l->said.span_count; i++) {
        assert_true(l->said.spans[i].at >= end);
        assert_true(l->said.spans[i].len > 0);
        end = l->said.spans[i].at + l->said.spans[i].len;
        assert_true(end <= strlen(src));
    }
}

static void parse(struct line *l, const char *src) {
    const char *kinds[BL_TALK_KINDS];
    for (size_t i = 0; i < BL_TALK_KINDS; i++) kinds[i] = bl_talk_kinds[i];
    parse_kinds(l, src, (struct bl_strs){kinds, BL_TALK_KINDS});
}

/* The n-th span as it stands in the line; "" when there is none of that number. */
static const char *span(struct line *l, size_t n, enum bl_token token) {
    if (n >= l->said.span_count) return "";
    assert_int_equal(l->said.spans[n].token, token);
    const char *s = bl_arena_copy(&l->arena, l->src + l->said.spans[n].at, l->said.spans[n].len);
    assert_non_null(s);
    return s;
}

static void text_is(const char *src, const char *text) {
    struct line l = {0};
    parse(&l, src);
    if (strcmp(l.said.text, text) != 0) print_message("line: %s\n", src);
    assert_string_equal(l.said.text, text);
    bl_arena_free(&l.arena);
}

static void all_text(const char *src) {
    struct line l = {0};
    parse(&l, src);
    if (strcmp(l.said.text, src) != 0 || l.said.span_count != 0) print_message("line: %s\n", src);
    assert_string_equal(l.said.text, src);
    assert_int_equal(l.said.span_count, 0);
    bl_arena_free(&l.arena);
}

static void test_first_example(void **state) {
    (void)state;
    struct line l = {0};
    parse(&l,
          "@maya @tom 40m call yesterday -- stuck on SSO, \"we lose a day each week\". !send case study fri >selection +outcomes #pricing");
    assert_int_equal(l.said.who.n, 2);
    assert_string_equal(l.said.who.at[0], "maya");
    assert_string_equal(l.said.who.at[1], "tom");
    assert_string_equal(l.said.kind, "call");
    assert_int_equal(l.said.minutes, 40);
    assert_int_equal(l.said.day, bl_day_of(2026, 11, 20));
    assert_string_equal(l.said.text, "stuck on SSO, \"we lose a day each week\".");
    assert_int_equal(l.said.quotes.n, 1);
    assert_string_equal(l.said.quotes.at[0], "we lose a day each week");
    assert_int_equal(l.said.promise_count, 1);
    assert_string_equal(l.said.promises[0].text, "send case study");
    assert_int_equal(l.said.promises[0].due, bl_day_of(2026, 11, 27));
    assert_false(l.said.promises[0].theirs);
    assert_int_equal(l.said.stage, BL_SELECTION);
    assert_int_equal(l.said.moment, BL_OUTCOMES);
    assert_int_equal(l.said.tags.n, 1);
    assert_string_equal(l.said.tags.at[0], "pricing");
    assert_int_equal(l.said.span_count, 11);
    assert_string_equal(span(&l, 0, BL_TOK_WHO), "@maya");
    assert_string_equal(span(&l, 1, BL_TOK_WHO), "@tom");
    assert_string_equal(span(&l, 2, BL_TOK_MINUTES), "40m");
    assert_string_equal(span(&l, 3, BL_TOK_KIND), "call");
    assert_string_equal(span(&l, 4, BL_TOK_DAY), "yesterday");
    assert_string_equal(span(&l, 5, BL_TOK_BREAK), "--");
    assert_string_equal(span(&l, 6, BL_TOK_QUOTE), "\"we lose a day each week\"");
    assert_string_equal(span(&l, 7, BL_TOK_MINE), "!send case study fri");
    assert_string_equal(span(&l, 8, BL_TOK_STAGE), ">selection");
    assert_string_equal(span(&l, 9, BL_TOK_MOMENT), "+outcomes");
    assert_string_equal(span(&l, 10, BL_TOK_TAG), "#pricing");
    bl_arena_free(&l.arena);
}

static void test_second_example(void **state) {
    (void)state;
    struct line l = {0};
    parse(&l, "@maya call yesterday stuck on SSO todo: send case study fri stage:selection moment:outcomes tag:pricing");
    assert_int_equal(l.said.who.n, 1);
    assert_string_equal(l.said.kind, "call");
    assert_int_equal(l.said.minutes, 0);
    assert_int_equal(l.said.day, bl_day_of(2026, 11, 20));
    assert_string_equal(l.said.text, "stuck on SSO");
    assert_string_equal(l.said.promises[0].text, "send case study");
    assert_int_equal(l.said.promises[0].due, bl_day_of(2026, 11, 27));
    assert_int_equal(l.said.stage, BL_SELECTION);
    assert_int_equal(l.said.moment, BL_OUTCOMES);
    assert_string_equal(l.said.tags.at[0], "pricing");
    assert_int_equal(l.said.span_count, 7);
    assert_string_equal(span(&l, 3, BL_TOK_MINE), "todo: send case study fri");
    assert_string_equal(span(&l, 4, BL_TOK_STAGE), "stage:selection");
    bl_arena_free(&l.arena);
}

/* The same said in signs and in words that are safe in any shell. */
static void test_both_spellings_agree(void **state) {
    (void)state;
    struct line a = {0}, b = {0};
    parse(&a, "@maya call 1h fri -- stuck on SSO !send case study fri ~security answers 2w >selection +1-to-1 +outcomes #pricing");
    parse(
        &b,
        "@maya call 1h fri -- stuck on SSO todo: send case study fri wait: security answers 2w stage:selection moment:outcomes tag:pricing "
        "+1-to-1");
    assert_string_equal(b.said.text, "stuck on SSO +1-to-1"); /* a sign before a digit is text */
    assert_string_equal(a.said.text, "stuck on SSO +1-to-1");
    assert_int_equal(a.said.promise_count, 2);
    assert_int_equal(b.said.promise_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(a.said.promises[i].theirs, b.said.promises[i].theirs);
        assert_int_equal(a.said.promises[i].due, b.said.promises[i].due);
    }
    assert_string_equal(a.said.promises[0].text, b.said.promises[0].text);
    assert_true(a.said.promises[1].theirs);
    assert_int_equal(a.said.promises[1].due, TODAY + 14);
    assert_int_equal(a.said.stage, b.said.stage);
    assert_int_equal(a.said.moment, b.said.moment);
    assert_string_equal(a.said.tags.at[0], b.said.tags.at[0]);
    bl_arena_free(&a.arena);
    bl_arena_free(&b.arena);
}

/* The number of a person, as the composer writes it for two of one name; only in the head, and only a whole word. */
static void test_a_number_names_somebody(void **state) {
    struct line l = {0};
    (void)state;
    parse(&l, "@12 @maya call -- at @10 we met");
    assert_int_equal(l.said.who.n, 2);
    assert_string_equal(l.said.who.at[0], "12");
    assert_string_equal(l.said.text, "at @10 we met");
    bl_arena_free(&l.arena);
}

static void test_bare_signs_are_text(void **state) {
    (void)state;
    const char *lines[] = {
        "they want ~50 seats",
        "her #1 pain",
        "+1 from me",
        "3 > 2 is true",
        "a+b stays",
        "# pricing",
        "! important",
        "wow!",
        "x >= y",
        "->selection",
        "c#sharp and f#m",
        "ask bob@x.example",
        "5 ~ 6",
        "he said @ noon",
        "!!!",
        ">>>",
        "##two",
        "~!x",
        "@1st is nobody",
        "#–",
        "+“x”",
        "stage:foo is text",
        ">foo is text",
        "+foo is text",
        "stage: selection",
        "stage:",
        "tag:",
        "moment:x",
        "todo:",
        "wait: ",
        "upstage:growth",
        ">selection/growth",
        "see #!",
        "a >growth2 plan",
        "~",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct line l = {0};
        parse(&l, lines[i]);
        if (l.said.span_count != 0) print_message("line: %s\n", lines[i]);
        assert_int_equal(l.said.span_count, 0);
        bl_arena_free(&l.arena);
    }
    all_text("they want ~50 seats");
    all_text("her #1 pain, +1, 3 > 2 and a+b");
}

static void test_people(void **state) {
    (void)state;
    struct line l = {0};
    parse(&l, "@maya.chen @maya@x.example, @josé @o'brien @anne-marie: hello @tom, and ask bob@x.example");
    assert_int_equal(l.said.who.n, 5);
    assert_string_equal(l.said.who.at[0], "maya chen");
    assert_string_equal(l.said.who.at[1], "maya@x.example");
    assert_string_equal(l.said.who.at[2], "josé");
    assert_string_equal(l.said.who.at[3], "o'brien");
    assert_string_equal(l.said.who.at[4], "anne-marie");
    assert_string_equal(l.said.text, "hello @tom, and ask bob@x.example");
    assert_string_equal(span(&l, 1, BL_TOK_WHO), "@maya@x.example");
    assert_string_equal(span(&l, 5, BL_TOK_MENTION), "@tom");
    assert_int_equal(l.said.span_count, 6);
    parse(&l, "@maya,@tom call. They agreed");
    assert_int_equal(l.said.who.n, 2);
    assert_string_equal(l.said.text, "They agreed");
    parse(&l, "call with @maya");
    assert_int_equal(l.said.who.n, 0);
    assert_string_equal(l.said.text, "with @maya");
    assert_string_equal(span(&l, 1, BL_TOK_MENTION), "@maya");
    bl_arena_free(&l.arena);
}

static void test_head_in_any_order(void **state) {
    (void)state;
    const char *lines[] = {"@maya call 40m yesterday hi",   "yesterday 40m call @maya hi",       "40m yesterday @maya call -- hi",
                           "CALL Yesterday 40M @maya — hi", "  @maya, call, 40m, yesterday: hi", "@maya call yesterday 40m\nhi"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct line l = {0};
        parse(&l, lines[i]);
        if (l.said.day != TODAY - 1) print_message("line: %s\n", lines[i]);
        assert_int_equal(l.said.who.n, 1);
        assert_string_equal(l.said.kind, "call");
        assert_int_equal(l.said.minutes, 40);
        assert_int_equal(l.said.day, TODAY - 1);
        assert_string_equal(l.said.text, "hi");
        bl_arena_free(&l.arena);
    }
}

static void test_head_ends(void **state) {
    (void)state;
    struct line l = {0};
    parse(&l, "@maya stuck call yesterday 40m @tom");
    assert_null(l.said.kind);
    assert_int_equal(l.said.minutes, 0);
    assert_int_equal(l.said.day, BL_NO_DAY);
    assert_string_equal(l.said.text, "stuck call yesterday 40m @tom");
    parse(&l, "@maya -- call yesterday"); /* what follows the break is text */
    assert_null(l.said.kind);
    assert_string_equal(l.said.text, "call yesterday");
    parse(&l, "@maya call mail was answered"); /* one kind only */
    assert_string_equal(l.said.kind, "call");
    assert_string_equal(l.said.text, "mail was answered");
    parse(&l, "@maya >selection call went well"); /* a token is no word of the head */
    assert_null(l.said.kind);
    assert_int_equal(l.said.stage, BL_SELECTION);
    assert_string_equal(l.said.text, "call went well");
    parse(&l, "@maya call #pricing -- went well");
    assert_string_equal(l.said.text, "went well");
    parse(&l, "@maya called twice");
    assert_null(l.said.kind);
    assert_string_equal(l.said.text, "called twice");
    parse(&l, "@maya\ncall back tomorrow"); /* a line of its own is no head any more */
    assert_null(l.said.kind);
    assert_string_equal(l.said.text, "call back tomorrow");
    parse(&l, "@maya\n@tom call hi");
    assert_int_equal(l.said.who.n, 2);
    parse(&l, "@maya call yesterday");
    assert_string_equal(l.said.text, "");
    parse(&l, "@maya call --");
    assert_string_equal(l.said.text, "");
    parse(&l, "");
    assert_string_equal(l.said.text, "");
    assert_int_equal(l.said.span_count, 0);
    parse(&l, " \n\t ");
    assert_string_equal(l.said.text, "");
    bl_arena_free(&l.arena);
}

static void test_minutes(void **state) {
    (void)state;
    const struct {
        const char *src;
        int minutes;
    } rows[] = {{"40m x", 40},    {"1h x", 60},   {"1h30 x", 90},  {"1h30m x", 90}, {"90min x", 90}, {"1.5h x", 90}, {"2H x", 120},
                {"45mins x", 45}, {"5m, x", 5},   {"1h30min", 90}, {"0m x", 0},     {"40mx x", 0},   {"1h75 x", 0},  {"40 x", 0},
                {"99h x", 0},     {"9999m x", 0}, {"40m2 x", 0},   {"1h300 x", 0},  {"24h x", 1440}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line l = {0};
        parse(&l, rows[i].src);
        if (l.said.minutes != rows[i].minutes) print_message("line: %s\n", rows[i].src);
        assert_int_equal(l.said.minutes, rows[i].minutes);
        bl_arena_free(&l.arena);
    }
}

static void test_day_of_a_talk_is_past(void **state) {
    (void)state;
    const struct {
        const char *src;
        bl_day day;
    } rows[] = {{"@m fri x", bl_day_of(2026, 11, 20)},       {"@m today x", TODAY},
                {"@m nov 9 x", bl_day_of(2026, 11, 9)},      {"@m 2026-10-01 x", bl_day_of(2026, 10, 1)},
                {"@m nov 27 x", bl_day_of(2025, 11, 27)},    {"@m 3d x", TODAY - 3},
                {"@m 9 november x", bl_day_of(2026, 11, 9)}, {"@m sat x", TODAY},
                {"@m friday, x", bl_day_of(2026, 11, 20)},   {"@m fridays x", BL_NO_DAY}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line l = {0};
        parse(&l, rows[i].src);
        if (l.said.day != rows[i].day) print_message("line: %s\n", rows[i].src);
        assert_int_equal(l.said.day, rows[i].day);
        bl_arena_free(&l.arena);
    }
}

static void promise_is(const char *src, const char *text, bl_day due, const char *rest) {
    struct line l = {0};
    parse(&l, src);
    if (l.said.promise_count != 1 || strcmp(l.said.promises[0].text, text) != 0 || strcmp(l.said.text, rest) != 0)
        print_message("line: %s\n", src);
    assert_int_equal(l.said.promise_count, 1);
    assert_string_equal(l.said.promises[0].text, text);
    assert_int_equal(l.said.promises[0].due, due);
    assert_string_equal(l.said.text, rest);
    bl_arena_free(&l.arena);
}

static void test_promises(void **state) {
    (void)state;
    const bl_day fri = bl_day_of(2026, 11, 27);
    promise_is("!send case study fri", "send case study", fri, "");
    promise_is("todo: call back nov 27.", "call back", fri, "");
    promise_is("todo:call back 2026-11-27", "call back", fri, "");
    promise_is("TODO: call back 2w", "call back", TODAY + 14, "");
    promise_is("!send it today", "send it", TODAY, "");
    promise_is("!send the v2.1 notes to acme.com. They wait", "send the v2.1 notes to acme.com", BL_NO_DAY, "They wait");
    promise_is("!pay 1.50 by fri! Soon", "pay 1.50", fri, "Soon");
    promise_is("!send deck by friday, then more", "send deck by friday, then more", BL_NO_DAY, "");
    promise_is("!send deck on fri, >selection", "send deck", fri, "");
    promise_is("!send deck fri and >selection", "send deck", fri, "");
    promise_is("stuck !send deck fri\nshe was glad", "send deck", fri, "stuck\nshe was glad");
    promise_is("stuck !send deck fri. she was glad", "send deck", fri, "stuck. she was glad");
    promise_is("stuck. !send deck fri. She was glad", "send deck", fri, "stuck. She was glad");
    promise_is("!call back in 2w", "call back", TODAY + 14, "");
    promise_is("!send deck by next fri.", "send deck", fri, "");
    promise_is("!call maya fri 10:00", "call maya 10:00", fri, "");
    promise_is("!call maya on fri at 3pm.", "call maya at 3pm", fri, "");
    promise_is("!call maya at 3pm on fri", "call maya at 3pm", fri, "");
    promise_is("!call maya nov 27, 9:30am #x", "call maya 9:30am", fri, "");
    promise_is("!call maya 10:00", "call maya 10:00", BL_NO_DAY, "");
    promise_is("!fix the 10:75 fri 100:00", "fix the 10:75 fri 100:00", BL_NO_DAY, "");
    promise_is("!fri 10:00", "fri 10:00", fri, "");
    promise_is("~security answers", "security answers", BL_NO_DAY, "");
    promise_is("wait: security answers next fri", "security answers", fri, "");
    promise_is("!ask Dr. Chen e.g. by mail fri. Then more", "ask Dr. Chen e.g. by mail", fri, "Then more");
    promise_is("!order ~50 seats for #1 fri", "order ~50 seats for #1", fri, "");
    promise_is("!send deck to @tom fri #x", "send deck to @tom", fri, "");
    promise_is("!send >foo stage:bar fri", "send >foo stage:bar", fri, "");
    promise_is("met (todo: send deck fri) twice", "send deck", fri, "met twice");
    promise_is("!send deck (the new one) fri", "send deck (the new one)", fri, "");
    promise_is("todo: 3 decks fri", "3 decks", fri, "");
    promise_is("!fri", "fri", fri, "");
    promise_is("!ask who decides? fri", "ask who decides", BL_NO_DAY, "fri");
    promise_is("!wait… more", "wait", BL_NO_DAY, "more");
    promise_is("!連絡する。そして", "連絡する", BL_NO_DAY, "そして");
    promise_is("!send deck todo:", "send deck todo", BL_NO_DAY, ""); /* a key with nothing behind it is text */
    promise_is("!send deck fri \"we lose a day\"", "send deck", fri, "\"we lose a day\"");
}

static void test_several_promises(void **state) {
    (void)state;
    struct line l = {0};
    parse(&l, "@maya call !send deck fri ~security answers 2w. All fine todo: book room tomorrow wait: a yes");
    assert_int_equal(l.said.promise_count, 4);
    assert_string_equal(l.said.promises[0].text, "send deck");
    assert_string_equal(l.said.promises[1].text, "security answers");
    assert_true(l.said.promises[1].theirs);
    assert_string_equal(l.said.promises[2].text, "book room");
    assert_int_equal(l.said.promises[2].due, TODAY + 1);
    assert_string_equal(l.said.promises[3].text, "a yes");
    assert_string_equal(l.said.text, "All fine");
    assert_string_equal(span(&l, 2, BL_TOK_MINE), "!send deck fri");
    assert_string_equal(span(&l, 3, BL_TOK_THEIRS), "~security answers 2w");
    bl_arena_free(&l.arena);
}

static void test_states(void **state) {
    (void)state;
    const struct {
        const char *src;
        int stage, moment;
    } rows[] = {{"x >selection", BL_SELECTION, 0},   {"x >sel.", BL_SELECTION, 0},
                {"x >commit, y", BL_COMMITMENT, 0},  {"x stage:retention", BL_UTILIZATION, 0},
                {"x Stage:Growth", BL_GROWTH, 0},    {"x >growth >awareness", BL_AWARENESS, 0},
                {"x moment:1:1", 0, BL_ONE_TO_ONE},  {"x +one-to-one", 0, BL_ONE_TO_ONE},
                {"x +one_to_one", 0, BL_ONE_TO_ONE}, {"x moment:one to one.", 0, BL_ONE_TO_ONE},
                {"x +jtbd", 0, BL_OUTCOMES},         {"x +jobs", 0, BL_OUTCOMES},
                {"x +badass!", 0, BL_BADASS},        {"x >se", 0, 0},
                {"(>onboarding)", BL_ONBOARDING, 0}, {"x >expansion;", BL_GROWTH, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line l = {0};
        parse(&l, rows[i].src);
        if (l.said.stage != rows[i].stage || l.said.moment != rows[i].moment) print_message("line: %s\n", rows[i].src);
        assert_int_equal(l.said.stage, rows[i].stage);
        assert_int_equal(l.said.moment, rows[i].moment);
        bl_arena_free(&l.arena);
    }
    text_is("x moment:one to one. y", "x. y");
}

static void test_tags(void **state) {
    (void)state;
    struct line l = {0};
    parse(&l, "@maya hi #pricing, #Beta tag:2024 #a-b #pricing. (#größe) #v2.1. #1st");
    assert_int_equal(l.said.tags.n, 6);
    assert_string_equal(l.said.tags.at[0], "pricing");
    assert_string_equal(l.said.tags.at[1], "Beta");
    assert_string_equal(l.said.tags.at[2], "2024");
    assert_string_equal(l.said.tags.at[3], "a-b");
    assert_string_equal(l.said.tags.at[4], "größe");
    assert_string_equal(l.said.tags.at[5], "v2.1");
    assert_string_equal(span(&l, 1, BL_TOK_TAG), "#pricing");
    assert_string_equal(l.said.text, "hi. #1st");
    bl_arena_free(&l.arena);
}

static void test_quotes(void **state) {
    (void)state;
    struct line l = {0};
    parse(&l, "@maya she said “we lose a day” and \"use #slack >growth !now\" ok");
    assert_int_equal(l.said.quotes.n, 2);
    assert_string_equal(l.said.quotes.at[0], "we lose a day");
    assert_string_equal(l.said.quotes.at[1], "use #slack >growth !now");
    assert_int_equal(l.said.stage, 0);
    assert_int_equal(l.said.tags.n, 0);
    assert_string_equal(l.said.text, "she said “we lose a day” and \"use #slack >growth !now\" ok");
    assert_string_equal(span(&l, 1, BL_TOK_QUOTE), "“we lose a day”");
    const char *plain[] = {"a 5\" pipe and 6\" pipe", "she said \"never closed", "“never closed", "\"\"", "\" x \"", "not\" a \"", "“”"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) all_text(plain[i]);
    parse(&l, "\"never closed then \"closed\" ok");
    assert_int_equal(l.said.quotes.n, 1);
    assert_string_equal(l.said.quotes.at[0], "closed");
    parse(&l, "\"over two\nlines\" but \"not over\n\na paragraph\"");
    assert_int_equal(l.said.quotes.n, 1);
    assert_string_equal(l.said.quotes.at[0], "over two\nlines");
    bl_arena_free(&l.arena);
}

static void test_rest_is_mended(void **state) {
    (void)state;
    text_is("@m asked about #pricing today", "asked about today");
    text_is("@m asked about #pricing, then left", "asked about, then left");
    text_is("@m stuck on SSO, #pricing.", "stuck on SSO.");
    text_is("@m stuck on SSO, !send deck", "stuck on SSO");
    text_is("@m stuck on SSO -- !send deck", "stuck on SSO");
    text_is("@m stuck on SSO — #x", "stuck on SSO");
    text_is("@m #a, #b; stuck", "stuck");
    text_is("@m a (#x) b", "a b");
    text_is("@m a (#x), b", "a, b");
    text_is("@m a (see #x) b", "a (see) b");
    text_is("@m (#x y)", "(y)");
    text_is("@m one\n#pricing\ntwo", "one\ntwo");
    text_is("@m one\ntwo #x\nthree", "one\ntwo\nthree");
    text_is("@m one\n\ntwo", "one\n\ntwo");
    text_is("@m one  two", "one  two");
    text_is("@m :) nice", ":) nice");
    text_is("@m ... silence", "... silence");
    text_is("@m wow! #x! fine", "wow! fine");
    text_is("@m really? #x. fine", "really? fine");
    text_is("#x", "");
    text_is("#x, #y. >growth!", "");
    text_is("a .5 #x .5", "a .5 .5");
}

static void test_own_kinds(void **state) {
    (void)state;
    const char *kinds[] = {"talk", "call", "demo", "demo call", "café"};
    struct line l = {0};
    parse_kinds(&l, "@maya demo call went well", (struct bl_strs){kinds, 5});
    assert_string_equal(l.said.kind, "demo call");
    assert_string_equal(l.said.text, "went well");
    parse_kinds(&l, "@maya demo went well", (struct bl_strs){kinds, 5});
    assert_string_equal(l.said.kind, "demo");
    parse_kinds(&l, "@maya café hi", (struct bl_strs){kinds, 5});
    assert_string_equal(l.said.kind, "café");
    parse_kinds(&l, "@maya mail hi", (struct bl_strs){kinds, 5});
    assert_null(l.said.kind);
    bl_arena_free(&l.arena);
}

static void test_broken_bytes(void **state) {
    (void)state;
    struct line l = {0};
    struct bl_error err;
    const char nul[] = "@maya\0call \0#x\0y";
    assert_int_equal(bl_logline_parse(nul, sizeof nul - 1, TODAY, (struct bl_strs){0}, &l.arena, &l.said, &err), BL_OK);
    assert_string_equal(l.said.kind, "call");
    assert_int_equal(l.said.tags.n, 1);
    assert_string_equal(l.said.text, "y");
    bl_arena_free(&l.arena);
    parse(&l, "@\xff #\xc3 >\x80 hi \xff!");
    assert_int_equal(l.said.span_count, 0);
    parse(&l, "@m\xc2\xa0"
              "call\xe3\x80\x80#x hi"); /* white space beyond ASCII */
    assert_string_equal(l.said.kind, "call");
    assert_string_equal(l.said.text, "hi");
    bl_arena_free(&l.arena);
}

/* Lists double; a long line must keep all of them, and its cost must stay that of its length. */
static void test_long_line(void **state) {
    (void)state;
    struct bl_buf buf = {0};
    for (int i = 0; i < 5000; i++) bl_buf_addf(&buf, "#t%d !p%d \"q%d \" “u ", i, i, i);
    struct line l = {0};
    parse(&l, bl_buf_text(&buf));
    assert_int_equal(l.said.tags.n, 5000);
    assert_int_equal(l.said.promise_count, 5000);
    assert_int_equal(l.said.quotes.n, 5000);
    assert_string_equal(l.said.tags.at[4999], "t4999");
    assert_string_equal(l.said.promises[4998].text, "p4998");
    bl_arena_free(&l.arena);
    bl_buf_free(&buf);
}

/* The slips of a line, joined by " | ". */
static void notes_are(const char *src, const char *wanted) {
    struct line l = {0};
    char all[1024] = "";
    parse(&l, src);
    for (size_t i = 0; i < l.said.notes.n; i++) {
        strncat(all, i ? " | " : "", sizeof all - strlen(all) - 1);
        strncat(all, l.said.notes.at[i], sizeof all - strlen(all) - 1);
    }
    assert_string_equal(all, wanted);
    bl_arena_free(&l.arena);
}

/* A day, a length or a quote that was meant and not taken is told. */
static void test_unread(void **state) {
    (void)state;
    notes_are("@maya 26h call -- x", "26h: read as text; a talk lasts a day at most");
    notes_are("@maya yest call stuck", "yest: did you mean yesterday?");
    notes_are("@maya call yest -- x", "yest: did you mean yesterday?");
    notes_are("@maya call -- !send the deck fri with numbers", "fri: read as text; a day counts at the end of a promise");
    notes_are("@maya call -- !meet 27 nov in town", "27 nov: read as text; a day counts at the end of a promise");
    notes_are("@maya call -- !meet fri in town by mon", ""); /* it has its day */
    notes_are("@maya call -- !send deck tomor", "tomor: did you mean tomorrow?");
    notes_are("@maya call -- !go over sat scores of today with them", "");
    notes_are("@maya call -- the \"best thing since", "\"best thing since…: read as text; the quote is not closed");
    notes_are("@maya call -- a 27\" screen, 5h of work, 'yest", "");
    notes_are("@maya call -- she said \"yes\" twice", "");
}

static void test_notes(void **state) {
    (void)state;
    notes_are("@jurgen 45m call yesteday -- talked >selecton !send offer fryday",
              "yesteday: did you mean yesterday? | >selecton: did you mean >selection? | fryday: did you mean friday?");
    notes_are("@maya call yesterday -- fine >selection !send offer fri", "");
    notes_are("@maya -- stage:educaton moment:outcoms",
              "stage:educaton: did you mean stage:education? | moment:outcoms: did you mean moment:outcomes?");
    notes_are("@maya -- >selection and >selection again", "");
    notes_are("@maya -- >education or >selection", ">education: another stage is named later, selection counts");
    notes_are("@maya meetng -- x", "meetng: did you mean meeting?");
    notes_are("@maya called, not meetings, even fridays", "");
    notes_are("@maya -- \"we >selecton\"", "");
    notes_are("!see you 24/7", "");
    notes_are(">selecton >selecton >selecton >selecton >selecton >selecton >selecton >selecton >selecton >selecton",
              ">selecton: did you mean >selection? | >selecton: did you mean >selection? | >selecton: did you mean >selection? | "
              ">selecton: did you mean >selection? | >selecton: did you mean >selection? | >selecton: did you mean >selection? | "
              ">selecton: did you mean >selection? | >selecton: did you mean >selection?");
}

static void at_is(const char *src, enum bl_token token, const char *part) {
    const char *got = NULL;
    size_t len = 0, cursor = strcspn(src, "|");
    char line[200];
    (void)snprintf(line, sizeof line, "%.*s%s", (int)cursor, src, src + cursor + 1);
    enum bl_token found = bl_logline_at(line, strlen(line), cursor, &got, &len);
    if (found != token || len != strlen(part) || memcmp(got, part, len) != 0) print_message("line: %s\n", src);
    assert_int_equal(found, token);
    assert_int_equal(len, strlen(part));
    assert_memory_equal(got, part, len);
}

static void test_completion(void **state) {
    (void)state;
    at_is("@may|", BL_TOK_WHO, "may");
    at_is("@|", BL_TOK_WHO, "");
    at_is("@maya @to|m hi", BL_TOK_WHO, "to");
    at_is("@maya call yesterday @jos\xc3\xa9|", BL_TOK_WHO, "jos\xc3\xa9");
    at_is("@maya said hi to @to|", BL_TOK_MENTION, "to");
    at_is("@maya -- @to|", BL_TOK_MENTION, "to");
    at_is("@maya ca|", BL_TOK_KIND, "ca");
    at_is("ca|", BL_TOK_KIND, "ca");
    at_is("@maya call stu|", BL_TOK_KIND, "stu");
    at_is("@maya stuck on ss|", BL_TOK_TEXT, "ss");
    at_is("@maya hi >sel|", BL_TOK_STAGE, "sel");
    at_is("@maya hi stage:|", BL_TOK_STAGE, "");
    at_is("@maya hi +|", BL_TOK_MOMENT, "");
    at_is("@maya hi moment:out|", BL_TOK_MOMENT, "out");
    at_is("@maya hi #pr|", BL_TOK_TAG, "pr");
    at_is("@maya hi tag:pr|", BL_TOK_TAG, "pr");
    at_is("@maya hi #1|", BL_TOK_TEXT, "#1");
    at_is("@maya \"we use #sl|", BL_TOK_QUOTE, "#sl");
    at_is("@maya \"we use x\" #sl|", BL_TOK_TAG, "sl");
    at_is("@maya !se|", BL_TOK_MINE, "se");
    at_is("|", BL_TOK_TEXT, "");
    at_is("@maya |", BL_TOK_TEXT, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_example),
        cmocka_unit_test(test_second_example),
        cmocka_unit_test(test_both_spellings_agree),
        cmocka_unit_test(test_a_number_names_somebody),
        cmocka_unit_test(test_bare_signs_are_text),
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_head_in_any_order),
        cmocka_unit_test(test_head_ends),
        cmocka_unit_test(test_minutes),
        cmocka_unit_test(test_day_of_a_talk_is_past),
        cmocka_unit_test(test_promises),
        cmocka_unit_test(test_several_promises),
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_rest_is_mended),
        cmocka_unit_test(test_own_kinds),
        cmocka_unit_test(test_broken_bytes),
        cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_unread),
        cmocka_unit_test(test_completion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
