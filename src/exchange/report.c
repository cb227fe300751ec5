/* What is said about an import: examples of each outcome, rejected rows with their reasons, and what the user is asked. Everything kept is
 * bounded; everything counted is exact. */
#include "exchange/job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 1 << 16, SHOWN = 160 };

#define QUOTE_L "\xE2\x80\x9C"
#define QUOTE_R "\xE2\x80\x9D"

/* Of a vCard only the properties that it has. */
static void keep_seen(struct bl_import_report *report) {
    size_t n = 0;
    for (size_t i = 0; i < report->mapping_count; i++)
        if (report->mapping[i].sample) report->mapping[n++] = report->mapping[i];
    report->mapping_count = n;
}

static enum bl_status copy_mapping(struct bl_import *job, struct bl_error *err) {
    const struct bl__plan *plan = &job->look.plan;
    struct bl_import_mapping *mapping = bl_arena_array(&job->arena, plan->n + 1, sizeof *mapping);
    if (!mapping) return bl_nomem(err);
    for (size_t i = 0; i < plan->n; i++) {
        mapping[i] = (struct bl_import_mapping){.column = plan->at[i].header,
                                                .field = plan->at[i].field,
                                                .custom = plan->at[i].custom,
                                                .reason = plan->at[i].reason,
                                                .sample = plan->at[i].samples[0]};
        memcpy(mapping[i].samples, plan->at[i].samples, sizeof mapping[i].samples);
    }
    job->report.mapping = mapping;
    job->report.mapping_count = plan->n;
    if (job->cards) keep_seen(&job->report);
    return BL_OK;
}

enum bl_status bl__report_open(struct bl_import *job, const char *path, struct bl_error *err) {
    const struct bl__preset *preset = job->look.plan.preset;
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "standard input" : slash && slash[1] ? slash + 1 : path;
    job->report.file = bl_arena_str(&job->arena, name);
    job->report.preset = job->cards ? "vcard" : preset ? preset->key : NULL;
    job->report.preset_name = job->cards ? "vCard" : preset ? preset->name : NULL;
    job->report.delimiter = job->look.delimiter;
    job->report.header_line = job->look.header_line;
    job->report.encoding = bl_arena_str(&job->arena, bl__decoder_name(&job->source.decoder));
    job->report.dry = job->dry;
    if (!job->examples) job->examples = BL__EXAMPLES;
    job->report.date_order = bl__order_name(job->look.plan.years_first && !job->look.plan.order ? BL__YMD : job->look.plan.order);
    if (!job->report.file || !job->report.encoding) return bl_nomem(err);
    enum bl_status status = copy_mapping(job, err);
    return status ? status : bl__remember_report(job, err);
}

/* ---- counts and examples --------------------------------------------------------------------------------------------------------------- */

bool bl__report_wants(const struct bl_import *job, enum bl_import_outcome outcome) {
    return job->report.count[outcome] >= job->examples_from && job->report.example_count[outcome] < job->examples;
}

void bl__report_count(struct bl_import *job, enum bl_import_outcome outcome, int64_t line, const char *text) {
    struct bl_import_report *report = &job->report;
    bool wanted = text && bl__report_wants(job, outcome);
    report->count[outcome]++;
    if (!wanted) return;
    struct bl_import_example **examples = &report->examples[outcome];
    if (!*examples) *examples = bl_arena_array(&job->arena, job->examples, sizeof **examples);
    const char *kept = bl_arena_str(&job->arena, text);
    if (kept && *examples) report->examples[outcome][report->example_count[outcome]++] = (struct bl_import_example){line, kept};
}

const char *bl__report_new(struct bl_import *job) {
    const struct bl_person_edit *e = &job->values.edit;
    char day[BL_DATE_SIZE];
    bool since = e->first_contact != BL_NO_DAY;
    return bl_arena_printf(&job->arena, "%.*s%s%.*s%s%s", SHOWN, e->name, e->company ? ", " : "", SHOWN, e->company ? e->company : "",
                           since ? " \xC2\xB7 since " : "", since ? bl_day_short(e->first_contact, job->values.today, day) : "");
}

/* The value a row has for a field; NULL when there is none that fits a line. */
static const char *row_value(const struct bl_person_edit *e, enum bl_import_field field, struct bl_arena *arena) {
    char day[BL_DATE_SIZE];
    switch (field) {
    case BL_IF_NAME: return e->name;
    case BL_IF_FIRST: return e->first_name;
    case BL_IF_LAST: return e->last_name;
    case BL_IF_EMAIL: return e->emails.n ? e->emails.at[0] : NULL;
    case BL_IF_PHONE: return e->phones.n ? e->phones.at[0] : NULL;
    case BL_IF_URL: return e->urls.n ? e->urls.at[0] : NULL;
    case BL_IF_COMPANY: return e->company;
    case BL_IF_TITLE: return e->title;
    case BL_IF_SOURCE: return e->source;
    case BL_IF_NOTE: return e->note;
    case BL_IF_TAGS: return e->tags.n ? e->tags.at[0] : NULL;
    case BL_IF_FIRST_CONTACT: return e->first_contact != BL_NO_DAY ? bl_arena_str(arena, bl_day_iso(e->first_contact, day)) : NULL;
    default: return NULL;
    }
}

const char *bl__report_filled(struct bl_import *job, unsigned filled) {
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    bl_buf_addf(&line, "%.*s", SHOWN, job->values.edit.name);
    int told = 0;
    for (int f = BL_IF_NAME; f < BL_IF_COUNT && told < 3; f++) {
        if (!(filled & 1u << f)) continue;
        const char *value = row_value(&job->values.edit, (enum bl_import_field)f, &job->arena);
        bl_buf_addf(&line, "%s%s", told++ ? ", " : ": ", bl_import_field_name((enum bl_import_field)f));
        if (value) bl_buf_addf(&line, " " QUOTE_L "%.*s" QUOTE_R, SHOWN, value);
    }
    return line.failed ? NULL : bl_arena_str(&job->arena, line.data);
}

/* What the book has for a field, where it can be said in a word. */
static const char *book_value(const struct bl_person *p, enum bl_import_field field) {
    switch (field) {
    case BL_IF_NAME: return p->name;
    case BL_IF_FIRST: return p->first_name;
    case BL_IF_LAST: return p->last_name;
    case BL_IF_COMPANY: return p->company;
    case BL_IF_TITLE: return p->title;
    case BL_IF_SOURCE: return p->source;
    case BL_IF_NOTE: return p->note;
    default: return NULL;
    }
}

const char *bl__report_conflict(struct bl_import *job, int64_t person, unsigned conflicts) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    struct bl_person p;
    struct bl_error ignored;
    if (bl_store_person(bl__people_of(job), person, &arena, &p, &ignored)) return NULL;
    int f = BL_IF_NAME;
    while (f < BL_IF_COUNT && !(conflicts & 1u << f)) f++;
    const char *here = book_value(&p, (enum bl_import_field)f), *there = row_value(&job->values.edit, (enum bl_import_field)f, &arena);
    bl_buf_addf(&line, "%.*s: %s", SHOWN, p.name, f < BL_IF_COUNT ? bl_import_field_name((enum bl_import_field)f) : "?");
    if (here) bl_buf_addf(&line, " here " QUOTE_L "%.*s" QUOTE_R ",", SHOWN, here);
    if (there) bl_buf_addf(&line, " in the file " QUOTE_L "%.*s" QUOTE_R, SHOWN, there);
    if (here) bl_buf_addf(&line, " (keeps %.*s)", SHOWN, here);
    return line.failed ? NULL : bl_arena_str(&job->arena, line.data);
}

/* ---- rejects -------------------------------------------------------------------------------------------------------------------------------- */

static bool keep_reject(struct bl_import *job, int64_t line, bool skipped) {
    struct bl_import_report *report = &job->report;
    if (report->reject_count == BL__REJECTS_KEPT) return true;
    if (report->reject_count == job->rejects_cap) {
        size_t cap = job->rejects_cap ? job->rejects_cap * 2 : 32;
        struct bl_import_reject *rejects = realloc(report->rejects, cap * sizeof *rejects);
        if (!rejects) return false;
        report->rejects = rejects;
        job->rejects_cap = cap;
    }
    const char *column = job->values.column;
    const char *reason = bl_arena_str(&job->arena, bl_buf_text(&job->values.reason));
    if (!reason) return false;
    report->rejects[report->reject_count++] =
        (struct bl_import_reject){.line = line, .column = column, .reason = reason, .skipped = skipped};
    return true;
}

static void put_reject(struct bl_import *job, const struct bl__row *row) {
    BL_AUTO(bl_buf) struct bl_buf reason = {0};
    if (!job->cards) {
        bl__rejects_put(job, row);
        return;
    }
    bl_buf_addf(&reason, "line %lld: ", (long long)row->line);
    if (job->values.column) bl_buf_addf(&reason, "%s: ", job->values.column);
    bl_buf_str(&reason, bl_buf_text(&job->values.reason));
    bl__card_reject(&job->rejects, row, bl_buf_text(&reason));
}

enum bl_status bl__report_reject(struct bl_import *job, const struct bl__row *row, bool skipped, struct bl_error *err) {
    const char *text = NULL;
    enum bl_import_outcome outcome = skipped ? BL_ROW_SKIPPED : BL_ROW_REJECTED;
    if (!keep_reject(job, row->line, skipped)) return bl_nomem(err);
    if (bl__report_wants(job, outcome)) text = bl_buf_text(&job->values.reason);
    bl__report_count(job, outcome, row->line, text);
    if (skipped || job->rejects_fd < 0) return BL_OK;
    put_reject(job, row);
    if (job->rejects.failed) return bl_nomem(err);
    return job->rejects.len >= FLUSH_AT ? bl__report_flush(job, err) : BL_OK;
}

enum bl_status bl__report_flush(struct bl_import *job, struct bl_error *err) {
    for (size_t done = 0; done < job->rejects.len;) {
        ssize_t w = write(job->rejects_fd, job->rejects.data + done, job->rejects.len - done);
        if (w < 0 && errno == EINTR) continue;
        if (w <= 0) return bl_fail(err, BL_FAILED, "cannot write the rejected rows: %s", strerror(errno));
        done += (size_t)w;
    }
    bl_buf_cut(&job->rejects, 0);
    return BL_OK;
}

/* ---- the end ------------------------------------------------------------------------------------------------------------------------------------ */

static const char *stray_bytes(struct bl_import *job) {
    const struct bl__decoder *decoder = &job->source.decoder;
    bool told = strcmp(bl__decoder_name(decoder), "windows-1252") == 0;
    if (!decoder->stray || told) return NULL;
    bool utf8 = decoder->charset == BL__UTF8;
    return bl_arena_printf(&job->arena, "%lld %s no %s and %s", (long long)decoder->stray, decoder->stray == 1 ? "byte is" : "bytes are",
                           bl__decoder_name(decoder),
                           utf8 ? "read as Windows-1252 (--encoding to say otherwise)" : "replaced by \xEF\xBF\xBD");
}

/* A guess among code pages that some names speak against. */
static bool tell_unsure(struct bl_import *job) {
    struct bl__pages pages;
    if (!bl__decoder_doubt(&job->source.decoder, &pages)) return true;
    job->report.unsure = bl__pages_text(&pages, &job->arena);
    return job->report.unsure;
}

/* People are called by their addresses because no column has their names: the first thing to hear about a file. */
static bool tell_nameless(struct bl_import *job) {
    const char *candidates = job->look.plan.candidates;
    size_t first = candidates ? strcspn(candidates, ",") : 0;
    if (!candidates || !job->nameless) return true;
    job->report.nameless =
        *candidates
            ? bl_arena_printf(&job->arena,
                              "no column holds a name, people are called by their e-mail address: --map name=%s%.*s%s (columns: %s)",
                              memchr(candidates, ' ', first) ? "\"" : "", (int)first, candidates,
                              memchr(candidates, ' ', first) ? "\"" : "", candidates)
            : bl_arena_str(&job->arena, "no column holds a name, people are called by their e-mail address");
    return job->report.nameless;
}

static struct bl_import_question question_of(const struct bl_import *job, const struct bl__note *note) {
    const struct bl__column *column = &job->look.plan.at[note->column];
    const struct bl__stage_word *word =
        note->kind == BL__NOTE_GUESS ? bl__stage_word_for(column->stages, column->key, note->sample, strlen(note->sample)) : NULL;
    return (struct bl_import_question){.kind = note->kind == BL__NOTE_ORDER ? BL_QUESTION_DATES : BL_QUESTION_STAGE,
                                       .column = column->header,
                                       .value = note->sample,
                                       .line = note->line,
                                       .rows = note->n,
                                       .guess = word ? word->stage : 0};
}

/* Those of the notes that only the user can settle; words before days. */
static bool list_questions(struct bl_import *job) {
    struct bl_import_report *r = &job->report;
    r->questions = bl_arena_array(&job->arena, job->notes.n + 1, sizeof *r->questions);
    for (int days = 0; r->questions && days < 2; days++)
        for (size_t i = 0; i < job->notes.n; i++) {
            enum bl__note_kind kind = job->notes.at[i].kind;
            bool wanted = days ? kind == BL__NOTE_ORDER : kind == BL__NOTE_STAGE || kind == BL__NOTE_GUESS;
            if (wanted) r->questions[r->question_count++] = question_of(job, &job->notes.at[i]);
        }
    return r->questions != NULL;
}

static const char *days_both_ways(struct bl_import *job) {
    const struct bl__plan *plan = &job->look.plan;
    size_t c = plan->votes.column;
    return c < plan->n ? bl__votes_text(&plan->votes, plan->at[c].header, &job->arena) : NULL;
}

/* With the stage it was taken for: that is what the user has to agree with. */
static const char *guess_text(struct bl_import *job, const struct bl__note *note) {
    const struct bl_import_question q = question_of(job, note);
    const char *many = note->n > 1 ? bl_arena_printf(&job->arena, " (%lld rows)", (long long)note->n) : "";
    if (!many || !q.guess) return many ? bl__note_text(note, q.column, &job->arena) : NULL;
    return bl_arena_printf(&job->arena,
                           "%s, line %lld%s: " QUOTE_L "%s" QUOTE_R " may mean several stages, %s was taken (--stage-map VALUE=STAGE)",
                           q.column, (long long)q.line, many, q.value, bl_track_name(BL_STAGE, q.guess));
}

enum bl_status bl__report_close(struct bl_import *job, struct bl_error *err) {
    const char **asked = bl_arena_array(&job->arena, job->notes.n + 5, sizeof *asked);
    const char *encoding = bl_arena_str(&job->arena, bl__decoder_name(&job->source.decoder));
    if (!asked || !encoding || !tell_nameless(job) || !tell_unsure(job) || !bl__facts(job)) return bl_nomem(err);
    size_t n = 0;
    if (job->report.nameless) asked[n++] = job->report.nameless;
    if (job->report.unsure) asked[n++] = job->report.unsure;
    if (job->report.me_doubt) asked[n++] = job->report.me_doubt;
    const char *stray = stray_bytes(job);
    if (stray) asked[n++] = stray;
    const char *both_ways = days_both_ways(job);
    if (both_ways) asked[n++] = both_ways;
    for (int taken = 0; taken < 2; taken++)
        for (size_t i = 0; i < job->notes.n; i++) {
            const struct bl__note *note = &job->notes.at[i];
            bool word = note->kind == BL__NOTE_GUESS, guess = word || note->kind == BL__NOTE_TURNED || note->kind == BL__NOTE_COMMA;
            if (guess != (taken == 1)) continue;
            asked[n] = word ? guess_text(job, note) : bl__note_text(note, job->look.plan.at[note->column].header, &job->arena);
            if (!asked[n++]) return bl_nomem(err);
            job->report.taken += guess;
        }
    if (!list_questions(job)) return bl_nomem(err);
    job->report.encoding = encoding;
    job->report.asked = (struct bl_strs){asked, n};
    return BL_OK;
}
