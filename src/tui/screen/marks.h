/* Who is marked. */
#ifndef BL_TUI_MARKS_H
#define BL_TUI_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct marks { /* sorted by id; names are kept because a marked person may be out of the window */
    struct mark {
        int64_t id;
        char *name;
    } * at;
    size_t n, cap;
};
bool marks_has(const struct marks *marks, int64_t id);
void marks_toggle(struct marks *marks, int64_t id, const char *name);
void marks_clear(struct marks *marks);

#endif
