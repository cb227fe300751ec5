/* Who is marked: a sorted list of ids with their names, kept across filters, so that one can gather people from several lists. */
#include "tui/screen/screens.h"

#include <stdlib.h>
#include <string.h>

static size_t place(const struct marks *marks, int64_t id) {
    size_t lo = 0, hi = marks->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (marks->at[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool marks_has(const struct marks *marks, int64_t id) {
    size_t at = place(marks, id);
    return at < marks->n && marks->at[at].id == id;
}

void marks_toggle(struct marks *marks, int64_t id, const char *name) {
    size_t at = place(marks, id);
    if (at < marks->n && marks->at[at].id == id) {
        free(marks->at[at].name);
        marks->n--;
        memmove(marks->at + at, marks->at + at + 1, (marks->n - at) * sizeof *marks->at);
        return;
    }
    if (marks->n == marks->cap) {
        size_t cap = marks->cap ? 2 * marks->cap : 16;
        struct mark *grown = realloc(marks->at, cap * sizeof *grown);
        if (!grown) return;
        marks->at = grown;
        marks->cap = cap;
    }
    char *copy = strdup(name);
    if (!copy) return;
    memmove(marks->at + at + 1, marks->at + at, (marks->n - at) * sizeof *marks->at);
    marks->at[at] = (struct mark){id, copy};
    marks->n++;
}

void marks_clear(struct marks *marks) {
    for (size_t i = 0; i < marks->n; i++) free(marks->at[i].name);
    free(marks->at);
    *marks = (struct marks){0};
}
