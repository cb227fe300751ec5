/* A person's way along a track: ●──14 d──●──21 d──◉ 19 d ┄┄○┄┄○ and the names under it. Where one has been is full, where one passed without stopping is
 * small, what is to come is hollow and its line broken: it reads without colour. */
#include "tui/kit/widgets.h"

#include "bowline/text.h"

#include <stdio.h>
#include <string.h>

enum { NAMED_LEAST = 9, END_CELLS = 8 };

/* What is said on the line after a node: the days there, or those of the side state that it ended in; "" where neither fits. */
static void words_of(char out[48], int days, int status, int room) {
    char word[24] = "", spent[16] = "";
    if (status != BL_ACTIVE) (void)snprintf(word, sizeof word, " %s", bl_status_name(status));
    if (days >= 0) (void)snprintf(spent, sizeof spent, " %d d", days);
    (void)snprintf(out, 48, "%s%s ", word, spent);
    if ((int)strlen(out) > room) (void)snprintf(out, 48, "%s ", word[0] != '\0' ? word : spent);
    if ((int)strlen(out) > room || out[1] == '\0') out[0] = '\0';
}

/* Between this node and the next: a line, whole and in its colour where the way was gone, with words in it. */
static void draw_stretch(struct area area, int row, int col, int width, struct style style, const char *words) {
    int n = (int)strlen(words);
    bool gone = style.role != ROLE_DIM;
    for (int i = 0; i < width; i++) put(area, row, col + i, style, gone ? "─" : "┄");
    put(area, row, col + (gone ? (width - n) / 2 : 0), STYLE(ROLE_DIM), words);
}

static const char *node_of(int rank, int at, bool visited, int status) {
    if (rank == at) return status == BL_ACTIVE ? "◉" : status == BL_PARKED ? "◍" : "◎";
    return rank > at ? "○" : visited ? "●" : "◦";
}

/* The name of where the person is stands whole, even when that means further left. */
static void draw_now(struct area area, int row, int col, struct style style, const char *label) {
    int cells = bl_text_cells(label);
    if (col + cells > area.cols) col = area.cols > cells ? area.cols - cells : 0;
    put(area, row, col, style, label);
}

void path_draw(struct area area, int row, const struct path *path) {
    /* The last name needs no line after it, so the others share what it leaves; names that would be cut to stumps are left out. */
    int n = bl_track_ranks(path->track), tail = path->at == n ? END_CELLS : bl_text_cells(bl_track_label(path->track, n));
    bool named = area.cols - tail >= (n - 1) * NAMED_LEAST;
    if (area.cols <= n) return;
    if (!named && tail > area.cols / n) tail = 1;
    for (int i = 0; i < n; i++) {
        int col = 0, width = 0;
        bool now = i + 1 == path->at, gone = i + 1 < path->at, last = i + 1 == n;
        bowtie_span(area.cols - tail, n - 1, i, &col, &width);
        if (last) width = tail;
        char words[48] = "";
        const char *label = bl_track_label(path->track, i + 1);
        struct style style = STYLE_OF(gone || now ? state_role(i, n) : ROLE_DIM, now ? STYLE_BOLD : 0);
        if (gone || now)
            words_of(words, now && path->status != BL_ACTIVE ? path->rested : path->days[i], now ? path->status : BL_ACTIVE, width - 1);
        put(area, row, col, style, node_of(i + 1, path->at, path->visited[i], path->status));
        draw_stretch(area, row, col + 1, last ? 0 : width - 1, STYLE(gone ? style.role : ROLE_DIM), words);
        if (now)
            draw_now(area, row + 1, col, style, label);
        else if (named)
            put_in(area, row + 1, col, last ? tail : width - 1, false, style, label);
    }
}
