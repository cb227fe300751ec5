/* What every fuzz target shares: the entry point libFuzzer and the plain driver call, and a check that tells what broke. */
#ifndef BL_TESTS_FUZZ_H
#define BL_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* A target that takes long says so by defining it: then only whole files are replayed, not every beginning of them. */
extern const int fuzz_whole_files __attribute__((weak));

/* Not assert(): it must hold in every build. */
#define HOLDS(condition)                                                                                                                   \
    do {                                                                                                                                   \
        if (!(condition)) {                                                                                                                \
            (void)fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                                           \
            abort();                                                                                                                       \
        }                                                                                                                                  \
    } while (0)

#endif
