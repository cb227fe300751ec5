/* Narrowing: which part of a filter an index or the full text can answer alone, so that a list of a million need not look at everybody. What is narrowed is still asked the
 * whole condition; here only superfluous people are left out. */
#include "store/filter_sql.h"

#include "store/words.h"

enum { LEAST = 3 /* letters of a word that full text is asked for: shorter ones begin too many words */, TERMS = 64 };

/* Terms that all must hold: the leaves of the ANDs at the top. */
static size_t conjuncts(const struct bl_node *node, const struct bl_node **out, size_t n) {
    if (node->kind == BL_NODE_AND) {
        n = conjuncts(node->left, out, n);
        return conjuncts(node->right, out, n);
    }
    if (n < TERMS && (node->kind == BL_NODE_WORD || node->kind == BL_NODE_TEST) && node->op != BL_OP_NE) out[n++] = node;
    return n;
}

/* Does the index by name hold all that this part of the tree looks at? */
static bool in_index(const struct bl_node *node) {
    if (node->kind == BL_NODE_WORD) return true;
    if (node->kind == BL_NODE_TEST)
        return node->field == BL_F_NAME || node->field == BL_F_COMPANY || node->field == BL_F_ID || node->field == BL_F_IMPORT;
    return in_index(node->left) && (!node->right || in_index(node->right));
}

enum bl_status bl__filter_quick(const struct bl_filter *filter, struct bl__where *where, bool *there, bool *whole, struct bl_error *err) {
    const struct bl_node *terms[TERMS];
    size_t n = conjuncts(filter->root, terms, 0), used = 0;
    where->values.size = sizeof(struct bl__value);
    *whole = in_index(filter->root);
    if (*whole) bl__where_node(where, filter->root, 0, filter->names_status);
    for (size_t i = 0; i < n && !*whole; i++) {
        if (!in_index(terms[i])) continue;
        bl_buf_str(&where->sql, used++ ? " AND " : "");
        bl__where_node(where, terms[i], 0, filter->names_status);
    }
    *there = *whole || used > 0;
    return where->sql.failed ? bl_nomem(err) : BL_OK;
}

/* Text fields are part of what full text holds, so a word of one must be there too. */
static bool in_full_text(const struct bl_node *node) {
    if (node->kind == BL_NODE_WORD) return true;
    return node->value == BL_V_TEXT && (node->field == BL_F_NAME || node->field == BL_F_COMPANY || node->field == BL_F_TITLE ||
                                        node->field == BL_F_TAG || node->field == BL_F_EMAIL);
}

enum bl_status bl__filter_words(const struct bl_filter *filter, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) {
    const struct bl_node *terms[TERMS];
    struct bl__rows rows = {.size = sizeof(char *), .arena = arena};
    size_t n = conjuncts(filter->root, terms, 0);
    for (size_t i = 0; i < n; i++) {
        size_t len = 0;
        for (const char *s = in_full_text(terms[i]) ? terms[i]->text : ""; (s = bl__word_next(s, &len)) != NULL; s += len) {
            if (len < LEAST) continue;
            const char **slot = bl__rows_add(&rows, err);
            if (!slot || !(*slot = bl_arena_copy(arena, s, len))) return bl_nomem(err);
        }
    }
    *out = (struct bl_strs){rows.at, rows.n};
    return BL_OK;
}

enum bl_status bl__narrow_words(struct bl_strs words, struct bl__where *where, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf match = {0};
    for (size_t i = 0; i < words.n; i++) bl__match_words(&match, words.at[i], 1, true);
    const char *query = match.failed ? NULL : bl_arena_str(where->values.arena, bl_buf_text(&match));
    if (!query) return bl_nomem(err);
    bl_buf_str(&where->sql, "(SELECT rowid AS id FROM person_fts WHERE person_fts MATCH ");
    bl__where_value(where, (struct bl__value){.text = query});
    bl_buf_str(&where->sql, ")");
    return where->sql.failed ? bl_nomem(err) : BL_OK;
}

/* Which index walks the people of a term, when the rows it holds are all that the term can match, and what SQLite needs to hear to be allowed. */
enum narrow_when { NARROW_YES, NARROW_SOME, NARROW_NOT_ANY, NARROW_BEYOND_FIRST, NARROW_VISITED, NARROW_ALWAYS };
#define NOT_FIRST_STAGE "(p.stage <> 1 OR p.status <> 0)"
static const struct narrow {
    enum bl_field field;
    enum narrow_when when;
    const char *index, *premise; /* the premise is that of the partial index, so that SQLite may use it */
} narrows[] = {
    {BL_F_STAGE, NARROW_BEYOND_FIRST, "person_by_stage", NOT_FIRST_STAGE},
    {BL_F_MOMENT, NARROW_BEYOND_FIRST, "person_by_moment", "(p.moment <> 1 OR p.status <> 0)"},
    {BL_F_STATUS, NARROW_NOT_ANY, "person_by_stage", NOT_FIRST_STAGE " AND p.stage BETWEEN 0 AND 7"},
    {BL_F_UNTIL, NARROW_SOME, "person_by_stage", NOT_FIRST_STAGE " AND p.stage BETWEEN 0 AND 7"},
    {BL_F_NEXT, NARROW_SOME, "person_by_next", "p.next_id IS NOT NULL"},
    {BL_F_LAST, NARROW_SOME, "person_by_last", "p.last_talk IS NOT NULL"},
    {BL_F_PLAY, NARROW_YES, "person_in_play", "p.in_play = 1"},
    {BL_F_OVERDUE, NARROW_YES, "person_by_next", "p.next_id IS NOT NULL"},
    {BL_F_STALE, NARROW_YES, "person_today", "p.in_play = 1"},
    {BL_F_QUIET, NARROW_YES, "person_quiet", "p.in_play = 1 AND p.status = 0"},
    {BL_F_GAP, NARROW_YES, "person_gap", "p.in_play = 1 AND p.status = 0"},
    {BL_F_VISITED, NARROW_VISITED, "person_map", "p.status = 0 AND (p.stage <> 1 OR p.moment <> 1 OR p.visited <> 0)"},
    {BL_F_ID, NARROW_ALWAYS, NULL, "1"},
};

static bool narrow_holds(enum narrow_when when, const struct bl_node *node, bool any_status) {
    switch (when) {
    case NARROW_YES: return node->value == BL_V_YES;
    case NARROW_SOME: return node->value != BL_V_NONE;
    case NARROW_NOT_ANY: return node->value != BL_V_ANY && node->lo > 0;
    case NARROW_VISITED: return !any_status && node->lo > BL_CONNECT;
    case NARROW_ALWAYS: return true;
    case NARROW_BEYOND_FIRST: break;
    }
    if (node->value == BL_V_RANGE) return node->lo > 1;
    return node->op == BL_OP_GT ? node->lo >= 1 : node->op != BL_OP_LT && node->op != BL_OP_LE && node->lo > 1;
}

static bool narrow_term(struct bl__where *w, const struct bl_node *node, bl_day today, bool any_status) {
    if (node->kind != BL_NODE_TEST) return false;
    if (bl__where_ids(w, node)) return true;
    for (size_t i = 0; i < sizeof narrows / sizeof *narrows; i++) {
        const struct narrow *row = &narrows[i];
        if (row->field != node->field || !narrow_holds(row->when, node, any_status)) continue;
        bl_buf_addf(&w->sql, "(SELECT p.id FROM person p%s%s WHERE %s AND (", row->index ? " INDEXED BY " : "",
                    row->index ? row->index : "", row->premise);
        bl__where_node(w, node, today, any_status);
        bl_buf_str(&w->sql, "))");
        return true;
    }
    return false;
}

enum bl_status bl__filter_narrow(const struct bl_filter *filter, bl_day today, int turn, struct bl__where *where, bool *there,
                                 struct bl_error *err) {
    const struct bl_node *terms[TERMS];
    where->values.size = sizeof(struct bl__value);
    size_t n = conjuncts(filter->root, terms, 0), values = where->values.n, len = where->sql.len;
    int found = -1;
    for (size_t i = 0; i < n && found < turn; i++) {
        where->values.n = values;
        bl_buf_cut(&where->sql, len);
        if (narrow_term(where, terms[i], today, filter->names_status)) found++;
    }
    *there = found == turn;
    return where->sql.failed ? bl_nomem(err) : BL_OK;
}
