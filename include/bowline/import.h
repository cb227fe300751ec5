/* Import of a contact list (DESIGN section 5, csv.md): sniff → header → mapping → rows → people; in pieces, so that a screen stays alive. */
#ifndef BOWLINE_IMPORT_H
#define BOWLINE_IMPORT_H

#include "bowline/store.h"

enum bl_import_field {
    BL_IF_SKIP,
    BL_IF_NAME,
    BL_IF_FIRST,
    BL_IF_LAST,
    BL_IF_EMAIL,
    BL_IF_PHONE,
    BL_IF_URL,
    BL_IF_COMPANY,
    BL_IF_TITLE,
    BL_IF_SOURCE,
    BL_IF_NOTE,
    BL_IF_TAGS,
    BL_IF_FIRST_CONTACT,
    BL_IF_STAGE,
    BL_IF_MOMENT,
    BL_IF_CUSTOM,
    BL_IF_COUNT
};
const char *bl_import_field_name(
    enum bl_import_field
        field); /* name first_name last_name email phone url company title source note tags first_contact stage moment custom; "" for skip */

enum { BL_NO_HEADER = -1 };
/* The exporters that are known, by index: their key and what people call the export. False behind the last. */
bool bl_import_preset(size_t i, const char **key, const char **name);

/* What becomes of a value that differs from what is known. Blanks are filled whatever it is, blank cells erase nothing, and a field that was set by hand wins. */
enum bl_import_conflict {
    BL_CONFLICT_KEEP, /* what is known stays, and the row is told as a conflict */
    BL_CONFLICT_FILL, /* the same: only blanks are filled */
    BL_CONFLICT_REPLACE
};
struct bl_import_stamp { /* of a file: its bytes and the moment of its last change, in nanoseconds; 0: none, as of a pipe */
    int64_t size, changed;
};
struct bl_import_options {
    const char *path; /* shown in messages; read from `fd` */
    int fd; /* open for reading; borrowed. A file is read from where it stands, without moving it: rehearse and import with the same one */
    bool dry;
    char delimiter;            /* 0 = guess */
    const char *encoding;      /* NULL = guess; utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1 */
    const char *date_order;    /* NULL = from the column; dmy mdy ymd */
    int64_t header;            /* the line it stands on, or BL_NO_HEADER; 0 = guess */
    const char *preset;        /* whose export it is (bl_import_preset), or "none"; NULL = from the header */
    struct bl_pairs map;       /* FIELD=COLUMN (header text, or number from 1) */
    struct bl_pairs stage_map; /* VALUE=STAGE of a status column; the stage may be "none", or lost, disqualified, churned */
    const char *source, *tag;
    int stage, moment;                    /* for new people, 0 = default */
    const char *me;                       /* a message archive: the user's own page or name; NULL = from the file */
    bl_day (*local_day)(int64_t seconds); /* the day of the user's calendar of a moment (seconds since 1970); NULL = that of UTC */
    int rejects_fd;                       /* -1 = none: rejected rows as CSV with a reason column; nothing is written when dry */
    bool rejects_dry;                     /* … unless this is set: for whoever reads a list once more for nothing but its rejects */
    int report_fd;                        /* 0 or -1 = none: what became of every row, as CSV; nothing is written when dry */
    enum bl_import_conflict on_conflict;
    size_t examples;             /* how many rows of each outcome the report keeps; 0 = 5 */
    int64_t examples_from;       /* … after this many of them: to page through all */
    struct bl_import_stamp seen; /* as it was rehearsed: a file that is another by now is refused; of zeros: it was not */
    bool columns; /* a table is opened also when no column seems to hold a name or an address: for whoever will ask which does */
    bool afresh;  /* what was said earlier about such a list is left aside; what is said now takes its place */
};
/* What the user said is kept in the file, by the fingerprint of the header, as part of the import's step: map, delimiter, encoding, date_order, header, preset; and what a value of
 * a status column means, by preset. It counts the next time as if it were said again, unless something else is said. */
enum bl_remembered_kind {
    BL_REMEMBERED_COLUMN,
    BL_REMEMBERED_STAGE,
    BL_REMEMBERED_DELIMITER,
    BL_REMEMBERED_ENCODING,
    BL_REMEMBERED_DATES,
    BL_REMEMBERED_HEADER,
    BL_REMEMBERED_PRESET
};
struct bl_import_remembered {
    enum bl_remembered_kind kind;
    const char *column; /* of a column or a stage; else NULL */
    const char *value;  /* the word of a status column; else NULL */
    const char
        *is; /* the field ("", custom.NAME), stage ("none"), delimiter, encoding, order, line of the header ("none") or preset ("none") */
    bl_day said;
};
/* What only the user can answer. A stage is answered by VALUE=STAGE in stage_map, a date by date_order; either is remembered. */
enum bl_question_kind { BL_QUESTION_STAGE, BL_QUESTION_DATES };
struct bl_import_question {
    enum bl_question_kind kind;
    const char *column, *value; /* the column; the word nobody knows, or one date that may be either way round */
    int64_t line, rows;         /* where it stands first, and in how many rows */
    int guess;                  /* the stage it was taken for meanwhile, or 0 */
};
#define BL_IMPORT_SAMPLES 3
struct bl_import_mapping {
    const char *column; /* header text, or "column 3" */
    enum bl_import_field field;
    const char *custom;                     /* name for BL_IF_CUSTOM */
    const char *reason;                     /* why: "LinkedIn preset", "header says e-mail", "as you said", "not used" */
    const char *sample;                     /* a value from the file or NULL */
    const char *samples[BL_IMPORT_SAMPLES]; /* different values, the first is `sample`; NULL behind the last */
};
struct bl_import_reject {
    int64_t line;
    const char *column; /* or NULL: the row as a whole */
    const char *reason;
    bool skipped; /* skipped (nothing in it to keep) rather than rejected */
};
struct bl_import_example {
    int64_t line;
    const char *text;
};
enum bl_import_outcome {
    BL_ROW_NEW,
    BL_ROW_UPDATED,
    BL_ROW_UNCHANGED,
    BL_ROW_REJECTED,
    BL_ROW_SKIPPED,
    BL_ROW_MAYBE,
    BL_ROW_CONFLICT,
    BL_ROW_OUTCOMES
};
struct bl_job_change {
    int64_t person;
    const char *name, *was, *now; /* "Data lead at Northwind" */
    const char *title, *company;  /* what the file has, where it differs from the book; else NULL */
};
struct bl_import_other { /* a row found by its address to be somebody of another name */
    int64_t line, person;
    const char *name, *here; /* as the row has it, and as the book has the person's */
    const char *text;        /* the same in a sentence */
};
enum { BL_IMPORT_OTHERS = 50 };
struct bl_import_report {
    const char *file, *preset; /* preset key or NULL */
    const char *preset_name;   /* "LinkedIn connections" or NULL */
    const char *encoding;
    char delimiter;
    int64_t header_line;            /* 0 = no header */
    int64_t rows;                   /* = new + updated + unchanged + rejected + skipped */
    int64_t count[BL_ROW_OUTCOMES]; /* maybe and conflict are counted besides */
    int64_t step;
    bool dry;
    struct bl_import_mapping *mapping;
    size_t mapping_count;
    struct bl_import_reject *rejects; /* at most 1000 kept; all are counted */
    size_t reject_count;
    struct bl_strs asked; /* values left out and other doubts, a sentence each; filled by finish */
    size_t taken;         /* so many at the end of `asked` were not left out: the likeliest was taken */
    const char *unsure;   /* what is doubted of the encoding, with a name as it is read; one of `asked`; or NULL */
    const char *nameless; /* no column holds a name: the first of `asked`, to be shown first; or NULL */
    struct bl_import_example *examples[BL_ROW_OUTCOMES]; /* of rejected and skipped rows the reason */
    size_t example_count[BL_ROW_OUTCOMES];
    /* Files of conversations (messages, invitations, events); people and conversations beside the rows. */
    bool conversations;
    int64_t talks, talks_longer; /* made; made longer by messages that are new */
    int64_t people_made;         /* a row of messages may name several; equal to `new` elsewhere */
    int64_t played;              /* people who came into play, because the user said something to them */
    struct bl_strs facts;        /* the same, and what follows, in sentences; filled by finish */
    /* Where journeys stand after it. */
    int64_t opened[BL_GROWTH + 1]; /* new people by the stage they open in */
    int64_t closed;                /* of them those whose journey the file says is over */
    int64_t firms;                 /* new ones called by their company, which no person was named of */
    int64_t forward;               /* people known already who go on in stage or moment */
    const char *opens;             /* the first of the facts when some open beyond awareness; or NULL */
    bool fixed;                    /* columns say themselves what they are, nobody can map them: a vCard, a message archive */
    const char *me, *me_doubt;     /* whose messages they are, or NULL; a sentence of `asked` when that is a guess */
    /* Rows found by the address of somebody of wholly another name: a shared mailbox. They are conflicts, too, and nobody was added for them. */
    struct bl_import_other *others; /* the first BL_IMPORT_OTHERS; all are counted */
    size_t other_count;
    int64_t others_all;
    /* Of people known already: another company or title than the book has, in a list that is newer than the book. Reasons to talk. */
    struct bl_job_change *jobs; /* at most 1000 kept; all are counted */
    size_t job_count;
    int64_t job_changes;
    struct bl_import_stamp stamp;
    int64_t bytes, bytes_total; /* progress; total 0 when unknown */
    enum bl_import_conflict on_conflict;
    int64_t replaced;                        /* people of whom something was replaced; they are counted as updated */
    const char *date_order;                  /* dmy, mdy, ymd; NULL: no column needs one, or none is known */
    struct bl_import_remembered *remembered; /* what was said earlier and counts for this file */
    size_t remembered_count;
    struct bl_import_question *questions; /* filled by finish */
    size_t question_count;
};

struct bl_import; /* opaque job */
/* Looks at the beginning of the file: encoding, delimiter, header, mapping. No write. A file without any usable column is BL_USAGE and names --map. */
enum bl_status bl_import_open(struct bl_store *store, const struct bl_import_options *options, struct bl_import **out,
                              struct bl_error *err) BL_NODISCARD;
/* Takes about `bytes` more of the file. *done when the file is read; then call finish. */
enum bl_status bl_import_step(struct bl_import *import, size_t bytes, bool *done, struct bl_error *err) BL_NODISCARD;
/* Commits (or, when dry, rolls back). A file that changed while it was read is BL_REFUSED. Zero usable rows is BL_REFUSED. BL_REJECTS when rows were rejected: the report is valid and the rest is in. */
enum bl_status bl_import_finish(struct bl_import *import, struct bl_error *err) BL_NODISCARD;
/* The report as it stands; borrowed from the job. */
const struct bl_import_report *bl_import_report(const struct bl_import *import);
/* Ends the job; not finished means rolled back: the file is as before. */
void bl_import_close(struct bl_import *import);
void bl_import_free(struct bl_import **import); /* for BL_AUTO */
/* Forgets what was said about lists with the header of this file, and what values of its preset's status columns mean: one step. *count rows are gone; 0: none were there,
 * and *step is 0. */
enum bl_status bl_import_forget(struct bl_store *store, const struct bl_import_options *options, int64_t *count, int64_t *step,
                                struct bl_error *err) BL_NODISCARD;

#endif
