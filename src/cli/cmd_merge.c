/* bowline merge: two people who are one. It is done at once, as everything that can be undone; -n shows both side by side instead. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_merge_opts[] = {
    {"take", 't', "FIELD", "this field from the second (repeatable)", OPT_WORDS,
     "name company title source first_contact referred_by email phone url snooze note"},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static const char *const hows[] = {"same", "kept", "filled", "taken", "joined"};

static const char *some(struct call *call, int64_t n, const char *one, const char *more) {
    const char *text = bl_arena_printf(&call->arena, "%lld %s", (long long)n, n == 1 ? one : more);
    return text ? text : "";
}

/* ---- in words -------------------------------------------------------------------------------------------------------------------- */

static const char *end_of(struct call *call, const struct bl_journey *j) {
    char day[BL_DATE_SIZE];
    if (j->to == BL_NO_DAY) return j->status ? bl_status_name(j->status) : "live";
    return bl_arena_printf(&call->arena, "%s %s", bl_status_name(j->status), bl_day_iso(j->to, day));
}

static void tell_journeys(struct call *call, const struct bl_merge *m) {
    char word[16], from[BL_DATE_SIZE];
    for (size_t i = 0; i < m->journey_count; i++) {
        const struct bl_journey *j = &m->journeys[i];
        out_fmt(&call->out, "%s#%lld since %s, as far as %s, %s, %s: ", label("book", word), (long long)j->person,
                bl_day_iso(j->from, from), bl_track_label(BL_STAGE, j->furthest_stage), bl_track_label(BL_MOMENT, j->furthest_moment),
                end_of(call, j));
        if (j->stays)
            out_fmt(&call->out, "cycle %d\n", j->becomes);
        else
            out_fmt(&call->out, "out of the book (%s), the other is further\n", some(call, j->entries, "entry", "entries"));
    }
}

static void tell_rows(struct call *call, const struct bl_merge *m) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    const struct {
        int64_t n;
        const char *one, *more;
    } rows[] = {{m->talks - m->shared, "conversation", "conversations"},
                {m->shared, "conversation of both stays one", "conversations of both stay one each"},
                {m->promises, "promise", "promises"},
                {m->payments, "payment", "payments"},
                {m->referred, "person they brought", "people they brought"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].n) bl_buf_addf(&text, "%s%s", text.len ? ", " : "", some(call, rows[i].n, rows[i].one, rows[i].more));
    char word[16];
    if (text.len) out_fmt(&call->out, "%s%s\n", label("moved", word), bl_buf_text(&text));
}

static void tell_now(struct call *call, const struct bl_merge *m) {
    char word[16];
    out_fmt(&call->out, "%s%s, %s, %s, cycle %d\n", label("now", word), bl_status_name(m->after.status),
            bl_track_label(BL_STAGE, m->after.stage), bl_track_label(BL_MOMENT, m->after.moment), m->after.cycle);
}

static void tell_field(struct call *call, const struct bl_merge_field *f) {
    char word[16];
    switch (f->how) {
    case BL_MERGE_FILLED: out_fmt(&call->out, "%s%s: %s\n", label("filled", word), f->name, call_line(call, f->second)); break;
    case BL_MERGE_KEPT:
        out_fmt(&call->out, "%s%s: %s, not %s\n", label("kept", word), f->name, call_line(call, f->first), call_line(call, f->second));
        break;
    case BL_MERGE_TAKEN: out_fmt(&call->out, "%s%s: %s\n", label("taken", word), f->name, call_line(call, f->result)); break;
    case BL_MERGE_JOINED:
        if (strcmp(f->name, "note") != 0) out_fmt(&call->out, "%s%s: %s\n", label("joined", word), f->name, call_line(call, f->result));
        break;
    case BL_MERGE_SAME: break;
    }
}

static void tell_done(struct call *call, const struct bl_merge *m, int64_t step) {
    char word[16];
    out_fmt(&call->out, "%s#%lld %s into #%lld %s\n", label("merged", word), (long long)m->second.id, call_name(call, m->second.name),
            (long long)m->first.id, call_name(call, m->first.name));
    for (size_t i = 0; i < m->field_count; i++) tell_field(call, &m->fields[i]);
    if (m->left) out_fmt(&call->out, "%s%s\n", label("note", word), call_text(call, m->left));
    tell_rows(call, m);
    tell_journeys(call, m);
    tell_now(call, m);
    call_undo_line(call, step);
}

/* ---- the rehearsal: side by side -------------------------------------------------------------------------------------------------- */

static const char *cell(struct call *call, const char *text) {
    return text ? call_text(call, text) : call_dash(call);
}

static enum bl_status side_by_side(struct call *call, const struct bl_merge *m, struct bl_error *err) {
    const char **cells = bl_arena_array(&call->arena, 5 * m->field_count + 1, sizeof *cells);
    const char *first = bl_arena_printf(&call->arena, "#%lld %s", (long long)m->first.id, call_name(call, m->first.name));
    const char *second = bl_arena_printf(&call->arena, "#%lld %s", (long long)m->second.id, call_name(call, m->second.name));
    if (!cells || !first || !second) return bl_nomem(err);
    const struct col cols[] = {{"field", false, 0}, {first, false, 30}, {second, false, 30}, {"", false, 0}, {"afterwards", false, 60}};
    for (size_t i = 0; i < m->field_count; i++) {
        const struct bl_merge_field *f = &m->fields[i];
        const char **row = cells + 5 * i;
        row[0] = call_name(call, f->name);
        row[1] = cell(call, f->first);
        row[2] = cell(call, f->second);
        row[3] = hows[f->how];
        row[4] = cell(call, f->result);
    }
    struct table table = {.cols = cols, .ncols = 5};
    out_table(&call->out, &table, cells, m->field_count, call->env->columns);
    tell_rows(call, m);
    tell_journeys(call, m);
    tell_now(call, m);
    return BL_OK;
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------------- */

static void put_text(struct bl_json *json, const char *key, const char *value) {
    bl_json_key(json, key);
    bl_json_str(json, value);
}

static void put_number(struct bl_json *json, const char *key, int64_t value) {
    bl_json_key(json, key);
    bl_json_int(json, value);
}

static void put_fields(struct bl_json *json, const struct bl_merge *m) {
    bl_json_key(json, "fields");
    bl_json_array(json);
    for (size_t i = 0; i < m->field_count; i++) {
        bl_json_object(json);
        put_text(json, "field", m->fields[i].name);
        put_text(json, "first", m->fields[i].first);
        put_text(json, "second", m->fields[i].second);
        put_text(json, "result", m->fields[i].result);
        put_text(json, "how", hows[m->fields[i].how]);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

static void put_journeys(struct bl_json *json, const struct bl_merge *m) {
    bl_json_key(json, "journeys");
    bl_json_array(json);
    for (size_t i = 0; i < m->journey_count; i++) {
        const struct bl_journey *j = &m->journeys[i];
        bl_json_object(json);
        put_number(json, "person", j->person);
        put_number(json, "cycle", j->cycle);
        bl_json_key(json, "from");
        bl_json_day(json, j->from);
        bl_json_key(json, "to");
        bl_json_day(json, j->to);
        put_text(json, "status", bl_status_name(j->status));
        put_text(json, "furthest_stage", bl_track_name(BL_STAGE, j->furthest_stage));
        put_text(json, "furthest_moment", bl_track_name(BL_MOMENT, j->furthest_moment));
        put_number(json, "entries", j->entries);
        bl_json_key(json, "becomes");
        j->stays ? bl_json_int(json, j->becomes) : bl_json_null(json);
        bl_json_end(json, '}');
    }
    bl_json_end(json, ']');
}

/* The person that stays, and in `merged` what became one. */
static void put_merged(struct call *call, struct bl_json *json, const struct bl_person *now, const struct bl_merge *m) {
    char uid[BL_UUID_TEXT];
    bl_json_person(json, now);
    if (json->out->len && json->out->data[json->out->len - 1] == '}') bl_buf_cut(json->out, json->out->len - 1);
    json->depth++;
    json->first[json->depth] = false;
    bl_json_key(json, "merged");
    bl_json_object(json);
    put_number(json, "id", m->second.id);
    put_text(json, "uid", bl_uuid_text(&m->second.uid, uid));
    put_text(json, "name", m->second.name);
    put_fields(json, m);
    put_journeys(json, m);
    put_number(json, "conversations", m->talks);
    put_number(json, "shared", m->shared);
    put_number(json, "promises", m->promises);
    put_number(json, "payments", m->payments);
    put_number(json, "referred", m->referred);
    put_number(json, "voided", m->voided);
    bl_json_key(json, "dry_run");
    bl_json_bool(json, call->dry);
    bl_json_end(json, '}');
    bl_json_end(json, '}');
}

/* ---- the command ------------------------------------------------------------------------------------------------------------------ */

static enum bl_status two(struct call *call, int64_t ids[2], struct bl_error *err) {
    struct bl_person person;
    if (call->args.words.n != 2) {
        bl_fail(err, BL_USAGE,
                "merge takes two people: the one that is kept, then the one that is the same; quote a name of several words");
        bl_hint(err, "%s merge WHO WHO; pairs that look alike: %s dupes", call_self(call), call_self(call));
        return BL_USAGE;
    }
    enum bl_status status = call_open(call, err);
    for (size_t i = 0; i < 2 && status == BL_OK; i++) {
        status = who_find(call, call->args.words.at[i], &person, err);
        if (status == BL_OK) ids[i] = person.id;
    }
    return status;
}

enum bl_status cmd_merge(struct call *call, struct bl_error *err) {
    int64_t ids[2] = {0, 0}, step = 0;
    struct bl_strs take;
    struct bl_merge m;
    struct bl_person now;
    enum bl_status status = two(call, ids, err);
    if (status == BL_OK) status = opt_all(&call->args, "take", &call->arena, &take, err);
    if (status == BL_OK) status = bl_merge_look(call->store, ids[0], ids[1], take, &call->arena, &m, err);
    if (status == BL_OK && !call->dry) status = bl_snapshot_take(call->store, "merge", false, &call->arena, NULL, err);
    if (status == BL_OK) status = call_write(call, err);
    if (status == BL_OK) status = bl_merge(call->store, ids[0], ids[1], take, &call->arena, &m, err);
    if (status == BL_OK) status = bl_store_person(call->store, ids[0], &call->arena, &now, err);
    const char *name =
        status == BL_OK ? bl_arena_printf(&call->arena, "merge %s (#%lld) into %s", m.second.name, (long long)ids[1], now.name) : NULL;
    if (status == BL_OK) status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) {
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        struct bl_json json;
        bl_json_open(&json, &out);
        put_merged(call, &json, &now, &m);
        return json_put(call, &out, err);
    }
    if (call->quiet) return BL_OK;
    if (call->dry) return side_by_side(call, &m, err);
    tell_done(call, &m, step);
    return BL_OK;
}
