/* Orders. A list is read by keyset, never by offset, so any window costs the same wherever it stands. For that every order is total (name, company and id
 * come last), and what is empty comes last in both directions: somebody who was never talked to is neither the latest nor the longest ago.
 *
 * The partial indexes hold only the people of whom there is something to say; the broad base of an imported list is walked by name.
 * So an order by one field is a row of segments: people with a value by their index, then the rest by name. */
#include "store/order.h"

#include <stdio.h>
#include <string.h>

static void key(struct bl__segment *s, const char *sql, bool descending) {
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->keys[i].sql, sql) == 0) return; /* ordered by it already */
    if (s->n < BL__KEYS) s->keys[s->n++] = (struct bl__key){sql, descending};
}

static void keys_of(struct bl__segment *s, struct bl_sort sort) {
    bool d = sort.descending;
    switch (sort.key) {
    case BL_SORT_NAME:
        key(s, "p.name_key", d);
        key(s, "p.company_key", d);
        break;
    case BL_SORT_COMPANY:
        key(s, "(p.company_key = '')", false);
        key(s, "p.company_key", d);
        break;
    case BL_SORT_STAGE: /* among those in a stage the active come first */
        key(s, "p.stage", d);
        key(s, "p.status", false);
        break;
    case BL_SORT_MOMENT:
        key(s, "p.moment", d);
        key(s, "p.status", false);
        break;
    case BL_SORT_LAST:
        key(s, "(p.last_talk IS NULL)", false);
        key(s, "ifnull(p.last_talk, 0)", d);
        break;
    case BL_SORT_NEXT:
        key(s, "(p.next_id IS NULL)", false);
        key(s, "(p.next_due IS NULL)", false);
        key(s, "ifnull(p.next_due, 0)", d);
        break;
    case BL_SORT_CREATED: key(s, "p.created_on", d); break;
    case BL_SORT_AGE: /* the longer ago, the older; nobody ages who rests */
        key(s, "(p.status <> 0 OR p.stage_since IS NULL)", false);
        key(s, "iif(p.status <> 0, 0, ifnull(p.stage_since, 0))", !d);
        break;
    case BL_SORT_MRR:
        key(s, "(p.mrr IS NULL)", false);
        key(s, "ifnull(p.mrr, 0)", d);
        break;
    case BL_SORT_ID: key(s, "p.id", d); break;
    case BL_SORTS: break;
    }
}

static void finish(struct bl__segment *s, const struct bl_sort *sorts, size_t n) {
    for (size_t i = 0; i < n; i++) keys_of(s, sorts[i]);
    key(s, "p.name_key", false);
    key(s, "p.company_key", false);
    key(s, "p.id", false);
}

static struct bl__segment *segment(struct bl__order *order, const char *index, const char *where) {
    struct bl__segment *s = &order->at[order->n++];
    *s = (struct bl__segment){.walk = index != NULL, .index = index};
    snprintf(s->where, sizeof s->where, "%s", where);
    return s;
}

/* The people a partial index leaves out: by name when nothing else is asked for, else sorted. */
static void rest(struct bl__order *order, const char *where, const struct bl_sort *sorts, size_t n) {
    finish(segment(order, n == 0 ? "person_by_name" : NULL, where), sorts, n);
}

static void by_last(struct bl__order *order, const struct bl_sort *sorts, size_t n) {
    struct bl__segment *s = segment(order, "person_by_last", "p.last_talk IS NOT NULL");
    key(s, "p.last_talk", sorts[0].descending);
    finish(s, sorts + 1, n - 1);
    rest(order, "p.last_talk IS NULL", sorts + 1, n - 1);
}

static void by_next(struct bl__order *order, const struct bl_sort *sorts, size_t n) {
    struct bl__segment *s = segment(order, "person_by_next", "p.next_id IS NOT NULL AND p.next_due IS NOT NULL");
    key(s, "p.next_due", sorts[0].descending);
    finish(s, sorts + 1, n - 1);
    finish(segment(order, "person_by_next", "p.next_id IS NOT NULL AND p.next_due IS NULL"), sorts + 1, n - 1);
    rest(order, "p.next_id IS NULL", sorts + 1, n - 1);
}

static void by_company(struct bl__order *order, const struct bl_sort *sorts, size_t n) {
    struct bl__segment *s = segment(order, "person_by_company", "p.company_key <> ''");
    key(s, "p.company_key", sorts[0].descending);
    finish(s, sorts + 1, n - 1);
    rest(order, "p.company_key = ''", sorts + 1, n - 1);
}

static void by_mrr(struct bl__order *order, const struct bl_sort *sorts, size_t n) {
    struct bl__segment *s = segment(order, "person_by_mrr", "p.mrr IS NOT NULL");
    key(s, "p.mrr", sorts[0].descending);
    finish(s, sorts + 1, n - 1);
    rest(order, "p.mrr IS NULL", sorts + 1, n - 1);
}

/* One segment for each state and status, because the index ascends in both and the order may not. */
static void by_track(struct bl__order *order, const struct bl_sort *sorts, size_t n) {
    bool stage = sorts[0].key == BL_SORT_STAGE;
    static const int statuses[] = {BL_ACTIVE, BL_PARKED, BL_LOST, BL_DISQUALIFIED, BL_CHURNED};
    for (int i = 0; i <= BL_RANK_MAX; i++) {
        int rank = sorts[0].descending ? BL_RANK_MAX - i : i;
        for (size_t k = 0; k < sizeof statuses / sizeof *statuses; k++) {
            char where[120];
            const char *column = stage ? "stage" : "moment";
            if (rank == 1 && statuses[k] == BL_ACTIVE) {
                snprintf(where, sizeof where, "p.%s = 1 AND p.status = 0", column);
                rest(order, where, sorts + 1, n - 1);
                continue;
            }
            snprintf(where, sizeof where, "p.%s = %d AND p.status = %d AND (p.%s <> 1 OR p.status <> 0)", column, rank, statuses[k],
                     column);
            finish(segment(order, stage ? "person_by_stage" : "person_by_moment", where), sorts + 1, n - 1);
        }
    }
}

void bl__order_walked(const struct bl_sort *sorts, size_t n, struct bl__order *out) {
    static const struct bl_sort by_name = {BL_SORT_NAME, false};
    if (n == 0) sorts = &by_name, n = 1;
    out->n = 0;
    switch (sorts[0].key) {
    case BL_SORT_NAME: finish(segment(out, "person_by_name", "1"), sorts, n); break;
    case BL_SORT_LAST: by_last(out, sorts, n); break;
    case BL_SORT_NEXT: by_next(out, sorts, n); break;
    case BL_SORT_COMPANY: by_company(out, sorts, n); break;
    case BL_SORT_MRR: by_mrr(out, sorts, n); break;
    case BL_SORT_STAGE:
    case BL_SORT_MOMENT: by_track(out, sorts, n); break;
    case BL_SORT_ID: key(segment(out, "", "1"), "p.id", sorts[0].descending); break;
    default: bl__order_sorted(sorts, n, out); break;
    }
}

void bl__order_sorted(const struct bl_sort *sorts, size_t n, struct bl__order *out) {
    out->n = 0;
    finish(segment(out, NULL, "1"), sorts, n);
}

static bool falls(const struct bl__segment *s, size_t i, bool backwards) {
    return s->keys[i].descending != backwards;
}

void bl__order_after(struct bl_buf *sql, const struct bl__segment *s, size_t base, bool backwards, bool from) {
    /* The first key alone once more, because that is what an index can seek. */
    bl_buf_addf(sql, " AND %s %s ?%zu AND ", s->keys[0].sql, falls(s, 0, backwards) ? "<=" : ">=", base);
    for (size_t i = 0; i < s->n; i++) {
        const char *sign = falls(s, i, backwards) ? "<" : ">";
        bool last = i + 1 == s->n;
        bl_buf_addf(sql, "(%s %s%s ?%zu", s->keys[i].sql, sign, last && from ? "=" : "", base + i);
        if (!last) bl_buf_addf(sql, " OR (%s = ?%zu AND ", s->keys[i].sql, base + i);
    }
    bl_buf_fill(sql, ')', 2 * s->n - 1);
}

void bl__order_by(struct bl_buf *sql, const struct bl__segment *s, bool backwards) {
    for (size_t i = 0; i < s->n; i++)
        bl_buf_addf(sql, "%s%s%s", i ? ", " : " ORDER BY ", s->keys[i].sql, falls(s, i, backwards) ? " DESC" : "");
}
