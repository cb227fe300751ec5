/* The short words of lists: how long ago, how far ahead, how many. */
#include "tui/screen/screens.h"

#include <inttypes.h>
#include <stdio.h>

enum { YEAR = 365, LONG_AGO = 3 * YEAR };

int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : (unsigned char)c;
}

bool begins(const char *text, const char *part, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!text[i] || lower(text[i]) != lower(part[i])) return false;
    return true;
}

const char *ago(char out[24], bl_day day, bl_day today) {
    int days = day == BL_NO_DAY ? -1 : today - day;
    if (day == BL_NO_DAY)
        snprintf(out, 24, "—");
    else if (days == 0)
        snprintf(out, 24, "today");
    else if (days < LONG_AGO)
        snprintf(out, 24, "%d d", days);
    else
        snprintf(out, 24, "%d y", days / YEAR);
    return out;
}

const char *ahead(char out[24], bl_day day, bl_day today) {
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int days = day == BL_NO_DAY ? 0 : day - today;
    char date[BL_DATE_SIZE];
    if (day == BL_NO_DAY)
        out[0] = '\0';
    else if (days < 0)
        snprintf(out, 24, "!%d d", -days);
    else if (days == 0)
        snprintf(out, 24, "today");
    else if (days < 7)
        snprintf(out, 24, "%s", names[bl_day_weekday(day)]);
    else
        snprintf(out, 24, "%.20s", bl_day_short(day, today, date));
    return out;
}

const char *counted(char out[48], int64_t n, const char *one, const char *many) {
    snprintf(out, 48, "%" PRId64 " %.20s", n, n == 1 ? one : many);
    return out;
}
