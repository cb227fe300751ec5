/* bowline import: a contact list from CSV. On a terminal it is rehearsed and asked about first; what is counted, said and left out comes from the
 * library's report. Ctrl-C leaves the file as it was: the job is closed without being finished. */
#include "cli/import.h"
#include "cli/work.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const struct opt cmd_import_opts[] = {
    {"map", 0, "FIELD=COLUMN",
     "what a column holds (repeatable): name first_name last_name email phone url company title source note tags …", OPT_TEXT, NULL},
    {"stage-map", 0, "VALUE=STAGE", "what a value of a status column means (repeatable); none: nothing", OPT_TEXT, NULL},
    {"delimiter", 0, "CHAR", "what separates the columns: , ; | or tab", OPT_TEXT, NULL},
    {"encoding", 0, "NAME", "how the text is stored", OPT_WORDS,
     "utf-8 utf-16le utf-16be windows-1252 iso-8859-1 windows-1250 windows-1251 koi8-r macintosh cp850 cp437 shift_jis gbk gb18030 big5 "
     "euc-kr"},
    {"date-order", 0, "ORDER", "which way round days are written", OPT_WORDS, "dmy mdy ymd"},
    {"tag", 't', "TAG", "put this tag on everybody in the file", OPT_TEXT, NULL},
    {"source", 0, "SOURCE", "where they come from", OPT_TEXT, NULL},
    {"stage", 's', "STAGE", "where new people stand (awareness)", OPT_STAGE, NULL},
    {"moment", 'm', "MOMENT", "what has happened with new people (connect)", OPT_MOMENT, NULL},
    {"me", 0, "PAGE", "of a file of messages: which side is you, by page or name", OPT_TEXT, NULL},
    {"rejects", 0, "FILE", "write the rejected rows there, as CSV with a reason", OPT_FILE, NULL},
    {"report", 0, "FILE", "write what became of every row there, as CSV", OPT_FILE, NULL},
    {"on-conflict", 0, "RULE", "when a value differs from what is known: keep it, fill blanks only (the same), or replace it", OPT_WORDS,
     "keep fill replace"},
    {"afresh", 0, NULL, "leave aside what was said about such a list before", OPT_TEXT, NULL},
    {"forget-mapping", 0, NULL, "import nothing: forget what was said about lists like this one", OPT_TEXT, NULL},
    {"yes", 'y', NULL, "import without asking", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

/* ---- options --------------------------------------------------------------------------------------------------------------- */

/* The pairs of an option written LEFT=RIGHT. */
static enum bl_status read_pairs(struct call *call, const char *option, struct bl_pairs *out, struct bl_error *err) {
    struct bl_strs maps;
    bool columns = strcmp(option, "map") == 0;
    enum bl_status status = opt_all(&call->args, option, &call->arena, &maps, err);
    if (status != BL_OK) return status;
    struct bl_pair *pairs = bl_arena_array(&call->arena, maps.n + 1, sizeof *pairs);
    if (!pairs) return bl_nomem(err);
    for (size_t i = 0; i < maps.n; i++) {
        const char *equals = columns ? strchr(maps.at[i], '=') : strrchr(maps.at[i], '=');
        if (!equals || equals == maps.at[i] || !equals[1]) {
            bl_fail(err, BL_USAGE, "--%s is written %s, not \"%.200s\"", option, columns ? "FIELD=COLUMN" : "VALUE=STAGE", maps.at[i]);
            bl_hint(err, columns ? "--map email='E-mail 1', or by number: --map email=3" : "--stage-map 'Hot lead'=selection");
            return BL_USAGE;
        }
        pairs[i] = (struct bl_pair){bl_arena_copy(&call->arena, maps.at[i], (size_t)(equals - maps.at[i])), equals + 1};
        if (!pairs[i].name) return bl_nomem(err);
    }
    *out = (struct bl_pairs){pairs, maps.n};
    return BL_OK;
}

static enum bl_status one_of(const char *option, const char *value, const char *const *words, size_t n, struct bl_error *err) {
    for (size_t i = 0; value && i < n; i++)
        if (strcmp(words[i], value) == 0) return BL_OK;
    if (!value) return BL_OK;
    BL_AUTO(bl_buf) struct bl_buf all = {0};
    const char *near = bl_text_nearest(value, words, n);
    for (size_t i = 0; i < n; i++) bl_buf_addf(&all, "%s%s", i ? ", " : "", words[i]);
    bl_fail(err, BL_USAGE, "--%s cannot be \"%.100s\"", option, value);
    bl_hint(err, near ? "did you mean %s?" : "it can be %s", near ? near : bl_buf_text(&all));
    return BL_USAGE;
}

/* The day that stood on the user's calendar at a moment. */
static bl_day local_day(int64_t seconds) {
    time_t at = (time_t)seconds;
    struct tm local;
    if (!localtime_r(&at, &local)) return (bl_day)(seconds / 86400);
    return bl_day_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

static enum bl_status read_options(struct call *call, struct bl_import_options *options, struct bl_error *err) {
    static const char *const orders[] = {"dmy", "mdy", "ymd"}, *const rules[] = {"keep", "fill", "replace"};
    const struct args *args = &call->args;
    const char *rule = opt_value(args, "on-conflict");
    options->afresh = opt_flag(args, "afresh");
    options->encoding = opt_value(args, "encoding");
    options->date_order = opt_value(args, "date-order");
    options->source = opt_value(args, "source");
    options->me = opt_value(args, "me");
    options->local_day = local_day;
    const char *tag = opt_value(args, "tag");
    options->tag = tag && *tag == '#' ? tag + 1 : tag;
    enum bl_status status = read_pairs(call, "map", &options->map, err);
    if (status == BL_OK) status = read_pairs(call, "stage-map", &options->stage_map, err);
    const char *delimiter = opt_value(args, "delimiter");
    if (status == BL_OK && delimiter) status = import_delimiter(delimiter, &options->delimiter, err);
    if (status == BL_OK) status = one_of("date-order", options->date_order, orders, 3, err);
    if (status == BL_OK) status = one_of("on-conflict", rule, rules, 3, err);
    for (int i = 0; rule && i < 3; i++)
        if (strcmp(rules[i], rule) == 0) options->on_conflict = (enum bl_import_conflict)i;
    if (status == BL_OK) status = value_states(call, &options->stage, &options->moment, err);
    return status;
}

static enum bl_status open_files(struct call *call, struct bl_import_options *options, struct bl_error *err) {
    const char *path = call->args.words.at[0];
    options->path = strcmp(path, "-") == 0 ? "standard input" : path;
    options->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (options->fd < 0) {
        bool missing = errno == ENOENT;
        return bl_fail(err, missing ? BL_NOT_FOUND : BL_FAILED, "cannot open %s: %s", path, strerror(errno));
    }
    struct stat file;
    if (fstat(options->fd, &file) == 0 && S_ISDIR(file.st_mode)) return bl_fail(err, BL_FAILED, "%s is a directory, not a CSV file", path);
    return BL_OK;
}

/* A file of our own making: nobody else reads it. Nothing is made in a rehearsal. */
static enum bl_status open_private(struct call *call, const char *option, int *fd, struct bl_error *err) {
    const char *path = opt_value(&call->args, option);
    if (!path || call->dry) return BL_OK;
    int made = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (made < 0) return bl_fail(err, BL_FAILED, "cannot write %s: %s", path, strerror(errno));
    *fd = made;
    return BL_OK;
}

static enum bl_status close_private(int fd, const char *what, enum bl_status status, struct bl_error *err) {
    if (fd <= STDIN_FILENO || close(fd) == 0 || (status != BL_OK && status != BL_REJECTS)) return status;
    return bl_fail(err, BL_FAILED, "cannot write the %s: %s", what, strerror(errno));
}

/* ---- running ----------------------------------------------------------------------------------------------------------------- */

struct run {
    struct call *call;
    struct work work;
};

static void paint(struct run *run, const struct bl_import_report *report) {
    char text[80];
    if (!work_due(&run->work)) return;
    snprintf(text, sizeof text, "%lld rows, %.0f a second", (long long)report->rows,
             (double)report->rows / (work_seconds() - run->work.begun));
    work_paint(&run->work, text, report->bytes, report->bytes_total);
}

static enum bl_status take_all(struct run *run, struct bl_import *import, struct bl_error *err) {
    bool done = false;
    while (!done) {
        if (work_stopped()) return bl_fail(err, BL_INTERRUPTED, "interrupted; the file is as it was before");
        enum bl_status status = bl_import_step(import, 1 << 18, &done, err);
        if (status != BL_OK) return status;
        paint(run, bl_import_report(import));
    }
    if (work_stopped()) return bl_fail(err, BL_INTERRUPTED, "interrupted; the file is as it was before");
    return bl_import_finish(import, err);
}

static const char *delimiter_name(struct call *call, char delimiter) {
    switch (delimiter) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    case '|': return "bar";
    default: {
        const char *text = bl_arena_printf(&call->arena, "\"%c\"", delimiter);
        return text ? text : "?";
    }
    }
}

static void tell_mapping(struct call *call, const struct bl_import_report *report) {
    static const struct col cols[] = {
        {"", true, 0}, {"column", false, 30}, {"is", false, 0}, {"because", false, 0}, {"for example", false, 30}};
    const char **cells = bl_arena_array(&call->arena, 5 * report->mapping_count + 1, sizeof *cells);
    if (!cells || !report->mapping_count) return;
    for (size_t i = 0; i < report->mapping_count; i++) {
        const struct bl_import_mapping *map = &report->mapping[i];
        const char *field = map->field == BL_IF_SKIP     ? "not used"
                            : map->field == BL_IF_CUSTOM ? map->custom
                                                         : bl_import_field_name(map->field);
        const char **row = cells + 5 * i;
        row[0] = bl_arena_printf(&call->arena, "%zu", i + 1);
        row[1] = call_name(call, map->column);
        row[2] = call_name(call, field);
        row[3] = call_name(call, map->reason);
        row[4] = call_name(call, map->sample);
    }
    struct table table = {.cols = cols, .ncols = 5};
    out_table(&call->talk, &table, cells, report->mapping_count, call->env->columns);
}

static void tell_examples(struct call *call, struct out *out, const struct bl_import_report *report) {
    static const char *const words[BL_ROW_OUTCOMES] = {"new", "fills", "unchanged", "rejected", "skipped", "maybe", "conflict"};
    for (int outcome = 0; outcome < BL_ROW_OUTCOMES; outcome++) {
        if (outcome == BL_ROW_UNCHANGED || outcome == BL_ROW_REJECTED || outcome == BL_ROW_SKIPPED) continue;
        for (size_t i = 0; i < report->example_count[outcome]; i++) {
            const struct bl_import_example *example = &report->examples[outcome][i];
            out_fmt(out, "  %-9s line %lld: %s\n", words[outcome], (long long)example->line, call_text(call, example->text));
        }
        int64_t more = report->count[outcome] - (int64_t)report->example_count[outcome];
        if (report->example_count[outcome] && more > 0) out_fmt(out, "  %-9s and %lld more\n", "", (long long)more);
    }
}

static void tell_rejects(struct call *call, struct out *out, const struct bl_import_report *report) {
    enum { SHOWN = 10 };
    size_t shown = report->reject_count < SHOWN ? report->reject_count : SHOWN;
    for (size_t i = 0; i < shown; i++) {
        const struct bl_import_reject *reject = &report->rejects[i];
        out_fmt(out, "  %-9s line %lld%s%s: %s\n", reject->skipped ? "skipped" : "rejected", (long long)reject->line,
                reject->column ? ", column " : "", reject->column ? call_name(call, reject->column) : "", call_text(call, reject->reason));
    }
    int64_t all = report->count[BL_ROW_REJECTED] + report->count[BL_ROW_SKIPPED];
    if (all > (int64_t)shown)
        out_fmt(out, "  and %lld more; --rejects FILE writes the rejected ones, --json lists them\n", (long long)(all - (int64_t)shown));
    for (size_t i = 0; i < report->asked.n; i++)
        if (report->asked.at[i] != report->nameless && report->asked.at[i] != report->unsure)
            out_fmt(out, "  %s: %s\n", i + report->taken < report->asked.n ? "left out" : "guessed", call_text(call, report->asked.at[i]));
}

/* The command that takes the new job over. */
static void tell_take_over(struct call *call, struct out *out, const struct bl_job_change *job) {
    const struct { const char *option, *value; } texts[] = {{"title", job->title}, {"company", job->company}};
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    bl_buf_addf(&line, "%s edit %lld", call_self(call), (long long)job->person);
    for (size_t i = 0; i < 2; i++) {
        if (!texts[i].value) continue;
        bl_buf_addf(&line, " --%s ", texts[i].option);
        shell_quote(&line, texts[i].value);
    }
    if (!line.failed) out_fmt(out, "            %s\n", call_text(call, bl_buf_text(&line)));
}

static void tell_jobs(struct call *call, struct out *out, const struct bl_import_report *report) {
    enum { SHOWN = 20 };
    if (!report->job_changes) return;
    bool one = report->job_changes == 1;
    out_fmt(out, "%lld changed %s: %s\n", (long long)report->job_changes, one ? "job" : "jobs",
            one ? "a reason to talk" : "reasons to talk");
    for (size_t i = 0; i < report->job_count && i < SHOWN; i++) {
        const struct bl_job_change *job = &report->jobs[i];
        out_fmt(out, "  #%-8lld %s: now %s, was %s\n", (long long)job->person, call_name(call, job->name), call_text(call, job->now),
                call_text(call, job->was));
        if (report->on_conflict != BL_CONFLICT_REPLACE) tell_take_over(call, out, job);
    }
    if (report->on_conflict != BL_CONFLICT_REPLACE && report->job_changes > 1)
        out_fmt(out, "  --on-conflict replace takes them all over, with whatever else differs\n");
    if (report->job_changes > SHOWN) out_fmt(out, "  and %lld more; --json lists them\n", (long long)(report->job_changes - SHOWN));
}

/* What was said before and counts again; of the columns the mapping says it. */
static void tell_remembered(struct call *call, struct out *out, const struct bl_import_report *report) {
    size_t columns = 0;
    for (size_t i = 0; i < report->remembered_count; i++) {
        const struct bl_import_remembered *r = &report->remembered[i];
        char day[BL_DATE_SIZE];
        const char *on = bl_day_short(r->said, call->env->now.today, day);
        columns += r->kind == BL_REMEMBERED_COLUMN;
        if (r->kind == BL_REMEMBERED_STAGE)
            out_fmt(out, "as you said on %s: \"%s\" in %s is %s\n", on, call_name(call, r->value), call_name(call, r->column), r->is);
        if (r->kind == BL_REMEMBERED_DELIMITER)
            out_fmt(out, "as you said on %s: columns are separated by %s\n", on, delimiter_name(call, *r->is));
        if (r->kind == BL_REMEMBERED_ENCODING) out_fmt(out, "as you said on %s: the text is %s\n", on, call_name(call, r->is));
        if (r->kind == BL_REMEMBERED_DATES) out_fmt(out, "as you said on %s: days are written %s\n", on, call_name(call, r->is));
    }
    if (columns) out_fmt(out, "%zu %s as you said before\n", columns, columns == 1 ? "column is" : "columns are");
    if (report->remembered_count) out_fmt(out, "  --afresh leaves that aside, --forget-mapping forgets it\n");
}

enum { UNUSED_LINE = 100 };

/* Columns with something in them that go nowhere, each of them: nothing is dropped in silence. */
static void tell_unused(struct call *call, struct out *out, const struct bl_import_report *report) {
    size_t n = 0, len = 0;
    for (size_t i = 0; i < report->mapping_count && !report->conversations && !report->fixed; i++) { /* of a vCard each is told by itself */
        const struct bl_import_mapping *map = &report->mapping[i];
        if (map->field != BL_IF_SKIP || !map->sample || !*map->sample) continue;
        const char *name = call_name(call, map->column);
        bool full = len + strlen(name) > UNUSED_LINE;
        out_fmt(out, "%s%s", !n++ ? "not used: " : full ? ",\n  " : ", ", name);
        len = (full ? 0 : len) + strlen(name) + 2;
    }
    if (n) out_fmt(out, " (--map FIELD=COLUMN takes one in)\n");
}

/* The pairs of a rehearsal are not there yet. */
static void tell_maybe(struct call *call, struct out *out, const struct bl_import_report *report) {
    out_fmt(out, "%lld may be somebody already here; they %s kept apart", (long long)report->count[BL_ROW_MAYBE],
            report->step ? "were" : "are");
    if (report->step) out_fmt(out, ": %s dupes import:%lld shows the pairs", call_self(call), (long long)report->step);
    out_str(out, "\n");
}

static void tell_others(struct call *call, struct out *out, const struct bl_import_report *report, bool would) {
    for (size_t i = 0; i < report->other_count && !would; i++) /* a rehearsal has them among its examples */
        out_fmt(out, "  %-9s line %lld: %s\n", "conflict", (long long)report->others[i].line, call_text(call, report->others[i].text));
    int64_t more = report->others_all - (int64_t)report->other_count;
    if (more > 0 && !would) out_fmt(out, "  %-9s and %lld more; --report FILE lists them\n", "", (long long)more);
    if (report->others_all) out_fmt(out, "  a shared address? %s add \"NAME\" without it makes a person of their own\n", call_self(call));
}

static void tell_report(struct call *call, struct out *out, const struct bl_import_report *report, bool would) {
    const int64_t *count = report->count;
    out_fmt(out, "%s: %s%s%s", call_text(call, report->file), report->preset_name ? call_text(call, report->preset_name) : "",
            report->preset_name ? ", " : "", call_text(call, report->encoding));
    if (report->delimiter) out_fmt(out, ", %s", delimiter_name(call, report->delimiter));
    if (report->header_line > 0) out_fmt(out, ", header on line %lld", (long long)report->header_line);
    out_fmt(out, "\n%lld %s%s: %lld new, %lld updated, %lld unchanged, %lld rejected, %lld skipped\n", (long long)report->rows,
            report->rows == 1 ? "row" : "rows", would ? " would give" : "", (long long)count[BL_ROW_NEW], (long long)count[BL_ROW_UPDATED],
            (long long)count[BL_ROW_UNCHANGED], (long long)count[BL_ROW_REJECTED], (long long)count[BL_ROW_SKIPPED]);
    tell_remembered(call, out, report);
    tell_unused(call, out, report);
    if (report->nameless) out_fmt(out, "  look here: %s\n", call_text(call, report->nameless));
    if (report->unsure) out_fmt(out, "  look here: %s\n", call_text(call, report->unsure));
    if (count[BL_ROW_MAYBE]) tell_maybe(call, out, report);
    if (count[BL_ROW_CONFLICT]) out_fmt(out, "%lld differ from what is known; what is known was kept\n", (long long)count[BL_ROW_CONFLICT]);
    tell_others(call, out, report, would);
    if (report->replaced)
        out_fmt(out, "%lld differed from what was known; the file's values %s taken\n", (long long)report->replaced,
                would ? "would be" : "were");
    for (size_t i = 0; i < report->facts.n; i++) out_fmt(out, "%s\n", call_text(call, report->facts.at[i]));
    tell_jobs(call, out, report);
    if (would) tell_examples(call, out, report);
    tell_rejects(call, out, report);
}

static enum bl_status put_json(struct call *call, const struct bl_import_report *report, double seconds, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_import(&json, report, seconds);
    return json_put(call, &out, err);
}

/* Opens a job and takes the whole file. BL_REJECTS is a success with something to tell. */
static enum bl_status run_job(struct run *run, const struct bl_import_options *options, struct bl_import **out, struct bl_error *err) {
    double begun = work_seconds();
    enum bl_status status = bl_import_open(run->call->store, options, out, err);
    if (status != BL_OK) return status;
    work_begin(&run->work, run->call);
    run->work.begun = begun;
    status = take_all(run, *out, err);
    work_end(&run->work);
    return status;
}

static enum bl_status once_more(const struct bl_import_options *options, struct bl_error *err) {
    if (lseek(options->fd, 0, SEEK_SET) >= 0) return BL_OK;
    return bl_fail(err, BL_FAILED, "cannot read %s again: %s", options->path, strerror(errno));
}

/* One round: what would happen, the questions that follow from it, and what the user wants. */
static enum bl_status rehearse_once(struct run *run, struct import_talk *talk, struct import_talk *good, enum import_choice *choice,
                                    struct bl_error *err) {
    struct call *call = run->call;
    struct bl_import_options dry = talk->options;
    dry.dry = true;
    BL_AUTO(bl_import) struct bl_import *import = NULL;
    enum bl_status status = run_job(run, &dry, &import, err);
    if (status != BL_OK && status != BL_REJECTS) return status;
    status = import_talk_begin(call, &talk->options, good, err);
    if (status != BL_OK) return status;
    const struct bl_import_report *report = bl_import_report(import);
    tell_mapping(call, report);
    tell_report(call, &call->talk, report, true);
    bool again = false;
    status = import_questions(call, report, talk, &again, err);
    if (status != BL_OK) return status;
    *choice = IMPORT_AGAIN;
    if (again) return BL_OK;
    *choice = IMPORT_LEAVE;
    if (report->count[BL_ROW_NEW] + report->count[BL_ROW_UPDATED] == 0) {
        call_say(call, "nothing would change\n");
        return BL_OK;
    }
    status = import_choose(call, report, talk, choice, err);
    if (status == BL_OK && *choice == IMPORT_LEAVE)
        call_say(call, "left as it was; -y imports without asking, --map FIELD=COLUMN changes what a column means\n");
    return status;
}

/* What made a round fail is said and taken back; a file that nobody understands is asked about. */
static enum bl_status mend(struct call *call, struct import_talk *talk, const struct import_talk *good, enum bl_status status,
                           struct bl_error *err) {
    struct bl_error why = *err;
    bool again = good->options.path != NULL; /* an earlier round went well */
    if (status != BL_USAGE || (!again && !strstr(why.hint, "--map"))) return status;
    call_say(call, "%s\n", call_text(call, why.text));
    if (*why.hint) call_say(call, "%s\n", call_text(call, why.hint));
    enum bl_status asked = BL_OK;
    if (again)
        talk->options = good->options, talk->map_cap = good->map_cap, talk->stage_cap = good->stage_cap;
    else
        asked = import_columns(call, talk, &again, err);
    if (asked != BL_OK) return asked;
    if (!again) *err = why;
    return again ? BL_OK : status;
}

/* Shows what would happen and asks, as often as something is changed. A pipe cannot be read twice: then nothing is rehearsed. */
static enum bl_status rehearse(struct run *run, struct bl_import_options *options, bool *go, struct bl_error *err) {
    struct call *call = run->call;
    *go = true;
    bool ask = call->env->ask && !options->dry && !opt_flag(&call->args, "yes");
    if (!ask || lseek(options->fd, 0, SEEK_CUR) < 0) return BL_OK;
    struct import_talk talk, good = {0};
    enum bl_status status = import_talk_begin(call, options, &talk, err);
    for (enum import_choice choice = IMPORT_AGAIN; status == BL_OK && choice == IMPORT_AGAIN;) {
        status = rehearse_once(run, &talk, &good, &choice, err);
        if (status != BL_OK) status = mend(call, &talk, &good, status, err);
        *go = choice == IMPORT_GO;
        if (status == BL_OK) status = once_more(options, err);
    }
    if (status == BL_OK) *options = talk.options;
    return status;
}

static enum bl_status import(struct run *run, struct bl_import_options *options, struct bl_error *err) {
    struct call *call = run->call;
    bool go = true;
    enum bl_status status = rehearse(run, options, &go, err);
    if (status != BL_OK || !go) return status;
    status = open_private(call, "rejects", &options->rejects_fd, err);
    if (status == BL_OK) status = open_private(call, "report", &options->report_fd, err);
    if (status != BL_OK) return status;
    BL_AUTO(bl_import) struct bl_import *import = NULL;
    enum bl_status done = run_job(run, options, &import, err);
    if (done != BL_OK && done != BL_REJECTS) return done;
    *err = (struct bl_error){0};
    const struct bl_import_report *report = bl_import_report(import);
    if (call->dry) call_say(call, "rehearsal only: nothing was written\n");
    if (call->json) {
        status = put_json(call, report, work_seconds() - run->work.begun, err);
    } else if (!call->quiet) {
        tell_report(call, &call->out, report, call->dry);
        call_undo_line(call, report->step);
    }
    if (status == BL_OK) status = import_talked(call, report->step, err);
    return status == BL_OK ? done : status;
}

/* --forget-mapping: nothing is imported. */
static enum bl_status forget_mapping(struct call *call, const struct bl_import_options *options, struct bl_error *err) {
    int64_t count = 0, step = 0;
    enum bl_status status = bl_import_forget(call->store, options, &count, &step, err);
    if (status != BL_OK) return status;
    call->step = step;
    if (call->dry) call_say(call, "rehearsal only: nothing was written\n");
    if (call->json) {
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        bl_buf_addf(&out, "{\"forgotten\":%lld,\"step\":", (long long)count);
        if (step)
            bl_buf_addf(&out, "%lld}", (long long)step);
        else
            bl_buf_str(&out, "null}");
        return json_put(call, &out, err);
    }
    if (!count)
        out_fmt(&call->out, "nothing was remembered about lists like %s\n", call_text(call, options->path));
    else
        out_fmt(&call->out, "forgot %lld %s about lists like %s\n", (long long)count, count == 1 ? "thing you said" : "things you said",
                call_text(call, options->path));
    call_undo_line(call, step);
    return BL_OK;
}

enum bl_status cmd_import(struct call *call, struct bl_error *err) {
    struct bl_import_options options = {.fd = -1, .rejects_fd = -1, .dry = call->dry};
    if (call->args.words.n != 1) {
        bl_fail(err, BL_USAGE, call->args.words.n ? "import takes one file at a time" : "import which file?");
        bl_hint(err, "bowline import Connections.csv, or - for standard input");
        return BL_USAGE;
    }
    enum bl_status status = read_options(call, &options, err);
    if (status == BL_OK) status = open_files(call, &options, err);
    if (status == BL_OK) status = call_open(call, err);
    struct run run = {.call = call};
    bool forget = opt_flag(&call->args, "forget-mapping");
    if (status == BL_OK) status = forget ? forget_mapping(call, &options, err) : import(&run, &options, err);
    if (options.fd > STDIN_FILENO) close(options.fd);
    status = close_private(options.rejects_fd, "file of rejects", status, err);
    status = close_private(options.report_fd, "report", status, err);
    return status;
}
