/* bowline demo: sixty people in a file that is thrown away afterwards. The user's own file is never opened. */
#include "cli/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct opt cmd_demo_opts[] = {
    {"review", 'r', NULL, "print the weekly review instead of opening the full screen", OPT_TEXT, NULL},
    {"keep", 'k', "PATH", "write the demo to PATH, which must not exist yet, and keep it", OPT_FILE, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

struct stage_set { /* the throw-away place */
    char dir[256];
    const char *db;
};

static enum bl_status make_place(struct call *call, struct stage_set *set, struct bl_error *err) {
    int n = snprintf(set->dir, sizeof set->dir, "%s/bowline-demo-XXXXXX", call->env->tmp);
    if (n < 0 || (size_t)n >= sizeof set->dir) return bl_fail(err, BL_FAILED, "TMPDIR is too long a path");
    if (!mkdtemp(set->dir)) return bl_fail(err, BL_FAILED, "cannot make a directory in %s: %s", call->env->tmp, strerror(errno));
    set->db = bl_arena_printf(&call->arena, "%s/demo.db", set->dir);
    return set->db ? BL_OK : bl_nomem(err);
}

static enum bl_status fill(struct call *call, const char *db, struct bl_error *err) {
    call->env->db = db;
    call->env->db_rule = "the demo";
    enum bl_status status = call_open(call, err);
    return status == BL_OK ? bl_demo_fill(call->store, err) : status;
}

static enum bl_status keep(struct call *call, const char *path, struct bl_error *err) {
    struct stat file;
    if (lstat(path, &file) == 0) {
        bl_fail(err, BL_REFUSED, "%s is there already; the demo never writes over a file", path);
        bl_hint(err, "name another path, or remove it first");
        return BL_REFUSED;
    }
    enum bl_status status = fill(call, path, err);
    int64_t people = 0;
    if (status == BL_OK) status = bl_store_count(call->store, &people, err);
    if (status != BL_OK) return status;
    if (!call->json) {
        BL_AUTO(bl_buf) struct bl_buf word = {0};
        shell_quote(&word, path);
        if (!call->quiet)
            out_fmt(&call->out, "%lld people in %s\nopen it with: bowline --db %s\n", (long long)people, call_text(call, path),
                    call_text(call, bl_buf_text(&word)));
        return BL_OK;
    }
    return json_place(call, path, "people", people, err);
}

enum bl_status cmd_demo(struct call *call, struct bl_error *err) {
    const char *path = opt_value(&call->args, "keep");
    if (call->args.words.n) return bl_fail(err, BL_USAGE, "demo takes no words: \"%.100s\"", call->args.words.at[0]);
    if (path) return *path ? keep(call, path, err) : bl_fail(err, BL_USAGE, "--keep needs a path");
    struct stage_set set = {0};
    bool screen = call->env->in_tty && call->env->out_tty && !call->json && !opt_flag(&call->args, "review") && !call->out.path;
    enum bl_status status = make_place(call, &set, err);
    if (status != BL_OK) return status;
    status = fill(call, set.db, err);
    if (status == BL_OK && !(screen && call->screens->run)) status = review_run(call, call->env->now.today, err);
    bl_store_close(call->store);
    call->store = NULL;
    if (status == BL_OK && screen && call->screens->run) {
        call->screen_code = call->screens->run(call->env);
    }
    call_remove_place(set.dir, set.db);
    return status;
}
