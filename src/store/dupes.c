/* Looking for duplicates as a job. Each likeness is a pass: everybody's fingerprints are gathered into buckets (so that no sort takes long), and where several meet
 * under one fingerprint, the judges look at those few. A pass whose fingerprints would outgrow the memory is done in parts, each walking over everybody once more.
 *
 * What very many share (a name like "Info") is a crowd: a handful of its pairs are listed and the rest is counted, or the list would be as long as the square of
 * it. Inside a crowd of one company and first name, those one letter apart still meet under their words with one letter left out. */
#include "store/dupes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PART = 1500000, LOOKED_AT = 64, REFINED = 4096 };
enum { SCAN = -2, PROBE = -1 /* people are looked up among addresses; from 0 on: the bucket that is next */ };
enum pass { ADDRESS, NAME_COMPANY, NAME, TAIL, SPELLS, INITIAL, LETTER, LETTER_BLANK, AGAINST, PASSES };
static const int prints_of[PASSES] = {3, 1, 1, 1, 1, 1, 3, 3, 0}; /* of one person, about */

/* ---- fingerprints ------------------------------------------------------------------------------------------------------------------ */

static void push(struct bl_dupes *d, uint64_t print, int64_t id) {
    if (!print || id <= 0 || id > UINT32_MAX || (int)(print % (uint64_t)d->parts) != d->part) return;
    struct bl__bucket *b = &d->buckets[print >> 56];
    if (b->n == b->cap) {
        uint32_t cap = b->cap ? b->cap + b->cap / 2 : 64;
        struct bl__print *grown = realloc(b->at, cap * sizeof *grown);
        if (!grown) d->failed = true;
        if (!grown) return;
        b->at = grown;
        b->cap = cap;
    }
    b->at[b->n++] = (struct bl__print){(uint32_t)(print >> 32), (uint32_t)print, (uint32_t)id};
}

static void drop_buckets(struct bl_dupes *d) {
    for (int i = 0; i < BL__DUPES_BUCKETS; i++) {
        free(d->buckets[i].at);
        d->buckets[i] = (struct bl__bucket){0};
    }
}

static int by_print(const void *a, const void *b) {
    const struct bl__print *x = a, *y = b;
    if (x->high != y->high) return x->high < y->high ? -1 : 1;
    if (x->low != y->low) return x->low < y->low ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

static bool same_print(const struct bl__print *a, const struct bl__print *b) {
    return a->high == b->high && a->low == b->low;
}

static uint64_t text_print(int domain, const char *text) { /* FNV-1a, the high bits stirred */
    uint64_t h = 14695981039346656037u ^ (uint64_t)(unsigned)domain;
    for (; *text; text++) h = (h ^ (unsigned char)*text) * 1099511628211u;
    h = (h ^ h >> 32) * 0x9E3779B97F4A7C15u;
    return h ? h : 1;
}

/* A site's front page is nobody's profile. */
static bool says_who(int kind, const char *key) {
    return *key && (kind != BL_URL || strchr(key, '/'));
}

static void gather_address(struct bl_dupes *d, int64_t id, int kind, const char *value, const char *key) {
    if (d->pass == ADDRESS && says_who(kind, key)) push(d, text_print(kind, key), id);
    if (d->pass == TAIL && kind == BL_PHONE) push(d, bl_phone_print(value), id);
    if (d->pass == SPELLS && kind == BL_EMAIL) push(d, bl_email_print(value), id);
}

static void gather_person(struct bl_dupes *d, int64_t id, const char *name_key, const char *company_key) {
    struct bl_name_words words;
    bl_name_split(name_key, &words);
    if (d->pass == NAME && !*company_key) d->without_company++;
    if (!words.n) return;
    switch ((enum pass)d->pass) {
    case NAME_COMPANY:
        if (*company_key) push(d, bl_name_print(&words) ^ text_print(0, company_key), id);
        break;
    case NAME: push(d, bl_name_print(&words), id); break;
    case INITIAL:
        if (*company_key) push(d, bl_name_print_initial(&words, company_key), id);
        break;
    case LETTER:
        for (size_t i = 0; i < words.n && *company_key && words.n > 1; i++) push(d, bl_name_print_without(&words, i, company_key), id);
        break;
    case LETTER_BLANK:
        for (size_t i = 0; i < words.n && words.n > 1; i++) push(d, bl_name_print_without(&words, i, ""), id);
        break;
    default: break;
    }
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------------------ */

static enum bl_status judge_address(struct bl_dupes *d, const struct bl__member *a, const struct bl__member *b, struct bl_error *err) {
    static const int whys[] = {
        [BL_EMAIL] = BL_ALIKE_EMAIL, [BL_PHONE] = BL_ALIKE_PHONE, [BL_URL] = BL_ALIKE_URL, [BL__PHONE_TAIL] = BL_ALIKE_TAIL};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    enum bl_status status = BL_OK;
    int from = d->pass == TAIL ? BL__PHONE_TAIL : BL_EMAIL, to = d->pass == TAIL ? BL__PHONE_TAIL : BL_URL;
    for (int kind = from; kind <= to && status == BL_OK; kind++) {
        const char *text = NULL;
        status = bl__alike_address(d->store, a->id, b->id, kind, &arena, &text, err);
        if (status == BL_OK && text) status = bl__pair_add(d, a->id, b->id, whys[kind], err);
    }
    return status;
}

static enum bl_status judge(struct bl_dupes *d, const struct bl__member *a, const struct bl__member *b, struct bl_error *err) {
    if (a->id == b->id) return BL_OK;
    if (d->pass == ADDRESS || d->pass == TAIL) return judge_address(d, a, b, err);
    int why = d->pass == INITIAL ? bl__alike_initial(a, b) : d->pass >= LETTER ? bl__alike_letter(a, b) : bl__alike_names(a, b);
    return why < 0 ? BL_OK : bl__pair_add(d, a->id, b->id, why, err);
}

static enum bl_status judge_all(struct bl_dupes *d, const struct bl__member *members, size_t n, struct bl_error *err) {
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < n && status == BL_OK; i++)
        for (size_t k = i + 1; k < n && status == BL_OK; k++) status = judge(d, &members[i], &members[k], err);
    return status;
}

/* A likeness that many share; the largest is named. */
static void crowd(struct bl_dupes *d, const struct bl__member *one, size_t n) {
    d->seen.crowds++;
    d->seen.crowded += (int64_t)n;
    if ((int64_t)n <= d->seen.largest) return;
    const char *what = d->pass == ADDRESS || d->pass == TAIL ? bl_arena_printf(&d->arena, "an address of %s", one->name_key)
                                                             : bl_arena_printf(&d->arena, "the name %s", one->name_key);
    if (!what) return;
    d->seen.largest = (int64_t)n;
    d->seen.what = what;
}

/* The word in which the members of a block of letters differ; BL_NAME_WORDS when they are all of one name. */
static size_t odd_word(const struct bl__member *members, size_t n) {
    for (size_t k = 1; k < n; k++)
        for (size_t i = 0; i < members[0].words.n && i < members[k].words.n; i++) {
            const struct bl_name_words *x = &members[0].words, *y = &members[k].words;
            if (x->len[i] != y->len[i] || memcmp(x->at[i], y->at[i], x->len[i]) != 0) return i;
        }
    return BL_NAME_WORDS;
}

static uint64_t word_without(const char *word, size_t n, size_t left_out) {
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        if (i != left_out) h = (h ^ (unsigned char)word[i]) * 1099511628211u;
    return h;
}

/* Of those who meet under a form, one of each word is enough: a hundred of one name and one of the other make one pair. */
static enum bl_status judge_words(struct bl_dupes *d, const struct bl__member *members, size_t at, const struct bl__print *prints, size_t n,
                                  struct bl_error *err) {
    struct bl__member picked[BL__DUPES_CROWD];
    size_t count = 0;
    for (size_t i = 0; i < n && count < BL__DUPES_CROWD; i++) {
        const struct bl__member *m = &members[prints[i].person];
        bool there = false;
        for (size_t k = 0; k < count && !there; k++)
            there = picked[k].words.len[at] == m->words.len[at] && memcmp(picked[k].words.at[at], m->words.at[at], m->words.len[at]) == 0;
        if (!there) picked[count++] = *m;
    }
    return judge_all(d, picked, count, err);
}

/* Words one letter apart meet under one of their forms with a letter left out. `person` is the place among the members here. */
static enum bl_status refine(struct bl_dupes *d, const struct bl__member *members, size_t n, struct bl_error *err) {
    size_t at = odd_word(members, n), forms = 0, count = 0;
    if (at == BL_NAME_WORDS) return BL_OK;
    for (size_t i = 0; i < n; i++) forms += members[i].words.len[at] + 1;
    struct bl__print *prints = malloc((forms + 1) * sizeof *prints);
    if (!prints) return bl_nomem(err);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k <= members[i].words.len[at]; k++) {
            uint64_t h = word_without(members[i].words.at[at], members[i].words.len[at], k);
            prints[count++] = (struct bl__print){(uint32_t)(h >> 32), (uint32_t)h, (uint32_t)i};
        }
    qsort(prints, count, sizeof *prints, by_print);
    enum bl_status status = BL_OK;
    for (size_t i = 0, k; i < count && status == BL_OK; i = k) {
        for (k = i + 1; k < count && same_print(&prints[i], &prints[k]);) k++;
        if (k - i > 1) status = judge_words(d, members, at, prints + i, k - i, err);
    }
    free(prints);
    return status;
}

/* Those who say least come first: a name without a company may be anybody's of that name. */
static int blank_first(const void *a, const void *b) {
    const struct bl__member *x = a, *y = b;
    if (!*x->company_key != !*y->company_key) return *x->company_key ? 1 : -1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static enum bl_status block(struct bl_dupes *d, const struct bl__print *run, size_t n, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    bool letters = d->pass == LETTER || d->pass == LETTER_BLANK;
    size_t most = letters ? REFINED : LOOKED_AT, count = 0, want = n < most ? n : most;
    struct bl__member *members = bl_arena_array(&arena, want, sizeof *members);
    if (!members) return bl_nomem(err);
    enum bl_status status = bl__dupes_members(d->store, run, want, &arena, members, &count, err);
    if (status != BL_OK || count < 2) return status;
    if (n <= (letters ? LOOKED_AT : BL__DUPES_CROWD)) return judge_all(d, members, count, err);
    if (letters) {
        if (n > most) crowd(d, &members[0], n);
        return refine(d, members, count, err);
    }
    if (d->pass != INITIAL) crowd(d, &members[0], n);
    if (d->pass == NAME) qsort(members, count, sizeof *members, blank_first);
    return judge_all(d, members, d->pass == INITIAL ? count : count < BL__DUPES_CROWD ? count : BL__DUPES_CROWD, err);
}

static enum bl_status look_into(struct bl_dupes *d, struct bl__bucket *b, struct bl_error *err) {
    enum bl_status status = BL_OK;
    if (b->n > 1) qsort(b->at, b->n, sizeof *b->at, by_print);
    for (uint32_t i = 0, n; i < b->n && status == BL_OK; i += n) {
        uint32_t people = 1;
        for (n = 1; i + n < b->n && same_print(&b->at[i], &b->at[i + n]); n++)
            if (b->at[i + n].person != b->at[i + people - 1].person) b->at[i + people++] = b->at[i + n];
        if (people > 1) status = block(d, &b->at[i], people, err);
    }
    return status;
}

/* ---- an address that spells a name --------------------------------------------------------------------------------------------------- */

static enum bl_status spelt(struct bl_dupes *d, uint64_t print, int64_t id, const char *name_key, struct bl_error *err) {
    if (!print || (int)(print % (uint64_t)d->parts) != d->part) return BL_OK;
    const struct bl__bucket *b = &d->buckets[print >> 56];
    const struct bl__print key = {(uint32_t)(print >> 32), (uint32_t)print, 0};
    uint32_t lo = 0, hi = b->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (by_print(&b->at[mid], &key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    enum bl_status status = BL_OK;
    struct bl__member named = {.id = id};
    bl_name_split(name_key, &named.words);
    for (int k = 0; k < BL__DUPES_CROWD && lo < b->n && same_print(&b->at[lo], &key) && status == BL_OK; k++, lo++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        struct bl__member owner;
        size_t there = 0;
        status = bl__dupes_members(d->store, &b->at[lo], 1, &arena, &owner, &there, err);
        if (status != BL_OK || !there || owner.id == id || bl_name_same_words(&owner.words, &named.words)) continue;
        status = bl__pair_add(d, owner.id, id, BL_ALIKE_SPELLS, err);
    }
    return status;
}

static enum bl_status probe(struct bl_dupes *d, int64_t id, const char *name_key, struct bl_error *err) {
    struct bl_name_words words;
    bl_name_split(name_key, &words);
    enum bl_status status = spelt(d, bl_name_print_joined(&words, false), id, name_key, err);
    return status == BL_OK ? spelt(d, bl_name_print_joined(&words, true), id, name_key, err) : status;
}

/* ---- slices -------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status scan_people(struct bl_dupes *d, int64_t limit, bool *end, struct bl_error *err) {
    int64_t n = 0;
    sqlite3_stmt *stmt = bl__stmt(d->store, BL_SQL_DUPES_PEOPLE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":after", d->after);
    bl__bind_int(stmt, ":limit", limit);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK; n++) {
        status = bl__row(d->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        d->after = sqlite3_column_int64(stmt, 0);
        const char *name = (const char *)sqlite3_column_text(stmt, 1), *company = (const char *)sqlite3_column_text(stmt, 2);
        if (!name || !company)
            status = bl_nomem(err);
        else if (d->stage == PROBE)
            status = probe(d, d->after, name, err);
        else
            gather_person(d, d->after, name, company);
    }
    sqlite3_reset(stmt);
    *end = n < limit;
    return status;
}

static enum bl_status scan_handles(struct bl_dupes *d, int64_t limit, bool *end, struct bl_error *err) {
    int64_t n = 0;
    sqlite3_stmt *stmt = bl__stmt(d->store, BL_SQL_DUPES_HANDLES, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":after", d->after);
    bl__bind_int(stmt, ":kind", d->after_kind);
    bl__bind_int(stmt, ":pos", d->after_pos);
    bl__bind_int(stmt, ":limit", limit);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK; n++) {
        status = bl__row(d->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        d->after = sqlite3_column_int64(stmt, 0);
        d->after_kind = sqlite3_column_int64(stmt, 1);
        d->after_pos = sqlite3_column_int64(stmt, 2);
        const char *value = (const char *)sqlite3_column_text(stmt, 3), *key = (const char *)sqlite3_column_text(stmt, 4);
        if (value && key)
            gather_address(d, d->after, (int)d->after_kind, value, key);
        else
            status = bl_nomem(err);
    }
    sqlite3_reset(stmt);
    *end = n < limit;
    return status;
}

static void rewind_scan(struct bl_dupes *d, int stage) {
    d->stage = stage;
    d->after = d->after_kind = d->after_pos = 0;
}

/* The next part of the pass, or the next pass that has anything to look for. */
static void go_on(struct bl_dupes *d) {
    drop_buckets(d);
    rewind_scan(d, SCAN);
    if (++d->part < d->parts) return;
    d->part = 0;
    d->pass++;
    if (d->pass == LETTER_BLANK && !d->without_company) d->pass++;
    d->parts = d->pass < PASSES ? 1 + (int)(d->people * prints_of[d->pass] / PART) : 1;
}

static enum bl_status scan(struct bl_dupes *d, int64_t rows, struct bl_error *err) {
    bool end = false, handles = d->stage == SCAN && (d->pass == ADDRESS || d->pass == TAIL || d->pass == SPELLS);
    enum bl_status status = handles ? scan_handles(d, rows, &end, err) : scan_people(d, rows, &end, err);
    if (status == BL_OK && d->failed) status = bl_nomem(err);
    if (status != BL_OK || !end) return status;
    if (d->stage == PROBE)
        go_on(d);
    else
        d->stage = 0;
    return BL_OK;
}

static enum bl_status next_bucket(struct bl_dupes *d, struct bl_error *err) {
    struct bl__bucket *b = &d->buckets[d->stage];
    enum bl_status status = BL_OK;
    if (d->pass == SPELLS) {
        if (b->n > 1) qsort(b->at, b->n, sizeof *b->at, by_print);
    } else {
        status = look_into(d, b, err);
        free(b->at);
        *b = (struct bl__bucket){0};
    }
    if (status != BL_OK || ++d->stage < BL__DUPES_BUCKETS) return status;
    if (d->pass == SPELLS)
        rewind_scan(d, PROBE);
    else
        go_on(d);
    return BL_OK;
}

/* ---- the end: what speaks against a pair, and the order ------------------------------------------------------------------------------- */

static int lowest(unsigned why) {
    int bit = 0;
    while (bit < BL_ALIKES && !(why >> bit & 1)) bit++;
    return bit;
}

static int reasons(unsigned why) {
    int n = 0;
    for (; why; why &= why - 1) n++;
    return n;
}

static int strongest_first(const void *a, const void *b) {
    const struct bl__pair *x = a, *y = b;
    if (x->against != y->against) return x->against ? 1 : -1;
    int strong = lowest(x->why) - lowest(y->why), many = reasons(y->why) - reasons(x->why);
    if (strong || many) return strong ? strong : many;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static enum bl_status settle(struct bl_dupes *d, size_t rows, struct bl_error *err) {
    const unsigned address = 1u << BL_ALIKE_EMAIL | 1u << BL_ALIKE_PHONE | 1u << BL_ALIKE_URL;
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < rows && d->checked < d->pairs.size && status == BL_OK; i++, d->checked++) {
        struct bl__pair *pair = &d->pairs.slots[d->checked];
        if (!pair->a) continue;
        if (!(pair->why & address)) status = bl__alike_against(d->store, pair->a, pair->b, &pair->against, err);
        d->sorted[d->sorted_count++] = *pair;
    }
    if (status != BL_OK || d->checked < d->pairs.size) return status;
    if (d->sorted_count > 1) qsort(d->sorted, d->sorted_count, sizeof *d->sorted, strongest_first);
    free(d->pairs.slots);
    d->pairs.slots = NULL;
    d->done = true;
    return BL_OK;
}

static enum bl_status slice(struct bl_dupes *d, int64_t rows, struct bl_error *err) {
    enum bl_status status = BL_OK;
    if (d->pass == AGAINST && !d->done) {
        if (!d->sorted) d->sorted = malloc((d->pairs.used + 1) * sizeof *d->sorted);
        status = d->sorted ? settle(d, (size_t)rows, err) : bl_nomem(err);
    } else if (!d->done) {
        status = d->stage < 0 ? scan(d, rows, err) : next_bucket(d, err);
    }
    return status;
}

/* A slice locks the file once and not for each of its thousands of small questions: that took as long as all else. */
enum bl_status bl_dupes_step(struct bl_dupes *d, int64_t rows, bool *done, struct bl_error *err) {
    bool ours = false;
    enum bl_status status = bl__read_begin(d->store, &ours, err);
    if (status == BL_OK) status = slice(d, rows < 1 ? 1 : rows, err);
    bl__read_end(d->store, ours);
    if (status == BL_OK) *done = d->done;
    return status;
}

void bl_dupes_look(const struct bl_dupes *d, struct bl_dupes_seen *out) {
    *out = d->seen;
    out->pairs = d->done ? d->sorted_count : d->pairs.used;
    out->more = d->pairs.more;
    double walked = d->last > 0 && d->after < d->last ? (double)d->after / (double)d->last : 1;
    double sorted = d->stage > 0 ? (double)d->stage / BL__DUPES_BUCKETS : 0, middle = d->pass == SPELLS ? 0.6 : 1;
    double within = d->stage == SCAN ? walked * 0.5 : d->stage == PROBE ? 0.6 + walked * 0.4 : 0.5 + sorted * (middle - 0.5);
    if (d->pass == AGAINST) within = d->pairs.size ? (double)d->checked / (double)d->pairs.size : 1;
    out->permille = d->done ? 1000 : (int)(1000 * (d->pass + (d->part + within) / d->parts) / PASSES);
}

/* ---- beginning and end ----------------------------------------------------------------------------------------------------------------- */

static enum bl_status read_apart(struct bl_dupes *d, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(int64_t), .arena = &d->arena};
    sqlite3_stmt *stmt = bl__stmt(d->store, BL_SQL_APART_ALL, err);
    enum bl_status status = stmt ? BL_OK : err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(d->store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        for (int i = 0; i < 2 && status == BL_OK; i++) {
            int64_t *slot = bl__rows_add(&rows, err);
            if (slot)
                *slot = sqlite3_column_int64(stmt, i);
            else
                status = err->status;
        }
    }
    if (stmt) sqlite3_reset(stmt);
    d->apart = (struct bl_ids){rows.at, rows.n};
    return status;
}

static enum bl_status read_last(struct bl_dupes *d, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(d->store, BL_SQL_PERSON_LAST, err);
    bool row = false;
    if (!stmt) return err->status;
    enum bl_status status = bl__row(d->store, stmt, &row, err);
    if (status == BL_OK && row) d->last = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

enum bl_status bl_dupes_open(struct bl_store *store, const struct bl_filter *filter, struct bl_dupes **out, struct bl_error *err) {
    struct bl_dupes *d = calloc(1, sizeof *d);
    if (!d) return bl_nomem(err);
    d->store = store;
    d->filtered = filter && filter->root;
    rewind_scan(d, SCAN);
    enum bl_status status = d->filtered ? bl_store_select(store, filter, &d->arena, &d->chosen, err) : BL_OK;
    if (status == BL_OK) status = read_apart(d, err);
    if (status == BL_OK) status = read_last(d, err);
    if (status == BL_OK) status = bl_store_count(store, &d->people, err);
    d->parts = 1 + (int)(d->people * prints_of[0] / PART);
    if (status == BL_OK)
        *out = d;
    else
        bl_dupes_close(d);
    return status;
}

void bl_dupes_close(struct bl_dupes *d) {
    if (!d) return;
    drop_buckets(d);
    free(d->pairs.slots);
    free(d->sorted);
    bl_arena_free(&d->arena);
    free(d);
}

void bl_dupes_free(struct bl_dupes **d) {
    bl_dupes_close(*d);
    *d = NULL;
}
