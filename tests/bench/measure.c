/* Runs a command N times and prints its median wall time and its largest resident memory.
 *   measure [-n N] [-w] [-p SHELL] [-o FILE] [-i FILE] [-x CODE] -- COMMAND ARG...
 *   -n N      runs (default 5)       -w   one run before that is not counted     -p   a shell command before each run, not measured
 *   -i, -o    the command's stdin and stdout (default /dev/null)                 -x   the exit code that is right (default 0)
 * Output: MEDIAN_MS MIN_MS MAX_MS RSS_KIB. A command that answers with another exit code is an error, for the speed of a failure is no speed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct plan {
    int runs, warm, code;
    const char *prepare, *in, *out;
    char **command;
};

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void redirect(const char *path, int flags, int to) {
    int fd = open(path, flags, 0600);
    if (fd < 0 || dup2(fd, to) < 0) {
        perror(path);
        _exit(126);
    }
    if (fd != to) close(fd);
}

/* One run; negative when it failed. */
static double once(const struct plan *plan, long *rss_kib) {
    if (plan->prepare && system(plan->prepare) != 0) {
        fprintf(stderr, "measure: failed: %s\n", plan->prepare);
        return -1;
    }
    double began = now_ms();
    pid_t pid = fork();
    if (pid < 0) return -1;
    if (pid == 0) {
        redirect(plan->in ? plan->in : "/dev/null", O_RDONLY, 0);
        redirect(plan->out ? plan->out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 1);
        execvp(plan->command[0], plan->command);
        perror(plan->command[0]);
        _exit(127);
    }
    int status = 0;
    struct rusage used;
    while (wait4(pid, &status, 0, &used) < 0)
        if (errno != EINTR) return -1;
    double took = now_ms() - began;
    long kib = used.ru_maxrss;
#if defined(__APPLE__)
    kib /= 1024;
#endif
    if (kib > *rss_kib) *rss_kib = kib;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != plan->code) {
        fprintf(stderr, "measure: %s ended with status %d\n", plan->command[0], status);
        return -1;
    }
    return took;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    struct plan plan = {.runs = 5};
    for (int opt; (opt = getopt(argc, argv, "+n:wp:o:i:x:")) != -1;) {
        if (opt == 'n')
            plan.runs = atoi(optarg);
        else if (opt == 'w')
            plan.warm = 1;
        else if (opt == 'p')
            plan.prepare = optarg;
        else if (opt == 'o')
            plan.out = optarg;
        else if (opt == 'i')
            plan.in = optarg;
        else if (opt == 'x')
            plan.code = atoi(optarg);
        else
            return 2;
    }
    plan.command = argv + optind;
    if (optind >= argc || plan.runs < 1 || plan.runs > 1000) {
        fputs("usage: measure [-n N] [-w] [-p SHELL] [-i FILE] [-o FILE] [-x CODE] -- COMMAND ARG...\n", stderr);
        return 2;
    }
    double took[1000];
    long rss = 0;
    if (plan.warm && once(&plan, &rss) < 0) return 1;
    rss = 0;
    for (int i = 0; i < plan.runs; i++)
        if ((took[i] = once(&plan, &rss)) < 0) return 1;
    qsort(took, (size_t)plan.runs, sizeof *took, by_value);
    int mid = plan.runs / 2;
    double median = plan.runs % 2 ? took[mid] : (took[mid - 1] + took[mid]) / 2;
    printf("%.2f %.2f %.2f %ld\n", median, took[0], took[plan.runs - 1], rss);
    return 0;
}
