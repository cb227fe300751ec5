/* The import wizard: 1 file ▸ 2 meaning ▸ 3 outcome ▸ done. One screen with four pages and the progress between them; each page has a file of its own. */
#ifndef BL_TUI_WIZARD_H
#define BL_TUI_WIZARD_H

#include "tui/kit/widgets.h"
#include "tui/msg.h"
#include "tui/screen/marks.h"

enum wizard_page {
    WIZARD_FILE,
    WIZARD_MEANING,
    WIZARD_OUTCOME,
    WIZARD_ROWS, /* all rows of one kind */
    WIZARD_RUN,  /* it is imported in earnest */
    WIZARD_TALKED
};
/* What can be changed about a file, in the order it stands on the page. */
enum wizard_item {
    ITEM_GO, /* on to the outcome */
    ITEM_ENCODING,
    ITEM_DELIMITER,
    ITEM_DATES,
    ITEM_ME, /* whose messages they are */
    ITEM_SOURCE,
    ITEM_TAG,
    ITEM_AFRESH,
    ITEM_QUESTION, /* `at` says which */
    ITEM_COLUMN    /* likewise */
};
struct meaning_line {
    enum wizard_item item;
    size_t at; /* of a question or a column */
};
/* What the user said about the file that is open; kept until another one is. */
struct wizard_said {
    struct bl_arena arena;
    const char *encoding, *date_order, *source, *tag, *me; /* NULL: as guessed */
    char delimiter;
    bool afresh;
    enum bl_import_conflict on_conflict;
    const char **columns; /* per column the field it was given, NULL: as guessed */
    size_t column_count;
    struct bl_pair *stages; /* what values of status columns mean */
    size_t stage_count, stage_cap;
};
#define WIZARD_TURNS 8 /* folders whose cursor is remembered on the way down */
struct wizard {
    enum wizard_page page;
    /* 1 file */
    struct field field;
    struct folder_data *folder;
    uint32_t *shown; /* indices of the entries that fit what is typed */
    size_t shown_count;
    struct choice files;
    struct bl_buf problem;
    unsigned folder_serial;
    /* 2 meaning, 3 outcome */
    struct bl_buf path;           /* of the file, as the system names it */
    struct import_data *data;     /* the rehearsal, finished or so far */
    struct import_data *run;      /* the import itself, on its way */
    struct import_data *more;     /* rows further on, see WIZARD_ROWS */
    int64_t was[BL_ROW_OUTCOMES]; /* the counts before the last change */
    bool changed;                 /* … which there was */
    struct wizard_said said;
    struct choice items, kinds, rows;
    struct meaning_line line; /* where the user put the cursor of `items`; lines come and go above it */
    struct bl_buf line_value; /* of a question, its value */
    bool rows_end;            /* the cursor goes to the last of the rows that are awaited */
    int kind;                 /* index into the kinds there are: see import_outcome.c */
    int64_t rows_from;        /* the first row of `more` is this one of its kind */
    unsigned serial;          /* of the job whose news are wanted */
    unsigned more_serial;     /* … and of the one that pages */
    bool running;
    int64_t began_ms;
    /* its rejected rows, saved */
    struct folder_data *beside; /* what lies beside the list: names that are taken, and for tab */
    struct bl_buf rejects;      /* the file they are in, or empty; of what was said of the list since, nothing is in it */
    bool saving;
    unsigned beside_serial, rejects_serial;
    /* done */
    struct import_data *done;
    struct talked_data *talked;
    struct list_data *window; /* the people around the cursor; window_from: the place of the first */
    size_t window_from;
    struct choice people;
    struct field narrow;
    bool typing;
    unsigned talked_serial, window_serial;
    struct marks marks;
};

#endif
