/* What each question asks, and what stands in it already. One row per question. */
#include "tui/screen/prompt.h"

#include <string.h>

static const struct prompt_row rows[PROMPT_KINDS] = {
    [PROMPT_STAGE] = {"stage", {"stage"}, {0}, true, false},
    [PROMPT_MOMENT] = {"moment", {"moment"}, {0}, true, false},
    [PROMPT_SORT] = {"order by", {"column"}, {0}, true, false},
    [PROMPT_DONE] = {"which promise was kept?", {"promise"}, {0}, true, true},
    [PROMPT_CLOSE] = {"let go as", {"as"}, {0}, true, false},
    [PROMPT_REASON] = {"why?", {"why"}, {0}, true, false},
    [PROMPT_DROP] = {"open promises", {"then"}, {0}, true, false},
    [PROMPT_ADD] =
        {"add a person", {"name", "company", "title", "e-mail", "phone", "profile", "source", "tags", "note"}, {0}, false, false},
    [PROMPT_EDIT] = {"edit", {"name", "company", "title", "e-mail", "phone", "profile", "source", "note"}, {0}, false, true},
    [PROMPT_NEXT] = {"next promise", {"promise", "due", "whose"}, {FIELD_TEXT, FIELD_DAY, FIELD_WHOSE}, false, false},
    [PROMPT_TAG] = {"tags to add, -tags to remove", {"tags"}, {0}, false, false},
    [PROMPT_PARK] = {"park: worth returning to", {"until", "why"}, {FIELD_DAY, FIELD_TEXT}, false, false},
    [PROMPT_SNOOZE] = {"snooze: out of Today", {"until", "why"}, {FIELD_DAY, FIELD_TEXT}, false, false},
    [PROMPT_MEANS] = {"what is it?", {"it is"}, {0}, true, false},
    [PROMPT_MEANS_WORD] = {"what shall it be?", {"it is"}, {0}, false, false},
    [PROMPT_REJECTS] = {"save the rejected rows", {"file"}, {0}, false, false},
    [PROMPT_DRAFT] = {"a conversation was left unfinished", {"what"}, {0}, true, false},
    [PROMPT_VOID] = {"take an entry out of the book", {"why"}, {FIELD_WHY}, false, true},
    [PROMPT_REVIEW] = {"until the next review: up to three promises, one thing to do better",
                       {"promise", "promise", "promise", "better"},
                       {0},
                       false,
                       false},
    [PROMPT_MERGE] = {"who is the same person as", {"name"}, {0}, true, true},
    [PROMPT_PAST] = {"time travel: the book as it was at the end of a day", {"day"}, {FIELD_PAST}, false, false},
    [PROMPT_QUIT] = {"the text in the composer cannot be kept", {"then"}, {0}, true, false},
};

const struct prompt_row *prompt_row(enum prompt_kind kind) {
    return &rows[kind];
}

static void begin(struct prompt *prompt, int i, const char *text) {
    prompt->began[i] = bl_arena_str(&prompt->arena, text ? text : "");
    if (text) field_set(&prompt->fields[i], text);
}

static void joined(struct prompt *prompt, int i, struct bl_strs strs) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    for (size_t n = 0; n < strs.n; n++) bl_buf_addf(&text, "%s%s", n ? ", " : "", strs.at[n]);
    begin(prompt, i, bl_buf_text(&text));
}

/* The cursor begins one step on from where the person stands: the most likely answer. */
static void fill_states(const struct app *app, struct prompt *prompt, enum bl_track track) {
    const struct bl_person *person =
        app->person.data && prompt->ids.n == 1 && app->person.data->person.id == prompt->ids.at[0] ? &app->person.data->person : NULL;
    int at = person ? (track == BL_STAGE ? person->at.stage : person->at.moment) : 0;
    for (int i = 1; i <= bl_track_ranks(track); i++) {
        const char *meaning = bl_track_meaning(track, i), *here = i == at ? bl_arena_printf(&prompt->arena, "now · %s", meaning) : NULL;
        prompt_option(prompt, bl_track_label(track, i), here ? here : meaning, i, BL_RANK_MAX);
    }
    if (at) prompt->choice.at = at < bl_track_ranks(track) ? at : at - 1;
}

static void fill_sorts(const struct app *app, struct prompt *prompt) {
    for (int i = 0; i < BL_SORTS; i++)
        prompt_option(prompt, bl_sort_name((enum bl_sort_key)i), i == (int)app->people.sort.key ? "as now: the other way round" : "", i,
                      BL_SORTS);
}

static void fill_promises(const struct app *app, struct prompt *prompt) {
    const struct person_data *data = app->person.data;
    for (size_t i = 0; data && i < data->promise_count; i++) {
        char day[BL_DATE_SIZE];
        if (data->promises[i].done_on == BL_NO_DAY)
            prompt_option(prompt, data->promises[i].text, bl_day_short(data->promises[i].due, app->now.today, day), data->promises[i].id,
                          data->promise_count);
    }
}

static void fill_sides(const struct app *app, struct prompt *prompt) {
    const struct person_data *data = app->person.data;
    bool one = prompt->ids.n == 1 && data && data->person.id == prompt->ids.at[0];
    bool committed = one && data->person.at.furthest_stage >= BL_COMMITMENT;
    if (!committed) {
        prompt_option(prompt, "lost", "chose otherwise, or not to choose", BL_LOST, 3);
        prompt_option(prompt, "disqualified", "we cannot bring them the result", BL_DISQUALIFIED, 3);
    }
    if (!one || committed) prompt_option(prompt, "churned", "was committed, and stopped", BL_CHURNED, 3);
}

static void fill_reasons(struct prompt *prompt) {
    size_t n = 0;
    while (bl_close_reason(n)) n++;
    for (size_t i = 0; i < n; i++) prompt_option(prompt, bl_close_reason(i), "", (int64_t)i, n);
}

/* Of one person they are counted; of several it is not known who has any. */
static void fill_drop(const struct app *app, struct prompt *prompt) {
    int64_t n = prompt_open_promises(app, prompt);
    const char *words = n > 1    ? bl_arena_printf(&prompt->arena, "drop %lld promises", (long long)n)
                        : n == 1 ? "drop the promise"
                                 : "drop them";
    prompt_option(prompt, words, "nothing more is owed, either way", 1, 2);
    prompt_option(prompt, n == 1 ? "keep it" : "keep them", "still to be done, and told of in Today", 0, 2);
}

static void fill_person(const struct bl_person *person, struct prompt *prompt) {
    begin(prompt, 0, person->name);
    begin(prompt, 1, person->company);
    begin(prompt, 2, person->title);
    joined(prompt, 3, person->emails);
    joined(prompt, 4, person->phones);
    joined(prompt, 5, person->urls);
    begin(prompt, 6, person->source);
    begin(prompt, 7, person->note);
}

/* What the last review promised already stands there as an offer, also when it was left so before. */
static void offer_again(const struct app *app, struct prompt *prompt) {
    const struct review_data *data = app->review.data;
    for (int i = 0; data && data->there && i < BL_REVIEW_PROMISES; i++)
        for (size_t n = 0; n < data->last.promises.n; n++) {
            if (strcmp(prompt->began[i] ? prompt->began[i] : "", data->last.promises.at[n]) != 0) continue;
            prompt->offered |= 1u << i;
            prompt->fields[i].cursor = 0;
        }
}

static bool fill_in(struct app *app, struct prompt *prompt) {
    int offer = app->composer.offer.len ? (int)app->composer.offer.len - 1 : 0; /* without the blank to write on */
    switch (prompt->kind) {
    case PROMPT_STAGE: fill_states(app, prompt, BL_STAGE); break;
    case PROMPT_MOMENT: fill_states(app, prompt, BL_MOMENT); break;
    case PROMPT_SORT: fill_sorts(app, prompt); break;
    case PROMPT_DONE: fill_promises(app, prompt); break;
    case PROMPT_CLOSE: fill_sides(app, prompt); break;
    case PROMPT_REASON: fill_reasons(prompt); break;
    case PROMPT_DROP: fill_drop(app, prompt); break;
    case PROMPT_NEXT: begin(prompt, 2, "mine"); break;
    case PROMPT_REVIEW:
        for (int i = 0; i < REVIEW_WORDS; i++) begin(prompt, i, bl_buf_text(&app->review.words[i]));
        offer_again(app, prompt);
        break;
    case PROMPT_EDIT:
        if (!app->person.data || app->person.data->person.id != prompt->ids.at[0]) return false;
        fill_person(&app->person.data->person, prompt);
        break;
    case PROMPT_DRAFT:
        prompt_option(prompt, "go on with it", bl_buf_text(&app->composer.field.text), 0, 2);
        prompt_option(prompt, "begin a new one",
                      bl_arena_printf(&prompt->arena, "%.*s; this one comes back after it", offer, bl_buf_text(&app->composer.offer)), 1,
                      2);
        break;
    case PROMPT_VOID: prompt->told = bl_arena_str(&prompt->arena, bl_buf_text(&app->person.follows)); break;
    case PROMPT_QUIT:
        prompt_option(prompt, "stay", "the text is still in the composer", 0, 2);
        prompt_option(prompt, "leave", "the text is lost", 1, 2);
        break;
    default: break;
    }
    return true;
}

/* One open promise needs no question, none is told. */
static bool short_cut(struct app *app, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    if (prompt->kind != PROMPT_DONE || prompt->option_count > 1) return false;
    if (prompt->option_count == 1)
        effects_add(effects, EFF_KEEP)->ids = effects_ids(effects, prompt->values, 1);
    else
        app_toast(app, true, "there is no open promise with %s", prompt->about ? prompt->about : "anybody");
    prompt_close(prompt);
    return true;
}

void prompt_open(struct app *app, enum prompt_kind kind, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    if (app_top(app) == LAYER_PROMPT) app_pop(app); /* one question follows another: both are about whom is below */
    struct subject who = app_subject(app, &effects->arena);
    prompt_close(prompt);
    prompt->kind = kind;
    bool about = kind != PROMPT_ADD && kind != PROMPT_SORT && kind != PROMPT_QUIT && kind != PROMPT_DRAFT && kind != PROMPT_REVIEW &&
                 kind != PROMPT_PAST;
    if (about && who.ids.n > 1 && rows[kind].single) {
        app_toast(app, true, "\"%s\" is for one person at a time; %zu are marked", rows[kind].title, who.ids.n);
        return;
    }
    if (about && who.ids.n) {
        prompt->ids.at = bl_arena_array(&prompt->arena, who.ids.n, sizeof *prompt->ids.at);
        if (!prompt->ids.at) return;
        memcpy(prompt->ids.at, who.ids.at, who.ids.n * sizeof *who.ids.at);
        prompt->ids.n = who.ids.n;
        prompt->about = who.ids.n == 1 ? bl_arena_str(&prompt->arena, who.name) : bl_arena_printf(&prompt->arena, "%zu people", who.ids.n);
    }
    if (!fill_in(app, prompt) || short_cut(app, effects)) return;
    app_push(app, LAYER_PROMPT);
    if (kind == PROMPT_MERGE) prompt_seek(app, effects);
}
