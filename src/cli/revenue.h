/* Shared by the two halves of bowline revenue: one person, and the whole book. */
#ifndef BL_CLI_REVENUE_H
#define BL_CLI_REVENUE_H

#include "cli/internal.h"

/* Who pays what a month, and the total; call->store is open. */
enum bl_status revenue_all(struct call *call, struct bl_error *err) BL_NODISCARD;

#endif
