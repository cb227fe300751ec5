/* A message archive: every row a message, in any order, between people who are named by page and name, the user among them. Rows are handed to the store one by one and
 * become people and conversations when the last was read, because only the whole file tells whose it is. */
#include "exchange/job.h"

#include <stdio.h>
#include <string.h>

enum { SLICE = 500, SPEAKERS = 64, SHOWN = 60 };

/* ---- one row ------------------------------------------------------------------------------------------------------------------ */

static enum bl_status refuse(struct bl_import *job, const struct bl__row *row, const char *column, const char *why, bool skipped,
                             struct bl_error *err) {
    bl_buf_cut(&job->values.reason, 0);
    bl_buf_str(&job->values.reason, why);
    job->values.column = column;
    return bl__turn_away(job, row, skipped, err);
}

static bool nobody(const struct bl_import *job, const char *name, const char *url) {
    const struct bl__preset *preset = job->look.plan.preset;
    if (*url) return false;
    for (size_t i = 0; preset->nobody[i]; i++)
        if (strcmp(preset->nobody[i], name) == 0) return true;
    return !*name;
}

static const char *copy(struct bl__talking *talking, const char *s, size_t n) {
    bl_text_trim(&s, &n);
    return bl_arena_copy(&talking->arena, s, n);
}

/* The parts of a cell between `separator`; false when memory is out. */
static bool parts_of(struct bl__talking *talking, const struct bl__cell *cell, const char *separator, struct bl_strs *out) {
    const char *s = cell->s, *end = cell->s + cell->n;
    size_t len = strlen(separator);
    out->n = 0;
    out->at = bl_arena_array(&talking->arena, SPEAKERS, sizeof *out->at);
    while (out->at && s < end && out->n < SPEAKERS) {
        const char *stop = memmem(s, (size_t)(end - s), separator, len);
        const char *part = copy(talking, s, (size_t)((stop ? stop : end) - s));
        if (!part) return false;
        if (*part) out->at[out->n++] = part;
        s = stop ? stop + len : end;
    }
    return out->at;
}

/* "Ines Okafor, PhD, Tom Reed" are two people: titles go back to the name they belong to. */
static void rejoin(struct bl__talking *talking, struct bl_strs *names) {
    size_t n = 0;
    for (size_t i = 0; i < names->n; i++) {
        const char *s = names->at[i];
        bool title = n && !strchr(s, ' ') && strlen(s) <= 6;
        const char *joined = title ? bl_arena_printf(&talking->arena, "%s, %s", names->at[n - 1], s) : NULL;
        if (joined)
            names->at[n - 1] = joined;
        else
            names->at[n++] = s;
    }
    names->n = n;
}

/* Those written to: names and pages beside each other where there are as many; else the pages, whose names are learnt where their owners write, or the names. */
static bool listeners(struct bl_import *job, const struct bl__row *row, struct bl_speaker who[SPEAKERS], size_t *n) {
    struct bl__talking *talking = &job->talking;
    const struct bl__cell *to = bl__talk_cell(talking, row, BL__ROLE_TO, 0);
    struct bl_strs *names = &talking->names, *urls = &talking->urls;
    if (!parts_of(talking, bl__talk_cell(talking, row, BL__ROLE_TO_URLS, 0), ",", urls) || !parts_of(talking, to, ", ", names))
        return false;
    /* Older exports part names as they part pages, without a space. */
    if (names->n < urls->n && !parts_of(talking, to, ",", names)) return false;
    if (names->n > urls->n && urls->n != 1) rejoin(talking, names);
    if (urls->n == 1 && names->n) {
        names->at[0] = copy(talking, to->s, to->n);
        names->n = 1;
        if (!names->at[0]) return false;
    }
    bool beside = names->n == urls->n;
    size_t count = urls->n ? urls->n : names->n;
    for (size_t i = 0; i < count && *n < SPEAKERS; i++) {
        struct bl_speaker one = {.name = beside || !urls->n ? names->at[i] : "", .url = urls->n ? urls->at[i] : ""};
        if (!nobody(job, one.name, one.url)) who[(*n)++] = one;
    }
    return true;
}

/* Subject and words; what was only attached is named. */
static bool words(struct bl_import *job, const struct bl__row *row, struct bl_buf *out) {
    const struct bl__talking *talking = &job->talking;
    const struct bl__cell *subject = bl__talk_cell(talking, row, BL__ROLE_SUBJECT, 0),
                          *text = bl__talk_cell(talking, row, BL__ROLE_TEXT, 0);
    const struct bl__cell *attached = bl__talk_cell(talking, row, BL__ROLE_ATTACHED, 0);
    bl_buf_cut(out, 0);
    if (subject->n) {
        bl_buf_chr(out, '[');
        bl__talk_plain(out, subject->s, subject->n);
        bl_buf_str(out, "] ");
    }
    size_t bare = out->len;
    bl__talk_plain(out, text->s, text->n);
    if (out->len == bare && attached->n) {
        bl_buf_str(out, "(attached: ");
        bl__talk_plain(out, attached->s, attached->n);
        bl_buf_chr(out, ')');
    }
    return out->len > bare;
}

/* Why a row is passed over, or NULL. */
static const char *unwanted(struct bl_import *job, const struct bl__row *row) {
    const struct bl__talking *talking = &job->talking;
    const struct bl__cell *text = bl__talk_cell(talking, row, BL__ROLE_TEXT, 0), *folder = bl__talk_cell(talking, row, BL__ROLE_FOLDER, 0);
    for (size_t i = 0; i < talking->cells.n[BL__ROLE_DRAFT]; i++) {
        const struct bl__cell *draft = bl__talk_cell(talking, row, BL__ROLE_DRAFT, i);
        if (bl__ascii_is(draft->s, draft->n, "yes") || bl__ascii_is(draft->s, draft->n, "true")) return "a draft";
    }
    if (bl__ascii_is(folder->s, folder->n, "SPAM")) return "spam";
    if (text->n && memmem(text->s, text->n, "spinmail", 8)) return "an advertisement";
    return NULL;
}

/* The moment of a message; false when its date cannot be read, with the reason. */
static bool moment_of(struct bl_import *job, const struct bl__row *row, struct bl_said *said, const char **why) {
    struct bl__talking *talking = &job->talking;
    const struct bl__cell *date = bl__talk_cell(talking, row, BL__ROLE_DATE, 0);
    bl_day today = job->values.today, day = bl__date_day(date->s, date->n, job->look.plan.order, today);
    int clock = bl__clock_read(date->s, date->n);
    enum bl__order order = job->look.plan.order;
    *why = bl__date_open(date->s, date->n, order)      ? "may be day or month first (--date-order dmy or mdy)"
           : bl__date_misfits(date->s, date->n, order) ? "does not fit the order of days in its column"
                                                       : "is no date";
    if (day == BL_NO_DAY) {
        enum bl__note_kind kind = bl__date_note(date->s, date->n, order);
        if (kind != BL__NOTE_DATE) bl__notes_add(&job->notes, kind, talking->cells.at[BL__ROLE_DATE][0], row->line, date->s, date->n);
        return false;
    }
    said->at = (int64_t)day * 86400 + (clock > 0 ? clock : 0);
    said->day = clock >= 0 && talking->local_day ? talking->local_day(said->at) : day;
    *why = "lies in the future";
    if (said->day > today + 1) return false;
    if (said->day > today) said->day = today; /* the file's clock is ahead of the user's calendar */
    return true;
}

static enum bl_status stage(struct bl_import *job, const struct bl__row *row, struct bl_said *said, struct bl_error *err) {
    struct bl__talking *talking = &job->talking;
    struct bl_speaker who[SPEAKERS];
    size_t n = 1;
    const struct bl__cell *from = bl__talk_cell(talking, row, BL__ROLE_FROM, 0), *page = bl__talk_cell(talking, row, BL__ROLE_FROM_URL, 0);
    who[0] = (struct bl_speaker){copy(talking, from->s, from->n), copy(talking, page->s, page->n)};
    if (!who[0].name || !who[0].url) return bl_nomem(err);
    if (nobody(job, who[0].name, who[0].url)) return refuse(job, row, NULL, "hidden profile", true, err);
    if (!listeners(job, row, who, &n)) return bl_nomem(err);
    said->who = who;
    said->n = n;
    return bl_said_add(job->bulk, said, err);
}

enum bl_status bl__message_take(struct bl_import *job, const struct bl__row *row, struct bl_error *err) {
    struct bl__talking *talking = &job->talking;
    const struct bl__cell *thread = bl__talk_cell(talking, row, BL__ROLE_THREAD, 0);
    struct bl_said said = {.line = row->line};
    const char *why;
    bl_arena_free(&talking->arena);
    enum bl__verdict verdict = bl__values_read(&job->values, &job->look.plan, row, job->source.nul); /* only what is wrong with the row */
    if (job->values.failed) return bl_nomem(err);
    if (verdict == BL__REJECTED) return bl__turn_away(job, row, false, err);
    if ((why = unwanted(job, row)) != NULL) return refuse(job, row, NULL, why, true, err);
    if (!words(job, row, &talking->plain)) return refuse(job, row, NULL, "no words", true, err);
    if (!thread->n) return refuse(job, row, NULL, "belongs to no conversation", false, err);
    for (size_t i = 0; job->source.nul && i < row->n; i++)
        if (row->at[i].n && memchr(row->at[i].s, 0, row->at[i].n)) return refuse(job, row, NULL, "holds a NUL byte", false, err);
    if (!moment_of(job, row, &said, &why)) {
        const struct bl__cell *date = bl__talk_cell(talking, row, BL__ROLE_DATE, 0);
        const char *told = bl_arena_printf(&talking->arena, "“%.80s” %s", date->s, why);
        size_t column = talking->cells.n[BL__ROLE_DATE] ? talking->cells.at[BL__ROLE_DATE][0] : 0;
        return told ? refuse(job, row, job->look.plan.at[column].header, told, false, err) : bl_nomem(err);
    }
    said.thread = thread->s;
    said.text = bl_buf_text(&talking->plain);
    return talking->plain.failed ? bl_nomem(err) : stage(job, row, &said, err);
}

/* ---- whose file ------------------------------------------------------------------------------------------------------------------- */

static enum bl_status settle_me(struct bl_import *job, struct bl_error *err) {
    struct bl_said_me me;
    enum bl_status status = bl_said_settle(job->bulk, job->talking.me, &job->arena, &me, err);
    if (status == BL_NOT_FOUND) err->status = status = BL_USAGE;
    if (status || !me.name) return status;
    job->report.me = *me.url ? bl_arena_printf(&job->arena, "%s (%s)", me.name, me.url) : me.name;
    if (!job->report.me) return bl_nomem(err);
    if (me.sure) return BL_OK;
    job->report.me_doubt = bl_arena_printf(
        &job->arena, "whose messages these are is not certain: taken as those of %s%s%s (--me PAGE, or a name, says otherwise)", me.name,
        me.other && *me.other ? ", not " : "", me.other ? me.other : "");
    return job->report.me_doubt ? BL_OK : bl_nomem(err);
}

/* ---- the people -------------------------------------------------------------------------------------------------------------------- */

/* A name for somebody of whom the file has only the page: …/in/ines-okafor-1b2c → Ines Okafor. */
static const char *name_of_page(const char *url, struct bl_arena *arena) {
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    const char *end = url + strcspn(url, "?#");
    while (end > url && end[-1] == '/') end--;
    const char *s = end;
    while (s > url && s[-1] != '/') s--;
    while (s < end) {
        size_t n = 0;
        bool plain = true;
        for (; s + n < end && s[n] != '-'; n++) plain &= s[n] != '%' && !(s[n] >= '0' && s[n] <= '9');
        if (plain && n) {
            if (name.len) bl_buf_chr(&name, ' ');
            bl_buf_chr(&name, *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s);
            bl_buf_add(&name, s + 1, n - 1);
        }
        s += n + (s + n < end);
    }
    if (name.failed) return NULL;
    return bl_arena_str(arena, name.len ? name.data : url);
}

static enum bl_status take_known(struct bl_import *job, const struct bl_said_who *who, int64_t person, bool named, struct bl_error *err) {
    struct bl_bulk_filled filled;
    struct bl_person_edit row = job->values.edit;
    if (!named) row.name = NULL;
    enum bl_status status = bl_bulk_fill(job->bulk, person, &row, &filled, err);
    if (status) return status;
    if (filled.conflicts) {
        const char *text = bl__report_wants(job, BL_ROW_CONFLICT) ? bl__report_conflict(job, person, filled.conflicts) : NULL;
        bl__report_count(job, BL_ROW_CONFLICT, who->line, text);
    }
    return bl_said_is(job->bulk, who->id, person, false, err);
}

static enum bl_status take_new(struct bl_import *job, const struct bl_said_who *who, bool maybe, struct bl_error *err) {
    struct bl_person_edit *edit = &job->values.edit;
    int64_t person = 0;
    edit->source = job->source_name;
    enum bl_status status = bl_bulk_insert(job->bulk, edit, job->stage, job->moment, &person, err);
    if (status) return status;
    job->report.people_made++;
    bl__facts_opened(job, job->stage, false);
    if (maybe) bl__report_count(job, BL_ROW_MAYBE, who->line, bl__report_wants(job, BL_ROW_MAYBE) ? bl__report_new(job) : NULL);
    return bl_said_is(job->bulk, who->id, person, true, err);
}

static enum bl_status take_who(struct bl_import *job, const struct bl_said_who *who, struct bl_error *err) {
    struct bl__values *v = &job->values;
    struct bl_bulk_match match;
    const char *name = *who->name ? who->name : name_of_page(who->url, &job->talking.arena);
    if (!name || !bl__values_begin(v, 64 + 4 * (strlen(name) + strlen(who->url)))) return bl_nomem(err);
    v->edit.name = name;
    bl__value_urls(v, job->talking.cells.at[BL__ROLE_FROM_URL][0], who->line, who->url, strlen(who->url));
    (void)bl__values_done(v, &job->look.plan, &(struct bl__row){.line = who->line});
    if (v->failed) return bl_nomem(err);
    enum bl_status status = bl_bulk_match(job->bulk, &v->edit, &match, err);
    if (status) return status;
    return match.id ? take_known(job, who, match.id, *who->name != '\0', err) : take_new(job, who, match.maybe, err);
}

static enum bl_status people(struct bl_import *job, bool *done, struct bl_error *err) {
    struct bl__talking *talking = &job->talking;
    for (int i = 0; i < SLICE; i++) {
        struct bl_said_who who;
        bool found = false;
        bl_arena_free(&talking->arena);
        enum bl_status status = bl_said_next(job->bulk, talking->who, &talking->arena, &who, &found, err);
        if (!status && found) status = take_who(job, &who, err);
        if (status) return status;
        *done = !found;
        if (!found) return BL_OK;
        talking->who = who.id;
    }
    return BL_OK;
}

/* ---- the conversations --------------------------------------------------------------------------------------------------------------- */

static enum bl_status tell(void *to, const struct bl_said_row *said, struct bl_error *err) {
    static const enum bl_import_outcome outcomes[] = {BL_ROW_NEW, BL_ROW_UPDATED, BL_ROW_UNCHANGED, BL_ROW_SKIPPED};
    struct bl_import *job = to;
    enum bl_import_outcome outcome = outcomes[said->outcome];
    char on[BL_DATE_SIZE];
    const char *shown = NULL;
    if (said->outcome == BL_SAID_ALONE)
        return refuse(job, &(struct bl__row){.line = said->line}, NULL, "with nobody but yourself", true, err);
    if (bl__report_wants(job, outcome)) {
        size_t n = strcspn(said->text, "\n"), fit = bl_text_fit(said->text, n, SHOWN, NULL);
        shown = bl_arena_printf(&job->arena, "%.80s, %s: “%.*s%s”", said->name, bl_day_short(said->day, job->values.today, on), (int)fit,
                                said->text, fit < strlen(said->text) ? "…" : "");
    }
    bl__report_count(job, outcome, said->line, shown);
    return bl__rowlog_add(
        job, &(struct bl__fate){.outcome = outcome, .line = said->line, .name = said->mine ? NULL : said->name, .person = said->person},
        err);
}

enum bl_status bl__messages_end(struct bl_import *job, bool *done, struct bl_error *err) {
    struct bl__talking *talking = &job->talking;
    enum bl_status status = BL_OK;
    bool ready = false;
    *done = false;
    switch (talking->phase) {
    case 0:
        status = settle_me(job, err);
        ready = true;
        break;
    case 1: status = people(job, &ready, err); break;
    case 2: status = bl_said_write(job->bulk, SLICE, tell, job, &talking->told, &ready, err); break;
    default: *done = true; break;
    }
    if (status || !ready) return status;
    if (++talking->phase == 3) {
        job->report.talks = talking->told.talks;
        job->report.talks_longer = talking->told.longer;
        job->report.played = talking->told.played;
    }
    *done = talking->phase == 3;
    return BL_OK;
}
