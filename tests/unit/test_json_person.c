/* The JSON that scripts rely on, key by key: a person, a talk, a promise, an entry, a review, an import. A changed key is a broken promise, so the texts are
 * compared whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "bowline/bowline.h"

static struct bl_buf out;
static struct bl_json json;

static int open_json(void **state) {
    (void)state;
    out = (struct bl_buf){0};
    bl_json_open(&json, &out);
    return 0;
}

static int close_json(void **state) {
    (void)state;
    bl_buf_free(&out);
    return 0;
}

static struct bl_uuid uid(void) {
    struct bl_uuid id = {{0x01, 0x93, 0x4a, 0x5b, 0x6c, 0x7d, 0x70, 0x01, 0x82, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09}};
    return id;
}
#define UID "\"uid\":\"01934a5b-6c7d-7001-8203-040506070809\""

static void person(void **state) {
    const char *emails[] = {"maya@northwind.example", "m@x.example"}, *urls[] = {"https://www.linkedin.com/in/maya"}, *tags[] = {"beta"};
    struct bl_pair custom[] = {{"seats", "50 \"plus\""}};
    struct bl_person p = {.id = 7,
                          .uid = uid(),
                          .name = "Maya Chen",
                          .first_name = "Maya",
                          .last_name = "Chen",
                          .company = "Northwind",
                          .source = "LinkedIn",
                          .referred_by = 3,
                          .created_on = bl_day_of(2026, 1, 5),
                          .first_contact = bl_day_of(2019, 11, 14),
                          .in_play = true,
                          .at = {.status = BL_PARKED,
                                 .stage = BL_SELECTION,
                                 .moment = BL_ONE_TO_ONE,
                                 .stage_since = bl_day_of(2026, 2, 1),
                                 .moment_since = bl_day_of(2026, 2, 3),
                                 .cycle = 2},
                          .last_talk = bl_day_of(2026, 2, 3),
                          .next = {.id = 77, .text = "send deck", .due = bl_day_of(2026, 11, 27), .theirs = false},
                          .mrr = 1250,
                          .emails = {emails, 2},
                          .urls = {urls, 1},
                          .tags = {tags, 1},
                          .custom = {custom, 1}};
    (void)state;
    bl_json_person(&json, &p);
    assert_string_equal(
        bl_buf_text(&out),
        "{\"id\":7," UID
        ",\"name\":\"Maya Chen\",\"first_name\":\"Maya\",\"last_name\":\"Chen\",\"emails\":[\"maya@northwind.example\",\"m@x.example\"],"
        "\"phones\":[],\"urls\":[\"https://www.linkedin.com/in/"
        "maya\"],\"company\":\"Northwind\",\"title\":null,\"source\":\"LinkedIn\",\"referred_by\":3,"
        "\"tags\":[\"beta\"],\"note\":null,\"status\":\"parked\",\"stage\":\"selection\",\"moment\":\"one_to_one\",\"milestone\":"
        "\"consideration\","
        "\"stage_since\":\"2026-02-01\",\"moment_since\":\"2026-02-03\",\"cycle\":2,\"created_on\":\"2026-01-05\",\"first_contact\":\"2019-"
        "11-14\","
        "\"last_conversation\":\"2026-02-03\",\"next\":{\"id\":77,\"text\":\"send "
        "deck\",\"due\":\"2026-11-27\",\"theirs\":false},\"mrr\":12.50,\"in_play\":true,"
        "\"custom\":{\"seats\":\"50 \\\"plus\\\"\"}}");
}

static void bare_person(void **state) {
    struct bl_person p = {.id = 1,
                          .uid = uid(),
                          .name = "A\x1B[31m\xFF",
                          .created_on = bl_day_of(2026, 1, 5),
                          .first_contact = BL_NO_DAY,
                          .at = {.stage = BL_AWARENESS,
                                 .moment = BL_CONNECT,
                                 .stage_since = bl_day_of(2026, 1, 5),
                                 .moment_since = bl_day_of(2026, 1, 5),
                                 .cycle = 1},
                          .last_talk = BL_NO_DAY,
                          .mrr = BL_NO_MONEY};
    (void)state;
    bl_json_person(&json, &p);
    assert_non_null(strstr(bl_buf_text(&out), "\"name\":\"A\\u001b[31m\xEF\xBF\xBD\",\"first_name\":null,"));
    assert_non_null(
        strstr(bl_buf_text(&out), "\"status\":\"active\",\"stage\":\"awareness\",\"moment\":\"connect\",\"milestone\":\"awareness\","));
    assert_non_null(strstr(bl_buf_text(&out), "\"referred_by\":null,"));
    assert_non_null(
        strstr(bl_buf_text(&out),
               "\"first_contact\":null,\"last_conversation\":null,\"next\":null,\"mrr\":null,\"in_play\":false,\"custom\":{}}"));
}

static void talk_and_promise(void **state) {
    const char *quotes[] = {"we lose a day each week"}, *names[] = {"Maya Chen", "Tom Reed"};
    int64_t people[] = {7, 8};
    struct bl_talk talk = {.id = 418,
                           .uid = uid(),
                           .day = bl_day_of(2026, 11, 20),
                           .kind = "call",
                           .minutes = 40,
                           .text = "stuck on SSO",
                           .quotes = {quotes, 1},
                           .people = {people, 2},
                           .names = {names, 2}};
    struct bl_promise promise = {.id = 77,
                                 .uid = uid(),
                                 .person = 7,
                                 .who = "Maya Chen",
                                 .text = "send case study",
                                 .due = bl_day_of(2026, 11, 18),
                                 .made_on = bl_day_of(2026, 11, 10),
                                 .done_on = BL_NO_DAY,
                                 .talk = 418};
    (void)state;
    bl_json_array(&json);
    bl_json_talk(&json, &talk);
    bl_json_promise(&json, &promise, bl_day_of(2026, 11, 21));
    promise.done_on = bl_day_of(2026, 11, 19);
    bl_json_promise(&json, &promise, bl_day_of(2026, 11, 21));
    bl_json_end(&json, ']');
    assert_string_equal(
        bl_buf_text(&out),
        "[{\"id\":418," UID
        ",\"day\":\"2026-11-20\",\"kind\":\"call\",\"minutes\":40,\"text\":\"stuck on SSO\",\"quotes\":[\"we lose a day each week\"],"
        "\"people\":[7,8],\"names\":[\"Maya Chen\",\"Tom Reed\"]},"
        "{\"id\":77," UID ",\"person\":7,\"who\":\"Maya Chen\",\"text\":\"send case "
        "study\",\"due\":\"2026-11-18\",\"theirs\":false,\"made_on\":\"2026-11-10\","
        "\"done_on\":null,\"dropped\":false,\"days_overdue\":3,\"talk\":418},"
        "{\"id\":77," UID ",\"person\":7,\"who\":\"Maya Chen\",\"text\":\"send case "
        "study\",\"due\":\"2026-11-18\",\"theirs\":false,\"made_on\":\"2026-11-10\","
        "\"done_on\":\"2026-11-19\",\"dropped\":false,\"days_overdue\":0,\"talk\":418}]");
}

static void entry(void **state) {
    struct bl_entry e = {.id = 5,
                         .person = 7,
                         .day = bl_day_of(2026, 3, 9),
                         .act = BL_ACT_CLOSE,
                         .side = BL_LOST,
                         .until = BL_NO_DAY,
                         .why = "no decision",
                         .recorded_ms = INT64_C(1795251600123),
                         .cycle = 1,
                         .stage_from = BL_SELECTION,
                         .stage_to = BL_LOST,
                         .moment_from = BL_OUTCOMES,
                         .moment_to = BL_LOST};
    (void)state;
    bl_json_entry(&json, &e);
    assert_string_equal(
        bl_buf_text(&out),
        "{\"id\":5,\"person\":7,\"day\":\"2026-03-09\",\"act\":\"close\",\"stage\":null,\"moment\":null,\"side\":\"lost\",\"until\":null,"
        "\"why\":\"no decision\","
        "\"cycle\":1,\"stage_from\":\"selection\",\"stage_to\":\"lost\",\"moment_from\":\"outcomes\",\"moment_to\":\"lost\","
        "\"recorded\":\"2026-11-21T09:00:00.123Z\",\"voided_by\":null}");
}

static void review_of(enum bl_lens lens, int ranks) {
    static int64_t hal[] = {8}, gus[] = {7};
    struct bl_flow gross[] = {{.from = BL_NONE, .to = 1, .n = 1, .ids = {hal, 1}}};
    struct bl_flow net[] = {{.from = 1, .to = 3, .n = 1, .ids = {gus, 1}},
                            {.from = 2, .to = bl_review_side(lens, BL_CHURNED), .n = 1, .ids = {gus, 1}}};
    struct bl_review r = {.lens = lens,
                          .as_of = bl_day_of(2026, 3, 29),
                          .from = bl_day_of(2026, 3, 23),
                          .to = bl_day_of(2026, 3, 29),
                          .ranks = ranks,
                          .window = 365,
                          .whole = lens != BL_LENS_MILESTONE,
                          .total_open = 7,
                          .total_close = 8,
                          .gross = gross,
                          .net = net,
                          .gross_count = 1,
                          .net_count = 2};
    r.states[1] = (struct bl_stock){1, 1, 1, 1};
    r.states[bl_review_side(lens, BL_PARKED)] = (struct bl_stock){0, 1, 0, 1};
    r.movements[BL_KIND_NEW] = (struct bl_people_list){1, {hal, 1}};
    bl_json_review(&json, &r);
}

static void review(void **state) {
    (void)state;
    review_of(BL_LENS_MOMENT, 6);
#define NONE(name) "{\"state\":\"" name "\",\"open\":0,\"in\":0,\"out\":0,\"close\":0}"
#define NOBODY(name) "\"" name "\":{\"n\":0,\"people\":[]}"
    const char *movement =
        "{\"as_of\":\"2026-03-29\",\"week\":\"2026-W13\",\"from\":\"2026-03-23\",\"to\":\"2026-03-29\",\"lens\":\"moment\",\"window_days\":"
        "365,"
        "\"states\":[{\"state\":\"connect\",\"open\":1,\"in\":1,\"out\":1,\"close\":1}," NONE("community") "," NONE("one_to_one") "," NONE("outcomes") "," NONE("educate") "," NONE("badass") ",{\"state\":\"parked\",\"open\":0,\"in\":1,\"out\":0,\"close\":1}," NONE(
            "lost") "," NONE("disqualified") "," NONE("churned") "],"
                                                                 "\"total\":{\"open\":7,\"close\":8},\"gross\":[{\"from\":null,\"to\":"
                                                                 "\"connect\",\"n\":1,\"people\":[8]}],"
                                                                 "\"net\":[{\"from\":\"connect\",\"to\":\"one_to_one\",\"n\":1,\"people\":["
                                                                 "7]},{\"from\":\"community\",\"to\":\"churned\",\"n\":1,\"people\":[7]}],"
                                                                 "\"movements\":{\"new\":{\"n\":1,\"people\":[8]}," NOBODY("forward") "," NOBODY("skipped") "," NOBODY("back") "," NOBODY(
                                                                     "returned") "," NOBODY("parked") "," NOBODY("resumed") "," NOBODY("los"
                                                                                                                                       "t") "," NOBODY("disqualifi"
                                                                                                                                                       "ed") "," NOBODY("churned") "}";
    assert_memory_equal(bl_buf_text(&out), movement, strlen(movement));
    /* The rest in the order of journey.md section 4; its figures have tests of their own. */
    static const char *const keys[] = {"\"conversion\":[", "\"time\":[",         "\"attention\":{", "\"conversations\":{",
                                       "\"revenue\":{",    "\"late_entries\":0", "\"sources\":["};
    const char *at = bl_buf_text(&out) + strlen(movement);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        at = strstr(at, keys[i]);
        assert_non_null(at);
    }
    assert_int_equal(at[strlen(at) - 1], '}');
}

static void review_of_milestones(void **state) {
    (void)state;
    review_of(BL_LENS_MILESTONE, BL_MILESTONES);
    assert_non_null(strstr(bl_buf_text(&out), NONE("advocacy") ",{\"state\":\"parked\",\"open\":0,\"in\":1,\"out\":0,\"close\":1}," NONE(
                                                  "lost") "," NONE("disqualified") "," NONE("churned") "],"));
    assert_non_null(strstr(bl_buf_text(&out), "{\"from\":\"awareness\",\"to\":\"trial\",\"n\":1"));
    assert_non_null(strstr(bl_buf_text(&out), "{\"from\":\"consideration\",\"to\":\"churned\",\"n\":1"));
}

static void import(void **state) {
    struct bl_import_mapping mapping[] = {{.column = "First Name", .field = BL_IF_FIRST, .reason = "LinkedIn preset"},
                                          {.column = "Fee", .field = BL_IF_CUSTOM, .custom = "fee", .reason = "as you said"},
                                          {.column = "column 3", .field = BL_IF_SKIP, .reason = "not used"}};
    struct bl_import_reject rejects[] = {{.line = 418, .column = "Email", .reason = "“ann@@x” is not an e-mail address"},
                                         {.line = 7, .reason = "empty row", .skipped = true}};
    struct bl_import_other others[] = {{.line = 9, .person = 7, .name = "Max Berg", .here = "Ann Lee", .text = "…"}};
    const char *asked[] = {"Stage, line 2: “Warm” is no stage"};
    struct bl_import_remembered remembered[] = {
        {.kind = BL_REMEMBERED_STAGE, .column = "Status", .value = "Warm", .is = "selection", .said = bl_day_of(2026, 11, 12)},
        {.kind = BL_REMEMBERED_COLUMN, .column = "Wo", .is = "", .said = bl_day_of(2026, 11, 12)}};
    struct bl_import_question questions[] = {{.kind = BL_QUESTION_STAGE, .column = "Status", .value = "Kalt", .line = 3, .rows = 2}};
    struct bl_import_report r = {.file = "Connections.csv",
                                 .preset = "linkedin_connections",
                                 .preset_name = "LinkedIn connections",
                                 .encoding = "utf-8",
                                 .delimiter = '\t',
                                 .header_line = 4,
                                 .rows = 5,
                                 .count = {2, 0, 1, 1, 1, 0, 0},
                                 .step = 12,
                                 .mapping = mapping,
                                 .mapping_count = 3,
                                 .rejects = rejects,
                                 .reject_count = 2,
                                 .asked = {asked, 1},
                                 .date_order = "dmy",
                                 .on_conflict = BL_CONFLICT_REPLACE,
                                 .replaced = 3,
                                 .opened = {[BL_SELECTION] = 2, [BL_GROWTH] = 1},
                                 .forward = 4,
                                 .unsure = "names may be read wrongly",
                                 .others = others,
                                 .other_count = 1,
                                 .others_all = 3,
                                 .remembered = remembered,
                                 .remembered_count = 2,
                                 .questions = questions,
                                 .question_count = 1};
    (void)state;
    bl_json_import(&json, &r, 0.1234);
    assert_string_equal(
        bl_buf_text(&out),
        "{\"file\":\"Connections.csv\",\"preset\":\"linkedin_connections\",\"encoding\":\"utf-8\",\"delimiter\":\"\\t\",\"header_line\":4,"
        "\"rows\":5,\"new\":2,\"updated\":0,"
        "\"unchanged\":1,\"rejected\":1,\"skipped\":1,\"maybe\":0,\"conflicts\":0,\"seconds\":0.123,\"step\":12,\"dry_run\":false,"
        "\"asked\":[\"Stage, line 2: “Warm” is no stage\"],\"mapping\":[{\"column\":\"First "
        "Name\",\"field\":\"first_name\",\"reason\":\"LinkedIn preset\"},"
        "{\"column\":\"Fee\",\"field\":\"fee\",\"reason\":\"as you said\"},{\"column\":\"column 3\",\"field\":null,\"reason\":\"not "
        "used\"}],"
        "\"rejects\":[{\"line\":418,\"column\":\"Email\",\"reason\":\"“ann@@x” is not an e-mail address\",\"skipped\":false},"
        "{\"line\":7,\"column\":null,\"reason\":\"empty row\",\"skipped\":true}],"
        "\"date_order\":\"dmy\",\"on_conflict\":\"replace\",\"replaced\":3,"
        "\"remembered\":[{\"what\":\"stage\",\"column\":\"Status\",\"value\":\"Warm\",\"is\":\"selection\",\"said\":\"2026-11-12\"},"
        "{\"what\":\"map\",\"column\":\"Wo\",\"value\":null,\"is\":null,\"said\":\"2026-11-12\"}],"
        "\"questions\":[{\"kind\":\"stage\",\"column\":\"Status\",\"value\":\"Kalt\",\"line\":3,\"rows\":2,\"guess\":null}],"
        "\"conversations\":null,\"job_changes\":[],\"opened\":{\"selection\":2,\"growth\":1},\"closed\":0,\"forward\":4,\"firms\":0,"
        "\"encoding_doubt\":\"names may be read wrongly\",\"others\":[{\"line\":9,\"name\":\"Max Berg\",\"person\":7,\"here\":\"Ann "
        "Lee\"}],\"others_all\":3}");
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, open_json, close_json)
    const struct CMUnitTest tests[] = {T(person), T(bare_person), T(talk_and_promise), T(entry), T(review), T(review_of_milestones),
                                       T(import)};
    return cmocka_run_group_tests_name("unit/json_person", tests, NULL, NULL);
}
