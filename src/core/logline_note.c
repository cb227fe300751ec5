/* Near misses of a log line. The parse swallows what it does not know, as it must: a customer's own words are no commands. But whoever mistyped a state or
 * a day has to hear of it, or a move that never happened stays hidden until the review. So a finished parse is read once more, here, and what looks like a
 * slip is said in a short sentence; nothing is changed by it. */
#include "logline_parts.h"

#include "bowline/text.h"
#include "bowline/track.h"

#include <stdio.h>
#include <string.h>

enum { NOTES_MOST = 8, WORD_MOST = 32, HEAD_WORDS = 3 };

struct notes {
    struct bl__line line;
    bl_day today;
    struct bl_strs kinds;
    struct bl_arena *arena;
    struct bl_logline *out;
    bool nomem;
};

static void note(struct notes *notes, const char *text) {
    struct bl_strs *list = &notes->out->notes;
    if (text == NULL) notes->nomem = true;
    if (text == NULL || list->n == NOTES_MOST) return;
    if (list->at == NULL) list->at = bl_arena_array(notes->arena, NOTES_MOST, sizeof *list->at);
    if (list->at == NULL)
        notes->nomem = true;
    else
        list->at[list->n++] = text;
}

/* The lower-case ASCII word at `at`, up to the next white space and without the marks that close it; 0 when it is no such word. */
static size_t word_at(struct bl__line line, size_t at, char out[WORD_MOST]) {
    size_t n = 0;
    while (at + n < line.n && bl__space_at(line, at + n) == 0) n++;
    while (n > 0 && strchr(".,;:!?)\"'", line.s[at + n - 1]) != NULL) n--;
    if (n == 0 || n >= WORD_MOST) return 0;
    for (size_t i = 0; i < n; i++) {
        char c = line.s[at + i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    out[n] = '\0';
    return n;
}

/* ---- states ---- */

static int near_state(enum bl_track track, const char *word) {
    int best = 0, nearest = 3;
    for (int rank = 1; rank <= bl_track_ranks(track); rank++) {
        int distance = bl_text_distance(word, bl_track_name(track, rank));
        if (distance < nearest) nearest = distance, best = rank;
    }
    return best;
}

/* ">selecton" and "stage:selecton": signs that count, with a word that is nearly a state. */
static void note_state(struct notes *notes, size_t at) {
    size_t lead = 0;
    struct bl__token token;
    char word[WORD_MOST];
    enum bl_token kind = bl__lead_at(notes->line, at, &lead);
    if ((kind != BL_TOK_STAGE && kind != BL_TOK_MOMENT) || bl__token_at(notes->line, at, &token)) return;
    size_t n = word_at(notes->line, at + lead, word);
    if (n < 4) return;
    enum bl_track track = kind == BL_TOK_STAGE ? BL_STAGE : BL_MOMENT;
    for (char *c = word; *c; c++)
        if (*c == '-') *c = '_';
    enum bl_track other = track == BL_STAGE ? BL_MOMENT : BL_STAGE;
    int rank = near_state(track, word), crossed = rank ? 0 : near_state(other, word);
    const char *sign = notes->line.s + at;
    int shown = (int)(lead + n), signs = (int)lead;
    if (rank)
        note(notes, bl_arena_printf(notes->arena, "%.*s: did you mean %.*s%s?", shown, sign, signs, sign, bl_track_name(track, rank)));
    else if (crossed)
        note(notes, bl_arena_printf(notes->arena, "%.*s: %s is a %s: %s%s", shown, sign, bl_track_name(other, crossed),
                                    other == BL_STAGE ? "stage" : "moment",
                                    other == BL_STAGE ? "stage:" : "moment:", bl_track_name(other, crossed)));
}

static void note_states(struct notes *notes) {
    struct bl_logline *out = notes->out;
    for (size_t at = 0, span = 0; at < notes->line.n; at++) {
        while (span < out->span_count && out->spans[span].at + out->spans[span].len <= at) span++;
        bool quoted = span < out->span_count && out->spans[span].at <= at && out->spans[span].token == BL_TOK_QUOTE;
        if (!quoted && bl__word_start(notes->line, at)) note_state(notes, at);
    }
}

/* Two different ones: the last wins, as with every option of the command line. */
static void note_twice(struct notes *notes, enum bl_token token, enum bl_track track, int kept) {
    struct bl__token found;
    for (size_t i = 0; i < notes->out->span_count; i++) {
        const struct bl_span *span = &notes->out->spans[i];
        if (span->token != token || !bl__token_at(notes->line, span->at, &found) || found.rank == kept) continue;
        note(notes, bl_arena_printf(notes->arena, "%.*s: another %s is named later, %s counts", (int)span->len, notes->line.s + span->at,
                                    track == BL_STAGE ? "stage" : "moment", bl_track_name(track, kept)));
    }
}

/* ---- days and kinds ---- */

static void note_day(struct notes *notes, const char *s, size_t n, const struct bl_error *why) {
    if (*why->hint)
        note(notes, bl_arena_printf(notes->arena, "%.*s: %s", (int)n, s, why->hint));
    else
        note(notes, bl_arena_printf(notes->arena, "%.*s: there is no such day", (int)n, s));
}

static bool note_leading_day(struct notes *notes, size_t at) {
    struct bl_error why = {0};
    size_t end = at;
    while (end < notes->line.n && notes->line.s[end] != '\n') end++;
    size_t n = bl_day_mistaken(notes->line.s + at, end - at, false, notes->today, BL_PAST, &why);
    while (n > 0 && strchr(",.;:!?", notes->line.s[at + n - 1]) != NULL) n--;
    if (n > 0) note_day(notes, notes->line.s + at, n, &why);
    return n > 0;
}

/* "meetng" yes, "meetings" no: an ending is no slip. Short words are told only where the head is plainly marked by its " -- ". */
static void note_kind(struct notes *notes, size_t at, bool marked) {
    char word[WORD_MOST];
    size_t n = word_at(notes->line, at, word);
    if (n < (marked ? 4 : 5)) return;
    for (size_t i = 0; i < (notes->kinds.n ? notes->kinds.n : BL_TALK_KINDS); i++) {
        const char *kind = notes->kinds.n ? notes->kinds.at[i] : bl_talk_kinds[i];
        size_t len = strlen(kind);
        int most = len >= 7 ? 2 : 1;
        if (strncmp(word, kind, len) == 0 || bl_text_distance(word, kind) > most) continue;
        note(notes, bl_arena_printf(notes->arena, "%s: did you mean %s?", word, kind));
        return;
    }
}

/* Where the head ended: after its last item. *broke: by the break, so that nothing of it is left over. */
static size_t head_end(const struct notes *notes, bool *broke) {
    size_t end = 0;
    *broke = false;
    for (size_t i = 0; i < notes->out->span_count && !*broke; i++) {
        const struct bl_span *span = &notes->out->spans[i];
        if (span->token < BL_TOK_WHO || span->token > BL_TOK_BREAK) break;
        *broke = span->token == BL_TOK_BREAK;
        end = span->at + span->len;
    }
    while (end < notes->line.n && strchr(",;:. \t", notes->line.s[end]) != NULL) end++;
    return end;
}

/* Is there a break within the next few words? Then they were meant for the head. */
static size_t break_within(struct bl__line line, size_t at) {
    for (int words = 0; words <= HEAD_WORDS && at < line.n && line.s[at] != '\n'; words++) {
        if (bl__starts(line, at, "-- ") || bl__starts(line, at, "— ") || bl__starts(line, at, "– ")) return at;
        while (at < line.n && bl__space_at(line, at) == 0) at++;
        while (at < line.n && (line.s[at] == ' ' || line.s[at] == '\t')) at++;
    }
    return 0;
}

/* "26h", "90x" no, "1500m" yes: a length nobody talks for. */
static void note_length(struct notes *notes, size_t at) {
    char word[WORD_MOST];
    static const char *const units[] = {"h", "m", "min", "mins", "hour", "hours", "minutes"};
    if (!word_at(notes->line, at, word) || notes->out->minutes) return;
    size_t digits = strspn(word, "0123456789");
    if (!digits) return;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(word + digits, units[i]) == 0)
            note(notes, bl_arena_printf(notes->arena, "%s: read as text; a talk lasts a day at most", word));
}

/* "yest", "tomor": a day that was not written to its end. */
static const char *day_begun(const char *word) {
    static const char *const days[] = {"yesterday", "tomorrow"}, *const brief[] = {"yday", "tmrw"};
    for (size_t i = 0; i < 2; i++)
        if ((strlen(word) >= 4 && strncmp(word, days[i], strlen(word)) == 0 && days[i][strlen(word)]) || strcmp(word, brief[i]) == 0)
            return days[i];
    return NULL;
}

static void note_day_begun(struct notes *notes, const char *word) {
    const char *day = day_begun(word);
    if (day) note(notes, bl_arena_printf(notes->arena, "%s: did you mean %s?", word, day));
}

static void note_head(struct notes *notes) {
    bool broke;
    size_t at = head_end(notes, &broke), stop = broke ? 0 : break_within(notes->line, at);
    if (broke || at >= notes->line.n || notes->out->who.n + notes->out->span_count == 0) return;
    for (bool first = true; first || at < stop; first = false) {
        bool told = notes->out->day == BL_NO_DAY && note_leading_day(notes, at);
        if (told) return;
        char word[WORD_MOST];
        if (notes->out->kind == NULL) note_kind(notes, at, stop > 0);
        if (notes->out->day == BL_NO_DAY && word_at(notes->line, at, word)) note_day_begun(notes, word);
        note_length(notes, at);
        while (at < notes->line.n && bl__space_at(notes->line, at) == 0) at++;
        at = bl__skip_spaces(notes->line, at);
    }
}

/* Words that are days to the parser and something else to everybody. */
static bool no_day_alone(const char *s, size_t n) {
    static const char *const words[] = {"sat", "sun", "wed", "mon", "today"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && bl_text_same_n(s, words[i], n)) return true;
    return false;
}

/* A day in the midst of a promise is none: it counts at the end. Told once, where the promise has no other. */
static void note_day_within(struct notes *notes, const struct bl_said_promise *promise) {
    const char *text = promise->text;
    size_t all = strlen(text);
    for (size_t at = 0; at < all;) {
        bl_day day = BL_NO_DAY;
        size_t word = strcspn(text + at, " \t\n"), n = bl_day_leading(text + at, all - at, notes->today, BL_FUTURE, &day);
        while (n > 0 && strchr(",.;:!? ", text[at + n - 1]) != NULL) n--;
        if (at > 0 && n > 0 && !no_day_alone(text + at, n)) {
            note(notes, bl_arena_printf(notes->arena, "%.*s: read as text; a day counts at the end of a promise", (int)n, text + at));
            return;
        }
        at += word;
        at += strspn(text + at, " \t\n");
    }
}

/* The last word, when it is a day that was not written to its end. */
static void note_last_word(struct notes *notes, const char *text) {
    char word[WORD_MOST];
    const char *space = strrchr(text, ' '), *last = space ? space + 1 : text;
    if (space && word_at((struct bl__line){last, strlen(last)}, 0, word)) note_day_begun(notes, word);
}

static void note_promises(struct notes *notes) {
    for (size_t i = 0; i < notes->out->promise_count; i++) {
        const struct bl_said_promise *promise = &notes->out->promises[i];
        size_t n = strlen(promise->text);
        /* A state that was mistyped behind the day hides the day: it is looked for before it. */
        const char *sign = strstr(promise->text, " >");
        if (sign == NULL) sign = strstr(promise->text, " +");
        struct bl_error why = {0};
        size_t end = promise->due == BL_NO_DAY && sign ? (size_t)(sign - promise->text) : n;
        size_t taken = promise->due == BL_NO_DAY ? bl_day_mistaken(promise->text, end, true, notes->today, BL_FUTURE, &why) : 0;
        if (taken > 0) note_day(notes, promise->text + end - taken, taken, &why);
        if (taken > 0 || promise->due != BL_NO_DAY) continue;
        note_day_within(notes, promise);
        note_last_word(notes, promise->text);
    }
}

/* A quote that is opened and never closed; an inch stands behind its number and opens nothing. */
static void note_quotes(struct notes *notes) {
    for (size_t at = 0, span = 0; at < notes->line.n; at++) {
        while (span < notes->out->span_count && notes->out->spans[span].at + notes->out->spans[span].len <= at) span++;
        bool inside = span < notes->out->span_count && notes->out->spans[span].at <= at && notes->out->spans[span].token == BL_TOK_QUOTE;
        bool opens = notes->line.s[at] == '"' || bl__starts(notes->line, at, "“");
        if (inside || !opens || !bl__word_start(notes->line, at) || at + 1 >= notes->line.n || bl__space_at(notes->line, at + 1)) continue;
        size_t n = at;
        while (n < notes->line.n && notes->line.s[n] != '\n') n++;
        size_t cut = bl_text_fit(notes->line.s + at, n - at, 20, NULL);
        notes->out->open_quote = notes->out->notes.n < NOTES_MOST;
        note(notes, bl_arena_printf(notes->arena, "%.*s…: read as text; the quote is not closed", (int)cut, notes->line.s + at));
        return;
    }
}

bool bl__notes(struct bl__line line, bl_day today, struct bl_strs kinds, struct bl_arena *arena, struct bl_logline *out) {
    struct notes notes = {.line = line, .today = today, .kinds = kinds, .arena = arena, .out = out};
    note_head(&notes);
    note_states(&notes);
    note_twice(&notes, BL_TOK_STAGE, BL_STAGE, out->stage);
    note_twice(&notes, BL_TOK_MOMENT, BL_MOMENT, out->moment);
    note_promises(&notes);
    note_quotes(&notes);
    return !notes.nomem;
}
