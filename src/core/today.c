/* Today, for one person: what they need now, and by what it is known. The order of the needs is the order of the screen: what was promised comes before
 * what merely grows old. */
#include "bowline/today.h"

#include "bowline/review.h"

static const struct {
    const char *name, *title, *filter;
} needs_table[BL_NEEDS] = {
    [BL_NEED_OVERDUE] = {"overdue", "overdue", "overdue:yes"},
    [BL_NEED_DUE] = {"due", "due today", "next:today"},
    [BL_NEED_PARKED] = {"parked", "parked, and the day is reached", "until:..today play:yes"},
    [BL_NEED_STALE] = {"stale", "too long in one place", "stale:yes"},
    [BL_NEED_QUIET] = {"quiet", "gone quiet", "quiet:yes"},
    [BL_NEED_NO_NEXT] = {"no_next", "without a next step", "next:none status:active play:yes"},
};

const char *bl_need_name(enum bl_need need) {
    return (unsigned)need < BL_NEEDS ? needs_table[need].name : "";
}

const char *bl_need_title(enum bl_need need) {
    return (unsigned)need < BL_NEEDS ? needs_table[need].title : "";
}

const char *bl_need_filter(enum bl_need need) {
    return (unsigned)need < BL_NEEDS ? needs_table[need].filter : "";
}

/* A month of silence is where the card of the last moment asks for a result again. */
void bl_limits_default(struct bl_limits *out) {
    struct bl_limits usual = {.quiet = 30};
    for (int rank = 1; rank <= BL_RANK_MAX; rank++) {
        int stage = bl_stale_default(BL_STAGE, rank), moment = bl_stale_default(BL_MOMENT, rank);
        usual.stage[rank] = stage == BL_NO_DAYS ? 0 : stage;
        usual.moment[rank] = moment == BL_NO_DAYS ? 0 : moment;
    }
    *out = usual;
}

static int since(bl_day day, bl_day today) {
    return day == BL_NO_DAY ? 0 : today - day;
}

static bool beyond(int days, int limit) {
    return limit > 0 && days > limit;
}

/* Somebody nobody ever talked with is silent since the journey began. */
static bl_day heard(const struct bl_facts *facts) {
    return facts->last_talk != BL_NO_DAY ? facts->last_talk : facts->opened_on;
}

unsigned bl_needs(const struct bl_facts *facts, const struct bl_limits *limits, bl_day today) {
    unsigned needs = 0;
    if (facts->has_next && facts->next_due != BL_NO_DAY && facts->next_due <= today)
        needs |= 1u << (facts->next_due < today ? BL_NEED_OVERDUE : BL_NEED_DUE);
    if (facts->status == BL_PARKED && facts->park_until != BL_NO_DAY && facts->park_until <= today) needs |= 1u << BL_NEED_PARKED;
    if (facts->status != BL_ACTIVE) return needs;
    if (beyond(since(facts->stage_since, today), limits->stage[facts->stage]) ||
        beyond(since(facts->moment_since, today), limits->moment[facts->moment]))
        needs |= 1u << BL_NEED_STALE;
    if (beyond(since(heard(facts), today), limits->quiet)) needs |= 1u << BL_NEED_QUIET;
    if (!facts->has_next) needs |= 1u << BL_NEED_NO_NEXT;
    return needs;
}

enum bl_need bl_needs_first(unsigned needs) {
    for (int need = 0; need < BL_NEEDS; need++)
        if (needs & (1u << need)) return (enum bl_need)need;
    return BL_NEEDS;
}

int bl_need_days(enum bl_need need, const struct bl_facts *facts, const struct bl_limits *limits, bl_day today) {
    switch (need) {
    case BL_NEED_OVERDUE:
    case BL_NEED_DUE: return since(facts->next_due, today);
    case BL_NEED_PARKED: return since(facts->park_until, today);
    case BL_NEED_STALE: {
        int days = since(facts->stage_since, today);
        return beyond(days, limits->stage[facts->stage]) ? days : since(facts->moment_since, today);
    }
    case BL_NEED_QUIET: return since(heard(facts), today);
    default: return since(facts->opened_on, today);
    }
}

int bl_stage_weight(int stage) {
    static const int weights[BL_RANK_MAX + 1] = {0, 1, 2, 6, 7, 5, 4, 3};
    return stage >= 1 && stage <= BL_RANK_MAX ? weights[stage] : 0;
}

/* ---- words ------------------------------------------------------------------------------------------------------------------------ */

static void days_words(struct bl_buf *out, int days) {
    bl_buf_addf(out, "%d day%s", days, days == 1 ? "" : "s");
}

static void stale_words(struct bl_buf *out, const struct bl_person *person, const struct bl_limits *limits, bl_day today) {
    int days = since(person->at.stage_since, today);
    bool stage = beyond(days, limits->stage[person->at.stage]);
    if (!stage) days = since(person->at.moment_since, today);
    days_words(out, days);
    bl_buf_addf(out, " %s %s (limit %d)", stage ? "in" : "at",
                bl_track_label(stage ? BL_STAGE : BL_MOMENT, stage ? person->at.stage : person->at.moment),
                stage ? limits->stage[person->at.stage] : limits->moment[person->at.moment]);
}

static void promise_words(struct bl_buf *out, const struct bl_person *person, bl_day today) {
    int days = since(person->next.due, today);
    bl_buf_addf(out, "%s“%s”, ", person->next.theirs ? "theirs: " : "", person->next.text ? person->next.text : "");
    if (days > 0) days_words(out, days);
    bl_buf_str(out, days > 0 ? " overdue" : "due today");
}

void bl_need_words(struct bl_buf *out, enum bl_need need, const struct bl_person *person, const struct bl_limits *limits, bl_day today) {
    char day[BL_DATE_SIZE];
    switch (need) {
    case BL_NEED_OVERDUE:
    case BL_NEED_DUE: promise_words(out, person, today); break;
    case BL_NEED_PARKED: bl_buf_addf(out, "parked until %s", bl_day_short(person->at.park_until, today, day)); break;
    case BL_NEED_STALE: stale_words(out, person, limits, today); break;
    case BL_NEED_QUIET:
        bl_buf_str(out, person->last_talk == BL_NO_DAY ? "no talk yet, open for " : "last talk ");
        days_words(out, since(person->last_talk == BL_NO_DAY ? person->at.opened_on : person->last_talk, today));
        if (person->last_talk != BL_NO_DAY) bl_buf_str(out, " ago");
        break;
    default: bl_buf_str(out, "no next step"); break;
    }
}
