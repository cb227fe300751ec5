/* bowline completion SHELL: a script made from the table of commands. What a value may be (stages, moments, files) comes from the same tables. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_completion_opts[] = {
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

/* The words a value may be, separated by spaces; "" for files and free text. */
static void value_words(struct bl_buf *out, const struct opt *opt) {
    switch (opt->kind) {
    case OPT_STAGE:
        for (int rank = 1; rank <= bl_track_ranks(BL_STAGE); rank++)
            bl_buf_addf(out, "%s%s", rank > 1 ? " " : "", bl_track_name(BL_STAGE, rank));
        break;
    case OPT_MOMENT:
        for (int rank = 1; rank <= bl_track_ranks(BL_MOMENT); rank++)
            bl_buf_addf(out, "%s%s", rank > 1 ? " " : "", bl_track_name(BL_MOMENT, rank));
        break;
    case OPT_LENS: bl_buf_str(out, "stage moment milestone"); break;
    case OPT_WORDS: bl_buf_str(out, opt->words); break;
    case OPT_TEXT:
    case OPT_FILE: break;
    }
}

static void option_names(struct bl_buf *out, const struct opt *table) {
    for (const struct opt *opt = table; opt && opt->name; opt++) {
        bl_buf_addf(out, " --%s", opt->name);
        if (opt->letter) bl_buf_addf(out, " -%c", opt->letter);
    }
}

static void command_names(struct bl_buf *out) {
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) bl_buf_addf(out, "%s%s", cmd == cli_commands ? "" : " ", cmd->name);
}

static void bash_values(struct bl_buf *out, const struct cmd *cmd, const struct opt *table) {
    for (const struct opt *opt = table; opt && opt->name; opt++) {
        BL_AUTO(bl_buf) struct bl_buf words = {0};
        value_words(&words, opt);
        if (!opt->arg) continue;
        const char *prefix = cmd ? cmd->name : "*";
        bl_buf_addf(out, "    %s:--%s", prefix, opt->name);
        if (opt->letter) bl_buf_addf(out, "|%s:-%c", prefix, opt->letter);
        if (opt->kind == OPT_FILE)
            bl_buf_str(out, ") compopt -o default; return ;;\n");
        else
            bl_buf_addf(out, ") COMPREPLY=($(compgen -W \"%s\" -- \"$cur\")); return ;;\n", bl_buf_text(&words));
    }
}

static void bash(struct bl_buf *out) {
    bl_buf_str(out,
               "# bash completion for bowline; made by `bowline completion bash`\n_bowline() {\n    local cur prev cmd i\n"
               "    cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd=\n"
               "    for ((i = 1; i < COMP_CWORD; i++)); do\n        case ${COMP_WORDS[i]} in\n"
               "        --db|--output|-o) ((i++)) ;;\n        -*) ;;\n        *) cmd=${COMP_WORDS[i]}; break ;;\n        esac\n    done\n"
               "    case $cmd:$prev in\n");
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) bash_values(out, cmd, cmd->opts);
    bash_values(out, NULL, cli_global_opts);
    bl_buf_str(out, "    esac\n    case $cmd in\n    \"\") COMPREPLY=($(compgen -W \"");
    command_names(out);
    option_names(out, cli_global_opts);
    bl_buf_str(out, "\" -- \"$cur\")) ;;\n");
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        bl_buf_addf(out, "    %s%s%s)\n        if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"", cmd->name, cmd->alias ? "|" : "",
                    cmd->alias ? cmd->alias : "");
        option_names(out, cmd->opts);
        if (cmd->writes) option_names(out, cli_write_opts);
        option_names(out, cli_global_opts);
        bl_buf_str(out, "\" -- \"$cur\"))\n");
        if (strcmp(cmd->name, "help") == 0) {
            bl_buf_str(out, "        else COMPREPLY=($(compgen -W \"");
            command_names(out);
            bl_buf_str(out, "\" -- \"$cur\"))\n");
        } else if (strcmp(cmd->name, "completion") == 0) {
            bl_buf_str(out, "        else COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$cur\"))\n");
        } else if (strcmp(cmd->name, "import") == 0) {
            bl_buf_str(out, "        else compopt -o default\n");
        }
        bl_buf_str(out, "        fi ;;\n");
    }
    bl_buf_str(out, "    esac\n}\ncomplete -F _bowline bowline\n");
}

/* Within single quotes of zsh and fish, and without what zsh's _arguments reads as its own. */
static void quoted(struct bl_buf *out, const char *s) {
    for (; *s; s++) {
        if (*s == '\'')
            bl_buf_str(out, "’");
        else if (*s == ':')
            bl_buf_str(out, " -");
        else if (*s == '[' || *s == ']')
            bl_buf_chr(out, *s == '[' ? '(' : ')');
        else
            bl_buf_chr(out, *s);
    }
}

static void zsh_options(struct bl_buf *out, const struct opt *table) {
    for (const struct opt *opt = table; opt && opt->name; opt++) {
        BL_AUTO(bl_buf) struct bl_buf words = {0};
        value_words(&words, opt);
        bl_buf_addf(out, " \\\n            '*--%s%s[", opt->name, opt->arg ? "=" : "");
        quoted(out, opt->help);
        bl_buf_chr(out, ']');
        if (opt->arg && opt->kind == OPT_FILE)
            bl_buf_str(out, ":file:_files");
        else if (opt->arg && words.len)
            bl_buf_addf(out, ":value:(%s)", bl_buf_text(&words));
        else if (opt->arg)
            bl_buf_str(out, ":value: ");
        bl_buf_chr(out, '\'');
    }
}

static void zsh(struct bl_buf *out) {
    bl_buf_str(out,
               "#compdef bowline\n# zsh completion for bowline; made by `bowline completion zsh`\n_bowline() {\n    local -a commands=(\n");
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        bl_buf_addf(out, "        '%s:", cmd->name);
        quoted(out, cmd->help);
        bl_buf_str(out, "'\n");
    }
    bl_buf_str(out, "    )\n    local context state line\n    _arguments -C '1:command:->command' '*::word:->words'");
    zsh_options(out, cli_global_opts);
    bl_buf_str(out, "\n    case $state in\n    command) _describe command commands ;;\n    words)\n        case $line[1] in\n");
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        bl_buf_addf(out, "        %s%s%s) _arguments", cmd->name, cmd->alias ? "|" : "", cmd->alias ? cmd->alias : "");
        zsh_options(out, cmd->opts);
        if (cmd->writes) zsh_options(out, cli_write_opts);
        zsh_options(out, cli_global_opts);
        if (strcmp(cmd->name, "import") == 0)
            bl_buf_str(out, " \\\n            '*:file:_files'");
        else if (strcmp(cmd->name, "completion") == 0)
            bl_buf_str(out, " \\\n            '1:shell:(bash zsh fish)'");
        else
            bl_buf_str(out, " \\\n            '*:word: '");
        bl_buf_str(out, " ;;\n");
    }
    bl_buf_str(
        out,
        "        esac ;;\n    esac\n}\nif [ \"$funcstack[1]\" = _bowline ]; then _bowline \"$@\"; else compdef _bowline bowline; fi\n");
}

static void fish_options(struct bl_buf *out, const char *condition, const struct opt *table) {
    for (const struct opt *opt = table; opt && opt->name; opt++) {
        BL_AUTO(bl_buf) struct bl_buf words = {0};
        value_words(&words, opt);
        bl_buf_addf(out, "complete -c bowline%s -l %s", condition, opt->name);
        if (opt->letter) bl_buf_addf(out, " -s %c", opt->letter);
        if (opt->arg && opt->kind == OPT_FILE)
            bl_buf_str(out, " -r -F");
        else if (opt->arg && words.len)
            bl_buf_addf(out, " -x -a '%s'", bl_buf_text(&words));
        else if (opt->arg)
            bl_buf_str(out, " -x");
        bl_buf_str(out, " -d '");
        quoted(out, opt->help);
        bl_buf_str(out, "'\n");
    }
}

static void fish(struct bl_buf *out) {
    bl_buf_str(out, "# fish completion for bowline; made by `bowline completion fish`\ncomplete -c bowline -f\n");
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        bl_buf_addf(out, "complete -c bowline -n __fish_use_subcommand -a %s -d '", cmd->name);
        quoted(out, cmd->help);
        bl_buf_str(out, "'\n");
    }
    fish_options(out, "", cli_global_opts);
    for (const struct cmd *cmd = cli_commands; cmd->name; cmd++) {
        BL_AUTO(bl_buf) struct bl_buf condition = {0};
        bl_buf_addf(&condition, " -n '__fish_seen_subcommand_from %s%s%s'", cmd->name, cmd->alias ? " " : "", cmd->alias ? cmd->alias : "");
        fish_options(out, bl_buf_text(&condition), cmd->opts);
        if (cmd->writes) fish_options(out, bl_buf_text(&condition), cli_write_opts);
    }
    bl_buf_str(out, "complete -c bowline -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n");
    bl_buf_str(out, "complete -c bowline -n '__fish_seen_subcommand_from import' -F\n");
}

enum bl_status cmd_completion(struct call *call, struct bl_error *err) {
    static const struct {
        const char *name;
        void (*write)(struct bl_buf *out);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    const char *shell = call->args.words.n == 1 ? call->args.words.at[0] : "";
    BL_AUTO(bl_buf) struct bl_buf script = {0};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(shell, shells[i].name) == 0) shells[i].write(&script);
    }
    if (!script.len) {
        bl_fail(err, BL_USAGE, "completion for which shell? bash, zsh or fish");
        bl_hint(err, "bowline completion bash > ~/.local/share/bash-completion/completions/bowline");
        return BL_USAGE;
    }
    if (script.failed) return bl_nomem(err);
    call->out.raw = true;
    if (!call->json) {
        out_str(&call->out, bl_buf_text(&script));
        return BL_OK;
    }
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "shell");
    bl_json_str(&json, shell);
    bl_json_key(&json, "script");
    bl_json_str(&json, bl_buf_text(&script));
    bl_json_end(&json, '}');
    return json_put(call, &out, err);
}
