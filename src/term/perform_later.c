/* What is put off. A page whose figures take long in a large book is not waited for: its reading stops when a key waits, or when the next paint would be late, and is
 * begun again once the loop has nothing else to do. It is not cut into pieces, so what is shown is one moment of the file. Without `waiting`, in tests, nothing
 * is put off: every answer comes at once. */
#include "term/perform.h"

#include <time.h>

enum { FIRST_TRY_US = 4000 };

int64_t perform_clock_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool stops(void *data) {
    const struct performer *performer = data;
    return performer->waiting(NULL) || (performer->stop_at && perform_clock_us() >= performer->stop_at);
}

void perform_watch(struct performer *performer, bool first) {
    if (!performer->waiting) return;
    performer->stop_at = first ? perform_clock_us() + FIRST_TRY_US : 0;
    performer->watching = true;
    bl_store_watch(performer->store, stops, performer);
}

void perform_unwatch(struct performer *performer) {
    if (performer->watching) bl_store_watch(performer->store, NULL, NULL);
    performer->watching = false;
}

bool perform_was_stopped(const struct performer *performer, const struct bl_error *err) {
    return performer->watching && err->status == BL_INTERRUPTED;
}

static void forget(struct performer *performer, enum effect_kind kind) {
    int kept = 0;
    for (int i = 0; i < performer->later_count; i++)
        if (performer->later[i].kind != kind) performer->later[kept++] = performer->later[i];
    performer->later_count = kept;
}

/* One of a kind: a newer wish takes its place. What a wish points to does not live as long; those that may be put off point to nothing. */
void perform_put_off(struct performer *performer, const struct effect *effect) {
    struct effect kept = *effect;
    forget(performer, effect->kind);
    kept.text = NULL;
    kept.ids = (struct bl_ids){0};
    kept.words = kept.less = (struct bl_strs){0};
    if (performer->later_count < LATER_MAX) performer->later[performer->later_count++] = kept;
}

bool perform_first(struct performer *performer, const struct effect *effect, struct msg *out) {
    forget(performer, effect->kind);
    perform_watch(performer, true);
    bool answered = perform_page(performer, effect, out);
    perform_unwatch(performer);
    return answered;
}

bool perform_later_slice(struct performer *performer, struct msg *out) {
    struct effect effect = performer->later[0];
    forget(performer, effect.kind);
    perform_watch(performer, false);
    bool answered = perform_page(performer, &effect, out);
    perform_unwatch(performer);
    return answered;
}
