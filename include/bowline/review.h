/* The figures of the weekly review (journey.md section 4), R1 to R12: a value struct in an arena, and the pure parts that make it. */
#ifndef BOWLINE_REVIEW_H
#define BOWLINE_REVIEW_H

#include "bowline/book.h"

struct bl_stock {
    int64_t open, in, out, close;
};
struct bl_people_list {
    int64_t n;         /* distinct people */
    struct bl_ids ids; /* the first of them, by id: at most the limit asked for */
};
struct bl_flow {       /* one pair of R2 */
    int from, to;      /* states; BL_NONE = new person */
    int64_t n;         /* moves (gross) or people (net) */
    struct bl_ids ids; /* distinct people, ascending, cut to the limit */
};

/* R7 to R9: of the cycles that reached a rank within the window, how many went on to the next. advanced + left + parked + open = reached. */
struct bl_conversion {
    int from, to;
    int64_t reached, advanced, left, parked, open;
    int64_t of, in_time, immature; /* reached 28 days ago or longer; of them advanced within 28 days; the rest of reached */
};
/* R10 and R11: the stays in one state that began within the window. */
struct bl_time {
    int state;
    int64_t stays, open; /* all; those still there */
    int median;          /* days, BL_NO_DAYS when half of them never left */
    int longest;         /* days, those still there included; BL_NO_DAYS without stays */
    double advance;      /* chance to have advanced after 28 days, < 0 without stays */
};
#define BL_NO_DAYS (-1)
#define BL_COHORT_DAYS 28
struct bl_overdue { /* a promise, yours or theirs, whose day has passed */
    int64_t id, person;
    const char *who, *text;
    bool theirs;
    bl_day due;
    int days;
};
struct bl_conversations { /* R6 */
    int64_t n, people;    /* conversations in the week, and people in them */
    int64_t covered, of;  /* of the active people in play, those with at least one */
};
struct bl_revenue { /* R12, cents a month: open + started + expansion − contraction − churn = close */
    int64_t open, started, expansion, contraction, churn, close;
};

/* Where the active people in play of a stage came from. */
struct bl_source {
    const char *name,
        *key; /* as somebody wrote it; without its case: "referral" where somebody sent them, "" = not known (then it is the last) */
    bool referral;
    int64_t n;
    struct bl_ids ids;
};
struct bl_origin {
    int stage;
    int64_t n, known;       /* all of them; those whose source or referrer is known */
    struct bl_source *from; /* most first */
    size_t count;
};
/* What stands otherwise than in the last review that was finished on or before that day: closing now − closing then, by state. */
struct bl_since {
    int64_t review;     /* its number, 0 = there is none */
    bl_day as_of, from; /* and the beginning of its week */
    int64_t by[BL_STATES + 1];
};

/* The people behind the figures, each once, by id; with a limit those of the latest days. By state, or by the rank that was reached or stayed in. */
enum bl_who {
    BL_WHO_REACHED,
    BL_WHO_ADVANCED,
    BL_WHO_LEFT,
    BL_WHO_PARKED,
    BL_WHO_OPEN,
    BL_WHO_OF,
    BL_WHO_IN_TIME,
    BL_WHO_IMMATURE,
    BL_WHO_STAYS,
    BL_WHO_STAYING,
    BL_WHO_CYCLES
};
enum bl_who_money { BL_WHO_PAYS_OPEN, BL_WHO_NEW, BL_WHO_EXPANSION, BL_WHO_CONTRACTION, BL_WHO_CHURN, BL_WHO_PAYS_CLOSE, BL_WHO_MONEY };
struct bl_review_who {
    struct bl_ids open[BL_STATES + 1], in[BL_STATES + 1], left[BL_STATES + 1], close[BL_STATES + 1];
    struct bl_ids cycles[BL_WHO_CYCLES][BL_RANK_MAX + 1];
    struct bl_ids talked, covered, playing; /* in a conversation; of them active and in play; all who are */
    struct bl_ids money[BL_WHO_MONEY];
    struct bl_ids overdue, late;
};

struct bl_review {
    enum bl_lens lens;
    bl_day as_of, from, to;                /* first day of the week, and as_of */
    int ranks;                             /* 7, 6 or 8: states 1 … ranks, then the four sides */
    struct bl_stock states[BL_STATES + 1]; /* by state; in the milestone lens ranks 1 … 8 and sides at 9 … 12: see bl_review_side */
    int64_t total_open, total_close;
    struct bl_flow *gross, *net;
    size_t gross_count, net_count;
    struct bl_people_list movements[BL_KINDS];
    /* The rest is not there in the milestone lens: `whole` is false. */
    bool whole;
    int window;                                   /* days the figures below look back */
    struct bl_conversion conversion[BL_RANK_MAX]; /* conversions of them, from rank 1 on */
    int conversions;
    struct bl_time time[BL_RANK_MAX];     /* one for each rank */
    struct bl_people_list no_next, stale; /* R4, R5 */
    int64_t overdue_count;
    struct bl_overdue *overdue; /* the longest overdue first, cut to the limit */
    size_t overdue_given;
    struct bl_conversations talks;
    struct bl_revenue revenue;
    int64_t late_entries;
    struct bl_origin origins[BL_RANK_MAX]; /* by stage, whatever the lens; stages without anybody are left out */
    int origin_count;
    struct bl_since since;
    const struct bl_review_who *who; /* NULL: not asked for (bl_store_review_who) */
};
/* Index in `states` of side state `side` (BL_PARKED …) in that lens: milestones have eight ranks, so their sides stand one further. */
int bl_review_side(enum bl_lens lens, int side);

/* ---- the pure parts ---------------------------------------------------------------------------------------------------- */

/* What is counted: the window is (as_of − days, as_of]. */
struct bl_window {
    bl_day as_of;
    int days;
};
/* What happened to n cycles that had reached `rank` on day `at` (R7): reached it (event = at); advanced to the next, left by a close, was parked, came back from that — on
 * day `event`, which may lie after as_of: then it does not count yet. */
enum bl_pass_kind { BL_PASS_REACHED, BL_PASS_ADVANCED, BL_PASS_LEFT, BL_PASS_PARKED, BL_PASS_UNPARKED };
struct bl_pass {
    enum bl_pass_kind kind;
    int rank;
    bl_day at, event;
    int64_t n;
};
/* Adds one to the rows of a track with `ranks` ranks (rows: ranks − 1 of them, zeroed before the first); bl_conversion_end settles what follows. */
void bl_conversion_add(struct bl_conversion *rows, int ranks, const struct bl_window *window, const struct bl_pass *pass);
void bl_conversion_end(struct bl_conversion *rows, int ranks);

/* The stays of one state as counts by length in days, each array `days` long (bl_window.days): those that ended, those of them that ended in a higher
 * rank, those still there at as_of. */
struct bl_lengths {
    int days;
    int64_t *ended, *advanced, *still;
};
/* Adds n stays of one state that began on day `in` and ended on `out` (BL_NO_DAY: not yet); outside the window they count nothing. */
void bl_lengths_add(struct bl_lengths *lengths, const struct bl_window *window, bl_day in, bl_day out, bool advanced, int64_t n);
/* Kaplan–Meier over any exit and Aalen–Johansen for the advance; at equal times exits come before those still there. */
void bl_survival(const struct bl_lengths *lengths, struct bl_time *out);

/* R5: after how many days in a state somebody is stale: max(7, 2 × median) once at least three stays there ended and the median exists, else the setting.
 * BL_NO_DAYS where nobody ever is. `setting`: days, or BL_NO_DAYS for the default of the state. */
int bl_stale_limit(enum bl_track track, int rank, const struct bl_time *time, int setting);
int bl_stale_default(enum bl_track track, int rank);

/* Percent in tenths, half up: 5 of 8 is 625. No percentage of fewer than five: −1. */
int64_t bl_percent_tenths(int64_t n, int64_t of);

#endif
