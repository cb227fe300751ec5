/* The fields of the filter language: one table for their names, one for the other names people give them.
 *
 * Order matters: a custom field may bear a name that is only a nickname of a built-in one ("revenue"), and then it is the one that is meant. */
#include "filter_parts.h"

#include "bowline/text.h"

#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct bl__field fields[] = {
    {"id", BL_F_ID, BL__NUMBER},
    {"name", BL_F_NAME, BL__NAME},
    {"email", BL_F_EMAIL, BL__TEXT},
    {"company", BL_F_COMPANY, BL__TEXT},
    {"title", BL_F_TITLE, BL__TEXT},
    {"source", BL_F_SOURCE, BL__TEXT},
    {"tag", BL_F_TAG, BL__TEXT},
    {"stage", BL_F_STAGE, BL__STAGE},
    {"moment", BL_F_MOMENT, BL__MOMENT},
    {"milestone", BL_F_MILESTONE, BL__MILESTONE},
    {"status", BL_F_STATUS, BL__STATUS},
    {"cycle", BL_F_CYCLE, BL__NUMBER},
    {"last", BL_F_LAST, BL__SINCE},
    {"next", BL_F_NEXT, BL__DUE},
    {"age", BL_F_AGE, BL__LENGTH},
    {"created", BL_F_CREATED, BL__CREATED},
    {"mrr", BL_F_MRR, BL__MONEY},
    {"note", BL_F_NOTE, BL__TEXT},
    {"said", BL_F_SAID, BL__SAID},
    {"play", BL_F_PLAY, BL__YESNO},
    {"until", BL_F_UNTIL, BL__DUE},
    {"overdue", BL_F_OVERDUE, BL__YESNO},
    {"stale", BL_F_STALE, BL__STALE},
    {"quiet", BL_F_QUIET, BL__YESNO},
    {"gap", BL_F_GAP, BL__GAP},
    {"visited", BL_F_VISITED, BL__VISITED},
    {"moved", BL_F_MOVED, BL__MOVED},
    {"snoozed", BL_F_SNOOZED, BL__YESNO},
    {"promised", BL_F_PROMISED, BL__DUE},
    {"origin", BL_F_ORIGIN, BL__TEXT},
    {"was", BL_F_BEHIND, BL__BEHIND},
    {"entered", BL_F_BEHIND, BL__BEHIND},
    {"left", BL_F_BEHIND, BL__BEHIND},
    {"reached", BL_F_BEHIND, BL__BEHIND},
    {"advanced", BL_F_BEHIND, BL__BEHIND},
    {"stayed", BL_F_BEHIND, BL__BEHIND},
    {"spoke", BL_F_BEHIND, BL__BEHIND},
    {"pays", BL_F_BEHIND, BL__BEHIND},
    {"restated", BL_F_BEHIND, BL__BEHIND},
    {"import", BL_F_IMPORT, BL__IMPORT},
};

static const struct alias {
    const char *name;
    enum bl_field field;
} aliases[] = {
    {"contact", BL_F_NAME},
    {"person", BL_F_NAME},
    {"who", BL_F_NAME},
    {"mail", BL_F_EMAIL},
    {"e-mail", BL_F_EMAIL},
    {"emails", BL_F_EMAIL},
    {"org", BL_F_COMPANY},
    {"organization", BL_F_COMPANY},
    {"organisation", BL_F_COMPANY},
    {"role", BL_F_TITLE},
    {"job", BL_F_TITLE},
    {"tags", BL_F_TAG},
    {"talk", BL_F_LAST},
    {"talked", BL_F_LAST},
    {"last_conversation", BL_F_LAST},
    {"last_talk", BL_F_LAST},
    {"promise", BL_F_NEXT},
    {"due", BL_F_NEXT},
    {"conversation", BL_F_SAID},
    {"conversations", BL_F_SAID},
    {"quote", BL_F_SAID},
    {"added", BL_F_CREATED},
    {"created_on", BL_F_CREATED},
    {"revenue", BL_F_MRR},
    {"notes", BL_F_NOTE},
    {"in_play", BL_F_PLAY},
    {"inplay", BL_F_PLAY},
    {"state", BL_F_STATUS},
    {"park_until", BL_F_UNTIL},
    {"silent", BL_F_QUIET},
    {"gaps", BL_F_GAP},
    {"snooze", BL_F_SNOOZED},
    {"imported", BL_F_IMPORT},
};

static char plain(char c) {
    return c == '-' || c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* ASCII case ignored; `-`, `_` and space are the same. */
static bool named(const char *a, const char *b) {
    while (*a != '\0' && plain(*a) == plain(*b)) a++, b++;
    return *a == *b;
}

/* The custom field of that name: "Lead Score" is found as lead_score. */
static enum bl_status custom_field(struct bl__filtering *f, const char *name, const char **found) {
    const char *key = bl_text_folded(f->arena, name);
    if (key == NULL) return bl_nomem(f->err);
    *found = NULL;
    for (size_t i = 0; i < f->custom.n; i++) {
        const char *custom = bl_text_folded(f->arena, f->custom.at[i]);
        if (custom == NULL) return bl_nomem(f->err);
        if (*key != '\0' && named(key, custom)) {
            *found = custom;
            return BL_OK;
        }
    }
    return BL_OK;
}

static const char *nearest(struct bl__filtering *f, const char *name) {
    const char **words = bl_arena_array(f->arena, COUNT(fields) + COUNT(aliases) + f->custom.n, sizeof *words);
    size_t n = 0;
    if (words == NULL) return NULL;
    for (size_t i = 0; i < COUNT(fields); i++) words[n++] = fields[i].name;
    for (size_t i = 0; i < f->custom.n; i++) words[n++] = f->custom.at[i];
    for (size_t i = 0; i < COUNT(aliases); i++) words[n++] = aliases[i].name;
    return bl_text_nearest(name, words, n);
}

static enum bl_status unknown(struct bl__filtering *f, const char *name, size_t at) {
    const char *near = nearest(f, name);
    char list[300] = "";
    size_t len = 0;
    if (near != NULL) return bl__filter_fail(f, at, "unknown field “%.40s”: did you mean %.40s?", name, near);
    (void)bl__filter_fail(f, at, "unknown field “%.40s”; to look for the text itself, put it in quotation marks", name);
    for (size_t i = 0; i < COUNT(fields) && len < sizeof list; i++)
        len += (size_t)snprintf(list + len, sizeof list - len, " %s", fields[i].name);
    bl_hint(f->err, "fields:%s", list);
    return BL_USAGE;
}

enum bl_status bl__filter_field(struct bl__filtering *f, struct bl__piece piece, struct bl__field *out, const char **custom) {
    const char *name = bl_arena_copy(f->arena, f->src + piece.at, piece.len), *found = NULL;
    if (name == NULL) return bl_nomem(f->err);
    for (size_t i = 0; i < COUNT(fields); i++) {
        if (!named(name, fields[i].name)) continue;
        *out = fields[i];
        return BL_OK;
    }
    enum bl_status status = custom_field(f, name, &found);
    if (status != BL_OK) return status;
    if (found != NULL) {
        *out = (struct bl__field){found, BL_F_CUSTOM, BL__CUSTOM};
        *custom = found;
        return BL_OK;
    }
    for (size_t i = 0; i < COUNT(aliases); i++) {
        if (!named(name, aliases[i].name)) continue;
        for (size_t k = 0; k < COUNT(fields); k++) {
            if (fields[k].field == aliases[i].field) *out = fields[k];
        }
        return BL_OK;
    }
    return unknown(f, name, piece.at);
}
