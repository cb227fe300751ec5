/* Goldens of screens: the text of the grid and, under it, the layer of roles (letters in src/tui/kit/surface.c). One file may hold several pictures.
 * A difference is shown line by line; BLESS=1 writes what was drawn instead. Tests run in the root of the tree. */
#ifndef TESTS_SCREENS_GOLDEN_H
#define TESTS_SCREENS_GOLDEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bowline/memory.h"
#include "tui/kit/surface.h"

enum { GOLDEN_SHOWN = 24 };

/* Adds a picture under a title, with its roles when asked for. */
static inline void golden_add(struct bl_buf *out, const char *title, const struct surface *surface, bool roles) {
    bl_buf_addf(out, "==== %s\n", title);
    surface_text(surface, out);
    if (!roles) return;
    bl_buf_addf(out, "---- roles of %s\n", title);
    surface_roles(surface, out);
}

static inline bool golden_read(const char *path, struct bl_buf *out) {
    char part[4096];
    FILE *file = fopen(path, "rb");
    if (file == NULL) return false;
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;) bl_buf_add(out, part, n);
    return fclose(file) == 0;
}

static inline void golden_write(const char *path, const struct bl_buf *got) {
    FILE *file = fopen(path, "wb");
    if (file == NULL) fail_msg("cannot write %s (tests run in the root of the tree)", path);
    if (fwrite(bl_buf_text(got), 1, got->len, file) != got->len || fclose(file) != 0) fail_msg("cannot write %s", path);
}

/* The lines that differ, as − what was to be and + what was drawn. */
static inline void golden_diff(const char *want, const char *got) {
    int shown = 0;
    for (int line = 1; *want != '\0' || *got != '\0'; line++) {
        size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");
        if ((w != g || memcmp(want, got, w) != 0) && shown++ < GOLDEN_SHOWN) {
            print_error("line %d\n  - %.*s\n  + %.*s\n", line, (int)w, want, (int)g, got);
        }
        want += w + (want[w] != '\0');
        got += g + (got[g] != '\0');
    }
    if (shown > GOLDEN_SHOWN) print_error("… and %d lines more\n", shown - GOLDEN_SHOWN);
}

/* Compares with tests/screens/golden/NAME.txt. */
static inline void golden_check(const char *name, const struct bl_buf *got) {
    char path[256];
    (void)snprintf(path, sizeof path, "tests/screens/golden/%s.txt", name);
    assert_false(got->failed);
    const char *bless = getenv("BLESS") != NULL ? getenv("BLESS") : getenv("BOWLINE_BLESS");
    if (bless != NULL && strcmp(bless, "1") == 0) {
        golden_write(path, got);
        return;
    }
    struct bl_buf want = {0};
    if (!golden_read(path, &want)) fail_msg("no %s: look at what is drawn, then BLESS=1", path);
    bool same = want.len == got->len && memcmp(bl_buf_text(&want), bl_buf_text(got), got->len) == 0;
    if (!same) golden_diff(bl_buf_text(&want), bl_buf_text(got));
    bl_buf_free(&want);
    if (!same) fail_msg("%s differs", path);
}

#endif
