/* Who has stood too long (R5 of journey.md section 4): twice the usual time of a state, once enough people have left it to know one. */
#include "bowline/review.h"

enum { LEAST = 7, ENOUGH = 3 };

/* Those who grow or do it on their own are never stale; what they are measured by is their last result. */
static const int defaults[BL_TRACKS][BL_RANK_MAX + 1] = {
    {0, 60, 45, 30, 14, 30, BL_NO_DAYS, BL_NO_DAYS},
    {0, 21, 45, 21, 30, 30, BL_NO_DAYS, BL_NO_DAYS},
};

int bl_stale_default(enum bl_track track, int rank) {
    if (rank < 1 || rank > BL_RANK_MAX || rank > bl_track_ranks(track)) return BL_NO_DAYS;
    return defaults[track][rank];
}

int bl_stale_limit(enum bl_track track, int rank, const struct bl_time *time, int setting) {
    int usual = bl_stale_default(track, rank);
    if (usual == BL_NO_DAYS) return BL_NO_DAYS;
    if (time && time->stays - time->open >= ENOUGH && time->median != BL_NO_DAYS)
        return time->median * 2 > LEAST ? time->median * 2 : LEAST;
    return setting == BL_NO_DAYS ? usual : setting;
}
