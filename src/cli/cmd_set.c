/* bowline set: the settings that travel with the file, as one table with what each means; setting one is a step that undo takes back. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_set_opts[] = {
    {"default", 0, NULL, "back to what it is by itself", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static void put_setting(struct bl_json *json, const struct bl_setting *setting) {
    const struct {
        const char *key, *value;
    } texts[] = {{"key", setting->key}, {"value", setting->value}, {"default", setting->usual}, {"meaning", setting->meaning}};
    bl_json_object(json);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bl_json_key(json, texts[i].key);
        bl_json_str(json, texts[i].value);
    }
    bl_json_key(json, "set");
    bl_json_bool(json, setting->set);
    bl_json_end(json, '}');
}

static enum bl_status put_json(struct call *call, const struct bl_setting *rows, size_t n, bool array, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    if (array) bl_json_array(&json);
    for (size_t i = 0; i < n; i++) {
        if (array) bl_json_line(&json);
        put_setting(&json, &rows[i]);
    }
    if (array) bl_json_end(&json, ']');
    return json_put(call, &out, err);
}

static enum bl_status list_all(struct call *call, struct bl_error *err) {
    static const struct col cols[] = {{"setting", false, 0}, {"value", false, 40}, {"default", false, 0}, {"meaning", false, 0}};
    struct bl_setting *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_setting_list(call->store, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    if (call->json) return put_json(call, rows, n, true, err);
    const char **cells = bl_arena_array(&call->arena, 4 * n, sizeof *cells);
    if (!cells) return bl_nomem(err);
    for (size_t i = 0; i < n; i++) {
        cells[4 * i] = rows[i].key;
        cells[4 * i + 1] = *rows[i].value ? call_line(call, rows[i].value) : call_dash(call);
        cells[4 * i + 2] = *rows[i].usual ? rows[i].usual : call_dash(call);
        cells[4 * i + 3] = rows[i].meaning;
    }
    struct table table = {.cols = cols, .ncols = 4};
    out_table(&call->out, &table, cells, n, call->env->columns);
    return BL_OK;
}

static enum bl_status show_one(struct call *call, const char *key, struct bl_error *err) {
    struct bl_setting setting;
    enum bl_status status = bl_setting_get(call->store, key, &call->arena, &setting, err);
    if (status != BL_OK) return status;
    if (call->json) return put_json(call, &setting, 1, false, err);
    out_fmt(&call->out, "%s\n", call_text(call, setting.value));
    return BL_OK;
}

static enum bl_status set_one(struct call *call, const char *key, const char *value, struct bl_error *err) {
    struct bl_setting setting;
    int64_t step = 0;
    char word[16];
    const char *kept = NULL;
    enum bl_status status = value ? bl_setting_check(key, value, &call->arena, &kept, err) : BL_OK; /* before a file is made for it */
    if (status == BL_OK) status = value ? call_write(call, err) : call_write_there(call, err);
    if (status == BL_OK) status = bl_setting_put(call->store, key, value, err);
    if (status == BL_OK) status = bl_setting_get(call->store, key, &call->arena, &setting, err);
    if (status != BL_OK) return status;
    const char *name = bl_arena_printf(&call->arena, "set %s to %s", key, *setting.value ? setting.value : "nothing");
    status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) return put_json(call, &setting, 1, false, err);
    if (call->quiet) return BL_OK;
    out_fmt(&call->out, "%s%s = %s%s\n", label(step || call->dry ? "set" : "same", word), setting.key, call_text(call, setting.value),
            setting.set ? "" : " (the default)");
    call_undo_line(call, step);
    return BL_OK;
}

enum bl_status cmd_set(struct call *call, struct bl_error *err) {
    const struct bl_strs *words = &call->args.words;
    bool back = opt_flag(&call->args, "default");
    if (back && words->n != 1) {
        bl_fail(err, BL_USAGE, "--default takes one setting back");
        bl_hint(err, "bowline set window --default");
        return BL_USAGE;
    }
    enum bl_status status = call_open(call, err);
    if (status != BL_OK) return status;
    if (words->n == 0) return list_all(call, err);
    if (words->n == 1 && !back) return show_one(call, words->at[0], err);
    return set_one(call, words->at[0], back ? NULL : call_words(call, 1), err);
}
