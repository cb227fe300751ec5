/* The judges of a block: are these two alike, and in what? And the pairs they made, each with all its reasons. */
#include "store/dupes.h"

#include <stdlib.h>
#include <string.h>

/* ---- by name ----------------------------------------------------------------------------------------------------------------------- */

enum firm { FIRM_SAME, FIRM_BLANK, FIRM_OTHER };

static enum firm firms(const struct bl__member *a, const struct bl__member *b) {
    if (!*a->company_key || !*b->company_key) return FIRM_BLANK;
    return strcmp(a->company_key, b->company_key) == 0 ? FIRM_SAME : FIRM_OTHER;
}

int bl__alike_names(const struct bl__member *a, const struct bl__member *b) {
    enum firm firm = firms(a, b);
    if (strcmp(a->name_key, b->name_key) == 0)
        return firm == FIRM_SAME ? BL_ALIKE_NAME_COMPANY : firm == FIRM_BLANK ? BL_ALIKE_NAME : BL_ALIKE_NAME_OTHER;
    if (!bl_name_same_words(&a->words, &b->words)) return -1;
    return firm == FIRM_OTHER ? BL_ALIKE_WORDS_OTHER : BL_ALIKE_WORDS;
}

int bl__alike_letter(const struct bl__member *a, const struct bl__member *b) {
    enum firm firm = firms(a, b);
    if (firm == FIRM_OTHER || !bl_name_one_edit(&a->words, &b->words)) return -1;
    return firm == FIRM_SAME ? BL_ALIKE_LETTER : BL_ALIKE_LETTER_BLANK;
}

int bl__alike_initial(const struct bl__member *a, const struct bl__member *b) {
    return firms(a, b) == FIRM_SAME && bl_name_initial(&a->words, &b->words) ? BL_ALIKE_INITIAL : -1;
}

enum bl_status bl__dupes_members(struct bl_store *store, const struct bl__print *run, size_t n, struct bl_arena *arena,
                                 struct bl__member *out, size_t *count, struct bl_error *err) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_BULK_KEYS_OF, err);
        bool row = false;
        if (!stmt) return err->status;
        bl__bind_int(stmt, ":id", run[i].person);
        enum bl_status status = bl__row(store, stmt, &row, err);
        struct bl__member m = {.id = run[i].person};
        if (status == BL_OK && row) m.name_key = bl__col_text(stmt, 0, arena), m.company_key = bl__col_text(stmt, 1, arena);
        sqlite3_reset(stmt);
        if (status != BL_OK) return status;
        if (row && (!m.name_key || !m.company_key)) return bl_nomem(err);
        if (!row) continue;
        bl_name_split(m.name_key, &m.words);
        out[kept++] = m;
    }
    *count = kept;
    return BL_OK;
}

/* ---- by address -------------------------------------------------------------------------------------------------------------------- */

struct handle {
    const char *value, *key;
};

static enum bl_status read_handle(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err) {
    struct handle *h = slot;
    *h = (struct handle){bl__col_text(stmt, 0, arena), bl__col_text(stmt, 1, arena)};
    return h->value && h->key ? BL_OK : bl_nomem(err);
}

static enum bl_status handles(struct bl_store *store, int64_t person, int kind, struct bl_arena *arena, struct bl__rows *out,
                              struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_DUPES_HANDLES_OF, err);
    if (!stmt) return err->status;
    *out = (struct bl__rows){.size = sizeof(struct handle), .arena = arena};
    bl__bind_int(stmt, ":person", person);
    bl__bind_int(stmt, ":kind", kind);
    return bl__collect(store, stmt, read_handle, out, err);
}

static enum bl_status both(struct bl_store *store, int64_t a, int64_t b, int kind, struct bl_arena *arena, struct bl__rows of[2],
                           struct bl_error *err) {
    enum bl_status status = handles(store, a, kind, arena, &of[0], err);
    return status == BL_OK ? handles(store, b, kind, arena, &of[1], err) : status;
}

enum bl_status bl__alike_address(struct bl_store *store, int64_t a, int64_t b, int kind, struct bl_arena *arena, const char **text,
                                 struct bl_error *err) {
    struct bl__rows of[2];
    bool tail = kind == BL__PHONE_TAIL;
    enum bl_status status = both(store, a, b, tail ? BL_PHONE : kind, arena, of, err);
    const struct handle *x = of[0].at, *y = of[1].at;
    for (size_t i = 0; status == BL_OK && i < of[0].n; i++)
        for (size_t k = 0; k < of[1].n; k++) {
            bool equal = *x[i].key && strcmp(x[i].key, y[k].key) == 0;
            if (tail ? !equal && bl_phone_same_tail(x[i].value, y[k].value) : equal && (kind != BL_URL || strchr(x[i].key, '/')))
                *text = x[i].value;
        }
    return status;
}

/* The place of a profile: all before the first slash of its key. */
static bool one_place(const char *a, const char *b) {
    size_t n = strcspn(a, "/");
    return a[n] && n == strcspn(b, "/") && memcmp(a, b, n) == 0;
}

enum bl_status bl__alike_against(struct bl_store *store, int64_t a, int64_t b, bool *yes, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows of[2];
    enum bl_status status = both(store, a, b, BL_URL, &arena, of, err);
    const struct handle *x = of[0].at, *y = of[1].at;
    bool other = false;
    for (size_t i = 0; status == BL_OK && i < of[0].n; i++)
        for (size_t k = 0; k < of[1].n; k++) other = other || one_place(x[i].key, y[k].key);
    if (status == BL_OK) *yes = other; /* one in common would have made it a reason for them */
    return status;
}

/* Does an address of a spell the name of b? */
static enum bl_status spells(struct bl_store *store, const struct bl__member *a, const struct bl__member *b, struct bl_arena *arena,
                             bool *yes, struct bl_error *err) {
    struct bl__rows rows;
    enum bl_status status = handles(store, a->id, BL_EMAIL, arena, &rows, err);
    const struct handle *x = rows.at;
    for (size_t i = 0; status == BL_OK && i < rows.n; i++) {
        uint64_t print = bl_email_print(x[i].value);
        if (print && (print == bl_name_print_joined(&b->words, false) || print == bl_name_print_joined(&b->words, true))) *yes = true;
    }
    return status;
}

enum bl_status bl__alike_all(struct bl_store *store, int64_t a, int64_t b, unsigned *why, bool *against, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const struct bl__print run[2] = {{0, 0, (uint32_t)a}, {0, 0, (uint32_t)b}};
    struct bl__member m[2];
    unsigned found = 0;
    size_t n = 0;
    bool spelt = false, other = false;
    enum bl_status status = bl__dupes_members(store, run, 2, &arena, m, &n, err);
    for (int kind = BL_EMAIL; status == BL_OK && n == 2 && kind <= BL__PHONE_TAIL; kind++) {
        static const int bits[] = {
            [BL_EMAIL] = BL_ALIKE_EMAIL, [BL_PHONE] = BL_ALIKE_PHONE, [BL_URL] = BL_ALIKE_URL, [BL__PHONE_TAIL] = BL_ALIKE_TAIL};
        const char *text = NULL;
        status = bl__alike_address(store, a, b, kind, &arena, &text, err);
        if (text) found |= 1u << bits[kind];
    }
    if (status != BL_OK || n < 2) return status;
    const int by_name[] = {bl__alike_names(&m[0], &m[1]), bl__alike_letter(&m[0], &m[1]), bl__alike_initial(&m[0], &m[1])};
    for (size_t i = 0; i < 3; i++)
        if (by_name[i] >= 0) found |= 1u << by_name[i];
    if (!bl_name_same_words(&m[0].words, &m[1].words)) {
        status = spells(store, &m[0], &m[1], &arena, &spelt, err);
        if (status == BL_OK) status = spells(store, &m[1], &m[0], &arena, &spelt, err);
    }
    if (spelt) found |= 1u << BL_ALIKE_SPELLS;
    bool addressed = found & (1u << BL_ALIKE_EMAIL | 1u << BL_ALIKE_PHONE | 1u << BL_ALIKE_URL);
    if (status == BL_OK && !addressed) status = bl__alike_against(store, a, b, &other, err);
    if (status == BL_OK) *why = found, *against = other;
    return status;
}

/* ---- pairs -------------------------------------------------------------------------------------------------------------------------- */

static bool among(const struct bl_ids *ids, int64_t id) {
    size_t lo = 0, hi = ids->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (ids->at[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < ids->n && ids->at[lo] == id;
}

static bool set_apart(const struct bl_ids *apart, int64_t a, int64_t b) {
    size_t lo = 0, hi = apart->n / 2;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const int64_t *pair = apart->at + 2 * mid;
        if (pair[0] < a || (pair[0] == a && pair[1] < b))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < apart->n / 2 && apart->at[2 * lo] == a && apart->at[2 * lo + 1] == b;
}

static struct bl__pair *slot_of(const struct bl__pairs *pairs, uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
    size_t i = (size_t)(h >> 32) % pairs->size;
    while (pairs->slots[i].a && (pairs->slots[i].a != a || pairs->slots[i].b != b)) i = i + 1 == pairs->size ? 0 : i + 1;
    return &pairs->slots[i];
}

static enum bl_status grow(struct bl__pairs *pairs, struct bl_error *err) {
    struct bl__pairs bigger = {.size = pairs->size ? 2 * pairs->size : 256, .used = pairs->used, .more = pairs->more};
    bigger.slots = calloc(bigger.size, sizeof *bigger.slots);
    if (!bigger.slots) return bl_nomem(err);
    for (size_t i = 0; i < pairs->size; i++)
        if (pairs->slots[i].a) *slot_of(&bigger, pairs->slots[i].a, pairs->slots[i].b) = pairs->slots[i];
    free(pairs->slots);
    *pairs = bigger;
    return BL_OK;
}

enum bl_status bl__pair_add(struct bl_dupes *d, int64_t one, int64_t other, int why, struct bl_error *err) {
    int64_t a = one < other ? one : other, b = one < other ? other : one;
    if (d->filtered && !among(&d->chosen, a) && !among(&d->chosen, b)) return BL_OK;
    if (set_apart(&d->apart, a, b)) return BL_OK;
    if (4 * (d->pairs.used + 1) > 3 * d->pairs.size) {
        enum bl_status status = grow(&d->pairs, err);
        if (status != BL_OK) return status;
    }
    struct bl__pair *pair = slot_of(&d->pairs, (uint32_t)a, (uint32_t)b);
    if (!pair->a && d->pairs.used == BL__DUPES_KEPT) {
        d->pairs.more++; /* the passes go from strong to weak */
        return BL_OK;
    }
    if (!pair->a) {
        *pair = (struct bl__pair){.a = (uint32_t)a, .b = (uint32_t)b};
        d->pairs.used++;
    }
    pair->why = (uint16_t)(pair->why | 1u << why);
    return BL_OK;
}
