/* Replays a fuzz target over files and directories without libFuzzer, so that any compiler and `make test` can do it.
 *
 *   fuzz_text [-v] PATH…      every file, and every beginning of it up to PREFIX bytes: a cheap stand-in for a fuzzer
 *
 * One line of TAP, so that tests/run.sh counts it. Nothing to replay is a failure. A broken invariant aborts; the input at work is then named. */
#include "fuzz.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PREFIX = 400, PATH_SIZE = 1024 };

struct replay {
    bool verbose;
    size_t inputs, files;
};

/* A signal handler sees nothing but globals: this one names the file at work and no more. */
static char at_work[PATH_SIZE];

static void on_abort(int signal) {
    static const char said[] = "input at work: ";
    ssize_t unused = write(STDERR_FILENO, said, sizeof said - 1);
    unused = write(STDERR_FILENO, at_work, strlen(at_work));
    unused = write(STDERR_FILENO, "\n", 1);
    (void)unused;
    (void)signal;
    _exit(1);
}

static void one_input(struct replay *replay, const uint8_t *data, size_t size) {
    /* A copy of exactly this size: a read past its end is seen by the sanitizers and valgrind. */
    uint8_t *copy = malloc(size > 0 ? size : 1);
    HOLDS(copy != NULL);
    if (size > 0) memcpy(copy, data, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    replay->inputs++;
}

static bool replay_file(struct replay *replay, const char *path, size_t size) {
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size > 0 ? size : 1);
    bool good = file != NULL && data != NULL && fread(data, 1, size, file) == size;
    (void)snprintf(at_work, sizeof at_work, "%s", path);
    for (size_t n = 0; good && !&fuzz_whole_files && n < size && n < PREFIX; n++) one_input(replay, data, n);
    if (good) one_input(replay, data, size);
    if (good && replay->verbose) (void)printf("# %s\n", path);
    replay->files += good ? 1 : 0;
    if (!good) perror(path);
    if (file != NULL) (void)fclose(file);
    free(data);
    return good;
}

static bool replay_path(struct replay *replay, const char *path);

static bool replay_directory(struct replay *replay, const char *path) {
    DIR *dir = opendir(path);
    bool good = dir != NULL;
    for (struct dirent *entry = good ? readdir(dir) : NULL; entry != NULL && good; entry = readdir(dir)) {
        char inner[PATH_SIZE];
        if (entry->d_name[0] == '.') continue;
        good = snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) < (int)sizeof inner && replay_path(replay, inner);
    }
    if (dir == NULL) perror(path);
    if (dir != NULL) (void)closedir(dir);
    return good;
}

static bool replay_path(struct replay *replay, const char *path) {
    struct stat is;
    if (stat(path, &is) != 0) {
        perror(path);
        return false;
    }
    return S_ISDIR(is.st_mode) ? replay_directory(replay, path) : replay_file(replay, path, (size_t)is.st_size);
}

int main(int argc, char **argv) {
    struct replay replay = {0};
    bool good = true;
    (void)signal(SIGABRT, on_abort);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-v") == 0)
            replay.verbose = true;
        else
            good = replay_path(&replay, argv[i]) && good;
    }
    good = good && replay.files > 0;
    (void)printf("1..1\n%sok 1 - %s: %zu files, %zu inputs\n", good ? "" : "not ", argv[0], replay.files, replay.inputs);
    return good ? 0 : 1;
}
