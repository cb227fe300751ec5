/* Days as numbers: the civil calendar, ISO weeks, and how a day is written. Reading what people type is dateparse.c.
 *
 * The algorithms are Howard Hinnant's days_from_civil and civil_from_days (public domain, "chrono-compatible low-level date algorithms"),
 * exact for the proleptic Gregorian calendar. Names are English in every locale: they are part of the language of the program. */
#include "bowline/date.h"

#include <stdio.h>

static const char *const WEEKDAYS[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static int month_length(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bl_day bl_day_of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_length(year, month)) return BL_NO_DAY;
    int y = month <= 2 ? year - 1 : year;
    int era = y >= 0 ? y / 400 : -1;
    int yoe = y - era * 400;
    int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void bl_day_split(bl_day day, int *year, int *month, int *dom) {
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = (int)(z - era * 146097);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *dom = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (int)(yoe + era * 400) + (*month <= 2);
}

int bl_day_weekday(bl_day day) {
    int w = (int)(((int64_t)day + 3) % 7); /* 1970-01-01 was a Thursday */
    return w < 0 ? w + 7 : w;
}

bl_day bl_day_monday(bl_day day) {
    return day - bl_day_weekday(day);
}

bl_day bl_week_start(bl_day day, int lead) {
    return bl_day_monday(day + lead) - lead;
}

void bl_day_week(bl_day day, int *iso_year, int *iso_week) {
    int year, month, dom;
    bl_day thursday = bl_day_monday(day) + 3; /* a week belongs to the year of its Thursday */
    bl_day_split(thursday, &year, &month, &dom);
    *iso_year = year;
    *iso_week = (thursday - bl_day_of(year, 1, 1)) / 7 + 1;
}

const char *bl_day_iso(bl_day day, char out[BL_DATE_SIZE]) {
    int y, m, d;
    out[0] = '\0';
    if (day == BL_NO_DAY) return out;
    bl_day_split(day, &y, &m, &d);
    snprintf(out, BL_DATE_SIZE, "%04d-%02d-%02d", y, m, d);
    return out;
}

const char *bl_day_long(bl_day day, char out[BL_DATE_SIZE]) {
    char iso[BL_DATE_SIZE];
    out[0] = '\0';
    if (day != BL_NO_DAY) snprintf(out, BL_DATE_SIZE, "%s %.18s", WEEKDAYS[bl_day_weekday(day)], bl_day_iso(day, iso));
    return out;
}

const char *bl_day_short(bl_day day, bl_day today, char out[BL_DATE_SIZE]) {
    int y, m, d, year = 0, month, dom;
    out[0] = '\0';
    if (day == BL_NO_DAY) return out;
    bl_day_split(day, &y, &m, &d);
    if (today != BL_NO_DAY) bl_day_split(today, &year, &month, &dom);
    if (y == year)
        snprintf(out, BL_DATE_SIZE, "%d %s", d, MONTHS[m - 1]);
    else
        snprintf(out, BL_DATE_SIZE, "%d %s %d", d, MONTHS[m - 1], y);
    return out;
}

const char *bl_day_isoweek(bl_day day, char out[BL_DATE_SIZE]) {
    int year, week;
    out[0] = '\0';
    if (day == BL_NO_DAY) return out;
    bl_day_week(day, &year, &week);
    snprintf(out, BL_DATE_SIZE, "%04d-W%02d", year, week);
    return out;
}

const char *bl_week_name(bl_day start, char out[BL_DATE_SIZE]) {
    return bl_day_isoweek(start == BL_NO_DAY ? start : start + 3, out);
}
