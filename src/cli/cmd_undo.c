/* bowline undo, redo and history: what was done, and the ways back and forth. */
#include "cli/internal.h"
#include "cli/undo.h"
#include "cli/work.h"

#include <string.h>

const struct opt cmd_undo_opts[] = {
    {"list", 'l', NULL, "list the steps, take nothing back", OPT_TEXT, NULL},
    {"step", 's', "ID", "take back this earlier step, keep what came later", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};
const struct opt cmd_redo_opts[] = {
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};
const struct opt cmd_history_opts[] = {
    {"limit", 'l', "N", "at most N steps (50)", OPT_TEXT, NULL},
    {"void", 0, "ENTRY", "take an entry out of the book; the rest is replayed", OPT_TEXT, NULL},
    {"why", 'y', "TEXT", "a word why", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static void step_item(struct call *call, struct bl_json *json, const void *rows, size_t i) {
    const struct bl_step_row *row = (const struct bl_step_row *)rows + i;
    bl_json_object(json);
    bl_json_key(json, "id");
    bl_json_int(json, row->id);
    bl_json_key(json, "name");
    bl_json_str(json, row->name);
    bl_json_key(json, "at");
    bl_json_str(json, call_minute(call, row->at_ms));
    bl_json_key(json, "undone");
    bl_json_bool(json, row->undone);
    bl_json_key(json, "takes");
    row->takes ? bl_json_int(json, row->takes) : bl_json_null(json);
    bl_json_key(json, "taken_by");
    row->taken_by ? bl_json_int(json, row->taken_by) : bl_json_null(json);
    bl_json_end(json, '}');
}

static enum bl_status list_steps(struct call *call, int64_t limit, struct bl_error *err) {
    static const struct col cols[] = {{"step", true, 0}, {"when", false, 0}, {"", false, 0}, {"what", false, 70}};
    struct bl_step_row *rows = NULL;
    size_t n = 0;
    enum bl_status status = call_open(call, err);
    if (status == BL_OK) status = bl_step_list(call->store, limit, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    if (call->json) return json_list(call, rows, n, step_item, err);
    if (!n) call_say(call, "nothing was done yet\n");
    if (!n) return BL_OK;
    const char **cells = bl_arena_array(&call->arena, 4 * n, sizeof *cells);
    if (!cells) return bl_nomem(err);
    for (size_t i = 0; i < n; i++) {
        cells[4 * i] = bl_arena_printf(&call->arena, "%lld", (long long)rows[i].id);
        cells[4 * i + 1] = call_minute(call, rows[i].at_ms);
        cells[4 * i + 2] = rows[i].undone     ? "undone"
                           : rows[i].taken_by ? bl_arena_printf(&call->arena, "taken back by #%lld", (long long)rows[i].taken_by)
                                              : "";
        cells[4 * i + 3] = call_line(call, rows[i].name);
    }
    struct table table = {.cols = cols, .ncols = 4};
    out_table(&call->out, &table, cells, n, call->env->columns);
    return BL_OK;
}

enum bl_status undo_end_json(struct call *call, struct bl_json *json, struct bl_buf *out, struct bl_error *err) {
    if (call->dry) {
        bl_json_key(json, "dry_run");
        bl_json_bool(json, true);
    }
    bl_json_end(json, '}');
    return json_put(call, out, err);
}

static enum bl_status steps_json(struct call *call, const struct bl_step_row *rows, size_t n, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "steps");
    bl_json_array(&json);
    for (size_t i = 0; i < n; i++) {
        bl_json_object(&json);
        bl_json_key(&json, "id");
        bl_json_int(&json, rows[i].id);
        bl_json_key(&json, "name");
        bl_json_str(&json, rows[i].name);
        bl_json_end(&json, '}');
    }
    bl_json_end(&json, ']');
    return undo_end_json(call, &json, &out, err);
}

/* What would be done, newest first for undo, oldest undone first for redo: the list holds the undone ones first. */
static enum bl_status rehearse(struct call *call, bool undo, int64_t count, struct bl_step_row **out, size_t *out_n, struct bl_error *err) {
    struct bl_step_row *rows = NULL, *taken;
    size_t n = 0, k = 0;
    enum bl_status status = bl_step_list(call->store, 0, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    taken = bl_arena_array(&call->arena, n + 1, sizeof *taken);
    if (!taken) return bl_nomem(err);
    for (size_t i = 0; i < n && (int64_t)k < count; i++) {
        const struct bl_step_row *row = undo ? &rows[i] : &rows[n - 1 - i];
        if (row->undone != undo) taken[k++] = *row;
    }
    if (!k) return bl_fail(err, BL_REFUSED, "nothing to %s", undo ? "undo" : "redo");
    *out = taken;
    *out_n = k;
    return BL_OK;
}

static enum bl_status back_or_forth(struct call *call, bool undo, struct bl_error *err) {
    int64_t count = 1;
    struct bl_step_row *rows = NULL;
    size_t n = 0;
    enum bl_status status = BL_OK;
    if (call->args.words.n > 1) return bl_fail(err, BL_USAGE, "%s takes one number", call->cmd->name);
    if (call->args.words.n) status = value_count("how many steps", call->args.words.at[0], 1, &count, err);
    if (status == BL_OK) status = call_open(call, err);
    if (status != BL_OK) return status;
    struct work work;
    work_watch(&work, call);
    if (call->dry)
        status = rehearse(call, undo, count, &rows, &n, err);
    else if (undo)
        status = bl_undo(call->store, count, &call->arena, &rows, &n, err);
    else
        status = bl_redo(call->store, count, &call->arena, &rows, &n, err);
    work_end(&work);
    if (status != BL_OK) return status;
    if (call->dry) call_say(call, "rehearsal only: nothing was written\n");
    if (call->json) return steps_json(call, rows, n, err);
    if (call->quiet) return BL_OK;
    char word[16];
    for (size_t i = 0; i < n; i++) {
        out_fmt(&call->out, "%s#%-4lld %s\n", label(undo ? "undone" : "redone", word), (long long)rows[i].id,
                call_line(call, rows[i].name));
    }
    if ((int64_t)n < count) call_say(call, "there were only %zu\n", n);
    if (!call->dry)
        out_fmt(&call->out, "%s%s %s%s\n", label(undo ? "redo" : "undo", word), call_self(call), undo ? "redo" : "undo",
                n > 1 ? bl_arena_printf(&call->arena, " %zu", n) : "");
    return BL_OK;
}

enum bl_status cmd_undo(struct call *call, struct bl_error *err) {
    if (opt_flag(&call->args, "list")) return list_steps(call, 50, err);
    if (opt_value(&call->args, "step")) return undo_earlier(call, opt_value(&call->args, "step"), err);
    return back_or_forth(call, true, err);
}

enum bl_status cmd_redo(struct call *call, struct bl_error *err) {
    return back_or_forth(call, false, err);
}

/* ---- history ------------------------------------------------------------------------------------------------------------- */

static void entry_item(struct call *call, struct bl_json *json, const void *rows, size_t i) {
    (void)call;
    bl_json_entry(json, (const struct bl_entry *)rows + i);
}

/* What became of an entry: its moves, or by which correction it is out of the book, or which one it takes out. */
static const char *entry_words(struct call *call, const struct bl_entry *rows, size_t n, size_t i) {
    char day[BL_DATE_SIZE];
    if (rows[i].act == BL_ACT_VOID) {
        int64_t out = 0, first = 0;
        for (size_t k = 0; k < n; k++)
            if (k != i && rows[k].voided_by == rows[i].id && !out++) first = rows[k].id;
        if (out < 2) return out ? bl_arena_printf(&call->arena, "takes out #%lld", (long long)first) : "";
        return bl_arena_printf(&call->arena, "takes out #%lld and %lld more", (long long)first, (long long)out - 1);
    }
    const char *moves = moves_text(call, &rows[i]);
    if (!*moves) moves = "no move";
    if (rows[i].act == BL_ACT_PARK && rows[i].until != BL_NO_DAY)
        moves = bl_arena_printf(&call->arena, "%s, until %s", moves, bl_day_iso(rows[i].until, day));
    if (rows[i].voided_by && rows[i].voided_by != rows[i].id)
        return bl_arena_printf(&call->arena, "out of the book by #%lld (%s)", (long long)rows[i].voided_by, moves);
    return moves;
}

static enum bl_status entries_table(struct call *call, const struct bl_entry *rows, size_t n, struct bl_error *err) {
    static const struct col cols[] = {{"entry", true, 0}, {"day", false, 0},    {"act", false, 0},
                                      {"cycle", true, 0}, {"moves", false, 60}, {"why", false, 40}};
    const char **cells = bl_arena_array(&call->arena, 6 * n + 1, sizeof *cells);
    if (!cells) return bl_nomem(err);
    char day[BL_DATE_SIZE];
    for (size_t i = 0; i < n; i++) {
        const char **row = cells + 6 * i;
        row[0] = bl_arena_printf(&call->arena, "%lld", (long long)rows[i].id);
        row[1] = bl_arena_str(&call->arena, bl_day_iso(rows[i].day, day));
        bool out = rows[i].voided_by && rows[i].act != BL_ACT_VOID;
        row[2] = out ? bl_arena_printf(&call->arena, "%s, void", bl_act_name(rows[i].act)) : bl_act_name(rows[i].act);
        row[3] = bl_arena_printf(&call->arena, "%d", rows[i].cycle);
        row[4] = entry_words(call, rows, n, i);
        row[5] = call_text(call, rows[i].why);
    }
    struct table table = {.cols = cols, .ncols = 6};
    out_table(&call->out, &table, cells, n, call->env->columns);
    return BL_OK;
}

/* history WHO --void ENTRY: a correction. WHO has to be the one the entry is of, so that a slip of the number harms nobody else. */
static enum bl_status void_entry(struct call *call, const struct bl_person *person, struct bl_error *err) {
    const char *word = opt_value(&call->args, "void");
    struct bl_entry *rows = NULL;
    struct bl_recorded recorded;
    size_t n = 0, at = 0;
    int64_t entry = 0, step = 0;
    enum bl_status status = value_count("--void", word + (*word == '#'), 1, &entry, err);
    if (status == BL_OK) status = bl_store_entries(call->store, person->id, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    while (at < n && rows[at].id != entry) at++;
    if (at == n) {
        bl_fail(err, BL_NOT_FOUND, "%s has no entry #%lld", call_name(call, person->name), (long long)entry);
        bl_hint(err, "their numbers: %s history %lld", call_self(call), (long long)person->id);
        return BL_NOT_FOUND;
    }
    char word_out[16], day[BL_DATE_SIZE];
    const char *why = opt_value(&call->args, "why"), *act = bl_act_name(rows[at].act), *moves = moves_text(call, &rows[at]);
    bl_day_iso(rows[at].day, day);
    const char *name = bl_arena_printf(&call->arena, "void the %s of %s of %s: %s", act, day, person->name, *moves ? moves : "no move");
    status = name ? call_write(call, err) : bl_nomem(err);
    if (status == BL_OK) status = bl_entry_void(call->store, entry, why && *why ? why : NULL, &recorded, err);
    BL_AUTO(bl_buf) struct bl_buf json = {0};
    int64_t id = person->id;
    if (status == BL_OK && call->json) status = json_people(call, (struct bl_ids){&id, 1}, false, &json, err);
    if (status == BL_OK) status = call_commit(call, name, &step, err);
    if (status != BL_OK) return status;
    if (call->json) return json_put(call, &json, err);
    if (call->quiet) return BL_OK;
    const struct bl_standing *now = &recorded.after;
    out_fmt(&call->out, "%s#%-4lld the %s of %s is out of the book: %s\n", label("voided", word_out), (long long)entry, act, day,
            *moves ? moves : "no move");
    out_fmt(&call->out, "%s%s: %s, %s, %s\n", label("now", word_out), call_name(call, person->name), bl_status_name(now->status),
            bl_track_label(BL_STAGE, now->stage), bl_track_label(BL_MOMENT, now->moment));
    call_undo_line(call, step);
    return BL_OK;
}

enum bl_status cmd_history(struct call *call, struct bl_error *err) {
    const char *limit_text = opt_value(&call->args, "limit");
    int64_t limit = 50;
    enum bl_status status = limit_text ? value_count("--limit", limit_text, 1, &limit, err) : BL_OK;
    if (status != BL_OK) return status;
    bool voids = opt_value(&call->args, "void") != NULL;
    if (!voids && opt_value(&call->args, "why")) return bl_fail(err, BL_USAGE, "--why goes with --void ENTRY");
    if (!call->args.words.n && voids) {
        bl_fail(err, BL_USAGE, "whose entry is it? WHO is missing");
        bl_hint(err, "bowline history WHO --void ENTRY; the numbers: bowline history WHO");
        return BL_USAGE;
    }
    if (!call->args.words.n) return list_steps(call, limit, err);
    if (call->args.words.n > 1) return bl_fail(err, BL_USAGE, "history of one person at a time; quote a name of several words");
    struct bl_person person;
    struct bl_entry *rows = NULL;
    size_t n = 0;
    status = call_open(call, err);
    if (status == BL_OK) status = who_find(call, call->args.words.at[0], &person, err);
    if (status == BL_OK && voids) return void_entry(call, &person, err);
    if (status == BL_OK) status = bl_store_entries(call->store, person.id, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    return call->json ? json_list(call, rows, n, entry_item, err) : entries_table(call, rows, n, err);
}
