/* A person's way along a track, told from the entries of the cycle that runs: days spent in each state and which were really visited. */
#ifndef BL_TUI_TRAIL_H
#define BL_TUI_TRAIL_H

#include "tui/msg.h"

struct trail {
    int days[BL_RANK_MAX]; /* by rank - 1; -1 = never stood there */
    bool visited[BL_RANK_MAX];
};
void trail_of(const struct person_data *data, enum bl_track track, bl_day today, struct trail *out);

#endif
