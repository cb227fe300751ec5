/* Errors of the filter language: what is wrong, the source, and a caret under the place.
 *
 * Source and caret are measured in cells of the *cleaned* source, since that is what will stand above the caret; a source wider than a usual
 * terminal is shown as a window around the place, or the terminal would wrap it and the caret would point at nothing. */
#include "filter_parts.h"

#include "bowline/text.h"

#include <stdio.h>
#include <string.h>

enum {
    WIDEST = 76,      /* cells of source shown */
    BEFORE_MOST = 44, /* cells of it before the caret when it is a window */
    BYTES_MOST = 160  /* bytes on either side: err->text is small and a character may have many marks */
};

/* The end of the text before the place, as much as fits. */
static size_t window_start(const struct bl_buf *before, int cells) {
    size_t start = before->len;
    int used = 0;
    while (start > 0) {
        size_t prev = bl_text_prev(before->data, start);
        int width = bl_text_width(before->data + prev, start - prev);
        if (used + width > cells || before->len - prev > BYTES_MOST) break;
        used += width;
        start = prev;
    }
    return start;
}

static size_t window_end(const struct bl_buf *after, int cells) {
    size_t n = after->len < BYTES_MOST ? after->len : BYTES_MOST;
    while (n > 0 && n < after->len && ((unsigned char)after->data[n] & 0xC0) == 0x80) n--;
    return n > 0 ? bl_text_fit(after->data, n, cells, NULL) : 0;
}

static void add_source(struct bl_buf *out, const struct bl_buf *before, const struct bl_buf *after) {
    int left = before->len > 0 ? bl_text_width(before->data, before->len) : 0;
    int right = after->len > 0 ? bl_text_width(after->data, after->len) : 0;
    bool whole = left + right <= WIDEST && before->len <= BYTES_MOST && after->len <= BYTES_MOST;
    size_t start = whole ? 0 : window_start(before, BEFORE_MOST);
    size_t end = whole ? after->len : window_end(after, WIDEST - BEFORE_MOST - 2);
    bl_buf_chr(out, '\n');
    if (start > 0) bl_buf_str(out, "…");
    if (before->len > start) bl_buf_add(out, before->data + start, before->len - start);
    if (end > 0) bl_buf_add(out, after->data, end);
    if (end < after->len) bl_buf_str(out, "…");
    int column = (start > 0 ? 1 : 0) + (before->len > start ? bl_text_width(before->data + start, before->len - start) : 0);
    bl_buf_chr(out, '\n');
    bl_buf_fill(out, ' ', (size_t)column);
    bl_buf_chr(out, '^');
}

/* Puts source and caret under the message, keeping the hint. */
static enum bl_status point(struct bl__filtering *f, size_t at, const char *message) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    BL_AUTO(bl_buf) struct bl_buf before = {0};
    BL_AUTO(bl_buf) struct bl_buf after = {0};
    bl_text_clean(&before, f->src, at, false);
    bl_text_clean(&after, f->src + at, f->n - at, false);
    bl_text_clean(&out, message, strlen(message), false); /* it may quote the source: only its own line breaks count */
    add_source(&out, &before, &after);
    if (out.failed || before.failed || after.failed) return bl_nomem(f->err);
    f->err->status = BL_USAGE;
    (void)snprintf(f->err->text, sizeof f->err->text, "%s", out.data);
    return BL_USAGE;
}

enum bl_status bl__filter_point(struct bl__filtering *f, size_t at) {
    char message[160];
    if (f->err->status == BL_NOMEM) return BL_NOMEM;
    (void)snprintf(message, sizeof message, "%.*s", (int)sizeof message - 1, f->err->text);
    return point(f, at, message);
}

enum bl_status bl__filter_fail(struct bl__filtering *f, size_t at, const char *fmt, ...) {
    char message[160];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    f->err->hint[0] = '\0';
    return point(f, at, message);
}

enum bl_status bl__filter_empty(struct bl__filtering *f) {
    int len = f->empty.len < 40 ? (int)f->empty.len : 40;
    return bl__filter_fail(f, f->empty.at, "there is nothing in “%.*s” to look for", len, f->src + f->empty.at);
}
