/* One row → one person. Reads cells the way exporters fill them: several values in one cell in four ways, guards of spreadsheets, labels that leaked
 * into address columns. What cannot be believed is never bent into shape: a malformed e-mail address rejects its row (it is how people are recognised), anything
 * less is left out and noted, once per column and kind.
 *
 * A million rows go through here, so the common cell is used where it stands; only a cell that has to be taken apart is copied, into a scratch that is
 * as large as the row from the start. */
#include "exchange/internal.h"

#include "bowline/alike.h"

#include <stdlib.h>
#include <string.h>

enum { VALUES_MOST = 100, PHONE_MOST = 48 };

/* ---- small things ------------------------------------------------------------------------------------------------------------------ */

bool bl__values_add(struct bl__values *values, struct bl__list *list, const char *value) {
    if (list->n == VALUES_MOST) return false;
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 8;
        const char **at = realloc(list->at, cap * sizeof *at);
        if (!at) {
            values->failed = true;
            return false;
        }
        list->at = at;
        list->cap = cap;
    }
    list->at[list->n++] = value;
    return true;
}

bool bl__values_push(struct bl__values *values, struct bl__list *list, const char *value) {
    for (size_t i = 0; i < list->n; i++)
        if (bl__ascii_is(list->at[i], strlen(list->at[i]), value)) return true;
    return bl__values_add(values, list, value);
}

char *bl__values_room(struct bl__values *values, size_t n) {
    if (values->scratch_n + n + 1 > values->scratch_cap) {
        values->failed = true; /* cannot be: the scratch holds the row twice over */
        return NULL;
    }
    char *room = values->scratch + values->scratch_n;
    values->scratch_n += n + 1;
    return room;
}

/* Where they stand when they end at the cell's end, else in the scratch. */
const char *bl__values_text(struct bl__values *values, const char *s, size_t n) {
    if (!s[n]) return s;
    char *copy = bl__values_room(values, n);
    if (!copy) return "";
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

static bool has(const char *s, size_t n, char c) {
    return memchr(s, c, n) != NULL;
}

/* ---- addresses ------------------------------------------------------------------------------------------------------------------------ */

/* The value that is to blame, in quotes, and what is wrong with it. */
static void tell_value(struct bl__values *values, const char *s, size_t n, const char *why) {
    enum { MOST = 120 };
    if (n > MOST)
        for (n = MOST; n && ((unsigned char)s[n] & 0xC0) == 0x80;) n--;
    bl_buf_str(&values->reason, "\xE2\x80\x9C");
    bl_buf_add(&values->reason, s, n);
    bl_buf_addf(&values->reason, "\xE2\x80\x9D %s", why);
}

static bool bad_email(struct bl__values *values, const char *s, size_t n, const char *why) {
    bl_buf_cut(&values->reason, 0);
    tell_value(values, s, n, why);
    return false;
}

static const char no_email[] = "is not an e-mail address",
                  dotless[] = "has no dot behind the @ (if that is right, add it by hand: bowline add, or edit)";

/* mailto:ann@x.example?subject=… */
static size_t without_query(const char *s, size_t n) {
    const char *query = n ? memchr(s, '?', n) : NULL;
    return query ? (size_t)(query - s) : n;
}

/* Nobody's address, in the words of forms. */
static bool no_address(const char *s, size_t n) {
    static const char *const words[] = {"anonymous", "unknown", "not provided", "no email", "tbd", "tba",
                                        "?",         "k.a.",    "keine",        "na",       "no",  "x"};
    return BL__AMONG(s, n, words) || bl__cell_blank(s, n);
}

bool bl__value_emails(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n) {
    static const char separators[] = " \t\r\n,;|<>()\"";
    bl__value_bare(&s, &n);
    if (no_address(s, n)) return true;
    if (!has(s, n, '@')) {
        /* /o=ExchangeLabs/…/cn=ann is how a mail server calls its own people: nothing to write to, and no slip of anybody's. */
        bool leaked = bl__ascii_starts(s, n, "/o=") || bl__ascii_starts(s, n, "EX:/o=") || bl__ascii_starts(s, n, "* ") ||
                      bl__ascii_starts(s, n, "http://") || bl__ascii_starts(s, n, "https://");
        if (!leaked) return bad_email(values, s, n, no_email);
        bl__notes_add(values->notes, BL__NOTE_EMAIL, column, line, s, n);
        return true;
    }
    if (bl__called_several(values, column, line, s, n)) return true;
    bl__called_display(values, s, n);
    const char *rest = s, *part;
    size_t left = n, len;
    while (bl__cell_part(&rest, &left, separators, &part, &len)) {
        if (bl__ascii_starts(part, len, "mailto:")) part += 7, len = without_query(part, len - 7);
        if (len > 2 && *part == '\'' && part[len - 1] == '\'') part++, len -= 2; /* somebody's idea of quoting */
        if (!has(part, len, '@')) continue;                                      /* a name beside the address */
        if (!bl_email_valid(part, len)) return bad_email(values, part, len, no_email);
        if (bl_email_dotless(part, len)) return bad_email(values, part, len, dotless); /* frank@only, of frank@only,example */
        if (!bl__values_push(values, &values->emails, bl__values_text(values, part, len)))
            bl__notes_add(values->notes, BL__NOTE_EMAIL, column, line, part, len);
    }
    return true;
}

/* 4.47E+11: what a spreadsheet makes of a long number. */
static bool ruined(const char *s, size_t n) {
    size_t i = 0, digits = 0;
    for (; i < n && ((s[i] >= '0' && s[i] <= '9') || s[i] == '.' || s[i] == ','); i++) digits++;
    if (!digits || i + 1 >= n || (s[i] | 0x20) != 'e') return false;
    i += s[i + 1] == '+' ? 2 : 1;
    if (i >= n) return false;
    while (i < n && s[i] >= '0' && s[i] <= '9') i++;
    return i == n;
}

/* 01.02.2026 has eight digits, too. */
static bool a_day(const char *s, size_t n, bl_day today) {
    size_t signs = 0;
    for (size_t i = 0; i < n; i++) signs += s[i] < '0' || s[i] > '9';
    return n <= 10 && signs == 2 && bl__date_read(s, n, today).kind != BL__DATE_NONE;
}

/* 0171 2345678 and 0171-2345678. */
static bool phone_there(const struct bl__list *phones, const char *value) {
    for (size_t i = 0; i < phones->n; i++)
        if (bl_phone_same_digits(phones->at[i], value)) return true;
    return false;
}

void bl__value_phones(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n) {
    bl__value_bare(&s, &n);
    if (bl__cell_blank(s, n)) return;
    if (ruined(s, n)) {
        bl__notes_add(values->notes, BL__NOTE_PHONE_RUINED, column, line, s, n);
        return;
    }
    const char *cell, *part;
    size_t left, len;
    while (bl__cell_part(&s, &n, ";,|\r\n", &cell, &left))
        while (bl__phone_part(&cell, &left, &part, &len)) {
            if (bl__ascii_starts(part, len, "p:")) part += 2, len -= 2;
            if (bl__ascii_starts(part, len, "tel:")) part += 4, len -= 4;
            bl__value_bare(&part, &len);
            len = bl__cell_number(part, len);
            bool good = len <= PHONE_MOST && bl__phone_digits(part, len) >= 3 && !a_day(part, len, values->today);
            const char *phone = good ? bl__cell_narrow(values, part, len) : NULL;
            if (phone && phone_there(&values->phones, phone)) continue;
            if (!phone || !bl__values_push(values, &values->phones, phone))
                bl__notes_add(values->notes, BL__NOTE_PHONE, column, line, part, len);
        }
}

/* A page of somebody: a host, a slash, and something behind it. A host alone is a company's site, which colleagues share. */
static bool profile(const char *s, size_t n) {
    const char *colon = n > 8 ? memchr(s, ':', 8) : NULL;
    size_t host = colon && colon[1] == '/' && colon[2] == '/' ? (size_t)(colon - s) + 3 : 0;
    const char *slash = memchr(s + host, '/', n - host);
    return slash && slash + 1 < s + n && memchr(s + host, '.', (size_t)(slash - s) - host);
}

void bl__value_urls(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n) {
    bl__value_bare(&s, &n);
    if (bl__cell_blank(s, n)) return;
    const char *part;
    size_t len;
    while (bl__cell_part(&s, &n, " \t\r\n", &part, &len)) {
        while (len && (part[len - 1] == ',' || part[len - 1] == ';')) len--;
        if (!profile(part, len) || !bl__values_push(values, &values->urls, bl__values_text(values, part, len)))
            bl__notes_add(values->notes, BL__NOTE_URL, column, line, part, len);
    }
}

static void add_tag(struct bl__values *values, const char *s, size_t n) {
    bl__value_bare(&s, &n);
    if (bl__ascii_starts(s, n, "* ") || bl__cell_blank(s, n)) return; /* "* myContacts" is Google's own */
    if (*s == '#' && n > 1) s++, n--;
    bl__values_push(values, &values->tags, bl__values_text(values, s, n));
}

/* One quoted part of CSV inside a cell, from behind its first quote; doubled quotes are one. */
static void quoted_tag(struct bl__values *values, const char **s, size_t *n) {
    char *copy = bl__values_room(values, *n);
    size_t len = 0, i = 0;
    if (!copy) return;
    for (; i < *n; i++) {
        if ((*s)[i] == '"' && (i + 1 == *n || (*s)[i + 1] != '"')) break;
        if ((*s)[i] == '"') i++;
        copy[len++] = (*s)[i];
    }
    copy[len] = '\0';
    i += i < *n;
    *s += i;
    *n -= i;
    add_tag(values, copy, len);
}

/* Tags: a, b; c ::: d, or CSV inside the cell ("VIP","Blog, old"). */
void bl__value_tags(struct bl__values *values, const char *s, size_t n) {
    bl_text_trim(&s, &n);
    const char *part;
    size_t len;
    if (!n || *s != '"') {
        while (bl__cell_part(&s, &n, ",;|\r\n", &part, &len)) add_tag(values, part, len);
        return;
    }
    while (n) {
        while (n && bl__ascii_sign(*s, ",; \t")) s++, n--;
        if (!n) return;
        if (*s == '"') {
            s++, n--;
            quoted_tag(values, &s, &n);
            continue;
        }
        len = 0;
        while (len < n && !bl__ascii_sign(s[len], ",;")) len++;
        add_tag(values, s, len);
        s += len;
        n -= len;
    }
}

/* ---- days and states --------------------------------------------------------------------------------------------------------------------- */

enum bl__note_kind bl__date_note(const char *s, size_t n, enum bl__order order) {
    return bl__date_open(s, n, order) ? BL__NOTE_ORDER : bl__date_misfits(s, n, order) ? BL__NOTE_MISFIT : BL__NOTE_DATE;
}

static void read_first_contact(struct bl__values *values, enum bl__order order, size_t column, int64_t line, const char *s, size_t n) {
    static const char arrow[] = " \xE2\x86\x92"; /* Notion's ranges: from → to */
    bl__value_bare(&s, &n);
    if (bl__cell_blank(s, n) || bl__cell_zeroes(s, n)) return;
    const char *range = n > 4 ? memmem(s, n, arrow, sizeof arrow - 1) : NULL;
    size_t len = range ? (size_t)(range - s) : n;
    bl_day day = bl__date_day(s, len, order, values->today);
    if (day == BL_NO_DAY) {
        bl__notes_add(values->notes, bl__date_note(s, len, order), column, line, s, n);
    } else if (day > values->today) {
        bl__notes_add(values->notes, BL__NOTE_FUTURE, column, line, s, n);
    } else {
        values->edit.first_contact = day;
    }
}

static int read_moment(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n) {
    bl__value_bare(&s, &n);
    if (bl__cell_blank(s, n)) return 0;
    int rank;
    struct bl_error ignored;
    if (bl_track_parse(BL_MOMENT, bl__values_text(values, s, n), &rank, &ignored) == BL_OK) return rank;
    bl__notes_add(values->notes, BL__NOTE_MOMENT, column, line, s, n);
    return 0;
}

static void read_status(struct bl__values *values, const struct bl__column *column, size_t index, int64_t line, const char *s, size_t n) {
    bl__value_bare(&s, &n);
    if (!bl__cell_blank(s, n)) bl__value_status(values, column, index, line, s, n);
}

/* Labels may say where somebody stands, too ("Hot lead"). */
static void read_tags(struct bl__values *values, const struct bl__plan *plan, size_t column, const struct bl__row *row) {
    size_t first = values->tags.n;
    bl__value_tags(values, row->at[column].s, row->at[column].n);
    for (size_t i = first; plan->at[column].stages && i < values->tags.n; i++)
        bl__value_status(values, &plan->at[column], column, row->line, values->tags.at[i], strlen(values->tags.at[i]));
}

/* ---- the row ---------------------------------------------------------------------------------------------------------------------------------- */

/* Lines end with LF, as in all of the book: CR LF and a CR alone are what programs of other systems write between them. */
const char *bl__value_plain(struct bl__values *values, const char *s, size_t n) {
    bool twice = bl__value_bare(&s, &n);
    if (bl__cell_placeholder(s, n) && !(n == 4 && *s == 'N' && s[1] == 'u')) return NULL; /* there are people called Null */
    if (!twice && !has(s, n, '\r')) return bl__values_text(values, s, n);
    char *copy = bl__values_room(values, n);
    size_t len = 0;
    for (size_t i = 0; copy && i < n; i++) {
        bool next = i + 1 < n;
        if (s[i] == '\r' && next && s[i + 1] == '\n') continue;
        copy[len++] = s[i] == '\r' ? '\n' : s[i];
        i += twice && s[i] == '"' && next && s[i + 1] == '"';
    }
    if (copy) copy[len] = '\0';
    return copy;
}

/* "Acme (https://www.notion.so/…)": a relation of Notion's. */
static const char *company_text(struct bl__values *values, const char *s, size_t n) {
    const char *bare = s;
    size_t len = n;
    bl__value_bare(&bare, &len);
    if (bl__cell_blank(bare, len)) return NULL;
    const char *link = bare[len - 1] == ')' ? memmem(bare, len, " (http", 6) : NULL;
    return link && link > bare ? bl__values_text(values, bare, (size_t)(link - bare)) : bl__value_plain(values, s, n);
}

/* Two columns for one field: the first that says something is kept, and what differs is told. */
void bl__values_once(struct bl__values *values, const char **to, const char *value, size_t column, int64_t line) {
    if (!*to)
        *to = value;
    else if (value && strcmp(*to, value) != 0)
        bl__notes_add(values->notes, BL__NOTE_SECOND, column, line, value, strlen(value));
}

/* Two notes are kept both, one under the other. */
static void add_note(struct bl__values *values, const char *value) {
    const char *there = values->edit.note;
    if (!there || !value) {
        if (value) values->edit.note = value;
        return;
    }
    if (strcmp(there, value) == 0) return;
    if (!values->note.len) bl_buf_str(&values->note, there);
    bl_buf_chr(&values->note, '\n');
    bl_buf_str(&values->note, value);
    if (values->note.failed) values->failed = true;
    values->edit.note = bl_buf_text(&values->note);
}

void bl__values_custom(struct bl__values *values, const char *name, const char *value) {
    if (!value) return;
    struct bl_pairs *pairs = &values->edit.custom;
    if (pairs->n == values->custom_cap) {
        size_t cap = values->custom_cap ? values->custom_cap * 2 : 8;
        struct bl_pair *at = realloc(values->custom, cap * sizeof *at);
        if (!at) {
            values->failed = true;
            return;
        }
        values->custom = at;
        values->custom_cap = cap;
    }
    pairs->at = values->custom;
    pairs->at[pairs->n++] = (struct bl_pair){name, value};
}

/* False: the row is rejected because of this cell. */
static bool read_cell(struct bl__values *v, const struct bl__plan *plan, size_t column, const struct bl__row *row) {
    const char *s = row->at[column].s;
    size_t n = row->at[column].n;
    int64_t line = row->line;
    struct bl_person_edit *e = &v->edit;
    if (plan->own) return bl__own_cell(v, plan, column, row);
    switch (plan->at[column].field) {
    case BL_IF_NAME: bl__called_read(v, plan, column, row); break;
    case BL_IF_FIRST: bl__values_once(v, &e->first_name, bl__called_part(v, column, line, s, n), column, line); break;
    case BL_IF_LAST: bl__values_once(v, &e->last_name, bl__called_part(v, column, line, s, n), column, line); break;
    case BL_IF_EMAIL: return bl__value_emails(v, column, line, s, n);
    case BL_IF_PHONE: bl__value_phones(v, column, line, s, n); break;
    case BL_IF_URL: bl__value_urls(v, column, line, s, n); break;
    case BL_IF_COMPANY: bl__values_once(v, &e->company, company_text(v, s, n), column, line); break;
    case BL_IF_TITLE: bl__values_once(v, &e->title, bl__value_plain(v, s, n), column, line); break;
    case BL_IF_SOURCE: bl__values_once(v, &e->source, bl__value_plain(v, s, n), column, line); break;
    case BL_IF_NOTE: add_note(v, bl__value_plain(v, s, n)); break;
    case BL_IF_TAGS: read_tags(v, plan, column, row); break;
    case BL_IF_FIRST_CONTACT: read_first_contact(v, plan->order, column, line, s, n); break;
    case BL_IF_STAGE: read_status(v, &plan->at[column], column, line, s, n); break;
    case BL_IF_MOMENT: v->moment = read_moment(v, column, line, s, n); break;
    case BL_IF_CUSTOM:
        if (plan->at[column].birthday)
            bl__value_birthday(v, plan, column, row);
        else
            bl__values_custom(v, plan->at[column].custom, bl__value_plain(v, s, n));
        break;
    case BL_IF_SKIP:
    case BL_IF_COUNT: break;
    }
    return true;
}

bool bl__values_begin(struct bl__values *values, size_t most) {
    values->edit = (struct bl_person_edit){.first_contact = BL_NO_DAY};
    values->stage = values->moment = values->status = values->left = 0;
    values->until = BL_NO_DAY;
    values->lead = (struct bl__lead){0};
    values->nameless = values->apart = false;
    values->unwanted = NULL;
    values->emails.n = values->phones.n = values->urls.n = values->tags.n = 0;
    values->scratch_n = 0;
    values->column = NULL;
    values->display = values->inside = values->comma = NULL;
    values->several = (struct bl__several){0};
    values->firm = false;
    bl_buf_cut(&values->note, 0);
    bl_buf_cut(&values->reason, 0);
    if (values->notes) bl_buf_cut(&values->notes->row, 0);
    if (most > values->scratch_cap) {
        char *scratch = realloc(values->scratch, most);
        if (!scratch) return false;
        values->scratch = scratch;
        values->scratch_cap = most;
    }
    return true;
}

/* The cells of a row stand one behind the other. */
static size_t scratch_for(const struct bl__row *row) {
    return 64 + (row->n ? 4 * ((size_t)(row->at[row->n - 1].s - row->at[0].s) + row->at[row->n - 1].n + 2) : 0);
}

static enum bl__verdict reject(struct bl__values *values, const char *column, const char *reason) {
    bl_buf_cut(&values->reason, 0);
    bl_buf_str(&values->reason, reason);
    values->column = column;
    return BL__REJECTED;
}

/* More cells than the header, with something in them: no telling which column is which. */
static bool ragged(const struct bl__plan *plan, const struct bl__row *row) {
    if (row->total > row->n) return true;
    for (size_t i = plan->n; i < row->n; i++)
        if (row->at[i].n) return true;
    return false;
}

/* Mostly a comma that nobody quoted. */
static void tell_ragged(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row) {
    size_t over = plan->n;
    while (over < row->n && !row->at[over].n) over++;
    bl_buf_addf(&values->reason, "%zu cells where the header has %zu", row->total, plan->n);
    if (over == row->n) return;
    bl_buf_str(&values->reason, ": ");
    tell_value(values, row->at[over].s, row->at[over].n, "is in no column (a cell that holds the separator needs quotes)");
}

/* A name that stands for nobody, with nothing beside it that would tell who it is. */
static bool stands_for_nobody(const struct bl__values *values, const struct bl__preset *preset) {
    if (!preset || values->emails.n || values->urls.n) return false;
    for (size_t i = 0; preset->nobody[i]; i++)
        if (strcmp(preset->nobody[i], values->edit.name) == 0) return true;
    return false;
}

/* Every list of Meta leads has one. */
static bool is_test_lead(const struct bl__row *row) {
    for (size_t i = 0; i < row->n; i++)
        if (bl__ascii_starts(row->at[i].s, row->at[i].n, "<test lead") || bl__ascii_is(row->at[i].s, row->at[i].n, "test@meta.com"))
            return true;
    return false;
}

/* Why the row is of no person at all, or NULL. */
static const char *nobody_why(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row) {
    if (bl__below_list(&values->below, plan, row)) return "below the list, not a person";
    if (bl__is_total(plan, row)) return "a line of totals, not a person";
    return plan->leads && is_test_lead(row) ? "a test, not a person" : NULL;
}

static enum bl__verdict judge(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row) {
    struct bl_person_edit *e = &values->edit;
    if (values->unwanted) {
        reject(values, values->column, "");
        tell_value(values, values->unwanted, strlen(values->unwanted),
                   "says that it is nobody to keep (--stage-map VALUE=STAGE says otherwise)");
        return BL__NOTHING;
    }
    if (e->name && stands_for_nobody(values, plan->preset)) {
        reject(values, NULL, "hidden profile");
        return BL__NOTHING;
    }
    bool reached = values->emails.n || values->phones.n || values->urls.n;
    if (e->name && !reached && !plan->own && !values->apart && bl__is_nobody(e->name)) {
        reject(values, NULL, "");
        bl_buf_addf(&values->reason, "“%.40s” is no name, and there is no address and no phone number", e->name);
        return BL__NOTHING;
    }
    if (values->firm && !reached) e->name = NULL;
    if (e->name) return BL__USABLE;
    if (e->company && !reached) return reject(values, NULL, "a company alone: no person and no way to reach it");
    if (values->phones.n || values->urls.n || e->company || e->title || e->note)
        return reject(values, NULL, "no name and no e-mail address");
    bool any = false;
    for (size_t i = 0; i < row->n && !any; i++) any = row->at[i].n != 0;
    const char *hidden = plan->preset ? plan->preset->hidden : NULL;
    reject(values, NULL, !any ? "empty row" : hidden ? hidden : "nothing in it to keep");
    return BL__NOTHING;
}

enum bl__verdict bl__values_done(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row) {
    if (!bl__called_done(values, plan)) return BL__REJECTED;
    if (values->tag) bl__values_push(values, &values->tags, values->tag);
    struct bl_person_edit *e = &values->edit;
    e->emails = (struct bl_strs){values->emails.at, values->emails.n};
    e->phones = (struct bl_strs){values->phones.at, values->phones.n};
    e->urls = (struct bl_strs){values->urls.at, values->urls.n};
    e->tags = (struct bl_strs){values->tags.at, values->tags.n};
    return judge(values, plan, row);
}

enum bl__verdict bl__values_read(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row, bool nul) {
    if (!bl__values_begin(values, scratch_for(row))) values->failed = true;
    if (values->failed) return BL__REJECTED;
    if (row->bad) return reject(values, NULL, row->bad);
    if (row->total > plan->n && ragged(plan, row)) {
        const char *again = bl__rejects_why(row, plan->n); /* a reject fed back as it is: the same reason */
        reject(values, NULL, again ? again : "");
        if (!again) tell_ragged(values, plan, row);
        return BL__REJECTED;
    }
    const char *nobody = nobody_why(values, plan, row);
    if (nobody) {
        reject(values, NULL, nobody);
        return BL__NOTHING;
    }
    for (size_t i = 0; i < plan->used_n && plan->used[i] < row->n; i++) {
        size_t column = plan->used[i];
        if (!row->at[column].n) continue;
        if (nul && has(row->at[column].s, row->at[column].n, '\0')) return reject(values, plan->at[column].header, "holds a NUL byte");
        if (read_cell(values, plan, column, row)) continue;
        values->column = plan->at[column].header;
        return BL__REJECTED;
    }
    bl__value_lead(values);
    if (values->stage < plan->any_stage && !values->left) values->stage = plan->any_stage;
    if (plan->own && plan->status < row->n) bl__own_status(values, row->at[plan->status].s, row->at[plan->status].n);
    return bl__values_done(values, plan, row);
}

void bl__values_free(struct bl__values *values) {
    free(values->emails.at);
    free(values->phones.at);
    free(values->urls.at);
    free(values->tags.at);
    free(values->custom);
    free(values->scratch);
    bl_buf_free(&values->name);
    bl_buf_free(&values->note);
    bl_buf_free(&values->reason);
    *values = (struct bl__values){0};
}
