/* Blacking out words in texts. A word counts where it stands alone, whatever the case of its ASCII letters; the longest one wins, so that "Maya Chen" goes as one
 * and leaves no "[forgotten] [forgotten]". */
#include "store/black.h"

#include <string.h>

static bool in_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Bytes of the longest word of the list that stands at s + at; 0 when none does. */
static size_t longest(const struct bl__rows *words, const char *s, size_t n, size_t at) {
    const char *const *list = words->at;
    size_t best = 0;
    for (size_t i = 0; i < words->n; i++) {
        size_t len = strlen(list[i]);
        if (len <= best || len > n - at || !bl_text_same_n(list[i], s + at, len)) continue;
        if (at && in_word(s[at - 1]) && in_word(s[at])) continue;
        if (at + len < n && in_word(s[at + len]) && in_word(s[at + len - 1])) continue;
        best = len;
    }
    return best;
}

bool bl__black_text(const struct bl__black *black, const char *s, size_t n, bool near, struct bl_buf *out) {
    bool any = false;
    for (size_t i = 0; i < n;) {
        size_t len = longest(&black->far, s, n, i), other = near ? longest(&black->near, s, n, i) : 0;
        if (other > len) len = other;
        if (len) {
            bl_buf_str(out, BL_FORGOTTEN);
            any = true;
        } else {
            bl_buf_chr(out, s[i]);
        }
        i += len ? len : 1;
    }
    return any;
}

static void sql_black(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
    (void)argc;
    const struct bl__black *black = sqlite3_user_data(ctx);
    const char *text = (const char *)sqlite3_value_text(argv[0]);
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    if (!text) return;
    if (!black || !bl__black_text(black, text, (size_t)sqlite3_value_bytes(argv[0]), sqlite3_value_int(argv[1]) != 0, &out))
        sqlite3_result_value(ctx, argv[0]);
    else if (out.failed)
        sqlite3_result_error_nomem(ctx);
    else
        sqlite3_result_text(ctx, out.data, (int)out.len, SQLITE_TRANSIENT);
}

enum bl_status bl__black_use(struct bl_store *store, const struct bl__black *black, struct bl_error *err) {
    /* Prepared statements hold on to the function they were prepared with. */
    for (int i = 0; i < BL_SQL_COUNT; i++) {
        sqlite3_finalize(store->stmt[i]);
        store->stmt[i] = NULL;
    }
    int rc = sqlite3_create_function_v2(store->db, "bl_black", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, (void *)(uintptr_t)black, sql_black,
                                        NULL, NULL, NULL);
    return rc == SQLITE_OK ? BL_OK : bl__sqlite_error(store, "forget", err);
}
