/* Bulk steps: an import of any size as one step, in bounded memory. Rows it inserts have contiguous ids (one transaction holds the write lock), so the journal needs only
 * their first and last; rows it fills are recorded by a session that is switched on for just those writes and written out every few thousand. Triggers are off
 * meanwhile: the totals of a million equal openings are one row, and full text goes in at the end. */
#include "store/rehearse.h"

#include "store/review.h"

#include <stdlib.h>
#include <string.h>

enum { FLUSH_EVERY = 2000, RANGES = 8 };

static void end(struct bl_bulk *bulk) {
    if (!bulk) return;
    bl_buf_free(&bulk->name_key);
    bl_buf_free(&bulk->company_key);
    bl_buf_free(&bulk->find);
    bl_buf_free(&bulk->key);
    bl_buf_free(&bulk->note);
    bl__known_free(&bulk->known);
    bl__lean_free(&bulk->indexes);
    bl__known_free(&bulk->uids);
    bl__said_free(bulk->said);
    free(bulk);
}

/* No session while rows are inserted: its hook would look at every one of them. */
static void session_close(struct bl_store *store) {
    sqlite3session_delete(store->session);
    store->session = NULL;
}

/* A rehearsal has a store of its own, and no indexes of names and addresses from the beginning. */
static enum bl_status rehearse(struct bl_store *store, struct bl_bulk *bulk, struct bl_bulk **out, struct bl_error *err) {
    enum bl_status status = bl__rehearsal_open(store, &bulk->store, err);
    if (status != BL_OK) {
        end(bulk);
        return status;
    }
    bulk->lean = true;
    *out = bulk;
    return BL_OK;
}

enum bl_status bl_bulk_begin(struct bl_store *store, bool dry, struct bl_bulk **out, struct bl_error *err) {
    struct bl_bulk *bulk = calloc(1, sizeof *bulk);
    if (!bulk) return bl_nomem(err);
    if (dry) return rehearse(store, bulk, out, err);
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    enum bl_status status = bl_snapshot_take(store, "import", false, &arena, NULL, err);
    if (status == BL_OK) status = bl_step_begin(store, false, err);
    if (status != BL_OK) {
        end(bulk);
        return status;
    }
    bulk->store = store;
    status = bl_store_count(store, &bulk->base, err);
    if (status != BL_OK) {
        bl_step_rollback(store);
        end(bulk);
        return status;
    }
    store->bulk = true;
    sqlite3_exec(store->db, "PRAGMA cache_size = -12288", NULL, NULL,
                 NULL);    /* 12 MiB: enough for the inner pages of every index at a million rows */
    store->parts = RANGES; /* the id runs come first in the journal, so that they are undone last; written at the end */
    bl__triggers(store, false);
    session_close(store);
    *out = bulk;
    return BL_OK;
}

void bl_bulk_rollback(struct bl_bulk *bulk) {
    if (!bulk) return;
    struct bl_store *store = bulk->store;
    bool beside = bl__rehearsed(bulk);
    bl_step_rollback(store);
    end(bulk);
    if (beside) bl_store_close(store);
}

struct bl_store *bl_bulk_store(const struct bl_bulk *bulk) {
    return bulk->store;
}

/* ---- keys of a row ---------------------------------------------------------------------------------------------------------- */

enum bl_status bl__bulk_keys(struct bl_bulk *bulk, const struct bl_person_edit *row, struct bl_error *err) {
    bl_buf_cut(&bulk->name_key, 0);
    bl_buf_cut(&bulk->company_key, 0);
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name = row->name;
    if (!name) name = bl_person_joined(&arena, row->first_name, row->last_name);
    if (name) bl_text_fold(&bulk->name_key, name, strlen(name));
    if (row->company) bl_text_fold(&bulk->company_key, row->company, strlen(row->company));
    return bulk->name_key.failed || bulk->company_key.failed ? bl_nomem(err) : BL_OK;
}

/* ---- a new person -------------------------------------------------------------------------------------------------------------- */

static enum bl_status insert_handles(struct bl_bulk *bulk, int64_t id, const struct bl_person_edit *row, struct bl_error *err) {
    for (int kind = BL_EMAIL; kind <= BL_URL; kind++) {
        const struct bl_strs *values = bl__bulk_handles(row, kind);
        for (size_t i = 0; i < values->n; i++) {
            const char *key = bl__bulk_key(bulk, kind, values->at[i], err);
            sqlite3_stmt *stmt = key ? bl__stmt(bulk->store, values->n > 1 ? BL_SQL_HANDLE_APPEND : BL_SQL_HANDLE_INSERT, err) : NULL;
            if (!stmt) return err->status;
            bl__bind_int(stmt, ":person", id);
            bl__bind_int(stmt, ":kind", kind);
            if (values->n == 1) bl__bind_int(stmt, ":pos", 0);
            bl__bind_text(stmt, ":value", values->at[i]);
            bl__bind_text(stmt, ":key", key);
            enum bl_status status = bl__run(bulk->store, stmt, err);
            if (status == BL_OK) status = bl__bulk_know_handle(bulk, id, kind, key, err);
            if (status != BL_OK) return status;
        }
    }
    return BL_OK;
}

static enum bl_status insert_rest(struct bl_bulk *bulk, int64_t id, const struct bl_person_edit *row, struct bl_error *err) {
    enum bl_status status = insert_handles(bulk, id, row, err);
    for (size_t i = 0; i < row->tags.n && status == BL_OK; i++) status = bl__tag_set(bulk->store, id, row->tags.at[i], true, err);
    for (size_t i = 0; i < row->custom.n && status == BL_OK; i++)
        status = bl__custom_set(bulk->store, id, row->custom.at[i].name, row->custom.at[i].value, err);
    /* Several stand in an order of their own, and two spellings of one address are one: what a search looks at follows from what was kept. */
    if (status == BL_OK && (row->tags.n > 1 || row->emails.n > 1)) status = bl__refresh_find(bulk->store, id, err);
    return status;
}

static enum bl_status insert_person(struct bl_bulk *bulk, const struct bl_person_edit *row, int stage, int moment, int64_t *id,
                                    struct bl_error *err) {
    struct bl_store *store = bulk->store;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name = row->name ? row->name : bl_person_joined(&arena, row->first_name, row->last_name);
    bl_buf_cut(&bulk->find, 0);
    bl__find_text(&bulk->find, row->company, row->title, row->emails, row->tags);
    if (bulk->find.failed || !name) return name ? bl_nomem(err) : bl_fail(err, BL_USAGE, "a person needs a name");
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_INSERT, err);
    if (!stmt) return err->status;
    struct bl_uuid uid = row->uid ? *row->uid : bl__new_uid(store);
    bl__put_uid(stmt, BL_AT(PERSON_INSERT, UID), &uid);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, NAME), name);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, FIRST_NAME), row->first_name);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, LAST_NAME), row->last_name);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, COMPANY), row->company);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, TITLE), row->title);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, SOURCE), row->source);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, NOTE), row->note);
    bl__put_day(stmt, BL_AT(PERSON_INSERT, CREATED_ON), store->now.today);
    if (row->first_contact) bl__put_day(stmt, BL_AT(PERSON_INSERT, FIRST_CONTACT), row->first_contact);
    bl__put_int(stmt, BL_AT(PERSON_INSERT, IN_PLAY), 0);
    bl__put_int(stmt, BL_AT(PERSON_INSERT, BY_HAND), 0);
    bl__put_text(stmt, BL_AT(PERSON_INSERT, NAME_KEY), bl_buf_text(&bulk->name_key));
    bl__put_text(stmt, BL_AT(PERSON_INSERT, COMPANY_KEY), bl_buf_text(&bulk->company_key));
    bl__put_text(stmt, BL_AT(PERSON_INSERT, FIND), bl_buf_text(&bulk->find));
    bl__put_text(stmt, BL_AT(PERSON_INSERT, EMAIL), row->emails.n ? row->emails.at[0] : NULL);
    bl__put_int(stmt, BL_AT(PERSON_INSERT, STAGE), stage);
    bl__put_int(stmt, BL_AT(PERSON_INSERT, MOMENT), moment);
    bl__put_day(stmt, BL_AT(PERSON_INSERT, OPENED_ON), store->now.today);
    bl__put_int(stmt, BL_AT(PERSON_INSERT, CYCLE), 1);
    enum bl_status status = bl__run(store, stmt, err);
    if (status == BL_OK) *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

/* A uid that somebody has already is not given twice. */
static enum bl_status insert_as(struct bl_bulk *bulk, const struct bl_person_edit *row, int stage, int moment, int64_t *person,
                                struct bl_error *err) {
    struct bl_person_edit edit = *row;
    int64_t owner = 0;
    enum bl_status status = row->uid ? bl__bulk_uid_owner(bulk, row->uid, &owner, err) : BL_OK;
    if (owner) edit.uid = NULL;
    if (status == BL_OK) status = insert_person(bulk, &edit, stage, moment, person, err);
    return status == BL_OK && edit.uid ? bl__bulk_know_uid(bulk, edit.uid, *person, err) : status;
}

enum bl_status bl_bulk_insert(struct bl_bulk *bulk, const struct bl_person_edit *row, int stage, int moment, int64_t *id,
                              struct bl_error *err) {
    int64_t person = 0, entry = 0;
    if (!stage) stage = BL_AWARENESS;
    if (!moment) moment = BL_CONNECT;
    enum bl_status status = bl__bulk_keys(bulk, row, err);
    if (status == BL_OK) status = insert_as(bulk, row, stage, moment, &person, err);
    if (status == BL_OK) status = insert_rest(bulk, person, row, err);
    struct bl_entry open = {.person = person,
                            .day = bulk->store->now.today,
                            .act = BL_ACT_OPEN,
                            .stage = stage,
                            .moment = moment,
                            .until = BL_NO_DAY,
                            .cycle = 1,
                            .stage_to = stage,
                            .moment_to = moment};
    if (status == BL_OK) status = bl__entry_insert(bulk->store, &open, &entry, err);
    if (status != BL_OK) return status;
    if (!bulk->inserted++) bulk->person_lo = person, bulk->entry_lo = entry;
    bulk->person_hi = person;
    if (row->note) bulk->noted = true;
    bulk->entry_hi = entry;
    bulk->opened[BL_STAGE][stage]++;
    bulk->opened[BL_MOMENT][moment]++;
    status = bl__bulk_know_name(bulk, person, err);
    if (status == BL_OK) status = bl__bulk_lean(bulk, err);
    if (status == BL_OK) *id = person;
    return status;
}

/* Triggers keep the totals for this one entry; the opening it ends is added to them when all are in, and sums do not mind the order. */
enum bl_status bl_bulk_rest(struct bl_bulk *bulk, int64_t id, int side, bl_day until, struct bl_error *err) {
    struct bl_store *store = bulk->store;
    struct bl_record record = {
        .act = side == BL_PARKED ? BL_ACT_PARK : BL_ACT_CLOSE, .side = side, .day = BL_NO_DAY, .until = until, .why = "as imported"};
    struct bl_recorded done;
    enum bl_status status = bl__bulk_record(bulk, err);
    if (status != BL_OK) return status;
    bl__triggers(store, true);
    status = bl_entry_record(store, id, &record, &done, err);
    bool refused = status == BL_REFUSED;
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_BULK_OUT_OF_PLAY, err) : NULL;
    if (stmt) bl__bind_int(stmt, ":id", id);
    if (status == BL_OK) status = stmt ? bl__run(store, stmt, err) : err->status;
    bl__triggers(store, false);
    if (status == BL_OK || refused) return bl__bulk_recorded(bulk, err);
    return status;
}

/* ---- the end ------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__bulk_record(struct bl_bulk *bulk, struct bl_error *err) {
    struct bl_store *store = bulk->store;
    if (bl__rehearsed(bulk)) return BL_OK;
    enum bl_status status = store->session ? BL_OK : bl__session_open(store, err);
    if (status == BL_OK) sqlite3session_enable(store->session, 1);
    return status;
}

enum bl_status bl__bulk_recorded(struct bl_bulk *bulk, struct bl_error *err) {
    if (bl__rehearsed(bulk)) return BL_OK;
    sqlite3session_enable(bulk->store->session, 0);
    if (++bulk->fills % FLUSH_EVERY) return BL_OK;
    enum bl_status status = bl__part_flush(bulk->store, err);
    session_close(bulk->store);
    return status;
}

/* What n equal openings add to the totals: they stay there, they moved, their first move was that, they reached that rank. */
static enum bl_status write_totals(struct bl_bulk *bulk, int track, int rank, struct bl_error *err) {
    const int rows[][4] = {{1, rank, INT32_MAX, 0}, {2, 0, 0, rank}, {3, BL_KIND_NEW + 1, 0, 0}, {4, rank, 0, 0}, {12, 0, 0, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_TOTAL, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":what", rows[i][0]);
        bl__bind_int(stmt, ":track", track + 1);
        bl__bind_day(stmt, ":day", bulk->store->now.today);
        bl__bind_int(stmt, ":a", rows[i][1]);
        bl__bind_int(stmt, ":b", rows[i][2]);
        bl__bind_int(stmt, ":c", rows[i][3]);
        bl__bind_int(stmt, ":n", bulk->opened[track][rank]);
        enum bl_status status = bl__run(bulk->store, stmt, err);
        if (status != BL_OK) return status;
    }
    return BL_OK;
}

static enum bl_status write_tallies(struct bl_bulk *bulk, struct bl_error *err) {
    for (int track = 0; track < BL_TRACKS; track++)
        for (int rank = 1; rank <= BL_RANK_MAX; rank++) {
            if (!bulk->opened[track][rank]) continue;
            sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_TALLY, err);
            if (!stmt) return err->status;
            bl__bind_int(stmt, ":track", track + 1);
            bl__bind_day(stmt, ":day", bulk->store->now.today);
            bl__bind_int(stmt, ":dst", rank);
            bl__bind_int(stmt, ":n", bulk->opened[track][rank]);
            enum bl_status status = bl__run(bulk->store, stmt, err);
            if (status == BL_OK) status = write_totals(bulk, track, rank, err);
            if (status != BL_OK) return status;
        }
    return BL_OK;
}

static enum bl_status write_full_text(struct bl_bulk *bulk, struct bl_error *err) {
    static const enum bl_sql words[] = {BL_SQL_BULK_FTS_IN, BL_SQL_BULK_NOTE_IN};
    enum bl_status status = BL_OK;
    for (int i = 0; i < (bulk->noted ? 2 : 1) && status == BL_OK; i++) {
        sqlite3_stmt *stmt = bl__stmt(bulk->store, words[i], err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":lo", bulk->person_lo);
        bl__bind_int(stmt, ":hi", bulk->person_hi);
        status = bl__run(bulk->store, stmt, err);
    }
    return status;
}

/* The id runs, in front of the change sets: rows that belong to people before the people, seen from the end. */
static enum bl_status write_ranges(struct bl_bulk *bulk, struct bl_error *err) {
    const struct bl__part parts[RANGES] = {{.table = "person", .lo = bulk->person_lo, .hi = bulk->person_hi},
                                           {.table = "entry", .lo = bulk->entry_lo, .hi = bulk->entry_hi},
                                           {.table = "custom", .lo = bulk->person_lo, .hi = bulk->person_hi},
                                           {.table = "tag", .lo = bulk->person_lo, .hi = bulk->person_hi},
                                           {.table = "handle", .lo = bulk->person_lo, .hi = bulk->person_hi},
                                           {.table = "talk", .lo = bulk->talk_lo, .hi = bulk->talk_hi},
                                           {.table = "talk_person", .lo = bulk->talk_lo, .hi = bulk->talk_hi},
                                           {.table = "talk_key", .lo = bulk->talk_lo, .hi = bulk->talk_hi}};
    int after = bulk->store->parts;
    enum bl_status status = BL_OK;
    bulk->store->parts = 0;
    for (int i = 0; i < RANGES && status == BL_OK; i++) status = bl__part_write(bulk->store, &parts[i], err);
    bulk->store->parts = after;
    return status;
}

static enum bl_status finish(struct bl_bulk *bulk, struct bl_error *err) {
    if (bulk->inserted == 0) bulk->person_lo = bulk->entry_lo = 1; /* hi is 0: empty runs */
    if (bulk->talks == 0) bulk->talk_lo = 1;
    enum bl_status status = write_tallies(bulk, err);
    if (status == BL_OK) status = bl__bulk_reindex(bulk, err);
    if (status == BL_OK && bulk->inserted) status = write_full_text(bulk, err);
    if (status == BL_OK && bulk->talks) status = bl__said_full_text(bulk, err);
    bool changed = bulk->store->parts > RANGES || (bulk->store->session && !sqlite3session_isempty(bulk->store->session));
    if (status == BL_OK && changed)
        status = bl__rebuild_origin(bulk->store, err); /* a source filled in moves somebody from one count to another */
    sqlite3_stmt *none = status == BL_OK ? bl__stmt(bulk->store, BL_SQL_ORIGIN_DAY_NONE, err) : NULL;
    if (status == BL_OK) status = none ? bl__run(bulk->store, none, err) : err->status;
    return status == BL_OK ? write_ranges(bulk, err) : status;
}

enum bl_status bl_bulk_commit(struct bl_bulk *bulk, const char *name, int64_t *step, struct bl_error *err) {
    struct bl_store *store = bulk->store;
    if (bl__rehearsed(bulk)) {
        bl_bulk_rollback(bulk);
        if (step) *step = 0;
        return BL_OK;
    }
    bool nothing =
        bulk->inserted == 0 && bulk->talks == 0 && store->parts == RANGES && (!store->session || sqlite3session_isempty(store->session));
    enum bl_status status = nothing ? BL_OK : finish(bulk, err);
    end(bulk);
    if (status == BL_OK && !nothing) return bl_step_commit(store, name, step, err);
    bl_step_rollback(store);
    if (status == BL_OK && step) *step = 0;
    return status;
}
