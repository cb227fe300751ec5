/* The filter language: what it reads, and that each mistake is an error with a caret under its place. */
#include "bowline/filter.h"

#include "bowline/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TODAY bl_day_of(2026, 11, 21) /* a Saturday */

static const char *custom_names[] = {"Lead Score", "größe", "revenue"};
static const struct bl_strs customs = {custom_names, 3};

/* ---- the tree as text, so that a test reads as one line ---- */

static const char *const field_names[] = {"id",    "name",    "email",     "company", "title", "source", "tag",
                                          "stage", "moment",  "milestone", "status",  "cycle", "last",   "next",
                                          "age",   "created", "mrr",       "note",    "said",  "play",   "custom"};
static const char *const ops[] = {":", "=", "!=", "<", "<=", ">", ">="};

static void write_day(struct bl_buf *out, int64_t at, enum bl_week_day of) {
    char day[BL_DATE_SIZE];
    bl_buf_addf(out, "%s%s", bl_day_iso((bl_day)at, day), of == BL_OF_ISO_WEEK ? "^" : of == BL_OF_THIS_WEEK ? "~" : "");
}

static void write_value(struct bl_buf *out, const struct bl_node *node) {
    bool days = node->field == BL_F_LAST || node->field == BL_F_NEXT || node->field == BL_F_CREATED;
    switch (node->value) {
    case BL_V_TEXT: bl_buf_addf(out, "'%s'", node->text); break;
    case BL_V_NUMBER: bl_buf_addf(out, "%lld", (long long)node->lo); break;
    case BL_V_DAY: write_day(out, node->lo, node->lo_week); break;
    case BL_V_DAYS: bl_buf_addf(out, "%lldd", (long long)node->lo); break;
    case BL_V_RANGE:
        if (days) {
            write_day(out, node->lo, node->lo_week);
            bl_buf_str(out, "..");
            write_day(out, node->hi, node->hi_week);
        } else {
            bl_buf_addf(out, "%lld..%lld", (long long)node->lo, (long long)node->hi);
        }
        break;
    case BL_V_NONE: bl_buf_str(out, "NONE"); break;
    case BL_V_ANY: bl_buf_str(out, "ANY"); break;
    case BL_V_OVERDUE: bl_buf_str(out, "OVERDUE"); break;
    case BL_V_YES: bl_buf_str(out, "YES"); break;
    case BL_V_NO: bl_buf_str(out, "NO"); break;
    }
}

static void write_node(struct bl_buf *out, const struct bl_node *node) {
    switch (node->kind) {
    case BL_NODE_AND:
    case BL_NODE_OR:
        bl_buf_chr(out, '(');
        write_node(out, node->left);
        bl_buf_str(out, node->kind == BL_NODE_AND ? " & " : " | ");
        write_node(out, node->right);
        bl_buf_chr(out, ')');
        break;
    case BL_NODE_NOT:
        bl_buf_chr(out, '!');
        write_node(out, node->left);
        break;
    case BL_NODE_WORD: bl_buf_addf(out, "'%s'", node->text); break;
    case BL_NODE_TEST:
        bl_buf_str(out, node->field == BL_F_CUSTOM ? node->custom : field_names[node->field]);
        bl_buf_str(out, ops[node->op]);
        write_value(out, node);
        break;
    }
}

static void reads(const char *src, const char *tree) {
    struct bl_arena arena = {0};
    struct bl_filter filter = {0};
    struct bl_buf out = {0};
    struct bl_error err = {0};
    enum bl_status status = bl_filter_parse(src, TODAY, customs, &arena, &filter, &err);
    if (status != BL_OK) print_message("%s → %s\n", src, err.text);
    assert_int_equal(status, BL_OK);
    if (filter.root != NULL) write_node(&out, filter.root);
    if (strcmp(bl_buf_text(&out), tree) != 0) print_message("filter: %s\n", src);
    assert_string_equal(bl_buf_text(&out), tree);
    bl_buf_free(&out);
    bl_arena_free(&arena);
}

/* An error whose message holds `says` and whose caret stands in cell `column` under a line with the source. */
static void fails(const char *src, int column, const char *says) {
    struct bl_arena arena = {0};
    struct bl_filter filter = {.source = "untouched"};
    struct bl_error err = {0};
    assert_int_equal(bl_filter_parse(src, TODAY, customs, &arena, &filter, &err), BL_USAGE);
    assert_int_equal(err.status, BL_USAGE);
    assert_string_equal(filter.source, "untouched");
    const char *second = strchr(err.text, '\n');
    assert_non_null(second);
    const char *third = strchr(second + 1, '\n');
    assert_non_null(third);
    bool good = strstr(err.text, says) != NULL && strstr(err.text, says) < second && (int)strspn(third + 1, " ") == column;
    if (!good) print_message("%s\n→ %s\n", src, err.text);
    assert_true(good);
    assert_string_equal(third + 1 + column, "^");
    if (strlen(src) < 70 && strcspn(src, "\t\n\xff") == strlen(src)) assert_memory_equal(second + 1, src, strlen(src));
    bl_arena_free(&arena);
}

static void test_words(void **state) {
    (void)state;
    reads("", "");
    reads(NULL, "");
    reads("  \t ", "");
    reads("maya", "'maya'");
    reads("José", "'jose'");
    reads("maya north", "('maya' & 'north')");
    reads("\"maya chen\"", "'maya chen'");
    reads("“maya chen”", "'maya chen'");
    reads("maya@x.example", "'maya@x.example'");
    reads("okafor-lindqvist", "'okafor-lindqvist'");
    reads("\"or\" \"stage:x\"", "('or' & 'stage x')");
    reads("12", "'12'");
    reads("Chen & Sons", "('chen' & 'sons')"); /* what says nothing is passed over beside what does */
    reads("& maya !!! or \"(\" tom", "('maya' | 'tom')");
}

static void test_structure(void **state) {
    (void)state;
    reads("a or b c", "('a' | ('b' & 'c'))");
    reads("a and b or c AND d", "(('a' & 'b') | ('c' & 'd'))");
    reads("(a or b) c", "(('a' | 'b') & 'c')");
    reads("not a", "!'a'");
    reads("-a b", "(!'a' & 'b')");
    reads("not not a", "!!'a'");
    reads("not (a or b)", "!('a' | 'b')");
    reads("-(a or b)", "!('a' | 'b')");
    reads("not(a)or(b)", "(!'a' | 'b')");
    reads("((((a))))", "'a'");
    reads("-stage:growth", "!stage:7");
    reads("NOT stage:growth", "!stage:7");
    reads("a or b or c", "(('a' | 'b') | 'c')");
    reads("android orson nota", "(('android' & 'orson') & 'nota')");
    reads("-\"maya chen\"", "!'maya chen'");
}

static void test_text_fields(void **state) {
    (void)state;
    reads("name:Maya", "name:'maya'");
    reads("contact:maya", "name:'maya'");
    reads("company:\"Acme, Inc.\"", "company:'acme inc.'");
    reads("company=acme", "company='acme'");
    reads("company!=acme", "company!='acme'");
    reads("company:!=acme", "company!='acme'");
    reads("COMPANY:acme", "company:'acme'");
    reads("email:none", "email:NONE");
    reads("tag:any", "tag:ANY");
    reads("tag:beta", "tag:'beta'");
    reads("tag:\"none\"", "tag:'none'");
    reads("title:\"head of ops\"", "title:'head of ops'");
    reads("source:linkedin", "source:'linkedin'");
    reads("note:pilot", "note:'pilot'");
    reads("said:\"SSO login\"", "said:'SSO login'");
    reads("conversation:sso", "said:'sso'");
    reads("name:none", "name:'none'");
}

static void test_states(void **state) {
    (void)state;
    reads("stage:selection", "stage:3");
    reads("stage:sel", "stage:3");
    reads("stage=selection", "stage=3");
    reads("stage!=selection", "stage!=3");
    reads("stage:selection..onboarding", "stage:3..5");
    reads("stage=selection..onboarding", "stage:3..5");
    reads("stage!=selection..onboarding", "!stage:3..5");
    reads("stage:selection..", "stage>=3");
    reads("stage:..education", "stage<=2");
    reads("stage!=..education", "!stage<=2");
    reads("stage>=commitment", "stage>=4");
    reads("stage:>=commitment", "stage>=4");
    reads("stage<retention", "stage<6");
    reads("moment:1:1", "moment:3");
    reads("moment:one-to-one", "moment:3");
    reads("moment:\"one to one\"", "moment:3");
    reads("moment:jtbd", "moment:4");
    reads("milestone:decision", "milestone:4");
    reads("milestone:adop", "milestone:5");
    reads("milestone:trial..adoption", "milestone:3..5");
    reads("status:lost", "status:9");
    reads("status:active", "status:0");
    reads("status!=lost", "status!=9");
    reads("status:any", "status:ANY");
    reads("status:closed", "status:9..11");
    reads("status!=closed", "!status:9..11");
    reads("cycle:2", "cycle:2");
    reads("cycle:>1", "cycle>1");
    reads("play:yes", "play:YES");
    reads("in_play:no", "play:NO");
    reads("play!=yes", "play!=YES");
}

static void test_lists_of_values(void **state) {
    (void)state;
    reads("stage:selection,growth", "(stage:3 | stage:7)");
    reads("stage=selection,growth", "(stage=3 | stage=7)");
    reads("stage!=selection,growth", "!(stage:3 | stage:7)");
    reads("moment:1:1,jobs,badass", "((moment:3 | moment:4) | moment:6)");
    reads("tag:beta,vip a", "((tag:'beta' | tag:'vip') & 'a')");
    reads("tag!=beta,vip", "!(tag:'beta' | tag:'vip')");
    reads("tag:\"a,b\"", "tag:'a b'");
    reads("status:lost,churned", "(status:9 | status:11)");
    reads("id:1,5..7", "(id:1 | id:5..7)");
    reads("mrr:1,200", "mrr:120000");
    reads("company:acme,inc", "company:'acme inc'");
    fails("stage:selection,grwth", 16, "growth");
    fails("stage:selection,", 16, "value");
    fails("stage:,selection", 6, "value");
    fails("id:>1,2", 4, "list");
}

static void test_days(void **state) {
    (void)state;
    reads("last:>30d", "last>30d");
    reads("last:over30d", "last>30d");
    reads("last>30", "last>30d");
    reads("last:<2w", "last<14d");
    reads("last:under2w", "last<14d");
    reads("last:12", "last:12d");
    reads("last:>1y", "last>365d");
    reads("last:>3m", "last>92d"); /* 21 August to 21 November */
    reads("last:5..20", "last:2026-11-01..2026-11-16");
    reads("last:5d..2w", "last:2026-11-07..2026-11-16");
    reads("last:20..", "last<=2026-11-01");
    reads("last:..20d", "last>=2026-11-01");
    reads("last:none", "last:NONE");
    reads("last:never", "last:NONE");
    reads("last!=none", "last!=NONE");
    reads("talk:>2026-11-01", "last>2026-11-01");
    reads("last:yesterday", "last:2026-11-20");
    reads("last:>=fri", "last>=2026-11-20");
    reads("last:\"nov 9\"", "last:2026-11-09");
    reads("last:2026-01-01..2026-02-01", "last:2026-01-01..2026-02-01");
    reads("last!=5..20", "!last:2026-11-01..2026-11-16");
    reads("next:none", "next:NONE");
    reads("next:any", "next:ANY");
    reads("next:overdue", "next:OVERDUE");
    reads("next!=overdue", "next!=OVERDUE");
    reads("next:today", "next:2026-11-21");
    reads("next:fri", "next:2026-11-27");
    reads("next:<2w", "next<2026-12-05");
    reads("next:<=7", "next<=2026-11-28");
    reads("next:0d..7d", "next:2026-11-21..2026-11-28");
    reads("next:today..2026-12-31", "next:2026-11-21..2026-12-31");
    reads("created:2026-01-01..2026-02-01", "created:2026-01-01..2026-02-01");
    reads("created:>=2026-01-01", "created>=2026-01-01");
    reads("created:>30d", "created<2026-10-22"); /* older than thirty days */
    reads("created:<=1w", "created>=2026-11-14");
    reads("created:today", "created:2026-11-21");
    reads("age:>30d", "age>30d");
    reads("age:2w..8w", "age:14..56");
    reads("age:2w..", "age>=14d");
}

/* A week stands wherever a day may; "^" marks a day that moves with the first day of weeks, "~" one that moves with this week. */
static void test_weeks(void **state) {
    (void)state;
    reads("created:2026-W47", "created:2026-11-16^..2026-11-22^");
    reads("created=w47", "created:2026-11-16^..2026-11-22^");
    reads("created!=W47", "!created:2026-11-16^..2026-11-22^");
    reads("created:this", "created:2026-11-16~..2026-11-22~");
    reads("last:last", "last:2026-11-09~..2026-11-15~");
    reads("created:2026-W40..2026-W47", "created:2026-09-28^..2026-11-22^");
    reads("created:W40..this", "created:2026-09-28^..2026-11-22~");
    reads("created:2026-10-01..W47", "created:2026-10-01..2026-11-22^");
    reads("created:W40..", "created>=2026-09-28^");
    reads("created:..W40", "created<=2026-10-04^");
    reads("created:<W40", "created<2026-09-28^");
    reads("created:<=W40", "created<=2026-10-04^");
    reads("created:>W40", "created>2026-10-04^");
    reads("last:>=W40", "last>=2026-09-28^");
    reads("last:W50", "last:2025-12-08^..2025-12-14^"); /* what happened was last year */
    reads("next:W50", "next:2026-12-07^..2026-12-13^"); /* what is due is near: ahead */
    reads("next:W02", "next:2027-01-11^..2027-01-17^");
    reads("next:W40", "next:2026-09-28^..2026-10-04^");
    reads("next:this", "next:2026-11-16~..2026-11-22~");
    reads("created:2020-W53", "created:2020-12-28^..2021-01-03^");
    reads("last:47", "last:47d"); /* a bare number is a length of time */
    fails("created:2026-W54", 8, "run from W01 to W53");
    fails("created:2026-W40..2026-W00", 18, "run from W01 to W53");
    fails("created:W47..W40", 8, "runs backwards");
    fails("moved:>W40", 0, "moved is a week or a day");
    fails("spoke:W99", 6, "run from W01");
    fails("moved:30d..W40", 11, "both are lengths");
}

static void test_numbers(void **state) {
    (void)state;
    reads("mrr:>100", "mrr>10000");
    reads("mrr>=99.50", "mrr>=9950");
    reads("mrr:99.5", "mrr:9950");
    reads("mrr:1,200.25", "mrr:120025");
    reads("mrr:>2k", "mrr>200000");
    reads("mrr:99.50..120", "mrr:9950..12000");
    reads("mrr:none", "mrr:NONE");
    reads("mrr:over100", "mrr>10000");
    reads("id:12", "id:12");
    reads("id:5..20", "id:5..20");
    reads("id!=12", "id!=12");
}

static void test_custom_fields(void **state) {
    (void)state;
    reads("lead_score:5", "lead score:'5'");
    reads("\"lead score\":>5", "lead score>5");
    reads("Lead-Score:5..20", "lead score:5..20");
    reads("lead_score>=high", "lead score>='high'");
    reads("lead_score:none", "lead score:NONE");
    reads("größe:xl", "grosse:'xl'");
    reads("revenue:big", "revenue:'big'"); /* a custom field wins over a nickname of mrr */
}

static void test_status_is_named(void **state) {
    (void)state;
    struct bl_arena arena = {0};
    struct bl_filter filter;
    struct bl_error err;
    assert_int_equal(bl_filter_parse("stage:growth", TODAY, customs, &arena, &filter, &err), BL_OK);
    assert_false(filter.names_status);
    assert_int_equal(bl_filter_parse("stage:growth (a or -status:lost)", TODAY, customs, &arena, &filter, &err), BL_OK);
    assert_true(filter.names_status);
    assert_string_equal(filter.source, "stage:growth (a or -status:lost)");
    bl_arena_free(&arena);
}

static void test_places(void **state) {
    (void)state;
    struct bl_arena arena = {0};
    struct bl_filter filter;
    struct bl_error err;
    const char *src = "maya lead_score:5 said:\"x y\"";
    assert_int_equal(bl_filter_parse(src, TODAY, customs, &arena, &filter, &err), BL_OK);
    assert_int_equal(filter.root->left->right->at, 5);
    assert_int_equal(filter.root->left->right->len, strlen("lead_score:5"));
    assert_int_equal(filter.root->right->at, 18);
    assert_int_equal(filter.root->right->len, strlen("said:\"x y\""));
    bl_arena_free(&arena);
}

static void test_mistakes(void **state) {
    (void)state;
    fails("stage:selektion", 6, "selection");
    fails("maya stage:selektion", 11, "selection");
    fails("stage:", 6, "value");
    fails("stage: selection", 6, "value");
    fails("stgae:growth", 0, "did you mean stage?");
    fails("a (stgae:growth)", 3, "did you mean stage?");
    fails("zzz:1", 0, "unknown field");
    fails("https://x.example", 0, "unknown field");
    fails("stage:parked", 6, "status:parked");
    fails("stage:selection..foo", 17, "foo");
    fails("stage:growth..selection", 6, "backwards");
    fails("stage:..", 6, "at least one end");
    fails("stage:>selection..growth", 7, "range");
    fails("status:lots", 7, "lost");
    fails("status:>lost", 0, "no order");
    fails("milestone:decisoin", 10, "decision");
    fails("moment:xyz", 7, "xyz");
    fails("last:>abc", 6, "abc");
    fails("last:03/04", 5, "03/04");
    fails("last:2026-13-01", 5, "2026-13-01");
    fails("last:>none", 6, "compared");
    fails("last:30x", 5, "30x");
    fails("last:20..5", 5, "backwards");
    fails("last:5..2026-01-01", 8, "both ends");
    fails("next:overdeu", 5, "overdeu");
    fails("age:soon", 4, "length of time");
    fails("mrr:>lots", 5, "amount");
    fails("mrr:1.2.3", 4, "amount");
    fails("id:maya", 3, "number");
    fails("cycle:two", 6, "number");
    fails("play:maybe", 5, "yes or no");
    fails("name>maya", 0, "compared");
    fails("company:\"!!!\"", 9, "nothing");
    fails("!!!", 0, "nothing");
    fails("& !!", 2, "nothing");
    fails("a or &", 5, "nothing");
    fails("(&) a", 1, "nothing");
    fails("not &", 4, "nothing");
    fails("a -&", 3, "nothing");
    fails("(", 0, "never closed");
    fails("(a or b", 0, "never closed");
    fails("a (b (c)", 2, "never closed");
    fails("a)", 1, "never opened");
    fails(")", 0, "never opened");
    fails("()", 0, "nothing between");
    fails("a ()", 2, "nothing between");
    fails("a or", 2, "after “or”");
    fails("a and", 2, "after “and”");
    fails("or a", 0, "before “or”");
    fails("a and or b", 6, "before “or”");
    fails("a or or b", 5, "before “or”");
    fails("(a or)", 3, "after “or”");
    fails("not", 0, "after “not”");
    fails("a -", 2, "after “-”");
    fails("a - b", 2, "after “-”");
    fails("(not)", 1, "after “not”");
    fails("said:\"sso", 5, "never closed");
    fails("\"sso", 0, "never closed");
    fails("mrr > 100", 4, "no spaces");
    fails(":x", 0, "field is missing");
    fails("José stage:x", 11, "x");
    fails("日本 stage:x", 11, "x"); /* two cells each */
    fails("lead_score:>", 12, "value");
    fails("said:\"\"", 6, "value");
}

static void test_hostile(void **state) {
    (void)state;
    struct bl_buf buf = {0};
    bl_buf_fill(&buf, '(', 100000);
    fails(bl_buf_text(&buf), 45, "too deep");
    bl_buf_cut(&buf, 0);
    for (int i = 0; i < 10000; i++) bl_buf_str(&buf, "not ");
    fails(bl_buf_text(&buf), 45, "too deep");
    bl_buf_cut(&buf, 0);
    for (int i = 0; i < 10000; i++) bl_buf_str(&buf, "-(a or ");
    fails(bl_buf_text(&buf), 45, "too deep");
    bl_buf_cut(&buf, 0);
    for (int i = 0; i < 10000; i++) bl_buf_str(&buf, "word ");
    fails(bl_buf_text(&buf), 45, "too long");
    bl_buf_cut(&buf, 0);
    for (int i = 0; i < 50; i++) bl_buf_str(&buf, "(");
    bl_buf_str(&buf, "a");
    for (int i = 0; i < 50; i++) bl_buf_str(&buf, ")");
    reads(bl_buf_text(&buf), "'a'");
    bl_buf_cut(&buf, 0);
    bl_buf_str(&buf, "stage:");
    bl_buf_fill(&buf, 'x', 5000);
    fails(bl_buf_text(&buf), 6, "xxx");
    bl_buf_cut(&buf, 0);
    for (int i = 0; i < 3000; i++) bl_buf_str(&buf, "e\xcc\x81"); /* combining marks */
    bl_buf_str(&buf, " stage:x");
    fails(bl_buf_text(&buf), 45, "x");
    fails("a\tb\x1b[31m x\xff stage:x", 14, "x"); /* measured as it will be shown */
    bl_buf_free(&buf);
}

static void test_message_has_no_control_bytes(void **state) {
    (void)state;
    struct bl_arena arena = {0};
    struct bl_filter filter;
    struct bl_error err;
    assert_int_equal(bl_filter_parse("\x1b]0;x\x07 (\xe2\x80\xae", TODAY, customs, &arena, &filter, &err), BL_USAGE);
    const char *source = strchr(err.text, '\n') + 1;
    for (const char *s = source; *s != '\0'; s++) assert_true((unsigned char)*s >= ' ' || *s == '\n');
    assert_null(strstr(source, "\xe2\x80\xae"));
    bl_arena_free(&arena);
}

static void test_sort(void **state) {
    (void)state;
    struct bl_sort sort[4];
    size_t n = 0;
    struct bl_error err;
    assert_int_equal(bl_sort_parse("-last,name", sort, 4, &n, &err), BL_OK);
    assert_int_equal(n, 2);
    assert_int_equal(sort[0].key, BL_SORT_LAST);
    assert_true(sort[0].descending);
    assert_int_equal(sort[1].key, BL_SORT_NAME);
    assert_false(sort[1].descending);
    assert_int_equal(bl_sort_parse(" Stage , +mrr", sort, 4, &n, &err), BL_OK);
    assert_int_equal(sort[1].key, BL_SORT_MRR);
    for (int key = 0; key < BL_SORTS; key++) {
        assert_int_equal(bl_sort_parse(bl_sort_name((enum bl_sort_key)key), sort, 4, &n, &err), BL_OK);
        assert_int_equal(sort[0].key, key);
        assert_int_equal(n, 1);
    }
    n = 77;
    assert_int_equal(bl_sort_parse("-compny", sort, 4, &n, &err), BL_USAGE);
    assert_non_null(strstr(err.text, "did you mean company?"));
    assert_int_equal(bl_sort_parse("zzzzzz", sort, 4, &n, &err), BL_USAGE);
    assert_non_null(strstr(err.hint, "created"));
    assert_int_equal(bl_sort_parse("", sort, 4, &n, &err), BL_USAGE);
    assert_int_equal(bl_sort_parse("name,", sort, 4, &n, &err), BL_USAGE);
    assert_int_equal(bl_sort_parse("name,id,mrr", sort, 2, &n, &err), BL_USAGE);
    assert_int_equal(n, 77);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_text_fields),
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_lists_of_values),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_custom_fields),
        cmocka_unit_test(test_status_is_named),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_message_has_no_control_bytes),
        cmocka_unit_test(test_sort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
