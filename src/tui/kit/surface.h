/* A grid of cells: what a screen is before it meets a terminal. Views draw here; src/term paints the difference, tests dump it as text.
 * Roles, not colours: the theme decides how a role looks. Text is cleaned at this boundary, so nothing raw can reach a terminal. */
#ifndef BL_TUI_SURFACE_H
#define BL_TUI_SURFACE_H

#include "bowline/memory.h"
#include "bowline/text.h"

enum bl_role {
    ROLE_TEXT,
    ROLE_DIM,
    ROLE_TITLE,
    ROLE_KEY,
    ROLE_WARN,
    ROLE_GOOD,
    ROLE_QUOTE,
    ROLE_LINE,
    ROLE_TOAST,
    ROLE_INPUT,
    ROLE_MATCH,
    ROLE_STAGE1,
    ROLE_STAGE2,
    ROLE_STAGE3,
    ROLE_STAGE4,
    ROLE_STAGE5,
    ROLE_STAGE6,
    ROLE_STAGE7, /* the ramp, cool to warm */
    ROLE_COUNT
};
enum { STYLE_REVERSE = 1, STYLE_BOLD = 2, STYLE_UNDERLINE = 4 };
struct style {
    unsigned char role, flags;
};
#define STYLE(role_) ((struct style){(role_), 0})
#define STYLE_OF(role_, flags_) ((struct style){(role_), (flags_)})

#define CELL_BYTES 26
struct cell {
    char text[CELL_BYTES];    /* one grapheme, cut when longer; "" in the right half of a wide one */
    unsigned char len, cells; /* cells: 1, 2, or 0 for a right half */
    struct style style;
};
struct surface {
    int rows, cols;
    struct cell *cells;         /* rows × cols */
    int cursor_row, cursor_col; /* -1: hidden */
    bool unicode;               /* false: only ASCII is drawn; put() translates box drawing, blocks, bullets, arrows, … to ASCII */
};
bool surface_init(struct surface *surface, int rows, int cols, bool unicode) BL_NODISCARD;
bool surface_resize(struct surface *surface, int rows, int cols) BL_NODISCARD; /* also clears */
void surface_free(struct surface *surface);
void surface_clear(struct surface *surface);

/* A rectangle of a surface; all drawing is relative to it and clipped by it. */
struct area {
    struct surface *surface;
    int row, col, rows, cols;
};
struct area area_all(struct surface *surface);
struct area area_sub(struct area area, int row, int col, int rows, int cols); /* clipped; negative rows/cols: up to that far from the end */

/* Draws cleaned text from (row, col), cut with … at the area's right edge; returns the column after it. */
int put(struct area area, int row, int col, struct style style, const char *text);
/* Same, in at most `width` cells (cut with …); pads with spaces to width when `pad`. */
int put_in(struct area area, int row, int col, int width, bool pad, struct style style, const char *text);
int put_right(struct area area, int row, int right, struct style style,
              const char *text); /* ends before column `right`; returns where it begins */
int putf(struct area area, int row, int col, struct style style, const char *fmt, ...) BL_PRINTF(5, 6);
void fill(struct area area, struct style style, const char *grapheme); /* the whole area */
void hline(struct area area, int row, struct style style);
void restyle(struct area area, int row, int col, int width,
             unsigned char add_flags); /* reverse also makes it plain text: one calm bar, no patchwork */

/* Text of the grid, one line per row, right-trimmed; and the colour layer: one letter per cell of its role (see surface.c), reverse in upper case. */
void surface_text(const struct surface *surface, struct bl_buf *out);
void surface_roles(const struct surface *surface, struct bl_buf *out);

#endif
