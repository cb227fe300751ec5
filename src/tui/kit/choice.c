/* A place in a list longer than the window. It knows numbers only, so that one and the same serves people, history, help and the palette. */
#include "tui/kit/widgets.h"

enum { CTRL_B = 2, CTRL_F = 6 };

void choice_clamp(struct choice *choice, int n, int height) {
    if (height < 1) height = 1;
    choice->n = n > 0 ? n : 0;
    if (choice->at > choice->n - 1) choice->at = choice->n - 1;
    if (choice->at < 0) choice->at = 0;
    int last_top = choice->n > height ? choice->n - height : 0;
    if (choice->top > choice->at) choice->top = choice->at;
    if (choice->at - choice->top >= height) choice->top = choice->at - height + 1;
    if (choice->top > last_top) choice->top = last_top;
    if (choice->top < 0) choice->top = 0;
}

bool choice_key(struct choice *choice, int key, int height) {
    int page = height > 2 ? height - 1 : 1, at = choice->at;
    switch (key) {
    case 'k':
    case KEY_UP_: at -= 1; break;
    case 'j':
    case KEY_DOWN_: at += 1; break;
    case CTRL_B:
    case KEY_PGUP_: at = at > page ? at - page : 0; break;
    case CTRL_F:
    case KEY_PGDN_: at = at < choice->n - page ? at + page : choice->n - 1; break;
    case 'g':
    case KEY_HOME_: at = 0; break;
    case 'G':
    case KEY_END_: at = choice->n - 1; break;
    default: return false;
    }
    choice->at = at;
    choice_clamp(choice, choice->n, height);
    return true;
}
