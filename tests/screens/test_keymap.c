/* The table of actions: every row can be read, no two actions want one key on one screen, and what the config asks for is granted or told why not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/keymap.h"
#include "tui/kit/widgets.h"
#include "tui/screen/screens.h"

#include <string.h>

static void test_rows(void **state) {
    struct keymap keymap;
    struct bl_error err = {0};
    (void)state;
    keymap_defaults(&keymap);
    for (int i = 1; i < ACT_COUNT; i++) {
        const struct action_row *row = action_row((enum action)i);
        char label[16];
        assert_int_equal(action_named(row->name), i);
        assert_int_not_equal(keymap.keys[i][0], 0);
        assert_true(row->sentence[0] >= 'A' && row->sentence[0] <= 'Z');
        assert_int_not_equal(row->where, 0);
        assert_int_equal(row->footer & ~row->where, 0);
        assert_true(!row->footer || row->words[0]);
        for (int k = 0; k < KEYS_PER_ACTION && keymap.keys[i][k]; k++) { /* what is shown can be written in the config */
            assert_true(key_label(keymap.keys[i][k], true, label)[0]);
            assert_int_equal(key_parse(key_label(keymap.keys[i][k], false, label)), keymap.keys[i][k]);
        }
        if (keymap_bind(&keymap, row->name, row->keys, &err) != BL_OK) fail_msg("%s: %s", row->name, err.text);
    }
    if (keymap_check(&keymap, &err) != BL_OK) fail_msg("%s", err.text);
}

static void test_find(void **state) {
    struct keymap keymap;
    (void)state;
    keymap_defaults(&keymap);
    assert_int_equal(keymap_find(&keymap, W_HOME, '\r'), ACT_PEOPLE_HERE);
    assert_int_equal(keymap_find(&keymap, W_PEOPLE, '\r'), ACT_OPEN);
    assert_int_equal(keymap_find(&keymap, W_PEOPLE, 'j'), ACT_DOWN);
    assert_int_equal(keymap_find(&keymap, W_COMPOSER, 'j'), ACT_NONE);
    assert_int_equal(keymap_find(&keymap, W_COMPOSER, 27), ACT_ASIDE);
    assert_int_equal(keymap_find(&keymap, W_PALETTE, 16), ACT_MENU_UP);
    assert_int_equal(keymap_find(&keymap, W_PEOPLE, 16), ACT_PALETTE);
    assert_int_equal(keymap_find(&keymap, W_PEOPLE, 0), ACT_NONE);
}

static void test_remap(void **state) {
    struct keymap keymap;
    struct bl_error err = {0};
    (void)state;
    keymap_defaults(&keymap);
    assert_int_equal(keymap_bind(&keymap, "log", "f2 L", &err), BL_OK);
    assert_int_equal(keymap_check(&keymap, &err), BL_OK);
    assert_int_equal(keymap_find(&keymap, W_HOME, KEY_F1_ + 1), ACT_LOG);
    assert_int_equal(keymap_find(&keymap, W_HOME, 'c'), ACT_NONE);
    assert_int_equal(keymap_bind(&keymap, "log", "s", &err), BL_OK);
    assert_int_equal(keymap_check(&keymap, &err), BL_USAGE);
    assert_non_null(strstr(err.text, "\"log\""));
    assert_non_null(strstr(err.text, "\"stage\""));
    assert_int_equal(keymap_bind(&keymap, "lgo", "x", &err), BL_USAGE);
    assert_non_null(strstr(err.hint, "log"));
    assert_int_equal(keymap_bind(&keymap, "log", "hyper-x", &err), BL_USAGE);
    assert_int_equal(keymap_bind(&keymap, "save", "y", &err), BL_USAGE); /* text where text is typed */
    assert_int_equal(keymap_bind(&keymap, "log", "a b c d e", &err), BL_USAGE);
    assert_int_equal(keymap_find(&keymap, W_HOME, 's'), ACT_LOG); /* what was refused changed nothing */
}

static void test_fuzzy(void **state) {
    (void)state;
    assert_int_equal(fuzzy_rank("Park: worth returning", "xyz"), -1);
    assert_true(fuzzy_rank("park", "par") > fuzzy_rank("one page up", "par"));
    assert_true(fuzzy_rank("Undo the last step", "uls") > 0);
    assert_true(fuzzy_rank("stage", "stage") > fuzzy_rank("The earliest stage", "stage"));
    assert_int_equal(fuzzy_rank("anything", ""), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_remap),
        cmocka_unit_test(test_fuzzy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
