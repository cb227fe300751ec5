/* Copies of the file: a backup where the user wants one, snapshots beside it by themselves. SQLite's backup copies pages within one read transaction, so a copy is of
 * one moment while others write. A copy has another name until it is whole: what bears the name of a snapshot is one.
 *
 * Names carry what is to be known, BASE.20261121T090000.000Z.WHY, and never go back in time, so that a clock that does cannot hide the newest. */
#include "store/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEEP_NEWEST = 7, KEEP_WEEKS = 4, STAMP = 20 }; /* 20261121T090000.000Z */
static const int64_t a_day = INT64_C(86400000), room_least = INT64_C(512) << 20;

/* ---- one copy ---------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__copy_pages(sqlite3 *from, sqlite3 *to, int busy_ms, const char *name, struct bl_error *err) {
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int rc = SQLITE_ERROR;
    for (int waited = 0; backup; waited += 10) {
        rc = sqlite3_backup_step(backup, -1);
        if ((rc != SQLITE_BUSY && rc != SQLITE_LOCKED) || waited >= busy_ms) break;
        sqlite3_sleep(10);
    }
    if (backup) {
        int ended = sqlite3_backup_finish(backup);
        if (rc == SQLITE_DONE) rc = ended;
    }
    if (rc == SQLITE_OK) return BL_OK;
    switch (rc & 0xff) {
    case SQLITE_NOMEM: return bl_nomem(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        bl_fail(err, BL_BUSY, "%s is held by another program that writes; nothing was changed", name);
        bl_hint(err, "try again in a moment");
        return BL_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return bl_fail(err, BL_CORRUPT, "%s is damaged", name);
    default: return bl_fail(err, BL_FAILED, "cannot copy to %s: %s", name, sqlite3_errstr(rc));
    }
}

/* Makes `to` anew (0600) and copies the store there; sync: the copy is on the disk before it has its name. */
static enum bl_status copy_to(struct bl_store *store, const char *to, bool sync, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf part = {0};
    bl_buf_addf(&part, "%s.part", to);
    if (part.failed) return bl_nomem(err);
    unlink(part.data);
    int fd = open(part.data, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return bl_fail(err, BL_FAILED, "cannot make %s: %s", to, strerror(errno));
    close(fd);
    sqlite3 *copy = NULL;
    enum bl_status status = BL_OK;
    if (sqlite3_open_v2(part.data, &copy, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        status = bl_fail(err, BL_FAILED, "cannot make %s: %s", to, copy ? sqlite3_errmsg(copy) : "no memory");
    if (status == BL_OK && !sync) sqlite3_exec(copy, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    if (status == BL_OK) status = bl__copy_pages(store->db, copy, store->busy_ms, to, err);
    sqlite3_close(copy);
    if (status == BL_OK && rename(part.data, to) != 0) status = bl_fail(err, BL_FAILED, "cannot make %s: %s", to, strerror(errno));
    if (status != BL_OK) unlink(part.data);
    return status;
}

enum bl_status bl_backup(struct bl_store *store, const char *to, int64_t *bytes, struct bl_error *err) {
    struct stat st;
    if (!store->exists) return bl_fail(err, BL_NOT_FOUND, "there is nothing to back up: %s does not exist yet", store->path);
    if (lstat(to, &st) == 0) {
        bl_fail(err, BL_REFUSED, "%s is there already; a backup never writes over a file", to);
        bl_hint(err, "name another path, or remove it first");
        return BL_REFUSED;
    }
    enum bl_status status = copy_to(store, to, true, err);
    if (status == BL_OK && bytes) *bytes = stat(to, &st) == 0 ? (int64_t)st.st_size : 0;
    return status;
}

/* ---- the snapshots there are ---------------------------------------------------------------------------------------------- */

const char *bl__base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *bl__snapshot_dir(const char *db, struct bl_arena *arena) {
    return bl_arena_printf(arena, "%.*ssnapshots", (int)(bl__base_name(db) - db), db);
}

/* 20261121T090000.000Z → milliseconds; -1 when it is none. */
static int64_t read_stamp(const char *s) {
    int y, mo, d, h, mi, sec, ms;
    char z;
    if (strlen(s) < STAMP || s[STAMP - 1] != 'Z' || sscanf(s, "%4d%2d%2dT%2d%2d%2d.%3d%c", &y, &mo, &d, &h, &mi, &sec, &ms, &z) != 8)
        return -1;
    bl_day day = bl_day_of(y, mo, d);
    return day == BL_NO_DAY ? -1 : day * a_day + (((h * 60 + mi) * 60 + sec) * INT64_C(1000) + ms);
}

static void write_stamp(int64_t ms, char out[STAMP + 16]) {
    int y, mo, d, rest = (int)(ms % a_day);
    bl_day_split((bl_day)(ms / a_day), &y, &mo, &d);
    snprintf(out, STAMP + 16, "%04d%02d%02dT%02d%02d%02d.%03dZ", y, mo, d, rest / 3600000, rest / 60000 % 60, rest / 1000 % 60,
             rest % 1000);
}

static bool read_name(const char *base, const char *dir, const char *file, struct bl_arena *arena, struct bl_snapshot *out) {
    size_t n = strlen(base);
    struct stat st;
    if (strncmp(file, base, n) != 0 || file[n] != '.' || strlen(file) < n + 1 + STAMP + 2 || file[n + 1 + STAMP] != '.') return false;
    const char *why = file + n + 1 + STAMP + 1;
    int64_t at = read_stamp(file + n + 1);
    if (at < 0 || strchr(why, '.') || strchr(why, '-')) return false; /* .part, and what SQLite puts beside a file */
    out->path = bl_arena_printf(arena, "%s/%s", dir, file);
    out->name = out->path ? bl__base_name(out->path) : NULL;
    out->why = bl_arena_str(arena, why);
    out->at_ms = at;
    out->bytes = out->path && stat(out->path, &st) == 0 ? (int64_t)st.st_size : 0;
    return true;
}

static int newest_first(const void *a, const void *b) {
    const struct bl_snapshot *x = a, *y = b;
    return x->at_ms != y->at_ms ? (x->at_ms < y->at_ms ? 1 : -1) : strcmp(y->name, x->name);
}

enum bl_status bl_snapshot_list(const char *db, struct bl_arena *arena, struct bl_snapshot **out, size_t *n, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_snapshot), .arena = arena};
    const char *dir = bl__snapshot_dir(db, arena);
    if (!dir) return bl_nomem(err);
    DIR *open_dir = opendir(dir);
    enum bl_status status = BL_OK;
    if (!open_dir && errno != ENOENT) return bl_fail(err, BL_FAILED, "cannot look into %s: %s", dir, strerror(errno));
    for (const struct dirent *e; open_dir && status == BL_OK && (e = readdir(open_dir));) {
        struct bl_snapshot found;
        if (!read_name(bl__base_name(db), dir, e->d_name, arena, &found)) continue;
        struct bl_snapshot *slot = found.path && found.why ? bl__rows_add(&rows, err) : NULL;
        if (slot)
            *slot = found;
        else
            status = bl_nomem(err);
    }
    if (open_dir) closedir(open_dir);
    if (rows.n > 1) qsort(rows.at, rows.n, sizeof(struct bl_snapshot), newest_first);
    if (status == BL_OK) *out = rows.at, *n = rows.n;
    return status;
}

/* ---- rotation -------------------------------------------------------------------------------------------------------------- */

/* The newest seven stay, of the last four weeks before that the newest of each; all of them together have a room that is never left, but the newest stays. */
static void rotate(const struct bl_snapshot *rows, size_t n, int64_t now_ms, int64_t file_bytes) {
    int64_t room = 2 * file_bytes > room_least ? 2 * file_bytes : room_least, used = 0;
    bl_day this_week = bl_day_monday((bl_day)(now_ms / a_day)), last = BL_NO_DAY;
    for (size_t i = 0; i < n; i++) {
        bl_day week = bl_day_monday((bl_day)(rows[i].at_ms / a_day));
        bool weekly = week != last && this_week - week <= 7 * KEEP_WEEKS;
        last = week;
        used += rows[i].bytes;
        if (i && (used > room || (i >= KEEP_NEWEST && !weekly))) {
            unlink(rows[i].path);
            used -= rows[i].bytes;
        }
    }
}

/* ---- taking one -------------------------------------------------------------------------------------------------------------- */

/* What was done so far, in three numbers: equal in file and snapshot means that nothing was done since. */
static bool count_steps(sqlite3 *db, int64_t out[3]) {
    sqlite3_stmt *stmt = NULL;
    bool good = sqlite3_prepare_v2(db, bl__sql[BL_SQL_STEP_STATE], -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW;
    for (int i = 0; good && i < 3; i++) out[i] = sqlite3_column_int64(stmt, i);
    sqlite3_finalize(stmt);
    return good;
}

static bool same_state(struct bl_store *store, const char *snapshot) {
    int64_t mine[3], theirs[3];
    sqlite3 *db = NULL;
    bool same =
        bl__open_still(snapshot, &db) && count_steps(db, theirs) && count_steps(store->db, mine) && memcmp(mine, theirs, sizeof mine) == 0;
    sqlite3_close(db);
    return same;
}

static bool needed(struct bl_store *store, const struct bl_snapshot *newest, int64_t bytes) {
    int64_t age = store->now.ms - newest->at_ms;
    if (bytes > BL_SNAPSHOT_QUICK && age >= 0 && age < a_day) return false;
    return !same_state(store, newest->path);
}

enum bl_status bl_snapshot_take(struct bl_store *store, const char *why, bool always, struct bl_arena *arena, const char **path,
                                struct bl_error *err) {
    struct bl_snapshot *rows = NULL;
    struct stat st = {0};
    size_t n = 0;
    if (path) *path = NULL;
    if (!store->exists || store->scratch || store->still) return BL_OK;
    enum bl_status status = bl_snapshot_list(store->path, arena, &rows, &n, err);
    if (status != BL_OK) return status;
    if (stat(store->path, &st) != 0) st.st_size = 0;
    if (!always && n && !needed(store, &rows[0], (int64_t)st.st_size)) return BL_OK;
    const char *dir = bl__snapshot_dir(store->path, arena);
    if (!dir) return bl_nomem(err);
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) return bl_fail(err, BL_FAILED, "cannot make %s for a snapshot: %s", dir, strerror(errno));
    int64_t at = n && rows[0].at_ms >= store->now.ms ? rows[0].at_ms + 1 : store->now.ms;
    char stamp[STAMP + 16];
    write_stamp(at, stamp);
    const char *to = bl_arena_printf(arena, "%s/%s.%s.%s", dir, bl__base_name(store->path), stamp, why);
    if (!to) return bl_nomem(err);
    status = copy_to(store, to, always, err);
    if (status == BL_OK && bl_snapshot_list(store->path, arena, &rows, &n, err) == BL_OK) rotate(rows, n, at, (int64_t)st.st_size);
    if (status == BL_OK && path) *path = to;
    return status;
}

/* ---- what is left behind -------------------------------------------------------------------------------------------------- */

/* Unfinished copies: what a kill leaves. In the folder of the file and in that of the snapshots. */
static void sweep_dir(const char *dir, const char *base, struct bl_arena *arena, struct bl__rows *found) {
    DIR *open_dir = opendir(*dir ? dir : ".");
    size_t n = strlen(base);
    for (const struct dirent *e; open_dir && (e = readdir(open_dir));) {
        size_t len = strlen(e->d_name);
        bool part = len > 5 && strcmp(e->d_name + len - 5, ".part") == 0;
        if (strncmp(e->d_name, base, n) != 0 || e->d_name[n] != '.' || (!part && strncmp(e->d_name + n, ".restore-", 9) != 0)) continue;
        struct bl_error ignored;
        const char **slot = bl__rows_add(found, &ignored);
        if (slot) *slot = bl_arena_printf(arena, "%s%s%s", dir, *dir ? "/" : "", e->d_name);
    }
    if (open_dir) closedir(open_dir);
}

enum bl_status bl__leftovers(const char *db, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) {
    struct bl__rows found = {.size = sizeof(char *), .arena = arena};
    const char *base = bl__base_name(db), *snapshots = bl__snapshot_dir(db, arena);
    size_t n = (size_t)(base - db);
    const char *dir = bl_arena_copy(arena, db, n > 1 ? n - 1 : n);
    if (!dir || !snapshots) return bl_nomem(err);
    sweep_dir(dir, base, arena, &found);
    sweep_dir(snapshots, base, arena, &found);
    *out = (struct bl_strs){found.at, found.n};
    return BL_OK;
}
