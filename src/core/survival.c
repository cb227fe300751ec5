/* Time in a state (R10, R11 of journey.md section 4): how long until half have left, and how likely a step forward is within 28 days. Those still there count
 * as long as they have been there; leaving them out would make every slow state look fast. */
#include "bowline/review.h"

void bl_lengths_add(struct bl_lengths *lengths, const struct bl_window *window, bl_day in, bl_day out, bool advanced, int64_t n) {
    if (in > window->as_of || in <= window->as_of - window->days) return;
    bool ended = out != BL_NO_DAY && out <= window->as_of;
    int days = ended ? out - in : window->as_of - in;
    if (days < 0 || days >= lengths->days) return;
    if (!ended) {
        lengths->still[days] += n;
        return;
    }
    lengths->ended[days] += n;
    if (advanced) lengths->advanced[days] += n;
}

/* A product of fractions in doubles misses the exact half by some 1e-15, a true difference is never as small as this. */
static bool half(double s) {
    return s <= 0.5 + 1e-9;
}

void bl_survival(const struct bl_lengths *lengths, struct bl_time *out) {
    int64_t at_risk = 0;
    out->stays = out->open = 0;
    out->median = out->longest = BL_NO_DAYS;
    out->advance = -1;
    for (int t = 0; t < lengths->days; t++) {
        at_risk += lengths->ended[t] + lengths->still[t];
        out->open += lengths->still[t];
        if (lengths->ended[t] + lengths->still[t]) out->longest = t;
    }
    out->stays = at_risk;
    if (!at_risk) return;
    double s = 1;
    out->advance = 0;
    for (int t = 0; t < lengths->days; t++) {
        double n = (double)at_risk;
        int64_t ended = lengths->ended[t];
        if (ended && t <= BL_COHORT_DAYS) out->advance += s * (double)lengths->advanced[t] / n;
        if (ended) s *= (double)(at_risk - ended) / n;
        if (ended && out->median == BL_NO_DAYS && half(s)) out->median = t;
        at_risk -= ended + lengths->still[t];
    }
}
