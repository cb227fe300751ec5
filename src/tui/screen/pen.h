/* Drawing a page that is longer than the screen: lines are written one after the other, those outside are not drawn, all are counted. */
#ifndef BL_TUI_PEN_H
#define BL_TUI_PEN_H

#include "tui/kit/surface.h"

#define PATH_ROWS 2 /* what path_draw takes: the way, and the names under it */
struct spots;
struct pen {
    struct area area; /* rows 0: only counts */
    int line;         /* the next one, from the top of the page */
    int scroll;
    struct spots *spots; /* where numbers are noted that can be entered (spots.h); NULL: nowhere */
};
/* The row of the area where the next line goes; may lie outside of it (put clips). */
int pen_row(const struct pen *pen);
/* Text in the line the pen is at; the column after it, also where the line lies outside and nothing is drawn, so that counting and drawing agree. */
int pen_put(struct pen *pen, int col, struct style style, const char *text);
int pen_putf(struct pen *pen, int col, struct style style, const char *fmt, ...) BL_PRINTF(4, 5);
/* Text wrapped at words between columns col and the right edge; the next line follows it. Newlines stay. `prefix` stands before the first line at column 1. */
void pen_wrap(struct pen *pen, int col, struct style style, const char *text);
/* The same, at most `most` lines (then …). */
void pen_wrap_most(struct pen *pen, int col, struct style style, const char *text, int most);

#endif
