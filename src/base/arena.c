/* The arena: what a call returns lives and goes together, so no caller frees a tree by hand.
 *
 * Blocks double from 4 KiB to 256 KiB, so a small answer costs one malloc and a big one few; a request larger than a block
 * gets a block of its own behind the head, which keeps the head's free space in use. */
#include "bowline/memory.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_FIRST ((size_t)4096)
#define BLOCK_MOST ((size_t)256 * 1024)

struct bl_arena_block {
    struct bl_arena_block *next;
    size_t cap, used;
    alignas(max_align_t) unsigned char data[];
};

static struct bl_arena_block *block_new(size_t cap) {
    if (cap > SIZE_MAX / 4) return NULL; /* no such memory: not worth asking, and checkers take it for a mistake */
    struct bl_arena_block *block = malloc(sizeof *block + cap);
    if (!block) return NULL;
    block->next = NULL;
    block->cap = cap;
    block->used = 0;
    return block;
}

/* A block with room for n bytes: the head, a new head, or one of its own for a large request. */
static struct bl_arena_block *block_for(struct bl_arena *arena, size_t n) {
    struct bl_arena_block *head = arena->head;
    if (head && head->cap - head->used >= n) return head;
    size_t cap = head ? head->cap : BLOCK_FIRST / 2;
    cap = cap >= BLOCK_MOST / 2 ? BLOCK_MOST : cap * 2;
    bool own = n > cap / 2;
    struct bl_arena_block *block = block_new(own ? n : cap);
    if (!block) return NULL;
    if (own && head) {
        block->next = head->next;
        head->next = block;
    } else {
        block->next = head;
        arena->head = block;
    }
    return block;
}

void *bl_arena_alloc(struct bl_arena *arena, size_t n) {
    const size_t align = alignof(max_align_t);
    if (n == 0) n = 1;
    if (n > SIZE_MAX - align) return NULL;
    n = (n + align - 1) / align * align;
    struct bl_arena_block *block = block_for(arena, n);
    if (!block) return NULL;
    void *at = block->data + block->used;
    block->used += n;
    arena->used += n;
    return memset(at, 0, n);
}

void *bl_arena_array(struct bl_arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) return NULL;
    return bl_arena_alloc(arena, count * size);
}

char *bl_arena_copy(struct bl_arena *arena, const char *s, size_t n) {
    if (!s || n == SIZE_MAX) return NULL;
    char *copy = bl_arena_alloc(arena, n + 1);
    if (!copy) return NULL;
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *bl_arena_str(struct bl_arena *arena, const char *s) {
    return s ? bl_arena_copy(arena, s, strlen(s)) : NULL;
}

char *bl_arena_printf(struct bl_arena *arena, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *out = n < 0 ? NULL : bl_arena_alloc(arena, (size_t)n + 1);
    if (out) vsnprintf(out, (size_t)n + 1, fmt, again);
    va_end(again);
    return out;
}

void bl_arena_free(struct bl_arena *arena) {
    struct bl_arena_block *block = arena->head;
    while (block) {
        struct bl_arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->head = NULL;
    arena->used = 0;
}
