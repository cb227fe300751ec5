/* vCard files as rows of an import: card.c reads the records, cardvalue.c makes people of them. A row of a vCard has a cell for each content line, unfolded. */
#ifndef BL_EXCHANGE_CARD_H
#define BL_EXCHANGE_CARD_H

#include "exchange/internal.h"

/* Do n bytes of text begin like a vCard? */
bool bl__cards_are(const char *s, size_t n);
struct bl__cards;
/* Reads records of source->text from its beginning. The source is borrowed and must not be used beside. */
enum bl_status bl__cards_open(struct bl__source *source, struct bl__cards **out, struct bl_error *err) BL_NODISCARD;
/* Longest card kept (BL__RECORD_MAX unless said): tests make it small. */
void bl__cards_limit(struct bl__cards *cards, size_t bytes);
/* The next card, or what stands where a card should; *end when there is none. raw is the card without pictures, its lines ended by LF. */
enum bl_status bl__cards_next(struct bl__cards *cards, struct bl__row *row, bool *end, struct bl_error *err) BL_NODISCARD;
/* Byte of source->text where the next record begins. */
size_t bl__cards_at(const struct bl__cards *cards);
void bl__cards_close(struct bl__cards *cards); /* NULL is fine */

/* A plan whose columns are the properties there are, those first that are understood; samples from the text at hand. */
enum bl_status bl__card_plan(const struct bl_buf *text, struct bl_arena *arena, struct bl__plan *out, struct bl_error *err) BL_NODISCARD;
/* One card → one person, as bl__values_read does it for a row of a table. */
enum bl__verdict bl__card_read(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row);
/* A content line taken apart; params: between the first ; and the : */
struct bl__property {
    const char *name, *params, *value;
    size_t name_n, params_n, n;
};
/* The value of a parameter; n bytes with the escapes taken off, as a text of its own; NULL for none; the next component up to a separator (false at the end). */
bool bl__card_param(const struct bl__property *p, const char *wanted, const char **value, size_t *n);
const char *bl__card_plain(struct bl__values *values, const char *s, size_t n);
const char *bl__card_filled(const char *text);
bool bl__card_component(const char **s, size_t *n, char separator, const char **part, size_t *len);

/* cardextra.c: fields of one's own, from a value, a day, an address; and what a line beside it says that it is, or NULL. */
void bl__card_own(struct bl__values *v, const char *name, const char *value);
void bl__card_day(struct bl__values *v, const struct bl__property *p, const char *name, const char *s, size_t n);
void bl__card_address(struct bl__values *v, const char *name, const char *s, size_t n);
const char *bl__card_label(struct bl__values *v, const struct bl__row *row, const struct bl__cell *cell);

/* Adds a rejected card with the reason in a property that an import passes over. */
void bl__card_reject(struct bl_buf *out, const struct bl__row *row, const char *reason);

#endif
