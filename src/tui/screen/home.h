/* Home: the bowtie of the whole book. A pure view of a filled-in struct; whoever holds the file fills it (src/term/perform). */
#ifndef BL_TUI_HOME_H
#define BL_TUI_HOME_H

#include "bowline/review.h"
#include "bowline/store.h"
#include "tui/kit/surface.h"

/* Where the cursor of home stands: every number on the screen can be entered. 1 … HOME_STATES are indexes into `states`: the ranks, and the side
 * states at bl_review_side(lens, side). */
enum home_spot {
    HOME_NOWHERE = 0,
    HOME_STATES = BL_STATES,
    HOME_OVERDUE,
    HOME_DUE_TODAY,
    HOME_NO_NEXT,
    HOME_QUIET,
    HOME_GAPS,
    HOME_ASKS_END
};

enum { HOME_WEEKS = 12 };
struct home {
    enum bl_lens lens;
    struct bl_stock states[BL_STATES + 1];               /* as in struct bl_review: week's opening, in, out, and the count now (close) */
    struct bl_asks asks;                                 /* asks.people == 0 shows how to begin */
    bool rates;                                          /* the four below have come; never in the milestone lens, but for `weeks` */
    int64_t reached[BL_RANK_MAX], advanced[BL_RANK_MAX]; /* by rank − 1; of the last rank nothing */
    struct bl_time time[BL_RANK_MAX];
    int64_t weeks[BL_STATES + 1][HOME_WEEKS];   /* people at the end of each week */
    int spot;                                   /* the selected number, an enum home_spot or a state index; HOME_NOWHERE shows none */
    bl_day as_of, today;                        /* as_of == today unless travelling in time */
    bool past;                                  /* looked at as it was: an empty book says so, and not how to begin */
    bool loading;                               /* the first figures are still on their way: only the frame of the picture is drawn */
    const char *key_import, *key_add, *key_log; /* labels as bound now, for the empty book; NULL: i a c */
};
/* Draws into the body between header and footer; any size. */
void home_view(struct area area, const struct home *home);
/* The spot one step to the side (dx −1 / +1: next number of the same line, ends stay) or one line up or down (dy); from HOME_NOWHERE the first state. */
int home_step(const struct home *home, int dx, int dy);
/* The spot after a change of lens: the same line where it exists, else the first state. */
int home_lens_spot(const struct home *home, enum bl_lens to);

#endif
