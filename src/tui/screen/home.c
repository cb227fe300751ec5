/* Home. The picture takes what room there is; under it the numbers stand below their part of it. From the bottom up: what asks for action, the side
 * states, the week, the counts, the names. In a low window the lines go from the least needed on, the picture never below five rows while there is a
 * line to give; in a narrow one words get shorter, and under forty columns all of it becomes a list (home_small.c). Nothing here knows a key but those named
 * by the caller, and nothing moves when a number does. */
#include "tui/screen/home_parts.h"

#include "bowline/text.h"

#include <stdio.h>
#include <string.h>

enum { WORD_SIZE = 80, PICTURE_LEAST = 5, RATES_COLS = 64, WEEKS_COLS = 100 };

/* One line of words, one for each state. */
struct line {
    int n;
    char text[BL_MILESTONES][WORD_SIZE];
    int at[BL_MILESTONES];
};

/* Puts each word under the middle of its state, moving neighbours apart where they would touch; false when the line is too short for that. */
static bool place(struct line *line, int cols) {
    int free = 0;
    for (int i = 0; i < line->n; i++) {
        int col = 0, width = 0, cells = bl_text_cells(line->text[i]);
        bowtie_span(cols, line->n, i, &col, &width);
        int at = col + (width - cells) / 2;
        line->at[i] = at > free ? at : free;
        free = line->at[i] + cells + 1;
    }
    for (int i = line->n - 1, end = cols; i >= 0; i--) {
        int cells = bl_text_cells(line->text[i]);
        if (line->at[i] + cells > end) line->at[i] = end - cells;
        end = line->at[i] - 1;
    }
    return line->at[0] >= 0;
}

void home_names(struct area row, const struct home *home) {
    struct line line = {.n = home_ranks(home->lens)};
    for (int form = 0; form < 6; form++) { /* each length with the knot's marks, then without */
        for (int i = 0; i < line.n; i++) {
            bool marked = i == home_knot(home->lens) && form % 2 == 0;
            (void)snprintf(line.text[i], WORD_SIZE, marked ? "▸%s◂" : "%s", home_word(home->lens, i + 1, form / 2));
        }
        if (place(&line, row.cols)) break;
    }
    for (int i = 0; i < line.n; i++) {
        bool knot = i == home_knot(home->lens), at = home->spot == i + 1;
        struct style style = STYLE_OF(state_role(i, line.n), knot || at ? STYLE_BOLD : 0);
        if (at) style.flags |= STYLE_REVERSE;
        put(row, 0, line.at[i], style, line.text[i]);
    }
}

static void draw_counts(struct area row, const struct home *home) {
    struct line line = {.n = home_ranks(home->lens)};
    for (int i = 0; i < line.n; i++) {
        int col = 0, width = 0;
        char count[24];
        bowtie_span(row.cols, line.n, i, &col, &width);
        (void)snprintf(line.text[i], WORD_SIZE, "%s", home_count(home->states[i + 1].close, width - 1, count));
    }
    (void)place(&line, row.cols);
    for (int i = 0; i < line.n; i++) put(row, 0, line.at[i], STYLE(home->states[i + 1].close > 0 ? ROLE_TITLE : ROLE_DIM), line.text[i]);
}

/* “+14 −6”, “+2”, “−1”, “·”. */
static void week_text(char *out, size_t size, const struct bl_stock *stock, const char *between, int room) {
    char in[32] = "", left[32] = "", count[24];
    if (stock->in > 0) (void)snprintf(in, sizeof in, "+%s", home_count(stock->in, room, count));
    if (stock->out > 0) (void)snprintf(left, sizeof left, "−%s", home_count(stock->out, room, count));
    bool both = stock->in > 0 && stock->out > 0, none = stock->in <= 0 && stock->out <= 0;
    (void)snprintf(out, size, "%s%s%s", none ? "·" : in, both ? between : "", left);
}

/* The first or the second of two numbers that stand together is the selected one: it begins, or it ends, at the sign between them. */
static void mark_half(struct area row, int col, const char *text, const char *sign, bool second) {
    const char *at = strstr(text, sign);
    char first[WORD_SIZE] = "";
    if (at) memcpy(first, text, (size_t)(at - text));
    int before = bl_text_cells(first), cells = bl_text_cells(text);
    if (!at)
        restyle(row, 0, col, cells, STYLE_REVERSE);
    else if (second)
        restyle(row, 0, col + before, cells - before, STYLE_REVERSE);
    else
        restyle(row, 0, col, bl_text_cells(first) - (before > 0 && first[strlen(first) - 1] == ' '), STYLE_REVERSE);
}

static bool week_line(struct line *line, const struct home *home, int cols) {
    int room = cols / line->n >= 13 ? 5 : 3; /* so that two of them part from their neighbours */
    for (int form = 0; form < 2; form++) {
        for (int i = 0; i < line->n; i++) week_text(line->text[i], WORD_SIZE, &home->states[i + 1], form == 0 ? " " : "", room);
        if (place(line, cols)) return true;
    }
    return false;
}

static void draw_week(struct area row, const struct home *home) {
    struct line line = {.n = home_ranks(home->lens)};
    bool fits = week_line(&line, home, row.cols);
    for (int i = 0; fits && i < line.n; i++) {
        bool still = home->states[i + 1].in <= 0 && home->states[i + 1].out <= 0, out = home->spot == HOME_OUT + i + 1;
        put(row, 0, line.at[i], STYLE(still ? ROLE_DIM : ROLE_TEXT), line.text[i]);
        if (out || home->spot == HOME_IN + i + 1) mark_half(row, line.at[i], line.text[i], "−", out);
    }
}

/* “199/412”: went on, of those who came so far. The last state has nothing to go on to. */
static bool reached_line(struct line *line, const struct home *home, int cols) {
    for (int i = 0; i < line->n; i++) {
        char advanced[24], reached[24];
        if (i + 1 < line->n)
            (void)snprintf(line->text[i], WORD_SIZE, "%s/%s", home_count(home->advanced[i], 5, advanced),
                           home_count(home->reached[i], 5, reached));
        else
            (void)snprintf(line->text[i], WORD_SIZE, "·");
    }
    return home->rates && place(line, cols);
}

static void draw_reached(struct area row, const struct home *home) {
    struct line line = {.n = home_ranks(home->lens)};
    bool fits = reached_line(&line, home, row.cols);
    for (int i = 0; fits && i < line.n; i++) {
        put(row, 0, line.at[i], STYLE(i + 1 < line.n && home->reached[i] > 0 ? ROLE_TEXT : ROLE_DIM), line.text[i]);
        int slash = (int)strcspn(line.text[i], "/"), cells = bl_text_cells(line.text[i]);
        if (home->spot == HOME_ADVANCED + i + 1) restyle(row, 0, line.at[i], slash, STYLE_REVERSE);
        if (home->spot == HOME_REACHED + i + 1) restyle(row, 0, line.at[i] + slash + 1, cells - slash - 1, STYLE_REVERSE);
    }
}

static bool stays_line(struct line *line, const struct home *home, int cols) {
    for (int i = 0; i < line->n; i++) {
        char text[24];
        (void)snprintf(line->text[i], WORD_SIZE, "%s", home_stay(&home->time[i], text));
    }
    return home->rates && place(line, cols);
}

static void draw_stays(struct area row, const struct home *home) {
    struct line line = {.n = home_ranks(home->lens)};
    bool fits = stays_line(&line, home, row.cols);
    for (int i = 0; fits && i < line.n; i++) {
        put(row, 0, line.at[i], STYLE(ROLE_DIM), line.text[i]);
        if (home->spot == HOME_STAY + i + 1) restyle(row, 0, line.at[i], bl_text_cells(line.text[i]), STYLE_REVERSE);
    }
}

/* Twelve weeks of each state, each by its own largest: the shape is what is said, the number stands above. */
static void draw_weeks(struct area row, const struct home *home) {
    int n = home_ranks(home->lens);
    for (int i = 0; home->rates && i < n; i++) {
        int col = 0, width = 0;
        bowtie_span(row.cols, n, i, &col, &width);
        if (width < HOME_WEEKS + 1) return;
        sparkline(row, 0, col + (width - HOME_WEEKS) / 2, STYLE(state_role(i, n)), home->weeks[i + 1], HOME_WEEKS);
    }
}

/* What the picture shows and by what measure, above it; in an earlier time, which. */
static void draw_caption(struct area row, const struct home *home, bool wide) {
    static const char *const by[BL_LENSES] = {"people by stage", "people by moment", "people by milestone"};
    static const char *const scales[] = {"height ∝ √people · ± week · advanced/reached · median stay", "height ∝ √people · ± this week",
                                         "height ∝ √people", "∝ √people"};
    static const char *const plain[] = {"height ~ sqrt people, +- week, advanced/reached, median stay",
                                        "height ~ square root of people, +- this week", "height ~ sqrt people", "~ sqrt"};
    BL_AUTO(bl_buf) struct bl_buf said = {0};
    home_sentence(home, &said);
    if (said.len && home->as_of == home->today) {
        put_in(row, 0, 0, row.cols, false, STYLE(ROLE_TITLE), bl_buf_text(&said));
        return;
    }
    int col = put(row, 0, 0, STYLE(ROLE_DIM), by[home->lens]);
    if (home->as_of != home->today) {
        char day[BL_DATE_SIZE];
        col = put(row, 0, col, STYLE(ROLE_DIM), " · ");
        col = putf(row, 0, col, STYLE(ROLE_WARN), "as of %s", bl_day_short(home->as_of, home->today, day));
    }
    for (int i = home->lens == BL_LENS_MILESTONE || !wide; i < 4; i++) {
        const char *scale = (row.surface->unicode ? scales : plain)[i];
        if (bl_text_cells(scale) + col + 2 > row.cols) continue;
        put_right(row, 0, row.cols, STYLE(ROLE_DIM), scale);
        break;
    }
}

/* “ 14” and, in a wide window, “ +2 −1” of its week; gives the cells of both with the word before them. */
enum { SIDE_WEEKS_COLS = 100 };

static int side_text(char count[WORD_SIZE], char week[WORD_SIZE], const struct home *home, int side, int cols) {
    const struct bl_stock *stock = &home->states[bl_review_side(home->lens, side)];
    char number[24];
    week[0] = '\0';
    (void)snprintf(count, WORD_SIZE, " %s", home_count(stock->close, 7, number));
    if (cols >= SIDE_WEEKS_COLS && (stock->in > 0 || stock->out > 0)) {
        week[0] = ' ';
        week_text(week + 1, WORD_SIZE - 1, stock, " ", 5);
    }
    return bl_text_cells(bl_status_name(side)) + bl_text_cells(count) + bl_text_cells(week);
}

/* “parked 14 · lost 31 · …”; what does not fit is left out, from the end or, when the cursor stands there, from the beginning. */
static void draw_sides(struct area row, const struct home *home) {
    char text[WORD_SIZE], week[WORD_SIZE];
    int first = BL_PARKED, col = 0;
    for (int side = BL_PARKED, width = 0; side <= BL_CHURNED; side++) {
        width += side_text(text, week, home, side, row.cols) + (side > first ? 3 : 0);
        if (bl_review_side(home->lens, side) != home->spot) continue;
        for (; first < side && width > row.cols; first++) width -= side_text(text, week, home, first, row.cols) + 3;
    }
    for (int side = first; side <= BL_CHURNED; side++) {
        int spot = bl_review_side(home->lens, side), width = side_text(text, week, home, side, row.cols);
        if (side > first && col + 3 + width > row.cols) break;
        if (side > first) col = put(row, 0, col, STYLE(ROLE_DIM), " · ");
        int begin = col;
        col = put(row, 0, col, STYLE(ROLE_DIM), bl_status_name(side));
        col = put(row, 0, col, STYLE(home->states[spot].close > 0 ? ROLE_TEXT : ROLE_DIM), text);
        if (spot == home->spot) restyle(row, 0, begin, col - begin, STYLE_REVERSE);
        int from = col + 1;
        col = put(row, 0, col, STYLE(ROLE_DIM), week);
        bool out = home->spot == HOME_OUT + spot;
        if (*week && (out || home->spot == HOME_IN + spot)) mark_half(row, from, week + 1, "−", out);
    }
}

enum { ASKS = HOME_ASKS_END - HOME_OVERDUE };

/* The last `brief` of them in short words, so that what presses most keeps its own the longest; beyond that all of them in the shortest. */
static int ask_form(int spot, int brief) {
    return brief > ASKS ? 2 : spot >= HOME_ASKS_END - brief;
}

static int ask_gap(int brief) {
    return brief < ASKS ? 3 : 2;
}

static int asks_width(const struct home *home, int brief) {
    int between = ask_gap(brief), cells = -between;
    char count[24];
    for (int spot = HOME_OVERDUE; spot < HOME_ASKS_END; spot++) {
        int64_t n = home_ask_count(&home->asks, spot);
        if (n > 0)
            cells += bl_text_cells(home_count(n, 7, count)) + 1 + bl_text_cells(home_ask_words(spot, n, ask_form(spot, brief))) + between;
    }
    return cells;
}

static void draw_asks(struct area row, const struct home *home) {
    int brief = 0, col = 0;
    while (brief <= ASKS && asks_width(home, brief) > row.cols) brief++;
    if (asks_width(home, ASKS) < 0) {
        bool idle = home->asks.in_play == 0;
        put_in(row, 0, 0, row.cols, false, STYLE(idle ? ROLE_TEXT : ROLE_GOOD),
               idle ? "Nobody is in play yet: log a talk with those who matter."
                    : "Nothing is due, and everybody in play has a next step.");
    }
    for (int spot = HOME_OVERDUE; spot < HOME_ASKS_END; spot++) {
        char count[24];
        int64_t n = home_ask_count(&home->asks, spot);
        if (n <= 0) continue;
        int begin = col, form = ask_form(spot, brief);
        if (col + bl_text_cells(home_count(n, 7, count)) + 1 + bl_text_cells(home_ask_words(spot, n, form)) > row.cols)
            return; /* no half of one */
        col = put(row, 0, col, STYLE(spot == HOME_OVERDUE ? ROLE_WARN : ROLE_TITLE), count);
        col = put(row, 0, col + 1, STYLE(spot == HOME_OVERDUE ? ROLE_WARN : ROLE_TEXT), home_ask_words(spot, n, form));
        if (spot == home->spot) restyle(row, 0, begin, col - begin, STYLE_REVERSE);
        col += ask_gap(brief);
    }
}

static void draw_picture(struct area area, const struct home *home) {
    int64_t counts[BL_MILESTONES] = {0};
    int n = home_ranks(home->lens);
    for (int i = 0; i < n; i++) counts[i] = home->loading ? 0 : home->states[i + 1].close;
    int selected = home->spot >= 1 && home->spot <= n ? home->spot - 1 : -1;
    bowtie_draw(area, &(struct bowtie){.counts = counts, .n = n, .knot = home_knot(home->lens), .selected = selected});
}

/* Which lines there is room for, and where; −1 = not drawn. The picture has [top, top + height). */
enum extra { DUES, WEEK, SIDES, CAPTION, REACHED, STAYS, WEEKS, EXTRAS };
struct plan {
    bool has[EXTRAS];
    int at[EXTRAS];
    int top, height, names, counts;
};

/* First what must be seen (another day than today, the line the cursor is on), then the rest as long as the picture keeps five rows. */
static void choose(struct plan *plan, const struct home *home, int rows, int cols) {
    int spare = rows - PICTURE_LEAST - 2, must = rows >= 4 ? (rows - 2) / 2 : 0;
    int ranks = home_ranks(home->lens), state = home_spot_state(home->spot);
    bool wanted[EXTRAS] = {[CAPTION] = home->as_of != home->today, [DUES] = home->spot > HOME_STATES && home->spot < HOME_ASKS_END};
    wanted[SIDES] = (home->spot > ranks && home->spot <= HOME_STATES) || state > ranks;
    wanted[WEEK] = state > 0 && state <= ranks && home->spot < HOME_ADVANCED;
    wanted[REACHED] = home->spot >= HOME_ADVANCED && home->spot < HOME_STAY;
    wanted[STAYS] = home->spot >= HOME_STAY;
    for (int i = EXTRAS - 1; i >= 0; i--) {
        if (!wanted[i] || must <= 0) continue;
        plan->has[i] = true;
        spare--;
        must--;
    }
    for (int i = 0; i < EXTRAS; i++) {
        bool rate = i >= REACHED, more = home->lens == BL_LENS_MILESTONE ? i == WEEKS : true;
        if (plan->has[i] || spare <= (i == CAPTION) + 4 * rate || (rate && (!more || cols < RATES_COLS))) continue;
        if (i == WEEKS && (rows < 30 || cols < WEEKS_COLS)) continue;
        plan->has[i] = true;
        spare--;
    }
}

static struct plan plan_of(const struct home *home, int rows, int cols) {
    struct plan plan = {.names = -1};
    int gap = rows >= 13, air = rows >= 30, at = rows, tallest = (cols / 4) | 1; /* taller, it would no longer be a bow tie */
    choose(&plan, home, rows, cols);
    if (plan.has[DUES]) plan.at[DUES] = --at;
    if (plan.has[SIDES]) plan.at[SIDES] = (at -= 1 + air);
    if (plan.has[SIDES]) at -= gap + air;
    for (int i = WEEKS; i >= REACHED; i--)
        if (plan.has[i]) plan.at[i] = --at;
    if (plan.has[WEEK]) plan.at[WEEK] = --at;
    plan.counts = --at;
    if (rows >= 2) plan.names = --at;
    plan.at[CAPTION] = air;
    plan.top = plan.has[CAPTION] ? 1 + 2 * air : 0;
    plan.height = at - air - plan.top;
    if (plan.height > tallest) {
        plan.top += (plan.height - tallest) / 2;
        plan.height = tallest;
    }
    return plan;
}

static void draw_extras(struct area area, const struct home *home, const struct plan *plan) {
    static void (*const draws[EXTRAS])(struct area, const struct home *) = {
        [WEEK] = draw_week, [DUES] = draw_asks, [SIDES] = draw_sides, [REACHED] = draw_reached, [STAYS] = draw_stays, [WEEKS] = draw_weeks};
    if (plan->has[CAPTION]) draw_caption(area_sub(area, plan->at[CAPTION], 0, 1, area.cols), home, plan->has[STAYS]);
    for (int i = 0; i < EXTRAS; i++) {
        if (draws[i] && plan->has[i] && !home->loading) draws[i](area_sub(area, plan->at[i], 0, 1, area.cols), home);
    }
}

unsigned home_shown(const struct home *home, int rows, int cols) {
    struct line line = {.n = home_ranks(home->lens)};
    unsigned shown = 0;
    int width = cols - 2;
    if (cols < HOME_NARROW || home->loading || home->asks.people == 0) return 0;
    struct plan plan = plan_of(home, rows, width);
    if (plan.has[WEEK] && week_line(&line, home, width)) shown |= HOME_HAS_WEEK;
    if (plan.has[REACHED] && reached_line(&line, home, width)) shown |= HOME_HAS_RATES;
    if (plan.has[STAYS] && stays_line(&line, home, width)) shown |= HOME_HAS_STAYS;
    if (plan.has[SIDES] && width >= SIDE_WEEKS_COLS) shown |= HOME_HAS_SIDE_WEEKS;
    return shown;
}

void home_view(struct area area, const struct home *home) {
    if (area.rows < 1 || area.cols < 1) return;
    if (!home->loading && home->asks.people == 0) {
        home_empty(area, home);
        return;
    }
    if (area.cols < HOME_NARROW) {
        home_list(area, home);
        return;
    }
    struct area inner = area_sub(area, 0, 1, area.rows, -1);
    struct plan plan = plan_of(home, inner.rows, inner.cols);
    if (plan.height > 0) draw_picture(area_sub(inner, plan.top, 0, plan.height, inner.cols), home);
    if (plan.names >= 0) home_names(area_sub(inner, plan.names, 0, 1, inner.cols), home);
    if (!home->loading) draw_counts(area_sub(inner, plan.counts, 0, 1, inner.cols), home);
    draw_extras(inner, home, &plan);
}
