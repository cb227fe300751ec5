/* Long work told on the terminal: a bar, how much a second, how long it still takes; and Ctrl-C, which leaves the file as it was. One for all commands, so that they look alike. */
#include "cli/work.h"

#include <string.h>
#include <time.h>

/* The one thing a signal handler can do is set a flag; it lives here because a handler has no other way in. */
static volatile sig_atomic_t stop_signal;

static void on_stop(int signal) {
    stop_signal = signal;
}

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};

bool work_stopped(void) {
    return stop_signal != 0;
}

double work_seconds(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void work_begin(struct work *work, struct call *call) {
    struct sigaction action = {0};
    action.sa_handler = on_stop;
    sigemptyset(&action.sa_mask);
    stop_signal = 0;
    *work = (struct work){.call = call, .begun = work_seconds()};
    for (int i = 0; i < 3; i++) {
        sigaction(stop_signals[i], &action, &work->old[i]);
        /* nohup asked for hang-ups to be ignored */
        if (stop_signals[i] == SIGHUP && work->old[i].sa_handler == SIG_IGN) sigaction(SIGHUP, &work->old[i], NULL);
    }
}

void work_end(struct work *work) {
    if (work->call->store) bl_store_watch(work->call->store, NULL, NULL);
    for (int i = 0; i < 3; i++) sigaction(stop_signals[i], &work->old[i], NULL);
    work_wipe(work);
}

/* ---- the line ---------------------------------------------------------------------------------------------------------------- */

bool work_due(struct work *work) {
    double now = work_seconds();
    if (!work->call->env->err_tty || work->call->quiet || now - work->painted < 0.1 || now - work->begun < 0.2) return false;
    work->painted = now;
    return true;
}

/* "12 s left", "3 min left". */
static void put_left(struct bl_buf *line, double left) {
    if (left >= 90)
        bl_buf_addf(line, ", %.0f min left", left / 60);
    else
        bl_buf_addf(line, ", %.0f s left", left < 1 ? 1 : left);
}

void work_paint(struct work *work, const char *text, int64_t done, int64_t total) {
    const struct env *env = work->call->env;
    int columns = env->columns ? env->columns : 80, wide = columns >= 76 ? 24 : columns >= 60 ? 8 : 0;
    BL_AUTO(bl_buf) struct bl_buf line = {0};
    for (int i = 0; i < wide && total > 0; i++) {
        bool full = i < (int)((double)done / (double)total * wide);
        bl_buf_str(&line, env->utf8 ? (full ? "█" : "░") : (full ? "#" : "."));
    }
    bl_buf_addf(&line, " %s", text);
    if (total > 0 && done > 0 && done < total) put_left(&line, (work_seconds() - work->begun) * (double)(total - done) / (double)done);
    fprintf(stderr, "\r%s\033[K", bl_buf_text(&line));
    fflush(stderr);
    work->bar = true;
}

void work_wipe(struct work *work) {
    if (work->bar) fputs("\r\033[K", stderr);
    work->bar = false;
}

/* ---- calls that are watched ---------------------------------------------------------------------------------------------------- */

/* "snapshot 2 of 7" is the how-manieth; "12000 of 40000 people, 3100 a second" so many of them. */
static void paint(struct work *work, const struct bl_work *now) {
    char text[160];
    double spent = work_seconds() - work->begun;
    if (strcmp(now->what, "people") == 0 && now->of > 0)
        snprintf(text, sizeof text, "%lld of %lld people, %.0f a second", (long long)now->at, (long long)now->of, (double)now->at / spent);
    else if (now->of > 0 && strcmp(now->what, "saving") != 0)
        snprintf(text, sizeof text, "%s %lld of %lld", now->what, (long long)now->at, (long long)now->of);
    else
        snprintf(text, sizeof text, "%s", now->what);
    work_paint(work, text, now->done, now->total);
}

static bool asked(void *data) {
    struct work *work = data;
    struct bl_work now = bl_store_work(work->call->store);
    if (now.what && work_due(work)) paint(work, &now);
    return work_stopped();
}

void work_watch(struct work *work, struct call *call) {
    work_begin(work, call);
    bl_store_watch(call->store, asked, work);
}
