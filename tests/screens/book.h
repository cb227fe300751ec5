/* A small book for the screens: few people, but of every kind: wide, combining and right-to-left names, closed, parked, overdue, talkative, hostile. */
#ifndef BL_TEST_BOOK_H
#define BL_TEST_BOOK_H

#include "session.h"

static inline int64_t add_person(struct bl_store *store, const char *name, const char *company, const char *title, const char *email,
                                 const char *day) {
    struct bl_error err = {0};
    const char *emails[] = {email};
    int64_t id = 0;
    struct bl_add add = {
        .edit = {.name = name, .company = company, .title = title, .first_contact = BL_NO_DAY}, .day = day_of(day), .by_hand = true};
    if (email) add.edit.emails = (struct bl_strs){emails, 1};
    ok(bl_person_add(store, &add, &id, &err), &err);
    return id;
}

static inline void record(struct bl_store *store, int64_t id, enum bl_act act, int stage, int moment, int side, const char *day) {
    struct bl_error err = {0};
    struct bl_recorded out;
    struct bl_record wish = {.act = act, .stage = stage, .moment = moment, .side = side, .day = day_of(day), .until = BL_NO_DAY};
    if (side == BL_PARKED) wish.until = bl_day_of(2027, 1, 4), wish.side = 0;
    if (act == BL_ACT_CLOSE) wish.why = "no decision";
    ok(bl_entry_record(store, id, &wish, &out, &err), &err);
}

static inline void say(struct bl_store *store, const char *line) {
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_strs kinds;
    struct bl_logline parsed;
    struct bl_logged logged;
    struct bl_person *found;
    int64_t ids[4];
    size_t n = 0;
    ok(bl_store_kinds(store, &arena, &kinds, &err), &err);
    ok(bl_logline_parse(line, strlen(line), bl_store_now(store).today, kinds, &arena, &parsed, &err), &err);
    assert_true(parsed.who.n > 0 && parsed.who.n <= 4);
    struct bl_log log = {
        .people = {ids, parsed.who.n}, .kind = parsed.kind, .minutes = parsed.minutes, .day = parsed.day, .text = parsed.text};
    for (size_t i = 0; i < parsed.who.n; i++) {
        ok(bl_store_who(store, parsed.who.at[i], &arena, &found, &n, &err), &err);
        ids[i] = found[0].id;
    }
    log.quotes = parsed.quotes;
    log.tags = parsed.tags;
    log.promises = parsed.promises;
    log.promise_count = parsed.promise_count;
    log.stage = parsed.stage;
    log.moment = parsed.moment;
    ok(bl_talk_log(store, &log, &arena, &logged, &err), &err);
}

static inline void fill_book(struct bl_store *store) {
    struct bl_error err = {0};
    int64_t id = 0;
    ok(bl_step_begin(store, false, &err), &err);
    int64_t maya = add_person(store, "Maya Chen", "Northwind", "Head of Ops", "maya@northwind.example", "2026-10-01");
    int64_t tom = add_person(store, "Tom Reed", "Northwind", "CTO", "tom@northwind.example", "2026-10-05");
    int64_t jose = add_person(store, "José Núñez", "Acme, Inc.", NULL, "jose@acme.example", "2026-09-01");
    int64_t wide = add_person(store, "山田 太郎", "株式会社 日本 ソフトウェア", "部長", NULL, "2026-11-01");
    add_person(store, "👩‍👩‍👧‍👦 Family", "e\xcc\x81\xcc\x81\xcc\x81 & Söhne", NULL, NULL, "2026-11-20");
    add_person(store, "Ines Okafor-Lindqvist of the very long and never ending name", "Contoso Analytics International Holding", NULL, NULL,
               "2026-11-02");
    int64_t lost = add_person(store, "Ben Lost", "Gone Ltd", NULL, NULL, "2026-09-10");
    int64_t parked = add_person(store, "Petra Parked", NULL, NULL, NULL, "2026-09-11");
    add_person(store,
               "Evil \x1b[31mred\x1b]0;title\x07 \xe2\x80\xae"
               "live\nline\xff",
               "\x9b"
               "31m",
               NULL, NULL, "2026-11-21");
    record(store, maya, BL_ACT_MOVE, BL_EDUCATION, BL_COMMUNITY, 0, "2026-10-15");
    record(store, maya, BL_ACT_MOVE, BL_SELECTION, BL_ONE_TO_ONE, 0, "2026-11-02");
    record(store, tom, BL_ACT_MOVE, BL_EDUCATION, BL_ONE_TO_ONE, 0, "2026-11-05");
    record(store, jose, BL_ACT_MOVE, BL_COMMITMENT, BL_EDUCATE, 0, "2026-10-01");
    record(store, jose, BL_ACT_MOVE, BL_UTILIZATION, BL_BADASS, 0, "2026-11-18");
    record(store, wide, BL_ACT_MOVE, BL_EDUCATION, 0, 0, "2026-11-10");
    record(store, lost, BL_ACT_CLOSE, 0, 0, BL_LOST, "2026-11-17");
    record(store, parked, BL_ACT_PARK, 0, 0, BL_PARKED, "2026-11-12");
    say(store, "@maya.chen 28 oct message -- asked for the price of ten seats #pricing");
    say(store, "@maya @tom 40m call 2026-11-09 -- stuck on SSO, \"we lose a day each week\". ~security answers #beta");
    ok(bl_promise_add(store, maya, "send deck", day_of("2026-11-18"), false, &id, &err), &err);
    ok(bl_promise_add(store, jose, "call about seats", bl_day_of(2026, 11, 27), false, &id, &err), &err);
    ok(bl_step_commit(store, "a small book", NULL, &err), &err);
}

#endif
