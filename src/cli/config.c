/* The config: [section], key = value, # or ; comments. Every mistake is told with file and line, and all of them at once: a setting that is silently
 * not understood (a database path above all) would make the program work in the wrong place. */
#include "cli/config.h"

#include "bowline/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum section { SEC_NONE, SEC_DATABASE, SEC_LOOK, SEC_KEYS, SEC_UNKNOWN };

struct reading {
    struct config *config;
    struct bl_arena *arena;
    const char *home;
    struct bl_buf *wrong;
    enum section section;
    int line;
    size_t key_room;
};

static void mistake(struct reading *reading, const char *fmt, ...) BL_PRINTF(2, 3);
static void mistake(struct reading *reading, const char *fmt, ...) {
    const char *path = reading->config->path ? reading->config->path : "config";
    bl_buf_addf(reading->wrong, "%s%s:%d: ", reading->wrong->len ? "\n" : "", path, reading->line);
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(reading->wrong, fmt, ap);
    va_end(ap);
}

static const char *home_path(struct reading *reading, const char *value) {
    if (value[0] == '~' && (value[1] == '/' || !value[1]) && reading->home)
        return bl_arena_printf(reading->arena, "%s%s", reading->home, value + 1);
    return bl_arena_str(reading->arena, value);
}

/* One of three words → 0, 1, 2. */
static bool choice_of(struct reading *reading, const char *key, const char *value, const char *const words[3], enum config_when *out) {
    for (int i = 0; i < 3; i++) {
        if (strcmp(value, words[i]) != 0) continue;
        *out = (enum config_when)i;
        return true;
    }
    mistake(reading, "%s is %s, %s or %s, not \"%s\"", key, words[0], words[1], words[2], value);
    return false;
}

static void set_look(struct reading *reading, const char *key, const char *value) {
    static const char *const keys[] = {"color", "unicode", "mouse", "theme", "editor"};
    static const char *const colors[3] = {"auto", "always", "never"};
    static const char *const yes_no[3] = {"auto", "yes", "no"};
    struct config *config = reading->config;
    if (strcmp(key, "color") == 0) {
        choice_of(reading, key, value, colors, &config->color);
    } else if (strcmp(key, "unicode") == 0) {
        choice_of(reading, key, value, yes_no, &config->unicode);
    } else if (strcmp(key, "mouse") == 0) {
        if (strcmp(value, "yes") == 0)
            config->mouse = true;
        else if (strcmp(value, "no") == 0)
            config->mouse = false;
        else
            mistake(reading, "mouse is yes or no, not \"%s\"", value);
    } else if (strcmp(key, "theme") == 0) {
        config->theme = bl_arena_str(reading->arena, value);
    } else if (strcmp(key, "editor") == 0) {
        config->editor = bl_arena_str(reading->arena, value);
    } else {
        const char *near = bl_text_nearest(key, keys, sizeof keys / sizeof *keys);
        mistake(reading, "[look] has no setting \"%s\"%s%s%s", key, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    }
}

static void add_key(struct reading *reading, const char *action, const char *key) {
    struct config *config = reading->config;
    if (config->key_count == reading->key_room) {
        size_t room = reading->key_room ? 2 * reading->key_room : 16;
        struct config_key *keys = bl_arena_array(reading->arena, room, sizeof *keys);
        if (!keys) {
            reading->wrong->failed = true;
            return;
        }
        if (config->key_count) memcpy(keys, config->keys, config->key_count * sizeof *keys);
        config->keys = keys;
        reading->key_room = room;
    }
    config->keys[config->key_count++] =
        (struct config_key){bl_arena_str(reading->arena, action), bl_arena_str(reading->arena, key), reading->line};
}

/* A relative path would mean another file in every directory. */
static void set_database(struct reading *reading, const char *value) {
    const char *path = home_path(reading, value);
    if (path && *path == '/')
        reading->config->database = path;
    else
        mistake(reading, "path begins with / or ~/, not \"%s\"", value);
}

static void set(struct reading *reading, const char *key, const char *value) {
    if (!*value) {
        mistake(reading, "\"%s\" has no value", key);
    } else if (reading->section == SEC_NONE) {
        mistake(reading, "\"%s\" stands before any [section]", key);
    } else if (reading->section == SEC_LOOK) {
        set_look(reading, key, value);
    } else if (reading->section == SEC_KEYS) {
        add_key(reading, key, value);
    } else if (reading->section == SEC_DATABASE) {
        if (strcmp(key, "path") == 0)
            set_database(reading, value);
        else
            mistake(reading, "[database] has only \"path\", not \"%s\"", key);
    } /* settings of an unknown section: the section was told already */
}

static enum section section_of(struct reading *reading, const char *name) {
    static const char *const names[] = {"database", "look", "keys"};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(name, names[i]) == 0) return (enum section)(SEC_DATABASE + i);
    }
    const char *near = bl_text_nearest(name, names, 3);
    mistake(reading, "there is no section [%s]%s%s%s", name, near ? "; did you mean [" : "; there are [database], [look], [keys]",
            near ? near : "", near ? "]?" : "");
    return SEC_UNKNOWN;
}

/* A value may be quoted, and then keeps its outer spaces. */
static char *trimmed(struct bl_arena *arena, const char *s, size_t n) {
    bl_text_trim(&s, &n);
    if (n >= 2 && s[0] == '"' && s[n - 1] == '"') {
        s++;
        n -= 2;
    }
    return bl_arena_copy(arena, s, n);
}

static void read_line(struct reading *reading, const char *s, size_t n) {
    bl_text_trim(&s, &n);
    if (!n || *s == '#' || *s == ';') return;
    if (*s == '[') {
        if (s[n - 1] != ']') {
            mistake(reading, "a section is written [name]");
            return;
        }
        char *name = trimmed(reading->arena, s + 1, n - 2);
        if (name) reading->section = section_of(reading, name);
        return;
    }
    const char *equals = memchr(s, '=', n);
    if (!equals || equals == s) {
        mistake(reading, "a line is [section] or key = value");
        return;
    }
    char *key = trimmed(reading->arena, s, (size_t)(equals - s));
    char *value = trimmed(reading->arena, equals + 1, n - (size_t)(equals + 1 - s));
    if (key && value) set(reading, key, value);
}

enum bl_status config_parse(const char *text, const char *home, struct bl_arena *arena, struct config *config, struct bl_buf *wrong,
                            struct bl_error *err) {
    struct reading reading = {.config = config, .arena = arena, .home = home, .wrong = wrong};
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0) text += 3;
    while (*text) {
        size_t n = strcspn(text, "\n");
        reading.line++;
        read_line(&reading, text, n);
        text += n + (text[n] == '\n');
    }
    return wrong->failed ? bl_nomem(err) : BL_OK;
}

enum bl_status config_read(const char *home, struct bl_arena *arena, struct config *config, struct bl_buf *wrong, struct bl_error *err) {
    if (!config->path) return BL_OK;
    FILE *file = fopen(config->path, "re");
    if (!file && (errno == ENOENT || errno == ENOTDIR)) return BL_OK;
    if (!file) return bl_fail(err, BL_FAILED, "cannot read %s: %s", config->path, strerror(errno));
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char part[4096];
    size_t got;
    while (text.len < (1u << 20) && (got = fread(part, 1, sizeof part, file)) > 0) bl_buf_add(&text, part, got);
    bool bad = ferror(file) != 0;
    fclose(file);
    if (bad) return bl_fail(err, BL_FAILED, "cannot read %s", config->path);
    if (text.failed) return bl_nomem(err);
    config->exists = true;
    return config_parse(bl_buf_text(&text), home, arena, config, wrong, err);
}
