/* Whom one is likely to have talked with among many: the latest first contact, then of whom most is known. One look at everybody in pieces, the best kept in a heap
 * with the least of them on top, so that memory does not grow with the book. */
#include "store/look.h"

#include <inttypes.h>
#include <stdlib.h>

/* Negative: a is the more promising. */
static int compare(const void *x, const void *y) {
    const struct bl_promising *a = x, *b = y;
    if (a->since != b->since) return a->since == BL_NO_DAY ? 1 : b->since == BL_NO_DAY || a->since > b->since ? -1 : 1;
    if (a->known != b->known) return a->known > b->known ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static void swap(struct bl_promising *a, struct bl_promising *b) {
    struct bl_promising spare = *a;
    *a = *b;
    *b = spare;
}

static void sift(struct bl_promising *heap, size_t n) {
    for (size_t at = 0, child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && compare(&heap[child + 1], &heap[child]) > 0) child++;
        if (compare(&heap[child], &heap[at]) <= 0) return;
        swap(&heap[child], &heap[at]);
    }
}

static void keep(struct bl_promising_list *list, struct bl_promising one) {
    if (list->n == list->most) {
        if (!list->n || compare(&one, list->best) >= 0) return;
        list->best[0] = one;
        sift(list->best, list->n);
        return;
    }
    size_t at = list->n++;
    list->best[at] = one;
    for (; at > 0 && compare(&list->best[at], &list->best[(at - 1) / 2]) > 0; at = (at - 1) / 2)
        swap(&list->best[at], &list->best[(at - 1) / 2]);
}

static enum bl_status look_at(struct bl__look *look, int64_t budget, int64_t *after, struct bl_promising_list *list, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    bl_buf_addf(&sql,
                "SELECT p.id, (%s) IS TRUE, p.first_contact, (p.company IS NOT NULL) + (p.title IS NOT NULL) + (p.email IS NOT NULL) + "
                "(p.note IS NOT NULL) FROM person p",
                look->filtered ? bl_buf_text(&look->where.sql) : "1");
    bl__look_where(look, &sql, "1", false);
    bl_buf_addf(&sql, " AND p.id > %" PRId64 " ORDER BY p.id LIMIT %" PRId64, *after, budget > 0 ? budget : -1);
    enum bl_status status = bl__look_prepare(look, &sql, &stmt, err);
    int64_t seen = 0, last = *after;
    while (status == BL_OK) {
        int rc = sqlite3_step(stmt);
        if (rc == SQLITE_DONE) break;
        if (rc != SQLITE_ROW) {
            status = bl__sqlite_error(look->store, "read the file", err);
            break;
        }
        seen++;
        last = sqlite3_column_int64(stmt, 0);
        if (!sqlite3_column_int(stmt, 1)) continue;
        list->count++;
        keep(list, (struct bl_promising){last, bl__col_day(stmt, 2), sqlite3_column_int(stmt, 3)});
    }
    sqlite3_finalize(stmt);
    if (status == BL_OK) *after = budget > 0 && seen == budget ? last : -1;
    return status;
}

enum bl_status bl_store_promising(struct bl_store *store, const struct bl_filter *filter, int64_t budget, int64_t *after,
                                  struct bl_promising_list *list, struct bl_error *err) {
    if (*after < 0) return BL_OK;
    struct bl__look look;
    enum bl_status status = bl__look_open(&look, store, filter, err);
    if (status != BL_OK) return status;
    status = look_at(&look, budget, after, list, err);
    bl__look_free(&look);
    if (status == BL_OK && *after < 0 && list->n) qsort(list->best, list->n, sizeof *list->best, compare);
    return status;
}
