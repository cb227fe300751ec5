/* Any bytes as text: graphemes progress and agree both ways, what is cleaned is safe to show and stays as it is, keys stay keys. */
#include "fuzz.h"

#include "bowline/text.h"

#include <string.h>

static void graphemes(const char *s, size_t n) {
    size_t at = 0;
    int cells = 0;
    while (at < n) {
        struct bl_grapheme g = bl_text_next(s + at, n - at);
        HOLDS(g.bytes >= 1 && g.bytes <= n - at);
        HOLDS(g.cells >= 0 && g.cells <= 2);
        if (n <= 600) HOLDS(bl_text_prev(s, at + g.bytes) == at);
        at += g.bytes;
        cells += g.cells;
    }
    HOLDS(bl_text_next(s, 0).bytes == 0);
    HOLDS(bl_text_width(s, n) == cells);
    for (int room = 0; room < 12; room++) {
        int used = -1;
        size_t fits = bl_text_fit(s, n, room, &used);
        HOLDS(fits <= n && used >= 0 && used <= room);
        HOLDS(bl_text_width(s, fits) == used);
    }
}

static void safe(const struct bl_buf *out, bool lines) {
    HOLDS(!out->failed);
    HOLDS(bl_text_valid(bl_buf_text(out), out->len));
    for (size_t i = 0; i < out->len; i++) {
        unsigned char c = (unsigned char)out->data[i];
        HOLDS((c >= 0x20 && c != 0x7F) || (lines && c == '\n'));
        /* C1 controls and the marks that turn text round, as they stand in UTF-8 */
        if (c == 0xC2 && i + 1 < out->len) HOLDS((unsigned char)out->data[i + 1] >= 0xA0);
        if (c == 0xE2 && i + 2 < out->len && (unsigned char)out->data[i + 1] == 0x80) {
            unsigned char last = (unsigned char)out->data[i + 2];
            HOLDS(last != 0x8B && last != 0x8E && last != 0x8F && (last < 0xA8 || last > 0xAE));
        }
        if (c == 0xE2 && i + 2 < out->len && (unsigned char)out->data[i + 1] == 0x81)
            HOLDS((unsigned char)out->data[i + 2] < 0xA6 || (unsigned char)out->data[i + 2] > 0xA9);
    }
}

static void cleaning(const char *s, size_t n, bool lines) {
    BL_AUTO(bl_buf) struct bl_buf once = {0};
    BL_AUTO(bl_buf) struct bl_buf twice = {0};
    bl_text_clean(&once, s, n, lines);
    safe(&once, lines);
    bl_text_clean(&twice, bl_buf_text(&once), once.len, lines);
    HOLDS(once.len == twice.len && strcmp(bl_buf_text(&once), bl_buf_text(&twice)) == 0);
    if (!lines) graphemes(bl_buf_text(&once), once.len);
    for (int cells = 0; cells < 8 && !lines; cells++) {
        BL_AUTO(bl_buf) struct bl_buf cut = {0};
        bl_text_cut(&cut, bl_buf_text(&once), cells, cells % 2 == 0);
        safe(&cut, false);
        HOLDS(bl_text_width(bl_buf_text(&cut), cut.len) <= cells);
    }
}

static void folding(const char *s, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf once = {0};
    BL_AUTO(bl_buf) struct bl_buf twice = {0};
    bl_text_fold(&once, s, n);
    bl_text_fold(&twice, bl_buf_text(&once), once.len);
    HOLDS(!once.failed && !twice.failed);
    HOLDS(once.len == twice.len && (once.len == 0 || memcmp(once.data, twice.data, once.len) == 0));
    HOLDS(once.len == 0 || (once.data[0] != ' ' && once.data[once.len - 1] != ' '));
    for (size_t i = 0; i < once.len; i++) HOLDS(!(once.data[i] >= 'A' && once.data[i] <= 'Z'));
}

static void ends(const char *s, size_t n) {
    const char *trimmed = s;
    size_t left = n;
    bl_text_trim(&trimmed, &left);
    HOLDS(trimmed >= s && trimmed + left <= s + n);
    const char *again = trimmed;
    size_t same = left;
    bl_text_trim(&again, &same);
    HOLDS(again == trimmed && same == left);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *s = (const char *)data;
    if (size > 20000) return 0;
    graphemes(s, size);
    cleaning(s, size, false);
    cleaning(s, size, true);
    folding(s, size);
    ends(s, size);
    (void)bl_text_valid(s, size);
    return 0;
}
