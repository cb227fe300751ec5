/* When weeks begin on another day (the setting first-day), what a move was the first of in its week, and where that week found its person, may be something
 * else. That is so only for people with two moves that share a week before and not after, or the other way round: they are found by one walk over the index of
 * entries by person, and of their entries only those that differ are written. The totals follow by trigger, so undo brings the old figures back as well. */
#include "store/internal.h"

#include <string.h>

enum { PART_ROWS = 5000 }; /* entries written before what the session holds goes into the journal: bounds memory */

struct change {
    struct bl_store *store;
    int before, after; /* leads */
    int64_t written;   /* since the last part */
};

/* A part of the journal, and a session that is empty again. */
static enum bl_status write_part(struct change *c, struct bl_error *err) {
    enum bl_status status = bl__part_flush(c->store, err);
    sqlite3session_delete(c->store->session);
    c->store->session = NULL;
    c->written = 0;
    return status == BL_OK ? bl__session_open(c->store, err) : status;
}

static enum bl_status follow_one(struct change *c, int64_t person, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows rows;
    enum bl_status status = bl__entries(c->store, true, person, &arena, &rows, err);
    if (status != BL_OK) return status;
    const struct bl_entry *old = rows.at;
    struct bl_entry *entries = bl_arena_array(&arena, rows.n + 1, sizeof *entries);
    if (!entries) return bl_nomem(err);
    if (rows.n) memcpy(entries, old, rows.n * sizeof *entries);
    bl_book_trails(entries, rows.n, c->after);
    for (size_t i = 0; i < rows.n && status == BL_OK; i++) {
        if (bl__same_derived(&entries[i], &old[i])) continue;
        status = bl__write_derived(c->store, &entries[i], err);
        c->written++;
    }
    return status == BL_OK && c->written >= PART_ROWS ? write_part(c, err) : status;
}

static bool same_week(bl_day a, bl_day b, int lead) {
    return b - a < 7 && bl_week_start(a, lead) == bl_week_start(b, lead);
}

/* People one after the other, their days ascending. Voided entries are among them: that looks at a few too many. */
static enum bl_status walk(struct change *c, sqlite3_stmt *stmt, struct bl_error *err) {
    int64_t at = 0;
    bl_day last = BL_NO_DAY;
    bool differs = false;
    for (bool row = true;;) {
        enum bl_status status = bl__row(c->store, stmt, &row, err);
        int64_t person = status == BL_OK && row ? sqlite3_column_int64(stmt, 0) : 0;
        if (status == BL_OK && differs && person != at) {
            status = follow_one(c, at, err);
            differs = false;
        }
        if (status != BL_OK || !row) return status;
        bl_day day = bl__col_day(stmt, 1);
        if (person == at && !differs) differs = same_week(last, day, c->before) != same_week(last, day, c->after);
        at = person;
        last = day;
    }
}

enum bl_status bl__weeks_follow(struct bl_store *store, int before, int after, struct bl_error *err) {
    struct change c = {.store = store, .before = before, .after = after};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ENTRY_DAYS, err);
    if (!stmt) return err->status;
    enum bl_status status = walk(&c, stmt, err);
    sqlite3_reset(stmt);
    return status;
}
