/* Chance that repeats: a seed gives the same history on every machine. */
#ifndef TESTS_STORE_CHANCE_H
#define TESTS_STORE_CHANCE_H

#include <stdint.h>

struct random {
    uint64_t state; /* never 0 */
};

static inline int pick(struct random *r, int n) { /* 0 … n − 1, by xorshift64* */
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (int)((r->state * 2685821657736338717u >> 33) % (uint64_t)n);
}

#endif
