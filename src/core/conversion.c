/* Conversion from rank to rank (R7 to R9 of journey.md section 4), by cycles and not by who stands where today: each cycle that reached a rank has advanced,
 * left, is parked or is still open, and these four are all. */
#include "bowline/review.h"

static bool in_window(const struct bl_window *window, bl_day day) {
    return day <= window->as_of && day > window->as_of - window->days;
}

void bl_conversion_add(struct bl_conversion *rows, int ranks, const struct bl_window *window, const struct bl_pass *pass) {
    if (pass->rank < 1 || pass->rank >= ranks || !in_window(window, pass->at) || pass->event > window->as_of) return;
    struct bl_conversion *row = &rows[pass->rank - 1];
    bool mature = pass->at <= window->as_of - BL_COHORT_DAYS;
    switch (pass->kind) {
    case BL_PASS_REACHED:
        row->reached += pass->n;
        if (mature) row->of += pass->n;
        break;
    case BL_PASS_ADVANCED:
        row->advanced += pass->n;
        if (mature && pass->event - pass->at <= BL_COHORT_DAYS) row->in_time += pass->n;
        break;
    case BL_PASS_LEFT: row->left += pass->n; break;
    case BL_PASS_PARKED: row->parked += pass->n; break;
    case BL_PASS_UNPARKED: row->parked -= pass->n; break;
    }
}

void bl_conversion_end(struct bl_conversion *rows, int ranks) {
    for (int i = 0; i + 1 < ranks; i++) {
        struct bl_conversion *row = &rows[i];
        row->from = i + 1;
        row->to = i + 2;
        row->open = row->reached - row->advanced - row->left - row->parked;
        row->immature = row->reached - row->of;
    }
}

int64_t bl_percent_tenths(int64_t n, int64_t of) {
    return of < 5 ? -1 : (2000 * n + of) / (2 * of);
}
