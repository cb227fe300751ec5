/* The well-known exporters. The table itself is generated from data/presets, one file per exporter, so that adding one needs no C. */
#include "exchange/internal.h"

#include <string.h>

/* A header of a preset against a header key of the file. Presets are written in plain letters, so they are folded while they are compared. */
static bool is_header(const char *header, const char *key) {
    for (; *header && *header != '|'; header++) {
        char c = *header;
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        bool counts = (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (counts && c != *key++) return false;
    }
    return !*key;
}

static bool among(const char *header, const char *const *keys, size_t n) {
    for (const char *one = header; one; one = strchr(one, '|') ? strchr(one, '|') + 1 : NULL)
        for (size_t i = 0; i < n; i++)
            if (is_header(one, keys[i])) return true;
    return false;
}

const struct bl__preset *bl__preset_of(const char *const *keys, size_t n) {
    const struct bl__preset *best = NULL;
    size_t longest = 0;
    for (size_t p = 0; p < bl__preset_count; p++) {
        size_t found = 0, i = 0;
        for (; bl__presets[p].signature[i]; i++) found += among(bl__presets[p].signature[i], keys, n);
        bool other = false;
        for (const char *const *u = bl__presets[p].unless; *u && found == i; u++) other |= among(*u, keys, n);
        if (i && found == i && i > longest && !other) {
            longest = i;
            best = &bl__presets[p];
        }
    }
    return best;
}

const struct bl__preset *bl__preset_named(const char *key) {
    for (size_t p = 0; p < bl__preset_count; p++)
        if (strcmp(bl__presets[p].key, key) == 0) return &bl__presets[p];
    return NULL;
}

bool bl_import_preset(size_t i, const char **key, const char **name) {
    if (i >= bl__preset_count) return false;
    *key = bl__presets[i].key;
    *name = bl__presets[i].name;
    return true;
}

const struct bl__preset_column *bl__preset_column(const struct bl__preset *preset, const char *key) {
    for (const struct bl__preset_column *c = preset->columns; c->header; c++)
        if (is_header(c->header, key)) return c;
    return NULL;
}

enum bl__role bl__preset_role(const struct bl__preset *preset, const char *key) {
    for (const struct bl__preset_role *r = preset->roles; *key && r->header; r++)
        if (is_header(r->header, key)) return r->role;
    return BL__ROLE_NONE;
}

bool bl__stage_column(const char *exporter, const char *column_key) {
    for (const struct bl__stage_word *w = bl__stage_words; w->exporter; w++)
        if (strcmp(w->exporter, exporter) == 0 && is_header(w->column, column_key)) return true;
    return false;
}

int bl__stage_of_any(const char *exporter) {
    for (const struct bl__stage_word *w = bl__stage_words; w->exporter; w++)
        if (*w->column == '(' && !*w->label && strcmp(w->exporter, exporter) == 0) return w->stage;
    return 0;
}

const struct bl__stage_word *bl__stage_word_of(const char *exporter, const char *column_key, const char *s, size_t n) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *key = bl__header_key(&arena, s, n);
    for (const struct bl__stage_word *w = bl__stage_words; key && *key && w->exporter; w++) {
        if (strcmp(w->exporter, exporter) != 0 || !is_header(w->column, column_key)) continue;
        if (is_header(w->label, key) || (*w->internal && is_header(w->internal, key))) return w;
    }
    return NULL;
}

const struct bl__stage_word *bl__stage_word_for(const char *exporter, const char *column_key, const char *s, size_t n) {
    const struct bl__stage_word *word = exporter ? bl__stage_word_of(exporter, column_key, s, n) : NULL;
    return word ? word : bl__stage_word_of("any", "status", s, n); /* data/presets/stage_words.csv */
}
