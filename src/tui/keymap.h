/* The table of actions (action.def) as the program uses it: which key does what where, and what it is called. */
#ifndef BL_TUI_KEYMAP_H
#define BL_TUI_KEYMAP_H

#include "bowline/memory.h"

/* Places an action may hold: one bit per screen. */
enum where {
    W_HOME = 1,
    W_PEOPLE = 2,
    W_PERSON = 4,
    W_HISTORY = 8,
    W_HELP = 16,
    W_PALETTE = 32,
    W_COMPOSER = 64,
    W_PROMPT = 128,
    W_FILTER = 256,
    W_IMPORT = 512,
    W_TODAY = 1024,
    W_MAP = 2048,
    W_REVIEW = 4096,
    W_DECIDE = 8192, /* the review's walk through people */
    W_FILES = 16384, /* the import wizard: its files, what they mean; W_IMPORT is the outcome; whom you have talked to */
    W_MEANING = 32768,
    W_TALKED = 65536,
    W_DUPES = 131072,    /* two people side by side */
    W_BOOK = 262144,     /* the review's numbers */
    W_FINISHED = 524288, /* reviews that were finished */
    W_ENTRIES = 1048576, /* the entries of a person's page */
    W_WIZARD = W_MEANING | W_IMPORT | W_TALKED,
    W_SCREENS = W_DUPES | W_HOME | W_PEOPLE | W_PERSON | W_HISTORY | W_TODAY | W_MAP | W_REVIEW | W_DECIDE | W_BOOK | W_FINISHED |
                W_ENTRIES, /* where letters are keys */
    W_LISTS = W_SCREENS | W_WIZARD,
    W_MENUS = W_HELP | W_PALETTE, /* a list under a line that is typed */
    W_TYPING = W_MENUS | W_FILES | W_COMPOSER | W_PROMPT | W_FILTER,
    W_ALL = 2097151
};
#define WHERE_COUNT 21

enum action {
    ACT_NONE,
#define ACTION(id, name, keys, where, footer, pair, words, sentence) ACT_##id,
#include "tui/action.def"
#undef ACTION
    ACT_COUNT
};
struct action_row {
    const char *name, *keys;
    unsigned where, footer;
    enum action pair;
    const char *words, *sentence;
};
const struct action_row *action_row(enum action action); /* of ACT_NONE: an empty row */
enum action action_named(const char *name);              /* ACT_NONE when there is none */

#define KEYS_PER_ACTION 4
struct keymap {
    int keys[ACT_COUNT][KEYS_PER_ACTION]; /* 0 ends */
};
void keymap_defaults(struct keymap *keymap);
/* Gives an action other keys ("x", "ctrl-g f2"; "" = none). BL_USAGE: unknown action, unknown key, or a key that is text where text is typed. */
enum bl_status keymap_bind(struct keymap *keymap, const char *name, const char *keys, struct bl_error *err) BL_NODISCARD;
/* BL_USAGE names the first two actions that want the same key on the same screen. */
enum bl_status keymap_check(const struct keymap *keymap, struct bl_error *err) BL_NODISCARD;
enum action keymap_find(const struct keymap *keymap, enum where where, int key);
/* The first key of an action as shown; "" when it has none. */
const char *keymap_label(const struct keymap *keymap, enum action action, bool unicode, char out[16]);
const char *where_name(enum where where); /* "home", "people", … */

#endif
