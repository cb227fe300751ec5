/* The demo: sixty believable people and ten weeks of history, the same every time but for the days, which end at `today`. */
#ifndef BOWLINE_DEMO_H
#define BOWLINE_DEMO_H

#include "bowline/store.h"

/* Fills an empty store in one step. BL_REFUSED when anybody is in it. */
enum bl_status bl_demo_fill(struct bl_store *store, struct bl_error *err) BL_NODISCARD;

#endif
