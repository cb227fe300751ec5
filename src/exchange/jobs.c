/* Changes of job: a list that is newer than the book (the second export of one's connections) names another company or title than the book has. As every value that differs it is
 * kept as it is unless the user says otherwise, but it is more than a conflict: it is a reason to talk, so it is told by name. */
#include "exchange/job.h"

#include <stdlib.h>

enum { KEPT = 1000, SHOWN = 120 };

/* "Data lead at Northwind", or the half there is. */
static const char *position(struct bl_arena *arena, const char *title, const char *company) {
    bool both = title && company;
    return bl_arena_printf(arena, "%.*s%s%.*s", SHOWN, title ? title : "", both ? " at " : "", SHOWN, company ? company : "");
}

static bool keep(struct bl_import *job, const struct bl_job_change *change) {
    struct bl_import_report *report = &job->report;
    if (report->job_count == job->jobs_cap) {
        size_t cap = job->jobs_cap ? job->jobs_cap * 2 : 16;
        struct bl_job_change *jobs = realloc(report->jobs, cap * sizeof *jobs);
        if (!jobs) return false;
        report->jobs = jobs;
        job->jobs_cap = cap;
    }
    report->jobs[report->job_count++] = *change;
    return true;
}

enum bl_status bl__jobs_look(struct bl_import *job, int64_t person, unsigned conflicts, struct bl_error *err) {
    const struct bl__preset *preset = job->look.plan.preset;
    const struct bl_person_edit *row = &job->values.edit;
    if (!preset || !preset->jobs || !(conflicts & (1u << BL_IF_COMPANY | 1u << BL_IF_TITLE))) return BL_OK;
    job->report.job_changes++;
    if (job->report.job_count == KEPT) return BL_OK;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    enum bl_status status = bl_store_person(job->store, person, &arena, &p, err);
    if (status) return status;
    struct bl_job_change change = {.person = person,
                                   .name = bl_arena_str(&job->arena, p.name),
                                   .was = position(&job->arena, p.title, p.company),
                                   .now = position(&job->arena, row->title, row->company)};
    return change.name && change.was && change.now && keep(job, &change) ? BL_OK : bl_nomem(err);
}
