/* bowline where: the paths in use, and which rule chose each. Runs even when the config has mistakes, to show which file to mend. */
#include "cli/internal.h"

#include <string.h>
#include <unistd.h>

const struct opt cmd_where_opts[] = {
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

struct place {
    const char *what, *path, *rule;
    bool exists;
};

static void put(struct bl_json *json, const struct place *place) {
    bl_json_key(json, place->what);
    bl_json_object(json);
    bl_json_key(json, "path");
    bl_json_str(json, place->path);
    bl_json_key(json, "rule");
    bl_json_str(json, place->rule);
    bl_json_key(json, "exists");
    bl_json_bool(json, place->exists);
    bl_json_end(json, '}');
}

enum bl_status cmd_where(struct call *call, struct bl_error *err) {
    const struct env *env = call->env;
    const struct place places[] = {
        {"database", env->db, env->db_rule, access(env->db, F_OK) == 0},
        {"config", env->config.path, env->config_rule, env->config.exists},
    };
    if (call->args.words.n) return bl_fail(err, BL_USAGE, "where takes no words: \"%.100s\"", call->args.words.at[0]);
    if (call->json) {
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        struct bl_json json;
        bl_json_open(&json, &out);
        bl_json_object(&json);
        for (size_t i = 0; i < 2; i++) put(&json, &places[i]);
        bl_json_key(&json, "today");
        bl_json_day(&json, env->now.today);
        bl_json_end(&json, '}');
        return json_put(call, &out, err);
    }
    char day[BL_DATE_SIZE];
    for (size_t i = 0; i < 2; i++) {
        const struct place *place = &places[i];
        out_fmt(&call->out, "%-9s %s\n          by %s%s\n", place->what, place->path ? call_text(call, place->path) : call_dash(call),
                place->rule, place->exists ? "" : "; not there yet");
    }
    out_fmt(&call->out, "%-9s %s\n          by %s\n", "today", bl_day_long(env->now.today, day),
            env->now_fixed ? "$BOWLINE_NOW" : "the clock");
    return BL_OK;
}
