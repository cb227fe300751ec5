/* Pairs of people who may be one person: found in blocks of what they have in common, never by comparing everybody with everybody; in slices, in bounded memory.
 * What is found is listed with its reasons in words, strongest first; nothing is merged by it. */
#ifndef BOWLINE_DUPES_H
#define BOWLINE_DUPES_H

#include "bowline/store.h"

/* What speaks for it, strongest first; bits of bl_dupe.why. */
enum bl_alike {
    BL_ALIKE_EMAIL,        /* the same e-mail address */
    BL_ALIKE_PHONE,        /* the same phone number */
    BL_ALIKE_URL,          /* the same profile */
    BL_ALIKE_NAME_COMPANY, /* the same name and company */
    BL_ALIKE_NAME,         /* the same name, and one of them (or both) without a company */
    BL_ALIKE_WORDS,        /* the same name written another way, nothing against it */
    BL_ALIKE_TAIL,         /* the same phone number but for the country code */
    BL_ALIKE_SPELLS,       /* the e-mail address of one spells the name of the other */
    BL_ALIKE_INITIAL,      /* the same initial, last name and company */
    BL_ALIKE_LETTER,       /* names one letter apart, at the same company */
    BL_ALIKE_LETTER_BLANK, /* names one letter apart, and one of them (or both) without a company */
    BL_ALIKE_NAME_OTHER,   /* the same name, at different companies */
    BL_ALIKE_WORDS_OTHER,  /* the same name written another way, at different companies */
    BL_ALIKES
};
struct bl_dupe {
    struct bl_person first,
        second;        /* list rows; first: the one to keep, as far as one can tell (in play, more talks, further, the lower number) */
    unsigned why;      /* 1 << enum bl_alike */
    bool against;      /* they have different profiles at the same place */
    const char *words; /* the reasons: "the same e-mail address maya@x.example; the same name and company" */
};
struct bl_dupes; /* opaque job */

/* Begins to look: at pairs in which at least one matches the filter (NULL = all pairs). Reads only; other writes may happen between slices. */
enum bl_status bl_dupes_open(struct bl_store *store, const struct bl_filter *filter, struct bl_dupes **out,
                             struct bl_error *err) BL_NODISCARD;
/* A slice: looks at about `rows` rows. *done when all was looked at. */
enum bl_status bl_dupes_step(struct bl_dupes *dupes, int64_t rows, bool *done, struct bl_error *err) BL_NODISCARD;
struct bl_dupes_seen {
    int permille;     /* how much was looked at */
    size_t pairs;     /* to be read by bl_dupes_read; in order once all is done */
    int64_t more;     /* pairs beyond what is kept in memory, the weakest ones */
    int64_t crowds;   /* likenesses shared by so many that only some of their pairs are listed */
    int64_t crowded;  /* people in those */
    int64_t largest;  /* in the largest of them */
    const char *what; /* … and what they share, or NULL; borrowed from the job */
};
void bl_dupes_look(const struct bl_dupes *dupes, struct bl_dupes_seen *out);
/* Pairs from `at` on, at most `limit` (0 = all), strongest first. Somebody merged since is whoever they are now; pairs that are settled are left out; *next gets where to go on. */
enum bl_status bl_dupes_read(struct bl_dupes *dupes, size_t at, size_t limit, struct bl_arena *arena, struct bl_dupe **rows, size_t *n,
                             size_t *next, struct bl_error *err) BL_NODISCARD;
/* What two people have in common, in the order they were named. */
enum bl_status bl_dupes_pair(struct bl_store *store, int64_t first, int64_t second, struct bl_arena *arena, struct bl_dupe *out,
                             struct bl_error *err) BL_NODISCARD;
void bl_dupes_close(struct bl_dupes *dupes);
void bl_dupes_free(struct bl_dupes **dupes); /* for BL_AUTO */

/* Remembers (apart) or forgets that two are not the same, in the step that is open; *changed says whether it was new. */
enum bl_status bl_dupes_apart(struct bl_store *store, int64_t a, int64_t b, bool apart, bool *changed, struct bl_error *err) BL_NODISCARD;

#endif
