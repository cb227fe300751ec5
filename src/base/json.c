/* The JSON writer. It knows commas, quotes and depth; misuse that would make broken JSON (too deep) fails the buffer instead.
 *
 * Numbers are put together from integers: printf's decimal point follows the locale of the program, JSON's does not. */
#include "bowline/json.h"

#include "bowline/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void bl_json_open(struct bl_json *json, struct bl_buf *out) {
    *json = (struct bl_json){.out = out};
    json->first[0] = true;
}

/* What stands before a value or a key: a comma, a line break, nothing. */
static void before(struct bl_json *json) {
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (!json->first[json->depth] && json->depth > 0) bl_buf_chr(json->out, ',');
    if (json->line_next) {
        bl_buf_chr(json->out, '\n');
        json->line_next = false;
    }
    json->first[json->depth] = false;
}

static void open_bracket(struct bl_json *json, char bracket) {
    before(json);
    if (json->depth + 1 >= BL_JSON_DEPTH) {
        json->out->failed = true;
        return;
    }
    bl_buf_chr(json->out, bracket);
    json->depth++;
    json->first[json->depth] = true;
    json->lined[json->depth] = false;
}

void bl_json_object(struct bl_json *json) {
    open_bracket(json, '{');
}

void bl_json_array(struct bl_json *json) {
    open_bracket(json, '[');
}

void bl_json_end(struct bl_json *json, char bracket) {
    if (json->depth == 0) {
        json->out->failed = true;
        return;
    }
    if (json->lined[json->depth] && !json->first[json->depth]) bl_buf_chr(json->out, '\n');
    json->line_next = false;
    json->after_key = false;
    json->depth--;
    bl_buf_chr(json->out, bracket);
}

void bl_json_line(struct bl_json *json) {
    json->line_next = true;
    json->lined[json->depth] = true;
}

static size_t plain_run(const char *s, size_t n) {
    size_t i = 0;
    while (i < n && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x7F && s[i] != '"' && s[i] != '\\') i++;
    return i;
}

/* Bytes of the valid UTF-8 character at s, 0 when it is none. */
static size_t character(const char *s, size_t n) {
    unsigned char lead = (unsigned char)s[0];
    size_t want = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (want == 0 || want > n) return 0;
    return want == 1 || bl_text_valid(s, want) ? want : 0;
}

static void escape(struct bl_buf *out, char c) {
    switch (c) {
    case '"': bl_buf_str(out, "\\\""); break;
    case '\\': bl_buf_str(out, "\\\\"); break;
    case '\n': bl_buf_str(out, "\\n"); break;
    case '\t': bl_buf_str(out, "\\t"); break;
    case '\r': bl_buf_str(out, "\\r"); break;
    default: bl_buf_addf(out, "\\u%04x", (unsigned)(unsigned char)c); break;
    }
}

static void quoted(struct bl_buf *out, const char *s, size_t n) {
    bl_buf_chr(out, '"');
    for (size_t i = 0; i < n;) {
        size_t run = plain_run(s + i, n - i);
        bl_buf_add(out, s + i, run);
        i += run;
        if (i >= n) break;
        size_t len = character(s + i, n - i);
        if (len == 0)
            bl_buf_str(out, "\xEF\xBF\xBD");
        else if (len == 1)
            escape(out, s[i]);
        else if (len == 2 && (unsigned char)s[i] == 0xC2 && (unsigned char)s[i + 1] < 0xA0)
            bl_buf_addf(out, "\\u%04x", (unsigned)(unsigned char)s[i + 1]); /* C1 controls never reach a terminal bare */
        else
            bl_buf_add(out, s + i, len);
        i += len ? len : 1;
    }
    bl_buf_chr(out, '"');
}

void bl_json_key(struct bl_json *json, const char *key) {
    before(json);
    quoted(json->out, key, strlen(key));
    bl_buf_chr(json->out, ':');
    json->after_key = true;
}

void bl_json_str(struct bl_json *json, const char *value) {
    before(json);
    if (value)
        quoted(json->out, value, strlen(value));
    else
        bl_buf_str(json->out, "null");
}

void bl_json_int(struct bl_json *json, int64_t value) {
    before(json);
    bl_buf_addf(json->out, "%" PRId64, value);
}

void bl_json_num(struct bl_json *json, double value, int decimals) {
    before(json);
    double scale = 1;
    if (decimals < 0) decimals = 0;
    if (decimals > 9) decimals = 9;
    for (int i = 0; i < decimals; i++) scale *= 10;
    double size = value < 0 ? -value : value;
    if (!(size * scale < 9e15)) { /* too large for decimals to mean anything; NaN and infinity have no JSON */
        if (size < 1e300)
            bl_buf_addf(json->out, "%.0f", value);
        else
            bl_buf_str(json->out, "null");
        return;
    }
    int64_t whole = (int64_t)scale, units = (int64_t)(size * scale + 0.5);
    if (value < 0 && units) bl_buf_chr(json->out, '-');
    bl_buf_addf(json->out, "%" PRId64, units / whole);
    if (decimals) bl_buf_addf(json->out, ".%0*" PRId64, decimals, units % whole);
}

void bl_json_cents(struct bl_json *json, int64_t cents) {
    before(json);
    uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    bl_buf_addf(json->out, "%s%" PRIu64 ".%02" PRIu64, cents < 0 ? "-" : "", size / 100, size % 100);
}

void bl_json_bool(struct bl_json *json, bool value) {
    before(json);
    bl_buf_str(json->out, value ? "true" : "false");
}

void bl_json_null(struct bl_json *json) {
    before(json);
    bl_buf_str(json->out, "null");
}

void bl_json_day(struct bl_json *json, bl_day day) {
    char text[BL_DATE_SIZE];
    bl_json_str(json, day == BL_NO_DAY ? NULL : bl_day_iso(day, text));
}

void bl_json_strs(struct bl_json *json, struct bl_strs list) {
    bl_json_array(json);
    for (size_t i = 0; i < list.n; i++) bl_json_str(json, list.at[i]);
    bl_json_end(json, ']');
}

void bl_json_raw(struct bl_json *json, const char *value) {
    before(json);
    bl_buf_str(json->out, value);
}
