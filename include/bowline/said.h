/* Conversations that come from files (a message archive, a calendar): inside a bulk step, known again by keys, so that the same file twice adds nothing.
 *
 * Decided here, for all of them: a file moves nobody and opens no journey earlier. Whoever is new begins today as everybody imported does, and the day of the first
 * conversation is kept as the day of first contact: a past that was never in the book is not restated by a file. Somebody comes into play when the user said
 * something to them (DESIGN section 1, "talked to"); who only wrote and was never answered is in the book and not in play, so that a mailbox of pitches drowns nobody. */
#ifndef BOWLINE_SAID_H
#define BOWLINE_SAID_H

#include "bowline/store.h"

/* The number that n texts are known by: never 0, exact in JSON. */
int64_t bl_said_key(const char *const *texts, size_t n);

/* One conversation given whole. */
struct bl_bulk_talk {
    int64_t person;
    int64_t key; /* of bl_said_key */
    bl_day day;
    const char *kind;
    int minutes;
    const char *text;
    bool play; /* the person comes into play */
};
/* *added false: it is there already. *played: they came into play by it. */
enum bl_status bl_bulk_talk(struct bl_bulk *bulk, const struct bl_bulk_talk *talk, bool *added, bool *played,
                            struct bl_error *err) BL_NODISCARD;

/* One message. All messages of a conversation on one day become one conversation in the book: thirty lines of a chat are one talk of that day, and the figures count
 * talks. */
struct bl_speaker {
    const char *name, *url; /* one of them may be "" */
};
struct bl_said {
    const char *thread;           /* what the file calls the conversation */
    int64_t at;                   /* seconds since 1970 */
    bl_day day;                   /* of the user's calendar */
    int64_t line;                 /* where it stands in the file */
    const struct bl_speaker *who; /* everybody taking part, the one who says it first */
    size_t n;
    const char *text;
};
enum bl_status bl_said_add(struct bl_bulk *bulk, const struct bl_said *said, struct bl_error *err) BL_NODISCARD;

/* When all are there: whose file is it? `me` is the user's page or name, or NULL: who is in most conversations, and in more than half of them; of several the one who is not in
 * the book. Nobody of that name or page: BL_NOT_FOUND. */
struct bl_said_me {
    const char *name, *url; /* "" when the file has none; NULL: there are no messages */
    const char *other;      /* not sure: who it might be as well */
    bool sure;
};
enum bl_status bl_said_settle(struct bl_bulk *bulk, const char *me, struct bl_arena *arena, struct bl_said_me *out,
                              struct bl_error *err) BL_NODISCARD;

/* Then the people, one after the other: the first with an id above `after`; *found false behind the last. Each is matched or added by the caller and named here. */
struct bl_said_who {
    int64_t id;
    const char *name, *url; /* "" when the file has none */
    int64_t line;           /* where they are named first */
};
enum bl_status bl_said_next(struct bl_bulk *bulk, int64_t after, struct bl_arena *arena, struct bl_said_who *out, bool *found,
                            struct bl_error *err) BL_NODISCARD;
enum bl_status bl_said_is(struct bl_bulk *bulk, int64_t who, int64_t person, bool made, struct bl_error *err) BL_NODISCARD;

/* Then the messages, in the order they were said; about `limit` of them a call, *done when all are in the book. Each is told: */
enum bl_said_outcome {
    BL_SAID_MADE,
    BL_SAID_ADDED,
    BL_SAID_KNOWN,
    BL_SAID_ALONE
};                   /* its line named somebody new; new; known; with nobody else */
struct bl_said_row { /* borrowed */
    int64_t line;
    enum bl_said_outcome outcome;
    const char *name, *text; /* who says what */
    int64_t person;          /* with whom: who says it, or of your own words the first who hears them */
    bl_day day;
    bool mine; /* you say it: name is "me" */
};
typedef enum bl_status (*bl_said_tell)(void *to, const struct bl_said_row *row, struct bl_error *err);
struct bl_said_told {
    int64_t talks, longer; /* conversations made, and those made longer */
    int64_t played;        /* people who came into play */
};
enum bl_status bl_said_write(struct bl_bulk *bulk, int limit, bl_said_tell tell, void *to, struct bl_said_told *told, bool *done,
                             struct bl_error *err) BL_NODISCARD;

#endif
