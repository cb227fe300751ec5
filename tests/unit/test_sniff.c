/* What the beginning of a file tells: encoding, delimiter, header; and that text decoded in pieces is the text decoded at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/internal.h"

/* ---- encodings ---------------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t n;
    const char *said, *encoding, *text;
} texts[] = {
#define B(s) s, sizeof(s) - 1
    {B("Name\n"), NULL, "utf-8", "Name\n"},
    {B("\xEF\xBB\xBFName"), NULL, "utf-8", "Name"},
    {B("Jos\xC3\xA9 \xF0\x9F\x91\x8B \xE4\xBD\xA0"), NULL, "utf-8", "José 👋 你"},
    {B("Jos\xE9 \x96 \x80"), NULL, "windows-1252", "José – €"},
    {B("Jos\xE9 \x81"), "windows-1252", "windows-1252", "José \xEF\xBF\xBD"},
    {B("\xC3\xA9\xC3\xA9\xE9"), NULL, "utf-8", "ééé"},     /* one stray byte among good ones is read for itself */
    {B("\xC3\xA9"), "windows-1252", "windows-1252", "Ã©"}, /* the user insists */
    {B("\x80"), "iso-8859-1", "iso-8859-1", "\xC2\x80"},
    {B("\xED\xA0\x80 \xC0\xAF \xF5 \xE2\x82"), "utf-8", "utf-8", "í\xC2\xA0€ À¯ õ â‚"}, /* surrogates, overlong, out of range, cut off */
    {B("\xFF\xFEN\0a\0\xE9\0"), NULL, "utf-16le", "Naé"},
    {B("\xFE\xFF\0N\0a\0\xE9"), NULL, "utf-16be", "Naé"},
    {B("N\0a\0m\0e\0,\0E\0"), NULL, "utf-16le", "Name,E"},
    {B("\0N\0a\0m\0e\0,\0E"), NULL, "utf-16be", "Name,E"},
    {B("\xFF\xFE=\xD8K\xDC!\0"), NULL, "utf-16le", "👋!"},
    {B("\xFF\xFE=\xD8!\0\0"), NULL, "utf-16le", "\xEF\xBF\xBD!\xEF\xBF\xBD"}, /* half a pair; half a unit */
    {B("\xEF\xF0\xE8\xE2\xE5\xF2"), "windows-1251", "windows-1251", "привет"},
#undef B
};

static void encodings(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t piece = 1; piece <= texts[i].n; piece++) {
            struct bl__decoder decoder;
            struct bl_error err = {0};
            BL_AUTO(bl_buf) struct bl_buf out = {0};
            size_t at, pending = 0, used;
            assert_int_equal(bl__decoder_open(&decoder, texts[i].said, texts[i].bytes, texts[i].n, &at, &err), BL_OK);
            while (at + pending < texts[i].n) {
                pending += piece < texts[i].n - at - pending ? piece : texts[i].n - at - pending;
                assert_int_equal(bl__decode(&decoder, texts[i].bytes + at, pending, at + pending == texts[i].n, &out, &used, &err), BL_OK);
                assert_true(used <= pending);
                at += used;
                pending -= used;
            }
            assert_int_equal(pending, 0);
            if (strcmp(bl_buf_text(&out), texts[i].text) != 0)
                fail_msg("%zu in pieces of %zu: “%s”, not “%s”", i, piece, bl_buf_text(&out), texts[i].text);
            assert_true(bl_text_valid(bl_buf_text(&out), out.len));
            assert_string_equal(bl__decoder_name(&decoder), texts[i].encoding);
            bl__decoder_close(&decoder);
        }
}

static void no_such_encoding(void **state) {
    (void)state;
    struct bl__decoder decoder;
    struct bl_error err = {0};
    size_t mark;
    assert_int_equal(bl__decoder_open(&decoder, "klingon", "", 0, &mark, &err), BL_USAGE);
    assert_non_null(strstr(err.text, "klingon"));
    assert_non_null(strstr(err.hint, "windows-1252"));
}

/* ---- what is no table --------------------------------------------------------------------------------------------------------------------- */

static void kinds(void **state) {
    static const struct {
        const char *head;
        size_t n;
        const char *says;
    } heads[] = {
        {"PK\3\4....xl/workbook.xml", 23, "Excel"},
        {"PK\3\4....Connections.csv", 23, "zip"},
        {"\x1F\x8B\x08", 3, "gzip"},
        {"\xD0\xCF\x11\xE0", 4, "xls"},
        {"%PDF-1.7", 8, "PDF"},
        {"<!DOCTYPE html>", 15, "web page"},
        {"[{\"name\":1}]", 12, "JSON"},
        {"SQLite format 3", 16, "SQLite"},
        {"PK\3\4....[Content_Types].xml....word/document.xml", 48, "docx"},
        {"PK\3\4....mimetypeapplication/vnd.oasis.opendocument.text", 56, "odt"},
        {"PK\3\4....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 63, "ods"},
        {"PK\3\4....Index/Document.iwa", 26, "Numbers"},
        {"\xD0\xCF\x11\xE0....W\0o\0r\0d\0D\0o\0c\0u\0", 24, "Word"},
        {"{\\rtf1\\ansi", 11, "rtf"},
        {"BZh91AY", 7, "bzip2"},
        {"\xFD"
         "7zXZ",
         5, "xz"},
        {"7z\xBC\xAF", 4, "7z"},
        {"\x89PNG\r\n", 6, "picture"},
        {"BEGIN:VCALENDAR\r\n", 17, "calendar"},
        {"Return-Path: <a@x.example>\n", 27, "e-mail"},
        {"dn: cn=Ann\n", 11, "LDIF"},
        {"<html><body><table><tr>", 23, "table"},
        {"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", 62, "Excel workbook in XML"},
        {"<?xml version=\"1.0\"?><people>", 30, "XML"},
        {"[\r\n  {\"name\":1}]", 16, "JSON"},
        {"{\"contacts\":[]}", 15, "JSON"},
        {"{\"type\":\"bowline\",\"version\":1}", 30, "whole book"},
        {"\xEF\xBB\xBF"
         "<html>",
         9, "web page"},
    };
    struct bl_error err;
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        assert_int_equal(bl__sniff_kind(heads[i].head, heads[i].n, "x", &err), BL_USAGE);
        if (!strstr(err.text, heads[i].says)) fail_msg("“%s” does not say %s", err.text, heads[i].says);
        assert_true(err.hint[0]);
    }
    assert_int_equal(bl__sniff_kind("Name,Email\n", 11, "x", &err), BL_OK);
    assert_int_equal(bl__sniff_kind("", 0, "x", &err), BL_OK);
    assert_int_equal(bl__sniff_kind("[Name],{x}\n", 11, "x", &err), BL_OK);
}

/* ---- delimiter and header --------------------------------------------------------------------------------------------------------------------- */

static enum bl_status look_with(const char *text, struct bl__wish wish, struct bl__look *look, struct bl_arena *arena,
                                struct bl_error *err) {
    struct bl__source source;
    struct bl_pairs none = {0};
    if (!wish.map) wish.map = &none;
    wish.path = "list.csv";
    assert_int_equal(bl__source_memory(&source, text, strlen(text), err), BL_OK);
    enum bl_status status = bl__look_at(&source, &wish, arena, look, err);
    bl__source_close(&source);
    return status;
}

static void delimiters_and_headers(void **state) {
    static const struct {
        const char *text;
        char delimiter;
        int header_line, data_line;
        size_t columns;
        const char *preset;
    } files[] = {
        {"Name,Email\nAnn,a@x\n", ',', 1, 2, 2, NULL},
        {"Name;Email\nAnn;a@x\n", ';', 1, 2, 2, NULL},
        {"Name\tEmail\nAnn, the boss\ta@x\n", '\t', 1, 2, 2, NULL},
        {"Name|Email\nAnn|a@x\n", '|', 1, 2, 2, NULL},
        {"Name;Email;Notes\nAnn;a@x;1,2,3\nBob;b@x;4,5,6\n", ';', 1, 2, 3, NULL}, /* the comma is as even, but says nothing */
        {"sep=|\r\nName|Email\r\nAnn|a@x\r\n", '|', 2, 3, 2, NULL},
        {"\"sep=;\"\nName;Email\nAnn;a@x\n", ';', 2, 3, 2, NULL},
        {"sep=;,,\nName;Email\nAnn;a@x\n", ';', 2, 3, 2, NULL},
        {"Email\na@x\nb@x\n", ',', 1, 2, 1, NULL},
        {"Report of contacts\nmade on Monday, by me\n\nName,Email,Phone\nAnn,a@x,\n", ',', 4, 5, 3, NULL},
        {"Notes:\n\"a, b\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,,,,01 Mar 2020\n", ',', 4, 5, 7,
         "linkedin_connections"},
        {"Connected On;first name;LAST NAME;Firm\n01 Mar 2020;A;B;C\n", ';', 1, 2, 4, "linkedin_connections"},
        {"Name,Email\nEmail,Name\nAnn,a@x\n", ',', 1, 2, 2, NULL},
        {"Ihr Name,Ihre E-Mail\nAnn,a@x\n", ',', 1, 2, 2, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct bl__look look;
        struct bl_error err = {0};
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        if (look_with(files[i].text, (struct bl__wish){0}, &look, &arena, &err)) fail_msg("%s: %s", files[i].text, err.text);
        if (look.delimiter != files[i].delimiter) fail_msg("%s: delimiter %c", files[i].text, look.delimiter);
        if (look.header_line != files[i].header_line) fail_msg("%s: header on line %d", files[i].text, (int)look.header_line);
        assert_int_equal(look.data_line, files[i].data_line);
        assert_int_equal(look.plan.n, files[i].columns);
        if (files[i].preset)
            assert_string_equal(look.plan.preset->key, files[i].preset);
        else
            assert_null(look.plan.preset);
    }
}

static void no_header(void **state) {
    static const char *const files[] = {"a,b\nc,d\n", "Company,Phone\nAcme,+46\n", "CONVERSATION ID,FROM,TO,CONTENT\n1,2,3,4\n"};
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct bl__look look;
        struct bl_error err = {0};
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        assert_int_equal(look_with(files[i], (struct bl__wish){0}, &look, &arena, &err), BL_USAGE);
        assert_non_null(strstr(err.hint, "--map"));
    }
}

static void the_user_decides(void **state) {
    (void)state;
    struct bl__look look;
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_pair map[] = {{"name", "Kunde"}};
    struct bl_pairs pairs = {map, 1};
    assert_int_equal(look_with("Liste 2024,\nKunde,Ort\nAnn,Ulm\n", (struct bl__wish){.map = &pairs}, &look, &arena, &err), BL_OK);
    assert_int_equal(look.header_line, 2);
    assert_int_equal(look_with("Email,x;Name,y\na@x,1;Ann,2\n", (struct bl__wish){.delimiter = ';'}, &look, &arena, &err), BL_OK);
    assert_int_equal(look.delimiter, ';');
    assert_int_equal(look_with("Name\nAnn\n", (struct bl__wish){.date_order = "myd"}, &look, &arena, &err), BL_USAGE);
}

static void date_order(void **state) {
    static const struct {
        const char *text, *said;
        enum bl__order order;
        bool undecided;
    } files[] = {
        {"Name,Met on\nA,03/04/2024\nB,13/04/2024\n", NULL, BL__DMY, true},
        {"Name,Met on\nA,03/04/2024\nB,04/13/2024\n", NULL, BL__MDY, true},
        {"Name,Met on\nA,03/04/2024\n", NULL, BL__ORDER_NONE, true},
        {"Name,Met on\nA,03/04/2024\n", "mdy", BL__MDY, false},
        {"Name,Met on\nA,2024-04-03\n", NULL, BL__ORDER_NONE, false},
        {"First Name,Last Name,Connected On\nA,B,03/04/2024\n", NULL, BL__DMY, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct bl__look look;
        struct bl_error err = {0};
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        assert_int_equal(look_with(files[i].text, (struct bl__wish){.date_order = files[i].said}, &look, &arena, &err), BL_OK);
        if (look.plan.order != files[i].order || look.undecided != files[i].undecided)
            fail_msg("%s: order %d", files[i].text, (int)look.plan.order);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings),  cmocka_unit_test(no_such_encoding),
        cmocka_unit_test(kinds),      cmocka_unit_test(delimiters_and_headers),
        cmocka_unit_test(no_header),  cmocka_unit_test(the_user_decides),
        cmocka_unit_test(date_order),
    };
    return cmocka_run_group_tests_name("unit/sniff", tests, NULL, NULL);
}
