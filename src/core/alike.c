/* What two people have in common that one person would: names with their parts in another order, initials, one letter amiss, an address that spells a name, a number
 * without its country. Each likeness has a fingerprint by which candidates meet, so that nobody is compared with everybody, and a judge that looks at the two. */
#include "bowline/alike.h"

#include "bowline/text.h"

#include <string.h>

enum { JOINED_LEAST = 5 };

/* ---- words of a name --------------------------------------------------------------------------------------------------------------- */

static bool is_title(const char *s, size_t n) {
    static const char *const titles[] = {"dr", "prof", "mr",  "mrs", "ms", "mx", "phd", "ph.d",
                                         "md", "mba",  "msc", "bsc", "jr", "sr", "ing", "dipl"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strlen(titles[i]) == n && memcmp(titles[i], s, n) == 0) return true;
    return false;
}

void bl_name_split(const char *name_key, struct bl_name_words *out) {
    *out = (struct bl_name_words){.n = 0};
    for (const char *s = name_key; *s && out->n < BL_NAME_WORDS;) {
        s += strspn(s, " ");
        size_t n = strcspn(s, " "), len = n;
        while (len > 0 && s[len - 1] == '.') len--;
        if (len > 0 && !is_title(s, len)) {
            out->at[out->n] = s;
            out->len[out->n++] = len;
        }
        s += n;
    }
}

static int compare(const struct bl_name_words *a, size_t i, const struct bl_name_words *b, size_t k) {
    size_t n = a->len[i] < b->len[k] ? a->len[i] : b->len[k];
    int by = memcmp(a->at[i], b->at[k], n);
    return by ? by : a->len[i] < b->len[k] ? -1 : a->len[i] > b->len[k];
}

static bool equal(const struct bl_name_words *a, size_t i, const struct bl_name_words *b, size_t k) {
    return a->len[i] == b->len[k] && memcmp(a->at[i], b->at[k], a->len[i]) == 0;
}

static void sort(struct bl_name_words *words) {
    for (size_t i = 1; i < words->n; i++)
        for (size_t k = i; k > 0 && compare(words, k - 1, words, k) > 0; k--) {
            const char *at = words->at[k];
            size_t len = words->len[k];
            words->at[k] = words->at[k - 1];
            words->len[k] = words->len[k - 1];
            words->at[k - 1] = at;
            words->len[k - 1] = len;
        }
}

/* ---- fingerprints: FNV-1a, never 0 ------------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h;
}

static const uint64_t begin = 14695981039346656037u;

/* The low bits of FNV know the last bytes best; what is sorted by the high ones wants them too. */
static uint64_t end(uint64_t h) {
    h ^= h >> 32;
    h *= 0x9E3779B97F4A7C15u;
    h ^= h >> 29;
    return h ? h : 1;
}

uint64_t bl_name_print(const struct bl_name_words *words) {
    struct bl_name_words sorted = *words;
    uint64_t h = begin;
    sort(&sorted);
    for (size_t i = 0; i < sorted.n; i++) h = mix(mix(h, sorted.at[i], sorted.len[i]), " ", 1);
    return end(h);
}

uint64_t bl_name_print_without(const struct bl_name_words *words, size_t left_out, const char *before) {
    uint64_t h = mix(begin, before, strlen(before));
    for (size_t i = 0; i < words->n; i++) {
        h = mix(h, "\n", 1);
        if (i != left_out) h = mix(h, words->at[i], words->len[i]);
    }
    return end(h);
}

uint64_t bl_name_print_initial(const struct bl_name_words *words, const char *company_key) {
    if (words->n < 2) return 0;
    uint64_t h = mix(begin, company_key, strlen(company_key));
    h = mix(mix(h, "\n", 1), words->at[0], bl_text_next(words->at[0], words->len[0]).bytes);
    return end(mix(mix(h, " ", 1), words->at[words->n - 1], words->len[words->n - 1]));
}

/* Letters and digits of a word; what a key holds besides them (- _ ' . + @) parts nothing here. */
static uint64_t mix_plain(uint64_t h, const char *s, size_t n, size_t *count) {
    for (size_t i = 0; i < n; i++) {
        if (strchr(".-_'+@ ", s[i])) continue;
        h = mix(h, s + i, 1);
        ++*count;
    }
    return h;
}

uint64_t bl_name_print_joined(const struct bl_name_words *words, bool backwards) {
    size_t count = 0, n = words->n;
    uint64_t h = begin;
    if (n < 2) return 0;
    if (backwards) h = mix_plain(h, words->at[n - 1], words->len[n - 1], &count);
    for (size_t i = 0; i < n - (size_t)backwards; i++) h = mix_plain(h, words->at[i], words->len[i], &count);
    return count < JOINED_LEAST ? 0 : end(h);
}

uint64_t bl_email_print(const char *email) {
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    size_t n = strcspn(email, "@+"), count = 0;
    bl_text_fold(&key, email, n);
    if (key.failed) return 0;
    uint64_t h = mix_plain(begin, bl_buf_text(&key), key.len, &count);
    return count < JOINED_LEAST ? 0 : end(h);
}

/* ---- judges ------------------------------------------------------------------------------------------------------------------------ */

bool bl_name_same_words(const struct bl_name_words *a, const struct bl_name_words *b) {
    struct bl_name_words x = *a, y = *b;
    if (x.n != y.n || !x.n) return false;
    sort(&x);
    sort(&y);
    for (size_t i = 0; i < x.n; i++)
        if (!equal(&x, i, &y, i)) return false;
    return true;
}

bool bl_name_one_edit(const struct bl_name_words *a, const struct bl_name_words *b) {
    size_t differs = BL_NAME_WORDS;
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++) {
        if (equal(a, i, b, i)) continue;
        if (differs != BL_NAME_WORDS) return false;
        differs = i;
    }
    if (differs == BL_NAME_WORDS) return false;
    char x[64], y[64];
    size_t n = a->len[differs], m = b->len[differs];
    if (n >= sizeof x || m >= sizeof y || (n > m ? n : m) < 4 || (n < m ? n : m) < 3) return false;
    memcpy(x, a->at[differs], n);
    memcpy(y, b->at[differs], m);
    x[n] = y[m] = '\0';
    return bl_text_distance(x, y) == 1;
}

static bool shortens(const struct bl_name_words *a, const struct bl_name_words *b) {
    size_t letter = bl_text_next(a->at[0], a->len[0]).bytes;
    return a->len[0] == letter && b->len[0] > letter && memcmp(a->at[0], b->at[0], letter) == 0;
}

bool bl_name_initial(const struct bl_name_words *a, const struct bl_name_words *b) {
    if (a->n < 2 || b->n < 2 || !equal(a, a->n - 1, b, b->n - 1)) return false;
    return shortens(a, b) || shortens(b, a);
}

/* ---- phones ------------------------------------------------------------------------------------------------------------------------ */

/* The digits without what stands before a number: +, 00, the trunk 0. *country: it says which country. */
static size_t digits(const char *value, char out[32], bool *country) {
    size_t n = 0, skip = 0;
    for (const char *s = value; *s && n < 31; s++)
        if (*s >= '0' && *s <= '9') out[n++] = *s;
    *country = value[strspn(value, " (")] == '+' || (n > 2 && out[0] == '0' && out[1] == '0');
    while (skip < n && out[skip] == '0') skip++;
    memmove(out, out + skip, n - skip);
    return n - skip;
}

uint64_t bl_phone_print(const char *value) {
    char all[32];
    bool country;
    size_t n = digits(value, all, &country);
    return n < BL_PHONE_TAIL ? 0 : end(mix(begin, all + n - BL_PHONE_TAIL, BL_PHONE_TAIL));
}

bool bl_phone_same_tail(const char *a, const char *b) {
    char x[32], y[32];
    bool country_x, country_y;
    size_t n = digits(a, x, &country_x), m = digits(b, y, &country_y);
    size_t least = n < m ? n : m, most = n < m ? m : n;
    bool same = least >= BL_PHONE_TAIL && most - least <= 4 && memcmp(x + n - least, y + m - least, least) == 0;
    return same && (n == m || (n < m ? !country_x : !country_y)); /* the shorter one names no country of its own */
}

bool bl_phone_same_digits(const char *a, const char *b) {
    size_t digits = 0;
    if ((*a == '+') != (*b == '+')) return false;
    for (;; a++, b++) {
        while (*a && strchr(" ()/.-+", *a)) a++;
        while (*b && strchr(" ()/.-+", *b)) b++;
        if (*a != *b) return false;
        if (!*a) return digits > 0;
        if (*a < '0' || *a > '9') return false;
        digits++;
    }
}
