/* Any bytes as a contact list, from the bytes of the file to the people of its rows, without a store: the decoder gives text, every record lies in the file
 * where it says, every row is a person, nothing, or rejected with a reason; and what is written as CSV is read back as it was. */
#include "fuzz.h"

#include "exchange/internal.h"

#include <string.h>

enum { TODAY = 20778 };

/* The whole input as UTF-8, taken in two pieces. */
static bool decoded(const char *data, size_t n, struct bl_buf *out) {
    struct bl__decoder decoder = {0};
    struct bl_error err;
    size_t mark = 0, used = 0, rest = 0;
    if (bl__decoder_open(&decoder, NULL, data, n, &mark, &err) != BL_OK) return false;
    HOLDS(mark <= n);
    size_t half = mark + (n - mark) / 2;
    bool good = bl__decode(&decoder, data + mark, half - mark, false, out, &used, &err) == BL_OK;
    HOLDS(!good || used <= half - mark);
    if (good) good = bl__decode(&decoder, data + mark + used, n - mark - used, true, out, &rest, &err) == BL_OK;
    HOLDS(!good || rest == n - mark - used);
    HOLDS(bl__decoder_name(&decoder)[0] != '\0');
    bl__decoder_close(&decoder);
    return good;
}

static void same_again(const struct bl__row *row, char delimiter) {
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    struct bl__source source = {0};
    struct bl__row again;
    struct bl_error err;
    bool end = false;
    struct bl__csv *csv = NULL;
    if (delimiter != ',') return; /* what is written has commas */
    for (size_t i = 0; i < row->n; i++) {
        if (i > 0) bl_buf_chr(&line, ',');
        if (row->n == 1 && row->at[i].n == 0) return; /* a line of nothing is no record */
        bl__csv_put(&line, row->at[i].s, row->at[i].n);
    }
    bl_buf_str(&line, "\r\n");
    HOLDS(!line.failed && bl__source_memory(&source, line.data, line.len, &err) == BL_OK);
    HOLDS(bl__csv_open(&source, ',', 0, 1, &csv, &err) == BL_OK);
    bl__csv_width(csv, row->n);
    HOLDS(bl__csv_next(csv, &again, &end, &err) == BL_OK);
    HOLDS(!end && again.bad == NULL && again.n == row->n);
    for (size_t i = 0; i < row->n; i++) HOLDS(again.at[i].n == row->at[i].n && memcmp(again.at[i].s, row->at[i].s, row->at[i].n) == 0);
    bl__csv_close(csv);
    bl__source_close(&source);
}

static void one_row(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row, bool nul) {
    enum bl__verdict verdict = bl__values_read(values, plan, row, nul);
    HOLDS(!values->failed);
    HOLDS(verdict == BL__USABLE || verdict == BL__NOTHING || verdict == BL__REJECTED);
    if (verdict != BL__USABLE) {
        HOLDS(values->reason.len > 0);
        return;
    }
    const struct bl_person_edit *edit = &values->edit;
    bool named = edit->name != NULL || edit->first_name != NULL || edit->last_name != NULL;
    HOLDS(named || edit->emails.n > 0);
    HOLDS(edit->name == NULL || edit->name[0] != '\0');
    HOLDS(values->stage >= 0 && values->stage <= BL_GROWTH && values->moment >= 0 && values->moment <= BL_BADASS);
    HOLDS(edit->first_contact == BL_NO_DAY || edit->first_contact <= TODAY);
    for (size_t i = 0; i < edit->emails.n; i++) HOLDS(bl_email_valid(edit->emails.at[i], strlen(edit->emails.at[i])));
}

static void rows(struct bl__source *source, struct bl__look *look) {
    struct bl__notes notes = {0};
    struct bl__values values = {.notes = &notes, .today = TODAY};
    struct bl__csv *csv = NULL;
    struct bl_error err;
    struct bl__row row;
    int64_t line = look->data_line - 1;
    size_t most = source->text.len + 1, count = 0;
    HOLDS(look->data_at <= source->text.len);
    HOLDS(bl__csv_open(source, look->delimiter, look->data_at, look->data_line, &csv, &err) == BL_OK);
    bl__csv_width(csv, look->plan.n);
    for (bool end = false;; count++) {
        HOLDS(bl__csv_next(csv, &row, &end, &err) == BL_OK);
        if (end) break;
        HOLDS(count < most);
        HOLDS(row.line > line && row.n <= BL__COLUMNS_MAX && row.n <= row.total && row.raw_n > 0);
        for (size_t i = 0; i < row.n; i++) HOLDS(row.at[i].s != NULL && row.at[i].s[row.at[i].n] == '\0');
        line = row.line;
        if (row.bad == NULL && row.n > 0) same_again(&row, look->delimiter);
        one_row(&values, &look->plan, &row, source->nul);
    }
    bl__csv_close(csv);
    bl__values_free(&values);
    bl_arena_free(&notes.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    struct bl__source source = {0};
    struct bl__wish wish = {.path = "list.csv"};
    struct bl__look look = {0};
    struct bl_arena arena = {0};
    struct bl_error err = {0};
    if (size > 20000 || bl__sniff_kind((const char *)data, size, "list.csv", &err) != BL_OK) return 0;
    if (!decoded((const char *)data, size, &text)) return 0;
    HOLDS(bl__source_memory(&source, bl_buf_text(&text), text.len, &err) == BL_OK);
    enum bl_status status = bl__look_at(&source, &wish, &arena, &look, &err);
    HOLDS(status == BL_OK || (err.status == status && err.text[0] != '\0'));
    if (status == BL_OK) rows(&source, &look);
    bl__source_close(&source);
    bl_arena_free(&arena);
    return 0;
}
