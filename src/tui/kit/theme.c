/* Themes. The background is never set: half of all terminals are light, some are transparent. So every colour must stand out from black and from white alike: the
 * 256-colour indexes below have a contrast of 3:1 or more against both (a relative luminance from 0.10 to 0.30), by test. The first sixteen
 * colours are the user's own palette, which is taken to suit their ground. */
#include "tui/kit/theme.h"

#include <string.h>

#define D LOOK_DEFAULT
static const struct theme themes[] = {
    {"default",
     {
         [ROLE_TEXT] = {D, D, D, 0, 0},
         [ROLE_DIM] = {D, D, D, LOOK_DIM, LOOK_DIM},
         [ROLE_TITLE] = {D, D, D, LOOK_BOLD, LOOK_BOLD},
         [ROLE_KEY] = {31, 6, 6, LOOK_BOLD, LOOK_BOLD},
         [ROLE_WARN] = {196, 9, 1, LOOK_BOLD, LOOK_BOLD},
         [ROLE_GOOD] = {28, 2, 2, 0, LOOK_BOLD},
         [ROLE_QUOTE] = {66, 6, 6, 0, 0},
         [ROLE_LINE] = {D, D, D, LOOK_DIM, LOOK_DIM},
         [ROLE_TOAST] = {31, 6, 6, LOOK_BOLD, LOOK_BOLD},
         [ROLE_INPUT] = {D, D, D, 0, 0},
         [ROLE_MATCH] = {166, 3, 3, LOOK_UNDERLINE, LOOK_UNDERLINE},
         [ROLE_STAGE1] = {30, 6, 6, 0, 0},
         [ROLE_STAGE2] = {32, 12, 4, 0, 0},
         [ROLE_STAGE3] = {63, 4, 4, 0, 0},
         [ROLE_STAGE4] = {163, 5, 5, LOOK_BOLD, LOOK_BOLD},
         [ROLE_STAGE5] = {161, 1, 1, 0, 0},
         [ROLE_STAGE6] = {166, 9, 1, 0, 0},
         [ROLE_STAGE7] = {136, 3, 3, 0, 0},
     }},
    {"mono",
     {
         [ROLE_DIM] = {D, D, D, LOOK_DIM, LOOK_DIM},
         [ROLE_TEXT] = {D, D, D, 0, 0},
         [ROLE_TITLE] = {D, D, D, LOOK_BOLD, LOOK_BOLD},
         [ROLE_KEY] = {D, D, D, LOOK_BOLD, LOOK_BOLD},
         [ROLE_WARN] = {D, D, D, LOOK_BOLD, LOOK_BOLD},
         [ROLE_GOOD] = {D, D, D, LOOK_BOLD, LOOK_BOLD},
         [ROLE_QUOTE] = {D, D, D, 0, 0},
         [ROLE_LINE] = {D, D, D, LOOK_DIM, LOOK_DIM},
         [ROLE_TOAST] = {D, D, D, LOOK_BOLD, LOOK_BOLD},
         [ROLE_INPUT] = {D, D, D, 0, 0},
         [ROLE_MATCH] = {D, D, D, LOOK_UNDERLINE, LOOK_UNDERLINE},
         [ROLE_STAGE1] = {D, D, D, 0, 0},
         [ROLE_STAGE2] = {D, D, D, 0, 0},
         [ROLE_STAGE3] = {D, D, D, 0, 0},
         [ROLE_STAGE4] = {D, D, D, LOOK_BOLD, LOOK_BOLD},
         [ROLE_STAGE5] = {D, D, D, 0, 0},
         [ROLE_STAGE6] = {D, D, D, 0, 0},
         [ROLE_STAGE7] = {D, D, D, 0, 0},
     }},
};

const struct theme *theme_at(size_t n) {
    return n < sizeof themes / sizeof *themes ? &themes[n] : NULL;
}

const struct theme *theme_named(const char *name) {
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        if (strcmp(name, themes[i].name) == 0) return &themes[i];
    }
    return NULL;
}

bool theme_rgb(int colour, unsigned char rgb[3]) {
    static const unsigned char levels[] = {0, 95, 135, 175, 215, 255};
    if (colour < 16 || colour > 255) return false;
    if (colour >= 232) {
        rgb[0] = rgb[1] = rgb[2] = (unsigned char)(8 + 10 * (colour - 232));
        return true;
    }
    int cube = colour - 16;
    rgb[0] = levels[cube / 36];
    rgb[1] = levels[cube / 6 % 6];
    rgb[2] = levels[cube % 6];
    return true;
}
