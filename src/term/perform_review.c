/* The review: who needs a decision, whom somebody talked with, what was promised the last time, and the snapshot at the end. The figures come in a slice of their
 * own: they may take a moment, and neither the first paint nor a key waits for them. */
#include "term/perform.h"

#include "bowline/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 100 /* of each need, beyond those handled */, TALKS_SHOWN = 200, NAMES_SHOWN = 8, SNAPSHOT_IDS = 50 };

static const char draft_name[] = "review";

/* What is only due today is no decision; it stands in Today. */
static size_t deciding(struct bl_today_row *rows, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (rows[i].needs & ~(1u << BL_NEED_DUE)) rows[kept++] = rows[i];
    return kept;
}

static enum bl_status read_rows(struct performer *performer, int handled, struct review_data *data, struct bl_error *err) {
    struct bl_today today;
    enum bl_status status = bl_store_today(performer->store, (size_t)(ROWS_MAX + handled), true, &data->arena, &today, err);
    if (status != BL_OK) return status;
    int64_t given[BL_NEEDS] = {0};
    for (size_t i = 0; i < today.n; i++) given[today.rows[i].need]++;
    for (int need = 0; need < BL_NEEDS; need++)
        if (need != BL_NEED_DUE) data->more += today.counts[need] - given[need];
    data->rows = today.rows;
    data->n = deciding(today.rows, today.n);
    return BL_OK;
}

/* With whom somebody talked this week, by day: whoever was talked with on two days stands on both. One more is read than is shown, to know of more. */
static enum bl_status read_talks(struct performer *performer, struct review_data *data, struct bl_error *err) {
    int lead = 0;
    enum bl_status status = bl_store_lead(performer->store, &lead, err);
    bl_day today = bl_store_now(performer->store).today;
    const bl_day span[] = {bl_week_start(today, lead), today};
    if (status == BL_OK)
        status = bl_store_spoke(performer->store, span, TALKS_SHOWN + 1, &data->arena, &data->talks, &data->talk_count, err);
    if (status != BL_OK) return status;
    data->talks_more = data->talk_count > TALKS_SHOWN;
    if (data->talks_more) data->talk_count = TALKS_SHOWN;
    return BL_OK;
}

/* What an undo would take back: the newest step that is not undone. */
static enum bl_status read_step(struct performer *performer, struct review_data *data, struct bl_error *err) {
    enum { STEPS_LOOKED = 200 };
    struct bl_step_row *rows = NULL;
    size_t n = 0, at = 0;
    if (!bl_store_exists(performer->store)) return BL_OK;
    enum bl_status status = bl_step_list(performer->store, STEPS_LOOKED, &data->arena, &rows, &n, err);
    while (status == BL_OK && at < n && rows[at].undone) at++;
    if (status != BL_OK || at == n) return status;
    data->step = rows[at].id;
    data->step_name = rows[at].name;
    return BL_OK;
}

static bool do_review(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct review_data *data = calloc(1, sizeof *data);
    enum bl_status status = data ? read_rows(performer, effect->count, data, &err) : bl_nomem(&err);
    if (status == BL_OK) status = read_talks(performer, data, &err);
    if (status == BL_OK) status = read_step(performer, data, &err);
    if (status == BL_OK) status = bl_review_last(performer->store, &data->arena, &data->last, &data->there, &err);
    if (status == BL_OK && effect->flag) status = bl_draft_load(performer->store, draft_name, &data->arena, &data->draft, &err);
    if (status != BL_OK) {
        review_data_free(&data);
        return perform_failed(performer, effect, &err, out);
    }
    *out = (struct msg){.kind = MSG_REVIEW, .of = effect->kind, .serial = effect->serial};
    out->data.review = data;
    return true;
}

static bool do_keep(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    if (!bl_store_exists(performer->store)) return false; /* an empty book is not begun by looking at it */
    if (bl_draft_save(performer->store, draft_name, effect->text, &err) == BL_OK) return false;
    return perform_failed(performer, effect, &err, out);
}

/* ---- the end ------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status snapshot(struct bl_store *store, bl_day as_of, struct bl_buf *out, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_review both[BL_TRACKS];
    for (int lens = 0; lens < BL_TRACKS; lens++) {
        enum bl_status status = bl_store_review(store, (enum bl_lens)lens, as_of, SNAPSHOT_IDS, &arena, &both[lens], err);
        if (status != BL_OK) return status;
    }
    bl_json_snapshot(out, &both[0], &both[1]);
    return out->failed ? bl_nomem(err) : BL_OK;
}

static enum bl_status finish(struct performer *performer, const struct effect *effect, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf figures = {0}, name = {0};
    char week[BL_DATE_SIZE];
    bl_day today = bl_store_now(performer->store).today;
    struct bl_finished review = {.as_of = today, .promises = effect->words, .improve = effect->text, .kept = -1};
    int lead = 0;
    enum bl_status status = performer->import.import ? bl_fail(err, BL_BUSY, "an import is running") : BL_OK;
    if (status == BL_OK) status = bl_store_lead(performer->store, &lead, err);
    bl_buf_addf(&name, "finish the review of %s", bl_week_name(bl_week_start(today, lead), week));
    if (status == BL_OK) status = bl_step_begin(performer->store, false, err);
    if (status != BL_OK) return status;
    if (effect->ids.n) status = bl_review_kept(performer->store, effect->ids.at[0], (unsigned)effect->count, err);
    if (status == BL_OK) status = snapshot(performer->store, today, &figures, err);
    review.figures = bl_buf_text(&figures);
    if (status == BL_OK) status = bl_review_finish(performer->store, &review, &review.id, err);
    if (status == BL_OK) status = bl_step_commit(performer->store, bl_buf_text(&name), NULL, err);
    if (status != BL_OK) {
        bl_step_rollback(performer->store);
        return status;
    }
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bl_buf_str(&performer->text, bl_buf_text(&name));
    return BL_OK;
}

static bool do_finish(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    if (finish(performer, effect, &err) != BL_OK) return perform_failed(performer, effect, &err, out);
    if (bl_draft_save(performer->store, draft_name, NULL, &err) !=
        BL_OK) { /* it is in the book; that the draft says otherwise does no harm */
    }
    return perform_stepped(performer, effect, 0, out);
}

/* ---- figures ---------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status name_movement(struct performer *performer, struct figures_data *data, int kind, struct bl_error *err) {
    const struct bl_people_list *list = &data->review.movements[kind];
    struct bl_strs *names = &data->names[kind];
    names->at = bl_arena_array(&data->arena, list->ids.n + 1, sizeof *names->at);
    if (!names->at) return bl_nomem(err);
    while (names->n < list->ids.n && names->n < NAMES_SHOWN) {
        struct bl_person person;
        enum bl_status status = bl_store_person(performer->store, list->ids.at[names->n], &data->arena, &person, err);
        if (status != BL_OK) return status;
        names->at[names->n++] = person.name;
    }
    return BL_OK;
}

static enum bl_status read_figures(struct performer *performer, struct figures_data *data, struct bl_error *err) {
    const struct figures_job *job = &performer->figures;
    bl_day today = bl_store_now(performer->store).today;
    int64_t counts[BL_STATES + 1];
    enum bl_status status = bl_store_review(performer->store, job->lens, today, NAMES_SHOWN, &data->arena, &data->review, err);
    bl_day end = data->review.from + 6; /* of the week */
    for (int week = 0; status == BL_OK && week < SPARK_WEEKS; week++) {
        bl_day day = end - 7 * (SPARK_WEEKS - 1 - week);
        memset(counts, 0, sizeof counts);
        status = bl_store_stock(performer->store, job->lens, day < today ? day : today, counts, err);
        for (int i = 0; i <= BL_STATES; i++) data->weeks[i][week] = counts[i];
    }
    for (int kind = 0; status == BL_OK && job->names && kind < BL_KINDS; kind++)
        if (data->review.movements[kind].n) status = name_movement(performer, data, kind, err);
    return status;
}

bool perform_figures_slice(struct performer *performer, struct msg *out) {
    struct bl_error err = {0};
    struct figures_data *data = calloc(1, sizeof *data);
    struct effect effect = {.kind = EFF_FIGURES, .serial = performer->figures.serial};
    perform_watch(performer, false);
    enum bl_status status = data ? read_figures(performer, data, &err) : bl_nomem(&err);
    performer->figures.on = perform_was_stopped(performer, &err);
    perform_unwatch(performer);
    if (status != BL_OK) {
        figures_data_free(&data);
        if (performer->figures.on) return false; /* again when the keys rest */
        return perform_failed(performer, &effect, &err, out);
    }
    *out = (struct msg){.kind = MSG_FIGURES, .of = EFF_FIGURES, .serial = effect.serial};
    out->data.figures = data;
    return true;
}

/* ---- past ones ------------------------------------------------------------------------------------------------------------------------ */

static enum bl_status read_finished_ones(struct performer *performer, const struct effect *effect, struct finished_data *data,
                                         struct bl_error *err) {
    enum { PAST_MOST = 500 };
    enum bl_status status = bl_review_list(performer->store, 0, PAST_MOST, &data->arena, &data->rows, &data->n, err);
    for (size_t i = 0; status == BL_OK && effect->ids.n && i < data->n; i++) {
        const struct bl_finished *row = &data->rows[i];
        if (row->id != effect->ids.at[0]) continue;
        struct finished_one *of = bl_arena_alloc(&data->arena, sizeof *of);
        if (!of) return bl_nomem(err);
        for (int track = 0; track < BL_TRACKS && status == BL_OK; track++) {
            status = bl_review_then(performer->store, row->id, (enum bl_lens)track, of->then[track], err);
            if (status == BL_OK) status = bl_store_week(performer->store, (enum bl_lens)track, row->as_of, of->now[track], err);
        }
        data->of = of;
    }
    return status;
}

static bool do_finished(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct finished_data *data = calloc(1, sizeof *data);
    enum bl_status status = data ? read_finished_ones(performer, effect, data, &err) : bl_nomem(&err);
    if (status != BL_OK) {
        finished_data_free(&data);
        return perform_failed(performer, effect, &err, out);
    }
    *out = (struct msg){.kind = MSG_FINISHED, .of = effect->kind, .serial = effect->serial};
    out->data.finished = data;
    return true;
}

bool perform_review(struct performer *performer, const struct effect *effect, struct msg *out) {
    switch (effect->kind) {
    case EFF_FIGURES: performer->figures = (struct figures_job){true, effect->flag, effect->serial, effect->lens}; return false;
    case EFF_REVIEW_KEEP: return do_keep(performer, effect, out);
    case EFF_FINISHED: return do_finished(performer, effect, out);
    case EFF_REVIEW_FINISH: return do_finish(performer, effect, out);
    default: return do_review(performer, effect, out);
    }
}
