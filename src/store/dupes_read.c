/* Pairs as they are shown: who they are, which of them to keep, and the reasons in words. And those the user set apart. */
#include "store/dupes.h"

#include "bowline/merge.h"

#include <string.h>

static const char *const plain[BL_ALIKES] = {
    [BL_ALIKE_EMAIL] = "the same e-mail address",
    [BL_ALIKE_PHONE] = "the same phone number",
    [BL_ALIKE_URL] = "the same profile",
    [BL_ALIKE_NAME_COMPANY] = "the same name and company",
    [BL_ALIKE_NAME] = "the same name",
    [BL_ALIKE_WORDS] = "the same name written another way",
    [BL_ALIKE_TAIL] = "the same phone number but for the country code",
    [BL_ALIKE_SPELLS] = "the e-mail address of one spells the name of the other",
    [BL_ALIKE_INITIAL] = "the same initial, last name and company",
    [BL_ALIKE_LETTER] = "names one letter apart, the same company",
    [BL_ALIKE_LETTER_BLANK] = "names one letter apart",
    [BL_ALIKE_NAME_OTHER] = "the same name, at different companies",
    [BL_ALIKE_WORDS_OTHER] = "the same name written another way, at different companies",
};

static const char *blank_words(const struct bl_dupe *dupe) {
    return dupe->first.company || dupe->second.company ? ", one without a company" : ", both without a company";
}

static enum bl_status add_reason(struct bl_store *store, const struct bl_dupe *dupe, int why, struct bl_buf *out, struct bl_error *err) {
    static const int kinds[] = {[BL_ALIKE_EMAIL] = BL_EMAIL, [BL_ALIKE_PHONE] = BL_PHONE, [BL_ALIKE_URL] = BL_URL};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *text = NULL;
    enum bl_status status = BL_OK;
    bl_buf_addf(out, "%s%s", out->len ? "; " : "", plain[why]);
    if (why <= BL_ALIKE_URL) status = bl__alike_address(store, dupe->first.id, dupe->second.id, kinds[why], false, &arena, &text, err);
    if (why == BL_ALIKE_TAIL) status = bl__alike_address(store, dupe->first.id, dupe->second.id, BL_PHONE, true, &arena, &text, err);
    if (text) bl_buf_addf(out, " (%s)", text);
    if (why == BL_ALIKE_NAME || why == BL_ALIKE_LETTER_BLANK) bl_buf_str(out, blank_words(dupe));
    return status;
}

static enum bl_status words(struct bl_store *store, struct bl_dupe *dupe, struct bl_arena *arena, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    enum bl_status status = BL_OK;
    for (int why = 0; why < BL_ALIKES && status == BL_OK; why++)
        if (dupe->why >> why & 1) status = add_reason(store, dupe, why, &out, err);
    if (!out.len) bl_buf_str(&out, "nothing in common that would show");
    if (dupe->against) bl_buf_str(&out, "; but their profiles are different ones");
    if (status != BL_OK) return status;
    dupe->words = out.failed ? NULL : bl_arena_str(arena, bl_buf_text(&out));
    return dupe->words ? BL_OK : bl_nomem(err);
}

/* Whose page has more on it? */
static bool rather(const struct bl_person *a, const struct bl_person *b) {
    if (a->in_play != b->in_play) return a->in_play;
    if (a->talks != b->talks) return a->talks > b->talks;
    if (a->at.furthest_stage != b->at.furthest_stage) return a->at.furthest_stage > b->at.furthest_stage;
    return a->id < b->id;
}

/* Somebody who was merged since is whoever they are now. */
static enum bl_status now_is(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_person *out, bool *other,
                             struct bl_error *err) {
    int64_t into = 0;
    enum bl_status status = bl__person_brief(store, id, arena, out, err);
    if (status != BL_NOT_FOUND) return status;
    struct bl_error why = *err;
    status = bl_merged_into(store, id, arena, &into, NULL, err);
    if (status == BL_OK && into) status = bl__person_brief(store, into, arena, out, err);
    if (status != BL_OK || into) {
        *other = true;
        return status;
    }
    *err = why;
    return BL_NOT_FOUND;
}

static enum bl_status is_apart(struct bl_store *store, int64_t a, int64_t b, bool *yes, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_APART_IS, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":a", a < b ? a : b);
    bl__bind_int(stmt, ":b", a < b ? b : a);
    enum bl_status status = bl__row(store, stmt, yes, err);
    sqlite3_reset(stmt);
    return status;
}

/* Is this pair one of the list by itself? */
static bool listed(const struct bl_dupes *d, int64_t one, int64_t other) {
    int64_t a = one < other ? one : other, b = one < other ? other : one;
    for (size_t i = 0; i < d->sorted_count; i++)
        if (d->sorted[i].a == a && d->sorted[i].b == b) return true;
    return false;
}

/* *there: they are two still, and nobody said they are not the same. */
static enum bl_status read_pair(const struct bl_dupes *d, const struct bl__pair *pair, struct bl_arena *arena, struct bl_dupe *out,
                                bool *there, struct bl_error *err) {
    struct bl_store *store = d->store;
    struct bl_dupe dupe = {.why = pair->why, .against = pair->against};
    bool other = false, apart = false;
    enum bl_status status = now_is(store, pair->a, arena, &dupe.first, &other, err);
    if (status == BL_OK) status = now_is(store, pair->b, arena, &dupe.second, &other, err);
    *there = status == BL_OK && dupe.first.id != dupe.second.id;
    if (status == BL_NOT_FOUND) return BL_OK;
    if (other && *there && listed(d, dupe.first.id, dupe.second.id)) *there = false;
    if (status == BL_OK && *there) status = is_apart(store, dupe.first.id, dupe.second.id, &apart, err);
    if (apart) *there = false;
    if (status == BL_OK && *there && other) status = bl__alike_all(store, dupe.first.id, dupe.second.id, &dupe.why, &dupe.against, err);
    if (status != BL_OK || !*there) return status;
    if (rather(&dupe.second, &dupe.first)) {
        struct bl_person first = dupe.second;
        dupe.second = dupe.first;
        dupe.first = first;
    }
    status = words(store, &dupe, arena, err);
    if (status == BL_OK) *out = dupe;
    return status;
}

enum bl_status bl_dupes_pair(struct bl_store *store, int64_t first, int64_t second, struct bl_arena *arena, struct bl_dupe *out,
                             struct bl_error *err) {
    struct bl_dupe dupe = {.why = 0};
    enum bl_status status = bl__person_brief(store, first, arena, &dupe.first, err);
    if (status == BL_OK) status = bl__person_brief(store, second, arena, &dupe.second, err);
    if (status == BL_OK) status = bl__alike_all(store, first, second, &dupe.why, &dupe.against, err);
    if (status == BL_OK) status = words(store, &dupe, arena, err);
    if (status == BL_OK) *out = dupe;
    return status;
}

enum bl_status bl_dupes_read(struct bl_dupes *d, size_t at, size_t limit, struct bl_arena *arena, struct bl_dupe **rows, size_t *n,
                             size_t *next, struct bl_error *err) {
    struct bl__rows found = {.size = sizeof(struct bl_dupe), .arena = arena};
    if (!d->done) return bl_fail(err, BL_FAILED, "the looking is not over yet");
    for (; at < d->sorted_count && (!limit || found.n < limit); at++) {
        struct bl_dupe dupe;
        bool there = false;
        enum bl_status status = read_pair(d, &d->sorted[at], arena, &dupe, &there, err);
        if (status != BL_OK) return status;
        if (!there) continue;
        struct bl_dupe *slot = bl__rows_add(&found, err);
        if (!slot) return err->status;
        *slot = dupe;
    }
    *rows = found.at;
    *n = found.n;
    *next = at;
    return BL_OK;
}

enum bl_status bl_dupes_apart(struct bl_store *store, int64_t a, int64_t b, bool apart, bool *changed, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *name;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = bl__person_name(store, a, &arena, &name, err);
    if (status == BL_OK && a == b) status = bl_fail(err, BL_USAGE, "#%lld %.100s is one person", (long long)a, name);
    if (status == BL_OK) status = bl__person_name(store, b, &arena, &name, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, apart ? BL_SQL_APART_PUT : BL_SQL_APART_DROP, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":a", a < b ? a : b);
    bl__bind_int(stmt, ":b", a < b ? b : a);
    if (apart) bl__bind_day(stmt, ":since", store->now.today);
    status = bl__run(store, stmt, err);
    if (status == BL_OK) *changed = sqlite3_changes(store->db) > 0;
    return status;
}
