/* Shared by forget.c (the tables, the files) and forget_journal.c (the undo journal). */
#ifndef BL_STORE_FORGET_H
#define BL_STORE_FORGET_H

#include "store/backup.h"
#include "store/black.h"
#include "store/changes.h"

/* Rows that are the person's by an id of their own, in the tables or only in the journal. BL__MINE_PERSON: the person and whoever was merged into them, for the
 * journal knows those by their own numbers. */
enum { BL__MINE_ENTRY, BL__MINE_PROMISE, BL__MINE_TALK, BL__MINE_SHARED, BL__MINE_QUOTE, BL__MINE_MONEY, BL__MINE_PERSON, BL__MINE_KINDS };
struct bl__mine {
    int64_t person; /* 0: not in this file; only texts are blacked out */
    const struct bl__black *black;
    struct bl__rows ids[BL__MINE_KINDS]; /* int64_t */
    int64_t steps;                       /* of the journal that hold a row of the person */
    bool redo;                           /* among the undone steps is a merge with somebody: it cannot be done by halves */
};
enum bl_status bl__mine_gather(struct bl_store *store, struct bl__mine *mine, struct bl_error *err) BL_NODISCARD;
/* Takes the person out of every change set; steps of which nothing is left are dropped and counted. */
enum bl_status bl__journal_clean(struct bl_store *store, const struct bl__mine *mine, struct bl_forget *told,
                                 struct bl_error *err) BL_NODISCARD;

#endif
