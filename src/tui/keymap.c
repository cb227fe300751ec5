/* Which key does what where. The defaults come from action.def; the config may bind others, and two actions that want the same key on the same screen
 * are told by name rather than one silently winning. A linear search: there are a hundred keys and one key press at a time. */
#include "tui/keymap.h"

#include "tui/kit/widgets.h"

#include <string.h>

static const struct action_row rows[ACT_COUNT] = {
    [ACT_NONE] = {"", "", 0, 0, ACT_NONE, "", ""},
#define ACTION(id, name, keys, where, footer, pair, words, sentence) [ACT_##id] = {name, keys, where, footer, ACT_##pair, words, sentence},
#include "tui/action.def"
#undef ACTION
};

static const char *const places[WHERE_COUNT] = {"home",   "people",  "person", "history", "help", "palette",  "composer",
                                                "prompt", "filter",  "import", "today",   "map",  "review",   "decide",
                                                "files",  "meaning", "talked", "dupes",   "book", "finished", "entries"};

const struct action_row *action_row(enum action action) {
    return &rows[action > ACT_NONE && action < ACT_COUNT ? action : ACT_NONE];
}

enum action action_named(const char *name) {
    for (int i = 1; i < ACT_COUNT; i++)
        if (strcmp(rows[i].name, name) == 0) return (enum action)i;
    return ACT_NONE;
}

const char *where_name(enum where where) {
    for (int i = 0; i < WHERE_COUNT; i++)
        if ((unsigned)where & (1u << i)) return places[i];
    return "";
}

/* Text is typed on these screens: a key that is a character cannot be a command there. */
static bool is_text(int key) {
    return key >= ' ' && key != 127 && key < KEY_UP_;
}

static enum bl_status read_keys(enum action action, const char *words, int out[KEYS_PER_ACTION], struct bl_error *err) {
    int n = 0, keys[KEYS_PER_ACTION] = {0};
    while (*words) {
        size_t len = strcspn(words, " ");
        char word[24];
        if (len >= sizeof word) return bl_fail(err, BL_USAGE, "there is no key called \"%.40s\"", words);
        memcpy(word, words, len);
        word[len] = '\0';
        words += len + (words[len] == ' ');
        if (!len) continue;
        int key = key_parse(word);
        if (!key) return bl_fail(err, BL_USAGE, "there is no key called \"%s\"", word);
        if (is_text(key) && (rows[action].where & W_TYPING))
            return bl_fail(err, BL_USAGE, "\"%s\" is text where \"%s\" holds; take a key that is not", word, rows[action].name);
        if (n == KEYS_PER_ACTION) return bl_fail(err, BL_USAGE, "at most %d keys for \"%s\"", KEYS_PER_ACTION, rows[action].name);
        keys[n++] = key;
    }
    memcpy(out, keys, sizeof keys);
    return BL_OK;
}

void keymap_defaults(struct keymap *keymap) {
    struct bl_error err = {0};
    memset(keymap, 0, sizeof *keymap);
    for (int i = 1; i < ACT_COUNT; i++) {
        enum bl_status status = read_keys((enum action)i, rows[i].keys, keymap->keys[i], &err);
        (void)status; /* the table is right: tests/screens/test_keymap.c reads every row of it */
    }
}

enum bl_status keymap_bind(struct keymap *keymap, const char *name, const char *keys, struct bl_error *err) {
    enum action action = action_named(name);
    if (action == ACT_NONE) {
        const char *names[ACT_COUNT];
        for (int i = 1; i < ACT_COUNT; i++) names[i - 1] = rows[i].name;
        const char *near = bl_text_nearest(name, names, ACT_COUNT - 1);
        enum bl_status status = bl_fail(err, BL_USAGE, "there is no action called \"%s\"", name);
        if (near) bl_hint(err, "did you mean \"%s\"?", near);
        return status;
    }
    return read_keys(action, keys, keymap->keys[action], err);
}

static bool has_key(const struct keymap *keymap, int action, int key) {
    for (int i = 0; i < KEYS_PER_ACTION && keymap->keys[action][i]; i++)
        if (keymap->keys[action][i] == key) return true;
    return false;
}

/* The action after `action` that wants one of its keys on one of its screens; ACT_NONE when none does. */
static int rival(const struct keymap *keymap, int action, int *key) {
    for (int k = 0; k < KEYS_PER_ACTION && keymap->keys[action][k]; k++)
        for (int other = action + 1; other < ACT_COUNT; other++)
            if ((rows[action].where & rows[other].where) && has_key(keymap, other, keymap->keys[action][k])) {
                *key = keymap->keys[action][k];
                return other;
            }
    return ACT_NONE;
}

enum bl_status keymap_check(const struct keymap *keymap, struct bl_error *err) {
    for (int i = 1; i < ACT_COUNT; i++) {
        int key = 0, other = rival(keymap, i, &key);
        if (other == ACT_NONE) continue;
        char label[16];
        unsigned both = rows[i].where & rows[other].where;
        return bl_fail(err, BL_USAGE, "the key %s is wanted by both \"%s\" and \"%s\" on the screen %s", key_label(key, false, label),
                       rows[i].name, rows[other].name, where_name((enum where)(both & (~both + 1))));
    }
    return BL_OK;
}

enum action keymap_find(const struct keymap *keymap, enum where where, int key) {
    if (!key) return ACT_NONE;
    for (int i = 1; i < ACT_COUNT; i++)
        if ((rows[i].where & (unsigned)where) && has_key(keymap, i, key)) return (enum action)i;
    return ACT_NONE;
}

const char *keymap_label(const struct keymap *keymap, enum action action, bool unicode, char out[16]) {
    int key = keymap->keys[action][0];
    out[0] = '\0';
    return key ? key_label(key, unicode, out) : out;
}
