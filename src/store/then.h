/* Shared by the files that make a review: who stood where on a day that later ones follow (then.c). */
#ifndef BL_STORE_THEN_H
#define BL_STORE_THEN_H

#include "store/review.h"

/* People who came to a state on one day and were still there. */
struct bl__stay {
    int state;
    bl_day since;
    int64_t n;
};
/* One person as they stood; `how` they came (origin.sql) is told of stages only, and borrowed. */
struct bl__stood {
    int64_t id;
    int state;
    bl_day since;
    const char *how;
};
/* Is asked of one after the other; *enough ends it. */
struct bl__seer {
    enum bl_status (*see)(void *data, const struct bl__stood *who, bool *enough, struct bl_error *err);
    void *data;
};

/* Rows of struct bl__stay: of active people in play by the day the review is of, on one track; of everybody who is there since before its week on the track of its
 * lens, at rest or lost included (of those days on which they came, not how many stayed). */
enum bl_status bl__then_played(struct bl__review *r, int track, struct bl__rows *out, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__then_all(struct bl__review *r, struct bl__rows *out, struct bl_error *err) BL_NODISCARD;

/* Some of the stays of one track, and how many of their people are wanted: are they found sooner by the days they came on than by walking along `of` people? */
struct bl__sought {
    const struct bl__stay *stays;
    size_t n;
    int64_t people, want, of;
    int track;
    bool played; /* only those in play by then */
};
enum bl_status bl__then_by_days(struct bl__review *r, const struct bl__sought *sought, bool *yes, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__then_days(struct bl__review *r, const struct bl__sought *sought, struct bl__seer seer,
                             struct bl_error *err) BL_NODISCARD;
/* Active people in play by then, in the order of ids; `of` is how many there are. */
enum bl_status bl__then_walk(struct bl__review *r, int track, int64_t of, struct bl__seer seer, struct bl_error *err) BL_NODISCARD;

#endif
