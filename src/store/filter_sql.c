/* The filter tree → SQL. One of the two places where statements are put together while the program runs (the other is list.c): the parts are constants
 * of this file, everything a user typed is bound.
 *
 * `!=` is "not equal, or empty", so a test and its `!=` part the people in two; a comparison with something empty is false. */
#include "store/filter_sql.h"

#include "bowline/map.h"
#include "store/touched.h"
#include "store/words.h"

#include <inttypes.h>
#include <string.h>

void bl__where_free(struct bl__where *where) {
    bl_buf_free(&where->sql);
}

void bl__where_value(struct bl__where *where, struct bl__value value) {
    struct bl_error err;
    struct bl__value *slot = bl__rows_add(&where->values, &err);
    if (!slot) {
        where->sql.failed = true;
        return;
    }
    *slot = value;
    bl_buf_addf(&where->sql, "?%zu", where->values.n);
}

enum bl_status bl__where_bind(const struct bl__where *where, struct bl_store *store, sqlite3_stmt *stmt, struct bl_error *err) {
    const struct bl__value *values = where->values.at;
    int most = sqlite3_bind_parameter_count(stmt);
    for (size_t i = 0; i < where->values.n && (int)i < most; i++) {
        int rc = values[i].text ? sqlite3_bind_text(stmt, (int)i + 1, values[i].text, -1, SQLITE_STATIC)
                                : sqlite3_bind_int64(stmt, (int)i + 1, values[i].number);
        if (rc != SQLITE_OK) return bl__sqlite_error(store, "read the file", err);
    }
    return BL_OK;
}

static void add(struct bl__where *w, const char *sql) {
    bl_buf_str(&w->sql, sql);
}

static void number(struct bl__where *w, int64_t value) {
    bl__where_value(w, (struct bl__value){.number = value});
}

static void text(struct bl__where *w, const char *value) {
    bl__where_value(w, (struct bl__value){.text = value});
}

/* ---- one test -------------------------------------------------------------------------------------------------------------------- */

static const char *op_sql(enum bl_op op) {
    switch (op) {
    case BL_OP_LT: return " < ";
    case BL_OP_LE: return " <= ";
    case BL_OP_GT: return " > ";
    case BL_OP_GE: return " >= ";
    default: return " = "; /* != stands outside, as NOT */
    }
}

/* `expr` against the node's number, range, emptiness. */
static void compare(struct bl__where *w, const struct bl_node *node, const char *expr) {
    add(w, expr);
    if (node->value == BL_V_NONE)
        add(w, " IS NULL");
    else if (node->value == BL_V_ANY)
        add(w, " IS NOT NULL");
    else if (node->value == BL_V_RANGE) {
        add(w, " BETWEEN ");
        number(w, node->lo);
        add(w, " AND ");
        number(w, node->hi);
    } else {
        add(w, op_sql(node->op));
        number(w, node->lo);
    }
}

/* A folded text column: `:` beginnings of words, `=` the whole. */
static void compare_text(struct bl__where *w, const struct bl_node *node, const char *key) {
    bool has = node->op == BL_OP_HAS;
    if (node->value == BL_V_NONE || node->value == BL_V_ANY) {
        add(w, "ifnull(");
        add(w, key);
        add(w, node->value == BL_V_NONE ? ", '') = ''" : ", '') <> ''");
        return;
    }
    if (has) add(w, "bl_words(");
    add(w, key);
    add(w, has ? ", " : op_sql(node->op));
    text(w, node->text);
    if (has) add(w, ")");
}

/* Tests of rows that belong to a person: there is one of which the test holds; none/any: there is none or any at all. */
static void among(struct bl__where *w, const struct bl_node *node, const char *from, const char *key) {
    add(w, node->value == BL_V_NONE ? "NOT EXISTS (" : "EXISTS (");
    add(w, from);
    if (node->value != BL_V_NONE && node->value != BL_V_ANY) {
        add(w, " AND ");
        compare_text(w, node, key);
    }
    add(w, ")");
}

static void custom(struct bl__where *w, const struct bl_node *node) {
    bool as_number = node->value == BL_V_NUMBER || node->value == BL_V_RANGE;
    add(w, node->value == BL_V_NONE ? "NOT EXISTS (" : "EXISTS (");
    add(w, "SELECT 1 FROM custom c WHERE c.person = p.id AND bl_fold(c.name) = ");
    text(w, node->custom ? node->custom : "");
    if (as_number) {
        add(w, " AND c.value GLOB '*[0-9]*' AND ");
        compare(w, node, "CAST(c.value AS REAL)");
    } else if (node->value != BL_V_NONE && node->value != BL_V_ANY) {
        add(w, " AND ");
        compare_text(w, node, "bl_fold(c.value)");
    }
    add(w, ")");
}

/* Days since a day: a length of time is measured against today, a date against the day itself. */
static void since(struct bl__where *w, const struct bl_node *node, const char *column, bl_day today) {
    if (node->value != BL_V_DAYS) {
        compare(w, node, column);
        return;
    }
    number(w, today);
    add(w, " - ");
    compare(w, node, column);
}

/* Days in the stage: always a length of time, of somebody who stands in one. */
static void age(struct bl__where *w, const struct bl_node *node, bl_day today) {
    add(w, "p.status = 0 AND ");
    number(w, today);
    add(w, " - ");
    compare(w, node, "p.stage_since");
}

static void next_step(struct bl__where *w, const struct bl_node *node, bl_day today) {
    if (node->value == BL_V_NONE)
        add(w, "p.next_id IS NULL");
    else if (node->value == BL_V_ANY)
        add(w, "p.next_id IS NOT NULL");
    else if (node->value == BL_V_OVERDUE) {
        add(w, "p.next_id IS NOT NULL AND p.next_due < ");
        number(w, today);
    } else {
        add(w, "p.next_id IS NOT NULL AND ");
        compare(w, node, "p.next_due");
    }
}

/* Stage and moment speak of active journeys, unless the filter speaks of status itself. */
static void ranked(struct bl__where *w, const struct bl_node *node, const char *column, bool any_status) {
    if (!any_status) add(w, "p.status = 0 AND ");
    compare(w, node, column);
}

static void milestone(struct bl__where *w, const struct bl_node *node, bool any_status) {
    struct bl_buf expr = {0};
    bl_buf_str(&expr, "CASE p.stage");
    for (int stage = BL_AWARENESS; stage <= BL_GROWTH; stage++) bl_buf_addf(&expr, " WHEN %d THEN %d", stage, bl_milestone_of(stage));
    bl_buf_str(&expr, " ELSE 0 END");
    if (expr.failed)
        w->sql.failed = true;
    else
        ranked(w, node, expr.data, any_status);
    bl_buf_free(&expr);
}

/* Selects, as `id`, people in whose conversations it was said. */
static void said_select(struct bl__where *w, const struct bl_node *node) {
    BL_AUTO(bl_buf) struct bl_buf match = {0};
    bool has = node->op == BL_OP_HAS;
    /* Only quotation marks let a space in, so a value with one is a phrase. */
    if (has && !strchr(node->text, ' '))
        bl__match_said(&match, node->text);
    else
        bl__match_phrase(&match, node->text, has);
    const char *query = match.failed ? NULL : bl_arena_str(w->values.arena, bl_buf_text(&match));
    if (!query) w->sql.failed = true;
    if (!query || !*query) {
        add(w, "SELECT 0 AS id WHERE 0");
        return;
    }
    add(w, "SELECT tp.person AS id FROM talk_fts f CROSS JOIN talk_person tp ON tp.talk = f.rowid WHERE f.talk_fts MATCH ");
    text(w, query);
    add(w,
        " UNION ALL SELECT tp.person FROM quote_fts f CROSS JOIN quote q ON q.id = f.rowid CROSS JOIN talk_person tp ON tp.talk = q.talk "
        "WHERE f.quote_fts MATCH ");
    text(w, query);
}

static void said(struct bl__where *w, const struct bl_node *node) {
    add(w, "p.id IN (");
    said_select(w, node);
    add(w, ")");
}

/* ---- what somebody needs: the same judgement as in core/today.c, over columns ---------------------------------------------------------- */

static void beyond(struct bl__where *w, enum bl_track track, const int *limits, bl_day today) {
    const char *column = track == BL_STAGE ? "p.stage" : "p.moment";
    add(w, "ifnull(");
    number(w, today);
    bl_buf_addf(&w->sql, " - %s_since > CASE %s WHEN 0 THEN NULL", column, column);
    for (int rank = 1; rank <= bl_track_ranks(track); rank++)
        if (limits[rank] > 0) bl_buf_addf(&w->sql, " WHEN %d THEN %d", rank, limits[rank]);
    add(w, " END, 0)");
}

static void stale(struct bl__where *w, const struct bl_node *node, bl_day today) {
    add(w, "p.in_play = 1 AND p.status = 0 AND (");
    if (node->lo != 2) beyond(w, BL_STAGE, w->limits.stage, today);
    if (node->lo == 0) add(w, " OR ");
    if (node->lo != 1) beyond(w, BL_MOMENT, w->limits.moment, today);
    add(w, ")");
}

static void quiet(struct bl__where *w, bl_day today) {
    add(w, "p.in_play = 1 AND p.status = 0 AND coalesce(p.last_talk, p.opened_on) < ");
    number(w, w->limits.quiet > 0 ? today - w->limits.quiet : INT32_MIN);
}

static void gap(struct bl__where *w, const struct bl_node *node) {
    add(w, "p.in_play = 1 AND p.status = 0 AND CASE p.stage WHEN 0 THEN 0");
    for (int stage = 1; stage <= BL_RANK_MAX; stage++) {
        unsigned expected = bl_map_expected(stage) & (node->lo ? BL_SEEN((unsigned)node->lo) : ~0u);
        if (expected) bl_buf_addf(&w->sql, " WHEN %d THEN %u", stage, expected);
    }
    add(w, " ELSE 0 END & ~(p.visited | (1 << p.moment)) <> 0");
}

static void visited(struct bl__where *w, const struct bl_node *node, bool any_status) {
    if (!any_status) add(w, "p.status = 0 AND ");
    add(w, "(p.visited | (1 << p.moment)) & (1 << ");
    number(w, node->lo);
    add(w, ") <> 0");
}

static void moved_select(struct bl__where *w, const struct bl_node *node) {
    add(w, "SELECT e.person AS id FROM entry e WHERE e.voided_by = 0 AND e.day <= bl_last_day() AND (e.stage_from <> e.stage_to OR "
           "e.moment_from <> e.moment_to) AND ");
    compare(w, node, "e.day");
}

static void moved(struct bl__where *w, const struct bl_node *node) {
    add(w, "p.id IN (");
    moved_select(w, node);
    add(w, ")");
}

/* New people are a run of ids; those filled are known to bl_touched. */
static void imported(struct bl__where *w, const struct bl_node *node) {
    const struct bl__touched *touched = bl__touched_of(w->store, node->lo);
    add(w, "p.id BETWEEN ");
    number(w, touched ? touched->lo : 1);
    add(w, " AND ");
    number(w, touched ? touched->hi : 0);
    if (!touched || !touched->n) return;
    add(w, " OR bl_touched(");
    number(w, touched->step);
    add(w, ", p.id)");
}

/* Few enough to be fetched: the run, and the others by name. */
static bool imported_select(struct bl__where *w, const struct bl_node *node) {
    const struct bl__touched *touched = bl__touched_of(w->store, node->lo);
    if (!touched || !touched->list) return false;
    add(w, "(SELECT id FROM person WHERE id BETWEEN ");
    number(w, touched->lo);
    add(w, " AND ");
    number(w, touched->hi);
    add(w, " UNION ALL SELECT value FROM json_each(");
    text(w, touched->list);
    add(w, "))");
    return true;
}

static void until(struct bl__where *w, const struct bl_node *node, bl_day today) {
    add(w, "p.status = 8 AND ");
    if (node->value == BL_V_OVERDUE) {
        add(w, "p.park_until < ");
        number(w, today);
    } else
        compare(w, node, "p.park_until");
}

static void needs(struct bl__where *w, const struct bl_node *node, bl_day today) {
    switch (node->field) {
    case BL_F_OVERDUE:
        add(w, "p.next_id IS NOT NULL AND p.next_due < ");
        number(w, today);
        break;
    case BL_F_STALE: stale(w, node, today); break;
    case BL_F_QUIET: quiet(w, today); break;
    case BL_F_GAP: gap(w, node); break;
    default:
        add(w, "EXISTS (SELECT 1 FROM snooze z WHERE z.person = p.id AND z.until > ");
        number(w, today);
        add(w, ")");
        break;
    }
}

/* A day some open promise is due, not only the next one. */
static void promised(struct bl__where *w, const struct bl_node *node, bl_day today) {
    add(w, node->value == BL_V_NONE ? "NOT EXISTS (" : "EXISTS (");
    add(w, "SELECT 1 FROM promise q WHERE q.person = p.id AND q.done_on IS NULL");
    if (node->value == BL_V_OVERDUE) {
        add(w, " AND q.due < ");
        number(w, today);
    } else if (node->value != BL_V_NONE && node->value != BL_V_ANY) {
        add(w, " AND ");
        compare(w, node, "q.due");
    }
    add(w, ")");
}

static void yes_or_no(struct bl__where *w, const struct bl_node *node, bl_day today) {
    if (node->value == BL_V_NO) add(w, "(");
    needs(w, node, today);
    if (node->value == BL_V_NO) add(w, ") IS NOT TRUE");
}

/* As the view person_from has it. */
static const char origin_key[] =
    "bl_fold(CASE WHEN p.referred_by IS NOT NULL OR substr(lower(trim(p.source)), 1, 5) = 'refer' THEN 'referral' "
    "ELSE coalesce(lower(trim(p.source)), '') END)";

static void test(struct bl__where *w, const struct bl_node *node, bl_day today, bool any_status) {
    switch (node->field) {
    case BL_F_ID: compare(w, node, "p.id"); break;
    case BL_F_NAME: compare_text(w, node, "p.name_key"); break;
    case BL_F_EMAIL: among(w, node, "SELECT 1 FROM handle h WHERE h.person = p.id AND h.kind = 1", "bl_fold(h.key)"); break;
    case BL_F_COMPANY: compare_text(w, node, "p.company_key"); break;
    case BL_F_TITLE: compare_text(w, node, "bl_fold(p.title)"); break;
    case BL_F_SOURCE: compare_text(w, node, "bl_fold(p.source)"); break;
    case BL_F_TAG: among(w, node, "SELECT 1 FROM tag t WHERE t.person = p.id", "bl_fold(t.name)"); break;
    case BL_F_STAGE: ranked(w, node, "p.stage", any_status); break;
    case BL_F_MOMENT: ranked(w, node, "p.moment", any_status); break;
    case BL_F_MILESTONE: milestone(w, node, any_status); break;
    case BL_F_STATUS:
        if (node->value == BL_V_ANY)
            add(w, "1");
        else
            compare(w, node, "p.status");
        break;
    case BL_F_CYCLE: compare(w, node, "p.cycle"); break;
    case BL_F_LAST: since(w, node, "p.last_talk", today); break;
    case BL_F_NEXT: next_step(w, node, today); break;
    case BL_F_AGE: age(w, node, today); break;
    case BL_F_CREATED: since(w, node, "p.created_on", today); break;
    case BL_F_MRR: compare(w, node, "p.mrr"); break;
    case BL_F_NOTE: compare_text(w, node, "bl_fold(p.note)"); break;
    case BL_F_SAID: said(w, node); break;
    case BL_F_PLAY: add(w, node->value == BL_V_NO ? "p.in_play = 0" : "p.in_play = 1"); break;
    case BL_F_UNTIL: until(w, node, today); break;
    case BL_F_OVERDUE:
    case BL_F_STALE:
    case BL_F_QUIET:
    case BL_F_GAP:
    case BL_F_SNOOZED: yes_or_no(w, node, today); break;
    case BL_F_VISITED: visited(w, node, any_status); break;
    case BL_F_MOVED: moved(w, node); break;
    case BL_F_IMPORT: imported(w, node); break;
    case BL_F_CUSTOM: custom(w, node); break;
    case BL_F_ORIGIN: compare_text(w, node, origin_key); break;
    case BL_F_BEHIND: bl__where_behind(w, &node->behind); break;
    case BL_F_PROMISED: promised(w, node, today); break;
    }
}

int64_t bl__where_day(const struct bl__where *w, int64_t day, enum bl_week_day of) {
    bl_day today = w->store->now.today;
    if (of == BL_OF_ISO_WEEK) return day - w->lead;
    return of == BL_OF_THIS_WEEK ? day + bl_week_start(today, w->lead) - bl_day_monday(today) : day;
}

static struct bl_node in_days(const struct bl__where *w, const struct bl_node *node) {
    struct bl_node days = *node;
    days.lo = bl__where_day(w, node->lo, node->lo_week);
    days.hi = bl__where_day(w, node->hi, node->hi_week);
    return days;
}

/* ---- the tree -------------------------------------------------------------------------------------------------------------------- */

static void leaf(struct bl__where *w, const struct bl_node *asked, bl_day today, bool any_status) {
    const struct bl_node settled = in_days(w, asked), *node = &settled;
    if (node->kind == BL_NODE_WORD) {
        add(w, "bl_words(p.name_key, p.find, ");
        text(w, node->text);
        add(w, ")");
        return;
    }
    add(w, "(");
    test(w, node, today, any_status);
    add(w, node->op == BL_OP_NE ? ") IS NOT TRUE" : ")");
}

enum { LEVELS = 20 }; /* of brackets in brackets: SQLite's own parser has a stack of 100, three or four places a level */

static size_t levels(const struct bl_node *node) {
    if (!node || node->kind == BL_NODE_WORD || node->kind == BL_NODE_TEST) return 0;
    size_t left = levels(node->left), right = levels(node->right);
    if (node->left->kind == node->kind && node->kind != BL_NODE_NOT && left) left--; /* a AND b AND c needs no brackets */
    return 1 + (left > right ? left : right);
}

static void tree(struct bl__where *w, const struct bl_node *node, bl_day today, bool any_status);

/* A run of the same connective, in one pair of brackets. */
static void chain(struct bl__where *w, const struct bl_node *node, bl_day today, bool any_status) {
    if (node->left->kind == node->kind)
        chain(w, node->left, today, any_status);
    else
        tree(w, node->left, today, any_status);
    add(w, node->kind == BL_NODE_AND ? " AND " : " OR ");
    tree(w, node->right, today, any_status);
}

static void tree(struct bl__where *w, const struct bl_node *node, bl_day today, bool any_status) {
    switch (node->kind) {
    case BL_NODE_AND:
    case BL_NODE_OR:
        add(w, "(");
        chain(w, node, today, any_status);
        add(w, ")");
        break;
    case BL_NODE_NOT:
        add(w, "(");
        tree(w, node->left, today, any_status);
        add(w, ") IS NOT TRUE");
        break;
    case BL_NODE_WORD:
    case BL_NODE_TEST: leaf(w, node, today, any_status); break;
    }
}

static bool speaks_of_limits(const struct bl_node *node) {
    if (!node) return false;
    if (node->kind == BL_NODE_TEST) return node->field == BL_F_STALE || node->field == BL_F_QUIET;
    return node->kind != BL_NODE_WORD && (speaks_of_limits(node->left) || speaks_of_limits(node->right));
}

static bool looks_back(const struct bl_node *node) {
    if (!node) return false;
    if (node->kind == BL_NODE_TEST) return node->field == BL_F_BEHIND && bl__behind_needs_window(&node->behind);
    return node->kind != BL_NODE_WORD && (looks_back(node->left) || looks_back(node->right));
}

bool bl__filter_needs_window(const struct bl_filter *filter) {
    return filter && looks_back(filter->root);
}

bool bl__filter_needs_limits(const struct bl_filter *filter) {
    return filter && speaks_of_limits(filter->root);
}

enum bl_status bl__filter_sql(const struct bl_filter *filter, bl_day today, struct bl__where *where, struct bl_error *err) {
    where->values.size = sizeof(struct bl__value);
    if (filter && levels(filter->root) > LEVELS)
        return bl_fail(err, BL_USAGE, "this filter has too many brackets in brackets: %d levels are the most", LEVELS);
    if (!filter || !filter->root)
        add(where, "1");
    else
        tree(where, filter->root, today, filter->names_status);
    return where->sql.failed ? bl_nomem(err) : BL_OK;
}

/* ---- for narrowing (filter_narrow.c) --------------------------------------------------------------------------------------------- */

void bl__where_node(struct bl__where *w, const struct bl_node *node, bl_day today, bool any_status) {
    tree(w, node, today, any_status);
}

bool bl__where_ids(struct bl__where *w, const struct bl_node *asked) {
    const struct bl_node settled = in_days(w, asked), *node = &settled;
    switch (node->field) {
    case BL_F_BEHIND: return bl__narrow_behind(w, &node->behind);
    case BL_F_IMPORT: return imported_select(w, node);
    case BL_F_MOVED:
    case BL_F_SAID:
        add(w, "(");
        node->field == BL_F_MOVED ? moved_select(w, node) : said_select(w, node);
        add(w, ")");
        return true;
    default: return false;
    }
}
