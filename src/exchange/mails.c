/* A list of mails: addresses and nothing else, one a line, as they are copied from a mail program: ann@x.example, Carl Jones <carl@x.example>, "Dahl, Eva" <eva@x.example>.
 * Such a list has no columns. Looked at as a table, one line with a comma in it would make two columns of all, and a quote in front of a name would swallow its
 * neighbours. Only where most lines are addresses through and through is a file such a list. */
#include "exchange/internal.h"

#include <string.h>

/* Up to a comma or a semicolon that stands in no quotes. */
static size_t piece_of(const char *s, size_t n) {
    bool quoted = false;
    size_t i = 0;
    for (; i < n && (quoted || (s[i] != ',' && s[i] != ';')); i++)
        if (s[i] == '"') quoted = !quoted;
    return i;
}

/* ann@x.example, or anything before <ann@x.example>. */
static bool one_address(const char *s, size_t n) {
    bl__value_bare(&s, &n);
    const char *open = n && s[n - 1] == '>' ? memrchr(s, '<', n) : NULL;
    if (open) {
        n -= (size_t)(open - s) + 2;
        s = open + 1;
    }
    return bl_email_valid(s, n) && memchr(s, '.', n);
}

/* How many addresses the line is made of; 0: there is something else in it. */
static size_t addresses(const char *s, size_t n) {
    size_t found = 0;
    for (;;) {
        size_t k = piece_of(s, n);
        if (!one_address(s, k)) return 0;
        found++;
        if (k == n) return found;
        s += k + 1;
        n -= k + 1;
        bl_text_trim(&s, &n);
        if (!n) return found; /* a list that was broken into lines ends them with its comma */
    }
}

struct bl__mails bl__mails_in(const char *text, size_t n) {
    struct bl__mails mails = {0};
    size_t lines = 0, whole = 0, all = 0;
    int64_t line = 0;
    for (size_t at = 0; at < n;) {
        const char *s = text + at, *end = memchr(s, '\n', n - at);
        size_t len = end ? (size_t)(end - s) : n - at;
        at += len + 1;
        line++;
        bl_text_trim(&s, &len);
        if (!len) continue;
        size_t found = addresses(s, len);
        lines++;
        whole += found > 0;
        all += found;
        if (found > 1 && !mails.several) mails.several = line;
    }
    if (whole * 3 < lines * 2 || memchr(text, '\t', n)) return (struct bl__mails){0};
    mails.are = whole > 0;
    if (all < 3) mails.several = 0; /* two addresses beside each other may well be of one person */
    return mails;
}
