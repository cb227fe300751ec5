/* The books of two people become one (journey.md section 3, rule 7).
 *
 * Each journey is judged whole: of those that overlap the one that is further stays and the other leaves the book, so that no history is made up of two. The
 * furthest is settled first: a journey that it displaces cannot displace a third. What is left lies one behind the other, and only the first of them opens. */
#include "bowline/merge.h"

#include <stdlib.h>

static size_t split(const struct bl_entry *entries, size_t n, struct bl_journey *out) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct bl_entry *e = &entries[i];
        if (i == 0 || e->act == BL_ACT_OPEN || e->act == BL_ACT_REOPEN)
            out[count++] = (struct bl_journey){.person = e->person, .cycle = e->cycle, .from = e->day, .first_id = e->id};
        struct bl_journey *j = &out[count - 1];
        j->entries++;
        j->last_id = e->id;
        j->to = e->act == BL_ACT_CLOSE ? e->day : BL_NO_DAY;
        j->status = e->stage_to > BL_RANK_MAX ? e->stage_to : BL_ACTIVE;
        if (e->stage_to <= BL_RANK_MAX) j->stage = e->stage_to;
        if (e->moment_to <= BL_RANK_MAX) j->moment = e->moment_to;
        if (j->stage > j->furthest_stage) j->furthest_stage = j->stage;
        if (j->moment > j->furthest_moment) j->furthest_moment = j->moment;
    }
    return count;
}

/* Does a end before b begins, in the order of the book? A live journey ends before nothing. */
static bool over_before(const struct bl_journey *a, const struct bl_journey *b) {
    if (a->to == BL_NO_DAY) return false;
    return a->to != b->from ? a->to < b->from : a->last_id < b->first_id;
}

static bool overlap(const struct bl_journey *a, const struct bl_journey *b) {
    return a->person != b->person && !over_before(a, b) && !over_before(b, a);
}

static bool further(const struct bl_journey *a, const struct bl_journey *b, int64_t first) {
    if (a->furthest_stage != b->furthest_stage) return a->furthest_stage > b->furthest_stage;
    if (a->furthest_moment != b->furthest_moment) return a->furthest_moment > b->furthest_moment;
    bool live = a->to == BL_NO_DAY;
    if (live != (b->to == BL_NO_DAY)) return live;
    return a->person == first && b->person != first;
}

/* `becomes` is the fate meanwhile: 0 not yet known, −1 goes. */
static void settle(struct bl_journey *all, size_t count, int64_t first) {
    for (;;) {
        struct bl_journey *best = NULL;
        for (size_t i = 0; i < count; i++)
            if (!all[i].stays && all[i].becomes == 0 && (!best || further(&all[i], best, first))) best = &all[i];
        if (!best) return;
        best->stays = true;
        for (size_t i = 0; i < count; i++)
            if (overlap(best, &all[i])) all[i].becomes = -1;
    }
}

static int in_time(const void *a, const void *b) {
    const struct bl_journey *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return x->first_id < y->first_id ? -1 : x->first_id > y->first_id;
}

static const struct bl_journey *journey_of(const struct bl_journey *all, size_t count, const struct bl_entry *e) {
    for (size_t i = 0; i < count; i++)
        if (all[i].person == e->person && all[i].cycle == e->cycle) return &all[i];
    return NULL;
}

void bl_book_merge(const struct bl_entry *first, size_t n, const struct bl_entry *second, size_t m, struct bl_entry *out,
                   struct bl_journey *journeys, size_t *count) {
    size_t all = split(first, n, journeys);
    all += split(second, m, journeys + all);
    settle(journeys, all, n ? first[0].person : 0);
    if (all > 1) qsort(journeys, all, sizeof *journeys, in_time);
    int cycle = 0;
    for (size_t i = 0; i < all; i++) journeys[i].becomes = journeys[i].stays ? ++cycle : 0;
    for (size_t i = 0; i < n; i++) out[i] = first[i];
    for (size_t i = 0; i < m; i++) out[n + i] = second[i];
    bl_book_sort(out, n + m);
    for (size_t i = 0; i < n + m; i++) {
        const struct bl_journey *j = journey_of(journeys, all, &out[i]);
        if (!j) continue;
        if (!j->stays)
            out[i].voided_by = -1;
        else if (out[i].act == BL_ACT_OPEN && j->becomes > 1)
            out[i].act = BL_ACT_REOPEN;
    }
    *count = all;
}
