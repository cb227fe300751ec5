/* Help and palette: the table of actions, narrowed by what is typed. Help shows what holds on the screen below, in the order of the table; the palette shows
 * it best match first. Enter runs the entry there. */
#include "tui/screen/screens.h"

#include <string.h>

enum { PALETTE_ROWS = 10, KEY_COL = 3, TEXT_COL = 16 };
enum { WHOLE_WORD = 20, BEGINNING = 10, EXACT = 20, REAL = 1000 };

int fuzzy_rank(const char *text, const char *typed) {
    int rank = 0, run = 0;
    const char *s = text;
    for (; *typed; typed++) {
        if (*typed == ' ') continue;
        const char *found = s;
        while (*found && lower(*found) != lower(*typed)) found++;
        if (!*found) return -1;
        bool first = found == text || found[-1] == ' ' || found[-1] == '-';
        run = found == s && s != text ? run + 1 : 0;
        rank += 1 + 2 * run + (first ? 4 : 0) + (found == text ? 4 : 0);
        s = found + 1;
    }
    return rank;
}

/* Does a word of the text begin as typed? */
static bool has_word(const char *text, const char *typed) {
    for (const char *s = text; *s; s += strcspn(s, " -"), s += strspn(s, " -"))
        if (begins(s, typed, strlen(typed))) return true;
    return false;
}

/* Letters that only happen to stand in this order go behind words that were meant. */
static int rank_in(const char *text, const char *typed) {
    int rank = fuzzy_rank(text, typed);
    size_t n = strlen(typed);
    if (rank < 0) return rank;
    return rank + (has_word(text, typed) ? WHOLE_WORD : 0) + (begins(text, typed, n) ? BEGINNING : 0) +
           (begins(text, typed, n) && !text[n] ? EXACT : 0);
}

static int best(enum action action, const char *typed) {
    const struct action_row *row = action_row(action);
    int rank = rank_in(row->name, typed), other = rank_in(row->sentence, typed), words = rank_in(row->words, typed);
    if (rank >= 0) rank += 3; /* the name says it best */
    if (words > rank) rank = words;
    if (other > rank) rank = other;
    return rank >= 0 && *row->words ? rank + REAL : rank; /* nobody looks for "one line down" by name */
}

/* Only what works where it was opened: an entry that does nothing there is worse than none. */
static void refill(struct menu *menu, bool ranked) {
    int ranks[ACT_COUNT], n = 0;
    const char *typed = bl_buf_text(&menu->field.text);
    for (int i = 1; i < ACT_COUNT; i++) {
        const struct action_row *row = action_row((enum action)i);
        int rank = best((enum action)i, typed);
        if (!*typed) rank = *row->words != 0; /* what can be done, then moving about */
        if (rank < 0 || !(row->where & (unsigned)menu->where)) continue;
        int at = n++;
        for (; ranked && at > 0 && ranks[at - 1] < rank; at--) {
            ranks[at] = ranks[at - 1];
            menu->found[at] = menu->found[at - 1];
        }
        ranks[at] = rank;
        menu->found[at] = (enum action)i;
    }
    menu->choice = (struct choice){.n = n};
}

void menu_fill_help(struct menu *menu) {
    refill(menu, menu->field.text.len > 0);
}

void menu_fill_palette(struct menu *menu) {
    refill(menu, true);
}

static void open_menu(struct app *app, enum layer layer) {
    enum where where = app_where(app);
    app_push(app, layer);
    field_free(&app->menu.field);
    app->menu = (struct menu){.where = where};
    layer == LAYER_HELP ? menu_fill_help(&app->menu) : menu_fill_palette(&app->menu);
}

void help_open(struct app *app, struct effects *effects) {
    (void)effects;
    open_menu(app, LAYER_HELP);
}

void palette_open(struct app *app, struct effects *effects) {
    (void)effects;
    open_menu(app, LAYER_PALETTE);
}

static int height_of(const struct app *app) {
    return app_top(app) == LAYER_HELP ? app_body_rows(app) - 2 : PALETTE_ROWS;
}

bool menu_act(struct app *app, enum action action, struct effects *effects) {
    struct menu *menu = &app->menu;
    static const int keys[ACT_COUNT] = {
        [ACT_MENU_UP] = KEY_UP_, [ACT_MENU_DOWN] = KEY_DOWN_, [ACT_PAGE_UP] = KEY_PGUP_, [ACT_PAGE_DOWN] = KEY_PGDN_};
    if (keys[action]) {
        choice_key(&menu->choice, keys[action], height_of(app));
        return true;
    }
    if (action != ACT_RUN) return false;
    if (menu->choice.at >= menu->choice.n) return true;
    enum action chosen = menu->found[menu->choice.at];
    app_pop(app);
    app_run(app, chosen, effects);
    return true;
}

void menu_type(struct app *app, int key, const char *text, size_t n, struct effects *effects) {
    struct menu *menu = &app->menu;
    (void)effects;
    if (key)
        field_key(&menu->field, key);
    else
        field_insert(&menu->field, text, n);
    app_top(app) == LAYER_HELP ? menu_fill_help(menu) : menu_fill_palette(menu);
}

/* All keys of an action: "↑ k". */
static void keys_of(const struct app *app, enum action action, struct bl_buf *out) {
    for (int i = 0; i < KEYS_PER_ACTION && app->keys.keys[action][i]; i++) {
        char label[16];
        if (i) bl_buf_chr(out, ' ');
        bl_buf_str(out, key_label(app->keys.keys[action][i], app->unicode, label));
    }
}

static void draw_rows(const struct app *app, struct area area) {
    const struct menu *menu = &app->menu;
    struct choice choice = menu->choice;
    choice_clamp(&choice, menu->choice.n, area.rows);
    if (!choice.n) put(area, 0, KEY_COL, STYLE(ROLE_DIM), "no such action");
    for (int row = 0; row < area.rows && choice.top + row < choice.n; row++) {
        enum action action = menu->found[choice.top + row];
        bool here = choice.top + row == choice.at;
        BL_AUTO(bl_buf) struct bl_buf keys = {0};
        keys_of(app, action, &keys);
        put(area, row, 1, STYLE(ROLE_KEY), here ? "▌" : " ");
        put_in(area, row, KEY_COL, TEXT_COL - KEY_COL - 1, false, STYLE(ROLE_KEY), bl_buf_text(&keys));
        put(area, row, TEXT_COL, STYLE(ROLE_TEXT), action_row(action)->sentence);
        if (here) restyle(area, row, 0, area.cols, STYLE_REVERSE);
    }
}

static void draw_field(const struct app *app, struct area area, const char *what) {
    struct field field = app->menu.field;
    if (!field.text.len) put(area, 0, 3, STYLE(ROLE_DIM), what);
    put(area, 0, 1, STYLE(ROLE_KEY), "/");
    field_draw(&field, area_sub(area, 0, 3, 1, field.text.len ? area.cols - 4 : 1), true, NULL, NULL);
}

void help_view(const struct app *app, struct area all) {
    static const struct {
        unsigned where;
        const char *title;
    } titles[] = {{W_HOME, "Bowtie"},
                  {W_PEOPLE, "People"},
                  {W_PERSON | W_ENTRIES, "a person's page"},
                  {W_HISTORY, "History"},
                  {W_TODAY, "Today"},
                  {W_MAP, "Map"},
                  {W_FINISHED, "Past reviews"},
                  {W_REVIEW | W_DECIDE, "Review"},
                  {W_DUPES, "Duplicates"},
                  {W_WIZARD, "Import"}};
    const char *name = NULL;
    for (size_t i = 0; !name && i < sizeof titles / sizeof *titles; i++)
        if ((unsigned)app->menu.where & titles[i].where) name = titles[i].title;
    if (!name) name = app->depth > 1 && app->stack[app->depth - 2] == LAYER_FINISHED ? "Past reviews" : "Review"; /* W_BOOK is in both */
    BL_AUTO(bl_buf) struct bl_buf title = {0};
    bl_buf_addf(&title, "Help: %s", name);
    struct area body = app_frame(app, all, bl_buf_text(&title), "type to search");
    draw_field(app, body, "type to search; enter runs the entry");
    draw_rows(app, area_sub(body, body.rows > 4 ? 2 : 1, 0, body.rows, body.cols));
}

void palette_view(const struct app *app, struct area all) {
    struct area inside = app_panel(app, all, PALETTE_ROWS + 1, "what would you like to do?", NULL);
    draw_field(app, inside, "a few letters of it");
    draw_rows(app, area_sub(inside, 1, 0, inside.rows, inside.cols));
}
