/* The list of wishes: a growing array in an arena that is freed once they were performed. */
#include "tui/effect.h"

#include <string.h>

struct effect *effects_add(struct effects *effects, enum effect_kind kind) {
    if (effects->n == effects->cap) {
        size_t cap = effects->cap ? 2 * effects->cap : 8;
        struct effect *grown = bl_arena_array(&effects->arena, cap, sizeof *grown);
        if (!grown) {
            effects->failed = true;
            return &effects->spare;
        }
        if (effects->n) memcpy(grown, effects->at, effects->n * sizeof *grown);
        effects->at = grown;
        effects->cap = cap;
    }
    struct effect *effect = &effects->at[effects->n++];
    *effect = (struct effect){.kind = kind, .day = BL_NO_DAY};
    effect->record.until = BL_NO_DAY;
    effect->edit.first_contact = BL_NO_DAY;
    return effect;
}

const char *effects_text(struct effects *effects, const char *text) {
    if (!text) return NULL;
    const char *copy = bl_arena_str(&effects->arena, text);
    if (!copy) effects->failed = true;
    return copy;
}

struct bl_ids effects_ids(struct effects *effects, const int64_t *ids, size_t n) {
    struct bl_ids out = {bl_arena_array(&effects->arena, n ? n : 1, sizeof *ids), n};
    if (!out.at) {
        effects->failed = true;
        return (struct bl_ids){0};
    }
    if (n) memcpy(out.at, ids, n * sizeof *ids);
    return out;
}

struct bl_strs effects_strs(struct effects *effects, struct bl_strs strs) {
    struct bl_strs out = {bl_arena_array(&effects->arena, strs.n ? strs.n : 1, sizeof *out.at), 0};
    if (!out.at) {
        effects->failed = true;
        return (struct bl_strs){0};
    }
    for (; out.n < strs.n; out.n++) {
        out.at[out.n] = effects_text(effects, strs.at[out.n]);
        if (!out.at[out.n]) return (struct bl_strs){0};
    }
    return out;
}

void effects_free(struct effects *effects) {
    bl_arena_free(&effects->arena);
    *effects = (struct effects){0};
}
