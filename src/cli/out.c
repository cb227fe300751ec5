/* Where everything printed goes through. Human text is composed freely, with style marks in it, and cleaned once more at the gate, so that a forgotten
 * cleaning cannot become an escape sequence on somebody's terminal. JSON goes out as it is: its writer escapes control characters.
 * Output is gathered and written in pieces; a full disk is found when closing, and is an error of the run. */
#include "cli/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 1 << 16 };

/* Our own glyphs, and the look-alikes people paste, for terminals that do not read UTF-8. */
static const struct {
    const char *glyph, *ascii;
} fallbacks[] = {
    {"“", "\""}, {"”", "\""}, {"„", "\""}, {"‘", "'"}, {"’", "'"}, {"→", "->"}, {"←", "<-"}, {"…", "..."},      {"—", "-"},
    {"–", "-"},  {"−", "-"},  {"·", "."},  {"×", "x"}, {"÷", "/"}, {"≤", "<="}, {"≥", ">="}, {"█", "#"},        {"▏", "|"},
    {"░", "."},  {"▸", ">"},  {"◂", "<"},  {"●", "*"}, {"○", "o"}, {"✓", "ok"}, {"±", "+-"}, {"\xc2\xa0", " "},
};

static void add_ascii(struct bl_buf *to, const struct out *out, const char *s, size_t n) {
    while (n) {
        struct bl_grapheme g = bl_text_next(s, n);
        if (!g.bytes) return;
        const char *ascii = NULL;
        for (size_t i = 0; !ascii && i < sizeof fallbacks / sizeof *fallbacks; i++) {
            if (strlen(fallbacks[i].glyph) == g.bytes && memcmp(s, fallbacks[i].glyph, g.bytes) == 0) ascii = fallbacks[i].ascii;
        }
        /* A terminal that reads bytes would take parts of UTF-8 for control codes (C1); a pipe keeps the name as it is. */
        if (!ascii && (unsigned char)*s >= 0x80 && out->tty && !out->locale_utf8) ascii = g.cells == 2 ? "??" : "?";
        if (ascii)
            bl_buf_str(to, ascii);
        else
            bl_buf_add(to, s, g.bytes);
        s += g.bytes;
        n -= g.bytes;
    }
}

static void add_style(struct bl_buf *to, const struct out *out, char mark) {
    if (!out->color) return;
    switch (mark) {
    case 'b': bl_buf_str(to, "\033[1m"); break;
    case 'd': bl_buf_str(to, "\033[2m"); break;
    case 'w': bl_buf_str(to, "\033[33m"); break;
    case 'g': bl_buf_str(to, "\033[32m"); break;
    default: bl_buf_str(to, "\033[0m"); break;
    }
}

void out_gate(struct bl_buf *to, const struct out *out, const char *s, size_t n, bool lines) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    for (const char *end = s + n; s < end;) {
        const char *mark = memchr(s, '\001', (size_t)(end - s));
        const char *stop = mark ? mark : end;
        clean.len = 0;
        bl_text_clean(&clean, s, (size_t)(stop - s), lines);
        if (clean.failed) to->failed = true;
        if (out->unicode)
            bl_buf_add(to, bl_buf_text(&clean), clean.len);
        else
            add_ascii(to, out, bl_buf_text(&clean), clean.len);
        if (!mark) return;
        if (mark + 1 < end) add_style(to, out, mark[1]);
        s = mark + 2;
    }
}

void out_str(struct out *out, const char *s) {
    bl_buf_str(&out->data, s);
    if (out->data.len >= FLUSH_AT) out_flush(out);
}

void out_fmt(struct out *out, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(&out->data, fmt, ap);
    va_end(ap);
    if (out->data.len >= FLUSH_AT) out_flush(out);
}

/* People are in it: readable by the user alone. */
static void open_file(struct out *out) {
    int fd = open(out->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    out->file = fd < 0 ? NULL : fdopen(fd, "w");
    if (out->file) return;
    out->error = errno;
    out->failed = true;
    if (fd >= 0) close(fd);
}

void out_flush(struct out *out) {
    if (out->data.failed) {
        out->failed = true;
        out->error = ENOMEM;
    }
    if (out->failed || !out->data.len) return;
    if (!out->file && out->path) open_file(out);
    if (out->failed) return;
    BL_AUTO(bl_buf) struct bl_buf gated = {0};
    const struct bl_buf *what = &out->data;
    if (!out->raw) {
        out_gate(&gated, out, out->data.data, out->data.len, true);
        what = &gated;
    }
    errno = what->failed ? ENOMEM : 0;
    if (what->failed || fwrite(bl_buf_text(what), 1, what->len, out->file) != what->len) {
        out->failed = true;
        out->error = errno;
    }
    bl_buf_cut(&out->data, 0);
}

enum bl_status out_close(struct out *out, struct bl_error *err) {
    out_flush(out);
    if (out->path && !out->file && !out->failed) open_file(out); /* nothing to say is an empty file, not none */
    if (out->file && fflush(out->file) != 0 && !out->failed) {
        out->failed = true;
        out->error = errno;
    }
    if (out->file && out->path && fclose(out->file) != 0 && !out->failed) {
        out->failed = true;
        out->error = errno;
    }
    if (out->path) out->file = NULL;
    bl_buf_free(&out->data);
    out->data = (struct bl_buf){0};
    if (!out->failed) return BL_OK;
    const char *where = out->path ? out->path : "standard output";
    return bl_fail(err, BL_FAILED, "cannot write to %s: %s", where, strerror(out->error ? out->error : EIO));
}

/* ---- aligned columns ---------------------------------------------------------------------------------------------------- */

/* Cells of a clean text, its style marks not counted. */
static int visible(const char *s) {
    int cells = 0;
    while (s && *s) {
        const char *mark = strchr(s, '\001');
        cells += bl_text_width(s, mark ? (size_t)(mark - s) : strlen(s));
        s = mark && mark[1] ? mark + 2 : NULL;
    }
    return cells;
}

/* Takes from the widest of the columns that may be cut until the line fits. */
static void squeeze(struct table *table, int columns) {
    for (;;) {
        int total = 2 * ((int)table->ncols - 1), widest = -1;
        for (size_t c = 0; c < table->ncols; c++) {
            total += table->width[c];
            bool may = table->cols[c].max > 0 && table->width[c] > 8;
            if (may && (widest < 0 || table->width[c] > table->width[widest])) widest = (int)c;
        }
        if (total <= columns || widest < 0) return;
        table->width[widest]--;
    }
}

static void measure(struct table *table, const char *const *cells, size_t rows, int columns) {
    for (size_t c = 0; c < table->ncols; c++) {
        int width = visible(table->cols[c].head);
        for (size_t r = 0; r < rows; r++) {
            int cell = visible(cells[r * table->ncols + c]);
            if (cell > width) width = cell;
        }
        if (columns > 0 && table->cols[c].max && width > table->cols[c].max) width = table->cols[c].max;
        table->width[c] = width;
    }
    if (columns > 0) squeeze(table, columns);
}

static void table_line(struct bl_buf *line, const struct table *table, const char *const *cells, const struct out *out, bool cut) {
    size_t last = table->ncols;
    while (last > 1 && (!cells[last - 1] || !*cells[last - 1])) last--;
    for (size_t c = 0; c < last; c++) {
        const char *cell = cells[c] ? cells[c] : "";
        int width = table->width[c], cells_wide = visible(cell);
        size_t pad = cells_wide < width ? (size_t)(width - cells_wide) : 0;
        if (table->cols[c].right) bl_buf_fill(line, ' ', pad);
        if (cut && cells_wide > width && !strchr(cell, '\001'))
            bl_text_cut(line, cell, width, out->unicode);
        else
            bl_buf_str(line, cell);
        if (c + 1 == last) break;
        if (!table->cols[c].right) bl_buf_fill(line, ' ', pad);
        bl_buf_str(line, "  ");
    }
}

void out_table(struct out *out, struct table *table, const char *const *cells, size_t rows, int columns) {
    const char *heads[16] = {0};
    bool first = !table->begun;
    if (first) measure(table, cells, rows, columns);
    table->begun = true;
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    if (first && table->cols[0].head) {
        for (size_t c = 0; c < table->ncols; c++) heads[c] = table->cols[c].head;
        bl_buf_str(&line, S_DIM);
        table_line(&line, table, heads, out, columns > 0);
        bl_buf_str(&line, S_OFF "\n");
    }
    for (size_t r = 0; r < rows; r++) {
        table_line(&line, table, cells + r * table->ncols, out, columns > 0);
        bl_buf_chr(&line, '\n');
    }
    if (line.failed) out->data.failed = true;
    out_str(out, bl_buf_text(&line));
}
