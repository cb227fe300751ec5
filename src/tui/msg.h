/* What happens to the program: keys, the clock, results of the library. A session is a list of these. Every message carries the clock, so update reads none. */
#ifndef BL_TUI_MSG_H
#define BL_TUI_MSG_H

#include "tui/effect.h"

#include "bowline/dupes.h"
#include "bowline/import.h"
#include "bowline/map.h"
#include "bowline/merge.h"
#include "bowline/today.h"

enum msg_kind {
    MSG_NONE,
    MSG_KEY,     /* key */
    MSG_PASTE,   /* text, len */
    MSG_CLICK,   /* row, col; key: 1 pressed, 4 wheel up, 5 wheel down */
    MSG_RESIZE,  /* row, col: the size now */
    MSG_TICK,    /* only the clock */
    MSG_CHANGED, /* another process wrote */
    MSG_HANGUP,  /* the terminal is going away: keep what was typed */
    MSG_HOME,
    MSG_LIST,
    MSG_COUNT,
    MSG_PERSON,
    MSG_WORDS,
    MSG_RESOLVED,
    MSG_COMPLETED,
    MSG_FOLDER,
    MSG_PROMISING,
    MSG_BRIEFS,
    MSG_STEPS,
    MSG_TODAY,
    MSG_MAP,
    MSG_REVIEW,
    MSG_FIGURES,
    MSG_FINISHED,
    MSG_DUPES,
    MSG_PAIR,
    MSG_PAST, /* seen, all, done: how far the way back in time is */
    MSG_DRAFT,
    MSG_EDITED,
    MSG_STEPPED, /* text: what was done, as one sentence; id: the person it was about, 0 = several; of: which wish */
    MSG_FOLLOWS, /* text: what would follow */
    MSG_IMPORT,  /* how the import goes */
    MSG_REJECTS, /* seen, all: bytes read; or done: id rows, text: the file they are in. Refused: more says why; row 1: it is there already */
    MSG_FAILED   /* of: which wish; text: why; more: the way out, or NULL */
};

/* Results: each owns its memory. The app takes them over with the message. */
struct home_data {
    enum bl_lens lens;
    int lead; /* when weeks begin (bowline/date.h) */
    struct bl_stock states[BL_STATES + 1];
    struct bl_asks asks;
};
struct list_data {
    struct bl_arena arena;
    struct bl_person *rows;
    size_t n, at;       /* at: the anchor, or the one nearest to it */
    bool before, after; /* more rows lie beyond */
    bool partial;       /* still being read: another one follows */
};
struct person_data {
    struct bl_arena arena;
    struct bl_person person;
    struct bl_talk *talks;
    struct bl_promise *promises;
    struct bl_entry *entries; /* voided ones left out */
    size_t talk_count, promise_count, entry_count;
};
struct words_data {
    struct bl_arena arena;
    struct bl_strs kinds, tags, custom;
};
struct who_data {
    struct bl_arena arena;
    size_t n;
    struct who {
        const char *asked;
        struct bl_person *found; /* found_count 1: the one; more: candidates */
        size_t found_count;
    } * at;
};
struct steps_data {
    struct bl_arena arena;
    struct bl_step_row *rows;
    size_t n;
};
struct today_line { /* of the page: see today.c */
    int kind;
    size_t row;
    enum bl_need need;
};
struct today_data {
    struct bl_arena arena;
    struct bl_today today;
    struct today_line *lines;
    size_t line_count;
};
struct review_data {
    struct bl_arena arena;
    struct bl_today_row *rows; /* who needs a decision: overdue, without a next step, stale, gone quiet, or parked and the day is reached */
    size_t n;
    int64_t more;           /* of them who are not among the rows */
    struct bl_spoke *talks; /* whom somebody talked with this week, the latest day first */
    size_t talk_count;
    bool talks_more;
    bool there; /* an earlier review */
    struct bl_finished last;
    const char *draft; /* NULL: none, or not asked for */
    int64_t step;      /* the last one done, which an undo takes back, and its name; 0: none */
    const char *step_name;
};
#define SPARK_WEEKS 12
struct figures_data {
    struct bl_arena arena;
    struct bl_review review;
    struct bl_strs names[BL_KINDS];            /* of the first of each movement, when asked for */
    int64_t weeks[BL_STATES + 1][SPARK_WEEKS]; /* people at the end of each week, the last one today */
};
struct finished_data {
    struct bl_arena arena;
    struct bl_finished *rows;
    size_t n;
    struct finished_one {
        struct bl_stock then[BL_TRACKS][BL_STATES + 1], now[BL_TRACKS][BL_STATES + 1];
    } * of; /* of the one asked for; NULL: none */
};
struct map_data {
    struct bl_arena arena;
    struct bl_map map;
};
struct dupes_data { /* how far the looking is */
    bool done;
    struct bl_dupes_seen seen;
};
struct pair_data {
    struct bl_arena arena;
    size_t at;  /* which pair of all */
    bool there; /* else there is none from there on */
    struct bl_dupe dupe;
    struct bl_merge merge; /* the left one is kept */
    const char *refused;   /* why they cannot be one, or NULL; then merge is empty */
    const char *way_out;
};
struct folder_data {
    struct bl_arena arena;
    const char *path,
        *shown; /* as the system names it, with a slash at its end; with ~ for the user's own. NULL: it cannot be read, see problem */
    struct folder_entry { /* tables first, the newest of them on top; then folders, then the rest */
        const char *name;
        int64_t size;
        bl_day day;
        enum folder_kind { FOLDER_TABLE, FOLDER_FOLDER, FOLDER_OTHER } kind;
    } * at;
    size_t n;
    bool more;           /* there are more than are read */
    const char *rest;    /* what of the path lies in it: the name the cursor goes to, or what narrows the list */
    const char *problem; /* NULL: none */
};
struct talked_data { /* ids of the people of an import, the most promising first */
    struct bl_arena arena;
    struct bl_ids ids;
    int64_t count; /* all, of whom these are the first */
};
#define IMPORT_ROWS_KEPT 1000 /* rows of each kind a rehearsal keeps */
enum import_phase { IMPORT_RUNNING, IMPORT_REHEARSED, IMPORT_DONE, IMPORT_FAILED };
struct import_data {
    struct bl_arena arena;
    enum import_phase phase;
    bool dry;
    int64_t bytes, bytes_total, rows, count[BL_ROW_OUTCOMES];
    const char *file, *preset, *encoding, *date_order; /* NULL: none */
    struct bl_pairs presets;                           /* whose export it could be: what people call it, and its key */
    char delimiter;
    int64_t header_line, step, replaced;
    struct bl_import_mapping *columns;
    size_t column_count;
    struct bl_import_example *examples[BL_ROW_OUTCOMES];
    size_t example_count[BL_ROW_OUTCOMES];
    struct bl_import_reject *rejects;
    size_t reject_count;
    struct bl_strs asked;
    struct bl_strs facts, jobs; /* of conversations; of changes of job */
    const char *opens;          /* where new people open beyond the first stage, or NULL */
    int64_t talks, job_changes;
    const char *me, *me_doubt; /* whose messages they are, NULL: no messages; what is said where that is a guess, or NULL */
    bool fixed;                /* columns say themselves what they are */
    const char *unsure;        /* what is doubted of the encoding, or NULL */
    const char *nameless;      /* what is said when no column holds a name, or NULL */
    struct bl_strs unused;     /* columns with values in them that go nowhere, and one of those */
    int64_t others;            /* rows that share the address of somebody of another name */
    struct remembered_value {
        const char *value, *is;
        bl_day said;
    } * values; /* what words of status columns mean, as it was said earlier */
    size_t value_count;
    struct bl_import_question *questions;
    size_t question_count;
    size_t remembered;        /* answers of earlier that count here */
    bl_day remembered_on;     /* the latest of them */
    const char *error, *hint; /* IMPORT_FAILED */
};

struct msg {
    enum msg_kind kind;
    struct bl_now now;
    unsigned serial;
    enum effect_kind of;
    int key, row, col;
    int64_t id;
    const char *text, *more; /* borrowed for the time of the update */
    size_t len;
    int64_t seen, all;
    bool done;
    union {
        struct home_data *home;
        struct list_data *list;
        struct person_data *person;
        struct words_data *words;
        struct who_data *who;
        struct steps_data *steps;
        struct today_data *today;
        struct map_data *map;
        struct review_data *review;
        struct figures_data *figures;
        struct finished_data *finished;
        struct dupes_data *dupes;
        struct pair_data *pair;
        struct folder_data *folder;
        struct talked_data *talked;
        struct import_data *import;
        void *any;
    } data;
};
void home_data_free(struct home_data **data);
void list_data_free(struct list_data **data);
void person_data_free(struct person_data **data);
void words_data_free(struct words_data **data);
void who_data_free(struct who_data **data);
void steps_data_free(struct steps_data **data);
void today_data_free(struct today_data **data);
void map_data_free(struct map_data **data);
void review_data_free(struct review_data **data);
void figures_data_free(struct figures_data **data);
void finished_data_free(struct finished_data **data);
void dupes_data_free(struct dupes_data **data);
void pair_data_free(struct pair_data **data);
void folder_data_free(struct folder_data **data);
void talked_data_free(struct talked_data **data);
void import_data_free(struct import_data **data);

#endif
