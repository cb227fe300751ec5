/* What a number of home says, and who stands behind it: a sentence for the line above the picture, a filter for the list. */
#include "tui/screen/home_parts.h"

#include "bowline/text.h"

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

static void say_stay(const struct home *home, int state, struct bl_buf *out) {
    const struct bl_time *time = &home->time[state - 1];
    const char *label = state_label(home, state);
    char stay[24];
    if (!time->stays)
        bl_buf_addf(out, "nobody came to %s in %d days", label, home->window);
    else if (time->median == BL_NO_DAYS)
        bl_buf_addf(out, "half of %lld stays in %s are not over yet: %s, %lld still there", (long long)time->stays, label,
                    home_stay(time, stay), (long long)time->open);
    else
        bl_buf_addf(out, "of %lld %s in %s half were over after %s; %lld still there", (long long)time->stays,
                    time->stays == 1 ? "stay" : "stays", label, home_stay(time, stay), (long long)time->open);
}

void home_sentence(const struct home *home, struct bl_buf *out) {
    int state = home_spot_state(home->spot), line = home->spot - state;
    if (!state || home->loading) return;
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
