/* Pages of lines: see pen.h. Text is cleaned before it is measured, so that what is counted is what is drawn. */
#include "tui/screen/pen.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>

int pen_row(const struct pen *pen) {
    return pen->line - pen->scroll;
}

int pen_put(struct pen *pen, int col, struct style style, const char *text) {
    int end = col + bl_text_cells(text);
    put(pen->area, pen_row(pen), col, style, text);
    return end < pen->area.cols ? end : pen->area.cols;
}

int pen_putf(struct pen *pen, int col, struct style style, const char *fmt, ...) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(&text, fmt, ap);
    va_end(ap);
    return pen_put(pen, col, style, bl_buf_text(&text));
}

/* Bytes of the line that begins at text: up to a newline, or to the last blank before `cells` are full. *next gets where the following one begins. */
static size_t line_of(const char *text, size_t n, int cells, size_t *next) {
    static const char dot[] = "· ";
    const char *end = memchr(text, '\n', n);
    size_t len = end ? (size_t)(end - text) : n, fit = bl_text_fit(text, len, cells, NULL);
    if (fit >= len) {
        *next = end ? len + 1 : len;
        return len;
    }
    size_t cut = fit;
    while (cut > 0 && text[cut] != ' ') cut--;
    if (cut == 0) cut = fit ? fit : bl_text_next(text, len).bytes;
    *next = cut;
    while (*next < len && text[*next] == ' ') (*next)++;
    if (len - *next > sizeof dot - 1 && memcmp(text + *next, dot, sizeof dot - 1) == 0)
        *next += sizeof dot - 1; /* the break parts enough */
    if (cut > sizeof dot - 1 && text[cut - (sizeof dot - 1)] == ' ' && memcmp(text + cut - (sizeof dot - 2), dot, sizeof dot - 2) == 0)
        cut -= sizeof dot - 1;
    return cut;
}

void pen_wrap_most(struct pen *pen, int col, struct style style, const char *text, int most) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0}, line = {0};
    if (text) bl_text_clean(&clean, text, strlen(text), true);
    const char *s = bl_buf_text(&clean);
    size_t n = clean.len, at = 0;
    int cells = pen->area.cols - col - 1 > 4 ? pen->area.cols - col - 1 : 4;
    for (int done = 0; at < n && done < most; done++, pen->line++) {
        size_t next = 0, len = line_of(s + at, n - at, cells, &next);
        bl_buf_cut(&line, 0);
        bl_buf_add(&line, s + at, len);
        if (done == most - 1 && at + next < n) bl_buf_str(&line, " …");
        int row = pen_row(pen);
        if (row >= 0 && row < pen->area.rows) put(pen->area, row, col, style, bl_buf_text(&line));
        at += next;
    }
}

void pen_wrap(struct pen *pen, int col, struct style style, const char *text) {
    pen_wrap_most(pen, col, style, text, INT_MAX);
}
