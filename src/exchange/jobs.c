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

static bool newer(const struct bl_import *job) {
    return job->look.plan.preset && job->look.plan.preset->jobs;
}

/* What the book says of the person; memory of the job's as far as it is wanted. */
static enum bl_status look(struct bl_import *job, int64_t person, struct bl_arena *arena, struct bl_job_change *was, struct bl_error *err) {
    struct bl_person p;
    enum bl_status status = bl_store_person(bl__people_of(job), person, arena, &p, err);
    if (status) return status;
    *was = (struct bl_job_change){
        .person = person, .name = bl_arena_str(arena, p.name), .was = position(arena, p.title, p.company), .now = NULL};
    return was->name && was->was ? BL_OK : bl_nomem(err);
}

/* What is there is gone once the file's values take its place; else there is time to look later, and only at those who differ. */
enum bl_status bl__jobs_before(struct bl_import *job, int64_t person, struct bl_job_change *was, struct bl_error *err) {
    bool gone = newer(job) && job->report.on_conflict == BL_CONFLICT_REPLACE;
    was->person = person;
    bl_arena_free(&job->talking.arena);
    return gone ? look(job, person, &job->talking.arena, was, err) : BL_OK;
}

static bool take_value(struct bl_import *job, unsigned conflicts, enum bl_import_field field, const char *value, const char **out) {
    if (!value || !(conflicts & 1u << field)) return true;
    *out = bl_arena_str(&job->arena, value);
    return *out;
}

enum bl_status bl__jobs_after(struct bl_import *job, const struct bl_job_change *was, unsigned conflicts, struct bl_error *err) {
    const struct bl_person_edit *row = &job->values.edit;
    if (!newer(job) || !(conflicts & (1u << BL_IF_COMPANY | 1u << BL_IF_TITLE))) return BL_OK;
    job->report.job_changes++;
    if (job->report.job_count == KEPT) return BL_OK;
    struct bl_job_change change = *was;
    enum bl_status status = was->name ? BL_OK : look(job, was->person, &job->talking.arena, &change, err);
    if (status) return status;
    change.name = bl_arena_str(&job->arena, change.name);
    change.was = bl_arena_str(&job->arena, change.was);
    change.now = position(&job->arena, row->title, row->company);
    if (!take_value(job, conflicts, BL_IF_TITLE, row->title, &change.title)) return bl_nomem(err);
    if (!take_value(job, conflicts, BL_IF_COMPANY, row->company, &change.company)) return bl_nomem(err);
    return change.name && change.was && change.now && keep(job, &change) ? BL_OK : bl_nomem(err);
}
