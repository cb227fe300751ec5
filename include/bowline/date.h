/* Days, ISO weeks and the one clock. A day is a civil day counted from 1970-01-01; the library never reads the clock, front ends hand it in. */
#ifndef BOWLINE_DATE_H
#define BOWLINE_DATE_H

#include "bowline/status.h"

#include <stdbool.h>
#include <stdint.h>

typedef int32_t bl_day;
#define BL_NO_DAY INT32_MIN

struct bl_now {
    bl_day today; /* local civil day */
    int64_t ms;   /* milliseconds since 1970 UTC, for "recorded at" and UUIDv7 */
};

/* Proleptic Gregorian, exact for years 1 … 9999. Out-of-range months or days give BL_NO_DAY. */
bl_day bl_day_of(int year, int month, int day);
void bl_day_split(bl_day day, int *year, int *month, int *dom);
int bl_day_weekday(bl_day day);   /* 0 Monday … 6 Sunday */
bl_day bl_day_monday(bl_day day); /* of its ISO week */
void bl_day_week(bl_day day, int *iso_year, int *iso_week);

/* Weeks as the file counts them (setting first-day). `lead`: how many days before its Monday a week begins: 0 on Monday, 1 on Sunday, 2 on Saturday. */
#define BL_LEAD_MAX 2
bl_day bl_week_start(bl_day day, int lead); /* of the week that holds `day` */

#define BL_DATE_SIZE 24
const char *bl_day_iso(bl_day day, char out[BL_DATE_SIZE]);                 /* 2026-11-27; "" for BL_NO_DAY */
const char *bl_day_long(bl_day day, char out[BL_DATE_SIZE]);                /* Fri 2026-11-27 */
const char *bl_day_short(bl_day day, bl_day today, char out[BL_DATE_SIZE]); /* "27 Nov", with the year when it is another: "27 Nov 2025" */
const char *bl_day_isoweek(bl_day day, char out[BL_DATE_SIZE]);             /* 2026-W48 */
/* The name of the week that begins on `start`: the ISO week that holds most of its days, which is that of its middle one. */
const char *bl_week_name(bl_day start, char out[BL_DATE_SIZE]);

/* Which way a weekday, or a day without a year, is meant: facts lie in the past (today counts), promises ahead (today excluded). */
enum bl_tense { BL_PAST, BL_FUTURE };

/* 2026-11-27 · today · yesterday · tomorrow · fri, friday · nov 27, 27 nov, november 27 (with or without a year) · 3d 2w 1m (ahead for BL_FUTURE,
 * ago for BL_PAST; "-2w" always ago, "+2w" always ahead) · ahead: in 3 days, next fri (the same as fri), next week (its Monday), next month (its first);
 * of facts: 3 days ago, last fri. Case ignored. `03/04` is refused with an explanation, and so is anything else (BL_USAGE). A
 * future day is *not* refused here. */
enum bl_status bl_day_parse(const char *text, bl_day today, enum bl_tense tense, bl_day *out, struct bl_error *err) BL_NODISCARD;
/* Does a day stand at the end of n bytes (one to three words)? Returns the byte where it begins and sets *out; n when there is none. */
size_t bl_day_trailing(const char *s, size_t n, bl_day today, enum bl_tense tense, bl_day *out);
/* Does a day stand at the beginning? Returns the bytes it takes (0 when none). */
size_t bl_day_leading(const char *s, size_t n, bl_day today, enum bl_tense tense, bl_day *out);
/* Do the words at the end (`trailing`) or the beginning look like a day that is none: 03/04, 31 feb, 2026-13-01, fryday? Returns the bytes they take, 0 = no;
 * err says why, its hint what was probably meant ("" when there is no such day). */
size_t bl_day_mistaken(const char *s, size_t n, bool trailing, bl_day today, enum bl_tense tense, struct bl_error *err);
/* 2026-W47 → its Monday. */
enum bl_status bl_week_parse(const char *text, bl_day *monday, struct bl_error *err) BL_NODISCARD;
/* The same, and what people type: 47 or W47 (of this year, or of the last when it lies ahead), last, this. */
enum bl_status bl_week_typed(const char *text, bl_day today, bl_day *monday, struct bl_error *err) BL_NODISCARD;
/* BOWLINE_NOW: 2026-11-21T09:00 or 2026-11-21 (then 12:00). */
enum bl_status bl_now_parse(const char *text, struct bl_now *out, struct bl_error *err) BL_NODISCARD;

#endif
