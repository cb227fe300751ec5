/* The grid. A cell holds a whole grapheme, so that the terminal's idea of its width is never asked for; whatever writes a cell heals the other half
 * of a wide one it cuts. Text passes bl_text_clean on its way in, unless it is printable ASCII already: then it is copied (nearly all of a screen is).
 *
 * The letters of surface_roles: text t · dim i · title h · key k · warn w · good o · quote q · line l · toast s · input n · match m · stages a … g;
 * reverse in upper case; a blank of plain text is a space. */
#include "tui/kit/surface.h"

#include "tui/kit/ascii.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char role_letters[ROLE_COUNT + 1] = "tihkwoqlsnmabcdefg";
static const struct cell blank = {.text = " ", .len = 1, .cells = 1};

static bool grid_size(int rows, int cols, size_t *cells) {
    if (rows < 0 || cols < 0 || rows > SHRT_MAX || cols > SHRT_MAX) return false;
    *cells = (size_t)rows * (size_t)cols;
    return true;
}

bool surface_init(struct surface *surface, int rows, int cols, bool unicode) {
    struct surface made = {.cursor_row = -1, .cursor_col = -1, .unicode = unicode};
    if (!surface_resize(&made, rows, cols)) return false;
    *surface = made;
    return true;
}

bool surface_resize(struct surface *surface, int rows, int cols) {
    size_t cells = 0;
    if (!grid_size(rows, cols, &cells)) return false;
    struct cell *grid = realloc(surface->cells, (cells > 0 ? cells : 1) * sizeof *grid);
    if (grid == NULL) return false;
    surface->cells = grid;
    surface->rows = rows;
    surface->cols = cols;
    surface_clear(surface);
    return true;
}

void surface_free(struct surface *surface) {
    free(surface->cells);
    *surface = (struct surface){.cursor_row = -1, .cursor_col = -1};
}

void surface_clear(struct surface *surface) {
    size_t cells = (size_t)surface->rows * (size_t)surface->cols;
    for (size_t i = 0; i < cells; i++) surface->cells[i] = blank;
    surface->cursor_row = surface->cursor_col = -1;
}

struct area area_all(struct surface *surface) {
    return (struct area){.surface = surface, .rows = surface->rows, .cols = surface->cols};
}

/* Clips a stretch to [0, size); a negative length leaves that much free at the end. */
static void clip(int size, int *at, int *length) {
    int64_t from = *at, to = *length < 0 ? (int64_t)size + *length : from + *length;
    if (from < 0) from = 0;
    if (to > size) to = size;
    if (from > size) from = size;
    *at = (int)from;
    *length = to > from ? (int)(to - from) : 0;
}

struct area area_sub(struct area area, int row, int col, int rows, int cols) {
    clip(area.rows, &row, &rows);
    clip(area.cols, &col, &cols);
    return (struct area){.surface = area.surface, .row = area.row + row, .col = area.col + col, .rows = rows, .cols = cols};
}

/* The cell at (row, col) of the area, NULL outside of it or of the surface. */
static struct cell *cell_at(struct area area, int row, int col) {
    if (row < 0 || col < 0 || row >= area.rows || col >= area.cols) return NULL;
    row += area.row;
    col += area.col;
    if (row < 0 || col < 0 || row >= area.surface->rows || col >= area.surface->cols) return NULL;
    return &area.surface->cells[(size_t)row * (size_t)area.surface->cols + (size_t)col];
}

/* Where a wide character loses one half, the other becomes a blank. A wide one never stands in the last column, nor its half in the first. */
static void heal(struct cell *cell) {
    struct style style = cell->style;
    if (cell->cells == 0) {
        cell[-1] = blank;
        cell[-1].style = style;
    } else if (cell->cells == 2) {
        cell[1] = blank;
        cell[1].style = style;
    }
    *cell = blank;
}

static void set_cell(struct cell *cell, struct style style, const char *text, size_t n, int cells) {
    heal(cell);
    if (cells == 2) heal(cell + 1);
    while (n > CELL_BYTES - 1) { /* cut at a code point */
        n = CELL_BYTES - 1;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) n--;
    }
    memcpy(cell->text, text, n);
    cell->text[n] = '\0';
    cell->len = (unsigned char)n;
    cell->cells = (unsigned char)cells;
    cell->style = style;
    if (cells != 2) return;
    cell[1] = (struct cell){.style = style};
}

/* One clean grapheme at (row, col), if all of it is inside. */
static void draw_grapheme(struct area area, int row, int col, struct style style, const char *text, struct bl_grapheme g) {
    struct cell *cell = cell_at(area, row, col);
    struct cell *last = g.cells == 2 ? cell_at(area, row, col + 1) : cell;
    if (cell == NULL || last == NULL) { /* half of a wide one is visible: a blank */
        struct cell *part = cell != NULL ? cell : last;
        if (part != NULL) set_cell(part, style, " ", 1, 1);
        return;
    }
    if (area.surface->unicode) {
        set_cell(cell, style, text, g.bytes, g.cells);
        return;
    }
    char as = ascii_of(text, g.bytes), filler = as == '?' ? '?' : ' ';
    set_cell(cell, style, &as, 1, 1);
    if (g.cells == 2) set_cell(last, style, &filler, 1, 1);
}

static bool plain(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] < ' ' || (unsigned char)s[i] >= 0x7F) return false;
    }
    return true;
}

/* n clean bytes from (row, col); returns the column after them. */
static int draw_clean(struct area area, int row, int col, struct style style, const char *s, size_t n) {
    bool ascii = plain(s, n);
    for (size_t at = 0; at < n;) {
        struct bl_grapheme g = ascii ? (struct bl_grapheme){1, 1} : bl_text_next(s + at, n - at);
        if (g.bytes == 0) break;
        if (g.cells > 0) draw_grapheme(area, row, col, style, s + at, g);
        col += g.cells > 0 ? g.cells : 0;
        at += g.bytes;
    }
    return col;
}

struct run { /* clean text */
    const char *s;
    size_t n;
    bool more; /* text follows that was not even looked at */
};

/* At most `width` cells of it, the last one "…" (ASCII: ~) where more would follow. */
static int draw_cut(struct area area, int row, int col, int width, struct style style, struct run run) {
    const char *s = run.s;
    size_t n = run.n;
    if (width <= 0) return col;
    int used = 0;
    size_t fits = plain(s, n) ? (n < (size_t)width ? n : (size_t)width) : bl_text_fit(s, n, width, &used);
    if (fits == n && !run.more) return draw_clean(area, row, col, style, s, n);
    fits = bl_text_fit(s, n, width - 1, &used);
    int end = draw_clean(area, row, col, style, s, fits);
    bool unicode = area.surface->unicode;
    return draw_clean(area, row, end, style, unicode ? "…" : "~", unicode ? strlen("…") : 1);
}

/* Longest text worth cleaning for so many cells: ten kilobytes of a hostile name are not looked at for twenty cells of it. */
static size_t worth(const char *text, int width, bool *more) {
    size_t limit = (size_t)width * 32 + 64, n = strnlen(text, limit + 1);
    *more = n > limit;
    if (!*more) return n;
    n = limit;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) n--;
    return n > 0 ? n : limit;
}

int put_in(struct area area, int row, int col, int width, bool pad, struct style style, const char *text) {
    if (area.surface == NULL || width <= 0) return col;
    int end = col;
    if (text != NULL && row >= 0 && row < area.rows) {
        bool more = false;
        size_t n = worth(text, width, &more);
        if (plain(text, n)) {
            end = draw_cut(area, row, col, width, style, (struct run){text, n, more});
        } else {
            BL_AUTO(bl_buf) struct bl_buf clean = {0};
            bl_text_clean(&clean, text, n, false);
            end = draw_cut(area, row, col, width, style, (struct run){bl_buf_text(&clean), clean.len, more});
        }
    }
    for (int at = end; pad && at < col + width; at++) draw_clean(area, row, at, style, " ", 1);
    return pad ? col + width : end;
}

int put(struct area area, int row, int col, struct style style, const char *text) {
    return put_in(area, row, col, col < area.cols ? area.cols - col : 0, false, style, text);
}

int put_right(struct area area, int row, int right, struct style style, const char *text) {
    if (text == NULL) return right;
    bool more = false;
    int width = right < area.cols ? right : area.cols;
    if (width <= 0) return right;
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    bl_text_clean(&clean, text, worth(text, width, &more), false);
    int cells = bl_text_width(bl_buf_text(&clean), clean.len);
    if (cells > width || more) cells = width;
    draw_cut(area, row, right - cells, cells, style, (struct run){bl_buf_text(&clean), clean.len, more});
    return right - cells;
}

int putf(struct area area, int row, int col, struct style style, const char *fmt, ...) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(&text, fmt, ap);
    va_end(ap);
    return put(area, row, col, style, bl_buf_text(&text));
}

void fill(struct area area, struct style style, const char *grapheme) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    bl_text_clean(&clean, grapheme, strlen(grapheme), false);
    struct bl_grapheme g = bl_text_next(bl_buf_text(&clean), clean.len);
    if (g.cells <= 0) return;
    for (int row = 0; row < area.rows; row++) {
        for (int col = 0; col < area.cols; col += g.cells) draw_grapheme(area, row, col, style, clean.data, g);
    }
}

void hline(struct area area, int row, struct style style) {
    struct bl_grapheme g = {strlen("─"), 1};
    for (int col = 0; col < area.cols; col++) draw_grapheme(area, row, col, style, "─", g);
}

void restyle(struct area area, int row, int col, int width, unsigned char add_flags) {
    for (int i = 0; i < width && col + i < area.cols; i++) {
        struct cell *cell = cell_at(area, row, col + i);
        if (cell == NULL) continue;
        cell->style.flags |= add_flags;
        if (add_flags & STYLE_REVERSE) cell->style.role = ROLE_TEXT;
    }
}

/* Adds one row without the blanks at its end. */
static void add_row(struct bl_buf *out, size_t start) {
    while (out->len > start && out->data[out->len - 1] == ' ') bl_buf_cut(out, out->len - 1);
    bl_buf_chr(out, '\n');
}

void surface_text(const struct surface *surface, struct bl_buf *out) {
    for (int row = 0; row < surface->rows; row++) {
        size_t start = out->len;
        for (int col = 0; col < surface->cols; col++) {
            const struct cell *cell = &surface->cells[(size_t)row * (size_t)surface->cols + (size_t)col];
            bl_buf_add(out, cell->text, cell->len);
        }
        add_row(out, start);
    }
}

static char role_letter(const struct cell *cell) {
    char letter = cell->style.role < ROLE_COUNT ? role_letters[cell->style.role] : '?';
    if (cell->style.flags & STYLE_REVERSE) return (char)(letter - 'a' + 'A');
    bool bare = cell->len == 1 && cell->text[0] == ' ' && cell->style.flags == 0;
    return bare && cell->style.role == ROLE_TEXT ? ' ' : letter;
}

void surface_roles(const struct surface *surface, struct bl_buf *out) {
    for (int row = 0; row < surface->rows; row++) {
        size_t start = out->len;
        for (int col = 0; col < surface->cols; col++) {
            bl_buf_chr(out, role_letter(&surface->cells[(size_t)row * (size_t)surface->cols + (size_t)col]));
        }
        add_row(out, start);
    }
}
