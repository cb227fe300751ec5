/* The composer: a text box over any screen that shows, under it, what the line will do. The parse is pure and runs on every key; who is meant is asked of the
 * file only when the names changed. Text is kept as a draft shortly after the last key, and never cleared but by a conversation that was really logged. */
#include "tui/screen/composer.h"

#include <string.h>

enum { KEEP_MS = 300, AGAIN_MS = 3000, RESOLVE_MS = 120 };

/* ---- the text changed --------------------------------------------------------------------------------------------------------- */

static void parse(struct app *app) {
    struct composer *composer = &app->composer;
    struct bl_error err = {0};
    bl_arena_free(&composer->arena);
    composer->line = (struct bl_logline){.day = BL_NO_DAY};
    struct bl_strs kinds = composer->words ? composer->words->kinds : (struct bl_strs){(const char **)bl_talk_kinds, BL_TALK_KINDS};
    const char *text = bl_buf_text(&composer->field.text);
    struct bl_logline line;
    if (bl_logline_parse(text, strlen(text), app->now.today, kinds, &composer->arena, &line, &err) == BL_OK) composer->line = line;
}

/* Notes the names of the line; false when they are those that were asked for before. What was known of others is dropped. */
static bool other_names(struct composer *composer) {
    BL_AUTO(bl_buf) struct bl_buf names = {0};
    for (size_t i = 0; i < composer->line.who.n; i++) bl_buf_addf(&names, "%s\n", composer->line.who.at[i]);
    if (strcmp(bl_buf_text(&names), bl_buf_text(&composer->asked)) == 0) return false;
    bl_buf_cut(&composer->asked, 0);
    bl_buf_str(&composer->asked, bl_buf_text(&names));
    who_data_free(&composer->who);
    return true;
}

/* Asks the file who they are. */
static void resolve(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    composer->resolve_at = 0;
    (void)other_names(composer);
    if (!composer->line.who.n) return;
    struct effect *effect = effects_add(effects, EFF_RESOLVE);
    composer->serial = effect->serial = app_serial(app);
    effect->words = effects_strs(effects, composer->line.who);
}

/* A name that is still being typed is asked for when the fingers rest, a complete one at once. */
static void settle_names(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    const char *text = bl_buf_text(&composer->field.text), *part;
    size_t len;
    if (!other_names(composer) && !composer->resolve_at) return;
    if (bl_logline_at(text, composer->field.text.len, composer->field.cursor, &part, &len) == BL_TOK_WHO)
        composer->resolve_at = app->now.ms + RESOLVE_MS;
    else
        resolve(app, effects);
}

static void changed(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    composer->changed = true;
    composer->kept = composer->offered = false;
    composer->adding = composer->saving = false;
    composer->keep_at = app->now.ms + KEEP_MS;
    bl_buf_cut(&composer->problem, 0);
    bl_buf_cut(&composer->hint, 0);
    parse(app);
    settle_names(app, effects);
}

/* A word that was completed is whole: nobody waits for the fingers to rest. */
static void completed(struct app *app, struct effects *effects) {
    changed(app, effects);
    if (app->composer.resolve_at) resolve(app, effects);
}

void composer_keep(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    if (!composer->changed) return;
    composer->changed = false;
    composer->kept = composer->field.text.len > 0;
    composer->lost = false;
    struct effect *effect = effects_add(effects, EFF_DRAFT_SAVE);
    effect->text = composer->kept ? effects_text(effects, bl_buf_text(&composer->field.text)) : NULL;
}

void composer_tick(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    if (composer->changed && app->now.ms >= composer->keep_at) composer_keep(app, effects);
    if (composer->resolve_at && app->now.ms >= composer->resolve_at) resolve(app, effects);
}

static void complain(struct composer *composer, const char *problem, const char *hint) {
    bl_buf_cut(&composer->problem, 0);
    bl_buf_cut(&composer->hint, 0);
    bl_buf_str(&composer->problem, problem);
    bl_buf_str(&composer->hint, hint);
}

/* ---- opening and leaving -------------------------------------------------------------------------------------------------------- */

void composer_at(struct bl_buf *out, const char *name) {
    struct bl_buf word = {0};
    for (const char *s = name; *s; s++) {
        bool keep = (unsigned char)*s >= 0x80 || strchr("-_'+%", *s) || (*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z') ||
                    (*s >= 'A' && *s <= 'Z');
        if (keep)
            bl_buf_chr(&word, *s);
        else if (word.len && word.data[word.len - 1] != '.')
            bl_buf_chr(&word, '.');
    }
    while (word.len && word.data[word.len - 1] == '.') bl_buf_cut(&word, word.len - 1);
    if (bl_email_valid(name, strlen(name)) && strcspn(name, " \t\n") == strlen(name)) { /* a person known by an address only */
        bl_buf_cut(&word, 0);
        bl_buf_str(&word, name);
    }
    if (word.len) bl_buf_addf(out, "@%s ", word.data);
    bl_buf_free(&word);
}

void composer_open(struct app *app, const char *text, struct effects *effects) {
    struct composer *composer = &app->composer;
    app_push(app, LAYER_COMPOSER);
    effects_add(effects, EFF_WORDS);
    if (!composer->field.text.len && text && *text) {
        field_set(&composer->field, text);
        composer->offered = !composer->alone; /* not yet worth a draft */
    }
    if (!composer->loaded) effects_add(effects, EFF_DRAFT_LOAD);
    complain(composer, "", ""); /* what was wrong may have been mended meanwhile */
    parse(app);
    resolve(app, effects);
}

/* Is the text that stands there about these people? */
static bool about(const struct composer *composer) {
    for (size_t i = 0; i < composer->meant_count; i++) {
        bool there = false;
        for (size_t n = 0; composer->who && n < composer->who->n; n++)
            there = there || (composer->who->at[n].found_count == 1 && composer->who->at[n].found[0].id == composer->meant[i]);
        if (!there) return false;
    }
    return true;
}

void composer_with(struct app *app, const char *text, struct bl_ids who, struct effects *effects) {
    struct composer *composer = &app->composer;
    if (who.n > MEANT_MAX) {
        app_toast(app, true, "%zu people are marked; a conversation is with %d at most", who.n, MEANT_MAX);
        return;
    }
    if (who.n) memcpy(composer->meant, who.at, who.n * sizeof *who.at);
    composer->meant_count = who.n;
    bool other = who.n ? !about(composer) : *text != '\0';
    if (composer->field.text.len && !composer->offered && other) {
        bl_buf_cut(&composer->offer, 0);
        bl_buf_str(&composer->offer, text);
        prompt_open(app, PROMPT_DRAFT, effects);
    } else
        composer_open(app, text, effects);
}

/* The text that stands there makes room for a new one. The file keeps both from here on; what was put aside before stays in front of it. */
void composer_anew(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    if (composer->other.len) bl_buf_str(&composer->other, "\n\n");
    bl_buf_str(&composer->other, bl_buf_text(&composer->field.text));
    struct effect *effect = effects_add(effects, EFF_DRAFT_SAVE);
    effect->text = effects_text(effects, bl_buf_text(&composer->other));
    effect->flag = true;
    field_set(&composer->field, "");
    composer->changed = composer->kept = false;
    BL_AUTO(bl_buf) struct bl_buf offer = composer->offer;
    composer->offer = (struct bl_buf){0};
    composer_open(app, bl_buf_text(&offer), effects);
}

/* The new one is done with: the text put aside stands there again. */
static void bring_back(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    if (!composer->other.len || composer->field.text.len) return;
    field_set(&composer->field, bl_buf_text(&composer->other));
    bl_buf_cut(&composer->other, 0);
    composer->offered = false;
    composer->changed = true;
    composer_keep(app, effects);
    effects_add(effects, EFF_DRAFT_SAVE)->flag = true;
    parse(app);
    resolve(app, effects);
}

static void aside(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    bool text = composer->kept || composer->changed;
    composer_keep(app, effects);
    if (!text && composer->field.text.len) field_set(&composer->field, ""); /* only what the program put there */
    bring_back(app, effects);
    if (composer->alone)
        effects_add(effects, EFF_QUIT);
    else {
        char key[16];
        app_pop(app);
        if (text) app_toast(app, false, "the text is kept: %s goes on with it", keymap_label(&app->keys, ACT_LOG, app->unicode, key));
    }
}

/* ---- saving ---------------------------------------------------------------------------------------------------------------------- */

/* The first name that names nobody, or several. */
static const struct who *doubtful(const struct composer *composer, bool several) {
    for (size_t i = 0; composer->who && i < composer->who->n; i++)
        if (several ? composer->who->at[i].found_count > 1 : composer->who->at[i].found_count == 0) return &composer->who->at[i];
    return NULL;
}

static void save(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    composer->saving = false;
    if (composer->logging) return;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (!composer->line.who.n) {
        complain(composer, "with whom? begin with @ and a name", "");
        return;
    }
    const struct bl_logline *line = &composer->line;
    bool empty = !(line->text && *line->text) && !line->promise_count && !line->stage && !line->moment && !line->tags.n && !line->quotes.n;
    if (empty && !line->kind && !line->minutes) {
        complain(composer, "what was said? a few words, a promise with !, or at least the kind (call, mail, …)", "");
        return;
    }
    if (composer->resolve_at) { /* first who they are; the answer goes on here */
        resolve(app, effects);
        composer->saving = true;
        return;
    }
    const struct who *several = doubtful(composer, true), *nobody = doubtful(composer, false);
    if (several) {
        bl_buf_addf(&text, "which %s? ", several->asked);
        for (size_t i = 0; i < several->found_count && i < 4; i++)
            bl_buf_addf(&text, "%s%s%s%s", i ? ", " : "", several->found[i].name, several->found[i].company ? " of " : "",
                        several->found[i].company ? several->found[i].company : "");
        complain(composer, bl_buf_text(&text), "write more of the name, or the e-mail address");
        return;
    }
    if (nobody && !composer->adding) {
        char key[16];
        bl_buf_addf(&text, "%s is not in your book", nobody->asked);
        BL_AUTO(bl_buf) struct bl_buf hint = {0};
        bl_buf_addf(&hint, "%s again adds them; or correct the name", keymap_label(&app->keys, ACT_SAVE, app->unicode, key));
        complain(composer, bl_buf_text(&text), bl_buf_text(&hint));
        composer->adding = true;
        return;
    }
    composer_keep(app, effects); /* if the write fails in any way, the text is in the file already */
    struct effect *effect = effects_add(effects, EFF_LOG);
    effect->text = effects_text(effects, bl_buf_text(&composer->field.text));
    effect->flag = composer->adding;
    composer->logging = true;
}

/* ---- answers ---------------------------------------------------------------------------------------------------------------------- */

static void logged(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    field_set(&composer->field, "");
    composer->changed = composer->kept = composer->lost = composer->adding = false;
    complain(composer, "", "");
    composer->meant_count = 0;
    bring_back(app, effects);
    parse(app);
    resolve(app, effects);
    marks_clear(&app->people.marks);
    if (composer->alone)
        effects_add(effects, EFF_QUIT);
    else if (app_top(app) == LAYER_COMPOSER)
        app_pop(app);
}

static void say_unfinished(struct app *app) {
    char key[16];
    app_toast(app, false, "a conversation was left unfinished: %s goes on with it", keymap_label(&app->keys, ACT_LOG, app->unicode, key));
}

static void got_draft(struct app *app, const struct msg *msg, struct effects *effects) {
    struct composer *composer = &app->composer;
    composer->loaded = true;
    const char *text = msg->text ? msg->text : "", *other = msg->more ? msg->more : "";
    if (*other && strcmp(text, other) != 0 && !composer->other.len) bl_buf_str(&composer->other, other);
    if (!*text) bring_back(app, effects);
    if (!*text || composer->changed) {
        if (composer->kept && app_top(app) != LAYER_COMPOSER) say_unfinished(app);
        return;
    }
    bool open = app_top(app) == LAYER_COMPOSER;
    if (composer->field.text.len && !open) return;
    if (composer->field.text.len) field_insert(&composer->field, "\n", 1); /* text given to begin with: neither is lost */
    field_insert(&composer->field, msg->text, strlen(msg->text));
    composer->kept = true;
    parse(app);
    resolve(app, effects);
    if (!open) say_unfinished(app);
}

/* The names that were offered have to name those who were meant, whatever they are called: else the number of the person stands there. */
static void check_offer(struct app *app, struct effects *effects) {
    struct composer *composer = &app->composer;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bool wrong = false, same = composer->who && composer->who->n == composer->meant_count;
    if (!composer->offered || !composer->meant_count) return;
    for (size_t i = 0; i < composer->meant_count; i++) {
        const struct who *who = same ? &composer->who->at[i] : NULL;
        if (who && who->found_count == 1 && who->found[0].id == composer->meant[i])
            composer_at(&text, who->found[0].name);
        else {
            bl_buf_addf(&text, "@%lld ", (long long)composer->meant[i]);
            wrong = true;
        }
    }
    composer->meant_count = 0; /* once */
    if (!wrong) return;
    field_set(&composer->field, bl_buf_text(&text));
    parse(app);
    resolve(app, effects);
}

void composer_got(struct app *app, struct msg *msg, struct effects *effects) {
    struct composer *composer = &app->composer;
    switch (msg->kind) {
    case MSG_WORDS:
        words_data_free(&composer->words);
        composer->words = msg->data.words;
        msg->data.words = NULL;
        parse(app);
        if (other_names(composer)) resolve(app, effects);
        break;
    case MSG_RESOLVED:
        if (msg->serial != composer->serial) break;
        who_data_free(&composer->who);
        composer->who = msg->data.who;
        msg->data.who = NULL;
        check_offer(app, effects);
        if (composer->saving) save(app, effects);
        break;
    case MSG_COMPLETED:
        if (completion_people(app, msg)) completed(app, effects);
        break;
    case MSG_DRAFT: got_draft(app, msg, effects); break;
    case MSG_EDITED:
        field_set(&composer->field, msg->text);
        changed(app, effects);
        break;
    case MSG_STEPPED:
        composer->logging = false;
        logged(app, effects);
        break;
    case MSG_FAILED:
        if (msg->of == EFF_LOG) composer->logging = false;
        if (msg->of == EFF_DRAFT_SAVE) {
            composer->lost = true;
            composer->kept = false;
            composer->changed = composer->field.text.len > 0; /* try again, not at every key */
            composer->keep_at = app->now.ms + AGAIN_MS;
        } else
            complain(composer, msg->text, msg->more ? msg->more : "");
        break;
    default: break;
    }
}

/* ---- keys -------------------------------------------------------------------------------------------------------------------------- */

static void edit_outside(struct app *app, struct effects *effects) {
    composer_keep(app, effects);
    effects_add(effects, EFF_EDITOR)->text = effects_text(effects, bl_buf_text(&app->composer.field.text));
}

bool composer_act(struct app *app, enum action action, struct effects *effects) {
    struct composer *composer = &app->composer;
    if (action == ACT_COMPLETE) {
        if (completion_next(app, effects)) completed(app, effects);
        return true;
    }
    bool menu = composer->completion.open;
    completion_close(&composer->completion);
    switch (action) {
    case ACT_SAVE: save(app, effects); return true;
    case ACT_NEWLINE:
        field_insert(&composer->field, "\n", 1);
        changed(app, effects);
        return true;
    case ACT_EDITOR: edit_outside(app, effects); return true;
    case ACT_ASIDE:
        if (!menu) aside(app, effects); /* the first Esc only closes the list of words */
        return true;
    default: return false;
    }
}

void composer_type(struct app *app, int key, const char *text, size_t n, struct effects *effects) {
    struct composer *composer = &app->composer;
    BL_AUTO(bl_buf) struct bl_buf was = {0};
    completion_close(&composer->completion);
    bl_buf_str(&was, bl_buf_text(&composer->field.text));
    if (composer->offered && key == '@') field_set(&composer->field, ""); /* with somebody else */
    if (key)
        field_key(&composer->field, key);
    else
        field_insert(&composer->field, text, n);
    if (strcmp(bl_buf_text(&was), bl_buf_text(&composer->field.text)) != 0) changed(app, effects);
}

void composer_free(struct composer *composer) {
    field_free(&composer->field);
    bl_arena_free(&composer->arena);
    words_data_free(&composer->words);
    who_data_free(&composer->who);
    completion_close(&composer->completion);
    bl_buf_free(&composer->asked);
    bl_buf_free(&composer->offer);
    bl_buf_free(&composer->other);
    bl_buf_free(&composer->problem);
    bl_buf_free(&composer->hint);
}
