/* A person as the rest of the program sees one; a value whose memory is an arena's. */
#ifndef BOWLINE_PERSON_H
#define BOWLINE_PERSON_H

#include "bowline/book.h"
#include "bowline/uuid.h"

#define BL_NO_MONEY INT64_MIN

struct bl_next { /* the earliest open promise */
    int64_t id;  /* 0 = none */
    const char *text;
    bl_day due; /* or BL_NO_DAY */
    bool theirs;
};

struct bl_person {
    int64_t id;
    struct bl_uuid uid;
    const char *name;                            /* as shown; never NULL or "" */
    const char *first_name, *last_name;          /* or NULL */
    const char *company, *title, *source, *note; /* or NULL */
    int64_t referred_by;                         /* person id, 0 = nobody */
    const char *referred_name;                   /* full rows only */
    bl_day created_on, first_contact;            /* first_contact or BL_NO_DAY */
    bool in_play;
    bl_day played_on; /* in play from that day on; BL_NO_DAY: from the start, or not at all */
    struct bl_standing at;
    bl_day last_talk; /* last conversation or BL_NO_DAY */
    int64_t talks;    /* number of conversations */
    struct bl_next next;
    int64_t mrr;       /* cents a month, BL_NO_MONEY when never set */
    const char *email; /* first one or NULL; in list rows too */
    /* full rows only (bl_store_person), empty in list rows */
    struct bl_strs emails, phones, urls, tags;
    struct bl_pairs custom;
};

struct bl_talk {
    int64_t id;
    struct bl_uuid uid;
    bl_day day;
    const char *kind; /* talk call meeting mail message event note, or the user's own */
    int minutes;      /* 0 = not told */
    const char *text;
    struct bl_strs quotes;
    struct bl_ids people;
    struct bl_strs names; /* of people, same order */
};

struct bl_promise {
    int64_t id;
    struct bl_uuid uid;
    int64_t person;
    const char *who; /* name of the person */
    const char *text;
    bl_day due, made_on, done_on; /* due, done_on: or BL_NO_DAY */
    bool theirs;
    bool dropped; /* done with on done_on, and not kept: let go with the person */
    int64_t talk; /* the conversation it was made in, 0 = none */
};

/* What add, edit, import set. NULL / empty / 0 / BL_NO_DAY = not named. */
struct bl_person_edit {
    const char *name, *first_name, *last_name, *company, *title, *source, *note;
    struct bl_strs emails, phones, urls, tags; /* added to those there are */
    struct bl_pairs custom;                    /* value NULL = unset */
    int64_t referred_by;
    bl_day first_contact;
    const struct bl_uuid *uid; /* bulk only: a record of a book of ours, known by it and kept under it; NULL = a new one */
    struct bl_strs unset; /* field names to empty (edit only): company title source note email phone url referred_by, or a custom field */
};

/* One address as matched: emails lower-cased; URLs without scheme, www., query, trailing slash, percent-decoded, lower-cased, and a LinkedIn
 * profile as linkedin.com/in/name whatever its country, language or page; phones as +digits, only with a country
 * code (else BL_FAILED-free: adds nothing). Used by add, import, merge and WHO alike. */
enum bl_handle_kind { BL_EMAIL = 1, BL_PHONE = 2, BL_URL = 3 };
void bl_handle_key(struct bl_buf *out, enum bl_handle_kind kind, const char *value);
/* Is it an e-mail address (one @, a dot-free or dotted host, no spaces)? */
bool bl_email_valid(const char *value, size_t n);
/* Has a valid one no dot in its host, which is not localhost? Mostly a slip ("ann@gmail"): of a list it is refused, and says so; by hand it is taken, and said, too. */
bool bl_email_dotless(const char *value, size_t n);
/* "Maya Chen" from first and last; "Chen, Maya" stays as it is. NULL when both are empty. */
const char *bl_person_joined(struct bl_arena *arena, const char *first, const char *last);

/* How well a folded query names a person (DESIGN section 3, WHO): 3 the whole name, 2 whole words of it, 1 beginnings of words, 0 not.
 * Both are keys of bl_text_fold; words of the query may come in any order. */
int bl_who_rank(const char *name_key, const char *query_key);

#endif
