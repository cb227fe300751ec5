/* When the first rows do not tell whether a date column is day first or month first, the whole file is asked before anything is imported. Only
 * for files that can be read twice; from a pipe the column stays undecided, and its dates are told instead of taken. */
#include "exchange/job.h"

static size_t date_column(const struct bl__plan *plan) {
    for (size_t i = 0; i < plan->n; i++)
        if (plan->at[i].field == BL_IF_FIRST_CONTACT) return i;
    return plan->n;
}

static enum bl_status scan(struct bl__source *source, struct bl__look *look, struct bl_error *err) {
    BL_AUTO(bl__csv) struct bl__csv *csv = NULL;
    size_t column = date_column(&look->plan);
    enum bl_status status = bl__csv_open(source, look->delimiter, look->data_at, look->data_line, &csv, err);
    if (status) return status;
    bl__csv_width(csv, look->plan.n);
    for (bool end = false;;) {
        struct bl__row row;
        status = bl__csv_next(csv, &row, &end, err);
        if (status || end) return status;
        if (row.bad || column >= row.n) continue;
        look->plan.order = bl__date_votes(row.at[column].s, row.at[column].n);
        if (look->plan.order) return BL_OK;
    }
}

enum bl_status bl__scan_order(int fd, int64_t offset, const char *encoding, struct bl__look *look, struct bl_error *err) {
    struct bl__source source;
    size_t mark = 0;
    enum bl_status status = bl__source_open(&source, fd, offset, err);
    if (status) return status;
    status = bl__source_head(&source, err);
    if (!status) status = bl__decoder_open(&source.decoder, encoding, source.raw, source.raw_n, &mark, err);
    if (!status) status = bl__source_decode(&source, mark, err);
    if (!status) status = scan(&source, look, err);
    bl__source_close(&source);
    return status;
}
