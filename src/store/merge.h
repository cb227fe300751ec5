/* Shared by merge.c (what would stand where) and merge_write.c (the rows). */
#ifndef BL_STORE_MERGE_H
#define BL_STORE_MERGE_H

#include "bowline/merge.h"
#include "store/internal.h"

struct bl__merge {
    struct bl_merge told;
    struct bl_person result; /* the facts of the row; addresses; custom: only what changes */
    int64_t by_hand, mrr;    /* mrr: as the row has it; payments say it anew */
    bool in_play;
    int snooze; /* whose stays: 0 nobody's, 1 the first's, 2 the second's */
    struct bl_entry *entries;
    size_t entry_count;
};
enum bl_status bl__merge_plan(struct bl_store *store, int64_t first, int64_t second, struct bl_strs take, struct bl_arena *arena,
                              struct bl__merge *out, struct bl_error *err) BL_NODISCARD;

#endif
