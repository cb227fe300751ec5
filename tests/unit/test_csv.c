/* Records: csv-spectrum, what libcsv passes over in silence, and that the size of the pieces a file arrives in changes nothing.
 *
 * Records are shown as `line:cell|cell`, one after the other with a space; `-` is a cell with nothing between the delimiters, `!` marks a broken record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/internal.h"

struct reading {
    struct bl__source source;
    struct bl__csv *csv;
    struct bl_buf shown;
    size_t limit; /* 0 = as it is */
    struct bl_error err;
};

static void show_rows(struct reading *r, char delimiter, size_t width) {
    assert_int_equal(bl__csv_open(&r->source, delimiter, 0, 1, &r->csv, &r->err), BL_OK);
    bl__csv_width(r->csv, width);
    if (r->limit) bl__csv_limit(r->csv, r->limit);
    for (bool end = false;;) {
        struct bl__row row;
        assert_int_equal(bl__csv_next(r->csv, &row, &end, &r->err), BL_OK);
        if (end) break;
        bl_buf_addf(&r->shown, "%s%lld%s:", r->shown.len ? " " : "", (long long)row.line, row.bad ? "!" : "");
        for (size_t i = 0; i < row.n; i++) {
            if (i) bl_buf_chr(&r->shown, '|');
            assert_int_equal(row.at[i].s[row.at[i].n], 0);
            if (row.at[i].given)
                bl_buf_add(&r->shown, row.at[i].s, row.at[i].n);
            else
                bl_buf_chr(&r->shown, '-');
        }
    }
}

static void done(struct reading *r) {
    bl__csv_close(r->csv);
    bl__source_close(&r->source);
    bl_buf_free(&r->shown);
}

static void from_memory(const char *text, size_t n, char delimiter, size_t width, const char *want) {
    struct reading r = {0};
    assert_int_equal(bl__source_memory(&r.source, text, n, &r.err), BL_OK);
    show_rows(&r, delimiter, width);
    assert_string_equal(bl_buf_text(&r.shown), want);
    done(&r);
}

#define READS(text, want) from_memory(text, sizeof(text) - 1, ',', 0, want)
#define READS_WIDE(text, width, want) from_memory(text, sizeof(text) - 1, ',', width, want)

/* ---- what libcsv was measured to do (3.0.3), as it arrives here ------------------------------------------------------------------------ */

static void lines_and_ends(void **state) {
    (void)state;
    READS("", "");
    READS("a,b\nc,d\n", "1:a|b 2:c|d");
    READS("a,b\r\nc,d", "1:a|b 2:c|d");
    READS("a,b\rc,d\r", "1:a|b 2:c|d");
    READS("a\r\nb\nc\rd", "1:a 2:b 3:c 4:d");
    READS("a,b\n\n\r\n   \nc,d\n", "1:a|b 5:c|d");
    READS("a\n\x1a", "1:a");
    READS("\n\na\n", "3:a");
}

static void cells(void **state) {
    (void)state;
    READS("a,b,\n", "1:a|b|-");
    READS("a,b,", "1:a|b|-");
    READS("a,,\"\",  ,\"  \"\n", "1:a|-||-|  ");
    READS("\"\"\n", "1:");
    READS("a, \"b, c\" ,d\n", "1:a|b, c|d");
    READS(" a , b \n", "1:a|b");
    READS("5'10\",x\n", "1:5'10\"|x");
    READS("\"d\"e\"f\",g\n", "1:d\"e\"f|g");
    READS("a,\"x\r\ny\"\nb,c\n", "1:a|x\r\ny 3:b|c");
    READS("a,\"x\n\n\ny\"\nb\n", "1:a|x\n\n\ny 5:b");
    READS("a\x0b"
          "b\x0c"
          "c,d\n",
          "1:a\x0b"
          "b\x0c"
          "c|d");
    from_memory("a\t\tb\t\n\t\tc\n", 10, '\t', 0, "1:a|-|b|- 2:-|-|c");
    from_memory("a;\"b;c\"\n", 8, ';', 0, "1:a|b;c");
}

static void nul_is_kept(void **state) {
    (void)state;
    struct reading r = {0};
    bool end;
    struct bl__row row;
    assert_int_equal(bl__source_memory(&r.source, "a,b\0c\n", 6, &r.err), BL_OK);
    assert_true(r.source.nul);
    assert_int_equal(bl__csv_open(&r.source, ',', 0, 1, &r.csv, &r.err), BL_OK);
    assert_int_equal(bl__csv_next(r.csv, &row, &end, &r.err), BL_OK);
    assert_int_equal(row.n, 2);
    assert_int_equal(row.at[1].n, 3);
    assert_memory_equal(row.at[1].s, "b\0c", 4);
    assert_int_equal(row.raw_n, 6);
    done(&r);
}

/* ---- quotes that go wrong cost one record ------------------------------------------------------------------------------------------------- */

static void never_closed(void **state) {
    (void)state;
    READS_WIDE("Name,Email\n\"Ann,ann@x\nBob,bob@x\n", 2, "1:Name|Email 2!:Ann|ann@x 3:Bob|bob@x");
    READS_WIDE("a,b\n1,\"oops\n2,x\n3,y\n", 2, "1:a|b 2!:1|oops 3:2|x 4:3|y");
    READS_WIDE("a,b\n1,\"oops", 2, "1:a|b 2!:1|oops");
    /* closed by the next quote, which opens a cell of its own */
    READS_WIDE("a,b\n1,\"oops\n\"2\",x\n3,y\n", 2, "1:a|b 2!:1|oops 3:2|x 4:3|y");
    /* backslashes, as some programs have them: the line has all its cells when its quotes are taken as signs */
    READS_WIDE("a,b\n\"He said \\\"hi\\\"\",x\n1,2\n", 2, "1:a|b 2:He said \\\"hi\\\"|x 3:1|2");
    READS_WIDE("a,b\n1,\"quoted\" start\n2,x\n", 2, "1:a|b 2:1|\"quoted\" start 3:2|x");
    READS_WIDE("a,b\n1,\"quoted\" start", 2, "1:a|b 2:1|\"quoted\" start");
    READS_WIDE("a,b,c\n\"x, y\" z,\"d, \"\"e\"\"\",\n1,2,3\n", 3, "1:a|b|c 2:\"x, y\" z|d, \"e\"|- 3:1|2|3");
    /* the text of the broken cell goes on for lines that are no records */
    READS_WIDE("a,b,c\n1,2,\"long\nstory\nof several lines\n4,5,6\n", 3, "1:a|b|c 2!:1|2|long\nstory\nof several lines 5:4|5|6");
    /* a whole record behind it may itself have several lines */
    READS_WIDE("a,b\n1,\"oops\n2,\"two\nlines\"\n3,y\n", 2, "1:a|b 2!:1|oops 3:2|two\nlines 5:3|y");
}

static void sound_quotes_are_left_alone(void **state) {
    (void)state;
    READS_WIDE("a,b\n1,\"two\n3,4\nlines\"\n5,6\n", 2, "1:a|b 2:1|two\n3,4\nlines 5:5|6");
    READS_WIDE("a,b,c\n1,\"two\n3,4,5\nlines\"\n5,6\n", 3, "1:a|b|c 2:1|two\n3,4,5\nlines 5:5|6");
    READS_WIDE("a,b\n\"Ann \"Boss\" Smith\nII\",x\n1,2\n", 2, "1:a|b 2:Ann \"Boss\" Smith\nII|x 4:1|2");
    READS_WIDE("a,b,c\n5'10\",x\n1,2\n", 3, "1:a|b|c 2:5'10\"|x 3:1|2");
    /* would have swallowed a delimiter */
    READS_WIDE("a,b,c\n\"x\" y,\"d\"e\"f\",g\n1,2,3\n", 3, "1:a|b|c 2:\"x\" y|\"d\"e\"f\"|g 3:1|2|3");
}

static void too_long(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    struct reading r = {0};
    bool end;
    struct bl__row row;
    bl_buf_str(&text, "a,b\n1,");
    bl_buf_fill(&text, 'x', 3 << 20);
    bl_buf_str(&text, "\n2,3\n4,\"");
    for (int i = 0; i < 1 << 20; i++) bl_buf_str(&text, "z\n");
    bl_buf_str(&text, "\"\n5,6\n");
    assert_int_equal(bl__source_memory(&r.source, text.data, text.len, &r.err), BL_OK);
    assert_int_equal(bl__csv_open(&r.source, ',', 0, 1, &r.csv, &r.err), BL_OK);
    bl__csv_width(r.csv, 2);
    static const struct {
        int line;
        bool bad;
        const char *first;
    } want[] = {{1, false, "a"}, {2, true, "1"}, {3, false, "2"}, {4, true, "4"}, {4 + (1 << 20) + 1, false, "5"}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_int_equal(bl__csv_next(r.csv, &row, &end, &r.err), BL_OK);
        assert_false(end);
        assert_int_equal(row.line, want[i].line);
        assert_int_equal(row.bad != NULL, want[i].bad);
        assert_string_equal(row.at[0].s, want[i].first);
        assert_true(row.raw_n <= BL__RECORD_MAX + BL__CHUNK + BL__HEAD || i == 1);
    }
    assert_int_equal(bl__csv_next(r.csv, &row, &end, &r.err), BL_OK);
    assert_true(end);
    done(&r);
}

static void a_million_columns(void **state) {
    (void)state;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    struct reading r = {0};
    bool end;
    struct bl__row row;
    bl_buf_fill(&text, ',', 1000000);
    bl_buf_chr(&text, '\n');
    assert_int_equal(bl__source_memory(&r.source, text.data, text.len, &r.err), BL_OK);
    assert_int_equal(bl__csv_open(&r.source, ',', 0, 1, &r.csv, &r.err), BL_OK);
    assert_int_equal(bl__csv_next(r.csv, &row, &end, &r.err), BL_OK);
    assert_int_equal(row.total, 1000001);
    assert_int_equal(row.n, BL__COLUMNS_MAX);
    done(&r);
}

/* ---- csv-spectrum ------------------------------------------------------------------------------------------------------------------------------ */

static char *slurp(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("no %s", path);
    char *bytes = calloc(1, 1 << 16);
    *n = fread(bytes, 1, (1 << 16) - 1, f);
    fclose(f);
    return bytes;
}

/* JSON without the white space between its tokens. */
static void squeeze(char *json) {
    bool inside = false;
    char *to = json;
    for (const char *s = json; *s; s++) {
        if (inside && *s == '\\')
            *to++ = *s++;
        else if (*s == '"')
            inside = !inside;
        if (inside || !strchr(" \t\r\n", *s)) *to++ = *s;
    }
    *to = '\0';
}

static void spectrum(void **state) {
    static const char folder[] = "tests/fixtures/csv-spectrum";
    static const char *const cases[] = {
        "comma_in_quotes", "empty",       "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf", "quotes_and_newlines",
        "simple",          "simple_crlf", "utf8"};
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        char path[160], names[8][32];
        size_t n, ignored, width = 0;
        snprintf(path, sizeof path, "%s/%s/%s.csv", folder, "csvs", cases[c]);
        char *csv = slurp(path, &n);
        snprintf(path, sizeof path, "%s/%s/%s.json", folder, "json", cases[c]);
        char *want = slurp(path, &ignored);
        squeeze(want);
        struct reading r = {0};
        struct bl__row row;
        struct bl_json json;
        assert_int_equal(bl__source_memory(&r.source, csv, n, &r.err), BL_OK);
        assert_int_equal(bl__csv_open(&r.source, ',', 0, 1, &r.csv, &r.err), BL_OK);
        bl_json_open(&json, &r.shown);
        bl_json_array(&json);
        for (bool end = false;;) {
            assert_int_equal(bl__csv_next(r.csv, &row, &end, &r.err), BL_OK);
            if (end) break;
            if (width) bl_json_object(&json);
            for (size_t i = 0; i < row.n; i++) {
                if (!width) {
                    snprintf(names[i], sizeof names[i], "%s", row.at[i].s);
                    continue;
                }
                bl_json_key(&json, names[i]);
                bl_json_str(&json, row.at[i].s);
            }
            if (width) bl_json_end(&json, '}');
            if (!width) bl__csv_width(r.csv, width = row.n);
        }
        bl_json_end(&json, ']');
        if (strcmp(bl_buf_text(&r.shown), want) != 0) fail_msg("%s: %s, not %s", cases[c], bl_buf_text(&r.shown), want);
        done(&r);
        free(csv);
        free(want);
    }
}

/* ---- pieces ------------------------------------------------------------------------------------------------------------------------------------------ */

/* Rows of a file read `chunk` bytes at a time are those of the file in memory: also where a record is broken or too long. */
static void any_pieces(void **state) {
    static const char text[] = "a,b\r\n\"x\r\ny\",\xC3\xA9\r\r\n1,\"oops\n2,z\n\"q \"\"w\"\"\",\n"
                               "long,0123456789012345678901234567890123456789012345678901234567890123456789\n3,4\n5,\"open "
                               "0123456789012345678901234567890123456789\n"
                               "and on\nand on\n6,7\n8,\"never\nclosed";
    static const char want[] =
        "1:a|b 2:x\r\ny|é 5!:1|oops 6:2|z 7:q \"w\"|- 8!:long|01234567890123456789012345678901234567890123456789012345678 9:3|4 "
        "10!:5|open 0123456789012345678901234567890123456789\nand on\nand on 13:6|7 14!:8|never\nclosed";
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, sizeof text - 1, file), sizeof text - 1);
    assert_int_equal(fflush(file), 0);
    for (size_t chunk = 1; chunk <= sizeof text; chunk++) {
        struct reading r = {0};
        size_t mark;
        assert_int_equal(bl__source_open(&r.source, fileno(file), 0, &r.err), BL_OK);
        assert_int_equal(bl__decoder_open(&r.source.decoder, "utf-8", "", 0, &mark, &r.err), BL_OK);
        r.source.chunk = chunk;
        r.limit = 64;
        show_rows(&r, ',', 2);
        assert_string_equal(bl_buf_text(&r.shown), want);
        done(&r);
    }
    fclose(file);
}

static void put(void **state) {
    static const char *const cells[][2] = {{"a", "a"},           {"", ""},         {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""},
                                           {"a\nb", "\"a\nb\""}, {" a", "\" a\""}, {"a ", "\"a \""},   {"=1+2", "=1+2"}};
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        BL_AUTO(bl_buf) struct bl_buf out = {0};
        bl__csv_put(&out, cells[i][0], strlen(cells[i][0]), ',');
        assert_string_equal(bl_buf_text(&out), cells[i][1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_ends),
        cmocka_unit_test(cells),
        cmocka_unit_test(nul_is_kept),
        cmocka_unit_test(never_closed),
        cmocka_unit_test(sound_quotes_are_left_alone),
        cmocka_unit_test(too_long),
        cmocka_unit_test(a_million_columns),
        cmocka_unit_test(spectrum),
        cmocka_unit_test(any_pieces),
        cmocka_unit_test(put),
    };
    return cmocka_run_group_tests_name("unit/csv", tests, NULL, NULL);
}
