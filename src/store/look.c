/* Deciding how to look for the people a filter matches.
 *
 * The full-text index answers rare words at once, but the beginning of a frequent one costs it as much as it has hits, all before the first. So in a large
 * book words are tried on a sample of people first: one that nobody of the sample has is rare enough to ask for. The other indexes are asked whether they hold
 * few people, which costs no more than those few. */
#include "store/look.h"
#include "store/touched.h"

#include "store/review.h"

enum {
    FEW = 2000,        /* people that are fetched and sorted rather than walked past */
    SMALL_BOOK = 30000 /* people up to whom no word is dear */
};

void bl__look_free(struct bl__look *look) {
    bl__where_free(&look->where);
    bl__where_free(&look->quick);
    bl__where_free(&look->narrow);
    bl_arena_free(&look->arena);
}

size_t bl__look_values(const struct bl__look *look) {
    return look->narrow.values.n;
}

enum bl_status bl__look_prepare(struct bl__look *look, const struct bl_buf *sql, sqlite3_stmt **stmt, struct bl_error *err) {
    if (sql->failed) return bl_nomem(err);
    if (sqlite3_prepare_v2(look->store->db, sql->data, (int)sql->len, stmt, NULL) != SQLITE_OK)
        return bl__sqlite_error(look->store, "read the file", err);
    enum bl_status status = bl__where_bind(&look->narrow, look->store, *stmt, err);
    if (status == BL_OK) return BL_OK;
    sqlite3_finalize(*stmt);
    *stmt = NULL;
    return status;
}

/* Are there at most FEW in the narrowing select? What the full-text index cannot answer (it parts words at marks of some scripts) is answered no. */
static enum bl_status probe(struct bl__look *look, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    bl_buf_addf(&sql, "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d)", bl_buf_text(&look->narrow.sql), FEW + 1);
    enum bl_status status = bl__look_prepare(look, &sql, &stmt, err);
    if (status != BL_OK) return status;
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        look->few = sqlite3_column_int64(stmt, 0) <= FEW;
    else if ((rc & 0xff) != SQLITE_ERROR)
        status = bl__sqlite_error(look->store, "read the file", err);
    sqlite3_finalize(stmt);
    return status;
}

static enum bl_status number(struct bl_store *store, sqlite3_stmt *stmt, int64_t *out, struct bl_error *err) {
    bool row = false;
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK) *out = row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__rare_words(struct bl_store *store, struct bl_strs *words, struct bl_error *err) {
    int64_t last = 0, hits = 0;
    size_t kept = 0;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_LAST, err);
    if (!stmt) return err->status;
    enum bl_status status = number(store, stmt, &last, err);
    if (status != BL_OK || last <= SMALL_BOOK) return status;
    for (size_t i = 0; i < words->n && status == BL_OK; i++) {
        stmt = bl__stmt(store, BL_SQL_WORD_SAMPLE, err);
        if (!stmt) return err->status;
        bl__bind_text(stmt, ":word", words->at[i]);
        bl__bind_int(stmt, ":stride", last / 8);
        status = number(store, stmt, &hits, err);
        if (hits == 0) words->at[kept++] = words->at[i];
    }
    words->n = kept;
    return status;
}

/* Forgets a narrowing that led nowhere. */
static void again(struct bl__look *look) {
    bl_buf_cut(&look->narrow.sql, 0);
    look->narrow.values = look->quick.values;
}

static enum bl_status narrow(struct bl__look *look, struct bl_error *err) {
    struct bl_strs words;
    bool there = true;
    enum bl_status status = bl__filter_words(look->filter, &look->arena, &words, err);
    if (status == BL_OK && words.n) status = bl__rare_words(look->store, &words, err);
    again(look);
    if (status == BL_OK && words.n) {
        status = bl__narrow_words(words, &look->narrow, err);
        if (status == BL_OK) status = probe(look, err);
    }
    for (int turn = 0; status == BL_OK && there && !look->few; turn++) {
        again(look);
        status = bl__filter_narrow(look->filter, look->store->now.today, turn, &look->narrow, &there, err);
        if (status == BL_OK && there) status = probe(look, err);
    }
    if (!look->few) again(look);
    return status;
}

enum bl_status bl__look_open(struct bl__look *look, struct bl_store *store, const struct bl_filter *filter, struct bl_error *err) {
    *look = (struct bl__look){.store = store, .filter = filter, .filtered = filter && filter->root};
    look->where.values.arena = &look->arena;
    enum bl_status status = bl__filter_needs_limits(filter) ? bl_store_limits(store, &look->where.limits, err) : BL_OK;
    if (status == BL_OK) status = bl_store_lead(store, &look->where.lead, err);
    look->quick.lead = look->narrow.lead = look->where.lead;
    if (status == BL_OK && bl__filter_needs_window(filter)) status = bl__window_days(store, &look->where.window, err);
    look->quick.limits = look->narrow.limits = look->where.limits;
    look->quick.window = look->narrow.window = look->where.window;
    look->where.store = look->quick.store = look->narrow.store = store;
    if (status == BL_OK && filter) status = bl__touched_load(store, filter->root, err);
    if (status == BL_OK) status = bl__filter_sql(filter, store->now.today, &look->where, err);
    look->quick.values = look->where.values;
    if (status == BL_OK && look->filtered) {
        status = bl__filter_quick(filter, &look->quick, &look->part, &look->whole, err);
        if (status == BL_OK) status = narrow(look, err);
    }
    if (status != BL_OK) bl__look_free(look);
    return status;
}

void bl__look_where(const struct bl__look *look, struct bl_buf *sql, const char *segment, bool exact) {
    bl_buf_addf(sql, " WHERE %s", segment);
    if (look->few) bl_buf_addf(sql, " AND p.id IN %s", bl_buf_text(&look->narrow.sql));
    if (look->filtered && exact) bl_buf_addf(sql, " AND (%s)", bl_buf_text(&look->where.sql));
}

void bl__look_judge(const struct bl__look *look, struct bl_buf *sql) {
    const char *where = bl_buf_text(&look->where.sql), *quick = bl_buf_text(&look->quick.sql);
    if (look->whole)
        bl_buf_addf(sql, ", iif(%s, %d, %d)", quick, BL__MATCHES, BL__PASSED_BY);
    else if (look->part)
        bl_buf_addf(sql, ", CASE WHEN %s THEN iif(%s, %d, %d) ELSE %d END", quick, where, BL__MATCHES, BL__LOOKED_AT, BL__PASSED_BY);
    else
        bl_buf_addf(sql, ", iif(%s, %d, %d)", where, BL__MATCHES, BL__LOOKED_AT);
}

/* Ids lie in the index in no order that has to do with names, so every 61st of them is one row in about 61. */
void bl__look_stride(const struct bl__look *look, struct bl_buf *sql) {
    if (look->part) bl_buf_addf(sql, " AND ((%s) OR p.id %% %d = 0)", bl_buf_text(&look->quick.sql), BL__STRIDE);
}
