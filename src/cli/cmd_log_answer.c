/* What `bowline log` answers: the parse echoed, and something given back (what was open, what is missing). The form is that of DESIGN section 3.1. */
#include "cli/log.h"

#include <string.h>

/* "Maya Chen", "Maya Chen and Tom Reed", "A, B and C". */
static const char *names_of(struct logging *logging, bool clean) {
    struct call *call = logging->call;
    const struct bl_logged *logged = &logging->logged;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bool comma = false;
    for (size_t i = 0; i < logged->people_count; i++) comma = comma || strchr(logged->people[i].name, ',');
    for (size_t i = 0; i < logged->people_count; i++) {
        const char *glue = i == 0 ? "" : comma ? "; " : i + 1 == logged->people_count ? " and " : ", ";
        bl_buf_addf(&text, "%s%s", glue, clean ? call_name(call, logged->people[i].name) : logged->people[i].name);
    }
    const char *kept = bl_arena_str(&call->arena, bl_buf_text(&text));
    return kept ? kept : "";
}

static const char *kind_of(const struct logging *logging) {
    return logging->log.kind ? logging->log.kind : bl_talk_kinds[0];
}

static const char *moved_text(struct logging *logging, const struct bl_logged_person *person) {
    const char *text = person->moved && !person->move.nothing ? moves_text(logging->call, &person->move.as) : "";
    return *text ? text : "nothing, already there";
}

/* One line when all moved the same way, else one for each. */
static void tell_moves(struct logging *logging) {
    const struct bl_logged *logged = &logging->logged;
    struct call *call = logging->call;
    char word[16];
    if ((!logging->log.stage && !logging->log.moment) || !logged->people_count) return;
    const char *first = moved_text(logging, &logged->people[0]);
    bool same = true;
    for (size_t i = 1; i < logged->people_count; i++) same = same && strcmp(first, moved_text(logging, &logged->people[i])) == 0;
    for (size_t i = 0; i < (same ? 1 : logged->people_count); i++) {
        const char *whose = same ? "" : bl_arena_printf(&call->arena, "%s: ", call_first_name(call, logged->people[i].name));
        out_fmt(&call->out, "%s%s%s\n", label("moved", word), whose ? whose : "", moved_text(logging, &logged->people[i]));
    }
    for (size_t i = 0; i < logged->people_count; i++) {
        const struct bl_logged_person *person = &logged->people[i];
        if (!person->moved || !person->move.late) continue;
        const struct bl_standing *after = &person->move.after;
        out_fmt(&call->out, "%slater entries were replayed; %s now: %s, %s, %s\n", label("late", word), call_name(call, person->name),
                bl_status_name(after->status), bl_track_label(BL_STAGE, after->stage), bl_track_label(BL_MOMENT, after->moment));
    }
}

/* “, due Fri 2026-11-27”, and that a day gone by is one that waits already. */
void due_text(struct call *call, bl_day due) {
    char day[BL_DATE_SIZE];
    if (due == BL_NO_DAY) return;
    out_fmt(&call->out, ", due %s", bl_day_long(due, day));
    if (due < call->env->now.today) out_str(&call->out, ": overdue from the start");
}

static void tell_words(struct logging *logging) {
    struct call *call = logging->call;
    char word[16];
    for (size_t i = 0; i < logging->log.tags.n; i++) {
        out_fmt(&call->out, "%s#%s", i ? " " : label("tagged", word), call_name(call, logging->log.tags.at[i]));
    }
    if (logging->log.tags.n) out_str(&call->out, "\n");
    for (size_t i = 0; i < logging->log.quotes.n; i++) {
        out_fmt(&call->out, "%s“%s”\n", label("quote", word), call_line(call, logging->log.quotes.at[i]));
    }
}

/* What looks like a slip and stayed text. */
static void tell_notes(struct logging *logging) {
    char word[16];
    for (size_t i = 0; i < logging->parsed.notes.n; i++) {
        out_fmt(&logging->call->out, S_WARN "%s" S_OFF "%s\n", label("unread", word),
                call_line(logging->call, logging->parsed.notes.at[i]));
    }
}

static void tell_promises(struct logging *logging) {
    struct call *call = logging->call;
    char word[16], id[24];
    const struct bl_logged *logged = &logging->logged;
    bool several = logged->people_count > 1;
    const char *first = several ? call_first_name(call, logged->people[0].name) : "";
    for (size_t i = 0; i < logging->log.promise_count && i < logging->logged.promises.n; i++) {
        const struct bl_said_promise *promise = &logging->log.promises[i];
        snprintf(id, sizeof id, "#%lld", (long long)logging->logged.promises.at[i]);
        out_fmt(&call->out, "%s%-5s ", label(promise->theirs ? "waiting" : "promise", word), id);
        if (several) out_fmt(&call->out, "%s %s: ", promise->theirs ? "for" : "to", first);
        out_str(&call->out, call_text(call, promise->text));
        due_text(call, promise->due);
        out_str(&call->out, "\n");
    }
}

static void open_promises(struct logging *logging, const struct bl_logged_person *person) {
    struct call *call = logging->call;
    if (!person->open_before) return;
    int64_t mine = person->open_before - person->theirs_before;
    const char *first = call_first_name(call, person->name);
    if (mine) out_fmt(&call->out, " · %lld open %s to %s", (long long)mine, mine == 1 ? "promise" : "promises", first);
    if (person->theirs_before) out_fmt(&call->out, " · waiting for %lld from %s", (long long)person->theirs_before, first);
    if (!person->overdue_before) return;
    out_fmt(&call->out, " (%lld overdue", (long long)person->overdue_before);
    if (person->overdue_text) {
        out_fmt(&call->out, ": %s, %d d", call_name(call, person->overdue_text), call->env->now.today - person->overdue_due);
    }
    out_str(&call->out, ")");
}

static void tell_before(struct logging *logging) {
    struct call *call = logging->call;
    const struct bl_logged *logged = &logging->logged;
    bl_day last = BL_NO_DAY;
    for (size_t i = 0; i < logged->people_count; i++) {
        bl_day day = logged->people[i].last_talk_before;
        if (day != BL_NO_DAY && (last == BL_NO_DAY || day > last)) last = day;
    }
    char word[16];
    int days = last == BL_NO_DAY ? -1 : call->env->now.today - last;
    out_str(&call->out, label("before", word));
    if (days < 0)
        out_str(&call->out, "the first conversation");
    else if (days == 0)
        out_str(&call->out, "last talk today");
    else if (days == 1)
        out_str(&call->out, "last talk yesterday");
    else
        out_fmt(&call->out, "last talk %d days ago", days);
    for (size_t i = 0; i < logged->people_count; i++) open_promises(logging, &logged->people[i]);
    out_str(&call->out, "\n");
}

static void tell_next(struct logging *logging) {
    struct call *call = logging->call;
    char word[16], day[BL_DATE_SIZE];
    for (size_t i = 0; i < logging->logged.people_count; i++) {
        const struct bl_logged_person *person = &logging->logged.people[i];
        if (person->opening_moved != BL_NO_DAY) {
            out_fmt(&call->out, "%sthe journey of %s now begins on %s\n", label("began", word), call_name(call, person->name),
                    bl_day_iso(person->opening_moved, day));
        }
        if (person->has_next) continue;
        out_fmt(&call->out, "%s%s has no next step: %s next %s '…' --due fri\n", label("next", word), call_first_name(call, person->name),
                call_self(call), who_handle(call, person->id, person->name));
    }
}

static void tell_all(struct logging *logging, int64_t step) {
    struct call *call = logging->call;
    char word[16], iso[BL_DATE_SIZE], id[24];
    snprintf(id, sizeof id, "#%lld", (long long)logging->logged.talk);
    out_fmt(&call->out, "%s%-5s %s  %s, ", label("logged", word), id, bl_day_iso(logging->logged.day, iso),
            call_name(call, kind_of(logging)));
    if (logging->log.minutes) out_fmt(&call->out, "%d min, ", logging->log.minutes);
    out_fmt(&call->out, "with %s\n", names_of(logging, true));
    tell_moves(logging);
    tell_words(logging);
    tell_promises(logging);
    tell_notes(logging);
    tell_before(logging);
    tell_next(logging);
    call_undo_line(call, step);
}

/* ---- JSON ---------------------------------------------------------------------------------------------------------------- */

static enum bl_status put_talk(struct logging *logging, struct bl_json *json, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_talk *talks = NULL;
    size_t n = 0;
    enum bl_status status = bl_store_talks(call->store, logging->logged.people[0].id, 0, &call->arena, &talks, &n, err);
    if (status != BL_OK) return status;
    bl_json_key(json, "talk");
    for (size_t i = 0; i < n; i++) {
        if (talks[i].id != logging->logged.talk) continue;
        bl_json_talk(json, &talks[i]);
        return BL_OK;
    }
    return bl_fail(err, BL_FAILED, "the conversation just logged cannot be found");
}

static enum bl_status put_promises(struct logging *logging, struct bl_json *json, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_promise *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_store_promises(call->store, logging->logged.people[0].id, false, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    bl_json_key(json, "promises");
    bl_json_array(json);
    for (size_t k = 0; k < logging->logged.promises.n; k++) {
        for (size_t i = 0; i < n; i++) {
            if (rows[i].id == logging->logged.promises.at[k]) bl_json_promise(json, &rows[i], call->env->now.today);
        }
    }
    bl_json_end(json, ']');
    return BL_OK;
}

/* Read inside the step, so that a rehearsal shows what would be. */
static enum bl_status make_json(struct logging *logging, struct bl_json *json, struct bl_error *err) {
    bl_json_object(json);
    enum bl_status status = put_talk(logging, json, err);
    if (status != BL_OK) return status;
    bl_json_key(json, "people");
    bl_json_array(json);
    for (size_t i = 0; i < logging->logged.people_count; i++) {
        struct bl_person person;
        status = bl_store_person(logging->call->store, logging->logged.people[i].id, &logging->call->arena, &person, err);
        if (status != BL_OK) return status;
        bl_json_person(json, &person);
    }
    bl_json_end(json, ']');
    bl_json_key(json, "notes");
    bl_json_array(json);
    for (size_t i = 0; i < logging->parsed.notes.n; i++) bl_json_str(json, logging->parsed.notes.at[i]);
    bl_json_end(json, ']');
    return put_promises(logging, json, err);
}

enum bl_status log_answer(struct logging *logging, struct bl_error *err) {
    struct call *call = logging->call;
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    enum bl_status status = call->json ? make_json(logging, &json, err) : BL_OK;
    const char *name = bl_arena_printf(&call->arena, "log %s with %s", kind_of(logging), names_of(logging, false));
    int64_t step = 0;
    /* What the answer says of names is looked up before the commit too: a rehearsal forgets them afterwards. */
    if (status == BL_OK && !call->json && !call->quiet && call->dry) tell_all(logging, 0);
    if (status == BL_OK) status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) {
        bl_json_key(&json, "step");
        if (step)
            bl_json_int(&json, step);
        else
            bl_json_null(&json);
        bl_json_end(&json, '}');
        return json_put(call, &out, err);
    }
    if (!call->quiet && !call->dry) tell_all(logging, step);
    return BL_OK;
}

/* ---- refusals ------------------------------------------------------------------------------------------------------------ */

/* The closed people among those taking part: naming a state for them needs a new cycle first, possible from the day of the close on. */
static void reopen_command(struct logging *logging, struct bl_buf *out) {
    struct call *call = logging->call;
    const struct bl_log *log = &logging->log;
    bl_day day = log->day == BL_NO_DAY ? call->env->now.today : log->day;
    char iso[BL_DATE_SIZE];
    if (!log->stage && !log->moment) return;
    bool possible = true;
    BL_AUTO(bl_buf) struct bl_buf ids = {0};
    for (size_t i = 0; i < logging->people_count; i++) {
        struct bl_person person;
        struct bl_error ignored = {0};
        if (!logging->people[i].id || bl_store_person(call->store, logging->people[i].id, &call->arena, &person, &ignored) != BL_OK)
            continue;
        if (person.at.status == BL_ACTIVE || person.at.status == BL_PARKED) continue;
        bl_buf_addf(&ids, " %lld", (long long)person.id);
        possible = possible && person.at.status_since <= day;
    }
    if (!ids.len) return;
    if (!possible) {
        log_again(logging, 1u << BL_TOK_STAGE | 1u << BL_TOK_MOMENT, out);
        return;
    }
    bl_buf_addf(out, "%s reopen%s", call_self(call), bl_buf_text(&ids));
    if (log->stage) bl_buf_addf(out, " --stage %s", bl_track_name(BL_STAGE, log->stage));
    if (log->moment) bl_buf_addf(out, " --moment %s", bl_track_name(BL_MOMENT, log->moment));
    if (log->day != BL_NO_DAY) bl_buf_addf(out, " --on %s", bl_day_iso(day, iso));
    bl_buf_str(out, " && ");
    log_again(logging, 0, out);
}

void log_refused(struct logging *logging, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_error ignored = {0};
    BL_AUTO(bl_buf) struct bl_buf command = {0};
    bool kept = !call->dry && bl_draft_save(call->store, "log", logging->line, &ignored) == BL_OK;
    reopen_command(logging, &command);
    bl_buf_str(&call->tail, kept ? "  nothing was written; the text is kept as a draft (bowline log on a terminal opens it)\n"
                                 : "  nothing was written\n");
    if (command.len) bl_buf_addf(&call->tail, "  this would do it:\n    %s\n", call_text(call, bl_buf_text(&command)));
    if (command.len) err->hint[0] = '\0'; /* the whole command says more than the half of it */
}
