/* The log line (DESIGN section 3.1): one line of text → people, kind, day, promises, moves, tags, quotes, and the rest as text.
 *
 * One pass from left to right. The head comes first and is strict; after it every word is asked whether it is a token, and what is not one is text.
 * Nothing is ever an error here: the composer parses on every key and shows what became of each part, the callers decide what is missing. */
#include "bowline/logline.h"

#include "bowline/text.h"
#include "logline_parts.h"

#include <string.h>

const char *const bl_talk_kinds[] = {"talk", "call", "meeting", "mail", "message", "event", "note"};
_Static_assert(sizeof bl_talk_kinds / sizeof bl_talk_kinds[0] == BL_TALK_KINDS, "logline.h counts the built-in kinds");

enum { TAGS_COMPARED = 64 }; /* a line of so many tags is no line: beyond them the same one may stand twice, which harms nobody */

struct parse {
    struct bl__line line;
    bl_day today;
    struct bl_arena *arena;
    struct bl_logline out;
    struct bl__rest rest;
    bool nomem;
};

/* Room for one more item in a list that doubles: full at 0, 4, 8, 16 … so that no capacity need be kept beside each list. */
static void *room(struct parse *p, void *items, size_t n, size_t size) {
    if (n != 0 && (n < 4 || (n & (n - 1)) != 0)) return items;
    void *more = bl_arena_array(p->arena, n == 0 ? 4 : n * 2, size);
    if (more == NULL) {
        p->nomem = true;
    } else if (n > 0) {
        memcpy(more, items, n * size);
    }
    return more;
}

static void add_str(struct parse *p, struct bl_strs *list, const char *s) {
    const char **at = room(p, list->at, list->n, sizeof *at);
    if (s == NULL || at == NULL) {
        p->nomem = true;
        return;
    }
    list->at = at;
    list->at[list->n++] = s;
}

static void add_span(struct parse *p, size_t at, size_t len, enum bl_token token) {
    struct bl_span *spans = room(p, p->out.spans, p->out.span_count, sizeof *spans);
    if (spans == NULL) return;
    spans[p->out.span_count++] = (struct bl_span){at, len, token};
    p->out.spans = spans;
}

static char *copy(struct parse *p, size_t at, size_t len) {
    return bl_arena_copy(p->arena, p->line.s + at, len);
}

/* @maya.chen → "maya chen"; an address keeps its dots. */
static void add_who(struct parse *p, size_t at, size_t len) {
    char *who = copy(p, at, len);
    if (who != NULL && strchr(who, '@') == NULL) {
        for (char *dot = strchr(who, '.'); dot != NULL; dot = strchr(dot, '.')) *dot = ' ';
    }
    add_str(p, &p->out.who, who);
}

static void add_tag(struct parse *p, size_t at, size_t len) {
    char *tag = copy(p, at, len);
    size_t most = p->out.tags.n < TAGS_COMPARED ? p->out.tags.n : TAGS_COMPARED;
    for (size_t i = 0; tag != NULL && i < most; i++) {
        if (bl_text_same(p->out.tags.at[i], tag)) return;
    }
    add_str(p, &p->out.tags, tag);
}

static void add_quote(struct parse *p, size_t at, size_t len) {
    const char *s = p->line.s + at;
    bl_text_trim(&s, &len);
    add_str(p, &p->out.quotes, bl_arena_copy(p->arena, s, len));
}

/* ---- promises ---- */

/* Words that lead up to the day and mean nothing without it: "send the deck by fri". */
static const char *const day_leads[] = {"this", "next", "by", "on", "in", "within", "for", "before", "until", "till", "due"};

static size_t trim_end(const char *s, size_t n) {
    while (n > 0 && strchr(" \t,;:-", s[n - 1]) != NULL) n--;
    return n;
}

static size_t drop_word(const char *s, size_t n, const char *word) {
    size_t len = strlen(word);
    bool there = n > len && bl_text_same_n(s + n - len, word, len) && strchr(" \t,", s[n - len - 1]) != NULL;
    return there ? trim_end(s, n - len) : n;
}

/* Where the time of day that ends n bytes begins ("at 10:00", "3pm"); n when there is none. */
static size_t before_time(const char *s, size_t n) {
    size_t word = n, digits = 0;
    while (word > 0 && strchr(" \t", s[word - 1]) == NULL) word--;
    while (word + digits < n && s[word + digits] >= '0' && s[word + digits] <= '9') digits++;
    const char *rest = s + word + digits;
    size_t left = n - word - digits;
    bool clock = left >= 3 && rest[0] == ':' && rest[1] >= '0' && rest[1] <= '5' && rest[2] >= '0' && rest[2] <= '9';
    if (clock) rest += 3, left -= 3;
    bool half = left == 2 && (bl_text_same_n(rest, "am", 2) || bl_text_same_n(rest, "pm", 2));
    if (digits < 1 || digits > 2 || word == 0 || !(half || (clock && left == 0))) return n;
    return drop_word(s, trim_end(s, word), "at");
}

/* The promise without the day that ends it, if one does; a time of day behind it stays. One that is nothing but a day keeps it as its text. */
const char *bl_promise_text(const char *s, size_t n, bl_day today, struct bl_arena *arena, bl_day *due) {
    size_t time = before_time(s, n);
    size_t start = bl_day_trailing(s, time, today, BL_FUTURE, due);
    if (start >= time) return bl_arena_copy(arena, s, n);
    size_t end = trim_end(s, start);
    for (size_t i = 0; i < sizeof day_leads / sizeof day_leads[0]; i++) end = drop_word(s, end, day_leads[i]);
    if (end == 0) return bl_arena_copy(arena, s, n);
    if (time == n) return bl_arena_copy(arena, s, end);
    const char *clock = s + time + strspn(s + time, " \t,;:-");
    return bl_arena_printf(arena, "%.*s %.*s", (int)end, s, (int)(s + n - clock), clock);
}

/* Returns where the promise that begins at `at` ends; `at` itself when there is nothing promised. */
static size_t add_promise(struct parse *p, size_t at, const struct bl__token *token) {
    size_t stop = bl__promise_end(p->line, token->body);
    const char *s = p->line.s + token->body;
    size_t n = trim_end(s, stop - token->body);
    n = drop_word(s, n, "and");
    if (n == 0) return at;
    struct bl_said_promise promise = {.due = BL_NO_DAY, .theirs = token->token == BL_TOK_THEIRS};
    promise.text = bl_promise_text(s, n, p->today, p->arena, &promise.due);
    struct bl_said_promise *list = room(p, p->out.promises, p->out.promise_count, sizeof *list);
    if (promise.text == NULL || list == NULL) {
        p->nomem = true;
        return stop;
    }
    list[p->out.promise_count++] = promise;
    p->out.promises = list;
    add_span(p, at, token->body + n - at, token->token);
    return stop;
}

/* ---- the pass ---- */

static void take_head(struct parse *p, size_t at, const struct bl__token *item, struct bl__head *head) {
    switch (item->token) {
    case BL_TOK_WHO: add_who(p, item->body, item->body_len); break;
    case BL_TOK_KIND:
        p->out.kind = item->kind;
        head->kind = true;
        break;
    case BL_TOK_MINUTES:
        p->out.minutes = item->minutes;
        head->minutes = true;
        break;
    case BL_TOK_DAY:
        p->out.day = item->day;
        head->day = true;
        break;
    default: break;
    }
    add_span(p, at, item->len, item->token);
}

static size_t parse_head(struct parse *p, struct bl_strs kinds) {
    struct bl__head head = {.kinds = kinds, .today = p->today};
    struct bl__token item;
    size_t at = bl__skip_spaces(p->line, 0);
    bool ended = false;
    while (!ended && bl__head_at(p->line, at, &head, &item)) {
        take_head(p, at, &item, &head);
        at = bl__head_next(p->line, at + item.len, &ended);
        ended = ended || item.token == BL_TOK_BREAK;
    }
    return at;
}

/* Takes the token at `at` and returns where it ends; `at` when it stays in the text. */
static size_t take(struct parse *p, size_t at, const struct bl__token *token) {
    if (token->token == BL_TOK_MINE || token->token == BL_TOK_THEIRS) return add_promise(p, at, token);
    add_span(p, at, token->len, token->token);
    switch (token->token) {
    case BL_TOK_STAGE: p->out.stage = token->rank; break;
    case BL_TOK_MOMENT: p->out.moment = token->rank; break;
    case BL_TOK_TAG: add_tag(p, token->body, token->body_len); break;
    case BL_TOK_QUOTE: add_quote(p, token->body, token->body_len); return at;
    default: return at;
    }
    return at + token->len;
}

static void parse_body(struct parse *p, size_t at) {
    struct bl__token token;
    size_t kept = at;
    while (at < p->line.n && !p->nomem) {
        if (!bl__token_at(p->line, at, &token)) {
            at++;
            continue;
        }
        size_t end = take(p, at, &token);
        if (end > at) {
            bl__rest_keep(&p->rest, p->line, kept, at);
            p->rest.gap = true;
            kept = at = end;
        } else {
            at += token.len;
        }
    }
    bl__rest_keep(&p->rest, p->line, kept, p->line.n);
    bl__rest_finish(&p->rest);
}

/* A NUL cannot live in the texts that come out; it counts as a space. Same length, so spans hold. */
static const char *without_nul(const char *line, size_t n, struct bl_arena *arena) {
    if (n == 0 || memchr(line, '\0', n) == NULL) return line;
    char *clean = bl_arena_copy(arena, line, n);
    for (size_t i = 0; clean != NULL && i < n; i++) {
        if (clean[i] == '\0') clean[i] = ' ';
    }
    return clean;
}

static const char *rest_text(const struct parse *p) {
    const char *s = bl_buf_text(&p->rest.out);
    size_t n = p->rest.out.len;
    bl_text_trim(&s, &n);
    return bl_arena_copy(p->arena, s, n);
}

enum bl_status bl_logline_parse(const char *line, size_t n, bl_day today, struct bl_strs kinds, struct bl_arena *arena,
                                struct bl_logline *out, struct bl_error *err) {
    struct parse p = {.today = today, .arena = arena, .out = {.day = BL_NO_DAY}};
    p.line = (struct bl__line){without_nul(line, n, arena), n};
    if (p.line.s == NULL && n > 0) return bl_nomem(err);
    size_t at = parse_head(&p, kinds);
    p.rest.gap = p.out.span_count > 0;
    parse_body(&p, at);
    p.out.text = rest_text(&p);
    bool failed = p.nomem || p.rest.out.failed || p.out.text == NULL || !bl__notes(p.line, today, kinds, arena, &p.out);
    bl_buf_free(&p.rest.out);
    if (failed) return bl_nomem(err);
    *out = p.out;
    return BL_OK;
}

/* ---- completion ---- */

/* Does everything before `at` belong to the head? Only built-in kinds are known here. */
static bool in_head(struct bl__line line, size_t at) {
    struct bl__head head = {.today = 0};
    struct bl__token item;
    struct bl__line before = {line.s, at};
    size_t next = bl__skip_spaces(before, 0);
    bool ended = false;
    while (!ended && next < at && bl__head_at(before, next, &head, &item)) {
        head.kind = head.kind || item.token == BL_TOK_KIND;
        head.minutes = head.minutes || item.token == BL_TOK_MINUTES;
        head.day = head.day || item.token == BL_TOK_DAY;
        next = bl__head_next(before, next + item.len, &ended);
        ended = item.token == BL_TOK_BREAK || (ended && next < at);
    }
    return !ended && next >= at;
}

/* Inside a quotation that is still being typed there is nothing to complete. */
static bool in_quote(struct bl__line line, size_t at) {
    bool open = false;
    for (size_t i = 0; i < at; i++) {
        if (bl__starts(line, i, "\n\n")) open = false;
        if (line.s[i] == '"') open = !open && bl__word_start(line, i);
        if (bl__starts(line, i, "“")) open = bl__word_start(line, i);
        if (bl__starts(line, i, "”")) open = false;
    }
    return open;
}

enum bl_token bl_logline_at(const char *line, size_t n, size_t cursor, const char **part, size_t *len) {
    size_t at = cursor < n ? cursor : n, lead = 0;
    struct bl__line whole = {line, at};
    while (at > 0 && !bl__word_start(whole, at)) at--;
    enum bl_token token = at < whole.n ? bl__lead_at(whole, at, &lead) : BL_TOK_TEXT;
    if (in_quote(whole, at)) {
        token = BL_TOK_QUOTE;
        lead = 0;
    } else if (token == BL_TOK_MENTION && in_head(whole, at)) {
        token = BL_TOK_WHO;
    } else if (token == BL_TOK_TEXT && bl__letter_at(whole, at) && in_head(whole, at)) {
        token = BL_TOK_KIND;
    }
    *part = line + at + lead;
    *len = whole.n - at - lead;
    return token;
}
