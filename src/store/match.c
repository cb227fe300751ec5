/* Who is a row of a list? By address, else by name and company where nothing contradicts (DESIGN section 5). Small imports ask the indexes. One that outgrows
 * them goes over to fingerprints in memory: the two indexes that grow at random places are dropped and made anew, sorted, at the end, which is several times
 * faster than keeping them; every hit is checked against the row, so both ways find the same people. */
#include "store/rehearse.h"

#include <stdlib.h>
#include <string.h>

/* Rows inserted between two questions whether it pays; people in the book for one row inserted, at most: to learn somebody and to make their indexes anew costs about a fourth of
 * what the indexes take for a row; and people there before, at most: each is 32 bytes of memory. */
enum { LEAN_AFTER = 5000, LEAN_SHARE = 4, LEAN_BASE = 1000000 };

const struct bl_strs *bl__bulk_handles(const struct bl_person_edit *row, int kind) {
    return kind == BL_EMAIL ? &row->emails : kind == BL_PHONE ? &row->phones : &row->urls;
}

const char *bl__bulk_key(struct bl_bulk *bulk, int kind, const char *value, struct bl_error *err) {
    bl_buf_cut(&bulk->key, 0);
    bl_handle_key(&bulk->key, (enum bl_handle_kind)kind, value);
    if (bulk->key.failed) {
        bl_nomem(err);
        return NULL;
    }
    return bl_buf_text(&bulk->key);
}

/* Does a statement that is bound give a row? */
static enum bl_status any(struct bl_store *store, sqlite3_stmt *stmt, bool *yes, struct bl_error *err) {
    enum bl_status status = bl__row(store, stmt, yes, err);
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status owner_in_memory(struct bl_bulk *bulk, int kind, const char *key, int64_t *id, struct bl_error *err) {
    uint32_t cursor = 0, print = bl__known_print(kind, key, strlen(key));
    enum bl_status status = bl__rehearse_address(bulk, kind, key, err);
    bool yes = false;
    for (int64_t person; status == BL_OK && (person = bl__known_next(&bulk->known, print, &cursor)) != 0;) {
        if (*id && person > *id) continue; /* the lowest number, as the index gives it: in memory they stand as they were learnt */
        sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_HAS_HANDLE, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":person", person);
        bl__bind_int(stmt, ":kind", kind);
        bl__bind_text(stmt, ":key", key);
        status = any(bulk->store, stmt, &yes, err);
        if (status == BL_OK && yes) *id = person;
    }
    return status;
}

static enum bl_status owner(struct bl_bulk *bulk, int kind, const char *value, int64_t *id, struct bl_error *err) {
    const char *key = bl__bulk_key(bulk, kind, value, err);
    if (!key) return err->status;
    if (!*key) return BL_OK;
    if (bulk->lean) return owner_in_memory(bulk, kind, key, id, err);
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_HANDLE_OWNER, err);
    bool found = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":kind", kind);
    bl__bind_text(stmt, ":key", key);
    enum bl_status status = bl__row(bulk->store, stmt, &found, err);
    if (status == BL_OK && found) *id = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

/* ---- uids: there is no index, because only rows of a book of ours have one ------------------------------------------------- */

static uint32_t uid_print(const struct bl_uuid *uid) {
    return bl__known_print(0, (const char *)uid->at, sizeof uid->at);
}

enum bl_status bl__bulk_know_uid(struct bl_bulk *bulk, const struct bl_uuid *uid, int64_t person, struct bl_error *err) {
    return bl__known_add(&bulk->uids, uid_print(uid), person, err);
}

static enum bl_status learn_uids(struct bl_bulk *bulk, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, bl__rehearsed(bulk) ? BL_SQL_REHEARSE_UIDS : BL_SQL_BULK_ALL_UIDS, err);
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(bulk->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        struct bl_uuid uid = bl__col_uid(stmt, 1);
        status = bl__bulk_know_uid(bulk, &uid, sqlite3_column_int64(stmt, 0), err);
    }
    sqlite3_reset(stmt);
    bulk->uids_known = status == BL_OK;
    return status;
}

enum bl_status bl__bulk_uid_owner(struct bl_bulk *bulk, const struct bl_uuid *uid, int64_t *id, struct bl_error *err) {
    uint32_t cursor = 0, print = uid_print(uid);
    bool yes = false;
    enum bl_status status = bulk->uids_known ? BL_OK : learn_uids(bulk, err);
    for (int64_t person; status == BL_OK && !yes && (person = bl__known_next(&bulk->uids, print, &cursor)) != 0;) {
        status = bl__rehearse_person(bulk, person, err);
        if (status != BL_OK) return status;
        sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_HAS_UID, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":person", person);
        bl__bind_uid(stmt, ":uid", uid);
        status = any(bulk->store, stmt, &yes, err);
        if (status == BL_OK && yes) *id = person;
    }
    return status;
}

static enum bl_status by_handle(struct bl_bulk *bulk, const struct bl_person_edit *row, struct bl_bulk_match *match, struct bl_error *err) {
    static const int order[] = {BL_EMAIL, BL_URL, BL_PHONE};
    enum bl_status status = BL_OK;
    for (int k = 0; k < 3 && status == BL_OK && !match->id; k++) {
        const struct bl_strs *values = bl__bulk_handles(row, order[k]);
        for (size_t i = 0; i < values->n && status == BL_OK && !match->id; i++)
            status = owner(bulk, order[k], values->at[i], &match->id, err);
        match->by = match->id ? order[k] : 0;
    }
    return status;
}

/* Does the person have an address of a kind the row also has one of, and none in common? Then they are two people of one name. (Shared ones were
 * found by by_handle, so any of the same kind contradicts.) */
static enum bl_status contradicts(struct bl_bulk *bulk, int64_t id, const struct bl_person_edit *row, bool *yes, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_HANDLES_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", id);
    enum bl_status status = BL_OK;
    *yes = false;
    for (bool more = true; status == BL_OK;) {
        status = bl__row(bulk->store, stmt, &more, err);
        if (status != BL_OK || !more) break;
        int kind = sqlite3_column_int(stmt, 0);
        bool keyed = sqlite3_column_bytes(stmt, 2) > 0;
        if (keyed && bl__bulk_handles(row, kind)->n) *yes = true;
    }
    sqlite3_reset(stmt);
    return status;
}

static uint32_t name_print(const struct bl_bulk *bulk) {
    return bl__known_print(BL__KNOWN_NAME, bl_buf_text(&bulk->name_key), bulk->name_key.len);
}

static uint32_t namesake_print(const struct bl_bulk *bulk) {
    return bl__known_print2(BL__KNOWN_NAMESAKE, bl_buf_text(&bulk->name_key), bulk->name_key.len, bl_buf_text(&bulk->company_key),
                            bulk->company_key.len);
}

enum { NAMESAKES = 32 }; /* candidates of one name and company looked at; more are told as "maybe" */

static enum bl_status candidates(struct bl_bulk *bulk, enum bl_sql sql, int64_t ids[NAMESAKES], size_t *n, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, sql, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":name_key", bl_buf_text(&bulk->name_key));
    if (sql == BL_SQL_PEOPLE_NAMED) bl__bind_text(stmt, ":company_key", bl_buf_text(&bulk->company_key));
    bl__bind_int(stmt, ":limit", NAMESAKES);
    enum bl_status status = BL_OK;
    for (bool more = true; status == BL_OK && *n < NAMESAKES;) {
        status = bl__row(bulk->store, stmt, &more, err);
        if (status != BL_OK || !more) break;
        ids[(*n)++] = sqlite3_column_int64(stmt, 0);
    }
    sqlite3_reset(stmt);
    return status;
}

/* Is that person of the name at hand, and of the company? */
static enum bl_status of_name(struct bl_bulk *bulk, int64_t person, bool *name, bool *company, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_KEYS_OF, err);
    bool found = false;
    *name = *company = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    enum bl_status status = bl__row(bulk->store, stmt, &found, err);
    if (status == BL_OK && found) {
        *name = strcmp((const char *)sqlite3_column_text(stmt, 0), bl_buf_text(&bulk->name_key)) == 0;
        *company = strcmp((const char *)sqlite3_column_text(stmt, 1), bl_buf_text(&bulk->company_key)) == 0;
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status anybody_called(struct bl_bulk *bulk, bool *yes, struct bl_error *err) {
    uint32_t cursor = 0, print = name_print(bulk);
    enum bl_status status = BL_OK;
    bool company;
    for (int64_t person; status == BL_OK && !*yes && (person = bl__known_next(&bulk->known, print, &cursor)) != 0;)
        status = of_name(bulk, person, yes, &company, err);
    return status;
}

/* The same two questions of the fingerprints: who is of this name and company, and is anybody of this name at all? Each has its own, for a row is read for every hit, from
 * anywhere in the file: to look through all who share a frequent name took most of an import's time. */
static enum bl_status candidates_in_memory(struct bl_bulk *bulk, int64_t ids[NAMESAKES], size_t *n, size_t *called, struct bl_error *err) {
    uint32_t cursor = 0, both = namesake_print(bulk);
    enum bl_status status = bl__rehearse_namesakes(bulk, err);
    bool name = false, company;
    for (int64_t person; status == BL_OK && *n < NAMESAKES && (person = bl__known_next(&bulk->known, both, &cursor)) != 0;) {
        status = of_name(bulk, person, &name, &company, err);
        size_t at = *n;
        if (!(status == BL_OK && name && company)) continue;
        /* by number, as the index gives them */
        for (; at && ids[at - 1] > person; at--) ids[at] = ids[at - 1];
        ids[at] = person;
        ++*n;
    }
    name = *n > 0;
    if (status == BL_OK && !name) status = anybody_called(bulk, &name, err);
    if (status == BL_OK && !name && bl__rehearsed(bulk)) {
        status = bl__rehearse_called(bulk, err);
        if (status == BL_OK) status = anybody_called(bulk, &name, err);
    }
    *called = name;
    bulk->met = name ? name_print(bulk) : 0;
    return status;
}

/* A name without a letter (an emoji, a sign) has no key: it is compared as it stands. */
static enum bl_status same_signs(struct bl_bulk *bulk, int64_t person, const char *name, bool *yes, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_KEYS_OF, err);
    bool found = false;
    *yes = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    enum bl_status status = bl__row(bulk->store, stmt, &found, err);
    const char *there = status == BL_OK && found ? (const char *)sqlite3_column_text(stmt, 2) : NULL;
    size_t n = strlen(name), m = there ? strlen(there) : 0;
    bl_text_trim(&name, &n);
    if (there) bl_text_trim(&there, &m);
    *yes = there && n == m && memcmp(name, there, n) == 0;
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status by_name(struct bl_bulk *bulk, const struct bl_person_edit *row, struct bl_bulk_match *match, struct bl_error *err) {
    int64_t ids[NAMESAKES], namesakes[NAMESAKES];
    size_t n = 0, called = 0;
    bool signs = bulk->name_key.len == 0;
    if (signs && !row->name) return BL_OK;
    enum bl_status status =
        bulk->lean ? candidates_in_memory(bulk, ids, &n, &called, err) : candidates(bulk, BL_SQL_PEOPLE_NAMED, ids, &n, err);
    for (size_t i = 0; i < n && status == BL_OK && !match->id; i++) {
        bool no = false;
        bool same = !signs;
        if (signs) status = same_signs(bulk, ids[i], row->name, &same, err);
        if (status == BL_OK && same) status = contradicts(bulk, ids[i], row, &no, err);
        if (status == BL_OK && same && !no) match->id = ids[i];
    }
    if (signs) return status;
    if (status == BL_OK && !bulk->lean && !match->id && n == 0) status = candidates(bulk, BL_SQL_PEOPLE_CALLED, namesakes, &called, err);
    match->maybe = !match->id && n + called > 0;
    return status;
}

enum bl_status bl_bulk_match(struct bl_bulk *bulk, const struct bl_person_edit *row, struct bl_bulk_match *out, struct bl_error *err) {
    struct bl_bulk_match match = {0};
    enum bl_status status = bl__bulk_keys(bulk, row, err);
    if (status == BL_OK && row->uid) status = bl__bulk_uid_owner(bulk, row->uid, &match.id, err);
    if (status == BL_OK && !match.id) status = by_handle(bulk, row, &match, err);
    if (status == BL_OK && !match.id) status = by_name(bulk, row, &match, err);
    if (status == BL_OK) *out = match;
    return status;
}

/* ---- going over to memory ---------------------------------------------------------------------------------------------------------- */

/* The name alone is known by the first who has it: of the others it would say nothing more. */
enum bl_status bl__bulk_know_name(struct bl_bulk *bulk, int64_t person, struct bl_error *err) {
    if (!bulk->lean) return BL_OK;
    enum bl_status status = bl__known_add(&bulk->known, namesake_print(bulk), person, err);
    bool met = bulk->met != 0 && bulk->met == name_print(bulk);
    return status != BL_OK || met ? status : bl__known_add(&bulk->known, name_print(bulk), person, err);
}

static enum bl_status know_row(struct bl_bulk *bulk, sqlite3_stmt *stmt, int64_t person, int col, struct bl_error *err) {
    const char *name = (const char *)sqlite3_column_text(stmt, col), *company = (const char *)sqlite3_column_text(stmt, col + 1);
    if (!name || !company) return bl_nomem(err);
    size_t n = strlen(name);
    enum bl_status status = bl__known_add(&bulk->known, bl__known_print(BL__KNOWN_NAME, name, n), person, err);
    uint32_t both = bl__known_print2(BL__KNOWN_NAMESAKE, name, n, company, strlen(company));
    return status == BL_OK ? bl__known_add(&bulk->known, both, person, err) : status;
}

enum bl_status bl__bulk_know_again(struct bl_bulk *bulk, int64_t person, struct bl_error *err) {
    if (!bulk->lean) return BL_OK;
    bulk->met = 0; /* who was met by that name may be called otherwise now */
    sqlite3_stmt *stmt = bl__stmt(bulk->store, BL_SQL_BULK_KEYS_OF, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", person);
    enum bl_status status = bl__row(bulk->store, stmt, &row, err);
    if (status == BL_OK && row) status = know_row(bulk, stmt, person, 0, err);
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__bulk_know_handle(struct bl_bulk *bulk, int64_t person, int kind, const char *key, struct bl_error *err) {
    if (!bulk->lean || !*key) return BL_OK;
    return bl__known_add(&bulk->known, bl__known_print(kind, key, strlen(key)), person, err);
}

static enum bl_status learn(struct bl_bulk *bulk, enum bl_sql sql, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(bulk->store, sql, err);
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(bulk->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int64_t person = sqlite3_column_int64(stmt, 0);
        const char *key = (const char *)sqlite3_column_text(stmt, 2);
        if (sql == BL_SQL_BULK_ALL_NAMES)
            status = know_row(bulk, stmt, person, 1, err);
        else
            status = bl__bulk_know_handle(bulk, person, sqlite3_column_int(stmt, 1), key ? key : "", err);
    }
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl__bulk_lean(struct bl_bulk *bulk, struct bl_error *err) {
    if (bulk->lean || bulk->inserted % LEAN_AFTER || bulk->base > LEAN_BASE || bulk->inserted * LEAN_SHARE < bulk->base) return BL_OK;
    bulk->lean = true;
    /* Rows are only appended from here on: the memory goes to the fingerprints. The sorter of the indexes takes as much as the cache. */
    enum bl_status status = bl__exec(bulk->store, "PRAGMA cache_size = -8192", "import", err);
    if (status == BL_OK) status = learn(bulk, BL_SQL_BULK_ALL_NAMES, err);
    if (status == BL_OK) status = learn(bulk, BL_SQL_BULK_ALL_HANDLES, err);
    return status == BL_OK ? bl__lean_down(bulk->store, &bulk->indexes, err) : status;
}

enum bl_status bl__bulk_reindex(struct bl_bulk *bulk, struct bl_error *err) {
    bl__known_free(&bulk->known); /* room for the sorter */
    return bl__lean_up(bulk->store, &bulk->indexes, err);
}
