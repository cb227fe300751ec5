/* UUIDv7 and the random numbers under it.
 *
 * xoshiro256** seeded once per opened store: names of rows need to be unlikely to meet, not secret, and a million imported people must
 * not cost a million system calls. A seed other than 0 makes a run repeatable (demo book, tests). */
#include "bowline/uuid.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static uint64_t splitmix(uint64_t *x) {
    uint64_t z = (*x += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

enum bl_status bl_entropy_open(uint64_t seed, struct bl_entropy *out, struct bl_error *err) {
    struct bl_entropy made;
    if (seed == 0) {
        if (getentropy(made.state, sizeof made.state) != 0)
            return bl_fail(err, BL_FAILED, "the system gives no random numbers: %s", strerror(errno));
        if (!(made.state[0] | made.state[1] | made.state[2] | made.state[3])) made.state[0] = 1; /* the one state that never leaves zero */
    } else {
        uint64_t x = seed;
        for (int i = 0; i < 4; i++) made.state[i] = splitmix(&x);
    }
    *out = made;
    return BL_OK;
}

static uint64_t rotl(uint64_t x, int k) {
    return (x << k) | (x >> (64 - k));
}

uint64_t bl_entropy_next(struct bl_entropy *entropy) {
    uint64_t *s = entropy->state;
    uint64_t result = rotl(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
}

struct bl_uuid bl_uuid7(int64_t ms, struct bl_entropy *entropy) {
    struct bl_uuid uuid;
    uint64_t stamp = (uint64_t)(ms < 0 ? 0 : ms) & 0xFFFFFFFFFFFFu;
    uint64_t high = (stamp << 16) | 0x7000u | (bl_entropy_next(entropy) & 0x0FFFu);
    uint64_t low = (bl_entropy_next(entropy) & 0x3FFFFFFFFFFFFFFFu) | 0x8000000000000000u;
    for (int i = 0; i < 8; i++) {
        uuid.at[i] = (uint8_t)(high >> (56 - 8 * i));
        uuid.at[8 + i] = (uint8_t)(low >> (56 - 8 * i));
    }
    return uuid;
}

const char *bl_uuid_text(const struct bl_uuid *uuid, char out[BL_UUID_TEXT]) {
    static const char hex[] = "0123456789abcdef";
    char *p = out;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) *p++ = '-';
        *p++ = hex[uuid->at[i] >> 4];
        *p++ = hex[uuid->at[i] & 15];
    }
    *p = '\0';
    return out;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

enum bl_status bl_uuid_parse(const char *text, struct bl_uuid *out, struct bl_error *err) {
    struct bl_uuid uuid;
    const char *p = text;
    bool good = text != NULL;
    for (int i = 0; good && i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) good = *p++ == '-';
        int high = good ? hex_value(p[0]) : -1;
        int low = high < 0 ? -1 : hex_value(p[1]);
        good = low >= 0;
        if (good) uuid.at[i] = (uint8_t)(high * 16 + low);
        p += good ? 2 : 0;
    }
    if (!good || *p != '\0')
        return bl_fail(err, BL_USAGE, "“%s” is no uid: 32 hexadecimal digits in groups of 8-4-4-4-12 were expected", text ? text : "");
    *out = uuid;
    return BL_OK;
}
