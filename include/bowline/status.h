/* What a call answers, and the one shape of an error.
 *
 * Every fallible function returns enum bl_status and takes `struct bl_error *err` as its last parameter (never NULL).
 * On anything but BL_OK the outputs are untouched and err holds a sentence for a human, and where there is one, the way out. */
#ifndef BOWLINE_STATUS_H
#define BOWLINE_STATUS_H

#include <stddef.h>

#if defined(__GNUC__)
#define BL_NODISCARD __attribute__((warn_unused_result))
#define BL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define BL_NODISCARD
#define BL_PRINTF(fmt, args)
#endif

enum bl_status {
    BL_OK = 0,
    BL_FAILED,    /* the system failed: disk, permission, file */
    BL_REFUSED,   /* a rule of the book forbids it; err->hint holds the command that would do it */
    BL_USAGE,     /* the words of the call are wrong */
    BL_NOT_FOUND, /* nobody, nothing of that name */
    BL_AMBIGUOUS, /* several of that name */
    BL_REJECTS,   /* done, but some rows were rejected */
    BL_BUSY,      /* another process holds the file */
    BL_CORRUPT,   /* the file is damaged, foreign, or from a newer program */
    BL_NOMEM,
    BL_INTERRUPTED
};

struct bl_error {
    enum bl_status status;
    char text[600]; /* what happened, where, which value; no newline at the end; not yet cleaned for a terminal */
    char hint[400]; /* what to type next, or "" */
};

/* Fills err (dropping any earlier hint) and returns `status`, so that `return bl_fail(err, …)` is the idiom. */
enum bl_status bl_fail(struct bl_error *err, enum bl_status status, const char *fmt, ...) BL_PRINTF(3, 4);
/* Sets the way out of an error already told. */
void bl_hint(struct bl_error *err, const char *fmt, ...) BL_PRINTF(2, 3);
/* "out of memory" in one word. */
enum bl_status bl_nomem(struct bl_error *err);
/* The exit code of the command line for a status: 0 1 2 3 4 5 130 (DESIGN section 3). */
int bl_status_exit(enum bl_status status);

#endif
