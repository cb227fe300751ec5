/* What a number of home says, and who stands behind it: a sentence for the line above the picture, a filter for the list. */
#include "tui/screen/home_parts.h"

#include "bowline/text.h"

#include <stdio.h>

/* A state as the filter calls it. */
static const char *state_name(const struct home *home, int state) {
    if (state > home_ranks(home->lens)) return bl_status_name(BL_PARKED + state - bl_review_side(home->lens, BL_PARKED));
    return home->lens == BL_LENS_MILESTONE ? bl_milestone_name(state) : bl_track_name((enum bl_track)home->lens, state);
}

/* … and as a sentence does. */
static const char *state_label(const struct home *home, int state) {
    bool rank = state <= home_ranks(home->lens) && home->lens != BL_LENS_MILESTONE;
    return rank ? bl_track_label((enum bl_track)home->lens, state) : state_name(home, state);
}

bool home_filter(const struct home *home, struct bl_buf *out) {
    static const char *const fields[] = {"entered", "left", "advanced", "reached", "stayed"};
    int state = home_spot_state(home->spot), ranks = home_ranks(home->lens);
    if (state)
        bl_buf_addf(out, "%s:%s", fields[(home->spot - HOME_IN) / 16], state_name(home, state));
    else if (home->spot == HOME_OVERDUE)
        bl_buf_str(out, "next:overdue");
    else if (home->spot == HOME_DUE_TODAY)
        bl_buf_str(out, "promised:today");
    else if (home->spot == HOME_NO_NEXT)
        bl_buf_str(out, "next:none status:active play:yes");
    else if (home->spot == HOME_QUIET)
        bl_buf_str(out, "quiet:yes");
    else if (home->spot == HOME_GAPS)
        bl_buf_str(out, "gap:yes");
    else if (home->spot >= 1 && home->spot <= HOME_STATES)
        bl_buf_addf(out, "%s:%s", home->spot <= ranks ? bl_lens_name(home->lens) : "status", state_name(home, home->spot));
    return out->len > 0;
}

int64_t home_counts(const struct home *home, const char **one, const char **many) {
    static const char *const words[][2] = {
        {"move", "moves"}, {"move", "moves"}, {"cycle", "cycles"}, {"cycle", "cycles"}, {"stay", "stays"}};
    int state = home_spot_state(home->spot), line = state ? (home->spot - HOME_IN) / 16 : -1;
    bool due = home->spot == HOME_OVERDUE || home->spot == HOME_DUE_TODAY;
    *one = due ? "promise" : state ? words[line][0] : NULL;
    *many = due ? "promises" : state ? words[line][1] : NULL;
    if (due) return home_ask_count(&home->asks, home->spot);
    if (!state) return 0;
    const struct bl_stock *stock = &home->states[state];
    if (line <= 1) return line ? stock->out : stock->in;
    return line == 2 ? home->advanced[state - 1] : line == 3 ? home->reached[state - 1] : home->time[state - 1].stays;
}

static const char *folk(int64_t n) {
    return n == 1 ? "person" : "people";
}

/* Fewer people than the number says: somebody is in it more than once. */
static bool fewer(const struct home *home, int64_t n) {
    return home->behind > 0 && home->behind < n;
}

static void say_stay(const struct home *home, int state, struct bl_buf *out) {
    const struct bl_time *time = &home->time[state - 1];
    const char *label = state_label(home, state);
    char stay[24], of[48] = "";
    if (fewer(home, time->stays)) (void)snprintf(of, sizeof of, " of %lld %s", (long long)home->behind, folk(home->behind));
    if (!time->stays)
        bl_buf_addf(out, "nobody came to %s in %d days", label, home->window);
    else if (time->median == BL_NO_DAYS)
        bl_buf_addf(out, "half of %lld stays%s in %s are not over yet: %s, %lld still there", (long long)time->stays, of, label,
                    home_stay(time, stay), (long long)time->open);
    else
        bl_buf_addf(out, "of %lld %s%s in %s half were over after %s; %lld still there", (long long)time->stays,
                    time->stays == 1 ? "stay" : "stays", of, label, home_stay(time, stay), (long long)time->open);
}

/* Where one person is counted more than once, it says so: moves and cycles, and the people they are of. */
static void say_again(const struct home *home, int state, int line, struct bl_buf *out) {
    const char *label = state ? state_label(home, state) : "", *one, *many;
    long long n = (long long)home_counts(home, &one, &many), people = (long long)home->behind;
    if (!state)
        bl_buf_addf(out, "%lld %s of %lld %s", n, home_ask_words(home->spot, n, 0), people, folk(people));
    else if (line == HOME_IN || line == HOME_OUT)
        bl_buf_addf(out, "%lld moves of %lld %s %s %s this week", n, people, folk(people), line == HOME_IN ? "to" : "out of", label);
    else if (line == HOME_ADVANCED)
        bl_buf_addf(out, "%lld cycles of %lld %s went on, of the %lld that reached %s in %d days", n, people, folk(people),
                    (long long)home->reached[state - 1], label, home->window);
    else
        bl_buf_addf(out, "%lld cycles of %lld %s reached %s in %d days; %lld of them went on", n, people, folk(people), label, home->window,
                    (long long)home->advanced[state - 1]);
}

void home_sentence(const struct home *home, struct bl_buf *out) {
    const char *one, *many;
    int state = home_spot_state(home->spot), line = home->spot - state;
    if (home->loading) return;
    if (line != HOME_STAY && fewer(home, home_counts(home, &one, &many))) {
        say_again(home, state, line, out);
        return;
    }
    if (!state) return;
    const char *label = state_label(home, state);
    if (line == HOME_IN)
        bl_buf_addf(out, "%lld came to %s this week", (long long)home->states[state].in, label);
    else if (line == HOME_OUT)
        bl_buf_addf(out, "%lld left %s this week", (long long)home->states[state].out, label);
    else if (line == HOME_STAY)
        say_stay(home, state, out);
    else if (line == HOME_ADVANCED)
        bl_buf_addf(out, "%lld of the %lld who reached %s in %d days went on", (long long)home->advanced[state - 1],
                    (long long)home->reached[state - 1], label, home->window);
    else
        bl_buf_addf(out, "%lld reached %s in %d days; %lld of them went on", (long long)home->reached[state - 1], label, home->window,
                    (long long)home->advanced[state - 1]);
}
