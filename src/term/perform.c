/* Effect → library call → message, for everything that only reads; writes are in perform_write.c and perform_log.c, jobs in perform_list.c and perform_import.c. */
#include "term/perform.h"

#include <stdlib.h>
#include <string.h>

enum { COMPLETE_MAX = 20, STEPS_MAX = 300, TALKS_MAX = 200, TODAY_MAX = 30 /* of each need; the rest is one key away */ };

bool perform_failed(struct performer *performer, const struct effect *effect, const struct bl_error *err, struct msg *out) {
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bl_buf_str(&performer->text, err->text);
    bl_buf_str(&performer->more, err->hint);
    *out = (struct msg){.kind = MSG_FAILED, .of = effect->kind, .serial = effect->serial, .text = bl_buf_text(&performer->text)};
    out->more = performer->more.len ? bl_buf_text(&performer->more) : NULL;
    return true;
}

static bool no_memory(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    (void)bl_nomem(&err);
    return perform_failed(performer, effect, &err, out);
}

static bool answer(const struct effect *effect, enum msg_kind kind, void *data, struct msg *out) {
    *out = (struct msg){.kind = kind, .of = effect->kind, .serial = effect->serial};
    out->data.any = data;
    return true;
}

/* ---- home ---------------------------------------------------------------------------------------------------------------------------- */

static bool do_home(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct home_data *data = calloc(1, sizeof *data);
    if (!data) return no_memory(performer, effect, out);
    data->lens = effect->lens;
    if (bl_store_week(performer->store, effect->lens, bl_store_now(performer->store).today, data->states, &err) == BL_OK &&
        bl_store_asks(performer->store, &data->asks, &err) == BL_OK)
        return answer(effect, MSG_HOME, data, out);
    home_data_free(&data);
    return perform_failed(performer, effect, &err, out);
}

/* ---- a person ---------------------------------------------------------------------------------------------------------------------- */

static size_t holding(struct bl_entry *entries, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!entries[i].voided_by) entries[kept++] = entries[i];
    return kept;
}

static bool do_person(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct bl_store *store = performer->store;
    struct person_data *data = calloc(1, sizeof *data);
    if (!data) return no_memory(performer, effect, out);
    int64_t id = effect->ids.n ? effect->ids.at[0] : 0;
    if (bl_store_person(store, id, &data->arena, &data->person, &err) != BL_OK ||
        bl_store_talks(store, id, TALKS_MAX, &data->arena, &data->talks, &data->talk_count, &err) != BL_OK ||
        bl_store_promises(store, id, false, &data->arena, &data->promises, &data->promise_count, &err) != BL_OK ||
        bl_store_entries(store, id, &data->arena, &data->entries, &data->entry_count, &err) != BL_OK) {
        person_data_free(&data);
        return perform_failed(performer, effect, &err, out);
    }
    data->entry_count = holding(data->entries, data->entry_count);
    return answer(effect, MSG_PERSON, data, out);
}

/* ---- words and names --------------------------------------------------------------------------------------------------------------- */

static bool do_words(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct words_data *data = calloc(1, sizeof *data);
    if (!data) return no_memory(performer, effect, out);
    if (bl_store_kinds(performer->store, &data->arena, &data->kinds, &err) != BL_OK ||
        bl_store_tags(performer->store, &data->arena, &data->tags, &err) != BL_OK) {
        words_data_free(&data);
        return perform_failed(performer, effect, &err, out);
    }
    return answer(effect, MSG_WORDS, data, out);
}

static bool do_resolve(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct who_data *data = calloc(1, sizeof *data);
    if (data) data->at = bl_arena_array(&data->arena, effect->words.n ? effect->words.n : 1, sizeof *data->at);
    if (!data || !data->at) {
        who_data_free(&data);
        return no_memory(performer, effect, out);
    }
    for (; data->n < effect->words.n; data->n++) {
        struct who *who = &data->at[data->n];
        who->asked = bl_arena_str(&data->arena, effect->words.at[data->n]);
        enum bl_status status =
            bl_store_who(performer->store, effect->words.at[data->n], &data->arena, &who->found, &who->found_count, &err);
        if (status == BL_OK || status == BL_AMBIGUOUS) continue;
        who->found_count = 0;
        if (status == BL_NOT_FOUND || status == BL_USAGE) continue;
        who_data_free(&data);
        return perform_failed(performer, effect, &err, out);
    }
    return answer(effect, MSG_RESOLVED, data, out);
}

static bool do_complete(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct who_data *data = calloc(1, sizeof *data);
    if (data) data->at = bl_arena_array(&data->arena, 1, sizeof *data->at);
    if (!data || !data->at) {
        who_data_free(&data);
        return no_memory(performer, effect, out);
    }
    data->n = 1;
    struct bl_buf part = {0};
    bl_buf_str(&part, effect->text);
    for (size_t i = 0; i < part.len; i++)
        if (part.data[i] == '.' && !strchr(effect->text, '@')) part.data[i] = ' '; /* dots stand for blanks in a log line */
    enum bl_status status = bl_store_complete(performer->store, bl_buf_text(&part), COMPLETE_MAX, &data->arena, &data->at[0].found,
                                              &data->at[0].found_count, &err);
    bl_buf_free(&part);
    if (status == BL_OK) return answer(effect, MSG_COMPLETED, data, out);
    who_data_free(&data);
    return perform_failed(performer, effect, &err, out);
}

static bool do_steps(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct steps_data *data = calloc(1, sizeof *data);
    if (!data) return no_memory(performer, effect, out);
    if (bl_step_list(performer->store, STEPS_MAX, &data->arena, &data->rows, &data->n, &err) == BL_OK)
        return answer(effect, MSG_STEPS, data, out);
    steps_data_free(&data);
    return perform_failed(performer, effect, &err, out);
}

/* ---- today and the map --------------------------------------------------------------------------------------------------------------- */

static bool do_today(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct today_data *data = calloc(1, sizeof *data);
    if (!data) return no_memory(performer, effect, out);
    if (bl_store_today(performer->store, TODAY_MAX, effect->flag, &data->arena, &data->today, &err) == BL_OK)
        return answer(effect, MSG_TODAY, data, out);
    today_data_free(&data);
    return perform_failed(performer, effect, &err, out);
}

static bool do_map(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct map_data *data = calloc(1, sizeof *data);
    if (!data) return no_memory(performer, effect, out);
    if (bl_store_map(performer->store, &data->arena, &data->map, &err) == BL_OK) return answer(effect, MSG_MAP, data, out);
    map_data_free(&data);
    return perform_failed(performer, effect, &err, out);
}

/* ---- the draft ----------------------------------------------------------------------------------------------------------------------- */

static const char draft_name[] = "log", aside_name[] = "log-aside"; /* the text that stands there; the one put aside for it */

static bool do_draft_load(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *text = NULL, *aside = NULL;
    if (bl_draft_load(performer->store, draft_name, &arena, &text, &err) != BL_OK ||
        bl_draft_load(performer->store, aside_name, &arena, &aside, &err) != BL_OK)
        return perform_failed(performer, effect, &err, out);
    bl_buf_cut(&performer->text, 0);
    bl_buf_cut(&performer->more, 0);
    bl_buf_str(&performer->text, text ? text : "");
    bl_buf_str(&performer->more, aside ? aside : "");
    answer(effect, MSG_DRAFT, NULL, out);
    out->text = bl_buf_text(&performer->text);
    out->more = bl_buf_text(&performer->more);
    return true;
}

static bool do_draft_save(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    if (!effect->text && !bl_store_exists(performer->store)) return false; /* nothing kept, nothing to forget */
    if (bl_draft_save(performer->store, effect->flag ? aside_name : draft_name, effect->text, &err) == BL_OK) return false;
    return perform_failed(performer, effect, &err, out);
}

/* ---- the door ------------------------------------------------------------------------------------------------------------------------ */

static bool do_editor(struct performer *performer, const struct effect *effect, struct msg *out) {
    (void)out;
    bl_buf_cut(&performer->edited, 0);
    bl_buf_str(&performer->edited, effect->text);
    performer->edit = true;
    return false;
}

bool performer_do(struct performer *performer, const struct effect *effect, struct msg *out) {
    switch (effect->kind) {
    case EFF_NONE: return false;
    case EFF_HOME: return do_home(performer, effect, out);
    case EFF_LIST: return perform_list(performer, effect, out);
    case EFF_PERSON: return do_person(performer, effect, out);
    case EFF_WORDS: return do_words(performer, effect, out);
    case EFF_RESOLVE: return do_resolve(performer, effect, out);
    case EFF_COMPLETE: return do_complete(performer, effect, out);
    case EFF_PATHS: return perform_paths(performer, effect, out);
    case EFF_STEPS: return do_steps(performer, effect, out);
    case EFF_TODAY: return do_today(performer, effect, out);
    case EFF_MAP: return do_map(performer, effect, out);
    case EFF_REVIEW:
    case EFF_FIGURES:
    case EFF_FINISHED:
    case EFF_REVIEW_KEEP:
    case EFF_REVIEW_FINISH: return perform_review(performer, effect, out);
    case EFF_DRAFT_LOAD: return do_draft_load(performer, effect, out);
    case EFF_DRAFT_SAVE: return do_draft_save(performer, effect, out);
    case EFF_VOID: return perform_void(performer, effect, out);
    case EFF_LOG: return perform_log(performer, effect, out);
    case EFF_IMPORT: return perform_import(performer, effect, out);
    case EFF_IMPORT_STOP: perform_import_stop(performer); return false;
    case EFF_EDITOR: return do_editor(performer, effect, out);
    case EFF_SUSPEND: performer->suspend = true; return false;
    case EFF_REPAINT: performer->repaint = true; return false;
    case EFF_QUIT: performer->quit = true; return false;
    default: return perform_write(performer, effect, out);
    }
}

bool performer_busy(const struct performer *performer) {
    return performer->list.on || performer->count.on || performer->import.import || performer->figures.on;
}

bool performer_only_counts(const struct performer *performer) {
    return (performer->count.on || performer->figures.on) && !performer->list.on && !performer->import.import;
}

bool performer_work(struct performer *performer, struct msg *out) {
    if (performer->list.on) return perform_list_slice(performer, out);
    if (performer->count.on) return perform_count_slice(performer, out);
    if (performer->import.import) return perform_import_slice(performer, out);
    return performer->figures.on ? perform_figures_slice(performer, out) : false;
}

void performer_free(struct performer *performer) {
    list_data_free(&performer->list.data);
    bl_arena_free(&performer->list.arena);
    bl_arena_free(&performer->count.arena);
    perform_import_stop(performer);
    bl_buf_free(&performer->import.path);
    bl_buf_free(&performer->text);
    bl_buf_free(&performer->more);
    bl_buf_free(&performer->answer);
    bl_buf_free(&performer->edited);
    free(performer->list.ahead);
    free(performer->list.behind);
}
