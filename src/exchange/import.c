/* The import job: one transaction, one step, in pieces, so that a screen stays alive and Ctrl-C leaves the file as it was.
 *
 * Looking at the file (open) takes no lock, nor does a rehearsal; in earnest the write lock is taken with the first piece. A row is either new, fills blanks of somebody known, says nothing
 * new, is rejected, or is skipped: every row is counted in exactly one of these. */
#include "exchange/job.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- open ------------------------------------------------------------------------------------------------------------------------------------ */

static const char *kept(struct bl_import *job, const char *s) {
    return s && *s ? bl_arena_str(&job->arena, s) : NULL;
}

/* The answers of now and before; the caller's words are kept in the arena. */
static enum bl_status take_answers(struct bl_import *job, const struct bl_pairs *map, struct bl_error *err) {
    enum bl_status status = bl__stage_map_check(map, err);
    if (status) return status;
    struct bl_pair *at = bl_arena_array(&job->arena, map->n + 1, sizeof *at);
    for (size_t i = 0; at && i < map->n; i++) {
        at[i] = (struct bl_pair){bl_arena_str(&job->arena, map->at[i].name), bl_arena_str(&job->arena, map->at[i].value)};
        if (!at[i].name || !at[i].value) return bl_nomem(err);
    }
    const struct bl_pairs said = {at, map->n};
    const char *list = bl__stage_list(&job->look.plan, job->look.print, &job->arena);
    if (!at || !list || !bl__answers_make(&job->look.plan, list, &said, &job->memory, &job->arena, &job->answers)) return bl_nomem(err);
    job->values.answers = &job->answers;
    return BL_OK;
}

static bool take_options(struct bl_import *job, const struct bl_import_options *options) {
    const struct bl__preset *preset = job->look.plan.preset;
    job->dry = options->dry;
    job->rejects_fd = options->dry && !options->rejects_dry ? -1 : options->rejects_fd;
    job->report_fd = options->report_fd;
    job->source_said = kept(job, options->source);
    job->source_name = job->source_said ? job->source_said : preset ? preset->source : NULL;
    job->tag = kept(job, options->tag);
    job->examples = options->examples;
    job->examples_from = options->examples_from;
    job->stage = options->stage;
    job->moment = options->moment;
    job->values.notes = &job->notes;
    if (bl__rowlog_wanted(job)) job->notes.columns = job->look.plan.at;
    job->values.today = bl_store_now(job->store).today;
    job->values.tag = job->tag;
    job->said.delimiter = options->delimiter;
    job->said.encoding = kept(job, options->encoding);
    job->said.date_order = kept(job, options->date_order);
    job->said.afresh = options->afresh;
    job->report.on_conflict = options->on_conflict;
    return (job->said.encoding || !options->encoding) && (job->said.date_order || !options->date_order);
}

/* The file's head, not yet decoded; *offset where the file begins, -1 for a pipe. */
static enum bl_status read_head(struct bl_import *job, const struct bl_import_options *options, int64_t *offset, struct bl_error *err) {
    struct stat info;
    *offset = (int64_t)lseek(options->fd, 0, SEEK_CUR);
    enum bl_status status = bl__source_open(&job->source, options->fd, *offset, err);
    if (!status && fstat(options->fd, &info) == 0 && S_ISDIR(info.st_mode))
        return bl_fail(err, BL_FAILED, "%.200s is a directory", options->path);
    if (!status && *offset >= 0 && S_ISREG(info.st_mode) && info.st_size > *offset) job->report.bytes_total = info.st_size - *offset;
    if (!status) status = bl__source_head(&job->source, err);
    return status ? status : bl__sniff_kind(job->source.raw, job->source.raw_n, options->path, err);
}

/* Decoded in one way, what does the head say? */
static enum bl_status look_as(struct bl_import *job, const char *encoding, const char *head, size_t n, const struct bl__wish *wish,
                              struct bl_error *err) {
    job->look = (struct bl__look){0};
    enum bl_status status = bl__source_again(&job->source, encoding, head, n, err);
    return status ? status : bl__look_at(&job->source, wish, &job->arena, &job->look, err);
}

/* Such a list may have been read in another encoding than one would guess: it is, when its header is known from there. Not so one that says itself what it is, as the rejects of
 * such a list do. */
static enum bl_status look_as_before(struct bl_import *job, const char *head, size_t n, const struct bl__wish *wish, const char **encoding,
                                     struct bl_error *err) {
    size_t known_n = bl__decode_plain(head, n) ? 0 : job->memory.n;
    for (size_t i = 0; i < known_n; i++) {
        const struct bl_reading *r = &job->memory.at[i];
        if (strcmp(r->what, "encoding") != 0) continue;
        struct bl_error ignored;
        bool known = look_as(job, r->value, head, n, wish, &ignored) == BL_OK && strcmp(job->look.print, r->list) == 0;
        if (!known) continue;
        *encoding = r->value;
        return BL_OK;
    }
    return look_as(job, NULL, head, n, wish, err);
}

static enum bl_status look(struct bl_import *job, const struct bl_import_options *options, int64_t offset, const char *head, size_t n,
                           struct bl_error *err) {
    const struct bl__wish wish = {.delimiter = options->delimiter,
                                  .date_order = options->date_order,
                                  .map = &options->map,
                                  .path = options->path,
                                  .memory = &job->memory,
                                  .columns = options->columns,
                                  .today = bl_store_now(job->store).today};
    const char *encoding = options->encoding;
    enum bl_status status = encoding ? look_as(job, encoding, head, n, &wish, err) : look_as_before(job, head, n, &wish, &encoding, err);
    if (!status && job->look.undecided && offset >= 0) status = bl__scan_order(options->fd, offset, encoding, &job->look, err);
    return status;
}

/* A vCard says itself what is what. */
static enum bl_status open_cards(struct bl_import *job, const struct bl_import_options *options, struct bl_error *err) {
    if (options->map.n || options->delimiter) {
        enum bl_status status = bl_fail(err, BL_USAGE, "%.200s is a vCard: it has no columns", options->path);
        bl_hint(err, "leave out %s", options->map.n ? "--map" : "--delimiter");
        return status;
    }
    enum bl_status status = bl__card_plan(&job->source.text, &job->arena, &job->look.plan, err);
    job->report.fixed = true;
    return status ? status : bl__cards_open(&job->source, &job->cards, err);
}

static enum bl_status open_table(struct bl_import *job, const struct bl_import_options *options, int64_t offset, const char *head, size_t n,
                                 struct bl_error *err) {
    enum bl_status status = look(job, options, offset, head, n, err);
    if (!status) status = bl__csv_open(&job->source, job->look.delimiter, job->look.data_at, job->look.data_line, &job->csv, err);
    if (!status && job->look.rejects) bl__csv_reasons(job->csv);
    if (!status) bl__csv_width(job->csv, job->look.plan.n);
    return status;
}

static enum bl_status open_records(struct bl_import *job, const struct bl_import_options *options, int64_t offset, struct bl_error *err) {
    size_t n = job->source.raw_n;
    const char *head = n ? bl_arena_copy(&job->arena, job->source.raw, n) : "";
    if (!head) return bl_nomem(err);
    enum bl_status status = bl__source_again(&job->source, options->encoding, head, n, err);
    if (status) return status;
    bool cards = bl__cards_are(bl_buf_text(&job->source.text), job->source.text.len);
    return cards ? open_cards(job, options, err) : open_table(job, options, offset, head, n, err);
}

static enum bl_status open_job(struct bl_import *job, const struct bl_import_options *options, struct bl_error *err) {
    int64_t offset;
    enum bl_status status = read_head(job, options, &offset, err);
    if (!status) status = bl__remember_load(job, options->afresh, err);
    if (!status) status = open_records(job, options, offset, err);
    if (!status) status = take_answers(job, &options->stage_map, err);
    if (!status) status = bl__talks_open(job, options, err);
    if (status) return status;
    if (!take_options(job, options)) return bl_nomem(err);
    return bl__report_open(job, options->path, err);
}

enum bl_status bl_import_open(struct bl_store *store, const struct bl_import_options *options, struct bl_import **out,
                              struct bl_error *err) {
    struct bl_import *job = calloc(1, sizeof *job);
    if (!job) return bl_nomem(err);
    job->store = store;
    enum bl_status status = open_job(job, options, err);
    if (status)
        bl_import_close(job);
    else
        *out = job;
    return status;
}

struct bl_store *bl__people_of(const struct bl_import *job) {
    return job->bulk ? bl_bulk_store(job->bulk) : job->store;
}

/* ---- one row ------------------------------------------------------------------------------------------------------------------------------------ */

static bool names_column(const struct bl__column *column, const struct bl__cell *cell) {
    const char *s = cell->s;
    size_t n = cell->n;
    bl__value_bare(&s, &n);
    return *column->key ? bl__ascii_is(s, n, column->header) : !n;
}

/* Files glued together repeat their header, perhaps in other letters. */
static bool header_again(const struct bl_import *job, const struct bl__row *row) {
    const struct bl__plan *plan = &job->look.plan;
    if (!job->look.header_line || row->n != plan->n) return false;
    size_t named = 0;
    for (size_t i = 0; i < row->n; i++) {
        if (!names_column(&plan->at[i], &row->at[i])) return false;
        named += *plan->at[i].key != '\0';
    }
    return named > 0;
}

static enum bl_status insert_row(struct bl_import *job, int64_t line, bool maybe, struct bl_error *err) {
    struct bl__values *v = &job->values;
    int64_t id;
    if (job->source_said || !v->edit.source) v->edit.source = job->source_name;
    int stage = job->stage ? job->stage : v->stage, moment = job->moment ? job->moment : v->moment;
    int left = v->left && stage >= BL_COMMITMENT ? BL_CHURNED : v->left;
    if (left == BL_CHURNED && stage < BL_COMMITMENT) stage = BL_COMMITMENT; /* only who had bought can leave */
    enum bl_status status = bl_bulk_insert(job->bulk, &v->edit, stage, moment, &id, err);
    if (!status && left) status = bl_bulk_rest(job->bulk, id, left, BL_NO_DAY, err);
    if (!status && v->status) status = bl_bulk_rest(job->bulk, id, v->status, v->until, err);
    bool added;
    if (!status) status = bl__talk_give(job, id, &added, err);
    if (status) return status;
    job->report.people_made++;
    job->report.firms += v->firm;
    bl__facts_opened(job, stage, left != 0);
    if (!job->first_new) job->first_new = id;
    bool show = bl__report_wants(job, BL_ROW_NEW) || (maybe && bl__report_wants(job, BL_ROW_MAYBE));
    const char *text = show ? bl__report_new(job) : NULL;
    bl__report_count(job, BL_ROW_NEW, line, text);
    if (maybe) bl__report_count(job, BL_ROW_MAYBE, line, text);
    const struct bl__fate fate = {.outcome = BL_ROW_NEW,
                                  .line = line,
                                  .person = id,
                                  .name = v->edit.name,
                                  .reason = maybe ? "of the same name as somebody here; kept apart" : NULL};
    return bl__rowlog_add(job, &fate, err);
}

/* A file never closes a live journey: that it says so is told. */
static enum bl_status tell_left(struct bl_import *job, int64_t line, int64_t person, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    enum bl_status status = bl_store_person(bl__people_of(job), person, &arena, &p, err);
    if (status || p.at.status >= BL_LOST) return status;
    const char *text = bl_arena_printf(&job->arena, "%.160s: %s in the file (keeps %s)", p.name, bl_status_name(job->values.left),
                                       bl_track_name(BL_STAGE, p.at.stage));
    bl__report_count(job, BL_ROW_CONFLICT, line, text);
    return BL_OK;
}

/* A preset's source says where somebody new comes from; of people already known that is known better. */
static enum bl_status fill(struct bl_import *job, int64_t person, struct bl_bulk_filled *filled, struct bl_error *err) {
    struct bl__values *v = &job->values;
    struct bl_person_edit row = v->edit;
    bool moved = false;
    if (job->source_said) row.source = job->source_said;
    if (v->nameless || v->firm) row.name = NULL; /* an address or a firm in place of a name contradicts no name */
    enum bl_status status = bl_bulk_fill(job->bulk, person, &row, filled, err);
    if (!status && !v->left && (v->stage || v->moment)) status = bl_bulk_forward(job->bulk, person, v->stage, v->moment, &moved, err);
    if (moved) {
        job->report.forward++;
        filled->changed = true;
        filled->filled |= 1u << BL_IF_STAGE;
    }
    return status;
}

static enum bl_status log_fill(struct bl_import *job, int64_t line, int64_t person, const struct bl_bulk_filled *filled, const char *other,
                               struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    if (!bl__rowlog_wanted(job)) return BL_OK;
    enum bl_status status = bl_store_person(bl__people_of(job), person, &arena, &p, err);
    if (status) return status;
    bool left = job->values.left && p.at.status < BL_LOST;
    const struct bl__fate fate = {.outcome = filled->changed ? BL_ROW_UPDATED : BL_ROW_UNCHANGED,
                                  .line = line,
                                  .person = person,
                                  .name = p.name,
                                  .reason = other  ? other
                                            : left ? "the file says they left; a file closes no journey"
                                                   : NULL,
                                  .filled = filled->filled,
                                  .replaced = filled->replaced,
                                  .conflicts = filled->conflicts & ~filled->replaced};
    return bl__rowlog_add(job, &fate, err);
}

static enum bl_status fill_row(struct bl_import *job, int64_t line, int64_t person, struct bl_error *err) {
    struct bl_bulk_filled filled;
    struct bl_job_change was = {0};
    bool talked = false;
    enum bl_status status = bl__jobs_before(job, person, &was, err);
    if (!status) status = fill(job, person, &filled, err);
    if (!status) status = bl__jobs_after(job, &was, filled.conflicts, err);
    if (!status) status = bl__talk_give(job, person, &talked, err);
    if (!status) filled.changed |= talked;
    const char *other = NULL;
    if (!status) status = bl__others(job, line, person, filled.conflicts & ~filled.replaced, &other, err);
    if (!status) status = log_fill(job, line, person, &filled, other, err);
    if (status) return status;
    enum bl_import_outcome outcome = filled.changed ? BL_ROW_UPDATED : BL_ROW_UNCHANGED;
    const char *text = NULL;
    if (bl__report_wants(job, outcome))
        text = filled.filled || filled.replaced ? bl__report_filled(job, filled.filled | filled.replaced) : bl__report_new(job);
    bl__report_count(job, outcome, line, text);
    unsigned kept_as_is = filled.conflicts & ~filled.replaced;
    job->report.replaced += filled.replaced != 0;
    if (job->values.left && !kept_as_is) return tell_left(job, line, person, err);
    if (!kept_as_is) return BL_OK;
    text = !bl__report_wants(job, BL_ROW_CONFLICT) ? NULL : other ? other : bl__report_conflict(job, person, kept_as_is);
    bl__report_count(job, BL_ROW_CONFLICT, line, text);
    return BL_OK;
}

static enum bl__verdict read_row(struct bl_import *job, const struct bl__row *row) {
    if (job->cards) return bl__card_read(&job->values, &job->look.plan, row);
    if (job->talking.kind == BL__TALKS_INVITATIONS) return bl__invitation_read(job, row);
    enum bl__verdict verdict = bl__values_read(&job->values, &job->look.plan, row, job->source.nul);
    if (job->talking.kind == BL__TALKS_EVENTS && verdict == BL__USABLE) bl__event_read(job, row);
    return verdict;
}

enum bl_status bl__turn_away(struct bl_import *job, const struct bl__row *row, bool skipped, struct bl_error *err) {
    const struct bl__fate fate = {.outcome = skipped ? BL_ROW_SKIPPED : BL_ROW_REJECTED,
                                  .line = row->line,
                                  .column = job->values.column,
                                  .reason = bl_buf_text(&job->values.reason)};
    enum bl_status status = bl__report_reject(job, row, skipped, err);
    return status ? status : bl__rowlog_add(job, &fate, err);
}

static enum bl_status take_row(struct bl_import *job, const struct bl__row *row, struct bl_error *err) {
    struct bl__values *v = &job->values;
    job->report.rows++;
    if (job->talking.kind == BL__TALKS_MESSAGES && !header_again(job, row)) return bl__message_take(job, row, err);
    bool again = !row->bad && !job->cards && header_again(job, row);
    enum bl__verdict verdict = again ? BL__NOTHING : read_row(job, row);
    if (again && !bl__values_begin(v, 0)) v->failed = true;
    if (again) bl_buf_str(&v->reason, "the header again");
    if (v->failed) return bl_nomem(err);
    if (verdict != BL__USABLE) return bl__turn_away(job, row, verdict == BL__NOTHING, err);
    job->nameless += v->nameless;
    struct bl_bulk_match match;
    enum bl_status status = bl_bulk_match(job->bulk, &v->edit, &match, err);
    if (status) return status;
    /* Two rows of a book were two people there, whatever they have in common. */
    if ((job->look.plan.own || v->apart) && job->first_new && match.id >= job->first_new) match = (struct bl_bulk_match){0};
    return match.id ? fill_row(job, row->line, match.id, err) : insert_row(job, row->line, match.maybe, err);
}

/* ---- in pieces ------------------------------------------------------------------------------------------------------------------------------------ */

enum bl_status bl_import_step(struct bl_import *job, size_t bytes, bool *done, struct bl_error *err) {
    if (!job->bulk && !job->at_end) {
        enum bl_status status = bl_bulk_begin(job->store, job->dry, &job->bulk, err);
        if (status) return status;
        bl_bulk_replace(job->bulk, job->report.on_conflict == BL_CONFLICT_REPLACE);
    }
    for (size_t taken = 0; !job->at_end && taken < bytes;) {
        struct bl__row row;
        enum bl_status status =
            job->cards ? bl__cards_next(job->cards, &row, &job->at_end, err) : bl__csv_next(job->csv, &row, &job->at_end, err);
        if (!status && !job->at_end) {
            taken += row.raw_n;
            status = take_row(job, &row, err);
        }
        if (status) return status;
    }
    size_t ahead = job->source.text.len - (job->cards ? bl__cards_at(job->cards) : bl__csv_at(job->csv));
    job->report.bytes = job->source.bytes > (int64_t)ahead ? job->source.bytes - (int64_t)ahead : 0;
    *done = job->at_end;
    return job->at_end && job->talking.kind == BL__TALKS_MESSAGES ? bl__messages_end(job, done, err) : BL_OK;
}

static enum bl_status nothing_usable(struct bl_import *job, struct bl_error *err) {
    const struct bl_import_report *r = &job->report;
    bl_bulk_rollback(job->bulk);
    job->bulk = NULL;
    enum bl_status status;
    if (!r->rows)
        status = bl_fail(err, BL_REFUSED, "%s has a header and no rows", r->file);
    else
        status = bl_fail(err, BL_REFUSED, "%s: no row can be used (%lld rejected, %lld skipped)", r->file,
                         (long long)r->count[BL_ROW_REJECTED], (long long)r->count[BL_ROW_SKIPPED]);
    if (r->reject_count) bl_hint(err, "line %lld: %s", (long long)r->rejects[0].line, r->rejects[0].reason);
    return status;
}

static void name_step(const struct bl_import_report *r, struct bl_buf *name) {
    long long new = (long long)r->count[BL_ROW_NEW], updated = (long long)r->count[BL_ROW_UPDATED];
    bl_buf_addf(name, "import %s: ", r->file);
    if (r->talks || r->talks_longer) {
        bl_buf_addf(name, "%lld %s", (long long)r->talks, r->talks == 1 ? "conversation" : "conversations");
        if (r->talks_longer) bl_buf_addf(name, ", %lld longer", (long long)r->talks_longer);
        bl_buf_addf(name, ", %lld %s", (long long)r->people_made, r->people_made == 1 ? "person" : "people");
        return;
    }
    if (!new && !updated) bl_buf_str(name, "how to read it");
    if (new) bl_buf_addf(name, "%lld %s", new, new == 1 ? "person" : "people");
    if (updated) bl_buf_addf(name, "%s%lld updated", new ? ", " : "", updated);
}

enum bl_status bl_import_finish(struct bl_import *job, struct bl_error *err) {
    struct bl_import_report *r = &job->report;
    if (job->finished || !job->at_end) return bl_fail(err, BL_FAILED, "the import is not at its end");
    job->finished = true;
    enum bl_status status = bl__report_close(job, err);
    if (!status) status = bl__report_flush(job, err);
    if (!status) status = bl__rowlog_flush(job, err);
    if (status) return status;
    if (!(r->count[BL_ROW_NEW] + r->count[BL_ROW_UPDATED] + r->count[BL_ROW_UNCHANGED])) return nothing_usable(job, err);
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    name_step(r, &name);
    if (name.failed) return bl_nomem(err);
    if (!job->dry) status = bl__remember_keep(job, err);
    if (status) return status;
    struct bl_bulk *bulk = job->bulk;
    job->bulk = NULL; /* freed by commit whatever happens */
    status = bl_bulk_commit(bulk, name.data, &r->step, err);
    if (status || !r->count[BL_ROW_REJECTED]) return status;
    return bl_fail(err, BL_REJECTS, "%lld of %lld rows rejected", (long long)r->count[BL_ROW_REJECTED], (long long)r->rows);
}

enum bl_status bl_import_forget(struct bl_store *store, const struct bl_import_options *options, int64_t *count, int64_t *step,
                                struct bl_error *err) {
    BL_AUTO(bl_import) struct bl_import *job = NULL;
    enum bl_status status = bl_import_open(store, options, &job, err);
    return status ? status : bl__remember_drop(job, count, step, err);
}

const struct bl_import_report *bl_import_report(const struct bl_import *job) {
    return &job->report;
}

void bl_import_close(struct bl_import *job) {
    if (!job) return;
    bl_bulk_rollback(job->bulk);
    bl__csv_close(job->csv);
    bl__cards_close(job->cards);
    bl__talks_close(&job->talking);
    bl__source_close(&job->source);
    bl__values_free(&job->values);
    bl_arena_free(&job->notes.arena);
    bl_buf_free(&job->notes.row);
    bl_buf_free(&job->rejects);
    bl_buf_free(&job->rowlog);
    bl_buf_free(&job->reason);
    free(job->report.rejects);
    free(job->report.jobs);
    bl_arena_free(&job->arena);
    free(job);
}

void bl_import_free(struct bl_import **job) {
    bl_import_close(*job);
    *job = NULL;
}
