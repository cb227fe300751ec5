/* Changing what is thought of a file: each line of the page asks its question over it, the answer is kept as what the user said, and the file is rehearsed once more. */
#include "tui/screen/prompt.h"
#include "tui/screen/wizard_pages.h"

#include <stdio.h>
#include <string.h>

enum { NO_STAGE = 0, NO_PRESET = -2, OPTIONS_MAX = 60, AS_GUESSED = -1, SIDE = 100 /* and more: a way a journey ends */ };

/* ---- what was said ----------------------------------------------------------------------------------------------------------------------- */

void said_begin(struct wizard_said *said) {
    bl_arena_free(&said->arena);
    *said = (struct wizard_said){0};
}

/* Room for an answer to every column of the table that is open; another table's answers are forgotten. */
static bool columns_ready(struct wizard *w) {
    struct wizard_said *said = &w->said;
    size_t n = w->data ? w->data->column_count : 0;
    if (said->column_count == n) return n > 0;
    said->columns = bl_arena_array(&said->arena, n ? n : 1, sizeof *said->columns);
    said->column_count = said->columns ? n : 0;
    return said->columns && n;
}

static void say_column(struct wizard *w, size_t at, const char *field) {
    if (columns_ready(w) && at < w->said.column_count) w->said.columns[at] = field ? bl_arena_str(&w->said.arena, field) : NULL;
}

/* stage NULL: the question stands again. */
static void say_stage(struct wizard_said *said, const char *value, const char *stage) {
    size_t at = 0;
    while (at < said->stage_count && strcmp(said->stages[at].name, value) != 0) at++;
    if (!stage) {
        if (at < said->stage_count) said->stages[at] = said->stages[--said->stage_count];
        return;
    }
    if (at == said->stage_cap) {
        size_t cap = said->stage_cap ? 2 * said->stage_cap : 16;
        struct bl_pair *grown = bl_arena_array(&said->arena, cap, sizeof *grown);
        if (!grown) return;
        if (at) memcpy(grown, said->stages, at * sizeof *grown);
        said->stages = grown;
        said->stage_cap = cap;
    }
    const char *name = bl_arena_str(&said->arena, value);
    if (!name) return;
    said->stages[at] = (struct bl_pair){name, stage};
    said->stage_count += at == said->stage_count;
}

/* By its number, unless a header is called like that. */
static const char *column_name(const struct import_data *data, size_t at, struct effects *effects) {
    const char *number = bl_arena_printf(&effects->arena, "%zu", at + 1);
    for (size_t i = 0; data && number && i < data->column_count; i++)
        if (strcmp(data->columns[i].column, number) == 0) return effects_text(effects, data->columns[at].column);
    return number;
}

void said_wish(const struct wizard *w, struct effects *effects, struct import_wish *out) {
    const struct wizard_said *said = &w->said;
    *out = (struct import_wish){
        .delimiter = said->delimiter, .header = said->header, .afresh = said->afresh, .on_conflict = said->on_conflict};
    out->encoding = effects_text(effects, said->encoding);
    out->date_order = effects_text(effects, said->date_order);
    out->preset = effects_text(effects, said->preset);
    out->source = effects_text(effects, said->source);
    out->tag = effects_text(effects, said->tag);
    out->me = effects_text(effects, said->me);
    struct bl_pair *map = bl_arena_array(&effects->arena, said->column_count + 1, sizeof *map);
    struct bl_pair *stages = bl_arena_array(&effects->arena, said->stage_count + 1, sizeof *stages);
    if (!map || !stages) {
        effects->failed = true;
        return;
    }
    for (size_t i = 0; i < said->column_count; i++)
        if (said->columns[i])
            map[out->map.n++] = (struct bl_pair){effects_text(effects, said->columns[i]), column_name(w->data, i, effects)};
    for (size_t i = 0; i < said->stage_count; i++)
        stages[out->stages.n++] =
            (struct bl_pair){effects_text(effects, said->stages[i].name), effects_text(effects, said->stages[i].value)};
    out->map.at = map;
    out->stages.at = stages;
}

void change_toggle(struct app *app, size_t column, struct effects *effects) {
    struct wizard *w = &app->wizard;
    if (!columns_ready(w) || column >= w->data->column_count) return;
    const char *was = w->said.columns[column];
    bool used = w->data->columns[column].field != BL_IF_SKIP;
    if (!used && !was) {
        app_toast(app, false, "nothing says what it is; Enter gives it a field");
        return;
    }
    say_column(w, column, used ? "skip" : NULL);
    wizard_again(app, effects);
}

/* ---- the questions -------------------------------------------------------------------------------------------------------------------------- */

static void option(struct prompt *prompt, const char *word, const char *hint, int64_t value) {
    prompt_option(prompt, word, hint, value, OPTIONS_MAX);
}

/* The fields there are to choose from: what an import calls them, and what they are for. */
static const struct {
    enum bl_import_field field;
    const char *name, *hint;
} fields[] = {{BL_IF_NAME, "name", "the whole name"},
              {BL_IF_FIRST, "first_name", ""},
              {BL_IF_LAST, "last_name", ""},
              {BL_IF_EMAIL, "email", "one or several"},
              {BL_IF_PHONE, "phone", "one or several"},
              {BL_IF_COMPANY, "company", "where they work"},
              {BL_IF_TITLE, "title", "what they do there"},
              {BL_IF_URL, "url", "a profile or a site"},
              {BL_IF_TAGS, "tags", "one or several"},
              {BL_IF_NOTE, "note", "anything that was written about them"},
              {BL_IF_FIRST_CONTACT, "first_contact", "the day you met"},
              {BL_IF_SOURCE, "source", "where you met"},
              {BL_IF_STAGE, "stage", "where they stand; its words are asked about"},
              {BL_IF_MOMENT, "moment", "what has happened between you"}};

static const char *field_name(int64_t field) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if ((int64_t)fields[i].field == field) return fields[i].name;
    return "skip";
}

static void field_options(const struct wizard *w, struct prompt *prompt, size_t at) {
    const struct import_data *data = w->data;
    option(prompt, "not used", "leave the column out", BL_IF_SKIP);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *holder = NULL;
        for (size_t c = 0; c < data->column_count && !holder; c++)
            if (c != at && data->columns[c].field == fields[i].field) holder = data->columns[c].column;
        const char *hint = holder ? bl_arena_printf(&prompt->arena, "now “%.30s”", holder) : fields[i].hint;
        option(prompt, field_word(fields[i].field), hint, fields[i].field);
        if (data->columns[at].field == fields[i].field) prompt->choice.at = (int)prompt->option_count - 1;
    }
    option(prompt, "a field of its own", "kept under a name you give it", BL_IF_CUSTOM);
    option(prompt, "as guessed", "what was said is forgotten", AS_GUESSED);
}

static const char *const encodings[] = {"utf-8",        "utf-16le", "utf-16be",  "windows-1252", "iso-8859-1", "windows-1250",
                                        "windows-1251", "koi8-r",   "macintosh", "cp850",        "shift_jis",  "gbk"};
static const char delimiters[] = ",;\t|";
static const char *const orders[] = {"dmy", "mdy", "ymd"};

static void stage_options(struct prompt *prompt, const struct meaning_value *value) {
    const char *answer = value->answer;
    int guess = value->guess;
    option(prompt, "none", "it says nothing about where they stand", NO_STAGE);
    for (int i = 1; i <= bl_track_ranks(BL_STAGE); i++) {
        option(prompt, bl_track_label(BL_STAGE, i), bl_track_meaning(BL_STAGE, i), i);
        bool this = answer ? strcmp(answer, bl_track_name(BL_STAGE, i)) == 0 : guess == i;
        if (this) prompt->choice.at = (int)prompt->option_count - 1;
    }
    static const char *const ends[] = {[BL_LOST] = "chose otherwise, or not to choose",
                                       [BL_DISQUALIFIED] = "we cannot bring them the result",
                                       [BL_CHURNED] = "was a customer, and stopped"};
    for (int side = BL_LOST; side <= BL_CHURNED; side++) {
        option(prompt, bl_status_name(side), ends[side], SIDE + side);
        if (answer && strcmp(answer, bl_status_name(side)) == 0) prompt->choice.at = (int)prompt->option_count - 1;
    }
    if (answer && value->said == BL_NO_DAY) option(prompt, "not answered", "the question stands again", AS_GUESSED);
}

static void setting_options(const struct wizard *w, struct prompt *prompt, enum wizard_item item) {
    option(prompt, "as guessed", "from the file itself", AS_GUESSED);
    for (int i = 0; item == ITEM_ENCODING && i < (int)(sizeof encodings / sizeof *encodings); i++) option(prompt, encodings[i], "", i);
    for (int i = 0; item == ITEM_DELIMITER && i < 4; i++) option(prompt, delimiter_word(delimiters[i]), "", i);
    const struct bl_pairs presets = item == ITEM_PRESET && w->data ? w->data->presets : (struct bl_pairs){0};
    if (item == ITEM_PRESET) option(prompt, "nobody's", "a table by what its headers say", NO_PRESET);
    for (size_t i = 0; i < presets.n; i++) option(prompt, presets.at[i].name, "", (int)i);
    for (int i = 0; item == ITEM_DATES && i < 3; i++) option(prompt, orders[i], order_words(orders[i]), i);
}

static struct prompt *begin(struct app *app, enum prompt_kind kind, struct meaning_line line, const char *about) {
    struct prompt *prompt = &app->prompt;
    if (app_top(app) == LAYER_PROMPT) app_pop(app);
    prompt_close(prompt);
    prompt->kind = kind;
    prompt->item = line.item;
    prompt->item_at = line.at;
    prompt->about = about ? bl_arena_str(&prompt->arena, about) : NULL;
    return prompt;
}

static void ask_word(struct app *app, struct meaning_line line, const char *about, const char *text) {
    struct prompt *prompt = begin(app, PROMPT_MEANS_WORD, line, about);
    if (text) field_set(&prompt->fields[0], text);
    app_push(app, LAYER_PROMPT);
}

static void ask_header(struct app *app, struct meaning_line line) {
    int64_t header = app->wizard.said.header;
    char text[24] = "none";
    if (header > 0) snprintf(text, sizeof text, "%lld", (long long)header);
    ask_word(app, line, "the line with the names of the columns, or none; empty: as guessed", header ? text : NULL);
}

void change_open(struct app *app, struct meaning_line line, struct effects *effects) {
    static const char *const abouts[] = {[ITEM_ENCODING] = "how the text is stored",
                                         [ITEM_DELIMITER] = "what parts the columns",
                                         [ITEM_PRESET] = "whose export it is",
                                         [ITEM_DATES] = "how days are written"};
    struct wizard *w = &app->wizard;
    const struct wizard_said *said = &w->said;
    if (line.item == ITEM_SOURCE) ask_word(app, line, "where they come from; empty: as guessed", said->source);
    if (line.item == ITEM_TAG) ask_word(app, line, "a tag for everybody in the file; empty: none", said->tag);
    if (line.item == ITEM_ME) ask_word(app, line, "your own page or name, as the file has it; empty: as guessed", said->me);
    if (line.item == ITEM_HEADER) ask_header(app, line);
    if (line.item == ITEM_AFRESH) {
        w->said.afresh = !w->said.afresh;
        wizard_again(app, effects);
    }
    bool asked = line.item == ITEM_SOURCE || line.item == ITEM_TAG || line.item == ITEM_ME || line.item == ITEM_HEADER;
    if (asked || line.item == ITEM_AFRESH || line.item == ITEM_GO) return;
    if (line.item == ITEM_COLUMN) {
        struct prompt *prompt = begin(app, PROMPT_MEANS, line, w->data->columns[line.at].column);
        field_options(w, prompt, line.at);
    } else if (line.item == ITEM_QUESTION) {
        struct meaning_value value = meaning_value(w, line.at);
        struct prompt *prompt = begin(app, PROMPT_MEANS, line, value.value);
        stage_options(prompt, &value);
    } else
        setting_options(w, begin(app, PROMPT_MEANS, line, abouts[line.item]), line.item);
    app_push(app, LAYER_PROMPT);
}

/* ---- the answers ------------------------------------------------------------------------------------------------------------------------------ */

static void answer_setting(struct wizard *w, enum wizard_item item, int64_t value) {
    struct wizard_said *said = &w->said;
    bool guessed = value == AS_GUESSED;
    if (item == ITEM_ENCODING) said->encoding = guessed ? NULL : encodings[value];
    if (item == ITEM_DATES) said->date_order = guessed ? NULL : orders[value];
    bool named = item == ITEM_PRESET && value >= 0 && w->data && (size_t)value < w->data->presets.n;
    if (item == ITEM_PRESET) said->preset = value == NO_PRESET ? "none" : NULL;
    if (named) said->preset = bl_arena_str(&said->arena, w->data->presets.at[value].value);
    if (item != ITEM_DELIMITER) return;
    said->delimiter = guessed ? '\0' : delimiters[value];
    said->column_count = 0; /* other columns than before */
}

static const char *stage_word(int64_t value) {
    if (value == AS_GUESSED) return NULL;
    if (value >= SIDE) return bl_status_name((int)value - SIDE);
    return value == NO_STAGE ? "none" : bl_track_name(BL_STAGE, (int)value);
}

static void answer_option(struct app *app, const struct prompt *prompt, size_t chosen, struct effects *effects) {
    struct wizard *w = &app->wizard;
    struct meaning_line line = {prompt->item, prompt->item_at};
    int64_t value = prompt->values[chosen];
    if (line.item == ITEM_COLUMN && (!w->data || line.at >= w->data->column_count)) {
        app_pop(app);
        return;
    }
    if (line.item == ITEM_COLUMN && value == BL_IF_CUSTOM) {
        ask_word(app, line, "the name of the field", w->data->columns[line.at].column);
        return;
    }
    if (line.item == ITEM_COLUMN)
        say_column(w, line.at, value == AS_GUESSED ? NULL : field_name(value));
    else if (line.item == ITEM_QUESTION)
        say_stage(&w->said, prompt->about, stage_word(value));
    else
        answer_setting(w, line.item, value);
    app_pop(app);
    wizard_again(app, effects);
}

static bool say_header(struct wizard *w, const char *text, size_t n) {
    int64_t line = 0;
    bool none = (n == 4 && strncmp(text, "none", 4) == 0) || (n == 1 && *text == '0');
    for (size_t i = 0; i < n && !none; i++) {
        if (text[i] < '0' || text[i] > '9' || n > 9) return false;
        line = 10 * line + (text[i] - '0');
    }
    if (n && !none && !line) return false;
    w->said.header = none ? BL_NO_HEADER : line;
    w->said.column_count = 0; /* other columns than before */
    return true;
}

static void answer_word(struct app *app, struct prompt *prompt, struct effects *effects) {
    struct wizard *w = &app->wizard;
    const char *text = bl_buf_text(&prompt->fields[0].text);
    size_t n = strlen(text);
    bl_text_trim(&text, &n);
    if (prompt->item == ITEM_TAG && n && *text == '#') text++, n--;
    if (prompt->item == ITEM_COLUMN && !n) {
        prompt_problem(prompt, "a name is needed; Esc leaves");
        return;
    }
    if (prompt->item == ITEM_HEADER && !say_header(w, text, n)) {
        prompt_problem(prompt, "a line from 1 on, or none");
        return;
    }
    const char *word = n ? bl_arena_copy(&w->said.arena, text, n) : NULL;
    if (prompt->item == ITEM_SOURCE) w->said.source = word;
    if (prompt->item == ITEM_TAG) w->said.tag = word;
    if (prompt->item == ITEM_ME) w->said.me = word;
    if (prompt->item == ITEM_COLUMN && word) say_column(w, prompt->item_at, bl_arena_printf(&w->said.arena, "custom.%s", word));
    app_pop(app);
    wizard_again(app, effects);
}

void import_answered(struct app *app, size_t chosen, struct effects *effects) {
    struct prompt *prompt = &app->prompt;
    if (prompt->kind == PROMPT_MEANS_WORD)
        answer_word(app, prompt, effects);
    else if (chosen != SIZE_MAX)
        answer_option(app, prompt, chosen, effects);
    else
        prompt_problem(prompt, "none of these; Esc leaves");
}
