/* Forgetting a person: out of the tables, the full text, the undo journal, the drafts and the snapshots, and out of the bytes of the files. The snapshots go first, the file
 * itself last: whatever is interrupted is done by asking once more.
 *
 * The journal keeps its steps: changes of the person's rows are taken out of the change sets, and texts that stay are blacked out there exactly as in the tables, so that the
 * rest can still be undone. What a conversation with somebody else says stays theirs, without the name; its quotes go, since nobody noted who said them. */
#include "store/forget.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- words to black out ------------------------------------------------------------------------------------------------------ */

static enum bl_status add_words(struct bl_store *store, enum bl_sql sql, int64_t id, struct bl_arena *arena, struct bl__rows *words,
                                struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    struct bl_strs found = {0};
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__texts(store, stmt, arena, &found, err);
    for (size_t i = 0; i < found.n && status == BL_OK; i++) {
        if (strlen(found.at[i]) < 2) continue; /* an initial is nobody's name */
        const char **slot = bl__rows_add(words, err);
        if (slot)
            *slot = found.at[i];
        else
            status = err->status;
    }
    return status;
}

/* A name of one word that somebody else bears too says nothing by itself: only where a text is known to speak of the person. */
static enum bl_status settle_name(struct bl_store *store, int64_t id, struct bl__black *black, struct bl_arena *arena,
                                  struct bl_error *err) {
    const char **far = black->far.at;
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < black->far.n && status == BL_OK; i++) {
        if (strpbrk(far[i], " @/") || strspn(far[i], "+0123456789()-. ") == strlen(far[i])) continue;
        bool shared = false;
        const char *key = bl_text_folded(arena, far[i]);
        sqlite3_stmt *stmt = key ? bl__stmt(store, BL_SQL_FORGET_NAMESAKE, err) : NULL;
        const char **slot = stmt ? bl__rows_add(&black->near, err) : NULL;
        if (!slot) return key ? err->status : bl_nomem(err);
        *slot = far[i];
        bl__bind_int(stmt, ":id", id);
        bl__bind_text(stmt, ":key", key);
        status = bl__row(store, stmt, &shared, err);
        sqlite3_reset(stmt);
        if (shared || strlen(far[i]) < 3) far[i] = "\001"; /* stands in no text */
    }
    return status;
}

/* Parts of a name that was given whole. */
static enum bl_status add_parts(const char *name, struct bl_arena *arena, struct bl__rows *near, struct bl_error *err) {
    char *rest = NULL, *words = bl_arena_str(arena, name);
    if (!words) return bl_nomem(err);
    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (strlen(word) < 2) continue;
        const char **slot = bl__rows_add(near, err);
        if (!slot) return err->status;
        *slot = word;
    }
    return BL_OK;
}

static enum bl_status gather_words(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl__black *black,
                                   struct bl_error *err) {
    enum bl_status status = add_words(store, BL_SQL_FORGET_NAMES, id, arena, &black->far, err);
    if (status == BL_OK) status = add_words(store, BL_SQL_FORGET_PARTS_OF_NAME, id, arena, &black->near, err);
    if (status == BL_OK) status = add_words(store, BL_SQL_FORGET_QUOTED, id, arena, &black->near, err);
    if (status != BL_OK) return status;
    struct bl__rows called = {.size = sizeof(char *), .arena = arena};
    status = add_words(store, BL_SQL_FORGET_CALLED, id, arena, &called, err);
    const char **names = called.at;
    for (size_t i = 0; i < called.n && status == BL_OK; i++) status = add_parts(names[i], arena, &black->near, err);
    return status == BL_OK ? settle_name(store, id, black, arena, err) : status;
}

/* ---- tables ------------------------------------------------------------------------------------------------------------------------ */

static enum bl_status run_for(struct bl_store *store, enum bl_sql sql, const char *name, int64_t id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return err->status;
    if (name) bl__bind_int(stmt, name, id);
    return bl__run(store, stmt, err);
}

static enum bl_status black_tables(struct bl_store *store, int64_t id, int64_t *texts, struct bl_error *err) {
    static const enum bl_sql all[] = {BL_SQL_BLACK_TALKS,   BL_SQL_BLACK_QUOTES,   BL_SQL_BLACK_PROMISES, BL_SQL_BLACK_ENTRIES,
                                      BL_SQL_BLACK_PEOPLE,  BL_SQL_BLACK_CUSTOM,   BL_SQL_BLACK_REVIEWS,  BL_SQL_BLACK_SNOOZES,
                                      BL_SQL_BLACK_RESTED,  BL_SQL_BLACK_SETTINGS, BL_SQL_BLACK_DRAFTS,   BL_SQL_BLACK_STEPS,
                                      BL_SQL_BLACK_READINGS};
    enum bl_status status = run_for(store, BL_SQL_BLACK_TALKS_NEAR, ":id", id, err);
    if (status == BL_OK) *texts += sqlite3_changes64(store->db);
    for (size_t i = 0; i < sizeof all / sizeof *all && status == BL_OK; i++) {
        status = run_for(store, all[i], NULL, 0, err);
        if (status == BL_OK) *texts += sqlite3_changes64(store->db);
    }
    return status;
}

static enum bl_status erase_rows(struct bl_store *store, int64_t id, const struct bl__mine *mine, struct bl_error *err) {
    static const enum bl_sql first[] = {BL_SQL_FORGET_QUOTES, BL_SQL_FORGET_PROMISES, BL_SQL_FORGET_PROMISED_IN, BL_SQL_FORGET_PARTS},
                             last[] = {BL_SQL_FORGET_REVENUE, BL_SQL_FORGET_SNOOZE,   BL_SQL_FORGET_RESTED, BL_SQL_FORGET_ENTRIES,
                                       BL_SQL_FORGET_HANDLES, BL_SQL_FORGET_TAGS,     BL_SQL_FORGET_CUSTOM, BL_SQL_FORGET_MERGED,
                                       BL_SQL_FORGET_APART,   BL_SQL_FORGET_REFERRED, BL_SQL_FORGET_PERSON};
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < sizeof first / sizeof *first && status == BL_OK; i++) status = run_for(store, first[i], ":id", id, err);
    const int64_t *talks = mine->ids[BL__MINE_TALK].at;
    for (size_t i = 0; i < mine->ids[BL__MINE_TALK].n && status == BL_OK; i++) {
        status = run_for(store, BL_SQL_FORGET_TALK_KEYS, ":talk", talks[i], err);
        if (status == BL_OK) status = run_for(store, BL_SQL_FORGET_TALKS, ":talk", talks[i], err);
    }
    for (size_t i = 0; i < sizeof last / sizeof *last && status == BL_OK; i++) status = run_for(store, last[i], ":id", id, err);
    return status;
}

/* ---- full text --------------------------------------------------------------------------------------------------------------------- */

static enum bl_status any_left(struct bl_store *store, enum bl_sql sql, int64_t id, bool *left, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    bool row = false;
    if (!stmt) return err->status;
    if (sql == BL_SQL_FORGET_WORDS_LEFT) bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    *left |= row;
    sqlite3_reset(stmt);
    return status;
}

/* Triggers took the words out; merging the segments takes them out of the bytes. To make all of it anew takes ten times as long: only where words are left, because the
 * full text was not that of the rows. */
static enum bl_status clean_search(struct bl_store *store, int64_t id, bool talks, struct bl_error *err) {
    struct bl_error why = {0};
    bool left = false;
    enum bl_status status = bl__exec(store, bl__sql[BL_SQL_FORGET_SEARCH], "forget", &why);
    if (status == BL_OK && id) status = any_left(store, BL_SQL_FORGET_WORDS_LEFT, id, &left, &why);
    if (status == BL_OK && talks) status = any_left(store, BL_SQL_FORGET_TALK_WORDS_LEFT, 0, &left, &why);
    if (status == BL_OK) status = bl__exec(store, bl__sql[BL_SQL_FORGET_SEARCH_END], "forget", &why);
    if (status == BL_OK && !left) return BL_OK;
    return status == BL_OK || status == BL_CORRUPT ? bl__rebuild_search(store, err) : bl_fail(err, status, "%s", why.text);
}

/* ---- one file ------------------------------------------------------------------------------------------------------------------------ */

static enum bl_status erase_in(struct bl_store *store, int64_t id, const struct bl__black *black, struct bl_forget *told,
                               struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__mine mine = {.person = id, .black = black};
    for (int i = 0; i < BL__MINE_KINDS; i++) mine.ids[i] = (struct bl__rows){.size = sizeof(int64_t), .arena = &arena};
    enum bl_status status = bl__mine_gather(store, &mine, err);
    if (status == BL_OK && mine.redo) status = run_for(store, BL_SQL_STEP_DROP_REDO, NULL, 0, err);
    if (status == BL_OK) status = bl__journal_clean(store, &mine, told, err);
    if (status == BL_OK) status = black_tables(store, id, &told->texts, err);
    if (status == BL_OK && id) status = erase_rows(store, id, &mine, err);
    return status == BL_OK ? clean_search(store, id, mine.ids[BL__MINE_TALK].n > 0, err) : status;
}

/* The rows, in one transaction. */
static enum bl_status erase_rows_of(struct bl_store *store, int64_t id, const struct bl__black *black, struct bl_forget *told,
                                    struct bl_error *err) {
    enum bl_status status = bl__exec(store, "PRAGMA secure_delete = ON", "forget", err);
    if (status == BL_OK) status = bl__black_use(store, black, err);
    if (status == BL_OK) status = bl__begin(store, err);
    if (status == BL_OK) status = erase_in(store, id, black, told, err);
    if (status == BL_OK) status = bl__exec(store, "COMMIT", "forget", err);
    bl_step_rollback(store);
    struct bl_error ignored;
    if (bl__black_use(store, NULL, &ignored) != BL_OK && status == BL_OK) return bl_fail(err, ignored.status, "%s", ignored.text);
    return status;
}

/* Then the pages that were freed leave the file, and the log is emptied. Once the rows are gone nobody could ask for the rest any more, so that is not stopped. */
static enum bl_status erase_from_file(struct bl_store *store, int64_t id, const struct bl__black *black, struct bl_forget *told,
                                      struct bl_error *err) {
    enum bl_status status = erase_rows_of(store, id, black, told, err);
    store->watch.late = true;
    if (status == BL_OK) status = bl__exec(store, "VACUUM", "forget", err);
    store->watch.late = false;
    int64_t busy = 0;
    if (status == BL_OK) status = bl__pragma_number(store, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, err);
    told->log_left = busy != 0;
    return status;
}

/* ---- snapshots ------------------------------------------------------------------------------------------------------------------------ */

static enum bl_status id_by_uid(struct bl_store *store, enum bl_sql sql, const struct bl_uuid *uid, int64_t *id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_uid(stmt, ":uid", uid);
    enum bl_status status = bl__row(store, stmt, &row, err);
    *id = status == BL_OK && row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

/* The words known of the file, for a file of its own words. */
static enum bl_status copy_words(const struct bl__black *known, struct bl_arena *arena, struct bl__black *out, struct bl_error *err) {
    *out = (struct bl__black){.far = {.size = sizeof(char *), .arena = arena}, .near = {.size = sizeof(char *), .arena = arena}};
    for (size_t i = 0; i < known->far.n + known->near.n; i++) {
        bool far = i < known->far.n;
        const char **slot = bl__rows_add(far ? &out->far : &out->near, err);
        if (!slot) return err->status;
        *slot = ((const char *const *)(far ? known->far.at : known->near.at))[far ? i : i - known->far.n];
    }
    return BL_OK;
}

/* One of them in an older file. Where they were one with somebody who is not to be forgotten, nobody can tell any more what was whose: the file has to go. */
static enum bl_status clean_of(struct bl_store *old, const struct bl_uuid *uid, bool texts, const struct bl__black *known,
                               struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_forget ignored = {0};
    struct bl__black black;
    int64_t id = 0, with = 0;
    enum bl_status status = id_by_uid(old, BL_SQL_FORGET_BY_UID, uid, &id, err);
    if (status == BL_OK && !id) status = id_by_uid(old, BL_SQL_FORGET_MERGED_BY_UID, uid, &with, err);
    if (status == BL_OK && with) status = bl_fail(err, BL_CORRUPT, "there they are one with somebody else");
    if (status != BL_OK || (!id && !texts)) return status;
    status = copy_words(known, &arena, &black, err);
    if (status == BL_OK && id) status = gather_words(old, id, &arena, &black, err);
    return status == BL_OK ? erase_rows_of(old, id, &black, &ignored, err) : status;
}

/* A file of the rows that are left takes the place of the snapshot: written once, where VACUUM would write all of it three times. */
static enum bl_status write_anew(struct bl_store *old, const char *part, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf sql = {0};
    bl_buf_str(&sql, "VACUUM INTO '");
    for (const char *c = part; *c; c++) {
        if (*c == '\'') bl_buf_chr(&sql, '\'');
        bl_buf_chr(&sql, *c);
    }
    bl_buf_chr(&sql, '\'');
    if (sql.failed) return bl_nomem(err);
    unlink(part);
    int made = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); /* an empty file is taken, with its rights */
    if (made < 0) return bl_fail(err, BL_FAILED, "cannot make %s: %s", part, strerror(errno));
    close(made);
    enum bl_status status = bl__exec(old, bl_buf_text(&sql), "forget", err);
    made = status == BL_OK ? open(part, O_RDWR | O_CLOEXEC) : -1;
    if (status != BL_OK) return status;
    if (made < 0 || fsync(made) != 0) status = bl_fail(err, BL_FAILED, "cannot make %s: %s", part, strerror(errno));
    if (made >= 0) close(made);
    return status;
}

/* *stays: it failed, but not because of the snapshot. */
static enum bl_status clean_snapshot(struct bl_store *store, const char *path, const struct bl__rows *uids, const struct bl__black *known,
                                     bool *stays, struct bl_error *err) {
    BL_AUTO(bl_store) struct bl_store *old = NULL;
    struct bl_store_options options = {.now = store->now, .busy_ms = store->busy_ms};
    const struct bl_uuid *at = uids->at;
    BL_AUTO(bl_buf) struct bl_buf part = {0};
    bl_buf_addf(&part, "%s.part", path);
    if (part.failed) return bl_nomem(err);
    enum bl_status status = bl__open_scratch(path, &options, &old, err);
    if (status == BL_OK) bl__work_for(store, old);
    for (size_t i = 0; i < uids->n && status == BL_OK; i++) status = clean_of(old, &at[i], i == 0, known, err);
    if (status == BL_OK) status = write_anew(old, part.data, err);
    *stays = status != BL_OK && (bl__work_stops(store) || (old && old->no_room));
    bool no_room = old && old->no_room;
    bl_store_free(&old); /* what stands beside the old file goes with this */
    if (status == BL_OK && rename(part.data, path) != 0) status = bl_fail(err, BL_FAILED, "cannot make %s: %s", path, strerror(errno));
    if (status != BL_OK) unlink(part.data);
    if (*stays && !no_room) return bl_fail(err, BL_INTERRUPTED, "interrupted");
    if (!*stays) return status;
    bl_fail(err, BL_FAILED, "the disk is full: the snapshots cannot be written anew without them, and the book was left as it is");
    bl_hint(err, "make room and do it again");
    return BL_FAILED;
}

/* What bears the name of the file in the folder of snapshots and cannot be opened: damaged files put aside, unfinished copies. */
static enum bl_status remove_unreadable(struct bl_store *store, struct bl_arena *arena, int64_t *removed, struct bl_error *err) {
    const char *dir = bl__snapshot_dir(store->path, arena), *base = bl__base_name(store->path);
    if (!dir) return bl_nomem(err);
    size_t n = strlen(base);
    DIR *open_dir = opendir(dir);
    for (const struct dirent *e; open_dir && (e = readdir(open_dir));) {
        const char *path = bl_arena_printf(arena, "%s/%s", dir, e->d_name);
        if (path && strncmp(e->d_name, base, n) == 0 && strncmp(e->d_name + n, ".damaged", 8) == 0 && unlink(path) == 0) ++*removed;
    }
    if (open_dir) closedir(open_dir);
    struct bl_strs left = {0};
    enum bl_status status = bl__leftovers(store->path, arena, &left, err);
    for (size_t i = 0; i < left.n; i++)
        if (unlink(left.at[i]) == 0) ++*removed;
    return status;
}

static int64_t bytes_of(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

static enum bl_status clean_snapshots(struct bl_store *store, const struct bl__rows *uids, const struct bl__black *black,
                                      struct bl_arena *arena, struct bl_forget *told, struct bl_error *err) {
    struct bl_snapshot *rows = NULL;
    size_t n = 0;
    enum bl_status status = remove_unreadable(store, arena, &told->snapshots_removed, err);
    if (status == BL_OK) status = bl_snapshot_list(store->path, arena, &rows, &n, err);
    struct bl_work work = {.what = "snapshot", .of = (int64_t)n, .total = bytes_of(store->path)};
    for (size_t i = 0; i < n; i++) work.total += rows[i].bytes;
    for (size_t i = 0; i < n && status == BL_OK; i++) {
        bool stays = false;
        work.at = (int64_t)i + 1;
        status = bl__work(store, work, err);
        if (status == BL_OK) status = clean_snapshot(store, rows[i].path, uids, black, &stays, err);
        work.done += rows[i].bytes;
        if (status == BL_OK) {
            told->snapshots++;
        } else if (!stays && (status == BL_CORRUPT || status == BL_FAILED)) {
            if (unlink(rows[i].path) != 0) return bl_fail(err, BL_FAILED, "cannot remove %s: %s", rows[i].path, strerror(errno));
            told->snapshots_removed++;
            status = BL_OK;
        }
    }
    work.what = "the book";
    work.of = 0;
    return status == BL_OK ? bl__work(store, work, err) : status;
}

/* ---- the calls ------------------------------------------------------------------------------------------------------------------------ */

static enum bl_status count(struct bl_store *store, int64_t id, struct bl_forget *out, struct bl_error *err) {
    bool row = false;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_FORGET_BOOK, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    out->entries = sqlite3_column_int64(stmt, 0);
    out->moves = sqlite3_column_int64(stmt, 1);
    out->first = bl__col_day(stmt, 2);
    out->last = bl__col_day(stmt, 3);
    sqlite3_reset(stmt);
    stmt = status == BL_OK ? bl__stmt(store, BL_SQL_FORGET_ALONE, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    status = bl__row(store, stmt, &row, err);
    out->talks = sqlite3_column_int64(stmt, 0);
    out->shared = sqlite3_column_int64(stmt, 1) - out->talks;
    out->quotes = sqlite3_column_int64(stmt, 2);
    out->promises = sqlite3_column_int64(stmt, 3);
    out->referred = sqlite3_column_int64(stmt, 4);
    sqlite3_reset(stmt);
    int lead = 0;
    if (status == BL_OK) status = bl_store_lead(store, &lead, err);
    out->week = out->first == BL_NO_DAY ? BL_NO_DAY : bl_week_start(out->first, lead);
    return status;
}

enum bl_status bl_forget_look(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_forget *out, struct bl_error *err) {
    struct bl_forget told = {.person = person};
    struct bl__mine mine = {.person = person};
    for (int i = 0; i < BL__MINE_KINDS; i++) mine.ids[i] = (struct bl__rows){.size = sizeof(int64_t), .arena = arena};
    enum bl_status status = bl__person_name(store, person, arena, &told.name, err);
    if (status == BL_OK) status = count(store, person, &told, err);
    if (status == BL_OK) status = bl__mine_gather(store, &mine, err);
    told.steps = mine.steps;
    if (status == BL_OK) *out = told;
    return status;
}

/* By which the snapshots know them: their own uid first, then those of whoever was merged into them. */
static enum bl_status gather_uids(struct bl_store *store, int64_t person, struct bl__rows *uids, struct bl_error *err) {
    struct bl_person row;
    struct bl_uuid *slot = bl__rows_add(uids, err);
    if (!slot) return err->status;
    enum bl_status status = bl__person_brief(store, person, uids->arena, &row, err);
    if (status == BL_OK) *slot = row.uid;
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_MERGED_OF, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    for (bool more = true; status == BL_OK;) {
        status = bl__row(store, stmt, &more, err);
        if (status != BL_OK || !more) break;
        slot = bl__rows_add(uids, err);
        if (slot)
            *slot = bl__col_uid(stmt, 1);
        else
            status = err->status;
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl_forget(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_forget *out, struct bl_error *err) {
    struct bl_forget told = {0};
    struct bl__rows uids = {.size = sizeof(struct bl_uuid), .arena = arena};
    struct bl__black black = {.far = {.size = sizeof(char *), .arena = arena}, .near = {.size = sizeof(char *), .arena = arena}};
    enum bl_status status =
        store->step ? bl_fail(err, BL_FAILED, "a step is open already") : bl_forget_look(store, person, arena, &told, err);
    if (status == BL_OK) status = gather_uids(store, person, &uids, err);
    if (status == BL_OK) status = gather_words(store, person, arena, &black, err);
    if (status == BL_OK) status = clean_snapshots(store, &uids, &black, arena, &told, err);
    if (status == BL_OK) status = erase_from_file(store, person, &black, &told, err);
    bl__work_done(store);
    if (status == BL_OK) *out = told;
    if (status != BL_INTERRUPTED) return status;
    /* Some of the snapshots may be done. */
    bl_fail(err, status, "interrupted; the book still holds %s", told.name);
    bl_hint(err, "the same once more forgets them");
    return status;
}
