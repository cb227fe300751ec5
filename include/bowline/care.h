/* Care of the file: all of it as lines and back, backups and snapshots, erasing a person, and the proof that the book is sound.
 * Snapshots stand in `snapshots` beside the file (directory 0700, files 0600) and are kept by rotation. */
#ifndef BOWLINE_CARE_H
#define BOWLINE_CARE_H

#include "bowline/store.h"

/* ---- the complete file, line by line (data/jsonl.md) ------------------------------------------------------------------- */

/* Takes n bytes of what is written. Anything but BL_OK ends the writing. */
typedef enum bl_status (*bl_sink)(void *to, const char *bytes, size_t n, struct bl_error *err);

/* Several reads that see one moment of the file, whatever other processes write meanwhile. They do not nest, and no step may begin between. */
enum bl_status bl_store_hold(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
void bl_store_release(struct bl_store *store); /* harmless when nothing is held */
/* Every record of these people (all = NULL: of everybody, and the settings) as one JSON object a line. *records (may be NULL) counts them. */
enum bl_status bl_store_dump(struct bl_store *store, const struct bl_ids *people, bl_sink sink, void *to, int64_t *records,
                             struct bl_error *err) BL_NODISCARD;
/* Takes one such line into an empty file, between bl_store_fill_begin and _end (which commits; on failure nothing was written). Not a step: it cannot be undone. */
enum bl_status bl_store_fill_begin(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_store_fill_line(struct bl_store *store, const char *line, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_store_fill_end(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
/* Names of the custom fields these people (NULL = everybody) have, in order. */
enum bl_status bl_store_custom_used(struct bl_store *store, const struct bl_ids *people, struct bl_arena *arena, struct bl_strs *out,
                                    struct bl_error *err) BL_NODISCARD;

/* ---- backups and snapshots ---------------------------------------------------------------------------------------------- */

/* A consistent copy at `to` (0600, must not exist yet) while others write. *bytes (may be NULL) its size. */
enum bl_status bl_backup(struct bl_store *store, const char *to, int64_t *bytes, struct bl_error *err) BL_NODISCARD;

struct bl_snapshot {
    const char *name, *path; /* name: the file's own */
    const char *why;         /* import, restore, schema1, … */
    int64_t at_ms, bytes;
};
/* The snapshots beside a file, newest first. No directory is an empty list. */
enum bl_status bl_snapshot_list(const char *db, struct bl_arena *arena, struct bl_snapshot **rows, size_t *n,
                                struct bl_error *err) BL_NODISCARD;
/* Takes one, unless nothing was written since the newest, or the file is larger than BL_SNAPSHOT_QUICK and the newest is younger than a day; then drops those that rotation lets
 * go. *path (may be NULL): of the new one in the arena, or NULL when none was needed. */
#define BL_SNAPSHOT_QUICK (INT64_C(64) << 20)
enum bl_status bl_snapshot_take(struct bl_store *store, const char *why, bool always, struct bl_arena *arena, const char **path,
                                struct bl_error *err) BL_NODISCARD;

/* Puts another state in the place of the file `db`: `from` is a backup, a snapshot, or a jsonl export. What was there is copied aside first
 * (*aside, NULL when there was nothing); programs that have the file open go on and see the new state. Killed at any moment, the file is as before or complete. */
struct bl_restored {
    const char *aside;
    int64_t people;
};
enum bl_status bl_restore(const char *db, const struct bl_store_options *options, const char *from, struct bl_arena *arena,
                          struct bl_restored *out, struct bl_error *err) BL_NODISCARD;

/* ---- forgetting ----------------------------------------------------------------------------------------------------------- */

struct bl_forget {
    int64_t person;
    const char *name;
    int64_t entries, moves;        /* in the book, and moves on the stages among those that hold */
    bl_day first, last;            /* days of the entries */
    int64_t talks, shared, quotes; /* conversations that go; those that stay with somebody else; quotes that go */
    int64_t promises, referred;    /* people they are said to have referred */
    int64_t steps;                 /* of the undo journal that mention the person */
    /* after the act */
    int64_t texts; /* texts of others in which the name was blacked out */
    int64_t steps_dropped;
    int64_t snapshots,
        snapshots_removed; /* rebuilt without the person; removed since they could not be opened, or held the person as one with somebody else */
    bool log_left;         /* another program holds the file: its write-ahead log was not emptied */
};
/* What forgetting would take. */
enum bl_status bl_forget_look(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_forget *out,
                              struct bl_error *err) BL_NODISCARD;
/* Erases the person from tables, full text, undo journal, drafts and snapshots. Not a step: it cannot be undone. Conversations shared with somebody else stay theirs; the person's
 * name and addresses in any text that stays become BL_FORGOTTEN, and quotes of shared conversations go. */
#define BL_FORGOTTEN "[forgotten]"
enum bl_status bl_forget(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_forget *out,
                         struct bl_error *err) BL_NODISCARD;

/* ---- proof ------------------------------------------------------------------------------------------------------------------ */

struct bl_finding {
    const char *check; /* file, keys, indexes, search, book, totals, balance, people, journal, snapshots, rights */
    const char *text;  /* what is wrong, in words */
    bool mendable, mended;
};
struct bl_diagnosis {
    struct bl_finding *at; /* at most 20 of each check, then one that counts the rest */
    size_t n;
    int64_t people, entries, weeks, steps; /* what was looked at */
    const char *snapshot;                  /* the newest that opens, or NULL */
    bool sound;                            /* nothing is wrong any more */
    int64_t step;                          /* the mending, 0 when none was recorded */
};
/* Looks at everything; with `mend` rebuilds what follows from other rows (derived columns as one step, totals, full text, indexes) and looks once more. */
enum bl_status bl_doctor(struct bl_store *store, bool mend, struct bl_arena *arena, struct bl_diagnosis *out,
                         struct bl_error *err) BL_NODISCARD;

#endif
