/* Which code page? Bytes that are no UTF-8 say nothing of themselves, but names do: a letter inside a word is likely, a sign or a capital there is not; Cyrillic stands in words of its
 * own, Chinese and Japanese in pairs of bytes that are pairs throughout. A page is scored by what it makes of the words that have such bytes, and one other than Windows-1252 is taken
 * only where it wins clearly. Where Windows-1252 is taken and makes nonsense of some words, that is doubted aloud, with a sample and what others would make of it.
 *
 * Few pages on purpose: those that lists really come in. iconv knows them; there are no tables here. Windows-1250 is only spoken of: what it has other letters for, Windows-1252 often has
 * letters for, too. */
#include "exchange/internal.h"

#include <iconv.h>
#include <string.h>

enum { LOOK = 1 << 16, HIGH = 128, NONE = -1000000 };
/* How likely each is. */
enum { GOOD = 2, FAIR = 1, ODD = -1, BAD = -3, WORSE = -4, NEVER = -6 };

static const struct page {
    const char *name;
    bool taken; /* also without being named by the user */
} pages[] = {{"windows-1252", true}, {"macintosh", true}, {"cp850", true},        {"windows-1251", true},
             {"koi8-r", true},       {"cp866", true},     {"windows-1250", false}};
enum { SINGLE = sizeof pages / sizeof *pages, SHIFT_JIS = SINGLE, GBK, PAGES };

static const char *page_name(int page) {
    return page < SINGLE ? pages[page].name : page == SHIFT_JIS ? "shift_jis" : "gbk";
}

/* ---- what a byte is, under a page -------------------------------------------------------------------------------------------- */

enum kind {
    NOTHING,
    SIGN,
    MARK,
    APOSTROPHE,
    LOWER,
    UPPER,
    CYR_LOWER,
    CYR_UPPER,
    OUTSIDE
}; /* MARK: signs that stand at the ends of words */
struct letter {
    enum kind kind;
    bool common, rare;
};

static unsigned point_of(const char *s, size_t n) {
    const unsigned char *u = (const unsigned char *)s;
    return n == 2 ? (u[0] & 0x1FU) << 6 | (u[1] & 0x3FU) : n == 3 ? (u[0] & 0xFU) << 12 | (u[1] & 0x3FU) << 6 | (u[2] & 0x3FU) : 0;
}

/* Latin Extended-A has a capital and its small letter side by side. */
static bool capital_of_pair(unsigned point) {
    bool even = (point >= 0x139 && point <= 0x148) || point >= 0x179;
    return point == 0x178 || (even ? point & 1 : !(point & 1));
}

static bool among(unsigned point, const char *list) {
    char s[3] = {(char)(0xC0 | point >> 6), (char)(0x80 | (point & 0x3F)), '\0'};
    return point < 0x800 && strstr(list, s) != NULL;
}

static struct letter letter_of(unsigned point) {
    if (point < 0xA0) return (struct letter){.kind = NOTHING};
    if (point == 0x2019) return (struct letter){.kind = APOSTROPHE};
    if ((point >= 0x2013 && point <= 0x201E) || point == 0x2026 || point == 0x2022 || point == 0x20AC || point == 0x2122 ||
        among(point, "\xC2\xA0\xC2\xA9\xC2\xAB\xC2\xBB\xC2\xAE\xC2\xB0\xC2\xBF\xC2\xA1\xC2\xBA\xC2\xAA\xC2\xB4"))
        return (struct letter){.kind = MARK};
    if (point >= 0xC0 && point < 0x180 && point != 0xD7 && point != 0xF7) {
        bool upper = point < 0x100 ? point < 0xDF : capital_of_pair(point);
        return (struct letter){.kind = upper ? UPPER : LOWER, .common = among(point, "éèüöäáóíñçàåøßÉÜÖÄÅØÇÁłąęśżčř")};
    }
    if (point >= 0x401 && point < 0x460)
        return (struct letter){.kind = point < 0x430 ? CYR_UPPER : CYR_LOWER,
                               .common = among(point, "оаеинтсрвлкмдОАЕИНТСРВЛКМД"),
                               .rare = (point < 0x410 || point > 0x44F) && !among(point, "ЁёІіЇїЄє")};
    return (struct letter){.kind = SIGN};
}

static bool load(const char *page, struct letter out[HIGH]) {
    iconv_t cd = iconv_open("UTF-8", page);
    if (cd == (iconv_t)-1) return false;
    for (unsigned i = 0; i < HIGH; i++) {
        char byte = (char)(0x80 + i), text[8], *from = &byte, *to = text;
        size_t left = 1, room = sizeof text;
        bool good = iconv(cd, &from, &left, &to, &room) != (size_t)-1 && !left;
        out[i] = letter_of(good ? point_of(text, (size_t)(to - text)) : 0);
    }
    iconv_close(cd);
    return true;
}

static bool high(char c) {
    return ((unsigned char)c & 0x80) != 0;
}

static bool ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct letter at(const struct letter table[HIGH], const char *s, size_t n, size_t i) {
    if (i >= n) return (struct letter){.kind = OUTSIDE};
    if (high(s[i])) return table[(unsigned char)s[i] - HIGH];
    return (struct letter){.kind = !ascii_letter(s[i]) ? OUTSIDE : s[i] >= 'a' ? LOWER : UPPER};
}

/* ---- pages of single bytes ------------------------------------------------------------------------------------------------------- */

static bool latin(enum kind kind) {
    return kind == LOWER || kind == UPPER;
}

static bool cyrillic(enum kind kind) {
    return kind == CYR_LOWER || kind == CYR_UPPER;
}

static bool small(enum kind kind) {
    return kind == LOWER || kind == CYR_LOWER;
}

static bool capital(enum kind kind) {
    return kind == UPPER || kind == CYR_UPPER;
}

static int score_letter(struct letter here, enum kind before, enum kind behind, int run) {
    bool other = cyrillic(here.kind) ? latin(before) || latin(behind) : cyrillic(before) || cyrillic(behind);
    bool first = !latin(before) && !cyrillic(before), last = !latin(behind) && !cyrillic(behind);
    if (other) return WORSE;                                     /* two scripts in one word */
    if (latin(here.kind) && run > 1) return run > 2 ? BAD : ODD; /* signs on every letter */
    if (!small(here.kind) && small(before)) return WORSE;        /* a capital inside a word */
    if (small(here.kind) && first && last) return 0;
    if (latin(here.kind) && small(here.kind) && first) return 0;
    if (latin(here.kind) && small(here.kind) && before == UPPER && behind == UPPER) return BAD;
    if (latin(here.kind) && !small(here.kind) && !(first && behind == LOWER)) return first && last ? 0 : FAIR;
    return here.rare ? 0 : FAIR + here.common + cyrillic(here.kind);
}

static int score_at(const struct letter table[HIGH], const char *s, size_t n, size_t i, int run) {
    struct letter here = at(table, s, n, i);
    enum kind before = i ? at(table, s, n, i - 1).kind : OUTSIDE, behind = at(table, s, n, i + 1).kind;
    bool between = (latin(before) || cyrillic(before)) && (latin(behind) || cyrillic(behind));
    bool beside = latin(before) || cyrillic(before) || latin(behind) || cyrillic(behind);
    if (small(here.kind) && capital(before) && i > 1 && capital(at(table, s, n, i - 2).kind)) return BAD;
    switch (here.kind) {
    case NOTHING: return NEVER;
    case SIGN: return beside ? WORSE : ODD;
    case MARK: return between ? WORSE : 0;
    case APOSTROPHE: return 0;
    default: return score_letter(here, before, behind, run);
    }
}

struct tally {
    int score;
    size_t words, wrong; /* words with high bytes; those a page makes nonsense of */
    size_t first_wrong, first;
    size_t low, letters; /* letters at 80 … 9F, where most pages have others; all letters beyond ASCII */
};

/* Bytes of the word at s[i]: letters and high bytes. */
static size_t word_at(const char *s, size_t n, size_t i) {
    size_t from = i;
    while (i < n && (high(s[i]) || ascii_letter(s[i]))) i++;
    return i - from;
}

/* One word; false when the page makes nonsense of it: something improbable stands in it, or signs are all there is. */
static bool score_word(const struct letter table[HIGH], const char *s, size_t n, size_t i, size_t len, struct tally *t) {
    int lowest = 0, run = 0;
    size_t letters = 0, any = 0;
    for (size_t k = i; k < i + len; k++) {
        enum kind kind = at(table, s, n, k).kind;
        bool letter = latin(kind) || cyrillic(kind);
        letters += letter;
        run = high(s[k]) ? run + 1 : 0;
        if (!run) continue;
        int score = score_at(table, s, n, k, run);
        t->score += score;
        t->letters += letter;
        t->low += letter && (unsigned char)s[k] < 0xA0;
        if (score < lowest) lowest = score;
        any++;
    }
    if (any && !t->words++) t->first = i;
    return lowest > BAD && (letters || any < 3);
}

static struct tally score_single(const struct letter table[HIGH], const char *s, size_t n) {
    struct tally t = {0};
    for (size_t i = 0; i < n; i++) {
        size_t len = word_at(s, n, i);
        if (!score_word(table, s, n, i, len, &t) && !t.wrong++) t.first_wrong = i;
        i += len;
    }
    return t;
}

/* ---- pages of pairs ------------------------------------------------------------------------------------------------------------------ */

/* What a pair is worth: NONE when it is none. */
static int pair_of(int page, unsigned char a, unsigned char b) {
    if (page == SHIFT_JIS) {
        if (a == 0x80 || a == 0xA0 || a > 0xFC || b < 0x40 || b == 0x7F || b > 0xFC) return NONE;
        return (a >= 0x82 && a <= 0x83) || (a >= 0x88 && a <= 0x97) ? GOOD + GOOD : a == 0x81 || a == 0x98 || a == 0x87 ? FAIR : ODD;
    }
    if (a == 0x80 || a == 0xFF || b < 0x40 || b == 0x7F || b == 0xFF) return NONE;
    return a >= 0xB0 && a <= 0xD7 && b >= 0xA1 ? GOOD + GOOD + FAIR : a >= 0xD8 && a <= 0xF7 && b >= 0xA1 ? FAIR : ODD;
}

static int score_pairs(int page, const char *s, size_t n, bool cut) {
    int score = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char a = (unsigned char)s[i];
        if (!high(s[i]) || (page == SHIFT_JIS && a >= 0xA1 && a <= 0xDF)) continue; /* katakana of half width are single bytes */
        if (i + 1 >= n) return cut ? score : NONE;
        int pair = pair_of(page, a, (unsigned char)s[i + 1]);
        if (pair == NONE) return NONE;
        bool beside = (i && ascii_letter(s[i - 1]) && (i < 2 || !high(s[i - 2]))) || (i + 2 < n && ascii_letter(s[i + 2]));
        score += beside ? WORSE : pair;
        i++;
    }
    return score;
}

/* ---- the choice -------------------------------------------------------------------------------------------------------------------------- */

/* A little in front of the first byte that is not ASCII, at the beginning of a line where one is near. */
static size_t first_high(const char *s, size_t n) {
    size_t i = 0, from;
    while (i < n && !high(s[i])) i++;
    if (i < LOOK / 2) return 0;
    for (from = i; from && i - from < LOOK / 2 && s[from - 1] != '\n'; from--) continue;
    return from;
}

/* The cell around the word at `i`, or the word alone where the cell is long. */
static void take_sample(const char *s, size_t n, size_t i, struct bl__pages *out) {
    static const char ends[] = ",;\t\r\n\"";
    size_t from = i, to = i;
    while (from && !strchr(ends, s[from - 1]) && i - from < BL__PAGE_SAMPLE) from--;
    while (to < n && s[to] && !strchr(ends, s[to]) && to - from < BL__PAGE_SAMPLE) to++;
    if (to - from >= BL__PAGE_SAMPLE) {
        from = i;
        to = i + word_at(s, n, i);
        if (to - from > BL__PAGE_SAMPLE) to = from + BL__PAGE_SAMPLE;
    }
    out->sample_n = to - from;
    memcpy(out->sample, s + from, out->sample_n);
}

static void take_others(const int scores[PAGES], int taken, struct bl__pages *out) {
    int last = -1;
    for (size_t k = 0; k < BL__PAGE_OTHERS; k++) {
        int best = -1;
        for (int p = 0; p < PAGES; p++) {
            bool used = p == taken || p == last || scores[p] <= 0 || (!taken && scores[p] <= scores[0]);
            if (!used && (best < 0 || scores[p] > scores[best])) best = p;
        }
        if (best < 0 && taken && !k) best = 0;
        if (best < 0) return;
        out->others[k] = page_name(best);
        last = best;
    }
}

/* A page that wins clearly, or 0: Windows-1252. */
static int choose(const int scores[PAGES]) {
    int best = 0, second = NONE;
    for (int p = 1; p < PAGES; p++)
        if ((p >= SINGLE || pages[p].taken) && scores[p] > scores[best]) best = p;
    for (int p = 1; p < PAGES; p++)
        if (p != best && (p >= SINGLE || pages[p].taken) && scores[p] > second) second = scores[p];
    if (!best || scores[best] < GOOD || scores[best] - scores[0] < -WORSE) return 0;
    int clear = second > 20 ? second / 10 : GOOD;
    return second == NONE || scores[best] - second >= clear ? best : 0;
}

void bl__pages_guess(const char *s, size_t n, struct bl__pages *out) {
    struct tally tallies[SINGLE] = {0};
    int scores[PAGES];
    size_t begin = first_high(s, n);
    s += begin;
    n -= begin;
    bool cut = n > LOOK;
    if (cut) n = LOOK;
    for (int p = 0; p < SINGLE; p++) {
        struct letter table[HIGH];
        bool known = load(pages[p].name, table);
        if (known) tallies[p] = score_single(table, s, n);
        scores[p] = known ? tallies[p].score : NONE;
    }
    for (int p = SINGLE; p < PAGES; p++) scores[p] = score_pairs(p, s, n, cut);
    int page = choose(scores);
    *out = (struct bl__pages){.page = page_name(page)};
    const struct tally *t = &tallies[0];
    bool only_low = t->low && t->low == t->letters; /* Windows has the rarest of its letters there: others of them would stand beside */
    out->doubt = page || only_low || (t->wrong && t->wrong * 4 >= t->words);
    take_sample(s, n, page || !t->wrong ? t->first : t->first_wrong, out);
    take_others(scores, page, out);
}

/* ---- in words ---------------------------------------------------------------------------------------------------------------------------------- */

static void put_as(const struct bl__pages *guess, const char *page, bool named, struct bl_buf *out) {
    struct bl__decoder decoder;
    struct bl_error ignored;
    size_t used;
    bl_buf_str(out, "\xE2\x80\x9C");
    if (bl__decoder_open(&decoder, page, "", 0, &used, &ignored) == BL_OK) {
        if (bl__decode(&decoder, guess->sample, guess->sample_n, true, out, &used, &ignored)) out->failed = true;
        bl__decoder_close(&decoder);
    }
    bl_buf_str(out, "\xE2\x80\x9D");
    if (named) bl_buf_addf(out, " as %s", page);
}

const char *bl__pages_text(const struct bl__pages *guess, struct bl_arena *arena) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bool taken = strcmp(guess->page, pages[0].name) != 0 && strcmp(guess->page, "utf-8") != 0;
    bl_buf_str(&text, taken ? "by its names the text is taken for " : "names may be read wrongly: ");
    if (taken) bl_buf_addf(&text, "%s: ", guess->page);
    put_as(guess, guess->page, !taken, &text);
    for (size_t i = 0; i < BL__PAGE_OTHERS && guess->others[i]; i++) {
        bl_buf_str(&text, taken && !i ? ", not " : taken ? " or " : ", ");
        put_as(guess, guess->others[i], true, &text);
    }
    bl_buf_str(&text, taken ? " (--encoding NAME says otherwise)" : " (--encoding NAME says what they are)");
    return text.failed ? NULL : bl_arena_str(arena, text.data);
}
