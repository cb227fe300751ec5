/* Days per state of the cycle that runs, from its entries. Parked time counts for no state: the tracks rest. */
#include "tui/screen/trail.h"

void trail_of(const struct person_data *data, enum bl_track track, bl_day today, struct trail *out) {
    int ranks = bl_track_ranks(track), state = BL_NONE;
    bl_day since = BL_NO_DAY;
    for (int i = 0; i < BL_RANK_MAX; i++) {
        out->days[i] = -1;
        out->visited[i] = false;
    }
    for (size_t i = 0; i < data->entry_count; i++) {
        const struct bl_entry *entry = &data->entries[i];
        int from = track == BL_STAGE ? entry->stage_from : entry->moment_from, to = track == BL_STAGE ? entry->stage_to : entry->moment_to;
        if (entry->cycle != data->person.at.cycle || from == to) continue;
        if (state >= 1 && state <= ranks) out->days[state - 1] += entry->day - since;
        state = to;
        since = entry->day;
        if (to < 1 || to > ranks) continue;
        if (out->days[to - 1] < 0) out->days[to - 1] = 0;
        out->visited[to - 1] = true;
    }
    if (state >= 1 && state <= ranks && today > since) out->days[state - 1] += today - since;
}
