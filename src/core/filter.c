/* The filter language of list, export, bulk writes and the "/" of the screens (DESIGN section 3.1): text → tree.
 *
 *     either := both { "or" both }        both := single { ["and"] single }
 *     single := ("not" | "-") single | "(" either ")" | test | word
 *
 * A parser by descent, because its errors can say what was expected where. Nesting and the number of terms are limited: the tree is
 * walked by descent as well, and SQLite takes expressions of a certain depth only, so hostile input must end here as an error. */
#include "bowline/filter.h"
#include "bowline/text.h"

#include "filter_parts.h"

#include <string.h>

enum { DEPTH_MOST = 100 };

static enum bl_status parse_either(struct bl__filtering *f, struct bl_node **out);

static bool blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_blanks(struct bl__filtering *f) {
    while (f->at < f->n && blank(f->src[f->at])) f->at++;
}

static bool quote_mark(const struct bl__filtering *f, size_t at) {
    return at < f->n && (f->src[at] == '"' || strncmp(f->src + at, "“", 3) == 0);
}

/* Where a bare word that begins at `at` ends. */
static size_t word_end(const struct bl__filtering *f, size_t at) {
    while (at < f->n && !blank(f->src[at]) && strchr("()", f->src[at]) == NULL && !quote_mark(f, at)) at++;
    return at;
}

/* Is the next word this one? "and:" and quoted words are none. */
static bool at_word(const struct bl__filtering *f, const char *word) {
    size_t len = strlen(word);
    return word_end(f, f->at) == f->at + len && bl_text_same_n(f->src + f->at, word, len);
}

static struct bl_node *join(struct bl__filtering *f, enum bl_node_kind kind, struct bl_node *left, struct bl_node *right) {
    struct bl_node *node = bl_arena_alloc(f->arena, sizeof *node);
    if (node == NULL) return NULL;
    *node = (struct bl_node){.kind = kind, .left = left, .right = right, .at = left->at, .len = right->at + right->len - left->at};
    return node;
}

/* ---- terms ---- */

/* A quoted piece; f->at moves behind it. */
static enum bl_status read_quoted(struct bl__filtering *f, struct bl__piece *out) {
    bool plain = f->src[f->at] == '"';
    size_t open = f->at, start = open + (plain ? 1 : strlen("“"));
    const char *close = strstr(f->src + start, plain ? "\"" : "”");
    if (close == NULL) return bl__filter_fail(f, open, "this quotation mark is never closed");
    *out = (struct bl__piece){start, (size_t)(close - f->src) - start, true};
    f->at = start + out->len + (plain ? 1 : strlen("”"));
    return BL_OK;
}

/* The operator at `at` and its bytes; 0 when there is none. A colon may be followed by a comparison: `last:>30d`. */
static size_t operator_at(const struct bl__filtering *f, size_t at, enum bl_op *op) {
    static const struct {
        const char *text;
        enum bl_op op;
    } ops[] = {{"!=", BL_OP_NE}, {"<=", BL_OP_LE}, {">=", BL_OP_GE}, {"<", BL_OP_LT}, {">", BL_OP_GT}, {"=", BL_OP_EQ}};
    size_t colon = at < f->n && f->src[at] == ':' ? 1 : 0;
    for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
        size_t len = strlen(ops[i].text);
        if (strncmp(f->src + at + colon, ops[i].text, len) != 0) continue;
        *op = ops[i].op;
        return colon + len;
    }
    *op = BL_OP_HAS;
    return colon;
}

/* The value behind an operator; f->at moves behind it. */
static enum bl_status read_value(struct bl__filtering *f, struct bl__piece *out) {
    if (!quote_mark(f, f->at)) {
        *out = (struct bl__piece){f->at, word_end(f, f->at) - f->at, false};
        f->at += out->len;
        return BL_OK;
    }
    return read_quoted(f, out);
}

static enum bl_status read_test(struct bl__filtering *f, struct bl__piece name, struct bl_node **out) {
    struct bl__test test = {.name = name};
    f->at += operator_at(f, f->at, &test.op);
    enum bl_status status = read_value(f, &test.value);
    return status == BL_OK ? bl__filter_test(f, &test, out) : status;
}

static enum bl_status count_term(struct bl__filtering *f) {
    if (++f->terms <= BL__TERMS_MOST) return BL_OK;
    return bl__filter_fail(f, f->at, "this filter is too long: %d words and tests are the most", BL__TERMS_MOST);
}

static enum bl_status parse_term(struct bl__filtering *f, struct bl_node **out) {
    struct bl__piece piece = {.at = f->at};
    enum bl_op op;
    enum bl_status status = count_term(f);
    if (status != BL_OK) return status;
    if (quote_mark(f, f->at)) {
        status = read_quoted(f, &piece);
        if (status != BL_OK) return status;
        if (f->at < f->n && operator_at(f, f->at, &op) > 0) return read_test(f, piece, out);
        return bl__filter_word(f, piece, out);
    }
    size_t end = word_end(f, f->at);
    while (f->at < end && operator_at(f, f->at, &op) == 0) f->at++;
    piece.len = f->at - piece.at;
    if (f->at == end) return bl__filter_word(f, piece, out);
    if (piece.len == 0) return bl__filter_fail(f, piece.at, "a field is missing before this, as in stage:selection (no spaces around it)");
    return read_test(f, piece, out);
}

/* ---- structure ---- */

static enum bl_status deeper(struct bl__filtering *f) {
    if (++f->depth <= DEPTH_MOST) return BL_OK;
    return bl__filter_fail(f, f->at, "this is nested too deep: %d levels are the most", DEPTH_MOST);
}

static enum bl_status parse_group(struct bl__filtering *f, struct bl_node **out) {
    size_t open = f->at++;
    skip_blanks(f);
    if (f->at < f->n && f->src[f->at] == ')') return bl__filter_fail(f, open, "there is nothing between these brackets");
    if (f->at >= f->n) return bl__filter_fail(f, open, "this bracket is never closed");
    enum bl_status status = parse_either(f, out);
    if (status != BL_OK) return status;
    skip_blanks(f);
    if (f->at >= f->n || f->src[f->at] != ')') return bl__filter_fail(f, open, "this bracket is never closed");
    f->at++;
    return BL_OK;
}

static enum bl_status parse_single(struct bl__filtering *f, struct bl_node **out);

/* `not x` and `-x`; the sign stands directly before what it denies. */
static enum bl_status parse_not(struct bl__filtering *f, size_t sign, const char *word, struct bl_node **out) {
    struct bl_node *inner = NULL, *node = bl_arena_alloc(f->arena, sizeof *node);
    size_t at = f->at;
    if (node == NULL) return bl_nomem(f->err);
    f->at += sign;
    bool spaced = f->at < f->n && blank(f->src[f->at]);
    skip_blanks(f);
    if (f->at >= f->n || f->src[f->at] == ')' || (word[0] == '-' && spaced))
        return bl__filter_fail(f, at, "something is missing after “%s”", word);
    enum bl_status status = parse_single(f, &inner);
    if (status == BL_OK && inner == NULL) status = bl__filter_empty(f);
    if (status != BL_OK) return status;
    *node = (struct bl_node){.kind = BL_NODE_NOT, .left = inner, .at = at, .len = f->at - at};
    *out = node;
    return BL_OK;
}

static enum bl_status parse_single(struct bl__filtering *f, struct bl_node **out) {
    enum bl_status status = deeper(f);
    if (status != BL_OK) return status;
    if (at_word(f, "or") || at_word(f, "and")) {
        status = bl__filter_fail(f, f->at, "something is missing before “%.*s”", at_word(f, "or") ? 2 : 3, f->src + f->at);
    } else if (at_word(f, "not")) {
        status = parse_not(f, 3, "not", out);
    } else if (f->src[f->at] == '-') {
        status = parse_not(f, 1, "-", out);
    } else if (f->src[f->at] == '(') {
        status = parse_group(f, out);
    } else {
        status = parse_term(f, out);
    }
    f->depth--;
    return status;
}

static bool more(struct bl__filtering *f) {
    skip_blanks(f);
    return f->at < f->n && f->src[f->at] != ')';
}

/* After `and` or `or` something must follow. */
static enum bl_status take_word(struct bl__filtering *f, size_t len) {
    size_t at = f->at;
    f->at += len;
    if (more(f)) return BL_OK;
    return bl__filter_fail(f, at, "something is missing after “%.*s”", (int)len, f->src + at);
}

/* A run of what all must hold; words that say nothing are passed over, unless there is nothing else. */
static enum bl_status parse_both(struct bl__filtering *f, struct bl_node **out) {
    struct bl_node *left = NULL, *right = NULL;
    enum bl_status status = parse_single(f, &left);
    while (status == BL_OK && more(f) && !at_word(f, "or")) {
        if (at_word(f, "and")) status = take_word(f, 3);
        if (status == BL_OK) status = parse_single(f, &right);
        if (status != BL_OK) return status;
        struct bl_node *pair = left != NULL && right != NULL ? join(f, BL_NODE_AND, left, right) : NULL;
        if (left != NULL && right != NULL && pair == NULL) return bl_nomem(f->err);
        left = pair != NULL ? pair : left != NULL ? left : right;
    }
    if (status == BL_OK && left == NULL) return bl__filter_empty(f);
    if (status == BL_OK) *out = left;
    return status;
}

static enum bl_status parse_either(struct bl__filtering *f, struct bl_node **out) {
    struct bl_node *left = NULL, *right = NULL;
    enum bl_status status = parse_both(f, &left);
    while (status == BL_OK && more(f) && at_word(f, "or")) {
        status = take_word(f, 2);
        if (status == BL_OK) status = parse_both(f, &right);
        if (status != BL_OK) return status;
        left = join(f, BL_NODE_OR, left, right);
        if (left == NULL) return bl_nomem(f->err);
    }
    if (status == BL_OK) *out = left;
    return status;
}

enum bl_status bl_filter_parse(const char *text, bl_day today, struct bl_strs custom, struct bl_arena *arena, struct bl_filter *out,
                               struct bl_error *err) {
    struct bl__filtering f = {.today = today, .custom = custom, .arena = arena, .err = err};
    struct bl_node *root = NULL;
    f.src = bl_arena_str(arena, text == NULL ? "" : text);
    if (f.src == NULL) return bl_nomem(err);
    f.n = strlen(f.src);
    skip_blanks(&f);
    if (f.at < f.n) {
        enum bl_status status = f.src[f.at] == ')' ? BL_OK : parse_either(&f, &root);
        if (status != BL_OK) return status;
        skip_blanks(&f);
        if (f.at < f.n) return bl__filter_fail(&f, f.at, "this bracket was never opened");
    }
    *out = (struct bl_filter){.source = f.src, .root = root, .names_status = f.names_status};
    return BL_OK;
}
