/* A person's page: where they stand on both tracks, what is promised, what was said. One page of lines that scrolls; the same parts, fewer of them, make
 * the short form beside the list. */
#include "tui/screen/pen.h"
#include "tui/screen/screens.h"
#include "tui/screen/trail.h"

#include "bowline/map.h"

#include <string.h>

enum { LABEL_COL = 11, TALK_LINES = 6 };

/* ---- asking and hearing --------------------------------------------------------------------------------------------------------- */

static size_t entry_at(const struct app *app);

void person_ask(struct app *app, int64_t id, struct effects *effects) {
    struct effect *effect = effects_add(effects, EFF_PERSON);
    effect->ids = effects_ids(effects, &id, 1);
    app->person.serial = effect->serial = app_serial(app);
}

void person_open(struct app *app, int64_t id, struct effects *effects) {
    app->person.id = id;
    app->person.scroll = 0;
    app->person.entry = 0;
    app_push(app, LAYER_PERSON);
    person_ask(app, id, effects);
}

void person_got(struct app *app, struct msg *msg) {
    if (msg->serial != app->person.serial) return;
    app->person.got = msg->serial;
    person_data_free(&app->person.data);
    app->person.data = msg->data.person;
    msg->data.person = NULL;
    if (app->person.entry && app->person.data->entry_count) app->person.entry = app->person.data->entries[entry_at(app)].id;
}

void person_gone(struct app *app) {
    app->person.got = app->person.serial;
    person_data_free(&app->person.data);
    for (int i = 1; i < app->depth; i++)
        while (app->stack[i] == LAYER_PERSON && app->depth > i) app_pop(app);
}

/* ---- the parts ------------------------------------------------------------------------------------------------------------------- */

static void label(struct pen *pen, const char *text) {
    put(pen->area, pen_row(pen), 1, STYLE(ROLE_DIM), text);
}

static void add_list(struct bl_buf *out, struct bl_strs strs, const char *sign) {
    for (size_t i = 0; i < strs.n; i++) {
        if (out->len) bl_buf_str(out, sign[0] ? " " : " · ");
        bl_buf_str(out, sign);
        bl_buf_str(out, strs.at[i]);
    }
}

static void part_contact(struct pen *pen, const struct bl_person *person, bl_day today) {
    BL_AUTO(bl_buf) struct bl_buf text = {0}, tags = {0}, facts = {0};
    char day[BL_DATE_SIZE];
    add_list(&text, person->emails, "");
    add_list(&text, person->phones, "");
    add_list(&text, person->urls, "");
    pen_wrap(pen, 1, STYLE(ROLE_TEXT), bl_buf_text(&text));
    add_list(&tags, person->tags, "#");
    pen_wrap(pen, 1, STYLE(ROLE_KEY), bl_buf_text(&tags));
    bl_buf_addf(&facts, "no. %lld · since %s", (long long)person->id, bl_day_short(person->created_on, today, day));
    if (person->first_contact != BL_NO_DAY) bl_buf_addf(&facts, " · first contact %s", bl_day_short(person->first_contact, today, day));
    if (person->source) bl_buf_addf(&facts, " · from %s", person->source);
    if (person->referred_name) bl_buf_addf(&facts, " · referred by %s", person->referred_name);
    if (person->mrr != BL_NO_MONEY) bl_buf_addf(&facts, " · %lld.%02d a month", (long long)(person->mrr / 100), (int)(person->mrr % 100));
    if (!person->in_play) bl_buf_str(&facts, " · not in play yet");
    for (size_t i = 0; i < person->custom.n; i++) bl_buf_addf(&facts, " · %s: %s", person->custom.at[i].name, person->custom.at[i].value);
    pen_wrap(pen, 1, STYLE(ROLE_DIM), bl_buf_text(&facts));
    if (person->note) pen_wrap(pen, 1, STYLE(ROLE_TEXT), person->note);
}

/* Where there is no room for the names under the nodes: only where they stand, since when. */
static void part_here(struct pen *pen, const struct bl_standing *at, enum bl_track track, bl_day today) {
    char day[BL_DATE_SIZE];
    int state = track == BL_STAGE ? at->stage : at->moment;
    bl_day since = track == BL_STAGE ? at->stage_since : at->moment_since;
    if (state < 1) return;
    int col =
        put(pen->area, pen_row(pen), 1, STYLE_OF(state_role(state - 1, bl_track_ranks(track)), STYLE_BOLD), bl_track_label(track, state));
    bl_day until = at->status == BL_ACTIVE ? today : at->status_since; /* at rest, the days in a state do not go on */
    if (since == today)
        put(pen->area, pen_row(pen), col, STYLE(ROLE_DIM), " since today");
    else if (since != BL_NO_DAY)
        putf(pen->area, pen_row(pen), col, STYLE(ROLE_DIM), " since %s, %d d", bl_day_short(since, today, day),
             until > since ? until - since : 0);
}

static void part_path(struct pen *pen, const struct person_data *data, enum bl_track track, bl_day today) {
    struct trail trail;
    const struct bl_standing *at = &data->person.at;
    trail_of(data, track, today, &trail);
    int row = pen_row(pen), cols = pen->area.cols, rested = at->status == BL_ACTIVE ? 0 : today - at->status_since;
    bool wide = cols >= 100, narrow = cols < 76; /* not wide: the names of the states say which track it is */
    if (wide) label(pen, track == BL_STAGE ? "stage" : "moment");
    struct area area = area_sub(pen->area, 0, wide ? LABEL_COL - 1 : 1, narrow ? row + 1 : pen->area.rows, narrow ? -1 : cols);
    if (row > -PATH_ROWS && row < pen->area.rows)
        path_draw(area, row,
                  &(struct path){track, track == BL_STAGE ? at->stage : at->moment, trail.days, trail.visited, at->status, rested});
    pen->line++;
    if (narrow) part_here(pen, at, track, today);
    pen->line++;
}

/* The first moment their stage expects and they passed over in this cycle, BL_NONE without one: a gap of the map. */
static int gap_of(const struct person_data *data, bl_day today) {
    const struct bl_standing *at = &data->person.at;
    struct trail trail;
    unsigned seen = 0;
    if (at->status != BL_ACTIVE || !data->person.in_play) return BL_NONE;
    trail_of(data, BL_MOMENT, today, &trail);
    for (int moment = 1; moment <= BL_MOMENTS; moment++) seen |= trail.visited[moment - 1] || moment == at->moment ? BL_SEEN(moment) : 0;
    unsigned missing = bl_map_missing(at->stage, seen);
    for (int moment = 1; moment <= BL_MOMENTS; moment++)
        if (missing & BL_SEEN(moment)) return moment;
    return BL_NONE;
}

/* What to know before talking: resting, what was passed over, or the question that fits where they stand. */
static void part_standing(struct pen *pen, const struct person_data *data, bl_day today, bool question) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char day[BL_DATE_SIZE];
    const struct bl_person *person = &data->person;
    const struct bl_standing *at = &person->at;
    if (at->status == BL_PARKED) {
        bl_buf_addf(&text, "parked since %s", bl_day_short(at->status_since, today, day));
        if (at->park_until != BL_NO_DAY) bl_buf_addf(&text, ", to return to on %s", bl_day_short(at->park_until, today, day));
    } else if (at->status != BL_ACTIVE)
        bl_buf_addf(&text, "%s since %s", bl_status_name(at->status), bl_day_short(at->status_since, today, day));
    if (at->cycle > 1) bl_buf_addf(&text, "%scycle %d", text.len ? " · " : "", at->cycle);
    if (text.len) pen_wrap(pen, 1, STYLE(at->status == BL_ACTIVE ? ROLE_DIM : ROLE_WARN), bl_buf_text(&text));
    if (!question || at->status != BL_ACTIVE || at->moment < 1) return;
    int gap = gap_of(data, today);
    if (gap) {
        bl_buf_cut(&text, 0);
        if (pen->area.cols >= 50) bl_buf_addf(&text, "in %s, but ", bl_track_label(BL_STAGE, at->stage));
        bl_buf_str(&text, bl_map_gap_words(gap));
        put(pen->area, pen_row(pen), 1, STYLE_OF(ROLE_WARN, STYLE_BOLD), "○");
        pen_wrap(pen, 3, STYLE(ROLE_WARN), bl_buf_text(&text));
    }
    const char *ask = bl_track_question(BL_MOMENT, gap ? gap : at->moment, (unsigned)person->id + (unsigned)person->talks);
    if (!ask || !*ask) return;
    label(pen, "ask");
    pen_wrap(pen, LABEL_COL, STYLE(ROLE_QUOTE), ask);
}

static void part_promise(struct pen *pen, const struct bl_promise *promise, bl_day today) {
    BL_AUTO(bl_buf) struct bl_buf when = {0};
    char day[BL_DATE_SIZE], soon[24];
    bool done = promise->done_on != BL_NO_DAY, late = !done && promise->due != BL_NO_DAY && promise->due < today;
    if (pen->area.cols < 60 && !done)
        bl_buf_str(&when, ahead(soon, promise->due, today));
    else if (done)
        bl_buf_addf(&when, "%s %s", promise->dropped ? "dropped" : "kept", bl_day_short(promise->done_on, today, day));
    else if (late)
        bl_buf_addf(&when, "%s %s, %d d overdue", promise->theirs ? "waited for since" : "due", bl_day_short(promise->due, today, day),
                    today - promise->due);
    else if (promise->due != BL_NO_DAY)
        bl_buf_addf(&when, "%s %s", promise->theirs ? "by" : "due", bl_day_short(promise->due, today, day));
    else
        bl_buf_addf(&when, "since %s", bl_day_short(promise->made_on, today, day));
    int row = pen_row(pen), right = pen->area.cols - 1;
    int begin = put_right(pen->area, row, right, STYLE(late ? ROLE_WARN : ROLE_DIM), bl_buf_text(&when));
    int width = begin - 1 - LABEL_COL - 2;
    put(pen->area, row, LABEL_COL, STYLE(late ? ROLE_WARN : ROLE_KEY), done ? "✓" : promise->theirs ? "~" : "!");
    if (width > 0) put_in(pen->area, row, LABEL_COL + 2, width, false, STYLE(done ? ROLE_DIM : ROLE_TEXT), promise->text);
    pen->line++;
}

static void part_promises(struct pen *pen, const struct person_data *data, bl_day today, size_t most, bool done) {
    size_t shown = 0;
    for (size_t i = 0; i < data->promise_count && shown < most; i++) {
        if (data->promises[i].done_on != BL_NO_DAY && !done) continue;
        if (!shown++) label(pen, "promises");
        part_promise(pen, &data->promises[i], today);
    }
}

static void part_talk(struct pen *pen, const struct bl_talk *talk, const char *name, bl_day today, int lines) {
    BL_AUTO(bl_buf) struct bl_buf head = {0};
    char day[BL_DATE_SIZE];
    bl_buf_addf(&head, "%s", talk->kind);
    if (talk->minutes) bl_buf_addf(&head, " %d min", talk->minutes);
    for (size_t i = 0, n = 0; i < talk->names.n; i++)
        if (strcmp(talk->names.at[i], name) != 0) bl_buf_addf(&head, "%s%s", n++ ? ", " : " with ", talk->names.at[i]);
    put_right(pen->area, pen_row(pen), LABEL_COL - 1, STYLE(ROLE_DIM), bl_day_short(talk->day, today, day));
    put(pen->area, pen_row(pen), LABEL_COL, STYLE(ROLE_KEY), bl_buf_text(&head));
    pen->line++;
    pen_wrap_most(pen, LABEL_COL, STYLE(ROLE_TEXT), talk->text, lines);
    for (size_t i = 0; i < talk->quotes.n; i++) {
        BL_AUTO(bl_buf) struct bl_buf quote = {0};
        if (talk->text && strstr(talk->text, talk->quotes.at[i])) continue; /* it stands in the text above */
        bl_buf_addf(&quote, "“%s”", talk->quotes.at[i]);
        pen_wrap(pen, LABEL_COL, STYLE(ROLE_QUOTE), bl_buf_text(&quote));
    }
}

/* The customer's own words, newest first: what to read before calling. */
static void part_quotes(struct pen *pen, const struct person_data *data, bl_day today, size_t most) {
    size_t shown = 0;
    for (size_t i = 0; i < data->talk_count; i++)
        for (size_t q = 0; q < data->talks[i].quotes.n && shown < most; q++) {
            BL_AUTO(bl_buf) struct bl_buf quote = {0};
            char day[BL_DATE_SIZE];
            if (!shown++) label(pen, "in words");
            bl_buf_addf(&quote, "“%s” · %s", data->talks[i].quotes.at[q], bl_day_short(data->talks[i].day, today, day));
            pen_wrap(pen, LABEL_COL, STYLE(ROLE_QUOTE), bl_buf_text(&quote));
        }
}

/* What an entry did, in words: "education → selection, one to one". */
static void part_entry(struct pen *pen, const struct bl_entry *entry, bl_day today, bool here) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char day[BL_DATE_SIZE];
    bl_buf_str(&text, bl_act_name(entry->act));
    if (entry->side) bl_buf_addf(&text, " as %s", bl_status_name(entry->side));
    if (entry->until != BL_NO_DAY) bl_buf_addf(&text, " until %s", bl_day_short(entry->until, today, day));
    if (!entry->side && entry->stage_to != entry->stage_from) bl_buf_addf(&text, " · %s", bl_track_label(BL_STAGE, entry->stage_to));
    if (!entry->side && entry->moment_to != entry->moment_from) bl_buf_addf(&text, " · %s", bl_track_label(BL_MOMENT, entry->moment_to));
    if (entry->act == BL_ACT_MOVE && entry->stage_to == entry->stage_from && entry->moment_to == entry->moment_from)
        bl_buf_str(&text, " · nothing changed");
    if (entry->why) bl_buf_addf(&text, " · %s", entry->why);
    put_right(pen->area, pen_row(pen), LABEL_COL - 1, STYLE(ROLE_DIM), bl_day_short(entry->day, today, day));
    int row = pen_row(pen);
    if (here) put(pen->area, row, 0, STYLE(ROLE_KEY), "▌");
    pen_wrap(pen, LABEL_COL, STYLE(ROLE_DIM), bl_buf_text(&text));
    for (; here && row < pen_row(pen); row++)
        if (row >= 0 && row < pen->area.rows) restyle(pen->area, row, 0, pen->area.cols, STYLE_REVERSE);
}

static void page(struct pen *pen, const struct app *app) {
    const struct person_data *data = app->person.data;
    bl_day today = app->now.today;
    part_contact(pen, &data->person, today);
    hline(pen->area, pen_row(pen), STYLE(ROLE_LINE));
    pen->line++;
    part_path(pen, data, BL_STAGE, today);
    part_path(pen, data, BL_MOMENT, today);
    part_standing(pen, data, today, true);
    hline(pen->area, pen_row(pen), STYLE(ROLE_LINE));
    pen->line++;
    part_promises(pen, data, today, 20, true);
    part_quotes(pen, data, today, 3);
    if (data->promise_count || data->talk_count) pen->line++;
    for (size_t i = 0; i < data->talk_count; i++) part_talk(pen, &data->talks[i], data->person.name, today, TALK_LINES);
    if (!data->talk_count) {
        char key[16];
        putf(pen->area, pen_row(pen), 1, STYLE(ROLE_DIM), "nothing was said yet: %s logs the first conversation",
             keymap_label(&app->keys, ACT_LOG, app->unicode, key));
        pen->line++;
    }
    pen->line++;
    for (size_t i = data->entry_count; i-- > 0;) part_entry(pen, &data->entries[i], today, app->person.entry == data->entries[i].id);
}

/* ---- keys and view ----------------------------------------------------------------------------------------------------------------- */

static int page_lines(const struct app *app) {
    struct surface none = {0};
    struct pen pen = {.area = {.surface = &none, .rows = 0, .cols = app->cols}};
    if (app->person.data) page(&pen, app);
    return pen.line;
}

/* Where the entry under the cursor stands among the entries; the newest where there is none (any more). */
static size_t entry_at(const struct app *app) {
    const struct person_data *data = app->person.data;
    for (size_t i = 0; i < data->entry_count; i++)
        if (data->entries[i].id == app->person.entry) return i;
    return data->entry_count - 1;
}

/* The cursor to one entry, and the page to where it is seen: they stand at its end, newest first. */
static void to_entry(struct app *app, size_t i) {
    struct person_page *person = &app->person;
    struct surface none = {.cols = app->cols, .unicode = app->unicode};
    struct pen pen = {.area = {&none, 0, 0, 0, app->cols}};
    int height = app_body_rows(app), last = page_lines(app);
    person->entry = person->data->entries[i].id;
    for (size_t k = 0; k < i; k++) part_entry(&pen, &person->data->entries[k], app->now.today, false);
    int below = last - pen.line, lines = pen.line;
    part_entry(&pen, &person->data->entries[i], app->now.today, false);
    int above = below - (pen.line - lines); /* lines above it, and with it */
    if (person->scroll > above) person->scroll = above > 0 ? above : 0;
    if (person->scroll < below - height) person->scroll = below - height;
}

static bool on_entries(struct app *app, enum action action, struct effects *effects) {
    struct person_page *person = &app->person;
    size_t n = person->data ? person->data->entry_count : 0, at = n ? entry_at(app) : 0;
    if (!n) return false;
    switch (action) {
    case ACT_UP: to_entry(app, at + 1 < n ? at + 1 : at); return true;
    case ACT_DOWN: to_entry(app, at ? at - 1 : 0); return true;
    case ACT_PAGE_UP:
    case ACT_TOP: to_entry(app, n - 1); return true;
    case ACT_PAGE_DOWN:
    case ACT_BOTTOM: to_entry(app, 0); return true;
    case ACT_ESCAPE: person->entry = 0; return true;
    case ACT_VOID: {
        const int64_t ids[] = {person->data->person.id, person->data->entries[at].id};
        struct effect *effect = effects_add(effects, EFF_VOID);
        effect->ids = effects_ids(effects, ids, 2);
        effect->flag = true;
        return true;
    }
    default: return false;
    }
}

void person_follows(struct app *app, const struct msg *msg, struct effects *effects) {
    struct person_page *person = &app->person;
    if (app_top(app) != LAYER_PERSON || !person->entry) return;
    if (msg->kind != MSG_FOLLOWS) { /* a question with one answer is none */
        app_toast(app, true, "%s", msg->text);
        const char *command = msg->more ? strstr(msg->more, ": bowline history") : NULL; /* that is this page */
        if (msg->more) app_toast_hint(app, "%.*s", (int)(command ? command - msg->more : (long)strlen(msg->more)), msg->more);
        return;
    }
    bl_buf_cut(&person->follows, 0);
    bl_buf_str(&person->follows, msg->text);
    prompt_open(app, PROMPT_VOID, effects);
}

bool person_act(struct app *app, enum action action, struct effects *effects) {
    if (app->person.entry) return on_entries(app, action, effects);
    if (action == ACT_ENTRIES) {
        if (app->toast.until) app->toast.until = app->now.ms; /* it would cover the keys */
        app->person.scroll = page_lines(app);                 /* all of them, as far as there is room */
        if (app->person.data && app->person.data->entry_count) to_entry(app, app->person.data->entry_count - 1);
        return true;
    }
    int height = app_body_rows(app), most = page_lines(app) - height, to = app->person.scroll;
    switch (action) {
    case ACT_UP: to--; break;
    case ACT_DOWN: to++; break;
    case ACT_PAGE_UP: to -= height - 1; break;
    case ACT_PAGE_DOWN: to += height - 1; break;
    case ACT_TOP: to = 0; break;
    case ACT_BOTTOM: to = most; break;
    default: return false;
    }
    if (to > most) to = most;
    app->person.scroll = to < 0 ? 0 : to;
    return true;
}

static void position(struct bl_buf *out, const struct bl_person *person) {
    if (person->title) bl_buf_str(out, person->title);
    if (person->title && person->company) bl_buf_str(out, ", ");
    if (person->company) bl_buf_str(out, person->company);
}

void person_view(const struct app *app, struct area all) {
    const struct person_data *data = app->person.data;
    BL_AUTO(bl_buf) struct bl_buf right = {0};
    bool here = data && data->person.id == app->person.id;
    if (here) position(&right, &data->person);
    struct area body = app_frame(app, all, here ? data->person.name : "…", bl_buf_text(&right));
    struct pen pen = {.area = body, .scroll = app->person.scroll};
    int most = page_lines(app) - body.rows;
    if (pen.scroll > most) pen.scroll = most > 0 ? most : 0; /* the page has become shorter */
    if (here) page(&pen, app);
}

void person_brief(const struct app *app, struct area area) {
    const struct person_data *data = app->person.data;
    const struct bl_today_row *due = app->stack[0] == LAYER_TODAY ? today_cursor(app) : NULL;
    const struct bl_person *cursor = due ? &due->person : people_cursor(app);
    if (!data || !cursor || data->person.id != cursor->id) return;
    BL_AUTO(bl_buf) struct bl_buf what = {0};
    const struct bl_person *person = &data->person;
    bl_day today = app->now.today;
    enum bl_track track = app_lens(app) == BL_LENS_MOMENT ? BL_MOMENT : BL_STAGE;
    bool tall = area.rows > 10;
    struct pen pen = {.area = area};
    int end = area.cols - 1;
    if (person->email && !tall) end = put_right(area, 0, area.cols - 1, STYLE(ROLE_DIM), person->email);
    int col = put_in(area, 0, 1, end - 2, false, STYLE_OF(ROLE_TITLE, STYLE_BOLD), person->name);
    position(&what, person);
    if (what.len && col + 3 < end)
        put_in(area, 0, put(area, 0, col, STYLE(ROLE_DIM), " · "), end - col - 4, false, STYLE(ROLE_DIM), bl_buf_text(&what));
    pen.line = 1;
    if (tall) {
        part_contact(&pen, person, today);
        pen.line++;
        part_path(&pen, data, BL_STAGE, today);
        part_path(&pen, data, BL_MOMENT, today);
    } else
        part_path(&pen, data, track, today);
    part_standing(&pen, data, today, tall);
    if (tall) pen.line++;
    part_promises(&pen, data, today, tall ? 5 : 1, false);
    if (tall) pen.line++;
    for (size_t i = 0; i < data->talk_count && pen.line < area.rows; i++)
        part_talk(&pen, &data->talks[i], person->name, today, tall ? 3 : 2);
}
