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

static const char *const roles[BL__ROLES] = {"",      "thread",   "from",   "from_url", "to",       "to_urls",  "date",
                                             "end",   "subject",  "text",   "folder",   "draft",    "attached", "direction",
                                             "place", "canceled", "missed", "event",    "question", "answer"};

/* What a column says of a conversation, in the preset's words; "" where it says nothing. */
static const char *role_of(const struct bl__look *look, size_t i, struct bl_arena *arena) {
    const struct bl__preset *preset = look->plan.preset;
    const char *header = look->plan.at[i].header;
    return preset && preset->talks ? roles[bl__preset_role(preset, bl__header_key(arena, header, strlen(header)))] : "";
}

static void put_plan(struct bl_buf *out, const char *key, const struct bl__look *look) {
    struct bl_arena arena = {0};
    bl_buf_addf(out, "%s: %s\n", key, look->plan.preset ? look->plan.preset->name : "no preset");
    for (size_t i = 0; i < look->plan.n; i++) {
        const struct bl__column *c = &look->plan.at[i];
        if (c->field == BL_IF_SKIP) continue;
        bl_buf_addf(out, "    %-13s %s%s%s\n", bl_import_field_name(c->field), c->header, c->stages ? ", in the words of " : "",
                    c->stages ? c->stages : "");
    }
    for (size_t i = 0; i < look->plan.n; i++)
        if (*role_of(look, i, &arena))
            bl_buf_addf(out, "    %-13s %s, of the conversation\n", role_of(look, i, &arena), look->plan.at[i].header);
    bl_buf_str(out, "    not used     ");
    const char *comma = " ";
    for (size_t i = 0; i < look->plan.n; i++) {
        if (look->plan.at[i].field != BL_IF_SKIP || *role_of(look, i, &arena)) continue;
        bl_buf_addf(out, "%s%s", comma, look->plan.at[i].header);
        comma = ", ";
    }
    bl_buf_str(out, "\n");
    bl_arena_free(&arena);
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

/* ---- every word of a status column ---- */

#define STAGE_MAP "data/presets/stage_map.csv"

static void key_of_header(const char *header, char out[128]) {
    size_t n = strcspn(header, "|");
    while (n && header[n - 1] == ' ') n--;
    snprintf(out, 128, "%.*s", (int)n, header);
}

static bool same(const char *a, const char *b) {
    struct bl_arena arena = {0};
    bool yes = strcmp(bl__header_key(&arena, a, strlen(a)), bl__header_key(&arena, b, strlen(b))) == 0;
    bl_arena_free(&arena);
    return yes;
}

static bool has_column(const struct bl__preset *p, const char *column) {
    struct bl_arena arena = {0};
    const struct bl__preset_column *c = bl__preset_column(p, bl__header_key(&arena, column, strlen(column)));
    bl_arena_free(&arena);
    return c && (c->field == BL_IF_STAGE || c->field == BL_IF_TAGS);
}

static const struct bl__preset *preset_with(const char *exporter, const char *column) {
    for (size_t i = 0; i < bl__preset_count; i++)
        if (bl__presets[i].stages && strcmp(bl__presets[i].stages, exporter) == 0 &&
            (*column == '(' || has_column(&bl__presets[i], column)))
            return &bl__presets[i];
    return NULL;
}

/* A file of that exporter with one row, whose status column holds the word. */
static void file_with(struct bl_buf *out, const struct bl__preset *p, const char *column, const char *word) {
    struct bl_buf row = {0};
    bool there = false;
    for (size_t i = 0; p->signature[i]; i++) {
        char header[128];
        key_of_header(p->signature[i], header);
        bl__csv_put(out, header, strlen(header), ',');
        bl_buf_chr(out, ',');
        bool here = same(header, column);
        if (here) bl__csv_put(&row, word, strlen(word), ',');
        bl_buf_chr(&row, ',');
        there |= here;
    }
    if (!there && *column != '(') {
        bl__csv_put(out, column, strlen(column), ',');
        bl_buf_chr(out, ',');
        bl__csv_put(&row, word, strlen(word), ',');
        bl_buf_chr(&row, ',');
    }
    bl_buf_addf(out, "Full name,E-mail\n%sMaya Chen,maya@x.example\n", row.data);
    bl_buf_free(&row);
}

/* "stage", "lost", "nobody" … as the row was understood. */
static const char *understood(const char *text, size_t n, const char *preset) {
    struct bl_arena arena = {0};
    struct bl_error err;
    struct bl__source source;
    struct bl__csv *csv;
    struct bl__look look;
    struct bl__row row;
    struct bl__notes notes = {0};
    struct bl__values values = {.notes = &notes, .today = 20000};
    struct bl_pairs none = {0};
    struct bl__wish wish = {.map = &none, .path = "the file"};
    bool end;
    assert_int_equal(bl__source_memory(&source, text, n, &err), BL_OK);
    if (bl__look_at(&source, &wish, &arena, &look, &err)) fail_msg("%s\n%s", err.text, text);
    assert_non_null(look.plan.preset);
    assert_string_equal(look.plan.preset->key, preset);
    assert_int_equal(bl__csv_open(&source, look.delimiter, look.data_at, look.data_line, &csv, &err), BL_OK);
    bl__csv_width(csv, look.plan.n);
    assert_int_equal(bl__csv_next(csv, &row, &end, &err), BL_OK);
    enum bl__verdict verdict = bl__values_read(&values, &look.plan, &row, false);
    const char *word = verdict == BL__NOTHING                          ? "nobody"
                       : verdict == BL__REJECTED                       ? "rejected"
                       : values.left == BL_LOST                        ? "lost"
                       : values.left == BL_CHURNED                     ? "churned"
                       : values.stage                                  ? bl_track_name(BL_STAGE, values.stage)
                       : notes.n && notes.at[0].kind == BL__NOTE_STAGE ? "asked"
                                                                       : "";
    bl__csv_close(csv);
    bl__source_close(&source);
    bl__values_free(&values);
    bl_arena_free(&notes.arena);
    bl_arena_free(&arena);
    return word;
}

static void every_status_word(void **state) {
    (void)state;
    char *lines = whole(STAGE_MAP), *rest = lines;
    size_t tried = 0;
    assert_non_null(lines);
    assert_non_null(strsep(&rest, "\n"));
    for (char *line; (line = strsep(&rest, "\n")) && *line;) {
        char *cells[6];
        for (size_t i = 0; i < 6; i++) assert_non_null(cells[i] = strsep(&line, i < 5 ? "," : "\r"));
        const struct bl__preset *p = preset_with(cells[0], cells[1]);
        /* What is no column, or is consent, is no status: mailchimp's file name, LinkedIn's row, Pipedrive's marketing status. */
        if (!p) {
            assert_true(*cells[1] == '(' || strcmp(cells[1], "Person - Marketing status") == 0);
            continue;
        }
        bool nobody = strstr(cells[5], "reject") || strstr(cells[5], "skip");
        for (int internal = 0; internal < 2; internal++) {
            const char *word = internal ? cells[3] : cells[2];
            if (!*word && *cells[1] != '(') continue;
            struct bl_buf text = {0};
            file_with(&text, p, cells[1], word);
            const char *got = understood(text.data, text.len, p->key);
            const char *want = nobody ? "nobody" : cells[4];
            if (strcmp(got, want) != 0) fail_msg("%s, %s: %s is %s, not %s", cells[0], cells[1], word, got, want);
            bl_buf_free(&text);
            tried++;
        }
    }
    assert_true(tried > 120);
    free(lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_header_line), cmocka_unit_test(every_status_word)};
    return cmocka_run_group_tests_name("unit/exporters", tests, NULL, NULL);
}
