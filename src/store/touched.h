/* Whom an import added or filled, for the filter language (import:last, import:12). */
#ifndef BL_STORE_TOUCHED_H
#define BL_STORE_TOUCHED_H

#include "bowline/filter.h"
#include "store/internal.h"

struct bl__touched {
    int64_t step, lo, hi; /* the ids it gave; lo > hi: none */
    int64_t *ids;         /* of those it filled, ascending */
    size_t n;
    char *list; /* the same as a JSON array; NULL when they are many */
    struct bl__touched *next;
};
/* Looks up the imports a filter names, so that bl__touched_of knows them. BL_NOT_FOUND: a step that is no import, or none that holds. */
enum bl_status bl__touched_load(struct bl_store *store, const struct bl_node *node, struct bl_error *err) BL_NODISCARD;
/* 0: the last import. NULL: it was not loaded. */
const struct bl__touched *bl__touched_of(const struct bl_store *store, int64_t step);
/* bl_touched(step, id) for SQL: was this person filled by that import? */
enum bl_status bl__touched_use(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
void bl__touched_free(struct bl_store *store);

#endif
