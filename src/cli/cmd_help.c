/* bowline help and bowline completion: both read the one table of commands, so that neither can say what is not so. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_help_opts[] = {
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static void put_options(struct call *call, const struct opt *table) {
    for (const struct opt *opt = table; opt && opt->name; opt++) {
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", opt->name, opt->arg ? " " : "", opt->arg ? opt->arg : "");
        if (opt->letter)
            out_fmt(&call->out, "  -%c, ", opt->letter);
        else
            out_str(&call->out, "      ");
        int pad = 24 - bl_text_cells(left);
        out_fmt(&call->out, "%s%*s%s\n", left, pad > 1 ? pad : 2, "", opt->help);
    }
}

/* A paragraph broken at spaces so that it fits; its own newlines stay. */
static void put_wrapped(struct call *call, const char *text) {
    int wide = call->env->columns > 20 && call->env->columns < 100 ? call->env->columns - 2 : 98;
    while (*text) {
        size_t line = strcspn(text, "\n"), take = bl_text_fit(text, line, wide, NULL);
        while (take < line && take > 0 && text[take] != ' ') take--;
        if (!take) take = line;
        out_fmt(&call->out, "%.*s\n", (int)take, text);
        text += take;
        if (*text == ' ') text++;
        if (*text == '\n') text++;
    }
}

static void help_command(struct call *call, const struct cmd *cmd) {
    out_fmt(&call->out, "%s\n\n" S_BOLD "bowline %s" S_OFF " %s%s[options]\n", cmd->help, cmd->name, cmd->usage, *cmd->usage ? " " : "");
    if (cmd->alias) out_fmt(&call->out, "also: bowline %s\n", cmd->alias);
    if (cmd->more) {
        out_str(&call->out, "\n");
        put_wrapped(call, cmd->more);
    }
    if (opt_count(cmd->opts)) out_str(&call->out, "\n" S_DIM "options" S_OFF "\n");
    put_options(call, cmd->opts);
    out_str(&call->out, "\n" S_DIM "with every command" S_OFF "\n");
    if (cmd->writes) put_options(call, cli_write_opts);
    put_options(call, cli_global_opts);
}

static void help_all(struct call *call) {
    static const char *const groups[] = {"capture", "read", "files", "care"};
    out_str(&call->out, "bowline keeps every customer relationship in one file, in the terminal.\n\n");
    out_str(&call->out, "  " S_BOLD "bowline" S_OFF "                opens the full screen\n");
    out_str(&call->out, "  " S_BOLD "bowline COMMAND" S_OFF " …      does one thing; bowline help COMMAND tells more\n");
    out_str(&call->out, "  " S_BOLD "bowline help dates" S_OFF "     and who, filter: what DATE, WHO and FILTER may be\n");
    for (size_t g = 0; g < 4; g++) {
        out_fmt(&call->out, "\n" S_DIM "%s" S_OFF "\n", groups[g]);
        for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
            if (strcmp(cmd->group, groups[g]) == 0) out_fmt(&call->out, "  " S_BOLD "%-12s" S_OFF " %s\n", cmd->name, cmd->help);
        }
    }
    out_str(&call->out, "\n" S_DIM "with every command" S_OFF "\n");
    put_options(call, cli_write_opts);
    put_options(call, cli_global_opts);
    out_str(&call->out, "\nbegin with: bowline demo · bowline add \"Maya Chen\" · bowline import Connections.csv\n");
}

static void json_options(struct bl_json *json, const struct opt *table) {
    for (const struct opt *opt = table; opt && opt->name; opt++) {
        char letter[2] = {opt->letter, '\0'};
        bl_json_object(json);
        bl_json_key(json, "name");
        bl_json_str(json, opt->name);
        bl_json_key(json, "letter");
        bl_json_str(json, opt->letter ? letter : NULL);
        bl_json_key(json, "value");
        bl_json_str(json, opt->arg);
        bl_json_key(json, "help");
        bl_json_str(json, opt->help);
        bl_json_end(json, '}');
    }
}

static void json_command(struct bl_json *json, const struct cmd *cmd) {
    bl_json_object(json);
    bl_json_key(json, "name");
    bl_json_str(json, cmd->name);
    bl_json_key(json, "alias");
    bl_json_str(json, cmd->alias);
    bl_json_key(json, "group");
    bl_json_str(json, cmd->group);
    bl_json_key(json, "help");
    bl_json_str(json, cmd->help);
    bl_json_key(json, "usage");
    bl_json_str(json, cmd->usage);
    bl_json_key(json, "writes");
    bl_json_bool(json, cmd->writes);
    bl_json_key(json, "options");
    bl_json_array(json);
    json_options(json, cmd->opts);
    if (cmd->writes) json_options(json, cli_write_opts);
    json_options(json, cli_global_opts);
    bl_json_end(json, ']');
    bl_json_end(json, '}');
}

static enum bl_status help_json(struct call *call, const struct cmd *only, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    if (only) {
        json_command(&json, only);
        return json_put(call, &out, err);
    }
    bl_json_array(&json);
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        bl_json_line(&json);
        json_command(&json, cmd);
    }
    bl_json_end(&json, ']');
    return json_put(call, &out, err);
}

/* ---- what several commands share ------------------------------------------------------------------------------------------- */

static const struct topic {
    const char *name, *text;
} topics[] = {
    {"dates", "A DATE is 2026-11-27, today, yesterday, tomorrow, fri, friday, nov 27, 27 nov 2026, or a distance: 3d, 2w, 1m.\n"
              "Of facts (--on, the day of a talk) a weekday or a day without a year is the latest one past; also: 3 days ago, last fri.\n"
              "Of promises and parking (--due, --until) it is the next one to come, today excluded; also: in 3 days, next fri, next week "
              "(its Monday), "
              "next month (its first).\n"
              "-2w is always ago, +2w always ahead. 03/04 is refused, since it is read both ways. A WEEK is 2026-W47, 47, last or this.\n"
              "The answer always tells the day that was understood."},
    {"who",
     "WHO is the number of a person, an e-mail address, a full name, or any part of one that fits nobody else; case and accents do not "
     "matter. A whole "
     "name goes before whole words, whole words before beginnings of words.\n"
     "If several fit, nothing is guessed: on a terminal you choose, elsewhere the exact commands are printed and the run ends with 4.\n"
     "In a log line it is @maya or @maya.chen; quote a name of several words elsewhere: bowline show 'maya chen'."},
    {"filter", "Words narrow by the beginnings of words in name, company, e-mail, title and tags. Tests are field:value, or with = != < <= "
               "> >=; or, not and "
               "parentheses join them; quotes hold spaces together.\n"
               "  stage moment milestone   stage:selection  stage:selection..onboarding  (active journeys, unless status: is named)\n"
               "  status                   active parked lost disqualified churned; closed, any\n"
               "  play                     yes: added by hand, or ever moved, talked to or promised something; no: imported only\n"
               "  last                     days since the last conversation: last:>30d  last:over30d  last:none\n"
               "  next until               days to come: next:overdue  next:none  next:<=2w  until:<=today\n"
               "  age created              age:>3m (in the stage)  created:2026-01-01..2026-02-01\n"
               "  moved                    moved:2026-W47  moved:W40..W47  moved:this  (a week may stand wherever a day may)\n"
               "  overdue stale quiet gap snoozed   yes or no: a promise gone by, too long in one place (stale:stage, stale:moment: in one "
               "of the two), not talked with for long, a "
               "moment passed over, "
               "left out of today\n"
               "  visited                  a stage or moment they were in: visited:outcomes\n"
               "  name email company title source tag note   beginnings of words; none, any\n"
               "  mrr id cycle             numbers: mrr:>100\n"
               "  said                     what was said: said:\"sso login\"\n"
               "and fields of your own. Who is without a next step, or has waited too long for it: bowline list 'play:yes status:active "
               "(next:overdue or next:none)'"},
};

static const struct topic *topic_of(const char *word) {
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        size_t n = strlen(topics[i].name);
        if (bl_text_same(word, topics[i].name) || (strlen(word) == n - 1 && bl_text_same_n(word, topics[i].name, n - 1)) ||
            (strlen(word) == n + 1 && bl_text_same_n(word, topics[i].name, n)))
            return &topics[i];
    }
    return NULL;
}

/* Of the command named, of the one it was asked at (--help), or of all. */
enum bl_status cmd_help(struct call *call, struct bl_error *err) {
    bool asked = call->cmd && call->cmd->run == cmd_help;
    const struct cmd *cmd = asked ? NULL : call->cmd;
    if (asked && call->args.words.n) {
        const char *word = call->args.words.at[0];
        const struct topic *topic = call->out.raw ? NULL : topic_of(word);
        if (topic) put_wrapped(call, topic->text);
        if (topic) return BL_OK;
        const char *names[64];
        size_t n = 0;
        cmd = cli_command(word);
        for (const struct cmd *each = cli_commands; each->name; each++) names[n++] = each->name;
        const char *near = cmd ? NULL : bl_text_nearest(word, names, n);
        if (!cmd) bl_fail(err, BL_USAGE, "there is no command \"%.100s\"", word);
        if (near) bl_hint(err, "did you mean bowline help %s?", near);
        if (!cmd) return BL_USAGE;
    }
    if (call->out.raw) return help_json(call, cmd, err);
    if (cmd)
        help_command(call, cmd);
    else
        help_all(call);
    return BL_OK;
}
