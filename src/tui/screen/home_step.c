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

int home_spot_state(int spot) {
    return spot >= HOME_IN && spot < HOME_SPOTS ? spot % 16 : 0;
}

/* Who came into a state, and who left it. */
static int moves_of(const struct home *home, int state, int spots[], int n) {
    if (home->states[state].in > 0) spots[n++] = HOME_IN + state;
    if (home->states[state].out > 0) spots[n++] = HOME_OUT + state;
    return n;
}

static int sides_of(const struct home *home, int spots[]) {
    int n = 0;
    for (int side = BL_PARKED; side <= BL_CHURNED; side++) {
        int state = bl_review_side(home->lens, side);
        spots[n++] = state;
        if (home->lines & HOME_HAS_SIDE_WEEKS) n = moves_of(home, state, spots, n);
    }
    return n;
}

/* The spots of one line, in order; how many. Lines that are not drawn have none. */
static int line_of(const struct home *home, int line, int spots[HOME_LINE_MAX]) {
    int n = 0, ranks = home_ranks(home->lens);
    switch (line) {
    case 0:
        for (int rank = 1; rank <= ranks; rank++) spots[n++] = rank;
        return n;
    case 1:
        for (int rank = 1; rank <= ranks && (home->lines & HOME_HAS_WEEK); rank++) n = moves_of(home, rank, spots, n);
        return n;
    case 2:
        for (int rank = 1; rank < ranks && (home->lines & HOME_HAS_RATES); rank++) {
            spots[n++] = HOME_ADVANCED + rank;
            spots[n++] = HOME_REACHED + rank;
        }
        return n;
    case 3:
        for (int rank = 1; rank <= ranks && (home->lines & HOME_HAS_STAYS); rank++) spots[n++] = HOME_STAY + rank;
        return n;
    case 4: return sides_of(home, spots);
    default:
        for (int spot = HOME_OVERDUE; spot < HOME_ASKS_END; spot++)
            if (home_ask_count(&home->asks, spot) > 0) spots[n++] = spot;
        return n;
    }
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

/* Below or above a number of a state stands another of the same state; else about as far along. */
static int across(const struct home *home, int from, int at, int n, const int there[], int m) {
    int state = home_spot_state(from) ? home_spot_state(from) : from, best = -1;
    for (int i = 0; i < m && state <= home_ranks(home->lens); i++) {
        int other = home_spot_state(there[i]) ? home_spot_state(there[i]) : there[i];
        if (other <= home_ranks(home->lens) && (best < 0 || other <= state)) best = i;
        if (other == state) return there[i];
    }
    return best >= 0 ? there[best] : there[(2 * at + 1) * m / (2 * n)];
}

int home_step(const struct home *home, int dx, int dy) {
    int spots[HOME_LINE_MAX], line = 0, at = 0;
    if (home->spot == HOME_NOWHERE) return 1;
    find(home, home->spot, &line, &at);
    int n = line_of(home, line, spots);
    for (int to = line + (dy > 0 ? 1 : -1); dy != 0 && to >= 0 && to<HOME_LINES; to += dy> 0 ? 1 : -1) {
        int there[HOME_LINE_MAX], m = line_of(home, to, there);
        if (m > 0) return across(home, spots[at], at, n, there, m);
    }
    at += dx;
    if (at > n - 1) at = n - 1;
    if (at < 0) at = 0;
    return spots[at];
}

int home_lens_spot(const struct home *home, enum bl_lens to) {
    int line = 0, at = 0, spots[HOME_LINE_MAX];
    if (home->spot == HOME_NOWHERE) return 1; /* who looks at the states another way means one of them: Enter lists it, and not everybody */
    if (home_spot_state(home->spot)) return 1; /* its numbers are another lens' and yet to come */
    struct home other = *home;
    other.lens = to;
    find(home, home->spot, &line, &at);
    int n = line_of(&other, line, spots);
    return at < n ? spots[at] : spots[n - 1];
}
