/* Any text as a filter: a tree of bounded depth whose parts lie in the source, or an error with its caret under the source. */
#include "fuzz.h"

#include "bowline/filter.h"
#include "bowline/text.h"

#include <string.h>

enum { DEEPEST = 600, WIDEST = 80 };

static void tree(const struct bl_node *node, size_t n, int depth) {
    HOLDS(node != NULL && depth < DEEPEST);
    HOLDS(node->at <= n && node->len <= n - node->at);
    switch (node->kind) {
    case BL_NODE_AND:
    case BL_NODE_OR:
        tree(node->left, n, depth + 1);
        tree(node->right, n, depth + 1);
        return;
    case BL_NODE_NOT: tree(node->left, n, depth + 1); return;
    case BL_NODE_WORD: HOLDS(node->text != NULL && node->text[0] != '\0'); return;
    case BL_NODE_TEST: break;
    }
    HOLDS((node->field == BL_F_CUSTOM) == (node->custom != NULL));
    HOLDS(node->value != BL_V_TEXT || (node->text != NULL && node->text[0] != '\0'));
    HOLDS(node->value != BL_V_RANGE || (node->lo <= node->hi && node->op == BL_OP_HAS));
    HOLDS(node->op <= BL_OP_NE || node->value == BL_V_NUMBER || node->value == BL_V_DAY || node->value == BL_V_DAYS ||
          node->field == BL_F_CUSTOM);
}

static void told(const struct bl_error *err) {
    const char *source = strchr(err->text, '\n');
    HOLDS(source != NULL && source != err->text);
    const char *caret = strchr(++source, '\n');
    HOLDS(caret != NULL);
    size_t wide = (size_t)(caret - source), column = strspn(++caret, " ");
    HOLDS(strcmp(caret + column, "^") == 0);
    HOLDS(bl_text_valid(source, wide));
    HOLDS(bl_text_width(source, wide) <= WIDEST && column <= (size_t)bl_text_width(source, wide));
    for (size_t i = 0; i < wide; i++) HOLDS((unsigned char)source[i] >= ' ');
}

static void sorting(const char *text) {
    struct bl_sort sort[4];
    struct bl_error err;
    size_t n = 0;
    if (bl_sort_parse(text, sort, 4, &n, &err) != BL_OK) return;
    HOLDS(n >= 1 && n <= 4);
    for (size_t i = 0; i < n; i++) HOLDS((unsigned)sort[i].key < BL_SORTS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *names[] = {"Lead Score", "größe", "revenue"};
    struct bl_arena arena = {0};
    struct bl_filter filter = {0};
    struct bl_error err = {0};
    if (size > 20000) return 0;
    char *text = bl_arena_copy(&arena, size > 0 ? (const char *)data : "", size);
    HOLDS(text != NULL);
    enum bl_status status = bl_filter_parse(text, bl_day_of(2026, 11, 21), (struct bl_strs){names, 3}, &arena, &filter, &err);
    HOLDS(status == BL_OK || status == BL_USAGE);
    if (status == BL_USAGE) told(&err);
    if (status == BL_OK && filter.root != NULL) tree(filter.root, strlen(filter.source), 0);
    sorting(text);
    bl_arena_free(&arena);
    return 0;
}
