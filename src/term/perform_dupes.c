/* Duplicates: looked for in slices; a pair is read when it is shown, with what a merge would make of it; and the two answers there are, one person or two. */
#include "term/perform.h"

#include "bowline/care.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_ROWS = 2000, SLICES_A_WORD = 8 };

void perform_dupes_stop(struct performer *performer) {
    bl_dupes_free(&performer->dupes.dupes);
    performer->dupes.on = false;
}

static bool tell(struct performer *performer, struct msg *out) {
    struct dupes_job *job = &performer->dupes;
    const struct effect effect = {.kind = EFF_DUPES, .serial = job->serial};
    struct dupes_data *data = calloc(1, sizeof *data);
    struct bl_error err = {0};
    if (!data) {
        (void)bl_nomem(&err);
        return perform_failed(performer, &effect, &err, out);
    }
    data->done = !job->on;
    bl_dupes_look(job->dupes, &data->seen);
    *out = (struct msg){.kind = MSG_DUPES, .of = EFF_DUPES, .serial = job->serial};
    out->data.dupes = data;
    return true;
}

static bool fail(struct performer *performer, const struct bl_error *err, struct msg *out) {
    const struct effect effect = {.kind = EFF_DUPES, .serial = performer->dupes.serial};
    perform_dupes_stop(performer);
    return perform_failed(performer, &effect, err, out);
}

static bool do_dupes(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    perform_dupes_stop(performer);
    performer->dupes = (struct dupes_job){.serial = effect->serial};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_filter filter = {0};
    enum bl_status status = BL_OK;
    if (effect->text)
        status = bl_filter_parse(effect->text, bl_store_now(performer->store).today, (struct bl_strs){0}, &arena, &filter, &err);
    if (status == BL_OK) status = bl_dupes_open(performer->store, &filter, &performer->dupes.dupes, &err);
    if (status != BL_OK) return fail(performer, &err, out);
    performer->dupes.on = true;
    return false;
}

bool perform_dupes_slice(struct performer *performer, struct msg *out) {
    struct dupes_job *job = &performer->dupes;
    struct bl_error err = {0};
    bool done = false;
    if (bl_dupes_step(job->dupes, SLICE_ROWS, &done, &err) != BL_OK) return fail(performer, &err, out);
    job->on = !done;
    return done || ++job->slices % SLICES_A_WORD == 0 ? tell(performer, out) : false;
}

/* ---- a pair ---------------------------------------------------------------------------------------------------------------------------- */

/* From `at` on in the direction of delta; `there` stays false when there is none. */
static enum bl_status find_pair(struct performer *performer, const struct effect *effect, struct pair_data *data, struct bl_error *err) {
    struct bl_dupes *dupes = performer->dupes.dupes;
    if (effect->ids.n == 2) {
        data->there = true;
        return bl_dupes_pair(performer->store, effect->ids.at[0], effect->ids.at[1], &data->arena, &data->dupe, err);
    }
    if (!dupes || performer->dupes.on) return BL_OK;
    for (int at = effect->count; at >= 0;) {
        struct bl_dupe *rows = NULL;
        size_t n = 0, next = (size_t)at;
        enum bl_status status = bl_dupes_read(dupes, &next, 1, &data->arena, &rows, &n, err);
        if (status != BL_OK) return status;
        bool mine = n == 1 && (effect->delta >= 0 || next == (size_t)at + 1);
        if (mine) {
            data->dupe = rows[0];
            data->at = next - 1;
            data->there = true;
        }
        if (mine || effect->delta >= 0) return BL_OK;
        at--;
    }
    return BL_OK;
}

static enum bl_status look(struct performer *performer, const struct effect *effect, struct pair_data *data, struct bl_error *err) {
    struct bl_error why = {0};
    enum bl_status status = find_pair(performer, effect, data, err);
    if (status != BL_OK || !data->there) return status;
    status =
        bl_merge_look(performer->store, data->dupe.first.id, data->dupe.second.id, (struct bl_strs){0}, &data->arena, &data->merge, &why);
    if (status == BL_REFUSED) {
        data->refused = bl_arena_str(&data->arena, why.text);
        data->way_out = bl_arena_str(&data->arena, why.hint);
        return data->refused && data->way_out ? BL_OK : bl_nomem(err);
    }
    if (status != BL_OK) *err = why;
    return status;
}

static bool do_pair(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct pair_data *data = calloc(1, sizeof *data);
    enum bl_status status = data ? look(performer, effect, data, &err) : bl_nomem(&err);
    if (status != BL_OK) {
        pair_data_free(&data);
        return perform_failed(performer, effect, &err, out);
    }
    *out = (struct msg){.kind = MSG_PAIR, .of = EFF_PAIR, .serial = effect->serial};
    out->data.pair = data;
    return true;
}

/* ---- the answers ----------------------------------------------------------------------------------------------------------------------- */

static enum bl_status do_merge(struct performer *performer, const struct effect *effect, struct bl_arena *arena, const char **name,
                               struct bl_error *err) {
    struct bl_store *store = performer->store;
    struct bl_merge m;
    struct bl_person now;
    enum bl_status status = bl_snapshot_take(store, "merge", false, arena, NULL, err);
    if (status == BL_OK) status = bl_step_begin(store, false, err);
    if (status == BL_OK) status = bl_merge(store, effect->ids.at[0], effect->ids.at[1], effect->words, arena, &m, err);
    if (status == BL_OK) status = bl_store_person(store, effect->ids.at[0], arena, &now, err);
    if (status != BL_OK) return status;
    *name = bl_arena_printf(arena, "merge %s (#%" PRId64 ") into %s", m.second.name, m.second.id, now.name);
    return *name ? BL_OK : bl_nomem(err);
}

static enum bl_status do_apart(struct performer *performer, const struct effect *effect, struct bl_arena *arena, const char **name,
                               struct bl_error *err) {
    struct bl_dupe dupe;
    bool changed = false;
    enum bl_status status = bl_dupes_pair(performer->store, effect->ids.at[0], effect->ids.at[1], arena, &dupe, err);
    if (status == BL_OK) status = bl_step_begin(performer->store, false, err);
    if (status == BL_OK) status = bl_dupes_apart(performer->store, effect->ids.at[0], effect->ids.at[1], true, &changed, err);
    if (status != BL_OK) return status;
    *name = strcmp(dupe.first.name, dupe.second.name) != 0
                ? bl_arena_printf(arena, "%s and %s are not the same", dupe.first.name, dupe.second.name)
                : bl_arena_printf(arena, "%s (#%" PRId64 ") and %s (#%" PRId64 ") are not the same", dupe.first.name, dupe.first.id,
                                  dupe.second.name, dupe.second.id);
    return *name ? BL_OK : bl_nomem(err);
}

static bool do_answer(struct performer *performer, const struct effect *effect, struct msg *out) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error err = {0};
    const char *name = NULL;
    enum bl_status status = BL_OK;
    if (performer->import.import)
        status = bl_fail(&err, BL_BUSY, "an import is running");
    else if (effect->ids.n != 2)
        status = bl_fail(&err, BL_FAILED, "that takes two people");
    if (status == BL_OK)
        status =
            effect->kind == EFF_MERGE ? do_merge(performer, effect, &arena, &name, &err) : do_apart(performer, effect, &arena, &name, &err);
    if (status == BL_OK) status = bl_step_commit(performer->store, name, NULL, &err);
    if (status != BL_OK) {
        if (!performer->import.import) bl_step_rollback(performer->store);
        return perform_failed(performer, effect, &err, out);
    }
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bl_buf_str(&performer->text, name);
    return perform_stepped(performer, effect, effect->ids.at[0], out);
}

bool perform_dupes(struct performer *performer, const struct effect *effect, struct msg *out) {
    switch (effect->kind) {
    case EFF_DUPES: return do_dupes(performer, effect, out);
    case EFF_DUPES_STOP: perform_dupes_stop(performer); return false;
    case EFF_PAIR: return do_pair(performer, effect, out);
    default: return do_answer(performer, effect, out);
    }
}
