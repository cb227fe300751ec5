/* The people behind a figure → SQL: the same conditions over entries as the totals count by (0002_figures.sql), asked of one person. The walk over a list asks
 * each person it comes by, so that a list of any length begins at once; what lies within few days is found from those days first. */
#include "store/filter_sql.h"

#include "bowline/review.h"

enum { FEW_DAYS = 62 /* of a span that is read whole to find who moved or spoke in it */ };

static void number(struct bl__where *w, int64_t value) {
    bl__where_value(w, (struct bl__value){.number = value});
}

static void between(struct bl__where *w, const char *column, bl_day from, bl_day to) {
    bl_buf_addf(&w->sql, " AND %s BETWEEN ", column);
    number(w, from);
    bl_buf_str(&w->sql, " AND ");
    number(w, to);
}

static const char *track_name(int track) {
    return track == BL_MOMENT ? "moment" : "stage";
}

/* ---- moves --------------------------------------------------------------------------------------------------------------------------- */

/* Entries that moved somebody on the track, as conditions on `entry e`. */
static void a_move(struct bl__where *w, int track) {
    const char *t = track_name(track);
    bl_buf_addf(&w->sql, "e.voided_by = 0 AND e.%s_from <> e.%s_to", t, t);
}

static void of_kind(struct bl__where *w, int track, int kind) {
    const char *t = track_name(track);
    static const char *const kinds[BL_KINDS + 2] = {
        [BL_KIND_NEW] = "e.%s_from = 0 AND e.%s_to <= 7",
        [BL_KIND_FORWARD] = "e.%s_from BETWEEN 1 AND 6 AND e.%s_to = e.%s_from + 1",
        [BL_KIND_SKIPPED] = "e.%s_from >= 1 AND e.%s_to BETWEEN e.%s_from + 2 AND 7",
        [BL_KIND_BACK] = "e.%s_from BETWEEN 1 AND 7 AND e.%s_to < e.%s_from",
        [BL_KIND_RETURNED] = "e.%s_from > 8 AND e.%s_to <= 7",
        [BL_KIND_RESUMED] = "e.%s_from = 8 AND e.%s_to <= 7",
        [BL_KIND_PARKED] = "e.%s_to = 8",
        [BL_KIND_LOST] = "e.%s_to = 9",
        [BL_KIND_DISQUALIFIED] = "e.%s_to = 10",
        [BL_KIND_CHURNED] = "e.%s_to = 11",
        [BL_KINDS] = "1",
        [BL_KINDS + 1] = "e.%s_from <> 0",
    };
    for (const char *at = kinds[kind]; *at; at++) {
        if (at[0] == '%') {
            bl_buf_str(&w->sql, t);
            at++;
        } else
            bl_buf_add(&w->sql, at, 1);
    }
    if (track == BL_BEHIND_MILESTONE)
        bl_buf_addf(&w->sql, " AND NOT (e.stage_from BETWEEN %d AND %d AND e.stage_to BETWEEN %d AND %d)", BL_EDUCATION, BL_SELECTION,
                    BL_EDUCATION, BL_SELECTION);
}

static void into(struct bl__where *w, const struct bl_behind *b, const char *in, const char *out) {
    const char *t = track_name(b->track);
    bl_buf_addf(&w->sql, " AND e.%s_%s BETWEEN %d AND %d AND e.%s_%s NOT BETWEEN %d AND %d", t, in, b->lo, b->hi, t, out, b->lo, b->hi);
}

static void moves(struct bl__where *w, const struct bl_behind *b, int track) {
    const char *t = track_name(track);
    a_move(w, track);
    switch (b->what) {
    case BL_BEHIND_ENTERED: into(w, b, "to", "from"); break;
    case BL_BEHIND_LEFT: into(w, b, "from", "to"); break;
    case BL_BEHIND_FLOW:
        bl_buf_addf(&w->sql, " AND e.%s_from BETWEEN %d AND %d AND e.%s_to BETWEEN %d AND %d", t, b->src_lo, b->src_hi, t, b->lo, b->hi);
        break;
    default:
        bl_buf_str(&w->sql, " AND ");
        of_kind(w, track, b->kind);
        break;
    }
    between(w, "e.day", b->from, b->to);
}

/* ---- cycles and stays of the window ----------------------------------------------------------------------------------------------------- */

static void reached(struct bl__where *w, const struct bl_behind *b, bl_day from, bl_day to) {
    const char *t = track_name(b->track);
    a_move(w, b->track);
    bl_buf_addf(&w->sql, " AND e.%s_to BETWEEN %d AND 7 AND (e.%s_top = 0 AND e.%s_to = %d OR e.%s_top > 0 AND e.%s_top < %d)", t, b->lo, t,
                t, b->lo, t, t, b->lo);
    between(w, "e.day", from, to);
}

/* Passing over a rank reaches it and advances from it on one day; else it was reached on top_day. */
static void advanced(struct bl__where *w, const struct bl_behind *b, bl_day from, bl_day to, bool in_time) {
    const char *t = track_name(b->track);
    a_move(w, b->track);
    bl_buf_addf(&w->sql, " AND e.%s_top > 0 AND e.%s_to BETWEEN %d AND 7 AND (e.%s_top < %d", t, t, b->lo + 1, t, b->lo);
    between(w, "e.day", from, to);
    bl_buf_addf(&w->sql, " OR e.%s_top = %d", t, b->lo);
    bl_buf_str(&w->sql, " AND e.day <= ");
    number(w, b->to);
    BL_AUTO(bl_buf) struct bl_buf top_day = {0};
    bl_buf_addf(&top_day, "e.%s_top_day", t);
    between(w, bl_buf_text(&top_day), from, to);
    if (in_time) bl_buf_addf(&w->sql, " AND e.day - e.%s_top_day <= %d", t, BL_COHORT_DAYS);
    bl_buf_str(&w->sql, ")");
}

/* The cycle ended, or rests, with this rank as its furthest. */
static void rested(struct bl__where *w, const struct bl_behind *b, bl_day from) {
    const char *t = track_name(b->track);
    bool parked = b->what == BL_BEHIND_PARKED;
    BL_AUTO(bl_buf) struct bl_buf top_day = {0};
    bl_buf_addf(&top_day, "e.%s_top_day", t);
    a_move(w, b->track);
    bl_buf_addf(&w->sql, " AND e.%s_to BETWEEN %d AND %d AND e.%s_top = %d AND e.day <= ", t, parked ? BL_PARKED : BL_LOST,
                parked ? BL_PARKED : BL_CHURNED, t, b->lo);
    number(w, b->to);
    between(w, bl_buf_text(&top_day), from, b->to);
    if (!parked) return;
    bl_buf_addf(&w->sql, " AND (e.%s_out IS NULL OR e.%s_out > ", t, t);
    number(w, b->to);
    bl_buf_str(&w->sql, ")");
}

/* Still there: the last move until the day left them active, with this rank as the furthest. */
static void open(struct bl__where *w, const struct bl_behind *b, bl_day from) {
    const char *t = track_name(b->track);
    BL_AUTO(bl_buf) struct bl_buf day = {0};
    a_move(w, b->track);
    bl_buf_addf(&w->sql, " AND e.%s_to <= 7 AND max(e.%s_top, e.%s_to) = %d AND e.day <= ", t, t, t, b->lo);
    number(w, b->to);
    bl_buf_addf(&day, "CASE WHEN e.%s_to > e.%s_top THEN e.day ELSE e.%s_top_day END", t, t, t);
    between(w, bl_buf_text(&day), from, b->to);
    bl_buf_addf(&w->sql, " AND (e.%s_out IS NULL OR e.%s_out > ", t, t);
    number(w, b->to);
    bl_buf_str(&w->sql, ")");
}

static void stayed(struct bl__where *w, const struct bl_behind *b, bl_day from) {
    const char *t = track_name(b->track);
    a_move(w, b->track);
    bl_buf_addf(&w->sql, " AND e.%s_to = %d", t, b->lo);
    between(w, "e.day", from, b->to);
    if (b->what != BL_BEHIND_STAYING) return;
    bl_buf_addf(&w->sql, " AND (e.%s_out IS NULL OR e.%s_out > ", t, t);
    number(w, b->to);
    bl_buf_str(&w->sql, ")");
}

static void of_window(struct bl__where *w, const struct bl_behind *b) {
    bl_day from = b->to - w->window + 1, ripe = b->to - BL_COHORT_DAYS;
    switch (b->what) {
    case BL_BEHIND_REACHED: reached(w, b, from, b->to); break;
    case BL_BEHIND_COHORT: reached(w, b, from, ripe); break;
    case BL_BEHIND_EARLY: reached(w, b, from > ripe ? from : ripe + 1, b->to); break;
    case BL_BEHIND_ADVANCED: advanced(w, b, from, b->to, false); break;
    case BL_BEHIND_IN_TIME: advanced(w, b, from, ripe, true); break;
    case BL_BEHIND_ENDED:
    case BL_BEHIND_PARKED: rested(w, b, from); break;
    case BL_BEHIND_OPEN: open(w, b, from); break;
    default: stayed(w, b, from); break;
    }
}

/* ---- the rest ---------------------------------------------------------------------------------------------------------------------------- */

static void was(struct bl__where *w, const struct bl_behind *b) {
    bl_buf_addf(&w->sql,
                "ifnull((SELECT e.%s_to FROM entry e WHERE e.person = p.id AND e.voided_by = 0 AND e.day <= ", track_name(b->track));
    number(w, b->to);
    bl_buf_addf(&w->sql, " ORDER BY e.day DESC, e.id DESC LIMIT 1), 0) BETWEEN %d AND %d", b->lo, b->hi);
}

static void pays(struct bl__where *w, const struct bl_behind *b) {
    bl_buf_str(&w->sql, "ifnull((SELECT sum(r.after - r.before) FROM revenue r WHERE r.person = p.id AND r.counts > 0 AND r.day <= ");
    number(w, b->to);
    bl_buf_str(&w->sql, "), 0) > ifnull((SELECT sum(e.paid) FROM entry e WHERE e.person = p.id AND e.voided_by = 0 AND e.day <= ");
    number(w, b->to);
    bl_buf_str(&w->sql, "), 0)");
}

static void paid(struct bl__where *w, const struct bl_behind *b) {
    if (b->kind == 4) {
        bl_buf_str(&w->sql, "EXISTS (SELECT 1 FROM entry e WHERE e.person = p.id AND e.voided_by = 0 AND e.paid <> 0");
        between(w, "e.day", b->from, b->to);
    } else {
        bl_buf_addf(&w->sql, "EXISTS (SELECT 1 FROM revenue r WHERE r.person = p.id AND r.counts = %d", b->kind);
        between(w, "r.day", b->from, b->to);
    }
    bl_buf_str(&w->sql, ")");
}

static void spoke(struct bl__where *w, const struct bl_behind *b) {
    bl_buf_str(&w->sql, "EXISTS (SELECT 1 FROM talk_person tp JOIN talk t ON t.id = tp.talk WHERE tp.person = p.id AND t.kind <> 'note'");
    between(w, "t.day", b->from, b->to);
    bl_buf_str(&w->sql, ")");
}

static void restated(struct bl__where *w) {
    bl_buf_str(&w->sql, "EXISTS (SELECT 1 FROM entry e, (SELECT last_entry, as_of FROM review ORDER BY id DESC LIMIT 1) v "
                        "WHERE e.person = p.id AND e.voided_by = 0 AND e.id > v.last_entry AND e.day <= v.as_of)");
}

static void moved_on(struct bl__where *w, const struct bl_behind *b, int track, bool ids) {
    bl_buf_str(&w->sql, ids ? "SELECT e.person AS id FROM entry e WHERE " : "EXISTS (SELECT 1 FROM entry e WHERE e.person = p.id AND ");
    moves(w, b, track);
    if (!ids) bl_buf_str(&w->sql, ")");
}

static void moved(struct bl__where *w, const struct bl_behind *b, bool ids) {
    bool either = b->track < 0;
    moved_on(w, b, either ? BL_STAGE : b->track, ids);
    if (!either) return;
    bl_buf_str(&w->sql, ids ? " UNION ALL " : " OR ");
    moved_on(w, b, BL_MOMENT, ids);
}

static bool is_move(const struct bl_behind *b) {
    return b->what == BL_BEHIND_ENTERED || b->what == BL_BEHIND_LEFT || b->what == BL_BEHIND_KIND || b->what == BL_BEHIND_FLOW;
}

bool bl__behind_needs_window(const struct bl_behind *b) {
    return b->what >= BL_BEHIND_REACHED && b->what <= BL_BEHIND_STAYING;
}

/* The days of weeks, now that it is known when weeks begin; of a week to come or at hand the days until today. */
static struct bl_behind in_days(const struct bl__where *w, const struct bl_behind *asked) {
    struct bl_behind b = *asked;
    bl_day today = w->store->now.today;
    b.from = (bl_day)bl__where_day(w, b.from, b.from_week);
    b.to = (bl_day)bl__where_day(w, b.to, b.to_week);
    if (b.to_week != BL_A_DAY && b.to > today) b.to = today;
    return b;
}

void bl__where_behind(struct bl__where *w, const struct bl_behind *asked) {
    struct bl_behind settled = in_days(w, asked);
    const struct bl_behind *b = &settled;
    if (is_move(b)) {
        moved(w, b, false);
        return;
    }
    switch (b->what) {
    case BL_BEHIND_WAS: was(w, b); break;
    case BL_BEHIND_PAYS: pays(w, b); break;
    case BL_BEHIND_PAID: paid(w, b); break;
    case BL_BEHIND_SPOKE: spoke(w, b); break;
    case BL_BEHIND_RESTATED: restated(w); break;
    default:
        bl_buf_str(&w->sql, "EXISTS (SELECT 1 FROM entry e WHERE e.person = p.id AND ");
        of_window(w, b);
        bl_buf_str(&w->sql, ")");
        break;
    }
}

bool bl__narrow_behind(struct bl__where *w, const struct bl_behind *asked) {
    struct bl_behind settled = in_days(w, asked);
    const struct bl_behind *b = &settled;
    if (b->to - b->from > FEW_DAYS) return false;
    if (b->what == BL_BEHIND_SPOKE) {
        bl_buf_str(&w->sql, "(SELECT tp.person AS id FROM talk t CROSS JOIN talk_person tp ON tp.talk = t.id WHERE t.kind <> 'note'");
        between(w, "t.day", b->from, b->to);
        bl_buf_str(&w->sql, ")");
        return true;
    }
    if (!is_move(b)) return false;
    bl_buf_str(&w->sql, "(");
    moved(w, b, true);
    bl_buf_str(&w->sql, ")");
    return true;
}
