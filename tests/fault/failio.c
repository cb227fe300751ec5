/* Preloaded before a program: the n-th act on the disk (write, sync, truncate, rename or removal of a regular file) fails, or is where the program
 * dies. FAIL_IO_AT=n; FAIL_IO=kill (SIGKILL instead of the act), torn (half the bytes, then SIGKILL), enospc or eio (it and all later writes fail).
 * FAIL_IO_COUNT=FILE gets the number of acts of a whole run, so that a test can visit every one: kills by the clock hit only where time is spent. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum mode { NONE, DIE, TORN, FULL, BROKEN };
static struct {
    unsigned long at, acts;
    enum mode mode;
} fault;

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("FAIL_IO_AT"), *mode = getenv("FAIL_IO");
    fault.at = at ? strtoul(at, NULL, 10) : 0;
    if (mode) fault.mode = !strcmp(mode, "kill") ? DIE : !strcmp(mode, "torn") ? TORN : !strcmp(mode, "enospc") ? FULL : BROKEN;
}

static void *next(const char *name) {
    return dlsym(RTLD_NEXT, name);
}
#define REAL(type, name)                                                                                                                   \
    type real = NULL;                                                                                                                      \
    void *found_ = next(name);                                                                                                             \
    memcpy(&real, &found_, sizeof found_)

typedef ssize_t (*write_fn)(int, const void *, size_t);
typedef ssize_t (*pwrite_fn)(int, const void *, size_t, off_t);
typedef int (*fd_fn)(int);
typedef int (*truncate_fn)(int, off_t);
typedef int (*path_fn)(const char *);
typedef int (*rename_fn)(const char *, const char *);

static bool regular(int fd) {
    struct stat st;
    return fd > 2 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* Counts an act; true when it must fail (errno set). Dying happens here, unless the caller tears first. */
static bool hit(bool grows, bool *tear) {
    unsigned long n = ++fault.acts;
    if (!fault.at || fault.mode == NONE) return false;
    if (n == fault.at && fault.mode == TORN && tear) return *tear = true;
    if (n == fault.at && (fault.mode == DIE || fault.mode == TORN)) kill(getpid(), SIGKILL);
    if (n < fault.at || (fault.mode != FULL && fault.mode != BROKEN)) return false;
    if (fault.mode == FULL && !grows) return false; /* a full disk still syncs, cuts and removes */
    errno = fault.mode == FULL ? ENOSPC : EIO;
    return true;
}

ssize_t write(int fd, const void *bytes, size_t n) {
    REAL(write_fn, "write");
    bool tear = false;
    if (!regular(fd) || !hit(true, &tear)) return real(fd, bytes, n);
    if (!tear) return -1;
    ssize_t put = real(fd, bytes, n / 2);
    kill(getpid(), SIGKILL);
    return put;
}

static ssize_t placed(const char *name, int fd, const void *bytes, size_t n, off_t at) {
    REAL(pwrite_fn, name);
    bool tear = false;
    if (!regular(fd) || !hit(true, &tear)) return real(fd, bytes, n, at);
    if (!tear) return -1;
    ssize_t put = real(fd, bytes, n / 2, at);
    kill(getpid(), SIGKILL);
    return put;
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) {
    return placed("pwrite", fd, bytes, n, at);
}
#if defined(__GLIBC__)
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
    return placed("pwrite64", fd, bytes, n, at);
}
int ftruncate64(int fd, off64_t n) {
    REAL(truncate_fn, "ftruncate64");
    return regular(fd) && hit(false, NULL) ? -1 : real(fd, n);
}
#endif

int fsync(int fd) {
    REAL(fd_fn, "fsync");
    return regular(fd) && hit(false, NULL) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(fd_fn, "fdatasync");
    return regular(fd) && hit(false, NULL) ? -1 : real(fd);
}
int ftruncate(int fd, off_t n) {
    REAL(truncate_fn, "ftruncate");
    return regular(fd) && hit(false, NULL) ? -1 : real(fd, n);
}
int unlink(const char *path) {
    REAL(path_fn, "unlink");
    return hit(false, NULL) ? -1 : real(path);
}
int rename(const char *from, const char *to) {
    REAL(rename_fn, "rename");
    return hit(false, NULL) ? -1 : real(from, to);
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAIL_IO_COUNT");
    FILE *f = path ? fopen(path, "w") : NULL;
    if (!f) return;
    fprintf(f, "%lu", fault.acts);
    fclose(f);
}
