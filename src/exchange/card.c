/* The records of a vCard file: from BEGIN:VCARD to END:VCARD, their lines unfolded, whatever version wrote them (2.1 folds and quotes in a way of its own).
 *
 * A card costs only itself: one without an end is cut off before the next BEGIN, one that is too long is passed over to its END, and text between cards is one
 * bad record. Pictures, sounds and keys are dropped while they are read, so that a card with a photograph of ten megabytes is a small record; a card within a
 * card (AGENT of 2.1) is passed over. What is kept stands in memory of its own, bounded, while the file passes by in pieces. */
#include "exchange/card.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 16 }; /* a line longer than this arrives in parts */

static const char no_end[] = "the card has no end (END:VCARD)";
static const char no_card[] = "stands in no card";
static const char too_long[] = "longer than 1 MiB";

struct bl__cards {
    struct bl__source *source;
    size_t pos;          /* of source->text: what comes next */
    int64_t line;        /* its physical line */
    bool middle;         /* pos is within a line */
    size_t limit;        /* of what is kept of a card */
    struct bl_buf raw;   /* the record as it stands in the file, without what is dropped */
    struct bl_buf text;  /* its content lines unfolded, NUL behind each */
    size_t *begins;      /* where they begin in text */
    struct bl__cell *at; /* the same, handed out */
    size_t n, cap;
    int64_t begun;     /* the line the record began on */
    int depth;         /* 0 no card, 1 in one, more: in a card within it */
    bool dropped;      /* the line at hand is not kept: a picture */
    bool soft;         /* quoted-printable that goes on with the next line */
    bool old;          /* VERSION:2.1 */
    bool full, failed; /* limit reached; memory ran out */
};

struct piece {
    const char *s;
    size_t n, take; /* without the line end, and with it */
    bool first, last;
};

/* ---- physical lines ------------------------------------------------------------------------------------------------------- */

static size_t line_end(const char *s, size_t n) {
    const char *lf = memchr(s, '\n', n), *cr = memchr(s, '\r', lf ? (size_t)(lf - s) : n);
    return cr ? (size_t)(cr - s) : lf ? (size_t)(lf - s) : n;
}

static enum bl_status more(struct bl__cards *cards, struct bl_error *err) {
    bl__source_drop(cards->source, cards->pos);
    cards->pos = 0;
    return bl__source_more(cards->source, err);
}

/* What comes next: a line, or a part of a long one. take 0: the end of the file. */
static enum bl_status look(struct bl__cards *cards, struct piece *piece, struct bl_error *err) {
    for (;;) {
        const struct bl_buf *text = &cards->source->text;
        size_t n = text->len - cards->pos;
        const char *s = n ? text->data + cards->pos : "";
        size_t end = n ? line_end(s, n) : 0;
        bool half = end + 1 == n && s[end] == '\r' && !cards->source->eof; /* of CR LF, perhaps */
        if ((end == n || half) && !cards->source->eof && n < PIECE) {
            enum bl_status status = more(cards, err);
            if (status) return status;
            continue;
        }
        bool last = end < n || cards->source->eof;
        size_t close = end == n || half ? 0 : s[end] == '\r' && end + 1 < n && s[end + 1] == '\n' ? 2 : 1;
        if (half) last = false; /* its end arrives by itself */
        *piece = (struct piece){.s = s, .n = end, .take = end + close, .first = !cards->middle, .last = last};
        if (half && !end) { /* nothing but half a line end, and a full piece: cannot be */
            piece->take = 1;
            piece->last = true;
        }
        return BL_OK;
    }
}

static void take(struct bl__cards *cards, const struct piece *piece) {
    cards->pos += piece->take;
    cards->middle = !piece->last;
    if (piece->last) cards->line++;
}

/* ---- content lines -------------------------------------------------------------------------------------------------------- */

static bool room(struct bl__cards *cards) {
    if (cards->n < cards->cap) return true;
    size_t cap = cards->cap ? cards->cap * 2 : 32;
    size_t *begins = realloc(cards->begins, cap * sizeof *begins);
    if (begins) cards->begins = begins;
    struct bl__cell *at = realloc(cards->at, cap * sizeof *at);
    if (at) cards->at = at;
    if (begins && at) cards->cap = cap;
    return begins && at;
}

static void keep_raw(struct bl__cards *cards, const struct piece *piece) {
    if (cards->raw.len + piece->n > cards->limit) cards->full = true;
    if (cards->full) return;
    bl_buf_add(&cards->raw, piece->s, piece->n);
    if (piece->last) bl_buf_chr(&cards->raw, '\n');
}

/* Behind the group, if there is one: "item1.EMAIL". */
static size_t name_at(const char *s, size_t n) {
    size_t end = 0;
    while (end < n && s[end] != ':' && s[end] != ';') end++;
    const char *dot = memchr(s, '.', end);
    return dot ? (size_t)(dot - s) + 1 : 0;
}

static bool is_property(const char *s, size_t n, const char *name) {
    size_t at = name_at(s, n), len = strlen(name);
    return n - at > len && bl__ascii_starts(s + at, n - at, name) && (s[at + len] == ':' || s[at + len] == ';');
}

static bool unkept(const char *s, size_t n) {
    static const char *const media[] = {"PHOTO", "LOGO", "SOUND", "KEY", "X-ABCROP-RECTANGLE", "X-IMAGETYPE", "X-IMAGEHASH"};
    for (size_t i = 0; i < sizeof media / sizeof *media; i++)
        if (is_property(s, n, media[i])) return true;
    return false;
}

/* The parameters of the content line at hand name quoted-printable. */
static bool quoted_printable(const struct bl__cards *cards) {
    if (!cards->n) return false;
    const char *s = bl_buf_text(&cards->text) + cards->begins[cards->n - 1];
    size_t n = cards->text.len - cards->begins[cards->n - 1];
    const char *colon = memchr(s, ':', n);
    for (const char *semi = s; colon && (semi = memchr(semi, ';', (size_t)(colon - semi))) != NULL; semi++) {
        const char *word = semi + 1;
        if (bl__ascii_starts(word, (size_t)(colon - word), "ENCODING=")) word += 9;
        if (bl__ascii_starts(word, (size_t)(colon - word), "QUOTED-PRINTABLE")) return true;
    }
    return false;
}

static void add_text(struct bl__cards *cards, const struct piece *piece) {
    const char *s = piece->s;
    size_t n = piece->n;
    bool soft = piece->last && n && s[n - 1] == '=';
    if (cards->full || cards->dropped) return;
    bl_buf_add(&cards->text, s, n);
    if (soft && quoted_printable(cards)) {
        bl_buf_cut(&cards->text, cards->text.len - 1);
        cards->soft = true;
    }
}

static void end_line(struct bl__cards *cards) {
    if (cards->n) bl_buf_chr(&cards->text, '\0');
}

/* The first part of a line that begins a property. Of a picture only the name is kept, so that it can be told. */
static void begin_line(struct bl__cards *cards, const struct piece *piece) {
    if (cards->full) return;
    if (!room(cards)) {
        cards->failed = true;
        return;
    }
    end_line(cards);
    cards->begins[cards->n++] = cards->text.len;
    cards->dropped = unkept(piece->s, piece->n);
    if (is_property(piece->s, piece->n, "VERSION")) cards->old = piece->n > 2 && memcmp(piece->s + piece->n - 3, "2.1", 3) == 0;
    if (!cards->dropped) {
        add_text(cards, piece);
        return;
    }
    size_t at = name_at(piece->s, piece->n), end = at;
    while (end < piece->n && piece->s[end] != ':' && piece->s[end] != ';') end++;
    bl_buf_add(&cards->text, piece->s + at, end - at);
    bl_buf_chr(&cards->text, ':');
}

/* A line goes on: folded, quoted-printable, or the base64 of a picture that nobody folded. */
static bool goes_on(const struct bl__cards *cards, const struct piece *piece) {
    if (!cards->n) return false;
    if (cards->soft || (piece->n && (*piece->s == ' ' || *piece->s == '\t'))) return true;
    return cards->dropped && !memchr(piece->s, ':', piece->n);
}

static void go_on(struct bl__cards *cards, const struct piece *piece) {
    struct piece rest = *piece;
    bool folded = !cards->soft && !cards->old && rest.n && (*rest.s == ' ' || *rest.s == '\t');
    if (folded) rest.s++, rest.n--;
    cards->soft = false;
    add_text(cards, &rest);
}

static void add(struct bl__cards *cards, const struct piece *piece) {
    if (!piece->first)
        add_text(cards, piece);
    else if (goes_on(cards, piece))
        go_on(cards, piece);
    else if (piece->n)
        begin_line(cards, piece);
    if (!cards->dropped) keep_raw(cards, piece);
}

/* ---- records ------------------------------------------------------------------------------------------------------------------ */

enum mark { BEGIN, FINISH, BLANK, OTHER };

static enum mark mark_of(const struct piece *piece) {
    const char *s = piece->s;
    size_t n = piece->n;
    if (!piece->first) return OTHER;
    bl_text_trim(&s, &n);
    if (!n && piece->last) return BLANK;
    if (bl__ascii_is(s, n, "BEGIN:VCARD")) return BEGIN;
    return bl__ascii_is(s, n, "END:VCARD") ? FINISH : OTHER;
}

static void begin_record(struct bl__cards *cards) {
    bl_buf_cut(&cards->raw, 0);
    bl_buf_cut(&cards->text, 0);
    cards->n = 0;
    cards->depth = 0;
    cards->begun = cards->line;
    cards->dropped = cards->soft = cards->old = cards->full = false;
}

static bool last_is_agent(const struct bl__cards *cards) {
    if (!cards->n) return false;
    const char *s = bl_buf_text(&cards->text) + cards->begins[cards->n - 1];
    return is_property(s, cards->text.len - cards->begins[cards->n - 1], "AGENT");
}

enum found { GOING, CARD, CUT, STRAY };

/* One piece more; what is found then. A piece that begins the next record is left where it is. */
static enum found feed(struct bl__cards *cards, const struct piece *piece) {
    enum mark mark = mark_of(piece);
    bool inside = cards->depth > 0, held = cards->raw.len || cards->full;
    if (mark == BEGIN && inside && cards->depth == 1 && !last_is_agent(cards)) return CUT;
    if (mark == BEGIN && !inside && held) return STRAY;
    take(cards, piece);
    if (mark == BLANK && !cards->soft && !inside) return GOING;
    if (!held && !inside) cards->begun = cards->line - piece->last;
    if (mark == BEGIN) cards->depth++;
    if (mark == BEGIN && !inside) keep_raw(cards, piece);
    if (mark == BEGIN || cards->depth > 1) {
        if (mark == FINISH) cards->depth--;
        return GOING;
    }
    if (mark == FINISH && inside) {
        keep_raw(cards, piece);
        return CARD;
    }
    if (inside)
        add(cards, piece);
    else
        keep_raw(cards, piece);
    return GOING;
}

static void hand_over(struct bl__cards *cards, enum found found, struct bl__row *row) {
    end_line(cards);
    for (size_t i = 0; i < cards->n; i++) {
        size_t next = i + 1 < cards->n ? cards->begins[i + 1] : cards->text.len;
        cards->at[i] = (struct bl__cell){.s = cards->text.data + cards->begins[i], .n = next - cards->begins[i] - 1, .given = true};
    }
    *row = (struct bl__row){.line = cards->begun,
                            .at = cards->at,
                            .n = cards->n,
                            .total = cards->n,
                            .raw = bl_buf_text(&cards->raw),
                            .raw_n = cards->raw.len,
                            .bad = found == STRAY ? no_card
                                   : cards->full  ? too_long
                                   : found == CUT ? no_end
                                                  : NULL};
}

enum bl_status bl__cards_next(struct bl__cards *cards, struct bl__row *row, bool *end, struct bl_error *err) {
    enum found found = GOING;
    begin_record(cards);
    while (found == GOING) {
        struct piece piece;
        enum bl_status status = look(cards, &piece, err);
        if (status) return status;
        if (!piece.take) {
            if (!cards->depth && !cards->raw.len && !cards->full) {
                *end = true;
                return BL_OK;
            }
            found = cards->depth ? CUT : STRAY;
        } else {
            found = feed(cards, &piece);
        }
        if (cards->failed || cards->raw.failed || cards->text.failed) return bl_nomem(err);
    }
    hand_over(cards, found, row);
    return cards->text.failed ? bl_nomem(err) : BL_OK;
}

/* ---- open and close ------------------------------------------------------------------------------------------------------------ */

bool bl__cards_are(const char *s, size_t n) {
    size_t i = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && strchr(" \t\r\n", s[i]) && s[i]) i++;
    return bl__ascii_starts(s + i, n - i, "BEGIN:VCARD");
}

enum bl_status bl__cards_open(struct bl__source *source, struct bl__cards **out, struct bl_error *err) {
    struct bl__cards *cards = calloc(1, sizeof *cards);
    if (!cards) return bl_nomem(err);
    cards->source = source;
    cards->line = 1;
    cards->limit = BL__RECORD_MAX;
    *out = cards;
    return BL_OK;
}

void bl__cards_limit(struct bl__cards *cards, size_t bytes) {
    cards->limit = bytes;
}

size_t bl__cards_at(const struct bl__cards *cards) {
    return cards->pos;
}

void bl__cards_close(struct bl__cards *cards) {
    if (!cards) return;
    bl_buf_free(&cards->raw);
    bl_buf_free(&cards->text);
    free(cards->begins);
    free(cards->at);
    free(cards);
}
