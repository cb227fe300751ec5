/* What becomes of an answer: a wish for one step, or a word about what is wrong with it. */
#include "tui/screen/past.h"
#include "tui/screen/prompt.h"

#include <string.h>

/* The field's text without blanks around it, copied; NULL when it is empty. */
static const char *said(struct prompt *prompt, int i, struct effects *effects) {
    const char *text = bl_buf_text(&prompt->fields[i].text);
    size_t n = strlen(text);
    bl_text_trim(&text, &n);
    return n ? bl_arena_copy(&effects->arena, text, n) : NULL;
}

/* "a, b c" → the words, without signs before them; `minus`: those with a minus, else those without. */
static struct bl_strs words(const char *text, const char *separators, int minus, struct effects *effects) {
    struct bl_strs out = {0};
    size_t max = text ? strlen(text) / 2 + 1 : 1;
    out.at = bl_arena_array(&effects->arena, max, sizeof *out.at);
    while (out.at && text && *text) {
        size_t gap = strspn(text, separators), len = strcspn(text + gap, separators);
        const char *word = text + gap;
        text = word + len;
        bool has_minus = len > 1 && *word == '-';
        if (!len || (minus >= 0 && has_minus != (minus == 1))) continue;
        if (minus >= 0 && has_minus) word++, len--;
        if (minus >= 0 && len > 1 && *word == '#') word++, len--;
        bl_text_trim(&word, &len);
        const char *copy = len ? bl_arena_copy(&effects->arena, word, len) : NULL;
        if (copy && out.n < max) out.at[out.n++] = copy;
    }
    return out;
}

static bool read_day(const struct app *app, struct prompt *prompt, int i, struct effects *effects, bl_day *out) {
    struct bl_error err = {0};
    const char *text = said(prompt, i, effects);
    *out = BL_NO_DAY;
    if (!text || bl_day_parse(text, app->now.today, BL_FUTURE, out, &err) == BL_OK) return true;
    prompt->at = i;
    prompt_problem(prompt, err.text);
    return false;
}

static void save_add(struct prompt *prompt, struct effects *effects) {
    struct bl_person_edit edit = {.first_contact = BL_NO_DAY};
    edit.name = said(prompt, 0, effects);
    edit.company = said(prompt, 1, effects);
    edit.title = said(prompt, 2, effects);
    edit.emails = words(said(prompt, 3, effects), ", ;", -1, effects);
    edit.phones = words(said(prompt, 4, effects), ",;", -1, effects);
    edit.urls = words(said(prompt, 5, effects), ", ;", -1, effects);
    edit.source = said(prompt, 6, effects);
    edit.tags = words(said(prompt, 7, effects), ", ", 0, effects);
    edit.note = said(prompt, 8, effects);
    if (!edit.name) {
        prompt->at = 0;
        prompt_problem(prompt, "a name is needed");
        return;
    }
    effects_add(effects, EFF_ADD)->edit = edit;
}

/* A field that was changed: its new text, or its name among those to empty. */
static const char *edited(struct prompt *prompt, int i, const char *name, struct bl_strs *unset, struct effects *effects) {
    const char *text = said(prompt, i, effects);
    if (strcmp(text ? text : "", prompt->began[i] ? prompt->began[i] : "") == 0) return NULL;
    if (!text) unset->at[unset->n++] = name;
    return text;
}

/* Addresses that were changed are all written anew: emptied, then those that stand there now. */
static struct bl_strs edited_list(struct prompt *prompt, int i, const char *name, const char *separators, struct bl_strs *unset,
                                  struct effects *effects) {
    const char *text = said(prompt, i, effects);
    if (strcmp(text ? text : "", prompt->began[i] ? prompt->began[i] : "") == 0) return (struct bl_strs){0};
    unset->at[unset->n++] = name;
    return words(text, separators, -1, effects);
}

static void save_edit(struct app *app, struct prompt *prompt, struct effects *effects) {
    struct bl_person_edit edit = {.first_contact = BL_NO_DAY};
    struct bl_strs unset = {bl_arena_array(&effects->arena, PROMPT_FIELDS, sizeof *unset.at), 0};
    if (!unset.at) return;
    if (!said(prompt, 0, effects)) {
        prompt->at = 0;
        prompt_problem(prompt, "a name is needed");
        return;
    }
    edit.name = edited(prompt, 0, "name", &unset, effects);
    edit.company = edited(prompt, 1, "company", &unset, effects);
    edit.title = edited(prompt, 2, "title", &unset, effects);
    edit.emails = edited_list(prompt, 3, "email", ", ;", &unset, effects);
    edit.phones = edited_list(prompt, 4, "phone", ",;", &unset, effects);
    edit.urls = edited_list(prompt, 5, "url", ", ;", &unset, effects);
    edit.source = edited(prompt, 6, "source", &unset, effects);
    edit.note = edited(prompt, 7, "note", &unset, effects);
    edit.unset = unset;
    bool any = edit.name || edit.company || edit.title || edit.source || edit.note || unset.n;
    if (!any) {
        app_pop(app);
        app_toast(app, false, "nothing was changed");
        return;
    }
    struct effect *effect = effects_add(effects, EFF_EDIT);
    effect->edit = edit;
    effect->ids = effects_ids(effects, prompt->ids.at, prompt->ids.n);
}

/* A day that ends the promise is its day, as in a log line; one that is nothing but a day stays as it was typed. */
static const char *with_day(const struct app *app, const char *text, struct effects *effects, bl_day *due) {
    struct bl_error err = {0};
    struct bl_logline line;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf typed = {0};
    bl_day found = BL_NO_DAY;
    size_t n = strlen(text);
    if (bl_day_trailing(text, n, app->now.today, BL_FUTURE, &found) >= n) return text;
    bl_buf_addf(&typed, "@x -- !%s", text);
    bool read = bl_logline_parse(bl_buf_text(&typed), typed.len, app->now.today, (struct bl_strs){0}, &arena, &line, &err) == BL_OK;
    bool whole =
        read && line.promise_count == 1 && !(line.text && *line.text) && !line.tags.n && !line.stage && !line.moment && !line.quotes.n;
    if (!whole || line.promises[0].due == BL_NO_DAY) return text;
    *due = line.promises[0].due;
    return effects_text(effects, line.promises[0].text);
}

bool prompt_dated(const struct app *app) {
    const struct prompt *prompt = &app->prompt;
    struct effects none = {0};
    bl_day due = BL_NO_DAY;
    const char *text = bl_buf_text(&prompt->fields[0].text);
    if (!*text || prompt->fields[1].text.len) return true;
    with_day(app, text, &none, &due);
    bl_arena_free(&none.arena);
    return due != BL_NO_DAY;
}

static void save_next(struct app *app, struct prompt *prompt, struct effects *effects) {
    bl_day due;
    const char *text = said(prompt, 0, effects), *whose = said(prompt, 2, effects);
    if (!text) {
        prompt->at = 0;
        prompt_problem(prompt, "what is promised?");
        return;
    }
    if (!read_day(app, prompt, 1, effects, &due)) return;
    if (due == BL_NO_DAY) text = with_day(app, text, effects, &due);
    struct effect *effect = effects_add(effects, EFF_PROMISE);
    effect->ids = effects_ids(effects, prompt->ids.at, prompt->ids.n);
    effect->text = text;
    effect->day = due;
    effect->flag = whose && begins(whose, "t", 1);
}

static void save_tags(struct prompt *prompt, struct effects *effects) {
    const char *text = said(prompt, 0, effects);
    struct bl_strs add = words(text, ", ", 0, effects), less = words(text, ", ", 1, effects);
    if (!add.n && !less.n) {
        prompt_problem(prompt, "which tags? -tag takes one away");
        return;
    }
    struct effect *effect = effects_add(effects, EFF_TAG);
    effect->ids = effects_ids(effects, prompt->ids.at, prompt->ids.n);
    effect->words = add;
    effect->less = less;
}

int64_t prompt_open_promises(const struct app *app, const struct prompt *prompt) {
    const struct person_data *data = app->person.data;
    int64_t n = 0;
    if (prompt->ids.n != 1 || !data || data->person.id != prompt->ids.at[0]) return -1;
    for (size_t i = 0; i < data->promise_count; i++) n += data->promises[i].done_on == BL_NO_DAY;
    return n;
}

static void rest(struct prompt *prompt, const struct bl_record *record, bool drop, struct effects *effects) {
    struct effect *effect = effects_add(effects, EFF_RECORD);
    effect->ids = effects_ids(effects, prompt->ids.at, prompt->ids.n);
    effect->record.act = record->act;
    effect->record.side = record->side;
    effect->record.until = record->until;
    effect->record.why = record->why ? effects_text(effects, record->why) : NULL;
    effect->flag = drop;
}

/* Parked or let go: what becomes of what was promised is one more key, where there is any. */
static void ask_rest(struct app *app, struct prompt *prompt, struct bl_record record, struct effects *effects) {
    if (prompt_open_promises(app, prompt) == 0) {
        rest(prompt, &record, false, effects);
        return;
    }
    const char *typed = record.act == BL_ACT_PARK ? said(prompt, 0, effects) : NULL;
    prompt_open(app, PROMPT_DROP, effects); /* what was typed lives as long as the effects */
    if (record.why) record.why = bl_arena_str(&app->prompt.arena, record.why);
    if (typed) app->prompt.began[0] = bl_arena_str(&app->prompt.arena, typed);
    app->prompt.record = record;
}

bool prompt_back(struct app *app, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    bool parking = prompt->record.act == BL_ACT_PARK;
    int side = prompt->kind == PROMPT_REASON ? prompt->side : prompt->record.side;
    const char *typed = effects_text(effects, prompt->began[0]), *why = effects_text(effects, prompt->record.why);
    switch (prompt->kind) {
    case PROMPT_REASON:
        prompt_open(app, PROMPT_CLOSE, effects);
        for (size_t i = 0; i < prompt->option_count; i++)
            if (prompt->values[i] == side) prompt->choice.at = (int)i;
        return true;
    case PROMPT_DROP:
        prompt_open(app, parking ? PROMPT_PARK : PROMPT_REASON, effects);
        if (parking && typed) field_set(&prompt->fields[0], typed);
        if (why) field_set(&prompt->fields[parking], why);
        prompt->at = parking;
        prompt->side = side;
        if (!parking) prompt_narrow(prompt);
        return true;
    default: return false;
    }
}

static void save_park(struct app *app, struct prompt *prompt, struct effects *effects) {
    bl_day until;
    if (!read_day(app, prompt, 0, effects, &until)) return;
    if (until == BL_NO_DAY) {
        prompt->at = 0;
        prompt_problem(prompt, "until when? a day, like 4 may or 6w");
        return;
    }
    if (until <= app->now.today) {
        prompt->at = 0;
        prompt_problem(prompt, "that day does not lie ahead: a day to come, like 4 may or 6w");
        return;
    }
    struct bl_record record = {.act = BL_ACT_PARK, .until = until, .why = said(prompt, 1, effects), .day = BL_NO_DAY};
    ask_rest(app, prompt, record, effects);
}

static void save_snooze(struct app *app, struct prompt *prompt, struct effects *effects) {
    bl_day until;
    if (!read_day(app, prompt, 0, effects, &until)) return;
    if (until == BL_NO_DAY || until <= app->now.today) {
        prompt->at = 0;
        prompt_problem(prompt, "until when? a day ahead, like tomorrow, fri or 1w");
        return;
    }
    struct effect *effect = effects_add(effects, EFF_SNOOZE);
    effect->ids = effects_ids(effects, prompt->ids.at, prompt->ids.n);
    effect->day = until;
    effect->text = said(prompt, 1, effects);
}

static void save_close(struct app *app, struct prompt *prompt, const char *why, struct effects *effects) {
    if (!why) {
        prompt_problem(prompt, "a reason is needed: choose one or write your own");
        return;
    }
    struct bl_record record = {.act = BL_ACT_CLOSE, .side = prompt->side, .why = why, .day = BL_NO_DAY, .until = BL_NO_DAY};
    ask_rest(app, prompt, record, effects);
}

static void save_review(const struct review_page *page, struct prompt *prompt, struct effects *effects) {
    struct bl_strs promises = {bl_arena_array(&effects->arena, BL_REVIEW_PROMISES, sizeof *promises.at), 0};
    if (!promises.at) return;
    for (int i = 0; i < BL_REVIEW_PROMISES; i++) {
        const char *text = prompt->offered & 1u << i ? NULL : said(prompt, i, effects); /* never reached: not taken */
        if (text) promises.at[promises.n++] = text;
    }
    struct effect *effect = effects_add(effects, EFF_REVIEW_FINISH);
    effect->words = promises;
    effect->text = said(prompt, BL_REVIEW_PROMISES, effects);
    if (!page->data || !page->data->there || !page->data->last.promises.n) return;
    effect->ids = effects_ids(effects, &page->data->last.id, 1); /* what was kept of the last ones is kept with them */
    effect->count = (int)page->ticked;
}

static void save_sort(struct app *app, int64_t key, struct effects *effects) {
    struct bl_sort *sort = &app->people.sort;
    bool same = (int64_t)sort->key == key;
    sort->descending = same && !sort->descending;
    sort->key = (enum bl_sort_key)key;
    app_pop(app);
    people_ask(app, effects);
}

static void save_void(struct app *app, struct prompt *prompt, struct effects *effects) {
    if (!app->person.entry || !prompt->ids.n) {
        app_pop(app);
        return;
    }
    const int64_t ids[] = {prompt->ids.at[0], app->person.entry};
    struct effect *effect = effects_add(effects, EFF_VOID);
    effect->ids = effects_ids(effects, ids, 2);
    effect->text = said(prompt, 0, effects);
}

static void save_option(struct app *app, struct prompt *prompt, size_t i, struct effects *effects) {
    int64_t value = prompt->values[i];
    struct effect *effect = NULL;
    switch (prompt->kind) {
    case PROMPT_STAGE:
    case PROMPT_MOMENT:
        effect = effects_add(effects, EFF_MOVE);
        effect->ids = effects_ids(effects, prompt->ids.at, prompt->ids.n);
        *(prompt->kind == PROMPT_STAGE ? &effect->record.stage : &effect->record.moment) = (int)value;
        break;
    case PROMPT_SORT: save_sort(app, value, effects); break;
    case PROMPT_DONE: effects_add(effects, EFF_KEEP)->ids = effects_ids(effects, &value, 1); break;
    case PROMPT_CLOSE:
        prompt_open(app, PROMPT_REASON, effects);
        app->prompt.side = (int)value;
        break;
    case PROMPT_DROP: {
        struct bl_record record = prompt->record;
        rest(prompt, &record, value != 0, effects);
        break;
    }
    case PROMPT_MERGE: {
        int64_t left = prompt->ids.at[0];
        app_pop(app);
        dupes_two(app, left, value, effects);
        break;
    }
    case PROMPT_DRAFT:
        app_pop(app);
        value ? composer_anew(app, effects) : composer_open(app, NULL, effects);
        break;
    case PROMPT_QUIT:
        app_pop(app);
        if (value) effects_add(effects, EFF_QUIT);
        break;
    default: break;
    }
}

/* No day is today. */
static void save_past(struct app *app, struct prompt *prompt, struct effects *effects) {
    struct bl_error err = {0};
    const char *text = said(prompt, 0, effects);
    char day_text[BL_DATE_SIZE];
    bl_day day = BL_NO_DAY;
    if (text && bl_day_parse(text, app->present, BL_PAST, &day, &err) != BL_OK)
        prompt_problem(prompt, err.text);
    else if (day != BL_NO_DAY && day > app->present) {
        bl_buf_cut(&prompt->problem, 0);
        bl_buf_addf(&prompt->problem, "%s lies ahead: only what was can be looked at", bl_day_long(day, day_text));
    } else {
        app_pop(app);
        past_go(app, day, effects);
    }
}

void prompt_save(struct app *app, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    size_t chosen = prompt_row(prompt->kind)->options ? prompt_chosen(prompt) : SIZE_MAX;
    prompt_problem(prompt, "");
    switch (prompt->kind) {
    case PROMPT_ADD: save_add(prompt, effects); break;
    case PROMPT_EDIT: save_edit(app, prompt, effects); break;
    case PROMPT_NEXT: save_next(app, prompt, effects); break;
    case PROMPT_TAG: save_tags(prompt, effects); break;
    case PROMPT_REVIEW: save_review(&app->review, prompt, effects); break;
    case PROMPT_PARK: save_park(app, prompt, effects); break;
    case PROMPT_SNOOZE: save_snooze(app, prompt, effects); break;
    case PROMPT_PAST: save_past(app, prompt, effects); break;
    case PROMPT_VOID: save_void(app, prompt, effects); break;
    case PROMPT_REASON:
        save_close(app, prompt, chosen != SIZE_MAX ? effects_text(effects, prompt->options[chosen]) : said(prompt, 0, effects), effects);
        break;
    case PROMPT_REJECTS: rejects_answered(app, effects); break;
    case PROMPT_MEANS:
    case PROMPT_MEANS_WORD: import_answered(app, chosen, effects); break;
    default:
        if (chosen != SIZE_MAX)
            save_option(app, prompt, chosen, effects);
        else
            prompt_problem(prompt, "none of these; Esc leaves");
        break;
    }
}
