/* The rows of two people become those of one, as merge.c has planned it. Every row is moved or removed by a statement of its own kind, so that undo brings each
 * back; only the book and what follows from it are made anew, by replay. */
#include "store/merge.h"

#include <string.h>

static enum bl_status run(struct bl_store *store, enum bl_sql sql, int64_t first, int64_t second, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return err->status;
    if (sqlite3_bind_parameter_index(stmt, ":first")) bl__bind_int(stmt, ":first", first);
    if (sqlite3_bind_parameter_index(stmt, ":second")) bl__bind_int(stmt, ":second", second);
    return bl__run(store, stmt, err);
}

/* ---- the book -------------------------------------------------------------------------------------------------------------------- */

static enum bl_status set(struct bl_store *store, enum bl_sql sql, int64_t entry, const char *name, int64_t value, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", entry);
    bl__bind_int(stmt, name, value);
    return bl__run(store, stmt, err);
}

/* A journey leaves the book: one correction takes all its entries out, so that the history says why. */
static enum bl_status take_out(struct bl_store *store, const struct bl__merge *m, const struct bl_journey *j, struct bl_arena *arena,
                               struct bl_error *err) {
    const struct bl_person *other = j->person == m->told.first.id ? &m->told.second : &m->told.first;
    struct bl_entry correction = {.person = j->person, .day = j->from, .act = BL_ACT_VOID, .until = BL_NO_DAY, .cycle = j->cycle};
    int64_t id = 0;
    correction.why = bl_arena_printf(arena, "merged with #%lld %s, whose journey is further", (long long)other->id, other->name);
    if (!correction.why) return bl_nomem(err);
    enum bl_status status = bl__entry_insert(store, &correction, &id, err);
    if (status == BL_OK) status = set(store, BL_SQL_ENTRY_VOID, id, ":by", id, err);
    for (size_t i = 0; i < m->entry_count && status == BL_OK; i++)
        if (m->entries[i].person == j->person && m->entries[i].cycle == j->cycle)
            status = set(store, BL_SQL_ENTRY_VOID, m->entries[i].id, ":by", id, err);
    return status;
}

static enum bl_status write_book(struct bl_store *store, const struct bl__merge *m, struct bl_arena *arena, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < m->told.journey_count && status == BL_OK; i++)
        if (!m->told.journeys[i].stays) status = take_out(store, m, &m->told.journeys[i], arena, err);
    /* An opening behind an earlier journey says the same as a reopening: day, stage, moment. The entry stays the one it was, or it would leave its place in the day. */
    for (size_t i = 0; i < m->entry_count && status == BL_OK; i++)
        if (!m->entries[i].voided_by && m->entries[i].act == BL_ACT_REOPEN)
            status = set(store, BL_SQL_MERGE_ACT, m->entries[i].id, ":act", BL_ACT_REOPEN, err);
    return status == BL_OK ? run(store, BL_SQL_MERGE_ENTRIES, m->told.first.id, m->told.second.id, err) : status;
}

/* ---- what is known of them -------------------------------------------------------------------------------------------------------- */

static bool same_list(struct bl_strs a, struct bl_strs b) {
    for (size_t i = 0; a.n == b.n && i < a.n; i++)
        if (strcmp(a.at[i], b.at[i]) != 0) return false;
    return a.n == b.n;
}

static enum bl_status write_handles(struct bl_store *store, const struct bl__merge *m, struct bl_error *err) {
    const struct bl_person *was = &m->told.first, *is = &m->result;
    const struct bl_strs *before[] = {&was->emails, &was->phones, &was->urls}, *after[] = {&is->emails, &is->phones, &is->urls};
    enum bl_status status = BL_OK;
    for (int kind = BL_EMAIL; kind <= BL_URL && status == BL_OK; kind++) {
        const struct bl_strs *list = after[kind - 1];
        if (same_list(*before[kind - 1], *list)) continue;
        sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_HANDLE_DELETE_KIND, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":person", was->id);
        bl__bind_int(stmt, ":kind", kind);
        status = bl__run(store, stmt, err);
        for (size_t i = 0; i < list->n && status == BL_OK; i++)
            status = bl__handle_add(store, was->id, (enum bl_handle_kind)kind, list->at[i], err);
    }
    return status;
}

static enum bl_status write_facts(struct bl_store *store, const struct bl__merge *m, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    sqlite3_stmt *stmt = bl__person_facts(store, BL_SQL_MERGE_FACTS, &m->result, &arena, err);
    if (!stmt) return err->status;
    bl__bind_day(stmt, ":created_on", m->result.created_on);
    bl__bind_int(stmt, ":in_play", m->in_play);
    if (m->mrr != BL_NO_MONEY) bl__bind_int(stmt, ":mrr", m->mrr);
    bl__bind_int(stmt, ":by_hand", m->by_hand);
    return bl__run(store, stmt, err);
}

static enum bl_status write_rest(struct bl_store *store, const struct bl__merge *m, struct bl_error *err) {
    static const enum bl_sql all[] = {
        BL_SQL_MERGE_PROMISES,   BL_SQL_MERGE_REVENUE,      BL_SQL_MERGE_TALKS,       BL_SQL_MERGE_TALKS_SHARED, BL_SQL_MERGE_TAGS,
        BL_SQL_MERGE_TAGS_GONE,  BL_SQL_MERGE_HANDLES_GONE, BL_SQL_MERGE_CUSTOM_GONE, BL_SQL_MERGE_REFERRED,     BL_SQL_MERGE_APART,
        BL_SQL_MERGE_APART_GONE, BL_SQL_MERGE_RESTED,       BL_SQL_MERGE_RESTED_GONE, BL_SQL_MERGE_EARLIER};
    int64_t first = m->told.first.id, second = m->told.second.id;
    enum bl_status status = BL_OK;
    if (m->snooze == 2) status = run(store, BL_SQL_MERGE_SNOOZE_GONE, 0, first, err);
    if (status == BL_OK && m->snooze == 2) status = run(store, BL_SQL_MERGE_SNOOZE_MOVE, first, second, err);
    if (status == BL_OK) status = run(store, BL_SQL_MERGE_SNOOZE_GONE, 0, second, err);
    for (size_t i = 0; i < sizeof all / sizeof *all && status == BL_OK; i++) status = run(store, all[i], first, second, err);
    for (size_t i = 0; i < m->result.custom.n && status == BL_OK; i++)
        status = bl__custom_set(store, first, m->result.custom.at[i].name, m->result.custom.at[i].value, err);
    return status;
}

static enum bl_status remember(struct bl_store *store, const struct bl__merge *m, struct bl_error *err) {
    const struct bl_person *gone = &m->told.second;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_MERGE_NOTE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", gone->id);
    bl__bind_uid(stmt, ":uid", &gone->uid);
    bl__bind_int(stmt, ":person", m->told.first.id);
    bl__bind_text(stmt, ":name", gone->name);
    bl__bind_text(stmt, ":also", strcmp(m->result.name, m->told.first.name) != 0 ? m->told.first.name : NULL);
    bl__bind_day(stmt, ":day", store->now.today);
    return bl__run(store, stmt, err);
}

enum bl_status bl_merge(struct bl_store *store, int64_t first, int64_t second, struct bl_strs take, struct bl_arena *arena,
                        struct bl_merge *out, struct bl_error *err) {
    struct bl__merge m;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = bl__merge_plan(store, first, second, take, arena, &m, err);
    if (status == BL_OK) status = write_book(store, &m, arena, err);
    if (status == BL_OK) status = write_handles(store, &m, err);
    if (status == BL_OK) status = write_facts(store, &m, err);
    if (status == BL_OK) status = write_rest(store, &m, err);
    if (status == BL_OK) status = run(store, BL_SQL_MERGE_GONE, first, second, err);
    if (status == BL_OK) status = remember(store, &m, err);
    if (status == BL_OK) status = bl__refresh_person(store, first, err);
    if (status == BL_OK) *out = m.told;
    return status;
}

/* ---- afterwards ------------------------------------------------------------------------------------------------------------------ */

enum bl_status bl_merged_into(struct bl_store *store, int64_t id, struct bl_arena *arena, int64_t *into, const char **name,
                              struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_MERGED_INTO, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK) *into = row ? sqlite3_column_int64(stmt, 0) : 0;
    if (status == BL_OK && row && name && !(*name = bl__col_text(stmt, 1, arena))) status = bl_nomem(err);
    sqlite3_reset(stmt);
    return status;
}
