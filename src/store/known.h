/* Who is known already, in memory: for a bulk step that outgrows the indexes. */
#ifndef BL_STORE_KNOWN_H
#define BL_STORE_KNOWN_H

#include "bowline/status.h"

#include <stdbool.h>
#include <stdint.h>

/* Fingerprints → people, 8 bytes a slot. Several people may stand under one fingerprint, so every hit has to be checked against the row itself; a miss is
 * certain. Under one fingerprint no more than BL__KNOWN_ALIKE are kept: a file with a million rows of one name must not make a list of a million. */
struct bl__known {
    struct bl__known_slot {
        uint32_t print, person; /* person 0: free */
    } * slots;
    uint32_t size, used;
};
enum { BL__KNOWN_ALIKE = 64 };

/* Fingerprint of n bytes in a domain: an address kind, or 0 for names. */
uint32_t bl__known_print(int domain, const char *bytes, size_t n);
enum bl_status bl__known_add(struct bl__known *known, uint32_t print, int64_t person, struct bl_error *err) BL_NODISCARD;
/* The people under a fingerprint, one a call, in the order they were added; 0 after the last. *cursor is 0 at the beginning. */
int64_t bl__known_next(const struct bl__known *known, uint32_t print, uint32_t *cursor);
void bl__known_free(struct bl__known *known);

#endif
