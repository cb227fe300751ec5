/* Import as a job: opened, read in slices, committed (or rolled back when it was only rehearsed), and told after every few slices how far it is. */
#include "term/perform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    SLICE_BYTES = 24 * 1024,
    SLICES_A_WORD = 12,
    SO_FAR = 12 /* rows of each kind while it runs */,
    FIRST_ROWS = 5000 /* before anything is said of what a rehearsal found so far */,
    COLUMNS_SHOWN = 2000,
    ASKED_SHOWN = 1000
};

/* ---- the job ---------------------------------------------------------------------------------------------------------------------------------- */

void perform_import_stop(struct performer *performer) {
    struct import_job *job = &performer->import;
    perform_rejects_end(job);
    if (!job->import) return;
    bl_import_close(job->import);
    job->import = NULL;
    if (job->fd >= 0) close(job->fd);
    job->fd = -1;
}

/* ---- the report, copied for the screen ------------------------------------------------------------------------------------------------------------ */

static const char *kept(struct import_data *data, const char *text) {
    return text ? bl_arena_str(&data->arena, text) : NULL;
}

static void copy_columns(struct import_data *data, const struct bl_import_report *report) {
    size_t n = report->mapping_count < COLUMNS_SHOWN ? report->mapping_count : COLUMNS_SHOWN;
    data->columns = bl_arena_array(&data->arena, n + 1, sizeof *data->columns);
    for (size_t i = 0; data->columns && i < n; i++) {
        struct bl_import_mapping *to = &data->columns[i];
        *to = report->mapping[i];
        to->column = kept(data, to->column);
        to->custom = kept(data, to->custom);
        to->reason = kept(data, to->reason);
        for (size_t k = 0; k < BL_IMPORT_SAMPLES; k++) to->samples[k] = kept(data, to->samples[k]);
        to->sample = to->samples[0];
        if (!to->column) return;
        data->column_count = i + 1;
    }
}

static void copy_examples(struct import_data *data, const struct bl_import_report *report, size_t most) {
    for (int kind = 0; kind < BL_ROW_OUTCOMES; kind++) {
        size_t n = report->example_count[kind] < most ? report->example_count[kind] : most;
        struct bl_import_example *to = n ? bl_arena_array(&data->arena, n, sizeof *to) : NULL;
        data->examples[kind] = to;
        for (size_t i = 0; to && i < n; i++) {
            to[i] = (struct bl_import_example){report->examples[kind][i].line, kept(data, report->examples[kind][i].text)};
            if (!to[i].text) break;
            data->example_count[kind] = i + 1;
        }
    }
}

static struct bl_strs copy_texts(struct import_data *data, struct bl_strs from) {
    struct bl_strs to = {bl_arena_array(&data->arena, from.n + 1, sizeof *to.at), 0};
    while (to.at && to.n < from.n && (to.at[to.n] = kept(data, from.at[to.n])) != NULL) to.n++;
    return to;
}

static void copy_news(struct import_data *data, const struct bl_import_report *report) {
    size_t n = report->job_count < ASKED_SHOWN ? report->job_count : ASKED_SHOWN;
    data->talks = report->talks + report->talks_longer;
    data->job_changes = report->job_changes;
    data->me = kept(data, report->me);
    data->me_doubt = kept(data, report->me_doubt);
    data->fixed = report->fixed;
    data->facts = copy_texts(data, report->facts);
    data->opens = kept(data, report->opens);
    data->jobs.at = bl_arena_array(&data->arena, n + 1, sizeof *data->jobs.at);
    for (size_t i = 0; data->jobs.at && i < n; i++) {
        const struct bl_job_change *job = &report->jobs[i];
        data->jobs.at[i] = bl_arena_printf(&data->arena, "%s: now %s, was %s", job->name, job->now, job->was);
        if (!data->jobs.at[i]) return;
        data->jobs.n = i + 1;
    }
}

static void copy_questions(struct import_data *data, const struct bl_import_report *report) {
    data->questions = bl_arena_array(&data->arena, report->question_count + 1, sizeof *data->questions);
    for (size_t i = 0; data->questions && i < report->question_count; i++) {
        data->questions[i] = report->questions[i];
        data->questions[i].column = kept(data, report->questions[i].column);
        data->questions[i].value = kept(data, report->questions[i].value);
        data->question_count = i + 1;
    }
}

/* What was left out, or guessed; what is said elsewhere on the pages is not said twice. */
static void copy_asked(struct import_data *data, const struct bl_import_report *report) {
    data->nameless = kept(data, report->nameless);
    data->asked.at = bl_arena_array(&data->arena, ASKED_SHOWN, sizeof *data->asked.at);
    for (size_t i = 0; data->asked.at && i < report->asked.n && data->asked.n < ASKED_SHOWN; i++) {
        const char *text = report->asked.at[i];
        bool guessed = i + report->taken >= report->asked.n;
        if (text == report->nameless || text == report->unsure) continue;
        text = guessed ? bl_arena_printf(&data->arena, "guessed: %s", text) : kept(data, text);
        if (!text) return;
        data->asked.at[data->asked.n++] = text;
    }
}

/* Nothing is dropped in silence. */
static void copy_unused(struct import_data *data, const struct bl_import_report *report) {
    data->unused.at = bl_arena_array(&data->arena, report->mapping_count + 1, sizeof *data->unused.at);
    for (size_t i = 0; data->unused.at && i < report->mapping_count && !report->conversations && !report->fixed; i++) {
        const struct bl_import_mapping *map = &report->mapping[i];
        if (map->field != BL_IF_SKIP || !map->sample || !*map->sample) continue;
        const char *text = bl_arena_printf(&data->arena, "%.80s: %.200s …", map->column, map->sample);
        if (!text) return;
        data->unused.at[data->unused.n++] = text;
    }
}

static void copy_values(struct import_data *data, const struct bl_import_report *report) {
    data->values = bl_arena_array(&data->arena, report->remembered_count + 1, sizeof *data->values);
    for (size_t i = 0; data->values && i < report->remembered_count; i++) {
        const struct bl_import_remembered *r = &report->remembered[i];
        struct remembered_value *to = &data->values[data->value_count];
        if (r->kind != BL_REMEMBERED_STAGE) continue;
        *to = (struct remembered_value){kept(data, r->value), kept(data, r->is), r->said};
        if (!to->value || !to->is) return;
        data->value_count++;
    }
}

static void copy_presets(struct import_data *data) {
    const char *key, *name;
    size_t n = 0;
    while (bl_import_preset(n, &key, &name)) n++;
    struct bl_pair *all = bl_arena_array(&data->arena, n + 1, sizeof *all);
    for (size_t i = 0; all && bl_import_preset(i, &key, &name); i++) all[i] = (struct bl_pair){name, key};
    data->presets = (struct bl_pairs){all, all ? n : 0};
}

static void copy_report(struct import_data *data, const struct bl_import_report *report) {
    data->bytes = report->bytes;
    data->bytes_total = report->bytes_total;
    data->rows = report->rows;
    data->step = report->step;
    data->replaced = report->replaced;
    memcpy(data->count, report->count, sizeof data->count);
    data->file = kept(data, report->file);
    copy_presets(data);
    data->preset = kept(data, report->preset_name);
    data->encoding = kept(data, report->encoding);
    data->unsure = kept(data, report->unsure);
    data->date_order = kept(data, report->date_order);
    data->delimiter = report->delimiter;
    data->header_line = report->header_line;
    data->remembered = report->remembered_count;
    data->remembered_on = BL_NO_DAY;
    for (size_t i = 0; i < report->remembered_count; i++)
        if (data->remembered_on == BL_NO_DAY || report->remembered[i].said > data->remembered_on)
            data->remembered_on = report->remembered[i].said;
    copy_news(data, report);
    if (!report->fixed) copy_columns(data, report);
    copy_examples(data, report, data->phase == IMPORT_RUNNING ? SO_FAR : IMPORT_ROWS_KEPT);
    copy_questions(data, report);
    copy_asked(data, report);
    copy_unused(data, report);
    copy_values(data, report);
    data->others = report->others_all;
}

/* The day that stood on the user's calendar at a moment. */
static bl_day local_day(int64_t seconds) {
    time_t at = (time_t)seconds;
    struct tm local;
    if (!localtime_r(&at, &local)) return (bl_day)(seconds / 86400);
    return bl_day_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

static bool tell(struct performer *performer, enum import_phase phase, const struct bl_error *err, struct msg *out) {
    struct import_job *job = &performer->import;
    if (job->rejects.on) {
        perform_rejects_tell(performer, phase, err, out);
        return true;
    }
    struct import_data *data = calloc(1, sizeof *data);
    const struct effect effect = {.kind = EFF_IMPORT, .serial = job->serial};
    if (!data) {
        struct bl_error memory = {0};
        (void)bl_nomem(&memory);
        return perform_failed(performer, &effect, &memory, out);
    }
    data->phase = phase;
    data->dry = job->dry;
    if (job->import) copy_report(data, bl_import_report(job->import));
    if (err) {
        data->error = bl_arena_str(&data->arena, err->text);
        data->hint = err->hint[0] ? bl_arena_str(&data->arena, err->hint) : NULL;
        if (!data->error) data->error = "the import failed";
    }
    *out = (struct msg){.kind = MSG_IMPORT, .of = EFF_IMPORT, .serial = job->serial};
    out->data.import = data;
    return true;
}

static enum bl_status open_file(struct import_job *job, const char *path, struct bl_error *err) {
    struct stat st;
    bl_buf_cut(&job->path, 0);
    bl_buf_str(&job->path, path);
    job->fd = open(bl_buf_text(&job->path), O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe without a writer is not waited for */
    if (job->fd >= 0 && fstat(job->fd, &st) == 0 && S_ISREG(st.st_mode)) return BL_OK;
    const char *why = job->fd < 0 ? strerror(errno) : "it is no file that could be read";
    const char *slash = strrchr(path, '/');
    (void)bl_fail(err, BL_FAILED, "%.300s cannot be read: %s", slash ? slash + 1 : path, why);
    if (job->fd >= 0) close(job->fd);
    job->fd = -1;
    return err->status;
}

/* What the file was when it was rehearsed, once it is. */
static void keep_seen(struct import_job *job) {
    bl_buf_cut(&job->rehearsed, 0);
    bl_buf_str(&job->rehearsed, bl_buf_text(&job->path));
    job->seen = bl_import_report(job->import)->stamp;
    if (job->rehearsed.failed) job->seen = (struct bl_import_stamp){0};
}

static struct bl_import_stamp seen_as(const struct import_job *job) {
    bool same = !job->dry && strcmp(bl_buf_text(&job->rehearsed), bl_buf_text(&job->path)) == 0;
    return same ? job->seen : (struct bl_import_stamp){0};
}

bool perform_import(struct performer *performer, const struct effect *effect, struct msg *out) {
    perform_import_stop(performer);
    return perform_import_begin(performer, effect, out);
}

bool perform_import_begin(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct import_job *job = &performer->import;
    const struct import_wish *wish = &effect->import;
    struct bl_error err = {0};
    job->serial = effect->serial;
    job->dry = effect->flag;
    job->slices = 0;
    if (open_file(job, effect->text ? effect->text : "", &err) != BL_OK) return tell(performer, IMPORT_FAILED, &err, out);
    const char *slash = strrchr(bl_buf_text(&job->path), '/');
    const struct bl_import_options options = {.path =
                                                  slash ? slash + 1 : bl_buf_text(&job->path), /* for messages: the folder was just seen */
                                              .fd = job->fd,
                                              .dry = job->dry,
                                              .delimiter = wish->delimiter,
                                              .encoding = wish->encoding,
                                              .date_order = wish->date_order,
                                              .header = wish->header,
                                              .preset = wish->preset,
                                              .map = wish->map,
                                              .stage_map = wish->stages,
                                              .local_day = local_day,
                                              .source = wish->source,
                                              .tag = wish->tag,
                                              .me = wish->me,
                                              .rejects_fd = job->rejects.on ? job->rejects.fd : -1,
                                              .rejects_dry = job->rejects.on,
                                              .report_fd = -1,
                                              .on_conflict = wish->on_conflict,
                                              .examples = IMPORT_ROWS_KEPT,
                                              .examples_from = wish->from,
                                              .seen = seen_as(job),
                                              .columns = job->dry,
                                              .afresh = wish->afresh};
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
    if (status == BL_OK && !done) {
        bool early = job->dry && bl_import_report(job->import)->rows < FIRST_ROWS;
        return !early && job->slices++ % SLICES_A_WORD == 0 ? tell(performer, IMPORT_RUNNING, NULL, out) : false;
    }
    if (status == BL_OK) status = bl_import_finish(job->import, &err);
    bool ok = status == BL_OK || status == BL_REJECTS;
    tell(performer, !ok ? IMPORT_FAILED : job->dry ? IMPORT_REHEARSED : IMPORT_DONE, ok ? NULL : &err, out);
    if (ok && job->dry) keep_seen(job);
    if (ok && !job->dry) perform_folder_keep(performer, bl_buf_text(&job->path));
    perform_import_stop(performer);
    return true;
}
