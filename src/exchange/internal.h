/* Shared within src/exchange only: how a file becomes rows, and rows become people.
 *
 *   fd → source (raw bytes, decoder → UTF-8 window) → csv (records, with their lines and raw text) → plan (which column is what)
 *      → values (one row → struct bl_person_edit) → the store's bulk API
 *
 * Nothing below import.c knows a store, so that everything here can be tested and fuzzed from memory. */
#ifndef BL_EXCHANGE_INTERNAL_H
#define BL_EXCHANGE_INTERNAL_H

#include "bowline/export.h"
#include "bowline/text.h"

enum {
    BL__HEAD = 1 << 18,       /* bytes looked at before the first row is read */
    BL__CHUNK = 1 << 16,      /* bytes read at a time */
    BL__RECORD_MAX = 1 << 20, /* a record longer than this is rejected: memory stays bounded whatever the file holds */
    BL__COLUMNS_MAX = 4096,
    BL__HEADER_WITHIN = 20, /* the header is one of the first so many records */
    BL__SAMPLE_ROWS = 50
};

/* ---- ascii.c: words of file formats; letters beyond ASCII are compared as they are ------------------------------------------ */

/* Are n bytes the word, whatever the case? */
bool bl__ascii_is(const char *s, size_t n, const char *word);
bool bl__ascii_starts(const char *s, size_t n, const char *word);
/* Are they one of `count` words; do they begin as one does? Of an array: BL__AMONG(s, n, words). */
bool bl__ascii_among(const char *s, size_t n, const char *const *words, size_t count);
bool bl__ascii_begins(const char *s, size_t n, const char *const *words, size_t count);
/* Is a sign (no NUL) one of those? */
bool bl__ascii_sign(char c, const char *signs);
#define BL__AMONG(s, n, words) bl__ascii_among((s), (n), (words), sizeof(words) / sizeof *(words))
#define BL__BEGINS(s, n, words) bl__ascii_begins((s), (n), (words), sizeof(words) / sizeof *(words))

/* ---- decode.c: any encoding → UTF-8, in pieces ------------------------------------------------------------------------- */

/* codepage.c: of bytes that are no UTF-8. */
enum { BL__PAGE_SAMPLE = 40, BL__PAGE_OTHERS = 2 };
struct bl__pages {
    const char *page;                    /* what they are read as; Windows-1252 unless another wins clearly */
    bool doubt;                          /* worth a word: another was taken, or this one makes nonsense of some words */
    const char *others[BL__PAGE_OTHERS]; /* that read them next best, NULL behind the last */
    char sample[BL__PAGE_SAMPLE];        /* a name, as bytes */
    size_t sample_n;
};
void bl__pages_guess(const char *s, size_t n, struct bl__pages *out);
/* The doubt as a sentence; NULL: no memory. */
const char *bl__pages_text(const struct bl__pages *guess, struct bl_arena *arena);

enum bl__charset { BL__UTF8, BL__CP1252, BL__LATIN1, BL__ICONV };
struct bl__decoder {
    enum bl__charset charset;
    void *iconv;   /* iconv_t of BL__ICONV, else NULL */
    int unit;      /* bytes skipped over what iconv cannot read */
    char name[32]; /* lower case: utf-8, utf-16le, … */
    bool guessed;
    struct bl__pages pages; /* of a guess among code pages; page NULL: none was needed */
    struct bl_buf odd;      /* words with stray bytes, the first few, each on a line of its own */
    int64_t wide, stray;    /* valid multi-byte sequences; bytes that were none (read as Windows-1252, or U+FFFD) */
};
/* `name` NULL guesses from the first n bytes of the file; *bom gets the bytes of a byte order mark to skip. Unknown name: BL_USAGE. */
enum bl_status bl__decoder_open(struct bl__decoder *decoder, const char *name, const char *head, size_t n, size_t *bom,
                                struct bl_error *err) BL_NODISCARD;
/* Does the text itself say what it is: by a mark, or by being UTF-8 throughout and more than ASCII? */
bool bl__decode_plain(const char *head, size_t n);
/* Adds the UTF-8 of n bytes to out; *used says how many were taken (an unfinished sequence at the end is left for next time, unless `last`). */
enum bl_status bl__decode(struct bl__decoder *decoder, const char *in, size_t n, bool last, struct bl_buf *out, size_t *used,
                          struct bl_error *err) BL_NODISCARD;
/* The encoding as it turned out: a file guessed to be UTF-8 in which only stray bytes were found is Windows-1252. */
const char *bl__decoder_name(const struct bl__decoder *decoder);
/* What is doubted of the guess, by now; false: nothing. */
bool bl__decoder_doubt(const struct bl__decoder *decoder, struct bl__pages *out);
void bl__decoder_close(struct bl__decoder *decoder);

/* ---- source.c: a file read through a decoder into a window of text ----------------------------------------------------- */

struct bl__source {
    int fd;         /* -1: the text is all there is */
    int64_t offset; /* where to read next; -1: not seekable, read where the descriptor stands */
    bool eof;       /* nothing will be added to text any more */
    size_t chunk;   /* bytes read at a time, at most BL__CHUNK: tests make it small */
    bool nul;       /* a NUL was seen somewhere */
    char *raw;      /* bytes not yet decoded */
    size_t raw_n;
    int64_t bytes; /* raw bytes decoded so far */
    struct bl__decoder decoder;
    struct bl_buf text;
};
enum bl_status bl__source_open(struct bl__source *source, int fd, int64_t offset, struct bl_error *err) BL_NODISCARD;
/* Takes n bytes of memory as the whole text. */
enum bl_status bl__source_memory(struct bl__source *source, const char *text, size_t n, struct bl_error *err) BL_NODISCARD;
/* Reads the head into raw (before the decoder is known). */
enum bl_status bl__source_head(struct bl__source *source, struct bl_error *err) BL_NODISCARD;
/* Decodes what is in raw; skip: leading bytes that are no text. */
enum bl_status bl__source_decode(struct bl__source *source, size_t skip, struct bl_error *err) BL_NODISCARD;
/* Decodes the n bytes of the head anew, from another encoding (NULL: guessed). */
enum bl_status bl__source_again(struct bl__source *source, const char *name, const char *head, size_t n, struct bl_error *err) BL_NODISCARD;
/* Adds a chunk to text; sets eof when there was none. */
enum bl_status bl__source_more(struct bl__source *source, struct bl_error *err) BL_NODISCARD;
/* Forgets the first n bytes of text. */
void bl__source_drop(struct bl__source *source, size_t n);
void bl__source_close(struct bl__source *source);

/* ---- csv.c: records (the only user of libcsv) ---------------------------------------------------------------------------- */

struct bl__cell {
    const char *s; /* NUL-terminated; never NULL */
    size_t n;
    bool given; /* false: nothing between the delimiters; true with n = 0: "" */
};
struct bl__row {
    int64_t line;        /* physical line it begins on, from 1 */
    struct bl__cell *at; /* valid until the next row is read */
    size_t n;            /* cells, at most BL__COLUMNS_MAX */
    size_t total;        /* cells there really were */
    const char *raw;     /* the record as it stands in the (decoded) file, line end included */
    size_t raw_n;
    const char *bad;  /* why it cannot be read, or NULL; its cells are then a naive split of its first line */
    bool alone;       /* its first cell says something and no other does */
    bool apart;       /* a blank line, or a row without anything in it, stands in front */
    const char *why;  /* of a file of rejects: the reason of an earlier import, which is no cell; else NULL */
    const char *rest; /* of one that is alone: what follows it, as far as that is known; "" else */
    size_t rest_n;
};
struct bl__csv;
/* Reads records of source->text from byte `at` on, which is on line `line`. The source is borrowed and must not be used beside. */
enum bl_status bl__csv_open(struct bl__source *source, char delimiter, size_t at, int64_t line, struct bl__csv **out,
                            struct bl_error *err) BL_NODISCARD;
/* The first cell of each record is a reason, as in a file of rejects: it is handed over apart. Said before the width. */
void bl__csv_reasons(struct bl__csv *csv);
/* Cells a record should have (0 = unknown): what a broken quote is judged by. */
void bl__csv_width(struct bl__csv *csv, size_t width);
/* Longest record taken (BL__RECORD_MAX unless said): tests make it small. */
void bl__csv_limit(struct bl__csv *csv, size_t bytes);
/* The next record that is no blank line; *end when there is none. */
enum bl_status bl__csv_next(struct bl__csv *csv, struct bl__row *row, bool *end, struct bl_error *err) BL_NODISCARD;
/* Byte of source->text and line where the next record begins. */
size_t bl__csv_at(const struct bl__csv *csv);
int64_t bl__csv_line(const struct bl__csv *csv);
void bl__csv_close(struct bl__csv *csv); /* NULL is fine */
void bl__csv_free(struct bl__csv **csv); /* for BL_AUTO */
/* Adds one cell as CSV: quoted when it has to be. */
void bl__csv_put(struct bl_buf *out, const char *s, size_t n, char delimiter);

/* ---- rejects.c: is a cell, or a column's key, the title of the reasons? And why a row of rejects is still refused though its cells could be read; NULL: it is not ---- */
bool bl__rejects_title(const char *s, size_t n);
bool bl__rejects_key(const char *key);
const char *bl__rejects_why(const struct bl__row *row, size_t width);

/* ---- mails.c --------------------------------------------------------------------------------------------------------------- */

struct bl__mails {
    bool are;        /* addresses and nothing else, no columns */
    int64_t several; /* the first line that holds more than one, 0 = none */
};
/* Is the text a list of mails? */
struct bl__mails bl__mails_in(const char *text, size_t n);

/* ---- preset.c: well-known exporters, from data/presets/ (src/gen/presetgen.c) ---------------------------------------------- */

struct bl__preset_column {
    const char *header; /* NULL ends the list */
    enum bl_import_field field;
};
/* What a column says of a conversation, in files whose rows are conversations: each row a message, an invitation, an event. */
enum bl__talks { BL__TALKS_NONE, BL__TALKS_MESSAGES, BL__TALKS_INVITATIONS, BL__TALKS_EVENTS };
enum bl__role {
    BL__ROLE_NONE,
    BL__ROLE_THREAD,
    BL__ROLE_FROM,
    BL__ROLE_FROM_URL,
    BL__ROLE_TO,
    BL__ROLE_TO_URLS,
    BL__ROLE_DATE,
    BL__ROLE_END,
    BL__ROLE_SUBJECT,
    BL__ROLE_TEXT,
    BL__ROLE_FOLDER,
    BL__ROLE_DRAFT,
    BL__ROLE_ATTACHED,
    BL__ROLE_DIRECTION,
    BL__ROLE_PLACE,
    BL__ROLE_CANCELED,
    BL__ROLE_MISSED,
    BL__ROLE_EVENT,
    BL__ROLE_QUESTION,
    BL__ROLE_ANSWER,
    BL__ROLES
};
struct bl__preset_role {
    const char *header; /* NULL ends the list */
    enum bl__role role;
};
struct bl__preset {
    const char *key, *name;       /* linkedin_connections, "LinkedIn connections" */
    const char *source;           /* of new people, or NULL */
    const char *hidden;           /* why a row with nothing to keep is skipped, or NULL */
    const char *dates;            /* dmy mdy ymd or NULL */
    const char *stages;           /* whose words its stage and tag columns speak, or NULL */
    const char *const *nobody;    /* names that stand for somebody hidden; NULL ends */
    const char *const *signature; /* headers that must all be there; NULL ends */
    const char *const *unless;    /* headers of which none may be; NULL ends */
    const struct bl__preset_column *columns;
    enum bl__talks talks;
    const struct bl__preset_role *roles;
    bool jobs; /* what it says of company and title is newer than the book */
};
extern const struct bl__preset bl__presets[]; /* generated */
extern const size_t bl__preset_count;
/* The preset whose signature stands among n header keys (of bl__header_key), the longest signature first; or NULL. */
const struct bl__preset *bl__preset_of(const char *const *keys, size_t n);
const struct bl__preset *bl__preset_named(const char *key); /* or NULL */
/* The column of a preset with that header key, or NULL. */
const struct bl__preset_column *bl__preset_column(const struct bl__preset *preset, const char *key);

/* What a column with that header key says of a conversation. */
enum bl__role bl__preset_role(const struct bl__preset *preset, const char *key);

/* Words of status columns, from data/presets/stage_map.csv; generated; exporter NULL ends. */
enum bl__word_kind { BL__WORD_NONE, BL__WORD_STAGE, BL__WORD_LOST, BL__WORD_CHURNED, BL__WORD_SKIP };
struct bl__stage_word {
    const char *exporter, *column, *label, *internal;
    enum bl__word_kind kind;
    int stage;
    bool ask; /* the best guess, and worth a question */
};
extern const struct bl__stage_word bl__stage_words[];
/* The word n bytes are in a column of an exporter (its label or its internal value, case and signs ignored), or NULL; NULL too when memory ran out. */
const struct bl__stage_word *bl__stage_word_of(const char *exporter, const char *column_key, const char *s, size_t n);
/* What it says of somebody to be in a file of the exporter at all: a stage, or 0. */
int bl__stage_of_any(const char *exporter);
/* The same in any file: the exporter's word where the column has one, else one that everybody means the same by. */
const struct bl__stage_word *bl__stage_word_for(const char *exporter, const char *column_key, const char *s, size_t n);
/* Does the exporter have words for that column? */
bool bl__stage_column(const char *exporter, const char *column_key);

/* ---- words.c: what headers are called --------------------------------------------------------------------------------------- */

/* A header as compared: folded, letters and digits only: "First Name", "first_name", "firstName" → "firstname". NULL: no memory. */
const char *bl__header_key(struct bl_arena *arena, const char *s, size_t n);
/* How sure a header is: 3 it is a word for the field, 2 it is one once numbers and words like "person" are left out, 1 it has the word in it, 0 unknown,
 * -1 memory ran out. */
struct bl__meaning {
    enum bl_import_field field;
    int sure;
    int rank; /* among headers as sure of the same field the lowest is taken: "full name" before "display name" */
};
enum {
    BL__PERHAPS = 2,   /* of names, from here on: a word like "contact person", which beside first and last names is somebody else */
    BL__BY_VALUES = 8, /* the rank of a word like "status": stages, or something else, which only the values tell */
    BL__EITHER = 9     /* of one like "customer": people or organisations */
};
struct bl__known {
    const char *key; /* of bl__header_key */
    enum bl_import_field field;
    int rank; /* when two columns are as sure, the lower one is taken */
};
extern const struct bl__known bl__known_headers[]; /* data/presets/header.words; generated; key NULL ends */
extern const char *const bl__birthday_headers[];   /* likewise; NULL ends */
struct bl__meaning bl__header_meaning(struct bl_arena *arena, const char *s, size_t n);

/* ---- map.c: which column is what ---------------------------------------------------------------------------------------------- */

enum bl__as { BL__AS_SEEMS, BL__AS_TURNED, BL__AS_WRITTEN }; /* --map name=, last_first=, full_name= */
struct bl__column {
    const char *header; /* as written, or "column 3" */
    const char *key;
    enum bl_import_field field;
    const char *custom;
    const char *reason;
    const char *samples[BL_IMPORT_SAMPLES];
    bl_day said;               /* the day it was said on, when it was said for an earlier list; 0: not so */
    bool wished;               /* said now, or then */
    bool by_values;            /* its header says nothing: its values told what it is */
    bool turned;               /* of names: the last name first, then a comma */
    enum bl__as as;            /* of names: what the user says of that */
    bool birthday;             /* of a field of its own: days of birth */
    const char *stages;        /* the exporter whose words for a status stand in it, or NULL */
    enum bl_import_field lean; /* of a header that may mean people or organisations: what it is when the values do not tell; else SKIP */
};
/* What the values of a column look like. */
struct bl__tally {
    size_t n, firms, addresses, words; /* words: letters, and neither an address nor a link */
    size_t turned;                     /* "Chen, Maya" */
    size_t stages;                     /* words that say where somebody stands */
    size_t names, links, phones;       /* names: two words and more, no firm and no number; links: without an address in them */
};
void bl__tally_add(struct bl__tally *tally, const char *s, size_t n);
size_t bl__last_first(const char *s, size_t n); /* the comma of "Chen, Maya", or 0 */
enum bl__order { BL__ORDER_NONE, BL__DMY, BL__MDY, BL__YMD };
const char *bl__order_name(enum bl__order order); /* dmy mdy ymd, or NULL */
enum { BL__VOTE_LINES = 5 };
struct
    bl__votes { /* what the values of a date column say of its order: those that can only be day first, and those that can only be month first */
    struct bl__vote {
        int64_t n, lines[BL__VOTE_LINES];
        char sample[24]; /* the first */
    } of[BL__MDY + 1];
    size_t column; /* where the first of them stands */
};
struct bl__plan {
    struct bl__column *at;
    size_t n;
    size_t *used; /* columns that mean something, ascending */
    size_t used_n;
    const struct bl__preset *preset;
    bool own;               /* Bowline's own export: cells are taken exactly */
    size_t status;          /* of it the column that says who rests, plan->n when there is none */
    enum bl__order order;   /* of the date column; NONE: a date that needs it is left out */
    bool years_first;       /* the exporter writes 2026-03-04, and so do the first rows */
    struct bl__votes votes; /* by which it was decided */
    bool leads;             /* of Meta: a test may be among them */
    int any_stage;          /* what it says of somebody to be in the file at all, or 0 */
    const char *candidates; /* no column holds a name: those that may ("Customer, Team"), or "" */
};
struct bl__memory { /* what was said about lists before; NULL: nothing */
    const struct bl_reading *at;
    size_t n;
};
enum { BL__PRINT_SIZE = 17 };
struct bl__said {               /* what the user says of the columns now, and said of such a list before */
    const struct bl_pairs *map; /* or NULL */
    const struct bl__memory *memory;
    const char *print;  /* of this header; needed with memory */
    const char *preset; /* its key, "none", or NULL: nothing is said of it */
    bl_day today;
};
enum bl_status bl__plan_with(const struct bl__cell *header, size_t n, const struct bl__said *said, struct bl_arena *arena,
                             struct bl__plan *out, struct bl_error *err) BL_NODISCARD;
/* The plan for a header of n cells; `map` (may be NULL) overrides. A name in map that is no column, or a mistyped field: BL_USAGE. */
enum bl_status bl__plan_make(const struct bl__cell *header, size_t n, const struct bl_pairs *map, struct bl_arena *arena,
                             struct bl__plan *out, struct bl_error *err) BL_NODISCARD;
/* Decides what only the values tell; one tally for each column. */
enum bl_status bl__plan_settle(struct bl__plan *plan, const struct bl__tally *tallies, struct bl_arena *arena,
                               struct bl_error *err) BL_NODISCARD;
/* Can it make people: is there a name or an e-mail address? */
bool bl__plan_usable(const struct bl__plan *plan);

/* ---- memory.c: what the user said of such a list before ---------------------------------------------------------------------------- */

/* The fingerprint of a header, by its keys (false: no memory), and of a table without one, by what its columns hold. */
bool bl__print_header(const char *const *keys, size_t n, struct bl_arena *arena, char out[BL__PRINT_SIZE]);
void bl__print_shape(const struct bl__tally *tallies, size_t n, char out[BL__PRINT_SIZE]);
/* What was said of a list, or NULL; key NULL: any. Was anything? */
const struct bl_reading *bl__memory_of(const struct bl__memory *memory, const char *list, const char *what, const char *key);
bool bl__memory_knows(const struct bl__memory *memory, const char *list);
/* The name a column is remembered by: its key, the how-manieth of that key, or its number. "as you said on 12 Nov". Both NULL when memory is out. */
const char *bl__column_place(const struct bl__plan *plan, size_t column, struct bl_arena *arena);
const char *bl__as_said_on(bl_day said, bl_day today, struct bl_arena *arena);
/* What the user says the words of status columns mean, now or before. */
struct bl__answer {
    size_t column;
    const char *key, *word; /* as compared, as written */
    int stage;              /* 0: none */
    int side;               /* the side state it means instead: lost, disqualified, churned; or 0 */
    bl_day said;            /* BL_NO_DAY: now */
    bool used;              /* the file has it */
};
struct bl__answers {
    struct bl__answer *at;
    size_t n;
};
/* Under which list the answers for a plan are kept: those of a preset hold for all its files. NULL: no memory. */
const char *bl__stage_list(const struct bl__plan *plan, const char *print, struct bl_arena *arena);
bool bl__answers_make(const struct bl__plan *plan, const char *list, const struct bl_pairs *said, const struct bl__memory *memory,
                      struct bl_arena *arena, struct bl__answers *out);
/* The answer for a word (by key) that is kept already, or NULL. */
const struct bl_reading *bl__answer_kept(const struct bl__memory *memory, const char *list, const char *place, const char *key,
                                         struct bl_arena *arena);
/* What a column is, as --map has it: a field, custom.NAME, or "". */
const char *bl__field_word(const struct bl__column *column, struct bl_arena *arena);
const char *bl__answer_word(const struct bl__answer *answer); /* as the user would say it: a stage, a side state, "none" */
int bl__says_side(const char *word);                          /* the side state, or 0; parked is none, a rest has an end */
bool bl__says_none(const char *word);                         /* "none": the word says nothing about a stage */

/* ---- dates.c ------------------------------------------------------------------------------------------------------------------- */

enum bl__date_kind { BL__DATE_NONE, BL__DATE_DAY, BL__DATE_EITHER }; /* no date; a day; a day that depends on the order */
struct bl__date {
    enum bl__date_kind kind;
    bl_day day;     /* BL__DATE_DAY */
    int a, b, year; /* BL__DATE_EITHER: the two small numbers as written */
};
/* Reads a date, with or without a time behind it. `today` bends two-digit years into the past. */
struct bl__date bl__date_read(const char *s, size_t n, bl_day today);
/* What one value says about the order: DMY, MDY, or NONE when it says nothing. */
enum bl__order bl__date_votes(const char *s, size_t n);
/* scan.c: has the column days? One value's vote is counted. What all say together: the order of most of them; NONE when as many say one as the other, or none says anything. */
bool bl__dates_stand_in(const struct bl__plan *plan, size_t column);
void bl__votes_add(struct bl__votes *votes, size_t column, int64_t line, const char *s, size_t n);
enum bl__order bl__votes_order(const struct bl__votes *votes);
/* Days written both ways in one column, in a sentence; NULL when they are not, or memory is out. */
const char *bl__votes_text(const struct bl__votes *votes, const char *column, struct bl_arena *arena);
/* The day of a value under an order; BL_NO_DAY when it is none. */
bl_day bl__date_day(const char *s, size_t n, enum bl__order order, bl_day today);
/* Why it is none: either order fits and none is known; it does not fit the one known; else true for neither. */
bool bl__date_open(const char *s, size_t n, enum bl__order order);
bool bl__date_misfits(const char *s, size_t n, enum bl__order order);

/* ---- value.c: one row → one person ----------------------------------------------------------------------------------------------- */

enum bl__note_kind {
    BL__NOTE_DATE,
    BL__NOTE_ORDER,
    BL__NOTE_MISFIT, /* a day that does not fit the order of its column */
    BL__NOTE_FUTURE,
    BL__NOTE_PHONE_RUINED,
    BL__NOTE_PHONE,
    BL__NOTE_EMAIL,
    BL__NOTE_URL,
    BL__NOTE_STAGE,
    BL__NOTE_MOMENT,
    BL__NOTE_SECOND, /* of two columns for one field, what the second says otherwise */
    BL__NOTE_GUESS,  /* taken as a stage, and worth a question */
    BL__NOTE_LEAD,   /* the status of a lead, of a customer */
    BL__NOTE_LINE,   /* of a vCard */
    BL__NOTE_PICTURE,
    BL__NOTE_UNUSED,   /* a property of a vCard that means nothing here */
    BL__NOTE_CANCELED, /* an event that is no conversation */
    BL__NOTE_MISSED,
    BL__NOTE_AHEAD,
    BL__NOTE_TURNED, /* a name by itself taken as last name first; one that may be, and was not */
    BL__NOTE_COMMA,
    BL__NOTE_SEVERAL /* addresses of several people in a cell */
};
struct bl__note { /* something left out that the user should hear about: counted per column and kind, not per row */
    enum bl__note_kind kind;
    size_t column;
    int64_t n, line;
    const char *sample;
};
struct bl__notes {
    struct bl_arena arena;
    struct bl__note *at;
    size_t n;
    const struct bl__column *columns; /* NULL: nobody asks what was left out of each row */
    struct bl_buf row;                /* what was left out of the row at hand, in words */
};
struct bl__lead { /* a lead status by which somebody is lost */
    bool lost;
    size_t column;
    int64_t line;
    const char *s;
};
struct bl__several { /* the first cell that holds addresses of several people; s NULL: none */
    size_t column;
    int64_t line;
    const char *s;
    size_t n;
};
struct bl__list {
    const char **at;
    size_t n, cap;
};
struct bl__values { /* reused from row to row */
    struct bl_person_edit edit;
    struct bl_uuid uid; /* where edit.uid points to, when it does */
    int stage, moment;
    struct bl__answers *answers; /* what the user says words of status columns mean, or NULL */
    int left;                    /* the side state another program says they are in, or 0 */
    struct bl__lead lead;
    const char *unwanted; /* a status that says it is nobody to keep (a bot, a test), or NULL; of `column` */
    int status;           /* own export: a side state to rest in, else 0 */
    bl_day until;         /* of a parked one */
    bool nameless;        /* the name is the address */
    bool apart;           /* of a book of ours: two records were two people there, whatever they have in common */
    struct bl__list emails, phones, urls, tags;
    struct bl_pair *custom;
    size_t custom_cap;
    char *scratch; /* where cells are taken apart; as large as the row */
    size_t scratch_n, scratch_cap;
    struct bl_buf name, note, reason; /* put together; note: of several columns */
    const char *column;               /* the one to blame, or NULL */
    const char *display;              /* the name in front of an address, or NULL */
    const char *inside;               /* the address within a name, or NULL */
    const char *comma;                /* edit.name, when it may stand turned: last name, comma, first */
    size_t comma_column;
    int64_t comma_line;
    struct bl__several several;
    bool firm; /* the name is that of the company, there is no person */
    struct bl__notes *notes;
    const char *tag; /* given to every person, or NULL */
    bl_day today;
    bool below;  /* the row before stood below the list */
    bool failed; /* memory ran out */
};
enum bl__verdict { BL__USABLE, BL__NOTHING, BL__REJECTED }; /* NOTHING: skipped; for both others the reason stands in values->reason */
enum bl__verdict bl__values_read(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row, bool nul);
void bl__values_free(struct bl__values *values);
/* The parts of it: nothing known yet and a scratch of `most` bytes (false: no memory); name, tag and lists put together, and what that amounts to. */
bool bl__values_begin(struct bl__values *values, size_t most);
enum bl__verdict bl__values_done(struct bl__values *values, const struct bl__plan *plan, const struct bl__row *row);
/* called.c: a cell of names, of one half of a name; what stands in front of an address; addresses of several people in a cell (true: kept aside); the name of the row, once all
 * cells were read (false: rejected, with the reason). */
void bl__called_read(struct bl__values *values, const struct bl__plan *plan, size_t column, const struct bl__row *row);
const char *bl__called_part(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n);
void bl__called_display(struct bl__values *values, const char *s, size_t n);
bool bl__called_several(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n);
bool bl__called_done(struct bl__values *values, const struct bl__plan *plan);
/* turned.c: is it a last name and a first by itself, with nothing in its row against it? company and email may be NULL. */
bool bl__clear_last_first(const char *name, const char *company, const char *email);
/* birthday.c: is a header key one of birthdays; a cell of such a column; what a day without a year says of the order of the column, and whether it hangs on that. */
bool bl__birthday_word(const char *key);
void bl__value_birthday(struct bl__values *values, const struct bl__plan *plan, size_t column, const struct bl__row *row);
enum bl__order bl__birthday_votes(const char *s, size_t n);
bool bl__birthday_either(const char *s, size_t n);
bool bl__years_first(const struct bl__plan *plan);
/* value.c: a cell as it is meant, NULL for nothing; the first value of two is kept, and what differs told; one value more, unless it is there. */
const char *bl__value_plain(struct bl__values *values, const char *s, size_t n);
void bl__values_once(struct bl__values *values, const char **to, const char *value, size_t column, int64_t line);
bool bl__values_push(struct bl__values *values, struct bl__list *list, const char *value);
/* footer.c: is the row below the list, not of it (*below: the one in front was)? Is it a line of totals? */
bool bl__below_list(bool *below, const struct bl__plan *plan, const struct bl__row *row);
bool bl__is_nobody(const char *name); /* "Unknown", "Subtotal Acme", "Count: 2" */
bool bl__is_total(const struct bl__plan *plan, const struct bl__row *row);
/* status.c: one cell of a status column: a stage of ours, the user's own word for one, or the exporter's. */
void bl__value_status(struct bl__values *values, const struct bl__column *column, size_t index, int64_t line, const char *s, size_t n);
void bl__value_lead(struct bl__values *values); /* all status columns were read */
bool bl__says_stage(const char *s, size_t n);   /* in a file of nobody known */
/* Is every VALUE=STAGE of the user's a stage? Else BL_USAGE. */
enum bl_status bl__stage_map_check(const struct bl_pairs *map, struct bl_error *err) BL_NODISCARD;
/* n bytes of a cell as a text of its own; room for one in the scratch (NULL: failed); one value more of a list; a custom field. */
const char *bl__values_text(struct bl__values *values, const char *s, size_t n);
char *bl__values_room(struct bl__values *values, size_t n);
bool bl__values_add(struct bl__values *values, struct bl__list *list, const char *value);
void bl__values_custom(struct bl__values *values, const char *name, const char *value);
/* cell.c: trims, takes off what nobody sees, and a guard of a spreadsheet: '+49, ="0123". True: quotes of the text stand doubled in what is left. */
bool bl__value_bare(const char **s, size_t *n);
/* Trims, and takes off the apostrophe alone: of our own export. */
void bl__cell_unquote(const char **s, size_t *n);
bool bl__cell_placeholder(const char *s, size_t n); /* nothing, or what programs put there: "-", "n/a", "[not provided]" */
bool bl__cell_blank(const char *s, size_t n);       /* nothing, or a word for it: "n/a" */
bool bl__cell_zeroes(const char *s, size_t n);      /* 0/0/00 and the like, where a day should be */
/* The next part between separators, bare; false at the end. Of a cell of phones: the next number of those with "/" or "or" between them. */
bool bl__cell_part(const char **s, size_t *n, const char *separators, const char **part, size_t *len);
bool bl__phone_part(const char **s, size_t *n, const char **part, size_t *len);
size_t bl__phone_digits(const char *s, size_t n);
/* As bl__values_text, wide letters and digits made narrow. */
const char *bl__cell_narrow(struct bl__values *values, const char *s, size_t n);
/* Bytes of a whole number that was saved as 491712345678.0; of anything else all n. */
size_t bl__cell_number(const char *s, size_t n);
/* own.c: the cells of Bowline's own export; bl__own_cell is false when the row is rejected, with the reason in values. */
bool bl__own_preset(const struct bl__preset *preset);
const char *bl__own_custom(const char *header); /* the custom field a header names, or NULL */
bool bl__own_cell(struct bl__values *values, const struct bl__plan *plan, size_t column, const struct bl__row *row);
void bl__own_status(struct bl__values *values, const char *s, size_t n);
/* Parts of a cell, for tests: adds the values of one cell to the lists of `values`. False: malformed, with the reason. */
bool bl__value_emails(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n);
void bl__value_phones(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n);
void bl__value_urls(struct bl__values *values, size_t column, int64_t line, const char *s, size_t n);
void bl__value_tags(struct bl__values *values, const char *s, size_t n);
void bl__notes_add(struct bl__notes *notes, enum bl__note_kind kind, size_t column, int64_t line, const char *s, size_t n);
/* value.c: what is said of a date that is no day. */
enum bl__note_kind bl__date_note(const char *s, size_t n, enum bl__order order);
/* The sentence of a note. */
const char *bl__note_text(const struct bl__note *note, const char *column, struct bl_arena *arena);

/* ---- sniff.c: what the beginning of a file tells ------------------------------------------------------------------------------------ */

struct bl__look {
    char delimiter;
    int64_t header_line; /* 0 = none */
    bool rejects;        /* of an earlier import: the reasons stand in front */
    size_t data_at;      /* byte of source->text where the rows begin, and its line */
    int64_t data_line;
    struct bl__plan plan;
    bool undecided;                                    /* the order of the date column hangs on all its values, not on the sample */
    char print[BL__PRINT_SIZE], shape[BL__PRINT_SIZE]; /* of its header, or of its columns; of all it holds, as if it had no header */
};
struct bl__wish { /* what the user said */
    char delimiter;
    const char *date_order;
    const struct bl_pairs *map;
    int64_t header;     /* its line, or BL_NO_HEADER; 0 = guess */
    const char *preset; /* its key or "none"; NULL = guess */
    const char *path;
    bool columns;                    /* also without a usable one */
    const struct bl__memory *memory; /* or NULL */
    bl_day today;
};
/* Is it a text with records at all? A zip, a workbook, a web page … is BL_USAGE with its name and the way out. */
enum bl_status bl__sniff_kind(const char *head, size_t n, const char *path, struct bl_error *err) BL_NODISCARD;
/* Looks at source->text (its head is decoded): delimiter, header, plan. */
enum bl_status bl__look_at(struct bl__source *source, const struct bl__wish *wish, struct bl_arena *arena, struct bl__look *out,
                           struct bl_error *err) BL_NODISCARD;

#endif
