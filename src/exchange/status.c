/* Status columns: where another program says somebody stands, in our stages. First the user's own word for a value, then a stage of ours, then what the exporter
 * means by it (data/presets/stage_map.csv), or what everybody does (stage_words.csv). A value nobody knows is asked about and moves nobody; consent is no status. Of several columns the furthest counts. */
#include "exchange/internal.h"

#include <string.h>

static int parsed(const char *word) {
    struct bl_error ignored;
    int rank = 0;
    return bl_track_parse(BL_STAGE, word, &rank, &ignored) == BL_OK ? rank : 0;
}

enum bl_status bl__stage_map_check(const struct bl_pairs *map, struct bl_error *err) {
    for (size_t i = 0; i < map->n; i++) {
        int rank;
        const char *stage = map->at[i].value ? map->at[i].value : "";
        if (bl__says_none(stage) || bl__says_side(stage)) continue;
        enum bl_status status = bl_track_parse(BL_STAGE, stage, &rank, err);
        if (status) return status;
    }
    return BL_OK;
}

static int own_stage(const char *s, size_t n) {
    char own[40];
    if (n >= sizeof own) return 0;
    memcpy(own, s, n);
    own[n] = '\0';
    return parsed(own);
}

/* A label means what its exporter means by it, and nothing else. */
static const struct bl__stage_word *word_for(const struct bl__column *column, const char *s, size_t n) {
    if (column->field == BL_IF_TAGS) return column->stages ? bl__stage_word_of(column->stages, column->key, s, n) : NULL;
    return bl__stage_word_for(column->stages, column->key, s, n);
}

bool bl__says_stage(const char *s, size_t n) {
    return own_stage(s, n) || bl__stage_word_for(NULL, "", s, n);
}

static void reach(struct bl__values *values, int stage) {
    if (stage > values->stage) values->stage = stage;
}

static bool user_says(struct bl__values *values, size_t column, const char *s, size_t n) {
    struct bl__answers *answers = values->answers;
    if (!answers || !answers->n) return false;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *key = bl__header_key(&arena, s, n);
    if (!key) values->failed = true;
    for (size_t i = 0; key && i < answers->n; i++)
        if (answers->at[i].column == column && strcmp(answers->at[i].key, key) == 0) {
            int side = answers->at[i].side;
            reach(values, answers->at[i].stage);
            if (side) values->left = side;
            return answers->at[i].used = true;
        }
    return false;
}

/* What a lead status says is of somebody who may yet buy. Of a customer it is a leftover, and closes nothing: which of the two they are is known when the row is read. */
static void lost(struct bl__values *values, const struct bl__column *column, size_t index, int64_t line, const char *s, size_t n) {
    if (strstr(column->key, "leadstatus")) {
        values->lead = (struct bl__lead){.lost = true, .column = index, .line = line, .s = bl__values_text(values, s, n)};
        return;
    }
    values->left = BL_LOST;
}

void bl__value_lead(struct bl__values *values) {
    const struct bl__lead *lead = &values->lead;
    if (!lead->lost || values->left) return;
    if (values->stage < BL_COMMITMENT)
        values->left = BL_LOST;
    else
        bl__notes_add(values->notes, BL__NOTE_LEAD, lead->column, lead->line, lead->s, strlen(lead->s));
}

void bl__value_status(struct bl__values *values, const struct bl__column *column, size_t index, int64_t line, const char *s, size_t n) {
    if (user_says(values, index, s, n)) return;
    int own = column->stages ? 0 : own_stage(s, n);
    const struct bl__stage_word *word = own ? NULL : word_for(column, s, n);
    if (!word) {
        reach(values, own);
        if (!own && column->field != BL_IF_TAGS) bl__notes_add(values->notes, BL__NOTE_STAGE, index, line, s, n);
        return;
    }
    reach(values, word->kind == BL__WORD_STAGE ? word->stage : 0);
    if (word->kind == BL__WORD_SKIP) {
        values->unwanted = bl__values_text(values, s, n);
        values->column = column->header;
    }
    if (word->kind == BL__WORD_LOST) lost(values, column, index, line, s, n);
    if (word->kind == BL__WORD_CHURNED) values->left = BL_CHURNED;
    if (word->kind == BL__WORD_STAGE && word->ask) bl__notes_add(values->notes, BL__NOTE_GUESS, index, line, s, n);
}
