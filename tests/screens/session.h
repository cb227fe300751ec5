/* A session for tests: the real app on a real store in a folder of its own, driven by keys, its grid compared with goldens. No terminal anywhere. */
#ifndef BL_TEST_SESSION_H
#define BL_TEST_SESSION_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "term/perform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TODAY "2026-11-22T09:00"

struct stage {
    char dir[240], path[260];
    struct bl_store *store;
    struct session session;
    struct surface surface;
    struct bl_now now;
};

static inline void ok(enum bl_status status, const struct bl_error *err) {
    if (status != BL_OK) fail_msg("%s", err->text);
}

static inline bl_day day_of(const char *text) {
    struct bl_error err = {0};
    bl_day day = BL_NO_DAY;
    ok(bl_day_parse(text, bl_day_of(2026, 11, 22), BL_PAST, &day, &err), &err);
    return day;
}

static inline struct bl_store *reopen(struct stage *stage) {
    struct bl_error err = {0};
    const struct bl_store_options options = {.now = stage->now, .seed = 7};
    ok(bl_store_open(stage->path, &options, &stage->store, &err), &err);
    return stage->store;
}

static inline void stage_folder(struct stage *stage) {
    struct bl_error err = {0};
    const char *tmp = getenv("TMPDIR");
    memset(stage, 0, sizeof *stage);
    snprintf(stage->dir, sizeof stage->dir, "%.200s/bl-app-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(stage->dir));
    snprintf(stage->path, sizeof stage->path, "%s/b.db", stage->dir);
    ok(bl_now_parse(TODAY, &stage->now, &err), &err);
}

static inline void stage_start(struct stage *stage, int rows, int cols, bool unicode) {
    assert_true(surface_init(&stage->surface, rows, cols, unicode));
    session_start(&stage->session, stage->store, rows, cols, unicode);
}

static inline void stage_end(struct stage *stage) {
    char command[300];
    session_free(&stage->session);
    surface_free(&stage->surface);
    bl_store_close(stage->store);
    snprintf(command, sizeof command, "rm -rf '%s'", stage->dir); /* the file, what stands beside it, its snapshots */
    assert_int_equal(system(command), 0);
}

/* All that is under way. */
static inline void settle(struct stage *stage) {
    for (int i = 0; session_work(&stage->session); i++) assert_true(i < 100000);
}

static inline void tick(struct stage *stage, int64_t ms) {
    stage->now.ms += ms;
    bl_store_set_now(stage->store, stage->now);
    session_send(&stage->session, (struct msg){.kind = MSG_TICK});
}

static inline void resize(struct stage *stage, int rows, int cols) {
    assert_true(surface_resize(&stage->surface, rows, cols));
    session_send(&stage->session, (struct msg){.kind = MSG_RESIZE, .row = rows, .col = cols});
    settle(stage);
}

/* "2jj<enter>c@maya": characters as they are, keys in angle brackets ("<lt>" is "<"). */
static inline void keys(struct stage *stage, const char *text) {
    while (*text) {
        struct bl_grapheme next = bl_text_next(text, strlen(text));
        int key = (unsigned char)*text;
        const char *end = *text == '<' ? strchr(text, '>') : NULL;
        if (end && end > text + 1) {
            char word[24];
            snprintf(word, sizeof word, "%.*s", (int)(end - text - 1), text + 1);
            key = strcmp(word, "lt") == 0 ? '<' : key_parse(word);
            assert_int_not_equal(key, 0);
            text = end + 1;
        } else if (*text & 0x80) {
            session_send(&stage->session, (struct msg){.kind = MSG_PASTE, .text = text, .len = next.bytes});
            text += next.bytes;
            continue;
        } else
            text++;
        session_key(&stage->session, key);
    }
    settle(stage);
}

static inline const char *screen(struct stage *stage, struct bl_buf *out) {
    app_view(&stage->session.app, &stage->surface);
    bl_buf_cut(out, 0);
    surface_text(&stage->surface, out);
    return bl_buf_text(out);
}

/* Does the screen show this text? */
static inline void shows_at(struct stage *stage, const char *text, bool wanted, const char *file, int line) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    bool found = strstr(screen(stage, &out), text) != NULL;
    if (found == wanted) return;
    fprintf(stderr, "%s:%d: %s \"%s\" in\n%s\n", file, line, wanted ? "no" : "unwanted", text, bl_buf_text(&out));
    fail();
}
#define shows(stage, text) shows_at(stage, text, true, __FILE__, __LINE__)
#define hides(stage, text) shows_at(stage, text, false, __FILE__, __LINE__)

/* ---- goldens: tests/screens/golden/app/<name>; BLESS=1 writes them ----------------------------------------------------------------------- */

static inline void golden(const char *name, const struct bl_buf *got) {
    char path[260];
    BL_AUTO(bl_buf) struct bl_buf want = {0};
    snprintf(path, sizeof path, "tests/screens/golden/app/%s", name);
    FILE *file = getenv("BLESS") ? fopen(path, "w") : fopen(path, "r");
    if (!file) fail_msg("%s cannot be opened; BLESS=1 makes it", path);
    if (getenv("BLESS")) {
        assert_int_equal(fwrite(got->data, 1, got->len, file), got->len);
        fclose(file);
        return;
    }
    char part[4096];
    for (size_t n = fread(part, 1, sizeof part, file); n; n = fread(part, 1, sizeof part, file)) bl_buf_add(&want, part, n);
    fclose(file);
    if (want.len == got->len && memcmp(want.data, got->data, got->len) == 0) return;
    size_t at = 0, line = 1;
    for (; at < want.len && at < got->len && want.data[at] == got->data[at]; at++) line += want.data[at] == '\n';
    fprintf(stderr, "%s differs from line %zu on; got\n%s\n", path, line, got->data);
    fail();
}

#endif
