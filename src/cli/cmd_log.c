/* bowline log: one line → one step. The line is parsed by the library, the options go on top, the people are looked up (and asked about) before anything
 * is begun, and the step is all or nothing. What the answer says is in cmd_log_answer.c. */
#include "cli/log.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

const struct opt cmd_log_opts[] = {
    {"with", 'w', "WHO", "a person taking part (repeatable)", OPT_TEXT, NULL},
    {"kind", 'k', "KIND", "talk, call, meeting, mail, message, event, note", OPT_WORDS, "talk call meeting mail message event note"},
    {"on", 0, "DATE", "the day of the conversation (today)", OPT_TEXT, NULL},
    {"minutes", 0, "N", "its length", OPT_TEXT, NULL},
    {"stage", 's', "STAGE", "move everybody taking part", OPT_STAGE, NULL},
    {"moment", 'm', "MOMENT", "move everybody taking part", OPT_MOMENT, NULL},
    {"next", 0, "TEXT", "a promise of yours", OPT_TEXT, NULL},
    {"due", 0, "DATE", "by when it is due", OPT_TEXT, NULL},
    {"add", 0, NULL, "add people who are not known yet", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

enum { STDIN_MAX = 1 << 20 };

static enum bl_status read_stdin(struct bl_buf *line, struct bl_error *err) {
    char part[4096];
    size_t got;
    while ((got = fread(part, 1, sizeof part, stdin)) > 0) {
        bl_buf_add(line, part, got);
        if (line->len > STDIN_MAX) return bl_fail(err, BL_USAGE, "the text on standard input is longer than %d bytes", STDIN_MAX);
    }
    if (ferror(stdin)) return bl_fail(err, BL_FAILED, "cannot read standard input: %s", strerror(errno));
    while (line->len && (line->data[line->len - 1] == '\n' || line->data[line->len - 1] == '\r')) bl_buf_cut(line, line->len - 1);
    return line->failed ? bl_nomem(err) : BL_OK;
}

/* The words joined by spaces. A "--" among them ended the options for getopt, and ends the head for the line: it is put back. */
static enum bl_status read_text(struct logging *logging, struct bl_error *err) {
    const struct args *args = &logging->call->args;
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    enum bl_status status = BL_OK;
    if (args->words.n == 1 && strcmp(args->words.at[0], "-") == 0) {
        status = read_stdin(&line, err);
        if (status != BL_OK) return status;
    } else {
        for (size_t i = 0; i < args->words.n; i++) {
            if (i && i == args->dashes) bl_buf_str(&line, " --");
            bl_buf_addf(&line, "%s%s", i ? " " : "", args->words.at[i]);
        }
    }
    logging->line = bl_arena_str(&logging->call->arena, bl_buf_text(&line));
    logging->length = logging->line ? strlen(logging->line) : 0;
    return logging->line && !line.failed ? BL_OK : bl_nomem(err);
}

/* "40", "40m" or "1h" → minutes. */
static enum bl_status read_minutes(const char *text, int *out, struct bl_error *err) {
    char digits[16];
    size_t n = strspn(text, "0123456789");
    int64_t value = 0;
    snprintf(digits, sizeof digits, "%.*s", (int)(n < 15 ? n : 15), text);
    enum bl_status status = value_count("--minutes", n ? digits : text, 1, &value, err);
    if (status != BL_OK) return status;
    bool hours = strcmp(text + n, "h") == 0;
    if (text[n] && !hours && strcmp(text + n, "m") != 0)
        return bl_fail(err, BL_USAGE, "--minutes is a number, 40m or 1h, not \"%s\"", text);
    if (value > 24 * 60 / (hours ? 60 : 1)) return bl_fail(err, BL_USAGE, "--minutes %s is longer than a day", text);
    *out = (int)value * (hours ? 60 : 1);
    return BL_OK;
}

static enum bl_status read_kind(struct logging *logging, struct bl_strs kinds, struct bl_error *err) {
    const char *kind = opt_value(&logging->call->args, "kind");
    if (!kind) return BL_OK;
    for (size_t i = 0; i < kinds.n; i++) {
        if (strcmp(kinds.at[i], kind) != 0) continue;
        logging->log.kind = kinds.at[i];
        return BL_OK;
    }
    const char *near = bl_text_nearest(kind, (const char *const *)kinds.at, kinds.n);
    bl_fail(err, BL_USAGE, "there is no kind of conversation \"%s\"", kind);
    if (near)
        bl_hint(err, "did you mean %s?", near);
    else
        bl_hint(err, "talk call meeting mail message event note");
    return BL_USAGE;
}

static enum bl_status read_day(struct logging *logging, struct bl_error *err) {
    enum bl_status status = BL_OK;
    bl_day today = logging->call->env->now.today;
    if (opt_value(&logging->call->args, "on")) status = value_fact(logging->call, "on", &logging->log.day, err);
    if (status != BL_OK || logging->log.day == BL_NO_DAY || logging->log.day <= today) return status;
    char iso[BL_DATE_SIZE];
    bl_fail(err, BL_REFUSED, "%s lies ahead; a conversation is logged once it took place", bl_day_iso(logging->log.day, iso));
    bl_hint(err, "for something to come: bowline next WHO TEXT --due %s", iso);
    return BL_REFUSED;
}

/* Promises of the line, then that of --next. */
static enum bl_status read_promises(struct logging *logging, struct bl_error *err) {
    struct call *call = logging->call;
    const struct bl_logline *parsed = &logging->parsed;
    const char *next = opt_value(&call->args, "next");
    bl_day due = BL_NO_DAY;
    enum bl_status status = value_day(call, "due", &due, err);
    if (status != BL_OK) return status;
    if (!next && due != BL_NO_DAY) return bl_fail(err, BL_USAGE, "--due is the day of a promise: --next TEXT is missing");
    if (next && !next[strspn(next, " \t")]) return bl_fail(err, BL_USAGE, "--next is empty");
    struct bl_said_promise *all = bl_arena_array(&call->arena, parsed->promise_count + 1, sizeof *all);
    if (!all) return bl_nomem(err);
    if (parsed->promise_count) memcpy(all, parsed->promises, parsed->promise_count * sizeof *all);
    logging->log.promises = all;
    logging->log.promise_count = parsed->promise_count;
    if (next) all[logging->log.promise_count++] = (struct bl_said_promise){next, due, false};
    return BL_OK;
}

static enum bl_status read_line(struct logging *logging, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_strs kinds;
    struct bl_log *log = &logging->log;
    enum bl_status status = bl_store_kinds(call->store, &call->arena, &kinds, err);
    if (status == BL_OK) {
        status = bl_logline_parse(logging->line, logging->length, call->env->now.today, kinds, &call->arena, &logging->parsed, err);
    }
    if (status != BL_OK) return status;
    const struct bl_logline *parsed = &logging->parsed;
    *log = (struct bl_log){.kind = parsed->kind,
                           .minutes = parsed->minutes,
                           .day = parsed->day,
                           .text = parsed->text ? parsed->text : "",
                           .quotes = parsed->quotes,
                           .tags = parsed->tags,
                           .stage = parsed->stage,
                           .moment = parsed->moment};
    int stage, moment;
    const char *minutes = opt_value(&call->args, "minutes");
    status = value_states(call, &stage, &moment, err);
    if (status == BL_OK && minutes) status = read_minutes(minutes, &log->minutes, err);
    if (status == BL_OK) status = read_kind(logging, kinds, err);
    if (status == BL_OK) status = read_day(logging, err);
    if (status == BL_OK) status = read_promises(logging, err);
    if (status != BL_OK) return status;
    if (stage) log->stage = stage;
    if (moment) log->moment = moment;
    return BL_OK;
}

/* ---- who took part -------------------------------------------------------------------------------------------------------- */

/* Options as they were given but for --with, so that the command can be told again. */
static void again_options(const struct logging *logging, struct bl_buf *out) {
    const struct args *args = &logging->call->args;
    bl_buf_str(out, "bowline log");
    for (size_t i = 0; i < args->given_count; i++) {
        const struct opt_given *given = &args->given[i];
        if (strcmp(given->opt->name, "with") == 0) continue;
        bl_buf_addf(out, " --%s", given->opt->name);
        if (given->value) bl_buf_chr(out, ' ');
        if (given->value) shell_quote(out, given->value);
    }
}

/* The line without the parts of those tokens. */
static void line_without(const struct logging *logging, unsigned tokens, struct bl_buf *out) {
    const struct bl_logline *parsed = &logging->parsed;
    size_t at = 0;
    for (size_t i = 0; i < parsed->span_count; i++) {
        const struct bl_span *span = &parsed->spans[i];
        if (!(tokens & (1u << span->token))) continue;
        bl_buf_add(out, logging->line + at, span->at - at);
        at = span->at + span->len;
        if (!out->len || out->data[out->len - 1] == ' ') at += logging->line[at] == ' ';
    }
    bl_buf_add(out, logging->line + at, logging->length - at);
    while (out->len && out->data[out->len - 1] == ' ') bl_buf_cut(out, out->len - 1);
}

void log_again(const struct logging *logging, unsigned without, struct bl_buf *out) {
    again_options(logging, out);
    struct bl_strs with;
    struct bl_error ignored = {0};
    if (opt_all(&logging->call->args, "with", &logging->call->arena, &with, &ignored) == BL_OK) {
        for (size_t i = 0; i < with.n; i++) {
            bl_buf_str(out, " -w ");
            shell_quote(out, with.at[i]);
        }
    }
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    line_without(logging, without, &line);
    bl_buf_chr(out, ' ');
    shell_quote(out, bl_buf_text(&line));
}

struct ambiguous {
    const struct logging *logging;
    struct bl_strs who;
    size_t at;
};

/* The command that means candidate `id`: everybody by -w, in the order of the line (promises go to the first), and the line without its @words. */
static void again_with(struct call *call, const void *data, int64_t id, struct bl_buf *out) {
    const struct ambiguous *ambiguous = data;
    (void)call;
    again_options(ambiguous->logging, out);
    for (size_t i = 0; i < ambiguous->who.n; i++) {
        const struct taking_part *part = &ambiguous->logging->people[i];
        bl_buf_str(out, " -w ");
        if (i == ambiguous->at)
            bl_buf_addf(out, "%lld", (long long)id);
        else if (i < ambiguous->at && part->id)
            bl_buf_addf(out, "%lld", (long long)part->id);
        else
            shell_quote(out, ambiguous->who.at[i]);
    }
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    line_without(ambiguous->logging, 1u << BL_TOK_WHO, &line);
    bl_buf_chr(out, ' ');
    shell_quote(out, bl_buf_text(&line));
}

/* Nobody of that name: added when the user says so, here or by --add; else nothing is written at all. */
static enum bl_status unknown(struct logging *logging, const char *who, struct taking_part *out, struct bl_error *err) {
    struct call *call = logging->call;
    bool add = opt_flag(&call->args, "add");
    if (!add && call->env->ask) {
        const char *question = bl_arena_printf(&call->arena, "Nobody is called “%s”. Add as a new person? [y/N] ", call_name(call, who));
        add = question && call_yes(call, question);
    }
    if (!add) {
        char near[sizeof err->hint];
        snprintf(near, sizeof near, "%s", err->hint);
        bl_fail(err, BL_NOT_FOUND, "nobody is called “%.200s”; nothing was written", who);
        bl_hint(err, "%.250s%s--add adds them with this conversation", near, *near ? " " : "");
        return BL_NOT_FOUND;
    }
    out->id = 0;
    out->add = who;
    return BL_OK;
}

static enum bl_status resolve(struct logging *logging, struct bl_strs who, size_t at, struct taking_part *out, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_person *rows = NULL;
    size_t n = 0, chosen = 0;
    enum bl_status status = bl_store_who(call->store, who.at[at], &call->arena, &rows, &n, err);
    if (status == BL_NOT_FOUND) return unknown(logging, who.at[at], out, err);
    struct ambiguous ambiguous = {logging, who, at};
    if (status == BL_AMBIGUOUS) status = who_choose(call, rows, n, again_with, &ambiguous, &chosen, err);
    if (status != BL_OK) return status;
    out->id = rows[chosen].id;
    out->add = NULL;
    return BL_OK;
}

static bool taken(const struct logging *logging, const struct taking_part *part) {
    for (size_t i = 0; i < logging->people_count; i++) {
        const struct taking_part *other = &logging->people[i];
        if (part->id && other->id == part->id) return true;
        if (part->add && other->add && strcmp(other->add, part->add) == 0) return true;
    }
    return false;
}

static enum bl_status find_people(struct logging *logging, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_strs with;
    enum bl_status status = opt_all(&call->args, "with", &call->arena, &with, err);
    if (status != BL_OK) return status;
    size_t named = logging->parsed.who.n;
    struct bl_strs who = {bl_arena_array(&call->arena, named + with.n + 1, sizeof *who.at), named + with.n};
    logging->people = bl_arena_array(&call->arena, who.n + 1, sizeof *logging->people);
    if (!who.at || !logging->people) return bl_nomem(err);
    if (named) memcpy(who.at, logging->parsed.who.at, named * sizeof *who.at);
    if (with.n) memcpy(who.at + named, with.at, with.n * sizeof *who.at);
    if (!who.n) {
        bl_fail(err, BL_USAGE, "who was it with? Nobody is named; nothing was written");
        bl_hint(err, "begin with @name, or add -w WHO: bowline log -w maya 'stuck on SSO'");
        return BL_USAGE;
    }
    for (size_t i = 0; i < who.n; i++) {
        struct taking_part part = {0};
        status = resolve(logging, who, i, &part, err);
        if (status != BL_OK) return status;
        if (!taken(logging, &part)) logging->people[logging->people_count++] = part;
    }
    return BL_OK;
}

/* ---- writing ---------------------------------------------------------------------------------------------------------------- */

static enum bl_status add_unknown(struct logging *logging, const char *who, int64_t *id, struct bl_error *err) {
    const char *emails[] = {who};
    bool address = bl_email_valid(who, strlen(who));
    struct bl_add add = {.day = logging->log.day, .by_hand = true};
    add.edit = (struct bl_person_edit){.name = who, .first_contact = BL_NO_DAY};
    if (address) add.edit.emails = (struct bl_strs){emails, 1};
    return bl_person_add(logging->call->store, &add, id, err);
}

static enum bl_status write_log(struct logging *logging, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_log *log = &logging->log;
    log->people = (struct bl_ids){bl_arena_array(&call->arena, logging->people_count, sizeof *log->people.at), 0};
    if (!log->people.at) return bl_nomem(err);
    enum bl_status status = call_write(call, err);
    for (size_t i = 0; status == BL_OK && i < logging->people_count; i++) {
        int64_t id = logging->people[i].id;
        if (logging->people[i].add) status = add_unknown(logging, logging->people[i].add, &id, err);
        if (status == BL_OK) log->people.at[log->people.n++] = id;
    }
    if (status == BL_OK) status = bl_talk_log(call->store, log, &call->arena, &logging->logged, err);
    return status;
}

/* People and nothing else. A kind, a length or a day say that something took place, so they are enough. */
static bool says_nothing(const struct logging *logging) {
    const struct bl_log *log = &logging->log;
    bool facts = log->kind || log->minutes || log->day != BL_NO_DAY || log->stage || log->moment;
    return !facts && !log->text[strspn(log->text, " \t\n")] && !log->promise_count && !log->quotes.n && !log->tags.n;
}

/* What is missing is asked for where it can be typed: the composer opens with the people, unless another text waits there. */
static enum bl_status say_what(struct logging *logging, struct bl_error *err) {
    struct call *call = logging->call;
    struct bl_error ignored = {0};
    const char *draft = NULL, *begun = bl_arena_printf(&call->arena, "%s ", logging->line);
    bool terminal = call->env->in_tty && call->env->out_tty && call->screens->compose && !opt_value(&call->args, "with");
    bool free = terminal && bl_draft_load(call->store, "log", &call->arena, &draft, &ignored) == BL_OK && (!draft || !*draft);
    if (free && begun && bl_draft_save(call->store, "log", begun, &ignored) == BL_OK) {
        call->screen_code = call->screens->compose(call->env);
        return BL_OK;
    }
    bl_fail(err, BL_USAGE, "what was said? Only people are named; nothing was written");
    bl_hint(err, "a text, or at least the kind: bowline log '@maya call', bowline log '@maya stuck on SSO'");
    return BL_USAGE;
}

enum bl_status cmd_log(struct call *call, struct bl_error *err) {
    struct logging logging = {.call = call};
    bool nothing = !call->args.words.n && !opt_value(&call->args, "with");
    if (nothing && call->env->in_tty && call->env->out_tty && call->screens->compose) {
        int code = call->screens->compose(call->env);
        call->screen_code = code;
        return BL_OK;
    }
    if (nothing) {
        bl_fail(err, BL_USAGE, "log what?");
        bl_hint(err, "bowline log '@maya 40m call yesterday -- stuck on SSO. !send case study fri >selection'");
        return BL_USAGE;
    }
    enum bl_status status = read_text(&logging, err);
    if (status == BL_OK) status = call_open(call, err);
    if (status == BL_OK) status = read_line(&logging, err);
    if (status == BL_OK) status = find_people(&logging, err);
    if (status != BL_OK) return status;
    if (says_nothing(&logging)) return say_what(&logging, err);
    status = write_log(&logging, err);
    if (status == BL_OK) return log_answer(&logging, err);
    bl_step_rollback(call->store);
    if (status == BL_REFUSED) log_refused(&logging, err);
    return status;
}
