/* The one frame of all screens: name and screens on top with a word at the right, a thin line, the keys that matter at the bottom. */
#ifndef BL_TUI_FRAME_H
#define BL_TUI_FRAME_H

#include "tui/kit/surface.h"

struct frame_tab {
    const char *key, *name; /* "1", "Bowtie" */
};
struct frame_hint {
    const char *key, *words; /* as key_label gives it; words may be "" */
};
struct frame {
    const struct frame_tab *tabs;
    int tab_count, tab;             /* tab: the one that is open, -1 = none */
    const char *title;              /* instead of the tabs: the name of a page that lies over a screen; NULL = the tabs */
    const char *right;              /* "412 people · W47"; NULL = nothing */
    const struct frame_hint *hints; /* most important first; the last one (? help) always stays, others go from the end when it is narrow */
    int hint_count;
    const char *toast_above; /* what was said last, in the thin line above the keys; NULL = nothing */
    const char *toast;       /* the rest of it, in place of the keys, the last one still at the right; NULL = it has no more */
    bool toast_warn;         /* something failed */
    bool rule;               /* a thin line above the keys as well */
    const char *sign;        /* in the thin line under the first row: where in time we stand; NULL = today */
};
/* Draws the frame into `all` and gives the area between. Under 5 rows the lines go, under 3 the keys, under 2 the name. */
void frame_view(struct area all, const struct frame *frame, struct area *body);

#endif
