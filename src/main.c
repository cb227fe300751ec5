/* bowline: chooses between a command and the full screen. The command line lies beside src/term and knows nothing of it: it is handed the two ways in. */
#include "cli/cli.h"
#include "term/term.h"

#include <locale.h>
#include <stdio.h>

enum { KEYS_MAX = 256 };

/* The clock as it stands now; BOWLINE_NOW stands still. */
static struct bl_now ask_clock(void *data) {
    const struct env *env = data;
    struct bl_now now = env->now;
    struct bl_error ignored = {0};
    if (!env->now_fixed && env_clock(&now, &ignored) != BL_OK) return env->now;
    return now;
}

/* The full screen reads nothing of the environment; what it needs to know is handed over here. */
static int open_screen(const struct env *env, int (*open)(const struct term_options *options)) {
    struct bl_pair keys[KEYS_MAX];
    size_t n = env->config.key_count < KEYS_MAX ? env->config.key_count : KEYS_MAX;
    for (size_t i = 0; i < n; i++) keys[i] = (struct bl_pair){env->config.keys[i].action, env->config.keys[i].key};
    const struct term_options options = {
        .db_path = env->db,
        .now = ask_clock,
        .now_data = (void *)(uintptr_t)env,
        .color = env->color_out,
        .unicode = env->utf8,
        .mouse = env->config.mouse,
        .editor = env->editor,
        .theme = env->config.theme,
        .home = env->home,
        .keys = {keys, n},
    };
    struct bl_error err = {0};
    if (term_check_keys(options.keys, &err) == BL_OK) return open(&options);
    fprintf(stderr, "bowline: %s: [keys] %s\n", env->config.path, err.text);
    return bl_status_exit(BL_USAGE);
}

static int run(const struct env *env) {
    return open_screen(env, term_run);
}

static int compose(const struct env *env) {
    return open_screen(env, term_compose);
}

int main(int argc, char **argv) {
    /* Characters only: a comma for a decimal point would break JSON. */
    setlocale(LC_CTYPE, "");
    const struct cli_screens screens = {run, compose};
    return cli_main(argc, argv, &screens);
}
