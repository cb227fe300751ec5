/* The command line: argv in, exit code out. */
#ifndef BL_CLI_CLI_H
#define BL_CLI_CLI_H

#include "cli/env.h"

/* The full screen, as main.c hands it in: the command line lies beside src/term and may not call it by name. Each returns an exit code. */
struct cli_screens {
    int (*run)(const struct env *env);     /* the whole program */
    int (*compose)(const struct env *env); /* the composer alone */
};

int cli_main(int argc, char **argv, const struct cli_screens *screens);

#endif
