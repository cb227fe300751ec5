/* Options: one table type for parsing, help and completion. getopt_long does the reading. */
#ifndef BL_CLI_OPT_H
#define BL_CLI_OPT_H

#include "bowline/memory.h"

/* What a value may be, for completion. */
enum opt_kind { OPT_TEXT, OPT_FILE, OPT_STAGE, OPT_MOMENT, OPT_LENS, OPT_WORDS };

struct opt {
    const char *name; /* long name; NULL ends a table */
    char letter;      /* short name or 0 */
    const char *arg;  /* what its value is called; NULL for a flag */
    const char *help;
    enum opt_kind kind;
    const char *words; /* OPT_WORDS: the values, separated by spaces */
};

struct opt_given {
    const struct opt *opt;
    const char *value; /* points into argv, so that a command can be told again with another value */
};

#define OPT_TABLES 3
struct args {
    int argc;
    char **argv;
    const struct opt *tables[OPT_TABLES]; /* those in force; NULL where there is none */
    struct opt_given *given;              /* in the order of argv */
    size_t given_count;
    struct bl_strs words; /* what is no option, pointing into argv */
    size_t dashes;        /* how many words stood before a "--"; SIZE_MAX when there was none */
};

/* Reads argv from `from` (argv[from] is the first to look at), adding to args->given and ->words. stop: the first word ends it (it is not taken).
 * *next gets the index where reading ended. Unknown options are BL_USAGE with "did you mean". */
enum bl_status opt_parse(struct args *args, int from, bool stop, struct bl_arena *arena, int *next, struct bl_error *err) BL_NODISCARD;

/* By long name; the name must be in a table in force. */
bool opt_flag(const struct args *args, const char *name);
const char *opt_value(const struct args *args, const char *name); /* the last one given, or NULL */
enum bl_status opt_all(const struct args *args, const char *name, struct bl_arena *arena, struct bl_strs *out,
                       struct bl_error *err) BL_NODISCARD;
size_t opt_count(const struct opt *table);

#endif
