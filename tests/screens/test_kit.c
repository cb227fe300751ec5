/* The kit: what reaches a cell, how text is cut, the text box, choices, keys, themes. */
#include "screens/golden.h"

#include "bowline/text.h"
#include "tui/kit/theme.h"
#include "tui/kit/widgets.h"

static struct surface made(int rows, int cols, bool unicode) {
    struct surface surface = {0};
    assert_true(surface_init(&surface, rows, cols, unicode));
    return surface;
}

static const struct cell *cell(const struct surface *s, int row, int col) {
    return &s->cells[row * s->cols + col];
}

static void assert_row(const struct surface *s, int row, const char *want) {
    struct bl_buf text = {0};
    surface_text(s, &text);
    const char *line = bl_buf_text(&text);
    for (int i = 0; i < row; i++) line = strchr(line, '\n') + 1;
    char got[4096];
    (void)snprintf(got, sizeof got, "%.*s", (int)strcspn(line, "\n"), line);
    assert_string_equal(got, want);
    bl_buf_free(&text);
}

/* Every wide cell has its half, no half stands alone, every text is one clean grapheme. */
static void assert_sound(const struct surface *s) {
    for (int row = 0; row < s->rows; row++) {
        for (int col = 0; col < s->cols; col++) {
            const struct cell *c = cell(s, row, col);
            assert_int_equal(strlen(c->text), c->len);
            assert_true(bl_text_valid(c->text, c->len));
            assert_in_range(c->cells, 0, 2);
            if (c->cells == 0) assert_true(col > 0 && cell(s, row, col - 1)->cells == 2 && c->len == 0);
            if (c->cells == 2) assert_true(col + 1 < s->cols && cell(s, row, col + 1)->cells == 0);
            if (c->cells > 0) assert_int_equal(bl_text_width(c->text, c->len), c->cells);
            for (int i = 0; i < c->len; i++) assert_true((unsigned char)c->text[i] >= ' ' && c->text[i] != 127);
            for (int i = 0; i < c->len && !s->unicode; i++) assert_true((unsigned char)c->text[i] < 127);
            struct bl_buf clean = {0};
            bl_text_clean(&clean, c->text, c->len, false);
            assert_string_equal(bl_buf_text(&clean), c->text);
            bl_buf_free(&clean);
        }
    }
}

static void test_put_cuts(void **state) {
    (void)state;
    struct surface s = made(3, 10, true);
    struct area all = area_all(&s);
    assert_int_equal(put(all, 0, 0, STYLE(ROLE_TEXT), "0123456789"), 10);
    assert_row(&s, 0, "0123456789");
    assert_int_equal(put(all, 0, 0, STYLE(ROLE_TEXT), "0123456789A"), 10);
    assert_row(&s, 0, "012345678…");
    assert_int_equal(put(all, 1, 9, STYLE(ROLE_TEXT), "xy"), 10);
    assert_row(&s, 1, "         …");
    assert_int_equal(put(all, 1, 10, STYLE(ROLE_TEXT), "xy"), 10);
    assert_int_equal(put(all, 7, 0, STYLE(ROLE_TEXT), "below"), 0);
    assert_int_equal(put_in(all, 2, 2, 5, true, STYLE(ROLE_KEY), "ab"), 7);
    assert_row(&s, 2, "  ab");
    assert_int_equal(cell(&s, 2, 6)->style.role, ROLE_KEY);
    assert_int_equal(cell(&s, 2, 7)->style.role, ROLE_TEXT);
    assert_int_equal(put_in(all, 2, 2, 5, false, STYLE(ROLE_KEY), NULL), 2);
    surface_free(&s);
}

static void test_wide_is_never_split(void **state) {
    (void)state;
    struct surface s = made(4, 7, true);
    struct area all = area_all(&s);
    put(all, 0, 0, STYLE(ROLE_TEXT), "山田太郎");
    assert_row(&s, 0, "山田太…");
    put(all, 1, 0, STYLE(ROLE_TEXT), "a山田太郎");
    assert_row(&s, 1, "a山田…");
    put(all, 1, 2, STYLE(ROLE_TEXT), "x"); /* cuts 山 in half: its left half goes */
    assert_row(&s, 1, "a x田…");
    put(all, 0, 1, STYLE(ROLE_TEXT), "日"); /* over two halves */
    assert_row(&s, 0, " 日 太…");
    put_in(all, 2, -1, 4, false, STYLE(ROLE_TEXT), "山x"); /* left half outside */
    assert_row(&s, 2, " x");
    put(area_sub(all, 3, 0, 1, 3), 0, 2, STYLE(ROLE_TEXT), "山");
    assert_row(&s, 3, "  …");
    assert_sound(&s);
    surface_free(&s);
}

static void test_put_right(void **state) {
    (void)state;
    struct surface s = made(2, 8, true);
    struct area all = area_all(&s);
    assert_int_equal(put_right(all, 0, 8, STYLE(ROLE_TEXT), "山a"), 5);
    assert_row(&s, 0, "     山a");
    assert_int_equal(put_right(all, 1, 4, STYLE(ROLE_TEXT), "abcdef"), 0);
    assert_row(&s, 1, "abc…");
    surface_free(&s);
}

static void test_hostile_text(void **state) {
    (void)state;
    static const char *const hostile[] = {
        "\x1b[31mred\x1b]0;title\a",
        "a\nb\tc\rd",
        "\x01\x02\x7f",
        "\xc2\x9b"
        "31m",
        "\xff\xfe\x80",
        "\xe2\x80\xae"
        "drow",
        "\xe2\x81\xa6x\xe2\x81\xa9",
        "\xe2\x80\x8b\xef\xbb\xbfz",
        "\xe2\x80\xa8line",
        "\xc0\xaf",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "\xcc\x81lone",
        "e\xcc\x81",
        "👨‍👩‍👧‍👦 fam",
        "\xe1\x84\x80\xe1\x85\xa1",
        "Z\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88\xcc\x89\xcc\x8a\xcc\x8b\xcc\x8c\xcc\x8d\xcc\x8e\xcc\x8f"
        "\xcc\x90w",
    };
    for (int mode = 0; mode < 2; mode++) {
        struct surface s = made(3, 12, mode == 0);
        struct area all = area_all(&s);
        for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
            for (int col = -3; col < 13; col++) {
                put(all, 0, col, STYLE(ROLE_TEXT), hostile[i]);
                put_in(all, 1, col, 5, true, STYLE(ROLE_TEXT), hostile[i]);
                put_right(all, 2, col, STYLE(ROLE_TEXT), hostile[i]);
                putf(all, 2, col, STYLE(ROLE_TEXT), "%s!", hostile[i]);
                assert_sound(&s);
            }
            fill(area_sub(all, 0, 3, 2, 5), STYLE(ROLE_TEXT), hostile[i]);
            assert_sound(&s);
        }
        surface_free(&s);
    }
}

static void test_ascii(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"─│┌┐└┘├┤┬┴┼", "-|+++++++++"},
        {"▁▄▇█▌▏", "_-##>|"},
        {"→ ← ↑ ↓ ↵", "> < ^ v <"},
        {"● ◉ ○ • ·", "* @ o * ."},
        {"“quote” ‘x’", "\"quote\" 'x'"},
        {"a — b – c", "a - b - c"},
        {"José Núñez Łódź", "Jose Nunez Lodz"},
        {"e\xcc\x81t\xc3\xa9", "ete"},
        {"Ångström Ærø", "Angstrom Aro"},
        {"山a", "??a"},
        {"Việt", "Viet"},
        {"✓ ✗ ▸commitment◂", "v x >commitment<"},
        {"+3 −1", "+3 -1"},
        {"Ж", "?"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct surface s = made(1, 40, false);
        put(area_all(&s), 0, 0, STYLE(ROLE_TEXT), pairs[i][0]);
        assert_row(&s, 0, pairs[i][1]);
        surface_free(&s);
    }
    struct surface s = made(1, 5, false);
    put(area_all(&s), 0, 0, STYLE(ROLE_TEXT), "abcdefgh");
    assert_row(&s, 0, "abcd~");
    surface_free(&s);
}

static void test_areas(void **state) {
    (void)state;
    struct surface s = made(6, 10, true);
    struct area all = area_all(&s), sub = area_sub(all, 1, 2, -1, -3);
    assert_int_equal(sub.rows, 4);
    assert_int_equal(sub.cols, 5);
    sub = area_sub(sub, -2, -2, 100, 100);
    assert_int_equal(sub.row, 1);
    assert_int_equal(sub.col, 2);
    assert_int_equal(sub.cols, 5);
    sub = area_sub(all, 9, 20, 5, 5);
    assert_int_equal(sub.rows, 0);
    assert_int_equal(sub.cols, 0);
    fill(sub, STYLE(ROLE_TEXT), "x");
    hline(area_sub(all, 2, 3, 1, 4), 0, STYLE(ROLE_LINE));
    assert_row(&s, 2, "   ────");
    restyle(all, 2, 4, 2, STYLE_REVERSE);
    struct bl_buf roles = {0};
    surface_roles(&s, &roles);
    assert_string_equal(bl_buf_text(&roles), "\n\n   lTTl\n\n\n\n");
    bl_buf_free(&roles);
    assert_true(surface_resize(&s, 0, 0));
    put(area_all(&s), 0, 0, STYLE(ROLE_TEXT), "x");
    assert_false(surface_resize(&s, -1, 4));
    assert_false(surface_resize(&s, 100000, 100000));
    surface_free(&s);
}

/* ---- keys and choices ---- */

static void test_keys(void **state) {
    (void)state;
    char label[16];
    assert_string_equal(key_label('\r', true, label), "↵");
    assert_string_equal(key_label('\r', false, label), "enter");
    assert_string_equal(key_label(18, true, label), "ctrl-r");
    assert_string_equal(key_label(KEY_F12_, true, label), "f12");
    assert_string_equal(key_label('?', true, label), "?");
    assert_string_equal(key_label(0xE9, true, label), "é");
    assert_string_equal(key_label(0xE9, false, label), "e");
    assert_string_equal(key_label(0x202E, true, label), "·");
    assert_string_equal(key_label(KEY_NONE_, true, label), "");
    assert_int_equal(key_parse("ctrl-r"), 18);
    assert_int_equal(key_parse("Ctrl-R"), 18);
    assert_int_equal(key_parse("^r"), 18);
    assert_int_equal(key_parse("^"), '^');
    assert_int_equal(key_parse("G"), 'G');
    assert_int_equal(key_parse("é"), 0xE9);
    assert_int_equal(key_parse("F5"), KEY_F1_ + 4);
    assert_int_equal(key_parse("f13"), KEY_NONE_);
    assert_int_equal(key_parse("ctrl-é"), KEY_NONE_);
    assert_int_equal(key_parse("xy"), KEY_NONE_);
    assert_int_equal(key_parse(""), KEY_NONE_);
    assert_int_equal(key_parse("\xff"), KEY_NONE_);
    for (int key = 1; key < KEY_F12_ + 1; key += key < 0x300 ? 1 : key < KEY_UP_ - 200 ? 97 : 1) { /* what is shown can be written */
        for (int unicode = 0; unicode < 2; unicode++) {
            key_label(key, unicode == 1, label);
            if (label[0] == '\0' || strcmp(label, "·") == 0 || (unicode == 0 && key > 127 && key < KEY_UP_)) continue;
            if ((unsigned char)label[0] >= 0x80 && key < KEY_UP_ && bl_text_cells(label) != 1) continue;
            assert_int_equal(key_parse(label), key == 8 ? 8 : key);
        }
    }
}

static void test_choice(void **state) {
    (void)state;
    struct choice c = {.n = 100};
    assert_true(choice_key(&c, 'j', 10));
    assert_int_equal(c.at, 1);
    assert_true(choice_key(&c, KEY_PGDN_, 10));
    assert_int_equal(c.at, 10);
    assert_int_equal(c.top, 1);
    assert_true(choice_key(&c, 'G', 10));
    assert_int_equal(c.at, 99);
    assert_int_equal(c.top, 90);
    assert_true(choice_key(&c, 'j', 10));
    assert_int_equal(c.at, 99);
    choice_clamp(&c, 5, 10);
    assert_int_equal(c.at, 4);
    assert_int_equal(c.top, 0);
    choice_clamp(&c, 0, 10);
    assert_int_equal(c.at, 0);
    assert_true(choice_key(&c, KEY_END_, 10));
    assert_int_equal(c.at, 0);
    assert_false(choice_key(&c, 'x', 10));
}

/* ---- the text box ---- */

static void type(struct field *f, const char *text) { /* key by key */
    for (const char *s = text; *s != '\0';) {
        unsigned char lead = (unsigned char)*s;
        int n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1, point = n == 1 ? lead : lead & (0x3F >> (n - 1));
        for (int i = 1; i < n; i++) point = point << 6 | (s[i] & 0x3F);
        assert_true(field_key(f, point));
        s += n;
    }
}

static void keys(struct field *f, int key, int times) {
    for (int i = 0; i < times; i++) (void)field_key(f, key);
}

static void test_field_editing(void **state) {
    (void)state;
    struct field f = {0};
    type(&f, "héllo wörld");
    assert_string_equal(bl_buf_text(&f.text), "héllo wörld");
    keys(&f, KEY_LEFT_, 5);
    keys(&f, 127, 1);
    assert_string_equal(bl_buf_text(&f.text), "héllowörld");
    assert_true(field_key(&f, 1));
    assert_false(field_key(&f, KEY_LEFT_));
    assert_false(field_key(&f, 127));
    keys(&f, KEY_RIGHT_, 1);
    assert_true(field_key(&f, KEY_DEL_)); /* é is one */
    assert_string_equal(bl_buf_text(&f.text), "hllowörld");
    assert_true(field_key(&f, 11));
    assert_string_equal(bl_buf_text(&f.text), "h");
    assert_false(field_key(&f, KEY_DEL_));
    field_set(&f, "one two  three ");
    assert_true(field_key(&f, 23));
    assert_string_equal(bl_buf_text(&f.text), "one two  ");
    assert_true(field_key(&f, 23));
    assert_string_equal(bl_buf_text(&f.text), "one ");
    assert_true(field_key(&f, 21));
    assert_string_equal(bl_buf_text(&f.text), "");
    assert_false(field_key(&f, 21) || field_key(&f, 23) || field_key(&f, 11));
    assert_false(field_key(&f, 27) || field_key(&f, '\r') || field_key(&f, '\t') || field_key(&f, '\n') || field_key(&f, 0x9B) ||
                 field_key(&f, KEY_F1_));
    field_replace(&f, 0, 99, "all new");
    field_replace(&f, 4, 3, "old");
    assert_string_equal(bl_buf_text(&f.text), "all old");
    assert_int_equal(f.cursor, 7);
    field_free(&f);
}

static void test_field_graphemes(void **state) {
    (void)state;
    struct field f = {0};
    field_set(&f, "a👨‍👩‍👧‍👦e\xcc\x81山");
    keys(&f, KEY_LEFT_, 1);
    assert_int_equal(f.cursor, f.text.len - 3);
    keys(&f, KEY_LEFT_, 1);
    assert_int_equal(f.cursor, f.text.len - 6);
    keys(&f, KEY_LEFT_, 1);
    assert_int_equal(f.cursor, 1);
    keys(&f, KEY_DEL_, 1);
    assert_string_equal(bl_buf_text(&f.text), "ae\xcc\x81山");
    type(&f, "\xcc\x88"); /* joins the a: the cursor stands after both */
    assert_int_equal(f.cursor, 3);
    keys(&f, 127, 1);
    assert_string_equal(bl_buf_text(&f.text), "e\xcc\x81山");
    field_free(&f);
}

static void test_field_paste(void **state) {
    (void)state;
    struct field f = {0};
    static const char paste[] = "one\r\ntwo\rthree\tx\x1b[0m\x00\x7f.";
    field_insert(&f, paste, sizeof paste - 1);
    assert_string_equal(bl_buf_text(&f.text), "one two three x[0m.");
    field_free(&f);
    f.multiline = true;
    field_insert(&f, paste, sizeof paste - 1);
    assert_string_equal(bl_buf_text(&f.text), "one\ntwo\nthree x[0m.");
    field_insert(&f, "\xff\xfe", 2); /* invalid bytes are kept, drawn as dots */
    struct surface s = made(4, 20, true);
    field_draw(&f, area_all(&s), true, NULL, NULL);
    assert_row(&s, 2, "three x[0m.··");
    assert_int_equal(s.cursor_row, 2);
    assert_int_equal(s.cursor_col, 13);
    assert_sound(&s);
    surface_free(&s);
    field_free(&f);
}

static void test_field_single_scrolls(void **state) {
    (void)state;
    struct field f = {0};
    struct surface s = made(1, 8, true);
    field_set(&f, "0123456789山");
    field_draw(&f, area_all(&s), true, NULL, NULL);
    assert_row(&s, 0, "56789山");
    assert_int_equal(s.cursor_col, 7);
    keys(&f, KEY_HOME_, 1);
    surface_clear(&s);
    field_draw(&f, area_all(&s), true, NULL, NULL);
    assert_row(&s, 0, "01234567");
    assert_int_equal(s.cursor_col, 0);
    surface_clear(&s);
    field_draw(&f, area_all(&s), false, NULL, NULL);
    assert_int_equal(s.cursor_col, -1);
    field_set(&f, "one\ntwo"); /* a newline from elsewhere is a blank here, and stays what it is */
    surface_clear(&s);
    field_draw(&f, area_all(&s), true, NULL, NULL);
    assert_row(&s, 0, "one two");
    assert_int_equal(s.cursor_col, 7);
    assert_string_equal(bl_buf_text(&f.text), "one\ntwo");
    surface_free(&s);
    field_free(&f);
}

static void test_field_wraps(void **state) {
    (void)state;
    struct field f = {.multiline = true};
    struct surface s = made(3, 11, true);
    field_set(&f, "stuck on SSO since spring\nsecond 山田太郎さん");
    field_draw(&f, area_all(&s), true, NULL, NULL);
    assert_row(&s, 0, "second"); /* scrolled: the cursor is in the last row */
    assert_row(&s, 1, "山田太郎さ");
    assert_row(&s, 2, "ん");
    assert_int_equal(f.scroll, 3);
    keys(&f, KEY_UP_, 9);
    surface_clear(&s);
    field_draw(&f, area_all(&s), true, NULL, NULL);
    assert_row(&s, 0, "stuck on");
    assert_row(&s, 1, "SSO since");
    assert_int_equal(s.cursor_row, 0);
    keys(&f, KEY_HOME_, 1);
    keys(&f, KEY_RIGHT_, 4);
    keys(&f, KEY_DOWN_, 1);
    assert_int_equal(f.cursor, 13);
    keys(&f, KEY_DOWN_, 2);
    assert_int_equal(f.cursor, 26 + 4);
    keys(&f, KEY_UP_, 1);
    assert_int_equal(f.cursor, 19 + 4);
    keys(&f, '\n', 1);
    assert_string_equal(bl_buf_text(&f.text), "stuck on SSO since spri\nng\nsecond 山田太郎さん");
    surface_free(&s);
    field_free(&f);
}

/* Whatever is typed and wherever it is drawn, the cursor stays on a grapheme and in its area. */
static void test_field_storm(void **state) {
    (void)state;
    static const int some[] = {'a',       ' ',       '\n',     0x5C71,   0x301, 0x1F468, 0x200D, KEY_LEFT_, KEY_RIGHT_, KEY_UP_,
                               KEY_DOWN_, KEY_HOME_, KEY_END_, KEY_DEL_, 127,   1,       11,     21,        23,         0x1F1E9};
    uint32_t seed = 7;
    for (int mode = 0; mode < 2; mode++) {
        struct field f = {.multiline = mode == 1};
        for (int i = 0; i < 6000; i++) {
            seed = seed * 1664525 + 1013904223;
            size_t pick = (seed >> 16) % (sizeof some / sizeof *some + 8);
            if (pick >= sizeof some / sizeof *some) pick %= 7;
            (void)field_key(&f, some[pick]);
            if (i % 997 == 0) field_insert(&f, "\xff\x1b[x \xe2\x80\xae", 8);
            struct surface s = made(1 + (int)(seed >> 28), 1 + (int)((seed >> 20) % 23), true);
            field_draw(&f, area_all(&s), true, NULL, NULL);
            assert_in_range(s.cursor_row, 0, s.rows - 1);
            assert_in_range(s.cursor_col, 0, s.cols - 1);
            assert_sound(&s);
            surface_free(&s);
            if (f.text.len > 400) field_set(&f, "");
        }
        field_free(&f);
    }
}

/* ---- small pictures ---- */

static void test_bars(void **state) {
    (void)state;
    struct surface s = made(6, 12, true);
    struct area all = area_all(&s);
    bar(all, 0, 0, 10, STYLE(ROLE_TEXT), 5, 10);
    bar(all, 1, 0, 10, STYLE(ROLE_TEXT), 1, 1000000);
    bar(all, 2, 0, 10, STYLE(ROLE_TEXT), 999999, 1000000);
    bar(all, 3, 0, 10, STYLE(ROLE_TEXT), 0, 0);
    bar(all, 4, 0, 10, STYLE(ROLE_TEXT), INT64_MAX, INT64_MAX);
    const int64_t values[] = {0, 1, 2, 4, 7, 1000};
    sparkline(all, 5, 0, STYLE(ROLE_TEXT), values, 6);
    assert_row(&s, 0, "█████");
    assert_row(&s, 1, "▏");
    assert_row(&s, 2, "█████████▉");
    assert_row(&s, 3, "");
    assert_row(&s, 4, "██████████");
    assert_row(&s, 5, "▁▁▁▁▁▇");
    surface_free(&s);
}

static void test_path(void **state) {
    (void)state;
    const int days[] = {14, 21, 19, -1, -1, -1, -1};
    const bool visited[] = {true, false, true, false, false, false, false};
    struct bl_buf out = {0};
    for (int cols = 80; cols >= 20; cols -= 30) {
        struct surface s = made(8, cols, true);
        struct area all = area_all(&s);
        const bool everywhere[] = {true, true, true, true, true, true, true};
        path_draw(all, 0, &(struct path){BL_STAGE, 3, days, visited, BL_ACTIVE, 0});
        path_draw(all, 2, &(struct path){BL_STAGE, 3, days, visited, BL_PARKED, 16});
        path_draw(all, 4, &(struct path){BL_STAGE, 7, (const int[]){14, 1, 120, 3, 30, 60, 200}, everywhere, BL_ACTIVE, 0});
        path_draw(all, 6, &(struct path){BL_MOMENT, 1, days, visited, BL_LOST, 23});
        char title[32];
        (void)snprintf(title, sizeof title, "%d columns", cols);
        golden_add(&out, title, &s, true);
        surface_free(&s);
    }
    golden_check("path", &out);
    bl_buf_free(&out);
}

/* ---- themes ---- */

static double linear(unsigned char part) { /* sRGB, by bisection of its inverse: pow() without libm is not worth having */
    double c = part / 255.0, base = (c + 0.055) / 1.055, low = 0, high = 1;
    if (c <= 0.04045) return c / 12.92;
    double p12 = base; /* base^12, whose fifth root is base^2.4 */
    for (int i = 1; i < 12; i++) p12 *= base;
    for (int i = 0; i < 60; i++) {
        double mid = (low + high) / 2, p5 = mid * mid * mid * mid * mid;
        if (p5 < p12)
            low = mid;
        else
            high = mid;
    }
    return low;
}

static void test_theme_contrast(void **state) {
    (void)state;
    assert_non_null(theme_named("mono"));
    assert_null(theme_named("neon"));
    const struct theme *theme = theme_named("default");
    for (int role = 0; role < ROLE_COUNT; role++) {
        unsigned char rgb[3];
        int colour = theme->looks[role].fg256;
        if (colour == LOOK_DEFAULT) continue;
        if (!theme_rgb(colour, rgb)) fail_msg("role %d: colour %d is the user's own", role, colour);
        double light = 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
        double on_black = (light + 0.05) / 0.05, on_white = 1.05 / (light + 0.05);
        if (on_black < 3 || on_white < 3) fail_msg("role %d: %.2f on black, %.2f on white", role, on_black, on_white);
    }
    for (int i = 0; i < 7; i++) { /* neighbours differ */
        for (int j = 0; j < i; j++) assert_int_not_equal(theme->looks[ROLE_STAGE1 + i].fg256, theme->looks[ROLE_STAGE1 + j].fg256);
        assert_int_equal(theme_named("mono")->looks[ROLE_STAGE1 + i].fg256, LOOK_DEFAULT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put_cuts),       cmocka_unit_test(test_wide_is_never_split),
        cmocka_unit_test(test_put_right),      cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_ascii),          cmocka_unit_test(test_areas),
        cmocka_unit_test(test_keys),           cmocka_unit_test(test_choice),
        cmocka_unit_test(test_field_editing),  cmocka_unit_test(test_field_graphemes),
        cmocka_unit_test(test_field_paste),    cmocka_unit_test(test_field_single_scrolls),
        cmocka_unit_test(test_field_wraps),    cmocka_unit_test(test_field_storm),
        cmocka_unit_test(test_bars),           cmocka_unit_test(test_path),
        cmocka_unit_test(test_theme_contrast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
