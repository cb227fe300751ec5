/* What a row is called: by its name, turned round where the last name stands first; by what stands beside its address; by the firm it is of, where it names no person; else by its
 * address. And addresses that stand in the cell of a name, which are addresses all the same.
 *
 * Nothing is turned in silence: what one cell says alone ("Chen, Maya" among names that stand the right way round) may be a firm and a town, so each such guess is told
 * with the way to say otherwise (--map full_name=COLUMN, --map last_first=COLUMN). */
#include "exchange/internal.h"

#include "bowline/alike.h"

#include <string.h>

enum { PAIRS_MOST = 16 };

static bool has(const char *s, size_t n, char c) {
    return n && memchr(s, c, n) != NULL;
}

/* ---- a name with an address in it ------------------------------------------------------------------------------------------------ */

static const char around[] = " \t\r\n,;|<>()[]\"";

/* The next word with an @ in it: an address, or *address false. */
static bool next_at(const char *s, size_t n, size_t *from, size_t *to, bool *address) {
    while (*from < n) {
        while (*from < n && bl__ascii_sign(s[*from], around)) ++*from;
        if (bl__ascii_starts(s + *from, n - *from, "mailto:")) *from += 7;
        *to = *from;
        while (*to < n && !bl__ascii_sign(s[*to], around)) ++*to;
        if (has(s + *from, *to - *from, '@')) {
            *address = bl_email_valid(s + *from, *to - *from) && !bl_email_dotless(s + *from, *to - *from);
            return true;
        }
        if (*from == *to) return false;
        *from = *to;
    }
    return false;
}

/* Signs that stood between a name and its address; quotes around a name. */
static void trim_name(const char **s, size_t *n) {
    for (size_t before = *n + 1; before != *n;) {
        before = *n;
        bl__value_bare(s, n);
        while (*n && bl__ascii_sign(**s, ",;|:-<>[]")) ++*s, --*n;
        while (*n && bl__ascii_sign((*s)[*n - 1], ",;|:-<>[]")) --*n;
        bool pair = *n > 1 && ((**s == '(' && (*s)[*n - 1] == ')') || (bl__ascii_sign(**s, "\"'") && (*s)[*n - 1] == **s));
        if (pair) ++*s, *n -= 2;
    }
}

/* "Jane Doe <jane@x.example>", "jane@x.example (Jane Doe)": the name alone, NULL when there is none; the address is kept for the row. A cell with no address in it, or with several, is
 * left as it is. */
static const char *apart(struct bl__values *values, const char *name) {
    size_t n = strlen(name), from = 0, to = 0, len = 0, done = 0;
    bool address = false;
    const char *first = NULL;
    size_t first_n = 0;
    while (next_at(name, n, &from, &to, &address)) {
        bool again = first && first_n == to - from && bl__ascii_starts(name + from, to - from, first);
        if (!address || (first && !again)) return name;
        if (!first) first = bl__values_text(values, name + from, to - from), first_n = to - from;
        from = to;
    }
    char *rest = first ? bl__values_room(values, n) : NULL;
    if (!rest) return name;
    for (from = 0; next_at(name, n, &from, &to, &address); from = to) {
        size_t end = from >= 7 && bl__ascii_starts(name + from - 7, 7, "mailto:") ? from - 7 : from;
        while (end > done && bl__ascii_sign(name[end - 1], "<([")) end--;
        memcpy(rest + len, name + done, end - done);
        len += end - done;
        for (done = to; done < n && bl__ascii_sign(name[done], ">)]");) done++;
    }
    memcpy(rest + len, name + done, n - done);
    len += n - done;
    rest[len] = '\0';
    values->inside = first;
    const char *s = rest;
    trim_name(&s, &len);
    return len ? bl__values_text(values, s, len) : NULL;
}

/* ---- several people in a cell ----------------------------------------------------------------------------------------------------- */

struct pair { /* somebody and their address; or nothing more than an address */
    const char *name, *address;
    size_t name_n, address_n;
};

/* The pairs "Name <address>" of a cell, one behind the other. */
static size_t pairs_in(const char *s, size_t n, struct pair pairs[PAIRS_MOST]) {
    size_t found = 0;
    for (const char *open; found < PAIRS_MOST && n && (open = memchr(s, '<', n));) {
        const char *close = memchr(open, '>', n - (size_t)(open - s));
        if (!close) break;
        struct pair *pair = &pairs[found];
        *pair = (struct pair){s, open + 1, (size_t)(open - s), (size_t)(close - open) - 1};
        trim_name(&pair->name, &pair->name_n);
        bl__value_bare(&pair->address, &pair->address_n);
        found += pair->name_n && bl_email_valid(pair->address, pair->address_n);
        n -= (size_t)(close + 1 - s);
        s = close + 1;
    }
    return found;
}

/* Do two names have a word in common? Of one person there may be several addresses, and one of them may know only the initial. */
static bool relate(const char *a, size_t n, const char *b, size_t m) {
    BL_AUTO(bl_buf) struct bl_buf x = {0}, y = {0};
    struct bl_name_words p, q;
    bl_text_fold(&x, a, n);
    bl_text_fold(&y, b, m);
    bl_name_split(bl_buf_text(&x), &p);
    bl_name_split(bl_buf_text(&y), &q);
    if (x.failed || y.failed || !p.n || !q.n) return true; /* nothing that tells them apart */
    return bl_name_same_words(&p, &q) || bl_name_one_edit(&p, &q) || bl_name_initial(&p, &q);
}

bool bl__called_several(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n) {
    struct pair pairs[PAIRS_MOST];
    size_t found = pairs_in(s, n, pairs), others = 0;
    for (size_t i = 1; i < found; i++) others += !relate(pairs[0].name, pairs[0].name_n, pairs[i].name, pairs[i].name_n);
    if (!others) return false;
    if (!values->several.s) values->several = (struct bl__several){.column = column, .line = line, .s = s, .n = n};
    return true;
}

/* Who of several is the row's own? Nobody, when it names none of them: then it is left out and told, or the row is nobody's. */
static bool whose(struct bl__values *values, const struct bl__plan *plan) {
    struct pair pairs[PAIRS_MOST];
    struct bl_person_edit *e = &values->edit;
    const struct bl__several *several = &values->several;
    size_t found = pairs_in(several->s, several->n, pairs);
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name = e->name ? e->name : bl_person_joined(&arena, e->first_name, e->last_name);
    for (size_t i = 0; name && i < found; i++)
        if (relate(name, strlen(name), pairs[i].name, pairs[i].name_n))
            return bl__values_push(values, &values->emails, bl__values_text(values, pairs[i].address, pairs[i].address_n));
    if (name || values->emails.n) {
        bl__notes_add(values->notes, BL__NOTE_SEVERAL, several->column, several->line, several->s, several->n);
        return true;
    }
    bl_buf_cut(&values->reason, 0);
    bl_buf_str(&values->reason, "\xE2\x80\x9C");
    bl_buf_add(&values->reason, several->s, several->n < 120 ? several->n : 120);
    bl_buf_str(&values->reason, "\xE2\x80\x9D are several people; put each in a row of their own");
    values->column = plan->at[several->column].header;
    return false;
}

/* ---- the name --------------------------------------------------------------------------------------------------------------------- */

void bl__called_display(struct bl__values *values, const char *s, size_t n) {
    const char *open = memchr(s, '<', n), *at = memchr(s, '@', n);
    if (!open || open == s || !at || at < open || memchr(at + 1, '@', n - (size_t)(at + 1 - s))) return;
    const char *name = s;
    size_t len = (size_t)(open - s);
    bl__value_bare(&name, &len);
    if (len > 2 && (*name == '"' || *name == '\'') && name[len - 1] == *name) name++, len -= 2;
    bl__value_bare(&name, &len);
    if (len && !values->display) values->display = bl__values_text(values, name, len);
}

static void turn(struct bl__values *values, const char *name, size_t comma) {
    const char *first = name + comma + 1;
    size_t n = strlen(first);
    bl_text_trim(&first, &n);
    values->edit.first_name = bl__values_text(values, first, n);
    values->edit.last_name = bl__values_text(values, name, comma);
}

/* "Chen, Maya" becomes first and last name where names stand turned, unless there are some; anything else is the name as a whole. */
static void split_name(struct bl__values *values, const char *name, bool turned, const char **whole) {
    size_t comma = turned ? bl__last_first(name, strlen(name)) : 0;
    if (comma && !values->edit.first_name && !values->edit.last_name)
        turn(values, name, comma);
    else
        *whole = name;
}

/* 'Bob: a spreadsheet's sign for text, where it is not of the name ('t Hooft) and quotes nothing. */
static const char *name_text(struct bl__values *values, const char *s, size_t n) {
    const char *bare = s;
    size_t len = n;
    bool twice = bl__value_bare(&bare, &len);
    bool guarded = !twice && len > 1 && *bare == '\'' && bare[1] >= 'A' && bare[1] <= 'Z' && !has(bare + 1, len - 1, '\'');
    return guarded ? bl__value_plain(values, bare + 1, len - 1) : bl__value_plain(values, s, n);
}

const char *bl__called_part(struct bl__values *values, const char *s, size_t n) {
    const char *name = name_text(values, s, n);
    return name && strchr(name, '@') && !values->inside ? apart(values, name) : name;
}

void bl__called_read(struct bl__values *v, const struct bl__plan *plan, size_t column, const struct bl__row *row) {
    const struct bl__column *at = &plan->at[column];
    const char *cell = name_text(v, row->at[column].s, row->at[column].n), *whole = NULL;
    if (cell && bl__called_several(v, column, row->line, cell, strlen(cell))) return;
    const char *name = cell && strchr(cell, '@') && !v->inside ? apart(v, cell) : cell;
    if (!name) return;
    split_name(v, name, at->as != BL__AS_WRITTEN && (at->turned || v->inside), &whole);
    if (!whole) return;
    if (!v->edit.name && at->as == BL__AS_SEEMS && !at->turned && bl__last_first(whole, strlen(whole))) {
        v->comma = whole;
        v->comma_column = column;
        v->comma_line = row->line;
    }
    bl__values_once(v, &v->edit.name, whole, column, row->line);
}

/* One name with its comma among others without: turned when nothing speaks for a firm, and told either way. */
static void turn_one(struct bl__values *values) {
    struct bl_person_edit *e = &values->edit;
    const char *name = values->comma;
    if (!name || e->name != name || e->first_name || e->last_name) return;
    bool clear = bl__clear_last_first(name, e->company, values->emails.n ? values->emails.at[0] : NULL);
    bl__notes_add(values->notes, clear ? BL__NOTE_TURNED : BL__NOTE_COMMA, values->comma_column, values->comma_line, name, strlen(name));
    if (!clear) return;
    turn(values, name, bl__last_first(name, strlen(name)));
    e->name = NULL;
}

/* An address that is a firm's and nobody's own: info@, hello.berlin@. */
static bool of_a_firm(const char *email) {
    static const char *const words[] = {
        "info",      "hello",    "hallo",      "hi",      "hey",        "contact", "contacts", "kontakt",   "contacto",   "contato",
        "contatti",  "office",   "buero",      "sales",   "vertrieb",   "verkauf", "support",  "service",   "help",       "helpdesk",
        "hilfe",     "mail",     "email",      "post",    "team",       "admin",   "billing",  "accounts",  "accounting", "invoice",
        "invoices",  "rechnung", "rechnungen", "finance", "marketing",  "press",   "presse",   "media",     "jobs",       "career",
        "careers",   "hr",       "orders",     "order",   "bestellung", "shop",    "store",    "reception", "empfang",    "praxis",
        "kanzlei",   "welcome",  "ciao",       "bonjour", "hola",       "ventas",  "ventes",   "comercial", "commercial", "enquiries",
        "inquiries", "inquiry",  "partners",   "partner", "security",   "legal",   "privacy",  "webmaster", "noreply",    "no-reply",
        "feedback",  "general",  "company",    "firma",   "zentrale",   "studio",  "booking"};
    size_t n = strcspn(email, "@.+_0123456789");
    return BL__AMONG(email, n, words);
}

/* A row that names a firm and a way to reach it, and no person: a contact called by the firm. One's own address tells of a person, by whom the row is called. */
static bool call_firm(struct bl__values *values) {
    struct bl_person_edit *e = &values->edit;
    bool reached = values->emails.n || values->phones.n || values->urls.n;
    if (!e->company || !reached || (values->emails.n && !of_a_firm(values->emails.at[0]))) return false;
    e->name = e->company;
    values->firm = true;
    return true;
}

/* The name as shown: as written, or from its parts, or the firm, or the address. */
static void name_person(struct bl__values *values) {
    struct bl_person_edit *e = &values->edit;
    if (e->name) return;
    if (!e->first_name && !e->last_name && values->display) split_name(values, values->display, true, &e->name);
    if (e->name) return;
    if (e->first_name && e->last_name) {
        bl_buf_cut(&values->name, 0);
        bl_buf_str(&values->name, e->first_name);
        bl_buf_chr(&values->name, ' ');
        bl_buf_str(&values->name, e->last_name);
        if (values->name.failed) values->failed = true;
        e->name = bl_buf_text(&values->name);
    } else if (e->first_name || e->last_name) {
        e->name = e->first_name ? e->first_name : e->last_name;
    } else if (!call_firm(values) && values->emails.n) {
        e->name = values->emails.at[0];
        values->nameless = true;
    }
}

bool bl__called_done(struct bl__values *values, const struct bl__plan *plan) {
    if (values->several.s && !whose(values, plan)) return false;
    if (values->inside) bl__values_push(values, &values->emails, values->inside);
    turn_one(values);
    name_person(values);
    return true;
}
