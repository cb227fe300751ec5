/* A crowd of random histories, recorded through the store with late entries, parking, returns, skips, steps back and several moves a day, and what the model
 * knows of it: what was recorded, and nothing that follows from it. */
#ifndef TESTS_STORE_CROWD_H
#define TESTS_STORE_CROWD_H

#include "store/sandbox.h"

enum { PEOPLE = 40, ROOM = 80, TALKS = 60, PROMISES = 60 };

/* ---- chance -------------------------------------------------------------------------------------------------------------------------- */

static inline uint32_t next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(*seed >> 33);
}

static inline int below(uint64_t *seed, int n) {
    return (int)(next(seed) % (uint32_t)n);
}

/* ---- what was recorded ---------------------------------------------------------------------------------------------------------------- */

struct person {
    int64_t id;
    bool hand;           /* added by it: in play from the start */
    const char *source;  /* as sources count: without case, `referral` for who was sent, "" where nothing is known */
    struct bl_entry *at; /* holding, by day and order of entry */
    size_t n;
    int rank[ROOM][BL_TRACKS], status[ROOM], cycle[ROOM]; /* after each */
};
struct talk {
    int who;
    bl_day day;
    bool note;
};
struct vow {
    int who;
    bl_day made, due, done;
};
struct crowd {
    struct sandbox *s;
    uint64_t seed;
    bl_day start, today;
    int span; /* days */
    struct person people[PEOPLE];
    struct talk talks[TALKS];
    struct vow vows[PROMISES];
    int talk_count, vow_count;
    int first; /* of the first days a week may have, see test_review_model.c */
};

static inline void act(struct crowd *c, int who) {
    static const enum bl_act likely[] = {BL_ACT_MOVE, BL_ACT_MOVE,   BL_ACT_MOVE,  BL_ACT_MOVE,  BL_ACT_MOVE,   BL_ACT_MOVE,   BL_ACT_PARK,
                                         BL_ACT_PARK, BL_ACT_RESUME, BL_ACT_CLOSE, BL_ACT_CLOSE, BL_ACT_REOPEN, BL_ACT_REOPEN, BL_ACT_MOVE};
    struct bl_person p;
    OK(c->s, bl_store_person(c->s->store, c->people[who].id, &c->s->arena, &p, &c->s->err));
    bl_day last = p.at.stage_since > p.at.moment_since ? p.at.stage_since : p.at.moment_since;
    if (p.at.status_since > last) last = p.at.status_since;
    int gap = below(&c->seed, 3) ? below(&c->seed, c->span / 7) : below(&c->seed, 3);
    struct bl_record r = {.act = likely[below(&c->seed, 14)], .until = BL_NO_DAY, .day = last + gap};
    if (below(&c->seed, 5) == 0) r.day = c->start + below(&c->seed, c->span); /* late, or before it all began */
    if (r.day > c->today) r.day = c->today;
    if (r.act == BL_ACT_MOVE || r.act == BL_ACT_REOPEN || r.act == BL_ACT_RESUME) {
        r.stage = below(&c->seed, 3) ? p.at.stage + 1 : below(&c->seed, 8);
        r.moment = below(&c->seed, 3) ? p.at.moment + 1 : below(&c->seed, 7);
        if (r.stage > 7) r.stage = below(&c->seed, 2) ? 7 : 0;
        if (r.moment > 6) r.moment = 0;
    }
    if (r.act == BL_ACT_PARK) r.until = r.day + below(&c->seed, 40);
    if (r.act == BL_ACT_CLOSE) r.side = p.at.furthest_stage >= BL_COMMITMENT ? BL_CHURNED : BL_LOST + below(&c->seed, 2);
    if (r.act == BL_ACT_CLOSE) r.why = "silent";
    struct bl_recorded done;
    (void)!bl_entry_record(c->s->store, p.id, &r, &done, &c->s->err); /* what a rule refuses writes nothing */
}

static inline void live(struct crowd *c, int who) {
    static const char *const written[] = {NULL, "LinkedIn", "linkedin ", "podcast", "Referred by a friend"};
    static const char *const counts_as[] = {"", "linkedin", "linkedin", "podcast", "referral"};
    int from = below(&c->seed, 5);
    struct bl_add add = {.edit = {.name = "Somebody", .source = written[from]},
                         .stage = below(&c->seed, 4) ? 0 : 1 + below(&c->seed, 7),
                         .moment = below(&c->seed, 4) ? 0 : 1 + below(&c->seed, 6),
                         .day = c->start + below(&c->seed, c->span),
                         .by_hand = below(&c->seed, 4) > 1};
    c->people[who].hand = add.by_hand;
    c->people[who].source = counts_as[from];
    OK(c->s, bl_person_add(c->s->store, &add, &c->people[who].id, &c->s->err));
    for (int i = below(&c->seed, 16); i > 0; i--) act(c, who);
}

static inline void talk(struct crowd *c) {
    struct talk *t = &c->talks[c->talk_count++];
    t->who = below(&c->seed, PEOPLE);
    t->note = below(&c->seed, 4) == 0;
    t->day = c->start + below(&c->seed, c->span);
    int64_t id = c->people[t->who].id;
    struct bl_log log = {.people = {&id, 1}, .kind = t->note ? "note" : "call", .day = t->day, .text = "words"};
    struct bl_logged done;
    OK(c->s, bl_talk_log(c->s->store, &log, &c->s->arena, &done, &c->s->err));
}

static inline void vow(struct crowd *c) {
    struct vow *v = &c->vows[c->vow_count++];
    struct bl_person p;
    int64_t id = 0;
    *v = (struct vow){below(&c->seed, PEOPLE), c->start + below(&c->seed, c->span), BL_NO_DAY, BL_NO_DAY};
    OK(c->s, bl_store_person(c->s->store, c->people[v->who].id, &c->s->arena, &p, &c->s->err));
    if (v->made < p.created_on) v->made = p.created_on; /* nobody promises somebody they do not know */
    if (below(&c->seed, 4)) v->due = v->made + below(&c->seed, 90);
    bl_store_set_now(c->s->store, (struct bl_now){v->made, 1795251600000});
    OK(c->s, bl_promise_add(c->s->store, c->people[v->who].id, "do it", v->due, false, &id, &c->s->err));
    bl_store_set_now(c->s->store, (struct bl_now){c->today, 1795251600000});
    if (below(&c->seed, 2)) return;
    v->done = v->made + below(&c->seed, 60);
    if (v->done > c->today) v->done = c->today;
    struct bl_promise kept;
    OK(c->s, bl_promise_done(c->s->store, id, v->done, &kept, &c->s->arena, &c->s->err));
}

/* Entries one by one, by the rules: what holds after each. */
static inline void replay(struct person *p) {
    for (size_t i = 0; i < p->n; i++) {
        const struct bl_entry *e = &p->at[i];
        int stage = i ? p->rank[i - 1][0] : 0, moment = i ? p->rank[i - 1][1] : 0, status = i ? p->status[i - 1] : 0,
            cycle = i ? p->cycle[i - 1] : 0;
        if (e->act == BL_ACT_OPEN || e->act == BL_ACT_REOPEN) cycle++;
        if (e->act == BL_ACT_PARK || e->act == BL_ACT_CLOSE)
            status = e->side;
        else
            status = 0;
        if (e->stage) stage = e->stage;
        if (e->moment) moment = e->moment;
        p->rank[i][0] = stage;
        p->rank[i][1] = moment;
        p->status[i] = status;
        p->cycle[i] = cycle;
    }
}

static inline void read_back(struct crowd *c) {
    for (int who = 0; who < PEOPLE; who++) {
        struct person *p = &c->people[who];
        OK(c->s, bl_store_entries(c->s->store, p->id, &c->s->arena, &p->at, &p->n, &c->s->err));
        size_t n = 0;
        for (size_t i = 0; i < p->n; i++)
            if (!p->at[i].voided_by) p->at[n++] = p->at[i];
        p->n = n;
        assert_true(n > 0 && n < ROOM);
        replay(p);
    }
}

/* ---- the model -------------------------------------------------------------------------------------------------------------------------- */

static inline int state_after(const struct person *p, int i, int track) {
    if (i < 0) return 0;
    return p->status[i] ? p->status[i] : p->rank[i][track];
}

static inline int last_until(const struct person *p, bl_day day) {
    int i = (int)p->n - 1;
    while (i >= 0 && p->at[i].day > day) i--;
    return i;
}

static inline int state_on(const struct person *p, bl_day day, int track) {
    return state_after(p, last_until(p, day), track);
}

static inline bool moves(const struct person *p, int i, int track) {
    return state_after(p, i, track) != state_after(p, i - 1, track);
}

static const char *kind_name(int from, int to) {
    if (to == BL_PARKED) return "parked";
    if (to == BL_LOST) return "lost";
    if (to == BL_DISQUALIFIED) return "disqualified";
    if (to == BL_CHURNED) return "churned";
    if (from == 0) return "new";
    if (from == BL_PARKED) return "resumed";
    if (from > BL_RANK_MAX) return "returned";
    if (to == from + 1) return "forward";
    return to > from ? "skipped" : "back";
}

/* ---- cycles ------------------------------------------------------------------------------------------------------------------------------ */

struct reach {
    bool reached;
    bl_day day;
};

/* Did a cycle reach rank k until the day? Its first rank must not lie above it; its day is that of the first entry at k or higher. */
static inline struct reach reaches(const struct person *p, int cycle, int k, int track, bl_day until) {
    bool first = true;
    for (int i = 0; i < (int)p->n; i++) {
        if (p->cycle[i] != cycle || p->at[i].day > until || p->status[i]) continue;
        int rank = p->rank[i][track];
        if (first && rank > k) return (struct reach){false, 0};
        first = false;
        if (rank >= k) return (struct reach){true, p->at[i].day};
    }
    return (struct reach){false, 0};
}

static inline int cycle_status(const struct person *p, int cycle, bl_day until) {
    int status = 0;
    for (int i = 0; i < (int)p->n; i++)
        if (p->cycle[i] == cycle && p->at[i].day <= until) status = p->status[i];
    return status;
}

static inline bool vowed(const struct crowd *c, int who, bl_day day) {
    for (int i = 0; i < c->vow_count; i++) {
        const struct vow *o = &c->vows[i];
        if (o->who == who && o->made <= day && (o->done == BL_NO_DAY || o->done > day)) return true;
    }
    return false;
}

/* In play by a day: added by hand, or something was done with them by then. */
static inline bool plays(const struct crowd *c, int who, bl_day day) {
    const struct person *p = &c->people[who];
    bool did = p->hand;
    for (size_t i = 0; i < p->n; i++) did |= p->at[i].act != BL_ACT_OPEN && p->at[i].day <= day;
    for (int i = 0; i < c->talk_count; i++) did |= c->talks[i].who == who && c->talks[i].day <= day;
    for (int i = 0; i < c->vow_count; i++) did |= c->vows[i].who == who && c->vows[i].made <= day;
    return did;
}

static inline void fill(struct crowd *c) {
    OK(c->s, bl_step_begin(c->s->store, false, &c->s->err));
    for (int who = 0; who < PEOPLE; who++) live(c, who);
    for (int i = 0; i < TALKS; i++) talk(c);
    for (int i = 0; i < PROMISES; i++) vow(c);
    OK(c->s, bl_step_commit(c->s->store, "a crowd", NULL, &c->s->err));
}

#endif
