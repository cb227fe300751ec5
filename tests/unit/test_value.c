/* Cells → values: dates under each order, several values in a cell, guards and ruins of spreadsheets, and which rows are people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/internal.h"

static bl_day today(void) {
    return bl_day_of(2026, 11, 21);
}

/* ---- dates ------------------------------------------------------------------------------------------------------------------------------- */

static void dates(void **state) {
    static const struct {
        const char *text, *none, *dmy, *mdy, *ymd; /* NULL = no day */
    } days[] = {
#define ALL(t, d) {t, d, d, d, d}
        ALL("12 Mar 2024", "2024-03-12"),
        ALL("07 Jun 2026", "2026-06-07"),
        ALL("1 January 2020", "2020-01-01"),
        ALL("2025-06-01 14:03:22 UTC", "2025-06-01"),
        ALL("2024-03-12 09:14", "2024-03-12"),
        ALL("2024-03-01T10:00:00.000Z", "2024-03-01"),
        ALL("2026-03-14T18:22:10-03:00", "2026-03-14"),
        ALL("January 5, 2026 10:40 AM", "2026-01-05"),
        ALL("Jan 5 2026", "2026-01-05"),
        ALL("2025-03-03 11:00 am", "2025-03-03"),
        ALL("2026/05/28 7:01:33 PM GMT+2", "2026-05-28"),
        ALL("20240312", "2024-03-12"),
        ALL("12.04.2022", "2022-04-12"),
        ALL("3. März 2024", "2024-03-03"),
        ALL("3 de marzo de 2024", "2024-03-03"),
        ALL("12 août 2023", "2023-08-12"),
        ALL("12-Mar-24", "2024-03-12"),
        ALL("12 Mar 68", "1968-03-12"),
        ALL("Sat, 12 Mar 2022", "2022-03-12"),
        ALL("March 1st, 2024", "2024-03-01"),
        ALL("1st March 2024", "2024-03-01"),
        ALL("29 Feb 2024", "2024-02-29"),
        ALL("04/04/2024", "2024-04-04"),
        {"1/29/26, 2:37 PM", NULL, NULL, "2026-01-29", NULL},
        {"3/15/2024 2:30 PM", NULL, NULL, "2024-03-15", NULL},
        {"12-04-2022 09:30", NULL, "2022-04-12", "2022-12-04", NULL},
        {"11/29/24 22:28", NULL, NULL, "2024-11-29", NULL},
        {"24/03/12", NULL, "2012-03-24", NULL, "2024-03-12"},
        {"03/04/24", NULL, "2024-04-03", "2024-03-04", "2003-04-24"},
        ALL("29 Feb 2023", NULL),
        ALL("31/31/2024", NULL),
        ALL("04/12", NULL),
        ALL("--03-14", NULL),
        ALL("soon", NULL),
        ALL("Marvin", NULL),
        ALL("2024-03-12abc", NULL),
        ALL("2024-13-01", NULL),
        ALL("45363", NULL),
        ALL("", NULL),
        ALL("12 2024", NULL),
        ALL("2024", NULL),
        ALL("12 Mar", NULL),
        ALL("999999999999", NULL),
        ALL("0001-01-01", NULL),
#undef ALL
    };
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        const char *want[] = {days[i].none, days[i].dmy, days[i].mdy, days[i].ymd};
        for (int order = BL__ORDER_NONE; order <= BL__YMD; order++) {
            char got[BL_DATE_SIZE];
            bl_day_iso(bl__date_day(days[i].text, strlen(days[i].text), (enum bl__order)order, today()), got);
            if (strcmp(got, want[order] ? want[order] : "") != 0)
                fail_msg("“%s” under order %d is “%s”, not “%s”", days[i].text, order, got, want[order] ? want[order] : "");
        }
    }
}

static void votes(void **state) {
    (void)state;
    assert_int_equal(bl__date_votes("13/04/2024", 10), BL__DMY);
    assert_int_equal(bl__date_votes("04/13/2024", 10), BL__MDY);
    assert_int_equal(bl__date_votes("04/03/2024", 10), BL__ORDER_NONE);
    assert_int_equal(bl__date_votes("2024-03-13", 10), BL__ORDER_NONE);
    assert_int_equal(bl__date_votes("hello", 5), BL__ORDER_NONE);
}

/* ---- lists in a cell -------------------------------------------------------------------------------------------------------------------------- */

struct cell_test {
    struct bl__values values;
    struct bl__notes notes;
};

static void open_cell(struct cell_test *t) {
    *t = (struct cell_test){0};
    t->values.notes = &t->notes;
    t->values.today = today();
    t->values.scratch_cap = 4096;
    t->values.scratch = malloc(t->values.scratch_cap);
}

static void close_cell(struct cell_test *t) {
    bl__values_free(&t->values);
    bl_arena_free(&t->notes.arena);
}

static void assert_list(const struct bl__list *list, const char *want, const char *cell) {
    BL_AUTO(bl_buf) struct bl_buf got = {0};
    for (size_t i = 0; i < list->n; i++) bl_buf_addf(&got, "%s%s", i ? "|" : "", list->at[i]);
    if (strcmp(bl_buf_text(&got), want) != 0) fail_msg("“%s” gives “%s”, not “%s”", cell, bl_buf_text(&got), want);
}

static void emails(void **state) {
    static const char *const cells[][2] = {
        {"ann@x.example", "ann@x.example"},
        {" ann@x.example ", "ann@x.example"},
        {"a@x.example ::: b@x.example", "a@x.example|b@x.example"},
        {"a@x.example;b@x.example", "a@x.example|b@x.example"},
        {"a@x.example, b@x.example", "a@x.example|b@x.example"},
        {"Ann Lee <ann@x.example>", "ann@x.example"},
        {"\"Lee, Ann\" <ann@x.example>, bob@x.example", "ann@x.example|bob@x.example"},
        {"mailto:ann@x.example", "ann@x.example"},
        {"A@x.example; a@X.example", "A@x.example"},
        {"n/a", ""},
        {"-", ""},
        {"", ""},
        {"null", ""},
        {"* myContacts", ""},
        {"https://lh3.example/photo.jpg", ""}, /* leaked from a column beside */
        {"ann@@x", NULL},
        {"not an address", NULL},
        {"ann@", NULL},
        {"@x.example", NULL},
        {"good@x.example; b@d@x", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct cell_test t;
        open_cell(&t);
        bool good = bl__value_emails(&t.values, 0, 1, cells[i][0], strlen(cells[i][0]));
        if (good != (cells[i][1] != NULL)) fail_msg("“%s” is %s", cells[i][0], good ? "taken" : "rejected");
        if (good)
            assert_list(&t.values.emails, cells[i][1], cells[i][0]);
        else
            assert_non_null(strstr(bl_buf_text(&t.values.reason), "is not an e-mail address"));
        close_cell(&t);
    }
}

static void phones(void **state) {
    static const struct {
        const char *cell, *want;
        size_t notes;
    } cells[] = {
        {"+1 555 0199", "+1 555 0199", 0},
        {"(555) 010-1234", "(555) 010-1234", 0},
        {"'+971 50 111 22 33", "+971 50 111 22 33", 0},
        {"p:+5511999990000", "+5511999990000", 0},
        {"+1 555 0199 ::: +1 555 0198", "+1 555 0199|+1 555 0198", 0},
        {"+1 555 0199; 04 50 11 22 33", "+1 555 0199|04 50 11 22 33", 0},
        {"4155551212", "4155551212", 0}, /* no country is guessed */
        {"4.47E+11", "", 1},
        {"4,47E+11", "", 1},
        {"4E11", "", 1},
        {"call me", "", 1},
        {"-", "", 0},
        {"  ", "", 0},
        {"tel:+46701112233", "+46701112233", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct cell_test t;
        open_cell(&t);
        bl__value_phones(&t.values, 0, 1, cells[i].cell, strlen(cells[i].cell));
        assert_list(&t.values.phones, cells[i].want, cells[i].cell);
        if (t.notes.n != cells[i].notes) fail_msg("“%s” makes %zu notes", cells[i].cell, t.notes.n);
        close_cell(&t);
    }
}

static void urls_and_tags(void **state) {
    static const char *const urls[][2] = {{"https://www.linkedin.com/in/ann", "https://www.linkedin.com/in/ann"},
                                          {"linkedin.com/in/ann", "linkedin.com/in/ann"},
                                          {"https://x.example/a ::: https://x.example/b", "https://x.example/a|https://x.example/b"},
                                          {"https://x.example/a, https://x.example/b", "https://x.example/a|https://x.example/b"},
                                          {"https://acme.example", ""}, /* a company's site: colleagues share it */
                                          {"https://acme.example/", ""},
                                          {"none", ""},
                                          {"hello there", ""}};
    static const char *const tags[][2] = {{"VIP", "VIP"},
                                          {"a, b; c", "a|b|c"},
                                          {"* myContacts ::: Investors ::: * starred", "Investors"},
                                          {"\"VIP\",\"Blog, daily\"", "VIP|Blog, daily"},
                                          {"#lead, Lead", "lead"},
                                          {" , ,", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct cell_test t;
        open_cell(&t);
        bl__value_urls(&t.values, 0, 1, urls[i][0], strlen(urls[i][0]));
        assert_list(&t.values.urls, urls[i][1], urls[i][0]);
        close_cell(&t);
    }
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct cell_test t;
        open_cell(&t);
        bl__value_tags(&t.values, tags[i][0], strlen(tags[i][0]));
        assert_list(&t.values.tags, tags[i][1], tags[i][0]);
        close_cell(&t);
    }
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------------------------------ */

struct row_test {
    struct bl__source source;
    struct bl__look look;
    struct bl__csv *csv;
    struct bl_arena arena;
    struct cell_test cell;
    struct bl_error err;
};

static void open_rows(struct row_test *t, const char *text) {
    static const struct bl_pairs none = {0};
    *t = (struct row_test){0};
    open_cell(&t->cell);
    assert_int_equal(bl__source_memory(&t->source, text, strlen(text), &t->err), BL_OK);
    struct bl__wish wish = {.map = &none, .path = "x"};
    if (bl__look_at(&t->source, &wish, &t->arena, &t->look, &t->err)) fail_msg("%s", t->err.text);
    assert_int_equal(bl__csv_open(&t->source, t->look.delimiter, t->look.data_at, t->look.data_line, &t->csv, &t->err), BL_OK);
    bl__csv_width(t->csv, t->look.plan.n);
}

static enum bl__verdict next(struct row_test *t) {
    struct bl__row row;
    bool end;
    assert_int_equal(bl__csv_next(t->csv, &row, &end, &t->err), BL_OK);
    assert_false(end);
    return bl__values_read(&t->cell.values, &t->look.plan, &row, t->source.nul);
}

static void close_rows(struct row_test *t) {
    bl__csv_close(t->csv);
    bl__source_close(&t->source);
    bl_arena_free(&t->arena);
    close_cell(&t->cell);
}

static void verdicts(void **state) {
    static const char text[] = "First Name,Last Name,Email,Company,Connected On\n"
                               "Ann,Lee,,,\n"
                               ",,ann@x.example,,\n"
                               ",Lee,,,\n"
                               ",,,Acme,\n"
                               ",,,,07 Jun 2026\n"
                               ",,,,\n"
                               "Ann\n"
                               "Ann,Lee,,,,,\n"
                               "Ann,Lee,,Acme,01 Mar 2020, Inc.\n"
                               "Ann,Lee,ann at x,,\n"
                               "Restricted,Member,,,\n"
                               "\"'=1+1\",'@lee,,\"Acme (https://notion.example/x)\",soon\n";
    struct row_test t;
    (void)state;
    open_rows(&t, text);
    const struct bl_person_edit *e = &t.cell.values.edit;
    const char *const *reason = (const char *const *)&t.cell.values.reason.data;
    assert_int_equal(next(&t), BL__USABLE);
    assert_string_equal(e->name, "Ann Lee");
    assert_int_equal(next(&t), BL__USABLE);
    assert_string_equal(e->name, "ann@x.example");
    assert_null(e->first_name);
    assert_int_equal(next(&t), BL__USABLE);
    assert_string_equal(e->name, "Lee");
    assert_int_equal(next(&t), BL__REJECTED);
    assert_string_equal(*reason, "a company alone: no person and no way to reach it");
    assert_int_equal(next(&t), BL__NOTHING);
    assert_string_equal(*reason, "hidden profile: no name");
    assert_int_equal(next(&t), BL__NOTHING);
    assert_string_equal(*reason, "empty row");
    assert_int_equal(next(&t), BL__USABLE);
    assert_string_equal(e->name, "Ann");
    assert_int_equal(next(&t), BL__USABLE); /* two cells too many, but blank */
    assert_int_equal(next(&t), BL__REJECTED);
    assert_string_equal(*reason, "6 cells where the header has 5");
    assert_int_equal(next(&t), BL__REJECTED);
    assert_string_equal(t.cell.values.column, "Email");
    assert_int_equal(next(&t), BL__NOTHING);
    assert_string_equal(*reason, "hidden profile");
    assert_int_equal(next(&t), BL__USABLE);
    assert_string_equal(e->name, "=1+1 @lee"); /* the guard of a spreadsheet is no part of the name */
    assert_string_equal(e->company, "Acme");
    assert_int_equal(e->first_contact, BL_NO_DAY);
    assert_int_equal(t.cell.notes.n, 1);
    assert_int_equal(t.cell.notes.at[0].kind, BL__NOTE_DATE);
    assert_string_equal(bl__note_text(&t.cell.notes.at[0], "Connected On", &t.arena), "Connected On, line 13: “soon” is no date");
    close_rows(&t);
}

static void notes_are_counted(void **state) {
    struct row_test t;
    (void)state;
    open_rows(&t, "Name,Stage,Met on\nA,Warm,soon\nB,Warm,later\nC,Cold,31 Dec 2099\nD,sel,2024-01-05 → 2024-02-01\n");
    for (int i = 0; i < 4; i++) assert_int_equal(next(&t), BL__USABLE);
    assert_int_equal(t.cell.values.stage, BL_SELECTION);
    assert_int_equal(t.cell.values.edit.first_contact, bl_day_of(2024, 1, 5));
    static const char *const want[] = {
        "Stage, line 2 (2 rows): “Warm” is no stage (--stage-map VALUE=STAGE)", "Met on, line 2 (2 rows): “soon” is no date",
        "Stage, line 4: “Cold” is no stage (--stage-map VALUE=STAGE)", "Met on, line 4: “31 Dec 2099” lies in the future"};
    assert_int_equal(t.cell.notes.n, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(bl__note_text(&t.cell.notes.at[i], t.look.plan.at[t.cell.notes.at[i].column].header, &t.arena), want[i]);
    close_rows(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates),
        cmocka_unit_test(votes),
        cmocka_unit_test(emails),
        cmocka_unit_test(phones),
        cmocka_unit_test(urls_and_tags),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(notes_are_counted),
    };
    return cmocka_run_group_tests_name("unit/value", tests, NULL, NULL);
}
