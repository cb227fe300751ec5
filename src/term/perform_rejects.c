/* The rejected rows of a list, saved from the wizard. The list is read once more as a rehearsal that writes nothing but them, so it holds before and after the import and
 * is the same file the command line writes. A name that is taken is never written over unasked: a new file is made or none, and one to be replaced is there as it was
 * until the other is complete. */
#include "term/perform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void perform_rejects_end(struct import_job *job) {
    struct rejects_file *rejects = &job->rejects;
    if (!rejects->on) return;
    if (rejects->fd >= 0) close(rejects->fd);
    unlink(bl_buf_text(&rejects->temp));
    rejects->on = false;
    rejects->fd = -1;
}

/* The name is free, or is a file that may be replaced and is not the list itself. */
static enum bl_status may_be(const char *path, const char *list, bool again, bool *taken, struct bl_error *err) {
    struct stat there, own;
    const char *slash = strrchr(path, '/'), *name = slash && slash[1] ? slash + 1 : path;
    *taken = lstat(path, &there) == 0;
    if (!*taken) return BL_OK;
    if (S_ISDIR(there.st_mode)) return bl_fail(err, BL_USAGE, "%.200s is a folder: name a file in it", name);
    if (stat(path, &there) == 0 && stat(list, &own) == 0 && there.st_dev == own.st_dev && there.st_ino == own.st_ino)
        return bl_fail(err, BL_USAGE, "that is the list itself, and stays as it is: another name");
    if (!S_ISREG(there.st_mode)) return bl_fail(err, BL_USAGE, "%.200s is no file that could be replaced: another name", name);
    if (!again) return bl_fail(err, BL_REFUSED, "%.200s is there already: Enter once more replaces it, or another name", name);
    return BL_OK;
}

static enum bl_status make(struct rejects_file *rejects, bool taken, struct bl_error *err) {
    const char *path = bl_buf_text(&rejects->path);
    bl_buf_cut(&rejects->temp, 0);
    bl_buf_addf(&rejects->temp, taken ? "%s.XXXXXX" : "%s", path);
    if (rejects->path.failed || rejects->temp.failed) return bl_nomem(err);
    rejects->fd = taken ? mkstemp(rejects->temp.data) : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (rejects->fd < 0) return bl_fail(err, BL_FAILED, "%.300s cannot be written: %s", path, strerror(errno));
    rejects->on = true;
    rejects->again = taken;
    return BL_OK;
}

static bool refused(struct performer *performer, const struct effect *effect, const struct bl_error *err, struct msg *out) {
    bl_buf_cut(&performer->more, 0);
    bl_buf_str(&performer->more, err->text);
    *out = (struct msg){.kind = MSG_REJECTS, .of = EFF_REJECTS, .serial = effect->serial, .more = bl_buf_text(&performer->more)};
    out->row = err->status == BL_REFUSED;
    return true;
}

bool perform_rejects(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct import_job *job = &performer->import;
    struct bl_error err = {0};
    const char *list = effect->text ? effect->text : "", *slash = strrchr(list, '/');
    BL_AUTO(bl_buf) struct bl_buf folder = {0};
    if (slash) bl_buf_add(&folder, list, (size_t)(slash - list) + 1);
    const struct effect where = {.kind = EFF_FOLDER, .text = effect->within, .within = slash ? bl_buf_text(&folder) : NULL};
    bool taken = false;
    perform_import_stop(performer);
    perform_folder_path(performer, &where, &job->rejects.path);
    enum bl_status status = may_be(bl_buf_text(&job->rejects.path), list, effect->flag, &taken, &err);
    if (status == BL_OK) status = make(&job->rejects, taken, &err);
    if (status != BL_OK) return refused(performer, effect, &err, out);
    struct effect read = *effect;
    read.flag = true; /* a rehearsal */
    bool told = perform_import_begin(performer, &read, out);
    if (!job->import) perform_rejects_end(job);
    return told;
}

/* Complete: closed, and in its place. */
static enum bl_status finish(struct rejects_file *rejects, struct bl_error *err) {
    const char *path = bl_buf_text(&rejects->path);
    int fd = rejects->fd;
    rejects->fd = -1;
    if (close(fd) != 0 || (rejects->again && rename(bl_buf_text(&rejects->temp), path) != 0))
        return bl_fail(err, BL_FAILED, "%.300s cannot be written: %s", path, strerror(errno));
    rejects->on = false;
    return BL_OK;
}

/* The user's own folders begin with ~. */
static const char *shown(struct performer *performer, const char *path) {
    size_t n = performer->home ? strlen(performer->home) : 0;
    bool own = n > 1 && strncmp(path, performer->home, n) == 0 && path[n] == '/';
    bl_buf_cut(&performer->text, 0);
    bl_buf_addf(&performer->text, "%s%s", own ? "~" : "", own ? path + n : path);
    return bl_buf_text(&performer->text);
}

/* A list of which no row can be used is refused at its end, when all of them are written. */
void perform_rejects_tell(struct performer *performer, enum import_phase phase, const struct bl_error *err, struct msg *out) {
    struct import_job *job = &performer->import;
    const struct bl_import_report *report = job->import ? bl_import_report(job->import) : NULL;
    const struct effect effect = {.kind = EFF_REJECTS, .serial = job->serial};
    struct bl_error why = {0};
    *out = (struct msg){.kind = MSG_REJECTS, .of = EFF_REJECTS, .serial = job->serial};
    if (report) out->seen = report->bytes, out->all = report->bytes_total;
    if (phase == IMPORT_RUNNING) return;
    bool read = report && (phase == IMPORT_REHEARSED || (err && err->status == BL_REFUSED));
    int64_t n = read ? report->count[BL_ROW_REJECTED] : 0;
    if (!read)
        why = *err;
    else if (!n)
        (void)bl_fail(&why, BL_FAILED, "no row of it is rejected any more: nothing was written");
    else if (finish(&job->rejects, &why) == BL_OK) {
        out->done = true;
        out->id = n;
        out->text = shown(performer, bl_buf_text(&job->rejects.path));
        return;
    }
    why.status = BL_FAILED; /* not that the name is taken */
    (void)refused(performer, &effect, &why, out);
}
