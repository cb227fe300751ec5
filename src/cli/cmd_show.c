/* bowline show and bowline brief: a person on one page. show tells everything; brief what to know in the minute before one talks to them. */
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
        out_fmt(&call->out, ", %s %s", promise->dropped ? "dropped" : "kept", bl_day_iso(promise->done_on, day));
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

/* More into an object that was ended: its bracket is taken back, and comes after what is added. */
static void json_reopen(struct bl_json *json) {
    if (json->out->len && json->out->data[json->out->len - 1] == '}') bl_buf_cut(json->out, json->out->len - 1);
    json->depth++;
    json->first[json->depth] = false;
}

static void put_page(struct call *call, struct bl_json *json, const struct page *page) {
    bl_json_person(json, &page->person);
    json_reopen(json);
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

/* ---- brief ---------------------------------------------------------------------------------------------------------------- */

const struct opt cmd_brief_opts[] = {OPT_AS_OF, {NULL, 0, NULL, NULL, OPT_TEXT, NULL}};

enum { BRIEF_QUOTES = 3, BRIEF_QUESTIONS = 2 };

struct brief {
    struct page page;
    struct bl_today_row now;
    unsigned visited;
};

static void brief_head(struct call *call, const struct brief *brief) {
    const struct bl_person *person = &brief->page.person;
    const struct bl_standing *at = &person->at;
    BL_AUTO(bl_buf) struct bl_buf where = {0};
    char day[BL_DATE_SIZE];
    bl_day today = call->env->now.today;
    out_fmt(&call->out, S_BOLD "%s" S_OFF, call_name(call, person->name));
    if (person->title) out_fmt(&call->out, ", %s", call_name(call, person->title));
    if (person->company) out_fmt(&call->out, "%s%s", person->title ? " at " : ", ", call_name(call, person->company));
    out_fmt(&call->out, "  #%lld\n", (long long)person->id);
    bl_buf_addf(&where, "%s since %s (%d d)", bl_track_label(BL_STAGE, at->stage), bl_day_short(at->stage_since, today, day),
                today - at->stage_since);
    bl_buf_addf(&where, ", %s since %s (%d d)", bl_track_label(BL_MOMENT, at->moment), bl_day_short(at->moment_since, today, day),
                today - at->moment_since);
    if (at->status == BL_PARKED)
        bl_buf_addf(&where, "; parked until %s", bl_day_short(at->park_until, today, day));
    else if (at->status != BL_ACTIVE)
        bl_buf_addf(&where, "; %s since %s", bl_status_name(at->status), bl_day_short(at->status_since, today, day));
    fact(call, "stands", bl_buf_text(&where));
    fact(call, "brought by", person->referred_name ? call_name(call, person->referred_name) : NULL);
    fact(call, "note", lines_of(call, person->note, "           "));
}

/* Open promises of one side under its heading. */
static void brief_promises(struct call *call, const struct page *page, bool theirs) {
    bool any = false;
    for (size_t i = 0; i < page->promise_count; i++) {
        const struct bl_promise *promise = &page->promises[i];
        if (promise->done_on != BL_NO_DAY || promise->theirs != theirs) continue;
        if (!any) out_fmt(&call->out, "\n" S_DIM "%s" S_OFF "\n", theirs ? "they promised" : "you promised");
        any = true;
        promise_line(call, promise);
    }
}

/* Their own words of earlier conversations; those of the last one stand with it. */
static void brief_quotes(struct call *call, const struct page *page) {
    char day[BL_DATE_SIZE];
    size_t told = 0;
    for (size_t i = 1; i < page->talk_count && told < BRIEF_QUOTES; i++) {
        for (size_t q = 0; q < page->talks[i].quotes.n && told < BRIEF_QUOTES; q++) {
            if (!told++) out_str(&call->out, "\n" S_DIM "said before" S_OFF "\n");
            out_fmt(&call->out, "  %s  “%s”\n", bl_day_iso(page->talks[i].day, day), call_text(call, page->talks[i].quotes.at[q]));
        }
    }
}

/* The states whose questions are worth asking now: what was passed over, then where they stand. NONE twice when their journey has ended. */
static const char *brief_question(const struct brief *brief, unsigned n) {
    const struct bl_standing *at = &brief->page.person.at;
    unsigned missing = at->status == BL_ACTIVE ? bl_map_missing(at->stage, brief->visited) : 0;
    int moment = at->moment;
    for (int m = BL_BADASS; m >= BL_CONNECT; m--)
        if (missing & BL_SEEN(m)) moment = m;
    if (at->status != BL_ACTIVE) return n ? NULL : bl_track_question(BL_STAGE, at->status, 0);
    return n ? bl_track_question(BL_STAGE, at->stage, 0) : bl_track_question(BL_MOMENT, moment, 0);
}

static void print_brief(struct call *call, const struct brief *brief) {
    const struct page *page = &brief->page;
    bl_day today = call->env->now.today;
    brief_head(call, brief);
    fact(call, "now", *brief->now.why ? call_text(call, brief->now.why) : NULL);
    if (*brief->now.move)
        fact(call, "move", bl_arena_printf(&call->arena, "%s (%s)", call_text(call, brief->now.move), call_text(call, brief->now.because)));
    for (unsigned n = 0; n < BRIEF_QUESTIONS; n++) fact(call, n ? "" : "ask", brief_question(brief, n));
    brief_promises(call, page, false);
    brief_promises(call, page, true);
    if (page->talk_count) {
        int ago = today - page->talks[0].day;
        out_fmt(&call->out, "\n" S_DIM "last time, %s" S_OFF "\n",
                ago == 0   ? "today"
                : ago == 1 ? "yesterday"
                           : bl_arena_printf(&call->arena, "%d days ago", ago));
        talk_line(call, &page->talks[0]);
    } else {
        out_str(&call->out, "\nno conversation yet\n");
    }
    brief_quotes(call, page);
    out_fmt(&call->out, "\n" S_DIM "after it" S_OFF "  %s log @%s …\n", call_self(call),
            who_handle(call, page->person.id, page->person.name));
}

static void put_brief(struct call *call, struct bl_json *json, const struct brief *brief) {
    put_page(call, json, &brief->page);
    json_reopen(json);
    bl_json_key(json, "why");
    bl_json_str(json, *brief->now.why ? brief->now.why : NULL);
    bl_json_key(json, "suggestion");
    bl_json_str(json, *brief->now.move ? brief->now.move : NULL);
    bl_json_key(json, "because");
    bl_json_str(json, *brief->now.because ? brief->now.because : NULL);
    bl_json_key(json, "ask");
    bl_json_array(json);
    for (unsigned n = 0; n < BRIEF_QUESTIONS; n++)
        if (brief_question(brief, n)) bl_json_str(json, brief_question(brief, n));
    bl_json_end(json, ']');
    bl_json_end(json, '}');
}

/* ---- both ----------------------------------------------------------------------------------------------------------------- */

/* Named twice, told once. */
static bool once(struct bl_ids *told, int64_t id) {
    for (size_t i = 0; i < told->n; i++)
        if (told->at[i] == id) return true;
    told->at[told->n++] = id;
    return false;
}

static enum bl_status run(struct call *call, bool brief, struct bl_error *err) {
    struct bl_strs who = call->args.words;
    if (!who.n) {
        bl_fail(err, BL_USAGE, "%s whom?", brief ? "brief about" : "show");
        bl_hint(err, "bowline %s maya, bowline %s 12", call->cmd->name, call->cmd->name);
        return BL_USAGE;
    }
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    if (who.n > 1) bl_json_array(&json);
    enum bl_status status = call_open_then(call, err);
    struct bl_ids told = {bl_arena_array(&call->arena, who.n, sizeof *told.at), 0};
    if (status == BL_OK && !told.at) status = bl_nomem(err);
    for (size_t i = 0; status == BL_OK && i < who.n; i++) {
        struct bl_person person;
        struct brief all;
        status = fail_then(call, who_find(call, who.at[i], &person, err), err);
        if (status == BL_OK && once(&told, person.id)) continue;
        if (status == BL_OK) status = load(call, person.id, &all.page, err);
        if (status == BL_OK && brief) status = bl_store_today_of(call->store, person.id, &call->arena, &all.now, &all.visited, err);
        if (status != BL_OK) break;
        if (who.n > 1) bl_json_line(&json);
        if (!call->json && told.n > 1) out_str(&call->out, "\n");
        if (call->json)
            brief ? put_brief(call, &json, &all) : put_page(call, &json, &all.page);
        else
            brief ? print_brief(call, &all) : print_page(call, &all.page);
    }
    if (who.n > 1) bl_json_end(&json, ']');
    if (status == BL_OK && call->json) status = json_put(call, &out, err);
    return status;
}

enum bl_status cmd_show(struct call *call, struct bl_error *err) {
    return run(call, false, err);
}

enum bl_status cmd_brief(struct call *call, struct bl_error *err) {
    return run(call, true, err);
}
