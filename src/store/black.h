/* Blacking out: the words a forgotten person is known by, taken out of texts that stay. */
#ifndef BL_STORE_BLACK_H
#define BL_STORE_BLACK_H

#include "store/internal.h"

struct bl__black {
    struct bl__rows far;  /* const char *: full name and addresses; taken out of every text */
    struct bl__rows near; /* first name, last name, quotes: only of texts that are known to speak of the person */
};
/* Adds s blacked out; true when anything was. */
bool bl__black_text(const struct bl__black *black, const char *s, size_t n, bool near, struct bl_buf *out);
/* Makes bl_black(text, near) of SQL speak of this; NULL: nothing is blacked out. */
enum bl_status bl__black_use(struct bl_store *store, const struct bl__black *black, struct bl_error *err) BL_NODISCARD;

#endif
