/* Pure parts of the weekly review: where a state stands in its arrays. The counting is the store's, from daily totals. */
#include "bowline/review.h"

int bl_review_side(enum bl_lens lens, int side) {
    return lens == BL_LENS_MILESTONE ? side + (BL_MILESTONES - BL_RANK_MAX) : side;
}
