/* Running whole imports in a sandbox; for the tests of what is imported. */
#ifndef TESTS_STORE_IMPORTING_H
#define TESTS_STORE_IMPORTING_H

#include "store/sandbox.h"

#include <fcntl.h>

struct run {
    struct bl_import *job;
    const struct bl_import_report *report;
    enum bl_status status; /* of open, step or finish: the first that is not BL_OK */
};

static inline struct bl_import_options options_for(const char *path) {
    struct bl_import_options options = {.path = path, .fd = open(path, O_RDONLY | O_CLOEXEC), .rejects_fd = -1};
    assert_true(options.fd >= 0);
    return options;
}

/* Runs a whole import in pieces of `piece` bytes; the job stays open for its report. */
static inline struct run run_pieces(struct sandbox *s, struct bl_import_options options, size_t piece) {
    struct run run = {0};
    run.status = bl_import_open(s->store, &options, &run.job, &s->err);
    if (run.status) {
        close(options.fd);
        return run;
    }
    for (bool done = false; !run.status && !done;) run.status = bl_import_step(run.job, piece, &done, &s->err);
    if (!run.status) run.status = bl_import_finish(run.job, &s->err);
    close(options.fd);
    run.report = bl_import_report(run.job);
    return run;
}

static inline struct run run_with(struct sandbox *s, struct bl_import_options options) {
    return run_pieces(s, options, 1 << 16);
}

static inline struct run run_file(struct sandbox *s, const char *path) {
    return run_with(s, options_for(path));
}

static inline const char *write_file(struct sandbox *s, const char *name, const char *bytes, size_t n) {
    char *path = bl_arena_printf(&s->arena, "%s/%s", s->dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    return path;
}

static inline struct run run_text(struct sandbox *s, const char *name, const char *text) {
    return run_file(s, write_file(s, name, text, strlen(text)));
}

static inline const char *read_back(struct sandbox *s, const char *path) {
    struct bl_buf buf = {0};
    char chunk[4096];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) bl_buf_add(&buf, chunk, n);
    fclose(f);
    const char *copy = bl_arena_str(&s->arena, bl_buf_text(&buf));
    bl_buf_free(&buf);
    return copy;
}

static inline void counts(const struct run *r, int64_t rows, int64_t added, int64_t updated, int64_t unchanged, int64_t rejected,
                          int64_t skipped) {
    const struct bl_import_report *p = r->report;
    assert_non_null(p);
    assert_int_equal(p->count[BL_ROW_NEW], added);
    assert_int_equal(p->count[BL_ROW_UPDATED], updated);
    assert_int_equal(p->count[BL_ROW_UNCHANGED], unchanged);
    assert_int_equal(p->count[BL_ROW_REJECTED], rejected);
    assert_int_equal(p->count[BL_ROW_SKIPPED], skipped);
    assert_int_equal(p->rows, rows);
}

static inline struct bl_person person(struct sandbox *s, const char *who) {
    struct bl_person *found, full;
    size_t n;
    OK(s, bl_store_who(s->store, who, &s->arena, &found, &n, &s->err));
    if (n != 1) fail_msg("%zu people are called %s", n, who);
    OK(s, bl_store_person(s->store, found[0].id, &s->arena, &full, &s->err));
    return full;
}

static inline int64_t people(struct sandbox *s) {
    int64_t n = 0;
    OK(s, bl_store_count(s->store, &n, &s->err));
    return n;
}

static inline const char *reason_on(const struct run *r, int64_t line) {
    for (size_t i = 0; i < r->report->reject_count; i++)
        if (r->report->rejects[i].line == line) return r->report->rejects[i].reason;
    fail_msg("line %lld was taken", (long long)line);
    return "";
}

static inline bool told(const struct run *r, const char *words) {
    for (size_t i = 0; i < r->report->asked.n; i++)
        if (strstr(r->report->asked.at[i], words)) return true;
    return false;
}

/* What a file holds in which nothing happened yet: there is one from here on. */
static inline char *empty_dump(struct sandbox *s) {
    struct bl_step_row *rows;
    size_t n;
    sandbox_add(s, "Nobody", bl_day_of(2026, 11, 21));
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    return sandbox_dump(s);
}

/* What stands in the file before, in the file after, and that undo and redo go between them exactly; the journal and the book are sound. */
static inline void there_and_back(struct sandbox *s, const char *before) {
    struct bl_step_row *rows;
    size_t n;
    char *after = sandbox_dump(s);
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), before);
    sandbox_balanced(s);
    OK(s, bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), after);
    sandbox_balanced(s);
}

/* The same file once more: nothing is new and nothing changes. */
static inline void again_changes_nothing(struct sandbox *s, const char *path) {
    char *before = sandbox_dump(s);
    struct run r = run_file(s, path);
    if (r.status != BL_OK && r.status != BL_REJECTS) fail_msg("%s: %s", path, s->err.text);
    if (r.report->count[BL_ROW_NEW] || r.report->count[BL_ROW_UPDATED])
        fail_msg("%s once more: %lld new, %lld updated", path, (long long)r.report->count[BL_ROW_NEW],
                 (long long)r.report->count[BL_ROW_UPDATED]);
    assert_int_equal(r.report->step, 0);
    bl_import_close(r.job);
    assert_string_equal(sandbox_dump(s), before);
}

#endif
