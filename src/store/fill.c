/* Filling the blanks of a person from an imported row: what is there stays, what differs is told; or, where the user wants it so, takes the place of what is there. What was
 * set by hand stays in any case, and so does a blank that was left by hand. */
#include "store/rehearse.h"

#include "bowline/alike.h"
#include "bowline/import.h"

#include <string.h>

static bool same_text(const char *a, const char *b, struct bl_error *err, bool *same) {
    if (strcmp(a, b) == 0) {
        *same = true;
        return true;
    }
    BL_AUTO(bl_buf) struct bl_buf x = {0};
    BL_AUTO(bl_buf) struct bl_buf y = {0};
    bl_text_fold(&x, a, strlen(a));
    bl_text_fold(&y, b, strlen(b));
    *same = strcmp(bl_buf_text(&x), bl_buf_text(&y)) == 0;
    if (x.failed || y.failed) bl_nomem(err);
    return !x.failed && !y.failed;
}

/* One text field: sets the bit of filled or of conflicts. A source is where somebody was first met: a second file does not contradict it. */
static enum bl_status compare(const char *there, const char *row, enum bl_import_field field, struct bl_bulk_filled *out,
                              struct bl_error *err) {
    if (!row) return BL_OK;
    if (!there) {
        out->filled |= 1u << field;
        return BL_OK;
    }
    bool same = field == BL_IF_SOURCE;
    if (!same && !same_text(there, row, err, &same)) return err->status;
    if (!same) out->conflicts |= 1u << field;
    return BL_OK;
}

/* Called by their own address or by their company, because a list had no name for them: that is a blank. */
static bool called_otherwise(const struct bl_person *p) {
    for (size_t i = 0; i < p->emails.n; i++)
        if (strcmp(p->emails.at[i], p->name) == 0) return true;
    return p->company && !p->first_name && !p->last_name && strcmp(p->company, p->name) == 0;
}

static bool of_word(char c) {
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does part stand in text, from the beginning of a word to the end of one? */
static bool stands_in(const char *text, const char *part) {
    size_t n = strlen(part);
    for (const char *at = text; n && (at = strstr(at, part)); at++) {
        bool begins = at == text || !of_word(at[-1]) || !of_word(*part);
        if (begins && (!of_word(at[n]) || !of_word(part[n - 1]))) return true;
    }
    return false;
}

/* Whatever the case and the accents. False: no memory. */
static bool said_already(const char *there, const char *row, bool *yes) {
    BL_AUTO(bl_buf) struct bl_buf x = {0};
    BL_AUTO(bl_buf) struct bl_buf y = {0};
    bl_text_fold(&x, there, strlen(there));
    bl_text_fold(&y, row, strlen(row));
    *yes = stands_in(there, row) || strcmp(bl_buf_text(&x), bl_buf_text(&y)) == 0 || (y.len && stands_in(bl_buf_text(&x), bl_buf_text(&y)));
    return !x.failed && !y.failed;
}

/* A note is a text one goes on writing, not a value that is either this or that: what is there stays and the row's stands under it, as when two people are merged, so that neither is
 * lost. DESIGN section 5 keeps what differs as it is; joined, it does. A row whose note stands there already says nothing new, one that holds what is there takes its place. */
static enum bl_status join_note(struct bl_bulk *bulk, const char *there, const char *row, struct bl_bulk_filled *out,
                                struct bl_error *err) {
    bool same = !row || !there;
    bl_buf_cut(&bulk->note, 0);
    if (!there && row) out->filled |= 1u << BL_IF_NOTE;
    if (!same && !said_already(there, row, &same)) return bl_nomem(err);
    if (same) return BL_OK;
    if (bulk->replace) {
        out->conflicts |= 1u << BL_IF_NOTE;
        return BL_OK;
    }
    if (!stands_in(row, there)) bl_buf_addf(&bulk->note, "%s\n", there);
    bl_buf_str(&bulk->note, row);
    out->filled |= 1u << BL_IF_NOTE;
    return bulk->note.failed ? bl_nomem(err) : BL_OK;
}

static enum bl_status compare_facts(struct bl_bulk *bulk, const struct bl_person *p, const struct bl_person_edit *row,
                                    struct bl_bulk_filled *out, struct bl_error *err) {
    bool blank = called_otherwise(p),
         same = row->name && strcmp(row->name, p->name) == 0; /* our own export has the address in place of a name */
    const struct {
        const char *there, *row;
        enum bl_import_field field;
    } texts[] = {{blank && !same ? NULL : p->name, row->name, BL_IF_NAME},
                 {p->first_name, row->first_name, BL_IF_FIRST},
                 {p->last_name, row->last_name, BL_IF_LAST},
                 {p->company, row->company, BL_IF_COMPANY},
                 {p->title, row->title, BL_IF_TITLE},
                 {p->source, row->source, BL_IF_SOURCE}};
    enum bl_status status = join_note(bulk, p->note, row->note, out, err);
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == BL_OK; i++)
        status = compare(texts[i].there, texts[i].row, texts[i].field, out, err);
    if (p->first_contact == BL_NO_DAY && row->first_contact && row->first_contact != BL_NO_DAY) out->filled |= 1u << BL_IF_FIRST_CONTACT;
    return status;
}

static enum bl_status hand_of(struct bl_store *store, int64_t id, unsigned *bits, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_BULK_HAND, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row) *bits = (unsigned)sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

/* What the user's hand and wish make of it. The parts of a name that was set by hand are not filled from another one. */
static enum bl_status judge(struct bl_bulk *bulk, const struct bl_person *p, const struct bl_person_edit *row, struct bl_bulk_filled *out,
                            struct bl_error *err) {
    const unsigned parts = 1u << BL_IF_FIRST | 1u << BL_IF_LAST;
    unsigned hand = 0;
    bool day =
        row->first_contact && row->first_contact != BL_NO_DAY && p->first_contact != BL_NO_DAY && row->first_contact != p->first_contact;
    bool source = p->source && row->source && strcmp(p->source, row->source) != 0;
    if (bulk->replace) out->replaced = (day ? 1u << BL_IF_FIRST_CONTACT : 0) | (source ? 1u << BL_IF_SOURCE : 0);
    if (!(out->filled | out->conflicts | out->replaced)) return BL_OK;
    enum bl_status status = hand_of(bulk->store, p->id, &hand, err);
    if (status != BL_OK) return status;
    if (hand & out->conflicts & 1u << BL_IF_NAME) out->filled &= ~parts, out->conflicts &= ~parts;
    out->conflicts |= out->filled & hand;
    out->filled &= ~hand;
    out->replaced = bulk->replace ? (out->replaced | out->conflicts) & ~hand : 0;
    return BL_OK;
}

static enum bl_status replace_facts(struct bl_bulk *bulk, int64_t id, const struct bl_person_edit *row, unsigned bits,
                                    struct bl_error *err) {
    const struct {
        const char *name, *value;
        enum bl_import_field field;
    } texts[] = {{":first_name", row->first_name, BL_IF_FIRST}, {":last_name", row->last_name, BL_IF_LAST},
                 {":company", row->company, BL_IF_COMPANY},     {":title", row->title, BL_IF_TITLE},
                 {":source", row->source, BL_IF_SOURCE},        {":note", row->note, BL_IF_NOTE}};
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_REPLACE, err);
    if (!stmt) return err->status;
    bool renamed = bits & 1u << BL_IF_NAME;
    bl__bind_int(stmt, ":id", id);
    bl__bind_int(stmt, ":renamed", renamed);
    if (renamed) {
        bl__bind_text(stmt, ":name", row->name);
        bl__bind_text(stmt, ":name_key", bl_buf_text(&bulk->name_key));
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if ((bits & 1u << texts[i].field) || (i < 2 && renamed)) bl__bind_text(stmt, texts[i].name, texts[i].value);
    if (bits & 1u << BL_IF_COMPANY) bl__bind_text(stmt, ":company_key", bl_buf_text(&bulk->company_key));
    if (bits & 1u << BL_IF_FIRST_CONTACT) bl__bind_day(stmt, ":first_contact", row->first_contact);
    return bl__run(bulk->store, stmt, err);
}

/* The note that was put together takes the place of what it holds. */
static enum bl_status write_note(struct bl_bulk *bulk, int64_t id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_REPLACE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    bl__bind_int(stmt, ":renamed", false);
    bl__bind_text(stmt, ":note", bl_buf_text(&bulk->note));
    return bl__run(bulk->store, stmt, err);
}

static enum bl_status fill_facts(struct bl_bulk *bulk, int64_t id, const struct bl_person_edit *row, unsigned filled,
                                 struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_FILL, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    if (filled & 1u << BL_IF_NAME) {
        bl__bind_text(stmt, ":name", row->name);
        bl__bind_text(stmt, ":name_key", bl_buf_text(&bulk->name_key));
    }
    const struct {
        const char *name, *value;
        enum bl_import_field field;
    } texts[] = {{":first_name", row->first_name, BL_IF_FIRST}, {":last_name", row->last_name, BL_IF_LAST},
                 {":company", row->company, BL_IF_COMPANY},     {":title", row->title, BL_IF_TITLE},
                 {":source", row->source, BL_IF_SOURCE},        {":note", row->note, BL_IF_NOTE}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (filled & 1u << texts[i].field) bl__bind_text(stmt, texts[i].name, texts[i].value);
    if (filled & 1u << BL_IF_FIRST_CONTACT) bl__bind_day(stmt, ":first_contact", row->first_contact);
    if (filled & 1u << BL_IF_COMPANY) bl__bind_text(stmt, ":company_key", bl_buf_text(&bulk->company_key));
    return bl__run(bulk->store, stmt, err);
}

static bool has(struct bl_strs list, const char *value) {
    for (size_t i = 0; i < list.n; i++)
        if (strcmp(list.at[i], value) == 0) return true;
    return false;
}

/* 0171 2345678 and 0171-2345678 have no key to meet by. */
static bool has_phone(struct bl_strs list, const char *value) {
    for (size_t i = 0; i < list.n; i++)
        if (bl_phone_same_digits(list.at[i], value)) return true;
    return false;
}

/* Addresses, tags and custom fields the person does not have yet. An address is compared by its key, in handle_append. */
static enum bl_status fill_lists(struct bl_bulk *bulk, const struct bl_person *p, const struct bl_person_edit *row,
                                 struct bl_bulk_filled *out, struct bl_error *err) {
    struct bl_store *store = bulk->store;
    const struct {
        const struct bl_strs *there, *row;
        enum bl_handle_kind kind;
        enum bl_import_field field;
    } lists[] = {{&p->emails, &row->emails, BL_EMAIL, BL_IF_EMAIL},
                 {&p->phones, &row->phones, BL_PHONE, BL_IF_PHONE},
                 {&p->urls, &row->urls, BL_URL, BL_IF_URL}};
    enum bl_status status = BL_OK;
    for (size_t l = 0; l < 3; l++)
        for (size_t i = 0; i < lists[l].row->n && status == BL_OK; i++) {
            if (has(*lists[l].there, lists[l].row->at[i])) continue;
            if (lists[l].kind == BL_PHONE && has_phone(*lists[l].there, lists[l].row->at[i])) continue;
            int64_t before = sqlite3_total_changes64(store->db);
            status = bl__handle_add(store, p->id, lists[l].kind, lists[l].row->at[i], err);
            if (status != BL_OK || sqlite3_total_changes64(store->db) == before) continue;
            out->filled |= 1u << lists[l].field;
            const char *key = bl__bulk_key(bulk, (int)lists[l].kind, lists[l].row->at[i], err);
            status = key ? bl__bulk_know_handle(bulk, p->id, (int)lists[l].kind, key, err) : err->status;
        }
    for (size_t i = 0; i < row->tags.n && status == BL_OK; i++)
        if (!has(p->tags, row->tags.at[i])) {
            status = bl__tag_set(store, p->id, row->tags.at[i], true, err);
            out->filled |= 1u << BL_IF_TAGS;
        }
    return status;
}

static const char *custom_value(const struct bl_person *p, const char *name) {
    for (size_t i = 0; i < p->custom.n; i++)
        if (strcmp(p->custom.at[i].name, name) == 0) return p->custom.at[i].value;
    return NULL;
}

static enum bl_status fill_custom(struct bl_bulk *bulk, const struct bl_person *p, const struct bl_person_edit *row,
                                  struct bl_bulk_filled *out, struct bl_error *err) {
    enum bl_status status = BL_OK;
    unsigned hand = 0;
    if (bulk->replace && row->custom.n) status = hand_of(bulk->store, p->id, &hand, err);
    bool replace = bulk->replace && !(hand & 1u << BL_IF_CUSTOM);
    for (size_t i = 0; i < row->custom.n && status == BL_OK; i++) {
        const struct bl_pair *pair = &row->custom.at[i];
        struct bl_bulk_filled one = {0};
        const char *there = custom_value(p, pair->name);
        status = compare(there, pair->value, BL_IF_CUSTOM, &one, err);
        out->filled |= one.filled;
        out->conflicts |= one.conflicts;
        if (one.conflicts && replace) out->replaced |= one.conflicts;
        if (status == BL_OK && (one.filled || (one.conflicts && replace)))
            status = bl__custom_set(bulk->store, p->id, pair->name, pair->value, err);
    }
    return status;
}

static enum bl_status full_text(struct bl_bulk *bulk, enum bl_sql sql, int64_t id, struct bl_error *err) {
    if (bulk->inserted && id >= bulk->person_lo) return BL_OK; /* goes in at the end with the rest */
    if (bl__rehearsed(bulk)) return BL_OK;                     /* nobody searches there */
    sqlite3_stmt *stmt = bl__stmt(bulk->store, sql, err);
    if (!stmt) return err->status;
    bool out = sql == BL_SQL_BULK_FTS_OUT || sql == BL_SQL_BULK_NOTE_OUT;
    bl__bind_int(stmt, out ? ":id" : ":lo", id);
    if (!out) bl__bind_int(stmt, ":hi", id);
    return bl__run(bulk->store, stmt, err);
}

/* Triggers rest: what somebody in play counts for as of past days goes with their source (origin_day). */
static enum bl_status count_from(struct bl_bulk *bulk, const struct bl_person *p, int sign, struct bl_error *err) {
    if (bl__rehearsed(bulk)) return BL_OK; /* nobody counts there */
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_ORIGIN_PERSON, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", p->id);
    bl__bind_int(stmt, ":sign", sign);
    return bl__run(bulk->store, stmt, err);
}

static enum bl_status write_fill(struct bl_bulk *bulk, const struct bl_person *p, const struct bl_person_edit *row,
                                 struct bl_bulk_filled *out, struct bl_error *err) {
    const unsigned searched = 1u << BL_IF_NAME | 1u << BL_IF_COMPANY | 1u << BL_IF_TITLE | 1u << BL_IF_EMAIL | 1u << BL_IF_TAGS;
    bool renamed = (out->filled | out->replaced) & 1u << BL_IF_NAME, noted = (out->filled | out->replaced) & 1u << BL_IF_NOTE,
         from = p->in_play && ((out->filled | out->replaced) & 1u << BL_IF_SOURCE);
    enum bl_status status = bl__bulk_record(bulk, err);
    if (status == BL_OK && from) status = count_from(bulk, p, -1, err);
    /* Full text is told what it held before that is gone. */
    if (status == BL_OK && renamed) status = full_text(bulk, BL_SQL_BULK_FTS_OUT, p->id, err);
    if (noted) bulk->noted = true;
    if (status == BL_OK && noted) status = full_text(bulk, BL_SQL_BULK_NOTE_OUT, p->id, err);
    if (status == BL_OK && out->filled) status = fill_facts(bulk, p->id, row, out->filled, err);
    if (status == BL_OK && bulk->note.len && out->filled & 1u << BL_IF_NOTE) status = write_note(bulk, p->id, err);
    if (status == BL_OK && out->replaced) status = replace_facts(bulk, p->id, row, out->replaced, err);
    if (status == BL_OK && from) status = count_from(bulk, p, 1, err);
    if (status == BL_OK && noted) status = full_text(bulk, BL_SQL_BULK_NOTE_IN, p->id, err);
    if (status == BL_OK && (renamed || (out->filled | out->replaced) & 1u << BL_IF_COMPANY)) status = bl__bulk_know_again(bulk, p->id, err);
    if (status == BL_OK) status = fill_lists(bulk, p, row, out, err);
    if (status == BL_OK) status = fill_custom(bulk, p, row, out, err);
    if (status == BL_OK && ((out->filled | out->replaced) & searched)) {
        if (!renamed) status = full_text(bulk, BL_SQL_BULK_FTS_OUT, p->id, err);
        if (status == BL_OK) status = bl__refresh_find(bulk->store, p->id, err);
        if (status == BL_OK) status = full_text(bulk, BL_SQL_BULK_FTS_IN, p->id, err);
    }
    out->changed = out->filled || out->replaced;
    if (status != BL_OK) return status; /* the caller rolls back */
    return bl__bulk_recorded(bulk, err);
}

void bl_bulk_replace(struct bl_bulk *bulk, bool on) {
    bulk->replace = on;
}

enum bl_status bl_bulk_fill(struct bl_bulk *bulk, int64_t id, const struct bl_person_edit *row, struct bl_bulk_filled *out,
                            struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    struct bl_bulk_filled filled = {0};
    enum bl_status status = bl__bulk_keys(bulk, row, err);
    if (status == BL_OK) status = bl_store_person(bulk->store, id, &arena, &p, err);
    if (status == BL_OK) status = compare_facts(bulk, &p, row, &filled, err);
    if (status == BL_OK) status = judge(bulk, &p, row, &filled, err);
    if (status == BL_OK) status = write_fill(bulk, &p, row, &filled, err);
    if (status == BL_OK) *out = filled;
    return status;
}
