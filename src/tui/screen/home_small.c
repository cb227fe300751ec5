/* Home where the picture has no room, and where there is nobody to draw yet. */
#include "tui/screen/home_parts.h"

#include "bowline/text.h"

#include <string.h>

/* Every number as a line: the ranks with a bar, the side states, what asks for action. */
static int entries_of(const struct home *home, int spots[HOME_ASKS_END]) {
    int n = 0;
    for (int rank = 1; rank <= home_ranks(home->lens); rank++) spots[n++] = rank;
    for (int side = BL_PARKED; side <= BL_CHURNED; side++) spots[n++] = bl_review_side(home->lens, side);
    for (int spot = HOME_OVERDUE; spot < HOME_ASKS_END; spot++) {
        if (home_ask_count(&home->asks, spot) > 0) spots[n++] = spot;
    }
    return n;
}

static void draw_rank(struct area row, const struct home *home, int rank, int64_t max) {
    char count[24];
    int form = row.cols >= 30 ? 0 : row.cols >= 16 ? 1 : 2, word = form == 0 ? 12 : form == 1 ? 8 : 4, ranks = home_ranks(home->lens);
    struct style style = STYLE_OF(state_role(rank - 1, ranks), rank - 1 == home_knot(home->lens) ? STYLE_BOLD : 0);
    put_in(row, 0, 0, word, false, style, home_word(home->lens, rank, form));
    if (home->loading) return;
    (void)put_right(row, 0, row.cols, STYLE(home->states[rank].close > 0 ? ROLE_TITLE : ROLE_DIM),
                    home_count(home->states[rank].close, 5, count));
    bar(row, 0, word, row.cols - word - 6, style, home->states[rank].close, max);
}

static void draw_other(struct area row, const struct home *home, int spot) {
    char count[24];
    if (home->loading) return;
    if (spot >= HOME_OVERDUE) {
        int64_t n = home_ask_count(&home->asks, spot);
        struct style style = STYLE(spot == HOME_OVERDUE ? ROLE_WARN : ROLE_TEXT);
        int col = put(row, 0, 0, style, home_count(n, 5, count)), room = row.cols - col - 1;
        put_in(row, 0, col + 1, room, false, style, home_ask_words(spot, n, bl_text_cells(home_ask_words(spot, n, 0)) > room));
        return;
    }
    for (int side = BL_PARKED; side <= BL_CHURNED; side++) {
        if (bl_review_side(home->lens, side) != spot) continue;
        put_right(row, 0, row.cols, STYLE(ROLE_DIM), home_count(home->states[spot].close, 5, count));
        put_in(row, 0, 0, row.cols - 6, false, STYLE(ROLE_DIM), bl_status_name(side));
    }
}

void home_list(struct area area, const struct home *home) {
    int spots[HOME_ASKS_END], n = entries_of(home, spots), ranks = home_ranks(home->lens);
    struct area inner = area.cols >= 16 ? area_sub(area, 0, 1, area.rows, -1) : area;
    struct choice choice = {.n = n};
    int64_t max = 0;
    for (int i = 0; i < n; i++) choice.at = spots[i] == home->spot ? i : choice.at;
    for (int rank = 1; rank <= ranks; rank++) max = home->states[rank].close > max ? home->states[rank].close : max;
    if (home->as_of != home->today && inner.rows >= 2) {
        char day[BL_DATE_SIZE];
        putf(inner, 0, 0, STYLE(ROLE_WARN), "as of %s", bl_day_short(home->as_of, home->today, day));
        inner = area_sub(inner, 1, 0, inner.rows, inner.cols);
    }
    choice_clamp(&choice, n, inner.rows);
    for (int i = 0; i < inner.rows && choice.top + i < n; i++) {
        int spot = spots[choice.top + i];
        struct area row = area_sub(inner, i, 0, 1, inner.cols);
        if (spot <= ranks)
            draw_rank(row, home, spot, max);
        else
            draw_other(row, home, spot);
        if (spot == home->spot) restyle(row, 0, 0, row.cols, STYLE_REVERSE);
    }
}

/* ---- nobody yet ---- */

static const char *key_of(const char *label, const char *usual) {
    return label != NULL ? label : usual;
}

struct beginning {
    const char *key, *brief, *words, *more;
};

static void draw_beginnings(struct area area, int top, const struct home *home) {
    const struct beginning list[] = {
        {key_of(home->key_import, "i"), "import", "import a contact list", "a LinkedIn export, or any CSV with names in it"},
        {key_of(home->key_add, "a"), "add", "add a person", "the first one, by hand"},
        {key_of(home->key_log, "c"), "log", "log a conversation", "@maya 40m call yesterday -- stuck on SSO"},
    };
    int whole = 72, words = 26, left = area.cols > whole ? (area.cols - whole) / 2 : 1, key = 4;
    for (int i = 0; i < 3; i++) {
        put(area, top + i, left, STYLE(ROLE_KEY), list[i].key);
        put(area, top + i, left + key, STYLE(ROLE_TEXT), area.cols >= key + words ? list[i].words : list[i].brief);
        if (area.cols >= whole) put(area, top + i, left + key + words - 2, STYLE(ROLE_DIM), list[i].more);
    }
}

static void put_middle(struct area area, int row, struct style style, const char *text) {
    int col = (area.cols - bl_text_cells(text)) / 2;
    put(area, row, col > 1 ? col : area.cols > 20, style, text);
}

/* The bow tie to come, with its names, in faint strokes. */
static void draw_coming(struct area area, const struct home *home) {
    static const int64_t counts[BL_MILESTONES] = {100, 56, 22, 3, 22, 56, 100, 100};
    struct area inner = area_sub(area, 0, 1, area.rows, -1);
    int n = home_ranks(home->lens), names = inner.rows - 1;
    bowtie_draw(area_sub(inner, 0, 0, names, inner.cols),
                &(struct bowtie){.counts = counts, .n = n, .knot = home_knot(home->lens), .selected = -1, .ghost = true});
    home_names(area_sub(inner, names, 0, 1, inner.cols), home);
}

void home_empty(struct area area, const struct home *home) {
    int text = area.rows >= 12 ? 7 : area.rows >= 6 ? 5 : 3, picture = area.rows - text - 2;
    if (home->past) {
        if (area.cols >= HOME_NARROW && area.rows >= 8) draw_coming(area_sub(area, 0, 0, area.rows - 4, area.cols), home);
        put_middle(area, area.rows >= 8 ? area.rows - 3 : area.rows / 2, STYLE(ROLE_TITLE), "Nobody was in your book yet.");
        return;
    }
    if (area.rows < 3) {
        BL_AUTO(bl_buf) struct bl_buf line = {0};
        bl_buf_addf(&line, "%s import %s add %s log", key_of(home->key_import, "i"), key_of(home->key_add, "a"),
                    key_of(home->key_log, "c"));
        put_in(area, 0, area.cols > 21, area.cols, false, STYLE(ROLE_TEXT), bl_buf_text(&line));
        return;
    }
    if (area.cols < HOME_NARROW || picture < 5) picture = 0;
    int tallest = (area.cols / 4) | 1;
    if (picture > tallest) picture = tallest;
    int top = (area.rows - picture - text) / 2;
    if (picture > 0) draw_coming(area_sub(area, top / 2, 0, picture, area.cols), home);
    top += picture;
    if (text > 3)
        put_middle(area, top, STYLE(ROLE_TITLE),
                   area.cols >= 60 ? "Nobody is in your book yet. Three ways to begin:" : "Nobody yet. To begin:");
    draw_beginnings(area, text > 3 ? top + 2 : top, home);
    if (text > 5)
        put_middle(area, top + 6, STYLE(ROLE_DIM),
                   area.cols >= 60 ? "To see a full one first: leave, and run  bowline demo" : "or run: bowline demo");
}
