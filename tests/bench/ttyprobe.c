/* Times a full-screen program from outside, as a person at the keyboard would: on a real pseudo-terminal, reading its bytes.
 *   ttyprobe [-r ROWS] [-c COLS] [-s KEYS] [-k KEYS] [-n N] [-q QUIET_MS] -- COMMAND ARG...
 *   -s   keys sent before measuring, one burst each, separated by blanks       -k   the keys measured, round and round   -n   how many
 * Prints: FIRST_MS P50_MS P99_MS MAX_MS RSS_KIB, with - for what was not asked or not to be had.
 *   FIRST   spawn → last byte of the first burst of at least 200 bytes (what is painted late, but within 400 ms, counts);   P50, P99   key written → last byte of its repaint
 * A repaint ends where the terminal has been quiet for QUIET_MS; a key that paints nothing counts as the whole wait, so silence looks slow, not fast. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { KEYS_MAX = 64, SAMPLES_MAX = 10000, BOOT_MS = 30000, SETTLE_MS = 400, STUCK_MS = 3000 };

struct keys {
    char bytes[KEYS_MAX][16];
    size_t len[KEYS_MAX];
    int n;
};
struct burst {
    size_t bytes;
    double last; /* when its last byte came; 0 = none came */
};

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

/* "j / \x1b[B \r" → keys; a blank key is written \x20. */
static void keys_parse(const char *text, struct keys *keys) {
    while (*text && keys->n < KEYS_MAX) {
        size_t n = 0;
        for (; *text && *text != ' '; text++) {
            char c = *text;
            if (c == '\\' && text[1] == 'x' && text[2] && text[3])
                c = (char)(hex(text[2]) * 16 + hex(text[3])), text += 3;
            else if (c == '\\' && text[1])
                c = *++text == 'r' ? '\r' : *text == 'n' ? '\n' : *text == 't' ? '\t' : *text == 'e' ? 27 : *text;
            if (n < sizeof keys->bytes[0]) keys->bytes[keys->n][n++] = c;
        }
        keys->len[keys->n] = n;
        if (n) keys->n++;
        while (*text == ' ') text++;
    }
}

/* Some programs ask the terminal who it is before they paint. */
static void answer(int fd, const char *bytes, size_t n) {
    ssize_t put = 0;
    if (memmem(bytes, n, "\033[6n", 4)) put += write(fd, "\033[1;1R", 6);
    if (memmem(bytes, n, "\033[c", 3) || memmem(bytes, n, "\033[0c", 4)) put += write(fd, "\033[?62;c", 7);
    (void)put;
}

/* Reads until the terminal was quiet for `quiet` ms, waiting at most `limit` for the first byte. */
static struct burst drain(int fd, double quiet, double limit) {
    struct burst burst = {0};
    double began = now_ms();
    for (;;) {
        char bytes[65536];
        double left = burst.last > 0 ? quiet - (now_ms() - burst.last) : limit - (now_ms() - began);
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (left <= 0 || now_ms() - began > limit + 10000) return burst;
        int ready = poll(&p, 1, (int)left + 1);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) continue;
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n <= 0) return burst;
        burst.last = now_ms();
        burst.bytes += (size_t)n;
        answer(fd, bytes, (size_t)n);
    }
}

static long peak_kib(pid_t pid) {
    char path[64], line[256];
    long kib = -1;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
    FILE *f = fopen(path, "r");
    if (!f) return -1;
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "VmHWM: %ld", &kib) == 1) break;
    fclose(f);
    return kib;
}

static int open_pty(struct winsize size, char *name, size_t room) {
    int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || grantpt(fd) || unlockpt(fd) || ptsname_r(fd, name, room)) return -1;
    int tty = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0 || ioctl(tty, TIOCSWINSZ, &size)) return -1;
    /* The slave stays open here until the child has it: on some systems the size is lost with the last opener. */
    return fd;
}

static pid_t spawn(const char *tty, char **command) {
    pid_t pid = fork();
    if (pid != 0) return pid;
    setsid();
    int fd = open(tty, O_RDWR);
    if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) < 0) _exit(126);
    for (int to = 0; to < 3; to++) dup2(fd, to);
    if (fd > 2) close(fd);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    execvp(command[0], command);
    _exit(127);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int measure_keys(int fd, const struct keys *keys, int n, double quiet, double *took) {
    for (int i = 0; i < n; i++) {
        int k = i % keys->n;
        double began = now_ms();
        if (write(fd, keys->bytes[k], keys->len[k]) < 0) return i;
        struct burst burst = drain(fd, quiet, STUCK_MS);
        took[i] = burst.last > 0 ? burst.last - began : STUCK_MS;
    }
    return n;
}

static void finish(pid_t pid, int fd) {
    kill(pid, SIGTERM);
    for (int i = 0; i < 100; i++) {
        char sink[4096];
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (waitpid(pid, NULL, WNOHANG) == pid) return;
        if (poll(&p, 1, 10) > 0 && read(fd, sink, sizeof sink) < 0) continue;
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void report(double first, double *took, int n, long rss) {
    printf("%.1f ", first);
    if (n > 0) {
        qsort(took, (size_t)n, sizeof *took, by_value);
        int p99 = (int)((double)n * 0.99);
        printf("%.2f %.2f %.2f ", took[n / 2], took[p99 < n ? p99 : n - 1], took[n - 1]);
    } else {
        fputs("- - - ", stdout);
    }
    if (rss >= 0)
        printf("%ld\n", rss);
    else
        puts("-");
}

int main(int argc, char **argv) {
    struct winsize size = {.ws_row = 40, .ws_col = 120};
    struct keys before = {.n = 0}, keys = {.n = 0};
    static double took[SAMPLES_MAX];
    int n = 0;
    double quiet = 40;
    char tty[128];
    for (int opt; (opt = getopt(argc, argv, "+r:c:s:k:n:q:")) != -1;) {
        if (opt == 'r')
            size.ws_row = (unsigned short)atoi(optarg);
        else if (opt == 'c')
            size.ws_col = (unsigned short)atoi(optarg);
        else if (opt == 's')
            keys_parse(optarg, &before);
        else if (opt == 'k')
            keys_parse(optarg, &keys);
        else if (opt == 'n')
            n = atoi(optarg);
        else if (opt == 'q')
            quiet = atof(optarg);
        else
            return 2;
    }
    if (optind >= argc || n < 0 || n > SAMPLES_MAX || (n && !keys.n)) {
        fputs("usage: ttyprobe [-r ROWS] [-c COLS] [-s KEYS] [-k KEYS -n N] [-q QUIET_MS] -- COMMAND ARG...\n", stderr);
        return 2;
    }
    signal(SIGHUP, SIG_IGN);
    int fd = open_pty(size, tty, sizeof tty);
    if (fd < 0) return perror("pty"), 1;
    double began = now_ms(), first = 0;
    pid_t pid = spawn(tty, argv + optind);
    if (pid < 0) return perror("fork"), 1;
    /* Small answers (a mode switch) may come before the picture: go on until a burst that is one. */
    size_t seen = 0;
    while (seen < 200) {
        struct burst burst = drain(fd, SETTLE_MS, BOOT_MS);
        if (burst.last <= 0) break;
        seen += burst.bytes;
        first = burst.last - began;
    }
    if (seen < 200) {
        fprintf(stderr, "ttyprobe: %s painted nothing (%zu bytes)\n", argv[optind], seen);
        finish(pid, fd);
        return 1;
    }
    for (int i = 0; i < before.n; i++) {
        ssize_t put = write(fd, before.bytes[i], before.len[i]);
        (void)put;
        drain(fd, 300, 2000);
    }
    n = measure_keys(fd, &keys, n, quiet, took);
    long rss = peak_kib(pid);
    finish(pid, fd);
    report(first, took, n, rss);
    return 0;
}
