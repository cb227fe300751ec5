/* Widgets: small value structs, a key in, a drawing out. No curses, no library handles, no clock. */
#ifndef BL_TUI_WIDGETS_H
#define BL_TUI_WIDGETS_H

#include "bowline/date.h"
#include "bowline/track.h"
#include "tui/kit/surface.h"

/* ---- keys -----------------------------------------------------------------------------------------------------------
 * A key is one number: a Unicode code point (Ctrl-A is 1 … Ctrl-Z 26, Enter '\r', Ctrl-J '\n', Tab '\t', Esc 27, Backspace 127) or one of these. */
enum bl_key {
    KEY_UP_ = 0x200000,
    KEY_DOWN_,
    KEY_LEFT_,
    KEY_RIGHT_,
    KEY_PGUP_,
    KEY_PGDN_,
    KEY_HOME_,
    KEY_END_,
    KEY_DEL_,
    KEY_INS_,
    KEY_BTAB_,
    KEY_F1_,
    KEY_F12_ = KEY_F1_ + 11,
    KEY_WORD_LEFT_,
    KEY_WORD_RIGHT_,
    KEY_NONE_ = 0
};
/* “↵”, “esc”, “ctrl-r”, “pgup”, “?” … for footers and help (ASCII names when !unicode). */
const char *key_label(int key, bool unicode, char out[16]);
/* The reverse, as written in the config: "ctrl-r", "enter", "pgup", "x". 0 when unknown. */
int key_parse(const char *word);

/* ---- an editable text: cursor by grapheme, several lines, paste, undo of nothing (that is the caller's) ---------------------- */
struct field {
    struct bl_buf text;
    size_t cursor; /* byte */
    int scroll;    /* first visual row (lines) or cell (single line) shown */
    bool multiline;
    int width; /* of the last drawing: what up and down go by */
};
void field_free(struct field *field);
void field_set(struct field *field, const char *text);                            /* cursor to the end */
void field_insert(struct field *field, const char *text, size_t n);               /* at the cursor; for paste and completion */
void field_replace(struct field *field, size_t at, size_t len, const char *text); /* cursor after it */
/* Printable characters, arrows, Home End, Backspace Del, Ctrl-A Ctrl-E(single line only) Ctrl-K Ctrl-U Ctrl-W, Alt-b Alt-f; Ctrl-J makes a new line when multiline.
 * True when the key was used (text or cursor changed). */
bool field_key(struct field *field, int key);
/* Draws with soft wrap (multiline) or horizontal scroll; styles per byte by callback or NULL; sets the surface's cursor when focused. */
typedef struct style (*field_style)(void *data, size_t byte);
void field_draw(struct field *field, struct area area, bool focused, field_style style, void *data);

/* ---- a scrolling choice: where the cursor stands in n rows of which `height` show ------------------------------------------- */
struct choice {
    int at, top, n;
};
bool choice_key(struct choice *choice, int key, int height); /* arrows, hjkl's jk, PgUp/PgDn, ctrl-f ctrl-b, g G, Home End */
void choice_clamp(struct choice *choice, int n, int height);

/* ---- pictures -------------------------------------------------------------------------------------------------------------- */
/* The bowtie: a silhouette through `n` counts, mirrored about the middle, eighth blocks for a smooth edge, each column group in its stage's role,
 * the knot (index `knot`, -1 none) always at least marked. Height ∝ √count of the largest. Below 4 rows or 40 columns it becomes n bars. */
struct bowtie {
    const int64_t *counts;
    int n; /* 7, 6 or 8 */
    int knot;
    int selected; /* -1 = none */
    bool ghost;   /* faint dots only: a bowtie to come */
};
void bowtie_draw(struct area area, const struct bowtie *bowtie);
/* First column and width of state i in an area of `cols` columns: labels and counts line up with the drawing. */
void bowtie_span(int cols, int n, int i, int *col, int *width);
/* Role of state i of n in the ramp (moments and milestones spread over the seven). */
unsigned char state_role(int i, int n);

/* A person's path along a track, in two rows: ●──14 d──●──21 d──◉ 19 d ┄┄○┄┄○ and the names below. */
struct path {
    enum bl_track track;
    int at;              /* rank */
    const int *days;     /* spent in each state, or -1 */
    const bool *visited; /* whether each was stopped at */
    int status;
    int rested; /* days in a side state */
};
void path_draw(struct area area, int row, const struct path *path);
/* ▁▂▃▅▇ of n values in n cells. */
void sparkline(struct area area, int row, int col, struct style style, const int64_t *values, int n);
/* A bar in eighths: value of max in `width` cells. */
void bar(struct area area, int row, int col, int width, struct style style, int64_t value, int64_t max);

#endif
