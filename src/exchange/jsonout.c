/* People as one JSON array, an element a line: the promise of data/json.md, the same as `list --json`. And the frame of the complete file as lines (data/jsonl.md):
 * what stands between its first and last line is the store's. */
#include "exchange/writer.h"

static void begin(struct bl__writing *w) {
    bl_json_open(&w->json, &w->out);
    bl_json_array(&w->json);
}

static void person(struct bl__writing *w, const struct bl_person *p) {
    bl_json_line(&w->json);
    bl_json_person(&w->json, p);
}

static void end(struct bl__writing *w) {
    bl_json_end(&w->json, ']');
    bl_buf_chr(&w->out, '\n');
}

const struct bl__writer bl__json_writer = {.format = "json", .begin = begin, .person = person, .end = end};

static void begin_lines(struct bl__writing *w) {
    bl_buf_str(&w->out, "{\"type\":\"bowline\",\"version\":1}\n");
}

const struct bl__writer bl__jsonl_writer = {.format = "jsonl", .begin = begin_lines, .complete = true};
