/* A JSON writer onto a buffer: commas, quoting and escapes are its business, order and names the caller's.
 * Strings are written as UTF-8; control characters as \uXXXX, invalid bytes as U+FFFD. */
#ifndef BOWLINE_JSON_H
#define BOWLINE_JSON_H

#include "bowline/date.h"
#include "bowline/memory.h"

#define BL_JSON_DEPTH 24
struct bl_json {
    struct bl_buf *out;
    int depth;
    bool first[BL_JSON_DEPTH]; /* nothing written yet at this depth */
    bool lined[BL_JSON_DEPTH]; /* elements here stand on lines of their own, and so does the closing bracket */
    bool line_next;
    bool after_key;
};
void bl_json_open(struct bl_json *json, struct bl_buf *out);
void bl_json_object(struct bl_json *json);            /* { */
void bl_json_array(struct bl_json *json);             /* [ */
void bl_json_end(struct bl_json *json, char bracket); /* '}' or ']' */
void bl_json_line(struct bl_json *json);              /* the next element of the current array begins on a line of its own */
void bl_json_key(struct bl_json *json, const char *key);
void bl_json_str(struct bl_json *json, const char *value); /* NULL writes null */
void bl_json_int(struct bl_json *json, int64_t value);
void bl_json_num(struct bl_json *json, double value, int decimals);
void bl_json_cents(struct bl_json *json, int64_t cents); /* 12.50 */
void bl_json_bool(struct bl_json *json, bool value);
void bl_json_null(struct bl_json *json);
void bl_json_day(struct bl_json *json, bl_day day);        /* BL_NO_DAY writes null */
void bl_json_raw(struct bl_json *json, const char *value); /* a value that is JSON already */
void bl_json_strs(struct bl_json *json, struct bl_strs list);

#endif
