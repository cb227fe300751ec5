/* bowline forget: erases people. The one act that cannot be undone, so it shows what goes, what stays and which past figures change, and asks for a typed word. */
#include "cli/work.h"

#include <string.h>

const struct opt cmd_forget_opts[] = {
    {"yes", 'y', NULL, "erase without asking", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static const char *many(struct call *call, int64_t n, const char *one, const char *more) {
    const char *text = bl_arena_printf(&call->arena, "%lld %s", (long long)n, n == 1 ? one : more);
    return text ? text : "";
}

/* What would go, in words. */
static void tell_plan(struct call *call, struct out *out, const struct bl_forget *f) {
    char word[16], week[BL_DATE_SIZE], from[BL_DATE_SIZE], to[BL_DATE_SIZE];
    out_fmt(out, "%s#%lld %s\n", label("forget", word), (long long)f->person, call_name(call, f->name));
    out_fmt(out, "%s%s, %s, %s, %s\n", label("erased", word), many(call, f->talks, "conversation", "conversations"),
            many(call, f->promises, "promise", "promises"), many(call, f->quotes, "quote", "quotes"),
            many(call, f->entries, "entry of the book", "entries of the book"));
    if (f->entries && f->first != BL_NO_DAY)
        out_fmt(out, "%severy count from %s on has one person less; %s between %s and %s %s out of the weeks\n", label("figures", word),
                bl_week_name(f->week, week), many(call, f->moves, "move", "moves"), bl_day_iso(f->first, from), bl_day_iso(f->last, to),
                f->moves == 1 ? "goes" : "go");
    if (f->shared)
        out_fmt(out, "%s%s with others %s theirs, without the name and the quotes\n", label("stays", word),
                many(call, f->shared, "conversation", "conversations"), f->shared == 1 ? "stays" : "stay");
    if (f->referred)
        out_fmt(out, "%s%s no longer referred by anybody\n", label("stays", word), many(call, f->referred, "person is", "people are"));
    if (f->steps) out_fmt(out, "%s%s of the undo list lose them\n", label("undo", word), many(call, f->steps, "step", "steps"));
}

static void tell_done(struct call *call, const struct bl_forget *f) {
    char word[16];
    out_fmt(&call->out, "%s#%lld %s, from the book and %s\n", label("forgotten", word), (long long)f->person, call_name(call, f->name),
            many(call, f->snapshots, "snapshot", "snapshots"));
    if (f->texts)
        out_fmt(&call->out, "%sthe name was blacked out in %s\n", label("texts", word),
                many(call, f->texts, "text that stays", "texts that stay"));
    if (f->steps_dropped)
        out_fmt(&call->out, "%s%s dropped: nothing else was in %s\n", label("undo", word), many(call, f->steps_dropped, "step", "steps"),
                f->steps_dropped == 1 ? "it" : "them");
    if (f->snapshots_removed)
        out_fmt(&call->out, "%s%s removed: could not be opened, or held them as one with somebody else\n", label("snapshots", word),
                many(call, f->snapshots_removed, "file", "files"));
    if (f->log_left)
        call_say(call,
                 "another program holds the book open: the bytes leave its log when that program is closed; then bowline doctor says so\n");
    call_say(call, "copies made elsewhere (backups, exports) still hold them\n");
}

static void put_number(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    bl_json_int(json, value);
}

static void put_forget(struct bl_json *json, const struct bl_forget *f, bool dry) {
    bl_json_object(json);
    put_number(json, "id", f->person);
    bl_json_key(json, "name");
    bl_json_str(json, f->name);
    put_number(json, "entries", f->entries);
    put_number(json, "moves", f->moves);
    bl_json_key(json, "first");
    bl_json_day(json, f->first);
    bl_json_key(json, "last");
    bl_json_day(json, f->last);
    put_number(json, "conversations", f->talks);
    put_number(json, "shared", f->shared);
    put_number(json, "quotes", f->quotes);
    put_number(json, "promises", f->promises);
    put_number(json, "referred", f->referred);
    put_number(json, "steps", f->steps);
    put_number(json, "texts", f->texts);
    put_number(json, "steps_dropped", f->steps_dropped);
    put_number(json, "snapshots", f->snapshots);
    put_number(json, "snapshots_removed", f->snapshots_removed);
    bl_json_key(json, "log_left");
    bl_json_bool(json, f->log_left);
    bl_json_key(json, "dry_run");
    bl_json_bool(json, dry);
    bl_json_end(json, '}');
}

static enum bl_status agreed(struct call *call, size_t people, struct bl_error *err) {
    if (opt_flag(&call->args, "yes")) return BL_OK;
    if (!call->env->ask) {
        bl_fail(err, BL_USAGE, "forgetting cannot be undone and nobody is there to ask; nothing was changed");
        bl_hint(err, "say --yes, or look first with -n");
        return BL_USAGE;
    }
    const char *answer = call_ask(call, people == 1 ? "This cannot be undone. Type forget to go on: "
                                                    : "This cannot be undone. Type forget to go on with all of them: ");
    return answer && strcmp(answer, "forget") == 0 ? BL_OK : bl_fail(err, BL_REFUSED, "left as it was");
}

enum bl_status cmd_forget(struct call *call, struct bl_error *err) {
    struct bl_ids ids = {0};
    bool several = false;
    enum bl_status status = call_open(call, err);
    if (status == BL_OK && !call->args.words.n) status = bl_fail(err, BL_USAGE, "forget whom? Name a person");
    for (size_t i = 0; status == BL_OK && i < call->args.words.n; i++) several = i > 0;
    if (status == BL_OK) status = who_words(call, call->args.words, &ids, err);
    struct bl_forget *all = status == BL_OK ? bl_arena_array(&call->arena, ids.n + 1, sizeof *all) : NULL;
    if (status == BL_OK && !all) status = bl_nomem(err);
    for (size_t i = 0; i < ids.n && status == BL_OK; i++) {
        status = bl_forget_look(call->store, ids.at[i], &call->arena, &all[i], err);
        bool show = !call->quiet && !call->json && (call->dry || !opt_flag(&call->args, "yes"));
        if (status == BL_OK && show) tell_plan(call, call->dry ? &call->out : &call->talk, &all[i]);
    }
    if (status == BL_OK && !call->dry) status = agreed(call, ids.n, err);
    for (size_t i = 0; i < ids.n && status == BL_OK && !call->dry; i++) {
        struct work work;
        work_watch(&work, call);
        status = bl_forget(call->store, ids.at[i], &call->arena, &all[i], err);
        work_end(&work);
        if (status == BL_OK && !call->quiet && !call->json) tell_done(call, &all[i]);
    }
    if (status == BL_OK && call->dry) call_say(call, "rehearsal only: nothing was written\n");
    if (status != BL_OK || !call->json) return status;
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    if (several) bl_json_array(&json);
    for (size_t i = 0; i < ids.n; i++) {
        if (several) bl_json_line(&json);
        put_forget(&json, &all[i], call->dry);
    }
    if (several) bl_json_end(&json, ']');
    return json_put(call, &out, err);
}
