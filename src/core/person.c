/* People by their marks: addresses as keys that can be compared, names as words.
 *
 * Two rows are the same person only when a key says so, so a key is made rather not than wrongly: a phone without its country, a word without
 * an @ identify nobody. Addresses are compared in ASCII small letters; a host or a local part in other letters is left as it was written. */
#include "bowline/person.h"

#include "bowline/text.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Does s begin with the small-letter word? */
static bool begins(const char *s, size_t n, const char *word) {
    size_t len = strlen(word);
    if (n < len) return false;
    for (size_t i = 0; i < len; i++) {
        if (small(s[i]) != word[i]) return false;
    }
    return true;
}

static bool skip(const char **s, size_t *n, const char *word) {
    if (!begins(*s, *n, word)) return false;
    *s += strlen(word);
    *n -= strlen(word);
    return true;
}

static void add_small(struct bl_buf *out, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) bl_buf_chr(out, small(s[i]));
}

/* ---- e-mail ------------------------------------------------------------------------------------------------------------------- */

static bool local_ok(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] <= ' ' || s[i] == 0x7f || strchr("@,;:<>()[]\\\"", s[i])) return false;
    }
    return n > 0;
}

static bool host_ok(const char *s, size_t n) {
    if (n == 0 || s[0] == '.' || s[n - 1] == '.' || s[0] == '-' || s[n - 1] == '-') return false;
    for (size_t i = 0; i < n; i++) {
        bool other = (unsigned char)s[i] >= 0x80;
        if (!other && !is_letter(s[i]) && !is_digit(s[i]) && s[i] != '-' && s[i] != '.' && s[i] != '_') return false;
        if (s[i] == '.' && s[i + 1] == '.') return false; /* the last byte is no dot, so i + 1 is inside */
    }
    return true;
}

bool bl_email_valid(const char *value, size_t n) {
    const char *at = n > 0 ? memchr(value, '@', n) : NULL;
    if (!at) return false;
    size_t local = (size_t)(at - value);
    return local_ok(value, local) && host_ok(at + 1, n - local - 1);
}

bool bl_email_dotless(const char *value, size_t n) {
    const char *at = n ? memrchr(value, '@', n) : NULL;
    size_t host = at ? n - (size_t)(at + 1 - value) : 0;
    return at && !memchr(at, '.', host + 1) && !(host == 9 && begins(at + 1, host, "localhost"));
}

static void email_key(struct bl_buf *out, const char *s, size_t n) {
    if (n > 2 && s[0] == '<' && s[n - 1] == '>') {
        s++;
        n -= 2;
    }
    skip(&s, &n, "mailto:");
    if (bl_email_valid(s, n)) add_small(out, s, n);
}

/* ---- phone -------------------------------------------------------------------------------------------------------------------- */

enum { PHONE_MIN = 7, PHONE_MAX = 15, PHONE_TEXT = 40 }; /* digits, by E.164 */

/* The length of a word that says "extension" at s, or 0. */
static size_t extension(const char *s, size_t n) {
    static const char *const words[] = {"extension", "ext.", "ext", "x", "#", ";ext="};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (begins(s, n, words[i])) return strlen(words[i]);
    }
    return 0;
}

/* Two colleagues share a switchboard and differ in the extension, so it is part of the key: +46701234567x12. */
static void phone_key(struct bl_buf *out, const char *s, size_t n) {
    char key[PHONE_TEXT] = "+";
    size_t len = 1;
    size_t digits = 0;
    bool extended = false;
    skip(&s, &n, "tel:");
    bl_text_trim(&s, &n);
    if (!skip(&s, &n, "+") && !skip(&s, &n, "00")) return;
    for (size_t i = 0; i < n && len + 1 < PHONE_TEXT; i++) {
        size_t word = extended ? 0 : extension(s + i, n - i);
        if (begins(s + i, n - i, "(0)")) { /* the zero dialled only inside the country */
            i += 2;
        } else if (word > 0) {
            extended = true;
            key[len++] = 'x';
            i += word - 1;
        } else if (is_letter(s[i])) {
            return;
        } else if (is_digit(s[i])) {
            key[len++] = s[i];
            digits += extended ? 0 : 1;
        }
    }
    if (len > 1 && key[len - 1] == 'x') len--;
    if (digits >= PHONE_MIN && digits <= PHONE_MAX && key[1] != '0') bl_buf_add(out, key, len);
}

/* ---- url ---------------------------------------------------------------------------------------------------------------------- */

static int hex(char c) {
    if (is_digit(c)) return c - '0';
    c = small(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Adds s in small letters with %41 as a; an escape that would give a control character stays. */
static void add_decoded(struct bl_buf *out, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int high = s[i] == '%' && i + 2 < n ? hex(s[i + 1]) : -1;
        int low = high >= 0 ? hex(s[i + 2]) : -1;
        int byte = high * 16 + low;
        if (low < 0 || byte <= ' ' || byte == 0x7f) {
            bl_buf_chr(out, small(s[i]));
        } else {
            bl_buf_chr(out, small((char)byte));
            i += 2;
        }
    }
}

static void skip_scheme(const char **s, size_t *n) {
    size_t i = 0;
    while (i < *n && (is_letter((*s)[i]) || is_digit((*s)[i]) || strchr("+-.", (*s)[i]))) i++;
    if (*n >= i + 3 && strncmp(*s + i, "://", 3) == 0) {
        *s += i + 3;
        *n -= i + 3;
    } else {
        skip(s, n, "//");
    }
}

/* The host of an address that is LinkedIn's, in any of its countries: its bytes, or 0. */
static size_t linkedin_host(const char *s, size_t n) {
    static const char name[] = "linkedin.com";
    const size_t len = sizeof name - 1;
    const char *slash = n > 0 ? memchr(s, '/', n) : NULL;
    size_t host = slash ? (size_t)(slash - s) : n;
    if (host < len || memcmp(s + host - len, name, len) != 0) return 0;
    return host == len || s[host - len - 1] == '.' ? host : 0;
}

/* One profile has many addresses: de.linkedin.com/in/x, linkedin.com/in/x/en, linkedin.com/mwlite/in/x. What comes behind the member's own name is a language or a page of the profile. A
 * page without a name, or one whose member stood behind the question mark, is nobody's. */
static void profile_key(struct bl_buf *out, size_t start) {
    static const char in[] = "/in/", *const ways[] = {"/in/", "/mwlite/in/", "/m/in/"};
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    if (out->failed) return;
    const char *s = bl_buf_text(out) + start;
    size_t host = linkedin_host(s, out->len - start);
    if (host == 0) return;
    const char *path = s + host, *who = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && !who; i++)
        if (strncmp(path, ways[i], strlen(ways[i])) == 0) who = path + strlen(ways[i]);
    bool nobody = !*path || strcmp(path, "/in") == 0 || strcmp(path, "/profile/view") == 0 || (who && (!*who || *who == '/'));
    if (!nobody) bl_buf_str(&key, "linkedin.com");
    if (!nobody && who) bl_buf_str(&key, in);
    if (!nobody) bl_buf_add(&key, who ? who : path, who ? strcspn(who, "/") : strlen(path));
    bl_buf_cut(out, start);
    bl_buf_add(out, bl_buf_text(&key), key.len);
    if (key.failed) out->failed = true;
}

static void add_url(struct bl_buf *out, const char *s, size_t n) {
    size_t start = out->len;
    skip_scheme(&s, &n);
    skip(&s, &n, "www.");
    size_t end = 0;
    while (end < n && s[end] != '?' && s[end] != '#') end++;
    while (end > 0 && s[end - 1] == '/') end--;
    add_decoded(out, s, end);
    if (out->failed || bl_text_valid(bl_buf_text(out) + start, out->len - start)) return;
    /* %FF is no text: such an address is compared as it was written. */
    bl_buf_cut(out, start);
    add_small(out, s, end);
}

static void url_key(struct bl_buf *out, const char *s, size_t n) {
    size_t start = out->len;
    add_url(out, s, n);
    profile_key(out, start);
}

void bl_handle_key(struct bl_buf *out, enum bl_handle_kind kind, const char *value) {
    if (!value) return;
    size_t n = strlen(value);
    bl_text_trim(&value, &n);
    switch (kind) {
    case BL_EMAIL: email_key(out, value, n); break;
    case BL_PHONE: phone_key(out, value, n); break;
    case BL_URL: url_key(out, value, n); break;
    }
}

/* ---- names -------------------------------------------------------------------------------------------------------------------- */

const char *bl_person_joined(struct bl_arena *arena, const char *first, const char *last) {
    size_t first_len = first ? strlen(first) : 0;
    size_t last_len = last ? strlen(last) : 0;
    if (first) bl_text_trim(&first, &first_len);
    if (last) bl_text_trim(&last, &last_len);
    if (first_len == 0 && last_len == 0) return NULL;
    if (first_len == 0) return bl_arena_copy(arena, last, last_len);
    if (last_len == 0) return bl_arena_copy(arena, first, first_len);
    char *joined = bl_arena_alloc(arena, first_len + last_len + 2);
    if (!joined) return NULL;
    memcpy(joined, first, first_len);
    joined[first_len] = ' ';
    memcpy(joined + first_len + 1, last, last_len);
    return joined;
}

enum { WORDS = 24 }; /* of a name; what comes after them is not looked at */

struct words {
    const char *at[WORDS];
    size_t len[WORDS];
    size_t n;
};

/* "o'brien-smith" and "maya.chen" are two words each: people type one half of a name, and a log line puts a dot where the space was. */
static void split(const char *key, struct words *out) {
    static const char breaks[] = " -._'";
    out->n = 0;
    while (*key && out->n < WORDS) {
        key += strspn(key, breaks);
        size_t len = strcspn(key, breaks);
        if (len == 0) break;
        out->at[out->n] = key;
        out->len[out->n++] = len;
        key += len;
    }
}

static bool same_word(const struct words *a, size_t i, const struct words *b, size_t j) {
    return a->len[i] == b->len[j] && memcmp(a->at[i], b->at[j], a->len[i]) == 0;
}

static bool same_words(const struct words *a, const struct words *b) {
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++) {
        if (!same_word(a, i, b, i)) return false;
    }
    return true;
}

/* Takes a word of the name, not yet taken, that query word q is (or, unless whole, begins). */
static bool take(const struct words *name, bool taken[WORDS], const struct words *query, size_t q, bool whole) {
    for (size_t i = 0; i < name->n; i++) {
        if (taken[i] || name->len[i] < query->len[q] || memcmp(name->at[i], query->at[q], query->len[q]) != 0) continue;
        if (whole && name->len[i] != query->len[q]) continue;
        taken[i] = true;
        return true;
    }
    return false;
}

/* Can every word of the query have a word of the name to itself? The words that two queries begin are the same, or one's among the other's,
 * or apart; so giving the longer query its word first never takes away one that was needed. */
static bool all_taken(const struct words *name, const struct words *query, bool whole) {
    bool taken[WORDS] = {false};
    bool done[WORDS] = {false};
    for (size_t turn = 0; turn < query->n; turn++) {
        size_t longest = query->n;
        for (size_t q = 0; q < query->n; q++) {
            if (!done[q] && (longest == query->n || query->len[q] > query->len[longest])) longest = q;
        }
        done[longest] = true;
        if (!take(name, taken, query, longest, whole)) return false;
    }
    return true;
}

int bl_who_rank(const char *name_key, const char *query_key) {
    struct words name;
    struct words query;
    split(name_key, &name);
    split(query_key, &query);
    if (query.n == 0) return 0;
    if (same_words(&name, &query)) return 3;
    if (all_taken(&name, &query, true)) return 2;
    return all_taken(&name, &query, false) ? 1 : 0;
}
