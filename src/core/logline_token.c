/* Which token stands at a place of the log line: one table of signs and keys, and the few shapes of the head.
 *
 * Each recogniser looks at one word and allocates nothing, so that a hostile line costs its length once. Both spellings of a token, the sign and
 * the key that is safe in any shell, are rows of one table and cannot drift apart. */
#include "logline_parts.h"

#include "bowline/track.h"

#include <string.h>

static const struct lead {
    const char *text;
    enum bl_token token;
    bool sign; /* counts only before a letter */
} leads[] = {
    {"@", BL_TOK_MENTION, true},     {"!", BL_TOK_MINE, true},          {"~", BL_TOK_THEIRS, true},    {">", BL_TOK_STAGE, true},
    {"+", BL_TOK_MOMENT, true},      {"#", BL_TOK_TAG, true},           {"todo:", BL_TOK_MINE, false}, {"wait:", BL_TOK_THEIRS, false},
    {"stage:", BL_TOK_STAGE, false}, {"moment:", BL_TOK_MOMENT, false}, {"tag:", BL_TOK_TAG, false},
};

static const struct lead *lead_at(struct bl__line line, size_t at) {
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        if (bl__starts(line, at, leads[i].text)) return &leads[i];
    }
    return NULL;
}

enum bl_token bl__lead_at(struct bl__line line, size_t at, size_t *bytes) {
    const struct lead *lead = lead_at(line, at);
    if (lead == NULL) return BL_TOK_TEXT;
    size_t len = strlen(lead->text);
    if (lead->sign && at + len < line.n && !bl__letter_at(line, at + len)) return BL_TOK_TEXT;
    *bytes = len;
    return lead->token;
}

/* Bytes of letters, digits and the characters of `more` from `at` on, without those of `more` at the end: "#pricing," and "@maya." lose theirs. */
static size_t run(struct bl__line line, size_t at, const char *more) {
    size_t end = at, solid = at;
    while (end < line.n) {
        size_t len = bl__wordchar_at(line, end);
        if (len > 0) {
            end += len;
            solid = end;
        } else if (line.s[end] != '\0' && strchr(more, line.s[end]) != NULL) {
            end++;
        } else {
            break;
        }
    }
    return solid - at;
}

/* A state of several words ("one to one") as it is written for people. */
static size_t label(struct bl__line line, size_t at, enum bl_track track, int *rank) {
    for (int r = 1; r <= bl_track_ranks(track); r++) {
        const char *text = bl_track_label(track, r);
        if (strchr(text, ' ') == NULL || !bl__starts(line, at, text) || !bl__word_end(line, at + strlen(text))) continue;
        *rank = r;
        return strlen(text);
    }
    return 0;
}

static size_t state(struct bl__line line, size_t at, enum bl_track track, int *rank) {
    size_t len = label(line, at, track, rank);
    if (len > 0) return len;
    char word[32];
    struct bl_error unused;
    len = run(line, at, "-_:");
    if (len == 0 || len >= sizeof word || !bl__word_end(line, at + len)) return 0;
    memcpy(word, line.s + at, len);
    word[len] = '\0';
    return bl_track_parse(track, word, rank, &unused) == BL_OK ? len : 0;
}

/* Bytes of the word behind a sign or key; 0 when it is none of that token's. */
static size_t body_of(struct bl__line line, size_t at, enum bl_token token, int *rank) {
    switch (token) {
    case BL_TOK_STAGE: return state(line, at, BL_STAGE, rank);
    case BL_TOK_MOMENT: return state(line, at, BL_MOMENT, rank);
    case BL_TOK_MENTION: return run(line, at, ".-_'+@%");
    default: break;
    }
    size_t len = bl__wordchar_at(line, at) > 0 ? run(line, at, ".-_+/&") : 0;
    return len > 0 && bl__word_end(line, at + len) ? len : 0;
}

/* A quotation: the next mark of the kind closes it, in the same paragraph. Looking no further than the next mark keeps the whole linear. */
static bool quote_at(struct bl__line line, size_t at, struct bl__token *out) {
    bool plain = line.s[at] == '"';
    if (!plain && !bl__starts(line, at, "“")) return false;
    const char *close = plain ? "\"" : "”", *open = plain ? "\"" : "“";
    size_t body = at + strlen(open), end = body;
    if (end >= line.n || bl__space_at(line, end) > 0) return false;
    for (; end < line.n && !bl__starts(line, end, close); end++) {
        if (bl__starts(line, end, "\n\n") || (!plain && bl__starts(line, end, open))) return false;
    }
    if (end >= line.n || end == body) return false;
    /* A mark with a space before and a word after opens another quotation: the first one was never closed. */
    if (bl__word_start(line, end) && bl__wordchar_at(line, end + strlen(close)) > 0) return false;
    *out = (struct bl__token){.token = BL_TOK_QUOTE, .len = end + strlen(close) - at, .body = body, .body_len = end - body};
    return true;
}

bool bl__token_at(struct bl__line line, size_t at, struct bl__token *out) {
    if (at >= line.n || !bl__word_start(line, at)) return false;
    if (quote_at(line, at, out)) return true;
    const struct lead *lead = lead_at(line, at);
    if (lead == NULL) return false;
    size_t body = at + strlen(lead->text);
    if (lead->sign && !bl__letter_at(line, body)) return false;
    struct bl__token token = {.token = lead->token, .len = body - at, .body = body};
    if (lead->token == BL_TOK_MINE || lead->token == BL_TOK_THEIRS) {
        while (body < line.n && (line.s[body] == ' ' || line.s[body] == '\t')) body++;
        if (bl__sentence_end(line, body)) return false;
        token.body = body;
    } else {
        token.body_len = body_of(line, body, lead->token, &token.rank);
        if (token.body_len == 0) return false;
        token.len += token.body_len;
    }
    *out = token;
    return true;
}

/* ---- the head ---- */

static size_t number(struct bl__line line, size_t at, int *value) {
    size_t len = 0;
    int sum = 0;
    while (at + len < line.n && line.s[at + len] >= '0' && line.s[at + len] <= '9' && len < 4) sum = sum * 10 + (line.s[at + len++] - '0');
    *value = sum;
    return len;
}

static size_t unit(struct bl__line line, size_t at, const char *const *units) {
    for (size_t i = 0; units[i] != NULL; i++) {
        if (bl__starts(line, at, units[i])) return strlen(units[i]);
    }
    return 0;
}

static const char *const minute_units[] = {"mins", "min", "m", NULL};
static const char *const hour_units[] = {"hrs", "hr", "h", NULL};
enum { LONGEST_TALK = 24 * 60 };

/* 40m 90min 1h 1h30 1h30m 1.5h */
static size_t minutes_at(struct bl__line line, size_t at, int *minutes) {
    int value = 0, rest = 0, tenth = 0;
    size_t len = number(line, at, &value);
    if (len == 0) return 0;
    size_t mark = unit(line, at + len, minute_units);
    if (mark > 0) {
        len += mark;
    } else {
        if (bl__starts(line, at + len, ".") && number(line, at + len + 1, &tenth) == 1) len += 2;
        mark = unit(line, at + len, hour_units);
        if (mark == 0) return 0;
        len += mark;
        size_t more = number(line, at + len, &rest);
        if (more > 2 || rest > 59) return 0;
        len += more;
        if (more > 0) len += unit(line, at + len, minute_units);
        value = value * 60 + tenth * 6 + rest;
    }
    if (value == 0 || value > LONGEST_TALK || !bl__word_end(line, at + len)) return 0;
    *minutes = value;
    return len;
}

static const char *longer(struct bl__line line, size_t at, const char *kind, const char *best) {
    if (kind == NULL || *kind == '\0' || !bl__starts(line, at, kind) || !bl__word_end(line, at + strlen(kind))) return best;
    return best == NULL || strlen(kind) > strlen(best) ? kind : best;
}

static size_t kind_at(struct bl__line line, size_t at, struct bl_strs kinds, const char **kind) {
    const char *best = NULL;
    for (size_t i = 0; i < kinds.n; i++) best = longer(line, at, kinds.at[i], best);
    for (size_t i = 0; kinds.n == 0 && i < BL_TALK_KINDS; i++) best = longer(line, at, bl_talk_kinds[i], best);
    if (best == NULL) return 0;
    *kind = best;
    return strlen(best);
}

static size_t break_at(struct bl__line line, size_t at) {
    static const char *const breaks[] = {"--", "—", "–"};
    for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++) {
        size_t len = strlen(breaks[i]);
        if (bl__starts(line, at, breaks[i]) && bl__word_start(line, at) && (at + len >= line.n || bl__space_at(line, at + len) > 0))
            return len;
    }
    return 0;
}

/* A day up to a colon or bracket, and without the marks that follow it: "yesterday: she said". */
static size_t day_at(struct bl__line line, size_t at, bl_day today, bl_day *day) {
    size_t end = at;
    while (end < line.n && strchr(":()\n", line.s[end]) == NULL) end++;
    size_t len = bl_day_leading(line.s + at, end - at, today, BL_PAST, day);
    while (len > 0 && strchr(",.;!?", line.s[at + len - 1]) != NULL) len--;
    return len > 0 && bl__word_end(line, at + len) ? len : 0;
}

/* An item that may come once, or the break; minutes before days, since 40m is a length and never a month. */
static size_t single_at(struct bl__line line, size_t at, const struct bl__head *head, struct bl__token *item) {
    size_t len = break_at(line, at);
    item->token = BL_TOK_BREAK;
    if (len == 0 && !head->minutes) {
        item->token = BL_TOK_MINUTES;
        len = minutes_at(line, at, &item->minutes);
    }
    if (len == 0 && !head->kind) {
        item->token = BL_TOK_KIND;
        len = kind_at(line, at, head->kinds, &item->kind);
    }
    if (len == 0 && !head->day) {
        item->token = BL_TOK_DAY;
        len = day_at(line, at, head->today, &item->day);
    }
    return len;
}

/* "@12", the number of a person: for two of one name, or a name that no log line can carry. In the head only; elsewhere "@12" is a time or a price. */
static size_t number_at(struct bl__line line, size_t at) {
    size_t n = 0;
    while (at + n < line.n && line.s[at + n] >= '0' && line.s[at + n] <= '9') n++;
    return n > 0 && bl__word_end(line, at + n) ? n : 0;
}

bool bl__head_at(struct bl__line line, size_t at, const struct bl__head *head, struct bl__token *out) {
    struct bl__token item = {.body = at};
    if (at >= line.n) return false;
    if (line.s[at] == '@' && bl__letter_at(line, at + 1)) {
        item.token = BL_TOK_WHO;
        item.body = at + 1;
        item.body_len = body_of(line, at + 1, BL_TOK_MENTION, &item.rank);
        item.len = item.body_len + 1;
    } else if (line.s[at] == '@' && number_at(line, at + 1) > 0) {
        item.token = BL_TOK_WHO;
        item.body = at + 1;
        item.body_len = number_at(line, at + 1);
        item.len = item.body_len + 1;
    } else {
        item.len = item.body_len = single_at(line, at, head, &item);
    }
    if (item.len == 0) return false;
    *out = item;
    return true;
}

size_t bl__head_next(struct bl__line line, size_t at, bool *ended) {
    bool broke = false;
    while (at < line.n && strchr(",;:.", line.s[at]) != NULL) at++;
    for (size_t len = bl__space_at(line, at); len > 0; len = bl__space_at(line, at)) {
        broke = broke || line.s[at] == '\n';
        at += len;
    }
    *ended = broke && !(at < line.n && line.s[at] == '@') && break_at(line, at) == 0;
    return at;
}

/* ---- promises ---- */

size_t bl__promise_end(struct bl__line line, size_t at) {
    int open = 0; /* brackets opened inside: one closed that was opened before the promise ends it */
    struct bl__token token;
    for (size_t start = at; at < line.n; at++) {
        if (line.s[at] == '(') open++;
        if (line.s[at] == ')' && open-- == 0) break;
        if (bl__sentence_end(line, at)) break;
        if (at > start && bl__word_start(line, at) && bl__token_at(line, at, &token) && token.token != BL_TOK_MENTION) break;
    }
    return at;
}
