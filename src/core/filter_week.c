/* Weeks in the filter language: `moved:2026-W47`, `created:W40..W47`, `next:this`, `entered:selection@last`. Wherever a field takes a day it takes a week as well, so that nobody
 * has to remember which one does.
 *
 * The file says when its weeks begin, and the filter does not know the file: a day that follows from a week goes on as that of the ISO week, with a mark by which the
 * store moves it (bl_week_day). */
#include "filter_parts.h"

#include <string.h>

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* 2026-W47, W47, this or last; anything else is a day or a length of time, also a bare 47. */
static bool looks_like_week(const char *text) {
    if (strcmp(text, "this") == 0 || strcmp(text, "last") == 0) return true;
    const char *w = text + strspn(text, "0123456789");
    if (w != text && *w == '-') w++;
    return (w == text || w[-1] == '-') && (*w == 'W' || *w == 'w') && digit(w[1]);
}

enum bl_status bl__filter_week(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at, struct bl__days *out) {
    enum { HALF_A_YEAR = 182 };
    bl_day monday = BL_NO_DAY;
    *out = (struct bl__days){0};
    if (!looks_like_week(text)) return BL_OK;
    bool relative = strchr(text, 'W') == NULL && strchr(text, 'w') == NULL;
    /* W2 of what is due means the one that is near, in January the next; of what happened the latest that has begun, also where weeks begin before their Monday. */
    bl_day from = f->today + (relative ? 0 : field->kind == BL__DUE ? HALF_A_YEAR : BL_LEAD_MAX);
    if (bl_week_typed(text, from, &monday, f->err) != BL_OK) return bl__filter_point(f, at);
    *out = (struct bl__days){monday, monday + 6, relative ? BL_OF_THIS_WEEK : BL_OF_ISO_WEEK};
    return BL_OK;
}
