/* bowline add: a person by hand, in play from the start. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_add_opts[] = {
    {"email", 0, "EMAIL", "e-mail address (repeatable)", OPT_TEXT, NULL},
    {"phone", 0, "PHONE", "phone number (repeatable)", OPT_TEXT, NULL},
    {"company", 'c', "COMPANY", "where they work", OPT_TEXT, NULL},
    {"title", 0, "TITLE", "what they do there", OPT_TEXT, NULL},
    {"url", 0, "URL", "profile or site (repeatable)", OPT_TEXT, NULL},
    {"source", 0, "SOURCE", "where you met", OPT_TEXT, NULL},
    {"tag", 't', "TAG", "a tag (repeatable)", OPT_TEXT, NULL},
    {"stage", 's', "STAGE", "where the customer stands (awareness)", OPT_STAGE, NULL},
    {"moment", 'm', "MOMENT", "what has really happened (connect)", OPT_MOMENT, NULL},
    {"on", 0, "DATE", "the day it began (today)", OPT_TEXT, NULL},
    {"referred-by", 0, "WHO", "who brought them", OPT_TEXT, NULL},
    {"note", 0, "TEXT", "a note", OPT_TEXT, NULL},
    {"set", 0, "FIELD=VALUE", "a field of your own (repeatable)", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

/* A second person of the same name is no mistake, but one wants to know. */
static void say_namesakes(struct call *call, int64_t id, const char *name) {
    struct bl_person *rows = NULL;
    size_t n = 0;
    struct bl_error ignored = {0};
    enum bl_status status = bl_store_who(call->store, name, &call->arena, &rows, &n, &ignored);
    const char *key = bl_text_folded(&call->arena, name);
    if ((status != BL_OK && status != BL_AMBIGUOUS) || !key) return;
    for (size_t i = 0; i < n; i++) {
        const char *other = bl_text_folded(&call->arena, rows[i].name);
        if (rows[i].id == id || !other || strcmp(other, key) != 0) continue;
        const char *company = rows[i].company ? call_name(call, rows[i].company) : NULL;
        call_say(call, "there is another %s: #%lld%s%s\n", call_name(call, rows[i].name), (long long)rows[i].id, company ? ", " : "",
                 company ? company : "");
    }
}

/* The same of an address: it may be shared, but more often one of the two is meant to be the other. */
static void say_addresses(struct call *call, int64_t id, struct bl_strs emails) {
    for (size_t e = 0; e < emails.n; e++) {
        struct bl_person *rows = NULL;
        size_t n = 0;
        struct bl_error ignored = {0};
        enum bl_status status = bl_store_who(call->store, emails.at[e], &call->arena, &rows, &n, &ignored);
        for (size_t i = 0; (status == BL_OK || status == BL_AMBIGUOUS) && i < n; i++) {
            if (rows[i].id == id) continue;
            call_say(call, "%s belongs to %s already: #%lld\n", call_name(call, emails.at[e]), call_name(call, rows[i].name),
                     (long long)rows[i].id);
        }
    }
}

static enum bl_status answer(struct call *call, int64_t id, int64_t *step, struct bl_error *err) {
    struct bl_person person;
    enum bl_status status = bl_store_person(call->store, id, &call->arena, &person, err);
    if (status != BL_OK) return status;
    const char *step_name = bl_arena_printf(&call->arena, "add %s", person.name);
    if (!step_name) return bl_nomem(err);
    say_namesakes(call, id, person.name);
    say_addresses(call, id, person.emails);
    BL_AUTO(bl_buf) struct bl_buf json = {0};
    struct bl_ids ids = {&id, 1};
    if (call->json) status = json_people(call, ids, false, &json, err);
    if (status == BL_OK) status = call_commit(call, step_name, step, err);
    if (status != BL_OK) return status;
    if (call->json) return json_put(call, &json, err);
    if (call->quiet) return BL_OK;
    char word[16], iso[BL_DATE_SIZE];
    out_fmt(&call->out, "%s#%-4lld %s%s%s, %s, %s, from %s\n", label("added", word), (long long)id, call_name(call, person.name),
            person.company ? ", " : "", person.company ? call_name(call, person.company) : "", bl_track_label(BL_STAGE, person.at.stage),
            bl_track_label(BL_MOMENT, person.at.moment), bl_day_iso(person.at.opened_on, iso));
    call_undo_line(call, *step);
    return BL_OK;
}

enum bl_status cmd_add(struct call *call, struct bl_error *err) {
    struct bl_add add = {.day = BL_NO_DAY, .by_hand = true};
    add.edit.first_contact = BL_NO_DAY;
    add.edit.name = call_words(call, 0);
    const char *s = add.edit.name;
    size_t n = strlen(s);
    bl_text_trim(&s, &n);
    if (!n) {
        bl_fail(err, BL_USAGE, "add whom?");
        bl_hint(err, "bowline add \"Maya Chen\" --company Northwind --email maya@northwind.example");
        return BL_USAGE;
    }
    enum bl_status status = value_fact(call, "on", &add.day, err);
    if (status == BL_OK) status = value_states(call, &add.stage, &add.moment, err);
    if (status == BL_OK) status = call_open(call, err);
    if (status == BL_OK) status = value_edit(call, &add.edit, err);
    if (status == BL_OK) status = call_write(call, err);
    int64_t id = 0, step = 0;
    if (status == BL_OK) status = bl_person_add(call->store, &add, &id, err);
    return status == BL_OK ? answer(call, id, &step, err) : status;
}
