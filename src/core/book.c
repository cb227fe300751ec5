/* The book of one person: entries in, moves and a standing out.
 *
 * Only what was recorded is a fact; from, to, cycle and standing follow by replaying the entries in the order of (day, order of entry). So a late
 * entry, a correction or a merge needs no arithmetic of its own: the history is replayed. One function, bl__book_apply, holds what each act
 * may do; everything else repeats it. */
#include "book_internal.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const acts[] = {"", "open", "move", "park", "resume", "close", "reopen", "void"};

const char *bl_act_name(enum bl_act act) {
    return act >= BL_ACT_OPEN && act <= BL_ACT_VOID ? acts[act] : "";
}

static bool closed(int status) {
    return status >= BL_LOST && status <= BL_CHURNED;
}

/* ---- order ------------------------------------------------------------------------------------------------------------------ */

static int by_day(const void *left, const void *right) {
    const struct bl_entry *a = left;
    const struct bl_entry *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->id == b->id) return 0;
    if (a->id == 0) return 1;
    if (b->id == 0) return -1;
    return a->id < b->id ? -1 : 1;
}

void bl_book_sort(struct bl_entry *entries, size_t n) {
    if (n > 1) qsort(entries, n, sizeof *entries, by_day);
}

/* ---- one entry -------------------------------------------------------------------------------------------------------------- */

const char *bl__book_describe(const struct bl_entry *entry, char out[BL__ENTRY_SIZE]) {
    char day[BL_DATE_SIZE];
    bl_day_iso(entry->day, day);
    if (entry->act == BL_ACT_CLOSE) {
        snprintf(out, BL__ENTRY_SIZE, "the close (%s) of %s", bl_status_name(entry->side), day);
    } else {
        snprintf(out, BL__ENTRY_SIZE, "the %s of %s", bl_act_name(entry->act), day);
    }
    return out;
}

enum bl_status bl__book_well_formed(const struct bl_entry *e, struct bl_error *err) {
    bool names_both = e->stage != 0 && e->moment != 0;
    if (e->day == BL_NO_DAY) return bl_fail(err, BL_REFUSED, "it has no day");
    if (e->stage < 0 || e->stage > bl_track_ranks(BL_STAGE)) return bl_fail(err, BL_REFUSED, "there is no stage number %d", e->stage);
    if (e->moment < 0 || e->moment > bl_track_ranks(BL_MOMENT)) return bl_fail(err, BL_REFUSED, "there is no moment number %d", e->moment);
    switch (e->act) {
    case BL_ACT_OPEN:
    case BL_ACT_REOPEN:
        if (!names_both) return bl_fail(err, BL_REFUSED, "a journey begins with a stage and a moment");
        return BL_OK;
    case BL_ACT_MOVE:
        if (e->stage == 0 && e->moment == 0) {
            bl_fail(err, BL_REFUSED, "a move names a stage, a moment or both");
            bl_hint(err, "bowline move WHO --stage STAGE --moment MOMENT");
            return BL_REFUSED;
        }
        return BL_OK;
    case BL_ACT_PARK:
        if (e->until != BL_NO_DAY) return BL_OK;
        bl_fail(err, BL_REFUSED, "parking needs the day to return to");
        bl_hint(err, "bowline park WHO --until DATE");
        return BL_REFUSED;
    case BL_ACT_CLOSE:
        if (closed(e->side)) return BL_OK;
        bl_fail(err, BL_REFUSED, "a journey ends as lost, disqualified or churned");
        bl_hint(err, "bowline close WHO --as lost --why REASON");
        return BL_REFUSED;
    case BL_ACT_RESUME: return BL_OK;
    case BL_ACT_VOID: break;
    }
    return bl_fail(err, BL_REFUSED, "there is no act number %d", (int)e->act);
}

/* A closed journey takes nothing more, and one that has not begun takes nothing yet. */
static enum bl_status live(const struct bl_standing *at, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    if (at->cycle == 0) return bl_fail(err, BL_REFUSED, "no journey has begun");
    if (!closed(at->status)) return BL_OK;
    bl_fail(err, BL_REFUSED, "the journey is closed (%s on %s)", bl_status_name(at->status), bl_day_iso(at->status_since, day));
    bl_hint(err, "bowline reopen WHO");
    return BL_REFUSED;
}

/* Enters stage and moment on a day; `anew` begins the visit again even where the state is the one before. */
static void enter(struct bl_standing *at, int stage, int moment, bl_day day, bool anew) {
    if (anew || at->stage != stage) at->stage_since = day;
    if (anew || at->moment != moment) at->moment_since = day;
    at->stage = stage;
    at->moment = moment;
    if (stage > at->furthest_stage) at->furthest_stage = stage;
}

static void begin(struct bl_standing *at, const struct bl_entry *e) {
    *at = (struct bl_standing){
        .status = BL_ACTIVE, .cycle = at->cycle + 1, .opened_on = e->day, .status_since = e->day, .park_until = BL_NO_DAY};
    enter(at, e->stage, e->moment, e->day, true);
}

static enum bl_status apply_open(struct bl_standing *at, const struct bl_entry *e, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    if (at->cycle != 0) return bl_fail(err, BL_REFUSED, "the journey has begun already (on %s)", bl_day_iso(at->opened_on, day));
    begin(at, e);
    return BL_OK;
}

static enum bl_status apply_reopen(struct bl_standing *at, const struct bl_entry *e, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    if (at->cycle == 0) return bl_fail(err, BL_REFUSED, "no journey has begun");
    if (at->status == BL_PARKED) {
        return bl_fail(err, BL_REFUSED, "the journey is parked (since %s), not closed: it resumes", bl_day_iso(at->status_since, day));
    }
    if (!closed(at->status)) {
        bl_fail(err, BL_REFUSED, "the journey is live (open since %s)", bl_day_iso(at->opened_on, day));
        bl_hint(err, "bowline move WHO --stage STAGE --moment MOMENT");
        return BL_REFUSED;
    }
    begin(at, e);
    return BL_OK;
}

/* A move, or the end of a rest: what is not named stays, or returns to where it rested. */
static enum bl_status apply_move(struct bl_standing *at, const struct bl_entry *e, struct bl_error *err) {
    enum bl_status status = live(at, err);
    if (status != BL_OK) return status;
    bool rested = at->status == BL_PARKED;
    if (rested) {
        at->status = BL_ACTIVE;
        at->status_since = e->day;
        at->park_until = BL_NO_DAY;
    }
    enter(at, e->stage ? e->stage : at->stage, e->moment ? e->moment : at->moment, e->day, rested);
    return BL_OK;
}

static enum bl_status apply_park(struct bl_standing *at, const struct bl_entry *e, struct bl_error *err) {
    enum bl_status status = live(at, err);
    if (status != BL_OK) return status;
    if (at->status != BL_PARKED) at->status_since = e->day;
    at->status = BL_PARKED;
    at->park_until = e->until;
    return BL_OK;
}

static enum bl_status apply_close(struct bl_standing *at, const struct bl_entry *e, struct bl_error *err) {
    enum bl_status status = live(at, err);
    if (status != BL_OK) return status;
    bool committed = at->furthest_stage >= BL_COMMITMENT;
    if (e->side == BL_CHURNED && !committed) {
        bl_fail(err, BL_REFUSED, "the stage never reached commitment in this cycle, so this is no churn: it is lost, or disqualified");
        bl_hint(err, "bowline close WHO --as lost --why REASON");
        return BL_REFUSED;
    }
    if (e->side != BL_CHURNED && committed) {
        bl_fail(err, BL_REFUSED, "the stage reached commitment in this cycle, so it cannot end as %s: it is churned",
                bl_status_name(e->side));
        bl_hint(err,
                "bowline close WHO --as churned --why REASON; if that stage was a slip: bowline undo, or bowline history WHO --void ENTRY");
        return BL_REFUSED;
    }
    at->status = e->side;
    at->status_since = e->day;
    at->park_until = BL_NO_DAY;
    return BL_OK;
}

static enum bl_status act_on(struct bl_standing *at, const struct bl_entry *e, struct bl_error *err) {
    switch (e->act) {
    case BL_ACT_OPEN: return apply_open(at, e, err);
    case BL_ACT_MOVE:
    case BL_ACT_RESUME: return apply_move(at, e, err);
    case BL_ACT_PARK: return apply_park(at, e, err);
    case BL_ACT_CLOSE: return apply_close(at, e, err);
    case BL_ACT_REOPEN: return apply_reopen(at, e, err);
    case BL_ACT_VOID: break;
    }
    return bl_fail(err, BL_REFUSED, "there is no act number %d", (int)e->act);
}

static int state_of(const struct bl_standing *at, int rank) {
    return at->status == BL_ACTIVE ? rank : at->status;
}

enum bl_status bl__book_apply(struct bl_standing *at, struct bl_entry *entry, struct bl_error *err) {
    struct bl_standing after = *at;
    enum bl_status status = bl__book_well_formed(entry, err);
    if (status == BL_OK) status = act_on(&after, entry, err);
    if (status != BL_OK) return status;
    entry->cycle = after.cycle;
    entry->stage_from = state_of(at, at->stage);
    entry->moment_from = state_of(at, at->moment);
    entry->stage_to = state_of(&after, after.stage);
    entry->moment_to = state_of(&after, after.moment);
    *at = after;
    return BL_OK;
}

/* ---- the whole history -------------------------------------------------------------------------------------------------------- */

enum bl_status bl_book_replay(struct bl_entry *entries, size_t n, struct bl_standing *out, size_t *at, struct bl_error *err) {
    struct bl_standing standing = {0};
    struct bl_error rule = {0};
    char what[BL__ENTRY_SIZE];
    for (size_t i = 0; i < n; i++) {
        if (bl__book_apply(&standing, &entries[i], &rule) == BL_OK) continue;
        if (at) *at = i;
        bl_fail(err, BL_REFUSED, "%s is not possible: %s", bl__book_describe(&entries[i], what), rule.text);
        if (rule.hint[0]) bl_hint(err, "%s", rule.hint);
        return BL_REFUSED;
    }
    *out = standing;
    return BL_OK;
}

void bl_book_reopen_at(const struct bl_standing *at, int *stage, int *moment) {
    if (*stage == 0) *stage = at->status == BL_CHURNED ? BL_SELECTION : at->stage;
    if (*moment == 0) *moment = at->moment;
}

static void add_moves(struct bl_buf *out, const struct bl_entry *entry) {
    const int from[BL_TRACKS] = {entry->stage_from, entry->moment_from}, to[BL_TRACKS] = {entry->stage_to, entry->moment_to};
    bool any = false;
    for (int t = 0; t < BL_TRACKS; t++) {
        enum bl_track track = (enum bl_track)t;
        if (from[t] == to[t]) continue;
        bl_buf_addf(out, "%s%s → %s", any ? ", " : "", from[t] ? bl_track_label(track, from[t]) : "new", bl_track_label(track, to[t]));
        any = true;
    }
    if (!any) bl_buf_str(out, "stands there already");
}

void bl_book_words(struct bl_buf *out, const struct bl_entry *entry) {
    char day[BL_DATE_SIZE];
    if (entry->act == BL_ACT_PARK)
        bl_buf_addf(out, "parked until %s", bl_day_long(entry->until, day));
    else if (entry->act == BL_ACT_CLOSE)
        bl_buf_str(out, bl_status_name(entry->side));
    else if (entry->stage_from > BL_RANK_MAX && entry->stage_to <= BL_RANK_MAX)
        bl_buf_addf(out, "active again: %s, %s", bl_track_label(BL_STAGE, entry->stage_to), bl_track_label(BL_MOMENT, entry->moment_to));
    else
        add_moves(out, entry);
}

/* ---- kinds of moves ------------------------------------------------------------------------------------------------------------ */

static const char *const kinds[] = {"new",    "forward", "skipped", "back",         "returned",
                                    "parked", "resumed", "lost",    "disqualified", "churned"};

enum bl_move_kind bl_move_kind(int from, int to) {
    if (from == to) return BL_KINDS;
    switch (to) {
    case BL_PARKED: return BL_KIND_PARKED;
    case BL_LOST: return BL_KIND_LOST;
    case BL_DISQUALIFIED: return BL_KIND_DISQUALIFIED;
    case BL_CHURNED: return BL_KIND_CHURNED;
    default: break;
    }
    if (from == BL_NONE) return BL_KIND_NEW;
    if (from == BL_PARKED) return BL_KIND_RESUMED;
    if (closed(from)) return BL_KIND_RETURNED;
    if (to < from) return BL_KIND_BACK;
    return to == from + 1 ? BL_KIND_FORWARD : BL_KIND_SKIPPED;
}

const char *bl_move_kind_name(enum bl_move_kind kind) {
    return (unsigned)kind < BL_KINDS ? kinds[kind] : "";
}
