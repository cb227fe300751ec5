/* bowline list: people by filter. A list is read a window at a time, so that a long one begins at once and needs no more memory than a short one. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_list_opts[] = {
    {"sort", 's', "FIELD[,-FIELD]…", "order: name company stage moment last next created age mrr id; - for the other way", OPT_TEXT, NULL},
    {"limit", 'l', "N", "at most N people", OPT_TEXT, NULL},
    {"columns", 'c', "a,b,c",
     "columns: id name company title email phone url source tags stage moment status last next created age mrr note", OPT_TEXT, NULL},
    OPT_AS_OF,
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

enum column {
    C_ID,
    C_NAME,
    C_COMPANY,
    C_TITLE,
    C_EMAIL,
    C_PHONE,
    C_URL,
    C_SOURCE,
    C_TAGS,
    C_STAGE,
    C_MOMENT,
    C_STATUS,
    C_LAST,
    C_NEXT,
    C_CREATED,
    C_AGE,
    C_MRR,
    C_NOTE,
    C_COUNT
};
static const char *const column_names[C_COUNT] = {"id",    "name",   "company", "title", "email", "phone",   "url", "source", "tags",
                                                  "stage", "moment", "status",  "last",  "next",  "created", "age", "mrr",    "note"};
enum { PAGE = 500, MAX_COLUMNS = 16 };

static enum bl_status read_columns(const char *text, enum column *out, size_t *n, struct bl_error *err) {
    *n = 0;
    while (*text) {
        size_t length = strcspn(text, ",");
        char word[32];
        snprintf(word, sizeof word, "%.*s", (int)length, text);
        size_t c = 0;
        while (c < C_COUNT && strcmp(word, column_names[c]) != 0) c++;
        if (c == C_COUNT) {
            const char *near = bl_text_nearest(word, column_names, C_COUNT);
            bl_fail(err, BL_USAGE, "there is no column \"%s\"", word);
            if (near)
                bl_hint(err, "did you mean %s?", near);
            else
                bl_hint(err,
                        "columns: id name company title email phone url source tags stage moment status last next created age mrr note");
            return BL_USAGE;
        }
        if (*n == MAX_COLUMNS) return bl_fail(err, BL_USAGE, "at most %d columns", MAX_COLUMNS);
        out[(*n)++] = (enum column)c;
        text += length + (text[length] == ',');
    }
    return *n ? BL_OK : bl_fail(err, BL_USAGE, "--columns is empty");
}

static const char *next_cell(struct call *call, const struct bl_person *person) {
    const struct bl_next *next = &person->next;
    if (!next->id) return call_dash(call);
    char day[BL_DATE_SIZE];
    bl_day today = call->env->now.today;
    const char *text = call_name(call, next->text);
    const char *sign = next->theirs ? "~" : "";
    if (next->due == BL_NO_DAY) return bl_arena_printf(&call->arena, "%s%s", sign, text);
    if (next->due < today) return bl_arena_printf(&call->arena, "! %d d overdue: %s%s", today - next->due, sign, text);
    return bl_arena_printf(&call->arena, "%s: %s%s", bl_day_short(next->due, today, day), sign, text);
}

static const char *day_cell(struct call *call, bl_day day) {
    char iso[BL_DATE_SIZE];
    return day == BL_NO_DAY ? call_dash(call) : bl_arena_str(&call->arena, bl_day_iso(day, iso));
}

static const char *cell(struct call *call, const struct bl_person *person, enum column column) {
    const struct bl_standing *at = &person->at;
    bl_day today = call->env->now.today;
    switch (column) {
    case C_ID: return bl_arena_printf(&call->arena, "%lld", (long long)person->id);
    case C_NAME: return call_name(call, person->name);
    case C_COMPANY: return call_name(call, person->company);
    case C_TITLE: return call_name(call, person->title);
    case C_EMAIL: return call_name(call, person->email);
    case C_PHONE: return call_joined(call, person->phones);
    case C_URL: return call_joined(call, person->urls);
    case C_SOURCE: return call_name(call, person->source);
    case C_TAGS: return call_joined(call, person->tags);
    case C_STAGE: return call_stage(call, at);
    case C_MOMENT: return bl_track_label(BL_MOMENT, at->moment);
    case C_STATUS: return bl_status_name(at->status);
    case C_LAST: return person->last_talk == BL_NO_DAY ? call_dash(call) : bl_arena_printf(&call->arena, "%d d", today - person->last_talk);
    case C_NEXT: return next_cell(call, person);
    case C_CREATED: return day_cell(call, person->created_on);
    case C_AGE: return at->stage_since == BL_NO_DAY ? call_dash(call) : bl_arena_printf(&call->arena, "%d d", today - at->stage_since);
    case C_MRR:
        return person->mrr == BL_NO_MONEY ? call_dash(call)
                                          : bl_arena_str(&call->arena, bl_money_text(person->mrr, (char[BL_MONEY_SIZE]){0}));
    case C_NOTE: return call_name(call, person->note);
    case C_COUNT: break;
    }
    return "";
}

struct listing {
    struct call *call;
    enum column columns[MAX_COLUMNS];
    size_t ncolumns;
    bool full; /* a column or JSON needs what list rows do not carry */
    struct col cols[MAX_COLUMNS];
    struct table table;
    struct bl_json json;
    int64_t told;
};

static enum bl_status page_json(struct listing *listing, const struct bl_person *rows, size_t n, struct bl_error *err) {
    for (size_t i = 0; i < n; i++) {
        bl_json_line(&listing->json);
        bl_json_person(&listing->json, &rows[i]);
        if (listing->call->out.data.len > (1u << 16)) out_flush(&listing->call->out);
    }
    return listing->call->out.data.failed ? bl_nomem(err) : BL_OK;
}

static enum bl_status page_table(struct listing *listing, const struct bl_person *rows, size_t n, struct bl_error *err) {
    struct call *call = listing->call;
    const char **cells = bl_arena_array(&call->arena, n * listing->ncolumns + 1, sizeof *cells);
    if (!cells) return bl_nomem(err);
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < listing->ncolumns; c++) cells[i * listing->ncolumns + c] = cell(call, &rows[i], listing->columns[c]);
    }
    out_table(&call->out, &listing->table, cells, n, call->env->columns);
    return BL_OK;
}

/* One window, then forgotten: the arena of the call goes with it. */
static enum bl_status print_page(struct listing *listing, struct bl_list_page *page, struct bl_error *err) {
    struct call *call = listing->call;
    if (listing->full) {
        enum bl_status status = bl_store_people(call->store, page->rows, page->n, &call->arena, err);
        if (status != BL_OK) return status;
    }
    if (!page->n) return BL_OK;
    listing->told += (int64_t)page->n;
    return call->json ? page_json(listing, page->rows, page->n, err) : page_table(listing, page->rows, page->n, err);
}

static enum bl_status print_list(struct listing *listing, struct bl_list_query *query, int64_t limit, struct bl_error *err) {
    struct call *call = listing->call;
    bool more = true;
    while (more && (limit == 0 || listing->told < limit)) {
        int64_t left = limit ? limit - listing->told : PAGE;
        query->limit = (size_t)(left < PAGE ? left : PAGE);
        struct bl_arena kept = call->arena;
        call->arena = (struct bl_arena){0}; /* of this window only */
        struct bl_list_page page = {0};
        enum bl_status status = bl_store_list(call->store, query, &call->arena, &page, err);
        if (status == BL_OK) status = print_page(listing, &page, err);
        if (status == BL_OK && page.n) query->anchor = page.rows[page.n - 1].id;
        more = page.more && page.n > 0;
        bl_arena_free(&call->arena);
        call->arena = kept;
        if (status != BL_OK || call->out.failed) return status;
    }
    return BL_OK;
}

static enum bl_status begin_listing(struct listing *listing, struct bl_list_query *query, int64_t *limit, struct bl_error *err) {
    struct call *call = listing->call;
    bool asked = call->cmd && call->cmd->run == cmd_list; /* another command lists as `list` does without options */
    const char *sort = asked ? opt_value(&call->args, "sort") : NULL, *limit_text = asked ? opt_value(&call->args, "limit") : NULL,
               *columns = asked ? opt_value(&call->args, "columns") : NULL;
    enum bl_status status = sort ? bl_sort_parse(sort, query->sort, 4, &query->sorts, err) : BL_OK;
    if (status == BL_OK && limit_text) status = value_count("--limit", limit_text, 1, limit, err);
    if (status == BL_OK)
        status = read_columns(columns ? columns : "id,name,company,stage,moment,last,next", listing->columns, &listing->ncolumns, err);
    if (status != BL_OK) return status;
    listing->full = call->json;
    for (size_t c = 0; c < listing->ncolumns; c++) {
        enum column column = listing->columns[c];
        bool right = column == C_ID || column == C_LAST || column == C_AGE || column == C_MRR;
        bool tight = right || column == C_STATUS || column == C_CREATED || column == C_MOMENT;
        listing->cols[c] = (struct col){column_names[column], right, tight ? 0 : 40};
        if (column == C_PHONE || column == C_URL || column == C_TAGS) listing->full = true;
    }
    listing->table = (struct table){.cols = listing->cols, .ncols = listing->ncolumns};
    return BL_OK;
}

enum bl_status list_run(struct call *call, const char *text, struct bl_error *err) {
    struct listing listing = {.call = call};
    struct bl_list_query query = {0};
    struct bl_filter filter = {0};
    int64_t limit = 0;
    enum bl_status status = begin_listing(&listing, &query, &limit, err);
    if (status == BL_OK) status = call_open_then(call, err);
    if (status == BL_OK) status = value_filter(call, text, &filter, err);
    if (status != BL_OK) return status;
    query.filter = filter.root ? &filter : NULL;
    bl_json_open(&listing.json, &call->out.data);
    if (call->json) bl_json_array(&listing.json);
    status = bl_store_hold(call->store, err); /* all pages are of one moment */
    if (status != BL_OK) return status;
    status = print_list(&listing, &query, limit, err);
    bl_store_release(call->store);
    if (status != BL_OK) return status;
    if (call->json) {
        bl_json_end(&listing.json, ']');
        out_str(&call->out, "\n");
    }
    if (listing.told || call->json) return BL_OK;
    const char *begin = NULL;
    status = filter.root ? BL_OK : call_beginning(call, &begin, err);
    if (status == BL_OK) call_say(call, "%s", begin ? begin : "nobody matches\n");
    return status;
}

enum bl_status cmd_list(struct call *call, struct bl_error *err) {
    return list_run(call, call_words(call, 0), err);
}
