/* Dates as exporters write them (csv.md section 1.5), apart from what people type (base/dateparse.c): those are for facts of today, these for columns.
 *
 * A value either is a day, or is one of two days depending on which of its small numbers is the month. The second is never decided by itself: a column in
 * which one row reads day first and the next month first is the best known bug of importers. So the column votes once, and a value that cannot be read
 * in its order is told, not bent. */
#include "exchange/internal.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    const char *s;
    size_t n, i;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char peek(const struct reader *r) {
    return r->i < r->n ? r->s[r->i] : '\0';
}

/* Digits here: their number, and how many in *digits; 0 digits when there are none or more than 8. */
static int number(struct reader *r, int *digits) {
    int value = 0, d = 0;
    while (is_digit(peek(r)) && d < 9) {
        value = value * 10 + (r->s[r->i++] - '0');
        d++;
    }
    *digits = d < 9 ? d : 0;
    return value;
}

static void skip(struct reader *r, const char *any) {
    while (r->i < r->n && strchr(any, r->s[r->i]) && r->s[r->i]) r->i++;
}

/* Nothing follows, or a time does. */
static bool at_end(const struct reader *r) {
    char c = peek(r);
    return r->i >= r->n || c == ' ' || c == ',' || c == 'T';
}

/* The month a word begins like; 0 when none. */
static int month_of(const char *word, size_t n) {
    static const char *const begins[12] = {
        "jan ene gen янв", "feb fev фев",      "mar mrz mrt maer мар", "apr abr avr апр", "may mai mag mei maj мая май",
        "jun giu июн",     "jul lug juil июл", "aug ago aou авг",      "sep set сен",     "oct okt ott out окт",
        "nov ноя",         "dec dez dic дек"};
    BL_AUTO(bl_buf) struct bl_buf folded = {0};
    if (n > 24) return 0;
    bl_text_fold(&folded, word, n);
    for (int m = 0; m < 12; m++)
        for (const char *w = begins[m]; *w; w += strcspn(w, " "), w += *w == ' ') {
            size_t len = strcspn(w, " ");
            if (folded.len >= len && memcmp(folded.data, w, len) == 0) return m + 1;
        }
    return 0;
}

static int english_month(const char *word) {
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char low[3];
    for (int i = 0; i < 3; i++) low[i] = (char)(word[i] | 0x20);
    for (int m = 0; m < 12; m++)
        if (memcmp(names + m * 3, low, 3) == 0) return m + 1;
    return 0;
}

static int month(struct reader *r) {
    size_t from = r->i;
    while (is_letter(peek(r))) r->i++;
    size_t n = r->i - from;
    int m = n == 3 ? english_month(r->s + from) : 0; /* the common case, a million times */
    if (!m && n >= 3) m = month_of(r->s + from, n);
    if (peek(r) == '.') r->i++;
    return m;
}

static int full_year(int year, int digits, bl_day today) {
    if (digits == 4) return year;
    int now, m, d;
    bl_day_split(today, &now, &m, &d);
    return 2000 + year <= now ? 2000 + year : 1900 + year; /* what a file tells has happened */
}

static struct bl__date day_date(int year, int m, int d) {
    bl_day day = year >= 1900 && year <= 9999 ? bl_day_of(year, m, d) : BL_NO_DAY;
    return (struct bl__date){.kind = day == BL_NO_DAY ? BL__DATE_NONE : BL__DATE_DAY, .day = day};
}

static const struct bl__date none = {.kind = BL__DATE_NONE, .day = BL_NO_DAY};

/* "12 Mar 2024" from behind the 12, "3. März 2024", "12-Mar-24", "3 de marzo de 2024". */
static struct bl__date day_month(struct reader *r, int d, bl_day today) {
    int digits;
    if (is_letter(peek(r)) && r->i + 2 <= r->n && strspn(r->s + r->i, "stndrhSTNDRH") == 2) r->i += 2; /* 1st */
    skip(r, " .-/");
    if (r->n - r->i > 3 && memcmp(r->s + r->i, "de ", 3) == 0) r->i += 3;
    int m = month(r);
    skip(r, " .,-/");
    if (r->n - r->i > 3 && memcmp(r->s + r->i, "de ", 3) == 0) r->i += 3;
    int year = number(r, &digits);
    if (!m || (digits != 2 && digits != 4) || !at_end(r)) return none;
    return day_date(full_year(year, digits, today), m, d);
}

/* "January 5, 2026 10:40 AM", perhaps behind a weekday. */
static struct bl__date month_day(struct reader *r, bl_day today) {
    int digits, year_digits;
    int m = month(r);
    skip(r, " ,");
    if (!m && is_letter(peek(r))) m = month(r); /* the first word was a weekday */
    skip(r, " ,");
    int d = number(r, &digits);
    if (!m && digits) return day_month(r, d, today);
    if (is_letter(peek(r)) && r->n - r->i > 2) r->i += 2;
    skip(r, " ,");
    int year = number(r, &year_digits);
    if (!m || !digits || digits > 2 || (year_digits != 4 && year_digits != 2) || !at_end(r)) return none;
    return day_date(full_year(year, year_digits, today), m, d);
}

/* 2024-03-12, 2024/3/12, 20240312, from behind the first number. */
static struct bl__date year_first(struct reader *r, int first, int digits) {
    if (digits == 8) return at_end(r) ? day_date(first / 10000, first / 100 % 100, first % 100) : none;
    char sep = peek(r);
    int d1, d2;
    r->i++;
    int m = number(r, &d1);
    if (peek(r) != sep) return none;
    r->i++;
    int d = number(r, &d2);
    return d1 && d1 <= 2 && d2 && d2 <= 2 && at_end(r) ? day_date(first, m, d) : none;
}

/* 03/04/2024, 3-4-24, 03.04.2024, from behind the first number. With dots it is day first: nobody writes months first with dots. */
static struct bl__date small_first(struct reader *r, int a, bl_day today) {
    char sep = peek(r);
    int d1, d2;
    r->i++;
    int b = number(r, &d1);
    if (!d1 || d1 > 2 || peek(r) != sep) return none;
    r->i++;
    int c = number(r, &d2);
    if ((d2 != 2 && d2 != 4) || !at_end(r)) return none;
    if (sep == '.') return day_date(full_year(c, d2, today), b, a);
    if (!a || !b || a > 31 || b > 31 || (a > 12 && b > 12 && d2 == 4)) return none;
    return (struct bl__date){.kind = BL__DATE_EITHER, .day = BL_NO_DAY, .a = a, .b = b, .year = d2 == 4 ? c : -c - 1};
}

static struct bl__date read_date(const char *s, size_t n, bl_day today) {
    struct reader r = {s, n, 0};
    int digits;
    skip(&r, " ");
    if (!is_digit(peek(&r))) return is_letter(peek(&r)) ? month_day(&r, today) : none;
    int first = number(&r, &digits);
    char sep = peek(&r);
    bool divided = sep && strchr("-/.", sep) && r.i + 1 < r.n && is_digit(r.s[r.i + 1]);
    if (digits == 8 || (digits == 4 && divided)) return year_first(&r, first, digits);
    if (digits != 1 && digits != 2) return none;
    return divided ? small_first(&r, first, today) : day_month(&r, first, today);
}

struct bl__date bl__date_read(const char *s, size_t n, bl_day today) {
    struct bl__date date = read_date(s, n, today);
    if (date.kind == BL__DATE_EITHER && date.year >= 0 && date.year < 1900) return none;
    return date;
}

enum bl__order bl__date_votes(const char *s, size_t n) {
    struct bl__date date = bl__date_read(s, n, 0);
    if (date.kind != BL__DATE_EITHER) return BL__ORDER_NONE;
    if (date.a > 12 && date.b <= 12) return BL__DMY;
    if (date.b > 12 && date.a <= 12) return BL__MDY;
    return BL__ORDER_NONE;
}

bl_day bl__date_day(const char *s, size_t n, enum bl__order order, bl_day today) {
    struct bl__date date = bl__date_read(s, n, today);
    if (date.kind == BL__DATE_DAY) return date.day;
    if (date.kind == BL__DATE_NONE) return BL_NO_DAY;
    bool two = date.year < 0; /* a two-digit year is kept as -1 - year: under ymd it is a day */
    int c = two ? -1 - date.year : date.year;
    if (order == BL__YMD && two) return day_date(full_year(date.a, 2, today), date.b, c).day;
    if (order != BL__DMY && order != BL__MDY)
        return date.a == date.b ? day_date(two ? full_year(c, 2, today) : c, date.a, date.b).day : BL_NO_DAY;
    int year = two ? full_year(c, 2, today) : c;
    return order == BL__DMY ? day_date(year, date.b, date.a).day : day_date(year, date.a, date.b).day;
}

bool bl__date_open(const char *s, size_t n, enum bl__order order) {
    return !order && bl__date_read(s, n, 0).kind == BL__DATE_EITHER;
}

bool bl__date_misfits(const char *s, size_t n, enum bl__order order) {
    return order && bl__date_read(s, n, 0).kind == BL__DATE_EITHER;
}
