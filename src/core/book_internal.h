/* Shared within src/core only: one step of the replay, for book.c (the whole history) and late.c (one entry more). */
#ifndef BL_CORE_BOOK_INTERNAL_H
#define BL_CORE_BOOK_INTERNAL_H

#include "bowline/book.h"

/* Lets one entry act on a standing and fills the entry's derived half. Refused: err->text is the rule alone ("the journey is closed (lost on
 * 2026-03-09)"), for the caller to put the entry's name before it; err->hint the way out; standing and entry are as before. */
enum bl_status bl__book_apply(struct bl_standing *at, struct bl_entry *entry, struct bl_error *err) BL_NODISCARD;

/* Is it an entry at all: the words its act needs, and ranks that exist? */
enum bl_status bl__book_well_formed(const struct bl_entry *entry, struct bl_error *err) BL_NODISCARD;

/* "the close (lost) of 2026-03-09" */
#define BL__ENTRY_SIZE 80
const char *bl__book_describe(const struct bl_entry *entry, char out[BL__ENTRY_SIZE]);

#endif
