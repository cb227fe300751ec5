/* Trails: what each move of a journey began and ended. A figure of the review is a count of entries by their trails, so that it can be kept day by day
 * and no review ever reads a history; the price is that a replay writes a few more numbers. */
#include "bowline/book.h"

static int from_of(const struct bl_entry *e, int track) {
    return track == BL_STAGE ? e->stage_from : e->moment_from;
}

static int to_of(const struct bl_entry *e, int track) {
    return track == BL_STAGE ? e->stage_to : e->moment_to;
}

struct walk {
    bl_day start;   /* of the week at hand */
    int open;       /* the state it began with */
    int cycle, top; /* furthest rank of the cycle so far */
    bl_day top_day;
    bool moved, kinds[BL_KINDS]; /* in this week */
};

static void new_week(struct walk *w, bl_day start, int state) {
    w->start = start;
    w->open = state;
    w->moved = false;
    for (int kind = 0; kind < BL_KINDS; kind++) w->kinds[kind] = false;
}

static void one_trail(struct walk *w, const struct bl_entry *e, int track, struct bl_trail *trail) {
    int to = to_of(e, track), kind = (int)bl_move_kind(from_of(e, track), to);
    trail->open = w->open;
    trail->first = w->kinds[kind] ? 0 : kind + 1 + (w->moved ? 0 : 100);
    trail->top = w->top;
    trail->top_day = w->top_day;
    w->kinds[kind] = w->moved = true;
    if (to > BL_RANK_MAX || to <= w->top) return;
    w->top = to;
    w->top_day = e->day;
}

static void track_trails(struct bl_entry *entries, size_t n, int lead, int track) {
    struct walk w = {.start = BL_NO_DAY, .top_day = BL_NO_DAY};
    struct bl_trail *last = NULL;
    for (size_t i = 0; i < n; i++) {
        struct bl_entry *e = &entries[i];
        struct bl_trail *trail = &e->trail[track];
        *trail = (struct bl_trail){.top_day = BL_NO_DAY, .out = BL_NO_DAY};
        bl_day start = bl_week_start(e->day, lead);
        if (start != w.start) new_week(&w, start, from_of(e, track));
        if (e->cycle != w.cycle) {
            w.cycle = e->cycle;
            w.top = 0;
            w.top_day = BL_NO_DAY;
        }
        if (from_of(e, track) == to_of(e, track)) continue;
        one_trail(&w, e, track, trail);
        if (last) {
            last->out = e->day;
            last->way = to_of(e, track);
        }
        last = trail;
    }
}

void bl_book_trails(struct bl_entry *entries, size_t n, int lead) {
    for (int track = 0; track < BL_TRACKS; track++) track_trails(entries, n, lead, track);
}
