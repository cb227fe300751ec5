/* Options from argv, by getopt_long, from tables that also make help and completion. Reading is in order ('-' before the letters), so that words
 * keep their places and a log line keeps its " -- "; permuting would lose where it stood. Unknown names get "did you mean", which getopt lacks. */
#include "cli/opt.h"

#include "bowline/text.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { OPT_BASE = 256, OPT_MAX = 80 };

struct reader {
    struct option longs[OPT_MAX + 1];
    const struct opt *opts[OPT_MAX];
    const char *names[OPT_MAX];
    int n;
    char letters[3 * OPT_MAX];
};

size_t opt_count(const struct opt *table) {
    size_t n = 0;
    while (table && table[n].name) n++;
    return n;
}

static void reader_fill(struct reader *reader, const struct args *args, bool stop) {
    char *at = reader->letters;
    *at++ = stop ? '+' : '-';
    *at++ = ':';
    for (int t = 0; t < OPT_TABLES; t++) {
        for (const struct opt *opt = args->tables[t]; opt && opt->name; opt++) {
            assert(reader->n < OPT_MAX);
            int i = reader->n++;
            reader->opts[i] = opt;
            reader->names[i] = opt->name;
            reader->longs[i] = (struct option){opt->name, opt->arg ? required_argument : no_argument, NULL, OPT_BASE + i};
            if (!opt->letter) continue;
            *at++ = opt->letter;
            if (opt->arg) *at++ = ':';
        }
    }
    *at = '\0';
}

static const struct opt *reader_find(const struct reader *reader, int code) {
    if (code >= OPT_BASE && code < OPT_BASE + reader->n) return reader->opts[code - OPT_BASE];
    for (int i = 0; i < reader->n; i++) {
        if (code > 0 && reader->opts[i]->letter == code) return reader->opts[i];
    }
    return NULL;
}

static enum bl_status missing_value(const struct reader *reader, int code, struct bl_error *err) {
    const struct opt *opt = reader_find(reader, code);
    if (!opt) return bl_fail(err, BL_USAGE, "an option lacks its value");
    bl_fail(err, BL_USAGE, "--%s needs a value", opt->name);
    bl_hint(err, "--%s %s: %s", opt->name, opt->arg ? opt->arg : "", opt->help);
    return BL_USAGE;
}

/* An option nobody knows: the nearest name, or those that begin so. */
static enum bl_status unknown(const struct reader *reader, const char *word, int code, struct bl_error *err) {
    const struct opt *flag = code ? reader_find(reader, code) : NULL;
    if (flag) return bl_fail(err, BL_USAGE, "--%s takes no value", flag->name);
    if (strncmp(word, "--", 2) != 0) {
        bl_fail(err, BL_USAGE, "there is no option -%c", code > 32 && code < 127 ? code : '?');
        bl_hint(err, "a word that begins with - goes after --");
        return BL_USAGE;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    struct bl_buf begins = {0};
    for (int i = 0; i < reader->n; i++) {
        if (*name && strncmp(reader->names[i], name, strlen(name)) == 0)
            bl_buf_addf(&begins, "%s--%s", begins.len ? " or " : "", reader->names[i]);
    }
    bl_fail(err, BL_USAGE, begins.len ? "--%s may mean several options" : "there is no option --%s", name);
    const char *near = bl_text_nearest(name, reader->names, (size_t)reader->n);
    if (begins.len)
        bl_hint(err, "did you mean %s?", bl_buf_text(&begins));
    else if (near)
        bl_hint(err, "did you mean --%s?", near);
    else
        bl_hint(err, "bowline help shows the options of every command");
    bl_buf_free(&begins);
    return BL_USAGE;
}

static enum bl_status make_room(struct args *args, struct bl_arena *arena, struct bl_error *err) {
    if (args->given) return BL_OK;
    size_t room = (size_t)args->argc + 1;
    args->given = bl_arena_array(arena, room, sizeof *args->given);
    args->words.at = bl_arena_array(arena, room, sizeof *args->words.at);
    args->dashes = SIZE_MAX;
    return args->given && args->words.at ? BL_OK : bl_nomem(err);
}

static enum bl_status take(struct args *args, const struct reader *reader, int code, char *word, struct bl_error *err) {
    if (code == ':') return missing_value(reader, optopt, err);
    if (code == '?') return unknown(reader, word, optopt, err);
    if (code == 1) {
        args->words.at[args->words.n++] = optarg;
        return BL_OK;
    }
    args->given[args->given_count++] = (struct opt_given){reader_find(reader, code), optarg};
    return BL_OK;
}

enum bl_status opt_parse(struct args *args, int from, bool stop, struct bl_arena *arena, int *next, struct bl_error *err) {
    struct reader reader = {0};
    reader_fill(&reader, args, stop);
    enum bl_status status = make_room(args, arena, err);
    if (status != BL_OK) return status;
    /* getopt takes its first word for the program's name; 0 makes glibc forget where an earlier reading stood. */
    char **argv = args->argv + from - 1;
    int argc = args->argc - from + 1;
    optind = 0;
    opterr = 0;
    for (;;) {
        optopt = 0;
        int before = optind > 0 ? optind : 1;
        int code = getopt_long(argc, argv, reader.letters, reader.longs, NULL);
        if (code == -1) break;
        status = take(args, &reader, code, argv[code == '?' && before < argc ? before : argc - 1], err);
        if (status != BL_OK) return status;
    }
    bool dashes = optind > 1 && strcmp(argv[optind - 1], "--") == 0;
    if (dashes && !stop) args->dashes = args->words.n;
    for (int i = optind; !stop && i < argc; i++) args->words.at[args->words.n++] = argv[i];
    *next = from - 1 + optind;
    return BL_OK;
}

static bool named(const struct args *args, const char *name) {
    for (int t = 0; t < OPT_TABLES; t++) {
        for (const struct opt *opt = args->tables[t]; opt && opt->name; opt++) {
            if (strcmp(opt->name, name) == 0) return true;
        }
    }
    return false;
}

const char *opt_value(const struct args *args, const char *name) {
    assert(named(args, name));
    (void)named;
    for (size_t i = args->given_count; i-- > 0;) {
        if (strcmp(args->given[i].opt->name, name) == 0) return args->given[i].value ? args->given[i].value : "";
    }
    return NULL;
}

bool opt_flag(const struct args *args, const char *name) {
    return opt_value(args, name) != NULL;
}

enum bl_status opt_all(const struct args *args, const char *name, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) {
    assert(named(args, name));
    struct bl_strs all = {bl_arena_array(arena, args->given_count + 1, sizeof *all.at), 0};
    if (!all.at) return bl_nomem(err);
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].opt->name, name) == 0) all.at[all.n++] = args->given[i].value;
    }
    *out = all;
    return BL_OK;
}
