/* The people behind each figure: what the filter finds is whom the figure counts, for random histories, on several days, through both lenses, against the slow
 * model; and for the book of the demo as of today, against the figures themselves. */
#include "store/crowd.h"

#include "bowline/json.h"
#include "bowline/past.h"

enum { CROWDS = 4 };

struct view {
    struct crowd *c;
    bl_day as_of, before;
    int track;
    struct bl_review review; /* with who stands behind its figures */
};

static struct bl_ids chosen(struct sandbox *s, bl_day today, const char *text) {
    struct bl_filter filter;
    struct bl_ids ids = {0};
    OK(s, bl_filter_parse(text, today, (struct bl_strs){0}, &s->arena, &filter, &s->err));
    OK(s, bl_store_select(s->store, &filter, &s->arena, &ids, &s->err));
    return ids;
}

/* The ids of the JSON, all of them asked for. */
static void listed(const struct view *v, const bool in[PEOPLE], struct bl_ids got, const char *what, int at) {
    size_t n = 0;
    for (int who = 0; who < PEOPLE; who++) {
        if (!in[who]) continue;
        if (n >= got.n || got.at[n] != v->c->people[who].id)
            fail_msg("who %s %d: person %lld is missing", what, at, (long long)v->c->people[who].id);
        n++;
    }
    if (n != got.n) fail_msg("who %s %d: %zu people, the model %zu", what, at, got.n, n);
}

BL_PRINTF(3, 4) static void same(const struct view *v, const bool in[PEOPLE], const char *fmt, ...) {
    char text[160];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    struct bl_ids got = chosen(v->c->s, v->c->today, text);
    size_t n = 0;
    for (int who = 0; who < PEOPLE; who++) {
        if (!in[who]) continue;
        if (n >= got.n || got.at[n] != v->c->people[who].id) fail_msg("%s: person %lld is missing", text, (long long)v->c->people[who].id);
        n++;
    }
    if (n != got.n) fail_msg("%s: %zu people, the model %zu", text, got.n, n);
}

static const char *word_of(int track, int state) {
    return bl_track_name((enum bl_track)track, state);
}

/* ---- the week --------------------------------------------------------------------------------------------------------------------------- */

static bool in_week(const struct view *v, const struct person *p, int i) {
    return p->at[i].day > v->before && p->at[i].day <= v->as_of && moves(p, i, v->track);
}

static void check_states(const struct view *v) {
    char from[BL_DATE_SIZE], to[BL_DATE_SIZE], eve[BL_DATE_SIZE];
    bl_day_iso(v->before + 1, from);
    bl_day_iso(v->as_of, to);
    bl_day_iso(v->before, eve);
    for (int s = 1; s < BL_STATES; s++) {
        bool open[PEOPLE] = {false}, close[PEOPLE] = {false}, in[PEOPLE] = {false}, out[PEOPLE] = {false};
        if (s > bl_track_ranks((enum bl_track)v->track) && s < BL_PARKED) continue;
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            open[who] = state_on(p, v->before, v->track) == s;
            close[who] = state_on(p, v->as_of, v->track) == s;
            for (int i = 0; i < (int)p->n; i++) {
                if (!in_week(v, p, i)) continue;
                in[who] |= state_after(p, i, v->track) == s;
                out[who] |= state_after(p, i - 1, v->track) == s;
            }
        }
        const char *word = word_of(v->track, s);
        same(v, open, "was:%s@%s", word, eve);
        same(v, close, "was:%s@%s", word, to);
        same(v, in, "entered:%s@%s..%s", word, from, to);
        same(v, out, "left:%s@%s..%s", word, from, to);
        listed(v, open, v->review.who->open[s], "open", s);
        listed(v, close, v->review.who->close[s], "close", s);
        listed(v, in, v->review.who->in[s], "in", s);
        listed(v, out, v->review.who->left[s], "out", s);
    }
}

static void check_kinds(const struct view *v) {
    char from[BL_DATE_SIZE], to[BL_DATE_SIZE];
    bl_day_iso(v->before + 1, from);
    bl_day_iso(v->as_of, to);
    for (int kind = 0; kind < BL_KINDS; kind++) {
        bool in[PEOPLE] = {false};
        const char *name = bl_move_kind_name((enum bl_move_kind)kind);
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            for (int i = 0; i < (int)p->n; i++)
                in[who] |= in_week(v, p, i) && strcmp(kind_name(state_after(p, i - 1, v->track), state_after(p, i, v->track)), name) == 0;
        }
        same(v, in, "moved:%s.%s@%s..%s", name, v->track == BL_STAGE ? "stage" : "moment", from, to);
    }
    for (int a = 1; a < 4; a++) { /* some pairs */
        bool in[PEOPLE] = {false};
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            for (int i = 0; i < (int)p->n; i++)
                in[who] |= in_week(v, p, i) && state_after(p, i - 1, v->track) == a && state_after(p, i, v->track) == a + 1;
        }
        same(v, in, "moved:%s>%s@%s..%s", word_of(v->track, a), word_of(v->track, a + 1), from, to);
    }
}

static void check_spoken(const struct view *v) {
    char from[BL_DATE_SIZE], to[BL_DATE_SIZE];
    bool in[PEOPLE] = {false};
    for (int i = 0; i < v->c->talk_count; i++) {
        const struct talk *t = &v->c->talks[i];
        if (!t->note && t->day > v->before && t->day <= v->as_of) in[t->who] = true;
    }
    same(v, in, "spoke:%s..%s", bl_day_iso(v->before + 1, from), bl_day_iso(v->as_of, to));
    listed(v, in, v->review.who->talked, "talked", 0);
    bool playing[PEOPLE] = {false};
    for (int who = 0; who < PEOPLE; who++) {
        int state = state_on(&v->c->people[who], v->as_of, BL_STAGE);
        playing[who] = plays(v->c, who, v->as_of) && state >= 1 && state <= BL_RANK_MAX;
        in[who] &= playing[who];
    }
    listed(v, playing, v->review.who->playing, "playing", 0);
    listed(v, in, v->review.who->covered, "covered", 0);
    if (v->as_of == v->c->today) same(v, in, "spoke:%s..%s play:yes was:active@%s", from, to, to);
}

/* ---- the window -------------------------------------------------------------------------------------------------------------------------- */

enum { REACHED, ADVANCED, LEFT, PARKED, OPEN, COHORT, IN28, EARLY, OUTCOMES };

static void one_cycle(const struct view *v, const struct person *p, int cycle, int k, bool out[OUTCOMES]) {
    struct reach here = reaches(p, cycle, k, v->track, v->as_of), there = reaches(p, cycle, k + 1, v->track, v->as_of);
    int status = cycle_status(p, cycle, v->as_of);
    if (!here.reached || here.day <= v->as_of - 365) return;
    bool ripe = here.day <= v->as_of - 28;
    out[REACHED] = true;
    out[there.reached ? ADVANCED : status > BL_PARKED ? LEFT : status == BL_PARKED ? PARKED : OPEN] = true;
    out[ripe ? COHORT : EARLY] = true;
    if (ripe && there.reached && there.day - here.day <= 28) out[IN28] = true;
}

static void check_cycles(const struct view *v) {
    static const char *const words[OUTCOMES] = {"", ".advanced", ".left", ".parked", ".open", ".cohort", ".in28", ".early"};
    char day[BL_DATE_SIZE];
    bl_day_iso(v->as_of, day);
    for (int k = 1; k < bl_track_ranks((enum bl_track)v->track); k++) {
        bool in[OUTCOMES][PEOPLE] = {{false}};
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            bool one[OUTCOMES] = {false};
            for (int cycle = 1; cycle <= p->cycle[p->n - 1]; cycle++) one_cycle(v, p, cycle, k, one);
            for (int i = 0; i < OUTCOMES; i++) in[i][who] = one[i];
        }
        static const enum bl_who whos[OUTCOMES] = {BL_WHO_REACHED, BL_WHO_ADVANCED, BL_WHO_LEFT,    BL_WHO_PARKED,
                                                   BL_WHO_OPEN,    BL_WHO_OF,       BL_WHO_IN_TIME, BL_WHO_IMMATURE};
        for (int i = 0; i < OUTCOMES; i++) listed(v, in[i], v->review.who->cycles[whos[i]][k], words[i], k);
        for (int i = 0; i < OUTCOMES; i++) same(v, in[i], "reached:%s%s@%s", word_of(v->track, k), words[i], day);
        same(v, in[ADVANCED], "advanced:%s@%s", word_of(v->track, k), day);
    }
}

static void check_stays(const struct view *v) {
    char day[BL_DATE_SIZE];
    bl_day_iso(v->as_of, day);
    for (int rank = 1; rank <= bl_track_ranks((enum bl_track)v->track); rank++) {
        bool stayed[PEOPLE] = {false}, staying[PEOPLE] = {false};
        for (int who = 0; who < PEOPLE; who++) {
            const struct person *p = &v->c->people[who];
            for (int i = 0; i < (int)p->n && p->at[i].day <= v->as_of; i++) {
                if (!moves(p, i, v->track) || state_after(p, i, v->track) != rank || p->at[i].day <= v->as_of - 365) continue;
                int next = i + 1;
                while (next < (int)p->n && !moves(p, next, v->track)) next++;
                stayed[who] = true;
                staying[who] |= next >= (int)p->n || p->at[next].day > v->as_of;
            }
        }
        listed(v, stayed, v->review.who->cycles[BL_WHO_STAYS][rank], "stays", rank);
        listed(v, staying, v->review.who->cycles[BL_WHO_STAYING][rank], "staying", rank);
        same(v, stayed, "stayed:%s@%s", word_of(v->track, rank), day);
        same(v, staying, "stayed:%s.open@%s", word_of(v->track, rank), day);
    }
}

/* ---- as of the day ------------------------------------------------------------------------------------------------------------------------ */

static void listed_then(const struct view *v, struct bl_store *past, struct bl_ids figure, const char *text) {
    struct sandbox *s = v->c->s;
    struct bl_filter filter;
    struct bl_ids ids = {0};
    OK(s, bl_filter_parse(text, v->as_of, (struct bl_strs){0}, &s->arena, &filter, &s->err));
    OK(s, bl_store_select(past, &filter, &s->arena, &ids, &s->err));
    if (ids.n != figure.n) fail_msg("as of the day %s lists %zu, the figure %zu", text, ids.n, figure.n);
    for (size_t i = 0; i < ids.n; i++)
        if (ids.at[i] != figure.at[i]) fail_msg("%s: %lld, the figure %lld", text, (long long)ids.at[i], (long long)figure.at[i]);
}

static char *told(struct sandbox *s, struct bl_store *store, const struct view *v) {
    struct bl_review review;
    struct bl_json json;
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    OK(s, bl_store_review(store, v->review.lens, v->as_of, 0, &s->arena, &review, &s->err));
    OK(s, bl_store_review_who(store, &review, 0, &s->arena, &s->err));
    bl_json_open(&json, &out);
    bl_json_review(&json, &review);
    return bl_arena_str(&s->arena, bl_buf_text(&out));
}

/* What the review says as of a day is what the book as it was on that day says, and what its lists list. */
static void check_then(const struct view *v) {
    struct sandbox *s = v->c->s;
    struct bl_store_options options = {.now = bl_store_now(s->store), .busy_ms = 200};
    struct bl_past_progress progress;
    struct bl_store *past = NULL;
    OK(s, bl_past_open(s->path, &options, v->as_of, &past, &s->err));
    OK(s, bl_past_step(past, 0, &progress, &s->err));
    const char *now = told(s, s->store, v), *then = told(s, past, v);
    size_t same = 0;
    while (now[same] && now[same] == then[same]) same++;
    if (now[same] != then[same])
        fail_msg("the review …%.300s\nthe past …%.300s", now + (same > 150 ? same - 150 : 0), then + (same > 150 ? same - 150 : 0));
    listed_then(v, past, v->review.no_next.ids, "next:none status:active play:yes");
    listed_then(v, past, v->review.who->playing, "status:active play:yes");
    listed_then(v, past, v->review.who->covered, "spoke:this status:active play:yes");
    listed_then(v, past, v->review.stale.ids, v->track == BL_STAGE ? "stale:stage" : "stale:moment");
    listed_then(v, past, v->review.who->overdue, "promised:overdue");
    for (int i = 0; i < v->review.origin_count; i++) {
        const struct bl_origin *origin = &v->review.origins[i];
        for (size_t k = 0; k < origin->count; k++) {
            char text[160];
            const char *key = origin->from[k].key;
            snprintf(text, sizeof text, *key ? "stage:%s play:yes origin=\"%s\"" : "stage:%s play:yes origin:none%s",
                     bl_track_name(BL_STAGE, origin->stage), key);
            listed_then(v, past, origin->from[k].ids, text);
        }
    }
    bl_store_close(past);
}

static void crowds_agree(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CROWDS; seed++) {
        void *box = NULL;
        struct crowd *c = calloc(1, sizeof *c);
        assert_int_equal(sandbox_setup(&box), 0);
        c->s = box;
        c->seed = seed * 104729;
        c->start = bl_day_of(2026, 12, 1) - (int)seed * 37;
        c->span = seed % 2 ? 430 : 50;
        c->today = c->start + c->span;
        bl_store_set_now(c->s->store, (struct bl_now){c->today, 1795251600000});
        fill(c);
        read_back(c);
        for (int i = 0; i < 6; i++) {
            bl_day day = i < 2 ? c->today : c->start + below(&c->seed, c->span);
            struct view v = {.c = c, .as_of = day, .before = bl_day_monday(day) - 1, .track = i % 2 ? BL_STAGE : BL_MOMENT};
            OK(c->s, bl_store_review(c->s->store, i % 2 ? BL_LENS_STAGE : BL_LENS_MOMENT, day, 0, &c->s->arena, &v.review, &c->s->err));
            OK(c->s, bl_store_review_who(c->s->store, &v.review, 0, &c->s->arena, &c->s->err));
            check_states(&v);
            check_kinds(&v);
            check_spoken(&v);
            check_cycles(&v);
            check_stays(&v);
            check_then(&v);
        }
        assert_int_equal(sandbox_teardown(&box), 0);
        free(c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(crowds_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
