/* Records with their lines, on top of libcsv: the only file that knows <csv.h>.
 *
 * libcsv is fed one physical line at a time. So a record ends exactly where a line ends, which gives line numbers and the raw text of each record for
 * free, and after a line that did not end its record we know that a quote is open, by public means alone (CSV_REPALL_NL reports blank lines).
 *
 * What libcsv passes over in silence is judged here: a quote that is never closed would swallow the rest of the file. When that shows (at the end of the file, at
 * the size limit, or because a record of several lines has text behind a closing quote) the record is cut off before the first of its lines that looks like
 * a whole record again; what lies before is one bad record, and reading goes on there. Rejected: CSV_STRICT, which stops the file at the first
 * stray quote. */
#include "exchange/internal.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_AHEAD = 1 << 14 }; /* how far a line is followed to see whether it begins a whole record */

static const char never_closed[] = "a quote is opened and never closed";
static const char out_of_place[] = "the quotes are out of place";
static const char too_long[] = "longer than 1 MiB";

struct cell {
    size_t at, n; /* in csv->cells_text */
    bool given;
};
struct bl__csv {
    struct bl__source *source;
    struct csv_parser parser;
    char delimiter;
    size_t width, limit;
    size_t lead;         /* cells in front that are none of the list's: 1 in a file of rejects */
    size_t start, pos;   /* of source->text: the record so far */
    int64_t line, lines; /* line of start; physical lines in [start, pos) */
    size_t next;         /* length of the line at pos, as far as it was read */
    size_t lf, cr;       /* no such byte in [pos, lf) and [pos, cr): each byte is searched once */
    bool ended;          /* libcsv closed the record */
    bool rest;           /* what follows at pos is the rest of a line too long to hold */
    bool skipping;       /* behind a broken record whose end could not be seen */
    bool failed;         /* memory ran out in a callback */
    bool apart, empty;   /* a blank line stands before the record; the one before it had nothing in it */
    struct bl_buf text;  /* of the cells, NUL between them */
    struct cell *cells;
    struct bl__cell *out;
    size_t n, total, cap;
};

enum found { RECORD, BLANK, END, OPEN, LONG };

/* ---- what libcsv calls ------------------------------------------------------------------------------------------------------ */

static bool room_for_cell(struct bl__csv *csv) {
    if (csv->n < csv->cap) return true;
    size_t cap = csv->cap ? csv->cap * 2 : 64;
    struct cell *cells = realloc(csv->cells, cap * sizeof *cells);
    if (cells) csv->cells = cells;
    struct bl__cell *out = realloc(csv->out, cap * sizeof *out);
    if (out) csv->out = out;
    if (!cells || !out) return false;
    csv->cap = cap;
    return true;
}

static void add_cell(struct bl__csv *csv, const char *s, size_t n, bool given) {
    csv->total++;
    if (csv->n == BL__COLUMNS_MAX) return;
    if (!room_for_cell(csv)) {
        csv->failed = true;
        return;
    }
    csv->cells[csv->n++] = (struct cell){.at = csv->text.len, .n = n, .given = given};
    bl_buf_add(&csv->text, s, n);
    bl_buf_chr(&csv->text, '\0');
}

static void on_cell(void *s, size_t n, void *data) {
    add_cell(data, s ? s : "", n, s != NULL);
}

static void on_row(int c, void *data) {
    (void)c;
    ((struct bl__csv *)data)->ended = true;
}

/* ---- physical lines ------------------------------------------------------------------------------------------------------------ */

static size_t search(const struct bl_buf *text, size_t from, size_t pos, char c) {
    if (from < pos) from = pos;
    if (from >= text->len || text->data[from] == c) return from < text->len ? from : text->len;
    const char *at = memchr(text->data + from, c, text->len - from);
    return at ? (size_t)(at - text->data) : text->len;
}

static enum bl_status more(struct bl__csv *csv, struct bl_error *err) {
    bl__source_drop(csv->source, csv->start);
    csv->pos -= csv->start;
    csv->lf -= csv->start < csv->lf ? csv->start : csv->lf;
    csv->cr -= csv->start < csv->cr ? csv->start : csv->cr;
    csv->start = 0;
    return bl__source_more(csv->source, err);
}

/* Length of the line at pos, its end (CR LF, LF or CR) included; 0 at the end of the file. A line that makes the record longer than allowed is
 * given as far as it was read. */
static enum bl_status find_line(struct bl__csv *csv, size_t *len, struct bl_error *err) {
    for (;;) {
        struct bl_buf *text = &csv->source->text;
        bool eof = csv->source->eof;
        csv->lf = search(text, csv->lf, csv->pos, '\n');
        csv->cr = search(text, csv->cr, csv->pos, '\r');
        size_t end = csv->lf < csv->cr ? csv->lf : csv->cr;
        bool cr_last = end == csv->cr && end + 1 == text->len; /* may be half of CR LF */
        if (end < text->len && (eof || !cr_last)) {
            bool both = end == csv->cr && csv->lf == end + 1 && csv->lf < text->len;
            *len = end + (both ? 2 : 1) - csv->pos;
            return BL_OK;
        }
        if (eof || (text->len - csv->start > csv->limit && !cr_last)) {
            *len = text->len - csv->pos;
            return BL_OK;
        }
        enum bl_status status = more(csv, err);
        if (status) return status;
    }
}

static size_t line_end(const struct bl_buf *text, size_t at, size_t stop) {
    while (at < stop && text->data[at] != '\n' && text->data[at] != '\r') at++;
    if (at < stop && text->data[at] == '\r' && at + 1 < stop && text->data[at + 1] == '\n') return at + 2;
    return at < stop ? at + 1 : stop;
}

/* ---- is it well formed? ----------------------------------------------------------------------------------------------------------- */

struct shape {
    size_t cells;
    bool bare; /* a quote inside an unquoted cell */
    bool junk; /* text behind a closing quote */
    bool open; /* no end within the text given */
};

static bool blank(char c, char delimiter) {
    return c != delimiter && (c == ' ' || c == '\t');
}

static bool line_break(char c) {
    return c == '\n' || c == '\r';
}

/* The byte behind the closing quote; n when there is none. s[i] is the opening one. */
static size_t behind_quoted(const char *s, size_t i, size_t n) {
    for (i++; i < n; i++) {
        if (s[i] != '"') continue;
        if (i + 1 < n && s[i + 1] == '"')
            i++;
        else
            return i + 1;
    }
    return n + 1;
}

/* The first record of n bytes as the letter of RFC 4180 (with spaces around quoted cells) has it. */
static struct shape shape_of(const char *s, size_t n, char delimiter) {
    struct shape shape = {.cells = 1};
    for (size_t i = 0;; i++, shape.cells++) {
        while (i < n && blank(s[i], delimiter)) i++;
        if (i < n && s[i] == '"') {
            i = behind_quoted(s, i, n);
            if (i > n) {
                shape.open = true;
                return shape;
            }
            while (i < n && blank(s[i], delimiter)) i++;
            if (i < n && s[i] != delimiter && !line_break(s[i])) shape.junk = true;
        }
        for (; i < n && s[i] != delimiter && !line_break(s[i]); i++)
            if (s[i] == '"') shape.bare = true;
        if (i >= n || line_break(s[i])) return shape;
    }
}

/* Text enough behind pos, so that what is judged does not hang on how the file arrived. */
static enum bl_status look_ahead(struct bl__csv *csv, struct bl_error *err) {
    enum bl_status status = BL_OK;
    while (!status && !csv->source->eof && csv->source->text.len - csv->pos < LOOK_AHEAD) status = more(csv, err);
    return status;
}

/* Does a whole record begin at byte `at`? */
static bool whole_at(const struct bl__csv *csv, size_t at) {
    if (!csv->width) return true;
    const struct bl_buf *text = &csv->source->text;
    size_t n = text->len - at;
    if (n > LOOK_AHEAD) n = LOOK_AHEAD;
    struct shape shape = shape_of(text->data + at, n, csv->delimiter);
    return shape.cells == csv->width && !shape.open && !shape.junk && !shape.bare;
}

/* The first line after the one at start, and before pos, that begins a whole record; *lines gets the lines before it. 0: there is none. */
static size_t whole_again(const struct bl__csv *csv, int64_t *lines) {
    const struct bl_buf *text = &csv->source->text;
    int64_t k = 1;
    for (size_t at = line_end(text, csv->start, csv->pos); at < csv->pos; at = line_end(text, at, csv->pos), k++) {
        if (!line_break(text->data[at]) && whole_at(csv, at)) {
            *lines = k;
            return at;
        }
    }
    return 0;
}

/* ---- one record ------------------------------------------------------------------------------------------------------------------------ */

static void begin_record(struct bl__csv *csv) {
    csv->start = csv->pos;
    csv->line += csv->lines;
    csv->lines = 0;
    csv->n = csv->total = 0;
    csv->ended = false;
    bl_buf_cut(&csv->text, 0);
}

static void reset_parser(struct bl__csv *csv) {
    csv_fini(&csv->parser, NULL, NULL, NULL);
}

static bool feed(struct bl__csv *csv, const char *s, size_t n) {
    return csv_parse(&csv->parser, s, n, on_cell, on_row, csv) == n && !csv->failed && !csv->text.failed;
}

static enum bl_status read_record(struct bl__csv *csv, enum found *found, struct bl_error *err) {
    for (;;) {
        size_t len;
        enum bl_status status = find_line(csv, &len, err);
        if (status) return status;
        if (!len) {
            *found = csv->pos == csv->start ? END : OPEN;
            return BL_OK;
        }
        const struct bl_buf *text = &csv->source->text;
        if (len > 3 && csv->pos == csv->start && memcmp(text->data + csv->pos, "\xEF\xBB\xBF", 3) == 0) {
            csv->start = csv->pos += 3; /* the mark of a file that was glued to this one */
            len -= 3;
        }
        if (csv->pos + len - csv->start > csv->limit) {
            csv->next = len;
            *found = LONG;
            return BL_OK;
        }
        if (!feed(csv, text->data + csv->pos, len)) return bl_nomem(err);
        csv->pos += len;
        csv->lines++;
        /* The last line of a file may lack its end. */
        if (!csv->ended && !line_break(text->data[csv->pos - 1]) && !feed(csv, "\n", 1)) return bl_nomem(err);
        if (!csv->ended) continue;
        bool ctrl_z = csv->total == 1 && csv->text.len == 2 && csv->text.data[0] == 0x1A;
        *found = csv->total && !ctrl_z ? RECORD : BLANK;
        return BL_OK;
    }
}

static bool cell_edge(char c) {
    return c == '"' || c == ' ' || c == '\t' || line_break(c);
}

/* Bytes of the record, as far as they may be held. */
static size_t held(const struct bl__csv *csv) {
    size_t n = csv->pos - csv->start;
    return n < csv->limit ? n : csv->limit;
}

/* The cells of a broken record: its first line split at every delimiter, quotes at the ends of cells dropped, what follows kept with the last cell. */
static enum bl_status split_plainly(struct bl__csv *csv, struct bl_error *err) {
    const struct bl_buf *text = &csv->source->text;
    size_t stop = csv->start + held(csv), end = line_end(text, csv->start, stop), at = csv->start;
    csv->n = csv->total = 0;
    bl_buf_cut(&csv->text, 0);
    for (;;) {
        size_t from = at, to = at;
        bool last_wanted = csv->width && csv->n + 1 == csv->width;
        while (to < end && (last_wanted || text->data[to] != csv->delimiter)) to++;
        bool last = to >= end;
        at = to + 1;
        if (last) to = stop;
        while (from < to && cell_edge(text->data[from])) from++;
        while (to > from && cell_edge(text->data[to - 1])) to--;
        add_cell(csv, text->data + from, to - from, to > from);
        if (last) break;
    }
    return csv->failed || csv->text.failed ? bl_nomem(err) : BL_OK;
}

/* A line whose quotes are no quotes of CSV ("Bob" Smith|"quoted" start), and which has all its cells when they are taken as signs: nothing in it is broken. */
static bool plain_line(const struct bl__csv *csv, size_t *end) {
    const struct bl_buf *text = &csv->source->text;
    *end = line_end(text, csv->start, csv->pos);
    struct shape shape = shape_of(text->data + csv->start, *end - csv->start, csv->delimiter);
    return shape.junk && !shape.open && (!csv->width || shape.cells == csv->width);
}

/* Its cells: what is quoted as a whole is unquoted, anything else stands as it is. */
static enum bl_status split_line(struct bl__csv *csv, size_t end, struct bl_error *err) {
    const char *s = csv->source->text.data;
    size_t at = csv->start, to = end;
    BL_AUTO(bl_buf) struct bl_buf cell = {0};
    while (to > at && line_break(s[to - 1])) to--;
    csv->n = csv->total = 0;
    bl_buf_cut(&csv->text, 0);
    for (bool more = true; more;) {
        while (at < to && blank(s[at], csv->delimiter)) at++;
        size_t from = at, behind = at < to && s[at] == '"' ? behind_quoted(s, at, to) : at, stop = behind;
        while (stop < to && s[stop] != csv->delimiter) stop++;
        size_t last = stop;
        while (last > from && blank(s[last - 1], csv->delimiter)) last--;
        bool quoted = behind > from && (behind == last || (s[last - 1] == '"' && memmem(s + from, last - from, "\\\"", 2)));
        bl_buf_cut(&cell, 0);
        for (size_t i = from + quoted; i + quoted < last; i++) {
            bl_buf_chr(&cell, s[i]);
            i += quoted && s[i] == '"' && i + 2 < last && s[i + 1] == '"';
        }
        add_cell(csv, bl_buf_text(&cell), cell.len, quoted || last > from);
        more = stop < to;
        at = stop + 1;
    }
    csv->pos = end;
    csv->lines = 1;
    csv->lf = csv->cr = end;
    return csv->failed || csv->text.failed || cell.failed ? bl_nomem(err) : BL_OK;
}

/* Throws the rest of the line at pos away, however long it is. */
static enum bl_status skip_line(struct bl__csv *csv, struct bl_error *err) {
    for (;;) {
        size_t len;
        csv->start = csv->pos;
        enum bl_status status = find_line(csv, &len, err);
        if (status) return status;
        csv->pos += len;
        if (!len || line_break(csv->source->text.data[csv->pos - 1])) break;
    }
    csv->line++;
    csv->start = csv->pos;
    return BL_OK;
}

/* Behind a broken record: on to the first line that begins a whole one. */
static enum bl_status skip_broken(struct bl__csv *csv, struct bl_error *err) {
    if (csv->rest) {
        enum bl_status status = skip_line(csv, err);
        if (status) return status;
        csv->rest = false;
    }
    while (csv->skipping) {
        size_t len;
        csv->start = csv->pos;
        enum bl_status status = find_line(csv, &len, err);
        if (!status) status = look_ahead(csv, err);
        if (status) return status;
        if (!len || (len > 1 && whole_at(csv, csv->pos)))
            csv->skipping = false;
        else if ((status = skip_line(csv, err)) != BL_OK)
            return status;
    }
    return BL_OK;
}

/* A record whose quote is not closed, or which is too long: it ends before the next whole one. */
static enum bl_status cut_broken(struct bl__csv *csv, const char **bad, enum found found, struct bl_error *err) {
    const struct bl_buf *text = &csv->source->text;
    int64_t lines = 0;
    enum bl_status status = look_ahead(csv, err);
    if (status) return status;
    reset_parser(csv);
    size_t end;
    if (plain_line(csv, &end)) return split_line(csv, end, err);
    *bad = found == LONG && !csv->lines ? too_long : never_closed;
    size_t again = whole_again(csv, &lines);
    if (again) {
        csv->pos = again;
        csv->lines = lines;
        csv->lf = csv->cr = again;
    } else if (found == LONG) {
        bool several = csv->lines > 0;
        if (!several) csv->pos += csv->next;
        csv->lines += !several;
        csv->rest = !several && !line_break(text->data[csv->pos - 1]);
        csv->lines -= csv->rest; /* counted when its end is seen */
        csv->skipping = several || shape_of(text->data + csv->start, held(csv), csv->delimiter).open;
    }
    return split_plainly(csv, err);
}

/* What is wrong with a complete record, or NULL. May cut it shorter. */
static enum bl_status judge(struct bl__csv *csv, const char **bad, struct bl_error *err) {
    *bad = NULL;
    bool short_of = csv->width && csv->total < csv->width;
    if (csv->lines == 1 && !short_of) return BL_OK;
    const char *raw = csv->source->text.data + csv->start;
    if (!shape_of(raw, csv->pos - csv->start, csv->delimiter).junk) return BL_OK;
    int64_t lines = 0;
    enum bl_status status = look_ahead(csv, err);
    if (status) return status;
    size_t end;
    if (plain_line(csv, &end)) return split_line(csv, end, err);
    size_t again = csv->lines > 1 ? whole_again(csv, &lines) : 0;
    if (again) {
        *bad = never_closed;
        csv->pos = again;
        csv->lines = lines;
        csv->lf = csv->cr = again;
    } else if (short_of) {
        *bad = out_of_place;
    }
    return *bad ? split_plainly(csv, err) : BL_OK;
}

/* Something in the first cell and in no other; *filled: in any. */
static bool alone(const struct bl__csv *csv, bool *filled) {
    size_t n = 0;
    for (size_t i = csv->lead; i < csv->n; i++) n += csv->cells[i].n != 0;
    *filled = n != 0;
    return n == 1 && csv->cells[csv->lead].n;
}

static void hand_over(struct bl__csv *csv, const char *bad, struct bl__row *row) {
    for (size_t i = 0; i < csv->n; i++)
        csv->out[i] = (struct bl__cell){.s = csv->text.data + csv->cells[i].at, .n = csv->cells[i].n, .given = csv->cells[i].given};
    size_t lead = csv->lead < csv->n ? csv->lead : csv->n;
    *row = (struct bl__row){.line = csv->line,
                            .at = csv->out + lead,
                            .n = csv->n - lead,
                            .total = csv->total - lead,
                            .why = lead ? csv->out[0].s : NULL,
                            .raw = csv->source->text.data + csv->start,
                            .raw_n = held(csv),
                            .bad = bad,
                            .apart = csv->apart || csv->empty,
                            .rest = ""};
}

/* What follows is of interest only behind a row that may stand below the list. */
static void hand_rest(const struct bl__csv *csv, struct bl__row *row) {
    const struct bl_buf *text = &csv->source->text;
    row->alone = true;
    if (csv->pos < text->len) row->rest = text->data + csv->pos;
    row->rest_n = text->len - csv->pos < LOOK_AHEAD ? text->len - csv->pos : LOOK_AHEAD;
}

enum bl_status bl__csv_next(struct bl__csv *csv, struct bl__row *row, bool *end, struct bl_error *err) {
    enum found found;
    const char *bad = NULL;
    csv->apart = false;
    do {
        begin_record(csv);
        enum bl_status status = csv->rest || csv->skipping ? skip_broken(csv, err) : BL_OK;
        if (!status) status = read_record(csv, &found, err);
        if (status) return status;
        csv->apart |= found == BLANK;
    } while (found == BLANK);
    *end = found == END;
    if (*end) return BL_OK;
    enum bl_status status = found == RECORD ? judge(csv, &bad, err) : cut_broken(csv, &bad, found, err);
    bool filled, lone = !status && alone(csv, &filled);
    if (lone) status = look_ahead(csv, err);
    if (status) return status;
    hand_over(csv, bad, row);
    if (lone) hand_rest(csv, row);
    csv->empty = !filled;
    return BL_OK;
}

/* ---- open and close --------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__csv_open(struct bl__source *source, char delimiter, size_t at, int64_t line, struct bl__csv **out,
                            struct bl_error *err) {
    struct bl__csv *csv = calloc(1, sizeof *csv);
    if (!csv) return bl_nomem(err);
    if (csv_init(&csv->parser, CSV_REPALL_NL | CSV_EMPTY_IS_NULL)) {
        free(csv);
        return bl_nomem(err);
    }
    csv_set_delim(&csv->parser, (unsigned char)delimiter);
    csv_set_blk_size(&csv->parser, 4096);
    csv->source = source;
    csv->delimiter = delimiter;
    csv->limit = BL__RECORD_MAX;
    csv->start = csv->pos = at;
    csv->line = line;
    *out = csv;
    return BL_OK;
}

void bl__csv_reasons(struct bl__csv *csv) {
    csv->lead = 1;
}

void bl__csv_width(struct bl__csv *csv, size_t width) {
    csv->width = width ? width + csv->lead : 0;
}

void bl__csv_limit(struct bl__csv *csv, size_t bytes) {
    csv->limit = bytes;
}

size_t bl__csv_at(const struct bl__csv *csv) {
    return csv->pos;
}

int64_t bl__csv_line(const struct bl__csv *csv) {
    return csv->line + csv->lines;
}

void bl__csv_close(struct bl__csv *csv) {
    if (!csv) return;
    csv_free(&csv->parser);
    bl_buf_free(&csv->text);
    free(csv->cells);
    free(csv->out);
    free(csv);
}

void bl__csv_free(struct bl__csv **csv) {
    bl__csv_close(*csv);
    *csv = NULL;
}

void bl__csv_put(struct bl_buf *out, const char *s, size_t n, char delimiter) {
    bool plain = true;
    for (size_t i = 0; i < n && plain; i++) plain = s[i] != '"' && s[i] != delimiter && !line_break(s[i]);
    if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) plain = false; /* else it would pass for the mark of a file */
    if (n && (s[0] == ' ' || s[0] == '\t' || s[n - 1] == ' ' || s[n - 1] == '\t')) plain = false;
    if (plain) {
        bl_buf_add(out, s, n);
        return;
    }
    bl_buf_chr(out, '"');
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"') bl_buf_chr(out, '"');
        bl_buf_chr(out, s[i]);
    }
    bl_buf_chr(out, '"');
}
