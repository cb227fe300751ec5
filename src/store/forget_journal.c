/* The undo journal without a person. Two passes: the first learns which rows are the person's (an update in a change set does not name whom an entry belongs to, only
 * its insert does, maybe in another step), the second writes the change sets anew without them and with the texts blacked out as in the tables. */
#include "store/forget.h"

#include <string.h>

static bool among(const struct bl__rows *ids, int64_t id) {
    const int64_t *at = ids->at;
    for (size_t i = 0; i < ids->n; i++)
        if (at[i] == id) return true;
    return false;
}

static bool add(struct bl__rows *ids, int64_t id) {
    struct bl_error ignored;
    if (among(ids, id)) return true;
    int64_t *slot = bl__rows_add(ids, &ignored);
    if (slot) *slot = id;
    return slot != NULL;
}

static bool is(const struct bl__change *change, const char *table) {
    return strcmp(change->table, table) == 0;
}

/* The order of columns as the first migration made the tables; later ones only add behind. */
enum {
    PERSON_ID = 0,
    PERSON_SOURCE = 7,
    PERSON_NOTE = 8,
    PERSON_REFERRED = 9,
    ENTRY_PERSON = 2,
    ENTRY_WHY = 9,
    PROMISE_PERSON = 2,
    PROMISE_TEXT = 4,
    TALK_TEXT = 5,
    QUOTE_TALK = 1,
    QUOTE_TEXT = 2,
    CUSTOM_VALUE = 2,
    SETTING_VALUE = 1,
    READING_KEY = 2,
    READING_VALUE = 3,
    PART_PERSON = 0,
    PART_TALK = 1,
    REVENUE_PERSON = 2,
    KEY_TALK = 1,
    SNOOZE_WHY = 2,
    RESTED_WHY = 3,
    MERGED_PERSON = 2,
    APART_B = 1,
    REVIEW_FIGURES = 5,
    REVIEW_IMPROVE = 9
};

static int64_t number(const struct bl__change *change, int column) {
    const struct bl__value *value = bl__change_value(change, column);
    return value->type == SQLITE_INTEGER ? value->number : INT64_MIN;
}

/* ---- whose is it? ----------------------------------------------------------------------------------------------------------------- */

/* Does that column name the person, under one of their numbers? */
static bool names_me(const struct bl__mine *mine, const struct bl__change *change, int column) {
    return among(&mine->ids[BL__MINE_PERSON], number(change, column));
}

static bool merges_me(const struct bl__mine *mine, const struct bl__change *change) {
    return is(change, "merged") && (names_me(mine, change, 0) || names_me(mine, change, MERGED_PERSON));
}

static bool is_mine(const struct bl__mine *mine, const struct bl__change *change) {
    int64_t id = number(change, 0);
    if (!mine->person) return false;
    if (is(change, "person") || is(change, "handle") || is(change, "tag") || is(change, "custom") || is(change, "talk_person") ||
        is(change, "snooze") || is(change, "rested"))
        return names_me(mine, change, 0);
    if (is(change, "apart")) return names_me(mine, change, 0) || names_me(mine, change, APART_B);
    if (is(change, "merged")) return merges_me(mine, change);
    if (is(change, "entry")) return among(&mine->ids[BL__MINE_ENTRY], id) || names_me(mine, change, ENTRY_PERSON);
    if (is(change, "promise")) return among(&mine->ids[BL__MINE_PROMISE], id) || names_me(mine, change, PROMISE_PERSON);
    if (is(change, "revenue")) return among(&mine->ids[BL__MINE_MONEY], id) || names_me(mine, change, REVENUE_PERSON);
    if (is(change, "talk")) return among(&mine->ids[BL__MINE_TALK], id);
    if (is(change, "talk_key")) return among(&mine->ids[BL__MINE_TALK], number(change, KEY_TALK));
    if (is(change, "quote")) {
        int64_t talk = number(change, QUOTE_TALK);
        return among(&mine->ids[BL__MINE_QUOTE], id) || among(&mine->ids[BL__MINE_TALK], talk) || among(&mine->ids[BL__MINE_SHARED], talk);
    }
    return false;
}

struct look {
    struct bl__mine *mine;
    struct bl__rows others; /* conversations in which somebody else takes part, by the journal */
    bool failed, found, merges;
};

static bool look_at(void *data, const struct bl__change *change) {
    struct look *look = data;
    struct bl__mine *mine = look->mine;
    bool good = true;
    if (is(change, "talk_person")) {
        bool my = names_me(mine, change, PART_PERSON);
        if (!my) good = add(&look->others, number(change, PART_TALK));
        if (my && !among(&mine->ids[BL__MINE_SHARED], number(change, PART_TALK)))
            good = add(&mine->ids[BL__MINE_TALK], number(change, PART_TALK));
    } else if (is(change, "entry") && names_me(mine, change, ENTRY_PERSON)) {
        good = add(&mine->ids[BL__MINE_ENTRY], number(change, 0));
    } else if (is(change, "promise") && names_me(mine, change, PROMISE_PERSON)) {
        good = add(&mine->ids[BL__MINE_PROMISE], number(change, 0));
    } else if (is(change, "revenue") && names_me(mine, change, REVENUE_PERSON)) {
        good = add(&mine->ids[BL__MINE_MONEY], number(change, 0));
    }
    if (!good) look->failed = true;
    if (is_mine(mine, change)) look->found = true;
    if (merges_me(mine, change)) look->merges = true;
    return false;
}

/* Rows there are: kinds of forget_mine count from 1. */
static enum bl_status gather_rows(struct bl_store *store, struct bl__mine *mine, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_FORGET_MINE, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", mine->person);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        int kind = sqlite3_column_int(stmt, 0) - 1;
        if (!add(&mine->ids[kind], sqlite3_column_int64(stmt, 1))) status = bl_nomem(err);
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status gather_people(struct bl_store *store, struct bl__mine *mine, struct bl_error *err) {
    if (!add(&mine->ids[BL__MINE_PERSON], mine->person)) return bl_nomem(err);
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_MERGED_OF, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":person", mine->person);
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        if (!add(&mine->ids[BL__MINE_PERSON], sqlite3_column_int64(stmt, 0))) status = bl_nomem(err);
    }
    sqlite3_reset(stmt);
    return status;
}

/* A conversation of which the tables know nothing (it was undone) is shared when the journal names somebody else. */
static enum bl_status settle_talks(struct look *look, struct bl_error *err) {
    struct bl__rows *talks = &look->mine->ids[BL__MINE_TALK];
    int64_t *at = talks->at;
    size_t kept = 0;
    for (size_t i = 0; i < talks->n; i++) {
        if (!among(&look->others, at[i]))
            at[kept++] = at[i];
        else if (!add(&look->mine->ids[BL__MINE_SHARED], at[i]))
            return bl_nomem(err);
    }
    talks->n = kept;
    return BL_OK;
}

enum bl_status bl__mine_gather(struct bl_store *store, struct bl__mine *mine, struct bl_error *err) {
    struct look look = {.mine = mine, .others = {.size = sizeof(int64_t), .arena = mine->ids[0].arena}};
    struct bl__changes_visitor visitor = {.data = &look, .keep = look_at};
    int64_t last = 0;
    if (!mine->person) return BL_OK;
    enum bl_status status = gather_people(store, mine, err);
    if (status == BL_OK) status = gather_rows(store, mine, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, BL_SQL_JOURNAL_PARTS, err) : NULL;
    if (!stmt) return err->status;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        look.found = look.merges = false;
        status = bl__changes_rewrite(sqlite3_column_blob(stmt, 3), (size_t)sqlite3_column_bytes(stmt, 3), &visitor, NULL, err);
        if (status == BL_CORRUPT) status = BL_OK; /* such a part is dropped whole */
        int64_t step = sqlite3_column_int64(stmt, 0);
        if (look.found && step != last) mine->steps++;
        if (look.found) last = step;
        if (look.merges && sqlite3_column_int(stmt, 4)) mine->redo = true;
    }
    sqlite3_reset(stmt);
    if (look.failed && status == BL_OK) status = bl_nomem(err);
    return status == BL_OK ? settle_talks(&look, err) : status;
}

/* ---- written anew ------------------------------------------------------------------------------------------------------------------ */

struct clean {
    const struct bl__mine *mine;
    struct bl_buf text;
    bool dropped, changed;
};

static bool keep(void *data, const struct bl__change *change) {
    struct clean *clean = data;
    if (!is_mine(clean->mine, change)) return true;
    clean->dropped = true;
    return false;
}

/* 1: blacked out far, 2: near; 0: left alone. */
static int depth(const struct bl__mine *mine, const struct bl__change *change, int column) {
    static const struct {
        const char *table;
        int column;
    } texts[] = {{"person", PERSON_SOURCE}, {"person", PERSON_NOTE}, {"entry", ENTRY_WHY},     {"promise", PROMISE_TEXT},
                 {"talk", TALK_TEXT},       {"quote", QUOTE_TEXT},   {"custom", CUSTOM_VALUE}, {"setting", SETTING_VALUE},
                 {"snooze", SNOOZE_WHY},    {"rested", RESTED_WHY},  {"reading", READING_KEY}, {"reading", READING_VALUE}};
    if (is(change, "review")) return column >= REVIEW_FIGURES && column <= REVIEW_IMPROVE ? 1 : 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].column == column && is(change, texts[i].table))
            return is(change, "talk") && among(&mine->ids[BL__MINE_SHARED], number(change, 0)) ? 2 : 1;
    return 0;
}

static bool rewrite(void *data, const struct bl__change *change, int column, const struct bl__value *value, struct bl_buf *out) {
    struct clean *clean = data;
    if (value->type == SQLITE_INTEGER) {
        bool referred = column == PERSON_REFERRED && is(change, "person") && among(&clean->mine->ids[BL__MINE_PERSON], value->number);
        if (referred) bl__changes_null(out);
        if (referred) clean->changed = true;
        return referred;
    }
    int how = value->type == SQLITE_TEXT ? depth(clean->mine, change, column) : 0;
    bl_buf_cut(&clean->text, 0);
    if (!how || !bl__black_text(clean->mine->black, value->text, value->n, how == 2, &clean->text)) return false;
    if (clean->text.failed) out->failed = true;
    bl__changes_text(out, bl_buf_text(&clean->text), clean->text.len);
    clean->changed = true;
    return true;
}

struct part {
    int64_t step, seq;
    bool gone;
};

static enum bl_status store_part(struct bl_store *store, const struct part *part, const struct bl_buf *changes, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, part->gone ? BL_SQL_JOURNAL_GONE_SET : BL_SQL_JOURNAL_PART_SET, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", part->step);
    bl__bind_int(stmt, ":seq", part->seq);
    sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":changes"), bl_buf_text(changes), (int)changes->len, SQLITE_STATIC);
    return bl__run(store, stmt, err);
}

static enum bl_status step_afterwards(struct bl_store *store, int64_t step, struct bl_forget *told, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_BLACK_STEP, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", step);
    enum bl_status status = bl__run(store, stmt, err);
    stmt = status == BL_OK ? bl__stmt(store, BL_SQL_JOURNAL_HOLLOW, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", step);
    status = bl__run(store, stmt, err);
    if (status == BL_OK) told->steps_dropped += sqlite3_changes64(store->db);
    return status;
}

/* The parts are listed first: a table is not changed under the statement that reads it. */
static enum bl_status list_parts(struct bl_store *store, struct bl__rows *parts, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_JOURNAL_PARTS, err);
    if (!stmt) return err->status;
    enum bl_status status = BL_OK;
    for (bool row = true; status == BL_OK;) {
        status = bl__row(store, stmt, &row, err);
        if (status != BL_OK || !row) break;
        struct part *part = bl__rows_add(parts, err);
        if (part)
            *part = (struct part){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), sqlite3_column_int(stmt, 2) != 0};
        else
            status = err->status;
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status clean_part(struct bl_store *store, const struct part *part, struct clean *clean, struct bl_buf *out,
                                 struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, part->gone ? BL_SQL_STEP_GONE_AT : BL_SQL_STEP_PART_AT, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":step", part->step);
    bl__bind_int(stmt, ":seq", part->seq);
    enum bl_status status = bl__row(store, stmt, &row, err);
    struct bl__changes_visitor visitor = {.data = clean, .keep = keep, .value = rewrite};
    clean->dropped = clean->changed = false;
    bl_buf_cut(out, 0);
    if (status == BL_OK && row)
        status = bl__changes_rewrite(sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), &visitor, out, err);
    sqlite3_reset(stmt);
    if (status == BL_CORRUPT) {
        bl_buf_cut(out, 0);
        clean->dropped = true;
        status = BL_OK;
    }
    if (status != BL_OK || (!clean->dropped && !clean->changed)) return status;
    return store_part(store, part, out, err);
}

enum bl_status bl__journal_clean(struct bl_store *store, const struct bl__mine *mine, struct bl_forget *told, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct clean clean = {.mine = mine};
    struct bl__rows parts = {.size = sizeof(struct part), .arena = &arena};
    enum bl_status status = list_parts(store, &parts, err);
    const struct part *at = parts.at;
    bool touched = false;
    for (size_t i = 0; i < parts.n && status == BL_OK; i++) {
        status = clean_part(store, &at[i], &clean, &out, err);
        if (clean.dropped) touched = true;
        bool last = i + 1 == parts.n || at[i + 1].step != at[i].step;
        if (last && touched && status == BL_OK) status = step_afterwards(store, at[i].step, told, err);
        if (last) touched = false;
    }
    bl_buf_free(&clean.text);
    return status;
}
