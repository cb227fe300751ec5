/* What became of every row, as CSV: the answer to "which ones, and why?" that no summary gives. Written while the rows pass, so that memory stays bounded. */
#include "exchange/job.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 1 << 16 };

static void put_text(struct bl_buf *out, const char *s, bool last) {
    bl__csv_put(out, s ? s : "", s ? strlen(s) : 0, ',');
    bl_buf_chr(out, last ? '\n' : ',');
}

static void put_fields(struct bl_buf *out, unsigned bits) {
    const char *space = "";
    for (int f = BL_IF_NAME; f < BL_IF_COUNT; f++) {
        if (!(bits & 1u << f)) continue;
        bl_buf_addf(out, "%s%s", space, bl_import_field_name((enum bl_import_field)f));
        space = " ";
    }
    bl_buf_chr(out, ',');
}

bool bl__rowlog_wanted(const struct bl_import *job) {
    return job->report_fd > 0 && !job->dry;
}

enum bl_status bl__rowlog_flush(struct bl_import *job, struct bl_error *err) {
    for (size_t done = 0; done < job->rowlog.len;) {
        ssize_t w = write(job->report_fd, job->rowlog.data + done, job->rowlog.len - done);
        if (w < 0 && errno == EINTR) continue;
        if (w <= 0) return bl_fail(err, BL_FAILED, "cannot write the report: %s", strerror(errno));
        done += (size_t)w;
    }
    bl_buf_cut(&job->rowlog, 0);
    return BL_OK;
}

enum bl_status bl__rowlog_add(struct bl_import *job, const struct bl__fate *fate, struct bl_error *err) {
    static const char *const words[BL_ROW_OUTCOMES] = {"new", "updated", "unchanged", "rejected", "skipped"};
    struct bl_buf *out = &job->rowlog;
    if (!bl__rowlog_wanted(job)) return BL_OK;
    if (!job->rowlog_begun) bl_buf_str(out, "line,outcome,id,name,filled,replaced,conflicts,reason\n");
    job->rowlog_begun = true;
    bl_buf_addf(out, "%lld,%s,", (long long)fate->line, words[fate->outcome]);
    if (fate->person) bl_buf_addf(out, "%lld", (long long)fate->person);
    bl_buf_chr(out, ',');
    put_text(out, fate->name, false);
    put_fields(out, fate->filled);
    put_fields(out, fate->replaced);
    put_fields(out, fate->conflicts);
    if (fate->column) bl_buf_addf(&job->reason, "%s: ", fate->column);
    bl_buf_str(&job->reason, fate->reason ? fate->reason : "");
    const struct bl_buf *left_out = &job->notes.row;
    if (left_out->len && fate->outcome <= BL_ROW_UNCHANGED) {
        bl_buf_str(&job->reason, job->reason.len ? "; left out: " : "left out: ");
        bl_buf_add(&job->reason, left_out->data, left_out->len);
    }
    put_text(out, bl_buf_text(&job->reason), true);
    bl_buf_cut(&job->reason, 0);
    if (out->failed || job->reason.failed || left_out->failed) return bl_nomem(err);
    return out->len >= FLUSH_AT ? bl__rowlog_flush(job, err) : BL_OK;
}
