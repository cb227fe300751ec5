/* Words: one idea of where a word begins for the full-text index and for looking row by row, so that a list does not change when the program
 * goes from one to the other. It is that of FTS5's unicode61: letters and digits are words, everything else stands between them. */
#include "store/words.h"
#include "store/black.h"
#include "store/past.h"
#include "store/touched.h"

#include "store/internal.h"

#include <string.h>

static bool word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

bool bl__begins_word(const char *text, size_t n, const char *query, size_t m) {
    if (m == 0) return true;
    for (size_t i = 0; i + m <= n; i++) {
        const char *at = memchr(text + i, query[0], n - i - m + 1);
        if (!at) return false;
        i = (size_t)(at - text);
        bool begins = i == 0 || !word_byte(query[0]) || !word_byte(text[i - 1]);
        if (begins && memcmp(at, query, m) == 0) return true;
    }
    return false;
}

/* ---- queries of full text ------------------------------------------------------------------------------------------------------ */

static void match_one(struct bl_buf *out, const char *word, size_t n, bool prefix) {
    if (out->len) bl_buf_str(out, " AND ");
    bl_buf_chr(out, '"');
    bl_buf_add(out, word, n);
    bl_buf_str(out, prefix ? "\"*" : "\"");
}

const char *bl__word_next(const char *s, size_t *n) {
    while (*s && !word_byte(*s)) s++;
    for (*n = 0; word_byte(s[*n]);) ++*n;
    return *n ? s : NULL;
}

void bl__match_words(struct bl_buf *out, const char *folded, size_t least, bool prefix) {
    size_t n = 0;
    for (const char *s = folded; (s = bl__word_next(s, &n)) != NULL; s += n)
        if (n >= least) match_one(out, s, n, prefix);
}

static bool has_word(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (word_byte(s[i])) return true;
    return false;
}

/* Bytes of a quotation mark at s, 0 when there is none. */
static size_t mark(const char *s) {
    if (*s == '"') return 1;
    return strncmp(s, "“", 3) == 0 || strncmp(s, "”", 3) == 0 ? 3 : 0;
}

void bl__match_said(struct bl_buf *out, const char *text) {
    for (const char *s = text; *s;) {
        size_t quote = mark(s), n = 0;
        s += quote;
        while (s[n] && !mark(s + n) && (quote || (s[n] != ' ' && s[n] != '\t' && s[n] != '\n' && s[n] != '\r'))) n++;
        if (has_word(s, n)) match_one(out, s, n, !quote);
        s += n;
        if (quote)
            s += mark(s);
        else
            s += *s && !mark(s);
    }
}

void bl__match_phrase(struct bl_buf *out, const char *text, bool prefix) {
    size_t n = strlen(text);
    if (!has_word(text, n)) return;
    size_t start = out->len;
    match_one(out, text, n, prefix);
    for (size_t i = start, quotes = 0; !out->failed && i + (prefix ? 2 : 1) < out->len; i++) /* marks inside part words, as any sign does */
        if (out->data[i] == '"' && quotes++) out->data[i] = ' ';
}

/* ---- SQL functions ------------------------------------------------------------------------------------------------------------- */

/* bl_words(text, query), bl_words(text, more, query): a word of one of the texts begins with the query. */
static void sql_words(sqlite3_context *context, int argc, sqlite3_value **argv) {
    const char *query = (const char *)sqlite3_value_text(argv[argc - 1]);
    size_t m = (size_t)sqlite3_value_bytes(argv[argc - 1]);
    bool found = false;
    for (int i = 0; i < argc - 1 && query && !found; i++) {
        const char *text = (const char *)sqlite3_value_text(argv[i]);
        if (text) found = bl__begins_word(text, (size_t)sqlite3_value_bytes(argv[i]), query, m);
    }
    sqlite3_result_int(context, found);
}

/* bl_fold(text): its comparison key; NULL of NULL. */
static void sql_fold(sqlite3_context *context, int argc, sqlite3_value **argv) {
    (void)argc;
    const char *text = (const char *)sqlite3_value_text(argv[0]);
    if (!text) return;
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    bl_text_fold(&key, text, (size_t)sqlite3_value_bytes(argv[0]));
    if (key.failed)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text(context, bl_buf_text(&key), (int)key.len, SQLITE_TRANSIENT);
}

enum bl_status bl__functions(struct bl_store *store, struct bl_error *err) {
    const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    static const struct {
        const char *name;
        int args;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"bl_words", 2, sql_words}, {"bl_words", 3, sql_words}, {"bl_fold", 1, sql_fold}};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sqlite3_create_function_v2(store->db, functions[i].name, functions[i].args, how, NULL, functions[i].call, NULL, NULL, NULL) !=
            SQLITE_OK)
            return bl__sqlite_error(store, "open", err);
    enum bl_status status = bl__codec(store, err);
    if (status == BL_OK) status = bl__past_function(store, err);
    if (status == BL_OK) status = bl__touched_use(store, err);
    return status == BL_OK ? bl__black_use(store, NULL, err) : status;
}
