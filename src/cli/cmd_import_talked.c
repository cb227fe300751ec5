/* After an import, one question: who of these have you really talked to this quarter? They come into play, as one step of its own. The most promising are offered by
 * number; words look for others; Enter ends it, with nobody when nobody was named. */
#include "cli/import.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 2000, SHOWN = 12, CHOSEN_MOST = 2000 };

struct asking {
    struct call *call;
    int64_t step;
    struct bl_promising *best; /* those shown are the first of these */
    size_t shown;
    int64_t count;
    struct bl_ids chosen;
};

/* Those who fit the words, the most promising first. */
static enum bl_status find(struct asking *a, const char *words, struct bl_error *err) {
    struct call *call = a->call;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    struct bl_filter filter;
    struct bl_promising_list list = {.best = a->best, .most = MOST};
    bl_buf_addf(&text, "import:%lld play:no", (long long)a->step);
    for (const char *s = words; *s;) {
        size_t gap = strspn(s, " \t\""), n = strcspn(s + gap, " \t\"");
        if (n) bl_buf_addf(&text, " \"%.*s\"", (int)n, s + gap);
        s += gap + n;
    }
    const char *query = text.failed ? NULL : bl_arena_str(&call->arena, bl_buf_text(&text));
    if (!query) return bl_nomem(err);
    enum bl_status status = value_filter(call, query, &filter, err);
    for (int64_t after = 0; status == BL_OK && after >= 0;) status = bl_store_promising(call->store, &filter, 0, &after, &list, err);
    if (status != BL_OK) return status;
    a->count = list.count;
    a->shown = list.n < SHOWN ? list.n : SHOWN;
    return BL_OK;
}

static enum bl_status show(struct asking *a, struct bl_error *err) {
    struct call *call = a->call;
    for (size_t i = 0; i < a->shown; i++) {
        struct bl_person p;
        char day[BL_DATE_SIZE];
        enum bl_status status = bl_store_person(call->store, a->best[i].id, &call->arena, &p, err);
        if (status != BL_OK) return status;
        bool met = p.first_contact != BL_NO_DAY;
        call_say(call, "%3zu  %s%s%s%s%s%s%s\n", i + 1, call_name(call, p.name), p.title ? ", " : "",
                 p.title ? call_name(call, p.title) : "", p.company ? ", " : "", p.company ? call_name(call, p.company) : "",
                 met ? " · since " : "", met ? bl_day_short(p.first_contact, call->env->now.today, day) : "");
    }
    if (a->count > (int64_t)a->shown)
        call_say(call, "     and %lld more: type a part of a name\n", (long long)(a->count - (int64_t)a->shown));
    return BL_OK;
}

static void choose(struct asking *a, size_t i) {
    int64_t id = a->best[i].id;
    for (size_t k = 0; k < a->chosen.n; k++)
        if (a->chosen.at[k] == id) return;
    if (a->chosen.n < CHOSEN_MOST) a->chosen.at[a->chosen.n++] = id;
}

/* "1 3-5, 8": false when it is anything else. Nobody is chosen then. */
static bool take_numbers(struct asking *a, const char *answer) {
    for (int pass = 0; pass < 2; pass++)
        for (const char *s = answer; *s;) {
            s += strspn(s, " ,");
            if (!*s) break;
            char *end;
            unsigned long lo = strtoul(s, &end, 10), hi = lo;
            if (end == s || *s < '0' || *s > '9') return false;
            if (*end == '-' && end[1] >= '0' && end[1] <= '9') hi = strtoul(end + 1, &end, 10);
            if ((*end && *end != ' ' && *end != ',') || lo < 1 || hi < lo || hi > a->shown) return false;
            for (unsigned long i = lo; pass && i <= hi; i++) choose(a, i - 1);
            s = end;
        }
    return true;
}

static enum bl_status ask_all(struct asking *a, struct bl_error *err) {
    struct call *call = a->call;
    enum bl_status status = find(a, "", err);
    if (status != BL_OK || !a->count) return status;
    call_say(call, "\nWho of these have you really talked to this quarter? They come into play.\n");
    status = show(a, err);
    while (status == BL_OK) {
        const char *more = a->chosen.n ? bl_arena_printf(&call->arena, "%zu chosen; more? (Enter: that is all) ", a->chosen.n)
                                       : "Numbers (1 3-5), or a name to look for (Enter: nobody) ";
        const char *answer = call_ask(call, more ? more : "more? ");
        if (!answer || !answer[strspn(answer, " ")]) return BL_OK;
        if (a->shown && take_numbers(a, answer)) continue;
        if (strspn(answer, "0123456789 ,-") == strlen(answer)) {
            call_say(call, "the numbers go from 1 to %zu\n", a->shown);
            continue;
        }
        status = find(a, answer, err);
        if (status == BL_OK && !a->count) call_say(call, "nobody of them is called “%s”\n", call_name(call, answer));
        if (status == BL_OK) status = show(a, err);
    }
    return status;
}

static enum bl_status into_play(struct asking *a, struct bl_error *err) {
    struct call *call = a->call;
    struct bl_person person = {0};
    int64_t step = 0;
    char word[16];
    enum bl_status status = call_write(call, err);
    for (size_t i = 0; status == BL_OK && i < a->chosen.n; i++) {
        bool changed;
        status = bl_person_play(call->store, a->chosen.at[i], &changed, err);
    }
    if (status == BL_OK) status = bl_store_person(call->store, a->chosen.at[0], &call->arena, &person, err);
    if (status != BL_OK) return status;
    const char *name = a->chosen.n == 1 ? bl_arena_printf(&call->arena, "in play: %s", person.name)
                                        : bl_arena_printf(&call->arena, "in play: %zu people", a->chosen.n);
    status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    out_fmt(&call->out, "%s%s\n", label("in play", word), a->chosen.n == 1 ? call_name(call, person.name) : name + strlen("in play: "));
    call_undo_line(call, step);
    return BL_OK;
}

enum bl_status import_talked(struct call *call, int64_t step, struct bl_error *err) {
    bool ask = call->env->ask && !call->json && !call->quiet && !call->dry && !opt_flag(&call->args, "yes");
    if (!ask || !step) return BL_OK;
    out_flush(&call->out);
    struct asking a = {.call = call, .step = step};
    a.best = bl_arena_array(&call->arena, MOST, sizeof *a.best);
    a.chosen.at = bl_arena_array(&call->arena, CHOSEN_MOST, sizeof *a.chosen.at);
    if (!a.best || !a.chosen.at) return bl_nomem(err);
    enum bl_status status = ask_all(&a, err);
    return status == BL_OK && a.chosen.n ? into_play(&a, err) : status;
}
