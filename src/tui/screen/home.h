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
    HOME_ASKS_END,
    /* and one of these added to a state: who came and went this week, who reached a state and who went on from there, whose stays the median is of */
    HOME_IN = 32,
    HOME_OUT = 48,
    HOME_ADVANCED = 64,
    HOME_REACHED = 80,
    HOME_STAY = 96,
    HOME_SPOTS = 112
};

/* The lines of numbers the cursor can go to besides those that are always there: bits. */
enum { HOME_HAS_WEEK = 1, HOME_HAS_RATES = 2, HOME_HAS_STAYS = 4, HOME_HAS_SIDE_WEEKS = 8 };

enum { HOME_WEEKS = 12 };
struct home {
    enum bl_lens lens;
    struct bl_stock states[BL_STATES + 1];               /* as in struct bl_review: week's opening, in, out, and the count now (close) */
    struct bl_asks asks;                                 /* asks.people == 0 shows how to begin */
    bool rates;                                          /* the four below have come; never in the milestone lens, but for `weeks` */
    int64_t reached[BL_RANK_MAX], advanced[BL_RANK_MAX]; /* by rank − 1; of the last rank nothing */
    struct bl_time time[BL_RANK_MAX];
    int64_t weeks[BL_STATES + 1][HOME_WEEKS]; /* people at the end of each week */
    int64_t behind;      /* people behind the selected number where it counts something else; −1: not counted (yet) */
    int window;          /* days the rates look back */
    unsigned lines;      /* which of the further lines are drawn: home_shown */
    int spot;            /* the selected number, an enum home_spot or a state index; HOME_NOWHERE shows none */
    bl_day as_of, today; /* as_of == today unless travelling in time */
    bool past;           /* looked at as it was: an empty book says so, and not how to begin */
    bool loading;        /* the first figures are still on their way: only the frame of the picture is drawn */
    const char *key_import, *key_add, *key_log; /* labels as bound now, for the empty book; NULL: i a c */
};
/* Draws into the body between header and footer; any size. */
void home_view(struct area area, const struct home *home);
/* Which further lines are drawn in a body of this size. */
unsigned home_shown(const struct home *home, int rows, int cols);
/* The spot one step to the side (dx −1 / +1: next number of the same line, ends stay) or one line up or down (dy); from HOME_NOWHERE the first state. */
int home_step(const struct home *home, int dx, int dy);
/* The spot after a change of lens: the same line where it exists, else the first state, which is also where it begins. */
int home_lens_spot(const struct home *home, enum bl_lens to);

#endif
