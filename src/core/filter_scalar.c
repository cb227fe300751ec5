/* One value of a field of the filter language: words, numbers and days → one number.
 *
 * A value that cannot be read is an error with its place; it never becomes a search for that text, which would come back empty and look like
 * an answer. */
#include "filter_parts.h"

#include "bowline/text.h"

#include <stdio.h>
#include <string.h>

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* Up to nine digits; returns how many there were. */
static size_t digits(const char *s, int64_t *value) {
    size_t n = 0;
    for (*value = 0; n < 9 && digit(s[n]); n++) *value = *value * 10 + (s[n] - '0');
    return n;
}

bool bl__filter_length(const struct bl__filtering *f, const char *text, int64_t *days) {
    int64_t n = 0;
    size_t len = digits(text, &n);
    const char *unit = text + len;
    if (len == 0 || len > 6 || (*unit != '\0' && unit[1] != '\0')) return false;
    char months[16];
    bl_day past = BL_NO_DAY;
    struct bl_error unused;
    switch (*unit) {
    case '\0':
    case 'd': *days = n; return true;
    case 'w': *days = n * 7; return true;
    case 'y': n *= 12; /* fall through */
    case 'm': break;
    default: return false;
    }
    (void)snprintf(months, sizeof months, "%dm", (int)n);
    if (n > 1200 || bl_day_parse(months, f->today, BL_PAST, &past, &unused) != BL_OK) return false;
    *days = f->today - past;
    return true;
}

static enum bl_status number(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at, int64_t *out) {
    size_t len = digits(text, out);
    if (len > 0 && text[len] == '\0') return BL_OK;
    return bl__filter_fail(f, at, "“%.40s” is not a number, as %s needs one", text, field->name);
}

/* 100  99.5  1,200.50  2k → cents */
static enum bl_status money(struct bl__filtering *f, const char *text, size_t at, int64_t *out) {
    int64_t units = 0, cents = 0;
    const char *s = text;
    size_t seen = 0;
    for (; digit(*s) || (*s == ',' && seen > 0 && digit(s[1])); s++) {
        if (*s == ',') continue;
        units = units * 10 + (*s - '0');
        if (++seen > 12) break;
    }
    bool good = seen > 0 && seen <= 12;
    if (*s == '.' && digit(s[1])) {
        cents = (s[1] - '0') * 10 + (digit(s[2]) ? s[2] - '0' : 0);
        s += digit(s[2]) ? 3 : 2;
    }
    *out = units * 100 + cents;
    if (*s == 'k' || *s == 'K') {
        *out *= 1000;
        s++;
    }
    if (good && *s == '\0') return BL_OK;
    return bl__filter_fail(f, at, "“%.40s” is not an amount, like 100 or 99.50", text);
}

/* A rank; the side states stand on the tracks too, but the filter asks for them by status. */
static enum bl_status rank(struct bl__filtering *f, enum bl_track track, const char *text, size_t at, int64_t *out) {
    int value = 0;
    struct bl_error unused;
    if (bl_track_parse(track, text, &value, f->err) == BL_OK) {
        *out = value;
        return BL_OK;
    }
    if (bl_status_parse(text, &value, &unused) == BL_OK)
        return bl__filter_fail(f, at, "%s is a status, not a %s: status:%s", bl_status_name(value), track == BL_STAGE ? "stage" : "moment",
                               bl_status_name(value));
    return bl__filter_point(f, at);
}

static enum bl_status status_value(struct bl__filtering *f, const char *text, size_t at, int64_t *out) {
    int value = 0;
    if (bl_status_parse(text, &value, f->err) != BL_OK) return bl__filter_point(f, at);
    *out = value;
    return BL_OK;
}

static enum bl_status milestone(struct bl__filtering *f, const char *text, size_t at, int64_t *out) {
    const char *names[BL_MILESTONES];
    const char *word = bl_text_folded(f->arena, text);
    if (word == NULL) return bl_nomem(f->err);
    int found = 0;
    for (int i = 1; i <= BL_MILESTONES; i++) {
        names[i - 1] = bl_milestone_name(i);
        if (strlen(word) >= 3 && strncmp(names[i - 1], word, strlen(word)) == 0) found = found == 0 ? i : -1;
    }
    *out = found;
    if (found > 0) return BL_OK;
    const char *near = bl_text_nearest(word, names, BL_MILESTONES);
    if (near != NULL) return bl__filter_fail(f, at, "unknown milestone “%.40s”: did you mean %s?", text, near);
    (void)bl__filter_fail(f, at, "unknown milestone “%.40s”", text);
    bl_hint(f->err, "milestones: awareness consideration trial decision adoption performance transformation advocacy");
    return BL_USAGE;
}

static enum bl_status length(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at, int64_t *out) {
    if (bl__filter_length(f, text, out)) return BL_OK;
    return bl__filter_fail(f, at, "“%.40s” is not a length of time for %s, like 30d, 2w or 3m", text, field->name);
}

/* A day, or a length of time from today: ahead for what is due, else ago. */
static enum bl_status day(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at, int64_t *out) {
    int64_t days = 0;
    bl_day found = BL_NO_DAY;
    bool ahead = field->kind == BL__DUE;
    if (bl__filter_length(f, text, &days)) {
        *out = ahead ? f->today + days : f->today - days;
        return BL_OK;
    }
    if (bl_day_parse(text, f->today, ahead ? BL_FUTURE : BL_PAST, &found, f->err) == BL_OK) {
        *out = found;
        return BL_OK;
    }
    if (digit(text[0])) return bl__filter_point(f, at); /* meant as a date: the reason is told there */
    (void)bl__filter_fail(f, at, "“%.40s” is neither a day nor a number of days, as %s needs one", text, field->name);
    bl_hint(f->err, "%s:2026-11-27, %s:fri, %s:>30d, %s:<2w%s", field->name, field->name, field->name, field->name,
            ahead ? ", next:overdue, next:none" : "");
    return BL_USAGE;
}

enum bl_status bl__filter_scalar(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at, int64_t *out) {
    switch (field->kind) {
    case BL__MONEY: return money(f, text, at, out);
    case BL__STAGE: return rank(f, BL_STAGE, text, at, out);
    case BL__GAP:
    case BL__VISITED:
    case BL__MOMENT: return rank(f, BL_MOMENT, text, at, out);
    case BL__MILESTONE: return milestone(f, text, at, out);
    case BL__STATUS: return status_value(f, text, at, out);
    case BL__LENGTH: return length(f, field, text, at, out);
    case BL__SINCE:
    case BL__DUE:
    case BL__MOVED:
    case BL__CREATED: return day(f, field, text, at, out);
    default: return number(f, field, text, at, out);
    }
}
