/* The last row of a screen: keys and what was said last. */
#ifndef BL_TUI_FOOTER_H
#define BL_TUI_FOOTER_H

#include "tui/app.h"
#include "tui/screen/frame.h"

enum { HINTS_MAX = 24 };
struct hints {
    struct frame_hint at[HINTS_MAX];
    char keys[HINTS_MAX][40];
    int n;
};
/* The keys that matter on a screen, in the order of the table. */
void footer_hints(const struct app *app, enum where where, struct hints *hints);
/* What was said last: in the thin line above the keys, where there is one and it fits; else its beginning there and the rest in the row of the keys. Each may be empty. */
struct footer_room {
    int cols;
    bool two; /* there is a line above */
};
void footer_toast(const struct app *app, struct footer_room room, struct bl_buf *above, struct bl_buf *out);

#endif
