/* A file read through a decoder into one window of text. Seekable files are read with pread from a place of our own, so that the caller's
 * descriptor never moves: the same descriptor can be rehearsed, then imported, and a date column can be looked through in between. */
#include "exchange/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RAW_CAP = BL__HEAD + 16 };

enum bl_status bl__source_open(struct bl__source *source, int fd, int64_t offset, struct bl_error *err) {
    char *raw = malloc(RAW_CAP);
    if (!raw) return bl_nomem(err);
    *source = (struct bl__source){.fd = fd, .offset = offset, .raw = raw, .chunk = BL__CHUNK};
    return BL_OK;
}

enum bl_status bl__source_memory(struct bl__source *source, const char *text, size_t n, struct bl_error *err) {
    *source = (struct bl__source){.fd = -1, .offset = -1, .eof = true, .nul = n && memchr(text, 0, n)};
    bl_buf_add(&source->text, text, n);
    if (!source->text.failed) return BL_OK;
    bl_buf_free(&source->text);
    return bl_nomem(err);
}

/* Reads up to `want` bytes more into raw; *got 0 at the end. */
static enum bl_status read_some(struct bl__source *source, size_t want, size_t *got, struct bl_error *err) {
    ssize_t r;
    do
        r = source->offset >= 0 ? pread(source->fd, source->raw + source->raw_n, want, (off_t)source->offset)
                                : read(source->fd, source->raw + source->raw_n, want);
    while (r < 0 && errno == EINTR);
    if (r < 0) return bl_fail(err, BL_FAILED, "cannot read the file: %s", strerror(errno));
    if (source->offset >= 0) source->offset += r;
    source->raw_n += (size_t)r;
    *got = (size_t)r;
    return BL_OK;
}

enum bl_status bl__source_head(struct bl__source *source, struct bl_error *err) {
    while (source->raw_n < BL__HEAD) {
        size_t got;
        enum bl_status status = read_some(source, BL__HEAD - source->raw_n, &got, err);
        if (status) return status;
        if (!got) {
            source->eof = true;
            break;
        }
    }
    return BL_OK;
}

enum bl_status bl__source_again(struct bl__source *source, const char *name, const char *head, size_t n, struct bl_error *err) {
    struct bl__decoder decoder;
    size_t mark = 0;
    enum bl_status status = bl__decoder_open(&decoder, name, head, n, &mark, err);
    if (status) return status;
    bl__decoder_close(&source->decoder);
    source->decoder = decoder;
    memcpy(source->raw, head, n);
    source->raw_n = n;
    source->bytes = 0;
    source->nul = false;
    bl_buf_cut(&source->text, 0);
    return bl__source_decode(source, mark, err);
}

enum bl_status bl__source_decode(struct bl__source *source, size_t skip, struct bl_error *err) {
    size_t used, before = source->text.len;
    enum bl_status status = bl__decode(&source->decoder, source->raw + skip, source->raw_n - skip, source->eof, &source->text, &used, err);
    if (status) return status;
    used += skip;
    source->raw_n -= used;
    if (source->raw_n) memmove(source->raw, source->raw + used, source->raw_n);
    source->bytes += (int64_t)used;
    size_t added = source->text.len - before;
    if (added && memchr(source->text.data + before, 0, added)) source->nul = true;
    return BL_OK;
}

enum bl_status bl__source_more(struct bl__source *source, struct bl_error *err) {
    if (source->eof) return BL_OK;
    size_t got;
    enum bl_status status = read_some(source, source->chunk, &got, err);
    if (status) return status;
    if (!got) source->eof = true;
    return bl__source_decode(source, 0, err);
}

void bl__source_drop(struct bl__source *source, size_t n) {
    struct bl_buf *text = &source->text;
    if (!n) return;
    text->len -= n;
    memmove(text->data, text->data + n, text->len + 1);
}

void bl__source_close(struct bl__source *source) {
    free(source->raw);
    bl__decoder_close(&source->decoder);
    bl_buf_free(&source->text);
    *source = (struct bl__source){.fd = -1};
}
