/* The frame is the same everywhere, so that the eye finds the way without looking. What does not fit goes from the least needed end: screens keep the
 * open one, keys keep the way to help. A toast stands in the thin line above the keys, and takes their place only where it is too
 * long for that, never that of anything that is read: nothing jumps when it comes or goes. */
#include "tui/screen/frame.h"

#include "bowline/text.h"

static int width_of(const char *text) {
    return text != NULL ? bl_text_cells(text) : 0;
}

/* The open screen is reversed; the others are their key and their name. */
static int draw_tab(struct area row, int col, const struct frame_tab *tab, bool open, bool brief) {
    int begin = col;
    col = put(row, 0, col, STYLE(open ? ROLE_TITLE : ROLE_DIM), " ");
    col = put(row, 0, col, STYLE(open ? ROLE_TITLE : ROLE_KEY), tab->key);
    if (brief && !open) return col;
    col = put(row, 0, col, STYLE(ROLE_TEXT), " ");
    col = put(row, 0, col, STYLE(open ? ROLE_TITLE : ROLE_TEXT), tab->name);
    col = put(row, 0, col, STYLE(ROLE_TEXT), " ");
    if (open) restyle(row, 0, begin, col - begin, STYLE_REVERSE | STYLE_BOLD);
    return col;
}

static void draw_top(struct area row, const struct frame *frame) {
    int right = width_of(frame->right), col = 1, room = row.cols;
    bool named = row.cols >= 30, open = frame->tab >= 0 && frame->tab < frame->tab_count && frame->title == NULL;
    int need = (named ? 9 : 1) + (open ? 0 : 12);
    for (int i = 0; open && i < frame->tab_count; i++) /* every key at least, and what the open one is called */
        need += width_of(frame->tabs[i].key) + (i == frame->tab ? width_of(frame->tabs[i].name) + 3 : 1);
    if (right > 0 && need + right + 2 <= row.cols) {
        put_right(row, 0, row.cols - 1, STYLE(ROLE_DIM), frame->right);
        room = row.cols - right - 3;
    }
    if (named) col = put(row, 0, col, STYLE(ROLE_TITLE), "bowline") + 1;
    if (frame->title != NULL) {
        put_in(row, 0, col + (named ? 1 : 0), room - col - (named ? 1 : 0), false, STYLE(ROLE_TITLE), frame->title);
        return;
    }
    int all = col;
    for (int i = 0; i < frame->tab_count; i++) all += width_of(frame->tabs[i].key) + width_of(frame->tabs[i].name) + 3;
    bool brief = all > room; /* every screen is named by its key at least */
    for (int i = 0; i < frame->tab_count; i++) {
        int wide =
            brief && i != frame->tab ? width_of(frame->tabs[i].key) + 1 : width_of(frame->tabs[i].key) + width_of(frame->tabs[i].name) + 3;
        int kept = i < frame->tab ? width_of(frame->tabs[frame->tab].key) + width_of(frame->tabs[frame->tab].name) + 3 : 0;
        if (col + wide + kept > room && i != frame->tab) continue;
        col = draw_tab(row, col, &frame->tabs[i], i == frame->tab, brief);
    }
}

static int hint_width(const struct frame_hint *hint) {
    int words = width_of(hint->words);
    return width_of(hint->key) + (words > 0 ? words + 1 : 0);
}

static int draw_hint(struct area row, int col, const struct frame_hint *hint) {
    col = put(row, 0, col, STYLE(ROLE_KEY), hint->key);
    if (width_of(hint->words) > 0) col = put(row, 0, col + 1, STYLE(ROLE_DIM), hint->words);
    return col;
}

/* The last key at the right end of the line; where it begins. */
static int draw_last(struct area row, const struct frame *frame) {
    if (frame->hint_count < 1) return row.cols;
    const struct frame_hint *last = &frame->hints[frame->hint_count - 1];
    int from = row.cols - 1 - hint_width(last);
    if (from < 1) from = 0;
    draw_hint(row, from, last);
    return from;
}

static void draw_bottom(struct area row, const struct frame *frame) {
    int end = draw_last(row, frame), col = 1;
    if (frame->toast != NULL) {
        put_in(row, 0, 1, end - 3, false, STYLE(frame->toast_warn ? ROLE_WARN : ROLE_TOAST), frame->toast);
        return;
    }
    for (int i = 0; i + 1 < frame->hint_count; i++) {
        int need = hint_width(&frame->hints[i]);
        if (col + need + 2 > end) break;
        col = draw_hint(row, col, &frame->hints[i]) + 2;
    }
}

/* In the thin line, which is there on every screen; under five rows, where there is none, in place of the names. */
static void draw_sign(struct area all, const char *sign) {
    struct area row = area_sub(all, all.rows >= 5 ? 1 : 0, 0, 1, all.cols);
    int wide = width_of(sign), room = row.cols - 4;
    if (all.rows < 5) fill(row, STYLE(ROLE_TEXT), " ");
    if (wide > room) wide = room;
    if (wide < 1) return;
    put(row, 0, 1, STYLE(ROLE_TEXT), " ");
    put_in(row, 0, 2, wide, false, STYLE_OF(ROLE_WARN, STYLE_BOLD), sign);
    put(row, 0, 2 + wide, STYLE(ROLE_TEXT), " ");
}

void frame_view(struct area all, const struct frame *frame, struct area *body) {
    int rows = all.rows, top = rows >= 2 ? 1 : 0, bottom = rows >= 3 ? 1 : 0;
    if (top > 0) draw_top(area_sub(all, 0, 0, 1, all.cols), frame);
    if (bottom > 0) draw_bottom(area_sub(all, rows - 1, 0, 1, all.cols), frame);
    if (rows >= 5) {
        hline(all, top++, STYLE(ROLE_LINE));
        if (frame->rule) hline(all, rows - 1 - bottom++, STYLE(ROLE_LINE));
        if (frame->rule && frame->toast_above != NULL) {
            struct area above = area_sub(all, rows - 2, 0, 1, all.cols);
            if (frame->toast != NULL) fill(above, STYLE(ROLE_TEXT), " ");
            put(above, 0, 0, STYLE(ROLE_TEXT), " ");
            int end = put_in(above, 0, 1, all.cols - 2, false, STYLE(frame->toast_warn ? ROLE_WARN : ROLE_TOAST), frame->toast_above);
            put(above, 0, end, STYLE(ROLE_TEXT), " ");
        }
    }
    if (frame->sign && top > 0) draw_sign(all, frame->sign);
    *body = area_sub(all, top, 0, rows - top - bottom, all.cols);
}
