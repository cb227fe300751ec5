/* Numbers of a page that can be entered: see spots.h. A cursor that knows only what was drawn can never stand on something that is not there. */
#include "tui/screen/spots.h"

#include <stdarg.h>
#include <stdlib.h>

static bool note(struct pen *pen, int col, int width) {
    struct spots *spots = pen->spots;
    if (!spots || width < 1 || spots->n == SPOTS_MAX) return false;
    spots->at[spots->n++] = (struct spot){pen->line, col, width};
    if (spots->n != spots->chosen) return false;
    int row = pen_row(pen);
    if (row >= 0 && row < pen->area.rows) restyle(pen->area, row, col, width, STYLE_REVERSE);
    return true;
}

void spot_filter(struct pen *pen, int col, int width, const char *fmt, ...) {
    va_list ap;
    if (!note(pen, col, width)) return;
    bl_buf_cut(&pen->spots->filter, 0);
    va_start(ap, fmt);
    bl_buf_vaddf(&pen->spots->filter, fmt, ap);
    va_end(ap);
}

void spot_person(struct pen *pen, int col, int width, int64_t id) {
    if (note(pen, col, width)) pen->spots->person = id;
}

void spot_counts(struct pen *pen, int64_t n, const char *one, const char *many) {
    struct spots *spots = pen->spots;
    if (!spots || !spots->n || spots->n != spots->chosen) return;
    spots->counted = n;
    spots->one = one;
    spots->many = many;
}

static int beside(const struct spots *spots, int from, int dx) {
    int to = from + dx;
    bool there = to >= 1 && to <= spots->n && spots->at[to - 1].line == spots->at[from - 1].line;
    return there ? to : from;
}

int spots_step(const struct spots *spots, int from, int dx, int dy, int line) {
    if (from > spots->n) from = spots->n;
    if (from && !dy) return beside(spots, from, dx);
    int at = from ? spots->at[from - 1].line : line - 1, col = from ? spots->at[from - 1].col : 0, best = 0;
    for (int i = 0; i < spots->n; i++) {
        const struct spot *spot = &spots->at[i], *held = best ? &spots->at[best - 1] : NULL;
        if (dy > 0 ? spot->line <= at : spot->line >= at) continue;
        bool nearer = !held || (dy > 0 ? spot->line < held->line : spot->line > held->line);
        if (nearer || (spot->line == held->line && abs(spot->col - col) < abs(held->col - col))) best = i + 1;
    }
    return best || dy < 0 ? best : from;
}
