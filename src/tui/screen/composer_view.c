/* The composer drawn: the text in the colours of what its parts became, and under it the parse in words: with whom, when, what moves, what is promised. */
#include "tui/screen/composer.h"

#include <string.h>

enum { LABEL = 8, FIELD_MIN = 3, SAID_ROWS = 7 };

static struct style style_at(void *data, size_t byte) {
    static const unsigned char roles[] = {
        [BL_TOK_TEXT] = ROLE_TEXT,   [BL_TOK_WHO] = ROLE_KEY,      [BL_TOK_KIND] = ROLE_GOOD, [BL_TOK_MINUTES] = ROLE_GOOD,
        [BL_TOK_DAY] = ROLE_GOOD,    [BL_TOK_BREAK] = ROLE_DIM,    [BL_TOK_MINE] = ROLE_WARN, [BL_TOK_THEIRS] = ROLE_WARN,
        [BL_TOK_STAGE] = ROLE_MATCH, [BL_TOK_MOMENT] = ROLE_MATCH, [BL_TOK_TAG] = ROLE_KEY,   [BL_TOK_QUOTE] = ROLE_QUOTE,
        [BL_TOK_MENTION] = ROLE_KEY,
    };
    const struct bl_logline *line = data;
    for (size_t i = 0; i < line->span_count && line->spans[i].at <= byte; i++)
        if (byte < line->spans[i].at + line->spans[i].len) return STYLE(roles[line->spans[i].token]);
    return STYLE(ROLE_TEXT);
}

static int said(struct area area, int row, const char *label, struct style style, const char *text) {
    put(area, row, 0, STYLE(ROLE_DIM), label);
    put(area, row, LABEL, style, text);
    return row + 1;
}

static int draw_with(const struct app *app, struct area area, int row) {
    const struct composer *composer = &app->composer;
    BL_AUTO(bl_buf) struct bl_buf text = {0}, when = {0};
    bool doubt = false;
    char day[BL_DATE_SIZE];
    for (size_t i = 0; i < composer->line.who.n; i++) {
        const struct who *who = composer->who && i < composer->who->n ? &composer->who->at[i] : NULL;
        bl_buf_addf(&text, "%s%s", i ? ", " : "", who && who->found_count == 1 ? who->found[0].name : composer->line.who.at[i]);
        if (who && who->found_count == 0) bl_buf_str(&text, " (new?)");
        if (who && who->found_count > 1) bl_buf_addf(&text, " (%zu of that name)", who->found_count);
        doubt = doubt || (who && who->found_count != 1);
    }
    bl_day on = composer->line.day == BL_NO_DAY ? app->now.today : composer->line.day;
    bl_buf_addf(&when, "%s, %s", bl_day_long(on, day), composer->line.kind ? composer->line.kind : "talk");
    if (composer->line.minutes) bl_buf_addf(&when, ", %d min", composer->line.minutes);
    if (on > app->now.today) bl_buf_str(&when, " (not yet!)");
    struct style style = STYLE(on > app->now.today ? ROLE_WARN : ROLE_GOOD);
    int need = LABEL + bl_text_cells(bl_buf_text(&when)) + 20, end = area.cols;
    if (area.cols >= need) end = put_right(area, row, area.cols, style, bl_buf_text(&when)) - 2;
    row = said(area_sub(area, 0, 0, area.rows, end), row, "with", STYLE(doubt ? ROLE_WARN : ROLE_TEXT),
               text.len ? bl_buf_text(&text) : "@ and a name");
    return area.cols >= need ? row : said(area, row, "when", style, bl_buf_text(&when));
}

static int state_of(const struct who *who, enum bl_track track) {
    if (who->found_count != 1) return BL_NONE;
    return track == BL_STAGE ? who->found[0].at.stage : who->found[0].at.moment;
}

static void add_move(struct bl_buf *out, enum bl_track track, int from, int to) {
    if (out->len) bl_buf_str(out, "; ");
    if (from == to)
        bl_buf_addf(out, "already %s", bl_track_label(track, to));
    else
        bl_buf_addf(out, "%s%s→ %s", from > 0 ? bl_track_label(track, from) : "", from > 0 ? " " : "", bl_track_label(track, to));
}

/* Those who come from the same state are one move; names only where not all do. */
static void add_moves(struct bl_buf *out, const struct composer *composer, enum bl_track track, int to) {
    const struct who_data *data = composer->who;
    if (!data || !data->n) {
        add_move(out, track, BL_NONE, to);
        return;
    }
    for (int from = BL_NONE; from <= BL_RANK_MAX; from++) {
        size_t n = 0;
        BL_AUTO(bl_buf) struct bl_buf names = {0};
        for (size_t i = 0; i < data->n; i++) {
            if (state_of(&data->at[i], track) != from) continue;
            bl_buf_addf(&names, "%s%s", n++ ? ", " : "", data->at[i].found_count == 1 ? data->at[i].found[0].name : data->at[i].asked);
        }
        if (!n) continue;
        add_move(out, track, from, to);
        if (n < data->n) bl_buf_addf(out, " (%s)", bl_buf_text(&names));
    }
}

/* A closed person cannot be moved: better seen while typing than told after Enter. */
static const struct bl_person *resting(const struct composer *composer) {
    for (size_t i = 0; composer->who && i < composer->who->n; i++)
        if (composer->who->at[i].found_count == 1 && composer->who->at[i].found[0].at.status > BL_PARKED)
            return &composer->who->at[i].found[0];
    return NULL;
}

static int draw_moves(const struct app *app, struct area area, int row) {
    const struct composer *composer = &app->composer;
    const struct bl_person *person = resting(composer);
    const int to[BL_TRACKS] = {composer->line.stage, composer->line.moment};
    const char *label = "moves";
    for (int track = 0; track < BL_TRACKS; track++) {
        BL_AUTO(bl_buf) struct bl_buf text = {0};
        if (!to[track]) continue;
        if (person) bl_buf_addf(&text, "%s is %s: reopen first", person->name, bl_status_name(person->at.status));
        add_moves(&text, composer, (enum bl_track)track, to[track]);
        row = said(area, row, label, STYLE(person ? ROLE_WARN : ROLE_MATCH), bl_buf_text(&text));
        label = "";
    }
    return row;
}

static int draw_promises(const struct app *app, struct area area, int row) {
    const struct bl_logline *line = &app->composer.line;
    for (size_t i = 0; i < line->promise_count; i++) {
        BL_AUTO(bl_buf) struct bl_buf text = {0};
        char day[BL_DATE_SIZE];
        const struct who *first = line->who.n > 1 && app->composer.who && app->composer.who->n ? &app->composer.who->at[0] : NULL;
        if (line->who.n > 1) /* it is with the first of them */
            bl_buf_addf(&text, "%s %s: ", line->promises[i].theirs ? "from" : "to",
                        first && first->found_count == 1 ? first->found[0].name : line->who.at[0]);
        bl_buf_str(&text, line->promises[i].text);
        if (line->promises[i].due != BL_NO_DAY)
            bl_buf_addf(&text, ", %s %s", line->promises[i].theirs ? "by" : "due", bl_day_long(line->promises[i].due, day));
        row = said(area, row, line->promises[i].theirs ? "theirs" : "mine", STYLE(ROLE_TEXT), bl_buf_text(&text));
    }
    return row;
}

static int draw_rest(const struct app *app, struct area area, int row) {
    const struct bl_logline *line = &app->composer.line;
    BL_AUTO(bl_buf) struct bl_buf quotes = {0}, tags = {0};
    for (size_t i = 0; i < line->quotes.n; i++) bl_buf_addf(&quotes, "%s“%s”", i ? "  " : "", line->quotes.at[i]);
    for (size_t i = 0; i < line->tags.n; i++) bl_buf_addf(&tags, "%s#%s", i ? " " : "", line->tags.at[i]);
    if (quotes.len) row = said(area, row, line->quotes.n > 1 ? "quotes" : "quote", STYLE(ROLE_QUOTE), bl_buf_text(&quotes));
    if (tags.len) row = said(area, row, "tags", STYLE(ROLE_KEY), bl_buf_text(&tags));
    return row;
}

/* Slips that stayed text: better seen now than missed later. */
static int draw_notes(const struct app *app, struct area area, int row) {
    const struct bl_strs *notes = &app->composer.line.notes;
    const struct field *field = &app->composer.field;
    bool typing = app->composer.line.open_quote && field->cursor == field->text.len; /* a quote that is being written */
    for (size_t i = 0; i + typing < notes->n; i++) row = said(area, row, i ? "" : "note", STYLE(ROLE_WARN), notes->at[i]);
    return row;
}

/* What was between you before: worth seeing while one writes. */
static int draw_before(const struct app *app, struct area area, int row) {
    const struct composer *composer = &app->composer;
    if (!composer->who || composer->who->n != 1 || composer->who->at[0].found_count != 1) return row;
    const struct bl_person *person = &composer->who->at[0].found[0];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    char when[24];
    if (person->last_talk == BL_NO_DAY)
        bl_buf_str(&text, "this is the first conversation");
    else
        bl_buf_addf(&text, "last talk %s%s", ago(when, person->last_talk, app->now.today),
                    person->last_talk == app->now.today ? "" : " ago");
    if (person->next.id) {
        bl_buf_addf(&text, " · open: %s", person->next.text);
        if (person->next.due != BL_NO_DAY && person->next.due < app->now.today)
            bl_buf_addf(&text, " (%d d overdue)", app->now.today - person->next.due);
    }
    return said(area, row, "before", STYLE(ROLE_DIM), bl_buf_text(&text));
}

static int draw_completion(const struct composer *composer, struct area area, int row) {
    const struct completion *completion = &composer->completion;
    if (!completion->open) return row;
    size_t first = completion->at > 3 ? completion->at - 3 : 0;
    int col = 0;
    for (size_t i = first; i < completion->words.n && col < area.cols - 4; i++) {
        struct style style = i == completion->at ? STYLE_OF(ROLE_KEY, STYLE_REVERSE) : STYLE(ROLE_KEY);
        col = put(area, row, col, style, completion->words.at[i]);
        if (completion->hints.at[i][0])
            col = put(area, row, put(area, row, col, STYLE(ROLE_DIM), " "), STYLE(ROLE_DIM), completion->hints.at[i]);
        col += 2;
    }
    return row + 1;
}

static int draw_problem(const struct composer *composer, struct area area, int row) {
    if (!composer->problem.len) return row;
    put(area, row++, 0, STYLE(ROLE_WARN), bl_buf_text(&composer->problem));
    if (composer->hint.len) put(area, row++, 0, STYLE(ROLE_DIM), bl_buf_text(&composer->hint));
    return row;
}

/* Lines the text takes when wrapped, about: the field scrolls when it is one short. */
static int text_rows(const struct composer *composer, int cols) {
    const char *text = bl_buf_text(&composer->field.text);
    int rows = 0;
    for (const char *s = text;; s++) {
        size_t len = strcspn(s, "\n");
        rows += 1 + bl_text_width(s, len) / (cols > 8 ? cols - 4 : 4);
        s += len;
        if (!*s) break;
    }
    return rows;
}

void composer_view(const struct app *app, struct area all) {
    const struct composer *composer = &app->composer;
    int rows = text_rows(composer, all.cols - 4), most = all.rows / 2;
    rows = rows < FIELD_MIN ? FIELD_MIN : rows > most && most >= FIELD_MIN ? most : rows;
    const char *kept = composer->lost ? "the draft cannot be kept!" : composer->kept ? "draft kept" : NULL;
    struct area inside = app_panel(app, all, rows + 1 + SAID_ROWS, "log a conversation", kept);
    int below = inside.rows >= 6 ? inside.rows - rows - 1 : inside.rows > 2 ? 1 : 0;
    if (below > SAID_ROWS) below = SAID_ROWS;
    int high = inside.rows - below - (inside.rows >= 6 ? 1 : 0);
    struct field field = composer->field;
    field_draw(&field, area_sub(inside, 0, 0, high, inside.cols), true, style_at, (void *)&composer->line);
    if (!below) return;
    if (inside.rows >= 6) hline(inside, high, STYLE(ROLE_LINE));
    struct area under = area_sub(inside, inside.rows - below, 0, below, inside.cols);
    int row = draw_completion(composer, under, 0);
    row = draw_problem(composer, under, row);
    if (!composer->field.text.len) {
        put(under, row++, 0, STYLE(ROLE_DIM),
            "@maya 40m call yesterday -- what was said, \"in their words\" !promise fri >selection +outcomes #tag");
        return;
    }
    row = draw_with(app, under, row);
    row = draw_moves(app, under, row);
    row = draw_notes(app, under, row);
    row = draw_promises(app, under, row);
    row = draw_rest(app, under, row);
    draw_before(app, under, row);
}
