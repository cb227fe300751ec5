/* The rejected rows of a list, saved beside it under a name that is free, or where one types. The key is there before the import and after it; what is written over is asked
 * about. */
#include "tui/screen/prompt.h"
#include "tui/screen/wizard_pages.h"

#include <inttypes.h>
#include <string.h>

bool rejects_there(const struct wizard *w) {
    const struct import_data *data = w->page == WIZARD_TALKED ? w->done : w->running || w->page == WIZARD_RUN ? NULL : w->data;
    return data && data->count[BL_ROW_REJECTED] > 0 && (w->page == WIZARD_TALKED || data->phase == IMPORT_REHEARSED);
}

void rejects_forget(struct wizard *w) {
    bl_buf_cut(&w->rejects, 0);
}

void rejects_stop(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (!w->saving) return;
    effects_add(effects, EFF_IMPORT_STOP);
    w->saving = false;
    w->rejects_serial = app_serial(app);
    app_toast(app, false, "stopped: no rejected rows were saved");
}

/* ---- the question ------------------------------------------------------------------------------------------------------------------------ */

static void look(struct app *app, const char *path, bool exact, struct effects *effects) {
    struct wizard *w = &app->wizard;
    struct effect *effect = effects_add(effects, EFF_FOLDER);
    const char *list = bl_buf_text(&w->path), *slash = strrchr(list, '/');
    effect->text = effects_text(effects, path);
    effect->flag = exact;
    effect->within = slash ? bl_arena_copy(&effects->arena, list, (size_t)(slash - list) + 1) : NULL;
    w->beside_serial = effect->serial = app_serial(app);
}

void rejects_open(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    struct prompt *prompt = &app->prompt;
    char rows[48];
    if (!rejects_there(w) || w->saving) return;
    int64_t n = (w->page == WIZARD_TALKED ? w->done : w->data)->count[BL_ROW_REJECTED];
    prompt_close(prompt);
    prompt->kind = PROMPT_REJECTS;
    prompt->about = bl_arena_str(&prompt->arena, counted(rows, n, "row", "rows"));
    prompt->told = "Each with its reason; mended, they import like any other list. Tab completes a path.";
    app_push(app, LAYER_PROMPT);
    look(app, bl_buf_text(&w->path), true, effects);
}

static bool is_taken(const struct folder_data *folder, const char *name) {
    for (size_t i = 0; i < folder->n; i++)
        if (strcmp(folder->at[i].name, name) == 0) return true;
    return false;
}

/* "crm.csv" → "crm-rejects.csv", or the first "crm-rejects-2.csv" that is free. A name that cannot be typed as it is, is not built upon. */
static void offer(const struct wizard *w, struct prompt *prompt) {
    const char *path = bl_buf_text(&w->path), *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    BL_AUTO(bl_buf) struct bl_buf clean = {0}, out = {0};
    bl_text_clean(&clean, name, strlen(name), false);
    bool plain = strcmp(bl_buf_text(&clean), name) == 0 && !strpbrk(name, "'\"\\") && *name != '~' && dot != name;
    bool cards = dot && (strcmp(dot, ".vcf") == 0 || strcmp(dot, ".vcard") == 0);
    for (int i = 1; i < 100; i++) {
        bl_buf_cut(&out, 0);
        if (plain) bl_buf_addf(&out, "%.*s-", dot ? (int)(dot - name) : (int)strlen(name), name);
        bl_buf_str(&out, "rejects");
        if (i > 1) bl_buf_addf(&out, "-%d", i);
        bl_buf_str(&out, cards ? dot : ".csv");
        if (!w->beside || !is_taken(w->beside, bl_buf_text(&out))) break;
    }
    field_set(&prompt->fields[0], bl_buf_text(&out));
    prompt->offered = 1;
}

/* ---- tab ------------------------------------------------------------------------------------------------------------------------------------- */

void rejects_complete(struct app *app, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    const char *text = bl_buf_text(&prompt->fields[0].text);
    prompt->offered = 0;
    look(app, *text ? text : "./", false, effects);
}

/* As far as all names that begin so are the same. */
static void complete(struct prompt *prompt, const struct folder_data *folder) {
    struct field *field = &prompt->fields[0];
    const char *text = bl_buf_text(&field->text), *slash = strrchr(text, '/'), *rest = folder->rest ? folder->rest : "";
    size_t have = strlen(rest), same = 0, n = 0;
    const struct folder_entry *first = NULL;
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    for (size_t i = 0; i < folder->n; i++) {
        const char *name = folder->at[i].name;
        if (strncmp(name, rest, have) != 0 || (*name == '.' && *rest != '.')) continue;
        if (!n++) first = &folder->at[i], same = strlen(name);
        while (same > have && strncmp(first->name, name, same) != 0) same--;
        while (same > have && (first->name[same] & 0xC0) == 0x80) same--; /* no half characters */
    }
    bool folder_named = !folder->rest && *text && (!slash || slash[1]); /* "~/Downloads": into it */
    if (folder_named)
        bl_buf_addf(&out, "%s/", text);
    else if (n && folder->rest) {
        bl_buf_add(&out, text, slash ? (size_t)(slash - text) + 1 : 0);
        bl_buf_add(&out, first->name, same);
        if (n == 1 && first->kind == FOLDER_FOLDER) bl_buf_chr(&out, '/');
    } else
        return;
    field_set(field, bl_buf_text(&out));
}

void rejects_beside(struct app *app, struct msg *msg) {
    struct wizard *w = &app->wizard;
    struct prompt *prompt = &app->prompt;
    if (msg->serial != w->beside_serial || app_top(app) != LAYER_PROMPT || prompt->kind != PROMPT_REJECTS) return;
    struct folder_data *folder = msg->data.folder;
    bool first = !prompt->began[0];
    if (!first) {
        if (folder->path)
            complete(prompt, folder);
        else if (folder->problem)
            prompt_problem(prompt, folder->problem);
        return;
    }
    prompt->began[0] = "";
    folder_data_free(&w->beside);
    w->beside = folder;
    msg->data.folder = NULL;
    if (!prompt->fields[0].text.len) offer(w, prompt);
}

/* ---- the answer ------------------------------------------------------------------------------------------------------------------------------ */

void rejects_answered(struct app *app, struct effects *effects) {
    struct wizard *w = &app->wizard;
    struct prompt *prompt = &app->prompt;
    const char *text = bl_buf_text(&prompt->fields[0].text);
    size_t n = strlen(text);
    bl_text_trim(&text, &n);
    if (!n) {
        prompt_problem(prompt, "a name is needed; Esc leaves");
        return;
    }
    struct effect *effect = effects_add(effects, EFF_REJECTS);
    effect->text = effects_text(effects, bl_buf_text(&w->path));
    effect->within = bl_arena_copy(&effects->arena, text, n);
    effect->flag = prompt->began[1] && effect->within && strcmp(prompt->began[1], effect->within) == 0; /* it was said to be there */
    effect->serial = w->rejects_serial = app_serial(app);
    said_wish(w, effects, &effect->import);
    w->saving = true;
}

static void refused(struct app *app, const struct msg *msg) {
    struct prompt *prompt = &app->prompt;
    if (app_top(app) != LAYER_PROMPT || prompt->kind != PROMPT_REJECTS) {
        app_toast(app, true, "%s", msg->more);
        return;
    }
    const char *text = bl_buf_text(&prompt->fields[0].text);
    size_t n = strlen(text);
    bl_text_trim(&text, &n);
    prompt_problem(prompt, msg->more);
    prompt->began[1] = msg->row ? bl_arena_copy(&prompt->arena, text, n) : NULL;
}

void rejects_got(struct app *app, const struct msg *msg) {
    struct wizard *w = &app->wizard;
    char rows[48];
    if (msg->serial != w->rejects_serial) return;
    w->saving = !msg->done && !msg->more;
    if (msg->more) {
        refused(app, msg);
        return;
    }
    if (app_top(app) == LAYER_PROMPT && app->prompt.kind == PROMPT_REJECTS) app_pop(app);
    if (!msg->done) {
        app_toast(app, false, "saving the rejected rows … %d %%", msg->all > 0 ? (int)(100 * msg->seen / msg->all) : 0);
        return;
    }
    bl_buf_cut(&w->rejects, 0);
    bl_buf_str(&w->rejects, msg->text);
    app_toast(app, false, "%s in %s; mended, %s", counted(rows, msg->id, "rejected row is", "rejected rows are"), msg->text,
              msg->id == 1 ? "it imports" : "they import");
}
