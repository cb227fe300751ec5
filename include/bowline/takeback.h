/* Taking back one earlier step while later ones stay (bowline undo --step ID). */
#ifndef BOWLINE_TAKEBACK_H
#define BOWLINE_TAKEBACK_H

#include "bowline/store.h"

/* Why somebody was kept: what later steps did. */
enum bl_kept_why {
    BL_KEPT_EDITED = 1 << 0,
    BL_KEPT_TAGGED = 1 << 1,
    BL_KEPT_TALKED = 1 << 2,
    BL_KEPT_MOVED = 1 << 3,
    BL_KEPT_PROMISED = 1 << 4,
    BL_KEPT_PAID = 1 << 5,
    BL_KEPT_SNOOZED = 1 << 6,
    BL_KEPT_REFERRED = 1 << 7, /* somebody they referred stays */
    BL_KEPT_BOOK = 1 << 8,     /* later entries of the book would become impossible without what the step recorded */
    BL_KEPT_MERGED = 1 << 9,
    BL_KEPT_APART = 1 << 10 /* told apart from somebody alike */
};
#define BL_KEPT_WHYS 11
/* "edited", "tagged", "talked to", … for one bit. */
const char *bl_kept_word(enum bl_kept_why why);

struct bl_kept {
    int64_t id;
    const char *name;
    unsigned why; /* bits of enum bl_kept_why; 0: by a step of which no more is known */
};
struct bl_taken {
    struct bl_step_row was;
    int64_t step; /* the new step that did it; 0: it was the last one and was simply undone, or it was a rehearsal */
    bool undone;  /* it was the last one: bl_redo brings it back, else bl_undo does */
    int64_t gone; /* people who went with it */
    int64_t back; /* people who stay and got back what they had before it */
    struct bl_kept
        *kept; /* by id: people whom later steps touched. Of those the step brought, everything is kept; of others, what both changed */
    size_t kept_count;
};
/* Takes back step `id` as a new step of its own. An import goes even when later steps touched what it brought: that is kept and named. Any other step is refused (BL_REFUSED,
 * naming the steps in the way) when a later one changed the same. Also refused: what is undone, or was taken back already. BL_NOT_FOUND: no such step. dry: everything is
 * done and rolled back. Memory is bounded by what later steps touched, not by the size of the import. */
enum bl_status bl_step_take_back(struct bl_store *store, int64_t id, bool dry, struct bl_arena *arena, struct bl_taken *out,
                                 struct bl_error *err) BL_NODISCARD;

#endif
