/* UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits; the machine name of every row a user makes. */
#ifndef BOWLINE_UUID_H
#define BOWLINE_UUID_H

#include "bowline/status.h"

#include <stdint.h>

struct bl_uuid {
    uint8_t at[16];
};
#define BL_UUID_TEXT 37

/* Random bits for UUIDs. `seed` 0 draws from the system; any other gives a repeatable run (the demo, tests). */
struct bl_entropy {
    uint64_t state[4]; /* xoshiro256** */
};
enum bl_status bl_entropy_open(uint64_t seed, struct bl_entropy *out, struct bl_error *err) BL_NODISCARD;
uint64_t bl_entropy_next(struct bl_entropy *entropy);
struct bl_uuid bl_uuid7(int64_t ms, struct bl_entropy *entropy);
const char *bl_uuid_text(const struct bl_uuid *uuid, char out[BL_UUID_TEXT]);
enum bl_status bl_uuid_parse(const char *text, struct bl_uuid *out, struct bl_error *err) BL_NODISCARD;

#endif
