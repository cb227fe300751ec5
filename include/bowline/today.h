/* Today: who needs something now, why, and what could be done about it. Judging one person is pure; the store walks the people in play. */
#ifndef BOWLINE_TODAY_H
#define BOWLINE_TODAY_H

#include "bowline/person.h"

struct bl_store;

/* After how many days somebody is stale in a state (R5), and after how many without a conversation they have gone quiet; 0 = never. */
struct bl_limits {
    int stage[BL_RANK_MAX + 1], moment[BL_RANK_MAX + 1];
    int quiet;
};
void bl_limits_default(struct bl_limits *out);

/* What somebody may need, the most pressing first. */
enum bl_need { BL_NEED_OVERDUE, BL_NEED_DUE, BL_NEED_PARKED, BL_NEED_STALE, BL_NEED_QUIET, BL_NEED_NO_NEXT, BL_NEEDS };
const char *bl_need_name(enum bl_need need);  /* overdue due parked stale quiet no_next */
const char *bl_need_title(enum bl_need need); /* for people: "parked, and the day is reached" */
/* The filter that lists everybody of that need. */
const char *bl_need_filter(enum bl_need need);

/* What judging looks at. */
struct bl_facts {
    int status, stage, moment;
    bl_day stage_since, moment_since, opened_on, last_talk, park_until;
    bool has_next;
    bl_day next_due;
};
/* Needs of a person in play, as bits 1 << enum bl_need. */
unsigned bl_needs(const struct bl_facts *facts, const struct bl_limits *limits, bl_day today);
enum bl_need bl_needs_first(unsigned needs); /* BL_NEEDS for none */
/* The days a need is about: overdue by, since the park day, in the state, without a conversation, since the journey began. */
int bl_need_days(enum bl_need need, const struct bl_facts *facts, const struct bl_limits *limits, bl_day today);
/* How much is at stake in a stage: what is left undone around the knot costs most. For choosing the few that matter first. */
int bl_stage_weight(int stage);

/* "“send deck”, 3 days overdue", "41 days in selection (limit 30)", "last talk 34 days ago": one need in words. */
void bl_need_words(struct bl_buf *out, enum bl_need need, const struct bl_person *person, const struct bl_limits *limits, bl_day today);

/* A next move, and what it rests on: facts of the person and the cards of stage and moment, nothing else. Texts are added to the buffers. */
void bl_suggest(struct bl_buf *move, struct bl_buf *because, unsigned needs, const struct bl_person *person, unsigned visited,
                bl_day today);

/* ---- the store ----------------------------------------------------------------------------------------------------------- */

struct bl_today_row {
    struct bl_person person; /* a list row */
    enum bl_need need;       /* the most pressing one */
    unsigned needs;          /* all of them, as bits */
    const char *why;         /* in words, all of them */
    const char *move, *because;
};
#define BL_TODAY_FEW 5
#define BL_AWAY_DAYS 14
struct bl_today {
    bl_day as_of;
    int away;                 /* nothing was written for so many days, at least BL_AWAY_DAYS, until today; else 0 */
    int64_t counts[BL_NEEDS]; /* people by their most pressing need */
    int64_t total;            /* sum of counts */
    int64_t resting;          /* people who need something and are snoozed */
    struct bl_today_row
        *rows; /* by need, then the longest first; at most `limit` of each need. After a lapse: the few that matter first, only those */
    size_t n;
};
/* limit: rows per need, 0 = only count. all: as if nobody had been away. */
enum bl_status bl_store_today(struct bl_store *store, size_t limit, bool all, struct bl_arena *arena, struct bl_today *out,
                              struct bl_error *err) BL_NODISCARD;
/* What Today would say of one person, in play or not, resting or not: needs 0 when nothing presses. *visited: the moments of this cycle as a set (map.h). */
enum bl_status bl_store_today_of(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_today_row *out,
                                 unsigned *visited, struct bl_error *err) BL_NODISCARD;
/* The limits that hold in this book. */
enum bl_status bl_store_limits(struct bl_store *store, struct bl_limits *out, struct bl_error *err) BL_NODISCARD;

/* Writing (inside a step). A snoozed person stays out of Today until that day; the figures are not touched by it. */
struct bl_snooze {
    bl_day until;    /* BL_NO_DAY = not snoozed */
    const char *why; /* or NULL */
};
enum bl_status bl_snooze_set(struct bl_store *store, int64_t person, bl_day until, const char *why, struct bl_error *err) BL_NODISCARD;
/* Back into Today; *was says whether they were out of it. */
enum bl_status bl_snooze_end(struct bl_store *store, int64_t person, bool *was, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_store_snooze(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_snooze *out,
                               struct bl_error *err) BL_NODISCARD;
/* Everybody who needs something, but for the few that matter first, rests until that day. */
enum bl_status bl_today_rest(struct bl_store *store, bl_day until, const char *why, int64_t *n, struct bl_error *err) BL_NODISCARD;

#endif
