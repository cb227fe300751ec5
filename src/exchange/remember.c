/* What the user said about a list, kept for the next one of its kind: written in the step of the import, so that undo takes it back; told in the report; forgotten on request. */
#include "exchange/job.h"

#include <stdio.h>
#include <string.h>

enum { PIECE = 96 };

enum bl_status bl__remember_load(struct bl_import *job, bool afresh, struct bl_error *err) {
    struct bl_reading *rows = NULL;
    size_t n = 0;
    enum bl_status status = bl_reading_list(job->store, &job->arena, &rows, &n, err);
    if (status) return status;
    job->known = (struct bl__memory){rows, n};
    if (!afresh) job->memory = job->known;
    return BL_OK;
}

/* ---- told ------------------------------------------------------------------------------------------------------------------------ */

static void tell(struct bl_import *job, enum bl_remembered_kind kind, const char *column, const char *value, const char *is, bl_day said) {
    struct bl_import_report *r = &job->report;
    r->remembered[r->remembered_count++] =
        (struct bl_import_remembered){.kind = kind, .column = column, .value = value, .is = is, .said = said};
}

static void tell_whole(struct bl_import *job, const char *what, enum bl_remembered_kind kind, bool said_now) {
    const struct bl_reading *was = said_now ? NULL : bl__memory_of(&job->memory, job->look.print, what, NULL);
    if (was) tell(job, kind, NULL, NULL, was->value, was->said);
}

enum bl_status bl__remember_report(struct bl_import *job, struct bl_error *err) {
    const struct bl__plan *plan = &job->look.plan;
    job->report.remembered = bl_arena_array(&job->arena, plan->n + job->answers.n + 5, sizeof *job->report.remembered);
    if (!job->report.remembered) return bl_nomem(err);
    for (size_t i = 0; i < plan->n; i++) {
        const struct bl__column *column = &plan->at[i];
        const char *is = bl__field_word(column, &job->arena);
        if (!is) return bl_nomem(err);
        if (column->said) tell(job, BL_REMEMBERED_COLUMN, column->header, NULL, is, column->said);
    }
    for (size_t i = 0; i < job->answers.n; i++) {
        const struct bl__answer *a = &job->answers.at[i];
        if (a->said == BL_NO_DAY) continue;
        tell(job, BL_REMEMBERED_STAGE, plan->at[a->column].header, a->word, bl__answer_word(a), a->said);
    }
    tell_whole(job, "delimiter", BL_REMEMBERED_DELIMITER, job->said.delimiter);
    tell_whole(job, "encoding", BL_REMEMBERED_ENCODING, job->said.encoding);
    tell_whole(job, "date_order", BL_REMEMBERED_DATES, job->said.date_order);
    tell_whole(job, "header", BL_REMEMBERED_HEADER, job->said.header);
    tell_whole(job, "preset", BL_REMEMBERED_PRESET, job->said.preset);
    return BL_OK;
}

/* ---- kept ------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status put(struct bl_import *job, const char *list, const char *what, const char *key, const char *value,
                          struct bl_error *err) {
    const struct bl_reading row = {.list = list, .what = what, .key = key, .value = value};
    bool changed = false;
    enum bl_status status = bl_bulk_reading(job->bulk, &row, &changed, err);
    job->learned |= changed;
    return status;
}

/* A column said now is kept; one that was said and does not hold any more goes. */
static enum bl_status keep_columns(struct bl_import *job, struct bl_error *err) {
    const struct bl__plan *plan = &job->look.plan;
    const char *print = job->look.print;
    for (size_t i = 0; i < plan->n; i++) {
        const struct bl__column *column = &plan->at[i];
        const char *place = bl__column_place(plan, i, &job->arena), *word = bl__field_word(column, &job->arena);
        if (!place || !word) return bl_nomem(err);
        bool now = column->wished && !column->said;
        bool gone = !column->wished && bl__memory_of(&job->known, print, "map", place);
        enum bl_status status = BL_OK;
        if (now || gone) status = put(job, print, "map", place, !now ? NULL : *word ? word : "skip", err);
        if (status) return status;
    }
    return BL_OK;
}

static enum bl_status keep_answers(struct bl_import *job, const char *list, struct bl_error *err) {
    for (size_t i = 0; i < job->answers.n; i++) {
        const struct bl__answer *a = &job->answers.at[i];
        if (a->said != BL_NO_DAY || !a->used) continue;
        const char *place = bl__column_place(&job->look.plan, a->column, &job->arena);
        const char *key = place ? bl_arena_printf(&job->arena, "%s=%.*s", place, PIECE, a->word) : NULL;
        if (!key) return bl_nomem(err);
        /* The same word in other letters is the same answer. */
        const struct bl_reading *was = bl__answer_kept(&job->known, list, place, a->key, &job->arena);
        enum bl_status status = put(job, list, "stage", was ? was->key : key, bl__answer_word(a), err);
        if (status) return status;
    }
    return BL_OK;
}

static enum bl_status keep_whole(struct bl_import *job, const char *what, const char *value, bool afresh, struct bl_error *err) {
    bool there = bl__memory_of(&job->known, job->look.print, what, NULL);
    if (!value && !(afresh && there)) return BL_OK;
    return put(job, job->look.print, what, "", value, err);
}

enum bl_status bl__remember_keep(struct bl_import *job, struct bl_error *err) {
    const char delimiter[2] = {job->said.delimiter, '\0'};
    char line[24];
    snprintf(line, sizeof line, "%lld", (long long)job->said.header);
    const char *header = job->said.header == BL_NO_HEADER ? "none" : job->said.header ? line : NULL;
    if (job->cards) return BL_OK; /* says all of itself */
    const char *list = bl__stage_list(&job->look.plan, job->look.print, &job->arena);
    if (!list) return bl_nomem(err);
    enum bl_status status = keep_columns(job, err);
    if (!status) status = keep_answers(job, list, err);
    if (!status) status = keep_whole(job, "delimiter", *delimiter ? delimiter : NULL, job->said.afresh, err);
    if (!status) status = keep_whole(job, "encoding", job->said.encoding, job->said.afresh, err);
    if (!status) status = keep_whole(job, "date_order", job->said.date_order, job->said.afresh, err);
    if (!status) status = keep_whole(job, "header", header, job->said.afresh, err);
    /* That such a table has none holds no more. */
    if (!status && job->said.header > 0 && bl__memory_of(&job->known, job->look.shape, "header", NULL))
        status = put(job, job->look.shape, "header", "", NULL, err);
    if (!status) status = keep_whole(job, "preset", job->said.preset, job->said.afresh, err);
    return status;
}

/* ---- forgotten --------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__remember_drop(struct bl_import *job, int64_t *count, int64_t *step, struct bl_error *err) {
    const char *list = bl__stage_list(&job->look.plan, job->look.print, &job->arena);
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    bl_buf_addf(&name, "forget how to read %s", job->report.file);
    if (!list || name.failed) return bl_nomem(err);
    enum bl_status status = bl_step_begin(job->store, job->dry || !bl_store_exists(job->store), err);
    if (status) return status;
    int64_t n = 0;
    for (size_t i = 0; i < job->known.n && !status; i++) {
        struct bl_reading row = job->known.at[i];
        if (strcmp(row.list, job->look.print) != 0 && strcmp(row.list, list) != 0) continue;
        row.value = NULL;
        status = bl_reading_put(job->store, &row, NULL, err);
        n++;
    }
    if (status)
        bl_step_rollback(job->store);
    else
        status = bl_step_commit(job->store, name.data, step, err);
    if (!status) *count = n;
    return status;
}
