/* What a role looks like: colours for the terminals there are, and marks that hold without any. Tables; src/term turns them into attributes. */
#ifndef BL_TUI_THEME_H
#define BL_TUI_THEME_H

#include "tui/kit/surface.h"

enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_REVERSE = 4, LOOK_UNDERLINE = 8 };
#define LOOK_DEFAULT (-1) /* the terminal's own foreground */
struct look {
    short fg256, fg16,
        fg8;             /* colour index in terminals of that many colours, or LOOK_DEFAULT; the background is always the terminal's own */
    unsigned char flags; /* with colour */
    unsigned char mono;  /* flags without any colour (NO_COLOR, a terminal of two colours) */
};
struct theme {
    const char *name;
    struct look looks[ROLE_COUNT];
};
/* "default", "mono"; NULL when there is none of that name. */
const struct theme *theme_named(const char *name);
/* The n-th theme, NULL after the last. */
const struct theme *theme_at(size_t n);
/* Red, green and blue (0 … 255) of a colour of the 256, 16 … 255; the first 16 are the user's own and give false. */
bool theme_rgb(int colour, unsigned char rgb[3]);

#endif
