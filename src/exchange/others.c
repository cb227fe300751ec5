/* A shared mailbox, a family's telephone: a row is found by its address to be somebody who is called otherwise. An address tells who somebody is (DESIGN section 5), so nobody is
 * added; but that the row's own person stands nowhere is told by name, not as one difference among others. */
#include "exchange/job.h"

#include "bowline/alike.h"

#include <string.h>

/* Maya and M., Rob and Robert: the one may be short for the other. */
static bool begins_alike(const struct bl_name_words *a, const struct bl_name_words *b) {
    size_t n = a->len[0] < b->len[0] ? a->len[0] : b->len[0];
    return memcmp(a->at[0], b->at[0], n) == 0;
}

static bool another(const char *here, const char *row, bool *failed) {
    BL_AUTO(bl_buf) struct bl_buf x = {0}, y = {0};
    struct bl_name_words a, b;
    bl_text_fold(&x, here, strlen(here));
    bl_text_fold(&y, row, strlen(row));
    *failed = x.failed || y.failed;
    if (*failed) return false;
    bl_name_split(bl_buf_text(&x), &a);
    bl_name_split(bl_buf_text(&y), &b);
    if (!a.n || !b.n) return false;
    return !bl_name_same_words(&a, &b) && !bl_name_one_edit(&a, &b) && !bl_name_initial(&a, &b) && !begins_alike(&a, &b);
}

static bool keep(struct bl_import *job, int64_t line, const struct bl_person *p, const char *what) {
    struct bl_import_report *r = &job->report;
    if (r->others_all++ >= BL_IMPORT_OTHERS) return true;
    if (!r->others) r->others = bl_arena_array(&job->arena, BL_IMPORT_OTHERS, sizeof *r->others);
    struct bl_import_other other = {.line = line,
                                    .person = p->id,
                                    .name = bl_arena_str(&job->arena, job->values.edit.name),
                                    .here = bl_arena_str(&job->arena, p->name),
                                    .text = bl_arena_str(&job->arena, what)};
    if (!r->others || !other.name || !other.here || !other.text) return false;
    r->others[r->other_count++] = other;
    return true;
}

enum bl_status bl__others(struct bl_import *job, int64_t line, int64_t person, unsigned conflicts, const char **what,
                          struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    bool failed = false;
    if (!(conflicts & 1u << BL_IF_NAME)) return BL_OK;
    enum bl_status status = bl_store_person(bl__people_of(job), person, &arena, &p, err);
    if (status) return status;
    bool other = another(p.name, job->values.edit.name, &failed);
    if (failed) return bl_nomem(err);
    if (!other) return BL_OK;
    struct bl_buf *text = &job->values.reason; /* of a row that is taken it is free, until the next */
    bl_buf_cut(text, 0);
    bl_buf_addf(text, "%.160s has the address of %.160s and was not added", job->values.edit.name, p.name);
    if (text->failed || !keep(job, line, &p, bl_buf_text(text))) return bl_nomem(err);
    *what = bl_buf_text(text);
    return BL_OK;
}
