/* The figures of the weekly review (journey.md section 4). R1 to R3 here; a value struct in an arena. */
#ifndef BOWLINE_REVIEW_H
#define BOWLINE_REVIEW_H

#include "bowline/book.h"

struct bl_stock { int64_t open, in, out, close; };
struct bl_people_list {
    int64_t n;         /* distinct people */
    struct bl_ids ids; /* the first of them, by id: at most the limit asked for */
};
struct bl_flow { /* one pair of R2 */
    int from, to; /* states; BL_NONE = new person */
    int64_t n;    /* moves (gross) or people (net) */
    struct bl_ids ids; /* distinct people, ascending, cut to the limit */
};
struct bl_review {
    enum bl_lens lens;
    bl_day as_of, from, to;  /* Monday of the week, and as_of */
    int ranks;               /* 7, 6 or 8: states 1 … ranks, then the four sides */
    struct bl_stock states[BL_STATES + 1]; /* by state; in the milestone lens ranks 1 … 8 and sides at 9 … 12: see bl_review_side */
    int64_t total_open, total_close;
    struct bl_flow *gross, *net;
    size_t gross_count, net_count;
    struct bl_people_list movements[BL_KINDS];
};
/* Index in `states` of side state `side` (BL_PARKED …) in that lens: milestones have eight ranks, so their sides stand one further. */
int bl_review_side(enum bl_lens lens, int side);

#endif
