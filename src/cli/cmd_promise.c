/* bowline next and bowline done: promises made and kept. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_next_opts[] = {
    {"due", 'd', "DATE", "by when", OPT_TEXT, NULL},
    {"theirs", 't', NULL, "a promise of theirs that you wait for", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};
const struct opt cmd_done_opts[] = {
    {"on", 0, "DATE", "the day it was kept (today)", OPT_TEXT, NULL},
    {"drop", 0, NULL, "it was not kept: let go of it", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

/* The promise as the store holds it now. */
static enum bl_status find_promise(struct call *call, int64_t person, int64_t id, struct bl_promise *out, struct bl_error *err) {
    struct bl_promise *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_store_promises(call->store, person, false, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].id != id) continue;
        *out = rows[i];
        return BL_OK;
    }
    return bl_fail(err, BL_NOT_FOUND, "there is no promise #%lld", (long long)id);
}

static enum bl_status put_promises(struct call *call, const struct bl_promise *promises, size_t n, bool array, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    if (array) bl_json_array(&json);
    for (size_t i = 0; i < n; i++) {
        if (array) bl_json_line(&json);
        bl_json_promise(&json, &promises[i], call->env->now.today);
    }
    if (array) bl_json_end(&json, ']');
    return json_put(call, &out, err);
}

static void tell_promise(struct call *call, const char *verb, const struct bl_promise *promise) {
    char word[16], day[BL_DATE_SIZE];
    out_fmt(&call->out, "%s#%-4lld %s", label(verb, word), (long long)promise->id, call_text(call, promise->text));
    if (promise->done_on != BL_NO_DAY)
        out_fmt(&call->out, ", %s %s", promise->dropped ? "dropped" : "kept", bl_day_long(promise->done_on, day));
    else
        due_text(call, promise->due);
    out_fmt(&call->out, " (%s%s)\n", promise->theirs ? "by " : "to ", call_name(call, promise->who));
}

enum bl_status cmd_next(struct call *call, struct bl_error *err) {
    bl_day due = BL_NO_DAY;
    const char *text = call_words(call, 1);
    if (call->args.words.n < 2 || !text[strspn(text, " \t\n")]) {
        bl_fail(err, BL_USAGE, "promise what to whom?");
        bl_hint(err, "bowline next maya 'send the deck' --due fri");
        return BL_USAGE;
    }
    struct bl_person person;
    struct bl_promise promise;
    int64_t id = 0, step = 0;
    bool theirs = opt_flag(&call->args, "theirs");
    enum bl_status status = value_day(call, "due", &due, err);
    bool typed = due == BL_NO_DAY && status == BL_OK;
    if (typed) text = bl_promise_text(text, strlen(text), call->env->now.today, &call->arena, &due);
    if (!text) return bl_nomem(err);
    typed = typed && due != BL_NO_DAY;
    if (status == BL_OK) status = call_open(call, err);
    if (status == BL_OK) status = who_find(call, call->args.words.at[0], &person, err);
    if (status == BL_OK) status = call_write_there(call, err);
    if (status == BL_OK) status = bl_promise_add(call->store, person.id, text, due, theirs, &id, err);
    if (status == BL_OK) status = find_promise(call, person.id, id, &promise, err);
    if (status != BL_OK) return status;
    const char *name = bl_arena_printf(&call->arena, "promise %s %s: %s", theirs ? "by" : "to", person.name, text);
    status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) return put_promises(call, &promise, 1, false, err);
    if (call->quiet) return BL_OK;
    tell_promise(call, theirs ? "waiting" : "promise", &promise);
    if (typed) out_str(&call->out, "        the day was read from the end of the text; --due DATE says it apart\n");
    call_undo_line(call, step);
    return BL_OK;
}

/* A name in the place of a number: the one promise that is open with them. Of several none is guessed. */
static enum bl_status promise_of(struct call *call, const char *who, int64_t *id, struct bl_error *err) {
    struct bl_person person;
    struct bl_promise *rows = NULL;
    size_t n = 0;
    char day[BL_DATE_SIZE];
    enum bl_status status = who_find(call, who, &person, err);
    if (status == BL_OK) status = bl_store_promises(call->store, person.id, true, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    if (n == 0) return bl_fail(err, BL_REFUSED, "%s has no open promise", call_name(call, person.name));
    *id = rows[0].id;
    if (n == 1) return BL_OK;
    bl_fail(err, BL_AMBIGUOUS, "%s has %zu open promises; which one?", call_name(call, person.name), n);
    for (size_t i = 0; i < n; i++) {
        bl_buf_addf(&call->tail, "  %s done %-5lld %s%s", call_self(call), (long long)rows[i].id, call_line(call, rows[i].text),
                    rows[i].theirs ? " (theirs)" : "");
        if (rows[i].due != BL_NO_DAY) bl_buf_addf(&call->tail, ", due %s", bl_day_long(rows[i].due, day));
        bl_buf_chr(&call->tail, '\n');
    }
    return BL_AMBIGUOUS;
}

/* Named twice, kept once: *n counts them. */
static enum bl_status done_all(struct call *call, bl_day day, struct bl_promise *promises, size_t *n, struct bl_error *err) {
    *n = 0;
    for (size_t i = 0; i < call->args.words.n; i++) {
        const char *word = call->args.words.at[i], *digits = word + (*word == '#');
        int64_t id = 0;
        bool number = *digits && digits[strspn(digits, "0123456789")] == '\0';
        enum bl_status status = number ? value_count("a promise", digits, 1, &id, err) : promise_of(call, word, &id, err);
        size_t k = 0;
        while (k < *n && promises[k].id != id) k++;
        if (status == BL_OK && k < *n) continue;
        if (status == BL_OK)
            status = opt_flag(&call->args, "drop") ? bl_promise_drop(call->store, id, day, &promises[*n], &call->arena, err)
                                                   : bl_promise_done(call->store, id, day, &promises[*n], &call->arena, err);
        if (status == BL_NOT_FOUND && number)
            bl_hint(err, "open promises: %s list next:any; those of one person: %s show WHO", call_self(call), call_self(call));
        if (status != BL_OK) return status;
        ++*n;
    }
    return BL_OK;
}

enum bl_status cmd_done(struct call *call, struct bl_error *err) {
    size_t n = call->args.words.n;
    if (!n) {
        bl_fail(err, BL_USAGE, "which promise?");
        bl_hint(err, "its number (bowline show WHO tells them), or WHO where only one is open");
        return BL_USAGE;
    }
    bl_day day = BL_NO_DAY;
    int64_t step = 0;
    struct bl_promise *promises = bl_arena_array(&call->arena, n, sizeof *promises);
    if (!promises) return bl_nomem(err);
    enum bl_status status = value_fact(call, "on", &day, err);
    if (status == BL_OK) status = call_write_there(call, err);
    if (status == BL_OK) status = done_all(call, day, promises, &n, err);
    if (status != BL_OK) return status;
    const char *verb = opt_flag(&call->args, "drop") ? "drop" : "done";
    const char *name = n == 1 ? bl_arena_printf(&call->arena, "%s #%lld: %s", verb, (long long)promises[0].id, promises[0].text)
                              : bl_arena_printf(&call->arena, "%s %zu promises", verb, n);
    status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) return put_promises(call, promises, n, call->args.words.n > 1, err);
    if (call->quiet) return BL_OK;
    for (size_t i = 0; i < n; i++) tell_promise(call, promises[i].dropped ? "dropped" : "done", &promises[i]);
    call_undo_line(call, step);
    return BL_OK;
}
