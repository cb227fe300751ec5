/* What an import does beyond its rows, in sentences: where new people open, who goes forward, what was talked. A list of customers that opens people in growth says
 * so before it is imported: the numbers of the book follow from it. */
#include "exchange/job.h"

enum { MOST = 8 };

void bl__facts_opened(struct bl_import *job, int stage, bool left) {
    job->report.opened[stage ? stage : BL_AWARENESS]++;
    job->report.closed += left;
}

/* "12 open in growth, 3 in selection; of them 2 have left already"; "" when all open in awareness, NULL when memory is out. */
static const char *opened_text(struct bl_import *job) {
    const struct bl_import_report *r = &job->report;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int64_t told = 0;
    for (int stage = BL_GROWTH; stage > BL_AWARENESS; stage--) {
        if (!r->opened[stage]) continue;
        bl_buf_addf(&text, "%s%lld %sin %s", told ? ", " : "", (long long)r->opened[stage],
                    told                    ? ""
                    : r->opened[stage] == 1 ? "opens "
                                            : "open ",
                    bl_track_name(BL_STAGE, stage));
        told += r->opened[stage];
    }
    if (told && r->opened[BL_AWARENESS]) bl_buf_str(&text, ", the others in awareness");
    if (r->closed)
        bl_buf_addf(&text, "%s%lld %s left already and %s closed", told ? "; of them " : "", (long long)r->closed,
                    r->closed == 1 ? "has" : "have", r->closed == 1 ? "is" : "are");
    return text.failed ? NULL : bl_arena_str(&job->arena, bl_buf_text(&text));
}

bool bl__facts(struct bl_import *job) {
    struct bl_import_report *r = &job->report;
    const char **facts = bl_arena_array(&job->arena, MOST, sizeof *facts), *opened = opened_text(job);
    if (!facts || !opened) return false;
    r->facts = (struct bl_strs){facts, 0};
    if (*opened) facts[r->facts.n++] = r->opens = opened;
    if (r->forward) {
        const char *text =
            bl_arena_printf(&job->arena, "%lld already here %s forward", (long long)r->forward, r->forward == 1 ? "goes" : "go");
        if (!text) return false;
        facts[r->facts.n++] = text;
    }
    if (r->firms) {
        const char *text = bl_arena_printf(&job->arena,
                                           r->firms == 1 ? "%lld firm without a person, named by the company"
                                                         : "%lld firms without a person, named by the company",
                                           (long long)r->firms);
        if (!text) return false;
        facts[r->facts.n++] = text;
    }
    return bl__talks_facts(job, facts);
}
