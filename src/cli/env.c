/* The one place that asks the environment: variables, clock, terminals, locale. Everything else gets a struct env. */
#include "cli/env.h"

#include <langinfo.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* An empty variable is one that is not set. */
static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

enum bl_status env_clock(struct bl_now *now, struct bl_error *err) {
    struct timespec at;
    struct tm local;
    if (clock_gettime(CLOCK_REALTIME, &at) != 0 || !localtime_r(&at.tv_sec, &local))
        return bl_fail(err, BL_FAILED, "the clock cannot be read");
    now->today = bl_day_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
    now->ms = (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
    return BL_OK;
}

static enum bl_status read_clock(struct env *env, struct bl_error *err) {
    const char *fixed = variable("BOWLINE_NOW");
    env->now_fixed = fixed != NULL;
    if (!fixed) return env_clock(&env->now, err);
    if (bl_now_parse(fixed, &env->now, err) == BL_OK) return BL_OK;
    bl_fail(err, BL_USAGE, "BOWLINE_NOW is no time: %s", fixed);
    bl_hint(err, "BOWLINE_NOW=2026-11-21T09:00, or unset it");
    return BL_USAGE;
}

static const char *find_home(void) {
    const char *home = variable("HOME");
    if (home) return home;
    const struct passwd *user = getpwuid(getuid());
    return user && user->pw_dir && *user->pw_dir ? user->pw_dir : NULL;
}

static int terminal_columns(void) {
    struct winsize size = {0};
    const char *forced = variable("COLUMNS");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    int columns = forced ? atoi(forced) : 0;
    return columns > 0 ? columns : 80;
}

enum bl_status env_begin(struct env *env, struct bl_error *err) {
    env->in_tty = isatty(STDIN_FILENO) == 1;
    env->out_tty = isatty(STDOUT_FILENO) == 1;
    env->err_tty = isatty(STDERR_FILENO) == 1;
    env->columns = env->out_tty ? terminal_columns() : 0;
    const char *codeset = nl_langinfo(CODESET);
    env->locale_utf8 = codeset && (strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0);
    env->utf8 = env->locale_utf8;
    env->home = find_home();
    env->tmp = variable("TMPDIR") ? variable("TMPDIR") : "/tmp";
    env->editor = variable("VISUAL") ? variable("VISUAL") : variable("EDITOR");
    return read_clock(env, err);
}

/* A directory of the XDG rules: the variable if it is absolute (others are to be ignored), else one under home. */
static const char *xdg_path(struct env *env, const char *name, const char *under_home, const char *tail, const char **rule) {
    const char *dir = variable(name);
    if (dir && dir[0] == '/') {
        *rule = bl_arena_printf(&env->arena, "$%s", name);
        return bl_arena_printf(&env->arena, "%s/%s", dir, tail);
    }
    if (!env->home) return NULL;
    *rule = bl_arena_printf(&env->arena, "~/%s", under_home);
    return bl_arena_printf(&env->arena, "%s/%s/%s", env->home, under_home, tail);
}

enum bl_status env_paths(struct env *env, const char *db_option, struct bl_error *err) {
    env->config_rule = "no home directory";
    env->config.path = xdg_path(env, "XDG_CONFIG_HOME", ".config", "bowline/config", &env->config_rule);
    enum bl_status status = config_read(env->home, &env->arena, &env->config, &env->config_wrong, err);
    if (status != BL_OK) return status;
    if (!env->editor) env->editor = env->config.editor;
    const char *variable_db = variable("BOWLINE_DB");
    if (db_option && !*db_option) return bl_fail(err, BL_USAGE, "--db needs the path of a file");
    if (db_option) {
        env->db = bl_arena_str(&env->arena, db_option);
        env->db_rule = "--db";
    } else if (variable_db) {
        env->db = bl_arena_str(&env->arena, variable_db);
        env->db_rule = "$BOWLINE_DB";
    } else if (env->config.database) {
        env->db = env->config.database;
        env->db_rule = "[database] path in the config";
    } else {
        env->db = xdg_path(env, "XDG_DATA_HOME", ".local/share", "bowline/bowline.db", &env->db_rule);
    }
    if (env->db) return BL_OK;
    bl_fail(err, BL_FAILED, "there is no home directory to keep the database in");
    bl_hint(err, "name one: --db PATH, or BOWLINE_DB=PATH");
    return BL_FAILED;
}

void env_looks(struct env *env, bool no_color, bool no_input) {
    const char *term = variable("TERM");
    bool never = no_color || variable("NO_COLOR") || env->config.color == CONFIG_NEVER || (term && strcmp(term, "dumb") == 0);
    bool always = env->config.color == CONFIG_ALWAYS;
    env->color_out = !never && (always || (env->out_tty && term));
    env->color_err = !never && (always || (env->err_tty && term));
    if (env->config.unicode == CONFIG_ALWAYS) env->utf8 = env->locale_utf8 = true;
    if (env->config.unicode == CONFIG_NEVER) env->utf8 = false;
    env->ask = env->in_tty && env->err_tty && !no_input;
}

void env_free(struct env *env) {
    bl_buf_free(&env->config_wrong);
    bl_arena_free(&env->arena);
}
