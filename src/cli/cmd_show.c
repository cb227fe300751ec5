/* bowline show: everything about a person on one page. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_show_opts[] = {
    {"all", 'a', NULL, "all conversations, not the last ten", OPT_TEXT, NULL},
    OPT_AS_OF,
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

enum { TALKS = 10 };

struct page {
    struct bl_person person;
    struct bl_talk *talks;
    struct bl_promise *promises;
    struct bl_entry *entries;
    size_t talk_count, promise_count, entry_count;
};

static enum bl_status load(struct call *call, int64_t id, struct page *page, struct bl_error *err) {
    enum bl_status status = bl_store_person(call->store, id, &call->arena, &page->person, err);
    if (status == BL_OK) status = bl_store_talks(call->store, id, 0, &call->arena, &page->talks, &page->talk_count, err);
    if (status == BL_OK) status = bl_store_promises(call->store, id, false, &call->arena, &page->promises, &page->promise_count, err);
    if (status == BL_OK) status = bl_store_entries(call->store, id, &call->arena, &page->entries, &page->entry_count, err);
    return status;
}

static void fact(struct call *call, const char *name, const char *text) {
    if (text && *text) out_fmt(&call->out, S_DIM "%-10s" S_OFF " %s\n", name, text);
}

/* A text of several lines keeps them, each under the first. */
static const char *lines_of(struct call *call, const char *text, const char *indent) {
    BL_AUTO(bl_buf) struct bl_buf lines = {0};
    if (!text) return NULL;
    while (*text) {
        size_t n = strcspn(text, "\n");
        const char *line = bl_arena_copy(&call->arena, text, n);
        if (lines.len) bl_buf_addf(&lines, "\n%s", indent);
        bl_buf_str(&lines, line ? call_text(call, line) : "?");
        text += n + (text[n] == '\n');
    }
    return bl_arena_str(&call->arena, bl_buf_text(&lines));
}

static void facts(struct call *call, const char *name, struct bl_strs list, const char *sign) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    for (size_t i = 0; i < list.n; i++) bl_buf_addf(&text, "%s%s%s", i ? "  " : "", sign, call_name(call, list.at[i]));
    fact(call, name, bl_buf_text(&text));
}

/* A track as the path it was walked: “awareness 14 d → education 21 d → selection since 2026-11-02 (19 d)”. Entries come in book order. */
static void path(struct call *call, const struct page *page, enum bl_track track) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_day since = BL_NO_DAY;
    int at = BL_NONE;
    char iso[BL_DATE_SIZE];
    for (size_t i = 0; i < page->entry_count; i++) {
        const struct bl_entry *entry = &page->entries[i];
        int from = track == BL_STAGE ? entry->stage_from : entry->moment_from, to = track == BL_STAGE ? entry->stage_to : entry->moment_to;
        if (entry->voided_by || from == to) continue;
        if (at != BL_NONE) bl_buf_addf(&text, "%s %d d %s ", bl_track_label(track, at), entry->day - since, call_arrow(call));
        at = to;
        since = entry->day;
    }
    if (at == BL_NONE) return;
    bl_buf_addf(&text, S_BOLD "%s" S_OFF " since %s (%d d)", bl_track_label(track, at), bl_day_iso(since, iso),
                call->env->now.today - since);
    fact(call, track == BL_STAGE ? "stage" : "moment", bl_buf_text(&text));
}

static void head(struct call *call, const struct page *page) {
    const struct bl_person *person = &page->person;
    char iso[BL_DATE_SIZE];
    out_fmt(&call->out, S_BOLD "%s" S_OFF "  #%lld", call_name(call, person->name), (long long)person->id);
    if (person->title) out_fmt(&call->out, "  %s%s", call_name(call, person->title), person->company ? "," : "");
    if (person->company) out_fmt(&call->out, "%s%s", person->title ? " " : "  ", call_name(call, person->company));
    out_str(&call->out, "\n");
    facts(call, "e-mail", person->emails, "");
    facts(call, "phone", person->phones, "");
    facts(call, "url", person->urls, "");
    facts(call, "tags", person->tags, "#");
    fact(call, "source", person->source ? call_name(call, person->source) : NULL);
    fact(call, "brought by", person->referred_name ? call_name(call, person->referred_name) : NULL);
    fact(call, "note", lines_of(call, person->note, "           "));
    for (size_t i = 0; i < person->custom.n; i++)
        fact(call, call_name(call, person->custom.at[i].name), call_text(call, person->custom.at[i].value));
    if (person->first_contact != BL_NO_DAY) fact(call, "first met", bl_day_iso(person->first_contact, iso));
    out_str(&call->out, "\n");
    path(call, page, BL_STAGE);
    path(call, page, BL_MOMENT);
    if (person->at.status == BL_PARKED)
        fact(call, "parked", bl_arena_printf(&call->arena, "until %s", bl_day_iso(person->at.park_until, iso)));
    if (person->at.cycle > 1) fact(call, "cycle", bl_arena_printf(&call->arena, "%d", person->at.cycle));
    if (!person->in_play) fact(call, "in play", "no, imported only: not in the lists that ask for action");
}

static void promise_line(struct call *call, const struct bl_promise *promise) {
    char day[BL_DATE_SIZE];
    bl_day today = call->env->now.today;
    out_fmt(&call->out, "  %s #%-4lld %s",
            promise->done_on != BL_NO_DAY ? "x"
            : promise->theirs             ? "~"
                                          : "!",
            (long long)promise->id, call_text(call, promise->text));
    if (promise->done_on != BL_NO_DAY)
        out_fmt(&call->out, ", kept %s", bl_day_iso(promise->done_on, day));
    else if (promise->due != BL_NO_DAY && promise->due < today)
        out_fmt(&call->out, ", " S_WARN "%d days overdue" S_OFF " (%s)", today - promise->due, bl_day_long(promise->due, day));
    else if (promise->due != BL_NO_DAY)
        out_fmt(&call->out, ", due %s", bl_day_long(promise->due, day));
    out_str(&call->out, "\n");
}

static void talk_line(struct call *call, const struct bl_talk *talk) {
    char day[BL_DATE_SIZE];
    out_fmt(&call->out, "  %s  %s", bl_day_iso(talk->day, day), call_name(call, talk->kind));
    if (talk->minutes) out_fmt(&call->out, ", %d min", talk->minutes);
    if (talk->people.n > 1) {
        out_str(&call->out, ", with ");
        for (size_t i = 0; i < talk->names.n; i++) out_fmt(&call->out, "%s%s", i ? ", " : "", call_name(call, talk->names.at[i]));
    }
    out_fmt(&call->out, "%s%s\n", talk->text && *talk->text ? "\n      " : "", talk->text ? lines_of(call, talk->text, "      ") : "");
    for (size_t i = 0; i < talk->quotes.n; i++) out_fmt(&call->out, "      “%s”\n", call_text(call, talk->quotes.at[i]));
}

static void print_page(struct call *call, const struct page *page) {
    head(call, page);
    if (page->promise_count) out_str(&call->out, "\n" S_DIM "promises" S_OFF "\n");
    for (size_t i = 0; i < page->promise_count; i++) promise_line(call, &page->promises[i]);
    size_t shown = opt_flag(&call->args, "all") || page->talk_count < TALKS ? page->talk_count : TALKS;
    if (shown) out_str(&call->out, "\n" S_DIM "said" S_OFF "\n");
    for (size_t i = 0; i < shown; i++) talk_line(call, &page->talks[i]);
    if (shown < page->talk_count)
        out_fmt(&call->out, "  and %zu earlier: %s show %lld --all\n", page->talk_count - shown, call_self(call),
                (long long)page->person.id);
}

/* ---- JSON ---------------------------------------------------------------------------------------------------------------- */

static void put_quotes(struct bl_json *json, const struct page *page) {
    bl_json_key(json, "quotes");
    bl_json_array(json);
    for (size_t i = 0; i < page->talk_count; i++) {
        for (size_t q = 0; q < page->talks[i].quotes.n; q++) {
            bl_json_object(json);
            bl_json_key(json, "text");
            bl_json_str(json, page->talks[i].quotes.at[q]);
            bl_json_key(json, "on");
            bl_json_day(json, page->talks[i].day);
            bl_json_key(json, "conversation");
            bl_json_int(json, page->talks[i].id);
            bl_json_end(json, '}');
        }
    }
    bl_json_end(json, ']');
}

/* The object of a person with more in it: the bracket that ended it is taken back, and put after what `show` adds. */
static void put_page(struct call *call, struct bl_json *json, const struct page *page) {
    bl_json_person(json, &page->person);
    if (json->out->len && json->out->data[json->out->len - 1] == '}') bl_buf_cut(json->out, json->out->len - 1);
    json->depth++;
    json->first[json->depth] = false;
    bl_json_key(json, "conversations");
    bl_json_array(json);
    for (size_t i = 0; i < page->talk_count; i++) bl_json_talk(json, &page->talks[i]);
    bl_json_end(json, ']');
    bl_json_key(json, "promises");
    bl_json_array(json);
    for (size_t i = 0; i < page->promise_count; i++) bl_json_promise(json, &page->promises[i], call->env->now.today);
    bl_json_end(json, ']');
    put_quotes(json, page);
    bl_json_key(json, "entries");
    bl_json_array(json);
    for (size_t i = 0; i < page->entry_count; i++) bl_json_entry(json, &page->entries[i]);
    bl_json_end(json, ']');
    bl_json_end(json, '}');
}

enum bl_status cmd_show(struct call *call, struct bl_error *err) {
    struct bl_strs who = call->args.words;
    if (!who.n) {
        bl_fail(err, BL_USAGE, "show whom?");
        bl_hint(err, "bowline show maya, bowline show 12");
        return BL_USAGE;
    }
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    if (who.n > 1) bl_json_array(&json);
    enum bl_status status = call_open_then(call, err);
    for (size_t i = 0; status == BL_OK && i < who.n; i++) {
        struct bl_person person;
        struct page page;
        status = fail_then(call, who_find(call, who.at[i], &person, err), err);
        if (status == BL_OK) status = load(call, person.id, &page, err);
        if (status != BL_OK) break;
        if (who.n > 1) bl_json_line(&json);
        if (call->json)
            put_page(call, &json, &page);
        else if (i)
            out_str(&call->out, "\n");
        if (!call->json) print_page(call, &page);
    }
    if (who.n > 1) bl_json_end(&json, ']');
    if (status == BL_OK && call->json) status = json_put(call, &out, err);
    return status;
}
