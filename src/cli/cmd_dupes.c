/* bowline dupes: pairs that may be one person, each with its reasons and the command that makes one of them; --not remembers that they are two. */
#include "cli/internal.h"

#include <string.h>
#include <time.h>

const struct opt cmd_dupes_opts[] = {
    {"limit", 'l', "N", "at most N pairs (50; 0 = all)", OPT_TEXT, NULL},
    {"not", 0, NULL, "the two people named are not the same: leave them out from now on", OPT_TEXT, NULL},
    {"again", 0, NULL, "the two people named may be the same after all", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

enum { SHOWN = 50, SLICE = 20000 };

static const char *const whys[BL_ALIKES] = {"email",
                                            "phone",
                                            "url",
                                            "name_company",
                                            "name",
                                            "words",
                                            "phone_tail",
                                            "email_spells_name",
                                            "initial",
                                            "letter",
                                            "letter_blank",
                                            "name_other_company",
                                            "words_other_company"};

/* ---- not the same ---------------------------------------------------------------------------------------------------------------- */

static enum bl_status set_apart(struct call *call, bool apart, struct bl_error *err) {
    struct bl_person of[2];
    bool changed = false;
    int64_t step = 0, ids[2];
    if (call->args.words.n != 2) {
        bl_fail(err, BL_USAGE, "--%s takes two people; quote a name of several words", apart ? "not" : "again");
        bl_hint(err, "%s dupes --%s 3 12", call_self(call), apart ? "not" : "again");
        return BL_USAGE;
    }
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < 2 && status == BL_OK; i++) status = who_find(call, call->args.words.at[i], &of[i], err);
    if (status == BL_OK) status = call_write(call, err);
    if (status == BL_OK) status = bl_dupes_apart(call->store, of[0].id, of[1].id, apart, &changed, err);
    if (status != BL_OK) return status;
    for (int i = 0; i < 2; i++) ids[i] = of[i].id;
    const char *name =
        bl_arena_printf(&call->arena, "%s and %s %s", of[0].name, of[1].name, apart ? "are not the same" : "may be the same again");
    BL_AUTO(bl_buf) struct bl_buf json = {0};
    if (call->json) status = json_people(call, (struct bl_ids){ids, 2}, true, &json, err);
    if (status == BL_OK) status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) return json_put(call, &json, err);
    if (call->quiet) return BL_OK;
    char word[16];
    out_fmt(&call->out, "%s#%lld %s and #%lld %s %s\n", label(apart ? "apart" : "again", word), (long long)of[0].id,
            call_name(call, of[0].name), (long long)of[1].id, call_name(call, of[1].name), apart ? "are not the same" : "may be the same");
    if (!changed) out_fmt(&call->out, "        as it was before\n");
    call_undo_line(call, step);
    return BL_OK;
}

/* ---- looking --------------------------------------------------------------------------------------------------------------------- */

static double seconds_now(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Looks at everything; on a terminal that waits it says how far it is and how long it may still take. */
static enum bl_status look(struct call *call, struct bl_dupes *dupes, struct bl_error *err) {
    enum bl_status status = BL_OK;
    double begun = seconds_now(), painted = begun;
    bool done = false, line = false;
    while (!done && status == BL_OK) {
        status = bl_dupes_step(dupes, SLICE, &done, err);
        double now = seconds_now(), spent = now - begun;
        if (!call->env->err_tty || call->quiet || spent < 0.5 || now - painted < 0.1) continue;
        struct bl_dupes_seen seen;
        bl_dupes_look(dupes, &seen);
        painted = now;
        line = true;
        fprintf(stderr, "\rlooking for duplicates: %d %%, %zu pairs, %.0f s to go  ", seen.permille / 10, seen.pairs,
                seen.permille ? spent * (1000 - seen.permille) / seen.permille : 0.0);
        fflush(stderr);
    }
    if (line) fprintf(stderr, "\r\033[K");
    return status;
}

static void put_person(struct bl_json *json, const char *key, const struct bl_person *p) {
    bl_json_key(json, key);
    bl_json_object(json);
    bl_json_key(json, "id");
    bl_json_int(json, p->id);
    bl_json_key(json, "name");
    bl_json_str(json, p->name);
    bl_json_key(json, "company");
    bl_json_str(json, p->company);
    bl_json_key(json, "email");
    bl_json_str(json, p->email);
    bl_json_key(json, "in_play");
    bl_json_bool(json, p->in_play);
    bl_json_end(json, '}');
}

static const char *command_of(struct call *call, const struct bl_dupe *dupe) {
    const char *text =
        bl_arena_printf(&call->arena, "%s merge %lld %lld", call_self(call), (long long)dupe->first.id, (long long)dupe->second.id);
    return text ? text : "";
}

static enum bl_status as_json(struct call *call, const struct bl_dupe *rows, size_t n, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_array(&json);
    for (size_t i = 0; i < n; i++) {
        bl_json_line(&json);
        bl_json_object(&json);
        put_person(&json, "first", &rows[i].first);
        put_person(&json, "second", &rows[i].second);
        bl_json_key(&json, "why");
        bl_json_array(&json);
        for (int why = 0; why < BL_ALIKES; why++)
            if (rows[i].why >> why & 1) bl_json_str(&json, whys[why]);
        bl_json_end(&json, ']');
        bl_json_key(&json, "reasons");
        bl_json_str(&json, rows[i].words);
        bl_json_key(&json, "against");
        bl_json_bool(&json, rows[i].against);
        bl_json_key(&json, "merge");
        bl_json_str(&json, command_of(call, &rows[i]));
        bl_json_end(&json, '}');
    }
    bl_json_end(&json, ']');
    return json_put(call, &out, err);
}

static void tell_person(struct call *call, const struct bl_person *p, const char *before) {
    out_fmt(&call->out, "%s" S_BOLD "%s" S_OFF " #%lld", before, call_name(call, p->name), (long long)p->id);
    if (p->company) out_fmt(&call->out, ", %s", call_name(call, p->company));
    if (p->email) out_fmt(&call->out, ", %s", call_name(call, p->email));
    out_str(&call->out, "\n");
}

static void tell_rest(struct call *call, const struct bl_dupes_seen *seen, size_t shown, size_t left) {
    if (left || seen->more)
        call_say(call, "%zu pairs; %s%lld more are not shown: --limit 0, or a filter\n", shown, seen->more ? "at least " : "",
                 (long long)left + (long long)seen->more);
    else
        call_say(call, "%zu %s\n", shown, shown == 1 ? "pair" : "pairs");
    if (seen->crowds)
        call_say(call, "of %lld people who share something with very many only some pairs are listed; most share %s (%lld people)\n",
                 (long long)seen->crowded, call_line(call, seen->what ? seen->what : "a name"), (long long)seen->largest);
}

static void as_text(struct call *call, const struct bl_dupe *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        tell_person(call, &rows[i].first, i ? "\n" : "");
        tell_person(call, &rows[i].second, "");
        out_fmt(&call->out, "  %s\n  %s\n", call_text(call, rows[i].words), command_of(call, &rows[i]));
    }
}

static enum bl_status list_pairs(struct call *call, struct bl_dupes *dupes, int64_t limit, struct bl_error *err) {
    struct bl_dupe *rows = NULL;
    struct bl_dupes_seen seen;
    size_t n = 0, next = 0;
    enum bl_status status = look(call, dupes, err);
    if (status == BL_OK) status = bl_dupes_read(dupes, 0, (size_t)limit, &call->arena, &rows, &n, &next, err);
    if (status != BL_OK) return status;
    bl_dupes_look(dupes, &seen);
    if (call->json) {
        status = as_json(call, rows, n, err);
    } else {
        as_text(call, rows, n);
        out_flush(&call->out);
    }
    if (status == BL_OK && (!call->json || next < seen.pairs || seen.more)) tell_rest(call, &seen, n, seen.pairs - next);
    return status;
}

enum bl_status cmd_dupes(struct call *call, struct bl_error *err) {
    const char *limit_text = opt_value(&call->args, "limit");
    bool apart = opt_flag(&call->args, "not"), again = opt_flag(&call->args, "again");
    int64_t limit = SHOWN;
    struct bl_filter filter = {0};
    BL_AUTO(bl_dupes) struct bl_dupes *dupes = NULL;
    enum bl_status status = limit_text ? value_count("--limit", limit_text, 0, &limit, err) : BL_OK;
    if (status == BL_OK && apart && again) status = bl_fail(err, BL_USAGE, "--not or --again, not both");
    if (status == BL_OK) status = call_open(call, err);
    if (status != BL_OK) return status;
    if (apart || again) return set_apart(call, apart, err);
    status = value_filter(call, call_words(call, 0), &filter, err);
    if (status == BL_OK) status = bl_dupes_open(call->store, &filter, &dupes, err);
    return status == BL_OK ? list_pairs(call, dupes, limit, err) : status;
}
