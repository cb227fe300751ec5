/* Import as a job: opened, read in slices, committed (or rolled back when it was only rehearsed), and told after every few slices how far it is. */
#include "term/perform.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLICE_BYTES = 48 * 1024, SLICES_A_WORD = 6, PATHS_MAX = 200 };

/* ---- paths ----------------------------------------------------------------------------------------------------------------------------------- */

/* A file dragged onto a terminal arrives quoted or with backslashes. */
static void unquote(struct bl_buf *out, const char *typed) {
    size_t n = strlen(typed);
    bool quoted = n > 1 && (typed[0] == '\'' || typed[0] == '"') && typed[n - 1] == typed[0];
    if (quoted) {
        bl_buf_add(out, typed + 1, n - 2);
        return;
    }
    for (const char *s = typed; *s; s++) {
        if (*s == '\\' && s[1]) s++;
        bl_buf_chr(out, *s);
    }
}

char *perform_path(const struct performer *performer, const char *typed) {
    BL_AUTO(bl_buf) struct bl_buf plain = {0}, path = {0};
    unquote(&plain, typed);
    const char *text = bl_buf_text(&plain);
    if (strncmp(text, "file://", 7) == 0) text += 7;
    if (text[0] == '~' && (text[1] == '/' || !text[1]) && performer->home) {
        bl_buf_str(&path, performer->home);
        text++;
    }
    bl_buf_str(&path, text);
    return path.failed ? NULL : strdup(bl_buf_text(&path));
}

static bool wanted(const char *name, const char *part, bool folder) {
    size_t n = strlen(name), len = strlen(part);
    if (strncmp(name, part, len) != 0 || (name[0] == '.' && !len)) return false;
    if (folder) return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
    static const char *const ends[] = {".csv", ".tsv", ".txt", ".tab"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (n > 4 && strcasecmp(name + n - 4, ends[i]) == 0) return true;
    return false;
}

static int by_name(const void *a, const void *b) {
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

/* `shown`: the folder as it was typed, so that "~/" stays "~/". */
static void list_folder(struct paths_data *data, const char *folder, const char *shown, size_t shown_len, const char *part) {
    DIR *dir = opendir(folder);
    if (!dir) return;
    for (struct dirent *entry = readdir(dir); entry && data->paths.n < PATHS_MAX; entry = readdir(dir)) {
        struct stat st;
        if (fstatat(dirfd(dir), entry->d_name, &st, 0) != 0) continue;
        bool is_folder = S_ISDIR(st.st_mode);
        if (!wanted(entry->d_name, part, is_folder)) continue;
        const char *path = bl_arena_printf(&data->arena, "%.*s%s%s", (int)shown_len, shown, entry->d_name, is_folder ? "/" : "");
        if (path) data->paths.at[data->paths.n++] = path;
    }
    closedir(dir);
    if (data->paths.n) qsort(data->paths.at, data->paths.n, sizeof *data->paths.at, by_name);
}

bool perform_paths(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct paths_data *data = calloc(1, sizeof *data);
    const char *typed = effect->text ? effect->text : "", *slash = strrchr(typed, '/');
    size_t shown = slash ? (size_t)(slash - typed) + 1 : 0;
    char *folder = NULL;
    if (data) data->paths.at = bl_arena_array(&data->arena, PATHS_MAX, sizeof *data->paths.at);
    BL_AUTO(bl_buf) struct bl_buf head = {0};
    bl_buf_add(&head, typed, shown);
    if (data && data->paths.at) folder = perform_path(performer, shown ? bl_buf_text(&head) : "./");
    if (!folder) {
        paths_data_free(&data);
        (void)bl_nomem(&err);
        return perform_failed(performer, effect, &err, out);
    }
    list_folder(data, folder, typed, shown, typed + shown);
    free(folder);
    *out = (struct msg){.kind = MSG_PATHS, .of = effect->kind, .serial = effect->serial};
    out->data.paths = data;
    return true;
}

/* ---- the job ---------------------------------------------------------------------------------------------------------------------------------- */

void perform_import_stop(struct performer *performer) {
    struct import_job *job = &performer->import;
    if (!job->import) return;
    bl_import_close(job->import);
    job->import = NULL;
    if (job->fd >= 0) close(job->fd);
    job->fd = -1;
}

static const char *delimiter_name(char c) {
    return c == ',' ? "comma" : c == ';' ? "semicolon" : c == '\t' ? "tab" : c == '|' ? "bar" : c ? "one column" : "one card each";
}

static void add_line(struct import_data *data, struct bl_strs *strs, const char *left, const char *right) {
    const char *line = bl_arena_printf(&data->arena, "%s\t%s", left, right);
    if (line) strs->at[strs->n++] = line;
}

/* Examples of what is worth a look first. */
static void add_examples(struct import_data *data, const struct bl_import_report *report) {
    static const struct {
        enum bl_import_outcome outcome;
        const char *name;
    } order[] = {{BL_ROW_NEW, "new"}, {BL_ROW_UPDATED, "fills"}, {BL_ROW_CONFLICT, "conflict"}, {BL_ROW_MAYBE, "maybe same"}};
    if (report->nameless) add_line(data, &data->lines, "no names", report->nameless);
    for (size_t kind = 0; kind < sizeof order / sizeof *order; kind++) {
        size_t shown = report->example_count[order[kind].outcome];
        for (size_t i = 0; i < shown; i++) add_line(data, &data->lines, order[kind].name, report->examples[order[kind].outcome][i].text);
        long long more = (long long)report->count[order[kind].outcome] - (long long)shown;
        const char *text = shown && more > 0 ? bl_arena_printf(&data->arena, "and %lld more", more) : NULL;
        if (text) add_line(data, &data->lines, "", text);
    }
    for (size_t i = 0; i < report->reject_count && i < 200; i++) {
        const struct bl_import_reject *reject = &report->rejects[i];
        const char *text = bl_arena_printf(&data->arena, "line %lld%s%s: %s", (long long)reject->line, reject->column ? ", " : "",
                                           reject->column ? reject->column : "", reject->reason);
        if (text) add_line(data, &data->lines, reject->skipped ? "skipped" : "rejected", text);
    }
    for (size_t i = 0; i < report->asked.n && i < 200; i++)
        if (report->asked.at[i] != report->nameless) add_line(data, &data->lines, "left out", report->asked.at[i]);
}

static void add_columns(struct import_data *data, const struct bl_import_report *report) {
    for (size_t i = 0; i < report->mapping_count && i < 500; i++) {
        const struct bl_import_mapping *map = &report->mapping[i];
        const char *field = map->field == BL_IF_CUSTOM && map->custom ? map->custom : bl_import_field_name(map->field);
        const char *text =
            bl_arena_printf(&data->arena, "%s%s (%s)", *field ? "→ " : "", *field ? field : "left out", map->reason ? map->reason : "");
        if (text) add_line(data, &data->columns, map->column, text);
    }
}

static void copy_report(struct import_data *data, const struct bl_import_report *report) {
    data->dry = report->dry;
    data->bytes = report->bytes;
    data->bytes_total = report->bytes_total;
    data->rows = report->rows;
    memcpy(data->count, report->count, sizeof data->count);
    data->file = bl_arena_str(&data->arena, report->file);
    data->preset = bl_arena_str(&data->arena, report->preset_name);
    data->encoding = bl_arena_str(&data->arena, report->encoding);
    data->delimiter = delimiter_name(report->delimiter);
    data->header_line = report->header_line;
    if (data->phase == IMPORT_RUNNING) return;
    data->lines.at = bl_arena_array(&data->arena, 6 * BL_ROW_OUTCOMES + 401, sizeof *data->lines.at);
    data->columns.at = bl_arena_array(&data->arena, 500, sizeof *data->columns.at);
    if (data->lines.at) add_examples(data, report);
    if (data->columns.at) add_columns(data, report);
}

static bool tell(struct performer *performer, enum import_phase phase, const struct bl_error *err, struct msg *out) {
    struct import_job *job = &performer->import;
    struct import_data *data = calloc(1, sizeof *data);
    const struct effect effect = {.kind = EFF_IMPORT, .serial = job->serial};
    if (!data) {
        struct bl_error memory = {0};
        (void)bl_nomem(&memory);
        return perform_failed(performer, &effect, &memory, out);
    }
    data->phase = phase;
    data->dry = job->dry;
    data->delimiter = "";
    if (job->import) copy_report(data, bl_import_report(job->import));
    data->dry = job->dry;
    if (err) {
        data->error = bl_arena_str(&data->arena, err->text);
        data->hint = err->hint[0] ? bl_arena_str(&data->arena, err->hint) : NULL;
        if (!data->error) data->error = "the import failed";
    }
    *out = (struct msg){.kind = MSG_IMPORT, .of = EFF_IMPORT, .serial = job->serial};
    out->data.import = data;
    return true;
}

bool perform_import(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct import_job *job = &performer->import;
    struct bl_error err = {0};
    perform_import_stop(performer);
    job->serial = effect->serial;
    job->dry = effect->flag;
    job->slices = 0;
    char *path = perform_path(performer, effect->text ? effect->text : "");
    bl_buf_cut(&job->path, 0);
    bl_buf_str(&job->path, path);
    free(path);
    struct stat st;
    job->fd = open(bl_buf_text(&job->path), O_RDONLY | O_CLOEXEC);
    if (job->fd < 0 || fstat(job->fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        if (job->fd >= 0) close(job->fd);
        job->fd = -1;
        (void)bl_fail(&err, BL_FAILED, "%.300s cannot be read as a file", bl_buf_text(&job->path));
        return tell(performer, IMPORT_FAILED, &err, out);
    }
    const struct bl_import_options options = {.path = bl_buf_text(&job->path), .fd = job->fd, .dry = job->dry, .rejects_fd = -1};
    if (bl_import_open(performer->store, &options, &job->import, &err) == BL_OK) return tell(performer, IMPORT_RUNNING, NULL, out);
    close(job->fd);
    job->fd = -1;
    return tell(performer, IMPORT_FAILED, &err, out);
}

bool perform_import_slice(struct performer *performer, struct msg *out) {
    struct import_job *job = &performer->import;
    struct bl_error err = {0};
    bool done = false;
    enum bl_status status = bl_import_step(job->import, SLICE_BYTES, &done, &err);
    if (status == BL_OK && !done) return ++job->slices % SLICES_A_WORD == 0 ? tell(performer, IMPORT_RUNNING, NULL, out) : false;
    if (status == BL_OK) status = bl_import_finish(job->import, &err);
    bool ok = status == BL_OK || status == BL_REJECTS;
    tell(performer, !ok ? IMPORT_FAILED : job->dry ? IMPORT_REHEARSED : IMPORT_DONE, ok ? NULL : &err, out);
    perform_import_stop(performer);
    return true;
}
