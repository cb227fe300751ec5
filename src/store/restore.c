/* Putting another state in the place of the file. The new state is made whole beside it first: copied, brought up to date, looked through. Then its pages are copied into the file
 * as one transaction of SQLite's, so that a kill leaves the old state or the new, and a program that has the file open sees the new one with its next look; renaming a
 * file over it would leave that program writing into a file without a name. Only a file that SQLite itself cannot read any more is replaced by name. */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const beside[] = {"", "-wal", "-shm", "-journal"};

static void remove_file(const char *path) {
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        BL_AUTO(bl_buf) struct bl_buf name = {0};
        bl_buf_addf(&name, "%s%s", path, beside[i]);
        if (!name.failed) unlink(name.data);
    }
}

/* ---- what is restored ------------------------------------------------------------------------------------------------------- */

enum kind { NOTHING, DATABASE, LINES };

static enum bl_status look_at(const char *from, enum kind *kind, struct bl_error *err) {
    char head[64] = "";
    FILE *in = fopen(from, "rbe");
    if (!in) return bl_fail(err, errno == ENOENT ? BL_NOT_FOUND : BL_FAILED, "cannot open %s: %s", from, strerror(errno));
    size_t n = fread(head, 1, sizeof head - 1, in);
    fclose(in);
    *kind = n >= 16 && memcmp(head, "SQLite format 3", 16) == 0 ? DATABASE
            : strncmp(head, "{\"type\":\"bowline\"", 17) == 0   ? LINES
                                                                : NOTHING;
    if (*kind != NOTHING) return BL_OK;
    bl_fail(err, BL_USAGE, "%s is neither a Bowline file nor an export in jsonl", from);
    bl_hint(err, "a contact list goes in with: bowline import FILE");
    return BL_USAGE;
}

/* Bytes of a file and nothing else. *there false: it does not exist. */
static enum bl_status copy_bytes(const char *from, const char *to, bool *there, struct bl_error *err) {
    char piece[1 << 16];
    FILE *in = fopen(from, "rbe"), *out = NULL;
    *there = in || errno != ENOENT;
    if (!in) return *there ? bl_fail(err, BL_FAILED, "cannot open %s: %s", from, strerror(errno)) : BL_OK;
    int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = fd >= 0 && (out = fdopen(fd, "wb")) != NULL;
    if (fd >= 0 && !out) close(fd);
    for (size_t n = 1; good && n; good = good && !ferror(in)) {
        n = fread(piece, 1, sizeof piece, in);
        good = !n || fwrite(piece, 1, n, out) == n;
    }
    enum bl_status status = good ? BL_OK : bl_fail(err, BL_FAILED, "cannot copy %s: %s", from, strerror(errno));
    fclose(in);
    if (out && fclose(out) != 0 && good) status = bl_fail(err, BL_FAILED, "cannot copy %s: %s", from, strerror(errno));
    return status;
}

static bool is_there(const char *path, const char *behind) {
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    struct stat st;
    bl_buf_addf(&name, "%s%s", path, behind);
    return !name.failed && stat(name.data, &st) == 0;
}

/* SQLite would leave a log and an index of it beside a file that it only reads. Where none stand there nobody has the file open, and its bytes, with those of a log
 * somebody left, are all there is to it: a backup stays as it is. */
static enum bl_status copy_untouched(const char *from, const char *scratch, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf log = {0}, copy = {0};
    bool there;
    bl_buf_addf(&log, "%s-wal", from);
    bl_buf_addf(&copy, "%s-wal", scratch);
    if (log.failed || copy.failed) return bl_nomem(err);
    enum bl_status status = copy_bytes(from, scratch, &there, err);
    return status == BL_OK ? copy_bytes(log.data, copy.data, &there, err) : status;
}

static enum bl_status copy_database(const char *from, const char *scratch, int busy_ms, struct bl_error *err) {
    sqlite3 *in = NULL, *out = NULL;
    bool open = sqlite3_open_v2(from, &in, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_exec(in, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
    if (!open) {
        sqlite3_close(in);
        in = NULL;
        open = bl__open_still(from, &in);
    }
    enum bl_status status = open ? BL_OK : bl_fail(err, BL_CORRUPT, "%s cannot be read: %s", from, in ? sqlite3_errmsg(in) : "no memory");
    if (status == BL_OK && sqlite3_open_v2(scratch, &out, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        status = bl_fail(err, BL_FAILED, "cannot make %s: %s", scratch, out ? sqlite3_errmsg(out) : "no memory");
    if (status == BL_OK) sqlite3_exec(out, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    if (status == BL_OK) status = bl__copy_pages(in, out, busy_ms, from, err);
    sqlite3_close(out);
    sqlite3_close(in);
    return status;
}

/* The frame of the lines: version in the first, their number in the last. */
struct lines {
    int64_t line, records;
    bool ended;
};

static enum bl_status take_line(struct bl_store *store, struct lines *lines, const char *text, struct bl_error *err) {
    long long version, records;
    if (lines->line == 1) {
        bool good = sscanf(text, "{\"type\":\"bowline\",\"version\":%lld}", &version) == 1;
        if (!good) return bl_fail(err, BL_USAGE, "this is no export in jsonl");
        return version == 1 ? BL_OK : bl_fail(err, BL_USAGE, "written by a newer Bowline (version %lld, this one reads 1)", version);
    }
    if (lines->ended) return bl_fail(err, BL_USAGE, "something stands behind the end");
    if (sscanf(text, "{\"type\":\"end\",\"records\":%lld}", &records) == 1) {
        lines->ended = true;
        if (records == lines->records) return BL_OK;
        return bl_fail(err, BL_USAGE, "the end speaks of %lld records, %lld stand before it", records, (long long)lines->records);
    }
    lines->records++;
    return bl_store_fill_line(store, text, err);
}

static enum bl_status read_lines(struct bl_store *store, FILE *in, const char *from, struct bl_error *err) {
    struct lines lines = {0};
    char *text = NULL;
    size_t room = 0;
    enum bl_status status = bl_store_fill_begin(store, err);
    for (ssize_t n; status == BL_OK && (n = getline(&text, &room, in)) > 0;) {
        lines.line++;
        if (text[n - 1] == '\n') text[--n] = '\0';
        if (strlen(text) != (size_t)n)
            status = bl_fail(err, BL_USAGE, "a NUL stands in it");
        else
            status = take_line(store, &lines, text, err);
        if (status == BL_USAGE) {
            struct bl_error why = *err;
            bl_fail(err, BL_USAGE, "%s, line %lld: %s; nothing was restored", from, (long long)lines.line, why.text);
        }
    }
    free(text);
    if (status == BL_OK && ferror(in)) status = bl_fail(err, BL_FAILED, "cannot read %s", from);
    if (status == BL_OK && !lines.ended)
        status = bl_fail(err, BL_USAGE, "%s is cut short: its last line is missing; nothing was restored", from);
    if (status == BL_OK) return bl_store_fill_end(store, err);
    bl_step_rollback(store);
    return status;
}

static enum bl_status fill_scratch(struct bl_store *store, const char *from, struct bl_error *err) {
    FILE *in = fopen(from, "re");
    if (!in) return bl_fail(err, BL_FAILED, "cannot open %s: %s", from, strerror(errno));
    enum bl_status status = bl__materialise(store, err);
    /* What fails here is thrown away, so that nothing has to be put back: no journal. */
    if (status == BL_OK)
        status = bl__exec(store, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -24576", "restore", err);
    if (status == BL_OK) status = read_lines(store, in, from, err);
    if (status == BL_OK) status = bl__exec(store, "PRAGMA journal_mode = WAL", "restore", err);
    fclose(in);
    return status;
}

static enum bl_status look_through(struct bl_store *scratch, const char *from, struct bl_error *err) {
    sqlite3_stmt *stmt = NULL;
    bool sound = sqlite3_prepare_v2(scratch->db, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
                 sqlite3_step(stmt) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
    sqlite3_finalize(stmt);
    return sound ? BL_OK : bl_fail(err, BL_CORRUPT, "%s is damaged itself; nothing was restored", from);
}

/* The new state, whole, in a file of its own that is open in *out. */
static enum bl_status make_scratch(const struct bl_store_options *options, const char *from, const char *path, struct bl_store **out,
                                   struct bl_error *err) {
    enum kind kind = NOTHING;
    enum bl_status status = look_at(from, &kind, err);
    bool in_use = is_there(from, "-shm") || is_there(from, "-journal");
    if (status == BL_OK && kind == DATABASE)
        status = in_use ? copy_database(from, path, options->busy_ms ? options->busy_ms : 5000, err) : copy_untouched(from, path, err);
    if (status == BL_OK) status = bl__open_scratch(path, options, out, err);
    if (status == BL_CORRUPT) {
        struct bl_error why = *err; /* it speaks of the copy */
        bl_fail(err, BL_CORRUPT, "%s cannot be restored: %s", from,
                strstr(why.text, "newer") ? "it is from a newer Bowline" : "it is no sound Bowline file");
    }
    if (status == BL_OK && kind == LINES) status = fill_scratch(*out, from, err);
    return status == BL_OK ? look_through(*out, from, err) : status;
}

/* ---- where it goes ------------------------------------------------------------------------------------------------------------ */

/* Was this ever a file of ours? By the mark in its head, or by snapshots that bear its name. */
static bool was_ours(const char *db, struct bl_arena *arena) {
    static const unsigned char mark[4] = {0x42, 0x4f, 0x57, 0x31};
    unsigned char head[100] = {0};
    FILE *in = fopen(db, "rbe");
    size_t n = in ? fread(head, 1, sizeof head, in) : 0;
    if (in) fclose(in);
    if (n == sizeof head && memcmp(head + 68, mark, 4) == 0) return true;
    struct bl_snapshot *rows;
    struct bl_error ignored;
    size_t count = 0;
    return bl_snapshot_list(db, arena, &rows, &count, &ignored) == BL_OK && count > 0;
}

/* A file that cannot be read any more moves to the snapshots as it is, with its log, and the new one takes its name. */
static enum bl_status replace(const char *db, const struct bl_store_options *options, const char *scratch, struct bl_arena *arena,
                              const char **aside, struct bl_error *err) {
    const char *dir = bl__snapshot_dir(db, arena);
    char *kept = dir ? bl_arena_printf(arena, "%s/%s.damaged%lld", dir, bl__base_name(db), (long long)options->now.ms) : NULL;
    if (!kept) return bl_nomem(err);
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) return bl_fail(err, BL_FAILED, "cannot make %s: %s", dir, strerror(errno));
    for (size_t i = 0; i < 2; i++) {
        const char *from = bl_arena_printf(arena, "%s%s", db, beside[i]), *to = bl_arena_printf(arena, "%s%s", kept, beside[i]);
        if (!from || !to) return bl_nomem(err);
        unlink(to);
        if (link(from, to) != 0 && (i == 0 || errno != ENOENT))
            return bl_fail(err, BL_FAILED, "cannot put %s aside: %s; nothing was changed", from, strerror(errno));
    }
    for (size_t i = 1; i < sizeof beside / sizeof *beside; i++) {
        const char *name = bl_arena_printf(arena, "%s%s", db, beside[i]);
        if (!name) return bl_nomem(err);
        unlink(name);
    }
    if (rename(scratch, db) != 0) return bl_fail(err, BL_FAILED, "cannot put %s in its place: %s", db, strerror(errno));
    *aside = kept;
    return BL_OK;
}

static enum bl_status foreign(const char *db, struct bl_error *err) {
    bl_fail(err, BL_REFUSED, "%s is not a Bowline file; it was left as it is", db);
    bl_hint(err, "choose another with --db PATH, or move that file away yourself");
    return BL_REFUSED;
}

/* Into the file as it stands; one that is damaged is replaced. The scratch is closed before its file is renamed. */
static enum bl_status put_in_place(const char *db, const struct bl_store_options *options, struct bl_store **scratch,
                                   struct bl_arena *arena, const char **aside, struct bl_error *err) {
    BL_AUTO(bl_store) struct bl_store *present = NULL;
    enum bl_status status = bl_store_open(db, options, &present, err);
    if (status == BL_OK && present->exists) status = bl_snapshot_take(present, "restore", true, arena, aside, err);
    if (status == BL_OK) status = bl__materialise(present, err);
    if (status == BL_OK) {
        /* What was prepared for reading holds no lock once reset. */
        bl_store_release(present);
        status = bl__copy_pages((*scratch)->db, present->db, present->busy_ms, db, err);
    }
    if (status != BL_CORRUPT) return status;
    if (!was_ours(db, arena)) return foreign(db, err);
    bl_store_free(&present);
    const char *path = bl_arena_str(arena, (*scratch)->path);
    bl_store_free(scratch);
    return path ? replace(db, options, path, arena, aside, err) : bl_nomem(err);
}

static enum bl_status restore_with(const char *db, const struct bl_store_options *options, const char *from, const char *path,
                                   struct bl_arena *arena, struct bl_restored *out, struct bl_error *err) {
    BL_AUTO(bl_store) struct bl_store *scratch = NULL;
    struct bl_restored done = {0};
    enum bl_status status = make_scratch(options, from, path, &scratch, err);
    if (status == BL_OK) status = bl_store_count(scratch, &done.people, err);
    /* Out of its log and into its file, whichever way it goes. */
    if (status == BL_OK) status = bl__exec(scratch, "PRAGMA wal_checkpoint(TRUNCATE)", "restore", err);
    if (status == BL_OK) status = put_in_place(db, options, &scratch, arena, &done.aside, err);
    if (status == BL_OK) *out = done;
    return status;
}

enum bl_status bl_restore(const char *db, const struct bl_store_options *options, const char *from, struct bl_arena *arena,
                          struct bl_restored *out, struct bl_error *err) {
    enum kind kind;
    enum bl_status status = look_at(from, &kind, err);
    if (status == BL_OK) status = bl__make_directories(db, err);
    if (status != BL_OK) return status;
    char *path = bl_arena_printf(arena, "%s.restore-XXXXXX", db);
    if (!path) return bl_nomem(err);
    int fd = mkostemp(path, O_CLOEXEC); /* 0600 */
    if (fd < 0) return bl_fail(err, BL_FAILED, "cannot write beside %s: %s", db, strerror(errno));
    close(fd);
    status = restore_with(db, options, from, path, arena, out, err);
    remove_file(path);
    return status;
}
