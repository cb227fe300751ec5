/* Numbers and names of a page that can be entered: noted while the page is drawn, or laid out without a surface, so that where the cursor may go is what stands there. */
#ifndef BL_TUI_SPOTS_H
#define BL_TUI_SPOTS_H

#include "bowline/memory.h"
#include "tui/screen/pen.h"

enum { SPOTS_MAX = 320 };
struct spots {
    struct spot {
        int line, col, width;
    } at[SPOTS_MAX];
    int n;
    int chosen; /* from 1 on; 0 = none */
    /* of the chosen one */
    struct bl_buf filter; /* lists those behind it; empty: a person */
    int64_t person;
    int64_t counted; /* what the number counts, where that is not people: spot_counts */
    const char *one, *many;
};
/* The `width` cells from `col` on in the line the pen is at are a number: its filter, or the person of that name. */
void spot_filter(struct pen *pen, int col, int width, const char *fmt, ...) BL_PRINTF(4, 5);
/* The number noted last counts this, and not people. */
void spot_counts(struct pen *pen, int64_t n, const char *one, const char *many);
void spot_person(struct pen *pen, int col, int width, int64_t id);
/* The spot one to the side on the same line, or on the next line that has one, about where this one stands; 0 above the first line. From 0 down: the first at or
 * below `line`. */
int spots_step(const struct spots *spots, int from, int dx, int dy, int line);

#endif
