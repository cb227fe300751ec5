/* The proof of the book. Three independent ways lead to the same figures and have to meet: each person's entries replayed, the daily totals, and a walk through all entries in
 * the order of days that counts people. Opening + in − out = closing is shown for each track, state and week with the totals on the left and the people on the right. */
#include "store/doctor.h"
#include "store/figures.h"
#include "store/review.h"

#include <stdlib.h>
#include <string.h>

/* ---- people --------------------------------------------------------------------------------------------------------------------------- */

static const char *state_word(enum bl_track track, int state) {
    const char *word = state > BL_RANK_MAX ? bl_status_name(state) : bl_track_name(track, state);
    return word && *word ? word : "nowhere";
}

static bool same_standing(const struct bl_standing *a, const struct bl_standing *b) {
    return a->status == b->status && a->stage == b->stage && a->moment == b->moment && a->stage_since == b->stage_since &&
           a->moment_since == b->moment_since && a->cycle == b->cycle && a->furthest_stage == b->furthest_stage &&
           a->opened_on == b->opened_on && a->status_since == b->status_since && a->park_until == b->park_until;
}

static enum bl_status wrong_standing(struct bl__exam *exam, const struct bl_person *p, const struct bl_standing *at, struct bl_error *err) {
    enum bl_status status = bl__exam_person(exam, p->id, err);
    if (status != BL_OK) return status;
    if (p->at.stage != at->stage || p->at.status != at->status)
        return bl__found(exam, BL__CHECK_BOOK, true, err, "#%lld %s stands in %s (%s), the entries say %s (%s)", (long long)p->id, p->name,
                         state_word(BL_STAGE, p->at.stage), bl_status_name(p->at.status), state_word(BL_STAGE, at->stage),
                         bl_status_name(at->status));
    if (p->at.moment != at->moment)
        return bl__found(exam, BL__CHECK_BOOK, true, err, "#%lld %s stands in %s, the entries say %s", (long long)p->id, p->name,
                         state_word(BL_MOMENT, p->at.moment), state_word(BL_MOMENT, at->moment));
    return bl__found(exam, BL__CHECK_BOOK, true, err, "#%lld %s: a day, cycle or moment of the journey is not what the entries say",
                     (long long)p->id, p->name);
}

static enum bl_status wrong_entry(struct bl__exam *exam, const struct bl_person *p, const struct bl_entry *kept,
                                  const struct bl_entry *right, struct bl_error *err) {
    for (int track = 0; track < BL_TRACKS; track++) {
        int kept_from = track ? kept->moment_from : kept->stage_from, kept_to = track ? kept->moment_to : kept->stage_to;
        int from = track ? right->moment_from : right->stage_from, to = track ? right->moment_to : right->stage_to;
        if (kept_from != from || kept_to != to)
            return bl__found(exam, BL__CHECK_BOOK, true, err, "#%lld %s: entry #%lld moves from %s to %s, by replay from %s to %s",
                             (long long)p->id, p->name, (long long)kept->id, state_word((enum bl_track)track, kept_from),
                             state_word((enum bl_track)track, kept_to), state_word((enum bl_track)track, from),
                             state_word((enum bl_track)track, to));
    }
    return bl__found(exam, BL__CHECK_BOOK, true, err, "#%lld %s: what entry #%lld began and ended is not what follows by replay",
                     (long long)p->id, p->name, (long long)kept->id);
}

static enum bl_status replay(struct bl__exam *exam, const struct bl_person *p, unsigned visited, struct bl_arena *arena,
                             struct bl_error *err) {
    struct bl__rows kept;
    struct bl_standing at;
    struct bl_error why;
    enum bl_status status = bl__entries(exam->store, true, p->id, arena, &kept, err);
    if (status != BL_OK) return status;
    if (!kept.n)
        return bl__found(exam, BL__CHECK_BOOK, false, err, "#%lld %s has no entry that opens the journey", (long long)p->id, p->name);
    struct bl_entry *entries = bl_arena_array(arena, kept.n, sizeof *entries);
    if (!entries) return bl_nomem(err);
    memcpy(entries, kept.at, kept.n * sizeof *entries);
    status = bl_book_replay(entries, kept.n, &at, NULL, &why);
    if (status == BL_REFUSED)
        return bl__found(exam, BL__CHECK_BOOK, false, err, "#%lld %s: the entries cannot have happened: %s", (long long)p->id, p->name,
                         why.text);
    if (status != BL_OK) return bl_fail(err, status, "%s", why.text);
    bl_book_trails(entries, kept.n, exam->lead);
    const struct bl_entry *old = kept.at;
    for (size_t i = 0; i < kept.n; i++) {
        if (bl__same_derived(&entries[i], &old[i])) continue;
        status = bl__exam_person(exam, p->id, err);
        return status == BL_OK ? wrong_entry(exam, p, &old[i], &entries[i], err) : status;
    }
    bool same = same_standing(&p->at, &at) && visited == bl__behind(entries, kept.n, &at);
    return same ? BL_OK : wrong_standing(exam, p, &at, err);
}

static enum bl_status look_at_person(struct bl__exam *exam, int64_t id, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf find = {0};
    struct bl_person p;
    const char *kept = NULL;
    unsigned visited = 0;
    enum bl_status status = bl_store_person(exam->store, id, &arena, &p, err);
    if (status == BL_OK) status = bl__find_kept(exam->store, id, &arena, &kept, &visited, err);
    if (status != BL_OK) return status;
    bl__find_text(&find, p.company, p.title, p.emails, p.tags);
    if (find.failed) return bl_nomem(err);
    const char *email = p.emails.n ? p.emails.at[0] : NULL;
    bool same_email = email ? p.email && strcmp(p.email, email) == 0 : !p.email;
    if (!same_email || strcmp(kept ? kept : "", bl_buf_text(&find)) != 0) {
        status = bl__exam_person(exam, id, err);
        if (status == BL_OK)
            status = bl__found(exam, BL__CHECK_PEOPLE, true, err, "#%lld %s: what a search looks at is not what the row says",
                               (long long)id, p.name);
    }
    return status == BL_OK ? replay(exam, &p, visited, &arena, err) : status;
}

/* What somebody pays now, and paid when they left. */
static enum bl_status look_at_sums(struct bl__exam *exam, int64_t id, const char *name, struct bl_payment *payments, size_t n,
                                   struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person person;
    struct bl__rows rows;
    struct bl_money money = {0};
    enum bl_status status = bl__person_brief(exam->store, id, &arena, &person, err);
    if (status == BL_OK) status = bl__entries(exam->store, true, id, &arena, &rows, err);
    if (status != BL_OK) return status;
    struct bl_entry *entries = rows.at;
    int64_t *were = bl__paid_apart(entries, rows.n, &arena);
    if (!were) return bl_nomem(err);
    status = bl_money_replay(entries, rows.n, payments, n, &money, NULL, err);
    bool same = person.mrr == money.agreed;
    for (size_t i = 0; i < rows.n; i++) same = same && entries[i].paid == were[i];
    if (status == BL_OK && !same) status = bl__exam_person(exam, id, err);
    if (status != BL_OK || same) return status;
    return bl__found(exam, BL__CHECK_BOOK, true, err, "#%lld %s: what they pay, or paid when they left, is not what the payments say",
                     (long long)id, name);
}

/* What was paid before and after each payment, replayed along the entries. */
static enum bl_status look_at_money(struct bl__exam *exam, int64_t id, const char *name, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_payment *rows = NULL;
    struct bl_money money;
    struct bl_error why;
    size_t n = 0;
    enum bl_status status = bl_store_payments(exam->store, id, &arena, &rows, &n, &money, &why);
    if (status == BL_REFUSED)
        return bl__found(exam, BL__CHECK_BOOK, false, err, "#%lld %s: the payments cannot have happened: %s", (long long)id, name,
                         why.text);
    if (status != BL_OK) return bl_fail(err, status, "%s", why.text);
    for (size_t i = 0; i < n; i++) {
        sqlite3_stmt *stmt = bl__stmt(exam->store, BL_SQL_DOCTOR_PAYMENT, err);
        bool row = false;
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":id", rows[i].id);
        status = bl__row(exam->store, stmt, &row, err);
        bool same = row && sqlite3_column_int64(stmt, 0) == rows[i].before && sqlite3_column_int64(stmt, 1) == rows[i].after &&
                    sqlite3_column_int(stmt, 2) == (int)rows[i].counts;
        sqlite3_reset(stmt);
        if (status == BL_OK && same) continue;
        if (status == BL_OK) status = bl__exam_person(exam, id, err);
        return status == BL_OK ? bl__found(exam, BL__CHECK_BOOK, true, err, "#%lld %s: payment #%lld counts as something else by replay",
                                           (long long)id, name, (long long)rows[i].id)
                               : status;
    }
    return look_at_sums(exam, id, name, rows, n, err);
}

static enum bl_status by_query(struct bl__exam *exam, enum bl_sql sql, const char *what, bool keys, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows ids = {.size = sizeof(int64_t), .arena = &arena};
    sqlite3_stmt *stmt = bl__stmt(exam->store, sql, err);
    enum bl_status status = stmt ? BL_OK : err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(exam->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int64_t *slot = bl__rows_add(&ids, err);
        if (slot)
            *slot = sqlite3_column_int64(stmt, 0);
        else
            status = err->status;
    }
    if (stmt) sqlite3_reset(stmt);
    const int64_t *at = ids.at;
    for (size_t i = 0; i < ids.n && status == BL_OK; i++) {
        const char *name = NULL;
        status = bl__person_name(exam->store, at[i], &arena, &name, err);
        if (status == BL_NOT_FOUND) status = BL_OK; /* a key without a person is told elsewhere */
        if (status == BL_OK && name && sql == BL_SQL_DOCTOR_PAYERS) {
            status = look_at_money(exam, at[i], name, err);
            continue;
        }
        if (keys) exam->keys = true;
        if (status == BL_OK && name && !keys) status = bl__exam_person(exam, at[i], err);
        if (status == BL_OK && name) status = bl__found(exam, BL__CHECK_PEOPLE, true, err, "#%lld %s: %s", (long long)at[i], name, what);
    }
    return status;
}

enum bl_status bl__exam_people(struct bl__exam *exam, struct bl_error *err) {
    int64_t id = INT64_MIN;
    enum bl_status status = BL_OK;
    for (bool found = true; status == BL_OK;) {
        status = bl__next_person(exam->store, &id, &found, err);
        if (status != BL_OK || !found) break;
        exam->seen.people++;
        status = look_at_person(exam, id, err);
    }
    if (status == BL_OK) status = by_query(exam, BL_SQL_DOCTOR_KEYS, "the name cannot be found by its key", true, err);
    if (status == BL_OK) status = by_query(exam, BL_SQL_DOCTOR_PAYERS, "", false, err);
    if (status == BL_OK) status = by_query(exam, BL_SQL_DOCTOR_UNPAID, "left with something paid, and has no payments", false, err);
    if (status == BL_OK) status = by_query(exam, BL_SQL_DOCTOR_HANDLES, "an address cannot be found by its key", true, err);
    if (status == BL_OK)
        status = by_query(exam, BL_SQL_DOCTOR_TALKS, "the last conversation or their number is not what was logged", false, err);
    if (status == BL_OK) status = by_query(exam, BL_SQL_DOCTOR_PROMISES, "the next step is not the earliest open promise", false, err);
    if (status == BL_OK)
        status =
            by_query(exam, BL_SQL_DOCTOR_PLAYED, "the day they came into play is not that of the first thing done with them", false, err);
    return status;
}

/* ---- totals ------------------------------------------------------------------------------------------------------------------------- */

/* The counts behind the figures (0002_figures.sql): each kind that a recount does not give is told once. */
static enum bl_status look_at_figures(struct bl__exam *exam, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(exam->store, BL_SQL_DOCTOR_FIGURES, err);
    enum bl_status status = stmt ? BL_OK : err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(exam->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        char from[BL_DATE_SIZE];
        exam->totals = true;
        status =
            bl__found(exam, BL__CHECK_TOTALS, true, err, "figures of kind %d: %lld counts are not what the entries give, the first for %s",
                      sqlite3_column_int(stmt, 0), (long long)sqlite3_column_int64(stmt, 1), bl_day_iso(bl__col_day(stmt, 2), from));
    }
    if (stmt) sqlite3_reset(stmt);
    return status;
}

/* How many came from where, by stage (migration origin). */
static enum bl_status look_at_origins(struct bl__exam *exam, struct bl_error *err) {
    int64_t odd = 0;
    enum bl_status status = bl__odd_origins(exam->store, &odd, err);
    if (status != BL_OK || !odd) return status;
    exam->totals = true;
    return bl__found(exam, BL__CHECK_TOTALS, true, err, "where people came from: %lld counts are not what the people give", (long long)odd);
}

enum bl_status bl__exam_totals(struct bl__exam *exam, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(exam->store, BL_SQL_DOCTOR_TOTALS, err);
    enum bl_status status = stmt ? BL_OK : err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(exam->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        enum bl_track track = sqlite3_column_int(stmt, 0) == 2 ? BL_MOMENT : BL_STAGE;
        char day[BL_DATE_SIZE];
        exam->totals = true;
        status = bl__found(exam, BL__CHECK_TOTALS, true, err, "%s, %s to %s: the totals say %lld, the entries %lld",
                           bl_day_iso(bl__col_day(stmt, 1), day), state_word(track, sqlite3_column_int(stmt, 2)),
                           state_word(track, sqlite3_column_int(stmt, 3)), (long long)sqlite3_column_int64(stmt, 4),
                           (long long)sqlite3_column_int64(stmt, 5));
    }
    if (stmt) sqlite3_reset(stmt);
    if (status == BL_OK) status = look_at_origins(exam, err);
    return status == BL_OK ? look_at_figures(exam, err) : status;
}

/* ---- balance ------------------------------------------------------------------------------------------------------------------------- */

struct walk {
    struct bl__exam *exam;
    unsigned char *state[BL_TRACKS]; /* of each person, by id */
    int64_t last_id;
    int64_t people[BL_TRACKS][BL_STATES];  /* who stand there, counted one by one */
    int64_t opening[BL_TRACKS][BL_STATES]; /* of the week, by the totals */
    bl_day start;                          /* of the week at hand */
};

static enum bl_status close_week(struct walk *walk, struct bl_error *err) {
    char week[BL_DATE_SIZE];
    walk->exam->seen.weeks++;
    for (int track = 0; track < BL_TRACKS; track++) {
        struct bl__flows flows;
        enum bl_status status =
            bl__tally(walk->exam->store, track == BL_STAGE ? BL_LENS_STAGE : BL_LENS_MOMENT, walk->start, walk->start + 6, &flows, err);
        if (status != BL_OK) return status;
        for (int s = 1; s < BL_STATES; s++) {
            int64_t opening = walk->opening[track][s], closing = opening + flows.in[s] - flows.out[s];
            walk->opening[track][s] = walk->people[track][s]; /* one fault is told once, not in every later week */
            if (closing == walk->people[track][s]) continue;
            walk->exam->totals = true;
            status = bl__found(walk->exam, BL__CHECK_BALANCE, true, err, "%s, %s: %lld + %lld - %lld = %lld, but %lld people stand there",
                               bl_week_name(walk->start, week), state_word((enum bl_track)track, s), (long long)opening,
                               (long long)flows.in[s], (long long)flows.out[s], (long long)closing, (long long)walk->people[track][s]);
            if (status != BL_OK) return status;
        }
    }
    walk->start += 7;
    return BL_OK;
}

static enum bl_status move(struct walk *walk, sqlite3_stmt *stmt, struct bl_error *err) {
    int64_t person = sqlite3_column_int64(stmt, 0);
    if (person < 1 || person > walk->last_id)
        return bl__found(walk->exam, BL__CHECK_BALANCE, false, err, "entry #%lld belongs to nobody (#%lld)",
                         (long long)sqlite3_column_int64(stmt, 6), (long long)person);
    for (int track = 0; track < BL_TRACKS; track++) {
        int from = sqlite3_column_int(stmt, 2 + 2 * track), to = sqlite3_column_int(stmt, 3 + 2 * track);
        int stood = walk->state[track][person];
        bool known = to >= 0 && to < BL_STATES;
        if (!known || from != stood) {
            enum bl_status status = bl__exam_person(walk->exam, person, err);
            if (status == BL_OK)
                status = bl__found(walk->exam, BL__CHECK_BALANCE, true, err,
                                   "entry #%lld of #%lld leaves %s, where the person did not stand but in %s",
                                   (long long)sqlite3_column_int64(stmt, 6), (long long)person, state_word((enum bl_track)track, from),
                                   state_word((enum bl_track)track, stood));
            if (status != BL_OK) return status;
        }
        if (!known) return BL_OK;
        walk->people[track][stood]--;
        walk->people[track][to]++;
        walk->state[track][person] = (unsigned char)to;
    }
    return BL_OK;
}

static enum bl_status walk_entries(struct walk *walk, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(walk->exam->store, BL_SQL_DOCTOR_WALK, err);
    enum bl_status status = stmt ? BL_OK : err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(walk->exam->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        bl_day start = bl_week_start(bl__col_day(stmt, 1), walk->exam->lead);
        if (walk->start == BL_NO_DAY) walk->start = start;
        while (status == BL_OK && walk->start < start) status = close_week(walk, err);
        if (status == BL_OK) status = move(walk, stmt, err);
    }
    if (stmt) sqlite3_reset(stmt);
    return status == BL_OK && walk->start != BL_NO_DAY ? close_week(walk, err) : status;
}

enum bl_status bl__exam_balance(struct bl__exam *exam, struct bl_error *err) {
    struct walk walk = {.exam = exam, .start = BL_NO_DAY};
    sqlite3_stmt *stmt = bl__stmt(exam->store, BL_SQL_DOCTOR_LAST, err);
    bool row = false;
    if (!stmt) return err->status;
    enum bl_status status = bl__row(exam->store, stmt, &row, err);
    walk.last_id = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    for (int track = 0; track < BL_TRACKS && status == BL_OK; track++) {
        walk.state[track] = calloc((size_t)walk.last_id + 1, 1);
        if (!walk.state[track]) status = bl_nomem(err);
    }
    if (status == BL_OK) status = walk_entries(&walk, err);
    for (int track = 0; track < BL_TRACKS; track++) free(walk.state[track]);
    return status;
}
