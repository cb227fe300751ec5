/* Completion by Tab: @names from the file, #tags, kinds of talk and states from what is known. The first Tab puts in the first candidate and lists the
 * others; each further Tab replaces it by the next. */
#include "tui/screen/composer.h"

#include <string.h>

void completion_close(struct completion *completion) {
    bl_arena_free(&completion->arena);
    *completion = (struct completion){0};
}

static void offer(struct completion *completion, const char *word, const char *hint, size_t max) {
    if (!completion->words.at) {
        completion->words.at = bl_arena_array(&completion->arena, max, sizeof *completion->words.at);
        completion->hints.at = bl_arena_array(&completion->arena, max, sizeof *completion->hints.at);
    }
    if (!completion->words.at || !completion->hints.at || completion->words.n == max) return;
    const char *copy = bl_arena_str(&completion->arena, word), *said = bl_arena_str(&completion->arena, hint ? hint : "");
    if (!copy || !said) return;
    completion->words.at[completion->words.n++] = copy;
    completion->hints.at[completion->hints.n++] = said;
}

static void offer_strs(struct completion *completion, struct bl_strs strs, const char *part, size_t len) {
    for (size_t i = 0; i < strs.n; i++)
        if (begins(strs.at[i], part, len)) offer(completion, strs.at[i], "", strs.n);
}

static void offer_states(struct completion *completion, enum bl_track track, const char *part, size_t len) {
    for (int i = 1; i <= bl_track_ranks(track); i++)
        if (begins(bl_track_name(track, i), part, len)) offer(completion, bl_track_name(track, i), bl_track_meaning(track, i), BL_RANK_MAX);
}

/* Puts candidate `at` into the text, with a space after it when it ends the text. */
static void put_in_text(struct composer *composer) {
    struct completion *completion = &composer->completion;
    const char *word = completion->words.at[completion->at];
    BL_AUTO(bl_buf) struct bl_buf with = {0};
    bool last = completion->begin + completion->len >= composer->field.text.len;
    bl_buf_addf(&with, "%s%s", word, last ? " " : "");
    field_replace(&composer->field, completion->begin, completion->len, bl_buf_text(&with));
    completion->len = with.len;
}

static bool start(struct composer *composer) {
    struct completion *completion = &composer->completion;
    completion->open = completion->words.n > 0;
    completion->at = 0;
    if (completion->open) put_in_text(composer);
    return completion->open;
}

bool completion_next(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    struct completion *completion = &composer->completion;
    if (completion->open && completion->words.n > 1) {
        completion->at = (completion->at + 1) % completion->words.n;
        put_in_text(composer);
        return true;
    }
    completion_close(completion);
    const char *text = bl_buf_text(&composer->field.text), *part = text;
    size_t len = 0;
    enum bl_token token = bl_logline_at(text, composer->field.text.len, composer->field.cursor, &part, &len);
    completion->begin = (size_t)(part - text);
    completion->len = len;
    switch (token) {
    case BL_TOK_WHO:
    case BL_TOK_MENTION: {
        struct effect *effect = effects_add(effects, EFF_COMPLETE);
        const char *copy = bl_arena_copy(&effects->arena, part, len);
        effect->text = copy ? copy : "";
        composer->completing = effect->serial = app_serial(app);
        return false;
    }
    case BL_TOK_TAG:
        if (composer->words) offer_strs(completion, composer->words->tags, part, len);
        break;
    case BL_TOK_KIND: offer_strs(completion, composer->words ? composer->words->kinds : (struct bl_strs){0}, part, len); break;
    case BL_TOK_STAGE: offer_states(completion, BL_STAGE, part, len); break;
    case BL_TOK_MOMENT: offer_states(completion, BL_MOMENT, part, len); break;
    default: break;
    }
    return start(composer);
}

/* Two people of one name are told apart by their addresses. */
static bool same_name(const struct who *found, size_t i) {
    size_t n = strlen(found->found[i].name);
    for (size_t other = 0; other < found->found_count; other++)
        if (other != i && strlen(found->found[other].name) == n && begins(found->found[other].name, found->found[i].name, n)) return true;
    return false;
}

bool completion_people(struct app *app, struct msg *msg) {
    struct composer *composer = &app->composer;
    struct completion *completion = &composer->completion;
    if (msg->serial != composer->completing || app_top(app) != LAYER_COMPOSER || completion->open || !msg->data.who || !msg->data.who->n)
        return false;
    const struct who *found = &msg->data.who->at[0];
    for (size_t i = 0; i < found->found_count; i++) {
        const struct bl_person *person = &found->found[i];
        BL_AUTO(bl_buf) struct bl_buf word = {0};
        if (person->email && same_name(found, i))
            bl_buf_str(&word, person->email);
        else {
            composer_at(&word, person->name);
            if (word.len < 2) continue;
            bl_buf_cut(&word, word.len - 1); /* "@Maya.Chen " without its sign and space */
            memmove(word.data, word.data + 1, word.len--);
        }
        offer(completion, bl_buf_text(&word), person->company, found->found_count);
    }
    return completion->begin + completion->len <= composer->field.text.len && start(composer);
}
