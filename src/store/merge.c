/* What stands where when two people become one, worked out before a row is touched: the same plan is shown by a rehearsal and carried out by merge_write.c.
 * Blanks of the first are filled from the second, addresses and tags are joined, and where both say something else the first's stays unless the second's is asked for:
 * what does not stand any more is written into the note, so that nothing is lost. */
#include "store/merge.h"

#include "bowline/import.h"
#include "bowline/today.h"

#include <stdlib.h>
#include <string.h>

struct plan {
    struct bl_store *store;
    struct bl_arena *arena;
    struct bl_strs take;
    struct bl__merge *m;
    struct bl__rows fields, custom;
    struct bl_buf left; /* what does not stand any more: name value; … */
    int64_t hand_second;
};

static const char *given(const char *s) {
    return s && *s ? s : NULL;
}

static bool taken(const struct plan *p, const char *name) {
    for (size_t i = 0; i < p->take.n; i++)
        if (bl_text_same(p->take.at[i], name)) return true;
    return false;
}

static enum bl_status add(struct plan *p, const struct bl_merge_field *field, struct bl_error *err) {
    struct bl_merge_field *slot = bl__rows_add(&p->fields, err);
    if (!slot) return err->status;
    *slot = *field;
    return BL_OK;
}

static void leave(struct plan *p, const char *name, const char *value) {
    bl_buf_addf(&p->left, "%s%s %s", p->left.len ? "; " : "", name, value);
}

/* One value of each: which stands? *second: it is the second's. */
static enum bl_status one(struct plan *p, const char *name, const char *first, const char *second, bool *from_second,
                          struct bl_error *err) {
    struct bl_merge_field f = {.name = name, .first = given(first), .second = given(second)};
    if (!f.first && !f.second) return BL_OK;
    f.result = f.first;
    if (!f.second || (f.first && strcmp(f.first, f.second) == 0)) {
        f.how = BL_MERGE_SAME;
    } else if (!f.first) {
        f.how = BL_MERGE_FILLED;
        f.result = f.second;
    } else {
        f.choice = true;
        f.how = taken(p, name) ? BL_MERGE_TAKEN : BL_MERGE_KEPT;
        if (f.how == BL_MERGE_TAKEN) f.result = f.second;
        leave(p, name, f.how == BL_MERGE_TAKEN ? f.first : f.second);
    }
    *from_second = f.how == BL_MERGE_FILLED || f.how == BL_MERGE_TAKEN;
    return add(p, &f, err);
}

static enum bl_status text_field(struct plan *p, const char *name, enum bl_import_field bit, const char *first, const char *second,
                                 const char **out, struct bl_error *err) {
    bool from_second = false;
    enum bl_status status = one(p, name, first, second, &from_second, err);
    if (from_second) *out = second;
    if (from_second && (taken(p, name) || (p->hand_second >> bit & 1))) p->m->by_hand |= INT64_C(1) << bit;
    return status;
}

/* The parts of a name go with it; they fill blanks only where both bear one name. */
static enum bl_status name_field(struct plan *p, struct bl_error *err) {
    const struct bl_person *a = &p->m->told.first, *b = &p->m->told.second;
    struct bl_person *r = &p->m->result;
    enum bl_status status = text_field(p, "name", BL_IF_NAME, a->name, b->name, &r->name, err);
    const char *key_a = bl_text_folded(p->arena, a->name), *key_b = bl_text_folded(p->arena, b->name);
    if (status == BL_OK && (!key_a || !key_b)) return bl_nomem(err);
    bool same = status == BL_OK && strcmp(key_a, key_b) == 0, bare = !given(a->first_name) && !given(a->last_name);
    if (r->name == b->name || (same && bare)) r->first_name = b->first_name, r->last_name = b->last_name;
    return status;
}

/* Who brought them, where it is neither of the two. */
static enum bl_status referrer(struct plan *p, struct bl_error *err) {
    struct bl_person *a = &p->m->told.first, *b = &p->m->told.second;
    int64_t ra = a->referred_by == b->id ? 0 : a->referred_by, rb = b->referred_by == a->id ? 0 : b->referred_by;
    const char *of_a = ra ? a->referred_name : NULL, *of_b = rb ? b->referred_name : NULL;
    bool from_second = false;
    p->m->result.referred_by = ra;
    if (ra && rb && ra != rb && strcmp(of_a, of_b) == 0) /* two of one name */
        of_b = bl_arena_printf(p->arena, "%s (#%lld)", of_b, (long long)rb);
    if (rb && !of_b) return bl_nomem(err);
    enum bl_status status = one(p, "referred_by", of_a, of_b, &from_second, err);
    if (from_second) p->m->result.referred_by = rb;
    return status;
}

static const char *day_text(struct plan *p, bl_day day) {
    char iso[BL_DATE_SIZE];
    return day == BL_NO_DAY ? NULL : bl_arena_str(p->arena, bl_day_iso(day, iso));
}

static enum bl_status first_contact(struct plan *p, struct bl_error *err) {
    const struct bl_person *a = &p->m->told.first, *b = &p->m->told.second;
    const char *of_b = day_text(p, b->first_contact), *stands = NULL;
    enum bl_status status = text_field(p, "first_contact", BL_IF_FIRST_CONTACT, day_text(p, a->first_contact), of_b, &stands, err);
    if (stands) p->m->result.first_contact = b->first_contact;
    return status;
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------------- */

static const char *joined(struct plan *p, struct bl_strs list) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    for (size_t i = 0; i < list.n; i++) bl_buf_addf(&text, "%s%s", i ? ", " : "", list.at[i]);
    return text.len ? bl_arena_str(p->arena, bl_buf_text(&text)) : NULL;
}

/* The key of an address, or its text where it has none; tags (kind 0) are their own key. */
static const char *key_of(struct plan *p, int kind, const char *value) {
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    if (kind) bl_handle_key(&key, (enum bl_handle_kind)kind, value);
    return bl_arena_str(p->arena, key.len ? bl_buf_text(&key) : value);
}

static enum bl_status append(struct plan *p, int kind, struct bl_strs from, struct bl_strs *to, struct bl_error *err) {
    for (size_t i = 0; i < from.n; i++) {
        const char *key = key_of(p, kind, from.at[i]);
        bool there = false;
        if (!key) return bl_nomem(err);
        for (size_t k = 0; k < to->n && !there; k++) {
            const char *other = key_of(p, kind, to->at[k]);
            there = other && strcmp(key, other) == 0;
        }
        if (!there) to->at[to->n++] = from.at[i];
    }
    return BL_OK;
}

static enum bl_status list_field(struct plan *p, const char *name, int kind, struct bl_strs first, struct bl_strs second,
                                 struct bl_strs *out, struct bl_error *err) {
    struct bl_strs all = {bl_arena_array(p->arena, first.n + second.n + 1, sizeof *all.at), 0};
    if (!all.at) return bl_nomem(err);
    bool turn = kind && taken(p, name);
    enum bl_status status = append(p, kind, turn ? second : first, &all, err);
    if (status == BL_OK) status = append(p, kind, turn ? first : second, &all, err);
    if (status != BL_OK || !all.n) return status;
    struct bl_merge_field f = {.name = name, .first = joined(p, first), .second = joined(p, second), .result = joined(p, all)};
    if (!f.result) return bl_nomem(err);
    bool more = all.n > first.n;
    f.how = !first.n ? BL_MERGE_FILLED : more ? (turn ? BL_MERGE_TAKEN : BL_MERGE_JOINED) : BL_MERGE_SAME;
    f.choice = kind && first.n && second.n && more;
    *out = all;
    return add(p, &f, err);
}

static enum bl_status lists(struct plan *p, struct bl_error *err) {
    const struct bl_person *a = &p->m->told.first, *b = &p->m->told.second;
    struct bl_person *r = &p->m->result;
    enum bl_status status = list_field(p, "email", BL_EMAIL, a->emails, b->emails, &r->emails, err);
    if (status == BL_OK) status = list_field(p, "phone", BL_PHONE, a->phones, b->phones, &r->phones, err);
    if (status == BL_OK) status = list_field(p, "url", BL_URL, a->urls, b->urls, &r->urls, err);
    return status == BL_OK ? list_field(p, "tags", 0, a->tags, b->tags, &r->tags, err) : status;
}

/* ---- own fields, the snooze, the note ---------------------------------------------------------------------------------------------- */

static const char *value_of(struct bl_pairs pairs, const char *name) {
    for (size_t i = 0; i < pairs.n; i++)
        if (strcmp(pairs.at[i].name, name) == 0) return pairs.at[i].value;
    return NULL;
}

static enum bl_status custom(struct plan *p, struct bl_error *err) {
    const struct bl_pairs a = p->m->told.first.custom, b = p->m->told.second.custom;
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < a.n + b.n && status == BL_OK; i++) {
        const char *name = i < a.n ? a.at[i].name : b.at[i - a.n].name;
        const char *first = value_of(a, name), *second = value_of(b, name);
        bool from_second = false;
        if (i >= a.n && first) continue; /* was looked at with the first's */
        status = one(p, name, first, second, &from_second, err);
        struct bl_pair *set = status == BL_OK && from_second ? bl__rows_add(&p->custom, err) : NULL;
        if (set) *set = (struct bl_pair){name, second};
        if (status == BL_OK && from_second && !set) status = err->status;
    }
    p->m->result.custom = (struct bl_pairs){p->custom.at, p->custom.n};
    return status;
}

static const char *snooze_text(struct plan *p, const struct bl_snooze *s) {
    char iso[BL_DATE_SIZE];
    if (s->until == BL_NO_DAY) return NULL;
    return bl_arena_printf(p->arena, "until %s%s%s", bl_day_iso(s->until, iso), s->why ? ": " : "", s->why ? s->why : "");
}

static enum bl_status snooze(struct plan *p, struct bl_error *err) {
    struct bl_snooze a = {.until = BL_NO_DAY}, b = a;
    bool from_second = false;
    enum bl_status status = bl_store_snooze(p->store, p->m->told.first.id, p->arena, &a, err);
    if (status == BL_OK) status = bl_store_snooze(p->store, p->m->told.second.id, p->arena, &b, err);
    if (status == BL_OK) status = one(p, "snooze", snooze_text(p, &a), snooze_text(p, &b), &from_second, err);
    p->m->snooze = from_second ? 2 : a.until != BL_NO_DAY;
    return status;
}

/* Last: it takes up what the other fields left. */
static enum bl_status note(struct plan *p, struct bl_error *err) {
    const char *a = given(p->m->told.first.note), *b = given(p->m->told.second.note), *left = NULL;
    char iso[BL_DATE_SIZE];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bool same = a && b && strcmp(a, b) == 0, turn = taken(p, "note");
    if (p->left.failed) return bl_nomem(err);
    if (p->left.len) {
        left = bl_arena_printf(p->arena, "[%s] merged with #%lld: %s", bl_day_iso(p->store->now.today, iso),
                               (long long)p->m->told.second.id, bl_buf_text(&p->left));
        if (!left) return bl_nomem(err);
    }
    const char *parts[] = {turn ? b : a, same ? NULL : turn ? a : b, left};
    for (size_t i = 0; i < 3; i++)
        if (parts[i]) bl_buf_addf(&text, "%s%s", text.len ? "\n" : "", parts[i]);
    p->m->told.left = left;
    if (!text.len) return BL_OK;
    struct bl_merge_field f = {.name = "note", .first = a, .second = b, .result = bl_arena_str(p->arena, bl_buf_text(&text))};
    if (text.failed || !f.result) return bl_nomem(err);
    f.choice = a && b && !same;
    f.how = !left && !a ? BL_MERGE_FILLED : !left && (!b || same) ? BL_MERGE_SAME : turn ? BL_MERGE_TAKEN : BL_MERGE_JOINED;
    if (p->hand_second >> BL_IF_NOTE & 1) p->m->by_hand |= INT64_C(1) << BL_IF_NOTE;
    p->m->result.note = f.result;
    return add(p, &f, err);
}

/* ---- the book -------------------------------------------------------------------------------------------------------------------- */

static int by_day(const void *a, const void *b) {
    const struct bl_payment *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* A payment lies where no journey of the two runs any more. */
static enum bl_status no_journey(const struct bl_merge *told, const struct bl_payment *pay, const struct bl_entry *opening,
                                 struct bl_error *why, struct bl_error *err) {
    const struct bl_person *whose = pay->person == told->second.id ? &told->second : &told->first;
    const struct bl_person *stays = opening->person == told->second.id ? &told->second : &told->first;
    char day[BL_DATE_SIZE], began[BL_DATE_SIZE];
    if (pay->day >= opening->day) {
        bl_fail(err, BL_REFUSED, "#%lld %.80s and #%lld %.80s cannot be one: %s", (long long)told->first.id, told->first.name,
                (long long)told->second.id, told->second.name, why->text);
        bl_hint(err, "look at both: bowline revenue %lld; bowline history %lld", (long long)told->second.id, (long long)told->first.id);
        return BL_REFUSED;
    }
    bl_fail(err, BL_REFUSED, "#%lld %.80s paid on %s, before the journey that stays began (#%lld %.80s, on %s)", (long long)whose->id,
            whose->name, bl_day_iso(pay->day, day), (long long)stays->id, stays->name, bl_day_iso(opening->day, began));
    bl_hint(err, "let it begin then: bowline move %lld --stage %s --on %s", (long long)stays->id, bl_track_name(BL_STAGE, opening->stage),
            day);
    return BL_REFUSED;
}

static enum bl_status money(struct plan *p, struct bl_entry *holding, size_t n, struct bl_error *err) {
    struct bl_merge *told = &p->m->told;
    struct bl_payment *of[2] = {NULL, NULL};
    size_t count[2] = {0, 0}, at = 0;
    struct bl_money now = {0};
    struct bl_error why = {0};
    enum bl_status status = bl_store_payments(p->store, told->first.id, p->arena, &of[0], &count[0], &now, err);
    if (status == BL_OK) status = bl_store_payments(p->store, told->second.id, p->arena, &of[1], &count[1], &now, err);
    size_t m = count[0] + count[1];
    struct bl_payment *all = bl_arena_array(p->arena, m + 1, sizeof *all);
    if (status == BL_OK && !all) status = bl_nomem(err);
    if (status != BL_OK || !m) return status;
    for (int i = 0; i < 2; i++)
        if (count[i]) memcpy(all + (i ? count[0] : 0), of[i], count[i] * sizeof *all);
    qsort(all, m, sizeof *all, by_day);
    status = bl_money_replay(holding, n, all, m, &now, &at, &why);
    if (status == BL_REFUSED) return no_journey(told, &all[at], &holding[0], &why, err);
    if (status != BL_OK) return bl_fail(err, status, "%s", why.text);
    told->mrr = now.agreed;
    return BL_OK;
}

static enum bl_status book(struct plan *p, struct bl_error *err) {
    struct bl_merge *told = &p->m->told;
    struct bl__rows a, b;
    enum bl_status status = bl__entries(p->store, true, told->first.id, p->arena, &a, err);
    if (status == BL_OK) status = bl__entries(p->store, true, told->second.id, p->arena, &b, err);
    if (status != BL_OK) return status;
    size_t n = a.n + b.n, kept = 0;
    struct bl_entry *all = bl_arena_array(p->arena, n + 1, sizeof *all), *holding = bl_arena_array(p->arena, n + 1, sizeof *all);
    told->journeys = bl_arena_array(p->arena, n + 1, sizeof *told->journeys);
    if (!all || !holding || !told->journeys) return bl_nomem(err);
    bl_book_merge(a.at, a.n, b.at, b.n, all, told->journeys, &told->journey_count);
    for (size_t i = 0; i < n; i++)
        if (!all[i].voided_by) holding[kept++] = all[i];
    told->voided = (int64_t)(n - kept);
    p->m->entries = all;
    p->m->entry_count = n;
    status = bl_book_replay(holding, kept, &told->after, NULL, err);
    return status == BL_OK ? money(p, holding, kept, err) : status;
}

/* ---- the plan -------------------------------------------------------------------------------------------------------------------- */

struct row {
    int64_t by_hand, mrr;
    bool in_play;
    bl_day created_on;
};

static enum bl_status read_row(struct bl_store *store, int64_t id, struct row *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_MERGE_ROW, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status == BL_OK && row)
        *out = (struct row){sqlite3_column_int64(stmt, 0),
                            sqlite3_column_type(stmt, 2) == SQLITE_NULL ? BL_NO_MONEY : sqlite3_column_int64(stmt, 2),
                            sqlite3_column_int(stmt, 1) != 0, bl__col_day(stmt, 3)};
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status counts(struct plan *p, struct bl_error *err) {
    struct bl_merge *told = &p->m->told;
    sqlite3_stmt *stmt = bl__stmt(p->store, BL_SQL_MERGE_COUNTS, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":first", told->first.id);
    bl__bind_int(stmt, ":second", told->second.id);
    enum bl_status status = bl__row(p->store, stmt, &row, err);
    int64_t *into[] = {&told->talks, &told->shared, &told->promises, &told->payments, &told->referred};
    for (int i = 0; i < 5 && status == BL_OK; i++) *into[i] = sqlite3_column_int64(stmt, i);
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status check_take(const struct plan *p, struct bl_error *err) {
    const struct bl_merge_field *fields = p->fields.at;
    for (size_t i = 0; i < p->take.n; i++) {
        const struct bl_merge_field *found = NULL;
        for (size_t k = 0; k < p->fields.n; k++)
            if (bl_text_same(fields[k].name, p->take.at[i])) found = &fields[k];
        if (found && found->second) continue;
        bl_fail(err, BL_USAGE, "#%lld %.100s has no “%.80s” to take", (long long)p->m->told.second.id, p->m->told.second.name,
                p->take.at[i]);
        bl_hint(err, "name company title source first_contact referred_by email phone url snooze note, or a field of your own");
        return BL_USAGE;
    }
    return BL_OK;
}

static enum bl_status fields(struct plan *p, struct bl_error *err) {
    const struct bl_person *a = &p->m->told.first, *b = &p->m->told.second;
    struct bl_person *r = &p->m->result;
    enum bl_status status = name_field(p, err);
    if (status == BL_OK) status = text_field(p, "company", BL_IF_COMPANY, a->company, b->company, &r->company, err);
    if (status == BL_OK) status = text_field(p, "title", BL_IF_TITLE, a->title, b->title, &r->title, err);
    if (status == BL_OK) status = lists(p, err);
    if (status == BL_OK) status = text_field(p, "source", BL_IF_SOURCE, a->source, b->source, &r->source, err);
    if (status == BL_OK) status = first_contact(p, err);
    if (status == BL_OK) status = referrer(p, err);
    if (status == BL_OK) status = custom(p, err);
    if (status == BL_OK) status = snooze(p, err);
    if (status == BL_OK) status = note(p, err);
    return status == BL_OK ? check_take(p, err) : status;
}

enum bl_status bl__merge_plan(struct bl_store *store, int64_t first, int64_t second, struct bl_strs take, struct bl_arena *arena,
                              struct bl__merge *out, struct bl_error *err) {
    struct bl__merge m = {0};
    struct plan p = {.store = store, .arena = arena, .take = take, .m = &m};
    struct row of[2] = {{0}};
    p.fields = (struct bl__rows){.size = sizeof(struct bl_merge_field), .arena = arena};
    p.custom = (struct bl__rows){.size = sizeof(struct bl_pair), .arena = arena};
    enum bl_status status = bl_store_person(store, first, arena, &m.told.first, err);
    if (status == BL_OK && first == second)
        status = bl_fail(err, BL_USAGE, "#%lld %.100s is one person already", (long long)first, m.told.first.name);
    if (status == BL_OK) status = bl_store_person(store, second, arena, &m.told.second, err);
    if (status == BL_OK) status = read_row(store, first, &of[0], err);
    if (status == BL_OK) status = read_row(store, second, &of[1], err);
    if (status != BL_OK) return status;
    m.result = m.told.first;
    m.by_hand = of[0].by_hand;
    p.hand_second = of[1].by_hand;
    m.in_play = of[0].in_play || of[1].in_play;
    m.mrr = m.told.mrr = of[0].mrr != BL_NO_MONEY ? of[0].mrr : of[1].mrr;
    m.result.created_on = of[1].created_on < of[0].created_on ? of[1].created_on : of[0].created_on;
    status = fields(&p, err);
    if (status == BL_OK) status = book(&p, err);
    if (status == BL_OK) status = counts(&p, err);
    bl_buf_free(&p.left);
    if (status != BL_OK) return status;
    m.told.fields = p.fields.at;
    m.told.field_count = p.fields.n;
    *out = m;
    return BL_OK;
}

enum bl_status bl_merge_look(struct bl_store *store, int64_t first, int64_t second, struct bl_strs take, struct bl_arena *arena,
                             struct bl_merge *out, struct bl_error *err) {
    struct bl__merge m;
    enum bl_status status = bl__merge_plan(store, first, second, take, arena, &m, err);
    if (status == BL_OK) *out = m.told;
    return status;
}
