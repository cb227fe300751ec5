/* A text box. The text is one buffer of bytes and the cursor a byte in it, always at the beginning of a grapheme. How it falls into rows is worked
 * out anew for each drawing from the text and the width (a row ends at the last blank that fits, else where it is full), so there is no second
 * state that could disagree. A character is as wide as its cleaned form, since that is what is drawn. */
#include "tui/kit/widgets.h"

#include "bowline/text.h"
#include "tui/kit/ascii.h"

#include <limits.h>
#include <string.h>

enum { CTRL_A = 1, CTRL_E = 5, CTRL_K = 11, CTRL_U = 21, CTRL_W = 23, DEL = 127, CTRL_H = 8 };

void field_free(struct field *field) {
    bl_buf_free(&field->text);
    bool multiline = field->multiline;
    *field = (struct field){.multiline = multiline};
}

/* Puts n bytes at `at` in place of `len`; false when memory is out, with the text as it was. */
static bool splice(struct field *field, size_t at, size_t len, const char *text, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf tail = {0};
    size_t rest = at + len;
    bl_buf_add(&tail, bl_buf_text(&field->text) + rest, field->text.len - rest);
    if (tail.failed) return false;
    if (n > len) { /* room first: after this nothing can fail */
        bl_buf_fill(&field->text, ' ', n - len);
        if (field->text.failed) {
            field->text.failed = false;
            return false;
        }
    }
    bl_buf_cut(&field->text, at);
    bl_buf_add(&field->text, text, n);
    bl_buf_add(&field->text, bl_buf_text(&tail), tail.len);
    return true;
}

/* Adds pasted bytes as they may stand in a text: CR and CR LF are new lines, a tab is a blank, other controls go. In a single line, lines are joined by a blank. */
static void add_typed(struct bl_buf *out, const char *text, size_t n, bool multiline) {
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (c == '\r' && i + 1 < n && text[i + 1] == '\n') continue;
        if (c == '\r' || c == '\n')
            bl_buf_chr(out, multiline ? '\n' : ' ');
        else if (c == '\t')
            bl_buf_chr(out, ' ');
        else if ((unsigned char)c >= ' ' && c != DEL)
            bl_buf_chr(out, c);
    }
}

/* An insertion may join with what stands before or after it (a combining mark): the cursor goes to the end of what it became part of. */
static void settle(struct field *field) {
    const char *text = bl_buf_text(&field->text);
    size_t len = field->text.len, at = 0;
    if (field->cursor > len) field->cursor = len;
    size_t line = field->cursor;
    while (line > 0 && text[line - 1] != '\n') line--;
    for (at = line; at < field->cursor;) {
        struct bl_grapheme g = bl_text_next(text + at, len - at);
        at += g.bytes > 0 ? g.bytes : 1;
    }
    field->cursor = at;
}

void field_set(struct field *field, const char *text) {
    bl_buf_cut(&field->text, 0);
    bl_buf_str(&field->text, text);
    field->cursor = field->text.len;
    field->scroll = 0;
}

void field_insert(struct field *field, const char *text, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf typed = {0};
    add_typed(&typed, text, n, field->multiline);
    if (typed.failed || !splice(field, field->cursor, 0, bl_buf_text(&typed), typed.len)) return;
    field->cursor += typed.len;
    settle(field);
}

void field_replace(struct field *field, size_t at, size_t len, const char *text) {
    if (at > field->text.len) at = field->text.len;
    if (len > field->text.len - at) len = field->text.len - at;
    size_t n = strlen(text);
    if (!splice(field, at, len, text, n)) return;
    field->cursor = at + n;
    settle(field);
}

/* ---- rows ---- */

static bool breaks(const struct field *field, char c) {
    return c == '\n' && field->multiline;
}

/* The grapheme at byte `at`, as it will be drawn; a newline is 0 cells wide, or a blank where there is but one line. */
static struct bl_grapheme next_of(const struct field *field, size_t at) {
    const char *s = bl_buf_text(&field->text) + at;
    if (at >= field->text.len) return (struct bl_grapheme){0, 0};
    if (*s == '\n') return (struct bl_grapheme){1, field->multiline ? 0 : 1};
    if (*s >= ' ' && *s < DEL && (unsigned char)s[1] < 0x80) return (struct bl_grapheme){1, 1};
    struct bl_grapheme g = bl_text_next(s, field->text.len - at);
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    bl_text_clean(&clean, s, g.bytes, false);
    g.cells = bl_text_width(bl_buf_text(&clean), clean.len);
    return g;
}

/* End of the row that begins at `at`; *next is where the following one begins, the same byte when there is none. */
static size_t row_end(const struct field *field, size_t at, int width, size_t *next) {
    const char *text = bl_buf_text(&field->text);
    size_t len = field->text.len, blank = 0;
    int used = 0;
    for (size_t i = at; i < len;) {
        struct bl_grapheme g = next_of(field, i);
        if (breaks(field, text[i])) {
            *next = i + 1;
            return i;
        }
        if (used + g.cells > width && text[i] != ' ') {
            size_t end = blank > at ? blank : i > at ? i : i + g.bytes;
            *next = end;
            return end;
        }
        used += g.cells;
        i += g.bytes;
        if (text[i - 1] == ' ') blank = i;
    }
    *next = len;
    return len;
}

/* Cells between two bytes of one row. */
static int cells_between(const struct field *field, size_t from, size_t to) {
    int cells = 0;
    for (size_t i = from; i < to;) {
        struct bl_grapheme g = next_of(field, i);
        if (g.bytes == 0) break;
        cells += g.cells;
        i += g.bytes;
    }
    return cells;
}

struct place {
    int row, col;
    size_t begin, end, before, after; /* of its row; beginnings of the rows around it (its own where there is none) */
};

/* Where a byte stands when the text is laid out at a width. After the last character of a wrapped row means the beginning of the next. */
static struct place place_of(const struct field *field, size_t byte, int width) {
    struct place place = {0};
    const char *text = bl_buf_text(&field->text);
    for (size_t at = 0;;) {
        size_t next = at, end = row_end(field, at, width, &next);
        bool last = next >= field->text.len && !(field->text.len > 0 && end < field->text.len && breaks(field, text[end]));
        if (byte < next || last) {
            place.begin = at;
            place.end = end;
            place.after = last ? at : next;
            place.col = cells_between(field, at, byte);
            return place;
        }
        place.before = at;
        at = next;
        place.row++;
    }
}

/* ---- keys ---- */

static size_t line_begin(const struct field *field) {
    size_t at = field->cursor;
    while (at > 0 && field->text.data[at - 1] != '\n') at--;
    return at;
}

static size_t line_end(const struct field *field) {
    size_t at = field->cursor;
    while (at < field->text.len && field->text.data[at] != '\n') at++;
    return at;
}

static size_t word_begin(const struct field *field) {
    size_t at = field->cursor;
    while (at > 0 && field->text.data[at - 1] == ' ') at--;
    if (at > 0 && at == field->cursor && field->text.data[at - 1] == '\n') return at - 1;
    while (at > 0 && field->text.data[at - 1] != ' ' && field->text.data[at - 1] != '\n') at--;
    return at;
}

static size_t word_end(const struct field *field) {
    size_t at = field->cursor, n = field->text.len;
    while (at < n && (field->text.data[at] == ' ' || field->text.data[at] == '\n')) at++;
    while (at < n && field->text.data[at] != ' ' && field->text.data[at] != '\n') at++;
    return at;
}

static bool cut_between(struct field *field, size_t from, size_t to) {
    if (from >= to || !splice(field, from, to - from, "", 0)) return false;
    field->cursor = from;
    settle(field);
    return true;
}

static bool go(struct field *field, size_t to) {
    bool moved = to != field->cursor;
    field->cursor = to;
    return moved;
}

/* One row up or down, to the same column or the end of a shorter row. */
static bool go_row(struct field *field, int step) {
    int width = field->width > 0 ? field->width : INT_MAX;
    struct place place = place_of(field, field->cursor, width);
    size_t begin = step < 0 ? place.before : place.after, next = 0;
    if (!field->multiline || begin == place.begin || (step < 0 && place.row == 0)) return false;
    size_t end = row_end(field, begin, width, &next), at = begin;
    for (int col = 0; at < end;) {
        struct bl_grapheme g = next_of(field, at);
        if (g.bytes == 0 || col + g.cells > place.col) break;
        col += g.cells;
        at += g.bytes;
    }
    if (at == end && end == next && at > begin && end < field->text.len)
        at = bl_text_prev(field->text.data, at); /* the end of a wrapped row is the next one's */
    return go(field, at);
}

static bool type(struct field *field, int key) {
    char point[5];
    size_t n = ascii_encode((uint32_t)key, point);
    size_t before = field->text.len;
    if (key < ' ' || key == DEL || (key > DEL && key < 0xA0) || n == 0) return false;
    field_insert(field, point, n);
    return field->text.len != before;
}

bool field_key(struct field *field, int key) {
    const char *text = bl_buf_text(&field->text);
    size_t at = field->cursor, len = field->text.len;
    size_t next = at + (at < len ? bl_text_next(text + at, len - at).bytes : 0), previous = at > 0 ? bl_text_prev(text, at) : 0;
    switch (key) {
    case KEY_LEFT_: return go(field, previous);
    case KEY_RIGHT_: return go(field, next);
    case KEY_UP_: return go_row(field, -1);
    case KEY_DOWN_: return go_row(field, 1);
    case KEY_WORD_LEFT_: return go(field, len > 0 ? word_begin(field) : 0);
    case KEY_WORD_RIGHT_: return go(field, word_end(field));
    case KEY_HOME_:
    case CTRL_A: return go(field, len > 0 ? line_begin(field) : 0);
    case CTRL_E:
        if (field->multiline) return false; /* the editor's key there */
        return go(field, len);
    case KEY_END_: return go(field, len > 0 ? line_end(field) : 0);
    case DEL:
    case CTRL_H: return cut_between(field, previous, at);
    case KEY_DEL_: return cut_between(field, at, next);
    case CTRL_K: return cut_between(field, at, at < len && line_end(field) == at ? at + 1 : line_end(field));
    case CTRL_U: return len > 0 && cut_between(field, line_begin(field), at);
    case CTRL_W: return len > 0 && cut_between(field, word_begin(field), at);
    case '\n':
        if (!field->multiline) return false;
        field_insert(field, "\n", 1);
        return field->text.len != len;
    default: return type(field, key);
    }
}

/* ---- drawing ---- */

struct canvas {
    struct area area;
    field_style style;
    void *data;
};

/* The bytes [from, to) on one row, `skip` cells of them to the left of the area. */
static void draw_row(const struct field *field, const struct canvas *canvas, int row, size_t from, size_t to, int skip) {
    char part[256];
    int col = -skip;
    for (size_t at = from; at < to && col < canvas->area.cols;) {
        struct bl_grapheme g = next_of(field, at);
        if (g.bytes == 0) break;
        struct style style = canvas->style != NULL ? canvas->style(canvas->data, at) : STYLE(ROLE_INPUT);
        size_t n = g.bytes < sizeof part ? g.bytes : sizeof part - 1;
        memcpy(part, field->text.data + at, n);
        part[n] = '\0';
        if (g.cells > 0) put_in(canvas->area, row, col, g.cells, false, style, part);
        col += g.cells;
        at += g.bytes;
    }
}

static void draw_single(struct field *field, const struct canvas *canvas, struct place place) {
    int width = canvas->area.cols, col = place.col;
    if (col - field->scroll > width - 1) field->scroll = col - width + 1;
    if (col < field->scroll) field->scroll = col > width / 4 ? col - width / 4 : 0;
    draw_row(field, canvas, 0, 0, field->text.len, field->scroll);
}

static void draw_lines(struct field *field, const struct canvas *canvas, struct place place) {
    int rows = canvas->area.rows;
    if (place.row < field->scroll) field->scroll = place.row;
    if (place.row >= field->scroll + rows) field->scroll = place.row - rows + 1;
    size_t at = 0;
    for (int row = 0; row < field->scroll + rows; row++) {
        size_t next = at, end = row_end(field, at, field->width, &next);
        if (row >= field->scroll) draw_row(field, canvas, row - field->scroll, at, end, 0);
        if (next == at || (next >= field->text.len && end == field->text.len)) break;
        at = next;
    }
}

void field_draw(struct field *field, struct area area, bool focused, field_style style, void *data) {
    struct canvas canvas = {area, style, data};
    if (area.rows < 1 || area.cols < 1) return;
    field->width = area.cols > 1 ? area.cols - 1 : 1; /* the cursor needs a cell after the last character */
    struct place place = place_of(field, field->cursor, field->multiline ? field->width : INT_MAX);
    if (field->multiline)
        draw_lines(field, &canvas, place);
    else
        draw_single(field, &canvas, place);
    int row = area.row + (field->multiline ? place.row - field->scroll : 0);
    int col = area.col + (field->multiline ? place.col : place.col - field->scroll);
    if (!focused) return;
    area.surface->cursor_row = row;
    area.surface->cursor_col = col < area.col + area.cols ? col : area.col + area.cols - 1;
}
