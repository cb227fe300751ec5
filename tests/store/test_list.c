/* Lists: every order against a slow one made in the test, window by window and backwards; filters against what they say; budgets that lose nobody. */
#include "store/sandbox.h"

enum { CROWD = 300 };

static const char *text(struct sandbox *s, const char *before, int i, const char *after) {
    const char *made = bl_arena_printf(&s->arena, "%s%d%s", before, i, after);
    assert_non_null(made);
    return made;
}

static void move(struct sandbox *s, int64_t id, int stage, int moment, bl_day day) {
    struct bl_recorded done;
    struct bl_record record = {.act = BL_ACT_MOVE, .stage = stage, .moment = moment, .day = day, .until = BL_NO_DAY};
    OK(s, bl_entry_record(s->store, id, &record, &done, &s->err));
}

static void rest(struct sandbox *s, int64_t id, enum bl_act act, int side, bl_day day) {
    struct bl_recorded done;
    struct bl_record record = {.act = act, .side = side, .day = day, .until = act == BL_ACT_PARK ? day + 30 : BL_NO_DAY, .why = "timing"};
    OK(s, bl_entry_record(s->store, id, &record, &done, &s->err));
}

static void talk(struct sandbox *s, int64_t id, bl_day day, const char *said) {
    struct bl_logged logged;
    struct bl_log log = {.people = {&id, 1}, .day = day, .text = said};
    OK(s, bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
}

/* People of all kinds: names that repeat, companies or none, all states, talks and promises for some. */
static void crowd(struct sandbox *s) {
    static const char *const first[] = {"Maya", "Tom", "Ana", "Zoë", "Bo", "Łukasz", "Eve"};
    static const char *const last[] = {"Chen", "Reed", "Silva", "O'Brien", "Kim"};
    bl_day today = sandbox_day(11, 21);
    OK(s, bl_step_begin(s->store, false, &s->err));
    for (int i = 0; i < CROWD; i++) {
        char name[64];
        const char *tags[] = {i % 11 == 0 ? "pricing" : "Other Thing"}, *email[] = {text(s, "p", i, "@box.example")};
        snprintf(name, sizeof name, "%s %s", first[i % 7], last[i * 3 % 5]);
        struct bl_add add = {.edit = {.name = name}, .day = today - 100 + i % 50, .by_hand = i % 2 == 0};
        if (i % 3) add.edit.company = i % 6 == 1 ? "Müller & Söhne" : text(s, "Company ", i % 9, "");
        if (i % 4 == 0) add.edit.title = "Head of Données";
        if (i % 5 == 0) add.edit.emails = (struct bl_strs){email, 1};
        if (i % 11 == 0 || i % 13 == 0) add.edit.tags = (struct bl_strs){tags, 1};
        struct bl_pair pair = {"Lead Score", text(s, "", i, "")};
        if (i % 10 == 0) add.edit.custom = (struct bl_pairs){&pair, 1};
        int64_t id = 0, promise;
        OK(s, bl_person_add(s->store, &add, &id, &s->err));
        if (i % 4 == 1) move(s, id, 1 + i % 7, 1 + i % 6, today - 40 + i % 30);
        if (i % 12 == 1) rest(s, id, BL_ACT_PARK, BL_PARKED, today - 3);
        if (i % 12 == 2) rest(s, id, BL_ACT_CLOSE, BL_LOST, today - 3);
        if (i % 5 == 2) talk(s, id, today - i % 60, i % 2 ? "asked about SSO and billing" : "wants a pilot, “we lose a day each week”");
        if (i % 6 == 3)
            OK(s, bl_promise_add(s->store, id, "call back", i % 18 == 3 ? BL_NO_DAY : today - 10 + i % 25, false, &promise, &s->err));
    }
    OK(s, bl_step_commit(s->store, "crowd", NULL, &s->err));
}

static void parse(struct sandbox *s, const char *filter, struct bl_filter *out) {
    struct bl_strs custom;
    OK(s, bl_store_custom_fields(s->store, &s->arena, &custom, &s->err));
    OK(s, bl_filter_parse(filter, sandbox_day(11, 21), custom, &s->arena, out, &s->err));
}

/* Everybody, in the order of ids. */
static struct bl_person *everybody(struct sandbox *s, size_t *n) {
    struct bl_ids ids;
    OK(s, bl_store_select(s->store, NULL, &s->arena, &ids, &s->err));
    struct bl_person *people = bl_arena_array(&s->arena, ids.n, sizeof *people);
    for (size_t i = 0; i < ids.n; i++) OK(s, bl_store_person(s->store, ids.at[i], &s->arena, &people[i], &s->err));
    *n = ids.n;
    return people;
}

/* ---- orders ---- */

static int number(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

/* What is empty comes last, whichever way. */
static int dated(bool has_a, bool has_b, int64_t a, int64_t b, bool down) {
    if (has_a != has_b) return has_a ? -1 : 1;
    return has_a ? (down ? number(b, a) : number(a, b)) : 0;
}

static int by_key(const struct bl_person *a, const struct bl_person *b, struct bl_sort sort) {
    struct bl_arena arena = {0};
    int order = 0, sign = sort.descending ? -1 : 1;
    const char *x = bl_text_folded(&arena, a->company), *y = bl_text_folded(&arena, b->company);
    switch (sort.key) {
    case BL_SORT_NAME:
        order = sign * strcmp(bl_text_folded(&arena, a->name), bl_text_folded(&arena, b->name));
        if (!order) order = sign * strcmp(x, y);
        break;
    case BL_SORT_COMPANY: order = !*x != !*y ? (*x ? -1 : 1) : sign * strcmp(x, y); break;
    case BL_SORT_STAGE:
        order = sign * number(a->at.stage, b->at.stage);
        if (!order) order = number(a->at.status, b->at.status);
        break;
    case BL_SORT_MOMENT:
        order = sign * number(a->at.moment, b->at.moment);
        if (!order) order = number(a->at.status, b->at.status);
        break;
    case BL_SORT_LAST:
        order = dated(a->last_talk != BL_NO_DAY, b->last_talk != BL_NO_DAY, a->last_talk, b->last_talk, sort.descending);
        break;
    case BL_SORT_NEXT:
        order = !a->next.id != !b->next.id ? (a->next.id ? -1 : 1) : 0;
        if (!order)
            order = dated(a->next.id && a->next.due != BL_NO_DAY, b->next.id && b->next.due != BL_NO_DAY, a->next.due, b->next.due,
                          sort.descending);
        break;
    case BL_SORT_CREATED: order = sign * number(a->created_on, b->created_on); break;
    case BL_SORT_AGE: order = dated(!a->at.status, !b->at.status, a->at.stage_since, b->at.stage_since, !sort.descending); break;
    case BL_SORT_MRR: order = dated(a->mrr != BL_NO_MONEY, b->mrr != BL_NO_MONEY, a->mrr, b->mrr, sort.descending); break;
    case BL_SORT_ID: order = sign * number(a->id, b->id); break;
    case BL_SORTS: break;
    }
    bl_arena_free(&arena);
    return order;
}

static bool before(const struct bl_person *a, const struct bl_person *b, const struct bl_sort *sorts, size_t n) {
    static const struct bl_sort ties[] = {{BL_SORT_NAME, false}, {BL_SORT_ID, false}};
    int order = 0;
    for (size_t i = 0; i < n && !order; i++) order = by_key(a, b, sorts[i]);
    for (size_t i = 0; i < 2 && !order; i++) order = by_key(a, b, ties[i]);
    return order < 0;
}

static void sort_slowly(struct bl_person *people, size_t n, const struct bl_sort *sorts, size_t count) {
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && before(&people[k], &people[k - 1], sorts, count); k--) {
            struct bl_person spare = people[k];
            people[k] = people[k - 1];
            people[k - 1] = spare;
        }
}

/* The whole list by windows of `limit`, forwards or backwards, must be `want`. */
static void assert_windows(struct sandbox *s, struct bl_list_query query, const struct bl_person *want, size_t n) {
    size_t at = 0;
    for (;;) {
        struct bl_list_page page;
        OK(s, bl_store_list(s->store, &query, &s->arena, &page, &s->err));
        assert_true(page.n <= query.limit);
        for (size_t i = 0; i < page.n; i++) {
            size_t place = query.backwards ? n - at - page.n + i : at + i;
            if (place >= n || page.rows[i].id != want[place].id)
                fail_msg("sort %d%s%s: row %zu is %s (%lld), not %s (%lld)", (int)query.sort[0].key,
                         query.sort[0].descending ? " down" : "", query.backwards ? " backwards" : "", place, page.rows[i].name,
                         (long long)page.rows[i].id, want[place].name, (long long)want[place].id);
        }
        at += page.n;
        if (page.resume)
            query.anchor = page.resume;
        else if (page.n)
            query.anchor = page.rows[query.backwards ? 0 : page.n - 1].id;
        if (!page.more) break;
        assert_true(page.n || page.resume);
    }
    assert_int_equal(at, n);
}

static void orders(void **state) {
    struct sandbox *s = *state;
    crowd(s);
    size_t n;
    struct bl_person *people = everybody(s, &n);
    assert_int_equal(n, CROWD);
    for (int key = 0; key < BL_SORTS; key++)
        for (int down = 0; down < 2; down++) {
            struct bl_list_query query = {.sort = {{(enum bl_sort_key)key, down}}, .sorts = 1, .limit = 37};
            sort_slowly(people, n, query.sort, 1);
            assert_windows(s, query, people, n);
            query.backwards = true;
            assert_windows(s, query, people, n);
        }
    struct bl_list_query two = {.sort = {{BL_SORT_STAGE, true}, {BL_SORT_LAST, true}, {BL_SORT_COMPANY, false}}, .sorts = 3, .limit = 23};
    sort_slowly(people, n, two.sort, 3);
    assert_windows(s, two, people, n);
    two.sort[0] = (struct bl_sort){BL_SORT_LAST, false};
    two.sort[1] = (struct bl_sort){BL_SORT_MOMENT, true};
    sort_slowly(people, n, two.sort, 3);
    assert_windows(s, two, people, n);
    two.backwards = true;
    assert_windows(s, two, people, n);
}

static void anchors(void **state) {
    struct sandbox *s = *state;
    crowd(s);
    struct bl_list_page all, page;
    struct bl_list_query query = {.sort = {{BL_SORT_STAGE, false}}, .sorts = 1};
    OK(s, bl_store_list(s->store, &query, &s->arena, &all, &s->err));
    assert_int_equal(all.n, CROWD);
    assert_false(all.more);
    query.limit = 5;
    query.from_anchor = true;
    query.anchor = all.rows[200].id;
    OK(s, bl_store_list(s->store, &query, &s->arena, &page, &s->err));
    assert_int_equal(page.n, 5);
    assert_int_equal(page.rows[0].id, all.rows[200].id);
    assert_int_equal(page.rows[4].id, all.rows[204].id);
    query.backwards = true;
    OK(s, bl_store_list(s->store, &query, &s->arena, &page, &s->err));
    assert_int_equal(page.rows[4].id, all.rows[200].id);
    assert_int_equal(page.rows[0].id, all.rows[196].id);
    assert_true(page.more);
    query.backwards = query.from_anchor = false;
    query.anchor = 999999; /* gone: from the beginning */
    OK(s, bl_store_list(s->store, &query, &s->arena, &page, &s->err));
    assert_int_equal(page.rows[0].id, all.rows[0].id);
    query.anchor = all.rows[CROWD - 1].id;
    OK(s, bl_store_list(s->store, &query, &s->arena, &page, &s->err));
    assert_int_equal(page.n, 0);
    assert_false(page.more);
}

/* ---- filters ---- */

typedef bool chosen(const struct bl_person *p);
static bl_day today(void) {
    return sandbox_day(11, 21);
}
static bool named_maya(const struct bl_person *p) {
    return strncmp(p->name, "Maya", 4) == 0;
}
static bool brien(const struct bl_person *p) {
    return strstr(p->name, "O'Brien") != NULL;
}
static bool soehne(const struct bl_person *p) {
    return p->company && strstr(p->company, "Müller") != NULL;
}
static bool head(const struct bl_person *p) {
    return p->title != NULL;
}
static bool no_title(const struct bl_person *p) {
    return p->title == NULL;
}
static bool pricing(const struct bl_person *p) {
    return p->tags.n > 0 && strcmp(p->tags.at[0], "pricing") == 0;
}
static bool no_tag(const struct bl_person *p) {
    return p->tags.n == 0;
}
static bool in_selection(const struct bl_person *p) {
    return !p->at.status && p->at.stage == BL_SELECTION;
}
static bool not_selection(const struct bl_person *p) {
    return !in_selection(p);
}
static bool middle(const struct bl_person *p) {
    return !p->at.status && p->at.stage >= 3 && p->at.stage <= 5;
}
static bool resting_middle(const struct bl_person *p) {
    return p->at.status == BL_PARKED && p->at.stage >= 3 && p->at.stage <= 5;
}
static bool in_consideration(const struct bl_person *p) {
    return !p->at.status && (p->at.stage == 2 || p->at.stage == 3);
}
static bool closed(const struct bl_person *p) {
    return p->at.status > BL_PARKED;
}
static bool long_ago(const struct bl_person *p) {
    return p->last_talk != BL_NO_DAY && today() - p->last_talk > 30;
}
static bool never(const struct bl_person *p) {
    return p->last_talk == BL_NO_DAY;
}
static bool no_next(const struct bl_person *p) {
    return p->next.id == 0;
}
static bool overdue(const struct bl_person *p) {
    return p->next.id && p->next.due != BL_NO_DAY && p->next.due < today();
}
static bool due_soon(const struct bl_person *p) {
    return p->next.id && p->next.due != BL_NO_DAY && p->next.due <= today() + 3;
}
static bool aged(const struct bl_person *p) {
    return !p->at.status && today() - p->at.stage_since >= 60;
}
static bool recent(const struct bl_person *p) {
    return p->created_on > today() - 70;
}
static bool in_play(const struct bl_person *p) {
    return p->in_play;
}
static bool not_in_play(const struct bl_person *p) {
    return !p->in_play;
}
static bool scored(const struct bl_person *p) {
    return p->custom.n > 0;
}
static bool high_score(const struct bl_person *p) {
    return p->custom.n > 0 && atoi(p->custom.at[0].value) >= 150;
}
static bool mailed(const struct bl_person *p) {
    return p->emails.n > 0;
}
static bool sso(const struct bl_person *p) {
    return (p->id - 1) % 5 == 2 && (p->id - 1) % 2;
}
static bool pilot(const struct bl_person *p) {
    return (p->id - 1) % 5 == 2 && !((p->id - 1) % 2);
}
static bool seventh(const struct bl_person *p) {
    return p->id == 7;
}
static bool maya_or_tom(const struct bl_person *p) {
    return named_maya(p) || strncmp(p->name, "Tom", 3) == 0;
}
static bool maya_chen_not_lost(const struct bl_person *p) {
    return strcmp(p->name, "Maya Chen") == 0 && p->at.status != BL_LOST;
}
static bool all(const struct bl_person *p) {
    return p->id > 0;
}
static bool nobody(const struct bl_person *p) {
    return p->id < 0;
}

static const struct {
    const char *filter;
    chosen *matches;
} cases[] = {
    {"maya", named_maya},
    {"MAY", named_maya},
    {"name:maya", named_maya},
    {"ma", named_maya},
    {"name=\"Maya Chen\" not status:lost", maya_chen_not_lost},
    {"brien", brien},
    {"o'bri", brien},
    {"muller sohne", soehne},
    {"company:müller", soehne},
    {"donnees", head},
    {"title:head", head},
    {"title:none", no_title},
    {"title!=none", head},
    {"tag:pricing", pricing},
    {"pricing", pricing},
    {"tag:none", no_tag},
    {"stage:selection", in_selection},
    {"stage!=selection", not_selection},
    {"not stage:selection", not_selection},
    {"stage:selection..onboarding", middle},
    {"stage:selection..onboarding status:parked", resting_middle},
    {"milestone:consideration", in_consideration},
    {"status:closed", closed},
    {"last:over30d", long_ago},
    {"last:>30d", long_ago},
    {"last:none", never},
    {"next:none", no_next},
    {"next:overdue", overdue},
    {"next:<=3d", due_soon},
    {"age:>=60d", aged},
    {"created:<70d", recent},
    {"play:yes", in_play},
    {"play:no", not_in_play},
    {"lead_score:any", scored},
    {"lead_score>=150", high_score},
    {"email:any", mailed},
    {"said:sso", sso},
    {"said:\"lose a day\"", pilot},
    {"id:7", seventh},
    {"maya or tom", maya_or_tom},
    {"(maya or tom) and not (stage:selection or id>0)", nobody},
    {"xyzzy", nobody},
    {"said:xyzzy", nobody},
    {"id>0", all},
    {"status:any", all},
    {"said:\"day a lose\"", nobody},
    {"張", nobody},
    {"maya -chen -reed -silva -kim -brien", nobody},
};

static void filters(void **state) {
    struct sandbox *s = *state;
    crowd(s);
    size_t n;
    struct bl_person *people = everybody(s, &n);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct bl_filter filter;
        struct bl_ids ids;
        size_t want = 0;
        parse(s, cases[c].filter, &filter);
        OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
        for (size_t i = 0; i < n; i++) {
            if (!cases[c].matches(&people[i])) continue;
            if (want >= ids.n || ids.at[want] != people[i].id)
                fail_msg("“%s” misses %s (%lld)", cases[c].filter, people[i].name, (long long)people[i].id);
            want++;
        }
        if (ids.n != want) fail_msg("“%s” gives %zu people, not %zu", cases[c].filter, ids.n, want);
        if (want == 0 && cases[c].matches != nobody) fail_msg("“%s” proves nothing: nobody is meant", cases[c].filter);
        int64_t after = 0, count = 0;
        int pieces = 0;
        while (after >= 0) {
            OK(s, bl_store_count_piece(s->store, &filter, 50, &after, &count, &s->err));
            assert_true(++pieces < 20);
        }
        assert_int_equal(count, want);
    }
}

/* The same through lists: filtered windows with a tiny budget lose nobody and look at no more than they may. */
static void filtered_windows(void **state) {
    struct sandbox *s = *state;
    static const char *const sources[] = {"maya",         "ma",    "not tom", "stage:selection..onboarding", "title:head or said:sso",
                                          "created:<70d", "xyzzy", "not id>0"};
    static const struct bl_sort sorts[] = {{BL_SORT_NAME, false}, {BL_SORT_LAST, true}, {BL_SORT_STAGE, true},
                                           {BL_SORT_NEXT, false}, {BL_SORT_ID, false},  {BL_SORT_COMPANY, false}};
    crowd(s);
    size_t n;
    struct bl_person *people = everybody(s, &n), *want = bl_arena_array(&s->arena, n, sizeof *want);
    for (size_t f = 0; f < sizeof sources / sizeof *sources; f++)
        for (size_t k = 0; k < sizeof sorts / sizeof *sorts; k++)
            for (int back = 0; back < 2; back++) {
                struct bl_filter filter;
                struct bl_ids ids;
                parse(s, sources[f], &filter);
                OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
                size_t m = 0;
                for (size_t i = 0; i < n; i++)
                    for (size_t j = 0; j < ids.n; j++)
                        if (ids.at[j] == people[i].id) want[m++] = people[i];
                sort_slowly(want, m, &sorts[k], 1);
                struct bl_list_query query = {
                    .filter = &filter, .sort = {sorts[k]}, .sorts = 1, .limit = 9, .backwards = back, .budget = f % 2 ? 17 : 4};
                assert_windows(s, query, want, m);
            }
}

static void count_without_filter(void **state) {
    struct sandbox *s = *state;
    int64_t after = 0, count = 0, people = -1;
    OK(s, bl_store_count(s->store, &people, &s->err));
    assert_int_equal(people, 0);
    crowd(s);
    OK(s, bl_store_count_piece(s->store, NULL, 10, &after, &count, &s->err));
    assert_int_equal(count, CROWD);
    assert_int_equal(after, -1);
}

static void deep_and_long_filters(void **state) {
    struct sandbox *s = *state;
    struct bl_buf deep = {0}, lots = {0};
    struct bl_filter filter;
    struct bl_ids ids;
    sandbox_add(s, "Maya Chen", 0);
    for (int i = 0; i < 190; i++) bl_buf_str(&lots, i ? " maya" : "maya");
    parse(s, lots.data, &filter);
    OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
    assert_int_equal(ids.n, 1);
    for (int i = 0; i < 190; i++) bl_buf_str(&deep, i ? " or tag:x" : "maya");
    parse(s, deep.data, &filter);
    OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
    assert_int_equal(ids.n, 1);
    for (int levels = 1; levels < 45; levels++) { /* works, or says why; never a failure of SQLite */
        bl_buf_cut(&deep, 0);
        for (int i = 0; i < levels; i++) bl_buf_str(&deep, i % 2 ? "(maya or not " : "(said:x or email:y or maya and ");
        bl_buf_str(&deep, "tag:pricing");
        bl_buf_fill(&deep, ')', (size_t)levels);
        parse(s, deep.data, &filter);
        enum bl_status status = bl_store_select(s->store, &filter, &s->arena, &ids, &s->err);
        if (status != BL_OK && status != BL_USAGE) fail_msg("%d levels: %s", levels, s->err.text);
        if (levels < 8) assert_int_equal(status, BL_OK);
    }
    bl_buf_free(&deep);
    bl_buf_free(&lots);
}

/* What stands in a filter is a value, never SQL or a full-text query. */
static void hostile_filters(void **state) {
    struct sandbox *s = *state;
    static const char *const sources[] = {"\"'; DROP TABLE person; --\"",
                                          "name:\"a' OR '1'='1\"",
                                          "said:\"NEAR( * AND\"",
                                          "said:'a*b^c'",
                                          "tag:\"%_\"",
                                          "\"NOT\"",
                                          "a*",
                                          "{name_key}",
                                          "^x"};
    int64_t maya = sandbox_add(s, "Maya Chen", 0);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct bl_filter filter;
        struct bl_ids ids;
        struct bl_error err;
        if (bl_filter_parse(sources[i], today(), (struct bl_strs){0}, &s->arena, &filter, &err) != BL_OK) continue;
        OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
        assert_int_equal(ids.n, 0);
    }
    struct bl_person p;
    OK(s, bl_store_person(s->store, maya, &s->arena, &p, &s->err));
}

/* ---- a large book, where words are tried on a sample before full text is asked ---- */

enum { LARGE = 32000 };

static void large_book(struct sandbox *s) {
    static const char *const first[] = {"Maya", "Tom", "Ana", "Bo"}, *const last[] = {"Chen", "Reed", "Silva"};
    struct bl_bulk *bulk;
    int64_t id, step;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 1; i <= LARGE; i++) {
        char name[64], company[32], url[64];
        const char *urls[] = {url};
        snprintf(name, sizeof name, "%s %s", first[i % 4], last[i % 3]);
        snprintf(company, sizeof company, "Company %d", i);
        snprintf(url, sizeof url, "https://x.example/in/%d", i);
        struct bl_person_edit row = {.name = name, .company = company, .title = i % 2 ? "Head of Sales" : NULL, .urls = {urls, 1}};
        OK(s, bl_bulk_insert(bulk, &row, i % 1000 == 0 ? BL_SELECTION : 0, 0, &id, &s->err));
        assert_int_equal(id, i);
    }
    OK(s, bl_bulk_commit(bulk, "large", &step, &s->err));
}

static bool begins(int i, const char *digits) {
    char number[16];
    snprintf(number, sizeof number, "%d", i);
    return strncmp(number, digits, strlen(digits)) == 0;
}
static bool everyone(int i) {
    return i > 0;
}
static bool hundreds(int i) {
    return begins(i, "123");
}
static bool maya_hundreds(int i) {
    return i % 4 == 0 && hundreds(i);
}
static bool one(int i) {
    return i == 12345;
}
static bool heads(int i) {
    return i % 2 == 1;
}
static bool head_ana(int i) {
    return i % 2 == 1 && i % 4 == 2;
} /* nobody */
static bool selected(int i) {
    return i % 1000 == 0;
}
static bool mayas(int i) {
    return i % 4 == 0;
}
static bool tom_or_selected(int i) {
    return i % 4 == 1 || i % 1000 == 0;
}

static void large_lists(void **state) {
    struct sandbox *s = *state;
    static const struct {
        const char *filter;
        bool (*matches)(int i);
    } searches[] = {{"company", everyone},
                    {"company 123", hundreds},
                    {"maya 123", maya_hundreds},
                    {"12345", one},
                    {"sales", heads},
                    {"head ana", head_ana},
                    {"stage:selection", selected},
                    {"maya", mayas},
                    {"tom or stage:selection", tom_or_selected}};
    static const struct bl_sort sorts[] = {{BL_SORT_NAME, false}, {BL_SORT_STAGE, true}};
    large_book(s);
    bool *seen = calloc(LARGE + 1, sizeof *seen);
    assert_non_null(seen);
    for (size_t f = 0; f < sizeof searches / sizeof *searches; f++)
        for (size_t k = 0; k < sizeof sorts / sizeof *sorts; k++) {
            struct bl_filter filter;
            struct bl_list_query query = {.filter = &filter, .sort = {sorts[k]}, .sorts = 1, .limit = 5000, .budget = 900};
            struct bl_list_page page = {.more = true};
            struct bl_person last = {0};
            int64_t want = 0, got = 0, after = 0, count = 0;
            parse(s, searches[f].filter, &filter);
            memset(seen, 0, (LARGE + 1) * sizeof *seen);
            while (page.more) {
                OK(s, bl_store_list(s->store, &query, &s->arena, &page, &s->err));
                for (size_t i = 0; i < page.n; i++, got++) {
                    int64_t id = page.rows[i].id;
                    if (seen[id] || !searches[f].matches((int)id)) fail_msg("“%s” gives %lld", searches[f].filter, (long long)id);
                    if (last.id && !before(&last, &page.rows[i], &sorts[k], 1))
                        fail_msg("“%s” out of order at %lld", searches[f].filter, (long long)id);
                    seen[id] = true;
                    last = page.rows[i];
                }
                query.anchor = page.resume ? page.resume : last.id;
            }
            for (int i = 1; i <= LARGE; i++) want += searches[f].matches(i);
            assert_int_equal(got, want);
            while (after >= 0) OK(s, bl_store_count_piece(s->store, &filter, 7000, &after, &count, &s->err));
            assert_int_equal(count, want);
            bl_arena_free(&s->arena);
        }
    free(seen);
    struct bl_person *people;
    size_t n;
    OK(s, bl_store_complete(s->store, "company 1234", 50, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 11); /* 1234 and 12340 to 12349 */
    OK(s, bl_store_complete(s->store, "company", 7, &s->arena, &people, &n, &s->err));
    assert_int_equal(n, 7);
    assert_int_equal(bl_store_who(s->store, "maya chne", &s->arena, &people, &n, &s->err), BL_NOT_FOUND);
    assert_non_null(strstr(s->err.hint, "Maya Chen"));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {
        TEST(orders),
        TEST(anchors),
        TEST(filters),
        TEST(filtered_windows),
        TEST(count_without_filter),
        TEST(deep_and_long_filters),
        TEST(hostile_filters),
        TEST(large_lists),
    };
    return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
