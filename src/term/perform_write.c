/* Writes: each wish is one step with a name, so one undo takes it back. Done to many people, those whom a rule refuses are left out and named; when it refuses
 * all of them, nothing is written. */
#include "term/perform.h"

#include "bowline/takeback.h"

#include <inttypes.h>
#include <string.h>

/* One wish while it is done. */
struct act {
    struct performer *performer;
    const struct effect *effect;
    struct bl_arena arena;
    struct bl_error err;
    struct bl_buf name, words; /* of the step; of the toast */
    int done, same, refused;   /* people */
    struct bl_error first;     /* why the first one was refused */
    const char *who;           /* name of the last one it was done to */
    int64_t id;                /* of the person it was about */
    bool known;                /* somebody of that name was there before */
};

bool perform_stepped(struct performer *performer, const struct effect *effect, int64_t id, struct msg *out) {
    *out = (struct msg){.kind = MSG_STEPPED, .of = effect->kind, .serial = effect->serial, .id = id, .text = bl_buf_text(&performer->text)};
    out->more = performer->more.len ? bl_buf_text(&performer->more) : NULL;
    return true;
}

/* ---- one person ---------------------------------------------------------------------------------------------------------------------- */

/* The state that is one on or back; refused at the ends of a track. */
static enum bl_status target(struct act *act, const struct bl_person *person, struct bl_record *record) {
    const struct effect *effect = act->effect;
    if (!effect->delta) return BL_OK;
    int at = effect->track == BL_STAGE ? person->at.stage : person->at.moment, to = at + effect->delta;
    if (to < 1 || to > bl_track_ranks(effect->track))
        return bl_fail(&act->err, BL_REFUSED, "%s is at the %s already: %s", person->name, to < 1 ? "beginning" : "end",
                       bl_track_label(effect->track, at));
    *(effect->track == BL_STAGE ? &record->stage : &record->moment) = to;
    return BL_OK;
}

static enum bl_status drop_promises(struct act *act, const struct bl_person *person) {
    struct bl_promise *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_promises_drop(act->performer->store, person->id, BL_NO_DAY, &act->arena, &rows, &n, &act->err);
    if (status == BL_OK && n) bl_buf_addf(&act->words, ", %zu %s dropped", n, n == 1 ? "promise" : "promises");
    return status;
}

static enum bl_status record_one(struct act *act, const struct bl_person *person) {
    const struct effect *effect = act->effect;
    struct bl_record record = {
        .act = effect->kind == EFF_MOVE ? BL_ACT_MOVE : effect->record.act, .day = BL_NO_DAY, .until = effect->record.until};
    record.stage = effect->record.stage;
    record.moment = effect->record.moment;
    record.side = effect->record.side;
    record.why = effect->record.why;
    if (record.act == BL_ACT_REOPEN && person->at.status == BL_ACTIVE)
        return bl_fail(&act->err, BL_REFUSED, "%s is open; there is nothing to reopen", person->name);
    enum bl_status status = target(act, person, &record);
    struct bl_recorded recorded;
    if (status == BL_OK) status = bl_entry_record(act->performer->store, person->id, &record, &recorded, &act->err);
    if (status != BL_OK) return status;
    act->same += recorded.nothing;
    bl_buf_cut(&act->words, 0);
    bl_buf_str(&act->words, " ");
    bl_book_words(&act->words, &recorded.as);
    return effect->kind == EFF_RECORD && effect->flag ? drop_promises(act, person) : BL_OK;
}

static enum bl_status promise_one(struct act *act, const struct bl_person *person) {
    char day[BL_DATE_SIZE];
    int64_t id;
    const struct effect *effect = act->effect;
    enum bl_status status = bl_promise_add(act->performer->store, person->id, effect->text, effect->day, effect->flag, &id, &act->err);
    if (status != BL_OK) return status;
    bl_buf_cut(&act->words, 0);
    bl_buf_addf(&act->words, " %s", effect->text);
    if (effect->day != BL_NO_DAY) bl_buf_addf(&act->words, ", due %s", bl_day_long(effect->day, day));
    return BL_OK;
}

static enum bl_status tag_one(struct act *act, const struct bl_person *person) {
    bool changed = false;
    enum bl_status status = bl_person_tag(act->performer->store, person->id, act->effect->words, act->effect->less, &changed, &act->err);
    if (status != BL_OK) return status;
    act->same += !changed;
    bl_buf_cut(&act->words, 0);
    for (size_t i = 0; i < act->effect->words.n; i++) bl_buf_addf(&act->words, " #%s", act->effect->words.at[i]);
    for (size_t i = 0; i < act->effect->less.n; i++) bl_buf_addf(&act->words, " -#%s", act->effect->less.at[i]);
    return BL_OK;
}

static enum bl_status play_one(struct act *act, const struct bl_person *person) {
    bool changed = false;
    enum bl_status status = bl_person_play(act->performer->store, person->id, &changed, &act->err);
    if (status == BL_OK) act->same += !changed;
    return status;
}

static enum bl_status snooze_one(struct act *act, const struct bl_person *person) {
    char day[BL_DATE_SIZE];
    enum bl_status status = bl_snooze_set(act->performer->store, person->id, act->effect->day, act->effect->text, &act->err);
    bl_buf_cut(&act->words, 0);
    bl_buf_addf(&act->words, " until %s", bl_day_long(act->effect->day, day));
    return status;
}

static enum bl_status edit_one(struct act *act, const struct bl_person *person) {
    bl_buf_cut(&act->words, 0);
    return bl_person_change(act->performer->store, person->id, &act->effect->edit, &act->err);
}

/* ---- what is done to people, in one step ------------------------------------------------------------------------------------------------ */

struct verb {
    enum bl_status (*one)(struct act *, const struct bl_person *);
    const char *verb; /* for the name of the step: "move Maya Chen" */
};

static struct verb verb_of(const struct effect *effect) {
    switch (effect->kind) {
    case EFF_MOVE: return (struct verb){record_one, "move"};
    case EFF_RECORD:
        return (struct verb){record_one, effect->record.act == BL_ACT_PARK    ? "park"
                                         : effect->record.act == BL_ACT_CLOSE ? "close"
                                                                              : "reopen"};
    case EFF_PROMISE: return (struct verb){promise_one, effect->flag ? "promise by" : "promise to"};
    case EFF_TAG: return (struct verb){tag_one, "tag"};
    case EFF_SNOOZE: return (struct verb){snooze_one, "snooze"};
    case EFF_PLAY: return (struct verb){play_one, "in play:"};
    default: return (struct verb){edit_one, "edit"};
    }
}

static enum bl_status each(struct act *act, struct verb verb) {
    for (size_t i = 0; i < act->effect->ids.n; i++) {
        struct bl_person person;
        enum bl_status status = bl_store_person(act->performer->store, act->effect->ids.at[i], &act->arena, &person, &act->err);
        if (status == BL_OK) status = verb.one(act, &person);
        if (status == BL_OK) {
            act->done++;
            act->who = person.name;
            continue;
        }
        if (status != BL_REFUSED && status != BL_USAGE && status != BL_NOT_FOUND) return status;
        if (!act->refused++) act->first = act->err;
    }
    if (act->done) return BL_OK;
    act->err = act->first;
    return act->err.status ? act->err.status : bl_fail(&act->err, BL_NOT_FOUND, "nobody to do that to");
}

static void name_people(struct act *act, struct verb verb) {
    if (act->done == 1) {
        bl_buf_addf(&act->name, "%s %s", verb.verb, act->who);
        if (act->words.len) bl_buf_addf(&act->name, ":%s", bl_buf_text(&act->words));
    } else
        bl_buf_addf(&act->name, "%s %d people", verb.verb, act->done);
}

static void toast_people(struct act *act) {
    bl_buf_str(&act->performer->text, bl_buf_text(&act->name));
    if (act->done > 1 && act->same) bl_buf_addf(&act->performer->text, ", %d of them as before", act->same);
    if (act->known) bl_buf_str(&act->performer->more, "somebody of that name was in the book already");
    if (act->refused) bl_buf_addf(&act->performer->more, "%d not: %s", act->refused, act->first.text);
}

static bool finish(struct act *act, enum bl_status status, struct msg *out) {
    struct performer *performer = act->performer;
    if (status == BL_OK) status = bl_step_commit(performer->store, bl_buf_text(&act->name), NULL, &act->err);
    if (status != BL_OK) bl_step_rollback(performer->store);
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bool answered;
    if (status != BL_OK)
        answered = perform_failed(performer, act->effect, &act->err, out);
    else {
        toast_people(act);
        answered = perform_stepped(performer, act->effect, act->id, out);
    }
    bl_buf_free(&act->name);
    bl_buf_free(&act->words);
    bl_arena_free(&act->arena);
    return answered;
}

static bool do_people(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct act act = {.performer = performer, .effect = effect};
    struct verb verb = verb_of(effect);
    enum bl_status status = bl_step_begin(performer->store, false, &act.err);
    if (status == BL_OK) status = each(&act, verb);
    if (status == BL_OK) name_people(&act, verb);
    act.id = effect->ids.n == 1 ? effect->ids.at[0] : 0;
    return finish(&act, status, out);
}

/* Two people may have one name, but whoever adds the second should know: nothing is refused. */
static bool is_known(struct act *act, const char *name) {
    struct bl_error ignored = {0};
    struct bl_person *found = NULL;
    size_t n = 0;
    if (!name || bl_store_who(act->performer->store, name, &act->arena, &found, &n, &ignored) == BL_NOT_FOUND) n = 0;
    for (size_t i = 0; found && i < n; i++)
        if (bl_text_same(found[i].name, name)) return true;
    return false;
}

static bool do_add(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct act act = {.performer = performer, .effect = effect};
    struct bl_add add = {.edit = effect->edit, .day = BL_NO_DAY, .by_hand = true};
    enum bl_status status = bl_step_begin(performer->store, false, &act.err);
    bool known = status == BL_OK && is_known(&act, effect->edit.name);
    if (status == BL_OK) status = bl_person_add(performer->store, &add, &act.id, &act.err);
    bl_buf_addf(&act.name, "add %s", effect->edit.name ? effect->edit.name : "");
    act.done = 1;
    act.known = known;
    return finish(&act, status, out);
}

static bool do_keep(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct act act = {.performer = performer, .effect = effect};
    enum bl_status status = bl_step_begin(performer->store, false, &act.err);
    for (size_t i = 0; status == BL_OK && i < effect->ids.n; i++) {
        struct bl_promise promise = {0};
        status = bl_promise_done(performer->store, effect->ids.at[i], BL_NO_DAY, &promise, &act.arena, &act.err);
        if (status == BL_OK) bl_buf_addf(&act.name, "%s%s", i ? ", " : "done: ", promise.text);
        act.done++;
    }
    return finish(&act, status, out);
}

static bool do_rest(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct act act = {.performer = performer, .effect = effect};
    char day[BL_DATE_SIZE];
    int64_t n = 0;
    enum bl_status status = bl_step_begin(performer->store, false, &act.err);
    if (status == BL_OK) status = bl_today_rest(performer->store, effect->day, "first the few", &n, &act.err);
    bl_buf_addf(&act.name, "rest %" PRId64 " until %s", n, bl_day_long(effect->day, day));
    act.done = 1;
    return finish(&act, status, out);
}

/* ---- undo, redo --------------------------------------------------------------------------------------------------------------------------- */

static bool do_undo(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_step_row *rows = NULL;
    size_t n = 0;
    bool undo = effect->kind == EFF_UNDO;
    int64_t count = effect->count > 0 ? effect->count : 1;
    enum bl_status status =
        undo ? bl_undo(performer->store, count, &arena, &rows, &n, &err) : bl_redo(performer->store, count, &arena, &rows, &n, &err);
    if (status != BL_OK) return perform_failed(performer, effect, &err, out);
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bl_buf_str(&performer->text, undo ? "undone" : "redone");
    if (n > 1) bl_buf_addf(&performer->text, " %zu steps, the last", n);
    if (n) bl_buf_addf(&performer->text, ": %s", rows[n - 1].name);
    return perform_stepped(performer, effect, 0, out);
}

/* Who is kept is named, as far as a line goes. */
static void tell_kept(struct bl_buf *more, const struct bl_taken *taken) {
    enum { NAMES = 3 };
    if (!taken->kept_count) return;
    bl_buf_addf(more, "%zu kept: ", taken->kept_count);
    for (size_t i = 0; i < taken->kept_count && i < NAMES; i++) bl_buf_addf(more, "%s%s", i ? ", " : "", taken->kept[i].name);
    if (taken->kept_count > NAMES) bl_buf_addf(more, " and %zu more", taken->kept_count - NAMES);
}

static bool do_take_back(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_taken taken;
    struct effect as = *effect;
    if (bl_step_take_back(performer->store, effect->ids.at[0], false, &arena, &taken, &err) != BL_OK)
        return perform_failed(performer, effect, &err, out);
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bl_buf_addf(&performer->text, "%s: %s", taken.undone ? "undone" : "taken back", taken.was.name);
    tell_kept(&performer->more, &taken);
    if (taken.undone) as.kind = EFF_UNDO; /* so is the way back */
    return perform_stepped(performer, &as, 0, out);
}

bool perform_write(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    if (performer->import.import) {
        (void)bl_fail(&err, BL_BUSY, "an import is running");
        return perform_failed(performer, effect, &err, out);
    }
    switch (effect->kind) {
    case EFF_UNDO:
    case EFF_REDO: return do_undo(performer, effect, out);
    case EFF_TAKE_BACK: return do_take_back(performer, effect, out);
    case EFF_ADD: return do_add(performer, effect, out);
    case EFF_KEEP: return do_keep(performer, effect, out);
    case EFF_REST: return do_rest(performer, effect, out);
    default: return do_people(performer, effect, out);
    }
}
