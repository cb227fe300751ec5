/* bowline today and bowline snooze: who needs something now, why, and what could be done; and who may rest. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_today_opts[] = {
    {"count", 0, NULL, "one line for a prompt or a status bar", OPT_TEXT, NULL},
    {"limit", 'l', "N", "at most N people of each kind (10)", OPT_TEXT, NULL},
    {"all", 'a', NULL, "everybody, even after two weeks away", OPT_TEXT, NULL},
    {"rest", 0, NULL, "let all but the few that matter first rest (a week, or --until)", OPT_TEXT, NULL},
    {"until", 'u', "DATE", "with --rest: until that day", OPT_TEXT, NULL},
    {"plain", 0, NULL, "sentences, one person a line", OPT_TEXT, NULL},
    OPT_AS_OF,
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};
const struct opt cmd_snooze_opts[] = {
    {"until", 'u', "DATE", "out of today until that day", OPT_TEXT, NULL},
    {"why", 0, "REASON", "the reason, in your words", OPT_TEXT, NULL},
    {"wake", 0, NULL, "back into today", OPT_TEXT, NULL},
    {"where", 0, "FILTER", "everybody who matches", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

enum { LIMIT = 10, REST_DAYS = 7 };

/* ---- one line -------------------------------------------------------------------------------------------------------------------- */

static void count_line(struct call *call, const struct bl_today *today) {
    int64_t late = today->counts[BL_NEED_OVERDUE], due = today->counts[BL_NEED_DUE], rest = today->total - late - due;
    const char *between = "";
    if (late) out_fmt(&call->out, "%lld overdue", (long long)late), between = ", ";
    if (due) out_fmt(&call->out, "%s%lld due", between, (long long)due), between = ", ";
    if (rest) out_fmt(&call->out, "%s%lld to look after", between, (long long)rest);
    out_str(&call->out, today->total ? "\n" : "nothing due\n");
}

/* ---- a page ----------------------------------------------------------------------------------------------------------------------- */

static const char *named(struct call *call, const struct bl_person *person) {
    if (!person->company) return call_name(call, person->name);
    const char *text = bl_arena_printf(&call->arena, "%s, %s", call_name(call, person->name), call_name(call, person->company));
    return text ? text : "";
}

/* The command that would settle it. */
static const char *command(struct call *call, const struct bl_today_row *row) {
    const struct bl_person *person = &row->person;
    const char *who = who_handle(call, person->id, person->name), *text = NULL;
    switch (row->need) {
    case BL_NEED_OVERDUE:
    case BL_NEED_DUE: text = bl_arena_printf(&call->arena, "%s done %lld", call_self(call), (long long)person->next.id); break;
    case BL_NEED_PARKED: text = bl_arena_printf(&call->arena, "%s reopen %s", call_self(call), who); break;
    case BL_NEED_NO_NEXT: text = bl_arena_printf(&call->arena, "%s next %s TEXT --due DATE", call_self(call), who); break;
    default: text = bl_arena_printf(&call->arena, "%s log -w %s TEXT", call_self(call), who); break;
    }
    return text ? text : "";
}

static void put_person(struct call *call, const struct bl_today_row *row, bool plain) {
    const char *why = call_text(call, row->why), *who = named(call, &row->person);
    if (plain) {
        out_fmt(&call->out, "%s: %s; %s. Suggestion: %s; because %s.\n", bl_need_title(row->need), who, why, row->move, row->because);
        return;
    }
    bool late = row->need == BL_NEED_OVERDUE;
    out_fmt(&call->out, "  " S_BOLD "%s" S_OFF "  %s%s%s\n", who, late ? S_WARN : "", why, late ? S_OFF : "");
    out_fmt(&call->out, "      %s %s (%s)\n", call_arrow(call), row->move, row->because);
    if (!*call_then(call))
        out_fmt(&call->out, S_DIM "      %s" S_OFF "\n", command(call, row)); /* what would have settled it then is no command of today */
}

static void put_sections(struct call *call, const struct bl_today *today, bool plain) {
    size_t i = 0;
    for (int need = 0; need < BL_NEEDS; need++) {
        int64_t n = today->counts[need], shown = 0;
        if (!n) continue;
        if (!plain) out_fmt(&call->out, "\n" S_BOLD "%s" S_OFF " (%lld)\n", bl_need_title((enum bl_need)need), (long long)n);
        for (; i < today->n && today->rows[i].need == (enum bl_need)need; i++, shown++) put_person(call, &today->rows[i], plain);
        if (n > shown && plain)
            out_fmt(&call->out, "%s: %lld more.\n", bl_need_title((enum bl_need)need), (long long)(n - shown));
        else if (n > shown)
            out_fmt(&call->out, S_DIM "  and %lld more: %s list %s%s" S_OFF "\n", (long long)(n - shown), call_self(call),
                    bl_need_filter((enum bl_need)need), call_then(call));
    }
}

/* After a lapse: not a wall of red. */
static void put_few(struct call *call, const struct bl_today *today, bool plain) {
    int64_t others = today->total - (int64_t)today->n;
    out_fmt(&call->out, "%sWelcome back: nothing was written for %d days. %s matters first.%s", plain ? "" : "\n", today->away,
            today->n == 1 ? "This one" : "What follows", plain ? "\n" : "\n\n");
    for (size_t i = 0; i < today->n; i++) put_person(call, &today->rows[i], plain);
    if (others > 0)
        out_fmt(&call->out, "%s%lld more can wait: %s today --rest lets them rest for a week, --all shows them.\n", plain ? "" : "\n",
                (long long)others, call_self(call));
}

static enum bl_status put_page(struct call *call, const struct bl_today *today, bool plain, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    out_fmt(&call->out, plain ? "Today, %s.\n" : S_BOLD "Today, %s" S_OFF "\n", bl_day_long(today->as_of, day));
    if (today->away && today->n)
        put_few(call, today, plain);
    else
        put_sections(call, today, plain);
    const char *begin = NULL;
    enum bl_status status = today->total ? BL_OK : call_beginning(call, &begin, err);
    if (status != BL_OK) return status;
    if (!today->total)
        out_fmt(&call->out, "%s%s", plain ? "" : "\n", begin ? begin : "nobody needs anything; everybody in play has a next step\n");
    if (today->resting)
        out_fmt(&call->out, "%s%lld resting: %s list snoozed:yes%s\n", plain ? "" : "\n", (long long)today->resting, call_self(call),
                call_then(call));
    return BL_OK;
}

/* ---- letting the rest rest ------------------------------------------------------------------------------------------------------------ */

/* A rehearsal cannot show Today as it would be; it says how many would rest. */
static enum bl_status rest_json(struct call *call, int64_t n, const char *until, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "rest");
    bl_json_int(&json, n);
    bl_json_key(&json, "until");
    bl_json_str(&json, until);
    bl_json_key(&json, "dry_run");
    bl_json_bool(&json, true);
    bl_json_end(&json, '}');
    return json_put(call, &out, err);
}

static enum bl_status rest(struct call *call, struct bl_error *err) {
    bl_day until = BL_NO_DAY;
    int64_t n = 0, step = 0;
    char day[BL_DATE_SIZE];
    enum bl_status status = value_day(call, "until", &until, err);
    if (until == BL_NO_DAY) until = call->env->now.today + REST_DAYS;
    if (status == BL_OK) status = call_write_there(call, err);
    if (status == BL_OK) status = bl_today_rest(call->store, until, "first the few", &n, err);
    if (status != BL_OK) return status;
    const char *name = bl_arena_printf(&call->arena, "rest %lld until %s", (long long)n, bl_day_iso(until, day));
    status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status == BL_OK && call->json && call->dry) return rest_json(call, n, day, err);
    if (status != BL_OK || call->quiet) return status;
    if (!call->json) out_fmt(&call->out, "%lld rest until %s\n", (long long)n, bl_day_long(until, day));
    if (!call->json) call_undo_line(call, step);
    return status;
}

static enum bl_status put_json(struct call *call, const struct bl_today *today, bool people, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_today(&json, today, people);
    return json_put(call, &out, err);
}

enum bl_status cmd_today(struct call *call, struct bl_error *err) {
    const char *limit_text = opt_value(&call->args, "limit");
    bool count = opt_flag(&call->args, "count"), all = opt_flag(&call->args, "all");
    int64_t limit = LIMIT;
    struct bl_today today;
    if (call->args.words.n) return bl_fail(err, BL_USAGE, "today takes no words, only options: \"%.100s\"", call->args.words.at[0]);
    if (opt_value(&call->args, "until") && !opt_flag(&call->args, "rest")) return bl_fail(err, BL_USAGE, "--until goes with --rest");
    if (opt_value(&call->args, "as-of") && opt_flag(&call->args, "rest"))
        return bl_fail(err, BL_USAGE, "--rest is of today; what was is only looked at");
    enum bl_status status = limit_text ? value_count("--limit", limit_text, 1, &limit, err) : BL_OK;
    if (status == BL_OK && opt_flag(&call->args, "rest")) {
        status = rest(call, err);
        if (status != BL_OK || !call->json || call->dry) return status;
    }
    if (status == BL_OK) status = call_open_then(call, err);
    if (status == BL_OK) status = bl_store_today(call->store, count ? 0 : (size_t)limit, all, &call->arena, &today, err);
    if (status != BL_OK) return status;
    if (call->json) return put_json(call, &today, !count, err);
    if (!count) return put_page(call, &today, opt_flag(&call->args, "plain"), err);
    count_line(call, &today);
    return BL_OK;
}

/* ---- snooze ----------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status snooze_all(struct call *call, struct bl_ids ids, bl_day until, bool wake, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; status == BL_OK && i < ids.n; i++) {
        bool was = false;
        status = wake ? bl_snooze_end(call->store, ids.at[i], &was, err)
                      : bl_snooze_set(call->store, ids.at[i], until, opt_value(&call->args, "why"), err);
    }
    return status;
}

static enum bl_status snooze_name(struct call *call, struct bl_ids ids, bl_day until, const char **name, struct bl_error *err) {
    struct bl_person person = {0};
    char day[BL_DATE_SIZE];
    enum bl_status status = ids.n == 1 ? bl_store_person(call->store, ids.at[0], &call->arena, &person, err) : BL_OK;
    if (status != BL_OK) return status;
    const char *who = ids.n == 1 ? person.name : bl_arena_printf(&call->arena, "%zu people", ids.n);
    *name = !who                 ? NULL
            : until == BL_NO_DAY ? bl_arena_printf(&call->arena, "wake %s", who)
                                 : bl_arena_printf(&call->arena, "snooze %s until %s", who, bl_day_iso(until, day));
    return *name ? BL_OK : bl_nomem(err);
}

enum bl_status cmd_snooze(struct call *call, struct bl_error *err) {
    struct bl_ids ids;
    bool many, wake = opt_flag(&call->args, "wake");
    bl_day until = BL_NO_DAY;
    int64_t step = 0;
    const char *name = NULL;
    enum bl_status status = value_day(call, "until", &until, err);
    if (status == BL_OK && wake == (until != BL_NO_DAY)) {
        bl_fail(err, BL_USAGE, wake ? "--until or --wake, not both" : "snooze until when? --until is missing");
        bl_hint(err, "bowline snooze WHO --until 1w --why 'on holiday'");
        return BL_USAGE;
    }
    if (status == BL_OK) status = call_open(call, err);
    if (status == BL_OK) status = who_targets(call, call->args.words, &ids, &many, err);
    if (status == BL_OK) status = snooze_name(call, ids, until, &name, err);
    if (status == BL_OK) status = call_write_there(call, err);
    if (status == BL_OK) status = snooze_all(call, ids, until, wake, err);
    if (status != BL_OK) return status;
    BL_AUTO(bl_buf) struct bl_buf json = {0};
    if (call->json) status = json_people(call, ids, many, &json, err);
    if (status == BL_OK) status = call_commit(call, name, &step, err);
    if (status != BL_OK) return status;
    if (call->json) return json_put(call, &json, err);
    if (call->quiet) return BL_OK;
    out_fmt(&call->out, "%s\n", call_line(call, name));
    call_undo_line(call, step);
    return BL_OK;
}
