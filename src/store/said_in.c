/* Messages on their way into the book: gathered in temporary tables, so that a hundred thousand of them need no memory; then whose file it is, and who the others are. */
#include "store/said.h"

#include <stdlib.h>
#include <string.h>

enum { OFTEN = 8 };

enum bl_status bl__said_begin(struct bl_bulk *bulk, struct bl_error *err) {
    if (!bulk->said && !(bulk->said = calloc(1, sizeof *bulk->said))) return bl_nomem(err);
    if (bulk->said->made) return BL_OK;
    enum bl_status status = bl__exec(bulk->store, bl__sql[BL_SQL_SAID_MAKE], "import", err);
    if (status == BL_OK) bulk->said->made = true;
    return status;
}

/* ---- messages come in -------------------------------------------------------------------------------------------------------------- */

/* What somebody is known by within the file: their page, else their name. */
static bool mark_of(struct bl__said *said, const struct bl_speaker *who) {
    bl_buf_cut(&said->mark, 0);
    if (*who->url) bl_handle_key(&said->mark, BL_URL, who->url);
    if (!said->mark.len) {
        bl_buf_str(&said->mark, "name ");
        bl_text_fold(&said->mark, who->name, strlen(who->name));
    }
    return !said->mark.failed;
}

static enum bl_status speaker(struct bl_bulk *bulk, const struct bl_speaker *who, int64_t line, int64_t *id, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf name_key = {0};
    struct bl__said *said = bulk->said;
    bl_text_fold(&name_key, who->name, strlen(who->name));
    if (name_key.failed || !mark_of(said, who)) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_WHO_IN, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":mark", said->mark.data);
    bl__bind_text(stmt, ":name", who->name);
    bl__bind_text(stmt, ":name_key", bl_buf_text(&name_key));
    bl__bind_text(stmt, ":url", *who->url ? who->url : NULL);
    bl__bind_int(stmt, ":line", line);
    enum bl_status status = bl__run(bulk->store, stmt, err);
    stmt = status == BL_OK ? bl__stmt(bulk->store, BL_SQL_SAID_WHO_OF, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":mark", said->mark.data);
    return bl__said_number(bulk->store, stmt, id, err);
}

static enum bl_status thread_of(struct bl_store *store, const char *key, int64_t *id, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_SAID_THREAD_IN, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":key", key);
    enum bl_status status = bl__run(store, stmt, err);
    stmt = status == BL_OK ? bl__stmt(store, BL_SQL_SAID_THREAD_OF, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":key", key);
    return bl__said_number(store, stmt, id, err);
}

static enum bl_status take_parts(struct bl_bulk *bulk, const struct bl_said *message, int64_t thread, int64_t *first,
                                 struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < message->n && status == BL_OK; i++) {
        int64_t who = 0;
        status = speaker(bulk, &message->who[i], message->line, &who, err);
        if (i == 0) *first = who;
        sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(bulk->store, BL_SQL_SAID_PART_IN, err) : NULL;
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":thread", thread);
        bl__bind_int(stmt, ":who", who);
        status = bl__run(bulk->store, stmt, err);
    }
    return status;
}

enum bl_status bl_said_add(struct bl_bulk *bulk, const struct bl_said *message, struct bl_error *err) {
    int64_t thread = 0, who = 0;
    enum bl_status status = bl__said_begin(bulk, err);
    if (status == BL_OK) status = thread_of(bulk->store, message->thread, &thread, err);
    if (status == BL_OK) status = take_parts(bulk, message, thread, &who, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(bulk->store, BL_SQL_SAID_IN, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":thread", thread);
    bl__bind_int(stmt, ":at", message->at);
    bl__bind_day(stmt, ":day", message->day);
    bl__bind_int(stmt, ":who", who);
    bl__bind_int(stmt, ":line", message->line);
    bl__bind_text(stmt, ":text", message->text);
    status = bl__run(bulk->store, stmt, err);
    struct bl__said *said = bulk->said;
    if (thread == said->last_thread) {
        said->up += message->at > said->last_at;
        said->down += message->at < said->last_at;
    }
    said->last_thread = thread;
    said->last_at = message->at;
    return status;
}

/* ---- whose file it is ---------------------------------------------------------------------------------------------------------------- */

struct often { /* somebody, and in how many of all conversations */
    int64_t who, n, all;
    const char *name, *url;
    bool known; /* in the book */
};

static enum bl_status in_the_book(struct bl_store *store, const char *url, bool *yes, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    int64_t owner = 0;
    bl_handle_key(&key, BL_URL, url);
    if (key.failed) return bl_nomem(err);
    sqlite3_stmt *stmt = key.len ? bl__stmt(store, BL_SQL_REHEARSE_OWNERS, err) : NULL;
    if (!key.len) return BL_OK;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":kind", BL_URL);
    bl__bind_text(stmt, ":key", key.data);
    enum bl_status status = bl__said_number(store, stmt, &owner, err);
    *yes = owner != 0;
    return status;
}

static enum bl_status read_often(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct often *often = slot;
    often->who = sqlite3_column_int64(stmt, 0);
    often->name = bl__col_text(stmt, 1, arena);
    often->url = sqlite3_column_type(stmt, 2) == SQLITE_NULL ? "" : bl__col_text(stmt, 2, arena);
    often->n = sqlite3_column_int64(stmt, 3);
    often->all = sqlite3_column_int64(stmt, 4);
    return often->name && often->url ? BL_OK : bl_nomem(err);
}

static enum bl_status most_often(struct bl_store *store, struct bl_arena *arena, struct bl__rows *rows, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_SAID_OFTEN, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":limit", OFTEN);
    *rows = (struct bl__rows){.size = sizeof(struct often), .arena = arena};
    enum bl_status status = bl__collect(store, stmt, read_often, rows, err);
    struct often *at = rows->at;
    for (size_t i = 0; i < rows->n && status == BL_OK; i++) status = in_the_book(store, at[i].url, &at[i].known, err);
    return status;
}

/* Among those in most conversations the only one, or the only one the book does not know; else a guess. */
static const struct often *guess_me(const struct often *at, size_t n, struct bl_said_me *out) {
    size_t tied = 0, strange = 0, stranger = 0;
    while (tied < n && at[tied].n == at[0].n) {
        if (!at[tied].known) stranger = strange++ ? stranger : tied;
        tied++;
    }
    size_t best = strange ? stranger : 0;
    bool most = at[0].n * 2 > at[0].all;
    out->sure = most && (tied == 1 || strange == 1);
    if (tied == 1 && !most) out->other = n > 1 ? at[1].name : "";
    for (size_t i = 0; i < tied && !out->sure; i++)
        if (i != best) out->other = at[i].name;
    return &at[best];
}

static enum bl_status mark_me(struct bl_bulk *bulk, const struct often *found, const char *me, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf name_key = {0}, url_key = {0};
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_ME, err);
    if (!stmt) return err->status;
    if (me) bl_handle_key(&url_key, BL_URL, me);
    if (me) bl_text_fold(&name_key, me, strlen(me));
    if (name_key.failed || url_key.failed) return bl_nomem(err);
    bl__bind_int(stmt, ":id", found ? found->who : 0);
    bl__bind_text(stmt, ":mark", bl_buf_text(&url_key));
    bl__bind_text(stmt, ":name_key", bl_buf_text(&name_key));
    enum bl_status status = bl__run(bulk->store, stmt, err);
    if (status != BL_OK || sqlite3_changes64(bulk->store->db) > 0) return status;
    return bl_fail(err, BL_NOT_FOUND, "nobody in the file is %.100s", me ? me : "you");
}

enum bl_status bl_said_settle(struct bl_bulk *bulk, const char *me, struct bl_arena *arena, struct bl_said_me *out, struct bl_error *err) {
    static const enum bl_sql unify[] = {BL_SQL_SAID_UNIFY, BL_SQL_SAID_UNIFY_PARTS, BL_SQL_SAID_UNIFY_SAID, BL_SQL_SAID_UNIFY_OUT};
    struct bl_said_me found = {.sure = true};
    struct bl__rows rows;
    enum bl_status status = bl__said_begin(bulk, err);
    for (size_t i = 0; i < sizeof unify / sizeof *unify && status == BL_OK; i++) status = bl__run_one(bulk->store, unify[i], err);
    if (status == BL_OK) status = most_often(bulk->store, arena, &rows, err);
    if (status != BL_OK) return status;
    if (!rows.n) {
        *out = found;
        return BL_OK;
    }
    const struct often *best = me ? NULL : guess_me(rows.at, rows.n, &found);
    status = mark_me(bulk, best, me, err);
    if (status == BL_NOT_FOUND) {
        const struct often *first = rows.at;
        bl_hint(err, "in most conversations of it: %.80s%s%.80s", first[0].name, rows.n > 1 ? ", " : "", rows.n > 1 ? first[1].name : "");
    }
    if (status != BL_OK) return status;
    found.name = best ? best->name : me;
    found.url = best ? best->url : "";
    *out = found;
    return BL_OK;
}

/* ---- the people ------------------------------------------------------------------------------------------------------------------------ */

enum bl_status bl_said_next(struct bl_bulk *bulk, int64_t after, struct bl_arena *arena, struct bl_said_who *out, bool *found,
                            struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_NEXT, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":after", after);
    enum bl_status status = bl__row(bulk->store, stmt, found, err);
    if (status != BL_OK || !*found) return status;
    struct bl_said_who who = {.id = sqlite3_column_int64(stmt, 0),
                              .name = bl__col_text(stmt, 1, arena),
                              .url = sqlite3_column_type(stmt, 2) == SQLITE_NULL ? "" : bl__col_text(stmt, 2, arena),
                              .line = sqlite3_column_int64(stmt, 3)};
    sqlite3_reset(stmt);
    if (!who.name || !who.url) return bl_nomem(err);
    *out = who;
    return BL_OK;
}

enum bl_status bl_said_is(struct bl_bulk *bulk, int64_t who, int64_t person, bool made, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_SAID_IS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", who);
    bl__bind_int(stmt, ":person", person);
    bl__bind_int(stmt, ":made", made);
    return bl__run(bulk->store, stmt, err);
}
