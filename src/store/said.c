/* Conversations from files. Messages are gathered in temporary tables (they may be a hundred thousand, in any order), then written one conversation and day at a
 * time. New conversations are a run of ids in the journal, as new people are; those of an earlier import that grow are recorded row by row.
 *
 * A message is known by its conversation, its second, and its place within that second: not by its words, which exporters have written in several ways over the
 * years, and not by its day, which depends on where the user was when the file was read. */
#include "store/said.h"

#include "store/rehearse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 1 << 18 };

struct part {
    int64_t person, who;
};

void bl__said_free(struct bl__said *said) {
    if (!said) return;
    bl_buf_free(&said->key);
    bl_buf_free(&said->text);
    bl_buf_free(&said->mark);
    free(said->keys);
    bl_arena_free(&said->arena);
    free(said);
}

int64_t bl_said_key(const char *const *texts, size_t n) {
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++) {
        for (const char *c = texts[i]; *c; c++) h = (h ^ (unsigned char)*c) * 1099511628211u;
        h = (h ^ 0x1F) * 1099511628211u; /* parts stay apart */
    }
    h ^= h >> 31;
    h *= 0x9E3779B97F4A7C15u;
    return (int64_t)(h >> 11) | 1; /* 53 bits: a number that JSON readers take exactly */
}

/* ---- one statement ------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__said_number(struct bl_store *store, sqlite3_stmt *stmt, int64_t *out, struct bl_error *err) {
    bool row = false;
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK) *out = row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status key_owner(struct bl_bulk *bulk, int64_t key, int64_t *talk, struct bl_error *err) {
    enum bl_status status = bl__rehearse_talk(bulk, key, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(bulk->store, BL_SQL_TALK_KEY_OF, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":key", key);
    return bl__said_number(bulk->store, stmt, talk, err);
}

static enum bl_status key_in(struct bl_store *store, int64_t key, int64_t talk, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_KEY_IN, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":key", key);
    bl__bind_int(stmt, ":talk", talk);
    return bl__run(store, stmt, err);
}

/* ---- what every conversation needs ----------------------------------------------------------------------------------------------- */

static enum bl_status insert_talk(struct bl_bulk *bulk, bl_day day, const char *kind, int minutes, const char *text, int64_t *id,
                                  struct bl_error *err) {
    struct bl_store *store = bulk->store;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_INSERT, err);
    if (!stmt) return err->status;
    struct bl_uuid uid = bl__new_uid(store);
    bl__bind_uid(stmt, ":uid", &uid);
    bl__bind_day(stmt, ":day", day);
    bl__bind_text(stmt, ":kind", kind);
    bl__bind_int(stmt, ":minutes", minutes);
    bl__bind_text(stmt, ":text", text);
    bl__bind_int(stmt, ":recorded", store->now.ms);
    enum bl_status status = bl__run(store, stmt, err);
    if (status != BL_OK) return status;
    *id = sqlite3_last_insert_rowid(store->db);
    if (!bulk->talks++) bulk->talk_lo = *id;
    bulk->talk_hi = *id;
    return BL_OK;
}

static enum bl_status insert_part(struct bl_store *store, int64_t talk, int64_t person, int64_t pos, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_PERSON_INSERT, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", person);
    bl__bind_int(stmt, ":talk", talk);
    bl__bind_int(stmt, ":pos", pos);
    return bl__run(store, stmt, err);
}

/* What follows for a person: last talk, day of first contact, coming into play. Triggers have to be on, for the totals of people in play. Somebody this step made is in
 * the run of its people and needs no record. */
static enum bl_status follow(struct bl_bulk *bulk, int64_t person, bool play, bool *played, struct bl_error *err) {
    struct bl_store *store = bulk->store;
    bool ours = bulk->inserted && person >= bulk->person_lo;
    enum bl_status status = ours ? BL_OK : bl__bulk_record(bulk, err);
    if (status == BL_OK && !ours) status = bl__rehearse_talks(bulk, person, err);
    if (status == BL_OK) status = bl__refresh_talks(store, person, err);
    if (status == BL_OK) status = bl__run_for(store, BL_SQL_PERSON_MET, person, err);
    if (status == BL_OK && play) {
        status = bl__comes_into_play(store, person, played, err);
    }
    if (status != BL_OK || ours) return status;
    return bl__bulk_recorded(bulk, err);
}

enum bl_status bl_bulk_talk(struct bl_bulk *bulk, const struct bl_bulk_talk *talk, bool *added, bool *played, struct bl_error *err) {
    int64_t id = 0;
    bool into = false;
    enum bl_status status = key_owner(bulk, talk->key, &id, err);
    if (status != BL_OK) return status;
    bool known = id != 0;
    if (!known) status = insert_talk(bulk, talk->day, talk->kind, talk->minutes, talk->text, &id, err);
    if (!known && status == BL_OK) status = key_in(bulk->store, talk->key, id, err);
    if (!known && status == BL_OK) status = insert_part(bulk->store, id, talk->person, 0, err);
    if (!known) bl__triggers(bulk->store, true);
    if (!known && status == BL_OK) status = follow(bulk, talk->person, talk->play, &into, err);
    if (!known) bl__triggers(bulk->store, false);
    if (status != BL_OK) return status;
    *added = !known;
    *played = into;
    return BL_OK;
}

/* ---- into the book ---------------------------------------------------------------------------------------------------------------------- */

static enum bl_status read_part(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    (void)arena, (void)err;
    *(struct part *)slot = (struct part){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    return BL_OK;
}

/* A message of another conversation than the one before: who takes part in it. */
static enum bl_status open_thread(struct bl_bulk *bulk, int64_t thread, const char *key, struct bl_error *err) {
    struct bl__said *said = bulk->said;
    said->thread = thread;
    said->at = INT64_MIN;
    bl_buf_cut(&said->key, 0);
    bl_buf_str(&said->key, key);
    bl_arena_free(&said->arena);
    said->people = (struct bl__rows){.size = sizeof(struct part), .arena = &said->arena};
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_PEOPLE, err);
    if (!stmt || said->key.failed) return stmt ? bl_nomem(err) : err->status;
    bl__bind_int(stmt, ":thread", thread);
    return bl__collect(bulk->store, stmt, read_part, &said->people, err);
}

static int64_t message_key(const struct bl__said *said) {
    char at[32], nth[32];
    (void)snprintf(at, sizeof at, "%lld", (long long)said->at);
    (void)snprintf(nth, sizeof nth, "%lld", (long long)said->nth);
    const char *const texts[] = {"message", bl_buf_text(&said->key), at, nth};
    return bl_said_key(texts, 4);
}

static int64_t day_key(const struct bl__said *said) {
    char day[32];
    (void)snprintf(day, sizeof day, "%d", said->day);
    const char *const texts[] = {"day", bl_buf_text(&said->key), day};
    return bl_said_key(texts, 3);
}

static bool keep_key(struct bl__said *said, int64_t key) {
    if (said->key_n == said->key_cap) {
        size_t cap = said->key_cap ? said->key_cap * 2 : 64;
        int64_t *keys = realloc(said->keys, cap * sizeof *keys);
        if (!keys) return false;
        said->keys = keys;
        said->key_cap = cap;
    }
    said->keys[said->key_n++] = key;
    return true;
}

static enum bl_status all_keys(struct bl_bulk *bulk, int64_t talk, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < bulk->said->key_n && status == BL_OK; i++) status = key_in(bulk->store, bulk->said->keys[i], talk, err);
    return status;
}

/* A conversation of an earlier import that went on after it, or whose rejected messages were mended. */
static enum bl_status make_longer(struct bl_bulk *bulk, int64_t talk, struct bl_error *err) {
    struct bl_store *store = bulk->store;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bool row = false;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TALK_TEXT, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", talk);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row) bl_buf_str(&text, (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_reset(stmt);
    if (text.len) bl_buf_chr(&text, '\n');
    bl_buf_add(&text, bl_buf_text(&bulk->said->text), bulk->said->text.len);
    if (status == BL_OK) status = text.failed ? bl_nomem(err) : bl__bulk_record(bulk, err);
    if (status != BL_OK) return status;
    bl__triggers(store, true);
    stmt = bl__stmt(store, BL_SQL_TALK_LONGER, err);
    if (stmt) bl__bind_int(stmt, ":id", talk);
    if (stmt) bl__bind_text(stmt, ":text", bl_buf_text(&text));
    status = stmt ? bl__run(store, stmt, err) : err->status;
    if (status == BL_OK) status = all_keys(bulk, talk, err);
    bl__triggers(store, false);
    return status == BL_OK ? bl__bulk_recorded(bulk, err) : status;
}

static enum bl_status touch(struct bl_bulk *bulk, struct bl_error *err) {
    const struct part *parts = bulk->said->people.at;
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < bulk->said->people.n && status == BL_OK; i++) {
        sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_TOUCH, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":id", parts[i].who);
        bl__bind_int(stmt, ":play", bulk->said->mine);
        status = bl__run(bulk->store, stmt, err);
    }
    return status;
}

/* The day that was gathered becomes a conversation, or goes to the one that was begun by an earlier import. */
static enum bl_status write_day(struct bl_bulk *bulk, struct bl_said_told *told, struct bl_error *err) {
    struct bl__said *said = bulk->said;
    int64_t talk = 0;
    if (!said->key_n) return BL_OK;
    if (said->text.failed) return bl_nomem(err);
    enum bl_status status = key_owner(bulk, day_key(said), &talk, err);
    bool earlier = talk && (!bulk->talks || talk < bulk->talk_lo);
    if (status == BL_OK && earlier) {
        status = make_longer(bulk, talk, err);
        told->longer++;
    } else if (status == BL_OK) {
        const struct part *parts = said->people.at;
        status = insert_talk(bulk, said->day, "message", 0, bl_buf_text(&said->text), &talk, err);
        for (size_t i = 0; i < said->people.n && status == BL_OK; i++)
            status = insert_part(bulk->store, talk, parts[i].person, (int64_t)i, err);
        if (status == BL_OK) status = key_in(bulk->store, day_key(said), talk, err);
        if (status == BL_OK) status = all_keys(bulk, talk, err);
        told->talks++;
    }
    if (status == BL_OK) status = touch(bulk, err);
    bl_buf_cut(&said->text, 0);
    said->key_n = 0;
    said->mine = false;
    return status;
}

struct message { /* a row of said_all; borrowed from the statement */
    int64_t thread, at, line;
    bl_day day;
    const char *text, *name, *key;
    bool me, made;
    int64_t person;
};

static struct message read_message(sqlite3_stmt *stmt) {
    return (struct message){.thread = sqlite3_column_int64(stmt, 0),
                            .at = sqlite3_column_int64(stmt, 1),
                            .day = bl__col_day(stmt, 2),
                            .line = sqlite3_column_int64(stmt, 3),
                            .text = (const char *)sqlite3_column_text(stmt, 4),
                            .name = (const char *)sqlite3_column_text(stmt, 5),
                            .me = sqlite3_column_int(stmt, 6) != 0,
                            .key = (const char *)sqlite3_column_text(stmt, 7),
                            .made = sqlite3_column_int(stmt, 8) != 0,
                            .person = sqlite3_column_int64(stmt, 9)};
}

static void add_text(struct bl__said *said, const struct message *m) {
    if (said->text.len) bl_buf_chr(&said->text, '\n');
    bl_buf_addf(&said->text, "%s: ", m->me ? "me" : *m->name ? m->name : "?");
    bl_buf_str(&said->text, m->text);
}

static enum bl_status take_message(struct bl_bulk *bulk, const struct message *m, enum bl_said_outcome *outcome, struct bl_said_told *told,
                                   struct bl_error *err) {
    struct bl__said *said = bulk->said;
    enum bl_status status = BL_OK;
    int64_t talk = 0;
    if (said->thread != m->thread || said->day != m->day || said->text.len > TEXT_MOST) status = write_day(bulk, told, err);
    if (status == BL_OK && said->thread != m->thread) status = open_thread(bulk, m->thread, m->key, err);
    if (status != BL_OK) return status;
    said->nth = m->at == said->at ? said->nth + 1 : 0;
    said->at = m->at;
    said->day = m->day;
    *outcome = BL_SAID_ALONE;
    if (!said->people.n) return BL_OK;
    int64_t key = message_key(said);
    status = key_owner(bulk, key, &talk, err);
    *outcome = m->made ? BL_SAID_MADE : talk ? BL_SAID_KNOWN : BL_SAID_ADDED;
    if (status != BL_OK || talk) return status;
    add_text(said, m);
    said->mine |= m->me;
    return keep_key(said, key) ? BL_OK : bl_nomem(err);
}

static int64_t with_whom(const struct bl__said *said, const struct message *m) {
    const struct part *parts = said->people.at;
    if (!m->me) return m->person;
    return said->thread == m->thread && said->people.n ? parts[0].person : 0;
}

static enum bl_status next_touched(struct bl_bulk *bulk, struct bl_said_told *told, bool *more, struct bl_error *err) {
    struct bl__said *said = bulk->said;
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_TOUCHED, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":after", said->touched);
    enum bl_status status = bl__row(bulk->store, stmt, more, err);
    if (status != BL_OK || !*more) return status;
    said->touched = sqlite3_column_int64(stmt, 0);
    bool play = sqlite3_column_int(stmt, 1) != 0, played = false;
    sqlite3_reset(stmt);
    status = follow(bulk, said->touched, play, &played, err);
    told->played += played;
    return status;
}

static enum bl_status open_all(struct bl_bulk *bulk, struct bl_error *err) {
    struct bl__said *said = bulk->said;
    if (said->all || said->ended) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_ALL, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":way", said->down > said->up ? -1 : 1);
    said->all = stmt;
    said->thread = -1;
    return BL_OK;
}

enum bl_status bl_said_write(struct bl_bulk *bulk, int limit, bl_said_tell tell, void *to, struct bl_said_told *told, bool *done,
                             struct bl_error *err) {
    enum bl_status status = bl__said_begin(bulk, err);
    if (status == BL_OK) status = open_all(bulk, err);
    struct bl__said *said = bulk->said;
    for (int i = 0; i < limit && status == BL_OK && !said->ended; i++) {
        bool row = false;
        status = bl__row(bulk->store, said->all, &row, err);
        if (status == BL_OK && row) {
            struct message m = read_message(said->all);
            struct bl_said_row said_row = {.line = m.line, .name = m.me ? "me" : m.name, .mine = m.me, .text = m.text, .day = m.day};
            if (!m.text || !m.name || !m.key) return bl_nomem(err);
            status = take_message(bulk, &m, &said_row.outcome, told, err);
            said_row.person = with_whom(said, &m);
            if (status == BL_OK) status = tell(to, &said_row, err);
        } else if (status == BL_OK) {
            said->ended = true;
            said->all = NULL;
            status = write_day(bulk, told, err);
        }
    }
    if (status != BL_OK || !said->ended) return status;
    bool more = true;
    bl__triggers(bulk->store, true);
    for (int i = 0; i < limit && status == BL_OK && more; i++) status = next_touched(bulk, told, &more, err);
    bl__triggers(bulk->store, false);
    if (status != BL_OK || more) return status;
    status = bl__exec(bulk->store, bl__sql[BL_SQL_SAID_DROP], "import", err);
    said->made = false;
    *done = status == BL_OK;
    return status;
}

enum bl_status bl__said_full_text(struct bl_bulk *bulk, struct bl_error *err) {
    return bl__run_range(bulk->store, BL_SQL_TALK_FTS_RUN, bulk->talk_lo, bulk->talk_hi, err);
}
