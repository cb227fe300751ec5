/* What surrounds a run: the clock, the paths and the rule that chose each, what the terminal can do. The one place that reads the environment. */
#ifndef BL_CLI_ENV_H
#define BL_CLI_ENV_H

#include "bowline/date.h"
#include "cli/config.h"

struct env {
    struct bl_arena arena; /* everything below lives here */
    struct config config;
    struct bl_buf config_wrong; /* mistakes of the config, one a line; "" when there are none */
    const char *home;           /* or NULL */
    const char *tmp;            /* where a throw-away file goes: $TMPDIR or /tmp */
    const char *editor;         /* $VISUAL, $EDITOR, the config; NULL when none is set */
    const char *db;             /* the database; never NULL once env_paths succeeded */
    const char *db_rule;        /* which rule chose it: "--db", "$BOWLINE_DB", … */
    const char *config_rule;
    struct bl_now now;
    bool now_fixed; /* BOWLINE_NOW set it: the full screen must not let it run on */
    bool in_tty, out_tty, err_tty;
    bool utf8;        /* may glyphs beyond ASCII be shown? (locale, or the config) */
    bool locale_utf8; /* does the terminal read UTF-8 at all? */
    bool color_out, color_err;
    bool ask;    /* may a question be asked? terminals at both ends and no --no-input */
    int columns; /* of the terminal on stdout; 0 when it is none */
};

/* The clock, whatever BOWLINE_NOW says. */
enum bl_status env_clock(struct bl_now *now, struct bl_error *err) BL_NODISCARD;
/* Terminals, locale, clock. Fails on a BOWLINE_NOW that is no time. */
enum bl_status env_begin(struct env *env, struct bl_error *err) BL_NODISCARD;
/* Reads the config and finds the database; db_option is --db or NULL. */
enum bl_status env_paths(struct env *env, const char *db_option, struct bl_error *err) BL_NODISCARD;
/* Colours and questions, after the config and the options are known. */
void env_looks(struct env *env, bool no_color, bool no_input);
void env_free(struct env *env);

#endif
