/* Who is known already, in memory: for a bulk step that outgrows the indexes. */
#ifndef BL_STORE_KNOWN_H
#define BL_STORE_KNOWN_H

#include "bowline/status.h"

#include <stdbool.h>
#include <stdint.h>

/* Fingerprints → people, 8 bytes a slot. Several people may stand under one fingerprint, so every hit has to be checked against the row itself; a miss is
 * certain. Under one fingerprint no more than BL__KNOWN_ALIKE are kept: a file with a million rows of one name must not make a list of a million.
 * The slots are spread over many small tables, each of which grows by itself: one large table would stand in memory twice while it grows. */
enum { BL__KNOWN_ALIKE = 64, BL__KNOWN_TABLES = 64 };
struct bl__known {
    struct bl__known_table {
        struct bl__known_slot {
            uint32_t print, person; /* person 0: free */
        } * slots;
        uint32_t size, used;
    } table[BL__KNOWN_TABLES];
};

/* What a fingerprint is of, beside the kinds of addresses (enum bl_handle_kind). */
enum { BL__KNOWN_NAME = 0, BL__KNOWN_NAMESAKE = 64 /* the name and the company */ };
/* Fingerprint of n bytes in a domain; of two texts, one after the other. */
uint32_t bl__known_print(int domain, const char *bytes, size_t n);
uint32_t bl__known_print2(int domain, const char *a, size_t an, const char *b, size_t bn);
enum bl_status bl__known_add(struct bl__known *known, uint32_t print, int64_t person, struct bl_error *err) BL_NODISCARD;
/* The people under a fingerprint, one a call, in the order they were added; 0 after the last. *cursor is 0 at the beginning. */
int64_t bl__known_next(const struct bl__known *known, uint32_t print, uint32_t *cursor);
void bl__known_free(struct bl__known *known);

#endif
