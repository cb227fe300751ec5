/* The command line: one table of commands feeds dispatch, help, "did you mean" and completion; a new command is a row here and a file beside. */
#include "cli/internal.h"

#include <string.h>
#include <unistd.h>

const struct opt cli_global_opts[] = {
    {"help", 'h', NULL, "help on the command", OPT_TEXT, NULL},
    {"version", 0, NULL, "print the version", OPT_TEXT, NULL},
    {"db", 0, "PATH", "the database to use", OPT_FILE, NULL},
    {"json", 0, NULL, "data as JSON", OPT_TEXT, NULL},
    {"quiet", 'q', NULL, "say only what is data or an error", OPT_TEXT, NULL},
    {"no-color", 0, NULL, "no colours", OPT_TEXT, NULL},
    {"no-input", 0, NULL, "never ask a question", OPT_TEXT, NULL},
    {"output", 'o', "FILE", "write the data to FILE (- is standard output)", OPT_FILE, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

const struct opt cli_write_opts[] = {
    {"dry-run", 'n', NULL, "show what would happen, write nothing", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

#define LOG_MORE                                                                                                                           \
    "The line: the people first (@maya, @maya.chen, @maya@x.example), with them the kind (call, meeting, mail, message, event, note), "    \
    "the length "                                                                                                                          \
    "(40m, 1h) and the day (yesterday, fri, 2026-11-20); then -- or any other word, and what was said. In it:\n"                           \
    "  !send deck fri   or  todo: send deck fri   a promise of yours\n"                                                                    \
    "  ~answers mon     or  wait: answers mon     a promise of theirs\n"                                                                   \
    "  >selection       or  stage:selection       moves everybody taking part\n"                                                           \
    "  +outcomes        or  moment:outcomes\n"                                                                                             \
    "  #pricing         or  tag:pricing           tags everybody taking part\n"                                                            \
    "  \"…\"                                        the customer's own words\n"                                                          \
    "One line is one step; one undo takes all of it back. The second spellings are safe in any shell; put the first in single quotes. "    \
    "Bare `bowline log` on a terminal opens the composer."

const struct cmd cli_commands[] = {
    {"log", NULL, "capture", "log a conversation in one line", "[TEXT|-] [-w WHO]…", LOG_MORE, cmd_log_opts, true, false, cmd_log},
    {"add", NULL, "capture", "add a person", "NAME", NULL, cmd_add_opts, true, false, cmd_add},
    {"edit", NULL, "capture", "change what is known of a person", "WHO…", NULL, cmd_edit_opts, true, false, cmd_edit},
    {"tag", NULL, "capture", "put tags on a person, or take them off", "WHO TAG…", "With -w WHO… or --where FILTER all words are tags.",
     cmd_tag_opts, true, false, cmd_tag},
    {"move", "mv", "capture", "set stage or moment", "WHO…",
     "Several people or --where FILTER move together, in one step. A day before the journey began moves its beginning back.", cmd_move_opts,
     true, false, cmd_move},
    {"park", NULL, "capture", "put a journey aside until a day", "WHO… --until DATE", NULL, cmd_park_opts, true, false, cmd_park},
    {"close", NULL, "capture", "end a journey", "WHO… --as lost|disqualified|churned --why REASON", NULL, cmd_close_opts, true, false,
     cmd_close},
    {"reopen", NULL, "capture", "resume a parked journey, or begin a new cycle", "WHO…",
     "Without states: a parked person where they rested, a closed one where they left (after churn: selection).", cmd_reopen_opts, true,
     false, cmd_reopen},
    {"snooze", NULL, "capture", "leave somebody out of today until a day", "WHO… --until DATE",
     "The figures are not touched by it; --wake ends it.", cmd_snooze_opts, true, false, cmd_snooze},
    {"next", NULL, "capture", "promise something", "WHO TEXT", NULL, cmd_next_opts, true, false, cmd_next},
    {"done", NULL, "capture", "mark promises as kept", "PROMISE_ID…|WHO", "WHO stands for the one promise that is open with them.",
     cmd_done_opts, true, false, cmd_done},
    {"list", "ls", "read", "list people", "[FILTER…]",
     "Words narrow by prefix over name, company, e-mail, title and tags; field:value, field!=value, field<value; or, not, parentheses. "
     "Fields: id name email company title source tag stage moment milestone status cycle last next age created mrr note said play until "
     "moved stale quiet gap, and your own; bowline help filter explains them.\n"
     "  bowline list stage:selection last:over30d\n  bowline list 'play:yes status:active (next:overdue or next:none)'",
     cmd_list_opts, false, false, cmd_list},
    {"show", NULL, "read", "everything about a person", "WHO…", NULL, cmd_show_opts, false, false, cmd_show},
    {"brief", NULL, "read", "what to know before you talk to somebody", "WHO…",
     "Where they stand, what presses, a next move and what to ask, open promises of both sides, the last conversation and their own "
     "words.\n"
     "  bowline brief maya",
     cmd_brief_opts, false, false, cmd_brief},
    {"search", "find", "read", "find people, and what was said", "WORDS…", NULL, cmd_search_opts, false, false, cmd_search},
    {"today", NULL, "read", "who needs something now, why, and what could be done", "",
     "Overdue and due promises of both sides, parked people whose day is reached, those too long in one place, gone quiet or without a "
     "next step. "
     "After two weeks away the few that matter first; --rest lets the others rest, in one step.\n"
     "  bowline today --count     one line for a prompt or a status bar",
     cmd_today_opts, true, false, cmd_today},
    {"map", NULL, "read", "stages across, moments down: who has been where, and what was passed over", "",
     "A cell counts the people now in that stage who were at that moment in this cycle.\n  bowline map --gap selection outcomes",
     cmd_map_opts, false, false, cmd_map},
    {"review", NULL, "read", "the book of the week: where everybody stands, who moved", "",
     "A week is reviewed, then finished with up to three promises; the next review opens with them. --past lists those that were finished, "
     "--past N holds one against what the book says now.",
     cmd_review_opts, true, false, cmd_review},
    {"revenue", NULL, "read", "what a person pays a month; record a price, a change or a payment", "[WHO]",
     "Without WHO everybody who pays, and the total. --list and --agreed are prices a month (the agreed one never above the list), "
     "--change moves the agreed price up or down, --one-off "
     "is "
     "paid once. A closed journey pays nothing.",
     cmd_revenue_opts, true, false, cmd_revenue},
    {"history", NULL, "read", "the entries of a person; without WHO, the steps that can be undone", "[WHO]",
     "An entry that was wrong is taken out with --void: a correction is written down, and the rest replayed.\n"
     "  bowline history gus --void 12 --why \"wrong Gus\"",
     cmd_history_opts, true, false, cmd_history},
    {"import", NULL, "files", "take in a contact list from CSV", "FILE|-",
     "On a terminal what would happen is shown first and asked about. Importing the same file again changes nothing; one undo takes it "
     "back.",
     cmd_import_opts, true, false, cmd_import},
    {"export", NULL, "files", "write people, or everything, to a file", "[FILTER…]",
     "csv is what an import takes back; json the people as list --json has them; vcard for address books; jsonl every record there is, "
     "which restore "
     "takes back.\n  bowline export -o people.csv\n  bowline export -o everything.jsonl",
     cmd_export_opts, false, false, cmd_export},
    {"backup", NULL, "files", "copy the book, also while others write", "[FILE]", "Without FILE a snapshot is taken beside the book.",
     cmd_backup_opts, false, false, cmd_backup},
    {"restore", NULL, "files", "bring back a snapshot, a backup or an export in jsonl", "SNAPSHOT|FILE",
     "SNAPSHOT is a number or a name of restore --list. What is there now is copied aside first, and the way back is printed.",
     cmd_restore_opts, true, false, cmd_restore},
    {"merge", NULL, "files", "make one person of two; the first is kept", "WHO WHO",
     "Conversations, promises, tags, addresses and fields of the second move over; blanks are filled, and what differs stays as the first "
     "has "
     "it (--take FIELD: as the second has it) while the other value goes into the note. Of two journeys at the same time the one that is "
     "further stays, others become cycles. -n shows both side by side.\n  bowline merge 3 12 --take title",
     cmd_merge_opts, true, false, cmd_merge},
    {"dupes", NULL, "files", "pairs that may be one person, with the reasons", "[FILTER…]",
     "By address, by name, by a name spelt in an address, by one letter; strongest first, each with the command that merges it. With a "
     "filter "
     "the pairs in which one of the two matches. --not WHO WHO remembers that two are not the same.\n  bowline dupes tag:list\n  "
     "bowline dupes --not 3 12",
     cmd_dupes_opts, true, false, cmd_dupes},
    {"forget", NULL, "files", "erase a person for good", "WHO…",
     "From the tables, the index, the undo list, the drafts and the snapshots. Conversations with somebody else stay theirs, without the "
     "name. "
     "-n shows what would go.",
     cmd_forget_opts, true, false, cmd_forget},
    {"undo", NULL, "care", "take back the last step, or the last N", "[N]",
     "--step ID takes back one earlier step by itself. Of an import, people whom later steps touched are kept and named.", cmd_undo_opts,
     true, false, cmd_undo},
    {"redo", NULL, "care", "bring back what was undone", "[N]", NULL, cmd_redo_opts, true, false, cmd_redo},
    {"doctor", NULL, "care", "prove that the file is sound and the book balances", "",
     "--fix rebuilds what follows from other rows; what cannot be rebuilt is told.", cmd_doctor_opts, true, false, cmd_doctor},
    {"set", NULL, "care", "settings of the file that change figures: show them, or set one", "[KEY [VALUE]]",
     "Without words all settings with what they are and mean. A setting is a step as any other: undo takes it back.", cmd_set_opts, true,
     false, cmd_set},
    {"where", NULL, "care", "the paths in use, and which rule chose each", "", NULL, cmd_where_opts, false, true, cmd_where},
    {"demo", NULL, "care", "look around in a throw-away file with sixty people", "", NULL, cmd_demo_opts, false, true, cmd_demo},
    {"completion", NULL, "care", "completion script for a shell", "bash|zsh|fish", NULL, cmd_completion_opts, false, true, cmd_completion},
    {"help", NULL, "care", "this help, or that of a command", "[COMMAND]", NULL, cmd_help_opts, false, true, cmd_help},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, false, NULL},
};

const struct cmd *cli_command(const char *word) {
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        if (strcmp(cmd->name, word) == 0 || (cmd->alias && strcmp(cmd->alias, word) == 0)) return cmd;
    }
    return NULL;
}

static enum bl_status no_command(const char *word, struct bl_error *err) {
    const char *names[64];
    size_t n = 0;
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        names[n++] = cmd->name;
        if (cmd->alias) names[n++] = cmd->alias;
    }
    const char *near = bl_text_nearest(word, names, n);
    bl_fail(err, BL_USAGE, "there is no command \"%.100s\"", word);
    if (near)
        bl_hint(err, "did you mean bowline %s?", near);
    else
        bl_hint(err, "bowline help lists the commands");
    return BL_USAGE;
}

/* An error: what happened, then the way out. Only an error of usage may have several lines (a filter with a caret under the mistake). */
static void tell(struct call *call, const struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (*err->text) {
        bl_buf_str(&text, call->talk.color ? "\033[33mbowline:\033[0m " : "bowline: ");
        out_gate(&text, &call->talk, err->text, strlen(err->text), err->status == BL_USAGE);
        bl_buf_chr(&text, '\n');
        if (*err->hint) {
            bl_buf_str(&text, "  ");
            out_gate(&text, &call->talk, err->hint, strlen(err->hint), false);
            bl_buf_chr(&text, '\n');
        }
    }
    out_gate(&text, &call->talk, bl_buf_text(&call->tail), call->tail.len, true);
    out_flush(&call->talk);
    /* When memory is out the sentence may not have come together; something is said all the same. */
    if (text.failed)
        fputs("bowline: out of memory\n", stderr);
    else
        fwrite(bl_buf_text(&text), 1, text.len, stderr);
    fflush(stderr);
}

/* Sets up what the output may look like; before the options are known all is plain. */
static void looks(struct call *call) {
    const struct env *env = call->env;
    bool to_terminal = env->out_tty && !call->out.path;
    call->out.color = env->color_out && (!call->out.path || env->config.color == CONFIG_ALWAYS);
    call->talk.color = env->color_err;
    call->out.unicode = call->talk.unicode = env->utf8;
    call->out.locale_utf8 = call->talk.locale_utf8 = env->locale_utf8;
    call->out.tty = to_terminal;
    call->talk.tty = env->err_tty;
}

/* Options before and after the command, and the command itself (NULL when there is none). */
static enum bl_status read_argv(struct call *call, struct bl_error *err) {
    struct args *args = &call->args;
    args->tables[0] = cli_global_opts;
    int at = 1;
    enum bl_status status = opt_parse(args, 1, true, &call->arena, &at, err);
    if (status != BL_OK) return status;
    if (at >= args->argc) return BL_OK;
    call->cmd = cli_command(args->argv[at]);
    if (!call->cmd) return no_command(args->argv[at], err);
    args->tables[1] = call->cmd->opts;
    args->tables[2] = call->cmd->writes ? cli_write_opts : NULL;
    return opt_parse(args, at + 1, false, &call->arena, &at, err);
}

static void apply_global(struct call *call) {
    call->json = opt_flag(&call->args, "json");
    call->quiet = opt_flag(&call->args, "quiet");
    call->dry = call->cmd && call->cmd->writes && opt_flag(&call->args, "dry-run");
    call->out.raw = call->json;
    const char *path = opt_value(&call->args, "output");
    call->out.path = path && strcmp(path, "-") != 0 ? path : NULL;
    call->out.file = call->out.path ? NULL : stdout;
}

static enum bl_status config_mistakes(struct call *call, struct bl_error *err) {
    const struct bl_buf *wrong = &call->env->config_wrong;
    if (!wrong->len) return BL_OK;
    if (!call->cmd || !call->cmd->lenient) {
        /* All of them, and an error's text has an end: they follow it. */
        bl_buf_addf(&call->tail, "%s\n", bl_buf_text(wrong));
        bl_fail(err, BL_USAGE, "the config has mistakes, nothing was done");
        bl_hint(err, "mend these lines, or take them out; bowline where shows the paths in use:");
        return BL_USAGE;
    }
    out_fmt(&call->talk, "%s\n", bl_buf_text(wrong));
    out_flush(&call->talk);
    return BL_OK;
}

/* Bare `bowline`: the full screen; without a terminal there is nothing to open. */
static int bare(struct call *call) {
    if (call->env->in_tty && call->env->out_tty && call->screens->run) return call->screens->run(call->env);
    call->out.file = stderr;
    call->out.raw = false;
    struct bl_error ignored = {0};
    enum bl_status status = cmd_help(call, &ignored);
    if (status == BL_OK) status = out_close(&call->out, &ignored);
    return status == BL_OK ? 2 : bl_status_exit(status);
}

static int finish(struct call *call, enum bl_status status, struct bl_error *err) {
    if (status == BL_OK || status == BL_REJECTS) {
        struct bl_error wrong = {0};
        enum bl_status closed = out_close(&call->out, &wrong);
        if (closed != BL_OK) {
            status = closed;
            *err = wrong;
            if (call->step) bl_hint(err, "only the answer is lost: what was asked for is done, and %s undo takes it back", call_self(call));
        }
    }
    if (status != BL_OK) {
        err->status = status;
        tell(call, err);
    }
    return status == BL_OK ? call->screen_code : bl_status_exit(status);
}

static int dispatch(struct call *call, struct bl_error *err) {
    enum bl_status status = env_begin(call->env, err);
    if (status == BL_OK) status = read_argv(call, err);
    looks(call);
    if (status != BL_OK) return finish(call, status, err);
    apply_global(call);
    if (opt_flag(&call->args, "version")) {
        out_fmt(&call->out, "bowline %s\n", BL_VERSION);
        return finish(call, BL_OK, err);
    }
    status = env_paths(call->env, opt_value(&call->args, "db"), err);
    env_looks(call->env, opt_flag(&call->args, "no-color"), opt_flag(&call->args, "no-input"));
    looks(call);
    bool help = opt_flag(&call->args, "help");
    if (help) return finish(call, cmd_help(call, err), err);
    if (status == BL_OK) status = config_mistakes(call, err);
    if (status == BL_OK && !call->cmd) return bare(call);
    if (status == BL_OK) status = call->cmd->run(call, err);
    return finish(call, status, err);
}

int cli_main(int argc, char **argv, const struct cli_screens *screens) {
    struct env env = {0};
    struct call call = {.env = &env, .args = {.argc = argc, .argv = argv}, .screens = screens};
    call.out.file = stdout;
    call.talk.file = stderr;
    struct bl_error err = {0};
    int code = argc > 0 ? dispatch(&call, &err) : 2;
    bl_store_close(call.store);
    struct bl_error ignored = {0};
    enum bl_status unheard = out_close(&call.talk, &ignored);
    (void)unheard; /* nobody listens; what was asked for is done all the same, and must not be done again */
    bl_buf_free(&call.out.data);
    bl_buf_free(&call.tail);
    bl_arena_free(&call.arena);
    env_free(&env);
    return code;
}
