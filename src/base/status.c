/* Errors as values: a status for the program, a sentence and a way out for the human.
 *
 * The sentence is made in a scratch buffer first, because callers like to wrap an error in itself
 * (`bl_fail(err, …, "%s: %s", path, err->text)`), and is cut at a character, never inside one. */
#include "bowline/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Drops the bytes of a UTF-8 character that did not fit whole. */
static void cut_broken_tail(char *s) {
    size_t n = strlen(s), start = n;
    while (start > 0 && ((unsigned char)s[start - 1] & 0xC0) == 0x80) start--;
    if (start == 0) return;
    unsigned char lead = (unsigned char)s[start - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (n - (start - 1) < want) s[start - 1] = '\0';
}

static void format_into(char *out, size_t cap, const char *fmt, va_list ap) BL_PRINTF(3, 0);
static void format_into(char *out, size_t cap, const char *fmt, va_list ap) {
    char scratch[sizeof(((struct bl_error *)0)->text)];
    int n = vsnprintf(scratch, sizeof scratch, fmt, ap);
    if (n < 0) scratch[0] = '\0';
    bool cut = n >= 0 && (size_t)n >= cap;
    size_t len = strlen(scratch);
    if (len >= cap) len = cap - 1;
    memcpy(out, scratch, len);
    out[len] = '\0';
    if (cut) cut_broken_tail(out);
}

enum bl_status bl_fail(struct bl_error *err, enum bl_status status, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    format_into(err->text, sizeof err->text, fmt, ap);
    va_end(ap);
    err->status = status;
    err->hint[0] = '\0';
    return status;
}

void bl_hint(struct bl_error *err, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    format_into(err->hint, sizeof err->hint, fmt, ap);
    va_end(ap);
}

enum bl_status bl_nomem(struct bl_error *err) {
    return bl_fail(err, BL_NOMEM, "out of memory");
}

int bl_status_exit(enum bl_status status) {
    switch (status) {
    case BL_OK: return 0;
    case BL_FAILED:
    case BL_REFUSED:
    case BL_BUSY:
    case BL_CORRUPT:
    case BL_NOMEM: return 1;
    case BL_USAGE: return 2;
    case BL_NOT_FOUND: return 3;
    case BL_AMBIGUOUS: return 4;
    case BL_REJECTS: return 5;
    case BL_INTERRUPTED: return 130;
    }
    return 1;
}
