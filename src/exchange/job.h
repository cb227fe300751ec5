/* The import job, shared by import.c (what happens), report.c (what is said about it) and scan.c. */
#ifndef BL_EXCHANGE_JOB_H
#define BL_EXCHANGE_JOB_H

#include "exchange/card.h"
#include "exchange/talks.h"

enum { BL__REJECTS_KEPT = 1000, BL__EXAMPLES = 5 };

struct bl_import {
    struct bl_store *store;
    struct bl_bulk *bulk; /* NULL before the first row and after the end */
    bool dry, at_end, finished;
    struct bl__source source;
    struct bl__csv *csv;     /* the rows of a table, or */
    struct bl__cards *cards; /* the cards of a vCard: one of the two */
    struct bl__talking talking;
    struct bl__look look;
    struct bl__values values;
    struct bl__notes notes;
    const char *source_name; /* what new people are said to come from, or NULL */
    const char *source_said; /* the user's own word for it, or NULL */
    const char *tag;
    int64_t first_new;     /* id of the first person this import made, 0 = none yet */
    int stage, moment;     /* as the user said, 0 = as the file says */
    int rejects_fd;        /* -1: none, or a rehearsal that writes nothing */
    struct bl_buf rejects; /* not yet written */
    bool rejects_begun;
    struct bl__memory known, memory; /* what is remembered of all lists; the same, or nothing when the user begins afresh */
    struct bl__answers answers;      /* what words of status columns mean */
    struct {                         /* by the user, now */
        char delimiter;
        const char *encoding, *date_order;
        bool afresh;
    } said;
    int report_fd;                /* 0 or -1: none */
    struct bl_buf rowlog, reason; /* not yet written; one reason put together */
    bool rowlog_begun;
    bool learned;     /* something was remembered or forgotten */
    int64_t nameless; /* rows whose name is their address */
    struct bl_import_report report;
    size_t examples; /* how many of each outcome, after how many */
    int64_t examples_from;
    size_t rejects_cap, jobs_cap;
    struct bl_arena arena; /* of the report and the plan */
};

/* ---- report.c ---- */
enum bl_status bl__report_open(struct bl_import *job, const char *path, struct bl_error *err) BL_NODISCARD;
/* Counts one row; text (may be NULL) becomes an example while there are few. */
void bl__report_count(struct bl_import *job, enum bl_import_outcome outcome, int64_t line, const char *text);
bool bl__report_wants(const struct bl_import *job, enum bl_import_outcome outcome);
/* Notes a rejected or skipped row, with the values' column and reason; a rejected one goes to the rejects file too. */
enum bl_status bl__report_reject(struct bl_import *job, const struct bl__row *row, bool skipped, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__report_flush(struct bl_import *job, struct bl_error *err) BL_NODISCARD;
/* What is asked of the user, from the notes. */
enum bl_status bl__report_close(struct bl_import *job, struct bl_error *err) BL_NODISCARD;
/* Examples in words. NULL when memory is out. */
const char *bl__report_new(struct bl_import *job);
const char *bl__report_filled(struct bl_import *job, unsigned filled);
const char *bl__report_conflict(struct bl_import *job, int64_t person, unsigned conflicts);

/* ---- rejects.c ---- */
/* Adds a rejected row, with the values' column and reason, to job->rejects. */
void bl__rejects_put(struct bl_import *job, const struct bl__row *row);

/* ---- facts.c ---- */
/* Somebody new opens in a stage (0: the first), and has left already. */
void bl__facts_opened(struct bl_import *job, int stage, bool left);
bool bl__facts(struct bl_import *job); /* false: memory is out */

/* ---- rowlog.c ---- */
struct bl__fate { /* what became of one row */
    enum bl_import_outcome outcome;
    int64_t line, person;
    const char *name, *column, *reason;
    unsigned filled, replaced, conflicts;
};
bool bl__rowlog_wanted(const struct bl_import *job);
enum bl_status bl__rowlog_add(struct bl_import *job, const struct bl__fate *fate, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rowlog_flush(struct bl_import *job, struct bl_error *err) BL_NODISCARD;

/* ---- remember.c ---- */
enum bl_status bl__remember_load(struct bl_import *job, bool afresh, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__remember_report(struct bl_import *job, struct bl_error *err) BL_NODISCARD; /* what was said earlier and holds */
enum bl_status bl__remember_keep(struct bl_import *job, struct bl_error *err) BL_NODISCARD;   /* what was said now, in the bulk step */
enum bl_status bl__remember_drop(struct bl_import *job, int64_t *count, int64_t *step, struct bl_error *err) BL_NODISCARD;

/* ---- jobs.c: does the row tell of a change of job? What the book has before the row fills it; then the conflicts, as in bl_bulk_filled ---- */
enum bl_status bl__jobs_before(struct bl_import *job, int64_t person, struct bl_job_change *was, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__jobs_after(struct bl_import *job, const struct bl_job_change *was, unsigned conflicts,
                              struct bl_error *err) BL_NODISCARD;

/* ---- others.c: a row whose name is wholly another than the person's it was found to be, by the name among its conflicts: *what says so, or NULL ---- */
enum bl_status bl__others(struct bl_import *job, int64_t line, int64_t person, unsigned conflicts, const char **what,
                          struct bl_error *err) BL_NODISCARD;

/* ---- import.c ---- */
/* Where people are read while rows come in: a rehearsal has a store of its own. */
struct bl_store *bl__people_of(const struct bl_import *job);
/* A row that is rejected or skipped: counted, told, and written where it was asked for. */
enum bl_status bl__turn_away(struct bl_import *job, const struct bl__row *row, bool skipped, struct bl_error *err) BL_NODISCARD;

/* ---- scan.c ---- */
/* Looks through the whole file for what its days say of their order, and decides it. */
enum bl_status bl__scan_order(int fd, int64_t offset, const char *encoding, struct bl__look *look, struct bl_error *err) BL_NODISCARD;

#endif
