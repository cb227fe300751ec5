/* The words of home at three lengths, so that seven states stay told apart by name down to forty columns. */
#include "tui/screen/home_parts.h"

#include <stdio.h>
#include <string.h>

static const char *const shorter[BL_LENSES][BL_MILESTONES] = {
    {"aware.", "educ.", "select.", "commit", "onboard", "utiliz.", "growth"},
    {"connect", "commun.", "1:1", "outcom.", "educate", "badass"},
    {"aware.", "consid.", "trial", "decis.", "adopt.", "perform", "transf.", "advoc."},
};
static const char *const letters[BL_LENSES][BL_MILESTONES] = {
    {"awa", "edu", "sel", "com", "onb", "uti", "gro"},
    {"con", "com", "1:1", "out", "edu", "bad"},
    {"awa", "con", "tri", "dec", "ado", "per", "tra", "adv"},
};

const char *home_word(enum bl_lens lens, int rank, int form) {
    if (form > 0) return (form == 1 ? shorter : letters)[lens][rank - 1];
    return lens == BL_LENS_MILESTONE ? bl_milestone_name(rank) : bl_track_label(lens == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE, rank);
}

const char *home_ask_words(int spot, int64_t n, int form) {
    static const char *const words[][4] = {
        {"promise overdue", "promises overdue", "overdue", "late"},
        {"promise due today", "promises due today", "due today", "today"},
        {"person without a next step", "people without a next step", "no next step", "no next"},
        {"gone quiet", "gone quiet", "quiet", "quiet"},
        {"with a gap", "with gaps", "gaps", "gaps"},
    };
    return words[spot - HOME_OVERDUE][form > 0 ? form + 1 : n == 1 ? 0 : 1];
}

const char *home_count(int64_t n, int room, char out[24]) {
    static const char units[] = {'k', 'M', 'G', 'T', 'P', 'E'};
    int length = snprintf(out, 24, "%lld", (long long)n), unit = -1;
    double value = (double)n;
    while (length > room && unit + 1 < (int)sizeof units) {
        value /= 1000;
        unit++;
        length = snprintf(out, 24, value < 9.95 && room > 3 ? "%.1f%c" : "%.0f%c", value, units[unit]);
    }
    return out;
}

const char *home_stay(const struct bl_time *time, char out[24]) {
    if (!time->stays || (time->median == BL_NO_DAYS && time->longest == BL_NO_DAYS))
        (void)snprintf(out, 24, "—");
    else if (time->median == BL_NO_DAYS)
        (void)snprintf(out, 24, ">%d d", time->longest);
    else
        (void)snprintf(out, 24, "%d d", time->median);
    return out;
}
