/* The book against a slow model of its own rules, over random histories.
 *
 * The model keeps no running state: every question (what holds after entry i? was it possible?) is answered by looking back over the recorded entries,
 * as the rules are worded. It shares nothing with the engine but the entry struct, of which it reads the recorded half only. Seeds are fixed;
 * a failure prints the seed and the whole history. */
#include "bowline/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { HISTORIES = 700, ATTEMPTS = 60, ROOM = ATTEMPTS + 2, DAYS = 70 };

/* ---- chance --------------------------------------------------------------------------------------------------------------------- */

static uint64_t next(uint64_t *seed) {
    uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}
static int below(uint64_t *seed, int n) {
    return (int)(next(seed) % (uint64_t)n);
}

/* ---- the model ------------------------------------------------------------------------------------------------------------------ */

struct model {
    struct bl_entry at[ROOM]; /* in book order; only the recorded half means anything */
    int n;
};

static bool begins_cycle(const struct bl_entry *e) {
    return e->act == BL_ACT_OPEN || e->act == BL_ACT_REOPEN;
}

/* The status after entry i: the last act that set one. -1 = before everything. */
static int status_after(const struct model *m, int i) {
    if (i < 0) return -1;
    if (m->at[i].act == BL_ACT_PARK) return BL_PARKED;
    return m->at[i].act == BL_ACT_CLOSE ? m->at[i].side : BL_ACTIVE;
}

static int named(const struct bl_entry *e, enum bl_track track) {
    if (e->act == BL_ACT_PARK || e->act == BL_ACT_CLOSE) return 0;
    return track == BL_STAGE ? e->stage : e->moment;
}

/* The rank after entry i, or the one it rests in: the last one named. A cycle begins by naming both, so this never looks too far back. */
static int rank_after(const struct model *m, int i, enum bl_track track) {
    while (i >= 0 && named(&m->at[i], track) == 0) i--;
    return i < 0 ? 0 : named(&m->at[i], track);
}

static int state_after(const struct model *m, int i, enum bl_track track) {
    int status = status_after(m, i);
    if (status < 0) return BL_NONE;
    return status == BL_ACTIVE ? rank_after(m, i, track) : status;
}

static int cycle_after(const struct model *m, int i) {
    int cycle = 0;
    for (; i >= 0; i--) cycle += begins_cycle(&m->at[i]);
    return cycle;
}

/* Index of the entry that began the cycle entry i is in. */
static int beginning(const struct model *m, int i) {
    while (i > 0 && !begins_cycle(&m->at[i])) i--;
    return i;
}

static int furthest_after(const struct model *m, int i) {
    int furthest = 0;
    if (i < 0) return 0;
    for (int j = beginning(m, i); j <= i; j++) {
        if (named(&m->at[j], BL_STAGE) > furthest) furthest = named(&m->at[j], BL_STAGE);
    }
    return furthest;
}

/* Day on which the visit of the rank now held, or rested in, began: the last change of that track into a rank. A reopening always begins one. */
static bl_day since_after(const struct model *m, int i, enum bl_track track) {
    for (; i >= 0; i--) {
        int now = state_after(m, i, track);
        if (now >= BL_PARKED) continue;
        if (now != state_after(m, i - 1, track)) break;
    }
    return m->at[i].day;
}

static bl_day status_since_after(const struct model *m, int i) {
    while (i > 0 && status_after(m, i) == status_after(m, i - 1)) i--;
    return m->at[i].day;
}

/* Rules 1 to 3, for entry i after what comes before it. */
static bool possible(const struct model *m, int i) {
    const struct bl_entry *e = &m->at[i];
    int before = status_after(m, i - 1);
    bool live = before == BL_ACTIVE || before == BL_PARKED;
    bool ended = before == BL_LOST || before == BL_DISQUALIFIED || before == BL_CHURNED;
    bool committed = furthest_after(m, i - 1) >= BL_COMMITMENT;
    switch (e->act) {
    case BL_ACT_OPEN: return i == 0 && e->stage > 0 && e->moment > 0;
    case BL_ACT_REOPEN: return ended && e->stage > 0 && e->moment > 0;
    case BL_ACT_MOVE: return live && (e->stage > 0 || e->moment > 0);
    case BL_ACT_RESUME: return live;
    case BL_ACT_PARK: return live && e->until != BL_NO_DAY;
    case BL_ACT_CLOSE: return live && (e->side == BL_CHURNED) == committed;
    case BL_ACT_VOID: return false; /* stands beside the book */
    }
    return false;
}

/* What rule 4 says of adding an entry: `m` becomes the history with it. Returns the index it has; *culprit is the index of the entry that forbids it
 * (its own when the rule is about itself), or -1 when it may be. */
static int model_add(struct model *m, const struct bl_entry *add, int *culprit) {
    bool first_of_all = m->n > 0 && add->day < m->at[0].day;
    int where = 0;
    while (where < m->n && m->at[where].day <= add->day) where++;
    if (first_of_all) where = 1;
    memmove(&m->at[where + 1], &m->at[where], (size_t)(m->n - where) * sizeof m->at[0]);
    m->at[where] = *add;
    m->n++;
    if (first_of_all) m->at[0].day = add->day;
    *culprit = -1;
    if (!possible(m, where)) {
        *culprit = where;
        return where;
    }
    bool leaves = add->act == BL_ACT_MOVE || add->act == BL_ACT_RESUME;
    if (leaves && status_after(m, where - 1) == BL_PARKED && where + 1 < m->n) {
        *culprit = where + 1;
        for (int j = where + 1; j < m->n; j++) {
            if (m->at[j].act != BL_ACT_PARK) {
                *culprit = j;
                break;
            }
        }
        return where;
    }
    for (int j = m->n - 1; j > where; j--) {
        if (!possible(m, j)) *culprit = j;
    }
    return where;
}

static struct bl_standing model_standing(const struct model *m) {
    int i = m->n - 1;
    if (i < 0) return (struct bl_standing){0};
    return (struct bl_standing){
        .status = status_after(m, i),
        .stage = rank_after(m, i, BL_STAGE),
        .moment = rank_after(m, i, BL_MOMENT),
        .stage_since = since_after(m, i, BL_STAGE),
        .moment_since = since_after(m, i, BL_MOMENT),
        .cycle = cycle_after(m, i),
        .furthest_stage = furthest_after(m, i),
        .opened_on = m->at[beginning(m, i)].day,
        .status_since = status_since_after(m, i),
        .park_until = status_after(m, i) == BL_PARKED ? m->at[i].until : BL_NO_DAY,
    };
}

/* ---- comparing ------------------------------------------------------------------------------------------------------------------ */

static void tell(uint64_t seed, const struct bl_entry *at, int n) {
    char day[BL_DATE_SIZE];
    print_error("seed %llu\n", (unsigned long long)seed);
    for (int i = 0; i < n; i++) {
        const struct bl_entry *e = &at[i];
        print_error("%3d #%lld %s %s stage %d moment %d side %d\n", i, (long long)e->id, bl_day_iso(e->day, day), bl_act_name(e->act),
                    e->stage, e->moment, e->side);
    }
}

#define AGREE(what, got, want)                                                                                                             \
    do {                                                                                                                                   \
        if ((long long)(got) != (long long)(want)) {                                                                                       \
            tell(seed, m->at, m->n);                                                                                                       \
            fail_msg("%s: engine %lld, model %lld", what, (long long)(got), (long long)(want));                                            \
        }                                                                                                                                  \
    } while (0)

static void same_standing(uint64_t seed, const struct model *m, const struct bl_standing *got) {
    struct bl_standing want = model_standing(m);
    AGREE("status", got->status, want.status);
    AGREE("stage", got->stage, want.stage);
    AGREE("moment", got->moment, want.moment);
    AGREE("stage since", got->stage_since, want.stage_since);
    AGREE("moment since", got->moment_since, want.moment_since);
    AGREE("cycle", got->cycle, want.cycle);
    AGREE("furthest", got->furthest_stage, want.furthest_stage);
    AGREE("opened", got->opened_on, want.opened_on);
    AGREE("status since", got->status_since, want.status_since);
    AGREE("park until", got->park_until, want.park_until);
}

static void same_entries(uint64_t seed, const struct model *m, const struct bl_entry *got) {
    for (int i = 0; i < m->n; i++) {
        AGREE("id", got[i].id, m->at[i].id);
        AGREE("day", got[i].day, m->at[i].day);
        AGREE("entry's cycle", got[i].cycle, cycle_after(m, i));
        AGREE("stage from", got[i].stage_from, state_after(m, i - 1, BL_STAGE));
        AGREE("stage to", got[i].stage_to, state_after(m, i, BL_STAGE));
        AGREE("moment from", got[i].moment_from, state_after(m, i - 1, BL_MOMENT));
        AGREE("moment to", got[i].moment_to, state_after(m, i, BL_MOMENT));
    }
}

/* The refusal must name the entry in the way, by act and day. */
static void names_culprit(uint64_t seed, const struct model *m, int where, int culprit, const struct bl_error *err) {
    char day[BL_DATE_SIZE];
    char words[64];
    AGREE("status of the error", err->status, BL_REFUSED);
    if (culprit == where) return;
    bl_day_iso(m->at[culprit].day, day);
    bool close = m->at[culprit].act == BL_ACT_CLOSE;
    if (close) {
        snprintf(words, sizeof words, "the close (%s) of %s", bl_status_name(m->at[culprit].side), day);
    } else {
        snprintf(words, sizeof words, "the %s of %s", bl_act_name(m->at[culprit].act), day);
    }
    if (strstr(err->text, words)) return;
    tell(seed, m->at, m->n);
    fail_msg("“%s” does not name “%s”", err->text, words);
}

/* ---- random histories ----------------------------------------------------------------------------------------------------------- */

/* An entry that is often possible, sometimes late, sometimes nonsense. */
static struct bl_entry some_entry(uint64_t *seed, const struct model *m, int64_t id) {
    static const enum bl_act likely[] = {BL_ACT_MOVE, BL_ACT_MOVE,  BL_ACT_MOVE,  BL_ACT_MOVE,   BL_ACT_PARK,   BL_ACT_PARK, BL_ACT_RESUME,
                                         BL_ACT_MOVE, BL_ACT_CLOSE, BL_ACT_CLOSE, BL_ACT_REOPEN, BL_ACT_REOPEN, BL_ACT_OPEN};
    int last = m->n > 0 ? m->at[m->n - 1].day : 20;
    bool late = below(seed, 4) == 0;
    struct bl_entry e = {.id = id, .act = likely[below(seed, (int)(sizeof likely / sizeof likely[0]))], .until = BL_NO_DAY};
    if (m->n == 0 && below(seed, 8) > 0) e.act = BL_ACT_OPEN;
    e.day = late ? below(seed, DAYS) : last + below(seed, 4);
    if (e.day >= DAYS) e.day = DAYS - 1;
    if (e.act != BL_ACT_PARK && e.act != BL_ACT_CLOSE) {
        e.stage = below(seed, 5) == 0 ? 0 : 1 + below(seed, 7);
        e.moment = below(seed, 3) == 0 ? 0 : 1 + below(seed, 6);
        if (below(seed, 3) > 0 && e.stage > BL_SELECTION) e.stage -= 3; /* so that cycles without commitment are common */
    }
    if (e.act == BL_ACT_PARK) {
        e.side = BL_PARKED;
        e.until = below(seed, 12) == 0 ? BL_NO_DAY : e.day + below(seed, 30);
    }
    if (e.act == BL_ACT_CLOSE) {
        e.side = BL_LOST + below(seed, 3);
        e.why = "silent";
    }
    return e;
}

struct tried {
    int accepted, refused, late, opened_back, nothing, by_later, in_rest;
};

/* One attempt on both; the model and the book go on with it when it may be. */
static void attempt(uint64_t seed, uint64_t *chance, struct model *m, struct bl_entry book[ROOM], int64_t id, struct tried *count) {
    struct bl_entry scratch[ROOM + 2];
    struct bl_late late = {0};
    struct bl_error err = {0};
    struct model with = *m;
    struct bl_entry add = some_entry(chance, m, id);
    bl_day opening = m->n > 0 ? m->at[0].day : BL_NO_DAY;
    int culprit;
    /* Recorded half the engine ignores must not matter. */
    add.stage_from = below(chance, 12);
    int where = model_add(&with, &add, &culprit);
    enum bl_status status = bl_book_try(book, (size_t)m->n, &add, scratch, &late, &err);
    if ((status == BL_OK) != (culprit < 0)) {
        tell(seed, with.at, with.n);
        fail_msg("entry %d: engine %s (%s), model %s", where, status == BL_OK ? "takes it" : "refuses", err.text,
                 culprit < 0 ? "takes it" : "refuses");
    }
    if (status != BL_OK) {
        names_culprit(seed, &with, where, culprit, &err);
        count->refused++;
        count->by_later += culprit != where;
        count->in_rest += strstr(err.text, "inside a rest") != NULL;
        return;
    }
    *m = with;
    AGREE("where", late.where, where);
    AGREE("late", late.late, where + 1 < m->n);
    AGREE("open to", late.open_to, opening != BL_NO_DAY && add.day < opening ? add.day : BL_NO_DAY);
    AGREE("moved stage", late.moved_stage, state_after(m, where, BL_STAGE) != state_after(m, where - 1, BL_STAGE));
    AGREE("moved moment", late.moved_moment, state_after(m, where, BL_MOMENT) != state_after(m, where - 1, BL_MOMENT));
    same_standing(seed, m, &late.after);
    same_entries(seed, m, scratch);
    memcpy(book, scratch, (size_t)m->n * sizeof book[0]);
    count->accepted++;
    count->late += late.late;
    count->opened_back += late.open_to != BL_NO_DAY;
    count->nothing += !late.moved_stage && !late.moved_moment;
}

static void make_history(uint64_t seed, struct model *m, struct bl_entry book[ROOM], struct tried *count) {
    uint64_t chance = seed;
    int attempts = 5 + below(&chance, ATTEMPTS - 5);
    m->n = 0;
    for (int i = 1; i <= attempts; i++) attempt(seed, &chance, m, book, i, count);
}

static void test_engine_agrees_with_model(void **unused) {
    (void)unused;
    struct tried count = {0};
    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        struct model model;
        const struct model *m = &model;
        struct bl_entry book[ROOM];
        struct bl_standing got;
        struct bl_error err = {0};
        make_history(seed, &model, book, &count);
        /* The same entries from disorder: sorted and replayed they give the same again. */
        for (int i = 0; i < m->n / 2; i++) {
            struct bl_entry swap = book[i];
            book[i] = book[m->n - 1 - i];
            book[m->n - 1 - i] = swap;
        }
        bl_book_sort(book, (size_t)m->n);
        for (int i = 0; i < m->n; i++) book[i].stage_to = book[i].cycle = -5;
        AGREE("replay", bl_book_replay(book, (size_t)m->n, &got, NULL, &err), BL_OK);
        same_standing(seed, m, &got);
        same_entries(seed, m, book);
    }
    /* The histories are worth the name only if every way through was taken often. */
    assert_true(count.accepted > 5000);
    assert_true(count.refused > 3000);
    assert_true(count.late > 500);
    assert_true(count.opened_back > 100);
    assert_true(count.nothing > 200);
    assert_true(count.by_later > 100);
    assert_true(count.in_rest > 20);
}

/* Rule 6: an entry voided, the rest replays or is refused at the first entry that can no longer be. */
static void test_voiding(void **unused) {
    (void)unused;
    int fell = 0;
    int stood = 0;
    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        struct model model;
        const struct model *m = &model;
        struct bl_entry book[ROOM];
        struct tried count = {0};
        make_history(seed, &model, book, &count);
        if (m->n < 2) continue;
        uint64_t chance = ~seed;
        int gone = below(&chance, m->n);
        memmove(&model.at[gone], &model.at[gone + 1], (size_t)(m->n - gone - 1) * sizeof book[0]);
        memmove(&book[gone], &book[gone + 1], (size_t)(m->n - gone - 1) * sizeof book[0]);
        model.n--;
        int first = -1;
        for (int i = m->n - 1; i >= 0; i--) {
            if (!possible(m, i)) first = i;
        }
        struct bl_standing got = {0};
        struct bl_error err = {0};
        size_t at = 999;
        enum bl_status status = bl_book_replay(book, (size_t)m->n, &got, &at, &err);
        AGREE("voided: status", status, first < 0 ? BL_OK : BL_REFUSED);
        AGREE("voided: index", at, first < 0 ? 999 : first);
        if (first < 0) {
            same_standing(seed, m, &got);
            same_entries(seed, m, book);
            stood++;
        } else {
            fell++;
        }
    }
    assert_true(fell > 50);
    assert_true(stood > 50);
}

/* ---- the book balances ------------------------------------------------------------------------------------------------------------ */

static int state_on(const struct model *m, bl_day day, enum bl_track track) {
    int i = m->n - 1;
    while (i >= 0 && m->at[i].day > day) i--;
    return state_after(m, i, track);
}

struct tally {
    int moves[DAYS][BL_STATES][BL_STATES];
};

static void add_moves(struct tally *tally, const struct bl_entry *book, int n, enum bl_track track) {
    for (int i = 0; i < n; i++) {
        int from = track == BL_STAGE ? book[i].stage_from : book[i].moment_from;
        int to = track == BL_STAGE ? book[i].stage_to : book[i].moment_to;
        if (from == to) continue;
        tally->moves[book[i].day][from][to]++;
        assert_true(bl_move_kind(from, to) < BL_KINDS);
    }
}

static int in_week(const struct tally *tally, bl_day from, bl_day to, int state, bool into) {
    int sum = 0;
    for (bl_day day = from; day < to && day < DAYS; day++) {
        for (int other = 0; other < BL_STATES; other++) sum += into ? tally->moves[day][other][state] : tally->moves[day][state][other];
    }
    return sum;
}

/* A crowd of histories: for every week and every state opening + in − out = closing, where opening and closing count people by the model and in and out
 * count moves by the engine. */
static void check_balance(enum bl_track track, uint64_t first_seed) {
    enum { CROWD = 40 };
    struct tally tally = {0};
    int stock[DAYS][BL_STATES] = {{0}};
    for (uint64_t seed = first_seed; seed < first_seed + CROWD; seed++) {
        struct model m;
        struct bl_entry book[ROOM];
        struct tried count = {0};
        make_history(seed, &m, book, &count);
        add_moves(&tally, book, m.n, track);
        for (bl_day day = 0; day < DAYS; day++) stock[day][state_on(&m, day, track)]++;
    }
    int moves = 0;
    for (bl_day monday = 0; monday < DAYS; monday += 7) {
        for (int state = 1; state < BL_STATES; state++) {
            int open = monday > 0 ? stock[monday - 1][state] : 0;
            int in = in_week(&tally, monday, monday + 7, state, true);
            int out = in_week(&tally, monday, monday + 7, state, false);
            int close = stock[monday + 6][state];
            if (open + in - out != close) {
                fail_msg("seeds from %llu, day %d, %s: %d + %d - %d is not %d", (unsigned long long)first_seed, (int)monday,
                         bl_track_name(track, state), open, in, out, close);
            }
            moves += in;
        }
        assert_int_equal(in_week(&tally, monday, monday + 7, BL_NONE, true), 0);
    }
    assert_true(moves > 200);
}

static void test_weeks_balance(void **unused) {
    (void)unused;
    for (uint64_t seed = 1; seed < HISTORIES; seed += 100) {
        check_balance(BL_STAGE, seed);
        check_balance(BL_MOMENT, seed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_engine_agrees_with_model),
        cmocka_unit_test(test_voiding),
        cmocka_unit_test(test_weeks_balance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
