/* A change set of SQLite's session extension taken apart and written anew. SQLite reads and applies them, but in the versions that are about it cannot take single changes out
 * of one; the form is documented in sqlite3session.c and part of its file format. */
#ifndef BL_STORE_CHANGES_H
#define BL_STORE_CHANGES_H

#include "store/internal.h"

enum { BL__CHANGE_COLUMNS = 128 };

struct bl__value {
    int type;                /* 0 not there, else SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL */
    const unsigned char *at; /* as it stands in the change set */
    size_t size;
    int64_t number;   /* INTEGER */
    const char *text; /* TEXT, BLOB: n bytes */
    size_t n;
};
struct bl__change {
    const char *table;
    int op, columns;         /* op: SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
    const unsigned char *pk; /* a flag for each column */
    struct bl__value before[BL__CHANGE_COLUMNS], after[BL__CHANGE_COLUMNS];
};
/* What a column holds, before or else after; its primary key always does. */
const struct bl__value *bl__change_value(const struct bl__change *change, int column);

struct bl__changes_visitor {
    void *data;
    bool (*keep)(void *data, const struct bl__change *change); /* false: the change is left out */
    /* May write another value into *out (as in the change set) and return true; false: as it was. NULL: all as they were. */
    bool (*value)(void *data, const struct bl__change *change, int column, const struct bl__value *value, struct bl_buf *out);
};
/* Writes what is kept into out (NULL: only looks). BL_CORRUPT when it is no change set. */
enum bl_status bl__changes_rewrite(const void *changes, size_t size, const struct bl__changes_visitor *visitor, struct bl_buf *out,
                                   struct bl_error *err) BL_NODISCARD;
/* Adds a text, or NULL, in the form of a change set. */
void bl__changes_text(struct bl_buf *out, const char *text, size_t n);
void bl__changes_null(struct bl_buf *out);
void bl__changes_int(struct bl_buf *out, int64_t value);
void bl__changes_blob(struct bl_buf *out, const void *bytes, size_t n);
void bl__changes_eight(struct bl_buf *out, int type, uint64_t bits); /* a number, highest byte first */

#endif
