/* Whom of an import one has talked to: the most promising of its people, found in slices; their rows; and their coming into play, as one step. */
#include "term/perform.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 2000 /* people in order of promise; the others are found by name */, LOOK = 4000 /* people a slice looks at */ };

static void job_end(struct promising_job *job) {
    free(job->list.best);
    bl_arena_free(&job->arena);
    *job = (struct promising_job){0};
}

void perform_promising_stop(struct performer *performer) {
    job_end(&performer->promising);
}

/* Words stand for themselves: what is typed is a name, and no filter that could be wrong. */
static const char *query(struct bl_arena *arena, int64_t step, const char *words) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_addf(&text, "import:%lld play:no", (long long)step);
    for (const char *s = words ? words : ""; *s;) {
        size_t gap = strspn(s, " \t\""), len = strcspn(s + gap, " \t\"");
        if (len) bl_buf_addf(&text, " \"%.*s\"", (int)len, s + gap);
        s += gap + len;
    }
    return text.failed ? NULL : bl_arena_str(arena, bl_buf_text(&text));
}

bool perform_promising(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct promising_job *job = &performer->promising;
    struct bl_error err = {0};
    job_end(job);
    job->serial = effect->serial;
    const char *text = query(&job->arena, effect->ids.n ? effect->ids.at[0] : 0, effect->text);
    job->list = (struct bl_promising_list){.best = malloc(MOST * sizeof *job->list.best), .most = MOST};
    enum bl_status status = text && job->list.best ? BL_OK : bl_nomem(&err);
    bl_day today = bl_store_now(performer->store).today;
    if (status == BL_OK) status = bl_filter_parse(text, today, (struct bl_strs){0}, &job->arena, &job->filter, &err);
    job->on = status == BL_OK;
    if (job->on) return false;
    job_end(job);
    return perform_failed(performer, effect, &err, out);
}

static bool tell(struct performer *performer, struct msg *out) {
    struct promising_job *job = &performer->promising;
    const struct effect effect = {.kind = EFF_PROMISING, .serial = job->serial};
    struct bl_error err = {0};
    struct talked_data *data = calloc(1, sizeof *data);
    int64_t *ids = data ? bl_arena_array(&data->arena, job->list.n + 1, sizeof *ids) : NULL;
    if (!ids) {
        talked_data_free(&data);
        (void)bl_nomem(&err);
        return perform_failed(performer, &effect, &err, out);
    }
    for (size_t i = 0; i < job->list.n; i++) ids[i] = job->list.best[i].id;
    data->ids = (struct bl_ids){ids, job->list.n};
    data->count = job->list.count;
    *out = (struct msg){.kind = MSG_PROMISING, .of = EFF_PROMISING, .serial = job->serial};
    out->data.talked = data;
    return true;
}

bool perform_promising_slice(struct performer *performer, struct msg *out) {
    struct promising_job *job = &performer->promising;
    const struct effect effect = {.kind = EFF_PROMISING, .serial = job->serial};
    struct bl_error err = {0};
    enum bl_status status = bl_store_promising(performer->store, &job->filter, LOOK, &job->after, &job->list, &err);
    if (status == BL_OK && job->after >= 0) return false;
    bool said = status == BL_OK ? tell(performer, out) : perform_failed(performer, &effect, &err, out);
    job_end(job);
    return said;
}

bool perform_briefs(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct list_data *data = calloc(1, sizeof *data);
    if (data) data->rows = bl_arena_array(&data->arena, effect->ids.n + 1, sizeof *data->rows);
    enum bl_status status = data && data->rows ? BL_OK : bl_nomem(&err);
    for (size_t i = 0; status == BL_OK && i < effect->ids.n; i++) {
        status = bl_store_person(performer->store, effect->ids.at[i], &data->arena, &data->rows[i], &err);
        if (status == BL_NOT_FOUND) { /* forgotten meanwhile: the place stays, so that the others keep theirs */
            data->rows[i] = (struct bl_person){.id = effect->ids.at[i], .name = "(gone)", .first_contact = BL_NO_DAY};
            status = BL_OK;
        }
        data->n = i + 1;
    }
    if (status != BL_OK) {
        list_data_free(&data);
        return perform_failed(performer, effect, &err, out);
    }
    data->at = (size_t)effect->count;
    *out = (struct msg){.kind = MSG_BRIEFS, .of = effect->kind, .serial = effect->serial};
    out->data.list = data;
    return true;
}
