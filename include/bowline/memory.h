/* Two containers that carry nearly every allocation: the arena (freed as one) and the growing byte buffer. */
#ifndef BOWLINE_MEMORY_H
#define BOWLINE_MEMORY_H

#include "bowline/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

/* Arena: results of the library live here and go together. Zero-initialise to make one. Not for threads. */
struct bl_arena_block;
struct bl_arena {
    struct bl_arena_block *head;
    size_t used; /* bytes handed out, all blocks */
};
/* `n` zeroed bytes aligned for any type, or NULL when memory is out (the arena stays usable). */
void *bl_arena_alloc(struct bl_arena *arena, size_t n) BL_NODISCARD;
/* `count` zeroed items of `size` bytes; NULL on overflow or no memory. */
void *bl_arena_array(struct bl_arena *arena, size_t count, size_t size) BL_NODISCARD;
/* Copy of n bytes with a NUL after them; s == NULL gives NULL. */
char *bl_arena_copy(struct bl_arena *arena, const char *s, size_t n) BL_NODISCARD;
char *bl_arena_str(struct bl_arena *arena, const char *s) BL_NODISCARD;
char *bl_arena_printf(struct bl_arena *arena, const char *fmt, ...) BL_PRINTF(2, 3) BL_NODISCARD;
/* Frees all; the arena is empty and usable again. */
void bl_arena_free(struct bl_arena *arena);

/* Buffer: zero-initialise; `data` is NUL-terminated whenever it is not NULL. A failed growth sets `failed` and later
 * adds do nothing, so a run of adds is checked once at its end. */
struct bl_buf {
    char *data;
    size_t len, cap;
    bool failed;
};
void bl_buf_add(struct bl_buf *buf, const void *bytes, size_t n);
void bl_buf_str(struct bl_buf *buf, const char *s); /* NULL adds nothing */
void bl_buf_chr(struct bl_buf *buf, char c);
void bl_buf_fill(struct bl_buf *buf, char c, size_t n);
void bl_buf_addf(struct bl_buf *buf, const char *fmt, ...) BL_PRINTF(2, 3);
void bl_buf_vaddf(struct bl_buf *buf, const char *fmt, va_list ap) BL_PRINTF(2, 0);
/* Cuts to n bytes (n ≤ len). */
void bl_buf_cut(struct bl_buf *buf, size_t n);
/* The text so far, "" when empty; borrowed. */
const char *bl_buf_text(const struct bl_buf *buf);
void bl_buf_free(struct bl_buf *buf);

/* Scope clean-up: `BL_AUTO(bl_buf) struct bl_buf b = {0};` */
#define BL_AUTO(type) __attribute__((cleanup(type##_free)))

/* A list of borrowed strings, and of name = value pairs; the memory is an arena's or the caller's. */
struct bl_strs {
    const char **at;
    size_t n;
};
struct bl_pair {
    const char *name, *value; /* value NULL: unset */
};
struct bl_pairs {
    struct bl_pair *at;
    size_t n;
};
struct bl_ids {
    int64_t *at;
    size_t n;
};

#endif
