/* One vCard → one person. Versions 2.1, 3.0 and 4.0 as Apple, Google, Outlook and Nextcloud write them: groups (item1.EMAIL), parameters with or without names,
 * quoted-printable in a character set of its own, escaped and structured values. Cards that Bowline wrote itself are taken exactly, so that a book that went out as
 * vCard and came in elsewhere goes out again the same; others are believed as far as cells of a table are. A card of an organisation or a group is no person. */
#include "exchange/card.h"

#include <string.h>

/* What the properties mean, beside the fields of a person. */
enum meaning {
    M_NONE,
    M_NAME,
    M_FIELD,
    M_OWN,
    M_DAY,
    M_ADDRESS,
    M_LABELLED,
    M_KIND,
    M_SHOW_AS,
    M_STATUS,
    M_CUSTOM,
    M_PICTURE,
    M_UID,
    M_SILENT
};

static const struct known {
    const char *name, *as; /* as: what the rehearsal says it is; NULL: the field's name */
    enum bl_import_field field;
    enum meaning meaning;
} known[] = {
    {"FN", NULL, BL_IF_NAME, M_FIELD},
    {"N", "first_name, last_name", BL_IF_CUSTOM, M_NAME},
    {"EMAIL", NULL, BL_IF_EMAIL, M_FIELD},
    {"TEL", NULL, BL_IF_PHONE, M_FIELD},
    {"URL", NULL, BL_IF_URL, M_FIELD},
    {"X-SOCIALPROFILE", NULL, BL_IF_URL, M_FIELD},
    {"ORG", NULL, BL_IF_COMPANY, M_FIELD},
    {"TITLE", NULL, BL_IF_TITLE, M_FIELD},
    {"ROLE", NULL, BL_IF_TITLE, M_FIELD},
    {"CATEGORIES", NULL, BL_IF_TAGS, M_FIELD},
    {"NOTE", NULL, BL_IF_NOTE, M_FIELD},
    {"NICKNAME", "nickname", BL_IF_CUSTOM, M_OWN},
    {"BDAY", "birthday", BL_IF_CUSTOM, M_DAY},
    {"ANNIVERSARY", "anniversary", BL_IF_CUSTOM, M_DAY},
    {"X-ANNIVERSARY", "anniversary", BL_IF_CUSTOM, M_DAY},
    {"X-EVOLUTION-ANNIVERSARY", "anniversary", BL_IF_CUSTOM, M_DAY},
    {"X-ABDATE", "date", BL_IF_CUSTOM, M_LABELLED},
    {"X-ABRELATEDNAMES", "related", BL_IF_CUSTOM, M_LABELLED},
    {"RELATED", "related", BL_IF_CUSTOM, M_OWN},
    {"ADR", "address", BL_IF_CUSTOM, M_ADDRESS},
    {"IMPP", "chat", BL_IF_CUSTOM, M_OWN},
    {"X-SKYPE", "skype", BL_IF_CUSTOM, M_OWN},
    {"X-SKYPE-USERNAME", "skype", BL_IF_CUSTOM, M_OWN},
    {"X-JABBER", "jabber", BL_IF_CUSTOM, M_OWN},
    {"X-BOWLINE-SOURCE", NULL, BL_IF_SOURCE, M_FIELD},
    {"X-BOWLINE-STAGE", NULL, BL_IF_STAGE, M_FIELD},
    {"X-BOWLINE-MOMENT", NULL, BL_IF_MOMENT, M_FIELD},
    {"X-BOWLINE-FIRST-CONTACT", NULL, BL_IF_FIRST_CONTACT, M_FIELD},
    {"X-BOWLINE-FIELD", "a field of your own", BL_IF_CUSTOM, M_CUSTOM},
    {"X-BOWLINE-STATUS", NULL, BL_IF_SKIP, M_STATUS},
    {"KIND", NULL, BL_IF_SKIP, M_KIND},
    {"X-ADDRESSBOOKSERVER-KIND", NULL, BL_IF_SKIP, M_KIND},
    {"X-ABSHOWAS", NULL, BL_IF_SKIP, M_SHOW_AS},
    {"PHOTO", NULL, BL_IF_SKIP, M_PICTURE},
    {"LOGO", NULL, BL_IF_SKIP, M_PICTURE},
    {"UID", NULL, BL_IF_SKIP, M_UID},
    /* of programs, not of people */
    {"VERSION", NULL, BL_IF_SKIP, M_SILENT},
    {"PRODID", NULL, BL_IF_SKIP, M_SILENT},
    {"REV", NULL, BL_IF_SKIP, M_SILENT},
    {"PROFILE", NULL, BL_IF_SKIP, M_SILENT},
    {"MAILER", NULL, BL_IF_SKIP, M_SILENT},
    {"CLASS", NULL, BL_IF_SKIP, M_SILENT},
    {"SORT-STRING", NULL, BL_IF_SKIP, M_SILENT},
    {"CLIENTPIDMAP", NULL, BL_IF_SKIP, M_SILENT},
    {"MEMBER", NULL, BL_IF_SKIP, M_SILENT},
    {"X-ADDRESSBOOKSERVER-MEMBER", NULL, BL_IF_SKIP, M_SILENT},
    {"X-ABLABEL", NULL, BL_IF_SKIP, M_SILENT},
    {"X-ABADR", NULL, BL_IF_SKIP, M_SILENT},
    {"X-ABUID", NULL, BL_IF_SKIP, M_SILENT},
    {"X-ABCROP-RECTANGLE", NULL, BL_IF_SKIP, M_SILENT},
    {"X-IMAGETYPE", NULL, BL_IF_SKIP, M_SILENT},
    {"X-IMAGEHASH", NULL, BL_IF_SKIP, M_SILENT},
    {"X-SHARED-PHOTO-DISPLAY-PREF", NULL, BL_IF_SKIP, M_SILENT},
    {"X-BOWLINE-REASON", NULL, BL_IF_SKIP, M_SILENT},
};
enum { KNOWN = sizeof known / sizeof *known, SEEN_MOST = 64 };

/* ---- a content line ----------------------------------------------------------------------------------------------------------- */

/* The colon of a parameter's quoted value is not the one in front of the property's. */
static size_t colon_at(const char *s, size_t n) {
    bool quoted = false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"') quoted = !quoted;
        if (s[i] == ':' && !quoted) return i;
    }
    const char *colon = memchr(s, ':', n); /* a quote that is never closed */
    return colon ? (size_t)(colon - s) : n;
}

static bool split(const struct bl__cell *line, struct bl__property *out) {
    const char *s = line->s;
    size_t colon = colon_at(s, line->n);
    if (colon == line->n || !colon) return false;
    const char *semi = memchr(s, ';', colon), *end = semi ? semi : s + colon, *dot = memchr(s, '.', (size_t)(end - s));
    const char *name = dot ? dot + 1 : s;
    *out = (struct bl__property){.name = name,
                                 .name_n = (size_t)(end - name),
                                 .params = semi ? semi + 1 : s + colon,
                                 .params_n = semi ? colon - (size_t)(semi + 1 - s) : 0,
                                 .value = s + colon + 1,
                                 .n = line->n - colon - 1};
    bl_text_trim(&out->name, &out->name_n);
    return out->name_n > 0;
}

/* The next parameter, its value alone in *value where it has a name. */
static bool next_param(const char **s, size_t *n, const char **name, size_t *name_n, const char **value, size_t *value_n) {
    if (!*n) return false;
    size_t end = 0;
    for (bool quoted = false; end < *n && (quoted || (*s)[end] != ';'); end++)
        if ((*s)[end] == '"') quoted = !quoted;
    const char *equals = memchr(*s, '=', end);
    *name = equals ? *s : "";
    *name_n = equals ? (size_t)(equals - *s) : 0;
    *value = equals ? equals + 1 : *s;
    *value_n = end - (size_t)(*value - *s);
    size_t step = end < *n ? end + 1 : end;
    *s += step;
    *n -= step;
    return true;
}

/* Is `word` among the parameters: PREF, TYPE=pref, ENCODING=QUOTED-PRINTABLE, TYPE="work,pref"? */
static bool has_param(const struct bl__property *p, const char *word) {
    const char *s = p->params, *name, *value;
    size_t n = p->params_n, name_n, value_n, len = strlen(word);
    while (next_param(&s, &n, &name, &name_n, &value, &value_n))
        for (size_t i = 0; i < value_n;) {
            size_t k = i;
            while (k < value_n && value[k] != ',' && value[k] != '"') k++;
            if (k - i == len && bl__ascii_starts(value + i, k - i, word)) return true;
            i = k + 1;
        }
    return false;
}

bool bl__card_param(const struct bl__property *p, const char *wanted, const char **value, size_t *n) {
    const char *s = p->params, *name;
    size_t left = p->params_n, name_n;
    while (next_param(&s, &left, &name, &name_n, value, n))
        if (bl__ascii_is(name, name_n, wanted)) return true;
    return false;
}

static bool preferred(const struct bl__property *p) {
    const char *value;
    size_t n;
    return has_param(p, "PREF") || (bl__card_param(p, "PREF", &value, &n) && n == 1 && *value == '1');
}

/* ---- values --------------------------------------------------------------------------------------------------------------------- */

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void unquote(const char *s, size_t n, struct bl_buf *out) {
    for (size_t i = 0; i < n; i++) {
        bool coded = s[i] == '=' && i + 2 < n && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0;
        if (coded) {
            bl_buf_chr(out, (char)(hex(s[i + 1]) * 16 + hex(s[i + 2])));
            i += 2;
        } else {
            bl_buf_chr(out, s[i]);
        }
    }
}

/* Bytes in the character set a property names; what is valid UTF-8 already is left alone, and an unknown set is guessed at. */
static enum bl_status to_utf8(const struct bl__property *p, const struct bl_buf *bytes, struct bl_buf *out, struct bl_error *err) {
    const char *name;
    char charset[32] = "";
    size_t n, mark = 0, used = 0;
    if (bl_text_valid(bl_buf_text(bytes), bytes->len)) {
        bl_buf_add(out, bl_buf_text(bytes), bytes->len);
        return out->failed ? bl_nomem(err) : BL_OK;
    }
    if (bl__card_param(p, "CHARSET", &name, &n) && n < sizeof charset) memcpy(charset, name, n);
    struct bl__decoder decoder;
    enum bl_status status = bl__decoder_open(&decoder, *charset ? charset : "windows-1252", bytes->data, 0, &mark, err);
    if (status == BL_USAGE) status = bl__decoder_open(&decoder, "windows-1252", bytes->data, 0, &mark, err);
    if (status) return status;
    status = bl__decode(&decoder, bytes->data, bytes->len, true, out, &used, err);
    bl__decoder_close(&decoder);
    return status;
}

/* The value as text in UTF-8, escapes untouched: where it stands, or decoded into the scratch. False: left out. */
static bool value_of(struct bl__values *v, const struct bl__property *p, const char **s, size_t *n) {
    *s = p->value;
    *n = p->n;
    if (!has_param(p, "QUOTED-PRINTABLE")) return true;
    BL_AUTO(bl_buf) struct bl_buf bytes = {0}, text = {0};
    struct bl_error err;
    unquote(p->value, p->n, &bytes);
    if (bytes.failed || to_utf8(p, &bytes, &text, &err) != BL_OK || text.failed) {
        v->failed = true;
        return false;
    }
    if (memchr(bl_buf_text(&text), 0, text.len)) return false;
    if (v->scratch_n + text.len + 1 > v->scratch_cap) return false;
    char *room = bl__values_room(v, text.len);
    if (!room) return false;
    memcpy(room, bl_buf_text(&text), text.len);
    room[text.len] = '\0';
    *s = room;
    *n = text.len;
    return true;
}

/* n bytes with the escapes taken off and line ends made \n, as a text of its own; trimmed unless it is our own. */
const char *bl__card_plain(struct bl__values *v, const char *s, size_t n) {
    size_t len = 0;
    char *out = bl__values_room(v, n);
    if (!out) return "";
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (c == '\\' && i + 1 < n && s[i + 1] && strchr("\\,;:nN", s[i + 1])) {
            c = s[++i];
            if (c == 'n' || c == 'N') c = '\n';
        } else if (c == '\r') {
            if (i + 1 < n && s[i + 1] == '\n') continue;
            c = '\n';
        }
        out[len++] = c;
    }
    out[len] = '\0';
    if (v->apart) return out;
    const char *from = out;
    bl_text_trim(&from, &len);
    out[(size_t)(from - out) + len] = '\0';
    return from;
}

const char *bl__card_filled(const char *text) {
    return *text ? text : NULL;
}

/* The next component up to a separator that is not escaped; false at the end. */
bool bl__card_component(const char **s, size_t *n, char separator, const char **part, size_t *len) {
    if (!*s) return false;
    size_t k = 0;
    while (k < *n && (*s)[k] != separator) k += (*s)[k] == '\\' && k + 1 < *n ? 2 : 1;
    *part = *s;
    *len = k;
    bool more = k < *n;
    *s = more ? *s + k + 1 : NULL;
    *n = more ? *n - k - 1 : 0;
    return true;
}

static void take_name(struct bl__values *v, const char *s, size_t n) {
    const char *part;
    size_t len;
    if (bl__card_component(&s, &n, ';', &part, &len) && !v->edit.last_name)
        v->edit.last_name = bl__card_filled(bl__card_plain(v, part, len));
    if (bl__card_component(&s, &n, ';', &part, &len) && !v->edit.first_name)
        v->edit.first_name = bl__card_filled(bl__card_plain(v, part, len));
}

static void take_tags(struct bl__values *v, const char *s, size_t n) {
    const char *part;
    size_t len;
    while (bl__card_component(&s, &n, ',', &part, &len)) {
        const char *tag = bl__card_plain(v, part, len);
        if (v->apart && *tag)
            bl__values_add(v, &v->tags, tag);
        else if (*tag && strcmp(tag, "myContacts") != 0) /* Google's own: everybody */
            bl__value_tags(v, tag, strlen(tag));
    }
}

static void take_custom(struct bl__values *v, const char *s, size_t n) {
    const char *part;
    size_t len;
    if (!bl__card_component(&s, &n, ';', &part, &len) || !s) return;
    const char *name = bl__card_plain(v, part, len);
    if (*name) bl__values_custom(v, name, bl__card_filled(bl__card_plain(v, s, n)));
}

static void take_note(struct bl__values *v, const char *text) {
    if (!*text) return;
    /* Of several notes one text, in a buffer of its own: joined in the scratch a few dozen of them would use it up. */
    if (v->note.len) bl_buf_chr(&v->note, '\n');
    bl_buf_str(&v->note, text);
    if (v->note.failed) v->failed = true;
    v->edit.note = bl_buf_text(&v->note);
}

static int state_of(struct bl__values *v, enum bl_track track, const char *word, size_t column, int64_t line) {
    struct bl_error ignored;
    int rank = 0;
    if (bl_track_parse(track, word, &rank, &ignored) == BL_OK) return rank;
    bl__notes_add(v->notes, track == BL_STAGE ? BL__NOTE_STAGE : BL__NOTE_MOMENT, column, line, word, strlen(word));
    return 0;
}

/* The one that is preferred comes first. */
static void to_front(struct bl__list *list, size_t before) {
    if (list->n <= before || !before) return;
    const char *last = list->at[list->n - 1];
    memmove(list->at + 1, list->at, (list->n - 1) * sizeof *list->at);
    list->at[0] = last;
}

static bool take_email(struct bl__values *v, const struct bl__property *p, size_t column, int64_t line, const char *text) {
    size_t before = v->emails.n;
    if (!bl__value_emails(v, column, line, text, strlen(text))) return false;
    if (!v->apart && preferred(p)) to_front(&v->emails, before);
    return true;
}

static void take_phone(struct bl__values *v, const struct bl__property *p, size_t column, int64_t line, const char *text) {
    if (v->apart) {
        bl__values_add(v, &v->phones, text);
        return;
    }
    size_t before = v->phones.n;
    const char *more = strstr(text, ";ext=");
    bl__value_phones(v, column, line, text, more ? (size_t)(more - text) : strlen(text));
    if (preferred(p)) to_front(&v->phones, before);
}

static void take_url(struct bl__values *v, size_t column, int64_t line, const char *text) {
    if (v->apart)
        bl__values_add(v, &v->urls, text);
    else
        bl__value_urls(v, column, line, text, strlen(text));
}

static void set_once(const char **to, const char *text) {
    if (!*to) *to = bl__card_filled(text);
}

/* A property that is a field of a person. False: the card is rejected because of it. */
static bool take_field(struct bl__values *v, size_t column, const struct bl__property *p, const char *s, size_t n, int64_t line) {
    enum bl_import_field field = known[column].field;
    struct bl_person_edit *e = &v->edit;
    const char *part = s;
    size_t len = n;
    if (field == BL_IF_TAGS) {
        take_tags(v, s, n);
        return true;
    }
    if (field == BL_IF_COMPANY && !bl__card_component(&s, &n, ';', &part, &len)) return true;
    const char *text = bl__card_plain(v, part, len);
    if (!*text) return true;
    switch (field) {
    case BL_IF_NAME: set_once(&e->name, text); break;
    case BL_IF_EMAIL: return take_email(v, p, column, line, text);
    case BL_IF_PHONE: take_phone(v, p, column, line, text); break;
    case BL_IF_URL: take_url(v, column, line, text); break;
    case BL_IF_COMPANY: set_once(&e->company, text); break;
    case BL_IF_TITLE: set_once(&e->title, text); break;
    case BL_IF_NOTE: take_note(v, text); break;
    case BL_IF_SOURCE: set_once(&e->source, text); break;
    case BL_IF_STAGE: v->stage = state_of(v, BL_STAGE, text, column, line); break;
    case BL_IF_MOMENT: v->moment = state_of(v, BL_MOMENT, text, column, line); break;
    case BL_IF_FIRST_CONTACT: e->first_contact = bl__date_day(text, strlen(text), BL__YMD, v->today); break;
    default: break;
    }
    return true;
}

/* Only our own are uids of ours. */
static void take_uid(struct bl__values *v, const char *s, size_t n) {
    static const char urn[] = "urn:uuid:";
    struct bl_error ignored;
    if (!v->apart || !bl__ascii_starts(s, n, urn)) return;
    if (bl_uuid_parse(bl__card_plain(v, s + sizeof urn - 1, n - (sizeof urn - 1)), &v->uid, &ignored) == BL_OK) v->edit.uid = &v->uid;
}

/* ---- the card --------------------------------------------------------------------------------------------------------------------- */

struct about { /* what a card says of itself */
    bool group, organisation;
};

static bool take(struct bl__values *v, struct about *about, const struct bl__row *row, const struct bl__cell *cell) {
    struct bl__property p;
    int64_t line = row->line;
    const char *s;
    size_t n, column = 0;
    if (!split(cell, &p)) {
        bl__notes_add(v->notes, BL__NOTE_LINE, 0, line, cell->s, cell->n);
        return true;
    }
    while (column < KNOWN && !bl__ascii_is(p.name, p.name_n, known[column].name)) column++;
    if (column == KNOWN) bl__notes_add(v->notes, BL__NOTE_UNUSED, 0, line, p.name, p.name_n);
    if (column == KNOWN || !value_of(v, &p, &s, &n)) return true;
    const char *label = known[column].meaning == M_LABELLED ? bl__card_label(v, row, cell) : NULL, *as = label ? label : known[column].as;
    v->column = known[column].name;
    switch (known[column].meaning) {
    case M_FIELD: return take_field(v, column, &p, s, n, line);
    case M_NAME: take_name(v, s, n); break;
    case M_OWN:
    case M_LABELLED: bl__card_own(v, as, bl__card_filled(bl__card_plain(v, s, n))); break;
    case M_DAY: bl__card_day(v, &p, as, s, n); break;
    case M_ADDRESS: bl__card_address(v, as, s, n); break;
    case M_CUSTOM: take_custom(v, s, n); break;
    case M_STATUS: bl__own_status(v, s, n); break;
    case M_KIND:
        about->group |= bl__ascii_is(s, n, "group");
        about->organisation |= bl__ascii_is(s, n, "org");
        break;
    case M_SHOW_AS: about->organisation |= bl__ascii_is(s, n, "COMPANY"); break;
    case M_UID: take_uid(v, s, n); break;
    case M_PICTURE: bl__notes_add(v->notes, BL__NOTE_PICTURE, column, line, "", 0); break;
    case M_NONE:
    case M_SILENT: break;
    }
    return true;
}

static bool ours(const struct bl__row *row) {
    for (size_t i = 0; i < row->n; i++)
        if (bl__ascii_starts(row->at[i].s, row->at[i].n, "X-BOWLINE-STAGE:")) return true;
    return false;
}

static enum bl__verdict pass_over(struct bl__values *v, const char *why) {
    bl_buf_cut(&v->reason, 0);
    bl_buf_str(&v->reason, why);
    v->column = NULL;
    return BL__NOTHING;
}

/* An address book holds organisations too: they are called as they are, and have no name of a person. */
static void call_organisation(struct bl__values *v, const struct about *about) {
    struct bl_person_edit *e = &v->edit;
    if (v->apart || e->first_name || e->last_name) return;
    bool same = e->name && e->company && strcmp(e->name, e->company) == 0;
    v->firm = about->organisation || same;
    if (v->firm && !e->company) e->company = e->name;
    if (v->firm) e->name = e->company;
}

static enum bl__verdict rejected(struct bl__values *v, const char *why) {
    pass_over(v, why);
    return BL__REJECTED;
}

enum bl__verdict bl__card_read(struct bl__values *v, const struct bl__plan *plan, const struct bl__row *row) {
    struct about about = {0};
    size_t size = 0;
    bool nul = false;
    for (size_t i = 0; i < row->n; i++) {
        size += row->at[i].n + 1;
        nul |= row->at[i].n && memchr(row->at[i].s, 0, row->at[i].n) != NULL;
    }
    if (!bl__values_begin(v, 64 + 8 * size + 64 * row->n)) v->failed = true;
    if (v->failed) return BL__REJECTED;
    if (row->bad) return rejected(v, row->bad);
    if (nul) return rejected(v, "holds a NUL byte");
    v->apart = ours(row);
    for (size_t i = 0; i < row->n; i++)
        if (!take(v, &about, row, &row->at[i])) return BL__REJECTED;
    v->column = NULL;
    if (about.group) return pass_over(v, "a group, not a person");
    call_organisation(v, &about);
    return bl__values_done(v, plan, row);
}

/* ---- what the file has --------------------------------------------------------------------------------------------------------------- */

static const char *reason_of(size_t k) {
    if (known[k].meaning == M_PICTURE) return "pictures are not kept";
    if (known[k].meaning == M_KIND || known[k].meaning == M_SHOW_AS) return "tells people from organisations and groups";
    if (known[k].meaning == M_STATUS) return "who rests or has left";
    return known[k].field == BL_IF_SKIP ? "not used" : "vCard says so";
}

static bool add_column(struct bl__plan *plan, const char *name, size_t n, struct bl_arena *arena) {
    struct bl__column *column = &plan->at[plan->n];
    *column = (struct bl__column){.header = bl_arena_copy(arena, name, n), .key = "", .reason = "not used"};
    plan->n++;
    return column->header;
}

/* Different values of it, as they stand in the file; what is coded would say nothing. */
static bool add_sample(struct bl__column *column, const struct bl__property *p, struct bl_arena *arena) {
    size_t k = 0;
    if (has_param(p, "QUOTED-PRINTABLE") && column->samples[0]) return true;
    const char *value = has_param(p, "QUOTED-PRINTABLE") ? "" : bl_arena_copy(arena, p->value, p->n < 60 ? p->n : 60);
    if (!value) return false;
    while (k < BL_IMPORT_SAMPLES && column->samples[k] && *column->samples[k] && strcmp(column->samples[k], value) != 0) k++;
    if (k < BL_IMPORT_SAMPLES) column->samples[k] = value;
    return true;
}

static bool note_seen(struct bl__plan *plan, const struct bl__cell *cell, struct bl_arena *arena) {
    struct bl__property p;
    size_t i = 0;
    if (!split(cell, &p) || p.name_n > 40) return true;
    while (i < plan->n && !bl__ascii_is(p.name, p.name_n, plan->at[i].header)) i++;
    if (i < KNOWN && (known[i].meaning == M_SILENT || known[i].meaning == M_UID)) return true;
    if (i == plan->n && (plan->n == KNOWN + SEEN_MOST || !add_column(plan, p.name, p.name_n, arena))) return plan->n == KNOWN + SEEN_MOST;
    return add_sample(&plan->at[i], &p, arena);
}

enum bl_status bl__card_plan(const struct bl_buf *text, struct bl_arena *arena, struct bl__plan *out, struct bl_error *err) {
    struct bl__plan plan = {.n = KNOWN, .candidates = NULL};
    struct bl__source memory;
    struct bl__cards *cards = NULL;
    plan.at = bl_arena_array(arena, KNOWN + SEEN_MOST, sizeof *plan.at);
    if (!plan.at) return bl_nomem(err);
    for (size_t k = 0; k < KNOWN; k++)
        plan.at[k] =
            (struct bl__column){.header = known[k].name, .key = "", .field = known[k].field, .custom = known[k].as, .reason = reason_of(k)};
    enum bl_status status = bl__source_memory(&memory, bl_buf_text(text), text->len, err);
    if (status) return status;
    status = bl__cards_open(&memory, &cards, err);
    bool end = false, good = true;
    for (int i = 0; !status && good && !end && i < BL__SAMPLE_ROWS; i++) {
        struct bl__row row = {0};
        status = bl__cards_next(cards, &row, &end, err);
        for (size_t c = 0; !status && !end && good && c < row.n; c++) good = note_seen(&plan, &row.at[c], arena);
    }
    bl__cards_close(cards);
    bl__source_close(&memory);
    if (status || !good) return status ? status : bl_nomem(err);
    plan.status = plan.n;
    *out = plan;
    return BL_OK;
}

/* ---- rejects -------------------------------------------------------------------------------------------------------------------------- */

/* Is the line of n bytes this mark, as card.c reads it? */
static bool is_mark(const char *s, size_t n, const char *mark) {
    bl_text_trim(&s, &n);
    return bl__ascii_is(s, n, mark);
}

/* The card without its last line, when that is its end. Its lines end with LF. */
static size_t without_end(const char *s, size_t n) {
    size_t end = n && s[n - 1] == '\n' ? n - 1 : n, from = end;
    while (from && s[from - 1] != '\n') from--;
    return is_mark(s + from, end - from, "END:VCARD") ? from : n;
}

void bl__card_reject(struct bl_buf *out, const struct bl__row *row, const char *reason) {
    const char *lf = row->raw_n ? memchr(row->raw, '\n', row->raw_n) : NULL;
    if (!is_mark(row->raw, lf ? (size_t)(lf - row->raw) : row->raw_n, "BEGIN:VCARD")) bl_buf_str(out, "BEGIN:VCARD\n");
    bl_buf_add(out, row->raw, without_end(row->raw, row->raw_n));
    if (out->len && out->data[out->len - 1] != '\n') bl_buf_chr(out, '\n');
    bl_buf_str(out, "X-BOWLINE-REASON:");
    for (const char *c = reason; *c; c++) {
        if (*c == '\n' || *c == '\r') {
            bl_buf_chr(out, ' ');
        } else {
            if (strchr("\\,;", *c)) bl_buf_chr(out, '\\');
            bl_buf_chr(out, *c);
        }
    }
    bl_buf_str(out, "\nEND:VCARD\n");
}
