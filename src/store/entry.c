/* Recording entries of the book: core decides whether one is possible and where it falls, this writes it down. */
#include "store/internal.h"

#include <string.h>

enum bl_status bl__entry_insert(struct bl_store *store, const struct bl_entry *entry, int64_t *id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ENTRY_INSERT, err);
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__put_uid(stmt, BL_AT(ENTRY_INSERT, UID), &uid);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, PERSON), entry->person);
    bl__put_day(stmt, BL_AT(ENTRY_INSERT, DAY), entry->day);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, ACT), entry->act);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, STAGE), entry->stage);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, MOMENT), entry->moment);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, SIDE), entry->side);
    bl__put_day(stmt, BL_AT(ENTRY_INSERT, UNTIL), entry->until);
    bl__put_text(stmt, BL_AT(ENTRY_INSERT, WHY), entry->why && *entry->why ? entry->why : NULL);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, RECORDED), store->now.ms);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, CYCLE), entry->cycle);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, STAGE_FROM), entry->stage_from);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, STAGE_TO), entry->stage_to);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, MOMENT_FROM), entry->moment_from);
    bl__put_int(stmt, BL_AT(ENTRY_INSERT, MOMENT_TO), entry->moment_to);
    enum bl_status status = bl__run(store, stmt, err);
    if (status == BL_OK) *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

static enum bl_status void_by(struct bl_store *store, int64_t entry, int64_t by, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ENTRY_VOID, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", entry);
    bl__bind_int(stmt, ":by", by);
    return bl__run(store, stmt, err);
}

/* The opening moves back to `day`: a new opening in the states of the old one, which it voids. */
static enum bl_status open_earlier(struct bl_store *store, const struct bl_entry *old, bl_day day, struct bl_error *err) {
    struct bl_entry open = *old;
    open.day = day;
    int64_t id = 0;
    enum bl_status status = bl__entry_insert(store, &open, &id, err);
    if (status == BL_OK) status = void_by(store, old->id, id, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_PERSON_CREATED, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", old->person);
    bl__bind_day(stmt, ":day", day);
    return bl__run(store, stmt, err);
}

enum bl_status bl__open_by(struct bl_store *store, int64_t person, bl_day day, bl_day *moved, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows rows;
    enum bl_status status = bl__entries(store, true, person, &arena, &rows, err);
    if (status != BL_OK) return status;
    const struct bl_entry *first = rows.at;
    if (rows.n == 0 || first->day <= day) return BL_OK;
    status = open_earlier(store, first, day, err);
    if (status == BL_OK) status = bl__refresh_book(store, person, err);
    if (status == BL_OK) *moved = day;
    return status;
}

/* A refusal names the person, and its hint is a command that can be typed: the id in the place of WHO, and after "reopen" the states that were asked for. */
static enum bl_status refused(struct bl_store *store, int64_t person, const struct bl_record *record, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf hint = {0};
    struct bl_error why = *err;
    const char *name = NULL;
    enum bl_status status = bl__person_name(store, person, &arena, &name, err);
    if (status != BL_OK) return status;
    const char *rest = why.hint;
    for (const char *who = strstr(rest, "WHO"); who; who = strstr(rest, "WHO")) {
        bl_buf_add(&hint, rest, (size_t)(who - rest));
        bl_buf_addf(&hint, "%lld", (long long)person);
        rest = who + 3;
    }
    bl_buf_str(&hint, rest);
    if (strncmp(why.hint, "bowline reopen", 14) == 0) {
        if (record->stage) bl_buf_addf(&hint, " --stage %s", bl_track_name(BL_STAGE, record->stage));
        if (record->moment) bl_buf_addf(&hint, " --moment %s", bl_track_name(BL_MOMENT, record->moment));
    }
    bl_fail(err, BL_REFUSED, "%s: %s", name, why.text);
    if (hint.len) bl_hint(err, "%s", bl_buf_text(&hint));
    return BL_REFUSED;
}

/* What `reopen` means for this person: a parked one resumes, a closed one begins a new cycle where core says. */
static void settle_reopen(const struct bl_standing *at, struct bl_entry *entry) {
    if (entry->act != BL_ACT_REOPEN) return;
    if (at->status == BL_PARKED)
        entry->act = BL_ACT_RESUME;
    else if (at->status != BL_ACTIVE)
        bl_book_reopen_at(at, &entry->stage, &entry->moment);
}

static enum bl_status write_recorded(struct bl_store *store, const struct bl__rows *rows, const struct bl_late *late,
                                     struct bl_entry *added, struct bl_error *err) {
    enum bl_status status = BL_OK;
    if (late->open_to != BL_NO_DAY) status = open_earlier(store, rows->at, late->open_to, err);
    if (status == BL_OK) status = bl__entry_insert(store, added, &added->id, err);
    if (status == BL_OK) status = bl__refresh_book(store, added->person, err);
    return status == BL_OK ? bl__into_play(store, added->person, err) : status;
}

enum bl_status bl_entry_record(struct bl_store *store, int64_t person, const struct bl_record *record, struct bl_recorded *out,
                               struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    struct bl__rows rows;
    bl_day day = 0;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = bl__fact_day(store, record->day, &day, err);
    if (status == BL_OK) status = bl__person_brief(store, person, &arena, &p, err);
    if (status == BL_OK) status = bl__entries(store, true, person, &arena, &rows, err);
    if (status != BL_OK) return status;
    struct bl_entry add = {.person = person,
                           .day = day,
                           .act = record->act,
                           .stage = record->stage,
                           .moment = record->moment,
                           .side = record->act == BL_ACT_PARK ? BL_PARKED : record->side,
                           .until = record->act == BL_ACT_PARK ? record->until : BL_NO_DAY,
                           .why = record->why,
                           .recorded_ms = store->now.ms};
    settle_reopen(&p.at, &add);
    struct bl_entry *scratch = bl_arena_array(&arena, rows.n + 2, sizeof *scratch);
    struct bl_late late;
    if (!scratch) return bl_nomem(err);
    status = bl_book_try(rows.at, rows.n, &add, scratch, &late, err);
    if (status == BL_REFUSED) return refused(store, person, record, err);
    if (status != BL_OK) return status;
    add = scratch[late.where];
    status = write_recorded(store, &rows, &late, &add, err);
    if (status != BL_OK) return status;
    add.why = NULL; /* its memory is ours */
    *out = (struct bl_recorded){.entry = add.id,
                                .before = p.at,
                                .after = late.after,
                                .as = add,
                                .late = late.late,
                                .nothing = !late.moved_stage && !late.moved_moment,
                                .opening_moved = late.open_to};
    return BL_OK;
}

/* ---- voiding ------------------------------------------------------------------------------------------------------------------ */

/* Whose entry it is; BL_NOT_FOUND. */
static enum bl_status owner(struct bl_store *store, int64_t entry, int64_t *person, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ENTRY_OWNER, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", entry);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row) *person = sqlite3_column_int64(stmt, 0);
    int64_t by = status == BL_OK && row ? sqlite3_column_int64(stmt, 1) : 0;
    sqlite3_reset(stmt);
    if (status != BL_OK) return status;
    if (!row) {
        bl_fail(err, BL_NOT_FOUND, "there is no entry #%lld", (long long)entry);
        bl_hint(err, "their numbers: bowline history WHO");
        return BL_NOT_FOUND;
    }
    if (by == 0) return BL_OK;
    if (by == entry) return bl_fail(err, BL_REFUSED, "entry #%lld is out of the book already", (long long)entry);
    return bl_fail(err, BL_REFUSED, "entry #%lld is out of the book already (voided by #%lld)", (long long)entry, (long long)by);
}

/* The correction stands on the day of what it corrects, so that a review says of which days the past was restated. */
static enum bl_status write_void(struct bl_store *store, const struct bl_entry *old, const char *why, int64_t *id, struct bl_error *err) {
    struct bl_entry correction = {
        .person = old->person, .day = old->day, .act = BL_ACT_VOID, .until = BL_NO_DAY, .why = why, .cycle = old->cycle};
    enum bl_status status = bl__entry_insert(store, &correction, id, err);
    if (status == BL_OK) status = void_by(store, *id, *id, err);
    if (status == BL_OK) status = void_by(store, old->id, *id, err);
    return status == BL_OK ? bl__refresh_book(store, old->person, err) : status;
}

enum bl_status bl_entry_void(struct bl_store *store, int64_t entry, const char *why, struct bl_recorded *out, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows rows;
    struct bl_person p;
    struct bl_standing after;
    int64_t person = 0, id = 0;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = owner(store, entry, &person, err);
    if (status == BL_OK) status = bl__person_brief(store, person, &arena, &p, err);
    if (status == BL_OK) status = bl__entries(store, true, person, &arena, &rows, err);
    if (status != BL_OK) return status;
    const struct bl_entry *entries = rows.at;
    size_t at = 0;
    while (at < rows.n && entries[at].id != entry) at++;
    struct bl_entry *scratch = bl_arena_array(&arena, rows.n + 1, sizeof *scratch);
    if (!scratch) return bl_nomem(err);
    if (at == rows.n) return bl_fail(err, BL_CORRUPT, "entry #%lld holds and cannot be read", (long long)entry);
    status = bl_book_without(entries, rows.n, at, scratch, &after, err);
    if (status == BL_REFUSED) return refused(store, person, &(struct bl_record){.act = BL_ACT_VOID}, err);
    if (status == BL_OK) status = write_void(store, &entries[at], why, &id, err);
    if (status != BL_OK) return status;
    *out = (struct bl_recorded){
        .entry = id, .before = p.at, .after = after, .as = entries[at], .late = at + 1 < rows.n, .opening_moved = BL_NO_DAY};
    out->nothing = entries[at].stage_from == entries[at].stage_to && entries[at].moment_from == entries[at].moment_to;
    out->as.why = NULL; /* its memory is ours */
    return BL_OK;
}
