/* The way to a day of the past: a store of its own, made ready in slices. What is shown stays as it is until it is ready. */
#include "bowline/past.h"

#include "term/perform.h"

#include <time.h>

enum { SLICE_US = 5000, FIRST = 200, LEAST = 20, MOST = 20000, BUSY_MS = 500 };

static int64_t clock_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void perform_past_stop(struct performer *performer) {
    bl_store_free(&performer->way.store);
    performer->way = (struct past_job){0};
}

static bool begin(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct bl_store_options options = {.now = bl_store_now(performer->store), .busy_ms = BUSY_MS};
    struct bl_store *store = NULL;
    perform_past_stop(performer);
    if (bl_past_open(bl_store_path(performer->store), &options, effect->day, &store, &err) != BL_OK)
        return perform_failed(performer, effect, &err, out);
    if (performer->waiting) bl_past_pauses(store, (struct bl_past_pause){performer->waiting, NULL});
    performer->way = (struct past_job){.store = store, .serial = effect->serial, .budget = FIRST};
    return false;
}

/* A slice takes about SLICE_US, however many people that are here. */
static void learn(struct past_job *way, int64_t took) {
    int64_t fit = took > 0 ? way->budget * SLICE_US / took : MOST;
    if (fit > 2 * way->budget) fit = 2 * way->budget;
    way->budget = fit < LEAST ? LEAST : fit > MOST ? MOST : fit;
}

bool perform_past_slice(struct performer *performer, struct msg *out) {
    struct past_job *way = &performer->way;
    struct bl_past_progress progress;
    struct bl_error err = {0};
    struct effect effect = {.kind = EFF_PAST, .serial = way->serial};
    int64_t began = clock_us();
    if (bl_past_step(way->store, way->budget, &progress, &err) != BL_OK) {
        perform_past_stop(performer);
        return perform_failed(performer, &effect, &err, out);
    }
    learn(way, clock_us() - began);
    *out = (struct msg){
        .kind = MSG_PAST, .of = EFF_PAST, .serial = way->serial, .seen = progress.seen, .all = progress.all, .done = progress.done};
    if (!progress.done) return true;
    bl_store_free(&performer->past);
    performer->past = way->store;
    *way = (struct past_job){0};
    return true;
}

bool perform_past(struct performer *performer, const struct effect *effect, struct msg *out) {
    if (effect->kind == EFF_PAST) return begin(performer, effect, out);
    perform_past_stop(performer);
    if (effect->kind == EFF_PRESENT) bl_store_free(&performer->past);
    return false;
}
