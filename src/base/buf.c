/* The growing byte buffer: every text the program makes is added up here.
 *
 * A failed growth is remembered instead of returned, so that a writer of forty pieces checks once. */
#include "bowline/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CAP_FIRST ((size_t)64)

/* Room for n more bytes and the NUL after them. */
static bool grow(struct bl_buf *buf, size_t n) {
    if (buf->failed) return false;
    if (buf->data && buf->cap - buf->len > n) return true;
    if (n >= SIZE_MAX / 4 - buf->len) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->len + n + 1;
    size_t cap = buf->cap ? buf->cap : CAP_FIRST;
    while (cap < need) cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    char *data = realloc(buf->data, cap);
    if (!data) {
        buf->failed = true;
        return false;
    }
    buf->data = data;
    buf->cap = cap;
    return true;
}

void bl_buf_add(struct bl_buf *buf, const void *bytes, size_t n) {
    if (!grow(buf, n)) return;
    if (n) memcpy(buf->data + buf->len, bytes, n);
    buf->len += n;
    buf->data[buf->len] = '\0';
}

void bl_buf_str(struct bl_buf *buf, const char *s) {
    if (s) bl_buf_add(buf, s, strlen(s));
}

void bl_buf_chr(struct bl_buf *buf, char c) {
    bl_buf_add(buf, &c, 1);
}

void bl_buf_fill(struct bl_buf *buf, char c, size_t n) {
    if (!grow(buf, n)) return;
    memset(buf->data + buf->len, c, n);
    buf->len += n;
    buf->data[buf->len] = '\0';
}

void bl_buf_vaddf(struct bl_buf *buf, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n < 0)
        buf->failed = true;
    else if (grow(buf, (size_t)n)) {
        vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, again);
        buf->len += (size_t)n;
    }
    va_end(again);
}

void bl_buf_addf(struct bl_buf *buf, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(buf, fmt, ap);
    va_end(ap);
}

void bl_buf_cut(struct bl_buf *buf, size_t n) {
    if (n >= buf->len) return;
    buf->len = n;
    buf->data[n] = '\0';
}

const char *bl_buf_text(const struct bl_buf *buf) {
    return buf->data ? buf->data : "";
}

void bl_buf_free(struct bl_buf *buf) {
    free(buf->data);
    *buf = (struct bl_buf){0};
}
