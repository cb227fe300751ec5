/* Adding and changing people. */
#include "store/internal.h"

#include "bowline/import.h"

#include <string.h>

static bool blank(const char *s) {
    return !s || !s[strspn(s, " \t\r\n")];
}

/* An edit that was zeroed names no day: 0 is taken like BL_NO_DAY (nobody was first met on 1970-01-01). */
static bool named_day(bl_day day) {
    return day != BL_NO_DAY && day != 0;
}

/* The bits of by_hand for what an edit names. */
static int64_t named_bits(const struct bl_person_edit *edit) {
    int64_t bits = 0;
    if (edit->name) bits |= 1 << BL_IF_NAME;
    if (edit->first_name) bits |= 1 << BL_IF_FIRST;
    if (edit->last_name) bits |= 1 << BL_IF_LAST;
    if (edit->company) bits |= 1 << BL_IF_COMPANY;
    if (edit->title) bits |= 1 << BL_IF_TITLE;
    if (edit->source) bits |= 1 << BL_IF_SOURCE;
    if (edit->note) bits |= 1 << BL_IF_NOTE;
    if (named_day(edit->first_contact)) bits |= 1 << BL_IF_FIRST_CONTACT;
    if (edit->custom.n) bits |= 1 << BL_IF_CUSTOM;
    for (size_t i = 0; i < edit->unset.n; i++) /* a blank left by hand is the hand's, too */
        bits |= bl__hand_bit(edit->unset.at[i], strlen(edit->unset.at[i]));
    return bits;
}

static enum bl_status check_emails(struct bl_strs emails, struct bl_error *err) {
    for (size_t i = 0; i < emails.n; i++)
        if (!bl_email_valid(emails.at[i], strlen(emails.at[i])))
            return bl_fail(err, BL_USAGE, "“%s” is not an e-mail address", emails.at[i]);
    return BL_OK;
}

enum bl_status bl__handle_add(struct bl_store *store, int64_t person, enum bl_handle_kind kind, const char *value, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    bl_handle_key(&key, kind, value);
    if (key.failed) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_HANDLE_APPEND, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_int(stmt, ":kind", kind);
    bl__bind_text(stmt, ":value", value);
    bl__bind_text(stmt, ":key", bl_buf_text(&key));
    return bl__run(store, stmt, err);
}

static enum bl_status add_handles(struct bl_store *store, int64_t person, const struct bl_person_edit *edit, struct bl_error *err) {
    const struct bl_strs *lists[] = {&edit->emails, &edit->phones, &edit->urls};
    enum bl_status status = BL_OK;
    for (int kind = BL_EMAIL; kind <= BL_URL; kind++)
        for (size_t i = 0; i < lists[kind - 1]->n && status == BL_OK; i++)
            if (!blank(lists[kind - 1]->at[i]))
                status = bl__handle_add(store, person, (enum bl_handle_kind)kind, lists[kind - 1]->at[i], err);
    return status;
}

enum bl_status bl__tag_set(struct bl_store *store, int64_t person, const char *name, bool there, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, there ? BL_SQL_TAG_INSERT : BL_SQL_TAG_DELETE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_text(stmt, ":name", name);
    return bl__run(store, stmt, err);
}

enum bl_status bl__custom_set(struct bl_store *store, int64_t person, const char *name, const char *value, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, value ? BL_SQL_CUSTOM_SET : BL_SQL_CUSTOM_UNSET, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_text(stmt, ":name", name);
    if (value) bl__bind_text(stmt, ":value", value);
    return bl__run(store, stmt, err);
}

static enum bl_status add_details(struct bl_store *store, int64_t person, const struct bl_person_edit *edit, struct bl_error *err) {
    enum bl_status status = add_handles(store, person, edit, err);
    for (size_t i = 0; i < edit->tags.n && status == BL_OK; i++)
        if (!blank(edit->tags.at[i])) status = bl__tag_set(store, person, edit->tags.at[i], true, err);
    for (size_t i = 0; i < edit->custom.n && status == BL_OK; i++)
        status = bl__custom_set(store, person, edit->custom.at[i].name, edit->custom.at[i].value, err);
    return status;
}

/* ---- add --------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__fact_day(const struct bl_store *store, bl_day asked, bl_day *day, struct bl_error *err) {
    bl_day d = named_day(asked) ? asked : store->now.today;
    if (d > store->now.today) {
        char iso[BL_DATE_SIZE];
        bl_fail(err, BL_REFUSED, "%s lies in the future: what has happened has a day up to today", bl_day_long(d, iso));
        bl_hint(err, "for something still to do: bowline next WHO TEXT --due DATE");
        return BL_REFUSED;
    }
    *day = d;
    return BL_OK;
}

static enum bl_status insert_row(struct bl_store *store, const struct bl_add *add, const char *name, bl_day day, int64_t *id,
                                 struct bl_error *err) {
    const struct bl_person_edit *e = &add->edit;
    BL_AUTO(bl_buf) struct bl_buf name_key = {0};
    BL_AUTO(bl_buf) struct bl_buf company_key = {0};
    bl_text_fold(&name_key, name, strlen(name));
    if (e->company) bl_text_fold(&company_key, e->company, strlen(e->company));
    if (name_key.failed || company_key.failed) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_INSERT, err);
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__bind_uid(stmt, ":uid", &uid);
    bl__bind_text(stmt, ":name", name);
    bl__bind_text(stmt, ":first_name", blank(e->first_name) ? NULL : e->first_name);
    bl__bind_text(stmt, ":last_name", blank(e->last_name) ? NULL : e->last_name);
    bl__bind_text(stmt, ":company", blank(e->company) ? NULL : e->company);
    bl__bind_text(stmt, ":title", blank(e->title) ? NULL : e->title);
    bl__bind_text(stmt, ":source", blank(e->source) ? NULL : e->source);
    bl__bind_text(stmt, ":note", blank(e->note) ? NULL : e->note);
    if (e->referred_by) bl__bind_int(stmt, ":referred_by", e->referred_by);
    bl__bind_day(stmt, ":created_on", day);
    if (named_day(e->first_contact)) bl__bind_day(stmt, ":first_contact", e->first_contact);
    bl__bind_int(stmt, ":in_play", add->by_hand);
    bl__bind_int(stmt, ":by_hand", add->by_hand ? named_bits(e) : 0);
    bl__bind_text(stmt, ":name_key", bl_buf_text(&name_key));
    bl__bind_text(stmt, ":company_key", bl_buf_text(&company_key));
    bl__bind_text(stmt, ":find", "");
    bl__bind_int(stmt, ":stage", 0);
    bl__bind_int(stmt, ":moment", 0);
    bl__bind_int(stmt, ":cycle", 0);
    enum bl_status status = bl__run(store, stmt, err);
    if (status == BL_OK) *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum bl_status bl_person_add(struct bl_store *store, const struct bl_add *add, int64_t *id, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const struct bl_person_edit *e = &add->edit;
    const char *name = !blank(e->name) ? e->name : bl_person_joined(&arena, e->first_name, e->last_name);
    if (blank(name)) return bl_fail(err, BL_USAGE, "a person needs a name");
    bl_day day = 0;
    int64_t person = 0, entry = 0;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = check_emails(e->emails, err);
    if (status == BL_OK) status = bl__fact_day(store, add->day, &day, err);
    if (status == BL_OK) status = insert_row(store, add, name, day, &person, err);
    if (status == BL_OK) status = add_details(store, person, e, err);
    struct bl_entry open = {.person = person,
                            .day = day,
                            .act = BL_ACT_OPEN,
                            .stage = add->stage ? add->stage : BL_AWARENESS,
                            .moment = add->moment ? add->moment : BL_CONNECT,
                            .until = BL_NO_DAY,
                            .why = add->why};
    if (status == BL_OK) status = bl__entry_insert(store, &open, &entry, err);
    if (status == BL_OK) status = bl__refresh_book(store, person, err);
    if (status == BL_OK) status = bl__refresh_find(store, person, err);
    if (status == BL_OK) *id = person;
    return status;
}

/* ---- change ------------------------------------------------------------------------------------------------------------------ */

/* `given` (NULL = not named) over what there is; a blank one empties. */
static const char *over(const char *given, const char *there) {
    if (!given) return there;
    return blank(given) ? NULL : given;
}

static bool has_custom(const struct bl_person *p, const char *name) {
    for (size_t i = 0; i < p->custom.n; i++)
        if (strcmp(p->custom.at[i].name, name) == 0) return true;
    return false;
}

static enum bl_status drop_handles(struct bl_store *store, int64_t person, enum bl_handle_kind kind, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_HANDLE_DELETE_KIND, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_int(stmt, ":kind", kind);
    return bl__run(store, stmt, err);
}

static enum bl_status unset(struct bl_store *store, struct bl_person *p, const char *field, struct bl_error *err) {
    static const struct {
        const char *name;
        enum bl_handle_kind kind;
    } handles[] = {{"email", BL_EMAIL}, {"phone", BL_PHONE}, {"url", BL_URL}};
    const struct {
        const char *name, **at;
    } texts[] = {{"company", &p->company}, {"title", &p->title},           {"source", &p->source},
                 {"note", &p->note},       {"first_name", &p->first_name}, {"last_name", &p->last_name}};
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++)
        if (strcmp(field, handles[i].name) == 0) return drop_handles(store, p->id, handles[i].kind, err);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(field, texts[i].name) == 0) {
            *texts[i].at = NULL;
            return BL_OK;
        }
    if (strcmp(field, "referred_by") == 0) {
        p->referred_by = 0;
        return BL_OK;
    }
    if (strcmp(field, "first_contact") == 0) {
        p->first_contact = BL_NO_DAY;
        return BL_OK;
    }
    if (has_custom(p, field)) return bl__custom_set(store, p->id, field, NULL, err);
    bl_fail(err, BL_USAGE, "“%s” has no field “%s” to unset", p->name, field);
    bl_hint(err, "company title source note email phone url referred_by first_contact, or a custom field");
    return BL_USAGE;
}

sqlite3_stmt *bl__person_facts(struct bl_store *store, enum bl_sql sql, const struct bl_person *p, struct bl_arena *arena,
                               struct bl_error *err) {
    const char *name_key = bl_text_folded(arena, p->name), *company_key = bl_text_folded(arena, p->company);
    if (!name_key || !company_key) {
        (void)bl_nomem(err);
        return NULL;
    }
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return NULL;
    bl__bind_int(stmt, ":id", p->id);
    bl__bind_text(stmt, ":name", p->name);
    bl__bind_text(stmt, ":first_name", p->first_name);
    bl__bind_text(stmt, ":last_name", p->last_name);
    bl__bind_text(stmt, ":company", p->company);
    bl__bind_text(stmt, ":title", p->title);
    bl__bind_text(stmt, ":source", p->source);
    bl__bind_text(stmt, ":note", p->note);
    if (p->referred_by) bl__bind_int(stmt, ":referred_by", p->referred_by);
    bl__bind_day(stmt, ":first_contact", p->first_contact);
    bl__bind_text(stmt, ":name_key", name_key);
    bl__bind_text(stmt, ":company_key", company_key);
    return stmt;
}

static enum bl_status write_facts(struct bl_store *store, const struct bl_person *p, int64_t by_hand, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    sqlite3_stmt *stmt = bl__person_facts(store, BL_SQL_PERSON_FACTS, p, &arena, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":by_hand", by_hand);
    return bl__run(store, stmt, err);
}

/* The edit laid over the person. A new name by hand makes the parts it no longer agrees with unknown; new parts make a new name. */
static enum bl_status lay_over(struct bl_person *p, const struct bl_person_edit *e, struct bl_arena *arena, struct bl_error *err) {
    if (e->name && blank(e->name)) return bl_fail(err, BL_USAGE, "a person needs a name");
    if (e->name) p->name = e->name, p->first_name = p->last_name = NULL;
    p->first_name = over(e->first_name, p->first_name);
    p->last_name = over(e->last_name, p->last_name);
    if (!e->name && (e->first_name || e->last_name)) {
        const char *joined = bl_person_joined(arena, p->first_name, p->last_name);
        if (!blank(joined)) p->name = joined;
    }
    p->company = over(e->company, p->company);
    p->title = over(e->title, p->title);
    p->source = over(e->source, p->source);
    p->note = over(e->note, p->note);
    if (e->referred_by) p->referred_by = e->referred_by;
    if (named_day(e->first_contact)) p->first_contact = e->first_contact;
    if (p->referred_by == p->id) return bl_fail(err, BL_USAGE, "“%s” cannot be referred by themselves", p->name);
    return BL_OK;
}

enum bl_status bl_person_change(struct bl_store *store, int64_t id, const struct bl_person_edit *edit, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = check_emails(edit->emails, err);
    if (status == BL_OK) status = bl_store_person(store, id, &arena, &p, err);
    for (size_t i = 0; status == BL_OK && i < edit->unset.n; i++) status = unset(store, &p, edit->unset.at[i], err);
    if (status == BL_OK) status = lay_over(&p, edit, &arena, err);
    if (status == BL_OK) status = write_facts(store, &p, named_bits(edit), err);
    if (status == BL_OK) status = add_details(store, id, edit, err);
    if (status == BL_OK) status = bl__refresh_played(store, id, err); /* a name by hand may say so */
    return status == BL_OK ? bl__refresh_find(store, id, err) : status;
}

enum bl_status bl_person_play(struct bl_store *store, int64_t id, bool *changed, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person person;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = bl__person_brief(store, id, &arena, &person, err);
    if (status != BL_OK) return status;
    *changed = !person.in_play;
    return *changed ? bl__into_play(store, id, err) : BL_OK;
}

enum bl_status bl_person_tag(struct bl_store *store, int64_t id, struct bl_strs add, struct bl_strs remove, bool *changed,
                             struct bl_error *err) {
    int64_t before = sqlite3_total_changes64(store->db);
    enum bl_status status = bl__writing(store, err);
    for (size_t i = 0; i < add.n && status == BL_OK; i++) status = bl__tag_set(store, id, add.at[i], true, err);
    for (size_t i = 0; i < remove.n && status == BL_OK; i++) status = bl__tag_set(store, id, remove.at[i], false, err);
    if (status != BL_OK) return status;
    *changed = sqlite3_total_changes64(store->db) != before;
    return *changed ? bl__refresh_find(store, id, err) : BL_OK;
}
