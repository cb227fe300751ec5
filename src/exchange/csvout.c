/* CSV that an import takes back as it was: one row a person, no ids and no computed days; what may be several stands in one cell, parted by "; ". In a list a
 * backslash stands before a semicolon or a backslash of a value. A cell that an import would take for guarded (an apostrophe, then = + - or @) gets one apostrophe
 * more; --safe gives it to all that a spreadsheet would run. Either way an import takes one off again, so that both kinds come back the same.
 *
 * Two things are left out, and the export says so: who referred somebody, because a name is no identity (two people may share it, and an address changes), and what
 * somebody pays, because that follows from payments. The complete records carry both. */
#include "exchange/writer.h"

#include <stdio.h>
#include <string.h>

void bl__write_clean(struct bl_buf *out, const char *s) {
    size_t n = s ? strlen(s) : 0;
    if (!n) return;
    bl_text_trim(&s, &n);
    if (bl_text_valid(s, n)) {
        bl_buf_add(out, s, n);
        return;
    }
    for (size_t i = 0, take; i < n; i += take) {
        for (take = n - i < 4 ? n - i : 4; take > 1 && !bl_text_valid(s + i, take); take--) continue;
        bl_buf_add(out, bl_text_valid(s + i, take) ? s + i : "\xEF\xBF\xBD", bl_text_valid(s + i, take) ? take : 3);
    }
}

/* A number a spreadsheet reads as one, or a phone of + and digits: harmless, and spoiled by a guard. */
static bool harmless(const char *s) {
    const char *digits = s + (*s == '+' || *s == '-');
    size_t n = strspn(digits, "0123456789");
    if (n && *s == '+') return !digits[n];
    const char *rest = digits + n;
    if (n && *rest == '.') rest += 1 + strspn(rest + 1, "0123456789");
    return n && !*rest;
}

static void put_cell(struct bl__writing *w, const char *s, bool last) {
    size_t quotes = strspn(s, "'");
    bool runs = s[quotes] && strchr("=+-@\t\r", s[quotes]);
    bl_buf_cut(&w->cell, 0);
    if (runs && (quotes || (w->safe && !harmless(s)))) bl_buf_chr(&w->cell, '\'');
    bl_buf_str(&w->cell, s);
    if (w->cell.failed) w->out.failed = true;
    bl__csv_put(&w->out, bl_buf_text(&w->cell), w->cell.len, ',');
    bl_buf_chr(&w->out, last ? '\n' : ',');
}

static void put_text(struct bl__writing *w, const char *s, bool last) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    bl__write_clean(&clean, s);
    if (clean.failed) w->out.failed = true;
    put_cell(w, bl_buf_text(&clean), last);
}

static void put_list(struct bl__writing *w, struct bl_strs values) {
    BL_AUTO(bl_buf) struct bl_buf cell = {0}, value = {0};
    for (size_t i = 0; i < values.n; i++) {
        bl_buf_cut(&value, 0);
        bl__write_clean(&value, values.at[i]);
        if (cell.len && value.len) bl_buf_str(&cell, "; ");
        for (const char *c = bl_buf_text(&value); *c; c++) {
            if (*c == ';' || *c == '\\') bl_buf_chr(&cell, '\\');
            bl_buf_chr(&cell, *c);
        }
    }
    if (cell.failed || value.failed) w->out.failed = true;
    put_cell(w, bl_buf_text(&cell), false);
}

static const char *custom_of(const struct bl_person *person, const char *name) {
    for (size_t i = 0; i < person->custom.n; i++)
        if (strcmp(person->custom.at[i].name, name) == 0) return person->custom.at[i].value;
    return NULL;
}

/* A parked one needs the day to return on. */
static void put_status(struct bl__writing *w, const struct bl_standing *at) {
    char day[BL_DATE_SIZE], text[BL_DATE_SIZE + 32];
    snprintf(text, sizeof text, at->status == BL_PARKED ? "%s until %s" : "%s", bl_status_name(at->status),
             bl_day_iso(at->park_until, day));
    put_text(w, text, false);
}

static void begin(struct bl__writing *w) {
    bl_buf_str(&w->out, "name,first_name,last_name,email,phone,url,company,title,source,tags,stage,moment,status,first_contact,note");
    for (size_t i = 0; i < w->custom.n; i++) {
        bl_buf_cut(&w->cell, 0);
        bl_buf_str(&w->cell, "custom.");
        bl__write_clean(&w->cell, w->custom.at[i]);
        bl_buf_chr(&w->out, ',');
        bl__csv_put(&w->out, bl_buf_text(&w->cell), w->cell.len, ',');
    }
    bl_buf_chr(&w->out, '\n');
}

static void person(struct bl__writing *w, const struct bl_person *p) {
    const struct bl_standing *at = &p->at;
    char day[BL_DATE_SIZE];
    w->without += p->referred_by || p->mrr != BL_NO_MONEY;
    put_text(w, p->name, false);
    put_text(w, p->first_name, false);
    put_text(w, p->last_name, false);
    put_list(w, p->emails);
    put_list(w, p->phones);
    put_list(w, p->urls);
    put_text(w, p->company, false);
    put_text(w, p->title, false);
    put_text(w, p->source, false);
    put_list(w, p->tags);
    put_text(w, at->stage ? bl_track_name(BL_STAGE, at->stage) : "", false);
    put_text(w, at->moment ? bl_track_name(BL_MOMENT, at->moment) : "", false);
    put_status(w, at);
    put_text(w, bl_day_iso(p->first_contact, day), false);
    put_text(w, p->note, w->custom.n == 0);
    for (size_t i = 0; i < w->custom.n; i++) put_text(w, custom_of(p, w->custom.at[i]), i + 1 == w->custom.n);
}

const struct bl__writer bl__csv_writer = {.format = "csv", .begin = begin, .person = person};
