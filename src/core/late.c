/* One entry more: may it be recorded, and what follows from it? And one less.
 *
 * An entry dated before others is put in its place and the history replayed. Three things go beyond the replay. Dated before the journey began, the
 * opening moves back to its day (a talk of yesterday with somebody added today). Dated inside a rest that was ended or renewed later, a move is refused, since
 * whoever wrote the later entry believed the person at rest. And an entry that a later one cannot live with is refused in words that name the later one,
 * because that is the entry the user has to look at. */
#include "book_internal.h"

#include <string.h>

/* Where an entry of that day goes: behind all others of the day. */
static size_t place(const struct bl_entry *entries, size_t n, bl_day day) {
    size_t lo = 0;
    while (lo < n) {
        size_t mid = lo + (n - lo) / 2;
        if (entries[mid].day <= day) {
            lo = mid + 1;
        } else {
            n = mid;
        }
    }
    return lo;
}

/* What is asked of a new entry and not of one that stands already. */
static enum bl_status may_begin(const struct bl_entry *add, size_t n, const struct bl_entry *entries, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    enum bl_status status = bl__book_well_formed(add, err);
    if (status != BL_OK) return status;
    if (add->act == BL_ACT_OPEN && n > 0) {
        bl_fail(err, BL_REFUSED, "the journey has begun already (on %s)", bl_day_iso(entries[0].day, day));
        bl_hint(err, "bowline move WHO --stage STAGE --moment MOMENT");
        return BL_REFUSED;
    }
    if (add->act == BL_ACT_CLOSE && (!add->why || !add->why[0])) {
        bl_fail(err, BL_REFUSED, "closing a journey needs a reason");
        bl_hint(err, "bowline close WHO --as %s --why \"%s\"", bl_status_name(add->side), bl_close_reason(0));
        return BL_REFUSED;
    }
    return BL_OK;
}

/* The added entry itself is refused. Between two cycles "reopen" is no way out: the journey was reopened later. */
static enum bl_status refuse_self(const struct bl_entry *scratch, size_t where, size_t count, const struct bl_error *rule,
                                  struct bl_error *err) {
    const struct bl_entry *add = &scratch[where];
    char day[BL_DATE_SIZE];
    char left[BL_DATE_SIZE];
    char again[BL_DATE_SIZE];
    bool after_close = where > 0 && scratch[where - 1].act == BL_ACT_CLOSE;
    if (after_close && where + 1 < count && add->act != BL_ACT_REOPEN) {
        const struct bl_entry *close = &scratch[where - 1];
        bl_day_iso(scratch[where + 1].day, again);
        bl_fail(err, BL_REFUSED, "on %s the journey was closed (%s on %s); the next one began on %s", bl_day_iso(add->day, day),
                bl_status_name(close->side), bl_day_iso(close->day, left), again);
        bl_hint(err, "the reopen is of %s: give that day, or a later one", again);
        return BL_REFUSED;
    }
    bl_fail(err, BL_REFUSED, "%s", rule->text);
    if (rule->hint[0]) bl_hint(err, "%s", rule->hint);
    return BL_REFUSED;
}

static enum bl_status refuse_for(const struct bl_entry *add, const struct bl_entry *later, const char *rule, struct bl_error *err) {
    char mine[BL__ENTRY_SIZE];
    char theirs[BL__ENTRY_SIZE];
    bl_fail(err, BL_REFUSED, "%s would make %s impossible: %s", bl__book_describe(add, mine), bl__book_describe(later, theirs), rule);
    bl_hint(err, "give a later day, or look at what stands: bowline history WHO");
    return BL_REFUSED;
}

/* A move out of a rest that later entries speak of. */
static enum bl_status refuse_rest(const struct bl_standing *before, const struct bl_entry *scratch, size_t where, size_t count,
                                  struct bl_error *err) {
    char mine[BL__ENTRY_SIZE];
    char theirs[BL__ENTRY_SIZE];
    char since[BL_DATE_SIZE];
    size_t end = where + 1;
    while (end + 1 < count && scratch[end].act == BL_ACT_PARK) end++;
    bool ended = scratch[end].act != BL_ACT_PARK;
    if (!ended) end = where + 1;
    bl_fail(err, BL_REFUSED, "%s lies inside a rest (parked since %s), which %s %s", bl__book_describe(&scratch[where], mine),
            bl_day_iso(before->status_since, since), bl__book_describe(&scratch[end], theirs), ended ? "ended" : "went on with");
    bl_hint(err, "give that day or a later one, or look at what stands: bowline history WHO");
    return BL_REFUSED;
}

/* Replays scratch, whose entry `where` is the new one. */
static enum bl_status run(struct bl_entry *scratch, size_t count, size_t where, struct bl_standing *out, struct bl_error *err) {
    struct bl_standing at = {0};
    struct bl_error rule = {0};
    const struct bl_entry *add = &scratch[where];
    for (size_t i = 0; i < count; i++) {
        bool leaves_rest = i == where && at.status == BL_PARKED && (add->act == BL_ACT_MOVE || add->act == BL_ACT_RESUME);
        if (leaves_rest && where + 1 < count) return refuse_rest(&at, scratch, where, count, err);
        if (bl__book_apply(&at, &scratch[i], &rule) == BL_OK) continue;
        if (i > where) return refuse_for(add, &scratch[i], rule.text, err);
        return refuse_self(scratch, where, count, &rule, err);
    }
    *out = at;
    return BL_OK;
}

enum bl_status bl_book_try(const struct bl_entry *entries, size_t n, const struct bl_entry *add, struct bl_entry *scratch,
                           struct bl_late *out, struct bl_error *err) {
    struct bl_late late = {.open_to = BL_NO_DAY};
    enum bl_status status = may_begin(add, n, entries, err);
    if (status != BL_OK) return status;
    late.where = place(entries, n, add->day);
    /* The opening stays the first entry: it goes to the new one's day, and the new one comes last of that day. */
    bool earliest = n > 0 && late.where == 0;
    if (earliest) {
        late.open_to = add->day;
        late.where = 1;
    }
    if (late.where > 0) memcpy(scratch, entries, late.where * sizeof *scratch);
    if (earliest) scratch[0].day = add->day;
    scratch[late.where] = *add;
    if (n > late.where) memcpy(scratch + late.where + 1, entries + late.where, (n - late.where) * sizeof *scratch);
    status = run(scratch, n + 1, late.where, &late.after, err);
    if (status != BL_OK) return status;
    const struct bl_entry *mine = &scratch[late.where];
    late.moved_stage = mine->stage_from != mine->stage_to;
    late.moved_moment = mine->moment_from != mine->moment_to;
    late.late = late.where < n;
    *out = late;
    return BL_OK;
}

/* ---- one entry less ------------------------------------------------------------------------------------------------------------ */

enum bl_status bl_book_without(const struct bl_entry *entries, size_t n, size_t at, struct bl_entry *scratch, struct bl_standing *after,
                               struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf names = {0};
    struct bl_standing standing = {0};
    struct bl_error rule = {0};
    char what[BL__ENTRY_SIZE];
    size_t kept = 0, wrong = 0;
    if (at == 0) {
        bl_fail(err, BL_REFUSED, "%s is where the journey begins; without it there is none", bl__book_describe(&entries[0], what));
        bl_hint(err, "to erase somebody altogether: bowline forget WHO");
        return BL_REFUSED;
    }
    for (size_t i = 0; i < n; i++) {
        if (i == at) continue;
        scratch[kept] = entries[i];
        if (bl__book_apply(&standing, &scratch[kept], &rule) == BL_OK)
            kept++;
        else
            bl_buf_addf(&names, "%s%s (#%lld)", wrong++ ? ", " : "", bl__book_describe(&entries[i], what), (long long)entries[i].id);
    }
    if (names.failed) return bl_nomem(err);
    if (wrong == 0) {
        *after = standing;
        return BL_OK;
    }
    bl_fail(err, BL_REFUSED, "without %s %zu later %s impossible: %s", bl__book_describe(&entries[at], what), wrong,
            wrong == 1 ? "entry becomes" : "entries become", bl_buf_text(&names));
    bl_hint(err, "void those first, the latest first: bowline history WHO");
    return BL_REFUSED;
}
