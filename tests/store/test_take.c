/* Taking back one earlier step. The model is a second book, in which what should be gone never was: the people of the import whom nobody touched, the fields it filled. Both are
 * compared by what they say of everybody by name, and by every figure. The seeds are fixed; a failure names the round. */
#include "store/chance.h"
#include "store/sandbox.h"

#include "bowline/takeback.h"

#include "store/take.h"

enum { BASE = 8, NEW = 24, OPS = 26 };

/* ---- acts, the same in both books: people by name ---------------------------------------------------------------------------- */

enum kind { EDIT, TAG, UNTAG, LOG, NEXT, DONE, MOVE, PARK, CLOSE, PAY, SNOOZE, REFER, SECOND, KINDS };
struct op {
    enum kind kind;
    char who[24], other[24]; /* other: "" = nobody */
    int n;                   /* which one: texts and tags are made of it */
};

static int64_t id_of(struct sandbox *s, const char *name) {
    struct bl_person *rows;
    size_t n;
    if (bl_store_who(s->store, name, &s->arena, &rows, &n, &s->err) != BL_OK) return 0;
    return rows[0].id;
}

static enum bl_status log_op(struct sandbox *s, const struct op *op, int64_t id, struct bl_error *err) {
    char text[40], tag[24];
    const char *tags[] = {tag}, *quotes[] = {"a quote"};
    int64_t people[] = {id, *op->other ? id_of(s, op->other) : 0};
    struct bl_said_promise promise = {text, sandbox_day(12, 1 + op->n % 20), op->n % 2 == 0};
    snprintf(text, sizeof text, "talk %d", op->n);
    snprintf(tag, sizeof tag, "t%d", op->n);
    struct bl_log log = {.people = {people, people[1] ? 2 : 1},
                         .text = text,
                         .day = sandbox_day(11, 21),
                         .quotes = {quotes, op->n % 3 == 0},
                         .tags = {tags, op->n % 4 == 0},
                         .promises = &promise,
                         .promise_count = op->n % 3 == 1,
                         .stage = op->n % 5 == 0 ? BL_SELECTION : 0};
    struct bl_logged logged;
    return bl_talk_log(s->store, &log, &s->arena, &logged, err);
}

static enum bl_status done_op(struct sandbox *s, int64_t id, struct bl_error *err) {
    struct bl_promise *rows, done;
    size_t n;
    enum bl_status status = bl_store_promises(s->store, id, true, &s->arena, &rows, &n, err);
    if (status == BL_OK && n) status = bl_promise_done(s->store, rows[0].id, BL_NO_DAY, &done, &s->arena, err);
    return status;
}

static enum bl_status record_op(struct sandbox *s, const struct op *op, int64_t id, struct bl_error *err) {
    struct bl_record record = {
        .act = BL_ACT_MOVE, .stage = 2 + op->n % 5, .day = sandbox_day(11, 21), .until = BL_NO_DAY, .why = "because"};
    struct bl_recorded out;
    if (op->kind == PARK) record = (struct bl_record){.act = BL_ACT_PARK, .day = sandbox_day(11, 21), .until = sandbox_day(12, 20)};
    if (op->kind == CLOSE)
        record = (struct bl_record){.act = BL_ACT_CLOSE, .side = BL_LOST, .day = sandbox_day(11, 21), .until = BL_NO_DAY, .why = "no"};
    return bl_entry_record(s->store, id, &record, &out, err);
}

static enum bl_status other_op(struct sandbox *s, const struct op *op, int64_t id, struct bl_error *err) {
    char text[40];
    int64_t made;
    bl_day moved;
    struct bl_payment paid, pay = {.person = id, .day = sandbox_day(11, 21), .kind = BL_PAY_ONCE, .amount = 100 + op->n};
    snprintf(text, sizeof text, "%s %d", op->kind == REFER ? "Late" : "word", op->n);
    struct bl_add add = {.edit = {.name = text, .referred_by = id}, .day = sandbox_day(11, 20), .by_hand = true};
    switch (op->kind) {
    case NEXT: return bl_promise_add(s->store, id, text, sandbox_day(12, 1 + op->n % 20), false, &made, err);
    case PAY: return bl_payment_record(s->store, &pay, &paid, &moved, err);
    case SNOOZE: return bl_snooze_set(s->store, id, sandbox_day(12, 1), text, err);
    default: return bl_person_add(s->store, &add, &made, err);
    }
}

static enum bl_status words_op(struct sandbox *s, const struct op *op, int64_t id, struct bl_error *err) {
    char text[40];
    const char *words[] = {text};
    bool changed;
    snprintf(text, sizeof text, "%s%d", op->kind == EDIT ? "Word " : "w", op->kind == UNTAG ? op->n - 1 : op->n);
    if (op->kind == UNTAG && op->n % 3 == 0) strcpy(text, "list");
    struct bl_person_edit edit = {0};
    if (op->n % 3 == 0) edit.title = text;
    if (op->n % 3 == 1) edit.company = text;
    if (op->n % 3 == 2) edit.source = text;
    if (op->kind == EDIT) return bl_person_change(s->store, id, &edit, err);
    struct bl_strs list = {words, 1}, none = {0};
    return bl_person_tag(s->store, id, op->kind == TAG ? list : none, op->kind == UNTAG ? list : none, &changed, err);
}

/* ---- imports ---------------------------------------------------------------------------------------------------------------------- */

struct rows {
    bool of_new[NEW], of_base[BASE]; /* which rows the list has */
    bool second;                     /* the later list: other people, and other fields of the same */
};

static void take_row(struct sandbox *s, struct bl_bulk *bulk, struct bl_person_edit *row, int stage) {
    struct bl_bulk_match match;
    struct bl_bulk_filled filled;
    bool moved;
    int64_t id;
    OK(s, bl_bulk_match(bulk, row, &match, &s->err));
    if (!match.id) {
        OK(s, bl_bulk_insert(bulk, row, stage, 0, &id, &s->err));
        if (stage == BL_SELECTION) OK(s, bl_bulk_rest(bulk, id, BL_LOST, BL_NO_DAY, &s->err));
        return;
    }
    OK(s, bl_bulk_fill(bulk, match.id, row, &filled, &s->err));
    if (stage) OK(s, bl_bulk_forward(bulk, match.id, stage, 0, &moved, &s->err));
}

static void import(struct sandbox *s, const struct rows *rows, int64_t *step) {
    char name[24], email[40], phone[24];
    const char *emails[] = {email}, *phones[] = {phone}, *tags[] = {"list"};
    struct bl_pair custom[] = {{"plan", "pro"}};
    struct bl_bulk *bulk;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 0; i < NEW + BASE; i++) {
        bool base = i >= NEW;
        int k = base ? i - NEW : i;
        if (!(base ? rows->of_base[k] : rows->of_new[k])) continue;
        snprintf(name, sizeof name, "%s%02d Person", base ? "Base" : "Import", k);
        snprintf(email, sizeof email, "%s%d@x.example", base ? "b" : "i", k);
        snprintf(phone, sizeof phone, "+4670%07d", i);
        struct bl_person_edit row = {.name = name, .emails = {emails, 1}};
        if (rows->second)
            row.note = "of the second list";
        else
            row = (struct bl_person_edit){.name = name,
                                          .emails = {emails, 1},
                                          .phones = {phones, 1},
                                          .title = k % 2 ? "Head" : NULL,
                                          .company = k % 3 ? "Firm" : NULL,
                                          .tags = {tags, 1},
                                          .custom = {custom, (size_t)k % 2}};
        take_row(s, bulk, &row, rows->second ? 0 : k % 4 == 0 ? BL_EDUCATION : k % 7 == 6 && !base ? BL_SELECTION : 0);
    }
    OK(s, bl_bulk_commit(bulk, rows->second ? "import second.csv" : "import first.csv", step, &s->err));
}

/* One act as one step; what the rules refuse is rolled back. *step: its number, 0 when nothing was done. */
static bool act(struct sandbox *s, const struct op *op, const struct rows *second, int64_t *step) {
    struct bl_error err;
    enum bl_status status;
    *step = 0;
    if (op->kind == SECOND) {
        import(s, second, step);
        return true;
    }
    int64_t id = id_of(s, op->who);
    if (!id) return false;
    OK(s, bl_step_begin(s->store, false, &s->err));
    switch (op->kind) {
    case EDIT:
    case TAG:
    case UNTAG: status = words_op(s, op, id, &err); break;
    case LOG: status = log_op(s, op, id, &err); break;
    case DONE: status = done_op(s, id, &err); break;
    case MOVE:
    case PARK:
    case CLOSE: status = record_op(s, op, id, &err); break;
    default: status = other_op(s, op, id, &err);
    }
    if (status != BL_OK && status != BL_REFUSED) fail_msg("%s", err.text);
    if (status == BL_OK) OK(s, bl_step_commit(s->store, "act", step, &s->err));
    if (status != BL_OK) bl_step_rollback(s->store);
    return status == BL_OK;
}

/* ---- what a book says, without its numbers ---------------------------------------------------------------------------------------------- */

static const char *const said[] = {
    "SELECT name, first_name, last_name, company, title, source, note, (SELECT name FROM person r WHERE r.id = p.referred_by), created_on, "
    "first_contact, "
    "in_play, mrr, by_hand, name_key, company_key, find, email, status, stage, moment, stage_since, moment_since, cycle, furthest, "
    "opened_on, "
    "status_since, park_until, last_talk, talks, next_due, visited FROM person p ORDER BY name",
    "SELECT p.name, h.kind, h.value, h.key FROM handle h JOIN person p ON p.id = h.person ORDER BY 1, 2, h.pos",
    "SELECT p.name, t.name FROM tag t JOIN person p ON p.id = t.person ORDER BY 1, 2",
    "SELECT p.name, c.name, c.value FROM custom c JOIN person p ON p.id = c.person ORDER BY 1, 2",
    "SELECT p.name, e.day, act, e.stage, e.moment, side, until, why, e.cycle, stage_from, stage_to, moment_from, moment_to, stage_open, "
    "stage_first, "
    "stage_top, stage_top_day, stage_out, stage_way, moment_open, moment_first, moment_top, moment_top_day, moment_out, moment_way, paid, "
    "voided_by > 0 FROM entry e JOIN person p ON p.id = e.person ORDER BY 1, 2, e.id",
    ("SELECT t.text, t.day, t.kind, p.name FROM talk t LEFT JOIN talk_person x ON x.talk = t.id LEFT JOIN person p ON p.id = x.person "
     "ORDER "
     "BY 1, 4"),
    "SELECT t.text, q.text FROM quote q JOIN talk t ON t.id = q.talk ORDER BY 1",
    "SELECT p.name, q.text, q.due, q.theirs, q.made_on, q.done_on FROM promise q JOIN person p ON p.id = q.person ORDER BY 1, 2",
    "SELECT p.name, r.day, r.kind, r.amount, r.before, r.after, r.counts FROM revenue r JOIN person p ON p.id = r.person ORDER BY 1, 4",
    "SELECT p.name, s.until, s.why FROM snooze s JOIN person p ON p.id = s.person ORDER BY 1",
    "SELECT p.name, s.since, s.until, s.why, s.ended FROM rested s JOIN person p ON p.id = s.person ORDER BY 1, 2",
    "SELECT * FROM tally WHERE n <> 0",
    "SELECT * FROM total WHERE n <> 0",
    "SELECT p.name FROM person_fts f JOIN person p ON p.id = f.rowid WHERE person_fts MATCH 'firm OR list OR person' ORDER BY 1",
};

static char *says(struct sandbox *s) {
    struct bl_buf out = {0};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        sqlite3_stmt *stmt = NULL;
        if (sqlite3_prepare_v2(db, said[i], -1, &stmt, NULL) != SQLITE_OK) fail_msg("%s: %s", sqlite3_errmsg(db), said[i]);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            bl_buf_addf(&out, "%zu", i);
            for (int c = 0; c < sqlite3_column_count(stmt); c++) {
                const char *text = (const char *)sqlite3_column_text(stmt, c);
                bl_buf_addf(&out, "|%s", text ? text : "");
            }
            bl_buf_chr(&out, '\n');
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    char *copy = bl_arena_str(&s->arena, bl_buf_text(&out));
    bl_buf_free(&out);
    assert_non_null(copy);
    return copy;
}

/* The first line in which two differ, so that a failure can be read. */
static void same(const char *got, const char *wanted, int round) {
    while (*got && *got == *wanted) {
        const char *a = strchr(got, '\n'), *b = strchr(wanted, '\n');
        if (a - got != b - wanted || memcmp(got, wanted, (size_t)(a - got)) != 0) break;
        got = a + 1;
        wanted = b + 1;
    }
    if (strcmp(got, wanted) != 0) fail_msg("round %d\n got    %.300s\n wanted %.300s", round, got, wanted);
}

static void sound(struct sandbox *s, int round) {
    struct bl_diagnosis told;
    OK(s, bl_doctor(s->store, false, &s->arena, &told, &s->err));
    if (!told.sound) fail_msg("round %d: %s", round, told.at[0].text);
}

/* ---- imports taken back ------------------------------------------------------------------------------------------------------------------ */

static void open_beside(struct sandbox *s, struct sandbox *beside, int round) {
    strcpy(beside->dir, s->dir);
    snprintf(beside->path, sizeof beside->path, "%s/model%d.db", s->dir, round);
    sandbox_open(beside);
    OK(beside, bl__materialise(beside->store, &beside->err));
    OK(beside, bl__exec(beside->store, "PRAGMA synchronous = OFF", "open", &beside->err)); /* nothing is killed here */
}

static void close_beside(struct sandbox *beside) {
    bl_store_close(beside->store);
    bl_arena_free(&beside->arena);
    *beside = (struct sandbox){0};
}

static void add_base(struct sandbox *s) {
    char name[24], email[40], title[] = "Founder";
    const char *emails[] = {email};
    for (int k = 0; k < BASE; k++) {
        int64_t id;
        snprintf(name, sizeof name, "Base%02d Person", k);
        snprintf(email, sizeof email, "b%d@x.example", k);
        struct bl_add add = {
            .edit = {.name = name, .title = k % 3 ? NULL : title, .emails = {emails, 1}}, .day = sandbox_day(11, 2), .by_hand = k % 2};
        STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    }
}

struct story {
    struct rows first, second;
    struct op ops[OPS];
    bool touched[NEW];
};

static void touch(struct story *story, const char *name) {
    int k;
    if (sscanf(name, "Import%d", &k) == 1) story->touched[k] = true;
}

static void invent(struct story *story, struct random *r, int base, int touches) {
    *story = (struct story){.second = {.second = true}};
    for (int k = 0; k < NEW; k++) story->first.of_new[k] = pick(r, 8) != 0;
    for (int k = 0; k < BASE; k++) story->first.of_base[k] = pick(r, 2);
    for (int k = 0; k < NEW; k++) story->second.of_new[k] = pick(r, 9) == 0;
    for (int k = 0; k < BASE; k++) story->second.of_base[k] = pick(r, 3) == 0;
    for (int i = 0; i < OPS; i++) {
        struct op *op = &story->ops[i];
        *op = (struct op){.kind = (enum kind)pick(r, SECOND), .n = i};
        int who = pick(r, base + touches), other = pick(r, base + touches);
        snprintf(op->who, sizeof op->who, who < base ? "Base%02d Person" : "Import%02d Person", who < base ? who : who - base);
        if (op->kind == LOG && pick(r, 2) && other != who)
            snprintf(op->other, sizeof op->other, other < base ? "Base%02d Person" : "Import%02d Person",
                     other < base ? other : other - base);
    }
    if (pick(r, 2)) story->ops[pick(r, OPS)].kind = SECOND;
}

/* Whom the acts touch in the first book: what was refused or changed nothing touched nobody. */
static void live(struct sandbox *s, struct story *story, bool note) {
    for (int i = 0; i < OPS; i++) {
        const struct op *op = &story->ops[i];
        int64_t step;
        bool other = op->kind == LOG && *op->other && id_of(s, op->other);
        bool done = act(s, op, &story->second, &step);
        if (!note || !done || (!step && op->kind != SECOND)) continue;
        if (op->kind == SECOND)
            for (int k = 0; k < NEW; k++) story->touched[k] |= story->second.of_new[k];
        else
            touch(story, op->who);
        if (other) touch(story, op->other);
    }
}

static void imports_are_taken_back_as_if_they_never_were(void **state) {
    struct sandbox *s = *state;
    for (int round = 0; round < sandbox_rounds(12); round++) {
        struct random r = {.state = 77777 + (uint64_t)round * 7919};
        struct sandbox a = {0}, b = {0};
        struct story story;
        struct bl_taken taken;
        struct bl_step_row *rows;
        size_t n;
        int64_t step = 0, none = 0;
        invent(&story, &r, BASE, round % 3 ? 6 : NEW);
        open_beside(s, &a, 2 * round);
        open_beside(s, &b, 2 * round + 1);
        add_base(&a);
        add_base(&b);
        char *clean = sandbox_dump(&a);
        import(&a, &story.first, &step);
        live(&a, &story, true);
        for (int k = 0; k < NEW; k++) story.first.of_new[k] = story.first.of_new[k] && story.touched[k];
        memset(story.first.of_base, 0, sizeof story.first.of_base);
        import(&b, &story.first, &none);
        live(&b, &story, false);
        char *before = sandbox_dump(&a);
        OK(&a, bl_step_take_back(a.store, step, true, &a.arena, &taken, &a.err));
        assert_int_equal(taken.step, 0);
        assert_string_equal(sandbox_dump(&a), before);
        OK(&a, bl_step_take_back(a.store, step, false, &a.arena, &taken, &a.err));
        assert_true(taken.step > step);
        same(says(&a), says(&b), round);
        sandbox_balanced(&a);
        sound(&a, round);
        for (size_t i = 0; i < taken.kept_count; i++) assert_non_null(taken.kept[i].name);
        char *after = sandbox_dump(&a);
        assert_int_equal(bl_step_take_back(a.store, step, false, &a.arena, &taken, &a.err), BL_REFUSED);
        OK(&a, bl_undo(a.store, 1, &a.arena, &rows, &n, &a.err));
        assert_string_equal(sandbox_dump(&a), before);
        sound(&a, round);
        OK(&a, bl_redo(a.store, 1, &a.arena, &rows, &n, &a.err));
        assert_string_equal(sandbox_dump(&a), after);
        /* Life goes on, and all of it can still be undone, through the taking back. */
        struct op more = {.kind = LOG, .who = "Base00 Person", .n = 99};
        (void)act(&a, &more, &story.second, &none);
        for (bool back = false; !back;) {
            OK(&a, bl_undo(a.store, 1, &a.arena, &rows, &n, &a.err));
            back = rows[0].id == step;
            if (rows[0].takes == step) assert_string_equal(sandbox_dump(&a), before);
        }
        assert_string_equal(sandbox_dump(&a), clean);
        sound(&a, round);
        close_beside(&a);
        close_beside(&b);
    }
}

/* ---- other steps ---------------------------------------------------------------------------------------------------------------------------- */

/* The same acts in a second book but for one; true when all others went as they did in the first. */
static bool without(struct sandbox *s, const struct story *story, int gone, const bool done[OPS]) {
    bool alike = true;
    int64_t step;
    add_base(s);
    for (int i = 0; i < OPS; i++)
        if (i != gone) alike &= act(s, &story->ops[i], &story->second, &step) == done[i];
    return alike;
}

static void other_steps_go_whole_or_not_at_all(void **state) {
    struct sandbox *s = *state;
    int taken_back = 0, refused = 0, compared = 0;
    for (int round = 0; round < 2 * sandbox_rounds(12); round++) {
        struct random r = {.state = 4242 + (uint64_t)round * 104729};
        struct sandbox a = {0}, b = {0};
        struct story story;
        struct bl_taken taken;
        struct bl_step_row *rows;
        size_t n;
        int64_t steps[OPS];
        bool done[OPS];
        invent(&story, &r, 2, 0);
        for (int i = 0; i < OPS; i++)
            if (story.ops[i].kind == SECOND) story.ops[i].kind = LOG;
        open_beside(s, &a, 1000 + 2 * round);
        open_beside(s, &b, 1001 + 2 * round);
        add_base(&a);
        for (int i = 0; i < OPS; i++) done[i] = act(&a, &story.ops[i], &story.second, &steps[i]);
        int gone = pick(&r, OPS);
        while (!steps[gone]) gone = (gone + 1) % OPS;
        char *before = sandbox_dump(&a);
        enum bl_status status = bl_step_take_back(a.store, steps[gone], false, &a.arena, &taken, &a.err);
        if (status != BL_OK) {
            assert_int_equal(status, BL_REFUSED);
            assert_string_equal(sandbox_dump(&a), before);
            refused++;
        } else {
            char *after = sandbox_dump(&a);
            taken_back++;
            sound(&a, round);
            sandbox_balanced(&a);
            if (without(&b, &story, gone, done)) {
                same(says(&a), says(&b), round);
                compared++;
            }
            OK(&a, taken.undone ? bl_redo(a.store, 1, &a.arena, &rows, &n, &a.err) : bl_undo(a.store, 1, &a.arena, &rows, &n, &a.err));
            assert_string_equal(sandbox_dump(&a), before);
            OK(&a, taken.undone ? bl_undo(a.store, 1, &a.arena, &rows, &n, &a.err) : bl_redo(a.store, 1, &a.arena, &rows, &n, &a.err));
            assert_string_equal(sandbox_dump(&a), after);
        }
        OK(&a, bl_undo(a.store, 999, &a.arena, &rows, &n, &a.err));
        sound(&a, round);
        close_beside(&a);
        close_beside(&b);
    }
    if (taken_back < sandbox_rounds(12) || (sandbox_rounds(12) >= 8 && refused < 1) || compared < taken_back / 2)
        fail_msg("%d taken back, %d refused, %d compared", taken_back, refused, compared);
}

/* A step that a later one builds on, with the words that say so. */
static void refusals_name_the_steps_in_the_way(void **state) {
    struct sandbox *s = *state;
    struct bl_taken taken;
    struct bl_person_edit first = {.title = "CEO"}, second = {.title = "CTO"}, note = {.note = "new"};
    int64_t ada = sandbox_add(s, "Ada", sandbox_day(11, 1)), step = 0, later = 0;
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_person_change(s->store, ada, &first, &s->err));
    OK(s, bl_step_commit(s->store, "edit one", &step, &s->err));
    STEP(s, "edit note", bl_person_change(s->store, ada, &note, &s->err));
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_person_change(s->store, ada, &second, &s->err));
    OK(s, bl_step_commit(s->store, "edit two", &later, &s->err));
    assert_int_equal(bl_step_take_back(s->store, step, false, &s->arena, &taken, &s->err), BL_REFUSED);
    assert_non_null(strstr(s->err.text, "edit two"));
    assert_null(strstr(s->err.text, "edit note"));
    assert_int_equal(bl_step_take_back(s->store, 1, false, &s->arena, &taken, &s->err), BL_REFUSED);
    assert_non_null(strstr(s->err.text, "edit note"));
    assert_int_equal(bl_step_take_back(s->store, 99, false, &s->arena, &taken, &s->err), BL_NOT_FOUND);
    OK(s, bl_step_take_back(s->store, later, false, &s->arena, &taken, &s->err)); /* the last one is simply undone */
    assert_true(taken.undone);
    assert_int_equal(bl_step_take_back(s->store, later, false, &s->arena, &taken, &s->err), BL_REFUSED);
    OK(s, bl_step_take_back(s->store, step, false, &s->arena, &taken, &s->err));
    struct bl_person p;
    OK(s, bl_store_person(s->store, ada, &s->arena, &p, &s->err));
    assert_null(p.title);
    assert_string_equal(p.note, "new");
}

/* Somebody met before the day their journey began: the beginning moved back, and what came later stands on it. */
static void a_beginning_that_others_stand_on_stays(void **state) {
    struct sandbox *s = *state;
    struct bl_taken taken;
    int64_t ada = sandbox_add(s, "Ada", sandbox_day(11, 20)), step = 0;
    struct bl_log log = {.people = {&ada, 1}, .text = "first", .day = sandbox_day(11, 5)};
    struct bl_logged logged;
    OK(s, bl_step_begin(s->store, false, &s->err));
    OK(s, bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
    OK(s, bl_step_commit(s->store, "log one", &step, &s->err));
    log.text = "second";
    log.day = sandbox_day(11, 10);
    STEP(s, "log two", bl_talk_log(s->store, &log, &s->arena, &logged, &s->err));
    assert_int_equal(bl_step_take_back(s->store, step, false, &s->arena, &taken, &s->err), BL_REFUSED);
    assert_non_null(strstr(s->err.text, "log two"));
}

/* Whoever adds a table that is journalled says in take_facts.c whose its rows are; one with people of its own also leaves with them (take_people.c). */
static void every_table_is_known(void **state) {
    struct sandbox *s = *state;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(
        sqlite3_prepare_v2(s->store->db,
                           "SELECT t.name, (SELECT k.\"from\" FROM pragma_foreign_key_list(t.name) k WHERE k.\"table\" = 'person' LIMIT 1) "
                           "FROM sqlite_schema t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%_fts%' "
                           "AND t.name NOT IN ('tally', 'total', 'origin', 'origin_day', 'step', 'step_part', 'step_gone', 'draft')",
                           -1, &stmt, NULL),
        SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(stmt, 0), *owner = (const char *)sqlite3_column_text(stmt, 1);
        const struct bl__fact *fact = bl__fact_of(table);
        if (!fact) fail_msg("%s is not in take_facts.c", table);
        if (!owner || strcmp(table, "person") == 0) continue;
        char sql[240];
        int64_t points = 0;
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM pragma_table_info('%s') c JOIN pragma_foreign_key_list('%s') k ON k.\"from\" = c.name AND "
                 "k.\"table\" = 'person' "
                 "WHERE c.cid = %d",
                 table, table, fact->owner);
        OK(s, bl__pragma_number(s->store, sql, &points, &s->err));
        if (points != 1) fail_msg("column %d of %s names nobody", fact->owner, table);
        char words[80];
        bool leaves = false;
        snprintf(words, sizeof words, "DELETE FROM %s WHERE ", table);
        for (int i = BL_SQL_TAKE_HANDLES; i <= BL_SQL_TAKE_PEOPLE; i++) leaves |= strstr(bl__sql[i], words) != NULL;
        if (!leaves) fail_msg("rows of people in %s do not leave with them: take.sql, take_people.c", table);
    }
    sqlite3_finalize(stmt);
    static const char *const columns[] = {"person name 2",         "person company 5", "person referred_by 9", "person created_on 10",
                                          "person in_play 12",     "person mrr 13",    "person by_hand 14",    "person name_key 15",
                                          "person company_key 16", "person find 17",   "entry voided_by 11",   "entry cycle 12",
                                          "revenue before 9"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char table[32], column[32], sql[160];
        int at;
        int64_t is = -1;
        assert_int_equal(sscanf(columns[i], "%31s %31s %d", table, column, &at), 3);
        snprintf(sql, sizeof sql, "SELECT cid FROM pragma_table_info('%s') WHERE name = '%s'", table, column);
        OK(s, bl__pragma_number(s->store, sql, &is, &s->err));
        assert_int_equal(is, at);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(imports_are_taken_back_as_if_they_never_were, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(other_steps_go_whole_or_not_at_all, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(refusals_name_the_steps_in_the_way, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(a_beginning_that_others_stand_on_stays, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(every_table_is_known, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("store/take", tests, NULL, NULL);
}
