/* The bowtie. Half heights are worked out in eighths of a row above the axis, which runs through the middle of an odd number of rows; a column is filled from
 * the axis to its height both ways. The upper edge is an eighth block, the lower one the block that completes it in reverse video. Between the
 * middles of the states the height follows a monotone cubic (Fritsch and Carlson): smooth, and never higher than the higher of its neighbours,
 * so no count is drawn that is not there. A spline without that property shows humps between equal counts; straight lines show corners.
 * Square roots are taken here by Newton's steps: libm would be a library for one function. */
#include "tui/kit/widgets.h"

#include <stdlib.h>
#include <string.h>

enum { STATES_MAX = 16, FLAT_COLS = 40, FLAT_ROWS = 4, KNOT_LEAST = 4, SOME_LEAST = 2, BAND_LEAST = 12, BAND_COLS = 14 };

static const char *const lower[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
/* ASCII: how much of the cell is filled, for an upper and for a lower edge, in eighths. */
static const char ascii_upper[] = "  ..oo###", ascii_lower[] = "  ''\"\"###";

unsigned char state_role(int i, int n) {
    static const unsigned char six[] = {0, 1, 2, 4, 5, 6}, eight[] = {0, 1, 2, 3, 4, 5, 5, 6};
    if (i < 0 || i >= n) return ROLE_DIM;
    int step = n == 6 ? six[i] : n == 8 ? eight[i] : i < 7 ? i : 6;
    return (unsigned char)(ROLE_STAGE1 + step);
}

void bowtie_span(int cols, int n, int i, int *col, int *width) {
    int from = n > 0 ? (int)((int64_t)cols * i / n) : 0, to = n > 0 ? (int)((int64_t)cols * (i + 1) / n) : 0;
    *col = from;
    *width = to - from;
}

static double root(double x) {
    if (x <= 0) return 0;
    double y = x > 1 ? x : 1;
    for (int i = 0; i < 64; i++) y = (y + x / y) / 2;
    return y;
}

/* What the drawing knows: half heights at the middles of the states, in eighths, and the slopes there. */
struct shape {
    int n, cols, knot, selected;
    double at[STATES_MAX], half[STATES_MAX], slope[STATES_MAX];
    bool some[STATES_MAX];
};

static void set_slopes(struct shape *shape) {
    int last = shape->n - 1;
    double step[STATES_MAX] = {0};
    for (int i = 0; i < last; i++) step[i] = (shape->half[i + 1] - shape->half[i]) / (shape->at[i + 1] - shape->at[i]);
    for (int i = 1; i < last; i++) { /* harmonic mean; level where the direction changes */
        bool turns = step[i - 1] * step[i] <= 0;
        shape->slope[i] = turns ? 0 : 2 * step[i - 1] * step[i] / (step[i - 1] + step[i]);
    }
}

static struct shape shape_of(const struct bowtie *bowtie, int cols, int rows) {
    struct shape shape = {.n = bowtie->n, .cols = cols, .knot = bowtie->knot, .selected = bowtie->selected};
    int64_t max = 0;
    for (int i = 0; i < shape.n; i++) max = bowtie->counts[i] > max ? bowtie->counts[i] : max;
    double full = rows * 4.0;
    for (int i = 0; i < shape.n; i++) {
        int col = 0, width = 0;
        bowtie_span(cols, shape.n, i, &col, &width);
        shape.at[i] = col + width / 2.0;
        shape.some[i] = bowtie->counts[i] > 0;
        double half = shape.some[i] ? full * root((double)bowtie->counts[i] / (double)max) : 0;
        double least = i == shape.knot ? KNOT_LEAST : shape.some[i] ? SOME_LEAST : 0;
        shape.half[i] = half < least ? least : half;
    }
    set_slopes(&shape);
    return shape;
}

/* Half height at x: level before the first middle and after the last one. */
static double half_at(const struct shape *shape, double x) {
    int i = 0;
    if (x <= shape->at[0]) return shape->half[0];
    if (x >= shape->at[shape->n - 1]) return shape->half[shape->n - 1];
    while (x > shape->at[i + 1]) i++;
    double width = shape->at[i + 1] - shape->at[i], t = (x - shape->at[i]) / width, s = 1 - t;
    double p0 = shape->half[i], p1 = shape->half[i + 1], m0 = shape->slope[i] * width, m1 = shape->slope[i + 1] * width;
    return s * s * (1 + 2 * t) * p0 + t * t * (3 - 2 * t) * p1 + s * s * t * m0 - t * t * s * m1;
}

/* One cell whose first `top` eighths are empty and which is filled down to `bottom` eighths. */
static void edge_cell(struct area area, int row, int col, struct style style, int top, int bottom) {
    bool unicode = area.surface->unicode;
    char ascii[2] = {'#', '\0'};
    if (top <= 0 && bottom >= 8) {
        put(area, row, col, style, "█");
    } else if (bottom >= 8) {
        ascii[0] = ascii_upper[8 - top];
        put(area, row, col, style, unicode ? lower[8 - top] : ascii);
    } else if (top <= 0) {
        ascii[0] = ascii_lower[bottom];
        style.flags ^= unicode ? STYLE_REVERSE : 0;
        put(area, row, col, style, unicode ? lower[8 - bottom] : ascii);
    } else { /* thinner than a row: a line through the axis */
        put(area, row, col, style, bottom - top >= 2 * SOME_LEAST ? "━" : "─");
    }
}

/* The column of half height h about the axis. */
static void draw_column(struct area area, int col, struct style style, int h) {
    int axis = area.rows * 4, from = axis - h, to = axis + h;
    if (h < 1) {
        put(area, area.rows / 2, col, STYLE(ROLE_DIM), "─");
        return;
    }
    for (int row = from / 8; row * 8 < to && row < area.rows; row++) edge_cell(area, row, col, style, from - row * 8, to - row * 8);
}

/* The selected state: faint dotted sides where the silhouette leaves room, as if a light stood on it. */
static void draw_selected(struct area area, const struct shape *shape) {
    int col = 0, width = 0;
    if (shape->selected < 0 || shape->selected >= shape->n) return;
    bowtie_span(shape->cols, shape->n, shape->selected, &col, &width);
    int sides[] = {col, col + width - 1};
    for (int i = 0; i < 2; i++) {
        int h = (int)(half_at(shape, sides[i] + 0.5) + 0.5), from = area.rows * 4 - h, to = area.rows * 4 + h;
        for (int row = 0; row < area.rows; row++) {
            bool free_above = row * 8 + 8 <= from, free_below = row * 8 >= to;
            if (free_above || free_below) put(area, row, sides[i], STYLE(ROLE_DIM), "┊");
        }
    }
}

/* A mark cut into the full cells of a column. */
static void engrave(struct area area, const struct shape *shape, int col, struct style style, const char *mark) {
    int h = (int)(half_at(shape, col + 0.5) + 0.5), from = area.rows * 4 - h, to = area.rows * 4 + h;
    for (int row = (from + 7) / 8; (row + 1) * 8 <= to; row++) put(area, row, col, style, mark);
}

/* The knot: a stone in the middle, and where it is thick enough a band about it. */
static void draw_knot(struct area area, const struct shape *shape, struct style style) {
    int from = 0, width = 0;
    bowtie_span(shape->cols, shape->n, shape->knot, &from, &width);
    int centre = from + width / 2, reach = 1 + width / 10;
    bool unicode = area.surface->unicode;
    if (half_at(shape, centre + 0.5) >= BAND_LEAST && width >= BAND_COLS) {
        engrave(area, shape, centre - reach - 1, style, unicode ? "▉" : "[");
        engrave(area, shape, centre + reach, style, unicode ? "▉" : "]");
    }
    style.flags ^= unicode ? STYLE_REVERSE : 0;
    put(area, area.rows / 2, centre, style, unicode ? "◆" : "@");
}

static void draw_shape(struct area area, const struct shape *shape) {
    for (int i = 0; i < shape->n; i++) {
        int from = 0, width = 0;
        bowtie_span(shape->cols, shape->n, i, &from, &width);
        struct style style = STYLE(state_role(i, shape->n));
        for (int col = from; col < from + width; col++) draw_column(area, col, style, (int)(half_at(shape, col + 0.5) + 0.5));
        if (i + 1 < shape->n)
            engrave(area, shape, from + width - 1, style, area.surface->unicode ? "▉" : "|"); /* states part without colour, too */
        if (i == shape->knot) draw_knot(area, shape, style);
    }
}

/* A bow tie to come: dots where it will be, every other cell. */
static void draw_ghost(struct area area, const struct shape *shape) {
    for (int i = 0; i < shape->n; i++) {
        int from = 0, width = 0;
        bowtie_span(shape->cols, shape->n, i, &from, &width);
        for (int col = from; col < from + width; col++) {
            int reach = ((int)(half_at(shape, col + 0.5) + 0.5) + 4) / 8, middle = area.rows / 2;
            for (int row = middle - reach; row <= middle + reach; row++) {
                if ((row + col) % 2 == 0) put(area, row, col, STYLE(state_role(i, shape->n)), "·");
            }
        }
    }
}

/* A window too flat or too narrow for a silhouette: one upright bar for each state. */
static void draw_bars(struct area area, const struct bowtie *bowtie) {
    int64_t max = 1;
    for (int i = 0; i < bowtie->n; i++) max = bowtie->counts[i] > max ? bowtie->counts[i] : max;
    for (int i = 0; i < bowtie->n; i++) {
        int from = 0, width = 0;
        bowtie_span(area.cols, bowtie->n, i, &from, &width);
        int full = area.rows * 8, least = bowtie->counts[i] > 0 || i == bowtie->knot ? 1 : 0;
        int high = bowtie->counts[i] > 0 ? (int)(full * root((double)bowtie->counts[i] / (double)max) + 0.5) : 0;
        struct style style = STYLE_OF(state_role(i, bowtie->n), i == bowtie->selected ? STYLE_BOLD : 0);
        if (high < least) high = least;
        for (int col = from; col < from + width - (width > 1); col++) {
            for (int row = area.rows - 1, rest = high; row >= 0 && rest > 0; row--, rest -= 8)
                put(area, row, col, style, lower[rest < 8 ? rest : 8]);
        }
    }
}

void bowtie_draw(struct area area, const struct bowtie *bowtie) {
    if (area.rows < 1 || area.cols < 1 || bowtie->n < 1 || bowtie->n > STATES_MAX) return;
    if (area.rows < FLAT_ROWS || area.cols < FLAT_COLS) {
        draw_bars(area, bowtie);
        return;
    }
    struct area odd = area_sub(area, 0, 0, area.rows - (area.rows % 2 == 0), area.cols);
    struct shape shape = shape_of(bowtie, odd.cols, odd.rows);
    if (bowtie->ghost) {
        draw_ghost(odd, &shape);
        return;
    }
    draw_selected(odd, &shape);
    draw_shape(odd, &shape);
}
