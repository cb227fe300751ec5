/* The whole full-screen program as one value: update changes it, view draws it. No curses, no SQL, no clock, no file: see ARCHITECTURE, "How things flow".
 *
 * Screens lie on a stack. At the bottom is a main screen (home or people), above it whatever was opened; Esc takes one away. A screen's results live in
 * arenas that go when the next result comes or the screen leaves. */
#ifndef BL_TUI_APP_H
#define BL_TUI_APP_H

#include "bowline/logline.h"
#include "tui/keymap.h"
#include "tui/kit/widgets.h"
#include "tui/msg.h"
#include "tui/screen/home.h"
#include "tui/screen/wizard.h"

enum layer {
    LAYER_HOME,
    LAYER_PEOPLE,
    LAYER_PERSON,
    LAYER_HISTORY,
    LAYER_HELP,
    LAYER_PALETTE,
    LAYER_COMPOSER,
    LAYER_PROMPT,
    LAYER_IMPORT,
    LAYER_TODAY,
    LAYER_MAP,
    LAYER_REVIEW,
    LAYER_FINISHED,
    LAYER_DUPES,
    LAYER_COUNT
};

enum { PEOPLE_PATIENCE_MS = 150 };
/* A number of things people are listed for: 25 stays, of 24 people when one of them came back. */
struct figure {
    int64_t n;
    const char *one, *many; /* NULL: it counts people */
};
/* The people behind the number under the cursor, where it counts something else. */
struct behind {
    struct bl_buf filter;
    unsigned serial;
    int64_t people; /* −1: not counted yet */
};
struct people {
    struct field filter;
    struct bl_buf before;  /* the filter when "/" was pressed: Esc brings it back */
    struct bl_buf problem; /* what is wrong with the filter, with the caret's line */
    bool halfway;          /* … nothing yet: it is still being typed */
    bool typing;
    int64_t sought; /* somebody new whom the filter may hide */
    struct bl_sort sort;
    struct list_data *data;
    size_t at;               /* cursor: index into data->rows */
    int top;                 /* first row shown, index likewise */
    unsigned serial, window; /* of the wish that is under way; of the last one that was answered */
    bool jump;               /* the answer puts the cursor where it was sent, not on the person it was on */
    int64_t asked_at;        /* ms: a wish that takes long says so */
    int64_t before_id;       /* the cursor when "/" was pressed */
    int64_t matched;
    bool counted;
    struct marks marks;
    struct bl_buf behind; /* the filter that came from a number of another screen: while it stands, Esc goes back there */
    enum layer from;
    struct figure of; /* … and that number, where it counts something else than people */
    bool by_stage;    /* it came from the map, whose columns are stages: the lens of home waits until Tab, or another list */
};
struct person_page {
    int64_t id;
    struct person_data *data; /* of the page, or of the person under the cursor of the list */
    unsigned serial, got;     /* of the wish that is under way; of the last one that was answered */
    int scroll;
    int64_t entry;         /* the cursor among the entries; 0 = none */
    struct bl_buf follows; /* what would follow if it went */
};
struct completion {
    struct bl_arena arena;
    struct bl_strs words, hints; /* what is put in; what is said about it */
    size_t at;                   /* the one that stands in the text when `open` */
    size_t begin, len;           /* bytes of the text it stands in */
    bool open;
};
enum { MEANT_MAX = 64 };
struct composer {
    struct field field;
    struct bl_arena arena; /* of the parse */
    struct bl_logline line;
    struct words_data *words;
    struct who_data *who;
    struct bl_buf asked; /* the names `who` was asked for, one a line */
    unsigned serial, completing;
    struct completion completion;
    struct bl_buf problem, hint;
    int64_t resolve_at;       /* when to ask who the names are: ms; 0 = known, or asked for */
    bool saving;              /* Enter was pressed before that was known */
    bool logging;             /* it is being written: another Enter must not write it twice */
    bool adding;              /* Enter was pressed with somebody unknown: once more adds them */
    bool changed, kept, lost; /* text not yet kept; text is kept; keeping failed */
    int64_t keep_at;          /* when to keep it: ms */
    bool alone;               /* the composer is all there is: it ends with one conversation */
    bool offered;             /* the names that stand there were put there by the program: "@" begins anew */
    bool loaded;              /* a draft was asked for and has come */
    int64_t meant[MEANT_MAX]; /* whom the offered names are to name, in their order */
    size_t meant_count;
    struct bl_buf offer; /* those names, while it is asked what becomes of another text */
    struct bl_buf other; /* a text that was put aside for the one that stands there now */
};
struct history {
    struct steps_data *data;
    struct choice choice;
};
struct menu { /* help and palette: actions that fit what is typed */
    struct field field;
    struct choice choice;
    enum action found[ACT_COUNT];
    enum where where; /* the screen below */
};
enum prompt_kind {
    PROMPT_STAGE,
    PROMPT_MOMENT,
    PROMPT_SORT,
    PROMPT_DONE,
    PROMPT_CLOSE,
    PROMPT_REASON, /* one of a list, narrowed by typing */
    PROMPT_DROP,   /* after parking or letting go: what becomes of open promises */
    PROMPT_ADD,
    PROMPT_EDIT,
    PROMPT_NEXT,
    PROMPT_TAG,
    PROMPT_PARK,
    PROMPT_SNOOZE,
    PROMPT_REVIEW,
    PROMPT_MERGE,
    PROMPT_MEANS,      /* of the import wizard: one of a list */
    PROMPT_MEANS_WORD, /* … or a word */
    PROMPT_REJECTS,    /* … or where rejected rows go to */
    PROMPT_QUIT,
    PROMPT_DRAFT,
    PROMPT_VOID,
    PROMPT_PAST,
    PROMPT_KINDS
};
#define PROMPT_FIELDS 9
struct prompt {
    enum prompt_kind kind;
    struct bl_arena arena; /* title, options, what fields held when it opened */
    const char *about;     /* "Maya Chen", "5 people" */
    struct bl_ids ids;
    struct field fields[PROMPT_FIELDS];
    const char *began[PROMPT_FIELDS];
    int at;
    unsigned offered;     /* bits: fields whose text is offered, dim, until it is taken or typed over */
    struct choice choice; /* of the options that fit what is typed */
    const char **options, **hints;
    int64_t *values;
    size_t option_count;
    const char *told; /* stands above the options, wrapped; or NULL */
    struct bl_buf problem;
    int side;                /* PROMPT_REASON: as what to close */
    struct bl_record record; /* PROMPT_DROP: how they rest; texts in `arena` */
    unsigned serial;         /* PROMPT_MERGE: of the names that were asked for */
    enum wizard_item item;   /* PROMPT_MEANS and PROMPT_MEANS_WORD: what is changed, and which of it */
    size_t item_at;
};
struct today_page {
    int64_t gone; /* who was settled last, and for what: an undo brings the cursor back to them */
    enum bl_need gone_need;
    struct today_data *data;
    size_t at; /* the line under the cursor */
    int top;
    bool all; /* after a lapse: everybody */
    unsigned serial;
};
enum { DUPES_FIELDS = 64 };
struct dupes_page {
    bool single;         /* two whom the user chose; else the pairs of the book, strongest first */
    int64_t left, right; /* … those two */
    int64_t step;        /* an import: only pairs with somebody of it; 0 = all */
    struct dupes_data *seen;
    struct pair_data *pair;
    size_t at, last;                    /* the pair shown; the one that was settled last, for undo */
    int field;                          /* under the cursor */
    unsigned char chosen[DUPES_FIELDS]; /* of each field: 0 what the kept one has, 1 the left one's, 2 the right one's */
    unsigned serial, asked;             /* of the looking; of the pair */
    bool anew;                          /* something was undone: where no pair is shown, they are looked for anew */
};
struct map_page {
    struct map_data *data;
    int stage, moment; /* the cell under the cursor; moment 0 is the line of people */
    int gap;           /* the gap under the cursor, −1 = the cell is */
};
struct toast {
    struct bl_buf text, hint; /* the hint ("u undoes") is never cut */
    bool warn;
    bool brief;    /* about a key: the next key takes it away */
    int64_t until; /* ms; 0 = none */
};

enum review_part { REVIEW_CLEAR, REVIEW_CURRENT, REVIEW_CONSIDER, REVIEW_COMMIT, REVIEW_PARTS };
#define REVIEW_WORDS (BL_REVIEW_PROMISES + 1) /* the promises, then what to do better */
struct review_page {
    enum review_part part;
    struct review_data *data;
    struct figures_data *figures; /* of the lens; they come a moment later */
    bool loaded;                  /* where the last one stopped is known */
    bl_day week;                  /* the first day of the week it is about */
    struct handled {
        int64_t id;
        bool skipped; /* else something was done */
        int64_t step; /* … which was this one; 0: before the program began, or not known yet */
    } * handled;      /* in the order it was done, so that undo finds the last one */
    size_t handled_count, handled_cap;
    bool decided;    /* just now: the next answer knows the step */
    size_t looked;   /* in the past: how many of those who needed a decision were looked at; nothing is kept of it */
    unsigned ticked; /* of the promises of the last review: bits */
    int tick_at, scroll;
    int spot; /* Consider: the number under the cursor, from 1 on; 0 = none */
    struct bl_buf words[REVIEW_WORDS];
    bool worded; /* words were begun: what was not kept is not offered once more */
    unsigned serial, figures_serial;
};

struct finished_page { /* reviews that were finished */
    struct finished_data *data;
    struct choice choice;
    bool open; /* one of them, not the list */
    int scroll, spot;
    unsigned serial;
};
struct past {          /* screen/past.h */
    bl_day day;        /* the screens show the end of that day, or BL_NO_DAY: the present */
    bl_day going;      /* on the way to it, or BL_NO_DAY */
    int64_t seen, all; /* how far */
    unsigned serial;
};

#define HELD_KEYS 32
struct app {
    int rows, cols;
    bool unicode;
    struct bl_now now; /* today is the day the screens stand on */
    bl_day present;    /* the day of the clock */
    struct past past;
    struct keymap keys;
    enum layer stack[8];
    int depth;
    unsigned serial;     /* the last one given out */
    int held[HELD_KEYS]; /* keys that wait for the rows they are meant for */
    int held_count;
    struct home home;
    struct behind behind;
    bool home_shown; /* figures have come */
    int lead;        /* when the weeks of the file begin (bowline/date.h) */
    struct people people;
    struct person_page person;
    struct composer composer;
    struct history history;
    struct menu menu;
    struct prompt prompt;
    struct wizard wizard;
    struct today_page today;
    struct map_page map;
    struct dupes_page dupes;
    struct review_page review;
    struct finished_page finished;
    struct toast toast;
};

/* Starts on home; `alone`: only the composer, with `text` in it. Asks for what the first screen shows. */
void app_init(struct app *app, int rows, int cols, bool unicode, struct bl_now now);
void app_start(struct app *app, struct effects *effects);
void app_start_composer(struct app *app, const char *text, struct effects *effects);
void app_free(struct app *app);
/* Takes over msg->data, wanted or not. */
void app_update(struct app *app, const struct msg *msg, struct effects *effects);
void app_view(const struct app *app, struct surface *surface);
/* When the next MSG_TICK is wanted, in ms of the clock; INT64_MAX = never. */
int64_t app_wakes(const struct app *app);

/* ---- shared by the screens ------------------------------------------------------------------------------------------------- */

enum layer app_top(const struct app *app);
enum where app_where(const struct app *app);
void app_push(struct app *app, enum layer layer);
void app_pop(struct app *app);
void app_main(struct app *app, enum layer layer); /* only this main screen */
/* The lens of what is shown: home's, but in a list that came from the map. */
enum bl_lens app_lens(const struct app *app);
/* Runs an action as if its key had been pressed on the top screen. */
void app_run(struct app *app, enum action action, struct effects *effects);
void app_toast(struct app *app, bool warn, const char *fmt, ...) BL_PRINTF(3, 4);
void app_toast_hint(struct app *app, const char *fmt, ...) BL_PRINTF(2, 3); /* after app_toast */
unsigned app_serial(struct app *app);
/* Whom an action is for: the page's person, the marked, or the person under the cursor. n = 0: nobody. Names are borrowed until the next update. */
struct subject {
    struct bl_ids ids;
    const char *name; /* of the first */
};
struct subject app_subject(struct app *app, struct bl_arena *arena);
/* Everything shown is read anew. */
void app_reload(struct app *app, struct effects *effects);
/* The frame of a full screen; gives the body. */
struct area app_frame(const struct app *app, struct area all, const char *title, const char *right);
/* A panel of `rows` rows and its border over the lower part of the screen; gives the inside. Small screens: no border. */
struct area app_panel(const struct app *app, struct area all, int rows, const char *title, const char *right);
/* The height of the body that app_frame gives. */
int app_body_rows(const struct app *app);

#endif
