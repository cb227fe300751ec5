/* Open addressing with linear probing, grown by half: a million people with two keys each stay near 24 MiB. */
#include "store/known.h"

#include <stdlib.h>

enum { FIRST_SIZE = 1 << 15 };

/* FNV-1a, its upper half folded in. */
uint32_t bl__known_print(int domain, const char *bytes, size_t n) {
    uint64_t h = 14695981039346656037u ^ (uint64_t)(unsigned)domain;
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)bytes[i]) * 1099511628211u;
    return (uint32_t)(h ^ (h >> 32));
}

static uint32_t home(uint32_t print, uint32_t size) {
    return (uint32_t)(((uint64_t)(print * 0x9e3779b9u) * size) >> 32);
}

static uint32_t after(uint32_t i, uint32_t size) {
    return i + 1 == size ? 0 : i + 1;
}

static void place(struct bl__known *known, struct bl__known_slot slot) {
    uint32_t i = home(slot.print, known->size), alike = 0;
    for (; known->slots[i].person; i = after(i, known->size))
        if (known->slots[i].print == slot.print && ++alike == BL__KNOWN_ALIKE) return;
    known->slots[i] = slot;
    known->used++;
}

static enum bl_status grow(struct bl__known *known, struct bl_error *err) {
    struct bl__known bigger = {.size = known->size ? known->size + known->size / 2 : FIRST_SIZE};
    bigger.slots = calloc(bigger.size, sizeof *bigger.slots);
    if (!bigger.slots) return bl_nomem(err);
    /* From a free slot on, so that those of one fingerprint keep their order across the seam. */
    uint32_t start = 0;
    while (start < known->size && known->slots[start].person) start++;
    for (uint32_t k = 0, i = start; k < known->size; k++, i = after(i, known->size))
        if (known->slots[i].person) place(&bigger, known->slots[i]);
    free(known->slots);
    *known = bigger;
    return BL_OK;
}

enum bl_status bl__known_add(struct bl__known *known, uint32_t print, int64_t person, struct bl_error *err) {
    if (person <= 0 || person > UINT32_MAX) return bl_fail(err, BL_FAILED, "more people than an import can hold");
    if ((uint64_t)known->used * 5 >= (uint64_t)known->size * 4) {
        enum bl_status status = grow(known, err);
        if (status != BL_OK) return status;
    }
    place(known, (struct bl__known_slot){print, (uint32_t)person});
    return BL_OK;
}

int64_t bl__known_next(const struct bl__known *known, uint32_t print, uint32_t *cursor) {
    if (!known->size) return 0;
    for (uint32_t k = *cursor, i = (uint32_t)((home(print, known->size) + (uint64_t)k) % known->size); known->slots[i].person;
         i = after(i, known->size)) {
        k++;
        if (known->slots[i].print != print) continue;
        *cursor = k;
        return known->slots[i].person;
    }
    return 0;
}

void bl__known_free(struct bl__known *known) {
    free(known->slots);
    *known = (struct bl__known){0};
}
