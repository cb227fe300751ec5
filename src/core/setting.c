/* Settings as a table: key, what it means, what it is by itself, and which values fit. A new one is a row. */
#include "bowline/setting.h"

#include "bowline/date.h"
#include "bowline/logline.h"
#include "bowline/text.h"

#include <stdlib.h>
#include <string.h>

enum fit { FIT_CURRENCY, FIT_KINDS, FIT_DAYS, FIT_FIRST_DAY };

static const struct row {
    const char *key, *usual, *meaning;
    enum fit fit;
} rows[] = {
    {"currency", "EUR", "the one currency of all money in this file, a short code or sign", FIT_CURRENCY},
    {"kinds", "", "your own kinds of talk, besides talk call meeting mail message event note", FIT_KINDS},
    {"first-day", "monday", "the day a week begins on: monday, sunday or saturday", FIT_FIRST_DAY},
    {"window", "365", "days that conversion and time in state look back", FIT_DAYS},
    {"stale.awareness", "60", "days in awareness after which somebody is stale, until three stays there tell the usual time", FIT_DAYS},
    {"stale.education", "45", "the same for education", FIT_DAYS},
    {"stale.selection", "30", "the same for selection", FIT_DAYS},
    {"stale.commitment", "14", "the same for commitment", FIT_DAYS},
    {"stale.onboarding", "30", "the same for onboarding", FIT_DAYS},
    {"stale.connect", "21", "the same for connect", FIT_DAYS},
    {"stale.community", "45", "the same for community", FIT_DAYS},
    {"stale.one_to_one", "21", "the same for one to one", FIT_DAYS},
    {"stale.outcomes", "30", "the same for outcomes", FIT_DAYS},
    {"stale.educate", "30", "the same for educate", FIT_DAYS},
    {"quiet", "30", "days without a conversation after which somebody in play has gone quiet", FIT_DAYS},
};
enum { ROWS = sizeof rows / sizeof *rows, DAYS_MAX = 3660, CURRENCY_MAX = 8, KIND_MAX = 24 };

bool bl_setting_at(size_t n, struct bl_setting *out) {
    if (n >= ROWS) return false;
    *out = (struct bl_setting){.key = rows[n].key, .meaning = rows[n].meaning, .usual = rows[n].usual, .value = rows[n].usual};
    return true;
}

static const struct row *find(const char *key) {
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].key, key) == 0) return &rows[i];
    return NULL;
}

static enum bl_status unknown(const char *key, struct bl_error *err) {
    const char *names[ROWS];
    for (size_t i = 0; i < ROWS; i++) names[i] = rows[i].key;
    const char *near = bl_text_nearest(key, names, ROWS);
    bl_fail(err, BL_USAGE, "there is no setting \"%.100s\"", key);
    bl_hint(err, near ? "did you mean %s?" : "bowline set lists them", near);
    return BL_USAGE;
}

static enum bl_status keep_days(const char *key, const char *value, struct bl_arena *arena, const char **kept, struct bl_error *err) {
    char *end = NULL;
    long days = strtol(value, &end, 10);
    if (end == value || *end || days < 1 || days > DAYS_MAX)
        return bl_fail(err, BL_USAGE, "%s is a number of days from 1 to %d, not \"%.100s\"", key, DAYS_MAX, value);
    *kept = bl_arena_printf(arena, "%ld", days);
    return *kept ? BL_OK : bl_nomem(err);
}

static const char *const first_days[BL_LEAD_MAX + 1] = {"monday", "sunday", "saturday"};

int bl_setting_lead(const char *value) {
    for (int lead = 0; lead <= BL_LEAD_MAX; lead++)
        if (strcmp(value, first_days[lead]) == 0) return lead;
    return -1;
}

/* The whole word, or its beginning of at least three letters. */
static enum bl_status keep_first_day(const char *value, struct bl_arena *arena, const char **kept, struct bl_error *err) {
    const char *word = bl_text_folded(arena, value);
    size_t n = word ? strlen(word) : 0;
    if (!word) return bl_nomem(err);
    for (int lead = 0; lead <= BL_LEAD_MAX; lead++) {
        if (n < 3 || strncmp(first_days[lead], word, n) != 0) continue;
        *kept = first_days[lead];
        return BL_OK;
    }
    return bl_fail(err, BL_USAGE, "first-day is monday, sunday or saturday, not \"%.100s\"", value);
}

static enum bl_status keep_currency(const char *value, struct bl_arena *arena, const char **kept, struct bl_error *err) {
    size_t n = strlen(value);
    bool fits = n >= 1 && n <= CURRENCY_MAX;
    for (size_t i = 0; i < n; i++) fits = fits && (unsigned char)value[i] > ' ' && value[i] != 127 && (value[i] < '0' || value[i] > '9');
    if (!fits) return bl_fail(err, BL_USAGE, "currency is a short code or sign, as EUR, USD or CHF, not \"%.100s\"", value);
    *kept = bl_arena_str(arena, value);
    return *kept ? BL_OK : bl_nomem(err);
}

static enum bl_status keep_kind(struct bl_buf *list, const char *word, size_t n, struct bl_error *err) {
    bool fits = n >= 2 && n <= KIND_MAX && word[0] >= 'a' && word[0] <= 'z';
    for (size_t i = 0; i < n; i++)
        fits = fits && ((word[i] >= 'a' && word[i] <= 'z') || (word[i] >= '0' && word[i] <= '9') || word[i] == '_' || word[i] == '-');
    if (!fits)
        return bl_fail(err, BL_USAGE, "a kind of talk is a lower-case word of 2 to %d letters, digits, - or _, not \"%.*s\"", KIND_MAX,
                       (int)(n < 100 ? n : 100), word);
    for (size_t i = 0; i < BL_TALK_KINDS; i++)
        if (strlen(bl_talk_kinds[i]) == n && memcmp(bl_talk_kinds[i], word, n) == 0) return BL_OK; /* there already */
    if (list->len) bl_buf_chr(list, ' ');
    bl_buf_add(list, word, n);
    return BL_OK;
}

/* Words parted by commas or spaces; kept parted by spaces. */
static enum bl_status keep_kinds(const char *value, struct bl_arena *arena, const char **kept, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf list = {0};
    for (const char *at = value; *at;) {
        at += strspn(at, ", ");
        size_t n = strcspn(at, ", ");
        enum bl_status status = n ? keep_kind(&list, at, n, err) : BL_OK;
        if (status != BL_OK) return status;
        at += n;
    }
    *kept = list.failed ? NULL : bl_arena_str(arena, bl_buf_text(&list));
    return *kept ? BL_OK : bl_nomem(err);
}

enum bl_status bl_setting_check(const char *key, const char *value, struct bl_arena *arena, const char **kept, struct bl_error *err) {
    const struct row *row = find(key);
    if (!row) return unknown(key, err);
    switch (row->fit) {
    case FIT_CURRENCY: return keep_currency(value, arena, kept, err);
    case FIT_KINDS: return keep_kinds(value, arena, kept, err);
    case FIT_DAYS: return keep_days(key, value, arena, kept, err);
    case FIT_FIRST_DAY: return keep_first_day(value, arena, kept, err);
    }
    return unknown(key, err);
}
