/* Birthdays in tables: the same field of one's own that a vCard fills, 1987-04-12, or --04-12 where no year is known. A column is one by its header, in the languages exporters
 * speak. Which number is the month is decided by all values of the column, as for other days; a day that may be either way round is asked about, not guessed. */
#include "exchange/internal.h"

#include <stdio.h>
#include <string.h>

bool bl__birthday_word(const char *key) {
    for (const char *const *word = bl__birthday_headers; *word; word++)
        if (strcmp(*word, key) == 0) return true;
    return false;
}

struct yearless {
    int a, b;                 /* as written */
    bool dotted, month_first; /* 12.4. is day first, --04-12 month first; else it hangs on the column */
};

static bool digits(const char **s, size_t *n, size_t most, int *out) {
    size_t k = 0;
    for (*out = 0; k < *n && k < most && (*s)[k] >= '0' && (*s)[k] <= '9'; k++) *out = *out * 10 + ((*s)[k] - '0');
    *s += k;
    *n -= k;
    return k > 0;
}

static bool one_of(const char **s, size_t *n, const char *signs) {
    if (!*n || !bl__ascii_sign(**s, signs)) return false;
    ++*s;
    --*n;
    return true;
}

/* 04/12, 4-12, 12.4., --04-12, --0412: a day without a year. */
static bool without_year(const char *s, size_t n, struct yearless *out) {
    *out = (struct yearless){.month_first = n > 2 && s[0] == '-' && s[1] == '-'};
    if (out->month_first) s += 2, n -= 2;
    if (!digits(&s, &n, 2, &out->a)) return false;
    out->dotted = n && *s == '.';
    if (!one_of(&s, &n, "/-.") && !out->month_first) return false;
    if (out->dotted) one_of(&s, &n, " ");
    if (!digits(&s, &n, 2, &out->b)) return false;
    if (out->dotted) one_of(&s, &n, ".");
    return !n && out->a && out->b;
}

/* "12 April", "April 12": read with a leap year behind it. */
static bool named_month(const char *s, size_t n, int *month, int *day) {
    char text[48];
    int year;
    bool letter = false;
    for (size_t i = 0; i < n; i++) letter |= (unsigned char)s[i] >= 0x80 || (s[i] | 0x20) >= 'a';
    if (!letter || n > 36) return false;
    (void)snprintf(text, sizeof text, "%.*s 2000", (int)n, s);
    struct bl__date date = bl__date_read(text, strlen(text), bl_day_of(2001, 1, 1));
    if (date.kind != BL__DATE_DAY) return false;
    bl_day_split(date.day, &year, month, day);
    return year == 2000;
}

enum bl__order bl__birthday_votes(const char *s, size_t n) {
    struct yearless day;
    if (!without_year(s, n, &day) || day.dotted || day.month_first) return BL__ORDER_NONE;
    return day.a > 12 && day.b <= 12 ? BL__DMY : day.b > 12 && day.a <= 12 ? BL__MDY : BL__ORDER_NONE;
}

bool bl__birthday_either(const char *s, size_t n) {
    struct yearless day;
    return without_year(s, n, &day) && !day.dotted && !day.month_first;
}

/* Who writes 2026-04-12 writes 04/12 for the same without its year. */
bool bl__years_first(const struct bl__plan *plan) {
    return plan->preset && plan->preset->dates && strcmp(plan->preset->dates, "ymd") == 0;
}

/* Where no year stands: *open when it may be either way round. */
static bool read_yearless(const char *s, size_t n, enum bl__order order, int *month, int *day, bool *open) {
    struct yearless y;
    *open = false;
    if (!without_year(s, n, &y)) return named_month(s, n, month, day);
    bool day_first = y.dotted || (order == BL__DMY && !y.month_first) || (!order && !y.month_first && y.a > 12);
    *open = !order && !y.dotted && !y.month_first && y.a <= 12 && y.b <= 12 && y.a != y.b;
    *month = day_first ? y.b : y.a;
    *day = day_first ? y.a : y.b;
    return bl_day_of(2000, *month, *day) != BL_NO_DAY; /* a leap year: there are people of 29 February */
}

void bl__value_birthday(struct bl__values *values, const struct bl__plan *plan, size_t column, const struct bl__row *row) {
    const char *s = row->at[column].s;
    size_t n = row->at[column].n;
    int month = 0, day = 0;
    bool open = false;
    char text[BL_DATE_SIZE];
    bl__value_bare(&s, &n);
    if (bl__cell_blank(s, n) || bl__cell_zeroes(s, n)) return;
    if (n == 10 && memcmp(s, "1604-", 5) == 0) { /* Apple's, for want of a year */
        (void)snprintf(text, sizeof text, "--%.5s", s + 5);
        s = text;
        n = strlen(text);
    }
    bl_day whole = bl__date_day(s, n, plan->order, values->today);
    if (whole != BL_NO_DAY && whole > values->today) {
        bl__notes_add(values->notes, BL__NOTE_FUTURE, column, row->line, s, n);
        return;
    }
    enum bl__order order = plan->order ? plan->order : bl__years_first(plan) ? BL__YMD : BL__ORDER_NONE;
    bool known = whole != BL_NO_DAY || (read_yearless(s, n, order, &month, &day, &open) && !open);
    if (!known) {
        enum bl__note_kind kind = open ? BL__NOTE_ORDER : bl__date_note(s, n, plan->order);
        bl__notes_add(values->notes, kind, column, row->line, s, n);
        return;
    }
    if (whole != BL_NO_DAY)
        (void)bl_day_iso(whole, text);
    else
        (void)snprintf(text, sizeof text, "--%02d-%02d", month, day);
    char *room = bl__values_room(values, strlen(text));
    if (room) bl__values_custom(values, plan->at[column].custom, memcpy(room, text, strlen(text) + 1));
}
