/* Open addressing with linear probing, each table grown by half: a million people with three keys each stay near 32 MiB. */
#include "store/known.h"

#include <stdlib.h>

enum { FIRST_SIZE = 1 << 8, TABLE_BITS = 6 };
_Static_assert(BL__KNOWN_TABLES == 1 << TABLE_BITS, "the upper bits choose the table");

/* FNV-1a, its upper half folded in. */
static uint64_t mix(uint64_t h, const char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)bytes[i]) * 1099511628211u;
    return h;
}

uint32_t bl__known_print(int domain, const char *bytes, size_t n) {
    return bl__known_print2(domain, bytes, n, "", 0);
}

/* A byte that no key holds stands between the two. */
uint32_t bl__known_print2(int domain, const char *a, size_t an, const char *b, size_t bn) {
    uint64_t h = mix(14695981039346656037u ^ (uint64_t)(unsigned)domain, a, an);
    if (bn) h = mix(mix(h, "\n", 1), b, bn);
    return (uint32_t)(h ^ (h >> 32));
}

static uint32_t spread(uint32_t print) {
    return print * 0x9e3779b9u;
}

static size_t table_of(uint32_t print) {
    return spread(print) >> (32 - TABLE_BITS);
}

static uint32_t home(uint32_t print, uint32_t size) {
    return (uint32_t)(((uint64_t)(spread(print) << TABLE_BITS) * size) >> 32);
}

static uint32_t after(uint32_t i, uint32_t size) {
    return i + 1 == size ? 0 : i + 1;
}

static void place(struct bl__known_table *table, struct bl__known_slot slot) {
    uint32_t i = home(slot.print, table->size), alike = 0;
    for (; table->slots[i].person; i = after(i, table->size))
        if (table->slots[i].print == slot.print && ++alike == BL__KNOWN_ALIKE) return;
    table->slots[i] = slot;
    table->used++;
}

static enum bl_status grow(struct bl__known_table *table, struct bl_error *err) {
    struct bl__known_table bigger = {.size = table->size ? table->size + table->size / 2 : FIRST_SIZE};
    bigger.slots = calloc(bigger.size, sizeof *bigger.slots);
    if (!bigger.slots) return bl_nomem(err);
    /* From a free slot on, so that those of one fingerprint keep their order across the seam. */
    uint32_t start = 0;
    while (start < table->size && table->slots[start].person) start++;
    for (uint32_t k = 0, i = start; k < table->size; k++, i = after(i, table->size))
        if (table->slots[i].person) place(&bigger, table->slots[i]);
    free(table->slots);
    *table = bigger;
    return BL_OK;
}

enum bl_status bl__known_add(struct bl__known *known, uint32_t print, int64_t person, struct bl_error *err) {
    struct bl__known_table *table = &known->table[table_of(print)];
    if (person <= 0 || person > UINT32_MAX) return bl_fail(err, BL_FAILED, "more people than an import can hold");
    if ((uint64_t)table->used * 5 >= (uint64_t)table->size * 4) {
        enum bl_status status = grow(table, err);
        if (status != BL_OK) return status;
    }
    place(table, (struct bl__known_slot){print, (uint32_t)person});
    return BL_OK;
}

int64_t bl__known_next(const struct bl__known *known, uint32_t print, uint32_t *cursor) {
    const struct bl__known_table *table = &known->table[table_of(print)];
    if (!table->size) return 0;
    for (uint32_t k = *cursor, i = (uint32_t)((home(print, table->size) + (uint64_t)k) % table->size); table->slots[i].person;
         i = after(i, table->size)) {
        k++;
        if (table->slots[i].print != print) continue;
        *cursor = k;
        return table->slots[i].person;
    }
    return 0;
}

void bl__known_free(struct bl__known *known) {
    for (size_t i = 0; i < BL__KNOWN_TABLES; i++) free(known->table[i].slots);
    *known = (struct bl__known){0};
}
