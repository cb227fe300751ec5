/* The map: who of the people now in a stage has really been at which moment. A moment that was passed over is a gap: it shows what was left out on the
 * way, and what to do about it. */
#ifndef BOWLINE_MAP_H
#define BOWLINE_MAP_H

#include "bowline/memory.h"
#include "bowline/track.h"

struct bl_store;

#define BL_MOMENTS 6
#define BL_SEEN(moment) (1u << (moment)) /* one moment in a set of moments */

/* Moments that somebody in this stage should have been at (a set): selection a talk about their own situation and the outcomes; commitment and onboarding
 * the outcomes; utilization a lesson that gave the first result; growth a result of their own. Before that nothing is missing yet. */
unsigned bl_map_expected(int stage);
/* Those of them that are missing in `visited` (a set, the present moment included). */
unsigned bl_map_missing(int stage, unsigned visited);
/* "never had an outcomes talk": what it says of somebody to have passed over the moment. Static. */
const char *bl_map_gap_words(int moment);

#define BL_GAP_NAMES 3
struct bl_map_gap {
    int stage, moment;
    int64_t n;            /* active people in play in that stage who never were at that moment in this cycle */
    struct bl_ids first;  /* those longest in the stage, at most BL_GAP_NAMES */
    struct bl_strs names; /* of them */
};
struct bl_map {
    int64_t stages[BL_RANK_MAX + 1];                  /* active people by stage */
    int64_t visited[BL_RANK_MAX + 1][BL_MOMENTS + 1]; /* … of them those who were at the moment in this cycle */
    int64_t missing[BL_RANK_MAX + 1][BL_MOMENTS + 1]; /* gaps: only people in play, only moments the stage expects */
    struct bl_map_gap *gaps;                          /* those with somebody in them, by stage and moment */
    size_t gap_count;
};
enum bl_status bl_store_map(struct bl_store *store, struct bl_arena *arena, struct bl_map *out, struct bl_error *err) BL_NODISCARD;

#endif
