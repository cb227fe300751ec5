/* bowline edit and bowline tag: what is known of people. Both take many; what identifies a person (name, addresses) is set one by one. */
#include "cli/internal.h"

#include <string.h>

const struct opt cmd_edit_opts[] = {
    {"name", 0, "NAME", "the name", OPT_TEXT, NULL},
    {"email", 0, "EMAIL", "one more e-mail address (repeatable)", OPT_TEXT, NULL},
    {"phone", 0, "PHONE", "one more phone number (repeatable)", OPT_TEXT, NULL},
    {"company", 'c', "COMPANY", "where they work", OPT_TEXT, NULL},
    {"title", 0, "TITLE", "what they do there", OPT_TEXT, NULL},
    {"url", 0, "URL", "one more profile or site (repeatable)", OPT_TEXT, NULL},
    {"source", 0, "SOURCE", "where you met", OPT_TEXT, NULL},
    {"tag", 't', "TAG", "one more tag (repeatable)", OPT_TEXT, NULL},
    {"stage", 's', "STAGE", "move to this stage", OPT_STAGE, NULL},
    {"moment", 'm', "MOMENT", "move to this moment", OPT_MOMENT, NULL},
    {"on", 0, "DATE", "the day of the move (today)", OPT_TEXT, NULL},
    {"referred-by", 0, "WHO", "who brought them", OPT_TEXT, NULL},
    {"note", 0, "TEXT", "the note", OPT_TEXT, NULL},
    {"set", 0, "FIELD=VALUE", "a field of your own (repeatable)", OPT_TEXT, NULL},
    {"unset", 0, "FIELD", "empty a field (repeatable)", OPT_TEXT, NULL},
    {"in-play", 0, NULL, "bring into play: you know them, and want to be asked about them", OPT_TEXT, NULL},
    {"where", 0, "FILTER", "everybody who matches", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};
const struct opt cmd_tag_opts[] = {
    {"remove", 'r', "TAG", "take this tag off (repeatable)", OPT_TEXT, NULL},
    {"with", 'w', "WHO", "a person (repeatable); then all words are tags", OPT_TEXT, NULL},
    {"where", 0, "FILTER", "everybody who matches; then all words are tags", OPT_TEXT, NULL},
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

/* ---- what changed -------------------------------------------------------------------------------------------------------- */

static const char *glue(const struct bl_buf *words) {
    return words->len ? ", " : "";
}

static void text_changed(struct call *call, struct bl_buf *words, const char *name, const char *was, const char *is) {
    if (!was) was = "";
    if (!is) is = "";
    if (strcmp(was, is) == 0) return;
    bl_buf_addf(words, "%s%s", glue(words), name);
    if (!*is)
        bl_buf_addf(words, " emptied (was %s)", call_line(call, was));
    else
        bl_buf_addf(words, " %s%s%s", *was ? call_line(call, was) : "", *was ? " → " : "", call_line(call, is));
}

static bool among(struct bl_strs list, const char *text) {
    for (size_t i = 0; i < list.n; i++)
        if (strcmp(list.at[i], text) == 0) return true;
    return false;
}

static void list_changed(struct call *call, struct bl_buf *words, const char *more, const char *less, struct bl_strs was,
                         struct bl_strs is) {
    for (size_t i = 0; i < is.n; i++)
        if (!among(was, is.at[i])) bl_buf_addf(words, "%s%s%s", glue(words), more, call_line(call, is.at[i]));
    for (size_t i = 0; i < was.n; i++)
        if (!among(is, was.at[i])) bl_buf_addf(words, "%s%s%s", glue(words), less, call_line(call, was.at[i]));
}

static const char *pair(struct bl_pairs pairs, const char *name) {
    for (size_t i = 0; i < pairs.n; i++)
        if (strcmp(pairs.at[i].name, name) == 0) return pairs.at[i].value;
    return NULL;
}

/* Every field that is another than before. */
static void changes(struct call *call, struct bl_buf *words, const struct bl_person *was, const struct bl_person *is) {
    text_changed(call, words, "name", was->name, is->name);
    text_changed(call, words, "company", was->company, is->company);
    text_changed(call, words, "title", was->title, is->title);
    text_changed(call, words, "source", was->source, is->source);
    text_changed(call, words, "brought by", was->referred_name, is->referred_name);
    text_changed(call, words, "note", was->note, is->note);
    list_changed(call, words, "+", "-", was->emails, is->emails);
    list_changed(call, words, "+", "-", was->phones, is->phones);
    list_changed(call, words, "+", "-", was->urls, is->urls);
    list_changed(call, words, "#", "-#", was->tags, is->tags);
    for (size_t i = 0; i < is->custom.n; i++)
        text_changed(call, words, is->custom.at[i].name, pair(was->custom, is->custom.at[i].name), is->custom.at[i].value);
    for (size_t i = 0; i < was->custom.n; i++)
        if (!pair(is->custom, was->custom.at[i].name)) text_changed(call, words, was->custom.at[i].name, was->custom.at[i].value, NULL);
}

enum { TOLD = 20 };

/* People as they were, for those who will be told of. */
static enum bl_status before_all(struct call *call, struct bl_ids ids, struct bl_person **out, struct bl_error *err) {
    size_t n = ids.n < TOLD ? ids.n : TOLD;
    struct bl_person *before = bl_arena_array(&call->arena, n + 1, sizeof *before);
    enum bl_status status = before ? BL_OK : bl_nomem(err);
    for (size_t i = 0; status == BL_OK && i < n; i++) status = bl_store_person(call->store, ids.at[i], &call->arena, &before[i], err);
    if (status == BL_OK) *out = before;
    return status;
}

/* Nothing else is asked for: then the step is called by it. */
static bool only_play(const struct call *call) {
    bool play = strcmp(call->cmd->name, "edit") == 0 && opt_flag(&call->args, "in-play");
    for (const struct opt *opt = cmd_edit_opts; play && opt->name; opt++)
        if (opt->arg && strcmp(opt->name, "where") != 0 && opt_value(&call->args, opt->name)) return false;
    return play;
}

/* What both end with: the step named and committed, the people printed. */
static enum bl_status answer(struct call *call, const struct bl_person *before, const struct acted *acted, struct bl_ids ids, bool many,
                             struct bl_error *err) {
    const char *verb = call->cmd->name;
    BL_AUTO(bl_buf) struct bl_buf words = {0};
    BL_AUTO(bl_buf) struct bl_buf json = {0};
    BL_AUTO(bl_buf) struct bl_buf lines = {0};
    enum bl_status status = call->json ? json_people(call, ids, many, &json, err) : BL_OK;
    const char *one = NULL;
    for (size_t i = 0; status == BL_OK && i < ids.n && i < TOLD; i++) {
        struct bl_person person;
        status = bl_store_person(call->store, ids.at[i], &call->arena, &person, err);
        if (status != BL_OK) return status;
        one = person.name;
        char word[16];
        bl_buf_addf(&lines, "%s#%-4lld %s", label(strcmp(verb, "tag") == 0 ? "tagged" : "changed", word), (long long)person.id,
                    call_name(call, person.name));
        for (size_t t = 0; strcmp(verb, "tag") == 0 && t < person.tags.n; t++)
            bl_buf_addf(&lines, " #%s", call_name(call, person.tags.at[t]));
        bl_buf_cut(&words, 0);
        changes(call, &words, &before[i], &person);
        if (strcmp(verb, "edit") == 0 && opt_flag(&call->args, "in-play") && !before[i].in_play)
            bl_buf_addf(&words, "%sin play", glue(&words));
        if (strcmp(verb, "tag") != 0 && words.len) bl_buf_addf(&lines, ": %s", bl_buf_text(&words));
        bl_buf_chr(&lines, '\n');
    }
    if (ids.n > TOLD) bl_buf_addf(&lines, "        and %zu more\n", ids.n - TOLD);
    const char *play = only_play(call) ? "in play" : NULL;
    const char *name = play && ids.n == 1 ? bl_arena_printf(&call->arena, "in play: %s", one)
                       : play             ? bl_arena_printf(&call->arena, "in play: %zu people", ids.n)
                       : ids.n == 1 ? bl_arena_printf(&call->arena, "%s %s%s%s", verb, one, words.len ? ": " : "", bl_buf_text(&words))
                                    : bl_arena_printf(&call->arena, "%s %zu people", verb, ids.n);
    int64_t step = 0;
    if (status == BL_OK) status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (many) call_say(call, "%zu %s\n", ids.n, ids.n == 1 ? "person" : "people");
    if (call->json) return json_put(call, &json, err);
    if (call->quiet) return BL_OK;
    out_str(&call->out, bl_buf_text(&lines));
    for (size_t i = 0; acted && i < ids.n && i < TOLD; i++) acted_tell(call, &acted[i]);
    if (ids.n && !step && !call->dry) out_str(&call->out, "        nothing changed\n");
    call_undo_line(call, step);
    return BL_OK;
}

static enum bl_status edit_one(struct call *call, const struct bl_person_edit *edit, const struct bl_record *move, struct acted *acted,
                               struct bl_error *err) {
    struct bl_person person;
    enum bl_status status = bl_store_person(call->store, acted->id, &call->arena, &person, err);
    if (status == BL_OK && !value_edit_empty(edit)) status = bl_person_change(call->store, acted->id, edit, err);
    bool changed;
    if (status == BL_OK && opt_flag(&call->args, "in-play")) status = bl_person_play(call->store, acted->id, &changed, err);
    if (status != BL_OK || (!move->stage && !move->moment)) return status;
    acted->name = person.name;
    status = bl_entry_record(call->store, acted->id, move, &acted->recorded, err);
    return status == BL_OK ? BL_OK : fail_about(call, person.name, status, err);
}

static enum bl_status read_edit(struct call *call, struct bl_person_edit *edit, struct bl_record *move, struct bl_error *err) {
    edit->name = opt_value(&call->args, "name");
    if (edit->name && !*edit->name) return bl_fail(err, BL_USAGE, "--name is empty; everybody has a name");
    enum bl_status status = value_edit(call, edit, err);
    if (status == BL_OK) status = opt_all(&call->args, "unset", &call->arena, &edit->unset, err);
    if (status == BL_OK) status = value_fact(call, "on", &move->day, err);
    if (status == BL_OK) status = value_states(call, &move->stage, &move->moment, err);
    if (status != BL_OK) return status;
    bool moves = move->stage || move->moment;
    if (!moves && opt_value(&call->args, "on")) return bl_fail(err, BL_USAGE, "--on is the day of a move: it needs --stage or --moment");
    if (!moves && value_edit_empty(edit) && !opt_flag(&call->args, "in-play")) {
        bl_fail(err, BL_USAGE, "edit what? No field was named");
        bl_hint(err, "bowline edit WHO --company Northwind --title 'Head of Ops' --unset note");
        return BL_USAGE;
    }
    return BL_OK;
}

enum bl_status cmd_edit(struct call *call, struct bl_error *err) {
    struct bl_person_edit edit = {.first_contact = BL_NO_DAY};
    struct bl_record move = {.act = BL_ACT_MOVE, .day = BL_NO_DAY, .until = BL_NO_DAY};
    struct bl_ids ids;
    bool many;
    enum bl_status status = call_open(call, err);
    if (status == BL_OK) status = read_edit(call, &edit, &move, err);
    if (status == BL_OK) status = who_targets(call, call->args.words, &ids, &many, err);
    if (status != BL_OK) return status;
    if (many && (edit.name || edit.emails.n || edit.phones.n || edit.urls.n)) {
        return bl_fail(err, BL_USAGE, "a name and addresses belong to one person; set them one by one");
    }
    struct acted *acted = bl_arena_array(&call->arena, ids.n + 1, sizeof *acted);
    if (!acted) return bl_nomem(err);
    struct bl_person *before = NULL;
    status = call_write_there(call, err);
    if (status == BL_OK) status = before_all(call, ids, &before, err);
    for (size_t i = 0; status == BL_OK && i < ids.n; i++) {
        acted[i].id = ids.at[i];
        status = edit_one(call, &edit, &move, &acted[i], err);
    }
    return status == BL_OK ? answer(call, before, move.stage || move.moment ? acted : NULL, ids, many, err) : status;
}

/* Whom and which tags: WHO TAG…, or TAG… with -w or --where. */
static enum bl_status read_tags(struct call *call, struct bl_ids *ids, bool *many, struct bl_strs *add, struct bl_strs *remove,
                                struct bl_error *err) {
    struct bl_strs who;
    enum bl_status status = opt_all(&call->args, "with", &call->arena, &who, err);
    if (status == BL_OK) status = opt_all(&call->args, "remove", &call->arena, remove, err);
    if (status != BL_OK) return status;
    *add = call->args.words;
    if (!who.n && !opt_value(&call->args, "where") && add->n) {
        who = (struct bl_strs){add->at, 1};
        *add = (struct bl_strs){add->at + 1, add->n - 1};
    }
    if (!add->n && !remove->n) {
        bl_fail(err, BL_USAGE, "which tag?");
        bl_hint(err, "bowline tag WHO pricing beta, or --remove beta");
        return BL_USAGE;
    }
    struct bl_strs *lists[] = {add, remove};
    for (int l = 0; l < 2; l++) {
        for (size_t i = 0; i < lists[l]->n; i++) {
            if (lists[l]->at[i][0] == '#') lists[l]->at[i]++;
            if (!lists[l]->at[i][0]) return bl_fail(err, BL_USAGE, "a tag is empty");
        }
    }
    return who_targets(call, who, ids, many, err);
}

enum bl_status cmd_tag(struct call *call, struct bl_error *err) {
    struct bl_ids ids;
    struct bl_strs add, remove;
    bool many;
    enum bl_status status = call_open(call, err);
    if (status == BL_OK) status = read_tags(call, &ids, &many, &add, &remove, err);
    struct bl_person *before = NULL;
    if (status == BL_OK) status = call_write_there(call, err);
    if (status == BL_OK) status = before_all(call, ids, &before, err);
    for (size_t i = 0; status == BL_OK && i < ids.n; i++) {
        bool changed = false;
        status = bl_person_tag(call->store, ids.at[i], add, remove, &changed, err);
    }
    return status == BL_OK ? answer(call, before, NULL, ids, many, err) : status;
}
