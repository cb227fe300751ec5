/* Names of keys: one table read both ways, so that what a footer shows can be written in the config. */
#include "tui/kit/widgets.h"

#include "bowline/text.h"
#include "tui/kit/ascii.h"

#include <stdio.h>
#include <string.h>

static const struct {
    int key;
    const char *word, *sign; /* as written; as shown where Unicode can be shown */
} names[] = {
    {'\r', "enter", "↵"},
    {27, "esc", "esc"},
    {'\t', "tab", "⇥"},
    {' ', "space", "␣"},
    {127, "backspace", "⌫"},
    {KEY_UP_, "up", "↑"},
    {KEY_DOWN_, "down", "↓"},
    {KEY_LEFT_, "left", "←"},
    {KEY_RIGHT_, "right", "→"},
    {KEY_PGUP_, "pgup", "pgup"},
    {KEY_PGDN_, "pgdn", "pgdn"},
    {KEY_HOME_, "home", "home"},
    {KEY_END_, "end", "end"},
    {KEY_DEL_, "del", "del"},
    {KEY_INS_, "ins", "ins"},
    {KEY_BTAB_, "shift-tab", "⇤"},
    /* other spellings, only read */
    {'\r', "return", NULL},
    {'\r', "ret", NULL},
    {27, "escape", NULL},
    {127, "bs", NULL},
    {KEY_PGUP_, "pageup", NULL},
    {KEY_PGDN_, "pagedown", NULL},
    {KEY_DEL_, "delete", NULL},
    {KEY_INS_, "insert", NULL},
    {KEY_BTAB_, "backtab", NULL},
    {KEY_BTAB_, "btab", NULL},
    {KEY_PGUP_, "prior", NULL},
    {KEY_PGDN_, "next", NULL},
};
#define LABEL_SIZE 16

const char *key_label(int key, bool unicode, char out[16]) {
    out[0] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].key != key || names[i].sign == NULL) continue;
        (void)snprintf(out, LABEL_SIZE, "%s", unicode ? names[i].sign : names[i].word);
        return out;
    }
    if (key >= KEY_F1_ && key <= KEY_F12_) {
        (void)snprintf(out, LABEL_SIZE, "f%d", key - KEY_F1_ + 1);
    } else if (key > 0 && key <= 26) {
        (void)snprintf(out, LABEL_SIZE, "ctrl-%c", 'a' + key - 1);
    } else if (key > ' ' && key < KEY_UP_) {
        char point[5];
        size_t n = ascii_encode((uint32_t)key, point);
        BL_AUTO(bl_buf) struct bl_buf clean = {0};
        bl_text_clean(&clean, point, n, false);
        if (unicode || clean.len == 1)
            (void)snprintf(out, LABEL_SIZE, "%s", bl_buf_text(&clean));
        else
            out[0] = ascii_of(bl_buf_text(&clean), clean.len), out[1] = '\0';
    }
    return out;
}

/* Whether a begins with n letters of b, ASCII case aside (strcasecmp asks the locale). */
static bool begins(const char *a, const char *b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char x = a[i], y = b[i];
        if (x >= 'A' && x <= 'Z') x = (char)(x | 0x20);
        if (y >= 'A' && y <= 'Z') y = (char)(y | 0x20);
        if (x != y || x == '\0') return x == y;
    }
    return true;
}

/* "ctrl-r", "^r", "c-r" → the letter; 0 otherwise. */
static int control_letter(const char *word) {
    static const char *const prefixes[] = {"ctrl-", "ctrl+", "control-", "c-", "^"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t n = strlen(prefixes[i]);
        if (!begins(word, prefixes[i], n) || strlen(word) != n + 1) continue;
        char letter = (char)(word[n] | 0x20);
        return letter >= 'a' && letter <= 'z' ? letter : 0;
    }
    return 0;
}

int key_parse(const char *word) {
    if (word == NULL || word[0] == '\0') return KEY_NONE_;
    size_t n = strlen(word);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (begins(word, names[i].word, n + 1) || (names[i].sign != NULL && strcmp(word, names[i].sign) == 0)) return names[i].key;
    }
    int letter = control_letter(word);
    if (letter != 0) return letter - 'a' + 1;
    int number = 0;
    char rest = '\0';
    if ((word[0] == 'f' || word[0] == 'F') && n <= 3 && sscanf(word + 1, "%2d%c", &number, &rest) == 1 && number >= 1 && number <= 12) {
        return KEY_F1_ + number - 1;
    }
    if (!bl_text_valid(word, n)) return KEY_NONE_;
    uint32_t point = ascii_decode(word, n);
    char again[5];
    return point > ' ' && point != 127 && ascii_encode(point, again) == n ? (int)point : KEY_NONE_;
}
