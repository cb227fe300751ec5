/* Time travel: the day the screens stand on, what is refused there, and the sign that says so. */
#ifndef BL_TUI_PAST_H
#define BL_TUI_PAST_H

#include "tui/app.h"

/* The key: asks for a day; in the past it goes back to today at once. */
void past_key(struct app *app, struct effects *effects);
/* Towards a day (BL_NO_DAY or today: to the present). */
void past_go(struct app *app, bl_day day, struct effects *effects);
void past_got(struct app *app, const struct msg *msg, struct effects *effects);
void past_failed(struct app *app, const struct msg *msg, struct effects *effects);
/* Another process wrote: the past is read anew, and shown as it was until then. */
void past_changed(struct app *app, struct effects *effects);
/* Before any screen hears of an action: is it taken, or refused, because of where we stand? */
bool past_first(struct app *app, enum action action, struct effects *effects);
/* Would it write? In the past no key is shown for it. */
bool past_refuses(const struct app *app, enum action action);
/* The clock of the screens: today is the day they stand on. */
void past_clock(struct app *app, struct bl_now now);
/* What stands in the line under the tabs: nothing in the present. */
void past_sign(const struct app *app, int cols, struct bl_buf *out);

#endif
