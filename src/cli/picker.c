/* From the words of the user to people. One match acts; several are never guessed at: on a terminal they are offered by number, elsewhere each is
 * printed with the very command that means it, and the run ends with 4. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

static bool plain_word(const char *s) {
    if (!*s || *s == '~' || *s == '=') return false;
    static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-";
    return s[strspn(s, safe)] == '\0';
}

void shell_quote(struct bl_buf *out, const char *s) {
    if (plain_word(s)) {
        bl_buf_str(out, s);
        return;
    }
    bl_buf_chr(out, '\'');
    for (; *s; s++) {
        if (*s == '\'')
            bl_buf_str(out, "'\\''");
        else
            bl_buf_chr(out, *s);
    }
    bl_buf_chr(out, '\'');
}

/* The command as it was typed, with the id in the place of the word `data` (a pointer into argv, maybe behind "--with="). */
static void again_argv(struct call *call, const void *data, int64_t id, struct bl_buf *out) {
    const char *who = data;
    bl_buf_str(out, "bowline");
    for (int i = 1; i < call->args.argc; i++) {
        const char *word = call->args.argv[i];
        BL_AUTO(bl_buf) struct bl_buf changed = {0};
        bool here = who >= word && who <= word + strlen(word);
        if (here) {
            bl_buf_add(&changed, word, (size_t)(who - word));
            bl_buf_addf(&changed, "%lld", (long long)id);
        }
        bl_buf_chr(out, ' ');
        shell_quote(out, here ? bl_buf_text(&changed) : word);
    }
}

static void candidate(struct call *call, const struct bl_person *person, struct bl_buf *out) {
    const char *status = person->at.status != BL_ACTIVE ? bl_status_name(person->at.status) : bl_track_label(BL_STAGE, person->at.stage);
    bl_buf_addf(out, "%s", call_name(call, person->name));
    if (person->company) bl_buf_addf(out, ", %s", call_name(call, person->company));
    if (person->email) bl_buf_addf(out, ", %s", call_name(call, person->email));
    bl_buf_addf(out, " (#%lld, %s)", (long long)person->id, status);
}

/* A number of the list, or the id that stands beside a name; #12 always is an id. */
static bool chosen_by(const char *answer, const struct bl_person *rows, size_t n, size_t *chosen) {
    char *end = NULL;
    bool id = *answer == '#';
    long long number = strtoll(answer + id, &end, 10);
    while (*end == ' ' || *end == '.') end++;
    if (*end || end == answer + id) return false;
    if (!id && number >= 1 && number <= (long long)n) {
        *chosen = (size_t)number - 1;
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        if (rows[i].id != number) continue;
        *chosen = i;
        return true;
    }
    return false;
}

static bool ask_number(struct call *call, const struct bl_person *rows, size_t n, size_t *chosen) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    for (size_t i = 0; i < n; i++) {
        bl_buf_addf(&text, "%3zu  ", i + 1);
        candidate(call, &rows[i], &text);
        bl_buf_chr(&text, '\n');
    }
    out_str(&call->talk, bl_buf_text(&text));
    for (;;) {
        const char *answer = call_ask(call, "Which one? (a number of the list, or #ID; Enter leaves) ");
        if (!answer || !*answer) return false;
        if (chosen_by(answer, rows, n, chosen)) return true;
        call_say(call, "“%s” is neither a number from 1 to %zu nor an id shown above\n", call_name(call, answer), n);
    }
}

enum bl_status who_choose(struct call *call, const struct bl_person *rows, size_t n, who_again again, const void *data, size_t *chosen,
                          struct bl_error *err) {
    if (call->env->ask && ask_number(call, rows, n, chosen)) return BL_OK;
    if (call->env->ask) {
        *err = (struct bl_error){.status = BL_AMBIGUOUS};
        return bl_fail(err, BL_AMBIGUOUS, "nobody was chosen; nothing was done");
    }
    for (size_t i = 0; i < n; i++) {
        bl_buf_str(&call->tail, "  ");
        candidate(call, &rows[i], &call->tail);
        bl_buf_str(&call->tail, "\n      ");
        BL_AUTO(bl_buf) struct bl_buf command = {0};
        again(call, data, rows[i].id, &command);
        bl_buf_str(&call->tail, call_text(call, bl_buf_text(&command)));
        bl_buf_chr(&call->tail, '\n');
    }
    return BL_AMBIGUOUS;
}

enum bl_status who_find(struct call *call, const char *who, struct bl_person *out, struct bl_error *err) {
    struct bl_person *rows = NULL;
    size_t n = 0, chosen = 0;
    enum bl_status status = bl_store_who(call->store, who, &call->arena, &rows, &n, err);
    if (status == BL_AMBIGUOUS) status = who_choose(call, rows, n, again_argv, who, &chosen, err);
    if (status != BL_OK) return status;
    *out = rows[chosen];
    return BL_OK;
}

static enum bl_status by_filter(struct call *call, const char *where, struct bl_ids *out, struct bl_error *err) {
    struct bl_filter filter;
    enum bl_status status = value_filter(call, where, &filter, err);
    if (status != BL_OK) return status;
    if (!filter.root) {
        bl_fail(err, BL_USAGE, "--where is empty; no filter never means everybody");
        bl_hint(err, "--where stage:selection, --where 'last:>30d' …");
        return BL_USAGE;
    }
    return bl_store_select(call->store, &filter, &call->arena, out, err);
}

enum bl_status who_words(struct call *call, struct bl_strs who, struct bl_ids *out, struct bl_error *err) {
    struct bl_ids ids = {bl_arena_array(&call->arena, who.n + 1, sizeof *ids.at), 0};
    if (!ids.at) return bl_nomem(err);
    for (size_t i = 0; i < who.n; i++) {
        struct bl_person person;
        enum bl_status status = who_find(call, who.at[i], &person, err);
        if (status != BL_OK) return status;
        bool seen = false;
        for (size_t k = 0; k < ids.n; k++) seen = seen || ids.at[k] == person.id;
        if (!seen) ids.at[ids.n++] = person.id;
    }
    *out = ids;
    return BL_OK;
}

enum bl_status who_targets(struct call *call, struct bl_strs who, struct bl_ids *out, bool *many, struct bl_error *err) {
    const char *where = opt_value(&call->args, "where");
    if (!where && !who.n) {
        bl_fail(err, BL_USAGE, "%s whom? Name a person, or --where FILTER", call->cmd->name);
        bl_hint(err, "bowline %s %s", call->cmd->name, call->cmd->usage);
        return BL_USAGE;
    }
    if (where && who.n) return bl_fail(err, BL_USAGE, "name people, or give --where FILTER, not both");
    *many = where || who.n > 1;
    if (where) return by_filter(call, where, out, err);
    return who_words(call, who, out, err);
}

/* Does that word mean this person and nobody else? */
static bool means(struct call *call, const char *word, int64_t id) {
    struct bl_person *rows = NULL;
    size_t n = 0;
    struct bl_error ignored = {0};
    enum bl_status status = bl_store_who(call->store, word, &call->arena, &rows, &n, &ignored);
    return status == BL_OK && n == 1 && rows[0].id == id;
}

const char *who_handle(struct call *call, int64_t id, const char *name) {
    BL_AUTO(bl_buf) struct bl_buf word = {0};
    const char *short_word = bl_text_folded(&call->arena, call_first_name(call, name));
    if (short_word && *short_word && !strchr(short_word, ' ') && means(call, short_word, id))
        shell_quote(&word, short_word);
    else if (strlen(name) <= 60 && means(call, name, id))
        shell_quote(&word, call_name(call, name));
    else
        bl_buf_addf(&word, "%lld", (long long)id);
    const char *kept = bl_arena_str(&call->arena, bl_buf_text(&word));
    return kept ? kept : "WHO";
}
