/* Any encoding → UTF-8, in pieces. What comes out is always valid UTF-8 (NULs apart), whatever goes in.
 *
 * UTF-8 is read byte-tolerantly: a byte that is no UTF-8 is taken as Windows-1252, which in real files it is (an en dash typed into Excel, two exports glued
 * together). That makes the guess streaming: a file that is ASCII for a gigabyte and then has one accented letter needs no second reading, and
 * refusing the file or the row over one byte would cost a person. How many bytes were read so is counted and told. Only when the head has next to no
 * UTF-8 among many stray bytes is the whole file taken as Windows-1252. UTF-16 and everything the user may name go through iconv. */
#include "exchange/internal.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

/* Windows-1252 at 0x80 … 0x9F; 0 = not assigned. */
static const unsigned short cp1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                          0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                          0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static void put_point(struct bl_buf *out, unsigned point) {
    char s[3];
    if (!point) {
        bl_buf_add(out, replacement, 3);
    } else if (point < 0x800) {
        s[0] = (char)(0xC0 | point >> 6);
        s[1] = (char)(0x80 | (point & 0x3F));
        bl_buf_add(out, s, 2);
    } else {
        s[0] = (char)(0xE0 | point >> 12);
        s[1] = (char)(0x80 | (point >> 6 & 0x3F));
        s[2] = (char)(0x80 | (point & 0x3F));
        bl_buf_add(out, s, 3);
    }
}

static void put_byte(struct bl_buf *out, unsigned char c, enum bl__charset charset) {
    bool high = c >= 0xA0 || charset == BL__LATIN1;
    put_point(out, high ? c : cp1252[c - 0x80]);
}

/* Bytes of ASCII at the beginning. */
static size_t ascii_run(const char *s, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t word;
        memcpy(&word, s + i, 8);
        if (word & UINT64_C(0x8080808080808080)) break;
    }
    while (i < n && !((unsigned char)s[i] & 0x80)) i++;
    return i;
}

/* Length of the UTF-8 sequence at s (its first byte is not ASCII); 0 when it is none; -1 when it may be one but ends too early. */
static int sequence(const unsigned char *s, size_t n) {
    int want = s[0] >= 0xC2 && s[0] <= 0xDF ? 2 : (s[0] & 0xF0) == 0xE0 ? 3 : s[0] >= 0xF0 && s[0] <= 0xF4 ? 4 : 0;
    for (int i = 1; i < want; i++) {
        if ((size_t)i >= n) return -1;
        unsigned char lo = 0x80, hi = 0xBF;
        if (i == 1 && s[0] == 0xE0) lo = 0xA0;
        if (i == 1 && s[0] == 0xED) hi = 0x9F;
        if (i == 1 && s[0] == 0xF0) lo = 0x90;
        if (i == 1 && s[0] == 0xF4) hi = 0x8F;
        if (s[i] < lo || s[i] > hi) return 0;
    }
    return want;
}

/* Keeps the word around a stray byte, while there are few; the byte behind it. */
static size_t note_odd(struct bl__decoder *decoder, const char *in, size_t n, size_t i) {
    enum { ODD_MOST = 4096, AROUND = 32 };
    size_t from = i, to = i;
    if (decoder->odd.len > ODD_MOST) return n;
    while (from && i - from < AROUND && !strchr(",;\t\r\n\"", in[from - 1])) from--;
    while (to < n && to - i < AROUND && in[to] && !strchr(",;\t\r\n\"", in[to])) to++;
    bl_buf_add(&decoder->odd, in + from, to - from);
    bl_buf_chr(&decoder->odd, '\n');
    return to;
}

static size_t decode_utf8(struct bl__decoder *decoder, const char *in, size_t n, bool last, struct bl_buf *out) {
    size_t done = 0, i = 0, noted = 0; /* in[done, i) is good and not yet added */
    while ((i += ascii_run(in + i, n - i)) < n) {
        int len = sequence((const unsigned char *)in + i, n - i);
        if (len < 0 && !last) break;
        if (len > 0) {
            decoder->wide++;
            i += (size_t)len;
            continue;
        }
        bl_buf_add(out, in + done, i - done);
        put_byte(out, (unsigned char)in[i], BL__CP1252);
        if (i >= noted) noted = note_odd(decoder, in, n, i);
        decoder->stray++;
        done = ++i;
    }
    bl_buf_add(out, in + done, i - done);
    return i;
}

static size_t decode_bytes(struct bl__decoder *decoder, const char *in, size_t n, struct bl_buf *out) {
    for (size_t i = 0; i < n;) {
        size_t run = ascii_run(in + i, n - i);
        bl_buf_add(out, in + i, run);
        i += run;
        if (i < n) put_byte(out, (unsigned char)in[i++], decoder->charset);
    }
    return n;
}

static size_t decode_iconv(struct bl__decoder *decoder, const char *in, size_t n, bool last, struct bl_buf *out) {
    char piece[4096], *from = (char *)(uintptr_t)in;
    size_t left = n;
    while (left) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t r = iconv(decoder->iconv, &from, &left, &to, &room);
        bl_buf_add(out, piece, (size_t)(to - piece));
        if (r != (size_t)-1 || errno == E2BIG) continue;
        if (errno == EINVAL && !last) break; /* an unfinished sequence: wait for the rest */
        size_t skip = left < (size_t)decoder->unit ? left : (size_t)decoder->unit;
        bl_buf_add(out, replacement, 3);
        decoder->stray++;
        from += skip;
        left -= skip;
    }
    return n - left;
}

enum bl_status bl__decode(struct bl__decoder *decoder, const char *in, size_t n, bool last, struct bl_buf *out, size_t *used,
                          struct bl_error *err) {
    size_t taken;
    switch (decoder->charset) {
    case BL__UTF8: taken = decode_utf8(decoder, in, n, last, out); break;
    case BL__ICONV: taken = decode_iconv(decoder, in, n, last, out); break;
    default: taken = decode_bytes(decoder, in, n, out); break;
    }
    if (out->failed) return bl_nomem(err);
    *used = taken;
    return BL_OK;
}

/* ---- which encoding ------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *mark;
    size_t len;
} marks[] = {/* the longer mark first: UTF-32's begins as UTF-16's does */
             {"utf-8", "\xEF\xBB\xBF", 3},
             {"utf-32le", "\xFF\xFE\0\0", 4},
             {"utf-32be", "\0\0\xFE\xFF", 4},
             {"utf-16le", "\xFF\xFE", 2},
             {"utf-16be", "\xFE\xFF", 2}};

static size_t mark_of(const char *head, size_t n, const char **name) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (n >= marks[i].len && memcmp(head, marks[i].mark, marks[i].len) == 0) {
            *name = marks[i].name;
            return marks[i].len;
        }
    return 0;
}

/* Text in UTF-16 has a NUL at every other byte wherever it is Latin. */
static const char *utf16_without_mark(const char *head, size_t n) {
    size_t at[2] = {0, 0}, look = n < 4096 ? n : 4096;
    for (size_t i = 0; i < look; i++)
        if (!head[i]) at[i & 1]++;
    size_t pairs = look / 2;
    if (pairs < 2) return NULL;
    if (at[1] * 10 >= pairs * 3 && at[0] * 10 < at[1]) return "utf-16le";
    if (at[0] * 10 >= pairs * 3 && at[1] * 10 < at[0]) return "utf-16be";
    return NULL;
}

/* Excel for Mac ends its lines with CR alone and writes in the letters of old Macs. */
static bool of_a_mac(const char *head, size_t n) {
    const char *cr = memchr(head, '\r', n);
    return cr && !memchr(head, '\n', n) && memchr(cr + 1, '\r', n - (size_t)(cr + 1 - head));
}

static void count_utf8(const char *head, size_t n, int64_t *good, int64_t *stray) {
    *good = *stray = 0;
    for (size_t i = 0; (i += ascii_run(head + i, n - i)) < n;) {
        int len = sequence((const unsigned char *)head + i, n - i);
        *good += len > 0;
        *stray += len == 0;
        i += len > 0 ? (size_t)len : 1;
    }
}

bool bl__decode_plain(const char *head, size_t n) {
    const char *name = NULL;
    int64_t good, stray;
    count_utf8(head, n, &good, &stray);
    return mark_of(head, n, &name) || (good && !stray);
}

/* Valid sequences hardly happen by chance: one weighs more than a stray byte. But of Chinese and Japanese every tenth pair may be one, so where stray bytes are more, another page
 * that reads all of them clearly is taken. */
static const char *guess(const char *head, size_t n, struct bl__pages *pages) {
    const char *wide = utf16_without_mark(head, n);
    if (wide) return wide;
    int64_t good, stray;
    count_utf8(head, n, &good, &stray);
    if (stray <= good) return "utf-8";
    struct bl__pages guessed;
    bl__pages_guess(head, n, &guessed);
    bool clear = strcmp(guessed.page, "windows-1252") != 0;
    if (!clear && stray <= good * 10) return "utf-8";
    if (of_a_mac(head, n)) return "macintosh";
    *pages = guessed;
    return guessed.page;
}

static bool same(const char *a, const char *b) {
    return bl__ascii_is(a, strlen(a), b);
}

static enum bl_status open_named(struct bl__decoder *decoder, const char *name, struct bl_error *err) {
    *decoder = (struct bl__decoder){.unit = 1};
    if (same(name, "macroman") || same(name, "mac-roman")) name = "macintosh"; /* as everybody but iconv calls it */
    size_t n = strlen(name);
    if (n >= sizeof decoder->name) return bl_fail(err, BL_USAGE, "no such encoding: %.60s", name);
    for (size_t i = 0; i <= n; i++) decoder->name[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
    if (same(name, "utf-8") || same(name, "utf8")) {
        decoder->charset = BL__UTF8;
    } else if (same(name, "windows-1252") || same(name, "cp1252")) {
        decoder->charset = BL__CP1252;
    } else if (same(name, "iso-8859-1") || same(name, "latin1") || same(name, "latin-1")) {
        decoder->charset = BL__LATIN1;
    } else {
        bool wide = bl__ascii_starts(name, n, "utf-16") || bl__ascii_starts(name, n, "utf16") || bl__ascii_starts(name, n, "ucs-2");
        bool four = bl__ascii_starts(name, n, "utf-32") || bl__ascii_starts(name, n, "ucs-4");
        decoder->charset = BL__ICONV;
        decoder->unit = four ? 4 : wide ? 2 : 1;
        bool excel =
            same(name, "shift_jis") || same(name, "shift-jis") || same(name, "sjis"); /* with the signs Windows added, as in "(kabu)" */
        iconv_t cd = excel ? iconv_open("UTF-8", "CP932") : (iconv_t)-1;
        if (cd == (iconv_t)-1) cd = iconv_open("UTF-8", name);
        if (cd == (iconv_t)-1) {
            enum bl_status status = bl_fail(err, BL_USAGE, "no such encoding: %.60s", name);
            bl_hint(err, "--encoding utf-8, utf-16le, windows-1252, windows-1250, macintosh, shift_jis … (iconv -l lists them); leave it "
                         "out to have it guessed");
            return status;
        }
        decoder->iconv = cd;
    }
    return BL_OK;
}

enum bl_status bl__decoder_open(struct bl__decoder *decoder, const char *name, const char *head, size_t n, size_t *bom,
                                struct bl_error *err) {
    const char *marked = NULL;
    size_t skip = mark_of(head, n, &marked);
    const char *use = name;
    if (name && (same(name, "utf-16") || same(name, "utf16"))) use = marked && strncmp(marked, "utf-16", 6) == 0 ? marked : "utf-16le";
    struct bl__pages pages = {0};
    if (!use) use = marked ? marked : guess(head, n, &pages);
    enum bl_status status = open_named(decoder, use, err);
    if (status == BL_USAGE && !name) status = open_named(decoder, "windows-1252", err); /* a system without the one that was guessed */
    if (status) return status;
    decoder->pages = pages;
    decoder->guessed = !name;
    /* A mark is skipped only where it belongs to the encoding: the user may insist on another. */
    *bom = marked && same(marked, decoder->name) ? skip : 0;
    return BL_OK;
}

const char *bl__decoder_name(const struct bl__decoder *decoder) {
    if (decoder->charset == BL__UTF8 && decoder->guessed && decoder->stray && !decoder->wide) return "windows-1252";
    return decoder->name;
}

bool bl__decoder_doubt(const struct bl__decoder *decoder, struct bl__pages *out) {
    if (decoder->pages.page) {
        *out = decoder->pages;
        return out->doubt;
    }
    if (!decoder->odd.len || decoder->odd.failed) return false;
    bl__pages_guess(decoder->odd.data, decoder->odd.len, out);
    const char *better = strcmp(out->page, "windows-1252") == 0 ? NULL : out->page;
    if (better && out->others[0] != better) {
        out->others[1] = out->others[0];
        out->others[0] = better; /* too late to take it: the rows before are in */
        if (out->others[1] && strcmp(out->others[1], "windows-1252") == 0) out->others[1] = NULL;
    }
    out->page = decoder->wide ? "utf-8" : "windows-1252";
    return out->doubt;
}

void bl__decoder_close(struct bl__decoder *decoder) {
    bl_buf_free(&decoder->odd);
    if (decoder->iconv) iconv_close(decoder->iconv);
    *decoder = (struct bl__decoder){0};
}
