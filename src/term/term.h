/* The terminal: the full-screen program on a tty, and the composer alone. The only users of curses live in this room. */
#ifndef BL_TERM_TERM_H
#define BL_TERM_TERM_H

#include "bowline/date.h"
#include "bowline/memory.h"
#include "bowline/status.h"

struct term_options {
    const char *db_path;
    struct bl_now (*now)(void *data); /* the one clock; asked before every message */
    void *now_data;
    bool color;           /* false: NO_COLOR, --no-color, TERM=dumb */
    bool unicode;         /* the locale can show UTF-8 */
    bool mouse;           /* off unless the user's config says so */
    const char *editor;   /* for Ctrl-E: $VISUAL, $EDITOR, the config; NULL = vi */
    const char *theme;    /* NULL = "default" */
    const char *home;     /* the user's home directory, for "~/" in paths typed; NULL = not known */
    struct bl_pairs keys; /* remaps of the config: action name = keys as key_parse reads them, separated by spaces */
    const char *text;     /* term_compose: what the field begins with, NULL = nothing (the draft, if there is one) */
};
/* Runs the full-screen program until the user leaves. Returns the exit code: 0, 1 when the file or the terminal cannot be opened (said on stderr),
 * 130 after SIGINT, 143 after SIGTERM, 129 after SIGHUP. The terminal is as it was before, on every way out. */
int term_run(const struct term_options *options);
/* The composer alone: returns to the shell after one conversation, printing what was logged. 0 logged, 1 failed or put aside (the draft is kept). */
int term_compose(const struct term_options *options);
/* Is what `keys` asks for possible? BL_USAGE names the action or key that is not known or the two actions that want the same key. */
enum bl_status term_check_keys(struct bl_pairs keys, struct bl_error *err) BL_NODISCARD;

#endif
