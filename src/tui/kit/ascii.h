/* Within the kit: what stands for a character on a terminal that shows only ASCII. */
#ifndef BL_TUI_ASCII_H
#define BL_TUI_ASCII_H

#include <stddef.h>
#include <stdint.h>

/* One printable ASCII character for the grapheme of n bytes at s: itself, its base letter, a look-alike, else '?'. */
char ascii_of(const char *s, size_t n);
/* The code point at s (n > 0 bytes of valid UTF-8; anything else gives the first byte). */
uint32_t ascii_decode(const char *s, size_t n);
/* Writes the code point as UTF-8 with a NUL after it; returns its bytes, 0 when it is none. */
size_t ascii_encode(uint32_t point, char out[5]);

#endif
