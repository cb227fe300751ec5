/* bowline backup and restore: a copy of the book, and the way back. Restoring first copies what is there aside and prints how to return to it, so it asks nothing. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

const struct opt cmd_backup_opts[] = {
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};
const struct opt cmd_restore_opts[] = {
    {"list", 'l', NULL, "list the snapshots there are, newest first", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static const char *size_text(struct call *call, int64_t bytes) {
    const char *text = bytes < 1 << 20 ? bl_arena_printf(&call->arena, "%lld KiB", (long long)((bytes + 1023) >> 10))
                                       : bl_arena_printf(&call->arena, "%.1f MiB", (double)bytes / (1 << 20));
    return text ? text : "";
}

/* ---- backup ------------------------------------------------------------------------------------------------------------------ */

enum bl_status cmd_backup(struct call *call, struct bl_error *err) {
    const char *path = call->args.words.n ? call->args.words.at[0] : NULL;
    int64_t bytes = 0;
    if (call->args.words.n > 1) return bl_fail(err, BL_USAGE, "backup takes one path");
    enum bl_status status = call_open(call, err);
    if (status == BL_OK && !bl_store_exists(call->store))
        status = bl_fail(err, BL_NOT_FOUND, "there is nothing to back up: %s does not exist yet", call->env->db);
    if (status == BL_OK && path)
        status = bl_backup(call->store, path, &bytes, err);
    else if (status == BL_OK)
        status = bl_snapshot_take(call->store, "backup", true, &call->arena, &path, err);
    struct bl_snapshot *rows = NULL;
    size_t n = 0;
    if (status == BL_OK && !bytes) status = bl_snapshot_list(call->env->db, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    if (!bytes && n) bytes = rows[0].bytes;
    if (call->json) return json_place(call, path, "bytes", bytes, err);
    if (call->quiet) return BL_OK;
    char word[16];
    BL_AUTO(bl_buf) struct bl_buf quoted = {0};
    shell_quote(&quoted, path ? path : "");
    out_fmt(&call->out, "%s%s, %s\n", label("backup", word), call_text(call, path), size_text(call, bytes));
    out_fmt(&call->out, "%s%s restore %s\n", label("back", word), call_self(call), call_text(call, bl_buf_text(&quoted)));
    return BL_OK;
}

/* ---- restore ------------------------------------------------------------------------------------------------------------------ */

static void snapshot_item(struct call *call, struct bl_json *json, const void *rows, size_t i) {
    const struct bl_snapshot *row = (const struct bl_snapshot *)rows + i;
    bl_json_object(json);
    bl_json_key(json, "name");
    bl_json_str(json, row->name);
    bl_json_key(json, "path");
    bl_json_str(json, row->path);
    bl_json_key(json, "at");
    bl_json_str(json, call_minute(call, row->at_ms));
    bl_json_key(json, "why");
    bl_json_str(json, row->why);
    bl_json_key(json, "bytes");
    bl_json_int(json, row->bytes);
    bl_json_end(json, '}');
}

static enum bl_status list_snapshots(struct call *call, struct bl_error *err) {
    static const struct col cols[] = {{"", true, 0}, {"when", false, 0}, {"before", false, 0}, {"size", true, 0}, {"name", false, 0}};
    struct bl_snapshot *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_snapshot_list(call->env->db, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    if (call->json) return json_list(call, rows, n, snapshot_item, err);
    if (!n) call_say(call, "there are no snapshots yet; bowline backup takes one\n");
    const char **cells = bl_arena_array(&call->arena, 5 * n + 1, sizeof *cells);
    if (!cells) return bl_nomem(err);
    for (size_t i = 0; i < n; i++) {
        cells[5 * i] = bl_arena_printf(&call->arena, "%zu", i + 1);
        cells[5 * i + 1] = call_minute(call, rows[i].at_ms);
        cells[5 * i + 2] = call_text(call, rows[i].why);
        cells[5 * i + 3] = size_text(call, rows[i].bytes);
        cells[5 * i + 4] = call_text(call, rows[i].name);
    }
    struct table table = {.cols = cols, .ncols = 5};
    if (n) out_table(&call->out, &table, cells, n, call->env->columns);
    return BL_OK;
}

/* A snapshot by its number in the list or its name; anything else is a path. */
static enum bl_status find_source(struct call *call, const char *word, const char **path, struct bl_error *err) {
    struct bl_snapshot *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_snapshot_list(call->env->db, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    char *end = NULL;
    unsigned long number = strtoul(word, &end, 10);
    bool is_number = *word >= '0' && *word <= '9' && !*end;
    if (is_number && (!number || number > n)) {
        bl_fail(err, BL_NOT_FOUND, "there is no snapshot %s", word);
        bl_hint(err, "%s restore --list", call_self(call));
        return BL_NOT_FOUND;
    }
    *path = is_number ? rows[number - 1].path : word;
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].name, word) == 0) *path = rows[i].path;
    return BL_OK;
}

static enum bl_status restored_json(struct call *call, const char *from, const struct bl_restored *done, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "from");
    bl_json_str(&json, from);
    bl_json_key(&json, "people");
    bl_json_int(&json, done->people);
    bl_json_key(&json, "aside");
    bl_json_str(&json, done->aside);
    if (call->dry) {
        bl_json_key(&json, "dry_run");
        bl_json_bool(&json, true);
    }
    bl_json_end(&json, '}');
    return json_put(call, &out, err);
}

static enum bl_status told(struct call *call, const char *from, const struct bl_restored *done, struct bl_error *err) {
    char word[16];
    if (call->json) return restored_json(call, from, done, err);
    if (call->quiet) return BL_OK;
    out_fmt(&call->out, "%s%lld %s from %s\n", label("restored", word), (long long)done->people, done->people == 1 ? "person" : "people",
            call_text(call, from));
    if (!done->aside) return BL_OK;
    BL_AUTO(bl_buf) struct bl_buf quoted = {0};
    shell_quote(&quoted, done->aside);
    out_fmt(&call->out, "%swhat was there is in %s\n", label("aside", word), call_text(call, done->aside));
    out_fmt(&call->out, "%s%s restore %s\n", label("back", word), call_self(call), call_text(call, bl_buf_text(&quoted)));
    return BL_OK;
}

enum bl_status cmd_restore(struct call *call, struct bl_error *err) {
    if (opt_flag(&call->args, "list")) return list_snapshots(call, err);
    if (call->args.words.n != 1) {
        bl_fail(err, BL_USAGE, "restore what? A snapshot, a backup or an export in jsonl");
        bl_hint(err, "%s restore --list shows the snapshots", call_self(call));
        return BL_USAGE;
    }
    struct bl_store_options options = {.now = call->env->now};
    struct bl_restored done = {0};
    const char *from = NULL, *target = call->env->db;
    enum bl_status status = find_source(call, call->args.words.at[0], &from, err);
    if (status != BL_OK) return status;
    if (!call->dry) {
        status = bl_restore(target, &options, from, &call->arena, &done, err);
        return status == BL_OK ? told(call, from, &done, err) : status;
    }
    /* A rehearsal: all of it, into a place of its own. */
    char *dir = bl_arena_printf(&call->arena, "%s/bowline-restore-XXXXXX", call->env->tmp);
    if (!dir) return bl_nomem(err);
    if (!mkdtemp(dir)) return bl_fail(err, BL_FAILED, "cannot make a directory in %s", call->env->tmp);
    const char *stage = bl_arena_printf(&call->arena, "%s/bowline.db", dir);
    status = stage ? bl_restore(stage, &options, from, &call->arena, &done, err) : bl_nomem(err);
    call_remove_place(dir, stage);
    done.aside = NULL;
    if (status == BL_OK) call_say(call, "rehearsal only: nothing was written\n");
    return status == BL_OK ? told(call, from, &done, err) : status;
}
