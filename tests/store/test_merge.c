/* Two people become one. The book is held against a slow model of rule 7 (journey.md section 3) written from its words: random pairs of histories, merged, every week's
 * figures counted person by person, then undone and redone to the byte. The fields, the rows and what is refused are tried one by one. */
#include "store/chance.h"
#include "store/sandbox.h"

#include "store/internal.h"

enum { MOST = 200, SPAN = 60, PEOPLE = 4 };

static enum bl_status keep_text(void *to, const char *bytes, size_t n, struct bl_error *err) {
    bl_buf_add(to, bytes, n);
    return ((struct bl_buf *)to)->failed ? bl_nomem(err) : BL_OK;
}

/* The export in jsonl. */
static const char *lines(struct sandbox *s) {
    struct bl_buf out = {0};
    OK(s, bl_store_dump(s->store, NULL, keep_text, &out, NULL, &s->err));
    const char *kept = bl_arena_str(&s->arena, bl_buf_text(&out));
    bl_buf_free(&out);
    assert_non_null(kept);
    return kept;
}

static void undo(struct sandbox *s) {
    struct bl_step_row *rows;
    size_t n = 0;
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 1);
}

static void redo(struct sandbox *s) {
    struct bl_step_row *rows;
    size_t n = 0;
    OK(s, bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 1);
}

static enum bl_status try_merge(struct sandbox *s, int64_t first, int64_t second, struct bl_strs take, struct bl_merge *out) {
    OK(s, bl_step_begin(s->store, false, &s->err));
    struct bl_error err;
    enum bl_status status = bl_merge(s->store, first, second, take, &s->arena, out, &err);
    if (status == BL_OK)
        OK(s, bl_step_commit(s->store, "merge", NULL, &s->err));
    else
        bl_step_rollback(s->store);
    if (status != BL_OK) s->err = err;
    return status;
}

static int64_t number(struct sandbox *s, const char *sql) {
    int64_t n = -1;
    OK(s, bl__pragma_number(s->store, sql, &n, &s->err));
    return n;
}

/* ---- random histories ---- */

static void finish(struct sandbox *s, enum bl_status status) {
    if (status != BL_OK && status != BL_REFUSED && status != BL_USAGE) fail_msg("%s", s->err.text);
    if (status == BL_OK)
        OK(s, bl_step_commit(s->store, "act", NULL, &s->err));
    else
        bl_step_rollback(s->store);
}

static void act(struct sandbox *s, struct random *r, int64_t person, bl_day first) {
    static const int sides[] = {BL_LOST, BL_DISQUALIFIED, BL_CHURNED};
    struct bl_record record = {
        .act = (enum bl_act)(BL_ACT_MOVE + pick(r, 5)), .day = first + pick(r, SPAN), .until = BL_NO_DAY, .why = "because"};
    struct bl_recorded done;
    if (pick(r, 2)) record.act = (enum bl_act)(BL_ACT_CLOSE + pick(r, 2)); /* many cycles */
    if (record.act == BL_ACT_MOVE || record.act == BL_ACT_REOPEN) {
        record.stage = pick(r, 8);
        record.moment = pick(r, 7);
        if (!record.stage && !record.moment) record.stage = 1 + pick(r, 7);
    }
    if (record.act == BL_ACT_PARK) record.until = record.day + 10;
    if (record.act == BL_ACT_CLOSE) record.side = sides[pick(r, 3)];
    OK(s, bl_step_begin(s->store, false, &s->err));
    finish(s, bl_entry_record(s->store, person, &record, &done, &s->err));
}

static void pay(struct sandbox *s, struct random *r, int64_t person, bl_day first) {
    struct bl_payment pay = {.person = person, .kind = BL_PAY_PRICE, .list = 100 * (1 + pick(r, 50)), .agreed = BL_NO_MONEY}, out;
    bl_day moved;
    pay.agreed = pay.list / 2;
    pay.day = first + pick(r, SPAN);
    OK(s, bl_step_begin(s->store, false, &s->err));
    finish(s, bl_payment_record(s->store, &pay, &out, &moved, &s->err));
}

static void take_out(struct sandbox *s, struct random *r, int64_t person) {
    struct bl_entry *rows;
    struct bl_recorded done;
    size_t n;
    OK(s, bl_store_entries(s->store, person, &s->arena, &rows, &n, &s->err));
    OK(s, bl_step_begin(s->store, false, &s->err));
    finish(s, bl_entry_void(s->store, rows[pick(r, (int)n)].id, NULL, &done, &s->err));
}

/* ---- the slow model ---- */

struct fact {
    struct bl_entry entry;
    int journey; /* index of the model's journeys, −1: a bystander's */
};
struct course {
    int64_t person;
    size_t begins, ends; /* places in the order of the book; SIZE_MAX while live */
    int stage, moment;
    int stays; /* −1 not known yet */
};
struct model {
    struct fact facts[PEOPLE * MOST];
    size_t n;
    struct course courses[MOST];
    size_t course_count;
    int64_t first;
};

static int in_order(const void *a, const void *b) {
    const struct fact *x = a, *y = b;
    if (x->entry.day != y->entry.day) return x->entry.day < y->entry.day ? -1 : 1;
    return x->entry.id < y->entry.id ? -1 : 1;
}

/* Reads what holds of everybody, before the merge. */
static void read_model(struct sandbox *s, struct model *m, int64_t first, int64_t second) {
    memset(m, 0, sizeof *m);
    m->first = first;
    for (int64_t person = 1; person <= PEOPLE; person++) {
        struct bl_entry *rows;
        size_t n;
        OK(s, bl_store_entries(s->store, person, &s->arena, &rows, &n, &s->err));
        for (size_t i = 0; i < n; i++)
            if (!rows[i].voided_by) m->facts[m->n++] = (struct fact){rows[i], -1};
    }
    qsort(m->facts, m->n, sizeof *m->facts, in_order);
    int of[PEOPLE + 1];
    int at_stage[PEOPLE + 1] = {0}, at_moment[PEOPLE + 1] = {0};
    for (size_t i = 0; i < m->n; i++) {
        struct bl_entry *e = &m->facts[i].entry;
        if (e->person != first && e->person != second) continue;
        if (e->act == BL_ACT_OPEN || e->act == BL_ACT_REOPEN) {
            of[e->person] = (int)m->course_count;
            m->courses[m->course_count++] = (struct course){.person = e->person, .begins = i, .ends = SIZE_MAX, .stays = -1};
        }
        struct course *c = &m->courses[of[e->person]];
        m->facts[i].journey = of[e->person];
        if (e->act == BL_ACT_CLOSE) c->ends = i;
        if (e->stage && e->act != BL_ACT_CLOSE && e->act != BL_ACT_PARK) at_stage[e->person] = e->stage;
        if (e->moment && e->act != BL_ACT_CLOSE && e->act != BL_ACT_PARK) at_moment[e->person] = e->moment;
        if (at_stage[e->person] > c->stage) c->stage = at_stage[e->person];
        if (at_moment[e->person] > c->moment) c->moment = at_moment[e->person];
    }
}

static bool beats(const struct model *m, const struct course *a, const struct course *b) {
    if (a->stage != b->stage) return a->stage > b->stage;
    if (a->moment != b->moment) return a->moment > b->moment;
    if ((a->ends == SIZE_MAX) != (b->ends == SIZE_MAX)) return a->ends == SIZE_MAX;
    return a->person == m->first;
}

/* A journey stays unless one that overlaps it, is further, and stays itself, is there. */
static bool stays(struct model *m, size_t i) {
    struct course *c = &m->courses[i];
    if (c->stays >= 0) return c->stays;
    bool yes = true;
    for (size_t k = 0; k < m->course_count && yes; k++) {
        const struct course *o = &m->courses[k];
        bool together = o->person != c->person && o->begins <= c->ends && c->begins <= o->ends;
        if (together && beats(m, o, c) && stays(m, k)) yes = false;
    }
    c->stays = yes;
    return yes;
}

/* After the merge: the second's are the first's, what goes is gone. */
static void merge_model(struct model *m, int64_t second) {
    size_t kept = 0;
    for (size_t i = 0; i < m->n; i++) {
        if (m->facts[i].journey >= 0 && !stays(m, (size_t)m->facts[i].journey)) continue;
        if (m->facts[i].entry.person == second) m->facts[i].entry.person = m->first;
        m->facts[kept++] = m->facts[i];
    }
    m->n = kept;
}

struct place {
    bool begun;
    int status, at[2], cycle;
};

static void go(struct place *p, const struct bl_entry *e) {
    if (e->act == BL_ACT_OPEN || e->act == BL_ACT_REOPEN) p->cycle++;
    p->begun = true;
    if (e->act == BL_ACT_PARK || e->act == BL_ACT_CLOSE) {
        p->status = e->side;
        return;
    }
    p->status = 0;
    if (e->stage) p->at[0] = e->stage;
    if (e->moment) p->at[1] = e->moment;
}

static int shown(const struct place *p, int track) {
    return !p->begun ? 0 : p->status ? p->status : p->at[track];
}

/* R1 and R2 of a week, by walking over everything from the beginning. */
static void count_week(const struct model *m, int track, bl_day from, bl_day to, struct bl_stock out[BL_STATES + 1],
                       int64_t gross[BL_STATES][BL_STATES]) {
    struct place places[PEOPLE + 1] = {{0}};
    bool opened = false;
    for (size_t i = 0; i <= m->n; i++) {
        bool end = i == m->n || m->facts[i].entry.day > to;
        if (!opened && (end || m->facts[i].entry.day >= from)) {
            for (int64_t p = 1; p <= PEOPLE; p++) out[shown(&places[p], track)].open++;
            opened = true;
        }
        if (end) break;
        const struct bl_entry *e = &m->facts[i].entry;
        int before = shown(&places[e->person], track);
        go(&places[e->person], e);
        int after = shown(&places[e->person], track);
        if (e->day < from || before == after) continue;
        out[before].out++;
        out[after].in++;
        gross[before][after]++;
    }
    for (int64_t p = 1; p <= PEOPLE; p++) out[shown(&places[p], track)].close++;
}

static void compare_week(struct sandbox *s, const struct model *m, bl_day day, int round) {
    for (int track = 0; track < 2; track++) {
        struct bl_review r;
        struct bl_stock want[BL_STATES + 1] = {{0}};
        int64_t gross[BL_STATES][BL_STATES] = {{0}}, moves = 0, told = 0;
        OK(s, bl_store_review(s->store, (enum bl_lens)track, day, 0, &s->arena, &r, &s->err));
        count_week(m, track, r.from, r.to, want, gross);
        for (int at = 1; at < BL_STATES; at++) {
            const struct bl_stock *got = &r.states[at];
            if (got->open != want[at].open || got->in != want[at].in || got->out != want[at].out || got->close != want[at].close)
                fail_msg("round %d, track %d, state %d: %lld/%lld/%lld/%lld, the model says %lld/%lld/%lld/%lld", round, track, at,
                         (long long)got->open, (long long)got->in, (long long)got->out, (long long)got->close, (long long)want[at].open,
                         (long long)want[at].in, (long long)want[at].out, (long long)want[at].close);
        }
        for (int from = 0; from < BL_STATES; from++)
            for (int to = 0; to < BL_STATES; to++) moves += gross[from][to];
        for (size_t i = 0; i < r.gross_count; i++) {
            assert_int_equal(r.gross[i].n, gross[r.gross[i].from][r.gross[i].to]);
            told += r.gross[i].n;
        }
        assert_int_equal(told, moves);
    }
}

static void compare(struct sandbox *s, const struct model *m, bl_day first, int round) {
    for (bl_day day = first - 7; day < first + SPAN + 7 && day <= bl_store_now(s->store).today; day += 7) compare_week(s, m, day, round);
    struct place at = {0};
    struct bl_person p;
    for (size_t i = 0; i < m->n; i++)
        if (m->facts[i].entry.person == m->first) go(&at, &m->facts[i].entry);
    OK(s, bl_store_person(s->store, m->first, &s->arena, &p, &s->err));
    assert_int_equal(p.at.status, at.status);
    assert_int_equal(p.at.stage, at.at[0]);
    assert_int_equal(p.at.moment, at.at[1]);
    assert_int_equal(p.at.cycle, at.cycle);
}

static void make_people(struct sandbox *s, struct random *r, bl_day first) {
    for (int i = 0; i < PEOPLE; i++) {
        char name[32];
        int64_t id;
        snprintf(name, sizeof name, "Person %d", i + 1);
        struct bl_add add = {.edit = {.name = name}, .stage = 1 + pick(r, 5), .moment = 1 + pick(r, 5), .day = first + pick(r, SPAN / 2)};
        STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    }
    for (int deeds = 4 + pick(r, 40); deeds > 0; deeds--) {
        int64_t person = 1 + pick(r, PEOPLE);
        int what = pick(r, 20);
        if (what == 0)
            pay(s, r, person, first);
        else if (what == 1)
            take_out(s, r, person);
        else
            act(s, r, person, first);
    }
}

static void random_histories(void **state) {
    (void)state;
    struct model *m = calloc(1, sizeof *m);
    int merged = 0, refused = 0, cycles = 0, voided = 0, rounds = sandbox_rounds(60);
    struct random r = {88172645463325252u};
    assert_non_null(m);
    for (int round = 0; round < rounds; round++) {
        void *box = NULL;
        assert_int_equal(sandbox_setup(&box), 0);
        struct sandbox *s = box;
        struct bl_merge told;
        bl_day first = sandbox_day(9, 15);
        make_people(s, &r, first);
        int64_t a = 1 + pick(&r, 2), b = a == 1 ? 2 : 1;
        read_model(s, m, a, b);
        const char *before = lines(s);
        enum bl_status status = try_merge(s, a, b, (struct bl_strs){0}, &told);
        if (status == BL_REFUSED) { /* a payment that no journey would hold */
            assert_string_equal(lines(s), before);
            assert_true(strstr(s->err.text, "Person 1") || strstr(s->err.text, "Person 2"));
            refused++;
        } else {
            if (status != BL_OK) fail_msg("round %d: %s", round, s->err.text);
            merge_model(m, b);
            compare(s, m, first, round);
            sandbox_balanced(s);
            const char *after = lines(s);
            struct bl_diagnosis diagnosis;
            OK(s, bl_doctor(s->store, false, &s->arena, &diagnosis, &s->err));
            if (!diagnosis.sound) fail_msg("round %d: %s", round, diagnosis.at[0].text);
            undo(s);
            assert_string_equal(lines(s), before);
            sandbox_balanced(s);
            redo(s);
            assert_string_equal(lines(s), after);
            merged++;
            cycles += told.after.cycle > 1;
            voided += told.voided > 0;
        }
        assert_int_equal(sandbox_teardown(&box), 0);
    }
    print_message("%d merged, %d refused; %d with several cycles, %d with entries out of the book\n", merged, refused, cycles, voided);
    assert_true(merged > rounds * 3 / 4 && (refused > 0 || rounds < 60) && cycles > rounds / 12 - 1 && voided > rounds / 4);
    free(m);
}

/* ---- fields ---- */

static int64_t person(struct sandbox *s, const struct bl_person_edit *edit, bl_day day) {
    int64_t id = 0;
    struct bl_add add = {.edit = *edit, .day = day, .by_hand = true};
    STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    return id;
}

static const struct bl_merge_field *field(const struct bl_merge *m, const char *name) {
    for (size_t i = 0; i < m->field_count; i++)
        if (strcmp(m->fields[i].name, name) == 0) return &m->fields[i];
    fail_msg("no field %s", name);
    return NULL;
}

static void fields_are_filled_kept_and_told(void **state) {
    struct sandbox *s = *state;
    const char *mail_a[] = {"maya@a.example"}, *mail_b[] = {"MAYA@a.example", "m@b.example"}, *tag_a[] = {"x"}, *tag_b[] = {"x", "y"};
    struct bl_pair own_a[] = {{"dog", "Rex"}, {"size", "40"}}, own_b[] = {{"dog", "Rufus"}, {"city", "Rome"}};
    int64_t ref = sandbox_add(s, "Refer Er", sandbox_day(10, 1));
    int64_t a = person(s,
                       &(struct bl_person_edit){.name = "Maya Chen",
                                                .company = "Northwind",
                                                .note = "one",
                                                .emails = {mail_a, 1},
                                                .tags = {tag_a, 1},
                                                .custom = {own_a, 2},
                                                .first_contact = sandbox_day(1, 2)},
                       sandbox_day(11, 1));
    int64_t b = person(s,
                       &(struct bl_person_edit){.name = "Maya Chan",
                                                .company = "Acme",
                                                .title = "CTO",
                                                .note = "two",
                                                .emails = {mail_b, 2},
                                                .tags = {tag_b, 2},
                                                .custom = {own_b, 2},
                                                .first_contact = sandbox_day(3, 4),
                                                .referred_by = ref},
                       sandbox_day(10, 20));
    int64_t c = person(s, &(struct bl_person_edit){.name = "Brought By B", .referred_by = b}, sandbox_day(11, 2));
    struct bl_person_edit by_b = {.referred_by = b, .first_contact = BL_NO_DAY};
    STEP(s, "edit", bl_person_change(s->store, a, &by_b, &s->err));
    const char *before = lines(s), *takes[] = {"company", "dog", "email"};
    struct bl_merge m, look;
    struct bl_person p;
    OK(s, bl_merge_look(s->store, a, b, (struct bl_strs){takes, 3}, &s->arena, &look, &s->err));
    assert_string_equal(lines(s), before);
    OK(s, try_merge(s, a, b, (struct bl_strs){takes, 3}, &m));
    assert_int_equal(m.field_count, look.field_count);
    assert_int_equal(field(&m, "name")->how, BL_MERGE_KEPT);
    assert_int_equal(field(&m, "company")->how, BL_MERGE_TAKEN);
    assert_int_equal(field(&m, "title")->how, BL_MERGE_FILLED);
    assert_int_equal(field(&m, "city")->how, BL_MERGE_FILLED);
    assert_int_equal(field(&m, "size")->how, BL_MERGE_SAME);
    OK(s, bl_store_person(s->store, a, &s->arena, &p, &s->err));
    assert_string_equal(p.name, "Maya Chen");
    assert_string_equal(p.company, "Acme");
    assert_string_equal(p.title, "CTO");
    assert_int_equal(p.emails.n, 2);
    assert_string_equal(p.emails.at[0], "MAYA@a.example"); /* one address, however it is written; the second's first, as was asked */
    assert_string_equal(p.email, "MAYA@a.example");
    assert_int_equal(p.tags.n, 2);
    assert_int_equal(p.custom.n, 3);
    assert_int_equal(p.referred_by, ref); /* by the second: that would be by themselves; so by whom the second was */
    assert_int_equal(p.first_contact, sandbox_day(1, 2));
    assert_int_equal(p.created_on, sandbox_day(10, 20));
    for (size_t i = 0; i < p.custom.n; i++)
        if (strcmp(p.custom.at[i].name, "dog") == 0) assert_string_equal(p.custom.at[i].value, "Rufus");
    static const char *const said[] = {"one\ntwo\n", "merged with #", "name Maya Chan", "company Northwind", "first_contact 2026-03-04",
                                       "dog Rex"};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strstr(p.note, said[i])) fail_msg("the note lacks “%s”: %s", said[i], p.note);
    OK(s, bl_store_person(s->store, c, &s->arena, &p, &s->err));
    assert_int_equal(p.referred_by, a);
    sandbox_balanced(s);
    undo(s);
    assert_string_equal(lines(s), before);
}

static void a_take_that_is_none(void **state) {
    struct sandbox *s = *state;
    int64_t a = sandbox_add(s, "Ann", sandbox_day(11, 1)), b = sandbox_add(s, "Anne", sandbox_day(11, 2));
    const char *none[] = {"company"}, *odd[] = {"shoe size"};
    struct bl_merge m;
    assert_int_equal(bl_merge_look(s->store, a, b, (struct bl_strs){none, 1}, &s->arena, &m, &s->err), BL_USAGE);
    assert_int_equal(bl_merge_look(s->store, a, b, (struct bl_strs){odd, 1}, &s->arena, &m, &s->err), BL_USAGE);
    assert_int_equal(bl_merge_look(s->store, a, a, (struct bl_strs){0}, &s->arena, &m, &s->err), BL_USAGE);
    assert_int_equal(bl_merge_look(s->store, a, 99, (struct bl_strs){0}, &s->arena, &m, &s->err), BL_NOT_FOUND);
}

/* ---- rows ---- */

static int64_t talk(struct sandbox *s, int64_t a, int64_t b, const char *text) {
    int64_t ids[2] = {a, b};
    const char *quotes[] = {"a quote"};
    struct bl_said_promise promise = {.text = "send it", .due = BL_NO_DAY};
    struct bl_log log = {
        .people = {ids, b ? 2 : 1}, .text = text, .day = BL_NO_DAY, .quotes = {quotes, 1}, .promises = &promise, .promise_count = 1};
    struct bl_logged logged;
    STEP(s, "log", bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
    return logged.talk;
}

static void rows_move_over(void **state) {
    struct sandbox *s = *state;
    int64_t a = sandbox_add(s, "Ann Lee", sandbox_day(10, 1)), b = sandbox_add(s, "Anne Lee", sandbox_day(10, 5));
    int64_t c = sandbox_add(s, "Other", sandbox_day(10, 5)), shared = talk(s, b, a, "of both");
    bool changed;
    talk(s, a, 0, "the first's");
    talk(s, b, c, "with a third");
    STEP(s, "snooze", bl_snooze_set(s->store, b, sandbox_day(12, 1), "later", &s->err));
    STEP(s, "apart", bl_dupes_apart(s->store, c, b, true, &changed, &s->err));
    STEP(s, "apart", bl_dupes_apart(s->store, a, b, true, &changed, &s->err));
    const char *before = sandbox_dump(s);
    struct bl_merge m;
    struct bl_talk *talks;
    struct bl_person p;
    size_t n;
    OK(s, try_merge(s, a, b, (struct bl_strs){0}, &m));
    assert_int_equal(m.talks, 2);
    assert_int_equal(m.shared, 1);
    OK(s, bl_store_talks(s->store, a, 0, &s->arena, &talks, &n, &s->err));
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++)
        if (talks[i].id == shared) assert_int_equal(talks[i].people.n, 1);
    OK(s, bl_store_person(s->store, a, &s->arena, &p, &s->err));
    assert_int_equal(p.talks, 3);
    assert_int_equal(number(s, "SELECT count(*) FROM promise WHERE person = 1"), 3);
    assert_int_equal(number(s, "SELECT until FROM snooze WHERE person = 1"), sandbox_day(12, 1));
    assert_int_equal(number(s, "SELECT count(*) FROM apart WHERE a = 1 AND b = 3"), 1); /* who was not the second is not the first */
    assert_int_equal(number(s, "SELECT count(*) FROM apart"), 1);
    /* Whoever adds a table that names people adds it to the merge: nobody points to the one who is gone. */
    sandbox_none(s, "SELECT count(*) FROM talk_person WHERE person = 2");
    struct bl_buf sql = {0};
    bl_buf_str(
        &sql,
        "SELECT group_concat('SELECT count(*) AS n FROM ' || m.name || ' WHERE ' || p.name || ' = 2', ' UNION ALL ') FROM sqlite_schema m, "
        "pragma_foreign_key_list(m.name) f, pragma_table_info(m.name) p WHERE m.type = 'table' AND f.\\\"table\\\" = 'person' AND p.name = "
        "f.\\\"from\\\"");
    char command[1200], all[4000] = "";
    snprintf(command, sizeof command, "sqlite3 '%s' \"%s\"", s->path, bl_buf_text(&sql));
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(all, sizeof all, pipe));
    pclose(pipe);
    all[strcspn(all, "\n")] = '\0';
    assert_non_null(strstr(all, "snooze"));
    bl_buf_cut(&sql, 0);
    bl_buf_addf(&sql, "SELECT sum(n) FROM (%s)", all);
    sandbox_none(s, bl_buf_text(&sql));
    bl_buf_free(&sql);
    sandbox_balanced(s);
    undo(s);
    assert_string_equal(sandbox_dump(s), before);
    redo(s);
    undo(s);
    assert_string_equal(sandbox_dump(s), before);
}

static void numbers_are_not_given_away(void **state) {
    struct sandbox *s = *state;
    int64_t a = sandbox_add(s, "Ann Lee", sandbox_day(10, 1)), b = sandbox_add(s, "Anne Lee", sandbox_day(10, 5)), into = 0;
    int64_t c = sandbox_add(s, "Annie Lee", sandbox_day(10, 6));
    struct bl_merge m;
    struct bl_person *found;
    const char *name = NULL;
    size_t n;
    OK(s, try_merge(s, a, b, (struct bl_strs){0}, &m));
    OK(s, try_merge(s, c, a, (struct bl_strs){0}, &m)); /* whoever was the first's is the third's now */
    OK(s, bl_merged_into(s->store, b, &s->arena, &into, &name, &s->err));
    assert_int_equal(into, c);
    assert_string_equal(name, "Anne Lee");
    assert_int_equal(bl_store_who(s->store, "2", &s->arena, &found, &n, &s->err), BL_NOT_FOUND);
    assert_non_null(strstr(s->err.text, "#2 Anne Lee was merged into #3 Annie Lee"));
    assert_int_equal(sandbox_add(s, "New", sandbox_day(11, 1)), 4);
    /* Nor by a file that was written out and read in. */
    undo(s);
    struct sandbox other = {0};
    snprintf(other.path, sizeof other.path, "%s/data/other.db", s->dir);
    OK(s, try_merge(s, 3, sandbox_add(s, "Last", sandbox_day(11, 2)), (struct bl_strs){0}, &m));
    char *text = bl_arena_str(&s->arena, lines(s)), *rest = NULL;
    sandbox_open(&other);
    OK(&other, bl_store_fill_begin(other.store, &other.err));
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        OK(&other, bl_store_fill_line(other.store, line, &other.err));
    OK(&other, bl_store_fill_end(other.store, &other.err));
    assert_string_equal(lines(&other), lines(s));
    assert_int_equal(sandbox_add(&other, "New", sandbox_day(11, 1)), m.second.id + 1);
    bl_store_close(other.store);
    bl_arena_free(&other.arena);
}

/* ---- the book, one by one ---- */

static void record(struct sandbox *s, int64_t id, enum bl_act act, int stage, int moment, int side, bl_day day) {
    struct bl_record r = {.act = act, .stage = stage, .moment = moment, .side = side, .day = day, .until = BL_NO_DAY, .why = "because"};
    struct bl_recorded out;
    STEP(s, "act", bl_entry_record(s->store, id, &r, &out, &s->err));
}

static void further_journeys_stay(void **state) {
    struct sandbox *s = *state;
    int64_t a = sandbox_add(s, "Ann", sandbox_day(9, 1)), b = sandbox_add(s, "Anne", sandbox_day(9, 10));
    struct bl_merge m;
    struct bl_person p;
    record(s, a, BL_ACT_CLOSE, 0, 0, BL_LOST, sandbox_day(9, 9)); /* before the second began: a cycle of its own */
    record(s, b, BL_ACT_MOVE, BL_SELECTION, BL_ONE_TO_ONE, 0, sandbox_day(9, 20));
    record(s, a, BL_ACT_REOPEN, BL_EDUCATION, BL_COMMUNITY, 0, sandbox_day(9, 25)); /* at the same time, and less far */
    OK(s, try_merge(s, a, b, (struct bl_strs){0}, &m));
    assert_int_equal(m.journey_count, 3);
    assert_int_equal(m.voided, 1);
    OK(s, bl_store_person(s->store, a, &s->arena, &p, &s->err));
    assert_int_equal(p.at.cycle, 2);
    assert_int_equal(p.at.stage, BL_SELECTION);
    assert_int_equal(p.at.opened_on, sandbox_day(9, 10));
    struct bl_entry *rows;
    size_t n, out = 0;
    OK(s, bl_store_entries(s->store, a, &s->arena, &rows, &n, &s->err));
    for (size_t i = 0; i < n; i++) out += rows[i].voided_by != 0 && rows[i].act != BL_ACT_VOID;
    assert_int_equal(n, 6); /* five acts, one correction that says why */
    assert_int_equal(out, 1);
    sandbox_balanced(s);
}

static void money_that_no_journey_holds(void **state) {
    struct sandbox *s = *state;
    int64_t a = sandbox_add(s, "Ann", sandbox_day(10, 10)), b = sandbox_add(s, "Anne", sandbox_day(10, 1));
    struct bl_payment pay = {.person = b, .kind = BL_PAY_PRICE, .day = sandbox_day(10, 3), .list = 5000, .agreed = 4000}, out;
    struct bl_merge m;
    bl_day moved;
    STEP(s, "pay", bl_payment_record(s->store, &pay, &out, &moved, &s->err));
    record(s, a, BL_ACT_MOVE, BL_GROWTH, 0, 0, sandbox_day(10, 12));
    const char *before = lines(s);
    assert_int_equal(try_merge(s, a, b, (struct bl_strs){0}, &m), BL_REFUSED);
    assert_non_null(strstr(s->err.text, "Anne paid on 2026-10-03, before the journey that stays began"));
    assert_non_null(strstr(s->err.hint, "bowline move 1 --stage awareness --on 2026-10-03"));
    assert_string_equal(lines(s), before);
    record(s, a, BL_ACT_MOVE, BL_AWARENESS, 0, 0, sandbox_day(10, 3)); /* the way out that was named */
    OK(s, try_merge(s, a, b, (struct bl_strs){0}, &m));
    assert_int_equal(m.mrr, 4000);
    assert_int_equal(number(s, "SELECT mrr FROM person WHERE id = 1"), 4000);
    sandbox_balanced(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_histories),
        cmocka_unit_test_setup_teardown(fields_are_filled_kept_and_told, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_take_that_is_none, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(rows_move_over, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(numbers_are_not_given_away, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(further_journeys_stay, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(money_that_no_journey_holds, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
