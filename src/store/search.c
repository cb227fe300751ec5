/* Finding people by what a user types, and conversations by what was said in them.
 *
 * WHO is answered in tiers, and only the best tier that holds anybody counts: number, address, whole name, whole words, beginnings of words. Indexes give
 * the candidates, bl_who_rank of the core judges each, so the log line, the command line and the picker agree about who is meant. */
#include "bowline/merge.h"
#include "store/look.h"
#include "store/words.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    ASKED = 20,        /* candidates of an ambiguous name */
    JUDGED = 5000,     /* rows looked at for them: beyond that many the name is no name */
    LATELY = 1000,     /* people talked to last, who are offered first */
    STRETCH = 30000,   /* names gone through for words that many begin with */
    SMALL_BOOK = 20000 /* people among whom a misspelt name is compared with everybody */
};

struct candidate {
    int64_t id;
    int rank;
    bool in_play;
    bl_day last;
    const char *name_key;
};

/* Best first: how well the name fits, then who is in play, then who was talked to last, then by name. */
static int better(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->rank != y->rank) return x->rank > y->rank ? -1 : 1;
    if (x->in_play != y->in_play) return x->in_play ? -1 : 1;
    if (x->last != y->last) return x->last > y->last ? -1 : 1;
    int by_name = strcmp(x->name_key, y->name_key);
    if (by_name) return by_name;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Briefs of the first `limit` candidates. */
static enum bl_status deliver(struct bl_store *store, struct bl__rows *found, size_t limit, struct bl_arena *arena, struct bl_person **out,
                              size_t *n, struct bl_error *err) {
    const struct candidate *at = found->at;
    size_t count = found->n < limit ? found->n : limit;
    struct bl_person *people = bl_arena_array(arena, count, sizeof *people);
    if (!people) return bl_nomem(err);
    for (size_t i = 0; i < count; i++) {
        enum bl_status status = bl__person_brief(store, at[i].id, arena, &people[i], err);
        if (status != BL_OK) return status;
    }
    *out = people;
    *n = count;
    return BL_OK;
}

/* Collects what a statement over ids gives. */
static enum bl_status collect_ids(struct bl_store *store, sqlite3_stmt *stmt, struct bl__rows *found, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        struct candidate *slot = bl__rows_add(found, err);
        if (!slot)
            status = err->status;
        else
            *slot = (struct candidate){.id = sqlite3_column_int64(stmt, 0), .rank = 3, .name_key = ""};
    }
    sqlite3_reset(stmt);
    return status;
}

/* Judges the rows of a statement over (id, name_key, company_key, in_play, last_talk): `judge` gives the rank, 0 leaves out. */
struct judging {
    const char *query;
    int (*judge)(const char *name_key, const char *company_key, const char *query);
};
static enum bl_status collect(struct bl_store *store, sqlite3_stmt *stmt, const struct judging *how, struct bl__rows *found,
                              struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        const char *name = (const char *)sqlite3_column_text(stmt, 1), *company = (const char *)sqlite3_column_text(stmt, 2);
        int rank = name && company ? how->judge(name, company, how->query) : 0;
        if (!rank) continue;
        struct candidate *slot = bl__rows_add(found, err);
        char *key = slot ? bl_arena_str(found->arena, name) : NULL;
        if (!key) {
            status = bl_nomem(err);
            break;
        }
        *slot = (struct candidate){sqlite3_column_int64(stmt, 0), rank, sqlite3_column_int(stmt, 3) != 0, bl__col_day(stmt, 4), key};
    }
    sqlite3_reset(stmt);
    return status;
}

static int judge_name(const char *name_key, const char *company_key, const char *query) {
    (void)company_key;
    return bl_who_rank(name_key, query);
}

static int judge_exact(const char *name_key, const char *company_key, const char *query) {
    (void)name_key;
    (void)company_key;
    (void)query;
    return 3;
}

/* Candidates that full text knows for the words of a folded query. Words it cannot take (a script whose marks part words) are looked for row by row. */
static enum bl_status matching(struct bl_store *store, const char *key, bool prefix, const struct judging *how, struct bl__rows *found,
                               struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf words = {0}, match = {0};
    bl__match_words(&words, key, 1, prefix);
    if (!words.len && !words.failed) return BL_OK;
    bl_buf_addf(&match, "{name_key} : (%s)", bl_buf_text(&words));
    if (words.failed || match.failed) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_WHO_MATCHING, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":match", match.data);
    bl__bind_int(stmt, ":limit", JUDGED);
    struct bl_error why;
    enum bl_status status = collect(store, stmt, how, found, &why);
    if (status != BL_FAILED) {
        if (status != BL_OK) *err = why;
        return status;
    }
    stmt = bl__stmt(store, BL_SQL_WHO_SCANNED, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":word", key);
    bl__bind_int(stmt, ":limit", JUDGED);
    found->n = 0;
    return collect(store, stmt, how, found, err);
}

/* Only the best rank stays. */
static void keep_best(struct bl__rows *found) {
    struct candidate *at = found->at;
    if (found->n < 2) return;
    qsort(at, found->n, sizeof *at, better);
    size_t n = 1;
    while (n < found->n && at[n].rank == at[0].rank) n++;
    found->n = n;
}

static enum bl_status by_name(struct bl_store *store, const char *key, struct bl__rows *found, struct bl_error *err) {
    const struct judging how = {key, judge_name}, exact = {key, judge_exact};
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_WHO_NAMED, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":key", key);
    bl__bind_int(stmt, ":limit", ASKED + 1);
    enum bl_status status = collect(store, stmt, &exact, found, err);
    if (status == BL_OK && !found->n) status = matching(store, key, false, &how, found, err);
    if (status == BL_OK && !found->n) status = matching(store, key, true, &how, found, err);
    if (status == BL_OK) keep_best(found);
    return status;
}

static enum bl_status by_address(struct bl_store *store, const char *who, struct bl__rows *found, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    bl_handle_key(&key, BL_EMAIL, who);
    if (key.failed) return bl_nomem(err);
    if (!key.len) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_WHO_HANDLE, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":key", bl_buf_text(&key));
    bl__bind_int(stmt, ":kind", BL_EMAIL);
    bl__bind_int(stmt, ":limit", ASKED + 1);
    return collect_ids(store, stmt, found, err);
}

/* ---- nobody of that name ------------------------------------------------------------------------------------------------------- */

/* The nearer a name, the higher: 9 minus the distance to the whole name or to a word of it; 0 too far. */
static int judge_near(const char *name_key, const char *company_key, const char *query) {
    (void)company_key;
    size_t n = strlen(query);
    int allowed = n < 4 ? 1 : n < 9 ? 2 : 3, best = bl_text_distance(name_key, query);
    if (!strchr(query, ' '))
        for (const char *s = name_key; *s;) {
            char word[64];
            size_t len = strcspn(s, " ");
            if (len < sizeof word) {
                memcpy(word, s, len);
                word[len] = '\0';
                int distance = bl_text_distance(word, query);
                if (distance < best) best = distance;
            }
            s += len + (s[len] == ' ');
        }
    return best <= allowed ? 9 - best : 0;
}

/* Full text for people one of whose words begins as one of the query's does. */
static void beginnings(struct bl_buf *match, const char *key) {
    for (const char *s = key; *s;) {
        size_t n = strcspn(s, " -._'@+");
        if (n >= 3 && (unsigned char)s[0] < 0x80) bl_buf_addf(match, "%s\"%.3s\"*", match->len ? " OR " : "{name_key} : (", s);
        s += n ? n : 1;
    }
    if (match->len) bl_buf_chr(match, ')');
}

static enum bl_status near_names(struct bl_store *store, const char *key, struct bl__rows *found, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf match = {0};
    const struct judging how = {key, judge_near};
    int64_t people = 0;
    enum bl_status status = bl_store_count(store, &people, err);
    if (status != BL_OK) return status;
    bool small = people <= SMALL_BOOK;
    beginnings(&match, key);
    if (!small && !match.len) return BL_OK;
    sqlite3_stmt *stmt = bl__stmt(store, small ? BL_SQL_WHO_ANYBODY : BL_SQL_WHO_MATCHING, err);
    if (!stmt) return err->status;
    if (!small) bl__bind_text(stmt, ":match", bl_buf_text(&match));
    bl__bind_int(stmt, ":limit", JUDGED);
    status = collect(store, stmt, &how, found, err);
    if (status == BL_OK) keep_best(found);
    return status;
}

static enum bl_status nobody(struct bl_store *store, const char *who, const char *key, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf names = {0};
    struct bl__rows found = {.size = sizeof(struct candidate), .arena = &arena};
    struct bl_person *people = NULL;
    size_t n = 0;
    bool address = strchr(who, '@') != NULL;
    enum bl_status status = *key && !address ? near_names(store, key, &found, err) : BL_OK;
    if (status == BL_OK) status = deliver(store, &found, 3, &arena, &people, &n, err);
    if (status != BL_OK) return status;
    for (size_t i = 0; i < n; i++) bl_buf_addf(&names, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", people[i].name);
    bl_fail(err, BL_NOT_FOUND, address ? "nobody has the address “%.120s”" : "nobody is called “%.120s”", who);
    if (names.len && !names.failed) bl_hint(err, "did you mean %s?", names.data);
    return BL_NOT_FOUND;
}

/* ---- who ----------------------------------------------------------------------------------------------------------------------- */

/* The number in "12" or "#12"; 0 when it is none. */
static int64_t number_of(const char *who) {
    if (*who == '#') who++;
    size_t n = strlen(who);
    return n > 0 && n < 19 && strspn(who, "0123456789") == n ? strtoll(who, NULL, 10) : 0;
}

static enum bl_status by_number(struct bl_store *store, int64_t id, struct bl__rows *found, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name;
    struct bl_error why;
    enum bl_status status = bl__person_name(store, id, &arena, &name, &why);
    if (status == BL_NOT_FOUND) return BL_OK;
    if (status != BL_OK) {
        *err = why;
        return status;
    }
    struct candidate *slot = bl__rows_add(found, err);
    if (!slot) return err->status;
    *slot = (struct candidate){.id = id, .rank = 3, .name_key = ""};
    return BL_OK;
}

/* A number nobody has; maybe somebody had it and was merged with another. */
static enum bl_status no_number(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_error *err) {
    const char *was = NULL, *is = NULL;
    int64_t into = 0;
    enum bl_status status = bl_merged_into(store, id, arena, &into, &was, err);
    if (status == BL_OK && into) status = bl__person_name(store, into, arena, &is, err);
    if (status != BL_OK) return status;
    if (!into) return bl_fail(err, BL_NOT_FOUND, "there is no person number %" PRId64, id);
    bl_fail(err, BL_NOT_FOUND, "#%" PRId64 " %.150s was merged into #%" PRId64 " %.150s", id, was, into, is);
    bl_hint(err, "bowline show %" PRId64, into);
    return BL_NOT_FOUND;
}

enum bl_status bl_store_who(struct bl_store *store, const char *who, struct bl_arena *arena, struct bl_person **out, size_t *n,
                            struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena own = {0};
    struct bl__rows found = {.size = sizeof(struct candidate), .arena = &own};
    const char *text = who ? who : "";
    size_t len = strlen(text);
    bl_text_trim(&text, &len);
    if (len > 0 && *text == '@') text++, len--; /* as it stands in a log line */
    const char *asked = bl_arena_copy(&own, text, len), *key = asked ? bl_text_folded(&own, asked) : NULL;
    if (!key) return bl_nomem(err);
    if (!*asked) return bl_fail(err, BL_USAGE, "a person is missing: a number, an e-mail address or a name");
    int64_t id = number_of(asked);
    enum bl_status status = id ? by_number(store, id, &found, err) : BL_OK;
    bool address = strchr(asked, '@') != NULL;
    if (status == BL_OK && !found.n && address) status = by_address(store, asked, &found, err);
    if (status == BL_OK && !found.n && *key && *asked != '#' && !address) status = by_name(store, key, &found, err);
    if (status != BL_OK) return status;
    if (!found.n && id) return no_number(store, id, arena, err);
    if (!found.n) return nobody(store, asked, key, err);
    size_t several = found.n;
    status = deliver(store, &found, ASKED, arena, out, n, err);
    if (status != BL_OK || several == 1) return status;
    return bl_fail(err, BL_AMBIGUOUS, "“%.120s” may be any of %zu%s people", asked, *n, several > ASKED ? " or more" : "");
}

/* ---- completion ---------------------------------------------------------------------------------------------------------------- */

/* All words of the query begin words of the name or the company; a name that fits comes before a company. */
static int judge_part(const char *name_key, const char *company_key, const char *query) {
    int rank = bl_who_rank(name_key, query);
    if (rank) return rank + 1;
    size_t name_n = strlen(name_key), company_n = strlen(company_key);
    char word[64];
    for (const char *s = query; *s;) {
        size_t n = strcspn(s, " ");
        if (n >= sizeof word) return 0;
        memcpy(word, s, n);
        if (!bl__begins_word(name_key, name_n, word, n) && !bl__begins_word(company_key, company_n, word, n)) return 0;
        s += n + (s[n] == ' ');
    }
    return 1;
}

/* Those talked to last, and names that begin as typed: what is most likely meant, and cheap at any size. */
static enum bl_status likely(struct bl_store *store, const char *key, const struct judging *how, struct bl__rows *found,
                             struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf end = {0};
    bl_buf_addf(&end, "%s\xFF", key);
    if (end.failed) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_WHO_LATELY, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":limit", LATELY);
    enum bl_status status = collect(store, stmt, how, found, err);
    if (status != BL_OK) return status;
    stmt = bl__stmt(store, BL_SQL_WHO_BEGINNING, err);
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":part", key);
    bl__bind_text(stmt, ":end", end.data);
    bl__bind_int(stmt, ":limit", 200);
    return collect(store, stmt, how, found, err);
}

/* The same person may have come from two sources; `better` puts them side by side. */
static void drop_twins(struct bl__rows *found) {
    struct candidate *at = found->at;
    size_t n = 0;
    for (size_t i = 0; i < found->n; i++)
        if (n == 0 || at[n - 1].id != at[i].id) at[n++] = at[i];
    found->n = n;
}

/* Everybody whose words begin as typed, when that is not too many to ask for; else some of them. */
static enum bl_status others(struct bl_store *store, const char *key, const struct judging *how, struct bl__rows *found,
                             struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf match = {0};
    struct bl__rows rows = {.size = sizeof(char *), .arena = found->arena};
    size_t n = 0;
    for (const char *s = key; (s = bl__word_next(s, &n)) != NULL; s += n) {
        const char **slot = bl__rows_add(&rows, err);
        if (!slot || !(*slot = bl_arena_copy(found->arena, s, n))) return bl_nomem(err);
    }
    struct bl_strs words = {rows.at, rows.n};
    if (!words.n) return BL_OK;
    const char *first = words.at[0];
    enum bl_status status = bl__rare_words(store, &words, err);
    if (status != BL_OK) return status;
    for (size_t i = 0; i < words.n; i++) bl__match_words(&match, words.at[i], 1, true);
    if (match.failed) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(store, match.len ? BL_SQL_WHO_MATCHING : BL_SQL_WHO_IN_INDEX, err);
    if (!stmt) return err->status;
    if (match.len)
        bl__bind_text(stmt, ":match", match.data);
    else {
        bl__bind_text(stmt, ":word", first);
        bl__bind_int(stmt, ":stretch", STRETCH);
    }
    bl__bind_int(stmt, ":limit", JUDGED);
    struct bl_error why;
    status = collect(store, stmt, how, found, &why);
    if (status != BL_OK && status != BL_FAILED) *err = why;
    return status == BL_FAILED ? BL_OK : status; /* words that full text cannot take: the likely ones have to do */
}

enum bl_status bl_store_complete(struct bl_store *store, const char *part, size_t limit, struct bl_arena *arena, struct bl_person **out,
                                 size_t *n, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena own = {0};
    struct bl__rows found = {.size = sizeof(struct candidate), .arena = &own};
    const char *key = bl_text_folded(&own, part);
    if (!key) return bl_nomem(err);
    if (limit == 0) limit = ASKED;
    const struct judging how = {key, judge_part};
    enum bl_status status = BL_OK;
    if (!*key) { /* nothing typed: whom one talked to last; only signs typed: nobody */
        sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_WHO_RECENT, err);
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":limit", part && part[strspn(part, " \t")] ? 0 : (int64_t)limit);
        status = collect_ids(store, stmt, &found, err);
        return status == BL_OK ? deliver(store, &found, limit, arena, out, n, err) : status;
    }
    status = likely(store, key, &how, &found, err);
    if (status == BL_OK && found.n < limit) status = others(store, key, &how, &found, err);
    if (status != BL_OK) return status;
    if (found.n) qsort(found.at, found.n, sizeof(struct candidate), better);
    drop_twins(&found);
    return deliver(store, &found, limit, arena, out, n, err);
}

/* ---- what was said ------------------------------------------------------------------------------------------------------------- */

static enum bl_status read_note(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct bl_noted *noted = slot;
    noted->person = sqlite3_column_int64(stmt, 0);
    noted->name = bl__col_text(stmt, 1, arena);
    noted->note = bl__col_text(stmt, 2, arena);
    return noted->name && noted->note ? BL_OK : bl_nomem(err);
}

static sqlite3_stmt *heard_by(struct bl_store *store, enum bl_sql sql, const char *match, size_t limit, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, sql, err);
    if (!stmt) return NULL;
    bl__bind_text(stmt, ":match", match);
    bl__bind_int(stmt, ":limit", limit ? (int64_t)limit : -1);
    return stmt;
}

enum bl_status bl_store_said(struct bl_store *store, const char *words, size_t limit, struct bl_arena *arena, struct bl_heard *out,
                             struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf match = {0};
    struct bl_heard said = {0};
    bl__match_said(&match, words ? words : "");
    if (match.failed) return bl_nomem(err);
    if (match.len) {
        sqlite3_stmt *stmt = heard_by(store, BL_SQL_SAID, match.data, limit, err);
        if (!stmt) return err->status;
        enum bl_status status = bl__talk_rows(store, stmt, arena, &said.talks, &said.talk_count, err);
        if (status != BL_OK || !(stmt = heard_by(store, BL_SQL_SAID_PROMISES, match.data, limit, err))) return err->status;
        status = bl__promise_rows(store, stmt, arena, &said.promises, &said.promise_count, err);
        struct bl__rows notes = {.size = sizeof(struct bl_noted), .arena = arena};
        if (status != BL_OK || !(stmt = heard_by(store, BL_SQL_SAID_NOTES, match.data, limit, err))) return err->status;
        if ((status = bl__collect(store, stmt, read_note, &notes, err)) != BL_OK) return status;
        said.notes = notes.at, said.note_count = notes.n;
    }
    *out = said;
    return BL_OK;
}
