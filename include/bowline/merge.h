/* Two people who are one: what stands afterwards in each field, and in the book (journey.md section 3, rule 7). The first is kept, the second goes. */
#ifndef BOWLINE_MERGE_H
#define BOWLINE_MERGE_H

#include "bowline/store.h"

/* ---- the book of two people (pure) ------------------------------------------------------------------------------------- */

struct bl_journey { /* one cycle of one of the two */
    int64_t person;
    int cycle;
    bl_day from, to;           /* to: the day of the close, BL_NO_DAY while it is live */
    int64_t first_id, last_id; /* its first and last entry */
    int64_t entries;
    int status, stage, moment; /* where it ends: the states, or those it rests in */
    int furthest_stage, furthest_moment;
    bool stays;  /* else its entries are taken out of the book */
    int becomes; /* its cycle in the one book, 0 when it goes */
};
/* Entries of two people (holding, sorted, replayed) → those of one, in order; those that go have voided_by −1, an opening behind an earlier journey has become a
 * reopening. Of journeys that overlap in the order of the book the further one stays: by the furthest stage, then the furthest moment, then the live one, then
 * the first person's; what it displaces displaces nothing. `out` and `journeys` have room for n + m; journeys come in time order. */
void bl_book_merge(const struct bl_entry *first, size_t n, const struct bl_entry *second, size_t m, struct bl_entry *out,
                   struct bl_journey *journeys, size_t *count);

/* ---- two people of the file ---------------------------------------------------------------------------------------------- */

enum bl_merge_how {
    BL_MERGE_SAME,   /* the first's, and the second says nothing else */
    BL_MERGE_KEPT,   /* the first's; the second's differs and goes into the note */
    BL_MERGE_FILLED, /* the second's, where the first has nothing */
    BL_MERGE_TAKEN,  /* the second's, as was asked; the first's goes into the note */
    BL_MERGE_JOINED  /* both: addresses, tags, notes */
};
struct bl_merge_field {
    const char *name; /* name company title source first_contact referred_by email phone url tags snooze note, or a custom field */
    const char *first, *second; /* what each has, NULL = nothing */
    const char *result;
    enum bl_merge_how how;
    bool choice; /* naming it in `take` changes the result */
};
struct bl_merge {
    struct bl_person first, second; /* as they were */
    struct bl_merge_field *fields;  /* only those in which one of them has something */
    size_t field_count;
    struct bl_journey *journeys;
    size_t journey_count;
    int64_t voided; /* entries that leave the book */
    struct bl_standing after;
    int64_t talks, shared, promises, payments, referred; /* of the second, that become the first's; shared: talks both took part in */
    int64_t mrr;                                         /* afterwards, BL_NO_MONEY = never set */
    const char *left; /* what is written into the note: "[2026-11-21] was also #12: company Acme, Inc." or NULL */
};
/* What would happen. `take` names fields whose value is to be the second's (for addresses: whose come first); one that nobody has is BL_USAGE. What the rules make
 * impossible (a payment while no journey runs) is BL_REFUSED and named. */
enum bl_status bl_merge_look(struct bl_store *store, int64_t first, int64_t second, struct bl_strs take, struct bl_arena *arena,
                             struct bl_merge *out, struct bl_error *err) BL_NODISCARD;
/* Does it, in the step that is open. The second's number is never given to anybody else. */
enum bl_status bl_merge(struct bl_store *store, int64_t first, int64_t second, struct bl_strs take, struct bl_arena *arena,
                        struct bl_merge *out, struct bl_error *err) BL_NODISCARD;
/* Whom somebody was merged into (and that one, and so on): *into 0 = nobody of that number was merged. *name (may be NULL) as they were called. */
enum bl_status bl_merged_into(struct bl_store *store, int64_t id, struct bl_arena *arena, int64_t *into, const char **name,
                              struct bl_error *err) BL_NODISCARD;

#endif
