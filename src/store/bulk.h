/* Shared by bulk.c and fill.c: the state of a bulk step. */
#ifndef BL_STORE_BULK_H
#define BL_STORE_BULK_H

#include "store/internal.h"

struct bl_bulk {
    struct bl_store *store;
    int64_t inserted, person_lo, person_hi, entry_lo, entry_hi;
    int64_t fills;                             /* people filled so far */
    int64_t opened[BL_TRACKS][BL_RANK_MAX + 1]; /* openings by track and rank, for the totals */
    struct bl_buf name_key, company_key;       /* of the row at hand */
    struct bl_buf find, key;
};
/* The keys of a row into the two buffers. */
enum bl_status bl__bulk_keys(struct bl_bulk *bulk, const struct bl_person_edit *row, struct bl_error *err) BL_NODISCARD;
/* Ends the recording of one filled person; now and then what is recorded goes to the journal. */
enum bl_status bl__bulk_recorded(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;

#endif
