/* Rows that are conversations. talks.c: which column says what, and rows that are one conversation each (events, invitations); messages.c: rows that are messages. */
#ifndef BL_EXCHANGE_TALKS_H
#define BL_EXCHANGE_TALKS_H

#include "exchange/internal.h"

#include "bowline/import.h"
#include "bowline/said.h"

struct bl__cells { /* the columns of each role: the first, and how many stand for it */
    size_t at[BL__ROLES][10], n[BL__ROLES];
};
struct bl__talking {
    enum bl__talks kind; /* NONE: rows are people alone */
    struct bl__cells cells;
    bl_day (*local_day)(int64_t seconds);
    const char *me;
    /* of the row at hand: a conversation with its person */
    bool has, play;
    bl_day day;
    int minutes;
    const char *what; /* call, meeting, message */
    int64_t key;
    struct bl_buf text;
    /* messages: what is done once all are read */
    int phase;
    int64_t who;
    struct bl_buf thread, plain;
    struct bl_strs names, urls; /* scratch of one row, in `arena` */
    struct bl_arena arena;
    struct bl_said_told told;
};

/* Days and times as n bytes have them: seconds of the day, -1 when there is no time. */
int bl__clock_read(const char *s, size_t n);
/* The cell of a role, "" when the file or the row has none. */
const struct bl__cell *bl__talk_cell(const struct bl__talking *talking, const struct bl__row *row, enum bl__role role, size_t nth);
/* Adds the cell as text: spaces at its ends taken off, tags of HTML out, line ends as \n. */
void bl__talk_plain(struct bl_buf *out, const char *s, size_t n);

struct bl_import;
/* Finds the columns; the plan says so. Rows are people alone when the user mapped columns of messages by hand. */
enum bl_status bl__talks_open(struct bl_import *job, const struct bl_import_options *options, struct bl_error *err) BL_NODISCARD;
/* An event: what the row says beside its person. An invitation: the person too, as bl__values_read does it. */
void bl__event_read(struct bl_import *job, const struct bl__row *row);
enum bl__verdict bl__invitation_read(struct bl_import *job, const struct bl__row *row);
/* The conversation of the row at hand goes to its person; *added when there is one and it is new. */
enum bl_status bl__talk_give(struct bl_import *job, int64_t person, bool *added, struct bl_error *err) BL_NODISCARD;

/* messages.c: one row; then, when all are read, people and conversations, a slice a call. */
enum bl_status bl__message_take(struct bl_import *job, const struct bl__row *row, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__messages_end(struct bl_import *job, bool *done, struct bl_error *err) BL_NODISCARD;
/* Adds what is told of them to the facts, at most five sentences. False: memory is out. */
bool bl__talks_facts(struct bl_import *job, const char **facts);
void bl__talks_close(struct bl__talking *talking);

#endif
