/* People and what hangs on them as JSON: the promise of DESIGN section 3.1. Keys are written once, here, in the order documented; fields may be added. */
#include "bowline/export.h"

#include <stdio.h>

/* A state as its word; null for none. */
static void state(struct bl_json *json, const char *key, enum bl_track track, int rank) {
    bl_json_key(json, key);
    bl_json_str(json, rank ? bl_track_name(track, rank) : NULL);
}

static void text(struct bl_json *json, const char *key, const char *value) {
    bl_json_key(json, key);
    bl_json_str(json, value);
}

static void number(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    bl_json_int(json, value);
}

static void number_or_null(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    if (value)
        bl_json_int(json, value);
    else
        bl_json_null(json);
}

static void day(struct bl_json *json, const char *key, bl_day value) {
    bl_json_key(json, key);
    bl_json_day(json, value);
}

static void yes_or_no(struct bl_json *json, const char *key, bool value) {
    bl_json_key(json, key);
    bl_json_bool(json, value);
}

static void list(struct bl_json *json, const char *key, struct bl_strs values) {
    bl_json_key(json, key);
    bl_json_strs(json, values);
}

static void ids(struct bl_json *json, const char *key, struct bl_ids values) {
    bl_json_key(json, key);
    bl_json_array(json);
    for (size_t i = 0; i < values.n; i++) bl_json_int(json, values.at[i]);
    bl_json_end(json, ']');
}

static void uid(struct bl_json *json, const struct bl_uuid *value) {
    char hex[BL_UUID_TEXT];
    text(json, "uid", bl_uuid_text(value, hex));
}

static void put_identity(struct bl_json *json, const struct bl_person *person) {
    number(json, "id", person->id);
    uid(json, &person->uid);
    text(json, "name", person->name);
    text(json, "first_name", person->first_name);
    text(json, "last_name", person->last_name);
    list(json, "emails", person->emails);
    list(json, "phones", person->phones);
    list(json, "urls", person->urls);
    text(json, "company", person->company);
    text(json, "title", person->title);
    text(json, "source", person->source);
    number_or_null(json, "referred_by", person->referred_by);
    list(json, "tags", person->tags);
    text(json, "note", person->note);
}

static void put_standing(struct bl_json *json, const struct bl_person *person) {
    const struct bl_standing *at = &person->at;
    text(json, "status", bl_status_name(at->status));
    state(json, "stage", BL_STAGE, at->stage);
    state(json, "moment", BL_MOMENT, at->moment);
    text(json, "milestone", at->stage ? bl_milestone_name(bl_milestone_of(at->stage)) : NULL);
    day(json, "stage_since", at->stage_since);
    day(json, "moment_since", at->moment_since);
    number(json, "cycle", at->cycle);
}

static void put_next(struct bl_json *json, const struct bl_next *next) {
    bl_json_key(json, "next");
    if (!next->id) {
        bl_json_null(json);
        return;
    }
    bl_json_object(json);
    number(json, "id", next->id);
    text(json, "text", next->text);
    day(json, "due", next->due);
    yes_or_no(json, "theirs", next->theirs);
    bl_json_end(json, '}');
}

void bl_json_person(struct bl_json *json, const struct bl_person *person) {
    bl_json_object(json);
    put_identity(json, person);
    put_standing(json, person);
    day(json, "created_on", person->created_on);
    day(json, "first_contact", person->first_contact);
    day(json, "last_conversation", person->last_talk);
    put_next(json, &person->next);
    bl_json_key(json, "mrr");
    if (person->mrr == BL_NO_MONEY)
        bl_json_null(json);
    else
        bl_json_cents(json, person->mrr);
    yes_or_no(json, "in_play", person->in_play);
    bl_json_key(json, "custom");
    bl_json_object(json);
    for (size_t i = 0; i < person->custom.n; i++) text(json, person->custom.at[i].name, person->custom.at[i].value);
    bl_json_end(json, '}');
    bl_json_end(json, '}');
}

void bl_json_talk(struct bl_json *json, const struct bl_talk *talk) {
    bl_json_object(json);
    number(json, "id", talk->id);
    uid(json, &talk->uid);
    day(json, "day", talk->day);
    text(json, "kind", talk->kind);
    number_or_null(json, "minutes", talk->minutes);
    text(json, "text", talk->text);
    list(json, "quotes", talk->quotes);
    ids(json, "people", talk->people);
    list(json, "names", talk->names);
    bl_json_end(json, '}');
}

void bl_json_promise(struct bl_json *json, const struct bl_promise *promise, bl_day today) {
    bool overdue = promise->done_on == BL_NO_DAY && promise->due != BL_NO_DAY && promise->due < today;
    bl_json_object(json);
    number(json, "id", promise->id);
    uid(json, &promise->uid);
    number(json, "person", promise->person);
    text(json, "who", promise->who);
    text(json, "text", promise->text);
    day(json, "due", promise->due);
    yes_or_no(json, "theirs", promise->theirs);
    day(json, "made_on", promise->made_on);
    day(json, "done_on", promise->done_on);
    yes_or_no(json, "dropped", promise->dropped);
    number(json, "days_overdue", overdue ? today - promise->due : 0);
    number_or_null(json, "talk", promise->talk);
    bl_json_end(json, '}');
}

/* Milliseconds since 1970 as 2026-11-21T09:00:00.000Z. */
static void instant(struct bl_json *json, const char *key, int64_t ms) {
    const int64_t a_day = INT64_C(86400000);
    int64_t days = ms / a_day - (ms % a_day < 0), rest = ms - days * a_day;
    char date[BL_DATE_SIZE], out[BL_DATE_SIZE + 16];
    int seconds = (int)(rest / 1000);
    snprintf(out, sizeof out, "%sT%02d:%02d:%02d.%03dZ", bl_day_iso((bl_day)days, date), seconds / 3600, seconds / 60 % 60, seconds % 60,
             (int)(rest % 1000));
    text(json, key, out);
}

void bl_json_entry(struct bl_json *json, const struct bl_entry *entry) {
    bl_json_object(json);
    number(json, "id", entry->id);
    number(json, "person", entry->person);
    day(json, "day", entry->day);
    text(json, "act", bl_act_name(entry->act));
    state(json, "stage", BL_STAGE, entry->stage);
    state(json, "moment", BL_MOMENT, entry->moment);
    text(json, "side", entry->side ? bl_status_name(entry->side) : NULL);
    day(json, "until", entry->until);
    text(json, "why", entry->why);
    number(json, "cycle", entry->cycle);
    state(json, "stage_from", BL_STAGE, entry->stage_from);
    state(json, "stage_to", BL_STAGE, entry->stage_to);
    state(json, "moment_from", BL_MOMENT, entry->moment_from);
    state(json, "moment_to", BL_MOMENT, entry->moment_to);
    instant(json, "recorded", entry->recorded_ms);
    number_or_null(json, "voided_by", entry->voided_by);
    bl_json_end(json, '}');
}
