/* The terminal through curses, and the only file that includes it. Curses gives the modes, the terminfo strings and the decoding of keys; it does not paint.
 * Painting goes cell by cell at own coordinates: the C library and utf8proc disagree on the width of hundreds of characters, and curses would believe the
 * former, so after anything that is not plain ASCII the cursor is addressed anew. Keys are read from a pad, because reading from a window refreshes it. */
#include "term/terminal.h"

#include "tui/kit/theme.h"
#include "tui/kit/widgets.h"

#define NCURSES_NOMACROS 1
#define hline curses_hline /* a name of ours as well; theirs is never called */
#include <curses.h>
#undef hline

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { PASTE_BEGIN = 0x1001, PASTE_END = 0x1002, STYLES = 8, RESCUE_BYTES = 512, LEAST = 1, MOST = 2000, LONGEST_KEY = 32 };

struct terminal {
    SCREEN *screen;
    WINDOW *pad;
    const struct theme *theme;
    bool color, mouse;
    bool scrolls; /* a character in the last corner scrolls the screen */
    int colors;
    struct surface shown; /* what the terminal shows */
    bool all;             /* … is not known */
    bool pasting;
    struct bl_buf paste, out;
    char *styles[ROLE_COUNT][STYLES];
    const char *address, *clear, *show, *hide, *wrap, *nowrap;
    unsigned char partial[4]; /* of a UTF-8 character */
    int partial_len;
};

/* A signal handler has no argument to find the terminal by, so what it needs is kept here, written before any handler is set. */
static struct {
    volatile sig_atomic_t armed;
    struct termios modes;
    char bytes[RESCUE_BYTES];
    size_t len;
} rescue;

/* ---- out ------------------------------------------------------------------------------------------------------------------------------ */

static bool write_all(const char *bytes, size_t n) {
    while (n > 0) {
        ssize_t done = write(STDOUT_FILENO, bytes, n);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0 && errno == EAGAIN) {
            struct pollfd wait = {.fd = STDOUT_FILENO, .events = POLLOUT};
            if (poll(&wait, 1, 1000) > 0) continue;
        }
        if (done <= 0) return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

/* Adds a terminfo string without its padding ("$<5>"), which no terminal of today needs. */
static void add_cap(struct bl_buf *out, const char *cap) {
    if (!cap || cap == (const char *)-1) return;
    for (const char *s = cap; *s; s++) {
        if (s[0] == '$' && s[1] == '<' && strchr(s, '>'))
            s = strchr(s, '>');
        else
            bl_buf_chr(out, *s);
    }
}

static const char *cap(const char *name) {
    char *found = tigetstr(name);
    return found && found != (char *)-1 ? found : "";
}

static int color_of(const struct terminal *terminal, const struct look *look) {
    if (!terminal->color || terminal->colors < 8) return LOOK_DEFAULT;
    return terminal->colors >= 256 ? look->fg256 : terminal->colors >= 16 ? look->fg16 : look->fg8;
}

/* The bytes that switch to a style from any other. */
static char *make_style(const struct terminal *terminal, int role, int flags) {
    const struct look *look = &terminal->theme->looks[role];
    bool color = terminal->color && terminal->colors >= 8;
    unsigned char marks = color ? look->flags : look->mono;
    int fg = color_of(terminal, look);
    struct bl_buf out = {0};
    add_cap(&out, cap("sgr0"));
    if (fg != LOOK_DEFAULT) add_cap(&out, tparm(cap("setaf"), (long)fg, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
    if ((flags & STYLE_BOLD) || (marks & LOOK_BOLD)) add_cap(&out, cap("bold"));
    if (marks & LOOK_DIM) add_cap(&out, cap("dim"));
    if ((flags & STYLE_UNDERLINE) || (marks & LOOK_UNDERLINE)) add_cap(&out, cap("smul"));
    bool reverse = (flags & STYLE_REVERSE) != 0;
    if (marks & LOOK_REVERSE) reverse = !reverse;
    if (reverse) add_cap(&out, cap("rev"));
    return out.failed ? NULL : out.data ? out.data : strdup("");
}

static void add_address(struct terminal *terminal, int row, int col) {
    add_cap(&terminal->out, tparm(terminal->address, (long)row, (long)col, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
}

static bool same(const struct cell *a, const struct cell *b) {
    return a->len == b->len && a->cells == b->cells && a->style.role == b->style.role && a->style.flags == b->style.flags &&
           memcmp(a->text, b->text, a->len) == 0;
}

/* One row: runs of changed cells. A wide character is one unit with its right half. */
static void paint_row(struct terminal *terminal, const struct surface *surface, int row, int *style) {
    int known = -1; /* the column the terminal's cursor surely stands in, -1 = it does not */
    for (int col = 0; col < surface->cols; col++) {
        size_t at = (size_t)row * (size_t)surface->cols + (size_t)col;
        const struct cell *cell = &surface->cells[at];
        if (cell->cells == 0) continue;
        bool change = terminal->all || !same(cell, &terminal->shown.cells[at]);
        if (!change && cell->cells == 2 && col + 1 < surface->cols) change = !same(cell + 1, &terminal->shown.cells[at + 1]);
        if (!change) continue;
        bool corner = terminal->scrolls && row == surface->rows - 1 && col + cell->cells >= surface->cols;
        if (corner && !terminal->nowrap[0]) continue;
        if (known != col) add_address(terminal, row, col);
        int want = (int)cell->style.role * STYLES + (cell->style.flags & (STYLES - 1));
        if (want != *style) {
            bl_buf_str(&terminal->out, terminal->styles[cell->style.role][cell->style.flags & (STYLES - 1)]);
            *style = want;
        }
        if (corner) add_cap(&terminal->out, terminal->nowrap);
        bl_buf_add(&terminal->out, cell->text, cell->len);
        if (corner) add_cap(&terminal->out, terminal->wrap);
        bool plain = cell->len == 1 && cell->text[0] >= ' ' && cell->text[0] < 127;
        known = plain ? col + 1 : -1;
    }
}

bool terminal_paint(struct terminal *terminal, const struct surface *surface) {
    if (terminal->shown.rows != surface->rows || terminal->shown.cols != surface->cols) {
        if (!surface_resize(&terminal->shown, surface->rows, surface->cols)) return true; /* no memory now: the next paint tries again */
        terminal->all = true;
    }
    struct bl_buf *out = &terminal->out;
    bl_buf_cut(out, 0);
    out->failed = false;
    add_cap(out, terminal->hide);
    if (terminal->all) {
        add_cap(out, cap("sgr0"));
        add_cap(out, terminal->clear);
    }
    int style = -1;
    for (int row = 0; row < surface->rows; row++) paint_row(terminal, surface, row, &style);
    add_cap(out, cap("sgr0"));
    if (surface->cursor_row >= 0 && surface->cursor_col >= 0) {
        add_address(terminal, surface->cursor_row, surface->cursor_col);
        add_cap(out, terminal->show);
    }
    if (out->failed) {
        bl_buf_free(out);
        terminal->all = true;
        return true;
    }
    memcpy(terminal->shown.cells, surface->cells, (size_t)surface->rows * (size_t)surface->cols * sizeof *surface->cells);
    terminal->all = false;
    return write_all(out->data, out->len);
}

void terminal_forget(struct terminal *terminal) {
    terminal->all = true;
}

void terminal_size(const struct terminal *terminal, int *rows, int *cols) {
    struct winsize size = {0};
    (void)terminal;
    bool told = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
    *rows = told ? size.ws_row : 24;
    *cols = told ? size.ws_col : 80;
    if (*rows > MOST) *rows = MOST;
    if (*cols > MOST) *cols = MOST;
}

/* ---- in ------------------------------------------------------------------------------------------------------------------------------- */

static int key_of(int code) {
    static const struct {
        int curses, key;
    } keys[] = {
        {KEY_UP, KEY_UP_},      {KEY_DOWN, KEY_DOWN_}, {KEY_LEFT, KEY_LEFT_}, {KEY_RIGHT, KEY_RIGHT_}, {KEY_PPAGE, KEY_PGUP_},
        {KEY_NPAGE, KEY_PGDN_}, {KEY_HOME, KEY_HOME_}, {KEY_END, KEY_END_},   {KEY_DC, KEY_DEL_},      {KEY_IC, KEY_INS_},
        {KEY_BTAB, KEY_BTAB_},  {KEY_BACKSPACE, 127},  {KEY_ENTER, '\r'},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].curses == code) return keys[i].key;
    if (code >= KEY_F(1) && code <= KEY_F(12)) return KEY_F1_ + code - KEY_F(1);
    return 0;
}

/* Feeds a byte of UTF-8; the code point when a character is complete, 0 while it is not or when the byte was none of UTF-8. */
static int decode(struct terminal *terminal, int byte) {
    unsigned char b = (unsigned char)byte;
    if (b < 0x80) {
        terminal->partial_len = 0;
        return b == 8 ? 127 : b;
    }
    if (b >= 0xC0) terminal->partial_len = 0;
    if (b < 0xC0 && terminal->partial_len == 0) return 0;
    terminal->partial[terminal->partial_len++] = b;
    int want = terminal->partial[0] >= 0xF0 ? 4 : terminal->partial[0] >= 0xE0 ? 3 : 2;
    if (terminal->partial_len < want) return 0;
    terminal->partial_len = 0;
    if (!bl_text_valid((const char *)terminal->partial, (size_t)want)) return 0;
    int point = terminal->partial[0] & (0xFF >> (want + 1));
    for (int i = 1; i < want; i++) point = point << 6 | (terminal->partial[i] & 0x3F);
    return point;
}

static bool read_mouse(struct msg *out) {
    MEVENT event;
    if (getmouse(&event) != OK) return false;
    int key = event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED) ? 1
              : event.bstate & BUTTON4_PRESSED                   ? 4
              : event.bstate & BUTTON5_PRESSED                   ? 5
                                                                 : 0;
    *out = (struct msg){.kind = MSG_CLICK, .key = key, .row = event.y, .col = event.x};
    return key != 0;
}

/* Inside a paste everything is text: keys of curses that hide in it are dropped, line ends become newlines. */
static void paste_byte(struct terminal *terminal, int code) {
    if (code < 256) bl_buf_chr(&terminal->paste, code == '\r' ? '\n' : (char)code);
}

/* Alt and a key arrive as Esc and that key at once. Two of them move by words; the others do nothing, rather than go back and type a letter. */
static int alt_key(struct terminal *terminal, int next) {
    if (next == 'b' || next == KEY_LEFT) return KEY_WORD_LEFT_;
    if (next == 'f' || next == KEY_RIGHT) return KEY_WORD_RIGHT_;
    terminal->partial_len = 0;
    for (int i = 0; next != ERR && next < 256 && decode(terminal, next) == 0 && terminal->partial_len && i < 4; i++) /* a whole character */
        next = wgetch(terminal->pad);
    return KEY_NONE_;
}

/* What comes at once after Esc is no key of its own: Alt was held, or it is a key that terminfo does not know, whose letters are dropped. Gives the key
 * it is, KEY_NONE_ for nothing, 27 when Esc stood alone. */
static int after_escape(struct terminal *terminal) {
    int next = wgetch(terminal->pad);
    if (next == ERR) return 27;
    if (next == 27 || next == PASTE_BEGIN || next == PASTE_END || next == KEY_MOUSE) {
        ungetch(next);
        return 27;
    }
    if (next != '[' && next != 'O') return alt_key(terminal, next);
    int final = next == 'O' ? wgetch(terminal->pad) : 0;
    for (int i = 0; i < LONGEST_KEY && next == '[' && final != ERR && (final < '@' || final > '~'); i++) final = wgetch(terminal->pad);
    return KEY_NONE_;
}

/* One code of curses; true when it makes a message. */
static bool take(struct terminal *terminal, int code, struct msg *out) {
    if (code == PASTE_BEGIN) {
        terminal->pasting = true;
        bl_buf_cut(&terminal->paste, 0);
        terminal->paste.failed = false;
        return false;
    }
    if (code == PASTE_END) {
        terminal->pasting = false;
        *out = (struct msg){.kind = MSG_PASTE, .text = bl_buf_text(&terminal->paste), .len = terminal->paste.len};
        return terminal->paste.len > 0;
    }
    if (terminal->pasting) {
        paste_byte(terminal, code);
        return false;
    }
    if (code == KEY_MOUSE) return read_mouse(out);
    int key = code == 27 ? after_escape(terminal) : code >= 256 ? key_of(code) : decode(terminal, code);
    *out = (struct msg){.kind = MSG_KEY, .key = key};
    return key != 0;
}

bool terminal_read(struct terminal *terminal, struct msg *out, bool *gone) {
    for (;;) {
        struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
        errno = 0;
        int code = wgetch(terminal->pad);
        if (code == ERR) {
            /* Nothing, or the end: a tty that can be read but gives no byte has vanished. */
            int waiting = 0, ready = poll(&fd, 1, 0);
            bool readable = ready > 0 && (fd.revents & POLLIN) && ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting == 0;
            *gone = ready > 0 && ((fd.revents & (POLLHUP | POLLERR | POLLNVAL)) || readable);
            return false;
        }
        if (take(terminal, code, out)) return true;
    }
}

/* ---- taking over and giving back ------------------------------------------------------------------------------------------------------- */

static const char modes_on[] = "\033[?2004h", modes_off[] = "\033[?2004l";

/* What undoes everything we may have switched on, in bytes, for signal handlers. */
static void prepare_rescue(const struct terminal *terminal) {
    BL_AUTO(bl_buf) struct bl_buf bytes = {0};
    add_cap(&bytes, cap("sgr0"));
    if (terminal->mouse) bl_buf_str(&bytes, "\033[?1000l\033[?1006l");
    bl_buf_str(&bytes, modes_off);
    add_cap(&bytes, cap("rmkx"));
    add_cap(&bytes, cap("cnorm"));
    add_cap(&bytes, cap("rmcup"));
    rescue.len = bytes.len < sizeof rescue.bytes && !bytes.failed ? bytes.len : 0;
    if (rescue.len) memcpy(rescue.bytes, bytes.data, rescue.len);
}

void terminal_rescue(void) {
    if (!rescue.armed) return;
    rescue.armed = 0;
    ssize_t ignored = write(STDOUT_FILENO, rescue.bytes, rescue.len);
    (void)ignored;
    tcsetattr(STDIN_FILENO, TCSANOW, &rescue.modes);
}

static bool make_styles(struct terminal *terminal) {
    for (int role = 0; role < ROLE_COUNT; role++)
        for (int flags = 0; flags < STYLES; flags++) {
            terminal->styles[role][flags] = make_style(terminal, role, flags);
            if (!terminal->styles[role][flags]) return false;
        }
    return true;
}

static void set_modes(struct terminal *terminal) {
    raw();
    noecho();
    nonl();
    set_escdelay(25);
    keypad(terminal->pad, TRUE);
    nodelay(terminal->pad, TRUE);
    define_key("\033[200~", PASTE_BEGIN);
    define_key("\033[201~", PASTE_END);
    if (terminal->mouse) mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
    refresh(); /* the alternate screen, once; from here on curses shows nothing */
    write_all(modes_on, sizeof modes_on - 1);
    terminal->all = true;
}

static void free_terminal(struct terminal *terminal) {
    for (int role = 0; role < ROLE_COUNT; role++)
        for (int flags = 0; flags < STYLES; flags++) free(terminal->styles[role][flags]);
    surface_free(&terminal->shown);
    bl_buf_free(&terminal->paste);
    bl_buf_free(&terminal->out);
    free(terminal);
}

enum bl_status terminal_open(const struct term_options *options, struct terminal **out, struct bl_error *err) {
    const char *term = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return bl_fail(err, BL_FAILED, "the full screen needs a terminal");
    if (tcgetattr(STDIN_FILENO, &rescue.modes) != 0) return bl_fail(err, BL_FAILED, "the terminal does not answer: %s", strerror(errno));
    struct terminal *terminal = calloc(1, sizeof *terminal);
    if (!terminal) return bl_nomem(err);
    terminal->color = options->color;
    terminal->mouse = options->mouse;
    terminal->theme = theme_named(options->theme ? options->theme : "default");
    if (!terminal->theme) terminal->theme = theme_at(0);
    terminal->screen = newterm(NULL, stdout, stdin);
    if (!terminal->screen || !cap("cup")[0]) {
        if (terminal->screen) endwin();
        free_terminal(terminal);
        (void)bl_fail(err, BL_FAILED, "a terminal of the kind \"%s\" cannot show a full screen", term ? term : "");
        bl_hint(err, "TERM=xterm-256color bowline, or use the commands: bowline help");
        return BL_FAILED;
    }
    terminal->pad = newpad(1, 1);
    terminal->colors = tigetnum("colors");
    terminal->scrolls = tigetflag("am") > 0 && tigetflag("xenl") <= 0;
    terminal->wrap = cap("smam"); /* the last corner is painted with the wrapping off; without these two it stays blank */
    terminal->nowrap = terminal->wrap[0] ? cap("rmam") : "";
    terminal->address = cap("cup");
    terminal->clear = cap("clear");
    terminal->show = cap("cnorm");
    terminal->hide = cap("civis");
    prepare_rescue(terminal);
    if (!terminal->pad || !make_styles(terminal) || !surface_init(&terminal->shown, LEAST, LEAST, true)) {
        endwin();
        delscreen(terminal->screen);
        free_terminal(terminal);
        return bl_nomem(err);
    }
    rescue.armed = 1;
    set_modes(terminal);
    *out = terminal;
    return BL_OK;
}

void terminal_leave(struct terminal *terminal) {
    if (!rescue.armed) return; /* given back already */
    write_all(modes_off, sizeof modes_off - 1);
    write_all(terminal->show, strlen(terminal->show));
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &rescue.modes);
    rescue.armed = 0;
}

void terminal_return(struct terminal *terminal) {
    rescue.armed = 1;
    reset_prog_mode();
    set_modes(terminal);
}

void terminal_close(struct terminal *terminal) {
    if (!terminal) return;
    terminal_leave(terminal);
    delwin(terminal->pad);
    delscreen(terminal->screen);
    free_terminal(terminal);
}
