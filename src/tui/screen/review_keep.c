/* Where a review stands, kept as a draft: a review left half-way, by a key, a crash or a closed window, goes on where it was. One fact a line. */
#include "tui/screen/review_state.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool review_handle(struct review_page *page, int64_t id, bool skipped) {
    if (page->handled_count == page->handled_cap) {
        size_t cap = page->handled_cap ? 2 * page->handled_cap : 32;
        struct handled *grown = realloc(page->handled, cap * sizeof *grown);
        if (!grown) return false;
        page->handled = grown;
        page->handled_cap = cap;
    }
    page->handled[page->handled_count++] = (struct handled){id, skipped, 0};
    return true;
}

bool review_is_handled(const struct review_page *page, int64_t id) {
    for (size_t i = 0; i < page->handled_count; i++)
        if (page->handled[i].id == id) return true;
    return false;
}

void review_begin(struct review_page *page, bl_day week) {
    page->week = week;
    page->part = REVIEW_CLEAR;
    page->handled_count = 0;
    page->ticked = 0;
    page->tick_at = page->scroll = 0;
    page->worded = false;
    for (int i = 0; i < REVIEW_WORDS; i++) bl_buf_cut(&page->words[i], 0);
}

void review_write(const struct review_page *page, struct bl_buf *out) {
    char day[BL_DATE_SIZE];
    bl_buf_addf(out, "week %s\npart %d\nticked %u\n", bl_day_iso(page->week, day), (int)page->part, page->ticked);
    for (size_t i = 0; i < page->handled_count; i++)
        bl_buf_addf(out, "%s %" PRId64 "\n", page->handled[i].skipped ? "skip" : "done", page->handled[i].id);
    for (int i = 0; page->worded && i < REVIEW_WORDS; i++) bl_buf_addf(out, "word%d %s\n", i, bl_buf_text(&page->words[i]));
}

static void read_word(struct review_page *page, char digit, const char *text, size_t n) {
    int i = digit - '0';
    if (i < 0 || i >= REVIEW_WORDS) return;
    bl_buf_cut(&page->words[i], 0);
    bl_buf_add(&page->words[i], text, n);
    page->worded = true;
}

static void read_line(struct review_page *page, const char *line, size_t n, bool same) {
    char number[32] = "";
    const char *space = memchr(line, ' ', n);
    size_t key = space ? (size_t)(space - line) : n, rest = space ? n - key - 1 : 0;
    if (!space) return;
    if (key == 5 && memcmp(line, "word", 4) == 0) {
        read_word(page, line[4], space + 1, rest);
        return;
    }
    if (!same || rest >= sizeof number) return;
    memcpy(number, space + 1, rest);
    long long value = strtoll(number, NULL, 10);
    if (key == 4 && memcmp(line, "part", 4) == 0 && value >= 0 && value < REVIEW_PARTS) page->part = (enum review_part)value;
    if (key == 6 && memcmp(line, "ticked", 6) == 0) page->ticked = (unsigned)value;
    if (key != 4 || (memcmp(line, "skip", 4) != 0 && memcmp(line, "done", 4) != 0)) return;
    if (!review_handle(page, value, *line == 's')) page->handled_count = 0; /* without memory everybody is asked about once more */
}

void review_read(struct review_page *page, const char *text, bl_day week) {
    char day[BL_DATE_SIZE], head[BL_DATE_SIZE + 8];
    review_begin(page, week);
    if (!text) return;
    snprintf(head, sizeof head, "week %s", bl_day_iso(week, day));
    bool same = strncmp(text, head, strlen(head)) == 0;
    while (*text) {
        size_t n = strcspn(text, "\n");
        read_line(page, text, n, same);
        text += n + (text[n] == '\n');
    }
}

void review_keep(struct app *app, struct effects *effects) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (!app->review.loaded || app->past.day != BL_NO_DAY) return; /* what is only looked at is not kept */
    review_write(&app->review, &text);
    if (!text.failed) effects_add(effects, EFF_REVIEW_KEEP)->text = effects_text(effects, bl_buf_text(&text));
}

void review_words(struct app *app, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    if (app_top(app) != LAYER_PROMPT || prompt->kind != PROMPT_REVIEW) return;
    for (int i = 0; i < REVIEW_WORDS; i++) {
        BL_AUTO(bl_buf) struct bl_buf line = {0};
        bl_text_clean(&line, bl_buf_text(&prompt->fields[i].text), prompt->fields[i].text.len, false);
        bl_buf_cut(&app->review.words[i], 0);
        bl_buf_str(&app->review.words[i], bl_buf_text(&line));
    }
    app->review.worded = true;
    review_keep(app, effects);
}
