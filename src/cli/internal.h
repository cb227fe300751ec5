/* Shared within src/cli only: the call a command works on, what it may print with, how it finds people. */
#ifndef BL_CLI_INTERNAL_H
#define BL_CLI_INTERNAL_H

#include "bowline/bowline.h"
#include "cli/cli.h"
#include "cli/opt.h"

#include <stdio.h>

/* ---- output (out.c) -------------------------------------------------------------------------------------------------
 * Human text is gathered in a buffer and passes one gate on its way out, where whatever is not our own style mark is cleaned: no text
 * from outside reaches a terminal raw even where a caller forgot to clean it. A style mark is \001 and a letter. */
#define S_BOLD "\001b"
#define S_DIM "\001d"
#define S_WARN "\001w"
#define S_GOOD "\001g"
#define S_OFF "\001o"

struct out {
    struct bl_buf data; /* not yet written */
    FILE *file;         /* NULL until the first byte goes out */
    const char *path;   /* -o FILE, or NULL for stdout */
    bool failed;        /* a write failed; errno in `error` */
    int error;
    bool raw; /* JSON: written as it is */
    bool color, unicode, tty, locale_utf8;
};
/* Adds human text or JSON to what will be written. */
void out_str(struct out *out, const char *s);
void out_fmt(struct out *out, const char *fmt, ...) BL_PRINTF(2, 3);
/* Writes what was gathered. */
void out_flush(struct out *out);
/* Flushes and closes; an error of the file is told. */
enum bl_status out_close(struct out *out, struct bl_error *err) BL_NODISCARD;
/* Passes human text through the gate: styles to SGR or nothing, glyphs to ASCII, the rest cleaned. `lines` keeps newlines. */
void out_gate(struct bl_buf *to, const struct out *out, const char *s, size_t n, bool lines);

struct col {
    const char *head; /* NULL: no head line at all when the first has none */
    bool right;
    int max; /* cut to so many cells on a terminal; 0 = as wide as it comes */
};
struct table {
    const struct col *cols;
    size_t ncols;
    int width[16]; /* set by the first part; later parts of a long list keep them */
    bool begun;
};
/* Cells are `rows` × ncols, clean, row by row; NULL is empty. */
void out_table(struct out *out, struct table *table, const char *const *cells, size_t rows, int columns);

/* ---- a call ------------------------------------------------------------------------------------------------------------ */
struct call;
struct cmd {
    const char *name, *alias; /* alias or NULL */
    const char *group;        /* capture, read, files, care */
    const char *help;         /* one line */
    const char *usage;        /* the words after the name */
    const char *more;         /* paragraphs for `help COMMAND`, or NULL */
    const struct opt *opts;
    bool writes;  /* takes -n */
    bool lenient; /* runs although the config has mistakes */
    enum bl_status (*run)(struct call *call, struct bl_error *err);
};
extern const struct cmd cli_commands[];
extern const struct opt cli_global_opts[], cli_write_opts[];
const struct cmd *cli_command(const char *word); /* by name or alias; NULL */

struct call {
    struct env *env;
    const struct cmd *cmd;
    struct args args;
    struct bl_arena arena;
    struct bl_store *store; /* NULL until call_open */
    struct out out, talk;   /* stdout or -o FILE; stderr */
    struct bl_buf tail;     /* said after the error: candidates */
    const struct cli_screens *screens;
    bool json, quiet, dry;
    int64_t step;    /* the step this call committed, 0 when none */
    int screen_code; /* how a full screen that was opened ended, when not with 0 */
};
/* Opens the store at env->db. */
enum bl_status call_open(struct call *call, struct bl_error *err) BL_NODISCARD;
/* Says so where opening an older file brought it up to date: also who only reads is told that the file was changed. */
void call_say_upgraded(struct call *call);
/* The same as of the day of --as-of, for commands that only read and have that option (past.c). Who is not found then may have come later, which fail_then says; commands
 * that are printed go on with call_then: " --as-of 2026-03-29", or "". */
#define OPT_AS_OF                                                                                                                          \
    { "as-of", 0, "DATE", "as things stood at the end of that day", OPT_TEXT, NULL }
enum bl_status call_open_then(struct call *call, struct bl_error *err) BL_NODISCARD;
enum bl_status fail_then(struct call *call, enum bl_status status, struct bl_error *err);
const char *call_then(struct call *call);
/* Opens the store and begins a step. */
enum bl_status call_write(struct call *call, struct bl_error *err) BL_NODISCARD;
/* The same for what can only change something that is there: where there is no file it fails, or changes nothing, and none is made. */
enum bl_status call_write_there(struct call *call, struct bl_error *err) BL_NODISCARD;
/* Commits the step under that name; *step as in bl_step_commit. Says so when it was a rehearsal. */
enum bl_status call_commit(struct call *call, const char *name, int64_t *step, struct bl_error *err) BL_NODISCARD;
/* “bowline”, or “bowline --db PATH” where that was how this book was named: the beginning of every command that is printed. */
const char *call_self(struct call *call);
/* Prints the way back, where something was written. */
void call_undo_line(struct call *call, int64_t step);
/* A moment, local time to the minute: 2026-11-21 09:00. Lives with the call. */
const char *call_minute(struct call *call, int64_t ms);
/* Talk on stderr; -q silences it. */
void call_say(struct call *call, const char *fmt, ...) BL_PRINTF(2, 3);
/* Asks on the terminal; an answer without its newline in the arena, NULL at the end of input or when nothing may be asked. */
const char *call_ask(struct call *call, const char *question);
bool call_yes(struct call *call, const char *question); /* only y and yes are yes */
/* Text from outside, ready for a human: a name (one line, cut to 60 cells) or a text (whole). Never NULL. */
const char *call_name(struct call *call, const char *s);
/* How to begin, as a line to print: in a book with nobody in it or nobody in play; else NULL. */
enum bl_status call_beginning(struct call *call, const char **out, struct bl_error *err);
const char *call_joined(struct call *call, struct bl_strs list); /* names, parted by commas */
const char *call_text(struct call *call, const char *s);
const char *call_line(struct call *call, const char *s); /* one line, cut to 90 cells: names of steps */
const char *call_first_name(struct call *call, const char *name);
const char *call_stage(struct call *call, const struct bl_standing *at); /* "Aware", "parked (Aware)" */
const char *call_dash(const struct call *call);                          /* “—” or "-" */
const char *call_arrow(const struct call *call);                         /* “→” or "->" */
/* Removes a throw-away place: the file, what SQLite puts beside it, the directory. */
void call_remove_place(const char *dir, const char *db);
/* All words from `from` on, joined by spaces. */
const char *call_words(struct call *call, size_t from);

/* ---- values of options (value.c) ----------------------------------------------------------------------------------- */
/* --NAME as a day of a fact: BL_NO_DAY when not given; a future one is refused. */
enum bl_status value_fact(const struct call *call, const char *name, bl_day *out, struct bl_error *err) BL_NODISCARD;
/* --NAME as a day to come (or any written-out one). */
enum bl_status value_day(const struct call *call, const char *name, bl_day *out, struct bl_error *err) BL_NODISCARD;
/* --stage and --moment; 0 when not given. */
enum bl_status value_states(const struct call *call, int *stage, int *moment, struct bl_error *err) BL_NODISCARD;
/* A whole number from lo on; `what` names it in the error. */
enum bl_status value_count(const char *what, const char *text, int64_t lo, int64_t *out, struct bl_error *err) BL_NODISCARD;
/* The options of add and edit that make a person_edit: email phone company title url source tag note referred-by set unset first-contact. */
enum bl_status value_edit(struct call *call, struct bl_person_edit *edit, struct bl_error *err) BL_NODISCARD;
enum bl_status value_filter(struct call *call, const char *text, struct bl_filter *filter, struct bl_error *err) BL_NODISCARD;
bool value_edit_empty(const struct bl_person_edit *edit);

/* ---- people (picker.c) --------------------------------------------------------------------------------------------------- */
/* WHO → one person (a list row). `who` should be the argv pointer itself where it came from there: then the candidates come with the whole command. */
enum bl_status who_find(struct call *call, const char *who, struct bl_person *out, struct bl_error *err) BL_NODISCARD;
/* Lists the candidates on call->tail, each with the command that `again` writes for it; or asks. */
typedef void (*who_again)(struct call *call, const void *data, int64_t id, struct bl_buf *out);
enum bl_status who_choose(struct call *call, const struct bl_person *rows, size_t n, who_again again, const void *data, size_t *chosen,
                          struct bl_error *err) BL_NODISCARD;
/* Words and --where → ids, each once. Neither given: BL_USAGE. *many: --where was used or several were named (JSON gives an array). */
enum bl_status who_targets(struct call *call, struct bl_strs who, struct bl_ids *out, bool *many, struct bl_error *err) BL_NODISCARD;
/* Words alone → ids, each once. */
enum bl_status who_words(struct call *call, struct bl_strs who, struct bl_ids *out, struct bl_error *err) BL_NODISCARD;
/* Adds s as one word of a shell. */
void shell_quote(struct bl_buf *out, const char *s);
/* How a person can be named again: the first name if that is unique, else the whole name, else the id. Quoted. */
const char *who_handle(struct call *call, int64_t id, const char *name);

/* ---- shared printing (show.c, json.c) -------------------------------------------------------------------------------------- */
/* Puts the name in front of an error of the book that does not say whom it speaks of. */
enum bl_status fail_about(struct call *call, const char *name, enum bl_status status, struct bl_error *err);
/* What the store says now of these people, as JSON: one object, or an array with one element per line. */
enum bl_status json_people(struct call *call, struct bl_ids ids, bool array, struct bl_buf *out, struct bl_error *err) BL_NODISCARD;
/* Hands a JSON text to stdout, with a newline after it. */
enum bl_status json_put(struct call *call, const struct bl_buf *json, struct bl_error *err) BL_NODISCARD;
/* A file that was made, and how much is in it: {"path":…,"what":n}. */
enum bl_status json_place(struct call *call, const char *path, const char *what, int64_t n, struct bl_error *err) BL_NODISCARD;
/* A list: n elements, each on a line of its own, written by `item`; straight to stdout. */
typedef void (*json_item)(struct call *call, struct bl_json *json, const void *rows, size_t i);
enum bl_status json_list(struct call *call, const void *rows, size_t n, json_item item, struct bl_error *err) BL_NODISCARD;
/* “education → selection, one_to_one → outcomes” of one entry; "" when it moved nothing. Arena. */
const char *moves_text(struct call *call, const struct bl_entry *entry);
/* One entry just recorded, as move, park, close, reopen and edit tell it. */
struct acted {
    int64_t id;
    const char *name, *why;
    struct bl_recorded recorded;
    struct bl_promise *promises; /* of somebody who is parked or let go: those that stay open, or were dropped */
    size_t promise_count;
    bool drops;
};
void acted_tell(struct call *call, const struct acted *acted);
/* The part JSON has no place for, as talk: that nothing moved, that later entries were replayed, that the beginning moved. */
void acted_notes(struct call *call, struct out *to, const struct acted *acted);
/* “, due Fri 2026-11-27”; nothing for BL_NO_DAY. */
void due_text(struct call *call, bl_day due);
const char *label(const char *word, char out[16]); /* padded to the column where values begin */
/* The review of the week that holds as_of, for another command: both tracks as text, or the stages as JSON. */
enum bl_status review_run(struct call *call, bl_day as_of, struct bl_error *err) BL_NODISCARD;

/* Prints everybody a filter matches, as `list` does without options (cmd_list.c). */
enum bl_status list_run(struct call *call, const char *filter, struct bl_error *err) BL_NODISCARD;

/* ---- commands --------------------------------------------------------------------------------------------------------------- */
#define CLI_COMMAND(name)                                                                                                                  \
    extern const struct opt cmd_##name##_opts[];                                                                                           \
    enum bl_status cmd_##name(struct call *call, struct bl_error *err)
CLI_COMMAND(add);
CLI_COMMAND(log);
CLI_COMMAND(edit);
CLI_COMMAND(tag);
CLI_COMMAND(move);
CLI_COMMAND(park);
CLI_COMMAND(close);
CLI_COMMAND(reopen);
CLI_COMMAND(next);
CLI_COMMAND(done);
CLI_COMMAND(list);
CLI_COMMAND(show);
CLI_COMMAND(brief);
CLI_COMMAND(search);
CLI_COMMAND(review);
CLI_COMMAND(today);
CLI_COMMAND(map);
CLI_COMMAND(snooze);
CLI_COMMAND(revenue);
CLI_COMMAND(set);
CLI_COMMAND(undo);
CLI_COMMAND(redo);
CLI_COMMAND(history);
CLI_COMMAND(import);
CLI_COMMAND(export);
CLI_COMMAND(backup);
CLI_COMMAND(restore);
CLI_COMMAND(forget);
CLI_COMMAND(merge);
CLI_COMMAND(dupes);
CLI_COMMAND(doctor);
CLI_COMMAND(where);
CLI_COMMAND(demo);
CLI_COMMAND(help);
CLI_COMMAND(completion);

#endif
