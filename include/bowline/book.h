/* The book: entries (one act each, on one day) and what follows from them by replay. Pure; the rules are journey.md section 3. */
#ifndef BOWLINE_BOOK_H
#define BOWLINE_BOOK_H

#include "bowline/date.h"
#include "bowline/memory.h"
#include "bowline/track.h"

enum bl_act {
    BL_ACT_OPEN = 1,
    BL_ACT_MOVE,
    BL_ACT_PARK,
    BL_ACT_RESUME,
    BL_ACT_CLOSE,
    BL_ACT_REOPEN,
    BL_ACT_VOID /* takes another entry out of the book; never replayed, since voided_by is its own id */
};
const char *bl_act_name(enum bl_act act); /* open move park resume close reopen void */

/* What a move of one track began and ended; what every figure of the review is counted from. All zero (days BL_NO_DAY) where the entry moved nothing. */
struct bl_trail {
    int open;       /* state at the end of the day before its week */
    int first;      /* kind + 1 when it is the person's first move of that kind in its week, 100 more when the first at all; else 0 */
    int top;        /* highest rank reached in this cycle before it; 0 when it begins the cycle */
    bl_day top_day; /* the day of that, or BL_NO_DAY */
    bl_day out;     /* the day of the next change on this track, or BL_NO_DAY */
    int way;        /* the state it went to then; 0 = none */
};

/* One entry. The upper half is what was recorded, the lower half follows by replay and can always be rebuilt. */
struct bl_entry {
    int64_t id; /* order of entry; 0 = not yet recorded, sorts after all others of its day */
    int64_t person;
    bl_day day;
    enum bl_act act;
    int stage, moment; /* named ranks, 0 = not named (open and reopen name both) */
    int side;          /* BL_PARKED for park; BL_LOST, BL_DISQUALIFIED or BL_CHURNED for close; else 0 */
    bl_day until;      /* park: the day to return to; else BL_NO_DAY */
    const char *why;   /* or NULL */
    int64_t recorded_ms;
    int64_t voided_by; /* 0 = holds; else the entry (or its own id, when undone by a merge) that took it out of the book */
    /* derived */
    int cycle;
    int stage_from, stage_to, moment_from, moment_to; /* state before and after on each track; equal = no move there */
    struct bl_trail trail[BL_TRACKS];                 /* filled by bl_book_trails */
    int64_t paid;                                     /* of a close: cents a month just before it */
};

/* Where a person stands after the last entry. */
struct bl_standing {
    int status;                       /* BL_ACTIVE or a side state */
    int stage, moment;                /* the state, or the one it rests in while not active */
    bl_day stage_since, moment_since; /* day the visit of that stage / moment began (a resumed or reopened one begins anew) */
    int cycle;
    int furthest_stage;  /* highest stage reached in this cycle */
    bl_day opened_on;    /* of this cycle */
    bl_day status_since; /* day of the park or close; opened_on / resume day while active */
    bl_day park_until;   /* BL_NO_DAY unless parked */
};

/* Orders entries by (day, id) — in place. */
void bl_book_sort(struct bl_entry *entries, size_t n);

/* Replays n entries of one person, sorted, none voided; fills their derived half and *out (all zero when n = 0).
 * An impossible entry is BL_REFUSED; *at (if not NULL) gets its index and err says which rule, in words that name it by day and act. */
enum bl_status bl_book_replay(struct bl_entry *entries, size_t n, struct bl_standing *out, size_t *at, struct bl_error *err) BL_NODISCARD;

/* Fills the trails of n entries that were replayed (sorted, none voided). `lead` says when weeks begin (date.h). */
void bl_book_trails(struct bl_entry *entries, size_t n, int lead);

/* May `add` be recorded on top of n sorted valid entries? It is replayed in its place (day, last of that day). Beyond replay this knows the rules
 * for late entries: after a close → refused with hint to reopen; before the first entry → *open_to gets the day the opening has to move to (BL_NO_DAY
 * otherwise); inside a parked span that later ended → refused naming that entry; one that makes a later entry impossible → refused naming that
 * one. `scratch` receives the n+1 entries in order with their derived half (caller gives room for n + 2); *where the index of `add`. */
struct bl_late {
    bl_day open_to;                 /* BL_NO_DAY, or the day the opening moves to */
    size_t where;                   /* index of the added entry in scratch */
    bool moved_stage, moved_moment; /* whether it makes a move on the track */
    bool late;                      /* later entries follow it */
    struct bl_standing after;       /* standing at the end of everything */
};
enum bl_status bl_book_try(const struct bl_entry *entries, size_t n, const struct bl_entry *add, struct bl_entry *scratch,
                           struct bl_late *out, struct bl_error *err) BL_NODISCARD;

/* What an entry did, in the words steps are named with: "education → selection, one to one → outcomes", "parked until Tue 2026-12-01", "lost",
 * "active again: selection, one to one", "stands there already". */
void bl_book_words(struct bl_buf *out, const struct bl_entry *entry);

/* May entry `at` of n sorted valid entries be taken out? The rest is replayed into scratch (room for n). Refused for the first opening, and where later
 * entries would become impossible: then all of those are named. */
enum bl_status bl_book_without(const struct bl_entry *entries, size_t n, size_t at, struct bl_entry *scratch, struct bl_standing *after,
                               struct bl_error *err) BL_NODISCARD;

/* The states a closed journey begins again at when none are named: where it was left, after churn selection. Fills those that are 0. */
void bl_book_reopen_at(const struct bl_standing *at, int *stage, int *moment);

/* The kind of one gross move (R3); BL_KINDS when from and to are the same. */
enum bl_move_kind {
    BL_KIND_NEW,
    BL_KIND_FORWARD,
    BL_KIND_SKIPPED,
    BL_KIND_BACK,
    BL_KIND_RETURNED,
    BL_KIND_PARKED,
    BL_KIND_RESUMED,
    BL_KIND_LOST,
    BL_KIND_DISQUALIFIED,
    BL_KIND_CHURNED,
    BL_KINDS
};
enum bl_move_kind bl_move_kind(int from, int to);
const char *bl_move_kind_name(enum bl_move_kind kind);

#endif
