/* A write that touches a large part of the book: the indexes that grow at random places are taken down meanwhile and made anew, sorted, at the end. */
#ifndef BL_STORE_LEAN_H
#define BL_STORE_LEAN_H

#include "store/internal.h"

enum { BL__LEAN_INDEXES = 2 };
struct bl__lean {
    char *sql[BL__LEAN_INDEXES]; /* what makes them again; NULL = it stands */
};
/* Inside a transaction; a rollback brings them back too. */
enum bl_status bl__lean_down(struct bl_store *store, struct bl__lean *lean, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__lean_up(struct bl_store *store, struct bl__lean *lean, struct bl_error *err) BL_NODISCARD;
void bl__lean_free(struct bl__lean *lean);
/* Down where `rows` people come or go and that is much of the book; and room for more pages, which bl__lean_rest gives back. */
enum bl_status bl__lean_for(struct bl_store *store, int64_t rows, struct bl__lean *lean, struct bl_error *err) BL_NODISCARD;
void bl__lean_rest(struct bl_store *store, struct bl__lean *lean);
/* Before the transaction of an undo: what a savepoint would have to put back stays in memory. Each change set is one, and small; in a file every page of the book would be written
 * once more. */
void bl__lean_savepoints(struct bl_store *store, bool in_memory);

#endif
