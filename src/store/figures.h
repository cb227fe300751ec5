/* Shared by figures.c and movement.c. */
#ifndef BL_STORE_FIGURES_H
#define BL_STORE_FIGURES_H

#include "store/internal.h"

enum { BL__LENS_STATES = BL_STATES + 1 }; /* size of arrays by state of any lens */
struct bl__flows {
    int64_t in[BL__LENS_STATES], out[BL__LENS_STATES];
};
/* A state of the track as the lens calls it. */
int bl__lens_state(enum bl_lens lens, int state);
int bl__lens_track(enum bl_lens lens); /* 1 stage, 2 moment, as in the tables */
/* Moves into and out of each state in a span of days, both ends included. */
enum bl_status bl__tally(struct bl_store *store, enum bl_lens lens, bl_day lo, bl_day hi, struct bl__flows *flows,
                         struct bl_error *err) BL_NODISCARD;

#endif
