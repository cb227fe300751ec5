/* bowline doctor: the proof, in words. Exit 0 when all is well (or was made well), 1 when something is left. */
#include "cli/internal.h"

const struct opt cmd_doctor_opts[] = {
    {"fix", 0, NULL, "rebuild what follows from other rows", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static void put_number(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    bl_json_int(json, value);
}

static enum bl_status put(struct call *call, const struct bl_diagnosis *seen, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "sound");
    bl_json_bool(&json, seen->sound);
    put_number(&json, "people", seen->people);
    put_number(&json, "entries", seen->entries);
    put_number(&json, "weeks", seen->weeks);
    put_number(&json, "steps", seen->steps);
    bl_json_key(&json, "snapshot");
    bl_json_str(&json, seen->snapshot);
    bl_json_key(&json, "step");
    if (seen->step)
        bl_json_int(&json, seen->step);
    else
        bl_json_null(&json);
    bl_json_key(&json, "findings");
    bl_json_array(&json);
    for (size_t i = 0; i < seen->n; i++) {
        bl_json_line(&json);
        bl_json_object(&json);
        bl_json_key(&json, "check");
        bl_json_str(&json, seen->at[i].check);
        bl_json_key(&json, "text");
        bl_json_str(&json, seen->at[i].text);
        bl_json_key(&json, "mendable");
        bl_json_bool(&json, seen->at[i].mendable);
        bl_json_key(&json, "mended");
        bl_json_bool(&json, seen->at[i].mended);
        bl_json_end(&json, '}');
    }
    bl_json_end(&json, ']');
    bl_json_end(&json, '}');
    return json_put(call, &out, err);
}

static void tell(struct call *call, const struct bl_diagnosis *seen) {
    struct out *out = &call->out;
    for (size_t i = 0; i < seen->n; i++) {
        const struct bl_finding *f = &seen->at[i];
        out_fmt(out, "%s%-10s%s %s%s\n", f->mended ? S_GOOD : S_WARN, f->check, S_OFF, call_text(call, f->text),
                f->mended ? "  (mended)" : "");
    }
    if (seen->n) out_str(out, "\n");
    out_fmt(out, "%lld people, %lld entries, %lld steps that can be undone\n", (long long)seen->people, (long long)seen->entries,
            (long long)seen->steps);
    if (seen->sound)
        out_fmt(out,
                seen->weeks == 1 ? "the book balances in its week: opening + in - out = closing, on both tracks\n"
                                 : "the book balances in each of %lld weeks: opening + in - out = closing, on both tracks\n",
                (long long)seen->weeks);
    if (seen->snapshot) out_fmt(out, "newest snapshot that opens: %s\n", call_text(call, seen->snapshot));
}

enum bl_status cmd_doctor(struct call *call, struct bl_error *err) {
    struct bl_diagnosis seen = {0};
    bool fix = opt_flag(&call->args, "fix") && !call->dry, mendable = false;
    if (call->args.words.n) return bl_fail(err, BL_USAGE, "doctor takes no words: \"%.100s\"", call->args.words.at[0]);
    enum bl_status status = call_open(call, err);
    if (status == BL_CORRUPT) bl_hint(err, "%s restore --list shows what can be brought back", call_self(call));
    if (status == BL_OK) status = bl_doctor(call->store, fix, &call->arena, &seen, err);
    if (status != BL_OK) return status;
    call->step = seen.step;
    if (call->json)
        status = put(call, &seen, err);
    else if (!call->quiet || !seen.sound)
        tell(call, &seen);
    if (status != BL_OK || seen.sound) return status;
    out_flush(&call->out);
    for (size_t i = 0; i < seen.n; i++) mendable = mendable || (seen.at[i].mendable && !seen.at[i].mended);
    bl_fail(err, BL_FAILED, "not all is well with %s", call->env->db);
    if (mendable && !fix)
        bl_hint(err, "%s doctor --fix rebuilds what can be rebuilt", call_self(call));
    else
        bl_hint(err, "%s restore --list shows what can be brought back", call_self(call));
    return BL_FAILED;
}
