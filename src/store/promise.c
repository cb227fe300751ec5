/* Promises: made, kept. The person's next step follows. */
#include "store/internal.h"

#include <string.h>

enum bl_status bl__promise_insert(struct bl_store *store, const struct bl__promise *promise, int64_t *id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PROMISE_INSERT, err);
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__bind_uid(stmt, ":uid", &uid);
    bl__bind_int(stmt, ":person", promise->person);
    if (promise->talk) bl__bind_int(stmt, ":talk", promise->talk);
    bl__bind_text(stmt, ":text", promise->text);
    bl__bind_day(stmt, ":due", promise->due);
    bl__bind_int(stmt, ":theirs", promise->theirs);
    bl__bind_day(stmt, ":made_on", promise->made_on);
    enum bl_status status = bl__run(store, stmt, err);
    int64_t made = sqlite3_last_insert_rowid(store->db);
    if (status == BL_OK) status = bl__refresh_promises(store, promise->person, err);
    if (status == BL_OK) status = bl__into_play(store, promise->person, err);
    if (status == BL_OK) *id = made;
    return status;
}

enum bl_status bl_promise_add(struct bl_store *store, int64_t person, const char *text, bl_day due, bool theirs, int64_t *id,
                              struct bl_error *err) {
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK && (!text || !text[strspn(text, " \t\r\n")]))
        status = bl_fail(err, BL_USAGE, "a promise needs words: what is to be done?");
    struct bl__promise promise = {.person = person, .text = text, .due = due, .theirs = theirs, .made_on = store->now.today};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name = NULL;
    if (status == BL_OK) status = bl__person_name(store, person, &arena, &name, err);
    return status == BL_OK ? bl__promise_insert(store, &promise, id, err) : status;
}

static enum bl_status find_promise(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_promise *out,
                                   struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PROMISE_BY_ID, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && !row) {
        bl_fail(err, BL_NOT_FOUND, "there is no promise #%lld", (long long)id);
        bl_hint(err, "bowline list next:any");
        status = BL_NOT_FOUND;
    }
    if (status == BL_OK) status = bl__promise_row(stmt, arena, out, err);
    sqlite3_reset(stmt);
    return status;
}

/* Done with on a day, kept or not. */
static enum bl_status end(struct bl_store *store, int64_t id, bl_day day, bool dropped, struct bl_promise *out, struct bl_arena *arena,
                          struct bl_error *err) {
    struct bl_promise p;
    bl_day done = 0;
    char iso[BL_DATE_SIZE];
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = bl__fact_day(store, day, &done, err);
    if (status == BL_OK) status = find_promise(store, id, arena, &p, err);
    if (status == BL_OK && p.done_on != BL_NO_DAY)
        status = bl_fail(err, BL_REFUSED, "promise #%lld to %s (%s) was %s on %s already", (long long)id, p.who, p.text,
                         p.dropped ? "dropped" : "kept", bl_day_iso(p.done_on, iso));
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, dropped ? BL_SQL_PROMISE_DROP : BL_SQL_PROMISE_DONE, err) : NULL;
    if (!stmt) return err->status;
    if (dropped && done < p.made_on) done = p.made_on;
    bl__bind_int(stmt, ":id", id);
    bl__bind_day(stmt, ":day", done);
    status = bl__run(store, stmt, err);
    if (status == BL_OK) status = bl__refresh_promises(store, p.person, err);
    p.done_on = done;
    p.dropped = dropped;
    if (status == BL_OK) *out = p;
    return status;
}

enum bl_status bl_promise_done(struct bl_store *store, int64_t id, bl_day day, struct bl_promise *out, struct bl_arena *arena,
                               struct bl_error *err) {
    return end(store, id, day, false, out, arena, err);
}

enum bl_status bl_promise_drop(struct bl_store *store, int64_t id, bl_day day, struct bl_promise *out, struct bl_arena *arena,
                               struct bl_error *err) {
    return end(store, id, day, true, out, arena, err);
}

enum bl_status bl_promises_drop(struct bl_store *store, int64_t person, bl_day day, struct bl_arena *arena, struct bl_promise **rows,
                                size_t *n, struct bl_error *err) {
    struct bl_promise *open = NULL;
    size_t count = 0;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = bl_store_promises(store, person, true, arena, &open, &count, err);
    for (size_t i = 0; i < count && status == BL_OK; i++) status = bl_promise_drop(store, open[i].id, day, &open[i], arena, err);
    if (status != BL_OK) return status;
    *rows = open;
    *n = count;
    return BL_OK;
}
