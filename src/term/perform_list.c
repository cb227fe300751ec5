/* A window of the list, and the number behind it. Without a filter both are one call. With one, rows are looked at in slices, so that a rare filter over many
 * people never holds up the keyboard; a new wish takes the place of the one that runs. */
#include "term/perform.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_FIRST = 400, LOOK_LEAST = 50, LOOK_MOST = 200000, SLICE_US = 20000 };

/* How long a row takes depends on the filter, the machine and who else is at work on it, so slices are measured: each is about SLICE_US long. A key that
 * comes meanwhile stops it (perform_watch), and it is begun again. */
static int64_t budget_of(struct performer *performer) {
    if (!performer->look_at) performer->look_at = LOOK_FIRST;
    return performer->look_at;
}

static void learn(struct performer *performer, int64_t began) {
    int64_t took = perform_clock_us() - began, fit = took > 0 ? performer->look_at * SLICE_US / took : LOOK_MOST;
    if (fit > 2 * performer->look_at) fit = 2 * performer->look_at; /* a piece that ended early tells little */
    performer->look_at = fit < LOOK_LEAST ? LOOK_LEAST : fit > LOOK_MOST ? LOOK_MOST : fit;
}

static const struct effect *as_effect(const struct list_job *job, struct effect *out) {
    *out = (struct effect){.kind = EFF_LIST, .serial = job->serial};
    return out;
}

static void drop(struct list_job *job) {
    list_data_free(&job->data);
    bl_arena_free(&job->arena);
    free(job->ahead);
    free(job->behind);
    *job = (struct list_job){0};
}

/* Rows of a piece: after those there are, or before them when reading backwards. The rows' memory is the data's arena; only the structs move. */
static bool keep(struct bl_person **rows, size_t *n, const struct bl_list_page *page, bool before) {
    if (!page->n) return true;
    struct bl_person *grown = realloc(*rows, (*n + page->n) * sizeof *grown);
    if (!grown) return false;
    *rows = grown;
    if (before) memmove(grown + page->n, grown, *n * sizeof *grown);
    memcpy(before ? grown : grown + *n, page->rows, page->n * sizeof *grown);
    *n += page->n;
    return true;
}

/* One call in the direction the job reads in; *done when that direction is complete. */
static enum bl_status piece(struct performer *performer, bool *done, struct bl_error *err) {
    struct list_job *job = &performer->list;
    size_t want = job->back ? job->wish.before : job->wish.after, have = job->back ? job->behind_count : job->ahead_count;
    struct bl_list_query query = {
        .filter = job->filtered ? &job->filter : NULL, .sorts = job->wish.sorts, .backwards = job->back, .limit = want - have};
    memcpy(query.sort, job->wish.sort, sizeof job->wish.sort);
    query.anchor = job->resume ? job->resume : job->wish.anchor;
    query.from_anchor = !job->back && !job->resume && query.anchor;
    query.budget = job->filtered ? budget_of(performer) : 0;
    struct bl_list_page page = {0};
    int64_t began = perform_clock_us();
    perform_watch(performer, !job->filtered && !job->tried);
    enum bl_status status = bl_store_list(performer->store, &query, &job->data->arena, &page, err);
    job->tried = perform_was_stopped(performer, err);
    perform_unwatch(performer);
    if (status != BL_OK) return status;
    if (query.budget) learn(performer, began);
    bool kept = job->back ? keep(&job->behind, &job->behind_count, &page, true) : keep(&job->ahead, &job->ahead_count, &page, false);
    if (!kept) return bl_nomem(err);
    *(job->back ? &job->behind_more : &job->ahead_more) = page.more;
    job->resume = page.resume;
    *done = page.resume == 0 || have + page.n >= want;
    return BL_OK;
}

/* Ahead, then behind. */
static enum bl_status go_on(struct performer *performer, bool *finished, struct bl_error *err) {
    struct list_job *job = &performer->list;
    bool done = false;
    enum bl_status status = piece(performer, &done, err);
    if (status != BL_OK || !done) return status;
    job->resume = 0;
    *finished = job->back || !job->wish.before;
    job->back = true;
    return BL_OK;
}

static void count_begin(struct performer *performer, struct count_job *count, const struct effect *effect) {
    struct bl_error err = {0};
    bl_arena_free(&count->arena);
    *count = (struct count_job){.on = true, .serial = effect->serial};
    struct bl_strs custom = {0};
    const char *text = bl_arena_str(&count->arena, effect->text ? effect->text : "");
    bool ok = text && bl_store_custom_fields(performer->store, &count->arena, &custom, &err) == BL_OK &&
              bl_filter_parse(text, bl_store_now(performer->store).today, custom, &count->arena, &count->filter, &err) == BL_OK;
    if (!ok) count->on = false;
}

static bool finish(struct performer *performer, struct msg *out) {
    struct list_job *job = &performer->list;
    struct effect effect;
    struct bl_error err = {0};
    struct list_data *data = job->data;
    data->rows = bl_arena_array(&data->arena, job->behind_count + job->ahead_count + 1, sizeof *data->rows);
    if (!data->rows) {
        (void)bl_nomem(&err);
        perform_failed(performer, as_effect(job, &effect), &err, out);
        drop(job);
        return true;
    }
    if (job->behind_count) memcpy(data->rows, job->behind, job->behind_count * sizeof *data->rows);
    if (job->ahead_count) memcpy(data->rows + job->behind_count, job->ahead, job->ahead_count * sizeof *data->rows);
    data->n = job->behind_count + job->ahead_count;
    data->at = job->ahead_count ? job->behind_count : data->n ? data->n - 1 : 0;
    data->before = job->behind_more;
    data->after = job->ahead_more;
    *out = (struct msg){.kind = MSG_LIST, .of = EFF_LIST, .serial = job->serial};
    out->data.list = data;
    job->data = NULL;
    drop(job);
    return true;
}

bool perform_list_slice(struct performer *performer, struct msg *out) {
    struct bl_error err = {0};
    struct effect effect;
    bool finished = false;
    if (go_on(performer, &finished, &err) == BL_OK) return finished ? finish(performer, out) : false;
    if (performer->list.tried) return false; /* from the same place, when no key waits */
    perform_failed(performer, as_effect(&performer->list, &effect), &err, out);
    drop(&performer->list);
    return true;
}

bool perform_list(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct list_job *job = &performer->list;
    struct bl_strs custom = {0};
    drop(job);
    performer->count.on = performer->count.on && !effect->list.count;
    *job = (struct list_job){.serial = effect->serial, .wish = effect->list, .data = calloc(1, sizeof *job->data)};
    const char *text = bl_arena_str(&job->arena, effect->text ? effect->text : "");
    if (!job->data || !text) {
        drop(job);
        (void)bl_nomem(&err);
        return perform_failed(performer, effect, &err, out);
    }
    if (bl_store_custom_fields(performer->store, &job->arena, &custom, &err) != BL_OK ||
        bl_filter_parse(text, bl_store_now(performer->store).today, custom, &job->arena, &job->filter, &err) != BL_OK) {
        drop(job);
        return perform_failed(performer, effect, &err, out);
    }
    job->filtered = job->filter.root != NULL;
    if (effect->list.count) count_begin(performer, &performer->count, effect);
    if (job->wish.end) {
        job->back = true;
        job->wish.anchor = 0;
    }
    job->on = true;
    /* A filter may take long to find its first row: the key is shown first, the rows come with the slices. */
    while (job->on && !job->filtered && !job->tried)
        if (perform_list_slice(performer, out)) return true;
    return false;
}

void perform_behind(struct performer *performer, const struct effect *effect) {
    count_begin(performer, &performer->behind, effect);
}

bool perform_count_slice(struct performer *performer, struct count_job *count, struct msg *out) {
    struct bl_error err = {0};
    enum bl_status status;
    bool stopped = false;
    if (count->filter.root) {
        perform_watch(performer, false);
        int64_t began = perform_clock_us();
        status = bl_store_count_piece(performer->store, &count->filter, budget_of(performer), &count->after, &count->count, &err);
        stopped = perform_was_stopped(performer, &err);
        perform_unwatch(performer);
        if (!stopped) learn(performer, began);
        if (stopped || (status == BL_OK && count->after >= 0)) return false;
    } else
        status = bl_store_count(performer->store, &count->count, &err);
    count->on = false;
    if (status != BL_OK) return false; /* the list itself has told what is wrong */
    *out = (struct msg){
        .kind = MSG_COUNT, .of = count == &performer->behind ? EFF_BEHIND : EFF_LIST, .serial = count->serial, .id = count->count};
    return true;
}
