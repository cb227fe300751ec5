/* Logging a conversation: everything one line can say, for everybody taking part, and what it pays back. */
#include "store/internal.h"

#include <string.h>

static enum bl_status burden(struct bl_store *store, struct bl_arena *arena, struct bl_logged_person *who, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PROMISE_BURDEN, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", who->id);
    bl__bind_day(stmt, ":today", store->now.today);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status != BL_OK) return status;
    who->open_before = sqlite3_column_int64(stmt, 0);
    who->overdue_before = sqlite3_column_int64(stmt, 1);
    who->theirs_before = sqlite3_column_int64(stmt, 2);
    sqlite3_reset(stmt);
    if (!who->overdue_before) return BL_OK;
    stmt = bl__stmt(store, BL_SQL_PROMISE_OLDEST, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", who->id);
    bl__bind_day(stmt, ":today", store->now.today);
    status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row) {
        who->overdue_text = bl__col_text(stmt, 0, arena);
        who->overdue_due = bl__col_day(stmt, 1);
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status look_before(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_logged_person *who,
                                  struct bl_error *err) {
    struct bl_person p;
    enum bl_status status = bl__person_brief(store, id, arena, &p, err);
    if (status != BL_OK) return status;
    *who = (struct bl_logged_person){
        .id = id, .name = p.name, .last_talk_before = p.last_talk, .overdue_due = BL_NO_DAY, .opening_moved = BL_NO_DAY};
    return burden(store, arena, who, err);
}

static enum bl_status write_talk(struct bl_store *store, const struct bl_log *log, bl_day day, int64_t *talk, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_INSERT, err);
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__bind_uid(stmt, ":uid", &uid);
    bl__bind_day(stmt, ":day", day);
    bl__bind_text(stmt, ":kind", log->kind ? log->kind : bl_talk_kinds[0]);
    bl__bind_int(stmt, ":minutes", log->minutes);
    bl__bind_text(stmt, ":text", log->text ? log->text : "");
    bl__bind_int(stmt, ":recorded", store->now.ms);
    enum bl_status status = bl__run(store, stmt, err);
    if (status == BL_OK) *talk = sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; i < log->quotes.n && status == BL_OK; i++) {
        if (!(stmt = bl__stmt(store, BL_SQL_QUOTE_INSERT, err))) return err->status;
        bl__bind_int(stmt, ":talk", *talk);
        bl__bind_text(stmt, ":text", log->quotes.at[i]);
        status = bl__run(store, stmt, err);
    }
    return status;
}

/* One participant: takes part, is tagged, moved, and comes into play. */
static enum bl_status take_part(struct bl_store *store, const struct bl_log *log, const struct bl_logged *logged, size_t i,
                                struct bl_error *err) {
    struct bl_logged_person *who = &logged->people[i];
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_PERSON_INSERT, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", who->id);
    bl__bind_int(stmt, ":talk", logged->talk);
    bl__bind_int(stmt, ":pos", (int64_t)i);
    enum bl_status status = bl__run(store, stmt, err);
    for (size_t t = 0; t < log->tags.n && status == BL_OK; t++) status = bl__tag_set(store, who->id, log->tags.at[t], true, err);
    if (status == BL_OK && log->tags.n) status = bl__refresh_find(store, who->id, err);
    if (status == BL_OK) status = bl__open_by(store, who->id, logged->day, &who->opening_moved, err);
    if (status == BL_OK && (log->stage || log->moment)) {
        struct bl_record record = {.act = BL_ACT_MOVE, .stage = log->stage, .moment = log->moment, .day = logged->day};
        status = bl_entry_record(store, who->id, &record, &who->move, err);
        who->moved = status == BL_OK && !who->move.nothing;
    }
    if (status == BL_OK) status = bl__refresh_talks(store, who->id, err);
    return status == BL_OK ? bl__into_play(store, who->id, err) : status;
}

static enum bl_status has_next(struct bl_store *store, struct bl_logged_person *who, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    enum bl_status status = bl__person_brief(store, who->id, &arena, &p, err);
    if (status == BL_OK) who->has_next = p.next.id != 0;
    return status;
}

static enum bl_status write_promises(struct bl_store *store, const struct bl_log *log, struct bl_logged *logged, struct bl_arena *arena,
                                     struct bl_error *err) {
    logged->promises.at = bl_arena_array(arena, log->promise_count + 1, sizeof(int64_t));
    if (!logged->promises.at) return bl_nomem(err);
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < log->promise_count && status == BL_OK; i++) {
        struct bl__promise promise = {.person = logged->people[0].id,
                                      .talk = logged->talk,
                                      .text = log->promises[i].text,
                                      .due = log->promises[i].due,
                                      .theirs = log->promises[i].theirs,
                                      .made_on = logged->day};
        status = bl__promise_insert(store, &promise, &logged->promises.at[i], err);
        logged->promises.n++;
    }
    return status;
}

enum bl_status bl_talk_log(struct bl_store *store, const struct bl_log *log, struct bl_arena *arena, struct bl_logged *out,
                           struct bl_error *err) {
    struct bl_logged logged = {.people_count = log->people.n};
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK && log->people.n == 0)
        status = bl_fail(err, BL_USAGE, "a conversation needs somebody: @name at the beginning, or -w NAME");
    if (status == BL_OK) status = bl__fact_day(store, log->day, &logged.day, err);
    if (status != BL_OK) return status;
    logged.people = bl_arena_array(arena, log->people.n, sizeof *logged.people);
    if (!logged.people) return bl_nomem(err);
    for (size_t i = 0; i < log->people.n && status == BL_OK; i++)
        status = look_before(store, log->people.at[i], arena, &logged.people[i], err);
    if (status == BL_OK) status = write_talk(store, log, logged.day, &logged.talk, err);
    for (size_t i = 0; i < log->people.n && status == BL_OK; i++) status = take_part(store, log, &logged, i, err);
    if (status == BL_OK) status = write_promises(store, log, &logged, arena, err);
    for (size_t i = 0; i < log->people.n && status == BL_OK; i++) status = has_next(store, &logged.people[i], err);
    if (status == BL_OK) *out = logged;
    return status;
}
