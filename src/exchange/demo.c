/* The demo: the tables of demo_people.c and demo_before/after/rest.c, played day by day through the public door of the store.
 *
 * The clock is set to each day before what happened on it is written, so that what was recorded when looks as if a founder had kept it; it is set back at
 * the end. Nothing is drawn by lot: the same store seed and the same day give the same file. A day that falls on a weekend becomes the Friday before it, which
 * keeps the order of days and the week they lie in, so that no weekday of `today` makes a fact of the future or empties the current week. */
#include "demo_internal.h"

#include <stdlib.h>
#include <string.h>

enum deed { ADD, PLAY, KEEP };

struct item { /* one thing to write, on one day */
    bl_day day;
    enum deed deed;
    size_t index; /* of the person, or of the event */
};

struct demo {
    struct bl_store *store;
    struct bl_arena arena, scratch;
    struct bl_now now;
    const struct bl__demo_event **events;
    int64_t *promises; /* by event: id, 0 = none yet */
    size_t event_count;
    struct item *items;
    size_t item_count;
    int64_t ids[BL__DEMO_PEOPLE];
};

/* ---- days ----------------------------------------------------------------------------------------------------------------------- */

static bl_day past_day(const struct demo *demo, int ago) {
    bl_day day = demo->now.today - ago;
    int weekday = bl_day_weekday(day);
    return weekday > 4 ? day - (weekday - 4) : day;
}

/* A day to come on a weekend becomes the Monday after; one gone by, the Friday before; today stays. */
static bl_day due_day(const struct demo *demo, int days) {
    bl_day day = demo->now.today + days;
    int weekday = bl_day_weekday(day);
    if (days == 0 || weekday < 5) return day;
    return days > 0 ? day + (7 - weekday) : day - (weekday - 4);
}

/* ---- what to write, in order ------------------------------------------------------------------------------------------------------ */

/* Was this promise made in the conversation told just before it? */
static bool made_in_talk(const struct demo *demo, size_t i) {
    const struct bl__demo_event *promise = demo->events[i];
    while (i-- > 0) {
        const struct bl__demo_event *before = demo->events[i];
        if (before->who != promise->who || before->ago != promise->ago) return false;
        if (before->what == BL__DEMO_TALK) return true;
        if (before->what != BL__DEMO_MINE && before->what != BL__DEMO_THEIRS) return false;
    }
    return false;
}

static bool is_promise(const struct bl__demo_event *event) {
    return event->what == BL__DEMO_MINE || event->what == BL__DEMO_THEIRS;
}

static void plan_one(struct demo *demo, int ago, enum deed deed, size_t index) {
    demo->items[demo->item_count++] = (struct item){past_day(demo, ago), deed, index};
}

static int by_day(const void *left, const void *right) {
    const struct item *a = left;
    const struct item *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->deed != b->deed) return a->deed < b->deed ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void gather(struct demo *demo, const struct bl__demo_event *events, size_t n) {
    for (size_t i = 0; i < n; i++) demo->events[demo->event_count++] = &events[i];
}

static enum bl_status plan(struct demo *demo, struct bl_error *err) {
    size_t n = bl__demo_after_count + bl__demo_before_count + bl__demo_rest_count;
    demo->events = bl_arena_array(&demo->arena, n, sizeof *demo->events);
    demo->promises = bl_arena_array(&demo->arena, n, sizeof *demo->promises);
    demo->items = bl_arena_array(&demo->arena, BL__DEMO_PEOPLE + 2 * n, sizeof *demo->items);
    if (!demo->events || !demo->promises || !demo->items) return bl_nomem(err);
    gather(demo, bl__demo_after, bl__demo_after_count);
    gather(demo, bl__demo_before, bl__demo_before_count);
    gather(demo, bl__demo_rest, bl__demo_rest_count);
    for (size_t p = 0; p < BL__DEMO_PEOPLE; p++) plan_one(demo, bl__demo_people[p].opened, ADD, p);
    for (size_t i = 0; i < n; i++) {
        const struct bl__demo_event *event = demo->events[i];
        if (!is_promise(event) || !made_in_talk(demo, i)) plan_one(demo, event->ago, PLAY, i);
        if (is_promise(event) && event->kept != BL__DEMO_OPEN) plan_one(demo, event->kept, KEEP, i);
    }
    qsort(demo->items, demo->item_count, sizeof *demo->items, by_day);
    return BL_OK;
}

/* ---- writing it ------------------------------------------------------------------------------------------------------------------- */

static struct bl_strs one(const char **text) {
    return *text ? (struct bl_strs){text, 1} : (struct bl_strs){0};
}

static enum bl_status add_person(struct demo *demo, size_t p, struct bl_error *err) {
    const struct bl__demo_person *who = &bl__demo_people[p];
    const char *email = who->email;
    const char *phone = who->phone;
    const char *url = who->url;
    const char *tag = who->tag;
    struct bl_add add = {
        .edit = {.name = who->name,
                 .company = who->company,
                 .title = who->title,
                 .source = who->source,
                 .note = who->note,
                 .emails = one(&email),
                 .phones = one(&phone),
                 .urls = one(&url),
                 .tags = one(&tag),
                 .first_contact = past_day(demo, who->opened)},
        .stage = who->stage,
        .moment = who->moment,
        .day = BL_NO_DAY,
        .by_hand = !who->listed,
    };
    if (who->brought_by != NOBODY) add.edit.referred_by = demo->ids[who->brought_by];
    return bl_person_add(demo->store, &add, &demo->ids[p], err);
}

enum { TALK_PROMISES = 4 };

/* A conversation, with the promises told right after it. */
static enum bl_status play_talk(struct demo *demo, size_t i, struct bl_error *err) {
    const struct bl__demo_event *event = demo->events[i];
    int64_t people[2] = {demo->ids[event->who], event->with == NOBODY ? 0 : demo->ids[event->with]};
    struct bl_said_promise promises[TALK_PROMISES];
    const char *quote = event->quote;
    struct bl_log log = {
        .people = {people, event->with == NOBODY ? 1 : 2},
        .kind = event->kind,
        .minutes = event->minutes,
        .day = BL_NO_DAY,
        .text = event->text,
        .quotes = one(&quote),
        .promises = promises,
        .stage = event->stage,
        .moment = event->moment,
    };
    struct bl_logged logged;
    for (size_t j = i + 1; j < demo->event_count && log.promise_count < TALK_PROMISES; j++) {
        const struct bl__demo_event *next = demo->events[j];
        if (!is_promise(next) || next->who != event->who || next->ago != event->ago) break;
        promises[log.promise_count++] = (struct bl_said_promise){next->text, due_day(demo, next->due), next->what == BL__DEMO_THEIRS};
    }
    enum bl_status status = bl_talk_log(demo->store, &log, &demo->scratch, &logged, err);
    for (size_t j = 0; status == BL_OK && j < log.promise_count; j++) demo->promises[i + 1 + j] = logged.promises.at[j];
    return status;
}

static enum bl_status record(struct demo *demo, const struct bl__demo_event *event, enum bl_act act, struct bl_error *err) {
    struct bl_record what = {.act = act,
                             .stage = event->stage,
                             .moment = event->moment,
                             .side = event->side,
                             .day = BL_NO_DAY,
                             .until = BL_NO_DAY,
                             .why = event->text};
    struct bl_recorded done;
    if (act == BL_ACT_PARK) what.until = due_day(demo, event->due);
    return bl_entry_record(demo->store, demo->ids[event->who], &what, &done, err);
}

static enum bl_status play(struct demo *demo, size_t i, struct bl_error *err) {
    const struct bl__demo_event *event = demo->events[i];
    switch (event->what) {
    case BL__DEMO_TALK: return play_talk(demo, i, err);
    case BL__DEMO_MOVE: return record(demo, event, BL_ACT_MOVE, err);
    case BL__DEMO_PARK: return record(demo, event, BL_ACT_PARK, err);
    case BL__DEMO_RESUME: return record(demo, event, BL_ACT_RESUME, err);
    case BL__DEMO_CLOSE: return record(demo, event, BL_ACT_CLOSE, err);
    case BL__DEMO_REOPEN: return record(demo, event, BL_ACT_REOPEN, err);
    case BL__DEMO_MINE:
    case BL__DEMO_THEIRS: break;
    }
    return bl_promise_add(demo->store, demo->ids[event->who], event->text, due_day(demo, event->due), event->what == BL__DEMO_THEIRS,
                          &demo->promises[i], err);
}

static enum bl_status keep(struct demo *demo, size_t i, struct bl_error *err) {
    struct bl_promise kept;
    return bl_promise_done(demo->store, demo->promises[i], BL_NO_DAY, &kept, &demo->scratch, err);
}

/* Writes every item with the clock at its day: what comes last on a day is written a minute before the hour it is now, the rest before that. */
static enum bl_status write_all(struct demo *demo, struct bl_error *err) {
    enum { DAY_MS = 86400000, PACE_MS = 240000 };
    enum bl_status status = BL_OK;
    for (size_t i = 0; status == BL_OK && i < demo->item_count; i++) {
        const struct item *item = &demo->items[i];
        int64_t rest = 1;
        while (i + (size_t)rest < demo->item_count && demo->items[i + (size_t)rest].day == item->day) rest++;
        int64_t ago = (int64_t)demo->now.today - item->day;
        bl_store_set_now(demo->store, (struct bl_now){item->day, demo->now.ms - ago * DAY_MS - rest * PACE_MS});
        status = item->deed == ADD    ? add_person(demo, item->index, err)
                 : item->deed == PLAY ? play(demo, item->index, err)
                                      : keep(demo, item->index, err);
        bl_arena_free(&demo->scratch);
    }
    bl_store_set_now(demo->store, demo->now);
    return status;
}

static enum bl_status fill(struct demo *demo, struct bl_error *err) {
    enum bl_status status = plan(demo, err);
    if (status == BL_OK) status = bl_step_begin(demo->store, false, err);
    if (status != BL_OK) return status;
    status = write_all(demo, err);
    if (status == BL_OK) return bl_step_commit(demo->store, "demo", NULL, err);
    bl_step_rollback(demo->store);
    return status;
}

enum bl_status bl_demo_fill(struct bl_store *store, struct bl_error *err) {
    struct demo demo = {.store = store, .now = bl_store_now(store)};
    int64_t people = 0;
    enum bl_status status = bl_store_count(store, &people, err);
    if (status != BL_OK) return status;
    if (people > 0) {
        bl_fail(err, BL_REFUSED, "there are people in this file already (%lld); the demo wants an empty one", (long long)people);
        bl_hint(err, "bowline demo --keep demo.db");
        return BL_REFUSED;
    }
    status = fill(&demo, err);
    bl_arena_free(&demo.arena);
    bl_arena_free(&demo.scratch);
    return status;
}
