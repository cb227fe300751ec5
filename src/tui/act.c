/* Actions that mean the same on every screen: those of the whole program, and those done to a person or to the marked. */
#include "tui/screen/past.h"
#include "tui/screen/screens.h"

struct subject app_subject(struct app *app, struct bl_arena *arena) {
    struct subject out = {0};
    enum layer top = app_top(app);
    if (top == LAYER_TODAY || top == LAYER_REVIEW) {
        const struct bl_today_row *row = top == LAYER_TODAY ? today_cursor(app) : review_person(app);
        int64_t *id = row ? bl_arena_array(arena, 1, sizeof *id) : NULL;
        if (!id) return out;
        *id = row->person.id;
        return (struct subject){{id, 1}, row->person.name};
    }
    if (top != LAYER_PEOPLE && top != LAYER_PERSON) return out;
    const struct marks *marks = &app->people.marks;
    bool marked = top == LAYER_PEOPLE && marks->n > 0;
    size_t n = marked ? marks->n : 1;
    int64_t *ids = bl_arena_array(arena, n, sizeof *ids);
    if (!ids) return out;
    if (marked) {
        for (size_t i = 0; i < n; i++) ids[i] = marks->at[i].id;
        return (struct subject){{ids, n}, marks->at[0].name};
    }
    if (top == LAYER_PERSON) {
        if (!app->person.data) return out;
        ids[0] = app->person.data->person.id;
        return (struct subject){{ids, 1}, app->person.data->person.name};
    }
    const struct bl_person *person = people_cursor(app);
    if (!person) return out;
    ids[0] = person->id;
    return (struct subject){{ids, 1}, person->name};
}

/* One step on or back on the track of the lens (milestones are computed from stages). */
static void step_on(struct app *app, int delta, struct subject who, struct effects *effects) {
    struct effect *effect = effects_add(effects, EFF_MOVE);
    effect->delta = delta;
    effect->track = app_lens(app) == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE;
    effect->ids = who.ids;
}

static void reopen(struct subject who, struct effects *effects) {
    struct effect *effect = effects_add(effects, EFF_RECORD);
    effect->record.act = BL_ACT_REOPEN;
    effect->ids = who.ids;
}

/* Actions that ask something first, and what they ask. */
static const int asks[ACT_COUNT] = {
    [ACT_STAGE] = 1 + PROMPT_STAGE, [ACT_MOMENT] = 1 + PROMPT_MOMENT, [ACT_NEXT] = 1 + PROMPT_NEXT,
    [ACT_DONE] = 1 + PROMPT_DONE,   [ACT_TAG] = 1 + PROMPT_TAG,       [ACT_EDIT] = 1 + PROMPT_EDIT,
    [ACT_PARK] = 1 + PROMPT_PARK,   [ACT_CLOSE] = 1 + PROMPT_CLOSE,   [ACT_SNOOZE] = 1 + PROMPT_SNOOZE,
};

/* The two that are marked; else the one at hand, and it is asked with whom. */
static void merge(struct app *app, struct subject who, struct effects *effects) {
    if (who.ids.n == 2)
        dupes_two(app, who.ids.at[0], who.ids.at[1], effects);
    else if (who.ids.n == 1)
        prompt_open(app, PROMPT_MERGE, effects);
    else
        app_toast(app, true, "merging takes two people; %zu are marked", who.ids.n);
}

static void on_people(struct app *app, enum action action, struct effects *effects) {
    if (!asks[action] && action != ACT_FORWARD && action != ACT_BACK && action != ACT_REOPEN && action != ACT_MERGE) return;
    struct subject who = app_subject(app, &effects->arena);
    if (!who.ids.n) {
        char label[16];
        const char *key = keymap_label(&app->keys, ACT_PEOPLE, app->unicode, label);
        app_toast(app, true, "\"%s\" needs a person: choose one in People (key %s)", action_row(action)->sentence, key);
        return;
    }
    if (asks[action])
        prompt_open(app, (enum prompt_kind)(asks[action] - 1), effects);
    else if (action == ACT_REOPEN)
        reopen(who, effects);
    else if (action == ACT_MERGE)
        merge(app, who, effects);
    else
        step_on(app, action == ACT_FORWARD ? 1 : -1, who, effects);
}

/* A conversation with whom the action is for: their names stand in the line already. */
static void log_talk(struct app *app, struct effects *effects) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    struct subject who = app_subject(app, &effects->arena);
    const struct marks *marks = &app->people.marks;
    if (who.ids.n == 1) composer_at(&text, who.name);
    for (size_t i = 0; who.ids.n > 1 && i < marks->n; i++) composer_at(&text, marks->at[i].name);
    composer_with(app, bl_buf_text(&text), who.ids, effects);
}

static void lens_next(struct app *app, struct effects *effects) {
    enum bl_lens lens = (enum bl_lens)(((int)app_lens(app) + 1) % BL_LENSES);
    app->people.by_stage = false;
    app->home.spot = home_lens_spot(&app->home, lens);
    app->home.lens = lens;
    app->home.loading = true;
    app->home.rates = false;
    home_ask(app, effects);
    if (app_top(app) != LAYER_HOME) app_toast(app, false, "lens: %s", bl_lens_name(lens));
}

static void quit(struct app *app, struct effects *effects) {
    if (app->depth > 1) /* a page over a screen: one level, as with Esc */
        app_pop(app);
    else if (app->composer.lost && app->composer.field.text.len)
        prompt_open(app, PROMPT_QUIT, effects);
    else {
        composer_keep(app, effects);
        effects_add(effects, EFF_QUIT);
    }
}

static void undo(enum effect_kind kind, struct effects *effects) {
    struct effect *effect = effects_add(effects, kind);
    effect->count = 1;
}

static void escape(struct app *app) {
    if (app->toast.until) app->toast.until = app->now.ms; /* gone with this update's tick */
    if (app->depth > 1)
        app_pop(app);
    else {
        char label[16];
        app_main(app, LAYER_HOME);
        app_toast(app, false, "%s leaves the program", keymap_label(&app->keys, ACT_QUIT, app->unicode, label));
    }
}

void act_run(struct app *app, enum action action, struct effects *effects) {
    switch (action) {
    case ACT_HOME: app_main(app, LAYER_HOME); break;
    case ACT_PEOPLE: people_show(app, NULL, effects); break;
    case ACT_TODAY: today_show(app, effects); break;
    case ACT_MAP: map_show(app, effects); break;
    case ACT_REVIEW: review_show(app, effects); break;
    case ACT_DUPES: dupes_show(app, effects); break;
    case ACT_FILTER:
        people_show(app, NULL, effects);
        people_act(app, ACT_FILTER, effects);
        break;
    case ACT_LENS: lens_next(app, effects); break;
    case ACT_LOG: log_talk(app, effects); break;
    case ACT_ADD: prompt_open(app, PROMPT_ADD, effects); break;
    case ACT_IMPORT: import_open(app, effects); break;
    case ACT_UNDO: undo(EFF_UNDO, effects); break;
    case ACT_REDO: undo(EFF_REDO, effects); break;
    case ACT_HISTORY: history_open(app, effects); break;
    case ACT_TRAVEL: past_key(app, effects); break;
    case ACT_HELP: help_open(app, effects); break;
    case ACT_PALETTE: palette_open(app, effects); break;
    case ACT_ESCAPE: escape(app); break;
    case ACT_QUIT: quit(app, effects); break;
    case ACT_REPAINT: effects_add(effects, EFF_REPAINT); break;
    case ACT_SUSPEND: effects_add(effects, EFF_SUSPEND); break;
    default: on_people(app, action, effects); break;
    }
}
