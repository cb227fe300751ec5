/* The file of rejects: rows that were refused, with the reason, to be mended in a spreadsheet and imported again.
 *
 * The reason stands in the first column, under a name nobody else gives a column: there it is seen without scrolling, it cannot slip between cells however many a row has, and the
 * reader hands it over apart from the cells, so that it never becomes data. What does not fit a row (cells too many; the text of a row whose quotes could not be read, as it stood)
 * hangs over its right edge, where no column has a name. A row is refused as long as something hangs there: nothing that was refused comes in because its cells were guessed at. The
 * file has a byte order mark, because a spreadsheet that takes names for Windows-1252 and saves them so spoils what it was opened to mend; and it keeps semicolons where the list had
 * them, because then the user's spreadsheet expects them. */
#include "exchange/job.h"

#include <string.h>

enum { CELL_MOST = 32000 }; /* a spreadsheet's cell holds 32,767 characters */

static const char title[] = "not imported because";
static const char as_it_stood[] = "as it stood: ";
static const char way_out[] = " (mend the row, then empty its last cell)";

bool bl__rejects_title(const char *s, size_t n) {
    return bl__ascii_is(s, n, title);
}

bool bl__rejects_key(const char *key) {
    return strcmp(key, "notimportedbecause") == 0;
}

/* ---- writing ---------------------------------------------------------------------------------------------------------------- */

static char delimiter_of(const struct bl_import *job) {
    return job->look.delimiter == ';' ? ';' : ',';
}

/* A cell without NULs, and at most `most` bytes of it. */
static void put_cell(struct bl_import *job, const char *s, size_t n, size_t most) {
    BL_AUTO(bl_buf) struct bl_buf plain = {0};
    if (n > most) {
        n = most;
        while (n && ((unsigned char)s[n] & 0xC0) == 0x80) n--;
    }
    bool nul = n && memchr(s, 0, n);
    for (size_t i = 0; nul && i < n; i++)
        if (s[i]) bl_buf_chr(&plain, s[i]);
    if (plain.failed) job->rejects.failed = true;
    bl__csv_put(&job->rejects, nul ? bl_buf_text(&plain) : s, nul ? plain.len : n, delimiter_of(job));
}

static void put_word(struct bl_import *job, const char *s) {
    put_cell(job, s, strlen(s), CELL_MOST);
}

/* Where no column has a name the header says what the columns were taken for: a few rejects alone could not tell it again. */
static const char *meaning_of(const struct bl__column *column) {
    return column->field == BL_IF_SKIP || column->field == BL_IF_CUSTOM ? column->header : bl_import_field_name(column->field);
}

/* Columns without a name keep having none. Where no column has one and the user said what is what, they go by their numbers: that is how what was said is found again. */
static void begin(struct bl_import *job) {
    const struct bl__plan *plan = &job->look.plan;
    bool numbered = true, said = false;
    for (size_t i = 0; i < plan->n; i++) {
        numbered = numbered && !*plan->at[i].key;
        said = said || plan->at[i].wished;
    }
    bl_buf_str(&job->rejects, "\xEF\xBB\xBF");
    put_word(job, title);
    for (size_t i = 0; i < plan->n; i++) {
        bool named = numbered || *plan->at[i].key;
        bl_buf_chr(&job->rejects, delimiter_of(job));
        put_word(job, !named ? "" : numbered && !said ? meaning_of(&plan->at[i]) : plan->at[i].header);
    }
    bl_buf_chr(&job->rejects, '\n');
    job->rejects_begun = true;
}

/* Cells that are not what the file says: guessed from a broken row, without the NULs, or not all. */
static bool guessed(const struct bl__row *row) {
    if (row->bad || row->total > row->n) return true;
    for (size_t i = 0; i < row->n; i++)
        if (row->at[i].n && memchr(row->at[i].s, 0, row->at[i].n)) return true;
    return false;
}

/* What stood in the file, so that nothing of a row that could not be read is lost to whoever mends it. */
static void put_raw(struct bl_import *job, const struct bl__row *row) {
    BL_AUTO(bl_buf) struct bl_buf raw = {0};
    size_t n = row->raw_n < CELL_MOST ? row->raw_n : CELL_MOST;
    bl_buf_str(&raw, as_it_stood);
    while (n && (row->raw[n - 1] == '\n' || row->raw[n - 1] == '\r')) n--;
    for (size_t i = 0; i < n; i++) {
        if (row->raw[i])
            bl_buf_chr(&raw, row->raw[i]);
        else
            bl_buf_str(&raw, "\xE2\x90\x80"); /* the sign for NUL */
    }
    if (raw.failed) job->rejects.failed = true;
    bl_buf_chr(&job->rejects, delimiter_of(job));
    put_cell(job, bl_buf_text(&raw), raw.len, CELL_MOST);
}

static void put_reason(struct bl_import *job, const struct bl__row *row, bool way) {
    BL_AUTO(bl_buf) struct bl_buf reason = {0};
    const char *text = bl_buf_text(&job->values.reason);
    size_t n = strlen(text), w = strlen(way_out);
    bool there = n >= w && strcmp(text + n - w, way_out) == 0;
    bl_buf_addf(&reason, "line %lld: ", (long long)row->line);
    if (job->values.column) bl_buf_addf(&reason, "%s: ", job->values.column);
    bl_buf_str(&reason, text);
    if (way && !there) bl_buf_str(&reason, way_out);
    for (size_t i = 0; i < reason.len; i++)
        if (reason.data[i] == '\n' || reason.data[i] == '\r') reason.data[i] = ' '; /* a name of a column may have several lines */
    if (reason.failed) job->rejects.failed = true;
    put_word(job, bl_buf_text(&reason));
}

void bl__rejects_put(struct bl_import *job, const struct bl__row *row) {
    size_t width = job->look.plan.n;
    bool raw = guessed(row);
    if (!job->rejects_begun) begin(job);
    put_reason(job, row, raw);
    for (size_t i = 0; i < width || (i < row->n && !raw); i++) {
        bl_buf_chr(&job->rejects, delimiter_of(job));
        if (i < row->n) put_cell(job, row->at[i].s, row->at[i].n, raw ? CELL_MOST : row->at[i].n);
    }
    if (raw) put_raw(job, row);
    bl_buf_chr(&job->rejects, '\n');
}

/* ---- reading again ------------------------------------------------------------------------------------------------------------ */

const char *bl__rejects_why(const struct bl__row *row, size_t width) {
    const struct bl__cell *over = row->n == width + 1 ? &row->at[width] : NULL;
    if (!row->why || !over || !bl__ascii_starts(over->s, over->n, as_it_stood)) return NULL;
    const char *why = row->why;
    if (strncmp(why, "line ", 5) == 0) {
        const char *behind = why + 5 + strspn(why + 5, "0123456789");
        if (behind > why + 5 && strncmp(behind, ": ", 2) == 0) why = behind + 2;
    }
    return *why ? why : NULL;
}
