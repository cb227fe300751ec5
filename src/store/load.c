/* Reading people and what belongs to them: rows of SQLite become values in an arena. */
#include "store/internal.h"

#include <string.h>

static void read_standing(sqlite3_stmt *stmt, struct bl_standing *at) {
    at->status = sqlite3_column_int(stmt, 15);
    at->stage = sqlite3_column_int(stmt, 16);
    at->moment = sqlite3_column_int(stmt, 17);
    at->stage_since = bl__col_day(stmt, 18);
    at->moment_since = bl__col_day(stmt, 19);
    at->cycle = sqlite3_column_int(stmt, 20);
    at->furthest_stage = sqlite3_column_int(stmt, 21);
    at->opened_on = bl__col_day(stmt, 22);
    at->status_since = bl__col_day(stmt, 23);
    at->park_until = bl__col_day(stmt, 24);
}

enum bl_status bl__person_row(sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_person *out, struct bl_error *err) {
    struct bl_person p = {.id = sqlite3_column_int64(stmt, BL__COL_ID), .uid = bl__col_uid(stmt, 1)};
    const char **texts[] = {&p.name, &p.first_name, &p.last_name, &p.company, &p.title, &p.source, &p.note};
    for (int i = 0; i < 7; i++) *texts[i] = bl__col_text(stmt, 2 + i, arena);
    p.referred_by = sqlite3_column_int64(stmt, 9);
    p.created_on = bl__col_day(stmt, 10);
    p.first_contact = bl__col_day(stmt, 11);
    p.in_play = sqlite3_column_int(stmt, 12) != 0;
    p.played_on = bl__col_day(stmt, BL__COL_PLAYED_ON);
    p.mrr = sqlite3_column_type(stmt, 13) == SQLITE_NULL ? BL_NO_MONEY : sqlite3_column_int64(stmt, 13);
    p.email = bl__col_text(stmt, 14, arena);
    read_standing(stmt, &p.at);
    p.last_talk = bl__col_day(stmt, 25);
    p.talks = sqlite3_column_int64(stmt, 26);
    p.next.id = sqlite3_column_int64(stmt, 27);
    p.next.text = bl__col_text(stmt, 28, arena);
    p.next.due = bl__col_day(stmt, 29);
    p.next.theirs = sqlite3_column_int(stmt, 30) != 0;
    if (!p.name) return bl_nomem(err);
    *out = p;
    return BL_OK;
}

static enum bl_status read_text(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    const char **text = slot;
    *text = bl__col_text(stmt, 0, arena);
    return *text ? BL_OK : bl_nomem(err);
}

enum bl_status bl__texts(struct bl_store *store, sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(char *), .arena = arena};
    enum bl_status status = bl__collect(store, stmt, read_text, &rows, err);
    if (status == BL_OK) *out = (struct bl_strs){rows.at, rows.n};
    return status;
}

struct handle {
    int kind;
    const char *value;
};

static enum bl_status read_handle(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct handle *handle = slot;
    handle->kind = sqlite3_column_int(stmt, 0);
    handle->value = bl__col_text(stmt, 1, arena);
    return handle->value ? BL_OK : bl_nomem(err);
}

/* Addresses come sorted by kind, so each list is a run of one array. */
static enum bl_status load_handles(struct bl_store *store, struct bl_arena *arena, struct bl_person *p, struct bl_error *err) {
    struct bl_strs *lists[] = {NULL, &p->emails, &p->phones, &p->urls};
    struct bl__rows rows = {.size = sizeof(struct handle), .arena = arena};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_HANDLES_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", p->id);
    enum bl_status status = bl__collect(store, stmt, read_handle, &rows, err);
    const char **values = status == BL_OK ? bl_arena_array(arena, rows.n + 1, sizeof *values) : NULL;
    if (!values) return status == BL_OK ? bl_nomem(err) : status;
    const struct handle *handles = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        if (handles[i].kind < BL_EMAIL || handles[i].kind > BL_URL) continue;
        struct bl_strs *list = lists[handles[i].kind];
        values[i] = handles[i].value;
        if (list->n == 0) list->at = &values[i];
        list->n++;
    }
    return BL_OK;
}

static enum bl_status read_pair(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct bl_pair *pair = slot;
    *pair = (struct bl_pair){bl__col_text(stmt, 0, arena), bl__col_text(stmt, 1, arena)};
    return pair->name && pair->value ? BL_OK : bl_nomem(err);
}

static enum bl_status load_custom(struct bl_store *store, struct bl_arena *arena, struct bl_person *p, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_pair), .arena = arena};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_CUSTOM_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", p->id);
    enum bl_status status = bl__collect(store, stmt, read_pair, &rows, err);
    if (status == BL_OK) p->custom = (struct bl_pairs){rows.at, rows.n};
    return status;
}

enum bl_status bl__person_name(struct bl_store *store, int64_t id, struct bl_arena *arena, const char **name, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_NAME, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && !row) status = bl_fail(err, BL_NOT_FOUND, "there is no person #%lld", (long long)id);
    if (status == BL_OK && !(*name = bl__col_text(stmt, 0, arena))) status = bl_nomem(err);
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__person_brief(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_person *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_BY_ID, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && !row) {
        bl_fail(err, BL_NOT_FOUND, "there is no person #%lld", (long long)id);
        bl_hint(err, "bowline list");
        status = BL_NOT_FOUND;
    }
    if (status == BL_OK) status = bl__person_row(stmt, arena, out, err);
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status load_tags(struct bl_store *store, struct bl_arena *arena, struct bl_person *p, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TAGS_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", p->id);
    return bl__texts(store, stmt, arena, &p->tags, err);
}

/* What a row of a list leaves out. */
static enum bl_status load_rest(struct bl_store *store, struct bl_arena *arena, struct bl_person *p, struct bl_error *err) {
    enum bl_status status = load_handles(store, arena, p, err);
    if (status == BL_OK) status = load_custom(store, arena, p, err);
    bool named = !(store->dry && store->bulk); /* a rehearsal has taken over whom a row may concern, and nobody else */
    if (status == BL_OK && p->referred_by && named) status = bl__person_name(store, p->referred_by, arena, &p->referred_name, err);
    return status == BL_OK ? load_tags(store, arena, p, err) : status;
}

enum bl_status bl_store_person(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_person *out, struct bl_error *err) {
    struct bl_person p = {0};
    bool ours = false;
    enum bl_status status = bl__read_begin(store, &ours, err);
    if (status == BL_OK) status = bl__person_brief(store, id, arena, &p, err);
    if (status == BL_OK) status = load_rest(store, arena, &p, err);
    bl__read_end(store, ours);
    if (status == BL_OK) *out = p;
    return status;
}

enum bl_status bl_store_people(struct bl_store *store, struct bl_person *rows, size_t n, struct bl_arena *arena, struct bl_error *err) {
    bool ours = false;
    enum bl_status status = bl__read_begin(store, &ours, err);
    for (size_t i = 0; i < n && status == BL_OK; i++) status = load_rest(store, arena, &rows[i], err);
    bl__read_end(store, ours);
    return status;
}

/* ---- conversations, promises, entries -------------------------------------------------------------------------------------- */

struct named {
    int64_t id;
    const char *name;
};

static enum bl_status read_named(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct named *named = slot;
    *named = (struct named){sqlite3_column_int64(stmt, 0), bl__col_text(stmt, 1, arena)};
    return named->name ? BL_OK : bl_nomem(err);
}

static enum bl_status talk_people(struct bl_store *store, struct bl_arena *arena, struct bl_talk *talk, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct named), .arena = arena};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_PEOPLE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":talk", talk->id);
    enum bl_status status = bl__collect(store, stmt, read_named, &rows, err);
    int64_t *ids = bl_arena_array(arena, rows.n + 1, sizeof *ids);
    const char **names = bl_arena_array(arena, rows.n + 1, sizeof *names);
    if (status == BL_OK && (!ids || !names)) status = bl_nomem(err);
    if (status != BL_OK) return status;
    const struct named *people = rows.at;
    for (size_t i = 0; i < rows.n; i++) ids[i] = people[i].id, names[i] = people[i].name;
    talk->people = (struct bl_ids){ids, rows.n};
    talk->names = (struct bl_strs){names, rows.n};
    return BL_OK;
}

static enum bl_status talk_quotes(struct bl_store *store, struct bl_arena *arena, struct bl_talk *talk, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_QUOTES, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":talk", talk->id);
    return bl__texts(store, stmt, arena, &talk->quotes, err);
}

static enum bl_status read_talk(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct bl_talk *talk = slot;
    talk->id = sqlite3_column_int64(stmt, 0);
    talk->uid = bl__col_uid(stmt, 1);
    talk->day = bl__col_day(stmt, 2);
    talk->kind = bl__col_text(stmt, 3, arena);
    talk->minutes = sqlite3_column_int(stmt, 4);
    talk->text = bl__col_text(stmt, 5, arena);
    return talk->kind && talk->text ? BL_OK : bl_nomem(err);
}

enum bl_status bl__talk_rows(struct bl_store *store, sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_talk **out, size_t *n,
                             struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_talk), .arena = arena};
    enum bl_status status = bl__collect(store, stmt, read_talk, &rows, err);
    struct bl_talk *talks = rows.at;
    for (size_t i = 0; i < rows.n && status == BL_OK; i++) {
        status = talk_people(store, arena, &talks[i], err);
        if (status == BL_OK) status = talk_quotes(store, arena, &talks[i], err);
    }
    if (status == BL_OK) *out = talks, *n = rows.n;
    return status;
}

enum bl_status bl_store_talks(struct bl_store *store, int64_t person, size_t limit, struct bl_arena *arena, struct bl_talk **rows,
                              size_t *n, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALKS_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_int(stmt, ":limit", limit ? (int64_t)limit : -1);
    return bl__talk_rows(store, stmt, arena, rows, n, err);
}

enum bl_status bl__promise_row(sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_promise *out, struct bl_error *err) {
    struct bl_promise p = {.id = sqlite3_column_int64(stmt, 0), .uid = bl__col_uid(stmt, 1), .person = sqlite3_column_int64(stmt, 2)};
    p.who = bl__col_text(stmt, 3, arena);
    p.text = bl__col_text(stmt, 4, arena);
    p.due = bl__col_day(stmt, 5);
    p.made_on = bl__col_day(stmt, 6);
    p.done_on = bl__col_day(stmt, 7);
    p.theirs = sqlite3_column_int(stmt, 8) != 0;
    p.talk = sqlite3_column_int64(stmt, 9);
    p.dropped = p.done_on != BL_NO_DAY && sqlite3_column_int(stmt, 10) != 0;
    if (!p.who || !p.text) return bl_nomem(err);
    *out = p;
    return BL_OK;
}

static enum bl_status read_promise(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    return bl__promise_row(stmt, arena, slot, err);
}

enum bl_status bl__promise_rows(struct bl_store *store, sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_promise **out, size_t *n,
                                struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_promise), .arena = arena};
    enum bl_status status = bl__collect(store, stmt, read_promise, &rows, err);
    if (status == BL_OK) *out = rows.at, *n = rows.n;
    return status;
}

enum bl_status bl_store_promises(struct bl_store *store, int64_t person, bool open_only, struct bl_arena *arena, struct bl_promise **rows,
                                 size_t *n, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PROMISES_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_int(stmt, ":open_only", open_only);
    return bl__promise_rows(store, stmt, arena, rows, n, err);
}

static enum bl_status read_entry(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct bl_entry *e = slot;
    e->id = sqlite3_column_int64(stmt, 0);
    e->person = sqlite3_column_int64(stmt, 2);
    e->day = bl__col_day(stmt, 3);
    e->act = (enum bl_act)sqlite3_column_int(stmt, 4);
    e->stage = sqlite3_column_int(stmt, 5);
    e->moment = sqlite3_column_int(stmt, 6);
    e->side = sqlite3_column_int(stmt, 7);
    e->until = bl__col_day(stmt, 8);
    e->why = bl__col_text(stmt, 9, arena);
    e->recorded_ms = sqlite3_column_int64(stmt, 10);
    e->voided_by = sqlite3_column_int64(stmt, 11);
    e->cycle = sqlite3_column_int(stmt, 12);
    e->stage_from = sqlite3_column_int(stmt, 13);
    e->stage_to = sqlite3_column_int(stmt, 14);
    e->moment_from = sqlite3_column_int(stmt, 15);
    e->moment_to = sqlite3_column_int(stmt, 16);
    for (int track = 0, col = 17; track < BL_TRACKS; track++, col += 6) {
        e->trail[track] = (struct bl_trail){.open = sqlite3_column_int(stmt, col),
                                            .first = sqlite3_column_int(stmt, col + 1),
                                            .top = sqlite3_column_int(stmt, col + 2),
                                            .top_day = bl__col_day(stmt, col + 3),
                                            .out = bl__col_day(stmt, col + 4),
                                            .way = sqlite3_column_int(stmt, col + 5)};
    }
    e->paid = sqlite3_column_int64(stmt, 29);
    return e->why || sqlite3_column_type(stmt, 9) == SQLITE_NULL ? BL_OK : bl_nomem(err);
}

enum bl_status bl__entries(struct bl_store *store, bool holding, int64_t person, struct bl_arena *arena, struct bl__rows *out,
                           struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, holding ? BL_SQL_ENTRIES_HOLDING : BL_SQL_ENTRIES_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    *out = (struct bl__rows){.size = sizeof(struct bl_entry), .arena = arena};
    return bl__collect(store, stmt, read_entry, out, err);
}

enum bl_status bl_store_entries(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_entry **rows, size_t *n,
                                struct bl_error *err) {
    struct bl__rows list;
    enum bl_status status = bl__entries(store, false, person, arena, &list, err);
    if (status == BL_OK) *rows = list.at, *n = list.n;
    return status;
}

/* ---- small lists ------------------------------------------------------------------------------------------------------------- */

enum bl_status bl_store_custom_fields(struct bl_store *store, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_CUSTOM_NAMES, err);
    return stmt ? bl__texts(store, stmt, arena, out, err) : err->status;
}

enum bl_status bl_store_tags(struct bl_store *store, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TAG_NAMES, err);
    return stmt ? bl__texts(store, stmt, arena, out, err) : err->status;
}

static void add_str(struct bl_strs *list, size_t room, const char *text) {
    if (list->n < room) list->at[list->n++] = text;
}

/* The user's own kinds of talk: a setting, words parted by commas or spaces. */
enum bl_status bl_store_kinds(struct bl_store *store, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_SETTING_GET, err);
    if (!stmt) return err->status;
    struct bl_strs own = {0};
    bl__bind_text(stmt, ":key", "kinds");
    enum bl_status status = bl__texts(store, stmt, arena, &own, err);
    if (status != BL_OK) return status;
    char *words = own.n ? bl_arena_str(arena, own.at[0]) : NULL;
    size_t room = BL_TALK_KINDS + (words ? strlen(words) / 2 + 1 : 0);
    struct bl_strs kinds = {bl_arena_array(arena, room, sizeof(char *)), 0};
    if (!kinds.at || (own.n && !words)) return bl_nomem(err);
    for (size_t i = 0; i < BL_TALK_KINDS; i++) add_str(&kinds, room, bl_talk_kinds[i]);
    char *rest = NULL;
    for (char *word = words ? strtok_r(words, ", ", &rest) : NULL; word; word = strtok_r(NULL, ", ", &rest)) add_str(&kinds, room, word);
    *out = kinds;
    return BL_OK;
}
