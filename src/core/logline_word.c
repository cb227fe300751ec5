/* Letters, spaces and the ends of words and sentences, for the log line.
 *
 * The log line needs far less of Unicode than a text box does: only whether a character can begin a word. So a short table of the
 * blocks that hold punctuation and symbols stands here, and everything else beyond ASCII counts as a letter. That keeps the parse free of
 * allocation, which matters because the composer runs it on every key. */
#include "logline_parts.h"

#include "bowline/text.h"

#include <string.h>

struct range {
    uint32_t lo, hi;
};

/* Not letters: punctuation, symbols, private use, emoji. */
static const struct range symbols[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},     {0x2000, 0x206F},
    {0x20A0, 0x20CF}, {0x2190, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0xE000, 0xF8FF}, {0xFE00, 0xFE6F},
    {0xFEFF, 0xFEFF}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF},
};
static const struct range digits[] = {{0x660, 0x669}, {0x6F0, 0x6F9}, {0x966, 0x96F}, {0xFF10, 0xFF19}};
/* White space beyond ASCII: what word processors and web pages leave behind. */
static const struct range spaces[] = {{0x85, 0x85},     {0xA0, 0xA0},     {0x2000, 0x200A}, {0x2028, 0x2029},
                                      {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};

static bool in_ranges(uint32_t cp, const struct range *ranges, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (cp >= ranges[i].lo && cp <= ranges[i].hi) return true;
    }
    return false;
}
#define IN(cp, table) in_ranges(cp, table, sizeof table / sizeof table[0])

/* The code point at `at` and its bytes; 0 bytes for an invalid sequence or the end. */
static size_t decode(struct bl__line line, size_t at, uint32_t *cp) {
    if (at >= line.n) return 0;
    unsigned char c = (unsigned char)line.s[at];
    size_t len = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (len == 0 || at + len > line.n) return 0;
    uint32_t value = len == 1 ? c : c & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)line.s[at + i];
        if ((next & 0xC0) != 0x80) return 0;
        value = value << 6 | (next & 0x3Fu);
    }
    *cp = value;
    return len;
}

static bool ascii_alpha(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static bool ascii_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

bool bl__letter_at(struct bl__line line, size_t at) {
    uint32_t cp = 0;
    if (decode(line, at, &cp) == 0) return false;
    if (cp < 0x80) return ascii_alpha(cp);
    return !IN(cp, symbols) && !IN(cp, digits);
}

size_t bl__wordchar_at(struct bl__line line, size_t at) {
    uint32_t cp = 0;
    size_t len = decode(line, at, &cp);
    if (len == 0) return 0;
    if (cp < 0x80) return ascii_alpha(cp) || ascii_digit(cp) ? 1 : 0;
    return IN(cp, symbols) ? 0 : len;
}

size_t bl__space_at(struct bl__line line, size_t at) {
    uint32_t cp = 0;
    size_t len = decode(line, at, &cp);
    if (len == 0) return 0;
    if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r') ? 1 : 0;
    return IN(cp, spaces) ? len : 0;
}

size_t bl__skip_spaces(struct bl__line line, size_t at) {
    for (size_t len = bl__space_at(line, at); len > 0; len = bl__space_at(line, at)) at += len;
    return at;
}

bool bl__word_start(struct bl__line line, size_t at) {
    if (at == 0) return true;
    if (strchr("([{", line.s[at - 1]) != NULL) return true;
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        if (bl__space_at(line, at - back) == back) return true;
    }
    return false;
}

/* “)”, “,” and their like close a word unless the word goes on behind them: "selection." ends one, "v2.1" does not. */
bool bl__word_end(struct bl__line line, size_t at) {
    if (at >= line.n || bl__space_at(line, at) > 0) return true;
    if (strchr("\")]}", line.s[at]) != NULL) return true;
    if (strchr(".,;:!?'", line.s[at]) != NULL) return bl__wordchar_at(line, at + 1) == 0;
    uint32_t cp = 0;
    return decode(line, at, &cp) > 1 && ((cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x3001 && cp <= 0x3002) || cp == 0xFF0C);
}

bool bl__starts(struct bl__line line, size_t at, const char *s) {
    size_t len = strlen(s);
    return at <= line.n && len <= line.n - at && bl_text_same_n(line.s + at, s, len);
}

/* Words whose full stop does not end a sentence. A month does so only before a number: "nov. 27". */
static const char *const abbreviations[] = {"dr", "mr", "mrs", "ms", "prof", "st", "vs", "approx", "incl", "resp", "ca", "cf"};
static const char *const months[] = {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"};

static bool listed(const char *word, size_t len, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (strlen(list[i]) == len && bl_text_same_n(word, list[i], len)) return true;
    }
    return false;
}

static bool abbreviates(struct bl__line line, size_t stop) {
    size_t start = stop;
    while (start > 0 && stop - start < 8 && (ascii_alpha((unsigned char)line.s[start - 1]) || line.s[start - 1] == '.')) start--;
    size_t len = stop - start;
    if (len == 0 || !bl__word_start(line, start)) return false;
    const char *word = line.s + start;
    if (len >= 3 && word[1] == '.') return true; /* e.g. i.e. p.m. */
    if (listed(word, len, abbreviations, sizeof abbreviations / sizeof abbreviations[0])) return true;
    size_t next = bl__skip_spaces(line, stop + 1);
    return next < line.n && ascii_digit((unsigned char)line.s[next]) && listed(word, len, months, sizeof months / sizeof months[0]);
}

/* After the marks that end a sentence only closing marks and white space may follow; so "v2.1" and "acme.com" go on. Nobody writes more than a few:
 * a long run of dots is looked at no further, or each of them would cost the length of all. */
static bool closes(struct bl__line line, size_t at) {
    size_t most = at + 16;
    while (at < line.n && at < most && strchr(".!?\"')]}", line.s[at]) != NULL) at++;
    while (bl__starts(line, at, "…") || bl__starts(line, at, "”") || bl__starts(line, at, "’")) at += strlen("…");
    return at >= line.n || bl__space_at(line, at) > 0;
}

bool bl__sentence_end(struct bl__line line, size_t at) {
    if (at >= line.n || line.s[at] == '\n' || line.s[at] == '\r') return true;
    if (bl__starts(line, at, "。") || bl__starts(line, at, "！") || bl__starts(line, at, "？")) return true;
    if (bl__starts(line, at, "…")) return closes(line, at);
    if (strchr(".!?", line.s[at]) == NULL || !closes(line, at)) return false;
    if (line.s[at] != '.' || !abbreviates(line, at)) return true;
    return bl__skip_spaces(line, at + 1) >= line.n;
}
