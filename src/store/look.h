/* Shared within src/store only: looking at people through a filter. */
#ifndef BL_STORE_LOOK_H
#define BL_STORE_LOOK_H

#include "store/filter_sql.h"

struct bl__look {
    struct bl_store *store;
    const struct bl_filter *filter;
    struct bl_arena arena; /* values and texts of this look only */
    struct bl__where where, quick, narrow;
    bool filtered; /* there is a condition */
    bool few;      /* `narrow` holds few people: fetch and sort them, do not walk */
    bool part;     /* `quick` holds the part of the condition that the index by name answers */
    bool whole;    /* … which is all of it */
};
/* Prepares to look; *look is opened in place and freed by the caller when this gave BL_OK. */
enum bl_status bl__look_open(struct bl__look *look, struct bl_store *store, const struct bl_filter *filter,
                             struct bl_error *err) BL_NODISCARD;
void bl__look_free(struct bl__look *look);
/* A statement with the values of the filter bound; further ones go from ?(bl__look_values + 1). */
enum bl_status bl__look_prepare(struct bl__look *look, const struct bl_buf *sql, sqlite3_stmt **stmt, struct bl_error *err) BL_NODISCARD;
size_t bl__look_values(const struct bl__look *look);
/* Keeps of folded words those that are cheap to ask full text for, because hardly anybody has one that begins so. */
enum bl_status bl__rare_words(struct bl_store *store, struct bl_strs *words, struct bl_error *err) BL_NODISCARD;
/* Adds " WHERE …": everybody of the segment who may match, or (exact) who does. */
void bl__look_where(const struct bl__look *look, struct bl_buf *sql, const char *segment, bool exact);
/* Adds ", …": a column that judges a row. */
enum { BL__PASSED_BY = 0 /* no, seen in the index */, BL__LOOKED_AT = 1 /* no */, BL__MATCHES = 2 };
void bl__look_judge(const struct bl__look *look, struct bl_buf *sql);
/* In a walk of the index by name: adds " AND …", so that SQLite passes by most rows that cannot match without giving them back. One of about BL__STRIDE it does give: there
 * the walk can stop. */
enum { BL__STRIDE = 61 };
void bl__look_stride(const struct bl__look *look, struct bl_buf *sql);

#endif
