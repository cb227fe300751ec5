/* Opening and closing the file. A place without a file is read as an empty book held in memory; the first step that writes makes the real one
 * (bl__materialise), so that looking at nothing leaves nothing behind. */
#include "store/backup.h"
#include "store/past.h"
#include "store/touched.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void disconnect(struct bl_store *store) {
    if (store->session) sqlite3session_delete(store->session);
    store->session = NULL;
    for (int i = 0; i < BL_SQL_COUNT; i++) {
        sqlite3_finalize(store->stmt[i]);
        store->stmt[i] = NULL;
    }
    sqlite3_close(store->db);
    store->db = NULL;
}

/* Is there a file with something in it? An empty one is what a kill right after its making leaves, and reads as none. What cannot be looked at is no empty book, and
 * what is no file is not opened: a pipe would wait for ever. */
static enum bl_status find_file(const char *path, bool *there, struct bl_error *err) {
    struct stat st;
    *there = false;
    if (stat(path, &st) != 0 && errno == ENOENT) return BL_OK;
    if (stat(path, &st) != 0) {
        bl_fail(err, BL_FAILED, "cannot open %s: %s", path, strerror(errno));
        bl_hint(err, "choose another place with --db PATH or BOWLINE_DB");
        return BL_FAILED;
    }
    *there = st.st_size > 0;
    if (S_ISREG(st.st_mode)) return BL_OK;
    bl_fail(err, BL_FAILED, "%s is %s, not a file", path,
            S_ISDIR(st.st_mode)    ? "a directory"
            : S_ISFIFO(st.st_mode) ? "a pipe"
                                   : "a device");
    if (S_ISDIR(st.st_mode))
        bl_hint(err, "name a file in it: --db %s/bowline.db", path);
    else
        bl_hint(err, "choose another with --db PATH");
    return BL_FAILED;
}

static enum bl_status connect_as(struct bl_store *store, const char *name, int flags, struct bl_error *err) {
    int rc = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (rc != SQLITE_OK) {
        enum bl_status status = bl__sqlite_error(store, "open", err);
        disconnect(store);
        return status;
    }
    sqlite3_busy_timeout(store->db, store->busy_ms);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    enum bl_status status = bl__exec(store, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;", "open", err);
    if (status == BL_OK) status = bl__functions(store, err); /* a migration reads the book, and so uses them */
    if (status == BL_OK) status = bl__migrate(store, err);
    if (status != BL_OK) disconnect(store);
    return status;
}

/* SQLite reads a WAL file with the help of two files beside it. Where those cannot be made (a locked folder, a full disk) and nothing waits in a log, the file
 * alone is the whole truth and can be read as it lies; writing then fails with its own words. */
static bool still_name(const char *path, struct bl_buf *name) {
    struct stat st;
    bl_buf_addf(name, "%s-wal", path);
    if (name->failed || (stat(bl_buf_text(name), &st) == 0 && st.st_size > 0)) return false;
    bl_buf_cut(name, 0);
    bl_buf_str(name, "file:");
    for (const char *c = path; *c; c++) {
        if (*c == '%' || *c == '?' || *c == '#')
            bl_buf_addf(name, "%%%02x", (unsigned)*c);
        else
            bl_buf_chr(name, *c);
    }
    bl_buf_str(name, "?immutable=1");
    return !name->failed;
}

static enum bl_status connect_still(struct bl_store *store, const char *path, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    if (!still_name(path, &name)) return name.failed ? bl_nomem(err) : BL_FAILED;
    return connect_as(store, bl_buf_text(&name), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
}

bool bl__open_still(const char *path, sqlite3 **db) {
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    return still_name(path, &name) && sqlite3_open_v2(bl_buf_text(&name), db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK;
}

static enum bl_status connect(struct bl_store *store, const char *path, struct bl_error *err) {
    enum bl_status status = connect_as(store, path, SQLITE_OPEN_READWRITE, err);
    store->still = false;
    if (status != BL_FAILED || !store->exists) return status;
    struct bl_error other;
    if (store->too_old) return status;
    store->still = connect_still(store, path, &other) == BL_OK;
    if (!store->still && store->too_old) *err = other; /* it was read far enough to know better what is in the way */
    return store->still ? BL_OK : status;
}

static enum bl_status open_as(const char *path, const struct bl_store_options *options, bool scratch, struct bl_store **out,
                              struct bl_error *err) {
    struct bl_store *store = calloc(1, sizeof *store);
    if (!store) return bl_nomem(err);
    store->now = options->now;
    store->busy_ms = options->busy_ms ? options->busy_ms : 5000;
    store->scratch = scratch;
    store->path = strdup(path);
    enum bl_status status = store->path ? bl_entropy_open(options->seed, &store->entropy, err) : bl_nomem(err);
    if (status == BL_OK) status = find_file(path, &store->exists, err);
    if (status == BL_OK) status = connect(store, store->exists ? path : ":memory:", err);
    if (status != BL_OK) {
        bl_store_close(store);
        return status;
    }
    *out = store;
    return BL_OK;
}

enum bl_status bl_store_open(const char *path, const struct bl_store_options *options, struct bl_store **out, struct bl_error *err) {
    return open_as(path, options, false, out, err);
}

enum bl_status bl__open_scratch(const char *path, const struct bl_store_options *options, struct bl_store **out, struct bl_error *err) {
    return open_as(path, options, true, out, err);
}

enum bl_status bl__open_beside(const struct bl_store *store, struct bl_store **out, struct bl_error *err) {
    struct bl_store *beside = calloc(1, sizeof *beside);
    if (!beside) return bl_nomem(err);
    beside->now = store->now;
    beside->busy_ms = store->busy_ms;
    beside->entropy = store->entropy;
    beside->exists = store->exists;
    beside->still = store->still;
    beside->path = strdup(store->path);
    enum bl_status status = BL_OK;
    if (!beside->path)
        status = bl_nomem(err);
    else if (!store->exists)
        status = connect_as(beside, ":memory:", SQLITE_OPEN_READWRITE, err);
    else
        status = store->still ? connect_still(beside, store->path, err) : connect_as(beside, store->path, SQLITE_OPEN_READONLY, err);
    if (status == BL_OK)
        *out = beside;
    else
        bl_store_close(beside);
    return status;
}

void bl_store_close(struct bl_store *store) {
    if (!store) return;
    if (store->db) bl_step_rollback(store);
    bl__past_close(store);
    disconnect(store);
    bl__touched_free(store);
    free(store->path);
    free(store);
}

void bl_store_free(struct bl_store **store) {
    bl_store_close(*store);
    *store = NULL;
}

/* Makes the directories above path (0700 each), as mkdir -p does. */
enum bl_status bl__make_directories(const char *path, struct bl_error *err) {
    char *copy = strdup(path);
    if (!copy) return bl_nomem(err);
    enum bl_status status = BL_OK;
    for (char *slash = strchr(copy + 1, '/'); slash && status == BL_OK; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(copy, 0700) != 0 && errno != EEXIST) {
            status = bl_fail(err, BL_FAILED, "cannot make the directory %s: %s", copy, strerror(errno));
            bl_hint(err, "choose another place with --db PATH or BOWLINE_DB");
        }
        *slash = '/';
    }
    free(copy);
    return status;
}

/* Before a write, a file that could only be read as it lies is opened once more: what was in the way may be gone, or is told. */
static enum bl_status reopen(struct bl_store *store, struct bl_error *err) {
    struct bl_error other;
    disconnect(store);
    enum bl_status status = connect_as(store, store->path, SQLITE_OPEN_READWRITE, err);
    store->still = status != BL_OK;
    if (store->still && connect_still(store, store->path, &other) != BL_OK) return other.status;
    return status;
}

/* Is the open file no longer the one of that name? SQLite would go on writing into what nobody can find any more. */
static bool moved(const struct bl_store *store) {
    int away = 0;
    return store->exists && sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &away) == SQLITE_OK && away;
}

/* Somebody is in the middle of reading or writing it. */
static bool in_use(const struct bl_store *store) {
    if (store->step || store->past || store->indexes || !sqlite3_get_autocommit(store->db)) return true;
    for (sqlite3_stmt *stmt = sqlite3_next_stmt(store->db, NULL); stmt; stmt = sqlite3_next_stmt(store->db, stmt))
        if (sqlite3_stmt_busy(stmt)) return true;
    return false;
}

/* Another file stands under the name now: that one is meant. */
static enum bl_status go_over(struct bl_store *store, struct bl_error *err) {
    bool there = false;
    enum bl_status status = find_file(store->path, &there, err);
    if (status != BL_OK) return status;
    if (!there) {
        bl_fail(err, BL_FAILED, "%s is not there any more: it was moved or removed while it was open; nothing was written", store->path);
        bl_hint(err, "put it back and do it again; bowline restore --list shows the snapshots of it");
        return BL_FAILED;
    }
    if (in_use(store)) return bl_fail(err, BL_BUSY, "%s was replaced while it was being read; nothing was written", store->path);
    /* What waits in the log beside it belongs to the file that went away, and must not be read into the one that came. */
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    disconnect(store);
    store->epoch++;
    status = connect(store, store->path, err);
    if (status == BL_OK) return BL_OK;
    struct bl_error other;
    store->exists = false;
    return connect(store, ":memory:", &other) == BL_OK ? status : other.status;
}

enum bl_status bl__stay(struct bl_store *store, struct bl_error *err) {
    return moved(store) ? go_over(store, err) : BL_OK;
}

enum bl_status bl__materialise(struct bl_store *store, struct bl_error *err) {
    enum bl_status status = bl__past_refuses(store, err);
    if (status != BL_OK) return status;
    if (store->still) return reopen(store, err);
    if (store->exists) return bl__stay(store, err);
    status = bl__make_directories(store->path, err);
    if (status != BL_OK) return status;
    int fd = open(store->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        bl_fail(err, BL_FAILED, "cannot make %s: %s", store->path, strerror(errno));
        bl_hint(err, "choose another place with --db PATH or BOWLINE_DB");
        return BL_FAILED;
    }
    close(fd);
    disconnect(store);
    store->exists = true;
    status = connect(store, store->path, err);
    if (status == BL_OK) return BL_OK;
    /* Back to the empty book, so that the store stays readable; the error told is the first one. */
    struct bl_error again;
    store->exists = false;
    if (connect(store, ":memory:", &again) != BL_OK) return again.status;
    return status;
}

void bl_store_set_now(struct bl_store *store, struct bl_now now) {
    store->now = bl__past_now(store, now);
}
struct bl_now bl_store_now(const struct bl_store *store) {
    return store->now;
}
const char *bl_store_path(const struct bl_store *store) {
    return store->path;
}
bool bl_store_exists(const struct bl_store *store) {
    return store->exists;
}

int bl_store_upgraded(const struct bl_store *store) {
    return store->upgraded_from;
}

/* When another process has made the file meanwhile, go over to it. */
static bool appeared(struct bl_store *store) {
    struct bl_error err;
    bool there = false;
    if (store->exists || store->step || store->past || find_file(store->path, &there, &err) != BL_OK || !there) return false;
    disconnect(store);
    store->exists = connect(store, store->path, &err) == BL_OK;
    if (!store->exists && connect(store, ":memory:", &err) != BL_OK) return false;
    return store->exists;
}

int64_t bl_store_version(struct bl_store *store) {
    if (!store->exists && !appeared(store)) return 0;
    struct bl_error err;
    if (moved(store) && !in_use(store) && go_over(store, &err) != BL_OK && !store->exists) return -1;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_DATA_VERSION, &err);
    bool row = false;
    if (!stmt || bl__row(store, stmt, &row, &err) != BL_OK || !row) return -1;
    int64_t version = sqlite3_column_int64(stmt, 0) + ((int64_t)store->epoch << 32);
    sqlite3_reset(stmt);
    return version;
}
