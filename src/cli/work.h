/* A long piece of work on the terminal: how far it is, on one line of stderr, and Ctrl-C. */
#ifndef BL_CLI_WORK_H
#define BL_CLI_WORK_H

#include "cli/internal.h"

#include <signal.h>

struct work {
    struct call *call;
    double begun, painted;
    bool bar; /* a line of progress is on the terminal */
    struct sigaction old[3];
};
/* From here to work_end Ctrl-C, SIGTERM and SIGHUP only set what work_stopped says. */
void work_begin(struct work *work, struct call *call);
void work_end(struct work *work);
/* The same around calls of the store that can be watched: they are stopped, and what bl_store_work says is painted meanwhile. */
void work_watch(struct work *work, struct call *call);
bool work_stopped(void);
double work_seconds(void);
/* Is it time for the line to be painted anew? Not within the first moment, nor where nobody sees it. */
bool work_due(struct work *work);
/* A bar, `text`, and how long the rest takes at the pace so far. total 0: neither bar nor rest. */
void work_paint(struct work *work, const char *text, int64_t done, int64_t total);
void work_wipe(struct work *work);

#endif
