/* The people behind a figure as tests of the filter language: WHAT[.MORE][@WHEN]. `entered:selection@2026-W47` and `reached:selection.left` say what the review
 * counted, so that a list can be asked for exactly those. One figure is one test: two tests beside each other would speak of two different moves.
 *
 * A state may be a stage, a moment, a milestone or a side state: their names do not meet, but for awareness, which is the same people. */
#include "filter_parts.h"

#include "bowline/book.h"
#include "bowline/text.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

struct word {
    const char *word;
    int value;
};
static const struct word whats[] = {{"was", BL_BEHIND_WAS},         {"entered", BL_BEHIND_ENTERED},   {"left", BL_BEHIND_LEFT},
                                    {"reached", BL_BEHIND_REACHED}, {"advanced", BL_BEHIND_ADVANCED}, {"stayed", BL_BEHIND_STAYED},
                                    {"spoke", BL_BEHIND_SPOKE},     {"pays", BL_BEHIND_PAYS},         {"restated", BL_BEHIND_RESTATED},
                                    {"moved", BL_BEHIND_KIND}};
static const struct word became[] = {{"advanced", BL_BEHIND_ADVANCED}, {"left", BL_BEHIND_ENDED},    {"parked", BL_BEHIND_PARKED},
                                     {"open", BL_BEHIND_OPEN},         {"cohort", BL_BEHIND_COHORT}, {"in28", BL_BEHIND_IN_TIME},
                                     {"early", BL_BEHIND_EARLY}};
static const struct word paid[] = {{"new", 1}, {"expansion", 2}, {"contraction", 3}, {"churn", 4}};
static const struct word tracks[] = {{"stage", BL_STAGE}, {"moment", BL_MOMENT}, {"milestone", BL_BEHIND_MILESTONE}};

static int among(const struct word *words, size_t n, const char *word) {
    for (size_t i = 0; i < n; i++)
        if (bl_text_same(words[i].word, word)) return words[i].value;
    return -1;
}

/* -1 none, BL_KINDS any, one more any but the first coming. */
static int kind_of(const char *word) {
    if (bl_text_same(word, "any") || bl_text_same(word, "on")) return BL_KINDS + bl_text_same(word, "on");
    for (int kind = 0; kind < BL_KINDS; kind++)
        if (bl_text_same(bl_move_kind_name((enum bl_move_kind)kind), word)) return kind;
    return -1;
}

bool bl__filter_is_move(const char *text) {
    char word[24] = "";
    size_t n = strcspn(text, ".@>");
    if (text[n] == '>' || strstr(text, "→")) return true;
    if (n < sizeof word) memcpy(word, text, n);
    return kind_of(word) >= 0;
}

/* ---- states ------------------------------------------------------------------------------------------------------------------------- */

/* The stages of a milestone lie beside each other; some have none yet. */
static void milestone_stages(int milestone, int *lo, int *hi) {
    *lo = 1;
    *hi = 0;
    for (int stage = BL_GROWTH; stage >= BL_AWARENESS; stage--) {
        if (bl_milestone_of(stage) != milestone) continue;
        *lo = stage;
        if (*hi < stage) *hi = stage;
    }
}

static bool milestone_named(const char *word, int *lo, int *hi) {
    size_t n = strlen(word);
    for (int i = 1; n >= 3 && i <= BL_MILESTONES; i++) {
        if (!bl_text_same_n(bl_milestone_name(i), word, n)) continue;
        milestone_stages(i, lo, hi);
        return true;
    }
    return false;
}

/* A state of any track → lo..hi on `track`; both tracks rest at once, so a side state is asked of the stage. `ranks`: only stages and moments. */
static enum bl_status state(struct bl__filtering *f, const char *word, size_t at, bool ranks, struct bl_behind *out) {
    struct bl_error unused;
    int stage = 0, moment = 0, side = 0;
    if (!ranks && bl_text_same(word, "any")) {
        out->track = BL_STAGE;
        out->lo = 1;
        out->hi = BL_CHURNED;
        return BL_OK;
    }
    bool is_stage = bl_track_parse(BL_STAGE, word, &stage, f->err) == BL_OK,
         is_moment = bl_track_parse(BL_MOMENT, word, &moment, &unused) == BL_OK;
    if (is_stage && is_moment) return bl__filter_fail(f, at, "“%.40s” may be a stage or a moment: write it out", word);
    out->track = is_moment ? BL_MOMENT : BL_STAGE;
    out->lo = out->hi = is_moment ? moment : stage;
    if (is_stage || is_moment) return BL_OK;
    if (ranks) return bl__filter_point(f, at);
    out->track = BL_BEHIND_MILESTONE;
    if (milestone_named(word, &out->lo, &out->hi)) return BL_OK;
    out->track = BL_STAGE;
    if (bl_status_parse(word, &side, &unused) != BL_OK) return bl__filter_point(f, at);
    out->lo = side == BL_ACTIVE ? 1 : side;
    out->hi = side == BL_ACTIVE ? BL_RANK_MAX : side;
    return BL_OK;
}

/* education>selection, new>awareness */
static enum bl_status flow(struct bl__filtering *f, char *text, size_t at, struct bl_behind *out) {
    struct bl_behind from = {0};
    char *arrow = strstr(text, "→"), *to = arrow ? arrow + strlen("→") : (arrow = strchr(text, '>')) + 1;
    *arrow = '\0';
    bool new = bl_text_same(text, "new");
    enum bl_status status = new ? BL_OK : state(f, text, at, false, &from);
    if (status == BL_OK) status = state(f, to, at + (size_t)(to - text), false, out);
    if (status != BL_OK) return status;
    bool sides = from.lo > BL_RANK_MAX || out->lo > BL_RANK_MAX || new;
    if (!sides && from.track != out->track) return bl__filter_fail(f, at, "a move is from one state to another of the same track");
    if (out->lo > BL_RANK_MAX && !new) out->track = from.track;
    out->what = BL_BEHIND_FLOW;
    out->src_lo = from.lo;
    out->src_hi = from.hi;
    return BL_OK;
}

/* ---- when --------------------------------------------------------------------------------------------------------------------------- */

/* One side of from..to, or both at once: a week, a day, or for `hi` the end of the last so many days. */
static enum bl_status side(struct bl__filtering *f, const char *text, size_t at, struct bl__days *out) {
    const struct bl__field field = {"a figure", BL_F_BEHIND, BL__CREATED};
    int64_t day = 0, days = 0;
    enum bl_status status = bl__filter_week(f, &field, text, at, out);
    if (status != BL_OK || out->of != BL_A_DAY) return status;
    status = bl__filter_scalar(f, &field, text, at, &day);
    if (status == BL_OK) *out = (struct bl__days){(bl_day)day, bl__filter_length(f, text, &days) ? f->today : (bl_day)day, BL_A_DAY};
    return status;
}

/* A week, from..to of weeks or days, the last so many days, or one day. */
static enum bl_status when(struct bl__filtering *f, char *text, size_t at, struct bl_behind *out) {
    struct bl__days from = {0}, to = {0};
    char *dots = strstr(text, "..");
    if (dots) *dots = '\0';
    enum bl_status status = side(f, text, at, &from);
    to = from;
    if (status == BL_OK && dots) {
        status = side(f, dots + 2, at + (size_t)(dots + 2 - text), &to);
        if (to.of == BL_A_DAY) to.hi = to.lo;
    }
    if (status == BL_OK && from.lo > to.hi) status = bl__filter_fail(f, at, "this range runs backwards: the smaller end comes first");
    if (status != BL_OK) return status;
    out->from = from.lo;
    out->from_week = from.of;
    out->to = to.hi;
    out->to_week = to.of;
    return BL_OK;
}

/* Where no day is named: the week so far; `was` the day before it began. */
static void this_week(const struct bl__filtering *f, struct bl_behind *out) {
    bl_day monday = bl_day_monday(f->today);
    out->from = monday;
    out->from_week = out->to_week = BL_OF_THIS_WEEK;
    out->to = out->what == BL_BEHIND_WAS ? monday - 1 : monday + 6;
}

/* ---- what --------------------------------------------------------------------------------------------------------------------------- */

static enum bl_status no_more(struct bl__filtering *f, const struct bl__field *field, const char *more, size_t at) {
    if (!more) return BL_OK;
    bl__filter_fail(f, at, "%s does not know “.%.40s”", field->name, more);
    bl_hint(f->err,
            "reached:STATE.advanced .left .parked .open .cohort .in28 .early; stayed:STATE.open; moved:KIND.stage .moment .milestone");
    return BL_USAGE;
}

static enum bl_status payment(struct bl__filtering *f, const char *word, size_t at, struct bl_behind *out) {
    out->kind = among(paid, COUNT(paid), word);
    if (out->kind > 0) out->what = BL_BEHIND_PAID;
    if (out->kind > 0 || bl_text_same(word, "yes")) return BL_OK;
    return bl__filter_fail(f, at, "pays is yes, new, expansion, contraction or churn, not “%.40s”", word);
}

static enum bl_status kind(struct bl__filtering *f, const struct bl__field *field, const char *word, const char *more, size_t at,
                           struct bl_behind *out) {
    out->kind = kind_of(word);
    out->track = more ? among(tracks, COUNT(tracks), more) : -1;
    return more && out->track < 0 ? no_more(f, field, more, at) : BL_OK;
}

/* What became of those who reached a state; whether a stay goes on. */
static enum bl_status further(struct bl__filtering *f, const struct bl__field *field, const char *more, size_t at, struct bl_behind *out) {
    bool reached = out->what == BL_BEHIND_REACHED, stayed = out->what == BL_BEHIND_STAYED;
    int found = !more ? -1 : reached ? among(became, COUNT(became), more) : stayed && bl_text_same(more, "open") ? BL_BEHIND_STAYING : -1;
    if (more && found < 0) return no_more(f, field, more, at);
    if (more) out->what = (enum bl_behind_what)found;
    return BL_OK;
}

static enum bl_status what(struct bl__filtering *f, const struct bl__field *field, char *word, size_t at, struct bl_behind *out) {
    char *more = strchr(word, '.');
    if (more) *more++ = '\0';
    size_t more_at = at + (more ? (size_t)(more - word) - 1 : 0);
    switch (out->what) {
    case BL_BEHIND_KIND: return kind(f, field, word, more, more_at, out);
    case BL_BEHIND_PAYS: return more ? no_more(f, field, more, more_at) : payment(f, word, at, out);
    case BL_BEHIND_RESTATED:
        return bl_text_same(word, "yes") && !more ? BL_OK : bl__filter_fail(f, at, "restated is yes, or not restated:yes");
    default: break;
    }
    bool ranks = out->what == BL_BEHIND_REACHED || out->what == BL_BEHIND_ADVANCED || out->what == BL_BEHIND_STAYED;
    enum bl_status status = state(f, word, at, ranks, out);
    return status == BL_OK ? further(f, field, more, more_at, out) : status;
}

enum bl_status bl__filter_behind(struct bl__filtering *f, const struct bl__field *field, const char *text, size_t at,
                                 struct bl_node *node) {
    struct bl_behind *out = &node->behind;
    char *word = bl_arena_copy(f->arena, text, strlen(text)), *day = word ? strchr(word, '@') : NULL;
    if (!word) return bl_nomem(f->err);
    out->what = (enum bl_behind_what)among(whats, COUNT(whats), field->name);
    if (day) *day++ = '\0';
    this_week(f, out);
    if (out->what == BL_BEHIND_SPOKE) return when(f, word, at, out);
    bool pair = out->what == BL_BEHIND_KIND && (strchr(word, '>') || strstr(word, "→"));
    enum bl_status status = pair ? flow(f, word, at, out) : what(f, field, word, at, out);
    return status == BL_OK && day ? when(f, day, at + (size_t)(day - word), out) : status;
}
