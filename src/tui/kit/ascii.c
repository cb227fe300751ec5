/* ASCII stand-ins, one cell for one cell, so that nothing on a screen moves when the terminal knows no more. Blocks of Unicode that the program
 * draws with, and the Latin letters, are strings indexed by code point: a table that can be read. Everything else asks bl_text_fold for a base letter. */
#include "tui/kit/ascii.h"

#include "bowline/text.h"

struct block {
    uint32_t first;
    const char *as; /* one character per code point; ' ' beyond U+00A0 means: no stand-in here */
};

static const struct block blocks[] = {
    {0x00A0, " !cL*Y|S\"ca<--r-o+23'uP.,1o>???"
             "?AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"},
    {0x0100,
     "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"},
    {0x2010, "------|_''''\"\"\"\"++*>...."},
    {0x2030, "%%'\"\"`\"`^<>*!?-_"},
    {0x2190, "<^>v-|\\/\\/<><><^"},
    {0x2500, "--||--||--||"
             "++++++++++++++++++++++++++++++++"
             "++++++++++++++++++++++++++++++++--||"
             "=|+++++++++++++++++++++++++++++++/\\X-|-|-|-|-|-|"},
    {0x2580, "'__--==#####>--|"}, /* the half block to the left is the cursor of lists */
    {0x2590, "#.:#'|..'####'##"},
    {0x25A0, "#oo########o#-#o#-^^^^>>>>>>vvvv<<<<<<*o*@oo.@@*******"},
};

/* Those that stand alone. */
static const struct {
    uint32_t point;
    char as;
} singles[] = {
    {0x02BC, '\''}, {0x20AC, 'E'}, {0x2116, 'N'}, {0x2122, 'T'}, {0x21B5, '<'}, {0x21C6, '>'}, {0x21D2, '>'}, {0x21E4, '<'},
    {0x21E5, '>'},  {0x21E7, '^'}, {0x2212, '-'}, {0x2215, '/'}, {0x2217, '*'}, {0x2219, '.'}, {0x221A, 'v'}, {0x221D, '~'},
    {0x221E, '8'},  {0x2248, '~'}, {0x2260, '#'}, {0x2264, '<'}, {0x2265, '>'}, {0x22C8, 'X'}, {0x232B, '<'}, {0x23CE, '<'},
    {0x2420, '_'},  {0x2423, '_'}, {0x25E6, 'o'}, {0x2605, '*'}, {0x2606, '*'}, {0x2610, 'o'}, {0x2611, 'x'}, {0x2713, 'v'},
    {0x2714, 'v'},  {0x2717, 'x'}, {0x2718, 'x'}, {0x27E8, '<'}, {0x27E9, '>'}, {0x29D3, 'X'}, {0xFFFD, '?'},
};

uint32_t ascii_decode(const char *s, size_t n) {
    unsigned char lead = (unsigned char)s[0];
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (more == 0 || more >= n) return lead;
    uint32_t point = lead & (0x3Fu >> more);
    for (size_t i = 1; i <= more; i++) point = point << 6 | ((unsigned char)s[i] & 0x3Fu);
    return point;
}

size_t ascii_encode(uint32_t point, char out[5]) {
    size_t n = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    bool surrogate = point >= 0xD800 && point < 0xE000;
    if (point == 0 || point > 0x10FFFF || surrogate) {
        out[0] = '\0';
        return 0;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, point >>= 6) out[i] = (char)(0x80u | (point & 0x3Fu));
    out[0] = (char)(lead[n] | point);
    out[n] = '\0';
    return n;
}

static char from_tables(uint32_t point) {
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (point < blocks[i].first) continue;
        uint32_t at = point - blocks[i].first, length = 0;
        while (length <= at && blocks[i].as[length] != '\0') length++;
        if (at < length && (blocks[i].as[at] != ' ' || point == 0xA0)) return blocks[i].as[at];
    }
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
        if (singles[i].point == point) return singles[i].as;
    }
    return '\0';
}

/* Letters beyond the tables (Vietnamese, full width, …): the letter their comparison key begins with. */
static char from_key(const char *s, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    bl_text_fold(&key, s, n);
    const char *text = bl_buf_text(&key);
    return text[0] > ' ' && text[0] < 0x7F ? text[0] : '?';
}

char ascii_of(const char *s, size_t n) {
    if (n == 0) return ' ';
    unsigned char lead = (unsigned char)s[0];
    if (lead < 0x80) return lead >= ' ' && lead < 0x7F ? s[0] : '?';
    char found = from_tables(ascii_decode(s, n));
    return found != '\0' ? found : from_key(s, n);
}
