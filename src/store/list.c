/* Lists: a window of people next to an anchor, in any order, through any filter; and counting and selecting through a filter.
 *
 * Two ways to the same rows. *Few*: the full-text index or another one says that at most a couple of thousand people can match: those are fetched and sorted.
 * *Walk*: an index is read in the order of the list and every row looked at, up to the caller's budget; so a filter that matches hardly
 * anybody among a million never holds up a keystroke, it just goes on in the next call. Both look at a row with the same condition. */
#include "store/look.h"
#include "store/order.h"

#include <inttypes.h>
#include <string.h>

enum { CHEAP = 24 /* rows passed by in the index by name cost as much as one that is looked at */ };

/* ---- the window ---------------------------------------------------------------------------------------------------------------- */

struct window {
    struct bl__look look;
    const struct bl_list_query *query;
    struct bl__order order;
    struct bl_arena *arena;
    struct bl__rows rows;
    sqlite3_stmt *anchor; /* on the row of the anchor, its keys as columns; NULL without one */
    size_t at;            /* the segment being read */
    int64_t looked, last; /* rows looked at (a passed one counts 1, another CHEAP), id of the last one */
    bool full, more, spent;
};

/* Which segment holds the anchor? SIZE_MAX when there is no such person any more. */
static enum bl_status anchor_segment(struct window *w, size_t *at, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    bl_buf_str(&sql, "SELECT CASE");
    for (size_t i = 0; i < w->order.n; i++) bl_buf_addf(&sql, " WHEN %s THEN %zu", w->order.at[i].where, i);
    bl_buf_addf(&sql, " END FROM person p WHERE p.id = %" PRId64, w->query->anchor);
    enum bl_status status = bl__look_prepare(&w->look, &sql, &stmt, err);
    if (status != BL_OK) return status;
    int rc = sqlite3_step(stmt);
    *at = rc == SQLITE_ROW ? (size_t)sqlite3_column_int64(stmt, 0) : SIZE_MAX;
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) status = bl__sqlite_error(w->look.store, "read the file", err);
    sqlite3_finalize(stmt);
    return status;
}

static enum bl_status anchor_keys(struct window *w, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    const struct bl__segment *s = &w->order.at[w->at];
    for (size_t i = 0; i < s->n; i++) bl_buf_addf(&sql, "%s%s", i ? ", " : "SELECT ", s->keys[i].sql);
    bl_buf_addf(&sql, " FROM person p WHERE p.id = %" PRId64, w->query->anchor);
    enum bl_status status = bl__look_prepare(&w->look, &sql, &w->anchor, err);
    if (status == BL_OK && sqlite3_step(w->anchor) != SQLITE_ROW) status = bl__sqlite_error(w->look.store, "read the file", err);
    return status;
}

static enum bl_status find_anchor(struct window *w, struct bl_error *err) {
    size_t at = SIZE_MAX;
    enum bl_status status = w->query->anchor ? anchor_segment(w, &at, err) : BL_OK;
    if (status != BL_OK) return status;
    w->at = at != SIZE_MAX ? at : w->query->backwards ? w->order.n - 1 : 0;
    return at != SIZE_MAX ? anchor_keys(w, err) : BL_OK;
}

static enum bl_status open_segment(struct window *w, sqlite3_stmt **stmt, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    const struct bl__segment *s = &w->order.at[w->at];
    size_t base = bl__look_values(&w->look) + 1;
    bl_buf_str(&sql, "SELECT p.id");
    if (s->walk && w->look.filtered) bl__look_judge(&w->look, &sql);
    bl_buf_str(&sql, " FROM person p");
    if (s->index && *s->index) bl_buf_addf(&sql, " INDEXED BY %s", s->index);
    bl__look_where(&w->look, &sql, s->where, !s->walk);
    if (s->walk && s->index && strcmp(s->index, "person_by_name") == 0) bl__look_stride(&w->look, &sql);
    if (w->anchor) bl__order_after(&sql, s, base, w->query->backwards, w->query->from_anchor);
    bl__order_by(&sql, s, w->query->backwards);
    if (!s->walk && w->query->limit) bl_buf_addf(&sql, " LIMIT %zu", w->query->limit - w->rows.n + 1);
    enum bl_status status = bl__look_prepare(&w->look, &sql, stmt, err);
    for (size_t i = 0; status == BL_OK && w->anchor && i < s->n; i++)
        if (sqlite3_bind_value(*stmt, (int)(base + i), sqlite3_column_value(w->anchor, (int)i)) != SQLITE_OK)
            status = bl__sqlite_error(w->look.store, "read the file", err);
    return status;
}

static enum bl_status take(struct window *w, int64_t id, struct bl_error *err) {
    struct bl_person *slot = bl__rows_add(&w->rows, err);
    if (!slot) return err->status;
    enum bl_status status = bl__person_brief(w->look.store, id, w->arena, slot, err);
    w->full = w->query->limit && w->rows.n >= w->query->limit;
    return status;
}

static bool spent(const struct window *w) {
    return w->query->budget && !w->full && w->looked / CHEAP >= w->query->budget;
}

/* Reads one segment until it ends, the window is full and one more row was seen, or the budget is spent. */
static enum bl_status read_segment(struct window *w, struct bl_error *err) {
    sqlite3_stmt *stmt = NULL;
    const struct bl__segment *s = &w->order.at[w->at];
    bool judge = s->walk && w->look.filtered;
    enum bl_status status = open_segment(w, &stmt, err);
    while (status == BL_OK && !w->more) {
        w->spent = judge && spent(w);
        int rc = w->spent ? SQLITE_DONE : sqlite3_step(stmt);
        if (rc == SQLITE_DONE) break;
        if (rc != SQLITE_ROW)
            status = bl__sqlite_error(w->look.store, "read the file", err);
        else if (w->full)
            w->more = true;
        else {
            int verdict = judge ? sqlite3_column_int(stmt, 1) : BL__MATCHES;
            w->looked += verdict == BL__PASSED_BY ? BL__STRIDE : CHEAP;
            w->last = sqlite3_column_int64(stmt, 0);
            if (verdict == BL__MATCHES) status = take(w, w->last, err);
        }
    }
    sqlite3_finalize(stmt);
    return status;
}

static enum bl_status read_window(struct window *w, struct bl_error *err) {
    enum bl_status status = find_anchor(w, err);
    while (status == BL_OK) {
        status = read_segment(w, err);
        if (status != BL_OK || w->more || w->spent) break;
        sqlite3_finalize(w->anchor); /* beyond its segment every row lies behind the anchor */
        w->anchor = NULL;
        if (w->query->backwards ? w->at == 0 : w->at + 1 == w->order.n) break;
        if (w->query->backwards)
            w->at--;
        else
            w->at++;
    }
    sqlite3_finalize(w->anchor);
    return status;
}

static void turn_round(struct bl_person *rows, size_t n) {
    for (size_t i = 0; i < n / 2; i++) {
        struct bl_person spare = rows[i];
        rows[i] = rows[n - 1 - i];
        rows[n - 1 - i] = spare;
    }
}

enum bl_status bl_store_list(struct bl_store *store, const struct bl_list_query *query, struct bl_arena *arena, struct bl_list_page *out,
                             struct bl_error *err) {
    struct window w = {.query = query, .arena = arena, .rows = {.size = sizeof(struct bl_person), .arena = arena}};
    bool ours = false;
    enum bl_status status = bl__read_begin(store, &ours, err);
    if (status == BL_OK) status = bl__look_open(&w.look, store, query->filter, err);
    if (status != BL_OK) {
        bl__read_end(store, ours);
        return status;
    }
    size_t sorts = query->sorts < 4 ? query->sorts : 4;
    if (w.look.few)
        bl__order_sorted(query->sort, sorts, &w.order);
    else
        bl__order_walked(query->sort, sorts, &w.order);
    status = read_window(&w, err);
    bl__look_free(&w.look);
    bl__read_end(store, ours);
    if (status != BL_OK) return status;
    if (query->backwards && w.rows.n) turn_round(w.rows.at, w.rows.n);
    *out = (struct bl_list_page){.rows = w.rows.at, .n = w.rows.n, .more = w.more || w.spent, .resume = w.spent ? w.last : 0};
    return BL_OK;
}

/* ---- counting and selecting ------------------------------------------------------------------------------------------------------ */

/* Looks at `budget` people after *after. */
static enum bl_status count_some(struct bl__look *look, int64_t budget, int64_t *after, int64_t *count, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    bl_buf_addf(&sql, "SELECT p.id, (%s) IS TRUE FROM person p WHERE p.id > %" PRId64 " ORDER BY p.id LIMIT %" PRId64,
                bl_buf_text(&look->where.sql), *after, budget > 0 ? budget : -1);
    enum bl_status status = bl__look_prepare(look, &sql, &stmt, err);
    int64_t seen = 0, found = 0, last = *after;
    while (status == BL_OK) {
        int rc = sqlite3_step(stmt);
        if (rc == SQLITE_DONE) break;
        if (rc != SQLITE_ROW) {
            status = bl__sqlite_error(look->store, "read the file", err);
            break;
        }
        seen++;
        last = sqlite3_column_int64(stmt, 0);
        found += sqlite3_column_int(stmt, 1);
    }
    sqlite3_finalize(stmt);
    if (status != BL_OK) return status;
    *count += found;
    *after = budget > 0 && seen == budget ? last : -1;
    return BL_OK;
}

static enum bl_status count_few(struct bl__look *look, int64_t *count, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    bl_buf_str(&sql, "SELECT count(*) FROM person p");
    bl__look_where(look, &sql, "1", true);
    enum bl_status status = bl__look_prepare(look, &sql, &stmt, err);
    if (status != BL_OK) return status;
    if (sqlite3_step(stmt) == SQLITE_ROW)
        *count += sqlite3_column_int64(stmt, 0);
    else
        status = bl__sqlite_error(look->store, "read the file", err);
    sqlite3_finalize(stmt);
    return status;
}

enum bl_status bl_store_count_piece(struct bl_store *store, const struct bl_filter *filter, int64_t budget, int64_t *after, int64_t *count,
                                    struct bl_error *err) {
    if (*after < 0) return BL_OK;
    if (!filter || !filter->root) {
        int64_t people = 0;
        enum bl_status status = bl_store_count(store, &people, err);
        if (status != BL_OK) return status;
        *count += people;
        *after = -1;
        return BL_OK;
    }
    struct bl__look look;
    enum bl_status status = bl__look_open(&look, store, filter, err);
    if (status != BL_OK) return status;
    if (look.few && *after == 0) { /* a filter that turns into a few midway goes on as it began */
        status = count_few(&look, count, err);
        if (status == BL_OK) *after = -1;
    } else
        status = count_some(&look, budget, after, count, err);
    bl__look_free(&look);
    return status;
}

enum bl_status bl_store_select(struct bl_store *store, const struct bl_filter *filter, struct bl_arena *arena, struct bl_ids *out,
                               struct bl_error *err) {
    struct bl__look look;
    enum bl_status status = bl__look_open(&look, store, filter, err);
    if (status != BL_OK) return status;
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    struct bl__rows ids = {.size = sizeof(int64_t), .arena = arena};
    sqlite3_stmt *stmt = NULL;
    bl_buf_str(&sql, "SELECT p.id FROM person p");
    bl__look_where(&look, &sql, "1", true);
    bl_buf_str(&sql, " ORDER BY p.id");
    status = bl__look_prepare(&look, &sql, &stmt, err);
    while (status == BL_OK) {
        int rc = sqlite3_step(stmt);
        if (rc == SQLITE_DONE) break;
        int64_t *slot = rc == SQLITE_ROW ? bl__rows_add(&ids, err) : NULL;
        if (rc != SQLITE_ROW)
            status = bl__sqlite_error(store, "read the file", err);
        else if (!slot)
            status = err->status;
        else
            *slot = sqlite3_column_int64(stmt, 0);
    }
    sqlite3_finalize(stmt);
    bl__look_free(&look);
    if (status == BL_OK) *out = (struct bl_ids){ids.at, ids.n};
    return status;
}
