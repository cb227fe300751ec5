/* A terminal as the loop sees it: bytes in become messages, a grid goes out. Behind it stands curses.c, the only file that knows curses. */
#ifndef BL_TERM_TERMINAL_H
#define BL_TERM_TERMINAL_H

#include "term/term.h"
#include "tui/kit/surface.h"
#include "tui/msg.h"

struct terminal; /* opaque; there is one tty, so one of these */
/* Takes the terminal over: alternate screen, raw keys, bracketed paste. */
enum bl_status terminal_open(const struct term_options *options, struct terminal **out, struct bl_error *err) BL_NODISCARD;
/* Gives it back as it was. */
void terminal_close(struct terminal *terminal);
void terminal_size(const struct terminal *terminal, int *rows, int *cols);
/* Paints what differs from the last grid. False when the terminal is gone. */
bool terminal_paint(struct terminal *terminal, const struct surface *surface);
/* The next paint draws every cell. */
void terminal_forget(struct terminal *terminal);
/* The next message that has been typed; false when there is none. A paste's text is borrowed until the next call. *gone: the terminal has vanished. */
bool terminal_read(struct terminal *terminal, struct msg *out, bool *gone);
/* For a while: the shell's screen and modes come back, then ours. */
void terminal_leave(struct terminal *terminal);
void terminal_return(struct terminal *terminal);

/* What restores the terminal from within a signal handler: bytes and modes kept aside by terminal_open. Safe there; harmless when no terminal is open. */
void terminal_rescue(void);

#endif
