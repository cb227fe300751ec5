/* The past against a book that never had a future: of a random history only what is dated up to a day is done once more in a second file whose clock stands on
 * that day, and everything the first file shows as of the day must be what the second shows of its present. */
#include "store/chance.h"
#include "store/sandbox.h"

#include "bowline/past.h"
#include "store/internal.h"

enum { PEOPLE = 10, DEEDS = 120, SPAN = 60, DAYS = 4 };

/* ---- what is done ------------------------------------------------------------------------------------------------------------------------ */

enum deed_kind { ADD, IMPORT, RECORD, VOID, TALK, PROMISE, KEEP, PAY, SNOOZE, DEED_KINDS };
struct deed {
    enum deed_kind kind;
    bl_day now, day; /* when it was done; what it is dated */
    int64_t person, with;
    int of; /* VOID: the number of the deed that is voided; KEEP: of the promise */
    struct bl_record record;
    struct bl_payment payment;
    bool note, theirs;
    bl_day due;
};
struct history {
    struct deed at[DEEDS + PEOPLE];
    size_t n;
    bl_day opened[PEOPLE + 1]; /* the first day of each journey, as it is in the end */
};
/* What deeds made in one file: by the number of the deed. */
struct made {
    int64_t id[DEEDS + PEOPLE];
    struct bl_entry as[DEEDS + PEOPLE]; /* RECORD: what it was taken for; a reopening of somebody parked resumes them */
};

static enum bl_status do_record(struct bl_store *store, const struct deed *deed, int64_t *id, struct bl_entry *as, struct bl_error *err) {
    struct bl_recorded done;
    enum bl_status status = bl_entry_record(store, deed->person, &deed->record, &done, err);
    if (status == BL_OK) *id = done.entry;
    if (status == BL_OK) *as = done.as;
    return status;
}

static enum bl_status do_talk(struct bl_store *store, const struct deed *deed, int64_t *id, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    int64_t people[2] = {deed->person, deed->with};
    const char *quotes[] = {"we lose a day each week"};
    struct bl_said_promise promise = {.text = "send the case study", .due = deed->due, .theirs = deed->theirs};
    struct bl_log log = {.people = {people, deed->with ? 2 : 1},
                         .kind = deed->note ? "note" : "call",
                         .minutes = 20,
                         .day = deed->day,
                         .text = deed->note ? "a thought" : "about pricing",
                         .quotes = {quotes, deed->note ? 0 : 1},
                         .promises = &promise,
                         .promise_count = deed->due != BL_NO_DAY};
    struct bl_logged logged;
    enum bl_status status = bl_talk_log(store, &log, &arena, &logged, err);
    if (status == BL_OK) *id = logged.promises.n ? logged.promises.at[0] : 0;
    return status;
}

static enum bl_status do_import(struct bl_store *store, const char *name, int64_t *id, struct bl_error *err) {
    struct bl_bulk *bulk = NULL;
    int64_t step = 0;
    struct bl_person_edit row = {.name = name, .company = "Listed Inc"};
    enum bl_status status = bl_bulk_begin(store, false, &bulk, err);
    if (status != BL_OK) return status;
    status = bl_bulk_insert(bulk, &row, 0, 0, id, err);
    if (status == BL_OK) return bl_bulk_commit(bulk, "import", &step, err);
    bl_bulk_rollback(bulk);
    return status;
}

static enum bl_status do_in_step(struct bl_store *store, const struct history *h, size_t number, struct made *made, struct bl_error *err) {
    const struct deed *deed = &h->at[number];
    int64_t *id = &made->id[number];
    struct bl_arena arena = {0};
    struct bl_payment paid;
    struct bl_promise kept;
    struct bl_recorded done;
    bl_day moved;
    bool was;
    enum bl_status status = BL_FAILED;
    char name[24];
    struct bl_add add = {.edit = {.name = name, .company = "Acme"}, .day = deed->day, .by_hand = true};
    snprintf(name, sizeof name, "Person %02d", (int)deed->person);
    switch (deed->kind) {
    case ADD: status = bl_person_add(store, &add, id, err); break;
    case RECORD: status = do_record(store, deed, id, &made->as[number], err); break;
    case VOID: status = bl_entry_void(store, made->id[deed->of], "a slip", &done, err); break;
    case TALK: status = do_talk(store, deed, id, err); break;
    case PROMISE: status = bl_promise_add(store, deed->person, "call back", deed->due, deed->theirs, id, err); break;
    case KEEP: status = bl_promise_done(store, made->id[deed->of], deed->day, &kept, &arena, err); break;
    case PAY: status = bl_payment_record(store, &deed->payment, &paid, &moved, err); break;
    case SNOOZE:
        status = deed->due == BL_NO_DAY ? bl_snooze_end(store, deed->person, &was, err)
                                        : bl_snooze_set(store, deed->person, deed->due, "later", err);
        break;
    case IMPORT:
    case DEED_KINDS: break;
    }
    bl_arena_free(&arena);
    return status;
}

/* One step; what the rules refuse is rolled back. */
static bool perform(struct bl_store *store, const struct history *h, size_t number, struct made *made) {
    const struct deed *deed = &h->at[number];
    struct bl_error err = {0};
    enum bl_status status;
    char name[24];
    made->id[number] = 0;
    bl_store_set_now(store, (struct bl_now){deed->now, 1750000000000 + (int64_t)deed->now * 1000});
    if (deed->kind == IMPORT) {
        snprintf(name, sizeof name, "Person %02d", (int)deed->person);
        status = do_import(store, name, &made->id[number], &err);
        if (status != BL_OK) fail_msg("import: %s", err.text);
        return true;
    }
    status = bl_step_begin(store, false, &err);
    if (status == BL_OK) status = do_in_step(store, h, number, made, &err);
    if (status == BL_OK) status = bl_step_commit(store, "deed", NULL, &err);
    if (status != BL_OK) bl_step_rollback(store);
    if (status != BL_OK && status != BL_REFUSED) fail_msg("deed %d: %s", (int)deed->kind, err.text);
    return status == BL_OK;
}

/* ---- random histories -------------------------------------------------------------------------------------------------------------------- */

static void random_record(struct random *r, struct deed *deed) {
    static const int sides[] = {BL_LOST, BL_DISQUALIFIED, BL_CHURNED};
    struct bl_record *record = &deed->record;
    *record = (struct bl_record){
        .act = pick(r, 3) ? BL_ACT_MOVE : (enum bl_act)(BL_ACT_MOVE + pick(r, 5)), .day = deed->day, .until = BL_NO_DAY, .why = "because"};
    if (record->act == BL_ACT_MOVE || record->act == BL_ACT_REOPEN) {
        record->stage = pick(r, 8);
        record->moment = pick(r, 7);
        if (!record->stage && !record->moment) record->stage = 1 + pick(r, 7);
    }
    if (record->act == BL_ACT_PARK) record->until = deed->day + pick(r, 20);
    if (record->act == BL_ACT_CLOSE) record->side = sides[pick(r, 3)];
}

static void random_payment(struct random *r, struct deed *deed) {
    struct bl_payment *p = &deed->payment;
    *p = (struct bl_payment){.person = deed->person, .day = deed->day, .kind = pick(r, 2) ? BL_PAY_PRICE : BL_PAY_CHANGE};
    p->agreed = p->list = 1000 * (1 + pick(r, 9));
    p->amount = 500 * (pick(r, 5) - 2);
}

/* A deed of somebody who is there, done on `now` and dated on it or before; false: there is nothing to void or keep. */
static bool random_deed(struct random *r, const struct history *h, int64_t there, bl_day first, bl_day now, struct deed *deed) {
    *deed = (struct deed){.kind = (enum deed_kind)(RECORD + pick(r, DEED_KINDS - RECORD)), .now = now, .person = 1 + pick(r, (int)there)};
    if (pick(r, 2)) deed->kind = RECORD;
    deed->day = pick(r, 3) ? now : now - pick(r, 15);
    /* Nobody's opening moves before that of those who came earlier, so that numbers are the same in both files. */
    bl_day least = deed->person > 1 ? h->opened[deed->person - 1] : first;
    if (deed->day < least) deed->day = least;
    deed->due = pick(r, 4) ? now + pick(r, 12) - 5 : BL_NO_DAY;
    deed->note = pick(r, 4) == 0;
    deed->theirs = pick(r, 3) == 0;
    if (deed->kind == RECORD) random_record(r, deed);
    if (deed->kind == PAY) random_payment(r, deed);
    if (deed->kind == TALK && pick(r, 3) == 0 && deed->person > 1) deed->with = 1 + pick(r, (int)deed->person - 1);
    if (deed->kind == PROMISE || deed->kind == SNOOZE) deed->day = now;
    if (deed->kind == SNOOZE) {
        deed->due = pick(r, 4) ? now + 1 + pick(r, 20) : BL_NO_DAY; /* back into Today */
    }
    if (deed->kind != VOID && deed->kind != KEEP) return true;
    for (int tries = 0; tries < 20; tries++) {
        int of = pick(r, (int)h->n);
        const struct deed *old = &h->at[of];
        bool fits = deed->kind == VOID ? old->kind == RECORD : old->kind == PROMISE || (old->kind == TALK && old->due != BL_NO_DAY);
        if (!fits) continue;
        deed->of = of;
        if (deed->kind == VOID || deed->day < old->day) deed->day = old->day;
        return true;
    }
    return false;
}

static void find_openings(struct sandbox *s, struct history *h, int64_t there) {
    for (int64_t id = 1; id <= there; id++) {
        struct bl_entry *rows = NULL;
        size_t n = 0;
        OK(s, bl_store_entries(s->store, id, &s->arena, &rows, &n, &s->err));
        h->opened[id] = rows[0].day;
    }
}

static void live(struct sandbox *s, struct random *r, bl_day first, struct history *h, struct made *made) {
    int64_t there = 0;
    *h = (struct history){.n = 0};
    for (int i = 0; i < DEEDS + PEOPLE; i++) {
        bl_day now = first + i * SPAN / (DEEDS + PEOPLE);
        struct deed deed = {.kind = pick(r, 3) ? ADD : IMPORT, .now = now, .day = now, .person = there + 1};
        bool comes = there < PEOPLE && (there == 0 || pick(r, DEEDS / PEOPLE) == 0);
        if (deed.kind == ADD && comes && there && pick(r, 3) == 0 && now > h->opened[there]) deed.day = now - 1;
        if (!comes && !random_deed(r, h, there, first, now, &deed)) continue;
        h->at[h->n] = deed;
        if (!perform(s->store, h, h->n, made)) continue;
        if (deed.kind == RECORD) {
            h->at[h->n].record.act = made->as[h->n].act;
            h->at[h->n].record.stage = made->as[h->n].stage;
            h->at[h->n].record.moment = made->as[h->n].moment;
        }
        h->n++;
        there += comes;
        find_openings(s, h, there);
    }
}

/* ---- the book without a future ----------------------------------------------------------------------------------------------------------- */

static void live_until(struct sandbox *s, const struct history *h, bl_day day, struct made *made) {
    int64_t gone = 0;
    for (size_t i = 0; i < h->n; i++) {
        const struct deed *deed = &h->at[i];
        bool comes = deed->kind == ADD || deed->kind == IMPORT;
        bl_day dated = comes ? h->opened[deed->person] : deed->day;
        made->id[i] = 0;
        if (comes && dated > day) gone++;
        if (dated > day || ((deed->kind == VOID || deed->kind == KEEP) && !made->id[deed->of])) continue;
        struct history moved = *h; /* the opening, where it stands in the end */
        if (comes) moved.at[i].day = dated;
        if (comes && deed->kind == IMPORT) moved.at[i].now = dated;
        if (!perform(s->store, &moved, i, made))
            fail_msg("deed %zu of kind %d (act %d, person %d, dated %d, opened %d, until %d) is refused without its future", i,
                     (int)deed->kind, (int)deed->record.act, (int)deed->person, deed->day, h->opened[deed->person], day);
    }
    (void)gone;
    bl_store_set_now(s->store, (struct bl_now){day, 1750000000000 + (int64_t)day * 1000});
}

/* ---- what is shown ----------------------------------------------------------------------------------------------------------------------- */

/* Numbers of rows and uids are those of the file, not of the book. */
static void scrub(struct bl_buf *out, const char *json) {
    static const char *const keys[] = {"\"id\":", "\"uid\":", "\"conversation\":", "\"talk\":", "\"voided_by\":", "\"recorded\":"};
    for (const char *c = json; *c;) {
        size_t hit = 0;
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            if (strncmp(c, keys[i], strlen(keys[i])) == 0) hit = strlen(keys[i]);
        if (!hit) {
            bl_buf_chr(out, *c++);
            continue;
        }
        bool none = c[hit] == 'n' || c[hit] == '0';
        bl_buf_add(out, c, hit);
        bl_buf_str(out, none ? "none" : "some");
        c += hit;
        if (*c == '{' || *c == '[') continue;
        while (*c && *c != ',' && *c != '}' && *c != ']') c++;
    }
}

static void show_person(struct sandbox *s, struct bl_store *store, int64_t id, bl_day day, struct bl_json *json) {
    struct bl_person person;
    struct bl_talk *talks;
    struct bl_promise *promises;
    struct bl_entry *entries;
    struct bl_payment *payments;
    struct bl_money money;
    size_t n;
    OK(s, bl_store_person(store, id, &s->arena, &person, &s->err));
    bl_json_line(json);
    bl_json_person(json, &person);
    OK(s, bl_store_talks(store, id, 0, &s->arena, &talks, &n, &s->err));
    for (size_t i = 0; i < n; i++) bl_json_talk(json, &talks[i]);
    OK(s, bl_store_promises(store, id, false, &s->arena, &promises, &n, &s->err));
    for (size_t i = 0; i < n; i++) bl_json_promise(json, &promises[i], day);
    OK(s, bl_store_entries(store, id, &s->arena, &entries, &n, &s->err));
    for (size_t i = 0; i < n; i++) /* an opening that was moved leaves its old place behind, out of the book */
        if (!entries[i].voided_by) bl_json_entry(json, &entries[i]);
    OK(s, bl_store_payments(store, id, &s->arena, &payments, &n, &money, &s->err));
    for (size_t i = 0; i < n; i++) bl_json_int(json, payments[i].after);
    bl_json_int(json, money.agreed);
    for (int field = 0; field < 5; field++) /* what JSON leaves out */
        bl_json_int(json, field == 0   ? person.talks
                          : field == 1 ? person.at.furthest_stage
                          : field == 2 ? person.at.opened_on
                          : field == 3 ? person.at.park_until
                                       : person.at.status_since);
}

static void show_lists(struct sandbox *s, struct bl_store *store, bl_day day, struct bl_json *json) {
    static const char *const filters[] = {"",
                                          "stage:selection..growth",
                                          "moment:outcomes",
                                          "status:parked",
                                          "status:any",
                                          "last:<10d",
                                          "last:none",
                                          "next:none",
                                          "next:overdue",
                                          "overdue:yes",
                                          "play:yes",
                                          "stale:yes",
                                          "quiet:yes",
                                          "gap:yes",
                                          "visited:community",
                                          "until:any",
                                          "age:>7d",
                                          "mrr:>10",
                                          "said:pricing",
                                          "cycle:>1",
                                          "snoozed:yes",
                                          "person",
                                          "created:<20d",
                                          "moved:2026-W03 or acme",
                                          "milestone:adoption"};
    static const char *const sorts[] = {"name", "-last,name", "next", "stage,-moment", "-age", "mrr", "id"};
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        struct bl_filter filter = {0};
        struct bl_list_query query = {.filter = &filter, .budget = 0};
        struct bl_list_page page;
        int64_t after = 0, count = 0;
        bl_json_line(json);
        if (bl_filter_parse(filters[i], day, (struct bl_strs){0}, &s->arena, &filter, &s->err) != BL_OK) {
            fail_msg("%s: %s", filters[i], s->err.text);
        }
        OK(s, bl_sort_parse(sorts[i % (sizeof sorts / sizeof *sorts)], query.sort, 4, &query.sorts, &s->err));
        OK(s, bl_store_list(store, &query, &s->arena, &page, &s->err));
        bl_json_str(json, filters[i]);
        for (size_t k = 0; k < page.n; k++) bl_json_str(json, page.rows[k].name);
        OK(s, bl_store_count_piece(store, &filter, 0, &after, &count, &s->err));
        assert_int_equal(count, page.n);
    }
}

static void show_figures(struct sandbox *s, struct bl_store *store, bl_day day, struct bl_json *json) {
    struct bl_map map;
    struct bl_today today;
    struct bl_review review;
    struct bl_asks asks;
    struct bl_heard said;
    struct bl_stock week[BL_STATES + 1];
    int64_t people = 0;
    OK(s, bl_store_map(store, &s->arena, &map, &s->err));
    bl_json_line(json);
    bl_json_map(json, &map);
    OK(s, bl_store_today(store, 5, true, &s->arena, &today, &s->err));
    bl_json_line(json);
    bl_json_today(json, &today, true);
    for (int lens = BL_LENS_STAGE; lens <= BL_LENS_MILESTONE; lens++) {
        OK(s, bl_store_review(store, (enum bl_lens)lens, day, 0, &s->arena, &review, &s->err));
        bl_json_line(json);
        bl_json_review(json, &review);
        OK(s, bl_store_week(store, (enum bl_lens)lens, day, week, &s->err));
        for (int state = 1; state <= BL_STATES; state++) bl_json_int(json, week[state].close);
    }
    OK(s, bl_store_asks(store, &asks, &s->err));
    const int64_t numbers[] = {asks.people, asks.in_play, asks.overdue, asks.due_today, asks.no_next, asks.quiet, asks.gaps};
    bl_json_line(json);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) bl_json_int(json, numbers[i]);
    OK(s, bl_store_count(store, &people, &s->err));
    bl_json_int(json, people);
    OK(s, bl_store_said(store, "pricing", 50, &s->arena, &said, &s->err));
    for (size_t i = 0; i < said.talk_count; i++) bl_json_talk(json, &said.talks[i]);
    for (size_t i = 0; i < said.promise_count; i++) bl_json_promise(json, &said.promises[i], day);
}

static char *show(struct sandbox *s, struct bl_store *store, bl_day day) {
    struct bl_buf raw = {0}, out = {0};
    struct bl_json json;
    struct bl_ids ids;
    OK(s, bl_store_select(store, NULL, &s->arena, &ids, &s->err));
    bl_json_open(&json, &raw);
    bl_json_array(&json);
    for (size_t i = 0; i < ids.n; i++) show_person(s, store, ids.at[i], day, &json);
    show_lists(s, store, day, &json);
    show_figures(s, store, day, &json);
    bl_json_end(&json, ']');
    scrub(&out, bl_buf_text(&raw));
    assert_false(raw.failed || out.failed);
    char *text = bl_arena_str(&s->arena, bl_buf_text(&out));
    bl_buf_free(&raw);
    bl_buf_free(&out);
    return text;
}

static struct bl_store *past_of(struct sandbox *s, bl_day today, bl_day day, int64_t budget) {
    struct bl_store_options options = {.now = {today, 1750000000000 + (int64_t)today * 1000}, .seed = 3, .busy_ms = 200};
    struct bl_past_progress progress = {0};
    struct bl_store *store = NULL;
    int64_t last = -1;
    OK(s, bl_past_open(s->path, &options, day, &store, &s->err));
    for (int turns = 0; !progress.done; turns++) {
        OK(s, bl_past_step(store, budget, &progress, &s->err));
        assert_true(progress.seen >= last && progress.seen <= progress.all && turns < 1000);
        last = progress.seen;
    }
    assert_int_equal(progress.seen, progress.all);
    assert_int_equal(bl_store_day(store), day);
    assert_int_equal(bl_store_now(store).today, day);
    return store;
}

static void assert_same(const char *past, const char *model, int round, bl_day day) {
    if (strcmp(past, model) == 0) return;
    size_t i = 0;
    while (past[i] == model[i]) i++;
    size_t from = i > 300 ? i - 300 : 0;
    char iso[BL_DATE_SIZE];
    fail_msg("round %d, %s:\npast  …%.700s\nmodel …%.700s", round, bl_day_iso(day, iso), past + from, model + from);
}

/* How many are in each state, by the list, is what the review of the present says of the day. */
static void compare_stock(struct sandbox *s, struct bl_store *past, bl_day day) {
    for (int lens = BL_LENS_STAGE; lens <= BL_LENS_MOMENT; lens++) {
        int64_t stock[BL_STATES + 1];
        OK(s, bl_store_stock(s->store, (enum bl_lens)lens, day, stock, &s->err));
        for (int state = 1; state < BL_STATES; state++) {
            struct bl_filter filter;
            char text[64];
            int64_t after = 0, count = 0;
            enum bl_track track = lens == BL_LENS_STAGE ? BL_STAGE : BL_MOMENT;
            if (state <= BL_RANK_MAX && state > bl_track_ranks(track)) continue;
            if (state <= BL_RANK_MAX)
                snprintf(text, sizeof text, "%s:%s", bl_lens_name((enum bl_lens)lens), bl_track_name(track, state));
            else
                snprintf(text, sizeof text, "status:%s", bl_status_name(state));
            OK(s, bl_filter_parse(text, day, (struct bl_strs){0}, &s->arena, &filter, &s->err));
            OK(s, bl_store_count_piece(past, &filter, 0, &after, &count, &s->err));
            if (count != stock[state])
                fail_msg("%s: %lld by the list, %lld by the review", text, (long long)count, (long long)stock[state]);
        }
    }
}

/* A file that nobody keeps needs no waiting for the disk. */
static void in_haste(struct sandbox *s) {
    sandbox_add(s, "Nobody", sandbox_day(11, 1)); /* makes the file */
    struct bl_step_row *rows;
    size_t n;
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_int_equal(sqlite3_exec(s->store->db, "DELETE FROM sqlite_sequence; PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
}

static void compare_day(struct sandbox *s, const struct history *h, bl_day today, bl_day day, int round) {
    void *other = NULL;
    static const int64_t budgets[] = {0, 1, 3, 1000};
    struct made made;
    assert_int_equal(sandbox_setup(&other), 0);
    struct sandbox *model = other;
    in_haste(model);
    live_until(model, h, day, &made);
    struct bl_store *past = past_of(s, today, day, budgets[round % 4]);
    assert_same(show(s, past, day), show(model, model->store, day), round, day);
    compare_stock(s, past, day);
    bl_store_close(past);
    assert_int_equal(sandbox_teardown(&other), 0);
}

static void past_is_a_book_without_a_future(void **state) {
    (void)state;
    struct random r = {20261121};
    int rounds = sandbox_rounds(5);
    for (int round = 0; round < rounds; round++) {
        void *own = NULL;
        static struct history h;
        struct made made;
        bl_day first = bl_day_of(2025, 12, 20) + round;
        assert_int_equal(sandbox_setup(&own), 0);
        struct sandbox *s = own;
        in_haste(s);
        live(s, &r, first, &h, &made);
        bl_day today = first + SPAN;
        bl_store_set_now(s->store, (struct bl_now){today, 1750000000000 + (int64_t)today * 1000});
        for (int i = 0; i < DAYS; i++) compare_day(s, &h, today, first - 1 + pick(&r, SPAN + 2), round);
        compare_day(s, &h, today, today, round);
        struct bl_store *past = past_of(s, today, today, 0);
        assert_same(show(s, past, today), show(s, s->store, today), round, today);
        bl_store_close(past);
        assert_int_equal(sandbox_teardown(&own), 0);
    }
}

/* Parked once more, for another day: the one thing that leaves no day of its own in a person's row. */
static void parked_again(void **state) {
    struct sandbox *s = *state;
    bl_day today = sandbox_day(11, 21), later = sandbox_day(12, 24);
    int64_t id = sandbox_add(s, "Maya Chen", sandbox_day(11, 2));
    struct bl_record park = {.act = BL_ACT_PARK, .day = sandbox_day(11, 5), .until = sandbox_day(12, 1)};
    struct bl_recorded done;
    struct bl_person person;
    STEP(s, "park", bl_entry_record(s->store, id, &park, &done, &s->err));
    park.day = sandbox_day(11, 15);
    park.until = later;
    STEP(s, "park", bl_entry_record(s->store, id, &park, &done, &s->err));
    struct bl_store *past = past_of(s, today, sandbox_day(11, 10), 0);
    OK(s, bl_store_person(past, id, &s->arena, &person, &s->err));
    assert_int_equal(person.at.park_until, sandbox_day(12, 1));
    bl_store_close(past);
    past = past_of(s, today, sandbox_day(11, 15), 0);
    OK(s, bl_store_person(past, id, &s->arena, &person, &s->err));
    assert_int_equal(person.at.park_until, later);
    bl_store_close(past);
}

/* Who came by import is in play from the first deed on; who was added by hand from the start, also when their name was typed anew. */
static void in_play_then(void **state) {
    struct sandbox *s = *state;
    struct bl_bulk *bulk = NULL;
    struct bl_person_edit row = {.name = "Listed"}, edit = {.name = "Listed Better", .first_contact = BL_NO_DAY};
    struct bl_person person;
    int64_t listed = 0, step = 0;
    bl_store_set_now(s->store, (struct bl_now){sandbox_day(11, 1), 1793500000000});
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    OK(s, bl_bulk_insert(bulk, &row, 0, 0, &listed, &s->err));
    OK(s, bl_bulk_commit(bulk, "import", &step, &s->err));
    int64_t typed = sandbox_add(s, "Typed", sandbox_day(11, 1));
    bl_store_set_now(s->store, (struct bl_now){sandbox_day(11, 21), 1795251600000});
    STEP(s, "edit", bl_person_change(s->store, listed, &edit, &s->err));
    const int64_t both[] = {listed, typed};
    for (int i = 0; i < 2; i++) {
        struct bl_record move = {.act = BL_ACT_MOVE, .stage = BL_EDUCATION, .day = sandbox_day(11, 10), .until = BL_NO_DAY};
        struct bl_recorded done;
        STEP(s, "move", bl_entry_record(s->store, both[i], &move, &done, &s->err));
    }
    for (int day = 9; day <= 10; day++) {
        struct bl_store *past = past_of(s, sandbox_day(11, 21), sandbox_day(11, day), 0);
        OK(s, bl_store_person(past, listed, &s->arena, &person, &s->err));
        assert_int_equal(person.in_play, day == 10);
        OK(s, bl_store_person(past, typed, &s->arena, &person, &s->err));
        assert_true(person.in_play);
        bl_store_close(past);
    }
}

/* ---- what it must not do ----------------------------------------------------------------------------------------------------------------- */

static void nothing_is_written_there(void **state) {
    struct sandbox *s = *state;
    bl_day today = sandbox_day(11, 21);
    int64_t id = sandbox_add(s, "Maya Chen", sandbox_day(11, 2)), step = 0;
    struct bl_store *past = past_of(s, today, sandbox_day(11, 10), 0);
    struct bl_step_row *rows;
    struct bl_bulk *bulk = NULL;
    size_t n;
    assert_int_equal(bl_step_begin(past, false, &s->err), BL_REFUSED);
    assert_non_null(strstr(s->err.text, "as it was on Tue 2026-11-10"));
    assert_int_equal(bl_step_begin(past, true, &s->err), BL_REFUSED);
    assert_int_equal(bl_draft_save(past, "log", "@maya", &s->err), BL_REFUSED);
    assert_int_equal(bl_undo(past, 1, &s->arena, &rows, &n, &s->err), BL_REFUSED);
    assert_int_equal(bl_bulk_begin(past, false, &bulk, &s->err), BL_REFUSED);
    struct bl_person person;
    OK(s, bl_store_person(past, id, &s->arena, &person, &s->err)); /* and it reads on */
    /* Others write meanwhile; here the moment of opening stays. */
    STEP(s, "tag", bl_promise_add(s->store, id, "call", BL_NO_DAY, false, &step, &s->err));
    sandbox_add(s, "Tom Reed", sandbox_day(11, 3));
    int64_t people = 0;
    OK(s, bl_store_count(past, &people, &s->err));
    assert_int_equal(people, 1);
    bl_store_close(past);
}

static void the_future_is_refused(void **state) {
    struct sandbox *s = *state;
    struct bl_store_options options = {.now = {sandbox_day(11, 21), 1795251600000}};
    struct bl_store *store = NULL;
    assert_int_equal(bl_past_open(s->path, &options, sandbox_day(11, 22), &store, &s->err), BL_REFUSED);
    assert_non_null(strstr(s->err.text, "2026-11-22 lies ahead"));
    assert_null(store);
}

static bool always(void *data) {
    int *times = data;
    return ++*times > 0;
}

/* Whoever cannot wait breaks an index off, and it is whole the next time. */
static void a_piece_can_be_broken_off(void **state) {
    struct sandbox *s = *state;
    struct bl_bulk *bulk = NULL;
    int64_t id, step;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 0; i < 6000; i++) {
        char name[32];
        snprintf(name, sizeof name, "Person %d", (i * 7919) % 6000);
        struct bl_person_edit row = {.name = name};
        OK(s, bl_bulk_insert(bulk, &row, 0, 0, &id, &s->err));
    }
    OK(s, bl_bulk_commit(bulk, "import", &step, &s->err));
    struct bl_store_options options = {.now = {sandbox_day(11, 21), 1795251600000}};
    struct bl_past_progress progress = {0};
    struct bl_store *past = NULL;
    int asked = 0;
    OK(s, bl_past_open(s->path, &options, sandbox_day(11, 21), &past, &s->err));
    bl_past_pauses(past, (struct bl_past_pause){always, &asked});
    for (int i = 0; i < 60; i++) OK(s, bl_past_step(past, 1000, &progress, &s->err));
    assert_false(progress.done);
    assert_true(asked > 0);
    sandbox_add(s, "Tom Reed", sandbox_day(11, 3)); /* the moment that is read stays the same all the while */
    bl_past_pauses(past, (struct bl_past_pause){0});
    OK(s, bl_past_step(past, 0, &progress, &s->err));
    assert_true(progress.done);
    struct bl_list_query query = {.limit = 6001};
    struct bl_list_page page;
    OK(s, bl_store_list(past, &query, &s->arena, &page, &s->err));
    assert_int_equal(page.n, 6000);
    int64_t people = 0;
    OK(s, bl_store_count(past, &people, &s->err));
    assert_int_equal(people, 6000);
    bl_store_close(past);
}

/* What the work needs on disk has no name by which others could open it, and nothing of it is left. SQLite reads the folder once, so main has set it. */
static void nothing_is_left_behind(void **state) {
    struct sandbox *s = *state;
    char command[200];
    struct bl_bulk *bulk = NULL;
    int64_t id, step;
    const char *folder = getenv("SQLITE_TMPDIR");
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 0; i < 40000; i++) {
        char name[64];
        snprintf(name, sizeof name, "A person with a rather long name, number %d", i);
        struct bl_person_edit row = {.name = name, .company = name, .title = name};
        OK(s, bl_bulk_insert(bulk, &row, 0, 0, &id, &s->err));
    }
    OK(s, bl_bulk_commit(bulk, "import", &step, &s->err));
    struct bl_store *past = past_of(s, sandbox_day(11, 21), sandbox_day(11, 21), 5000);
    snprintf(command, sizeof command, "ls -l /proc/%d/fd | grep -q '%.60s/.*(deleted)' && [ -z \"$(ls -A '%.60s')\" ]", (int)getpid(),
             folder, folder);
    assert_int_equal(system(command), 0);
    bl_store_close(past);
    snprintf(command, sizeof command, "[ -z \"$(ls -A '%.60s')\" ]", folder);
    assert_int_equal(system(command), 0);
}

/* A place without a file is an empty book on every day. */
static void no_file_no_past(void **state) {
    struct sandbox *s = *state;
    struct bl_store_options options = {.now = {sandbox_day(11, 21), 1795251600000}};
    struct bl_past_progress progress = {0};
    struct bl_store *past = NULL;
    int64_t people = 1;
    char path[160];
    snprintf(path, sizeof path, "%s/none.db", s->dir);
    OK(s, bl_past_open(path, &options, sandbox_day(1, 1), &past, &s->err));
    OK(s, bl_past_step(past, 0, &progress, &s->err));
    assert_true(progress.done);
    OK(s, bl_store_count(past, &people, &s->err));
    assert_int_equal(people, 0);
    bl_store_close(past);
    assert_int_not_equal(access(path, F_OK), 0);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {cmocka_unit_test(past_is_a_book_without_a_future),
                                       TEST(parked_again),
                                       TEST(in_play_then),
                                       TEST(nothing_is_written_there),
                                       TEST(the_future_is_refused),
                                       TEST(a_piece_can_be_broken_off),
                                       TEST(nothing_is_left_behind),
                                       TEST(no_file_no_past)};
    char folder[128];
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.100s/bowline-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(folder)) return 1;
    setenv("SQLITE_TMPDIR", folder, 1);
    int failed = cmocka_run_group_tests_name("past", tests, NULL, NULL);
    return rmdir(folder) == 0 ? failed : 1;
}
