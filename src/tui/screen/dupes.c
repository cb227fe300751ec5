/* Duplicates: one pair after the other, two people side by side, one key for each answer. Drawing is in dupes_view.c.
 *
 * Pairs are asked for one at a time, so a long list costs nothing; what was settled is passed over by the library, and undo goes back to the pair it brought back. */
#include "tui/screen/screens.h"

#include <inttypes.h>
#include <string.h>

void dupes_free(struct dupes_page *page) {
    dupes_data_free(&page->seen);
    pair_data_free(&page->pair);
    *page = (struct dupes_page){0};
}

static void ask(struct app *app, int delta, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    const int64_t two[] = {page->left, page->right};
    struct effect *effect = effects_add(effects, EFF_PAIR);
    if (page->single) effect->ids = effects_ids(effects, two, 2);
    effect->count = (int)page->at;
    effect->delta = delta;
    page->asked = effect->serial = app_serial(app);
}

void dupes_ask(struct app *app, struct effects *effects) {
    if (app->dupes.single || (app->dupes.seen && app->dupes.seen->done)) ask(app, 1, effects);
}

/* Pairs looked for from the beginning. */
static void look(struct app *app, int64_t step, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    dupes_free(page);
    page->step = step;
    page->serial = app_serial(app);
    struct effect *effect = effects_add(effects, EFF_DUPES);
    effect->serial = page->serial;
    if (step) effect->text = bl_arena_printf(&effects->arena, "import:%" PRId64, step);
}

void dupes_import(struct app *app, int64_t step, struct effects *effects) {
    app_push(app, LAYER_DUPES);
    look(app, step, effects);
}

void dupes_show(struct app *app, struct effects *effects) {
    dupes_import(app, 0, effects);
}

void dupes_two(struct app *app, int64_t left, int64_t right, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    dupes_free(page);
    app_push(app, LAYER_DUPES);
    *page = (struct dupes_page){.single = true, .left = left, .right = right};
    ask(app, 1, effects);
}

void dupes_got(struct app *app, struct msg *msg, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    if (msg->serial != page->serial || page->single) return;
    dupes_data_free(&page->seen);
    page->seen = msg->data.dupes;
    msg->data.dupes = NULL;
    if (page->seen->done) ask(app, 1, effects);
}

static bool shown(const struct dupes_page *page) {
    return page->pair && page->pair->there;
}

static size_t fields(const struct dupes_page *page) {
    size_t n = shown(page) && !page->pair->refused ? page->pair->merge.field_count : 0;
    return n < DUPES_FIELDS ? n : DUPES_FIELDS;
}

/* The cursor begins where there is something to choose. */
static int first_choice(const struct dupes_page *page) {
    for (size_t i = 0; i < fields(page); i++)
        if (page->pair->merge.fields[i].choice) return (int)i;
    return 0;
}

static bool same_pair(const struct pair_data *a, const struct pair_data *b) {
    return a && b && a->there && b->there && a->dupe.first.id == b->dupe.first.id && a->dupe.second.id == b->dupe.second.id;
}

void pair_got(struct app *app, struct msg *msg, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    if (msg->serial != page->asked) return;
    if (page->anew && !page->single && !msg->data.pair->there) {
        look(app, page->step, effects);
        return;
    }
    page->anew = false;
    if (!same_pair(page->pair, msg->data.pair)) {
        memset(page->chosen, 0, sizeof page->chosen);
        page->field = -1;
    }
    pair_data_free(&page->pair);
    page->pair = msg->data.pair;
    msg->data.pair = NULL;
    if (page->field < 0) page->field = first_choice(page);
    if (page->pair->there && !page->single) page->at = page->pair->at;
}

/* ---- the answers ----------------------------------------------------------------------------------------------------------------------- */

/* Fields whose value is wanted from the one who goes. */
static void answer_merge(struct app *app, bool keep_right, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    const struct bl_merge *m = &page->pair->merge;
    int64_t left = page->pair->dupe.first.id, right = page->pair->dupe.second.id;
    const int64_t two[] = {keep_right ? right : left, keep_right ? left : right};
    struct effect *effect = effects_add(effects, EFF_MERGE);
    struct bl_strs take = {bl_arena_array(&effects->arena, DUPES_FIELDS, sizeof *take.at), 0};
    for (size_t i = 0; take.at && i < fields(page); i++)
        if (m->fields[i].choice && page->chosen[i] == (keep_right ? 1 : 2)) take.at[take.n++] = effects_text(effects, m->fields[i].name);
    effect->words = take;
    effect->ids = effects_ids(effects, two, 2);
}

static void answer_apart(struct app *app, struct effects *effects) {
    const struct bl_dupe *dupe = &app->dupes.pair->dupe;
    const int64_t two[] = {dupe->first.id, dupe->second.id};
    effects_add(effects, EFF_APART)->ids = effects_ids(effects, two, 2);
}

/* The page of somebody who is somebody else now shows whom they are; marks that named them are gone. */
static void follow(struct app *app, int64_t kept) {
    const struct bl_dupe *dupe = shown(&app->dupes) ? &app->dupes.pair->dupe : NULL;
    if (!dupe) return;
    int64_t gone = dupe->first.id == kept ? dupe->second.id : dupe->first.id;
    if (app->person.id == gone) app->person.id = kept;
    if (marks_has(&app->people.marks, gone)) marks_toggle(&app->people.marks, gone, "");
}

void dupes_stepped(struct app *app, const struct msg *msg, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    (void)effects;
    if (app_top(app) != LAYER_DUPES) return;
    if (msg->of == EFF_UNDO) page->at = page->last;
    page->anew = msg->of == EFF_UNDO || msg->of == EFF_REDO;
    if (msg->of != EFF_MERGE && msg->of != EFF_APART) return;
    if (msg->of == EFF_MERGE) follow(app, msg->id);
    page->last = page->at;
    if (page->single) app_pop(app);
}

static void later(struct app *app, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    if (page->single) {
        app_pop(app);
        return;
    }
    if (!shown(page)) return;
    page->at++;
    ask(app, 1, effects);
}

static void earlier(struct app *app, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    if (page->single || !page->at) return;
    page->at--;
    ask(app, -1, effects);
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------------------ */

static void other_value(struct dupes_page *page) {
    size_t i = (size_t)page->field;
    if (i < fields(page) && page->pair->merge.fields[i].choice) page->chosen[i] = page->chosen[i] == 2 ? 1 : 2;
}

static void move(struct dupes_page *page, int by) {
    int n = (int)fields(page);
    page->field += by;
    if (page->field >= n) page->field = n - 1;
    if (page->field < 0) page->field = 0;
}

static void leave(struct app *app, struct effects *effects) {
    if (!app->dupes.single) effects_add(effects, EFF_DUPES_STOP);
    app_pop(app);
    dupes_free(&app->dupes);
    app_reload(app, effects);
}

bool dupes_matters(const struct app *app, enum action action) {
    const struct dupes_page *page = &app->dupes;
    bool merges = action == ACT_KEEP_LEFT || action == ACT_KEEP_RIGHT || action == ACT_OTHER_VALUE;
    if (merges) return shown(page) && !page->pair->refused;
    if (action == ACT_LATER) return shown(page) && !page->single;
    return action != ACT_NOT_SAME || shown(page);
}

bool dupes_act(struct app *app, enum action action, struct effects *effects) {
    struct dupes_page *page = &app->dupes;
    switch (action) {
    case ACT_KEEP_LEFT:
    case ACT_KEEP_RIGHT:
        if (dupes_matters(app, action)) answer_merge(app, action == ACT_KEEP_RIGHT, effects);
        return true;
    case ACT_NOT_SAME:
        if (shown(page)) answer_apart(app, effects);
        return true;
    case ACT_LATER: later(app, effects); return true;
    case ACT_EARLIER: earlier(app, effects); return true;
    case ACT_OTHER_VALUE: other_value(page); return true;
    case ACT_UP: move(page, -1); return true;
    case ACT_DOWN: move(page, 1); return true;
    case ACT_PAGE_UP: move(page, -8); return true;
    case ACT_PAGE_DOWN: move(page, 8); return true;
    case ACT_TOP: move(page, -DUPES_FIELDS); return true;
    case ACT_BOTTOM: move(page, DUPES_FIELDS); return true;
    case ACT_ESCAPE:
    case ACT_QUIT: leave(app, effects); return true;
    default: return false;
    }
}
