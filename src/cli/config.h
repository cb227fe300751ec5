/* The look of the program, read from $XDG_CONFIG_HOME/bowline/config; handed to the full screen too. What changes figures lives in the database. */
#ifndef BL_CLI_CONFIG_H
#define BL_CLI_CONFIG_H

#include "bowline/memory.h"

enum config_when { CONFIG_AUTO, CONFIG_ALWAYS, CONFIG_NEVER };

/* One line of [keys]. Which actions and keys there are is the full screen's business, so they are kept as written, with their line. */
struct config_key {
    const char *action, *key;
    int line;
};

struct config {
    const char *path; /* the file looked for; NULL when there is no home directory */
    bool exists;
    const char *database;       /* [database] path, ~ expanded; NULL when not set */
    enum config_when color;     /* [look] color = auto | always | never */
    enum config_when unicode;   /* [look] unicode = auto | yes | no */
    bool mouse;                 /* [look] mouse = yes | no */
    const char *theme, *editor; /* or NULL */
    struct config_key *keys;
    size_t key_count;
};

/* Parses `text` (the content of `path`). Every mistake adds a line "path:line: what" to `wrong` and counts; the rest is still read. */
enum bl_status config_parse(const char *text, const char *home, struct bl_arena *arena, struct config *config, struct bl_buf *wrong,
                            struct bl_error *err) BL_NODISCARD;
/* Reads config->path. A missing file is an empty one. */
enum bl_status config_read(const char *home, struct bl_arena *arena, struct config *config, struct bl_buf *wrong,
                           struct bl_error *err) BL_NODISCARD;

#endif
