/* Shared by the files of the composer: its keys and saving (composer.c), completion (complete.c), drawing (composer_view.c). */
#ifndef BL_TUI_COMPOSER_H
#define BL_TUI_COMPOSER_H

#include "tui/screen/screens.h"

/* Tab: completes the word at the cursor, or puts the next candidate there. True when the text changed at once; people are asked of the file first. */
bool completion_next(struct app *app, struct effects *effects);
/* The people whose names begin like the word at the cursor have come; true when the text changed. */
bool completion_people(struct app *app, struct msg *msg);

#endif
