/* Shared by the doctor_*.c: one examination, what it found, and what would have to be rebuilt. */
#ifndef BL_STORE_DOCTOR_H
#define BL_STORE_DOCTOR_H

#include "store/backup.h"

enum bl__check {
    BL__CHECK_FILE,
    BL__CHECK_KEYS,
    BL__CHECK_INDEXES,
    BL__CHECK_SEARCH,
    BL__CHECK_BOOK,
    BL__CHECK_TOTALS,
    BL__CHECK_BALANCE,
    BL__CHECK_PEOPLE,
    BL__CHECK_JOURNAL,
    BL__CHECK_SNAPSHOTS,
    BL__CHECK_RIGHTS,
    BL__CHECKS
};
struct bl__exam {
    struct bl_store *store;
    struct bl_arena *arena;
    struct bl__rows findings; /* struct bl_finding */
    int64_t count[BL__CHECKS];
    bool mendable[BL__CHECKS]; /* of what is not shown as well */
    struct bl_diagnosis seen;
    int lead; /* when weeks begin (bowline/date.h) */
    /* to be rebuilt */
    bool indexes, search, totals, keys, rights;
    struct bl__rows people;  /* int64_t: rows to derive anew */
    struct bl__rows objects; /* const char *: statements that make what is missing */
    int64_t bad_step;        /* the newest step that cannot be undone */
};
/* Notes what is wrong, in words. */
enum bl_status bl__found(struct bl__exam *exam, enum bl__check check, bool mendable, struct bl_error *err, const char *fmt, ...)
    BL_PRINTF(5, 6) BL_NODISCARD;
enum bl_status bl__exam_person(struct bl__exam *exam, int64_t id, struct bl_error *err) BL_NODISCARD; /* to be derived anew */

/* doctor_file.c: pages, keys, what the schema should have, full text, journal, snapshots, rights. */
enum bl_status bl__exam_file(struct bl__exam *exam, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__exam_search(struct bl__exam *exam, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__exam_journal(struct bl__exam *exam, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__exam_beside(struct bl__exam *exam, struct bl_error *err) BL_NODISCARD;
/* doctor_book.c: people against a replay, totals against a recount, the balance of every week. */
enum bl_status bl__exam_people(struct bl__exam *exam, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__exam_totals(struct bl__exam *exam, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__exam_balance(struct bl__exam *exam, struct bl_error *err) BL_NODISCARD;

#endif
