/* Where the cursor of home may go: three lines of numbers, the states, the side states, and what asks for action. */
#include "tui/screen/home_parts.h"

int home_ranks(enum bl_lens lens) {
    return lens == BL_LENS_MILESTONE ? BL_MILESTONES : bl_track_ranks(lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE);
}

int home_knot(enum bl_lens lens) {
    return lens == BL_LENS_MOMENT ? -1 : BL_COMMITMENT - 1;
}

int64_t home_ask_count(const struct bl_asks *asks, int spot) {
    switch (spot) {
    case HOME_OVERDUE: return asks->overdue;
    case HOME_DUE_TODAY: return asks->due_today;
    case HOME_NO_NEXT: return asks->no_next;
    case HOME_QUIET: return asks->quiet;
    default: return asks->gaps;
    }
}

/* The spots of one line, in order; how many. */
static int line_of(const struct home *home, int line, int spots[HOME_LINE_MAX]) {
    int n = 0;
    if (line == 0) {
        for (int rank = 1; rank <= home_ranks(home->lens); rank++) spots[n++] = rank;
    } else if (line == 1) {
        for (int side = BL_PARKED; side <= BL_CHURNED; side++) spots[n++] = bl_review_side(home->lens, side);
    } else {
        for (int spot = HOME_OVERDUE; spot < HOME_ASKS_END; spot++) {
            if (home_ask_count(&home->asks, spot) > 0) spots[n++] = spot;
        }
    }
    return n;
}

/* Line and place of a spot; the beginning of the first line for one that is nowhere. */
static void find(const struct home *home, int spot, int *line, int *at) {
    int spots[HOME_LINE_MAX];
    for (*line = 0; *line < HOME_LINES; ++*line) {
        int n = line_of(home, *line, spots);
        for (*at = 0; *at < n; ++*at) {
            if (spots[*at] == spot) return;
        }
    }
    *line = *at = 0;
}

int home_step(const struct home *home, int dx, int dy) {
    int spots[HOME_LINE_MAX], line = 0, at = 0;
    if (home->spot == HOME_NOWHERE) return 1;
    find(home, home->spot, &line, &at);
    int n = line_of(home, line, spots);
    if (dy != 0) {
        int to = line + (dy > 0 ? 1 : -1), there[HOME_LINE_MAX];
        int m = to >= 0 && to < HOME_LINES ? line_of(home, to, there) : 0;
        if (m == 0) return spots[at];
        return there[(2 * at + 1) * m / (2 * n)]; /* about as far along */
    }
    at += dx;
    if (at > n - 1) at = n - 1;
    if (at < 0) at = 0;
    return spots[at];
}

int home_lens_spot(const struct home *home, enum bl_lens to) {
    int line = 0, at = 0, spots[HOME_LINE_MAX];
    if (home->spot == HOME_NOWHERE) return HOME_NOWHERE;
    struct home other = *home;
    other.lens = to;
    find(home, home->spot, &line, &at);
    int n = line_of(&other, line, spots);
    return at < n ? spots[at] : spots[n - 1];
}
