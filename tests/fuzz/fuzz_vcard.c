/* Any bytes as a vCard file: records know their place and are the same in any piece, every card is a person or has a reason, and a rejected card that is written out is one
 * card again.
 *
 * The first byte chooses the piece and the limit, the rest is the file. */
#include "fuzz.h"

#include "exchange/card.h"

#include <string.h>
#include <unistd.h>

static void check_row(const struct bl__row *row, int64_t line) {
    HOLDS(row->line > line || (row->line == line && line > 0));
    HOLDS(row->raw_n > 0 || row->bad);
    for (size_t i = 0; i < row->n; i++) HOLDS(row->at[i].s && row->at[i].s[row->at[i].n] == '\0');
}

static void check_strs(struct bl_strs list) {
    for (size_t i = 0; i < list.n; i++) HOLDS(list.at[i] && *list.at[i]);
}

static void check_person(const struct bl__values *values) {
    const struct bl_person_edit *e = &values->edit;
    HOLDS(e->name && *e->name);
    HOLDS(!e->company || *e->company);
    HOLDS(!e->note || *e->note);
    for (size_t i = 0; i < e->emails.n; i++) HOLDS(bl_email_valid(e->emails.at[i], strlen(e->emails.at[i])));
    check_strs(e->phones);
    check_strs(e->urls);
    check_strs(e->tags);
    for (size_t i = 0; i < e->custom.n; i++) HOLDS(e->custom.at[i].name && *e->custom.at[i].name && e->custom.at[i].value);
    HOLDS(values->stage >= 0 && values->stage <= 7 && values->moment >= 0 && values->moment <= 6);
}

/* Pictures are told and not kept. */
static bool picture(const struct bl__cell *line) {
    static const char *const names[] = {"PHOTO:", "LOGO:", "SOUND:", "KEY:", "X-ABCROP-RECTANGLE:", "X-IMAGETYPE:", "X-IMAGEHASH:"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bl__ascii_is(line->s, line->n, names[i])) return true;
    return false;
}

/* Written out as a reject it is one card, with the same lines and the reason behind them. */
static void check_reject(const struct bl__row *row) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl__source source;
    struct bl__cards *cards = NULL;
    struct bl__row again = {0};
    struct bl_error err;
    bool end = false;
    if (row->bad) return;
    bl__card_reject(&out, row, "line 1: a, reason; with\nsigns");
    HOLDS(!out.failed && bl__source_memory(&source, bl_buf_text(&out), out.len, &err) == BL_OK);
    HOLDS(bl__cards_open(&source, &cards, &err) == BL_OK);
    HOLDS(bl__cards_next(cards, &again, &end, &err) == BL_OK && !end);
    size_t k = 0;
    for (size_t i = 0; i + 1 < row->n; i++) { /* the last may go on with the reason: quoted-printable that does not end */
        bool same = k < again.n && again.at[k].n == row->at[i].n && memcmp(again.at[k].s, row->at[i].s, row->at[i].n) == 0;
        if (!same && picture(&row->at[i])) continue; /* one whose name is folded stays as it stands */
        HOLDS(same);
        k++;
    }
    HOLDS(again.n >= k && again.n <= k + 2);
    HOLDS(bl__cards_next(cards, &again, &end, &err) == BL_OK && end);
    bl__cards_close(cards);
    bl__source_close(&source);
}

static void read_cards(struct bl__source *source, const struct bl__plan *plan) {
    struct bl__cards *cards = NULL;
    struct bl_error err;
    struct bl__notes notes = {0};
    struct bl__values values = {.notes = &notes, .today = 20000, .tag = "fuzz"};
    int64_t line = 0;
    HOLDS(bl__cards_open(source, &cards, &err) == BL_OK);
    for (bool end = false;;) {
        struct bl__row row = {0};
        HOLDS(bl__cards_next(cards, &row, &end, &err) == BL_OK);
        if (end) break;
        check_row(&row, line);
        line = row.line;
        enum bl__verdict verdict = bl__card_read(&values, plan, &row);
        HOLDS(!values.failed);
        if (verdict == BL__USABLE)
            check_person(&values);
        else
            HOLDS(values.reason.len > 0);
        check_reject(&row);
    }
    for (size_t i = 0; i < notes.n; i++) HOLDS(bl__note_text(&notes.at[i], plan->at[notes.at[i].column].header, &notes.arena));
    bl__cards_close(cards);
    bl__values_free(&values);
    bl_arena_free(&notes.arena);
}

static void show(struct bl__source *source, size_t limit, struct bl_buf *out) {
    struct bl__cards *cards = NULL;
    struct bl_error err;
    HOLDS(bl__cards_open(source, &cards, &err) == BL_OK);
    if (limit) bl__cards_limit(cards, limit);
    for (bool end = false;;) {
        struct bl__row row = {0};
        HOLDS(bl__cards_next(cards, &row, &end, &err) == BL_OK);
        if (end) break;
        bl_buf_addf(out, "%lld %s %zu", (long long)row.line, row.bad ? row.bad : "", row.n);
        for (size_t i = 0; i < row.n; i++) bl_buf_add(out, row.at[i].s, row.at[i].n + 1);
        bl_buf_add(out, row.raw, row.raw_n);
    }
    bl__cards_close(cards);
}

/* The same text arriving a few bytes at a time has the same records. */
static void pieces_agree(const struct bl_buf *text, size_t chunk, size_t limit) {
    BL_AUTO(bl_buf) struct bl_buf want = {0};
    BL_AUTO(bl_buf) struct bl_buf got = {0};
    struct bl__source memory, piped;
    struct bl_error err;
    size_t mark;
    int fds[2];
    HOLDS(bl__source_memory(&memory, bl_buf_text(text), text->len, &err) == BL_OK);
    HOLDS(pipe(fds) == 0 && write(fds[1], bl_buf_text(text), text->len) == (ssize_t)text->len);
    close(fds[1]);
    HOLDS(bl__source_open(&piped, fds[0], -1, &err) == BL_OK);
    HOLDS(bl__decoder_open(&piped.decoder, "utf-8", "", 0, &mark, &err) == BL_OK);
    piped.chunk = chunk;
    show(&memory, limit, &want);
    show(&piped, limit, &got);
    HOLDS(want.len == got.len && (want.len == 0 || memcmp(want.data, got.data, want.len) == 0));
    bl__source_close(&memory);
    bl__source_close(&piped);
    close(fds[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 20000) return 0;
    unsigned choice = data[0];
    const char *s = (const char *)data + 1;
    struct bl_error err;
    struct bl__decoder decoder;
    struct bl_arena arena = {0};
    struct bl__source source;
    struct bl__plan plan;
    size_t mark = 0, used = 0;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    HOLDS(bl__decoder_open(&decoder, NULL, s, size - 1, &mark, &err) == BL_OK);
    HOLDS(bl__decode(&decoder, s + mark, size - 1 - mark, true, &text, &used, &err) == BL_OK);
    bl__decoder_close(&decoder);
    HOLDS(bl__card_plan(&text, &arena, &plan, &err) == BL_OK);
    HOLDS(bl__source_memory(&source, bl_buf_text(&text), text.len, &err) == BL_OK);
    read_cards(&source, &plan);
    bl__source_close(&source);
    pieces_agree(&text, 1 + choice % 11, choice & 128 ? 64 : 0);
    bl_arena_free(&arena);
    return 0;
}
