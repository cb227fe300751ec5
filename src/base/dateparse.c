/* Reading a day the way people type one.
 *
 * Words are taken apart first (at most three), then each grammar looks at them in turn; the same reader serves a whole argument, the head
 * and the tail of a log line. `03/04` is never guessed: half the world reads it as March, half as April, and a promise kept a month late
 * costs a customer, so every slashed or dotted date is refused together with the two ways to write it. */
#include "bowline/date.h"
#include "bowline/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 3, WORD_SIZE = 16, NUMBER_MOST = 9999 };

struct words {
    int n;
    char at[WORDS_MOST][WORD_SIZE];
};

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ASCII only, whatever the locale. */
static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* One lower-case word without a closing comma; false when it cannot be part of a day. */
static bool word_of(const char *s, size_t n, char out[WORD_SIZE]) {
    while (n > 1 && strchr(",.;!?", s[n - 1])) n--;
    if (n == 0 || n >= WORD_SIZE) return false;
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] >= 0x80 || s[i] == '\0') return false;
        out[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + ('a' - 'A')) : s[i];
    }
    out[n] = '\0';
    return true;
}

/* All words of a text; false when there are none, too many, or one is impossible. */
static bool words_of(const char *s, size_t n, struct words *out) {
    out->n = 0;
    for (size_t i = 0; i < n;) {
        while (i < n && is_space(s[i])) i++;
        size_t start = i;
        while (i < n && !is_space(s[i])) i++;
        if (i == start) break;
        if (out->n == WORDS_MOST || !word_of(s + start, i - start, out->at[out->n])) return false;
        out->n++;
    }
    return out->n > 0;
}

/* Digits only, at most `most` of them; -1 otherwise. */
static int number_of(const char *s, size_t most) {
    size_t n = strlen(s);
    if (n == 0 || n > most || strspn(s, "0123456789") != n) return -1;
    return atoi(s);
}

static int weekday_of(const char *word) {
    static const char *const names[7][4] = {
        {"mon", "monday"}, {"tue", "tuesday", "tues"}, {"wed", "wednesday"}, {"thu", "thursday", "thur", "thurs"},
        {"fri", "friday"}, {"sat", "saturday"},        {"sun", "sunday"}};
    for (int day = 0; day < 7; day++)
        for (int i = 0; i < 4 && names[day][i]; i++)
            if (strcmp(word, names[day][i]) == 0) return day;
    return -1;
}

static int month_of(const char *word) {
    static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december"};
    size_t n = strlen(word);
    for (int i = 0; i < 12; i++) {
        if (n == 3 && strncmp(word, names[i], 3) == 0) return i + 1;
        if (strcmp(word, names[i]) == 0) return i + 1;
    }
    return strcmp(word, "sept") == 0 ? 9 : 0;
}

/* 27, 27th, 1st. */
static int dom_of(const char *word) {
    char digits[3] = "";
    size_t n = strspn(word, "0123456789");
    if (n == 0 || n > 2) return -1;
    memcpy(digits, word, n);
    const char *end = word + n;
    if (*end && strcmp(end, "st") != 0 && strcmp(end, "nd") != 0 && strcmp(end, "rd") != 0 && strcmp(end, "th") != 0) return -1;
    return atoi(digits);
}

/* A day without a year: the latest one past (today counts) or the next one to come (today excluded). 29 February looks up to eight years away. */
static bl_day nearest_year(int month, int dom, bl_day today, enum bl_tense tense) {
    int year, m, d;
    bl_day_split(today, &year, &m, &d);
    for (int away = 0; away <= 8; away++) {
        bl_day day = bl_day_of(tense == BL_PAST ? year - away : year + away, month, dom);
        if (day == BL_NO_DAY) continue;
        if (tense == BL_PAST ? day <= today : day > today) return day;
    }
    return BL_NO_DAY;
}

static bl_day month_shift(bl_day today, int months) {
    int year, month, dom;
    bl_day_split(today, &year, &month, &dom);
    int total = year * 12 + month - 1 + months;
    if (total < 12) return BL_NO_DAY;
    bl_day day = BL_NO_DAY;
    for (; dom > 0 && day == BL_NO_DAY; dom--)
        day = bl_day_of(total / 12, total % 12 + 1, dom); /* 31 January + 1m is the last of February */
    return day;
}

/* 3d 2w 1m, with + or - before. */
static bl_day distance_of(const char *word, bl_day today, enum bl_tense tense) {
    int sign = tense == BL_FUTURE ? 1 : -1;
    if (*word == '+' || *word == '-') sign = *word++ == '+' ? 1 : -1;
    size_t n = strspn(word, "0123456789");
    if (n == 0 || n > 4 || strlen(word) != n + 1) return BL_NO_DAY;
    int count = sign * atoi(word);
    bl_day day;
    switch (word[n]) {
    case 'd': day = today + count; break;
    case 'w': day = today + count * 7; break;
    case 'm': return month_shift(today, count);
    default: return BL_NO_DAY;
    }
    return day < bl_day_of(1, 1, 1) || day > bl_day_of(9999, 12, 31) ? BL_NO_DAY : day;
}

/* 2026-11-27; *shaped tells that it was meant as one, whether the calendar has it or not. */
static bl_day iso_of(const char *word, bool *shaped) {
    int y, m, d;
    *shaped = strlen(word) == 10 && word[4] == '-' && word[7] == '-';
    for (int i = 0; *shaped && i < 10; i++) *shaped = i == 4 || i == 7 || is_digit(word[i]);
    if (!*shaped) return BL_NO_DAY;
    y = atoi(word);
    m = atoi(word + 5);
    d = atoi(word + 8);
    return bl_day_of(y, m, d);
}

static bl_day single_word(const char *word, bl_day today, enum bl_tense tense) {
    bool shaped;
    if (strcmp(word, "today") == 0) return today;
    if (strcmp(word, "yesterday") == 0) return today - 1;
    if (strcmp(word, "tomorrow") == 0) return today + 1;
    int weekday = weekday_of(word);
    if (weekday >= 0) {
        int ahead = (weekday - bl_day_weekday(today) + 7) % 7;
        if (tense == BL_PAST) return today - (7 - ahead) % 7;
        return today + (ahead == 0 ? 7 : ahead);
    }
    bl_day day = iso_of(word, &shaped);
    return shaped ? day : distance_of(word, today, tense);
}

/* "3 days" → the same as 3d; `at` is the index of the number. */
static bl_day counted(const struct words *w, int at, bl_day today, enum bl_tense tense) {
    static const char *const units[] = {"day", "days", "week", "weeks", "month", "months"};
    char word[WORD_SIZE];
    size_t n = strlen(w->at[at]);
    if (n > 4 || number_of(w->at[at], 4) < 0) return BL_NO_DAY;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(w->at[at + 1], units[i]) != 0) continue;
        snprintf(word, sizeof word, "%.4s%c", w->at[at], units[i][0]);
        return distance_of(word, today, tense);
    }
    return BL_NO_DAY;
}

/* in 3 days, next fri, next week, next month; 3 days ago, last fri. "next fri" is the next one to come: of two readings the one that keeps the promise. */
static bl_day phrase_of(const struct words *w, bl_day today, enum bl_tense tense) {
    bool ahead = tense == BL_FUTURE;
    if (w->n == 3 && ahead && strcmp(w->at[0], "in") == 0) return counted(w, 1, today, tense);
    if (w->n == 3 && !ahead && strcmp(w->at[2], "ago") == 0) return counted(w, 0, today, tense);
    if (w->n != 2 || strcmp(w->at[0], ahead ? "next" : "last") != 0) return BL_NO_DAY;
    if (weekday_of(w->at[1]) >= 0) return single_word(w->at[1], ahead ? today : today - 1, tense);
    if (ahead && strcmp(w->at[1], "week") == 0) return bl_day_monday(today) + 7;
    if (!ahead || strcmp(w->at[1], "month") != 0) return BL_NO_DAY;
    int year, month, dom;
    bl_day_split(today, &year, &month, &dom);
    return month == 12 ? bl_day_of(year + 1, 1, 1) : bl_day_of(year, month + 1, 1);
}

static bl_day day_of_words(const struct words *w, bl_day today, enum bl_tense tense) {
    if (w->n == 1) return single_word(w->at[0], today, tense);
    bl_day phrase = phrase_of(w, today, tense);
    if (phrase != BL_NO_DAY) return phrase;
    int month = month_of(w->at[0]), dom = dom_of(w->at[1]);
    if (!month) {
        month = month_of(w->at[1]);
        dom = dom_of(w->at[0]);
    }
    if (!month || dom < 0) return BL_NO_DAY;
    if (w->n == 2) return nearest_year(month, dom, today, tense);
    int year = strlen(w->at[2]) == 4 ? number_of(w->at[2], 4) : -1;
    return year < 0 ? BL_NO_DAY : bl_day_of(year, month, dom);
}

/* ---- refusing, with the reason ------------------------------------------------------------------------------------------- */

/* 3/4, 03.04.2026, 27-11-26: two or three numbers with the same sign between. Returns how many. */
static int numbers_of(const char *s, int out[3]) {
    char sign = '\0';
    int n = 0;
    while (n < 3) {
        size_t len = strspn(s, "0123456789");
        if (len == 0 || len > 4) return 0;
        out[n++] = atoi(s);
        s += len;
        if (*s == '\0' || (*s == '.' && s[1] == '\0' && sign == '.')) return n >= 2 ? n : 0;
        if (!strchr("/.-", *s) || (sign && *s != sign)) return 0;
        sign = *s++;
    }
    return 0;
}

static int full_year(int year) {
    return year < 100 ? 2000 + year : year;
}

/* A date of numbers: says why it is not taken and how to write it. */
static enum bl_status refuse_numbers(const char *text, const int part[3], int n, bl_day today, enum bl_tense tense, struct bl_error *err) {
    char day_first[BL_DATE_SIZE], month_first[BL_DATE_SIZE];
    if (part[0] > 99) {
        bl_day day = n == 3 ? bl_day_of(part[0], part[1], part[2]) : BL_NO_DAY;
        bl_fail(err, BL_USAGE, "“%s” is not a date in the form 2026-11-27", text);
        if (day != BL_NO_DAY) bl_hint(err, "write %s", bl_day_iso(day, day_first));
        return BL_USAGE;
    }
    bl_day one = n == 3 ? bl_day_of(full_year(part[2]), part[1], part[0]) : nearest_year(part[1], part[0], today, tense);
    bl_day other = n == 3 ? bl_day_of(full_year(part[2]), part[0], part[1]) : nearest_year(part[0], part[1], today, tense);
    bl_day_iso(one, day_first);
    bl_day_iso(other, month_first);
    if (one != BL_NO_DAY && other != BL_NO_DAY && one != other) {
        bl_fail(err, BL_USAGE, "“%s” is refused: day and month could be either way round", text);
        bl_hint(err, "write %s or %s", day_first, month_first);
    } else if (one != BL_NO_DAY || other != BL_NO_DAY) {
        bl_fail(err, BL_USAGE, "“%s” is refused: dates of numbers alone are read differently from country to country", text);
        bl_hint(err, "write %s", one != BL_NO_DAY ? day_first : month_first);
    } else
        bl_fail(err, BL_USAGE, "“%s” is no day of the calendar", text);
    return BL_USAGE;
}

static enum bl_status refuse(const char *text, bl_day today, enum bl_tense tense, struct bl_error *err) {
    struct words w;
    int part[3];
    bool shaped = false;
    if (words_of(text, strlen(text), &w) && w.n == 1) {
        iso_of(w.at[0], &shaped);
        if (shaped) return bl_fail(err, BL_USAGE, "“%s” is no day of the calendar", w.at[0]);
        int n = numbers_of(w.at[0], part);
        if (n) return refuse_numbers(w.at[0], part, n, today, tense, err);
    }
    if (text[strspn(text, " \t")])
        bl_fail(err, BL_USAGE, "“%.60s” is not a day", text);
    else
        bl_fail(err, BL_USAGE, "a day is missing");
    bl_hint(err, "a day is 2026-11-27, today, yesterday, fri, nov 27, 3d, 2w, -2w%s",
            tense == BL_FUTURE ? ", next week or in 3 days" : " or 3 days ago");
    return BL_USAGE;
}

enum bl_status bl_day_parse(const char *text, bl_day today, enum bl_tense tense, bl_day *out, struct bl_error *err) {
    struct words w;
    if (!text) text = "";
    bl_day day = words_of(text, strlen(text), &w) ? day_of_words(&w, today, tense) : BL_NO_DAY;
    if (day == BL_NO_DAY) return refuse(text, today, tense, err);
    *out = day;
    return BL_OK;
}

/* ---- in the middle of a line --------------------------------------------------------------------------------------------- */

size_t bl_day_trailing(const char *s, size_t n, bl_day today, enum bl_tense tense, bl_day *out) {
    size_t starts[WORDS_MOST], end = n;
    int found = 0;
    while (end > 0 && is_space(s[end - 1])) end--;
    for (size_t at = end; found < WORDS_MOST && at > 0;) {
        while (at > 0 && is_space(s[at - 1])) at--;
        if (at == 0) break;
        while (at > 0 && !is_space(s[at - 1])) at--;
        starts[found++] = at;
    }
    for (int i = found - 1; i >= 0; i--) { /* the longest reading wins: "27 nov 2026" before "2026" */
        struct words w;
        bl_day day = words_of(s + starts[i], end - starts[i], &w) ? day_of_words(&w, today, tense) : BL_NO_DAY;
        if (day == BL_NO_DAY) continue;
        *out = day;
        return starts[i];
    }
    return n;
}

size_t bl_day_leading(const char *s, size_t n, bl_day today, enum bl_tense tense, bl_day *out) {
    size_t ends[WORDS_MOST];
    int found = 0;
    for (size_t at = 0; found < WORDS_MOST && at < n;) {
        while (at < n && is_space(s[at])) at++;
        if (at == n) break;
        while (at < n && !is_space(s[at])) at++;
        ends[found++] = at;
    }
    for (int i = found - 1; i >= 0; i--) {
        struct words w;
        bl_day day = words_of(s, ends[i], &w) ? day_of_words(&w, today, tense) : BL_NO_DAY;
        if (day == BL_NO_DAY) continue;
        *out = day;
        return ends[i];
    }
    return 0;
}

/* ---- what was probably meant to be a day ----------------------------------------------------------------------------------- */

static const char *near_word(const char *word) {
    static const char *const names[] = {"today",     "yesterday", "tomorrow", "monday",   "tuesday",
                                        "wednesday", "thursday",  "friday",   "saturday", "sunday"};
    size_t n = strlen(word);
    if (n < 5) return NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if (strncmp(word, names[i], len) == 0) continue; /* "mondays" is a word of its own */
        if (bl_text_distance(word, names[i]) <= (len >= 8 ? 2 : 1)) return names[i];
    }
    return NULL;
}

/* Numbers with signs between that can only be a date: 03/04, 3.4.2026, 2026-13-01. "24/7" and "v1.2" are words. */
static bool numbers_only(const char *word) {
    int part[3];
    bool shaped;
    iso_of(word, &shaped);
    if (shaped) return true;
    int n = numbers_of(word, part);
    if (n == 3) return true;
    return n == 2 && strchr(word, '/') && strcmp(word, "24/7") != 0 && part[0] <= 31 && part[1] <= 31;
}

static bool mistaken(const struct words *w, bl_day today, enum bl_tense tense, struct bl_error *err) {
    bl_day unused;
    struct bl_error why = {0};
    if (w->n == 1) {
        const char *near = near_word(w->at[0]);
        if (near) {
            bl_fail(err, BL_USAGE, "“%s” is not a day", w->at[0]);
            bl_hint(err, "did you mean %s?", near);
            return true;
        }
        if (!numbers_only(w->at[0]) || bl_day_parse(w->at[0], today, tense, &unused, &why) == BL_OK) return false;
        *err = why;
        return true;
    }
    bool first = month_of(w->at[0]) && dom_of(w->at[1]) >= 0, second = month_of(w->at[1]) && dom_of(w->at[0]) >= 0;
    if (w->n != 2 || (!first && !second)) return false;
    bl_fail(err, BL_USAGE, "“%s %s” is no day of the calendar", w->at[0], w->at[1]);
    return true;
}

size_t bl_day_mistaken(const char *s, size_t n, bool trailing, bl_day today, enum bl_tense tense, struct bl_error *err) {
    size_t from = 0, to = n;
    while (to > 0 && is_space(s[to - 1])) to--;
    while (from < to && is_space(s[from])) from++;
    for (int words = 2; words >= 1; words--) {
        size_t lo = from, hi = to;
        for (int i = 0; i < words && trailing; i++) {
            while (hi > from && i > 0 && is_space(s[hi - 1])) hi--;
            while (hi > from && !is_space(s[hi - 1])) hi--;
        }
        if (trailing) lo = hi, hi = to;
        if (!trailing) hi = lo;
        for (int i = 0; i < words && !trailing; i++) {
            while (hi < to && i > 0 && is_space(s[hi])) hi++;
            while (hi < to && !is_space(s[hi])) hi++;
        }
        struct words w;
        if (!words_of(s + lo, hi - lo, &w) || w.n != words) continue;
        if (day_of_words(&w, today, tense) != BL_NO_DAY) return 0;
        if (mistaken(&w, today, tense, err)) return hi - lo;
    }
    return 0;
}

/* ---- weeks and the clock ------------------------------------------------------------------------------------------------- */

/* W47 or 47: of this year; when that lies ahead, of the last one. */
static bool short_week(const char *text, bl_day today, int *year, int *week) {
    int this_year, this_week;
    if (*text == 'w' || *text == 'W') text++;
    *week = number_of(text, 2);
    if (*week < 0) return false;
    bl_day_week(today, &this_year, &this_week);
    *year = *week > this_week ? this_year - 1 : this_year;
    return true;
}

enum bl_status bl_week_typed(const char *text, bl_day today, bl_day *monday, struct bl_error *err) {
    char full[BL_DATE_SIZE];
    int year = 0, week = 0;
    if (text && (strcmp(text, "last") == 0 || strcmp(text, "this") == 0)) {
        *monday = bl_day_monday(today) - (*text == 'l' ? 7 : 0);
        return BL_OK;
    }
    if (!text || !short_week(text, today, &year, &week)) return bl_week_parse(text, monday, err);
    snprintf(full, sizeof full, "%04d-W%02d", year, week);
    return bl_week_parse(full, monday, err);
}

enum bl_status bl_week_parse(const char *text, bl_day *monday, struct bl_error *err) {
    int year = 0, week = 0, iso_year, iso_week;
    bool good = text && strlen(text) == 8 && text[4] == '-' && (text[5] == 'W' || text[5] == 'w');
    for (int i = 0; good && i < 8; i++) good = i == 4 || i == 5 || is_digit(text[i]);
    if (!good) {
        bl_fail(err, BL_USAGE, "“%.60s” is not a week", text ? text : "");
        bl_hint(err, "a week is written 2026-W47; --week takes 47, last and this too");
        return BL_USAGE;
    }
    year = atoi(text);
    week = atoi(text + 6);
    bl_day fourth = bl_day_of(year, 1, 4); /* always in week 1 */
    if (fourth == BL_NO_DAY) return bl_fail(err, BL_USAGE, "“%s” is not a week: years run from 0001 to 9999", text);
    bl_day start = bl_day_monday(fourth) + (week - 1) * 7;
    bl_day_week(start, &iso_year, &iso_week);
    if (week < 1 || iso_year != year) {
        bl_day_week(bl_day_of(year, 12, 28), &iso_year, &iso_week);
        return bl_fail(err, BL_USAGE, "%s: the weeks of %d run from W01 to W%02d", text, year, iso_week);
    }
    *monday = start;
    return BL_OK;
}

/* THH:MM or THH:MM:SS, a Z after it allowed; minutes of the day in seconds, or -1. */
static int clock_of(const char *s) {
    size_t n = strlen(s);
    if (n > 0 && s[n - 1] == 'Z') n--;
    if ((n != 6 && n != 9) || (s[0] != 'T' && s[0] != ' ')) return -1;
    for (size_t i = 1; i < n; i++)
        if (i == 3 || i == 6 ? s[i] != ':' : !is_digit(s[i])) return -1;
    int hour = atoi(s + 1), minute = atoi(s + 4), second = n == 9 ? atoi(s + 7) : 0;
    return hour > 23 || minute > 59 || second > 59 ? -1 : (hour * 60 + minute) * 60 + second;
}

enum bl_status bl_now_parse(const char *text, struct bl_now *out, struct bl_error *err) {
    char date[11] = "";
    bool shaped;
    size_t n = text ? strlen(text) : 0;
    if (n >= 10) memcpy(date, text, 10);
    bl_day day = iso_of(date, &shaped);
    int seconds = n == 10 ? 12 * 3600 : n > 10 ? clock_of(text + 10) : -1;
    if (day == BL_NO_DAY || seconds < 0) {
        bl_fail(err, BL_USAGE, "“%.60s” is not a moment in time", text ? text : "");
        bl_hint(err, "write 2026-11-21T09:00 or 2026-11-21");
        return BL_USAGE;
    }
    *out = (struct bl_now){.today = day, .ms = ((int64_t)day * 86400 + seconds) * 1000};
    return BL_OK;
}
