/* The summary of an import as JSON: DESIGN section 5. */
#include "bowline/export.h"

static void put_text(struct bl_json *json, const char *key, const char *value) {
    bl_json_key(json, key);
    bl_json_str(json, value);
}

static void put_int(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    bl_json_int(json, value);
}

static void put_int_or_null(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    if (value)
        bl_json_int(json, value);
    else
        bl_json_null(json);
}

static void put_mapping(struct bl_json *json, const struct bl_import_report *report) {
    bl_json_key(json, "mapping");
    bl_json_array(json);
    for (size_t i = 0; i < report->mapping_count; i++) {
        const struct bl_import_mapping *m = &report->mapping[i];
        const char *field = m->field == BL_IF_CUSTOM ? m->custom : bl_import_field_name(m->field);
        bl_json_object(json);
        put_text(json, "column", m->column);
        put_text(json, "field", m->field == BL_IF_SKIP ? NULL : field);
        put_text(json, "reason", m->reason);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_rejects(struct bl_json *json, const struct bl_import_report *report) {
    bl_json_key(json, "rejects");
    bl_json_array(json);
    for (size_t i = 0; i < report->reject_count; i++) {
        const struct bl_import_reject *r = &report->rejects[i];
        bl_json_object(json);
        put_int(json, "line", r->line);
        put_text(json, "column", r->column);
        put_text(json, "reason", r->reason);
        bl_json_key(json, "skipped");
        bl_json_bool(json, r->skipped);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_remembered(struct bl_json *json, const struct bl_import_report *report) {
    static const char *const kinds[] = {"map", "stage", "delimiter", "encoding", "date_order"};
    bl_json_key(json, "remembered");
    bl_json_array(json);
    for (size_t i = 0; i < report->remembered_count; i++) {
        const struct bl_import_remembered *r = &report->remembered[i];
        char day[BL_DATE_SIZE];
        bl_json_object(json);
        put_text(json, "what", kinds[r->kind]);
        put_text(json, "column", r->column);
        put_text(json, "value", r->value);
        put_text(json, "is", *r->is ? r->is : NULL);
        put_text(json, "said", bl_day_iso(r->said, day));
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_questions(struct bl_json *json, const struct bl_import_report *report) {
    bl_json_key(json, "questions");
    bl_json_array(json);
    for (size_t i = 0; i < report->question_count; i++) {
        const struct bl_import_question *q = &report->questions[i];
        bl_json_object(json);
        put_text(json, "kind", q->kind == BL_QUESTION_STAGE ? "stage" : "date_order");
        put_text(json, "column", q->column);
        put_text(json, "value", q->value);
        put_int(json, "line", q->line);
        put_int(json, "rows", q->rows);
        put_text(json, "guess", q->guess ? bl_track_name(BL_STAGE, q->guess) : NULL);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

/* Where journeys stand after it: new people by stage, those of them who have left, and people known already who go forward. */
static void put_journeys(struct bl_json *json, const struct bl_import_report *report) {
    bl_json_key(json, "opened");
    bl_json_object(json);
    for (int stage = BL_AWARENESS; stage <= BL_GROWTH; stage++)
        if (report->opened[stage]) put_int(json, bl_track_name(BL_STAGE, stage), report->opened[stage]);
    bl_json_end(json, '}');
    put_int(json, "closed", report->closed);
    put_int(json, "forward", report->forward);
    put_int(json, "firms", report->firms);
}

/* Of files that hold conversations: null in all others. */
static void put_conversations(struct bl_json *json, const struct bl_import_report *report) {
    bl_json_key(json, "conversations");
    if (!report->conversations) {
        bl_json_null(json);
        return;
    }
    bl_json_object(json);
    put_int(json, "new", report->talks);
    put_int(json, "longer", report->talks_longer);
    put_int(json, "people", report->people_made);
    put_int(json, "into_play", report->played);
    put_text(json, "me", report->me);
    bl_json_key(json, "me_certain");
    bl_json_bool(json, report->me && !report->me_doubt);
    bl_json_end(json, '}');
}

static void put_jobs(struct bl_json *json, const struct bl_import_report *report) {
    bl_json_key(json, "job_changes");
    bl_json_array(json);
    for (size_t i = 0; i < report->job_count; i++) {
        bl_json_object(json);
        put_int(json, "person", report->jobs[i].person);
        put_text(json, "name", report->jobs[i].name);
        put_text(json, "was", report->jobs[i].was);
        put_text(json, "now", report->jobs[i].now);
        put_text(json, "title", report->jobs[i].title);
        put_text(json, "company", report->jobs[i].company);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

/* Rows that were taken for somebody of another name, by the address. */
static void put_others(struct bl_json *json, const struct bl_import_report *report) {
    bl_json_key(json, "others");
    bl_json_array(json);
    for (size_t i = 0; i < report->other_count; i++) {
        bl_json_object(json);
        put_int(json, "line", report->others[i].line);
        put_text(json, "name", report->others[i].name);
        put_int(json, "person", report->others[i].person);
        put_text(json, "here", report->others[i].here);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
    put_int(json, "others_all", report->others_all);
}

void bl_json_import(struct bl_json *json, const struct bl_import_report *report, double seconds) {
    static const struct {
        const char *key;
        enum bl_import_outcome outcome;
    } counts[] = {{"new", BL_ROW_NEW},         {"updated", BL_ROW_UPDATED}, {"unchanged", BL_ROW_UNCHANGED}, {"rejected", BL_ROW_REJECTED},
                  {"skipped", BL_ROW_SKIPPED}, {"maybe", BL_ROW_MAYBE},     {"conflicts", BL_ROW_CONFLICT}};
    static const char *const rules[] = {"keep", "fill", "replace"};
    char delimiter[2] = {report->delimiter, '\0'};
    bl_json_object(json);
    put_text(json, "file", report->file);
    put_text(json, "preset", report->preset);
    put_text(json, "encoding", report->encoding);
    put_text(json, "delimiter", report->delimiter ? delimiter : NULL);
    put_int_or_null(json, "header_line", report->header_line);
    put_int(json, "rows", report->rows);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) put_int(json, counts[i].key, report->count[counts[i].outcome]);
    bl_json_key(json, "seconds");
    bl_json_num(json, seconds, 3);
    put_int_or_null(json, "step", report->step);
    bl_json_key(json, "dry_run");
    bl_json_bool(json, report->dry);
    bl_json_key(json, "asked");
    bl_json_strs(json, report->asked);
    put_mapping(json, report);
    put_rejects(json, report);
    put_text(json, "date_order", report->date_order);
    put_text(json, "on_conflict", rules[report->on_conflict]);
    put_int(json, "replaced", report->replaced);
    put_remembered(json, report);
    put_questions(json, report);
    put_conversations(json, report);
    put_jobs(json, report);
    put_journeys(json, report);
    put_text(json, "encoding_doubt", report->unsure);
    put_others(json, report);
    bl_json_end(json, '}');
}
