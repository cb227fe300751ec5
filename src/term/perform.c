/* Effect → library call → message, for everything that only reads; writes are in perform_write.c and perform_log.c, jobs in perform_list.c and perform_import.c. */
#include "term/perform.h"

#include <stdlib.h>
#include <string.h>

enum { COMPLETE_MAX = 20, STEPS_MAX = 300, TALKS_MAX = 200, TODAY_MAX = 30 /* of each need; the rest is one key away */ };

bool perform_failed(struct performer *performer, const struct effect *effect, const struct bl_error *err, struct msg *out) {
    if (perform_was_stopped(performer, err)) {
        perform_put_off(performer, effect);
        return false;
    }
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

/* All of it from totals, which no size makes dear: it is never put off. */
static enum bl_status read_home(struct performer *performer, const struct effect *effect, struct home_data *data, struct bl_error *err) {
    enum bl_status status = bl_store_lead(performer->store, &data->lead, err);
    if (status == BL_OK) status = bl_store_week(performer->store, effect->lens, bl_store_now(performer->store).today, data->states, err);
    return status == BL_OK ? bl_store_asks(performer->store, &data->asks, err) : status;
}

static bool do_home(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct home_data *data = calloc(1, sizeof *data);
    if (!data) return no_memory(performer, effect, out);
    data->lens = effect->lens;
    if (read_home(performer, effect, data, &err) == BL_OK) return answer(effect, MSG_HOME, data, out);
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

bool perform_page(struct performer *performer, const struct effect *effect, struct msg *out) {
    switch (effect->kind) {
    case EFF_TODAY: return do_today(performer, effect, out);
    case EFF_MAP: return do_map(performer, effect, out);
    default: return perform_review(performer, effect, out);
    }
}

static bool grant(struct performer *performer, const struct effect *effect, struct msg *out) {
    switch (effect->kind) {
    case EFF_NONE: return false;
    case EFF_HOME: return do_home(performer, effect, out);
    case EFF_TODAY:
    case EFF_MAP:
    case EFF_REVIEW: return perform_first(performer, effect, out);
    case EFF_LIST: return perform_list(performer, effect, out);
    case EFF_PERSON: return do_person(performer, effect, out);
    case EFF_WORDS: return do_words(performer, effect, out);
    case EFF_RESOLVE: return do_resolve(performer, effect, out);
    case EFF_COMPLETE: return do_complete(performer, effect, out);
    case EFF_FOLDER: return perform_folder(performer, effect, out);
    case EFF_PROMISING: return perform_promising(performer, effect, out);
    case EFF_BRIEFS: return perform_briefs(performer, effect, out);
    case EFF_STEPS: return do_steps(performer, effect, out);
    case EFF_BEHIND: perform_behind(performer, effect); return false;
    case EFF_FIGURES:
    case EFF_FINISHED:
    case EFF_REVIEW_KEEP:
    case EFF_REVIEW_FINISH: return perform_review(performer, effect, out);
    case EFF_DUPES:
    case EFF_DUPES_STOP:
    case EFF_PAIR:
    case EFF_MERGE:
    case EFF_APART: return perform_dupes(performer, effect, out);
    case EFF_DRAFT_LOAD: return do_draft_load(performer, effect, out);
    case EFF_DRAFT_SAVE: return do_draft_save(performer, effect, out);
    case EFF_VOID: return perform_void(performer, effect, out);
    case EFF_LOG: return perform_log(performer, effect, out);
    case EFF_IMPORT: return perform_import(performer, effect, out);
    case EFF_REJECTS: return perform_rejects(performer, effect, out);
    case EFF_IMPORT_STOP: perform_import_stop(performer); return false;
    case EFF_PAST:
    case EFF_PAST_STOP:
    case EFF_PRESENT: return perform_past(performer, effect, out);
    case EFF_EDITOR: return do_editor(performer, effect, out);
    case EFF_SUSPEND: performer->suspend = true; return false;
    case EFF_REPAINT: performer->repaint = true; return false;
    case EFF_QUIT: performer->quit = true; return false;
    default: return perform_write(performer, effect, out);
    }
}

/* What is of no day: the steps that were done, what was typed and not yet kept, who may be one person, and the way through time itself. All else is of the day the screens stand
 * on; a write among it is refused there. */
static bool of_the_present(enum effect_kind kind) {
    bool pairs = kind == EFF_DUPES || kind == EFF_DUPES_STOP || kind == EFF_PAIR;
    return pairs || kind == EFF_STEPS || kind == EFF_DRAFT_LOAD || kind == EFF_DRAFT_SAVE || kind == EFF_PAST || kind == EFF_PAST_STOP ||
           kind == EFF_PRESENT;
}

bool performer_do(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_store *present = performer->store;
    if (!performer->past || of_the_present(effect->kind)) return grant(performer, effect, out);
    performer->store = performer->past;
    bool answered = grant(performer, effect, out);
    performer->store = present;
    return answered;
}

/* Work that goes in slices, in the order it is done. */
enum job {
    JOB_LIST = 1,
    JOB_LATER = 2, /* pages that were put off */
    JOB_COUNT = 4,
    JOB_IMPORT = 8,
    JOB_PROMISING = 16,
    JOB_WAY = 32,
    JOB_FIGURES = 64,
    JOB_DUPES = 128,
    JOB_BEHIND = 256
};

static unsigned jobs(const struct performer *p) {
    return (p->list.on ? JOB_LIST : 0u) | (p->later_count ? JOB_LATER : 0u) | (p->count.on ? JOB_COUNT : 0u) |
           (p->import.import ? JOB_IMPORT : 0u) | (p->promising.on ? JOB_PROMISING : 0u) | (p->way.store && !p->way.inside ? JOB_WAY : 0u) |
           (p->figures.on ? JOB_FIGURES : 0u) | (p->dupes.on ? JOB_DUPES : 0u) | (p->behind.on ? JOB_BEHIND : 0u);
}

bool performer_busy(const struct performer *performer) {
    return jobs(performer) != 0;
}

bool performer_only_counts(const struct performer *performer) {
    unsigned on = jobs(performer);
    return on && !(on & ~(unsigned)(JOB_COUNT | JOB_FIGURES | JOB_BEHIND));
}

static bool work(struct performer *performer, unsigned job, struct msg *out) {
    switch (job) {
    case JOB_LIST: return perform_list_slice(performer, out);
    case JOB_LATER: return perform_later_slice(performer, out);
    case JOB_COUNT: return perform_count_slice(performer, &performer->count, out);
    case JOB_BEHIND: return perform_count_slice(performer, &performer->behind, out);
    case JOB_IMPORT: return perform_import_slice(performer, out);
    case JOB_PROMISING: return perform_promising_slice(performer, out);
    case JOB_WAY: return perform_past_slice(performer, out);
    case JOB_FIGURES: return perform_figures_slice(performer, out);
    case JOB_DUPES: return perform_dupes_slice(performer, out);
    default: return false;
    }
}

/* What is shown is of the day the screens stand on; the rest of the work is of the present. */
bool performer_work(struct performer *performer, struct msg *out) {
    struct bl_store *present = performer->store;
    unsigned on = jobs(performer), first = on & (~on + 1);
    if (performer->past && (first & (JOB_LIST | JOB_LATER | JOB_COUNT | JOB_FIGURES | JOB_BEHIND))) performer->store = performer->past;
    bool answered = work(performer, first, out);
    performer->store = present;
    return answered;
}

void performer_free(struct performer *performer) {
    list_data_free(&performer->list.data);
    bl_arena_free(&performer->list.arena);
    bl_arena_free(&performer->count.arena);
    bl_arena_free(&performer->behind.arena);
    perform_import_stop(performer);
    perform_dupes_stop(performer);
    perform_past_stop(performer);
    bl_store_free(&performer->past);
    perform_promising_stop(performer);
    bl_buf_free(&performer->import.path);
    bl_buf_free(&performer->import.rejects.path);
    bl_buf_free(&performer->import.rejects.temp);
    bl_buf_free(&performer->text);
    bl_buf_free(&performer->more);
    bl_buf_free(&performer->answer);
    bl_buf_free(&performer->edited);
    free(performer->list.ahead);
    free(performer->list.behind);
}
