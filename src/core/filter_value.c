/* One test of the filter language, `field:value`, given its meaning: field, operator and value → a node the store can compile.
 *
 * Shapes that mean the same leave here as one: `last:over30d` is `last:>30d`, an open range is a comparison, `created:>30d` a day before which,
 * so that the store knows few cases. Ranges of `last`, `next` and `created` are calendar days. */
#include "filter_parts.h"

#include "bowline/text.h"

#include <string.h>

struct value {
    char *text;
    size_t at;
    bool quoted;
};

static struct bl_node *node_new(struct bl__filtering *f, enum bl_node_kind kind, size_t at, size_t len) {
    struct bl_node *node = bl_arena_alloc(f->arena, sizeof *node);
    if (node == NULL) return NULL;
    node->kind = kind;
    node->at = at;
    node->len = len;
    return node;
}

static bool is(const struct value *value, const char *word) {
    return !value->quoted && bl_text_same(value->text, word);
}

static const char *op_text(enum bl_op op) {
    static const char *const texts[] = {":", "=", "!=", "<", "<=", ">", ">="};
    return texts[op];
}

static bool compares(enum bl_op op) {
    return op >= BL_OP_LT;
}

/* A dated field counts back from today: more days ago is an earlier day. */
static enum bl_op turned(enum bl_op op) {
    switch (op) {
    case BL_OP_LT: return BL_OP_GT;
    case BL_OP_LE: return BL_OP_GE;
    case BL_OP_GT: return BL_OP_LT;
    case BL_OP_GE: return BL_OP_LE;
    default: return op;
    }
}

/* ---- text ---- */

static enum bl_status text_value(struct bl__filtering *f, const struct value *value, bool raw, struct bl_node *node) {
    const char *key = bl_text_folded(f->arena, value->text);
    if (key == NULL) return bl_nomem(f->err);
    if (*key == '\0') {
        f->empty = (struct bl__piece){value->at, strlen(value->text), value->quoted};
        return bl__filter_empty(f);
    }
    node->value = BL_V_TEXT;
    node->text = raw ? value->text : key;
    return BL_OK;
}

static enum bl_status uncomparable(struct bl__filtering *f, const struct bl__field *field, enum bl_op op, size_t at) {
    return bl__filter_fail(f, at, "%s is text: it cannot be compared with %s", field->name, op_text(op));
}

/* ---- keywords: none, any, overdue, closed, yes, no ---- */

static bool may_be_empty(enum bl__field_kind kind) {
    switch (kind) {
    case BL__TEXT:
    case BL__CUSTOM:
    case BL__MONEY:
    case BL__SINCE:
    case BL__DUE: return true;
    default: return false;
    }
}

/* yes and no of fields that also take something else. */
static bool yes_or_no(enum bl__field_kind kind) {
    return kind == BL__YESNO || kind == BL__STALE || kind == BL__GAP;
}

static bool keyword(const struct bl__field *field, const struct value *value, struct bl_node *node) {
    static const struct {
        const char *word;
        enum bl__field_kind kind;
        enum bl_value_kind value;
    } words[] = {
        {"overdue", BL__DUE, BL_V_OVERDUE}, {"never", BL__SINCE, BL_V_NONE}, {"any", BL__STATUS, BL_V_ANY}, {"all", BL__STATUS, BL_V_ANY},
        {"yes", BL__YESNO, BL_V_YES},       {"y", BL__YESNO, BL_V_YES},      {"true", BL__YESNO, BL_V_YES}, {"1", BL__YESNO, BL_V_YES},
        {"no", BL__YESNO, BL_V_NO},         {"n", BL__YESNO, BL_V_NO},       {"false", BL__YESNO, BL_V_NO}, {"0", BL__YESNO, BL_V_NO},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        bool meant = words[i].kind == field->kind || (words[i].kind == BL__YESNO && yes_or_no(field->kind));
        if (!meant || !is(value, words[i].word)) continue;
        node->value = words[i].value;
        return true;
    }
    if (!may_be_empty(field->kind) || (!is(value, "none") && !is(value, "any"))) return false;
    node->value = is(value, "none") ? BL_V_NONE : BL_V_ANY;
    return true;
}

/* ---- ranges ---- */

static bool takes_weeks(enum bl__field_kind kind) {
    return kind == BL__SINCE || kind == BL__DUE || kind == BL__CREATED || kind == BL__MOVED;
}

struct side {
    int64_t value;
    enum bl_week_day week;
};

/* Of a week the first day, or the last where it ends the range. */
static enum bl_status range_side(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at, bool last,
                                 struct side *out) {
    struct bl__days week = {0};
    enum bl_status status = takes_weeks(field->kind) ? bl__filter_week(f, field, text, at, &week) : BL_OK;
    *out = (struct side){last ? week.hi : week.lo, week.of};
    if (status != BL_OK || week.of != BL_A_DAY) return status;
    if (field->kind != BL__CUSTOM) return bl__filter_scalar(f, field, text, at, &out->value);
    const struct bl__field number = {field->name, BL_F_CUSTOM, BL__NUMBER};
    return bl__filter_scalar(f, &number, text, at, &out->value);
}

/* lo..hi, where either side may be missing; a length of time on a dated field turns the sides round ("5..20" days ago). */
static enum bl_status range(struct bl__filtering *f, const struct bl__field *field, const struct value *value, char *dots,
                            struct bl_node *node) {
    int64_t days = 0;
    struct side lo = {0}, hi = {0};
    char *right = dots + 2;
    size_t right_at = value->at + (size_t)(right - value->text);
    bool back = field->kind == BL__SINCE || field->kind == BL__CREATED || field->kind == BL__MOVED;
    *dots = '\0';
    bool has_lo = *value->text != '\0', has_hi = *right != '\0';
    if (!has_lo && !has_hi) return bl__filter_fail(f, value->at, "a range needs at least one end, like %s:5..20", field->name);
    enum bl_status status = has_lo ? range_side(f, field, value->text, value->at, false, &lo) : BL_OK;
    if (status == BL_OK && has_hi) status = range_side(f, field, right, right_at, true, &hi);
    if (status != BL_OK) return status;
    bool lengths = back && bl__filter_length(f, has_lo ? value->text : right, &days);
    if (lengths && has_lo && has_hi && !bl__filter_length(f, right, &days))
        return bl__filter_fail(f, right_at, "both ends of a range are days, or both are lengths of time");
    if (!has_lo || !has_hi) {
        bool at_least = has_lo != lengths;
        node->op = at_least ? BL_OP_GE : BL_OP_LE;
        node->value = back || field->kind == BL__DUE ? BL_V_DAY : field->kind == BL__LENGTH ? BL_V_DAYS : BL_V_NUMBER;
        node->lo = node->hi = has_lo ? lo.value : hi.value;
        node->lo_week = node->hi_week = has_lo ? lo.week : hi.week;
        return BL_OK;
    }
    if (lengths ? lo.value < hi.value : lo.value > hi.value)
        return bl__filter_fail(f, value->at, "this range runs backwards: the smaller end comes first");
    node->value = BL_V_RANGE;
    node->lo = lengths ? hi.value : lo.value;
    node->hi = lengths ? lo.value : hi.value;
    node->lo_week = lo.week;
    node->hi_week = hi.week;
    return BL_OK;
}

/* ---- single values ---- */

/* A week: its days, or the one before which or after which. */
static enum bl_status of_week(const struct bl__days *week, struct bl_node *node) {
    bool last = node->op == BL_OP_GT || node->op == BL_OP_LE;
    node->value = compares(node->op) ? BL_V_DAY : BL_V_RANGE;
    node->lo = compares(node->op) && last ? week->hi : week->lo;
    node->hi = compares(node->op) ? node->lo : week->hi;
    node->lo_week = node->hi_week = week->of;
    return BL_OK;
}

/* last: "30d" stays a length, a date a day; created and next: always a day. */
static enum bl_status dated(struct bl__filtering *f, const struct bl__field *field, const struct value *value, struct bl_node *node) {
    int64_t days = 0;
    struct bl__days week = {0};
    enum bl_status status = value->quoted ? BL_OK : bl__filter_week(f, field, value->text, value->at, &week);
    if (status != BL_OK || week.of != BL_A_DAY) return status != BL_OK ? status : of_week(&week, node);
    bool length = bl__filter_length(f, value->text, &days);
    if (length && field->kind == BL__SINCE) {
        node->value = BL_V_DAYS;
        node->lo = node->hi = days;
        return BL_OK;
    }
    status = bl__filter_scalar(f, field, value->text, value->at, &node->lo);
    if (status != BL_OK) return status;
    if (length && field->kind == BL__CREATED) node->op = turned(node->op);
    node->value = BL_V_DAY;
    node->hi = node->lo;
    return BL_OK;
}

/* stale:stage, stale:moment: on one track. */
static enum bl_status stale(struct bl__filtering *f, const struct value *value, struct bl_node *node) {
    node->value = BL_V_YES;
    node->lo = is(value, "stage") ? 1 : 2;
    if (is(value, "stage") || is(value, "moment")) return BL_OK;
    return bl__filter_fail(f, value->at, "stale is yes, no, stage or moment, not “%.40s”", value->text);
}

/* gap:outcomes: that moment was passed over. visited:outcomes: they were there. */
static enum bl_status at_moment(struct bl__filtering *f, const struct bl__field *field, const struct value *value, struct bl_node *node) {
    if (compares(node->op))
        return bl__filter_fail(f, node->at, "%s names a moment: it cannot be compared with %s", field->name, op_text(node->op));
    enum bl_status status = bl__filter_scalar(f, field, value->text, value->at, &node->lo);
    node->value = field->kind == BL__GAP ? BL_V_YES : BL_V_NUMBER;
    node->hi = node->lo;
    return status;
}

/* moved:2026-W47, moved:2026-11-20: the days of a week, or one day. */
static enum bl_status moved(struct bl__filtering *f, const struct bl__field *field, const struct value *value, struct bl_node *node) {
    int64_t days = 0;
    struct bl__days week = {0};
    if (compares(node->op)) return bl__filter_fail(f, node->at, "moved is a week or a day, like moved:2026-W47: use moved:LO..HI for more");
    enum bl_status status = bl__filter_week(f, field, value->text, value->at, &week);
    if (status != BL_OK || week.of != BL_A_DAY) return status != BL_OK ? status : of_week(&week, node);
    node->value = BL_V_RANGE;
    status = bl__filter_scalar(f, field, value->text, value->at, &node->lo);
    node->hi = node->lo;
    if (status != BL_OK || !bl__filter_length(f, value->text, &days)) return status;
    node->value = BL_V_DAY; /* moved:14d: within them */
    node->op = BL_OP_GE;
    return BL_OK;
}

/* entered:selection, reached:selection.advanced, moved:forward: the people behind a figure. */
static enum bl_status behind(struct bl__filtering *f, const struct bl__field *field, const struct value *value, struct bl_node *node) {
    if (compares(node->op)) return bl__filter_fail(f, node->at, "%s cannot be compared with %s", field->name, op_text(node->op));
    node->field = BL_F_BEHIND;
    node->value = BL_V_YES;
    return bl__filter_behind(f, field, value->text, value->at, node);
}

/* import:last, import:12: whom that step added or filled. */
static enum bl_status imported(struct bl__filtering *f, const struct bl__field *field, const struct value *value, struct bl_node *node) {
    if (compares(node->op)) return bl__filter_fail(f, node->at, "import is one step: import:last, or its number, as import:12");
    node->value = BL_V_NUMBER;
    if (is(value, "last")) return BL_OK;
    enum bl_status status = bl__filter_scalar(f, field, value->text, value->at, &node->lo);
    if (status != BL_OK || node->lo < 1)
        return bl__filter_fail(f, value->at, "import is last, or the number of a step, as bowline history has it");
    node->hi = node->lo;
    return BL_OK;
}

/* A custom field holds text; compared with a number it is one. */
static enum bl_status custom(struct bl__filtering *f, const struct value *value, struct bl_node *node) {
    enum bl_status status = text_value(f, value, false, node);
    size_t n = strspn(value->text, "0123456789");
    if (status != BL_OK || value->quoted || !compares(node->op) || n == 0 || n > 15 || value->text[n] != '\0') return status;
    node->value = BL_V_NUMBER;
    for (const char *s = value->text; *s != '\0'; s++) node->lo = node->lo * 10 + (*s - '0');
    node->hi = node->lo;
    return BL_OK;
}

static enum bl_status single(struct bl__filtering *f, const struct bl__field *field, const struct value *value, struct bl_node *node) {
    switch (field->kind) {
    case BL__TEXT:
    case BL__NAME:
    case BL__SAID:
        if (compares(node->op)) return uncomparable(f, field, node->op, node->at);
        return text_value(f, value, field->kind == BL__SAID, node);
    case BL__CUSTOM: return custom(f, value, node);
    case BL__STALE: return stale(f, value, node);
    case BL__GAP:
    case BL__VISITED: return at_moment(f, field, value, node);
    case BL__MOVED: return moved(f, field, value, node);
    case BL__BEHIND: return behind(f, field, value, node);
    case BL__IMPORT: return imported(f, field, value, node);
    case BL__SINCE:
    case BL__DUE:
    case BL__CREATED: return dated(f, field, value, node);
    case BL__YESNO: return bl__filter_fail(f, value->at, "%s is yes or no, not “%.40s”", field->name, value->text);
    default: break;
    }
    if (field->kind == BL__STATUS && compares(node->op))
        return bl__filter_fail(f, node->at, "a status has no order: use status:a or status!=a");
    enum bl_status status = bl__filter_scalar(f, field, value->text, value->at, &node->lo);
    if (status != BL_OK) return status;
    node->value = field->kind == BL__LENGTH ? BL_V_DAYS : BL_V_NUMBER;
    node->hi = node->lo;
    return BL_OK;
}

/* over30d and under2w: comparisons for shells where > and < mean something else. */
static void spelled_out(struct bl_node *node, struct value *value) {
    static const struct {
        const char *word;
        enum bl_op op;
    } words[] = {{"over", BL_OP_GT}, {"under", BL_OP_LT}, {"atleast", BL_OP_GE}, {"atmost", BL_OP_LE}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i].word);
        if (value->quoted || !bl_text_same_n(value->text, words[i].word, len) || strchr("0123456789", value->text[len]) == NULL ||
            value->text[len] == '\0')
            continue;
        node->op = words[i].op;
        value->text += len;
        value->at += len;
        return;
    }
}

static bool ordered(enum bl__field_kind kind) {
    return kind != BL__TEXT && kind != BL__NAME && kind != BL__SAID && !yes_or_no(kind) && kind != BL__STATUS && kind != BL__VISITED &&
           kind != BL__BEHIND && kind != BL__IMPORT;
}

static enum bl_status read_value(struct bl__filtering *f, const struct bl__field *field, struct value *value, struct bl_node *node) {
    if (field->kind == BL__STATUS && is(value, "closed")) {
        *node = (struct bl_node){.kind = node->kind,
                                 .field = node->field,
                                 .op = node->op,
                                 .value = BL_V_RANGE,
                                 .lo = BL_LOST,
                                 .hi = BL_CHURNED,
                                 .at = node->at,
                                 .len = node->len};
        return compares(node->op) ? bl__filter_fail(f, node->at, "a status has no order: use status:a or status!=a") : BL_OK;
    }
    if (keyword(field, value, node)) {
        if (!compares(node->op)) return BL_OK;
        return bl__filter_fail(f, value->at, "“%s” cannot be compared with %s", value->text, op_text(node->op));
    }
    if (field->kind == BL__MOVED && bl__filter_is_move(value->text)) return behind(f, field, value, node);
    if (ordered(field->kind) && field->kind != BL__CUSTOM && node->op == BL_OP_HAS) spelled_out(node, value);
    char *dots = value->quoted || !ordered(field->kind) ? NULL : strstr(value->text, "..");
    if (field->kind == BL__CUSTOM && dots != NULL && (strspn(value->text, "0123456789.") != strlen(value->text))) dots = NULL;
    if (dots == NULL) return single(f, field, value, node);
    if (compares(node->op)) return bl__filter_fail(f, value->at, "a range cannot be compared with %s", op_text(node->op));
    if (node->op == BL_OP_EQ) node->op = BL_OP_HAS;
    return range(f, field, value, dots, node);
}

/* `!=` of a range, or of an open one that became a comparison, is NOT of it. */
static enum bl_status negated(struct bl__filtering *f, struct bl_node *node, struct bl_node **out) {
    struct bl_node *opposite = node_new(f, BL_NODE_NOT, node->at, node->len);
    if (opposite == NULL) return bl_nomem(f->err);
    opposite->left = node;
    *out = opposite;
    return BL_OK;
}

/* One value of a field, the name and the values already told apart. */
static enum bl_status one_test(struct bl__filtering *f, const struct bl__field *field, const char *custom_name, const struct bl__test *test,
                               struct bl_node **out) {
    size_t end = test->value.at + test->value.len + (test->value.quoted ? 1 : 0);
    if (test->value.len == 0)
        return bl__filter_fail(f, test->value.at, "%s%s needs a value right behind it", field->name,
                               test->op == BL_OP_HAS ? ":" : op_text(test->op));
    struct bl_node *node = node_new(f, BL_NODE_TEST, test->name.at, end - test->name.at);
    struct value value = {bl_arena_copy(f->arena, f->src + test->value.at, test->value.len), test->value.at, test->value.quoted};
    if (node == NULL || value.text == NULL) return bl_nomem(f->err);
    node->field = field->field;
    node->custom = custom_name;
    node->op = test->op;
    enum bl_status status = read_value(f, field, &value, node);
    if (status != BL_OK) return status;
    bool negate = test->op == BL_OP_NE && (node->value == BL_V_RANGE || node->op != BL_OP_NE);
    if (node->value == BL_V_RANGE) node->op = BL_OP_HAS;
    if (negate) return negated(f, node, out);
    *out = node;
    return BL_OK;
}

/* Fields whose values never hold a comma of their own may name several: stage:selection,onboarding is either of them. */
static bool takes_list(const struct bl__field *field, const struct bl__piece *value) {
    bool may = field->field == BL_F_TAG || field->kind == BL__STAGE || field->kind == BL__MOMENT || field->kind == BL__MILESTONE ||
               field->kind == BL__STATUS || field->kind == BL__NUMBER || field->kind == BL__GAP || field->kind == BL__VISITED ||
               field->kind == BL__IMPORT;
    return may && !value->quoted;
}

static enum bl_status list_test(struct bl__filtering *f, const struct bl__field *field, const struct bl__test *test, struct bl_node **out) {
    struct bl__test one = *test;
    struct bl_node *all = NULL, *node = NULL;
    size_t end = test->value.at + test->value.len;
    if (compares(test->op)) return bl__filter_fail(f, test->value.at, "a list cannot be compared with %s", op_text(test->op));
    if (test->op == BL_OP_NE) one.op = BL_OP_HAS;
    for (size_t at = test->value.at; at <= end; at += one.value.len + 1) {
        const char *comma = memchr(f->src + at, ',', end - at);
        one.value = (struct bl__piece){at, comma != NULL ? (size_t)(comma - f->src) - at : end - at, false};
        if (at > test->value.at && ++f->terms > BL__TERMS_MOST)
            return bl__filter_fail(f, at, "this filter is too long: %d values are the most", BL__TERMS_MOST);
        enum bl_status status = one_test(f, field, NULL, &one, &node);
        if (status != BL_OK) return status;
        struct bl_node *either = all == NULL ? node : node_new(f, BL_NODE_OR, test->name.at, end - test->name.at);
        if (either == NULL) return bl_nomem(f->err);
        if (all != NULL) either->left = all, either->right = node;
        all = either;
    }
    if (test->op == BL_OP_NE) return negated(f, all, out);
    *out = all;
    return BL_OK;
}

enum bl_status bl__filter_test(struct bl__filtering *f, const struct bl__test *test, struct bl_node **out) {
    struct bl__field field = {0};
    const char *custom_name = NULL;
    enum bl_status status = bl__filter_field(f, test->name, &field, &custom_name);
    if (status != BL_OK) return status;
    if (field.field == BL_F_STATUS) f->names_status = true;
    bool list = takes_list(&field, &test->value) && memchr(f->src + test->value.at, ',', test->value.len) != NULL;
    return list ? list_test(f, &field, test, out) : one_test(f, &field, custom_name, test, out);
}

enum bl_status bl__filter_word(struct bl__filtering *f, struct bl__piece word, struct bl_node **out) {
    struct bl_node *node = node_new(f, BL_NODE_WORD, word.at, word.len);
    const char *text = bl_arena_copy(f->arena, f->src + word.at, word.len);
    if (node == NULL || text == NULL) return bl_nomem(f->err);
    node->text = bl_text_folded(f->arena, text);
    if (node->text == NULL) return bl_nomem(f->err);
    if (*node->text == '\0') f->empty = word;
    *out = *node->text == '\0' ? NULL : node;
    return BL_OK;
}
