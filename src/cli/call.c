/* One call of a command: its store, its step, its questions and its small talk. */
#include "cli/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NAME_CELLS = 60, LINE_CELLS = 90 };

enum bl_status call_open(struct call *call, struct bl_error *err) {
    if (call->store) return BL_OK;
    struct bl_store_options options = {.now = call->env->now};
    enum bl_status status = bl_store_open(call->env->db, &options, &call->store, err);
    if (status == BL_OK) call_say_upgraded(call);
    return status;
}

void call_say_upgraded(struct call *call) {
    int from = bl_store_upgraded(call->store);
    if (!from) return;
    call_say(call, "%s was brought up to date (it had schema %d); the old file is among the snapshots: %s restore --list\n",
             call_text(call, bl_store_path(call->store)), from, call_self(call));
}

enum bl_status call_write(struct call *call, struct bl_error *err) {
    enum bl_status status = call_open(call, err);
    return status == BL_OK ? bl_step_begin(call->store, call->dry, err) : status;
}

enum bl_status call_write_there(struct call *call, struct bl_error *err) {
    enum bl_status status = call_open(call, err);
    return status == BL_OK ? bl_step_begin(call->store, call->dry || !bl_store_exists(call->store), err) : status;
}

enum bl_status call_commit(struct call *call, const char *name, int64_t *step, struct bl_error *err) {
    enum bl_status status = bl_step_commit(call->store, name, step, err);
    if (status == BL_OK) call->step = *step;
    if (status == BL_OK && call->dry) call_say(call, "rehearsal only: nothing was written\n");
    return status;
}

const char *call_self(struct call *call) {
    const char *db = opt_value(&call->args, "db");
    if (!db) return "bowline";
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "bowline --db ");
    shell_quote(&text, db);
    return call_text(call, bl_buf_text(&text));
}

void call_undo_line(struct call *call, int64_t step) {
    char word[16];
    if (step > 0 && !call->dry) out_fmt(&call->out, "%s%s undo\n", label("undo", word), call_self(call));
}

void call_say(struct call *call, const char *fmt, ...) {
    if (call->quiet) return;
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(&call->talk.data, fmt, ap);
    va_end(ap);
    out_flush(&call->talk);
}

const char *call_ask(struct call *call, const char *question) {
    if (!call->env->ask) return NULL;
    out_str(&call->talk, question);
    out_flush(&call->talk);
    fflush(stderr);
    char *line = NULL;
    size_t room = 0;
    ssize_t got = getline(&line, &room, stdin);
    const char *kept = NULL;
    if (got >= 0)
        kept = bl_arena_copy(&call->arena, line, strcspn(line, "\r\n"));
    else
        out_str(&call->talk, "\n");
    free(line);
    return kept;
}

bool call_yes(struct call *call, const char *question) {
    const char *answer = call_ask(call, question);
    return answer && (strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 || strcmp(answer, "yes") == 0);
}

const char *call_text(struct call *call, const char *s) {
    const char *clean = bl_text_cleaned(&call->arena, s ? s : "");
    return clean ? clean : "?";
}

static const char *cut_to(struct call *call, const char *s, int cells) {
    const char *clean = call_text(call, s);
    if (strlen(clean) <= (size_t)cells) return clean;
    BL_AUTO(bl_buf) struct bl_buf cut = {0};
    bl_text_cut(&cut, clean, cells, call->env->utf8);
    const char *kept = bl_arena_str(&call->arena, bl_buf_text(&cut));
    return kept ? kept : "?";
}

const char *call_name(struct call *call, const char *s) {
    return cut_to(call, s, NAME_CELLS);
}

enum bl_status call_beginning(struct call *call, const char **out, struct bl_error *err) {
    struct bl_asks asks;
    enum bl_status status = bl_store_asks(call->store, &asks, err);
    *out = NULL;
    if (status != BL_OK || asks.in_play) return status;
    if (*call_then(call)) {
        *out = asks.people ? "nobody was in play yet\n" : "nobody was here yet\n";
        return BL_OK;
    }
    *out = asks.people
               ? bl_arena_printf(&call->arena, "nobody is in play yet, %lld %s only imported: %s log @NAME … brings in whom you talk to\n",
                                 (long long)asks.people, asks.people == 1 ? "person is" : "people are", call_self(call))
               : bl_arena_printf(&call->arena, "nobody is here yet: %s add NAME, or %s import FILE\n", call_self(call), call_self(call));
    return *out ? BL_OK : bl_nomem(err);
}

const char *call_joined(struct call *call, struct bl_strs list) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    for (size_t i = 0; i < list.n; i++) bl_buf_addf(&text, "%s%s", i ? ", " : "", call_name(call, list.at[i]));
    const char *kept = bl_arena_str(&call->arena, bl_buf_text(&text));
    return kept ? kept : "";
}

const char *call_line(struct call *call, const char *s) {
    return cut_to(call, s, LINE_CELLS);
}

/* The first word that is a name: titles before it and a comma behind it are left out. */
const char *call_first_name(struct call *call, const char *name) {
    static const char *const titles[] = {"dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame"};
    const char *clean = call_name(call, name), *at = clean;
    for (bool title = true; title;) {
        size_t n = strcspn(at, " "), bare = n > 0 && at[n - 1] == '.' ? n - 1 : n;
        title = false;
        for (size_t i = 0; at[n] && i < sizeof titles / sizeof *titles; i++)
            title = title || (strlen(titles[i]) == bare && bl_text_same_n(at, titles[i], bare));
        if (title) at += n + strspn(at + n, " ");
    }
    size_t n = strcspn(at, " ");
    while (n > 1 && at[n - 1] == ',') n--;
    const char *first = n ? bl_arena_copy(&call->arena, at, n) : NULL;
    return first ? first : clean;
}

const char *call_stage(struct call *call, const struct bl_standing *at) {
    const char *stage = bl_track_label(BL_STAGE, at->stage);
    return at->status == BL_ACTIVE ? stage : bl_arena_printf(&call->arena, "%s (%s)", bl_status_name(at->status), stage);
}

const char *call_dash(const struct call *call) {
    return call->env->utf8 ? "—" : "-";
}

const char *call_arrow(const struct call *call) {
    return call->env->utf8 ? "→" : "->";
}

const char *call_words(struct call *call, size_t from) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    for (size_t i = from; i < call->args.words.n; i++) {
        if (i > from) bl_buf_chr(&text, ' ');
        bl_buf_str(&text, call->args.words.at[i]);
    }
    const char *joined = bl_arena_str(&call->arena, bl_buf_text(&text));
    return joined && !text.failed ? joined : "";
}

const char *label(const char *word, char out[16]) {
    snprintf(out, 16, strlen(word) < 8 ? "%-8s" : "%s ", word);
    return out;
}

enum bl_status fail_about(struct call *call, const char *name, enum bl_status status, struct bl_error *err) {
    if (status != BL_REFUSED || strstr(err->text, name)) return status;
    char text[sizeof err->text];
    snprintf(text, sizeof text, "%s", err->text);
    snprintf(err->text, sizeof err->text, "%s: %.480s", call_name(call, name), text);
    return status;
}

/* ---- people as JSON ------------------------------------------------------------------------------------------------------- */

enum bl_status json_people(struct call *call, struct bl_ids ids, bool array, struct bl_buf *out, struct bl_error *err) {
    struct bl_json json;
    bl_json_open(&json, out);
    if (array) bl_json_array(&json);
    for (size_t i = 0; i < ids.n; i++) {
        struct bl_arena arena = {0};
        struct bl_person person;
        enum bl_status status = bl_store_person(call->store, ids.at[i], &arena, &person, err);
        if (status == BL_OK) {
            if (array) bl_json_line(&json);
            bl_json_person(&json, &person);
        }
        bl_arena_free(&arena);
        if (status != BL_OK) return status;
    }
    if (array) bl_json_end(&json, ']');
    return out->failed ? bl_nomem(err) : BL_OK;
}

enum bl_status json_put(struct call *call, const struct bl_buf *json, struct bl_error *err) {
    if (json->failed) return bl_nomem(err);
    bl_buf_add(&call->out.data, json->data, json->len);
    bl_buf_chr(&call->out.data, '\n');
    out_flush(&call->out);
    return BL_OK;
}

enum bl_status json_list(struct call *call, const void *rows, size_t n, json_item item, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_array(&json);
    for (size_t i = 0; i < n; i++) {
        bl_json_line(&json);
        item(call, &json, rows, i);
    }
    bl_json_end(&json, ']');
    return json_put(call, &out, err);
}

enum bl_status json_place(struct call *call, const char *path, const char *what, int64_t n, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "path");
    bl_json_str(&json, path);
    bl_json_key(&json, what);
    bl_json_int(&json, n);
    bl_json_end(&json, '}');
    return json_put(call, &out, err);
}

void call_remove_place(const char *dir, const char *db) {
    static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; db && i < sizeof tails / sizeof *tails; i++) {
        BL_AUTO(bl_buf) struct bl_buf path = {0};
        bl_buf_addf(&path, "%s%s", db, tails[i]);
        if (!path.failed) unlink(path.data);
    }
    rmdir(dir);
}

const char *call_minute(struct call *call, int64_t ms) {
    time_t seconds = (time_t)(ms / 1000);
    struct tm local;
    char text[32] = "";
    if (localtime_r(&seconds, &local)) strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local);
    const char *kept = bl_arena_str(&call->arena, text);
    return kept ? kept : "";
}
