/* Any bytes as a list that is imported into a book, all the way: the rehearsal says what the import does and writes nothing, every row has one outcome, the book stays sound, the
 * same file changes nothing the second time, and undo gives back what was there to the byte.
 *
 * The first byte chooses the rule for conflicts and the piece, the rest is the file. A file of its own for each input, copied from one that was made once. */
#include "fuzz.h"

#include "bowline/bowline.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const int fuzz_whole_files = 1;

static char dir[96], book[128], list[128], snapshots[128];
static struct bl_buf template;

static struct bl_store *open_book(void) {
    struct bl_store_options options = {.now = {bl_day_of(2026, 11, 21), 1795251600000}, .seed = 7};
    struct bl_store *store = NULL;
    struct bl_error err = {0};
    HOLDS(bl_store_open(book, &options, &store, &err) == BL_OK);
    return store;
}

static void write_bytes(const char *path, const char *s, size_t n) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    HOLDS(fd >= 0 && write(fd, s, n) == (ssize_t)n && close(fd) == 0);
}

static void read_bytes(const char *path, struct bl_buf *out) {
    char chunk[8192];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    HOLDS(fd >= 0);
    for (ssize_t n; (n = read(fd, chunk, sizeof chunk)) > 0;) bl_buf_add(out, chunk, (size_t)n);
    HOLDS(close(fd) == 0);
}

/* Each import leaves a snapshot. */
static void clear(void) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error err = {0};
    struct bl_snapshot *rows = NULL;
    size_t n = 0;
    HOLDS(bl_snapshot_list(book, &arena, &rows, &n, &err) == BL_OK);
    for (size_t i = 0; i < n; i++) HOLDS(unlink(rows[i].path) == 0);
}

static void at_end(void) {
    (void)rmdir(snapshots);
    (void)unlink(list);
    (void)unlink(book);
    (void)rmdir(dir);
    bl_buf_free(&template);
}

static void add(struct bl_store *store, const char *name, const char *company, const char *email) {
    struct bl_error err = {0};
    int64_t id = 0;
    struct bl_add one = {
        .edit = {.name = name, .company = company, .emails = {&email, email ? 1 : 0}}, .day = bl_day_of(2026, 11, 1), .by_hand = true};
    HOLDS(bl_step_begin(store, false, &err) == BL_OK);
    HOLDS(bl_person_add(store, &one, &id, &err) == BL_OK);
    HOLDS(bl_step_commit(store, "add", NULL, &err) == BL_OK);
}

/* A few people whom the inputs of the corpus name, too. */
static void make_template(void) {
    const char *base = getenv("TMPDIR");
    (void)snprintf(dir, sizeof dir, "%.60s/bowline-fuzz-XXXXXX", base ? base : access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    HOLDS(mkdtemp(dir));
    (void)snprintf(book, sizeof book, "%s/book.db", dir);
    (void)snprintf(list, sizeof list, "%s/list", dir);
    (void)snprintf(snapshots, sizeof snapshots, "%s/snapshots", dir);
    HOLDS(atexit(at_end) == 0);
    struct bl_store *store = open_book();
    add(store, "Ann Lee", "Northwind", "a@x.example");
    add(store, "Bo Berg", NULL, NULL);
    add(store, "A", "X", NULL);
    bl_store_close(store);
    read_bytes(book, &template);
}

static enum bl_status gather(void *to, const char *bytes, size_t n, struct bl_error *err) {
    (void)err;
    bl_buf_add(to, bytes, n);
    return BL_OK;
}

static void dump(struct bl_store *store, struct bl_buf *out) {
    struct bl_error err = {0};
    HOLDS(bl_store_dump(store, NULL, gather, out, NULL, &err) == BL_OK && !out->failed);
}

struct told {
    enum bl_status status;
    int64_t rows, count[BL_ROW_OUTCOMES], talks, step, people;
};

static struct told run(struct bl_store *store, unsigned choice, bool dry) {
    struct bl_error err = {0};
    struct told told = {0};
    struct bl_import *job = NULL;
    bool done = false;
    struct bl_import_options options = {.path = "list", .fd = open(list, O_RDONLY | O_CLOEXEC), .dry = dry, .rejects_fd = -1};
    options.on_conflict = (enum bl_import_conflict)(choice % 3);
    HOLDS(options.fd >= 0);
    told.status = bl_import_open(store, &options, &job, &err);
    while (told.status == BL_OK && !done) told.status = bl_import_step(job, choice & 64 ? 7 : 1 << 16, &done, &err);
    if (told.status == BL_OK) told.status = bl_import_finish(job, &err);
    if (told.status != BL_OK && told.status != BL_REJECTS) HOLDS(err.text[0]);
    if (job && (told.status == BL_OK || told.status == BL_REJECTS)) {
        const struct bl_import_report *report = bl_import_report(job);
        told.rows = report->rows;
        told.talks = report->talks + report->talks_longer;
        told.step = report->step;
        told.people = report->people_made;
        memcpy(told.count, report->count, sizeof told.count);
        HOLDS(told.rows == told.count[BL_ROW_NEW] + told.count[BL_ROW_UPDATED] + told.count[BL_ROW_UNCHANGED] +
                               told.count[BL_ROW_REJECTED] + told.count[BL_ROW_SKIPPED]);
        HOLDS((told.status == BL_REJECTS) == (told.count[BL_ROW_REJECTED] > 0));
    }
    if (job) bl_import_close(job);
    HOLDS(close(options.fd) == 0);
    return told;
}

static void sound(struct bl_store *store) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error err = {0};
    struct bl_diagnosis seen = {0};
    HOLDS(bl_doctor(store, false, &arena, &seen, &err) == BL_OK);
    for (size_t i = 0; i < seen.n; i++) {
        if (strcmp(seen.at[i].check, "snapshots") == 0) continue; /* there are none */
        (void)fprintf(stderr, "%s: %s\n", seen.at[i].check, seen.at[i].text);
        HOLDS(false);
    }
}

static void same(const struct bl_buf *a, const struct bl_buf *b, const char *what) {
    if (a->len == b->len && memcmp(bl_buf_text(a), bl_buf_text(b), a->len) == 0) return;
    (void)fprintf(stderr, "-- %s\n%s-- is not\n%s", what, bl_buf_text(a), bl_buf_text(b));
    HOLDS(false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 3 || size > 20000) return 0;
    if (!*dir) make_template();
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf before = {0}, after = {0}, again = {0}, back = {0};
    struct bl_error err = {0};
    struct bl_step_row *rows;
    size_t n = 0;
    write_bytes(book, template.data, template.len);
    write_bytes(list, (const char *)data + 1, size - 1);
    struct bl_store *store = open_book();
    dump(store, &before);
    struct told rehearsed = run(store, data[0], true);
    dump(store, &back);
    same(&before, &back, "after a rehearsal");
    struct told told = run(store, data[0], false);
    HOLDS(told.status == rehearsed.status && told.rows == rehearsed.rows && told.talks == rehearsed.talks &&
          told.people == rehearsed.people);
    HOLDS(memcmp(told.count, rehearsed.count, sizeof told.count) == 0);
    dump(store, &after);
    if (told.step) {
        sound(store);
        struct told second = run(store, data[0], false);
        HOLDS(second.rows == told.rows && second.count[BL_ROW_NEW] == 0 && second.people == 0);
        dump(store, &again);
        same(&after, &again, "a second time");
        HOLDS(!second.step);
        back.len = 0;
        HOLDS(bl_undo(store, 1, &arena, &rows, &n, &err) == BL_OK && n == 1);
        dump(store, &back);
        same(&before, &back, "undone");
        sound(store);
    } else {
        same(&before, &after, "nothing was done");
    }
    bl_store_close(store);
    clear();
    return 0;
}
