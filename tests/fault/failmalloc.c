/* Preloaded before a program: allocation number FAIL_AT fails (and, with FAIL_STICKY=1, every one after it). FAIL_COUNT=FILE writes how many there
 * were, so that a test knows where to stop. Interposing malloc itself reaches the libraries too, which a hook in our own code would not. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);
static atomic_ulong calls;
static unsigned long fail_at;
static bool sticky, ready, starting;
/* dlsym itself allocates before it can tell us where to: it gets this. */
static _Alignas(max_align_t) unsigned char early[16384];
static size_t early_used;

static void *early_alloc(size_t n) {
    n = (n + 15) & ~(size_t)15;
    if (n > sizeof early - early_used) return NULL;
    void *p = early + early_used;
    early_used += n;
    return p;
}

static bool is_early(const void *p) {
    return (uintptr_t)p >= (uintptr_t)early && (uintptr_t)p < (uintptr_t)early + sizeof early;
}

static void find(void *out, const char *name) {
    void *p = dlsym(RTLD_NEXT, name);
    memcpy(out, &p, sizeof p);
}

static void start(void) {
    if (ready || starting) return;
    starting = true;
    find(&real_malloc, "malloc");
    find(&real_calloc, "calloc");
    find(&real_realloc, "realloc");
    find(&real_free, "free");
    starting = false;
}

/* Counting begins with main's own world, not with the loader's. */
__attribute__((constructor)) static void begin(void) {
    start();
    const char *at = getenv("FAIL_AT");
    fail_at = at ? strtoul(at, NULL, 10) : 0;
    sticky = getenv("FAIL_STICKY") != NULL;
    ready = true;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAIL_COUNT");
    char digits[24];
    size_t at = sizeof digits;
    unsigned long n = atomic_load(&calls);
    if (!path) return;
    do digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return;
    ssize_t put = write(fd, digits + at, sizeof digits - at);
    (void)put;
    close(fd);
}

static bool refuse(void) {
    if (!ready) return false;
    unsigned long n = atomic_fetch_add(&calls, 1) + 1;
    if (!fail_at || (sticky ? n < fail_at : n != fail_at)) return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n) {
    if (!real_malloc) start();
    if (!real_malloc) return early_alloc(n);
    return refuse() ? NULL : real_malloc(n);
}

void *calloc(size_t count, size_t size) {
    if (!real_calloc && !starting) start();
    if (!real_calloc) return early_alloc(count * size);
    return refuse() ? NULL : real_calloc(count, size);
}

void *realloc(void *p, size_t n) {
    if (!real_realloc) start();
    if (!real_realloc) return NULL;
    if (refuse()) return NULL;
    if (!is_early(p)) return real_realloc(p, n);
    void *moved = real_malloc(n);
    size_t room = (size_t)(early + sizeof early - (unsigned char *)p);
    if (moved) memcpy(moved, p, n < room ? n : room);
    return moved;
}

void free(void *p) {
    if (is_early(p) || !real_free) return;
    real_free(p);
}
