/* The derived half of a person's row and of its entries, rebuilt from the rows they follow from. Every write ends here for the people it touched,
 * inside the same step, so that undo restores derived values as exactly as the rest. */
#include "store/internal.h"

#include <string.h>

static bool same_trail(const struct bl_trail *a, const struct bl_trail *b) {
    return a->open == b->open && a->first == b->first && a->top == b->top && a->top_day == b->top_day && a->out == b->out &&
           a->way == b->way;
}

bool bl__same_derived(const struct bl_entry *a, const struct bl_entry *b) {
    for (int track = 0; track < BL_TRACKS; track++)
        if (!same_trail(&a->trail[track], &b->trail[track])) return false;
    return a->cycle == b->cycle && a->stage_from == b->stage_from && a->stage_to == b->stage_to && a->moment_from == b->moment_from &&
           a->moment_to == b->moment_to;
}

static const struct {
    const char *open, *first, *top, *top_day, *out, *way;
} trail_names[BL_TRACKS] = {
    {":stage_open", ":stage_first", ":stage_top", ":stage_top_day", ":stage_out", ":stage_way"},
    {":moment_open", ":moment_first", ":moment_top", ":moment_top_day", ":moment_out", ":moment_way"},
};

static void bind_trails(sqlite3_stmt *stmt, const struct bl_entry *entry) {
    for (int track = 0; track < BL_TRACKS; track++) {
        const struct bl_trail *trail = &entry->trail[track];
        bl__bind_int(stmt, trail_names[track].open, trail->open);
        bl__bind_int(stmt, trail_names[track].first, trail->first);
        bl__bind_int(stmt, trail_names[track].top, trail->top);
        bl__bind_day(stmt, trail_names[track].top_day, trail->top_day);
        bl__bind_day(stmt, trail_names[track].out, trail->out);
        bl__bind_int(stmt, trail_names[track].way, trail->way);
    }
}

enum bl_status bl__write_derived(struct bl_store *store, const struct bl_entry *entry, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ENTRY_DERIVE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", entry->id);
    bl__bind_int(stmt, ":cycle", entry->cycle);
    bl__bind_int(stmt, ":stage_from", entry->stage_from);
    bl__bind_int(stmt, ":stage_to", entry->stage_to);
    bl__bind_int(stmt, ":moment_from", entry->moment_from);
    bl__bind_int(stmt, ":moment_to", entry->moment_to);
    bind_trails(stmt, entry);
    return bl__run(store, stmt, err);
}

void bl__bind_standing(sqlite3_stmt *stmt, const struct bl_standing *at) {
    bl__bind_int(stmt, ":status", at->status);
    bl__bind_int(stmt, ":stage", at->stage);
    bl__bind_int(stmt, ":moment", at->moment);
    bl__bind_day(stmt, ":stage_since", at->stage_since);
    bl__bind_day(stmt, ":moment_since", at->moment_since);
    bl__bind_int(stmt, ":cycle", at->cycle);
    bl__bind_int(stmt, ":furthest", at->furthest_stage);
    bl__bind_day(stmt, ":opened_on", at->opened_on);
    bl__bind_day(stmt, ":status_since", at->status_since);
    bl__bind_day(stmt, ":park_until", at->park_until);
}

static enum bl_status write_standing(struct bl_store *store, int64_t person, const struct bl_standing *at, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_STANDING, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    bl__bind_standing(stmt, at);
    return bl__run(store, stmt, err);
}

unsigned bl__behind(const struct bl_entry *entries, size_t n, const struct bl_standing *at) {
    unsigned visited = 0;
    for (size_t i = 0; i < n; i++)
        if (entries[i].cycle == at->cycle && entries[i].moment_to >= 1 && entries[i].moment_to <= BL_BADASS)
            visited |= 1u << entries[i].moment_to;
    return visited & ~(1u << at->moment);
}

static enum bl_status write_visited(struct bl_store *store, int64_t person, unsigned visited, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_VISITED, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    bl__bind_int(stmt, ":visited", visited);
    return bl__run(store, stmt, err);
}

enum bl_status bl__refresh_book(struct bl_store *store, int64_t person, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows before;
    enum bl_status status = bl__entries(store, true, person, &arena, &before, err);
    if (status != BL_OK) return status;
    struct bl_entry *entries = bl_arena_array(&arena, before.n + 1, sizeof *entries);
    if (!entries) return bl_nomem(err);
    if (before.n) memcpy(entries, before.at, before.n * sizeof *entries);
    struct bl_standing at;
    int lead = 0;
    status = bl_store_lead(store, &lead, err);
    if (status == BL_OK) status = bl_book_replay(entries, before.n, &at, NULL, err);
    if (status == BL_OK) bl_book_trails(entries, before.n, lead);
    const struct bl_entry *old = before.at;
    for (size_t i = 0; i < before.n && status == BL_OK; i++)
        if (!bl__same_derived(&entries[i], &old[i])) status = bl__write_derived(store, &entries[i], err);
    if (status == BL_OK) status = write_standing(store, person, &at, err);
    if (status == BL_OK) status = write_visited(store, person, bl__behind(entries, before.n, &at), err);
    if (status == BL_OK) status = bl__refresh_money(store, person, entries, before.n, err);
    return status == BL_OK ? bl__refresh_played(store, person, err) : status;
}

/* Trails are new in schema 2, and what a step from before it brings back has none: then all of them are made again. */
enum bl_status bl__refresh_all(struct bl_store *store, struct bl_error *err) {
    for (int64_t person = 0;;) {
        sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_ENTRY_PEOPLE_AFTER, err);
        bool row = false;
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":after", person);
        enum bl_status status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) return status;
        person = sqlite3_column_int64(stmt, 0);
        sqlite3_reset(stmt);
        status = bl__refresh_book(store, person, err);
        if (status != BL_OK) return status;
    }
}

/* One statement with the person's id as its only parameter. */
enum bl_status bl__refresh_played(struct bl_store *store, int64_t person, struct bl_error *err) {
    return bl__run_for(store, BL_SQL_PERSON_PLAYED, person, err);
}

enum bl_status bl__refresh_talks(struct bl_store *store, int64_t person, struct bl_error *err) {
    enum bl_status status = bl__run_for(store, BL_SQL_PERSON_TALKED, person, err);
    return status == BL_OK ? bl__refresh_played(store, person, err) : status;
}

enum bl_status bl__refresh_promises(struct bl_store *store, int64_t person, struct bl_error *err) {
    enum bl_status status = bl__run_for(store, BL_SQL_PERSON_PROMISED, person, err);
    return status == BL_OK ? bl__refresh_played(store, person, err) : status;
}

enum bl_status bl__comes_into_play(struct bl_store *store, int64_t person, bool *came, struct bl_error *err) {
    enum bl_status status = bl__run_for(store, BL_SQL_PERSON_PLAY, person, err);
    bool did = status == BL_OK && sqlite3_changes64(store->db) > 0;
    if (status == BL_OK) status = bl__refresh_played(store, person, err);
    if (status == BL_OK) *came = did;
    return status;
}

enum bl_status bl__into_play(struct bl_store *store, int64_t person, struct bl_error *err) {
    bool came;
    return bl__comes_into_play(store, person, &came, err);
}

static void find_add(struct bl_buf *find, const char *text) {
    if (!text || !*text) return;
    if (find->len) bl_buf_chr(find, ' ');
    bl_text_fold(find, text, strlen(text));
}

void bl__find_text(struct bl_buf *find, const char *company, const char *title, struct bl_strs emails, struct bl_strs tags) {
    find_add(find, company);
    find_add(find, title);
    for (size_t i = 0; i < emails.n; i++) find_add(find, emails.at[i]);
    for (size_t i = 0; i < tags.n; i++) find_add(find, tags.at[i]);
}

enum bl_status bl__find_kept(struct bl_store *store, int64_t person, struct bl_arena *arena, const char **find, unsigned *visited,
                             struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_FOUND_BY, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK) *find = row ? bl__col_text(stmt, 0, arena) : NULL;
    if (status == BL_OK) *visited = row ? (unsigned)sqlite3_column_int(stmt, 1) : 0;
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__refresh_find(struct bl_store *store, int64_t person, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf find = {0};
    struct bl_person p;
    enum bl_status status = bl_store_person(store, person, &arena, &p, err);
    if (status != BL_OK) return status;
    bl__find_text(&find, p.company, p.title, p.emails, p.tags);
    if (find.failed) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_PERSON_FIND, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    bl__bind_text(stmt, ":find", bl_buf_text(&find));
    bl__bind_text(stmt, ":email", p.emails.n ? p.emails.at[0] : NULL);
    return bl__run(store, stmt, err);
}
