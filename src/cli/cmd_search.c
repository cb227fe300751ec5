/* bowline search: people by name, company, title, address and tag, and everything that was said or written down: conversations, promises, notes. */
#include "cli/internal.h"

#include <ctype.h>
#include <string.h>

const struct opt cmd_search_opts[] = {
    {"limit", 'l', "N", "at most N of each (20)", OPT_TEXT, NULL},
    OPT_AS_OF,
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

struct found {
    struct bl_person *people; /* whole rows */
    size_t count;
    struct bl_heard said;
};

/* ---- JSON -------------------------------------------------------------------------------------------------------------------- */

/* An element names what it is: {"person":{…}}. */
static void kind(struct bl_json *json, const char *name) {
    bl_json_line(json);
    bl_json_object(json);
    bl_json_key(json, name);
}

static void said_json(struct bl_json *json, const struct bl_heard *said, bl_day today) {
    for (size_t i = 0; i < said->talk_count; i++) {
        kind(json, "conversation");
        bl_json_talk(json, &said->talks[i]);
        bl_json_end(json, '}');
    }
    for (size_t i = 0; i < said->promise_count; i++) {
        kind(json, "promise");
        bl_json_promise(json, &said->promises[i], today);
        bl_json_end(json, '}');
    }
    for (size_t i = 0; i < said->note_count; i++) {
        kind(json, "note");
        bl_json_object(json);
        bl_json_key(json, "person");
        bl_json_int(json, said->notes[i].person);
        bl_json_key(json, "who");
        bl_json_str(json, said->notes[i].name);
        bl_json_key(json, "text");
        bl_json_str(json, said->notes[i].note);
        bl_json_end(json, '}');
        bl_json_end(json, '}');
    }
}

static enum bl_status found_json(struct call *call, const struct found *found, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_array(&json);
    for (size_t i = 0; i < found->count; i++) {
        kind(&json, "person");
        bl_json_person(&json, &found->people[i]);
        bl_json_end(&json, '}');
    }
    said_json(&json, &found->said, call->env->now.today);
    bl_json_end(&json, ']');
    return json_put(call, &out, err);
}

/* ---- text -------------------------------------------------------------------------------------------------------------------- */

/* Does a word of the folded text begin so? */
static bool begins_word(const char *text, const char *key, size_t n) {
    for (const char *s = text; *s; s++)
        if ((s == text || !isalnum((unsigned char)s[-1])) && strncmp(s, key, n) == 0) return true;
    return false;
}

/* Does a word of the text begin as one of the keys, which are folded, does? */
static bool holds(struct call *call, const char *text, const char *keys) {
    const char *folded = text ? bl_text_folded(&call->arena, text) : NULL;
    for (const char *key = keys; folded && *(key += strspn(key, " "));) {
        size_t n = strcspn(key, " ");
        if (begins_word(folded, key, n)) return true;
        key += n;
    }
    return false;
}

/* Why somebody was found whose name and company do not show it. */
static const char *why(struct call *call, const struct bl_person *person, const char *keys) {
    if (holds(call, person->name, keys) || holds(call, person->company, keys)) return "";
    if (holds(call, person->title, keys)) return call_name(call, person->title);
    for (size_t i = 0; i < person->tags.n; i++)
        if (holds(call, person->tags.at[i], keys)) return bl_arena_printf(&call->arena, "#%s", call_name(call, person->tags.at[i]));
    for (size_t i = 0; i < person->emails.n; i++)
        if (holds(call, person->emails.at[i], keys)) return call_name(call, person->emails.at[i]);
    return "";
}

static enum bl_status people_text(struct call *call, const struct found *found, const char *keys, struct bl_error *err) {
    static const struct col cols[] = {{NULL, true, 0}, {NULL, false, 40}, {NULL, false, 40}, {NULL, false, 0}, {NULL, false, 40}};
    const char **cells = bl_arena_array(&call->arena, 5 * found->count + 1, sizeof *cells);
    if (!cells) return bl_nomem(err);
    for (size_t i = 0; i < found->count; i++) {
        const struct bl_person *person = &found->people[i];
        cells[5 * i] = bl_arena_printf(&call->arena, "%lld", (long long)person->id);
        cells[5 * i + 1] = call_name(call, person->name);
        cells[5 * i + 2] = call_name(call, person->company);
        cells[5 * i + 3] = call_stage(call, &person->at);
        cells[5 * i + 4] = why(call, person, keys);
    }
    struct table table = {.cols = cols, .ncols = 5};
    out_table(&call->out, &table, cells, found->count, call->env->columns);
    return BL_OK;
}

static void talk_text(struct call *call, const struct bl_talk *talk, const char *keys) {
    char day[BL_DATE_SIZE];
    out_fmt(&call->out, "%s  %s with %s\n", bl_day_iso(talk->day, day), call_name(call, talk->kind), call_joined(call, talk->names));
    if (talk->text && *talk->text) out_fmt(&call->out, "    %s\n", call_text(call, talk->text));
    for (size_t i = 0; i < talk->quotes.n; i++) /* those that say it, unless the text does */
        if (!(talk->text && strstr(talk->text, talk->quotes.at[i])) && holds(call, talk->quotes.at[i], keys))
            out_fmt(&call->out, "    “%s”\n", call_text(call, talk->quotes.at[i]));
}

static void said_text(struct call *call, const struct bl_heard *said, const char *keys, bool gap) {
    const char *line = gap ? "\n" : "";
    for (size_t i = 0; i < said->talk_count; i++) {
        if (i == 0) out_str(&call->out, line);
        talk_text(call, &said->talks[i], keys);
    }
    if (said->talk_count) line = "\n";
    for (size_t i = 0; i < said->promise_count; i++) {
        const struct bl_promise *promise = &said->promises[i];
        char day[BL_DATE_SIZE];
        out_fmt(&call->out, "%spromise #%lld  %s%s: %s", i ? "" : line, (long long)promise->id, promise->theirs ? "by " : "",
                call_name(call, promise->who), call_text(call, promise->text));
        if (promise->done_on != BL_NO_DAY)
            out_fmt(&call->out, ", %s %s\n", promise->dropped ? "dropped" : "kept", bl_day_iso(promise->done_on, day));
        else if (promise->due != BL_NO_DAY)
            out_fmt(&call->out, ", due %s\n", bl_day_iso(promise->due, day));
        else
            out_str(&call->out, "\n");
    }
    if (said->promise_count) line = "\n";
    for (size_t i = 0; i < said->note_count; i++)
        out_fmt(&call->out, "%snote on #%lld %s\n    %s\n", i ? "" : line, (long long)said->notes[i].person,
                call_name(call, said->notes[i].name), call_text(call, said->notes[i].note));
}

static enum bl_status found_text(struct call *call, const struct found *found, const char *words, struct bl_error *err) {
    const char *keys = bl_text_folded(&call->arena, words);
    if (!keys) return bl_nomem(err);
    const struct bl_heard *said = &found->said;
    enum bl_status status = found->count ? people_text(call, found, keys, err) : BL_OK;
    if (status != BL_OK) return status;
    said_text(call, said, keys, found->count > 0);
    if (!found->count && !said->talk_count && !said->promise_count && !said->note_count) call_say(call, "nothing found\n");
    return BL_OK;
}

/* ---- the command --------------------------------------------------------------------------------------------------------------- */

/* Words of a search are never operators: each is quoted for the filter. What is only punctuation names nothing there. */
static void quote_words(struct call *call, const char *words, struct bl_buf *out) {
    for (const char *s = words; *s;) {
        s += strspn(s, " \t\n\"");
        size_t n = strcspn(s, " \t\n\"");
        const char *word = bl_arena_copy(&call->arena, s, n);
        const char *key = word ? bl_text_folded(&call->arena, word) : NULL;
        if (key && *key) bl_buf_addf(out, "\"%s\" ", word);
        s += n;
    }
}

static enum bl_status find_people(struct call *call, const char *words, size_t limit, struct found *found, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf quoted = {0};
    struct bl_filter filter = {0};
    struct bl_list_page page = {0};
    quote_words(call, words, &quoted);
    enum bl_status status = value_filter(call, bl_buf_text(&quoted), &filter, err);
    if (status != BL_OK || !filter.root) return status;
    struct bl_list_query query = {.filter = &filter, .limit = limit};
    status = bl_store_list(call->store, &query, &call->arena, &page, err);
    if (status != BL_OK) return status;
    found->people = bl_arena_array(&call->arena, page.n + 1, sizeof *found->people);
    if (!found->people) return bl_nomem(err);
    for (size_t i = 0; i < page.n && status == BL_OK; i++)
        status = bl_store_person(call->store, page.rows[i].id, &call->arena, &found->people[i], err);
    found->count = page.n;
    return status;
}

enum bl_status cmd_search(struct call *call, struct bl_error *err) {
    const char *words = call_words(call, 0), *limit_text = opt_value(&call->args, "limit");
    int64_t limit = 20;
    if (!words[strspn(words, " \t")]) {
        bl_fail(err, BL_USAGE, "search for what?");
        bl_hint(err, "bowline search sso pricing");
        return BL_USAGE;
    }
    struct found found = {0};
    enum bl_status status = limit_text ? value_count("--limit", limit_text, 1, &limit, err) : BL_OK;
    if (status == BL_OK) status = call_open_then(call, err);
    if (status == BL_OK) status = find_people(call, words, (size_t)limit, &found, err);
    if (status == BL_OK) status = bl_store_said(call->store, words, (size_t)limit, &call->arena, &found.said, err);
    if (status != BL_OK) return status;
    return call->json ? found_json(call, &found, err) : found_text(call, &found, words, err);
}
