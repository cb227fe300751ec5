/* Any bytes as a log line: the parse never fails, what it found lies in the line and in order, and what it says is in bounds. */
#include "fuzz.h"

#include "bowline/logline.h"
#include "bowline/track.h"

#include <string.h>

static void spans(const struct bl_logline *said, size_t n) {
    size_t end = 0;
    for (size_t i = 0; i < said->span_count; i++) {
        HOLDS(said->spans[i].at >= end);
        HOLDS(said->spans[i].len > 0 && said->spans[i].len <= n - said->spans[i].at);
        HOLDS(said->spans[i].token > BL_TOK_TEXT && said->spans[i].token <= BL_TOK_MENTION);
        end = said->spans[i].at + said->spans[i].len;
    }
}

static void words(struct bl_strs list, size_t n) {
    for (size_t i = 0; i < list.n; i++) HOLDS(list.at[i] != NULL && strlen(list.at[i]) <= n);
}

static void said_in_bounds(const struct bl_logline *said, size_t n) {
    HOLDS(said->text != NULL && strlen(said->text) <= n);
    HOLDS(said->minutes >= 0 && said->minutes <= 24 * 60);
    HOLDS(said->stage >= 0 && said->stage <= bl_track_ranks(BL_STAGE));
    HOLDS(said->moment >= 0 && said->moment <= bl_track_ranks(BL_MOMENT));
    words(said->who, n);
    words(said->tags, n);
    words(said->quotes, n);
    for (size_t i = 0; i < said->promise_count; i++) HOLDS(said->promises[i].text != NULL && said->promises[i].text[0] != '\0');
}

/* Every token has something to show for it. */
static void counted(const struct bl_logline *said) {
    size_t who = 0, promises = 0, quotes = 0;
    for (size_t i = 0; i < said->span_count; i++) {
        enum bl_token token = said->spans[i].token;
        who += token == BL_TOK_WHO ? 1 : 0;
        quotes += token == BL_TOK_QUOTE ? 1 : 0;
        promises += token == BL_TOK_MINE || token == BL_TOK_THEIRS ? 1 : 0;
    }
    HOLDS(who == said->who.n && promises == said->promise_count && quotes == said->quotes.n);
}

static void completion(const char *line, size_t n) {
    size_t stride = n / 16 + 1;
    for (size_t cursor = 0; cursor <= n + 1; cursor += stride) {
        const char *part = NULL;
        size_t len = 0;
        (void)bl_logline_at(line, n, cursor, &part, &len);
        HOLDS(part >= line && part + len <= line + n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *kinds[] = {"talk", "call", "demo call", "note"};
    struct bl_arena arena = {0};
    struct bl_logline said;
    struct bl_error err;
    bl_day today = bl_day_of(2026, 11, 21);
    if (size > 20000) return 0;
    HOLDS(bl_logline_parse((const char *)data, size, today, (struct bl_strs){kinds, 4}, &arena, &said, &err) == BL_OK);
    spans(&said, size);
    said_in_bounds(&said, size);
    counted(&said);
    completion((const char *)data, size);
    bl_arena_free(&arena);
    return 0;
}
