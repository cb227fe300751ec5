/* Which code page bytes are of that are no UTF-8: by a name, by two, by a long list, and that what cannot be told is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <iconv.h>
#include <string.h>

#include "exchange/internal.h"

/* A list with these names, in a code page. */
static void list_of(const char *const *names, size_t repeat, const char *page, struct bl_buf *out) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "Name,Email,Company\r\n");
    for (size_t r = 0; r < repeat; r++) bl_buf_str(&text, "Ann Lee,ann@x.example,Acme\r\n");
    for (size_t i = 0; names[i]; i++) bl_buf_addf(&text, "%s,p%zu@x.example,Acme\r\n", names[i], i);
    iconv_t cd = iconv_open(page, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    char piece[1 << 16], *from = text.data, *to = piece;
    size_t left = text.len, room = sizeof piece;
    assert_true(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
    iconv_close(cd);
    bl_buf_cut(out, 0);
    bl_buf_add(out, piece, (size_t)(to - piece));
}

/* How the list is read, and what is doubted; *text gets it as it was read. */
static const char *read_as(const struct bl_buf *bytes, struct bl_arena *arena, const char **doubt, struct bl_buf *text) {
    struct bl__decoder decoder;
    struct bl__pages pages;
    struct bl_error err;
    size_t mark, used;
    bl_buf_cut(text, 0);
    assert_int_equal(bl__decoder_open(&decoder, NULL, bytes->data, bytes->len, &mark, &err), BL_OK);
    assert_int_equal(bl__decode(&decoder, bytes->data, bytes->len, true, text, &used, &err), BL_OK);
    const char *name = bl_arena_str(arena, bl__decoder_name(&decoder));
    *doubt = bl__decoder_doubt(&decoder, &pages) ? bl__pages_text(&pages, arena) : NULL;
    bl__decoder_close(&decoder);
    return name;
}

enum { NAMES = 6 };
static const struct {
    const char *page, *said; /* for iconv; as it is called */
    const char *names[NAMES];
} lists[] = {
    {"MACINTOSH", "macintosh", {"José Müller", "Renée Lefèvre", "María Peña", "Jürgen Größe", "François Garçon"}},
    {"CP850", "cp850", {"José Müller", "Renée Lefèvre", "María Peña", "Jürgen Größe", "Björn Sjöberg"}},
    {"CP437", "cp850", {"José Müller", "Renée Lefèvre", "María Peña", "Jürgen Größe", "Björn Sjöberg"}},
    {"WINDOWS-1251", "windows-1251", {"Иван Петров", "Мария Смирнова", "Ольга Ёлкина", "анна", "Юрий Андропов"}},
    {"KOI8-R", "koi8-r", {"Иван Петров", "Мария Смирнова", "Ольга Ёлкина", "анна", "Юрий Андропов"}},
    {"CP866", "cp866", {"Иван Петров", "Мария Смирнова", "Ольга Ёлкина", "анна", "Юрий Андропов"}},
    {"CP932", "shift_jis", {"山田太郎", "佐藤花子", "ヤマダ", "さくら", "株式会社髙島屋"}},
    {"GBK", "gbk", {"张伟", "王芳", "李明", "赵小燕", "诸葛亮"}},
    {"WINDOWS-1252", "windows-1252", {"José Müller", "Zoë Åström", "Søren O’Brien – Ægir", "Œuvre “Été” €5", "JOSÉ MÜLLER"}},
    {"UTF-8", "utf-8", {"José Müller", "山田太郎", "张伟", "Иван Петров", "Wałęsa"}},
};

static void tried(size_t list, const char *const *names, size_t repeat) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf bytes = {0}, text = {0};
    const char *doubt = NULL;
    list_of(names, repeat, lists[list].page, &bytes);
    const char *as = read_as(&bytes, &arena, &doubt, &text);
    if (strcmp(as, lists[list].said) != 0) fail_msg("%s: “%s” is read as %s", lists[list].page, names[0], as);
    for (size_t i = 0; names[i]; i++)
        if (!strstr(bl_buf_text(&text), names[i])) fail_msg("%s: “%s” is not in what is read", as, names[i]);
    bool told = doubt != NULL, usual = strcmp(as, "windows-1252") == 0 || strcmp(as, "utf-8") == 0;
    if (told == usual) fail_msg("%s: %s", names[0], told ? doubt : "not a word of doubt");
    if (told && !strstr(doubt, names[0])) fail_msg("%s does not name “%s”", doubt, names[0]);
}

static void one_name_is_enough(void **state) {
    (void)state;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < NAMES && lists[l].names[i]; i++) {
            const char *one[] = {lists[l].names[i], NULL};
            tried(l, one, 0);
        }
}

static void long_lists(void **state) {
    (void)state;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        tried(l, lists[l].names, 0);
        tried(l, lists[l].names, 1000);
    }
}

/* What cannot be told clearly stays Windows-1252, with a word and what else it may be. */
static void doubted(void **state) {
    static const struct {
        const char *page, *name, *maybe;
    } names[] = {{"CP850", "François", "“François” as cp850"},
                 {"MACINTOSH", "Björn", "“Björn” as macintosh"},
                 {"WINDOWS-1250", "Łukasz Żak", "“Łukasz Żak” as windows-1250"},
                 {"WINDOWS-1250", "Lech Wałęsa", "“Lech Wałęsa” as windows-1250"},
                 {"KOI8-R", "ПЁТР", "“ПЁТР” as koi8-r"}};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        BL_AUTO(bl_buf) struct bl_buf bytes = {0}, text = {0};
        const char *one[] = {names[i].name, NULL}, *doubt = NULL;
        list_of(one, 0, names[i].page, &bytes);
        assert_string_equal(read_as(&bytes, &arena, &doubt, &text), "windows-1252");
        if (!doubt || !strstr(doubt, names[i].maybe)) fail_msg("%s: %s", names[i].name, doubt ? doubt : "not a word of doubt");
        assert_non_null(strstr(doubt, "--encoding"));
    }
}

/* ASCII for longer than anybody looks, then a name: it is too late to read it otherwise, and not too late to say so. */
static void late(void **state) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf bytes = {0}, text = {0}, all = {0};
    struct bl__decoder decoder;
    struct bl__pages pages;
    struct bl_error err;
    size_t mark, used;
    const char *names[] = {"José Müller", NULL};
    (void)state;
    list_of(names, 0, "MACINTOSH", &bytes);
    while (all.len < BL__HEAD) bl_buf_str(&all, "Ann Lee,ann@x.example,Acme\r\n");
    assert_int_equal(bl__decoder_open(&decoder, NULL, all.data, BL__HEAD, &mark, &err), BL_OK);
    assert_int_equal(bl__decode(&decoder, all.data, all.len, false, &text, &used, &err), BL_OK);
    assert_int_equal(bl__decode(&decoder, bytes.data, bytes.len, true, &text, &used, &err), BL_OK);
    assert_true(bl__decoder_doubt(&decoder, &pages));
    const char *doubt = bl__pages_text(&pages, &arena);
    if (!strstr(doubt, "“JosŽ MŸller” as windows-1252, “José Müller” as macintosh")) fail_msg("%s", doubt);
    bl__decoder_close(&decoder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_name_is_enough),
        cmocka_unit_test(long_lists),
        cmocka_unit_test(doubted),
        cmocka_unit_test(late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
