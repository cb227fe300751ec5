/* vCard 4.0 (RFC 6350): lines end CRLF and are folded at 75 bytes, never inside a character. What vCard has no word for (stage, moment, custom fields) goes into
 * X- properties, which other programs keep or leave alone. */
#include "exchange/writer.h"

#include <string.h>

enum { LINE_MOST = 75 };

/* Control characters have no place in a vCard: a space stands for each, and none at the ends, so that what comes in again goes out the same. */
static void without_controls(struct bl_buf *out, const char *s) {
    bl__write_clean(out, s);
    for (size_t i = 0; i < out->len; i++)
        if ((unsigned char)out->data[i] < 0x20 && !strchr("\t\r\n", out->data[i])) out->data[i] = ' ';
}

/* Adds s with what has a meaning in a value escaped. */
static void escape(struct bl_buf *out, const char *s) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    without_controls(&clean, s);
    if (clean.failed) out->failed = true;
    const char *c = bl_buf_text(&clean);
    size_t n = clean.len;
    bl_text_trim(&c, &n);
    for (const char *end = c + n; c < end; c++) {
        if (*c == '\r') {
            if (c[1] != '\n') bl_buf_str(out, "\\n");
        } else if (*c == '\n') {
            bl_buf_str(out, "\\n");
        } else {
            if (strchr("\\,;", *c)) bl_buf_chr(out, '\\');
            bl_buf_chr(out, *c);
        }
    }
}

static bool continues(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The line in w->cell, folded. */
static void put_line(struct bl__writing *w) {
    const char *s = bl_buf_text(&w->cell);
    size_t n = w->cell.len, room = LINE_MOST;
    if (w->cell.failed) w->out.failed = true;
    while (n > room) {
        size_t take = room;
        while (take && continues(s[take])) take--;
        bl_buf_add(&w->out, s, take);
        bl_buf_str(&w->out, "\r\n ");
        s += take;
        n -= take;
        room = LINE_MOST - 1;
    }
    bl_buf_add(&w->out, s, n);
    bl_buf_str(&w->out, "\r\n");
    bl_buf_cut(&w->cell, 0);
}

static void put(struct bl__writing *w, const char *property, const char *value) {
    if (!value || !*value) return;
    bl_buf_cut(&w->cell, 0);
    bl_buf_str(&w->cell, property);
    escape(&w->cell, value);
    put_line(w);
}

static void put_each(struct bl__writing *w, const char *property, struct bl_strs values) {
    for (size_t i = 0; i < values.n; i++) put(w, property, values.at[i]);
}

static void put_name(struct bl__writing *w, const struct bl_person *p) {
    put(w, "FN:", p->name);
    if (!p->first_name && !p->last_name) return;
    bl_buf_str(&w->cell, "N:");
    escape(&w->cell, p->last_name);
    bl_buf_chr(&w->cell, ';');
    escape(&w->cell, p->first_name);
    bl_buf_str(&w->cell, ";;;");
    put_line(w);
}

static void put_tags(struct bl__writing *w, struct bl_strs tags) {
    if (!tags.n) return;
    bl_buf_str(&w->cell, "CATEGORIES:");
    for (size_t i = 0; i < tags.n; i++) {
        if (i) bl_buf_chr(&w->cell, ',');
        escape(&w->cell, tags.at[i]);
    }
    put_line(w);
}

static void put_custom(struct bl__writing *w, struct bl_pairs custom) {
    for (size_t i = 0; i < custom.n; i++) {
        bl_buf_str(&w->cell, "X-BOWLINE-FIELD:");
        escape(&w->cell, custom.at[i].name);
        bl_buf_chr(&w->cell, ';');
        escape(&w->cell, custom.at[i].value);
        put_line(w);
    }
}

static void person(struct bl__writing *w, const struct bl_person *p) {
    char uid[BL_UUID_TEXT], day[BL_DATE_SIZE];
    bl_buf_str(&w->out, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
    bl_buf_addf(&w->cell, "UID:urn:uuid:%s", bl_uuid_text(&p->uid, uid));
    put_line(w);
    put_name(w, p);
    put(w, "ORG:", p->company);
    put(w, "TITLE:", p->title);
    put_each(w, "EMAIL:", p->emails);
    put_each(w, "TEL;VALUE=text:", p->phones);
    put_each(w, "URL:", p->urls);
    put_tags(w, p->tags);
    put(w, "NOTE:", p->note);
    put(w, "X-BOWLINE-SOURCE:", p->source);
    put(w, "X-BOWLINE-STAGE:", p->at.stage ? bl_track_name(BL_STAGE, p->at.stage) : NULL);
    put(w, "X-BOWLINE-MOMENT:", p->at.moment ? bl_track_name(BL_MOMENT, p->at.moment) : NULL);
    if (p->at.status == BL_PARKED) /* who needs the day to return on */
        put(w, "X-BOWLINE-STATUS:parked until ", bl_day_iso(p->at.park_until, day));
    else
        put(w, "X-BOWLINE-STATUS:", bl_status_name(p->at.status));
    put(w, "X-BOWLINE-FIRST-CONTACT:", bl_day_iso(p->first_contact, day));
    put_custom(w, p->custom);
    bl_buf_str(&w->out, "END:VCARD\r\n");
}

const struct bl__writer bl__vcard_writer = {.format = "vcard", .person = person};
