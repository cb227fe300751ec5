/* The loop: keys, signals, the clock and slices of work become messages, one after the other; after each round the grid is painted. Signals only write a byte
 * into a pipe, so everything happens in this one thread and nothing is interrupted half-way. Deadly ones put the terminal back before they go on. */
#include "term/perform.h"
#include "term/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    FRONT_MS = 200,       /* how often a program in the background looks whether it is in front again */
    LOOK_MS = 500,        /* how often other processes' writes are looked for */
    BUSY_MS = 500,        /* how long another process's write may hold up one of ours, and so the keyboard */
    COUNT_AFTER_MS = 120, /* how long the keys must rest before a list is counted */
    KEYS_A_ROUND = 64,
    NO_COMMAND = 127, /* what a shell ends with when there is no such command */
    EDITED_MAX = 1 << 20
};

struct loop {
    const struct term_options *options;
    struct terminal *terminal;
    struct bl_store *store;
    struct session session;
    struct surface surface;
    int64_t began_ms, began_mono, looked;
    int64_t typed; /* mono_ms of the last key */
    int signal;    /* the one that ends us, 0 = none */
    bool gone;     /* the terminal vanished */
    bool bound;    /* keys of the config hold */
};

/* ---- signals -------------------------------------------------------------------------------------------------------------------------- */

/* Handlers have no argument: the pipe's end they write to has to be found somewhere. */
static int signal_pipe[2] = {-1, -1};

static void on_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(signal_pipe[1], &byte, 1);
    (void)ignored;
    errno = saved;
}

static void on_crash(int number) {
    terminal_rescue();
    signal(number, SIG_DFL);
    raise(number);
}

static void handle(int number, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = handler == on_crash ? (int)SA_RESETHAND : SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static const int told[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static bool signals_on(void) {
    if (pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return false;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) handle(told[i], on_signal);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) handle(crashes[i], on_crash);
    handle(SIGPIPE, SIG_IGN);
    handle(SIGTTOU, SIG_IGN); /* giving the terminal back from the background must not stop us half-way */
    return true;
}

static void signals_off(void) {
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) handle(told[i], SIG_DFL);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) handle(crashes[i], SIG_DFL);
    handle(SIGTTOU, SIG_DFL);
    close(signal_pipe[0]);
    close(signal_pipe[1]);
    signal_pipe[0] = signal_pipe[1] = -1;
}

/* ---- the clock ------------------------------------------------------------------------------------------------------------------------ */

static int64_t mono_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The one clock, but never standing still or going back while we run: toasts and drafts wait for it. */
static struct bl_now read_clock(struct loop *loop) {
    struct bl_now now = loop->options->now(loop->options->now_data);
    int64_t least = loop->began_ms + mono_ms() - loop->began_mono;
    if (now.ms < least) now.ms = least;
    bl_store_set_now(loop->store, now);
    return now;
}

/* ---- what only a terminal can do --------------------------------------------------------------------------------------------------------- */

static void resize(struct loop *loop) {
    int rows, cols;
    terminal_size(loop->terminal, &rows, &cols);
    terminal_forget(loop->terminal);
    session_send(&loop->session, (struct msg){.kind = MSG_RESIZE, .row = rows, .col = cols});
}

/* Is the terminal ours? Whoever is woken in the background has to leave it alone. */
static bool in_front(void) {
    pid_t front = tcgetpgrp(STDIN_FILENO);
    return front < 0 || front == getpgrp();
}

/* After a stop: waits until the shell has put us in front again. False when something ends us before that; then the terminal is not touched. */
static bool come_back(struct loop *loop) {
    while (!in_front() && !loop->signal) {
        struct pollfd fd = {.fd = signal_pipe[0], .events = POLLIN};
        unsigned char byte;
        if (poll(&fd, 1, FRONT_MS) <= 0 || read(signal_pipe[0], &byte, 1) != 1) continue;
        if (byte == SIGTERM || byte == SIGHUP || byte == SIGINT || byte == SIGQUIT) loop->signal = byte;
    }
    if (loop->signal) return false;
    terminal_return(loop->terminal);
    read_clock(loop);
    resize(loop);
    return true;
}

static void suspend(struct loop *loop) {
    terminal_leave(loop->terminal);
    handle(SIGTSTP, SIG_DFL);
    kill(0, SIGTSTP); /* the whole job: what started us stops too */
    handle(SIGTSTP, on_signal);
    (void)come_back(loop);
}

static int write_temp(const char *text, char path[256]) {
    const char *folder = getenv("TMPDIR");
    snprintf(path, 256, "%.200s/bowline-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkstemp(path); /* 0600: nobody else reads what was said */
    if (fd < 0) return -1;
    size_t n = strlen(text);
    if (write(fd, text, n) == (ssize_t)n && fsync(fd) == 0) return fd;
    close(fd);
    unlink(path);
    return -1;
}

/* What the editor ended with; -1 when it was killed or could not be begun. */
static int run_editor(const char *editor, const char *path) {
    pid_t child = fork();
    if (child == 0) {
        handle(SIGINT, SIG_DFL);
        handle(SIGTSTP, SIG_DFL);
        handle(SIGQUIT, SIG_DFL);
        handle(SIGTTOU, SIG_DFL);
        handle(SIGPIPE, SIG_DFL);
        char command[512];
        snprintf(command, sizeof command, "%.480s \"$1\"", editor);
        execl("/bin/sh", "sh", "-c", command, "sh", path, (char *)NULL);
        _exit(NO_COMMAND);
    }
    int status = 0;
    if (child < 0) return -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void read_back(const char *path, struct bl_buf *out) {
    FILE *file = fopen(path, "r");
    if (!file) return;
    char part[4096];
    for (size_t n = fread(part, 1, sizeof part, file); n > 0 && out->len < EDITED_MAX; n = fread(part, 1, sizeof part, file))
        bl_buf_add(out, part, n);
    fclose(file);
    while (out->len && (out->data[out->len - 1] == '\n' || out->data[out->len - 1] == '\r')) bl_buf_cut(out, out->len - 1);
}

static void edit(struct loop *loop) {
    char path[256];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    const char *editor = loop->options->editor && *loop->options->editor ? loop->options->editor : "vi";
    loop->session.performer.edit = false;
    int fd = write_temp(bl_buf_text(&loop->session.performer.edited), path);
    bool ok = fd >= 0;
    int code = 0;
    if (ok) {
        close(fd);
        terminal_leave(loop->terminal);
        code = run_editor(editor, path);
        ok = code == 0;
        terminal_return(loop->terminal);
        if (ok) read_back(path, &text);
        unlink(path);
        read_clock(loop);
        resize(loop);
    }
    if (ok && memchr(bl_buf_text(&text), 0, text.len) == NULL && !text.failed)
        session_send(&loop->session, (struct msg){.kind = MSG_EDITED, .text = bl_buf_text(&text), .len = text.len});
    else
        session_send(&loop->session, (struct msg){.kind = MSG_FAILED,
                                                  .of = EFF_EDITOR,
                                                  .text = code == NO_COMMAND ? "the editor's command was not found; the text is as it was"
                                                                             : "the editor could not be used; the text is as it was",
                                                  .more = editor});
}

static void serve(struct loop *loop) {
    struct performer *performer = &loop->session.performer;
    if (performer->repaint) terminal_forget(loop->terminal);
    performer->repaint = false;
    if (performer->edit) edit(loop);
    if (!performer->suspend) return;
    performer->suspend = false;
    suspend(loop);
}

/* ---- one round ------------------------------------------------------------------------------------------------------------------------- */

static void take_signals(struct loop *loop) {
    unsigned char bytes[64];
    ssize_t n = read(signal_pipe[0], bytes, sizeof bytes);
    for (ssize_t i = 0; i < n; i++) {
        if (bytes[i] == SIGWINCH)
            resize(loop);
        else if (bytes[i] == SIGTSTP)
            loop->session.performer.suspend = true;
        else if (bytes[i] == SIGCONT) { /* after a stop nobody told us of */
            if (!come_back(loop)) return;
        } else
            loop->signal = bytes[i];
    }
}

static void take_keys(struct loop *loop) {
    struct msg msg;
    for (int i = 0; i < KEYS_A_ROUND && !loop->session.performer.quit && terminal_read(loop->terminal, &msg, &loop->gone); i++) {
        session_send(&loop->session, msg);
        serve(loop);
    }
    loop->typed = mono_ms();
}

/* How long to leave the count of a list alone: nobody reads it between two letters, and the next key is answered sooner. 0 = not at all. */
static int resting_ms(const struct loop *loop) {
    int64_t left = loop->typed + COUNT_AFTER_MS - mono_ms();
    return performer_only_counts(&loop->session.performer) && left > 0 ? (int)left : 0;
}

/* For pieces of work that cannot be made small: has a key come, or a signal? */
static bool waiting(void *data) {
    struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = signal_pipe[0], .events = POLLIN}};
    (void)data;
    return poll(fds, 2, 0) > 0;
}

static int wait_ms(struct loop *loop, int64_t now) {
    int64_t wake = app_wakes(&loop->session.app) - now;
    int rest = resting_ms(loop);
    if (rest > 0) return wake < 0 ? 0 : wake < rest ? (int)wake : rest;
    if (performer_busy(&loop->session.performer)) return 0;
    return wake < 0 ? 0 : wake < LOOK_MS ? (int)wake : LOOK_MS;
}

static bool paint(struct loop *loop) {
    const struct app *app = &loop->session.app;
    if ((loop->surface.rows != app->rows || loop->surface.cols != app->cols) && !surface_resize(&loop->surface, app->rows, app->cols))
        return true;
    app_view(app, &loop->surface);
    return terminal_paint(loop->terminal, &loop->surface);
}

static void round_once(struct loop *loop) {
    struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = signal_pipe[0], .events = POLLIN}};
    int ready = poll(fds, 2, wait_ms(loop, bl_store_now(loop->store).ms));
    struct bl_now now = read_clock(loop);
    if (ready > 0 && fds[1].revents) take_signals(loop);
    if (ready > 0 && fds[0].revents) take_keys(loop);
    serve(loop);
    if (loop->session.performer.quit || loop->gone || loop->signal) return;
    if (now.ms >= app_wakes(&loop->session.app)) session_send(&loop->session, (struct msg){.kind = MSG_TICK});
    if (ready <= 0 && resting_ms(loop) == 0 && session_work(&loop->session)) return;
    if (now.ms - loop->looked >= LOOK_MS) {
        loop->looked = now.ms;
        session_look(&loop->session);
    }
}

static void run(struct loop *loop) {
    while (!loop->session.performer.quit && !loop->signal && !loop->gone) {
        if (!paint(loop)) loop->gone = true;
        if (!loop->gone) round_once(loop);
    }
    if (!loop->session.performer.quit) session_send(&loop->session, (struct msg){.kind = MSG_HANGUP}); /* keeps what was typed */
}

/* ---- beginning and end ------------------------------------------------------------------------------------------------------------------- */

static int complain(const struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf clean = {0};
    bl_text_clean(&clean, err->text, strlen(err->text), true);
    fprintf(stderr, "bowline: %s\n", bl_buf_text(&clean));
    bl_buf_cut(&clean, 0);
    bl_text_clean(&clean, err->hint, strlen(err->hint), true);
    if (clean.len) fprintf(stderr, "  %s\n", bl_buf_text(&clean));
    return 1;
}

static enum bl_status bind_keys(struct keymap *keymap, struct bl_pairs keys, struct bl_error *err) {
    for (size_t i = 0; i < keys.n; i++) {
        enum bl_status status = keymap_bind(keymap, keys.at[i].name, keys.at[i].value ? keys.at[i].value : "", err);
        if (status != BL_OK) return status;
    }
    return keymap_check(keymap, err);
}

enum bl_status term_check_keys(struct bl_pairs keys, struct bl_error *err) {
    struct keymap keymap;
    keymap_defaults(&keymap);
    return bind_keys(&keymap, keys, err);
}

static enum bl_status open_all(struct loop *loop, struct bl_error *err) {
    const struct term_options *options = loop->options;
    const struct bl_store_options store = {.now = options->now(options->now_data), .busy_ms = BUSY_MS};
    loop->began_ms = store.now.ms;
    loop->began_mono = mono_ms();
    enum bl_status status = term_check_keys(options->keys, err);
    if (status == BL_OK) status = bl_store_open(options->db_path, &store, &loop->store, err);
    if (status != BL_OK) return status;
    if (!signals_on()) return bl_fail(err, BL_FAILED, "signals cannot be heard: %s", strerror(errno));
    status = terminal_open(options, &loop->terminal, err);
    if (status != BL_OK) signals_off();
    return status;
}

/* Runs with a session that has begun; the exit code. */
static int run_all(struct loop *loop, bool alone) {
    struct bl_error err = {0};
    int rows, cols;
    terminal_size(loop->terminal, &rows, &cols);
    if (!surface_init(&loop->surface, rows, cols, loop->options->unicode)) {
        terminal_close(loop->terminal);
        signals_off();
        (void)bl_nomem(&err);
        return complain(&err);
    }
    if (alone)
        session_start_composer(&loop->session, loop->store, rows, cols, loop->options->unicode, loop->options->text);
    else
        session_start(&loop->session, loop->store, rows, cols, loop->options->unicode);
    loop->session.performer.home = loop->options->home;
    loop->session.performer.waiting = waiting;
    loop->bound = bind_keys(&loop->session.app.keys, loop->options->keys, &err) == BL_OK;
    run(loop);
    terminal_close(loop->terminal);
    signals_off();
    return loop->signal ? 128 + loop->signal : loop->gone ? 128 + SIGHUP : 0;
}

static int run_mode(const struct term_options *options, bool alone) {
    struct loop loop = {.options = options};
    struct bl_error err = {0};
    if (open_all(&loop, &err) != BL_OK) {
        bl_store_close(loop.store);
        return complain(&err);
    }
    int code = run_all(&loop, alone);
    if (alone && code == 0) {
        BL_AUTO(bl_buf) struct bl_buf clean = {0};
        const struct bl_buf *answer = &loop.session.performer.answer;
        bl_text_clean(&clean, bl_buf_text(answer), answer->len, true);
        fputs(bl_buf_text(&clean), stdout);
        code = loop.session.performer.logged ? 0 : 1;
        if (code && loop.session.app.composer.kept) fputs("the text is kept: bowline log goes on with it\n", stderr);
    }
    surface_free(&loop.surface);
    session_free(&loop.session);
    bl_store_close(loop.store);
    return code;
}

int term_run(const struct term_options *options) {
    return run_mode(options, false);
}

int term_compose(const struct term_options *options) {
    return run_mode(options, true);
}
