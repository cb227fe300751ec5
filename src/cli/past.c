/* --as-of DATE: the store of a command that only reads, opened as the book was at the end of that day. "Today" of the call is that day from then on, so that
 * days are counted to it and filters speak of it. */
#include "cli/internal.h"

static enum bl_status travel(struct call *call, const char *text, struct bl_error *err) {
    struct bl_store_options options = {.now = call->env->now};
    struct bl_past_progress progress;
    struct bl_error why = {0};
    bl_day day = BL_NO_DAY;
    char long_day[BL_DATE_SIZE];
    enum bl_status status = bl_day_parse(text, call->env->now.today, BL_PAST, &day, &why);
    if (status == BL_OK) status = bl_past_open(call->env->db, &options, day, &call->store, &why);
    if (status == BL_OK) status = bl_past_step(call->store, 0, &progress, &why);
    if (status != BL_OK) {
        bl_fail(err, status, "--as-of: %s", why.text);
        if (*why.hint) bl_hint(err, "%s", why.hint);
        return status;
    }
    call_say_upgraded(call);
    call->env->now = bl_store_now(call->store);
    if (!call->json && !call->out.path) call_say(call, "the book as of %s\n", bl_day_long(day, long_day));
    return BL_OK;
}

enum bl_status call_open_then(struct call *call, struct bl_error *err) {
    const char *text = opt_value(&call->args, "as-of");
    return text && !call->store ? travel(call, text, err) : call_open(call, err);
}

enum bl_status fail_then(struct call *call, enum bl_status status, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    if (status == BL_NOT_FOUND && call->store && bl_store_day(call->store) != BL_NO_DAY)
        bl_hint(err, "as of %s; who came later is there without --as-of", bl_day_long(bl_store_day(call->store), day));
    return status;
}

const char *call_then(struct call *call) {
    char day[BL_DATE_SIZE];
    bl_day then = call->store ? bl_store_day(call->store) : BL_NO_DAY;
    const char *text = then == BL_NO_DAY ? "" : bl_arena_printf(&call->arena, " --as-of %s", bl_day_iso(then, day));
    return text ? text : "";
}
