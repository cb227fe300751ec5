/* A log line from the composer: parsed once more, its people found, written as one step, and paid back with what is worth knowing. */
#include "term/perform.h"

#include <string.h>

struct logging {
    struct performer *performer;
    const struct effect *effect;
    struct bl_arena arena;
    struct bl_error err;
    struct bl_logline line;
    struct bl_ids people;
    struct bl_strs names;
    struct bl_logged logged;
    struct bl_buf step;
};

static enum bl_status parse(struct logging *logging) {
    struct bl_store *store = logging->performer->store;
    struct bl_strs kinds;
    const char *text = logging->effect->text ? logging->effect->text : "";
    enum bl_status status = bl_store_kinds(store, &logging->arena, &kinds, &logging->err);
    if (status == BL_OK)
        status = bl_logline_parse(text, strlen(text), bl_store_now(store).today, kinds, &logging->arena, &logging->line, &logging->err);
    if (status == BL_OK && !logging->line.who.n) return bl_fail(&logging->err, BL_USAGE, "with whom? begin with @ and a name");
    return status;
}

static enum bl_status add_unknown(struct logging *logging, const char *who, int64_t *id) {
    bool address = bl_email_valid(who, strlen(who));
    const char *emails[] = {who};
    struct bl_add add = {.day = logging->line.day, .by_hand = true};
    add.edit = (struct bl_person_edit){.name = who, .first_contact = BL_NO_DAY};
    if (address) add.edit.emails = (struct bl_strs){emails, 1};
    return bl_person_add(logging->performer->store, &add, id, &logging->err);
}

/* Finds everybody who takes part, each once; those unknown are added when the user said so. */
static enum bl_status find(struct logging *logging) {
    size_t max = logging->line.who.n;
    logging->people.at = bl_arena_array(&logging->arena, max, sizeof *logging->people.at);
    if (!logging->people.at) return bl_nomem(&logging->err);
    for (size_t i = 0; i < max; i++) {
        struct bl_person *found = NULL;
        size_t n = 0;
        int64_t id = 0;
        const char *who = logging->line.who.at[i];
        enum bl_status status = bl_store_who(logging->performer->store, who, &logging->arena, &found, &n, &logging->err);
        if (status == BL_OK)
            id = found[0].id;
        else if (status == BL_NOT_FOUND && logging->effect->flag)
            status = add_unknown(logging, who, &id);
        if (status != BL_OK) return status;
        bool twice = false;
        for (size_t other = 0; other < logging->people.n; other++) twice = twice || logging->people.at[other] == id;
        if (!twice) logging->people.at[logging->people.n++] = id;
    }
    return BL_OK;
}

static enum bl_status write_talk(struct logging *logging) {
    const struct bl_logline *line = &logging->line;
    struct bl_log log = {.people = logging->people, .kind = line->kind, .minutes = line->minutes, .day = line->day, .text = line->text};
    log.quotes = line->quotes;
    log.tags = line->tags;
    log.promises = line->promises;
    log.promise_count = line->promise_count;
    log.stage = line->stage;
    log.moment = line->moment;
    return bl_talk_log(logging->performer->store, &log, &logging->arena, &logging->logged, &logging->err);
}

static void name_step(struct logging *logging) {
    bl_buf_addf(&logging->step, "log %s with ", logging->line.kind ? logging->line.kind : "talk");
    for (size_t i = 0; i < logging->logged.people_count; i++)
        bl_buf_addf(&logging->step, "%s%s",
                    i == 0                                  ? ""
                    : i + 1 == logging->logged.people_count ? " and "
                                                            : ", ",
                    logging->logged.people[i].name);
}

/* ---- what is given back ------------------------------------------------------------------------------------------------------------------ */

static void add_move(struct bl_buf *out, const struct bl_recorded *move) {
    const struct bl_standing *from = &move->before, *to = &move->after;
    if (from->stage != to->stage) bl_buf_addf(out, "%s → %s", bl_track_label(BL_STAGE, from->stage), bl_track_label(BL_STAGE, to->stage));
    if (from->moment != to->moment)
        bl_buf_addf(out, "%s%s → %s", from->stage != to->stage ? ", " : "", bl_track_label(BL_MOMENT, from->moment),
                    bl_track_label(BL_MOMENT, to->moment));
}

static void add_before(struct bl_buf *out, const struct bl_logged_person *person, bl_day today) {
    if (person->last_talk_before == BL_NO_DAY)
        bl_buf_str(out, "the first conversation");
    else
        bl_buf_addf(out, "last talk %d days ago", today - person->last_talk_before);
    if (person->open_before) bl_buf_addf(out, " · %lld open", (long long)person->open_before);
    if (person->overdue_before) bl_buf_addf(out, ", %lld overdue", (long long)person->overdue_before);
    if (person->overdue_text) bl_buf_addf(out, ": %s, %d d", person->overdue_text, today - person->overdue_due);
}

static void pay_back(struct logging *logging) {
    struct performer *performer = logging->performer;
    bl_day today = bl_store_now(performer->store).today;
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bl_buf_str(&performer->text, bl_buf_text(&logging->step));
    for (size_t i = 0; i < logging->logged.people_count; i++) {
        const struct bl_logged_person *person = &logging->logged.people[i];
        if (i == 0 && person->moved && !person->move.nothing) {
            bl_buf_str(&performer->text, ", ");
            add_move(&performer->text, &person->move);
        }
        if (performer->more.len) continue;
        if (!person->has_next)
            bl_buf_addf(&performer->more, "%s has no next step", person->name);
        else if (person->overdue_before)
            add_before(&performer->more, person, today);
    }
}

/* The same in lines, for the composer that was opened from a shell. Cleaned by whoever prints it. */
static void answer_lines(struct logging *logging) {
    struct performer *performer = logging->performer;
    struct bl_buf *out = &performer->answer;
    const struct bl_logged *logged = &logging->logged;
    bl_day today = bl_store_now(performer->store).today;
    char day[BL_DATE_SIZE];
    bl_buf_cut(out, 0);
    bl_buf_addf(out, "logged  #%lld  %s  %s", (long long)logged->talk, bl_day_iso(logged->day, day), bl_buf_text(&logging->step) + 4);
    if (logging->line.minutes) bl_buf_addf(out, ", %d min", logging->line.minutes);
    for (size_t i = 0; i < logged->people_count; i++) {
        if (!logged->people[i].moved) continue;
        bl_buf_addf(out, "\nmoved   %s: ", logged->people[i].name);
        if (logged->people[i].move.nothing)
            bl_buf_str(out, "stands there already");
        else
            add_move(out, &logged->people[i].move);
    }
    for (size_t i = 0; i < logged->promises.n && i < logging->line.promise_count; i++) {
        const struct bl_said_promise *promise = &logging->line.promises[i];
        bl_buf_addf(out, "\n%s #%lld   %s", promise->theirs ? "waiting" : "promise", (long long)logged->promises.at[i], promise->text);
        if (promise->due != BL_NO_DAY) bl_buf_addf(out, ", due %s", bl_day_long(promise->due, day));
    }
    for (size_t i = 0; i < logged->people_count; i++) {
        bl_buf_addf(out, "\nbefore  %s: ", logged->people[i].name);
        add_before(out, &logged->people[i], today);
        if (!logged->people[i].has_next) bl_buf_addf(out, "\nnext    %s has no next step", logged->people[i].name);
    }
    bl_buf_str(out, "\nundo    bowline undo\n");
    performer->logged = true;
}

bool perform_log(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct logging logging = {.performer = performer, .effect = effect};
    bool answered;
    enum bl_status status = performer->import.import ? bl_fail(&logging.err, BL_BUSY, "an import is running") : parse(&logging);
    if (status == BL_OK) status = bl_step_begin(performer->store, false, &logging.err);
    if (status == BL_OK) {
        status = find(&logging);
        if (status == BL_OK) status = write_talk(&logging);
        if (status == BL_OK) name_step(&logging);
        if (status == BL_OK) status = bl_step_commit(performer->store, bl_buf_text(&logging.step), NULL, &logging.err);
        if (status != BL_OK) bl_step_rollback(performer->store);
    }
    if (status == BL_OK) {
        struct bl_error ignored = {0};
        if (bl_draft_save(performer->store, "log", NULL, &ignored) != BL_OK) { /* it is in the book; an old draft does no harm */
        }
        pay_back(&logging);
        answer_lines(&logging);
        answered = perform_stepped(performer, effect, logging.people.n ? logging.people.at[0] : 0, out);
    } else
        answered = perform_failed(performer, effect, &logging.err, out);
    bl_buf_free(&logging.step);
    bl_arena_free(&logging.arena);
    return answered;
}
