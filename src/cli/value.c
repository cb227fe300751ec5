/* Values of options, read the same way by every command. */
#include "cli/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum bl_status option_day(const struct call *call, const char *name, enum bl_tense tense, bl_day *out, struct bl_error *err) {
    const char *text = opt_value(&call->args, name);
    bl_day day = BL_NO_DAY;
    if (text) {
        struct bl_error why = {0};
        enum bl_status status = bl_day_parse(text, call->env->now.today, tense, &day, &why);
        if (status != BL_OK) {
            bl_fail(err, status, "--%s: %s", name, why.text);
            if (*why.hint) bl_hint(err, "%s", why.hint);
            return status;
        }
    }
    *out = day;
    return BL_OK;
}

enum bl_status value_fact(const struct call *call, const char *name, bl_day *out, struct bl_error *err) {
    bl_day day;
    enum bl_status status = option_day(call, name, BL_PAST, &day, err);
    if (status != BL_OK) return status;
    if (day != BL_NO_DAY && day > call->env->now.today) {
        char iso[BL_DATE_SIZE], today[BL_DATE_SIZE];
        bl_fail(err, BL_REFUSED, "--%s %s lies ahead (today is %s); what has not happened yet cannot be recorded", name,
                bl_day_iso(day, iso), bl_day_iso(call->env->now.today, today));
        bl_hint(err, "for something to do by a day: bowline next WHO TEXT --due %s", iso);
        return BL_REFUSED;
    }
    *out = day;
    return BL_OK;
}

enum bl_status value_day(const struct call *call, const char *name, bl_day *out, struct bl_error *err) {
    return option_day(call, name, BL_FUTURE, out, err);
}

enum bl_status value_states(const struct call *call, int *stage, int *moment, struct bl_error *err) {
    const char *words[BL_TRACKS] = {opt_value(&call->args, "stage"), opt_value(&call->args, "moment")};
    int ranks[BL_TRACKS] = {0, 0};
    for (int t = 0; t < BL_TRACKS; t++) {
        if (!words[t]) continue;
        enum bl_status status = bl_track_parse((enum bl_track)t, words[t], &ranks[t], err);
        if (status != BL_OK) return status;
    }
    *stage = ranks[BL_STAGE];
    *moment = ranks[BL_MOMENT];
    return BL_OK;
}

enum bl_status value_count(const char *what, const char *text, int64_t lo, int64_t *out, struct bl_error *err) {
    char *end = NULL;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (errno || end == text || *end || n < lo)
        return bl_fail(err, BL_USAGE, "%s is a whole number from %lld on, not \"%s\"", what, (long long)lo, text);
    *out = n;
    return BL_OK;
}

/* The single fields, by the name of their option. */
static const char **field_of(struct bl_person_edit *edit, const char *name) {
    if (strcmp(name, "company") == 0) return &edit->company;
    if (strcmp(name, "title") == 0) return &edit->title;
    if (strcmp(name, "source") == 0) return &edit->source;
    if (strcmp(name, "note") == 0) return &edit->note;
    if (strcmp(name, "name") == 0) return &edit->name;
    if (strcmp(name, "first_name") == 0) return &edit->first_name;
    if (strcmp(name, "last_name") == 0) return &edit->last_name;
    return NULL;
}

/* --set FIELD=VALUE: a field that has an option of its own is set as by that one, any other is a custom field. */
static enum bl_status set_pair(struct call *call, const char *text, struct bl_person_edit *edit, struct bl_error *err) {
    const char *equals = strchr(text, '=');
    if (!equals || equals == text) return bl_fail(err, BL_USAGE, "--set is written FIELD=VALUE, not \"%s\"", text);
    const char *name = bl_arena_copy(&call->arena, text, (size_t)(equals - text));
    if (!name) return bl_nomem(err);
    if (!equals[1]) {
        bl_fail(err, BL_USAGE, "--set %s= has no value", name);
        bl_hint(err, "to empty a field: bowline edit WHO --unset %s", name);
        return BL_USAGE;
    }
    static const char *const computed[] = {"id",   "uid", "stage",   "moment", "status", "cycle",   "last",
                                           "next", "age", "created", "mrr",    "said",   "in_play", "milestone"};
    for (size_t i = 0; i < sizeof computed / sizeof *computed; i++) {
        if (strcmp(name, computed[i]) == 0) return bl_fail(err, BL_USAGE, "--set cannot set %s: it is a word of the program's own", name);
    }
    static const char *const lists[] = {"email", "phone", "url", "tag", "referred_by"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(name, lists[i]) == 0) return bl_fail(err, BL_USAGE, "--set cannot set %s: it has an option of its own", name);
    }
    const char **field = field_of(edit, name);
    if (field)
        *field = equals + 1;
    else
        edit->custom.at[edit->custom.n++] = (struct bl_pair){name, equals + 1};
    return BL_OK;
}

static enum bl_status set_pairs(struct call *call, struct bl_person_edit *edit, struct bl_error *err) {
    struct bl_strs sets;
    enum bl_status status = opt_all(&call->args, "set", &call->arena, &sets, err);
    if (status != BL_OK) return status;
    edit->custom = (struct bl_pairs){bl_arena_array(&call->arena, sets.n + 1, sizeof *edit->custom.at), 0};
    if (!edit->custom.at) return bl_nomem(err);
    for (size_t i = 0; i < sets.n; i++) {
        if ((status = set_pair(call, sets.at[i], edit, err)) != BL_OK) return status;
    }
    return BL_OK;
}

static enum bl_status addresses(struct call *call, struct bl_person_edit *edit, struct bl_error *err) {
    static const char *const names[] = {"email", "phone", "url", "tag"};
    struct bl_strs *lists[] = {&edit->emails, &edit->phones, &edit->urls, &edit->tags};
    for (size_t i = 0; i < 4; i++) {
        enum bl_status status = opt_all(&call->args, names[i], &call->arena, lists[i], err);
        if (status != BL_OK) return status;
        for (size_t k = 0; k < lists[i]->n; k++) {
            const char *value = lists[i]->at[k];
            if (i == 3 && *value == '#') lists[i]->at[k] = ++value;
            if (!*value) return bl_fail(err, BL_USAGE, "--%s is empty", names[i]);
        }
    }
    for (size_t k = 0; k < edit->emails.n; k++) {
        const char *value = edit->emails.at[k];
        if (!bl_email_valid(value, strlen(value))) return bl_fail(err, BL_USAGE, "--email: \"%.200s\" is not an e-mail address", value);
        if (bl_email_dotless(value, strlen(value)))
            call_say(call, "%s has no dot behind the @; taken as you wrote it\n", call_text(call, value));
    }
    return BL_OK;
}

enum bl_status value_edit(struct call *call, struct bl_person_edit *edit, struct bl_error *err) {
    static const char *const fields[] = {"company", "title", "source", "note"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = opt_value(&call->args, fields[i]);
        if (value && !*value)
            return bl_fail(err, BL_USAGE, "--%s is empty; to empty a field: bowline edit WHO --unset %s", fields[i], fields[i]);
        if (value) *field_of(edit, fields[i]) = value;
    }
    enum bl_status status = addresses(call, edit, err);
    if (status == BL_OK) status = set_pairs(call, edit, err);
    if (status != BL_OK) return status;
    const char *referrer = opt_value(&call->args, "referred-by");
    if (!referrer) return BL_OK;
    struct bl_person person;
    status = who_find(call, referrer, &person, err);
    if (status == BL_OK) edit->referred_by = person.id;
    return status;
}

bool value_edit_empty(const struct bl_person_edit *edit) {
    bool texts = edit->name || edit->first_name || edit->last_name || edit->company || edit->title || edit->source || edit->note;
    bool lists = edit->emails.n || edit->phones.n || edit->urls.n || edit->tags.n || edit->custom.n || edit->unset.n;
    return !texts && !lists && !edit->referred_by;
}

enum bl_status value_filter(struct call *call, const char *text, struct bl_filter *filter, struct bl_error *err) {
    struct bl_strs custom;
    enum bl_status status = bl_store_custom_fields(call->store, &call->arena, &custom, err);
    if (status != BL_OK) return status;
    return bl_filter_parse(text, call->env->now.today, custom, &call->arena, filter, err);
}
