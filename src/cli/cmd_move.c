/* bowline move, park, close, reopen: the acts of the book. One table row says what each needs; recording, telling and naming the step is the same
 * for all. Several people are one step: if the book refuses one of them, nobody is touched. */
#include "cli/internal.h"

#include <string.h>

#define OPT_ON                                                                                                                             \
    { "on", 0, "DATE", "the day it happened (today)", OPT_TEXT, NULL }
#define OPT_WHY                                                                                                                            \
    { "why", 'y', "TEXT", "a word why", OPT_TEXT, NULL }
#define OPT_WHERE                                                                                                                          \
    { "where", 0, "FILTER", "everybody who matches", OPT_TEXT, NULL }
#define OPT_STATE                                                                                                                          \
    {"stage", 's', "STAGE", "where the customer stands", OPT_STAGE, NULL}, {                                                               \
        "moment", 'm', "MOMENT", "what has really happened", OPT_MOMENT, NULL                                                              \
    }
#define OPT_DROP                                                                                                                           \
    { "drop-promises", 0, NULL, "let go of their open promises too, yours and theirs", OPT_TEXT, NULL }
#define OPT_END                                                                                                                            \
    { NULL, 0, NULL, NULL, OPT_TEXT, NULL }

const struct opt cmd_move_opts[] = {OPT_STATE, OPT_ON, OPT_WHY, OPT_WHERE, OPT_END};
const struct opt cmd_park_opts[] = {
    {"until", 'u', "DATE", "the day to come back to it", OPT_TEXT, NULL}, OPT_DROP, OPT_ON, OPT_WHY, OPT_WHERE, OPT_END};
const struct opt cmd_close_opts[] = {
    {"as", 'a', "HOW", "how it ended", OPT_WORDS, "lost disqualified churned"}, OPT_DROP, OPT_ON, OPT_WHY, OPT_WHERE, OPT_END};
const struct opt cmd_reopen_opts[] = {OPT_STATE, OPT_ON, OPT_WHY, OPT_WHERE, OPT_END};

enum { TOLD = 20 };

const char *moves_text(struct call *call, const struct bl_entry *entry) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    const int from[BL_TRACKS] = {entry->stage_from, entry->moment_from}, to[BL_TRACKS] = {entry->stage_to, entry->moment_to};
    for (int t = 0; t < BL_TRACKS; t++) {
        if (from[t] == to[t]) continue;
        if (t && to[t] > BL_RANK_MAX && to[0] == to[t]) continue; /* into a side state both tracks go together */
        const char *was = from[t] ? bl_track_name((enum bl_track)t, from[t]) : "new";
        bl_buf_addf(&text, "%s%s %s %s", text.len ? ", " : "", was, call_arrow(call), bl_track_name((enum bl_track)t, to[t]));
        if (from[t] > 0 && to[t] <= BL_RANK_MAX && to[t] > from[t] + 1) {
            for (int rank = from[t] + 1; rank < to[t]; rank++)
                bl_buf_addf(&text, "%s%s", rank > from[t] + 1 ? ", " : " (skips ", bl_track_label((enum bl_track)t, rank));
            bl_buf_chr(&text, ')');
        }
    }
    const char *kept = bl_arena_str(&call->arena, bl_buf_text(&text));
    return kept ? kept : "";
}

/* What an act of that kind is called in the answer, and what it says after the name. */
static const char *said(struct call *call, const struct acted *acted, const char **word) {
    const struct bl_entry *as = &acted->recorded.as;
    char day[BL_DATE_SIZE];
    const char *why = acted->why ? bl_arena_printf(&call->arena, ", %s", call_text(call, acted->why)) : "";
    const char *text = NULL;
    switch (as->act) {
    case BL_ACT_PARK:
        *word = "parked";
        text = bl_arena_printf(&call->arena, "until %s%s%s", bl_day_long(as->until, day),
                               as->until < call->env->now.today ? ": that day is past, so it is due at once" : "", why ? why : "");
        break;
    case BL_ACT_CLOSE:
        *word = "closed";
        text = bl_arena_printf(&call->arena, "as %s%s", bl_status_name(as->side), why ? why : "");
        break;
    case BL_ACT_OPEN:
    case BL_ACT_MOVE:
    case BL_ACT_RESUME:
    case BL_ACT_REOPEN:
        *word = as->act == BL_ACT_REOPEN ? "reopened" : as->act == BL_ACT_RESUME ? "resumed" : "moved";
        text = bl_arena_printf(&call->arena, "%s%s", moves_text(call, as), why ? why : "");
        break;
    case BL_ACT_VOID: break; /* told by history */
    }
    return text ? text : "";
}

/* What was dropped with them, or stays open, and the command that drops it. */
static void promise_notes(struct call *call, struct out *to, const struct acted *acted) {
    BL_AUTO(bl_buf) struct bl_buf ids = {0};
    char word[16], day[BL_DATE_SIZE];
    for (size_t i = 0; i < acted->promise_count; i++) {
        const struct bl_promise *promise = &acted->promises[i];
        out_fmt(to, "%s#%-4lld %s%s%s%s\n", label(acted->drops ? "dropped" : "open", word), (long long)promise->id,
                promise->theirs ? "~" : "", call_line(call, promise->text), promise->due == BL_NO_DAY ? "" : ", due ",
                promise->due == BL_NO_DAY ? "" : bl_day_iso(promise->due, day));
        bl_buf_addf(&ids, " %lld", (long long)promise->id);
    }
    if (acted->promise_count && !acted->drops)
        out_fmt(to, "%sto let go of %s too: %s done%s --drop\n", label("", word), acted->promise_count == 1 ? "it" : "them",
                call_self(call), bl_buf_text(&ids));
}

void acted_notes(struct call *call, struct out *to, const struct acted *acted) {
    const struct bl_recorded *recorded = &acted->recorded;
    const char *name = call_name(call, acted->name);
    char word[16], day[BL_DATE_SIZE];
    if (to == &call->talk && recorded->nothing && recorded->as.act != BL_ACT_PARK) {
        out_fmt(to, "%s#%-4lld %s  %s  already there\n", label("same", word), (long long)acted->id, bl_day_iso(recorded->as.day, day),
                name);
    }
    if (recorded->late) {
        const struct bl_standing *after = &recorded->after;
        out_fmt(to, "%slater entries were replayed; %s now: %s, %s, %s\n", label("late", word), name, bl_status_name(after->status),
                bl_track_label(BL_STAGE, after->stage), bl_track_label(BL_MOMENT, after->moment));
    }
    if (recorded->opening_moved != BL_NO_DAY) {
        out_fmt(to, "%sthe journey of %s now begins on %s\n", label("began", word), name, bl_day_iso(recorded->opening_moved, day));
    }
    promise_notes(call, to, acted);
    if (to == &call->talk) out_flush(to);
}

void acted_tell(struct call *call, const struct acted *acted) {
    const struct bl_recorded *recorded = &acted->recorded;
    char word[16], day[BL_DATE_SIZE];
    const char *verb = "moved";
    const char *text = said(call, acted, &verb);
    const char *name = call_name(call, acted->name);
    if (recorded->nothing && recorded->as.act != BL_ACT_PARK) {
        verb = "same";
        text = "already there; the entry is kept, nothing moved";
    }
    if (recorded->nothing && recorded->as.act == BL_ACT_PARK && recorded->before.status != BL_PARKED) text = "changes nothing";
    out_fmt(&call->out, "%s#%-4lld %s  %s  %s\n", label(verb, word), (long long)acted->id, bl_day_iso(recorded->as.day, day), name, text);
    acted_notes(call, &call->out, acted);
}

static enum bl_status nothing_to_reopen(struct call *call, const struct bl_person *person, struct bl_error *err) {
    bl_fail(err, BL_REFUSED, "the journey of %s is open; there is nothing to reopen", call_name(call, person->name));
    bl_hint(err, "bowline move %lld --stage … --moment …", (long long)person->id);
    return BL_REFUSED;
}

/* A promise does not end by itself when somebody is let go: it is dropped where that is asked for, else told with the way to drop it. */
static enum bl_status promises_of(struct call *call, const struct bl_record *record, struct acted *acted, struct bl_error *err) {
    bool rests = record->act == BL_ACT_PARK || record->act == BL_ACT_CLOSE;
    if (!rests) return BL_OK;
    acted->drops = opt_flag(&call->args, "drop-promises");
    return acted->drops ? bl_promises_drop(call->store, acted->id, record->day, &call->arena, &acted->promises, &acted->promise_count, err)
                        : bl_store_promises(call->store, acted->id, true, &call->arena, &acted->promises, &acted->promise_count, err);
}

static enum bl_status record_all(struct call *call, struct bl_ids ids, const struct bl_record *record, struct acted *acted,
                                 struct bl_error *err) {
    for (size_t i = 0; i < ids.n; i++) {
        struct bl_person person;
        enum bl_status status = bl_store_person(call->store, ids.at[i], &call->arena, &person, err);
        if (status != BL_OK) return status;
        acted[i].id = ids.at[i];
        acted[i].name = person.name;
        acted[i].why = record->why;
        if (record->act == BL_ACT_REOPEN && person.at.status == BL_ACTIVE) return nothing_to_reopen(call, &person, err);
        status = bl_entry_record(call->store, ids.at[i], record, &acted[i].recorded, err);
        if (status == BL_OK) status = promises_of(call, record, &acted[i], err);
        if (status != BL_OK) {
            bl_step_rollback(call->store);
            return fail_about(call, person.name, status, err);
        }
    }
    return BL_OK;
}

static enum bl_status answer(struct call *call, const struct acted *acted, struct bl_ids ids, bool many, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf json = {0};
    enum bl_status status = call->json ? json_people(call, ids, many, &json, err) : BL_OK;
    if (status != BL_OK) return status;
    const char *verb = call->cmd->name;
    BL_AUTO(bl_buf) struct bl_buf words = {0};
    if (ids.n == 1) bl_book_words(&words, &acted[0].recorded.as);
    const char *name = ids.n == 1 ? bl_arena_printf(&call->arena, "%s %s: %s", verb, acted[0].name, bl_buf_text(&words))
                                  : bl_arena_printf(&call->arena, "%s %zu people", verb, ids.n);
    int64_t step = 0;
    status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (many) call_say(call, "%zu %s\n", ids.n, ids.n == 1 ? "person" : "people");
    for (size_t i = 0; call->json && !call->quiet && i < ids.n && i < TOLD; i++) acted_notes(call, &call->talk, &acted[i]);
    if (call->json) return json_put(call, &json, err);
    if (call->quiet) return BL_OK;
    for (size_t i = 0; i < ids.n && i < TOLD; i++) acted_tell(call, &acted[i]);
    if (ids.n > TOLD) out_fmt(&call->out, "        and %zu more\n", ids.n - TOLD);
    call_undo_line(call, step);
    return BL_OK;
}

/* The same record for everybody named. */
static enum bl_status act(struct call *call, struct bl_record *record, struct bl_error *err) {
    struct bl_ids ids;
    bool many;
    const char *why = opt_value(&call->args, "why");
    record->why = why && *why ? why : NULL;
    enum bl_status status = value_fact(call, "on", &record->day, err);
    if (status == BL_OK) status = call_open(call, err);
    if (status == BL_OK) status = who_targets(call, call->args.words, &ids, &many, err);
    if (status != BL_OK) return status;
    struct acted *acted = bl_arena_array(&call->arena, ids.n + 1, sizeof *acted);
    if (!acted) return bl_nomem(err);
    status = call_write_there(call, err);
    if (status == BL_OK) status = record_all(call, ids, record, acted, err);
    return status == BL_OK ? answer(call, acted, ids, many, err) : status;
}

enum bl_status cmd_move(struct call *call, struct bl_error *err) {
    struct bl_record record = {.act = BL_ACT_MOVE, .day = BL_NO_DAY, .until = BL_NO_DAY};
    enum bl_status status = value_states(call, &record.stage, &record.moment, err);
    if (status != BL_OK) return status;
    if (!record.stage && !record.moment) {
        bl_fail(err, BL_USAGE, "move where to? --stage or --moment is missing");
        bl_hint(err, "bowline move WHO --stage selection --moment one-to-one");
        return BL_USAGE;
    }
    return act(call, &record, err);
}

/* A rest ends after it begins; one that was, and is over, has the day it began. */
static enum bl_status no_rest(const struct call *call, bl_day until, bl_day on, struct bl_error *err) {
    char day[BL_DATE_SIZE], begins[BL_DATE_SIZE];
    bl_fail(err, BL_USAGE, "park until %s? That day does not lie after %s", bl_day_long(until, day),
            on == BL_NO_DAY || on == call->env->now.today ? "today" : bl_day_long(on, begins));
    bl_hint(err, "a day to come: bowline park WHO --until 2w; they are back already: bowline reopen WHO");
    return BL_USAGE;
}

enum bl_status cmd_park(struct call *call, struct bl_error *err) {
    struct bl_record record = {.act = BL_ACT_PARK, .side = BL_PARKED, .day = BL_NO_DAY};
    enum bl_status status = value_day(call, "until", &record.until, err);
    if (status != BL_OK) return status;
    if (record.until == BL_NO_DAY) {
        bl_fail(err, BL_USAGE, "park until when? --until is missing");
        bl_hint(err, "bowline park WHO --until 2w, --until 'dec 1', --until 2027-01-11");
        return BL_USAGE;
    }
    bl_day on = BL_NO_DAY;
    status = value_fact(call, "on", &on, err);
    if (status == BL_OK && record.until <= (on == BL_NO_DAY ? call->env->now.today : on)) status = no_rest(call, record.until, on, err);
    if (status != BL_OK) return status;
    return act(call, &record, err);
}

/* The reasons to choose from, with what they are for. */
static enum bl_status no_reason(struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf reasons = {0};
    for (size_t i = 0; bl_close_reason(i); i++) bl_buf_addf(&reasons, "%s%s", i ? ", " : "", bl_close_reason(i));
    bl_fail(err, BL_USAGE, "close why? --why is missing");
    bl_hint(err, "--why one of: %s, or your own words", bl_buf_text(&reasons));
    return BL_USAGE;
}

enum bl_status cmd_close(struct call *call, struct bl_error *err) {
    struct bl_record record = {.act = BL_ACT_CLOSE, .day = BL_NO_DAY, .until = BL_NO_DAY};
    const char *as = opt_value(&call->args, "as"), *why = opt_value(&call->args, "why");
    if (!as) return bl_fail(err, BL_USAGE, "close how? --as lost, --as disqualified or --as churned is missing");
    static const char *const ways[] = {"lost", "disqualified", "churned"};
    if (bl_status_parse(as, &record.side, err) != BL_OK) {
        const char *near = bl_text_nearest(as, ways, 3);
        bl_fail(err, BL_USAGE, "a journey is closed as lost, disqualified or churned, not as \"%.60s\"", as);
        if (near) bl_hint(err, "did you mean --as %s?", near);
        return BL_USAGE;
    }
    if (record.side != BL_LOST && record.side != BL_DISQUALIFIED && record.side != BL_CHURNED) {
        bl_fail(err, BL_USAGE, "a journey is closed as lost, disqualified or churned, not as %s", bl_status_name(record.side));
        if (record.side == BL_PARKED) bl_hint(err, "to put it aside: bowline park WHO --until DATE");
        return BL_USAGE;
    }
    if (!why || !why[strspn(why, " \t")]) return no_reason(err);
    return act(call, &record, err);
}

enum bl_status cmd_reopen(struct call *call, struct bl_error *err) {
    struct bl_record record = {.act = BL_ACT_REOPEN, .day = BL_NO_DAY, .until = BL_NO_DAY};
    enum bl_status status = value_states(call, &record.stage, &record.moment, err);
    return status == BL_OK ? act(call, &record, err) : status;
}
