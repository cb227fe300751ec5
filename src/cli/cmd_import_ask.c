/* The conversation of an import on a terminal: after the rehearsal what nobody can guess is asked, once each; then the user agrees, changes a guess and sees the rehearsal
 * again, or leaves. Everything said goes through the same options a script would give, and is remembered the same way. */
#include "cli/import.h"

#include <string.h>

/* ---- what was said ------------------------------------------------------------------------------------------------------------ */

/* One pair more; the array grows in the arena. */
static bool add_pair(struct call *call, struct bl_pairs *pairs, size_t *cap, const char *name, const char *value) {
    if (pairs->n == *cap) {
        size_t more = *cap ? *cap * 2 : 8;
        struct bl_pair *at = bl_arena_array(&call->arena, more, sizeof *at);
        if (!at) return false;
        if (pairs->n) memcpy(at, pairs->at, pairs->n * sizeof *at);
        pairs->at = at;
        *cap = more;
    }
    struct bl_pair pair = {bl_arena_str(&call->arena, name), bl_arena_str(&call->arena, value)};
    if (!pair.name || !pair.value) return false;
    pairs->at[pairs->n++] = pair;
    return true;
}

static void drop_pair(struct bl_pairs *pairs, size_t i) {
    memmove(pairs->at + i, pairs->at + i + 1, (pairs->n - i - 1) * sizeof *pairs->at);
    pairs->n--;
}

enum bl_status import_talk_begin(struct call *call, const struct bl_import_options *options, struct import_talk *talk,
                                 struct bl_error *err) {
    *talk = (struct import_talk){.options = *options};
    talk->options.map = talk->options.stage_map = (struct bl_pairs){0};
    for (size_t i = 0; i < options->map.n; i++)
        if (!add_pair(call, &talk->options.map, &talk->map_cap, options->map.at[i].name, options->map.at[i].value)) return bl_nomem(err);
    for (size_t i = 0; i < options->stage_map.n; i++)
        if (!add_pair(call, &talk->options.stage_map, &talk->stage_cap, options->stage_map.at[i].name, options->stage_map.at[i].value))
            return bl_nomem(err);
    return BL_OK;
}

/* A column said to be something else now; by its number, which is unmistakable. */
static bool say_column(struct call *call, struct import_talk *talk, size_t column, const char *header, const char *field) {
    struct bl_pairs *map = &talk->options.map;
    const char *number = bl_arena_printf(&call->arena, "%zu", column + 1);
    for (size_t i = map->n; number && i-- > 0;)
        if (strcmp(map->at[i].value, number) == 0 || strcmp(map->at[i].value, header) == 0) drop_pair(map, i);
    return number && add_pair(call, map, &talk->map_cap, field, number);
}

static bool say_stage(struct call *call, struct import_talk *talk, const char *value, const char *stage) {
    struct bl_pairs *map = &talk->options.stage_map;
    for (size_t i = map->n; i-- > 0;)
        if (bl_text_same(map->at[i].name, value)) drop_pair(map, i);
    return add_pair(call, map, &talk->stage_cap, value, stage);
}

/* ---- questions ------------------------------------------------------------------------------------------------------------------ */

static bool put_before(struct call *call, struct import_talk *talk, const char *question) {
    for (size_t i = 0; i < talk->put.n; i++)
        if (strcmp(talk->put.at[i], question) == 0) return true;
    if (talk->put.n == talk->put_cap) {
        size_t more = talk->put_cap ? talk->put_cap * 2 : 16;
        const char **at = bl_arena_array(&call->arena, more, sizeof *at);
        if (!at) return true;
        for (size_t i = 0; i < talk->put.n; i++) at[i] = talk->put.at[i];
        talk->put.at = at;
        talk->put_cap = more;
    }
    talk->put.at[talk->put.n++] = question;
    return false;
}

/* The stage or side state a word of the user means, as it is written in full; "none"; NULL when it is nothing of these. */
static const char *stage_of(const char *word, struct bl_error *err) {
    int rank = 0;
    if (strcmp(word, "none") == 0 || strcmp(word, "-") == 0) return "none";
    struct bl_error ignored;
    int side = 0;
    if (bl_status_parse(word, &side, &ignored) == BL_OK && side >= BL_LOST) return bl_status_name(side);
    return bl_track_parse(BL_STAGE, word, &rank, err) == BL_OK ? bl_track_name(BL_STAGE, rank) : NULL;
}

static bool ask_stage(struct call *call, const struct bl_import_question *q, struct import_talk *talk) {
    const char *guess = q->guess ? bl_track_name(BL_STAGE, q->guess) : NULL;
    call_say(call, "\n%s, %lld %s: \"%s\" %s\n", call_name(call, q->column), (long long)q->rows, q->rows == 1 ? "row" : "rows",
             call_name(call, q->value), guess ? "may mean several stages" : "is no stage");
    for (;;) {
        const char *question = guess ? bl_arena_printf(&call->arena, "  which stage? (a stage, none, or Enter for %s) ", guess)
                                     : "  which stage? (a stage, none, or Enter to leave it out) ";
        const char *answer = question ? call_ask(call, question) : NULL;
        if (!answer || !*answer) return false;
        struct bl_error why = {0};
        const char *stage = stage_of(answer, &why);
        if (stage) return say_stage(call, talk, q->value, stage);
        call_say(call, "  %s\n", why.text);
        if (*why.hint) call_say(call, "  %s\n", why.hint);
    }
}

static bool ask_order(struct call *call, const struct bl_import_question *q, struct import_talk *talk) {
    call_say(call, "\n%s, line %lld: \"%s\" may be day or month first\n", call_name(call, q->column), (long long)q->line,
             call_name(call, q->value));
    for (;;) {
        const char *answer = call_ask(call, "  which is it? (dmy, mdy, or Enter to leave such days out) ");
        if (!answer || !*answer) return false;
        char first = *answer;
        bool known = strcmp(answer, "dmy") == 0 || strcmp(answer, "mdy") == 0 || strcmp(answer, "ymd") == 0 ||
                     ((first == 'd' || first == 'm') && !answer[1]);
        if (!known) {
            call_say(call, "  dmy is day, month, year; mdy is month, day, year\n");
            continue;
        }
        talk->options.date_order = first == 'd' ? "dmy" : first == 'm' ? "mdy" : "ymd";
        return true;
    }
}

static bool ask_one(struct call *call, const struct bl_import_question *q, struct import_talk *talk) {
    if (q->kind == BL_QUESTION_DATES) return ask_order(call, q, talk);
    if (!talk->stages_told)
        call_say(call, "\nstages: awareness education selection commitment onboarding utilization growth; or lost disqualified churned\n");
    talk->stages_told = true;
    return ask_stage(call, q, talk);
}

enum { ASKED_MOST = 12 }; /* a column of free text would ask all day */

enum bl_status import_questions(struct call *call, const struct bl_import_report *report, struct import_talk *talk, bool *again,
                                struct bl_error *err) {
    size_t asked = 0, over = 0;
    *again = false;
    for (size_t i = 0; i < report->question_count; i++) {
        const struct bl_import_question *q = &report->questions[i];
        bool stage = q->kind == BL_QUESTION_STAGE;
        const char *key = bl_arena_printf(&call->arena, "%s\n%s", q->column, stage ? q->value : "");
        struct bl_import_question kept = *q;
        kept.column = bl_arena_str(&call->arena, q->column);
        kept.value = bl_arena_str(&call->arena, q->value);
        if (!key || !kept.column || !kept.value) return bl_nomem(err);
        if (put_before(call, talk, key)) continue;
        if (stage && ++asked > ASKED_MOST)
            over++;
        else if (ask_one(call, &kept, talk))
            *again = true;
    }
    if (over) call_say(call, "\n%zu more words of that kind are left out: --stage-map VALUE=STAGE, or c to say what one means\n", over);
    return BL_OK;
}

enum bl_status import_columns(struct call *call, struct import_talk *talk, bool *again, struct bl_error *err) {
    static const char *const fields[] = {"name", "email"};
    *again = false;
    for (size_t i = 0; i < 2; i++) {
        const char *question = bl_arena_printf(&call->arena, "which column holds the %s? (its header or its number, or Enter: none) ",
                                               i ? "e-mail address" : "name");
        const char *answer = question ? call_ask(call, question) : NULL;
        if (!answer || !*answer) continue;
        if (!add_pair(call, &talk->options.map, &talk->map_cap, fields[i], answer)) return bl_nomem(err);
        *again = true;
    }
    return BL_OK;
}

/* ---- changes --------------------------------------------------------------------------------------------------------------------- */

enum bl_status import_delimiter(const char *text, char *out, struct bl_error *err) {
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        *out = '\t';
    else if (strlen(text) == 1 && strchr(",;|\t:", *text))
        *out = *text;
    else
        return bl_fail(err, BL_USAGE, "--delimiter is one of , ; | : or tab, not \"%.100s\"", text);
    return BL_OK;
}

/* "encoding windows-1252": what holds for the whole file. False: the first word is none of these. */
static bool whole_file(struct call *call, const char *word, const char *rest, struct import_talk *talk, struct bl_error *err) {
    struct bl_import_options *o = &talk->options;
    if (strcmp(word, "encoding") == 0) {
        o->encoding = bl_arena_str(&call->arena, rest);
    } else if (strcmp(word, "delimiter") == 0) {
        (void)!import_delimiter(rest, &o->delimiter, err);
    } else if (strcmp(word, "dates") == 0) {
        bool known = strcmp(rest, "dmy") == 0 || strcmp(rest, "mdy") == 0 || strcmp(rest, "ymd") == 0;
        if (known) o->date_order = bl_arena_str(&call->arena, rest);
        if (!known) bl_fail(err, BL_USAGE, "dates are dmy, mdy or ymd, not \"%.40s\"", rest);
    } else if (strcmp(word, "conflicts") == 0) {
        bool replace = strcmp(rest, "replace") == 0, keep = strcmp(rest, "keep") == 0;
        if (replace || keep) o->on_conflict = replace ? BL_CONFLICT_REPLACE : BL_CONFLICT_KEEP;
        if (!replace && !keep) bl_fail(err, BL_USAGE, "conflicts are kept or replaced: conflicts keep, conflicts replace");
    } else if (strcmp(word, "afresh") == 0) {
        o->afresh = true;
    } else {
        return false;
    }
    return true;
}

/* The column a word means: its number, or its header. */
static size_t column_of(const struct bl_import_report *report, const char *word) {
    size_t n = 0;
    for (const char *c = word; *c >= '0' && *c <= '9' && n <= report->mapping_count; c++) n = n * 10 + (size_t)(*c - '0');
    if (*word && word[strspn(word, "0123456789")] == '\0' && n >= 1 && n <= report->mapping_count) return n - 1;
    for (size_t i = 0; i < report->mapping_count; i++)
        if (bl_text_same(report->mapping[i].column, word)) return i;
    return report->mapping_count;
}

/* "3 email", "Company name = company", "Warm = selection". */
static enum bl_status say_line(struct call *call, const struct bl_import_report *report, const char *line, struct import_talk *talk,
                               struct bl_error *err) {
    const char *equals = strrchr(line, '='), *space = strrchr(line, ' '), *at = equals ? equals : space;
    struct bl_error why = {0};
    const char *left = bl_arena_copy(&call->arena, line, at ? (size_t)(at - line) : strlen(line)), *right = at ? at + 1 : "";
    if (!left) return bl_nomem(err);
    size_t n = strlen(left);
    bl_text_trim(&left, &n);
    left = bl_arena_copy(&call->arena, left, n);
    right += strspn(right, " ");
    if (!left) return bl_nomem(err);
    if (!equals && whole_file(call, left, right, talk, &why)) {
        if (why.status) *err = why;
        return why.status;
    }
    if (strcmp(line, "afresh") == 0) return talk->options.afresh = true, BL_OK;
    size_t column = column_of(report, left);
    const char *stage = equals ? stage_of(right, &why) : NULL;
    if (column < report->mapping_count && *right)
        return say_column(call, talk, column, report->mapping[column].column, right) ? BL_OK : bl_nomem(err);
    if (stage) return say_stage(call, talk, left, stage) ? BL_OK : bl_nomem(err);
    if (equals && *right && *why.text) {
        *err = why;
        return BL_USAGE;
    }
    return bl_fail(err, BL_USAGE, "there is no column \"%.60s\" to change; its number stands in front of it", left);
}

static enum bl_status change(struct call *call, const struct bl_import_report *report, struct import_talk *talk, struct bl_error *err) {
    call_say(call, "one change a line, for example:\n"
                   "  3 email            column 3 holds that (or: skip, company, custom.size)\n"
                   "  Warm = selection   what a word of a status column means (or: none)\n"
                   "  encoding windows-1252, delimiter ;, dates dmy, conflicts replace, afresh\n");
    for (;;) {
        const char *line = call_ask(call, "change what? (Enter: show it again) ");
        if (!line || !*line) return BL_OK;
        struct bl_error why = {0};
        enum bl_status status = say_line(call, report, line, talk, &why);
        if (status == BL_NOMEM) return bl_nomem(err);
        if (status == BL_OK) continue;
        call_say(call, "  %s\n", why.text);
        if (*why.hint) call_say(call, "  %s\n", why.hint);
    }
}

enum bl_status import_choose(struct call *call, const struct bl_import_report *report, struct import_talk *talk, enum import_choice *choice,
                             struct bl_error *err) {
    const char *answer = call_ask(call, "Import? [y/N, c to change something] ");
    *choice = IMPORT_LEAVE;
    if (!answer) return BL_OK;
    if (strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 || strcmp(answer, "yes") == 0) *choice = IMPORT_GO;
    if (strcmp(answer, "c") != 0 && strcmp(answer, "C") != 0 && strcmp(answer, "change") != 0) return BL_OK;
    *choice = IMPORT_AGAIN;
    return change(call, report, talk, err);
}
