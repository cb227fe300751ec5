/* Export: people pass one by one from the store through a writer into a sink. All of it is read at one moment of the file, whatever others write meanwhile. */
#include "exchange/writer.h"

#include <string.h>

enum { FLUSH_AT = 1 << 16 };

static const struct bl__writer *const writers[] = {&bl__csv_writer, &bl__json_writer, &bl__jsonl_writer, &bl__vcard_writer};

const char *bl_export_format(size_t n) {
    return n < sizeof writers / sizeof *writers ? writers[n]->format : NULL;
}

static enum bl_status find_writer(const char *format, const struct bl__writer **out, struct bl_error *err) {
    const char *names[sizeof writers / sizeof *writers];
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        names[i] = writers[i]->format;
        if (strcmp(names[i], format) == 0) {
            *out = writers[i];
            return BL_OK;
        }
    }
    const char *near = bl_text_nearest(format, names, sizeof names / sizeof *names);
    bl_fail(err, BL_USAGE, "there is no format “%.40s”: csv, json, jsonl or vcard", format);
    if (near) bl_hint(err, "did you mean --format %s?", near);
    return BL_USAGE;
}

struct job {
    struct bl_store *store;
    const struct bl__writer *writer;
    struct bl__writing writing;
    bl_sink sink;
    void *to;
};

static enum bl_status flush(struct job *job, size_t at, struct bl_error *err) {
    struct bl_buf *out = &job->writing.out;
    if (out->failed || job->writing.cell.failed) return bl_nomem(err);
    if (!out->len || out->len < at) return BL_OK;
    enum bl_status status = job->sink(job->to, out->data, out->len, err);
    bl_buf_cut(out, 0);
    return status;
}

static enum bl_status write_people(struct job *job, const struct bl_ids *people, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < people->n && status == BL_OK; i++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        struct bl_person person;
        status = bl_store_person(job->store, people->at[i], &arena, &person, err);
        if (status != BL_OK) break;
        job->writer->person(&job->writing, &person);
        status = flush(job, FLUSH_AT, err);
    }
    return status;
}

/* The last line says how many stand before it, so that a file cut short is known as such. */
static enum bl_status write_complete(struct job *job, const struct bl_ids *people, struct bl_error *err) {
    int64_t records = 0;
    enum bl_status status = flush(job, 0, err);
    if (status == BL_OK) status = bl_store_dump(job->store, people, job->sink, job->to, &records, err);
    if (status == BL_OK) bl_buf_addf(&job->writing.out, "{\"type\":\"end\",\"records\":%lld}\n", (long long)records);
    return status;
}

static enum bl_status write_all(struct job *job, const struct bl_export_options *options, struct bl_arena *arena, int64_t *people,
                                struct bl_error *err) {
    static const struct bl_filter everybody = {0};
    bool some = options->filter && options->filter->root;
    struct bl_ids ids = {0};
    enum bl_status status = bl_store_select(job->store, some ? options->filter : &everybody, arena, &ids, err);
    if (status == BL_OK) status = bl_store_custom_used(job->store, some ? &ids : NULL, arena, &job->writing.custom, err);
    if (status != BL_OK) return status;
    if (job->writer->begin) job->writer->begin(&job->writing);
    status = job->writer->complete ? write_complete(job, some ? &ids : NULL, err) : write_people(job, &ids, err);
    if (status == BL_OK && job->writer->end) job->writer->end(&job->writing);
    if (status == BL_OK) status = flush(job, 0, err);
    *people = (int64_t)ids.n;
    return status;
}

enum bl_status bl_export(struct bl_store *store, const struct bl_export_options *options, bl_sink sink, void *to, int64_t *people,
                         struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct job job = {.store = store, .sink = sink, .to = to, .writing = {.safe = options->safe}};
    int64_t n = 0;
    enum bl_status status = find_writer(options->format, &job.writer, err);
    if (status == BL_OK) status = bl_store_hold(store, err);
    if (status != BL_OK) return status;
    status = write_all(&job, options, &arena, &n, err);
    bl_store_release(store);
    bl_buf_free(&job.writing.out);
    bl_buf_free(&job.writing.cell);
    if (status == BL_OK && people) *people = n;
    if (status == BL_OK && options->without) *options->without = job.writing.without;
    return status;
}
