/* Small questions over any screen. Two shapes: a form of one-line fields, and a list narrowed by typing. A question stays until its step is done: what the
 * book refuses is said here, and what was typed is still there to be mended. */
#include "tui/screen/prompt.h"

#include "tui/screen/pen.h"

#include <string.h>

enum {
    NUMBERED = 9 /* options at most, to have numbers; of the reasons the first nine have one */,
    OPTION_ROWS = 12,
    LABEL_COLS = 10,
    SOUGHT_ROWS = 9,
    TOLD_MOST = 6
};
static const char replaces[] = "typing replaces it";

int prompt_fields(const struct prompt *prompt) {
    const struct prompt_row *row = prompt_row(prompt->kind);
    int n = 0;
    while (n < PROMPT_FIELDS && row->labels[n]) n++;
    return n;
}

void prompt_problem(struct prompt *prompt, const char *text) {
    bl_buf_cut(&prompt->problem, 0);
    bl_buf_str(&prompt->problem, text);
}

void prompt_close(struct prompt *prompt) {
    for (int i = 0; i < PROMPT_FIELDS; i++) field_free(&prompt->fields[i]);
    bl_buf_free(&prompt->problem);
    bl_arena_free(&prompt->arena);
    *prompt = (struct prompt){0};
}

/* ---- options -------------------------------------------------------------------------------------------------------------------- */

bool prompt_fits(const struct prompt *prompt, size_t i) {
    const char *typed = bl_buf_text(&prompt->fields[0].text);
    if (prompt->kind == PROMPT_MERGE) return true; /* the file has found them */
    if (prompt->kind == PROMPT_REASON) {           /* own words are as good: only what begins like an option is one */
        bool number = *typed >= '1' && *typed <= '9' && !typed[1];
        return number || begins(prompt->options[i], typed, strlen(typed));
    }
    return fuzzy_rank(prompt->options[i], typed) >= 0;
}

size_t prompt_chosen(const struct prompt *prompt) {
    int n = 0;
    for (size_t i = 0; i < prompt->option_count; i++)
        if (prompt_fits(prompt, i) && n++ == prompt->choice.at) return i;
    return SIZE_MAX;
}

void prompt_narrow(struct prompt *prompt) {
    int n = 0;
    for (size_t i = 0; i < prompt->option_count; i++) n += prompt_fits(prompt, i);
    prompt->choice.at = 0;
    choice_clamp(&prompt->choice, n, OPTION_ROWS);
    const char *typed = bl_buf_text(&prompt->fields[0].text);
    int place = 0, number = *typed >= '1' && *typed <= '9' && !typed[1] ? *typed - '1' : -1;
    if (number >= 0 && number < n && prompt->kind == PROMPT_REASON) {
        prompt->choice.at = number;
        return;
    }
    for (size_t i = 0; *typed && i < prompt->option_count; i++) { /* what begins with the letters goes before what only holds them */
        if (!prompt_fits(prompt, i)) continue;
        if (begins(prompt->options[i], typed, strlen(typed))) {
            prompt->choice.at = place;
            return;
        }
        place++;
    }
}

void prompt_option(struct prompt *prompt, const char *word, const char *hint, int64_t value, size_t max) {
    if (!prompt->options) {
        prompt->options = bl_arena_array(&prompt->arena, max, sizeof *prompt->options);
        prompt->hints = bl_arena_array(&prompt->arena, max, sizeof *prompt->hints);
        prompt->values = bl_arena_array(&prompt->arena, max, sizeof *prompt->values);
    }
    if (!prompt->options || !prompt->hints || !prompt->values || prompt->option_count == max) return;
    const char *copy = bl_arena_str(&prompt->arena, word), *said = bl_arena_str(&prompt->arena, hint ? hint : "");
    if (!copy || !said) return;
    prompt->options[prompt->option_count] = copy;
    prompt->hints[prompt->option_count] = said;
    prompt->values[prompt->option_count++] = value;
    prompt->choice.n = (int)prompt->option_count;
}

void prompt_seek(struct app *app, struct effects *effects) {
    struct effect *effect = effects_add(effects, EFF_COMPLETE);
    effect->text = effects_text(effects, bl_buf_text(&app->prompt.fields[0].text));
    app->prompt.serial = effect->serial = app_serial(app);
}

/* Everybody found but the one it is about. */
static void offer_people(struct prompt *prompt, const struct who_data *data) {
    const struct who *who = data->n ? &data->at[0] : NULL;
    prompt->options = prompt->hints = NULL;
    prompt->option_count = 0;
    for (size_t i = 0; who && i < who->found_count; i++) {
        const struct bl_person *p = &who->found[i];
        const char *hint = bl_arena_printf(&prompt->arena, "%s%s%s #%lld", p->company ? p->company : "", p->company && p->email ? ", " : "",
                                           p->email ? p->email : "", (long long)p->id);
        if (!prompt->ids.n || p->id != prompt->ids.at[0]) prompt_option(prompt, p->name, hint, p->id, who->found_count);
    }
    choice_clamp(&prompt->choice, (int)prompt->option_count, OPTION_ROWS);
    prompt->choice.at = 0;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------------ */

/* Promises are written one below the other, and under them what to do better: only Enter on that last line finishes. A line left empty is passed.
 * A promise without a day goes on to the line for it. */
bool prompt_goes_on(const struct app *app) {
    const struct prompt *prompt = &app->prompt;
    if (prompt->kind == PROMPT_NEXT) return prompt->at == 0 && !prompt_dated(app);
    return prompt->kind == PROMPT_REVIEW && prompt->at + 1 < prompt_fields(prompt);
}

/* What was offered and is passed is taken. */
static void next_field(struct prompt *prompt, int by) {
    int n = prompt_fields(prompt);
    prompt->offered &= ~(1u << prompt->at);
    prompt->at = (prompt->at + n + by) % n;
}

/* Typing replaces what is offered, a key that only moves the cursor takes it to be changed. */
static void take_offer(struct prompt *prompt, int key) {
    static const int moves[] = {KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_WORD_LEFT_, KEY_WORD_RIGHT_, 'A' - '@', 'E' - '@'};
    unsigned here = 1u << prompt->at;
    if (!(prompt->offered & here)) return;
    prompt->offered &= ~here;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (key == moves[i]) return;
    field_set(&prompt->fields[prompt->at], "");
}

bool prompt_act(struct app *app, enum action action, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    bool options = prompt_row(prompt->kind)->options;
    switch (action) {
    case ACT_SAVE:
        if (prompt_goes_on(app))
            next_field(prompt, 1);
        else
            prompt_save(app, effects);
        return true;
    case ACT_ESCAPE: review_words(app, effects); return prompt_back(app, effects);
    case ACT_FIELD_NEXT:
    case ACT_FIELD_PREV:
        if (options)
            choice_key(&prompt->choice, action == ACT_FIELD_NEXT ? KEY_DOWN_ : KEY_UP_, OPTION_ROWS);
        else
            next_field(prompt, action == ACT_FIELD_NEXT ? 1 : -1);
        review_words(app, effects);
        return true;
    case ACT_COMPLETE:
        if (options)
            choice_key(&prompt->choice, KEY_DOWN_, OPTION_ROWS);
        else if (prompt->kind == PROMPT_REJECTS)
            rejects_complete(app, effects);
        else
            next_field(prompt, 1);
        return true;
    default: return false;
    }
}

/* The number before an option chooses it; where own words may be typed, only the cursor goes there: they may begin with a number. */
static bool choose(struct app *app, int key, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    size_t i = (size_t)(key - '1');
    bool numbers = prompt_row(prompt->kind)->options && prompt->option_count <= NUMBERED && prompt->kind != PROMPT_MERGE &&
                   prompt->kind != PROMPT_REASON;
    if (!numbers || key < '1' || i >= prompt->option_count || prompt->fields[0].text.len) return false;
    prompt->choice.at = (int)i;
    prompt_save(app, effects);
    return true;
}

void prompt_type(struct app *app, int key, const char *text, size_t n, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    if (choose(app, key, effects)) return;
    struct field *field = &prompt->fields[prompt->at];
    BL_AUTO(bl_buf) struct bl_buf was = {0};
    bl_buf_str(&was, bl_buf_text(&field->text));
    take_offer(prompt, key);
    if (key)
        field_key(field, key);
    else
        field_insert(field, text, n);
    if (strcmp(bl_buf_text(&was), bl_buf_text(&field->text)) == 0) return;
    bl_buf_cut(&prompt->problem, 0);
    if (prompt->kind == PROMPT_MERGE)
        prompt_seek(app, effects);
    else if (prompt_row(prompt->kind)->options)
        prompt_narrow(prompt);
}

void prompt_got(struct app *app, struct msg *msg) {
    struct prompt *prompt = &app->prompt;
    if (app_top(app) != LAYER_PROMPT) return;
    if (msg->kind == MSG_COMPLETED && msg->serial == prompt->serial && prompt->kind == PROMPT_MERGE) offer_people(prompt, msg->data.who);
    if (msg->kind != MSG_FAILED) return;
    prompt_problem(prompt, msg->text);
    if (msg->more && *msg->more) bl_buf_addf(&prompt->problem, " · %s", msg->more);
}

/* ---- view ------------------------------------------------------------------------------------------------------------------------ */

static void draw_options(const struct prompt *prompt, struct area area) {
    struct choice choice = prompt->choice;
    choice_clamp(&choice, prompt->choice.n, area.rows);
    if (prompt->kind == PROMPT_REASON && !choice.n) put(area, 0, 2, STYLE(ROLE_GOOD), "in these words");
    int place = 0, width = 0;
    for (size_t i = 0; i < prompt->option_count; i++)
        if (bl_text_cells(prompt->options[i]) > width) width = bl_text_cells(prompt->options[i]);
    if (width > area.cols * 2 / 3) width = area.cols * 2 / 3;
    for (size_t i = 0; i < prompt->option_count; i++) {
        if (!prompt_fits(prompt, i)) continue;
        int row = place++ - choice.top;
        if (row < 0 || row >= area.rows) continue;
        bool here = place - 1 == choice.at;
        if (prompt->option_count <= NUMBERED || (prompt->kind == PROMPT_REASON && i < NUMBERED))
            putf(area, row, 2, STYLE(ROLE_KEY), "%zu", i + 1);
        put(area, row, 0, STYLE(ROLE_KEY), here ? "▌" : " ");
        put_in(area, row, 4, width, false, STYLE_OF(ROLE_TEXT, here ? STYLE_BOLD : 0), prompt->options[i]);
        put(area, row, 4 + width + 2, STYLE(ROLE_DIM), prompt->hints[i]);
        if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
    }
}

/* What a day typed so will mean, or what is wrong with it. */
static void draw_day(const struct app *app, struct area area, int row, const struct field *field, enum bl_tense tense) {
    struct bl_error err = {0};
    bl_day day = BL_NO_DAY;
    char text[BL_DATE_SIZE];
    if (!field->text.len)
        put_right(area, row, area.cols, STYLE(ROLE_DIM), tense == BL_PAST ? "last fri, 27 sep, 2w …" : "fri, 27 nov, 3d, 2w …");
    else if (bl_day_parse(bl_buf_text(&field->text), app->now.today, tense, &day, &err) == BL_OK && tense == BL_PAST &&
             day > app->now.today)
        put_right(area, row, area.cols, STYLE(ROLE_WARN), "lies ahead");
    else if (day != BL_NO_DAY)
        put_right(area, row, area.cols, STYLE(ROLE_GOOD), bl_day_long(day, text));
    else
        put_right(area, row, area.cols, STYLE(ROLE_WARN), "no such day");
}

static struct style dim(void *data, size_t byte) {
    (void)data;
    (void)byte;
    return STYLE(ROLE_DIM);
}

static void draw_form(const struct app *app, struct area area) {
    const struct prompt *prompt = &app->prompt;
    const struct prompt_row *form = prompt_row(prompt->kind);
    int n = prompt_fields(prompt), top = prompt->at >= area.rows ? prompt->at - area.rows + 1 : 0;
    for (int i = top; i < n && i - top < area.rows; i++) {
        bool here = i == prompt->at;
        struct field field = prompt->fields[i];
        bool past = form->kinds[i] == FIELD_PAST;
        int day = form->kinds[i] == FIELD_DAY || past ? 24 : 0;
        put(area, i - top, 0, STYLE(here ? ROLE_KEY : ROLE_DIM), form->labels[i]);
        if (day && area.cols > 2 * day) draw_day(app, area, i - top, &field, past ? BL_PAST : BL_FUTURE);
        if (area.cols <= 2 * day) day = 0;
        bool offered = prompt->offered & 1u << i;
        field_draw(&field, area_sub(area, i - top, LABEL_COLS, 1, area.cols - LABEL_COLS - day), here, offered ? dim : NULL, NULL);
        if (offered && here && LABEL_COLS + bl_text_cells(bl_buf_text(&field.text)) + bl_text_cells(replaces) + 2 < area.cols)
            put_right(area, i - top, area.cols, STYLE(ROLE_DIM), replaces);
        if (form->kinds[i] == FIELD_WHY && !field.text.len) put_right(area, i - top, area.cols, STYLE(ROLE_DIM), "may stay empty");
        if (form->kinds[i] == FIELD_WHOSE) put_right(area, i - top, area.cols, STYLE(ROLE_DIM), "mine or theirs");
    }
}

/* The first line of the complaint only: a form is small. */
static void draw_complaint(const struct prompt *prompt, struct area area) {
    if (prompt->problem.len) put(area, area.rows - 1, 0, STYLE(ROLE_WARN), bl_buf_text(&prompt->problem));
}

/* What is to be known before one chooses, above the options; 0 lines for nothing. */
static int draw_told(const struct prompt *prompt, struct area area) {
    struct pen pen = {.area = area};
    if (prompt->told) pen_wrap_most(&pen, 0, STYLE(ROLE_TEXT), prompt->told, TOLD_MOST);
    return pen.line;
}

/* What may be typed, beside the empty line. */
static const char *how_to_answer(const struct prompt *prompt) {
    bool numbered = prompt->option_count <= NUMBERED;
    if (prompt->kind == PROMPT_REASON) return "a number, or your own words";
    if (prompt->kind == PROMPT_MERGE) return "letters of the name";
    return numbered ? "a number, or letters of it" : "letters of it";
}

void prompt_view(const struct app *app, struct area all) {
    const struct prompt *prompt = &app->prompt;
    const struct prompt_row *form = prompt_row(prompt->kind);
    bool complaint = prompt->problem.len > 0;
    int rows = form->options ? (int)prompt->option_count + 1 : prompt_fields(prompt);
    if (prompt->kind == PROMPT_MERGE) rows = SOUGHT_ROWS; /* it does not jump while names are typed */
    if (rows > OPTION_ROWS + 1) rows = OPTION_ROWS + 1;
    struct surface none = {.cols = all.cols, .unicode = app->unicode};
    if (prompt->told)
        rows += draw_told(prompt, (struct area){&none, 0, 0, 0, all.cols >= 30 && all.rows >= 10 ? all.cols - 4 : all.cols}) + 1;
    BL_AUTO(bl_buf) struct bl_buf title = {0};
    bl_buf_str(&title, form->title);
    if (prompt->about) bl_buf_addf(&title, "%s%s", prompt->kind == PROMPT_DROP ? " with " : " · ", prompt->about);
    struct area inside = app_panel(app, all, rows + complaint, bl_buf_text(&title), NULL);
    int told = form->options || rows + complaint <= inside.rows + 1 ? draw_told(prompt, inside) : 0;
    if (told && inside.rows > told + 3) told++;
    struct area fields = area_sub(inside, told, 0, inside.rows - told - (complaint && inside.rows > 1), inside.cols);
    if (!form->options)
        draw_form(app, fields);
    else {
        struct field field = prompt->fields[0];
        put(fields, 0, 0, STYLE(ROLE_DIM), form->labels[0]);
        field_draw(&field, area_sub(fields, 0, LABEL_COLS, 1, fields.cols), true, NULL, NULL);
        if (!field.text.len && LABEL_COLS + bl_text_cells(how_to_answer(prompt)) < fields.cols)
            put_right(fields, 0, fields.cols, STYLE(ROLE_DIM), how_to_answer(prompt));
        draw_options(prompt, area_sub(fields, 1, 0, fields.rows, fields.cols));
    }
    draw_complaint(prompt, inside);
}
