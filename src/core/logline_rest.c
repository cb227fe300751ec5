/* The text that remains when head, promises, moves and tags are taken out of a log line.
 *
 * Pieces are joined as a careful editor would: one space where a token stood, no comma left hanging at either end, no second full stop, no
 * empty brackets, no empty line where a line held nothing but tokens. What the user typed elsewhere, line breaks included, is not touched. */
#include "logline_parts.h"

#include <string.h>

static char last(const struct bl_buf *out) {
    return out->len > 0 ? out->data[out->len - 1] : '\n';
}

static bool one_of(char c, const char *set) {
    return c != '\0' && strchr(set, c) != NULL;
}

static void trim_blanks(struct bl_buf *out) {
    size_t len = out->len;
    while (len > 0 && (out->data[len - 1] == ' ' || out->data[len - 1] == '\t')) len--;
    if (len < out->len) bl_buf_cut(out, len);
}

static size_t dash_at(struct bl__line line, size_t at) {
    if (bl__starts(line, at, "--")) return 2;
    return bl__starts(line, at, "—") || bl__starts(line, at, "–") ? strlen("—") : 0;
}

/* Bytes of the punctuation mark at `at`, 0 when there is none or a word begins with it (".5"). */
static size_t mark_at(struct bl__line line, size_t at) {
    static const char *const wide[] = {"…", "。", "！", "？"};
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (bl__starts(line, at, wide[i])) return strlen(wide[i]);
    }
    return at < line.n && one_of(line.s[at], ",;:.!?") && bl__wordchar_at(line, at + 1) == 0 ? 1 : 0;
}

/* A mark that follows the removed token directly finds its place in what stands before, or none. */
static void join_mark(struct bl_buf *out, const char *mark, size_t len) {
    struct bl__line before = {bl_buf_text(out), out->len};
    if (one_of(last(out), "\n.!?([{") || (out->len >= 3 && mark_at(before, out->len - 3) == 3)) return;
    if (one_of(last(out), ",;:")) bl_buf_cut(out, out->len - 1);
    trim_blanks(out);
    if (out->len > 0) bl_buf_add(out, mark, len);
}

static bool closes_empty(const struct bl_buf *out, char c) {
    char before = last(out);
    return (before == '(' && c == ')') || (before == '[' && c == ']') || (before == '{' && c == '}');
}

/* Takes from the beginning of the piece what the removal left without a home; returns where the piece goes on. */
static size_t join(struct bl_buf *out, struct bl__line line, size_t at, size_t to) {
    bool direct = !bl__word_start(line, at); /* a mark that stands by itself (":)") is a word of the user's */
    trim_blanks(out);
    while (at < to) {
        char c = line.s[at];
        if (c == ' ' || c == '\t') {
            direct = false;
            at++;
        } else if (direct && mark_at(line, at) > 0) {
            join_mark(out, line.s + at, mark_at(line, at));
            at += mark_at(line, at);
        } else if (closes_empty(out, c)) {
            bl_buf_cut(out, out->len - 1);
            trim_blanks(out);
            at++;
        } else if (c == '\n' && last(out) == '\n') {
            at++;
        } else if (last(out) == '\n' && dash_at(line, at) > 0 && bl__word_end(line, at + dash_at(line, at))) {
            at += dash_at(line, at);
        } else {
            break;
        }
    }
    return at;
}

void bl__rest_keep(struct bl__rest *rest, struct bl__line line, size_t from, size_t to) {
    struct bl_buf *out = &rest->out;
    if (rest->gap) {
        from = join(out, line, from, to);
        if (from >= to) return;
        if (!one_of(last(out), "\n([{") && !one_of(line.s[from], "\n)]}")) bl_buf_chr(out, ' ');
    }
    bl_buf_add(out, line.s + from, to - from);
    rest->gap = false;
}

void bl__rest_finish(struct bl__rest *rest) {
    struct bl_buf *out = &rest->out;
    while (rest->gap && out->len > 0) {
        size_t len = out->len;
        trim_blanks(out);
        struct bl__line line = {out->data, out->len};
        if (one_of(last(out), ",;:\n") && out->len > 0) {
            bl_buf_cut(out, out->len - 1);
        } else if (out->len >= 3 && dash_at(line, out->len - 3) == 3) {
            bl_buf_cut(out, out->len - 3);
        } else if (out->len >= 2 && bl__starts(line, out->len - 2, "--") && bl__word_start(line, out->len - 2)) {
            bl_buf_cut(out, out->len - 2);
        }
        if (out->len == len) break;
    }
}
