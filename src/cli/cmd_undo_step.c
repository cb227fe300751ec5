/* bowline undo --step ID: one earlier step taken back, later ones kept; who stays because of them is named. */
#include "cli/undo.h"
#include "cli/work.h"

enum { NAMED = 50 }; /* names in the text; the JSON has them all */

static void put_kept(struct bl_json *json, const struct bl_kept *kept) {
    bl_json_object(json);
    bl_json_key(json, "id");
    bl_json_int(json, kept->id);
    bl_json_key(json, "name");
    bl_json_str(json, kept->name);
    bl_json_key(json, "why");
    bl_json_array(json);
    for (int i = 0; i < BL_KEPT_WHYS; i++)
        if (kept->why & 1u << i) bl_json_str(json, bl_kept_word((enum bl_kept_why)(1 << i)));
    bl_json_end(json, ']');
    bl_json_end(json, '}');
}

static enum bl_status as_json(struct call *call, const struct bl_taken *taken, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "took_back");
    bl_json_object(&json);
    bl_json_key(&json, "id");
    bl_json_int(&json, taken->was.id);
    bl_json_key(&json, "name");
    bl_json_str(&json, taken->was.name);
    bl_json_end(&json, '}');
    bl_json_key(&json, "step");
    taken->step ? bl_json_int(&json, taken->step) : bl_json_null(&json);
    bl_json_key(&json, "undone");
    bl_json_bool(&json, taken->undone);
    bl_json_key(&json, "gone");
    bl_json_int(&json, taken->gone);
    bl_json_key(&json, "turned_back");
    bl_json_int(&json, taken->back);
    bl_json_key(&json, "kept");
    bl_json_array(&json);
    for (size_t i = 0; i < taken->kept_count; i++) put_kept(&json, &taken->kept[i]);
    bl_json_end(&json, ']');
    return undo_end_json(call, &json, &out, err);
}

static void tell_kept(struct call *call, const struct bl_taken *taken) {
    char word[16];
    if (!taken->kept_count) return;
    out_fmt(&call->out, "%s%zu %s later steps touched:\n", label("kept", word), taken->kept_count,
            taken->kept_count == 1 ? "person whom" : "people whom");
    for (size_t i = 0; i < taken->kept_count && i < NAMED; i++) {
        const struct bl_kept *kept = &taken->kept[i];
        out_fmt(&call->out, "%s#%lld %s", label("", word), (long long)kept->id, call_name(call, kept->name));
        const char *between = ": ";
        for (int k = 0; k < BL_KEPT_WHYS; k++)
            if (kept->why & 1u << k) {
                out_fmt(&call->out, "%s%s", between, bl_kept_word((enum bl_kept_why)(1 << k)));
                between = ", ";
            }
        out_str(&call->out, "\n");
    }
    if (taken->kept_count > NAMED)
        out_fmt(&call->out, "%sand %zu more (--json names them all)\n", label("", word), taken->kept_count - NAMED);
}

static void tell(struct call *call, const struct bl_taken *taken) {
    char word[16];
    out_fmt(&call->out, "%s#%lld %s\n", label(taken->undone ? "undone" : "taken", word), (long long)taken->was.id,
            call_line(call, taken->was.name));
    if (taken->gone)
        out_fmt(&call->out, "%s%lld %s\n", label("gone", word), (long long)taken->gone, taken->gone == 1 ? "person" : "people");
    if (taken->back)
        out_fmt(&call->out, "%swhat it changed of %lld %s there before\n", label("back", word), (long long)taken->back,
                taken->back == 1 ? "person who was" : "people who were");
    tell_kept(call, taken);
    if (!call->dry)
        out_fmt(&call->out, "%s%s %s\n", label(taken->undone ? "redo" : "undo", word), call_self(call), taken->undone ? "redo" : "undo");
}

enum bl_status undo_earlier(struct call *call, const char *step, struct bl_error *err) {
    struct bl_taken taken;
    int64_t id = 0;
    if (call->args.words.n) return bl_fail(err, BL_USAGE, "--step takes back one step by its number; how many goes without it");
    enum bl_status status = value_count("--step", step + (*step == '#'), 1, &id, err);
    if (status == BL_OK) status = call_open(call, err);
    if (status != BL_OK) return status;
    struct work work;
    work_watch(&work, call);
    status = bl_step_take_back(call->store, id, call->dry, &call->arena, &taken, err);
    work_end(&work);
    if (status != BL_OK) return status;
    call->step = taken.step;
    if (call->dry) call_say(call, "rehearsal only: nothing was written\n");
    if (call->json) return as_json(call, &taken, err);
    if (!call->quiet) tell(call, &taken);
    return BL_OK;
}
