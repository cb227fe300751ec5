/* How most tests of the program begin: the small book, the demo's or an empty one, opened at a size. */
#ifndef BL_TEST_BEGIN_H
#define BL_TEST_BEGIN_H

#include "book.h"

#include "bowline/demo.h"

static inline void begin(struct stage *stage, int rows, int cols) {
    stage_folder(stage);
    fill_book(reopen(stage));
    stage_start(stage, rows, cols, true);
    settle(stage);
}

static inline void begin_demo(struct stage *stage, int rows, int cols) {
    struct bl_error err = {0};
    stage_folder(stage);
    reopen(stage);
    ok(bl_demo_fill(stage->store, &err), &err);
    stage_start(stage, rows, cols, true);
    settle(stage);
}

static inline void begin_empty(struct stage *stage, int rows, int cols) {
    stage_folder(stage);
    reopen(stage);
    stage_start(stage, rows, cols, true);
    settle(stage);
}

/* How many people fit a filter, by the library. */
static inline int64_t count_where(struct stage *stage, const char *text) {
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_filter filter;
    struct bl_ids ids;
    ok(bl_filter_parse(text, stage->now.today, (struct bl_strs){0}, &arena, &filter, &err), &err);
    ok(bl_store_select(stage->store, &filter, &arena, &ids, &err), &err);
    return (int64_t)ids.n;
}

#endif
