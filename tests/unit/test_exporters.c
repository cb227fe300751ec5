/* Every header line that is known of exporters, and what each of its columns becomes: a golden to be read, not only compared. BLESS=1 writes it anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADERS "tests/fixtures/exporters/headers.txt"
#define GOLDEN "tests/fixtures/exporters/meaning.txt"

static void put_plan(struct bl_buf *out, const char *key, const struct bl__look *look) {
    bl_buf_addf(out, "%s: %s\n", key, look->plan.preset ? look->plan.preset->name : "no preset");
    for (size_t i = 0; i < look->plan.n; i++) {
        const struct bl__column *c = &look->plan.at[i];
        if (c->field == BL_IF_SKIP) continue;
        bl_buf_addf(out, "    %-13s %s%s%s\n", bl_import_field_name(c->field), c->header, c->stages ? ", in the words of " : "",
                    c->stages ? c->stages : "");
    }
    bl_buf_str(out, "    not used     ");
    const char *comma = " ";
    for (size_t i = 0; i < look->plan.n; i++) {
        if (look->plan.at[i].field != BL_IF_SKIP) continue;
        bl_buf_addf(out, "%s%s", comma, look->plan.at[i].header);
        comma = ", ";
    }
    bl_buf_str(out, "\n");
}

static void one(struct bl_buf *out, const char *key, const char *header) {
    struct bl_arena arena = {0};
    struct bl_error err;
    struct bl__source source;
    struct bl__look look;
    struct bl_pairs none = {0};
    struct bl_buf text = {0};
    for (const char *c = header; *c; c++) {
        bool tab = c[0] == '\\' && c[1] == 't';
        bl_buf_chr(&text, tab ? '\t' : *c);
        c += tab;
    }
    bl_buf_str(&text, "\n");
    struct bl__wish wish = {.map = &none, .path = "the file"};
    assert_int_equal(bl__source_memory(&source, text.data, text.len, &err), BL_OK);
    if (bl__look_at(&source, &wish, &arena, &look, &err) == BL_OK)
        put_plan(out, key, &look);
    else
        bl_buf_addf(out, "%s: refused\n    %.90s\n", key, err.text);
    bl__source_close(&source);
    bl_buf_free(&text);
    bl_arena_free(&arena);
}

static char *whole(const char *path) {
    FILE *in = fopen(path, "rbe");
    if (!in) return NULL;
    struct bl_buf text = {0};
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, in)) > 0;) bl_buf_add(&text, piece, n);
    fclose(in);
    return text.data;
}

static void every_header_line(void **state) {
    (void)state;
    char *lines = whole(HEADERS), *golden = whole(GOLDEN), *rest = lines;
    struct bl_buf got = {0};
    assert_non_null(lines);
    for (char *line; (line = strsep(&rest, "\n")) && *line;) {
        char *tab = strchr(line, '\t');
        assert_non_null(tab);
        *tab = '\0';
        one(&got, line, tab + 1);
    }
    if (getenv("BLESS")) {
        FILE *to = fopen(GOLDEN, "wbe");
        assert_non_null(to);
        assert_int_equal(fwrite(got.data, 1, got.len, to), got.len);
        fclose(to);
    } else {
        assert_non_null(golden);
        assert_string_equal(bl_buf_text(&got), golden);
    }
    bl_buf_free(&got);
    free(lines);
    free(golden);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_header_line)};
    return cmocka_run_group_tests_name("unit/exporters", tests, NULL, NULL);
}
